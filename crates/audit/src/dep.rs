//! Austria: the RKSV journal, DEP 7 (RKSV annex, 3; the ministry's detail specification).
//!
//! ```text
//! keys ─► files (groups, certificates) ─► each receipt: form, repetition, register, number, time, chain, turnover, outage, months
//!                                              └─► signatures, a batch at a time ─► what only the end can tell
//! ```
//!
//! Files are read as streams, twice: for their certificates, then for their receipts, and a third time when a link is broken. A
//! receipt leaves 24 bytes behind: a hash of its number, and its own.

mod batch;
mod chain;
mod export;
mod files;
mod journal;
mod json;
mod keys;
mod ledger;
mod months;
mod numbers;
mod outage;
mod receipt;
mod register;
mod rules;
mod summary;
mod turnover;
mod vienna;

pub use register::State;
pub use rules::RULES;

use crate::{Authority, Collector, Evidence, Input, Options, State as AnyState, evidence};
use export::{Event, walk};
use journal::Journal;
use keys::{Ring, Secret};
use slipcheck_codec::encoding::Base64;
use slipcheck_signature::sha256;
use std::ops::ControlFlow;
use turnover::{Key, Till};

/// Judges all files as one journal.
pub(crate) fn audit(
    inputs: &mut [Input<'_>],
    options: &Options,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) -> (Evidence, Option<AnyState>) {
    let mut ring = Ring::default();
    let secret = containers(options, &mut ring, authority, collector);
    ring.supplied(authority);
    let survey = files::survey(inputs, &mut ring, authority, collector);
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let mut journal = Journal::new(options, authority, ring, secret, &survey, names);
    journal.paths(&survey, collector);
    let total: u64 = inputs.iter().map(|input| input.size).sum();
    let mut before = 0;
    for (file, input) in (0..).zip(inputs.iter_mut()) {
        // What cannot be read was said before.
        if input.source.rewind().is_err() {
            continue;
        }
        journal.file(file);
        walk(&mut input.source, &mut |event, read| {
            match event {
                Event::Opens => journal.group(),
                Event::Receipt(jws) => journal.receipt(jws.unwrap_or_default()),
                Event::Closes(_) => {}
            }
            if journal.is_full() {
                journal.judge(collector);
                collector.progress(before + read, total, journal.receipts());
            }
            ControlFlow::Continue(())
        });
        before += input.size;
    }
    journal.judge(collector);
    collector.progress(total, total, journal.receipts());
    journal.end(inputs, collector)
}

/// Reads the containers of keys; the last key given counts.
fn containers(options: &Options, ring: &mut Ring, authority: &dyn Authority, collector: &mut Collector<'_>) -> Till {
    const PLACE: &str = "keys";
    let mut last = None;
    for (name, bytes) in &options.keys {
        match ring.container(&bytes.0, authority) {
            Err(()) => collector.add(&rules::KEYS_MALFORMED, PLACE, evidence! { "file" => name.as_str() }),
            Ok((secret, unread)) => {
                if !unread.is_empty() {
                    let evidence = evidence! { "file" => name.as_str(), "unread" => unread };
                    collector.add(&rules::KEYS_MALFORMED, PLACE, evidence);
                }
                if !matches!(secret, Secret::Missing) {
                    last = Some((name, secret));
                }
            }
        }
    }
    let Some((name, secret)) = last else { return Till::Missing };
    let text = if let Secret::Text(text) = secret { text } else { String::new() };
    let Some(key) = Key::of(&text) else {
        collector.add(&rules::AES_KEY_MALFORMED, PLACE, evidence! { "file" => name.as_str() });
        return Till::Malformed;
    };
    let [a, b, c, ..] = sha256(text.as_bytes());
    if options.key_check.as_ref().is_some_and(|stated| *stated != Base64::Standard.encode(&[a, b, c])) {
        collector.add(&rules::AES_KEY_MISMATCH, PLACE, evidence! { "file" => name.as_str() });
    }
    Till::Key(Box::new(key))
}
