//! The clocks of Vienna: central European time, summer time from the last Sunday of March to the last Sunday of October,
//! changed at 01:00 UTC (directive 2000/84/EC).

use slipcheck_codec::time::{Civil, Moment};

const WINTER: i32 = 3600;
const SUMMER: i32 = 7200;

/// 01:00 UTC on the last Sunday of a month of 31 days.
fn change(year: i32, month: u8) -> Moment {
    let last = Civil { year, month, day: 31, hour: 1, minute: 0, second: 0 }.at_offset(0).0;
    // 1970-01-01 was a Thursday: 3 days after it was a Sunday.
    let since_sunday = (last.div_euclid(86_400) - 3).rem_euclid(7);
    Moment(last - since_sunday * 86_400)
}

/// When the clocks showed this: the first time in the hour that comes twice, and the last.
pub(super) fn moments(shown: Civil) -> (Moment, Moment) {
    let (march, october) = (change(shown.year, 3), change(shown.year, 10));
    let (summer, winter) = (shown.at_offset(SUMMER), shown.at_offset(WINTER));
    let is_summer = summer >= march && summer < october;
    let is_winter = winter < march || winter >= october;
    match (is_summer, is_winter) {
        (true, true) => (summer, winter),
        (true, false) => (summer, summer),
        _ => (winter, winter),
    }
}

/// Whether the clocks show this twice.
pub(super) fn comes_twice(shown: Civil) -> bool {
    let (first, last) = moments(shown);
    first != last
}

/// `YYYY-MM-DDThh:mm:ss` and nothing else, of a time that there is.
pub(super) fn parse(text: &str) -> Option<Civil> {
    let b: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|(at, mark)| b.get(*at) != Some(mark)) {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<i32> {
        let mut value = 0;
        for digit in b.get(from..to)? {
            value = value * 10 + i32::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        Some(value)
    };
    let two = |from: usize| u8::try_from(number(from, from + 2)?).ok();
    Civil::new(number(0, 4)?, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?)
}

/// Its text.
pub(super) fn text(civil: Civil) -> String {
    let mut text = civil.at_offset(0).rfc3339();
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipcheck_codec::time::Timestamp;

    #[test]
    fn the_hour_that_comes_twice_has_two_moments() {
        let utc = |text: &str| Timestamp::parse(text).unwrap().moment();
        for (shown, first, last) in [
            ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z", "2026-10-24T23:59:59Z"),
            ("2026-10-25T02:00:00", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
            ("2026-10-25T02:59:59", "2026-10-25T00:59:59Z", "2026-10-25T01:59:59Z"),
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"),
            ("2026-07-01T12:00:00", "2026-07-01T10:00:00Z", "2026-07-01T10:00:00Z"),
            ("2026-01-01T12:00:00", "2026-01-01T11:00:00Z", "2026-01-01T11:00:00Z"),
        ] {
            let civil = parse(shown).unwrap();
            assert_eq!(moments(civil), (utc(first), utc(last)), "{shown}");
            assert_eq!(text(civil), shown);
        }
    }

    #[test]
    fn times_have_one_form() {
        for bad in [
            "2026-10-25 02:00:00",
            "2026-10-25T02:00:60",
            "2026-02-29T00:00:00",
            "2026-1-25T002:00:00",
            "2026-10-25T02:00:00Z",
            "+026-10-25T02:00:00",
            "2026-10-25T24:00:00",
            "",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
