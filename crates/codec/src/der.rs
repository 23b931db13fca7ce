//! DER (X.690): a cursor over tag, length and value, borrowed from the input; the writer of one element; and the two
//! written forms of an ECDSA signature.
//!
//! Headers are read by the `der` crate, which refuses indefinite and overlong lengths. Values are read here, because
//! certificates have to be kept and compared as the bytes that were signed, and because an object identifier may have
//! an arc of 128 bits, as that of slip signing has.

use crate::time::{Civil, Moment};
use ::der::{Decode, Header, Reader, SliceReader};
use alloc::vec::Vec;
use core::ops::Range;

/// Tag of BOOLEAN.
pub const BOOLEAN: u8 = 0x01;
/// Tag of INTEGER.
pub const INTEGER: u8 = 0x02;
/// Tag of BIT STRING.
pub const BIT_STRING: u8 = 0x03;
/// Tag of OCTET STRING.
pub const OCTET_STRING: u8 = 0x04;
/// Tag of OBJECT IDENTIFIER.
pub const OID: u8 = 0x06;
/// Tag of ENUMERATED.
pub const ENUMERATED: u8 = 0x0a;
/// Tag of UTCTime.
pub const UTC_TIME: u8 = 0x17;
/// Tag of GeneralizedTime.
pub const GENERALIZED_TIME: u8 = 0x18;
/// Tag of SEQUENCE, constructed.
pub const SEQUENCE: u8 = 0x30;
/// Tag of SET, constructed.
pub const SET: u8 = 0x31;

/// Most elements that are listed: no more fit in the longest certificate, and an empty one of two bytes takes a score when
/// it is listed.
const MAX_ELEMENTS: usize = 0x1_0000;

/// Tag of a context-specific element, primitive.
#[must_use]
pub const fn context(number: u8) -> u8 {
    0x80 | number
}

/// Tag of a context-specific element, constructed.
#[must_use]
pub const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// One element.
#[derive(Clone, Copy)]
pub struct Tlv<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// What the element holds.
    pub value: &'a [u8],
    /// All of it, header included.
    pub raw: &'a [u8],
}

/// Where a part of some DER stands in it: kept instead of the part itself.
pub type Span = Range<usize>;

/// Where `part`, which must be a slice of `whole`, stands in it.
#[must_use]
pub fn span(whole: &[u8], part: &[u8]) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start + part.len()
}

/// Reads elements one after another. Every reading gives `None` when the input is not what was asked for.
#[derive(Clone)]
pub struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    /// Reads from the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next element, whatever it is.
    pub fn read(&mut self) -> Option<Tlv<'a>> {
        let mut reader = SliceReader::new(self.0).ok()?;
        let header = Header::decode(&mut reader).ok()?;
        let start = usize::try_from(reader.position()).ok()?;
        let length = usize::try_from(header.length()).ok()?;
        let (raw, rest) = self.0.split_at_checked(start.checked_add(length)?)?;
        let tag = *raw.first()?;
        // A tag number above 30 stands nowhere in the structures read here.
        if tag & 0x1f == 0x1f {
            return None;
        }
        self.0 = rest;
        Some(Tlv { tag, value: raw.get(start..)?, raw })
    }

    /// The next element, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Option<Tlv<'a>> {
        self.read().filter(|tlv| tlv.tag == tag)
    }

    /// The next element if it has this tag: `Some(None)` when it has another, or when there is none.
    pub fn optional(&mut self, tag: u8) -> Option<Option<Tlv<'a>>> {
        if self.0.first() == Some(&tag) { self.expect(tag).map(Some) } else { Some(None) }
    }

    /// Nothing may be left.
    pub fn end(&self) -> Option<()> {
        self.is_empty().then_some(())
    }
}

impl<'a> Tlv<'a> {
    /// The one element that `bytes` are, with nothing behind it.
    #[must_use]
    pub fn whole(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let tlv = cursor.read()?;
        cursor.end()?;
        Some(tlv)
    }

    /// The same, which must have this tag.
    #[must_use]
    pub fn whole_of(bytes: &'a [u8], tag: u8) -> Option<Self> {
        Self::whole(bytes).filter(|tlv| tlv.tag == tag)
    }

    /// The elements inside.
    #[must_use]
    pub fn inside(self) -> Cursor<'a> {
        Cursor::new(self.value)
    }

    /// All the elements inside: `None` when they do not fill the value, or are more than `MAX_ELEMENTS`.
    #[must_use]
    pub fn elements(self) -> Option<Vec<Tlv<'a>>> {
        let mut cursor = self.inside();
        let mut elements = Vec::new();
        while !cursor.is_empty() {
            if elements.len() == MAX_ELEMENTS {
                return None;
            }
            elements.push(cursor.read()?);
        }
        Some(elements)
    }

    /// BOOLEAN, or one tagged implicitly (X.690 §11.1: FF or 00).
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        match self.value {
            [0xff] => Some(true),
            [0] => Some(false),
            _ => None,
        }
    }

    /// The octets of an INTEGER in its shortest form (X.690 §8.3.2).
    #[must_use]
    pub fn integer(self) -> Option<&'a [u8]> {
        match self.value {
            [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => None,
            value => Some(value),
        }
    }

    /// The octets of an INTEGER that is not negative, without the zero that stands for its sign.
    #[must_use]
    pub fn magnitude(self) -> Option<&'a [u8]> {
        match self.integer()? {
            [0x80..=0xff, ..] => None,
            [0, rest @ ..] if !rest.is_empty() => Some(rest),
            octets => Some(octets),
        }
    }

    /// An INTEGER from 0 to 2³²−1; anything above it comes out as that.
    #[must_use]
    pub fn count(self) -> Option<u32> {
        let value = self.integer()?;
        if value.first()? & 0x80 != 0 {
            return None;
        }
        Some(value.iter().fold(0u32, |n, b| if n >> 24 == 0 { n << 8 | u32::from(*b) } else { u32::MAX }))
    }

    /// The octets of a BIT STRING and how many bits of the last are unused, all of them zero (X.690 §11.2).
    #[must_use]
    pub fn bits(self) -> Option<(&'a [u8], u8)> {
        let (unused, bits) = self.value.split_first()?;
        let fits = match bits.last() {
            Some(last) => *unused < 8 && u32::from(*last) & ((1 << *unused) - 1) == 0,
            None => *unused == 0,
        };
        fits.then_some((bits, *unused))
    }

    /// Up to 16 named bits: bit 0 of the notation is bit 0 of the number.
    #[must_use]
    pub fn flags(self) -> Option<u16> {
        let (bits, _) = self.bits()?;
        Some(bits.iter().take(2).enumerate().fold(0, |flags, (i, b)| flags | u16::from(b.reverse_bits()) << (8 * i)))
    }

    /// Time (RFC 5280 §4.1.2.5): UTCTime or GeneralizedTime, in UTC, with seconds and without a fraction.
    #[must_use]
    pub fn time(self) -> Option<Moment> {
        let (century, rest) = match (self.tag, self.value) {
            (UTC_TIME, rest) => (if pair(rest, 0)? < 50 { 20 } else { 19 }, rest),
            (GENERALIZED_TIME, value) => (pair(value, 0)?, value.get(2..)?),
            _ => return None,
        };
        if rest.len() != 13 || rest.last() != Some(&b'Z') {
            return None;
        }
        let field = |i: usize| pair(rest, 2 * i);
        let year = i32::from(century) * 100 + i32::from(field(0)?);
        Some(Civil::new(year, field(1)?, field(2)?, field(3)?, field(4)?, field(5)?)?.at_offset(0))
    }
}

fn pair(digits: &[u8], at: usize) -> Option<u8> {
    match digits.get(at..at + 2)? {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

/// One DER value: tag, length, content (X.690 §8.1, §10.1).
#[must_use]
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let significant = length.iter().position(|byte| *byte != 0).map_or(&[][..], |at| &length[at..]);
    let mut bytes = Vec::with_capacity(content.len() + 6);
    bytes.push(tag);
    match significant {
        [] => bytes.push(0),
        [short @ ..0x80] => bytes.push(*short),
        long => {
            bytes.push(0x80 | long.len() as u8);
            bytes.extend_from_slice(long);
        }
    }
    bytes.extend_from_slice(content);
    bytes
}

/// An ECDSA signature's `r` and `s` from its DER form (RFC 3279 §2.2.3), as fixed-length big-endian numbers of `size`
/// bytes each: the form that JWS, TSE and RKSV use. `None` when `der` is not such a SEQUENCE, or a number is too long.
#[must_use]
pub fn ecdsa_from_der(der: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut body = Tlv::whole_of(der, SEQUENCE)?.inside();
    let numbers = [body.expect(INTEGER)?.magnitude()?, body.expect(INTEGER)?.magnitude()?];
    body.end()?;
    let mut fixed = alloc::vec![0; 2 * size];
    for (half, number) in fixed.chunks_exact_mut(size).zip(numbers) {
        half.get_mut(size.checked_sub(number.len())?..)?.copy_from_slice(number);
    }
    Some(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::unhex;
    use proptest::prelude::*;

    fn one(bytes: &[u8]) -> Option<Tlv<'_>> {
        Tlv::whole(bytes)
    }

    #[test]
    fn lengths_are_definite_and_shortest() {
        assert!(one(&[0x30, 0]).is_some());
        assert!(one(&[0x30, 0x80, 0, 0]).is_none());
        assert!(one(&[0x04, 0x81, 0x01, 0x61]).is_none());
        assert!(one(&[0x04, 0x01, 0x61, 0x00]).is_none());
        assert!(one(&[0x04, 0x02, 0x61]).is_none());
        assert!(one(&[0x1f, 0x20, 0x00]).is_none());
    }

    #[test]
    fn values_have_one_form() {
        assert_eq!(one(&[1, 1, 0xff]).and_then(Tlv::boolean), Some(true));
        assert_eq!(one(&[1, 1, 1]).and_then(Tlv::boolean), None);
        assert_eq!(one(&[2, 2, 0, 0x7f]).and_then(Tlv::integer), None);
        assert_eq!(one(&[2, 2, 0xff, 0x80]).and_then(Tlv::integer), None);
        assert_eq!(one(&[2, 2, 0, 0x80]).and_then(Tlv::count), Some(128));
        assert_eq!(one(&[2, 1, 0x80]).and_then(Tlv::count), None);
        assert_eq!(one(&[2, 6, 1, 0, 0, 0, 0, 0]).and_then(Tlv::count), Some(u32::MAX));
        assert_eq!(one(&[3, 2, 1, 0b0000_0110]).and_then(Tlv::flags), Some(0b0110_0000));
        assert_eq!(one(&[3, 2, 1, 0b0000_0111]).and_then(Tlv::flags), None);
        assert_eq!(one(&[3, 1, 1]).and_then(Tlv::flags), None);
        assert_eq!(one(&[3, 3, 7, 0, 0x80]).and_then(Tlv::flags), Some(0x100));
    }

    #[test]
    fn times() {
        let time = |tag, text: &str| {
            let mut der = alloc::vec![tag, u8::try_from(text.len()).unwrap()];
            der.extend_from_slice(text.as_bytes());
            one(&der).and_then(Tlv::time).map(Moment::rfc3339)
        };
        assert_eq!(time(UTC_TIME, "491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(time(UTC_TIME, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
        assert_eq!(time(GENERALIZED_TIME, "99991231235959Z").as_deref(), Some("9999-12-31T23:59:59Z"));
        for bad in ["4912312359Z", "491231235959", "491331235959Z", "491231235959+0100", "49123123595 Z"] {
            assert_eq!(time(UTC_TIME, bad), None, "{bad}");
        }
        assert_eq!(time(GENERALIZED_TIME, "20490101000000.5Z"), None);
    }

    #[test]
    fn der_to_fixed_length() {
        let der = unhex("3007020101020200ff").unwrap();
        assert_eq!(ecdsa_from_der(&der, 2), Some(alloc::vec![0, 1, 0, 0xff]));
        assert_eq!(ecdsa_from_der(&der[..8], 2), None);
        assert_eq!(ecdsa_from_der(&[&der[..], &[0]].concat(), 2), None);
        assert_eq!(ecdsa_from_der(&unhex("300802010102030100ff").unwrap(), 2), None);
        // Zero is a number, and no signature's: whoever verifies refuses it.
        assert_eq!(ecdsa_from_der(&unhex("3006020100020101").unwrap(), 1), Some(alloc::vec![0, 1]));
        for bad in
            ["3006020180020101", "300702020001020101", "30050200020101", "3106020101020101", "3009020101020101020101"]
        {
            assert_eq!(ecdsa_from_der(&unhex(bad).unwrap(), 2), None, "{bad}");
        }
    }

    /// As the `der` crate reads it.
    fn by_the_crate(der: &[u8], size: usize) -> Option<Vec<u8>> {
        use ::der::asn1::UintRef;
        let mut reader = SliceReader::new(der).ok()?;
        let (r, s) = reader
            .sequence(|body| -> ::der::Result<_> { Ok((UintRef::decode(body)?, UintRef::decode(body)?)) })
            .ok()?;
        reader.finish().ok()?;
        let mut fixed = alloc::vec![0; 2 * size];
        for (half, number) in fixed.chunks_exact_mut(size).zip([r.as_bytes(), s.as_bytes()]) {
            half.get_mut(size.checked_sub(number.len())?..)?.copy_from_slice(number);
        }
        Some(fixed)
    }

    proptest! {
        #[test]
        fn der_signatures_are_read_as_the_crate_reads_them(
            r in prop::collection::vec(prop_oneof![Just(0u8), Just(0x80), any::<u8>()], 0..5),
            s in prop::collection::vec(prop_oneof![Just(0u8), Just(0x80), any::<u8>()], 0..5),
            behind in prop::collection::vec(any::<u8>(), 0..2),
            any: Vec<u8>,
        ) {
            let both = [tlv(INTEGER, &r), tlv(INTEGER, &s)].concat();
            for der in [tlv(SEQUENCE, &both), tlv(SEQUENCE, &[&both[..], &behind].concat()), any] {
                prop_assert_eq!(ecdsa_from_der(&der, 4), by_the_crate(&der, 4));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut cursor = Cursor::new(&bytes);
            while let Some(tlv) = cursor.read() {
                prop_assert!(tlv.raw.ends_with(tlv.value));
                let _ = (tlv.boolean(), tlv.count(), tlv.flags(), tlv.time(), tlv.elements());
            }
        }
    }
}
