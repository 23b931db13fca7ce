//! Runs of consecutive days in one payment (reconcile.md, 6.4, step 4).

use super::bank::Bank;
use crate::date::Day;
use std::collections::{BTreeMap, HashMap};

/// Days that a run of days may span (step 4).
const MOST_SPAN: i32 = 10;

impl Bank<'_, '_> {
    /// Step 4: two or more consecutive days in one payment, of one merchant, then of all.
    pub(super) fn runs(&mut self) {
        for all in [false, true] {
            let mut runs = Runs::new(self, all);
            let entries: Vec<u32> = self.open_entries().collect();
            for entry in entries {
                let (amount, day) = (self.row(entry).amount, self.row(entry).date);
                let Some((scope, from, to)) = runs.only(amount, day, self.matching.days) else { continue };
                let rows = runs.take(scope, from, to);
                self.settle(&rows, &[entry], "days", 0);
            }
        }
    }
}

/// Runs of consecutive days by their sum (step 4).
struct Runs {
    /// The days that have free rows, by merchant (or one for all): their sum, last day of a row, rows.
    days: BTreeMap<i64, BTreeMap<Day, DaySum>>,
    /// Sum → merchant, first and last day. Runs that are no longer so are found out when they are looked up.
    by_sum: HashMap<i64, Vec<(i64, Day, Day)>>,
}

#[derive(Clone, Default)]
struct DaySum {
    net: i64,
    last: Day,
    rows: Vec<u32>,
}

impl Runs {
    fn new(bank: &Bank<'_, '_>, all: bool) -> Self {
        let mut days: BTreeMap<i64, BTreeMap<Day, DaySum>> = BTreeMap::new();
        for at in bank.free_rows() {
            let row = bank.row(at);
            let scope = if all { 0 } else { i64::from(row.merchant.0) };
            let day = days.entry(scope).or_default().entry(row.base()).or_default();
            day.net += row.net_or_amount();
            day.last = day.last.max(row.date);
            day.rows.push(at);
        }
        let mut runs = Self { days, by_sum: HashMap::new() };
        let scopes: Vec<i64> = runs.days.keys().copied().collect();
        for scope in scopes {
            runs.add(scope, Day::MIN, Day::MAX);
        }
        runs
    }

    /// Adds the runs that begin within these days.
    fn add(&mut self, scope: i64, from: Day, to: Day) {
        let Some(days) = self.days.get(&scope) else { return };
        for (first, _) in days.range(from..=to) {
            let mut sum = 0;
            for (count, (last, day)) in days.range(*first..=first.saturating_add(MOST_SPAN - 1)).enumerate() {
                sum += day.net;
                if count > 0 && sum != 0 {
                    let known = self.by_sum.entry(sum).or_default();
                    if !known.contains(&(scope, *first, *last)) {
                        known.push((scope, *first, *last));
                    }
                }
            }
        }
    }

    /// The only run that is still so and fits a payment.
    fn only(&self, amount: i64, day: Day, days: i32) -> Option<(i64, Day, Day)> {
        let mut found = None;
        for (scope, from, to) in self.by_sum.get(&amount)? {
            let Some(all) = self.days.get(scope) else { continue };
            if *to + days < day || *from > day || !all.contains_key(from) || !all.contains_key(to) {
                continue;
            }
            let (mut sum, mut last) = (0, Day::MIN);
            for (_, day) in all.range(*from..=*to) {
                sum += day.net;
                last = last.max(day.last);
            }
            if sum == amount && last <= day {
                if found.is_some() {
                    return None;
                }
                found = Some((*scope, *from, *to));
            }
        }
        found
    }

    fn take(&mut self, scope: i64, from: Day, to: Day) -> Vec<u32> {
        let mut rows = Vec::new();
        if let Some(days) = self.days.get_mut(&scope) {
            let taken: Vec<Day> = days.range(from..=to).map(|(day, _)| *day).collect();
            for day in taken {
                rows.extend(days.remove(&day).unwrap_or_default().rows);
            }
        }
        self.add(scope, from.saturating_sub(MOST_SPAN), from);
        rows
    }
}
