//! `slipcheck audit`: one export of a till, judged as a whole (`audit.md`, sections 1 and 2).

use super::{
    Failure, files,
    files::shown,
    language::Catalogue,
    moment,
    report_text::Page,
    terminal::{complain, inline, plain_json, printable, say},
    trust,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use slipcheck::{
    audit::Trusted,
    time::{Moment, Timestamp},
};
use slipcheck_audit::{
    Filter, Finding, Input, Kind, Options, Outcome, Period, Progress, Report, Severity, Sink, State, Stop, audit,
    options::Secret,
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

/// The most bytes of an input that cannot be rewound, and is therefore held.
const HELD: u64 = 1 << 30;
/// Places of one id that are named.
const PLACES: usize = 10;
/// Findings of one id whose reason is told.
const EXPLAINED: usize = 20;
/// Between two lines of progress.
const PAUSE: Duration = Duration::from_millis(100);
/// The most that a state may hold.
const STATE: u64 = 1 << 30;

/// What sums are made for.
#[derive(Clone, Copy, ValueEnum)]
enum By {
    Day,
    Month,
}

/// The arguments of `audit`.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 passed, 1 failed, 3 incomplete (something that is needed to judge is missing), 2 wrong call or nothing readable."
)]
pub(crate) struct Arguments {
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Print each finding as JSON as it is found, one a line, and the summary last
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    trust: trust::TrustArguments,
    /// Keys of the till (cryptographicMaterialContainer.json): what is in it is vouched for by you, and its secret key is used
    /// for this audit alone. May be given several times
    #[arg(long, value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// The moment of checking [default: now]
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    /// The check value of the till's secret key, as the tax authority has it
    #[arg(long, value_name = "TEXT")]
    key_check: Option<String>,
    /// The export was filtered on purpose: what is missing between is no gap
    #[arg(long)]
    filtered: bool,
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
    /// What --state wrote of the part before
    #[arg(long, value_name = "FILE")]
    after: Option<PathBuf>,
    /// Write what the next part needs
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// List at most so many findings of one kind; all are counted
    #[arg(long, value_name = "N", default_value_t = 1000)]
    max_findings: usize,
    /// Sums by day or month, too
    #[arg(long, value_enum)]
    by: Option<By>,
    /// Show how far it is [default: when standard error is a terminal]
    #[arg(long)]
    progress: bool,
    /// List and sum one client of a TSE export alone
    #[arg(long, value_name = "ID")]
    client: Option<String>,
    /// From this time on
    #[arg(long, value_name = "RFC3339")]
    from: Option<String>,
    /// Up to this time
    #[arg(long, value_name = "RFC3339")]
    to: Option<String>,
    /// These transactions alone
    #[arg(long, value_name = "A-B", value_parser = range)]
    transactions: Option<(u64, u64)>,
    /// This device alone: the beginning of its serial number
    #[arg(long, value_name = "HEX")]
    device: Option<String>,
    #[command(flatten)]
    language: super::language::LanguageArguments,
    /// The files of one journal, in their order; - reads standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
}

fn range(text: &str) -> Result<(u64, u64), String> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.parse::<u64>().map_err(|_| format!("{text:?} is no number: give them like 12-40"));
    Ok((number(from)?, number(to)?))
}

/// A moment that an option names.
fn time(option: &str, text: Option<&str>) -> Result<Option<Moment>, String> {
    let Some(text) = text else { return Ok(None) };
    let time = Timestamp::parse(text).map(Timestamp::moment);
    time.map(Some)
        .ok_or_else(|| format!("{option} {text:?} must be a time with its offset, like 2026-11-20T18:42:07+08:00"))
}

impl Arguments {
    fn options(&self) -> Result<Options, String> {
        let mut keys = Vec::new();
        for path in &self.keys {
            keys.push((name(path), Secret(files::read(path, files::SMALL)?)));
        }
        let after = match &self.after {
            None => None,
            Some(path) => {
                let state = State::read(&files::read(path, STATE)?);
                Some(state.ok_or_else(|| {
                    format!("{} is no state that --state wrote: give the one of the part before", shown(path))
                })?)
            }
        };
        Ok(Options {
            now: moment(self.at.as_deref())?,
            keys,
            key_check: self.key_check.clone(),
            filtered: self.filtered,
            strict: self.strict,
            after,
            keep_state: self.state.is_some(),
            max_findings: self.max_findings,
            by: self.by.map(|by| match by {
                By::Day => Period::Day,
                By::Month => Period::Month,
            }),
            filter: Filter {
                client: self.client.clone(),
                from: time("--from", self.from.as_deref())?,
                to: time("--to", self.to.as_deref())?,
                transactions: self.transactions,
                device: self.device.clone(),
            },
            jobs: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        })
    }
}

/// A file's name, without folders.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// An input that can be rewound; what cannot is held.
///
/// # Errors
/// It cannot be read: a sentence.
fn open(path: &Path) -> Result<Input<'static>, String> {
    let name = name(path);
    if path.as_os_str() != "-" && path.is_file() {
        let file = File::open(path).map_err(|error| format!("{} cannot be read: {error}", shown(path)))?;
        if let Ok(input) = Input::of_reader(&name, file) {
            return Ok(input);
        }
    }
    let bytes = files::read(path, HELD)?;
    Input::of_reader(&name, std::io::Cursor::new(bytes))
        .map_err(|error| format!("{} cannot be read: {error}", shown(path)))
}

/// Runs `audit`.
///
/// # Errors
/// The call was wrong, or no input is an export. A file that cannot be read is told, and the others are judged.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let store = arguments.trust.store()?;
    let options = arguments.options()?;
    let catalogue = Catalogue::load(arguments.language.choose())?;
    let mut unread = false;
    let mut inputs = Vec::new();
    for path in &arguments.inputs {
        match open(path) {
            Ok(input) => inputs.push(input),
            Err(message) => {
                complain(&message);
                unread = true;
            }
        }
    }
    let authority = Trusted { store: &store, now: options.now };
    let mut sink = Told::new(arguments.jsonl, arguments.progress || std::io::stderr().is_terminal());
    let report = audit(&mut inputs, &options, &authority, &mut sink).map_err(|stop| match stop {
        Stop::NothingReadable => {
            "nothing here is an export of a till: give a DEP (JSON), a TSE export (TAR) or a DSFinV-K (ZIP)".to_owned()
        }
        Stop::Mixed(one, other) => {
            format!("these do not belong into one journal: {} and {}; audit each by itself", one.id(), other.id())
        }
        Stop::OtherState => {
            "--after is the state of another kind of export: give the one of the part before".to_owned()
        }
    })?;
    sink.end()?;
    if let (Some(path), Some(state)) = (&arguments.state, &report.state) {
        let failed = |error: std::io::Error| format!("{} cannot be written: {error}", shown(path));
        let mut output = BufWriter::new(File::create(path).map_err(failed)?);
        state.write(&mut output).and_then(|()| output.flush()).map_err(failed)?;
    }
    let text = if arguments.jsonl {
        plain_json(&summary_line(&report))
    } else if arguments.json {
        plain_json(&serde_json::to_string(&report).map_err(|error| error.to_string())?)
    } else {
        render(&report, &catalogue)
    };
    say(&text)?;
    Ok(ExitCode::from(match (unread, report.outcome) {
        (true, _) => 2,
        (false, Outcome::Passed) => 0,
        (false, Outcome::Failed) => 1,
        (false, Outcome::Incomplete) => 3,
    }))
}

fn summary_line(report: &Report) -> String {
    json!({
        "type": "summary",
        "schema": 1,
        "kind": report.kind.id(),
        "result": report.outcome.id(),
        "accepted": report.accepted(),
        "summary": report.summary,
    })
    .to_string()
}

/// Findings one a line as they are found, and how far it is.
struct Told {
    lines: bool,
    progress: bool,
    begun: Instant,
    last: Option<Instant>,
    failed: Option<String>,
}

impl Told {
    fn new(lines: bool, progress: bool) -> Self {
        Self { lines, progress, begun: Instant::now(), last: None, failed: None }
    }

    /// Ends the line of progress.
    ///
    /// # Errors
    /// A finding could not be written.
    fn end(&mut self) -> Result<(), String> {
        if self.last.is_some() {
            let _ = writeln!(std::io::stderr());
        }
        self.failed.take().map_or(Ok(()), Err)
    }
}

impl Sink for Told {
    fn finding(&mut self, finding: &Finding) {
        if !self.lines || self.failed.is_some() {
            return;
        }
        let line = json!({
            "type": "finding",
            "id": finding.id,
            "severity": finding.severity.id(),
            "place": finding.place,
            "evidence": finding.evidence,
        });
        self.failed = say(&plain_json(&line.to_string())).err();
    }

    fn progress(&mut self, progress: Progress) {
        if !self.progress || self.last.is_some_and(|last| last.elapsed() < PAUSE) && progress.read < progress.total {
            return;
        }
        self.last = Some(Instant::now());
        let Progress { read, total, records, findings } = progress;
        let rate = records as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let _ = write!(
            std::io::stderr(),
            "\r{:.1} of {:.1} MB, {records} records, {rate:.0} a second, {findings} findings ",
            read as f64 / 1e6,
            total as f64 / 1e6
        );
    }
}

/// The report for people: grouped by what was found, the gravest first.
fn render(report: &Report, catalogue: &Catalogue) -> String {
    let mut page = Page { catalogue, text: String::new() };
    page.line(&catalogue.text(&format!("audit-{}", report.outcome.id())));
    page.line(&catalogue.text(&format!("audit-{}-why", report.outcome.id())));
    page.line(&catalogue.text(&format!("audit-kind-{}", report.kind.id())));
    let span = |name: &str| report.summary.get(name).and_then(Value::as_str).map(inline);
    if let (Some(from), Some(to)) = (span("from"), span("to")) {
        page.line(&catalogue.format("audit-span", &[("from", from.into()), ("to", to.into())]));
    }
    if let Some(receipts) = report.summary.get("receipts").and_then(Value::as_u64) {
        page.line(&catalogue.format("audit-receipts", &[("count", receipts.into())]));
    }
    let mut groups: BTreeMap<(std::cmp::Reverse<Severity>, usize), Vec<&Finding>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for finding in &report.findings {
        let at = order.iter().position(|id| *id == finding.id).unwrap_or_else(|| {
            order.push(finding.id);
            order.len() - 1
        });
        groups.entry((std::cmp::Reverse(finding.severity), at)).or_default().push(finding);
    }
    for ((severity, _), findings) in &groups {
        let Some(first) = findings.first() else { continue };
        let severity = catalogue.text(&format!("audit-severity-{}", severity.0.id()));
        page.title(&format!("{severity}: {}", meaning(report.kind, first.id, "", catalogue)));
        let mut places: Vec<String> = findings
            .iter()
            .take(PLACES)
            .map(|finding| inline(&finding.place))
            .filter(|place| !place.is_empty())
            .collect();
        let count =
            report.summary.get("counts").and_then(|counts| counts.get(first.id)).and_then(Value::as_u64).unwrap_or(0);
        if count > places.len() as u64 && !places.is_empty() {
            places.push("…".to_owned());
        }
        if !places.is_empty() {
            let arguments =
                [("count", count.into()), ("places", places.join(&catalogue.text("list-separator")).into())];
            page.line(&format!("  {}", catalogue.format("audit-places", &arguments)));
        }
        let evidence: Vec<String> =
            first.evidence.iter().filter_map(|(name, value)| shown_value(name, value)).collect();
        if !evidence.is_empty() {
            page.line(&format!("  {}", evidence.join(&catalogue.text("list-separator"))));
        }
        for finding in findings.iter().take(EXPLAINED) {
            for said in explained(finding, catalogue) {
                page.line(&format!("  {}: {said}", inline(&finding.place)));
            }
        }
        page.line(&format!("  {}", meaning(report.kind, first.id, "-step", catalogue)));
    }
    page.line("");
    page.line(&catalogue.text("audit-never"));
    printable(page.text.trim_end())
}

/// What a finding's evidence tells in words: turnover that is missing, and what would make a signature fit.
fn explained(finding: &Finding, catalogue: &Catalogue) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(cents) = finding.evidence.get("missingTurnover").and_then(Value::as_i64) {
        let sign = if cents < 0 { "-" } else { "" };
        let amount = format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        said.push(catalogue.format("audit-missing-turnover", &[("amount", amount.into())]));
    }
    for cause in finding.evidence.get("causes").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| cause["evidence"][name].as_str().map(inline);
        match (text("field"), text("signed")) {
            (Some(field), Some(value)) => {
                let named = catalogue.find(&format!("field-{field}"), &[]).unwrap_or(field);
                said.push(catalogue.format("audit-fits", &[("field", named.into()), ("value", value.into())]));
            }
            _ => said.extend(cause["id"].as_str().and_then(|id| catalogue.find(&format!("cause-{id}"), &[]))),
        }
    }
    said
}

/// One member of the evidence, unless it is long.
fn shown_value(name: &str, value: &Value) -> Option<String> {
    let text = match value {
        _ if name == "missingTurnover" => return None,
        Value::String(text) => inline(text),
        Value::Number(number) => number.to_string(),
        Value::Array(list) if list.iter().all(|value| value.is_string() || value.is_number()) => {
            let texts: Vec<String> =
                list.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), inline)).collect();
            texts.join(", ")
        }
        _ => return None,
    };
    (text.len() <= 200).then(|| format!("{name} {text}"))
}

/// What a finding means, or what to do: of this kind of export, or of any.
fn meaning(kind: Kind, id: &str, what: &str, catalogue: &Catalogue) -> String {
    let own = catalogue.find(&format!("audit-{}-{id}{what}", kind.id()), &[]);
    own.unwrap_or_else(|| catalogue.text(&format!("audit-{id}{what}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::language::Language;

    #[test]
    fn every_finding_has_its_words_in_every_language() {
        let kinds = [
            (Kind::Dep, slipcheck_audit::dep::RULES),
            (Kind::TseExport, slipcheck_audit::tse::RULES),
            (Kind::Dsfinvk, slipcheck_audit::dsfinvk::RULES),
        ];
        for language in [Language::Chinese, Language::English, Language::German] {
            let catalogue = Catalogue::load(language).unwrap();
            for (kind, rules) in kinds {
                for id in rules.iter().map(|rule| rule.id) {
                    for what in ["", "-step"] {
                        let said = meaning(kind, id, what, &catalogue);
                        assert!(!said.starts_with("audit-"), "{language:?} lacks {said} of {}", kind.id());
                    }
                }
                assert!(!catalogue.text(&format!("audit-kind-{}", kind.id())).starts_with("audit-"));
            }
        }
    }

    #[test]
    fn transactions_are_one_or_a_range() {
        assert_eq!((range("12-40"), range("7")), (Ok((12, 40)), Ok((7, 7))));
        assert!(range("a-b").is_err() && range("").is_err());
    }
}
