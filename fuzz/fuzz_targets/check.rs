//! Any pasted text, with nobody trusted and repairs on: one report at least, and never the full tick.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::{check::check, input::Input, pki::Store, time::Moment, verdict::Word};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let input = Input { text: Some(text.into()), ..Input::default() };
    let reports = check(&input, &Store::default(), Moment(1_790_000_000));
    assert!(!reports.is_empty());
    assert!(reports.iter().all(|report| report.verdict.word() != Word::Verified));
});
