//! The examples of `../shared/vectors/reconcile`, with slips read by a reader for their two layouts alone.

#![cfg(feature = "native")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::type_complexity)]

use serde_json::Value;
use slipcheck_reconcile::{Given, Leg, Options, Slip, reconcile};
use std::{fs, path::Path};

fn slips(_: &str, bytes: &[u8]) -> Option<Vec<Slip>> {
    let text = core::str::from_utf8(bytes).ok()?;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let value = |label: &str| {
        lines.iter().enumerate().find_map(|(at, line)| {
            let rest = line.split_once(label)?.1;
            let rest = rest.split_once(')').map_or(rest, |(_, behind)| behind).trim_start_matches([':', ' ']);
            Some(if rest.is_empty() { (*lines.get(at + 1)?).to_owned() } else { rest.to_owned() })
        })
    };
    let mut members = Vec::new();
    for (label, member) in [
        ("商户名称", "merchant"),
        ("商户编号", "mid"),
        ("终端编号", "tid"),
        ("卡号", "pan"),
        ("批次号", "batch"),
        ("凭证号", "stan"),
        ("授权码", "auth"),
        ("交易参考号", "rrn"),
        ("日期/时间", "time"),
        ("Terminal-ID:", "tid"),
        ("TA-Nr:", "stan"),
        ("VU-Nr:", "mid"),
        ("Karten-Nr:", "pan"),
        ("Genehmigungs-Nr:", "auth"),
    ] {
        if let Some(value) = value(label) {
            members.push((member.to_owned(), value));
        }
    }
    if let Some(amount) = value("金额") {
        members.push(("amount".into(), amount.trim_start_matches("RMB:").replace(',', "")));
        members.push(("currency".into(), "CNY".into()));
    }
    if let Some(amount) = value("Betrag: EUR ") {
        members.push(("amount".into(), amount.replace('.', "").replace(',', ".")));
        members.push(("currency".into(), "EUR".into()));
        members.push(("time".into(), value("Datum: ")?.replace("  Uhrzeit:", "")));
    }
    Some(vec![Slip { line: 1, members }])
}

#[test]
fn the_examples_come_out_as_stated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/reconcile");
    let Ok(cases) = fs::read_to_string(folder.join("cases.jsonl")) else {
        eprintln!("NOT RUN: {} is not there", folder.display());
        return;
    };
    for case in cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let mut given = Vec::new();
        for (leg, name) in [(Leg::Slip, "slips"), (Leg::Acquirer, "acquirer"), (Leg::Bank, "bank")] {
            for file in case[name].as_array().unwrap_or(&Vec::new()) {
                let name = file.as_str().unwrap();
                given.push(Given {
                    leg,
                    name: name.rsplit('/').next().unwrap().into(),
                    bytes: fs::read(folder.join(name)).unwrap(),
                });
            }
        }
        let outcome = reconcile(given, &Options { read_slips: Some(&slips), ..Options::default() });
        // Nothing of a good set worries anybody.
        for entry in outcome.transactions() {
            let calm = ["fee-not-stated", "rounding", "interchangeable"];
            assert!(entry.notes().iter().all(|note| calm.contains(note)), "{}: {:?}", case["id"], entry.notes());
        }
        assert!(outcome.files().iter().all(|file| file.notes.is_empty()), "{}", case["id"]);
        let json = serde_json::to_value(&outcome).unwrap();
        let statuses: serde_json::Map<String, Value> =
            outcome.transactions().map(|entry| (entry.key().to_owned(), entry.status().id().into())).collect();
        assert_eq!(json["role"], case["expect"]["role"], "{}", case["id"]);
        assert_eq!(Value::Object(statuses), case["expect"]["statuses"], "{}: {json:#}", case["id"]);
        assert_eq!(json["counts"], case["expect"]["counts"], "{}", case["id"]);
    }
}
