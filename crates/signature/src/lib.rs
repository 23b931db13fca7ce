//! Does a signature fit: digest and curve or RSA, by the RustCrypto implementations.
//!
//! [`Fit`] is the only proof that a signature was checked: [`PublicKey::verify`] and its kin alone make one, and whoever
//! decides that something is genuine asks for it.
//!
//! ```text
//! AlgorithmIdentifier ─► Scheme ┐
//! SubjectPublicKeyInfo ─► PublicKey ─► verify(message, signature) ─► Fit
//!                                  └─► Candidates: which of many messages was it? ─► Fit
//! ```
//!
//! ```
//! use slipcheck_codec::encoding::unhex;
//! use slipcheck_signature::{Curve, Digest, Engines, KeyError, Scheme};
//!
//! // RFC 6979 A.2.5: P-256, SHA-256, "sample".
//! let point = unhex(concat!(
//!     "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
//!     "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
//! )).unwrap();
//! let signature = unhex(concat!(
//!     "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
//!     "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
//! )).unwrap();
//! let key = Engines::P256.key_of_point(Curve::P256, &point).unwrap();
//! let fit = key.verify(Scheme::Ecdsa(Digest::Sha256), b"sample", &signature).unwrap();
//! assert_eq!(fit.key_sha256(), key.sha256());
//! assert!(key.verify(Scheme::Ecdsa(Digest::Sha256), b"Sample", &signature).is_none());
//!
//! // What an engine is missing for is said, and is no misfit.
//! assert_eq!(Engines::P256.key_of_point(Curve::Sm2, &point).err(), Some(KeyError::Lacking));
//! ```
//!
//! [`Engines`] are values: [`Engines::P256`] or [`Engines::ALL`]. Where none is handed in ([`PublicKey::from_spki`]), those of
//! the build are used: all with the feature `all`, P-256 alone without; [`was_lacking`] then tells whether that was too
//! little. With the feature `native` the platform's arithmetic (`ring`) is asked first, and ours decides every failure:
//! [`engines_differ`].

extern crate alloc;

mod algorithm;
mod built;
mod candidates;
mod elliptic;
mod engine;
mod key;
#[cfg(feature = "many")]
mod many;
mod misread;
mod native;
mod rsa;
mod search;
mod sm2;

pub use algorithm::{Curve, Digest, Scheme, sha256};
pub use built::was_lacking;
pub use candidates::Candidates;
pub use engine::{Engines, KeyError};
pub use key::{Fit, PublicKey};
pub use native::{engines_differ, use_own_engines};
pub use sm2::{SM2_IDENTITY, sm2_z};
