//! The character sets that messages are signed in.

use alloc::{string::String, vec::Vec};

/// GB 18030 as the caller has it: a table of our own would be larger than all the rest.
#[derive(Clone, Copy)]
pub struct Gb {
    /// Text of these bytes, `None` where they are no GB 18030.
    pub decode: fn(&[u8]) -> Option<String>,
    /// GB 18030 of a text, `None` where a character has none.
    pub encode: fn(&str) -> Option<Vec<u8>>,
}

impl Gb {
    /// No GB 18030 at all: messages in it fit only where they are ASCII.
    pub const NONE: Self = Self { decode: |_| None, encode: |_| None };
}

/// A character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// GBK, GB 2312, GB 18030: one decoder for all (gateway.md §7).
    Gb,
    /// ISO 8859-1.
    Latin1,
}

impl Charset {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Utf8, Self::Gb, Self::Latin1];

    /// The one of this name, in any letter case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let is = |names: &[&str]| names.iter().any(|other| name.trim().eq_ignore_ascii_case(other));
        if is(&["utf-8", "utf8"]) {
            Some(Self::Utf8)
        } else if is(&["gbk", "gb2312", "gb18030", "gb-18030", "gb_18030"]) {
            Some(Self::Gb)
        } else if is(&["iso-8859-1", "iso8859-1", "latin1", "latin-1"]) {
            Some(Self::Latin1)
        } else {
            None
        }
    }

    /// Bytes of a text; `None` where a character has none.
    #[must_use]
    pub fn encode(self, text: &str, gb: Gb) -> Option<Vec<u8>> {
        if text.is_ascii() {
            return Some(text.as_bytes().to_vec());
        }
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Gb => (gb.encode)(text),
            Self::Latin1 => text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect(),
        }
    }

    /// Text of these bytes; `None` where they are none.
    #[must_use]
    pub fn decode(self, bytes: &[u8], gb: Gb) -> Option<String> {
        if bytes.is_ascii() {
            return core::str::from_utf8(bytes).ok().map(String::from);
        }
        match self {
            Self::Utf8 => core::str::from_utf8(bytes).ok().map(String::from),
            Self::Gb => (gb.decode)(bytes),
            Self::Latin1 => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        }
    }

    /// Text of these bytes for display: in this character set, else in another one, else with a mark for each byte that is
    /// no character.
    #[must_use]
    pub fn show(self, bytes: &[u8], gb: Gb) -> String {
        [self, Self::Utf8, Self::Gb]
            .into_iter()
            .find_map(|charset| charset.decode(bytes, gb))
            .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
    }
}
