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
