//! A report as a person reads it in a terminal.

use super::{
    language::Catalogue,
    layout::columns,
    terminal::{inline, printable},
};
use clap::ValueEnum;
use fluent_bundle::FluentValue;
use serde_json::Value;
use slipcheck::{
    report::{Cause, CauseId, CheckId, Confidence, Evidence, Field, Format, Match, Note, Report, Status},
    verdict::Word,
};

/// Whose next steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Roles {
    /// Who paid.
    Cardholder,
    /// Who was paid.
    Merchant,
}

/// The whole report. `name` is the input's, when there are several; `number` which of how many slips it is.
pub(crate) fn render(
    report: &Report,
    catalogue: &Catalogue,
    role: Option<Roles>,
    name: Option<&str>,
    number: Option<(usize, usize)>,
) -> String {
    let mut page = Page { catalogue, text: String::new() };
    if let Some(name) = name {
        page.line(&inline(name));
    }
    if let Some((number, count)) = number {
        page.line(&catalogue.format("cli-slip", &[("number", number.into()), ("count", count.into())]));
    }
    let (title, why) = verdict(report, catalogue);
    // A genuine message of a test platform says so in its headline.
    if report.verdict.word() != Word::Verified
        && report.outcome.as_ref().is_some_and(|outcome| outcome.environment.is_some())
    {
        page.line(&catalogue.text("outcome-test"));
    } else if report.environment.is_some() {
        page.line(&catalogue.text("test-note"));
    }
    page.line(&title);
    page.line(&why);
    page.outcome(report);
    if report.demo {
        page.line(&catalogue.text("demo-note"));
    }
    if report.format != Format::None {
        let recognised = catalogue.text(&format!("format-{}", report.format.id()));
        page.line(&format!("{}: {recognised}", catalogue.text("check-format")));
    }
    page.fields(report);
    page.causes(&report.causes);
    page.title(&catalogue.text("checks-title"));
    page.checks(report.checks.iter().map(|check| (check.id, check.status)));
    page.steps(report, role);
    page.notes(&report.notes);
    if report.verdict.word() == Word::Verified {
        page.line("");
        page.line(&catalogue.text("verdict-about"));
    }
    // Every value was made harmless where it was put in; nothing is lost by looking once more.
    printable(page.text.trim_end())
}

/// The verdict in a word, and in a sentence.
pub(crate) fn verdict(report: &Report, catalogue: &Catalogue) -> (String, String) {
    let word = report.verdict.word();
    let id = word.id();
    let compared = matches!(report.checks.status(CheckId::Printed), Status::Pass | Status::Warn);
    let noted = |id: &str| report.notes.iter().find(|note| note.id == id);
    if let (Word::Verified, Some(outcome)) = (word, &report.outcome) {
        // Genuine is not paid: the first line says what the message reports.
        let other = outcome.merchant == Some("other");
        let id = match outcome.status {
            _ if outcome.environment.is_some() => "test",
            "paid" if other => "paid-to-other",
            "refunded" if outcome.about == Some("part") => "refunded-part",
            status => status,
        };
        let id = if outcome.about == Some("refund") && id != "test" { &format!("refund-{id}") } else { id };
        let why = catalogue.text("verdict-message-why");
        let first = match noted("merchant-not-named") {
            _ if other => Some("message-other-merchant"),
            note => note.map(|_| "message-nobody-named"),
        };
        let why = first.map_or(why.clone(), |id| format!("{} {why}", catalogue.text(id)));
        return (catalogue.text(&format!("verdict-message-{id}")), why);
    }
    if word == Word::Verified && report.environment.is_some() {
        let id = "verdict-verified-test";
        return (catalogue.text(id), catalogue.text(&format!("{id}-why")));
    }
    if word == Word::Verified && !compared {
        let id = "verdict-verified-code-only";
        return (catalogue.text(id), catalogue.text(&format!("{id}-why")));
    }
    let proven = report.causes.iter().find(|cause| cause.confidence == Confidence::Proven);
    // The digest does not fit, and no signature says that the content is right.
    if matches!(word, Word::Altered | Word::Invalid)
        && proven.is_some_and(|cause| cause.id == CauseId::DigestMismatch)
        && report.checks.status(CheckId::Signature) != Status::Pass
    {
        let id = format!("verdict-{id}-digest");
        return (catalogue.text(&id), catalogue.text(&format!("{id}-why")));
    }
    let variant = match word {
        Word::Verified => {
            let listed = |id: &str, list: &'static str, text: &str| {
                let note = noted(id)?;
                let names = note.evidence.get(list).and_then(Value::as_array).into_iter().flatten();
                let names: Vec<String> = names.filter_map(Value::as_str).map(|name| member(catalogue, name)).collect();
                catalogue.find(text, &[(list, names.join(&catalogue.text("list-separator")).into())])
            };
            listed("not-covered", "members", "verdict-verified-why-not-covered")
                .or_else(|| listed("filled-in-after-signing", "fields", "verdict-verified-why-filled"))
        }
        Word::Altered => altered(report, catalogue),
        Word::Invalid | Word::CertificateProblem => proven.and_then(|cause| {
            let cause = catalogue.text(&format!("cause-{}", cause.id.id()));
            catalogue.find(&format!("verdict-{id}-why-cause"), &[("cause", cause.into())])
        }),
        Word::UnknownIssuer if report.checks.status(CheckId::Signature) == Status::Unknown => {
            catalogue.find("verdict-unknown-issuer-why-no-key", &[])
        }
        Word::Unreadable if noted("printed-text-needed").is_some() => {
            catalogue.find("verdict-unreadable-why-printed", &[])
        }
        Word::Unreadable if noted("confirm-reading").is_some() && report.format.is_gateway() => {
            catalogue.find("message-why-two-ways", &[])
        }
        Word::Unreadable if noted("confirm-reading").is_some() => catalogue.find("verdict-unreadable-why-confirm", &[]),
        _ => None,
    };
    let why = variant.unwrap_or_else(|| catalogue.text(&format!("verdict-{id}-why")));
    (catalogue.text(&format!("verdict-{id}")), why)
}

fn altered(report: &Report, catalogue: &Catalogue) -> Option<String> {
    if report.checks.status(CheckId::Certificate) != Status::Pass {
        return catalogue.find("verdict-altered-why-unknown", &[]);
    }
    let mut fields: Vec<&str> = report
        .causes
        .iter()
        .filter(|cause| cause.id == CauseId::FieldAltered)
        .filter_map(|cause| cause.evidence.get("field").and_then(Value::as_str))
        .collect();
    fields.dedup();
    match fields.as_slice() {
        [] => {
            let changed = report.causes.iter().find(|cause| cause.id == CauseId::ChangedAfterSigning)?;
            let kind = changed.evidence.get("kind").and_then(Value::as_str)?;
            let kind = catalogue.find(&format!("change-{kind}"), &[])?;
            catalogue.find("verdict-altered-why-changed", &[("kind", kind.into())])
        }
        ["digest"] => catalogue.find("verdict-altered-why-digest", &[]),
        [field] => catalogue.find("verdict-altered-why-field", &[("field", member(catalogue, field).into())]),
        several => catalogue.find("verdict-altered-why-fields", &[("count", several.len().into())]),
    }
}

/// What a member is called.
pub(crate) fn member(catalogue: &Catalogue, name: &str) -> String {
    catalogue.find(&format!("field-{name}"), &[]).unwrap_or_else(|| inline(name))
}

/// A member's value as it is shown: kinds of transaction by name, everything harmless.
fn shown(catalogue: &Catalogue, name: &str, text: &str) -> String {
    let kind = if name == "type" { catalogue.find(&format!("type-{text}"), &[]) } else { None };
    kind.unwrap_or_else(|| inline(text))
}

/// Evidence whose values are ids of ours, as on the page (`www/components/causes.ts`).
const IDS: &[&str] = &[
    "kind",
    "which",
    "authority",
    "needs",
    "reason",
    "rule",
    "what",
    "where",
    "part",
    "mark",
    "by",
    "digest",
    "mid",
    "tid",
    "amount",
    "currency",
    "time",
    "rrn",
    "stan",
    "auth",
    "batch",
    "tip",
    "type",
    "repair",
    "change",
    "role",
    "status",
    "outcome",
];

/// Whether this is an id of ours and no foreign text.
fn is_id(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Evidence as text: lists joined, everything harmless.
fn value(catalogue: &Catalogue, value: &Value) -> String {
    match value {
        Value::String(text) => inline(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| self::value(catalogue, item)).collect();
            items.join(&catalogue.text("list-separator"))
        }
        Value::Null => "–".to_owned(),
        other => inline(&other.to_string()),
    }
}

/// Blanks behind a text, up to this many columns.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The widest of these texts, in columns.
fn widest<'a>(texts: impl IntoIterator<Item = &'a String>) -> usize {
    texts.into_iter().map(|text| columns(text)).max().unwrap_or(0)
}

/// Collects the lines.
pub(crate) struct Page<'a> {
    /// Texts.
    pub(crate) catalogue: &'a Catalogue,
    /// What was written so far.
    pub(crate) text: String,
}

impl Page<'_> {
    /// A line.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A title with an empty line before it.
    pub(crate) fn title(&mut self, title: &str) {
        self.line("");
        self.line(title);
    }

    /// Lines of cells, each column as wide as its widest cell.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..count).map(|i| widest(rows.iter().filter_map(|row| row.get(i)))).collect();
        for row in rows {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| padded(cell, *width)).collect();
            self.line(&format!("  {}", cells.join("  ")));
        }
    }

    fn fields(&mut self, report: &Report) {
        if report.fields.is_empty() {
            return;
        }
        let catalogue = self.catalogue;
        self.title(&catalogue.text("fields-title"));
        let vouched = report.checks.status(CheckId::Certificate) == Status::Pass
            && report.checks.status(CheckId::Signature) == Status::Pass;
        let signed = catalogue.text(if vouched { "verdict-signed" } else { "verdict-in-code" });
        let printed = catalogue.text("verdict-printed");
        let any_signed = report.fields.iter().any(|field| field.signed.is_some());
        // Differing ones first.
        let rank = |field: &&Field| match field.matches {
            Some(Match::Differs) => 0,
            Some(Match::Unsure) => 1,
            _ => 2,
        };
        let mut fields: Vec<&Field> = report.fields.iter().collect();
        fields.sort_by_key(rank);
        let rows: Vec<Vec<String>> = fields
            .into_iter()
            .map(|field| {
                let value = |text: &Option<String>| text.as_deref().map(|text| shown(catalogue, &field.name, text));
                let labelled =
                    |label: &str, text| value(text).map(|text| format!("{label} {text}")).unwrap_or_default();
                let mut row = vec![member(catalogue, &field.name)];
                if report.format.is_gateway() && field.matches != Some(Match::Differs) {
                    let length =
                        field.length.map(|count| catalogue.format("evidence-bytes", &[("count", count.into())]));
                    let as_it_stands = field.signed.as_ref().or(field.code.as_ref());
                    let meant = field.meant.as_ref().filter(|meant| Some(*meant) != as_it_stands);
                    row.extend(value(&field.signed).or_else(|| value(&field.code)).or(length));
                    row.extend(meant.map(|meant| format!("= {}", inline(meant))));
                    return row;
                }
                match field.matches {
                    Some(Match::Same) if field.signed == field.printed => {
                        row.push(value(&field.signed).unwrap_or_default());
                        row.push(catalogue.text("fields-same"));
                    }
                    matches => {
                        row.push(labelled(&printed, &field.printed));
                        row.push(labelled(&signed, &field.signed));
                        row.push(match matches {
                            Some(Match::Differs) => catalogue.text("fields-different"),
                            Some(Match::Unsure) => catalogue.text("fields-unsure"),
                            Some(Match::Same) => catalogue.text("fields-same"),
                            // Beside signed members, one that nobody signed must not look like them.
                            None if any_signed && field.signed.is_none() => catalogue.text("fields-unsigned"),
                            None => String::new(),
                        });
                        row.retain(|cell| !cell.is_empty());
                    }
                }
                row
            })
            .collect();
        self.table(&rows);
    }

    /// Causes with their evidence.
    pub(crate) fn causes(&mut self, causes: &[Cause]) {
        if causes.is_empty() {
            return;
        }
        let catalogue = self.catalogue;
        self.title(&catalogue.text("causes-title"));
        for cause in causes {
            let (id, confidence) = (cause.id.id(), cause.confidence.id());
            let (name, sure) =
                (catalogue.text(&format!("cause-{id}")), catalogue.text(&format!("confidence-{confidence}")));
            self.line(&format!("  {name} ({sure})"));
            self.line(&format!("    {}", catalogue.text(&format!("cause-{id}-why"))));
            let evidence = self.evidence(&cause.evidence);
            if !evidence.is_empty() {
                self.line(&format!("    {evidence}"));
            }
            // Whose certificate is missing: how it is had.
            if let Some(kind) = cause.evidence.get("kind").and_then(Value::as_str)
                && let Some(how) = catalogue.find(&format!("missing-{kind}"), &[])
            {
                self.line(&format!("    {how}"));
            }
        }
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        let catalogue = self.catalogue;
        let pairs: Vec<String> = evidence
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let label = catalogue.find(&format!("evidence-name-{name}"), &[]).unwrap_or_else(|| inline(name));
                let text = match (name.as_str(), value) {
                    ("field" | "member", Value::String(field)) => member(catalogue, field),
                    // Of an entry of a package the page is told from 0, people count from 1.
                    ("page", Value::Number(page)) if evidence.contains_key("entry") => {
                        page.as_u64().map_or_else(String::new, |page| (page + 1).to_string())
                    }
                    ("kind", Value::String(kind)) if catalogue.find(&format!("change-{kind}"), &[]).is_some() => {
                        catalogue.text(&format!("change-{kind}"))
                    }
                    (name, Value::String(id)) if IDS.contains(&name) && is_id(id) => {
                        catalogue.find(&format!("value-{id}"), &[]).unwrap_or_else(|| inline(id))
                    }
                    ("formats", Value::Array(ids)) => {
                        let names: Vec<String> = ids
                            .iter()
                            .filter_map(Value::as_str)
                            .map(|id| catalogue.find(&format!("format-{id}"), &[]).unwrap_or_else(|| inline(id)))
                            .collect();
                        names.join(&catalogue.text("list-separator"))
                    }
                    _ => self::value(catalogue, value),
                };
                format!("{label}: {text}")
            })
            .collect();
        pairs.join(" · ")
    }

    /// What a gateway's message says of the payment.
    fn outcome(&mut self, report: &Report) {
        // What a message says that was changed, or that nobody can read for sure, is no result.
        let fits = matches!(report.verdict.word(), Word::Verified | Word::CertificateProblem | Word::UnknownIssuer);
        let Some(outcome) = report.outcome.as_ref().filter(|_| fits) else { return };
        let catalogue = self.catalogue;
        let said = [&outcome.code, &outcome.text].into_iter().flatten().map(|text| inline(text));
        let said: Vec<String> =
            [catalogue.text(&format!("outcome-{}", outcome.status))].into_iter().chain(said).collect();
        self.line(&format!("{}: {}", catalogue.text("outcome-title"), said.join(" · ")));
    }

    /// Checks, one a line.
    pub(crate) fn checks(&mut self, checks: impl Iterator<Item = (CheckId, Status)>) {
        let catalogue = self.catalogue;
        let rows: Vec<Vec<String>> = checks
            .map(|(id, status)| {
                vec![
                    catalogue.text(&format!("check-{}", id.id())),
                    catalogue.text(&format!("status-{}", status.id())),
                    catalogue.text(&format!("check-{}-{}", id.id(), status.id())),
                ]
            })
            .collect();
        self.table(&rows);
    }

    fn steps(&mut self, report: &Report, role: Option<Roles>) {
        let catalogue = self.catalogue;
        for (whose, id, steps) in [
            (Roles::Cardholder, "role-cardholder", &report.next_steps.cardholder),
            (Roles::Merchant, "role-merchant", &report.next_steps.merchant),
        ] {
            if steps.is_empty() || role.is_some_and(|role| role != whose) {
                continue;
            }
            self.title(&format!("{} · {}", catalogue.text("steps-title"), catalogue.text(id)));
            for (i, step) in steps.iter().enumerate() {
                self.line(&format!("  {:>2}. {}", i + 1, catalogue.step(step)));
            }
        }
    }

    /// Notes.
    pub(crate) fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        let catalogue = self.catalogue;
        self.title(&catalogue.text("notes-title"));
        for note in notes {
            let text = self.note(note);
            self.line(&format!("  - {text}"));
        }
    }

    /// One note.
    pub(crate) fn note(&self, note: &Note) -> String {
        let catalogue = self.catalogue;
        let arguments: Vec<(&str, FluentValue<'_>)> = note
            .evidence
            .iter()
            .map(|(name, value)| {
                let text = match (name.as_str(), value) {
                    ("members" | "fields", Value::Array(members)) => {
                        let members: Vec<String> =
                            members.iter().filter_map(Value::as_str).map(|name| member(catalogue, name)).collect();
                        members.join(&catalogue.text("list-separator"))
                    }
                    ("field" | "member", Value::String(field)) => member(catalogue, field),
                    _ => self::value(catalogue, value),
                };
                (name.as_str(), text.into())
            })
            .collect();
        // A note that the catalogue does not know yet is still told.
        catalogue.find(&format!("note-{}", note.id), &arguments).unwrap_or_else(|| {
            let evidence = self.evidence(&note.evidence);
            if evidence.is_empty() { note.id.to_owned() } else { format!("{} ({evidence})", note.id) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn the_page_takes_the_same_evidence_for_ids() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/components/causes.ts");
        let page = fs::read_to_string(page).unwrap();
        let (_, list) = page.split_once("const VALUES = new Set([").unwrap();
        let (list, _) = list.split_once(']').unwrap();
        let names = list.split(',').map(|name| name.trim().trim_matches('\''));
        assert_eq!(names.filter(|name| !name.is_empty()).collect::<Vec<&str>>(), IDS);
    }
}
