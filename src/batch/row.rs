//! One row: what is told of one slip or of one export, as JSON or as a record of CSV.

use super::{headline, seen::front};
use crate::{
    encoding::unhex,
    report::{Report, Status},
    signature::sha256,
    verdict::Word,
};
use serde::Serialize;
use serde_json::{Map, Value};

/// One row.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// `null` for a line that is no JSON.
    pub key: Option<String>,
    /// The number of its line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What it was found in.
    pub source: String,
    /// Of an export: what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Of an export: `passed`, `failed` or `incomplete`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Of an export: whether it passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Of an export: how often each finding, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Value>,
    /// The verdict's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// The format's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What its headline says ([`headline::headline`]): the half tick is no full one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Of a payment gateway's message: what it says of the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Which sum it goes into ([`headline::SUMS`]); none: its slip was counted before, or it has no amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
    /// The amount as that sum takes it: what went back is taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum_amount: Option<String>,
    /// Ids, strongest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub causes: Option<Vec<String>>,
    /// Members of the slip.
    #[serde(flatten)]
    pub members: Members,
    /// Seven letters, in the order of the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checks: Option<String>,
    /// The key of the first row of the same slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// What was copied from the input.
    #[serde(flatten)]
    pub kept: Map<String, Value>,
    /// The settings of the run, in the first row of a file that can be gone on with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<Value>,
    /// All of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// The members of a slip that a table shows; empty ones are left out.
#[derive(Debug, Default, Serialize)]
pub struct Members {
    /// With a point before decimals.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub amount: String,
    /// ISO 4217.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// As the slip writes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub time: String,
    /// Number or name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub merchant: String,
    /// Terminal or till.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub terminal: String,
    /// Of the receipt.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Of the certificate.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub signer: String,
    /// SHA-256 of the certificate.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certificate: String,
}

/// Names of columns, in order; `--keep` comes behind them.
pub const COLUMNS: [&str; 24] = [
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
    "headline",
    "outcome",
    "sum",
    "sumAmount",
];

/// Members of a row that are no columns.
pub const OTHERS: [&str; 2] = ["report", "run"];

/// The letters of the seven checks: the first of each status.
#[must_use]
pub fn letters(report: &Report) -> String {
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
            amount: match headline::amount(report) {
                Some(field) => {
                    field.meant.as_ref().or(field.signed.as_ref()).or(field.code.as_ref()).cloned().unwrap_or_default()
                }
                None => value(&["amount", "total"]),
            },
            currency: value(&["currency"]),
            time: value(&["time", "tseEnd", "issueDate"]),
            merchant: value(&["merchant", "sellerName", "mid"]),
            terminal: value(&["tid", "registerId"]),
            number: value(&["rrn", "receiptNo", "invoiceNumber", "orderId", "tseTransaction"]),
            signer: report.certificate.as_ref().map(|own| own.subject.clone()).unwrap_or_default(),
            certificate: report.certificate.as_ref().map(|own| own.sha256.clone()).unwrap_or_default(),
        };
        if report.format.is_gateway() {
            // An amount in another currency has it behind it.
            let (amount, currency) = match members.amount.split_once(' ') {
                Some((amount, currency)) => (amount.to_owned(), currency.to_owned()),
                None => (members.amount, "CNY".to_owned()),
            };
            members.currency = if amount.is_empty() { String::new() } else { currency };
            members.amount = amount;
        }
        if members.currency.is_empty() && !members.amount.is_empty() {
            // What the law of the format leaves no choice of.
            members.currency = report.format.facts().currency.to_owned();
        }
        members
    }
}

impl Row {
    /// Takes over what a report tells.
    pub fn set_report(&mut self, report: Report) {
        let mut causes: Vec<String> = Vec::new();
        for cause in &report.causes {
            if !causes.iter().any(|known| known == cause.id.id()) {
                causes.push(cause.id.id().to_owned());
            }
        }
        self.verdict = Some(report.verdict.word().id().to_owned());
        self.format = Some(report.format.id().to_owned());
        self.causes = Some(causes);
        self.headline = Some(headline::headline(&report));
        self.outcome = report.outcome.as_ref().map(|outcome| outcome.status.to_owned());
        self.members = Members::of(&report);
        let amount = &self.members.amount;
        if let (Some((name, taken_off)), false) =
            (headline::sum(&report, self.duplicate_of.is_some()), amount.is_empty())
        {
            self.sum = Some(name.to_owned());
            let is_plain = taken_off && !amount.starts_with('-');
            self.sum_amount = Some([if is_plain { "-" } else { "" }, amount].concat());
        }
        self.checks = Some(letters(&report));
        self.report = Some(report);
    }

    /// Whether there is nothing to look at: a verified slip, an export that passed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.accepted == Some(true) || self.verdict.as_deref() == Some(Word::Verified.id())
    }

    /// Its JSON, on one line.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What identifies it: its key, or where it stood when it has none.
    #[must_use]
    pub fn identity(&self) -> [u8; 16] {
        let place = match &self.key {
            Some(key) => format!("key {key}"),
            None => format!("line {} {}", self.line.unwrap_or_default(), self.source),
        };
        front(&sha256(place.as_bytes()))
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
            "headline" => text(&self.headline),
            "outcome" => text(&self.outcome),
            "sum" => text(&self.sum),
            "sumAmount" => text(&self.sum_amount),
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
    #[must_use]
    pub fn csv(&self, keep: &[String], delimiter: char) -> String {
        let mut record = String::new();
        for (at, column) in COLUMNS.iter().copied().chain(keep.iter().map(String::as_str)).enumerate() {
            if at > 0 {
                record.push(delimiter);
            }
            let mut cell = self.cell(column);
            if matches!(column, "amount" | "sumAmount") && delimiter == ';' {
                // Where `;` separates cells, a comma separates decimals.
                cell = cell.replace('.', ",");
            }
            record.push_str(&csv_cell(&cell, delimiter));
        }
        record.push_str("\r\n");
        record
    }
}

/// A row that was written before, read again.
#[derive(Debug)]
pub struct Taken {
    /// Without its report.
    pub row: Row,
    /// What its slip is known by.
    pub slip: Option<[u8; 16]>,
    /// Of a receipt whose certificate is not at hand: the certificate's number, the code, and whether no key was found.
    pub receipt: Option<(String, String, bool)>,
}

/// What the slip of a row is known by among others. A payment's messages are told apart by what they say of it, and one whose
/// signature does not fit is nobody's: it takes no other's place.
#[must_use]
pub fn known_by(identity: &str, row: &Row) -> Option<[u8; 16]> {
    let hash = unhex(identity).ok()?;
    match &row.outcome {
        Some(outcome) => {
            let signature = row.checks.as_deref().and_then(|letters| letters.as_bytes().get(2).copied());
            (signature == Some(b'p')).then(|| front(&sha256(&[&hash, outcome.as_bytes()].concat())))
        }
        None => Some(front(&hash)),
    }
}

/// The receipt of a row whose certificate is not at hand and whose code alone was given.
fn receipt(value: &Value) -> Option<(String, String, bool)> {
    let [_, _, signature, b'u', _, b'a', _] = value["checks"].as_str()?.as_bytes() else { return None };
    let report = value.get("report").filter(|_| value["format"] == "at-rksv")?;
    let serial = report["fields"].as_array()?.iter().find(|field| field["name"] == "certificateSerial")?;
    let serial = serial["signed"].as_str().or(serial["code"].as_str())?;
    let code = report["code"].as_str()?;
    matches!(signature, b'u' | b'p').then(|| (serial.to_owned(), code.to_owned(), *signature == b'u'))
}

impl Taken {
    /// Reads a row's JSON.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        let text = |value: &Value, name: &str| value[name].as_str().map(str::to_owned);
        let own = |name: &str| text(value, name);
        let causes = value["causes"]
            .as_array()
            .map(|causes| causes.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        let row = Row {
            key: own("key"),
            line: value["line"].as_u64(),
            source: own("source").unwrap_or_default(),
            kind: own("kind"),
            result: own("result"),
            accepted: value["accepted"].as_bool(),
            verdict: own("verdict"),
            format: own("format"),
            headline: own("headline"),
            outcome: own("outcome"),
            sum: own("sum"),
            sum_amount: own("sumAmount"),
            causes,
            members: Members {
                amount: own("amount").unwrap_or_default(),
                currency: own("currency").unwrap_or_default(),
                time: own("time").unwrap_or_default(),
                merchant: own("merchant").unwrap_or_default(),
                terminal: own("terminal").unwrap_or_default(),
                number: own("number").unwrap_or_default(),
                signer: own("signer").unwrap_or_default(),
                certificate: own("certificate").unwrap_or_default(),
            },
            findings: value.get("findings").cloned(),
            checks: own("checks"),
            duplicate_of: own("duplicateOf"),
            ..Row::default()
        };
        let slip = value["report"]["identity"].as_str().and_then(|identity| known_by(identity, &row));
        Self { row, slip, receipt: receipt(value) }
    }
}

/// The names of the columns, as a record of CSV, with the mark of UTF-8 before it.
#[must_use]
pub fn csv_head(keep: &[String], delimiter: char) -> String {
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
