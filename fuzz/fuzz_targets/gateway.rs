//! Any pasted text, held against a gateway's key: no panic, and nothing fits, since nobody has signed it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck_gateway::{Facts, Gb, Given, Key, Signing, check, embedded, find};

/// The key of the crate's tests.
const SPKI: &[u8] = include_bytes!("../../crates/gateway/tests/keys/gateway.spki.der");

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let keys = [None, Some(Facts::default())].map(|facts| Key { spki: SPKI.to_vec(), embedded: facts.is_some(), facts, trusted: false });
    let given = Given { keys: &keys, apiv3_key: Some(&[b'k'; 32]), gb: Gb::NONE, repairs: true };
    for message in &find(text).messages {
        assert!(text.get(message.range.clone()).is_some());
        let _ = embedded(message);
        assert!(!matches!(check(message, &given).signing, Signing::Fits | Signing::Ambiguous));
    }
});
