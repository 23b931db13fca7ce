//! What needs no key: findings about numbers, dates and check codes, as the check `plausibility` lists them.

use super::Draft;
use crate::report::{CheckId, Evidence, Status, put};
use alloc::vec::Vec;
use serde_json::Value;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding {
    /// Kebab-case, stable: the page words it.
    pub(crate) id: &'static str,
    /// The member that it is about, or the first of them.
    pub(crate) member: &'static str,
    /// `unknown` when it could not be judged: that says nothing against the slip.
    pub(crate) status: Status,
    /// What it rests on.
    pub(crate) evidence: Evidence,
}

/// Findings, as they are made. Out of line, since they are made in many places.
#[derive(Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    /// A finding whose evidence are texts.
    #[inline(never)]
    pub(crate) fn add(
        &mut self,
        id: &'static str,
        member: &'static str,
        status: Status,
        texts: &[(&'static str, &str)],
    ) {
        let mut evidence = Evidence::new();
        for (name, text) in texts {
            put(&mut evidence, name, Value::from(*text));
        }
        self.push(id, member, status, evidence);
    }

    /// A finding with any evidence.
    #[inline(never)]
    pub(crate) fn push(&mut self, id: &'static str, member: &'static str, status: Status, evidence: Evidence) {
        #[cfg(test)]
        tests::has_texts(id, status);
        self.0.push(Finding { id, member, status, evidence });
    }
}

/// How grave a status is for the whole.
fn weight(status: Status) -> u8 {
    match status {
        Status::Fail => 4,
        Status::Warn => 3,
        Status::Pass => 2,
        Status::Unknown => 1,
        Status::Absent => 0,
    }
}

/// Adds findings to a draft's check `plausibility`: its status becomes the gravest, its evidence lists them.
pub(crate) fn record(draft: &mut Draft, findings: Findings) {
    if findings.0.is_empty() {
        return;
    }
    let mut status = draft.checks.status(CheckId::Plausibility);
    let mut evidence = draft.checks.evidence(CheckId::Plausibility).clone();
    let mut list = match evidence.get("findings") {
        Some(Value::Array(list)) => list.clone(),
        _ => Vec::new(),
    };
    for finding in findings.0 {
        if weight(finding.status) > weight(status) {
            status = finding.status;
        }
        let mut map = finding.evidence;
        for (name, value) in [("id", finding.id), ("member", finding.member), ("status", finding.status.id())] {
            put(&mut map, name, Value::from(value));
        }
        list.push(Value::Object(map));
    }
    put(&mut evidence, "findings", Value::Array(list));
    draft.checks.set_with(CheckId::Plausibility, status, evidence);
}

/// A decimal amount of at most two decimals, in hundredths.
pub(in crate::formats) fn hundredths(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    // Some tills write more decimals than the currency has: they count only as zeros.
    let (kept, rest) = decimals.split_at_checked(2).unwrap_or((decimals, ""));
    if whole.is_empty()
        || whole.len() > 15
        || !all_digits(whole)
        || !all_digits(kept)
        || rest.bytes().any(|c| c != b'0')
    {
        return None;
    }
    let nought = "00".get(kept.len()..)?;
    let cents: i64 = [whole, kept, nought].concat().parse().ok()?;
    Some(sign * cents)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use alloc::string::String;
    use std::sync::OnceLock;

    /// The catalogue of terms in one language after the other: the ids that it has.
    pub(crate) fn terms() -> &'static [(&'static str, Vec<String>)] {
        static TERMS: OnceLock<Vec<(&'static str, Vec<String>)>> = OnceLock::new();
        TERMS.get_or_init(|| {
            let read = |language: &'static str| {
                let path = alloc::format!("{}/www/locales/terms.{language}.ftl", env!("CARGO_MANIFEST_DIR"));
                let text = std::fs::read_to_string(path).unwrap();
                let ids = text.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
                (language, ids.filter(|id| !id.starts_with([' ', '#'])).map(String::from).collect())
            };
            ["en", "de", "zh-CN"].map(read).into()
        })
    }

    pub(crate) fn has_text(id: &str) {
        for (language, ids) in terms() {
            assert!(ids.iter().any(|other| other == id), "{language} has no text for {id}");
        }
    }

    /// Every finding that any test makes has its words in every language.
    pub(super) fn has_texts(id: &str, status: Status) {
        let suffix = match status {
            Status::Pass => "-pass",
            Status::Unknown => "-unknown",
            _ => "",
        };
        has_text(&["finding-", id, suffix].concat());
    }

    #[test]
    fn all_languages_have_the_same_terms() {
        let mut all = terms().iter().map(|(language, ids)| {
            let mut ids = ids.clone();
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{language} has a text twice");
            ids
        });
        let first = all.next().unwrap();
        assert!(first.len() > 150 && all.all(|ids| ids == first));
    }
}
