//! Payments whose text names the days and the fee (reconcile.md, 6.4, step 1).

use super::{
    bank::{Bank, Sum},
    words::narration,
};
use crate::{date::Day, row::NO_AMOUNT};
use std::collections::BTreeMap;

impl Bank<'_, '_> {
    /// Step 1: the text names days and fee.
    pub(super) fn narrations(&mut self) {
        let entries: Vec<u32> = self.open_entries().collect();
        // Rows by day: by date, and by base day.
        let mut by_date: BTreeMap<Day, Vec<u32>> = BTreeMap::new();
        let mut by_base: BTreeMap<Day, Vec<u32>> = BTreeMap::new();
        let mut ready = false;
        for entry in entries {
            let row = self.row(entry);
            let Some(found) = narration(self.matching.texts.get(row.text), row.date) else { continue };
            if !ready {
                ready = true;
                for at in self.rows.iter().copied() {
                    by_date.entry(self.row(at).date).or_default().push(at);
                    by_base.entry(self.row(at).base()).or_default().push(at);
                }
            }
            for days in [&by_date, &by_base] {
                let rows: Vec<u32> = days
                    .range(found.from..=found.to)
                    .flat_map(|(_, rows)| rows)
                    .copied()
                    .filter(|at| self.is_free(*at))
                    .collect();
                if rows.is_empty() || self.sum(&rows, Sum::Amount) - found.fee != row.amount {
                    continue;
                }
                let stated: Vec<i64> =
                    rows.iter().map(|at| self.row(*at).fee).filter(|fee| *fee != NO_AMOUNT).collect();
                let difference = if stated.is_empty() { 0 } else { found.fee - stated.iter().sum::<i64>() };
                self.settle(&rows, &[entry], "narration", difference);
                break;
            }
        }
    }
}
