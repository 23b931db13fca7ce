//! Invoice codes of Saudi Arabia, by the public road: published examples, changed ones, hostile ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check,
    encoding::Base64,
    input::Input,
    pki::{Certificate, Store},
    report::Report,
    time::Timestamp,
};
use std::{env, fs, path::PathBuf};

#[allow(dead_code, missing_docs, unreachable_pub)]
#[path = "pki/authority.rs"]
mod authority;

fn vectors(name: &str) -> Option<Value> {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    let path = root.join(name);
    if !path.exists() {
        eprintln!("NOT RUN: {} is not there", path.display());
        return None;
    }
    Some(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

/// The published codes.
fn codes() -> Vec<String> {
    let Some(Value::Array(codes)) = vectors("sa-zatca/codes.json") else { return Vec::new() };
    codes.iter().map(|code| code["qr"].as_str().unwrap().to_owned()).collect()
}

fn reports(text: &str) -> Vec<Report> {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    check::check(&Input::text(text), &Store::default(), now)
}

fn report(text: &str) -> Value {
    let mut reports = reports(text);
    assert_eq!(reports.len(), 1, "{text}");
    serde_json::from_str(&reports.remove(0).to_json()).unwrap()
}

fn status(report: &Value, check: &str) -> String {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|entry| entry["id"] == check).unwrap()["status"].as_str().unwrap().to_owned()
}

fn causes(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["causes"].as_array().unwrap().iter().map(|cause| (text(&cause["id"]), text(&cause["confidence"]))).collect()
}

fn note<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["notes"].as_array().unwrap().iter().find(|note| note["id"] == id)
}

/// Items → the code's text.
fn encode(items: &[(u8, Vec<u8>)]) -> String {
    let bytes: Vec<u8> =
        items.iter().flat_map(|(tag, value)| [&[*tag, value.len() as u8], value.as_slice()].concat()).collect();
    Base64::Standard.encode(&bytes)
}

fn items(code: &str) -> Vec<(u8, Vec<u8>)> {
    let bytes = Base64::Standard.decode(code).unwrap();
    let (mut items, mut rest) = (Vec::new(), &bytes[..]);
    while let [tag, length, behind @ ..] = rest {
        let (value, behind) = behind.split_at(usize::from(*length));
        items.push((*tag, value.to_vec()));
        rest = behind;
    }
    items
}

fn with(code: &str, tag: u8, change: impl Fn(&mut Vec<u8>)) -> String {
    let mut items = items(code);
    change(&mut items.iter_mut().find(|(other, _)| *other == tag).unwrap().1);
    encode(&items)
}

#[test]
fn published_codes_fit_their_own_key() {
    for code in codes() {
        let report = report(&code);
        assert_eq!(report["verdict"], "unknown-issuer");
        assert_eq!(report["format"], "sa-zatca");
        assert_eq!(status(&report, "format"), "pass");
        assert_eq!(status(&report, "signature"), "pass");
        assert_eq!(status(&report, "digest"), "unknown");
        assert_eq!(status(&report, "certificate"), "unknown");
        assert_eq!(status(&report, "printed"), "absent");
        assert_eq!(report["signature"]["curve"], "secp256k1");
        assert_eq!(report["signature"]["repaired"], false);
        assert!(note(&report, "amounts-not-bound").is_some());
        let field = |name: &str| {
            let fields = report["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap().clone()
        };
        assert_eq!(field("taxId")["code"], "399999999900003");
        assert!(field("amount").get("signed").is_none(), "the amount is not signed");
        assert_eq!(status(&report, "plausibility"), "pass", "{report}");
    }
}

#[test]
fn a_number_that_is_too_short_is_implausible() {
    for code in codes() {
        let report = report(&with(&code, 2, |number| number.truncate(5)));
        assert_eq!(report["format"], "sa-zatca");
        assert_eq!(status(&report, "signature"), "pass");
        assert_eq!(status(&report, "plausibility"), "warn");
    }
}

#[test]
fn printed_amounts_are_compared_with_the_code() {
    let Some(code) = codes().into_iter().next() else { return };
    let same = report(&format!("{code}\nAMOUNT: 231.15\nDATE/TIME: 2024-09-07 20:41:08"));
    assert_eq!((&status(&same, "printed")[..], &same["verdict"]), ("pass", &"unknown-issuer".into()), "{same:#}");
    let other = report(&format!("{code}\nAMOUNT: 281.15\nDATE/TIME: 2024-09-07 20:41:08"));
    assert_eq!((&status(&other, "printed")[..], &other["verdict"]), ("fail", &"altered".into()));
    // Neither is signed: which of the two was changed is not proven.
    assert!(causes(&other).contains(&("field-altered".into(), "likely".into())), "{other:#}");
    let amount = other["fields"].as_array().unwrap().iter().find(|field| field["name"] == "amount").unwrap();
    assert_eq!(
        (&amount["code"], &amount["printed"], &amount["match"]),
        (&"231.15".into(), &"281.15".into(), &false.into())
    );
}

/// Any change of one byte breaks the signature, unless it touched only what is not signed; that is always said.
#[test]
fn one_byte_changed() {
    for code in codes() {
        let original = Base64::Standard.decode(&code).unwrap();
        for at in 0..original.len() {
            for flip in [1u8, 0x20, 0x80] {
                let mut bytes = original.clone();
                bytes[at] ^= flip;
                let changed = Base64::Standard.encode(&bytes);
                for report in reports(&changed) {
                    let report: Value = serde_json::from_str(&report.to_json()).unwrap();
                    assert_ne!(report["verdict"], "verified");
                    if status(&report, "signature") != "pass" {
                        continue;
                    }
                    let (old, new) = (items(&code), items(report["code"].as_str().unwrap()));
                    for tag in [6, 7, 8] {
                        let value = |items: &[(u8, Vec<u8>)]| items.iter().find(|(other, _)| *other == tag).cloned();
                        assert_eq!(value(&old), value(&new), "byte {at} ^ {flip}: tag {tag} changed and it still fits");
                    }
                    assert!(note(&report, "amounts-not-bound").is_some());
                }
            }
        }
    }
}

/// The same for every character of its text.
#[test]
fn one_character_changed() {
    let Some(code) = codes().into_iter().next() else { return };
    let original = Base64::Standard.decode(&code).unwrap();
    for at in 0..code.len() {
        for c in ['A', 'z', '0', '=', '-', '/', ' ', '.', 'é'] {
            let changed: String = code.char_indices().map(|(i, old)| if i == at { c } else { old }).collect();
            for report in reports(&changed) {
                let report: Value = serde_json::from_str(&report.to_json()).unwrap();
                if status(&report, "signature") != "pass" {
                    continue;
                }
                let seen = report["code"].as_str().unwrap().replace('-', "+").replace('_', "/");
                let padded = format!("{seen}{}", "=".repeat((4 - seen.len() % 4) % 4));
                let bytes = Base64::Standard.decode(&padded).unwrap();
                let signed = |bytes: &[u8]| {
                    let all = items(&Base64::Standard.encode(bytes));
                    all.into_iter().filter(|(tag, _)| (6..=8).contains(tag)).collect::<Vec<_>>()
                };
                assert_eq!(signed(&bytes), signed(&original), "character {at} to {c:?}");
            }
        }
    }
}

#[test]
fn other_ways_of_writing_are_named_and_stay_invalid() {
    let Some(code) = codes().into_iter().next() else { return };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let decoded = |bytes: &[u8]| Base64::Standard.decode(&text(bytes)).unwrap();
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    type Change<'a> = (u8, &'a str, &'a dyn Fn(&mut Vec<u8>));
    let changes: [Change<'_>; 6] = [
        (6, "bytes", &|item| *item = decoded(item)),
        (6, "hex", &|item| *item = hex(&decoded(item)).into_bytes()),
        (7, "bytes", &|item| *item = decoded(item)),
        (7, "hex", &|item| *item = hex(&decoded(item)).into_bytes()),
        (8, "bytes", &|item| *item = item[23..].to_vec()),
        (8, "base64", &|item| *item = Base64::Standard.encode(item).into_bytes()),
    ];
    for (tag, fits, change) in changes {
        let report = report(&with(&code, tag, change));
        assert_eq!(report["verdict"], "invalid", "tag {tag} {fits}");
        assert_eq!(causes(&report), [("encoding-conflict".into(), "proven".into())], "tag {tag} {fits}");
        assert_eq!(report["causes"][0]["evidence"]["fits"], fits);
        assert_eq!(status(&report, "signature"), "fail");
    }
    // Written for addresses, the code is the same bytes: nothing is wrong with it.
    let url = code.replace('+', "-").replace('/', "_").replace('=', "");
    let report = report(&url);
    assert_eq!(report["verdict"], "unknown-issuer");
    assert!(note(&report, "paste-damage").is_some());
}

#[test]
fn truncated_malformed_and_first_phase() {
    let Some(code) = codes().into_iter().next() else { return };
    let all = items(&code);
    let cut = report(&code[..code.len() / 2]);
    assert_eq!((&cut["verdict"], &causes(&cut)[0].0[..]), (&Value::from("invalid"), "truncated"));
    let without_signature = report(&encode(&all[..6]));
    assert_eq!(causes(&without_signature), [("truncated".into(), "proven".into())]);

    let first_phase = report(&encode(&all[..5]));
    assert_eq!(first_phase["verdict"], "unsigned");
    assert_eq!(causes(&first_phase), [("not-signed".into(), "proven".into())]);
    assert_eq!(status(&first_phase, "signature"), "absent");
    assert_eq!(status(&first_phase, "plausibility"), "pass");

    let mut twice = all.clone();
    twice.insert(3, all[2].clone());
    let twice = report(&encode(&twice));
    assert_eq!((&twice["verdict"], &causes(&twice)[0].0[..]), (&Value::from("invalid"), "malformed"));
    let mut unknown = all.clone();
    unknown.push((12, b"x".to_vec()));
    assert_eq!(causes(&report(&encode(&unknown)))[0].0, "malformed");
    // Without its key, a code fits nothing that is at hand.
    let keyless = report(&encode(&all[..7]));
    assert_eq!((&keyless["verdict"], &status(&keyless, "signature")[..]), (&Value::from("unknown-issuer"), "unknown"));
}

#[test]
fn tax_that_cannot_be() {
    let Some(code) = codes().into_iter().next() else { return };
    for (tag, value, expected, id) in [
        (5, "30.16", "pass", "vat-rate"),
        (5, "0.00", "warn", "vat-below-rate"),
        (5, "60.15", "fail", "vat-above-rate"),
        (2, "399999999900001", "warn", "vat-number"),
        (2, "39999999990003", "warn", "vat-number"),
        (4, "1,00", "warn", "amount-form"),
        (3, "2027-09-07T17:41:08Z", "warn", "time-future"),
        (3, "soon", "warn", "time-form"),
    ] {
        let report = report(&with(&code, tag, |item| *item = value.into()));
        assert_eq!(status(&report, "plausibility"), expected, "{value}");
        let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "plausibility").unwrap();
        let findings = check["evidence"]["findings"].as_array().unwrap();
        let finding = findings.iter().find(|finding| finding["id"] == id).unwrap_or_else(|| panic!("{id}: {report}"));
        assert_eq!(finding["status"], expected);
    }
}

#[test]
fn hostile_input_ends() {
    let start = "AQdMYXRlbmN5Ag8zOTk5";
    for text in [
        format!("{start} ").repeat(20_000),
        "Af8AAAAAAAAAAAAA\n".repeat(40_000),
        "A".repeat(1 << 20),
        "AQ".repeat(1 << 19),
        format!("{start}{}", "=".repeat(5000)),
        format!("{start}\n{}", "a1B2 ".repeat(100_000)),
    ] {
        assert!(!reports(&text).is_empty());
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn any_items_get_a_report(
            values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 0..10),
            first in 1u8..4,
        ) {
            let mut all: Vec<(u8, Vec<u8>)> = vec![(1, b"seller".to_vec()), (2, b"310122393500003".to_vec())];
            all.extend(values.into_iter().zip(first + 2..).collect::<Vec<_>>().into_iter().map(|(value, tag)| (tag, value)));
            for report in reports(&encode(&all)) {
                prop_assert_ne!(report.verdict.word().id(), "verified");
            }
        }

        #[test]
        fn any_text_gets_a_report(text: String, base64 in "[A-Za-z0-9+/=\\-_ \n]{0,400}") {
            prop_assert!(!reports(&text).is_empty());
            prop_assert!(!reports(&["AQdMYXRlbmN5Ag8zOTk5", &base64].concat()).is_empty());
        }
    }
}

/// The published certificate, which has the codes' key.
fn certificate() -> Option<Vec<u8>> {
    let codes = vectors("sa-zatca/codes.json")?;
    Some(Base64::Standard.decode(codes[0]["certB64"].as_str()?).unwrap())
}

fn report_with(text: &str, anchors: &[Vec<u8>], certificates: &[Vec<u8>]) -> Value {
    let read = |ders: &[Vec<u8>]| ders.iter().map(|der| Certificate::from_der(der).unwrap()).collect();
    let store = Store { anchors: read(anchors), certificates: read(certificates), ..Store::default() };
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    let report = check::check(&Input::text(text), &store, now).remove(0);
    serde_json::from_str(&report.to_json()).unwrap()
}

/// The published codes are signed with a key that every developer has (issuers.md, Rules 6).
#[test]
fn a_sample_s_key_vouches_for_nothing_trusted_or_not() {
    let (Some(certificate), Some(code)) = (certificate(), codes().into_iter().next()) else { return };
    let report = report_with(&code, std::slice::from_ref(&certificate), &[]);
    assert_eq!(
        (&status(&report, "signature")[..], &status(&report, "certificate")[..]),
        ("pass", "pass"),
        "{report:#}"
    );
    assert_eq!(report["verdict"], "certificate-problem");
    assert_eq!(report["causes"][0]["evidence"]["rule"], "sample-key");
    assert_eq!(note(&report, "ca-signature").unwrap()["fits"], true);
    let report = report_with(&code, &[], &[certificate]);
    assert_eq!(report["verdict"], "certificate-problem");
    assert_eq!(report["causes"][0]["evidence"]["rule"], "sample-key");
    assert_eq!(status(&report, "certificate"), "fail");
    assert_eq!(report["certificate"]["subject"].as_str().map(|name| name.contains("TST-886431145")), Some(true));
}

#[test]
fn another_issue_of_the_certificate_is_told() {
    let (Some(certificate), Some(code)) = (certificate(), codes().into_iter().next()) else { return };
    let changed = with(&code, 9, |item| *item.last_mut().unwrap() ^= 1);
    let report = report_with(&changed, &[certificate], &[]);
    assert_eq!(note(&report, "ca-signature").unwrap()["fits"], false);
    assert_eq!(status(&report, "certificate"), "warn");
    assert_ne!(report["verdict"], "verified");
}

mod own {
    use super::{
        authority::{Draft, Key},
        *,
    };
    use k256::ecdsa::{Signature, SigningKey, signature::hazmat::PrehashSigner};
    use sha2::{Digest, Sha256};

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_slice(&[seed; 32]).unwrap()
    }

    fn spki(key: &SigningKey) -> Vec<u8> {
        let head = [
            0x30, 0x56, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04,
            0x00, 0x0a, 0x03, 0x42, 0x00,
        ];
        [&head[..], key.verifying_key().to_sec1_point(false).as_bytes()].concat()
    }

    /// A code of our own, what was signed chosen by `digest` from the hash.
    fn code(signer: &SigningKey, shown: &SigningKey, digest: impl Fn(&[u8]) -> Vec<u8>, high: bool) -> String {
        let hash = Sha256::digest(b"an invoice").to_vec();
        let signature: Signature = signer.sign_prehash(&digest(&hash)).unwrap();
        let low = signature.normalize_s();
        let signature = if high {
            let (r, s) = low.split_scalars();
            Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap()
        } else {
            low
        };
        assert_eq!(signature.normalize_s() != signature, high);
        encode(&[
            (1, "متجر المثال".as_bytes().to_vec()),
            (2, b"310122393500003".to_vec()),
            (3, b"2026-11-20T18:42:07Z".to_vec()),
            (4, b"115.00".to_vec()),
            (5, b"15.00".to_vec()),
            (6, Base64::Standard.encode(&hash).into_bytes()),
            (7, Base64::Standard.encode(signature.to_der().as_bytes()).into_bytes()),
            (8, spki(shown)),
        ])
    }

    fn once(bytes: &[u8]) -> Vec<u8> {
        Sha256::digest(bytes).to_vec()
    }

    /// A certificate of a key, issued by nobody in particular.
    fn certificate(key: &SigningKey) -> Vec<u8> {
        let draft = Draft::leaf("EGS authority", "EGS 1", 2, &Key::new(1));
        Draft { spki: spki(key), ..draft }.sign(&Key::new(1))
    }

    /// Whoever is trusted signed a hash, not the amounts: they could be anybody's, so the full tick is never given.
    #[test]
    fn a_trusted_certificate_does_not_vouch_for_the_amounts() {
        let (code, certificate) = (code(&key(1), &key(1), once, false), certificate(&key(1)));
        let report = report_with(&code, std::slice::from_ref(&certificate), &[]);
        assert_eq!(
            (&status(&report, "signature")[..], &status(&report, "certificate")[..]),
            ("pass", "pass"),
            "{report:#}"
        );
        assert_eq!(report["verdict"], "unreadable");
        assert!(note(&report, "invoice-needed").is_some());
        // With another total, nothing that is signed has changed: it must not look any better.
        let forged = with(&code, 4, |item| *item = b"231.16".to_vec());
        let forged = report_with(&forged, std::slice::from_ref(&certificate), &[]);
        assert_eq!(forged["verdict"], report["verdict"]);
        // At hand, and not trusted.
        let report = report_with(&code, &[], &[certificate]);
        assert_eq!(report["verdict"], "unknown-issuer");
        assert_eq!(status(&report, "certificate"), "fail");
    }

    #[test]
    fn both_values_of_s_fit() {
        for high in [false, true] {
            let report = report(&code(&key(1), &key(1), once, high));
            assert_eq!((&report["verdict"], &status(&report, "signature")[..]), (&"unknown-issuer".into(), "pass"));
        }
    }

    #[test]
    fn hashing_once_or_thrice_and_text_for_bytes() {
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        type Way<'a> = (&'a str, &'a str, &'a dyn Fn(&[u8]) -> Vec<u8>);
        let ways: [Way<'_>; 4] = [
            ("algorithm-conflict", "hashed-once", &|hash| hash.to_vec()),
            ("algorithm-conflict", "hashed-thrice", &|hash| once(&once(hash))),
            ("encoding-conflict", "base64-text", &|hash| once(Base64::Standard.encode(hash).as_bytes())),
            ("encoding-conflict", "hex-text", &|hash| once(hex(hash).as_bytes())),
        ];
        for (cause, fits, way) in ways {
            let report = report(&code(&key(1), &key(1), way, false));
            assert_eq!(report["verdict"], "invalid", "{fits}");
            assert_eq!(causes(&report), [(cause.into(), "proven".into())], "{fits}");
            assert_eq!(report["causes"][0]["evidence"]["fits"], fits);
        }
    }

    #[test]
    fn another_key_proves_nothing() {
        let report = report(&code(&key(1), &key(2), once, false));
        assert_eq!(report["verdict"], "invalid");
        assert!(causes(&report).iter().all(|(_, confidence)| confidence == "possible"), "{report:#}");
        assert!(report["signature"]["tried"].as_u64().unwrap() <= 200);
    }
}
