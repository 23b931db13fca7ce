//! Payment gateways' messages by the public road: the made cases, the real samples, and what must never happen.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rsa::{Pkcs1v15Sign, RsaPrivateKey, pkcs1::DecodeRsaPrivateKey};
use serde_json::Value;
use sha2::{Digest, Sha256};
use slipcheck::{
    check::check,
    input::Input,
    pki::{self, Formats, Kept, Secret, Store},
    signature::PublicKey,
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

const SPKI: &[u8] = include_bytes!("../crates/gateway/tests/keys/gateway.spki.der");
const AT: &str = "2026-11-21T12:00:00Z";

/// WeChat Pay's message over a body, by the tests' own key.
fn wechat(body: &str) -> String {
    let key = RsaPrivateKey::from_pkcs1_der(include_bytes!("../crates/gateway/tests/keys/gateway.der")).unwrap();
    let (timestamp, nonce) = ("1795171329", "aJHCyjH2kSuVEjrSHAqCrTWbUP5huLLE");
    let text = format!("{timestamp}\n{nonce}\n{body}\n");
    // DigestInfo of SHA-256 (RFC 8017 §9.2, note 1).
    let prefix = [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];
    let info = [&prefix[..], Sha256::digest(text).as_slice()].concat();
    let sign = key.sign(Pkcs1v15Sign::new_unprefixed(), &info).unwrap();
    let sign = slipcheck::encoding::Base64::Standard.encode(&sign);
    format!(
        "HTTP/1.1 200 OK\nWechatpay-Nonce: {nonce}\nWechatpay-Signature: {sign}\nWechatpay-Timestamp: {timestamp}\nWechatpay-Serial: PUB_KEY_ID_0119\n\n{body}"
    )
}

fn state(state: &str) -> String {
    wechat(&format!(
        "{{\"out_trade_no\":\"T1\",\"transaction_id\":\"42\",\"trade_state\":\"{state}\",\"amount\":{{\"total\":13800}}}}"
    ))
}

/// A store with the tests' own key, trusted or only at hand.
fn with_key(trusted: Formats) -> Store {
    let mut store = Store::default();
    store.add_key(SPKI.to_vec(), PublicKey::from_spki(SPKI).unwrap().into(), trusted);
    store
}

/// Another key of RSA, of 2048 bits, that signed nothing here.
fn other_key() -> Vec<u8> {
    let mut spki = SPKI.to_vec();
    // The last bytes are the exponent; before them stands the modulus, which stays odd.
    let at = spki.len() - 40;
    spki[at] ^= 0x40;
    spki
}

fn merchant(report: &Value) -> Vec<&str> {
    report["nextSteps"]["merchant"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

#[test]
fn only_a_verified_message_is_called_genuine_in_a_step() {
    let genuine = ["gw-deliver-nothing", "gw-signature-is-good", "gw-wait-for-result", "gw-raw-body"];
    let says = |report: &Value| merchant(report).iter().filter(|step| genuine.contains(step)).count();
    let trusted = with_key(Formats::ALL);
    for status in ["CLOSED", "PAYERROR", "NOTPAY"] {
        let text = state(status);
        let verified = &reports(&text, &trusted, AT)[0];
        assert_eq!((verified["verdict"].as_str(), says(verified) > 0), (Some("verified"), true), "{verified}");
        let strange = with_key(Formats::NONE);
        let unsigned: String = text.lines().filter(|line| !line.contains("Signature")).collect::<Vec<_>>().join("\n");
        let broken = text.replace("Wechatpay-Signature: ", "Wechatpay-Signature: !");
        for (text, store) in [(&text, &strange), (&text, &Store::default()), (&unsigned, &trusted), (&broken, &trusted)]
        {
            let report = &reports(text, store, AT)[0];
            assert_ne!(report["verdict"], "verified");
            assert_eq!(says(report), 0, "{report}");
            assert!(merchant(report).contains(&"gw-query-order"), "{report}");
        }
    }
    // A repair proves what was signed by whom somebody vouches for.
    for (store, wanted) in [(&trusted, true), (&with_key(Formats::NONE), false)] {
        let report = &reports(&state("SUCCESS").replace("1795171329", "1795171329000"), store, AT)[0];
        assert_eq!(report["verdict"], "invalid");
        assert_eq!(merchant(report).contains(&"gw-raw-body"), wanted, "{report}");
    }
}

#[test]
fn a_key_that_comes_with_a_message_takes_no_finding_away() {
    let other = other_key();
    let mut store = Store::default();
    store.add_key(other.clone(), PublicKey::from_spki(&other).unwrap().into(), Formats::ALL);
    let alone = reports(&state("SUCCESS"), &store, AT);
    assert_eq!(alone[0]["verdict"], "invalid");
    store.add_key(SPKI.to_vec(), PublicKey::from_spki(SPKI).unwrap().into(), Formats::NONE);
    let beside = reports(&state("SUCCESS"), &store, AT);
    assert_eq!(beside[0]["verdict"], "invalid", "{}", beside[0]);
    assert!(ids(&beside[0]["notes"]).contains(&"other-key-fits"));
    // Trusted, too, it is another key of the gateway's.
    store.add_key(SPKI.to_vec(), PublicKey::from_spki(SPKI).unwrap().into(), Formats::ALL);
    assert_eq!(reports(&state("SUCCESS"), &store, AT)[0]["verdict"], "verified");
}

#[test]
fn messages_that_were_not_looked_at_make_no_clean_paste() {
    let store = with_key(Formats::ALL);
    let many = |count: usize| vec![state("SUCCESS"); count].join("\n\n");
    let whole = reports(&many(200), &store, AT);
    assert!(whole.len() == 200 && whole.iter().all(|report| report["verdict"] == "verified"));
    let cut = reports(&many(201), &store, AT);
    let last = cut.last().unwrap();
    assert_eq!((cut.len(), last["verdict"].as_str()), (201, Some("unreadable")), "{last}");
    assert!(ids(&last["notes"]).contains(&"messages-cut"));
}

#[test]
fn a_message_was_seen_before_only_where_it_says_the_same_and_fits() {
    let mut store = with_key(Formats::ALL);
    let duplicate = |report: &Value| ids(&report["causes"]).contains(&"duplicate-slip");
    let (good, forged) = (state("SUCCESS"), state("SUCCESS").replace("13800", "93800"));
    for text in [[&good, &forged], [&forged, &good]] {
        let found = reports(&text.map(String::as_str).join("\n\n"), &store, AT);
        assert!(found.len() == 2 && !found.iter().any(duplicate), "{found:?}");
    }
    assert!(duplicate(&reports(&[good.as_str(), &good].join("\n\n"), &store, AT)[1]));
    assert!(!duplicate(&reports(&[good, state("REFUND")].join("\n\n"), &store, AT)[1]));
    // A forged copy that was kept is nobody's message.
    assert_eq!(reports(&forged, &store, AT)[0]["identity"], Value::Null);
    let first = reports(&state("SUCCESS"), &store, AT);
    let identity = slipcheck::encoding::unhex(first[0]["identity"].as_str().unwrap()).unwrap();
    store.kept = vec![Kept { identity: identity.try_into().unwrap(), since: String::new() }];
    assert!(duplicate(&reports(&state("SUCCESS"), &store, AT)[0]));
}

#[test]
fn a_short_key_vouches_for_nothing() {
    let found = pki::import(include_bytes!("gateway/rsa512.pem"));
    assert!(found.keys.is_empty() && found.refused[0].reason.id() == "weak", "{:?}", found.refused);
    let found = pki::import(include_bytes!("gateway/rsa1024.pem"));
    let mut store = Store::default();
    assert_eq!(found.keys.len(), 1);
    for item in found.keys {
        store.add_key(item.spki, item.key, Formats::ALL);
    }
    let report = &reports(include_str!("gateway/rsa1024.txt"), &store, AT)[0];
    assert_eq!(report["verdict"], "certificate-problem", "{report}");
    assert!(ids(&report["notes"]).contains(&"weak-key"));
}

#[test]
fn a_merchants_name_makes_no_test_platform() {
    for name in ["al-ceshi", "al-test"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gateway");
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        let mut store = Store::default();
        trust(&mut store, &read("ali-root.pem"));
        know(&mut store, &read(&format!("{name}.pem")));
        let report = &reports(&String::from_utf8(read("al-msg.txt")).unwrap(), &store, AT)[0];
        assert_eq!(report["verdict"], "verified", "{report}");
        assert_eq!((&report["environment"], &report["outcome"]["environment"]), (&Value::Null, &Value::Null));
        assert_eq!(status(report, "plausibility"), "pass");
    }
}
