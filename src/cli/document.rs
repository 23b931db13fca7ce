//! Documents that are signed: invoices as OFD under an electronic seal, receipts as PDF.

use super::{keys::SigningKey, random::Generator};
use der::{Decode as _, Encode as _};
use slipcheck::{
    encoding::tlv,
    signature::{Digest, Scheme},
    time::Moment,
};
use x509_cert::Certificate;

pub(crate) mod cms;
pub(crate) mod invoice;
pub(crate) mod ofd;
pub(crate) mod pdf;
pub(crate) mod seal;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const UTF8: u8 = 0x0c;
const IA5: u8 = 0x16;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;

/// sm2-with-sm3, 1.2.156.10197.1.501.
const SM2_WITH_SM3: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75];
/// SM3, 1.2.156.10197.1.401.
const SM3: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11];

/// Who signs: a key, and its certificate with those above it.
pub(crate) struct Signatory<'a> {
    /// The key.
    pub(crate) key: &'a SigningKey,
    /// DER of the certificate that was issued for it.
    pub(crate) certificate: &'a [u8],
    /// DER of the certificates above it, as far as they travel with what it signs.
    pub(crate) above: &'a [Vec<u8>],
}

impl Signatory<'_> {
    /// How its key signs, and the OBJECT IDENTIFIERs of the digest and of the signature.
    fn scheme(&self) -> (Scheme, &'static [u8], &'static [u8]) {
        const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
        const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];
        match self.key {
            SigningKey::P256(_) => (Scheme::Ecdsa(Digest::Sha256), SHA256, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]),
            SigningKey::P384(_) => (Scheme::Ecdsa(Digest::Sha384), SHA384, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3]),
            SigningKey::Rsa(_) => {
                (Scheme::RsaPkcs1(Digest::Sha256), SHA256, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11])
            }
            SigningKey::Sm2(_) => (Scheme::Sm2, SM3, SM2_WITH_SM3),
        }
    }

    /// A signature as CMS and seals hold it: of curves in DER.
    ///
    /// # Errors
    /// It cannot be made.
    fn sign(&self, message: &[u8], random: &mut Generator) -> Result<Vec<u8>, String> {
        let (scheme, ..) = self.scheme();
        let raw = self.key.sign(scheme, message, random)?;
        Ok(match self.key {
            SigningKey::Rsa(_) => raw,
            _ => {
                let (r, s) = raw.split_at(raw.len() / 2);
                sequence(&[integer(r), integer(s)])
            }
        })
    }

    /// Issuer and serial number, by which CMS names a certificate.
    ///
    /// # Errors
    /// The certificate is damaged.
    fn name(&self) -> Result<Vec<u8>, String> {
        let failed = |error: der::Error| format!("the certificate cannot be read: {error}");
        let certificate = Certificate::from_der(self.certificate).map_err(failed)?;
        let inner = certificate.tbs_certificate();
        let parts = [inner.issuer().to_der(), inner.serial_number().to_der()];
        Ok(sequence(&parts.into_iter().collect::<Result<Vec<_>, _>>().map_err(failed)?))
    }
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &parts.concat())
}

/// An INTEGER of an unsigned number, which is not negative and as short as it can be (X.690 §8.3).
fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count().min(number.len().saturating_sub(1));
    let number = number.get(zeros..).unwrap_or_default();
    let sign: &[u8] = if number.first().is_some_and(|byte| byte & 0x80 != 0) { &[0] } else { &[] };
    tlv(INTEGER, &[sign, number].concat())
}

fn bits(content: &[u8]) -> Vec<u8> {
    tlv(BIT_STRING, &[&[0], content].concat())
}

/// Digits of a moment in UTC: `20261120104207Z`.
fn utc(at: Moment) -> String {
    let digits: String = at.rfc3339().chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{digits}Z")
}

/// A Time (RFC 5280 §4.1.2.5): UTCTime until 2049.
fn time(at: Moment) -> Vec<u8> {
    let text = utc(at);
    match text.get(2..).filter(|_| text.as_str() < "2050") {
        Some(short) => tlv(UTC_TIME, short.as_bytes()),
        None => tlv(GENERALIZED_TIME, text.as_bytes()),
    }
}
