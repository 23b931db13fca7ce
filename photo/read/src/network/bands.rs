//! Steps whose results depend on their surroundings alone: large values go through several of them band by band, so that
//! what is between them is never there as a whole, and stays near the processor.

use core::ops::Range;
use std::rc::Rc;

use super::{Operation, Step, Tensor, Window};

/// Numbers of a band.
const BAND: usize = 1 << 19;

/// Steps that one value goes through together.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub(super) steps: Range<usize>,
    /// The value that goes in.
    input: usize,
    /// Values of one place that count for all.
    others: Vec<usize>,
    /// The value that comes out.
    pub(super) output: usize,
    /// Rows of the input for one of the output.
    shrink: usize,
    /// Rows of the input above and below that a row of the output may depend on, at most.
    reach: usize,
}

/// The groups of a network: at least two steps each, in their order.
pub(super) fn groups(steps: &[Step], values: usize) -> Vec<Group> {
    let mut single = vec![false; values];
    for step in steps {
        let made_of_one = step.inputs.iter().all(|input| single.get(*input) == Some(&true));
        if let Some(output) = single.get_mut(step.output) {
            *output = matches!(step.operation, Operation::Mean) || made_of_one;
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut first = 0;
    while first < steps.len() {
        let found = group(steps, first, &single).filter(|group| group.steps.len() > 1);
        first = found.as_ref().map_or(first + 1, |group| group.steps.end);
        groups.extend(found);
    }
    groups
}

/// The longest group that begins with a step.
fn group(steps: &[Step], first: usize, single: &[bool]) -> Option<Group> {
    let is_single = |value: usize| single.get(value).copied().unwrap_or_default();
    let input = *steps.get(first)?.inputs.iter().find(|input| !is_single(**input))?;
    let mut others = Vec::new();
    // Values that are there, each with the rows of the input for one of its own.
    let mut inside: Vec<(usize, usize)> = vec![(input, 1)];
    let mut gone = vec![];
    let (mut reach, mut best) = (0, None);
    for (at, step) in steps.iter().enumerate().skip(first) {
        let Some(window) = window(&step.operation) else { break };
        // Each begins with what looks around, so that little is made twice; what the picture goes through is narrow.
        if is_single(step.output) || (window.rows > 1 && at > first && input != 0) {
            break;
        }
        let Some(shrinks) =
            step.inputs.iter().filter(|input| !is_single(**input)).try_fold(None, |shrinks: Option<usize>, input| {
                let (_, shrink) = inside.iter().find(|(value, _)| value == input)?;
                shrinks.is_none_or(|other| other == *shrink).then_some(Some(*shrink))
            })
        else {
            break;
        };
        others.extend(step.inputs.iter().copied().filter(|input| is_single(*input)));
        let Some(shrink) = shrinks else { break };
        reach += (window.rows - 1) * shrink;
        inside.push((step.output, shrink * window.step_y));
        gone.extend_from_slice(&step.done);
        let mut left = inside.iter().filter(|(value, _)| *value != input && !gone.contains(value));
        if let (Some((output, shrink)), None) = (left.next(), left.next()) {
            let (output, shrink) = (*output, *shrink);
            best = Some(Group { steps: first..at + 1, input, others: others.clone(), output, shrink, reach });
        }
    }
    best
}

/// What a step sees of the rows around a place; `None` when it sees more than that.
fn window(operation: &Operation) -> Option<Window> {
    match operation {
        Operation::Dense(layer) => Some(layer.window),
        Operation::Depthwise(layer, _) => Some(layer.window),
        Operation::Pool(pool) => Some(pool.window),
        Operation::Add | Operation::Multiply | Operation::MultiplyAdd | Operation::Bend(_) => Some(Window::POINT),
        _ => None,
    }
}

impl Group {
    /// What comes out, when the input is so large that bands are of use; `None` when the steps are to run one by one, or
    /// fail.
    pub(super) fn run(&self, steps: &[Step], values: &[Option<Rc<Tensor>>]) -> Option<Tensor> {
        self.run_by(BAND, steps, values)
    }

    fn run_by(&self, size: usize, steps: &[Step], values: &[Option<Rc<Tensor>>]) -> Option<Tensor> {
        let input = values.get(self.input)?.as_deref()?;
        let length = input.width * input.channels;
        let band = (size / length.max(1)).max(4 * self.reach).max(1).next_multiple_of(self.shrink);
        if input.height < 2 * band {
            return None;
        }
        let height = self.height(steps, input)?;
        let margin = self.reach.next_multiple_of(self.shrink);
        let mut result: Option<Tensor> = None;
        for first in (0..height).step_by(band / self.shrink) {
            let last = (first + band / self.shrink).min(height);
            let top = (first * self.shrink).saturating_sub(margin);
            let bottom = if last == height { input.height } else { (last * self.shrink + margin).min(input.height) };
            let data = input.data.get(top * length..bottom * length)?.to_vec();
            let part = self.part(steps, values, Tensor { height: bottom - top, data, ..*input })?;
            let row = part.width * part.channels;
            let all = result.get_or_insert_with(|| Tensor { height, data: Vec::with_capacity(height * row), ..part });
            let start = first - top / self.shrink;
            all.data.extend_from_slice(part.data.get(start * row..(start + last - first) * row)?);
        }
        result
    }

    fn part(&self, steps: &[Step], values: &[Option<Rc<Tensor>>], part: Tensor) -> Option<Tensor> {
        let mut own = vec![None; values.len()];
        for other in &self.others {
            own.get_mut(*other)?.clone_from(values.get(*other)?);
        }
        *own.get_mut(self.input)? = Some(Rc::new(part));
        for step in steps.get(self.steps.clone())? {
            step.run(&mut own)?;
        }
        own.get_mut(self.output)?.take().map(Rc::unwrap_or_clone)
    }

    /// Rows of the output.
    fn height(&self, steps: &[Step], input: &Tensor) -> Option<usize> {
        let mut heights = vec![(self.input, input.height)];
        for step in steps.get(self.steps.clone())? {
            let window = window(&step.operation)?;
            let (_, height) = heights.iter().find(|(value, _)| step.inputs.contains(value))?;
            heights.push((step.output, window.count(*height, window.columns)?.0));
        }
        heights.iter().find(|(value, _)| *value == self.output).map(|(_, height)| *height)
    }
}

#[cfg(test)]
mod tests {
    use super::super::depthwise::Depthwise;
    use super::super::pools::Pool;
    use super::super::tests::{noise, tensor};
    use super::super::{Curve, Dense};
    use super::*;

    fn dense(window: Window, inputs: usize, outputs: usize) -> Operation {
        let depth = window.rows * window.columns * inputs;
        let weights = noise(outputs * depth, 3);
        let weight = |output: usize, input: usize| weights.get(output * depth + input).copied();
        Operation::Dense(Dense::new(window, inputs, noise(outputs, 5), weight).unwrap())
    }

    fn step(operation: Operation, inputs: &[usize], output: usize, done: &[usize]) -> Step {
        Step { operation, inputs: inputs.to_vec(), output, done: done.to_vec() }
    }

    /// A stem with two ways, a mean, what it is for, and a layer that looks around.
    fn steps() -> Vec<Step> {
        let around = Window { rows: 3, columns: 3, step_y: 2, step_x: 2, top: 1, left: 1, bottom: 1, right: 1 };
        let ahead = Window { rows: 2, columns: 2, bottom: 1, right: 1, ..Window::POINT };
        let channelwise = Window { step_y: 1, step_x: 1, ..around };
        let depthwise = Depthwise::new(channelwise, &noise(9 * 8, 9), &noise(8, 11)).unwrap();
        vec![
            step(dense(around, 3, 8), &[0], 1, &[0]),
            step(dense(ahead, 8, 8), &[1], 2, &[]),
            step(Operation::Pool(Pool::new(ahead, true).unwrap()), &[1], 3, &[1]),
            step(dense(around, 16, 8), &[3, 2], 4, &[2, 3]),
            step(Operation::Mean, &[4], 5, &[]),
            step(Operation::MultiplyAdd, &[4, 5], 6, &[4, 5]),
            step(dense(Window::POINT, 8, 12), &[6], 7, &[]),
            step(dense(Window::POINT, 12, 8), &[7], 8, &[7]),
            step(Operation::Add, &[6, 8], 9, &[6, 8]),
            step(Operation::Depthwise(depthwise, Some(Curve::Relu)), &[9], 10, &[9]),
            step(dense(Window::POINT, 8, 4), &[10], 11, &[10]),
        ]
    }

    #[test]
    fn groups_are_what_one_value_goes_through() {
        let found = groups(&steps(), 12);
        let told: Vec<_> = found.iter().map(|group| (group.steps.clone(), group.input, group.output)).collect();
        assert_eq!(told, [(0..4, 0, 4), (5..9, 4, 9), (9..11, 9, 11)]);
        assert_eq!((found[0].shrink, found[0].reach), (4, 2 + 2 + 2 + 4));
        assert_eq!((found[1].shrink, found[1].reach, &found[1].others), (1, 0, &vec![5]));
        assert_eq!((found[2].shrink, found[2].reach), (1, 2));
    }

    #[test]
    fn bands_come_to_the_same() {
        let steps = steps();
        for (height, width) in [(160, 12), (161, 9), (163, 10)] {
            let mut values = vec![None; 12];
            values[0] = Some(Rc::new(tensor(height, width, 3)));
            let (mut banded, mut next) = (0, 0);
            for group in groups(&steps, 12) {
                steps[next..group.steps.start].iter().for_each(|step| step.run(&mut values).unwrap());
                next = group.steps.end;
                let before = values.clone();
                assert!(group.run(&steps, &before).is_none(), "small values are not worth it");
                steps[group.steps.clone()].iter().for_each(|step| step.run(&mut values).unwrap());
                if let Some(by_bands) = group.run_by(40, &steps, &before) {
                    assert_eq!(Some(&by_bands), values[group.output].as_deref());
                    banded += 1;
                }
            }
            assert_eq!(banded, 3);
        }
    }
}
