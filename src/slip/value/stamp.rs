//! Dates and times of day as printed.

use super::{
    at,
    number::{digit_run, skip},
};
use crate::time::Civil;
use alloc::string::String;

/// A date, a time of day, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// `2026-11-20`, `18:42:07`, or both with `T` between; an offset behind the time only when one is printed.
    pub(crate) value: String,
    /// Characters taken.
    pub(crate) end: usize,
    /// Letters were read as digits.
    pub(crate) corrected: bool,
}

/// A value that has a date.
pub(crate) fn has_date(value: &str) -> bool {
    value.as_bytes().get(4) == Some(&b'-')
}

/// A value that has a time of day.
pub(crate) fn has_clock(value: &str) -> bool {
    value.contains(':')
}

/// Adds a number of two digits.
fn two(out: &mut String, n: u32) {
    for digit in [n / 10 % 10, n % 10] {
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

const MONTHS: &str = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

/// A number of `least` to `most` digits, as many as there are.
#[inline(never)]
fn number(text: &[char], from: usize, least: usize, most: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut end = from;
    while end < from + most {
        let Some(digit) = at(text, end).to_digit(10) else { break };
        value = value * 10 + digit;
        end += 1;
    }
    (end >= from + least).then_some((value, end))
}

/// A number of two digits below a limit.
fn pair(text: &[char], from: usize, limit: u32) -> Option<(u32, usize)> {
    number(text, from, 2, 2).filter(|(n, _)| *n < limit)
}

fn month_name(text: &[char], from: usize) -> Option<(u32, usize)> {
    let letter = |i: usize| at(text, from + i).to_ascii_uppercase() as u32;
    let name = [letter(0), letter(1), letter(2)];
    let same = |month: &[u8]| name.iter().zip(month).all(|(a, b)| *a == u32::from(*b));
    let position = MONTHS.as_bytes().chunks(3).position(same)?;
    // "SEPT", "JUNE", "JULY"; "MARK 12,50" is no date.
    let fourth = at(text, from + 3).to_ascii_uppercase();
    let end = from + 3 + usize::from(matches!((position, fourth), (8, 'T') | (5, 'E') | (6, 'Y')));
    (!at(text, end).is_ascii_alphabetic()).then_some((position as u32 + 1, end))
}

/// Year, month, day and the end; whether it was written without separators.
fn day(text: &[char]) -> Option<(u32, u32, u32, usize, bool)> {
    let digits = digit_run(text, 0);
    if digits == 8 || digits == 14 {
        return Some((number(text, 0, 4, 4)?.0, number(text, 4, 2, 2)?.0, number(text, 6, 2, 2)?.0, 8, true));
    }
    // Three numbers, or a month's name among them; lengths in digits, none for a name.
    let mut numbers = [0; 3];
    let mut lengths = [0; 3];
    let mut separators = [' '; 3];
    let mut i = 0;
    for n in 0..3 {
        let name = month_name(text, i);
        let most = if n == 2 && lengths.first() == Some(&4) { 2 } else { 4 };
        let (value, end) = name.or_else(|| number(text, i, 1, most))?;
        let next = skip(text, end);
        let separator = at(text, next);
        if let (Some(number), Some(length), Some(slot)) =
            (numbers.get_mut(n), lengths.get_mut(n), separators.get_mut(n))
        {
            *number = value;
            *length = if name.is_some() { 0 } else { end - i };
            *slot = if n == 2 || "-/.年月,".contains(separator) { separator } else { ' ' };
        }
        i = end;
        if n < 2 {
            if !"-/.年月,".contains(separator) {
                i = next;
                continue;
            }
            i = if next > end && separator != '年' && separator != '月' { return None } else { skip(text, next + 1) };
        }
    }
    let [a, b, c] = numbers;
    let [first, second, last] = separators;
    let alike = first == second || (first, second) == ('年', '月');
    let year = |value: u32, length: usize| match length {
        4 if (1990..2100).contains(&value) => Some(value),
        2 if (15..=45).contains(&value) => Some(2000 + value),
        _ => None,
    };
    let (y, m, d) = match lengths {
        [4, 1 | 2, 1 | 2] if alike && first != ' ' => (year(a, 4)?, b, c),
        [0, 1 | 2, length] => (year(c, length)?, a, b),
        [1 | 2, 0, length] => (year(c, length)?, b, a),
        [1 | 2, 1 | 2, length] if alike && first == '.' => (year(c, length)?, b, a),
        // With slashes either may come first, and the year must be whole; only a day that can be no month decides.
        [1 | 2, 1 | 2, 4] if alike && first == '/' && (a > 12 || a == b) => (year(c, 4)?, b, a),
        _ => return None,
    };
    if first == '年' && matches!(last, '日' | '曰') {
        i = skip(text, i) + 1;
    }
    Some((y, m, d, i, false))
}

/// The offset behind a time: `Z`, `+08:00`; where it ends.
fn zone(text: &[char], from: usize, out: &mut String) -> Option<usize> {
    let sign = at(text, from);
    if sign == 'Z' {
        out.push('Z');
        return Some(from + 1);
    }
    let from = skip(text, from);
    let sign = if sign == ' ' { at(text, from) } else { sign };
    if !matches!(sign, '+' | '-') {
        return None;
    }
    let (h, i) = pair(text, from + 1, 24)?;
    let (m, end) = pair(text, i + usize::from(at(text, i) == ':'), 60)?;
    out.push(sign);
    two(out, h);
    out.push(':');
    two(out, m);
    Some(end)
}

/// Time of day with its offset; `compact` allows six digits alone. Where it ends.
fn clock(text: &[char], from: usize, compact: bool, out: &mut String) -> Option<usize> {
    let (mut h, i) = number(text, from, 1, 2).filter(|(h, _)| *h < 24)?;
    let bare = compact && at(text, i).is_ascii_digit();
    if !bare && !matches!(at(text, i), ':' | '时' | '時' | '点') {
        return None;
    }
    // A recogniser may see a blank behind the colon.
    let behind = |i: usize| if bare { i } else { i + 1 + usize::from(at(text, i + 1) == ' ') };
    let (m, mut i) = pair(text, behind(i), 60)?;
    let mut s = None;
    if bare || matches!(at(text, i), ':' | '分') {
        s = pair(text, behind(i), 60);
        if bare && s.is_none() {
            return None;
        }
        i += usize::from(at(text, i) == '分');
    }
    if let Some((_, end)) = s {
        i = end + usize::from(at(text, end) == '秒');
        if at(text, i) == '.' {
            i = number(text, i + 1, 3, 9).map_or(i, |(_, end)| end);
        }
    }
    if at(text, i).is_ascii_digit() {
        return None;
    }
    let after = skip(text, i);
    if matches!(at(text, after + 1), 'M' | 'm') && !at(text, after + 2).is_ascii_alphanumeric() {
        h = match at(text, after) {
            'P' | 'p' if h < 12 => h + 12,
            'P' | 'p' => h,
            'A' | 'a' if h <= 12 => h % 12,
            _ => return None,
        };
        i = after + 2;
    }
    two(out, h);
    for (part, _) in [Some((m, 0)), s].into_iter().flatten() {
        out.push(':');
        two(out, part);
    }
    i = zone(text, i, out).unwrap_or(i);
    let after = skip(text, i);
    if text.get(after..).is_some_and(|rest| rest.starts_with(&['U', 'h', 'r'])) {
        i = after + 3;
    }
    Some(i)
}

/// What can be no word, a colon, and digits: "?8:42", where the date alone would say less than is printed.
fn is_clock_like(text: &[char], from: usize) -> bool {
    [1, 2].into_iter().any(|length| {
        let head = text.get(from..from + length).unwrap_or(&[]);
        at(text, from + length) == ':'
            && (1..3).any(|n| at(text, from + length + n).is_ascii_digit())
            && (head.iter().any(char::is_ascii_digit) || !head.iter().any(|c| c.is_alphabetic()))
    })
}

fn parse(text: &[char]) -> Option<Stamp> {
    let mut value = String::new();
    // None of them has more than four digits.
    let day = day(text).filter(|&(y, m, d, ..)| {
        (1990..2100).contains(&y) && Civil::new(y as i32, m as u8, d as u8, 0, 0, 0).is_some()
    });
    let Some((y, m, d, end, compact)) = day else {
        let end = clock(text, 0, false, &mut value)?;
        return Some(Stamp { value, end, corrected: false });
    };
    two(&mut value, y / 100);
    two(&mut value, y);
    for part in [m, d] {
        value.push('-');
        two(&mut value, part);
    }
    let mut i = end;
    while matches!(at(text, i), ' ' | ',' | 'T') {
        i += 1;
    }
    if at(text, i) == 'u' && at(text, i + 1) == 'm' {
        i = skip(text, i + 2);
    }
    value.push('T');
    let end = match clock(text, i, compact, &mut value) {
        Some(end) => end,
        None if at(text, end).is_ascii_digit() || is_clock_like(text, i) => return None,
        None => {
            value.truncate("2026-11-20".len());
            end
        }
    };
    Some(Stamp { value, end, corrected: false })
}

/// The date, the time of day, or both, that the text begins with. Letters that are safely digits (`O`, `l`, `Z`) are
/// read as such when that makes more of it.
#[inline(never)]
pub(crate) fn stamp(text: &[char]) -> Option<Stamp> {
    let text = text.get(..48).unwrap_or(text);
    let plain = parse(text);
    let digit = |i: usize| {
        let c = at(text, i);
        if c == 'D' { None } else { super::safe_digit(c) }
    };
    let mut repaired = text.to_vec();
    for (i, c) in repaired.iter_mut().enumerate() {
        let near = (i > 0 && digit(i - 1).is_some()) || digit(i + 1).is_some() || matches!(at(text, i + 1), ':' | '/');
        if let Some(digit) = digit(i).filter(|_| near) {
            *c = digit;
        }
    }
    if repaired != text
        && let Some(mut better) = parse(&repaired)
        && plain.as_ref().is_none_or(|p| better.value.len() > p.value.len())
    {
        better.corrected = true;
        return Some(better);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().map(super::super::super::fold::plain).collect();
        stamp(&chars).map(|s| s.value).filter(|value| has_date(value))
    }

    #[test]
    fn printed_forms() {
        for (text, expected) in [
            ("2026/11/20 18:42:07", "2026-11-20T18:42:07"),
            ("2026/11/20  10:05:44", "2026-11-20T10:05:44"),
            ("2026-11-20", "2026-11-20"),
            ("20261120 154209", "2026-11-20T15:42:09"),
            ("20261120154209", "2026-11-20T15:42:09"),
            ("2026年11月20日 15时42分09秒", "2026-11-20T15:42:09"),
            ("2026 年 11 月 20 日 15:42", "2026-11-20T15:42"),
            ("2026年1月5日", "2026-01-05"),
            ("20.11.2026 12:47:30", "2026-11-20T12:47:30"),
            ("20.11.26 09:12", "2026-11-20T09:12"),
            ("20.11.2026 um 17:21 Uhr", "2026-11-20T17:21"),
            ("NOV 20,26 18:42", "2026-11-20T18:42"),
            ("NOV 20, 2026 06:42:07 PM", "2026-11-20T18:42:07"),
            ("20 Nov 2026", "2026-11-20"),
            ("20 Nov 2026 TIME:18:42", "2026-11-20"),
            ("2026-11-20时间:18:42:07", "2026-11-20"),
            ("2026-11-20T17:21:03.000Z", "2026-11-20T17:21:03Z"),
            ("2026-11-20T17:21:03.000", "2026-11-20T17:21:03"),
            ("2026-11-20 17:21:03+01:00", "2026-11-20T17:21:03+01:00"),
            ("２０２６／１１／２０　１８：４２：０７", "2026-11-20T18:42:07"),
            ("2026/11/2018:42:07", "2026-11-20T18:42:07"),
            ("2O26/11/2O 18:42:O7", "2026-11-20T18:42:07"),
            ("20/11/2026 18:42", "2026-11-20T18:42"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2026/11/20 ?8:42:07",
            "20.11.2026 *:47",
            "2026-11-20Tx7:21:03",
            "2026/13/20",
            "2026/02/30",
            "05/06/2026",
            "Marken 12,50",
            "12.50",
            "31.11.2026",
            "202611201542",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
