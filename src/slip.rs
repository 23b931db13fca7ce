//! The printed slip: labels in three languages, amounts, dates, brought to members.
//!
//! One reader serves pasted, typed and recognised text alike. It judges nothing: it says what stands on the paper,
//! in the normal form of the members, and beside it how it was printed.

pub(crate) mod account;
mod assemble;
mod card;
pub mod digest;
mod finish;
mod fold;
mod label;
#[cfg(feature = "full")]
pub mod many;
pub mod normal;
pub mod reading;
mod row;
#[cfg_attr(not(feature = "full"), allow(dead_code, reason = "pictures' text is the whole core's"))]
pub mod seen;
#[cfg(feature = "full")]
mod shop;
mod table;
mod till;
mod value;
pub(crate) mod words;

pub use digest::{DigestLine, digest_line};
pub(crate) use fold::is_invisible;
pub use reading::{Copy, Correction, FormatHint, InputLine, Language, Line, Member, Merged, Payment, Reading, VatLine};
#[cfg(feature = "full")]
pub use shop::settle;

use crate::unicode::nfc;
use alloc::{string::ToString, vec::Vec};

/// Bytes of one input that are read; a slip has a few thousand.
const MOST_BYTES: usize = 1 << 20;
/// Lines that are read.
const MOST_LINES: usize = 4000;
/// Bytes of one line that are kept.
const MOST_LINE_BYTES: usize = 8192;

/// Reads pasted or typed text, one printed line a line. Longer input than a megabyte is cut ([`Reading::cut`]).
#[must_use]
pub fn read(text: &str) -> Reading {
    let kept = head(text, MOST_BYTES);
    let mut lines: Vec<InputLine> = kept
        .replace("\r\n", "\n")
        .split(['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(|line| InputLine { text: line.to_string(), place: None })
        .take(MOST_LINES + 2)
        .collect();
    // The end of the last line begins none; an empty line before more of them is one.
    if lines.len() < MOST_LINES + 2 && lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    let mut out = read_lines(&lines);
    out.cut |= kept.len() < text.len();
    out
}

/// Reads lines that a recogniser found on a picture, from top to bottom.
#[must_use]
pub fn read_lines(lines: &[InputLine]) -> Reading {
    let mut left = MOST_BYTES;
    let mut cut = lines.len() > MOST_LINES;
    let mut kept = Vec::new();
    for line in lines.iter().take(MOST_LINES) {
        let text = head(&line.text, MOST_LINE_BYTES.min(left));
        cut |= text.len() < line.text.len();
        left -= text.len();
        kept.push(Line { text: nfc(text), place: line.place.clone(), ..Line::default() });
    }
    let mut assembler = assemble::Assembler::new(kept, cut);
    assembler.labels();
    assembler.finish()
}

/// The beginning of a text, at most so many bytes.
fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}
