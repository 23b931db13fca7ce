//! Operators without weights that look at several places.

use super::{Tensor, Window};

/// The largest or the mean of what a window holds.
pub(crate) struct Pool {
    window: Window,
    largest: bool,
}

impl Pool {
    /// `None` for a mean over a margin, which is not needed.
    pub(crate) fn new(window: Window, largest: bool) -> Option<Self> {
        let margin = window.top + window.left + window.bottom + window.right;
        (largest || margin == 0).then_some(Self { window, largest })
    }

    pub(crate) fn run(&self, input: &Tensor) -> Option<Tensor> {
        let window = &self.window;
        let (height, width) = window.count(input.height, input.width)?;
        let mut result = Tensor::zeros(height, width, input.channels)?;
        for (place, out) in result.data.chunks_exact_mut(input.channels).enumerate() {
            let (y, x) = (place / width * window.step_y, place % width * window.step_x);
            let mut count = 0.0;
            for row in
                (y..y + window.rows).filter_map(|row| row.checked_sub(window.top)).filter(|row| *row < input.height)
            {
                let columns = (x..x + window.columns).filter_map(|column| column.checked_sub(window.left));
                for column in columns.filter(|column| *column < input.width) {
                    let start = (row * input.width + column) * input.channels;
                    let pairs = out.iter_mut().zip(input.data.get(start..start + input.channels)?);
                    if count == 0.0 {
                        pairs.for_each(|(out, seen)| *out = *seen);
                    } else if self.largest {
                        pairs.for_each(|(out, seen)| *out = if *seen > *out { *seen } else { *out });
                    } else {
                        pairs.for_each(|(out, seen)| *out += seen);
                    }
                    count += 1.0;
                }
            }
            if !self.largest {
                out.iter_mut().for_each(|out| *out /= count);
            }
        }
        Some(result)
    }
}

/// The mean of each channel: one place.
pub(crate) fn mean(input: &Tensor) -> Option<Tensor> {
    let mut result = Tensor::zeros(1, 1, input.channels)?;
    // By rows first: a sum of few numbers keeps their bits.
    let mut row = vec![0.0; input.channels];
    for seen in input.data.chunks(input.width * input.channels) {
        row.fill(0.0);
        for place in seen.chunks_exact(input.channels) {
            row.iter_mut().zip(place).for_each(|(sum, value)| *sum += value);
        }
        result.data.iter_mut().zip(&row).for_each(|(sum, value)| *sum += value);
    }
    let count = (input.height * input.width) as f32;
    result.data.iter_mut().for_each(|sum| *sum /= count);
    Some(result)
}

/// Each place as a square of places.
pub(crate) fn enlarged(input: &Tensor, factor: usize) -> Option<Tensor> {
    let width = input.width.checked_mul(factor)?;
    let mut result = Tensor::zeros(input.height.checked_mul(factor)?, width, input.channels)?;
    for (y, out) in result.data.chunks_exact_mut(width * input.channels).enumerate() {
        let length = input.width * input.channels;
        let row = input.data.get(y / factor * length..(y / factor + 1) * length)?;
        let places = row.chunks_exact(input.channels).flat_map(|place| core::iter::repeat_n(place, factor));
        for (out, place) in out.chunks_exact_mut(input.channels).zip(places) {
            out.copy_from_slice(place);
        }
    }
    Some(result)
}

/// Places that hold two by two places, one behind the other, side by side.
pub(crate) fn unfolded(input: Tensor) -> Option<Tensor> {
    let channels = input.channels / 4;
    let width = input.width.checked_mul(2)?;
    let mut result = Tensor::zeros(input.height.checked_mul(2)?, width, channels)?;
    for (y, out) in result.data.chunks_exact_mut(width * channels).enumerate() {
        let length = input.width * input.channels;
        let row = input.data.get(y / 2 * length..(y / 2 + 1) * length)?;
        for (out, place) in out.chunks_exact_mut(2 * channels).zip(row.chunks_exact(input.channels)) {
            let start = y % 2 * 2 * channels;
            out.copy_from_slice(place.get(start..start + 2 * channels)?);
        }
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(height: usize, width: usize, channels: usize) -> Tensor {
        Tensor { height, width, channels, data: (0..height * width * channels).map(|i| i as f32).collect() }
    }

    #[test]
    fn windows_are_pooled() {
        let two = Window { rows: 2, columns: 2, ..Window::POINT };
        let largest = Pool::new(Window { bottom: 1, right: 1, ..two }, true).unwrap().run(&numbered(2, 2, 1)).unwrap();
        assert_eq!((largest.height, largest.width, largest.data), (2, 2, vec![3.0; 4]));
        let halves = Window { step_y: 2, step_x: 2, ..two };
        let means = Pool::new(halves, false).unwrap().run(&numbered(2, 5, 2)).unwrap();
        assert_eq!((means.height, means.width), (1, 2));
        assert_eq!(means.data, [6.0, 7.0, 10.0, 11.0]);
        assert_eq!(mean(&numbered(2, 2, 2)).unwrap().data, [3.0, 4.0]);
    }

    #[test]
    fn places_are_enlarged_and_unfolded() {
        let large = enlarged(&numbered(1, 2, 1), 2).unwrap();
        assert_eq!((large.height, large.data), (2, vec![0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]));
        let flat = unfolded(numbered(1, 2, 4)).unwrap();
        assert_eq!((flat.height, flat.width, flat.data), (2, 4, vec![0.0, 1.0, 4.0, 5.0, 2.0, 3.0, 6.0, 7.0]));
    }
}
