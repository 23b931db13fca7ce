//! Chinese electronic invoices by the public road: public files, and files made for each rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check,
    input::Input,
    pki::{Formats, Store, import},
    time::{Moment, Timestamp},
};
use std::{env, fs, path::Path, path::PathBuf};

fn folder(name: &str) -> Option<PathBuf> {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    let path = root.join(name);
    if !path.exists() {
        eprintln!("NOT RUN: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn moment(text: &str) -> Moment {
    Timestamp::parse(text).unwrap().moment()
}

fn report(file: &Path, store: &Store, now: Moment) -> Value {
    let reports = check::check(&Input::file(fs::read(file).unwrap()), store, now);
    assert_eq!(reports.len(), 1, "{}", file.display());
    serde_json::from_str(&reports[0].to_json()).unwrap()
}

fn public(name: &str, store: &Store) -> Option<Value> {
    Some(report(&folder("cn-ofd")?.join(name), store, moment("2026-11-22T12:00:00Z")))
}

fn ids(report: &Value, list: &str) -> Vec<String> {
    report[list].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

fn status(report: &Value, check: &str) -> String {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|entry| entry["id"] == check).unwrap()["status"].as_str().unwrap().to_owned()
}

/// A store of these files of a folder.
fn store(folder: &Path, case: &Value) -> Store {
    let mut store = Store::default();
    let files = |key: &str| case[key].as_array().cloned().unwrap_or_default();
    for (key, trusted) in [("trust", true), ("cert", false)] {
        for file in files(key) {
            let found = import(&fs::read(folder.join(file.as_str().unwrap())).unwrap());
            for certificate in found.certificates {
                if trusted {
                    store.trust(certificate, Formats::ALL);
                } else {
                    store.certificates.push(certificate);
                }
            }
        }
    }
    store
}

#[test]
fn public_invoices_without_trust() {
    for name in ["1.ofd", "999.ofd", "v4signed.ofd"] {
        let Some(report) = public(name, &Store::default()) else { return };
        assert_eq!(report["verdict"], "unknown-issuer", "{name} {report:#}");
        assert_eq!((status(&report, "digest"), status(&report, "signature")), ("pass".into(), "pass".into()), "{name}");
        assert_eq!(status(&report, "printed"), "pass", "{name} {report:#}");
        assert_eq!(report["format"], "cn-ofd");
        assert!(!report["nextSteps"]["cardholder"].as_array().unwrap().is_empty(), "{name}");
    }
    let report = public("h.ofd", &Store::default()).unwrap();
    assert_eq!((report["verdict"].as_str(), status(&report, "digest")), (Some("unknown-issuer"), "warn".into()));
    assert!(ids(&report, "notes").contains(&"signature-appended".into()));
    let report = public("zsbk.ofd", &Store::default()).unwrap();
    assert_eq!(report["verdict"], "altered");
    let causes = report["causes"].as_array().unwrap();
    let altered: Vec<&Value> = causes.iter().filter(|cause| cause["id"] == "field-altered").collect();
    assert_eq!(altered.len(), 2, "{report:#}");
    assert!(altered.iter().all(|cause| cause["confidence"] == "likely"), "{report:#}");
    assert_eq!(altered[0]["evidence"]["entry"], "Doc_0/Pages/Page_0/Content.xml");
}

#[test]
fn certificates_that_had_ended_when_it_was_sealed() {
    let Some(report) = public("SESV4SignDoc.ofd", &Store::default()) else { return };
    assert_eq!(
        (report["verdict"].as_str(), status(&report, "validity")),
        (Some("unknown-issuer"), "fail".into()),
        "{report:#}"
    );
    let ended = |report: &Value| -> Vec<String> {
        let causes = report["causes"].as_array().unwrap().iter().filter(|cause| cause["id"] == "certificate-expired");
        causes.map(|cause| cause["evidence"]["which"].as_str().unwrap().to_owned()).collect()
    };
    assert!(ended(&report).contains(&"signer".into()) && ended(&report).contains(&"seal".into()), "{report:#}");
}

#[test]
fn files_made_for_each_rule() {
    let Some(folder) = folder("ofd-made") else { return };
    let cases = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    let (mut count, mut sealers) = (0, 0);
    for case in cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let (id, expect) = (case["id"].as_str().unwrap(), &case["expect"]);
        let store = store(&folder, &case);
        let report = report(&folder.join(case["file"].as_str().unwrap()), &store, moment(case["at"].as_str().unwrap()));
        let verdicts = expect["verdict"].as_array().unwrap();
        assert!(verdicts.contains(&report["verdict"]), "{id}: {} {report:#}", report["verdict"]);
        for (check, expected) in expect["checks"].as_object().into_iter().flatten() {
            assert_eq!(status(&report, check), expected.as_str().unwrap(), "{id}: {check} {report:#}");
        }
        for (list, key) in [("causes", "causes"), ("notes", "notes")] {
            for expected in expect[key].as_array().into_iter().flatten() {
                assert!(
                    ids(&report, list).contains(&expected.as_str().unwrap().to_owned()),
                    "{id}: {expected} {report:#}"
                );
            }
        }
        for (name, expected) in expect["fields"].as_object().into_iter().flatten() {
            let field = report["fields"].as_array().unwrap().iter().find(|field| field["name"] == **name);
            assert_eq!(field.map(|field| &field["match"]), Some(expected), "{id}: {name} {report:#}");
        }
        // Who vouches for the key does not say that the sealer may issue invoices.
        if report["verdict"] == "verified" && report["demo"] != true {
            assert!(ids(&report, "notes").contains(&"sealer-not-tax-administration".into()), "{id} {report:#}");
            sealers += 1;
        }
        let causes = report["causes"].to_string();
        for entry in expect["entries"].as_array().into_iter().flatten() {
            assert!(causes.contains(entry.as_str().unwrap()), "{id}: {entry} {causes}");
        }
        count += 1;
    }
    assert!(count >= 14 && sealers > 0, "{count} {sealers}");
}

#[test]
fn trust_for_another_format_is_none_for_invoices() {
    let Some(folder) = folder("ofd-made") else { return };
    let mut store = Store::default();
    for certificate in import(&fs::read(folder.join("ofd-root.pem")).unwrap()).certificates {
        store.trust(certificate, Formats::from_id("de-tse").unwrap());
    }
    store.certificates = import(&fs::read(folder.join("ofd-ca.pem")).unwrap()).certificates;
    let report = report(&folder.join("ofd/good-two-in-the-list.ofd"), &store, moment("2026-11-22T12:00:00Z"));
    assert_eq!(report["verdict"], "unknown-issuer", "{report:#}");
}

#[test]
fn a_file_that_was_cut_off_is_told_from_a_forged_one() {
    let Some(folder) = folder("cn-ofd") else { return };
    // Of the second, its root is the first entry, and still there when half of it is.
    for (name, left) in [("1.ofd", 1), ("1.ofd", 40), ("SESV4SignDoc.ofd", 17_900)] {
        let bytes = fs::read(folder.join(name)).unwrap();
        let length = bytes.len() - left;
        let reports =
            check::check(&Input::file(bytes[..length].to_vec()), &Store::default(), moment("2026-11-22T12:00:00Z"));
        let report: Value = serde_json::from_str(&reports[0].to_json()).unwrap();
        assert_eq!(
            (report["verdict"].as_str(), status(&report, "format")),
            (Some("unreadable"), "fail".into()),
            "{length} {report:#}"
        );
        assert!(ids(&report, "notes").contains(&"archive-damaged".into()), "{length}");
    }
}
