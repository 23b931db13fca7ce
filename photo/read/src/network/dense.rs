//! Layers whose every output depends on every input: convolutions, and products with a matrix.
//!
//! Done in whole numbers. Weights have at most 10 bits and a sign, scaled by output; inputs have as many as the sum surely
//! bears in 32 bits, scaled by place each time. That is as exact as weights of 16 bits of float, and twice as fast as
//! floats.

use wide::{f32x4, i16x8, i32x4};

use super::curves::{Curve, ROUND};
use super::{Tensor, Window};

/// Largest weight, by size.
const LARGEST_WEIGHT: f32 = 1023.0;
/// Outputs that are made together, in two times four.
const TOGETHER: usize = 8;
/// Places that are made together.
const ROWS: usize = 4;
/// Places that are turned into whole numbers at a time: they stay near the processor.
const BLOCK: usize = 48;

/// A layer.
pub(crate) struct Dense {
    window: Window,
    inputs: usize,
    outputs: usize,
    /// Of each [`TOGETHER`] outputs: pairs of inputs, of each eight pairs of weights, one an output.
    weights: Vec<[i16x8; 2]>,
    /// Pairs of inputs of one place.
    pairs: usize,
    /// What a weight's unit is worth, by output.
    units: Vec<f32>,
    bias: Vec<f32>,
    /// Largest input, by size, once it is a whole number.
    largest: f32,
    pub(crate) curve: Option<Curve>,
}

impl Dense {
    /// `weight`: by output and input, in the order row of the window, column, channel; of 0 to the numbers of outputs and
    /// inputs. `None` when one is not there.
    pub(crate) fn new(
        window: Window,
        inputs: usize,
        bias: Vec<f32>,
        weight: impl Fn(usize, usize) -> Option<f32>,
    ) -> Option<Self> {
        let depth = window.rows.checked_mul(window.columns)?.checked_mul(inputs)?;
        let outputs = bias.len();
        // The last one is there: so are all, and nothing else bounds what is made room for.
        weight(outputs.checked_sub(1)?, depth.checked_sub(1)?)?;
        let (pairs, panels) = (depth.div_ceil(2), outputs.div_ceil(TOGETHER));
        let mut packed = vec![[i16x8::ZERO; 2]; panels * pairs];
        let mut units = Vec::with_capacity(outputs);
        let mut row = vec![0.0; depth];
        for output in 0..outputs {
            for (input, value) in row.iter_mut().enumerate() {
                *value = weight(output, input)?;
            }
            let highest = row.iter().fold(0.0_f32, |highest, weight| highest.max(weight.abs()));
            let unit = if highest > 0.0 { highest / LARGEST_WEIGHT } else { 1.0 };
            units.push(unit);
            let (panel, place) = (output / TOGETHER, output % TOGETHER);
            for (at, pair) in row.chunks(2).enumerate() {
                let whole = |weight: Option<&f32>| weight.map_or(0, |weight| (weight / unit).round() as i16);
                let eight = packed.get_mut(panel * pairs + at)?.get_mut(place / 4)?;
                let eight: &mut [i16; 8] = bytemuck::cast_mut(eight);
                eight
                    .get_mut(place % 4 * 2..place % 4 * 2 + 2)?
                    .copy_from_slice(&[whole(pair.first()), whole(pair.get(1))]);
            }
        }
        let largest = (i32::MAX as f32 / LARGEST_WEIGHT / depth as f32).floor().min(32_767.0);
        Some(Self { window, inputs, outputs, weights: packed, pairs, units, bias, largest, curve: None })
    }

    /// `None` when the input has another number of channels.
    pub(crate) fn run(&self, input: &Tensor) -> Option<Tensor> {
        self.run_joined(&[input])
    }

    /// With several inputs, whose channels stand one behind the other.
    pub(crate) fn run_joined(&self, inputs: &[&Tensor]) -> Option<Tensor> {
        let input = *inputs.first()?;
        let same = |other: &&Tensor| (other.height, other.width) == (input.height, input.width);
        if inputs.iter().map(|input| input.channels).sum::<usize>() != self.inputs || !inputs.iter().all(same) {
            return None;
        }
        let is_point = self.window.is_point() && inputs.len() == 1;
        let (height, width) = self.window.count(input.height, input.width)?;
        let mut result = Tensor::zeros(height, width, self.outputs)?;
        let depth = self.window.rows * self.window.columns * self.inputs;
        let mut gathered = vec![0.0; if is_point { 0 } else { depth }];
        let mut whole = vec![0; BLOCK * self.pairs];
        let mut units = [0.0; BLOCK];
        for (block, results) in result.data.chunks_mut(BLOCK * self.outputs).enumerate() {
            let count = results.len() / self.outputs;
            for (i, (whole, unit)) in whole.chunks_exact_mut(self.pairs).zip(&mut units).take(count).enumerate() {
                let place = block * BLOCK + i;
                let values = if is_point {
                    input.data.get(place * depth..(place + 1) * depth)?
                } else {
                    self.gather(inputs, place / width, place % width, &mut gathered);
                    &gathered
                };
                *unit = to_whole(values, self.largest, whole);
            }
            self.block(&whole, &units, count, results);
            if let Some(curve) = self.curve {
                curve.apply(results);
            }
        }
        Some(result)
    }

    /// The inputs of one place, zero outside.
    fn gather(&self, inputs: &[&Tensor], y: usize, x: usize, values: &mut [f32]) {
        let Some(input) = inputs.first() else { return };
        let window = &self.window;
        let left = (x * window.step_x) as isize - window.left as isize;
        let from = left.clamp(0, input.width as isize) as usize;
        let to = (left + window.columns as isize).clamp(0, input.width as isize) as usize;
        for (row, values) in values.chunks_exact_mut(window.columns * self.inputs).enumerate() {
            values.fill(0.0);
            let y = (y * window.step_y + row).checked_sub(window.top).filter(|y| *y < input.height);
            let Some(y) = y.filter(|_| from < to) else { continue };
            let places = values.chunks_exact_mut(self.inputs).skip((from as isize - left) as usize);
            for (x, mut values) in (from..to).zip(places) {
                for input in inputs {
                    let start = (y * input.width + x) * input.channels;
                    let Some((part, rest)) = values.split_at_mut_checked(input.channels) else { break };
                    if let Some(seen) = input.data.get(start..start + input.channels) {
                        part.copy_from_slice(seen);
                    }
                    values = rest;
                }
            }
        }
    }

    fn block(&self, whole: &[i32], units: &[f32], count: usize, results: &mut [f32]) {
        for (panel, weights) in self.weights.chunks_exact(self.pairs).enumerate() {
            let first = panel * TOGETHER;
            let columns = TOGETHER.min(self.outputs - first);
            let mut row = 0;
            while row < count {
                let at = |i: usize| whole.get((row + i) * self.pairs..(row + i + 1) * self.pairs).unwrap_or_default();
                let sums = if row + ROWS <= count {
                    tile([at(0), at(1), at(2), at(3)], weights)
                } else {
                    let [only] = tile([at(0)], weights);
                    [only; ROWS]
                };
                let rows = if row + ROWS <= count { ROWS } else { 1 };
                for (i, sums) in sums.iter().enumerate().take(rows) {
                    let start = (row + i) * self.outputs + first;
                    let unit = units.get(row + i).copied().unwrap_or_default();
                    let (Some(out), Some(worth), Some(bias)) = (
                        results.get_mut(start..start + columns),
                        self.units.get(first..first + columns),
                        self.bias.get(first..first + columns),
                    ) else {
                        continue;
                    };
                    // Of a whole panel the length is known, and four are done at once.
                    if let (Ok(out), Ok(worth), Ok(bias)) = (
                        <&mut [f32; TOGETHER]>::try_from(&mut *out),
                        <&[f32; TOGETHER]>::try_from(worth),
                        <&[f32; TOGETHER]>::try_from(bias),
                    ) {
                        for i in 0..TOGETHER {
                            out[i] = sums[i] as f32 * (unit * worth[i]) + bias[i];
                        }
                        continue;
                    }
                    for (((out, sum), worth), bias) in out.iter_mut().zip(sums).zip(worth).zip(bias) {
                        *out = *sum as f32 * (unit * worth) + bias;
                    }
                }
                row += rows;
            }
        }
    }
}

/// Values as whole numbers up to `largest`, two by two; what the unit is worth.
fn to_whole(values: &[f32], largest: f32, whole: &mut [i32]) -> f32 {
    let mut highest = [0.0_f32; 8];
    let (eights, rest) = values.as_chunks::<8>();
    for eight in eights {
        for (highest, value) in highest.iter_mut().zip(eight) {
            let size = value.abs();
            *highest = if size > *highest { size } else { *highest };
        }
    }
    let highest = rest.iter().map(|value| value.abs()).chain(highest).fold(0.0, f32::max);
    if !(highest > 1e-30 && highest < 1e30) {
        whole.fill(0);
        return 0.0;
    }
    let scale = largest / highest;
    // Within 22 bits, the low bits of the float are the number.
    let (fours, _) = whole.as_chunks_mut::<4>();
    for (four, eight) in fours.iter_mut().zip(eights) {
        let halves: [f32x4; 2] = bytemuck::cast(*eight);
        let numbers = halves.map(|values| {
            let bits: i32x4 = bytemuck::cast(values * f32x4::splat(scale) + f32x4::splat(ROUND));
            bits - i32x4::splat(ROUND.to_bits() as i32)
        });
        *four = bytemuck::cast(i16x8::from_i32x8_saturate(bytemuck::cast(numbers)));
    }
    let number = |value: f32| (value * scale + ROUND).to_bits() & 0xffff;
    let behind = whole.get_mut(eights.len() * 4..).unwrap_or_default();
    for (whole, pair) in behind.iter_mut().zip(rest.chunks(2)) {
        let [low, high] = [0, 1].map(|at| pair.get(at).copied().map_or(0, number));
        *whole = (low | high << 16) as i32;
    }
    highest / largest
}

/// Of some places, [`TOGETHER`] outputs each.
#[inline(always)]
fn tile<const PLACES: usize>(places: [&[i32]; PLACES], weights: &[[i16x8; 2]]) -> [[i32; TOGETHER]; PLACES] {
    let places = places.map(|place| place.get(..weights.len()).unwrap_or_default());
    let mut sums = [[i32x4::ZERO; 2]; PLACES];
    if places.iter().all(|place| place.len() == weights.len()) {
        for (at, weights) in weights.iter().enumerate() {
            for (sums, place) in sums.iter_mut().zip(places) {
                let pair: i16x8 = bytemuck::cast(i32x4::splat(place[at]));
                sums[0] += pair.dot(weights[0]);
                sums[1] += pair.dot(weights[1]);
            }
        }
    }
    sums.map(bytemuck::cast)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{noise, tensor};
    use super::*;

    /// The same in floats of 64 bits, place by place.
    fn plainly(window: &Window, outputs: usize, weights: &[f32], bias: &[f32], input: &Tensor) -> Vec<f64> {
        let (height, width) = window.count(input.height, input.width).unwrap();
        let mut result = Vec::new();
        for (y, x, output) in
            (0..height).flat_map(|y| (0..width).flat_map(move |x| (0..outputs).map(move |output| (y, x, output))))
        {
            let mut sum = f64::from(bias[output]);
            for (row, column, channel) in (0..window.rows)
                .flat_map(|r| (0..window.columns).flat_map(move |c| (0..input.channels).map(move |i| (r, c, i))))
            {
                let y = (y * window.step_y + row) as isize - window.top as isize;
                let x = (x * window.step_x + column) as isize - window.left as isize;
                if y >= 0 && x >= 0 && (y as usize) < input.height && (x as usize) < input.width {
                    let seen = input.data[(y as usize * input.width + x as usize) * input.channels + channel];
                    let weight =
                        weights[((output * window.rows + row) * window.columns + column) * input.channels + channel];
                    sum += f64::from(seen) * f64::from(weight);
                }
            }
            result.push(sum);
        }
        result
    }

    #[test]
    fn layers_are_what_floats_make_them() {
        let point = Window { rows: 1, columns: 1, step_y: 1, step_x: 1, top: 0, left: 0, bottom: 0, right: 0 };
        let windows = [
            (point, 5, 3),
            (point, 384, 17),
            (Window { rows: 3, columns: 3, step_y: 2, step_x: 2, top: 1, left: 1, bottom: 1, right: 1 }, 3, 9),
            (Window { rows: 2, columns: 2, step_y: 1, step_x: 1, top: 0, left: 0, bottom: 1, right: 1 }, 4, 8),
            (Window { rows: 3, columns: 3, step_y: 1, step_x: 2, top: 1, left: 1, bottom: 1, right: 1 }, 6, 24),
        ];
        for (window, inputs, outputs) in windows {
            let input = tensor(7, 9, inputs);
            let weights = noise(outputs * window.rows * window.columns * inputs, 3);
            let bias = noise(outputs, 5);
            let depth = window.rows * window.columns * inputs;
            let weight = |output: usize, input: usize| weights.get(output * depth + input).copied();
            let dense = Dense::new(window, inputs, bias.clone(), weight).unwrap();
            let result = dense.run(&input).unwrap();
            let expected = plainly(&window, outputs, &weights, &bias, &input);
            assert_eq!(result.data.len(), expected.len());
            let most = expected.iter().fold(1.0_f64, |most, value| most.max(value.abs()));
            for (value, expected) in result.data.iter().zip(&expected) {
                assert!((f64::from(*value) - expected).abs() < 2e-3 * most, "{value} {expected} of {most}");
            }
            // The same from two inputs, each with some of the channels.
            let half = |from: usize, to: usize| {
                let places = input.data.chunks_exact(inputs);
                Tensor {
                    channels: to - from,
                    data: places.flat_map(|place| place[from..to].to_vec()).collect(),
                    ..input
                }
            };
            assert_eq!(dense.run_joined(&[&half(0, 1), &half(1, inputs)]), Some(result));
            assert!(dense.run(&tensor(7, 9, inputs + 1)).is_none());
            assert!(Dense::new(window, inputs + 1, bias, weight).is_none());
            assert!(Dense::new(window, inputs, Vec::new(), weight).is_none());
        }
    }

    #[test]
    fn sums_never_leave_their_bounds() {
        let window = Window { rows: 1, columns: 1, step_y: 1, step_x: 1, top: 0, left: 0, bottom: 0, right: 0 };
        for inputs in [2, 48, 768, 2000] {
            let dense = Dense::new(window, inputs, vec![0.0], |_, _| Some(1.0)).unwrap();
            let input = Tensor { height: 1, width: 1, channels: inputs, data: vec![1000.0; inputs] };
            let sum = dense.run(&input).unwrap().data[0];
            assert!((sum / (1000.0 * inputs as f32) - 1.0).abs() < 1e-3, "{sum}");
        }
        let wild = Tensor { height: 1, width: 3, channels: 1, data: vec![f32::NAN, f32::INFINITY, 0.0] };
        let dense = Dense::new(window, 1, vec![0.5], |_, _| Some(1.0)).unwrap();
        assert!(dense.run(&wild).unwrap().data.iter().all(|value| *value == 0.5));
    }
}
