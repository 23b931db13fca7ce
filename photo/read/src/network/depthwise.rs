//! Convolutions of each channel by itself.

use wide::f32x4;

use super::{Tensor, Window};

/// Channels that are made together, in two times four.
const TOGETHER: usize = 8;
/// Places, side by side, that are made together.
const PLACES: usize = 4;

/// A layer.
pub(crate) struct Depthwise {
    window: Window,
    channels: usize,
    /// Of each [`TOGETHER`] channels: the window's places, row by row, of each the channels' weights.
    weights: Vec<[f32x4; 2]>,
    bias: Vec<[f32x4; 2]>,
}

impl Depthwise {
    /// `weights`: of each channel the window, row by row. `None` when their number is another one.
    pub(crate) fn new(window: Window, weights: &[f32], bias: &[f32]) -> Option<Self> {
        let (size, channels) = (window.rows.checked_mul(window.columns)?, bias.len());
        if size == 0 || channels == 0 || size.checked_mul(channels)? != weights.len() {
            return None;
        }
        let blocks = channels.div_ceil(TOGETHER);
        let mut packed = vec![[0.0; TOGETHER]; blocks * size];
        let mut biases = vec![[0.0; TOGETHER]; blocks];
        for (channel, (weights, bias)) in weights.chunks_exact(size).zip(bias).enumerate() {
            let (block, place) = (channel / TOGETHER, channel % TOGETHER);
            for (at, weight) in weights.iter().enumerate() {
                *packed.get_mut(block * size + at)?.get_mut(place)? = *weight;
            }
            *biases.get_mut(block)?.get_mut(place)? = *bias;
        }
        let fours = |list: Vec<[f32; TOGETHER]>| list.into_iter().map(bytemuck::cast).collect();
        Some(Self { window, channels, weights: fours(packed), bias: fours(biases) })
    }

    /// `None` when the input has another number of channels.
    pub(crate) fn run(&self, input: &Tensor) -> Option<Tensor> {
        if input.channels != self.channels {
            return None;
        }
        let window = &self.window;
        let (height, width) = window.count(input.height, input.width)?;
        let mut result = Tensor::zeros(height, width, self.channels)?;
        // With a margin of zeros no place is special, and the channels are filled up to whole blocks.
        let channels = self.channels.next_multiple_of(TOGETHER);
        let padded_width = ((width - 1) * window.step_x + window.columns).max(input.width + window.left);
        // A row of places is made of as many rows as the window has: each is filled once.
        let mut rows: Vec<Vec<[f32x4; 2]>> =
            vec![vec![[f32x4::ZERO; 2]; padded_width * channels / TOGETHER]; window.rows];
        let mut held: Vec<Option<usize>> = vec![None; window.rows];
        let blocks = channels / TOGETHER;
        for (y, results) in result.data.chunks_exact_mut(width * self.channels).enumerate() {
            let top = y * window.step_y;
            for row in top..top + window.rows {
                let slot = row % window.rows;
                if held.get(slot).copied().flatten() == Some(row) {
                    continue;
                }
                let line = rows.get_mut(slot)?;
                self.fill(input, row, line, blocks);
                *held.get_mut(slot)? = Some(row);
            }
            let lines: Vec<&[[f32x4; 2]]> =
                (top..top + window.rows).filter_map(|row| rows.get(row % window.rows)).map(Vec::as_slice).collect();
            let mut x = 0;
            while x < width {
                let places = if x + PLACES <= width { PLACES } else { 1 };
                for block in 0..blocks {
                    let sums = if places == PLACES {
                        self.sums::<PLACES>(&lines, x, block, blocks)
                    } else {
                        let [only] = self.sums::<1>(&lines, x, block, blocks);
                        [only; PLACES]
                    };
                    for (i, sums) in sums.iter().enumerate().take(places) {
                        let start = (x + i) * self.channels + block * TOGETHER;
                        let count = TOGETHER.min(self.channels - block * TOGETHER);
                        if let Some(out) = results.get_mut(start..start + count) {
                            out.copy_from_slice(sums.get(..count)?);
                        }
                    }
                }
                x += places;
            }
        }
        Some(result)
    }

    /// A row of the input, counted with the margin above.
    fn fill(&self, input: &Tensor, row: usize, line: &mut [[f32x4; 2]], blocks: usize) {
        let Some(y) = row.checked_sub(self.window.top).filter(|y| *y < input.height) else {
            line.fill([f32x4::ZERO; 2]);
            return;
        };
        let length = input.width * self.channels;
        let seen = input.data.get(y * length..(y + 1) * length).unwrap_or_default();
        let places = line.chunks_exact_mut(blocks).skip(self.window.left);
        for (place, seen) in places.zip(seen.chunks_exact(self.channels)) {
            if let Some(flat) = bytemuck::cast_slice_mut(place).get_mut(..self.channels) {
                flat.copy_from_slice(seen);
            }
        }
    }

    #[inline(always)]
    fn sums<const COUNT: usize>(
        &self,
        lines: &[&[[f32x4; 2]]],
        x: usize,
        block: usize,
        blocks: usize,
    ) -> [[f32; TOGETHER]; COUNT] {
        let window = &self.window;
        let size = window.rows * window.columns;
        let weights = self.weights.get(block * size..(block + 1) * size).unwrap_or_default();
        let mut sums = [self.bias.get(block).copied().unwrap_or_default(); COUNT];
        for (line, weights) in lines.iter().zip(weights.chunks_exact(window.columns)) {
            let line = line.get(x * window.step_x * blocks + block..).unwrap_or_default();
            for (column, weights) in weights.iter().enumerate() {
                for (i, sums) in sums.iter_mut().enumerate() {
                    if let Some(seen) = line.get((i * window.step_x + column) * blocks) {
                        sums[0] += seen[0] * weights[0];
                        sums[1] += seen[1] * weights[1];
                    }
                }
            }
        }
        sums.map(bytemuck::cast)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{noise, tensor};
    use super::*;

    #[test]
    fn each_channel_is_seen_through_its_own_window() {
        for (window, channels) in [
            (Window { rows: 3, columns: 3, step_y: 1, step_x: 1, top: 1, left: 1, bottom: 1, right: 1 }, 12),
            (Window { rows: 3, columns: 3, step_y: 2, step_x: 1, top: 1, left: 1, bottom: 1, right: 1 }, 8),
            (Window { rows: 3, columns: 3, step_y: 2, step_x: 2, top: 1, left: 1, bottom: 1, right: 1 }, 3),
            (Window { rows: 7, columns: 7, step_y: 1, step_x: 1, top: 3, left: 3, bottom: 3, right: 3 }, 9),
            (Window { rows: 1, columns: 7, step_y: 1, step_x: 1, top: 0, left: 3, bottom: 0, right: 3 }, 16),
        ] {
            let input = tensor(8, 11, channels);
            let (weights, bias) = (noise(window.rows * window.columns * channels, 7), noise(channels, 9));
            let result = Depthwise::new(window, &weights, &bias).unwrap().run(&input).unwrap();
            let (height, width) = window.count(8, 11).unwrap();
            assert_eq!((result.height, result.width, result.channels), (height, width, channels));
            for (y, x, channel) in
                (0..height).flat_map(|y| (0..width).flat_map(move |x| (0..channels).map(move |c| (y, x, c))))
            {
                let mut sum = bias[channel];
                for (row, column) in (0..window.rows).flat_map(|r| (0..window.columns).map(move |c| (r, c))) {
                    let y = (y * window.step_y + row) as isize - window.top as isize;
                    let x = (x * window.step_x + column) as isize - window.left as isize;
                    if (0..8).contains(&y) && (0..11).contains(&x) {
                        sum += input.data[(y as usize * 11 + x as usize) * channels + channel]
                            * weights[(channel * window.rows + row) * window.columns + column];
                    }
                }
                let value = result.data[(y * width + x) * channels + channel];
                assert!((value - sum).abs() < 1e-4, "{value} {sum}");
            }
            assert!(Depthwise::new(window, &weights, &bias[1..]).is_none());
        }
    }
}
