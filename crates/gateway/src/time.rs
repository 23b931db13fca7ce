//! Moments as messages write them: `2026-11-20 18:42:07`, `20261120184207`, RFC 3339. Beijing time unless an offset says
//! otherwise (gateway.md §5).

use alloc::{format, string::String};

/// Seconds that Beijing is ahead of UTC.
pub(crate) const BEIJING: i64 = 8 * 3600;

/// A date and time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    /// Year.
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: i64,
    /// 1 to 31.
    pub(crate) day: i64,
    /// Seconds since midnight.
    pub(crate) seconds: i64,
}

/// Days since 1970-01-01 of a day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

impl Civil {
    /// From its parts; `None` for a date or time that does not exist.
    #[must_use]
    pub(crate) fn new(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let exists = (1..=12).contains(&month)
            && (1..=last).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..=60).contains(&second);
        exists.then_some(Self { year, month, day, seconds: hour * 3600 + minute * 60 + second })
    }

    /// Seconds since 1970, were it UTC.
    #[must_use]
    pub(crate) fn epoch(self) -> i64 {
        days(self.year, self.month, self.day) * 86_400 + self.seconds
    }

    /// The moment so many seconds after 1970, as UTC writes it.
    #[must_use]
    pub(crate) fn from_epoch(epoch: i64) -> Self {
        let (day, seconds) = (epoch.div_euclid(86_400) + 719_468, epoch.rem_euclid(86_400));
        let era = day.div_euclid(146_097);
        let of_era = day.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let date = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self { year: era * 400 + year + i64::from(month <= 2), month, day: date, seconds }
    }

    /// `YYYYMMDDhhmmss`.
    #[must_use]
    pub(crate) fn digits(self) -> String {
        let (hour, minute, second) = self.clock();
        format!("{:04}{:02}{:02}{hour:02}{minute:02}{second:02}", self.year, self.month, self.day)
    }

    /// `YYYY-MM-DD`, a separator, `hh:mm:ss`.
    #[must_use]
    pub(crate) fn dashed(self, separator: char) -> String {
        let (hour, minute, second) = self.clock();
        format!("{:04}-{:02}-{:02}{separator}{hour:02}:{minute:02}:{second:02}", self.year, self.month, self.day)
    }

    fn clock(self) -> (i64, i64, i64) {
        (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60)
    }
}

/// A number of `text`'s digits from `from` to `to`.
fn number(text: &str, from: usize, to: usize) -> Option<i64> {
    let digits = text.get(from..to)?;
    digits.bytes().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// `YYYYMMDDhhmmss`. `None` for another shape; `Some(None)` for a date that does not exist.
#[must_use]
pub(crate) fn digits(text: &str) -> Option<Option<Civil>> {
    if text.len() != 14 || !text.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let part = |from, to| number(text, from, to);
    Some(Civil::new(part(0, 4)?, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14)?))
}

/// `YYYY-MM-DD hh:mm:ss` or RFC 3339, with what stands behind the seconds. `None` for another shape; `Some(None)` for a date
/// that does not exist.
#[must_use]
pub(crate) fn dashed(text: &str) -> Option<(Option<Civil>, char, &str)> {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied();
    if at(4)? != b'-' || at(7)? != b'-' || at(13)? != b':' || at(16)? != b':' {
        return None;
    }
    let separator = at(10).filter(|c| matches!(c, b' ' | b'T'))?;
    let part = |from, to| number(text, from, to);
    let civil = Civil::new(part(0, 4)?, part(5, 7)?, part(8, 10)?, part(11, 13)?, part(14, 16)?, part(17, 19)?);
    Some((civil, char::from(separator), text.get(19..)?))
}

/// Seconds since 1970 of any of these shapes; `None` for another shape or a date that does not exist.
#[must_use]
pub(crate) fn moment(text: &str) -> Option<i64> {
    if let Some(civil) = digits(text) {
        return civil.map(|civil| civil.epoch() - BEIJING);
    }
    let (civil, _, rest) = dashed(text)?;
    let epoch = civil?.epoch();
    let fraction = rest.strip_prefix('.').map(|digits| digits.trim_start_matches(|c: char| c.is_ascii_digit()));
    let offset = match fraction.unwrap_or(rest) {
        "" => BEIJING,
        "Z" => 0,
        zone => {
            let sign = match zone.as_bytes().first()? {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            sign * (number(zone, 1, 3)? * 3600 + number(zone, 4, 6).or_else(|| number(zone, 3, 5))? * 60)
        }
    };
    Some(epoch - offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_one_moment() {
        for text in ["20261120184207", "2026-11-20 18:42:07", "2026-11-20T18:42:07+08:00", "2026-11-20T10:42:07Z"] {
            assert_eq!(moment(text), Some(1_795_171_327), "{text}");
        }
        assert_eq!(digits("20260230184207"), Some(None));
        assert_eq!(digits("2026"), None);
        assert_eq!(moment("soon"), None);
    }

    #[test]
    fn days_come_back() {
        for epoch in (-2_000_000_000..4_000_000_000).step_by(77_777_777) {
            let civil = Civil::from_epoch(epoch);
            assert_eq!(Civil::new(civil.year, civil.month, civil.day, 0, 0, 0).unwrap().epoch() + civil.seconds, epoch);
        }
    }
}
