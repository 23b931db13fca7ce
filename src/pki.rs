//! Certificates: whose key is it, and may it sign this (RFC 5280 §6.1).
//!
//! The interface that the rest of the house codes against; the walk itself is in the files below `pki/`.

use crate::{
    report::{Cause, Note, Status},
    time::Moment,
    verdict::Trust,
};
use alloc::{string::String, vec::Vec};

/// Proof that a path from a key to a trusted anchor kept every rule: made only by path validation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusted {
    key: [u8; 32],
}

impl Trusted {
    /// SHA-256 of the leaf's SubjectPublicKeyInfo.
    #[must_use]
    pub fn key_sha256(&self) -> &[u8; 32] {
        &self.key
    }
}

/// A certificate, parsed once.
pub struct Certificate {}

/// A certificate revocation list, parsed once.
pub struct Crl {}

/// What the user trusts and has at hand.
#[derive(Default)]
pub struct Store {
    /// Trusted: CAs and pinned leaves.
    pub anchors: Vec<Certificate>,
    /// Path material, not trusted by itself.
    pub certificates: Vec<Certificate>,
    /// Revocation lists.
    pub crls: Vec<Crl>,
}

/// What a certificate is wanted for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose<'a> {
    /// Signing slips of our own profile, for this merchant (`mid`).
    SignedSlip {
        /// The slip's merchant number, when it is known.
        mid: Option<&'a str>,
    },
    /// No purpose of its own: path rules alone.
    Any,
}

/// What is asked.
pub struct Query<'a> {
    /// The certificate in question.
    pub leaf: &'a Certificate,
    /// More path material, from the slip itself: never trusted.
    pub extra: &'a [Certificate],
    /// What the user has.
    pub store: &'a Store,
    /// The slip's own time: decides validity.
    pub at: Moment,
    /// The moment of checking: decides whether a CRL is stale.
    pub now: Moment,
    /// What for.
    pub purpose: Purpose<'a>,
}

/// The answer.
pub struct Judgement {
    /// The check `certificate`.
    pub certificate: Status,
    /// The check `validity`.
    pub validity: Status,
    /// What the verdict needs.
    pub trust: Trust,
    /// Why not, the most useful first.
    pub causes: Vec<Cause>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// Subjects from the leaf up, as far as there is a path.
    pub path: Vec<String>,
    /// Whether a demonstration certificate stands in the path.
    pub demo: bool,
}

// Stand-ins until the walk is here.
impl Certificate {
    /// Reads DER.
    ///
    /// # Errors
    /// Always.
    pub fn from_der(_der: &[u8]) -> Result<Self, ()> {
        Err(())
    }
    /// SHA-256 of the DER.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &[0; 32]
    }
    /// Its key.
    ///
    /// # Errors
    /// Always.
    pub fn public_key(&self) -> Result<&crate::signature::PublicKey, crate::signature::KeyError> {
        Err(crate::signature::KeyError::Unsupported)
    }
    /// RFC 4514.
    #[must_use]
    pub fn subject(&self) -> String {
        String::new()
    }
    /// RFC 4514.
    #[must_use]
    pub fn issuer(&self) -> String {
        String::new()
    }
    /// Hex.
    #[must_use]
    pub fn serial(&self) -> String {
        String::new()
    }
    /// Start.
    #[must_use]
    pub fn not_before(&self) -> Moment {
        Moment(0)
    }
    /// End.
    #[must_use]
    pub fn not_after(&self) -> Moment {
        Moment(0)
    }
}

/// Judges.
#[must_use]
pub fn judge(_query: &Query<'_>) -> Judgement {
    Judgement {
        certificate: Status::Unknown,
        validity: Status::Unknown,
        trust: Trust::Unknown,
        causes: Vec::new(),
        notes: Vec::new(),
        path: Vec::new(),
        demo: false,
    }
}
impl Crl {
    /// Reads DER.
    ///
    /// # Errors
    /// Always.
    pub fn from_der(_der: &[u8]) -> Result<Self, ()> {
        Err(())
    }
}
