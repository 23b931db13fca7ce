//! Parts of groups in one payment: all rows but one or two, or some of a few (reconcile.md, 6.4, steps 6 and 7).

use super::{
    LATE,
    bank::{Bank, Sum},
    groups::Group,
};
use crate::date::Day;

/// Rows that step 6 looks at, all payments together: what real files leave open is a hundredth of it.
const MOST_WORK: usize = 30_000_000;
/// Rows of a group of which one or two may be left out (step 6).
const MOST_LEFT_OUT: usize = 1500;
/// Free rows of which combinations are tried (step 7).
const MOST_COMBINED: usize = 16;

impl Bank<'_, '_> {
    /// Step 6: a group less one row, or less two.
    pub(super) fn all_but(&mut self) {
        let mut groups: Vec<Group> = self.first_groups(3);
        groups.retain(|group| (3..=MOST_LEFT_OUT).contains(&group.rows.len()));
        groups.sort_by_key(|group| group.from);
        let entries: Vec<u32> = self.open_entries().filter(|at| self.row(*at).amount > 0 && self.told(*at)).collect();
        let mut work = 0;
        for entry in entries {
            let (credit, day) = (self.row(entry).amount, self.row(entry).date);
            // Groups that were not touched, and whose days fit.
            let first = groups.partition_point(|group| group.from < day - self.matching.days - 2 * LATE);
            let fitting: Vec<usize> = (first..groups.partition_point(|group| group.from <= day))
                .filter(|place| {
                    groups
                        .get(*place)
                        .is_some_and(|group| day <= group.to && group.rows.iter().all(|at| self.is_free(*at)))
                })
                .collect();
            work += fitting.iter().filter_map(|place| groups.get(*place)).map(|group| group.rows.len()).sum::<usize>();
            if work > MOST_WORK {
                self.matching.notes.push(("too-much-open", entry));
                return;
            }
            let mut ones: Vec<(usize, Vec<u32>)> = Vec::new();
            for place in &fitting {
                let Some(group) = groups.get(*place) else { continue };
                let left_out = self.sum(&group.rows, Sum::Net) - credit;
                let rows: Vec<u32> =
                    group.rows.iter().copied().filter(|at| self.row(*at).net_or_amount() == left_out).collect();
                if !rows.is_empty() && left_out != 0 {
                    ones.push((*place, rows));
                }
            }
            let solution = match ones.as_slice() {
                [] => self.less_two(&groups, &fitting, credit).map(|(place, rows)| (place, rows, false)),
                [(place, rows)] => Some((*place, rows.clone(), rows.len() > 1)),
                _ => None,
            };
            let Some((place, left_out, open)) = solution else { continue };
            let Some(group) = groups.get(place) else { continue };
            let rows: Vec<u32> = group.rows.iter().copied().filter(|at| !left_out.contains(at)).collect();
            let net = self.sum(&rows, Sum::Net);
            // Where one of several equal rows is left out, the others are in the payment as well.
            let difference = if open { 0 } else { net - credit };
            self.settle(&rows, &[entry], "all-but", difference);
            if open {
                for at in left_out {
                    self.matching.open_at_bank.push((at, vec![entry]));
                }
            }
        }
    }

    /// The only two rows of all groups without which a group is the payment.
    fn less_two(&self, groups: &[Group], fitting: &[usize], credit: i64) -> Option<(usize, Vec<u32>)> {
        let mut only = None;
        for place in fitting {
            let group = groups.get(*place)?;
            let left_out = self.sum(&group.rows, Sum::Net) - credit;
            let mut nets: Vec<(i64, u32)> = group.rows.iter().map(|at| (self.row(*at).net_or_amount(), *at)).collect();
            nets.sort_unstable();
            let (mut low, mut high) = (0, nets.len().saturating_sub(1));
            while low < high {
                let (Some((a, first)), Some((b, second))) = (nets.get(low), nets.get(high)) else { break };
                match (a + b).cmp(&left_out) {
                    core::cmp::Ordering::Less => low += 1,
                    core::cmp::Ordering::Greater => high -= 1,
                    core::cmp::Ordering::Equal => {
                        // A neighbour with the same net, or a second pair, is a second solution.
                        let twice = |at: usize, net: i64, other: usize| {
                            at != other && nets.get(at).is_some_and(|(next, _)| *next == net)
                        };
                        if only.is_some() || twice(low + 1, *a, high) || twice(high - 1, *b, low) {
                            return None;
                        }
                        only = Some((*place, vec![*first, *second]));
                        low += 1;
                        high -= 1;
                    }
                }
            }
        }
        only.filter(|(place, _)| groups.get(*place).is_some_and(|group| group.rows.len() > 2))
    }

    /// Step 7: the only combination of a few free rows.
    pub(super) fn some(&mut self) {
        let entries: Vec<u32> = self.open_entries().filter(|at| self.told(*at)).collect();
        if entries.is_empty() {
            return;
        }
        let mut free: Vec<(Day, u32)> = self.free_rows().map(|at| (self.row(at).base(), at)).collect();
        free.sort_unstable();
        for entry in entries {
            let (amount, day) = (self.row(entry).amount, self.row(entry).date);
            let from = free.partition_point(|(base, _)| *base < day - self.matching.days);
            // A row is paid after it was made; its day of settlement may be later.
            let mut fitting = Vec::new();
            for (base, at) in free.get(from..).unwrap_or_default() {
                if *base > day + LATE || fitting.len() > MOST_COMBINED {
                    break;
                }
                if self.is_free(*at) && self.row(*at).date <= day {
                    fitting.push(*at);
                }
            }
            if !(2..=MOST_COMBINED).contains(&fitting.len()) {
                continue;
            }
            let nets: Vec<i64> = fitting.iter().map(|at| self.row(*at).net_or_amount()).collect();
            let mut solutions = (0u32..1 << nets.len()).filter(|chosen| {
                chosen.count_ones() >= 2
                    && nets.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, net)| net).sum::<i64>()
                        == amount
            });
            let (Some(chosen), None) = (solutions.next(), solutions.next()) else { continue };
            let rows: Vec<u32> =
                fitting.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, row)| *row).collect();
            self.settle(&rows, &[entry], "some", 0);
        }
    }
}
