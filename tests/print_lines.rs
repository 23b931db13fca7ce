//! Lines that somebody might add to a good slip so that it says more than was signed. `caught.txt` holds those that cost it
//! the full tick, one a line; `open.txt` those that do not yet, each of them a fault, or debatable. A line that moves from one to the
//! other has to be moved in the files too.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use slipcheck::{
    check::check_without_repairs,
    input::Input,
    pki::{self, Store},
    report::{CheckId, Status},
    time::Timestamp,
    verdict::Word,
};

const SLIP: &str = include_str!("../www/public/samples/good-attached.txt");

fn store() -> Store {
    let import = |pem: &[u8]| pki::import(pem).certificates;
    Store {
        anchors: import(include_bytes!("../www/public/samples/demo-root.pem")),
        certificates: import(include_bytes!("../www/public/samples/demo-chain.pem")),
        ..Store::default()
    }
}

/// Whether the slip has the full tick with this line above its code.
fn has_full_tick(line: &str, store: &Store) -> bool {
    let now = Timestamp::parse("2026-11-22T12:00:00Z").unwrap().moment();
    let code = SLIP.lines().max_by_key(|line| line.len()).unwrap();
    let text = SLIP.replace(code, &[line, code].join("\n"));
    check_without_repairs(&Input::text(text), store, now).iter().any(|report| {
        report.verdict.word() == Word::Verified
            && report.checks.status(CheckId::Printed) == Status::Pass
            && report.notes.iter().all(|note| note.id != "not-covered")
    })
}

#[test]
fn lines_that_say_more_than_was_signed_cost_the_full_tick() {
    let store = store();
    assert!(has_full_tick("谢谢惠顾", &store));
    let ticked = |lines: &'static str| lines.lines().filter(|line| has_full_tick(line, &store)).collect::<Vec<_>>();
    assert_eq!(ticked(include_str!("print_account/caught.txt")), [""; 0]);
}

#[test]
fn lines_that_are_known_to_be_open_still_are() {
    let store = store();
    let lines = include_str!("print_account/open.txt");
    let stale: Vec<&str> = lines.lines().filter(|line| !has_full_tick(line, &store)).collect();
    assert_eq!(stale, [""; 0], "move them to caught.txt");
}
