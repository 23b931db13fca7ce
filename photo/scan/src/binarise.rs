//! Black and white by a threshold that follows the light: squares of eight pixels, each judged by the mean of the
//! thresholds around it. Eight pixels at a time, in words: every picture is binarised at least once, and large ones
//! many times.

use rxing::common::{BitArray, BitFieldBaseType, BitMatrix, HybridBinarizer};
use rxing::{Binarizer, Luma8Source};

use crate::luma::Level;

/// Pixels a side of a square: bytes of a word.
const SQUARE: usize = 8;
/// Squares to each side whose thresholds count.
const AROUND: usize = 2;
/// Pixels a side of the smallest picture with a threshold that follows the light.
const SMALLEST: usize = (2 * AROUND + 1) * SQUARE;
/// A square whose pixels differ by no more is all paper or all ink.
const EVEN: u8 = 24;

/// The lowest bit of every byte.
const ONES: u64 = u64::MAX / 255;
/// The highest bit of every byte.
const TOPS: u64 = ONES << 7;

/// The dark pixels; `None` when there is no telling dark from light.
pub(crate) fn binarise(level: &Level<'_>) -> Option<BitMatrix> {
    let (width, height) = (u32::try_from(level.width).ok()?, u32::try_from(level.height).ok()?);
    if level.width < SMALLEST || level.height < SMALLEST {
        let source = Luma8Source::new_with_slice(&level.pixels, width, height).ok()?;
        return HybridBinarizer::new(source).get_black_matrix().ok().cloned();
    }
    const BITS: usize = BitFieldBaseType::BITS as usize;
    let thresholds = thresholds(level);
    let columns = level.width.div_ceil(SQUARE);
    let words = level.width.div_ceil(BITS);
    let mut dark: Vec<BitFieldBaseType> = vec![0; words * level.height];
    for (row, means) in means(&thresholds, columns).chunks_exact(columns).enumerate() {
        let top = start(row, level.height);
        for y in top..top + SQUARE {
            let pixels = level.row(y);
            let Some(line) = dark.get_mut(y * words..(y + 1) * words) else {
                continue;
            };
            for (column, threshold) in means.iter().enumerate() {
                let x = start(column, level.width);
                let bits = at_most(eight(pixels, x), *threshold);
                let (word, shift) = (x / BITS, x % BITS);
                if let Some(word) = line.get_mut(word) {
                    *word |= BitFieldBaseType::from(bits) << shift;
                }
                if shift + SQUARE > BITS
                    && let Some(word) = line.get_mut(word + 1)
                {
                    *word |= BitFieldBaseType::from(bits) >> (BITS - shift);
                }
            }
        }
    }
    let mut matrix = BitMatrix::new(width, height).ok()?;
    let mut line = BitArray::with_size(level.width);
    for (y, words) in (0..height).zip(dark.chunks_exact(words)) {
        for (i, word) in words.iter().enumerate() {
            line.setBulk(i * BITS, *word);
        }
        matrix.setRow(y, &line);
    }
    Some(matrix)
}

/// Where a square begins: the last one ends where the picture does.
fn start(square: usize, length: usize) -> usize {
    (square * SQUARE).min(length.saturating_sub(SQUARE))
}

/// Eight pixels from a place on, the first in the lowest byte.
#[inline(always)]
fn eight(pixels: &[u8], x: usize) -> u64 {
    let bytes = pixels.get(x..x + SQUARE).and_then(|bytes| bytes.try_into().ok());
    u64::from_le_bytes(bytes.unwrap_or([u8::MAX; SQUARE]))
}

/// Which of eight pixels are no brighter than a threshold: the first in the lowest bit.
fn at_most(pixels: u64, threshold: u8) -> u8 {
    let threshold = u64::from(threshold) * ONES;
    // The lower seven bits of each byte; no byte borrows from the next.
    let lower = (threshold | TOPS) - (pixels & !TOPS);
    let darker = (threshold & !pixels | !(threshold ^ pixels) & lower) & TOPS;
    // One bit of every byte gathered in the highest byte.
    ((darker >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

/// A threshold for each square.
fn thresholds(level: &Level<'_>) -> Vec<u8> {
    let (columns, rows) = (level.width.div_ceil(SQUARE), level.height.div_ceil(SQUARE));
    let mut thresholds: Vec<u8> = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        let top = start(row, level.height);
        let lines: [&[u8]; SQUARE] = core::array::from_fn(|i| level.row(top + i));
        for column in 0..columns {
            let x = start(column, level.width);
            let mut square = [0; SQUARE];
            for (eight_pixels, line) in square.iter_mut().zip(&lines) {
                *eight_pixels = eight(line, x);
            }
            let threshold = match evenly(&square) {
                None => mean(&square),
                // Of one tone, and that is paper's, unless it is darker than what was ink beside it.
                Some(darkest) => {
                    let beside = |back: usize| {
                        let at = thresholds.len().checked_sub(back);
                        u32::from(at.and_then(|at| thresholds.get(at)).copied().unwrap_or_default())
                    };
                    let ink = (beside(columns) + 2 * beside(1) + beside(columns + 1)) / 4;
                    if row > 0 && column > 0 && u32::from(darkest) < ink { ink as u8 } else { darkest / 2 }
                }
            };
            thresholds.push(threshold);
        }
    }
    thresholds
}

/// The darkest pixel of a square whose pixels hardly differ.
fn evenly(square: &[u64; SQUARE]) -> Option<u8> {
    let (mut low, mut high) = (u8::MAX, 0);
    for eight in square {
        for pixel in eight.to_le_bytes() {
            low = low.min(pixel);
            high = high.max(pixel);
        }
        if high - low > EVEN {
            return None;
        }
    }
    Some(low)
}

fn mean(square: &[u64; SQUARE]) -> u8 {
    // Four sums of sixteen pixels.
    const EVERY_OTHER: u64 = u64::MAX / 65_535 * 255;
    let sums: u64 = square.iter().map(|eight| (eight & EVERY_OTHER) + (eight >> 8 & EVERY_OTHER)).sum();
    let sum = (0..4).map(|i| sums >> (16 * i) & 0xffff).sum::<u64>();
    (sum / (SQUARE * SQUARE) as u64) as u8
}

/// The mean of the thresholds around each square; at an edge, those around the nearest with as many on every side.
fn means(thresholds: &[u8], columns: usize) -> Vec<u8> {
    const SIDE: usize = 2 * AROUND + 1;
    let rows = thresholds.len() / columns.max(1);
    let mut means = Vec::with_capacity(thresholds.len());
    let mut sums = vec![0_u32; columns];
    for row in 0..rows {
        let top = row.saturating_sub(AROUND).min(rows.saturating_sub(SIDE));
        sums.fill(0);
        for line in thresholds.chunks_exact(columns).skip(top).take(SIDE) {
            for (sum, threshold) in sums.iter_mut().zip(line) {
                *sum += u32::from(*threshold);
            }
        }
        means.extend((0..columns).map(|column| {
            let left = column.saturating_sub(AROUND).min(columns.saturating_sub(SIDE));
            let around = sums.get(left..left + SIDE).unwrap_or_default();
            (around.iter().sum::<u32>() / (SIDE * SIDE) as u32) as u8
        }));
    }
    means
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn eight_pixels_at_once() {
        for threshold in [0, 1, 100, 127, 128, 200, 254, 255] {
            let pixels = [0, 1, 99, 101, 127, 128, 201, 255];
            let expected = pixels.iter().rev().fold(0, |bits, pixel| bits << 1 | u8::from(*pixel <= threshold));
            assert_eq!(at_most(u64::from_le_bytes(pixels), threshold), expected, "{threshold}");
        }
    }

    #[test]
    fn the_same_as_pixel_by_pixel() {
        // Odd sizes, light that falls off, strokes, even squares of paper and of ink.
        for (width, height) in [(40, 40), (41, 55), (64, 47), (131, 90), (200, 201)] {
            let pixel = |x: usize, y: usize| {
                let paper = 250 - x * 90 / width - y * 60 / height;
                let inked =
                    x > width / 2 && (x / 3 + y / 5).is_multiple_of(3) || (10..30).contains(&x) && (5..35).contains(&y);
                (if inked { paper / 3 } else { paper } + (x * 7 + y * 13) % 5) as u8
            };
            let pixels: Vec<u8> = (0..width * height).map(|at| pixel(at % width, at / width)).collect();
            let level = Level::whole(&pixels, width, height).unwrap();
            let source = Luma8Source::new_with_slice(&pixels, width as u32, height as u32).unwrap();
            let expected = HybridBinarizer::new(source);
            assert!(binarise(&level).unwrap() == *expected.get_black_matrix().unwrap(), "{width} × {height}");
        }
    }
}
