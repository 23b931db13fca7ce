//! Devices, and what is kept of each of their logs.

use super::log::{Log, Step, Time, TimeFormat};
use slipcheck_codec::encoding::hex;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a log is about, as far as the rules over all logs ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Transaction { step: Step, number: u64, client: u32 },
    System { operation: u32, failed_test: bool },
    Audit,
}

/// One log, in forty bytes.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) counter: u64,
    /// Milliseconds since 1970.
    millis: i64,
    /// The transaction's.
    number: u64,
    /// Client or operation, by number.
    word: u32,
    /// Where the entry's name stands in [`Names`]; `OWN`: it is what the log would be named.
    name: u32,
    kind: Sort,
    time_format: TimeFormat,
    /// Place of the algorithm among those of the device.
    pub(super) algorithm: u8,
    /// Whether the signature fits.
    pub(super) fits: bool,
}

const OWN: u32 = u32::MAX;

/// What a log is, in one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Transaction(Step),
    System,
    FailedTest,
    Audit,
}

impl Record {
    /// One whose signature is not checked yet.
    pub(super) fn new(log: &Log<'_>, about: About, algorithm: u8) -> Self {
        let (kind, number, word) = match about {
            About::Transaction { step, number, client } => (Sort::Transaction(step), number, client),
            About::System { operation, failed_test: true } => (Sort::FailedTest, 0, operation),
            About::System { operation, failed_test: false } => (Sort::System, 0, operation),
            About::Audit => (Sort::Audit, 0, 0),
        };
        let millis = log.time.seconds.saturating_mul(1000).saturating_add(log.time.millis.into());
        let (counter, time_format) = (log.counter, log.time_format);
        Self { counter, millis, number, word, name: OWN, kind, time_format, algorithm, fits: false }
    }

    pub(super) fn time(&self) -> Time {
        // A remainder of a thousand fits.
        Time { seconds: self.millis.div_euclid(1000), millis: self.millis.rem_euclid(1000) as u16 }
    }

    pub(super) fn about(&self) -> About {
        match self.kind {
            Sort::Transaction(step) => About::Transaction { step, number: self.number, client: self.word },
            Sort::System => About::System { operation: self.word, failed_test: false },
            Sort::FailedTest => About::System { operation: self.word, failed_test: true },
            Sort::Audit => About::Audit,
        }
    }
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

/// Names of entries: of those that are not what their logs would be named.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) words: Words,
    /// Length, in two bytes, and text of each.
    kept: Vec<u8>,
}

impl Names {
    /// Keeps a log's name.
    pub(super) fn keep(&mut self, record: &mut Record, name: &str) {
        if self.of(record) == name {
            return;
        }
        let mut length = name.len().min(usize::from(u16::MAX));
        while !name.is_char_boundary(length) {
            length -= 1;
        }
        let Ok(at) = u32::try_from(self.kept.len()) else { return };
        record.name = at;
        self.kept.extend((length as u16).to_le_bytes());
        self.kept.extend(name.as_bytes().iter().take(length));
    }

    /// A log's name.
    pub(super) fn of(&self, record: &Record) -> String {
        if record.name != OWN {
            let text = || {
                let at = record.name as usize;
                let length = u16::from_le_bytes(self.kept.get(at..at + 2)?.try_into().ok()?);
                self.kept.get(at + 2..at + 2 + usize::from(length))
            };
            return String::from_utf8_lossy(text().unwrap_or_default()).into_owned();
        }
        let time = record.time();
        let c = time.moment().civil(0);
        let rest = format!("{:02}{:02}{:02}{:02}{:02}", c.month, c.day, c.hour, c.minute, c.second);
        let time = match record.time_format {
            TimeFormat::Unix => format!("Unixt_{}", time.seconds),
            TimeFormat::Utc => format!("Utc_{:02}{rest}Z", c.year.rem_euclid(100)),
            TimeFormat::Generalized => format!("Gent_{:04}{rest}Z", c.year),
        };
        let (counter, word) = (record.counter, self.words.text(record.word));
        match record.about() {
            About::Transaction { step, number, .. } => {
                format!("{time}_Sig-{counter}_Log-Tra_No-{number}_{}_Client-{word}.log", step.name())
            }
            About::System { .. } => format!("{time}_Sig-{counter}_Log-Sys_{word}.log"),
            About::Audit => format!("{time}_Sig-{counter}_Log-Aud.log"),
        }
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

    /// The number of a text that is known.
    pub(super) fn find(&self, text: &[u8]) -> Option<u32> {
        self.numbers.get(text).copied()
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
    use super::{super::log::Content, *};

    #[test]
    fn names_are_kept_where_they_tell_more_than_their_logs() {
        let log = Log {
            content: Content::Audit,
            serial: [0; 32],
            algorithm: &[],
            counter: 7,
            time: Time { seconds: -1, millis: 250 },
            time_format: TimeFormat::Generalized,
            signed: &[],
            signature: &[],
        };
        let mut names = Names::default();
        let client = names.words.number("Kä".as_bytes());
        let about = About::Transaction { step: Step::Finish, number: 9, client };
        let mut record = Record::new(&log, about, 3);
        assert_eq!((record.about(), record.time()), (about, log.time));
        let own = "Gent_19691231235959Z_Sig-7_Log-Tra_No-9_Finish_Client-Kä.log";
        for name in [own, "a/b.log", "", own] {
            names.keep(&mut record, name);
            assert_eq!(names.of(&record), name);
            record.name = OWN;
        }
        assert_eq!(names.kept.len(), 4 + "a/b.log".len());
        assert!(size_of::<Record>() <= 40);
    }

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
