//! One line of the result: a transaction, its findings and what they rest on (reconcile.md, section 7).

use super::status::{Party, State, Status};
use crate::{date::Day, few::Few, row::Kind, text::Sym};
use std::collections::BTreeMap;

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Minor units, days, a count.
    Number(i64),
    Row(u32),
    Rows(Vec<u32>),
    /// A row that did not succeed, a number of `failed`.
    Failed(u32),
    Word(&'static str),
    Words(Vec<&'static str>),
    Text(Sym),
    Day(Day),
}

/// A finding and its evidence.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) id: Status,
    pub(crate) evidence: Vec<(&'static str, Evidence)>,
}

/// One transaction.
#[derive(Debug)]
pub(crate) struct Transaction {
    pub(crate) key: String,
    /// By leg, the first row is the sale's.
    pub(crate) rows: [Few; 3],
    pub(crate) states: [State; 3],
    pub(crate) status: Status,
    pub(crate) findings: Vec<Finding>,
    pub(crate) kind: Kind,
    pub(crate) amount: i64,
    pub(crate) currency: Sym,
    pub(crate) date: Day,
    /// From, to, how, settlement.
    pub(crate) links: Vec<(u32, u32, &'static str, u32)>,
    pub(crate) candidates: Vec<u32>,
    pub(crate) notes: Vec<&'static str>,
    /// Whether the guidance is that for China.
    pub(crate) china: bool,
}

impl Transaction {
    /// The rows at the bank.
    pub(super) fn bank_rows(&mut self) -> &mut Few {
        let [_, _, bank] = &mut self.rows;
        bank
    }
}

/// Everything that was found out.
pub(crate) struct Judged {
    pub(crate) party: Party,
    pub(crate) transactions: Vec<Transaction>,
    pub(crate) periods: [Option<(Day, Day)>; 3],
    pub(crate) unrelated: [usize; 3],
}

/// How often each status is there (section 7, `counts`).
pub(crate) fn counts(transactions: &[Transaction]) -> BTreeMap<Status, usize> {
    let mut counts = BTreeMap::new();
    for transaction in transactions {
        *counts.entry(transaction.status).or_default() += 1;
    }
    counts
}
