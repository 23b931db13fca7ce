//! A certificate revocation list (RFC 5280 §5), parsed once and kept as the bytes that were signed.

use super::{
    certificate::{ReadError, Signed},
    extension::{self, Extension, Extensions},
    general_name::GeneralName,
    name::{self, Name},
    tlv::{self, Cursor, Span, Tlv, constructed, span},
};
use alloc::{string::String, vec::Vec};
use core::fmt;
use slipcheck_codec::{encoding::hex, time::Moment};

/// The longest list that is read: 16 MiB.
pub const MAX_CRL: usize = 0x100_0000;

/// A certificate revocation list.
#[derive(Clone)]
pub struct Crl {
    pub(super) signed: Signed,
    inner_algorithm: Span,
    issuer: Span,
    pub(super) issuer_name: Name,
    this_update: Moment,
    next_update: Option<Moment>,
    revoked: Span,
    entries: usize,
    unknown_critical_entry: bool,
    extensions: Vec<Extension>,
}

/// Why a certificate was revoked (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// None given, or `unspecified`.
    #[default]
    Unspecified,
    /// `keyCompromise`.
    KeyCompromise,
    /// `cACompromise`.
    CaCompromise,
    /// `affiliationChanged`.
    AffiliationChanged,
    /// `superseded`.
    Superseded,
    /// `cessationOfOperation`.
    CessationOfOperation,
    /// `certificateHold`.
    CertificateHold,
    /// `removeFromCRL`: an earlier entry no longer counts.
    RemoveFromCrl,
    /// `privilegeWithdrawn`.
    PrivilegeWithdrawn,
    /// `aACompromise`.
    AaCompromise,
}

impl Reason {
    /// By its number; one that the standard does not have is taken as no reason given, which is the graver reading.
    pub(super) fn from_code(code: u32) -> Self {
        match code {
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => Self::Unspecified,
        }
    }

    /// Its name in RFC 5280.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::CaCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::CertificateHold => "certificateHold",
            Self::RemoveFromCrl => "removeFromCRL",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
            Self::AaCompromise => "aACompromise",
        }
    }

    /// Whether it casts doubt on everything that the key ever signed, since its holder chose the times it states.
    #[must_use]
    pub fn counts_back(self) -> bool {
        matches!(self, Self::Unspecified | Self::KeyCompromise | Self::CaCompromise | Self::AaCompromise)
    }
}

/// An entry of a list: what it says about one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) reason: Reason,
    pub(super) date: Moment,
}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Crl(")?;
        f.write_str(&hex(self.sha256()))?;
        f.write_str(")")
    }
}

impl Crl {
    /// Reads a DER revocation list.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn from_der(der: &[u8]) -> Result<Self, ReadError> {
        if der.len() > MAX_CRL {
            return Err(ReadError::TooLarge);
        }
        Self::read(der).ok_or(ReadError::Damaged)
    }

    fn read(der: &[u8]) -> Option<Self> {
        let (signed, mut body) = Signed::read(der)?;
        let version = match body.optional(tlv::INTEGER)? {
            None => 1,
            Some(version) => match version.value {
                [1] => 2,
                _ => return None,
            },
        };
        let algorithm = body.expect(tlv::SEQUENCE)?.raw;
        let issuer = body.expect(tlv::SEQUENCE)?.raw;
        let this_update = body.read()?.time()?;
        let next_update = match (body.optional(tlv::UTC_TIME)?, body.optional(tlv::GENERALIZED_TIME)?) {
            (Some(_), Some(_)) => return None,
            (Some(time), None) | (None, Some(time)) => Some(time.time()?),
            (None, None) => None,
        };
        let revoked = body.optional(tlv::SEQUENCE)?.map_or(&[][..], |tlv| tlv.value);
        let (mut entries, mut unknown_critical_entry) = (0, false);
        let mut list = Cursor::new(revoked);
        while !list.is_empty() {
            unknown_critical_entry |= RawEntry::read(&mut list)?.unknown_critical;
            entries += 1;
        }
        let extensions = match body.optional(constructed(0))? {
            Some(explicit) if version == 2 => extension::read(der, Tlv::whole_of(explicit.value, tlv::SEQUENCE)?)?,
            Some(_) => return None,
            None => Vec::new(),
        };
        body.end()?;
        let revoked = if revoked.is_empty() { 0..0 } else { span(der, revoked) };
        Some(Self {
            inner_algorithm: span(der, algorithm),
            issuer: span(der, issuer),
            issuer_name: Name::from_der(issuer)?,
            this_update,
            next_update,
            revoked,
            entries,
            unknown_critical_entry,
            extensions,
            signed,
        })
    }

    /// The list's bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.signed.der
    }

    /// SHA-256 of the list's bytes.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.signed.sha256
    }

    /// Who issued it, as RFC 4514 writes it.
    #[must_use]
    pub fn issuer(&self) -> String {
        name::print(self.issuer_der())
    }

    /// Its issuer as a DER Name.
    #[must_use]
    pub fn issuer_der(&self) -> &[u8] {
        self.signed.part(&self.issuer)
    }

    /// When it was issued.
    #[must_use]
    pub fn this_update(&self) -> Moment {
        self.this_update
    }

    /// When the next one was to come: after that it is stale.
    #[must_use]
    pub fn next_update(&self) -> Option<Moment> {
        self.next_update
    }

    /// How many certificates it revokes.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries
    }

    pub(super) fn extensions(&self) -> Extensions<'_> {
        Extensions { der: self.der(), list: &self.extensions }
    }

    pub(super) fn algorithms_agree(&self) -> bool {
        self.signed.part(&self.inner_algorithm) == self.signed.algorithm()
    }

    /// Whether it only says what changed since another list (§5.2.4).
    pub(super) fn is_delta(&self) -> bool {
        self.extensions().is_critical(extension::DELTA_CRL).is_some()
    }

    /// Whether this delta goes on from that complete list (§5.2.4): of the same issuer and scope, and neither leaves a
    /// gap in their numbers.
    pub(super) fn continues(&self, base: &Self) -> bool {
        let number = |crl: &Self, oid| crl.extensions().number(oid).flatten().and_then(magnitude);
        let (from, to) = (number(self, extension::DELTA_CRL), number(self, extension::CRL_NUMBER));
        let of_base = number(base, extension::CRL_NUMBER);
        let scope = |crl: &Self| crl.extensions().value(extension::ISSUING_POINT).map(<[u8]>::to_vec);
        self.issuer_name == base.issuer_name
            && scope(self) == scope(base)
            && matches!((from, of_base, to), (Some(from), Some(at), Some(to)) if from <= at && at < to)
    }

    /// What it says about the certificate of this issuer and serial number: the last word, should it stand there more
    /// than once. `None`: nothing.
    pub(super) fn find(&self, issuer: &Name, serial: &[u8]) -> Option<Entry> {
        let mut list = Cursor::new(self.signed.part(&self.revoked));
        // RFC 5280 §5.3.3: in an indirect list the issuer stands until another is named.
        let mut current: Option<Name> = None;
        let mut found = None;
        while let Some(entry) = RawEntry::read(&mut list) {
            if let Some(name) = entry.issuer {
                current = Name::from_der(name);
            }
            if entry.serial == serial && current.as_ref().unwrap_or(&self.issuer_name) == issuer {
                found = Some(Entry { reason: entry.reason, date: entry.date });
            }
        }
        found
    }

    /// Whether an entry has a critical extension that is not known here (RFC 5280 §5.3: then the list says nothing good
    /// about anyone).
    pub(super) fn has_unknown_critical_entry(&self) -> bool {
        self.unknown_critical_entry
    }
}

/// A number that is not negative, so that larger ones compare as larger: its length, then its octets.
fn magnitude(integer: &[u8]) -> Option<(usize, Vec<u8>)> {
    match integer {
        [0, rest @ ..] => Some((rest.len(), rest.to_vec())),
        [first, ..] if first & 0x80 == 0 => Some((integer.len(), integer.to_vec())),
        _ => None,
    }
}

struct RawEntry<'a> {
    serial: &'a [u8],
    date: Moment,
    reason: Reason,
    /// certificateIssuer, a DER Name.
    issuer: Option<&'a [u8]>,
    unknown_critical: bool,
}

impl<'a> RawEntry<'a> {
    fn read(list: &mut Cursor<'a>) -> Option<Self> {
        const REASON: &[u8] = &[0x55, 0x1d, 0x15];
        const INVALIDITY: &[u8] = &[0x55, 0x1d, 0x18];
        const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1d, 0x1d];
        let mut inside = list.expect(tlv::SEQUENCE)?.inside();
        let serial = inside.expect(tlv::INTEGER)?.integer()?;
        let date = inside.read()?.time()?;
        let mut entry = Self { serial, date, reason: Reason::default(), issuer: None, unknown_critical: false };
        if let Some(sequence) = inside.optional(tlv::SEQUENCE)? {
            let list = extension::read(sequence.raw, sequence)?;
            for (oid, critical, value) in (Extensions { der: sequence.raw, list: &list }).iter() {
                match oid {
                    REASON => entry.reason = Reason::from_code(Tlv::whole_of(value, tlv::ENUMERATED)?.count()?),
                    CERTIFICATE_ISSUER => {
                        let names = GeneralName::list(Tlv::whole_of(value, tlv::SEQUENCE)?)?;
                        let name = names.iter().find_map(|name| match name {
                            GeneralName::Directory(der) => Some(*der),
                            _ => None,
                        })?;
                        entry.issuer = sequence.raw.get(span(sequence.raw, name));
                    }
                    INVALIDITY => {}
                    _ => entry.unknown_critical |= critical,
                }
            }
        }
        inside.end()?;
        Some(entry)
    }
}
