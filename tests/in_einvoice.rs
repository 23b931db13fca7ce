//! Signed codes of Indian invoices, by the public road: the portal's own of its sandbox, changed ones, other keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check,
    encoding::Base64,
    input::{Input, Picture},
    pki::{Formats, Store},
    signature::PublicKey,
    time::Timestamp,
};

/// Published codes, and the keys that they fit (`in_einvoice/codes.json` says whence).
fn published() -> Value {
    serde_json::from_str(include_str!("in_einvoice/codes.json")).unwrap()
}

fn codes() -> Vec<(String, String, Value)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = published();
    all["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["kid"]), text(&one["code"]), one["data"].clone()))
        .collect()
}

/// Every published key, for these formats.
fn store(formats: Formats) -> Store {
    let mut store = Store::default();
    for key in published()["keys"].as_object().unwrap().values() {
        let spki = Base64::Standard.decode(key.as_str().unwrap()).unwrap();
        let key = PublicKey::from_spki(&spki).unwrap();
        store.add_key(spki, key.into(), formats);
    }
    store
}

fn judged(input: &Input, store: &Store) -> Value {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    let mut reports = check::check(input, store, now);
    assert_eq!(reports.len(), 1);
    serde_json::from_str(&reports.remove(0).to_json()).unwrap()
}

fn report(code: &str, store: &Store) -> Value {
    judged(&Input::text(code), store)
}

fn status<'a>(report: &'a Value, check: &str) -> &'a str {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|entry| entry["id"] == check).unwrap()["status"].as_str().unwrap()
}

fn cause<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == id)
}

fn has_note(report: &Value, id: &str) -> bool {
    report["notes"].as_array().unwrap().iter().any(|note| note["id"] == id)
}

/// The code with its data changed.
fn changed(code: &str, from: &str, to: &str) -> String {
    let mut parts: Vec<String> = code.split('.').map(str::to_owned).collect();
    let payload = String::from_utf8(Base64::Url.decode(&parts[1]).unwrap()).unwrap();
    let other = payload.replace(from, to);
    assert_ne!(payload, other);
    parts[1] = Base64::Url.encode(other.as_bytes());
    parts.join(".")
}

#[test]
fn published_codes_fit_and_the_trusted_key_makes_them_genuine_by_the_code_alone() {
    let trusted = store(Formats::from_ids(["in-einvoice"]));
    assert!(codes().len() >= 5);
    for (_, code, data) in codes() {
        let photo = Picture { codes: vec![code.clone()], finding: "codes".into(), ..Picture::default() };
        for input in [
            Input::text(code.clone()),
            Input::text(format!("Tax Invoice\nTotal 9,99,999.00\n{code}\n")),
            Input { picture: Some(photo), ..Input::default() },
        ] {
            let report = judged(&input, &trusted);
            assert_eq!(
                (&report["format"], &report["verdict"]),
                (&"in-einvoice".into(), &"verified".into()),
                "{report}"
            );
            assert_eq!((status(&report, "signature"), status(&report, "certificate")), ("pass", "pass"));
            // Nothing of the paper was compared: never the full tick.
            assert_eq!(status(&report, "printed"), "absent");
            assert!(has_note(&report, "bare-key"));
        }
        let report = report(&code, &trusted);
        let signed = |name: &str| {
            let fields = report["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap()["signed"].as_str().unwrap().to_owned()
        };
        assert_eq!(signed("sellerTaxId"), data["SellerGstin"].as_str().unwrap());
        assert_eq!(signed("registration"), data["Irn"].as_str().unwrap());
        assert_eq!(signed("amount"), format!("{:.2}", data["TotInvVal"].as_f64().unwrap()));
        assert_eq!(signed("issueDate").len(), 10);
        assert_eq!(status(&report, "plausibility"), "pass");
        assert!(report["nextSteps"]["cardholder"].as_array().unwrap().contains(&"verify-on-invoice-portal".into()));
    }
}

#[test]
fn a_key_counts_for_what_a_person_trusts_it_for() {
    for formats in [Formats::NONE, Formats::from_ids(["cn-wechatpay", "cn-alipay", "signed-slip"])] {
        let report = report(&codes()[0].1, &store(formats));
        assert_eq!((&report["verdict"], status(&report, "signature")), (&"unknown-issuer".into(), "pass"));
        assert_eq!(cause(&report, "certificate-unknown-issuer").unwrap()["evidence"]["kind"], "invoice-portal");
    }
}

#[test]
fn without_the_key_nobody_calls_it_invalid() {
    for code in [codes()[0].1.clone(), changed(&codes()[0].1, "1416.0", "9416.0")] {
        let report = report(&code, &Store::default());
        assert_eq!((&report["verdict"], status(&report, "signature")), (&"unknown-issuer".into(), "unknown"));
        assert!(has_note(&report, "certificate-needed"));
    }
    // India has its own portal: nobody is sent to another country's tax administration.
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    let reports = check::check(&Input::text(codes()[0].1.clone()), &Store::default(), now);
    assert_eq!(reports[0].headline().now.id, "einvoice-now-unvouched");
}

#[test]
fn one_changed_character_is_named_with_what_was_signed() {
    let trusted = store(Formats::from_ids(["in-einvoice"]));
    let report = report(&changed(&codes()[0].1, "1416.0", "9416.0"), &trusted);
    assert_eq!((&report["verdict"], status(&report, "signature")), (&"invalid".into(), "fail"));
    let altered = cause(&report, "field-altered").unwrap();
    assert_eq!(altered["confidence"], "proven");
    let evidence = &altered["evidence"];
    assert_eq!(
        (&evidence["field"], &evidence["signed"], &evidence["code"]),
        (&"amount".into(), &"1416.0".into(), &"9416.0".into())
    );
    assert!(report["nextSteps"]["cardholder"].as_array().unwrap().contains(&"do-not-claim".into()));
    // Nobody vouches for the key: what it signed is not known to be the portal's.
    let unknown = self::report(&changed(&codes()[0].1, "1416.0", "9416.0"), &store(Formats::NONE));
    assert_eq!(cause(&unknown, "field-altered").unwrap()["confidence"], "likely");
}

#[test]
fn more_changes_than_one_stay_unexplained_and_are_invalid() {
    let trusted = store(Formats::from_ids(["in-einvoice"]));
    let report = report(&changed(&codes()[0].1, "1416.0", "987654.0"), &trusted);
    assert_eq!(report["verdict"], "invalid");
    assert_eq!(cause(&report, "data-corrupted").unwrap()["confidence"], "possible");
    assert!(report["signature"]["tried"].as_u64().unwrap() <= report["signature"]["limit"].as_u64().unwrap());
}

#[test]
fn other_algorithms_cut_signatures_and_members_that_stand_twice_are_refused() {
    let trusted = store(Formats::from_ids(["in-einvoice"]));
    let code = &codes()[0].1;
    let (header, rest) = code.split_once('.').unwrap();
    let other = String::from_utf8(Base64::Url.decode(header).unwrap()).unwrap().replace("RS256", "none");
    let none = format!("{}.{rest}", Base64::Url.encode(other.as_bytes()));
    let twice = changed(code, r#"\"TotInvVal\":"#, r#"\"TotInvVal\":1,\"TotInvVal\":"#);
    for (bad, cause_id) in [(none, "header-refused"), (twice, "malformed")] {
        let report = report(&bad, &trusted);
        assert_eq!((&report["format"], &report["verdict"]), (&"in-einvoice".into(), &"invalid".into()), "{report}");
        assert!(cause(&report, cause_id).is_some(), "{report}");
    }
    // Cut short it fits nothing, and is never verified.
    for length in [code.len() - 1, code.len() - 2, code.len() - 40, code.len() - 341] {
        let report = report(&code[..length], &trusted);
        assert_ne!(report["verdict"], "verified", "{length}");
    }
}
