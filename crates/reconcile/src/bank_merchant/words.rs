//! What the text of an entry says: words of settlements, fees and brands, and the days and the fee that a narration names
//! (reconcile.md, 6.4, step 1).

use crate::{
    date::{self, Day, NO_DAY},
    tables::{self, Folded},
};

/// The words in the text of an entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words {
    pub(super) settlement: bool,
    pub(super) fee: bool,
    /// The brands named, a bit each.
    pub(super) brands: u32,
}

/// The words of a text; the fee that a narration names aside.
pub(super) fn words_of(text: &str) -> Words {
    let folded = Folded::new(text);
    let brands = tables::SETTLEMENT_BRANDS.iter().enumerate().filter(|(_, brand)| folded.has(&[brand]));
    // The fee that a narration names is part of how a settlement is told (step 1).
    let fee = match narration(text, NO_DAY) {
        Some(found) => {
            Folded::new(&format!("{} {}", text.get(..found.at).unwrap_or(""), text.get(found.end..).unwrap_or("")))
                .has(tables::FEE_WORDS)
        }
        None => folded.has(tables::FEE_WORDS),
    };
    Words {
        settlement: folded.has(tables::SETTLEMENT_WORDS),
        fee,
        brands: brands.fold(0, |bits, (at, _)| bits | 1 << at),
    }
}

/// What a narration says (6.4, step 1).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Narration {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) fee: i64,
    /// Where it stands.
    at: usize,
    end: usize,
}

/// Finds `1106-1108费12.34元`, or `20261110 笔数:5 手续费:12.34`. Days without a year are at most the entry's day.
pub(super) fn narration(text: &str, entry: Day) -> Option<Narration> {
    range_fee(text, entry).or_else(|| day_count_fee(text))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A fee with at most two places, and what stands behind it.
fn fee(text: &str) -> Option<(i64, &str)> {
    let whole = digits(text);
    let (number, rest) = text.split_at_checked(whole)?;
    let mut units = number.parse::<i64>().ok().filter(|units| *units < 1_000_000_000)? * 100;
    let Some(fraction) = rest.strip_prefix('.') else { return Some((units, rest)) };
    let places = digits(fraction).min(2);
    let (cents, behind) = fraction.split_at_checked(places)?;
    units += cents.parse::<i64>().unwrap_or(0) * if places == 1 { 10 } else { 1 };
    Some((units, behind))
}

fn range_fee(text: &str, entry: Day) -> Option<Narration> {
    for (mark, _) in text.match_indices('费') {
        let Some(at) = mark.checked_sub(9) else { continue };
        let Some(days) = text.get(at..mark) else { continue };
        let Some((from, to)) = days
            .split_once('-')
            .filter(|(from, to)| digits(from) == 4 && from.len() == 4 && digits(to) == 4 && to.len() == 4)
        else {
            continue;
        };
        let Some((fee, behind)) = text.get(mark + '费'.len_utf8()..).and_then(fee) else { continue };
        let Some(behind) = behind.strip_prefix('元') else { continue };
        let day = |digits: &str, last: Day| -> Option<Day> {
            let (month, of_month) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
            let year = if last == NO_DAY { 2024 } else { date::civil(last).0 };
            date::day(year, month, of_month)
                .filter(|day| last == NO_DAY || *day <= last)
                .or_else(|| date::day(year - 1, month, of_month))
        };
        let Some(to) = day(to, entry) else { continue };
        let Some(from) = day(from, to) else { continue };
        return Some(Narration { from, to, fee, at, end: text.len() - behind.len() });
    }
    None
}

fn day_count_fee(text: &str) -> Option<Narration> {
    let (mark, _) = text.match_indices("手续费").next()?;
    let before = text.get(..mark)?;
    let (fee, behind) = fee(text.get(mark + "手续费".len()..)?.trim_start_matches([':', '：', ' ']))?;
    let count = before
        .rfind("笔数")
        .map(|at| (at, "笔数".len()))
        .or_else(|| before.rfind('共').map(|at| (at, '共'.len_utf8())))?;
    let counted = before.get(count.0 + count.1..)?.trim_start_matches([':', '：', ' ']);
    let number = digits(counted);
    let close = |text: &str| text.chars().count() <= 13 && !text.contains(|c: char| c.is_ascii_digit());
    if number == 0 || !close(counted.get(number..)?) {
        return None;
    }
    let head = before.get(..count.0)?;
    let at = head.rfind("20").and_then(|last| {
        // The day may hold another "20".
        head.match_indices("20")
            .map(|(at, _)| at)
            .filter(|at| *at <= last)
            .find(|at| date::full_dates(head.get(*at..).unwrap_or("")).len() == 1)
    })?;
    let (day, _) = date::full_dates(head.get(at..)?).first().copied()?;
    Some(Narration { from: day, to: day, fee, at, end: text.len() - behind.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrations_name_days_and_fee() {
        let entry = date::day(2026, 11, 9).unwrap();
        let found = narration("POS 1106-1108费12.34元", entry).unwrap();
        assert_eq!(
            (date::iso(found.from), date::iso(found.to), found.fee),
            ("2026-11-06".into(), "2026-11-08".into(), 1234)
        );
        let found = narration("1231-0101费5元", date::day(2026, 1, 2).unwrap()).unwrap();
        assert_eq!(
            (date::iso(found.from), date::iso(found.to), found.fee),
            ("2025-12-31".into(), "2026-01-01".into(), 500)
        );
        let found = narration("清算20261110 笔数:5笔,手续费:12.3", entry).unwrap();
        assert_eq!((date::iso(found.from), found.fee), ("2026-11-10".into(), 1230));
        for text in ["手续费12.34元", "1106-1108手续费", "20261110手续费:1", "费", "1399-1108费1元"] {
            assert_eq!(narration(text, entry), None, "{text}");
        }
    }

    #[test]
    fn the_fee_of_a_narration_is_no_fee_word() {
        assert!(!words_of("POS清算1106-1108费12.34元").fee);
        assert!(!words_of("20261110 笔数:5笔,手续费:12.3 银联").fee);
        assert!(words_of("POS手续费").fee);
    }
}
