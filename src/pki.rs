//! Certificates: whose key is it, and may it sign this (RFC 5280 §6.1).
//!
//! The interface that the rest of the house codes against; the walk itself is in the files below `pki/`.

use crate::{
    report::{Cause, Note, Status},
    time::Moment,
    verdict::Trust,
};
use alloc::{string::String, vec::Vec};

mod build;
mod certificate;
mod constraints;
mod crl;
mod extension;
mod form;
mod general_name;
mod import;
mod judge;
mod name;
mod ocsp;
mod oid;
mod path;
mod policy;
mod report;
mod revocation;
mod tlv;

pub use certificate::{Certificate, MAX_CERTIFICATE, ReadError};
pub use crl::{Crl, MAX_CRL, Reason};
pub use import::{Import, Refusal, Refused, import};
pub use judge::judge;
pub use ocsp::{MAX_OCSP, OcspResponse};
pub use report::{Options, PathCheck, PathReport, report};

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

/// What the user trusts and has at hand.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Trusted: CAs and pinned leaves.
    pub anchors: Vec<Certificate>,
    /// Path material, not trusted by itself.
    pub certificates: Vec<Certificate>,
    /// Revocation lists.
    pub crls: Vec<Crl>,
    /// Answers of OCSP responders.
    pub ocsp: Vec<OcspResponse>,
}

/// What a certificate is wanted for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose<'a> {
    /// Signing slips of our own profile, for this merchant (`mid`).
    SignedSlip {
        /// The slip's merchant number, when it is known.
        mid: Option<&'a str>,
    },
    /// Signing receipts and invoices, whose laws name no purpose of their own: where the certificate says what its key is
    /// for, signing must be among it (RFC 5280 §4.2.1.3).
    Receipt,
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
#[derive(Clone, Debug)]
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
