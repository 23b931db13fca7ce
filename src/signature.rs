//! Does a signature fit: digest and curve or RSA, by the RustCrypto implementations.
//!
//! [`Fit`] is the only proof that a signature was checked. It can be made in this module alone, and the verdict
//! `verified` can be reached only with one in hand.

use crate::{
    encoding::{ecdsa_from_der, tlv},
    lean,
};
use alloc::{boxed::Box, vec::Vec};
use ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{
    RsaPublicKey,
    pkcs1::DecodeRsaPublicKey,
    pkcs1v15::{Signature as Pkcs1Signature, VerifyingKey as Pkcs1Key},
    pss::{Signature as PssSignature, VerifyingKey as PssKey},
    traits::PublicKeyParts,
};
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};
use spki::{AlgorithmIdentifierRef, ObjectIdentifier, SubjectPublicKeyInfoRef, der::Decode as _};

mod candidates;
mod elliptic;
mod misread;
#[cfg(feature = "full")]
mod sm2;
pub use candidates::Candidates;

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
    #[cfg(feature = "full")]
    Sm3,
    /// FIPS 180-4: in what payment gateways and their certificates sign, and nowhere else (gateway.md §5).
    #[cfg(feature = "full")]
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
            #[cfg(feature = "full")]
            Self::Sm3 => "SM3",
            #[cfg(feature = "full")]
            Self::Sha1 => "SHA-1",
        }
    }

    /// The digest of a message.
    #[must_use]
    pub fn of(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha224 => Sha224::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
            #[cfg(feature = "full")]
            Self::Sm3 => sm3::Sm3::digest(message).to_vec(),
            #[cfg(feature = "full")]
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
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
    fn oid(self) -> ObjectIdentifier {
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

    const ALL: [Self; 7] =
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
    #[cfg(feature = "full")]
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
                #[cfg(feature = "full")]
                return algorithm.parameters.is_none_or(|p| p.is_null()).then_some(Self::Sm2);
                #[cfg(not(feature = "full"))]
                {
                    lean::is_full();
                    None
                }
            }
            _ => None,
        }
    }

    /// The same, with SHA-1 (sha1WithRSAEncryption, RFC 3279 §2.2.1): where the contract of a format accepts it in
    /// certificates, having no others.
    #[cfg(feature = "full")]
    #[must_use]
    pub fn from_weak_algorithm(der: &[u8]) -> Option<Self> {
        let algorithm = AlgorithmIdentifierRef::from_der(der).ok()?;
        let plain = algorithm.parameters.is_none_or(|p| p.is_null());
        let sha1 = algorithm.oid.as_bytes() == [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5];
        if sha1 && plain { Some(Self::RsaPkcs1(Digest::Sha1)) } else { Self::from_algorithm(der) }
    }

    /// Its digest.
    #[must_use]
    pub fn digest(self) -> Digest {
        match self {
            Self::Ecdsa(digest) | Self::RsaPkcs1(digest) | Self::RsaPss(digest) => digest,
            #[cfg(feature = "full")]
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
        #[cfg(feature = "full")]
        Digest::Sm3 | Digest::Sha1 => (0, 32),
    };
    let wrap = |tag: u8, content: &[u8]| [&[tag, content.len() as u8], content].concat();
    let oid = wrap(6, &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, number]);
    let hash = wrap(0x30, &[&oid[..], if null { &[5, 0] } else { &[] }].concat());
    let mgf1 = wrap(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8]);
    let mask = wrap(0x30, &[&mgf1[..], &hash].concat());
    [wrap(0xa0, &hash), wrap(0xa1, &mask), alloc::vec![0xa2, 3, 2, 1, salt]].concat()
}

/// The key can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not a SubjectPublicKeyInfo, or its point or number is not one.
    Malformed,
    /// A kind of key or a curve that is not known here.
    Unsupported,
}

enum Key {
    Elliptic(Box<dyn elliptic::Key>),
    Rsa(Box<RsaPublicKey>),
}

/// A public key that a signature can be checked with.
pub struct PublicKey {
    key: Key,
    sha256: [u8; 32],
}

const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const K256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");
const BRAINPOOL_P256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.7");
const BRAINPOOL_P384R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.11");
const SM2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.301");

impl core::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PublicKey(")?;
        f.write_str(&crate::encoding::hex(&self.sha256))?;
        f.write_str(")")
    }
}

impl PublicKey {
    /// Reads a DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        let spki = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
        let bits = spki.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
        let key = if spki.algorithm.oid == EC {
            let oid = spki.algorithm.parameters_oid().map_err(|_| KeyError::Unsupported)?;
            let curve = Curve::ALL.into_iter().find(|curve| curve.oid() == oid).ok_or(KeyError::Unsupported)?;
            Key::Elliptic(elliptic::key(curve, bits).ok_or(KeyError::Malformed)?)
        } else if spki.algorithm.oid == RSA {
            if !lean::is_full() {
                return Err(KeyError::Unsupported);
            }
            Key::Rsa(Box::new(RsaPublicKey::from_pkcs1_der(bits).map_err(|_| KeyError::Malformed)?))
        } else {
            return Err(KeyError::Unsupported);
        };
        Ok(Self { key, sha256: sha256(der) })
    }

    /// The key of a point on this curve, uncompressed or compressed (SEC 1 §2.3.4).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the point does not lie on the curve.
    pub fn from_point(curve: Curve, point: &[u8]) -> Result<Self, KeyError> {
        let key = elliptic::key(curve, point).ok_or(KeyError::Malformed)?;
        let algorithm = [tlv(0x06, EC.as_bytes()), tlv(0x06, curve.oid().as_bytes())].concat();
        let bits = [&[0][..], &key.point()].concat();
        let spki = tlv(0x30, &[tlv(0x30, &algorithm), tlv(0x03, &bits)].concat());
        Ok(Self { key: Key::Elliptic(key), sha256: sha256(&spki) })
    }

    /// The keys that an ECDSA signature over this digest may come from: a handful, one of them the signer's
    /// (SEC 1 §4.1.6). A single signature proves nothing about any of them.
    #[must_use]
    pub fn recover(curve: Curve, digest: &[u8], signature: &[u8]) -> Vec<Self> {
        let points = elliptic::recover(curve, signature, &[digest]);
        points.iter().filter_map(|(_, point)| Self::from_point(curve, point).ok()).collect()
    }

    /// The key that is recognised by its point among those that a signature may come from, if it is over one of these
    /// digests; with what came with that digest.
    pub fn recover_known<T>(
        curve: Curve,
        signature: &[u8],
        digests: impl Iterator<Item = (T, Vec<u8>)>,
        is: impl Fn(&[u8]) -> bool,
    ) -> Option<(T, Self)> {
        let mut digests = digests;
        loop {
            let chunk: Vec<(T, Vec<u8>)> = digests.by_ref().take(candidates::CHUNK).collect();
            if chunk.is_empty() {
                return None;
            }
            let only: Vec<&[u8]> = chunk.iter().map(|(_, digest)| digest.as_slice()).collect();
            let points = elliptic::recover(curve, signature, &only);
            if let Some((at, point)) = points.into_iter().find(|(_, point)| is(point)) {
                let key = Self::from_point(curve, &point).ok()?;
                return chunk.into_iter().nth(at).map(|(what, _)| (what, key));
            }
        }
    }

    /// Its point, uncompressed, when it is on a curve.
    #[must_use]
    pub fn point(&self) -> Option<Vec<u8>> {
        match &self.key {
            Key::Elliptic(key) => Some(key.point()),
            Key::Rsa(_) => None,
        }
    }

    fn search(&self, signature: &[u8]) -> Option<Box<dyn candidates::Search>> {
        match &self.key {
            Key::Elliptic(key) => key.search(signature),
            Key::Rsa(_) => None,
        }
    }

    /// The first of other readings of an ECDSA signature that fits one of these digests: its place, and the digest's.
    /// What `signature` and a reading have in common is computed once.
    #[must_use]
    pub fn first_reading(
        &self,
        scheme: Scheme,
        digests: &[&[u8]],
        signature: &[u8],
        others: &[Vec<u8>],
    ) -> Option<(usize, usize, Fit)> {
        let Key::Elliptic(key) = &self.key else { return None };
        key.readings(digests, signature, others).into_iter().find_map(|at| {
            let other = others.get(at)?;
            let fits = |digest: &&[u8]| self.verify_digest(scheme, digest, other);
            digests.iter().enumerate().find_map(|(which, digest)| Some((at, which, fits(digest)?)))
        })
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Its curve, when it is on one.
    #[must_use]
    pub fn curve(&self) -> Option<Curve> {
        match &self.key {
            Key::Elliptic(key) => Some(key.curve()),
            Key::Rsa(_) => None,
        }
    }

    /// Bits of an RSA modulus, when it is an RSA key.
    #[must_use]
    pub fn rsa_bits(&self) -> Option<u32> {
        match &self.key {
            Key::Rsa(key) => Some(key.n().bits()),
            _ => None,
        }
    }

    /// Checks `signature` over `message`: `r‖s` of fixed length for ECDSA, a string as long as the modulus for RSA.
    /// `None` when it does not fit, whatever the reason.
    #[must_use]
    pub fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<Fit> {
        self.verify_digest(scheme, &self.digest(scheme, message), signature)
    }

    /// What is signed of a message: its digest, or for SM2 the digest of the key's Z and the message (GB/T 32918.2
    /// §6.1).
    #[must_use]
    pub fn digest(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        #[cfg(feature = "full")]
        if let (Scheme::Sm2, Some(point)) = (scheme, self.point()) {
            return sm2::digest(&point, message);
        }
        scheme.digest().of(message)
    }

    /// The same, for an ECDSA signature in DER form (RFC 3279 §2.2.3), as certificates carry it.
    #[must_use]
    pub fn verify_der(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<Fit> {
        match (scheme, self.curve()) {
            (Scheme::Ecdsa(_), Some(curve)) => self.verify(scheme, message, &ecdsa_from_der(signature, curve.size())?),
            #[cfg(feature = "full")]
            (Scheme::Sm2, Some(curve)) => self.verify(scheme, message, &ecdsa_from_der(signature, curve.size())?),
            _ => self.verify(scheme, message, signature),
        }
    }

    /// The same, for a digest that was computed before.
    #[must_use]
    pub fn verify_digest(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> Option<Fit> {
        match (scheme, &self.key) {
            (Scheme::Ecdsa(_), Key::Elliptic(key)) => {
                (key.curve() != Curve::Sm2 && key.fits(digest, signature)).then_some(())?;
            }
            #[cfg(feature = "full")]
            (Scheme::Sm2, Key::Elliptic(key)) => {
                (key.curve() == Curve::Sm2 && key.fits(digest, signature)).then_some(())?;
            }
            (_, Key::Rsa(_)) if !lean::is_full() => return None,
            (Scheme::RsaPkcs1(hash), Key::Rsa(key)) => {
                let signature = Pkcs1Signature::try_from(signature).ok()?;
                let key = RsaPublicKey::clone(key);
                match hash {
                    #[cfg(feature = "full")]
                    Digest::Sm3 => return None,
                    #[cfg(feature = "full")]
                    Digest::Sha1 => Pkcs1Key::<sha1::Sha1>::new(key).verify_prehash(digest, &signature).ok()?,
                    Digest::Sha224 => return None,
                    Digest::Sha256 => Pkcs1Key::<Sha256>::new(key).verify_prehash(digest, &signature).ok()?,
                    Digest::Sha384 => Pkcs1Key::<Sha384>::new(key).verify_prehash(digest, &signature).ok()?,
                    Digest::Sha512 => Pkcs1Key::<Sha512>::new(key).verify_prehash(digest, &signature).ok()?,
                }
            }
            (Scheme::RsaPss(hash), Key::Rsa(key)) => {
                let signature = PssSignature::try_from(signature).ok()?;
                let key = RsaPublicKey::clone(key);
                match hash {
                    #[cfg(feature = "full")]
                    Digest::Sm3 | Digest::Sha1 => return None,
                    Digest::Sha224 => return None,
                    Digest::Sha256 => PssKey::<Sha256>::new(key).verify_prehash(digest, &signature).ok()?,
                    Digest::Sha384 => PssKey::<Sha384>::new(key).verify_prehash(digest, &signature).ok()?,
                    Digest::Sha512 => PssKey::<Sha512>::new(key).verify_prehash(digest, &signature).ok()?,
                }
            }
            _ => return None,
        }
        Some(Fit { key: self.sha256, repaired: false })
    }
}

/// Proof that a signature fits a key: made only by [`PublicKey::verify`] and its kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    key: [u8; 32],
    repaired: bool,
}

impl Fit {
    /// SHA-256 of the SubjectPublicKeyInfo that it fits.
    #[must_use]
    pub fn key_sha256(&self) -> &[u8; 32] {
        &self.key
    }

    /// The same proof, marked as found only after the slip was changed: it never leads to `verified`.
    #[must_use]
    pub fn after_repair(self) -> Self {
        Self { repaired: true, ..self }
    }

    /// Whether something had to be changed for the signature to fit.
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        self.repaired
    }
}
