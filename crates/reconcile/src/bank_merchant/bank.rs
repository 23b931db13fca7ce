//! The merchant's rows and the bank's entries while they are linked: what is still free, what rows come to, and the keeping of a
//! payment (reconcile.md, 6.4).

use super::words::Words;
use crate::{
    matching::{Matching, NO, Settlement, get, set},
    row::{NO_AMOUNT, Row},
};
use std::collections::HashMap;

/// Which amount of each row is summed up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    Net,
    Amount,
    /// Net, with the further rows of duplicates.
    WithFurther,
}

/// Rows and entries while they are linked: each step takes what is still free (6.4).
pub(super) struct Bank<'m, 'a> {
    pub(super) matching: &'m mut Matching<'a>,
    /// Rows of the transactions, in order.
    pub(super) rows: Vec<u32>,
    /// Entries, in order.
    pub(super) entries: Vec<u32>,
    pub(super) words: HashMap<u32, Words>,
    /// Further rows of duplicates, by their first.
    pub(super) further: HashMap<u32, Vec<u32>>,
}

impl<'a> Bank<'_, 'a> {
    pub(super) fn row(&self, at: u32) -> &'a Row {
        self.matching.row(at)
    }

    /// Whether no payment stands for a row yet.
    pub(super) fn is_free(&self, at: u32) -> bool {
        get(&self.matching.settlement_of, at) == NO
    }

    /// Rows that no payment stands for yet.
    pub(super) fn free_rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().copied().filter(|at| self.is_free(*at))
    }

    fn is_open(&self, entry: u32) -> bool {
        !self.matching.used.get(entry as usize).copied().unwrap_or(true)
    }

    /// Entries that stand for nothing yet.
    pub(super) fn open_entries(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().copied().filter(|at| self.is_open(*at) && self.row(*at).amount != 0)
    }

    pub(super) fn words(&self, entry: u32) -> Words {
        self.words.get(&entry).copied().unwrap_or_default()
    }

    /// Entries that a step with a settlement word looks at.
    pub(super) fn told(&self, entry: u32) -> bool {
        self.words(entry).settlement
    }

    /// What rows come to.
    pub(super) fn sum(&self, rows: &[u32], sum: Sum) -> i64 {
        let net = |at: &u32| self.row(*at).net_or_amount();
        match sum {
            Sum::Net => rows.iter().map(net).sum(),
            Sum::Amount => rows.iter().map(|at| self.row(*at).amount).sum(),
            Sum::WithFurther => {
                rows.iter().map(net).sum::<i64>()
                    + rows.iter().filter_map(|at| self.further.get(at)).flatten().map(net).sum::<i64>()
            }
        }
    }

    /// Whether the text of a credit speaks of a fee, or names nobody who pays out sales; a text that says nothing is no sign.
    fn is_payer_unclear(&self, bank: &[u32]) -> bool {
        let Some(entry) = bank.first().copied().filter(|at| self.row(*at).amount > 0) else { return false };
        let words = self.words(entry);
        let text = self.matching.texts.get(self.row(entry).text);
        words.fee || (!words.settlement && words.brands == 0 && !text.trim().is_empty())
    }

    /// Keeps a payment and the rows that it stands for. The difference is what the rows come to, less the payment.
    pub(super) fn settle(&mut self, rows: &[u32], bank: &[u32], by: &'static str, difference: i64) {
        let number = u32::try_from(self.matching.settlements.len()).unwrap_or(NO);
        let Some(entry) = bank.first().map(|at| self.row(*at)) else { return };
        let fee = |at: &u32| Some(self.row(*at).fee).filter(|fee| *fee != NO_AMOUNT).unwrap_or(0);
        let last = rows.iter().map(|at| self.row(*at).base()).max().unwrap_or(0);
        let settlement = Settlement {
            bank: bank.to_vec(),
            rows: rows.to_vec(),
            by,
            amount: self.sum(rows, Sum::Amount),
            fee: rows.iter().map(fee).sum(),
            net: self.sum(rows, Sum::Net),
            credit: entry.amount,
            difference,
            late: entry.date > last + self.matching.days,
            kept_rate: None,
            odd_rate: false,
            payer_unclear: self.is_payer_unclear(bank),
            returned: false,
        };
        for at in rows {
            set(&mut self.matching.settlement_of, *at, number);
        }
        for at in bank {
            set(&mut self.matching.settlement_of, *at, number);
            if let Some(used) = self.matching.used.get_mut(*at as usize) {
                *used = true;
            }
        }
        self.matching.settlements.push(settlement);
    }
}
