//! A cursor over DER (X.690): tag, length and value, borrowed from the input.
//!
//! Headers are read by the `der` crate, which refuses indefinite and overlong lengths. Values are read here, because
//! certificates have to be kept and compared as the bytes that were signed, and because an object identifier may have
//! an arc of 128 bits, as that of slip signing has.

use crate::time::{Civil, Moment};
use ::der::{Decode, Header, Reader, SliceReader};

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Most elements that are listed: no more fit in the longest certificate, and an empty one of two bytes takes a score when
/// it is listed.
const MAX_ELEMENTS: usize = 0x1_0000;

/// Context-specific, primitive.
pub(crate) const fn context(number: u8) -> u8 {
    0x80 | number
}

/// Context-specific, constructed.
pub(crate) const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// One element.
#[derive(Clone, Copy)]
pub(crate) struct Tlv<'a> {
    /// The identifier octet.
    pub(crate) tag: u8,
    /// What the element holds.
    pub(crate) value: &'a [u8],
    /// All of it, header included.
    pub(crate) raw: &'a [u8],
}

/// Reads elements one after another. Every reading gives `None` when the input is not what was asked for.
#[derive(Clone)]
pub(crate) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next element, whatever it is.
    pub(crate) fn read(&mut self) -> Option<Tlv<'a>> {
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
    pub(crate) fn expect(&mut self, tag: u8) -> Option<Tlv<'a>> {
        self.read().filter(|tlv| tlv.tag == tag)
    }

    /// The next element if it has this tag: `Some(None)` when it has another, or when there is none.
    pub(crate) fn optional(&mut self, tag: u8) -> Option<Option<Tlv<'a>>> {
        if self.0.first() == Some(&tag) { self.expect(tag).map(Some) } else { Some(None) }
    }

    /// Nothing may be left.
    pub(crate) fn end(&self) -> Option<()> {
        self.is_empty().then_some(())
    }
}

impl<'a> Tlv<'a> {
    /// The one element that `bytes` are, with nothing behind it.
    pub(crate) fn whole(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let tlv = cursor.read()?;
        cursor.end()?;
        Some(tlv)
    }

    /// The same, which must have this tag.
    pub(crate) fn whole_of(bytes: &'a [u8], tag: u8) -> Option<Self> {
        Self::whole(bytes).filter(|tlv| tlv.tag == tag)
    }

    /// The elements inside.
    pub(crate) fn inside(self) -> Cursor<'a> {
        Cursor::new(self.value)
    }

    /// All the elements inside: `None` when they do not fill the value, or are more than [`MAX_ELEMENTS`].
    pub(crate) fn elements(self) -> Option<alloc::vec::Vec<Tlv<'a>>> {
        let mut cursor = self.inside();
        let mut elements = alloc::vec::Vec::new();
        while !cursor.is_empty() {
            if elements.len() == MAX_ELEMENTS {
                return None;
            }
            elements.push(cursor.read()?);
        }
        Some(elements)
    }

    /// BOOLEAN, or one tagged implicitly (X.690 §11.1: FF or 00).
    pub(crate) fn boolean(self) -> Option<bool> {
        match self.value {
            [0xff] => Some(true),
            [0] => Some(false),
            _ => None,
        }
    }

    /// The octets of an INTEGER in its shortest form (X.690 §8.3.2).
    pub(crate) fn integer(self) -> Option<&'a [u8]> {
        match self.value {
            [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => None,
            value => Some(value),
        }
    }

    /// An INTEGER from 0 to 2³²−1; anything above it comes out as that.
    pub(crate) fn count(self) -> Option<u32> {
        let value = self.integer()?;
        if value.first()? & 0x80 != 0 {
            return None;
        }
        Some(value.iter().fold(0u32, |n, b| if n >> 24 == 0 { n << 8 | u32::from(*b) } else { u32::MAX }))
    }

    /// The octets of a BIT STRING and how many bits of the last are unused, all of them zero (X.690 §11.2).
    pub(crate) fn bits(self) -> Option<(&'a [u8], u8)> {
        let (unused, bits) = self.value.split_first()?;
        let fits = match bits.last() {
            Some(last) => *unused < 8 && u32::from(*last) & ((1 << *unused) - 1) == 0,
            None => *unused == 0,
        };
        fits.then_some((bits, *unused))
    }

    /// Up to 16 named bits: bit 0 of the notation is bit 0 of the number.
    pub(crate) fn flags(self) -> Option<u16> {
        let (bits, _) = self.bits()?;
        Some(bits.iter().take(2).enumerate().fold(0, |flags, (i, b)| flags | u16::from(b.reverse_bits()) << (8 * i)))
    }

    /// Time (RFC 5280 §4.1.2.5): UTCTime or GeneralizedTime, in UTC, with seconds and without a fraction.
    pub(crate) fn time(self) -> Option<Moment> {
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

#[cfg(test)]
mod tests {
    use super::*;
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

    proptest! {
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
