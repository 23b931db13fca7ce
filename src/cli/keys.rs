//! Private keys: read from PEM, made anew, and signing with them.

use super::random::Generator;
use ecdsa::signature::{
    Signer as _,
    hazmat::{PrehashSigner as _, RandomizedPrehashSigner as _},
};
use p256::{
    elliptic_curve::Generate as _,
    pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _, LineEnding},
};
use rsa::{RsaPrivateKey, pkcs1::DecodeRsaPrivateKey as _, traits::PublicKeyParts as _};
use sha2::{Sha256, Sha384, Sha512};
use slipcheck::signature::{Digest, Scheme};

/// A private key that can sign slips or documents.
pub(crate) enum SigningKey {
    /// NIST P-256.
    P256(p256::ecdsa::SigningKey),
    /// NIST P-384.
    P384(p384::ecdsa::SigningKey),
    /// RSA.
    Rsa(Box<RsaPrivateKey>),
    /// SM2: seals of OFD documents, and files (GB/T 32918).
    Sm2(Box<sm2::SecretKey>),
}

/// The identity that SM2 signs with where nothing else is agreed (GB/T 35276 §10).
const IDENTITY: &str = "1234567812345678";

/// One block of a PEM file (RFC 7468).
pub(crate) struct PemBlock {
    /// What stands behind `BEGIN`.
    pub(crate) label: String,
    /// The decoded bytes.
    pub(crate) der: Vec<u8>,
}

/// All blocks of a PEM text, whatever stands between them.
///
/// # Errors
/// A block that has no end, or is not base64: a sentence.
pub(crate) fn pem_blocks(text: &str) -> Result<Vec<PemBlock>, String> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("-----BEGIN ") {
        let block = &rest[start..];
        let label = block["-----BEGIN ".len()..].split("-----").next().unwrap_or_default();
        let end_line = format!("-----END {label}-----");
        let end = block
            .find(&end_line)
            .ok_or_else(|| format!("the block \"{}\" has no end: the file was cut", label.escape_debug()))?
            + end_line.len();
        let (_, der) = pem_rfc7468::decode_vec(&block.as_bytes()[..end])
            .map_err(|error| format!("the block \"{}\" is damaged: {error}", label.escape_debug()))?;
        blocks.push(PemBlock { label: label.to_owned(), der });
        rest = &block[end..];
    }
    Ok(blocks)
}

impl SigningKey {
    /// Reads PKCS#8, SEC 1 or PKCS#1 from PEM: P-256, P-384, SM2 or RSA of 2048 bits or more.
    ///
    /// # Errors
    /// A sentence that says what was found instead.
    pub(crate) fn from_pem(text: &str) -> Result<Self, String> {
        let blocks = pem_blocks(text)?;
        let key = blocks.iter().find(|block| block.label.ends_with("PRIVATE KEY"));
        let Some(PemBlock { label, der }) = key else {
            return Err(match blocks.first() {
                Some(block) => format!("holds a \"{}\", no private key", block.label.escape_debug()),
                None => "holds no PEM private key (-----BEGIN PRIVATE KEY-----)".to_owned(),
            });
        };
        let key = match label.as_str() {
            "ENCRYPTED PRIVATE KEY" => {
                return Err(
                    "the private key is encrypted: decrypt it first (openssl pkey -in FILE -out KEY.pem)".into()
                );
            }
            "EC PRIVATE KEY" => p256::SecretKey::from_sec1_der(der)
                .map(|key| Self::P256(key.into()))
                .or_else(|_| p384::SecretKey::from_sec1_der(der).map(|key| Self::P384(key.into())))
                .ok(),
            "RSA PRIVATE KEY" => RsaPrivateKey::from_pkcs1_der(der).map(|key| Self::Rsa(Box::new(key))).ok(),
            "PRIVATE KEY" => p256::SecretKey::from_pkcs8_der(der)
                .map(|key| Self::P256(key.into()))
                .or_else(|_| p384::SecretKey::from_pkcs8_der(der).map(|key| Self::P384(key.into())))
                .or_else(|_| RsaPrivateKey::from_pkcs8_der(der).map(|key| Self::Rsa(Box::new(key))))
                .or_else(|_| sm2::SecretKey::from_pkcs8_der(der).map(|key| Self::Sm2(Box::new(key))))
                .ok(),
            _ => None,
        }
        .ok_or_else(|| {
            format!("the \"{}\" cannot be used: needed is P-256, P-384, RSA or SM2", label.escape_debug())
        })?;
        match &key {
            Self::Rsa(rsa) if rsa.n().bits() < 2048 => {
                Err(format!("the RSA key has {} bits: needed are 2048 or more", rsa.n().bits()))
            }
            _ => Ok(key),
        }
    }

    /// A new key on P-256.
    pub(crate) fn new_p256(mut random: Generator) -> Self {
        Self::P256(p256::ecdsa::SigningKey::generate_from_rng(&mut random))
    }

    /// A new key on P-384.
    pub(crate) fn new_p384(mut random: Generator) -> Self {
        Self::P384(p384::ecdsa::SigningKey::generate_from_rng(&mut random))
    }

    /// A new RSA key of 2048 bits.
    ///
    /// # Errors
    /// None was found, which does not happen with good random numbers.
    pub(crate) fn new_rsa(mut random: Generator) -> Result<Self, String> {
        let key = RsaPrivateKey::new(&mut random, 2048).map_err(|error| format!("no RSA key: {error}"))?;
        Ok(Self::Rsa(Box::new(key)))
    }

    /// A new SM2 key.
    pub(crate) fn new_sm2(mut random: Generator) -> Self {
        Self::Sm2(Box::new(sm2::SecretKey::generate_from_rng(&mut random)))
    }

    /// DER SubjectPublicKeyInfo of its public half.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn public_der(&self) -> Result<Vec<u8>, String> {
        let document = match self {
            Self::P256(key) => key.verifying_key().to_public_key_der(),
            Self::P384(key) => key.verifying_key().to_public_key_der(),
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
            Self::Sm2(key) => key.public_key().to_public_key_der(),
        };
        document
            .map(|document| document.into_vec())
            .map_err(|error| format!("the public key cannot be written: {error}"))
    }

    /// PKCS#8 PEM.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn to_pem(&self) -> Result<String, String> {
        let pem = match self {
            Self::P256(key) => key.to_pkcs8_pem(LineEnding::LF),
            Self::P384(key) => key.to_pkcs8_pem(LineEnding::LF),
            Self::Rsa(key) => key.to_pkcs8_pem(LineEnding::LF),
            Self::Sm2(key) => key.to_pkcs8_pem(LineEnding::LF),
        };
        pem.map(|pem| pem.to_string()).map_err(|error| format!("the key cannot be written: {error}"))
    }

    /// Signs: `r‖s` of fixed length for ECDSA and SM2 (deterministic, RFC 6979), a string as long as the modulus for RSA.
    ///
    /// # Errors
    /// The scheme does not belong to this kind of key.
    pub(crate) fn sign(&self, scheme: Scheme, message: &[u8], random: &mut Generator) -> Result<Vec<u8>, String> {
        let digest = scheme.digest().of(message);
        let failed = |error: ecdsa::signature::Error| format!("signing failed: {error}");
        macro_rules! pkcs1 {
            ($digest:ident, $key:expr) => {{
                let signature: rsa::pkcs1v15::Signature =
                    rsa::pkcs1v15::SigningKey::<$digest>::new($key).sign_prehash(&digest).map_err(failed)?;
                Ok(Box::<[u8]>::from(signature).into_vec())
            }};
        }
        macro_rules! pss {
            ($digest:ident, $key:expr) => {{
                let signature: rsa::pss::Signature = rsa::pss::SigningKey::<$digest>::new($key)
                    .sign_prehash_with_rng(random, &digest)
                    .map_err(failed)?;
                Ok(Box::<[u8]>::from(signature).into_vec())
            }};
        }
        match (self, scheme) {
            (Self::P256(key), Scheme::Ecdsa(_)) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(&digest).map_err(failed)?;
                Ok(signature.to_bytes().to_vec())
            }
            (Self::P384(key), Scheme::Ecdsa(_)) => {
                let signature: p384::ecdsa::Signature = key.sign_prehash(&digest).map_err(failed)?;
                Ok(signature.to_bytes().to_vec())
            }
            (Self::Sm2(key), Scheme::Sm2) => {
                let signer = sm2::dsa::SigningKey::new(IDENTITY, key).map_err(failed)?;
                let signature: sm2::dsa::Signature = signer.try_sign(message).map_err(failed)?;
                Ok(signature.to_bytes().to_vec())
            }
            (Self::Rsa(key), Scheme::RsaPkcs1(Digest::Sha256)) => pkcs1!(Sha256, (**key).clone()),
            (Self::Rsa(key), Scheme::RsaPkcs1(Digest::Sha384)) => pkcs1!(Sha384, (**key).clone()),
            (Self::Rsa(key), Scheme::RsaPkcs1(Digest::Sha512)) => pkcs1!(Sha512, (**key).clone()),
            (Self::Rsa(key), Scheme::RsaPss(Digest::Sha256)) => pss!(Sha256, (**key).clone()),
            (Self::Rsa(key), Scheme::RsaPss(Digest::Sha384)) => pss!(Sha384, (**key).clone()),
            (Self::Rsa(key), Scheme::RsaPss(Digest::Sha512)) => pss!(Sha512, (**key).clone()),
            _ => Err("the algorithm does not belong to this kind of key".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipcheck::signature::PublicKey;

    #[test]
    fn what_is_signed_is_accepted_by_the_verifier() {
        let seed = Generator::from_seed("keys");
        let keys = [
            (SigningKey::new_p256(seed.fork("1")), vec![Scheme::Ecdsa(Digest::Sha256), Scheme::Ecdsa(Digest::Sha384)]),
            (SigningKey::new_p384(seed.fork("2")), vec![Scheme::Ecdsa(Digest::Sha384)]),
            (
                SigningKey::new_rsa(seed.fork("3")).unwrap(),
                vec![
                    Scheme::RsaPkcs1(Digest::Sha256),
                    Scheme::RsaPkcs1(Digest::Sha512),
                    Scheme::RsaPss(Digest::Sha256),
                    Scheme::RsaPss(Digest::Sha384),
                ],
            ),
            (SigningKey::new_sm2(seed.fork("4")), vec![Scheme::Sm2]),
        ];
        for (key, schemes) in keys {
            let public = PublicKey::from_spki(&key.public_der().unwrap()).unwrap();
            let again = SigningKey::from_pem(&format!("text before\n{}", key.to_pem().unwrap())).unwrap();
            assert_eq!(again.public_der().unwrap(), key.public_der().unwrap());
            for scheme in schemes {
                let signature = again.sign(scheme, b"message", &mut seed.fork("salt")).unwrap();
                assert!(public.verify(scheme, b"message", &signature).is_some(), "{scheme:?}");
                assert!(public.verify(scheme, b"messagf", &signature).is_none(), "{scheme:?}");
            }
        }
    }

    #[test]
    fn what_is_no_key_is_named() {
        let wrong = |text: &str| SigningKey::from_pem(text).err().unwrap();
        assert!(wrong("").contains("no PEM private key"));
        assert!(wrong("-----BEGIN PRIVATE KEY-----\nAAAA").contains("no end"));
        assert!(wrong("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").contains("CERTIFICATE"));
        assert!(wrong("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").contains("cannot be used"));
        assert!(wrong("-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----\n").contains("damaged"));
        assert!(
            wrong("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
                .contains("encrypted")
        );
    }
}
