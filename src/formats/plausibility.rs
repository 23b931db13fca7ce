//! What needs no key: findings about numbers, dates and check codes, as the check `plausibility` lists them.

use super::Draft;
use crate::report::{CheckId, Evidence, Status};
use alloc::{string::String, vec::Vec};
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

impl Finding {
    /// A finding with its evidence.
    #[must_use]
    pub(crate) fn new(id: &'static str, member: &'static str, status: Status, evidence: Evidence) -> Self {
        #[cfg(test)]
        tests::has_texts(id, status);
        Self { id, member, status, evidence }
    }

    fn value(self) -> Value {
        let mut map = Evidence::new();
        for (name, value) in [("id", self.id), ("member", self.member), ("status", self.status.id())] {
            map.insert(name.into(), value.into());
        }
        map.extend(self.evidence);
        Value::Object(map)
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
pub(crate) fn record(draft: &mut Draft, findings: Vec<Finding>) {
    if findings.is_empty() {
        return;
    }
    let mut status = draft.checks.status(CheckId::Plausibility);
    let mut evidence = draft.checks.evidence(CheckId::Plausibility).clone();
    let mut list = match evidence.remove("findings") {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    for finding in findings {
        if weight(finding.status) > weight(status) {
            status = finding.status;
        }
        list.push(finding.value());
    }
    evidence.insert(String::from("findings"), Value::Array(list));
    draft.checks.set_with(CheckId::Plausibility, status, evidence);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use alloc::vec::Vec;
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
