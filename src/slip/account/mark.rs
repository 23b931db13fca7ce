//! Marks of currencies beside a number, and what else makes a number no sum, or the sum of one.

use super::*;

/// A mark of a currency beside a number.
pub(super) enum Mark {
    /// A sign.
    Sign(char),
    /// A word of the list, or letters that are none, with their length.
    Letters(Option<&'static str>, usize),
}

impl Mark {
    /// Whether it may stand for this currency: `¥` for two, `$` for many.
    pub(super) fn is(&self, currency: &str) -> bool {
        match self {
            Self::Sign('¥') => matches!(currency, "CNY" | "JPY"),
            Self::Sign('$') => {
                matches!(currency, "USD" | "HKD" | "TWD" | "SGD" | "MOP" | "AUD" | "CAD" | "NZD" | "MXN")
            }
            Self::Sign(c) => {
                let mut text = [0; 4];
                table::word('c', c.encode_utf8(&mut text)) == Some(currency)
            }
            Self::Letters(Some("USD"), 6 | 7) => Self::Sign('$').is(currency),
            Self::Letters(code, _) => *code == Some(currency),
        }
    }

    /// Where it ends, when it begins at a place.
    pub(super) fn end(&self, from: usize) -> usize {
        match self {
            Self::Sign(..) => from + 1,
            Self::Letters(_, length) => from + length,
        }
    }
}

/// The mark that ends before a number; blanks and points may stand between.
pub(super) fn mark_before(chars: &[char], i: usize) -> Option<Mark> {
    let mut end = i;
    while end > 0 && i - end < 3 && " :.-(+".contains(at(chars, end - 1)) {
        end -= 1;
    }
    let last = at(chars, end.checked_sub(1)?);
    // "HK$" is a word of the list; a bare sign is not.
    for length in (1..=4.min(end)).rev() {
        let from = end - length;
        let part = chars.get(from..end)?;
        let word = part.first().is_some_and(|c| is_letter(*c) || is_money(*c));
        let starts = from == 0
            || !(at(chars, from - 1).is_ascii_alphabetic() && part.first().is_some_and(char::is_ascii_alphabetic));
        let key = key(part);
        if word
            && starts
            && key.chars().count() == length
            && !part.iter().all(|&c| c == '$' || c == '¥')
            && let Some(code) = number::currency(&key)
        {
            return Some(Mark::Letters(Some(code), length));
        }
    }
    if is_money(last) {
        return Some(Mark::Sign(last));
    }
    let length = chars.get(..end)?.iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let code = words::unit(&upper(chars.get(end - length..end)?)).filter(|_| length > 2)?;
    Some(Mark::Letters(Some(code), length))
}

/// The mark that begins behind a number, with a blank or a point between at most.
pub(super) fn mark_behind(chars: &[char], end: usize) -> Option<Mark> {
    let i = skip(chars, end);
    let first = at(chars, i);
    if is_money(first) {
        return Some(Mark::Sign(first));
    }
    for length in (1..=4).rev() {
        let Some(part) = chars.get(i..i + length) else { continue };
        let ends = !(part.last().is_some_and(char::is_ascii_alphabetic) && at(chars, i + length).is_ascii_alphabetic());
        let key = key(part);
        if is_letter(first)
            && ends
            && key.chars().count() == length
            && let Some(code) = number::currency(&key)
        {
            return Some(Mark::Letters(Some(code), length));
        }
    }
    let length = run(chars, i, is_letter);
    if let Some(code) = words::unit(&upper(chars.get(i..i + length).unwrap_or(&[]))) {
        return Some(Mark::Letters(Some(code), length));
    }
    // "1万元", "188块", "188원".
    let other = matches!(first, '块' | '塊' | '원' | '圓' | '蚊')
        || (matches!(first, '万' | '千' | '百' | '萬') && matches!(at(chars, i + 1), '元' | '圆' | '圓' | '円' | '块'));
    other.then_some(Mark::Letters(None, 1))
}

/// "2 x 1,99", "1,99 x 2": the price of one.
pub(super) fn is_factor(chars: &[char], i: usize, end: usize) -> bool {
    let mut from = i;
    while from > 0 && matches!(at(chars, from - 1), ' ' | '€') {
        from -= 1;
    }
    let before = if from > 0 { at(chars, from - 1) } else { ' ' };
    let behind = at(chars, skip(chars, end));
    let word = upper(chars.get(from.saturating_sub(3)..from).unwrap_or(&[]));
    let alone = from < 2 || !is_letter(at(chars, from - 2));
    matches!(behind, 'x' | 'X' | '×' | '*' | '/')
        || matches!(before, '×' | '*' | '@' | 'à')
        || (matches!(before, 'x' | 'X') && alone)
        || word == " JE"
        || word == "JE"
}

/// A sign of money.
pub(super) fn is_money(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¥' | '\u{20A0}'..='\u{20CF}' | '\u{E3F}')
}
