//! Payment gateways' messages by the public road: the made cases, the real samples, and what must never happen.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check::check,
    input::Input,
    pki::{self, Formats, Secret, Store},
    time::Timestamp,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn shared(folder: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors").join(folder);
    if !place.is_dir() {
        eprintln!("../shared/vectors/{folder} is not there: its messages are not tested");
        return None;
    }
    Some(place)
}

fn trust(store: &mut Store, file: &[u8]) {
    let found = pki::import(file);
    for certificate in found.certificates {
        store.trust(certificate, Formats::ALL);
    }
    for item in found.keys {
        store.add_key(item.spki, item.key, Formats::ALL);
    }
}

fn know(store: &mut Store, file: &[u8]) {
    let found = pki::import(file);
    store.certificates.extend(found.certificates);
    store.crls.extend(found.crls);
    for item in found.keys {
        store.add_key(item.spki, item.key, Formats::NONE);
    }
}

fn reports(text: &str, store: &Store, at: &str) -> Vec<Value> {
    let now = Timestamp::parse(at).unwrap().moment();
    check(&Input::text(text), store, now).iter().map(|r| serde_json::from_str(&r.to_json()).unwrap()).collect()
}

fn status<'a>(report: &'a Value, id: &str) -> &'a Value {
    &report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap()["status"]
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter_map(|item| item["id"].as_str()).collect()
}

#[test]
fn made_messages_get_what_they_must() {
    let Some(folder) = shared("gateway-made") else { return };
    for line in fs::read_to_string(folder.join("cases.jsonl")).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let mut store = Store::default();
        let files = |name: &str| case[name].as_array().cloned().unwrap_or_default();
        for name in files("trust") {
            trust(&mut store, &fs::read(folder.join(name.as_str().unwrap())).unwrap());
        }
        for name in files("cert").into_iter().chain(files("crl")) {
            know(&mut store, &fs::read(folder.join(name.as_str().unwrap())).unwrap());
        }
        let found = reports(case["input"].as_str().unwrap(), &store, case["at"].as_str().unwrap());
        let [report] = found.as_slice() else { panic!("{id}: {} reports", found.len()) };
        let expected = &case["expect"];
        assert!(expected["verdict"].as_array().unwrap().contains(&report["verdict"]), "{id} {report}");
        for (check, wanted) in expected["checks"].as_object().into_iter().flatten() {
            assert_eq!(status(report, check), wanted, "{id} {check} {report}");
        }
        for cause in expected["causes"].as_array().into_iter().flatten() {
            assert!(ids(&report["causes"]).contains(&cause.as_str().unwrap()), "{id} {report}");
        }
        if let Some(wanted) = expected["outcome"].as_array() {
            assert!(wanted.contains(&report["outcome"]["status"]), "{id} {report}");
        }
        for role in ["cardholder", "merchant"] {
            assert!(!report["nextSteps"][role].as_array().unwrap().is_empty(), "{id}");
        }
    }
}

#[test]
fn real_messages_are_verified_with_their_own_keys_and_say_what_they_say() {
    let Some(folder) = shared("cn-gateway") else { return };
    for name in ["acp", "alipay", "wechatpay"] {
        let all: Value =
            serde_json::from_str(&fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()).unwrap();
        for sample in all["samples"].as_array().unwrap() {
            let Some(input) = sample["input"].as_str() else { continue };
            let id = sample["id"].as_str().unwrap();
            let mut store = Store::default();
            if let Some(root) = all["certificates"]["root"]["pem"].as_str() {
                trust(&mut store, root.as_bytes());
                know(&mut store, all["certificates"]["middle"]["pem"].as_str().unwrap().as_bytes());
            }
            for name in ["certificate", "publicKey"] {
                trust(&mut store, sample[name].as_str().unwrap_or_default().as_bytes());
            }
            store.apiv3_key = sample["apiv3Key"].as_str().map(|key| Secret(key.as_bytes().to_vec()));
            let found = reports(input, &store, "2024-02-01T12:00:00Z");
            let [report] = found.as_slice() else { panic!("{id}: {} reports", found.len()) };
            let expected = &sample["expected"];
            assert_eq!(status(report, "signature"), &expected["signature"], "{id} {report}");
            assert_eq!(report["outcome"]["status"], expected["outcome"], "{id} {report}");
            if let Some(verdict) = expected["verdictWhenPinned"].as_str() {
                assert_eq!(report["verdict"], verdict, "{id} {report}");
            } else if expected["signature"] == "pass" {
                assert_eq!(report["verdict"], "verified", "{id} {report}");
            }
            // A message of the test platform is never shown as money.
            if all["environment"] == "test" {
                assert_eq!(report["outcome"]["environment"], "test", "{id}");
                assert_eq!(status(report, "plausibility"), "warn", "{id}");
            }
            if let Some(key) = sample["apiv3Key"].as_str() {
                assert!(!report.to_string().contains(key), "{id}");
            }
        }
    }
}

#[test]
fn a_merchants_key_never_speaks_as_the_platform() {
    let Some(folder) = shared("cn-gateway") else { return };
    let all: Value = serde_json::from_str(&fs::read_to_string(folder.join("wechatpay.json")).unwrap()).unwrap();
    let sample =
        all["samples"].as_array().unwrap().iter().find(|sample| sample["id"] == "wechatpay-merchant-key").unwrap();
    let mut store = Store::default();
    trust(&mut store, sample["certificate"].as_str().unwrap().as_bytes());
    trust(&mut store, sample["otherCertificate"].as_str().unwrap().as_bytes());
    let found = reports(sample["input"].as_str().unwrap(), &store, "2022-02-01T12:00:00Z");
    assert_eq!(found[0]["verdict"], "certificate-problem", "{}", found[0]);
    assert!(ids(&found[0]["causes"]).contains(&"certificate-wrong-key"));
}

#[test]
fn no_message_is_verified_by_what_it_brings_along() {
    let Some(folder) = shared("gateway-made") else { return };
    for line in fs::read_to_string(folder.join("cases.jsonl")).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let mut store = Store::default();
        for list in ["trust", "cert"] {
            for name in case[list].as_array().unwrap() {
                know(&mut store, &fs::read(folder.join(name.as_str().unwrap())).unwrap());
            }
        }
        for report in reports(case["input"].as_str().unwrap(), &store, case["at"].as_str().unwrap()) {
            assert_ne!(report["verdict"], "verified", "{}", case["id"]);
        }
    }
}
