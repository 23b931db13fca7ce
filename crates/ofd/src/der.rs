//! DER (X.690) as far as seals and signatures need it: values are kept and compared as they stand.

use alloc::vec::Vec;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Most elements that are listed.
const MAX_ELEMENTS: usize = 0x1_0000;

/// One element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tlv<'a> {
    /// The identifier octet.
    pub(crate) tag: u8,
    /// What the element holds.
    pub(crate) value: &'a [u8],
    /// All of it, header included.
    pub(crate) raw: &'a [u8],
}

/// Reads elements one after another: `None` when the input is not what was asked for.
#[derive(Clone)]
pub(crate) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next element: of a definite length in its shortest form, with a tag number below 31.
    pub(crate) fn read(&mut self) -> Option<Tlv<'a>> {
        let (tag, first) = (*self.0.first()?, *self.0.get(1)?);
        let (length, start) = match first {
            0..=0x7f => (usize::from(first), 2),
            0x81..=0x84 => {
                let count = usize::from(first & 0x7f);
                let octets = self.0.get(2..2 + count)?;
                let length = octets.iter().fold(0u64, |length, octet| length << 8 | u64::from(*octet));
                let shortest = octets.first() != Some(&0) && length > 0x7f;
                (usize::try_from(length).ok().filter(|_| shortest)?, 2 + count)
            }
            _ => return None,
        };
        let (raw, rest) = self.0.split_at_checked(start.checked_add(length)?)?;
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
}

impl<'a> Tlv<'a> {
    /// The one element that `bytes` are, with nothing behind it.
    pub(crate) fn whole(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let tlv = cursor.read()?;
        cursor.is_empty().then_some(tlv)
    }

    /// The elements inside.
    pub(crate) fn inside(self) -> Cursor<'a> {
        Cursor::new(self.value)
    }

    /// All the elements inside.
    pub(crate) fn elements(self) -> Option<Vec<Tlv<'a>>> {
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

    /// Its value, if it has this tag.
    pub(crate) fn of(self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.value)
    }

    /// The octets of a BIT STRING without unused bits.
    pub(crate) fn bits(self) -> Option<&'a [u8]> {
        match self.value {
            [0, bits @ ..] if self.tag == BIT_STRING => Some(bits),
            _ => None,
        }
    }

    /// The octets of a non-negative INTEGER in its shortest form, without the octet that only bears the sign.
    pub(crate) fn unsigned(self) -> Option<&'a [u8]> {
        match self.of(INTEGER)? {
            [] | [0, 0..=0x7f, ..] | [0x80..=0xff, ..] => None,
            [0, rest @ ..] if !rest.is_empty() => Some(rest),
            value => Some(value),
        }
    }

    /// A small INTEGER.
    pub(crate) fn small(self) -> Option<u8> {
        match self.unsigned()? {
            [number] => Some(*number),
            _ => None,
        }
    }
}

/// An element of this tag and content.
pub(crate) fn wrap(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = alloc::vec![tag];
    if length < 0x80 {
        out.push(length as u8);
    } else {
        let octets = length.to_be_bytes();
        let octets: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
        out.push(0x80 | octets.len() as u8);
        out.extend(octets);
    }
    for part in parts {
        out.extend(*part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_definite_and_shortest() {
        for bytes in [
            &[0x30, 0x80, 0, 0][..],
            &[4, 0x81, 1, 0x61],
            &[4, 1, 0x61, 0],
            &[4, 2, 0x61],
            &[0x1f, 0],
            &[4, 0x82, 0, 0x80],
            &[],
        ] {
            assert!(Tlv::whole(bytes).is_none(), "{bytes:?}");
        }
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let content = alloc::vec![7; length];
            let made = wrap(OCTET_STRING, &[&content]);
            assert_eq!(Tlv::whole(&made).and_then(|tlv| tlv.of(OCTET_STRING)), Some(&content[..]));
        }
    }

    #[test]
    fn integers_have_one_form() {
        let unsigned = |value: &[u8]| Tlv::whole(&wrap(INTEGER, &[value])).and_then(Tlv::unsigned).map(<[u8]>::to_vec);
        assert_eq!(unsigned(&[0, 0x80]), Some(alloc::vec![0x80]));
        assert_eq!((unsigned(&[0x80]), unsigned(&[0, 1]), unsigned(&[])), (None, None, None));
        assert_eq!(unsigned(&[0]), Some(alloc::vec![0]));
    }
}
