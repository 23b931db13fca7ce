//! The lists of engines, which of them a build uses where none is handed in, and whether that was too little.

use crate::{
    algorithm::Digest,
    elliptic::{BRAINPOOL_P256R1, BRAINPOOL_P384R1, K256, P256, P384, P521},
    engine::{Engines, KeyError},
    rsa,
    sm2::{self, SM2},
};
use alloc::vec::Vec;
use core::sync::atomic::{AtomicBool, Ordering};
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};

impl Engines {
    /// ECDSA on P-256, which most receipts and certificates are signed by.
    pub const P256: Self = Self { elliptic: &[&P256], rsa: None, sm3: None };

    /// Everything: ECDSA on all curves of [`crate::Curve`], SM2 and SM3, RSA.
    pub const ALL: Self = Self {
        elliptic: &[&P256, &P384, &P521, &K256, &BRAINPOOL_P256R1, &BRAINPOOL_P384R1, &SM2],
        rsa: Some(rsa::key),
        sm3: Some(sm2::sm3),
    };
}

/// The engines of this build: all with the feature `all`, else P-256 alone.
pub(crate) fn engines() -> &'static Engines {
    if cfg!(feature = "all") { &Engines::ALL } else { &Engines::P256 }
}

static LACKING: AtomicBool = AtomicBool::new(false);

/// Whether anything since the last call needed an engine that this build lacks. What was answered since is not to be used.
pub fn was_lacking() -> bool {
    LACKING.swap(false, Ordering::Relaxed)
}

/// Remembers what was lacking.
pub(crate) fn remembered<T>(outcome: Result<T, KeyError>) -> Result<T, KeyError> {
    if matches!(outcome, Err(KeyError::Lacking)) {
        LACKING.store(true, Ordering::Relaxed);
    }
    outcome
}

impl Digest {
    /// The digest of a message. Empty where it is SM3, and the build's engines lack it: which is remembered
    /// ([`was_lacking`]).
    #[must_use]
    pub fn of(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha224 => Sha224::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
            Self::Sm3 => sm3(message),
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
        }
    }
}

/// SM3 of a message; empty, and remembered, where it is lacking.
fn sm3(message: &[u8]) -> Vec<u8> {
    remembered(engines().sm3.ok_or(KeyError::Lacking)).map_or_else(|_| Vec::new(), |sm3| sm3(message))
}
