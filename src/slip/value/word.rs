//! Values that are words: kinds of transaction, means of payment, marks of a scheme.

use super::{Fit, at, card, number::run};
use crate::{
    encoding::{base64_lenient, hex},
    slip::table::{key, word, word_prefix},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// The text up to two blanks.
fn phrase(text: &[char]) -> &[char] {
    let mut end = 0;
    while end < text.len() && !(at(text, end) == ' ' && matches!(at(text, end + 1), ' ' | '\0')) {
        end += 1;
    }
    text.get(..end).unwrap_or(text)
}

fn string(text: &[char]) -> String {
    text.iter().collect()
}

/// `消费(SALE)`, `消费/SALE`, `SALE(消费)`, `消 费`, with an entry mode behind it or not. Two names that contradict one
/// another are candidates.
pub(super) fn txn_type(text: &[char]) -> Option<Fit> {
    for part in [text, phrase(text)] {
        let end = part.iter().rposition(|&c| c != ' ').map_or(0, |last| last + 1);
        let part = part.get(..end)?;
        if let Some(id) = word('t', &key(part.iter().copied())) {
            return Some(Fit::word(id, end));
        }
        // An entry mode at the end, in brackets or behind a slash.
        let tail = part.len().saturating_sub(3);
        for from in [tail, tail + 1] {
            if matches!(at(part, from), '(' | '/')
                && let Some((mode, last)) = card::mode(part, from)
                && last == end
                && let Some(id) = names(part.get(..from)?)
            {
                return Some(Fit { entry: Some(mode), candidates: id.1, ..Fit::word(id.0, end) });
            }
        }
        if let Some((id, candidates)) = names(part) {
            return Some(Fit { candidates, ..Fit::word(id, end) });
        }
    }
    None
}

fn names(part: &[char]) -> Option<(&'static str, Vec<String>)> {
    if let Some(id) = word('t', &key(part.iter().copied())) {
        return Some((id, Vec::new()));
    }
    let mut found: Vec<&'static str> = Vec::new();
    for name in part.split(|c| matches!(c, '(' | ')' | '/' | '[' | ']')).filter(|name| name.iter().any(|c| *c != ' ')) {
        found.push(word('t', &key(name.iter().copied()))?);
    }
    // "消费 SALE": two names with a blank between.
    let first = match found.first() {
        Some(first) => *first,
        None => return None,
    };
    let same = found.iter().all(|id| *id == first);
    Some((first, if same { Vec::new() } else { found.iter().map(ToString::to_string).collect() }))
}

/// The same with a blank between two names: `消费 SALE`.
pub(super) fn spaced_type(text: &[char]) -> Option<Fit> {
    let part = phrase(text);
    let blank = part.iter().position(|&c| c == ' ')?;
    let first = word('t', &key(part.get(..blank)?.iter().copied()))?;
    let second = word('t', &key(part.get(blank..)?.iter().copied()))?;
    (first == second).then(|| Fit::word(first, part.len()))
}

/// Cash, card, a wallet: the id.
pub(super) fn method(text: &[char]) -> Option<Fit> {
    let part = phrase(text);
    let whole = key(part.iter().copied());
    if let Some(id) = word('m', &whole) {
        return Some(Fit::word(id, part.len()));
    }
    // "Karte      21,40 €", "微信支付(零钱)".
    let (id, length) = word_prefix('m', &whole)?;
    let mut end = 0;
    while end < part.len() && key(part.iter().take(end).copied()).len() < length {
        end += 1;
    }
    (!at(part, end).is_ascii_alphanumeric()).then(|| Fit::word(id, end))
}

/// One of a list, whatever the letter case; the value is as printed.
pub(super) fn listed(text: &[char], list: &str) -> Option<Fit> {
    let part = phrase(text);
    for words in (1..=2).rev() {
        let mut blanks = 0;
        let end = part
            .iter()
            .position(|&c| {
                blanks += usize::from(c == ' ');
                blanks == words
            })
            .unwrap_or(part.len());
        let name = part.get(..end)?;
        let upper = upper(name);
        if !upper.is_empty() && list.split('|').any(|entry| entry == upper) {
            return Some(Fit { value: string(name), end, strict: true, ..Fit::default() });
        }
    }
    None
}

/// Capitals, of the letters that the lists have.
fn upper(text: &[char]) -> String {
    let capital = |c: &char| match c {
        'ä' => 'Ä',
        'ö' => 'Ö',
        'ü' => 'Ü',
        c => c.to_ascii_uppercase(),
    };
    text.iter().map(capital).collect()
}

/// A word of a class, whole phrase.
pub(super) fn of_class(class: char, text: &[char]) -> Option<Fit> {
    let part = phrase(text);
    word(class, &key(part.iter().copied())).map(|id| Fit::word(id, part.len()))
}

/// The Austrian trust service behind a certificate: `AT1`.
pub(super) fn trust_service(text: &[char]) -> Option<Fit> {
    let part = phrase(text);
    let printed = string(part).to_ascii_uppercase();
    let id = match printed.find("AT").map(|from| printed.get(from + 2..).unwrap_or("")) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            ["AT0", "AT1", "AT2", "AT3", "AT100"].into_iter().find(|id| id.get(2..) == Some(number.as_str()))?
        }
        _ if printed.starts_with("A-TRUST") => "AT1",
        _ if printed.starts_with("GLOBALTRUST") => "AT2",
        _ if printed.starts_with("PRIMESIGN") => "AT3",
        _ => return None,
    };
    Some(Fit::word(id, part.len()))
}

/// A tax number: `DE312450987`, `ATU68214507`, `12/345/67890`, or a code of another country.
pub(super) fn tax_id(text: &[char]) -> Option<Fit> {
    let count = |from, least, most, f: fn(char) -> bool| {
        let n = run(text, from, f);
        (n >= least && n <= most).then_some(from + n)
    };
    let digit = |c: char| c.is_ascii_digit();
    let prefix: String = text.iter().take(3).collect();
    let numbered = |from: usize, length: usize| -> Option<Fit> {
        let mut value: String = text.iter().take(from).collect();
        let mut end = from;
        while value.len() < from + length {
            match at(text, end) {
                c if c.is_ascii_digit() => value.push(c),
                ' ' => {}
                _ => return None,
            }
            end += 1;
        }
        (!at(text, end).is_ascii_alphanumeric()).then_some(Fit { value, end, strict: true, ..Fit::default() })
    };
    if prefix == "ATU" {
        return numbered(3, 8);
    }
    if prefix.starts_with("DE") {
        return numbered(2, 9);
    }
    if let Some(end) = count(0, 2, 3, digit).filter(|&i| at(text, i) == '/').and_then(|i| count(i + 1, 3, 4, digit))
        && let Some(end) = Some(end).filter(|&i| at(text, i) == '/').and_then(|i| count(i + 1, 4, 5, digit))
    {
        return Some(Fit { value: text.iter().take(end).collect(), end, strict: true, ..Fit::default() });
    }
    let end = count(0, 8, 20, |c| c.is_ascii_alphanumeric() || c == '-')?;
    text.iter().take(end).any(char::is_ascii_digit).then(|| Fit {
        value: text.iter().take(end).collect(),
        end,
        strict: false,
        ..Fit::default()
    })
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}

/// Base64 of a length that a signature or key has; the value is as printed, without blanks.
pub(super) fn base64(text: &[char], lengths: &[usize]) -> Option<Fit> {
    let end = run(text, 0, is_base64);
    lengths.contains(&end).then(|| Fit { value: text.iter().take(end).collect(), end, strict: true, ..Fit::default() })
}

/// The serial number of a security device: 64 hex digits, or base64 of the same 32 bytes; the value is hex.
pub(super) fn device_serial(text: &[char]) -> Option<Fit> {
    let end = run(text, 0, is_base64);
    let printed: String = text.iter().take(end).collect();
    let value = match end {
        64 if printed.bytes().all(|b| b.is_ascii_hexdigit()) => printed.to_ascii_lowercase(),
        44 if printed.ends_with('=') => hex(&base64_lenient(&printed).filter(|bytes| bytes.len() == 32)?),
        _ => return None,
    };
    Some(Fit { value, end, strict: true, ..Fit::default() })
}

/// Printable text up to two blanks, white space one blank.
pub(super) fn printable(text: &[char], longest: usize) -> Option<Fit> {
    let part = phrase(text);
    let end = run(part, 0, |c| c.is_ascii_graphic() || c == ' ').min(longest);
    let value: Vec<String> = string(part.get(..end)?).split_whitespace().map(String::from).collect();
    let value = value.join(" ");
    (!value.is_empty() && end == part.len()).then_some(Fit { value, end, strict: true, ..Fit::default() })
}

/// A sum in Chinese words.
pub(super) fn chinese_sum(text: &[char]) -> Option<Fit> {
    let end =
        run(text, 0, |c| "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億圆圓元角分整正".contains(c));
    (end >= 2).then(|| Fit { value: text.iter().take(end).collect(), end, strict: true, ..Fit::default() })
}
