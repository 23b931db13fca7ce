//! Makes the steps of a network out of a graph: nodes that follow each other become one layer where they can.

use std::collections::BTreeMap;

use super::attention::{Attention, Normalisation};
use super::curves::Curve;
use super::dense::Dense;
use super::depthwise::Depthwise;
use super::onnx::{Floats, Graph, Node};
use super::pools::Pool;
use super::{Operation, Step, Window};

/// The steps that a graph asks for, how many values they have, and which of these is the result. `None` for a graph with
/// anything else than the two models have.
pub(super) fn steps(graph: &Graph<'_>) -> Option<(Vec<Step>, usize, usize)> {
    let ([input], [output]) = (graph.inputs.as_slice(), graph.outputs.as_slice()) else { return None };
    let mut loader = Loader { graph, names: BTreeMap::new(), joined: Vec::new(), steps: Vec::new(), values: 1 };
    loader.names.insert(input.clone(), Kind::Value(0));
    let nodes = loader.plain_nodes();
    let mut rest = nodes.as_slice();
    while !rest.is_empty() {
        let taken = loader.step(rest)?;
        rest = rest.get(taken.max(1)..)?;
    }
    let result = loader.value(output)?;
    let (mut steps, values) = (loader.steps, loader.values);
    let mut needed = vec![false; values];
    *needed.get_mut(result)? = true;
    for step in steps.iter_mut().rev() {
        for input in step.inputs.clone() {
            if !core::mem::replace(needed.get_mut(input)?, true) {
                step.done.push(input);
            }
        }
    }
    Some((steps, values, result))
}

/// What a name of the file stands for.
#[derive(Clone, Copy)]
enum Kind {
    Value(usize),
    /// Values one behind the other, place by place: a layer takes them as they are.
    Joined(usize),
    /// A shape, which is known anyway.
    Shape,
}

struct Loader<'a> {
    graph: &'a Graph<'a>,
    names: BTreeMap<String, Kind>,
    joined: Vec<Vec<usize>>,
    steps: Vec<Step>,
    values: usize,
}

impl Loader<'_> {
    /// The nodes without those that only pass on.
    fn plain_nodes(&self) -> Vec<Node> {
        let mut same: BTreeMap<String, String> = BTreeMap::new();
        let mut nodes = Vec::new();
        for node in &self.graph.nodes {
            let source = |name: &String| same.get(name).unwrap_or(name).clone();
            let inputs: Vec<String> = node.inputs.iter().map(source).collect();
            if matches!(node.operator.as_str(), "Identity" | "Cast") {
                if let Some(input) = inputs.into_iter().next() {
                    same.insert(node.output().to_owned(), input);
                }
                continue;
            }
            nodes.push(node.with_inputs(inputs));
        }
        // The result may be one that was only passed on.
        for output in &self.graph.outputs {
            if let Some(source) = same.get(output) {
                for node in &mut nodes {
                    node.rename(source, output);
                }
            }
        }
        nodes
    }

    fn value(&self, name: &str) -> Option<usize> {
        match self.names.get(name)? {
            Kind::Value(at) => Some(*at),
            Kind::Joined(_) | Kind::Shape => None,
        }
    }

    /// What a layer sees: one value, or several that are joined.
    fn inputs(&self, name: &str) -> Option<Vec<usize>> {
        match self.names.get(name)? {
            Kind::Joined(at) => self.joined.get(*at).cloned(),
            _ => Some(vec![self.value(name)?]),
        }
    }

    fn weights(&self, name: &str) -> Option<(&[usize], Floats<'_>)> {
        let weights = self.graph.weights.get(name)?;
        Some((&weights.shape, weights.floats()?))
    }

    fn is_constant(&self, name: &str) -> bool {
        self.graph.weights.contains_key(name)
    }

    fn push(&mut self, operation: Operation, inputs: Vec<usize>, output: &str) {
        self.names.insert(output.to_owned(), Kind::Value(self.values));
        self.steps.push(Step { operation, inputs, output: self.values, done: Vec::new() });
        self.values += 1;
    }

    /// Makes a step of the first nodes; how many they were.
    fn step(&mut self, nodes: &[Node]) -> Option<usize> {
        let node = nodes.first()?;
        let input = || self.value(node.input(0));
        match node.operator.as_str() {
            "Conv" | "ConvTranspose" => self.convolution(nodes),
            "MatMul" => self.product(nodes),
            "ReduceMean" if node.integers("axes") == [-1] => self.normalisation(nodes),
            "ReduceMean" | "GlobalAveragePool" => {
                let axes = node.integers("axes");
                let from = input()?;
                (axes.is_empty() || axes == [2, 3]).then(|| self.push(Operation::Mean, vec![from], node.output()))?;
                Some(1)
            }
            "MaxPool" | "AveragePool" => {
                let pool = Pool::new(Window::of(node)?, node.operator == "MaxPool")?;
                self.push(Operation::Pool(pool), vec![input()?], node.output());
                Some(1)
            }
            "Resize" => {
                let from = input()?;
                let (_, factors) = self.weights(node.input(2))?;
                let [1.0, 1.0, down, across] = factors.to_vec()[..] else { return None };
                let nearest = node.text("mode") == b"nearest" && node.text("nearest_mode") == b"floor";
                if !nearest || down != across || !(1.0..=64.0).contains(&down) || down.fract() != 0.0 {
                    return None;
                }
                let factor = down as usize;
                if let Some((next, other)) = self.added(node, nodes.get(1)) {
                    let other = self.value(other)?;
                    self.push(Operation::AddEnlarged(factor), vec![other, from], next.output());
                    return Some(2);
                }
                self.push(Operation::Enlarge(factor), vec![from], node.output());
                Some(1)
            }
            "Concat" if node.inputs.iter().all(|name| self.value(name).is_some()) => {
                let from: Option<Vec<usize>> = node.inputs.iter().map(|name| self.value(name)).collect();
                (node.integers("axis") == [1]).then_some(())?;
                self.names.insert(node.output().to_owned(), Kind::Joined(self.joined.len()));
                self.joined.push(from?);
                Some(1)
            }
            "Add" | "Mul" => {
                let from = vec![input()?, self.value(node.input(1))?];
                if node.operator == "Mul"
                    && let Some((next, other)) = self.added(node, nodes.get(1))
                    && self.value(other) == from.first().copied()
                {
                    self.push(Operation::MultiplyAdd, from, next.output());
                    return Some(2);
                }
                let operation = if node.operator == "Add" { Operation::Add } else { Operation::Multiply };
                self.push(operation, from, node.output());
                Some(1)
            }
            "Shape" | "Concat" | "Unsqueeze" => {
                self.names.insert(node.output().to_owned(), Kind::Shape);
                Some(1)
            }
            "Slice" | "Squeeze" | "Reshape" if matches!(self.names.get(node.input(0)), Some(Kind::Shape)) => {
                self.names.insert(node.output().to_owned(), Kind::Shape);
                Some(1)
            }
            "Reshape" if nodes.get(1).is_some_and(|next| next.integers("perm") == [2, 0, 3, 1, 4]) => {
                self.attention(nodes)
            }
            // Rows of places, with the channels before or behind them: here they are always behind.
            "Reshape" | "Squeeze" => self.passed_on(node),
            "Transpose" if matches!(node.integers("perm"), [0, 2, 1] | [0, 3, 1, 2]) => self.passed_on(node),
            _ => {
                let (curve, taken) = self.curve(node.input(0), nodes)?;
                let from = input()?;
                self.push(Operation::Bend(curve), vec![from], nodes.get(taken - 1)?.output());
                Some(taken)
            }
        }
    }

    /// The next node, when it adds another value to a node's result, and that value's name. Nobody else may need the result:
    /// it would have no name.
    fn added<'n>(&self, node: &Node, next: Option<&'n Node>) -> Option<(&'n Node, &'n str)> {
        let next = next.filter(|next| next.operator == "Add")?;
        let other = match (next.input(0), next.input(1)) {
            (first, other) if first == node.output() => other,
            (other, second) if second == node.output() => other,
            _ => return None,
        };
        self.value(other).map(|_| (next, other))
    }

    fn passed_on(&mut self, node: &Node) -> Option<usize> {
        let at = self.value(node.input(0))?;
        self.names.insert(node.output().to_owned(), Kind::Value(at));
        Some(1)
    }

    /// The curve that the next nodes apply to a value, and how many they are.
    fn curve(&self, of: &str, nodes: &[Node]) -> Option<(Curve, usize)> {
        let is = |at: usize, operator: &str, input: &str| {
            nodes.get(at).is_some_and(|node| node.operator == operator && node.inputs.iter().any(|name| name == input))
        };
        let output = |at: usize| nodes.get(at).map_or("", Node::output);
        if is(0, "Relu", of) {
            Some((Curve::Relu, 1))
        } else if is(0, "HardSigmoid", of) {
            let node = nodes.first()?;
            let near = |value: Option<f32>, wanted: f32| value.is_none_or(|value| (value - wanted).abs() < 1e-6);
            near(node.float("beta"), 0.5).then(|| (Curve::HardSigmoid(node.float("alpha").unwrap_or(0.2)), 1))
        } else if is(0, "Sigmoid", of) && is(1, "Mul", of) && is(1, "Mul", output(0)) {
            Some((Curve::Silu, 2))
        } else if is(0, "Sigmoid", of) {
            Some((Curve::Sigmoid, 1))
        } else if is(0, "Div", of) && is(1, "Erf", output(0)) && is(2, "Add", output(1)) {
            // x/√2, erf, +1, ·x, ·½.
            let ends = is(3, "Mul", of) && is(3, "Mul", output(2)) && is(4, "Mul", output(3));
            let number = |at: usize| {
                let name = nodes.get(at)?.inputs.iter().find(|name| self.is_constant(name))?;
                let (_, values) = self.weights(name)?;
                values.get(0)
            };
            let near = |at: usize, wanted: f32| number(at).is_some_and(|value| (value - wanted).abs() < 1e-3);
            (ends && near(0, core::f32::consts::SQRT_2) && near(2, 1.0) && near(4, 0.5)).then_some((Curve::Gelu, 5))
        } else {
            None
        }
    }

    /// What is added to each channel of a value by the first node, when it does that.
    fn bias(&self, of: &str, node: Option<&Node>, channels: usize) -> Option<Vec<f32>> {
        let node = node.filter(|node| node.operator == "Add" && node.input(0) == of)?;
        let (_, values) = self.weights(node.input(1))?;
        (values.len() == channels).then(|| values.to_vec())
    }

    /// Factors and terms by which the first node normalises each channel of a value, when it does that.
    fn batch_normalisation(&self, of: &str, node: Option<&Node>, channels: usize) -> Option<Vec<(f32, f32)>> {
        let node = node.filter(|node| node.operator == "BatchNormalization" && node.input(0) == of)?;
        let list = |at: usize| {
            self.weights(node.input(at)).map(|(_, values)| values).filter(|values| values.len() == channels)
        };
        let (scale, bias, mean, variance) = (list(1)?, list(2)?, list(3)?, list(4)?);
        let epsilon = node.float("epsilon").unwrap_or(1e-5);
        let each = scale.iter().zip(bias.iter()).zip(mean.iter()).zip(variance.iter());
        Some(
            each.map(|(((scale, bias), mean), variance)| {
                let factor = scale / (variance + epsilon).sqrt();
                (factor, bias - mean * factor)
            })
            .collect(),
        )
    }

    fn convolution(&mut self, nodes: &[Node]) -> Option<usize> {
        let node = nodes.first()?;
        let from = self.inputs(node.input(0))?;
        let (shape, weights) = self.weights(node.input(1))?;
        let &[first, second, rows, columns] = shape else { return None };
        let window = Window::of(node)?;
        let size = rows.checked_mul(columns)?;
        if (window.rows, window.columns) != (rows, columns) || node.inputs.len() > 2 || weights.len() == 0 {
            return None;
        }
        let turned = node.operator == "ConvTranspose";
        let group = node.integers("group").first().copied().unwrap_or(1);
        let outputs = if turned { second } else { first };
        let mut taken = 1;
        let mut last = node.output();
        let mut bias = vec![0.0; outputs];
        if let Some(found) = self.bias(last, nodes.get(taken), outputs) {
            (bias, last, taken) = (found, nodes.get(taken)?.output(), taken + 1);
        }
        let mut factors = vec![1.0; outputs];
        if let Some(found) = self.batch_normalisation(last, nodes.get(taken), outputs) {
            for ((bias, factor), (scale, term)) in bias.iter_mut().zip(&mut factors).zip(found) {
                *bias = *bias * scale + term;
                *factor = scale;
            }
            (last, taken) = (nodes.get(taken)?.output(), taken + 1);
        }
        let curve = self.curve(last, nodes.get(taken..)?);
        if let Some((_, more)) = curve {
            taken += more;
            last = nodes.get(taken - 1)?.output();
        }
        let curve = curve.map(|(curve, _)| curve);
        let at = |output: usize, input: usize, place: usize| weights.get((output * second + input) * size + place);
        let operation = if turned {
            // Its outputs are those of four convolutions of a point.
            if window != (Window { rows: 2, columns: 2, step_y: 2, step_x: 2, ..Window::POINT }) || group != 1 {
                return None;
            }
            let weight = |output: usize, input: usize| {
                let (place, output) = (output / outputs, output % outputs);
                Some(at(input, output, place)? * factors.get(output)?)
            };
            let mut layer = Dense::new(Window::POINT, first, bias.repeat(size), weight)?;
            layer.curve = curve;
            Operation::Unfold(layer)
        } else if group == 1 {
            let weight =
                |output: usize, input: usize| Some(at(output, input % second, input / second)? * factors.get(output)?);
            let mut layer = Dense::new(window, second, bias, weight)?;
            layer.curve = curve;
            Operation::Dense(layer)
        } else if usize::try_from(group) == Ok(outputs) && second == 1 {
            let factors = factors.iter().flat_map(|factor| core::iter::repeat_n(factor, size));
            let scaled: Vec<f32> = weights.iter().zip(factors).map(|(weight, factor)| weight * factor).collect();
            Operation::Depthwise(Depthwise::new(window, &scaled, &bias)?, curve)
        } else {
            return None;
        };
        if from.len() != 1 && !matches!(operation, Operation::Dense(_)) {
            return None;
        }
        let last = last.to_owned();
        self.push(operation, from, &last);
        Some(taken)
    }

    /// A product with a matrix of weights, inputs by outputs.
    fn product(&mut self, nodes: &[Node]) -> Option<usize> {
        let node = nodes.first()?;
        let from = self.value(node.input(0))?;
        let (shape, weights) = self.weights(node.input(1))?;
        let &[inputs, outputs] = shape else { return None };
        let (mut taken, mut last) = (1, node.output());
        let mut bias = vec![0.0; outputs];
        if let Some(found) = self.bias(last, nodes.get(taken), outputs) {
            (bias, last, taken) = (found, nodes.get(taken)?.output(), taken + 1);
        }
        let curve = self.curve(last, nodes.get(taken..)?);
        if let Some((_, more)) = curve {
            taken += more;
            last = nodes.get(taken - 1)?.output();
        }
        let weight = |output: usize, input: usize| weights.get(input * outputs + output);
        let mut layer = Dense::new(Window::POINT, inputs, bias, weight)?;
        layer.curve = curve.map(|(curve, _)| curve);
        let last = last.to_owned();
        self.push(Operation::Dense(layer), vec![from], &last);
        Some(taken)
    }

    fn operators(nodes: &[Node], wanted: &[&str]) -> Option<()> {
        let found = nodes.get(..wanted.len())?;
        found.iter().map(|node| node.operator.as_str()).eq(wanted.iter().copied()).then_some(())
    }

    /// Mean and deviation of a place's channels made 0 and 1, then each channel scaled and shifted.
    fn normalisation(&mut self, nodes: &[Node]) -> Option<usize> {
        const WANTED: [&str; 9] = ["ReduceMean", "Sub", "Pow", "ReduceMean", "Add", "Sqrt", "Div", "Mul", "Add"];
        Self::operators(nodes, &WANTED)?;
        let from = self.value(nodes.first()?.input(0))?;
        let number = |at: usize| self.weights(nodes.get(at)?.input(1)).map(|(_, values)| values);
        (number(2)?.to_vec() == [2.0]).then_some(())?;
        let epsilon = number(4)?.get(0)?;
        let (scale, shift) = (self.scales(nodes.get(7)?)?, self.scales(nodes.get(8)?)?);
        let normalisation = Normalisation::new(scale, shift, epsilon)?;
        self.push(Operation::Normalise(normalisation), vec![from], nodes.get(8)?.output());
        Some(WANTED.len())
    }

    fn scales(&self, node: &Node) -> Option<Vec<f32>> {
        self.weights(node.input(1)).map(|(_, values)| values.to_vec())
    }

    /// What follows a layer of queries, keys and values, up to the layer that makes one of them again.
    fn attention(&mut self, nodes: &[Node]) -> Option<usize> {
        const WANTED: [&str; 16] = [
            "Reshape",
            "Transpose",
            "Slice",
            "Squeeze",
            "Mul",
            "Add",
            "Slice",
            "Squeeze",
            "Slice",
            "Squeeze",
            "Transpose",
            "MatMul",
            "Softmax",
            "MatMul",
            "Transpose",
            "Reshape",
        ];
        Self::operators(nodes, &WANTED)?;
        let node = nodes.first()?;
        let from = self.value(node.input(0))?;
        let shape = self.graph.weights.get(node.input(1))?.integers()?;
        let [_, _, 3, heads, size] = shape[..] else { return None };
        let factor = self.scales(nodes.get(4)?)?;
        let shift = self.scales(nodes.get(5)?)?;
        let ([factor], true) = (&factor[..], shift.iter().all(|shift| *shift == 0.0)) else { return None };
        let attention = Attention::new(usize::try_from(heads).ok()?, usize::try_from(size).ok()?, *factor)?;
        self.push(Operation::Attend(attention), vec![from], nodes.get(15)?.output());
        Some(WANTED.len())
    }
}

impl Window {
    /// As a node's attributes say. `None` for what is not handled: dilations, more than two dimensions, rounding up.
    fn of(node: &Node) -> Option<Self> {
        let numbers = |name: &str, count: usize, missing: usize| -> Option<Vec<usize>> {
            match node.integers(name) {
                [] => Some(vec![missing; count]),
                list if list.len() == count => {
                    list.iter().map(|value| usize::try_from(*value).ok().filter(|value| *value < 64)).collect()
                }
                _ => None,
            }
        };
        let [rows, columns] = numbers("kernel_shape", 2, 0)?.try_into().ok()?;
        let [step_y, step_x] = numbers("strides", 2, 1)?.try_into().ok()?;
        let [top, left, bottom, right] = match node.text("auto_pad") {
            // With steps of one, that many are missing; the odd one is behind.
            b"SAME_UPPER" if step_y == 1 && step_x == 1 && rows > 0 && columns > 0 => {
                [(rows - 1) / 2, (columns - 1) / 2, rows / 2, columns / 2]
            }
            b"" | b"NOTSET" => numbers("pads", 4, 0)?.try_into().ok()?,
            _ => return None,
        };
        let dense = numbers("dilations", 2, 1)? == [1, 1] && node.integers("ceil_mode").iter().all(|mode| *mode == 0);
        (dense && rows > 0 && columns > 0 && step_y > 0 && step_x > 0).then_some(Self {
            rows,
            columns,
            step_y,
            step_x,
            top,
            left,
            bottom,
            right,
        })
    }
}
