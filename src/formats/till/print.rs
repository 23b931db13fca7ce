//! What is printed on a till receipt against what was signed.

use super::{amount, zone};
use crate::{
    compare::{self, Comparison, place},
    evidence,
    formats::Draft,
    report::{Cause, CauseId, CheckId, Confidence, Field, Match, Note, Status},
    slip::{
        Reading,
        account::{self, Signed},
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
}

impl<'a> Sheet<'a> {
    pub(in crate::formats) fn new(reading: &'a Reading) -> Self {
        Self { reading, fields: Vec::new(), cut_off: false }
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
            let matches = if is_same && member.uncertain.is_empty() {
                Match::Same
            } else if is_same || member.uncertain.iter().any(|other| same(other) == Some(true)) {
                Match::Unsure
            } else {
                Match::Differs
            };
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

    /// A signed member that is printed as it was signed.
    pub(in crate::formats) fn exactly(&mut self, name: &str, value: &str) {
        self.signed(name, value, |printed| Some(printed == value));
    }

    /// A signed amount of money.
    pub(in crate::formats) fn amount(&mut self, name: &str, cents: i64) {
        self.signed(name, &amount::text(cents), |printed| Some(amount::cents(printed)? == cents));
    }

    /// A member that no signature covers: shown, never compared.
    pub(in crate::formats) fn unsigned(&mut self, name: &str, value: &str) {
        let printed = self.reading.get(name).map_or_else(|| value.to_string(), |member| member.value.clone());
        let place = self.reading.get(name).and_then(|member| place(member, self.reading));
        self.fields.push(Field {
            name: name.to_string(),
            signed: None,
            printed: Some(printed),
            matches: None,
            place,
            ..Field::default()
        });
    }

    /// The signed turnover of each rate against the printed table: `rates` are names of members, rates in per cent
    /// that are printed for it, and signed cents. `exhaustive`: what the table does not list was nothing.
    pub(in crate::formats) fn vat(&mut self, rates: &[(&'static str, &[&str], i64)]) {
        let mut printed: Vec<Option<i64>> = alloc::vec![None; rates.len()];
        let mut whole = !self.reading.vat.is_empty();
        for line in &self.reading.vat {
            let own = rates.iter().position(|(_, names, _)| names.iter().any(|name| same_rate(name, &line.rate)));
            let (Some(slot), Some(gross)) = (own.and_then(|at| printed.get_mut(at)), gross(line)) else {
                whole = false;
                continue;
            };
            *slot = Some(slot.unwrap_or(0).saturating_add(gross));
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

    /// Adds what is printed and was not signed, and gives the comparison.
    pub(in crate::formats) fn finish(mut self) -> Comparison {
        compare::append_printed(&mut self.fields, self.reading);
        Comparison { fields: self.fields }
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
    if !reading.payments.is_empty()
        && comparison.agrees("amount")
        && paid.map(|paid| paid.saturating_sub(change)) != charged
    {
        doubt("payments", "sum");
    }
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
    let open = if differs || comparison.is_empty() { Vec::new() } else { open_lines(comparison, reading) };
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
    if fits && draft.findings.print == Print::Agrees {
        draft.notes.extend(account::note(reading, &open));
    }
    draft.fields.clone_from(&comparison.fields);
}

/// Lines with a sum, clock or date that nothing signed accounts for: paper comes a little after the signature, and what
/// a table ordered first before it.
fn open_lines(comparison: &Comparison, reading: &Reading) -> Vec<account::Open> {
    let field = |name: &str| comparison.fields.iter().find(|field| field.name == name);
    let signed = |name: &str| field(name).and_then(|field| field.signed.as_deref());
    let mut times: Vec<String> = Vec::new();
    let start = field("tseStart").and_then(|field| field.printed.as_deref());
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
