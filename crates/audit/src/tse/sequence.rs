//! Counters and times of one device's logs, in the order of its counter.

use super::{
    device::{About, Device, Excused, Names, Record, Words, gaps, run},
    log::Time,
    rules,
};
use crate::{Collector, evidence};

/// Whole exports of several vendors begin at 1, 2 or 4.
const LAST_USUAL_START: u64 = 4;

/// Judges counters: those that are missing, and those that two logs have. Logs are sorted by counter.
pub(super) fn counters(
    device: &Device,
    place: &str,
    excused: &Excused,
    names: &Names,
    filtered: bool,
    collector: &mut Collector<'_>,
) {
    let mut last = device.before.as_ref().map(|before| before.counter);
    let mut repeated = None;
    for (at, record) in device.records.iter().enumerate() {
        match last {
            None if record.counter > LAST_USUAL_START => {
                collector.add(
                    &rules::COUNTER_START,
                    &names.of(record),
                    evidence! { "counter" => record.counter, "time" => told(record) },
                );
            }
            None => {}
            Some(before) if before == record.counter => {
                if repeated != last {
                    let rest = device.records.get(at..).unwrap_or_default();
                    let times = 1 + rest.iter().take_while(|other| other.counter == before).count();
                    let evidence = evidence! { "logs" => times, "first" => names.of(record), "time" => told(record) };
                    collector.add(&rules::COUNTER_REPEATED, &format!("{place}/sig/{before}"), evidence);
                }
                repeated = last;
            }
            Some(before) => {
                for (from, to) in gaps(before.saturating_add(1), record.counter - 1, &excused.counters) {
                    let rule = if filtered { &rules::GAP_FILTERED } else { &rules::COUNTER_GAP };
                    let evidence = evidence! { "missing" => (to - from).saturating_add(1), "time" => told(record) };
                    collector.add(rule, &format!("{place}/sig/{}", run(from, to)), evidence);
                }
            }
        }
        last = Some(record.counter);
    }
}

/// When a log was made.
fn told(record: &Record) -> String {
    record.time().moment().rfc3339()
}

fn sets_clock(record: &Record, words: &Words) -> bool {
    matches!(record.about(), About::System { operation, .. } if words.is(operation, "updateTime"))
}

/// Judges times: none is earlier than that of the log before, unless one of the two sets the clock.
pub(super) fn times(device: &Device, names: &Names, words: &Words, collector: &mut Collector<'_>) {
    let before = device.before.as_ref();
    let set = before.is_some_and(|before| before.operation.eq_ignore_ascii_case("updateTime"));
    let mut last: Option<(u64, Time, bool)> = before.and_then(|before| Some((before.counter, before.time?, set)));
    for record in &device.records {
        let sets = sets_clock(record, words);
        if let Some((counter, time, set)) = last
            && counter != record.counter
            && record.time() < time
        {
            let rule = if sets || set { &rules::CLOCK_SET } else { &rules::LOG_TIME_BACKWARDS };
            let (expected, found) = (time.moment().rfc3339(), record.time().moment().rfc3339());
            collector.add(
                rule,
                &names.of(record),
                evidence! { "before" => expected, "found" => found, "time" => told(record) },
            );
        }
        last = Some((record.counter, record.time(), sets));
    }
}
