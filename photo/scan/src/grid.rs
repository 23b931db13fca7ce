//! A sampled grid of modules to the text that it holds (ISO/IEC 18004 §7, backwards): format, mask, codewords, blocks,
//! error correction, segments.

use rxing::common::BitMatrix;
use rxing::qrcode::common::{ErrorCorrectionLevel, Version, VersionRef};
use rxing::qrcode::cpp_port::decoder::{Decode, DecodeBitStream};
use rxing::qrcode::decoder::DataBlock;

use crate::correction::correct;

/// What a grid holds.
pub(crate) struct Content {
    pub(crate) text: String,
    /// 1 to 40.
    pub(crate) version: u32,
    /// The share of the error correction's capacity that it took, in its worst block; `None` of a mirrored code.
    pub(crate) errors_corrected: Option<f32>,
}

/// Level and mask of a grid, read one way.
#[derive(Clone, Copy)]
struct Format {
    /// Its five bits.
    data: u8,
    /// Modules that are not as they should be.
    wrong: u32,
    /// Rows and columns change places.
    mirrored: bool,
}

/// Most modules of the format that may be wrong: 15 bits of which each pair of words differs in seven.
const MOST_WRONG: u32 = 3;
/// What the format is masked with (§7.9.1).
const MASK: u16 = 0x5412;
/// The same of the first model (AIM ITS 97-001).
const FIRST_MODEL_MASK: u16 = 0x2825;
/// Modules a side of the largest code of the first model, version 14.
const LARGEST_FIRST_MODEL: u32 = 73;

/// Reads a grid; `None` when its error correction does not vouch for every block.
pub(crate) fn read(bits: &BitMatrix) -> Option<Content> {
    let side = bits.width();
    if bits.height() != side || !(21..=177).contains(&side) {
        return None;
    }
    let version = Version::getProvisionalVersionForDimension(side).ok()?;
    let functions = version.buildFunctionPattern().ok()?;
    let mut ways = [false, true].map(|mirrored| format(bits, mirrored, MASK));
    ways.sort_by_key(|way| way.wrong);
    let read =
        ways.iter().filter(|way| way.wrong <= MOST_WRONG).find_map(|way| read_as(bits, version, &functions, *way));
    read.or_else(|| read_first_model(bits))
}

/// A code of the first model, which no edition of the standard after 2000 has: recognised by its format alone.
fn read_first_model(bits: &BitMatrix) -> Option<Content> {
    if bits.width() > LARGEST_FIRST_MODEL || format(bits, false, FIRST_MODEL_MASK).wrong > 1 {
        return None;
    }
    let result = Decode(bits).ok().filter(|result| result.isValid())?;
    Some(Content { text: result.text(), version: result.versionNumber(), errors_corrected: None })
}

fn read_as(bits: &BitMatrix, version: VersionRef, functions: &BitMatrix, format: Format) -> Option<Content> {
    let level = ErrorCorrectionLevel::forBits(format.data >> 3).ok()?;
    let codewords = codewords(bits, functions, format);
    let mut data = Vec::with_capacity(codewords.len());
    let mut worst = 0.0_f32;
    for block in DataBlock::getDataBlocks(&codewords, version, level).ok()? {
        let mut received = block.getCodewords().to_vec();
        let length = block.getNumDataCodewords() as usize;
        let checks = received.len().checked_sub(length)?;
        let errors = correct(&mut received, checks)?;
        worst = worst.max(errors as f32 / (checks / 2).max(1) as f32);
        data.extend_from_slice(received.get(..length)?);
    }
    let result = DecodeBitStream(&data, version, level).ok().filter(|result| result.isValid())?;
    Some(Content {
        text: result.text(),
        version: version.getVersionNumber(),
        errors_corrected: (!format.mirrored).then_some(worst.min(1.0)),
    })
}

fn module(bits: &BitMatrix, x: u32, y: u32, mirrored: bool) -> bool {
    if mirrored { bits.get(y, x) } else { bits.get(x, y) }
}

/// The nearest format of both copies (§7.9).
fn format(bits: &BitMatrix, mirrored: bool, mask: u16) -> Format {
    let side = bits.width();
    let word = |places: &mut dyn Iterator<Item = (u32, u32)>| {
        places.fold(0_u16, |word, (x, y)| word << 1 | u16::from(module(bits, x, y, mirrored)))
    };
    let first = word(&mut (0..6).chain(7..9).map(|x| (x, 8)).chain((0..6).chain(7..8).rev().map(|y| (8, y))));
    let second = word(&mut (side - 7..side).rev().map(|y| (8, y)).chain((side - 8..side).map(|x| (x, 8))));
    let nearest = (0..32_u8).map(|data| {
        let expected = protected(data) ^ mask;
        ((first ^ expected).count_ones().min((second ^ expected).count_ones()), data)
    });
    let (wrong, data) = nearest.min().unwrap_or((u32::MAX, 0));
    Format { data, wrong, mirrored }
}

/// Five bits with the ten that protect them (annex C).
fn protected(data: u8) -> u16 {
    let mut rest = u16::from(data) << 10;
    for bit in (10..15).rev() {
        if rest >> bit & 1 == 1 {
            rest ^= 0x537 << (bit - 10);
        }
    }
    u16::from(data) << 10 | rest
}

/// Whether the mask turns a module over (§7.8.2).
fn masked(mask: u8, x: u32, y: u32) -> bool {
    let product = x * y;
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (y / 2 + x / 3).is_multiple_of(2),
        5 => product % 2 + product % 3 == 0,
        6 => (product % 2 + product % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + product % 3).is_multiple_of(2),
    }
}

/// The codewords in their order (§7.7.3): pairs of columns from right to left, up and down by turns, the column of the
/// timing pattern left out.
fn codewords(bits: &BitMatrix, functions: &BitMatrix, format: Format) -> Vec<u8> {
    let side = bits.width();
    let mask = format.data & 7;
    let mut codewords = Vec::with_capacity((side * side / 8) as usize);
    let (mut codeword, mut count) = (0_u8, 0);
    let rights = (1..side).rev().filter(|x| if *x > 6 { x.is_multiple_of(2) } else { !x.is_multiple_of(2) });
    for (turn, right) in rights.enumerate() {
        for row in 0..side {
            let y = if turn % 2 == 0 { side - 1 - row } else { row };
            for x in [right, right - 1] {
                if functions.get(x, y) {
                    continue;
                }
                codeword = codeword << 1 | u8::from(module(bits, x, y, format.mirrored) != masked(mask, x, y));
                count += 1;
                if count == 8 {
                    codewords.push(codeword);
                    (codeword, count) = (0, 0);
                }
            }
        }
    }
    codewords
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use qrcode::{Color, EcLevel, QrCode};

    fn grid(code: &QrCode, change: impl Fn(u32, u32) -> bool) -> BitMatrix {
        let side = code.width();
        let mut bits = BitMatrix::with_single_dimension(side as u32).unwrap();
        for (at, colour) in code.to_colors().into_iter().enumerate() {
            let (x, y) = ((at % side) as u32, (at / side) as u32);
            if (colour == Color::Dark) != change(x, y) {
                bits.set(x, y);
            }
        }
        bits
    }

    #[test]
    fn every_version_and_level() {
        for version in 1..=40 {
            for level in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H] {
                let text = format!("{version} {level:?}");
                let code = QrCode::with_version(&text, qrcode::Version::Normal(version), level).unwrap();
                let content = read(&grid(&code, |_, _| false)).unwrap();
                assert_eq!((content.text, content.version), (text, version as u32));
                assert_eq!(content.errors_corrected, Some(0.0));
            }
        }
    }

    #[test]
    fn every_mask() {
        // Different texts take different masks.
        let mut seen = std::collections::BTreeSet::new();
        for number in 0..400_u32 {
            let text: String = (0..12)
                .map(|i| char::from(b'a' + (number.wrapping_mul(2_654_435_761) >> (2 * i)) as u8 % 26))
                .collect();
            let bits = grid(&QrCode::new(&text).unwrap(), |_, _| false);
            seen.insert(format(&bits, false, MASK).data & 7);
            assert_eq!(read(&bits).unwrap().text, text);
        }
        assert_eq!(seen.len(), 8);
    }

    #[test]
    fn damage_is_told_and_too_much_of_it_is_no_code() {
        let code = QrCode::with_version(b"SLIPCHECK", qrcode::Version::Normal(2), EcLevel::M).unwrap();
        let square = |side: u32| move |x: u32, y: u32| (12..12 + side).contains(&x) && (12..12 + side).contains(&y);
        let errors = |side: u32| read(&grid(&code, square(side))).map(|content| content.errors_corrected.unwrap());
        let small = errors(3).unwrap();
        assert!(small > 0.0 && small < 0.6, "{small}");
        assert!(errors(5).is_none_or(|more| more > small));
        assert!(errors(10).is_none());
        // A copy of the format is enough.
        let smudged = grid(&code, |x, y| y == 8 && x < 6);
        assert_eq!(read(&smudged).unwrap().text, "SLIPCHECK");
    }

    #[test]
    fn mirrored() {
        let code = QrCode::new("SLIPCHECK").unwrap();
        let bits = grid(&code, |_, _| false);
        let mut mirrored = BitMatrix::with_single_dimension(bits.width()).unwrap();
        for (x, y) in (0..bits.width()).flat_map(|x| (0..bits.width()).map(move |y| (x, y))) {
            if bits.get(x, y) {
                mirrored.set(y, x);
            }
        }
        let content = read(&mirrored).unwrap();
        assert_eq!((content.text.as_str(), content.errors_corrected), ("SLIPCHECK", None));
    }

    #[test]
    fn other_sizes_are_no_codes() {
        for side in [1, 20, 22, 23, 180] {
            assert!(read(&BitMatrix::with_single_dimension(side).unwrap()).is_none());
        }
        assert!(read(&BitMatrix::with_single_dimension(21).unwrap()).is_none());
        assert!(read(&BitMatrix::new(21, 25).unwrap()).is_none());
    }
}
