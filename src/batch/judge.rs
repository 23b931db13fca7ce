//! What single items come to, by the same road as a single slip: records, texts, documents and exports. Photos are scanned,
//! and pages drawn, by who calls.

use super::{Judged, items::Body, tally::Why};
use crate::{
    audit::Trusted,
    charset, check, evidence,
    input::{File, Input, Kind, Picture},
    pki::{self, Refusal, Store},
    report::{CheckId, Evidence, Format, Note, Report, Status},
    time::Moment,
    verdict::Word,
};
use serde_json::{Map, Value};
use slipcheck_audit::{Options, audit};
use std::collections::HashMap;

/// Serial numbers of which receipts are kept to find their common key.
const SERIALS: usize = 10_000;

/// A report of something that could not be read.
#[must_use]
pub fn unreadable(note: Note, now: Moment) -> Report {
    let mut reports = check::check(&Input::text(""), &Store::default(), now);
    let mut report = reports.swap_remove(0);
    report.notes = vec![note];
    report
}

/// A report of something whose check was ended: by its `size`, its `time`, or a `fault` of ours.
#[must_use]
pub fn ended(reason: &str, now: Moment) -> Report {
    unreadable(Note::new("check-ended", evidence! { "reason" => reason }), now)
}

/// A report of a record that is no JSON.
#[must_use]
pub fn no_json(now: Moment) -> Report {
    unreadable(Note::new("no-json", Evidence::new()), now)
}

/// A report of what is nothing that is read here.
#[must_use]
pub fn nothing_recognised(now: Moment) -> Report {
    unreadable(Note::new("nothing-recognised", Evidence::new()), now)
}

/// A record: exactly one report.
#[must_use]
pub fn record(code: String, printed: Option<String>, store: &Store, now: Moment) -> Report {
    let input = Input { text: Some(code), printed, ..Input::default() };
    let mut reports = check::check(&input, store, now);
    match reports.len() {
        1 => reports.swap_remove(0),
        _ => several(reports, now),
    }
}

fn several(reports: Vec<Report>, now: Moment) -> Report {
    let codes = reports.iter().filter(|report| report.code.is_some()).count();
    // What was not looked at is one more, and unreadable.
    let cut = reports.into_iter().find(|report| report.verdict.word() == Word::Unreadable && report.code.is_none());
    match cut {
        Some(report) if codes == 1 => report,
        _ => unreadable(Note::new("several-codes", evidence! { "count" => codes }), now),
    }
}

/// A photo, scanned.
#[must_use]
pub fn picture(picture: Picture, store: &Store, now: Moment) -> Judged {
    Judged::Slips(check::check(&Input { picture: Some(picture), ..Input::default() }, store, now))
}

/// A document, its pages drawn where they can be.
#[must_use]
pub fn document(file: File, store: &Store, now: Moment) -> Judged {
    let is_pdf = file.kind == Kind::Pdf;
    let reports = check::check(&Input { file: Some(file), ..Input::default() }, store, now);
    match reports.as_slice() {
        // Nothing in it is signed, and what its text says is not judged here.
        [only] if is_pdf && only.code.is_none() && is_nothing_signed(only) => {
            Judged::Slips(vec![unreadable(Note::new("pdf-not-read", Evidence::new()), now)])
        }
        _ => Judged::Slips(reports),
    }
}

/// A slip's text without the certificates that stand beside it, and what is at hand with them: as path material alone. `None`:
/// there are none. What comes with a slip is never trusted.
#[must_use]
pub fn beside(text: &str, store: &Store) -> Option<(String, Store)> {
    let without = pki::without_pem(text)?;
    let found = pki::import(text.as_bytes());
    let mut store = store.clone();
    store.certificates.extend(found.certificates);
    store.crls.extend(found.crls);
    store.ocsp.extend(found.ocsp);
    Some((without, store))
}

/// A text; `told` is called when certificates stand beside the slip.
#[must_use]
pub fn text(bytes: &[u8], store: &Store, now: Moment, told: &mut dyn FnMut()) -> Judged {
    let Some(mut text) = charset::text(bytes) else {
        if is_key_material(bytes) {
            return Judged::Unread(Why::KeyMaterial);
        }
        return Judged::Slips(vec![nothing_recognised(now)]);
    };
    let mut own = None;
    let is_empty = pki::without_pem(&text).is_some_and(|without| without.trim().is_empty());
    if is_empty && is_key_material(bytes) {
        return Judged::Unread(Why::KeyMaterial);
    }
    if let Some((without, more)) = beside(&text, store) {
        if more.certificates.len() > store.certificates.len() {
            told();
        }
        (text, own) = (without, Some(more));
    }
    let reports = check::check(&Input::text(text), own.as_ref().unwrap_or(store), now);
    match reports.as_slice() {
        [only] if only.code.is_none() && only.verdict.word() == Word::Unreadable && is_key_material(bytes) => {
            Judged::Unread(Why::KeyMaterial)
        }
        _ => Judged::Slips(reports),
    }
}

/// The export of a till, audited with these options.
#[must_use]
pub fn export(source: &str, body: Body, options: &Options, store: &Store) -> Judged {
    let authority = Trusted { store, now: options.now };
    let Ok(input) = slipcheck_audit::Input::of_reader(source, body.source) else {
        return Judged::Unread(Why::Damaged);
    };
    let Ok(report) = audit(&mut [input], options, &authority, &mut ()) else { return Judged::Unread(Why::Damaged) };
    Judged::Export {
        kind: report.kind.id(),
        result: report.outcome.id(),
        is_accepted: report.accepted(),
        findings: report.summary.get("counts").cloned().unwrap_or_else(|| Value::Object(Map::new())),
    }
}

/// Whether a document carries nothing that a verdict could rest on.
fn is_nothing_signed(report: &Report) -> bool {
    report.verdict.word() == Word::Unsigned && report.format.facts().seldom_signed
}

/// Whether a file holds certificates, keys or lists.
fn is_key_material(bytes: &[u8]) -> bool {
    let found = pki::import(bytes);
    let refused = |reason: Refusal| matches!(reason, Refusal::PrivateKey | Refusal::Pkcs12);
    !(found.certificates.is_empty() && found.keys.is_empty() && found.crls.is_empty() && found.ocsp.is_empty())
        || found.refused.iter().any(|refused_item| refused(refused_item.reason))
}

/// Receipts whose certificate is not at hand, by its number: the first two fix the key that they have in common.
#[derive(Debug, Default)]
pub struct Series {
    /// Codes, and whether each was written without a key.
    known: HashMap<String, Vec<(String, bool)>>,
}

impl Series {
    /// Takes over a receipt that an earlier run wrote: its number, its code, and whether it was written without a key.
    pub fn seed(&mut self, serial: &str, code: String, is_unknown: bool) {
        let known = self.known.entry(serial.to_ascii_lowercase()).or_default();
        if known.len() < 2 && known.iter().all(|(other, _)| *other != code) {
            known.push((code, is_unknown));
        }
    }

    /// Judges a receipt together with earlier ones of its number; how many of those would now fit.
    pub fn judge(&mut self, report: &mut Report, store: &Store, now: Moment) -> u64 {
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
