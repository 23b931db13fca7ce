//! Dates of a slip against each other, against the reference number and against the moment of checking.

use crate::{
    evidence,
    formats::plausibility::Finding,
    report::{Evidence, Status},
    slip::Reading,
    time::{Civil, Moment, Timestamp},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Seconds that clocks on slips of China are ahead of UTC.
const ZONE: i32 = 8 * 3600;
/// Seconds that a terminal's clock may be ahead without a word.
const TOLERANCE: i64 = 600;
const DAY: i64 = 86_400;

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Day(i64);

impl Day {
    fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        Some(Self(Civil::new(year, month, day, 0, 0, 0)?.at_offset(0).0.div_euclid(DAY)))
    }

    fn civil(self) -> Civil {
        Moment(self.0 * DAY).civil(0)
    }

    /// So many days later.
    pub(super) fn later(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// `MMDD`.
    pub(super) fn month_day(self) -> String {
        let Civil { month, day, .. } = self.civil();
        format!("{month:02}{day:02}")
    }

    fn text(self) -> String {
        let Civil { year, month, day, .. } = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

fn two(text: &str, at: usize) -> Option<u8> {
    let digits = text.get(at..at + 2)?;
    digits.bytes().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Whether four digits are a month and a day of some year.
pub(super) fn is_month_day(text: &str) -> bool {
    text.len() == 4
        && matches!((two(text, 0), two(text, 2)), (Some(month), Some(day)) if Day::new(2000, month, day).is_some())
}

/// A printed time in normal form as a local time at the printed precision; `None` when it has no year.
fn local(text: &str) -> Option<Civil> {
    if let Some(time) = Timestamp::parse(text) {
        return Some(time.local);
    }
    let padded = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        16 => format!("{text}:00Z"),
        19 => format!("{text}Z"),
        _ => return None,
    };
    Some(Timestamp::parse(&padded)?.local)
}

fn day_of(text: &str) -> Option<Day> {
    let Civil { year, month, day, .. } = local(text)?;
    Day::new(year, month, day)
}

/// The day of the transaction.
pub(super) fn transaction_day(reading: &Reading) -> Option<Day> {
    day_of(super::value(reading, "time")?)
}

/// The nearest day to `to` with this month and day.
fn nearest(month_day: &str, to: Day) -> Option<Day> {
    let (month, day) = (two(month_day, 0)?, two(month_day, 2)?);
    let year = to.civil().year;
    let days = (year - 1..=year + 1).filter_map(|year| Day::new(year, month, day));
    days.min_by_key(|day| (day.0 - to.0).abs())
}

pub(super) fn check(reading: &Reading, now: Moment, findings: &mut Vec<Finding>) {
    let mut add = |id, member, status, evidence| findings.push(Finding::new(id, member, status, evidence));
    let text = |name| super::value(reading, name);
    if text("time").is_none()
        && let Some(impossible) = impossible(reading)
    {
        add("date-impossible", "time", Status::Fail, evidence! { "printed" => impossible });
    }
    let Some(time) = text("time") else { return };
    let Some(civil) = local(time) else { return };
    let moment = Timestamp::parse(time).map_or_else(|| civil.at_offset(ZONE), Timestamp::moment);
    if moment.0 > now.0 + TOLERANCE {
        add("time-future", "time", Status::Warn, evidence! { "value" => time });
    } else {
        add("time", "time", Status::Pass, evidence! { "value" => time });
    }
    let Some(day) = day_of(time) else { return };
    if let Some(rrn) = text("rrn") {
        reference(rrn, day, civil, time.len() > 10, &mut add);
    }
    let days_after = |month_day: &str| Some(nearest(month_day, day)?.0 - day.0);
    if let Some(date) = text("settlementDate") {
        let digits: String = date.chars().filter(char::is_ascii_digit).collect();
        let days = digits.len().checked_sub(4).and_then(|from| days_after(digits.get(from..)?));
        // Settled on the same day, or the day after when the cut-off has passed; a few more over a break of the line.
        let status = match days {
            Some(0..=1) => Status::Pass,
            _ => Status::Warn,
        };
        add("settlement-date", "settlementDate", status, evidence! { "printed" => date, "days" => days });
    }
    if let Some(date) = text("origDate") {
        let digits: String = date.chars().filter(char::is_ascii_digit).collect();
        let original = match digits.len() {
            8 => digits.get(..4).and_then(|year| Day::new(year.parse().ok()?, two(&digits, 4)?, two(&digits, 6)?)),
            // Without a year, it lies in the past.
            4 => nearest(&digits, day),
            _ => None,
        };
        if let Some(original) = original
            && original > day
            && (digits.len() == 8 || original.0 - day.0 < 180)
        {
            add("original-later", "origDate", Status::Fail, evidence! { "printed" => date, "time" => time });
        }
    }
    if let Some(printed) = text("printedTime")
        && let Some(at) = local(printed)
    {
        let at = at.at_offset(ZONE).0;
        let precision = if printed.len() < 19 || time.len() < 19 { 60 } else { 1 };
        let late = at - civil.at_offset(ZONE).0;
        if late < -(if printed.len() <= 10 || time.len() <= 10 { DAY } else { precision }) {
            add("printed-before", "printedTime", Status::Fail, evidence! { "printed" => printed, "time" => time });
        } else if late > DAY && !reading.reprint {
            add("printed-later", "printedTime", Status::Warn, evidence! { "printed" => printed, "time" => time });
        }
    }
    if let Some(expiry) = text("expiry")
        && let (Some(year), Some(month)) = (expiry.get(..4).and_then(|year| year.parse::<i32>().ok()), two(expiry, 5))
        && (year, month) < (civil.year, civil.month)
    {
        // A refund may go to a card that has run out since; a sale should not.
        let status = if matches!(text("type"), Some("refund" | "void")) { Status::Pass } else { Status::Warn };
        add("card-expired", "expiry", status, evidence! { "printed" => expiry, "time" => time });
    }
    if let Some(order) = text("payOrderNo")
        && let Some(date) = order_day(order)
    {
        let status = if (date.0 - day.0).abs() <= 1 { Status::Pass } else { Status::Warn };
        add("order-date", "payOrderNo", status, evidence! { "printed" => date.text(), "time" => time });
    }
}

/// The reference number against the date and time: many systems begin it with one of them.
fn reference(
    rrn: &str,
    day: Day,
    civil: Civil,
    has_time: bool,
    add: &mut impl FnMut(&'static str, &'static str, Status, Evidence),
) {
    if rrn.len() != 12 || !rrn.bytes().all(|c| c.is_ascii_digit()) {
        return;
    }
    let begins = |text: &str| rrn.starts_with(text);
    // The host's clock may have passed midnight.
    for days in [0, 1, -1] {
        let other = day.later(days);
        let Civil { year, month, day: of_month, .. } = other.civil();
        let of_year = Day::new(year, 1, 1).map_or(0, |first| other.0 - first.0 + 1);
        let forms = [
            ("yyyymmdd", format!("{year:04}{month:02}{of_month:02}")),
            ("yymmdd", format!("{:02}{month:02}{of_month:02}", year % 100)),
            ("mmdd", format!("{month:02}{of_month:02}")),
            ("yddd", format!("{}{of_year:03}", year % 10)),
        ];
        if let Some((form, _)) = forms.iter().find(|(_, text)| begins(text)) {
            add("reference-date", "rrn", Status::Pass, evidence! { "form" => *form, "days" => days });
            return;
        }
    }
    if has_time {
        let of_day =
            |hour: u8, minute: u8, second: u8| i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        if let (Some(hour @ 0..=23), Some(minute @ 0..=59), Some(second @ 0..=59)) =
            (two(rrn, 0), two(rrn, 2), two(rrn, 4))
        {
            let apart = of_day(hour, minute, second) - of_day(civil.hour, civil.minute, civil.second);
            if apart.abs() <= 120 || apart.abs() >= DAY - 120 {
                add("reference-date", "rrn", Status::Pass, evidence! { "form" => "hhmmss", "seconds" => apart });
                return;
            }
        }
    }
    // Eight digits that are a date of this century, or six with the slip's own year, are hardly chance.
    let year = civil.year;
    let date = |year: Option<i32>, at: usize| Day::new(year?, two(rrn, at)?, two(rrn, at + 2)?);
    let long = rrn.get(..4).and_then(|text| text.parse().ok()).filter(|year| (2015..2045).contains(year));
    let short = two(rrn, 0).filter(|yy| i32::from(*yy) == year % 100).map(|_| year);
    if let Some(other) = date(long, 4).or_else(|| date(short, 2)) {
        add(
            "reference-other-date",
            "rrn",
            Status::Warn,
            evidence! { "reference" => other.text(), "date" => day.text() },
        );
    }
}

/// The day in a wallet's order number: WeChat's begins with 42000 and has it at the eleventh digit, Alipay's at the first.
fn order_day(order: &str) -> Option<Day> {
    if order.len() != 28 || !order.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let from = if order.starts_with("42000") { 10 } else { 0 };
    let year: i32 = order.get(from..from + 4)?.parse().ok()?;
    Day::new(year, two(order, from + 4)?, two(order, from + 6)?).filter(|_| (2010..2100).contains(&year))
}

/// A printed date that no calendar has: year, month and day with separators.
fn impossible(reading: &Reading) -> Option<String> {
    for line in &reading.lines {
        let bytes = line.text.as_bytes();
        for (at, window) in bytes.windows(10).enumerate() {
            let [b'2', b'0', y1, y2, s1, m1, m2, s2, d1, d2] = window else { continue };
            let digits = [y1, y2, m1, m2, d1, d2];
            let whole = s1 == s2
                && matches!(s1, b'/' | b'-' | b'.')
                && digits.iter().all(|c| c.is_ascii_digit())
                && at.checked_sub(1).and_then(|i| bytes.get(i)).is_none_or(|c| !c.is_ascii_alphanumeric())
                && bytes.get(at + 10).is_none_or(|c| !c.is_ascii_digit());
            let text = core::str::from_utf8(window).unwrap_or_default();
            if whole && day_of(&text.replace(['/', '.'], "-")).is_none() {
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
        let mut findings = Vec::new();
        check(&reading(members), now(), &mut findings);
        findings.iter().find(|finding| finding.id == id).map(|finding| finding.status)
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
                lines: alloc::vec![Line { text: line.into(), place: None }],
                fields: alloc::vec![Member { name: "mid", value: "898310159420318".into(), ..Member::default() }],
                ..Reading::default()
            };
            let mut findings = Vec::new();
            check(&reading, now(), &mut findings);
            assert_eq!(findings.iter().any(|finding| finding.id == "date-impossible"), expected, "{line}");
        }
    }
}
