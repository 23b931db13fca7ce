//! Many inputs at once, each judged like a single slip (`audit.md`, section 5): what an item is, what a row says, what the
//! summary counts. Files, threads and what is drawn are the callers': the command line and the page.
//!
//! ```text
//! files ─► items ─► judge ─► in order again ─► copies, common keys ─► rows, summary
//! ```

use crate::{
    evidence, explain,
    pki::Store,
    report::{Cause, CauseId, CheckId, Confidence, Report, Status},
    time::Moment,
};
use judge::Series;
use row::{Row, Taken, known_by};
use seen::{Key, Seen};
use serde_json::{Map, Value};
use std::sync::Arc;
use tally::{Tally, Why};

pub mod columns;
pub mod headline;
pub mod items;
pub mod judge;
pub mod records;
pub mod row;
pub mod seen;
pub mod tally;

/// What an item came to.
#[derive(Debug)]
pub enum Judged {
    /// A row each.
    Slips(Vec<Report>),
    /// One row.
    Export {
        /// What it is.
        kind: &'static str,
        /// `passed`, `failed` or `incomplete`.
        result: &'static str,
        /// Whether it passed.
        is_accepted: bool,
        /// How often each finding, by id.
        findings: Value,
    },
    /// No row.
    Unread(Why),
    /// It is there from an earlier run.
    Known,
}

/// An item that was judged.
#[derive(Debug)]
pub struct Outcome {
    /// What it was found in.
    pub source: Arc<str>,
    /// The number of its first row in the source.
    pub first: u64,
    /// The number of its line, from 1.
    pub line: Option<u64>,
    /// What the member or column for keys gave.
    pub key: Option<String>,
    /// It is a record that is no JSON.
    pub is_broken: bool,
    /// What is copied into its rows.
    pub kept: Map<String, Value>,
    /// What it came to.
    pub judged: Judged,
}

impl Outcome {
    /// An item without a key of its own.
    #[must_use]
    pub fn of(source: Arc<str>, first: u64, line: Option<u64>, judged: Judged) -> Self {
        Self { source, first, line, key: None, is_broken: false, kept: Map::new(), judged }
    }

    /// A row with its key and where it stands, and nothing else; `number`: which of the item's.
    #[must_use]
    pub fn row(&self, number: u64) -> Row {
        let key = match &self.key {
            _ if self.is_broken => None,
            Some(key) => Some(key.clone()),
            None => Some(format!("{}#{}", self.source, self.first + number)),
        };
        Row { key, line: self.line, source: self.source.to_string(), kept: self.kept.clone(), ..Row::default() }
    }
}

/// What is remembered of a batch: counters, and hashes of its slips.
#[derive(Debug, Default)]
pub struct Batch {
    /// Slips that were there.
    pub seen: Seen,
    /// Receipts that may have a key in common.
    pub series: Series,
    /// The summary.
    pub tally: Tally,
}

impl Batch {
    /// Takes up a row of an earlier run.
    pub fn take_up(&mut self, taken: Taken) {
        if let (Some(slip), Some(key)) = (taken.slip, &taken.row.key) {
            let _ = self.seen.first(slip, &Key::Text(key));
        }
        if let Some((serial, code, is_unknown)) = taken.receipt {
            self.series.seed(&serial, code, is_unknown);
        }
        self.tally.add(&taken.row);
    }

    /// The rows of what was judged, counted: items come in the order of the inputs. `is_known` tells of each whether it is there
    /// from an earlier run.
    pub fn rows(
        &mut self,
        mut outcome: Outcome,
        store: &Store,
        now: Moment,
        is_known: &mut dyn FnMut(&Row) -> bool,
    ) -> Vec<Row> {
        let mut rows = match std::mem::replace(&mut outcome.judged, Judged::Known) {
            Judged::Known => Vec::new(),
            Judged::Unread(why) => {
                self.tally.unread(&outcome.source, why);
                Vec::new()
            }
            Judged::Export { kind, result, is_accepted, findings } => {
                let row = Row {
                    kind: Some(kind.to_owned()),
                    result: Some(result.to_owned()),
                    accepted: Some(is_accepted),
                    findings: Some(findings),
                    ..outcome.row(0)
                };
                vec![row]
            }
            Judged::Slips(reports) => return self.slips(&outcome, reports, store, now, is_known),
        };
        rows.retain(|row| !is_known(row));
        for row in &rows {
            self.tally.add(row);
        }
        rows
    }

    fn slips(
        &mut self,
        outcome: &Outcome,
        reports: Vec<Report>,
        store: &Store,
        now: Moment,
        is_known: &mut dyn FnMut(&Row) -> bool,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        for (number, mut report) in (0u64..).zip(reports) {
            let mut row = outcome.row(number);
            // A record was held against earlier rows before it was judged.
            if outcome.line.is_none() && is_known(&row) {
                continue;
            }
            self.tally.would_now_fit += self.series.judge(&mut report, store, now);
            row.outcome = report.outcome.as_ref().map(|outcome| outcome.status.to_owned());
            row.checks = Some(row::letters(&report));
            let slip = report.identity.as_deref().and_then(|identity| known_by(identity, &row));
            if let (Some(slip), Some(key)) = (slip, &row.key) {
                let place = match &outcome.key {
                    Some(_) => Key::Text(key),
                    None => Key::Numbered(&outcome.source, outcome.first + number),
                };
                row.duplicate_of = self.seen.first(slip, &place);
            }
            if let Some(first) = &row.duplicate_of {
                mark_duplicate(&mut report, first);
            }
            row.set_report(report);
            self.tally.add(&row);
            rows.push(row);
        }
        rows
    }
}

/// Tells of a slip that it stands in the batch before; its verdict stays.
fn mark_duplicate(report: &mut Report, first: &str) {
    let is_told = |cause: &Cause| {
        cause.id == CauseId::DuplicateSlip && cause.evidence.get("where").is_some_and(|place| place == "input")
    };
    if report.causes.iter().any(is_told) {
        return;
    }
    let evidence = evidence! { "where" => "batch", "first" => first };
    report.causes.push(Cause::new(CauseId::DuplicateSlip, Confidence::Proven, evidence));
    explain::order(&mut report.causes);
    if report.checks.status(CheckId::Plausibility) != Status::Fail {
        report.checks.set(CheckId::Plausibility, Status::Warn);
    }
    report.next_steps = explain::next_steps(report.verdict.word(), &report.causes, report.country, report.format);
}
