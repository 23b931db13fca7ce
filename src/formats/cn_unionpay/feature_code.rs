//! The feature code 交易特征码 beside the signature image: a check code over settlement date and reference.
//!
//! Anyone can compute it: it catches a mistyped reference or an image attached to the wrong slip, and proves nothing.
//! Digits are kept as they are printed, four bits each: the rule counts in them.

use super::dates;
use crate::{
    evidence,
    formats::plausibility::Findings,
    report::{Note, Status, put},
    slip::Reading,
};
use alloc::{string::String, vec::Vec};
use serde_json::Value;

/// The first eight of sixteen digits XOR the last eight.
fn fold(digits: u64) -> u32 {
    (digits >> 32 ^ digits) as u32
}

/// The code of a settlement date (MMDD, zeros when there is none) and a reference (12 digits).
fn online(settlement: u16, rrn: u64) -> u32 {
    fold(u64::from(settlement) << 48 | rrn)
}

/// The code of an offline sale: batch and trace number, six digits each.
fn offline(batch: u64, stan: u64) -> u32 {
    fold(batch << 40 | stan << 16)
}

/// So many digits, four bits each; up to 9, or up to F.
fn packed(text: &str, length: usize, radix: u32) -> Option<u64> {
    if text.len() != length {
        return None;
    }
    let mut number = 0;
    for c in text.chars() {
        number = number << 4 | u64::from(c.to_digit(radix)?);
    }
    Some(number)
}

/// The lowest digits as they are printed.
fn printed(number: u32, digits: u32) -> String {
    (0..digits)
        .rev()
        .filter_map(|i| char::from_digit(number >> (4 * i) & 15, 16))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Month and day of a settlement date in any of its forms.
fn month_day(reading: &Reading) -> Option<u16> {
    let digits: String = super::value(reading, "settlementDate")?.chars().filter(char::is_ascii_digit).collect();
    let last = digits.get(digits.len().checked_sub(4)?..).filter(|_| matches!(digits.len(), 4 | 8))?;
    let number = packed(last, 4, 10)? as u16;
    dates::is_month_day(number).then_some(number)
}

/// One way in which the code may have been made: by which rule, with which settlement date.
type Way = (&'static str, Option<u16>, u32);

/// Every way that the slip's members allow: the printed settlement date, else the transaction's day and the day after;
/// no date; an offline sale.
fn ways(reading: &Reading, rrn: Option<u64>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    let settled = month_day(reading);
    let mut add = |rule, date: Option<u16>, rrn| ways.push((rule, date, online(date.unwrap_or(0), rrn)));
    if let Some(rrn) = rrn {
        if settled.is_some() {
            add("printed-date", settled, rrn);
        } else if let Some(day) = dates::transaction_day(reading) {
            add("transaction-day", Some(day.month_day()), rrn);
            add("day-after", Some(day.later(1).month_day()), rrn);
        }
        add("no-date", None, rrn);
    } else if reading.get("rrn").is_none() && settled.is_some() {
        // A missing reference counts as zeros.
        add("no-reference", settled, 0);
    }
    let six = |name| packed(super::value(reading, name)?, 6, 10);
    if let (Some(batch), Some(stan)) = (six("batch"), six("stan")) {
        ways.push(("offline", None, offline(batch, stan)));
    }
    ways
}

/// The finding, and the note with what was computed.
pub(super) fn check(reading: &Reading, findings: &mut Findings) -> Option<Note> {
    let shown = reading.get("featureCode");
    let rrn = super::value(reading, "rrn");
    // Letters, or another number of digits: not computable by the rule.
    let computable = rrn.and_then(|rrn| packed(rrn, 12, 10));
    let ways = ways(reading, computable);
    let mut computed = Vec::new();
    for (rule, date, code) in &ways {
        // When none is printed, only what the acquirer's image most likely bears is worth telling.
        if shown.is_some() || *rule != "offline" {
            let mut way = evidence! { "rule" => *rule, "code" => printed(*code, 8) };
            if let Some(date) = date {
                put(&mut way, "settlementDate", printed((*date).into(), 4).into());
            }
            computed.push(Value::Object(way));
        }
    }
    let Some(shown) = shown else {
        return computable.map(|_| Note::new("feature-code", evidence! { "computed" => computed }));
    };
    let mut note = evidence! { "printed" => shown.value.as_str(), "computed" => computed };
    let sure = shown.uncertain.is_empty();
    let own = core::slice::from_ref(&shown.value);
    let readings = if sure { own } else { &shown.uncertain[..] };
    let codes = || readings.iter().filter_map(|code| packed(code, 8, 16)).map(|code| code as u32);
    let mut texts: Vec<(&str, &str)> = alloc::vec![("printed", shown.value.as_str())];
    let (date, decided);
    let mut fits = None;
    let status = if let Some((rule, settled, code)) = ways.iter().find(|(.., code)| codes().any(|other| other == *code))
    {
        fits = Some(true);
        texts.push(("rule", rule));
        if let Some(settled) = settled {
            date = printed((*settled).into(), 4);
            texts.push(("settlementDate", &date));
        }
        if !sure {
            decided = printed(*code, 8);
            texts.push(("decided", &decided));
        }
        Status::Pass
    } else if let (true, Some(code), Some(rrn)) = (sure, codes().next(), computable) {
        fits = Some(false);
        // The last four digits depend on the reference alone, the first four on the date as well.
        let difference = code ^ online(0, rrn);
        let implied = (difference >> 16) as u16;
        if difference & 0xffff == 0 && dates::is_month_day(implied) {
            date = printed(implied.into(), 4);
            texts.push(("reason", "date"));
            texts.push(("impliedDate", &date));
            if month_day(reading).is_some() { Status::Fail } else { Status::Warn }
        } else {
            texts.push(("reason", "reference"));
            Status::Fail
        }
    } else {
        let reason = match rrn {
            _ if !sure || codes().next().is_none() => "reading",
            None if reading.get("rrn").is_some() => "reading",
            None => "no-reference",
            Some(rrn) if rrn.bytes().any(|c| !c.is_ascii_digit()) => "letters",
            Some(_) => "length",
        };
        texts.push(("reason", reason));
        Status::Unknown
    };
    findings.add("feature-code", "featureCode", status, &texts);
    if let Some(fits) = fits {
        put(&mut note, "fits", fits.into());
    }
    Some(Note::new("feature-code", note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{formats::cn_unionpay::tests::reading, report::Evidence};
    use alloc::format;

    fn checked(reading: &Reading) -> (Status, Evidence) {
        let mut findings = Findings::default();
        check(reading, &mut findings);
        let finding = findings.0.pop().unwrap();
        (finding.status, finding.evidence)
    }

    fn outcome(members: &[(&'static str, &str)]) -> (Status, Evidence) {
        checked(&reading(members))
    }

    fn code(settlement: u16, rrn: &str) -> String {
        printed(online(settlement, packed(rrn, 12, 10).unwrap()), 8)
    }

    #[test]
    fn the_rules_examples() {
        assert_eq!(code(0x0613, "165532123456"), "34012203");
        assert_eq!(printed(offline(0x000005, 0x525172), 8), "51720552");
        assert_eq!((packed("12345", 6, 10), packed("12345A", 6, 10)), (None, None));
        assert_eq!(printed(0x00ab, 4), "00AB");
    }

    #[test]
    fn each_way_is_found() {
        const RRN: &str = "165532123456";
        for (settlement, others, rule) in [
            (0x0613, &[("settlementDate", "0613"), ("time", "2026-06-01T10:00:00")][..], "printed-date"),
            (0x0613, &[("settlementDate", "20260613")], "printed-date"),
            (0x0613, &[("settlementDate", "06/13")], "printed-date"),
            (0x0613, &[("time", "2026-06-13T16:55:32")], "transaction-day"),
            (0x0614, &[("time", "2026-06-13T16:55:32")], "day-after"),
            (0x0101, &[("time", "2026-12-31")], "day-after"),
            (0x0301, &[("time", "2026-02-28")], "day-after"),
            (0x0229, &[("time", "2028-02-28")], "day-after"),
            (0x0000, &[("time", "2026-06-13T16:55:32")], "no-date"),
        ] {
            let code = code(settlement, RRN);
            let mut members = alloc::vec![("rrn", RRN), ("featureCode", code.as_str())];
            members.extend(others);
            let (status, evidence) = outcome(&members);
            assert_eq!((status, &evidence["rule"]), (Status::Pass, &Value::from(rule)), "{members:?}");
        }
        let (status, evidence) = outcome(&[("batch", "000005"), ("stan", "525172"), ("featureCode", "51720552")]);
        assert_eq!((status, &evidence["rule"]), (Status::Pass, &Value::from("offline")));
        let (status, evidence) = outcome(&[("settlementDate", "0613"), ("featureCode", "06130000")]);
        assert_eq!((status, &evidence["rule"]), (Status::Pass, &Value::from("no-reference")));
    }

    #[test]
    fn a_misfit_says_which_half() {
        let time = ("time", "2026-06-13T16:55:32");
        // Another reference.
        let (status, evidence) = outcome(&[("rrn", "165532123457"), ("featureCode", "34012203"), time]);
        assert_eq!((status, &evidence["reason"]), (Status::Fail, &Value::from("reference")));
        // The reference fits; the date would be three days later.
        let code = code(0x0616, "165532123456");
        let (status, evidence) = outcome(&[("rrn", "165532123456"), ("featureCode", &code), time]);
        assert_eq!((status, &evidence["impliedDate"]), (Status::Warn, &Value::from("0616")));
        let printed = ("settlementDate", "0613");
        let (status, _) = outcome(&[("rrn", "165532123456"), ("featureCode", &code), printed]);
        assert_eq!(status, Status::Fail);
    }

    #[test]
    fn what_cannot_be_computed_is_said() {
        for (rrn, reason) in [("16553212345A", "letters"), ("16553212345", "length")] {
            let (status, evidence) = outcome(&[("rrn", rrn), ("featureCode", "34012203"), ("time", "2026-06-13")]);
            assert_eq!((status, &evidence["reason"]), (Status::Unknown, &Value::from(reason)));
        }
        let (status, evidence) = outcome(&[("featureCode", "34012203")]);
        assert_eq!((status, &evidence["reason"]), (Status::Unknown, &Value::from("no-reference")));
        let (status, evidence) = outcome(&[("rrn", "165532123456"), ("featureCode", "3401220")]);
        assert_eq!((status, &evidence["reason"]), (Status::Unknown, &Value::from("reading")));
    }

    #[test]
    fn a_doubtful_reading_is_decided_by_the_code() {
        let mut reading = reading(&[("rrn", "165532123456"), ("time", "2026-06-13"), ("featureCode", "340I22O3")]);
        let doubtful = reading.fields.iter_mut().find(|member| member.name == "featureCode").unwrap();
        doubtful.uncertain = alloc::vec!["34012208".into(), "34012203".into()];
        let (status, evidence) = checked(&reading);
        assert_eq!((status, &evidence["decided"]), (Status::Pass, &Value::from("34012203")));
    }

    #[test]
    fn without_one_printed_what_it_would_be_is_offered() {
        let note =
            check(&reading(&[("rrn", "165532123456"), ("time", "2026-06-13T16:55:32")]), &mut Findings::default());
        assert_eq!(note.unwrap().evidence["computed"][0]["code"], "34012203");
        let mut none = Findings::default();
        assert_eq!(check(&reading(&[("time", "2026-06-13")]), &mut none), None);
        assert!(none.0.is_empty(), "{}", format!("{:?}", none.0));
    }
}
