//! Each entry of an export, as it is read: its record, its signature, and what is wrong with itself.

use super::{
    certificates::Keys,
    device::{About, Device, Excused, Names, Record},
    log::{Content, Log, Step, Time, Transaction, has_failed_result},
    name::{Name, Told, last},
    rules,
    signatures::{self, Batch, Job},
    summary::Totals,
};
use crate::{
    Authority, Collector, Options, evidence,
    process_data::{ProcessData, is_receipt},
};
use slipcheck_containers::stream::Streamed;
use slipcheck_signature::sha256;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Longest log, in bytes: its data are a till's own.
const MAX_LOG: u64 = 4 << 20;
/// Longest `info.csv`.
const MAX_INFO: u64 = 1 << 20;
/// Longest file of certificates.
const MAX_CERTIFICATES: u64 = 1 << 20;
/// Signatures whose misfit is explained.
const MAX_EXPLAINED: u64 = 20;

/// A finished transaction, for who holds another record of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Finished {
    pub(crate) counter: u64,
    /// The signature of its finish, hashed: `None` while only its start was met.
    pub(crate) signature: Option<[u8; 16]>,
    pub(crate) start: Option<Time>,
}

/// Transactions by device and number.
pub(crate) type Transactions = HashMap<([u8; 32], u64), Finished>;

/// What an entry is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Log,
    Certificate,
    /// A file of certificates that names none.
    Material,
    Info,
    /// Certificates of another kind, which nothing here asks for.
    Skipped,
    Unknown,
}

impl Entry {
    pub(super) fn of(name: &[u8]) -> Self {
        let name = last(name).to_ascii_lowercase();
        let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
        let ends = |endings: &[&[u8]]| endings.iter().any(|ending| name.ends_with(ending));
        let certificate = ends(&[b".der", b".cer", b".crt", b".pem"]);
        match () {
            () if name == b"info.csv" => Self::Info,
            () if ends(&[b".log"]) => Self::Log,
            () if has(b"_cvc") => Self::Skipped,
            () if certificate && has(b"_x509") => Self::Certificate,
            () if certificate => Self::Material,
            () => Self::Unknown,
        }
    }

    /// Whether it belongs to an export.
    pub(super) fn is_exported(self) -> bool {
        matches!(self, Self::Log | Self::Certificate | Self::Info)
    }
}

/// An entry's name as it stands in places.
pub(super) fn place(name: &[u8]) -> String {
    String::from_utf8_lossy(name.strip_prefix(b"./").unwrap_or(name)).into_owned()
}

/// What is read, and what comes of it.
pub(super) struct Reading<'a> {
    pub(super) options: &'a Options,
    pub(super) authority: &'a dyn Authority,
    pub(super) keys: &'a Keys,
    pub(super) devices: BTreeMap<[u8; 32], Device>,
    pub(super) names: Names,
    pub(super) excused: Excused,
    pub(super) totals: Totals,
    /// Beginnings of the hashes of all logs.
    seen: HashSet<[u8; 16]>,
    batch: Batch,
    pub(super) transactions: Option<Transactions>,
}

/// The first half of a hash: enough to tell logs apart.
pub(crate) fn short_hash(bytes: &[u8]) -> [u8; 16] {
    let hash = sha256(bytes);
    core::array::from_fn(|at| hash.get(at).copied().unwrap_or_default())
}

impl<'a> Reading<'a> {
    pub(super) fn new(options: &'a Options, authority: &'a dyn Authority, keys: &'a Keys, keep: bool) -> Self {
        let (mut devices, mut names) = (BTreeMap::<[u8; 32], Device>::new(), Names::default());
        if let Some(crate::State::Tse(state)) = &options.after {
            for (serial, before) in &state.devices {
                before.open.values().for_each(|client| {
                    names.words.number(client.as_bytes());
                });
                devices.entry(*serial).or_default().before = Some(before.clone());
            }
        }
        Self {
            options,
            authority,
            keys,
            devices,
            names,
            excused: Excused::default(),
            totals: Totals::default(),
            seen: HashSet::new(),
            batch: Batch::default(),
            transactions: keep.then(HashMap::new),
        }
    }

    /// Reads an entry; the certificates were read before.
    pub(super) fn entry(&mut self, entry: &mut Streamed<'_>, collector: &mut Collector<'_>) {
        let place = place(entry.name);
        match Entry::of(entry.name) {
            Entry::Log => {
                // What ends with its archive is not judged: that is the archive's finding.
                match entry.all(MAX_LOG) {
                    Ok(bytes) => self.log(entry.name, &place, &bytes, collector),
                    Err(slipcheck_containers::Problem::TooLarge) => self.malformed(entry.name, &place, collector),
                    Err(slipcheck_containers::Problem::Damaged | slipcheck_containers::Problem::Encrypted) => {}
                }
            }
            Entry::Info => {
                if let Ok(bytes) = entry.all(MAX_INFO)
                    && !is_info(&bytes)
                {
                    collector.cause(&rules::INFO_MALFORMED, "", "", evidence! { "entry" => place });
                }
            }
            Entry::Unknown => collector.add(&rules::ENTRY_UNKNOWN, &place, evidence! {}),
            Entry::Material => {
                let known = entry.all(MAX_CERTIFICATES).is_ok_and(|bytes| self.keys.knows(&bytes, self.authority));
                if !known {
                    collector.add(&rules::ENTRY_UNKNOWN, &place, evidence! {});
                }
            }
            Entry::Certificate | Entry::Skipped => {}
        }
    }

    fn malformed(&mut self, name: &[u8], place: &str, collector: &mut Collector<'_>) {
        collector.add(&rules::LOG_MALFORMED, place, evidence! {});
        let Some(name) = Name::parse(name) else { return };
        self.excused.counters.insert(name.counter);
        if let Told::Transaction { number, step, .. } = name.told {
            self.excused.numbers.insert(number);
            self.excused.steps.insert((number, step));
        }
    }

    fn log(&mut self, name: &[u8], place: &str, bytes: &[u8], collector: &mut Collector<'_>) {
        let Some(log) = Log::parse(bytes) else {
            self.malformed(name, place, collector);
            return;
        };
        if !self.seen.insert(short_hash(bytes)) {
            collector.cause(&rules::LOG_REPEATED, "", place, evidence! {});
            return;
        }
        self.totals.log(&log);
        let device = self.devices.entry(log.serial).or_default();
        device.first = Some(device.first.map_or(log.time, |first| first.min(log.time)));
        let again = device.before.as_ref().is_some_and(|before| log.counter <= before.counter);
        let record = (!again).then_some(device.records.len());
        let job = Job { serial: log.serial, record, place: place.to_owned(), bytes: bytes.to_vec() };
        let full = self.batch.add(job);
        if again {
            collector.cause(&rules::LOG_REPEATED, "", place, evidence! {});
        } else {
            self.record(&log, name, place, collector);
        }
        if full {
            self.flush(collector);
        }
    }

    /// Keeps what the rules over all logs ask of one, and judges its name and its data.
    fn record(&mut self, log: &Log<'_>, name: &[u8], place: &str, collector: &mut Collector<'_>) {
        let differences = Name::parse(name).map_or_else(|| vec!["name"], |name| name.differences(log));
        if !differences.is_empty() {
            collector.add(&rules::LOG_NAME_MISMATCH, place, evidence! { "members" => differences });
        }
        let about = match &log.content {
            Content::Transaction(transaction) => {
                let client = self.names.words.number(&transaction.client);
                About::Transaction { step: transaction.step, number: transaction.number, client }
            }
            Content::System { operation, data } => {
                let operation = self.names.words.number(operation);
                About::System {
                    operation,
                    failed_test: self.names.words.is(operation, "selfTest") && has_failed_result(data),
                }
            }
            Content::Audit => About::Audit,
        };
        let device = self.devices.entry(log.serial).or_default();
        let algorithm = number_of(&mut device.algorithms, log.algorithm);
        let mut record = Record::new(log, about, algorithm);
        self.names.keep(&mut record, place);
        device.records.push(record);
        if let Content::Transaction(transaction) = &log.content {
            self.transaction(log, transaction, place, collector);
        }
    }

    /// Checks the signatures that wait.
    pub(super) fn flush(&mut self, collector: &mut Collector<'_>) {
        let jobs = core::mem::take(&mut self.batch).jobs;
        let results = signatures::check(&jobs, self.keys, self.options.jobs);
        for (job, fits) in jobs.iter().zip(results) {
            let Some(device) = self.devices.get_mut(&job.serial) else { continue };
            device.checked += u64::from(fits.is_some());
            if let Some(record) = job.record.and_then(|at| device.records.get_mut(at)) {
                record.fits = fits == Some(true);
            }
            if fits == Some(false) {
                let (log, held) = (Log::parse(&job.bytes), self.keys.device(&job.serial));
                let mut evidence = evidence! {};
                if let Some(log) = &log {
                    evidence.insert("counter".into(), log.counter.into());
                    evidence.insert("time".into(), log.time.moment().rfc3339().into());
                }
                if collector.count(rules::SIGNATURE_INVALID.id) < MAX_EXPLAINED
                    && let (Some(log), Some(held)) = (&log, held)
                    && let Some(told) = signatures::explained(log, held, self.authority)
                {
                    evidence.extend(told);
                }
                collector.add(&rules::SIGNATURE_INVALID, &job.place, evidence);
            }
        }
    }

    fn transaction(
        &mut self,
        log: &Log<'_>,
        transaction: &Transaction<'_>,
        place: &str,
        collector: &mut Collector<'_>,
    ) {
        if let Some(transactions) = &mut self.transactions
            && transaction.step != Step::Update
        {
            let known = transactions.entry((log.serial, transaction.number)).or_default();
            if transaction.step == Step::Start {
                known.start.get_or_insert(log.time);
            } else if known.signature.is_none() {
                (known.counter, known.signature) = (log.counter, Some(short_hash(log.signature)));
            }
        }
        if transaction.step != Step::Finish {
            return;
        }
        let data = if is_receipt(&transaction.process_type) {
            let data = ProcessData::parse(&transaction.data);
            receipt(&transaction.data, data.as_ref(), "EUR", place, collector);
            data
        } else {
            None
        };
        self.totals.finish(self.options, log, transaction, data.as_ref());
    }
}

/// Judges a receipt's data by themselves; `home`: the currency of the till.
pub(crate) fn receipt(
    text: &[u8],
    data: Option<&ProcessData<'_>>,
    home: &str,
    place: &str,
    collector: &mut Collector<'_>,
) {
    let Some(data) = data else {
        let found: String = String::from_utf8_lossy(text).chars().take(200).collect();
        collector.add(&rules::PROCESS_DATA_MALFORMED, place, evidence! { "found" => found });
        return;
    };
    if let Some((amounts, payments)) = data.misfit(home) {
        collector.add(&rules::SUMS_DIFFER, place, evidence! { "amounts" => amounts, "payments" => payments });
    }
}

/// The place of an algorithm in a list; the last place is shared by what is beyond.
fn number_of(algorithms: &mut Vec<Vec<u8>>, oid: &[u8]) -> u8 {
    if let Some(at) = algorithms.iter().position(|known| known == oid) {
        return at as u8;
    }
    if algorithms.len() < usize::from(u8::MAX) {
        algorithms.push(oid.to_vec());
    }
    (algorithms.len() - 1) as u8
}

/// Whether the three words stand there in their order; the values are free, with or without quotes.
fn is_info(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    [&b"description:"[..], b"manufacturer:", b"version:"].iter().all(|word| {
        let at = rest.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word));
        rest = at.and_then(|at| rest.get(at + word.len()..)).unwrap_or_default();
        at.is_some()
    })
}

/// Reads certificates alone, of every archive.
pub(super) fn certificates(
    keys: &mut Keys,
    entry: &mut Streamed<'_>,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) {
    match Entry::of(entry.name) {
        Entry::Certificate => {
            let place = place(entry.name);
            match entry.all(MAX_CERTIFICATES) {
                Ok(bytes) => keys.entry(entry.name, &place, &bytes, authority, collector),
                Err(slipcheck_containers::Problem::TooLarge) => {
                    collector.cause(&rules::CERTIFICATE_UNREADABLE, &place, &place, evidence! {});
                }
                Err(slipcheck_containers::Problem::Damaged | slipcheck_containers::Problem::Encrypted) => {}
            }
        }
        Entry::Material => {
            if let Ok(bytes) = entry.all(MAX_CERTIFICATES) {
                keys.material(&bytes, authority);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_known_by_their_names() {
        for (name, entry) in [
            ("a/info.csv", Entry::Info),
            ("x.log", Entry::Log),
            ("AB_X509.der", Entry::Certificate),
            ("AB_X509_Fc-1.PEM", Entry::Certificate),
            ("AB_CVC.crt", Entry::Skipped),
            ("root.crt", Entry::Material),
            ("readme.txt", Entry::Unknown),
        ] {
            assert_eq!(Entry::of(name.as_bytes()), entry, "{name}");
        }
        assert_eq!(place(b"./a/b.log"), "a/b.log");
    }

    #[test]
    fn information_needs_its_words_in_order() {
        assert!(is_info(b"\"description:\",\"K\",\"manufacturer:\",\"B\",\"version:\",\"1\"\n"));
        assert!(is_info(b"description:,K,manufacturer:,B,version:,1"));
        assert!(!is_info(b"\"manufacturer:\",\"B\",\"description:\",\"K\",\"version:\",\"1\""));
        assert!(!is_info(b"\"description:\",\"K\",\"manufacturer:\",\"B\""));
        assert!(!is_info(b""));
    }
}
