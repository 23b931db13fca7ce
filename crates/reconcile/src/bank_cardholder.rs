//! The cardholder's account, where each payment stands by itself (reconcile.md, 6.5).

use crate::{
    date::Day,
    join::{self, Edge},
    matching::{Matching, NO, get, set},
    row::{Kind, Leg, NO_AMOUNT, NO_TIME, Row},
    tables,
    text::Sym,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Characters from which on a number tells one entry from all others.
const LONG_ID: usize = 8;
/// Points of a candidate.
const CANDIDATE: u32 = 60;
/// Points that are enough where both have only each other.
const ALONE: u32 = 50;
/// Entries that are looked at one by one for each transaction, the nearest in time.
const NEAREST: usize = 64;
/// Days beyond the usual within which a reversed payment comes back.
const RETURN_DAYS: i32 = 10;

/// What is looked for: the acquirer's row, and the slip where that is silent.
struct Sought<'a> {
    /// The row that stands for it in the result.
    id: u32,
    row: &'a Row,
    slip: Option<&'a Row>,
}

impl Sought<'_> {
    fn either<T>(&self, of: impl Fn(&Row) -> Option<T>) -> Option<T> {
        of(self.row).or_else(|| self.slip.and_then(of))
    }

    fn currency(&self) -> Option<Sym> {
        self.either(|row| row.currency.is_some().then_some(row.currency))
    }

    fn clock(&self) -> Option<i32> {
        self.either(|row| (row.time != NO_TIME).then_some(row.time))
    }

    /// Whether an entry has the amount, or the same original amount and currency.
    fn has_amount(&self, entry: &Row) -> bool {
        let wanted = -self.row.amount;
        if entry.amount == wanted
            || (self.row.original != NO_AMOUNT
                && entry.amount == -self.row.original
                && !self.row.original_currency.is_some())
        {
            return true;
        }
        if entry.original == NO_AMOUNT {
            return false;
        }
        let originals = [
            (self.row.amount, self.currency()),
            (self.row.original, self.row.original_currency.is_some().then_some(self.row.original_currency)),
        ];
        let same_currency = |currency: Option<Sym>| match currency {
            Some(currency) if entry.original_currency.is_some() => currency == entry.original_currency,
            // A bank that names only a country: the amount and another currency than its own must do.
            Some(currency) => currency != entry.currency,
            None => !entry.original_currency.is_some(),
        };
        originals
            .iter()
            .any(|(amount, currency)| *amount != NO_AMOUNT && entry.original == -*amount && same_currency(*currency))
    }
}

struct Account<'m, 'a> {
    matching: &'m mut Matching<'a>,
    sought: Vec<Sought<'a>>,
    /// Entries, in order.
    entries: Vec<u32>,
    /// Entries by amount, and by original amount.
    by_amount: BTreeMap<i64, Vec<u32>>,
    /// Pairs of characters and words in the texts of entries.
    names: HashMap<Sym, HashSet<String>>,
}

/// Links what a cardholder's bank took or gave back. `listed` are the rows that stand for transactions, each with its slip.
pub(crate) fn link(matching: &mut Matching<'_>, listed: &[(u32, Option<u32>)]) {
    let sought = listed.iter().map(|(id, slip)| Sought {
        id: *id,
        row: matching.row(*id),
        slip: slip.map(|slip| matching.row(slip)),
    });
    let sought: Vec<Sought<'_>> = sought.collect();
    let entries = matching.leg(Leg::Bank).to_vec();
    let mut by_amount: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    for at in &entries {
        let row = matching.row(*at);
        by_amount.entry(row.amount).or_default().push(*at);
        if row.original != NO_AMOUNT && row.original != row.amount {
            by_amount.entry(row.original).or_default().push(*at);
        }
    }
    let mut account = Account { matching, sought, entries, by_amount, names: HashMap::new() };
    account.by_id();
    account.scored();
    account.other_amount();
    account.returned();
}

impl<'a> Account<'_, 'a> {
    fn row(&self, at: u32) -> &'a Row {
        self.matching.row(at)
    }

    fn is_open(&self, entry: u32) -> bool {
        !self.matching.used.get(entry as usize).copied().unwrap_or(true)
    }

    fn is_sought(&self, id: u32) -> bool {
        get(&self.matching.entry_of, id) == NO && !self.matching.open_at_bank.iter().any(|(row, _)| *row == id)
    }

    fn take(&mut self, id: u32, entry: u32, by: &'static str, differs: bool) {
        set(&mut self.matching.entry_of, id, entry);
        self.matching.entry_by.push((id, by, differs));
        if let Some(used) = self.matching.used.get_mut(entry as usize) {
            *used = true;
        }
    }

    /// First those with a long number of theirs in the text: by the same amount, then by another of the same sign.
    fn by_id(&mut self) {
        let index = Windows::of(self);
        for differs in [false, true] {
            let mut found: Vec<(u32, u32)> = Vec::new();
            for sought in self.sought.iter().filter(|sought| self.is_sought(sought.id)) {
                for at in index.entries(self, sought) {
                    let entry = self.row(at);
                    let fits = if differs {
                        entry.amount.signum() == -sought.row.amount.signum()
                    } else {
                        sought.has_amount(entry)
                    };
                    if self.is_open(at) && fits {
                        found.push((sought.id, at));
                    }
                }
            }
            found.sort_unstable();
            found.dedup();
            let (mut here, mut there): (HashMap<u32, usize>, HashMap<u32, usize>) = (HashMap::new(), HashMap::new());
            for (id, at) in &found {
                *here.entry(*id).or_default() += 1;
                *there.entry(*at).or_default() += 1;
            }
            for (id, at) in found {
                if here.get(&id) == Some(&1) && there.get(&at) == Some(&1) {
                    self.take(id, at, "id", differs);
                }
            }
        }
    }

    /// Open entries with the amount, from the same day on to `days` later, the nearest first.
    fn around(&self, sought: &Sought<'_>) -> Vec<u32> {
        let mut found = Vec::new();
        let mut amounts = vec![-sought.row.amount];
        if sought.row.original != NO_AMOUNT {
            amounts.push(-sought.row.original);
        }
        for amount in amounts {
            let all = self.by_amount.get(&amount).map_or(&[][..], Vec::as_slice);
            let from = all.partition_point(|at| self.row(*at).date < sought.row.date);
            let to = all.partition_point(|at| self.row(*at).date <= sought.row.date + self.matching.days);
            found.extend(
                all.get(from..to).unwrap_or_default().iter().copied().filter(|at| self.is_open(*at)).take(NEAREST),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn scored(&mut self) {
        let mut edges: Vec<Edge> = Vec::new();
        for place in 0..self.sought.len() {
            let Some(sought) = self.sought.get(place) else { continue };
            if !self.is_sought(sought.id) {
                continue;
            }
            let around = self.around(sought);
            let fitting: Vec<u32> = around
                .into_iter()
                .filter(|at| {
                    let entry = self.row(*at);
                    sought.has_amount(entry) && !self.contradicts(sought, entry)
                })
                .collect();
            let id = sought.id;
            for at in fitting {
                let points = self.points(place, at);
                if points >= ALONE {
                    edges.push((id, at, points));
                }
            }
        }
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for (id, at, _) in &edges {
            *counts.entry(*id).or_default() += 1;
            *counts.entry(*at).or_default() += 1;
        }
        edges.retain(|(id, at, points)| {
            *points >= CANDIDATE || (counts.get(id) == Some(&1) && counts.get(at) == Some(&1))
        });
        let order = self.matching.ranks(edges.iter().flat_map(|(id, at, _)| [*id, *at]));
        let rank = |at: u32| {
            order
                .binary_search_by_key(&at, |(row, _)| *row)
                .map_or(0, |found| order.get(found).map_or(0, |(_, rank)| *rank))
        };
        let found = join::resolve(&edges, &rank);
        for (id, at, interchangeable) in found.links {
            self.take(id, at, if interchangeable { "interchangeable" } else { "scored" }, false);
        }
        for (ids, entries) in found.knots {
            for entry in &entries {
                if let Some(used) = self.matching.used.get_mut(*entry as usize) {
                    *used = true;
                }
            }
            for id in ids {
                self.matching.open_at_bank.push((id, entries.clone()));
            }
        }
    }

    /// Whether last four digits or currency are others; an original currency may be.
    fn contradicts(&self, sought: &Sought<'_>, entry: &Row) -> bool {
        let by_original = entry.amount != -sought.row.amount;
        let currency = sought.currency().is_some_and(|currency| entry.currency.is_some() && entry.currency != currency);
        self.cards_differ(sought, entry) || (currency && !by_original)
    }

    fn cards_differ(&self, sought: &Sought<'_>, entry: &Row) -> bool {
        let silent = sought.row.last4 == crate::row::NO_LAST4;
        sought.row.cards_differ(entry) || (silent && sought.slip.is_some_and(|slip| slip.cards_differ(entry)))
    }

    fn same_card(&self, sought: &Sought<'_>, entry: &Row) -> bool {
        let silent = sought.row.last4 == crate::row::NO_LAST4;
        sought.row.same_card(entry) || (silent && sought.slip.is_some_and(|slip| slip.same_card(entry)))
    }

    fn within_two_minutes(&self, sought: &Sought<'_>, entry: &Row) -> bool {
        sought.clock().is_some_and(|clock| {
            let days = i64::from(entry.date) - i64::from(sought.row.date);
            entry.time != NO_TIME && (days * 86_400 + i64::from(entry.time) - i64::from(clock)).abs() <= 120
        })
    }

    fn points(&mut self, place: usize, at: u32) -> u32 {
        let entry = self.row(at);
        let Some(sought) = self.sought.get(place) else { return 0 };
        let mut sum = 40;
        sum += if self.within_two_minutes(sought, entry) { 25 } else { 0 };
        sum += match entry.date - sought.row.date {
            0 => 25,
            1 => 20,
            2 | 3 => 10,
            _ => 5,
        };
        sum += if self.same_card(sought, entry) { 15 } else { 0 };
        sum + if self.same_name(place, at) { 20 } else { 0 }
    }

    /// Whether the name has two pairs of neighbouring Chinese characters, or a word of four letters, in common with the text.
    fn same_name(&mut self, place: usize, at: u32) -> bool {
        let Some(sought) = self.sought.get(place) else { return false };
        let Some(name) = sought.either(|row| row.merchant_name.is_some().then_some(row.merchant_name)) else {
            return false;
        };
        let text = self.row(at).text;
        let texts = self.matching.texts;
        for sym in [name, text] {
            self.names.entry(sym).or_insert_with(|| parts(texts.get(sym)));
        }
        let (Some(name), Some(text)) = (self.names.get(&name), self.names.get(&text)) else { return false };
        let common: Vec<&String> = name.iter().filter(|part| text.contains(*part)).collect();
        let words = common.iter().filter(|part| part.is_ascii()).count();
        words > 0 || common.len() >= 2
    }

    /// Last, with another amount, and alone.
    fn other_amount(&mut self) {
        let mut by_day: BTreeMap<Day, Vec<u32>> = BTreeMap::new();
        for at in self.entries.iter().copied().filter(|at| self.is_open(*at)) {
            by_day.entry(self.row(at).date).or_default().push(at);
        }
        let mut found: Vec<(u32, u32)> = Vec::new();
        for place in 0..self.sought.len() {
            let Some(sought) = self.sought.get(place).filter(|sought| self.is_sought(sought.id)) else { continue };
            let (id, day, sign) = (sought.id, sought.row.date, -sought.row.amount.signum());
            let near: Vec<u32> =
                by_day.range(day - 1..=day + 1).flat_map(|(_, rows)| rows).copied().take(10_000).collect();
            for at in near {
                let entry = self.row(at);
                let Some(sought) = self.sought.get(place) else { continue };
                if entry.amount.signum() != sign || self.cards_differ(sought, entry) {
                    continue;
                }
                let (clock, card) = (self.within_two_minutes(sought, entry), self.same_card(sought, entry));
                if !(clock || card && entry.date == day) {
                    continue;
                }
                let name = self.same_name(place, at);
                if (clock && (name || card)) || (entry.date == day && name && card) {
                    found.push((id, at));
                }
            }
        }
        let (mut here, mut there): (HashMap<u32, usize>, HashMap<u32, usize>) = (HashMap::new(), HashMap::new());
        for (id, at) in &found {
            *here.entry(*id).or_default() += 1;
            *there.entry(*at).or_default() += 1;
        }
        for (id, at) in found {
            if here.get(&id) == Some(&1) && there.get(&at) == Some(&1) {
                self.take(id, at, "other-amount", true);
            }
        }
    }

    /// Finds the credit that gives a reversed debit back: equal, within `days` + 10 days (section 7).
    fn returned(&mut self) {
        let mut reversed: Vec<(u32, u32)> = self
            .sought
            .iter()
            .filter(|sought| is_reversed(self.matching, sought.id) && sought.row.kind == Kind::Sale)
            .map(|sought| (sought.id, get(&self.matching.entry_of, sought.id)))
            .filter(|(_, entry)| *entry != NO)
            .collect();
        reversed.sort_unstable_by_key(|(_, entry)| self.matching.rank(*entry));
        for (id, entry) in reversed {
            let debit = self.row(entry);
            let last = debit.date + self.matching.days + RETURN_DAYS;
            let all = self.by_amount.get(&-debit.amount).map_or(&[][..], Vec::as_slice);
            let credit = all.iter().copied().find(|at| {
                let credit = self.row(*at);
                self.is_open(*at)
                    && credit.amount == -debit.amount
                    && (debit.date..=last).contains(&credit.date)
                    && !credit.cards_differ(debit)
            });
            if let Some(credit) = credit {
                self.matching.returned_by.push((id, credit));
                if let Some(used) = self.matching.used.get_mut(credit as usize) {
                    *used = true;
                }
            }
        }
    }
}

/// Days within which the bank must show that a reversed payment came back.
pub(crate) fn return_days(days: i32) -> i32 {
    days + RETURN_DAYS
}

/// Whether a sale has its void, as a row or as a slip, or its state says so.
pub(crate) fn is_reversed(matching: &Matching<'_>, at: u32) -> bool {
    let partner = get(&matching.partner, at);
    [at, partner]
        .into_iter()
        .filter(|at| *at != NO)
        .any(|at| get(&matching.voided_by, at) != NO || matching.row(at).undone || matching.row(at).kind.undoes())
}

/// Pairs of neighbouring Chinese characters and words of four letters or more, those that say nothing aside.
fn parts(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    let mut found = HashSet::new();
    let chars: Vec<char> = lower.chars().take(400).collect();
    let chinese = |c: &char| ('\u{3400}'..='\u{9fff}').contains(c);
    for pair in chars.windows(2) {
        if pair.iter().all(chinese) {
            let pair: String = pair.iter().collect();
            if !tables::NAME_STOP_PAIRS.contains(&pair.as_str()) {
                found.insert(pair);
            }
        }
    }
    for word in lower.split(|c: char| !c.is_ascii_alphabetic()) {
        if word.len() >= 4 && !tables::NAME_STOP_WORDS.contains(&word) {
            found.insert(word.to_owned());
        }
    }
    found
}

/// Where eight characters stand in the texts of entries: what a long number is looked up by.
struct Windows(Vec<(u64, u32)>);

impl Windows {
    fn of(account: &Account<'_, '_>) -> Self {
        let mut all = Vec::new();
        for at in &account.entries {
            let text = account.matching.texts.get(account.row(*at).text).as_bytes();
            for window in text.windows(LONG_ID).take(2000) {
                if window.iter().all(u8::is_ascii_graphic)
                    && let Some(bytes) = window.first_chunk::<8>()
                {
                    all.push((u64::from_le_bytes(*bytes), *at));
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// Entries that have a number of the transaction in their text.
    fn entries(&self, account: &Account<'_, '_>, sought: &Sought<'_>) -> Vec<u32> {
        let mut found = Vec::new();
        let texts = account.matching.texts;
        for of in [|row: &Row| row.order, |row: &Row| row.channel_id, |row: &Row| row.rrn] {
            let Some(id) = sought.either(|row| of(row).is_some().then(|| of(row))) else { continue };
            let id = texts.get(id);
            let Some(first) = id.as_bytes().first_chunk::<8>() else { continue };
            let number = u64::from_le_bytes(*first);
            let from = self.0.partition_point(|(other, _)| *other < number);
            for (_, at) in self.0.iter().skip(from).take_while(|(other, _)| *other == number).take(10_000) {
                if texts.get(account.row(*at).text).contains(id) {
                    found.push(*at);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_parts_in_common() {
        let common = |a: &str, b: &str| parts(a).intersection(&parts(b)).count();
        assert!(common("长屏餐饮", "财付通-长屏餐饮") >= 2);
        assert!(common("支付有限公司", "银联支付有限公司") < 2);
        assert_eq!(common("Buchhandlung Lindenhof GmbH", "LINDENHOF BERLIN GMBH"), 1);
    }
}
