//! Card number, expiry, entry mode.

use super::{Fit, at, number, safe_digit};
use alloc::{format, string::String, vec::Vec};

const MODES: &str = "SICMFNQPTWK";

/// First six and last four at most; everything between is `*`. The length stays.
pub(crate) fn mask(number: &[char]) -> String {
    let keep_to = number.len().saturating_sub(4);
    number
        .iter()
        .enumerate()
        .map(|(i, &c)| if c.is_ascii_digit() && (i < 6 || i >= keep_to) { c } else { '*' })
        .collect()
}

pub(crate) fn is_mask(c: char) -> bool {
    matches!(c, '*' | 'x' | 'X' | '#' | '•' | '·' | '●' | '×' | '■' | '█' | '☆' | '★')
}

/// A card number, masked or whole, with the entry mode behind it.
pub(super) fn pan(text: &[char]) -> Option<Fit> {
    let mut out: Vec<char> = Vec::new();
    let mut i = 0;
    let (mut masks, mut trailing) = (0, 0);
    let mut corrected = false;
    while out.len() < 24 {
        let c = at(text, i);
        let next = at(text, i + 1);
        if c.is_ascii_digit() {
            out.push(c);
            trailing += 1;
        } else if is_mask(c) {
            out.push('*');
            masks += 1;
            trailing = 0;
        } else if matches!(c, ' ' | '-') && !out.is_empty() && (next.is_ascii_digit() || is_mask(next)) {
            // Behind the last four another number may follow: the card's sequence number.
            if masks > 0 && trailing == 4 {
                break;
            }
        } else if let Some(digit) = safe_digit(c)
            && out.last().is_some_and(char::is_ascii_digit)
            && (next.is_ascii_digit() || is_mask(next))
        {
            out.push(digit);
            trailing += 1;
            corrected = true;
        } else {
            break;
        }
        i += 1;
    }
    let whole = masks == 0;
    if at(text, i).is_ascii_digit() || (whole && !(13..=19).contains(&out.len())) {
        return None;
    }
    if !whole && (masks < 2 || !(2..=5).contains(&trailing) || out.len() < 6) {
        return None;
    }
    if at(text, i).is_ascii_alphabetic() && !MODES.contains(at(text, i)) {
        return None;
    }
    let value = mask(&out);
    let read = corrected.then(|| mask_read(text.get(..i).unwrap_or(&[])));
    let mut fit = Fit { value, end: i, strict: (13..=19).contains(&out.len()), read, number_end: i, ..Fit::default() };
    if let Some((mode, end)) = mode(text, i) {
        fit.entry = Some(mode);
        fit.end = end;
    } else if at(text, i) == '/' {
        fit.end = i + 1;
    }
    Some(fit)
}

/// A number without mask.
pub(crate) fn is_whole(text: &[char]) -> bool {
    text.iter().all(|&c| c.is_ascii_digit() || c == ' ' || c == '-')
}

/// Whether a whole number's check digit fits (ISO/IEC 7812-1 annex B).
pub(crate) fn check_digit(text: &[char]) -> bool {
    let digits = text.iter().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits
        .enumerate()
        .map(|(i, d)| match (i % 2, d) {
            (0, d) => d,
            (_, d) if d > 4 => 2 * d - 9,
            (_, d) => 2 * d,
        })
        .sum();
    is_whole(text) && sum % 10 == 0
}

/// A misread number as read, without what must not be kept.
fn mask_read(read: &[char]) -> String {
    let dense: Vec<char> = read.iter().copied().filter(|&c| c != ' ' && c != '-').collect();
    let keep_to = dense.len().saturating_sub(4);
    dense.iter().enumerate().map(|(i, &c)| if i < 6 || i >= keep_to { c } else { '*' }).collect()
}

/// An entry mode behind a card number or a type: `/S`, ` I`, `(C)`; the letter, whether in brackets, and the end.
pub(crate) fn mode(text: &[char], from: usize) -> Option<((char, bool), usize)> {
    let mut i = from + number::run(text, from, |c| c == ' ');
    let bracket = at(text, i) == '(';
    if bracket || at(text, i) == '/' {
        i += 1;
        i += number::run(text, i, |c| c == ' ');
    }
    let letter = at(text, i);
    if !MODES.contains(letter) {
        return None;
    }
    i += 1;
    let after = at(text, i);
    if bracket && after == ')' {
        i += 1;
    } else if bracket || after.is_alphanumeric() || after == ':' || after == '.' || after == '/' {
        return None;
    }
    Some(((letter, bracket), i))
}

/// The normal form of an entry mode's letter, where it means the same everywhere.
pub(crate) fn mode_id(letter: char) -> Option<&'static str> {
    Some(match letter {
        'S' => "S",
        'I' => "I",
        'C' | 'T' | 'P' | 'W' | 'Q' => "C",
        'M' | 'K' => "M",
        'F' => "F",
        'N' => "N",
        _ => return None,
    })
}

/// `2029-08`. Four digits without separator are year and month on Chinese slips, month and year elsewhere, unless only
/// one of them has a month.
pub(super) fn expiry(text: &[char], han: bool) -> Option<Fit> {
    let digits: Vec<char> = text
        .iter()
        .take(number::run(text, 0, |c| c.is_ascii_digit() || safe_digit(c).is_some()))
        .filter_map(|&c| safe_digit(c))
        .collect();
    let number = |range: core::ops::Range<usize>| -> Option<u32> {
        digits.get(range)?.iter().try_fold(0, |n, c| Some(n * 10 + c.to_digit(10)?))
    };
    let month = |m: Option<u32>| m.filter(|m| (1..=12).contains(m));
    let separated = |from: usize| -> Option<(u32, usize)> {
        let rest = text.get(from..)?;
        let count = number::run(rest, 0, |c| c.is_ascii_digit());
        let value = rest.get(..count)?.iter().try_fold(0, |n, c| Some(n * 10 + c.to_digit(10)?))?;
        Some((value, count))
    };
    let count = digits.len();
    let behind = at(text, count);
    let (year, month, end) = if matches!(behind, '/' | '-' | '.' | '年') {
        let (second, length) = separated(count + 1)?;
        let end = count + 1 + length;
        match (count, length) {
            (4, 2) => (number(0..4)?, month(Some(second))?, end + usize::from(at(text, end) == '月')),
            (2, 4) => (second, month(number(0..2))?, end),
            (2, 2) => match (month(number(0..2)), month(Some(second))) {
                (Some(m), _) => (2000 + second, m, end),
                (None, Some(m)) => (2000 + number(0..2)?, m, end),
                _ => return None,
            },
            _ => return None,
        }
    } else {
        let (a, b) = (number(0..2), number(2..4));
        match count {
            6 => (number(0..4)?, month(number(4..6))?, 6),
            4 => match (month(a), month(b)) {
                (Some(m), None) => (2000 + b?, m, 4),
                (None, Some(m)) => (2000 + a?, m, 4),
                (Some(first), Some(second)) if han => {
                    let _ = first;
                    (2000 + a?, second, 4)
                }
                (Some(first), Some(_)) => (2000 + b?, first, 4),
                _ => return None,
            },
            _ => return None,
        }
    };
    if !(2000..=2099).contains(&year) || at(text, end).is_ascii_alphanumeric() {
        return None;
    }
    let read: String = text.iter().take(end).collect();
    let corrected = read.chars().any(|c| c.is_ascii_alphabetic());
    Some(Fit {
        value: format!("{year}-{month:02}"),
        end,
        strict: true,
        read: corrected.then_some(read),
        ..Fit::default()
    })
}

/// Month and day without a year stay without a year: `1121`; a whole date is a date.
pub(super) fn day(text: &[char]) -> Option<Fit> {
    if let Some(stamp) = super::stamp::stamp(text).filter(|stamp| stamp.date.is_some()) {
        let value = stamp.value()?;
        return Some(Fit { value, end: stamp.end, strict: true, ..Fit::default() });
    }
    let mut value = String::new();
    let mut read = String::new();
    let mut end = 0;
    while value.len() < 4 {
        let c = at(text, end);
        match safe_digit(c) {
            Some(digit) => value.push(digit),
            None if value.len() == 2 && matches!(c, '/' | '-' | '.' | '月') => {}
            None => return None,
        }
        read.push(c);
        end += 1;
    }
    if at(text, end) == '日' {
        end += 1;
    }
    let (month, day) = value.split_at(2);
    let valid = (1..=12).contains(&month.parse().unwrap_or(0)) && (1..=31).contains(&day.parse().unwrap_or(0));
    if !valid || at(text, end).is_ascii_alphanumeric() {
        return None;
    }
    let corrected = read.chars().any(|c| c.is_ascii_alphabetic());
    Some(Fit { value, end, strict: true, read: corrected.then_some(read), ..Fit::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(super::super::super::fold::plain).collect()
    }

    #[test]
    fn card_numbers() {
        for (text, value, entry) in [
            ("6217 00** **** ***4 821  I", "621700*********4821", Some(('I', false))),
            ("622588******7036 /S", "622588******7036", Some(('S', false))),
            ("622588******7036/C", "622588******7036", Some(('C', false))),
            ("621226******0358/", "621226******0358", None),
            ("621700xxxxxx4821", "621700******4821", None),
            ("6217 00XX XXXX 4821 (C) **/**", "621700******4821", Some(('C', true))),
            ("############1234 0001", "************1234", None),
            ("6217001234567894821", "621700*********4821", None),
            ("6217 0012 3456 7890 123", "621700*********0123", None),
            ("62170012****1234", "621700******1234", None),
            ("６２２５８８＊＊＊＊＊＊７０３６", "622588******7036", None),
            ("4567-89**-****-1234", "456789******1234", None),
        ] {
            let fit = pan(&chars(text)).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((fit.value.as_str(), fit.entry), (value, entry), "{text}");
        }
        for text in ["898310154110002X99", "12*4", "消费", "621700", "****"] {
            assert_eq!(pan(&chars(text)), None, "{text}");
        }
    }

    #[test]
    fn expiry_dates() {
        for (text, han, value) in [
            ("2029/08", true, "2029-08"),
            ("08/29", true, "2029-08"),
            ("2908", true, "2029-08"),
            ("0829", false, "2029-08"),
            ("1012", true, "2010-12"),
            ("1012", false, "2012-10"),
            ("12/2027", false, "2027-12"),
            ("202908", true, "2029-08"),
            ("2O29/08", true, "2029-08"),
        ] {
            assert_eq!(expiry(&chars(text), han).unwrap().value, value, "{text}");
        }
        assert_eq!(expiry(&chars("**/**"), true), None);
        assert_eq!(expiry(&chars("1399"), false), None);
        assert_eq!(day(&chars("11/21")).unwrap().value, "1121");
        assert_eq!(day(&chars("1121")).unwrap().value, "1121");
        assert_eq!(day(&chars("2026/11/21")).unwrap().value, "2026-11-21");
        assert_eq!(day(&chars("1341")), None);
    }
}
