//! Keys on elliptic curves: ECDSA (FIPS 186-5 §6) by one implementation a curve behind one trait.

use crate::{
    algorithm::{Curve, Scheme},
    engine::{Elliptic, Key, Search},
    misread,
    search::{self, Known},
};
use alloc::{boxed::Box, vec::Vec};
use ecdsa::{
    Signature, SignatureSize, VerifyingKey, elliptic_curve::array::ArraySize, signature::hazmat::PrehashVerifier,
};

macro_rules! known {
    ($($curve:ty => $name:ident),*) => { $(
        impl Known for $curve {
            const CURVE: Curve = Curve::$name;
            const MULTIPLES: Option<fn() -> &'static search::Multiples<Self>> = Some(|| {
                static MULTIPLES: std::sync::OnceLock<search::Multiples<$curve>> = std::sync::OnceLock::new();
                MULTIPLES.get_or_init(search::Multiples::new)
            });
        }
    )* };
}

known! {
    p256::NistP256 => P256,
    p384::NistP384 => P384,
    bp256::BrainpoolP256r1 => BrainpoolP256r1,
    bp384::BrainpoolP384r1 => BrainpoolP384r1
}

impl Known for p521::NistP521 {
    const CURVE: Curve = Curve::P521;
}

struct Held<C: Known> {
    key: VerifyingKey<C>,
    /// Of its point, made with the first many signatures.
    #[cfg(feature = "many")]
    multiples: std::sync::OnceLock<search::Multiples<C>>,
}

/// Fewer signatures under one key are not worth its table; with another engine that is quick one by one, fewer than this.
#[cfg(feature = "many")]
const MANY: usize = 32;
#[cfg(feature = "many")]
const MANY_BESIDE: usize = 512;

impl<C: Known> Key for Held<C>
where
    SignatureSize<C>: ArraySize,
{
    fn curve(&self) -> Option<Curve> {
        Some(C::CURVE)
    }

    fn point(&self) -> Option<Vec<u8>> {
        Some(self.key.to_sec1_point(false).as_bytes().to_vec())
    }

    fn fits(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> bool {
        let (Scheme::Ecdsa(_), Ok(signature)) = (scheme, Signature::<C>::from_slice(signature)) else { return false };
        let size = C::CURVE.size();
        if digest.len() * 2 >= size {
            return self.key.verify_prehash(digest, &signature).is_ok();
        }
        // The crate refuses a digest shorter than half the order; zeros in front do not change its number.
        let mut padded = alloc::vec![0; size - digest.len()];
        padded.extend_from_slice(digest);
        self.key.verify_prehash(&padded, &signature).is_ok()
    }

    #[cfg(feature = "many")]
    fn is_quick_together(&self, scheme: Scheme, count: usize, beside: bool) -> bool {
        let is_made = self.multiples.get().is_some();
        matches!(scheme, Scheme::Ecdsa(_))
            && C::MULTIPLES.is_some()
            && count >= if beside && !is_made { MANY_BESIDE } else { MANY }
    }

    #[cfg(feature = "many")]
    fn fits_each(&self, scheme: Scheme, items: &[(&[u8], &[u8])]) -> Vec<bool> {
        let plain = |(digest, signature): &(&[u8], &[u8])| self.fits(scheme, digest, signature);
        let short = items.iter().any(|(digest, _)| digest.len() * 2 < C::CURVE.size());
        let (Some(generator), Scheme::Ecdsa(_), false) = (C::MULTIPLES, scheme, short || items.len() < MANY) else {
            return items.iter().map(plain).collect();
        };
        let own = self.multiples.get_or_init(|| search::Multiples::of((*self.key.as_affine()).into()));
        let quick = crate::many::fits::<C>(own, generator(), items);
        // Two roads that do not agree: then only the plain one is gone.
        let agree = items.iter().zip(&quick).step_by(crate::many::SAMPLE).all(|(item, fits)| !fits || plain(item));
        items.iter().zip(quick).map(|(item, fits)| fits && agree || plain(item)).collect()
    }

    fn search(&self, signature: &[u8]) -> Option<Box<dyn Search>> {
        let signature = Signature::<C>::from_slice(signature).ok()?;
        Some(Box::new(search::Fast::<C>::new(self.key.as_affine(), &signature, C::MULTIPLES?)?))
    }

    fn readings(&self, digests: &[&[u8]], signature: &[u8], others: &[Vec<u8>]) -> Vec<usize> {
        let (places, others): (Vec<usize>, Vec<Signature<C>>) = others
            .iter()
            .enumerate()
            .filter_map(|(at, other)| Some((at, Signature::<C>::from_slice(other).ok()?)))
            .unzip();
        // A misread character may leave a number that is none below the order: then another reading of it is the base.
        let read = Signature::<C>::from_slice(signature).ok();
        let Some(read) = read.as_ref().or_else(|| others.first()) else { return Vec::new() };
        let suspects = misread::suspects::<C>(self.key.as_affine(), digests, read, &others);
        suspects.into_iter().filter_map(|at| places.get(at).copied()).collect()
    }
}

/// secp256k1, whose crate takes the lower of the two values of `s` alone: ECDSA as standardised takes both.
struct KoblitzKey(k256::ecdsa::VerifyingKey);

impl KoblitzKey {
    /// Uncompressed points alone: that is how receipts have them, and the square root costs eight kilobytes.
    fn new(point: &[u8]) -> Option<Self> {
        let (x, y) = point.strip_prefix(&[4])?.split_at_checked(32)?;
        let (x, y) = (x.try_into().ok()?, y.try_into().ok()?);
        let point = <k256::AffinePoint as ecdsa::elliptic_curve::point::AffineCoordinates>::from_coordinates(&x, &y)
            .into_option()?;
        k256::ecdsa::VerifyingKey::from_affine(point).ok().map(Self)
    }
}

impl Key for KoblitzKey {
    fn curve(&self) -> Option<Curve> {
        Some(Curve::K256)
    }

    fn point(&self) -> Option<Vec<u8>> {
        Some(self.0.to_sec1_point(false).as_bytes().to_vec())
    }

    fn fits(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> bool {
        matches!(scheme, Scheme::Ecdsa(_))
            && k256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| self.0.verify_prehash(digest, &signature.normalize_s()).is_ok())
    }

    fn readings(&self, _digests: &[&[u8]], _signature: &[u8], others: &[Vec<u8>]) -> Vec<usize> {
        (0..others.len()).collect()
    }
}

fn held<C: Known>(point: &[u8]) -> Option<Box<dyn Key>>
where
    SignatureSize<C>: ArraySize,
{
    let key = VerifyingKey::<C>::from_sec1_bytes(point).ok()?;
    Some(Box::new(Held {
        key,
        #[cfg(feature = "many")]
        multiples: std::sync::OnceLock::new(),
    }))
}

/// The points that a signature may come from, two for each of these digests, with the digest's place.
fn recovered<C: Known>(signature: &[u8], digests: &[&[u8]]) -> Vec<(usize, Vec<u8>)>
where
    SignatureSize<C>: ArraySize,
{
    let points = || {
        let signature = Signature::<C>::from_slice(signature).ok()?;
        search::recover::<C>(C::MULTIPLES?(), &signature, digests)
    };
    points().unwrap_or_default()
}

/// NIST P-256.
pub(crate) static P256: Elliptic =
    Elliptic { curve: Curve::P256, key: held::<p256::NistP256>, recover: Some(recovered::<p256::NistP256>) };
/// NIST P-384.
pub(crate) static P384: Elliptic =
    Elliptic { curve: Curve::P384, key: held::<p384::NistP384>, recover: Some(recovered::<p384::NistP384>) };
/// NIST P-521.
pub(crate) static P521: Elliptic = Elliptic { curve: Curve::P521, key: held::<p521::NistP521>, recover: None };
/// secp256k1.
pub(crate) static K256: Elliptic =
    Elliptic { curve: Curve::K256, key: |point| Some(Box::new(KoblitzKey::new(point)?)), recover: None };
/// brainpoolP256r1.
pub(crate) static BRAINPOOL_P256R1: Elliptic = Elliptic {
    curve: Curve::BrainpoolP256r1,
    key: held::<bp256::BrainpoolP256r1>,
    recover: Some(recovered::<bp256::BrainpoolP256r1>),
};
/// brainpoolP384r1.
pub(crate) static BRAINPOOL_P384R1: Elliptic = Elliptic {
    curve: Curve::BrainpoolP384r1,
    key: held::<bp384::BrainpoolP384r1>,
    recover: Some(recovered::<bp384::BrainpoolP384r1>),
};
