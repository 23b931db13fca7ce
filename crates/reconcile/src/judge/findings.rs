//! What differs in one case, in the order of the table of statuses, each finding with its evidence (reconcile.md, section 7).

use super::{
    basis::{Judge, ids},
    case::Case,
    status::{Party, State, Status},
    transaction::{Evidence, Finding, Transaction},
};
use crate::{
    date::NO_DAY,
    matching::{NO, currencies_differ, get, terminals_differ},
    row::{Leg, NO_AMOUNT, Row},
};

/// A fee of more than so many minor units that is more than the amount divided by so much is told.
const FEE_SMALL: i64 = 100;
const FEE_SHARE: i64 = 10;

impl<'a> Judge<'_, 'a> {
    /// Everything that is wrong with a case, the worst first, and the notes of its payments.
    pub(super) fn findings(&self, case: &Case, transaction: &mut Transaction, reversed: bool) {
        let [slip_state, acquirer, bank] = transaction.states;
        let mut findings: Vec<Finding> = Vec::new();
        let mut add = |id: Status, evidence: Vec<(&'static str, Evidence)>| findings.push(Finding { id, evidence });
        if acquirer == State::Ambiguous || (bank == State::Ambiguous && !reversed) {
            add(Status::Ambiguous, vec![("candidates", Evidence::Rows(transaction.candidates.clone()))]);
        }
        let further: Vec<u32> =
            case.rows.iter().copied().filter(|at| get(&self.matching.further_of, *at) != NO).collect();
        if !further.is_empty() {
            add(Status::Duplicated, vec![("duplicated", Evidence::Rows(further))]);
        } else if case.duplicate_of != NO {
            add(Status::Duplicated, vec![("duplicateOf", Evidence::Row(case.duplicate_of))]);
        }
        for (slip, row) in self.linked(case) {
            if !row.has_amount(slip.amount) {
                let evidence =
                    vec![("slip", Evidence::Number(slip.amount)), ("acquirer", Evidence::Number(row.amount))];
                add(Status::AmountDiffers, evidence);
            }
        }
        let listed = case.listed(self.matching).map(|(at, _)| at);
        let (by, differs) = listed.and_then(|at| self.entry_by.get(&at)).copied().unwrap_or(("", false));
        let entry = listed.map_or(NO, |at| get(&self.matching.entry_of, at));
        if differs && !reversed {
            let wanted = listed.map_or(0, |at| self.row(at).amount);
            let evidence =
                vec![("expected", Evidence::Number(wanted)), ("bank", Evidence::Number(-self.row(entry).amount))];
            add(Status::AmountDiffers, evidence);
        }
        if reversed {
            if self.party == Party::Cardholder && bank == State::Missing {
                add(Status::MissingInBank, vec![("bank", Evidence::Word("reversal")), ("debit", Evidence::Row(entry))]);
            }
            add(Status::Reversed, Vec::new());
        } else {
            self.missing(transaction, &mut add, [slip_state, acquirer, bank]);
            self.lesser(case, &mut add, by, entry, listed);
            self.open_notes(case, transaction);
            if transaction.states.contains(&State::NotCovered) {
                let legs = Leg::ALL.iter().zip(transaction.states).filter(|(_, state)| *state == State::NotCovered);
                add(Status::NotCovered, vec![("legs", Evidence::Words(legs.map(|(leg, _)| leg.id()).collect()))]);
            }
        }
        self.settlement_notes(case, transaction);
        findings.sort_by_key(|finding| finding.id);
        transaction.status = findings.first().map_or(Status::Agrees, |finding| finding.id);
        transaction.findings = findings;
        if transaction.status == Status::Agrees {
            self.contradictions(transaction);
        }
    }

    /// Where to look first for what is not found: rows that could not be read or are only announced, credits that nothing explains.
    fn open_notes(&self, case: &Case, transaction: &mut Transaction) {
        let Some(row) = case.slips.iter().chain(&case.rows).next().map(|at| self.row(*at)) else { return };
        let last = row.base().saturating_add(self.matching.days);
        let within = row.date.saturating_sub(1)..=last;
        let legs = || Leg::ALL.into_iter().zip(transaction.states);
        let mut notes = Vec::new();
        if legs().any(|(leg, state)| state == State::NotCovered && self.may_be_unread(leg, row, within.clone())) {
            notes.push("row-unread");
        }
        if legs().any(|(leg, state)| state == State::Missing && self.is_announced(leg, within.clone())) {
            notes.push("row-announced");
        }
        let [_, _, bank] = transaction.states;
        if bank == State::Missing && self.may_be_in_credit(row, row.base()..=last) {
            notes.push("credit-open");
        }
        transaction.notes.extend(notes);
    }

    /// What is not the same although a number links the documents: the status stays, the row is marked. At a merchant's bank, card and
    /// terminal are the account's; one entry for many sales says nothing of any.
    fn contradictions(&self, transaction: &mut Transaction) {
        let [slip, acquirer, bank] = transaction.rows.each_ref().map(|rows| rows.first().map(|at| self.row(*at)));
        let shared = transaction.links.iter().any(|(_, _, _, at)| {
            self.matching.settlements.get(*at as usize).is_some_and(|settlement| settlement.rows.len() > 1)
        });
        let bank = bank.filter(|_| !shared);
        for (a, b, at_bank) in [(slip, acquirer, false), (slip, bank, true), (acquirer, bank, true)] {
            let (Some(a), Some(b)) = (a, b) else { continue };
            let whole = !at_bank || self.party == Party::Cardholder;
            for (holds, note) in [
                (currencies_differ(a, b), "differs-currency"),
                (whole && a.cards_differ(b), "differs-card"),
                (whole && terminals_differ(a, b, self.matching.texts), "differs-terminal"),
            ] {
                if holds && !transaction.notes.contains(&note) {
                    transaction.notes.push(note);
                }
            }
        }
    }

    /// The three `missing`, with what they rest on.
    fn missing(
        &self,
        transaction: &Transaction,
        add: &mut dyn FnMut(Status, Vec<(&'static str, Evidence)>),
        [slip, acquirer, bank]: [State; 3],
    ) {
        if acquirer == State::Missing {
            let row = transaction.rows.first().and_then(|rows| rows.first()).map(|at| self.row(*at));
            let failed = row.and_then(|row| ids(row).into_iter().find_map(|key| self.failed.get(&key)).copied());
            add(
                Status::MissingInAcquirer,
                failed.map(|at| ("failedAtAcquirer", Evidence::Failed(at))).into_iter().collect(),
            );
        }
        if slip == State::Missing {
            add(Status::MissingInSlip, Vec::new());
        }
        if bank == State::Missing {
            let rows = transaction.rows.get(1).filter(|rows| !rows.is_empty()).or(transaction.rows.first());
            let base = rows.and_then(|rows| rows.first()).map_or(NO_DAY, |at| self.row(*at).base());
            add(Status::MissingInBank, vec![("expectedBy", Evidence::Day(base.saturating_add(self.matching.days)))]);
        }
    }

    /// Merchant, fee, date: what stands below `reversed`.
    fn lesser(
        &self,
        case: &Case,
        add: &mut dyn FnMut(Status, Vec<(&'static str, Evidence)>),
        by: &str,
        entry: u32,
        listed: Option<u32>,
    ) {
        let texts = self.matching.texts;
        for (slip, row) in self.linked(case) {
            let parts = merchant_parts(texts.get(slip.merchant), texts.get(row.merchant), texts.get(row.mcc));
            if !parts.is_empty() {
                let evidence = vec![
                    ("parts", Evidence::Words(parts)),
                    ("slip", Evidence::Text(slip.merchant)),
                    ("acquirer", Evidence::Text(row.merchant)),
                    ("mcc", Evidence::Text(row.mcc)),
                ];
                add(Status::MerchantDiffers, evidence);
                break;
            }
        }
        let own = case.slips.iter().chain(&case.rows).find(|at| self.row(**at).unexplained);
        let settlements = self
            .paid_rows(case)
            .into_iter()
            .filter_map(|at| self.matching.settlements.get(get(&self.matching.settlement_of, at) as usize));
        let unexplained = settlements.clone().find(|settlement| settlement.is_unexplained());
        if let Some(settlement) = unexplained {
            add(Status::FeeUnexplained, vec![("difference", Evidence::Number(settlement.difference))]);
        } else if let Some(row) = own.map(|at| self.row(*at)) {
            let fee = if row.fee == NO_AMOUNT { 0 } else { row.fee };
            add(Status::FeeUnexplained, vec![("difference", Evidence::Number(row.amount - fee - row.net))]);
        }
        let far = self.linked(case).find(|(slip, row)| slip.date.abs_diff(row.date) > 1);
        let late = settlements.clone().find(|settlement| settlement.late);
        let base = listed.map_or(NO_DAY, |at| self.row(at).date);
        let day = self.row(entry).date;
        let outside = entry != NO && by == "id" && !(base..=base.saturating_add(self.matching.days)).contains(&day);
        if let Some((slip, row)) = far {
            add(Status::DateDiffers, vec![("slip", Evidence::Day(slip.date)), ("acquirer", Evidence::Day(row.date))]);
        } else if let Some(entry) = late.and_then(|settlement| settlement.bank.first()) {
            add(
                Status::DateDiffers,
                vec![("bank", Evidence::Day(self.row(*entry).date)), ("late", Evidence::Row(*entry))],
            );
        } else if outside {
            add(Status::DateDiffers, vec![("bank", Evidence::Day(day)), ("late", Evidence::Row(entry))]);
        }
    }

    /// Slips of a case, each with its row of the acquirer.
    fn linked(&self, case: &Case) -> impl Iterator<Item = (&'a Row, &'a Row)> {
        let pairs: Vec<(u32, u32)> = case.slips.iter().map(|at| (*at, get(&self.matching.partner, *at))).collect();
        pairs
            .into_iter()
            .filter(|(_, row)| *row != NO)
            .map(|(slip, row)| (self.matching.row(slip), self.matching.row(row)))
    }

    /// What was kept back, or rounded, by the payments of a case (6.4).
    fn settlement_notes(&self, case: &Case, transaction: &mut Transaction) {
        for at in self.paid_rows(case) {
            if let Some(settlement) = self.matching.settlements.get(get(&self.matching.settlement_of, at) as usize) {
                let gross = settlement.fee != 0 && settlement.bank.len() == 1 && settlement.credit == settlement.amount;
                for (holds, note) in [
                    (settlement.by == "some", "sum-of-some"),
                    (gross && settlement.by != "narration", "paid-gross"),
                    (settlement.payer_unclear, "payer-unclear"),
                    (settlement.returned, "credit-returned"),
                    (self.matching.charged_back.contains(&at), "charged-back"),
                    (settlement.kept_rate.is_some() && !settlement.odd_rate, "fee-not-stated"),
                    (settlement.kept_rate.is_none() && settlement.is_rounding(), "rounding"),
                ] {
                    if holds && !transaction.notes.contains(&note) {
                        transaction.notes.push(note);
                    }
                }
            }
        }
        let costly = |at: &u32| {
            let (fee, amount) = (self.row(*at).fee, self.row(*at).amount);
            fee != NO_AMOUNT
                && fee.saturating_abs() > FEE_SMALL
                && fee.saturating_abs().saturating_mul(FEE_SHARE) > amount.saturating_abs()
        };
        // More is paid than was sold.
        let given_back = |at: &u32| {
            let row = self.row(*at);
            row.amount > 0 && row.fee != NO_AMOUNT && row.fee < -FEE_SMALL
        };
        if case.rows.iter().any(given_back) {
            transaction.notes.push("fee-negative");
        } else if case.rows.iter().any(costly) {
            transaction.notes.push("fee-high");
        }
        let in_part = |at: &u32| {
            let row = self.row(*at);
            let abroad = row.original_currency.is_some() && row.original_currency != row.currency;
            row.original != NO_AMOUNT
                && !abroad
                && row.original.saturating_abs() > row.amount.saturating_abs().saturating_mul(2)
        };
        if case.rows.iter().any(in_part) {
            transaction.notes.push("discount-high");
        }
        if transaction.links.iter().any(|(_, _, by, _)| *by == "interchangeable") {
            transaction.notes.push("interchangeable");
        }
    }
}

/// Which parts of the merchant's number differ (section 7): only numbers of 15 characters are compared.
fn merchant_parts(slip: &str, row: &str, mcc: &str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if slip.len() != 15 {
        return parts;
    }
    if row.len() == 15 {
        for (part, from, to) in [("acquirer", 0, 3), ("region", 3, 7), ("mcc", 7, 11), ("serial", 11, 15)] {
            if slip.get(from..to) != row.get(from..to) {
                parts.push(part);
            }
        }
    }
    let of_slip = slip.get(7..11).unwrap_or("");
    let digits = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.contains(&"mcc") && digits(mcc) && digits(of_slip) && mcc != of_slip {
        parts.push("mcc");
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_merchant_number_are_told_apart() {
        assert_eq!(merchant_parts("898330158121599", "898330158121599", ""), Vec::<&str>::new());
        assert_eq!(merchant_parts("898330158121599", "898330183981599", ""), ["mcc"]);
        assert_eq!(merchant_parts("898330158121599", "898330158120001", ""), ["serial"]);
        assert_eq!(merchant_parts("898330158121599", "123", "5812"), Vec::<&str>::new());
        assert_eq!(merchant_parts("898330158121599", "", "8398"), ["mcc"]);
    }
}
