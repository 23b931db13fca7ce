//! A certificate (RFC 5280 §4), parsed once and kept as the bytes that were signed.

use super::{
    extension::{self, Extension, Extensions},
    general_name::GeneralName,
    name::{self, Name},
    oid,
    tlv::{self, Cursor, Span, Tlv, constructed, context, span},
};
use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::fmt;
use slipcheck_codec::{encoding::hex, time::Moment};
use slipcheck_signature::{KeyError, PublicKey, Scheme, sha256};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The longest certificate that is read: 128 KiB, so that those made to exhaust a checker are judged, and refused, as
/// certificates.
pub const MAX_CERTIFICATE: usize = 0x2_0000;

/// Why a file or a list of bytes was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Longer than what is read.
    TooLarge,
    /// Not DER of the structure asked for.
    Damaged,
}

/// What is the same in certificates and revocation lists: something signed, and by which algorithm.
#[derive(Clone)]
pub(super) struct Signed {
    pub(super) der: Vec<u8>,
    pub(super) sha256: [u8; 32],
    body: Span,
    algorithm: Span,
    signature: Span,
}

impl Signed {
    /// Reads `SEQUENCE { body SEQUENCE, algorithm AlgorithmIdentifier, signature BIT STRING }` and gives the body.
    pub(super) fn read(der: &[u8]) -> Option<(Self, Cursor<'_>)> {
        let (signed, rest) = Self::read_with_more(der)?;
        rest.end()?;
        let body = Tlv::whole(der.get(signed.body.clone())?)?.inside();
        Some((signed, body))
    }

    /// The same with more elements behind the signature, and these.
    pub(super) fn read_with_more(der: &[u8]) -> Option<(Self, Cursor<'_>)> {
        let mut outer = Tlv::whole_of(der, tlv::SEQUENCE)?.inside();
        let body = outer.expect(tlv::SEQUENCE)?;
        let algorithm = outer.expect(tlv::SEQUENCE)?;
        // A signature that is no whole number of octets fits no key: what bears it can still be shown.
        let (unused, signature) = outer.expect(tlv::BIT_STRING)?.value.split_first()?;
        let signature = if *unused == 0 { span(der, signature) } else { 0..0 };
        let signed = Self {
            sha256: sha256(der),
            body: span(der, body.raw),
            algorithm: span(der, algorithm.raw),
            signature,
            der: der.to_vec(),
        };
        Some((signed, outer))
    }

    pub(super) fn part(&self, span: &Span) -> &[u8] {
        self.der.get(span.clone()).unwrap_or_default()
    }

    /// What was signed.
    pub(super) fn body(&self) -> &[u8] {
        self.part(&self.body)
    }

    /// The outer AlgorithmIdentifier.
    pub(super) fn algorithm(&self) -> &[u8] {
        self.part(&self.algorithm)
    }

    /// The scheme of its signature: `None` when it is not one that is accepted.
    pub(super) fn scheme(&self) -> Option<Scheme> {
        Scheme::from_algorithm(self.algorithm())
    }

    /// The same where SHA-1 is accepted too.
    pub(super) fn scheme_for(&self, weak: bool) -> Option<Scheme> {
        if weak { Scheme::from_weak_algorithm(self.algorithm()) } else { self.scheme() }
    }

    /// Whether this key made its signature.
    pub(super) fn fits(&self, key: &PublicKey) -> bool {
        self.fits_for(key, false)
    }

    /// The same where SHA-1 is accepted too.
    pub(super) fn fits_for(&self, key: &PublicKey, weak: bool) -> bool {
        let asked = (self.sha256, *key.sha256(), weak);
        if let Some(fits) = told(&asked) {
            return fits;
        }
        let scheme = self.scheme_for(weak);
        let fits =
            scheme.is_some_and(|scheme| key.verify_der(scheme, self.body(), self.part(&self.signature)).is_some());
        remember(asked, fits);
        fits
    }
}

/// A certificate or list and a key, by the digests of all their bytes, and whether SHA-1 counts.
type Asked = ([u8; 32], [u8; 32], bool);
/// What was last found of certificates and lists, the newest at the end: thousands of slips hang on a handful of them. What was
/// signed, the signature and the key are in the digests, so an answer holds for good.
static TOLD: Mutex<Vec<(Asked, bool)>> = Mutex::new(Vec::new());
/// So many are remembered.
const MOST_TOLD: usize = 64;

fn told(asked: &Asked) -> Option<bool> {
    let told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    told.iter().rev().find(|(other, _)| other == asked).map(|(_, fits)| *fits)
}

fn remember(asked: Asked, fits: bool) {
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.len() >= MOST_TOLD {
        told.remove(0);
    }
    told.push((asked, fits));
}

/// A certificate.
#[derive(Clone)]
pub struct Certificate {
    pub(super) signed: Signed,
    pub(super) version: u8,
    serial: Span,
    inner_algorithm: Span,
    issuer: Span,
    subject: Span,
    spki: Span,
    not_before: Moment,
    not_after: Moment,
    pub(super) issuer_name: Name,
    pub(super) subject_name: Name,
    key_sha256: [u8; 32],
    extensions: Vec<Extension>,
    key: OnceLock<Result<Arc<PublicKey>, KeyError>>,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate(")?;
        f.write_str(&hex(self.sha256()))?;
        f.write_str(")")
    }
}

impl Certificate {
    /// Reads a DER certificate. Only its skeleton has to be right: what is wrong with an extension is found, and said,
    /// when a path through it is judged.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn from_der(der: &[u8]) -> Result<Self, ReadError> {
        if der.len() > MAX_CERTIFICATE {
            return Err(ReadError::TooLarge);
        }
        Self::read(der).ok_or(ReadError::Damaged)
    }

    fn read(der: &[u8]) -> Option<Self> {
        let (signed, mut body) = Signed::read(der)?;
        let version = match body.optional(constructed(0))? {
            None => 1,
            Some(explicit) => match Tlv::whole_of(explicit.value, tlv::INTEGER)?.count()? {
                version @ 0..=2 => version as u8 + 1,
                _ => return None,
            },
        };
        let serial = body.expect(tlv::INTEGER)?.integer()?;
        let algorithm = body.expect(tlv::SEQUENCE)?.raw;
        let issuer = body.expect(tlv::SEQUENCE)?.raw;
        let mut validity = body.expect(tlv::SEQUENCE)?.inside();
        let (not_before, not_after) = (validity.read()?.time()?, validity.read()?.time()?);
        validity.end()?;
        let subject = body.expect(tlv::SEQUENCE)?.raw;
        let spki = body.expect(tlv::SEQUENCE)?.raw;
        for unique_id in [context(1), context(2)] {
            if body.optional(unique_id)?.is_some() && version == 1 {
                return None;
            }
        }
        let extensions = match body.optional(constructed(3))? {
            Some(explicit) if version == 3 => extension::read(der, Tlv::whole_of(explicit.value, tlv::SEQUENCE)?)?,
            Some(_) => return None,
            None => Vec::new(),
        };
        body.end()?;
        Some(Self {
            version,
            serial: span(der, serial),
            inner_algorithm: span(der, algorithm),
            issuer: span(der, issuer),
            subject: span(der, subject),
            spki: span(der, spki),
            not_before,
            not_after,
            issuer_name: Name::from_der(issuer)?,
            subject_name: Name::from_der(subject)?,
            key_sha256: sha256(spki),
            extensions,
            key: OnceLock::new(),
            signed,
        })
    }

    /// The certificate's bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.signed.der
    }

    /// SHA-256 of the certificate's bytes: its fingerprint, `x5t#S256`.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.signed.sha256
    }

    /// SHA-256 of its SubjectPublicKeyInfo.
    #[must_use]
    pub fn key_sha256(&self) -> &[u8; 32] {
        &self.key_sha256
    }

    /// Whom it names, as RFC 4514 writes it.
    #[must_use]
    pub fn subject(&self) -> String {
        name::print(self.subject_der())
    }

    /// Who issued it, as RFC 4514 writes it.
    #[must_use]
    pub fn issuer(&self) -> String {
        name::print(self.issuer_der())
    }

    /// Its subject as a DER Name.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        self.signed.part(&self.subject)
    }

    /// Its issuer as a DER Name.
    #[must_use]
    pub fn issuer_der(&self) -> &[u8] {
        self.signed.part(&self.issuer)
    }

    /// Every value of one attribute type in the subject, by the type's dotted object identifier: `2.5.4.5` is the
    /// serialNumber.
    #[must_use]
    pub fn subject_values(&self, attribute: &str) -> Vec<String> {
        oid::from_text(attribute).map(|kind| name::values(self.subject_der(), &kind)).unwrap_or_default()
    }

    /// The same of the issuer.
    #[must_use]
    pub fn issuer_values(&self, attribute: &str) -> Vec<String> {
        oid::from_text(attribute).map(|kind| name::values(self.issuer_der(), &kind)).unwrap_or_default()
    }

    /// Whether its key may sign data: digitalSignature, when it says what its key is for (RFC 5280 §4.2.1.3).
    #[must_use]
    pub fn may_sign(&self) -> bool {
        let usage = self.extensions().key_usage().flatten();
        usage.is_none_or(|usage| usage & extension::DIGITAL_SIGNATURE != 0)
    }

    /// Its serial number, lower-case hex without the octet that only bears the sign.
    #[must_use]
    pub fn serial(&self) -> String {
        serial_text(self.serial_octets())
    }

    /// Its serial number as the octets of the DER INTEGER.
    #[must_use]
    pub fn serial_octets(&self) -> &[u8] {
        self.signed.part(&self.serial)
    }

    /// The first moment of its validity.
    #[must_use]
    pub fn not_before(&self) -> Moment {
        self.not_before
    }

    /// The last moment of its validity, itself included (RFC 5280 §4.1.2.5).
    #[must_use]
    pub fn not_after(&self) -> Moment {
        self.not_after
    }

    /// Its DER SubjectPublicKeyInfo.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        self.signed.part(&self.spki)
    }

    /// The bits of its public key, which key identifiers are digests of (RFC 5280 §4.2.1.2).
    #[must_use]
    pub fn key_bits(&self) -> Option<&[u8]> {
        let mut inside = Tlv::whole(self.spki())?.inside();
        inside.expect(tlv::SEQUENCE)?;
        inside.expect(tlv::BIT_STRING)?.value.split_first().map(|(_, bits)| bits)
    }

    /// The key identifier of who signed it, as it says (RFC 5280 §4.2.1.1).
    #[must_use]
    pub fn issuer_key_id(&self) -> Option<&[u8]> {
        self.extensions().authority_key_id().flatten().flatten()
    }

    /// Its public key, read when first asked for.
    ///
    /// # Errors
    /// When the key is of a kind that is not supported, or damaged: the certificate can still be shown.
    pub fn public_key(&self) -> Result<&PublicKey, KeyError> {
        match self.key.get_or_init(|| PublicKey::from_spki(self.spki()).map(Arc::new)) {
            Ok(key) => Ok(key),
            Err(error) => Err(*error),
        }
    }

    /// The kind of key: `P-256`, `RSA 2048`, or the algorithm's object identifier.
    #[must_use]
    pub fn key_algorithm(&self) -> String {
        match self.public_key() {
            Ok(key) => match (key.curve(), key.rsa_bits()) {
                (Some(curve), _) => curve.name().to_string(),
                (_, bits) => {
                    let mut text = String::from("RSA ");
                    text.push_str(&bits.unwrap_or(0).to_string());
                    text
                }
            },
            Err(_) => {
                let oid = || Tlv::whole(self.spki())?.inside().expect(tlv::SEQUENCE)?.inside().expect(tlv::OID);
                oid().map(|tlv| oid::text(tlv.value)).unwrap_or_default()
            }
        }
    }

    /// Whether it may issue certificates (RFC 5280 §4.2.1.9, cA).
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.extensions().basic_constraints().flatten().is_some_and(|basic| basic.ca)
    }

    /// Whether subject and issuer are the same (RFC 5280 §6.1).
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.issuer_name == self.subject_name
    }

    /// Whether it is signed with its own key: one signature check.
    #[must_use]
    pub fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.public_key().is_ok_and(|key| self.signed.fits(key))
    }

    /// Whether it says of itself that it belongs to a demonstration.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        name::is_demo(self.subject_der())
    }

    /// Whether it, or who issued it, says of itself that it belongs to a test.
    #[must_use]
    pub fn is_test(&self) -> bool {
        name::is_test(self.subject_der()) || name::is_test(self.issuer_der())
    }

    /// The same of a certificate that bears its holder's customer as organization, which says nothing of the hierarchy.
    #[must_use]
    pub fn is_test_for_customer(&self) -> bool {
        name::is_test_name(self.subject_der()) || name::is_test(self.issuer_der())
    }

    /// The merchants that it may sign slips for (subjectAltName URIs `urn:slip:mid:…`); none: all of its acquirer's.
    #[must_use]
    pub fn merchants(&self) -> Vec<String> {
        let names = self.extensions().alternative_names().flatten().unwrap_or_default();
        names
            .into_iter()
            .filter_map(|name| match name {
                GeneralName::Uri(uri) => merchant(uri),
                _ => None,
            })
            .collect()
    }

    /// Whose till it signs for, in the words of the Austrian tax administration's extension: `UID ATU12345678`.
    #[must_use]
    pub fn till_owner(&self) -> Option<String> {
        let value = Tlv::whole(self.extensions().value(oid::TILL_OWNER)?)?.value;
        core::str::from_utf8(value).ok().map(String::from)
    }

    /// What it may be used for: the names of its keyUsage bits (RFC 5280 §4.2.1.3), then its extended key usages by name
    /// or object identifier.
    #[must_use]
    pub fn usage(&self) -> Vec<String> {
        const BITS: [&str; 9] = [
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly",
        ];
        let flags = self.extensions().key_usage().flatten().unwrap_or(0);
        let bits = BITS.iter().enumerate().filter(|(i, _)| flags >> i & 1 == 1).map(|(_, bit)| (*bit).to_string());
        let extended = self.extensions().extended_key_usage().flatten().unwrap_or_default();
        bits.chain(extended.into_iter().map(extension::usage_name)).collect()
    }

    /// It and its path as the report shows them.
    #[must_use]
    pub fn summary(&self, path: Vec<String>, path_sha256: Vec<String>) -> slipcheck_vocabulary::Certificate {
        slipcheck_vocabulary::Certificate {
            subject: self.subject(),
            issuer: self.issuer(),
            serial: self.serial(),
            not_before: self.not_before.rfc3339(),
            not_after: self.not_after.rfc3339(),
            sha256: hex(self.sha256()),
            path,
            path_sha256,
        }
    }

    /// Its extensions, read when asked for.
    pub(super) fn extensions(&self) -> Extensions<'_> {
        Extensions { der: self.der(), list: &self.extensions }
    }

    /// Whether the algorithm inside the signed part is the one outside it (RFC 5280 §4.1.1.2).
    pub(super) fn algorithms_agree(&self) -> bool {
        self.signed.part(&self.inner_algorithm) == self.signed.algorithm()
    }
}

/// A serial number as lower-case hex without the octet that only bears the sign.
pub(super) fn serial_text(octets: &[u8]) -> String {
    hex(match octets {
        [0, rest @ ..] if !rest.is_empty() => rest,
        octets => octets,
    })
}

/// The merchant that a URI names. The scheme and namespace of a URN have no letter case (RFC 8141 §3.1).
fn merchant(uri: &str) -> Option<String> {
    const PREFIX: &str = "urn:slip:mid:";
    let (prefix, mid) = uri.split_at_checked(PREFIX.len())?;
    if !prefix.eq_ignore_ascii_case(PREFIX) {
        return None;
    }
    let mut bytes = Vec::with_capacity(mid.len());
    let mut rest = mid.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        match behind.split_at_checked(2) {
            Some((digits, behind)) if *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit) => {
                let digit = |c: u8| char::from(c).to_digit(16).unwrap_or(0) as u8;
                bytes.push(digits.iter().fold(0, |n, c| n << 4 | digit(*c)));
                rest = behind;
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merchants_in_urns() {
        assert_eq!(merchant("urn:slip:mid:898110259990001").as_deref(), Some("898110259990001"));
        assert_eq!(merchant("URN:Slip:mid:A%20b%").as_deref(), Some("A b%"));
        assert_eq!(merchant("urn:slip:mid:").as_deref(), Some(""));
        assert_eq!(merchant("urn:slip:tid:1"), None);
        assert_eq!(merchant("urn:slip:m"), None);
        assert_eq!(merchant("urn:slip:mid:%ff"), None);
    }
}
