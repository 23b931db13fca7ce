//! A signature that was encoded once too often, or that stands in a whole compact serialization.

use crate::encoding::{base64_lenient, unhex};
use alloc::{string::String, vec::Vec};

/// The bytes of a signature inside what was encoded: base64 or hex in base64, the third part of a compact serialization
/// (RFC 7515 §7.1), and that in base64; with the name of the form.
pub(in crate::formats) fn nested(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut found = Vec::new();
    let mut jws = |text: &str, what: &'static str| {
        let mut parts = text.trim().split('.');
        let signature = parts.nth(2).filter(|_| text.trim().starts_with("eyJ"));
        found.extend(signature.and_then(base64_lenient).map(|bytes| (what, bytes)));
    };
    jws(text, "jws");
    if let Some(inside) = base64_lenient(text).and_then(|bytes| String::from_utf8(bytes).ok()) {
        jws(&inside, "jws-in-base64");
        let inside = inside.trim();
        found.extend(unhex(inside).ok().map(|bytes| ("hex-in-base64", bytes)));
        found.extend(base64_lenient(inside).map(|bytes| ("base64-twice", bytes)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::{Base64, hex};

    #[test]
    fn signatures_inside_what_was_encoded() {
        let bytes: Vec<u8> = (0..64u8).map(|i| i.wrapping_mul(37)).collect();
        let twice = |text: &str| Base64::Standard.encode(text.as_bytes());
        let jws = ["eyJhbGciOiJFUzI1NiJ9.X1Ix.", &Base64::Url.encode(&bytes)].concat();
        for (text, what) in [
            (jws.clone(), "jws"),
            (twice(&jws), "jws-in-base64"),
            (twice(&hex(&bytes)), "hex-in-base64"),
            (twice(&Base64::Standard.encode(&bytes)), "base64-twice"),
            (Base64::Url.encode(Base64::Url.encode(&bytes).as_bytes()), "base64-twice"),
        ] {
            assert!(nested(&text).contains(&(what, bytes.clone())), "{what}");
        }
        // An ordinary signature has nothing inside.
        assert!(nested(&Base64::Standard.encode(&bytes)).is_empty());
    }
}
