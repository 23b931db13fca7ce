//! Which days of settlement a statement holds only parts of, so that nothing is called missing on them (reconcile.md, section 7,
//! `missing-in-acquirer`: "on a day that the statement covers").

use crate::{
    date::{Day, NO_DAY},
    matching::Matching,
    row::{Leg, NO_TIME, Row},
};
use std::collections::HashMap;

/// When days of settlement begin, as the acquirer's rows show it: a statement by days of settlement holds only parts of its first and
/// its last day.
pub(super) struct Cut {
    /// The first and the last day of settlement.
    settled: Option<(Day, Day)>,
    /// Clock and lag of rows, by clock; beside it the smallest lag up to there, and from there on.
    lags: Vec<(i32, Day, Day)>,
    /// The first and the last clock of each day.
    clocks: HashMap<Day, (i32, i32)>,
}

impl Cut {
    /// Learns from the acquirer's rows; `stated`: the last day that a file states.
    pub(super) fn of(matching: &Matching<'_>, stated: Option<Day>) -> Self {
        let rows = || matching.leg(Leg::Acquirer).iter().map(|at| matching.row(*at)).filter(|row| row.time != NO_TIME);
        let mut clocks: HashMap<Day, (i32, i32)> = HashMap::new();
        let mut lags: Vec<(i32, Day, Day)> = Vec::new();
        for row in rows().filter(|row| row.settle != NO_DAY) {
            let clock = clocks.entry(row.date).or_insert((row.time, row.time));
            *clock = (clock.0.min(row.time), clock.1.max(row.time));
            lags.push((row.time, row.settle - row.date, row.settle - row.date));
        }
        lags.sort_unstable();
        let mut least = Day::MAX;
        for lag in &mut lags {
            least = least.min(lag.1);
            lag.1 = least;
        }
        least = Day::MAX;
        for lag in lags.iter_mut().rev() {
            least = least.min(lag.2);
            lag.2 = least;
        }
        let settled = rows().filter(|row| row.settle != NO_DAY).map(|row| (row.settle, row.settle));
        let settled = settled.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        Self { settled: settled.map(|(from, to)| (from, stated.map_or(to, |stated| to.max(stated)))), lags, clocks }
    }

    /// Whether a slip belongs to a day of settlement before the first, or behind the last.
    pub(super) fn is_outside(&self, slip: &Row) -> bool {
        let Some((first, last)) = self.settled.filter(|_| slip.time != NO_TIME) else { return false };
        let (from, to) = self.clocks.get(&slip.date).copied().unwrap_or((i32::MAX, -1));
        let up_to = self
            .lags
            .partition_point(|(clock, ..)| *clock <= slip.time)
            .checked_sub(1)
            .and_then(|at| self.lags.get(at));
        let behind = self.lags.get(self.lags.partition_point(|(clock, ..)| *clock < slip.time));
        (from > slip.time && up_to.is_some_and(|(_, lag, _)| slip.date + lag < first))
            || (to < slip.time && behind.is_some_and(|(.., lag)| slip.date + lag > last))
    }
}
