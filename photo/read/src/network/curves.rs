//! Functions of one number, without branches, so that the compiler makes them work on several at once.

/// What a layer's results go through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Curve {
    Relu,
    /// x·Φ(x), by the error function.
    Gelu,
    Sigmoid,
    /// x·sigmoid(x).
    Silu,
    /// max(0, min(1, slope·x + 0.5)).
    HardSigmoid(f32),
}

impl Curve {
    pub(crate) fn apply(self, values: &mut [f32]) {
        match self {
            Self::Relu => values.iter_mut().for_each(|x| *x = x.max(0.0)),
            Self::Gelu => {
                values.iter_mut().for_each(|x| *x = 0.5 * *x * (1.0 + erf(*x * core::f32::consts::FRAC_1_SQRT_2)));
            }
            Self::Sigmoid => values.iter_mut().for_each(|x| *x = sigmoid(*x)),
            Self::Silu => values.iter_mut().for_each(|x| *x *= sigmoid(*x)),
            Self::HardSigmoid(slope) => values.iter_mut().for_each(|x| *x = (slope * *x + 0.5).clamp(0.0, 1.0)),
        }
    }
}

/// Added to a float below 2²², it leaves the nearest whole number in the low bits.
pub(crate) const ROUND: f32 = 12_582_912.0;

/// e to the power of x; between -87 and 87, and as at these bounds outside. Relative error below 3e-7.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let rounded = x * core::f32::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    // ln 2 in two pieces: the first has few bits, and so its product none to round.
    let rest = x - whole * 0.693_359_4 - whole * -2.121_944_4e-4;
    let series = 1.987_569_1e-4;
    let series = series * rest + 1.398_199_9e-3;
    let series = series * rest + 8.333_452e-3;
    let series = series * rest + 4.166_579_6e-2;
    let series = series * rest + 1.666_666_5e-1;
    let series = series * rest + 0.5;
    let value = series * rest * rest + rest + 1.0;
    let exponent = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127);
    value * f32::from_bits(exponent << 23)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The error function (Abramowitz and Stegun 7.1.26): error below 2e-7.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let size = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let series = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_8) * t - 0.284_496_74) * t + 0.254_829_6) * t;
    (1.0 - series * exp(-size * size)).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_near_enough() {
        for i in -4000..4000 {
            let x = i as f32 / 100.0;
            let precise = f64::from(x).exp();
            assert!((f64::from(exp(x)) / precise - 1.0).abs() < 3e-7, "{x}");
            let precise = 1.0 / (1.0 + (-f64::from(x)).exp());
            assert!((f64::from(sigmoid(x)) - precise).abs() < 1e-6, "{x}");
        }
        for (x, precise) in [(0.0, 0.0), (0.5, 0.520_499_9), (-1.0, -0.842_700_8), (2.0, 0.995_322_3), (9.0, 1.0)] {
            assert!((erf(x) - precise).abs() < 4e-7, "{x}: {}", erf(x));
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37 && exp(200.0).is_finite());
        let curved = |curve: Curve, x: f32| {
            let mut values = [x];
            curve.apply(&mut values);
            values[0]
        };
        assert_eq!((curved(Curve::Relu, -1.0), curved(Curve::Relu, 2.0)), (0.0, 2.0));
        assert!((curved(Curve::Gelu, 1.0) - 0.841_344_8).abs() < 1e-6);
        assert!((curved(Curve::Silu, 1.0) - 0.731_058_6).abs() < 1e-6);
        assert_eq!((curved(Curve::HardSigmoid(0.2), 9.0), curved(Curve::HardSigmoid(0.2), 1.0)), (1.0, 0.7));
    }
}
