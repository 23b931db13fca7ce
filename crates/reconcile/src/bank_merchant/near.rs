//! Payments that a group nearly is, with the difference, and whether such differences can be the fee (reconcile.md, 6.4, step 8).

use super::bank::{Bank, Sum};
use crate::{matching::NO, row::NO_AMOUNT};
use std::collections::{BTreeMap, HashSet};

impl Bank<'_, '_> {
    /// Step 8: a group that the payment nearly is, with the difference.
    pub(super) fn near(&mut self) {
        let groups = self.first_groups(1);
        let mut entries: Vec<(i64, u32)> =
            self.open_entries().filter(|at| self.told(*at)).map(|at| (self.row(at).amount, at)).collect();
        entries.sort_unstable();
        // Group and entry fit each other by sum and day; connected sets of one each, or of as many each in order.
        let offset = u32::try_from(self.matching.rows.len()).unwrap_or(NO / 2);
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for (place, group) in (0u32..).zip(&groups) {
            let sum = self.sum(&group.rows, Sum::Net);
            let all: i64 = group.rows.iter().map(|at| self.row(*at).amount.abs()).sum();
            let reach = all * 3 / 100 + 100;
            let from = entries.partition_point(|(amount, _)| *amount < sum - reach);
            for (amount, entry) in entries.iter().skip(from).take_while(|(amount, _)| *amount <= sum + reach) {
                let day = self.row(*entry).date;
                if amount.signum() == sum.signum() && (group.from..=group.to).contains(&day) {
                    edges.push((offset + place, *entry));
                }
                if edges.len() > 2_000_000 {
                    self.matching.notes.push(("too-much-open", *entry));
                    return;
                }
            }
        }
        for (groups_of, entries_of) in components(&edges) {
            if groups_of.len() != entries_of.len() {
                continue;
            }
            let mut ordered: Vec<u32> = entries_of;
            ordered.sort_unstable_by_key(|at| self.matching.rank(*at));
            let fits: HashSet<(u32, u32)> =
                edges.iter().copied().filter(|(group, _)| groups_of.contains(group)).collect();
            if groups_of.len() > 1
                && !groups_of.iter().zip(&ordered).all(|(group, entry)| fits.contains(&(*group, *entry)))
            {
                continue;
            }
            for (group, entry) in groups_of.iter().zip(ordered) {
                let Some(group) = groups.get((group - offset) as usize) else { continue };
                let rows = group.rows.clone();
                let difference = self.sum(&rows, Sum::Net) - self.row(entry).amount;
                self.settle(&rows, &[entry], "near", difference);
                let silent = rows.iter().all(|at| self.row(*at).fee == NO_AMOUNT && self.row(*at).net == NO_AMOUNT);
                let amount = self.sum(&rows, Sum::Amount);
                if let Some(settlement) = self.matching.settlements.last_mut()
                    && silent
                    && difference.signum() == amount.signum()
                    && difference != 0
                    && amount != 0
                {
                    settlement.kept_rate = i64::try_from(i128::from(difference) * 1_000_000 / i128::from(amount)).ok();
                }
            }
        }
    }

    /// Where the difference is taken for the fee: three or more such settlements must agree on the rate (step 8).
    pub(super) fn rates(&mut self) {
        // A fee of more than a quarter is none.
        for settlement in &mut self.matching.settlements {
            settlement.odd_rate = settlement.kept_rate.is_some_and(|rate| rate > 250_000);
        }
        let mut rates: Vec<i64> =
            self.matching.settlements.iter().filter_map(|settlement| settlement.kept_rate).collect();
        rates.sort_unstable();
        let Some(median) = rates.get((rates.len().max(1) - 1) / 2).copied().filter(|_| rates.len() >= 3) else {
            return;
        };
        for settlement in &mut self.matching.settlements {
            settlement.odd_rate |= settlement.kept_rate.is_some_and(|rate| (rate - median).abs() > 3000);
        }
    }
}

/// Connected sets of pairs: the left members and the right ones, each in ascending order.
fn components(edges: &[(u32, u32)]) -> Vec<(Vec<u32>, Vec<u32>)> {
    let mut around: BTreeMap<(bool, u32), Vec<u32>> = BTreeMap::new();
    for (left, right) in edges {
        around.entry((false, *left)).or_default().push(*right);
        around.entry((true, *right)).or_default().push(*left);
    }
    let mut seen: HashSet<(bool, u32)> = HashSet::new();
    let mut found = Vec::new();
    for start in around.keys() {
        if !seen.insert(*start) {
            continue;
        }
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let mut waiting = vec![*start];
        while let Some((side, at)) = waiting.pop() {
            if side {
                right.push(at)
            } else {
                left.push(at)
            }
            for other in around.get(&(side, at)).into_iter().flatten() {
                if seen.insert((!side, *other)) {
                    waiting.push((!side, *other));
                }
            }
        }
        left.sort_unstable();
        right.sort_unstable();
        found.push((left, right));
    }
    found
}
