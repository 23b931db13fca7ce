//! Reference numbers and card numbers as they are kept: in normal form, and never more of a card than its first six and last four digits
//! (reconcile.md, 3.5).

use crate::{
    row::{NO_LAST4, Row},
    table::{Cell, clean},
    text::Texts,
};

/// The text of an id, unless a spreadsheet has rounded it (3.5).
pub(crate) fn exact(cell: &Cell<'_>) -> Option<String> {
    let text = clean(&cell.text);
    let scientific = text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let power = exponent.strip_prefix(['+', '-']);
        digits(mantissa) && if cell.number { true } else { power.is_some_and(digits) }
    });
    if scientific || (cell.number && text.parse::<u64>().is_ok_and(|number| number > 1 << 53)) {
        return None;
    }
    Some(if cell.number { text.strip_suffix(".0").unwrap_or(text).to_owned() } else { text.to_owned() })
}

/// An id in normal form: zeros alone are nothing; leading zeros that a spreadsheet dropped are put back, from `fill.0` digits on to
/// `fill.1` (3.5); a card number in it is masked.
pub(crate) fn id(text: &str, fill: (usize, usize)) -> String {
    let half: String = text.chars().map(half_width).collect();
    let text = half.trim();
    // What SEPA writes where there is none.
    let none = ["NOTPROVIDED", "NONREF", "NULL", "N/A"].iter().any(|word| text.eq_ignore_ascii_case(word));
    if none || text.bytes().all(|byte| byte == b'0') {
        return String::new();
    }
    if fill.0 > 0 && (fill.0..fill.1).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{text:0>width$}", width = fill.1);
    }
    mask_text(&text.chars().take(128).collect::<String>())
}

/// A full-width character as its usual form.
fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// Sets a card's number: never more than its first six and last four digits.
pub(crate) fn set_card(row: &mut Row, text: &str, texts: &mut Texts) {
    let (masked, last4) = mask_card(text);
    row.card = texts.put(&masked);
    row.last4 = last4;
}

pub(crate) fn mask_card(text: &str) -> (String, u16) {
    let is_mask = |c: char| matches!(c, '*' | 'x' | 'X' | '•' | '＊' | '#' | '·');
    let text: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).take(64).collect();
    // What stands behind it is the way it was read: `621712*********8966 I`.
    let body = text.trim_end_matches(|c: char| !c.is_ascii_digit() && !is_mask(c));
    let tail: String =
        body.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let last: String = tail.get(tail.len().saturating_sub(4)..).unwrap_or("").to_owned();
    let last4 = if last.len() == 4 { last.parse().unwrap_or(NO_LAST4) } else { NO_LAST4 };
    let digits = body.chars().filter(char::is_ascii_digit).count();
    if digits <= 10 && !(body.contains(is_mask) && digits > 4) {
        return (body.to_owned(), last4);
    }
    let head: String = body.chars().take_while(char::is_ascii_digit).take(6).collect();
    let length = body.chars().count();
    (format!("{head}{}{last}", "*".repeat(length.saturating_sub(head.len() + last.len()).max(1))), last4)
}

/// The text with card numbers masked: 16 to 19 digits that a card number may begin with and whose check digit holds.
pub(crate) fn mask_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let length = from.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, behind) = from.split_at_checked(length).unwrap_or((from, ""));
        out.push_str(before);
        let prefix = digits.starts_with("62")
            || digits.starts_with('4')
            || ["51", "52", "53", "54", "55", "35"].iter().any(|p| digits.starts_with(p));
        if (16..=19).contains(&length) && prefix && luhn(digits) {
            out.push_str(digits.get(..6).unwrap_or(""));
            out.push_str(&"*".repeat(length - 10));
            out.push_str(digits.get(length - 4..).unwrap_or(""));
        } else {
            out.push_str(digits);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// ISO/IEC 7812-1, annex B.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') << (place % 2);
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The last four digits in brackets: `招商银行信用卡(4821)`.
pub(crate) fn bracketed_last_four(text: &str) -> Option<&str> {
    text.split(['(', '（'])
        .skip(1)
        .filter_map(|part| part.split([')', '）']).next())
        .find(|inside| inside.len() == 4 && inside.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_card_number_is_kept() {
        for (text, expected, last4) in [
            ("621712*********8966  I", "621712*********8966", 8966),
            ("6222021234567890123", "622202*********0123", 123),
            ("62220212****8966", "622202******8966", 8966),
            ("8966", "8966", 8966),
            ("****8966", "****8966", 8966),
            ("尾号8966", "尾号8966", 8966),
            ("62**12", "62**12", NO_LAST4),
        ] {
            assert_eq!(mask_card(text), (expected.to_owned(), last4), "{text}");
        }
        assert_eq!(mask_text("付 4111111111111111 号"), "付 411111******1111 号");
        assert_eq!(mask_text("订单 4111111111111112"), "订单 4111111111111112");
    }

    #[test]
    fn ids_get_their_zeros_back_and_rounded_ones_are_none() {
        assert_eq!(id("92154218722", (9, 12)), "092154218722");
        assert_eq!(id("152", (1, 6)), "000152");
        assert_eq!(id("000000", (1, 6)), "");
        let cell = |text: &'static str, number: bool| exact(&Cell { text: text.into(), number });
        assert_eq!(cell("4.20074E+27", false), None);
        assert_eq!(cell("92154218722", true).as_deref(), Some("92154218722"));
        assert_eq!(cell("90071992547409930", true), None);
        assert_eq!(cell("12E4A", false).as_deref(), Some("12E4A"));
    }
}
