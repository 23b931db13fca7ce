//! Signatures of many receipts at once: the only costly step, on as many threads as there are.

use super::{
    keys::{Entry, Resolved},
    ledger::Spot,
};
use slipcheck_signature::{Digest, PublicKey, Scheme};
use std::{collections::BTreeMap, sync::Arc};

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

/// What is signed, and the signature.
type Item<'j> = (&'j [u8], &'j [u8]);

const ES256: Scheme = Scheme::Ecdsa(Digest::Sha256);

/// Which of its keys each signature fits: the place in the list of entries. Signatures of one key are checked together.
fn fits(jobs: &[Job], keys: &[Option<&PublicKey>]) -> Vec<Option<usize>> {
    let mut by_key: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, job) in jobs.iter().enumerate().filter(|(_, job)| job.signature.len() == 64) {
        if let Some(first) = job.keys.keys.first() {
            by_key.entry(*first).or_default().push(place);
        }
    }
    let mut found = vec![None; jobs.len()];
    for (at, places) in by_key {
        let Some(key) = keys.get(at).copied().flatten() else { continue };
        let own = places.iter().filter_map(|place| Some((*place, jobs.get(*place)?.item()?)));
        let (places, items): (Vec<usize>, Vec<Item<'_>>) = own.unzip();
        for (place, fit) in places.iter().zip(key.verify_each(ES256, &items)) {
            if let (Some(slot), Some(_)) = (found.get_mut(*place), fit) {
                *slot = Some(at);
            }
        }
    }
    // What does not fit the likeliest may fit another.
    for (job, slot) in jobs.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
        let Some((message, signature)) = job.item().filter(|_| job.signature.len() == 64) else { continue };
        let mut others = job.keys.keys.iter().skip(1).copied();
        *slot = others.find(|at| {
            keys.get(*at).copied().flatten().is_some_and(|key| key.verify(ES256, message, signature).is_some())
        });
    }
    found
}

impl Job {
    /// What is signed, and the signature.
    fn item(&self) -> Option<Item<'_>> {
        Some((self.jws.get(..self.signed)?, &self.signature))
    }
}

/// Checks them: which key fits each.
pub(super) fn check(jobs: &[Job], entries: &[Entry], threads: usize) -> Vec<Option<usize>> {
    let keys: Vec<Option<&PublicKey>> = entries.iter().map(|entry| entry.key.as_ref()).collect();
    let threads = threads.min(jobs.len() / WORTH).max(1);
    if threads == 1 {
        return fits(jobs, &keys);
    }
    std::thread::scope(|scope| {
        let keys = &keys;
        let parts = jobs.chunks(jobs.len().div_ceil(threads));
        let parts: Vec<_> = parts.map(|part| (part, scope.spawn(move || fits(part, keys)))).collect();
        // A thread that came to nothing is made good here.
        parts.into_iter().flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| fits(part, keys))).collect()
    })
}
