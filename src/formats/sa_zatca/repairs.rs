//! What would make a misfitting signature fit: the few ways in which hash, signature and key are written differently.

use super::SCHEME;
use crate::{
    encoding::{Base64, base64_lenient, ecdsa_from_der, hex, unhex},
    evidence,
    formats::till::change::mark,
    lean,
    report::{Cause, CauseId, Confidence},
    signature::{Curve, Digest, PublicKey, sha256},
};
use alloc::{string::String, vec::Vec};

/// The SubjectPublicKeyInfo of an uncompressed point on secp256k1, without the point (RFC 5480 §2).
const SPKI: [u8; 23] = [
    0x30, 0x56, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00,
    0x0a, 0x03, 0x42, 0x00,
];

/// An item's bytes in every form that they may have been written in, its own first.
fn forms(item: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = Vec::new();
    if let Ok(text) = core::str::from_utf8(item) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(bytes) = Base64::Standard.decode(&text) {
            forms.push(("base64", bytes));
        } else if let Ok(bytes) = Base64::Url.decode(&text) {
            forms.push(("base64url", bytes));
        } else if let Some(bytes) = base64_lenient(&text) {
            forms.push(("base64-damaged", bytes));
        }
        if let Ok(bytes) = unhex(&text) {
            forms.push(("hex", bytes));
        }
    }
    forms.push(("bytes", item.to_vec()));
    forms
}

/// The keys that an item may hold.
fn keys(item: &[u8]) -> Vec<(&'static str, PublicKey)> {
    let mut keys = Vec::new();
    if let Ok(key) = PublicKey::from_spki(item) {
        keys.push(("spki", key));
        return keys;
    }
    for (form, bytes) in forms(item) {
        let spki = if bytes.len() == 65 { [&SPKI[..], &bytes].concat() } else { bytes };
        keys.extend(PublicKey::from_spki(&spki).map(|key| (form, key)));
    }
    keys
}

/// Most signature checks: what a browser does in a tenth of a second.
pub(super) const LIMIT: usize = 200;

/// Tries what is known of other software's habits, at most [`LIMIT`] signature checks, and says which fits.
pub(super) fn explain(hash: &[u8], signature: &[u8], key: &[u8], tried: &mut usize) -> Option<Cause> {
    if !lean::is_full() {
        return None;
    }
    let signatures: Vec<(&str, Vec<u8>)> = forms(signature)
        .into_iter()
        .flat_map(|(form, bytes)| {
            let fixed = (bytes.len() == 64).then(|| ("fixed-length", bytes.clone()));
            ecdsa_from_der(&bytes, 32).map(|fixed| (form, fixed)).into_iter().chain(fixed)
        })
        .collect();
    // What may have been handed to the signer: (in which form, in which way, the message, the digest that was signed).
    let mut messages: Vec<(&str, &str, Vec<u8>, Vec<u8>)> = Vec::new();
    for (form, bytes) in forms(hash).into_iter().filter(|(_, bytes)| bytes.len() == 32) {
        let once = sha256(&bytes);
        let mut add = |what, message: &[u8], digest: Vec<u8>| messages.push((form, what, message.to_vec(), digest));
        add("bytes", &bytes, once.to_vec());
        add("hashed-once", &bytes, bytes.clone());
        add("hashed-thrice", &bytes, sha256(&once).to_vec());
        for digest in [Digest::Sha384, Digest::Sha512] {
            add(digest.name(), &bytes, digest.of(&bytes));
        }
        for (what, text) in [
            ("base64-text", Base64::Standard.encode(&bytes)),
            ("hex-text", hex(&bytes)),
            ("hex-text", hex(&bytes).to_ascii_uppercase()),
        ] {
            add(what, text.as_bytes(), sha256(text.as_bytes()).to_vec());
        }
    }
    let shown = forms(hash).into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
    for (key_form, key) in keys(key) {
        for (signature_form, signature) in &signatures {
            for (hash_form, what, message, digest) in &messages {
                if *tried >= LIMIT {
                    return None;
                }
                *tried += 1;
                if key.verify_digest(SCHEME, digest, signature).is_none() {
                    continue;
                }
                // The most telling difference first; there is one, or the signature would have fitted at once.
                let curve = key.curve().filter(|curve| *curve != Curve::K256).map(Curve::name);
                let (id, mut evidence) = if let Some(curve) = curve {
                    (
                        CauseId::AlgorithmConflict,
                        evidence! { "what" => "curve", "declared" => Curve::K256.name(), "fits" => curve },
                    )
                } else if what.starts_with("SHA-") {
                    (CauseId::AlgorithmConflict, evidence! { "declared" => Digest::Sha256.name(), "fits" => *what })
                } else if what.starts_with("hashed") {
                    (CauseId::AlgorithmConflict, evidence! { "what" => "hash", "fits" => *what })
                } else if *what != "bytes" {
                    (CauseId::EncodingConflict, evidence! { "what" => "message", "fits" => *what })
                } else if *hash_form != "base64" {
                    (CauseId::EncodingConflict, evidence! { "what" => "hash", "fits" => *hash_form })
                } else if *signature_form != "base64" {
                    (CauseId::EncodingConflict, evidence! { "what" => "signature", "fits" => *signature_form })
                } else {
                    (CauseId::EncodingConflict, evidence! { "what" => "key", "fits" => key_form })
                };
                mark(&mut evidence, &shown, message, digest);
                return Some(Cause::new(id, Confidence::Proven, evidence));
            }
        }
    }
    None
}
