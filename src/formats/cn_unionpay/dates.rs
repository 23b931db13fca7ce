//! Dates of a slip against each other, against the reference number and against the moment of checking.

use crate::{
    formats::plausibility::Findings,
    report::Status,
    slip::Reading,
    time::{Civil, Moment, Timestamp},
};
use alloc::string::{String, ToString};

/// Seconds that clocks on slips of China are ahead of UTC.
const ZONE: i32 = 8 * 3600;
/// Seconds that a terminal's clock may be ahead without a word.
const TOLERANCE: i64 = 600;
const DAY: i64 = 86_400;

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Day(i64);

impl Day {
    #[inline(never)]
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let civil = Civil::new(year as i32, month as u8, day as u8, 0, 0, 0)?;
        Some(Self(civil.at_offset(0).0.div_euclid(DAY)))
    }

    fn civil(self) -> Civil {
        Moment(self.0 * DAY).civil(0)
    }

    /// So many days later.
    pub(super) fn later(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Month and day, four bits a digit.
    pub(super) fn month_day(self) -> u16 {
        let Civil { month, day, .. } = self.civil();
        let two = |number: u8| u16::from(((number / 10) << 4) | (number % 10));
        two(month) << 8 | two(day)
    }

    /// `2026-11-20`.
    fn text(self) -> String {
        let mut text = Moment(self.0 * DAY).rfc3339();
        text.truncate(10);
        text
    }
}

/// The number that so many digits from here on are.
#[inline(never)]
fn digits(text: &str, from: usize, length: usize) -> Option<u32> {
    let mut number = 0;
    for c in text.get(from..from + length)?.bytes() {
        number = number * 10 + u32::from(c.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}

/// Whether four digits, four bits each, are a month and a day of some year.
pub(super) fn is_month_day(packed: u16) -> bool {
    let two = |byte: u16| u32::from(byte >> 4 & 15) * 10 + u32::from(byte & 15);
    let all_digits = (0..4).all(|i| packed >> (4 * i) & 15 < 10);
    all_digits && Day::new(2000, two(packed >> 8), two(packed & 0xff)).is_some()
}

/// A printed time in normal form as a local time at the printed precision; `None` when it has no year.
#[inline(never)]
fn local(text: &str) -> Option<Civil> {
    let rest = match text.len() {
        10 => "T00:00:00Z",
        16 => ":00Z",
        19 => "Z",
        _ => "",
    };
    Some(Timestamp::parse(&[text, rest].concat())?.local)
}

fn day_of(text: &str) -> Option<Day> {
    let Civil { year, month, day, .. } = local(text)?;
    Day::new(year as u32, month.into(), day.into())
}

/// The day of the transaction.
pub(super) fn transaction_day(reading: &Reading) -> Option<Day> {
    day_of(super::value(reading, "time")?)
}

/// A day that is printed with its year, or as the nearest to another without one.
#[inline(never)]
fn near(text: &str, to: Day) -> Option<Day> {
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    if all.len() == 8 {
        return Day::new(digits(&all, 0, 4)?, digits(&all, 4, 2)?, digits(&all, 6, 2)?);
    }
    let (month, day) = (digits(&all, 0, 2)?, digits(&all, 2, 2).filter(|_| all.len() == 4)?);
    let year = to.civil().year as u32;
    let mut nearest: Option<Day> = None;
    for other in (year.saturating_sub(1)..=year + 1).filter_map(|year| Day::new(year, month, day)) {
        if nearest.is_none_or(|nearest| (other.0 - to.0).abs() < (nearest.0 - to.0).abs()) {
            nearest = Some(other);
        }
    }
    nearest
}

pub(super) fn check(reading: &Reading, now: Moment, findings: &mut Findings) {
    let text = |name| super::value(reading, name);
    let Some(time) = text("time") else {
        if let Some(impossible) = impossible(reading) {
            findings.add("date-impossible", "time", Status::Fail, &[("printed", &impossible)]);
        }
        return;
    };
    let (Some(civil), Some(day)) = (local(time), day_of(time)) else { return };
    let moment = Timestamp::parse(time).map_or_else(|| civil.at_offset(ZONE), Timestamp::moment);
    let (id, status) =
        if moment.0 > now.0 + TOLERANCE { ("time-future", Status::Warn) } else { ("time", Status::Pass) };
    findings.add(id, "time", status, &[("value", time)]);
    if let Some(rrn) = text("rrn") {
        reference(rrn, day, civil, time.len() > 10, findings);
    }
    let mut judge = |id, member, status, printed: &str| {
        findings.add(id, member, status, &[("printed", printed), ("time", time)]);
    };
    if let Some(date) = text("settlementDate") {
        // Settled on the same day, or on the day after when the cut-off has passed.
        let fits = near(date, day).is_some_and(|settled| (0..=1).contains(&(settled.0 - day.0)));
        judge("settlement-date", "settlementDate", if fits { Status::Pass } else { Status::Warn }, date);
    }
    if let Some(date) = text("origDate")
        && let Some(original) = near(date, day)
        && original > day
        // Without its year it may as well be the last one's.
        && (date.len() >= 8 || original.0 - day.0 <= 60)
    {
        judge("original-later", "origDate", Status::Fail, date);
    }
    if let Some(printed) = text("printedTime")
        && let Some(at) = local(printed)
    {
        let late = at.at_offset(0).0 - civil.at_offset(0).0;
        let precision = match printed.len().min(time.len()) {
            19.. => 1,
            16.. => 60,
            _ => DAY,
        };
        if late < -precision {
            judge("printed-before", "printedTime", Status::Fail, printed);
        } else if late > DAY && !reading.reprint {
            judge("printed-later", "printedTime", Status::Warn, printed);
        }
    }
    // Both begin with year and month, and a hyphen between.
    if let Some(expiry) = text("expiry")
        && super::form::is_month(expiry)
        && time.get(..7).is_some_and(|month| expiry < month)
    {
        // A refund may go to a card that has run out since; a sale should not.
        let refund = matches!(text("type"), Some("refund" | "void"));
        judge("card-expired", "expiry", if refund { Status::Pass } else { Status::Warn }, expiry);
    }
    if let Some(date) = text("payOrderNo").and_then(order_day) {
        let status = if (date.0 - day.0).abs() <= 1 { Status::Pass } else { Status::Warn };
        judge("order-date", "payOrderNo", status, &date.text());
    }
}

/// The reference number against the date and time: many systems begin it with one of them.
fn reference(rrn: &str, day: Day, civil: Civil, has_time: bool, findings: &mut Findings) {
    let (Some(_), Some(eight), true) = (digits(rrn, 8, 4), digits(rrn, 0, 8), rrn.len() == 12) else { return };
    let mut agrees = |form| findings.add("reference-date", "rrn", Status::Pass, &[("form", form)]);
    // The host's clock may have passed midnight.
    for days in [0, 1, -1] {
        let other = day.later(days);
        let Civil { year, month, day: of_month, .. } = other.civil();
        let (year, month_day) = (year as u32, u32::from(month) * 100 + u32::from(of_month));
        let of_year = Day::new(year, 1, 1).map_or(0, |first| (other.0 - first.0 + 1) as u32);
        for (form, shown, expected) in [
            ("yyyymmdd", eight, year * 10_000 + month_day),
            ("yymmdd", eight / 100, year % 100 * 10_000 + month_day),
            ("mmdd", eight / 10_000, month_day),
            ("yddd", eight / 10_000, year % 10 * 1000 + of_year),
        ] {
            if shown == expected {
                return agrees(form);
            }
        }
    }
    let (hour, minute, second) = (eight / 1_000_000, eight / 10_000 % 100, eight / 100 % 100);
    if has_time && hour < 24 && minute < 60 && second < 60 {
        let of_day = |hour: u32, minute: u32, second: u32| i64::from(hour * 3600 + minute * 60 + second);
        let own = of_day(civil.hour.into(), civil.minute.into(), civil.second.into());
        let apart = (of_day(hour, minute, second) - own).abs();
        if apart <= 120 || apart >= DAY - 120 {
            return agrees("hhmmss");
        }
    }
    // Eight digits that are a date of this century, or six with the slip's own year, are hardly chance.
    let date = |yyyymmdd: u32| Day::new(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100);
    let long = date(eight).filter(|_| (2015..2045).contains(&(eight / 10_000)));
    let own_century = civil.year as u32 / 100 * 1_000_000 + eight / 100;
    let short = date(own_century).filter(|_| own_century / 10_000 == civil.year as u32);
    if let Some(other) = long.or(short) {
        let texts = [("reference", &*other.text()), ("date", &day.text())];
        findings.add("reference-other-date", "rrn", Status::Warn, &texts);
    }
}

/// The day in a wallet's order number: WeChat's begins with 42000 and has it at the eleventh digit, Alipay's at the first.
fn order_day(order: &str) -> Option<Day> {
    let from = if order.starts_with("42000") { 10 } else { 0 };
    let year = digits(order, from, 4).filter(|year| order.len() == 28 && (2010..2100).contains(year))?;
    Day::new(year, digits(order, from + 4, 2)?, digits(order, from + 6, 2)?)
}

/// A printed date that no calendar has: year, month and day with separators.
fn impossible(reading: &Reading) -> Option<String> {
    for line in &reading.lines {
        let bytes = line.text.as_bytes();
        for (at, window) in bytes.windows(10).enumerate() {
            let Ok(text) = core::str::from_utf8(window) else { continue };
            let alone = at.checked_sub(1).and_then(|i| bytes.get(i)).is_none_or(|c| !c.is_ascii_alphanumeric())
                && bytes.get(at + 10).is_none_or(|c| !c.is_ascii_digit());
            if let [b'2', b'0', _, _, first @ (b'/' | b'-' | b'.'), _, _, second, _, _] = window
                && first == second
                && alone
                && let (Some(year), Some(month), Some(day)) =
                    (digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
                && Day::new(year, month, day).is_none()
            {
                return Some(text.to_string());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::cn_unionpay::tests::reading;
    use crate::slip::{Line, Member};

    fn now() -> Moment {
        Timestamp::parse("2026-11-23T12:00:00+08:00").unwrap().moment()
    }

    fn outcome(members: &[(&'static str, &str)], id: &str) -> Option<Status> {
        let mut findings = Findings::default();
        check(&reading(members), now(), &mut findings);
        findings.0.iter().find(|finding| finding.id == id).map(|finding| finding.status)
    }

    #[test]
    fn the_future_is_told_to_ten_minutes() {
        for (time, id) in [
            ("2026-11-23T12:09:00", "time"),
            ("2026-11-23T12:11:00", "time-future"),
            ("2026-11-24", "time-future"),
            ("2026-11-23", "time"),
            ("2026-11-23T04:05:00Z", "time"),
            ("2026-11-23T04:15:00Z", "time-future"),
        ] {
            assert!(outcome(&[("time", time)], id).is_some(), "{time}");
        }
        assert_eq!(outcome(&[("time", "11/20")], "time"), None);
    }

    #[test]
    fn references_that_begin_with_a_date_or_time() {
        for (rrn, id, status) in [
            ("184207063915", "reference-date", Status::Pass),
            ("184105063915", "reference-date", Status::Pass),
            ("261120063915", "reference-date", Status::Pass),
            ("202611210001", "reference-date", Status::Pass),
            ("112000639151", "reference-date", Status::Pass),
            ("632410063915", "reference-date", Status::Pass),
            ("261112063915", "reference-other-date", Status::Warn),
            ("202511200001", "reference-other-date", Status::Warn),
        ] {
            let time = ("time", "2026-11-20T18:42:07");
            assert_eq!(outcome(&[time, ("rrn", rrn)], id), Some(status), "{rrn}");
        }
        for rrn in ["994207063915", "261399063915", "26111206391A", "2611120639"] {
            let time = ("time", "2026-11-20T18:42:07");
            assert_eq!(outcome(&[time, ("rrn", rrn)], "reference-other-date"), None, "{rrn}");
        }
    }

    #[test]
    fn dates_against_each_other() {
        let time = ("time", "2026-11-20T18:42:07");
        for (member, id, status) in [
            (("settlementDate", "1120"), "settlement-date", Some(Status::Pass)),
            (("settlementDate", "1121"), "settlement-date", Some(Status::Pass)),
            (("settlementDate", "1119"), "settlement-date", Some(Status::Warn)),
            (("settlementDate", "20261121"), "settlement-date", Some(Status::Pass)),
            (("settlementDate", "1399"), "settlement-date", Some(Status::Warn)),
            (("origDate", "1112"), "original-later", None),
            (("origDate", "1221"), "original-later", Some(Status::Fail)),
            (("origDate", "0520"), "original-later", None),
            (("origDate", "20261121"), "original-later", Some(Status::Fail)),
            (("printedTime", "2026-11-20T18:42"), "printed-before", None),
            (("printedTime", "2026-11-20T18:40"), "printed-before", Some(Status::Fail)),
            (("printedTime", "2026-11-22T09:00"), "printed-later", Some(Status::Warn)),
            (("expiry", "2026-11"), "card-expired", None),
            (("expiry", "2026-10"), "card-expired", Some(Status::Warn)),
            (("payOrderNo", "4200002918202611208413097725"), "order-date", Some(Status::Pass)),
            (("payOrderNo", "4200002918202611188413097725"), "order-date", Some(Status::Warn)),
            (("payOrderNo", "2026112022001413097725000001"), "order-date", Some(Status::Pass)),
        ] {
            assert_eq!(outcome(&[time, member], id), status, "{member:?}");
        }
        assert_eq!(
            outcome(&[("time", "2026-12-31T23:59:00"), ("settlementDate", "0101")], "settlement-date"),
            Some(Status::Pass)
        );
    }

    #[test]
    fn a_date_that_no_calendar_has() {
        for (line, expected) in [
            ("日期/时间:2026/13/45 18:42:07", true),
            ("DATE 2026-02-30", true),
            ("DATE 2026-02-28", false),
            ("服务热线 2021-9999-12", false),
            ("V12026.13.45", false),
        ] {
            let reading = Reading {
                lines: alloc::vec![Line { text: line.into(), ..Line::default() }],
                fields: alloc::vec![Member { name: "mid", value: "898310159420318".into(), ..Member::default() }],
                ..Reading::default()
            };
            let mut findings = Findings::default();
            check(&reading, now(), &mut findings);
            assert_eq!(findings.0.iter().any(|finding| finding.id == "date-impossible"), expected, "{line}");
        }
    }
}
