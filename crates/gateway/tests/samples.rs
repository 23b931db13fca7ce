//! The public samples: real messages of the gateways with their certificates, and made ones with what each must get.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::gb;
use serde_json::Value;
use slipcheck_gateway::{Checked, Facts, Given, Key, Signing, Status, check, embedded, find};
use std::{fs, path::PathBuf};
use x509_cert::{
    Certificate,
    der::{Decode, DecodePem, Encode},
};

fn vectors() -> Option<PathBuf> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    if !place.is_dir() {
        eprintln!("the shared vectors are not there: {} is not tested", module_path!());
        return None;
    }
    Some(place)
}

/// Values of an attribute in a name.
fn values(name: &x509_cert::name::Name, oid: &str) -> Vec<String> {
    let text = |any: &x509_cert::der::Any| String::from_utf8_lossy(any.value()).into_owned();
    name.iter().filter(|attribute| attribute.oid.to_string() == oid).map(|a| text(&a.value)).collect()
}

fn facts(certificate: &Certificate) -> Facts {
    let tbs = certificate.tbs_certificate();
    let ca = tbs
        .get_extension::<x509_cert::ext::pkix::BasicConstraints>()
        .ok()
        .flatten()
        .is_some_and(|(_, constraints)| constraints.ca);
    let issuer = tbs.issuer();
    Facts {
        serial: tbs.serial_number().as_bytes().to_vec(),
        issuer: issuer.to_string(),
        ca,
        common_names: values(tbs.subject(), "2.5.4.3"),
        organizations: values(tbs.subject(), "2.5.4.10"),
        units: values(tbs.subject(), "2.5.4.11"),
        issuer_names: [values(issuer, "2.5.4.3"), values(issuer, "2.5.4.10")].concat(),
    }
}

fn key_of(certificate: &Certificate, embedded: bool) -> Key {
    let spki = certificate.tbs_certificate().subject_public_key_info().to_der().unwrap();
    Key { spki, facts: Some(facts(certificate)), embedded, trusted: false }
}

fn keys_of_pem(pem: &str) -> Vec<Key> {
    pem.split_inclusive("-----END CERTIFICATE-----")
        .filter_map(|part| {
            let part = part.get(part.find("-----BEGIN")?..)?;
            if part.contains("PUBLIC KEY") {
                let base64: String = part.lines().filter(|line| !line.starts_with('-')).collect();
                return Some(Key { spki: decode(&base64), facts: None, embedded: false, trusted: false });
            }
            Some(key_of(&Certificate::from_pem(part).ok()?, false))
        })
        .collect()
}

fn decode(base64: &str) -> Vec<u8> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0u32;
    let mut count = 0;
    let mut out = Vec::new();
    for c in base64.chars().filter(|c| *c != '=') {
        bits = bits << 6 | alphabet.find(c).unwrap() as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}

/// The only message of a text, checked.
fn checked(text: &str, mut keys: Vec<Key>, apiv3_key: Option<&[u8]>) -> Checked {
    let found = find(text);
    assert_eq!(found.messages.len(), 1, "{text}");
    let message = &found.messages[0];
    if let Some(der) = embedded(message) {
        keys.push(key_of(&Certificate::from_der(&der).unwrap(), true));
    }
    check(message, &Given { keys: &keys, apiv3_key, gb: gb(), repairs: true })
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Unknown => "unknown",
        Status::Absent => "absent",
    }
}

#[test]
fn real_messages_fit_byte_by_byte() {
    let Some(vectors) = vectors() else { return };
    for file in ["acp", "alipay", "wechatpay"] {
        let text = fs::read_to_string(vectors.join(format!("cn-gateway/{file}.json"))).unwrap();
        let all: Value = serde_json::from_str(&text).unwrap();
        for sample in all["samples"].as_array().unwrap() {
            let Some(input) = sample["input"].as_str() else { continue };
            let id = sample["id"].as_str().unwrap();
            let mut keys = Vec::new();
            for name in ["certificate", "publicKey"] {
                keys.extend(sample[name].as_str().map(keys_of_pem).unwrap_or_default());
            }
            let sealed = sample["apiv3Key"].as_str().map(str::as_bytes);
            let checked = checked(input, keys, sealed);
            let expected = &sample["expected"];
            if expected["signature"] != "pass" {
                assert_eq!(checked.signing, Signing::Misfit, "{id}");
                continue;
            }
            assert_eq!(status(checked.signature), "pass", "{id} {:?}", checked.causes);
            assert_eq!(checked.algorithm.unwrap(), expected["algorithm"], "{id}");
            if let Some(base64) = expected["signedBytes"].as_str() {
                assert_eq!(slipcheck_gateway::to_base64(&checked.signed_bytes), base64, "{id}");
                let digest = slipcheck_gateway::hex(&checked.hash.of(&checked.signed_bytes));
                assert_eq!(digest, expected["digest"], "{id}");
            }
            assert_eq!(checked.outcome.as_ref().unwrap().status.id(), expected["outcome"], "{id}");
            if let Some(plain) = sample["plaintext"].as_str() {
                let rows = |text: &str| text.contains("mchid");
                assert!(rows(plain) && checked.fields.iter().any(|field| field.name == "mchid"), "{id}");
            }
        }
    }
}

#[test]
fn sealed_resources_and_sm2_signatures_of_the_platforms_own_examples() {
    let Some(vectors) = vectors() else { return };
    let all: Value =
        serde_json::from_str(&fs::read_to_string(vectors.join("cn-gateway/wechatpay.json")).unwrap()).unwrap();
    let of = |id: &str| all["samples"].as_array().unwrap().iter().find(|sample| sample["id"] == id).unwrap().clone();
    let sample = of("sm4-gcm-resource");
    let text = |name: &str| sample[name].as_str().unwrap();
    let opened = slipcheck_gateway::open(
        "AEAD_SM4_GCM",
        text("apiv3Key").as_bytes(),
        text("nonce"),
        text("associatedData"),
        text("ciphertext"),
    );
    assert_eq!(opened.as_deref(), Some(text("plaintext").as_bytes()));
    let other = slipcheck_gateway::open("AEAD_SM4_GCM", &[b'x'; 32], text("nonce"), "", text("ciphertext"));
    assert_eq!(other, None);

    let sample = of("sm2-with-sm3");
    let key = &keys_of_pem(sample["certificate"].as_str().unwrap())[0];
    let key = slipcheck_gateway::PublicKey::from_spki(&key.spki).unwrap();
    let signature = decode(sample["signature"].as_str().unwrap());
    assert!(key.fits_sm2(b"message", &signature));
    assert!(!key.fits_sm2(b"messagf", &signature));
}

#[test]
fn made_messages_get_what_they_must() {
    let Some(vectors) = vectors() else { return };
    let folder = vectors.join("gateway-made");
    for line in fs::read_to_string(folder.join("cases.jsonl")).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let mut keys = Vec::new();
        for name in ["trust", "cert"] {
            for file in case[name].as_array().unwrap() {
                keys.extend(keys_of_pem(&fs::read_to_string(folder.join(file.as_str().unwrap())).unwrap()));
            }
        }
        let checked = checked(case["input"].as_str().unwrap(), keys, None);
        let expected = &case["expect"];
        for (name, found) in [("digest", checked.digest), ("signature", checked.signature)] {
            if let Some(wanted) = expected["checks"][name].as_str() {
                assert_eq!(status(found), wanted, "{id} {name} {:?}", checked.causes);
            }
        }
        for wanted in expected["causes"].as_array().into_iter().flatten() {
            // What path validation finds is not found here.
            if wanted != "certificate-revoked" {
                assert!(checked.causes.iter().any(|cause| cause.id == *wanted), "{id} {:?}", checked.causes);
            }
        }
        if let Some(outcome) = expected["outcome"][0].as_str() {
            assert_eq!(checked.outcome.unwrap().status.id(), outcome, "{id}");
        }
    }
}
