//! What a DER structure is, by its shape alone: before it is read as one.

use super::super::tlv::{self, Tlv, constructed};
use alloc::vec::Vec;

#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
    Certificate,
    Crl,
    Ocsp,
    PublicKey,
    PrivateKey,
    /// PKCS #7: the content.
    Signed(&'a [u8]),
}

/// What a DER structure is, by its shape.
pub(super) fn kind(der: &[u8]) -> Option<Kind<'_>> {
    const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    // The same with Chinese algorithms (GB/T 35275 §6).
    const SIGNED_DATA_SM2: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 2];
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
        ([tlv::SEQUENCE, tlv::BIT_STRING], _) => Some(Kind::PublicKey),
        ([tlv::ENUMERATED, tag], _) if *tag == constructed(0) => Some(Kind::Ocsp),
        // PKCS #8 (RFC 5958 §2), encrypted (§3), EC (RFC 5915 §3), RSA (RFC 8017 A.1.2).
        ([tlv::INTEGER, tlv::SEQUENCE, tlv::OCTET_STRING, ..], Some(0 | 1))
        | ([tlv::SEQUENCE, tlv::OCTET_STRING], _)
        | ([tlv::INTEGER, tlv::OCTET_STRING, ..], Some(1))
        | ([tlv::INTEGER, tlv::INTEGER, tlv::INTEGER, tlv::INTEGER, ..], _) => Some(Kind::PrivateKey),
        ([tlv::OID, tag], _)
            if *tag == constructed(0) && [SIGNED_DATA, SIGNED_DATA_SM2].contains(&parts.first()?.value) =>
        {
            Some(Kind::Signed(parts.get(1)?.value))
        }
        _ => None,
    }
}

/// Whether this begins as a PKCS #12 file does (RFC 7292 §4): version 3, and a SEQUENCE; in BER its length may be left
/// open.
pub(super) fn is_pkcs12(bytes: &[u8]) -> bool {
    let inside = match bytes {
        [tlv::SEQUENCE, length @ 0x81..=0x84, ..] => bytes.get(2 + usize::from(length & 0x7f)..),
        [tlv::SEQUENCE, ..=0x80, inside @ ..] => Some(inside),
        _ => None,
    };
    inside.is_some_and(|inside| inside.starts_with(&[tlv::INTEGER, 1, 3, tlv::SEQUENCE]))
}

/// Certificates and lists of SignedData (RFC 5652 §5.1).
pub(super) fn signed_data(content: &[u8]) -> Option<Vec<&[u8]>> {
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

/// Whether a SubjectPublicKeyInfo (DER) is a whole one of RSA and holds fewer than 1024 bits: one of 1024 takes 160 bytes or more.
pub(super) fn is_short_rsa(der: &[u8]) -> bool {
    const RSA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    der.len() < 160 && Tlv::whole(der).is_some() && der.windows(RSA.len()).any(|window| window == RSA)
}
