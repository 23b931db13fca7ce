//! SM2 (GB/T 32918.2): keys on the curve of GB/T 32918.5, and what they sign.

use crate::{
    algorithm::{Curve, Scheme},
    engine::{Elliptic, Key},
};
use ::sm2::{
    AffinePoint,
    dsa::{Signature, VerifyingKey},
};
use alloc::{boxed::Box, vec::Vec};
use ecdsa::signature::hazmat::PrehashVerifier;
use sm3::{Digest as _, Sm3};

/// The identity that everyone uses who has agreed on none (GM/T 0009 §10): certificates are signed under it.
pub const SM2_IDENTITY: &str = "1234567812345678";

/// a, b, and the generator's coordinates (GB/T 32918.5 §2).
const DOMAIN: [u8; 128] = [
    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfc, //
    0x28, 0xe9, 0xfa, 0x9e, 0x9d, 0x9f, 0x5e, 0x34, 0x4d, 0x5a, 0x9e, 0x4b, 0xcf, 0x65, 0x09, 0xa7, 0xf3, 0x97, 0x89,
    0xf5, 0x15, 0xab, 0x8f, 0x92, 0xdd, 0xbc, 0xbd, 0x41, 0x4d, 0x94, 0x0e, 0x93, //
    0x32, 0xc4, 0xae, 0x2c, 0x1f, 0x19, 0x81, 0x19, 0x5f, 0x99, 0x04, 0x46, 0x6a, 0x39, 0xc9, 0x94, 0x8f, 0xe3, 0x0b,
    0xbf, 0xf2, 0x66, 0x0b, 0xe1, 0x71, 0x5a, 0x45, 0x89, 0x33, 0x4c, 0x74, 0xc7, //
    0xbc, 0x37, 0x36, 0xa2, 0xf4, 0xf6, 0x77, 0x9c, 0x59, 0xbd, 0xce, 0xe3, 0x6b, 0x69, 0x21, 0x53, 0xd0, 0xa9, 0x87,
    0x7c, 0xc6, 0x2a, 0x47, 0x40, 0x02, 0xdf, 0x32, 0xe5, 0x21, 0x39, 0xf0, 0xa0,
];

/// Z of a key (GB/T 32918.2 §5.5): SM3(ENTL ‖ identity ‖ a ‖ b ‖ G ‖ `coordinates`), those of its point one behind the other.
#[must_use]
pub fn sm2_z(identity: &str, coordinates: &[u8]) -> Vec<u8> {
    let bits = (identity.len() * 8) as u16;
    let z = Sm3::new().chain_update(bits.to_be_bytes()).chain_update(identity).chain_update(DOMAIN);
    z.chain_update(coordinates).finalize().to_vec()
}

/// e = SM3(Z ‖ message) under the usual identity (GB/T 32918.2 §6.1). `point`: uncompressed.
fn digest(point: &[u8], message: &[u8]) -> Vec<u8> {
    let z = sm2_z(SM2_IDENTITY, point.get(1..).unwrap_or_default());
    Sm3::new().chain_update(z).chain_update(message).finalize().to_vec()
}

/// SM3 of a message (GB/T 32905).
pub(crate) fn sm3(message: &[u8]) -> Vec<u8> {
    Sm3::digest(message).to_vec()
}

struct Held {
    key: VerifyingKey,
    point: Vec<u8>,
}

impl Key for Held {
    fn curve(&self) -> Option<Curve> {
        Some(Curve::Sm2)
    }

    fn point(&self) -> Option<Vec<u8>> {
        Some(self.point.clone())
    }

    fn digest(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        if scheme == Scheme::Sm2 { digest(&self.point, message) } else { scheme.digest().of(message) }
    }

    fn fits(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> bool {
        scheme == Scheme::Sm2
            && Signature::from_slice(signature)
                .is_ok_and(|signature| self.key.verify_prehash(digest, &signature).is_ok())
    }

    fn readings(&self, _digests: &[&[u8]], _signature: &[u8], others: &[Vec<u8>]) -> Vec<usize> {
        (0..others.len()).collect()
    }
}

/// The key of a point, compressed or not; `None` when it does not lie on the curve.
fn key(point: &[u8]) -> Option<Box<dyn Key>> {
    use ecdsa::elliptic_curve::sec1::ToSec1Point as _;
    let key = VerifyingKey::from_sec1_bytes(SM2_IDENTITY, point).ok()?;
    let affine: &AffinePoint = key.as_affine();
    let point = affine.to_sec1_point(false).as_bytes().to_vec();
    Some(Box::new(Held { key, point }))
}

/// SM2P256V1.
pub(crate) static SM2: Elliptic = Elliptic { curve: Curve::Sm2, key, recover: None };

#[cfg(test)]
mod tests {
    use crate::{Curve, Digest, KeyError, PublicKey, Scheme};
    use slipcheck_codec::encoding::unhex;

    /// GM/T 0003.5 annex A.2: the standard's own example, on the recommended curve under the usual identity.
    #[test]
    fn the_standards_example() {
        let point = unhex(concat!(
            "04",
            "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020",
            "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
        ))
        .unwrap();
        let signature = unhex(concat!(
            "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3",
            "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
        ))
        .unwrap();
        let key = PublicKey::from_point(Curve::Sm2, &point).unwrap();
        let message = b"message digest";
        let e = key.digest(Scheme::Sm2, message);
        assert_eq!(e, unhex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640").unwrap());
        assert!(key.verify(Scheme::Sm2, message, &signature).is_some());
        assert!(key.verify(Scheme::Sm2, b"message digesT", &signature).is_none());
        // Its keys never sign by ECDSA, nor others by SM2.
        assert!(key.verify_digest(Scheme::Ecdsa(Digest::Sha256), &e, &signature).is_none());
        let other = PublicKey::from_point(
            Curve::P256,
            &unhex(concat!(
                "04",
                "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296",
                "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"
            ))
            .unwrap(),
        )
        .unwrap();
        assert!(other.verify(Scheme::Sm2, message, &signature).is_none());
        assert_eq!(PublicKey::from_point(Curve::Sm2, &point[..33]).err(), Some(KeyError::Malformed));
    }

    #[test]
    fn sm3_of_abc() {
        // GB/T 32905 annex A.1.
        let expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(Digest::Sm3.of(b"abc"), unhex(expected).unwrap());
    }
}
