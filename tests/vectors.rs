//! Every rule of the signed slip's profile, kept or broken in one way each: vectors made by `demo-ca --vectors`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check::check,
    encoding::Base64,
    input::Input,
    pki::{Certificate, Crl, Store},
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
