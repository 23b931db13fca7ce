//! Whole groups of rows in one payment: the groups and their sums, days that begin at another hour, single rows, late payments
//! (reconcile.md, 6.4, steps 2, 3, 5 and 9).

use super::bank::{Bank, Sum};
use crate::{
    date::{Day, NO_DAY},
    join::{self, Window},
    row::{NO_AMOUNT, NO_TIME, Row},
    text::Sym,
};

/// A key of a group. The parts are numbers of texts and days.
type Key = [i64; 3];
/// How rows are grouped.
type Grouping = fn(&Row) -> Option<Key>;

/// The groupings of step 2, in order.
pub(super) static GROUPINGS: [Grouping; 8] = [
    |row| key([Some(part(row.payout)?), Some(0), Some(0)]),
    |row| key([settled(row), part(row.merchant), Some(0)]),
    |row| key([settled(row), Some(0), Some(0)]),
    |row| key([Some(i64::from(row.date)), part(row.merchant), Some(0)]),
    |row| key([Some(i64::from(row.date)), part(row.terminal), Some(0)]),
    |row| key([Some(i64::from(row.date)), part(row.terminal), part(row.batch)]),
    |row| key([part(row.terminal), part(row.batch), Some(0)]),
    |row| key([Some(i64::from(row.date)), Some(0), Some(0)]),
];

fn key([a, b, c]: [Option<i64>; 3]) -> Option<Key> {
    Some([a?, b?, c?])
}

fn part(sym: Sym) -> Option<i64> {
    sym.is_some().then_some(i64::from(sym.0))
}

fn settled(row: &Row) -> Option<i64> {
    (row.settle != NO_DAY).then_some(i64::from(row.settle))
}

/// Free rows under one key.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) rows: Vec<u32>,
    /// The first day and the last on which a payment fits.
    pub(super) from: Day,
    pub(super) to: Day,
}

impl Bank<'_, '_> {
    /// Rows as a group, with the days on which a credit fits them.
    fn group(&self, rows: Vec<u32>, days: i32) -> Group {
        let from = rows.iter().map(|at| self.row(*at).date).max().unwrap_or(0);
        let to = rows.iter().map(|at| self.row(*at).base()).max().unwrap_or(0) + days;
        Group { rows, from, to }
    }

    /// The free rows by key.
    pub(super) fn grouped(&self, grouping: &dyn Fn(&Row) -> Option<Key>, days: i32) -> Vec<Group> {
        let keyed = self.free_rows().map(|at| (grouping(self.row(at)), at));
        join::groups(1, keyed).into_iter().map(|rows| self.group(rows, days)).collect()
    }

    /// Pairs of groups and entries with one sum (section 6, "in pairs").
    fn pairs(&self, groups: &[Group], sum: Sum, wanted: &dyn Fn(u32) -> bool) -> Vec<(usize, u32)> {
        let sums = (0u32..).zip(groups).map(|(place, group)| ([self.sum(&group.rows, sum)], place));
        let sums = sums.filter(|([sum], _)| *sum != 0);
        let entries = self.open_entries().filter(|at| wanted(*at)).map(|at| ([self.row(at).amount], at));
        let mut found = Vec::new();
        join::buckets(sums, entries, &mut |here, there| {
            let window = |place: &u32| -> Option<Window> {
                groups.get(*place as usize).map(|group| (*place, group.from, group.to))
            };
            let windows: Vec<Window> = here.iter().filter_map(window).collect();
            let days: Vec<(u32, Day)> = there.iter().map(|at| (*at, self.row(*at).date)).collect();
            join::pair_up(&windows, &days, &mut found);
        });
        // In the order of the groups, whatever their sums.
        found.sort_unstable();
        found.into_iter().filter_map(|(place, entry)| Some((usize::try_from(place).ok()?, entry))).collect()
    }

    /// Step 2, and step 9 with a longer time and settlement words.
    pub(super) fn groups(&mut self, days: i32, told: bool) {
        for grouping in GROUPINGS {
            for sum in [Sum::Net, Sum::Amount, Sum::WithFurther] {
                if sum == Sum::WithFurther && self.further.is_empty() {
                    continue;
                }
                let groups = self.grouped(&grouping, days);
                let found = self.pairs(&groups, sum, &|entry| !told || self.told(entry));
                for (place, entry) in found {
                    let Some(group) = groups.get(place) else { continue };
                    let mut bank = vec![entry];
                    if sum == Sum::Amount {
                        bank.extend(self.fee_debit(group));
                    }
                    let rows = group.rows.clone();
                    self.settle(&rows, &bank, "group", 0);
                }
            }
        }
    }

    /// The one debit of exactly the sum of the fees.
    fn fee_debit(&self, group: &Group) -> Option<u32> {
        let fee: i64 = group.rows.iter().map(|at| self.row(*at).fee).filter(|fee| *fee != NO_AMOUNT).sum();
        let fits = |at: &u32| {
            let row = self.row(*at);
            fee > 0 && row.amount == -fee && (group.from..=group.to).contains(&row.date) && self.words(*at).fee
        };
        let mut found = self.open_entries().filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// Step 3: the acquirer's day begins at another hour.
    pub(super) fn cut(&mut self) {
        let (mut groups, mut found): (Vec<Group>, Vec<(usize, u32)>) = (Vec::new(), Vec::new());
        for hour in [23, 22, 21, 20, 1, 2, 3, 4, 5, 6] {
            let grouping = |row: &Row| {
                if row.time == NO_TIME {
                    return None;
                }
                let late = row.time >= hour * 3600;
                let shift = match hour > 12 {
                    true => i32::from(late),
                    false => -i32::from(!late),
                };
                Some([i64::from(row.date + shift), i64::from(row.merchant.0), 0])
            };
            let by_hour = self.grouped(&grouping, self.matching.days);
            let paid = self.pairs(&by_hour, Sum::Net, &|_| true);
            if paid.len() >= 2 && paid.len() > found.len() {
                (groups, found) = (by_hour, paid);
            }
        }
        for (place, entry) in found {
            if let Some(group) = groups.get(place) {
                let rows = group.rows.clone();
                self.settle(&rows, &[entry], "cut", 0);
            }
        }
    }

    /// Step 5: one row, paid at once or apart.
    pub(super) fn singles(&mut self) {
        for sum in [Sum::Net, Sum::Amount] {
            let groups: Vec<Group> = self.free_rows().map(|at| self.group(vec![at], self.matching.days)).collect();
            let found = self.pairs(&groups, sum, &|entry| self.row(entry).amount < 0 || self.told(entry));
            for (place, entry) in found {
                if let Some(group) = groups.get(place) {
                    let rows = group.rows.clone();
                    self.settle(&rows, &[entry], "single", 0);
                }
            }
        }
    }

    /// The first grouping of step 2, payout aside, under which there is a group of so many rows.
    pub(super) fn first_groups(&self, least: usize) -> Vec<Group> {
        for grouping in GROUPINGS.iter().skip(1) {
            let groups = self.grouped(grouping, self.matching.days);
            if groups.iter().any(|group| group.rows.len() >= least) {
                return groups;
            }
        }
        Vec::new()
    }
}
