//! Moments, in seconds since 1970-01-01T00:00:00Z, from the many forms in which seals write them.

/// China's offset from UTC in seconds: what a time without a zone means.
const CHINA: i64 = 8 * 3600;

/// Days since 1970-01-01 of a day of the Gregorian calendar; `None` when there is no such day.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(1900..=9999).contains(&year) {
        return None;
    }
    // Years that begin in March put the leap day last.
    let year = year - i64::from(month <= 2);
    let era = year / 400;
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Reads a time: digits with or without marks between them, a fraction that is dropped, and a zone; without one it is China's.
/// Of twelve digits the first two are a year of a UTCTime (RFC 5280 §4.1.2.5.1). `None` when it is none.
pub(crate) fn read(text: &str) -> Option<i64> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    let mut fields = [0i64; 14];
    let (mut count, mut rest) = (0, text);
    // Up to fourteen digits; the marks that may stand between two of them.
    while let Some(c) = rest.chars().next() {
        if let Some(digit) = c.to_digit(10) {
            *fields.get_mut(count)? = i64::from(digit);
            count += 1;
        } else {
            let mark = matches!(c, '/' | ':' | ' ' | 'T' | '年' | '月' | '日') || c == '-' && count < 12;
            if count == 0 || count == 14 || !mark {
                break;
            }
        }
        rest = &rest[c.len_utf8()..];
    }
    let digits =
        |from: usize, to: usize| fields.get(from..to).map(|digits| digits.iter().fold(0, |n, digit| n * 10 + digit));
    let (year, at) = match count {
        14 | 8 => (digits(0, 4)?, 4),
        12 => {
            let year = digits(0, 2)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, 2)
        }
        _ => return None,
    };
    let day = days(year, digits(at, at + 2)?, digits(at + 2, at + 4)?)?;
    let clock = |from: usize| if count == 8 { Some(0) } else { digits(at + from, at + from + 2) };
    let (hour, minute, second) = (clock(4)?, clock(6)?, clock(8)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let behind = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        (behind.len() < fraction.len()).then_some(())?;
        rest = behind;
    }
    Some(day * 86_400 + hour * 3600 + minute * 60 + second - zone(rest.trim())?)
}

/// Seconds that a zone is ahead of UTC.
fn zone(text: &str) -> Option<i64> {
    let (sign, rest) = match text.split_at_checked(1) {
        None => return Some(CHINA),
        Some(("Z" | "z", "")) => return Some(0),
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        Some(_) => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None => (rest.get(..2)?, rest.get(2..)?),
    };
    let number = |text: &str, most: i64| {
        let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| plain && *number <= most)
    };
    let minutes = if minutes.is_empty() { 0 } else { number(minutes, 59)? };
    Some(sign * (number(hours, 14)? * 3600 + minutes * 60))
}

/// The day in China, `YYYY-MM-DD`, as a number of days since 1970.
pub(crate) fn day_in_china(seconds: i64) -> i64 {
    (seconds + CHINA).div_euclid(86_400)
}

/// Days since 1970 of a day in the form `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Option<i64> {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    days(parts.next()??, parts.next()??, parts.next()??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_were_observed() {
        for text in [
            "2020-01-25T07:31:56.377Z",
            "2020-01-25 15:31:56",
            "20200125073156Z",
            "20200125073156.053Z",
            "200125073156Z",
            "2020-01-25T15:31:56+08:00",
            "20200125153156",
            "2020-01-25T02:31:56-0500",
            "2020/01/25 15:31:56",
        ] {
            assert_eq!(read(text), Some(1_579_937_516), "{text}");
        }
        assert_eq!(read("2020-01-25"), Some(1_579_937_516 - 15 * 3600 - 31 * 60 - 56));
        for bad in [
            "",
            "2020",
            "2020-13-01",
            "2020-02-30",
            "20200125253156Z",
            "20200125073156X",
            "2020-01-25T07:31:56.Z",
            "soon",
            "20200125073156+25",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(read("19700101000000Z"), Some(0));
    }
}
