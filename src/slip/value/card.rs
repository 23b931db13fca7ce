//! Card number, expiry, entry mode.

use super::{Fit, at, number, safe_digit, stamp, string};
use crate::slip::fold::is_word;
use alloc::{boxed::Box, string::String, vec::Vec};

const MODES: &str = "SICMFNQPTWK";

/// First six and last four at most; everything between is `*`. The length stays.
fn mask(number: &[char]) -> String {
    let mut out = String::new();
    for (i, &c) in number.iter().enumerate() {
        out.push(if i < 6 || i + 4 >= number.len() { c } else { '*' });
    }
    out
}

pub(crate) fn is_mask(c: char) -> bool {
    matches!(c, '*' | 'x' | 'X' | '#' | '•' | '·' | '●' | '×' | '■' | '█' | '☆' | '★')
}

/// A card number, masked or whole, with the entry mode behind it.
pub(super) fn pan(text: &[char]) -> Option<Box<Fit>> {
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
    let mut fit = Fit::new(mask(&out), i, (13..=19).contains(&out.len()));
    if corrected {
        let mut read = text.get(..i).unwrap_or(&[]).to_vec();
        read.retain(|c| !matches!(c, ' ' | '-'));
        fit.read = Some(mask(&read));
    }
    fit.number_end = i;
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
    let (mut sum, mut double) = (0, false);
    for digit in text.iter().rev().filter_map(|c| c.to_digit(10)) {
        sum += if double { digit * 2 / 10 + digit * 2 % 10 } else { digit };
        double = !double;
    }
    is_whole(text) && sum % 10 == 0
}

/// An entry mode behind a card number or a type: `/S`, ` I`, `(C)`; the letter, whether in brackets, and the end.
pub(crate) fn mode(text: &[char], from: usize) -> Option<((char, bool), usize)> {
    let mut i = number::skip(text, from);
    let bracket = at(text, i) == '(';
    if bracket || at(text, i) == '/' {
        i += 1;
        i = number::skip(text, i);
    }
    let letter = at(text, i);
    if !MODES.contains(letter) {
        return None;
    }
    i += 1;
    let after = at(text, i);
    if bracket && after == ')' {
        i += 1;
    } else if bracket || is_word(after) || after == ':' || after == '.' || after == '/' {
        return None;
    }
    Some(((letter, bracket), i))
}

/// The normal form of an entry mode's letter, where it means the same everywhere.
pub(crate) fn mode_id(letter: char) -> &'static str {
    match letter {
        'T' | 'P' | 'W' | 'Q' | 'C' => "C",
        'M' | 'K' => "M",
        'S' => "S",
        'I' => "I",
        'F' => "F",
        _ => "N",
    }
}

/// A date of digits, some of which may be letters to put right: the digits, as read, and the separators' places.
fn digits_and_separators(text: &[char], separators: &str) -> (Vec<u32>, usize, usize) {
    let mut digits = Vec::new();
    let (mut end, mut separator) = (0, 0);
    loop {
        let c = at(text, end);
        if let Some(digit) = safe_digit(c).and_then(|c| c.to_digit(10)) {
            digits.push(digit);
        } else if separator == 0 && end > 0 && separators.contains(c) {
            separator = digits.len();
        } else {
            break;
        }
        end += 1;
    }
    (digits, separator, end)
}

/// A fit in which letters were read as digits, when there are any.
fn corrected(value: String, text: &[char], end: usize) -> Option<Box<Fit>> {
    if at(text, end).is_ascii_alphanumeric() {
        return None;
    }
    let mut fit = Fit::new(value, end, true);
    if text.iter().take(end).any(char::is_ascii_alphabetic) {
        fit.read = Some(string(text, end));
    }
    Some(fit)
}

/// `2029-08`. Four digits without separator are year and month on Chinese slips, month and year elsewhere, unless only
/// one of them has a month.
pub(super) fn expiry(text: &[char], han: bool) -> Option<Box<Fit>> {
    let (digits, separator, mut end) = digits_and_separators(text, "/-.年");
    let pair = |i: usize| Some(digits.get(i)? * 10 + digits.get(i + 1)?);
    let is_month = |m: Option<u32>| m.is_some_and(|m| (1..=12).contains(&m));
    let (year, month) = match (digits.len(), separator) {
        // 2029/08, 202908
        (6, 4 | 0) if pair(0) == Some(20) => (pair(2)?, pair(4)?),
        // 08/2029
        (6, 2) if pair(2) == Some(20) => (pair(4)?, pair(0)?),
        (4, 2 | 0) => {
            let month_first =
                if is_month(pair(0)) && is_month(pair(2)) { separator == 2 || !han } else { is_month(pair(0)) };
            if month_first { (pair(2)?, pair(0)?) } else { (pair(0)?, pair(2)?) }
        }
        _ => return None,
    };
    is_month(Some(month)).then_some(())?;
    end += usize::from(at(text, end) == '月');
    let mut value = String::from("20");
    for n in [year / 10, year % 10, 99, month / 10, month % 10] {
        value.push(char::from_digit(n, 10).unwrap_or('-'));
    }
    corrected(value, text, end)
}

/// Month and day without a year stay without a year: `1121`; a whole date is a date.
pub(super) fn day(text: &[char]) -> Option<Box<Fit>> {
    if let Some(stamp) = stamp::stamp(text).filter(|stamp| stamp::has_date(&stamp.value)) {
        return Some(Fit::new(stamp.value, stamp.end, true));
    }
    let (digits, separator, mut end) = digits_and_separators(text, "/-.月");
    let [a, b, c, d] = *digits.as_slice() else { return None };
    let valid = (1..=12).contains(&(a * 10 + b)) && (1..=31).contains(&(c * 10 + d)) && matches!(separator, 0 | 2);
    valid.then_some(())?;
    end += usize::from(at(text, end) == '日');
    let mut value = String::new();
    for n in digits {
        value.push(char::from_digit(n, 10).unwrap_or('0'));
    }
    corrected(value, text, end)
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
