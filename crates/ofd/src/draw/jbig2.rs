//! The code on tax invoices: JBIG2 (ITU-T T.88) of one generic region, arithmetic, template 0. No more of JBIG2 is read here.

use super::picture::big;
use alloc::{vec, vec::Vec};

/// Most points of a picture.
const POINTS: u32 = 4_000_000;

/// A picture of black and white.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bits {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Rows from the top, each in whole bytes; the highest bit is the leftmost point, 1 is black.
    pub(super) rows: Vec<u8>,
}

/// The picture of a file whose segments follow each other (annex D.4).
pub(super) fn read(bytes: &[u8]) -> Option<Bits> {
    let rest = bytes.strip_prefix(b"\x97JB2\r\n\x1a\n")?;
    let mut rest = match rest.first()? {
        1 if big(rest, 1, 4)? == 1 => rest.get(5..)?,
        3 => rest.get(1..)?,
        _ => return None,
    };
    let (mut page, mut found) = (None, None);
    while !rest.is_empty() {
        // Number, kind, nothing referred to, page in one byte, length (§7.2).
        let kind = big(rest, 4, 1)?;
        if kind & 0xc0 != 0 || big(rest, 5, 1)? >> 5 != 0 {
            return None;
        }
        let length = usize::try_from(big(rest, 7, 4)?).ok()?;
        let data = rest.get(11..)?.get(..length)?;
        rest = rest.get(11 + length..)?;
        match kind {
            // A white page.
            48 if page.is_none() && big(data, 16, 1)? & 4 == 0 => page = Some((big(data, 0, 4)?, big(data, 4, 4)?)),
            // All of the page, laid over white.
            38 | 39 if found.is_none() && page? == (big(data, 0, 4)?, big(data, 4, 4)?) => {
                let (corner, operator) = (data.get(8..16)?, big(data, 16, 1)?);
                (corner == [0; 8] && matches!(operator, 0 | 2 | 4)).then_some(())?;
                found = Some(region(data.get(17..)?, page?)?);
            }
            49 | 51 => {}
            _ => return None,
        }
    }
    found
}

/// A generic region (§7.4.6, §6.2).
fn region(data: &[u8], (width, height): (u32, u32)) -> Option<Bits> {
    let points = width.checked_mul(height).filter(|points| (1..=POINTS).contains(points) && height <= POINTS / 8);
    let (width, height) = points.and(usize::try_from(width).ok().zip(usize::try_from(height).ok()))?;
    let (flags, places, coded) = (*data.first()?, data.get(1..9)?, data.get(9..)?);
    if flags & !8 != 0 {
        return None;
    }
    let typical = flags & 8 != 0;
    // Places from the point that is decoded, the lowest bit of the context first (figure 3); four of them are stated.
    let mut taps: [(isize, isize); 16] = [
        (-1, 0),
        (-2, 0),
        (-3, 0),
        (-4, 0),
        (0, 0),
        (2, -1),
        (1, -1),
        (0, -1),
        (-1, -1),
        (-2, -1),
        (0, 0),
        (0, 0),
        (1, -2),
        (0, -2),
        (-1, -2),
        (0, 0),
    ];
    for (at, place) in [4, 10, 11, 15].into_iter().zip(places.chunks(2)) {
        let [x, y] = *place else { return None };
        let (x, y) = (isize::from(x as i8), isize::from(y as i8));
        // Only what was decoded before.
        (y < 0 || (y == 0 && x < 0)).then_some(())?;
        *taps.get_mut(at)? = (x, y);
    }
    let row = width.div_ceil(8);
    let mut bits = Bits { width, height, rows: vec![0; row * height] };
    let mut decoder = Decoder::new(coded);
    let mut contexts = vec![0u8; 1 << 16];
    let mut same = false;
    for y in 0..height {
        if typical {
            same ^= decoder.bit(contexts.get_mut(0x9b25)?);
            if same {
                if let Some(above) = y.checked_sub(1) {
                    bits.rows.copy_within(above * row..y * row, y * row);
                }
                continue;
            }
        }
        for x in 0..width {
            let context = taps.iter().rev().fold(0usize, |context, (dx, dy)| {
                let point = || bits.is_black(x.checked_add_signed(*dx)?, y.checked_add_signed(*dy)?);
                context << 1 | usize::from(point().unwrap_or(false))
            });
            if decoder.bit(contexts.get_mut(context)?) {
                *bits.rows.get_mut(y * row + x / 8)? |= 0x80 >> (x % 8);
            }
        }
    }
    Some(bits)
}

impl Bits {
    fn is_black(&self, x: usize, y: usize) -> Option<bool> {
        let byte = self.rows.get(y * self.width.div_ceil(8) + x / 8).filter(|_| x < self.width)?;
        Some(byte & 0x80 >> (x % 8) != 0)
    }
}

/// States of the estimation (table E.1): the value, the next state where it was right, and where it was wrong.
const STATES: [(u16, u8, u8); 47] = [
    (0x5601, 1, 1),
    (0x3401, 2, 6),
    (0x1801, 3, 9),
    (0x0ac1, 4, 12),
    (0x0521, 5, 29),
    (0x0221, 38, 33),
    (0x5601, 7, 6),
    (0x5401, 8, 14),
    (0x4801, 9, 14),
    (0x3801, 10, 14),
    (0x3001, 11, 17),
    (0x2401, 12, 18),
    (0x1c01, 13, 20),
    (0x1601, 29, 21),
    (0x5601, 15, 14),
    (0x5401, 16, 14),
    (0x5101, 17, 15),
    (0x4801, 18, 16),
    (0x3801, 19, 17),
    (0x3401, 20, 18),
    (0x3001, 21, 19),
    (0x2801, 22, 19),
    (0x2401, 23, 20),
    (0x2201, 24, 21),
    (0x1c01, 25, 22),
    (0x1801, 26, 23),
    (0x1601, 27, 24),
    (0x1401, 28, 25),
    (0x1201, 29, 26),
    (0x1101, 30, 27),
    (0x0ac1, 31, 28),
    (0x09c1, 32, 29),
    (0x08a1, 33, 30),
    (0x0521, 34, 31),
    (0x0441, 35, 32),
    (0x02a1, 36, 33),
    (0x0221, 37, 34),
    (0x0141, 38, 35),
    (0x0111, 39, 36),
    (0x0085, 40, 37),
    (0x0049, 41, 38),
    (0x0025, 42, 39),
    (0x0015, 43, 40),
    (0x0009, 44, 41),
    (0x0005, 45, 42),
    (0x0001, 45, 43),
    (0x5601, 46, 46),
];

/// The arithmetic decoder (annex E.3); behind its bytes come ones.
struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
    code: u32,
    interval: u32,
    left: u32,
}

impl<'a> Decoder<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut this = Self { bytes, at: 0, code: 0, interval: 0x8000, left: 0 };
        this.code = this.byte(0) << 16;
        this.fill();
        this.code <<= 7;
        this.left -= 7;
        this
    }

    fn byte(&self, ahead: usize) -> u32 {
        self.bytes.get(self.at + ahead).copied().map_or(0xff, u32::from)
    }

    fn fill(&mut self) {
        let next = self.byte(1);
        self.left = 8;
        if self.byte(0) != 0xff {
            self.at += 1;
            self.code = self.code.wrapping_add(next << 8);
        } else if next > 0x8f {
            self.code = self.code.wrapping_add(0xff00);
        } else {
            self.at += 1;
            self.code = self.code.wrapping_add(next << 9);
            self.left = 7;
        }
    }

    /// The next bit; a context is twice its state, and one more where black is what is expected.
    fn bit(&mut self, context: &mut u8) -> bool {
        let expected = *context & 1;
        let Some((value, right, wrong)) = STATES.get(usize::from(*context >> 1)).copied() else { return false };
        let value = u32::from(value);
        self.interval -= value;
        let low = self.code >> 16 < value;
        if !low {
            self.code -= value << 16;
            if self.interval & 0x8000 != 0 {
                return expected == 1;
            }
        }
        // The smaller part may be that of what is expected.
        let as_expected = low == (self.interval < value);
        if low {
            self.interval = value;
        }
        let turns = matches!(*context >> 1, 0 | 6 | 14);
        let found = if as_expected { expected } else { 1 - expected };
        *context = if as_expected { right << 1 | expected } else { wrong << 1 | (expected ^ u8::from(turns)) };
        while self.interval & 0x8000 == 0 {
            if self.left == 0 {
                self.fill();
            }
            self.interval <<= 1;
            self.code <<= 1;
            self.left -= 1;
        }
        found == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use proptest::prelude::*;

    const FILE: &[u8] = b"\x97JB2\r\n\x1a\n\x01\0\0\0\x01";

    fn segment(kind: u8, data: &[u8]) -> Vec<u8> {
        [&[0, 0, 0, 0, kind, 0, 1][..], &u32::try_from(data.len()).unwrap().to_be_bytes(), data].concat()
    }

    /// A file of one region of this size, with its flags, the usual places, and what is coded.
    fn file(width: u32, height: u32, flags: u8, coded: &[u8]) -> Vec<u8> {
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        let places = [3, 0xff, 0xfd, 0xff, 2, 0xfe, 0xfe, 0xfe];
        let region = [&size[..], &[0; 9], &[flags], &places, coded].concat();
        [FILE, &segment(48, &[&size[..], &[0; 11]].concat()), &segment(38, &region), &segment(51, &[])].concat()
    }

    #[test]
    fn the_sequence_of_the_standard_is_decoded() {
        // Annex H.2: 256 bits in one context.
        let coded = [
            0x84, 0xc7, 0x3b, 0xfc, 0xe1, 0xa1, 0x43, 0x04, 0x02, 0x20, 0x00, 0x00, 0x41, 0x0d, 0xbb, 0x86, 0xf4, 0x31,
            0x7f, 0xff, 0x88, 0xff, 0x37, 0x47, 0x1a, 0xdb, 0x6a, 0xdf, 0xff, 0xac,
        ];
        let wanted = "00020051000000c0035287 2aaaaaaaaa82c02000fcd79ef6bf7fed90 4f46a3bf".replace(' ', "");
        let (mut decoder, mut context, mut found) = (Decoder::new(&coded), 0, String::new());
        for _ in 0..64 {
            let digit = (0..4).fold(0u8, |digit, _| digit << 1 | u8::from(decoder.bit(&mut context)));
            found.push(char::from_digit(digit.into(), 16).unwrap());
        }
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_is_not_this_kind_is_not_read() {
        assert!(read(&file(8, 8, 0, &[0; 9])).is_some() && read(&file(8, 8, 8, &[0; 9])).is_some());
        for other in [1, 2, 4, 0x10] {
            assert_eq!(read(&file(8, 8, other, &[0; 9])), None, "{other}");
        }
        for (width, height) in [(0, 8), (8, 0), (60_000, 60_000), (1, POINTS)] {
            assert_eq!(read(&file(width, height, 0, &[0; 9])), None, "{width} {height}");
        }
        let whole = file(8, 8, 0, &[0; 9]);
        assert_eq!(read(&whole[1..]), None);
        assert_eq!(read(&[&whole[..], &segment(0, &[])].concat()), None);
        // One place points to what is not decoded yet.
        let mut ahead = whole.clone();
        let at = ahead.windows(2).position(|pair| pair == [3, 0xff]).unwrap();
        ahead[at + 1] = 0;
        assert_eq!(read(&ahead), None);
    }

    proptest! {
        // Without the byte that marks begin with: what comes behind the end of the data, each reader decides.
        #[test]
        fn another_reader_sees_the_same(coded in prop::collection::vec(0u8..0xff, 400..420), width in 1u32..70, height in 1u32..40, typical: bool) {
            let file = file(width, height, if typical { 8 } else { 0 }, &coded);
            let (found, other) = (read(&file).unwrap(), slipcheck_bilevel::jbig2_file(&file, 1 << 20).unwrap());
            prop_assert_eq!((found.width, found.height, found.rows), (other.width, other.height, other.rows));
        }

        #[test]
        fn any_bytes_are_a_picture_or_none(bytes: Vec<u8>, at: prop::sample::Index, byte: u8) {
            let _ = read(&[FILE, &bytes].concat());
            let mut changed = file(9, 9, 8, &[1, 2, 3]);
            let at = at.index(changed.len());
            changed[at] = byte;
            let _ = read(&changed);
        }
    }
}
