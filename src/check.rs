//! One check: what was given, what is trusted and the moment of checking go in, reports come out.
//!
//! ```text
//! input → formats → signature → pki → compare → explain → Report
//! ```

use crate::{
    encoding::hex,
    evidence, explain,
    formats::{self, Context, Draft, Rules, Slip},
    input::{self, Input, Picture},
    pki::{Kept, Store},
    report::{Cause, CauseId, CheckId, Checks, Confidence, Evidence, Format, Note, Report, Status, put},
    time::Moment,
    verdict::{Signing, Trust, Word},
};
use alloc::vec::Vec;
use core::cell::Cell;

mod missing;
mod seen;

/// Checks everything in the input: one report a code, or one in all when there is no code.
///
/// Pure: no clock, no network, no storage. `now` is the moment of checking.
#[must_use]
pub fn check(input: &Input, store: &Store, now: Moment) -> Vec<Report> {
    with(input, &Context { store, now, format: Format::None, repairs: true, searched: &Cell::new(0) })
}

/// The same without looking for the reason when a signature does not fit: thousands of slips a second.
#[must_use]
pub fn check_without_repairs(input: &Input, store: &Store, now: Moment) -> Vec<Report> {
    with(input, &Context { store, now, format: Format::None, repairs: false, searched: &Cell::new(0) })
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
    for (draft, slip) in drafts.iter_mut().zip(&slips).filter(|(_, slip)| slip.code.is_none()) {
        if formats::begins_a_code(&slip.print) {
            cut_code(draft);
        }
        if !formats::of(slip.format).is_some_and(Rules::tells_unseen)
            && slip.notes.iter().any(|note| UNSEEN.contains(&note.id))
        {
            unseen_rest(draft);
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
    for (draft, slip) in drafts.iter_mut().zip(&slips) {
        // Print that was not read to its end contradicts nothing so far, and no more.
        if slip.reading.cut && draft.checks.status(CheckId::Printed) == Status::Pass {
            draft.checks.set(CheckId::Printed, Status::Unknown);
        }
    }
    mark_duplicates(&mut drafts, &context.store.kept);
    drafts.into_iter().zip(slips).map(|(draft, slip)| report(draft, slip, context.store)).collect()
}

/// Nothing that any format or layout recognises.
fn nothing(slip: &Slip, input: &Input) -> Draft {
    if let Some(draft) = formats::foreign(slip) {
        return draft;
    }
    let mut draft = Draft::new(slip);
    draft.findings.signing = Signing::Unreadable;
    if slip.code.is_none() && slip.notes.iter().any(|note| input::NOT_LOOKED_AT.contains(&note.id)) && !slip.has_print()
    {
        draft.checks = Checks::all(Status::Unknown);
        return draft;
    }
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
        _ if !slip.has_print() && input.picture.is_none() && input.file.is_none() => {
            draft.notes.push(Note::new("empty", Evidence::new()))
        }
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

/// A slip whose code begins and has nothing behind it: it is not unsigned, it was cut off.
fn cut_code(draft: &mut Draft) {
    let outage = draft.causes.iter().any(|cause| cause.id == CauseId::SigningDeviceFailed);
    if outage || !matches!(draft.findings.signing, Signing::None | Signing::Unreadable) {
        return;
    }
    draft.findings.signing = Signing::Unreadable;
    draft.checks.set(CheckId::Signature, Status::Unknown);
    draft.causes.retain(|cause| cause.id != CauseId::NotSigned);
    draft.notes.retain(|note| note.id != "proves-nothing");
    let evidence = evidence! { "part" => "code", "reason" => "length" };
    draft.causes.push(Cause::new(CauseId::Truncated, Confidence::Likely, evidence));
}

/// Bounds behind which a code may stand that nobody looked for.
const UNSEEN: [&str; 4] = ["text-cut", "pages-not-read", "lines-cut", "codes-not-looked-for"];

/// A slip without a code, of which not everything was looked at: nobody can say that it is unsigned.
fn unseen_rest(draft: &mut Draft) {
    let outage = draft.causes.iter().any(|cause| cause.id == CauseId::SigningDeviceFailed);
    if outage || draft.findings.signing != Signing::None {
        return;
    }
    draft.findings.signing = Signing::Unreadable;
    draft.checks.set(CheckId::Signature, Status::Unknown);
    draft.causes.retain(|cause| cause.id != CauseId::NotSigned);
    draft.notes.retain(|note| note.id != "proves-nothing");
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

/// Slips that sign the same: of two in one input the later is a copy, and so is one that the user has kept already.
fn mark_duplicates(drafts: &mut [Draft], kept: &[Kept]) {
    for i in 0..drafts.len() {
        let Some((draft, earlier)) = drafts.get_mut(..=i).and_then(<[Draft]>::split_last_mut) else { continue };
        let Some(identity) = draft.identity else { continue };
        let first = earlier.iter().position(|other| other.identity == Some(identity));
        let before = kept.iter().find(|kept| kept.identity == identity);
        let (confidence, evidence) = match (first, before) {
            (Some(first), _) => (Confidence::Proven, evidence! { "where" => "input", "first" => first }),
            (None, Some(kept)) => {
                let mut evidence = evidence! { "where" => "kept" };
                if !kept.since.is_empty() {
                    put(&mut evidence, "kept", kept.since.as_str().into());
                }
                // Nobody has signed what does not fit: the same data, and no more.
                let signed = matches!(draft.findings.signing, Signing::Fits(_));
                (if signed { Confidence::Proven } else { Confidence::Likely }, evidence)
            }
            (None, None) => continue,
        };
        draft.causes.push(Cause::new(CauseId::DuplicateSlip, confidence, evidence));
        if draft.checks.status(CheckId::Plausibility) != Status::Fail {
            draft.checks.set(CheckId::Plausibility, Status::Warn);
        }
    }
}

fn report(mut draft: Draft, slip: Slip, store: &Store) -> Report {
    let verdict = draft.findings.verdict();
    let word = verdict.word();
    if word == Word::UnknownIssuer
        || matches!(word, Word::Altered | Word::Invalid)
            && draft.findings.trust == Trust::Unknown
            && !slip.format.is_gateway()
    {
        // Nobody vouches for the key, or it is not at hand: what "was signed" is only what stands in the code. Of a message, whose
        // repair opens the signature itself, its format says who vouches.
        for cause in draft.causes.iter_mut().filter(|cause| cause.id == CauseId::FieldAltered) {
            cause.confidence = cause.confidence.max(Confidence::Likely);
        }
    }
    if word == Word::Invalid {
        // Nothing vouches for the time that the certificate is judged at, either.
        let dates = |id| matches!(id, CauseId::CertificateExpired | CauseId::CertificateNotYetValid);
        for cause in draft.causes.iter_mut().filter(|cause| dates(cause.id)) {
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
    let facts = slip.format.facts();
    let country = draft.country.or(facts.country);
    #[allow(unused_mut)]
    let mut next_steps = explain::next_steps(verdict.word(), &draft.causes, country, slip.format);
    #[cfg(feature = "all")]
    if let Some(outcome) = draft.outcome.as_ref().filter(|_| draft.causes.is_empty()) {
        if outcome.status == "unknown" && verdict.word() == Word::Verified {
            next_steps = explain::of_message("payment-pending");
        } else if outcome.status == "not-a-payment" {
            next_steps = explain::of_message("not-a-payment");
        } else if verdict.word() == Word::Verified && outcome.about == Some("refund") {
            next_steps = explain::of_message("refund");
        } else if outcome.merchant == Some("other") {
            next_steps = explain::of_message("other-merchant");
        }
    }
    #[cfg(feature = "all")]
    if facts.steps_of_notes {
        explain::add_notes(&mut next_steps, verdict.word(), &draft.notes);
    }
    Report {
        schema: 1,
        verdict,
        format: slip.format,
        country,
        demo: draft.demo,
        environment: draft.notes.iter().any(|note| note.id == "test-certificate").then_some("test"),
        outcome: draft.outcome,
        next_steps,
        checks: draft.checks,
        digest: draft.digest,
        signature: draft.signature,
        certificate: draft.certificate,
        fields: draft.fields,
        causes: draft.causes,
        notes: draft.notes,
        code: draft.code.or(slip.code),
        identity: draft.identity.map(|identity| hex(&identity)),
    }
}

#[cfg(test)]
#[cfg(feature = "full")]
mod tests {
    use super::*;
    use crate::{encoding::unhex, pki, time::Timestamp, verdict::Word};

    const SLIP: &str = include_str!("../www/public/samples/good-attached.txt");

    fn demonstration() -> Store {
        let import = |pem: &[u8]| pki::import(pem).certificates;
        Store {
            anchors: import(include_bytes!("../www/public/samples/demo-root.pem")),
            certificates: import(include_bytes!("../www/public/samples/demo-chain.pem")),
            ..Store::default()
        }
    }

    fn checked(text: &str, store: &Store) -> Report {
        let now = Timestamp::parse("2026-11-21T10:00:00Z").unwrap().moment();
        let mut reports = check(&Input::text(text), store, now);
        assert_eq!(reports.len(), 1);
        reports.remove(0)
    }

    fn kept(report: &Report) -> Vec<Kept> {
        let identity = unhex(report.identity.as_deref().unwrap()).unwrap().try_into().unwrap();
        vec![Kept { identity, since: "2026-11-20T12:00:00Z".into() }]
    }

    fn duplicate(report: &Report) -> Option<&Cause> {
        report.causes.iter().find(|cause| cause.id == CauseId::DuplicateSlip)
    }

    #[test]
    fn a_kept_slip_is_told_and_stays_verified() {
        let mut store = demonstration();
        let first = checked(SLIP, &store);
        assert_eq!((first.verdict.word(), duplicate(&first)), (Word::Verified, None));
        store.kept = kept(&first);
        // Other line ends do not make it another slip.
        for text in [SLIP.to_owned(), SLIP.replace('\n', "\r\n")] {
            let again = checked(&text, &store);
            assert_eq!(again.verdict.word(), Word::Verified);
            assert_eq!(again.identity, first.identity);
            let cause = duplicate(&again).unwrap();
            assert_eq!(cause.confidence, Confidence::Proven);
            assert_eq!(cause.evidence, evidence! { "where" => "kept", "kept" => "2026-11-20T12:00:00Z" });
            assert_eq!(again.checks.status(CheckId::Plausibility), Status::Warn);
        }
        // Another slip is none.
        let other = checked(include_str!("../www/public/samples/good-pasted.txt"), &store);
        assert_eq!((other.verdict.word(), duplicate(&other)), (Word::Verified, None));
    }

    #[test]
    fn what_no_signature_fits_is_no_proven_duplicate() {
        let forged = include_str!("../www/public/samples/payload-altered.txt");
        let mut store = demonstration();
        store.kept = kept(&checked(forged, &store));
        let again = checked(forged, &store);
        assert_eq!(again.verdict.word(), Word::Invalid);
        assert_eq!(duplicate(&again).unwrap().confidence, Confidence::Likely);
        assert!(again.causes.iter().any(|cause| cause.id == CauseId::DigestMismatch));
    }

    #[test]
    fn twice_in_one_input_comes_before_what_was_kept() {
        let mut store = demonstration();
        let first = checked(SLIP, &store);
        store.kept = kept(&first);
        let now = Timestamp::parse("2026-11-21T10:00:00Z").unwrap().moment();
        let reports = check(&Input::text(format!("{SLIP}\n{SLIP}")), &store, now);
        let places: Vec<_> =
            reports.iter().map(|report| duplicate(report).unwrap().evidence["where"].clone()).collect();
        assert_eq!(places, ["kept", "input"]);
    }

    #[test]
    fn what_stands_below_a_name_is_not_always_more_of_it() {
        let store = demonstration();
        let name = SLIP.lines().find(|line| line.starts_with("商户名称")).unwrap();
        for below in ["如有疑问请拨打95516", "公众号 云栖面馆", "银联", "交易成功", "www.example.cn", "Unit 12, 3/F"]
        {
            let report = checked(&SLIP.replace(name, &[name, below].join("\n")), &store);
            assert_eq!(report.verdict.word(), Word::Verified, "{below} {:?}", report.causes);
        }
        // Another name is another name, whatever stands below.
        let other = checked(&SLIP.replace(name, "商户名称:红杯咖啡\n银联"), &store);
        assert_eq!(other.verdict.word(), Word::Altered);
        // Neither is one with more in its own line.
        let longer = checked(&SLIP.replace(name, &[name, "分店"].concat()), &store);
        assert_eq!(longer.verdict.word(), Word::Altered);
    }

    #[test]
    fn a_slip_without_a_signature_has_no_identity() {
        let unsigned = checked(include_str!("../www/public/samples/unsigned.txt"), &Store::default());
        assert_eq!(unsigned.identity, None);
    }

    #[test]
    fn the_path_is_named_by_fingerprints_too() {
        let store = demonstration();
        let certificate = checked(SLIP, &store).certificate.unwrap();
        assert_eq!(certificate.path_sha256.len(), certificate.path.len());
        assert_eq!(certificate.path_sha256.first(), Some(&certificate.sha256));
        assert_eq!(certificate.path_sha256.last(), Some(&hex(store.anchors[0].sha256())));
    }
}
