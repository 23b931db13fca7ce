//! Days as numbers, and how tables write days and clocks (reconcile.md, 3.5).

/// Days since 1970-01-01.
pub type Day = i32;

/// No day.
pub(crate) const NO_DAY: Day = i32::MIN;

/// The number of a day of the proleptic Gregorian calendar, when there is such a day between 1970 and 2199.
pub(crate) fn day(year: i32, month: i32, day: i32) -> Option<Day> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1970..2200).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last.
    let shifted = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + of_year - 719_468)
}

/// Year, month and day of a number.
pub(crate) fn civil(day: Day) -> (i32, i32, i32) {
    let z = day.saturating_add(719_468);
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i32::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

/// `2026-11-20`.
pub(crate) fn iso(day: Day) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `18:42:07`.
pub(crate) fn clock_text(time: i32) -> String {
    format!("{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60)
}

/// How a column writes its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `20/11/2026`.
    #[default]
    DayFirst,
    /// `11/20/2026`.
    MonthFirst,
}

/// A date as written: a day, or a month and a day that need a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Full(Day),
    NoYear(i32, i32),
}

impl Written {
    /// The day, its year taken from `reference`: more than 183 days after that is the year before (3.5).
    pub(crate) fn resolve(self, reference: Option<Day>, year: Option<i32>) -> Option<Day> {
        match self {
            Self::Full(day) => Some(day),
            Self::NoYear(month, of_month) => match (year, reference) {
                (Some(year), _) => day(year, month, of_month),
                (None, Some(reference)) => {
                    let year = civil(reference).0;
                    match day(year, month, of_month) {
                        Some(found) if found <= reference + 183 => Some(found),
                        _ => day(year - 1, month, of_month),
                    }
                }
                (None, None) => None,
            },
        }
    }
}

/// The numbers of a text, each with how many digits it has, and what stands behind it.
struct Numbers<'a> {
    rest: &'a str,
}

impl Numbers<'_> {
    /// A number of at most nine digits, and its length.
    fn number(&mut self) -> Option<(i32, usize)> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        if length == 0 || length > 9 {
            return None;
        }
        self.rest = rest;
        Some((digits.parse().ok()?, length))
    }

    fn skip(&mut self, marks: &[char]) -> Option<char> {
        let mark = self.rest.chars().next().filter(|c| marks.contains(c))?;
        self.rest = &self.rest[mark.len_utf8()..];
        Some(mark)
    }
}

/// A date, and the clock behind it when one is there.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<(Written, Option<i32>)> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let mut numbers = Numbers { rest: text };
    let all_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let at = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i32>().ok());
    if matches!(all_digits, 8 | 12 | 14) {
        let found = day(at(0, 4)?, at(4, 6)?, at(6, 8)?);
        if let Some(found) = found {
            let behind = text.get(8..)?.trim_start_matches(['T', ' ', '\u{a0}']);
            let clock = if all_digits > 8 { clock(text.get(8..all_digits)?) } else { behind_clock(behind)? };
            return Some((Written::Full(found), clock));
        }
        return None;
    }
    if all_digits == 4 && text.len() == 4 {
        return month_and_day(at(0, 2)?, at(2, 4)?).map(|written| (written, None));
    }
    if all_digits == 10 && text.len() == 10 {
        // MMDDhhmmss.
        return month_and_day(at(0, 2)?, at(2, 4)?).map(|written| (written, clock(&text[4..])));
    }
    if let Some(found) = with_month_name(text) {
        return Some(found);
    }
    let (first, length) = numbers.number()?;
    let mark = numbers.skip(&['-', '/', '.', '年', '月'])?;
    if mark == '月' {
        let (second, _) = numbers.number()?;
        numbers.skip(&['日', '号']);
        return Some((month_and_day(first, second)?, behind_clock(numbers.rest)?));
    }
    let (second, _) = numbers.number()?;
    let third = match numbers.skip(&['-', '/', '.', '月']) {
        // `10.11.` is a day of a year that is not said.
        Some('.') if !numbers.rest.starts_with(|c: char| c.is_ascii_digit()) => None,
        Some(_) => Some(numbers.number()?),
        None => None,
    };
    numbers.skip(&['日']);
    let clock = behind_clock(numbers.rest)?;
    let written = match third {
        None if mark == '.' => month_and_day(second, first)?,
        None if length > 2 => return None,
        None => month_and_day(first, second)?,
        Some((third, _)) if length == 4 => Written::Full(day(first, second, third)?),
        Some((year, digits)) => {
            let year = if digits <= 2 { 2000 + year } else { year };
            let month_first = mark != '.' && order == DateOrder::MonthFirst;
            let (of_month, month) = if month_first { (second, first) } else { (first, second) };
            Written::Full(day(year, month, of_month)?)
        }
    };
    Some((written, clock))
}

/// `10-Nov-2026`, `Nov 10, 2026`, `10. November 2026`, with the clock behind it.
fn with_month_name(text: &str) -> Option<(Written, Option<i32>)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = text.find(|c: char| c.is_alphabetic()).filter(|at| *at < 5)?;
    let (before, rest) = text.split_at_checked(at)?;
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(length)?;
    let name =
        name.to_lowercase().replace("mär", "mar").replace("mai", "may").replace("okt", "oct").replace("dez", "dec");
    let month = (1..).zip(MONTHS).find(|(_, month)| name.starts_with(month) && length < 10).map(|(month, _)| month)?;
    let marks = [' ', '-', '.', ',', '/', '\u{a0}'];
    let number = |text: &str| text.trim_matches(marks).parse::<i32>().ok();
    let mut numbers = Numbers { rest: behind.trim_start_matches(marks) };
    let (of_month, year) = if before.trim_matches(marks).is_empty() {
        let (of_month, _) = numbers.number()?;
        numbers.rest = numbers.rest.trim_start_matches(marks);
        (of_month, numbers.number()?)
    } else {
        (number(before)?, numbers.number()?)
    };
    let year = match year {
        (year, 4) => year,
        (year, 2) => 2000 + year,
        _ => return None,
    };
    Some((Written::Full(day(year, month, of_month)?), behind_clock(numbers.rest)?))
}

fn month_and_day(month: i32, of_month: i32) -> Option<Written> {
    // A leap year: the day itself is asked for again with its year.
    day(2024, month, of_month).map(|_| Written::NoYear(month, of_month))
}

/// The clock behind a date: nothing, or a clock and anything behind it. `None` when something else stands there.
#[allow(clippy::option_option, reason = "nothing there is not the same as something else there")]
fn behind_clock(rest: &str) -> Option<Option<i32>> {
    let rest = rest.trim_start_matches(['T', ' ', '\u{a0}', ',', '\t']);
    if rest.is_empty() {
        return Some(None);
    }
    clock(rest).map(Some)
}

/// A clock: `184207`, `18:42`, `18:42:07`, `18时42分07秒`; a spreadsheet may have dropped the first zero.
pub(crate) fn clock(text: &str) -> Option<i32> {
    let text = text.trim();
    for (word, after_noon) in [("上午", false), ("下午", true), ("晚上", true), ("凌晨", false)] {
        if let Some(rest) = text.strip_prefix(word) {
            let found = clock(rest)?;
            return Some(match (found / 3600, after_noon) {
                (12, false) => found - 43_200,
                (1..=11, true) => found + 43_200,
                _ => found,
            });
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    let made = |h: i32, m: i32, s: i32| {
        ((0..24).contains(&h) && (0..60).contains(&m) && (0..61).contains(&s)).then(|| h * 3600 + m * 60 + s.min(59))
    };
    if digits <= 2 {
        let mut numbers = Numbers { rest: text };
        let (hours, _) = numbers.number()?;
        numbers.skip(&[':', '时', '.', '：'])?;
        let (minutes, 2) = numbers.number()? else { return None };
        let seconds = match numbers.skip(&[':', '分', '.', '：']) {
            Some(_) => numbers.number().filter(|(_, length)| *length == 2).map_or(0, |(seconds, _)| seconds),
            None => 0,
        };
        let lower = numbers.rest.trim().to_ascii_lowercase();
        return match (lower.starts_with("pm"), lower.starts_with("am")) {
            (true, _) if hours < 12 => made(hours + 12, minutes, seconds),
            (_, true) if hours == 12 => made(0, minutes, seconds),
            _ => made(hours, minutes, seconds),
        };
    }
    if !(rest.is_empty() || rest.starts_with(['.', '+', 'Z', ' '])) {
        return None;
    }
    let number: i32 = text.get(..digits)?.parse().ok()?;
    match digits {
        5 | 6 => made(number / 10_000, number / 100 % 100, number % 100),
        3 | 4 => made(number / 100, number % 100, 0),
        _ => None,
    }
}

/// A day counted as spreadsheets do, from 1899-12-30, and the clock of its fraction.
pub(crate) fn serial(text: &str, from_1904: bool) -> Option<(Day, Option<i32>)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let days: i32 = whole.parse().ok().filter(|days| (0..110_000).contains(days))?;
    let seconds = day_fraction(fraction)?;
    let start = if from_1904 { -24_107 } else { -25_569 };
    Some((days + start, (!fraction.is_empty()).then_some(seconds)))
}

/// Seconds of the day of the digits behind the point of a fraction of a day.
pub(crate) fn day_fraction(digits: &str) -> Option<i32> {
    let kept = digits.get(..digits.len().min(12))?;
    if !kept.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = 10i64.checked_pow(u32::try_from(kept.len()).ok()?)?;
    let number: i64 = if kept.is_empty() { 0 } else { kept.parse().ok()? };
    i32::try_from(((number * 86_400 + scale / 2) / scale).min(86_399)).ok()
}

/// All full dates in a line, in order, each with whether midnight stands behind it (`00:00:00`).
pub(crate) fn full_dates(line: &str) -> Vec<(Day, bool)> {
    let mut found = Vec::new();
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() && found.len() < 16 {
        let starts = bytes.get(at).is_some_and(u8::is_ascii_digit)
            && !at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit);
        if starts && let Some((day, length)) = full_date(&line[at..]) {
            let behind = line[at + length..].trim_start_matches([' ', 'T']);
            found.push((day, behind.starts_with("00:00:00")));
            at += length;
            continue;
        }
        at += 1;
    }
    found
}

/// A full date at the beginning of a text, and how many bytes it takes.
fn full_date(text: &str) -> Option<(Day, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i32>().ok());
    if digits == 8 {
        return Some((day(part(0, 4)?, part(4, 6)?, part(6, 8)?)?, 8));
    }
    let mut numbers = Numbers { rest: text };
    let (first, length) = numbers.number()?;
    let mark = numbers.skip(&['-', '/', '.', '年'])?;
    let (second, _) = numbers.number()?;
    numbers.skip(&['-', '/', '.', '月'])?;
    let (third, digits) = numbers.number()?;
    numbers.skip(&['日']);
    let found = match (length, digits, mark) {
        (4, 1 | 2, _) => day(first, second, third)?,
        (1 | 2, 4, '.' | '/') => day(third, second, first)?,
        (1 | 2, 2, '.') => day(2000 + third, second, first)?,
        _ => return None,
    };
    Some((found, text.len() - numbers.rest.len()))
}

/// The last day of a month that a text names: `2026年01月`, `2026-01`, `202601`.
pub(crate) fn month_named(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let rest = text.get(at + run..)?;
        let year = text.get(at..at + 4).and_then(|year| year.parse::<i32>().ok()).filter(|y| (1990..2100).contains(y));
        let month = match (run, year) {
            (4, Some(_)) => {
                let behind =
                    rest.strip_prefix('年').or_else(|| rest.strip_prefix('-')).or_else(|| rest.strip_prefix('_'));
                let digits = behind.map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
                behind.filter(|_| (1..=2).contains(&digits)).and_then(|rest| rest.get(..digits)?.parse::<i32>().ok())
            }
            (6, Some(_)) => text.get(at + 4..at + 6).and_then(|month| month.parse::<i32>().ok()),
            _ => None,
        };
        if let (Some(year), Some(month)) = (year, month)
            && let Some(first) = day(year, month, 1)
        {
            return (28..=31).rev().find_map(|last| day(year, month, last)).or(Some(first));
        }
        at += run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(text: &str) -> Option<(String, Option<i32>)> {
        match parse(text, DateOrder::DayFirst)? {
            (Written::Full(day), clock) => Some((iso(day), clock)),
            _ => None,
        }
    }

    #[test]
    fn dates_are_read_as_tables_write_them() {
        for text in [
            "2026-11-20",
            "2026/11/20",
            "2026.11.20",
            "2026年11月20日",
            "20261120",
            "20.11.26",
            "20.11.2026",
            "20/11/2026",
        ] {
            assert_eq!(full(text), Some(("2026-11-20".into(), None)), "{text}");
        }
        for text in [
            "2026-11-20 18:42:07",
            "20261120184207",
            "2026-11-20T18:42:07+08:00",
            "20.11.2026 18:42:07",
            "2026/11/20  18:42:07.123",
        ] {
            assert_eq!(full(text), Some(("2026-11-20".into(), Some(67_327))), "{text}");
        }
        assert_eq!(parse("11/20/2026", DateOrder::DayFirst), None);
        assert_eq!(parse("11/20/2026", DateOrder::MonthFirst), parse("2026-11-20", DateOrder::DayFirst));
        assert_eq!(full("2026-02-29"), None);
        assert_eq!(full("18:42:07"), None);
        assert_eq!(full("银联"), None);
    }

    #[test]
    fn a_year_that_is_not_said_is_the_statement_s() {
        let reference = day(2026, 1, 31);
        for (text, expected) in [
            ("12/29", "2025-12-29"),
            ("01/04", "2026-01-04"),
            ("1月4日", "2026-01-04"),
            ("0104", "2026-01-04"),
            ("4.1.", "2026-01-04"),
        ] {
            let (written, _) = parse(text, DateOrder::DayFirst).unwrap();
            assert_eq!(written.resolve(reference, None).map(iso).as_deref(), Some(expected), "{text}");
            assert_eq!(written.resolve(None, None), None);
        }
    }

    #[test]
    fn clocks_and_serial_days() {
        assert_eq!(clock("92605"), Some(9 * 3600 + 26 * 60 + 5));
        assert_eq!(clock("092605"), clock("09:26:05"));
        assert_eq!(clock("18:42"), Some(67_320));
        assert_eq!(clock("25:00"), None);
        assert_eq!(serial("46346.5", false), Some((day(2026, 11, 20).unwrap(), Some(43_200))));
        for n in [0, 59, 60, 20_000, 47_000] {
            let (y, m, d) = civil(n);
            assert_eq!(day(y, m, d), Some(n));
        }
    }

    #[test]
    fn periods_and_months_are_found_in_titles() {
        let dates = full_dates("起始时间：[2026-11-01 00:00:00] 终止时间：[2026-12-01 00:00:00]");
        assert_eq!(
            dates.iter().map(|(day, midnight)| (iso(*day), *midnight)).collect::<Vec<_>>(),
            [("2026-11-01".into(), true), ("2026-12-01".into(), true)]
        );
        assert_eq!(full_dates("20261101-20261127").len(), 2);
        assert_eq!(month_named("账单（2026年01月）").map(iso).as_deref(), Some("2026-01-31"));
        assert_eq!(month_named("bill_202602.csv").map(iso).as_deref(), Some("2026-02-28"));
        assert_eq!(month_named("898440358127779"), None);
    }
}
