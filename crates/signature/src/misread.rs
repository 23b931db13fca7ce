//! A signature with characters misread: which of many readings fits?

use crate::search::{Known, bits, decompressed, scalar};
use alloc::vec::Vec;
use ecdsa::{
    Signature,
    elliptic_curve::{AffinePoint, ProjectivePoint, Scalar, ff::PrimeField as _, group::Group as _},
};

/// The multiples of a point by powers of two.
struct Powers<C: Known>(Vec<ProjectivePoint<C>>);

impl<C: Known> Powers<C> {
    fn of(point: ProjectivePoint<C>, count: usize) -> Self {
        let mut powers = Vec::with_capacity(count);
        let mut power = point;
        for _ in 0..count {
            powers.push(power);
            power = power.double();
        }
        Self(powers)
    }

    /// The point times a number near zero, or times one of few bits.
    fn times(&self, factor: &Scalar<C>) -> ProjectivePoint<C> {
        let negative = -*factor;
        let places = |factor: &Scalar<C>| bits(&factor.to_repr()).collect::<Vec<usize>>();
        let (plus, minus) = (places(factor), places(&negative));
        let sum = |places: &[usize]| {
            let points = places.iter().filter_map(|at| self.0.get(*at));
            points.fold(ProjectivePoint::<C>::identity(), |sum, point| sum + point)
        };
        if plus.len() <= minus.len() { sum(&plus) } else { -sum(&minus) }
    }
}

/// The places of those readings that may be a signature over one of the digests.
///
/// `(r, s)` fits when `z·G + r·Q` is `±s·R`, R having the x coordinate `r`. A reading that differs from `read` in one
/// character changes `r` or `s` by a number of few bits, so that `r·Q` and, while R stays, `s·R` come from the multiples
/// of `read`.
pub(crate) fn suspects<C: Known>(
    key: &AffinePoint<C>,
    digests: &[&[u8]],
    read: &Signature<C>,
    others: &[Signature<C>],
) -> Vec<usize> {
    let (r, s) = read.split_scalars();
    let size = r.to_repr().len() * 8;
    let key = ProjectivePoint::<C>::from(*key);
    let sums: Vec<ProjectivePoint<C>> =
        digests.iter().map(|digest| ProjectivePoint::<C>::generator() * scalar::<C>(digest) + key * *r).collect();
    let keys = Powers::<C>::of(key, size);
    let point = decompressed::<C>(&r).map(|point| (Powers::<C>::of(point, size), point * *s));
    let fits = |other: &Signature<C>| {
        let (other_r, other_s) = other.split_scalars();
        let right = if *other_r == *r {
            let (powers, whole) = point.as_ref()?;
            *whole + powers.times(&(*other_s - *s))
        } else {
            decompressed::<C>(&other_r)? * *other_s
        };
        let more = keys.times(&(*other_r - *r));
        sums.iter().any(|sum| [right, -right].contains(&(*sum + more))).then_some(())
    };
    others.iter().enumerate().filter(|(_, other)| fits(other).is_some()).map(|(at, _)| at).collect()
}
