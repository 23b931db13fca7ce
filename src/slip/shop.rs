//! A shop's receipt in English: its total and its day, by the words of a line and by what the sums say of one another.
//!
//! This comes after the reading, and only where no code is: nothing of it is ever held against a signature. A wrong sum is
//! worse than none: where the sums contradict each other, there is none.

mod day;
mod sums;

use super::{
    assemble::new_member,
    reading::{Member, Reading},
    row::{Kind, Row},
    table::{AMOUNT, BASE_AMOUNT, CURRENCY, TIME},
    value::{
        at,
        number::{self, skip},
        stamp::{has_clock, has_date, stamp},
    },
};
use crate::report::Format;
use alloc::{string::String, vec::Vec};

/// A value and where it stands: row, characters from and to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    /// Normal form: an amount with two decimals, or a day.
    value: String,
    row: usize,
    from: usize,
    to: usize,
}

/// Lines of a receipt that are looked at, and characters of a line.
const MOST_LINES: usize = 400;
const LONGEST: usize = 200;

/// Any of these, apart by blanks, stands in the key.
#[inline(never)]
fn any(key: &str, words: &str) -> bool {
    words.split(' ').any(|word| super::table::has(key, word))
}

/// The letters in capitals; a nought among letters is one.
fn letters(row: &[char]) -> String {
    let letter = |i: usize| at(row, i).is_ascii_alphabetic();
    let capital = |i: usize| match at(row, i) {
        c if c.is_ascii_alphabetic() => Some(c.to_ascii_uppercase()),
        '0' if i > 0 && letter(i - 1) && letter(i + 1) => Some('O'),
        _ => None,
    };
    (0..row.len()).filter_map(capital).collect()
}

/// Puts total and day of a shop's receipt in the place of what single labels said. Anything that is no such receipt
/// stays as it was read.
pub fn settle(reading: &mut Reading) {
    let has_amount = reading.get("amount").is_some();
    if !matches!((reading.format, has_amount), (Format::None, _) | (Format::CardSlip, false)) {
        return;
    }
    let rows: Vec<Row> = reading.lines.iter().take(MOST_LINES).map(|line| Row::new(&line.text)).collect();
    let text = |row: &Row| {
        if row.kind == Kind::Text {
            row.chars.get(..LONGEST.min(row.chars.len())).unwrap_or(&[]).to_vec()
        } else {
            Vec::new()
        }
    };
    let texts: Vec<Vec<char>> = rows.iter().map(text).collect();
    let texts: Vec<&[char]> = texts.iter().map(Vec::as_slice).collect();
    let (bill, named, total) = sums::total(&texts);
    if !bill && total.is_none() {
        return;
    }
    // Sums were named and contradict each other: then no label by itself says which.
    let member = |code: u8, found: &Found, value: String| -> Option<Member> {
        let at = rows.get(found.row)?.range(found.from, found.to);
        let raw = reading.lines.get(found.row)?.text.get(at.0..at.1)?;
        Some(new_member(code, value, raw.into(), (found.row, at)))
    };
    let sum = total.as_ref().and_then(|found| member(AMOUNT, found, found.value.clone()));
    let mark = total.as_ref().and_then(|found| mark(texts.get(found.row)?, found));
    let currency = mark.filter(|_| reading.get("currency").is_none());
    let currency = currency.and_then(|(code, from, to)| {
        let row = total.as_ref()?.row;
        member(CURRENCY, &Found { value: String::new(), row, from, to }, code.into())
    });
    let dated = |found: &Found| reading.all("time").any(|time| time.value.starts_with(&found.value));
    let sold = day::day(&texts);
    let only = sold.as_ref().map(|found| found.value.clone());
    let day = sold.filter(|found| !dated(found)).and_then(|found| {
        let clock = texts.get(found.row).and_then(|row| clock(row, found.to));
        let (value, to) = match clock {
            Some((clock, to)) => ([found.value.as_str(), "T", &clock].concat(), to),
            None => (found.value.clone(), found.to),
        };
        member(TIME, &Found { to, ..found }, value)
    });
    let replaced = named || sum.is_some();
    reading.fields.retain(|m| match m.code {
        // Where others have decimals, a sum without any lost its point.
        AMOUNT | BASE_AMOUNT => !replaced && (!bill || m.raw.contains(['.', ','])),
        TIME => only.as_ref().is_none_or(|day| m.value.starts_with(day.as_str())),
        _ => true,
    });
    reading.fields.extend(sum.into_iter().chain(currency).chain(day));
    crate::order::by_key(&mut reading.fields, |member| (member.line, member.at.0));
}

/// The mark of a currency before a sum: its code, from and to.
fn mark(row: &[char], sum: &Found) -> Option<(&'static str, usize, usize)> {
    (1..6).find_map(|back| {
        let from = sum.from.checked_sub(back)?;
        let before = from.checked_sub(1).map_or(' ', |i| at(row, i));
        let fit = number::amount(row.get(from..sum.to)?, None)?;
        let starts = !before.is_ascii_alphanumeric() && at(row, from) != ' ';
        Some((fit.currency.filter(|_| starts)?, from + fit.mark.0, from + fit.mark.1))
    })
}

/// The time of day behind a day on its line, after a word for it or none; where it ends.
fn clock(row: &[char], from: usize) -> Option<(String, usize)> {
    let mut i = from;
    while i < from + 16 && i < row.len() && !at(row, i).is_ascii_digit() {
        i += 1;
    }
    let key = letters(row.get(from..i)?);
    let found = stamp(row.get(i..)?).filter(|found| has_clock(&found.value) && !has_date(&found.value))?;
    let named = matches!(key.as_str(), "" | "T" | "TIME" | "AT") && skip(row, i) == i;
    named.then_some((found.value, i + found.end))
}

#[cfg(test)]
mod tests;
