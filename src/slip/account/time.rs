//! Clocks and dates: the signed ones, those of another time, and open ones.

use super::*;

impl Account<'_> {
    /// A date or clock at a place; where it ends when there is one.
    pub(super) fn time(&mut self, at_line: usize, line: &Line, i: usize) -> Option<usize> {
        let chars = line.chars.as_slice();
        let found = stamp(chars.get(i..)?).filter(|stamp| !stamp.corrected && stamp.end > 0)?;
        let end = i + found.end;
        let next = at(chars, end);
        if (next == ':' || is_digit(next)) && is_digit(at(chars, end + 1))
            || (i > 1 && at(chars, i - 1) == ':' && is_digit(at(chars, i - 2)))
        {
            // Numbers between colons: an address of a device.
            return None;
        }
        if next.is_ascii_alphabetic()
            && at(chars, end - 1).is_ascii_digit()
            && !has_clock(&found.value)
            && !has_date(&found.value)
        {
            return None;
        }
        let lawful = line.taken(i) == LAWFUL || self.is_time(&found.value);
        if !lawful && !self.is_other_time(line, i, end, &found.value) {
            self.leave(at_line, "time");
        }
        Some(end)
    }

    /// A clock of opening hours, a date until which something counts.
    pub(super) fn is_other_time(&self, line: &Line, i: usize, end: usize, value: &str) -> bool {
        let chars = line.chars.as_slice();
        let before = line.before(i, 24, false);
        if has_date(value) {
            return any(&before, words::OTHER_TIME);
        }
        if any(&line.upper, words::HOURS) {
            return true;
        }
        // From one clock to another.
        let dash = |c: char| matches!(c, '-' | '~' | '至' | '到' | '～' | '〜') || c == ' ';
        let clock = |i: usize| stamp(chars.get(i..).unwrap_or(&[])).is_some_and(|stamp| !has_date(&stamp.value));
        let behind = end + run(chars, end, dash);
        let word = |i: usize| usize::from(matches!(chars.get(i..i + 3), Some(['b', 'i', 's'] | ['t', 'o', ' ']))) * 3;
        let next = skip(chars, behind + word(behind));
        let to = next > end && clock(next);
        let mut back = i;
        while back > 0 && (dash(at(chars, back - 1)) || at(chars, back - 1).is_ascii_lowercase()) && i - back < 6 {
            back -= 1;
        }
        let from = back < i && back >= 4 && at(chars, back - 3) == ':' && is_digit(at(chars, back - 1));
        (to || from) && !any(&before, words::TIME)
    }

    /// Whether a printed date, clock or both is a signed one.
    pub(super) fn is_time(&self, printed: &str) -> bool {
        let tolerance = self.signed.tolerance;
        self.signed.times.iter().any(|time| {
            if let (Some(a), Some(b)) = (Timestamp::parse(time), Timestamp::parse(printed)) {
                return (a.moment().0 - b.moment().0).abs() <= tolerance;
            }
            let (Some(day), Some(clock)) = (time.get(..10), time.get(11..19)) else { return false };
            let (date, rest) = match printed.split_once('T') {
                Some((date, rest)) => (date, rest),
                None if has_date(printed) => (printed, ""),
                None => ("", printed),
            };
            // With an offset only the moment counts.
            if !date.is_empty() && date != day || rest.len() > 8 {
                return false;
            }
            let off = (seconds(rest) - seconds(clock.get(..rest.len()).unwrap_or(clock))).abs();
            rest.is_empty() || off <= tolerance || (rest.len() == 8 && off == 0)
        })
    }

    /// A date that is none, or has no year, or a clock that cannot be read.
    pub(super) fn is_open_date(&self, line: &Line, i: usize, digits: usize) -> bool {
        let chars = line.chars.as_slice();
        if line.taken(i) == LAWFUL
            || self.signed.times.is_empty()
            || (i > 0 && (is_letter(at(chars, i - 1)) && !is_han(at(chars, i - 1)) || is_mark(at(chars, i - 1))))
        {
            return false;
        }
        let mark = at(chars, i + digits);
        let second = run(chars, i + digits + 1, is_digit);
        let end = i + digits + 1 + second;
        let third = if at(chars, end) == mark || mark == '年' { run(chars, end + 1, is_digit) } else { 0 };
        let number = |from: usize, length: usize| units(&string(chars.get(from..).unwrap_or(&[]), length)).unwrap_or(0);
        let dated = matches!((digits, second, third), (4, 1 | 2, 1 | 2) | (1 | 2, 1 | 2, 4));
        let before = line.before(i, 24, true);
        if dated && matches!(mark, '/' | '-' | '.' | '年') && !is_letter(at(chars, end + 1 + third)) {
            return !any(&before, words::OTHER_TIME);
        }
        // "11/21" under a label of a date, "11月21日", "18h42".
        let (a, b) = (number(i, digits), number(i + digits + 1, second));
        let day = self.signed.times.iter().any(|time| {
            let part = |from: usize, to: usize| time.get(from..to).and_then(units).unwrap_or(0);
            let (year, month, day) = (part(2, 4), part(5, 7), part(8, 10));
            [(month, day), (day, month), (year, month), (month, year)].contains(&(a, b))
        });
        let short = matches!((digits, second), (1 | 2, 1 | 2));
        let month = short && mark == '月' && at(chars, end) == '日';
        let slash = (digits, second) == (2, 2)
            && mark == '/'
            && third == 0
            && at(chars, end) != '/'
            && any(&before, words::TIME);
        if month || slash {
            return !day && !any(&before, words::OTHER_TIME);
        }
        let clock = short && second == 2 && matches!(mark, 'h' | 'H') && !is_letter(at(chars, end));
        let printed = [
            string(chars.get(i..).unwrap_or(&[]), digits),
            String::from(":"),
            string(chars.get(i + digits + 1..).unwrap_or(&[]), second),
        ]
        .concat();
        clock && !self.is_time(&printed)
    }
}

/// Seconds of `18:42` or `18:42:07`.
fn seconds(clock: &str) -> i64 {
    let mut parts = clock.split(':').map(|part| units(part).unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    next() * 3600 + next() * 60 + next()
}
