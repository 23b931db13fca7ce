//! PDF files: a carrier of slips, and documents with signatures in them (ISO 32000-2 §12.8, ETSI EN 319 142-1).
//!
//! ```text
//! file ─► survey (strict reader) ─► each signature: range, digest, signature, time, path ─► what changed since ─► draft
//!      └► pages ─► text and codes ─► slips of other formats
//! ```

use super::{Context, Draft, Located, Rules, Slip};
use crate::{
    evidence,
    input::{File, Kind, View},
    report::{Cause, CauseId, CheckId, Checks, Confidence, Evidence, Format, Note, Status, put},
    verdict::Signing,
};
use alloc::{string::String, vec, vec::Vec};
use pages::Pages;
use slipcheck_pdf::{
    object::Object,
    survey::{self, State, Survey},
};

mod draft;
mod pages;
mod repairs;
mod signed;

/// Most pages that are drawn at first.
pub(crate) const PAGES: usize = 20;

/// The format.
pub(super) struct PdfSignature;

impl Rules for PdfSignature {
    fn id(&self) -> Format {
        Format::PdfSignature
    }

    fn locate(&self, _view: &View) -> Vec<Located> {
        Vec::new()
    }

    fn open(&self, file: &File) -> Vec<Slip> {
        if file.kind == Kind::Pdf { open(file) } else { Vec::new() }
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        let Some(file) = slips.iter().find_map(|slip| slip.file.as_ref()) else {
            return slips.iter().map(|slip| Draft::new(slip)).collect();
        };
        let bytes = survey::front_cut(&file.bytes);
        let survey = survey::survey(bytes);
        let mut drafts = match &survey.state {
            State::Whole(present) | State::Front(present) if !signatures(&survey).is_empty() => {
                draft::signed(bytes, &survey, present, slips, context)
            }
            State::Whole(document) | State::Front(document) | State::Rebuilt(document, _) => {
                slips.iter().map(|slip| unsigned(slip, &survey, document, file)).collect()
            }
            other => slips.iter().map(|slip| broken(slip, other)).collect(),
        };
        if context.repairs && drafts.iter().all(|draft| draft.findings.signing == Signing::Misfit) {
            repairs::explain(&file.bytes, &mut drafts);
        }
        drafts
    }
}

/// The signatures that get a report: time stamps of the document date others and are none.
fn signatures<'s>(survey: &'s Survey<'_>) -> Vec<&'s slipcheck_pdf::signature::Signature> {
    survey.signatures.all.iter().filter(|signature| !signature.is_time_stamp()).collect()
}

/// The slips of a file: one a signature, then one a code; or what its text is; or the file itself.
fn open(file: &File) -> Vec<Slip> {
    let bytes = survey::front_cut(&file.bytes);
    let survey = survey::survey(bytes);
    let (State::Whole(document) | State::Front(document) | State::Rebuilt(document, _)) = &survey.state else {
        return vec![Slip::of_file(Format::PdfSignature, file)];
    };
    let pages = Pages::read(document, file);
    let count = signatures(&survey).len();
    let mut slips = Vec::new();
    for _ in 0..count {
        let mut slip = Slip::of_file(Format::PdfSignature, file);
        slip.reading = pages.reading(None);
        // What is shown is compared as a file, whether its letters can be read or not.
        slip.reading.cut = false;
        slip.print = pages.text(None);
        slips.push(slip);
    }
    slips.extend(pages.codes());
    if slips.is_empty() && !pages.cut() {
        slips.extend(pages.layout());
    }
    if slips.is_empty() {
        let mut slip = Slip::of_file(Format::PdfSignature, file);
        slip.reading = pages.reading(None);
        slips.push(slip);
    }
    let mut notes = pages.notes();
    if file.unscanned {
        notes.push(Note::new("codes-not-looked-for", Evidence::new()));
    }
    if bytes.len() < file.bytes.len() {
        notes.push(Note::new("blank-front", evidence! { "bytes" => file.bytes.len() - bytes.len() }));
    }
    if pages.exceeded() || survey.shared.budget.exceeded() {
        notes.push(Note::new("too-large", Evidence::new()));
    }
    if count == 0 && !survey.signatures.all.is_empty() {
        notes.push(Note::new("time-stamp-only", Evidence::new()));
    }
    if document.is_encrypted() {
        notes.push(Note::new("opened-without-password", Evidence::new()));
    }
    for slip in &mut slips {
        slip.notes.extend(notes.iter().cloned());
    }
    slips
}

/// A file that could not be read, as far as it says why.
fn broken(slip: &Slip, state: &State<'_>) -> Draft {
    let mut draft = Draft::new(slip);
    draft.checks = Checks::all(Status::Unknown);
    draft.checks.set(CheckId::Digest, Status::Absent).set(CheckId::Plausibility, Status::Absent);
    draft.findings.signing = Signing::Unreadable;
    let cause = |id, reason: &'static str| Cause::new(id, Confidence::Proven, evidence! { "reason" => reason });
    match state {
        State::Locked => {
            draft.checks.set(CheckId::Format, Status::Pass);
            draft.notes.push(Note::new("password-needed", Evidence::new()));
        }
        State::Truncated | State::Damaged => {
            draft.findings.signing = Signing::Misfit;
            draft.checks.set(CheckId::Format, Status::Fail).set(CheckId::Signature, Status::Fail);
            draft.causes.push(match state {
                State::Truncated => cause(CauseId::Truncated, "byte-range"),
                _ => cause(CauseId::Malformed, "structure"),
            });
        }
        State::TooLarge if draft.notes.iter().all(|note| note.id != "too-large") => {
            draft.notes.push(Note::new("too-large", Evidence::new()));
        }
        State::TooLarge => {}
        _ => {
            draft.checks.set(CheckId::Format, Status::Fail);
            draft.notes.push(Note::new("file-not-readable", Evidence::new()));
            if matches!(state, State::Unreadable(true)) {
                draft.causes.push(Cause::new(
                    CauseId::Truncated,
                    Confidence::Likely,
                    evidence! { "reason" => "no-end" },
                ));
            }
        }
    }
    draft
}

/// A file without a signature: why, most likely.
fn unsigned(slip: &Slip, survey: &Survey<'_>, document: &slipcheck_pdf::Document<'_>, file: &File) -> Draft {
    let mut draft = Draft::new(slip);
    let pages = Pages::read(document, file);
    if pages.exceeded() || survey.shared.budget.exceeded() {
        return broken(slip, &State::TooLarge);
    }
    if pages.cut() {
        // There may be a code on what was not looked at.
        draft.checks.set(CheckId::Format, Status::Pass).set(CheckId::Signature, Status::Unknown);
        draft.findings.signing = Signing::Unreadable;
        return draft;
    }
    if pages.is_empty() {
        let cut = matches!(survey.state, State::Rebuilt(_, false));
        return broken(slip, &State::Unreadable(cut));
    }
    draft.checks.set(CheckId::Format, Status::Pass);
    if let State::Rebuilt(..) = survey.state {
        draft.checks.set(CheckId::Format, Status::Warn);
    }
    let reason = survey::reason(document, &survey.signatures, pages.scanned());
    draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Likely, evidence! { "reason" => reason }));
    let attached = attachments(document);
    if !attached.is_empty() {
        draft.notes.push(Note::new("attached-invoice", evidence! { "names" => attached }));
    }
    draft::show_printed(&mut draft, &slip.reading);
    draft
}

/// The names of attached invoices in XML: named, never opened (Factur-X, ZUGFeRD, XBRL of Chinese invoices).
fn attachments(document: &slipcheck_pdf::Document<'_>) -> Vec<String> {
    let root = document.root();
    let names = root.dict().map(|root| document.get(root, "Names")).unwrap_or_default();
    let tree = names.dict().map(|names| document.get(names, "EmbeddedFiles")).unwrap_or_default();
    let list = tree.dict().map(|tree| document.get(tree, "Names")).unwrap_or_default();
    let texts = list.array().iter().take(64).filter_map(|name| match document.resolve(name) {
        Object::String(bytes) => Some(slipcheck_pdf::object::text(&bytes)),
        _ => None,
    });
    texts.filter(|name| [".xml", ".xbrl"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))).take(4).collect()
}

/// Evidence of a word.
fn named(name: &'static str, value: impl Into<serde_json::Value>) -> Evidence {
    let mut evidence = Evidence::new();
    put(&mut evidence, name, value.into());
    evidence
}
