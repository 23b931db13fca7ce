//! What is left when all steps are done: credits that nothing explains, or that another acquirer paid (reconcile.md, 6.4, last
//! paragraph).

use super::{
    bank::{Bank, Sum},
    groups::GROUPINGS,
};
use crate::{
    date::{Day, NO_DAY},
    row::Leg,
};

impl Bank<'_, '_> {
    /// Credits that nothing explains, and those of another acquirer; groups that come to nothing are owed nothing.
    pub(super) fn unexplained(&mut self, period: Option<(Day, Day)>) {
        for grouping in GROUPINGS.iter().skip(1) {
            let nothing = self.grouped(grouping, 0).into_iter().filter(|group| self.sum(&group.rows, Sum::Net) == 0);
            let rows: Vec<u32> = nothing.flat_map(|group| group.rows).collect();
            self.matching.nothing_due.extend(rows);
        }
        self.matching.nothing_due.sort_unstable();
        self.matching.nothing_due.dedup();
        if self.matching.given.get(Leg::Acquirer as usize) != Some(&true) {
            return;
        }
        let Some((from, to)) = period else { return };
        // Before the first day of settlement, payments are for what stands in an earlier statement.
        let settled =
            self.rows.iter().map(|at| self.row(*at).settle).filter(|day| *day != NO_DAY).min().unwrap_or(from);
        let linked = self.matching.settlements.iter().filter(|settlement| settlement.credit > 0);
        let known = linked.flat_map(|settlement| &settlement.bank).fold(0, |bits, at| bits | self.words(*at).brands);
        let entries: Vec<u32> = self.open_entries().collect();
        for entry in entries {
            let (row, words) = (self.row(entry), self.words(entry));
            let in_time = row.date > from && row.date >= settled && row.date <= to + self.matching.days;
            if row.amount <= 0 || !words.settlement || words.fee || !in_time {
                continue;
            }
            if words.brands != 0 && words.brands & known == 0 {
                self.matching.notes.push(("other-acquirer", entry));
            } else {
                self.matching.unexplained_credits.push(entry);
            }
        }
    }
}
