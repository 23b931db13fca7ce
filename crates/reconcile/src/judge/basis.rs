//! What every case is judged by: the matched rows, the days that the piles cover, what did not succeed (reconcile.md, section 5
//! and section 7).

use super::{case::Case, cut::Cut, status::Party};
use crate::{
    date::{Day, NO_DAY},
    files::{FileInfo, Format, Piles},
    matching::{Matching, NO, get},
    row::{Leg, Row},
    text::Sym,
};
use core::ops::RangeInclusive;
use std::collections::{HashMap, HashSet};

/// Days that a pile covers (section 5).
pub(super) fn period(piles: &Piles, leg: Leg) -> Option<(Day, Day)> {
    // What a file says of its period counts for nothing where not one of its rows could be read.
    let read = |file: &&FileInfo| file.rows > 0 || !file.notes.contains(&"rows-unread");
    let stated = piles.files.iter().filter(|file| file.leg == leg).filter(read).filter_map(|file| file.period);
    let rows = piles.rows.iter().filter(|row| row.leg == leg && row.date != NO_DAY).map(|row| (row.date, row.date));
    stated.chain(rows).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Everything that a case is judged by.
pub(super) struct Judge<'m, 'a> {
    pub(super) matching: &'m Matching<'a>,
    pub(super) piles: &'a Piles,
    pub(super) party: Party,
    pub(super) periods: [Option<(Day, Day)>; 3],
    /// Candidates at the bank, where nobody can say.
    pub(super) open_at_bank: HashMap<u32, &'m Vec<u32>>,
    /// Cardholder: how a row found its entry, and whether that has another amount.
    pub(super) entry_by: HashMap<u32, (&'static str, bool)>,
    /// Cardholder: the credit that gives a row's debit back.
    pub(super) returned: HashMap<u32, u32>,
    /// Rows that did not succeed, by what they are found by.
    pub(super) failed: HashMap<(u8, Sym, Sym), u32>,
    /// Credits that nothing explains, by day: they may hold what is not found.
    free_credits: Vec<(Day, i64)>,
    /// By leg: what rows that could not be read name.
    unread: HashSet<(Leg, (u8, Sym, Sym))>,
    /// Whether the files are Chinese, for transactions without currency.
    pub(super) china: bool,
    pub(super) cut: Cut,
}

impl<'m, 'a> Judge<'m, 'a> {
    pub(super) fn new(
        matching: &'m Matching<'a>,
        piles: &'a Piles,
        party: Party,
        periods: [Option<(Day, Day)>; 3],
    ) -> Self {
        let mut failed = HashMap::new();
        for (at, row) in (0u32..).zip(&piles.failed).filter(|(_, row)| row.leg == Leg::Acquirer) {
            for key in ids(row) {
                failed.entry(key).or_insert(at);
            }
        }
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let china = piles.files.iter().any(|file| {
            matches!(file.format, Some(Format::UnionpayZm | Format::UnionpayAcom))
                || file.columns.iter().any(|column| column.role.is_some() && chinese(&column.label))
        });
        let stated = piles.files.iter().filter(|file| file.leg == Leg::Acquirer).filter_map(|file| file.period);
        Self {
            open_at_bank: matching.open_at_bank.iter().map(|(at, rows)| (*at, rows)).collect(),
            entry_by: matching.entry_by.iter().map(|(at, by, differs)| (*at, (*by, *differs))).collect(),
            returned: matching.returned_by.iter().copied().collect(),
            matching,
            piles,
            party,
            periods,
            failed,
            free_credits: {
                // Where nothing was paid by anybody known, another acquirer's payment may be this one's.
                let others = matching.notes.iter().filter(|(note, _)| *note == "other-acquirer").map(|(_, at)| at);
                let others = others.filter(|_| matching.settlements.is_empty());
                let credits = matching.unexplained_credits.iter().chain(others).map(|at| matching.row(*at));
                let mut all: Vec<(Day, i64)> = credits.map(|row| (row.date, row.amount)).collect();
                all.sort_unstable();
                all
            },
            unread: piles.unread.iter().flat_map(|row| ids(row).into_iter().map(|key| (row.leg, key))).collect(),
            china,
            cut: Cut::of(matching, stated.map(|(_, to)| to).max()),
        }
    }

    pub(super) fn row(&self, at: u32) -> &'a Row {
        self.matching.row(at)
    }

    /// Whether a pile was given.
    pub(super) fn given(&self, leg: Leg) -> bool {
        self.matching.given.get(leg as usize) == Some(&true)
    }

    /// Whether a pile's period holds a day (section 5).
    pub(super) fn covers(&self, leg: Leg, day: Day) -> bool {
        self.periods.get(leg as usize).copied().flatten().is_some_and(|(from, to)| (from..=to).contains(&day))
    }

    /// Whether a credit that nothing explains may hold this sum: by its days and its size.
    pub(super) fn may_be_in_credit(&self, row: &Row, days: RangeInclusive<Day>) -> bool {
        let from = self.free_credits.partition_point(|(day, _)| day < days.start());
        let within = self.free_credits.iter().skip(from).take_while(|(day, _)| day <= days.end());
        row.amount > 0 && within.into_iter().any(|(_, credit)| *credit >= row.net_or_amount())
    }

    /// Whether a file of this pile has rows of these days that are announced and not booked.
    pub(super) fn is_announced(&self, leg: Leg, days: RangeInclusive<Day>) -> bool {
        let mut files = self.piles.files.iter().filter(|file| file.leg == leg);
        files.any(|file| file.announced_days.range(days.clone()).next().is_some())
    }

    /// Whether what is looked for may stand in a row that could not be read: one with its number, or one of these days without any.
    pub(super) fn may_be_unread(&self, leg: Leg, row: &Row, days: RangeInclusive<Day>) -> bool {
        let mut files = self.piles.files.iter().filter(|file| file.leg == leg);
        ids(row).into_iter().any(|key| self.unread.contains(&(leg, key)))
            || files.any(|file| {
                // A month taken for a day puts rows on other days.
                file.notes.contains(&"date-order-open")
                    || file.unread_days.contains(&NO_DAY)
                    || file.unread_days.range(days.clone()).next().is_some()
            })
    }

    /// Rows of the transaction that a merchant is paid for.
    pub(super) fn paid_rows(&self, case: &Case) -> Vec<u32> {
        let knot = self.matching.knots.get(case.knot as usize);
        let rows: &[u32] = match knot {
            Some(knot) => &knot.rows,
            None if self.given(Leg::Acquirer) => &case.rows,
            None => &case.slips,
        };
        rows.iter().copied().filter(|at| !self.row(*at).undone && get(&self.matching.further_of, *at) == NO).collect()
    }
}

/// What a row that did not succeed is found by.
pub(super) fn ids(row: &Row) -> Vec<(u8, Sym, Sym)> {
    let mut all = Vec::new();
    for (level, id) in [(0, row.rrn), (1, row.order), (2, row.channel_id)] {
        if id.is_some() {
            all.push((level, id, Sym::NONE));
        }
    }
    if row.terminal.is_some() && row.trace.is_some() {
        all.push((3, row.terminal, row.trace));
    }
    all
}
