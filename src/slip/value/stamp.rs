//! Dates and times of day as printed.

use super::at;
use crate::time::Civil;
use alloc::{string::String, vec::Vec};

/// A date, a time of day, or both; what is not printed is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// `2026-11-20`.
    pub(crate) date: String,
    /// `18:42` or `18:42:07`.
    pub(crate) clock: String,
    /// `Z` or `+08:00`.
    pub(crate) zone: String,
    /// Characters taken.
    pub(crate) end: usize,
    /// Letters were read as digits.
    pub(crate) corrected: bool,
}

impl Stamp {
    /// Date and time in one; what is printed of them.
    pub(crate) fn value(&self) -> String {
        let between = if self.date.is_empty() || self.clock.is_empty() { "" } else { "T" };
        let zone = if self.clock.is_empty() { "" } else { self.zone.as_str() };
        [self.date.as_str(), between, self.clock.as_str(), zone].concat()
    }

    pub(crate) fn is_whole(&self) -> bool {
        !self.date.is_empty() && !self.clock.is_empty()
    }
}

/// Adds a number of two digits.
fn two(out: &mut String, n: u32) {
    for digit in [n / 10 % 10, n % 10] {
        out.extend(char::from_digit(digit, 10));
    }
}

const MONTHS: &str = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

/// A number of `least` to `most` digits, as many as there are.
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

fn blanks(text: &[char], mut from: usize) -> usize {
    while at(text, from) == ' ' {
        from += 1;
    }
    from
}

fn month_name(text: &[char], from: usize) -> Option<(u32, usize)> {
    let name: String = (from..from + 3).map(|i| at(text, i).to_ascii_uppercase()).collect();
    let position = (0..12).find(|n| MONTHS.get(n * 3..n * 3 + 3) == Some(name.as_str()))?;
    let mut end = from + 3;
    let fourth = at(text, end).to_ascii_uppercase();
    // "SEPT", "JUNE", "JULY"; "MARK 12,50" is no date.
    end += usize::from(matches!((name.as_str(), fourth), ("SEP", 'T') | ("JUN", 'E') | ("JUL", 'Y')));
    (!at(text, end).is_ascii_alphabetic()).then_some((position as u32 + 1, end))
}

fn year(text: &[char], from: usize) -> Option<(u32, usize)> {
    match number(text, from, 4, 4) {
        Some((y @ 1990..=2099, end)) => Some((y, end)),
        _ => number(text, from, 2, 2).filter(|(y, _)| (15..=45).contains(y)).map(|(y, end)| (2000 + y, end)),
    }
}

/// Year, month, day and the end; whether it was written without separators.
type Day = (u32, u32, u32, usize, bool);

fn year_first(text: &[char]) -> Option<Day> {
    let (y, mut i) = number(text, 0, 4, 4).filter(|(y, _)| (1990..=2099).contains(y))?;
    if at(text, i).is_ascii_digit() {
        let (m, i) = number(text, i, 2, 2)?;
        let (d, i) = number(text, i, 2, 2)?;
        return Some((y, m, d, i, true));
    }
    if at(text, i) == ' ' && at(text, i + 1) == '年' {
        i += 1;
    }
    let separator = at(text, i);
    if !matches!(separator, '-' | '/' | '.' | '年') {
        return None;
    }
    let han = separator == '年';
    let skip = |i| if han { blanks(text, i) } else { i };
    let (m, i) = number(text, skip(i + 1), 1, 2)?;
    let i = skip(i);
    if at(text, i) != separator && !(han && at(text, i) == '月') {
        return None;
    }
    let (d, i) = number(text, skip(i + 1), 1, 2)?;
    let after = skip(i);
    Some((y, m, d, if matches!(at(text, after), '日' | '曰') { after + 1 } else { i }, false))
}

fn day_first(text: &[char]) -> Option<Day> {
    let (d, i) = number(text, 0, 1, 2)?;
    let separator = at(text, i);
    if separator == '.' || separator == '/' {
        let (m, i) = number(text, i + 1, 1, 2)?;
        if at(text, i) != separator {
            return None;
        }
        let (y, i) = year(text, i + 1)?;
        // With slashes either may come first, and the year must be whole; only a day that can be no month decides.
        if separator == '/' && (i < 2 || number(text, i - 4, 4, 4).is_none() || (d <= 12 && d != m)) {
            return None;
        }
        return Some((y, m, d, i, false));
    }
    let (m, i) = month_name(text, i + usize::from(matches!(separator, ' ' | '-')))?;
    let (y, i) = year(text, i + usize::from(matches!(at(text, i), ' ' | '-' | ',')))?;
    Some((y, m, d, i, false))
}

fn month_first(text: &[char]) -> Option<Day> {
    let (m, i) = month_name(text, 0)?;
    let (d, i) = number(text, blanks(text, i), 1, 2)?;
    let i = blanks(text, i);
    let (y, i) = year(text, blanks(text, i + usize::from(at(text, i) == ',')))?;
    Some((y, m, d, i, false))
}

fn zone(text: &[char], from: usize, out: &mut Stamp) -> usize {
    let sign = at(text, from);
    if sign == 'Z' && out.end == from {
        out.zone.push('Z');
        return from + 1;
    }
    if matches!(sign, '+' | '-')
        && let Some((h, i)) = number(text, from + 1, 2, 2).filter(|(h, _)| *h < 24)
        && let Some((m, end)) = number(text, i + usize::from(at(text, i) == ':'), 2, 2).filter(|(m, _)| *m < 60)
    {
        out.zone.push(sign);
        two(&mut out.zone, h);
        out.zone.push(':');
        two(&mut out.zone, m);
        return end;
    }
    out.end
}

/// Time of day with its offset; `compact` allows six digits alone.
fn clock(text: &[char], from: usize, compact: bool, out: &mut Stamp) -> Option<()> {
    let (mut h, i) = number(text, from, 1, 2).filter(|(h, _)| *h < 24)?;
    let bare = compact && at(text, i).is_ascii_digit();
    if !bare && !matches!(at(text, i), ':' | '时' | '時' | '点') {
        return None;
    }
    // A recogniser may see a blank behind the colon.
    let behind = |i: usize| if bare { i } else { i + 1 + usize::from(at(text, i + 1) == ' ') };
    let (m, mut i) = number(text, behind(i), 2, 2).filter(|(m, _)| *m < 60)?;
    let mut s = None;
    if bare || matches!(at(text, i), ':' | '分') {
        s = number(text, behind(i), 2, 2).filter(|(s, _)| *s < 60);
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
    let after = blanks(text, i);
    if matches!(at(text, after + 1), 'M' | 'm') && !at(text, after + 2).is_ascii_alphanumeric() {
        h = match at(text, after) {
            'P' | 'p' if (1..12).contains(&h) => h + 12,
            'P' | 'p' if h == 12 => h,
            'A' | 'a' if h < 12 => h,
            'A' | 'a' if h == 12 => 0,
            _ => return None,
        };
        i = after + 2;
    }
    two(&mut out.clock, h);
    for part in [Some(m), s.map(|(s, _)| s)].into_iter().flatten() {
        out.clock.push(':');
        two(&mut out.clock, part);
    }
    out.end = i;
    out.end = zone(text, if at(text, i) == 'Z' { i } else { blanks(text, i) }, out);
    let after = blanks(text, out.end);
    if text.get(after..).is_some_and(|rest| rest.starts_with(&['U', 'h', 'r'])) {
        out.end = after + 3;
    }
    Some(())
}

fn parse(text: &[char]) -> Option<Stamp> {
    let mut out = Stamp::default();
    let day = year_first(text).or_else(|| day_first(text)).or_else(|| month_first(text)).filter(|&(y, m, d, ..)| {
        // None of them has more than four digits.
        Civil::new(y as i32, m as u8, d as u8, 0, 0, 0).is_some()
    });
    let Some((y, m, d, end, compact)) = day else {
        clock(text, 0, false, &mut out)?;
        return Some(out);
    };
    two(&mut out.date, y / 100);
    for part in [y, m, d] {
        two(&mut out.date, part);
        out.date.push('-');
    }
    out.date.pop();
    out.end = end;
    let mut i = end;
    while matches!(at(text, i), ' ' | ',' | 'T') {
        i += 1;
    }
    if at(text, i) == 'u' && at(text, i + 1) == 'm' {
        i = blanks(text, i + 2);
    }
    if clock(text, i, compact, &mut out).is_none() && at(text, end).is_ascii_digit() {
        return None;
    }
    Some(out)
}

/// The date, the time of day, or both, that the text begins with. Letters that are safely digits (`O`, `l`, `Z`) are
/// read as such when that makes more of it.
pub(crate) fn stamp(text: &[char]) -> Option<Stamp> {
    let text = text.get(..48).unwrap_or(text);
    let plain = parse(text);
    let digit_like = |i: usize| {
        let c = at(text, i);
        c.is_ascii_digit() || (super::safe_digit(c).is_some() && c != 'D')
    };
    let mut changed = false;
    let repaired: Vec<char> = (0..text.len())
        .map(|i| {
            let c = at(text, i);
            let near = (i > 0 && digit_like(i - 1)) || digit_like(i + 1) || matches!(at(text, i + 1), ':' | '/');
            match super::safe_digit(c).filter(|_| near && !c.is_ascii_digit() && c != 'D') {
                Some(digit) => {
                    changed = true;
                    digit
                }
                None => c,
            }
        })
        .collect();
    if changed
        && let Some(mut better) = parse(&repaired)
        && plain.as_ref().is_none_or(|p| better.value().len() > p.value().len())
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
        stamp(&chars).filter(|s| !s.date.is_empty()).map(|s| s.value())
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
        for text in ["2026/13/20", "2026/02/30", "05/06/2026", "Marken 12,50", "12.50", "31.11.2026", "202611201542"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
