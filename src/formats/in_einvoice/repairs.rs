//! Which single character of the invoice's data was changed after signing: the digest inside the signature says when it is right
//! again, so that each try is one digest.

use crate::{
    encoding::Base64,
    evidence, json,
    report::{Cause, CauseId, Confidence},
    signature::sha256,
};
use alloc::string::String;
use serde_json::{Map, Value};

/// Most that is tried: about a third of a second in a browser.
pub(super) const LIMIT: usize = 20_000;

/// Longer payloads are no codes that a printer prints: each try is a digest of all of it.
const LONGEST: usize = 2000;

/// Characters that one of this kind may have been.
fn others(c: u8) -> &'static [u8] {
    match c {
        b'0'..=b'9' => b"0123456789abcdef",
        b'A'..=b'Z' => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        b'a'..=b'z' => b"abcdef0123456789",
        b'/' => b"-.",
        b'-' => b"/.",
        b'.' => b"0123456789",
        _ => b"",
    }
}

/// The member whose value makes the signature fit, proven by the digest that was signed.
pub(super) fn explain(header: &str, payload: &str, digest: &[u8], tried: &mut usize) -> Option<Cause> {
    let bytes = Base64::Url.decode(payload).ok().filter(|bytes| bytes.len() <= LONGEST)?;
    let mut changed = bytes.clone();
    for (at, original) in bytes.iter().enumerate() {
        for other in others(*original).iter().filter(|other| *other != original) {
            if *tried == LIMIT {
                return None;
            }
            *tried += 1;
            *changed.get_mut(at)? = *other;
            let message = [header, ".", &Base64::Url.encode(&changed)].concat();
            if sha256(message.as_bytes()) == *digest {
                return cause(&bytes, &changed);
            }
        }
        *changed.get_mut(at)? = *original;
    }
    None
}

fn data(payload: &[u8]) -> Option<Map<String, Value>> {
    json::object(json::object(payload).ok()?.get("data")?.as_str()?.as_bytes()).ok()
}

/// Which member differs; where it is none of the invoice's, the code is damaged.
fn cause(shown: &[u8], signed: &[u8]) -> Option<Cause> {
    let text =
        |value: Option<&Value>| value.map(|value| value.as_str().map_or_else(|| value.to_string(), String::from));
    let (shown, signed) = (data(shown)?, data(signed)?);
    let name = signed.keys().find(|name| signed.get(*name) != shown.get(*name));
    Some(match name {
        Some(name) => Cause::new(
            CauseId::FieldAltered,
            Confidence::Proven,
            evidence! {
                "field" => super::invoice::name(name).map_or_else(|| name.clone(), String::from),
                "signed" => text(signed.get(name)),
                "code" => text(shown.get(name)),
            },
        ),
        None => Cause::new(
            CauseId::ReadingError,
            Confidence::Proven,
            evidence! { "part" => "payload", "reason" => "character" },
        ),
    })
}
