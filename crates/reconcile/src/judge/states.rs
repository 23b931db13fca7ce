//! What each pile says of one case: it has it, lacks it, does not reach that day (reconcile.md, section 7, `state`).

use super::{
    basis::Judge,
    case::Case,
    status::{Party, State},
    transaction::Transaction,
};
use crate::{
    bank_cardholder::return_days,
    matching::{NO, get},
    row::{Leg, Row},
};

impl Judge<'_, '_> {
    /// The state of slips or acquirer where there are no rows.
    pub(super) fn absent(&self, leg: Leg, row: &Row) -> State {
        let near = row.date.saturating_sub(1)..=row.date.saturating_add(1);
        if !self.given(leg) {
            State::NotGiven
        } else if self.covers(leg, row.date) && !self.may_be_unread(leg, row, near) {
            State::Missing
        } else {
            State::NotCovered
        }
    }

    /// The bank's leg: its rows, links and state.
    pub(super) fn bank(&self, case: &Case, transaction: &mut Transaction, reversed: bool) -> State {
        if !self.given(Leg::Bank) {
            return State::NotGiven;
        }
        if self.party == Party::Cardholder {
            return self.account(case, transaction, reversed);
        }
        let rows = self.paid_rows(case);
        let mut missing = None;
        let mut open = false;
        for at in &rows {
            let number = get(&self.matching.settlement_of, *at);
            if let Some(settlement) = self.matching.settlements.get(number as usize) {
                for entry in &settlement.bank {
                    if !transaction.bank_rows().contains(entry) {
                        transaction.bank_rows().push(*entry);
                    }
                }
                if let Some(entry) = settlement.bank.first() {
                    transaction.links.push((*at, *entry, settlement.by, number));
                }
                continue;
            }
            if let Some(entries) = self.open_at_bank.get(at) {
                transaction.candidates.extend_from_slice(entries);
                open = true;
            } else if missing.is_none() {
                missing = Some(*at);
            }
        }
        if open {
            return State::Ambiguous;
        }
        match missing {
            _ if rows.is_empty() => State::NotExpected,
            None => State::Present,
            // A sale that was taken back need not be paid; what comes to nothing is not paid either.
            Some(_) if reversed => {
                if transaction.bank_rows().is_empty() {
                    State::NotExpected
                } else {
                    State::Present
                }
            }
            Some(at) if self.row(at).net_or_amount() == 0 || self.matching.nothing_due.binary_search(&at).is_ok() => {
                State::NotExpected
            }
            Some(at) => self.not_at_bank(self.row(at)),
        }
    }

    /// Whether the bank's statement says that it is not there: it reaches the day by which it must have come (section 7).
    fn not_at_bank(&self, row: &Row) -> State {
        let (base, last) = (row.base(), row.base().saturating_add(self.matching.days));
        if self.covers(Leg::Bank, last) && !self.may_be_unread(Leg::Bank, row, base..=last) {
            State::Missing
        } else {
            State::NotCovered
        }
    }

    /// The bank's leg of a cardholder.
    fn account(&self, case: &Case, transaction: &mut Transaction, reversed: bool) -> State {
        let Some((at, _)) = case.listed(self.matching).filter(|_| case.knot == NO) else { return State::NotExpected };
        let entry = get(&self.matching.entry_of, at);
        if entry != NO {
            transaction.bank_rows().push(entry);
            let by = self.entry_by.get(&at).map_or("", |(by, _)| *by);
            transaction.links.push((at, entry, by, NO));
            if let Some(credit) = self.returned.get(&at) {
                transaction.bank_rows().push(*credit);
            } else if reversed && self.not_returned(entry) {
                return State::Missing;
            }
            return State::Present;
        }
        if reversed {
            return State::NotExpected;
        }
        if let Some(entries) = self.open_at_bank.get(&at) {
            transaction.candidates.extend_from_slice(entries);
            return State::Ambiguous;
        }
        self.not_at_bank(self.row(at))
    }

    /// Whether the bank's period holds all the days within which a debit must come back.
    fn not_returned(&self, entry: u32) -> bool {
        let day = self.row(entry).date;
        self.covers(Leg::Bank, day) && self.covers(Leg::Bank, day + return_days(self.matching.days))
    }
}
