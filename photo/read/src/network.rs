//! Runs the two models: what an ONNX file says, for the operators that they need and no others.
//!
//! Values are stored row by row, a place's channels side by side; there is one picture at a time. Dense layers calculate in
//! whole numbers ([`dense`]), everything else in floats. What a layer's results go through first (bias, normalisation, curve) is
//! part of the layer.

mod attention;
mod curves;
mod dense;
mod depthwise;
mod loader;
mod onnx;
mod pools;

use std::collections::BTreeMap;
use std::rc::Rc;

use attention::{Attention, Normalisation};
use curves::Curve;
pub(crate) use curves::exp;
use dense::Dense;
use depthwise::Depthwise;
use onnx::Graph;
use pools::{Pool, add_enlarged, enlarged, mean, unfolded};

/// Most numbers of one value: bounds what any input can ask for.
const MOST: usize = 200_000_000;

/// Values of a picture's places.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tensor {
    pub(crate) height: usize,
    pub(crate) width: usize,
    pub(crate) channels: usize,
    /// Row by row, a place's channels side by side.
    pub(crate) data: Vec<f32>,
}

impl Tensor {
    /// `None` when it would be too large, or empty.
    fn zeros(height: usize, width: usize, channels: usize) -> Option<Self> {
        let count = height.checked_mul(width)?.checked_mul(channels)?;
        (count > 0 && count <= MOST).then(|| Self { height, width, channels, data: vec![0.0; count] })
    }
    fn shape(&self) -> [usize; 3] {
        [self.height, self.width, self.channels]
    }
}

/// What a convolution or pool sees of its input at a place, and by how much it goes on to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    rows: usize,
    columns: usize,
    step_y: usize,
    step_x: usize,
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

impl Window {
    const POINT: Self = Self { rows: 1, columns: 1, step_y: 1, step_x: 1, top: 0, left: 0, bottom: 0, right: 0 };

    fn is_point(&self) -> bool {
        *self == Self::POINT
    }

    /// Rows and columns of the result; `None` when the window does not fit into the input.
    fn count(&self, height: usize, width: usize) -> Option<(usize, usize)> {
        let along = |length: usize, margin: usize, size: usize, step: usize| {
            Some((length + margin).checked_sub(size)? / step + 1)
        };
        Some((
            along(height, self.top + self.bottom, self.rows, self.step_y)?,
            along(width, self.left + self.right, self.columns, self.step_x)?,
        ))
    }
}

enum Operation {
    Dense(Dense),
    Depthwise(Depthwise, Option<Curve>),
    /// A convolution turned round: each place becomes two by two, whose outputs stand one behind the other.
    Unfold(Dense),
    Pool(Pool),
    Mean,
    Enlarge(usize),
    Add,
    /// Adds what is so many times smaller: each of its places counts for a square of places.
    AddEnlarged(usize),
    Multiply,
    /// Adds to the first its product with the second.
    MultiplyAdd,
    Normalise(Normalisation),
    Attend(Attention),
    Bend(Curve),
}

struct Step {
    operation: Operation,
    inputs: Vec<usize>,
    output: usize,
    /// Values that nobody needs after it.
    done: Vec<usize>,
}

impl Step {
    fn run(&self, values: &mut [Option<Rc<Tensor>>]) -> Option<()> {
        let inputs: Option<Vec<Rc<Tensor>>> =
            self.inputs.iter().map(|input| values.get(*input).cloned().flatten()).collect();
        for done in &self.done {
            *values.get_mut(*done)? = None;
        }
        let result = self.operation.run(inputs?)?;
        *values.get_mut(self.output)? = Some(result);
        Some(())
    }
}

/// A model, ready to run.
pub(crate) struct Network {
    steps: Vec<Step>,
    values: usize,
    result: usize,
    remarks: BTreeMap<String, String>,
}

impl Network {
    /// From an ONNX file. `None` for what is no model, and for one with anything else than the two have.
    pub(crate) fn load(bytes: &[u8]) -> Option<Self> {
        let graph = Graph::parse(bytes)?;
        let (steps, values, result) = loader::steps(&graph)?;
        Some(Self { steps, values, result, remarks: graph.remarks })
    }

    /// What is written in the file's remarks under a name.
    pub(crate) fn remark(&self, name: &str) -> Option<&str> {
        self.remarks.get(name).map(String::as_str)
    }

    /// `None` when the input is not as the model wants it, or too large.
    pub(crate) fn run(&self, input: Tensor) -> Option<Tensor> {
        let mut values: Vec<Option<Rc<Tensor>>> = vec![None; self.values];
        *values.first_mut()? = Some(Rc::new(input));
        for step in &self.steps {
            step.run(&mut values)?;
        }
        values.get_mut(self.result)?.take().map(Rc::unwrap_or_clone)
    }
}

impl Operation {
    fn run(&self, inputs: Vec<Rc<Tensor>>) -> Option<Rc<Tensor>> {
        let mut all = inputs.into_iter();
        let first = all.next()?;
        let result = match self {
            Self::Dense(layer) => {
                let inputs: Vec<Rc<Tensor>> = core::iter::once(first).chain(all).collect();
                layer.run_joined(&inputs.iter().map(Rc::as_ref).collect::<Vec<_>>())?
            }
            Self::Depthwise(layer, curve) => {
                let mut result = layer.run(&first)?;
                if let Some(curve) = curve {
                    curve.apply(&mut result.data);
                }
                result
            }
            Self::Unfold(layer) => unfolded(layer, &first)?,
            Self::Pool(pool) => pool.run(Rc::unwrap_or_clone(first))?,
            Self::Mean => mean(&first)?,
            Self::Enlarge(factor) => enlarged(&first, *factor)?,
            Self::Normalise(normalisation) => {
                let mut result = Rc::unwrap_or_clone(first);
                normalisation.apply(&mut result)?;
                result
            }
            Self::Attend(attention) => attention.run(&first)?,
            Self::Bend(curve) => {
                let mut result = Rc::unwrap_or_clone(first);
                curve.apply(&mut result.data);
                result
            }
            Self::AddEnlarged(factor) => {
                let mut result = Rc::unwrap_or_clone(first);
                add_enlarged(&mut result, &*all.next()?, *factor)?;
                result
            }
            Self::Add | Self::Multiply | Self::MultiplyAdd => {
                let second = all.next()?;
                // What nobody else needs is changed where it is.
                let either = !matches!(self, Self::MultiplyAdd) && first.shape() == second.shape();
                let (kept, other) =
                    if Rc::strong_count(&first) > 1 && either { (second, first) } else { (first, second) };
                let mut result = Rc::unwrap_or_clone(kept);
                match self {
                    Self::Add => combine(&mut result, &other, |value, other| *value += other),
                    Self::Multiply => combine(&mut result, &other, |value, other| *value *= other),
                    _ => combine(&mut result, &other, |value, other| *value += *value * other),
                }?;
                result
            }
        };
        Some(Rc::new(result))
    }
}

/// Combines values one by one; the other has the same shape, or one place that counts for all.
fn combine(result: &mut Tensor, other: &Tensor, each: impl Fn(&mut f32, f32)) -> Option<()> {
    let one = if result.shape() == other.shape() {
        result.data.len()
    } else if other.height == 1 && other.width == 1 && other.channels == result.channels {
        result.channels
    } else {
        return None;
    };
    for values in result.data.chunks_exact_mut(one) {
        values.iter_mut().zip(&other.data).for_each(|(value, other)| each(value, *other));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that look like chance.
    pub(super) fn noise(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as f32 / u32::MAX as f32 * 2.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    pub(super) fn tensor(height: usize, width: usize, channels: usize) -> Tensor {
        Tensor { height, width, channels, data: noise(height * width * channels, 1) }
    }

    #[test]
    fn one_place_counts_for_all() {
        let mut all = Tensor { height: 1, width: 2, channels: 2, data: vec![1.0, 2.0, 3.0, 4.0] };
        let one = Tensor { height: 1, width: 1, channels: 2, data: vec![10.0, 100.0] };
        combine(&mut all, &one, |value, other| *value *= other).unwrap();
        assert_eq!(all.data, [10.0, 200.0, 30.0, 400.0]);
        let same = all.clone();
        combine(&mut all, &same, |value, other| *value += other).unwrap();
        assert_eq!(all.data, [20.0, 400.0, 60.0, 800.0]);
        assert!(combine(&mut all, &tensor(1, 1, 3), |value, other| *value += other).is_none());
    }

    #[test]
    fn values_are_changed_where_they_are_unless_others_need_them() {
        let all = || Rc::new(Tensor { height: 1, width: 2, channels: 2, data: vec![1.0, 2.0, 3.0, 4.0] });
        let one = Rc::new(Tensor { height: 1, width: 1, channels: 2, data: vec![10.0, 100.0] });
        let grown = Operation::MultiplyAdd.run(vec![all(), one.clone()]).unwrap();
        assert_eq!(grown.data, [11.0, 202.0, 33.0, 404.0]);
        let shared = all();
        for operation in [Operation::MultiplyAdd, Operation::Multiply, Operation::Add] {
            operation.run(vec![shared.clone(), all()]).unwrap();
            assert_eq!(shared, all());
        }
    }

    #[test]
    fn what_is_no_model_is_refused() {
        for bytes in [&b""[..], b"no model", &[0x3a, 0], &[0xff; 500]] {
            assert!(Network::load(bytes).is_none());
        }
    }
}
