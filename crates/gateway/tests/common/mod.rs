//! What more than one of these tests needs.

use slipcheck_gateway::Gb;

/// GB 18030, as callers hand it in.
pub(crate) fn gb() -> Gb {
    Gb {
        decode: |bytes| encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into),
        encode: |text| {
            let (bytes, _, lossy) = encoding_rs::GB18030.encode(text);
            (!lossy).then(|| bytes.into_owned())
        },
    }
}
