//! An ONNX file's graph (onnx.proto of ONNX 1.16): nodes, weights and remarks. Every length is checked: what is no model
//! is refused without panic, and costs no more than its own bytes.

use std::collections::BTreeMap;

/// A node: an operator, what goes in, what comes out, how.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) operator: String,
    pub(crate) inputs: Vec<String>,
    pub(crate) outputs: Vec<String>,
    attributes: BTreeMap<String, Attribute>,
}

#[derive(Clone, Debug, Default)]
struct Attribute {
    float: Option<f32>,
    integers: Vec<i64>,
    text: Vec<u8>,
}

impl Node {
    pub(crate) fn integers(&self, name: &str) -> &[i64] {
        self.attributes.get(name).map_or(&[], |attribute| &attribute.integers)
    }
    pub(crate) fn float(&self, name: &str) -> Option<f32> {
        self.attributes.get(name)?.float
    }
    pub(crate) fn text(&self, name: &str) -> &[u8] {
        self.attributes.get(name).map_or(&[], |attribute| &attribute.text)
    }
    /// An input's name; empty when there is none.
    pub(crate) fn input(&self, at: usize) -> &str {
        self.inputs.get(at).map_or("", String::as_str)
    }
    /// The same with other inputs.
    pub(crate) fn with_inputs(&self, inputs: Vec<String>) -> Self {
        Self { inputs, ..self.clone() }
    }
    /// Gives a value another name.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        for name in self.inputs.iter_mut().chain(&mut self.outputs).filter(|name| *name == from) {
            to.clone_into(name);
        }
    }
    /// The only output's name.
    pub(crate) fn output(&self) -> &str {
        self.outputs.first().map_or("", String::as_str)
    }
}

/// Weights, still as they are in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights<'a> {
    pub(crate) shape: Vec<usize>,
    kind: u64,
    raw: &'a [u8],
}

/// Floats of a file, made when they are asked for: all of a layer's would take twice to four times its memory.
#[derive(Clone, Copy)]
pub(crate) enum Floats<'a> {
    Single(&'a [[u8; 4]]),
    Half(&'a [[u8; 2]]),
}

impl Floats<'_> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Single(values) => values.len(),
            Self::Half(values) => values.len(),
        }
    }
    pub(crate) fn get(&self, at: usize) -> Option<f32> {
        match self {
            Self::Single(values) => values.get(at).map(|bytes| f32::from_le_bytes(*bytes)),
            Self::Half(values) => values.get(at).map(|bytes| half(u16::from_le_bytes(*bytes))),
        }
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = f32> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
    pub(crate) fn to_vec(self) -> Vec<f32> {
        self.iter().collect()
    }
}

impl<'a> Weights<'a> {
    /// As floats; `None` when they are of another type, not complete or not finite.
    pub(crate) fn floats(&self) -> Option<Floats<'a>> {
        let count = self.shape.iter().try_fold(1_usize, |product, side| product.checked_mul(*side))?;
        let values = match self.kind {
            1 => Floats::Single(self.raw.as_chunks().0),
            10 => Floats::Half(self.raw.as_chunks().0),
            _ => return None,
        };
        (values.len() == count && values.iter().all(f32::is_finite)).then_some(values)
    }
    /// As integers.
    pub(crate) fn integers(&self) -> Option<Vec<i64>> {
        (self.kind == 7).then(|| self.raw.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect())
    }
}

/// A number of 16 bits (IEEE 754 binary16).
fn half(bits: u16) -> f32 {
    let (sign, size) = (u32::from(bits >> 15) << 31, u32::from(bits & 0x7fff));
    let size = match size >> 10 {
        0 => size as f32 * f32::from_bits((127 - 24) << 23),
        0x1f => f32::NAN,
        // The exponent's zero is at 15 there, at 127 here.
        _ => f32::from_bits((size << 13) + ((127 - 15) << 23)),
    };
    f32::from_bits(size.to_bits() | sign)
}

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Graph<'a> {
    pub(crate) nodes: Vec<Node>,
    pub(crate) weights: BTreeMap<String, Weights<'a>>,
    pub(crate) inputs: Vec<String>,
    pub(crate) outputs: Vec<String>,
    pub(crate) remarks: BTreeMap<String, String>,
}

impl<'a> Graph<'a> {
    /// ModelProto: graph 7, metadata_props 14. `None` for what is none, or has not exactly one graph.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut found = Self::default();
        let mut graphs = 0;
        fields(bytes, |number, value| {
            match (number, value) {
                (7, Value::Bytes(graph)) => {
                    graphs += 1;
                    found.graph(graph)?;
                }
                (14, Value::Bytes(entry)) => {
                    let (mut key, mut text) = (String::new(), String::new());
                    fields(entry, |number, value| {
                        match number {
                            1 => key = value.text()?,
                            2 => text = value.text()?,
                            _ => {}
                        }
                        Some(())
                    })?;
                    found.remarks.insert(key, text);
                }
                _ => {}
            }
            Some(())
        })?;
        (graphs == 1).then_some(found)
    }

    /// GraphProto: node 1, initializer 5, input 11, output 12.
    fn graph(&mut self, bytes: &'a [u8]) -> Option<()> {
        fields(bytes, |number, value| {
            match (number, value) {
                (1, Value::Bytes(bytes)) => self.nodes.push(node(bytes)?),
                (5, Value::Bytes(bytes)) => {
                    let (name, weights) = tensor(bytes)?;
                    self.weights.insert(name, weights);
                }
                (11, Value::Bytes(bytes)) => self.inputs.push(first_text(bytes)?),
                (12, Value::Bytes(bytes)) => self.outputs.push(first_text(bytes)?),
                _ => {}
            }
            Some(())
        })
    }
}

/// NodeProto: input 1, output 2, op_type 4, attribute 5.
fn node(bytes: &[u8]) -> Option<Node> {
    let mut node = Node::default();
    fields(bytes, |number, value| {
        match number {
            1 => node.inputs.push(value.text()?),
            2 => node.outputs.push(value.text()?),
            4 => node.operator = value.text()?,
            5 => {
                let (name, attribute) = attribute(value.bytes()?)?;
                node.attributes.insert(name, attribute);
            }
            _ => {}
        }
        Some(())
    })?;
    Some(node)
}

/// AttributeProto: name 1, f 2, i 3, s 4, ints 8.
fn attribute(bytes: &[u8]) -> Option<(String, Attribute)> {
    let (mut name, mut attribute) = (String::new(), Attribute::default());
    fields(bytes, |number, value| {
        match (number, value) {
            (1, value) => name = value.text()?,
            (2, Value::Four(bits)) => attribute.float = Some(f32::from_bits(bits)),
            (3 | 8, value) => value.numbers(|value| attribute.integers.push(value as i64))?,
            (4, value) => attribute.text = value.bytes()?.to_vec(),
            _ => {}
        }
        Some(())
    })?;
    Some((name, attribute))
}

/// TensorProto: dims 1, data_type 2, name 8, raw_data 9.
fn tensor(bytes: &[u8]) -> Option<(String, Weights<'_>)> {
    let (mut name, mut weights) = (String::new(), Weights::default());
    fields(bytes, |number, value| {
        match (number, value) {
            (1, value) => value.numbers(|side| weights.shape.push(usize::try_from(side).unwrap_or(usize::MAX)))?,
            (2, Value::Number(kind)) => weights.kind = kind,
            (8, value) => name = value.text()?,
            (9, value) => weights.raw = value.bytes()?,
            _ => {}
        }
        Some(())
    })?;
    Some((name, weights))
}

/// The text of a message's first field: what ValueInfoProto is named.
fn first_text(bytes: &[u8]) -> Option<String> {
    let mut name = None;
    fields(bytes, |number, value| {
        if number == 1 {
            name = Some(value.text()?);
        }
        Some(())
    })?;
    name
}

/// A field's value (Protocol Buffers, wire types 0, 1, 2 and 5).
#[derive(Clone, Copy)]
enum Value<'a> {
    Number(u64),
    Eight,
    Bytes(&'a [u8]),
    Four(u32),
}

impl<'a> Value<'a> {
    fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
    fn text(self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }
    /// One number, or packed ones.
    fn numbers(self, mut each: impl FnMut(u64)) -> Option<()> {
        match self {
            Self::Number(number) => each(number),
            Self::Bytes(mut rest) => {
                while !rest.is_empty() {
                    each(varint(&mut rest)?);
                }
            }
            _ => return None,
        }
        Some(())
    }
}

fn fields<'a>(mut rest: &'a [u8], mut each: impl FnMut(u64, Value<'a>) -> Option<()>) -> Option<()> {
    fn take<'a>(rest: &mut &'a [u8], count: u64) -> Option<&'a [u8]> {
        let (taken, behind) = rest.split_at_checked(usize::try_from(count).ok()?)?;
        *rest = behind;
        Some(taken)
    }
    while !rest.is_empty() {
        let key = varint(&mut rest)?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut rest)?),
            1 => take(&mut rest, 8).map(|_| Value::Eight)?,
            2 => {
                let length = varint(&mut rest)?;
                Value::Bytes(take(&mut rest, length)?)
            }
            5 => Value::Four(u32::from_le_bytes(take(&mut rest, 4)?.try_into().ok()?)),
            _ => return None,
        };
        each(key >> 3, value)?;
    }
    Some(())
}

/// A number of seven bits a byte, the lowest first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_with_one_graph_is_refused() {
        assert!(Graph::parse(&[8, 10, 0x3a, 0]).is_some());
        for bytes in [&b""[..], b"not a model", &[8; 1001], &[0xff; 1000], &[0x3a, 200, 0], &[8, 10, 0x3a, 0, 0x3a, 0]]
        {
            assert!(Graph::parse(bytes).is_none());
        }
    }

    #[test]
    fn halves_are_widened() {
        for (bits, value) in
            [(0, 0.0), (0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (1, 5.960_464_5e-8), (0x7bff, 65_504.0)]
        {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7c00).is_nan() && half(0xfe00).is_nan());
    }

    #[test]
    fn nodes_and_weights_are_told() {
        let message = |number: u8, bytes: &[u8]| [&[number << 3 | 2, bytes.len() as u8], bytes].concat();
        let attribute = [message(1, b"pads"), vec![8 << 3, 3, 8 << 3, 4]].concat();
        let node = [message(1, b"x"), message(2, b"y"), message(4, b"Conv"), message(5, &attribute)].concat();
        let tensor = [vec![8, 2, 16, 1], message(8, b"w"), message(9, &[0, 0, 128, 63, 0, 0, 0, 64])].concat();
        let model = message(7, &[message(1, &node), message(5, &tensor), message(11, &message(1, b"x"))].concat());
        let graph = Graph::parse(&model).unwrap();
        assert_eq!(
            (graph.nodes[0].operator.as_str(), graph.nodes[0].input(0), graph.nodes[0].output()),
            ("Conv", "x", "y")
        );
        assert_eq!(graph.nodes[0].integers("pads"), [3, 4]);
        assert_eq!(graph.weights["w"].floats().unwrap().to_vec(), [1.0, 2.0]);
        assert_eq!(graph.inputs, ["x"]);
    }
}
