//! Every rule of the signed slip's profile, kept or broken in one way each: vectors made by `demo-ca --vectors`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check::check,
    encoding::Base64,
    input::Input,
    pki::{Certificate, Crl, Seen, Store},
    report::Format,
    time::Timestamp,
};
use std::{fs, path::Path};

/// Vectors that are decided otherwise, and why. One that no longer is fails the test.
const DIVERGENCES: &[(&str, &str)] = &[];

fn directory() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The blocks of a PEM file.
fn blocks(name: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(directory().join(name)).unwrap();
    text.split("-----BEGIN ")
        .skip(1)
        .map(|block| {
            let body = block.split_once('\n').unwrap().1.split("-----END ").next().unwrap();
            Base64::Standard.decode(&body.split_whitespace().collect::<String>()).unwrap()
        })
        .collect()
}

#[test]
fn every_vector_gets_its_verdict_and_cause() {
    let certificates = |name| blocks(name).iter().map(|der| Certificate::from_der(der).ok().unwrap()).collect();
    let store = Store {
        anchors: certificates("demo-root.pem"),
        certificates: certificates("demo-chain.pem"),
        crls: blocks("demo.crl").iter().map(|der| Crl::from_der(der).ok().unwrap()).collect(),
        ..Store::default()
    };
    let now = Timestamp::parse("2026-11-20T18:42:07+08:00").unwrap().moment();
    let list = fs::read_to_string(directory().join("vectors.jsonl")).unwrap();
    let mut wrong = Vec::new();
    let mut divergent = Vec::new();
    for line in list.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let id = vector["id"].as_str().unwrap();
        let reports = check(&Input::text(vector["text"].as_str().unwrap()), &store, now);
        assert_eq!(reports.len(), 1, "{id}");
        let report: Value = serde_json::from_str(&reports[0].to_json()).unwrap();
        let causes = vector["causes"].as_array().unwrap();
        let cause = report["causes"].get(0).map(|cause| &cause["id"]);
        let explained = cause.map_or(causes.is_empty(), |cause| causes.contains(cause));
        if report["verdict"] != vector["expect"] || !explained {
            if DIVERGENCES.iter().any(|(known, _)| *known == id) {
                divergent.push(id.to_owned());
            } else {
                wrong.push(format!(
                    "{id}: expected {} {}, got {} {} {}",
                    vector["expect"], vector["causes"], report["verdict"], report["causes"], report["notes"]
                ));
            }
        }
    }
    assert!(list.lines().count() > 100);
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    for (id, _) in DIVERGENCES {
        assert!(divergent.iter().any(|other| other == id), "{id} diverges no longer");
    }
}

/// A key that nobody vouches for: seen for the first time, again, and then another one for the same merchant.
#[test]
fn keys_seen_before_are_told_and_never_verify() {
    let list = fs::read_to_string(directory().join("vectors.jsonl")).unwrap();
    let vectors: Vec<Value> = list.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = vectors.iter().find(|vector| vector["expect"] == "verified").unwrap()["text"].as_str().unwrap();
    let now = Timestamp::parse("2026-11-20T18:42:07+08:00").unwrap().moment();
    let chain: Vec<Certificate> =
        blocks("demo-chain.pem").iter().map(|der| Certificate::from_der(der).ok().unwrap()).collect();
    let told = |anchors: Vec<Certificate>, seen: Option<Vec<Seen>>| -> (String, Vec<Value>) {
        let store = Store { anchors, certificates: chain.clone(), seen, ..Store::default() };
        let report = check(&Input::text(text), &store, now).remove(0).to_json();
        let report: Value = serde_json::from_str(&report).unwrap();
        let notes = report["notes"].as_array().unwrap().iter();
        let notes = notes.filter(|note| note["id"].as_str().unwrap().starts_with("key-")).cloned().collect();
        if report["verdict"] == "unknown-issuer" {
            assert_eq!(report["causes"][0]["evidence"]["kind"], "acquirer");
        }
        (report["verdict"].as_str().unwrap().to_owned(), notes)
    };
    assert_eq!(told(Vec::new(), None), ("unknown-issuer".into(), Vec::new()));
    let (verdict, notes) = told(Vec::new(), Some(Vec::new()));
    assert_eq!((verdict.as_str(), &notes[0]["id"]), ("unknown-issuer", &"key-first-seen".into()));
    let text_of = |name: &str| notes[0][name].as_str().unwrap().to_owned();
    let seen = |key: Vec<u8>| Seen {
        key: key.try_into().unwrap(),
        format: Format::SignedSlip,
        holder: text_of("holder"),
        times: 14,
        since: "2026-03-01".into(),
    };
    let own = slipcheck::encoding::unhex(&text_of("key")).unwrap();
    let (verdict, again) = told(Vec::new(), Some(vec![seen(vec![1; 32]), seen(own.clone())]));
    assert_eq!(
        (verdict.as_str(), &again[0]["id"], &again[0]["times"]),
        ("unknown-issuer", &"key-seen".into(), &14.into())
    );
    let (verdict, changed) = told(Vec::new(), Some(vec![seen(vec![1; 32])]));
    assert_eq!((verdict.as_str(), &changed[0]["id"]), ("unknown-issuer", &"key-changed".into()));
    assert_eq!(changed[0]["known"][0], "01".repeat(32));
    // Another format's or merchant's key is none of its.
    let elsewhere = Seen { format: Format::DeTse, ..seen(own.clone()) };
    let other = Seen { holder: "somebody".into(), ..seen(own.clone()) };
    assert_eq!(told(Vec::new(), Some(vec![elsewhere, other])).1[0]["id"], "key-first-seen");
    // Where a certificate vouches, none of this is said.
    let anchors = blocks("demo-root.pem").iter().map(|der| Certificate::from_der(der).ok().unwrap()).collect();
    assert_eq!(told(anchors, Some(vec![seen(vec![1; 32])])), ("verified".into(), Vec::new()));
}
