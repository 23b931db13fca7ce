//! Amounts in euro, as cents.

use alloc::{format, string::String};

/// Cents of `21.42`, `-3,70`, `1.234,50` or `1,234.50`: two decimals behind the last mark, groups of three before it.
/// `None` for anything else.
pub(in crate::formats) fn cents(text: &str) -> Option<i64> {
    let (negative, text) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let (whole, decimals) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let (mark, decimals) = decimals.split_at_checked(1)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    if !matches!(mark, "." | ",") || !digits(decimals) {
        return None;
    }
    let group = if mark == "." { ',' } else { '.' };
    let mut parts = whole.split(group);
    let first = parts.next()?;
    let mut plain = String::from(first);
    for part in parts {
        if part.len() != 3 || first.len() > 3 {
            return None;
        }
        plain.push_str(part);
    }
    if !digits(&plain) || plain.len() > 15 {
        return None;
    }
    plain.push_str(decimals);
    let cents: i64 = plain.parse().ok()?;
    Some(if negative { -cents } else { cents })
}

/// `21.42`.
pub(in crate::formats) fn text(cents: i64) -> String {
    let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// The same amount with another decimal mark.
pub(in crate::formats) fn with_mark(cents: i64, mark: char) -> String {
    let mut other = text(cents);
    if mark != '.' {
        other = other.replace('.', ",");
    }
    other
}

/// `1,234.50` of `1234.50`; `None` when there is nothing to separate.
pub(in crate::formats) fn grouped(cents: i64, group: char, mark: char) -> Option<String> {
    let plain = text(cents);
    let (whole, decimals) = plain.split_once('.')?;
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    if whole.len() < 4 {
        return None;
    }
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(group);
        }
        out.push(c);
    }
    out.push(mark);
    out.push_str(decimals);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_tills_print() {
        for (text, expected) in [
            ("21.42", Some(2142)),
            ("21,42", Some(2142)),
            ("-3,70", Some(-370)),
            ("0.00", Some(0)),
            ("1.234,50", Some(123_450)),
            ("1,234.50", Some(123_450)),
            ("1234,50", Some(123_450)),
            ("1.234.567,89", Some(123_456_789)),
            ("1234.567,89", None),
            ("12.34,50", None),
            (".50", None),
            ("5", None),
            ("5.0", None),
            ("5.000", None),
            ("", None),
            ("--1.00", None),
            ("1.0０", None),
            ("99999999999999999999.00", None),
        ] {
            assert_eq!(cents(text), expected, "{text}");
        }
    }

    #[test]
    fn writes_them() {
        assert_eq!(text(-370), "-3.70");
        assert_eq!(with_mark(5, ','), "0,05");
        assert_eq!(grouped(123_456_789, '.', ',').unwrap(), "1.234.567,89");
        assert_eq!(grouped(-123_450, ',', '.').unwrap(), "-1,234.50");
        assert_eq!(grouped(99_999, ',', '.'), None);
    }
}
