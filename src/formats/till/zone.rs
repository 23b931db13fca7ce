//! Berlin and Vienna: central European time, with summer time from the last Sunday of March to the last Sunday of
//! October, changed at 01:00 UTC (directive 2000/84/EC).

use crate::time::{Civil, Moment};

/// Standard time, in seconds ahead of UTC.
pub(in crate::formats) const WINTER: i32 = 3600;
/// Summer time, in seconds ahead of UTC.
pub(in crate::formats) const SUMMER: i32 = 7200;

/// 01:00 UTC on the last Sunday of a month of 31 days.
fn change(year: i32, month: u8) -> Moment {
    let last = Civil { year, month, day: 31, hour: 1, minute: 0, second: 0 }.at_offset(0).0;
    // 1970-01-01 was a Thursday: 3 days after it was a Sunday.
    let since_sunday = (last.div_euclid(86_400) - 3).rem_euclid(7);
    Moment(last - since_sunday * 86_400)
}

/// How far the clocks are ahead of UTC, in seconds.
pub(in crate::formats) fn offset(moment: Moment) -> i32 {
    let year = moment.civil(WINTER).year;
    if (change(year, 3)..change(year, 10)).contains(&moment) { SUMMER } else { WINTER }
}

/// What the clocks show.
pub(in crate::formats) fn local(moment: Moment) -> Civil {
    moment.civil(offset(moment))
}

/// When the clocks show this. In the hour that comes twice: the first time. `false` when they never show it: the hour
/// that is left out.
pub(in crate::formats) fn moment(civil: Civil) -> (Moment, bool) {
    let summer = civil.at_offset(SUMMER);
    let winter = civil.at_offset(WINTER);
    if offset(summer) == SUMMER { (summer, true) } else { (winter, offset(winter) == WINTER) }
}

/// `2026-11-20T12:47:30`: a local time without its offset.
pub(in crate::formats) fn parse(text: &str) -> Option<Civil> {
    let plain = text.len() == 19 && text.is_ascii() && text.as_bytes().get(10) == Some(&b'T') && !text.ends_with("60");
    plain.then(|| crate::time::Timestamp::parse(&[text, "Z"].concat()))?.map(|time| time.local)
}

/// Its text without an offset.
pub(in crate::formats) fn text(civil: Civil) -> alloc::string::String {
    let mut text = civil.at_offset(0).rfc3339();
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;
    use proptest::prelude::*;

    fn utc(text: &str) -> Moment {
        Timestamp::parse(text).unwrap().moment()
    }

    #[test]
    fn summer_time_begins_and_ends_on_last_sundays() {
        for (from, to) in [
            ("2024-03-31T01:00:00Z", "2024-10-27T01:00:00Z"),
            ("2025-03-30T01:00:00Z", "2025-10-26T01:00:00Z"),
            ("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
            ("2029-03-25T01:00:00Z", "2029-10-28T01:00:00Z"),
        ] {
            let (from, to) = (utc(from), utc(to));
            assert_eq!(
                [from.0 - 1, from.0, to.0 - 1, to.0].map(|s| offset(Moment(s))),
                [WINTER, SUMMER, SUMMER, WINTER]
            );
        }
    }

    #[test]
    fn the_hour_left_out_and_the_hour_that_comes_twice() {
        assert_eq!(moment(parse("2026-03-29T02:30:00").unwrap()), (utc("2026-03-29T01:30:00Z"), false));
        assert_eq!(moment(parse("2026-10-25T02:30:00").unwrap()), (utc("2026-10-25T00:30:00Z"), true));
        assert_eq!(moment(parse("2026-10-25T03:00:00").unwrap()), (utc("2026-10-25T02:00:00Z"), true));
        for bad in [
            "2026-10-25T03:00:0",
            "2026-10-25 03:00:00",
            "2026-10-25T03:00:60",
            "2026-10-25T03:00:00Z",
            "é026-10-25T03:00:00",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(seconds in 946_684_800_i64..4_000_000_000) {
            let shown = local(Moment(seconds));
            let (back, exists) = moment(shown);
            prop_assert!(exists);
            // Twice the same: the first of both.
            prop_assert!(back.0 == seconds || back.0 == seconds - 3600);
            prop_assert_eq!(parse(&text(shown)), Some(shown));
        }
    }
}
