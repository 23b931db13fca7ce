//! Many messages under one signature and key: which of them was signed?

use super::{Fit, Key, PublicKey, Scheme};
use alloc::vec::Vec;
use p256::{
    AffinePoint, FieldBytes, ProjectivePoint, Scalar,
    elliptic_curve::{
        PrimeField as _,
        ops::{MulByGeneratorVartime, Reduce},
        point::DecompressPoint,
        subtle::Choice,
    },
};

/// Tries candidates under one signature.
///
/// ECDSA accepts a message when `u₁·G + u₂·Q` has the x coordinate `r`, with `u₂ = r/s` the same for all messages. On
/// P-256 the two points that this allows are computed once, so that a candidate costs one multiplication of the
/// generator. What this finds is checked once more by [`PublicKey::verify`], which alone makes a [`Fit`].
pub struct Candidates<'a> {
    key: &'a PublicKey,
    scheme: Scheme,
    signature: &'a [u8],
    fast: Option<Fast>,
}

struct Fast {
    inverse_of_s: Scalar,
    /// ±R − u₂·Q: the values of u₁·G that fit.
    targets: Vec<ProjectivePoint>,
}

impl<'a> Candidates<'a> {
    /// Prepares for candidates under `signature`, in the form that [`PublicKey::verify`] takes.
    #[must_use]
    pub fn new(key: &'a PublicKey, scheme: Scheme, signature: &'a [u8]) -> Self {
        let fast = match (&key.key, scheme) {
            (Key::P256(key), Scheme::Ecdsa(_)) => Fast::new(key, signature),
            _ => None,
        };
        Self { key, scheme, signature, fast }
    }

    /// Whether `message` is what was signed.
    #[must_use]
    pub fn fits(&self, message: &[u8]) -> Option<Fit> {
        let digest = self.scheme.digest().of(message);
        if let Some(fast) = &self.fast {
            let mut leftmost = FieldBytes::default();
            let n = digest.len().min(leftmost.len());
            leftmost[..n].copy_from_slice(&digest[..n]);
            let u1 = <Scalar as Reduce<FieldBytes>>::reduce(&leftmost) * fast.inverse_of_s;
            let point = ProjectivePoint::mul_by_generator_vartime(&u1);
            if !fast.targets.contains(&point) {
                return None;
            }
        }
        self.key.verify_digest(self.scheme, &digest, self.signature)
    }
}

impl Fast {
    fn new(key: &p256::ecdsa::VerifyingKey, signature: &[u8]) -> Option<Self> {
        let signature = p256::ecdsa::Signature::from_slice(signature).ok()?;
        let (r, s) = signature.split_scalars();
        let inverse_of_s = s.invert().into_option()?;
        let rest = ProjectivePoint::from(*key.as_affine()) * (*r * inverse_of_s);
        // An x coordinate between the order and the field's prime (one in 2¹²⁸) is not looked for: no candidate fits then.
        let targets = [0, 1]
            .into_iter()
            .filter_map(|odd| AffinePoint::decompress(&r.to_repr(), Choice::from(odd)).into_option())
            .map(|point| ProjectivePoint::from(point) - rest)
            .collect();
        Some(Self { inverse_of_s, targets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::Digest;
    use p256::{ecdsa::signature::Signer, pkcs8::EncodePublicKey};

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
