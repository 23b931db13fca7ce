//! Whoever knows certificates: the caller, who also knows whom the user trusts.

use crate::{Evidence, Kind};
use slipcheck_codec::time::Moment;

/// What an audit asks of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// As it was read: DER.
    pub der: Vec<u8>,
    /// SHA-256 of the DER.
    pub sha256: [u8; 32],
    /// Serial number, lower-case hex without leading zeros.
    pub serial: String,
    /// The subject, for people.
    pub subject: String,
    /// DER SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    /// First moment of validity.
    pub not_before: Moment,
    /// Last moment of validity.
    pub not_after: Moment,
    /// Whether it says to be an authority's (basic constraints).
    pub is_ca: bool,
}

/// What became of the path of a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// It leads to an anchor, by every rule of path validation but the certificate's own dates and revocation.
    pub trusted: bool,
    /// From when on the certificate is revoked, whatever the moment asked for.
    pub revoked: Option<Moment>,
}

/// The caller's knowledge of certificates, anchors and paths.
pub trait Authority {
    /// Reads a DER certificate (RFC 5280): `None` when it is none.
    fn certificate(&self, der: &[u8]) -> Option<Certificate>;

    /// Validates the path of a certificate (DER) to an anchor that is trusted for this kind of export, at a moment; `extra`
    /// are certificates of the export, never trusted.
    fn path(&self, certificate: &[u8], extra: &[Vec<u8>], at: Moment, kind: Kind) -> Path;

    /// Whether one of these certificates (DER) issued another, by its name and its signature alone. Who does not look says yes:
    /// the path decides all the same.
    fn is_signed_by(&self, _certificate: &[u8], _issuers: &[Vec<u8>]) -> bool {
        true
    }

    /// Certificates (DER) that the user has at hand: path material and anchors.
    fn certificates(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }

    /// Public keys (DER SubjectPublicKeyInfo) that the user has at hand.
    fn keys(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }

    /// Why the signature of a code (compact JWS, or the format's code) does not fit this key (DER certificate or
    /// SubjectPublicKeyInfo): what goes into the finding's evidence.
    fn explain(&self, _code: &str, _key: &[u8], _kind: Kind) -> Option<Evidence> {
        None
    }
}
