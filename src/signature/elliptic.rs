//! Keys on elliptic curves, of whichever curve: ECDSA (FIPS 186-5 §6) by one implementation a curve behind one trait.

use super::{Curve, candidates, misread};
use crate::lean;
use alloc::{boxed::Box, vec::Vec};
use ecdsa::{
    EcdsaCurve, Signature, SignatureSize, VerifyingKey,
    elliptic_curve::{
        CurveArithmetic,
        array::ArraySize,
        hazmat::FieldArithmetic,
        point::DecompressPoint,
        sec1::{FromSec1Point, ModulusSize, ToSec1Point},
    },
    signature::hazmat::PrehashVerifier,
};

/// A public key on a curve.
pub(super) trait Key: Send + Sync {
    /// Which curve.
    fn curve(&self) -> Curve;
    /// The point, uncompressed (SEC 1 §2.3.3).
    fn point(&self) -> Vec<u8>;
    /// Whether `r‖s` fits a digest.
    fn fits(&self, digest: &[u8], signature: &[u8]) -> bool;
    /// Prepares for many digests under one signature, where that is quicker.
    fn search(&self, signature: &[u8]) -> Option<Box<dyn candidates::Search>>;
    /// The places of those other readings of a signature that may be one over one of these digests.
    fn readings(&self, digests: &[&[u8]], signature: &[u8], others: &[Vec<u8>]) -> Vec<usize>;
}

/// What the library's curves have in common.
pub(super) trait Known:
    EcdsaCurve
    + CurveArithmetic<AffinePoint: DecompressPoint<Self> + FromSec1Point<Self> + ToSec1Point<Self>>
    + FieldArithmetic
    + ecdsa::elliptic_curve::Curve<FieldBytesSize: ModulusSize>
{
    /// Which one it is.
    const CURVE: Curve;

    /// Multiples of its generator, made when they are first asked for. `None`: not worth it.
    const MULTIPLES: Option<fn() -> &'static candidates::Multiples<Self>> = None;
}

macro_rules! known {
    ($($curve:ty => $name:ident),*) => { $(
        impl Known for $curve {
            const CURVE: Curve = Curve::$name;
            const MULTIPLES: Option<fn() -> &'static candidates::Multiples<Self>> = Some(|| {
                static MULTIPLES: std::sync::OnceLock<candidates::Multiples<$curve>> = std::sync::OnceLock::new();
                MULTIPLES.get_or_init(candidates::Multiples::new)
            });
        }
    )* };
}

known! {
    p256::NistP256 => P256
}

#[cfg(feature = "full")]
known! {
    p384::NistP384 => P384,
    bp256::BrainpoolP256r1 => BrainpoolP256r1,
    bp384::BrainpoolP384r1 => BrainpoolP384r1
}

#[cfg(feature = "full")]
impl Known for p521::NistP521 {
    const CURVE: Curve = Curve::P521;
}

struct Held<C: EcdsaCurve + CurveArithmetic>(VerifyingKey<C>);

impl<C: Known> Key for Held<C>
where
    SignatureSize<C>: ArraySize,
{
    fn curve(&self) -> Curve {
        C::CURVE
    }

    fn point(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }

    fn fits(&self, digest: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::<C>::from_slice(signature) else { return false };
        let size = C::CURVE.size();
        if digest.len() * 2 >= size {
            return self.0.verify_prehash(digest, &signature).is_ok();
        }
        // The crate refuses a digest shorter than half the order; zeros in front do not change its number.
        let mut padded = alloc::vec![0; size - digest.len()];
        padded.extend_from_slice(digest);
        self.0.verify_prehash(&padded, &signature).is_ok()
    }

    fn search(&self, signature: &[u8]) -> Option<Box<dyn candidates::Search>> {
        let signature = Signature::<C>::from_slice(signature).ok()?;
        Some(Box::new(candidates::Fast::<C>::new(self.0.as_affine(), &signature, C::MULTIPLES?)?))
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
        let suspects = misread::suspects::<C>(self.0.as_affine(), digests, read, &others);
        suspects.into_iter().filter_map(|at| places.get(at).copied()).collect()
    }
}

#[cfg(feature = "full")]
/// secp256k1, whose crate takes the lower of the two values of `s` alone: ECDSA as standardised takes both.
struct K256(k256::ecdsa::VerifyingKey);

#[cfg(feature = "full")]
impl K256 {
    /// Uncompressed points alone: that is how receipts have them, and the square root costs eight kilobytes.
    fn new(point: &[u8]) -> Option<Self> {
        let (x, y) = point.strip_prefix(&[4])?.split_at_checked(32)?;
        let (x, y) = (x.try_into().ok()?, y.try_into().ok()?);
        let point = <k256::AffinePoint as ecdsa::elliptic_curve::point::AffineCoordinates>::from_coordinates(&x, &y)
            .into_option()?;
        k256::ecdsa::VerifyingKey::from_affine(point).ok().map(Self)
    }
}

#[cfg(feature = "full")]
impl Key for K256 {
    fn curve(&self) -> Curve {
        Curve::K256
    }

    fn point(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }

    fn fits(&self, digest: &[u8], signature: &[u8]) -> bool {
        k256::ecdsa::Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_prehash(digest, &signature.normalize_s()).is_ok())
    }

    fn search(&self, _signature: &[u8]) -> Option<Box<dyn candidates::Search>> {
        None
    }

    fn readings(&self, _digests: &[&[u8]], _signature: &[u8], others: &[Vec<u8>]) -> Vec<usize> {
        (0..others.len()).collect()
    }
}

fn held<C: Known>(point: &[u8]) -> Option<Box<dyn Key>>
where
    SignatureSize<C>: ArraySize,
{
    VerifyingKey::<C>::from_sec1_bytes(point).ok().map(|key| Box::new(Held(key)) as Box<dyn Key>)
}

/// The key of a point, compressed or not (SEC 1 §2.3.4); `None` when it does not lie on the curve.
pub(super) fn key(curve: Curve, point: &[u8]) -> Option<Box<dyn Key>> {
    match curve {
        Curve::P256 => held::<p256::NistP256>(point),
        #[cfg(feature = "full")]
        Curve::P384 => held::<p384::NistP384>(point),
        #[cfg(feature = "full")]
        Curve::P521 => held::<p521::NistP521>(point),
        #[cfg(feature = "full")]
        Curve::K256 => K256::new(point).map(|key| Box::new(key) as Box<dyn Key>),
        #[cfg(feature = "full")]
        Curve::BrainpoolP256r1 => held::<bp256::BrainpoolP256r1>(point),
        #[cfg(feature = "full")]
        Curve::BrainpoolP384r1 => held::<bp384::BrainpoolP384r1>(point),
        #[cfg(feature = "full")]
        Curve::Sm2 => super::sm2::key(point),
        #[cfg(not(feature = "full"))]
        _ => {
            lean::is_full();
            None
        }
    }
}

fn recovered<C: Known>(signature: &[u8], digests: &[&[u8]]) -> Vec<(usize, Vec<u8>)>
where
    SignatureSize<C>: ArraySize,
{
    let points = || {
        let signature = Signature::<C>::from_slice(signature).ok()?;
        candidates::recover::<C>(C::MULTIPLES?(), &signature, digests)
    };
    points().unwrap_or_default()
}

/// The points that a signature may come from, two for each of these digests, with the digest's place.
pub(super) fn recover(curve: Curve, signature: &[u8], digests: &[&[u8]]) -> Vec<(usize, Vec<u8>)> {
    match curve {
        Curve::P256 => recovered::<p256::NistP256>(signature, digests),
        #[cfg(feature = "full")]
        Curve::P384 => recovered::<p384::NistP384>(signature, digests),
        #[cfg(feature = "full")]
        Curve::BrainpoolP256r1 => recovered::<bp256::BrainpoolP256r1>(signature, digests),
        #[cfg(feature = "full")]
        Curve::BrainpoolP384r1 => recovered::<bp384::BrainpoolP384r1>(signature, digests),
        _ => {
            lean::is_full();
            Vec::new()
        }
    }
}
