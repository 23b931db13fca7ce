//! Issuers by name (issuers.md): real chains, what is told of a certificate, groups, tests and sample keys. Certificates that are
//! not in the project come from the contract's vectors, by path.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use authority::{Draft, Key, basic, sequence, tlv};
use serde_json::Value;
use slipcheck::{
    issuers::{self, Known, KnownAs, Standing},
    pki::{self, Certificate, Formats, Judgement, Options, Purpose, Query, Store},
    report::{CauseId, Format, Note, Status},
    time::Timestamp,
    verdict::Trust,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

#[allow(dead_code, unreachable_pub)]
#[path = "pki/authority.rs"]
mod authority;

/// The folder of the contract; `None`, and said, where it is not there.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("NOT RUN: issuers: no vectors; set SLIPCHECK_VECTORS");
    None
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn catalogue() -> Value {
    json(&Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/issuers.json"))
}

/// A run of the program: its status, what it said, and what it complained of.
fn slipcheck(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_slipcheck")).env_clear().args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn answered(arguments: &[&str]) -> (i32, Value) {
    let (code, out, err) = slipcheck(arguments);
    (code, serde_json::from_str(&out).unwrap_or_else(|_| panic!("{arguments:?}\n{out}{err}")))
}

/// A file of this test's own.
fn file(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn pem(base64: &str) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n")
}

fn ids(report: &Value, list: &str) -> Vec<String> {
    report[list].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

fn noted<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["notes"].as_array().unwrap().iter().find(|note| note["id"] == id)
}

/// A receipt of the Austrian vectors and its certificate, as files.
fn austrian(vectors: &Path, provider: &str) -> (String, String) {
    let receipts = json(&vectors.join("at-rksv/receipts.json"));
    let all = receipts["verified"].as_array().unwrap();
    let one = all.iter().find(|one| one["name"].as_str().unwrap().starts_with(provider)).unwrap();
    let code = file(&format!("{provider}.txt"), one["qr"].as_str().unwrap());
    (code, file(&format!("{provider}.pem"), &pem(one["certDerBase64"].as_str().unwrap())))
}

#[test]
fn the_catalogue_is_the_contract_s() {
    let Some(vectors) = shared() else { return };
    let mut contract = json(&vectors.join("../specs/issuers.json"));
    for entry in contract["issuers"].as_array_mut().unwrap() {
        let entry = entry.as_object_mut().unwrap();
        entry.remove("repositories");
        entry.remove("slipcheck");
    }
    assert_eq!(catalogue(), contract);
    assert_eq!(issuers::ISSUERS.len(), 82);
}

#[test]
fn every_certificate_is_recognised_and_missed_by_name_and_key() {
    let Some(vectors) = shared() else { return };
    for entry in catalogue()["issuers"].as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        let file = vectors.join(entry["file"].as_str().unwrap());
        let found = pki::import(&fs::read(file).unwrap()).certificates;
        let [certificate] = found.as_slice() else { panic!("{id}") };
        let (issuer, known) = issuers::recognise(certificate).unwrap();
        assert_eq!((issuer.id, known), (id, Known::Same));
        let key = slipcheck::encoding::unhex(entry["keyId"].as_str().unwrap()).unwrap();
        for key in [None, Some(&key[..])] {
            let missing = issuers::missing(&certificate.subject(), key);
            assert!(missing.iter().any(|issuer| issuer.id == id), "{id}: {}", certificate.subject());
        }
        let missing = issuers::missing(&certificate.subject(), Some(&[7; 20]));
        assert!(missing.is_empty(), "{id}");
        let told = issuers::recognition(certificate);
        let status = if entry["status"] == "established" { KnownAs::Known } else { KnownAs::Candidate };
        assert_eq!((told.status, told.entry), (status, Some(id)));
        assert_eq!((told.test, told.sample_key), (entry["environment"] == "test", false), "{id}");
        assert_eq!(serde_json::json!(told.formats), entry["formats"], "{id}");
        assert_eq!(told.notes[0].id == "test-certificate", told.test, "{id}");
        let members = |group: &&issuers::Group| group.members.contains(&id) && !group.old;
        let groups: Vec<&str> = issuers::GROUPS.iter().filter(members).map(|group| group.id).collect();
        assert_eq!(told.groups, groups, "{id}");
        // Whose is missing above it: the one that signed it, as the contract has checked.
        if let Some(parent) = entry["parent"].as_str() {
            assert_eq!(told.missing.unwrap().evidence["entry"], parent, "{id}");
        }
    }
}

#[test]
fn every_real_chain_is_accepted() {
    let Some(vectors) = shared() else { return };
    let catalogue = catalogue();
    let entries = catalogue["issuers"].as_array().unwrap();
    let entry = |id: &str| entries.iter().find(|entry| entry["id"] == id).unwrap();
    let path = |entry: &Value| vectors.join(entry["file"].as_str().unwrap()).to_str().unwrap().to_owned();
    let mut accepted = 0;
    for leaf in entries.iter().filter(|entry| entry["parent"].is_string()) {
        let mut chain = vec![leaf];
        while let Some(parent) = chain.last().unwrap()["parent"].as_str() {
            chain.push(entry(parent));
        }
        let top = chain.pop().unwrap();
        // All below the anchor are valid at the latest beginning.
        let at = chain.iter().map(|entry| entry["notBefore"].as_str().unwrap()).max().unwrap();
        let mut arguments: Vec<String> = ["certificate", "--json", "--at", at, "--trust"].map(String::from).to_vec();
        arguments.push(path(top));
        for middle in chain.iter().skip(1) {
            arguments.extend(["--cert".into(), path(middle)]);
        }
        arguments.push(path(leaf));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, answer) = answered(&arguments);
        let id = leaf["id"].as_str().unwrap();
        if id == "at-atrust-test-premium-sig-02" {
            // SHA-1 counts for payment gateways alone; elsewhere it is called what it is.
            assert_eq!((code, &answer["causes"][0]["evidence"]["reason"]), (1, &"weak-digest".into()), "{answer}");
            assert!(answer["causes"][0]["evidence"]["namesake"].is_null(), "{answer}");
            continue;
        }
        assert_eq!((code, &answer["accepted"]), (0, &true.into()), "{id}: {answer}");
        let weak = leaf["formats"]
            .as_array()
            .unwrap()
            .iter()
            .all(|format| ["cn-acp", "cn-wechatpay"].contains(&format.as_str().unwrap()));
        assert_eq!(noted(&answer, "weak-digest").is_some(), weak, "{id}: {answer}");
        accepted += 1;
    }
    assert_eq!(accepted, 31);
}

#[test]
fn a_leaf_that_names_no_key_chains_by_name_and_signature() {
    let Some(vectors) = shared() else { return };
    let samples = json(&vectors.join("cn-gateway/wechatpay.json"));
    let leaf = file("wechatpay.pem", samples["samples"][0]["certificate"].as_str().unwrap());
    let root = vectors.join("issuers/cn-wechatpay-tenpay-root.pem");
    let arguments = ["certificate", "--json", "--at", "2021-01-01T00:00:00Z", "--trust", root.to_str().unwrap(), &leaf];
    let (code, answer) = answered(&arguments);
    assert_eq!(code, 0, "{answer}");
    assert!(noted(&answer, "no-key-identifier").is_some(), "{answer}");
}

#[test]
fn a_weak_digest_is_no_impostor() {
    let Some(vectors) = shared() else { return };
    let read = |name: &str| pki::import(&fs::read(vectors.join("issuers").join(name)).unwrap()).certificates.remove(0);
    let [root, middle, leaf] =
        ["root", "middle", "sign-2020"].map(|name| read(&["cn-acp-prod-", name, ".pem"].concat()));
    let mut store = Store { certificates: vec![middle], ..Store::default() };
    store.trust(root, Formats::ALL);
    let at = Timestamp::parse("2021-01-01T00:00:00Z").unwrap().moment();
    let query = |purpose| Query { leaf: &leaf, extra: &[], store: &store, at, now: at, purpose };
    let judgement = pki::judge(&query(Purpose::Receipt(Format::AtRksv)));
    let cause = &judgement.causes[0];
    assert_eq!((judgement.trust.clone(), cause.id), (Trust::Unknown, CauseId::CertificateUnknownIssuer));
    assert_eq!(cause.evidence["reason"], "weak-digest");
    assert!(!cause.evidence.contains_key("namesake"));
    let judgement = pki::judge(&query(Purpose::Receipt(Format::CnAcp)));
    assert!(matches!(judgement.trust, Trust::Trusted(_)), "{judgement:?}");
    // By itself the path counts below an anchor for gateways' messages alone, as the catalogue has this one; for more, it does not.
    assert!(pki::report(&query(Purpose::Any), &Options::default()).unwrap().accepted);
    let store = Store { limits: Vec::new(), ..store.clone() };
    let query = Query { store: &store, ..query(Purpose::Any) };
    assert!(!pki::report(&query, &Options::default()).unwrap().accepted);
}

#[test]
fn nobody_is_trusted_before_a_group_is_switched_on() {
    let Some(vectors) = shared() else { return };
    let (code, certificate) = austrian(&vectors, "AT1");
    let (status, report) = answered(&["verify", "--json", "--cert", &certificate, &code]);
    assert_eq!((status, &report["verdict"]), (1, &"unknown-issuer".into()), "{report}");
    let missing = noted(&report, "issuer-missing").unwrap();
    assert_eq!((&missing["entry"], &missing["publisher"]), (&"at-atrust-rk".into(), &"A-Trust".into()));
    assert_eq!(missing["sha256"][0], "7c3ca45aed57d95f9107358c758f6321fcf54d7f74c1ee4223a8cc943af9512c");

    let (status, report) = answered(&["verify", "--json", "--trust-group", "at-rksv", "--cert", &certificate, &code]);
    assert_eq!((status, &report["verdict"]), (0, &"verified".into()), "{report}");
    let group = noted(&report, "trust-group").unwrap();
    assert_eq!((&group["group"], &group["catalogue"]), (&"at-rksv".into(), &"2026-11-28".into()));
    assert_eq!(group["missing"].as_array().unwrap().len(), 2);
    assert!(Timestamp::parse(group["since"].as_str().unwrap()).is_some());
    assert_eq!(noted(&report, "issuer-known").unwrap()["entry"], "at-atrust-rk");

    // Another group vouches for other formats, and this one does not cover every provider.
    let (_, report) = answered(&["verify", "--json", "--trust-group", "cn-acp", "--cert", &certificate, &code]);
    assert_eq!(report["verdict"], "unknown-issuer");
    let (code, certificate) = austrian(&vectors, "AT3");
    let (_, report) = answered(&["verify", "--json", "--trust-group", "at-rksv", "--cert", &certificate, &code]);
    assert_eq!(report["verdict"], "unknown-issuer");
    let wanted = noted(&report, "issuer-missing-wanted").unwrap();
    assert_eq!((&wanted["entry"], wanted.get("sha256")), (&"at-primesign-rksv".into(), None));
    assert_eq!(wanted["keyId"], "9aa34af50755559493662e5937782d0a7104fc30");

    for (group, why) in [("nobody", "is no group"), ("de-tse", "no member"), ("eu-qc-at", "out of date")] {
        let (status, _, err) = slipcheck(&["verify", "--trust-group", group, &code]);
        assert!(status == 2 && err.contains(why), "{group}: {err}");
    }
}

#[test]
fn an_anchor_of_the_catalogue_vouches_for_its_own_formats_alone() {
    let Some(vectors) = shared() else { return };
    let (code, certificate) = austrian(&vectors, "AT1");
    let root = vectors.join("issuers/at-atrust-rk.pem");
    let root = root.to_str().unwrap();
    let (status, _) = answered(&["verify", "--json", "--trust", root, "--cert", &certificate, &code]);
    assert_eq!(status, 0);
    let (status, _, err) = slipcheck(&["verify", "--trust", &format!("de-tse={root}"), &code]);
    assert!(status == 2 && err.contains("at-rksv alone"), "{err}");
}

/// What an anchor may vouch for that was trusted by hand for these formats.
fn vouching(certificate: &Certificate, formats: Formats) -> Vec<&'static str> {
    let mut store = Store::default();
    store.trust(certificate.clone(), formats);
    store.formats(certificate).ids()
}

#[test]
fn the_catalogue_decides_for_what_an_anchor_counts_that_is_trusted_by_hand() {
    let Some(vectors) = shared() else { return };
    let read =
        |id: &str| pki::import(&fs::read(vectors.join(format!("issuers/{id}.pem"))).unwrap()).certificates.remove(0);
    for entry in catalogue()["issuers"].as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        let certificate = read(id);
        assert_eq!(serde_json::json!(vouching(&certificate, Formats::ALL)), entry["formats"], "{id}");
        assert!(vouching(&certificate, Formats::only(Format::SignedSlip)).is_empty(), "{id}");
    }
    // Trusted again for more, or with a group, it vouches for no more.
    let till = read("at-atrust-rk");
    let mut store = Store::default();
    store.trust(till.clone(), Formats::only(Format::AtRksv));
    store.trust(till.clone(), Formats::ALL);
    let group = issuers::group("at-rksv").unwrap();
    assert!(store.grant(till.clone(), group, "2026-11-29".into(), issuers::MADE.into()));
    assert_eq!(store.formats(&till).ids(), ["at-rksv"]);
    // The key decides: a certificate that anyone wrote around it is no way past, nor is the one that was wanted.
    let copy = made("Somebody", Some(till.spki().to_vec()));
    assert_eq!(vouching(&copy, Formats::ALL), ["at-rksv"]);
    // What the catalogue does not know by its key stays as the person chose: a look-alike, too, of which they were warned.
    for name in ["Acquirer CA", "A-Trust Registrierkasse.CA"] {
        let other = made(name, None);
        assert_eq!(vouching(&other, Formats::ALL), Formats::ALL.ids(), "{name}");
        assert_eq!(vouching(&other, Formats::only(Format::SignedSlip)), ["signed-slip"], "{name}");
    }

    // An Austrian till's CA vouches for no payment slip, and says for what it is trusted.
    let receipts = json(&vectors.join("at-rksv/receipts.json"));
    let all = receipts["verified"].as_array().unwrap();
    let one = all.iter().find(|one| one["name"].as_str().unwrap().starts_with("AT1")).unwrap();
    let leaf = pki::import(one["certDerBase64"].as_str().unwrap().as_bytes()).certificates.remove(0);
    let mut store = Store::default();
    store.trust(till, Formats::ALL);
    let at = Timestamp::parse("2017-06-01T10:00:00Z").unwrap().moment();
    let judge = |purpose| pki::judge(&Query { leaf: &leaf, extra: &[], store: &store, at, now: at, purpose });
    assert!(matches!(judge(Purpose::Receipt(Format::AtRksv)).trust, Trust::Trusted(_)));
    for purpose in [Purpose::SignedSlip { mid: None }, Purpose::Receipt(Format::DeTse), Purpose::TimeStamp] {
        let judgement = judge(purpose);
        let evidence = &judgement.causes[0].evidence;
        assert_eq!((judgement.trust, &evidence["reason"]), (Trust::Unknown, &"other-formats".into()), "{purpose:?}");
        assert_eq!(evidence["formats"], serde_json::json!(["at-rksv"]));
    }
}

#[test]
fn a_group_switches_on_its_own_members_alone() {
    let Some(vectors) = shared() else { return };
    let read =
        |id: &str| pki::import(&fs::read(vectors.join(format!("issuers/{id}.pem"))).unwrap()).certificates.remove(0);
    for (group, other) in [
        ("at-rksv", "cn-acp-prod-root"),
        // A test, a candidate, and what rests on an old list.
        ("at-rksv", "at-atrust-test-qual-02"),
        ("de-tse", "de-darz-tse-root-01-1"),
        ("eu-qc-at", "at-qc-a-sign-premium-sig-07"),
    ] {
        let mut store = Store::default();
        let group = issuers::group(group).unwrap();
        assert!(!store.grant(read(other), group, String::new(), String::new()), "{other}");
        assert!(store.anchors.is_empty() && store.groups.is_empty(), "{other}");
    }
}

#[test]
fn what_a_file_holds_is_told_and_nothing_of_it_is_guessed() {
    let Some(vectors) = shared() else { return };
    let path = |id: &str| vectors.join(format!("issuers/{id}.pem")).to_str().unwrap().to_owned();
    let (code, told) = answered(&["issuers", "--json", &path("de-dtrust-root-ca3-2021")]);
    assert_eq!(code, 0);
    assert_eq!((&told["status"], &told["entry"]), (&"known".into(), &"de-dtrust-root-ca3-2021".into()), "{told}");
    assert_eq!(told["formats"], serde_json::json!(["pdf-signature"]));
    assert_eq!(told["groups"], serde_json::json!(["de-pdf"]));
    // By its name alone it would have been taken for a till's.
    let found = pki::import(&fs::read(path("de-dtrust-root-ca3-2021")).unwrap());
    assert_eq!(found.guesses[0].0.ids(), ["de-tse"]);
    let settled = issuers::settled(found);
    assert_eq!(settled.guesses, [(Formats::only(Format::PdfSignature), pki::Ground::Catalogue)]);
    // Whose is missing above it, unless that is among the files.
    for (language, said) in [("en", "The missing certificate is"), ("de", "Es fehlt"), ("zh-CN", "缺少的证书是")]
    {
        let arguments = ["issuers", "--lang", language, &path("cn-ynca-sm2")];
        let (_, out, _) = slipcheck(&arguments);
        assert!(out.contains(said), "{out}");
        let (_, out, _) = slipcheck(&[&arguments[..], &[&path("cn-nrcac-rootca")]].concat());
        assert!(!out.contains(said), "{out}");
    }
}

#[test]
fn a_missing_issuer_of_a_known_name_and_another_key_gives_no_fingerprint() {
    let leaf = Draft::leaf("A-Trust Registrierkasse.CA", "Till", 2, &Key::new(2)).sign(&Key::new(77));
    let leaf = Certificate::from_der(&leaf).unwrap();
    // The whole name has to be the entry's: a common name alone is somebody's.
    assert!(issuers::recognition(&leaf).missing.is_none());
    let Some(vectors) = shared() else { return };
    let root = fs::read(vectors.join("issuers/at-atrust-rk.pem")).unwrap();
    let root = pki::import(&root).certificates.remove(0);
    let draft = Draft::leaf("x", "Till", 2, &Key::new(2));
    let draft = draft.with((&[0x55, 0x1d, 0x23], false, sequence(&[tlv(0x80, &[7; 20])])));
    let signed = Draft { issuer: root.subject_der().to_vec(), ..draft }.sign(&Key::new(77));
    let told = issuers::recognition(&Certificate::from_der(&signed).unwrap()).missing.unwrap();
    assert_eq!((told.id, &told.evidence["entry"]), ("issuer-missing-other-key", &"at-atrust-rk".into()));
    assert!(!told.evidence.contains_key("sha256"));
    // The tax administration's CA, as a path names it.
    let tax = issuers::missing("CN=税务电子证书管理中心(SM2),OU=国家税务总局,C=CN", None);
    assert_eq!(tax.iter().map(|issuer| issuer.id).collect::<Vec<_>>(), ["cn-sta-issuing-sm2"]);
}

#[test]
fn a_test_is_never_real() {
    let Some(vectors) = shared() else { return };
    let acp = json(&vectors.join("cn-gateway/acp.json"));
    let samples = acp["samples"].as_array().unwrap();
    let paid = samples.iter().find(|sample| sample["expected"]["outcome"] == "paid").unwrap();
    let message = file("acp-paid.txt", paid["input"].as_str().unwrap());
    let [root, middle] = ["root", "middle"].map(|name| vectors.join(format!("issuers/cn-acp-test-{name}.pem")));
    let [root, middle] = [root.to_str().unwrap(), middle.to_str().unwrap()];
    let (_, report) = answered(&["verify", "--json", "--trust-group", "cn-acp", "--cert", middle, &message]);
    assert_eq!((&report["verdict"], &report["environment"]), (&"unknown-issuer".into(), &"test".into()), "{report}");
    let (_, report) = answered(&["verify", "--json", "--trust", root, "--cert", middle, &message]);
    assert_eq!((&report["verdict"], &report["environment"]), (&"verified".into(), &"test".into()), "{report}");
    assert_eq!(ids(&report, "notes").iter().filter(|id| *id == "test-certificate").count(), 1);

    // A seal of the tax administration's test authority: no invoice.
    let seal = vectors.join("cn-ofd/999.ofd");
    let (_, report) = answered(&["verify", "--json", seal.to_str().unwrap()]);
    assert_eq!(report["environment"], "test");
    for (language, said) in [("en", "TEST"), ("de", "TEST"), ("zh-CN", "测试")] {
        let (_, out, _) = slipcheck(&["verify", "--lang", language, seal.to_str().unwrap()]);
        assert!(out.lines().next().unwrap().starts_with(said), "{out}");
    }
    // A real municipal seal, and a real invoice's, are none.
    for real in ["zsbk.ofd", "1.ofd"] {
        let (_, report) = answered(&["verify", "--json", vectors.join("cn-ofd").join(real).to_str().unwrap()]);
        assert_eq!(report["environment"], Value::Null, "{real}");
    }
}

#[test]
fn a_sample_key_signs_nothing_whoever_vouches_for_it() {
    let Some(vectors) = shared() else { return };
    let codes = json(&vectors.join("sa-zatca/codes.json"));
    let code = file("zatca.txt", codes[0]["qr"].as_str().unwrap());
    let leaf = file("zatca.pem", &pem(codes[0]["certB64"].as_str().unwrap()));
    for option in ["--cert", "--trust"] {
        let (status, report) = answered(&["verify", "--json", option, &leaf, &code]);
        assert_eq!((status, &report["verdict"]), (1, &"certificate-problem".into()), "{report}");
        let cause = &report["causes"][0];
        assert_eq!((&cause["id"], &cause["confidence"]), (&"certificate-wrong-usage".into(), &"proven".into()));
        assert_eq!(cause["evidence"]["rule"], "sample-key");
        let (status, answer) = answered(&["certificate", "--json", option, &leaf, &leaf]);
        assert_eq!((status, &answer["accepted"]), (1, &false.into()), "{answer}");
    }
    // Nobody is missing: with the authority's certificate it would count no more.
    let (_, report) = answered(&["verify", "--json", "--cert", &leaf, &code]);
    assert!(noted(&report, "issuer-missing-wanted").is_none());
    assert_eq!(report["causes"].as_array().unwrap().len(), 1, "{report}");
    let key = slipcheck::encoding::unhex("9bcaaaa2ed9aac2c90817356fa4fd8fc53fbd367").unwrap();
    let missing = issuers::missing("CN=PRZEINVOICESCA4-CA,DC=extgazt,DC=gov,DC=local", Some(&key));
    assert_eq!(missing.iter().map(|issuer| issuer.id).collect::<Vec<_>>(), ["sa-zatca-prz-4"]);
}

/// A CA certificate of this name and key, issued by itself.
fn made(common: &str, spki: Option<Vec<u8>>) -> Certificate {
    let key = Key::new(77);
    let draft = Draft::ca(common, common, 1, &key);
    let spki = spki.unwrap_or_else(|| draft.spki.clone());
    Certificate::from_der(&Draft { spki, ..draft }.sign(&key)).unwrap()
}

fn told(certificate: &Certificate) -> Vec<(&'static str, String)> {
    let notes = issuers::recognition(certificate).notes;
    let entry = |note: &Note| note.evidence.get("entry").and_then(Value::as_str).unwrap_or_default().to_owned();
    notes.iter().map(|note| (note.id, entry(note))).collect()
}

#[test]
fn a_look_alike_with_another_key_is_warned_of_by_name() {
    let alike = vec![("issuer-other-key", "at-atrust-rk".to_owned())];
    for name in [
        "A-Trust Registrierkasse.CA",
        "А-Тrust Registrierkasse.CA",
        "ATRUST  registrierkasse ca",
        "A-Trust Reg1strierkasse.CA",
    ] {
        assert_eq!(told(&made(name, None)), alike, "{name}");
    }
    for other in ["ROOTCA", "A-Trust Registrierkasse.CA 2", "Acquirer CA", "PrimeSign CA"] {
        assert_eq!(told(&made(other, None)), [], "{other}");
    }
    // Authorities that number themselves: another number is another one, and the same is the same.
    let numbered = |number: &str| {
        let attribute = |kind: u8, value: &str| sequence(&[tlv(6, &[0x55, 4, kind]), tlv(0x0c, value.as_bytes())]);
        let parts = [(3, "DARZ-TSE-ROOT-CA-01"), (10, "DARZ"), (6, "DE"), (5, number)];
        let subject = sequence(&parts.map(|(kind, value)| tlv(0x31, &attribute(kind, value))));
        let draft = Draft::ca("Root", "Root", 1, &Key::new(77));
        Certificate::from_der(&Draft { subject, ..draft }.sign(&Key::new(77))).unwrap()
    };
    assert_eq!(told(&numbered("1")), [("issuer-other-key", "de-darz-tse-root-01-1".to_owned())]);
    for other in ["2", "3"] {
        assert_eq!(told(&numbered(other)), [], "{other}");
    }
    // A key makes it known, whatever it calls itself.
    let real = pki::import(include_bytes!("../issuers/at-atrust-rk.pem")).certificates.remove(0);
    let again = made("Somebody", Some(real.spki().to_vec()));
    assert_eq!(told(&again), [("issuer-same-key", "at-atrust-rk".to_owned())]);
    let wanted = catalogue();
    let wanted = wanted["wanted"].as_array().unwrap().iter().find(|entry| entry["id"] == "sa-zatca-prz-4").unwrap();
    let spki = wanted["publicKey"]["spki"].as_str().unwrap();
    let spki = slipcheck::encoding::Base64::Standard.decode(spki).unwrap();
    let found = made("PRZEINVOICESCA4-CA", Some(spki));
    assert_eq!(told(&found), [("issuer-found", "sa-zatca-prz-4".to_owned())]);
    assert_eq!(told(&made("PRZEINVOICESCA4-CA", None)), [("issuer-other-key", "sa-zatca-prz-4".to_owned())]);
    // What is never trusted is called so before anything else.
    for name in ["RegKassa CA", "CFCA TEST OCA1", "TSZEINVOICE-SubCA-1"] {
        assert_eq!(told(&made(name, None))[0].0, "test-certificate", "{name}");
    }
    assert_eq!(issuers::issuer("de-darz-tse-root-01-1").unwrap().standing, Standing::Candidate);
}

#[test]
fn the_lists_of_the_union_are_the_contract_s() {
    let Some(vectors) = shared() else { return };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/issuers-eu.json");
    let own = json(&own);
    assert_eq!(own, json(&vectors.join("../specs/issuers-eu.json")));
    assert_eq!(own["rows"].as_array().unwrap().len(), 460);
}

#[test]
fn a_trusted_look_alike_is_warned_of_with_every_receipt() {
    let key = Key::new(77);
    let root = made("A-Trust Registrierkasse.CA", None);
    let leaf = Draft::leaf("A-Trust Registrierkasse.CA", "Till", 2, &Key::new(2)).sign(&key);
    let leaf = Certificate::from_der(&leaf).unwrap();
    let at = Timestamp::parse("2026-11-20T10:00:00Z").unwrap().moment();
    let judge = |store: &Store| {
        let purpose = Purpose::Receipt(Format::AtRksv);
        pki::judge(&Query { leaf: &leaf, extra: &[], store, at, now: at, purpose })
    };
    let noted = |judgement: &Judgement| judgement.notes.iter().any(|note| note.id == "issuer-other-key");
    let judgement = judge(&Store { anchors: vec![root.clone()], ..Store::default() });
    assert!(matches!(judgement.trust, Trust::Trusted(_)) && noted(&judgement));
    assert_eq!(judgement.certificate, Status::Warn);
    // At hand alone, it is told beside the reason.
    let judgement = judge(&Store { certificates: vec![root], ..Store::default() });
    assert!(judgement.trust == Trust::Unknown && noted(&judgement));
}

/// A leaf below an anchor, both as drafts.
fn judged(anchor: &Draft, leaf: &Draft) -> (bool, Judgement, Vec<Note>) {
    let (root, end) = (anchor.sign(&Key::new(1)), leaf.sign(&Key::new(1)));
    let [root, end] = [root, end].map(|der| Certificate::from_der(&der).unwrap());
    let store = Store { anchors: vec![root], ..Store::default() };
    let at = Timestamp::parse("2026-11-20T10:00:00Z").unwrap().moment();
    let query = Query { leaf: &end, extra: &[], store: &store, at, now: at, purpose: Purpose::Any };
    let report = pki::report(&query, &Options::default()).unwrap();
    (report.accepted, pki::judge(&query), report.notes)
}

fn drafts() -> (Draft, Draft) {
    (Draft::ca("Root", "Root", 1, &Key::new(1)), Draft::leaf("Root", "Leaf", 2, &Key::new(2)))
}

#[test]
fn an_anchor_is_a_key_and_a_name() {
    let (root, leaf) = drafts();
    let noted = |notes: &[Note]| notes.iter().any(|note| note.id == "anchor-form");
    let (accepted, _, notes) = judged(&root, &leaf);
    assert!(accepted && !noted(&notes));
    let (oid, _, value) = basic(true, None);
    let (accepted, _, notes) = judged(&root.clone().with((oid, false, value)), &leaf);
    assert!(accepted && noted(&notes), "basicConstraints not critical");
    let names = (&[0x55, 0x1d, 0x11][..], false, tlv(4, b"no names"));
    let (accepted, judgement, notes) = judged(&root.clone().with(names), &leaf);
    assert!(accepted && noted(&notes) && matches!(judgement.trust, Trust::Trusted(_)), "subjectAltName malformed");
    // A pinned leaf is more than a key and a name: whom it may sign for stands in its extensions.
    let names = (&[0x55, 0x1d, 0x11][..], false, tlv(4, b"no names"));
    let pinned = Certificate::from_der(&leaf.clone().with(names).sign(&Key::new(1))).unwrap();
    let store = Store { anchors: vec![pinned.clone()], ..Store::default() };
    let at = Timestamp::parse("2026-11-20T10:00:00Z").unwrap().moment();
    let purpose = Purpose::SignedSlip { mid: Some("1") };
    let judgement = pki::judge(&Query { leaf: &pinned, extra: &[], store: &store, at, now: at, purpose });
    assert_eq!(judgement.trust, Trust::Problem);
    // What may hide a limit refuses as before.
    let limits = (&[0x55, 0x1d, 0x1e][..], true, tlv(4, b"no limits"));
    let unknown = (&[0x2a, 3][..], true, tlv(5, b""));
    for hidden in [limits, unknown] {
        let (accepted, judgement, _) = judged(&root.clone().with(hidden), &leaf);
        assert!(!accepted && judgement.trust == Trust::Problem);
    }
}

#[test]
fn qualified_statements_are_known_one_by_one() {
    let (root, leaf) = drafts();
    let statements = |critical, oids: &[&[u8]]| {
        let each: Vec<Vec<u8>> = oids.iter().map(|oid| sequence(&[tlv(6, oid)])).collect();
        (&[0x2b, 6, 1, 5, 5, 7, 1, 3][..], critical, sequence(&each))
    };
    let (compliance, device, other): (&[u8], &[u8], &[u8]) =
        (&[4, 0, 0x8e, 0x46, 1, 1], &[4, 0, 0x8e, 0x46, 1, 4], &[0x2a, 3]);
    let trusted = |extension| matches!(judged(&root, &leaf.clone().with(extension)).1.trust, Trust::Trusted(_));
    assert!(trusted(statements(true, &[compliance, device])));
    assert!(trusted(statements(false, &[compliance, other])));
    assert!(!trusted(statements(true, &[compliance, other])));
    assert!(!trusted((&[0x2b, 6, 1, 5, 5, 7, 1, 3][..], true, tlv(4, b"x"))));
}
