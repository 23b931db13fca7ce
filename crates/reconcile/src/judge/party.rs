//! Whose files these are, where nobody says it (reconcile.md, 6.1).

use super::status::Party;
use crate::{
    files::{Format, Piles},
    row::{Leg, NO_LAST4},
    table::Role,
    tables::{self, Folded},
    text::Sym,
};
use std::collections::{HashMap, HashSet};

/// Whose files these are (6.1).
pub(crate) fn detect(piles: &Piles, given: [bool; 3]) -> Party {
    let merchant_table = piles.files.iter().filter(|file| file.leg == Leg::Acquirer).any(|file| {
        let has =
            |roles: &[Role]| file.columns.iter().any(|column| column.role.is_some_and(|role| roles.contains(&role)));
        file.format.is_some_and(Format::is_merchants)
            || (file.format == Some(Format::Table)
                && has(&[Role::Fee, Role::Net, Role::SettleDate])
                && has(&[Role::Rrn, Role::Terminal, Role::Merchant, Role::Trace]))
    });
    if merchant_table {
        return Party::Merchant;
    }
    let (mut credits, mut debits) = (0usize, 0usize);
    let mut known: HashMap<Sym, bool> = HashMap::new();
    for row in piles.rows.iter().filter(|row| row.leg == Leg::Bank) {
        let told = *known
            .entry(row.text)
            .or_insert_with(|| Folded::new(piles.texts.get(row.text)).has(tables::SETTLEMENT_WORDS));
        credits += usize::from(told && row.amount > 0);
        debits += usize::from(told && row.amount < 0);
    }
    if credits > debits {
        return Party::Merchant;
    }
    if given.get(Leg::Bank as usize) != Some(&true) {
        let rows = || piles.rows.iter().filter(|row| row.leg != Leg::Bank);
        let cards: HashSet<u16> = rows().map(|row| row.last4).filter(|last| *last != NO_LAST4).collect();
        let merchants: HashSet<Sym> = rows().map(|row| row.merchant).filter(|merchant| merchant.is_some()).collect();
        if cards.len() >= 3 && merchants.len() == 1 {
            return Party::Merchant;
        }
    }
    Party::Cardholder
}
