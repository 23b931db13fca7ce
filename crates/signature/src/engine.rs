//! Engines: the arithmetic of one kind of key, as values in a list that the caller chooses.

use crate::algorithm::{Curve, Digest, Scheme};
use alloc::{boxed::Box, vec::Vec};

/// So many digests are looked at together.
pub(crate) const CHUNK: usize = 256;

/// A public key, of whichever kind.
pub(crate) trait Key: Send + Sync {
    /// Its curve, when it is on one.
    fn curve(&self) -> Option<Curve> {
        None
    }

    /// Its point, uncompressed (SEC 1 §2.3.3), when it is on a curve.
    fn point(&self) -> Option<Vec<u8>> {
        None
    }

    /// Bits of its modulus, when it is an RSA key.
    fn rsa_bits(&self) -> Option<u32> {
        None
    }

    /// What a scheme signs of a message.
    fn digest(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        scheme.digest().of(message)
    }

    /// Whether a signature fits a digest: `r‖s` on curves, a string as long as the modulus for RSA. Never, by a scheme
    /// that is not one of such keys.
    fn fits(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> bool;

    /// Whether an RSASSA-PSS signature with a salt of this length fits a digest; the mask is made with the same digest.
    fn fits_pss(&self, _hash: Digest, _salt: usize, _digest: &[u8], _signature: &[u8]) -> bool {
        false
    }

    /// Whether an RSASSA-PKCS1-v1_5 signature fits a digest that stands behind this beginning of its DigestInfo.
    fn fits_prefixed(&self, _prefix: &[u8], _digest: &[u8], _signature: &[u8]) -> bool {
        false
    }

    /// Whether so many at once are quicker than one by one; `beside`: there is another engine that is quick one by one.
    #[cfg(feature = "many")]
    fn is_quick_together(&self, _scheme: Scheme, _count: usize, _beside: bool) -> bool {
        false
    }

    /// Whether each of these signatures fits its digest, quicker than one by one where that is worth it.
    #[cfg(feature = "many")]
    fn fits_each(&self, scheme: Scheme, items: &[(&[u8], &[u8])]) -> Vec<bool> {
        items.iter().map(|(digest, signature)| self.fits(scheme, digest, signature)).collect()
    }

    /// Prepares for many digests under one ECDSA signature, where that is quicker.
    fn search(&self, _signature: &[u8]) -> Option<Box<dyn Search>> {
        None
    }

    /// The places of those other readings of an ECDSA signature that may be one over one of these digests.
    fn readings(&self, _digests: &[&[u8]], _signature: &[u8], _others: &[Vec<u8>]) -> Vec<usize> {
        Vec::new()
    }
}

/// The key can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not a SubjectPublicKeyInfo, or its point or number is not one.
    Malformed,
    /// A kind of key or a curve that is not known here.
    Unsupported,
    /// A kind of key or a curve that is known, and whose engine was not handed in: with [`Engines::ALL`] it is read.
    Lacking,
}

/// Picks digests out of many.
pub(crate) trait Search {
    /// The places of those that may be what was signed; all others are not.
    fn suspects(&self, digests: &[&[u8]]) -> Vec<usize>;
    /// Whether this one may be.
    fn is_suspect(&self, digest: &[u8]) -> bool;
}

/// Reads a key: of the bits of a SubjectPublicKeyInfo, `None` when they are none.
pub(crate) type Read = fn(&[u8]) -> Option<Box<dyn Key>>;
/// The points that a signature may come from, for each of these digests, with the digest's place.
pub(crate) type Recover = fn(&[u8], &[&[u8]]) -> Vec<(usize, Vec<u8>)>;

/// The engine of one curve.
pub(crate) struct Elliptic {
    pub(crate) curve: Curve,
    /// Of a point, compressed or not (SEC 1 §2.3.4).
    pub(crate) key: Read,
    /// `None`: no format asks for it.
    pub(crate) recover: Option<Recover>,
}

/// The digest of a message.
pub(crate) type Hash = fn(&[u8]) -> Vec<u8>;

/// What keys can be read: a list of engines. What is not in the list is not linked into a program that names no other.
pub struct Engines {
    pub(crate) elliptic: &'static [&'static Elliptic],
    pub(crate) rsa: Option<Read>,
    pub(crate) sm3: Option<Hash>,
}

impl Engines {
    /// The engine of a curve: `None` when it is not in the list.
    pub(crate) fn curve(&self, curve: Curve) -> Option<&'static Elliptic> {
        self.elliptic.iter().copied().find(|engine| engine.curve == curve)
    }
}

impl core::fmt::Debug for Engines {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.elliptic.iter().map(|engine| engine.curve)).finish()
    }
}
