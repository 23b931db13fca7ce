//! An OCSP response (RFC 6960), dropped as a file or stapled to something: what a responder said about certificates, once.
//! Nothing is ever asked of a responder.

use super::{
    certificate::{Certificate, ReadError, Signed},
    crl::{Entry, Reason},
    name::Name,
    tlv::{self, Tlv, constructed, context},
};
use alloc::vec::Vec;
use core::fmt;
use sha1::Digest as _;
use slipcheck_codec::{encoding::hex, time::Moment};
use slipcheck_signature::{Digest, sha256};

/// The longest response that is read: 128 KiB.
pub const MAX_OCSP: usize = 0x2_0000;

/// Who answered.
#[derive(Clone)]
enum Responder {
    Name(Name),
    /// SHA-1 of the key's bits.
    Key(Vec<u8>),
}

/// What was said about one certificate.
#[derive(Clone)]
struct Single {
    /// Content of the digest's object identifier.
    digest: Vec<u8>,
    issuer_name: Vec<u8>,
    issuer_key: Vec<u8>,
    serial: Vec<u8>,
    status: State,
    this_update: Moment,
    next_update: Option<Moment>,
}

#[derive(Clone, Copy)]
enum State {
    Good,
    Revoked(Entry),
    Unknown,
}

/// An OCSP response, parsed once.
#[derive(Clone)]
pub struct OcspResponse {
    der: Vec<u8>,
    sha256: [u8; 32],
    signed: Signed,
    responder: Responder,
    produced_at: Moment,
    singles: Vec<Single>,
    /// A critical extension that is not known here.
    unknown_critical: bool,
    certificates: Vec<Certificate>,
}

impl fmt::Debug for OcspResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OcspResponse(")?;
        f.write_str(&hex(self.sha256()))?;
        f.write_str(")")
    }
}

/// What a response says about a certificate.
pub(super) struct Said {
    /// It is revoked, as this says.
    pub(super) entry: Option<Entry>,
    /// It is good, and the answer is fresh.
    pub(super) good: bool,
    /// It was good when that was said: a hold had ended.
    pub(super) lifts: bool,
    /// When that was said.
    pub(super) at: Moment,
}

/// id-pkix-ocsp-basic (RFC 6960 §4.2.1).
const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
/// id-kp-OCSPSigning (RFC 6960 §4.2.2.2).
const SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];
const SHA1: &[u8] = &[0x2b, 0x0e, 3, 2, 0x1a];
const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];
const SHA512: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];

impl OcspResponse {
    /// Reads a DER OCSPResponse that is a basic one and was successful.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn from_der(der: &[u8]) -> Result<Self, ReadError> {
        if der.len() > MAX_OCSP {
            return Err(ReadError::TooLarge);
        }
        Self::read(der).ok_or(ReadError::Damaged)
    }

    fn read(der: &[u8]) -> Option<Self> {
        let mut outer = Tlv::whole_of(der, tlv::SEQUENCE)?.inside();
        if outer.expect(tlv::ENUMERATED)?.value != [0] {
            return None;
        }
        let mut bytes = Tlv::whole_of(outer.expect(constructed(0))?.value, tlv::SEQUENCE)?.inside();
        outer.end()?;
        if bytes.expect(tlv::OID)?.value != BASIC {
            return None;
        }
        let basic = bytes.expect(tlv::OCTET_STRING)?.value;
        bytes.end()?;
        let (signed, certificates) = Signed::read_with_more(basic)?;
        let mut certificates = certificates;
        let certificates = match certificates.optional(constructed(0))? {
            Some(explicit) => Tlv::whole_of(explicit.value, tlv::SEQUENCE)?
                .elements()?
                .into_iter()
                .filter_map(|tlv| Certificate::from_der(tlv.raw).ok())
                .collect(),
            None => Vec::new(),
        };
        let mut data = Tlv::whole_of(signed.body(), tlv::SEQUENCE)?.inside();
        if let Some(version) = data.optional(constructed(0))?
            && Tlv::whole_of(version.value, tlv::INTEGER)?.value != [0]
        {
            return None;
        }
        let responder = data.read()?;
        let responder = if responder.tag == constructed(1) {
            Responder::Name(Name::from_der(responder.value)?)
        } else if responder.tag == constructed(2) {
            Responder::Key(Tlv::whole_of(responder.value, tlv::OCTET_STRING)?.value.to_vec())
        } else {
            return None;
        };
        let produced_at = data.expect(tlv::GENERALIZED_TIME)?.time()?;
        let mut unknown_critical = false;
        let mut singles = Vec::new();
        for single in data.expect(tlv::SEQUENCE)?.elements()? {
            singles.push(Single::read(single, &mut unknown_critical)?);
        }
        extensions(data.optional(constructed(1))?, &mut unknown_critical)?;
        data.end()?;
        Some(Self {
            der: der.to_vec(),
            sha256: sha256(der),
            responder,
            produced_at,
            singles,
            unknown_critical,
            certificates,
            signed,
        })
    }

    /// The response's bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the response's bytes.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// When it was made.
    #[must_use]
    pub fn produced_at(&self) -> Moment {
        self.produced_at
    }

    /// How many certificates it speaks about.
    #[must_use]
    pub fn len(&self) -> usize {
        self.singles.len()
    }

    /// Whether it speaks about none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.singles.is_empty()
    }

    /// What it says about a certificate that `issuer` signed: each of its words, should there be several. Who signed it is
    /// not asked: see [`Self::is_signed_for`].
    pub(super) fn ask(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        now: Moment,
    ) -> impl Iterator<Item = Said> {
        self.singles.iter().filter(|single| single.is_about(certificate, issuer)).map(move |single| {
            let fresh = single.this_update <= now && single.next_update.is_some_and(|next| next >= now);
            let (entry, lifts) = match single.status {
                State::Good => (None, true),
                State::Revoked(entry) => (Some(entry), false),
                State::Unknown => (None, false),
            };
            Said { entry, good: lifts && fresh && !self.unknown_critical, lifts, at: single.this_update }
        })
    }

    /// Whether it was signed by the issuer, or by one whom the issuer made a responder (RFC 6960 §4.2.2.2). Takes what it
    /// costs off `checks`; `None` when they do not suffice.
    pub(super) fn is_signed_for(&self, issuer: &Certificate, checks: &mut u32) -> Option<bool> {
        let mut fits = |signed: &Signed, by: &Certificate| {
            *checks = checks.checked_sub(1)?;
            Some(by.public_key().is_ok_and(|key| signed.fits(key)))
        };
        if self.is_by(issuer) && fits(&self.signed, issuer)? {
            return Some(true);
        }
        for delegate in &self.certificates {
            let purposes = delegate.extensions().extended_key_usage().flatten().unwrap_or_default();
            let dates = delegate.not_before()..=delegate.not_after();
            if delegate.issuer_name == issuer.subject_name
                && purposes.contains(&SIGNING)
                && dates.contains(&self.produced_at)
                && self.is_by(delegate)
                && super::form::defects(delegate).is_empty()
                && fits(&delegate.signed, issuer)?
                && fits(&self.signed, delegate)?
            {
                return Some(true);
            }
        }
        Some(false)
    }

    fn is_by(&self, certificate: &Certificate) -> bool {
        match &self.responder {
            Responder::Name(name) => *name == certificate.subject_name,
            Responder::Key(digest) => {
                key_bits(certificate).is_some_and(|bits| sha1::Sha1::digest(bits).as_slice() == digest)
            }
        }
    }
}

impl Single {
    fn read(tlv: Tlv<'_>, unknown_critical: &mut bool) -> Option<Self> {
        let mut inside = (tlv.tag == tlv::SEQUENCE).then(|| tlv.inside())?;
        let mut id = inside.expect(tlv::SEQUENCE)?.inside();
        let digest = id.expect(tlv::SEQUENCE)?.inside().expect(tlv::OID)?.value.to_vec();
        let issuer_name = id.expect(tlv::OCTET_STRING)?.value.to_vec();
        let issuer_key = id.expect(tlv::OCTET_STRING)?.value.to_vec();
        let serial = id.expect(tlv::INTEGER)?.integer()?.to_vec();
        id.end()?;
        let status = inside.read()?;
        let status = match status.tag {
            tag if tag == context(0) && status.value.is_empty() => State::Good,
            tag if tag == context(2) && status.value.is_empty() => State::Unknown,
            tag if tag == constructed(1) => {
                let mut revoked = status.inside();
                let date = revoked.expect(tlv::GENERALIZED_TIME)?.time()?;
                let reason = match revoked.optional(constructed(0))? {
                    Some(explicit) => Reason::from_code(Tlv::whole_of(explicit.value, tlv::ENUMERATED)?.count()?),
                    None => Reason::default(),
                };
                revoked.end()?;
                State::Revoked(Entry { reason, date })
            }
            _ => return None,
        };
        let this_update = inside.expect(tlv::GENERALIZED_TIME)?.time()?;
        let next_update = match inside.optional(constructed(0))? {
            Some(explicit) => Some(Tlv::whole_of(explicit.value, tlv::GENERALIZED_TIME)?.time()?),
            None => None,
        };
        extensions(inside.optional(constructed(1))?, unknown_critical)?;
        inside.end()?;
        Some(Self { digest, issuer_name, issuer_key, serial, status, this_update, next_update })
    }

    fn is_about(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let Some(key) = key_bits(issuer) else { return false };
        let digest = |bytes: &[u8]| -> Option<Vec<u8>> {
            Some(match self.digest.as_slice() {
                SHA1 => sha1::Sha1::digest(bytes).to_vec(),
                SHA256 => Digest::Sha256.of(bytes),
                SHA384 => Digest::Sha384.of(bytes),
                SHA512 => Digest::Sha512.of(bytes),
                _ => return None,
            })
        };
        self.serial == certificate.serial_octets()
            && digest(certificate.issuer_der()).is_some_and(|name| name == self.issuer_name)
            && digest(key).is_some_and(|key| key == self.issuer_key)
    }
}

/// The bits of a certificate's public key, without the octet that counts the unused ones (RFC 6960 §4.1.1).
fn key_bits(certificate: &Certificate) -> Option<&[u8]> {
    let mut spki = Tlv::whole_of(certificate.spki(), tlv::SEQUENCE)?.inside();
    spki.expect(tlv::SEQUENCE)?;
    spki.expect(tlv::BIT_STRING)?.bits().map(|(bits, _)| bits)
}

/// Notes whether any of these is critical: none is processed here.
fn extensions(explicit: Option<Tlv<'_>>, unknown_critical: &mut bool) -> Option<()> {
    let Some(explicit) = explicit else { return Some(()) };
    let sequence = Tlv::whole_of(explicit.value, tlv::SEQUENCE)?;
    let list = super::extension::read(sequence.raw, sequence)?;
    let extensions = super::extension::Extensions { der: sequence.raw, list: &list };
    *unknown_critical |= extensions.iter().any(|(_, critical, _)| critical);
    Some(())
}
