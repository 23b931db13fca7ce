//! Signatures of logs: the only costly step, many at once on as many threads as there are; and why one does not fit.

use super::{
    certificates::{Held, Keys},
    log::{Content, Log, Step, ecdsa_plain},
};
use crate::{Authority, Evidence, Kind};
use slipcheck_codec::encoding::Base64;
use slipcheck_signature::{Digest, Scheme};
use std::collections::BTreeMap;

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
    let threads = threads.min(jobs.len() / WORTH).max(1);
    if threads == 1 {
        return fits(jobs, keys);
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = jobs
            .chunks(jobs.len().div_ceil(threads))
            .map(|part| (part, scope.spawn(move || fits(part, keys))))
            .collect();
        // A thread that came to nothing is made good here.
        parts.into_iter().flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| fits(part, keys))).collect()
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

/// Logs of one device and digest: their places, and what is signed with the signatures.
type Alike<'j> = (Vec<usize>, Vec<(&'j [u8], &'j [u8])>);

/// Whether the signatures fit, `None` where that cannot be told. Those of one key are checked together.
fn fits(jobs: &[Job], keys: &Keys) -> Vec<Option<bool>> {
    let mut alike: BTreeMap<(&[u8; 32], &'static str), (Digest, Alike<'_>)> = BTreeMap::new();
    for (at, job) in jobs.iter().enumerate() {
        let Some(log) = Log::parse(&job.bytes) else { continue };
        let Some(digest) = digest(log.algorithm) else { continue };
        let (_, (places, items)) = alike.entry((&job.serial, digest.name())).or_insert((digest, Alike::default()));
        places.push(at);
        items.push((log.signed, log.signature));
    }
    let mut found = vec![None; jobs.len()];
    for ((serial, _), (digest, (places, items))) in alike {
        let Some(key) = keys.device(serial).and_then(|held| held.key.as_ref()) else { continue };
        for (at, fit) in places.into_iter().zip(key.verify_each(Scheme::Ecdsa(digest), &items)) {
            if let Some(slot) = found.get_mut(at) {
                *slot = Some(fit.is_some());
            }
        }
    }
    found
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
