//! Devices, and what is kept of each of their logs: some hundred bytes, names included.

use super::log::{Step, Time};
use slipcheck_codec::encoding::hex;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
};

/// What a log is about, as far as the rules over all logs ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Transaction { step: Step, number: u64, client: u32 },
    System { operation: u32, failed_test: bool },
    Audit,
}

/// One log.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) counter: u64,
    pub(super) time: Time,
    pub(super) about: About,
    /// Place of the algorithm among those of the device.
    pub(super) algorithm: u8,
    /// Whether the signature fits.
    pub(super) fits: bool,
    /// The entry's name in [`Names`].
    pub(super) name: Range<usize>,
}

/// What is known of a device behind the part before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Before {
    pub(super) counter: u64,
    pub(super) transaction: u64,
    pub(super) time: Option<Time>,
    pub(super) operation: String,
    pub(super) disabled: bool,
    pub(super) open: BTreeMap<u64, String>,
}

/// One device.
#[derive(Debug, Default)]
pub(super) struct Device {
    /// Logs that are judged: not those that stand there again.
    pub(super) records: Vec<Record>,
    /// Object identifiers of algorithms that its logs name.
    pub(super) algorithms: Vec<Vec<u8>>,
    pub(super) before: Option<Before>,
    /// Signatures that were checked.
    pub(super) checked: u64,
    /// First moment of a log whose signature was asked for.
    pub(super) first: Option<Time>,
}

/// The first eight digits of a serial number, which name a device in places.
pub(super) fn place(serial: &[u8; 32]) -> String {
    hex(serial.get(..4).unwrap_or_default())
}

/// `n`, or `from-to`.
pub(super) fn run(from: u64, to: u64) -> String {
    if from == to { from.to_string() } else { format!("{from}-{to}") }
}

/// Names of entries, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Names(String);

impl Names {
    pub(super) fn add(&mut self, name: &str) -> Range<usize> {
        let start = self.0.len();
        self.0.push_str(name);
        start..self.0.len()
    }

    pub(super) fn of(&self, record: &Record) -> &str {
        self.0.get(record.name.clone()).unwrap_or_default()
    }
}

/// Texts that come again and again, by number.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<Vec<u8>, u32>,
    texts: Vec<Vec<u8>>,
}

impl Words {
    pub(super) fn number(&mut self, text: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(text.to_vec(), number);
        self.texts.push(text.to_vec());
        number
    }

    pub(super) fn text(&self, number: u32) -> String {
        String::from_utf8_lossy(self.texts.get(number as usize).map_or(&[][..], Vec::as_slice)).into_owned()
    }

    /// Whether a text is this word, whatever its letter case.
    pub(super) fn is(&self, number: u32, word: &str) -> bool {
        self.texts.get(number as usize).is_some_and(|text| text.eq_ignore_ascii_case(word.as_bytes()))
    }
}

/// What logs that cannot be read are, by their names: not missing, that is.
#[derive(Debug, Default)]
pub(super) struct Excused {
    pub(super) counters: BTreeSet<u64>,
    pub(super) numbers: BTreeSet<u64>,
    pub(super) steps: BTreeSet<(u64, Step)>,
}

/// The parts of a gap that nothing excuses, as runs.
pub(super) fn gaps(from: u64, to: u64, excused: &BTreeSet<u64>) -> Vec<(u64, u64)> {
    let (mut runs, mut start) = (Vec::new(), from);
    if from > to {
        return runs;
    }
    for there in excused.range(from..=to) {
        if *there > start {
            runs.push((start, there - 1));
        }
        start = there.saturating_add(1);
    }
    if start <= to {
        runs.push((start, to));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_runs_around_what_is_excused() {
        let excused = BTreeSet::from([4, 5, 9]);
        assert_eq!(gaps(3, 9, &excused), [(3, 3), (6, 8)]);
        assert_eq!(gaps(4, 5, &excused), []);
        assert_eq!(gaps(6, 5, &excused), []);
        assert_eq!(gaps(0, u64::MAX, &BTreeSet::new()), [(0, u64::MAX)]);
        assert_eq!((run(3, 3), run(6, 8)), ("3".into(), "6-8".into()));
    }
}
