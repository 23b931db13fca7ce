//! What stands on the paper against what was signed: the digest line and the printed values.

use super::jws::{MEMBERS, REQUIRED};
use crate::{
    compare::{self, Comparison},
    encoding::hex,
    evidence,
    formats::{Draft, Slip},
    report::{self, Cause, CauseId, CheckId, Confidence, Field, Match, Note, Status},
    signature::sha256,
    slip::account::{self, Signed},
    verdict::{Misstated, Print},
};
use alloc::{string::String, vec::Vec};
use serde_json::Value;

/// The digest line, lower-case hex, and whether it is whole: when there are several, the first that does not fit.
pub(super) fn stated(slip: &Slip, computed: &[String]) -> Option<(String, bool)> {
    let mut lines: Vec<(String, bool)> = slip
        .reading
        .all("digest")
        .map(|member| {
            let hex = |text: &String| -> String {
                text.chars().filter(char::is_ascii_hexdigit).map(|c| c.to_ascii_lowercase()).collect()
            };
            // Of a recogniser's choices the one that fits; when none does, its doubts make it no mismatch.
            let fitting = member.second.iter().map(hex).find(|hex| computed.iter().any(|all| all.starts_with(hex)));
            let doubtful = fitting.is_none() && !member.second.is_empty();
            let hex = fitting.unwrap_or_else(|| hex(&member.value));
            let fits = computed.iter().any(|all| all.starts_with(&hex));
            let whole = hex.len() >= 16 && hex.len() <= 64 && member.uncertain.is_empty() && (fits || !doubtful);
            (hex, whole)
        })
        .collect();
    let misfit = lines.iter().position(|(line, whole)| *whole && !computed.iter().any(|hex| hex.starts_with(line)));
    (!lines.is_empty()).then(|| lines.swap_remove(misfit.unwrap_or(0)))
}

/// The stated digest against the payload's; `None` when none is stated, or not wholly.
pub(super) fn digest(draft: &mut Draft, slip: &Slip, payload: &[u8], canonical: Option<&[u8]>) -> Option<bool> {
    let mut all = alloc::vec![hex(&sha256(payload))];
    all.extend(canonical.map(|canonical| hex(&sha256(canonical))));
    let stated = stated(slip, &all);
    let contents: Vec<&[u8]> = core::iter::once(payload).chain(canonical).collect();
    let fits = match &stated {
        Some((line, true)) => {
            draft.findings.digest = Misstated::of(&contents, line);
            Some(draft.findings.digest.is_none())
        }
        _ => None,
    };
    draft.checks.set(
        CheckId::Digest,
        match (fits, &stated) {
            (Some(true), _) => Status::Pass,
            (Some(false), _) => Status::Fail,
            (None, Some(_)) => Status::Unknown,
            (None, None) => Status::Absent,
        },
    );
    draft.digest = Some(report::Digest {
        algorithm: "SHA-256",
        computed: all.swap_remove(0),
        stated: stated.map(|(line, _)| line),
    });
    fits
}

/// The digest that the slip states is not that of its content, where no signature says that the content is right: both
/// values, as long as the line is, and the places that differ, from 1.
pub(super) fn misstated(draft: &mut Draft) {
    let Some((digest, stated)) = draft.digest.as_ref().and_then(|digest| Some((digest, digest.stated.as_deref()?)))
    else {
        return;
    };
    let computed = digest.computed.get(..stated.len()).unwrap_or(&digest.computed);
    let places = computed.bytes().zip(stated.bytes()).enumerate().filter(|(_, (a, b))| a != b);
    let positions: Vec<usize> = places.map(|(at, _)| at + 1).collect();
    let evidence = evidence! { "stated" => stated, "computed" => computed, "positions" => positions };
    // Before what is only missing.
    let missing = |cause: &Cause| cause.id == CauseId::CertificateUnknownIssuer;
    let at = draft.causes.iter().position(missing).unwrap_or(draft.causes.len());
    draft.causes.insert(at, Cause::new(CauseId::DigestMismatch, Confidence::Proven, evidence));
}

/// The check `printed`, and what follows from it.
pub(super) fn printed(draft: &mut Draft, comparison: &Comparison, slip: &Slip, digest_fits: Option<bool>) {
    for field in comparison.differing() {
        let already = draft.causes.iter().any(|cause| {
            cause.id == CauseId::FieldAltered
                && cause.evidence.get("field").and_then(Value::as_str) == Some(&field.name)
        });
        if !already {
            draft.causes.push(Cause::new(
                CauseId::FieldAltered,
                Confidence::Proven,
                evidence! { "field" => field.name.as_str(), "signed" => field.signed.clone(), "printed" => field.printed.clone() },
            ));
        }
    }
    let unsure_fields: Vec<Field> = comparison.unsure().cloned().collect();
    let differs = comparison.differing().next().is_some();
    if digest_fits == Some(false) && !differs && draft.checks.status(CheckId::Signature) == Status::Pass {
        let (computed, stated) = match &draft.digest {
            Some(digest) => (digest.computed.get(..16).map(String::from), digest.stated.clone()),
            None => (None, None),
        };
        draft.causes.push(Cause::new(
            CauseId::FieldAltered,
            Confidence::Proven,
            evidence! { "field" => "digest", "signed" => computed, "printed" => stated },
        ));
    } else if digest_fits == Some(false) {
        misstated(draft);
    }
    let open = if differs { Vec::new() } else { open_lines(comparison, slip) };
    let uncovered: Vec<&str> = comparison.fields.iter().filter_map(uncovered).collect();
    let status = if differs {
        Status::Fail
    } else if !unsure_fields.is_empty() {
        Status::Unknown
    } else if comparison.is_empty() {
        Status::Absent
    } else if comparison.agrees("amount")
        && !compare::has_unread_date(&slip.reading)
        && !compare::has_unread_value(comparison, &slip.reading)
        && open.is_empty()
        && !uncovered.iter().any(|name| changes_meaning(name))
    {
        Status::Pass
    } else {
        // Something was compared, but not what was paid, or not when.
        Status::Unknown
    };
    draft.checks.set(CheckId::Printed, status);
    draft.findings.print = if differs || digest_fits == Some(false) {
        Print::Contradicts
    } else if unsure_fields.is_empty() {
        Print::Agrees
    } else {
        Print::Unsure
    };
    if draft.findings.print == Print::Agrees && status != Status::Pass {
        let not_seen: Vec<&str> = REQUIRED.into_iter().filter(|name| !comparison.agrees(name)).collect();
        draft.notes.push(Note::new("compare-with-paper", evidence! { "members" => not_seen }));
    }
    if draft.findings.print == Print::Agrees && status != Status::Absent {
        if !uncovered.is_empty() {
            draft.notes.push(Note::new("not-covered", evidence! { "members" => uncovered }));
        }
        draft.notes.extend(account::note(&slip.reading, &open));
    }
    if draft.findings.print == Print::Unsure {
        for field in &unsure_fields {
            unsure(draft, &field.name, &[field.signed.clone(), field.printed.clone()].map(Option::unwrap_or_default));
        }
    }
}

/// A member of the profile that is printed and was not signed. No tip is none.
fn uncovered(field: &Field) -> Option<&str> {
    let printed = field.printed.as_deref()?;
    let nothing = field.name == "tip" && printed.bytes().all(|b| matches!(b, b'0' | b'.'));
    (field.signed.is_none() && MEMBERS.contains(&field.name.as_str()) && !nothing).then_some(&field.name)
}

/// Whether a sale is another one with another value of this member, though amount, time and merchant number are the
/// same: who was paid, which way the money went, how much of it is a gift. Unsigned, they leave no full tick; the
/// others (numbers by which a bank finds the sale) leave it, with a sentence that names them.
fn changes_meaning(name: &str) -> bool {
    matches!(name, "merchant" | "type" | "tip")
}

/// Lines with a sum, clock or date that nothing signed accounts for.
fn open_lines(comparison: &Comparison, slip: &Slip) -> Vec<account::Open> {
    let signed = |name: &str| {
        comparison.fields.iter().find(|field| field.name == name).and_then(|field| field.signed.as_deref())
    };
    let own = comparison.open.iter().copied();
    let print = account::open(
        &slip.reading,
        &Signed {
            amount: signed("amount"),
            sums: signed("tip").into_iter().collect(),
            currency: signed("currency").unwrap_or_default(),
            times: signed("time").map(String::from).into_iter().collect(),
            tolerance: 0,
            kind: signed("type"),
            negative: matches!(signed("type"), Some("void" | "refund")),
            till: false,
            same: &|name| comparison.agrees(name),
        },
    );
    own.chain(print).collect()
}

/// A value that can be read in two ways, one of which the signature fits: the person has to look.
pub(super) fn unsure(draft: &mut Draft, field: &str, readings: &[String]) {
    draft.findings.print = Print::Unsure;
    draft.checks.set(CheckId::Printed, Status::Unknown);
    let evidence = evidence! { "field" => field, "readings" => readings.to_vec() };
    draft.notes.push(Note::new("confirm-reading", evidence.clone()));
    draft.causes.push(Cause::new(CauseId::ReadingError, Confidence::Possible, evidence));
    if let Some(field) = draft.fields.iter_mut().find(|other| other.name == field) {
        field.matches = Some(Match::Unsure);
    }
}
