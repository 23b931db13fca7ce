//! The report, and what collects it: one cause is one finding, at most N of one id are listed, all are counted.

use crate::{Kind, Options, State};
use serde::{Serialize, ser::SerializeStruct as _};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// What a finding rests on; no secret ever stands in it.
pub type Evidence = Map<String, Value>;

/// Makes evidence: `evidence! { "count" => 3, "found" => text }`.
#[macro_export]
macro_rules! evidence {
    () => { $crate::Evidence::new() };
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut made = $crate::Evidence::new();
        $(made.insert($name.into(), ::serde_json::Value::from($value));)+
        made
    }};
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Legal and worth knowing.
    Note,
    /// Unusual, or against a rule whose force is disputed.
    Warning,
    /// Something that is needed to judge is missing.
    Unknown,
    /// A rule is broken, and this is shown.
    Error,
}

impl Severity {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Unknown => "unknown",
            Self::Error => "error",
        }
    }
}

/// What the audit comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every rule that was asked for holds, and everything could be judged.
    Passed,
    /// Something that is needed to judge is missing, and nothing is broken.
    Incomplete,
    /// A rule is broken.
    Failed,
}

impl Outcome {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
        }
    }
}

/// One kind of finding: a row of a module's table.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, `kebab-case`.
    pub id: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The clause that it rests on; empty where it is ours.
    pub clause: &'static str,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its id.
    pub id: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where: see the specification, section 1; empty for the whole.
    pub place: String,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 4)?;
        object.serialize_field("id", self.id)?;
        object.serialize_field("severity", self.severity.id())?;
        object.serialize_field("place", &self.place)?;
        object.serialize_field("evidence", &self.evidence)?;
        object.end()
    }
}

/// How far the audit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub read: u64,
    /// Of so many.
    pub total: u64,
    /// Receipts, logs or rows judged.
    pub records: u64,
    /// Findings so far.
    pub findings: u64,
}

/// Who is told while the audit runs.
pub trait Sink {
    /// A finding that will stand in the report, as it is found. One whose cause may hold in more places is told when the
    /// last of them was seen, with their count.
    fn finding(&mut self, _finding: &Finding) {}

    /// How far it is: often; who shows it chooses how often.
    fn progress(&mut self, _progress: Progress) {}
}

/// Nobody.
impl Sink for () {}

/// What collects findings.
pub struct Collector<'a> {
    findings: Vec<Finding>,
    counts: BTreeMap<&'static str, u64>,
    /// The clause of each id that was found, where it has one.
    clauses: BTreeMap<&'static str, &'static str>,
    /// Causes that may hold in several places: id and cause → place in `findings`, `None` when it is not listed; how often.
    causes: HashMap<(&'static str, String), (Option<usize>, u64)>,
    /// Places in `findings` that the sink was not told.
    untold: Vec<usize>,
    severities: [bool; 4],
    strict: bool,
    limit: usize,
    progress: Progress,
    sink: &'a mut dyn Sink,
}

impl core::fmt::Debug for Collector<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Collector").field("counts", &self.counts).finish_non_exhaustive()
    }
}

impl<'a> Collector<'a> {
    /// An empty one.
    pub fn new(options: &Options, sink: &'a mut dyn Sink) -> Self {
        Self {
            findings: Vec::new(),
            counts: BTreeMap::new(),
            clauses: BTreeMap::new(),
            causes: HashMap::new(),
            untold: Vec::new(),
            severities: [false; 4],
            strict: options.strict,
            limit: options.max_findings,
            progress: Progress::default(),
            sink,
        }
    }

    /// A finding that is a fault of its own.
    pub fn add(&mut self, rule: &'static Rule, place: &str, evidence: Evidence) {
        self.add_as(rule.severity, rule, place, evidence);
    }

    /// The same, of another severity than the table says.
    pub fn add_as(&mut self, severity: Severity, rule: &'static Rule, place: &str, evidence: Evidence) {
        if let Some(at) = self.list(severity, rule, place, evidence)
            && let Some(finding) = self.findings.get(at)
        {
            self.sink.finding(finding);
        }
    }

    /// A finding whose cause holds in this place and maybe in others: reported at the first one, with `evidence.count` where
    /// there are several. `true` when this is the first.
    pub fn cause(&mut self, rule: &'static Rule, cause: &str, place: &str, evidence: Evidence) -> bool {
        if let Some((_, count)) = self.causes.get_mut(&(rule.id, cause.to_owned())) {
            *count += 1;
            return false;
        }
        let at = self.list(rule.severity, rule, place, evidence);
        self.untold.extend(at);
        self.causes.insert((rule.id, cause.to_owned()), (at, 1));
        true
    }

    /// Counts a finding, and lists it unless there are enough of its id: its place in the list.
    fn list(&mut self, severity: Severity, rule: &'static Rule, place: &str, evidence: Evidence) -> Option<usize> {
        if let Some(seen) = self.severities.get_mut(severity as usize) {
            *seen = true;
        }
        self.progress.findings += 1;
        if !rule.clause.is_empty() {
            self.clauses.insert(rule.id, rule.clause);
        }
        let count = self.counts.entry(rule.id).or_default();
        *count += 1;
        if *count > self.limit as u64 {
            return None;
        }
        self.findings.push(Finding { id: rule.id, severity, place: place.to_owned(), evidence });
        Some(self.findings.len() - 1)
    }

    /// How many findings of this id there are.
    #[must_use]
    pub fn count(&self, id: &str) -> u64 {
        self.counts.get(id).copied().unwrap_or(0)
    }

    /// Says how far the audit is.
    pub fn progress(&mut self, read: u64, total: u64, records: u64) {
        self.progress = Progress { read, total, records, ..self.progress };
        self.sink.progress(self.progress);
    }

    /// The report; causes get their counts, and the sink hears of them.
    #[must_use]
    pub fn finish(mut self, kind: Kind, summary: Evidence, state: Option<State>) -> Report {
        for (at, count) in self.causes.values() {
            if let Some(finding) = at.and_then(|at| self.findings.get_mut(at))
                && *count > 1
            {
                finding.evidence.insert("count".into(), (*count).into());
            }
        }
        for finding in self.untold.iter().filter_map(|at| self.findings.get(*at)) {
            self.sink.finding(finding);
        }
        let has = |severity: Severity| self.severities.get(severity as usize).copied().unwrap_or(false);
        let failed = has(Severity::Error) || self.strict && has(Severity::Warning);
        let outcome = match (failed, has(Severity::Unknown)) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::Incomplete,
            (false, false) => Outcome::Passed,
        };
        let mut summary = summary;
        let counts: Evidence = self.counts.iter().map(|(id, count)| ((*id).to_owned(), (*count).into())).collect();
        summary.insert("counts".into(), counts.into());
        let clauses: Evidence = self.clauses.iter().map(|(id, clause)| ((*id).to_owned(), (*clause).into())).collect();
        summary.insert("clauses".into(), clauses.into());
        Report { kind, outcome, findings: self.findings, summary, state }
    }
}

/// The report of an audit.
#[derive(Debug)]
pub struct Report {
    /// What was judged.
    pub kind: Kind,
    /// What it comes to.
    pub outcome: Outcome,
    /// Findings, as they were found.
    pub findings: Vec<Finding>,
    /// What the export holds, and `counts` of all findings.
    pub summary: Evidence,
    /// What the next part needs, when it was asked for.
    pub state: Option<State>,
}

impl Report {
    /// Whether the export passed.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.outcome == Outcome::Passed
    }
}

impl Serialize for Report {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Report", 6)?;
        object.serialize_field("schema", &1)?;
        object.serialize_field("kind", self.kind.id())?;
        object.serialize_field("result", self.outcome.id())?;
        object.serialize_field("accepted", &self.accepted())?;
        object.serialize_field("findings", &self.findings)?;
        object.serialize_field("summary", &self.summary)?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static BROKEN: Rule = Rule { id: "broken", severity: Severity::Error, clause: "" };
    static ODD: Rule = Rule { id: "odd", severity: Severity::Warning, clause: "" };
    static MISSING: Rule = Rule { id: "missing", severity: Severity::Unknown, clause: "" };

    #[derive(Default)]
    struct Told(Vec<String>);

    impl Sink for Told {
        fn finding(&mut self, finding: &Finding) {
            self.0.push(serde_json::to_string(finding).unwrap());
        }
    }

    #[test]
    fn one_cause_is_one_finding_at_its_first_place_with_its_count() {
        let mut told = Told::default();
        let mut collector = Collector::new(&Options::default(), &mut told);
        assert!(collector.cause(&MISSING, "a", "0/1", evidence! {}));
        collector.add(&ODD, "0/2", evidence! { "found" => 7 });
        assert!(!collector.cause(&MISSING, "a", "0/3", evidence! {}));
        assert!(collector.cause(&MISSING, "b", "0/4", evidence! {}));
        let report = collector.finish(Kind::Dep, Evidence::new(), None);
        assert_eq!((report.outcome, report.accepted()), (Outcome::Incomplete, false));
        let places: Vec<&str> = report.findings.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["0/1", "0/2", "0/4"]);
        assert_eq!(report.findings[0].evidence["count"], 2);
        assert!(report.findings[2].evidence.is_empty());
        assert_eq!(report.summary["counts"]["missing"], 2);
        assert_eq!(told.0[0], r#"{"id":"odd","severity":"warning","place":"0/2","evidence":{"found":7}}"#);
        assert!(told.0[1].contains("\"count\":2") && told.0.len() == 3);
    }

    #[test]
    fn enough_of_one_id_are_listed_and_all_counted() {
        let options = Options { max_findings: 2, ..Options::default() };
        let mut nobody = ();
        let mut collector = Collector::new(&options, &mut nobody);
        for _ in 0..5 {
            collector.add(&BROKEN, "", evidence! {});
        }
        let report = collector.finish(Kind::Dep, Evidence::new(), None);
        assert_eq!((report.findings.len(), &report.summary["counts"]["broken"]), (2, &5.into()));
        assert_eq!(report.outcome, Outcome::Failed);
    }

    #[test]
    fn strict_counts_warnings_as_errors_and_leaves_their_severity() {
        for (strict, outcome) in [(false, Outcome::Passed), (true, Outcome::Failed)] {
            let options = Options { strict, ..Options::default() };
            let mut nobody = ();
            let mut collector = Collector::new(&options, &mut nobody);
            collector.add(&ODD, "", evidence! {});
            let report = collector.finish(Kind::TseExport, Evidence::new(), None);
            assert_eq!((report.outcome, report.findings[0].severity), (outcome, Severity::Warning));
        }
    }
}
