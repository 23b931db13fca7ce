//! A code typed off the paper: which single character, read differently, makes the signature fit?

use super::{jws::Jws, named};
use crate::{
    encoding::Base64,
    evidence,
    formats::Context,
    report::{Cause, CauseId, Confidence},
};
use alloc::string::String;

/// Characters of the base64url alphabet that are taken for each other.
const ALIKE: [&str; 14] = ["0Oo", "1lI", "5Ss", "8B", "2Zz", "6G", "9gq", "-_", "Cc", "Vv", "Ww", "Xx", "Kk", "Uu"];
/// Most signature checks.
pub(super) const LIMIT: usize = 400;

/// The single misread character, proven; `tried` counts signature checks.
pub(super) fn explain(code: &str, context: &Context<'_>, tried: &mut usize) -> Option<Cause> {
    let end = *tried + LIMIT;
    for (at, read) in code.char_indices() {
        let alternatives = ALIKE.iter().filter(|alike| alike.contains(read)).flat_map(|alike| alike.chars());
        for meant in alternatives.filter(|c| *c != read) {
            if *tried >= end {
                return None;
            }
            let (before, after) = (code.get(..at)?, code.get(at + 1..)?);
            let mut other = String::with_capacity(code.len());
            other.push_str(before);
            other.push(meant);
            other.push_str(after);
            if fits(&other, context, tried) {
                let evidence = evidence! {
                    "where" => "code",
                    "position" => at,
                    "read" => String::from(read),
                    "fits" => String::from(meant),
                };
                return Some(Cause::new(CauseId::ReadingError, Confidence::Proven, evidence));
            }
        }
    }
    None
}

fn fits(code: &str, context: &Context<'_>, tried: &mut usize) -> bool {
    let Ok(jws) = Jws::parse(code) else { return false };
    let Some(Ok(key)) = named(&jws, context).map(crate::pki::Certificate::public_key) else { return false };
    let Ok(signature) = Base64::Url.decode(jws.signature) else { return false };
    if jws.detached.is_some() || super::jws::part("payload", jws.payload).is_err() {
        return false;
    }
    *tried += 1;
    key.verify(jws.algorithm.scheme(), &jws.signing_input(jws.payload), &signature).is_some()
}
