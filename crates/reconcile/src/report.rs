//! The result (reconcile.md, section 7): written out piece by piece, so that a million transactions never stand in memory as text.

use crate::{
    amount,
    date::{self, Day, NO_DAY},
    files::{FileInfo, Piles},
    judge::{self, Evidence, Finding, Judged, Party, State, Status, Transaction, row_id},
    matching::{NO, Settlement},
    row::{Leg, NO_AMOUNT, NO_TIME, Row},
    tables::STEPS,
};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeSeq as _, SerializeStruct as _},
};
use std::fmt::{self, Write};

mod json;
pub(crate) use json::{RowView, Settled};

/// Notes by which a row is marked.
pub(crate) const MARKS: [&str; 5] =
    ["differs-currency", "differs-card", "differs-terminal", "credit-returned", "charged-back"];

/// What came out.
pub struct Outcome {
    pub(crate) piles: Piles,
    pub(crate) judged: Judged,
    pub(crate) settlements: Vec<Settlement>,
    pub(crate) notes: Vec<(&'static str, u32)>,
    pub(crate) days: i32,
    pub(crate) given: [bool; 3],
    pub(crate) party_given: bool,
}

/// A transaction of the result.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    outcome: &'a Outcome,
    transaction: &'a Transaction,
    number: usize,
}

impl Outcome {
    /// Whose reconciliation it is.
    #[must_use]
    pub fn party(&self) -> Party {
        self.judged.party
    }

    /// The files, archives opened.
    #[must_use]
    pub fn files(&self) -> &[FileInfo] {
        &self.piles.files
    }

    /// The transactions, in order.
    pub fn transactions(&self) -> impl Iterator<Item = Entry<'_>> {
        let numbered = self.judged.transactions.iter().enumerate();
        numbered.map(|(at, transaction)| Entry { outcome: self, transaction, number: at + 1 })
    }

    /// A transaction, counted from 0.
    pub(crate) fn entry(&self, at: usize) -> Option<Entry<'_>> {
        let transaction = self.judged.transactions.get(at)?;
        Some(Entry { outcome: self, transaction, number: at + 1 })
    }

    /// How often each status is there, those that are not aside.
    #[must_use]
    pub fn counts(&self) -> Vec<(Status, usize)> {
        judge::counts(&self.judged.transactions).into_iter().collect()
    }

    /// Rows of a pile that have no part in any transaction.
    #[must_use]
    pub fn unrelated(&self, leg: Leg) -> usize {
        self.judged.unrelated.get(leg as usize).copied().unwrap_or(0)
    }

    /// Whether a pile was given.
    #[must_use]
    pub fn given(&self, leg: Leg) -> bool {
        self.given.get(leg as usize) == Some(&true)
    }

    /// The days that a pile covers, as `2026-11-20`.
    #[must_use]
    pub fn period(&self, leg: Leg) -> Option<(String, String)> {
        let (from, to) = self.judged.periods.get(leg as usize).copied().flatten()?;
        Some((date::iso(from), date::iso(to)))
    }

    /// Remarks on everything, each with the row that it is about.
    pub fn notes(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.notes.iter().map(|(id, at)| (*id, self.id(*at)))
    }

    /// Whether all are [`Status::Agrees`] or [`Status::Reversed`], and there is one.
    #[must_use]
    pub fn all_agree(&self) -> bool {
        let fine = |transaction: &Transaction| matches!(transaction.status, Status::Agrees | Status::Reversed);
        !self.judged.transactions.is_empty() && self.judged.transactions.iter().all(fine)
    }

    /// Settlements that documents do not explain by themselves, and all others.
    pub fn settlements(&self) -> impl Iterator<Item = impl Serialize + '_> {
        self.settlements.iter().enumerate().map(|(at, settlement)| Settled {
            outcome: self,
            settlement,
            number: at + 1,
        })
    }

    fn row(&self, at: u32) -> Option<&Row> {
        self.piles.rows.get(at as usize)
    }

    fn id(&self, at: u32) -> String {
        self.row(at).map(|row| row_id(&self.piles, row)).unwrap_or_default()
    }

    fn ids(&self, rows: &[u32]) -> Vec<String> {
        rows.iter().map(|at| self.id(*at)).collect()
    }

    /// A row by its id, as section 5 writes it.
    #[must_use]
    pub fn find_row(&self, id: &str) -> Option<impl Serialize + '_> {
        let line = id.rsplit('/').next()?.parse::<u32>().ok()?;
        let found = self.piles.rows.iter().find(|row| row.line == line && row_id(&self.piles, row) == id)?;
        Some(RowView { outcome: self, row: found })
    }

    /// Writes one line a transaction: key, status, date, kind, three amounts, difference, by, three places (section 8); then what a
    /// person reads: the payment that it came in with others, what that lacks (once a payment), the words of status, remarks and
    /// steps, files and lines. `words(kind, id)` says them: of a `head`, a `status`, a `note`, a step of matching (`by`). Cells that a
    /// spreadsheet would take for a formula get an apostrophe.
    ///
    /// # Errors
    /// `out` refuses.
    pub fn write_csv(&self, out: &mut dyn Write, words: &dyn Fn(&str, &str) -> String) -> fmt::Result {
        out.write_str(
            "key,status,date,kind,currency,slip,acquirer,bank,difference,by,slip row,acquirer row,bank row,settlement,settlement difference",
        )?;
        for head in ["status", "note", "by", "slip", "acquirer", "bank"] {
            out.write_char(',')?;
            out.write_str(&csv_cell(&words("head", head), false))?;
        }
        out.write_str("\r\n")?;
        let mut told = vec![false; self.settlements.len()];
        for entry in self.transactions() {
            let transaction = entry.transaction;
            let currency = entry.currency();
            let money = |units: Option<i64>| units.map(|units| decimal(units, currency)).unwrap_or_default();
            let first = |leg: Leg| transaction.rows.get(leg as usize).and_then(|rows| rows.first()).copied();
            let amount = |leg: Leg| money(first(leg).and_then(|at| self.row(at)).map(|row| row.amount));
            let place = |leg: Leg| first(leg).map(|at| self.id(at)).unwrap_or_default();
            let file = |leg: Leg| entry.place(leg);
            let by: Vec<&str> = transaction.links.iter().map(|(_, _, by, _)| *by).collect();
            let said = |kind: &str, ids: &[&str]| {
                let all: Vec<String> = ids.iter().filter(|id| !id.is_empty()).map(|id| words(kind, id)).collect();
                all.join(" / ")
            };
            let payment = entry.together().map(|(number, _)| number);
            let once =
                payment.and_then(|number| told.get_mut(number - 1)).is_some_and(|told| !core::mem::replace(told, true));
            let cells = [
                transaction.key.clone(),
                transaction.status.id().to_owned(),
                entry.date(),
                transaction.kind.id().to_owned(),
                currency.to_owned(),
                amount(Leg::Slip),
                amount(Leg::Acquirer),
                amount(Leg::Bank),
                money(entry.difference()),
                by.join(" "),
                place(Leg::Slip),
                place(Leg::Acquirer),
                place(Leg::Bank),
                payment.map(|number| format!("s{number}")).unwrap_or_default(),
                money(entry.sum_difference().filter(|_| once)),
                words("status", transaction.status.id()),
                said("note", &transaction.notes),
                said("by", &by),
                file(Leg::Slip),
                file(Leg::Acquirer),
                file(Leg::Bank),
            ];
            for (at, cell) in cells.iter().enumerate() {
                if at > 0 {
                    out.write_char(',')?;
                }
                // An amount is a number, and may be negative.
                out.write_str(&csv_cell(cell, matches!(at, 5..=8 | 14)))?;
            }
            out.write_str("\r\n")?;
        }
        Ok(())
    }

    /// Where a row stands, as a person finds it: `statement.csv:12`.
    fn file_and_line(&self, at: u32) -> String {
        let Some(row) = self.row(at) else { return String::new() };
        let name = self.piles.files.get(row.file as usize).map_or("", |file| file.name.as_str());
        format!("{name}:{}", row.line)
    }
}

/// A cell of CSV that no program takes for a formula (section 9).
#[must_use]
pub fn csv_cell(text: &str, number: bool) -> String {
    let formula = !number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r', '\t', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Minor units as a decimal number.
#[must_use]
pub fn decimal(units: i64, currency: &str) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let units = units.unsigned_abs();
    if amount::exponent(currency) == 0 {
        format!("{sign}{units}")
    } else {
        format!("{sign}{}.{:02}", units / 100, units % 100)
    }
}

impl Entry<'_> {
    /// `t1`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("t{}", self.number)
    }

    /// What it is known by.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.transaction.key
    }

    /// What it comes to.
    #[must_use]
    pub fn status(&self) -> Status {
        self.transaction.status
    }

    /// The day, as `2026-11-20`.
    #[must_use]
    pub fn date(&self) -> String {
        if self.transaction.date == NO_DAY { String::new() } else { date::iso(self.transaction.date) }
    }

    /// The amount in minor units.
    #[must_use]
    pub fn amount(&self) -> i64 {
        self.transaction.amount
    }

    /// The currency's code; empty when nobody names it.
    #[must_use]
    pub fn currency(&self) -> &str {
        self.outcome.piles.texts.get(self.transaction.currency)
    }

    /// The state of a leg.
    #[must_use]
    pub fn state(&self, leg: Leg) -> State {
        self.transaction.states.get(leg as usize).copied().unwrap_or(State::NotGiven)
    }

    /// The rows of a leg, by their ids.
    #[must_use]
    pub fn rows(&self, leg: Leg) -> Vec<String> {
        self.transaction.rows.get(leg as usize).map(|rows| self.outcome.ids(rows)).unwrap_or_default()
    }

    /// The amount of the first row of a leg.
    #[must_use]
    pub fn amount_of(&self, leg: Leg) -> Option<i64> {
        let first = self.transaction.rows.get(leg as usize)?.first()?;
        self.outcome.row(*first).map(|row| row.amount)
    }

    /// The payment that it came with others in: its number from 1, how many came in it.
    #[must_use]
    pub fn together(&self) -> Option<(usize, usize)> {
        let (number, settlement) = self.settlement()?;
        (settlement.rows.len() > 1).then_some((number, settlement.rows.len()))
    }

    /// What the payment that it came with others in lacks, in minor units: of all of them, not of each.
    #[must_use]
    pub fn sum_difference(&self) -> Option<i64> {
        let (_, settlement) = self.settlement().filter(|(_, settlement)| settlement.rows.len() > 1)?;
        settlement.is_unexplained().then_some(settlement.difference)
    }

    fn settlement(&self) -> Option<(usize, &Settlement)> {
        let (_, _, _, at) = self.transaction.links.iter().find(|(_, _, _, at)| *at != NO)?;
        Some((*at as usize + 1, self.outcome.settlements.get(*at as usize)?))
    }

    /// The file and line of the first row of a leg: `statement.csv:12`.
    #[must_use]
    pub fn place(&self, leg: Leg) -> String {
        let first = self.transaction.rows.get(leg as usize).and_then(|rows| rows.first());
        first.map(|at| self.outcome.file_and_line(*at)).unwrap_or_default()
    }

    /// What differs of itself, in minor units.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        let number = |finding: &Finding, name: &str| {
            finding.evidence.iter().find_map(|(other, evidence)| match evidence {
                Evidence::Number(number) if *other == name => Some(*number),
                _ => None,
            })
        };
        let of_sum = self.sum_difference().is_some();
        self.transaction.findings.iter().filter(|finding| !of_sum || finding.id != Status::FeeUnexplained).find_map(
            |finding| {
                number(finding, "difference")
                    .or_else(|| Some(number(finding, "slip")? - number(finding, "acquirer")?))
                    .or_else(|| Some(number(finding, "expected")? - number(finding, "bank")?))
            },
        )
    }

    /// The parts of the merchant's number that differ.
    #[must_use]
    pub fn merchant_parts(&self) -> Vec<&'static str> {
        let parts =
            self.transaction.findings.iter().flat_map(|finding| &finding.evidence).find_map(|(name, evidence)| {
                match evidence {
                    Evidence::Words(words) if *name == "parts" => Some(words.clone()),
                    _ => None,
                }
            });
        parts.unwrap_or_default()
    }

    /// Remarks, by their ids.
    #[must_use]
    pub fn notes(&self) -> &[&'static str] {
        &self.transaction.notes
    }

    /// Whether a row is marked, although its status stays: documents agree, and something speaks against it.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.transaction.notes.iter().any(|note| MARKS.contains(note))
    }

    /// The legs that say something.
    #[must_use]
    pub fn compared(&self) -> Vec<&'static str> {
        Leg::ALL.iter().filter(|leg| self.state(**leg) == State::Present).map(|leg| leg.id()).collect()
    }

    /// The next steps of a party, by their ids, in order.
    #[must_use]
    pub fn next_steps(&self, party: Party) -> Vec<&'static str> {
        let Some((_, lists)) = STEPS.iter().find(|(status, _)| *status == self.transaction.status.id()) else {
            return Vec::new();
        };
        let [cardholder, merchant, cardholder_china, merchant_china] = lists;
        let list = match (party, self.transaction.china) {
            (Party::Cardholder, false) => cardholder,
            (Party::Merchant, false) => merchant,
            (Party::Cardholder, true) => cardholder_china,
            (Party::Merchant, true) => merchant_china,
        };
        let two = self.compared().len() < 3;
        // What speaks against it is looked at before anything is filed.
        let marked = self.transaction.status == Status::Agrees && self.is_marked();
        list.iter()
            .filter(|step| !marked || !matches!(**step, "three-documents-agree" | "keep-three-together"))
            .map(|step| if two && *step == "three-documents-agree" { "two-documents-agree" } else { *step })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@x", "'@x"),
            ("a,b", "\"a,b\""),
            ("rrn:1", "rrn:1"),
            ("\tx", "\"'\tx\""),
        ] {
            assert_eq!(csv_cell(text, false), expected);
        }
        assert_eq!(csv_cell("-5.00", true), "-5.00");
        assert_eq!(decimal(-5, "CNY"), "-0.05");
        assert_eq!(decimal(1200, "JPY"), "1200");
    }
}
