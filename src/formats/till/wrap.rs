//! Codes in a text, wrapped over lines as tills and copying wrap them.

use crate::{
    input::{View, paste_damage},
    report::Note,
};
use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// Reads a code's parts from a view, one behind the other.
pub(in crate::formats) struct Reader<'a> {
    pub(in crate::formats) view: &'a View,
    /// The byte that is read next.
    pub(in crate::formats) at: usize,
    start: usize,
    /// White space was taken out, or a line ended inside.
    pub(in crate::formats) joined: bool,
    /// Blanks stand around parts that have none of their own: they are of the writing, not of the free parts.
    spaced: bool,
}

/// What a part may consist of.
#[derive(Clone, Copy)]
pub(in crate::formats) enum Alphabet {
    /// Any text: blanks belong to it, line ends perhaps.
    Free,
    /// These bytes: white space in between comes from wrapping.
    Only(fn(u8) -> bool),
}

pub(in crate::formats) fn is_base64(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=' | b'-')
}

impl<'a> Reader<'a> {
    pub(in crate::formats) fn new(view: &'a View, start: usize) -> Self {
        Self { view, at: start, start, joined: false, spaced: false }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.view.bytes.get(at).copied()
    }

    fn gap(&self, from: usize) -> Range<usize> {
        let rest = self.view.bytes.get(from..).unwrap_or_default();
        from..from + rest.iter().take_while(|c| c.is_ascii_whitespace()).count()
    }

    /// Reads up to `separator`, at most `limit` bytes. `Err` with what there is of it when the separator does not come;
    /// the reader then stands behind that.
    pub(in crate::formats) fn part(
        &mut self,
        separator: u8,
        alphabet: Alphabet,
        limit: usize,
    ) -> Result<String, String> {
        let from = self.at;
        let allowed = |c: u8| match alphabet {
            Alphabet::Free => c != 0,
            Alphabet::Only(is) => is(c) || c.is_ascii_whitespace(),
        };
        let rest = self.view.bytes.get(from..).unwrap_or_default();
        let length = rest.iter().take(limit + 1).take_while(|c| **c != separator && allowed(**c)).count();
        let whole = length <= limit && rest.get(length) == Some(&separator);
        let end = if whole {
            from + length
        } else {
            // What stands on the same line without a blank.
            from + rest.iter().take(length).take_while(|c| !c.is_ascii_whitespace()).count()
        };
        self.at = if whole { end + 1 } else { end };
        let text = self.view.text(from..end);
        let text = match alphabet {
            Alphabet::Free => self.free(&text),
            Alphabet::Only(_) => {
                let joined: String = text.split_ascii_whitespace().collect();
                self.joined |= joined.len() != text.len();
                self.spaced |= text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']);
                joined
            }
        };
        if whole { Ok(text) } else { Err(text) }
    }

    /// Reads free text up to `end`, and the separator there.
    pub(in crate::formats) fn free_until(&mut self, end: usize) -> String {
        let text = self.view.text(self.at..end);
        self.at = end + 1;
        self.free(&text)
    }

    /// Free text: blanks are kept, a line's end inside is kept as one. Blanks around it on its own line may be its own.
    fn free(&mut self, text: &str) -> String {
        let blank = |c: char| matches!(c, ' ' | '\t');
        let first = text.split(['\n', '\r']).next().unwrap_or_default();
        let last = text.rsplit(['\n', '\r']).next().unwrap_or_default();
        let mut out = String::new();
        if !first.trim().is_empty() {
            out.push_str(first.get(..first.len() - first.trim_start_matches(blank).len()).unwrap_or_default());
        }
        for (i, line) in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            if i > 0 {
                out.push('\n');
            }
            out.push_str(line);
        }
        if !last.trim().is_empty() {
            out.push_str(last.get(last.trim_end_matches(blank).len()..).unwrap_or_default());
        }
        self.joined |= out.len() != text.len();
        out
    }

    /// Takes the blanks off free parts where all parts are spaced.
    pub(in crate::formats) fn settle<'p>(&mut self, parts: impl Iterator<Item = &'p mut String>) {
        if self.spaced {
            parts.for_each(|part| *part = part.trim_matches([' ', '\t']).into());
        }
    }

    /// Reads exactly so many characters, white space between them taken out.
    pub(in crate::formats) fn exactly(&mut self, count: usize, is: fn(u8) -> bool) -> Option<String> {
        let mut out = String::with_capacity(count);
        let mut at = self.at;
        while out.len() < count {
            match self.byte(at)? {
                c if is(c) => out.push(char::from(c)),
                c if c.is_ascii_whitespace() && at - self.at < 2 * count + 64 => self.joined = true,
                _ => return None,
            }
            at += 1;
        }
        self.at = at;
        Some(out)
    }

    /// Reads a last part in base64 or base32: `length` says how long it must be, as far as that can be told from its
    /// beginning. Lines and words behind it are joined as long as they look like a part of it.
    pub(in crate::formats) fn last(&mut self, is: fn(u8) -> bool, length: impl Fn(&str) -> Option<usize>) -> String {
        let run = |from: usize| {
            let rest = self.view.bytes.get(from..).unwrap_or_default();
            let run = rest.iter().take_while(|c| is(**c) && **c != b'=').count();
            let padding = rest.iter().skip(run).take(6).take_while(|c| **c == b'=').count();
            from..from + run + padding
        };
        let first = run(self.gap(self.at).end);
        self.joined |= first.start != self.at;
        let mut out = self.view.text(first.clone());
        let width = out.len();
        let (mut end, mut last) = (first.end, width);
        // Hyphens that pieces end with: of the alphabet, or of a PDF's line breaks.
        let mut hyphens = 0;
        for _ in 0..256 {
            if out.ends_with('=') {
                break;
            }
            let expected = length(&out);
            hyphens += usize::from(out.ends_with('-'));
            let missing = expected.map(|length| (length + hyphens).saturating_sub(out.len()));
            if missing == Some(0) {
                break;
            }
            let gap = self.gap(end);
            let piece = run(gap.end);
            let ends = self.byte(piece.end).is_none_or(|c| !c.is_ascii_alphanumeric());
            let word = self.view.text(piece.clone());
            let fits = match missing {
                Some(missing) => {
                    word.len() == missing
                        || word.len() + hyphens == missing
                        || word.len() < missing && (last == width && word.len() == width || !is_word(&word))
                }
                None => !is_word(&word),
            };
            if gap.is_empty() || word.is_empty() || !ends || !fits {
                break;
            }
            out.push_str(&word);
            (end, last) = (piece.end, word.len());
            self.joined = true;
        }
        self.at = end;
        out
    }

    /// What stands directly behind the last part, as one part more; but not another code.
    pub(in crate::formats) fn surplus(&mut self, separator: u8, other: &[u8]) -> Option<String> {
        let rest = self.view.bytes.get(self.at..)?.strip_prefix(&[separator])?;
        let length = rest.iter().take(160).take_while(|c| c.is_ascii_graphic()).count();
        if length == 0 || rest.starts_with(other) {
            return None;
        }
        let from = self.at + 1;
        self.at = from + length;
        Some(self.view.text(from..self.at))
    }

    /// Where the code stands, and what was mended on the way.
    pub(in crate::formats) fn finish(&self) -> (Range<usize>, Vec<Note>) {
        let range = self.start..self.at;
        let mut notes = Vec::new();
        if self.joined {
            notes.push(paste_damage("white-space"));
        }
        if self.view.was_mended(range.clone()) {
            notes.push(paste_damage("characters"));
        }
        (range, notes)
    }
}

/// A word or a number of printed text rather than a piece of base64.
fn is_word(piece: &str) -> bool {
    let letters = || piece.bytes().filter(u8::is_ascii_alphabetic);
    let rest_lower = piece.bytes().skip(1).all(|c| c.is_ascii_lowercase());
    let marks = piece.bytes().any(|c| matches!(c, b'+' | b'/' | b'='));
    // Letters among digits, so long: base32.
    let mixed = piece.len() > 15 && (1..piece.len()).contains(&letters().count());
    !marks
        && !mixed
        && (letters().all(|c| c.is_ascii_uppercase()) || letters().all(|c| c.is_ascii_lowercase()) || rest_lower)
}

/// Every way to read free text in which a line ended: the line end belongs to it as nothing or as a blank, and blanks
/// may come from wrapping as well; blanks around it may be its own. The likeliest first.
pub(in crate::formats) fn readings(text: &str) -> Vec<String> {
    let core = text.trim_matches([' ', '\t']);
    let mut readings = alloc::vec![core.replace('\n', "")];
    for other in
        [core.replace('\n', " "), core.replace([' ', '\n'], ""), text.replace('\n', ""), text.replace('\n', " ")]
    {
        if !readings.contains(&other) {
            readings.push(other);
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_read_both_ways() {
        assert_eq!(readings("AMA-6200"), ["AMA-6200"]);
        assert_eq!(readings("ERS 8cb8"), ["ERS 8cb8", "ERS8cb8"]);
        assert_eq!(readings("ERS\n8cb8"), ["ERS8cb8", "ERS 8cb8"]);
        assert_eq!(readings("KASSE-7 "), ["KASSE-7", "KASSE-7 "]);
    }

    #[test]
    fn words_are_no_base64() {
        for word in ["Vielen", "Dank", "SUMME", "einkauf", "2026"] {
            assert!(is_word(word), "{word}");
        }
        for piece in ["aB3x", "w==", "abc+", "a1B2"] {
            assert!(!is_word(piece), "{piece}");
        }
    }
}
