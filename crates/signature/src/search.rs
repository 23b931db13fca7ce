//! Arithmetic on a curve for many digests at once: the quick search for what was signed, and the keys that a signature may
//! come from.

use crate::{algorithm::Curve, engine::Search};
use alloc::vec::Vec;
use ecdsa::{
    EcdsaCurve, Signature,
    elliptic_curve::{
        AffinePoint, CurveArithmetic, FieldBytes, ProjectivePoint, Scalar,
        array::typenum::Unsigned,
        ff::{Field as _, PrimeField},
        group::{Curve as _, Group as _},
        hazmat::FieldArithmetic,
        ops::{BatchInvert as _, MulByGeneratorVartime as _, Reduce},
        point::{AffineCoordinates as _, DecompressPoint},
        sec1::{FromSec1Point, ModulusSize, ToSec1Point},
        subtle::Choice,
    },
};

/// What the library's curves have in common.
pub(crate) trait Known:
    EcdsaCurve
    + CurveArithmetic<AffinePoint: DecompressPoint<Self> + FromSec1Point<Self> + ToSec1Point<Self>>
    + FieldArithmetic
    + ecdsa::elliptic_curve::Curve<FieldBytesSize: ModulusSize>
{
    /// Which one it is.
    const CURVE: Curve;

    /// Multiples of its generator, made when they are first asked for. `None`: not worth it.
    const MULTIPLES: Option<fn() -> &'static Multiples<Self>> = None;
}

type Coordinate<C> = <C as FieldArithmetic>::FieldElement;
/// An affine point that is not the identity.
pub(crate) type Point<C> = (Coordinate<C>, Coordinate<C>);

/// Bits of a window.
const WINDOW: usize = 6;
/// Multiples in a window: 1 to 63.
const ENTRIES: usize = (1 << WINDOW) - 1;

/// `k·2⁶ʷ·G` for every window `w` and every `k` from 1 to 63; or the same of another point.
pub(crate) struct Multiples<C: Known> {
    points: Vec<Point<C>>,
}

pub(crate) fn coordinates<C: Known>(point: &AffinePoint<C>) -> Option<Point<C>> {
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

    /// Of the generator.
    pub(crate) fn new() -> Self {
        Self::of(ProjectivePoint::<C>::generator())
    }

    /// Of a point that is not the identity: powers of two by doubling, the rest by addition.
    pub(crate) fn of(point: ProjectivePoint<C>) -> Self {
        let windows = Self::windows();
        let mut doubles = Vec::with_capacity(windows * WINDOW);
        let mut double = point;
        for _ in 0..windows * WINDOW {
            doubles.push(double);
            double = double.double();
        }
        let mut affine = alloc::vec![AffinePoint::<C>::default(); doubles.len()];
        ProjectivePoint::<C>::batch_normalize(&doubles, &mut affine);
        // No multiple of a point below its order is the identity; the order is that of the curve, a prime.
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
pub(crate) struct Fast<C: Known> {
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
    pub(crate) fn new(
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
pub(crate) fn scalar<C: Known>(digest: &[u8]) -> Scalar<C> {
    let mut number = FieldBytes::<C>::default();
    let length = digest.len().min(number.len());
    let from = number.len() - length;
    if let (Some(to), Some(leftmost)) = (number.get_mut(from..), digest.get(..length)) {
        to.copy_from_slice(leftmost);
    }
    <Scalar<C> as Reduce<FieldBytes<C>>>::reduce(&number)
}

/// The places of the bits that are set in a big-endian number.
pub(crate) fn bits(number: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let bytes = number.iter().rev().enumerate();
    bytes.flat_map(|(at, byte)| (0..8).filter(move |bit| byte >> bit & 1 == 1).map(move |bit| at * 8 + bit))
}

/// A point with this x coordinate. One between the order and the field's prime (one in 2¹²⁸) is not looked for.
pub(crate) fn decompressed<C: Known>(x: &Scalar<C>) -> Option<ProjectivePoint<C>> {
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

/// These points plus another one; `None` when that is no plain addition.
#[cfg(feature = "many")]
pub(crate) fn added<C: Known>(points: &[Point<C>], other: &Point<C>) -> Vec<Option<Point<C>>> {
    let mut differences: Vec<Coordinate<C>> = points.iter().map(|point| other.0 - point.0).collect();
    let lost: Vec<bool> = differences.iter().map(|difference| difference.is_zero().into()).collect();
    for (difference, _) in differences.iter_mut().zip(&lost).filter(|(_, lost)| **lost) {
        *difference = Coordinate::<C>::ONE;
    }
    invert::<C>(&mut differences);
    let sums = points.iter().zip(&differences).map(|(point, inverse)| sum::<C>(point, other, inverse));
    sums.zip(lost).map(|(sum, lost)| (!lost).then_some(sum)).collect()
}

/// For each item, a start plus the generator times a factor; `None` when a step on the way was no plain addition.
pub(crate) fn sums<C: Known>(multiples: &Multiples<C>, items: &[(FieldBytes<C>, Point<C>)]) -> Vec<Option<Point<C>>> {
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
pub(crate) fn recover<C: Known>(
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
