//! The feature code 交易特征码 beside the signature image: a check code over settlement date and reference.
//!
//! Anyone can compute it: it catches a mistyped reference or an image attached to the wrong slip, and proves nothing.

use crate::{
    evidence,
    formats::plausibility::Finding,
    report::{Note, Status},
    slip::Reading,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use serde_json::Value;

/// The code of sixteen hex digits: the first eight XOR the last eight, digit by digit.
fn fold(digits: &str) -> Option<String> {
    let value = u64::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 16)?;
    Some(format!("{:08X}", (value >> 32 ^ value) as u32))
}

/// The code of a settlement date (MMDD, `0000` when there is none) and a reference (12 digits).
#[must_use]
fn online(settlement: &str, rrn: &str) -> Option<String> {
    fold(&[settlement, rrn].concat())
}

/// The code of an offline sale: batch and trace number.
#[must_use]
fn offline(batch: &str, stan: &str) -> Option<String> {
    fold(&[batch, stan, "0000"].concat())
}

fn all_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|c| c.is_ascii_digit())
}

/// Month and day of a settlement date in any of its forms.
fn month_day(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let last = digits.get(digits.len().checked_sub(4)?..)?;
    (matches!(digits.len(), 4 | 8) && super::dates::is_month_day(last)).then(|| last.to_string())
}

/// One way in which the code may have been made.
struct Way {
    rule: &'static str,
    settlement: Option<String>,
    code: String,
}

impl Way {
    fn value(&self) -> Value {
        let mut map = evidence! { "rule" => self.rule, "code" => self.code.as_str() };
        if let Some(settlement) = &self.settlement {
            map.insert("settlementDate".into(), settlement.as_str().into());
        }
        Value::Object(map)
    }
}

/// Every way that the slip's members allow: the printed settlement date, else the transaction's day and the day after;
/// no date; an offline sale.
fn ways(reading: &Reading, rrn: Option<&str>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    let mut add = |rule, settlement: Option<String>, code: Option<String>| {
        ways.extend(code.map(|code| Way { rule, settlement, code }));
    };
    if let Some(rrn) = rrn {
        let mut with = |rule, date: Option<String>| {
            let code = date.as_deref().and_then(|date| online(date, rrn));
            add(rule, date, code);
        };
        if let Some(printed) = super::value(reading, "settlementDate").and_then(month_day) {
            with("printed-date", Some(printed));
        } else {
            let day = super::dates::transaction_day(reading);
            with("transaction-day", day.map(|day| day.month_day()));
            with("day-after", day.map(|day| day.later(1).month_day()));
        }
        add("no-date", None, online("0000", rrn));
    } else if reading.get("rrn").is_none()
        && let Some(printed) = super::value(reading, "settlementDate").and_then(month_day)
    {
        // A missing reference counts as zeros.
        let code = online(&printed, "000000000000");
        add("no-reference", Some(printed), code);
    }
    if let (Some(batch), Some(stan)) = (super::value(reading, "batch"), super::value(reading, "stan"))
        && all_digits(batch, 6)
        && all_digits(stan, 6)
    {
        add("offline", None, offline(batch, stan));
    }
    ways
}

/// The finding, and the note with what was computed.
pub(super) fn check(reading: &Reading) -> (Option<Finding>, Option<Note>) {
    let printed = reading.get("featureCode");
    let rrn = super::value(reading, "rrn");
    // Letters, or another number of digits: not computable by the rule.
    let computable = rrn.filter(|rrn| all_digits(rrn, 12));
    let ways = ways(reading, computable);
    let Some(printed) = printed else {
        // Nothing printed to compare: what it would be helps to check the image that the acquirer has.
        let offered: Vec<Value> = ways.iter().filter(|way| way.rule != "offline").map(Way::value).collect();
        let note = (computable.is_some() && !offered.is_empty())
            .then(|| Note::new("feature-code", evidence! { "computed" => offered }));
        return (None, note);
    };
    let candidates: Vec<String> = if printed.uncertain.is_empty() {
        alloc::vec![printed.value.to_ascii_uppercase()]
    } else {
        printed.uncertain.iter().take(64).map(|code| code.to_ascii_uppercase()).collect()
    };
    let shown = printed.value.as_str();
    let well_formed = |code: &String| code.len() == 8 && code.bytes().all(|c| c.is_ascii_hexdigit());
    let fitting = ways.iter().find(|way| candidates.contains(&way.code));
    let finding = |status, evidence| Some(Finding::new("feature-code", "featureCode", status, evidence));
    let mut note = evidence! { "printed" => shown, "computed" => ways.iter().map(Way::value).collect::<Vec<_>>() };
    note.insert("fits".into(), fitting.map_or(Value::Bool(false), |_| Value::Bool(true)));
    let result = if let Some(way) = fitting {
        let mut evidence = evidence! { "printed" => way.code.as_str(), "rule" => way.rule };
        if let Some(date) = &way.settlement {
            evidence.insert("settlementDate".into(), date.as_str().into());
        }
        if way.code != shown.to_ascii_uppercase() {
            evidence.insert("read".into(), shown.into());
        }
        finding(Status::Pass, evidence)
    } else if !candidates.iter().any(well_formed) || !printed.uncertain.is_empty() {
        note.remove("fits");
        finding(Status::Unknown, evidence! { "printed" => shown, "reason" => "reading" })
    } else if computable.is_none() {
        note.remove("fits");
        let reason = match rrn {
            None if reading.get("rrn").is_some() => "reading",
            None => "no-reference",
            Some(rrn) if rrn.bytes().any(|c| !c.is_ascii_digit()) => "letters",
            Some(_) => "length",
        };
        finding(Status::Unknown, evidence! { "printed" => shown, "reason" => reason })
    } else if let Some(date) = computable.and_then(|rrn| implied_date(shown, rrn)) {
        // The last four digits depend on the reference alone, the first four on the date as well.
        note.insert("impliedDate".into(), date.as_str().into());
        let printed_date = super::value(reading, "settlementDate").and_then(month_day);
        let status = if printed_date.is_some() { Status::Fail } else { Status::Warn };
        finding(
            status,
            evidence! { "printed" => shown, "reason" => "date", "impliedDate" => date, "settlementDate" => printed_date },
        )
    } else {
        finding(Status::Fail, evidence! { "printed" => shown, "reason" => "reference" })
    };
    (result, Some(Note::new("feature-code", note)))
}

/// The settlement date with which the code would fit, when there is one.
fn implied_date(code: &str, rrn: &str) -> Option<String> {
    let without = online("0000", rrn)?;
    let difference = u32::from_str_radix(code, 16).ok()? ^ u32::from_str_radix(&without, 16).ok()?;
    let date = format!("{:04X}", difference >> 16);
    (difference & 0xffff == 0 && super::dates::is_month_day(&date)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{formats::cn_unionpay::tests::reading, report::Evidence};

    fn outcome(members: &[(&'static str, &str)]) -> (Status, Evidence) {
        let finding = check(&reading(members)).0.unwrap();
        (finding.status, finding.evidence)
    }

    #[test]
    fn the_rules_examples() {
        assert_eq!(online("0613", "165532123456").as_deref(), Some("34012203"));
        assert_eq!(offline("000005", "525172").as_deref(), Some("51720552"));
        assert_eq!(online("0613", "16553212345"), None);
    }

    #[test]
    fn each_way_is_found() {
        let rrn = ("rrn", "165532123456");
        for (code, others, rule) in [
            (online("0613", rrn.1), &[("settlementDate", "0613"), ("time", "2026-06-01T10:00:00")][..], "printed-date"),
            (online("0613", rrn.1), &[("settlementDate", "20260613")], "printed-date"),
            (online("0613", rrn.1), &[("time", "2026-06-13T16:55:32")], "transaction-day"),
            (online("0614", rrn.1), &[("time", "2026-06-13T16:55:32")], "day-after"),
            (online("0101", rrn.1), &[("time", "2026-12-31")], "day-after"),
            (online("0301", rrn.1), &[("time", "2026-02-28")], "day-after"),
            (online("0229", rrn.1), &[("time", "2028-02-28")], "day-after"),
            (online("0000", rrn.1), &[("time", "2026-06-13T16:55:32")], "no-date"),
            (offline("000005", "525172"), &[("batch", "000005"), ("stan", "525172")], "offline"),
        ] {
            let code = code.unwrap();
            let mut members = alloc::vec![rrn, ("featureCode", code.as_str())];
            members.extend(others);
            let (status, evidence) = outcome(&members);
            assert_eq!((status, &evidence["rule"]), (Status::Pass, &Value::from(rule)), "{members:?}");
        }
    }

    #[test]
    fn a_misfit_says_which_half() {
        let time = ("time", "2026-06-13T16:55:32");
        // Another reference.
        let (status, evidence) = outcome(&[("rrn", "165532123457"), ("featureCode", "34012203"), time]);
        assert_eq!((status, &evidence["reason"]), (Status::Fail, &Value::from("reference")));
        // The reference fits; the date would be three days later.
        let code = online("0616", "165532123456").unwrap();
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
        let code = reading.fields.iter_mut().find(|member| member.name == "featureCode").unwrap();
        code.uncertain = alloc::vec!["34012208".into(), "34012203".into()];
        let finding = check(&reading).0.unwrap();
        assert_eq!(finding.status, Status::Pass);
        assert_eq!(finding.evidence["printed"], "34012203");
        assert_eq!(finding.evidence["read"], "340I22O3");
    }

    #[test]
    fn without_one_printed_what_it_would_be_is_offered() {
        let (finding, note) = check(&reading(&[("rrn", "165532123456"), ("time", "2026-06-13T16:55:32")]));
        assert!(finding.is_none());
        assert_eq!(note.unwrap().evidence["computed"][0]["code"], "34012203");
        assert_eq!(check(&reading(&[("time", "2026-06-13")])), (None, None));
    }
}
