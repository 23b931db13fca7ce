//! Many digests under one signature and key: which of them was signed?

use super::{Fit, PublicKey, Scheme, elliptic::Known};
use alloc::{boxed::Box, vec::Vec};
use ecdsa::{
    Signature,
    elliptic_curve::{
        AffinePoint, FieldBytes, ProjectivePoint, Scalar,
        array::typenum::Unsigned,
        ff::{Field as _, PrimeField},
        group::{Curve as _, Group as _},
        hazmat::FieldArithmetic,
        ops::{BatchInvert as _, MulByGeneratorVartime as _, Reduce},
        point::{AffineCoordinates as _, DecompressPoint as _},
        subtle::Choice,
    },
};

/// So many digests are looked at together.
pub(super) const CHUNK: usize = 256;

/// Tries candidates under one signature.
///
/// ECDSA accepts a digest when `u₁·G + u₂·Q` has the x coordinate `r`, with `u₂ = r/s` the same for all digests. On the
/// curves of receipts only `u₁·G` is computed for each, from a table of multiples, and many together, so that they share
/// their inversions. What this finds is checked once more by [`PublicKey::verify_digest`], which alone makes a [`Fit`].
pub struct Candidates<'a> {
    key: &'a PublicKey,
    scheme: Scheme,
    signature: &'a [u8],
    search: std::sync::OnceLock<Option<Box<dyn Search>>>,
}

impl<'a> Candidates<'a> {
    /// Prepares for candidates under `signature`, in the form that [`PublicKey::verify`] takes.
    #[must_use]
    pub fn new(key: &'a PublicKey, scheme: Scheme, signature: &'a [u8]) -> Self {
        Self { key, scheme, signature, search: std::sync::OnceLock::new() }
    }

    /// Whether `message` is what was signed.
    #[must_use]
    pub fn fits(&self, message: &[u8]) -> Option<Fit> {
        let digest = self.scheme.digest().of(message);
        match self.search() {
            Some(search) if !search.is_suspect(&digest) => None,
            _ => self.key.verify_digest(self.scheme, &digest, self.signature),
        }
    }

    fn search(&self) -> Option<&dyn Search> {
        match self.scheme {
            Scheme::Ecdsa(_) => self.search.get_or_init(|| self.key.search(self.signature)).as_deref(),
            _ => None,
        }
    }

    /// The first of these digests that was signed, with whatever it comes with. Takes no more from `digests` than it
    /// looks at, in chunks.
    pub fn first<T>(&self, digests: impl Iterator<Item = (T, Vec<u8>)>) -> Option<(T, Fit)> {
        let mut digests = digests;
        let mut chunk: Vec<(T, Vec<u8>)> = Vec::new();
        loop {
            chunk.clear();
            chunk.extend(digests.by_ref().take(CHUNK));
            if chunk.is_empty() {
                return None;
            }
            let only: Vec<&[u8]> = chunk.iter().map(|(_, digest)| digest.as_slice()).collect();
            if let Some((at, fit)) = self.first_of(&only) {
                return chunk.into_iter().nth(at).map(|(what, _)| (what, fit));
            }
        }
    }

    fn first_of(&self, digests: &[&[u8]]) -> Option<(usize, Fit)> {
        let check = |at: usize| Some((at, self.key.verify_digest(self.scheme, digests.get(at)?, self.signature)?));
        match self.search() {
            // A few are checked sooner than the multiples are made.
            Some(search) if digests.len() > 8 => search.suspects(digests).into_iter().find_map(check),
            _ => (0..digests.len()).find_map(check),
        }
    }
}

/// Picks digests out of many.
pub(super) trait Search {
    /// The places of those that may be what was signed; all others are not.
    fn suspects(&self, digests: &[&[u8]]) -> Vec<usize>;
    /// Whether this one may be.
    fn is_suspect(&self, digest: &[u8]) -> bool;
}

type Coordinate<C> = <C as FieldArithmetic>::FieldElement;
/// An affine point that is not the identity.
type Point<C> = (Coordinate<C>, Coordinate<C>);

/// Bits of a window.
const WINDOW: usize = 6;
/// Multiples in a window: 1 to 63.
const ENTRIES: usize = (1 << WINDOW) - 1;

/// `k·2⁶ʷ·G` for every window `w` and every `k` from 1 to 63.
pub(super) struct Multiples<C: Known> {
    points: Vec<Point<C>>,
}

fn coordinates<C: Known>(point: &AffinePoint<C>) -> Option<Point<C>> {
    let element = |bytes: FieldBytes<C>| Coordinate::<C>::from_repr(bytes).into_option();
    Some((element(point.x())?, element(point.y())?))
}

/// The sum of two points with different x, given the inverse of the difference of their x.
fn sum<C: Known>(a: &Point<C>, b: &Point<C>, inverse: &Coordinate<C>) -> Point<C> {
    let slope = (b.1 - a.1) * inverse;
    let x = slope.square() - a.0 - b.0;
    (x, slope * (a.0 - x) - a.1)
}

fn invert<C: Known>(elements: &mut [Coordinate<C>]) {
    let mut scratch = alloc::vec![Coordinate::<C>::ZERO; elements.len()];
    Coordinate::<C>::batch_invert_in_place(elements, &mut scratch);
}

impl<C: Known> Multiples<C> {
    fn windows() -> usize {
        (C::FieldBytesSize::USIZE * 8).div_ceil(WINDOW)
    }

    /// Powers of two by doubling, the rest by addition.
    pub(super) fn new() -> Self {
        let windows = Self::windows();
        let mut doubles = Vec::with_capacity(windows * WINDOW);
        let mut double = ProjectivePoint::<C>::generator();
        for _ in 0..windows * WINDOW {
            doubles.push(double);
            double = double.double();
        }
        let mut affine = alloc::vec![AffinePoint::<C>::default(); doubles.len()];
        ProjectivePoint::<C>::batch_normalize(&doubles, &mut affine);
        // No multiple of the generator below its order is the identity.
        let powers: Vec<Point<C>> = affine.iter().filter_map(coordinates::<C>).collect();
        let zero = (Coordinate::<C>::ZERO, Coordinate::<C>::ZERO);
        let mut points = alloc::vec![zero; windows * ENTRIES];
        for bit in 0..WINDOW {
            let power = 1 << bit;
            let mut sums = Vec::with_capacity(windows * power);
            let mut differences = Vec::with_capacity(windows * power);
            for (window, own) in points.chunks_exact_mut(ENTRIES).enumerate() {
                let (below, rest) = own.split_at_mut(power - 1);
                let (Some(slot), Some(point)) = (rest.first_mut(), powers.get(window * WINDOW + bit)) else { continue };
                *slot = *point;
                for other in below {
                    differences.push(point.0 - other.0);
                    sums.push((*other, *point));
                }
            }
            invert::<C>(&mut differences);
            let mut sums = sums.iter().zip(&differences);
            for own in points.chunks_exact_mut(ENTRIES) {
                for slot in own.iter_mut().skip(power).take(power - 1) {
                    if let Some(((a, b), inverse)) = sums.next() {
                        *slot = sum::<C>(a, b, inverse);
                    }
                }
            }
        }
        Self { points }
    }
}

/// The search under one signature.
pub(super) struct Fast<C: Known> {
    multiples: fn() -> &'static Multiples<C>,
    inverse_of_s: Scalar<C>,
    /// `u₂·Q`.
    start: Point<C>,
    /// `±R − u₂·Q`: the values of `u₁·G` that fit.
    targets: Vec<ProjectivePoint<C>>,
    /// An x coordinate between the order and the field's prime (one in 2¹²⁸) is not looked for: no candidate fits then.
    r: Coordinate<C>,
}

impl<C: Known> Fast<C> {
    pub(super) fn new(
        key: &AffinePoint<C>,
        signature: &Signature<C>,
        multiples: fn() -> &'static Multiples<C>,
    ) -> Option<Self> {
        let (r, s) = signature.split_scalars();
        let inverse_of_s = s.invert().into_option()?;
        let start = ProjectivePoint::<C>::from(*key) * (*r * inverse_of_s);
        let targets = [0, 1]
            .into_iter()
            .filter_map(|odd| AffinePoint::<C>::decompress(&r.to_repr(), Choice::from(odd)).into_option())
            .map(|point| ProjectivePoint::<C>::from(point) - start)
            .collect();
        Some(Self {
            targets,
            multiples,
            inverse_of_s,
            start: coordinates::<C>(&start.to_affine())?,
            r: Coordinate::<C>::from_repr(r.to_repr()).into_option()?,
        })
    }

    /// `u₁` of a digest.
    fn factor(&self, digest: &[u8]) -> Scalar<C> {
        scalar::<C>(digest) * self.inverse_of_s
    }
}

/// A digest as a number: its leftmost bits (FIPS 186-5 §6.4.2).
pub(super) fn scalar<C: Known>(digest: &[u8]) -> Scalar<C> {
    let mut number = FieldBytes::<C>::default();
    let length = digest.len().min(number.len());
    let from = number.len() - length;
    if let (Some(to), Some(leftmost)) = (number.get_mut(from..), digest.get(..length)) {
        to.copy_from_slice(leftmost);
    }
    <Scalar<C> as Reduce<FieldBytes<C>>>::reduce(&number)
}

/// The places of the bits that are set in a big-endian number.
pub(super) fn bits(number: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let bytes = number.iter().rev().enumerate();
    bytes.flat_map(|(at, byte)| (0..8).filter(move |bit| byte >> bit & 1 == 1).map(move |bit| at * 8 + bit))
}

/// A point with this x coordinate. One between the order and the field's prime (one in 2¹²⁸) is not looked for.
pub(super) fn decompressed<C: Known>(x: &Scalar<C>) -> Option<ProjectivePoint<C>> {
    AffinePoint::<C>::decompress(&x.to_repr(), Choice::from(0)).into_option().map(ProjectivePoint::<C>::from)
}

/// The bits of a window of a big-endian number, the lowest window first.
fn digit(number: &[u8], window: usize) -> usize {
    (0..WINDOW).fold(0, |digit, i| {
        let bit = window * WINDOW + i;
        let byte = number.len().checked_sub(1 + bit / 8).and_then(|at| number.get(at)).copied().unwrap_or(0);
        digit | usize::from(byte >> (bit % 8) & 1) << i
    })
}

impl<C: Known> Search for Fast<C> {
    fn is_suspect(&self, digest: &[u8]) -> bool {
        self.targets.contains(&ProjectivePoint::<C>::mul_by_generator_vartime(&self.factor(digest)))
    }

    fn suspects(&self, digests: &[&[u8]]) -> Vec<usize> {
        let items: Vec<_> = digests.iter().map(|digest| (self.factor(digest).to_repr(), self.start)).collect();
        let sums = sums::<C>((self.multiples)(), &items);
        // Doubling or cancelling: by chance never, so the full check may do it.
        let is_suspect = |sum: &Option<Point<C>>| sum.is_none_or(|sum| sum.0 == self.r);
        sums.iter().enumerate().filter(|(_, sum)| is_suspect(sum)).map(|(at, _)| at).collect()
    }
}

/// For each item, a start plus the generator times a factor; `None` when a step on the way was no plain addition.
fn sums<C: Known>(multiples: &Multiples<C>, items: &[(FieldBytes<C>, Point<C>)]) -> Vec<Option<Point<C>>> {
    let mut sums: Vec<Point<C>> = items.iter().map(|(_, start)| *start).collect();
    let mut lost = alloc::vec![false; items.len()];
    let mut differences: Vec<Coordinate<C>> = Vec::with_capacity(items.len());
    for (window, own) in multiples.points.chunks_exact(ENTRIES).enumerate() {
        let addend = |at: usize| {
            let digit = digit(&items.get(at)?.0, window);
            own.get(digit.checked_sub(1)?)
        };
        differences.clear();
        differences.extend(
            sums.iter().enumerate().map(|(at, sum)| addend(at).map_or(C::FieldElement::ONE, |addend| addend.0 - sum.0)),
        );
        for (difference, lost) in differences.iter().zip(&mut lost) {
            *lost |= bool::from(difference.is_zero());
        }
        invert::<C>(&mut differences);
        for (at, (point, inverse)) in sums.iter_mut().zip(&differences).enumerate() {
            if let Some(addend) = addend(at) {
                *point = sum::<C>(point, addend, inverse);
            }
        }
    }
    sums.into_iter().zip(lost).map(|(sum, lost)| (!lost).then_some(sum)).collect()
}

/// The points that a signature may come from, for each of these digests: `±(s/r)·R − (z/r)·G` (SEC 1 §4.1.6), with the
/// digest's place. An x coordinate of R between the order and the field's prime is not looked for.
pub(super) fn recover<C: Known>(
    multiples: &Multiples<C>,
    signature: &Signature<C>,
    digests: &[&[u8]],
) -> Option<Vec<(usize, Vec<u8>)>> {
    let (r, s) = signature.split_scalars();
    let inverse_of_r = r.invert().into_option()?;
    let point = AffinePoint::<C>::decompress(&r.to_repr(), Choice::from(0)).into_option()?;
    let start = coordinates::<C>(&(ProjectivePoint::<C>::from(point) * (*s * inverse_of_r)).to_affine())?;
    let starts = [start, (start.0, -start.1)];
    let items: Vec<_> = digests
        .iter()
        .map(|digest| (-(scalar::<C>(digest) * inverse_of_r)).to_repr())
        .flat_map(|factor| starts.map(|start| (factor, start)))
        .collect();
    let points = sums::<C>(multiples, &items).into_iter().enumerate();
    let bytes = |(x, y): Point<C>| [&[4][..], &x.to_repr(), &y.to_repr()].concat();
    Some(points.filter_map(|(at, point)| Some((at / starts.len(), bytes(point?)))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Curve, Digest};
    use super::*;
    use ecdsa::signature::{Signer, hazmat::PrehashSigner};
    use p256::pkcs8::EncodePublicKey;
    use proptest::prelude::*;

    const CURVES: [Curve; 6] =
        [Curve::P256, Curve::P384, Curve::P521, Curve::K256, Curve::BrainpoolP256r1, Curve::BrainpoolP384r1];

    /// A key's point and a signature over a digest.
    fn signed(curve: Curve, secret: [u8; 32], digest: &[u8]) -> (PublicKey, Vec<u8>) {
        macro_rules! sign {
            ($curve:ty, $size:literal) => {{
                let mut scalar = [0; $size];
                scalar[$size - 32..].copy_from_slice(&secret);
                scalar[$size - 32] = 0;
                scalar[$size - 1] |= 1;
                let key = ecdsa::SigningKey::<$curve>::from_slice(&scalar).unwrap();
                let signature: Signature<$curve> = key.sign_prehash(digest).unwrap();
                (key.verifying_key().to_sec1_point(false).as_bytes().to_vec(), signature.to_bytes().to_vec())
            }};
        }
        let (point, signature) = match curve {
            Curve::P256 => sign!(p256::NistP256, 32),
            Curve::P384 => sign!(p384::NistP384, 48),
            Curve::P521 => sign!(p521::NistP521, 66),
            Curve::K256 => sign!(k256::Secp256k1, 32),
            Curve::BrainpoolP256r1 => sign!(bp256::BrainpoolP256r1, 32),
            Curve::BrainpoolP384r1 => sign!(bp384::BrainpoolP384r1, 48),
            Curve::Sm2 => unreachable!("its keys sign by SM2"),
        };
        (PublicKey::from_point(curve, &point).unwrap(), signature)
    }

    #[test]
    fn one_of_many_is_found_on_every_curve_with_every_digest() {
        for curve in CURVES {
            for digest in [Digest::Sha224, Digest::Sha256, Digest::Sha384, Digest::Sha512] {
                let message = |i: usize| digest.of(&[i as u8, (i >> 8) as u8]);
                let (key, signature) = signed(curve, [7; 32], &message(300));
                let candidates = Candidates::new(&key, Scheme::Ecdsa(digest), &signature);
                let found = candidates.first((0..400).map(|i| (i, message(i))));
                assert_eq!(found.map(|(i, _)| i), Some(300), "{} {}", curve.name(), digest.name());
                assert!(candidates.first((0..300).map(|i| (i, message(i)))).is_none());
                assert!(candidates.first((300..301).map(|i| (i, message(i)))).is_some());
            }
        }
    }

    #[test]
    fn the_same_digest_many_times_is_no_trouble() {
        for curve in CURVES {
            let digest = Digest::Sha256.of(b"again");
            let (key, signature) = signed(curve, [9; 32], &digest);
            let candidates = Candidates::new(&key, Scheme::Ecdsa(Digest::Sha256), &signature);
            assert!(candidates.first((0..20).map(|i| (i, digest.clone()))).is_some_and(|(i, _)| i == 0));
            assert!(candidates.first((0..20).map(|i| (i, alloc::vec![0; 32]))).is_none());
        }
    }

    #[test]
    fn two_signatures_share_one_recovered_key() {
        for curve in CURVES.into_iter().filter(|curve| !matches!(curve, Curve::P521 | Curve::K256)) {
            let digests = [Digest::Sha256.of(b"one"), Digest::Sha256.of(b"two")];
            let keys =
                digests.each_ref().map(|digest| {
                    let (key, signature) = signed(curve, [11; 32], digest);
                    let recovered = PublicKey::recover(curve, digest, &signature);
                    assert!(recovered.len() >= 2 && recovered.iter().any(|other| other.sha256() == key.sha256()));
                    assert!(recovered.iter().all(|other| {
                        other.verify_digest(Scheme::Ecdsa(Digest::Sha256), digest, &signature).is_some()
                    }));
                    recovered.iter().map(|key| *key.sha256()).collect::<Vec<_>>()
                });
            assert_eq!(keys[0].iter().filter(|key| keys[1].contains(key)).count(), 1, "{}", curve.name());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn the_search_agrees_with_the_check(secret: [u8; 32], digests: [[u8; 32]; 12], which in 0usize..12, curve in 0usize..5) {
            let (key, signature) = signed(CURVES[curve], secret, &digests[which]);
            let candidates = Candidates::new(&key, Scheme::Ecdsa(Digest::Sha256), &signature);
            let found = candidates.first(digests.iter().enumerate().map(|(i, digest)| (i, digest.to_vec())));
            prop_assert_eq!(found.map(|(i, _)| digests[i]), Some(digests[which]));
        }

        #[test]
        fn any_signature_is_searched_or_refused(signature: Vec<u8>, rest in 0usize..64) {
            let (key, _) = signed(Curve::P256, [1; 32], &[1; 32]);
            for signature in [signature, alloc::vec![0xff; rest], alloc::vec![0; 64]] {
                let candidates = Candidates::new(&key, Scheme::Ecdsa(Digest::Sha256), &signature);
                prop_assert!(candidates.first((0..20u8).map(|i| (i, alloc::vec![i; 32]))).is_none());
            }
        }
    }

    /// The quick search must agree with the plain check on every message, the signed one and others.
    #[test]
    fn finds_what_was_signed_and_nothing_else() {
        for seed in 1..20u8 {
            let signing = p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap();
            let spki = p256::PublicKey::from(signing.verifying_key()).to_public_key_der().unwrap();
            let key = PublicKey::from_spki(spki.as_bytes()).unwrap();
            let signature: p256::ecdsa::Signature = signing.sign(b"message 7");
            let bytes = signature.to_bytes();
            let candidates = Candidates::new(&key, Scheme::Ecdsa(Digest::Sha256), &bytes);
            for i in 0..20 {
                let message = alloc::format!("message {i}");
                assert_eq!(candidates.fits(message.as_bytes()).is_some(), i == 7, "{seed} {i}");
            }
        }
    }

    #[test]
    fn a_signature_that_is_none_fits_nothing() {
        let signing = p256::ecdsa::SigningKey::from_slice(&[1; 32]).unwrap();
        let spki = p256::PublicKey::from(signing.verifying_key()).to_public_key_der().unwrap();
        let key = PublicKey::from_spki(spki.as_bytes()).unwrap();
        for bytes in [&[][..], &[0; 64], &[0xff; 64], &[1; 63], &[1; 65]] {
            assert!(Candidates::new(&key, Scheme::Ecdsa(Digest::Sha256), bytes).fits(b"").is_none());
        }
    }
}
