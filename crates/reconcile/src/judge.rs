//! What is said of each transaction (reconcile.md, 6.1 and section 7).
//!
//! ```text
//! party (6.1) ─► case ─► [bank_merchant | bank_cardholder] ─► basis ─► states ─► findings ─► names
//! ```

mod basis;
mod case;
mod cut;
mod findings;
mod names;
mod party;
mod states;
mod status;
mod transaction;

pub(crate) use names::row_id;
pub(crate) use party::detect;
pub use status::{Party, State, Status};
pub(crate) use transaction::{Evidence, Finding, Judged, Transaction, counts};

use crate::{
    bank_cardholder, bank_merchant,
    few::Few,
    files::Piles,
    matching::{Matching, NO, get},
    row::Leg,
};
use basis::{Judge, period};
use case::{Case, cases, duplicates};

/// Matches and judges everything.
pub(crate) fn judge(matching: &mut Matching<'_>, piles: &Piles, party: Party) -> Judged {
    matching.slips_to_acquirer();
    let periods = Leg::ALL.map(|leg| period(piles, leg));
    let mut cases = cases(matching);
    duplicates(matching, &mut cases);
    let slips_given = matching.given.first() == Some(&true);
    let mut unlisted = 0;
    if party == Party::Cardholder && slips_given {
        cases.retain(|case| {
            let kept = !case.slips.is_empty() || case.duplicate_of != NO;
            unlisted += if kept { 0 } else { case.rows.len() };
            kept
        });
    }
    match party {
        Party::Merchant => bank_merchant::link(matching, periods.get(Leg::Acquirer as usize).copied().flatten()),
        Party::Cardholder => {
            let listed: Vec<(u32, Option<u32>)> = cases
                .iter()
                .filter(|case| case.knot == NO)
                .filter_map(|case| case.listed(matching))
                .filter(|(at, _)| !matching.row(*at).kind.undoes())
                .collect();
            bank_cardholder::link(matching, &listed);
        }
    }
    let judge = Judge::new(matching, piles, party, periods);
    let mut transactions: Vec<Transaction> = cases.into_iter().map(|case| judge.case(&case)).collect();
    for credit in &matching.unexplained_credits {
        transactions.push(judge.credit(*credit));
    }
    transactions.sort_by_cached_key(|transaction| judge.place(transaction));
    judge.keys(&mut transactions);
    let aside = |leg: Leg| matching.aside.iter().filter(|at| matching.row(**at).leg == leg).count();
    let free =
        matching.leg(Leg::Bank).iter().filter(|at| !matching.used.get(**at as usize).copied().unwrap_or(false)).count();
    let unrelated =
        [aside(Leg::Slip), aside(Leg::Acquirer) + unlisted, free.saturating_sub(matching.unexplained_credits.len())];
    Judged { party, transactions, periods, unrelated }
}

impl Judge<'_, '_> {
    /// One case → its transaction: rows and links, the state of each pile, what differs.
    fn case(&self, case: &Case) -> Transaction {
        let matching = self.matching;
        let reversed = case.is_reversed(matching);
        let slip = Case::sale(&case.slips, matching);
        let row = Case::sale(&case.rows, matching);
        let main = self.row(slip.or(row).unwrap_or(NO));
        let knot = matching.knots.get(case.knot as usize);
        let mut transaction = Transaction {
            key: String::new(),
            rows: [case.slips.clone(), case.rows.clone(), Few::default()],
            states: [State::Present; 3],
            status: Status::Agrees,
            findings: Vec::new(),
            kind: main.kind,
            amount: main.amount,
            currency: main.currency,
            date: main.date,
            // Slip to acquirer, acquirer to bank: seldom more.
            links: Vec::with_capacity(2),
            candidates: knot.map(|knot| knot.rows.clone()).unwrap_or_default(),
            notes: Vec::new(),
            china: self.china,
        };
        let other = row.map(|at| self.row(at).currency).unwrap_or_default();
        if !transaction.currency.is_some() {
            transaction.currency = other;
        }
        if transaction.currency.is_some() {
            transaction.china = self.matching.texts.get(transaction.currency) == "CNY";
        }
        let slip_state = if slip.is_some() { State::Present } else { self.absent(Leg::Slip, main) };
        let acquirer = match (knot, row) {
            (Some(_), None) => State::Ambiguous,
            (_, Some(_)) => State::Present,
            (None, None) => match self.absent(Leg::Acquirer, main) {
                State::Missing if self.cut.is_outside(main) => State::NotCovered,
                state => state,
            },
        };
        for at in &case.slips {
            let partner = get(&matching.partner, *at);
            if partner != NO {
                let by = matching.by.get(*at as usize).copied().unwrap_or("");
                transaction.links.push((*at, partner, by, NO));
            }
        }
        let bank = self.bank(case, &mut transaction, reversed);
        transaction.states = [slip_state, acquirer, bank];
        self.findings(case, &mut transaction, reversed);
        transaction
    }

    /// A credit that nothing explains.
    fn credit(&self, at: u32) -> Transaction {
        let row = self.row(at);
        let slip = if self.given(Leg::Slip) { State::NotExpected } else { State::NotGiven };
        let mut bank = Few::default();
        bank.push(at);
        Transaction {
            key: String::new(),
            rows: [Few::default(), Few::default(), bank],
            states: [slip, State::Missing, State::Present],
            status: Status::MissingInAcquirer,
            findings: vec![Finding { id: Status::MissingInAcquirer, evidence: vec![("bank", Evidence::Row(at))] }],
            kind: row.kind,
            amount: row.amount,
            currency: row.currency,
            date: row.date,
            links: Vec::new(),
            candidates: Vec::new(),
            notes: Vec::new(),
            china: if row.currency.is_some() { self.matching.texts.get(row.currency) == "CNY" } else { self.china },
        }
    }
}
