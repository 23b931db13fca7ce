//! What a device's system logs say of it.

use super::{
    device::{About, Device, Names, Record, Words},
    rules,
};
use crate::{Collector, evidence};

/// Judges system logs, and transactions behind the end of the device. Logs are sorted by counter.
pub(super) fn judge(device: &Device, place: &str, names: &Names, words: &Words, collector: &mut Collector<'_>) {
    let time = |record: &Record| record.time().moment().rfc3339();
    let mut disabled = device.before.as_ref().is_some_and(|before| before.disabled);
    for record in &device.records {
        match record.about() {
            About::System { operation, failed_test } => {
                let rule = if words.is(operation, "disableSecureElement") {
                    disabled = true;
                    &rules::DEVICE_DISABLED
                } else if words.is(operation, "deleteStoredData") {
                    &rules::DATA_DELETED
                } else if failed_test {
                    &rules::SELF_TEST_FAILED
                } else {
                    continue;
                };
                collector.cause(rule, place, &names.of(record), evidence! { "time" => time(record) });
            }
            About::Transaction { number, .. } if disabled => {
                let evidence = evidence! { "transaction" => number, "time" => time(record) };
                collector.cause(&rules::USE_AFTER_DISABLE, place, &names.of(record), evidence);
            }
            _ => {}
        }
    }
}

/// Whether it was taken out of use, here or before.
pub(super) fn is_disabled(device: &Device, words: &Words) -> bool {
    let here =
        |about: About| matches!(about, About::System { operation, .. } if words.is(operation, "disableSecureElement"));
    device.before.as_ref().is_some_and(|before| before.disabled)
        || device.records.iter().any(|record| here(record.about()))
}
