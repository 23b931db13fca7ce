//! Signatures of logs: the only costly step, many at once on as many threads as there are; and why one does not fit.

use super::{
    certificates::{Held, Keys},
    log::{Content, Log, Step, ecdsa_plain},
};
use crate::{Authority, Evidence, Kind};
use slipcheck_codec::encoding::Base64;
use slipcheck_signature::{Digest, Scheme};

/// So many logs are checked together, or so many bytes of them.
const BATCH: usize = 2048;
const BATCH_BYTES: usize = 8 << 20;
/// Fewer are not worth a thread.
const WORTH: usize = 32;

/// A log whose signature is to be checked.
pub(super) struct Job {
    pub(super) serial: [u8; 32],
    /// The place of its record among those of its device.
    pub(super) record: Option<usize>,
    pub(super) place: String,
    pub(super) bytes: Vec<u8>,
}

/// Logs that wait.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) jobs: Vec<Job>,
    bytes: usize,
}

impl Batch {
    /// Takes one: whether it is time to check them.
    pub(super) fn add(&mut self, job: Job) -> bool {
        self.bytes += job.bytes.len();
        self.jobs.push(job);
        self.jobs.len() >= BATCH || self.bytes >= BATCH_BYTES
    }
}

/// Checks them: whether each fits, `None` where that cannot be told.
pub(super) fn check(jobs: &[Job], keys: &Keys, threads: usize) -> Vec<Option<bool>> {
    let one = |job: &Job| fits(&Log::parse(&job.bytes)?, keys.device(&job.serial));
    let threads = threads.min(jobs.len() / WORTH).max(1);
    if threads == 1 {
        return jobs.iter().map(one).collect();
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = jobs
            .chunks(jobs.len().div_ceil(threads))
            .map(|part| (part, scope.spawn(move || part.iter().map(one).collect::<Vec<_>>())))
            .collect();
        // A thread that came to nothing is made good here.
        parts
            .into_iter()
            .flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| part.iter().map(one).collect()))
            .collect()
    })
}

/// The digest of an algorithm that is known.
fn digest(oid: &[u8]) -> Option<Digest> {
    match ecdsa_plain(oid)? {
        2 => Some(Digest::Sha224),
        3 => Some(Digest::Sha256),
        4 => Some(Digest::Sha384),
        5 => Some(Digest::Sha512),
        _ => None,
    }
}

/// Whether the signature fits: `None` where that cannot be told.
fn fits(log: &Log<'_>, held: Option<&Held>) -> Option<bool> {
    let key = held?.key.as_ref()?;
    Some(key.verify(Scheme::Ecdsa(digest(log.algorithm)?), log.signed, log.signature).is_some())
}

/// Why a signature does not fit, by the receipt code that the log would be printed as (DSFinV-K annex I).
pub(super) fn explained(log: &Log<'_>, held: &Held, authority: &dyn Authority) -> Option<Evidence> {
    let Content::Transaction(transaction) = &log.content else { return None };
    if transaction.step != Step::Finish {
        return None;
    }
    let text = |bytes: &[u8]| core::str::from_utf8(bytes).ok().map(String::from);
    let time = log.time.moment().rfc3339().replace('Z', &format!(".{:03}Z", log.time.millis));
    let digest = match digest(log.algorithm)? {
        Digest::Sha224 => "224",
        Digest::Sha384 => "384",
        Digest::Sha512 => "512",
        _ => "256",
    };
    let fields = [
        "V0".to_owned(),
        text(&transaction.client)?,
        text(&transaction.process_type)?,
        text(&transaction.data)?,
        transaction.number.to_string(),
        log.counter.to_string(),
        time.clone(),
        time,
        ["ecdsa-plain-SHA", digest].concat(),
        log.time_format.name().to_owned(),
        Base64::Standard.encode(log.signature),
        Base64::Standard.encode(&held.key.as_ref()?.point()?),
    ];
    authority.explain(&fields.join(";"), &held.spki, Kind::TseExport)
}
