//! Signatures of many receipts at once: the only costly step, on as many threads as there are.

use super::{
    keys::{Entry, Resolved},
    ledger::Spot,
};
use slipcheck_signature::{Digest, PublicKey, Scheme};
use std::sync::Arc;

/// So many receipts are judged together.
pub(super) const BATCH: usize = 2048;
/// Fewer are not worth a thread.
const WORTH: usize = 64;

/// A signature to check.
pub(super) struct Job {
    /// The receipt's place in the batch.
    pub(super) at: u32,
    pub(super) spot: Spot,
    pub(super) jws: Vec<u8>,
    /// So many of its first bytes are signed.
    pub(super) signed: usize,
    pub(super) signature: Vec<u8>,
    pub(super) keys: Arc<Resolved>,
}

/// Which of its keys a signature fits: the place in the list of entries.
fn fits(job: &Job, keys: &[Option<&PublicKey>]) -> Option<usize> {
    let message = job.jws.get(..job.signed)?;
    let fit = |at: &usize| {
        let key = keys.get(*at).copied().flatten()?;
        key.verify(Scheme::Ecdsa(Digest::Sha256), message, &job.signature).map(|_| *at)
    };
    (job.signature.len() == 64).then(|| job.keys.keys.iter().find_map(fit)).flatten()
}

/// Checks them: which key fits each.
pub(super) fn check(jobs: &[Job], entries: &[Entry], threads: usize) -> Vec<Option<usize>> {
    let keys: Vec<Option<&PublicKey>> = entries.iter().map(|entry| entry.key.as_ref()).collect();
    let threads = threads.min(jobs.len() / WORTH).max(1);
    if threads == 1 {
        return jobs.iter().map(|job| fits(job, &keys)).collect();
    }
    let each = jobs.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let keys = &keys;
        let parts: Vec<_> = jobs
            .chunks(each)
            .map(|part| (part, scope.spawn(move || part.iter().map(|job| fits(job, keys)).collect::<Vec<_>>())))
            .collect();
        // A thread that came to nothing is made good here.
        parts
            .into_iter()
            .flat_map(|(part, thread)| {
                thread.join().unwrap_or_else(|_| part.iter().map(|job| fits(job, keys)).collect())
            })
            .collect()
    })
}
