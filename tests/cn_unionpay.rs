//! UnionPay slips by the public road: explained, held against themselves, never called verified.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{check, input::Input, pki::Store, time::Timestamp};
use std::{env, fs, path::PathBuf};

fn vectors() -> Option<PathBuf> {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    if !root.exists() {
        eprintln!("NOT RUN: {} is not there", root.display());
        return None;
    }
    Some(root)
}

fn report(text: &str) -> Value {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    let mut reports = check::check(&Input::text(text), &Store::default(), now);
    assert_eq!(reports.len(), 1, "{text}");
    serde_json::from_str(&reports.remove(0).to_json()).unwrap()
}

fn plausibility(report: &Value) -> &Value {
    report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "plausibility").unwrap()
}

fn findings<'a>(report: &'a Value, id: &'a str) -> impl Iterator<Item = &'a Value> {
    plausibility(report)["evidence"]["findings"].as_array().unwrap().iter().filter(move |finding| finding["id"] == id)
}

fn finding<'a>(report: &'a Value, id: &'a str) -> &'a Value {
    findings(report, id).next().unwrap_or_else(|| panic!("{id}: {report:#}"))
}

fn note<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["notes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|note| note["id"] == id)
        .unwrap_or_else(|| panic!("{id}: {report:#}"))
}

const SLIP: &str = "银联POS签购单
商户名称:青岚书屋
商户编号:898310159420318
终端编号:31047265
收单行:银联商务
卡号:621700******4821 /I
交易类型:消费
有效期:2029/08
批次号:000214 凭证号:001637
参考号:184207063915
日期/时间:2026/11/20 18:42:07
金额:RMB 1,380.00
TVR:0000048000 TSI:F800
AID:A000000333010101
AIP:7C00 CVMR:020300
持卡人签名
商户存根
";

#[test]
fn a_slip_is_unsigned_and_explained() {
    let report = report(SLIP);
    assert_eq!((&report["verdict"], &report["format"]), (&"unsigned".into(), &"cn-unionpay".into()));
    assert_eq!(
        (&report["causes"][0]["id"], &report["causes"][0]["confidence"]),
        (&"not-signed".into(), &"proven".into())
    );
    assert_eq!(plausibility(&report)["status"], "pass", "{report:#}");
    note(&report, "proves-nothing");
    let number = note(&report, "merchant-number");
    assert_eq!(
        (&number["acquirer"], &number["mcc"], &number["serial"]),
        (&"898".into(), &"5942".into(), &"0318".into())
    );
    assert_eq!((&number["regions"][0]["system"], &number["regions"][0]["code"]), (&"gb2260".into(), &"3101".into()));
    let bits: Vec<&str> =
        note(&report, "tvr")["bits"].as_array().unwrap().iter().map(|bit| bit["id"].as_str().unwrap()).collect();
    assert_eq!(bits, ["online-pin", "over-floor-limit"]);
    assert_eq!(note(&report, "cvmr")["method"], "pin-online");
    assert_eq!(note(&report, "aid")["product"], "debit");
    assert_eq!(note(&report, "entry-mode")["value"], "I");
    assert_eq!(note(&report, "acquirer-licence")["code"], "898");
    // No code is printed: what it would be is offered, and never called a signature.
    assert_eq!(note(&report, "feature-code")["computed"][0]["code"].as_str().unwrap().len(), 8);
    for check in report["checks"].as_array().unwrap() {
        if matches!(check["id"].as_str(), Some("digest" | "signature" | "certificate" | "validity" | "printed")) {
            assert_eq!(check["status"], "absent", "{}", check["id"]);
        }
    }
    assert!(report.get("signature").is_none());
}

#[test]
fn feature_codes_of_the_vectors() {
    let Some(root) = vectors() else { return };
    let path = root.join("cn-unionpay/feature_code.json");
    let vectors: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut seen = 0;
    for vector in vectors["vectors"].as_array().unwrap() {
        let (settle, rrn, code) = (text(&vector["settle"]), text(&vector["rrn"]), text(&vector["code"]));
        let date = if settle == "0000" { String::new() } else { format!("清算日期:{settle}\n") };
        let slip =
            SLIP.replace("184207063915", &rrn).replace("持卡人签名", &format!("{date}交易特征码:{code}\n持卡人签名"));
        let report = report(&slip);
        assert_eq!(finding(&report, "feature-code")["status"], "pass", "{vector}");
        assert_eq!(note(&report, "feature-code")["fits"], true);
        // One digit of the reference mistyped.
        let last = if rrn.ends_with('0') { "1" } else { "0" };
        let wrong = self::report(&slip.replace(&rrn, &format!("{}{last}", &rrn[..11])));
        assert_eq!(finding(&wrong, "feature-code")["status"], "fail", "{vector}");
        assert_eq!((&plausibility(&wrong)["status"], &wrong["verdict"]), (&"fail".into(), &"unsigned".into()));
        seen += 1;
    }
    for vector in vectors["offlineEmv"].as_array().unwrap() {
        let slip = SLIP
            .replace("000214", &text(&vector["batch"]))
            .replace("001637", &text(&vector["trace"]))
            .replace("持卡人签名", &format!("交易特征码:{}\n持卡人签名", text(&vector["code"])));
        let report = report(&slip);
        assert_eq!(finding(&report, "feature-code")["rule"], "offline", "{vector}");
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn letters_in_the_reference_are_said_to_be_not_computable() {
    let report =
        report(&SLIP.replace("184207063915", "18420706391A").replace("持卡人签名", "交易特征码:34012203\n持卡人签名"));
    let finding = finding(&report, "feature-code");
    assert_eq!((&finding["status"], &finding["reason"]), (&"unknown".into(), &"letters".into()));
    assert_eq!(plausibility(&report)["status"], "pass");
}

#[test]
fn printed_slips_of_the_vectors() {
    let Some(root) = vectors() else { return };
    for (number, status, expected) in [
        ("01", "pass", &["merchant-number", "tvr", "tsi", "aid", "cryptogram"][..]),
        ("02", "pass", &["merchant-number", "feature-code", "entry-mode"]),
        ("03", "warn", &["merchant-number"]),
        ("04", "pass", &["merchant-number", "tvr", "tsi", "aip", "cvmr", "aid"]),
        ("05", "pass", &[]),
        ("06", "pass", &["merchant-number", "feature-code", "tvr", "tsi", "aip", "aid"]),
    ] {
        let report = report(&fs::read_to_string(root.join(format!("slip-text/{number}.txt"))).unwrap());
        assert_eq!((&report["verdict"], &report["format"]), (&"unsigned".into(), &"cn-unionpay".into()), "{number}");
        assert_eq!(plausibility(&report)["status"], status, "{number}: {report:#}");
        for id in expected {
            note(&report, id);
        }
        if number == "06" {
            assert_eq!(finding(&report, "feature-code")["rule"], "printed-date");
        }
        if number == "03" {
            assert!(report["causes"].as_array().unwrap().iter().any(|cause| cause["id"] == "duplicate-slip"));
            assert_eq!(finding(&report, "reprint")["status"], "warn");
        }
    }
}

#[test]
fn contradictions_by_the_printed_text() {
    for (from, to, id, status) in [
        ("TVR:0000048000", "TC:9A41E7720CBD536F TVR:0800048000", "oda-failed-approved", "fail"),
        ("持卡人签名", "交易金额未超过2000.00元，免密免签", "pin-and-no-pin", "fail"),
        ("持卡人签名", "交易金额未超过1000.00元，免密免签", "over-limit", "fail"),
        ("2026/11/20 18:42:07", "2026/13/45 18:42:07", "date-impossible", "fail"),
        ("2026/11/20 18:42:07", "2026/12/20 18:42:07", "time-future", "warn"),
        ("184207063915", "261112063915", "reference-other-date", "warn"),
        ("RMB 1,380.00", "RMB 1,380.00\n金额大写:壹仟捌佰叁拾元整", "amount-in-words", "fail"),
        ("RMB 1,380.00", "RMB -1,380.00", "sign", "fail"),
        ("898310159420318", "898310155410318", "category-and-name", "warn"),
        ("TVR:0000048000", "TVR:00048000", "form", "warn"),
        ("2029/08", "2026/08", "card-expired", "warn"),
        ("A000000333010101", "A000000333010101 APP LABEL:PBOC CREDIT", "aid-and-label", "warn"),
    ] {
        assert!(SLIP.contains(from), "{from}");
        let report = report(&SLIP.replace(from, to));
        assert!(findings(&report, id).any(|finding| finding["status"] == status), "{id}: {report:#}");
        assert_eq!(report["verdict"], "unsigned");
        let overall = plausibility(&report)["status"].as_str().unwrap();
        assert!(overall == status || overall == "fail", "{id}: {overall}");
    }
}

#[test]
fn amounts_in_words_that_agree() {
    let report = report(&SLIP.replace("RMB 1,380.00", "RMB 1,380.00\n金额大写:壹仟叁佰捌拾元整"));
    assert_eq!(finding(&report, "amount-in-words")["status"], "pass");
}

#[test]
fn a_reprint_is_a_likely_duplicate() {
    let report = report(&SLIP.replace("持卡人签名", "重打印/DUPLICATED\n持卡人签名"));
    let cause = report["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == "duplicate-slip").unwrap();
    assert_eq!(cause["confidence"], "likely");
    assert_eq!(plausibility(&report)["status"], "warn");
}

/// What the page and the command line load by id.
#[test]
fn names_are_there_in_three_languages() {
    let table = |name: &str| -> Value {
        let path = format!("{}/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let (categories, acquirers, regions) = (table("mcc"), table("acquirers"), table("regions"));
    for (code, names) in categories.as_object().unwrap() {
        let names = names.as_array().unwrap();
        assert_eq!(names.len(), 3, "{code}");
        assert!(names.iter().all(|name| (2..=48).contains(&name.as_str().unwrap().chars().count())), "{code}");
    }
    for code in ["5411", "5812", "4722", "8398", "7011", "5942"] {
        assert!(categories[code].is_array(), "{code}");
    }
    assert_eq!((&acquirers["102"][1], &acquirers["898"][0]), (&"ICBC".into(), &"银联商务".into()));
    for system in ["gb2260", "unionpay"] {
        for (code, name) in regions[system].as_object().unwrap() {
            assert!(regions["names"][name.as_str().unwrap()].is_string(), "{system} {code}");
        }
    }
    if let Some(root) = vectors() {
        let list = fs::read_to_string(root.join("cn-unionpay/mcc_codes.csv")).unwrap();
        let ranges: Vec<(&str, &str)> =
            categories.as_object().unwrap().keys().map(|key| key.split_once('-').unwrap_or((key, key))).collect();
        for code in list.lines().skip(1).filter_map(|line| line.get(..4)) {
            if code.bytes().all(|c| c.is_ascii_digit()) {
                assert!(ranges.iter().any(|(first, last)| (*first..=*last).contains(&code)), "{code}");
            }
        }
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever is done to a slip, it gets a report, and none is ever called verified.
        #[test]
        fn any_change_gets_a_report(at in 0usize..400, length in 0usize..12, with in "\\PC{0,12}") {
            let start = SLIP.floor_char_boundary(at.min(SLIP.len()));
            let end = SLIP.floor_char_boundary((start + length).min(SLIP.len()));
            let changed = [&SLIP[..start], &with, &SLIP[end.max(start)..]].concat();
            let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
            for report in check::check(&Input::text(changed), &Store::default(), now) {
                prop_assert_ne!(report.verdict.word().id(), "verified");
            }
        }

        /// Values of any characters behind every label.
        #[test]
        fn any_values_get_a_report(values in prop::collection::vec("[0-9A-Fa-f*./: -]{0,34}", 14)) {
            let labels = ["商户编号", "终端编号", "卡号", "有效期", "批次号", "凭证号", "参考号", "日期/时间", "金额", "TVR", "TSI", "AID", "CVMR", "交易特征码"];
            let lines: Vec<String> = labels.iter().zip(values).map(|(label, value)| format!("{label}:{value}")).collect();
            let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
            let text = ["银联POS签购单\n", &lines.join("\n")].concat();
            prop_assert!(!check::check(&Input::text(text), &Store::default(), now).is_empty());
        }
    }
}
