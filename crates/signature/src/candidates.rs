//! Many digests under one signature and key: which of them was signed?

use crate::{
    algorithm::Scheme,
    engine::{CHUNK, Search},
    key::{Fit, PublicKey},
};
use alloc::{boxed::Box, vec::Vec};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Curve, Digest};
    use ecdsa::{
        Signature,
        signature::{Signer, hazmat::PrehashSigner},
    };
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
