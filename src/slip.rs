//! The printed slip: labels in three languages, amounts, dates, brought to members.
//!
//! One reader serves pasted, typed and recognised text alike. It judges nothing: it says what stands on the paper,
//! in the normal form of the members, and beside it how it was printed.

pub mod digest;
mod fold;
pub mod normal;
pub mod reading;
mod table;
mod value;

pub use digest::{DigestLine, digest_line};
pub use reading::{Copy, Correction, FormatHint, InputLine, Language, Line, Member, Payment, Reading, VatLine};

use alloc::{string::ToString, vec::Vec};

/// Reads pasted or typed text, one printed line a line.
#[must_use]
pub fn read(text: &str) -> Reading {
    let lines: Vec<InputLine> = text.lines().map(|line| InputLine { text: line.to_string(), place: None }).collect();
    read_lines(&lines)
}

/// Reads lines that a recogniser found on a picture, from top to bottom.
#[must_use]
pub fn read_lines(_lines: &[InputLine]) -> Reading {
    Reading::default()
}
