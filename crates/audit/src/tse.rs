//! Germany: the export of a technical security device (TAR; BSI TR-03151-1, TR-03153-1).
//!
//! All archives are one set. They are read twice: for certificates, which may stand behind the logs, then for the logs, whose
//! signatures are checked as they come. What all logs of a device say together is judged at the end, in the order of its counter:
//!
//! ```text
//! archive ─► certificates                                ┌► sequence (counters, times)
//!         └► reading (log, name, signature, receipt) ─► device ─► transactions, system, trust ─► summary, state
//! ```

use crate::{Authority, Collector, Evidence, Input, Kind, Options, Rule, evidence, kind};
use certificates::Keys;
use device::{Before, Device};
use reading::{Reading, Transactions};
use slipcheck_containers::stream::Ending;
use std::collections::BTreeMap;

mod archive;
pub(crate) mod certificates;
mod device;
pub(crate) mod log;
mod name;
pub(crate) mod reading;
pub(crate) mod rules;
mod sequence;
mod signatures;
mod state;
mod summary;
mod system;
mod transactions;
mod trust;

pub use state::State;

/// The findings of this module.
pub static RULES: &[Rule] = &rules::ALL;

/// Whether the TAR of a device lies in this ZIP.
pub(crate) fn is_in_zip(input: &mut Input<'_>) -> bool {
    archive::lies_in_zip(input)
}

/// Whether these first bytes are those of a compressed archive.
pub(crate) fn is_packed(head: &[u8]) -> bool {
    slipcheck_containers::stream::is_gzip(head)
}

/// Judges all archives as one set of logs.
pub(crate) fn audit(
    inputs: &mut [Input<'_>],
    options: &Options,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) -> (Evidence, Option<crate::State>) {
    let (summary, state, _) = judge(inputs, options, authority, collector, false);
    (summary, state)
}

/// The same; with `keep`, finished transactions come back for who has other records of them.
pub(crate) fn judge(
    inputs: &mut [Input<'_>],
    options: &Options,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
    keep: bool,
) -> (Evidence, Option<crate::State>, Transactions) {
    let exports: Vec<bool> = inputs.iter_mut().map(|input| kind::of(input) == Some(Kind::TseExport)).collect();
    let mut exports: Vec<&mut Input<'_>> =
        inputs.iter_mut().zip(exports).filter_map(|(input, is)| is.then_some(input)).collect();
    let mut keys = Keys::of(authority);
    for input in &mut exports {
        archive::walk(input, &mut |seen| {
            if let archive::Seen::Entry(entry) = seen {
                reading::certificates(&mut keys, entry, authority, collector);
            }
        });
    }
    let mut reading = Reading::new(options, authority, &keys, keep);
    let (several, total) = (exports.len() > 1, exports.iter().map(|input| input.size).sum());
    let (mut before, mut set) = (0, Set::default());
    for input in &mut exports {
        archives(input, several, (before, total), &mut set, &mut reading, collector);
        before += input.size;
    }
    reading.flush(collector);
    if set.export && !set.info && !set.damaged {
        collector.add(&rules::INFO_MISSING, "", evidence! {});
    }
    collector.progress(total, total, reading.totals.logs);
    let state = devices(&mut reading, collector);
    let summary = reading.totals.told(&reading.devices, &keys, &reading.names.words, options);
    (summary, options.keep_state.then_some(crate::State::Tse(state)), reading.transactions.unwrap_or_default())
}

/// What is known of all archives, which are one set.
#[derive(Default)]
struct Set {
    export: bool,
    info: bool,
    damaged: bool,
}

/// Reads the archives of one file; `read`: bytes of files before it, and of all.
fn archives(
    input: &mut Input<'_>,
    several: bool,
    read: (u64, u64),
    set: &mut Set,
    reading: &mut Reading<'_>,
    collector: &mut Collector<'_>,
) {
    let file = input.name.clone();
    let mut at = 0u64;
    archive::walk(input, &mut |seen| match seen {
        archive::Seen::Entry(entry) => {
            set.info |= reading::Entry::of(entry.name) == reading::Entry::Info;
            reading.entry(entry, collector);
            at += entry.size.next_multiple_of(512).saturating_add(512);
            collector.progress(read.0.saturating_add(at).min(read.1), read.1, reading.totals.logs);
        }
        archive::Seen::End { ending, export } => {
            set.export |= export;
            if ending != Ending::Complete {
                set.damaged = true;
                let told = if several {
                    evidence! { "file" => file.clone() }
                } else {
                    evidence! {}
                };
                collector.cause(&rules::ARCHIVE_MALFORMED, &file, "", told);
            }
        }
    });
}

/// Judges every device; the state behind all of them.
fn devices(reading: &mut Reading<'_>, collector: &mut Collector<'_>) -> State {
    let filtered = reading.options.filtered;
    let mut behind = BTreeMap::new();
    for device in reading.devices.values_mut() {
        device.records.sort_by_key(|record| (record.counter, record.time()));
    }
    let Reading { devices, names, excused, keys, authority, .. } = &*reading;
    let words = &names.words;
    for (serial, device) in devices {
        let place = device::place(serial);
        if device.first.is_some() {
            trust::judge(serial, device, &place, keys, names, *authority, collector);
        }
        sequence::counters(device, &place, excused, names, filtered, collector);
        sequence::times(device, names, words, collector);
        system::judge(device, &place, names, words, collector);
        let courses = transactions::Courses::follow(device, words);
        let told = transactions::Told { excused, names, words, filtered };
        courses.judge(device, &place, &told, collector);
        let open = courses.open(excused, words);
        behind.insert(*serial, state_of(device, words, courses.last(), open));
    }
    State { devices: behind }
}

fn state_of(device: &Device, words: &device::Words, number: Option<u64>, open: BTreeMap<u64, String>) -> Before {
    let before = device.before.clone().unwrap_or_default();
    let transaction = number.unwrap_or(0).max(before.transaction);
    let disabled = system::is_disabled(device, words);
    match device.records.last() {
        Some(last) => {
            let operation = match last.about() {
                device::About::System { operation, .. } => words.text(operation),
                device::About::Transaction { step, .. } => [step.name(), "Transaction"].concat(),
                device::About::Audit => String::new(),
            };
            Before { counter: last.counter, transaction, time: Some(last.time()), operation, disabled, open }
        }
        None => Before { transaction, disabled, open, ..before },
    }
}
