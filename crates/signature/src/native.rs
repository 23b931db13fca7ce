//! The platform's arithmetic beside ours: `ring`, several times quicker on P-256, P-384 and RSA. What it finds to fit counts;
//! every failure is decided by ours, whose reasons the report gives, and of what fits a sample is checked twice. Two engines
//! that differ are an alarm ([`engines_differ`]), never a verdict: ours decides then, and the other is asked no more.

use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// So many of the first that fit are checked twice, and of later ones one of so many.
const FIRST: u32 = 4;
const SAMPLE: u32 = 256;

/// How often the quick engine found that something fits.
static FITTED: AtomicU32 = AtomicU32::new(0);
/// The quick engine is not asked.
static OFF: AtomicBool = AtomicBool::new(false);
/// The two engines came to different results.
static DIFFER: AtomicBool = AtomicBool::new(false);

/// Checks signatures by this crate's own engines alone from now on, in the whole process.
pub fn use_own_engines() {
    OFF.store(true, Ordering::Relaxed);
}

/// Whether two engines came to different results in this process: nothing that was found in it is to be relied on.
#[must_use]
pub fn engines_differ() -> bool {
    DIFFER.load(Ordering::Relaxed)
}

/// Whether the quick engine's word is enough: it says that the signature fits, and this one is not of the sample.
pub(crate) fn settles(quick: Option<bool>) -> bool {
    if quick != Some(true) {
        return false;
    }
    let before = FITTED.fetch_add(1, Ordering::Relaxed);
    before >= FIRST && before % SAMPLE != 0
}

/// What our own engine says beside the quick one's word, which was not enough.
pub(crate) fn compared(quick: Option<bool>, own: bool) -> bool {
    if quick.is_some_and(|quick| quick != own) {
        OFF.store(true, Ordering::Relaxed);
        DIFFER.store(true, Ordering::Relaxed);
    }
    own
}

#[cfg(feature = "native")]
pub(crate) use with_ring::Native;

#[cfg(feature = "native")]
mod with_ring {
    use super::{OFF, Ordering};
    use crate::{
        algorithm::{Curve, Digest, Scheme},
        engine::Key,
    };
    use alloc::vec::Vec;
    use ring::signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
        RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
    };

    /// What a key is for the quick engine.
    enum Kind {
        P256,
        P384,
        Rsa,
    }

    /// A key that the quick engine takes, too.
    pub(crate) struct Native {
        kind: Kind,
        /// A point, uncompressed, or an RSAPublicKey (RFC 8017 A.1.1).
        bytes: Vec<u8>,
    }

    impl Native {
        /// Of a key that was read, and the bits that it was read of: `None` where only ours takes it.
        pub(crate) fn of(key: &dyn Key, bits: &[u8]) -> Option<Self> {
            // Other sizes and exponents are taken by one of the two alone.
            let is_usual = |size: u32| (2048..=8192).contains(&size) && size % 8 == 0 && bits.ends_with(&[2, 3, 1, 0, 1]);
            Some(match (key.curve(), key.rsa_bits()) {
                (Some(Curve::P256), _) => Self { kind: Kind::P256, bytes: key.point()? },
                (Some(Curve::P384), _) => Self { kind: Kind::P384, bytes: key.point()? },
                (None, Some(size)) if is_usual(size) => Self { kind: Kind::Rsa, bytes: bits.to_vec() },
                _ => return None,
            })
        }

        /// Whether a signature fits a message; `None` where that is not asked of it.
        pub(crate) fn fits(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<bool> {
            let algorithm: &'static dyn VerificationAlgorithm = match (&self.kind, scheme) {
                (Kind::P256, Scheme::Ecdsa(Digest::Sha256)) => &ECDSA_P256_SHA256_FIXED,
                (Kind::P384, Scheme::Ecdsa(Digest::Sha384)) => &ECDSA_P384_SHA384_FIXED,
                (Kind::Rsa, Scheme::RsaPkcs1(Digest::Sha256)) => &RSA_PKCS1_2048_8192_SHA256,
                (Kind::Rsa, Scheme::RsaPkcs1(Digest::Sha384)) => &RSA_PKCS1_2048_8192_SHA384,
                (Kind::Rsa, Scheme::RsaPkcs1(Digest::Sha512)) => &RSA_PKCS1_2048_8192_SHA512,
                _ => return None,
            };
            if OFF.load(Ordering::Relaxed) {
                return None;
            }
            Some(UnparsedPublicKey::new(algorithm, &self.bytes).verify(message, signature).is_ok())
        }
    }
}

/// Without it: nothing.
#[cfg(not(feature = "native"))]
pub(crate) struct Native;

#[cfg(not(feature = "native"))]
impl Native {
    pub(crate) fn of(_key: &dyn crate::engine::Key, _bits: &[u8]) -> Option<Self> {
        None
    }

    pub(crate) fn fits(
        &self,
        _scheme: crate::Scheme,
        _message: &[u8],
        _signature: &[u8],
    ) -> Option<bool> {
        None
    }
}
