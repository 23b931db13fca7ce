//! Days as receipts print them, and which of them is the day of the sale.

use super::{
    super::value::{
        at,
        number::{run, skip},
    },
    Found, any, letters,
};
use alloc::{string::String, vec::Vec};

const MONTHS: &str = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

/// A day as printed: its three numbers in their order.
#[derive(Clone, Copy, Debug)]
struct Day {
    year: u32,
    /// Day and month, or month and day: as they stand; the month is named or its place is known when `sure`.
    first: u32,
    second: u32,
    sure: bool,
    row: usize,
    from: usize,
    to: usize,
    /// How well it is placed: a word for a date before it, a clock behind it.
    rank: u8,
}

/// The month that is named here, and where its name ends.
fn month(row: &[char], from: usize) -> Option<(u32, usize)> {
    let length = run(row, from, |c| c.is_ascii_alphabetic());
    let name = letters(row.get(from..from + length.min(3))?);
    if length < 3 || name.len() < 3 {
        return None;
    }
    let at = (0..12).find(|m| MONTHS.get(m * 3..m * 3 + 3) == Some(name.as_str()))?;
    Some((at as u32 + 1, from + length))
}

fn number(row: &[char], from: usize, most: usize) -> Option<(u32, usize)> {
    let length = run(row, from, |c| c.is_ascii_digit()).min(most);
    let digits = row.get(from..from + length).filter(|digits| !digits.is_empty())?;
    Some((digits.iter().filter_map(|c| c.to_digit(10)).fold(0, |n, digit| n * 10 + digit), from + length))
}

/// The separator between two parts of a day, blanks around it allowed; where the next part begins.
fn separator(row: &[char], from: usize) -> (char, usize) {
    let i = skip(row, from);
    match at(row, i) {
        c @ ('/' | '-' | '.' | ',' | '\'') => (c, skip(row, i + 1)),
        _ if i > from => (' ', i),
        _ => ('\0', i),
    }
}

/// The day that begins here.
fn day_at(row: &[char], from: usize) -> Option<(u32, u32, u32, bool, usize)> {
    let year = |value: u32, digits: usize| match digits {
        4 if (1990..2100).contains(&value) => Some(value),
        2 if (10..50).contains(&value) => Some(2000 + value),
        _ => None,
    };
    // December 25, 2018
    if let Some((m, end)) = month(row, from) {
        let (_, i) = separator(row, end);
        let (d, end) = number(row, i, 2)?;
        let (_, i) = separator(row, end);
        let (y, end) = number(row, i, 4)?;
        return Some((year(y, end - i)?, d, m, true, end));
    }
    let digits = run(row, from, |c| c.is_ascii_digit());
    if digits == 8 {
        let (y, _) = number(row, from, 4)?;
        let (m, _) = number(row, from + 4, 2)?;
        let (d, end) = number(row, from + 6, 2)?;
        return Some((year(y, 4)?, d, m, true, end));
    }
    let (a, end) = number(row, from, 4)?;
    let a_digits = end - from;
    let (mark, i) = separator(row, end);
    // 25 DEC 2018, 25DEC18
    if let Some((m, end)) = month(row, i) {
        let (_, i) = separator(row, end);
        let (y, end) = number(row, i, 4)?;
        return (a_digits < 3).then_some((year(y, end - i)?, a, m, true, end));
    }
    let (b, end) = number(row, i, 2)?;
    let (other, i) = separator(row, end);
    if mark != other || !matches!(mark, '/' | '-' | '.') {
        return None;
    }
    if a_digits == 4 {
        let (d, end) = number(row, i, 2)?;
        return Some((year(a, 4)?, d, b, true, end));
    }
    let (mut c, mut end) = number(row, i, 4)?;
    // Four digits are a year, or a year of two and a time of day that touches it.
    if end - i == 4 && year(c, 4).is_none() {
        (c, end) = number(row, i, 2)?;
    }
    match year(c, end - i) {
        Some(y) => Some((y, a, b, false, end)),
        // Year, month, day in two digits each: only where it can be nothing else.
        None if a_digits == 2 && a > 12 && end - i == 2 => Some((year(a, 2)?, c, b, true, end)),
        None => None,
    }
}

/// Every day that is printed as a date.
fn days(rows: &[&[char]]) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    let mut above = false;
    for (r, row) in rows.iter().enumerate() {
        let key = letters(row);
        let dated = any(&key, "DATE TARIKH DAT DATUM");
        let other = any(&key, "DUEDATE EXPIR VALID UNTIL REPRINT BIRTH BEFORE REGNO EFFECTIVE DELIVERYDATE");
        let mut i = 0;
        while i < row.len() && found.len() < 40 {
            let before = if i == 0 { ' ' } else { at(row, i - 1) };
            let joins =
                before.is_ascii_digit() || (matches!(before, '/' | '.') && i > 1 && at(row, i - 2).is_ascii_digit());
            let begins = at(row, i).is_ascii_digit() && !joins
                || at(row, i).is_ascii_alphabetic() && !before.is_ascii_alphanumeric();
            let Some((year, first, second, sure, to)) = (if begins { day_at(row, i) } else { None }) else {
                i += 1;
                continue;
            };
            let next = at(row, to);
            let behind = run(row, to, |c| c.is_ascii_digit());
            // A time of day may touch it; other digits make it another number.
            let clock = (to..row.len().min(to + 24))
                .any(|k| at(row, k) == ':' && at(row, k - 1).is_ascii_digit() && at(row, k + 1).is_ascii_digit());
            // "12/03/20 18": a year with a blank in it.
            let year_apart = at(row, to - 1).is_ascii_digit()
                && next == ' '
                && run(row, to + 1, |c| c.is_ascii_digit()) == 2
                && !sure
                && year == 2020
                && !matches!(at(row, to + 3), ':' | '.' | 'h');
            let touching = year_apart || behind > 0 && !(behind <= 2 && at(row, to + behind) == ':');
            let compact =
                sure && to - i == 8 && row.get(i..to).is_some_and(|text| text.iter().all(char::is_ascii_digit));
            let longer = !compact && matches!(next, '/' | '-' | '.') && at(row, to + 1).is_ascii_digit();
            let real = |d: u32, m: u32| {
                (1..=31).contains(&d)
                    && (1..=12).contains(&m)
                    && d <= if matches!(m, 4 | 6 | 9 | 11) {
                        30
                    } else if m == 2 {
                        29
                    } else {
                        31
                    }
            };
            if touching || longer || !(real(first, second) || (!sure && real(second, first))) {
                i += 1;
                continue;
            }
            let rank =
                if other { 0 } else { u8::from(dated || (above && i < 3)) * 2 + u8::from(clock) + u8::from(!compact) };
            found.push(Day {
                year,
                first,
                second,
                sure: sure || !real(second, first) || !real(first, second) || first == second,
                row: r,
                from: i,
                to,
                rank,
            });
            i = to;
        }
        above = dated;
    }
    found
}

/// A currency of places where the day stands before the month.
fn is_day_first(row: &[char]) -> bool {
    row.contains(&'£')
        || row.contains(&'€')
        || (0..row.len()).any(|i| {
            at(row, i) == 'R'
                && at(row, i + 1) == 'M'
                && !at(row, i + 2).is_ascii_alphabetic()
                && !i.checked_sub(1).is_some_and(|i| at(row, i).is_ascii_alphanumeric())
        })
}

/// A state of two letters and five digits, at the line's end: an address where the month stands before the day.
fn has_zip(row: &[char]) -> bool {
    let end = row.len() - row.iter().rev().take_while(|c| **c == ' ').count();
    let digits = row.get(..end).unwrap_or(&[]).iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let state = end.checked_sub(digits + 1).and_then(|i| row.get(i.checked_sub(3)?..=i));
    digits == 5 && matches!(state, Some([' ' | ',', 'A'..='Z', 'A'..='Z', ' ']))
}

/// Words of places where the day stands before the month.
const DAY_FIRST: &str = "SDNBHD JALAN MALAYSIA SELANGOR JOHOR KUALALUMPUR SINGAPORE PTELTD ABN VATNO GSTID GSTREG GSTNO LTD LONDON INDIA GSTIN AUSTRALIA DUBLIN NZ";

/// The day of the sale.
pub(super) fn day(rows: &[&[char]]) -> Option<Found> {
    let mut days = days(rows);
    let says = |words: &str| rows.iter().any(|row| any(&letters(row), words));
    // One that can be nothing else tells how the others are written.
    let months_first = days.iter().any(|d| d.sure && d.first <= 12 && d.second > 12);
    let days_first = days.iter().any(|d| d.sure && d.first > 12 && d.second <= 12)
        || says(DAY_FIRST)
        || rows.iter().any(|row| is_day_first(row));
    let months_first = months_first || (!days_first && rows.iter().any(|row| has_zip(row)));
    for day in &mut days {
        if day.second > 12 || (!day.sure && months_first && !days_first) {
            (day.first, day.second) = (day.second, day.first);
            day.sure = true;
        }
        day.sure |= days_first && !months_first;
    }
    let best = days.iter().map(|d| d.rank).max()?;
    let mut own = days.iter().filter(|d| d.rank == best);
    let first = own.next()?;
    if !first.sure || best == 0 || own.any(|d| (d.year, d.first, d.second) != (first.year, first.first, first.second)) {
        return None;
    }
    let two = |n: u32| [char::from(b'0' + (n / 10) as u8), char::from(b'0' + (n % 10) as u8)];
    let mut value: String = two(first.year / 100).into_iter().chain(two(first.year % 100)).collect();
    for part in [first.second, first.first] {
        value.push('-');
        value.extend(two(part));
    }
    Some(Found { value, row: first.row, from: first.from, to: first.to })
}
