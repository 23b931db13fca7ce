//! What is told of each signature of a file.

use super::{
    named,
    pages::Pages,
    signatures,
    signed::{self, Material, Outcome, Stated},
};
use crate::{
    compare,
    encoding::{Base64, hex},
    evidence,
    formats::{Context, Draft, Slip},
    pki::{Certificate, Judgement, Purpose},
    report::{self, Cause, CauseId, CheckId, Confidence, Evidence, Field, Match, Note, Status, put},
    signature::{Curve, sha256},
    slip::Reading,
    verdict::{Misstated, Print, Signing, Trust},
};
use alloc::{string::String, vec::Vec};
use slipcheck_pdf::{
    Document,
    changes::{self, Changes, Kind, Other, Terms},
    cms::{Digest, SignedData},
    signature::{Contents, Signature, permissions, signed_document},
    survey::{State, Survey},
};

/// Signed bytes that the report shows: longer ones are a whole document, which is at hand anyway.
const SHOWN: usize = 4096;

/// What was found out about a signature before it is compared with the present state.
struct Checked<'s> {
    signature: &'s Signature,
    data: Option<&'s SignedData>,
    outcome: Option<Outcome>,
    stated: Option<Stated>,
    time: Option<signed::Time>,
    judgement: Option<Judgement>,
    /// Names another certificate than the one it fits.
    misnamed: bool,
}

impl Checked<'_> {
    fn fits(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Fits(..)))
            && self.stated.as_ref().is_none_or(Stated::fits)
            && self.signature.range_fault.is_none()
    }

    fn trusted(&self) -> bool {
        let judged = self.judgement.as_ref();
        self.fits()
            && !self.misnamed
            && judged.is_some_and(|j| matches!(j.trust, Trust::Trusted(_)) && j.validity != Status::Fail)
    }
}

/// The drafts of a file's signatures, one a slip.
pub(super) fn signed(
    bytes: &[u8],
    survey: &Survey<'_>,
    present: &Document<'_>,
    slips: &[&Slip],
    context: &Context<'_>,
) -> Vec<Draft> {
    let material = Material::gather(survey, present, context);
    let all: Vec<Checked<'_>> =
        signatures(survey).into_iter().map(|signature| check(bytes, survey, signature, &material, context)).collect();
    let tail = matches!(survey.state, State::Front(_));
    let mut drafts = Vec::new();
    for (place, slip) in slips.iter().enumerate() {
        let mut draft = Draft::new(slip);
        draft.notes.clear();
        match all.get(place) {
            Some(checked) => {
                let whole = Whole { bytes, survey, present, tail, all: &all, place, slip };
                tell(&mut draft, checked, &whole);
            }
            None => draft.findings.signing = Signing::Unreadable,
        }
        draft.notes.extend(slip.notes.iter().cloned());
        let noted = slip.notes.iter().any(|note| note.id == "too-large");
        if noted || survey.shared.budget.exceeded() || survey.signatures.cut {
            too_large(&mut draft);
        }
        drafts.push(draft);
    }
    drafts
}

fn too_large(draft: &mut Draft) {
    draft.findings.signing = Signing::Unreadable;
    draft.checks.set(CheckId::Signature, Status::Unknown).set(CheckId::Printed, Status::Unknown);
    draft.causes.clear();
    if draft.notes.iter().all(|note| note.id != "too-large") {
        draft.notes.push(Note::new("too-large", Evidence::new()));
    }
}

fn check<'s>(
    bytes: &[u8],
    survey: &Survey<'_>,
    signature: &'s Signature,
    material: &Material,
    context: &Context<'_>,
) -> Checked<'s> {
    let mut out =
        Checked { signature, data: None, outcome: None, stated: None, time: None, judgement: None, misnamed: false };
    let data = match &signature.contents {
        Contents::Signed(data) => data,
        // Malformed, and yet its digest tells whether the file was saved again.
        _ => match &signature.loose {
            Some(data) => data,
            None => return out,
        },
    };
    out.data = Some(data);
    let Some(parts) = signature.signed(bytes) else { return out };
    let (outcome, stated) = signed::check(data, &parts, material);
    (out.outcome, out.stated) = (Some(outcome), stated);
    if !matches!(signature.contents, Contents::Signed(_)) {
        return out;
    }
    let time = signed::time(bytes, survey, signature, data, material, context);
    let leaf = match &out.outcome {
        Some(Outcome::Fits(_, leaf) | Outcome::FitsOther(_, leaf) | Outcome::Misfit(leaf)) => Some(leaf),
        _ => None,
    };
    if let Some(leaf) = leaf {
        out.misnamed = !signed::names_signer(data, leaf);
        let purpose = Purpose::Document { stamped: time.source == "time-stamp" };
        out.judgement = Some(signed::judge(leaf, material, time.at, context, purpose));
    }
    out.time = Some(time);
    out
}

/// All that a signature is told in view of.
struct Whole<'w, 'a> {
    bytes: &'a [u8],
    survey: &'w Survey<'a>,
    present: &'w Document<'a>,
    /// Bytes that belong to nothing stand behind the present state.
    tail: bool,
    all: &'w [Checked<'w>],
    place: usize,
    slip: &'w Slip,
}

fn tell(draft: &mut Draft, checked: &Checked<'_>, whole: &Whole<'_, '_>) {
    let signature = checked.signature;
    draft.checks.set(CheckId::Format, Status::Pass);
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    show_printed(draft, &whole.slip.reading);
    let mut about = about(checked, whole);
    match &signature.contents {
        Contents::Malformed(fault) => {
            let mut evidence = named("reason", fault.id());
            if let Some(range) = signature.byte_range {
                put(&mut evidence, "byteRange", range.to_vec().into());
            }
            refuse(draft, CauseId::Malformed, evidence);
            // Where not even the digest fits, an editor saved the file anew and moved its parts.
            if checked.stated.as_ref().is_some_and(|stated| !stated.fits()) {
                let evidence = evidence! { "reason" => "resaved" };
                draft.causes.push(Cause::new(CauseId::ChangedAfterSigning, Confidence::Likely, evidence));
            }
        }
        Contents::Refused(refused) => {
            refuse(draft, CauseId::HeaderRefused, signed::refused(refused, &signature.sub_filter));
        }
        Contents::Stamp(_) => draft.findings.signing = Signing::Unreadable,
        Contents::Signed(data) => fit(draft, checked, data, whole),
    }
    if let Some(data) = checked.data {
        if data.trailing {
            draft.checks.set(CheckId::Format, worse(draft.checks.status(CheckId::Format), Status::Warn));
        }
        if data.certificate.is_none()
            && signature.sub_filter == "ETSI.CAdES.detached"
            && matches!(signature.contents, Contents::Signed(_))
        {
            draft.notes.push(Note::new("signing-certificate-missing", Evidence::new()));
        }
    }
    if whole.present.was_tolerant() {
        draft.checks.set(CheckId::Format, worse(draft.checks.status(CheckId::Format), Status::Warn));
    }
    draft.identity = checked.data.map(|data| sha256(&data.signature));
    let limit = about.signed_bytes.as_ref().is_some_and(|bytes| bytes.len() > SHOWN * 2);
    if limit {
        about.signed_bytes = None;
    }
    draft.signature = Some(about);
}

fn worse(a: Status, b: Status) -> Status {
    if a == Status::Pass { b } else { a }
}

fn refuse(draft: &mut Draft, cause: CauseId, evidence: Evidence) {
    draft.findings.signing = Signing::Misfit;
    draft.checks.set_with(CheckId::Format, Status::Fail, evidence.clone());
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.causes.push(Cause::new(cause, Confidence::Proven, evidence));
}

/// Digest, signature, path, and what changed since.
fn fit(draft: &mut Draft, checked: &Checked<'_>, data: &SignedData, whole: &Whole<'_, '_>) {
    let digest_fits = checked.stated.as_ref().map(Stated::fits);
    draft.checks.set(
        CheckId::Digest,
        match digest_fits {
            None => Status::Absent,
            Some(true) => Status::Pass,
            Some(false) => Status::Fail,
        },
    );
    if let Some(stated) = &checked.stated {
        draft.digest = Some(report::Digest {
            algorithm: stated.digest.name(),
            computed: hex(&stated.computed),
            stated: Some(hex(&stated.stated)),
        });
    }
    if let Some(time) = &checked.time {
        draft.notes.extend(time.notes.iter().cloned());
    }
    let Some(outcome) = &checked.outcome else { return };
    let misstated = checked.stated.as_ref().and_then(|stated| Misstated::between(&stated.computed, &stated.stated));
    let conflict = checked.stated.as_ref().filter(|stated| !stated.fits()).and_then(|stated| {
        let parts = checked.signature.signed(whole.bytes)?;
        Digest::KNOWN.into_iter().find(|other| *other != stated.digest && other.of(&parts) == stated.stated)
    });
    match outcome {
        Outcome::Refused(name, fits) => {
            let mut evidence = named("algorithm", name.as_str());
            if let Some(fits) = fits {
                put(&mut evidence, "fits", (*fits).into());
            }
            return refuse(draft, CauseId::HeaderRefused, evidence);
        }
        Outcome::Unsupported(name) => {
            draft.findings.signing = Signing::Unreadable;
            draft.checks.set(CheckId::Signature, Status::Unknown);
            draft.notes.push(Note::new("algorithm-unsupported", named("algorithm", name.as_str())));
            return;
        }
        Outcome::NoKey => {
            draft.findings.signing = Signing::KeyUnknown;
            draft.findings.digest = misstated;
            draft.checks.set(CheckId::Signature, Status::Unknown);
            draft.notes.push(Note::new("certificate-needed", Evidence::new()));
            if draft.findings.digest.is_some() {
                draft.causes.push(digest_mismatch(checked));
            } else {
                draft.causes.push(Cause::new(
                    CauseId::CertificateUnknownIssuer,
                    Confidence::Proven,
                    named("reason", "signer-certificate-missing"),
                ));
            }
        }
        Outcome::Misfit(leaf) => {
            draft.findings.signing = Signing::Misfit;
            draft.checks.set(CheckId::Signature, Status::Fail);
            judged(draft, leaf, checked);
            draft.causes.push(match digest_fits {
                Some(false) => digest_mismatch(checked),
                Some(true) => Cause::new(CauseId::DataCorrupted, Confidence::Possible, Evidence::new()),
                None => Cause::new(
                    CauseId::ChangedAfterSigning,
                    Confidence::Likely,
                    evidence! { "kind" => Kind::SignedBytes.id() },
                ),
            });
        }
        Outcome::FitsOther(fit, leaf) => {
            draft.findings.signing = Signing::Fits(fit.clone());
            draft.checks.set(CheckId::Signature, Status::Pass);
            judged(draft, leaf, checked);
            wrong_key(draft, evidence! { "fits" => hex(leaf.sha256()), "subject" => leaf.subject() });
        }
        Outcome::Fits(fit, leaf) => {
            draft.findings.signing = Signing::Fits(fit.clone());
            draft.checks.set(CheckId::Signature, Status::Pass);
            judged(draft, leaf, checked);
            if checked.misnamed {
                let name = match &data.certificate {
                    Some(named) if named.second => "signingCertificateV2",
                    _ => "signingCertificate",
                };
                wrong_key(draft, evidence! { "attribute" => name });
            }
        }
    }
    let sure = if draft.findings.trust == Trust::Unknown { Confidence::Likely } else { Confidence::Proven };
    if let Some(other) = conflict {
        let evidence = evidence! {
            "declared" => checked.stated.as_ref().map_or("", |stated| stated.digest.name()),
            "found" => other.name(),
        };
        draft.findings.signing = Signing::Misfit;
        draft.causes.insert(0, Cause::new(CauseId::AlgorithmConflict, Confidence::Proven, evidence));
    } else if digest_fits == Some(false) {
        if matches!(draft.findings.signing, Signing::Fits(_)) {
            draft.findings.print = Print::Contradicts;
            draft.checks.set(CheckId::Printed, Status::Fail);
            let evidence = evidence! { "kind" => Kind::SignedBytes.id() };
            draft.causes.insert(0, Cause::new(CauseId::ChangedAfterSigning, sure, evidence));
        }
    } else {
        since(draft, checked, whole, sure);
    }
}

fn digest_mismatch(checked: &Checked<'_>) -> Cause {
    let evidence = match &checked.stated {
        Some(stated) => evidence! {
            "algorithm" => stated.digest.name(),
            "computed" => hex(&stated.computed),
            "stated" => hex(&stated.stated),
        },
        None => Evidence::new(),
    };
    Cause::new(CauseId::DigestMismatch, Confidence::Proven, evidence)
}

fn wrong_key(draft: &mut Draft, evidence: Evidence) {
    draft.findings.trust = Trust::Problem;
    draft.checks.set(CheckId::Certificate, Status::Fail);
    draft.causes.push(Cause::new(CauseId::CertificateWrongKey, Confidence::Proven, evidence));
}

fn judged(draft: &mut Draft, leaf: &Certificate, checked: &Checked<'_>) {
    let Some(judgement) = checked.judgement.clone() else { return };
    draft.judged(leaf, judgement);
    if checked.time.as_ref().is_some_and(|time| time.doubtful)
        && matches!(draft.checks.status(CheckId::Validity), Status::Pass | Status::Unknown)
    {
        draft.checks.set(CheckId::Validity, Status::Warn);
    }
}

/// What stands behind the signed document.
fn since(draft: &mut Draft, checked: &Checked<'_>, whole: &Whole<'_, '_>, sure: Confidence) {
    let signature = checked.signature;
    let signed = signed_document(whole.bytes, signature, &whole.survey.shared);
    let changes = match &signed {
        None => Changes::of(Kind::EndNotCovered),
        Some(_) if whole.tail => Changes::of(Kind::BytesAfterTheEnd),
        Some(signed) => {
            let permissions = permissions(signed, signature.at);
            let other = |at: usize| {
                let stamp = whole.survey.signatures.all.iter().any(|other| other.at == at && other.is_time_stamp());
                let known = whole.all.iter().find(|other| other.signature.at == at);
                Other {
                    fits: known.is_some_and(Checked::fits),
                    trusted: known.is_some_and(Checked::trusted),
                    time_stamp: stamp,
                }
            };
            let terms = Terms { permissions: &permissions, trusted: checked.trusted(), other: &other };
            changes::compare(signed, whole.present, &terms)
        }
    };
    if changes.exceeded {
        return too_large(draft);
    }
    if changes.trailing {
        draft.notes.push(Note::new("trailing-bytes", Evidence::new()));
    }
    let later = signed.as_ref().filter(|signed| signed.bytes.len() < whole.present.bytes.len());
    let Some(kind) = changes.kind else {
        draft.checks.set(CheckId::Printed, Status::Pass);
        if !changes.filled.is_empty() {
            draft.checks.set(CheckId::Printed, Status::Warn);
            let fields: Vec<String> =
                changes.filled.iter().map(|(name, value)| alloc::format!("{name}: {value}")).collect();
            draft.notes.push(Note::new("filled-in-after-signing", evidence! { "fields" => fields }));
        }
        let additions: Vec<&'static str> = changes.additions.iter().map(|addition| addition.id()).collect();
        if later.is_some() && !changes.trailing {
            draft.notes.push(Note::new("later-update", evidence! { "kinds" => additions }));
        }
        let again = whole.all.iter().skip(whole.place + 1).filter(|other| other.signature.end() > signature.end());
        let names: Vec<String> = again
            .filter_map(|other| match &other.outcome {
                Some(Outcome::Fits(_, leaf)) => Some(leaf.subject()),
                _ => None,
            })
            .collect();
        if !names.is_empty() {
            draft.notes.push(Note::new("signed-again", evidence! { "names" => names }));
        }
        for field in &mut draft.fields {
            field.signed = field.printed.clone();
            field.matches = field.printed.is_some().then_some(Match::Same);
        }
        return;
    };
    draft.checks.set(CheckId::Printed, Status::Fail);
    draft.findings.print = Print::Contradicts;
    if draft.findings.signing == Signing::KeyUnknown {
        // What is shown is not what that digest is of; no key is needed to say so.
        let computed = checked.stated.as_ref().map(|stated| stated.digest.of(&[whole.bytes]));
        draft.findings.digest = computed
            .zip(checked.stated.as_ref())
            .and_then(|(computed, stated)| Misstated::between(&computed, &stated.stated));
    }
    let mut evidence = named("kind", kind.id());
    for (name, list) in [("objects", changes.objects), ("paths", changes.paths)] {
        if !list.is_empty() {
            put(&mut evidence, name, list.into());
        }
    }
    if !changes.pages.is_empty() {
        put(&mut evidence, "pages", changes.pages.into());
    }
    draft.causes.insert(0, Cause::new(CauseId::ChangedAfterSigning, sure, evidence));
    if let Some(signed) = later {
        differing(draft, signed, whole, sure);
    }
}

/// The members of the signed document against those of the present one.
fn differing(draft: &mut Draft, signed: &Document<'_>, whole: &Whole<'_, '_>, sure: Confidence) {
    let before = Pages::draw(signed).reading(None);
    let values: Vec<(String, String)> = once(&before);
    let known: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
    let comparison = compare::compare(&values, &known, &whole.slip.reading);
    for field in comparison.differing() {
        let mut evidence = named("field", field.name.as_str());
        for (name, value) in [("signed", &field.signed), ("printed", &field.printed)] {
            if let Some(value) = value {
                put(&mut evidence, name, value.as_str().into());
            }
        }
        draft.causes.push(Cause::new(CauseId::FieldAltered, sure, evidence));
    }
    draft.fields = comparison.fields;
}

/// Each member once, as it stands first.
fn once(reading: &Reading) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    for member in &reading.fields {
        if values.iter().all(|(name, _)| name != member.name) {
            values.push((member.name.into(), member.value.clone()));
        }
    }
    values
}

/// Shows the members of the present document.
pub(super) fn show_printed(draft: &mut Draft, reading: &Reading) {
    let mut fields: Vec<Field> = Vec::new();
    for member in &reading.fields {
        if fields.iter().all(|field| field.name != member.name) {
            fields.push(Field {
                name: member.name.into(),
                printed: Some(member.value.clone()),
                place: compare::place(member, reading),
                ..Field::default()
            });
        }
    }
    draft.fields = fields;
}

/// What the report says of the signature itself.
fn about(checked: &Checked<'_>, whole: &Whole<'_, '_>) -> report::Signature {
    let signature = checked.signature;
    let mut out = report::Signature::default();
    if let Some(data) = checked.data {
        out.algorithm = match &data.method {
            slipcheck_pdf::cms::Method::Known { digest, scheme, .. } => signed::name(*digest, *scheme),
            slipcheck_pdf::cms::Method::Unknown(name) => name.clone(),
        };
        if let Some(attributes) = &data.attributes {
            out.signed_bytes = Some(Base64::Standard.encode(attributes));
            if let slipcheck_pdf::cms::Method::Known { digest, .. } = &data.method {
                out.digest = Some(hex(&digest.of(&[attributes])));
            }
        }
    }
    let leaf = match &checked.outcome {
        Some(Outcome::Fits(_, leaf) | Outcome::FitsOther(_, leaf) | Outcome::Misfit(leaf)) => Some(leaf),
        _ => None,
    };
    if let Some(key) = leaf.and_then(|leaf| leaf.public_key().ok()) {
        out.curve = key.curve().map(Curve::name);
        out.key_sha256 = Some(hex(key.sha256()));
    }
    let more = &mut out.document;
    put(more, "subFilter", signature.sub_filter.as_str().into());
    put(more, "field", signature.field.as_str().into());
    if let Some(range) = signature.byte_range {
        put(more, "byteRange", range.to_vec().into());
    }
    if let Some(revision) = signature.revision {
        put(more, "signedRevision", revision.into());
    }
    put(more, "revisions", whole.survey.signatures.revisions.len().into());
    put(more, "fileLength", whole.bytes.len().into());
    if let Some(time) = &checked.time {
        let mut value = named("source", time.source);
        if time.source != "none" {
            put(&mut value, "value", time.at.rfc3339().into());
        }
        put(more, "time", value.into());
    }
    if let Some(document) = signed_document(whole.bytes, signature, &whole.survey.shared)
        && let Some(level) = permissions(&document, signature.at).level
    {
        put(more, "docMdp", level.into());
    }
    if let Some((page, [left, bottom, right, top])) = signature.visible {
        put(more, "visible", evidence! { "page" => page, "box" => alloc::vec![left, bottom, right, top] }.into());
    }
    let names = ["name", "reason", "location"];
    for (name, claim) in names.into_iter().zip(&signature.claims) {
        if let Some(claim) = claim {
            put(more, name, claim.chars().take(200).collect::<String>().into());
        }
    }
    out
}
