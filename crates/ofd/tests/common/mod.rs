//! What the tests of files share: SM2 as the one engine, and where the contract's files are.

use slipcheck_ofd::{Engine, Host, Outcome, Scheme};
use sm2::dsa::{Signature, VerifyingKey, signature::hazmat::PrehashVerifier as _};
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization as _;

pub(crate) const HOST: Host = Host { gb18030: |_| None, nfc: |text| text.nfc().collect() };

/// SM2 alone.
pub(crate) struct Keys;

impl Engine for Keys {
    fn verify(&self, spki: &[u8], scheme: Scheme, digest: &[u8], signature: &[u8]) -> Outcome {
        let point = &spki[spki.len() - 65..];
        let Ok(key) = VerifyingKey::from_sec1_bytes("1234567812345678", point) else { return Outcome::Unusable };
        let Ok(signature) = Signature::from_slice(signature) else { return Outcome::Misfit };
        let fits = scheme == Scheme::Sm2 && key.verify_prehash(digest, &signature).is_ok();
        if fits { Outcome::Fits(0) } else { Outcome::Misfit }
    }

    fn certificates(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

/// The folder of vectors; without it nothing is checked, and that is said.
pub(crate) fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let root = std::env::var_os("SLIPCHECK_VECTORS").map_or(beside, PathBuf::from);
    if !root.join("cn-ofd").is_dir() {
        eprintln!("NOT RUN: {} is not there", root.display());
        return None;
    }
    Some(root)
}
