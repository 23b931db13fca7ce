//! What is said of each transaction (reconcile.md, 6.1 and section 7).

use crate::{
    bank_cardholder::{self, is_reversed, return_days},
    bank_merchant,
    date::{Day, NO_DAY},
    files::{Format, Piles},
    join,
    matching::{Matching, NO, get},
    row::{Kind, Leg, NO_AMOUNT, NO_LAST4, NO_TIME, Row, same},
    table::Role,
    tables::{self, Folded},
    text::Sym,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Whose reconciliation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Who paid.
    Cardholder,
    /// Who was paid.
    Merchant,
}

impl Party {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Cardholder => "cardholder",
            Self::Merchant => "merchant",
        }
    }
}

/// What a transaction comes to, in the order in which the first that is found counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// More than one fits.
    Ambiguous,
    /// It stands there twice.
    Duplicated,
    /// The amounts are different.
    AmountDiffers,
    /// The acquirer's statement does not have it.
    MissingInAcquirer,
    /// There is no slip.
    MissingInSlip,
    /// The bank does not have it.
    MissingInBank,
    /// It was taken back.
    Reversed,
    /// The merchant's numbers are different.
    MerchantDiffers,
    /// Nobody explains what was kept back.
    FeeUnexplained,
    /// The days are too far apart.
    DateDiffers,
    /// A pile does not reach its day.
    NotCovered,
    /// The documents say the same.
    Agrees,
}

impl Status {
    /// All, the worst first.
    pub const ALL: [Self; 12] = [
        Self::Ambiguous,
        Self::Duplicated,
        Self::AmountDiffers,
        Self::MissingInAcquirer,
        Self::MissingInSlip,
        Self::MissingInBank,
        Self::Reversed,
        Self::MerchantDiffers,
        Self::FeeUnexplained,
        Self::DateDiffers,
        Self::NotCovered,
        Self::Agrees,
    ];

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Duplicated => "duplicated",
            Self::AmountDiffers => "amount-differs",
            Self::MissingInAcquirer => "missing-in-acquirer",
            Self::MissingInSlip => "missing-in-slip",
            Self::MissingInBank => "missing-in-bank",
            Self::Reversed => "reversed",
            Self::MerchantDiffers => "merchant-differs",
            Self::FeeUnexplained => "fee-unexplained",
            Self::DateDiffers => "date-differs",
            Self::NotCovered => "not-covered",
            Self::Agrees => "agrees",
        }
    }
}

/// What a leg says of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has it.
    Present,
    /// It covers the day and does not have it.
    Missing,
    /// The pile was not given.
    NotGiven,
    /// The pile does not reach that day.
    NotCovered,
    /// More than one fits.
    Ambiguous,
    /// Nothing is looked for.
    NotExpected,
}

impl State {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::NotGiven => "not-given",
            Self::NotCovered => "not-covered",
            Self::Ambiguous => "ambiguous",
            Self::NotExpected => "not-expected",
        }
    }
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Minor units, days, a count.
    Number(i64),
    Row(u32),
    Rows(Vec<u32>),
    /// A row that did not succeed, a number of `failed`.
    Failed(u32),
    Word(&'static str),
    Words(Vec<&'static str>),
    Text(Sym),
    Day(Day),
}

/// A finding and its evidence.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) id: Status,
    pub(crate) evidence: Vec<(&'static str, Evidence)>,
}

/// One transaction.
#[derive(Debug)]
pub(crate) struct Transaction {
    pub(crate) key: String,
    /// By leg, the first row is the sale's.
    pub(crate) rows: [Vec<u32>; 3],
    pub(crate) states: [State; 3],
    pub(crate) status: Status,
    pub(crate) findings: Vec<Finding>,
    pub(crate) kind: Kind,
    pub(crate) amount: i64,
    pub(crate) currency: Sym,
    pub(crate) date: Day,
    /// From, to, how, settlement.
    pub(crate) links: Vec<(u32, u32, &'static str, u32)>,
    pub(crate) candidates: Vec<u32>,
    pub(crate) notes: Vec<&'static str>,
    /// Whether the guidance is that for China.
    pub(crate) china: bool,
}

/// Everything that was found out.
pub(crate) struct Judged {
    pub(crate) party: Party,
    pub(crate) transactions: Vec<Transaction>,
    pub(crate) periods: [Option<(Day, Day)>; 3],
    pub(crate) unrelated: [usize; 3],
}

/// Days that a pile covers (section 5).
fn period(piles: &Piles, leg: Leg) -> Option<(Day, Day)> {
    let stated = piles.files.iter().filter(|file| file.leg == leg).filter_map(|file| file.period);
    let rows = piles.rows.iter().filter(|row| row.leg == leg && row.date != NO_DAY).map(|row| (row.date, row.date));
    stated.chain(rows).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Whose files these are (6.1).
pub(crate) fn detect(piles: &Piles, given: [bool; 3]) -> Party {
    let merchant_table = piles.files.iter().filter(|file| file.leg == Leg::Acquirer).any(|file| {
        let has =
            |roles: &[Role]| file.columns.iter().any(|column| column.role.is_some_and(|role| roles.contains(&role)));
        file.format.is_some_and(Format::is_merchants)
            || (file.format == Some(Format::Table)
                && has(&[Role::Fee, Role::Net, Role::SettleDate])
                && has(&[Role::Rrn, Role::Terminal, Role::Merchant, Role::Trace]))
    });
    if merchant_table {
        return Party::Merchant;
    }
    let (mut credits, mut debits) = (0usize, 0usize);
    let mut known: HashMap<Sym, bool> = HashMap::new();
    for row in piles.rows.iter().filter(|row| row.leg == Leg::Bank) {
        let told = *known
            .entry(row.text)
            .or_insert_with(|| Folded::new(piles.texts.get(row.text)).has(tables::SETTLEMENT_WORDS));
        credits += usize::from(told && row.amount > 0);
        debits += usize::from(told && row.amount < 0);
    }
    if credits > debits {
        return Party::Merchant;
    }
    if given.get(Leg::Bank as usize) != Some(&true) {
        let rows = || piles.rows.iter().filter(|row| row.leg != Leg::Bank);
        let cards: HashSet<u16> = rows().map(|row| row.last4).filter(|last| *last != NO_LAST4).collect();
        let merchants: HashSet<Sym> = rows().map(|row| row.merchant).filter(|merchant| merchant.is_some()).collect();
        if cards.len() >= 3 && merchants.len() == 1 {
            return Party::Merchant;
        }
    }
    Party::Cardholder
}

/// The rows that belong together before the bank is asked.
struct Case {
    slips: Vec<u32>,
    rows: Vec<u32>,
    knot: u32,
    duplicate_of: u32,
}

impl Case {
    /// The row of a leg that is the sale, not its void.
    fn sale(list: &[u32], matching: &Matching<'_>) -> Option<u32> {
        list.iter().copied().find(|at| !matching.row(*at).kind.undoes()).or_else(|| list.first().copied())
    }

    /// The row that is looked for at a cardholder's bank.
    fn listed(&self, matching: &Matching<'_>) -> Option<(u32, Option<u32>)> {
        let slip = Self::sale(&self.slips, matching);
        match Self::sale(&self.rows, matching) {
            Some(row) => Some((row, slip)),
            None => slip.map(|slip| (slip, None)),
        }
    }

    fn is_reversed(&self, matching: &Matching<'_>) -> bool {
        self.slips.iter().chain(&self.rows).any(|at| is_reversed(matching, *at))
    }
}

/// Matches and judges everything.
pub(crate) fn judge(matching: &mut Matching<'_>, piles: &Piles, party: Party) -> Judged {
    matching.slips_to_acquirer();
    let periods = Leg::ALL.map(|leg| period(piles, leg));
    let mut cases = cases(matching);
    duplicates(matching, &mut cases);
    let slips_given = matching.given.first() == Some(&true);
    let mut unlisted = 0;
    if party == Party::Cardholder && slips_given {
        cases.retain(|case| {
            let kept = !case.slips.is_empty() || case.duplicate_of != NO;
            unlisted += if kept { 0 } else { case.rows.len() };
            kept
        });
    }
    match party {
        Party::Merchant => bank_merchant::link(matching, periods.get(Leg::Acquirer as usize).copied().flatten()),
        Party::Cardholder => {
            let listed: Vec<(u32, Option<u32>)> = cases
                .iter()
                .filter(|case| case.knot == NO)
                .filter_map(|case| case.listed(matching))
                .filter(|(at, _)| !matching.row(*at).kind.undoes())
                .collect();
            bank_cardholder::link(matching, &listed);
        }
    }
    let mut judge = Judge::new(matching, piles, party, periods);
    let mut transactions: Vec<Transaction> = cases.iter().map(|case| judge.case(case)).collect();
    for credit in &matching.unexplained_credits {
        transactions.push(judge.credit(*credit));
    }
    transactions.sort_by_cached_key(|transaction| judge.place(transaction));
    judge.keys(&mut transactions);
    let aside = |leg: Leg| matching.aside.iter().filter(|at| matching.row(**at).leg == leg).count();
    let free =
        matching.leg(Leg::Bank).iter().filter(|at| !matching.used.get(**at as usize).copied().unwrap_or(false)).count();
    let unrelated =
        [aside(Leg::Slip), aside(Leg::Acquirer) + unlisted, free.saturating_sub(matching.unexplained_credits.len())];
    Judged { party, transactions, periods, unrelated }
}

/// Rows that are joined by links, voids and knots, in the order of their first rows.
fn cases(matching: &Matching<'_>) -> Vec<Case> {
    let count = matching.rows.len();
    let mut up: Vec<u32> = (0..u32::try_from(count).unwrap_or(NO)).collect();
    fn root(up: &mut [u32], mut at: u32) -> u32 {
        loop {
            let above = get(up, at);
            if above == at || above == NO {
                return at;
            }
            let next = get(up, above);
            crate::matching::set(up, at, next);
            at = next;
        }
    }
    for at in 0..u32::try_from(count).unwrap_or(NO) {
        for other in [get(&matching.void_of, at), get(&matching.partner, at), get(&matching.further_of, at)] {
            if other != NO {
                let (a, b) = (root(&mut up, at), root(&mut up, other));
                crate::matching::set(&mut up, a.max(b), a.min(b));
            }
        }
    }
    for knot in &matching.knots {
        if let Some((first, others)) = knot.slips.split_first() {
            for other in others {
                let (a, b) = (root(&mut up, *first), root(&mut up, *other));
                crate::matching::set(&mut up, a.max(b), a.min(b));
            }
        }
    }
    let mut number: HashMap<u32, usize> = HashMap::new();
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
        let root = root(&mut up, at);
        let place = *number.entry(root).or_insert_with(|| {
            cases.push(Case { slips: Vec::new(), rows: Vec::new(), knot: NO, duplicate_of: NO });
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
fn duplicates(matching: &Matching<'_>, cases: &mut [Case]) {
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

struct Judge<'m, 'a> {
    matching: &'m Matching<'a>,
    piles: &'a Piles,
    party: Party,
    periods: [Option<(Day, Day)>; 3],
    open_at_bank: HashMap<u32, &'m Vec<u32>>,
    entry_by: HashMap<u32, (&'static str, bool)>,
    returned: HashMap<u32, u32>,
    /// Rows that did not succeed, by what they are found by.
    failed: HashMap<(u8, Sym, Sym), u32>,
    china: bool,
    cut: Cut,
}

/// When days of settlement begin, as the acquirer's rows show it: a statement by days of settlement holds only parts of its first and
/// its last day.
struct Cut {
    /// The first and the last day of settlement.
    settled: Option<(Day, Day)>,
    /// Clock and lag of rows, by clock; beside it the smallest lag up to there, and from there on.
    lags: Vec<(i32, Day, Day)>,
    /// The first and the last clock of each day.
    clocks: HashMap<Day, (i32, i32)>,
}

impl Cut {
    fn of(matching: &Matching<'_>, stated: Option<Day>) -> Self {
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
    fn is_outside(&self, slip: &Row) -> bool {
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

impl<'m, 'a> Judge<'m, 'a> {
    fn new(matching: &'m Matching<'a>, piles: &'a Piles, party: Party, periods: [Option<(Day, Day)>; 3]) -> Self {
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
        Self {
            open_at_bank: matching.open_at_bank.iter().map(|(at, rows)| (*at, rows)).collect(),
            entry_by: matching.entry_by.iter().map(|(at, by, differs)| (*at, (*by, *differs))).collect(),
            returned: matching.returned_by.iter().copied().collect(),
            matching,
            piles,
            party,
            periods,
            failed,
            china,
            cut: Cut::of(
                matching,
                piles
                    .files
                    .iter()
                    .filter(|file| file.leg == Leg::Acquirer)
                    .filter_map(|file| file.period)
                    .map(|(_, to)| to)
                    .max(),
            ),
        }
    }

    fn row(&self, at: u32) -> &'a Row {
        self.matching.row(at)
    }

    fn given(&self, leg: Leg) -> bool {
        self.matching.given.get(leg as usize) == Some(&true)
    }

    fn covers(&self, leg: Leg, day: Day) -> bool {
        self.periods.get(leg as usize).copied().flatten().is_some_and(|(from, to)| (from..=to).contains(&day))
    }

    /// The state of slips or acquirer where there are no rows.
    fn absent(&self, leg: Leg, day: Day) -> State {
        if !self.given(leg) {
            State::NotGiven
        } else if self.covers(leg, day) {
            State::Missing
        } else {
            State::NotCovered
        }
    }

    fn case(&mut self, case: &Case) -> Transaction {
        let matching = self.matching;
        let reversed = case.is_reversed(matching);
        let slip = Case::sale(&case.slips, matching);
        let row = Case::sale(&case.rows, matching);
        let main = self.row(slip.or(row).unwrap_or(NO));
        let knot = matching.knots.get(case.knot as usize);
        let mut transaction = Transaction {
            key: String::new(),
            rows: [case.slips.clone(), case.rows.clone(), Vec::new()],
            states: [State::Present; 3],
            status: Status::Agrees,
            findings: Vec::new(),
            kind: main.kind,
            amount: main.amount,
            currency: main.currency,
            date: main.date,
            links: Vec::new(),
            candidates: knot.map(|knot| knot.rows.clone()).unwrap_or_default(),
            notes: Vec::new(),
            china: self.china,
        };
        let other = row.map(|at| self.row(at).currency).unwrap_or_default();
        if !transaction.currency.is_some() {
            transaction.currency = other;
        }
        if transaction.currency.is_some() {
            transaction.china = self.matching.texts.get(transaction.currency) == "CNY";
        }
        let slip_state = if slip.is_some() { State::Present } else { self.absent(Leg::Slip, main.date) };
        let acquirer = match (knot, row) {
            (Some(_), None) => State::Ambiguous,
            (_, Some(_)) => State::Present,
            (None, None) => match self.absent(Leg::Acquirer, main.date) {
                State::Missing if self.cut.is_outside(main) => State::NotCovered,
                state => state,
            },
        };
        for at in &case.slips {
            let partner = get(&matching.partner, *at);
            if partner != NO {
                let by = matching.by.get(*at as usize).copied().unwrap_or("");
                transaction.links.push((*at, partner, by, NO));
            }
        }
        let bank = self.bank(case, &mut transaction, reversed);
        transaction.states = [slip_state, acquirer, bank];
        self.findings(case, &mut transaction, reversed);
        transaction
    }

    /// Rows of the transaction that a merchant is paid for.
    fn paid_rows(&self, case: &Case) -> Vec<u32> {
        let knot = self.matching.knots.get(case.knot as usize);
        let rows: &[u32] = match knot {
            Some(knot) => &knot.rows,
            None if self.given(Leg::Acquirer) => &case.rows,
            None => &case.slips,
        };
        rows.iter().copied().filter(|at| !self.row(*at).undone && get(&self.matching.further_of, *at) == NO).collect()
    }

    /// The bank's leg: its rows, links and state.
    fn bank(&self, case: &Case, transaction: &mut Transaction, reversed: bool) -> State {
        if !self.given(Leg::Bank) {
            return State::NotGiven;
        }
        if self.party == Party::Cardholder {
            return self.account(case, transaction, reversed);
        }
        let rows = self.paid_rows(case);
        let mut missing = None;
        let mut open = false;
        for at in &rows {
            let number = get(&self.matching.settlement_of, *at);
            if let Some(settlement) = self.matching.settlements.get(number as usize) {
                for entry in &settlement.bank {
                    if !bank_rows(transaction).contains(entry) {
                        bank_rows(transaction).push(*entry);
                    }
                }
                if let Some(entry) = settlement.bank.first() {
                    transaction.links.push((*at, *entry, settlement.by, number));
                }
                continue;
            }
            if let Some(entries) = self.open_at_bank.get(at) {
                transaction.candidates.extend_from_slice(entries);
                open = true;
            } else if missing.is_none() {
                missing = Some(*at);
            }
        }
        if open {
            return State::Ambiguous;
        }
        match missing {
            _ if rows.is_empty() => State::NotExpected,
            None => State::Present,
            // A sale that was taken back need not be paid; what comes to nothing is not paid either.
            Some(_) if reversed => {
                if bank_rows(transaction).is_empty() {
                    State::NotExpected
                } else {
                    State::Present
                }
            }
            Some(at) if self.row(at).net_or_amount() == 0 || self.matching.nothing_due.binary_search(&at).is_ok() => {
                State::NotExpected
            }
            Some(at) => self.not_at_bank(self.row(at).base()),
        }
    }

    /// Whether the bank's statement says that it is not there: it reaches the day by which it must have come (section 7).
    fn not_at_bank(&self, base: Day) -> State {
        if self.covers(Leg::Bank, base.saturating_add(self.matching.days)) { State::Missing } else { State::NotCovered }
    }

    /// The bank's leg of a cardholder.
    fn account(&self, case: &Case, transaction: &mut Transaction, reversed: bool) -> State {
        let Some((at, _)) = case.listed(self.matching).filter(|_| case.knot == NO) else { return State::NotExpected };
        let entry = get(&self.matching.entry_of, at);
        if entry != NO {
            bank_rows(transaction).push(entry);
            let by = self.entry_by.get(&at).map_or("", |(by, _)| *by);
            transaction.links.push((at, entry, by, NO));
            if let Some(credit) = self.returned.get(&at) {
                bank_rows(transaction).push(*credit);
            } else if reversed && self.not_returned(entry) {
                return State::Missing;
            }
            return State::Present;
        }
        if reversed {
            return State::NotExpected;
        }
        if let Some(entries) = self.open_at_bank.get(&at) {
            transaction.candidates.extend_from_slice(entries);
            return State::Ambiguous;
        }
        self.not_at_bank(self.row(at).base())
    }

    /// Whether the bank's period holds all the days within which a debit must come back.
    fn not_returned(&self, entry: u32) -> bool {
        let day = self.row(entry).date;
        self.covers(Leg::Bank, day) && self.covers(Leg::Bank, day + return_days(self.matching.days))
    }

    fn findings(&self, case: &Case, transaction: &mut Transaction, reversed: bool) {
        let [slip_state, acquirer, bank] = transaction.states;
        let mut findings: Vec<Finding> = Vec::new();
        let mut add = |id: Status, evidence: Vec<(&'static str, Evidence)>| findings.push(Finding { id, evidence });
        if acquirer == State::Ambiguous || (bank == State::Ambiguous && !reversed) {
            add(Status::Ambiguous, vec![("candidates", Evidence::Rows(transaction.candidates.clone()))]);
        }
        let further: Vec<u32> =
            case.rows.iter().copied().filter(|at| get(&self.matching.further_of, *at) != NO).collect();
        if !further.is_empty() {
            add(Status::Duplicated, vec![("duplicated", Evidence::Rows(further))]);
        } else if case.duplicate_of != NO {
            add(Status::Duplicated, vec![("duplicateOf", Evidence::Row(case.duplicate_of))]);
        }
        for (slip, row) in self.linked(case) {
            if !row.has_amount(slip.amount) {
                let evidence =
                    vec![("slip", Evidence::Number(slip.amount)), ("acquirer", Evidence::Number(row.amount))];
                add(Status::AmountDiffers, evidence);
            }
        }
        let listed = case.listed(self.matching).map(|(at, _)| at);
        let (by, differs) = listed.and_then(|at| self.entry_by.get(&at)).copied().unwrap_or(("", false));
        let entry = listed.map_or(NO, |at| get(&self.matching.entry_of, at));
        if differs && !reversed {
            let wanted = listed.map_or(0, |at| self.row(at).amount);
            let evidence =
                vec![("expected", Evidence::Number(wanted)), ("bank", Evidence::Number(-self.row(entry).amount))];
            add(Status::AmountDiffers, evidence);
        }
        if reversed {
            if self.party == Party::Cardholder && bank == State::Missing {
                add(Status::MissingInBank, vec![("bank", Evidence::Word("reversal")), ("debit", Evidence::Row(entry))]);
            }
            add(Status::Reversed, Vec::new());
        } else {
            self.missing(transaction, &mut add, [slip_state, acquirer, bank]);
            self.lesser(case, &mut add, by, entry, listed);
            if transaction.states.contains(&State::NotCovered) {
                let legs = Leg::ALL.iter().zip(transaction.states).filter(|(_, state)| *state == State::NotCovered);
                add(Status::NotCovered, vec![("legs", Evidence::Words(legs.map(|(leg, _)| leg.id()).collect()))]);
            }
        }
        self.settlement_notes(case, transaction);
        findings.sort_by_key(|finding| finding.id);
        transaction.status = findings.first().map_or(Status::Agrees, |finding| finding.id);
        transaction.findings = findings;
    }

    fn missing(
        &self,
        transaction: &Transaction,
        add: &mut dyn FnMut(Status, Vec<(&'static str, Evidence)>),
        [slip, acquirer, bank]: [State; 3],
    ) {
        if acquirer == State::Missing {
            let row = transaction.rows.first().and_then(|rows| rows.first()).map(|at| self.row(*at));
            let failed = row.and_then(|row| ids(row).into_iter().find_map(|key| self.failed.get(&key)).copied());
            add(
                Status::MissingInAcquirer,
                failed.map(|at| ("failedAtAcquirer", Evidence::Failed(at))).into_iter().collect(),
            );
        }
        if slip == State::Missing {
            add(Status::MissingInSlip, Vec::new());
        }
        if bank == State::Missing {
            let rows = transaction.rows.get(1).filter(|rows| !rows.is_empty()).or(transaction.rows.first());
            let base = rows.and_then(|rows| rows.first()).map_or(NO_DAY, |at| self.row(*at).base());
            add(Status::MissingInBank, vec![("expectedBy", Evidence::Day(base.saturating_add(self.matching.days)))]);
        }
    }

    /// Merchant, fee, date: what stands below `reversed`.
    fn lesser(
        &self,
        case: &Case,
        add: &mut dyn FnMut(Status, Vec<(&'static str, Evidence)>),
        by: &str,
        entry: u32,
        listed: Option<u32>,
    ) {
        let texts = self.matching.texts;
        for (slip, row) in self.linked(case) {
            let parts = merchant_parts(texts.get(slip.merchant), texts.get(row.merchant), texts.get(row.mcc));
            if !parts.is_empty() {
                let evidence = vec![
                    ("parts", Evidence::Words(parts)),
                    ("slip", Evidence::Text(slip.merchant)),
                    ("acquirer", Evidence::Text(row.merchant)),
                    ("mcc", Evidence::Text(row.mcc)),
                ];
                add(Status::MerchantDiffers, evidence);
                break;
            }
        }
        let own = case.slips.iter().chain(&case.rows).find(|at| self.row(**at).unexplained);
        let settlements = self
            .paid_rows(case)
            .into_iter()
            .filter_map(|at| self.matching.settlements.get(get(&self.matching.settlement_of, at) as usize));
        let unexplained = settlements.clone().find(|settlement| settlement.is_unexplained());
        if let Some(settlement) = unexplained {
            add(Status::FeeUnexplained, vec![("difference", Evidence::Number(settlement.difference))]);
        } else if let Some(row) = own.map(|at| self.row(*at)) {
            let fee = if row.fee == NO_AMOUNT { 0 } else { row.fee };
            add(Status::FeeUnexplained, vec![("difference", Evidence::Number(row.amount - fee - row.net))]);
        }
        let far = self.linked(case).find(|(slip, row)| slip.date.abs_diff(row.date) > 1);
        let late = settlements.clone().find(|settlement| settlement.late);
        let base = listed.map_or(NO_DAY, |at| self.row(at).date);
        let day = self.row(entry).date;
        let outside = entry != NO && by == "id" && !(base..=base.saturating_add(self.matching.days)).contains(&day);
        if let Some((slip, row)) = far {
            add(Status::DateDiffers, vec![("slip", Evidence::Day(slip.date)), ("acquirer", Evidence::Day(row.date))]);
        } else if let Some(entry) = late.and_then(|settlement| settlement.bank.first()) {
            add(
                Status::DateDiffers,
                vec![("bank", Evidence::Day(self.row(*entry).date)), ("late", Evidence::Row(*entry))],
            );
        } else if outside {
            add(Status::DateDiffers, vec![("bank", Evidence::Day(day)), ("late", Evidence::Row(entry))]);
        }
    }

    fn linked(&self, case: &Case) -> impl Iterator<Item = (&'a Row, &'a Row)> {
        let pairs: Vec<(u32, u32)> = case.slips.iter().map(|at| (*at, get(&self.matching.partner, *at))).collect();
        pairs
            .into_iter()
            .filter(|(_, row)| *row != NO)
            .map(|(slip, row)| (self.matching.row(slip), self.matching.row(row)))
    }

    fn settlement_notes(&self, case: &Case, transaction: &mut Transaction) {
        for at in self.paid_rows(case) {
            if let Some(settlement) = self.matching.settlements.get(get(&self.matching.settlement_of, at) as usize) {
                for (holds, note) in [
                    (settlement.kept_rate.is_some() && !settlement.odd_rate, "fee-not-stated"),
                    (settlement.kept_rate.is_none() && settlement.is_rounding(), "rounding"),
                ] {
                    if holds && !transaction.notes.contains(&note) {
                        transaction.notes.push(note);
                    }
                }
            }
        }
        if transaction.links.iter().any(|(_, _, by, _)| *by == "interchangeable") {
            transaction.notes.push("interchangeable");
        }
    }

    /// A credit that nothing explains.
    fn credit(&self, at: u32) -> Transaction {
        let row = self.row(at);
        let slip = if self.given(Leg::Slip) { State::NotExpected } else { State::NotGiven };
        Transaction {
            key: String::new(),
            rows: [Vec::new(), Vec::new(), vec![at]],
            states: [slip, State::Missing, State::Present],
            status: Status::MissingInAcquirer,
            findings: vec![Finding { id: Status::MissingInAcquirer, evidence: vec![("bank", Evidence::Row(at))] }],
            kind: row.kind,
            amount: row.amount,
            currency: row.currency,
            date: row.date,
            links: Vec::new(),
            candidates: Vec::new(),
            notes: Vec::new(),
            china: if row.currency.is_some() { self.matching.texts.get(row.currency) == "CNY" } else { self.china },
        }
    }

    /// The place of a transaction: that of its first row, slips before acquirer before bank (section 6).
    fn place(&self, transaction: &Transaction) -> (Day, i32, Leg, u32, u32) {
        let first = transaction.rows.iter().flatten().next();
        let row = self.row(first.copied().unwrap_or(NO));
        (row.date, row.time, row.leg, row.file, row.line)
    }

    /// Names transactions by what they have: reference, order, voucher, channel, place (section 7).
    fn keys(&self, transactions: &mut [Transaction]) {
        let texts = self.matching.texts;
        let mut counts: HashMap<String, usize> = HashMap::new();
        for transaction in transactions {
            let rows: Vec<&Row> = transaction.rows.iter().flatten().map(|at| self.row(*at)).collect();
            let first = |of: fn(&Row) -> Sym| {
                rows.iter().map(|row| of(row)).find(|sym| sym.is_some()).map(|sym| texts.get(sym))
            };
            let key = first(|row| row.rrn)
                .map(|rrn| format!("rrn:{rrn}"))
                .or_else(|| first(|row| row.order).map(|order| format!("order:{order}")))
                .or_else(|| {
                    let row = rows.iter().find(|row| row.trace.is_some())?;
                    Some(format!("trace:{}/{}/{}", texts.get(row.terminal), texts.get(row.batch), texts.get(row.trace)))
                })
                .or_else(|| first(|row| row.channel_id).map(|channel| format!("channel:{channel}")))
                .unwrap_or_else(|| {
                    let at = transaction.rows.iter().flatten().next().copied().unwrap_or(NO);
                    format!("row:{}", row_id(self.piles, self.row(at)))
                });
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            transaction.key = if *count == 1 { key } else { format!("{key}#{count}") };
        }
    }
}

fn bank_rows(transaction: &mut Transaction) -> &mut Vec<u32> {
    let [_, _, bank] = &mut transaction.rows;
    bank
}

/// `leg/file/line` (section 5).
pub(crate) fn row_id(piles: &Piles, row: &Row) -> String {
    let number = piles.files.get(row.file as usize).map_or("", |file| file.number.as_str());
    format!("{}/{number}/{}", row.leg.id(), row.line)
}

/// What a row that did not succeed is found by.
fn ids(row: &Row) -> Vec<(u8, Sym, Sym)> {
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

/// Which parts of the merchant's number differ (section 7): only numbers of 15 characters are compared.
fn merchant_parts(slip: &str, row: &str, mcc: &str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if slip.len() != 15 {
        return parts;
    }
    if row.len() == 15 {
        for (part, from, to) in [("acquirer", 0, 3), ("region", 3, 7), ("mcc", 7, 11), ("serial", 11, 15)] {
            if slip.get(from..to) != row.get(from..to) {
                parts.push(part);
            }
        }
    }
    let of_slip = slip.get(7..11).unwrap_or("");
    let digits = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.contains(&"mcc") && digits(mcc) && digits(of_slip) && mcc != of_slip {
        parts.push("mcc");
    }
    parts
}

/// How often each status is there.
pub(crate) fn counts(transactions: &[Transaction]) -> BTreeMap<Status, usize> {
    let mut counts = BTreeMap::new();
    for transaction in transactions {
        *counts.entry(transaction.status).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_merchant_number_are_told_apart() {
        assert_eq!(merchant_parts("898330158121599", "898330158121599", ""), Vec::<&str>::new());
        assert_eq!(merchant_parts("898330158121599", "898330183981599", ""), ["mcc"]);
        assert_eq!(merchant_parts("898330158121599", "898330158120001", ""), ["serial"]);
        assert_eq!(merchant_parts("898330158121599", "123", "5812"), Vec::<&str>::new());
        assert_eq!(merchant_parts("898330158121599", "", "8398"), ["mcc"]);
    }
}
