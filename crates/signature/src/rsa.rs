//! RSA keys: RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 §8).

use crate::{
    algorithm::{Digest, Scheme},
    engine::Key,
};
use ::rsa::{
    Pkcs1v15Sign, RsaPublicKey,
    pkcs1::DecodeRsaPublicKey,
    pkcs1v15::{Signature as Pkcs1Signature, VerifyingKey as Pkcs1Key},
    pss::{Signature as PssSignature, VerifyingKey as PssKey},
    traits::PublicKeyParts,
};
use alloc::boxed::Box;
use ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Sha256, Sha384, Sha512};

/// What stands before a SHA-1 in its DigestInfo (RFC 8017 §9.2, note 1).
const SHA1: [u8; 15] = [0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14];

struct Held(RsaPublicKey);

impl Key for Held {
    fn rsa_bits(&self) -> Option<u32> {
        Some(self.0.n().bits())
    }

    fn fits(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> bool {
        let key = || self.0.clone();
        match scheme {
            Scheme::RsaPkcs1(Digest::Sha1) => self.fits_prefixed(&SHA1, digest, signature),
            Scheme::RsaPkcs1(hash) => Pkcs1Signature::try_from(signature).is_ok_and(|signature| {
                match hash {
                    Digest::Sha256 => Pkcs1Key::<Sha256>::new(key()).verify_prehash(digest, &signature),
                    Digest::Sha384 => Pkcs1Key::<Sha384>::new(key()).verify_prehash(digest, &signature),
                    Digest::Sha512 => Pkcs1Key::<Sha512>::new(key()).verify_prehash(digest, &signature),
                    Digest::Sha224 | Digest::Sm3 | Digest::Sha1 => return false,
                }
                .is_ok()
            }),
            Scheme::RsaPss(hash) => PssSignature::try_from(signature).is_ok_and(|signature| {
                match hash {
                    Digest::Sha256 => PssKey::<Sha256>::new(key()).verify_prehash(digest, &signature),
                    Digest::Sha384 => PssKey::<Sha384>::new(key()).verify_prehash(digest, &signature),
                    Digest::Sha512 => PssKey::<Sha512>::new(key()).verify_prehash(digest, &signature),
                    Digest::Sha224 | Digest::Sm3 | Digest::Sha1 => return false,
                }
                .is_ok()
            }),
            Scheme::Ecdsa(_) | Scheme::Sm2 => false,
        }
    }

    fn fits_pss(&self, hash: Digest, salt: usize, digest: &[u8], signature: &[u8]) -> bool {
        let key = || self.0.clone();
        PssSignature::try_from(signature).is_ok_and(|signature| {
            match hash {
                Digest::Sha256 => PssKey::<Sha256>::new_with_salt_len(key(), salt).verify_prehash(digest, &signature),
                Digest::Sha384 => PssKey::<Sha384>::new_with_salt_len(key(), salt).verify_prehash(digest, &signature),
                Digest::Sha512 => PssKey::<Sha512>::new_with_salt_len(key(), salt).verify_prehash(digest, &signature),
                Digest::Sha224 | Digest::Sm3 | Digest::Sha1 => return false,
            }
            .is_ok()
        })
    }

    fn fits_prefixed(&self, prefix: &[u8], digest: &[u8], signature: &[u8]) -> bool {
        let scheme = Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: prefix.into() };
        self.0.verify(scheme, digest, signature).is_ok()
    }
}

/// The key of an RSAPublicKey (RFC 8017 A.1.1); `None` when it is none.
pub(crate) fn key(der: &[u8]) -> Option<Box<dyn Key>> {
    Some(Box::new(Held(RsaPublicKey::from_pkcs1_der(der).ok()?)))
}
