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

    /// Writes one line a transaction: key, status, date, kind, three amounts, difference, by, three places (section 8). Cells that a
    /// spreadsheet would take for a formula get an apostrophe.
    ///
    /// # Errors
    /// `out` refuses.
    pub fn write_csv(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(
            "key,status,date,kind,currency,slip,acquirer,bank,difference,by,slip row,acquirer row,bank row\r\n",
        )?;
        for entry in self.transactions() {
            let transaction = entry.transaction;
            let currency = entry.currency();
            let money = |units: Option<i64>| units.map(|units| decimal(units, currency)).unwrap_or_default();
            let first = |leg: Leg| transaction.rows.get(leg as usize).and_then(|rows| rows.first()).copied();
            let amount = |leg: Leg| money(first(leg).and_then(|at| self.row(at)).map(|row| row.amount));
            let place = |leg: Leg| first(leg).map(|at| self.id(at)).unwrap_or_default();
            let by: Vec<&str> = transaction.links.iter().map(|(_, _, by, _)| *by).collect();
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
            ];
            for (at, cell) in cells.iter().enumerate() {
                if at > 0 {
                    out.write_char(',')?;
                }
                // An amount is a number, and may be negative.
                out.write_str(&csv_cell(cell, (5..=8).contains(&at)))?;
            }
            out.write_str("\r\n")?;
        }
        Ok(())
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

    /// What differs, in minor units.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        let number = |finding: &Finding, name: &str| {
            finding.evidence.iter().find_map(|(other, evidence)| match evidence {
                Evidence::Number(number) if *other == name => Some(*number),
                _ => None,
            })
        };
        self.transaction.findings.iter().find_map(|finding| {
            number(finding, "difference")
                .or_else(|| Some(number(finding, "slip")? - number(finding, "acquirer")?))
                .or_else(|| Some(number(finding, "expected")? - number(finding, "bank")?))
        })
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
        list.iter()
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
