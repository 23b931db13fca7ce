//! One row: what is told of one slip or of one export, as JSON, as a record of CSV, or as a line for people.

use super::super::{
    language::Catalogue,
    report_text,
    terminal::{inline, plain_json, printable},
};
use serde::Serialize;
use serde_json::{Map, Value};
use slipcheck::{
    report::{Format, Report, Status},
    verdict::Word,
};

/// One row.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// `null` for a line that is no JSON.
    pub(super) key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<u64>,
    pub(super) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) accepted: Option<bool>,
    /// Of an export: how often each finding, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) findings: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verdict: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) causes: Option<Vec<String>>,
    #[serde(flatten)]
    pub(super) members: Members,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) checks: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) duplicate_of: Option<String>,
    #[serde(flatten)]
    pub(super) kept: Map<String, Value>,
    /// The settings of the run, in the first row of a file that can be gone on with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) run: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) report: Option<Report>,
}

/// The members of a slip that a table shows; empty ones are left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Members {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) amount: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) currency: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) time: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) merchant: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) terminal: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) signer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) certificate: String,
}

/// Names of columns, in order; `--keep` comes behind them.
pub(super) const COLUMNS: [&str; 20] = [
    "key",
    "source",
    "line",
    "verdict",
    "format",
    "causes",
    "amount",
    "currency",
    "time",
    "merchant",
    "terminal",
    "number",
    "signer",
    "certificate",
    "checks",
    "duplicateOf",
    "kind",
    "result",
    "accepted",
    "findings",
];

/// Members of a row that are no columns.
pub(super) const OTHERS: [&str; 2] = ["report", "run"];

/// The letters of the seven checks: the first of each status.
fn letters(report: &Report) -> String {
    let letter = |status: Status| status.id().chars().next().unwrap_or('?');
    report.checks.iter().map(|check| letter(check.status)).collect()
}

impl Members {
    fn of(report: &Report) -> Self {
        let value = |names: &[&str]| {
            let field = |name: &&str| {
                let meant = report.fields.iter().find(|field| field.meaning == Some(*name));
                let meant = meant.and_then(|field| field.meant.as_ref().or(field.signed.as_ref()));
                let own = || {
                    let field = report.fields.iter().find(|field| field.name == **name)?;
                    field.signed.as_ref().or(field.code.as_ref()).or(field.printed.as_ref())
                };
                meant.or_else(own).cloned()
            };
            names.iter().find_map(field).unwrap_or_default()
        };
        let mut members = Self {
            amount: value(&["amount", "total"]),
            currency: value(&["currency"]),
            time: value(&["time", "tseEnd", "issueDate"]),
            merchant: value(&["merchant", "sellerName", "mid"]),
            terminal: value(&["tid", "registerId"]),
            number: value(&["rrn", "receiptNo", "invoiceNumber", "orderId", "tseTransaction"]),
            signer: report.certificate.as_ref().map(|own| own.subject.clone()).unwrap_or_default(),
            certificate: report.certificate.as_ref().map(|own| own.sha256.clone()).unwrap_or_default(),
        };
        if members.currency.is_empty() && !members.amount.is_empty() {
            // What the law of the format leaves no choice of.
            members.currency = match report.format {
                Format::AtRksv | Format::DeTse => "EUR",
                Format::SaZatca => "SAR",
                Format::CnOfd => "CNY",
                _ => "",
            }
            .to_owned();
        }
        members
    }
}

impl Row {
    /// Takes over what a report tells.
    pub(super) fn set_report(&mut self, report: Report) {
        let mut causes: Vec<String> = Vec::new();
        for cause in &report.causes {
            if !causes.iter().any(|known| known == cause.id.id()) {
                causes.push(cause.id.id().to_owned());
            }
        }
        self.verdict = Some(report.verdict.word().id().to_owned());
        self.format = Some(report.format.id().to_owned());
        self.causes = Some(causes);
        self.members = Members::of(&report);
        self.checks = Some(letters(&report));
        self.report = Some(report);
    }

    /// Whether there is nothing to look at: a verified slip, an export that passed.
    pub(super) fn is_good(&self) -> bool {
        self.accepted == Some(true) || self.verdict.as_deref() == Some(Word::Verified.id())
    }

    /// Its JSON, on one line.
    pub(super) fn json(&self) -> String {
        plain_json(&serde_json::to_string(self).unwrap_or_default())
    }

    fn cell(&self, column: &str) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let members = &self.members;
        match column {
            "key" => text(&self.key),
            "source" => self.source.clone(),
            "line" => self.line.map(|line| line.to_string()).unwrap_or_default(),
            "verdict" => text(&self.verdict),
            "format" => text(&self.format),
            "causes" => self.causes.as_ref().map(|causes| causes.join(" ")).unwrap_or_default(),
            "amount" => members.amount.clone(),
            "currency" => members.currency.clone(),
            "time" => members.time.clone(),
            "merchant" => members.merchant.clone(),
            "terminal" => members.terminal.clone(),
            "number" => members.number.clone(),
            "signer" => members.signer.clone(),
            "certificate" => members.certificate.clone(),
            "checks" => text(&self.checks),
            "duplicateOf" => text(&self.duplicate_of),
            "kind" => text(&self.kind),
            "result" => text(&self.result),
            "accepted" => self.accepted.map(|accepted| accepted.to_string()).unwrap_or_default(),
            "findings" => {
                let counts = self.findings.as_ref().and_then(Value::as_object).into_iter().flatten();
                counts.map(|(id, count)| format!("{id}={count}")).collect::<Vec<_>>().join(" ")
            }
            kept => match self.kept.get(kept) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(value) => value.to_string(),
            },
        }
    }

    /// Its record of CSV.
    pub(super) fn csv(&self, keep: &[String], delimiter: char) -> String {
        let mut record = String::new();
        for (at, column) in COLUMNS.iter().copied().chain(keep.iter().map(String::as_str)).enumerate() {
            if at > 0 {
                record.push(delimiter);
            }
            let mut cell = self.cell(column);
            if column == "amount" && delimiter == ';' {
                // Where `;` separates cells, a comma separates decimals.
                cell = cell.replace('.', ",");
            }
            record.push_str(&csv_cell(&cell, delimiter));
        }
        record.push_str("\r\n");
        record
    }

    /// Its line for people.
    pub(super) fn text(&self, catalogue: &Catalogue) -> String {
        let mut parts = vec![inline(self.key.as_deref().unwrap_or("-"))];
        parts.push(match (&self.report, &self.result) {
            // The same headline as of one slip: genuine is not paid, and a test is no sale.
            (Some(report), _) => report_text::verdict(report, catalogue).0,
            (None, Some(result)) => catalogue.text(&format!("audit-{result}")),
            (None, None) => String::new(),
        });
        let amount = [&self.members.amount, &self.members.currency].map(|text| inline(text)).join(" ");
        if !amount.trim().is_empty() {
            parts.push(amount.trim().to_owned());
        }
        let causes: Vec<String> =
            self.causes.iter().flatten().map(|cause| catalogue.text(&format!("cause-{cause}"))).collect();
        if !causes.is_empty() {
            parts.push(causes.join(&catalogue.text("list-separator")));
        }
        if let Some(first) = &self.duplicate_of {
            parts.push(format!("= {}", inline(first)));
        }
        printable(&parts.join(" | "))
    }
}

/// The names of the columns, as a record of CSV, with the mark of UTF-8 before it.
pub(super) fn csv_head(keep: &[String], delimiter: char) -> String {
    let names: Vec<String> =
        COLUMNS.iter().copied().chain(keep.iter().map(String::as_str)).map(|name| csv_cell(name, delimiter)).collect();
    format!("\u{feff}{}\r\n", names.join(&delimiter.to_string()))
}

/// Whether a text is a number, which no program takes for a formula.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction)
}

/// A cell of CSV (RFC 4180 §2) that no program takes for a formula.
fn csv_cell(text: &str, delimiter: char) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(text);
    let mut cell = String::with_capacity(text.len() + 1);
    if formula {
        cell.push('\'');
    }
    for c in text.chars() {
        // A control character is nothing that a table shows.
        if c.is_control() && !matches!(c, '\t' | '\r' | '\n') {
            cell.extend(c.escape_unicode());
        } else {
            cell.push(c);
        }
    }
    if cell.contains([delimiter, '"', '\n', '\r', '\t', ',', ';']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-12.00", "-12.00"),
            ("-12,00", "\"-12,00\""),
            ("-2+3", "'-2+3"),
            ("@SUM", "'@SUM"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("a\"b", "\"a\"\"b\""),
            ("a;b", "\"a;b\""),
            ("-", "'-"),
            ("a=1", "a=1"),
            ("\u{1b}[2J", "\\u{1b}[2J"),
        ] {
            assert_eq!(csv_cell(text, ','), cell);
        }
    }

    #[test]
    fn decimals_have_the_comma_where_semicolons_separate() {
        let row = Row {
            key: Some("=x".into()),
            members: Members { amount: "-1.50".into(), ..Members::default() },
            ..Row::default()
        };
        assert!(row.csv(&[], ';').starts_with("'=x;"), "{}", row.csv(&[], ';'));
        assert!(row.csv(&[], ';').contains("\"-1,50\""));
        assert!(row.csv(&[], ',').contains(",-1.50,"));
    }

    #[test]
    fn a_line_that_is_no_json_has_a_key_of_null() {
        let row = Row { line: Some(7), source: "-".into(), ..Row::default() };
        assert_eq!(row.json(), r#"{"key":null,"line":7,"source":"-"}"#);
    }
}
