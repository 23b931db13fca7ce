//! Digests, curves, and the schemes that make a signature of them.

use alloc::vec::Vec;
use sha2::{Digest as _, Sha256};
use spki::{AlgorithmIdentifierRef, ObjectIdentifier, der::Decode as _};

const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const K256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");
const BRAINPOOL_P256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.7");
const BRAINPOOL_P384R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.11");
const SM2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.301");

/// A message digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Digest {
    /// FIPS 180-4. No format of today asks for it; the guideline of the German devices names it.
    Sha224,
    /// FIPS 180-4.
    Sha256,
    /// FIPS 180-4.
    Sha384,
    /// FIPS 180-4.
    Sha512,
    /// GB/T 32905.
    Sm3,
    /// FIPS 180-4: in what payment gateways and their certificates sign, and nowhere else (gateway.md §5).
    Sha1,
}

impl Digest {
    /// Its name as the report shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sm3 => "SM3",
            Self::Sha1 => "SHA-1",
        }
    }
}

/// SHA-256, the digest that names keys, certificates and slips throughout.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// An elliptic curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, secp256r1.
    P256,
    /// NIST P-384, secp384r1.
    P384,
    /// NIST P-521, secp521r1.
    P521,
    /// secp256k1 (SEC 2 §2.4.1).
    K256,
    /// RFC 5639 §3.4.
    BrainpoolP256r1,
    /// RFC 5639 §3.6.
    BrainpoolP384r1,
    /// SM2P256V1 (GB/T 32918.5). Its keys sign by SM2, never by ECDSA.
    Sm2,
}

impl Curve {
    /// Its name as the report shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::K256 => "secp256k1",
            Self::BrainpoolP256r1 => "brainpoolP256r1",
            Self::BrainpoolP384r1 => "brainpoolP384r1",
            Self::Sm2 => "SM2",
        }
    }

    /// Bytes of one coordinate, and of `r` and `s` each.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::P256 | Self::BrainpoolP256r1 | Self::K256 | Self::Sm2 => 32,
            Self::P384 | Self::BrainpoolP384r1 => 48,
            Self::P521 => 66,
        }
    }

    /// Its object identifier (RFC 5480 §2.1.1.1, RFC 5639 §4.1, GM/T 0006).
    pub(crate) fn oid(self) -> ObjectIdentifier {
        match self {
            Self::P256 => P256,
            Self::P384 => P384,
            Self::P521 => P521,
            Self::K256 => K256,
            Self::BrainpoolP256r1 => BRAINPOOL_P256R1,
            Self::BrainpoolP384r1 => BRAINPOOL_P384R1,
            Self::Sm2 => SM2,
        }
    }

    pub(crate) const ALL: [Self; 7] =
        [Self::P256, Self::P384, Self::P521, Self::K256, Self::BrainpoolP256r1, Self::BrainpoolP384r1, Self::Sm2];
}

/// How a signature is made of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// ECDSA on whichever curve the key has (FIPS 186-5 §6).
    Ecdsa(Digest),
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(Digest),
    /// RSASSA-PSS, MGF1 with the same digest, salt as long as the digest (RFC 8017 §8.1).
    RsaPss(Digest),
    /// SM2 with SM3 under the usual identity (GB/T 32918.2): what is digested has the key in front.
    Sm2,
}

impl Scheme {
    /// The scheme that a DER AlgorithmIdentifier names (RFC 5758 §3.2, RFC 4055 §3 and §5, GM/T 0006): `None` for what is not
    /// accepted, such as SHA-1, and for parameters other than the scheme's own.
    #[must_use]
    pub fn from_algorithm(der: &[u8]) -> Option<Self> {
        let algorithm = AlgorithmIdentifierRef::from_der(der).ok()?;
        let digest = |number| match number {
            2 | 12 => Some(Digest::Sha256),
            3 | 13 => Some(Digest::Sha384),
            4 | 14 => Some(Digest::Sha512),
            _ => None,
        };
        match algorithm.oid.as_bytes() {
            // ecdsa-with-SHA256 and its kin: no parameters.
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, number @ 2..=4] => {
                algorithm.parameters.is_none().then_some(Self::Ecdsa(digest(*number)?))
            }
            // sha256WithRSAEncryption and its kin: NULL, or left out.
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, number @ 11..=13] => {
                let plain = algorithm.parameters.is_none_or(|p| p.is_null());
                plain.then_some(Self::RsaPkcs1(digest(number + 1)?))
            }
            // RSASSA-PSS: the parameters are compared as the bytes that they have to be.
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10] => {
                let stated = algorithm.parameters?;
                [Digest::Sha256, Digest::Sha384, Digest::Sha512]
                    .into_iter()
                    .find(|digest| [true, false].iter().any(|null| pss_parameters(*digest, *null) == stated.value()))
                    .map(Self::RsaPss)
            }
            // sm2-with-sm3, 1.2.156.10197.1.501: no parameters, or NULL as some authorities write.
            [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75] => {
                algorithm.parameters.is_none_or(|p| p.is_null()).then_some(Self::Sm2)
            }
            _ => None,
        }
    }

    /// The same, with SHA-1 (sha1WithRSAEncryption, RFC 3279 §2.2.1): where the contract of a format accepts it in
    /// certificates, having no others.
    #[must_use]
    pub fn from_weak_algorithm(der: &[u8]) -> Option<Self> {
        let algorithm = AlgorithmIdentifierRef::from_der(der).ok()?;
        let plain = algorithm.parameters.is_none_or(|parameters| parameters.is_null());
        let sha1 = algorithm.oid.as_bytes() == [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5];
        if sha1 && plain { Some(Self::RsaPkcs1(Digest::Sha1)) } else { Self::from_algorithm(der) }
    }

    /// Its digest.
    #[must_use]
    pub fn digest(self) -> Digest {
        match self {
            Self::Ecdsa(digest) | Self::RsaPkcs1(digest) | Self::RsaPss(digest) => digest,
            Self::Sm2 => Digest::Sm3,
        }
    }
}

/// The content of RSASSA-PSS-params (RFC 4055 §3.1) for one digest throughout and a salt as long as it; the digest's own
/// parameters written as NULL or left out.
fn pss_parameters(digest: Digest, null: bool) -> Vec<u8> {
    let (number, salt) = match digest {
        Digest::Sha224 => (4, 28),
        Digest::Sha256 => (1, 32),
        Digest::Sha384 => (2, 48),
        Digest::Sha512 => (3, 64),
        // No such scheme.
        Digest::Sm3 | Digest::Sha1 => (0, 32),
    };
    let wrap = |tag: u8, content: &[u8]| [&[tag, content.len() as u8], content].concat();
    let oid = wrap(6, &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, number]);
    let hash = wrap(0x30, &[&oid[..], if null { &[5, 0] } else { &[] }].concat());
    let mgf1 = wrap(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8]);
    let mask = wrap(0x30, &[&mgf1[..], &hash].concat());
    [wrap(0xa0, &hash), wrap(0xa1, &mask), alloc::vec![0xa2, 3, 2, 1, salt]].concat()
}
