//! Whatever stands in a journal: no change of a receipt passes, and nothing brings the audit down.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::*;
use proptest::prelude::*;
use slipcheck_audit::{Input, Outcome, audit};
use std::sync::LazyLock;

/// A sound journal.
static SOUND: LazyLock<String> = LazyLock::new(|| {
    let till = &mut Till::new("K-1");
    let receipts: Vec<String> = (0..6).map(|n| if n == 0 { till.null() } else { till.sale(n * 100) }).collect();
    plain(&receipts)
});

#[test]
fn the_journal_is_sound() {
    assert_eq!(judged(&[&SOUND], &options()).outcome, Outcome::Passed);
}

#[test]
fn levels_without_end_are_passed_over() {
    let deep = ["{\"x\":", &"[".repeat(100_000), &"]".repeat(100_000), ",", &SOUND[1..]].concat();
    assert_eq!(judged(&[&deep], &options()).outcome, Outcome::Passed);
    let endless = "[".repeat(3_000_000);
    assert_eq!(found(&judged(&[&endless], &options())), ["export-malformed"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_changed_byte_of_a_receipt_passes(at: prop::sample::Index, byte: u8) {
        let from = SOUND.find("eyJ").unwrap();
        let mut bytes = SOUND.as_bytes().to_vec();
        let until = SOUND.find("\"]").unwrap();
        let at = from + at.index(until - from);
        prop_assume!(bytes[at] != byte && !matches!(bytes[at], b'"' | b','));
        bytes[at] = byte;
        let mut inputs = [Input::of_bytes("dep.json", &bytes)];
        let report = audit(&mut inputs, &options(), &Invention::default(), &mut ()).unwrap();
        prop_assert_eq!(report.outcome, Outcome::Failed);
    }

    #[test]
    fn any_bytes_are_judged_or_refused(bytes: Vec<u8>, at: prop::sample::Index, cut in 0_usize..40) {
        let _ = audit(&mut [Input::of_bytes("dep.json", &bytes)], &options(), &Invention::default(), &mut ());
        let mut broken = SOUND.as_bytes().to_vec();
        let at = at.index(broken.len());
        let end = (at + cut).min(broken.len());
        broken.splice(at..end, bytes);
        let _ = audit(&mut [Input::of_bytes("dep.json", &broken)], &options(), &Invention::default(), &mut ());
        let _ = slipcheck_audit::State::read(&broken);
    }
}
