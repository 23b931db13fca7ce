//! Many signatures under one key: `u₁·G + u₂·Q` from fixed tables of both points, where all additions of a step share one
//! inversion. What this finds to fit does fit; whatever else it says is for the plain check to decide.

use crate::search::{Known, Multiples, Point, added, scalar, sums};
use alloc::vec::Vec;
use ecdsa::{
    Signature, SignatureSize,
    elliptic_curve::{
        FieldBytes, ProjectivePoint, Scalar,
        array::ArraySize,
        ff::{Field as _, PrimeField as _},
        ops::{MulByGeneratorVartime as _, Reduce},
    },
};

/// So many are taken together: what they need stays in the cache.
const CHUNK: usize = 512;
/// Of so many that fit, one is checked by the other road too.
pub(crate) const SAMPLE: usize = 512;

/// A digest, `r` and `s`.
type Numbers<C> = (Scalar<C>, Scalar<C>, Scalar<C>);

/// Whether each of these signatures fits its digest; `false` decides nothing.
pub(crate) fn fits<C: Known>(key: &Multiples<C>, generator: &Multiples<C>, items: &[(&[u8], &[u8])]) -> Vec<bool>
where
    SignatureSize<C>: ArraySize,
{
    // Where sums begin, so that none of them is ever the identity; taken away at the end.
    let start = scalar::<C>(&[0xa5; 32]);
    let start = ProjectivePoint::<C>::mul_by_generator_vartime(&start).into();
    let Some(start) = crate::search::coordinates::<C>(&start) else { return alloc::vec![false; items.len()] };
    items.chunks(CHUNK).flat_map(|chunk| together::<C>(key, generator, start, chunk)).collect()
}

fn together<C: Known>(
    key: &Multiples<C>,
    generator: &Multiples<C>,
    start: Point<C>,
    items: &[(&[u8], &[u8])],
) -> Vec<bool>
where
    SignatureSize<C>: ArraySize,
{
    let (places, scalars): (Vec<usize>, Vec<Numbers<C>>) = items
        .iter()
        .enumerate()
        .filter_map(|(at, (digest, signature))| {
            let (r, s) = Signature::<C>::from_slice(signature).ok()?.split_scalars();
            Some((at, (scalar::<C>(digest), *r, *s)))
        })
        .unzip();
    let inverses = inverses::<C>(&scalars.iter().map(|(_, _, s)| *s).collect::<Vec<_>>());
    let factors =
        scalars.iter().zip(&inverses).map(|((z, r, _), inverse)| ((*z * inverse).to_repr(), (*r * inverse).to_repr()));
    let (first, second): (Vec<FieldBytes<C>>, Vec<FieldBytes<C>>) = factors.unzip();
    let begun: Vec<_> = first.into_iter().map(|factor| (factor, start)).collect();
    let half = sums::<C>(generator, &begun);
    // What was lost on the way goes on from anywhere, and is left out at the end.
    let begun: Vec<_> = second.into_iter().zip(&half).map(|(factor, sum)| (factor, sum.unwrap_or(start))).collect();
    let whole = sums::<C>(key, &begun);
    let end = (start.0, -start.1);
    let points: Vec<Point<C>> = whole.iter().map(|sum| sum.unwrap_or(start)).collect();
    let points = added::<C>(&points, &end);
    let mut fits = alloc::vec![false; items.len()];
    for (((place, (_, r, _)), sum), kept) in places.iter().zip(&scalars).zip(points).zip(half.iter().zip(&whole)) {
        let x = sum.filter(|_| kept.0.is_some() && kept.1.is_some()).map(|(x, _)| x.to_repr());
        let x = x.map(|x| <Scalar<C> as Reduce<FieldBytes<C>>>::reduce(&x));
        if let (Some(x), Some(fits)) = (x, fits.get_mut(*place)) {
            *fits = x == *r;
        }
    }
    fits
}

/// The inverses of numbers that are not zero: one inversion for all.
fn inverses<C: Known>(numbers: &[Scalar<C>]) -> Vec<Scalar<C>> {
    let mut product = Scalar::<C>::ONE;
    let before: Vec<Scalar<C>> = numbers
        .iter()
        .map(|number| {
            let before = product;
            product *= *number;
            before
        })
        .collect();
    let mut inverse = product.invert().into_option().unwrap_or(Scalar::<C>::ZERO);
    let mut inverses: Vec<Scalar<C>> = numbers
        .iter()
        .zip(before)
        .rev()
        .map(|(number, before)| {
            let own = before * inverse;
            inverse *= *number;
            own
        })
        .collect();
    inverses.reverse();
    inverses
}

#[cfg(test)]
mod tests {
    use crate::{Curve, Digest, Engines, Scheme};
    use alloc::vec::Vec;
    use ecdsa::{SigningKey, signature::hazmat::PrehashSigner as _};

    /// Signatures of one key, some of them broken in one way each: many at once say what one by one says.
    macro_rules! agrees {
        ($($name:ident $curve:ty, $id:ident, $digest:ident;)*) => { $(
            #[test]
            fn $name() {
                let size = Curve::$id.size();
                let mut secret = alloc::vec![0; size];
                secret[size - 1] = 7;
                secret[1] = 0x5a;
                let secret = SigningKey::<$curve>::from_slice(&secret).unwrap();
                let point = secret.verifying_key().to_sec1_point(false).as_bytes().to_vec();
                let key = Engines::ALL.key_of_point(Curve::$id, &point).unwrap();
                let scheme = Scheme::Ecdsa(Digest::$digest);
                let made: Vec<(Vec<u8>, Vec<u8>)> = (0u16..80)
                    .map(|n| {
                        let message = n.to_be_bytes().repeat(9);
                        let signature: ecdsa::Signature<$curve> = secret.sign_prehash(&Digest::$digest.of(&message)).unwrap();
                        let mut signature = signature.to_bytes().to_vec();
                        match n % 8 {
                            3 => signature[5] ^= 1,
                            5 => signature.truncate(size),
                            6 => signature[size..].fill(0),
                            7 => signature.fill(0xff),
                            _ => {}
                        }
                        (message, signature)
                    })
                    .collect();
                let items: Vec<(&[u8], &[u8])> = made.iter().map(|(message, signature)| (&message[..], &signature[..])).collect();
                for items in [&items[..], &items[..5], &items[..0]] {
                    let each = key.verify_each(scheme, items);
                    let one: Vec<_> = items.iter().map(|(message, signature)| key.verify(scheme, message, signature)).collect();
                    assert_eq!(each, one);
                    assert_eq!(each.iter().filter(|fit| fit.is_some()).count(), items.len() * 4 / 8 + items.len() % 8 / 2);
                }
                // By its own arithmetic, too.
                let digests: Vec<Vec<u8>> = made.iter().map(|(message, _)| Digest::$digest.of(message)).collect();
                let raw: Vec<(&[u8], &[u8])> = digests.iter().zip(&made).map(|(digest, (_, signature))| (&digest[..], &signature[..])).collect();
                let own = crate::search::Multiples::<$curve>::of((*secret.verifying_key().as_affine()).into());
                let quick = super::fits::<$curve>(&own, &crate::search::Multiples::new(), &raw);
                assert_eq!(quick, key.verify_each(scheme, &items).iter().map(Option::is_some).collect::<Vec<_>>());
            }
        )* };
    }

    agrees! {
        p256_with_sha256 p256::NistP256, P256, Sha256;
        p256_with_sha512 p256::NistP256, P256, Sha512;
        p384_with_sha384 p384::NistP384, P384, Sha384;
        p384_with_sha256 p384::NistP384, P384, Sha256;
        brainpool_p256 bp256::BrainpoolP256r1, BrainpoolP256r1, Sha256;
        brainpool_p384 bp384::BrainpoolP384r1, BrainpoolP384r1, Sha384;
    }
}
