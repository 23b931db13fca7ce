//! What the tests of both countries' tills have in common.

use slipcheck::{
    report::{Cause, CauseId, CheckId, Confidence, Field, Report, Status},
    time::{Moment, Timestamp},
    verdict::Word,
};

pub(crate) fn at(time: &str) -> Moment {
    Timestamp::parse(time).unwrap().moment()
}

/// The moment of checking.
pub(crate) fn now() -> Moment {
    at("2026-12-01T00:00:00Z")
}

/// A file of the shared vectors; nothing, said loudly, where they are not.
pub(crate) fn vectors(name: &str) -> Option<String> {
    let folder = std::env::var("SLIPCHECK_VECTORS")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/vectors").into());
    let text = std::fs::read_to_string(format!("{folder}/{name}")).ok();
    if text.is_none() {
        eprintln!("NOT RUN: {name} is not there");
    }
    text
}

pub(crate) fn field<'a>(report: &'a Report, name: &str) -> &'a Field {
    report.fields.iter().find(|field| field.name == name).unwrap()
}

/// The causes that are proven.
pub(crate) fn proven(report: &Report) -> Vec<CauseId> {
    // A changed value that makes the signature fit is proven only by a key that somebody vouches for, and likely by any
    // other.
    let invalid = report.verdict.word() == Word::Invalid;
    let nobody = report.checks.status(CheckId::Certificate) != Status::Pass;
    let changed = |cause: &&Cause| {
        invalid && nobody && cause.id == CauseId::FieldAltered && cause.confidence == Confidence::Likely
    };
    let is = |cause: &&Cause| cause.confidence == Confidence::Proven || changed(cause);
    report.causes.iter().filter(is).map(|cause| cause.id).collect()
}

/// How many receipts are broken at random: more of them when optimised, or when asked to.
pub(crate) fn rounds() -> usize {
    let usual = if cfg!(debug_assertions) { 120 } else { 350 };
    std::env::var("SLIPCHECK_BROKEN").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}
