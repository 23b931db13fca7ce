//! What a file holds: certificates and revocation lists, however they are wrapped. Private keys are recognised only to
//! refuse them: nothing of them is kept.

use super::{
    certificate::{Certificate, MAX_CERTIFICATE, ReadError},
    crl::{Crl, MAX_CRL},
    ocsp::OcspResponse,
    tlv::{self, Cursor, Tlv, constructed},
};
use crate::encoding::{Base64, hex};
use alloc::{string::String, vec::Vec};
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// Most certificates and lists that are taken from one file.
const MAX_ITEMS: usize = 1000;

/// Why something in a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A private key: it does not belong here, and is not kept.
    PrivateKey,
    /// Neither a certificate nor a revocation list.
    NotACertificate,
    /// It says that it is one, and cannot be read.
    Damaged,
    /// Longer than what is read, or more than is taken.
    TooLarge,
}

impl Refusal {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PrivateKey => "private-key",
            Self::NotACertificate => "not-a-certificate",
            Self::Damaged => "damaged",
            Self::TooLarge => "too-large",
        }
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooLarge => Self::TooLarge,
            ReadError::Damaged => Self::Damaged,
        }
    }
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it was called: its PEM label, or `file`.
    pub what: String,
    /// Why.
    pub reason: Refusal,
}

/// What a file holds, each thing once.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Revocation lists.
    pub crls: Vec<Crl>,
    /// OCSP responses.
    pub ocsp: Vec<OcspResponse>,
    /// What was not taken.
    pub refused: Vec<Refused>,
}

/// Reads a file: PEM (several, with text between them), DER, base64 without markers, or the certificates of a PKCS #7
/// file (`.p7b`, RFC 5652 §5.1).
#[must_use]
pub fn import(bytes: &[u8]) -> Import {
    let mut import = Import::default();
    let Some(text) = core::str::from_utf8(bytes).ok().filter(|text| text.contains("-----BEGIN ")) else {
        if let Some(der) = unarmoured(bytes) {
            import.der(&der, "file");
        } else {
            import.der(bytes, "file");
        }
        return import;
    };
    let mut rest = text;
    while let Some((label, body, behind)) = block(rest) {
        rest = behind;
        match body {
            _ if label.contains("PRIVATE KEY") => import.refuse(label, Refusal::PrivateKey),
            None => import.refuse(label, Refusal::Damaged),
            Some(body) => match base64(body) {
                Some(der) => import.labelled(label, &der),
                None => import.refuse(label, Refusal::Damaged),
            },
        }
    }
    import
}

/// The next PEM block (RFC 7468 §2): its label, its body unless the end is missing, and what stands behind it.
fn block(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let (_, from) = text.split_once("-----BEGIN ")?;
    let Some((label, rest)) = from.split_once("-----") else { return Some(("", None, "")) };
    let mut end = String::from("-----END ");
    end.push_str(label);
    end.push_str("-----");
    match rest.split_once(end.as_str()) {
        // Another beginning inside: the end of this one is missing.
        Some((body, behind)) if !body.contains("-----BEGIN ") => Some((label, Some(body), behind)),
        _ => Some((label, None, rest)),
    }
}

/// Base64 with white space in it.
fn base64(text: &str) -> Option<Vec<u8>> {
    let digits: String = text.split_whitespace().collect();
    Base64::Standard.decode(&digits).ok()
}

/// The DER behind base64 without markers: only what begins as a SEQUENCE does.
fn unarmoured(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(bytes).ok()?;
    if !text.trim_start().starts_with("MI") {
        return None;
    }
    base64(text).or_else(|| Base64::Url.decode(text.trim()).ok())
}

impl Import {
    fn refuse(&mut self, what: &str, reason: Refusal) {
        if self.refused.len() < MAX_ITEMS {
            // A label is anybody's text: a short one is enough to tell which block it was.
            self.refused.push(Refused { what: what.chars().take(40).collect(), reason });
        }
    }

    fn labelled(&mut self, label: &str, der: &[u8]) {
        match label {
            "CERTIFICATE"
            | "X509 CERTIFICATE"
            | "TRUSTED CERTIFICATE"
            | "X509 CRL"
            | "PKCS7"
            | "CMS"
            | "OCSP RESPONSE" => {
                // OpenSSL's trusted form has its own data behind the certificate.
                let own = (label == "TRUSTED CERTIFICATE").then(|| Cursor::new(der).read()).flatten();
                self.der(own.map_or(der, |tlv| tlv.raw), label);
            }
            _ => self.refuse(label, Refusal::NotACertificate),
        }
    }

    fn der(&mut self, der: &[u8], what: &str) {
        if self.certificates.len() + self.crls.len() + self.ocsp.len() >= MAX_ITEMS {
            return self.refuse(what, Refusal::TooLarge);
        }
        match kind(der) {
            Some(Kind::Certificate) => match Certificate::from_der(der) {
                Ok(certificate) => self.certificate(certificate),
                Err(error) => self.refuse(what, error.into()),
            },
            Some(Kind::Crl) => match Crl::from_der(der) {
                Ok(crl) => {
                    if self.crls.iter().all(|other| other.sha256() != crl.sha256()) {
                        self.crls.push(crl);
                    }
                }
                Err(error) => self.refuse(what, error.into()),
            },
            Some(Kind::Ocsp) => match OcspResponse::from_der(der) {
                Ok(response) => {
                    if self.ocsp.iter().all(|other| other.sha256() != response.sha256()) {
                        self.ocsp.push(response);
                    }
                }
                Err(error) => self.refuse(what, error.into()),
            },
            Some(Kind::PrivateKey) => self.refuse(what, Refusal::PrivateKey),
            // One level: what a PKCS #7 file holds is no further one.
            Some(Kind::Signed(content)) => match signed_data(content) {
                Some(parts) => {
                    for part in parts {
                        match kind(part) {
                            Some(Kind::Certificate | Kind::Crl) => self.der(part, what),
                            _ => self.refuse(what, Refusal::NotACertificate),
                        }
                    }
                }
                None => self.refuse(what, Refusal::Damaged),
            },
            None if der.first() == Some(&tlv::SEQUENCE) && der.len() > MAX_CERTIFICATE.max(MAX_CRL) => {
                self.refuse(what, Refusal::TooLarge);
            }
            // What called itself one, or breaks off, was meant to be one.
            None => {
                let meant = what != "file" || (der.starts_with(&[tlv::SEQUENCE, 0x82]) && Tlv::whole(der).is_none());
                self.refuse(what, if meant { Refusal::Damaged } else { Refusal::NotACertificate });
            }
        }
    }

    fn certificate(&mut self, certificate: Certificate) {
        if self.certificates.iter().all(|other| other.sha256() != certificate.sha256()) {
            self.certificates.push(certificate);
        }
    }
}

enum Kind<'a> {
    Certificate,
    Crl,
    Ocsp,
    PrivateKey,
    /// PKCS #7: the content.
    Signed(&'a [u8]),
}

/// What a DER structure is, by its shape.
fn kind(der: &[u8]) -> Option<Kind<'_>> {
    const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    let parts = Tlv::whole_of(der, tlv::SEQUENCE)?.elements()?;
    let tags: Vec<u8> = parts.iter().map(|part| part.tag).collect();
    let number = parts.first().filter(|first| first.tag == tlv::INTEGER).and_then(|first| first.count());
    match (tags.as_slice(), number) {
        ([tlv::SEQUENCE, tlv::SEQUENCE, tlv::BIT_STRING], _) => {
            // A list's third or second element is a time; a certificate has names and numbers before any.
            let mut body = parts.first()?.inside();
            let first = body.read()?;
            if first.tag == constructed(0) {
                return Some(Kind::Certificate);
            }
            let second = body.read()?;
            let third = body.read()?;
            let fourth = body.read().map_or(0, |tlv| tlv.tag);
            let time = |tag| matches!(tag, tlv::UTC_TIME | tlv::GENERALIZED_TIME);
            let list = time(third.tag) || (first.tag == tlv::INTEGER && second.tag == tlv::SEQUENCE && time(fourth));
            Some(if list { Kind::Crl } else { Kind::Certificate })
        }
        ([tlv::ENUMERATED, tag], _) if *tag == constructed(0) => Some(Kind::Ocsp),
        // PKCS #8 (RFC 5958 §2), encrypted (§3), EC (RFC 5915 §3), RSA (RFC 8017 A.1.2).
        ([tlv::INTEGER, tlv::SEQUENCE, tlv::OCTET_STRING, ..], Some(0 | 1))
        | ([tlv::SEQUENCE, tlv::OCTET_STRING], _)
        | ([tlv::INTEGER, tlv::OCTET_STRING, ..], Some(1))
        | ([tlv::INTEGER, tlv::INTEGER, tlv::INTEGER, tlv::INTEGER, ..], _)
        // PKCS #12 (RFC 7292 §4): it may well hold one.
        | ([tlv::INTEGER, tlv::SEQUENCE, ..], Some(3)) => Some(Kind::PrivateKey),
        ([tlv::OID, tag], _) if *tag == constructed(0) && parts.first()?.value == SIGNED_DATA => {
            Some(Kind::Signed(parts.get(1)?.value))
        }
        _ => None,
    }
}

/// Certificates and lists of SignedData (RFC 5652 §5.1).
fn signed_data(content: &[u8]) -> Option<Vec<&[u8]>> {
    let mut inside = Tlv::whole_of(content, tlv::SEQUENCE)?.inside();
    inside.expect(tlv::INTEGER)?;
    inside.expect(tlv::SET)?;
    inside.expect(tlv::SEQUENCE)?;
    let mut parts = Vec::new();
    for tag in [constructed(0), constructed(1)] {
        if let Some(set) = inside.optional(tag)? {
            parts.extend(set.elements()?.into_iter().filter(|tlv| tlv.tag == tlv::SEQUENCE).map(|tlv| tlv.raw));
        }
    }
    Some(parts)
}

/// Bytes that serde's target may take as such.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// As the page's certificate card shows it.
impl Serialize for Certificate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("CertificateItem", 13)?;
        item.serialize_field("der", &Bytes(self.der()))?;
        item.serialize_field("subject", &self.subject())?;
        item.serialize_field("issuer", &self.issuer())?;
        item.serialize_field("serial", &self.serial())?;
        item.serialize_field("notBefore", &self.not_before().rfc3339())?;
        item.serialize_field("notAfter", &self.not_after().rfc3339())?;
        item.serialize_field("sha256", &hex(self.sha256()))?;
        item.serialize_field("keyAlgorithm", &self.key_algorithm())?;
        item.serialize_field("isCa", &self.is_ca())?;
        item.serialize_field("selfSigned", &self.is_self_signed())?;
        item.serialize_field("usage", &self.usage())?;
        item.serialize_field("demo", &self.is_demo())?;
        item.serialize_field("merchants", &self.merchants())?;
        item.end()
    }
}

/// As the page's list of revocation lists shows it.
impl Serialize for Crl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = if self.next_update().is_some() { 6 } else { 5 };
        let mut item = serializer.serialize_struct("CrlItem", fields)?;
        item.serialize_field("der", &Bytes(self.der()))?;
        item.serialize_field("issuer", &self.issuer())?;
        item.serialize_field("thisUpdate", &self.this_update().rfc3339())?;
        if let Some(next) = self.next_update() {
            item.serialize_field("nextUpdate", &next.rfc3339())?;
        }
        item.serialize_field("sha256", &hex(self.sha256()))?;
        item.serialize_field("entries", &self.entries())?;
        item.end()
    }
}

/// As the page's list of responses shows it.
impl Serialize for OcspResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("OcspItem", 4)?;
        item.serialize_field("der", &Bytes(self.der()))?;
        item.serialize_field("producedAt", &self.produced_at().rfc3339())?;
        item.serialize_field("sha256", &hex(self.sha256()))?;
        item.serialize_field("entries", &self.len())?;
        item.end()
    }
}

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("Refused", 2)?;
        item.serialize_field("what", &self.what)?;
        item.serialize_field("reason", self.reason.id())?;
        item.end()
    }
}

impl Serialize for Import {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut import = serializer.serialize_struct("Import", 4)?;
        import.serialize_field("items", &self.certificates)?;
        import.serialize_field("crls", &self.crls)?;
        import.serialize_field("ocsp", &self.ocsp)?;
        import.serialize_field("refused", &self.refused)?;
        import.end()
    }
}
