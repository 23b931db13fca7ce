//! The code: base64 of a row of items, each a tag, a length and so many bytes.

use crate::encoding::{Base64, Error, base64_lenient};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// The highest tag.
pub(super) const LAST: u8 = 9;
/// The longest text of a code: nine items of 255 bytes.
pub(super) const LONGEST: usize = (9 * 257usize).div_ceil(3) * 4;

/// The items of a code, as far as it can be read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Items<'a>(Vec<(u8, &'a [u8])>);

impl<'a> Items<'a> {
    /// An item's value.
    pub(super) fn get(&self, tag: u8) -> Option<&'a [u8]> {
        self.0.iter().find(|(other, _)| *other == tag).map(|(_, value)| *value)
    }

    /// The tag of the last item.
    pub(super) fn last(&self) -> u8 {
        self.0.last().map_or(0, |(tag, _)| *tag)
    }
}

/// What is wrong with a row of items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    /// The bytes end within this item: it should have this many and has that many.
    Truncated { tag: u8, expected: usize, present: usize },
    /// A tag that there is not.
    Unknown(u8),
    /// A tag that stands there twice, or behind a higher one.
    Order(u8),
}

/// Splits bytes into items, strictly: known tags, in ascending order, each within the bytes.
pub(super) fn items(bytes: &[u8]) -> (Items<'_>, Option<Fault>) {
    let mut items = Items::default();
    let mut rest = bytes;
    while let Some((tag, behind)) = rest.split_first() {
        if !(1..=LAST).contains(tag) {
            return (items, Some(Fault::Unknown(*tag)));
        }
        if *tag <= items.last() {
            return (items, Some(Fault::Order(*tag)));
        }
        let Some((length, behind)) = behind.split_first() else {
            return (items, Some(Fault::Truncated { tag: *tag, expected: 1, present: 0 }));
        };
        let expected = usize::from(*length);
        let Some((value, behind)) = behind.split_at_checked(expected) else {
            return (items, Some(Fault::Truncated { tag: *tag, expected, present: behind.len() }));
        };
        items.0.push((*tag, value));
        rest = behind;
    }
    (items, None)
}

/// The items of a code whose first length is not what it must be: the second tag is looked for, from which on all is as it
/// must be. With it, what is wrong with that length: `length-in-characters`, `length-byte-lost` (the byte was written as
/// text, or replaced), or `length`.
pub(super) fn mended(bytes: &[u8]) -> Option<(Items<'_>, &'static str)> {
    let [1, length, rest @ ..] = bytes else { return None };
    if self::items(bytes).0.get(2).is_some() {
        return None;
    }
    // Behind a seller of at least two bytes comes a number: its length, and a digit.
    let number = |at: &usize| {
        let digit = rest.get(at + 2).is_some_and(u8::is_ascii_digit);
        digit && rest.get(*at) == Some(&2) && rest.get(at + 1).is_some_and(|length| (9..=32).contains(length))
    };
    let at = (2..rest.len().min(300)).find(number)?;
    let (mut items, fault) = self::items(rest.get(at..)?);
    if !matches!(fault, None | Some(Fault::Truncated { .. })) {
        return None;
    }
    let name = rest.get(..at).filter(|name| name.len() != usize::from(*length))?;
    let characters = core::str::from_utf8(name).ok().map(|name| name.chars().count());
    let (name, reason) = if characters == Some(usize::from(*length)) {
        (name, "length-in-characters")
    } else {
        // A byte above 7F as UTF-8, or what stands for a byte that is none.
        match (length, name) {
            (0xc2 | 0xc3, [0x80..=0xbf, name @ ..]) | (0xef, [0xbf, 0xbd, name @ ..]) => (name, "length-byte-lost"),
            (b'?', name) => (name, "length-byte-lost"),
            _ => (name, "length"),
        }
    };
    core::str::from_utf8(name).ok()?;
    items.0.insert(0, (1, name));
    Some((items, reason))
}

/// What the code's text was, beside plain base64.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spelling {
    /// RFC 4648 §4.
    Plain,
    /// The alphabet of addresses, §5.
    Url,
    /// Without its padding.
    Unpadded,
}

/// The bytes of a code's text. The alphabet of addresses and missing padding are taken, since neither can change a byte;
/// anything else that base64's encoder would not have written is an error, with what could be read of it.
pub(super) fn decode(text: &str) -> (Vec<u8>, Result<Spelling, Error>) {
    let url = text.contains(['-', '_']);
    let mut plain: Cow<'_, str> = if url {
        let translated: String = text
            .chars()
            .map(|c| {
                if c == '-' {
                    '+'
                } else if c == '_' {
                    '/'
                } else {
                    c
                }
            })
            .collect();
        translated.into()
    } else {
        text.into()
    };
    let mut spelling = if url { Spelling::Url } else { Spelling::Plain };
    if !plain.ends_with('=') && matches!(plain.len() % 4, 2 | 3) {
        let missing = 4 - plain.len() % 4;
        plain.to_mut().push_str(if missing == 2 { "==" } else { "=" });
        if !url {
            spelling = Spelling::Unpadded;
        }
    }
    match Base64::Standard.decode(&plain) {
        Ok(bytes) => (bytes, Ok(spelling)),
        Err(error) => (base64_lenient(text).unwrap_or_default(), Err(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn items_keep_their_bounds() {
        let (all, fault) = items(&[1, 2, b'a', b'b', 2, 0, 9, 1, 7]);
        assert_eq!(
            (all.get(1), all.get(2), all.get(9), fault),
            (Some(&b"ab"[..]), Some(&[][..]), Some(&[7][..]), None)
        );
        assert_eq!(items(&[1, 3, 0]).1, Some(Fault::Truncated { tag: 1, expected: 3, present: 1 }));
        assert_eq!(items(&[1]).1, Some(Fault::Truncated { tag: 1, expected: 1, present: 0 }));
        assert_eq!(items(&[1, 0, 1, 0]).1, Some(Fault::Order(1)));
        assert_eq!(items(&[2, 0, 1, 0]).1, Some(Fault::Order(1)));
        assert_eq!(items(&[0, 0]).1, Some(Fault::Unknown(0)));
        assert_eq!(items(&[10, 0]).1, Some(Fault::Unknown(10)));
        assert_eq!(items(&[]), (Items::default(), None));
    }

    #[test]
    fn wrong_lengths_of_the_seller_are_named() {
        let name = "مطعم المثال للشاورما والمعجنات في المدينة المنورة وضواحيها القريبة والبعيدة كلها";
        let rest = [&[2, 15][..], b"310122393500003", &[4, 6], b"115.00"].concat();
        let code = |length: &[u8], name: &str| [&[1], length, name.as_bytes(), &rest].concat();
        let lost = [&code(&[], "")[..], name.as_bytes()].concat();
        assert!(lost.len() > 0x80 && name.len() > 0x80 && name.len() < 0xc0);
        let byte = name.len() as u8;
        for (bytes, reason) in [
            (code(&[name.chars().count() as u8], name), "length-in-characters"),
            (code(&[0xc2, byte], name), "length-byte-lost"),
            (code(&[0xef, 0xbf, 0xbd], name), "length-byte-lost"),
            (code(b"?", name), "length-byte-lost"),
        ] {
            assert!(items(&bytes).1.is_some());
            let (found, said) = mended(&bytes).unwrap();
            assert_eq!((found.get(1), found.get(4), said), (Some(name.as_bytes()), Some(&b"115.00"[..]), reason));
        }
        assert!(mended(&[1, 2, b'a', b'b']).is_none());
        // A code that was cut off has lengths that are right.
        let whole = code(&[name.len() as u8], name);
        for cut in 0..=whole.len() {
            assert!(mended(&whole[..cut]).is_none(), "{cut}");
        }
    }

    #[test]
    fn spellings() {
        assert_eq!(decode("AQJhYg=="), (alloc::vec![1, 2, b'a', b'b'], Ok(Spelling::Plain)));
        assert_eq!(decode("AQJhYg"), (alloc::vec![1, 2, b'a', b'b'], Ok(Spelling::Unpadded)));
        assert_eq!(decode("AQL_-w"), (alloc::vec![1, 2, 255, 251], Ok(Spelling::Url)));
        assert!(decode("AQJhYh").1.is_err());
        assert!(decode("AQJhYg=").1.is_err());
        assert!(decode("AQJhY").1.is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_bounded(bytes: Vec<u8>, text: String) {
            let (all, fault) = items(&bytes);
            let length: usize = all.0.iter().map(|(_, value)| value.len() + 2).sum();
            prop_assert_eq!(length == bytes.len(), fault.is_none());
            let _ = decode(&text);
        }
    }
}
