//! Joins: rows of two sides under equal keys, linked when alone or in pairs, and the choice between scored candidates
//! (reconcile.md, section 6). Sorting stands in for hashing, so that nothing depends on chance.

use std::collections::BTreeMap;

/// Pairs of one bucket that are looked at one by one; beyond, rows are only linked in order.
const MOST_PAIRS: usize = 4096;

/// Visits every key that both sides have, with the rows of each side in their order.
pub(crate) fn buckets<const N: usize>(
    left: impl Iterator<Item = ([i64; N], u32)>,
    right: impl Iterator<Item = ([i64; N], u32)>,
    visit: &mut dyn FnMut(&[u32], &[u32]),
) {
    let left = (0..).zip(left).map(|(place, (key, row))| (key, false, place, row));
    let right = (0..).zip(right).map(|(place, (key, row))| (key, true, place, row));
    let mut all: Vec<([i64; N], bool, u32, u32)> = left.chain(right).collect();
    all.sort_unstable();
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for group in all.chunk_by(|a, b| a.0 == b.0) {
        here.clear();
        there.clear();
        for (_, side, _, row) in group {
            if *side { there.push(*row) } else { here.push(*row) }
        }
        if !here.is_empty() && !there.is_empty() {
            visit(&here, &there);
        }
    }
}

/// Rows with the same key, in their order, where there are at least so many; the groups in the order of their first rows.
pub(crate) fn groups<const N: usize>(
    least: usize,
    rows: impl Iterator<Item = (Option<[i64; N]>, u32)>,
) -> Vec<Vec<u32>> {
    let mut all: Vec<([i64; N], u32, u32)> =
        (0..).zip(rows).filter_map(|(place, (key, row))| Some((key?, place, row))).collect();
    all.sort_unstable();
    let mut found: Vec<(u32, Vec<u32>)> = all
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() >= least)
        .map(|group| (group.first().map_or(0, |first| first.1), group.iter().map(|(_, _, row)| *row).collect()))
        .collect();
    found.sort_unstable_by_key(|(first, _)| *first);
    found.into_iter().map(|(_, rows)| rows).collect()
}

/// The links within one bucket: of connected rows, one here and one there are linked; with `pairs`, as many here as there, in order,
/// when each fits its partner. `day` and `reach` split a bucket at gaps in time first.
pub(crate) fn link(
    here: &[u32],
    there: &[u32],
    pairs: bool,
    (day, reach): (&dyn Fn(u32) -> i32, i32),
    fits: &dyn Fn(u32, u32) -> bool,
    out: &mut Vec<(u32, u32)>,
) {
    if let ([here], [there]) = (here, there) {
        if fits(*here, *there) {
            out.push((*here, *there));
        }
        return;
    }
    let mut days: Vec<(i32, bool, usize)> = Vec::with_capacity(here.len() + there.len());
    days.extend(here.iter().enumerate().map(|(at, row)| (day(*row), false, at)));
    days.extend(there.iter().enumerate().map(|(at, row)| (day(*row), true, at)));
    days.sort_unstable();
    for run in days.chunk_by(|a, b| b.0.saturating_sub(a.0) <= reach) {
        let side = |side: bool, all: &[u32]| -> Vec<u32> {
            let mut places: Vec<usize> =
                run.iter().filter(|(_, other, _)| *other == side).map(|(_, _, at)| *at).collect();
            places.sort_unstable();
            places.into_iter().filter_map(|at| all.get(at).copied()).collect()
        };
        connected(&side(false, here), &side(true, there), pairs, fits, out);
    }
}

fn connected(here: &[u32], there: &[u32], pairs: bool, fits: &dyn Fn(u32, u32) -> bool, out: &mut Vec<(u32, u32)>) {
    let in_order = |here: &[u32], there: &[u32], out: &mut Vec<(u32, u32)>| {
        let alone = here.len() == 1;
        if here.len() == there.len() && (pairs || alone) && here.iter().zip(there).all(|(a, b)| fits(*a, *b)) {
            out.extend(here.iter().copied().zip(there.iter().copied()));
        }
    };
    if here.is_empty() || there.is_empty() {
        return;
    }
    if here.len().saturating_mul(there.len()) > MOST_PAIRS {
        return in_order(here, there, out);
    }
    let mut sets = Sets::new(here.len() + there.len());
    for (a, left) in here.iter().enumerate() {
        for (b, right) in there.iter().enumerate() {
            if fits(*left, *right) {
                sets.join(a, here.len() + b);
            }
        }
    }
    let mut components: BTreeMap<usize, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for (a, left) in here.iter().enumerate() {
        components.entry(sets.root(a)).or_default().0.push(*left);
    }
    for (b, right) in there.iter().enumerate() {
        components.entry(sets.root(here.len() + b)).or_default().1.push(*right);
    }
    for (here, there) in components.values().filter(|(here, there)| !here.is_empty() && !there.is_empty()) {
        in_order(here, there, out);
    }
}

/// Disjoint sets; a set is named by its first member.
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(crate) fn root(&mut self, mut at: usize) -> usize {
        while let Some(up) = self.0.get(at).copied().filter(|up| *up != at) {
            let above = self.0.get(up).copied().unwrap_or(up);
            if let Some(place) = self.0.get_mut(at) {
                *place = above;
            }
            at = above;
        }
        at
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}

/// Something that a day may fall into: its number, first day, last day.
pub(crate) type Window = (u32, i32, i32);

/// Links windows and days of one sum in pairs: whoever fits is joined to what it fits; as many windows as days, and each fits its
/// partner in order: linked, else left (6, at the bank). Both sides are in their order; days ascend.
pub(crate) fn pair_up(windows: &[Window], days: &[(u32, i32)], out: &mut Vec<(u32, u32)>) {
    // Days that a window covers stand together: what one window joins is a run of days.
    let covered = |window: &Window| {
        let from = days.partition_point(|(_, day)| *day < window.1);
        let to = days.partition_point(|(_, day)| *day <= window.2);
        (from, to)
    };
    let mut steps = vec![0i32; days.len() + 2];
    let mut runs: Vec<(usize, u32)> = Vec::new();
    for (place, window) in (0u32..).zip(windows) {
        let (from, to) = covered(window);
        if from < to {
            // How many windows hold day i and the one before it: up behind `from`, down at `to`.
            runs.push((from, place));
            for (at, step) in [(from + 1, 1), (to, -1)] {
                if let Some(place) = steps.get_mut(at) {
                    *place += step;
                }
            }
        }
    }
    runs.sort_unstable();
    let mut level = 0;
    let joined: Vec<bool> = steps
        .iter()
        .map(|step| {
            level += step;
            level > 0
        })
        .collect();
    let (mut run, mut at) = (0, 0);
    while at < days.len() {
        let mut end = at + 1;
        while joined.get(end).copied().unwrap_or(false) && end < days.len() {
            end += 1;
        }
        let mut members: Vec<u32> = Vec::new();
        while let Some((from, place)) = runs.get(run)
            && *from < end
        {
            members.push(*place);
            run += 1;
        }
        members.sort_unstable();
        if members.len() == end - at {
            let chosen: Vec<(Window, (u32, i32))> = members
                .iter()
                .filter_map(|place| windows.get(*place as usize).copied())
                .zip(days.get(at..end).unwrap_or_default().iter().copied())
                .collect();
            if chosen.iter().all(|((_, from, to), (_, day))| from <= day && day <= to) {
                out.extend(chosen.iter().map(|((window, ..), (day, _))| (*window, *day)));
            }
        }
        at = end;
    }
}

/// A candidate: one here, one there, and its points.
pub(crate) type Edge = (u32, u32, u32);

/// What came of candidates.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Resolution {
    /// Links, and whether the partners are interchangeable.
    pub(crate) links: Vec<(u32, u32, bool)>,
    /// What stayed open: the rows here and those there.
    pub(crate) knots: Vec<(Vec<u32>, Vec<u32>)>,
}

/// Chooses among candidates (6.3): the best is linked when it is best for both sides by ten points or alone, until nothing changes;
/// connected rest of as many here as there, each a candidate of each, is linked in order; the rest is knots. `rank` is the order of rows.
pub(crate) fn resolve(edges: &[Edge], rank: &dyn Fn(u32) -> u64) -> Resolution {
    let mut out = Resolution::default();
    // Both sides by their rows; rows of the two sides are different numbers.
    let mut around: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (here, there, points) in edges {
        around.entry(*here).or_default().push((*there, *points));
        around.entry(*there).or_default().push((*here, *points));
    }
    let mut taken: std::collections::BTreeSet<u32> = std::collections::BTreeSet::new();
    let mut open: Vec<u32> = edges.iter().map(|(here, ..)| *here).collect();
    open.sort_unstable();
    open.dedup();
    let mut waiting = open.clone();
    while !waiting.is_empty() {
        let mut again = Vec::new();
        for here in core::mem::take(&mut waiting) {
            if taken.contains(&here) {
                continue;
            }
            let Some(there) = clear_best(here, &around, &taken) else { continue };
            if clear_best(there, &around, &taken) != Some(here) {
                continue;
            }
            taken.insert(here);
            taken.insert(there);
            out.links.push((here, there, false));
            // Those that wanted either may now be clear: neighbours here, and neighbours of neighbours there.
            for (other, _) in around.get(&there).into_iter().flatten() {
                again.push(*other);
            }
            for (other, _) in around.get(&here).into_iter().flatten() {
                again.extend(around.get(other).into_iter().flatten().map(|(here, _)| *here));
            }
        }
        again.sort_unstable();
        again.dedup();
        waiting = again;
    }
    rest(&open, &around, &taken, rank, &mut out);
    out
}

/// The best free candidate of a row, when it leads by ten points or is the only one.
fn clear_best(
    row: u32,
    around: &BTreeMap<u32, Vec<(u32, u32)>>,
    taken: &std::collections::BTreeSet<u32>,
) -> Option<u32> {
    let (mut best, mut second) = (None::<(u32, u32)>, None::<u32>);
    for (other, points) in around.get(&row)?.iter().filter(|(other, _)| !taken.contains(other)) {
        match best {
            Some((_, most)) if *points <= most => second = second.max(Some(*points)),
            previous => {
                second = second.max(previous.map(|(_, points)| points));
                best = Some((*other, *points));
            }
        }
    }
    let (other, most) = best?;
    second.is_none_or(|second| most >= second + 10).then_some(other)
}

fn rest(
    open: &[u32],
    around: &BTreeMap<u32, Vec<(u32, u32)>>,
    taken: &std::collections::BTreeSet<u32>,
    rank: &dyn Fn(u32) -> u64,
    out: &mut Resolution,
) {
    let mut seen: std::collections::BTreeSet<u32> = taken.clone();
    for start in open {
        if !seen.insert(*start) {
            continue;
        }
        let (mut here, mut there) = (Vec::new(), Vec::new());
        let mut waiting = vec![(*start, false)];
        let mut edges = 0;
        while let Some((row, side)) = waiting.pop() {
            if side {
                there.push(row)
            } else {
                here.push(row)
            }
            for (other, _) in around.get(&row).into_iter().flatten().filter(|(other, _)| !taken.contains(other)) {
                edges += usize::from(!side);
                if seen.insert(*other) {
                    waiting.push((*other, !side));
                }
            }
        }
        if there.is_empty() {
            continue;
        }
        here.sort_unstable_by_key(|row| rank(*row));
        there.sort_unstable_by_key(|row| rank(*row));
        if here.len() == there.len() && edges == here.len() * there.len() {
            out.links.extend(here.into_iter().zip(there).map(|(here, there)| (here, there, true)));
        } else {
            out.knots.push((here, there));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(here: &[u32], there: &[u32], pairs: bool, fits: &dyn Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        link(here, there, pairs, (&|_| 0, 1), fits, &mut out);
        out
    }

    #[test]
    fn rows_are_linked_alone_or_in_pairs() {
        assert_eq!(linked(&[1], &[2], false, &|_, _| true), [(1, 2)]);
        assert_eq!(linked(&[1, 2], &[3, 4], true, &|_, _| true), [(1, 3), (2, 4)]);
        assert_eq!(linked(&[1, 2], &[3, 4], false, &|_, _| true), []);
        assert_eq!(linked(&[1, 2], &[3], true, &|_, _| true), []);
        // Each fits another: two sets of one.
        assert_eq!(linked(&[1, 2], &[3, 4], false, &|a, b| (a == 1) == (b == 4)), [(1, 4), (2, 3)]);
    }

    #[test]
    fn a_gap_in_time_splits_a_bucket() {
        let mut out = Vec::new();
        let day = |row: u32| if row % 10 < 5 { 0 } else { 20 };
        link(&[1, 7], &[12, 18], false, (&day, 1), &|_, _| true, &mut out);
        assert_eq!(out, [(1, 12), (7, 18)]);
    }

    #[test]
    fn windows_and_days_are_paired_in_connected_sets() {
        let pairs = |windows: &[Window], days: &[(u32, i32)]| {
            let mut out = Vec::new();
            pair_up(windows, days, &mut out);
            out
        };
        assert_eq!(pairs(&[(1, 0, 3)], &[(9, 2)]), [(1, 9)]);
        assert_eq!(pairs(&[(1, 0, 3)], &[(9, 1), (8, 2)]), []);
        assert_eq!(pairs(&[(1, 0, 3), (2, 1, 4)], &[(9, 1), (8, 4)]), [(1, 9), (2, 8)]);
        assert_eq!(pairs(&[(1, 0, 1), (2, 10, 12)], &[(9, 1), (8, 11), (7, 30)]), [(1, 9), (2, 8)]);
        assert_eq!(pairs(&[(1, 0, 3), (2, 0, 3)], &[(9, 1)]), []);
    }

    #[test]
    fn the_clear_best_is_chosen_and_the_rest_is_said() {
        let rank = |row: u32| u64::from(row);
        let found = resolve(&[(1, 11, 90), (1, 12, 75), (2, 12, 80)], &rank);
        assert_eq!(found.links, [(1, 11, false), (2, 12, false)]);
        let found = resolve(&[(1, 11, 80), (1, 12, 80), (2, 11, 80), (2, 12, 80)], &rank);
        assert_eq!(found.links, [(1, 11, true), (2, 12, true)]);
        let found = resolve(&[(1, 11, 80), (2, 11, 80)], &rank);
        assert_eq!(found.knots, [(vec![1, 2], vec![11])]);
        // One choice makes the next one clear.
        let found = resolve(&[(1, 11, 100), (1, 12, 80), (2, 11, 85), (2, 12, 84)], &rank);
        assert_eq!(found.links, [(1, 11, false), (2, 12, false)]);
        assert!(found.knots.is_empty());
    }
}
