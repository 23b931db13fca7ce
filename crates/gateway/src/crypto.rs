//! Signatures opened with the public key, so that a wrong key and a changed text are told apart (gateway.md §5, `digest`).

use alloc::{boxed::Box, vec::Vec};
use rsa::{BoxedUint, RsaPublicKey, hazmat::rsa_encrypt, pkcs1::DecodeRsaPublicKey, traits::PublicKeyParts};
use sha2::Digest as _;
use sm2::dsa::{Signature, VerifyingKey, signature::Verifier};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef, der::Decode as _};

/// The identity that everyone uses who has agreed on none (gateway.md §2).
const IDENTITY: &str = "1234567812345678";
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SM2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.301");

/// A message digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// FIPS 180-4: older messages of UnionPay, `RSA` of Alipay.
    Sha1,
    /// FIPS 180-4.
    Sha256,
    /// GB/T 32905.
    Sm3,
}

impl Hash {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Self::Sm3 => sm3::Sm3::digest(bytes).to_vec(),
        }
    }

    /// Its name as the report shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sm3 => "SM3",
        }
    }

    /// The DER in front of the digest in a DigestInfo (RFC 8017 §9.2, note 1).
    fn prefix(self) -> &'static [u8] {
        match self {
            Self::Sha1 => &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14],
            Self::Sha256 => &[0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20],
            Self::Sm3 => &[],
        }
    }
}

/// A digest under way: the front of a text that many candidates share is taken in once.
pub(crate) enum Running {
    Sha1(sha1::Sha1),
    Sha256(sha2::Sha256),
    Sm3(sm3::Sm3),
}

impl Running {
    pub(crate) fn begin(hash: Hash, front: &[u8]) -> Self {
        match hash {
            Hash::Sha1 => Self::Sha1(sha1::Sha1::new_with_prefix(front)),
            Hash::Sha256 => Self::Sha256(sha2::Sha256::new_with_prefix(front)),
            Hash::Sm3 => Self::Sm3(sm3::Sm3::new_with_prefix(front)),
        }
    }

    /// The digest of the front and what comes behind it.
    pub(crate) fn end(&self, value: &[u8], behind: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1(front) => front.clone().chain_update(value).chain_update(behind).finalize().to_vec(),
            Self::Sha256(front) => front.clone().chain_update(value).chain_update(behind).finalize().to_vec(),
            Self::Sm3(front) => front.clone().chain_update(value).chain_update(behind).finalize().to_vec(),
        }
    }
}

/// A public key that gateways sign with.
pub enum PublicKey {
    /// RSA.
    Rsa(Box<RsaPublicKey>),
    /// SM2.
    Sm2(Box<VerifyingKey>),
}

/// What an RSA signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The digest that the signer used.
    pub hash: Hash,
    /// Its value.
    pub digest: Vec<u8>,
}

impl PublicKey {
    /// Reads a DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7); `None` for other keys than RSA up to 4096 bits and SM2.
    #[must_use]
    pub fn from_spki(der: &[u8]) -> Option<Self> {
        let spki = SubjectPublicKeyInfoRef::from_der(der).ok()?;
        let bits = spki.subject_public_key.as_bytes()?;
        if spki.algorithm.oid == RSA {
            return Some(Self::Rsa(Box::new(RsaPublicKey::from_pkcs1_der(bits).ok()?)));
        }
        if spki.algorithm.oid == EC && spki.algorithm.parameters_oid().ok()? == SM2 {
            return Some(Self::Sm2(Box::new(VerifyingKey::from_sec1_bytes(IDENTITY, bits).ok()?)));
        }
        None
    }

    /// Bytes of an RSA modulus.
    #[must_use]
    pub fn modulus(&self) -> Option<usize> {
        match self {
            Self::Rsa(key) => Some((key.n().bits() as usize).div_ceil(8)),
            Self::Sm2(_) => None,
        }
    }

    /// Opens an RSA signature: the digest inside, where the whole encoded message is what RFC 8017 §9.2 makes of it, byte by
    /// byte. `None` when this key has not made it.
    #[must_use]
    pub fn open(&self, signature: &[u8]) -> Option<Opened> {
        let Self::Rsa(key) = self else { return None };
        let size = self.modulus()?;
        if signature.len() != size {
            return None;
        }
        let number = BoxedUint::from_be_slice(signature, key.n().bits_precision()).ok()?;
        if number >= *key.n().as_ref() {
            return None;
        }
        let encoded = rsa_encrypt(key.as_ref(), &number).ok()?.to_be_bytes();
        let encoded = encoded.get(encoded.len().checked_sub(size)?..)?;
        [Hash::Sha256, Hash::Sha1].into_iter().find_map(|hash| {
            let length = if hash == Hash::Sha1 { 20 } else { 32 };
            let digest = encoded.get(size.checked_sub(length)?..)?;
            let padding = size.checked_sub(3 + hash.prefix().len() + length).filter(|padding| *padding >= 8)?;
            let whole = [&[0, 1][..], &alloc::vec![0xff; padding], &[0], hash.prefix(), digest].concat();
            (whole == encoded).then(|| Opened { hash, digest: digest.to_vec() })
        })
    }

    /// Whether an SM2 signature (DER `SEQUENCE { r, s }`) is over these bytes.
    #[must_use]
    pub fn fits_sm2(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let Self::Sm2(key) = self else { return false };
        numbers(signature)
            .and_then(|fixed| Signature::from_slice(&fixed).ok())
            .is_some_and(|s| key.verify(bytes, &s).is_ok())
    }
}

/// `r‖s` of a DER signature.
fn numbers(der: &[u8]) -> Option<[u8; 64]> {
    use spki::der::{Reader, SliceReader, asn1::UintRef};
    let mut reader = SliceReader::new(der).ok()?;
    let (r, s) = reader
        .sequence(|body| -> spki::der::Result<_> { Ok((UintRef::decode(body)?, UintRef::decode(body)?)) })
        .ok()?;
    reader.finish().ok()?;
    let mut fixed = [0; 64];
    for (half, number) in fixed.chunks_exact_mut(32).zip([r.as_bytes(), s.as_bytes()]) {
        half.get_mut(32usize.checked_sub(number.len())?..)?.copy_from_slice(number);
    }
    Some(fixed)
}

/// MD5, which names Alipay's certificates and protects nothing (gateway.md §3, Key).
#[must_use]
pub fn md5(bytes: &[u8]) -> [u8; 16] {
    md5::Md5::digest(bytes).into()
}
