//! JBIG2 (ITU-T T.88): segments are looked at before any of them is unpacked.

use crate::{Bits, POINTS};
use alloc::vec::Vec;
use hayro_jbig2::{DecodeSettings, Decoder, Globals, Page};

/// Most segments of a picture: one a stripe, and those around them.
const SEGMENTS: usize = 4096;
/// Most points of all regions together: each is unpacked by itself before it is laid on the page.
const REGIONS: usize = 4 * POINTS;

/// The first bytes of a file, and the flags of one whose segments follow each other (annex D.4.2).
const FILE: [u8; 8] = *b"\x97JB2\r\n\x1a\n";

/// Reads numbers from the front, the highest byte first.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        self.bytes(bytes)?
            .iter()
            .try_fold(0usize, |number, byte| Some(number.checked_mul(256)? + usize::from(*byte)))
    }
}

/// What is left of the bounds.
struct Bounds {
    segments: usize,
    points: usize,
}

impl Bounds {
    /// Looks at segments that follow each other (§7.2). `None`: more than may be unpacked, or nothing says how much it is.
    fn look(&mut self, bytes: &[u8]) -> Option<()> {
        let mut reader = Reader(bytes);
        while !reader.0.is_empty() {
            self.segments = self.segments.checked_sub(1)?;
            let number = reader.number(4)?;
            let flags = reader.number(1)?;
            let mut referred = reader.number(1)? >> 5;
            if referred == 7 {
                reader.0 = bytes.get(bytes.len() - reader.0.len() - 1..)?;
                referred = reader.number(4)? & 0x1fff_ffff;
                reader.bytes(referred / 8 + 1)?;
            } else if referred > 4 {
                return None;
            }
            let width = match number {
                0..=256 => 1,
                257..=65_536 => 2,
                _ => 4,
            };
            reader.bytes(referred.checked_mul(width)?)?;
            reader.bytes(if flags & 0x40 == 0 { 1 } else { 4 })?;
            let length = reader.number(4)?;
            // The last one may be cut off.
            let data = reader.bytes(length.min(reader.0.len()))?;
            self.segment(flags & 0x3f, data)?;
        }
        Some(())
    }

    fn segment(&mut self, kind: usize, data: &[u8]) -> Option<()> {
        let mut reader = Reader(data);
        match kind {
            // Symbols: those of the Huffman kind come in pictures whose size is known when they are unpacked.
            0 => (reader.number(2)? & 1 == 0).then_some(()),
            4 | 6 | 7 | 36 | 38..=40 | 42 | 43 => {
                let points = reader.number(4)?.checked_mul(reader.number(4)?)?;
                self.points = self.points.checked_sub(points)?;
                Some(())
            }
            // Patterns and halftones: no code and no letter is one.
            16 | 20 | 22 | 23 => None,
            _ => Some(()),
        }
    }
}

/// Points as they come.
struct Points {
    bits: Bits,
    row: usize,
    at: usize,
}

impl Points {
    fn push(&mut self, black: bool, count: usize) {
        if black {
            self.bits.blacken(self.row, self.at, self.at.saturating_add(count));
        }
        self.at = self.at.saturating_add(count);
    }
}

impl Decoder for Points {
    fn push_pixel(&mut self, black: bool) {
        self.push(black, 1);
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.push(black, 8 * chunk_count as usize);
    }

    fn next_line(&mut self) {
        self.row += 1;
        self.at = 0;
    }
}

/// A picture as PDF files hold it (annex D.3), with the segments that it shares with others; empty when there are none. `None`: it is
/// none, or could be more than `points`.
#[must_use]
pub fn jbig2(bytes: &[u8], globals: &[u8], points: usize) -> Option<Bits> {
    let mut bounds = Bounds { segments: SEGMENTS, points: REGIONS };
    bounds.look(globals)?;
    bounds.look(bytes)?;
    let settings = DecodeSettings { strict: false };
    let globals = if globals.is_empty() { None } else { Some(Globals::new(globals, &settings).ok()?) };
    let page = Page::new_embedded(bytes, globals.as_ref(), &settings).ok()?;
    let (width, height) = (page.width() as usize, page.height() as usize);
    if width.checked_mul(height)? > points {
        return None;
    }
    let mut out = Points { bits: Bits::white(width, height)?, row: 0, at: 0 };
    page.decode(&mut out).ok()?;
    Some(out.bits)
}

/// The picture of a file (annex D.4), whose segments follow each other, and that has one page.
#[must_use]
pub fn jbig2_file(bytes: &[u8], points: usize) -> Option<Bits> {
    let mut reader = Reader(bytes.strip_prefix(&FILE)?);
    match reader.number(1)? {
        1 if reader.number(4)? == 1 => {}
        3 => {}
        _ => return None,
    }
    jbig2(reader.0, &Vec::new(), points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    /// A segment of this kind on page 1.
    fn segment(number: u8, kind: u8, data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&[0, 0, 0, number, kind, 0, 1][..], &length, data].concat()
    }

    fn page(width: u32, height: u32) -> Vec<u8> {
        segment(0, 48, &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[0; 11]].concat())
    }

    /// A generic region whose points are coded like a fax of group 4 (flag MMR).
    fn region(width: u32, height: u32, coded: &[u8]) -> Vec<u8> {
        segment(1, 38, &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[0; 9], &[1], coded].concat())
    }

    fn picture() -> Vec<u8> {
        [page(8, 2), region(8, 2, &[0b0010_1111, 0b0111_1100, 0, 0b0001_0000, 1]), segment(2, 49, &[])].concat()
    }

    #[test]
    fn a_picture_is_read_by_itself_and_in_a_file() {
        let found = jbig2(&picture(), &[], POINTS).unwrap();
        assert_eq!((found.width, found.height, found.rows), (8, 2, vec![0b0011_1000, 0b0011_1000]));
        let file = [&FILE[..], &[1, 0, 0, 0, 1], &picture(), &segment(3, 51, &[])].concat();
        assert_eq!(jbig2_file(&file, POINTS).unwrap().rows, [0b0011_1000; 2]);
        for flags in [0, 2] {
            assert_eq!(jbig2_file(&[&FILE[..], &[flags, 0, 0, 0, 1], &picture()].concat(), POINTS), None);
        }
        assert_eq!(jbig2_file(&picture(), POINTS), None);
    }

    #[test]
    fn what_could_be_too_much_is_not_unpacked() {
        assert_eq!(jbig2(&picture(), &[], 15), None);
        assert_eq!(jbig2(&[page(60_000, 60_000), region(8, 2, &[])].concat(), &[], usize::MAX), None);
        assert_eq!(jbig2(&[page(8, 2), region(60_000, 60_000, &[])].concat(), &[], POINTS), None);
        let many = region(6_000, 6_000, &[]).repeat(5);
        assert_eq!(jbig2(&[page(8, 2), many].concat(), &[], POINTS), None);
        let segments = segment(1, 62, &[]).repeat(SEGMENTS);
        assert_eq!(jbig2(&[page(8, 2), segments].concat(), &[], POINTS), None);
        // Symbols of the Huffman kind, patterns, halftones.
        for (kind, data) in [(0, &[0, 1][..]), (16, &[0; 7]), (20, &[0; 17]), (23, &[0; 17])] {
            let more = segment(1, kind, data);
            assert_eq!(jbig2(&[page(8, 2), more.clone()].concat(), &[], POINTS), None, "{kind}");
            assert_eq!(jbig2(&picture(), &more, POINTS), None, "{kind}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_picture_or_none(bytes: Vec<u8>, at: prop::sample::Index, byte: u8) {
            let _ = jbig2(&bytes, &[], POINTS);
            let mut changed = picture();
            let at = at.index(changed.len());
            changed[at] = byte;
            let _ = jbig2(&changed, &bytes, POINTS);
            let _ = jbig2(&[page(9, 9), region(9, 9, &bytes)].concat(), &[], POINTS);
        }
    }
}
