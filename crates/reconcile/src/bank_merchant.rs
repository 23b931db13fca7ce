//! The merchant's account: which entries stand for which rows (reconcile.md, 6.4).
//!
//! | file | step of 6.4 |
//! |---|---|
//! | `words`, `narrations` | 1 |
//! | `groups` | 2, 3, 5, 9 |
//! | `runs` | 4 |
//! | `parts` | 6, 7 |
//! | `near` | 8 |
//! | `unexplained` | the rest |
//! | `returns` | what was sent back or charged back: told of what is linked |

mod bank;
mod groups;
mod narrations;
mod near;
mod parts;
mod returns;
mod runs;
mod unexplained;
mod words;

use crate::{
    date::Day,
    matching::{Matching, NO},
    row::Leg,
    text::Sym,
};
use bank::Bank;
use std::collections::HashMap;
use words::{Words, words_of};

/// Days late that are still looked at (step 9).
const LATE: i32 = 31;

/// Links what a merchant's bank paid (6.4).
pub(crate) fn link(matching: &mut Matching<'_>, acquirer_period: Option<(Day, Day)>) {
    let leg = if matching.given.get(Leg::Acquirer as usize) == Some(&true) { Leg::Acquirer } else { Leg::Slip };
    let rows: Vec<u32> = matching.leg(leg).iter().copied().filter(|at| !matching.row(*at).undone).collect();
    let entries = matching.leg(Leg::Bank).to_vec();
    if entries.is_empty() {
        return;
    }
    let mut further: HashMap<u32, Vec<u32>> = HashMap::new();
    if leg == Leg::Acquirer {
        for (at, first) in
            (0u32..).zip(&matching.further_of).filter(|(at, first)| **first != NO && matching.row(*at).leg == leg)
        {
            further.entry(*first).or_default().push(at);
        }
    }
    let mut by_text: HashMap<Sym, Words> = HashMap::new();
    let words = entries
        .iter()
        .map(|at| {
            let text = matching.row(*at).text;
            (*at, *by_text.entry(text).or_insert_with(|| words_of(matching.texts.get(text))))
        })
        .collect();
    let mut bank = Bank { matching, rows, entries, words, further };
    bank.steps();
    bank.rates();
    bank.returns();
    bank.unexplained(acquirer_period);
}

impl Bank<'_, '_> {
    /// The steps in their order; each takes only what is still free.
    fn steps(&mut self) {
        self.narrations();
        self.groups(self.matching.days, false);
        self.cut();
        self.runs();
        self.singles();
        self.groups(self.matching.days, false);
        self.all_but();
        self.some();
        self.near();
        self.groups(LATE, true);
    }
}
