//! A text as those see it who look for codes in it: ASCII, with what mail, keyboards and scanners did to it put right.

use super::escaped;
use alloc::{string::String, vec::Vec};
use core::{cell::Cell, ops::Range};

/// A text as the code finders see it.
#[derive(Default)]
pub struct View {
    /// ASCII; `0x80` stands for any other character.
    pub bytes: Vec<u8>,
    /// Where each byte began in the text, and the text's length at the end.
    offsets: Vec<u32>,
    /// Whether the byte was another character, or one was taken out before it.
    mended: Vec<bool>,
    /// The characters that have no ASCII form, by where they stand in the view.
    others: Vec<(usize, char)>,
    /// Bytes that were joined in vain to look for codes in pieces.
    wasted: Cell<usize>,
}

/// Most bytes of one text that are joined in vain: looking for codes stays linear in the text. What is looked for behind
/// that is found in one piece only, and that is told.
pub(super) const WASTE_LIMIT: usize = 16 << 20;

/// Stands in a [`View`] for a character that has no ASCII form.
pub const OTHER: u8 = 0x80;

impl View {
    /// The view of a text of at most `TEXT_LIMIT` bytes.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut view = Self::default();
        // Where what was taken out before the next byte began: it belongs to that byte.
        let mut dropped: Option<usize> = None;
        let mut scanned = 0;
        for (offset, c) in text.char_indices() {
            if offset < scanned || c == '\\' || matches!(c, ']' | 'P') && view.is_word_start() {
                scanned = scanned.max(offset + scanner_prefix(text.as_bytes().get(offset..).unwrap_or_default()));
            }
            let rest = text.as_bytes().get(offset..).unwrap_or_default();
            let mut escape = None;
            if offset >= scanned && matches!(c, '>' | '|') && view.is_line_start() {
                scanned = offset + escaped::quotation(rest);
            } else if offset >= scanned
                && matches!(c, '%' | '&' | '<')
                && let Some((length, byte)) = escaped::character(rest)
            {
                (scanned, escape) = (offset + length, byte);
                dropped.get_or_insert(offset);
            }
            let forms: &[u8] = match c {
                _ if escape.is_some() => escape.as_slice(),
                _ if offset < scanned => &[],
                '\0'..='\x7f' => &[c as u8],
                // Full-width forms of ASCII (U+FF01 to U+FF5E).
                '\u{ff01}'..='\u{ff5e}' => &[(c as u32 - 0xff01 + 0x21) as u8],
                '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => b" ",
                '\u{2028}' | '\u{2029}' | '\u{85}' => b"\n",
                // Hyphens, dashes, minus.
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => b"-",
                '。' | '\u{2024}' => b".",
                '\u{2025}' => b"..",
                '“' | '”' | '„' | '‟' => b"\"",
                '‘' | '’' | '‚' | '‛' => b"'",
                // Invisible (default-ignorable, Unicode DerivedCoreProperties, without those of whole scripts): zero-width,
                // joiners, marks and overrides of direction, soft hyphen, byte order mark, variation selectors, tags.
                '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e0fff}' => &[],
                _ => &[OTHER],
            };
            if forms.is_empty() {
                dropped.get_or_insert(offset);
            }
            if matches!(forms, [OTHER]) {
                view.others.push((view.bytes.len(), c));
            }
            for form in forms {
                view.bytes.push(*form);
                let changed = !c.is_ascii() && *form != OTHER && !form.is_ascii_whitespace();
                view.mended.push(dropped.is_some() || changed);
                view.offsets.push(dropped.take().unwrap_or(offset) as u32);
            }
        }
        view.offsets.push(text.len() as u32);
        view
    }

    /// Whether a word may begin here: at the text's begin, or behind white space or a control character.
    fn is_word_start(&self) -> bool {
        self.bytes.last().is_none_or(|c| c.is_ascii_whitespace() || c.is_ascii_control())
    }

    /// Whether a line may begin here.
    fn is_line_start(&self) -> bool {
        self.bytes.iter().rev().find(|c| !matches!(c, b' ' | b'\t')).is_none_or(|c| matches!(c, b'\n' | b'\r'))
    }

    /// Whether pieces may still be joined.
    #[must_use]
    pub fn may_join(&self) -> bool {
        self.wasted.get() < WASTE_LIMIT
    }

    /// Counts bytes that were joined in vain.
    pub fn waste(&self, bytes: usize) {
        self.wasted.set(self.wasted.get().saturating_add(bytes));
    }

    /// Whether characters in this range of the view were put right.
    #[must_use]
    pub fn was_mended(&self, range: Range<usize>) -> bool {
        self.mended.get(range).is_some_and(|mended| mended.contains(&true))
    }

    /// The range of the text that a range of the view stands for.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let at = |i: usize| self.offsets.get(i).map_or(0, |offset| *offset as usize);
        at(range.start)..at(range.end)
    }

    /// Text of a range, with the characters that have no ASCII form.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> String {
        let bytes = self.bytes.get(range.clone()).unwrap_or_default();
        let from = self.others.partition_point(|(at, _)| *at < range.start);
        let mut others = self.others.iter().skip(from).map(|(_, c)| *c);
        bytes.iter().map(|b| if *b == OTHER { others.next().unwrap_or(' ') } else { char::from(*b) }).collect()
    }

    /// ASCII text of a range, without white space.
    #[must_use]
    pub fn without_blanks(&self, range: Range<usize>) -> String {
        let bytes = self.bytes.get(range).unwrap_or_default();
        bytes.iter().filter(|b| !b.is_ascii_whitespace()).map(|b| char::from(*b)).collect()
    }
}

/// Bytes of what a scanner puts before a code, at the beginning of `rest`: the symbology (`]Q1`, ISO/IEC 15424; `P01` on
/// some) when a code's own beginning follows, and the name of a character set (`\000026`, AIM ECI).
fn scanner_prefix(rest: &[u8]) -> usize {
    match rest {
        [b'\\', b'0', b'0', b'0', b'0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => 7,
        [b']', b'A'..=b'Z' | b'a'..=b'z', modifier, rest @ ..] | [b'P', b'0', modifier @ b'0'..=b'9', rest @ ..]
            if modifier.is_ascii_alphanumeric() =>
        {
            let begins = [&b"V0"[..], b"_", b"R1-", b"RK1-", b"ey", b"ew", b"A", b"http", b"\\0000"];
            if begins.iter().any(|begin| rest.starts_with(begin)) { 3 } else { 0 }
        }
        _ => 0,
    }
}
