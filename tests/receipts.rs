//! Receipts of every format, good ones and ones that were broken in one known way each: vectors that another
//! implementation made from the same rules, with keys of its own that were thrown away.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;
use slipcheck::{
    check::check,
    encoding::Base64,
    input::Input,
    pki::{Certificate, Crl, Store},
    report::{CauseId, CheckId, Confidence, Status},
    time::Timestamp,
    verdict::Word,
};
use std::{collections::BTreeSet, fs, path::Path};

/// Vectors that are decided otherwise, and why. One that no longer is fails the test.
const DIVERGENCES: &[(&str, &str)] = &[];

/// Causes about certificates and signatures that are not there: proven beside whatever else is.
const BESIDE: &[&str] = &[
    "certificate-unknown-issuer",
    "certificate-expired",
    "certificate-not-yet-valid",
    "certificate-revoked",
    "certificate-wrong-usage",
    "not-signed",
    "signing-device-failed",
];

/// Causes that no receipt of text can have: they are of pictures, of documents, of payment messages, or of signed slips, which
/// alone state a digest.
const ELSEWHERE: &[CauseId] = &[
    CauseId::PrinterFault,
    CauseId::CameraFault,
    CauseId::DigestMismatch,
    CauseId::ChangedAfterSigning,
    CauseId::PaymentFailed,
    CauseId::PaymentPending,
];

fn texts<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    value[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// What is wrong with the reports about a vector.
fn problems(vector: &Value, seen: &mut BTreeSet<String>) -> Vec<String> {
    let der = |name| texts(vector, name).into_iter().map(|text| Base64::Standard.decode(text).unwrap());
    let certificates = |name| der(name).map(|der| Certificate::from_der(&der).ok().unwrap()).collect();
    let store = Store {
        anchors: certificates("anchors"),
        certificates: certificates("certificates"),
        crls: der("crls").map(|der| Crl::from_der(&der).ok().unwrap()).collect(),
        ..Store::default()
    };
    let now = Timestamp::parse(vector["at"].as_str().unwrap()).unwrap().moment();
    let reports = check(&Input::text(vector["text"].as_str().unwrap()), &store, now);
    let expected = texts(vector, "expect");
    let mut wrong = Vec::new();
    if reports.len() != expected.len() {
        wrong.push(format!("{} reports", reports.len()));
    }
    for (at, report) in reports.iter().enumerate() {
        let causes: Vec<String> = report
            .causes
            .iter()
            .flat_map(|cause| [cause.id.id().to_string(), format!("{}:{}", cause.id.id(), cause.confidence.id())])
            .collect();
        seen.extend(report.causes.iter().map(|cause| cause.id.id().to_string()));
        seen.insert(report.format.id().to_string());
        if report.verdict.word().id() != expected.get(at).copied().unwrap_or_default() {
            wrong.push(format!("{} {causes:?}", report.verdict.word().id()));
        }
        if vector["format"].as_str().is_some_and(|format| format != report.format.id()) {
            wrong.push(report.format.id().into());
        }
        for alternatives in vector["causes"].as_array().unwrap() {
            if !alternatives.as_array().unwrap().iter().any(|cause| causes.iter().any(|have| cause == have)) {
                wrong.push(format!("{alternatives} not in {causes:?}"));
            }
        }
        if let Some(proven) = vector["proven"].as_array() {
            let have: Vec<&str> = report
                .causes
                .iter()
                .filter(|cause| {
                    // Under a key that nobody vouches for, a changed value is likely.
                    let nobody = report.checks.status(CheckId::Certificate) != Status::Pass;
                    let changed = cause.id == CauseId::FieldAltered && report.verdict.word() == Word::Invalid && nobody;
                    (cause.confidence == Confidence::Proven || changed && cause.confidence == Confidence::Likely)
                        && !BESIDE.contains(&cause.id.id())
                })
                .map(|cause| cause.id.id())
                .collect();
            if have != proven.iter().filter_map(Value::as_str).collect::<Vec<_>>() {
                wrong.push(format!("proven {have:?}"));
            }
        }
        for (name, allowed) in vector["checks"].as_object().into_iter().flatten() {
            let id = CheckId::ALL.iter().find(|id| id.id() == name).unwrap();
            let status = report.checks.status(*id).id();
            if !allowed.as_array().unwrap().iter().any(|one| one == status) {
                wrong.push(format!("{name} {status}"));
            }
        }
        if let Some(last) = vector["last"].as_str().filter(|_| at + 1 == reports.len())
            && !causes.iter().any(|cause| cause == last)
        {
            wrong.push(format!("{last} not in {causes:?}"));
        }
    }
    wrong
}

#[test]
fn every_receipt_gets_its_verdict_and_cause() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/receipts.jsonl");
    let list = fs::read_to_string(path).unwrap();
    let (mut wrong, mut divergent, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for line in list.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let id = vector["id"].as_str().unwrap();
        let problems = problems(&vector, &mut seen);
        if !problems.is_empty() && DIVERGENCES.iter().any(|(known, _)| *known == id) {
            divergent.push(id.to_owned());
        } else if !problems.is_empty() {
            wrong.push(format!("{id}: {}", problems.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    for (id, _) in DIVERGENCES {
        assert!(divergent.iter().any(|other| other == id), "{id} diverges no longer");
    }
    for format in ["de-tse", "at-rksv", "sa-zatca", "cn-unionpay"] {
        assert!(seen.contains(format), "no vector of {format}");
    }
    for cause in CauseId::ALL.iter().filter(|cause| !ELSEWHERE.contains(cause)) {
        assert!(seen.contains(cause.id()), "no vector with {}", cause.id());
    }
}
