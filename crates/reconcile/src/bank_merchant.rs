//! The merchant's account: which entries stand for which rows (reconcile.md, 6.4).

use crate::{
    date::{self, Day, NO_DAY},
    join::{self, Window},
    matching::{Matching, NO, Settlement, get, set},
    row::{Leg, NO_AMOUNT, NO_TIME, Row},
    tables::{self, Folded},
    text::Sym,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Rows that step 6 looks at, all payments together: what real files leave open is a hundredth of it.
const MOST_WORK: usize = 30_000_000;
/// Rows of a group of which one or two may be left out (step 6).
const MOST_LEFT_OUT: usize = 1500;
/// Free rows of which combinations are tried (step 7).
const MOST_COMBINED: usize = 16;
/// Days late that are still looked at (step 9).
const LATE: i32 = 31;
/// Days that a run of days may span (step 4).
const MOST_SPAN: i32 = 10;

/// The words in the text of an entry.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    settlement: bool,
    fee: bool,
    /// The brands named, a bit each.
    brands: u32,
}

/// A key of a group. The parts are numbers of texts and days.
type Key = [i64; 3];
/// How rows are grouped.
type Grouping = fn(&Row) -> Option<Key>;

/// The groupings of step 2, in order.
static GROUPINGS: [Grouping; 8] = [
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

/// Which amount of each row is summed up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sum {
    Net,
    Amount,
    /// Net, with the further rows of duplicates.
    WithFurther,
}

/// Free rows under one key.
#[derive(Clone)]
struct Group {
    rows: Vec<u32>,
    /// The first day and the last on which a payment fits.
    from: Day,
    to: Day,
}

struct Bank<'m, 'a> {
    matching: &'m mut Matching<'a>,
    /// Rows of the transactions, in order.
    rows: Vec<u32>,
    /// Entries, in order.
    entries: Vec<u32>,
    words: HashMap<u32, Words>,
    /// Further rows of duplicates, by their first.
    further: HashMap<u32, Vec<u32>>,
}

/// Links what a merchant's bank paid (6.4).
pub(crate) fn link(matching: &mut Matching<'_>, acquirer_period: Option<(Day, Day)>) {
    let leg = if matching.given.get(Leg::Acquirer as usize) == Some(&true) { Leg::Acquirer } else { Leg::Slip };
    let rows: Vec<u32> = matching.leg(leg).iter().copied().filter(|at| !matching.row(*at).undone).collect();
    let entries = matching.leg(Leg::Bank).to_vec();
    if entries.is_empty() {
        return;
    }
    let mut further: HashMap<u32, Vec<u32>> = HashMap::new();
    if leg == Leg::Acquirer {
        for (at, first) in
            (0u32..).zip(&matching.further_of).filter(|(at, first)| **first != NO && matching.row(*at).leg == leg)
        {
            further.entry(*first).or_default().push(at);
        }
    }
    let mut by_text: HashMap<Sym, Words> = HashMap::new();
    let words = entries
        .iter()
        .map(|at| {
            let text = matching.row(*at).text;
            (*at, *by_text.entry(text).or_insert_with(|| words_of(matching.texts.get(text))))
        })
        .collect();
    let mut bank = Bank { matching, rows, entries, words, further };
    bank.steps();
    bank.rates();
    bank.unexplained(acquirer_period);
}

fn words_of(text: &str) -> Words {
    let folded = Folded::new(text);
    let brands = tables::SETTLEMENT_BRANDS.iter().enumerate().filter(|(_, brand)| folded.has(&[brand]));
    // The fee that a narration names is part of how a settlement is told (step 1).
    let fee = match narration(text, NO_DAY) {
        Some(found) => {
            Folded::new(&format!("{} {}", text.get(..found.at).unwrap_or(""), text.get(found.end..).unwrap_or("")))
                .has(tables::FEE_WORDS)
        }
        None => folded.has(tables::FEE_WORDS),
    };
    Words {
        settlement: folded.has(tables::SETTLEMENT_WORDS),
        fee,
        brands: brands.fold(0, |bits, (at, _)| bits | 1 << at),
    }
}

impl<'a> Bank<'_, 'a> {
    fn row(&self, at: u32) -> &'a Row {
        self.matching.row(at)
    }

    fn is_free(&self, at: u32) -> bool {
        get(&self.matching.settlement_of, at) == NO
    }

    fn free_rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().copied().filter(|at| self.is_free(*at))
    }

    fn is_open(&self, entry: u32) -> bool {
        !self.matching.used.get(entry as usize).copied().unwrap_or(true)
    }

    fn open_entries(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().copied().filter(|at| self.is_open(*at) && self.row(*at).amount != 0)
    }

    fn words(&self, entry: u32) -> Words {
        self.words.get(&entry).copied().unwrap_or_default()
    }

    /// Entries that a step with a settlement word looks at.
    fn told(&self, entry: u32) -> bool {
        self.words(entry).settlement
    }

    fn steps(&mut self) {
        self.narrations();
        self.groups(self.matching.days, false);
        self.cut();
        self.runs();
        self.singles();
        self.groups(self.matching.days, false);
        self.all_but();
        self.some();
        self.near();
        self.groups(LATE, true);
    }

    fn sum(&self, rows: &[u32], sum: Sum) -> i64 {
        let net = |at: &u32| self.row(*at).net_or_amount();
        match sum {
            Sum::Net => rows.iter().map(net).sum(),
            Sum::Amount => rows.iter().map(|at| self.row(*at).amount).sum(),
            Sum::WithFurther => {
                rows.iter().map(net).sum::<i64>()
                    + rows.iter().filter_map(|at| self.further.get(at)).flatten().map(net).sum::<i64>()
            }
        }
    }

    fn group(&self, rows: Vec<u32>, days: i32) -> Group {
        let from = rows.iter().map(|at| self.row(*at).date).max().unwrap_or(0);
        let to = rows.iter().map(|at| self.row(*at).base()).max().unwrap_or(0) + days;
        Group { rows, from, to }
    }

    fn grouped(&self, grouping: &dyn Fn(&Row) -> Option<Key>, days: i32) -> Vec<Group> {
        let keyed = self.free_rows().map(|at| (grouping(self.row(at)), at));
        join::groups(keyed).into_iter().map(|rows| self.group(rows, days)).collect()
    }

    /// Keeps a payment and the rows that it stands for. The difference is what the rows come to, less the payment.
    fn settle(&mut self, rows: &[u32], bank: &[u32], by: &'static str, difference: i64) {
        let number = u32::try_from(self.matching.settlements.len()).unwrap_or(NO);
        let Some(entry) = bank.first().map(|at| self.row(*at)) else { return };
        let fee = |at: &u32| Some(self.row(*at).fee).filter(|fee| *fee != NO_AMOUNT).unwrap_or(0);
        let last = rows.iter().map(|at| self.row(*at).base()).max().unwrap_or(0);
        let settlement = Settlement {
            bank: bank.to_vec(),
            rows: rows.to_vec(),
            by,
            amount: self.sum(rows, Sum::Amount),
            fee: rows.iter().map(fee).sum(),
            net: self.sum(rows, Sum::Net),
            credit: entry.amount,
            difference,
            late: entry.date > last + self.matching.days,
            kept_rate: None,
            odd_rate: false,
        };
        for at in rows {
            set(&mut self.matching.settlement_of, *at, number);
        }
        for at in bank {
            set(&mut self.matching.settlement_of, *at, number);
            if let Some(used) = self.matching.used.get_mut(*at as usize) {
                *used = true;
            }
        }
        self.matching.settlements.push(settlement);
    }

    /// Pairs of groups and entries with one sum (6, "in pairs").
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

    /// Step 1: the text names days and fee.
    fn narrations(&mut self) {
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

    /// Step 2, and step 9 with a longer time and settlement words.
    fn groups(&mut self, days: i32, told: bool) {
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
                        bank.extend(self.fee_debit(group, days));
                    }
                    let rows = group.rows.clone();
                    self.settle(&rows, &bank, "group", 0);
                }
            }
        }
    }

    /// The one debit of exactly the sum of the fees.
    fn fee_debit(&self, group: &Group, _days: i32) -> Option<u32> {
        let fee: i64 = group.rows.iter().map(|at| self.row(*at).fee).filter(|fee| *fee != NO_AMOUNT).sum();
        let fits = |at: &u32| {
            let row = self.row(*at);
            fee > 0 && row.amount == -fee && (group.from..=group.to).contains(&row.date) && self.words(*at).fee
        };
        let mut found = self.open_entries().filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// Step 3: the acquirer's day begins at another hour.
    fn cut(&mut self) {
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

    /// Step 4: two or more consecutive days in one payment, of one merchant, then of all.
    fn runs(&mut self) {
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

    /// Step 5: one row, paid at once or apart.
    fn singles(&mut self) {
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
    fn first_groups(&self, least: usize) -> Vec<Group> {
        for grouping in GROUPINGS.iter().skip(1) {
            let groups = self.grouped(grouping, self.matching.days);
            if groups.iter().any(|group| group.rows.len() >= least) {
                return groups;
            }
        }
        Vec::new()
    }

    /// Step 6: a group less one row, or less two.
    fn all_but(&mut self) {
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
    fn some(&mut self) {
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

    /// Step 8: a group that the payment nearly is, with the difference.
    fn near(&mut self) {
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
    fn rates(&mut self) {
        let mut rates: Vec<i64> =
            self.matching.settlements.iter().filter_map(|settlement| settlement.kept_rate).collect();
        rates.sort_unstable();
        let Some(median) = rates.get((rates.len().max(1) - 1) / 2).copied().filter(|_| rates.len() >= 3) else {
            return;
        };
        for settlement in &mut self.matching.settlements {
            settlement.odd_rate = settlement.kept_rate.is_some_and(|rate| (rate - median).abs() > 3000);
        }
    }

    /// Credits that nothing explains, and those of another acquirer; groups that come to nothing are owed nothing.
    fn unexplained(&mut self, period: Option<(Day, Day)>) {
        for grouping in GROUPINGS.iter().skip(1) {
            let nothing = self.grouped(grouping, 0).into_iter().filter(|group| self.sum(&group.rows, Sum::Net) == 0);
            let rows: Vec<u32> = nothing.flat_map(|group| group.rows).collect();
            self.matching.nothing_due.extend(rows);
        }
        self.matching.nothing_due.sort_unstable();
        self.matching.nothing_due.dedup();
        if self.matching.given.get(Leg::Acquirer as usize) != Some(&true) {
            return;
        }
        let Some((from, to)) = period else { return };
        // Before the first day of settlement, payments are for what stands in an earlier statement.
        let settled =
            self.rows.iter().map(|at| self.row(*at).settle).filter(|day| *day != NO_DAY).min().unwrap_or(from);
        let linked = self.matching.settlements.iter().filter(|settlement| settlement.credit > 0);
        let known = linked.flat_map(|settlement| &settlement.bank).fold(0, |bits, at| bits | self.words(*at).brands);
        let entries: Vec<u32> = self.open_entries().collect();
        for entry in entries {
            let (row, words) = (self.row(entry), self.words(entry));
            let in_time = row.date > from && row.date >= settled && row.date <= to + self.matching.days;
            if row.amount <= 0 || !words.settlement || words.fee || !in_time {
                continue;
            }
            if words.brands != 0 && words.brands & known == 0 {
                self.matching.notes.push(("other-acquirer", entry));
            } else {
                self.matching.unexplained_credits.push(entry);
            }
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

/// What a narration says (`narration` of the table).
#[derive(Debug, PartialEq, Eq)]
struct Narration {
    from: Day,
    to: Day,
    fee: i64,
    /// Where it stands.
    at: usize,
    end: usize,
}

/// Finds `1106-1108费12.34元`, or `20261110 笔数:5 手续费:12.34`. Days without a year are at most the entry's day.
fn narration(text: &str, entry: Day) -> Option<Narration> {
    range_fee(text, entry).or_else(|| day_count_fee(text))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A fee with at most two places, and what stands behind it.
fn fee(text: &str) -> Option<(i64, &str)> {
    let whole = digits(text);
    let (number, rest) = text.split_at_checked(whole)?;
    let mut units = number.parse::<i64>().ok().filter(|units| *units < 1_000_000_000)? * 100;
    let Some(fraction) = rest.strip_prefix('.') else { return Some((units, rest)) };
    let places = digits(fraction).min(2);
    let (cents, behind) = fraction.split_at_checked(places)?;
    units += cents.parse::<i64>().unwrap_or(0) * if places == 1 { 10 } else { 1 };
    Some((units, behind))
}

fn range_fee(text: &str, entry: Day) -> Option<Narration> {
    for (mark, _) in text.match_indices('费') {
        let Some(at) = mark.checked_sub(9) else { continue };
        let Some(days) = text.get(at..mark) else { continue };
        let Some((from, to)) = days
            .split_once('-')
            .filter(|(from, to)| digits(from) == 4 && from.len() == 4 && digits(to) == 4 && to.len() == 4)
        else {
            continue;
        };
        let Some((fee, behind)) = text.get(mark + '费'.len_utf8()..).and_then(fee) else { continue };
        let Some(behind) = behind.strip_prefix('元') else { continue };
        let day = |digits: &str, last: Day| -> Option<Day> {
            let (month, of_month) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
            let year = if last == NO_DAY { 2024 } else { date::civil(last).0 };
            date::day(year, month, of_month)
                .filter(|day| last == NO_DAY || *day <= last)
                .or_else(|| date::day(year - 1, month, of_month))
        };
        let Some(to) = day(to, entry) else { continue };
        let Some(from) = day(from, to) else { continue };
        return Some(Narration { from, to, fee, at, end: text.len() - behind.len() });
    }
    None
}

fn day_count_fee(text: &str) -> Option<Narration> {
    let (mark, _) = text.match_indices("手续费").next()?;
    let before = text.get(..mark)?;
    let (fee, behind) = fee(text.get(mark + "手续费".len()..)?.trim_start_matches([':', '：', ' ']))?;
    let count = before
        .rfind("笔数")
        .map(|at| (at, "笔数".len()))
        .or_else(|| before.rfind('共').map(|at| (at, '共'.len_utf8())))?;
    let counted = before.get(count.0 + count.1..)?.trim_start_matches([':', '：', ' ']);
    let number = digits(counted);
    let close = |text: &str| text.chars().count() <= 13 && !text.contains(|c: char| c.is_ascii_digit());
    if number == 0 || !close(counted.get(number..)?) {
        return None;
    }
    let head = before.get(..count.0)?;
    let at = head.rfind("20").and_then(|last| {
        // The day may hold another "20".
        head.match_indices("20")
            .map(|(at, _)| at)
            .filter(|at| *at <= last)
            .find(|at| date::full_dates(head.get(*at..).unwrap_or("")).len() == 1)
    })?;
    let (day, _) = date::full_dates(head.get(at..)?).first().copied()?;
    Some(Narration { from: day, to: day, fee, at, end: text.len() - behind.len() })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrations_name_days_and_fee() {
        let entry = date::day(2026, 11, 9).unwrap();
        let found = narration("POS 1106-1108费12.34元", entry).unwrap();
        assert_eq!(
            (date::iso(found.from), date::iso(found.to), found.fee),
            ("2026-11-06".into(), "2026-11-08".into(), 1234)
        );
        let found = narration("1231-0101费5元", date::day(2026, 1, 2).unwrap()).unwrap();
        assert_eq!(
            (date::iso(found.from), date::iso(found.to), found.fee),
            ("2025-12-31".into(), "2026-01-01".into(), 500)
        );
        let found = narration("清算20261110 笔数:5笔,手续费:12.3", entry).unwrap();
        assert_eq!((date::iso(found.from), found.fee), ("2026-11-10".into(), 1230));
        for text in ["手续费12.34元", "1106-1108手续费", "20261110手续费:1", "费", "1399-1108费1元"] {
            assert_eq!(narration(text, entry), None, "{text}");
        }
    }

    #[test]
    fn the_fee_of_a_narration_is_no_fee_word() {
        assert!(!words_of("POS清算1106-1108费12.34元").fee);
        assert!(!words_of("20261110 笔数:5笔,手续费:12.3 银联").fee);
        assert!(words_of("POS手续费").fee);
    }
}
