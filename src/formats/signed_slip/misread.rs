//! A code typed off the paper: which single character, read differently, makes the signature fit?

use super::{jws::Jws, named, usable};
use crate::{
    encoding::Base64,
    evidence,
    formats::Context,
    report::{Cause, CauseId, Confidence},
    signature::{Candidates, PublicKey},
};
use alloc::{string::String, vec::Vec};

/// Characters of the base64url alphabet that are taken for each other.
const ALIKE: [&str; 14] = ["0Oo", "1lI", "5Ss", "8B", "2Zz", "6G", "9gq", "-_", "Cc", "Vv", "Ww", "Xx", "Kk", "Uu"];
/// Most readings of the code.
pub(super) const LIMIT: usize = 1200;
/// Most of them that are checked one by one.
const CHECKS: usize = 60;

/// One character read differently.
struct Reading {
    at: usize,
    read: char,
    meant: char,
    code: String,
}

impl Reading {
    fn proven(&self) -> Cause {
        let evidence = evidence! {
            "where" => "code",
            "position" => self.at,
            "read" => String::from(self.read),
            "fits" => String::from(self.meant),
        };
        Cause::new(CauseId::ReadingError, Confidence::Proven, evidence)
    }
}

fn readings(code: &str) -> impl Iterator<Item = Reading> + '_ {
    code.char_indices().flat_map(move |(at, read)| {
        let alike = ALIKE.iter().filter(move |alike| alike.contains(read)).flat_map(|alike| alike.chars());
        alike.filter(move |meant| *meant != read).filter_map(move |meant| {
            let (before, after) = (code.get(..at)?, code.get(at + read.len_utf8()..)?);
            let mut other = String::with_capacity(code.len());
            other.push_str(before);
            other.push(meant);
            other.push_str(after);
            Some(Reading { at, read, meant, code: other })
        })
    })
}

/// The single misread character, proven; `tried` counts readings.
pub(super) fn explain(code: &str, context: &Context<'_>, tried: &mut usize) -> Option<Cause> {
    let end = code.rfind('.')?;
    let mut own = None;
    if let Some(jws) = attached(code)
        && let Some(key) = key(&jws, context)
    {
        let (places, signatures): (Vec<Reading>, Vec<Vec<u8>>) = readings(code)
            .filter(|reading| reading.at > end)
            .filter_map(|reading| {
                let bytes = Base64::Url.decode(reading.code.get(end + 1..)?).ok()?;
                Some((reading, bytes))
            })
            .take(LIMIT / 2)
            .unzip();
        let read = Base64::Url.decode(jws.signature).ok();
        let scheme = jws.algorithm.scheme();
        let digest = scheme.digest().of(&jws.signing_input(jws.payload));
        let mut checks = signatures.iter().take(CHECKS);
        *tried += signatures.len();
        let at = match read {
            Some(read) if key.curve().is_some() => {
                key.first_reading(scheme, &[&digest], &read, &signatures).map(|(at, ..)| at)
            }
            _ => checks.position(|signature| key.verify_digest(scheme, &digest, signature).is_some()),
        };
        if let Some(at) = at {
            return places.get(at).map(Reading::proven);
        }
        let sha256 = *key.sha256();
        own = Some((jws, sha256));
    }
    // Header and payload: one message a reading, all under one signature.
    let mut under_own: Vec<(Reading, Vec<u8>)> = Vec::new();
    let mut checks = CHECKS;
    for reading in readings(code).filter(|reading| reading.at < end).take(LIMIT / 2) {
        let Some(jws) = attached(&reading.code) else { continue };
        let Some(key) = key(&jws, context) else { continue };
        *tried += 1;
        let scheme = jws.algorithm.scheme();
        let digest = scheme.digest().of(&jws.signing_input(jws.payload));
        let is_own = own.as_ref().is_some_and(|(own, sha256)| {
            own.algorithm == jws.algorithm && sha256 == key.sha256() && own.signature == jws.signature
        });
        if is_own {
            under_own.push((Reading { code: String::new(), ..reading }, digest));
        } else if checks > 0 {
            checks -= 1;
            let signature = Base64::Url.decode(jws.signature).ok();
            if signature.is_some_and(|signature| key.verify_digest(scheme, &digest, &signature).is_some()) {
                return Some(reading.proven());
            }
        }
    }
    let (jws, _) = own?;
    let signature = Base64::Url.decode(jws.signature).ok()?;
    let key = key(&jws, context)?;
    let found = Candidates::new(key, jws.algorithm.scheme(), &signature).first(under_own.into_iter());
    found.map(|(reading, _)| reading.proven())
}

/// A code whose payload is in it.
fn attached(code: &str) -> Option<Jws<'_>> {
    let jws = Jws::parse(code).ok()?;
    (jws.detached.is_none() && super::jws::part("payload", jws.payload).is_ok()).then_some(jws)
}

fn key<'a>(jws: &'a Jws<'_>, context: &'a Context<'_>) -> Option<&'a PublicKey> {
    named(jws, context).and_then(|certificate| usable(certificate, jws.algorithm))
}
