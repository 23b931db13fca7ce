//! SignedData around the input: the certificates of a `.p7b`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::{encoding::tlv, pki};

fuzz_target!(|bytes: &[u8]| {
    let data = tlv(0x30, &tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1]));
    let inside = [tlv(2, &[1]), tlv(0x31, &[]), data, bytes.to_vec()].concat();
    let signed = tlv(0xa0, &tlv(0x30, &inside));
    let file = tlv(0x30, &[tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]), signed].concat());
    let _ = (pki::import(&file), pki::import(bytes));
});
