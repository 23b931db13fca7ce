//! One check: what was given, what is trusted and the moment of checking go in, reports come out.
//!
//! ```text
//! input → formats → signature → pki → compare → explain → Report
//! ```

use crate::{
    evidence, explain,
    formats::{self, Context, Draft, Slip},
    input::{self, Input, Picture},
    pki::{Store, missing, seen},
    report::{Cause, CauseId, CheckId, Confidence, Country, Evidence, Format, Note, Report, Status, put},
    time::Moment,
    verdict::{Signing, Trust, Word},
};
use alloc::vec::Vec;

/// Checks everything in the input: one report a code, or one in all when there is no code.
///
/// Pure: no clock, no network, no storage. `now` is the moment of checking.
#[must_use]
pub fn check(input: &Input, store: &Store, now: Moment) -> Vec<Report> {
    with(input, &Context { store, now, format: Format::None, repairs: true })
}

/// The same without looking for the reason when a signature does not fit: thousands of slips a second.
#[must_use]
pub fn check_without_repairs(input: &Input, store: &Store, now: Moment) -> Vec<Report> {
    with(input, &Context { store, now, format: Format::None, repairs: false })
}

fn with(input: &Input, context: &Context<'_>) -> Vec<Report> {
    let slips = input::slips(input);
    let mut drafts: Vec<Option<Draft>> = slips.iter().map(|_| None).collect();
    for rules in formats::ALL.iter().filter(|rules| rules.id() != Format::None) {
        let (places, own): (Vec<usize>, Vec<&Slip>) =
            slips.iter().enumerate().filter(|(_, slip)| slip.format == rules.id()).unzip();
        if !own.is_empty() {
            let context = Context { format: rules.id(), ..*context };
            for (place, draft) in places.into_iter().zip(rules.check(&own, &context)) {
                if let Some(slot) = drafts.get_mut(place) {
                    *slot = Some(draft);
                }
            }
        }
    }
    let mut drafts: Vec<Draft> =
        drafts.into_iter().zip(&slips).map(|(draft, slip)| draft.unwrap_or_else(|| nothing(slip, input))).collect();
    if let Some(picture) = input.picture.as_ref().filter(|picture| picture.hides_a_code()) {
        for (draft, slip) in drafts.iter_mut().zip(&slips) {
            if slip.code.is_none() && slip.reading.seen {
                hidden_code(draft, picture);
            }
        }
    }
    // Print is read in the whole core alone.
    if cfg!(feature = "full")
        && let Some(picture) = input.picture.as_ref().filter(|picture| !picture.faults.is_empty())
    {
        for (draft, slip) in drafts.iter_mut().zip(&slips) {
            if slip.reading.seen {
                doubtful_print(draft, picture);
            }
        }
    }
    mark_duplicates(&mut drafts);
    drafts.into_iter().zip(slips).map(|(draft, slip)| report(draft, slip, context.store)).collect()
}

/// Nothing that any format or layout recognises.
fn nothing(slip: &Slip, input: &Input) -> Draft {
    if let Some(draft) = formats::foreign(slip) {
        return draft;
    }
    let mut draft = Draft::new(slip);
    draft.findings.signing = Signing::Unreadable;
    draft.checks.set(CheckId::Format, Status::Fail);
    match &input.picture {
        Some(picture) if picture.codes.is_empty() && (!slip.has_print() || slip.reading.seen) => {
            draft.notes.push(Note::new("picture", evidence! { "finding" => picture.finding.as_str() }));
            let confidence = match picture.finding.as_str() {
                "no-code" => Confidence::Possible,
                _ => Confidence::Likely,
            };
            faults(&mut draft, picture, confidence);
        }
        _ if !slip.has_print() && input.picture.is_none() => draft.notes.push(Note::new("empty", Evidence::new())),
        _ => draft.notes.push(Note::new("nothing-recognised", Evidence::new())),
    }
    draft
}

/// A slip whose print was read and whose code was not: it is not unsigned, it could not be read.
fn hidden_code(draft: &mut Draft, picture: &Picture) {
    if draft.findings.signing != Signing::None {
        return;
    }
    draft.findings.signing = Signing::Unreadable;
    draft.checks.set(CheckId::Signature, Status::Unknown);
    draft.causes.retain(|cause| cause.id != CauseId::NotSigned);
    draft.notes.push(Note::new("picture", evidence! { "finding" => picture.finding.as_str() }));
    faults(draft, picture, Confidence::Likely);
}

/// What the scan module finds wrong with a picture, what it measures, and whose fault it is.
const FAULTS: [(&str, &str, CauseId); 8] = [
    ("dark", "brightness", CauseId::CameraFault),
    ("bright", "brightness", CauseId::CameraFault),
    ("blurred", "sharpness", CauseId::CameraFault),
    ("glare", "glare", CauseId::CameraFault),
    ("low-resolution", "pixelsPerModule", CauseId::CameraFault),
    ("pale-print", "printContrast", CauseId::PrinterFault),
    ("missing-columns", "missingColumns", CauseId::PrinterFault),
    ("damaged-code", "errorsCorrected", CauseId::PrinterFault),
];

/// Why a picture, or the print on it, could not be read: the camera's fault or the printer's, with what was measured.
/// Without any measure that speaks of the printer it is the camera's, as the finding says.
fn faults(draft: &mut Draft, picture: &Picture, confidence: Confidence) {
    let mut measured = false;
    for id in [CauseId::PrinterFault, CauseId::CameraFault] {
        let mut evidence = evidence! { "finding" => picture.finding.as_str() };
        let before = evidence.len();
        for (name, value) in &picture.faults {
            if let Some((_, measure, _)) = FAULTS.iter().find(|(fault, _, cause)| fault == name && *cause == id) {
                put(&mut evidence, measure, ((value * 100.0 + 0.5) as u32 as f64 / 100.0).into());
            }
        }
        if evidence.len() > before || id == CauseId::CameraFault && !measured {
            measured = true;
            draft.causes.push(Cause::new(id, confidence, evidence));
        }
    }
}

/// Print that was read and that is in doubt, on a picture with faults: they may be why.
fn doubtful_print(draft: &mut Draft, picture: &Picture) {
    let named = |cause: &Cause| matches!(cause.id, CauseId::PrinterFault | CauseId::CameraFault);
    let doubtful = draft.findings.verdict().word() == Word::Unreadable
        || draft.causes.iter().any(|cause| cause.id == CauseId::ReadingError);
    if doubtful && !draft.causes.iter().any(named) {
        faults(draft, picture, Confidence::Possible);
    }
}

/// Two codes of one input that sign the same: the later ones are copies.
fn mark_duplicates(drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let Some((draft, earlier)) = drafts.get_mut(..=i).and_then(<[Draft]>::split_last_mut) else { continue };
        let first = earlier.iter().position(|other| draft.identity.is_some() && other.identity == draft.identity);
        if let Some(first) = first {
            draft.causes.push(Cause::new(
                CauseId::DuplicateSlip,
                Confidence::Proven,
                evidence! { "where" => "input", "first" => first },
            ));
            if draft.checks.status(CheckId::Plausibility) != Status::Fail {
                draft.checks.set(CheckId::Plausibility, Status::Warn);
            }
        }
    }
}

fn report(mut draft: Draft, slip: Slip, store: &Store) -> Report {
    let verdict = draft.findings.verdict();
    if verdict.word() == Word::Altered && draft.findings.trust == Trust::Unknown {
        // Nobody vouches for the key: what "was signed" is only what stands in the code.
        for cause in draft.causes.iter_mut().filter(|cause| cause.id == CauseId::FieldAltered) {
            cause.confidence = cause.confidence.max(Confidence::Likely);
        }
    }
    for cause in &mut draft.causes {
        missing::complete(cause, slip.format, slip.code.as_deref());
    }
    if let Some(seen) = &store.seen {
        seen::tell(&mut draft, slip.format, seen);
    }
    explain::order(&mut draft.causes);
    let country = draft.country.or(match slip.format {
        Format::CnOfd | Format::CnUnionpay => Some(Country::Cn),
        Format::DeTse => Some(Country::De),
        Format::AtRksv => Some(Country::At),
        Format::SignedSlip | Format::SaZatca | Format::None => None,
    });
    Report {
        schema: 1,
        verdict,
        format: slip.format,
        country,
        demo: draft.demo,
        next_steps: explain::next_steps(verdict.word(), &draft.causes, country, slip.format),
        checks: draft.checks,
        digest: draft.digest,
        signature: draft.signature,
        certificate: draft.certificate,
        fields: draft.fields,
        causes: draft.causes,
        notes: draft.notes,
        code: draft.code.or(slip.code),
    }
}
