//! The operators that the two models need, and no others: the web module carries nothing else.

use rten::{Model, ModelOptions};

use crate::ReadError;

/// Loads an ONNX model. The caller has checked its hash; what is plainly none is refused without being parsed.
pub(crate) fn load(bytes: Vec<u8>) -> Result<Model, ReadError> {
    if !is_onnx(&bytes) {
        return Err(ReadError::Model);
    }
    let operators = rten::op_registry!(
        Add,
        AveragePool,
        BatchNormalization,
        Cast,
        Concat,
        Conv,
        ConvTranspose,
        Div,
        Erf,
        GlobalAveragePool,
        HardSigmoid,
        Identity,
        MatMul,
        MaxPool,
        Mul,
        Pow,
        ReduceMean,
        Relu,
        Reshape,
        Resize,
        Shape,
        Sigmoid,
        Slice,
        Softmax,
        Sqrt,
        Squeeze,
        Sub,
        Transpose,
        Unsqueeze
    );
    ModelOptions::with_ops(operators).prepack_weights(true).load(bytes).map_err(|_| ReadError::Model)
}

/// Whether bytes are a whole protocol buffer message with one graph (ModelProto, onnx.proto: field 7): the parser may not
/// come to an end on what is none.
fn is_onnx(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut graphs = 0;
    while !rest.is_empty() {
        let Some(key) = varint(&mut rest) else { return false };
        let length = match key & 7 {
            0 => varint(&mut rest).map(|_| 0),
            1 => Some(8),
            2 => varint(&mut rest),
            5 => Some(4),
            _ => None,
        };
        let Some(behind) = length.and_then(|length| rest.get(usize::try_from(length).ok()?..)) else { return false };
        graphs += u32::from(key == (7 << 3 | 2));
        rest = behind;
    }
    graphs == 1
}

/// A number of seven bits a byte, the lowest first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
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
    fn what_is_no_message_with_a_graph_is_refused_at_once() {
        assert!(is_onnx(&[8, 10, 0x3a, 2, 0, 0]));
        for bytes in [&b""[..], b"not a model", &[8; 1000], &[0xff; 1000], &[0x3a, 200, 0], &[8, 10, 0x3a, 0, 0x3a, 0]]
        {
            assert!(!is_onnx(bytes));
        }
    }
}
