//! Transactions of one device: each is started once, goes on at one client, and is finished once.

use super::{
    device::{About, Device, Excused, Names, Record, Words, gaps, run},
    log::Step,
    rules,
};
use crate::{Collector, Severity, evidence};
use std::collections::{BTreeMap, btree_map::Entry};

/// One transaction.
#[derive(Default)]
struct Course<'a> {
    /// Starts, here and in the part before.
    starts: u32,
    /// The client at its first start, by number.
    client: Option<u32>,
    /// Whether a start stood before what was met so far.
    started: bool,
    finished: bool,
    /// The first update or finish before the start, or behind a finish.
    misplaced: Option<&'a Record>,
    /// The first one of another client than the start's, and that client.
    changed: Option<(&'a Record, u32)>,
    /// The client of the first log.
    first: Option<u32>,
}

/// Transactions by number, in order.
pub(super) struct Courses<'a>(BTreeMap<u64, Course<'a>>);

fn transactions(device: &Device) -> impl Iterator<Item = (&Record, Step, u64, u32)> {
    device.records.iter().filter_map(|record| match record.about() {
        About::Transaction { step, number, client } => Some((record, step, number, client)),
        _ => None,
    })
}

impl<'a> Courses<'a> {
    /// Follows the logs, which are sorted by counter.
    pub(super) fn follow(device: &'a Device, words: &Words) -> Self {
        let mut courses: BTreeMap<u64, Course<'a>> = BTreeMap::new();
        let known = device.before.as_ref().map(|before| before.transaction);
        for (number, client) in device.before.iter().flat_map(|before| &before.open) {
            // Every client of the state is among the words.
            let client = words.find(client.as_bytes());
            courses.insert(*number, Course { starts: 1, started: true, client, ..Course::default() });
        }
        // A start may stand behind its updates: what it says is looked for first.
        for (_, step, number, client) in transactions(device) {
            let course = match courses.entry(number) {
                Entry::Occupied(course) => course.into_mut(),
                // What the part before knows and does not list as open was finished there.
                Entry::Vacant(empty) if known.is_some_and(|known| number <= known) => {
                    empty.insert(Course { starts: 1, started: true, finished: true, ..Course::default() })
                }
                Entry::Vacant(empty) => empty.insert(Course::default()),
            };
            if step == Step::Start {
                course.starts += 1;
                course.client.get_or_insert(client);
            }
            course.first.get_or_insert(client);
        }
        for (record, step, number, client) in transactions(device) {
            let Some(course) = courses.get_mut(&number) else { continue };
            if step == Step::Start {
                course.started = true;
                continue;
            }
            let early = course.starts > 0 && !course.started;
            if early || course.finished {
                course.misplaced.get_or_insert(record);
            }
            if course.client.is_some_and(|start| start != client) {
                course.changed.get_or_insert((record, client));
            }
            course.finished |= step == Step::Finish;
        }
        Self(courses)
    }

    /// Judges each, and the numbers that are missing.
    pub(super) fn judge(&self, device: &Device, place: &str, told: &Told<'_>, collector: &mut Collector<'_>) {
        let Told { excused, names, words, filtered } = *told;
        for (number, course) in &self.0 {
            let transaction = format!("{place}/tx/{number}");
            if course.starts > 1 {
                collector.add(&rules::TRANSACTION_REPEATED, &transaction, evidence! { "starts" => course.starts });
                continue;
            }
            if course.starts == 0 && !excused.steps.contains(&(*number, Step::Start)) {
                let severity = if filtered { Severity::Note } else { Severity::Unknown };
                collector.add_as(severity, &rules::TRANSACTION_START_MISSING, &transaction, evidence! {});
            }
            if course.starts == 1 && !course.finished && !excused.steps.contains(&(*number, Step::Finish)) {
                let client = course.client.map(|client| words.text(client)).unwrap_or_default();
                collector.add(&rules::FINISH_MISSING, &transaction, evidence! { "client" => client });
            }
            if let Some(record) = course.misplaced {
                collector.add(
                    &rules::OPERATION_ORDER,
                    &names.of(record),
                    evidence! { "transaction" => *number, "time" => record.time().moment().rfc3339() },
                );
            }
            if let Some((record, client)) = course.changed {
                let expected = course.client.map(|client| words.text(client)).unwrap_or_default();
                let found = words.text(client);
                let evidence = evidence! { "transaction" => *number, "expected" => expected, "found" => found, "time" => record.time().moment().rfc3339() };
                collector.add(&rules::CLIENT_CHANGED, &names.of(record), evidence);
            }
        }
        let mut last = device.before.as_ref().map(|before| before.transaction);
        for number in self.0.keys().copied() {
            let Some(before) = last else {
                last = Some(number);
                continue;
            };
            if number <= before {
                continue;
            }
            for (from, to) in gaps(before.saturating_add(1), number - 1, &excused.numbers) {
                let rule = if filtered { &rules::GAP_FILTERED } else { &rules::TRANSACTION_GAP };
                let evidence = evidence! { "missing" => (to - from).saturating_add(1) };
                collector.add(rule, &format!("{place}/tx/{}", run(from, to)), evidence);
            }
            last = Some(number);
        }
    }

    /// What is not finished, with its client. What is open without a start is listed, too: the part behind it does not call its
    /// finish misplaced.
    pub(super) fn open(&self, excused: &Excused, words: &Words) -> BTreeMap<u64, String> {
        let unfinished = self
            .0
            .iter()
            .filter(|(number, course)| !course.finished && !excused.steps.contains(&(**number, Step::Finish)));
        let client = |course: &Course<'_>| course.client.or(course.first).map(|client| words.text(client));
        unfinished.map(|(number, course)| (*number, client(course).unwrap_or_default())).collect()
    }

    /// The highest number.
    pub(super) fn last(&self) -> Option<u64> {
        self.0.keys().next_back().copied()
    }
}

/// What is known of all logs of the call.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) excused: &'a Excused,
    pub(super) names: &'a Names,
    pub(super) words: &'a Words,
    pub(super) filtered: bool,
}
