//! x509-limbo (C2SP, Apache-2.0): path validation cases of many implementations, run over `slipcheck certificate`'s rules.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    encoding::Base64,
    pki::{self, Certificate, Crl, Options, Purpose, Query, Store},
    time::Timestamp,
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Why an anchor's own form refuses no path.
const ANCHOR: &str = "an anchor is a key and a name (RFC 5280 §6.1.1 (d)), and national roots are not in the form asked of \
                      issuers: what its extensions limit is applied, their form is noted";

/// Cases that are judged otherwise here, and why. An entry that no longer differs fails the test.
const DIFFERENT: &[(&str, &str)] = &[
    ("rfc5280::ca-as-leaf-wrong-san", "asks for a server's name, which is a rule of TLS: a slip has no server"),
    ("rfc5280::eku::ee-wrong-eku", "asks for serverAuth, which is a purpose of TLS"),
    ("rfc5280::aki::critical-aki", ANCHOR),
    ("rfc5280::aki::cross-signed-root-missing-aki", ANCHOR),
    ("rfc5280::nc::permitted-dns-match-noncritical", ANCHOR),
    ("rfc5280::root-non-critical-basic-constraints", ANCHOR),
    ("rfc5280::ski::critical-ski", ANCHOR),
    ("rfc5280::ski::root-missing-ski", ANCHOR),
    (
        "rfc5280::aki::leaf-missing-aki",
        "a rule for its issuer (§4.2.1.1), which those of WeChat Pay and Alipay break: the leaf chains by name and signature; noted",
    ),
    ("rfc5280::validity::expired-root", "an anchor's own dates do not count (RFC 5280 §6.1.1): noted, not refused"),
];

fn vectors() -> Option<PathBuf> {
    let folder = std::env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn pem(text: &str) -> Vec<u8> {
    let body: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    Base64::Standard.decode(&body).unwrap()
}

fn list(case: &Value, member: &str) -> Vec<Vec<u8>> {
    case[member].as_array().unwrap().iter().map(|text| pem(text.as_str().unwrap())).collect()
}

fn accepted(case: &Value) -> (bool, String) {
    let certificates = |member| list(case, member).iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
    let store = Store {
        anchors: certificates("trusted_certs"),
        certificates: certificates("untrusted_intermediates"),
        crls: list(case, "crls").iter().filter_map(|der| Crl::from_der(der).ok()).collect(),
        ..Store::default()
    };
    let at = case["validation_time"].as_str().unwrap_or("2026-11-20T00:00:00Z");
    let at = Timestamp::parse(at).unwrap().moment();
    let max_depth = case["max_chain_depth"].as_u64().map(|depth| u32::try_from(depth).unwrap());
    let Ok(leaf) = Certificate::from_der(&pem(case["peer_certificate"].as_str().unwrap())) else {
        return (false, "the leaf is refused".into());
    };
    let query = Query { leaf: &leaf, extra: &[], store: &store, at, now: at, purpose: Purpose::Any };
    let report = pki::report(&query, &Options { max_depth, ..Options::default() }).unwrap();
    let why: Vec<String> = report
        .checks
        .iter()
        .filter(|check| check.status != slipcheck::report::Status::Pass)
        .map(|check| serde_json::to_string(check).unwrap())
        .collect();
    (report.accepted, format!("{} {}", serde_json::to_string(&report.causes).unwrap(), why.join("\n   ")))
}

#[test]
fn agrees() {
    let Some(folder) = vectors() else {
        eprintln!("NOT RUN: x509-limbo: no vectors; set SLIPCHECK_VECTORS");
        return;
    };
    let suite: Value = serde_json::from_slice(&fs::read(folder.join("x509-limbo/limbo.json")).unwrap()).unwrap();
    let cases = suite["testcases"].as_array().unwrap();
    assert_eq!(cases.len(), 138);
    let mut different: BTreeMap<&str, &str> = DIFFERENT.iter().copied().collect();
    let mut wrong = Vec::new();
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let expected = case["expected_result"] == "SUCCESS";
        let (accepted, why) = accepted(case);
        let agrees = accepted == expected;
        match (agrees, different.remove(id)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{id}: agrees, and stands in the list of differences")),
            (false, None) => wrong.push(format!("{id}: expected {expected}\n   {why}")),
        }
    }
    assert!(different.is_empty(), "no such case: {different:?}");
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
