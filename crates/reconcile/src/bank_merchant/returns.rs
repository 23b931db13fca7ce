//! Money that left the account again: a payment sent back, a sale charged back. Nothing is linked by it; what was linked is told of it.

use super::bank::Bank;
use crate::{matching::NO, tables::Folded};
use std::collections::HashMap;

/// Words of what is sent back or charged back.
const WORDS: &[&str] = &[
    "退汇",
    "冲正",
    "冲回",
    "冲销",
    "退回",
    "退票",
    "拒付",
    "退单",
    "调单",
    "return",
    "reversal",
    "chargeback",
    "dispute",
    "Rückgabe",
    "Rücklast",
    "Rückbuchung",
    "Rückruf",
    "Storno",
    "Retoure",
];
/// Days within which a payment is sent back.
const SENT_BACK: i32 = 31;
/// Days within which a sale is charged back.
const CHARGED_BACK: i32 = 180;

impl Bank<'_, '_> {
    /// Marks payments whose sum left the account again, and sales that were charged back.
    pub(super) fn returns(&mut self) {
        let debits: Vec<u32> = self
            .open_entries()
            .filter(|at| self.row(*at).amount < 0)
            .filter(|at| Folded::new(self.matching.texts.get(self.row(*at).text)).has(WORDS))
            .collect();
        if debits.is_empty() {
            return;
        }
        let mut credits: HashMap<i64, Vec<usize>> = HashMap::new();
        for (number, settlement) in self.matching.settlements.iter().enumerate() {
            credits.entry(settlement.credit).or_default().push(number);
        }
        let mut sales: HashMap<i64, Vec<u32>> = HashMap::new();
        for at in self.rows.iter().copied().filter(|at| !self.is_free(*at) && self.row(*at).amount > 0) {
            let row = self.row(at);
            sales.entry(row.amount).or_default().push(at);
            if row.net_or_amount() != row.amount {
                sales.entry(row.net_or_amount()).or_default().push(at);
            }
        }
        for debit in debits {
            let (sum, day) = (-self.row(debit).amount, self.row(debit).date);
            // The latest payment of that sum before it.
            let of_sum = credits.get(&sum).into_iter().flatten().filter(|number| {
                let settlement = self.matching.settlements.get(**number);
                settlement.is_some_and(|settlement| {
                    let paid = settlement.bank.first().map_or(0, |at| self.row(*at).date);
                    !settlement.returned && (paid..=paid + SENT_BACK).contains(&day)
                })
            });
            let found = of_sum.copied().max_by_key(|number| {
                self.matching.settlements.get(*number).and_then(|it| it.bank.first()).map_or(0, |at| self.row(*at).date)
            });
            if let Some(settlement) = found.and_then(|number| self.matching.settlements.get_mut(number)) {
                settlement.returned = true;
                continue;
            }
            let fits = |at: &&u32| (self.row(**at).base()..=self.row(**at).base() + CHARGED_BACK).contains(&day);
            let mut of_sum = sales.get(&sum).into_iter().flatten().filter(fits);
            // Of several nobody can say which.
            if let (Some(at), None) = (of_sum.next().copied(), of_sum.next())
                && at != NO
            {
                self.matching.charged_back.push(at);
            }
        }
    }
}
