//! A picture in memory: three bytes a pixel, no side longer than needed.

use serde::{Deserialize, Serialize};

use crate::Place;

/// A picture with more pixels is refused.
pub const MOST_PIXELS: u64 = 50_000_000;
/// Longest side kept, in pixels: a longer one is made smaller by a whole number.
pub const LONGEST_SIDE: u32 = 4096;

/// A picture: red, green, blue, row-major.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    /// How many pixels of what was given, in a row, are one here.
    shrunk: usize,
    /// Of a piece: where its first pixel is in the whole.
    left: usize,
    top: usize,
}

/// A piece of a picture, enough to read one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Where its first pixel is in the picture.
    pub left: usize,
    /// The same, downwards.
    pub top: usize,
    /// How many pixels of the picture given, in a row, are one here.
    pub shrunk: usize,
    /// Red, green, blue, row-major.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}

impl Picture {
    /// A picture of four bytes a pixel (red, green, blue, alpha; transparent parts on white), a strip of whole rows at a
    /// time. `None` without pixels, with more than [`MOST_PIXELS`], or when the rows are not there.
    #[must_use]
    pub fn from_rgba(rgba: &[u8], width: u32, height: u32) -> Option<Self> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 || pixels > MOST_PIXELS || rgba.len() as u64 != pixels * 4 {
            return None;
        }
        let mut builder = Builder::new(width, height)?;
        builder.push(rgba);
        builder.finish()
    }

    /// Pixels a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// How many pixels of the picture given are one here: places and lines are in pixels of the picture given.
    pub(crate) fn scale(&self) -> f32 {
        self.shrunk as f32
    }

    /// The piece that holds a place, with what recognition may look at around it.
    #[must_use]
    pub fn patch(&self, place: &Place) -> Patch {
        let margin = 0.2 * place.height() / self.scale() + 3.0;
        let range = |values: [f32; 4], length: usize| {
            let low = values.into_iter().fold(f32::INFINITY, f32::min) / self.scale() - margin;
            let high = values.into_iter().fold(f32::NEG_INFINITY, f32::max) / self.scale() + margin;
            let from = (low.max(0.0) as usize).min(length - 1);
            from..(high.max(0.0) as usize + 1).clamp(from + 1, length)
        };
        let columns = range(place.corners.map(|corner| corner.x), self.width);
        let rows = range(place.corners.map(|corner| corner.y), self.height);
        let row = |y: usize| {
            let start = y * self.width;
            self.pixels.get((start + columns.start) * 3..(start + columns.end) * 3).unwrap_or_default()
        };
        Patch {
            width: columns.len(),
            height: rows.len(),
            left: columns.start,
            top: rows.start,
            shrunk: self.shrunk,
            pixels: rows.clone().flat_map(row).copied().collect(),
        }
    }

    /// The piece as a picture by itself, whose places are in pixels of the whole. `None` when its pixels are not there.
    #[must_use]
    pub fn from_patch(patch: Patch) -> Option<Self> {
        let Patch { width, height, left, top, shrunk, pixels } = patch;
        let sound = width > 0 && height > 0 && shrunk > 0 && width.checked_mul(height)?.checked_mul(3)? == pixels.len();
        sound.then_some(Self { width, height, pixels, shrunk, left, top })
    }

    fn pixel(&self, x: usize, y: usize) -> [f32; 3] {
        let at = (y.min(self.height - 1) * self.width + x.min(self.width - 1)) * 3;
        match self.pixels.get(at..at + 3) {
            Some([r, g, b]) => [f32::from(*r), f32::from(*g), f32::from(*b)],
            _ => [0.0; 3],
        }
    }

    /// The colour at a point (centres of pixels at halves), between pixels by their nearness; outside, that of the edge.
    pub(crate) fn at(&self, x: f32, y: f32) -> [f32; 3] {
        let x = (x - self.left as f32 - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - self.top as f32 - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (u, v) = (x - left as f32, y - top as f32);
        let (a, b) = (self.pixel(left, top), self.pixel(left + 1, top));
        let (c, d) = (self.pixel(left, top + 1), self.pixel(left + 1, top + 1));
        core::array::from_fn(|i| {
            let upper = a[i] + (b[i] - a[i]) * u;
            let lower = c[i] + (d[i] - c[i]) * u;
            upper + (lower - upper) * v
        })
    }

    /// The picture at another size, three planes of `width * height`: each pixel the mean of what it covers.
    pub(crate) fn resized(&self, width: usize, height: usize) -> Vec<[f32; 3]> {
        // Rows of the result are made of rows of the picture first squeezed in width.
        let columns = coverage(self.width, width);
        let rows = coverage(self.height, height);
        let mut result = Vec::with_capacity(width * height);
        let mut squeezed: Vec<(usize, Vec<[f32; 3]>)> = Vec::new();
        for row in &rows {
            squeezed.retain(|(y, _)| *y >= row.first);
            let mut sum = vec![[0.0f32; 3]; width];
            for (offset, weight) in row.weights.iter().enumerate() {
                let y = row.first + offset;
                if !squeezed.iter().any(|(known, _)| *known == y) {
                    squeezed.push((y, self.squeezed_row(y, &columns)));
                }
                if let Some((_, line)) = squeezed.iter().find(|(known, _)| *known == y) {
                    for (sum, pixel) in sum.iter_mut().zip(line) {
                        for (sum, value) in sum.iter_mut().zip(pixel) {
                            *sum += value * weight;
                        }
                    }
                }
            }
            result.append(&mut sum);
        }
        result
    }

    fn squeezed_row(&self, y: usize, columns: &[Coverage]) -> Vec<[f32; 3]> {
        let start = y * self.width * 3;
        let row = self.pixels.get(start..start + self.width * 3).unwrap_or_default();
        let squeeze = |column: &Coverage| {
            let mut sum = [0.0f32; 3];
            let covered = row.get(column.first * 3..).unwrap_or_default();
            for (weight, pixel) in column.weights.iter().zip(covered.chunks_exact(3)) {
                for (sum, value) in sum.iter_mut().zip(pixel) {
                    *sum += f32::from(*value) * weight;
                }
            }
            sum
        };
        columns.iter().map(squeeze).collect()
    }
}

/// Which pixels one of another size covers, and how much of it each is.
struct Coverage {
    first: usize,
    weights: Vec<f32>,
}

fn coverage(from: usize, to: usize) -> Vec<Coverage> {
    let step = from as f32 / to as f32;
    // Enlarged, a pixel takes from its two nearest; made smaller, all that it covers.
    let reach = step.max(1.0);
    (0..to)
        .map(|i| {
            let centre = (i as f32 + 0.5) * step;
            let first = ((centre - reach).floor().max(0.0) as usize).min(from - 1);
            let last = ((centre + reach).ceil() as usize).clamp(first + 1, from);
            let near = |x: usize| (1.0 - (x as f32 + 0.5 - centre).abs() / reach).max(0.0);
            let mut weights: Vec<f32> = (first..last).map(near).collect();
            let sum: f32 = weights.iter().sum();
            if sum > 0.0 {
                weights.iter_mut().for_each(|weight| *weight /= sum);
            } else if let Some(weight) = weights.first_mut() {
                *weight = 1.0;
            }
            Coverage { first, weights }
        })
        .collect()
}

/// Takes a picture in strips, so that four bytes a pixel need not be there at once.
pub(crate) struct Builder {
    width: usize,
    height: usize,
    factor: usize,
    /// Sums of the row of the result that is being filled, and how many rows went into it.
    sums: Vec<u32>,
    rows: usize,
    /// Pixels of the row given that is being filled.
    column: usize,
    pixels: Vec<u8>,
}

impl Builder {
    pub(crate) fn new(width: u32, height: u32) -> Option<Self> {
        let factor = width.max(height).div_ceil(LONGEST_SIDE).max(1) as usize;
        let (width, height) = (width as usize, height as usize);
        let (out_width, out_height) = ((width / factor).max(1), (height / factor).max(1));
        (width > 0 && height > 0).then(|| Self {
            width,
            height,
            factor,
            sums: vec![0; if factor > 1 { out_width * 3 } else { 0 }],
            rows: 0,
            column: 0,
            pixels: Vec::with_capacity(out_width * out_height * 3),
        })
    }

    /// The next pixels, four bytes each.
    pub(crate) fn push(&mut self, rgba: &[u8]) {
        for pixel in rgba.chunks_exact(4) {
            let [r, g, b, alpha] = *pixel else { continue };
            let on_white = |value: u8| match alpha {
                255 => value,
                _ => ((u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255) as u8,
            };
            let colour = [on_white(r), on_white(g), on_white(b)];
            if self.factor == 1 {
                self.pixels.extend_from_slice(&colour);
                continue;
            }
            let at = self.column / self.factor * 3;
            if let Some(sums) = self.sums.get_mut(at..at + 3) {
                for (sum, value) in sums.iter_mut().zip(colour) {
                    *sum += u32::from(value);
                }
            }
            self.column += 1;
            if self.column == self.width {
                self.column = 0;
                self.rows += 1;
                if self.rows == self.factor.min(self.height) {
                    self.flush();
                }
            }
        }
    }

    fn flush(&mut self) {
        let count = (self.rows * self.factor.min(self.width)) as u32;
        self.pixels.extend(self.sums.iter().map(|sum| (sum / count) as u8));
        self.sums.fill(0);
        self.rows = 0;
    }

    /// The picture, when all of it came.
    pub(crate) fn finish(self) -> Option<Picture> {
        let (width, height) = ((self.width / self.factor).max(1), (self.height / self.factor).max(1));
        let mut pixels = self.pixels;
        pixels.truncate(width * height * 3);
        (pixels.len() == width * height * 3).then_some(Picture {
            width,
            height,
            pixels,
            shrunk: self.factor,
            left: 0,
            top: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn striped(width: u32, height: u32) -> Vec<u8> {
        (0..width * height).flat_map(|i| [(i % width) as u8, 10, 20, 255]).collect()
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(Picture::from_rgba(&[], 0, 0).is_none());
        assert!(Picture::from_rgba(&[0; 15], 2, 2).is_none());
        assert!(Picture::from_rgba(&[0; 16], u32::MAX, u32::MAX).is_none());
        assert!(Picture::from_rgba(&[0; 16], 2, 2).is_some());
    }

    #[test]
    fn long_ones_are_made_smaller() {
        let picture = Picture::from_rgba(&striped(10_000, 3), 10_000, 3).unwrap();
        assert_eq!((picture.width, picture.height, picture.shrunk), (3333, 1, 3));
        let thin = Picture::from_rgba(&striped(1, 10_000), 1, 10_000).unwrap();
        assert_eq!((thin.width, thin.height), (1, 3333));
    }

    #[test]
    fn resizing_keeps_the_mean() {
        let picture = Picture::from_rgba(&striped(200, 50), 200, 50).unwrap();
        for (width, height) in [(64, 32), (200, 50), (400, 100), (1, 1)] {
            let pixels = picture.resized(width, height);
            assert_eq!(pixels.len(), width * height);
            let mean = pixels.iter().map(|pixel| pixel[0]).sum::<f32>() / pixels.len() as f32;
            assert!((mean - 99.5).abs() < 1.0, "{width}: {mean}");
            assert!(pixels.iter().all(|pixel| (pixel[1] - 10.0).abs() < 0.01));
        }
        assert!((picture.at(10.5, 3.0)[0] - 10.0).abs() < 0.001);
        assert!((picture.at(11.0, 3.0)[0] - 10.5).abs() < 0.001);
        assert!(picture.at(-50.0, 900.0)[0].abs() < 0.001);
    }

    #[test]
    fn a_line_reads_the_same_from_its_patch() {
        for (width, height) in [(300, 200), (9000, 200)] {
            let rgba: Vec<u8> =
                (0..width * height).flat_map(|i| [(i * 7 % 251) as u8, (i % 13) as u8, 9, 255]).collect();
            let picture = Picture::from_rgba(&rgba, width, height).unwrap();
            let corners = [(150.0, 60.0), (280.0, 90.0), (275.0, 120.0), (145.0, 90.0)];
            let place = Place { corners: corners.map(|(x, y)| crate::Corner::new(x, y)), score: 1.0 };
            let patch = Picture::from_patch(picture.patch(&place)).unwrap();
            assert!(patch.pixels.len() < picture.pixels.len() / 2);
            for corner in place.higher(0.12).corners {
                let (x, y) = (corner.x / picture.scale(), corner.y / picture.scale());
                assert_eq!(picture.at(x, y), patch.at(x, y));
            }
            for corners in [[crate::Corner::new(f32::NAN, -1e9); 4], [crate::Corner::new(1e9, 1e9); 4]] {
                assert!(!picture.patch(&Place { corners, score: 1.0 }).pixels.is_empty());
            }
        }
        let wrong = Patch { width: 2, height: 2, left: 0, top: 0, shrunk: 1, pixels: vec![0; 11] };
        assert!(Picture::from_patch(wrong).is_none());
    }

    #[test]
    fn transparent_parts_are_white() {
        let picture = Picture::from_rgba(&[0, 0, 0, 0, 0, 0, 0, 255], 2, 1).unwrap();
        assert_eq!(picture.pixels, [255, 255, 255, 0, 0, 0]);
    }
}
