//! Tables by their column names, and values as they are written there.

use super::csv::Records;
use crate::tse::log::Time;
use slipcheck_codec::time::{Civil, offset_seconds};
use std::{collections::HashMap, io::Read};

/// One row: its place, its fields by column.
pub(super) struct Row<'a> {
    /// Counts records; the header is 1.
    pub(super) number: u64,
    fields: &'a [String],
    columns: &'a HashMap<String, usize>,
}

impl Row<'_> {
    /// A field, empty where the table has no such column.
    pub(super) fn get(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|at| self.fields.get(*at)).map_or("", |field| field.trim())
    }

    /// A field as it stands, white space included.
    pub(super) fn raw(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|at| self.fields.get(*at)).map_or("", String::as_str)
    }

    /// What rows of one closing have in common.
    pub(super) fn closing(&self) -> Closing {
        (self.get("Z_KASSE_ID").to_owned(), self.get("Z_NR").to_owned())
    }

    /// Whether the table has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }
}

/// `Z_KASSE_ID` and `Z_NR`.
pub(super) type Closing = (String, String);

/// A row that can be read, or what is left of one that cannot: its place, and whatever fields there are.
pub(super) enum Met<'a> {
    Row(Row<'a>),
    Broken(Row<'a>),
}

/// Visits the rows of a table. `false` when it breaks off; a table without a header, or without these columns, is one broken row.
pub(super) fn rows(source: impl Read, needed: &[&str], visit: &mut dyn FnMut(Met<'_>)) -> bool {
    let mut records = Records::new(source);
    let (mut number, mut columns, mut width) = (0u64, HashMap::new(), 0);
    loop {
        let record = match records.next() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(_) => return false,
        };
        number += 1;
        if number == 1 {
            let names = record.unwrap_or_default();
            width = names.len();
            columns = names.iter().enumerate().map(|(at, name)| (name.trim().to_ascii_uppercase(), at)).collect();
            if !needed.iter().all(|name| columns.contains_key(*name)) {
                visit(Met::Broken(Row { number, fields: &[], columns: &columns }));
                return true;
            }
            continue;
        }
        let fields = record.as_deref().unwrap_or_default();
        let beyond = fields.iter().skip(width).all(String::is_empty);
        let row = Row { number, fields, columns: &columns };
        visit(if fields.len() >= width && beyond { Met::Row(row) } else { Met::Broken(row) });
    }
    if number == 0 {
        visit(Met::Broken(Row { number: 1, fields: &[], columns: &columns }));
    }
    true
}

/// A count: digits.
pub(super) fn number(text: &str) -> Option<u64> {
    (!text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Parts of an amount that are kept: a hundred-thousandth, as the tables have it.
pub(super) const SCALE: i64 = 100_000;

/// An amount in hundred-thousandths: `-1234,56000`. Digits beyond the fifth must be zero.
pub(super) fn amount(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) || digits.ends_with([',', '.']) || whole.len() > 12 {
        return None;
    }
    let (kept, rest) = part.split_at(part.len().min(5));
    if rest.bytes().any(|c| c != b'0') {
        return None;
    }
    let fraction = kept.parse::<i64>().unwrap_or(0) * 10i64.pow(5 - kept.len() as u32);
    let value = whole.parse::<i64>().ok()? * SCALE + fraction;
    Some(if negative { -value } else { value })
}

/// A moment: `2026-04-01T08:00:40.000Z`, with another offset, or with none, which is UTC.
pub(super) fn time(text: &str) -> Option<Time> {
    let (date_time, rest) = text.split_at_checked(19)?;
    let b = date_time.as_bytes();
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|(at, mark)| b.get(*at) != Some(mark)) {
        return None;
    }
    let field = |at: usize, length: usize| number(date_time.get(at..at + length)?);
    let small = |at: usize| u8::try_from(field(at, 2)?).ok();
    let year = i32::try_from(field(0, 4)?).ok()?;
    let civil = Civil::new(year, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?)?;
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.split_at_checked(digits).filter(|_| digits > 0)?
        }
        None => ("", rest),
    };
    let millis = fraction.bytes().chain(*b"000").take(3).fold(0, |n, c| n * 10 + u16::from(c - b'0'));
    let offset = if zone.is_empty() { 0 } else { offset_seconds(zone.as_bytes())? };
    Some(Time { seconds: civil.at_offset(offset).0, millis })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_five_decimals() {
        for (text, value) in [
            ("6,86000", 686_000),
            ("-0,01", -1000),
            ("107", 10_700_000),
            ("0,000010", 1),
            ("+1,5", 150_000),
            ("1.25", 125_000),
        ] {
            assert_eq!(amount(text), Some(value), "{text}");
        }
        for bad in ["", "-", ",5", "1,", "1,2,3", "1.234,50", "0,000001", "1e5", "1234567890123", " 1", "x"] {
            assert_eq!(amount(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_are_moments() {
        let at = |text| time(text).map(|time| (time.moment().rfc3339(), time.millis));
        assert_eq!(at("2026-04-01T08:00:40.000Z"), Some(("2026-04-01T08:00:40Z".into(), 0)));
        assert_eq!(at("2026-04-01T10:00:40.25+02:00"), Some(("2026-04-01T08:00:40Z".into(), 250)));
        assert_eq!(at("2026-04-01T08:00:40"), Some(("2026-04-01T08:00:40Z".into(), 0)));
        for bad in ["", "2026-04-01 08:00:40Z", "2026-04-31T08:00:40Z", "2026-04-01T08:00:40.Z", "2026-04-01T08:00:4é"]
        {
            assert_eq!(at(bad), None, "{bad}");
        }
    }

    #[test]
    fn rows_need_their_columns() {
        let read = |text: &str| {
            let mut seen = Vec::new();
            rows(text.as_bytes(), &["A", "B"], &mut |met| {
                seen.push(match met {
                    Met::Row(row) => (row.number, row.get("A").to_owned(), true),
                    Met::Broken(row) => (row.number, row.get("A").to_owned(), false),
                });
            });
            seen
        };
        assert_eq!(
            read("a;B\n1;2\n3\n4;5;\n6;7;8\n"),
            [(2, "1".into(), true), (3, "3".into(), false), (4, "4".into(), true), (5, "6".into(), false)]
        );
        assert_eq!(read("A;C\n1;2"), [(1, String::new(), false)]);
        assert_eq!(read(""), [(1, String::new(), false)]);
    }
}
