//! The operators that the two models need, and no others: the web module carries nothing else.

use rten::{Model, ModelOptions};

use crate::ReadError;

/// Loads an ONNX model.
pub(crate) fn load(bytes: Vec<u8>) -> Result<Model, ReadError> {
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
