//! What is printed on a till receipt against what was signed.

use super::{amount, zone};
use crate::{
    compare::{self, Comparison, place},
    evidence,
    formats::Draft,
    report::{Cause, CauseId, CheckId, Confidence, Field, Match, Note, Status},
    slip::{
        Member, Reading,
        account::{self, Open, Signed},
    },
    time::Timestamp,
    verdict::Print,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// The members of a receipt, each compared with what is printed.
pub(in crate::formats) struct Sheet<'a> {
    pub(in crate::formats) reading: &'a Reading,
    pub(in crate::formats) fields: Vec<Field>,
    /// The code is cut off: what it lacks is not compared.
    pub(in crate::formats) cut_off: bool,
    /// Lines that may say another thing than was signed.
    open: Vec<Open>,
}

/// A payment, signed or printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Paid {
    pub(in crate::formats) cents: i64,
    pub(in crate::formats) cash: bool,
    /// ISO 4217, when it was not euro.
    pub(in crate::formats) foreign: Option<String>,
}

/// Whether a kind of payment, printed or in a code, is cash.
pub(in crate::formats) fn is_cash(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("bar") || kind.starts_with("cash")
}

/// What was paid in cash, less the change, and otherwise.
fn halves(payments: &[Paid], change: i64) -> (i64, i64) {
    let sum = |cash: bool| {
        payments.iter().filter(|paid| paid.cash == cash).fold(0, |sum: i64, paid| sum.saturating_add(paid.cents))
    };
    (sum(true).saturating_sub(change), sum(false))
}

/// `Bar 10.00, Unbar 11.40`.
fn listed(payments: &[Paid]) -> String {
    let mut list = String::new();
    for paid in payments {
        for part in [if list.is_empty() { "" } else { ", " }, if paid.cash { "Bar " } else { "Unbar " }] {
            list.push_str(part);
        }
        list.push_str(&amount::text(paid.cents));
        if let Some(currency) = &paid.foreign {
            list.push(' ');
            list.push_str(currency);
        }
    }
    list
}

impl<'a> Sheet<'a> {
    pub(in crate::formats) fn new(reading: &'a Reading) -> Self {
        Self { reading, fields: Vec::new(), cut_off: false, open: Vec::new() }
    }

    /// A signed member against every print of it; `same` says whether a printed value is the signed one, or `None` when
    /// that can't be said. A print that differs outweighs those that agree.
    pub(in crate::formats) fn signed(&mut self, name: &str, value: &str, same: impl Fn(&str) -> Option<bool>) {
        let mut field = Field {
            name: name.to_string(),
            signed: Some(value.to_string()),
            printed: None,
            matches: None,
            place: None,
            ..Field::default()
        };
        let lacking = self.cut_off && value.is_empty();
        for member in self.reading.all(name) {
            if lacking {
                field.signed = None;
                field.printed.get_or_insert_with(|| member.value.clone());
                continue;
            }
            // A return keeps its sign, whatever else is printed.
            let money = matches!(name, "amount" | "tip");
            let sign = if money && member.negative && !member.value.starts_with('-') { "-" } else { "" };
            let value = [sign, &member.value].concat();
            let Some(is_same) = same(&value) else {
                // Shown, and not compared.
                field.printed.get_or_insert(value);
                continue;
            };
            let matches = if is_same && (member.uncertain.is_empty() || member.shorter.contains(&member.value)) {
                Match::Same
            } else if is_same || member.uncertain.iter().any(|other| same(other) == Some(true)) {
                Match::Unsure
            } else {
                Match::Differs
            };
            if matches == Match::Differs && self.is_article(name, &value, member, &same) {
                self.open.push(Open { line: member.line, reason: "sum" });
                continue;
            }
            let worse = match field.matches {
                None | Some(Match::Same) => true,
                Some(Match::Unsure) => matches == Match::Differs,
                Some(Match::Differs) => false,
            };
            if worse {
                field.printed = Some(value);
                field.matches = Some(matches);
                field.place = place(member, self.reading);
            }
        }
        self.fields.push(field);
    }

    /// Whether a print that differs may be an article with its price, whose name is a label's: `Total 5,40` above the line of
    /// the total, `Kasse 5,40` beside the till's own number. The signed value stands on the paper, too.
    fn is_article(&self, name: &str, value: &str, member: &Member, same: &impl Fn(&str) -> Option<bool>) -> bool {
        let own = |other: &&Member| same(&other.value) == Some(true) && other.line > member.line;
        let priced = || {
            value.rsplit_once([',', '.']).is_some_and(|(whole, cents)| {
                cents.len() == 2 && [whole, cents].concat().bytes().all(|b| b.is_ascii_digit())
            })
        };
        match name {
            "amount" => self.reading.all(name).find(own).is_some_and(|other| {
                let less = |a: &str, b: &str| amount::cents(a).zip(amount::cents(b)).is_some_and(|(a, b)| 0 < a && a < b);
                less(value, &other.value)
            }),
            "registerId" => priced() && self.reading.all(name).any(|other| own(&other)),
            _ => false,
        }
    }

    /// A signed member that is printed as it was signed.
    pub(in crate::formats) fn exactly(&mut self, name: &str, value: &str) {
        self.signed(name, value, |printed| Some(printed == value));
    }

    /// A signed amount of money.
    pub(in crate::formats) fn amount(&mut self, name: &str, cents: i64) {
        self.signed(name, &amount::text(cents), |printed| Some(amount::cents(printed)? == cents));
    }

    /// A moment that no signature covers: shown, and never called the signed one. Where the paper says another than the
    /// code, in which zone ever, one of both is not what it was.
    pub(in crate::formats) fn unsigned(&mut self, name: &str, value: &str, same: impl Fn(&str) -> Option<bool>) {
        let member = self.reading.get(name);
        let differs = member.is_some_and(|member| same(&member.value) == Some(false));
        if let Some(member) = member.filter(|_| differs) {
            self.open.push(Open { line: member.line, reason: "time" });
        }
        self.fields.push(Field {
            name: name.to_string(),
            printed: Some(member.map_or_else(|| value.to_string(), |member| member.value.clone())),
            place: member.and_then(|member| place(member, self.reading)),
            code: differs.then(|| value.to_string()),
            ..Field::default()
        });
    }

    /// The signed turnover of each rate against the printed table: `rates` are names of members, rates in per cent
    /// that are printed for it, and signed cents. `exhaustive`: what the table does not list was nothing.
    pub(in crate::formats) fn vat(&mut self, rates: &[(&'static str, &[&str], i64)]) {
        let mut printed: Vec<Option<i64>> = alloc::vec![None; rates.len()];
        let reading = self.reading;
        let mut whole = !reading.vat.is_empty();
        let own = |rate: &str| rates.iter().position(|(_, names, _)| names.iter().any(|name| same_rate(name, rate)));
        for line in &reading.vat {
            let (Some(slot), Some(gross)) = (own(&line.rate).and_then(|at| printed.get_mut(at)), gross(line)) else {
                whole = false;
                // A rate that nothing was signed for.
                if let Some(cents) = gross(line).filter(|cents| *cents != 0) {
                    self.leave(&amount::with_mark(cents, ','), "sum");
                }
                continue;
            };
            *slot = Some(slot.unwrap_or(0).saturating_add(gross));
        }
        for (rate, sum, line) in &reading.vat_parts {
            // Net, tax or gross; rounding takes a cent, the sum of rounded lines a few.
            let gross = own(rate).and_then(|at| rates.get(at)).map_or(0, |(_, _, cents)| *cents);
            let per = amount::cents(&with_decimals(rate)).unwrap_or(0);
            let tax = gross.saturating_mul(per) / 10_000_i64.saturating_add(per).max(1);
            let near = |cents: i64| [gross, tax, gross - tax].iter().any(|own| (own - cents).saturating_abs() <= 3);
            if !amount::cents(sum).is_some_and(near) {
                self.open.push(Open { line: *line, reason: "sum" });
            }
        }
        for ((name, _, cents), printed) in rates.iter().zip(printed) {
            // A rate without turnover is shown only when the print says otherwise.
            let printed = printed.or(if whole && *cents != 0 { Some(0) } else { None });
            if *cents == 0 && printed.unwrap_or(0) == 0 {
                continue;
            }
            self.fields.push(Field {
                name: (*name).to_string(),
                signed: Some(amount::text(*cents)),
                printed: printed.map(amount::text),
                matches: printed.map(|printed| if printed == *cents { Match::Same } else { Match::Differs }),
                place: None,
                ..Field::default()
            });
        }
    }

    /// The signed payments against the printed ones: how much in cash and how much otherwise, with or without the change
    /// that was given back.
    pub(in crate::formats) fn payments(&mut self, signed: &[Paid], total: i64) {
        let reading = self.reading;
        let change =
            reading.get("change").and_then(|member| amount::cents(&member.value)).unwrap_or(0).saturating_abs();
        let mut printed: Vec<Paid> = Vec::new();
        for payment in &reading.payments {
            let Some(cents) = amount::cents(&payment.amount) else { return self.leave(&payment.kind, "sum") };
            printed.push(Paid { cents, cash: is_cash(&payment.kind), foreign: None });
        }
        let Some(first) = reading.payments.first() else {
            // How it was paid is named, without a sum.
            if let Some(cash) =
                signed.first().map(|paid| paid.cash).filter(|cash| signed.iter().all(|paid| paid.cash == *cash))
                && reading.get("method").is_some()
            {
                let kind = if cash { "cash" } else { "card" };
                self.signed("method", kind, |printed| Some((printed == "cash") == cash));
            }
            return;
        };
        if let Some(currency) = signed.iter().find_map(|paid| paid.foreign.as_deref()) {
            // Paid in other money: the paper has to name it.
            let named = reading.lines.iter().any(|line| line.text.contains(currency));
            let same =
                signed.iter().any(|paid| paid.foreign.is_some() && printed.iter().any(|own| own.cents == paid.cents));
            if !named {
                self.paid(signed, &printed, if same { Some(Match::Differs) } else { None });
            }
            return;
        }
        let own = halves(signed, 0);
        // The slip of the card's terminal says the same once more.
        let mut once = printed.clone();
        once.sort_unstable_by_key(|paid| (paid.cash, paid.cents));
        once.dedup();
        // What was given, beside what was paid: one of both.
        let sum = halves(&printed, 0).0;
        let given = |paid: &Paid| {
            let rest = sum.saturating_sub(paid.cents);
            paid.cash && change > 0 && rest == paid.cents.saturating_sub(change)
        };
        if let Some(at) = printed.iter().position(given) {
            once = printed.clone();
            once.remove(at);
        }
        // What is left of a bonus may be told, or have been paid with.
        let bonus = reading.payments.iter().map(|payment| payment.kind.contains("Guthaben"));
        let own_kinds: Vec<Paid> =
            printed.iter().zip(bonus).filter(|(_, bonus)| !bonus).map(|(paid, _)| paid.clone()).collect();
        // A voucher is money to one till, and none to another.
        let mut vouchers = printed.clone();
        for (paid, payment) in vouchers.iter_mut().zip(&reading.payments) {
            paid.cash |= payment.kind.starts_with("Gutschein");
        }
        let lists = [&printed, &once, &own_kinds, &vouchers];
        let ways = lists.map(|list| [halves(list, 0), halves(list, change)]).concat();
        if ways.contains(&own) {
            return self.paid(signed, &printed, Some(Match::Same));
        }
        let whole = |(cash, other): &(i64, i64)| cash.checked_add(*other) == Some(total);
        if whole(&own) && ways.iter().any(whole) {
            self.paid(signed, &printed, Some(Match::Differs));
        } else {
            self.leave(&first.kind, "sum");
        }
    }

    fn paid(&mut self, signed: &[Paid], printed: &[Paid], matches: Option<Match>) {
        self.fields.push(Field {
            name: "payments".to_string(),
            signed: Some(listed(signed)),
            printed: Some(listed(printed)),
            matches,
            ..Field::default()
        });
    }

    /// The kind of receipt that the paper names against the signed one: `training`, `cancellation`, or none of both: a
    /// sale of so many cents. A signed kind that is no sale's is named on the paper, or it does not say what was signed.
    pub(in crate::formats) fn kind(&mut self, signed: Option<&'static str>, cents: i64) {
        let reading = self.reading;
        let mut named = signed == Some("cancellation") && cents < 0;
        for member in reading.all("receiptKind") {
            let printed = member.value.as_str();
            let matches = match printed {
                _ if signed == Some(printed) => Some(Match::Same),
                "training" if signed.is_none() => Some(Match::Differs),
                "cancellation" if cents < 0 => continue,
                "start" | "zero" | "monthly" | "annual" | "closing" if cents == 0 && signed.is_none() => continue,
                "training" | "cancellation" | "start" | "zero" | "monthly" | "annual" | "closing" => None,
                _ => continue,
            };
            named |= matches == Some(Match::Same);
            if matches.is_none() {
                self.open.push(Open { line: member.line, reason: "title" });
            }
            self.fields.push(Field {
                name: member.name.to_string(),
                signed: Some(signed.unwrap_or("sale").to_string()),
                printed: Some(printed.to_string()),
                matches,
                place: place(member, reading),
                ..Field::default()
            });
        }
        if signed.is_some() && !named {
            self.leave("", "title");
        }
    }

    /// The paper says that nothing was signed, and something was.
    pub(in crate::formats) fn outage(&mut self) {
        if self.reading.device_failed {
            self.leave("ausgefallen", "title");
        }
    }

    /// Leaves the first line with this text open: it can't be said that it agrees. No line for what no line says.
    pub(in crate::formats) fn leave(&mut self, text: &str, reason: &'static str) {
        let line = self.reading.lines.iter().position(|line| !text.is_empty() && line.text.contains(text));
        self.open.push(Open { line: line.unwrap_or(usize::MAX), reason });
    }

    /// Adds what is printed and was not signed, and gives the comparison.
    pub(in crate::formats) fn finish(mut self) -> Comparison {
        let reading = self.reading;
        let cents = |name: &str| reading.get(name).and_then(|member| amount::cents(&member.value));
        if let (Some(member), Some(change)) = (reading.get("change"), cents("change"))
            && change != 0
            // The money of a return is handed back.
            && cents("amount").is_none_or(|amount| amount.saturating_add(change.saturating_abs()) != 0)
            && !makes_up(reading, change.saturating_abs(), cents("amount"))
        {
            // Change of nothing that was given.
            self.open.push(Open { line: member.line, reason: "sum" });
        }
        compare::append_printed(&mut self.fields, self.reading);
        Comparison { fields: self.fields, open: self.open }
    }
}

/// Whether a printed rate (`19`, `19.0`, `19,00`) is this one.
pub(in crate::formats) fn same_rate(rate: &str, printed: &str) -> bool {
    let plain = printed.replace(',', ".");
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { &plain };
    plain == rate
}

/// What was paid at one rate: the gross amount, or net and tax together.
pub(in crate::formats) fn gross(line: &crate::slip::VatLine) -> Option<i64> {
    let cents = |text: &Option<String>| amount::cents(text.as_deref()?);
    cents(&line.gross).or_else(|| cents(&line.net)?.checked_add(cents(&line.tax)?))
}

/// The print by itself: net and tax make gross, tax is what the rate makes it, and what was paid is what is charged.
pub(in crate::formats) fn sums(reading: &Reading, comparison: &Comparison, doubt: &mut impl FnMut(&str, &str)) {
    let cents = |text: &Option<String>| amount::cents(text.as_deref()?);
    for line in &reading.vat {
        if let (Some(net), Some(tax)) = (cents(&line.net), cents(&line.tax)) {
            if cents(&line.gross).is_some_and(|gross| net.saturating_add(tax) != gross) {
                doubt("vat", "sum");
            }
            // Per ten thousand; rounding takes a cent, the sum of rounded lines a few.
            let rate = amount::cents(&with_decimals(&line.rate)).unwrap_or(-1);
            let exact = net.saturating_mul(rate);
            if rate >= 0 && exact.saturating_sub(tax.saturating_mul(10_000)).saturating_abs() > 50_000 {
                doubt("vat", "rate");
            }
        }
    }
    let paid = reading.payments.iter().try_fold(0_i64, |sum, payment| sum.checked_add(amount::cents(&payment.amount)?));
    let change = reading.get("change").and_then(|member| amount::cents(&member.value)).unwrap_or(0).saturating_abs();
    let charged = reading.get("amount").and_then(|member| amount::cents(&member.value));
    // What was given, and what was paid beside it, or the change alone beside a sum that was given.
    let fits = |paid: i64, charged: i64| {
        let given = paid.saturating_sub(change);
        given == charged
            || given == charged.saturating_mul(2)
            || paid == charged && makes_up(reading, change, Some(charged))
    };
    if !reading.payments.is_empty()
        && comparison.agrees("amount")
        && !paid.zip(charged).is_some_and(|(paid, charged)| fits(paid, charged))
    {
        doubt("payments", "sum");
    }
}

/// Whether sums that are printed come to what is charged and the change: one that was given, or two.
fn makes_up(reading: &Reading, change: i64, charged: Option<i64>) -> bool {
    /// More sums than these are not looked at in pairs.
    const MOST: usize = 200;
    let is_sum = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut sums: Vec<i64> = Vec::new();
    for line in &reading.lines {
        let cents = line.text.split(|c| !is_sum(c)).filter_map(amount::cents);
        sums.extend(cents.take(MOST.saturating_sub(sums.len())));
    }
    let Some(whole) = charged.and_then(|charged| charged.checked_add(change)) else { return true };
    let pair = |sum: &i64| *sum != change && whole - sum != change && sums.contains(&(whole - sum));
    sums.contains(&whole) || sums.iter().any(pair)
}

/// A rate with two decimals.
fn with_decimals(rate: &str) -> String {
    let plain = rate.replace(',', ".");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut decimals = decimals.to_string();
    decimals.truncate(2);
    while decimals.len() < 2 {
        decimals.push('0');
    }
    [whole, ".", &decimals].concat()
}

/// The check `printed` and what follows from it: `fits` when the signature does. `required` are the members to compare
/// by eye when nobody has compared them.
pub(in crate::formats) fn judge(
    draft: &mut Draft,
    comparison: &Comparison,
    reading: &Reading,
    fits: bool,
    required: &[&str],
) {
    let dated = reading.get("time").is_some();
    let unread = compare::has_unread_date(reading)
        || dated && !comparison.agrees("time")
        || compare::has_unread_value(comparison, reading)
        || comparison.fields.iter().any(is_open)
        || (!reading.seen && reading.unread.contains(&"vat"));
    for field in comparison.differing() {
        // What stands in a code that does not fit may itself be wrong.
        let confidence = if fits { Confidence::Proven } else { Confidence::Likely };
        draft.causes.push(Cause::new(
            CauseId::FieldAltered,
            confidence,
            evidence! { "field" => field.name.as_str(), "signed" => field.signed.clone(), "printed" => field.printed.clone() },
        ));
    }
    let differs = comparison.differing().next().is_some();
    let mut open = comparison.open.clone();
    if !differs && !comparison.is_empty() {
        open.extend(open_lines(comparison, reading));
    }
    let unsure: Vec<&Field> = comparison.unsure().collect();
    let status = if differs {
        Status::Fail
    } else if !unsure.is_empty() {
        Status::Unknown
    } else if comparison.is_empty() {
        Status::Absent
    } else if comparison.agrees("amount") && !unread && open.is_empty() {
        Status::Pass
    } else {
        // Something was compared, but not what was paid, or not when.
        Status::Unknown
    };
    draft.checks.set(CheckId::Printed, status);
    draft.findings.print = if differs {
        Print::Contradicts
    } else if unsure.is_empty() {
        Print::Agrees
    } else {
        Print::Unsure
    };
    for field in unsure {
        let readings = [field.signed.clone(), field.printed.clone()].map(Option::unwrap_or_default).to_vec();
        let evidence = evidence! { "field" => field.name.as_str(), "readings" => readings };
        draft.notes.push(Note::new("confirm-reading", evidence.clone()));
        draft.causes.push(Cause::new(CauseId::ReadingError, Confidence::Possible, evidence));
    }
    if fits && draft.findings.print == Print::Agrees && status != Status::Pass {
        let not_seen: Vec<&str> = required.iter().copied().filter(|name| !comparison.agrees(name)).collect();
        draft.notes.push(Note::new("compare-with-paper", evidence! { "members" => not_seen }));
    }
    open.retain(|open| open.line < reading.lines.len());
    if fits && draft.findings.print == Print::Agrees {
        draft.notes.extend(account::note(reading, &open));
    }
    draft.fields.clone_from(&comparison.fields);
}

/// Whether a signed member was printed, and it can't be said that the print agrees.
fn is_open(field: &Field) -> bool {
    field.signed.is_some() && field.printed.is_some() && field.matches.is_none()
}

/// Lines with a sum, clock or date that nothing signed accounts for: paper comes a little after the signature, and what
/// a table ordered first before it.
fn open_lines(comparison: &Comparison, reading: &Reading) -> Vec<account::Open> {
    let field = |name: &str| comparison.fields.iter().find(|field| field.name == name);
    let signed = |name: &str| field(name).and_then(|field| field.signed.as_deref());
    let mut times: Vec<String> = Vec::new();
    let start = field("tseStart").and_then(|field| field.code.as_deref().or(field.printed.as_deref()));
    for time in [signed("time"), signed("tseEnd"), start].into_iter().flatten() {
        times.push(time.to_string());
        if let Some(time) = Timestamp::parse(time) {
            times.push(zone::text(zone::local(time.moment())));
            times.push(zone::text(time.moment().civil(0)));
        }
    }
    account::open(
        reading,
        &Signed {
            amount: signed("amount"),
            sums: Vec::new(),
            currency: "EUR",
            times,
            tolerance: 600,
            kind: None,
            negative: true,
            till: true,
            same: &|name| comparison.agrees(name),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slip::{Member, VatLine};

    fn line(rate: &str, net: &str, tax: &str, gross: &str) -> VatLine {
        let part = |text: &str| (!text.is_empty()).then(|| text.to_string());
        VatLine { code: None, rate: rate.into(), net: part(net), tax: part(tax), gross: part(gross) }
    }

    fn vat(printed: Vec<VatLine>, signed: [i64; 2]) -> Vec<(String, Option<Match>)> {
        let reading = Reading { vat: printed, ..Reading::default() };
        let mut sheet = Sheet::new(&reading);
        sheet.vat(&[("gross19", &["19", "16"], signed[0]), ("gross7", &["7"], signed[1])]);
        sheet.fields.into_iter().map(|field| (field.name, field.matches)).collect()
    }

    #[test]
    fn tables_are_compared_rate_by_rate() {
        let both = || alloc::vec![line("7,00", "14.77", "1.03", ""), line("19.0", "", "", "5.60")];
        assert_eq!(
            vat(both(), [560, 1580]),
            [("gross19".into(), Some(Match::Same)), ("gross7".into(), Some(Match::Same))]
        );
        assert_eq!(vat(both(), [560, 1581])[1].1, Some(Match::Differs));
        // A rate that is only signed, or only printed.
        assert_eq!(vat(alloc::vec![line("19", "", "", "5.60")], [560, 100])[1].1, Some(Match::Differs));
        assert_eq!(vat(both(), [560, 0])[1].1, Some(Match::Differs));
        // A table that could not be read whole says nothing about the rest.
        assert_eq!(vat(alloc::vec![line("19", "", "", "5.60"), line("7", "", "", "")], [560, 100])[1].1, None);
        assert_eq!(vat(alloc::vec![], [560, 100])[0].1, None);
    }

    #[test]
    fn one_print_that_differs_is_enough() {
        let member = |value: &str| Member { name: "tseCounter", value: value.into(), ..Member::default() };
        let reading = Reading { fields: alloc::vec![member("31"), member("32")], ..Reading::default() };
        let mut sheet = Sheet::new(&reading);
        sheet.exactly("tseCounter", "31");
        assert_eq!(sheet.fields[0].matches, Some(Match::Differs));
        assert_eq!(sheet.fields[0].printed.as_deref(), Some("32"));
    }

    #[test]
    fn a_doubtful_reading_is_a_question() {
        let member = Member {
            name: "tseCounter",
            value: "31".into(),
            uncertain: alloc::vec!["31".into(), "37".into()],
            ..Member::default()
        };
        let reading = Reading { fields: alloc::vec![member], ..Reading::default() };
        for (signed, expected) in [("31", Match::Unsure), ("37", Match::Unsure), ("38", Match::Differs)] {
            let mut sheet = Sheet::new(&reading);
            sheet.exactly("tseCounter", signed);
            assert_eq!(sheet.fields[0].matches, Some(expected));
        }
    }
}
