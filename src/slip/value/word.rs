//! Values that are words: kinds of transaction, means of payment, marks of a scheme.

use super::{
    Fit, at, card,
    number::{digit_run, run},
    string,
};
use crate::{
    encoding::{base64_lenient, hex},
    slip::table::{key, word, word_prefix},
};
use alloc::{boxed::Box, string::String, vec, vec::Vec};

/// The text up to two blanks, or to a blank at its end.
fn phrase(text: &[char]) -> &[char] {
    let mut end = 0;
    while end < text.len() && !(at(text, end) == ' ' && matches!(at(text, end + 1), ' ' | '\0')) {
        end += 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The type whose name is the whole text.
fn type_id(text: &[char]) -> Option<&'static str> {
    word('t', &key(text))
}

/// `消费(SALE)`, `消费/SALE`, `SALE(消费)`, `消费 SALE`, `消 费`. The second id is there when two names contradict.
fn names(text: &[char]) -> Option<(&'static str, Option<&'static str>)> {
    if let Some(id) = type_id(text) {
        return Some((id, None));
    }
    let bracket = |c: &char| matches!(c, '(' | ')' | '/' | '[' | ']');
    let blank = !text.iter().any(bracket);
    let mut found = None;
    for name in text.split(|c| bracket(c) || (blank && *c == ' ')) {
        if name.iter().all(|c| *c == ' ') {
            continue;
        }
        let id = type_id(name)?;
        match found {
            None => found = Some(id),
            Some(first) if first == id => {}
            Some(first) => return Some((first, Some(id))),
        }
    }
    found.map(|id| (id, None))
}

/// A kind of transaction, with an entry mode behind it or not. Two names that contradict one another are candidates.
pub(super) fn txn_type(text: &[char]) -> Option<Box<Fit>> {
    for part in [text, phrase(text)] {
        let end = part.iter().rposition(|&c| c != ' ').map_or(0, |last| last + 1);
        // The whole, or all but an entry mode at the end, in brackets or behind a slash.
        for tail in [0, 2, 3] {
            let name = part.get(..end.saturating_sub(tail)).unwrap_or(&[]);
            let mode = card::mode(part, name.len()).filter(|mode| mode.1 == end && at(part, name.len()) != ' ');
            if tail > 0 && mode.is_none() {
                continue;
            }
            if let Some((id, other)) = names(name) {
                let mut fit = Fit::new(String::from(id), end, true);
                fit.entry = mode.filter(|_| tail > 0).map(|mode| mode.0);
                fit.candidates = other.map_or_else(Vec::new, |other| vec![String::from(id), String::from(other)]);
                return Some(fit);
            }
        }
    }
    None
}

/// Cash, card, a wallet: the id. "Karte      21,40 €" and "微信支付(零钱)" begin with one.
pub(super) fn method(text: &[char]) -> Option<Box<Fit>> {
    let part = phrase(text);
    let (id, length) = word_prefix('m', &key(part))?;
    let mut end = 1;
    while end < part.len() && key(part.get(..end).unwrap_or(&[])).len() < length {
        end += 1;
    }
    (!at(part, end).is_ascii_alphanumeric()).then(|| Fit::new(String::from(id), end, true))
}

/// The longest of a list that the text begins with, whatever the letter case; the value is as printed.
pub(super) fn listed(text: &[char], list: &str) -> Option<Box<Fit>> {
    let mut longest = 0;
    for entry in list.split('|') {
        let same = entry.chars().enumerate().all(|(i, c)| at(text, i).eq_ignore_ascii_case(&c));
        let end = entry.chars().count();
        if same && end > longest && !at(text, end).is_ascii_alphanumeric() {
            longest = end;
        }
    }
    (longest > 0 && matches!(at(text, longest), ' ' | '\0')).then(|| Fit::printed(text, longest))
}

/// A word of a class, the whole phrase.
pub(super) fn of_class(class: char, text: &[char]) -> Option<Box<Fit>> {
    let part = phrase(text);
    word(class, &key(part)).map(|id| Fit::new(String::from(id), part.len(), true))
}

/// The Austrian trust service behind a certificate: `AT1`, `A-Trust (AT1)`, `PrimeSign`.
pub(super) fn trust_service(text: &[char]) -> Option<Box<Fit>> {
    let part = phrase(text);
    let from = part.windows(3).position(|w| matches!(w, ['A', 'T', '0'..='9']));
    let key = key(part);
    let id: String = match from {
        Some(from) => string(part.get(from..)?, 2 + digit_run(part, from + 2)),
        None if key.starts_with("ATRUST") => String::from("AT1"),
        None if key.starts_with("GLOBALTRUST") => String::from("AT2"),
        None if key.starts_with("PRIMESIGN") => String::from("AT3"),
        None => return None,
    };
    (id.len() <= 5).then(|| Fit::new(id, part.len(), true))
}

/// A tax number: `DE312450987`, `ATU68214507`, `12/345/67890`, or a code of another country.
pub(super) fn tax_id(text: &[char]) -> Option<Box<Fit>> {
    let (letters, digits) = match text {
        ['A', 'T', 'U', ..] => (3, 8),
        ['D', 'E', ..] => (2, 9),
        _ => {
            let end = run(text, 0, |c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'));
            let read = text.get(..end)?;
            let slashes = read.iter().filter(|c| **c == '/').count();
            let german = slashes == 2 && read.iter().all(|c| c.is_ascii_digit() || *c == '/');
            let other = slashes == 0 && read.iter().any(char::is_ascii_digit);
            let mut fit = Fit::printed(text, end);
            fit.strict = german;
            return ((german || other) && (8..=20).contains(&end)).then_some(fit);
        }
    };
    let mut fit = Fit::printed(text, letters);
    while fit.value.len() < letters + digits {
        match at(text, fit.end) {
            c if c.is_ascii_digit() => fit.value.push(c),
            ' ' => {}
            _ => return None,
        }
        fit.end += 1;
    }
    (!at(text, fit.end).is_ascii_alphanumeric()).then_some(fit)
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}

/// Base64 of a length that a signature or key has; the value is as printed.
pub(super) fn base64(text: &[char], lengths: &[u8]) -> Option<Box<Fit>> {
    let end = run(text, 0, is_base64);
    // 128 and 160 characters are whole without padding; where others have none, more follows.
    let is_whole = end.is_multiple_of(32) || at(text, end.saturating_sub(1)) == '=';
    (is_whole && lengths.iter().any(|&length| usize::from(length) == end)).then(|| Fit::printed(text, end))
}

/// The serial number of a security device: 64 hex digits, or base64 of the same 32 bytes; the value is hex.
pub(super) fn device_serial(text: &[char]) -> Option<Box<Fit>> {
    let end = run(text, 0, is_base64);
    let mut fit = Fit::printed(text, end);
    match end {
        64 if fit.value.bytes().all(|b| b.is_ascii_hexdigit()) => fit.value.make_ascii_lowercase(),
        44 if fit.value.ends_with('=') => {
            fit.value = hex(&base64_lenient(&fit.value).filter(|bytes| bytes.len() == 32)?);
        }
        _ => return None,
    }
    Some(fit)
}

/// Printable text up to two blanks.
pub(super) fn printable(text: &[char], longest: usize) -> Option<Box<Fit>> {
    let part = phrase(text);
    let latin = part.iter().all(|c| c.is_ascii_graphic() || matches!(c, ' ' | 'À'..='ɏ'));
    (latin && !part.is_empty() && part.len() <= longest).then(|| Fit::printed(part, part.len()))
}

/// A sum in Chinese words.
pub(super) fn chinese_sum(text: &[char]) -> Option<Box<Fit>> {
    let end =
        run(text, 0, |c| "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億圆圓元角分整正".contains(c));
    (end >= 2).then(|| Fit::printed(text, end))
}
