//! Pictures of black and white: CCITT fax (ITU-T T.4, T.6) and JBIG2 (ITU-T T.88), bounded.
//!
//! ```
//! use slipcheck_bilevel::{Fax, fax};
//!
//! // Two rows of eight points: group 4, each row as white as the one above.
//! let white = fax(&[0b1100_0000], &Fax { k: -1, ..Fax::default() }, 8, 2).unwrap();
//! assert_eq!((white.width, white.height, white.rows), (8, 2, vec![0, 0]));
//! ```

extern crate alloc;

mod jbig2;

use alloc::{vec, vec::Vec};
use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};
pub use jbig2::{jbig2, jbig2_file};

/// Most points of a picture: a sheet of A4 at 600 dpi has 35 million.
pub const POINTS: usize = 40_000_000;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    /// Points of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Its rows from the top, each in whole bytes; the highest bit is the leftmost point, 1 is black.
    pub rows: Vec<u8>,
}

impl Bits {
    /// A white one; `None`: too large, or nothing.
    fn white(width: usize, height: usize) -> Option<Self> {
        let points = width.checked_mul(height).filter(|points| (1..=POINTS).contains(points))?;
        // A narrow one takes a byte a row.
        (height <= POINTS / 8).then_some(points)?;
        Some(Self { width, height, rows: vec![0; width.div_ceil(8) * height] })
    }

    /// Makes the points of a row black from one on, and up to another.
    fn blacken(&mut self, row: usize, from: usize, to: usize) {
        let width = self.width.div_ceil(8);
        let to = to.min(self.width);
        let Some(line) = self.rows.get_mut(row * width..(row + 1) * width) else { return };
        let mut at = from;
        while at < to {
            let Some(byte) = line.get_mut(at / 8) else { return };
            if at.is_multiple_of(8) && to - at >= 8 {
                *byte = 0xff;
                at += 8;
            } else {
                *byte |= 0x80 >> (at % 8);
                at += 1;
            }
        }
    }
}

/// How a fax is coded (ISO 32000-2, table 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fax {
    /// Below 0 group 4, 0 group 3 of one dimension, above 0 of two.
    pub k: i64,
    /// Ends of lines are marked.
    pub end_of_line: bool,
    /// Each row begins with a byte.
    pub byte_align: bool,
    /// The end of the picture may be marked.
    pub end_of_block: bool,
}

impl Default for Fax {
    fn default() -> Self {
        Self { k: 0, end_of_line: false, byte_align: false, end_of_block: true }
    }
}

/// Rows as they come.
struct Rows {
    bits: Bits,
    row: usize,
}

impl Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        if self.row >= self.bits.height {
            return;
        }
        for pair in changes.chunks(2) {
            if let Some(from) = pair.first() {
                let to = pair.get(1).map_or(self.bits.width, |to| *to as usize);
                self.bits.blacken(self.row, *from as usize, to);
            }
        }
        self.row += 1;
    }
}

/// A fax of this size; rows that are missing at its end are white. `None`: it is none, or too large.
#[must_use]
pub fn fax(bytes: &[u8], coding: &Fax, width: usize, height: usize) -> Option<Bits> {
    let mut rows = Rows { bits: Bits::white(width, height)?, row: 0 };
    let mut context = DecoderContext::new(DecodeSettings {
        columns: u32::try_from(width).ok()?,
        rows: u32::try_from(height).ok()?,
        end_of_block: coding.end_of_block,
        end_of_line: coding.end_of_line,
        rows_are_byte_aligned: coding.byte_align,
        encoding: match coding.k {
            ..0 => EncodingMode::Group4,
            0 => EncodingMode::Group3_1D,
            _ => EncodingMode::Group3_2D,
        },
        strict: false,
    });
    // What was read before a fault stands.
    let _ = hayro_ccitt::decode(bytes, &mut rows, &mut context);
    (rows.row > 0).then_some(rows.bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GROUP_4: Fax = Fax { k: -1, end_of_line: false, byte_align: false, end_of_block: true };

    #[test]
    fn rows_of_group_4_are_read() {
        // Horizontal mode (001), two white (0111), three black (10), then up to the end (V0); the same again (V0 three times).
        let bytes = [0b0010_1111, 0b0111_1100, 0b0000_0000, 0b0001_0000, 0b0000_0001];
        let found = fax(&bytes, &GROUP_4, 8, 2).unwrap();
        assert_eq!(found.rows, [0b0011_1000, 0b0011_1000]);
    }

    #[test]
    fn rows_of_group_3_are_read() {
        // One white (000111), two black (11), five white (1100).
        let bytes = [0b0001_1111, 0b1100_0000];
        assert_eq!(fax(&bytes, &Fax::default(), 8, 1).unwrap().rows, [0b0110_0000]);
    }

    #[test]
    fn what_is_too_large_or_nothing_is_not_read() {
        for (width, height) in [(0, 1), (1, 0), (60_000, 60_000), (1, POINTS)] {
            assert_eq!(fax(&[0xff], &GROUP_4, width, height), None, "{width} {height}");
        }
        assert_eq!(fax(&[], &GROUP_4, 8, 8), None);
        // No code begins with eight noughts.
        assert_eq!(fax(&[0, 0, 0], &Fax { end_of_block: false, ..Fax::default() }, 8, 8), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_fax_of_its_size_or_none(bytes: Vec<u8>, k in -1i64..2, flags: [bool; 3], width in 1usize..99, height in 1usize..99) {
            let [end_of_line, byte_align, end_of_block] = flags;
            if let Some(found) = fax(&bytes, &Fax { k, end_of_line, byte_align, end_of_block }, width, height) {
                prop_assert_eq!(found.rows.len(), width.div_ceil(8) * height);
            }
        }
    }
}
