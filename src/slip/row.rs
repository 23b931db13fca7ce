//! Printed lines in matching form.

use super::{
    fold::{is_han, is_invisible, plain},
    label::Label,
    table::key,
    value::at,
};
use alloc::{string::String, vec, vec::Vec};

/// What a line is, before any label is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Blank,
    Rule,
    /// Machine-readable text: no labels in it.
    Code,
    Text,
}

/// A label with its value, or text without a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) label: Option<Label>,
    /// Characters of the value, without blanks at the ends.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Segment {
    pub(crate) fn is_empty(&self) -> bool {
        self.from >= self.to
    }
}

/// A line in matching form.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// One character a printed one; a tabulator and an ideographic blank are two blanks.
    pub(crate) chars: Vec<char>,
    /// The byte of the line at which each begins, and the line's end.
    bytes: Vec<u32>,
    pub(crate) kind: Kind,
    pub(crate) segments: Vec<Segment>,
    /// Its text without label was taken by another line's label.
    pub(crate) used: bool,
    /// The line is longer than what is looked at.
    pub(crate) cut: bool,
}

/// Characters of a longer line that are looked at.
const LONGEST: usize = 4096;

impl Row {
    pub(crate) fn new(text: &str) -> Self {
        let mut chars = Vec::new();
        let mut bytes = Vec::new();
        for (byte, c) in text.char_indices().take(LONGEST) {
            if is_invisible(c) {
                continue;
            }
            let byte = u32::try_from(byte).unwrap_or(u32::MAX);
            chars.push(plain(c));
            bytes.push(byte);
            if matches!(c, '\t' | '\u{3000}') {
                chars.push(' ');
                bytes.push(byte);
            }
        }
        bytes.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let kind = kind(&chars);
        let cut = text.chars().nth(LONGEST).is_some();
        Self { chars, bytes, kind, segments: Vec::new(), used: false, cut }
    }

    /// Puts the beginning of a label, which stood at the end of the line above, before this line's text.
    pub(crate) fn prepend(&mut self, fragment: &[char]) {
        let (skip, _) = trimmed(&self.chars, 0, self.chars.len());
        let first = self.bytes.get(skip).copied().unwrap_or(0);
        self.chars = [fragment, self.chars.get(skip..).unwrap_or(&[])].concat();
        self.bytes = [&vec![first; fragment.len()], self.bytes.get(skip..).unwrap_or(&[])].concat();
        self.kind = kind(&self.chars);
    }

    /// The bytes of the line that these characters take.
    #[inline(never)]
    pub(crate) fn range(&self, from: usize, to: usize) -> (usize, usize) {
        let byte = |i: usize| self.bytes.get(i).or(self.bytes.last()).map_or(0, |&b| b as usize);
        (byte(from), byte(to))
    }

    /// The character that stands at a byte of the line, or the next one.
    pub(crate) fn index(&self, byte: usize) -> usize {
        self.bytes.partition_point(|&b| (b as usize) < byte).min(self.chars.len())
    }

    #[inline(never)]
    pub(crate) fn slice(&self, from: usize, to: usize) -> &[char] {
        self.chars.get(from..to).unwrap_or(&[])
    }

    /// Printed columns before a character; a Chinese character takes two.
    #[inline(never)]
    pub(crate) fn column(&self, index: usize) -> usize {
        self.chars.iter().take(index).map(|&c| if is_wide(c) { 2 } else { 1 }).sum()
    }

    /// Printed columns.
    pub(crate) fn width(&self) -> usize {
        self.column(self.chars.len())
    }

    /// The text at the beginning that no label of this line claims.
    #[inline(never)]
    pub(crate) fn lead(&self) -> Option<Segment> {
        let first = *self.segments.first()?;
        (first.label.is_none() && !self.used && self.kind == Kind::Text).then_some(first)
    }

    /// The line has no label at all.
    #[inline(never)]
    pub(crate) fn orphan(&self) -> Option<Segment> {
        self.lead().filter(|_| self.segments.len() == 1)
    }
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '¥')
}

fn kind(chars: &[char]) -> Kind {
    let (from, to) = trimmed(chars, 0, chars.len());
    let text = chars.get(from..to).unwrap_or(&[]);
    if text.is_empty() {
        return Kind::Blank;
    }
    let is_rule = |c: &char| matches!(c, '-' | '=' | '_' | '*' | '.' | '~' | '·' | '+' | ' ' | '#' | '─' | '═' | '…');
    if text.len() >= 3 && text.iter().all(is_rule) {
        return Kind::Rule;
    }
    let is_code = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '/' | '=');
    let starts = |prefix: &str| prefix.chars().eq(text.iter().copied().take(prefix.len()));
    if (text.len() >= 40 && text.iter().all(is_code) && !text.iter().all(char::is_ascii_digit))
        || is_base64(text)
        || starts("V0;")
        || starts("_R1-AT")
    {
        return Kind::Code;
    }
    Kind::Text
}

/// A piece of base64 (RFC 4648 §4): capitals, small letters and digits that change too often for words and amounts.
fn is_base64(text: &[char]) -> bool {
    let class =
        |c: char| [c.is_ascii_uppercase(), c.is_ascii_lowercase(), c.is_ascii_digit()].iter().position(|is| *is);
    let has = |n| text.iter().any(|&c| class(c) == Some(n));
    let changes = text.windows(2).filter(|pair| class(at(pair, 0)) != class(at(pair, 1))).count();
    let is_own = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    text.len() >= 20 && text.iter().all(is_own) && has(0) && has(1) && has(2) && changes * 9 >= text.len() * 4
}

/// The range without blanks at its ends.
#[inline(never)]
pub(crate) fn trimmed(chars: &[char], mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to && at(chars, from) == ' ' {
        from += 1;
    }
    while from < to && at(chars, to - 1) == ' ' {
        to -= 1;
    }
    (from, to)
}

/// The line's key, for sentences that may begin anywhere in it.
#[inline(never)]
pub(crate) fn whole_key(chars: &[char]) -> String {
    key(chars.get(..200).unwrap_or(chars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_base64_have_no_labels() {
        // "Totl" would be a label with a letter lost.
        for text in
            ["Totl/wEVRo4HvKxXVMs0XvTly8rG3q6i", "  St84zXTzRrU2LXVzqnekntdCzLaAgS4e", "W6GHR9qKFTAjKw2iHp4Dzg=="]
        {
            assert_eq!(Row::new(text).kind, Kind::Code, "{text}");
        }
        for text in
            ["Transaktionsnummer1842", "VISAPlatinumPayWave2024", "BATCHNO000123REFNO000456", "20261120154209123456"]
        {
            assert_eq!(Row::new(text).kind, Kind::Text, "{text}");
        }
    }
}
