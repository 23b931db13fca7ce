//! Public keys, and the proof that a signature fits one.

use crate::{
    algorithm::{Curve, Digest, Scheme, sha256},
    built,
    engine::{CHUNK, Engines, Key, KeyError, Search},
    native::{self, Native},
};
use alloc::{boxed::Box, vec::Vec};
use slipcheck_codec::{
    der::{BIT_STRING, OID, SEQUENCE, ecdsa_from_der, tlv},
    encoding::hex,
};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

impl Engines {
    /// Reads a DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn key(&self, der: &[u8]) -> Result<PublicKey, KeyError> {
        let spki = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
        let bits = spki.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
        let read = if spki.algorithm.oid == EC {
            let oid = spki.algorithm.parameters_oid().map_err(|_| KeyError::Unsupported)?;
            let curve = Curve::ALL.into_iter().find(|curve| curve.oid() == oid).ok_or(KeyError::Unsupported)?;
            self.curve(curve).ok_or(KeyError::Lacking)?.key
        } else if spki.algorithm.oid == Curve::Sm2.oid() {
            // Some Chinese authorities name the curve where the algorithm should stand.
            self.curve(Curve::Sm2).ok_or(KeyError::Lacking)?.key
        } else if spki.algorithm.oid == RSA {
            self.rsa.ok_or(KeyError::Lacking)?
        } else {
            return Err(KeyError::Unsupported);
        };
        Ok(PublicKey::new(read(bits).ok_or(KeyError::Malformed)?, bits, sha256(der)))
    }

    /// The key of a point on this curve, uncompressed or compressed (SEC 1 §2.3.4).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the point does not lie on the curve; [`KeyError::Lacking`].
    pub fn key_of_point(&self, curve: Curve, point: &[u8]) -> Result<PublicKey, KeyError> {
        let key = (self.curve(curve).ok_or(KeyError::Lacking)?.key)(point).ok_or(KeyError::Malformed)?;
        let algorithm = [tlv(OID, EC.as_bytes()), tlv(OID, curve.oid().as_bytes())].concat();
        let bits = [&[0][..], &key.point().unwrap_or_default()].concat();
        let spki = tlv(SEQUENCE, &[tlv(SEQUENCE, &algorithm), tlv(BIT_STRING, &bits)].concat());
        Ok(PublicKey::new(key, &[], sha256(&spki)))
    }

    /// The points that a signature may come from, with the place of the digest of each.
    fn points(&self, curve: Curve, signature: &[u8], digests: &[&[u8]]) -> Result<Vec<(usize, Vec<u8>)>, KeyError> {
        let recover = self.curve(curve).ok_or(KeyError::Lacking)?.recover;
        Ok(recover.map_or_else(Vec::new, |recover| recover(signature, digests)))
    }

    /// The keys that an ECDSA signature over this digest may come from: see [`PublicKey::recover`].
    ///
    /// # Errors
    /// [`KeyError::Lacking`].
    pub fn recover(&self, curve: Curve, digest: &[u8], signature: &[u8]) -> Result<Vec<PublicKey>, KeyError> {
        let points = self.points(curve, signature, &[digest])?;
        Ok(points.iter().filter_map(|(_, point)| self.key_of_point(curve, point).ok()).collect())
    }

    /// The key that is recognised by its point: see [`PublicKey::recover_known`].
    ///
    /// # Errors
    /// [`KeyError::Lacking`].
    pub fn recover_known<T>(
        &self,
        curve: Curve,
        signature: &[u8],
        digests: impl Iterator<Item = (T, Vec<u8>)>,
        is: impl Fn(&[u8]) -> bool,
    ) -> Result<Option<(T, PublicKey)>, KeyError> {
        let mut digests = digests;
        loop {
            let chunk: Vec<(T, Vec<u8>)> = digests.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(None);
            }
            let only: Vec<&[u8]> = chunk.iter().map(|(_, digest)| digest.as_slice()).collect();
            let points = self.points(curve, signature, &only)?;
            if let Some((at, point)) = points.into_iter().find(|(_, point)| is(point)) {
                let key = self.key_of_point(curve, &point).ok();
                return Ok(key.and_then(|key| chunk.into_iter().nth(at).map(|(what, _)| (what, key))));
            }
        }
    }
}

/// A public key that a signature can be checked with.
pub struct PublicKey {
    key: Box<dyn Key>,
    /// The same for the platform's engine, where there is one that takes it.
    native: Option<Native>,
    sha256: [u8; 32],
}

impl core::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PublicKey(")?;
        f.write_str(&hex(&self.sha256))?;
        f.write_str(")")
    }
}

impl PublicKey {
    /// A key that was read of these bits.
    fn new(key: Box<dyn Key>, bits: &[u8], sha256: [u8; 32]) -> Self {
        Self { native: Native::of(&*key, bits), key, sha256 }
    }

    fn native(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<bool> {
        self.native.as_ref()?.fits(scheme, message, signature)
    }

    /// Reads a DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) by the engines of this build.
    ///
    /// # Errors
    /// See [`KeyError`]; [`KeyError::Lacking`] is remembered ([`crate::was_lacking`]).
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        built::remembered(built::engines().key(der))
    }

    /// The key of a point on this curve, uncompressed or compressed (SEC 1 §2.3.4), by the engines of this build.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the point does not lie on the curve; [`KeyError::Lacking`], which is remembered
    /// ([`crate::was_lacking`]).
    pub fn from_point(curve: Curve, point: &[u8]) -> Result<Self, KeyError> {
        built::remembered(built::engines().key_of_point(curve, point))
    }

    /// The keys that an ECDSA signature over this digest may come from: a handful, one of them the signer's
    /// (SEC 1 §4.1.6). A single signature proves nothing about any of them. By the engines of this build; that one was
    /// lacking is remembered ([`crate::was_lacking`]).
    #[must_use]
    pub fn recover(curve: Curve, digest: &[u8], signature: &[u8]) -> Vec<Self> {
        built::remembered(built::engines().recover(curve, digest, signature)).unwrap_or_default()
    }

    /// The key that is recognised by its point among those that a signature may come from, if it is over one of these
    /// digests; with what came with that digest. By the engines of this build, as [`Self::recover`].
    pub fn recover_known<T>(
        curve: Curve,
        signature: &[u8],
        digests: impl Iterator<Item = (T, Vec<u8>)>,
        is: impl Fn(&[u8]) -> bool,
    ) -> Option<(T, Self)> {
        built::remembered(built::engines().recover_known(curve, signature, digests, is)).ok().flatten()
    }

    /// Its point, uncompressed, when it is on a curve.
    #[must_use]
    pub fn point(&self) -> Option<Vec<u8>> {
        self.key.point()
    }

    pub(crate) fn search(&self, signature: &[u8]) -> Option<Box<dyn Search>> {
        self.key.search(signature)
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
        self.key.readings(digests, signature, others).into_iter().find_map(|at| {
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
        self.key.curve()
    }

    /// Bits of an RSA modulus, when it is an RSA key.
    #[must_use]
    pub fn rsa_bits(&self) -> Option<u32> {
        self.key.rsa_bits()
    }

    /// Checks `signature` over `message`: `r‖s` of fixed length for ECDSA, a string as long as the modulus for RSA.
    /// `None` when it does not fit, whatever the reason.
    #[must_use]
    pub fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<Fit> {
        let quick = self.native(scheme, message, signature);
        let fits = native::settles(quick)
            || native::compared(quick, self.key.fits(scheme, &self.digest(scheme, message), signature));
        fits.then_some(Fit { key: self.sha256, repaired: false })
    }

    /// Checks many signatures, each over its own message: quicker than one by one on most curves.
    #[cfg(feature = "many")]
    #[must_use]
    pub fn verify_each(&self, scheme: Scheme, items: &[(&[u8], &[u8])]) -> Vec<Option<Fit>> {
        if !self.key.is_quick_together(scheme, items.len(), self.native.is_some()) {
            return items.iter().map(|(message, signature)| self.verify(scheme, message, signature)).collect();
        }
        let digests: Vec<Vec<u8>> = items.iter().map(|(message, _)| self.digest(scheme, message)).collect();
        let pairs: Vec<(&[u8], &[u8])> =
            digests.iter().zip(items).map(|(digest, (_, signature))| (digest.as_slice(), *signature)).collect();
        let fits = self.key.fits_each(scheme, &pairs);
        // Here ours is the quick one, and a sample is for the other.
        for ((message, signature), fits) in items.iter().zip(&fits).step_by(native::SAMPLE as usize) {
            let _ = native::compared(self.native(scheme, message, signature), *fits);
        }
        fits.into_iter().map(|fits| fits.then_some(Fit { key: self.sha256, repaired: false })).collect()
    }

    /// What is signed of a message: its digest, or for SM2 the digest of the key's Z and the message (GB/T 32918.2
    /// §6.1).
    #[must_use]
    pub fn digest(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        self.key.digest(scheme, message)
    }

    /// The same, for an ECDSA or SM2 signature in DER form (RFC 3279 §2.2.3), as certificates carry it.
    #[must_use]
    pub fn verify_der(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<Fit> {
        match (scheme, self.curve()) {
            (Scheme::Ecdsa(_) | Scheme::Sm2, Some(curve)) => {
                self.verify(scheme, message, &ecdsa_from_der(signature, curve.size())?)
            }
            _ => self.verify(scheme, message, signature),
        }
    }

    /// The same, for a digest that was computed before.
    #[must_use]
    pub fn verify_digest(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> Option<Fit> {
        self.key.fits(scheme, digest, signature).then_some(Fit { key: self.sha256, repaired: false })
    }

    /// Checks an RSASSA-PSS signature whose salt is of another length than its digest (RFC 8017 §8.1).
    #[must_use]
    pub fn verify_pss(&self, hash: Digest, salt: usize, message: &[u8], signature: &[u8]) -> Option<Fit> {
        let fits = self.key.fits_pss(hash, salt, &hash.of(message), signature);
        fits.then_some(Fit { key: self.sha256, repaired: false })
    }

    /// Whether a signature fits a digest that proves nothing any more (SHA-1, MD5): never a [`Fit`]. `prefix` is what
    /// stands before the digest in a DigestInfo (RFC 8017 §9.2); curves sign the digest alone.
    #[must_use]
    pub fn fits_refused(&self, prefix: &[u8], digest: &[u8], signature: &[u8]) -> bool {
        match self.curve() {
            Some(curve) => ecdsa_from_der(signature, curve.size())
                .is_some_and(|signature| self.key.fits(Scheme::Ecdsa(Digest::Sha256), digest, &signature)),
            None => self.key.fits_prefixed(prefix, digest, signature),
        }
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
