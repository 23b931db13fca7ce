//! The books of receipts beside what was signed: amounts by rate, and payments by kind and currency, in hundred-thousandths.

use super::table::{Row, SCALE, amount};
use crate::{process_data::ProcessData, tse::reading::short_hash};
use std::collections::{BTreeMap, HashMap};

/// Own keys of a till begin above this one; what they stand for is told nowhere here.
const LAST_COMMON_KEY: u64 = 999;

/// Whether cash, and the currency, where it is not the home currency.
type Payment = (bool, Option<String>);

/// Sums of one receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) rates: [i64; 5],
    pub(super) payments: BTreeMap<Payment, i64>,
}

/// What is known of one receipt.
#[derive(Debug, Default)]
pub(super) struct Receipt {
    /// Row of its first transaction.
    pub(super) row: u64,
    pub(super) signed: Sums,
    pub(super) booked: Sums,
    /// Why it is not compared.
    pub(super) not_compared: Option<&'static str>,
    /// Rows of the books that cannot be read.
    pub(super) broken_rates: bool,
    pub(super) broken_payments: bool,
}

/// Receipts by the hash of `Z_KASSE_ID`, `Z_NR` and `BON_ID`.
#[derive(Debug, Default)]
pub(super) struct Receipts(HashMap<[u8; 16], Receipt>);

fn key(row: &Row<'_>) -> [u8; 16] {
    let parts = ["Z_KASSE_ID", "Z_NR", "BON_ID"].map(|column| row.get(column));
    short_hash(parts.join("\0").as_bytes())
}

/// The place of a VAT key among the five rates: 1 to 7, or with digits before them (rates of other years).
fn rate(key: &str) -> Option<Option<usize>> {
    let key = super::table::number(key)?;
    let last = (key <= LAST_COMMON_KEY).then_some(key % 10);
    Some(match last {
        Some(last @ 1..=4) => usize::try_from(last - 1).ok(),
        Some(5..=7) => Some(4),
        _ => None,
    })
}

impl Receipts {
    /// Takes the data of a transaction.
    pub(super) fn signed(&mut self, row: &Row<'_>, data: Option<&ProcessData<'_>>, home: &str) {
        let receipt = self.0.entry(key(row)).or_default();
        if receipt.row == 0 {
            receipt.row = row.number;
        }
        let Some(data) = data else {
            receipt.not_compared = Some("process-data");
            return;
        };
        if data.kind != "Beleg" {
            receipt.not_compared = Some("type");
            return;
        }
        for (sum, cents) in receipt.signed.rates.iter_mut().zip(data.gross) {
            *sum = sum.saturating_add(cents.saturating_mul(SCALE / 100));
        }
        for payment in &data.payments {
            let currency = payment.currency.filter(|currency| *currency != home).map(str::to_owned);
            let sum = receipt.signed.payments.entry((payment.cash, currency)).or_default();
            *sum = sum.saturating_add(payment.cents.saturating_mul(SCALE / 100));
        }
    }

    /// A transaction that cannot be read: its receipt is not compared.
    pub(super) fn unreadable(&mut self, row: &Row<'_>) {
        let receipt = self.0.entry(key(row)).or_default();
        if receipt.row == 0 {
            receipt.row = row.number;
        }
        receipt.not_compared = Some("row");
    }

    /// Takes a row of `transactions_vat.csv`: `None` when it cannot be read.
    pub(super) fn rate(&mut self, row: &Row<'_>) -> Option<()> {
        let (rate, value) = (rate(row.get("UST_SCHLUESSEL"))?, amount(row.get("BON_BRUTTO"))?);
        let Some(receipt) = self.0.get_mut(&key(row)) else { return Some(()) };
        match rate.and_then(|at| receipt.booked.rates.get_mut(at)) {
            Some(sum) => *sum = sum.saturating_add(value),
            None => receipt.not_compared = receipt.not_compared.or(Some("own-keys")),
        }
        Some(())
    }

    /// Takes a row of `datapayment.csv`: `None` when it cannot be read.
    pub(super) fn payment(&mut self, row: &Row<'_>, home: &str) -> Option<()> {
        let code = row.get("ZAHLWAEH_CODE");
        let foreign = !code.is_empty() && code != home;
        let value = amount(row.get(if foreign { "ZAHLWAEH_BETRAG" } else { "BASISWAEH_BETRAG" }))?;
        let Some(receipt) = self.0.get_mut(&key(row)) else { return Some(()) };
        let cash = row.get("ZAHLART_TYP").eq_ignore_ascii_case("Bar");
        let sum = receipt.booked.payments.entry((cash, foreign.then(|| code.to_owned()))).or_default();
        *sum = sum.saturating_add(value);
        Some(())
    }

    /// A row of the books that cannot be read: `false` when it does not tell whose it is.
    pub(super) fn broken(&mut self, row: &Row<'_>, payments: bool) -> bool {
        if row.get("BON_ID").is_empty() {
            return false;
        }
        if let Some(receipt) = self.0.get_mut(&key(row)) {
            *(if payments { &mut receipt.broken_payments } else { &mut receipt.broken_rates }) = true;
        }
        true
    }

    /// All of them, in the order of their first rows.
    pub(super) fn sorted(&self) -> Vec<&Receipt> {
        let mut receipts: Vec<&Receipt> = self.0.values().collect();
        receipts.sort_by_key(|receipt| receipt.row);
        receipts
    }
}

/// A sum that differs by a cent or more.
pub(super) struct Difference {
    pub(super) what: String,
    pub(super) signed: i64,
    pub(super) booked: i64,
}

fn differs(signed: i64, booked: i64) -> bool {
    signed.abs_diff(booked) >= SCALE.unsigned_abs() / 100
}

impl Receipt {
    /// Where the books differ; `rates` and `payments`: whether these tables are there, whole.
    pub(super) fn differences(&self, rates: bool, payments: bool) -> Vec<Difference> {
        let mut found = Vec::new();
        if rates && !self.broken_rates {
            for ((name, signed), booked) in
                crate::process_data::RATES.iter().zip(self.signed.rates).zip(self.booked.rates)
            {
                if differs(signed, booked) {
                    found.push(Difference { what: [name, " %"].concat(), signed, booked });
                }
            }
        }
        if payments && !self.broken_payments {
            let (signed, booked) = (&self.signed.payments, &self.booked.payments);
            let mut kinds: Vec<&Payment> = signed.keys().chain(booked.keys()).collect();
            kinds.sort();
            kinds.dedup();
            for kind in kinds {
                let of = |sums: &BTreeMap<Payment, i64>| sums.get(kind).copied().unwrap_or(0);
                if differs(of(signed), of(booked)) {
                    let name = if kind.0 { "Bar" } else { "Unbar" };
                    let what = kind.1.as_ref().map_or_else(|| name.to_owned(), |code| [name, ":", code].concat());
                    found.push(Difference { what, signed: of(signed), booked: of(booked) });
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_rates_of_all_years_have_one_place() {
        for (text, place) in
            [("1", 0), ("2", 1), ("3", 2), ("4", 3), ("5", 4), ("6", 4), ("7", 4), ("11", 0), ("22", 1), ("115", 4)]
        {
            assert_eq!(rate(text), Some(Some(place)), "{text}");
        }
        for text in ["1001", "1000", "8", "10", "0"] {
            assert_eq!(rate(text), Some(None), "{text}");
        }
        assert_eq!(rate("x"), None);
        assert_eq!(rate(""), None);
    }

    #[test]
    fn a_cent_is_a_difference_and_less_is_none() {
        assert!(differs(100_000, 101_000));
        assert!(!differs(100_000, 100_999));
    }
}
