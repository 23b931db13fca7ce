//! The RKSV journal, by the public road: every rule broken in one named way, beside a lawful twin.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::*;
use serde_json::{Value, json};
use slipcheck_audit::{Options, Outcome, Period, options::Secret};
use slipcheck_codec::encoding::Base64;

/// Start and sales.
fn receipts(till: &mut Till, sales: usize) -> Vec<String> {
    let mut receipts = vec![till.null()];
    receipts.extend((0..sales).map(|n| till.sale(1000 + n as i64)));
    receipts
}

#[track_caller]
fn expect(receipts: &[String], expected: &[&str]) {
    let report = judged(&[&plain(receipts)], &options());
    assert_eq!(found(&report), expected, "{:#?}", report.findings);
}

#[test]
fn a_sound_journal_passes() {
    let till = &mut Till::new("K-1");
    let mut receipts = receipts(till, 5);
    receipts.push(till.with(|draft| (draft.amounts[0], draft.mark) = (-250, "STO")));
    receipts.push(till.with(|draft| (draft.amounts[1], draft.mark) = (99_900, "TRA")));
    receipts.push(till.with(|draft| draft.amounts = [100, 200, -50, 1, 5]));
    receipts.push(till.with(|draft| draft.amounts[2] = -99_999));
    receipts.push(till.null());
    let report = judged(&[&plain(&receipts)], &options());
    assert_eq!((found(&report), notes(&report)), (vec![], vec![]));
    assert_eq!(report.outcome, Outcome::Passed);
    let summary = &report.summary;
    assert_eq!(
        (&summary["receipts"], &summary["groups"], &summary["endsWithNull"]),
        (&11.into(), &1.into(), &true.into())
    );
    assert_eq!(summary["kinds"], json!({"standard": 7, "void": 1, "training": 1, "null": 2}));
    assert_eq!(summary["checked"], json!({"signature": 11, "turnover": 9}));
    assert_eq!(summary["sums"]["sales"]["normal"], 5010 - 250 + 100);
    assert_eq!(summary["sums"]["training"]["total"], 99_900);
    assert_eq!((&summary["from"], &summary["trust"]), (&"2026-03-02T08:00:00".into(), &"container".into()));
    assert_eq!(summary["registers"][0]["lastTurnover"], till.turnover);
}

#[test]
fn the_form_of_the_file() {
    let till = &mut Till::new("K-1");
    let receipts = receipts(till, 3);
    let good = plain(&receipts);
    let check = |text: &str, expected: &[&str]| {
        let report = judged(&[text], &options());
        assert_eq!(found(&report), expected, "{text}");
    };
    check(&good, &[]);
    check(&["\u{feff}", &good].concat(), &[]);
    check(&good.replacen("{\"Belege", "{\"x\":[[{\"Belege-Gruppe\":1}]],\"Belege", 1), &[]);
    check(&good.replace("Signaturzertifikat", "Signatur- bzw. Siegelzertifikat"), &[]);
    check(&[&good, "x"].concat(), &["export-malformed"]);
    check(&good[..good.len() - 2], &["export-malformed"]);
    check(r#"{"Belege-Gruppe": []}"#, &["export-empty"]);
    check(
        r#"{"Belege-Gruppe": [{"Signaturzertifikat": "", "Zertifizierungsstellen": [], "Belege-kompakt": []}]}"#,
        &["export-empty"],
    );
    check("{}", &["export-malformed"]);
    check(r#"{"Belege-Gruppe": {}}"#, &["export-malformed"]);
    check("[1]", &["export-malformed"]);
    check("{", &["export-malformed"]);
    check(&good.replacen("\"Signaturzertifikat\":\"\",", "", 1), &["member-missing 0"]);
    check(&good.replacen(",\"Zertifizierungsstellen\":[]", "", 1), &["member-missing 0"]);
    check(
        &good.replacen("\"Zertifizierungsstellen\":[]", "\"Zertifizierungsstellen\":[\"?\"]", 1),
        &["certificate-unreadable 0"],
    );
    check(
        &good.replacen("\"Signaturzertifikat\":\"\"", "\"Signaturzertifikat\":\"AAAA\"", 1),
        &["certificate-unreadable 0"],
    );
    check(
        &good.replacen("\"Signaturzertifikat\":\"\"", "\"y\":1,\"y\":2,\"Signaturzertifikat\":\"\"", 1),
        &["export-malformed 0"],
    );
    // A group without receipts, behind a good one.
    let with = |more: &str| [&good[..good.len() - 2], ",", more, "]}"].concat();
    check(&with(r#"{"Signaturzertifikat": "", "Zertifizierungsstellen": []}"#), &["export-malformed 1"]);
    check(
        &with(r#"{"Signaturzertifikat": "", "Zertifizierungsstellen": [], "Belege-kompakt": "x"}"#),
        &["export-malformed 1"],
    );
    check(&with("7"), &["export-malformed 1"]);
    // What stands before a cut is judged, and the group it lies in is not blamed for what is missing.
    let cut = good.find(&receipts[2]).unwrap();
    let report = judged(&[&good[..cut - 2]], &options());
    assert_eq!((found(&report), &report.summary["receipts"]), (vec!["export-malformed".to_owned()], &2.into()));
    let swapped = json!({"Belege-Gruppe": [{"Belege-kompakt": receipts}]}).to_string();
    check(&swapped[..swapped.len() - 3], &["export-malformed"]);
    check(&swapped, &["member-missing 0"]);
}

#[test]
fn a_malformed_receipt_is_named_and_the_next_one_goes_on() {
    let till = &mut Till::new("K-1");
    let mut receipts = receipts(till, 2);
    // Made by the till as it stands, with a point for a comma.
    let odd = sign(&code(&till.sale(500)).replacen("5,00", "5.00", 1), Some(&key(1)));
    let previous = odd.clone();
    receipts.push(odd);
    till.previous = Base64::Standard.encode(&slipcheck_signature::sha256(previous.as_bytes())[..8]);
    receipts.push(till.sale(100));
    receipts.push(till.sale(100));
    expect(&receipts, &["receipt-malformed 0/3"]);
    // Not made so: the next one does not chain to what stands here.
    let cut = [&receipts[1], "."].concat();
    let changed = [receipts[0].clone(), cut, receipts[2].clone()];
    expect(&changed, &["chain-broken 0/2", "receipt-malformed 0/1"]);
    let number =
        json!({"Belege-Gruppe": [{"Signaturzertifikat": "", "Zertifizierungsstellen": [], "Belege-kompakt": [7]}]});
    assert_eq!(found(&judged(&[&number.to_string()], &options())), ["receipt-malformed 0/0"]);
}

#[test]
fn the_very_same_receipt_again_is_one_finding() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 4);
    all.insert(3, all[1].clone());
    expect(&all, &["receipt-repeated 0/3"]);
    all.push(all[0].clone());
    expect(&all, &["receipt-repeated 0/3", "receipt-repeated 0/6"]);
}

#[test]
fn every_register_keeps_its_own_chain() {
    let (one, two) = (&mut Till::new("K-1"), &mut Till::new("K-2"));
    let mut all = vec![one.null(), one.sale(5), two.null(), one.sale(6), two.sale(7), two.sale(8), one.sale(9)];
    expect(&all, &["several-registers 0/2"]);
    all.push(Till::new("K-3").null());
    expect(&all, &["several-registers 0/2", "several-registers 0/7"]);
}

#[test]
fn systems_and_suites() {
    let company = "U:ATU12345678-K1";
    let keys = container(Some(&AES), &[("a1", spki(&key(1))), (company, spki(&key(1)))]);
    let options = Options { keys: vec![("k".into(), Secret(keys))], ..options() };
    let check = |all: &[String], expected: &[&str]| {
        assert_eq!(found(&judged(&[&plain(all)], &options)), expected);
    };
    let till = &mut Till::new("K-1");
    (till.draft.suite, till.draft.serial) = ("AT0".into(), company.into());
    let mut all = receipts(till, 2);
    check(&all, &[]);
    (till.draft.suite, till.draft.serial) = ("AT1".into(), "a1".into());
    all.extend([till.sale(1), till.sale(2)]);
    check(&all, &["system-mixed 0/3"]);
    let till = &mut Till::new("K-1");
    till.draft.suite = "AT0".into();
    check(&receipts(till, 2), &["provider-mismatch 0/0"]);
    let till = &mut Till::new("K-1");
    till.draft.serial = company.into();
    check(&receipts(till, 2), &["provider-mismatch 0/0"]);
    let till = &mut Till::new("K-1");
    till.draft.suite = "AT100".into();
    check(&receipts(till, 2), &["provider-test 0/0"]);
}

#[test]
fn numbers() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    all.push(till.with(|draft| (draft.number, draft.amounts[0]) = ("2".into(), 100)));
    all.push(till.sale(5));
    expect(&all, &["number-repeated 0/3"]);
    // In another register the same number is another one.
    let other = &mut Till::new("K-2");
    all.extend([other.null(), other.sale(1)]);
    expect(&all, &["number-repeated 0/3", "several-registers 0/5"]);
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    all.push(till.with(|draft| draft.number = "A-7".into()));
    all.push(till.with(|draft| draft.number = "A-8".into()));
    all.push(till.with(|draft| draft.number = "4".into()));
    let report = judged(&[&plain(&all)], &options());
    assert_eq!((found(&report), notes(&report)), (vec![], vec![]));
    all.push(till.with(|draft| draft.number = "A-10".into()));
    assert_eq!(notes(&judged(&[&plain(&all)], &options())), ["number-gap 0/6"]);
}

#[test]
fn clocks() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 1);
    till.at("2026-03-02T07:00");
    all.extend([till.sale(1), till.sale(2)]);
    expect(&all, &["time-backwards 0/2"]);
    let till = &mut Till::new("K-1");
    till.at("2026-10-25T02:50");
    let mut all = vec![till.null()];
    till.at("2026-10-25T02:00");
    all.push(till.sale(1));
    let report = judged(&[&plain(&all)], &options());
    assert_eq!((found(&report), notes(&report)), (vec![], vec!["clock-change 0/1".to_owned()]));
    till.at("2026-10-25T01:50");
    all.push(till.sale(1));
    expect(&all, &["time-backwards 0/2"]);
    // In Vienna it is two hours later, and clocks differ by a quarter of an hour.
    for (time, expected) in [("2027-06-01T14:15", vec![]), ("2027-06-01T14:16", vec!["time-future 0/1"])] {
        let till = &mut Till::new("K-1");
        let mut all = vec![till.null()];
        all.extend([till.at(time).null(), till.null()]);
        let report = judged(&[&plain(&all[..2])], &options());
        assert_eq!(found(&report), expected, "{time}");
        if !expected.is_empty() {
            let report = judged(&[&plain(&all)], &options());
            assert_eq!(
                (found(&report), &finding(&report, "time-future").evidence["count"]),
                (vec!["time-future 0/1".to_owned()], &2.into())
            );
        }
    }
}

#[test]
fn starts() {
    let till = &mut Till::new("K-1");
    let all = receipts(till, 4);
    expect(&all[2..], &["start-missing 0/0"]);
    for (change, rule) in [
        ((|draft: &mut Draft| draft.amounts[0] = 5) as fn(&mut Draft), "amounts"),
        (|draft| draft.mark = "TRA", "training"),
        (|draft| draft.mark = "STO", "void"),
        (|draft| draft.signed = false, "unsigned"),
        (|draft| draft.off = 77, "turnover"),
    ] {
        let till = &mut Till::new("K-1");
        let mut all = vec![till.with(change)];
        // Behind an unsigned one stands a collective receipt.
        all.extend([till.null(), till.sale(5), till.sale(6)]);
        let report = judged(&[&plain(&all)], &options());
        assert_eq!(found(&report), ["start-invalid 0/0"], "{rule}");
        let rules = finding(&report, "start-invalid").evidence["rules"].as_array().unwrap().clone();
        assert!(rules.contains(&rule.into()), "{rule} {rules:?}");
    }
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    let again = Till::new("K-1");
    till.previous = again.previous;
    till.turnover = 0;
    all.extend([till.null(), till.sale(4)]);
    expect(&all, &["start-repeated 0/3"]);
}

#[test]
fn chains() {
    let till = &mut Till::new("K-1");
    let all = receipts(till, 6);
    // Taken out.
    let mut taken = all.clone();
    taken.remove(3);
    let report = judged(&[&plain(&taken)], &options());
    assert_eq!(found(&report), ["chain-broken 0/3"]);
    assert_eq!(finding(&report, "chain-broken").evidence["missingTurnover"], 1002);
    // Two changed places.
    let mut swapped = all.clone();
    swapped.swap(3, 4);
    expect(&swapped, &["order-differs 0/3", "order-differs 0/4", "order-differs 0/5", "time-backwards 0/4"]);
    // Moved to the end: its neighbours differ, and it does.
    let mut moved = all.clone();
    let one = moved.remove(3);
    moved.push(one);
    expect(&moved, &["order-differs 0/3", "order-differs 0/6", "time-backwards 0/6"]);
    // Inserted behind another: a fork where it stands, and the next one does not follow from it.
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    let early = till.previous.clone();
    all.push(till.sale(100));
    let late = till.previous.clone();
    till.previous = early;
    till.count = 70;
    let inserted = till.sale(0);
    let next = {
        till.previous = late;
        till.count = 4;
        till.sale(50)
    };
    expect(&[&all[..], &[inserted.clone(), next.clone()]].concat(), &["chain-fork 0/4", "order-differs 0/5"]);
    // Inserted so that it follows: a fork at the next alone.
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    let before = till.previous.clone();
    all.push(till.with(|draft| draft.number = "X".into()));
    till.previous = before;
    all.push(till.sale(5));
    expect(&all, &["chain-fork 0/4"]);
    // Of nothing that is here.
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 1);
    till.previous = "AAAAAAAAAAA=".into();
    all.push(till.with(|draft| (draft.mark, draft.amounts[0]) = ("TRA", 5)));
    all.push(till.with(|draft| (draft.amounts[0], draft.off) = (5, 1_000_000)));
    till.turnover += 1_000_000;
    all.push(till.sale(7));
    expect(&all, &["chain-broken 0/2"]);
}

#[test]
fn turnovers() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    all.push(till.with(|draft| (draft.amounts[0], draft.off) = (100, 5)));
    all.extend([till.sale(1), till.sale(2)]);
    expect(&all, &["turnover-wrong 0/3"]);
    // A jump that is gone on from.
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    till.turnover += 12_345;
    all.extend([till.sale(1), till.sale(2)]);
    let report = judged(&[&plain(&all)], &options());
    assert_eq!(found(&report), ["turnover-wrong 0/3"]);
    let evidence = &finding(&report, "turnover-wrong").evidence;
    assert_eq!((&evidence["expected"], &evidence["found"]), (&json!([2002]), &14_347.into()));
    // Lengths may change.
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    all.extend([5, 16, 16].map(|bytes| till.with(|draft| (draft.bytes, draft.amounts[0]) = (bytes, -9_999))));
    let report = judged(&[&plain(&all)], &options());
    assert_eq!(
        (found(&report), notes(&report)),
        (vec![], vec!["turnover-length-changed 0/3".to_owned(), "turnover-length-changed 0/4".to_owned()])
    );
}

#[test]
fn the_key_of_the_counter() {
    let till = &mut Till::new("K-1");
    let all = receipts(till, 3);
    let with = |keys: &[Vec<u8>], key_check: Option<&str>| {
        let keys = keys.iter().map(|bytes| ("k".to_owned(), Secret(bytes.clone()))).collect();
        let options = Options { keys, key_check: key_check.map(str::to_owned), ..options() };
        found(&judged(&[&plain(&all)], &options))
    };
    let named = [("a1", spki(&key(1)))];
    assert_eq!(with(&[container(None, &named)], None), ["turnover-unchecked"]);
    assert_eq!(with(&[container(Some(&[8; 32]), &named)], None), ["aes-key-wrong"]);
    assert_eq!(with(&[container(Some(&[8; 31]), &named)], None), ["aes-key-malformed keys"]);
    assert_eq!(with(&[keys(), b"[]".to_vec()], None), ["keys-malformed keys"]);
    assert_eq!(with(&[b"x".to_vec(), keys()], None), ["keys-malformed keys"]);
    assert_eq!(with(&[container(Some(&AES), &[("a1", spki(&key(1))), ("b", vec![1])])], None), ["keys-malformed keys"]);
    // The last one counts.
    assert_eq!(with(&[container(Some(&[8; 32]), &[]), keys()], None), [""; 0]);
    let check = Base64::Standard.encode(&slipcheck_signature::sha256(Base64::Standard.encode(&AES).as_bytes())[..3]);
    assert_eq!(with(&[keys()], Some(&check)), [""; 0]);
    assert_eq!(with(&[keys()], Some("AAAA")), ["aes-key-mismatch keys"]);
    // No secret ever stands in a report.
    let options = Options { keys: vec![("k".into(), Secret(keys()))], key_check: Some("AAAA".into()), ..options() };
    let report = serde_json::to_string(&judged(&[&plain(&all)], &options)).unwrap();
    assert!(!report.contains(&Base64::Standard.encode(&AES)) && !format!("{options:?}").contains("base64AESKey"));
    // A start with another key: only what does not rest on the counter is said.
    let till = &mut Till::new("K-1");
    let all = [till.with(|draft| draft.amounts[0] = 5), till.sale(1), till.sale(2)];
    let wrong = Options { keys: vec![("k".into(), Secret(container(Some(&[8; 32]), &named)))], ..self::options() };
    let report = judged(&[&plain(&all)], &wrong);
    assert_eq!(found(&report), ["aes-key-wrong", "start-invalid 0/0"]);
    assert_eq!(finding(&report, "start-invalid").evidence["rules"], json!(["amounts"]));
}

#[test]
fn outages() {
    let make = |plan: &str| {
        let till = &mut Till::new("K-1");
        let mut all = vec![till.null()];
        all.extend(plan.chars().map(|kind| match kind {
            's' => till.sale(100),
            'u' => till.unsigned(100),
            'n' => till.null(),
            _ => till.with(|draft| draft.signed = false),
        }));
        judged(&[&plain(&all)], &options())
    };
    let report = make("suun");
    assert_eq!((found(&report), notes(&report)), (vec![], vec!["device-failed 0/2".to_owned()]));
    assert_eq!(finding(&report, "device-failed").evidence["count"], 2);
    // From the first receipt that is not signed to the first one that is again.
    let failed = &finding(&report, "device-failed").evidence;
    assert!(failed["time"].as_str() < failed["until"].as_str(), "{failed:?}");
    assert_eq!(finding(&make("su"), "device-failed").evidence.get("until"), None);
    assert_eq!(found(&make("susn")), [""; 0]);
    assert_eq!(found(&make("suss")), ["collective-missing 0/4"]);
    assert_eq!(found(&make("susus")), ["collective-missing 0/4", "outage-open 0/4"]);
    assert_eq!(found(&make("su")), ["outage-open 0/2"]);
    assert_eq!(found(&make("sus")), ["outage-open 0/2"]);
    let report = make("so");
    assert_eq!((found(&report), notes(&report).len()), (vec!["outage-open 0/2".to_owned()], 2));
    // An unsigned null receipt is no collective one.
    assert_eq!(found(&make("suosos")), ["collective-missing 0/5", "outage-open 0/5"]);
}

#[test]
fn months_and_years() {
    let make = |plan: &[(char, &str)]| {
        let till = &mut Till::new("K-1");
        till.at("2025-10-01T08:00");
        let mut all = vec![till.null()];
        for (kind, time) in plan {
            till.at(time);
            all.push(match kind {
                's' => till.sale(5),
                'v' => till.with(|draft| (draft.amounts[0], draft.mark) = (-1, "STO")),
                't' => till.with(|draft| (draft.amounts[0], draft.mark) = (5, "TRA")),
                _ => till.null(),
            });
        }
        found(&judged(&[&plain(&all)], &options()))
    };
    let (last, first) = ('s', "2025-11-01T08:00");
    assert_eq!(make(&[('s', "2025-10-31T20:00"), ('n', "2025-10-31T21:00"), (last, first)]), [""; 0]);
    assert_eq!(make(&[('s', "2025-10-31T20:00"), (last, first)]), ["monthly-missing 0/2"]);
    assert_eq!(make(&[('v', "2025-10-31T20:00"), ('t', "2025-11-01T07:00"), ('v', first)]), ["monthly-missing 0/3"]);
    assert_eq!(make(&[('s', "2025-12-31T20:00"), ('s', "2026-01-02T09:00")]), ["yearly-missing 0/2"]);
}

#[test]
fn signatures_and_keys() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 3);
    let changed = sign(&code(&all[2]).replacen("10,01", "10,02", 1), None);
    let signature = all[2].rsplit('.').next().unwrap().to_owned();
    let third = changed.rsplit('.').next().unwrap().to_owned();
    let forged = changed.replace(&third, &signature);
    let mut broken = all.clone();
    broken[2] = forged;
    expect(&broken, &["chain-broken 0/3", "signature-invalid 0/2", "turnover-wrong 0/2"]);
    // Not 64 bytes.
    let mut short = all.clone();
    let (message, third) = all[3].rsplit_once('.').unwrap();
    let cut = Base64::Url.encode(&Base64::Url.decode(third).unwrap()[..63]);
    short[3] = [message, ".", &cut].concat();
    expect(&short, &["signature-invalid 0/3"]);
    // Another key.
    till.key = key(2);
    all.push(till.sale(1));
    expect(&all, &["signature-invalid 0/4"]);
    // A key that nobody gave: once.
    till.draft.serial = "b2".into();
    all.pop();
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    till.draft.serial = "b2".into();
    till.key = key(2);
    all.extend([till.sale(1), till.sale(2)]);
    let report = judged(&[&plain(&all)], &options());
    assert_eq!((found(&report), report.outcome), (vec!["key-missing 0/3".to_owned()], Outcome::Incomplete));
    assert_eq!(finding(&report, "key-missing").evidence["count"], 2);
    // Who signed, in the order in which they were met.
    let signers: Vec<_> =
        report.summary["signers"].as_array().unwrap().iter().map(|one| (&one["serial"], &one["receipts"])).collect();
    assert_eq!(signers, [(&json!("a1"), &json!(3)), (&json!("b2"), &json!(2))]);
    assert!(finding(&report, "key-missing").evidence["time"] == report.summary["signers"][1]["from"]);
    // Letter case, leading zeros and decimal are the same number.
    for serial in ["A1", "00a1", "161"] {
        let till = &mut Till::new("K-1");
        till.draft.serial = serial.into();
        expect(&receipts(till, 1), &[]);
    }
}

/// The container of the tests without the key of the signer.
fn secret_alone() -> Options {
    Options { keys: vec![("k".into(), Secret(container(Some(&AES), &[])))], ..options() }
}

#[test]
fn certificates_of_groups() {
    let trusted = Invented::new("a1", 1, "root");
    let root = Invented::new("root", 9, "root");
    let make = |certificate: &[u8], authorities: &[Vec<u8>]| {
        let till = &mut Till::new("K-1");
        let all = receipts(till, 3);
        journal(&[group(certificate, authorities, &all[..2]), group(certificate, authorities, &all[2..])])
    };
    let check = |text: &str, authority: &Invention, expected: &[&str]| {
        let report = judged_by(&[text], &secret_alone(), authority);
        assert_eq!(found(&report), expected, "{:#?}", report.findings);
        report
    };
    let nobody = Invention::default();
    let report = check(&make(&trusted.der(), &[root.der()]), &nobody, &[]);
    assert_eq!(report.summary["trust"], "anchor");
    let other = Invented { issuer: "other".into(), ..trusted.clone() };
    let report = check(&make(&other.der(), &[]), &nobody, &["certificate-untrusted 0"]);
    assert_eq!(
        (&finding(&report, "certificate-untrusted").evidence["count"], report.outcome),
        (&2.into(), Outcome::Incomplete)
    );
    check(&make(&other.der(), &[Invented::new("x", 3, "x").der()]), &nobody, &["certificate-chain-broken 0"]);
    check(
        &make(&other.der(), &[Invented::new("x", 3, "x").der(), Invented::new("other", 3, "x").der()]),
        &nobody,
        &["certificate-untrusted 0"],
    );
    // Pinned by the container.
    let pinned =
        Options { keys: vec![("k".into(), Secret(container(Some(&AES), &[("a1", other.der())])))], ..options() };
    let report = judged_by(&[&make(&other.der(), &[])], &pinned, &nobody);
    assert_eq!((found(&report), &report.summary["trust"]), (vec![], &"container".into()));
    let report = judged_by(&[&make(&other.der(), &[])], &options(), &nobody);
    assert_eq!((found(&report), &report.summary["trust"]), (vec![], &"container".into()));
    // Dates: the first receipt is of 2026-03-02 at 08:00 in Vienna, 07:00 UTC.
    let at = slipcheck_codec::time::Timestamp::parse("2026-03-02T07:00:00Z").unwrap().moment().0;
    for (from, expected) in [(at, vec![]), (at + 1, vec!["certificate-not-yet-valid 0/0"])] {
        check(&make(&Invented { from, ..trusted.clone() }.der(), &[]), &nobody, &expected);
    }
    for (to, expected) in [(at + 21 * 60, vec![]), (at + 21 * 60 - 1, vec!["certificate-expired 1/1"])] {
        check(&make(&Invented { to, ..trusted.clone() }.der(), &[]), &nobody, &expected);
    }
    for (revoked, expected) in [
        (at + 21 * 60 + 1, vec![]),
        (at + 7 * 60, vec!["certificate-revoked 0/1"]),
        (i64::MIN, vec!["certificate-revoked 0/0"]),
    ] {
        check(&make(&trusted.der(), &[]), &Invention { revoked: Some(revoked), ..Invention::default() }, &expected);
    }
    // Another serial number: the key is looked for by what the receipts name, then tried all the same.
    let renamed = Invented { serial: "b2".into(), ..trusted.clone() };
    check(&make(&renamed.der(), &[]), &nobody, &["certificate-serial-mismatch 0/0", "certificate-serial-mismatch 1/0"]);
    let stranger = Invented { serial: "b2".into(), key: key(5), ..trusted.clone() };
    check(
        &make(&stranger.der(), &[]),
        &nobody,
        &["certificate-serial-mismatch 0/0", "certificate-serial-mismatch 1/0", "key-missing 0/0"],
    );
    // At hand, by the user: no path, and none needed to be in a group.
    let supplied = Invention { at_hand: vec![other.der()], ..Invention::default() };
    check(&make(b"", &[]), &supplied, &["certificate-untrusted 0"]);
    check(&make(b"", &[]), &Invention { at_hand: vec![trusted.der()], ..Invention::default() }, &[]);
    // Two certificates of one serial number.
    let till = &mut Till::new("K-1");
    let all = receipts(till, 3);
    let twin = Invented { key: key(5), ..trusted.clone() };
    let text = journal(&[group(&trusted.der(), &[], &all[..2]), group(&twin.der(), &[], &all[2..])]);
    check(&text, &nobody, &["certificate-collision 1"]);
    let pinned =
        Options { keys: vec![("k".into(), Secret(container(Some(&AES), &[("a1", trusted.der())])))], ..options() };
    assert_eq!(
        found(&judged_by(&[&journal(&[group(&twin.der(), &[], &all)])], &pinned, &nobody)),
        ["certificate-collision 0"]
    );
}

#[test]
fn several_files_are_one_journal() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 6);
    let (first, second) = (plain(&all[..3]), plain(&all[3..]));
    assert_eq!(found(&judged(&[&first, &second], &options())), [""; 0]);
    let report = judged(&[&second, &first], &options());
    assert_eq!(found(&report), ["start-missing 0/0", "start-repeated 1/0", "time-backwards 1/0"]);
    all.remove(4);
    let report = judged(&[&first, &plain(&all[3..])], &options());
    assert_eq!(found(&report), ["chain-broken 1/1"]);
    assert_eq!(finding(&report, "chain-broken").evidence["file"], "dep-1.json");
    // A damaged file does not stop the next one.
    let report = judged(&["{", &first, &second], &options());
    assert_eq!(found(&report), ["export-malformed"]);
    assert_eq!(finding(&report, "export-malformed").evidence["file"], "dep-0.json");
}

/// A journal that breaks many rules, to be cut anywhere.
fn broken(till: &mut Till) -> Vec<String> {
    till.at("2026-03-30T08:00");
    let mut all = vec![till.null(), till.sale(1), till.unsigned(2), till.unsigned(3), till.sale(4), till.sale(5)];
    all.push(till.with(|draft| (draft.number, draft.amounts[0]) = ("2".into(), 6)));
    till.at("2026-04-02T08:00");
    all.push(till.sale(7));
    all.push(till.with(|draft| (draft.amounts[0], draft.off) = (8, 1)));
    all.push(till.with(|draft| (draft.amounts[0], draft.off) = (8, 70_000)));
    till.turnover += 500;
    all.push(till.sale(9));
    till.at("2026-04-01T08:00");
    all.push(till.with(|draft| (draft.bytes, draft.amounts[0]) = (6, 10)));
    all.push(till.with(|draft| draft.signed = false));
    all
}

/// What is told once a part; of an outage that is cut, in the second part of no receipt.
const TOLD_APART: [&str; 3] = ["device-failed", "outage-open", "number-gap"];

#[test]
fn parts_one_after_another_find_what_the_whole_would() {
    let all = broken(&mut Till::new("K-1"));
    let whole = judged(&[&plain(&all)], &options());
    let mut expected: Vec<(String, String)> = Vec::new();
    for finding in &whole.findings {
        let receipt: usize = finding.place.strip_prefix("0/").unwrap().parse().unwrap();
        expected.push((finding.id.to_owned(), code(&all[receipt])));
    }
    assert!(expected.len() >= 10);
    for cut in 1..all.len() {
        let first = judged(&[&plain(&all[..cut])], &options());
        let second = judged(&[&plain(&all[cut..])], &Options { after: Some(state(&first)), ..options() });
        let place = |from: usize, place: &str| {
            place.strip_prefix("0/").map(|receipt| code(&all[from + receipt.parse::<usize>().unwrap()]))
        };
        let mut found: Vec<(String, String)> = Vec::new();
        for (part, from) in [(&first, 0), (&second, cut)] {
            let whole = part.findings.iter().filter(|finding| !TOLD_APART.contains(&finding.id));
            found.extend(whole.map(|finding| (finding.id.to_owned(), place(from, &finding.place).unwrap())));
        }
        let mut expected = expected.clone();
        expected.retain(|(id, _)| !TOLD_APART.contains(&id.as_str()));
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{cut}");
    }
}

#[test]
fn what_a_state_hands_on() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 2);
    all.extend([till.unsigned(1), till.sale(2)]);
    let first = judged(&[&plain(&all)], &options());
    assert_eq!(found(&first), ["outage-open 0/3"]);
    let after = |report: &slipcheck_audit::Report, all: &[String]| {
        judged(&[&plain(all)], &Options { after: Some(state(report)), ..options() })
    };
    let second = [till.null(), till.sale(3)];
    assert_eq!(found(&after(&first, &second)), [""; 0]);
    assert_eq!(found(&after(&first, &second[1..])), ["chain-broken 0/0", "collective-missing 0/0"]);
    // The receipt that the state ends with.
    assert_eq!(found(&after(&first, &[&all[4..], &second].concat())), ["receipt-repeated 0/0"]);
    // An outage begun before has the empty place.
    let unsigned = judged(&[&plain(&all[..4])], &options());
    let previous = Base64::Standard.encode(&slipcheck_signature::sha256(all[3].as_bytes())[..8]);
    let mut later = Till { previous, turnover: 2002, count: 4, ..Till::new("K-1") };
    let more = later.at("2026-03-02T09:00").unsigned(5);
    assert_eq!(found(&after(&unsigned, &[more])), ["outage-open"]);
    // Another register is a second one.
    assert_eq!(found(&after(&first, &[Till::new("K-2").null()])), ["outage-open", "several-registers 0/0"]);
}

#[test]
fn behind_a_state_a_malformed_receipt_is_what_the_next_one_chains_to() {
    let till = &mut Till::new("K-1");
    let all = receipts(till, 2);
    let first = judged(&[&plain(&all)], &options());
    let odd = "x.y.z".to_owned();
    till.previous = Base64::Standard.encode(&slipcheck_signature::sha256(odd.as_bytes())[..8]);
    let second = [odd, till.sale(1), till.sale(2)];
    let report = judged(&[&plain(&second)], &Options { after: Some(state(&first)), ..options() });
    assert_eq!(found(&report), ["receipt-malformed 0/0"]);
}

#[test]
fn enough_of_one_kind_are_listed_and_all_are_counted() {
    let till = &mut Till::new("K-1");
    let mut all = vec![till.null()];
    till.key = key(2);
    all.extend((0..5).map(|n| till.sale(n)));
    let report = judged(&[&plain(&all)], &Options { max_findings: 2, ..options() });
    assert_eq!(found(&report), ["signature-invalid 0/1", "signature-invalid 0/2"]);
    assert_eq!(report.summary["counts"], json!({"signature-invalid": 5}));
}

#[test]
fn sums_by_day_and_month() {
    let till = &mut Till::new("K-1");
    let mut all = receipts(till, 1);
    all.extend([till.at("2026-03-03T08:00").sale(5), till.null(), till.at("2026-04-01T08:00").sale(7)]);
    let with = |by| judged(&[&plain(&all)], &Options { by: Some(by), ..options() }).summary["sums"].clone();
    let days = with(Period::Day);
    assert_eq!(
        (&days["days"]["2026-03-02"]["total"], &days["days"]["2026-03-03"]["normal"]),
        (&1000.into(), &5.into())
    );
    let months = with(Period::Month);
    assert_eq!(
        (&months["months"]["2026-03"]["total"], &months["months"]["2026-04"]["receipts"]),
        (&1005.into(), &1.into())
    );
}

#[test]
fn one_line_or_many_lines_change_nothing() {
    let all = broken(&mut Till::new("K-1"));
    let line = plain(&all);
    let value: Value = serde_json::from_str(&line).unwrap();
    let lines = serde_json::to_string_pretty(&value).unwrap();
    let (one, many) = (judged(&[&line], &options()), judged(&[&lines], &options()));
    assert_eq!(one.findings, many.findings);
    for jobs in [1, 2, 7] {
        let options = Options { jobs, ..options() };
        assert_eq!(judged(&[&line], &options).findings, one.findings);
    }
}
