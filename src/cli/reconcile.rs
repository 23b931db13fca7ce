//! `slipcheck reconcile`: slips, the acquirer's statement and the bank's, held against each other (`reconcile.md`, section 8).

use super::{
    Failure, files,
    files::shown,
    given,
    language::Catalogue,
    printed::{ModelArguments, PrintedText},
    report_text::{Page, Roles},
    terminal::{complain, inline, printable, say},
};
use clap::Args;
use serde_json::Value;
use slipcheck::slip::{self, many, seen::read_seen};
use slipcheck_reconcile::{
    Correction, DateOrder, Encoding, Entry, FileInfo, Given, Leg, Options, Outcome, Party, Role, Slip, State, Status,
    decimal, reconcile,
};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt::{self, Write as _},
    fs::File,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The most bytes of a file.
const LIMIT: u64 = 256 << 20;
/// Steps that are shown of each kind of difference.
const STEPS: usize = 3;
/// Transactions of one status that are listed; the rest is counted.
const LISTED: usize = 200;

/// The arguments of `reconcile`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print one JSON object
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Write a table, one line a transaction; - writes to standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Whose documents these are [default: by the documents]
    #[arg(long, value_enum)]
    role: Option<Roles>,
    /// Days within which a payment must arrive
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(0..=60))]
    days: u8,
    /// What was read wrongly, as JSON: [{"file", "headerRow", "roles": {"3": "rrn"}, "encoding", "delimiter", "dateOrder",
    /// "decimal", "year"}]
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// Slips: text, photos, tables, the JSON of read or verify, or a ZIP of them
    #[arg(long, value_name = "FILE", num_args = 1..)]
    slips: Vec<PathBuf>,
    /// The acquirer's statements
    #[arg(long, value_name = "FILE", num_args = 1..)]
    acquirer: Vec<PathBuf>,
    /// The bank's statements
    #[arg(long, value_name = "FILE", num_args = 1..)]
    bank: Vec<PathBuf>,
    #[command(flatten)]
    models: ModelArguments,
    #[command(flatten)]
    language: super::language::LanguageArguments,
}

/// Runs `reconcile`.
///
/// # Errors
/// The call was wrong. A file that cannot be read is told, and the others are reconciled; the exit status says so.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let piles = [(Leg::Slip, &arguments.slips), (Leg::Acquirer, &arguments.acquirer), (Leg::Bank, &arguments.bank)];
    if piles.iter().filter(|(_, files)| !files.is_empty()).count() < 2 {
        return Err("give at least two of --slips, --acquirer and --bank".to_owned().into());
    }
    let inputs = piles.iter().flat_map(|(_, files)| files.iter());
    if inputs.filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err("only one file can be standard input".to_owned().into());
    }
    let corrections = arguments.columns.as_deref().map(corrections).transpose()?.unwrap_or_default();
    let catalogue = Catalogue::load(arguments.language.choose())?;
    let mut unread = false;
    let mut given = Vec::new();
    for (leg, path) in piles.iter().flat_map(|(leg, files)| files.iter().map(move |path| (*leg, path))) {
        match files::read(path, LIMIT) {
            Ok(bytes) => {
                let name = path
                    .file_name()
                    .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
                given.push(Given { leg, name, bytes });
            }
            Err(message) => {
                complain(&message);
                unread = true;
            }
        }
    }
    let printed = PrintedText::new(&arguments.models);
    let problems = RefCell::new(Vec::new());
    let read = |name: &str, bytes: &[u8]| match slips(bytes, &printed) {
        Ok(slips) => Some(slips),
        Err(message) => {
            problems.borrow_mut().push(format!("{name} {message}"));
            None
        }
    };
    let party = arguments.role.map(|role| match role {
        Roles::Cardholder => Party::Cardholder,
        Roles::Merchant => Party::Merchant,
    });
    let options =
        Options { party, days: arguments.days.into(), corrections, read_slips: Some(&read), ..Options::default() };
    let outcome = reconcile(given, &options);
    for message in problems.borrow().iter() {
        complain(message);
    }
    let words = Words::load(&catalogue)?;
    for file in outcome.files() {
        if let Some(problem) = file.problem {
            unread = true;
            if !arguments.json {
                complain(&words.problem(file, problem));
            }
        }
    }
    if let Some(path) = &arguments.csv {
        write_csv(&outcome, path, &|kind, id| words.cell(kind, id))?;
    }
    if arguments.json {
        write_json(&outcome)?;
    } else if arguments.csv.as_deref() != Some(Path::new("-")) {
        say(&words.render(&outcome))?;
    }
    Ok(ExitCode::from(match (unread, outcome.all_agree()) {
        (true, _) => 2,
        (false, true) => 0,
        (false, false) => 1,
    }))
}

/// Writes the result as one object, piece by piece.
fn write_json(outcome: &Outcome) -> Result<(), String> {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut serializer = serde_json::Serializer::with_formatter(&mut output, Plain);
    let written = serde::Serialize::serialize(outcome, &mut serializer);
    let written = written.map_err(io::Error::from).and_then(|()| output.write_all(b"\n")).and_then(|()| output.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("the output cannot be written: {error}"))
        }
        _ => Ok(()),
    }
}

/// JSON whose strings hold nothing that a terminal would obey.
struct Plain;

impl serde_json::ser::Formatter for Plain {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        writer.write_all(super::terminal::plain_json(fragment).as_bytes())
    }
}

fn write_csv(outcome: &Outcome, path: &Path, words: &dyn Fn(&str, &str) -> String) -> Result<(), String> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        outcome.write_csv(&mut text, words).map_err(|_| "the table cannot be written".to_owned())?;
        return say(printable(text.replace("\r\n", "\n").trim_end()).as_str());
    }
    let written = File::create(path).and_then(|file| {
        let mut table = Table { out: BufWriter::new(file), failed: None };
        let whole = table.write_str("\u{feff}").and_then(|()| outcome.write_csv(&mut table, words));
        match (whole, table.failed) {
            (Ok(()), None) => table.out.flush(),
            (_, failed) => Err(failed.unwrap_or_else(|| io::ErrorKind::Other.into())),
        }
    });
    written.map_err(|error| format!("{} cannot be written: {error}", shown(path)))
}

/// A table on its way to a file: a million lines never stand in memory as text.
struct Table {
    out: BufWriter<File>,
    failed: Option<io::Error>,
}

impl fmt::Write for Table {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.out.write_all(text.as_bytes()).map_err(|error| {
            self.failed = Some(error);
            fmt::Error
        })
    }
}

/// Reads `--columns`.
///
/// # Errors
/// It is no such JSON: a sentence.
fn corrections(path: &Path) -> Result<Vec<Correction>, String> {
    let text = files::read_text(path, files::SMALL)?;
    let wrong = |why: &str| format!("--columns {}: {why}", shown(path));
    let value: Value = serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
    let list = value.as_array().ok_or_else(|| wrong("give a list of corrections, one a file"))?;
    list.iter().map(|entry| correction(entry).map_err(|why| wrong(&why))).collect()
}

fn correction(entry: &Value) -> Result<Correction, String> {
    let text = |name: &str| entry[name].as_str();
    let mut made = Correction {
        file: text("file").ok_or("each correction names its \"file\"")?.to_owned(),
        header_row: entry["headerRow"].as_u64().and_then(|row| u32::try_from(row).ok()),
        year: entry["year"].as_i64().and_then(|year| i32::try_from(year).ok()),
        ..Correction::default()
    };
    for (column, role) in entry["roles"].as_object().into_iter().flatten() {
        let column = column.parse().map_err(|_| format!("{column:?} is no column: count from 0"))?;
        let role = match role.as_str() {
            None => None,
            Some(id) => Some(Role::of(id).ok_or_else(|| format!("{id:?} is no role"))?),
        };
        made.roles.push((column, role));
    }
    if let Some(label) = text("encoding") {
        made.encoding = Some(Encoding::of(label).ok_or_else(|| format!("{label:?} is no encoding that is read"))?);
    }
    made.delimiter = match text("delimiter") {
        Some("tab" | "\\t") => Some('\t'),
        other => other.and_then(|text| text.chars().next()),
    };
    made.date_order = match text("dateOrder") {
        None => None,
        Some("dmy" | "day-first") => Some(DateOrder::DayFirst),
        Some("mdy" | "month-first") => Some(DateOrder::MonthFirst),
        Some(other) => return Err(format!("dateOrder {other:?} is neither dmy nor mdy")),
    };
    made.decimal_comma = text("decimal").map(|mark| matches!(mark, "," | "comma"));
    Ok(made)
}

/// The slips of a file: printed text, one or many; the JSON of `read` or `verify`; a photo.
///
/// # Errors
/// It is a picture that cannot be read: what stands behind its name.
fn slips(bytes: &[u8], printed: &PrintedText<'_>) -> Result<Vec<Slip>, String> {
    let found = if let Some(picture) = given::picture_lines(bytes, printed)? {
        let mut reading = read_seen(&picture.lines);
        slip::settle(&mut reading);
        vec![many::members(1, &reading)]
    } else {
        given::text(bytes).map(|text| many::slips(&text)).unwrap_or_default()
    };
    Ok(found.into_iter().map(|many::Members { line, members }| Slip { line, members }).collect())
}

/// The words of the result: names and meanings from the guidance, sentences from the catalogue.
struct Words<'a> {
    catalogue: &'a Catalogue,
    guidance: Value,
}

impl<'a> Words<'a> {
    fn load(catalogue: &'a Catalogue) -> Result<Self, String> {
        let guidance = serde_json::from_str(include_str!("../../specs/reconcile-steps.json"))
            .map_err(|_| "this program's own texts are damaged: install it again".to_owned())?;
        Ok(Self { catalogue, guidance })
    }

    fn said(&self, value: &Value) -> String {
        value[self.catalogue.short()].as_str().unwrap_or_default().to_owned()
    }

    fn step(&self, id: &str) -> String {
        let own = self.said(&self.guidance["steps"][id]);
        if own.is_empty() { self.catalogue.step(id) } else { own }
    }

    fn leg(&self, leg: Leg) -> String {
        self.said(&self.guidance["legs"][leg.id()])
    }

    /// A word of a table.
    fn cell(&self, kind: &str, id: &str) -> String {
        let catalogue = self.catalogue;
        match kind {
            "status" => self.said(&self.guidance["statuses"][id]["name"]),
            "note" => self.note(id),
            "head" => match Leg::ALL.into_iter().find(|leg| leg.id() == id) {
                Some(leg) => self.leg(leg),
                None => catalogue.text(&format!("reconcile-head-{id}")),
            },
            _ => catalogue.text(&format!("reconcile-by-{id}")),
        }
    }

    fn note(&self, id: &str) -> String {
        let said = self.said(&self.guidance["notes"][id]);
        if said.is_empty() { self.catalogue.text(&format!("reconcile-{id}")) } else { said }
    }

    fn problem(&self, file: &FileInfo, problem: &str) -> String {
        let said = self.catalogue.text(&format!("reconcile-{problem}"));
        let step = self.guidance["files"][problem].as_str().map(|step| self.step(step)).unwrap_or_default();
        format!("{}: {said} {step}", inline(&file.name)).trim_end().to_owned()
    }

    /// The whole text: counts, what does not agree, what was left out.
    fn render(&self, outcome: &Outcome) -> String {
        let catalogue = self.catalogue;
        let mut page = Page { catalogue, text: String::new() };
        let role = catalogue.text(&format!("role-{}", outcome.party().id()));
        page.line(&role);
        let counts = outcome.counts();
        let name = |status: Status| self.said(&self.guidance["statuses"][status.id()]["name"]);
        let rows: Vec<Vec<String>> =
            counts.iter().map(|(status, count)| vec![name(*status), count.to_string()]).collect();
        page.table(&rows);
        if counts.is_empty() {
            page.line(&catalogue.text("reconcile-nothing"));
        }
        for (status, count) in counts.iter().filter(|(status, _)| *status != Status::Agrees) {
            page.title(&format!(
                "{} · {}",
                name(*status),
                self.said(&self.guidance["statuses"][status.id()]["meaning"])
            ));
            let mut steps = Vec::new();
            let of_status = outcome.transactions().filter(|entry| entry.status() == *status);
            for entry in of_status.take(LISTED) {
                page.line(&format!("  {}", self.entry(&entry)));
                if steps.is_empty() {
                    steps = entry.next_steps(outcome.party());
                }
            }
            if *count > LISTED {
                page.line(&format!("  {}", catalogue.format("reconcile-more", &[("count", (count - LISTED).into())])));
            }
            for (number, step) in (1..).zip(steps.iter().take(STEPS)) {
                page.line(&format!("  {number}. {}", self.step(step)));
            }
        }
        self.settlements(outcome, &mut page);
        self.left_out(outcome, &mut page);
        page.line("");
        page.line(&self.said(&self.guidance["about"]["never"]));
        printable(page.text.trim_end())
    }

    /// One transaction on one line: what it is known by, what each document says, why.
    fn entry(&self, entry: &Entry<'_>) -> String {
        let catalogue = self.catalogue;
        let currency = entry.currency();
        let mut parts = vec![entry.date(), inline(entry.key())];
        for leg in Leg::ALL {
            let said = match (entry.state(leg), entry.amount_of(leg)) {
                (State::NotGiven | State::NotExpected, _) => continue,
                (_, Some(amount)) if leg != Leg::Bank || entry.compared().contains(&"bank") => {
                    decimal(amount, currency)
                }
                (state, _) => catalogue.text(&format!("reconcile-state-{}", state.id())),
            };
            parts.push(format!("{} {said}", self.leg(leg)));
        }
        if let Some(difference) = entry.difference() {
            parts.push(format!("{} {}", catalogue.text("reconcile-difference"), decimal(difference, currency)));
        }
        if let (Some(difference), Some((_, count))) = (entry.sum_difference(), entry.together()) {
            let arguments = [("count", count.into()), ("amount", decimal(difference, currency).into())];
            parts.push(catalogue.format("reconcile-difference-together", &arguments));
        }
        let differing: Vec<String> =
            entry.merchant_parts().iter().map(|part| self.said(&self.guidance["merchantParts"][*part])).collect();
        if !differing.is_empty() {
            parts.push(differing.join(&catalogue.text("list-separator")));
        }
        parts.join("  ")
    }

    /// Remarks that concern payments, not single sales.
    fn settlements(&self, outcome: &Outcome, page: &mut Page<'_>) {
        let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in outcome.transactions() {
            for note in entry.notes() {
                *notes.entry(note).or_default() += 1;
            }
        }
        for (note, _) in outcome.notes() {
            *notes.entry(note).or_default() += 1;
        }
        let lines: Vec<String> = notes
            .iter()
            .map(|(note, count)| {
                let keys = || outcome.transactions().filter(|entry| entry.notes().contains(note));
                // What may be two payments is named.
                let which: Vec<String> = match note.starts_with("differs-") {
                    true => keys().take(LISTED).map(|entry| inline(entry.key())).collect(),
                    false => Vec::new(),
                };
                format!("  {} ({count}) {}", self.note(note), which.join(" ")).trim_end().to_owned()
            })
            .collect();
        if !lines.is_empty() {
            page.title(&self.catalogue.text("notes-title"));
            lines.iter().for_each(|line| page.line(line));
        }
    }

    fn left_out(&self, outcome: &Outcome, page: &mut Page<'_>) {
        let catalogue = self.catalogue;
        let mut lines = Vec::new();
        for file in outcome.files() {
            let mut by_reason: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
            for (line, why) in &file.ignored {
                by_reason.entry(why.id()).or_default().push(*line);
            }
            for (why, rows) in by_reason {
                let reason = catalogue.text(&format!("reconcile-why-{why}"));
                let some: Vec<String> = rows.iter().take(10).map(u32::to_string).collect();
                let more = if rows.len() > 10 { " …" } else { "" };
                lines.push(format!("  {}: {reason} ({}{more})", inline(&file.name), some.join(", ")));
            }
            for note in &file.notes {
                lines.push(format!("  {}", self.problem(file, note)));
            }
        }
        for leg in Leg::ALL {
            let count = outcome.unrelated(leg);
            if count > 0 {
                let leg = self.leg(leg);
                let arguments = [("leg", leg.into()), ("count", count.into())];
                lines.push(format!("  {}", catalogue.format("reconcile-unrelated", &arguments)));
            }
        }
        if !lines.is_empty() {
            page.title(&catalogue.text("reconcile-left-out"));
            lines.iter().for_each(|line| page.line(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_its_words_in_every_language() {
        use super::super::language::Language;
        for language in [Language::Chinese, Language::English, Language::German] {
            let catalogue = Catalogue::load(language).unwrap_or_else(|_| unreachable!());
            let words = Words::load(&catalogue).unwrap_or_else(|_| unreachable!());
            let ids = [
                "nothing",
                "more",
                "left-out",
                "unrelated",
                "difference",
                "interchangeable",
                "too-much-open",
                "state-missing",
                "state-not-covered",
                "state-ambiguous",
                "state-present",
                "difference-together",
                "differs-currency",
                "differs-card",
                "differs-terminal",
                "fee-high",
                "date-order-open",
                "row-unread",
                "row-announced",
                "rows-unread",
                "fee-negative",
                "credit-open",
                "discount-high",
                "sum-of-some",
                "paid-gross",
                "payer-unclear",
                "credit-returned",
                "charged-back",
                "head-status",
                "head-note",
                "head-by",
                "by-rrn-amount",
                "by-order-amount",
                "by-trace-amount",
                "by-auth-amount",
                "by-rrn",
                "by-order",
                "by-trace",
                "by-rrn-amount-far",
                "by-same-values",
                "by-scored",
                "by-interchangeable",
                "by-narration",
                "by-group",
                "by-cut",
                "by-days",
                "by-single",
                "by-all-but",
                "by-some",
                "by-near",
                "by-id",
                "why-total",
                "why-no-date",
                "why-no-amount",
                "why-failed",
                "why-pending",
                "why-preauth",
                "why-none",
                "why-adjustment-file",
                "why-summary",
                "why-overlap",
                "pdf-not-read",
                "xls-not-read",
                "archive-encrypted",
                "archive-too-deep",
                "nothing-found",
                "damaged",
                "too-large",
                "too-many-files",
                "too-many-rows",
                "precision-lost",
            ];
            for id in ids {
                assert!(catalogue.find(&format!("reconcile-{id}"), &[]).is_some(), "{language:?} lacks {id}");
            }
            for status in Status::ALL {
                assert!(!words.said(&words.guidance["statuses"][status.id()]["name"]).is_empty());
            }
        }
    }
}
