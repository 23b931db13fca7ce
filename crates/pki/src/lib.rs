//! Certificates: whose key is it, and may it sign this (RFC 5280 §6.1).
//!
//! ```text
//! file ─► import ─► certificates, lists, responses
//!                      │
//! Query { leaf, material, at, purpose } ─► judge ─► Judgement { trust: Trust::Trusted(Trusted), causes, notes, path }
//!                      build (RFC 4158) ─► path (RFC 5280 §6.1) ─► revocation (§6.3, RFC 6960)
//! ```
//!
//! [`Trusted`] is the only proof that somebody vouches for a key: path validation alone makes one. What is an anchor the caller
//! says; nothing that is imported becomes one. What was found is told in the words of `slipcheck-vocabulary`; nothing is
//! known here of how receipts look, or of those seen before.
//!
//! ```
//! use slipcheck_codec::time::Timestamp;
//! use slipcheck_pki::{Material, Purpose, Query, Trust, import, judge};
//!
//! # let root = include_bytes!("../tests/demo-root.pem");
//! # let chain = include_bytes!("../tests/demo-chain.pem");
//! let (root, chain) = (import(root).certificates, import(chain).certificates);
//! let at = Timestamp::parse("2026-11-20T18:42:07+08:00").unwrap().moment();
//! let leaf = chain.iter().find(|certificate| !certificate.is_ca()).unwrap();
//! let with = |anchors| {
//!     let material = Material { anchors, certificates: &chain, ..Material::default() };
//!     judge(&Query { leaf, extra: &[], material, at, now: at, purpose: Purpose::Any })
//! };
//! assert!(matches!(with(&root).trust, Trust::Trusted(trusted) if trusted.key_sha256() == leaf.key_sha256()));
//! // Without a trusted anchor nobody vouches for it; and that is not "invalid".
//! assert_eq!(with(&[]).trust, Trust::Unknown);
//! assert_eq!(with(&[]).causes[0].id.id(), "certificate-unknown-issuer");
//! ```

extern crate alloc;

use alloc::{string::String, sync::Arc, vec::Vec};
use slipcheck_codec::{der as tlv, time::Moment};
use slipcheck_signature::PublicKey;
use slipcheck_vocabulary::{Cause, Format, Note, Status};

pub mod authority;
mod build;
mod certificate;
mod constraints;
mod crl;
mod extension;
mod form;
mod general_name;
mod guess;
mod import;
mod judge;
mod name;
mod ocsp;
mod oid;
mod path;
mod policy;
mod report;
mod revocation;
mod scope;

pub use certificate::{Certificate, MAX_CERTIFICATE, ReadError};
pub use crl::{Crl, MAX_CRL, Reason};
pub use guess::{Ground, guess};
pub use import::{Import, KeyItem, Recognised, Refusal, Refused, import, without_pem};
pub use judge::judge;
pub use ocsp::{MAX_OCSP, OcspResponse};
pub use report::{Options, OtherPath, PathCheck, PathReport, report};
pub use scope::Formats;

/// Proof that somebody vouches for a key: made only by path validation to a trusted anchor, and by a person's naming of the
/// very key ([`BareKey`]).
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

/// A public key that a gateway gives out without a certificate (支付宝公钥, 微信支付公钥).
#[derive(Clone, Debug)]
pub struct BareKey {
    /// Its SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    /// The key.
    pub key: Arc<PublicKey>,
    /// For what a person named it as trusted; [`Formats::NONE`]: known, and not vouched for.
    pub trusted: Formats,
}

impl BareKey {
    /// Proof that a person trusts this very key for a format.
    #[must_use]
    pub fn pinned(&self, format: Format) -> Option<Trusted> {
        // A short RSA key can be broken: it vouches for nothing, whoever trusts it.
        let long = self.key.rsa_bits().is_none_or(|bits| bits >= 2048);
        (long && self.trusted.contains(format)).then(|| Trusted { key: *self.key.sha256() })
    }
}

/// What became of the certificate.
#[derive(Clone, Debug, PartialEq)]
pub enum Trust {
    /// No certificate, or no signed path to an anchor.
    Unknown,
    /// A certificate of another key, or a path that breaks a rule.
    Problem,
    /// A path to an anchor, every rule kept.
    Trusted(Trusted),
}

/// What is trusted and at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Material<'a> {
    /// Trusted: CAs and pinned leaves.
    pub anchors: &'a [Certificate],
    /// Path material, not trusted by itself.
    pub certificates: &'a [Certificate],
    /// Revocation lists.
    pub crls: &'a [Crl],
    /// Answers of OCSP responders.
    pub ocsp: &'a [OcspResponse],
    /// Anchors that are trusted for some formats only, by the SHA-256 of the certificate; others for all of them.
    pub limits: &'a [([u8; 32], Formats)],
}

impl Material<'_> {
    /// What an anchor is trusted for.
    #[must_use]
    pub fn formats(&self, anchor: &Certificate) -> Formats {
        self.limits
            .iter()
            .filter(|(sha256, _)| sha256 == anchor.sha256())
            .map(|(_, formats)| *formats)
            .reduce(Formats::with)
            .unwrap_or(Formats::ALL)
    }
}

/// What a certificate is wanted for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose<'a> {
    /// Signing slips of our own profile, for this merchant (`mid`).
    SignedSlip {
        /// The slip's merchant number, when it is known.
        mid: Option<&'a str>,
    },
    /// Signing receipts and invoices of a format, whose laws name no purpose of their own: where the certificate says what
    /// its key is for, signing must be among it (RFC 5280 §4.2.1.3). The anchor has to be trusted for the format.
    Receipt(Format),
    /// Signing documents (RFC 9336): never by a CA. `stamped`: a trusted time stamp proves the time, so that what was revoked
    /// later, for whatever reason, signed lawfully then.
    Document {
        /// The time is proven.
        stamped: bool,
    },
    /// Signing time stamps of documents (RFC 3161 §2.3).
    TimeStamp,
    /// No purpose of its own: path rules alone, and any anchor.
    Any,
}

impl Purpose<'_> {
    /// Whether it is for a payment gateway's messages.
    pub(crate) fn is_gateway(self) -> bool {
        self.format().is_some_and(Format::is_gateway)
    }

    /// Whether a certificate says that it belongs to a test. The organization in a signer's own one may be its customer's.
    pub(crate) fn is_test(self, certificate: &Certificate, leaf: bool) -> bool {
        if leaf && self.format().is_some_and(|format| format.facts().names_customer) {
            return certificate.is_test_for_customer();
        }
        certificate.is_test()
    }

    /// The format for which an anchor must be trusted.
    #[must_use]
    pub fn format(self) -> Option<Format> {
        match self {
            Self::SignedSlip { .. } => Some(Format::SignedSlip),
            Self::Receipt(format) => Some(format),
            Self::Document { .. } | Self::TimeStamp => Some(Format::PdfSignature),
            Self::Any => None,
        }
    }
}

/// What is asked.
pub struct Query<'a> {
    /// The certificate in question.
    pub leaf: &'a Certificate,
    /// More path material, from the slip itself: never trusted.
    pub extra: &'a [Certificate],
    /// What the user has.
    pub material: Material<'a>,
    /// The slip's own time: decides validity.
    pub at: Moment,
    /// The moment of checking: decides whether a CRL is stale.
    pub now: Moment,
    /// What for.
    pub purpose: Purpose<'a>,
}

impl Query<'_> {
    /// Whether an anchor is trusted for payment gateways' messages alone, whose paths may have SHA-1 (gateway.md §5).
    pub(crate) fn is_weak_anchor(&self, anchor: &Certificate) -> bool {
        self.material.formats(anchor).are_gateways()
    }

    /// An anchor of that kind, where a path is judged by itself, and no format says what it is for.
    pub(crate) fn weak_anchor(&self) -> Option<&Certificate> {
        let any = self.purpose.format().is_none();
        self.material.anchors.iter().find(|anchor| any && self.is_weak_anchor(anchor))
    }
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
    /// SHA-256 of these certificates, hex.
    pub path_sha256: Vec<String>,
    /// Whether a demonstration certificate stands in the path.
    pub demo: bool,
}
