//! Operators without weights that look at several places.

use super::dense::Dense;
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

    pub(crate) fn run(&self, input: Tensor) -> Option<Tensor> {
        let window = &self.window;
        let (height, width) = window.count(input.height, input.width)?;
        // Each place then depends on itself and later ones alone.
        let forward = (window.top, window.left, window.step_y, window.step_x) == (0, 0, 1, 1);
        if self.largest && forward && (height, width) == (input.height, input.width) {
            return self.run_in_place(input);
        }
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
                    let seen = input.data.get(start..start + input.channels)?;
                    if count == 0.0 {
                        out.copy_from_slice(seen);
                    } else if self.largest {
                        keep_larger(out, seen);
                    } else {
                        out.iter_mut().zip(seen).for_each(|(out, seen)| *out += seen);
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

    /// The largest of itself and later places: nothing is read that was written before.
    fn run_in_place(&self, mut values: Tensor) -> Option<Tensor> {
        let Tensor { height, width, channels, .. } = values;
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let (out, later) = values.data.get_mut((y * width + x) * channels..)?.split_at_mut_checked(channels)?;
            let places =
                (0..self.window.rows).flat_map(|row| (0..self.window.columns).map(move |column| (row, column)));
            for (row, column) in places.skip(1).filter(|(row, column)| y + row < height && x + column < width) {
                let start = (row * width + column - 1) * channels;
                keep_larger(out, later.get(start..start + channels)?);
            }
        }
        Some(values)
    }
}

fn keep_larger(values: &mut [f32], others: &[f32]) {
    values.iter_mut().zip(others).for_each(|(value, other)| *value = if *other > *value { *other } else { *value });
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

/// Adds each place of a smaller one to a square of places.
pub(crate) fn add_enlarged(result: &mut Tensor, smaller: &Tensor, factor: usize) -> Option<()> {
    let [height, width, channels] = [smaller.height, smaller.width, smaller.channels];
    if [height.checked_mul(factor)?, width.checked_mul(factor)?, channels] != result.shape() {
        return None;
    }
    let rows = smaller.data.chunks_exact(width * channels).flat_map(|row| core::iter::repeat_n(row, factor));
    for (values, row) in result.data.chunks_exact_mut(width * factor * channels).zip(rows) {
        let places = row.chunks_exact(channels).flat_map(|place| core::iter::repeat_n(place, factor));
        for (values, place) in values.chunks_exact_mut(channels).zip(places) {
            values.iter_mut().zip(place).for_each(|(value, other)| *value += other);
        }
    }
    Some(())
}

/// A layer's results, each of them two by two places, one behind the other: those side by side. A row at a time.
pub(crate) fn unfolded(layer: &Dense, input: &Tensor) -> Option<Tensor> {
    let mut result: Option<Tensor> = None;
    for row in input.data.chunks_exact(input.width * input.channels) {
        let four = layer.run(&Tensor { height: 1, data: row.to_vec(), ..*input })?;
        let half = four.channels / 2;
        let (height, width) = (input.height.checked_mul(2)?, four.width.checked_mul(2)?);
        let result = match &mut result {
            Some(result) => result,
            none => none.insert(Tensor {
                data: Vec::with_capacity(height * width * (half / 2)),
                height,
                width,
                channels: half / 2,
            }),
        };
        for start in [0, half] {
            for place in four.data.chunks_exact(four.channels) {
                result.data.extend_from_slice(place.get(start..start + half)?);
            }
        }
    }
    result
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
        let largest = Pool::new(Window { bottom: 1, right: 1, ..two }, true).unwrap().run(numbered(2, 2, 1)).unwrap();
        assert_eq!((largest.height, largest.width, largest.data), (2, 2, vec![3.0; 4]));
        let mut falling = numbered(3, 4, 2);
        falling.data.reverse();
        let wide = Pool::new(Window { rows: 3, columns: 2, bottom: 2, right: 1, ..two }, true).unwrap();
        assert_eq!(wide.run(falling.clone()).unwrap(), falling);
        let rising = wide.run(numbered(3, 4, 1)).unwrap();
        assert_eq!(rising.data, [9.0, 10.0, 11.0, 11.0, 9.0, 10.0, 11.0, 11.0, 9.0, 10.0, 11.0, 11.0]);
        let halves = Window { step_y: 2, step_x: 2, ..two };
        let means = Pool::new(halves, false).unwrap().run(numbered(2, 5, 2)).unwrap();
        assert_eq!((means.height, means.width), (1, 2));
        assert_eq!(means.data, [6.0, 7.0, 10.0, 11.0]);
        assert_eq!(mean(&numbered(2, 2, 2)).unwrap().data, [3.0, 4.0]);
    }

    #[test]
    fn places_are_enlarged_and_unfolded() {
        let large = enlarged(&numbered(1, 2, 1), 2).unwrap();
        assert_eq!((large.height, large.data), (2, vec![0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]));
        let mut sum = numbered(2, 4, 1);
        add_enlarged(&mut sum, &numbered(1, 2, 1), 2).unwrap();
        assert_eq!(sum.data, [0.0, 1.0, 3.0, 4.0, 4.0, 5.0, 7.0, 8.0]);
        for (other, factor) in [(numbered(1, 1, 1), 2), (numbered(1, 2, 2), 2), (numbered(1, 2, 1), 3)] {
            assert!(add_enlarged(&mut sum, &other, factor).is_none());
        }
        let factors = Dense::new(Window::POINT, 1, vec![0.0; 4], |output, _| Some(output as f32)).unwrap();
        let flat = unfolded(&factors, &numbered(2, 2, 1)).unwrap();
        assert_eq!((flat.height, flat.width, flat.channels), (4, 4, 1));
        let rounded: Vec<f32> = flat.data.iter().map(|value| value.round()).collect();
        let expected = [[0, 0, 0, 1], [0, 0, 2, 3], [0, 2, 0, 3], [4, 6, 6, 9]];
        assert_eq!(rounded, expected.concat().into_iter().map(|value| value as f32).collect::<Vec<_>>());
    }
}
