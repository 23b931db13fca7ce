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
        let zone = upper_behind(chars, end);
        let mut found = found;
        let afternoon =
            chars.get(i.saturating_sub(2)..i).is_some_and(|part| matches!(part, ['下' | '晚', '午' | '上']));
        if afternoon && !has_date(&found.value) {
            let hour = units(found.value.get(..2).unwrap_or_default()).unwrap_or(0);
            let hour = if hour < 12 { hour + 12 } else { hour };
            let digit = |n: i64| char::from_digit(u32::try_from(n).unwrap_or(0), 10).unwrap_or('0');
            let rest = found.value.get(2..).unwrap_or_default();
            found.value = [string(&[digit(hour / 10), digit(hour % 10)], 2).as_str(), rest].concat();
        }
        let utc =
            matches!(zone.trim_start().get(..3), Some("UTC" | "GMT")) && !self.signed.till && found.value.len() < 20;
        let printed = if utc { [found.value.as_str(), "Z"].concat() } else { found.value.clone() };
        // "15:20:56.188" may be a sum's end.
        let split = !self.signed.till && has_clock(&found.value) && end > 4 && at(chars, end - 4) == '.';
        // "11/20/2026": the day may stand behind the month.
        let turned = || matches!(self.loose_time(line, i), Some((true, _))) && !has_clock(&found.value);
        let lawful = (line.taken(i) == LAWFUL && !utc || self.is_time(&printed) || turned()) && !split;
        if !lawful && !self.is_other_time(line, i, &found.value) {
            self.leave(at_line, "time");
        }
        Some(end)
    }

    /// `20.11.`, a day without its year: where it ends, and whether it is a signed one.
    pub(super) fn day_of_year(&self, line: &Line, i: usize) -> Option<(usize, bool)> {
        let chars = line.chars.as_slice();
        let first = run(chars, i, is_digit);
        let second = run(chars, i + first + 1, is_digit);
        let end = i + first + second + 2;
        let dots = at(chars, i + first) == '.' && at(chars, end - 1) == '.' && !is_digit(at(chars, end));
        let alone = i == 0 || !is_digit(at(chars, i - 1)) && !is_mark(at(chars, i - 1));
        if !(dots && alone && (1..3).contains(&first) && (1..3).contains(&second)) {
            return None;
        }
        let (day, month) = (number(chars, i, first), number(chars, i + first + 1, second));
        let same = self.signed.times.iter().any(|time| {
            let part = |from: usize, to: usize| time.get(from..to).and_then(units);
            (part(5, 7), part(8, 10)) == (Some(month), Some(day))
        });
        (month < 13 && day < 32).then_some((end, same))
    }

    /// Whether eight digits are a day of about the sale's, and another.
    pub(super) fn is_near_day(&self, digits: &[char]) -> bool {
        let part = |from: usize, length: usize| number(digits, from, length);
        let (year, month, day) = (part(0, 4), part(4, 2), part(6, 2));
        let near = |time: &String| {
            let part = |from: usize, to: usize| time.get(from..to).and_then(units).unwrap_or(0);
            year == part(0, 4) && (month - part(5, 7)).abs() < 2 && (month, day) != (part(5, 7), part(8, 10))
        };
        let real = (1..13).contains(&month) && (1..32).contains(&day);
        digits.len() == 8 && real && self.signed.times.iter().all(near) && !self.signed.times.is_empty()
    }

    /// A date until which something counts.
    pub(super) fn is_other_time(&self, line: &Line, i: usize, value: &str) -> bool {
        let before = line.before(i, 24, false);
        has_date(value) && any(&before, words::OTHER_TIME) && !says_sale(&before)
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

    /// A date whose parts stand apart in any way, with a month's name in any language, or in an order that is not certain;
    /// a clock of digits alone behind its label: whether it is a signed one, and where it ends.
    pub(super) fn loose_time(&self, line: &Line, i: usize) -> Option<(bool, usize)> {
        let chars = line.chars.as_slice();
        let mut parts = [(0_i64, 0_usize); 3];
        let mut marks = [' '; 3];
        let mut month = None;
        let (mut at_char, mut end, mut count) = (i, i, 0);
        while count < 3 {
            let digits = run(chars, at_char, is_digit);
            if digits > 0 {
                let value = if digits > 4 {
                    return self.compact(line, i, digits).filter(|_| count == 0).map(|same| (same, at_char + digits));
                } else {
                    number(chars, at_char, digits)
                };
                *parts.get_mut(count)? = (value, digits);
                count += 1;
                at_char += digits;
                end = at_char;
            } else {
                let letters = run(chars, at_char, |c| is_letter(c) && !is_han(c));
                let name = upper(chars.get(at_char..at_char + letters)?);
                if letters == 0 || month.is_some() {
                    break;
                }
                month = Some(words::month(&name)?);
                at_char += letters;
            }
            let gap = run(chars, at_char, |c| " .,-/_年月년월".contains(c));
            if gap > 3 || (gap == 0 && run(chars, at_char, is_letter) == 0) {
                break;
            }
            let mark =
                chars.get(at_char..at_char + gap).unwrap_or(&[]).iter().find(|c| **c != ' ').copied().unwrap_or(' ');
            *marks.get_mut(count.saturating_sub(1))? = mark;
            at_char += gap;
            if count == 2 && month.is_some() {
                break;
            }
        }
        let before = line.before(i, 24, true);
        let label = labelled(&before);
        if (i > 0 && (is_digit(at(chars, i - 1)) || at(chars, i - 1) == '.'))
            || (i > 1 && at(chars, i - 1) == ':' && is_digit(at(chars, i - 2)))
            || any(&before, words::OTHER_TIME)
        {
            return None;
        }
        let dates: Vec<[i64; 3]> = self
            .signed
            .times
            .iter()
            .filter_map(|time| {
                let part = |from: usize, to: usize| time.get(from..to).and_then(units);
                Some([part(0, 4)?, part(5, 7)?, part(8, 10)?])
            })
            .collect();
        let year = |value: i64, digits: usize| match digits {
            4 if (1990..2100).contains(&value) => Some(value),
            4 if (2533..2643).contains(&value) => Some(value - 543),
            2 if (15..=45).contains(&value) => Some(value + 2000),
            _ => None,
        };
        let short = |part: (i64, usize)| part.1 <= 2 && part.0 > 0;
        let [a, b, c] = parts;
        if let (Some(month), 2) = (month, count) {
            // The day and the year, in either order.
            let (day, of_year) = if a.1 == 4 { (b, a) } else { (a, b) };
            let of_year = year(of_year.0, of_year.1)?;
            return (short(day) && day.0 < 32).then(|| (dates.contains(&[of_year, month, day.0]), end));
        }
        if count != 3 || month.is_some() || is_digit(at(chars, end)) {
            return None;
        }
        let [first, second, _] = marks;
        let mut likely = false;
        let mut same = false;
        for (y, m, d) in [(a, b, c), (c, a, b), (c, b, a)] {
            if let Some(of_year) = year(y.0, y.1)
                && short(m)
                && short(d)
                && m.0 < 13
                && d.0 < 32
            {
                likely = true;
                same |= dates.contains(&[of_year, m.0, d.0]);
            }
        }
        let whole = a.1 == 4 || c.1 == 4;
        let two = (b.1, c.1) == (2, 2) && a.1 != 1;
        let sure = label
            || (whole && first == second && (first != ' ' || two))
            || (first == '/' && second == '/' && two)
            || "년年".contains(first);
        (likely && sure && (first == second || !first.is_ascii())).then_some((same, end))
    }

    /// Four or six digits behind a label of a date or a clock.
    fn compact(&self, line: &Line, i: usize, digits: usize) -> Option<bool> {
        let before = line.before(i, 24, true);
        let end = at(&line.chars, i + digits);
        if digits != 6
            || !labelled(&before)
            || is_letter(end)
            || is_mark(end) && is_digit(at(&line.chars, i + digits + 1))
        {
            return None;
        }
        let text = string(line.chars.get(i..)?, digits);
        let same = self.signed.times.iter().any(|time| {
            let part = |from: usize, to: usize| time.get(from..to).unwrap_or_default();
            let (y, m, d) = (part(2, 4), part(5, 7), part(8, 10));
            let clock = [part(11, 13), part(14, 16), part(17, 19)].concat();
            [[y, m, d].concat(), [d, m, y].concat(), [m, d, y].concat(), clock].contains(&text)
        });
        Some(same)
    }

    /// A date in Chinese numerals; where it ends, and whether it is a signed one.
    pub(super) fn numeral_date(&self, line: &Line, i: usize) -> Option<(usize, bool)> {
        let chars = line.chars.as_slice();
        let part = |from: usize, unit: char| {
            let length = run(chars, from, numeral);
            (length > 0 && at(chars, from + length) == unit)
                .then(|| (counted(chars.get(from..from + length).unwrap_or(&[])), from + length + 1))
        };
        let (year, next) = part(i, '年').map_or((None, i), |(year, next)| (Some(year), next));
        let (month, next) = part(next, '月')?;
        let (day, end) = part(next, '日').or_else(|| part(next, '号'))?;
        let same = self.signed.times.iter().any(|time| {
            let part = |from: usize, to: usize| time.get(from..to).and_then(units).unwrap_or(0);
            year.is_none_or(|year| year == part(0, 4) || year == part(2, 4))
                && (month, day) == (part(5, 7), part(8, 10))
        });
        Some((end, same))
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
        let unit = matches!(mark, 'h' | 'H') && !is_letter(at(chars, end)) || matches!(mark, '點' | '시');
        let clock = short && second > 0 && unit;
        let printed = [
            string(chars.get(i..).unwrap_or(&[]), digits),
            String::from(":"),
            string(chars.get(i + digits + 1..).unwrap_or(&[]), second),
        ]
        .concat();
        clock && !self.is_time(&printed)
    }
}

/// Whether a label of another time goes on with a word of the sale: `打印时间 付款`.
fn says_sale(before: &str) -> bool {
    words::OTHER_TIME
        .split('|')
        .filter_map(|word| before.rsplit_once(word))
        .map(|(_, rest)| rest)
        .any(|rest| any(rest, words::PAYING) || any(rest, words::AMOUNT) || any(rest, "交易|TRANSACTION|KAUF"))
}

fn number(chars: &[char], from: usize, length: usize) -> i64 {
    units(&string(chars.get(from..).unwrap_or(&[]), length)).unwrap_or(0)
}

/// Whether a text ends with a label of a date or a clock.
fn labelled(before: &str) -> bool {
    let text = before.trim_end_matches([' ', ':', '.']);
    words::CLOCK.split('|').any(|word| {
        text.strip_suffix(word)
            .is_some_and(|head| !(word.is_ascii() && head.ends_with(|c: char| c.is_ascii_alphabetic())))
    })
}

/// A number in Chinese numerals, digit by digit or with its ten.
fn counted(text: &[char]) -> i64 {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == if c == '零' { '〇' } else { c });
    let mut value = 0_i64;
    for (n, &c) in text.iter().enumerate() {
        value = match digit(c).and_then(|d| i64::try_from(d).ok()) {
            Some(d) if n > 0 && at(text, n - 1) == '十' => value.saturating_add(d),
            Some(d) => value.saturating_mul(10).saturating_add(d),
            None if c == '十' => value.max(1).saturating_mul(10),
            None => -1,
        };
    }
    value
}

/// Seconds of `18:42` or `18:42:07`.
fn seconds(clock: &str) -> i64 {
    let mut parts = clock.split(':').map(|part| units(part).unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    next() * 3600 + next() * 60 + next()
}
