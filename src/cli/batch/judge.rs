//! One item judged: by the same road as a single slip, or audited where it is the export of a till.

use super::{
    Shape,
    inputs::{Body, Item, Record, Task},
    tally::Why,
};
use crate::cli::{
    files::shown,
    given::{self, Content},
    printed::PrintedText,
    trust,
};
use serde_json::{Map, Value};
use slipcheck::{
    audit::Trusted,
    check, evidence,
    input::{Input, Kind},
    pki::{self, Refusal, Store},
    report::{CheckId, Evidence, Format, Note, Report, Status},
    time::Moment,
    verdict::Word,
};
use slipcheck_audit::{Options, audit, options::Secret};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

/// How long one slip may take: a build without optimisation needs more.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });
/// Texts up to this many bytes end by themselves well before that.
const SHORT: usize = 4 << 10;
/// Serial numbers of which receipts are kept to find their common key.
const SERIALS: usize = 10_000;

/// What an item came to.
pub(super) enum Judged {
    /// A row each.
    Slips(Vec<Report>),
    /// One row.
    Export { kind: &'static str, result: &'static str, is_accepted: bool, findings: Value },
    /// No row.
    Unread(Why),
    /// It is there from an earlier run.
    Known,
}

/// An item that was judged.
pub(super) struct Outcome {
    pub(super) source: Arc<str>,
    pub(super) first: u64,
    pub(super) line: Option<u64>,
    /// What `--key` gave.
    pub(super) key: Option<String>,
    /// It is a record that is no JSON.
    pub(super) is_broken: bool,
    pub(super) kept: Map<String, Value>,
    pub(super) judged: Judged,
}

/// Judges items.
pub(super) struct Judge {
    pub(super) store: Store,
    pub(super) now: Moment,
    pub(super) shape: Shape,
    /// Of tills, for exports.
    pub(super) keys: Vec<(String, Secret)>,
    /// Threads for the signatures of one export.
    pub(super) jobs: usize,
    pub(super) printed: Mutex<PrintedText<'static>>,
}

impl Judge {
    /// A report of something that could not be read.
    fn unreadable(&self, note: Note) -> Report {
        let mut reports = check::check(&Input::text(""), &Store::default(), self.now);
        let mut report = reports.swap_remove(0);
        report.notes = vec![note];
        report
    }

    fn ended(&self, reason: &str) -> Report {
        self.unreadable(Note::new("check-ended", evidence! { "reason" => reason }))
    }

    /// An item in which the program failed.
    pub(super) fn failed(&self, (source, first, line): (Arc<str>, u64, Option<u64>)) -> Outcome {
        let judged = Judged::Slips(vec![self.ended("fault")]);
        Outcome { source, first, line, key: None, is_broken: false, kept: Map::new(), judged }
    }

    /// Judges an item; `is_known` tells whether a record with this key was done before.
    pub(super) fn item(self: &Arc<Self>, item: Item, is_known: &dyn Fn(&Outcome) -> bool) -> Outcome {
        let Item { source, first, line, task } = item;
        let mut outcome = Outcome {
            source,
            first,
            line,
            key: None,
            is_broken: false,
            kept: Map::new(),
            judged: Judged::Slips(Vec::new()),
        };
        outcome.judged = match task {
            Task::Unread(why) => Judged::Unread(why),
            Task::TooLarge => Judged::Slips(vec![self.ended("size")]),
            Task::Export(body) => self.export(&outcome.source, body),
            Task::Content(bytes) => {
                let source = Arc::clone(&outcome.source);
                if bytes.len() <= SHORT && Kind::of(&bytes) == Kind::Text {
                    self.guarded(|judge| judge.content(&source, bytes))
                } else {
                    self.supervised(move |judge| judge.content(&source, bytes))
                }
            }
            Task::Record(line, how) => {
                let Record { key, code, printed, kept, is_broken } = Record::of(&line, &how, &self.shape);
                (outcome.key, outcome.kept, outcome.is_broken) = (key, kept, is_broken);
                if is_known(&outcome) {
                    Judged::Known
                } else if line.is_cut {
                    Judged::Slips(vec![self.ended("size")])
                } else if is_broken {
                    Judged::Slips(vec![self.unreadable(Note::new("no-json", Evidence::new()))])
                } else if code.len() + printed.as_ref().map_or(0, String::len) <= SHORT {
                    self.guarded(|judge| Judged::Slips(vec![judge.record(code, printed)]))
                } else {
                    self.supervised(move |judge| Judged::Slips(vec![judge.record(code, printed)]))
                }
            }
        };
        outcome
    }

    /// Runs a check; one that fails by a fault of ours is told, and the batch goes on.
    fn guarded(&self, check: impl FnOnce(&Self) -> Judged) -> Judged {
        catch_unwind(AssertUnwindSafe(|| check(self))).unwrap_or_else(|_| Judged::Slips(vec![self.ended("fault")]))
    }

    /// The same, for so long and no longer.
    fn supervised(self: &Arc<Self>, check: impl FnOnce(&Self) -> Judged + Send + 'static) -> Judged {
        let (send, receive) = mpsc::channel();
        let judge = Arc::clone(self);
        thread::spawn(move || {
            let judged = judge.guarded(check);
            let _ = send.send(judged);
        });
        match receive.recv_timeout(PATIENCE) {
            Ok(judged) => judged,
            Err(mpsc::RecvTimeoutError::Timeout) => Judged::Slips(vec![self.ended("time")]),
            Err(mpsc::RecvTimeoutError::Disconnected) => Judged::Slips(vec![self.ended("fault")]),
        }
    }

    /// A record: exactly one report.
    fn record(&self, code: String, printed: Option<String>) -> Report {
        let input = Input { text: Some(code), printed, ..Input::default() };
        let mut reports = check::check(&input, &self.store, self.now);
        match reports.len() {
            1 => reports.swap_remove(0),
            _ => self.several(reports),
        }
    }

    fn several(&self, reports: Vec<Report>) -> Report {
        let codes = reports.iter().filter(|report| report.code.is_some()).count();
        // What was not looked at is one more, and unreadable.
        let cut = reports.into_iter().find(|report| report.verdict.word() == Word::Unreadable && report.code.is_none());
        match cut {
            Some(report) if codes == 1 => report,
            _ => self.unreadable(Note::new("several-codes", evidence! { "count" => codes })),
        }
    }

    /// A text, a photo or a document.
    fn content(&self, source: &str, bytes: Vec<u8>) -> Judged {
        let name = Path::new(source);
        if Kind::of(&bytes) == Kind::Text {
            return self.text(name, &bytes);
        }
        let is_picture = Kind::of(&bytes) == Kind::Picture;
        let copy = if is_picture { bytes.clone() } else { Vec::new() };
        let read = given::content(bytes, None).and_then(|mut content| {
            if let Content::Picture(picture) = &mut content {
                // The models are there once, and read one picture after another.
                self.printed.lock().unwrap_or_else(PoisonError::into_inner).read(&copy, picture)?;
            }
            Ok(content)
        });
        let input = match read {
            Ok(Content::Picture(picture)) => Input { picture: Some(*picture), ..Input::default() },
            Ok(Content::File(file)) => Input { file: Some(file), ..Input::default() },
            Ok(Content::Text(text)) => Input::text(text),
            Err(why) => {
                crate::cli::terminal::complain(&format!("{} {why}", shown(name)));
                return Judged::Slips(vec![self.unreadable(Note::new("nothing-recognised", Evidence::new()))]);
            }
        };
        let is_pdf = input.file.as_ref().is_some_and(|file| file.kind == Kind::Pdf);
        let reports = check::check(&input, &self.store, self.now);
        match reports.as_slice() {
            // Nothing in it is signed, and what its text says is not judged here.
            [only] if is_pdf && only.code.is_none() && is_nothing_signed(only) => {
                Judged::Slips(vec![self.unreadable(Note::new("pdf-not-read", Evidence::new()))])
            }
            _ => Judged::Slips(reports),
        }
    }

    fn text(&self, name: &Path, bytes: &[u8]) -> Judged {
        let Some(mut text) = given::text(bytes) else {
            if is_key_material(bytes) {
                return Judged::Unread(Why::KeyMaterial);
            }
            return Judged::Slips(vec![self.unreadable(Note::new("nothing-recognised", Evidence::new()))]);
        };
        let mut own = None;
        let is_empty = pki::without_pem(&text).is_some_and(|without| without.trim().is_empty());
        if is_empty && is_key_material(bytes) {
            return Judged::Unread(Why::KeyMaterial);
        }
        if let Some((without, store)) = trust::beside(&text, name, &self.store) {
            (text, own) = (without, Some(store));
        }
        let reports = check::check(&Input::text(text), own.as_ref().unwrap_or(&self.store), self.now);
        match reports.as_slice() {
            [only] if only.code.is_none() && only.verdict.word() == Word::Unreadable && is_key_material(bytes) => {
                Judged::Unread(Why::KeyMaterial)
            }
            _ => Judged::Slips(reports),
        }
    }

    fn export(&self, source: &str, body: Body) -> Judged {
        let options = Options { now: self.now, keys: self.keys.clone(), jobs: self.jobs, ..Options::default() };
        let authority = Trusted { store: &self.store, now: self.now };
        let Ok(input) = slipcheck_audit::Input::of_reader(source, body.source) else {
            return Judged::Unread(Why::Damaged);
        };
        let audited = catch_unwind(AssertUnwindSafe(|| audit(&mut [input], &options, &authority, &mut ())));
        let Ok(Ok(report)) = audited else { return Judged::Unread(Why::Damaged) };
        Judged::Export {
            kind: report.kind.id(),
            result: report.outcome.id(),
            is_accepted: report.accepted(),
            findings: report.summary.get("counts").cloned().unwrap_or_else(|| Value::Object(Map::new())),
        }
    }
}

/// Whether a document carries nothing that a verdict could rest on.
fn is_nothing_signed(report: &Report) -> bool {
    report.verdict.word() == Word::Unsigned && matches!(report.format, Format::PdfSignature | Format::None)
}

/// Whether a file holds certificates, keys or lists.
fn is_key_material(bytes: &[u8]) -> bool {
    let found = pki::import(bytes);
    let refused = |reason: Refusal| matches!(reason, Refusal::PrivateKey | Refusal::Pkcs12);
    !(found.certificates.is_empty() && found.keys.is_empty() && found.crls.is_empty() && found.ocsp.is_empty())
        || found.refused.iter().any(|refused_item| refused(refused_item.reason))
}

/// Receipts whose certificate is not at hand, by its number: the first two fix the key that they have in common.
#[derive(Default)]
pub(super) struct Series {
    /// Codes, and whether each was written without a key.
    known: HashMap<String, Vec<(String, bool)>>,
}

impl Series {
    /// Takes over a receipt that an earlier run wrote: its number, its code, and whether it was written without a key.
    pub(super) fn seed(&mut self, serial: &str, code: String, is_unknown: bool) {
        let known = self.known.entry(serial.to_ascii_lowercase()).or_default();
        if known.len() < 2 && known.iter().all(|(other, _)| *other != code) {
            known.push((code, is_unknown));
        }
    }

    /// Judges a receipt together with earlier ones of its number; how many of those would now fit.
    pub(super) fn judge(&mut self, report: &mut Report, store: &Store, now: Moment) -> u64 {
        let status = |id: CheckId| report.checks.status(id);
        let is_open = report.format == Format::AtRksv
            && status(CheckId::Certificate) == Status::Unknown
            && matches!(status(CheckId::Signature), Status::Unknown | Status::Pass)
            // What is printed was compared already, and stays so.
            && status(CheckId::Printed) == Status::Absent;
        let serial = report.fields.iter().find(|field| field.name == "certificateSerial");
        let serial = serial.and_then(|field| field.signed.as_ref().or(field.code.as_ref()));
        let (true, Some(serial), Some(code)) = (is_open, serial, report.code.clone()) else { return 0 };
        let serial = serial.to_ascii_lowercase();
        if self.known.len() >= SERIALS && !self.known.contains_key(&serial) {
            return 0;
        }
        let known = self.known.entry(serial).or_default();
        if known.iter().any(|(other, _)| *other == code) {
            return 0;
        }
        let mut fit = 0;
        let is_unknown = status(CheckId::Signature) == Status::Unknown;
        if is_unknown && !known.is_empty() {
            let codes: Vec<&str> = known.iter().map(|(code, _)| code.as_str()).chain([code.as_str()]).collect();
            let mut together = check::check(&Input::text(codes.join("\n")), store, now);
            if together.len() == codes.len()
                && let Some(own) = together.pop()
                && own.code == report.code
            {
                for ((_, is_unknown), earlier) in known.iter_mut().zip(&together) {
                    if *is_unknown && earlier.checks.status(CheckId::Signature) == Status::Pass {
                        (*is_unknown, fit) = (false, fit + 1);
                    }
                }
                *report = own;
            }
        }
        if known.len() < 2 {
            known.push((code, report.checks.status(CheckId::Signature) == Status::Unknown));
        }
        fit
    }
}
