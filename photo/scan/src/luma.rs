//! The brightness of a picture, and the same picture smaller, larger, closed or inverted.

use std::borrow::Cow;

/// The brightness of a picture: one byte a pixel, row-major, 0 black, 255 white.
#[derive(Clone, PartialEq, Eq)]
pub struct Luma {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl std::fmt::Debug for Luma {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Luma({} × {})", self.width, self.height)
    }
}

impl Luma {
    /// A picture of `width` × `height` pixels; `None` when `pixels` does not hold exactly that many.
    pub fn new(width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        let expected = u64::from(width) * u64::from(height);
        (pixels.len() as u64 == expected).then_some(Self { width, height, pixels })
    }

    /// Pixels a row.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Every pixel, row-major.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }
}

#[cfg(any(feature = "files", feature = "web"))]
impl Luma {
    /// Appends the brightness (ITU-R BT.601 weights) of pixels of four bytes, red, green, blue, alpha; transparent
    /// pixels are seen on white. Bytes that do not fill a last pixel are left out.
    pub(crate) fn append_rgba(pixels: &mut Vec<u8>, rgba: &[u8]) {
        pixels.extend(rgba.chunks_exact(4).map(|pixel| {
            let word = u32::from_le_bytes(pixel.try_into().unwrap_or([255; 4]));
            // Red and blue in one product: what is needed of it is its upper half.
            let red_and_blue = (word & 0x00ff_00ff).wrapping_mul(77 << 16 | 29) >> 16;
            let luma = (red_and_blue + 150 * (word >> 8 & 255)) >> 8;
            match word >> 24 {
                255 => luma as u8,
                alpha => ((luma * alpha + 255 * (255 - alpha)) / 255) as u8,
            }
        }));
    }
}

/// A view of a picture at one size.
#[derive(Clone, Debug)]
pub(crate) struct Level<'a> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// `width * height` bytes.
    pub(crate) pixels: Cow<'a, [u8]>,
    /// Pixels of the whole picture for one pixel of this level.
    pub(crate) scale: f32,
}

impl<'a> Level<'a> {
    /// The picture as it is; `None` when it has no pixel or `pixels` does not hold `width * height` bytes.
    pub(crate) fn whole(pixels: &'a [u8], width: usize, height: usize) -> Option<Self> {
        let length = width.checked_mul(height).filter(|length| *length > 0)?;
        Some(Self { width, height, pixels: Cow::Borrowed(pixels.get(..length)?), scale: 1.0 })
    }

    pub(crate) fn long_side(&self) -> usize {
        self.width.max(self.height)
    }

    /// The picture at `1 / factor` of its size, each pixel the mean of `factor` × `factor`; the last pixels of a row or
    /// column that do not fill a square are left out.
    /// `None` when nothing would remain.
    pub(crate) fn shrunk(&self, factor: usize) -> Option<Level<'static>> {
        let (width, height) = (self.width.checked_div(factor)?, self.height.checked_div(factor)?);
        if width == 0 || height == 0 {
            return None;
        }
        let area = (factor * factor) as u32;
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0_u32; width];
        for rows in self.pixels.chunks_exact(self.width * factor).take(height) {
            sums.fill(0);
            for row in rows.chunks_exact(self.width) {
                for (sum, group) in sums.iter_mut().zip(row.chunks_exact(factor)) {
                    *sum += group.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                }
            }
            pixels.extend(sums.iter().map(|sum| ((sum + area / 2) / area) as u8));
        }
        Some(Level { width, height, pixels: Cow::Owned(pixels), scale: self.scale * factor as f32 })
    }

    /// The picture `factor` times as large, interpolated.
    pub(crate) fn enlarged(&self, factor: usize) -> Level<'static> {
        let (width, height) = (self.width * factor, self.height * factor);
        // Position of an enlarged pixel's centre in the small picture: the pixel before it, and how far it is on the
        // way to the next, in 256ths.
        let place = |at: usize, end: usize| {
            let doubled = (2 * at + 1) * 128 / factor;
            let position = doubled.saturating_sub(128).min((end - 1) * 256);
            (position / 256, (position % 256) as u32)
        };
        let columns: Vec<_> = (0..width).map(|x| place(x, self.width)).collect();
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let (row, down) = place(y, self.height);
            let upper = self.row(row);
            let lower = self.row((row + 1).min(self.height - 1));
            pixels.extend(columns.iter().map(|&(x, right)| {
                let next = (x + 1).min(self.width - 1);
                let mix = |row: &[u8]| {
                    let at = |x: usize| u32::from(row.get(x).copied().unwrap_or(255));
                    at(x) * (256 - right) + at(next) * right
                };
                ((mix(upper) * (256 - down) + mix(lower) * down + (1 << 15)) >> 16) as u8
            }));
        }
        Level { width, height, pixels: Cow::Owned(pixels), scale: self.scale / factor as f32 }
    }

    /// One row of pixels; empty when there is no such row.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        self.pixels.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    /// Light gaps of one or two pixels within dark parts filled (a 3 × 3 morphological closing): prints whose dots do
    /// not touch.
    pub(crate) fn closed(&self) -> Level<'static> {
        let darkest = filter(&self.pixels, self.width, |a, b| a.min(b));
        let pixels = filter(&darkest, self.width, |a, b| a.max(b));
        self.with_pixels(pixels)
    }

    /// Differences from the mean of the surroundings (9 × 9 pixels) made nine times as large: the modules of a blurred
    /// code.
    pub(crate) fn sharpened(&self) -> Level<'static> {
        const RADIUS: usize = 4;
        const GAIN: i32 = 8;
        let means = box_mean(&self.pixels, self.width, RADIUS);
        let sharpen = |(pixel, mean): (&u8, u8)| {
            let (pixel, mean) = (i32::from(*pixel), i32::from(mean));
            (pixel + GAIN * (pixel - mean)).clamp(0, 255) as u8
        };
        self.with_pixels(self.pixels.iter().zip(means).map(sharpen).collect())
    }

    /// Dark and light exchanged: codes printed or shown light on dark.
    pub(crate) fn inverted(&self) -> Level<'static> {
        self.with_pixels(self.pixels.iter().map(|pixel| !pixel).collect())
    }

    /// Brightness spread over the whole range: from `darkest` and below (black) to `brightest` and above (white).
    pub(crate) fn stretched(&self, darkest: u8, brightest: u8) -> Level<'static> {
        let range = u32::from(brightest.saturating_sub(darkest)).max(1);
        self.with_pixels(
            self.pixels
                .iter()
                .map(|pixel| (u32::from(pixel.saturating_sub(darkest)) * 255 / range).min(255) as u8)
                .collect(),
        )
    }

    fn with_pixels(&self, pixels: Vec<u8>) -> Level<'static> {
        Level { width: self.width, height: self.height, pixels: Cow::Owned(pixels), scale: self.scale }
    }
}

/// `pick` over every pixel's 3 × 3 neighbourhood, as far as it lies in the picture.
fn filter(pixels: &[u8], width: usize, pick: impl Fn(u8, u8) -> u8) -> Vec<u8> {
    let mut across = Vec::with_capacity(pixels.len());
    for row in pixels.chunks_exact(width) {
        let start = across.len();
        across.extend_from_slice(row);
        if let Some(out) = across.get_mut(start..) {
            for (pixel, next) in out.iter_mut().zip(row.iter().skip(1)) {
                *pixel = pick(*pixel, *next);
            }
            for (pixel, previous) in out.iter_mut().skip(1).zip(row) {
                *pixel = pick(*pixel, *previous);
            }
        }
    }
    let mut both = across.clone();
    for (pixel, below) in both.iter_mut().zip(across.iter().skip(width)) {
        *pixel = pick(*pixel, *below);
    }
    for (pixel, above) in both.iter_mut().skip(width).zip(&across) {
        *pixel = pick(*pixel, *above);
    }
    both
}

/// The mean over every pixel's surroundings, `2 * radius + 1` pixels square, as if the picture's last row and column
/// went on beyond it.
pub(crate) fn box_mean(pixels: &[u8], width: usize, radius: usize) -> Vec<u8> {
    let side = 2 * radius + 1;
    let area = (side * side) as u32;
    let height = pixels.len() / width.max(1);
    let row = |y: usize| pixels.get(y * width..(y + 1) * width).unwrap_or_default();
    let clamped = |at: usize, end: usize| at.saturating_sub(radius).min(end.saturating_sub(1));
    // Sums of the rows around the current one, for every column.
    let mut columns = vec![0_u32; width];
    for y in 0..side {
        for (sum, pixel) in columns.iter_mut().zip(row(clamped(y, height))) {
            *sum += u32::from(*pixel);
        }
    }
    let mut means = Vec::with_capacity(pixels.len());
    for y in 0..height {
        let column = |x: usize| columns.get(clamped(x, width)).copied().unwrap_or_default();
        let mut sum: u32 = (0..side).map(column).sum();
        for x in 0..width {
            means.push(((sum + area / 2) / area) as u8);
            sum = sum + column(x + side) - column(x);
        }
        let (above, below) = (row(clamped(y, height)), row(clamped(y + side, height)));
        for ((sum, old), new) in columns.iter_mut().zip(above).zip(below) {
            *sum = *sum + u32::from(*new) - u32::from(*old);
        }
    }
    means
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn level(pixels: &[u8], width: usize) -> Level<'_> {
        Level::whole(pixels, width, pixels.len() / width).unwrap()
    }

    #[test]
    fn a_buffer_must_hold_what_it_says() {
        assert!(Luma::new(2, 2, vec![0; 4]).is_some());
        assert!(Luma::new(2, 2, vec![0; 5]).is_none());
        assert!(Luma::new(u32::MAX, u32::MAX, vec![]).is_none());
        assert!(Level::whole(&[0; 3], 2, 2).is_none());
        assert!(Level::whole(&[], usize::MAX, 2).is_none());
    }

    #[test]
    fn shrinking_takes_means_and_leaves_the_rest_out() {
        let pixels = [10, 20, 0, 0, 99, 30, 40, 255, 255, 99, 7, 7, 7, 7, 7];
        let small = level(&pixels, 5).shrunk(2).unwrap();
        assert_eq!((small.width, small.height, small.scale), (2, 1, 2.0));
        assert_eq!(small.pixels.as_ref(), [25, 128]);
        assert!(level(&pixels, 5).shrunk(4).is_none());
        assert!(level(&pixels, 5).shrunk(0).is_none());
    }

    #[test]
    fn enlarging_interpolates_between_centres() {
        let large = level(&[0, 90], 2).enlarged(3);
        assert_eq!((large.width, large.height), (6, 3));
        assert_eq!(large.row(1), [0, 0, 30, 60, 90, 90]);
        assert_eq!(large.row(0), large.row(2));
        assert!((large.scale - 1.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn closing_fills_light_gaps_and_keeps_the_rest() {
        let row = [255, 255, 255, 0, 0, 255, 0, 0, 255, 255, 255];
        let pixels = [row; 5].concat();
        let closed = level(&pixels, 11).closed();
        assert_eq!(closed.row(2), [255, 255, 255, 0, 0, 0, 0, 0, 255, 255, 255]);
    }

    #[test]
    fn means_are_those_of_the_surroundings() {
        let pixels: Vec<u8> = (0..7 * 6).map(|at| (at * at % 251) as u8).collect();
        let (width, height) = (7_i32, 6_i32);
        for radius in [1, 4] {
            let means = box_mean(&pixels, 7, radius as usize);
            let expected = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| {
                let around = (-radius..=radius).flat_map(|v| (-radius..=radius).map(move |u| (u, v)));
                let sum: u32 = around
                    .map(|(u, v)| ((x + u).clamp(0, width - 1), (y + v).clamp(0, height - 1)))
                    .map(|(x, y)| u32::from(pixels[(y * width + x) as usize]))
                    .sum();
                let area = ((2 * radius + 1) * (2 * radius + 1)) as u32;
                ((sum + area / 2) / area) as u8
            });
            assert_eq!(means, expected.collect::<Vec<_>>(), "radius {radius}");
        }
    }

    #[test]
    fn stretching_and_inverting() {
        let stretched = level(&[10, 20, 30, 40], 4).stretched(20, 30);
        assert_eq!(stretched.pixels.as_ref(), [0, 0, 255, 255]);
        assert_eq!(level(&[0, 1, 255], 3).inverted().pixels.as_ref(), [255, 254, 0]);
    }

    #[cfg(feature = "files")]
    #[test]
    fn colours_are_weighed_and_transparency_is_white() {
        let mut pixels = Vec::new();
        let rgba = [255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 255, 0, 255, 1, 2];
        Luma::append_rgba(&mut pixels, &rgba);
        assert_eq!(pixels, [255, 0, 255, 76, 149]);
    }
}
