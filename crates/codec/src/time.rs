//! Moments and calendar dates, by the proleptic Gregorian calendar and without leap seconds (RFC 3339 §5.6).

use alloc::{format, string::String};

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// A day and a time of day, somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// 0 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Civil {
    /// `None` when there is no such day or time.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<Self> {
        let valid = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month)
            && hour < 24
            && minute < 60
            && second < 60;
        valid.then_some(Self { year, month, day, hour, minute, second })
    }

    /// The moment at which clocks `offset` seconds ahead of UTC show this.
    #[must_use]
    pub fn at_offset(self, offset: i32) -> Moment {
        // Days from the civil date: years begin in March, so that the leap day is the last of its year.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let year_of_era = year.rem_euclid(400);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * 146_097 + day_of_era - 719_468;
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        Moment(days * 86_400 + seconds - i64::from(offset))
    }
}

impl Moment {
    /// What clocks `offset` seconds ahead of UTC show.
    #[must_use]
    pub fn civil(self, offset: i32) -> Civil {
        let seconds = self.0.saturating_add(i64::from(offset));
        let (days, rest) = (seconds.div_euclid(86_400) + 719_468, seconds.rem_euclid(86_400));
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let year = year_of_era + era * 400 + i64::from(month >= 10);
        Civil {
            year: i32::try_from(year).unwrap_or(i32::MAX),
            month: (if month < 10 { month + 3 } else { month - 9 }) as u8,
            day: (day_of_year - (153 * month + 2) / 5 + 1) as u8,
            hour: (rest / 3600) as u8,
            minute: (rest / 60 % 60) as u8,
            second: (rest % 60) as u8,
        }
    }

    /// `2026-11-20T10:42:07Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let Civil { year, month, day, hour, minute, second } = self.civil(0);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// A time with its offset from UTC, as RFC 3339 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// What the clock showed.
    pub local: Civil,
    /// How far that clock is ahead of UTC, in seconds.
    pub offset: i32,
}

impl Timestamp {
    /// Reads an RFC 3339 date-time. A fraction of a second is allowed and dropped; so is a leap second, as the second
    /// before it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        let (date_time, mut rest) = b.split_at_checked(19)?;
        let separators = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
        if separators.iter().any(|(i, c)| date_time[*i] != *c) || !matches!(date_time[10], b'T' | b't') {
            return None;
        }
        let local = Civil::new(
            i32::from(number(&date_time[0..2])?) * 100 + i32::from(number(&date_time[2..4])?),
            number(&date_time[5..7])?,
            number(&date_time[8..10])?,
            number(&date_time[11..13])?,
            number(&date_time[14..16])?,
            match number(&date_time[17..19])? {
                60 => 59,
                second => second,
            },
        )?;
        if let Some(fraction) = rest.strip_prefix(b".") {
            let digits = fraction.iter().take_while(|c| c.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            rest = &fraction[digits..];
        }
        Some(Self { local, offset: offset_seconds(rest)? })
    }

    /// When it was.
    #[must_use]
    pub fn moment(self) -> Moment {
        self.local.at_offset(self.offset)
    }
}

/// Two ASCII digits.
fn number(digits: &[u8]) -> Option<u8> {
    match digits {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

/// Seconds ahead of UTC of `Z`, `+08:00`, `-05:30` (RFC 3339 `time-offset`).
#[must_use]
pub fn offset_seconds(text: &[u8]) -> Option<i32> {
    match text {
        b"Z" | b"z" => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
            let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
            (hours < 24 && minutes < 60).then_some(if *sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_rfc3339() {
        let time = Timestamp::parse("2026-11-20T18:42:07+08:00").unwrap();
        assert_eq!(time.moment(), Moment(1_795_171_327));
        assert_eq!(time.moment().rfc3339(), "2026-11-20T10:42:07Z");
        assert_eq!(Timestamp::parse("2026-11-20T10:42:07.250Z").unwrap().moment(), time.moment());
        for bad in [
            "2026-11-20T18:42:07",
            "2026-11-20 18:42:07Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T18:42:07+0800",
            "2026-11-20T18:42:07.Z",
            "２026-11-20T18:42:07Z",
            "",
        ] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn civil_and_moment_agree(seconds in -62_167_219_200_i64..253_402_300_800, offset in -86_399..86_400) {
            let moment = Moment(seconds);
            let civil = moment.civil(offset);
            if let Some(valid) = Civil::new(civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second) {
                prop_assert_eq!(valid.at_offset(offset), moment);
            } else {
                prop_assert!(!(0..=9999).contains(&civil.year));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = Timestamp::parse(&text);
        }
    }
}
