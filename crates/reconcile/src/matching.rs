//! One leg by itself, and slips against the acquirer's rows (reconcile.md, 6.2 and 6.3).

use crate::{
    Options,
    date::{Day, NO_DAY},
    files::Piles,
    join::{self, Edge},
    row::{Leg, NO_AMOUNT, NO_LAST4, NO_TIME, Row, differ, same},
    text::{Sym, Texts},
};

/// No row.
pub(crate) const NO: u32 = u32::MAX;

/// Seconds of ten minutes.
const TEN_MINUTES: i32 = 600;
/// Candidates of one slip: the nearest in time of those with its amount.
const NEAREST: usize = 64;
/// Points from which on a row is a candidate.
const CANDIDATE: u32 = 70;

/// Slips and rows that fit in more than one way: one transaction (6.3).
#[derive(Debug)]
pub(crate) struct Knot {
    pub(crate) slips: Vec<u32>,
    pub(crate) rows: Vec<u32>,
}

/// A payment at the bank and the rows that it stands for (6.4).
#[derive(Debug)]
pub(crate) struct Settlement {
    /// The entry, and the debit of the fee when that is apart.
    pub(crate) bank: Vec<u32>,
    pub(crate) rows: Vec<u32>,
    pub(crate) by: &'static str,
    pub(crate) amount: i64,
    pub(crate) fee: i64,
    pub(crate) net: i64,
    pub(crate) credit: i64,
    pub(crate) difference: i64,
    pub(crate) late: bool,
    /// The difference is the fee, since no document states one: parts of a million of the amount.
    pub(crate) kept_rate: Option<i64>,
    /// The kept rate is another than that of the other settlements, or beyond belief.
    pub(crate) odd_rate: bool,
    /// The bank's text names nobody who pays out sales, or a fee.
    pub(crate) payer_unclear: bool,
    /// An equal sum left the account again, and its text says so.
    pub(crate) returned: bool,
}

impl Settlement {
    /// Whether the difference is one of rounding: at most half a minor unit a row, and never more than 50 (6.4).
    pub(crate) fn is_rounding(&self) -> bool {
        let most = i64::try_from(self.rows.len().div_ceil(2)).unwrap_or(50).min(50);
        self.difference != 0 && self.difference.abs() <= most
    }

    /// Whether nobody explains the difference.
    pub(crate) fn is_unexplained(&self) -> bool {
        self.odd_rate || (self.difference != 0 && self.kept_rate.is_none() && !self.is_rounding())
    }
}

/// All that is known of how the rows belong together. Rows are numbers of [`Piles::rows`].
pub(crate) struct Matching<'a> {
    pub(crate) rows: &'a [Row],
    pub(crate) texts: &'a Texts,
    pub(crate) days: i32,
    pub(crate) given: [bool; 3],
    /// Transactions of slips and acquirer, entries of the bank: each once, in order.
    pub(crate) legs: [Vec<u32>; 3],
    /// Rows that are no transactions.
    pub(crate) aside: Vec<u32>,
    /// Equal rows of other exports.
    pub(crate) overlaps: Vec<u32>,
    /// The row that a further one hangs on.
    pub(crate) further_of: Vec<u32>,
    /// The sale that a void takes back.
    pub(crate) void_of: Vec<u32>,
    /// The void that takes a sale back.
    pub(crate) voided_by: Vec<u32>,
    /// Slip and acquirer's row.
    pub(crate) partner: Vec<u32>,
    /// How a slip found its row.
    pub(crate) by: Vec<&'static str>,
    pub(crate) knots: Vec<Knot>,
    /// The knot that a row is in.
    pub(crate) knot_of: Vec<u32>,
    pub(crate) settlements: Vec<Settlement>,
    /// The settlement that a row is in: of the acquirer (or slips), and of the bank.
    pub(crate) settlement_of: Vec<u32>,
    /// What may be the bank's entry, where nobody can say.
    pub(crate) open_at_bank: Vec<(u32, Vec<u32>)>,
    /// Rows that are paid by nothing, and owed nothing.
    pub(crate) nothing_due: Vec<u32>,
    /// Cardholder: the row's entry at the bank, how it was found, and whether its amount is another.
    pub(crate) entry_of: Vec<u32>,
    pub(crate) entry_by: Vec<(u32, &'static str, bool)>,
    /// Cardholder: the credit that gives a debit back.
    pub(crate) returned_by: Vec<(u32, u32)>,
    /// Bank entries that are in use.
    pub(crate) used: Vec<bool>,
    /// Notes on everything.
    pub(crate) notes: Vec<(&'static str, u32)>,
    /// Credits that nothing explains.
    pub(crate) unexplained_credits: Vec<u32>,
    /// Paid sales whose sum was taken back as a charge-back.
    pub(crate) charged_back: Vec<u32>,
}

impl<'a> Matching<'a> {
    /// Looks at each leg by itself.
    pub(crate) fn new(piles: &'a Piles, options: &Options<'_>, given: [bool; 3]) -> Self {
        let count = piles.rows.len();
        let mut matching = Self {
            rows: &piles.rows,
            texts: &piles.texts,
            days: options.days,
            given,
            legs: [Vec::new(), Vec::new(), Vec::new()],
            aside: Vec::new(),
            overlaps: Vec::new(),
            further_of: vec![NO; count],
            void_of: vec![NO; count],
            voided_by: vec![NO; count],
            partner: vec![NO; count],
            by: vec![""; count],
            knots: Vec::new(),
            knot_of: vec![NO; count],
            settlements: Vec::new(),
            settlement_of: vec![NO; count],
            open_at_bank: Vec::new(),
            nothing_due: Vec::new(),
            entry_of: vec![NO; count],
            entry_by: Vec::new(),
            returned_by: Vec::new(),
            used: vec![false; count],
            notes: Vec::new(),
            unexplained_credits: Vec::new(),
            charged_back: Vec::new(),
        };
        for leg in Leg::ALL {
            matching.one_leg(leg);
        }
        matching
    }

    pub(crate) fn row(&self, at: u32) -> &'a Row {
        static NONE: std::sync::OnceLock<Row> = std::sync::OnceLock::new();
        self.rows.get(at as usize).unwrap_or_else(|| NONE.get_or_init(|| Row::new(Leg::Bank, 0, 0)))
    }

    /// The place of a row in the order of rows everywhere, as a number that can be compared.
    pub(crate) fn rank(&self, at: u32) -> (Day, i32, u32, u32) {
        self.row(at).order_key()
    }

    pub(crate) fn leg(&self, leg: Leg) -> &[u32] {
        self.legs.get(leg as usize).map_or(&[], Vec::as_slice)
    }

    /// Copies, overlaps and duplicates of one leg, and its voids (6.2).
    fn one_leg(&mut self, leg: Leg) {
        let mut all: Vec<u32> = (0u32..).zip(self.rows).filter(|(_, row)| row.leg == leg).map(|(at, _)| at).collect();
        all.sort_unstable_by_key(|at| self.rank(*at));
        let (transactions, aside): (Vec<u32>, Vec<u32>) =
            all.iter().partition(|at| self.row(**at).kind.is_transaction());
        self.aside.extend(aside);
        all = transactions;
        let equal = join::groups(2, all.iter().map(|at| (identity(self.row(*at)), *at)));
        let mut dropped = Vec::new();
        for rows in &equal {
            let Some((first, others)) = rows.split_first() else { continue };
            if leg == Leg::Slip {
                // Equal slips are copies of one.
                for copy in others {
                    set(&mut self.further_of, *copy, *first);
                }
                dropped.extend_from_slice(others);
                continue;
            }
            // Exports overlap: as often as the file that has them most often.
            let files: Vec<u32> = rows.iter().map(|at| self.row(*at).file).collect();
            let often = |file: u32| files.iter().filter(|other| **other == file).count();
            let mut kept = (0, 0);
            if rows.len() > 1000 && files.iter().all(|file| Some(file) == files.first()) {
                kept = (rows.len(), files.first().copied().unwrap_or(0));
            } else {
                let mut different = files.clone();
                different.sort_unstable();
                different.dedup();
                // Of as many the one that says more: fee, net and day of settlement are not in every export.
                let says = |file: u32| {
                    let first = rows.iter().map(|at| self.row(*at)).find(|row| row.file == file);
                    first.map_or(0, |row| {
                        usize::from(row.fee != NO_AMOUNT)
                            + usize::from(row.net != NO_AMOUNT)
                            + usize::from(row.settle != NO_DAY)
                    })
                };
                let mut richest = 0;
                for file in different.iter().take(1000) {
                    let (count, says) = (often(*file), says(*file));
                    if count > kept.0 || (count == kept.0 && says > richest) {
                        (kept, richest) = ((count, *file), says);
                    }
                }
            }
            let (mine, others): (Vec<u32>, Vec<u32>) = rows.iter().partition(|at| self.row(**at).file == kept.1);
            self.overlaps.extend_from_slice(&others);
            dropped.extend(others);
            if leg == Leg::Acquirer
                && let Some((first, more)) = mine.split_first()
            {
                for further in more {
                    set(&mut self.further_of, *further, *first);
                }
                dropped.extend_from_slice(more);
            }
        }
        if !dropped.is_empty() {
            dropped.sort_unstable();
            all.retain(|at| dropped.binary_search(at).is_err());
        }
        if leg != Leg::Bank {
            self.voids(&all);
        }
        if let Some(place) = self.legs.get_mut(leg as usize) {
            *place = all;
        }
    }

    /// Finds the sale of each void or reversal (6.2).
    fn voids(&mut self, all: &[u32]) {
        let voids: Vec<u32> = all.iter().copied().filter(|at| self.row(*at).kind.undoes()).collect();
        if voids.is_empty() {
            return;
        }
        type Of = fn(&Row) -> Sym;
        let levels: [(Of, Of); 6] = [
            (|void| void.original_rrn, |sale| sale.rrn),
            (|void| void.original_channel_id, |sale| sale.channel_id),
            (|void| void.original_trace, |sale| sale.trace),
            (|void| void.rrn, |sale| sale.rrn),
            (|void| void.order, |sale| sale.order),
            (|void| void.trace, |sale| sale.trace),
        ];
        for (of_void, of_sale) in levels {
            let rows = self.rows;
            let key = |at: u32, of: Of, sign: i64| {
                let row = rows.get(at as usize)?;
                let value = of(row);
                value.is_some().then_some([i64::from(value.0), row.amount * sign])
            };
            let free = |at: &u32| get(&self.void_of, *at) == NO && get(&self.voided_by, *at) == NO;
            let open = voids.iter().copied().filter(free).filter_map(|at| Some((key(at, of_void, -1)?, at)));
            let sales =
                all.iter().copied().filter(free).filter(|at| !self.row(*at).kind.undoes() && self.row(*at).amount > 0);
            let sales = sales.filter_map(|at| Some((key(at, of_sale, 1)?, at)));
            let mut found = Vec::new();
            let fits = |void: u32, sale: u32| {
                let (void, sale) = (self.row(void), self.row(sale));
                near(void, sale, 1) && !differ(void.terminal, sale.terminal) && !void.cards_differ(sale)
            };
            let day = |at: u32| self.row(at).date;
            join::buckets(open, sales, &mut |here, there| {
                join::link(here, there, false, (&day, 1), &fits, &mut found);
            });
            for (void, sale) in found {
                set(&mut self.void_of, void, sale);
                set(&mut self.voided_by, sale, void);
            }
        }
    }

    /// Links slips and the acquirer's rows (6.3).
    pub(crate) fn slips_to_acquirer(&mut self) {
        let id = |value: Sym| value.is_some().then_some(i64::from(value.0));
        let sign = |amount: i64| amount.signum();
        let card = |row: &Row| (row.last4 != NO_LAST4).then_some(i64::from(row.last4));
        // Each key with the amount that counts; each level first by the statement's amount, then by its original one.
        let both = [false, true];
        for original in both {
            self.level("rrn-amount", true, 1, original, &|row, amount| Some([id(row.rrn)?, amount, 0, 0]), &|_, _| {
                true
            });
        }
        for original in both {
            self.level(
                "order-amount",
                true,
                i32::MAX,
                original,
                &|row, amount| Some([id(row.order)?, amount, 0, 0]),
                &|_, _| true,
            );
            self.level(
                "order-amount",
                true,
                i32::MAX,
                original,
                &|row, amount| Some([id(row.channel_id)?, amount, 0, 0]),
                &|_, _| true,
            );
        }
        for original in both {
            let key = |row: &Row, amount| Some([id(row.terminal)?, id(row.batch)?, id(row.trace)?, amount]);
            self.level("trace-amount", true, 1, original, &key, &|_, _| true);
        }
        for original in both {
            let key = |row: &Row, amount| Some([id(row.terminal)?, id(row.trace)?, amount, 0]);
            self.level("trace-amount", true, 1, original, &key, &|slip, row| !slip.cards_differ(row));
        }
        for original in both {
            let key = |row: &Row, amount| Some([id(row.auth)?, card(row)?, amount, 0]);
            self.level("auth-amount", false, 1, original, &key, &|_, _| true);
        }
        self.level("rrn", false, 1, false, &|row, amount| Some([id(row.rrn)?, sign(amount), 0, 0]), &|_, _| true);
        self.level(
            "order",
            false,
            i32::MAX,
            false,
            &|row, amount| Some([id(row.order)?, sign(amount), 0, 0]),
            &|_, _| true,
        );
        self.level(
            "order",
            false,
            i32::MAX,
            false,
            &|row, amount| Some([id(row.channel_id)?, sign(amount), 0, 0]),
            &|_, _| true,
        );
        let key = |row: &Row, amount: i64| Some([id(row.terminal)?, id(row.batch)?, id(row.trace)?, sign(amount)]);
        self.level("trace", false, 1, false, &key, &|slip, row| !slip.cards_differ(row));
        for original in both {
            let same_place = |slip: &Row, row: &Row| same(slip.terminal, row.terminal) || slip.same_card(row);
            self.level(
                "rrn-amount-far",
                false,
                31,
                original,
                &|row, amount| Some([id(row.rrn)?, amount, 0, 0]),
                &same_place,
            );
        }
        for original in both {
            let key = |row: &Row, amount: i64| {
                let (card, terminal) = (card(row).unwrap_or(-1), i64::from(row.terminal.0));
                (card >= 0 || terminal != 0).then_some([amount, i64::from(row.date), card, terminal])
            };
            let texts = self.texts;
            let fits = |slip: &Row, row: &Row| !contradict(slip, row, texts) && clocks_within(slip, row, TEN_MINUTES);
            self.level("same-values", true, 0, original, &key, &fits);
        }
        self.scored();
    }

    fn level(
        &mut self,
        by: &'static str,
        pairs: bool,
        reach: i32,
        original: bool,
        key: &dyn Fn(&Row, i64) -> Option<[i64; 4]>,
        fits: &dyn Fn(&Row, &Row) -> bool,
    ) {
        let mut found = Vec::new();
        {
            let free = |at: &u32| get(&self.partner, *at) == NO;
            let slips = self.leg(Leg::Slip).iter().copied().filter(free);
            let slips = slips.filter_map(|at| Some((key(self.row(at), self.row(at).amount)?, at)));
            let rows = self.leg(Leg::Acquirer).iter().copied().filter(free);
            let rows = rows.filter(|at| !original || self.row(*at).original != NO_AMOUNT).filter_map(|at| {
                let row = self.row(at);
                Some((key(row, if original { row.original } else { row.amount })?, at))
            });
            let day = |at: u32| self.row(at).date;
            let fits = |slip: u32, row: u32| {
                let (slip, row) = (self.row(slip), self.row(row));
                near(slip, row, reach) && fits(slip, row)
            };
            join::buckets(slips, rows, &mut |here, there| {
                join::link(here, there, pairs, (&day, reach), &fits, &mut found)
            });
        }
        for (slip, row) in found {
            self.join(slip, row, by);
        }
    }

    fn join(&mut self, slip: u32, row: u32, by: &'static str) {
        if get(&self.partner, slip) == NO && get(&self.partner, row) == NO {
            set(&mut self.partner, slip, row);
            set(&mut self.partner, row, slip);
            if let Some(place) = self.by.get_mut(slip as usize) {
                *place = by;
            }
        }
    }

    /// The last level: by points.
    fn scored(&mut self) {
        let mut edges: Vec<Edge> = Vec::new();
        {
            let free = |at: &u32| get(&self.partner, *at) == NO;
            let slips = self.leg(Leg::Slip).iter().copied().filter(free).map(|at| ([self.row(at).amount], at));
            let rows: Vec<([i64; 1], u32)> = self
                .leg(Leg::Acquirer)
                .iter()
                .copied()
                .filter(free)
                .flat_map(|at| {
                    let row = self.row(at);
                    let original =
                        (row.original != NO_AMOUNT && row.original != row.amount).then_some(([row.original], at));
                    [Some(([row.amount], at)), original].into_iter().flatten()
                })
                .collect();
            join::buckets(slips, rows.into_iter(), &mut |here, there| {
                for slip in here {
                    let from = there.partition_point(|at| self.row(*at).date < self.row(*slip).date - 2);
                    let to = there.partition_point(|at| self.row(*at).date <= self.row(*slip).date + 2);
                    let mut around: Vec<u32> = there.get(from..to).unwrap_or_default().to_vec();
                    if around.len() > NEAREST {
                        around.sort_by_key(|at| apart(self.row(*slip), self.row(*at)));
                        around.truncate(NEAREST);
                    }
                    for at in around {
                        let (slip_row, row) = (self.row(*slip), self.row(at));
                        if contradict(slip_row, row, self.texts) {
                            continue;
                        }
                        let points = points(slip_row, row, self.texts);
                        if points >= CANDIDATE {
                            edges.push((*slip, at, points));
                        }
                    }
                }
            });
        }
        edges.sort_unstable();
        edges.dedup();
        let order = self.ranks(edges.iter().flat_map(|(here, there, _)| [*here, *there]));
        let rank = |at: u32| {
            order
                .binary_search_by_key(&at, |(row, _)| *row)
                .map_or(0, |found| order.get(found).map_or(0, |(_, rank)| *rank))
        };
        let found = join::resolve(&edges, &rank);
        for (slip, row, interchangeable) in found.links {
            self.join(slip, row, if interchangeable { "interchangeable" } else { "scored" });
        }
        for (slips, rows) in found.knots {
            let number = u32::try_from(self.knots.len()).unwrap_or(NO);
            for at in slips.iter().chain(&rows) {
                set(&mut self.knot_of, *at, number);
            }
            self.knots.push(Knot { slips, rows });
        }
    }

    /// The places of rows in their order, by row.
    pub(crate) fn ranks(&self, rows: impl Iterator<Item = u32>) -> Vec<(u32, u64)> {
        let mut all: Vec<u32> = rows.collect();
        all.sort_unstable_by_key(|at| (self.rank(*at), *at));
        all.dedup();
        let mut ranks: Vec<(u32, u64)> = all.into_iter().zip(0..).collect();
        ranks.sort_unstable();
        ranks
    }
}

pub(crate) fn get(list: &[u32], at: u32) -> u32 {
    list.get(at as usize).copied().unwrap_or(NO)
}

pub(crate) fn set(list: &mut [u32], at: u32, value: u32) {
    if let Some(place) = list.get_mut(at as usize) {
        *place = value;
    }
}

/// What two equal rows have in common (6.2). `None`: nothing tells the row from others.
fn identity(row: &Row) -> Option<[i64; 8]> {
    let (amount, date, time) = (row.amount, i64::from(row.date), i64::from(row.time));
    if row.leg == Leg::Bank {
        return Some([0, i64::from(row.text.0), 0, 0, amount, 0, date, time]);
    }
    let id = |sym: Sym| i64::from(sym.0);
    let (level, a, b, c) = if row.refund_id.is_some() && amount < 0 {
        (1, id(row.refund_id), 0, 0)
    } else if row.rrn.is_some() {
        (2, id(row.rrn), 0, 0)
    } else if row.terminal.is_some() && row.trace.is_some() {
        (3, id(row.terminal), id(row.batch), id(row.trace))
    } else if row.channel_id.is_some() {
        (4, id(row.channel_id), 0, 0)
    } else if row.order.is_some() {
        (5, id(row.order), 0, 0)
    } else {
        return None;
    };
    let time = if row.leg == Leg::Slip { 0 } else { time };
    Some([level, a, b, c, amount, row.kind as i64, date, time])
}

/// Whether days are at most so many apart.
pub(crate) fn near(a: &Row, b: &Row, reach: i32) -> bool {
    reach == i32::MAX || a.date.abs_diff(b.date) <= reach.unsigned_abs()
}

/// Seconds between two rows, days counted without clocks where one has none.
fn apart(a: &Row, b: &Row) -> u64 {
    let days = i64::from(a.date) - i64::from(b.date);
    let clock = if a.time == NO_TIME || b.time == NO_TIME { 0 } else { i64::from(a.time - b.time) };
    (days * 86_400 + clock).unsigned_abs()
}

/// Whether clocks that are both there are at most so many seconds apart, on whatever days.
pub(crate) fn clocks_within(a: &Row, b: &Row, seconds: i32) -> bool {
    a.time == NO_TIME || b.time == NO_TIME || apart(a, b) <= seconds.unsigned_abs().into()
}

/// How many characters differ between two references of equal length.
fn characters_apart(a: &str, b: &str) -> usize {
    if a.chars().count() == b.chars().count() {
        a.chars().zip(b.chars()).filter(|(a, b)| a != b).count()
    } else {
        usize::MAX
    }
}

/// Whether two rows cannot be the same transaction (6.3).
pub(crate) fn contradict(a: &Row, b: &Row, texts: &Texts) -> bool {
    (differ(a.rrn, b.rrn) && characters_apart(texts.get(a.rrn), texts.get(b.rrn)) > 1)
        || a.cards_differ(b)
        || terminals_differ(a, b, texts)
        || differ(a.currency, b.currency)
}

/// Whether two rows name two terminals: numbers of another length are an acquirer's own.
pub(crate) fn terminals_differ(a: &Row, b: &Row, texts: &Texts) -> bool {
    let long = |sym: Sym| texts.get(sym).len() == 8;
    differ(a.terminal, b.terminal) && long(a.terminal) && long(b.terminal)
}

/// Whether two rows name two currencies, and neither says that it was converted from the other's.
pub(crate) fn currencies_differ(a: &Row, b: &Row) -> bool {
    let converted = |row: &Row, from: &Row| {
        same(row.original_currency, from.currency)
            || (row.original != NO_AMOUNT
                && row.original.abs() == from.amount.abs()
                && row.original.abs() != row.amount.abs())
    };
    differ(a.currency, b.currency) && !converted(a, b) && !converted(b, a)
}

/// The points of a slip and a row with its amount (6.3).
fn points(slip: &Row, row: &Row, texts: &Texts) -> u32 {
    let mut sum = 40;
    if slip.time != NO_TIME && row.time != NO_TIME {
        sum += match apart(slip, row) {
            0..=120 => 30,
            121..=600 => 20,
            601..=3600 => 10,
            _ => 0,
        };
    } else {
        sum += match slip.date.abs_diff(row.date) {
            0 => 15,
            1 => 5,
            _ => 0,
        };
    }
    for (holds, more) in [
        (slip.same_card(row), 20),
        (same(slip.terminal, row.terminal), 10),
        (same(slip.trace, row.trace), 10),
        (same(slip.batch, row.batch), 5),
        (same(slip.auth, row.auth), 15),
        (same(slip.merchant, row.merchant), 5),
        (differ(slip.rrn, row.rrn) && characters_apart(texts.get(slip.rrn), texts.get(row.rrn)) == 1, 25),
    ] {
        sum += if holds { more } else { 0 };
    }
    sum.min(100)
}
