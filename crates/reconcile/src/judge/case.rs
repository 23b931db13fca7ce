//! Which cases there are: the rows of slips and acquirer that are one transaction, before the bank is asked (reconcile.md, section 7).

use crate::{
    bank_cardholder::is_reversed,
    few::Few,
    join,
    matching::{Matching, NO, get},
    row::{Kind, Leg, NO_LAST4, NO_TIME, same},
};
use std::collections::HashMap;

/// The rows that belong together before the bank is asked.
pub(super) struct Case {
    pub(super) slips: Few,
    pub(super) rows: Few,
    /// A number of [`Matching::knots`].
    pub(super) knot: u32,
    /// The row that this one is likely the same as.
    pub(super) duplicate_of: u32,
}

impl Case {
    /// The row of a leg that is the sale, not its void.
    pub(super) fn sale(list: &[u32], matching: &Matching<'_>) -> Option<u32> {
        list.iter().copied().find(|at| !matching.row(*at).kind.undoes()).or_else(|| list.first().copied())
    }

    /// The row that is looked for at a cardholder's bank.
    pub(super) fn listed(&self, matching: &Matching<'_>) -> Option<(u32, Option<u32>)> {
        let slip = Self::sale(&self.slips, matching);
        match Self::sale(&self.rows, matching) {
            Some(row) => Some((row, slip)),
            None => slip.map(|slip| (slip, None)),
        }
    }

    /// Whether a void or a reversal is among its rows, or takes one back.
    pub(super) fn is_reversed(&self, matching: &Matching<'_>) -> bool {
        self.slips.iter().chain(&self.rows).any(|at| is_reversed(matching, *at))
    }
}

/// Rows that are joined by links, voids and knots, in the order of their first rows (section 7: "a transaction collects …").
pub(super) fn cases(matching: &Matching<'_>) -> Vec<Case> {
    let count = matching.rows.len();
    let mut sets = join::Sets::new(count);
    for at in 0..u32::try_from(count).unwrap_or(NO) {
        for other in [get(&matching.void_of, at), get(&matching.partner, at), get(&matching.further_of, at)] {
            if other != NO {
                sets.join(at as usize, other as usize);
            }
        }
    }
    for knot in &matching.knots {
        if let Some((first, others)) = knot.slips.split_first() {
            for other in others {
                sets.join(*first as usize, *other as usize);
            }
        }
    }
    let mut number: HashMap<usize, usize> = HashMap::new();
    let mut cases: Vec<Case> = Vec::new();
    let both = matching.leg(Leg::Slip).iter().chain(matching.leg(Leg::Acquirer));
    let mut further: Vec<u32> =
        (0..u32::try_from(count).unwrap_or(NO)).filter(|at| get(&matching.further_of, *at) != NO).collect();
    further.sort_unstable_by_key(|at| matching.rank(*at));
    for at in both.chain(&further).copied() {
        let row = matching.row(at);
        let knot = get(&matching.knot_of, at);
        if row.leg == Leg::Acquirer && knot != NO && get(&matching.partner, at) == NO {
            // A candidate stands nowhere else.
            continue;
        }
        let root = sets.root(at as usize);
        let place = *number.entry(root).or_insert_with(|| {
            cases.push(Case { slips: Few::default(), rows: Few::default(), knot: NO, duplicate_of: NO });
            cases.len() - 1
        });
        let Some(case) = cases.get_mut(place) else { continue };
        if row.leg == Leg::Slip {
            case.slips.push(at)
        } else {
            case.rows.push(at)
        }
        if knot != NO {
            case.knot = knot;
        }
    }
    // A further row of a candidate has no case of its own.
    cases.retain(|case| !(case.slips.is_empty() && case.rows.iter().all(|at| get(&matching.further_of, *at) != NO)));
    cases
}

/// Sales without slip that are likely the same as one that has its slip: charged twice (section 7).
pub(super) fn duplicates(matching: &Matching<'_>, cases: &mut [Case]) {
    if matching.given.first() != Some(&true) {
        return;
    }
    let key = |at: u32| {
        let row = matching.row(at);
        let whole = row.last4 != NO_LAST4 && row.time != NO_TIME && row.kind == Kind::Sale;
        whole.then_some([row.amount, i64::from(row.last4)])
    };
    let mut with_slip: Vec<u32> = Vec::new();
    let mut without: Vec<(u32, usize)> = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        if case.is_reversed(matching) || case.knot != NO {
            continue;
        }
        if let Some(at) = Case::sale(&case.rows, matching) {
            if case.slips.is_empty() { without.push((at, place)) } else { with_slip.push(at) }
        }
    }
    let of: HashMap<u32, usize> = without.iter().copied().collect();
    let mut found: Vec<(usize, u32)> = Vec::new();
    let mut ordered: Vec<u32> = without.iter().map(|(at, _)| *at).collect();
    ordered.sort_unstable_by_key(|at| matching.rank(*at));
    with_slip.sort_unstable_by_key(|at| matching.rank(*at));
    let left = ordered.into_iter().filter_map(|at| Some((key(at)?, at)));
    let right = with_slip.into_iter().filter_map(|at| Some((key(at)?, at)));
    let seconds = |at: u32| i64::from(matching.row(at).date) * 86_400 + i64::from(matching.row(at).time);
    join::buckets(left, right, &mut |here, there| {
        for at in here {
            let from = there.partition_point(|other| seconds(*other) < seconds(*at) - 600);
            let near = there.iter().skip(from).take_while(|other| seconds(**other) <= seconds(*at) + 600).take(64);
            let fits = |other: &&u32| {
                let (a, b) = (matching.row(*at), matching.row(**other));
                match a.terminal.is_some() && b.terminal.is_some() {
                    true => a.terminal == b.terminal,
                    false => same(a.merchant, b.merchant),
                }
            };
            let nearest = near.filter(fits).min_by_key(|other| (seconds(**other) - seconds(*at)).abs());
            if let (Some(other), Some(place)) = (nearest, of.get(at)) {
                found.push((*place, *other));
            }
        }
    });
    for (place, other) in found {
        if let Some(case) = cases.get_mut(place) {
            case.duplicate_of = other;
        }
    }
}
