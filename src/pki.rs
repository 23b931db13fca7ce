//! Certificates: whose key is it, and may it sign this (RFC 5280 §6.1).
//!
//! The interface that the rest of the house codes against; the walk itself is in the files below `pki/`.

use crate::{
    report::{Cause, Format, Note, Status},
    signature::PublicKey,
    time::Moment,
    verdict::Trust,
};
use alloc::{string::String, sync::Arc, vec::Vec};

mod build;
mod certificate;
mod constraints;
mod crl;
mod extension;
mod form;
mod general_name;
#[cfg(feature = "full")]
mod guess;
#[cfg(feature = "full")]
mod import;
mod judge;
pub(crate) mod missing;
mod name;
mod ocsp;
mod oid;
mod path;
mod policy;
mod report;
mod revocation;
mod scope;
pub(crate) mod seen;
mod tlv;

pub use certificate::{Certificate, MAX_CERTIFICATE, ReadError};
pub use crl::{Crl, MAX_CRL, Reason};
#[cfg(feature = "full")]
pub use guess::{Ground, guess};
#[cfg(feature = "full")]
pub use import::{Import, KeyItem, Recognised, Refusal, Refused, import, without_pem};
pub use judge::judge;
pub use ocsp::{MAX_OCSP, OcspResponse};
pub use report::{Options, OtherPath, PathCheck, PathReport, report};
pub use scope::Formats;
pub use seen::Seen;

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
    /// Anchors that are trusted for some formats only, by the SHA-256 of the certificate; others for all of them.
    pub limits: Vec<([u8; 32], Formats)>,
    /// Public keys without a certificate, of closed systems (RKSV § 20): not trusted by themselves.
    pub keys: Vec<Arc<PublicKey>>,
    /// Public keys without a certificate, of payment gateways.
    pub bare_keys: Vec<BareKey>,
    /// The merchant's APIv3 key, for opening what WeChat Pay's notifications seal: for this check alone.
    pub apiv3_key: Option<Secret>,
    /// Keys that were seen before on the user's confirmation; `None`: no such record is kept.
    pub seen: Option<Vec<Seen>>,
    /// Slips that the user chose to keep.
    pub kept: Vec<Kept>,
}

/// A key that is used and never shown.
#[derive(Clone)]
pub struct Secret(pub Vec<u8>);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret")
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

/// A slip that was checked before and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// As its report gave it: [`crate::report::Report::identity`].
    pub identity: [u8; 32],
    /// When it was kept, as the user's record says it.
    pub since: String,
}

impl Store {
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

    /// Adds a public key without a certificate, trusted for these formats: for none, unless a person named this very key.
    pub fn add_key(&mut self, spki: Vec<u8>, key: Arc<PublicKey>, trusted: Formats) {
        match self.bare_keys.iter_mut().find(|other| other.key.sha256() == key.sha256()) {
            Some(known) => known.trusted = known.trusted.with(trusted),
            None => self.bare_keys.push(BareKey { spki, key, trusted }),
        }
    }

    /// Proof that a person trusts this very key for a format.
    #[must_use]
    pub fn pinned(&self, key: &[u8; 32], format: Format) -> Option<Trusted> {
        let named = |bare: &&BareKey| bare.key.sha256() == key && bare.trusted.contains(format);
        self.bare_keys.iter().find(named).map(|bare| Trusted { key: *bare.key.sha256() })
    }

    /// Adds an anchor that is trusted for these formats, beside what it is trusted for already. A person named this very
    /// certificate as trusted, whatever it is (`--trust`, or "trust" pressed on the page beside its fingerprint): that alone
    /// makes an anchor. What a file, a slip or its code brings is path material, a self-signed CA certificate too.
    pub fn trust(&mut self, anchor: Certificate, formats: Formats) {
        let known = self.anchors.iter().any(|other| other.sha256() == anchor.sha256());
        let all = known && self.limits.iter().all(|(sha256, _)| sha256 != anchor.sha256());
        if !all {
            if formats == Formats::ALL {
                self.limits.retain(|(sha256, _)| sha256 != anchor.sha256());
            } else {
                self.limits.push((*anchor.sha256(), formats));
            }
        }
        if !known {
            self.anchors.push(anchor);
        }
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
    /// No purpose of its own: path rules alone, and any anchor.
    Any,
}

impl Purpose<'_> {
    /// Whether it is for a payment gateway's messages.
    pub(crate) fn is_gateway(self) -> bool {
        self.format().is_some_and(Format::is_gateway)
    }

    /// The format for which an anchor must be trusted.
    pub(crate) fn format(self) -> Option<Format> {
        match self {
            Self::SignedSlip { .. } => Some(Format::SignedSlip),
            Self::Receipt(format) => Some(format),
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
    /// SHA-256 of these certificates, hex.
    pub path_sha256: Vec<String>,
    /// Whether a demonstration certificate stands in the path.
    pub demo: bool,
}
