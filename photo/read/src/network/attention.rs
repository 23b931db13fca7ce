//! Places that look at each other (Vaswani et al. 2017 §3.2), and what keeps their values in bounds.

use super::Tensor;
use super::curves::exp;

/// A place's channels with mean 0 and deviation 1, then each scaled and shifted (Ba et al. 2016).
pub(crate) struct Normalisation {
    scale: Vec<f32>,
    shift: Vec<f32>,
    epsilon: f32,
}

impl Normalisation {
    pub(crate) fn new(scale: Vec<f32>, shift: Vec<f32>, epsilon: f32) -> Option<Self> {
        (scale.len() == shift.len() && !scale.is_empty()).then_some(Self { scale, shift, epsilon })
    }

    pub(crate) fn apply(&self, values: &mut Tensor) -> Option<()> {
        if values.channels != self.scale.len() {
            return None;
        }
        let count = values.channels as f32;
        for place in values.data.chunks_exact_mut(values.channels) {
            let mean = place.iter().sum::<f32>() / count;
            let variance = place.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / count;
            let factor = 1.0 / (variance + self.epsilon).sqrt();
            for ((value, scale), shift) in place.iter_mut().zip(&self.scale).zip(&self.shift) {
                *value = (*value - mean) * factor * scale + shift;
            }
        }
        Some(())
    }
}

/// Of each place queries, keys and values, head by head, to what the places tell each.
pub(crate) struct Attention {
    heads: usize,
    /// Numbers of a head.
    size: usize,
    factor: f32,
}

impl Attention {
    pub(crate) fn new(heads: usize, size: usize, factor: f32) -> Option<Self> {
        let sound = (1..=1024).contains(&heads) && (1..=1024).contains(&size);
        sound.then_some(Self { heads, size, factor })
    }

    pub(crate) fn run(&self, input: &Tensor) -> Option<Tensor> {
        let channels = self.heads * self.size;
        let places = input.height * input.width;
        if input.channels != 3 * channels {
            return None;
        }
        let mut result = Tensor::zeros(input.height, input.width, channels)?;
        // Keys of a head, number by number, so that many places are looked at together.
        let mut keys = vec![0.0; self.size * places];
        let mut weights = vec![0.0; places];
        for head in 0..self.heads {
            let start = head * self.size;
            let part = |place: usize, which: usize| {
                let from = place * input.channels + which * channels + start;
                input.data.get(from..from + self.size)
            };
            for place in 0..places {
                for (key, row) in part(place, 1)?.iter().zip(keys.chunks_exact_mut(places)) {
                    *row.get_mut(place)? = *key;
                }
            }
            for place in 0..places {
                weights.fill(0.0);
                for (query, row) in part(place, 0)?.iter().zip(keys.chunks_exact(places)) {
                    let query = query * self.factor;
                    weights.iter_mut().zip(row).for_each(|(weight, key)| *weight += query * key);
                }
                let highest = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                weights.iter_mut().for_each(|weight| *weight = exp(*weight - highest));
                let sum: f32 = weights.iter().sum();
                let from = place * channels + start;
                let out = result.data.get_mut(from..from + self.size)?;
                for (other, weight) in weights.iter().enumerate() {
                    out.iter_mut().zip(part(other, 2)?).for_each(|(out, value)| *out += weight * value);
                }
                out.iter_mut().for_each(|out| *out /= sum);
            }
        }
        Some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::tensor;
    use super::*;

    #[test]
    fn channels_are_normalised() {
        let mut values = Tensor { height: 1, width: 1, channels: 2, data: vec![1.0, 3.0] };
        Normalisation::new(vec![1.0, 2.0], vec![0.0, 0.5], 0.0).unwrap().apply(&mut values).unwrap();
        assert_eq!(values.data, [-1.0, 2.5]);
        assert!(Normalisation::new(vec![1.0], vec![], 0.0).is_none());
    }

    #[test]
    fn places_look_at_each_other() {
        let (heads, size, places) = (2, 3, 5);
        let input = tensor(1, places, 3 * heads * size);
        let result = Attention::new(heads, size, 0.5).unwrap().run(&input).unwrap();
        let at = |place: usize, which: usize, head: usize, i: usize| {
            f64::from(input.data[place * 18 + which * 6 + head * size + i])
        };
        for (place, head, i) in
            (0..places).flat_map(|p| (0..heads).flat_map(move |h| (0..size).map(move |i| (p, h, i))))
        {
            let weight = |other: usize| -> f64 {
                (0..size).map(|i| 0.5 * at(place, 0, head, i) * at(other, 1, head, i)).sum::<f64>().exp()
            };
            let sum: f64 = (0..places).map(weight).sum();
            let expected: f64 = (0..places).map(|other| weight(other) / sum * at(other, 2, head, i)).sum();
            let value = f64::from(result.data[place * heads * size + head * size + i]);
            assert!((value - expected).abs() < 1e-5, "{value} {expected}");
        }
        assert!(Attention::new(2, 4, 1.0).unwrap().run(&input).is_none());
    }
}
