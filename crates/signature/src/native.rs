//! The platform's arithmetic beside ours: `ring`, several times quicker one by one on P-256, P-384 and RSA (many under one key
//! are quicker by our own tables, `many.rs`). What it finds to fit counts;
//! every failure is decided by ours, whose reasons the report gives, and of what fits a sample is checked twice. Two engines
//! that differ are an alarm ([`engines_differ`]), never a verdict: ours decides then, and the other is asked no more.

use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// So many of the first that fit are checked twice, and of later ones one of so many.
const FIRST: u32 = 4;
pub(crate) const SAMPLE: u32 = 256;

/// What two engines said of the same signatures so far.
struct Watch {
    /// How often the quick one found that something fits.
    fitted: AtomicU32,
    /// It is not asked.
    is_off: AtomicBool,
    /// The two came to different results.
    differ: AtomicBool,
}

impl Watch {
    const fn new() -> Self {
        Self { fitted: AtomicU32::new(0), is_off: AtomicBool::new(false), differ: AtomicBool::new(false) }
    }

    fn settles(&self, quick: Option<bool>) -> bool {
        if quick != Some(true) {
            return false;
        }
        let before = self.fitted.fetch_add(1, Ordering::Relaxed);
        before >= FIRST && !before.is_multiple_of(SAMPLE)
    }

    fn compared(&self, quick: Option<bool>, own: bool) -> bool {
        if quick.is_some_and(|quick| quick != own) {
            self.is_off.store(true, Ordering::Relaxed);
            self.differ.store(true, Ordering::Relaxed);
        }
        own
    }
}

/// Of this process.
static WATCH: Watch = Watch::new();

/// Checks signatures by this crate's own engines alone from now on, in the whole process.
pub fn use_own_engines() {
    WATCH.is_off.store(true, Ordering::Relaxed);
}

/// Whether two engines came to different results in this process: nothing that was found in it is to be relied on.
#[must_use]
pub fn engines_differ() -> bool {
    WATCH.differ.load(Ordering::Relaxed)
}

/// Whether the quick engine's word is enough: it says that the signature fits, and this one is not of the sample.
pub(crate) fn settles(quick: Option<bool>) -> bool {
    WATCH.settles(quick)
}

/// What our own engine says beside the quick one's word, which was not enough. Ours decides.
pub(crate) fn compared(quick: Option<bool>, own: bool) -> bool {
    WATCH.compared(quick, own)
}

#[cfg(feature = "native")]
pub(crate) use with_ring::Native;

#[cfg(feature = "native")]
mod with_ring {
    use super::{Ordering, WATCH};
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
            let is_usual =
                |size: u32| (2048..=8192).contains(&size) && size.is_multiple_of(8) && bits.ends_with(&[2, 3, 1, 0, 1]);
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
            if WATCH.is_off.load(Ordering::Relaxed) {
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

    pub(crate) fn fits(&self, _scheme: crate::Scheme, _message: &[u8], _signature: &[u8]) -> Option<bool> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_engine_settles_what_fits_and_nothing_else() {
        let watch = Watch::new();
        assert!(!watch.settles(None) && !watch.settles(Some(false)));
        // The first ones, and one of many later ones, are ours to say, too.
        let asked = (0..4 * SAMPLE).filter(|_| !watch.settles(Some(true))).count();
        assert_eq!(asked, FIRST as usize + 3);
    }

    #[test]
    fn ours_decides_and_a_difference_is_an_alarm() {
        for (quick, own) in [(None, true), (None, false), (Some(true), true), (Some(false), false)] {
            let watch = Watch::new();
            assert_eq!(watch.compared(quick, own), own);
            assert!(!watch.differ.load(Ordering::Relaxed) && !watch.is_off.load(Ordering::Relaxed));
        }
        for own in [true, false] {
            let watch = Watch::new();
            assert_eq!(watch.compared(Some(!own), own), own);
            assert!(watch.differ.load(Ordering::Relaxed) && watch.is_off.load(Ordering::Relaxed));
        }
    }

    /// Both engines on the same signatures, good ones and ones that are broken in one bit: RFC 6979 A.2.5 and A.2.6, "sample".
    #[cfg(feature = "native")]
    #[test]
    fn both_engines_agree() {
        use crate::{Curve, Digest, Engines, Scheme};
        use slipcheck_codec::encoding::unhex;
        let cases = [
            (
                Curve::P256,
                Digest::Sha256,
                "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
                "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
            ),
            (
                Curve::P384,
                Digest::Sha384,
                "04EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC138015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720",
                "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE4699EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
            ),
        ];
        for (curve, digest, point, signature) in cases {
            let key = Engines::ALL.key_of_point(curve, &unhex(point).unwrap()).unwrap();
            let mut signature = unhex(signature).unwrap();
            let scheme = Scheme::Ecdsa(digest);
            for at in 0..=signature.len() {
                let fits = key.verify(scheme, b"sample", &signature).is_some();
                assert_eq!(fits, at == 0, "{curve:?} {at}");
                assert_eq!(key.verify_each(scheme, &[(b"sample", &signature)])[0].is_some(), fits);
                if at > 0 {
                    signature[at - 1] ^= 1;
                }
                if at < signature.len() {
                    signature[at] ^= 1;
                }
            }
            assert!(key.verify(scheme, b"sample", &signature).is_some());
        }
        assert!(!engines_differ());
    }
}
