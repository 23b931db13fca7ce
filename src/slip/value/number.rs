//! Digits, codes, hexadecimal digits and amounts.

use super::{Fit, at, safe_digit, string};
use crate::slip::{
    fold::{is_letter, is_word},
    normal::currency_digits,
    table,
};
use alloc::{boxed::Box, string::String, vec, vec::Vec};

/// Lengths from and to.
pub(crate) type Range = (usize, usize);

fn within(length: usize, range: Range) -> bool {
    length >= range.0 && length <= range.1
}

/// Length of the run of characters from `from` on.
#[inline(never)]
pub(crate) fn run(text: &[char], from: usize, allowed: fn(char) -> bool) -> usize {
    text.iter().skip(from).take_while(|&&c| allowed(c)).count()
}

/// The next character that is no blank.
#[inline(never)]
pub(crate) fn skip(text: &[char], from: usize) -> usize {
    from + run(text, from, |c| c == ' ')
}

/// Length of the run of digits.
pub(crate) fn digit_run(text: &[char], from: usize) -> usize {
    run(text, from, |c| c.is_ascii_digit())
}

/// How many characters are digits.
#[inline(never)]
pub(crate) fn count_digits(text: &[char]) -> usize {
    text.iter().filter(|c| c.is_ascii_digit()).count()
}

fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '|' | '〇' | '○')
}

/// What a letter in a number may stand for, when that is a guess.
fn guesses(c: char) -> &'static str {
    match c {
        'S' | 's' | '$' => "5",
        'B' => "83",
        'G' | 'b' => "6",
        _ => "",
    }
}

/// Digits with misread letters among them: what is safe is put right, for the rest there are candidates.
fn digits_of(read: &[char], also: &str) -> Option<Box<Fit>> {
    let mut fit = Fit::new(String::new(), read.len(), true);
    let (mut safe, mut guessed) = (0, 0);
    for &c in read {
        let digit = safe_digit(c);
        let plain = c.is_ascii_digit() || also.contains(c);
        if !plain && digit.is_some() {
            safe += 1;
        } else if !plain && !guesses(c).is_empty() {
            guessed += 1;
        } else if !plain {
            return None;
        }
        fit.value.push(digit.unwrap_or(c));
    }
    if (safe + guessed) * 2 >= read.len() {
        return None;
    }
    if guessed > 0 {
        fit.candidates = candidates(&fit.value, guesses);
    } else if safe > 0 {
        fit.read = Some(string(read, read.len()));
    }
    Some(fit)
}

/// Every reading of a value with ambiguous letters, at most 16.
fn candidates(value: &str, guesses: fn(char) -> &'static str) -> Vec<String> {
    let mut options = vec![String::new()];
    for c in value.chars() {
        let mut choice = guesses(c).chars();
        let first = choice.next().unwrap_or(c);
        let more = choice.next().filter(|_| options.len() < 16);
        for i in 0..options.len() {
            let Some(option) = options.get_mut(i) else { break };
            let mut other = more.map(|more| (option.clone(), more));
            option.push(first);
            if let Some((mut option, more)) = other.take() {
                option.push(more);
                options.push(option);
            }
        }
    }
    options
}

/// Groups of digits with one blank between, as many as make `length`.
fn grouped(text: &[char], length: usize) -> Option<Box<Fit>> {
    let mut value = String::new();
    let mut end = 0;
    while let c @ ('0'..='9' | ' ') = at(text, end) {
        if c != ' ' {
            value.push(c);
        } else if at(text, end + 1) == ' ' || value.len() >= length {
            break;
        }
        end += 1;
    }
    (value.len() == length && !is_code(at(text, end))).then(|| Fit::new(value, end, true))
}

/// A member of digits only.
pub(super) fn digits(text: &[char], strict: Range, loose: Range) -> Option<Box<Fit>> {
    let count = run(text, 0, is_code);
    let found = digits_of(text.get(..count)?, "");
    if within(count, strict) && found.is_some() {
        return found;
    }
    if strict.0 == strict.1 {
        let pure = digit_run(text, 0);
        if pure < count && pure == strict.0 {
            // Another label may stand directly behind it: the caller looks.
            return Some(Fit::printed(text, pure));
        }
        if strict.0 >= 6
            && pure == count
            && let Some(fit) = grouped(text, strict.0)
        {
            return Some(fit);
        }
    }
    let mut found = found.filter(|_| within(count, loose))?;
    found.strict = false;
    Some(found)
}

/// Letters and digits; nothing is put right, since either may stand anywhere.
pub(super) fn code(text: &[char], strict: Range, loose: Range) -> Option<Box<Fit>> {
    let count = run(text, 0, |c| c.is_ascii_alphanumeric());
    let read = text.get(..count)?;
    if !within(count, loose) || !(within(count, strict) || read.iter().any(char::is_ascii_digit)) {
        return if strict.0 == strict.1 && strict.0 >= 6 { grouped(text, strict.0) } else { None };
    }
    let strict = within(count, strict) && !read.iter().any(char::is_ascii_lowercase);
    let mut fit = Fit::printed(text, count);
    fit.strict = strict;
    Some(fit)
}

/// A merchant number: 15 digits at UnionPay, other codes elsewhere.
pub(super) fn merchant_number(text: &[char]) -> Option<Box<Fit>> {
    digits(text, (15, 15), (15, 15)).or_else(|| code(text, (99, 99), (8, 15)))
}

/// A retrieval reference: 12 digits, or a code in which nothing is put right.
pub(super) fn reference(text: &[char]) -> Option<Box<Fit>> {
    digits(text, (12, 12), (12, 12))
        .filter(|fit| fit.read.is_none() && fit.candidates.is_empty())
        .or_else(|| code(text, (12, 12), (6, 12)))
}

/// Letters, digits and some marks, a digit among them.
pub(super) fn token(text: &[char], range: Range, marks: &str) -> Option<Box<Fit>> {
    let end = text.iter().take_while(|c| c.is_ascii_alphanumeric() || marks.contains(**c)).count();
    (within(end, range) && text.iter().take(end).any(char::is_ascii_digit)).then(|| Fit::printed(text, end))
}

/// What a letter among hexadecimal digits may stand for.
fn hex_guesses(c: char) -> &'static str {
    match c {
        'S' => "5",
        'Z' => "2",
        'G' => "6",
        'Q' => "0",
        _ => "",
    }
}

/// Hexadecimal digits, upper case; only O and l are put right.
pub(super) fn hex(text: &[char], range: Range) -> Option<Box<Fit>> {
    let mut end = run(text, 0, is_code);
    let mut read = text.get(..end)?.to_vec();
    // Bytes apart.
    while read.len() < range.1 && read.len() % 2 == 0 && at(text, end) == ' ' {
        let next = run(text, end + 1, |c| c.is_ascii_hexdigit());
        let group = text.get(end + 1..end + 1 + next)?;
        let fits =
            next > 0 && next.is_multiple_of(2) && read.len() + next <= range.1 && (next == 2 || range.0 == range.1);
        if !fits || is_code(at(text, end + 1 + next)) {
            break;
        }
        read.extend_from_slice(group);
        end += 1 + next;
    }
    if !within(read.len(), range) {
        // Another label may stand directly behind it: the caller looks.
        let fixed = range.0 == range.1 && run(text, 0, |c| c.is_ascii_hexdigit()) >= range.0;
        return fixed.then(|| {
            let mut fit = Fit::printed(text, range.0);
            fit.value.make_ascii_uppercase();
            fit
        });
    }
    let mut fit = Fit::new(String::new(), end, range.0 == range.1);
    let (mut safe, mut guessed) = (0, 0);
    for &c in &read {
        let upper = c.to_ascii_uppercase();
        fit.value.push(match c {
            _ if c.is_ascii_hexdigit() => upper,
            'O' | 'o' | '〇' | '○' | 'l' | 'I' | '|' | 'i' => {
                safe += 1;
                safe_digit(c)?
            }
            _ if hex_guesses(upper).is_empty() => return None,
            _ => {
                guessed += 1;
                upper
            }
        });
    }
    if guessed > 0 {
        fit.candidates = candidates(&fit.value, hex_guesses);
    } else if safe > 0 {
        fit.read = Some(string(&read, read.len()));
    }
    (guessed <= 2).then_some(fit)
}

/// The decimal number as printed, with a point and so many decimals; `None` when it cannot be such a number.
pub(crate) fn decimal(read: &str, decimals: usize) -> Option<String> {
    let bytes = read.as_bytes();
    let last = |c: u8| bytes.iter().rposition(|b| *b == c);
    let (point, comma) = (last(b'.'), last(b','));
    // A comma is decimal when a point stands before it, or when exactly two digits follow the last one and there is no point.
    let separator = match comma {
        Some(comma) if point.map_or(read.len() - comma == 3, |point| point < comma) => Some(comma),
        _ => point,
    };
    // Of a currency without decimals three digits behind a point are thousands.
    let thousands = |i: &usize| decimals == 0 && read.len() - i == 4;
    let separator = separator.filter(|i| !thousands(i));
    let group = if separator.is_some() && separator == comma { b'.' } else { b',' };
    let group = if separator.is_none() && comma.is_none() { b'.' } else { group };
    let mut out = String::new();
    // Digits since the last separator of thousands, and whether there was one.
    let (mut count, mut grouped) = (0, false);
    for &b in bytes.get(..separator.unwrap_or(bytes.len()))? {
        if b.is_ascii_digit() {
            count += 1;
            if !out.is_empty() || b != b'0' {
                out.push(char::from(b));
            }
        } else {
            let regular = if grouped { count == 3 } else { (1..=3).contains(&count) };
            if !regular || (b != group && b != b'\'') {
                return None;
            }
            (count, grouped) = (0, true);
        }
    }
    if (grouped && count != 3) || out.len() > 15 || (count == 0 && separator.is_none()) {
        return None;
    }
    if out.is_empty() {
        out.push('0');
    }
    if decimals > 0 {
        out.push('.');
    }
    let fraction = separator.map_or(&[][..], |i| bytes.get(i + 1..).unwrap_or(&[]));
    if separator.is_some() && fraction.is_empty() {
        return None;
    }
    for i in 0..fraction.len().max(decimals) {
        let b = fraction.get(i).copied().unwrap_or(b'0');
        if i < decimals && b.is_ascii_digit() {
            out.push(char::from(b));
        } else if b != b'0' || decimals > 0 {
            // "1.380" in a currency of two decimals is either of two numbers; "1200.00" in one without is the same.
            return None;
        }
    }
    Some(out)
}

/// The world's other currencies, which the list of labels does not have.
const OTHER: [&str; 22] = [
    "GBP", "CHF", "AUD", "CAD", "NZD", "AED", "ZAR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "BRL", "MXN",
    "KWD", "BHD", "OMR", "JOD", "TND", "SAR",
];

/// The currency of a mark, in the form of [`table::key`].
pub(crate) fn currency(key: &str) -> Option<&'static str> {
    table::word('c', key).or_else(|| OTHER.iter().find(|code| **code == key).copied())
}

/// The currency mark at a place: `Ok(code)`, or `Err(())` for a bare `$`; with its length.
pub(super) fn currency_mark(text: &[char], from: usize) -> Option<(Result<&'static str, ()>, usize)> {
    for length in (1..=4).rev() {
        let Some(mark) = text.get(from..from + length) else { continue };
        let (Some(first), Some(last)) = (mark.first(), mark.last()) else { continue };
        if !(is_letter(*first) || "¥€$฿₱₫₹₩".contains(*first)) || *last == ' ' || *last == ':' {
            continue;
        }
        if last.is_ascii_alphabetic() && at(text, from + length).is_ascii_alphabetic() {
            continue;
        }
        let key = table::key(mark);
        if key.chars().count() == length
            && let Some(code) = table::word('c', &key)
        {
            return Some((Ok(code), length));
        }
    }
    if at(text, from) == '£' {
        return Some((Ok("GBP"), 1));
    }
    let is = |code: &&&str| code.chars().enumerate().all(|(i, c)| at(text, from + i) == c);
    if let Some(code) = OTHER.iter().find(is).filter(|_| !is_letter(at(text, from + 3))) {
        return Some((Ok(code), 3));
    }
    (at(text, from) == '$').then_some((Err(()), 1))
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')
}

/// An amount with its marks.
pub(crate) fn amount(text: &[char], decimals: Option<usize>) -> Option<Box<Fit>> {
    let mut fit = Fit::new(String::new(), 0, true);
    let mut i = 0;
    let mut open = false;
    for _ in 0..12 {
        match at(text, i) {
            ' ' if i > 0 => i = skip(text, i),
            ':' if i > 0 => i += 1,
            '(' if !open => {
                open = true;
                i += 1;
            }
            ')' if open => i += 1,
            '-' if !fit.negative => {
                fit.negative = true;
                i += 1;
            }
            '+' => i += 1,
            _ => match currency_mark(text, i) {
                Some((mark, length)) if fit.currency.is_none() && !fit.dollar => {
                    fit.currency = mark.ok();
                    fit.dollar = mark.is_err();
                    fit.mark = (i, i + length);
                    i += length;
                }
                _ => break,
            },
        }
    }
    let mut end = i + run(text, i, is_numeric);
    let all = i + run(text, i, |c| is_numeric(c) || safe_digit(c).is_some() || "SsBGb".contains(c));
    let mut misread = None;
    if all > end && currency_mark(text, end).is_none() && !is_word(at(text, all)) {
        misread = digits_of(text.get(i..all)?, ".,'");
    }
    if misread.is_some() {
        end = all;
    } else {
        // A full stop or comma behind it is no part of it.
        while end > i && !at(text, end - 1).is_ascii_digit() {
            end -= 1;
        }
    }
    let read = text.get(i..end).filter(|read| !read.is_empty())?;
    let after = skip(text, end);
    // Pieces are no money.
    if "件项項个個份支瓶盒袋张張杯位笔筆".contains(at(text, after)) && fit.currency.is_none() {
        return None;
    }
    let mark = currency_mark(text, after).filter(|(mark, length)| {
        let alone = !at(text, after + length).is_ascii_alphanumeric();
        after <= end + 1 && alone && (mark.is_ok() || fit.currency.is_none())
    });
    fit.end = end;
    if let Some((mark, length)) = mark {
        fit.end = after + length;
        if fit.currency.is_none() {
            fit.currency = mark.ok();
            fit.dollar |= mark.is_err();
            fit.mark = (after, fit.end);
        }
    } else if at(text, end) == '-' && !at(text, end + 1).is_ascii_alphanumeric() {
        fit.negative = true;
        fit.end += 1;
    } else if at(text, end).is_ascii_alphanumeric() {
        return None;
    }
    let decimals = decimals.unwrap_or_else(|| usize::from(currency_digits(fit.currency.unwrap_or("EUR"))));
    match misread {
        None => fit.value = decimal(&string(read, read.len()), decimals)?,
        Some(digits) => {
            fit.read = digits.read;
            for candidate in &digits.candidates {
                fit.candidates.extend(decimal(candidate, decimals));
            }
            fit.value = if digits.candidates.is_empty() { decimal(&digits.value, decimals)? } else { digits.value };
            if fit.read.is_none() && fit.candidates.is_empty() {
                return None;
            }
        }
    }
    Some(fit)
}

/// Where the sum begins behind a count of pieces: `3  $466`, `3項 466`. A count alone would be no sum.
pub(crate) fn behind_count(text: &[char]) -> Option<usize> {
    let digits = digit_run(text, 0);
    let unit = run(text, digits, |c| "件个個项項品点點份枚张張支".contains(c)).min(1);
    let from = skip(text, digits + unit);
    let fit = amount(text.get(from..)?, None)?;
    let marked = fit.currency.is_some() || fit.dollar;
    let apart = from > digits + unit || at(text, from) == '$';
    ((1..=3).contains(&digits) && apart && (marked || unit > 0)).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(super::super::super::fold::plain).collect()
    }

    #[test]
    fn amounts() {
        for (text, value, negative, currency) in [
            ("RMB:1,380.00", "1380.00", false, Some("CNY")),
            ("RMB：2000.00", "2000.00", false, Some("CNY")),
            ("RMB 3,970.67", "3970.67", false, Some("CNY")),
            ("¥4389.07元", "4389.07", false, Some("CNY")),
            ("￥46.50", "46.50", false, Some("CNY")),
            ("-459.00", "459.00", true, None),
            ("RMB:-459.00", "459.00", true, Some("CNY")),
            ("RMB -459.00元", "459.00", true, Some("CNY")),
            ("-¥459.00", "459.00", true, Some("CNY")),
            ("459元", "459.00", false, Some("CNY")),
            ("HKD 1,250.5", "1250.50", false, Some("HKD")),
            ("HK$88.00", "88.00", false, Some("HKD")),
            ("NT$ 1,250", "1250.00", false, Some("TWD")),
            ("$1,250", "1250.00", false, None),
            ("15,85", "15.85", false, None),
            ("1.215,85 EUR", "1215.85", false, Some("EUR")),
            ("21,40 €", "21.40", false, Some("EUR")),
            ("JPY 1,200", "1200", false, Some("JPY")),
            ("3,70-", "3.70", true, None),
            ("GBP12.60", "12.60", false, Some("GBP")),
            ("£1,012.60", "1012.60", false, Some("GBP")),
            ("CHF 8.90", "8.90", false, Some("CHF")),
            ("0.10", "0.10", false, None),
            ("1.00CNY", "1.00", false, Some("CNY")),
            ("１，３８０．００", "1380.00", false, None),
            ("138.000 ₫", "138000", false, Some("VND")),
            ("1.138.000 VND", "1138000", false, Some("VND")),
            ("138 ₫", "138", false, Some("VND")),
            ("JPY 1,200.00", "1200", false, Some("JPY")),
        ] {
            let fit = amount(&chars(text), None).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((fit.value.as_str(), fit.negative, fit.currency), (value, negative, currency), "{text}");
            assert_eq!(fit.end, text.chars().count(), "{text}");
        }
        for text in ["未超过1000.00元", "12,34,56.00", "1.2.3", "RMB", "", "138.000", "12,345,6", "X1.00", "12A"] {
            assert_eq!(amount(&chars(text), None).filter(|f| f.end == text.chars().count()), None, "{text}");
        }
    }

    #[test]
    fn a_count_before_a_sum_is_no_sum() {
        for (text, from) in [("3  $466", 3), ("3 $466", 2), ("12項 466", 4), ("3件  NT$1,466", 4), ("2  466元", 3)] {
            assert_eq!(behind_count(&chars(text)), Some(from), "{text}");
        }
        for text in ["3  466", "466", "$466", "3", "3 x $466", "1234  $466", "3.00 $466", "3項", "NT$ 3"] {
            assert_eq!(behind_count(&chars(text)), None, "{text}");
        }
        let wide = amount(&chars("EUR                 1,00"), None).unwrap();
        assert_eq!((wide.value.as_str(), wide.currency), ("1.00", Some("EUR")));
    }

    #[test]
    fn misread_amounts() {
        let fit = amount(&chars("RMB:1,38O.00"), None).unwrap();
        assert_eq!((fit.value.as_str(), fit.read.as_deref()), ("1380.00", Some("1,38O.00")));
        let fit = amount(&chars("RMB:1,3B0.00"), None).unwrap();
        assert_eq!(fit.candidates, ["1380.00", "1330.00"]);
    }

    #[test]
    fn digits_and_codes() {
        let fit = digits(&chars("00O2l4"), (6, 6), (1, 7)).unwrap();
        assert_eq!((fit.value.as_str(), fit.read.as_deref(), fit.strict), ("000214", Some("00O2l4"), true));
        let fit = digits(&chars("0002S4"), (6, 6), (1, 7)).unwrap();
        assert_eq!(fit.candidates, ["000254"]);
        assert_eq!(digits(&chars("0002B4"), (6, 6), (1, 7)).unwrap().candidates, ["000284", "000234"]);
        assert!(!digits(&chars("123"), (6, 6), (1, 7)).unwrap().strict);
        assert_eq!(digits(&chars("AUTH"), (6, 6), (1, 7)), None);
        assert_eq!(digits(&chars("8983 1015 4110 002"), (15, 15), (15, 15)).unwrap().value, "898310154110002");
        assert_eq!(code(&chars("K70316"), (6, 6), (2, 8)).unwrap().value, "K70316");
        assert_eq!(hex(&chars("8O48O0"), (6, 6)).unwrap().value, "804800");
        assert_eq!(hex(&chars("00 80 04 80 00"), (10, 10)).unwrap().value, "0080048000");
        assert_eq!(hex(&chars("0080048000CSN"), (10, 10)).unwrap().end, 10);
        assert_eq!(hex(&chars("XYZ"), (4, 4)), None);
    }
}
