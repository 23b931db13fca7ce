//! Receipts of other countries, by the public road: named, never judged.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check,
    input::{Input, Picture},
    pki::Store,
    time::Timestamp,
};

fn report(input: &Input) -> Value {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    let mut reports = check::check(input, &Store::default(), now);
    assert_eq!(reports.len(), 1);
    serde_json::from_str(&reports.remove(0).to_json()).unwrap()
}

fn note<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["notes"].as_array().unwrap().iter().find(|note| note["id"] == id)
}

fn picture(code: &str) -> Input {
    Input {
        picture: Some(Picture { codes: vec![code.into()], finding: "codes".into(), ..Picture::default() }),
        ..Input::default()
    }
}

#[test]
fn an_address_is_named_with_its_host_and_not_opened() {
    for (code, format, verdict) in [
        (
            "https://qr.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE",
            "pl-ksef",
            "unsigned",
        ),
        (
            "https://qr.ksef.mf.gov.pl/certificate/Nip/1111111111/1111111111/01F20A5D352AE590/UtQp9Gpc51y/aa-bb_cc",
            "pl-ksef",
            "unreadable",
        ),
        (
            "https://porezna.gov.hr/rn?zki=9f3a77c102bed4109f3a77c102bed410&datv=20260101_1200&izn=1250",
            "hr-zki",
            "unsigned",
        ),
    ] {
        for input in [Input::text(code), picture(code)] {
            let report = report(&input);
            assert_eq!((&report["verdict"], &report["format"]), (&verdict.into(), &"none".into()), "{code}");
            assert_eq!(note(&report, "format-not-supported").unwrap()["format"], format);
            assert!(note(&report, "code-in-address").is_some());
        }
    }
}

#[test]
fn printed_codes_are_named() {
    let hash = "9f3a77c102bed4109f3a77c102bed410";
    for (text, format) in [
        (
            format!("Račun br. 12/1/1\nUkupno 12,50 EUR\nZKI: {hash}\nJIR: 0a1b2c3d-4e5f-6789-abcd-ef0123456789"),
            "hr-zki",
        ),
        (format!("Račun 7-1-22\nZOI: {hash}\nEOR: 0a1b2c3d-4e5f-6789-abcd-ef0123456789"), "si-zoi"),
        ("Účtenka\nBKP: 9356D566-A3E48838-FB403790-D201244E-95DCBD92".into(), "cz-eet"),
        ("Fatura simplificada\nATCUD:CSDF7T5H-35".into(), "pt-atcud"),
        ("DOCUMENTO COMMERCIALE\nTOTALE COMPLESSIVO 12,50".into(), "it-rt"),
        ("CU Serial Number: KRACU0100000001".into(), "ke-etims"),
    ] {
        let report = report(&Input::text(text.clone()));
        assert_eq!((&report["verdict"], &report["format"]), (&"unsigned".into(), &"none".into()), "{text}");
        assert_eq!(note(&report, "format-not-supported").unwrap()["format"], format, "{text}");
        assert_eq!(report["causes"][0]["id"], "not-signed");
    }
}

#[test]
fn nothing_known_stays_unreadable() {
    for text in ["hello", "https://example.org/menu?table=7", "eyJhbGciOiJSUzI1NiJ9"] {
        let report = report(&Input::text(text));
        assert!(note(&report, "format-not-supported").is_none(), "{text}");
    }
    assert_eq!(report(&Input::text("hello"))["verdict"], "unreadable");
}
