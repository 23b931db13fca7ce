//! Signed slips that were changed: never `verified`, and nothing is called proven that is not so.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use slipcheck::{
    check::{check, check_without_repairs},
    encoding::{Base64, hex, unhex},
    input::Input,
    pki::{Certificate, Store},
    report::{CauseId, CheckId, Confidence, Report, Status},
    time::{Moment, Timestamp},
    verdict::Word,
};

#[path = "tills/broken.rs"]
mod broken;
#[allow(dead_code, reason = "shared with the receipts")]
#[path = "tills/der.rs"]
mod der;

const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

fn now() -> Moment {
    Timestamp::parse("2026-11-22T12:00:00Z").unwrap().moment()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn certificate(ca: bool) -> Certificate {
    let point = key(if ca { 2 } else { 1 }).verifying_key().to_sec1_point(false).as_bytes().to_vec();
    let body = der::Certificate {
        serial: if ca { 1 } else { 2 },
        issuer: "Acquirer CA",
        subject: if ca { "Acquirer CA" } else { "Terminal" },
        number: None,
        from: "240101000000Z",
        to: "300101000000Z",
        spki: &der::spki(P256, &point),
        ca,
    };
    let sign = |message: &[u8]| {
        let signature: Signature = key(2).sign(message);
        signature.to_bytes().to_vec()
    };
    Certificate::from_der(&body.signed(2, sign)).unwrap()
}

fn store() -> Store {
    Store { anchors: vec![certificate(true)], certificates: vec![certificate(false)], ..Store::default() }
}

/// The members of a slip, in canonical order.
fn members(seed: u64) -> Vec<(&'static str, String)> {
    let mut random = broken::Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut digits = |count: usize| (0..count).map(|_| char::from(b'0' + random.below(10) as u8)).collect::<String>();
    let merchant = ["蓝天加油站", "云栖面馆", "Café Zürich"][seed as usize % 3];
    vec![
        ("amount", format!("{}{}.{}", 1 + seed % 9, digits(2), digits(2))),
        ("auth", digits(6)),
        ("batch", digits(6)),
        ("currency", "CNY".into()),
        ("merchant", merchant.into()),
        ("mid", format!("898{}", digits(12))),
        ("pan", format!("621700******{}", digits(4))),
        ("rrn", digits(12)),
        ("stan", digits(6)),
        ("tid", digits(8)),
        ("time", format!("2026-11-{:02}T1{}:4{}:0{}+08:00", 1 + seed % 20, digits(1), digits(1), digits(1))),
        ("type", "sale".into()),
    ]
}

fn payload(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
    format!("{{{}}}", members.join(","))
}

fn sign(header: &str, payload: &str, detached: bool) -> String {
    let encode = |text: &str| Base64::Url.encode(text.as_bytes());
    let input = format!("{}.{}", encode(header), encode(payload));
    let signature: Signature = key(1).sign(input.as_bytes());
    let shown = if detached { String::new() } else { encode(payload) };
    format!("{}.{shown}.{}", encode(header), Base64::Url.encode(&signature.to_bytes()))
}

fn thumbprint() -> String {
    Base64::Url.encode(certificate(false).sha256())
}

fn attached(members: &[(&str, String)]) -> String {
    sign(&format!(r#"{{"alg":"ES256","typ":"slip+jws","x5t#S256":"{}"}}"#, thumbprint()), &payload(members), false)
}

fn detached(members: &[(&str, String)]) -> String {
    let names: Vec<String> = members.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let header = format!(
        r#"{{"alg":"ES256","typ":"slip+jws","x5t#S256":"{}","fields":[{}],"zone":"+08:00"}}"#,
        thumbprint(),
        names.join(",")
    );
    sign(&header, &payload(members), true)
}

fn print(members: &[(&str, String)]) -> String {
    let value = |name: &str| members.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value.as_str());
    let time = value("time").get(..19).unwrap().replace('T', " ").replace('-', "/");
    [
        "持卡人存根 CARDHOLDER COPY".to_string(),
        format!("商户名称(MERCHANT NAME):{}", value("merchant")),
        format!("商户编号(MERCHANT NO):{}", value("mid")),
        format!("终端编号(TERMINAL NO):{}", value("tid")),
        format!("卡号(CARD NO):{}", value("pan")),
        "交易类型(TRANS TYPE):消费(SALE)".to_string(),
        format!("批次号(BATCH NO):{}", value("batch")),
        format!("凭证号(VOUCHER NO):{}", value("stan")),
        format!("授权码(AUTH NO):{}", value("auth")),
        format!("参考号(REFER NO):{}", value("rrn")),
        format!("日期/时间(DATE/TIME):{time}"),
        format!("金额(AMOUNT):RMB {}", value("amount")),
    ]
    .join("\n")
}

fn one(text: &str, store: &Store, repairs: bool) -> Vec<Report> {
    let run = if repairs { check } else { check_without_repairs };
    run(&Input::text(text), store, now())
}

fn verdicts(text: &str, store: &Store, repairs: bool) -> Vec<Word> {
    one(text, store, repairs).iter().map(|report| report.verdict.word()).collect()
}

/// How often, where that takes long: all of it when optimised.
fn rounds(all: usize) -> usize {
    if cfg!(debug_assertions) { all / 20 } else { all }
}

#[test]
fn good_slips_are_verified() {
    let store = store();
    for seed in 0..20 {
        let members = members(seed);
        for text in [
            attached(&members),
            format!("{}\n{}", print(&members), attached(&members)),
            format!("{}\n{}", print(&members), detached(&members)),
        ] {
            for repairs in [false, true] {
                assert_eq!(verdicts(&text, &store, repairs), [Word::Verified], "{text}");
            }
        }
    }
}

/// What stands in base64 and its neighbours: no white space, which is taken out, and nothing full-width.
const OTHERS: &[u8] = b"ABCXYZabcxyz0123456789-_.=+/\"{}:,#";

#[test]
fn no_single_character_of_a_code_can_be_changed() {
    let store = store();
    let members = members(3);
    let print = print(&members);
    for (code, print) in [(attached(&members), ""), (detached(&members), print.as_str())] {
        for (at, old) in code.bytes().enumerate() {
            for step in [1, 7, 19] {
                let new = OTHERS[(at * step + step) % OTHERS.len()];
                let mut other = code.clone().into_bytes();
                if new == old {
                    continue;
                }
                other[at] = new;
                let other = String::from_utf8(other).unwrap();
                let text = format!("{print}\n{other}");
                for word in verdicts(&text, &store, false) {
                    assert_ne!(word, Word::Verified, "{at} {other}");
                }
            }
            for other in [[&code[..at], &code[at + 1..]].concat(), [&code[..at], "A", &code[at..]].concat()] {
                // A character more behind the end belongs to the text.
                let words = verdicts(&format!("{print}\n{other}"), &store, false);
                assert!(words.iter().all(|word| *word != Word::Verified), "{at} {other}");
            }
        }
    }
}

#[test]
fn no_random_change_of_a_code_is_verified() {
    let store = store();
    let mut random = broken::Random(0x5eed_0011);
    let slips: Vec<(String, String)> = (0..40)
        .map(|seed| {
            let members = members(seed);
            if seed % 4 == 0 { (detached(&members), print(&members)) } else { (attached(&members), String::new()) }
        })
        .collect();
    for round in 0..100_000 {
        let (code, print) = random.pick(&slips).clone();
        let mut other = code.clone().into_bytes();
        for _ in 0..1 + random.below(3) {
            let at = random.below(other.len());
            match random.below(6) {
                0 => {
                    other.remove(at);
                }
                1 => other.insert(at, *random.pick(OTHERS)),
                2 => {
                    let with = random.below(other.len());
                    other.swap(at, with);
                }
                _ => other[at] = *random.pick(OTHERS),
            }
        }
        let other = String::from_utf8(other).unwrap();
        // What is left may be the code itself: the change undid itself, or something was put behind its end.
        if other.contains(&code) {
            continue;
        }
        for word in verdicts(&format!("{print}\n{other}"), &store, false) {
            assert_ne!(word, Word::Verified, "{round} {other}");
        }
    }
}

#[test]
fn repairs_never_make_a_changed_code_verified() {
    let store = store();
    let mut random = broken::Random(0x5eed_0012);
    for round in 0..rounds(600) {
        let members = members(round as u64);
        let code = attached(&members);
        let mut other = code.clone().into_bytes();
        for _ in 0..1 + round % 2 {
            let at = random.below(other.len());
            other[at] = *random.pick(OTHERS);
        }
        let other = String::from_utf8(other).unwrap();
        if other == code {
            continue;
        }
        for report in one(&other, &store, true) {
            assert_ne!(report.verdict.word(), Word::Verified, "{other}");
            let proven = |cause: &&slipcheck::report::Cause| cause.confidence == Confidence::Proven;
            let corrupted = report.causes.iter().any(|cause| cause.id == CauseId::DataCorrupted);
            let explained =
                report.causes.iter().filter(proven).any(|cause| cause.id != CauseId::CertificateUnknownIssuer);
            assert!(!(corrupted && explained), "{:?}", report.causes);
        }
    }
}

/// Slips whose payload was changed in two or more places: what is called proven is what was signed.
#[test]
fn nothing_is_proven_about_slips_broken_at_random() {
    let store = store();
    let mut random = broken::Random(0x5eed_0013);
    for round in 0..rounds(300) {
        let truth = members(round as u64);
        let mut changed = truth.clone();
        let mut places = Vec::new();
        while places.len() < 2 + round % 2 {
            let at = *random.pick(&[0, 1, 2, 5, 7, 8, 9]);
            // An amount still: its first digit is no zero, and its point stays.
            let (first, rest) = changed[at].1.split_at(1);
            let value = [first, &random.replace(rest)].concat();
            let is_amount = value.contains('.') == truth[at].1.contains('.');
            if is_amount && !places.contains(&at) && value != truth[at].1 {
                changed[at].1 = value;
                places.push(at);
            }
        }
        let (good, encode) = (attached(&truth), |text: &str| Base64::Url.encode(text.as_bytes()));
        let parts: Vec<&str> = good.split('.').collect();
        let altered = format!("{}.{}.{}", parts[0], encode(&payload(&changed)), parts[2]);
        let paper = format!("{}\n{}", print(&changed), detached(&truth));
        for (text, word) in [(altered, Word::Invalid), (paper, Word::Invalid)] {
            for report in one(&text, &store, true) {
                let proven = report.causes.iter().filter(|cause| cause.confidence == Confidence::Proven);
                for cause in proven {
                    let signed = cause.evidence.get("signed").and_then(|value| value.as_str()).unwrap_or_default();
                    assert!(truth.iter().any(|(_, value)| value == signed), "{text}\n{cause:?}");
                }
                if report.causes.iter().all(|cause| cause.confidence != Confidence::Proven) {
                    assert_eq!(report.verdict.word(), word, "{text}");
                }
                assert_ne!(report.verdict.word(), Word::Verified, "{text}");
            }
        }
    }
}

/// One digit of what is printed: `altered`, or a print that is not called compared.
#[test]
fn a_changed_print_never_gets_the_full_tick() {
    let store = store();
    let members = members(5);
    let (text, code) = (print(&members), attached(&members));
    for (at, old) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let new = if old == '9' { '0' } else { char::from(old as u8 + 1) };
        let mut other = text.clone();
        other.replace_range(at..at + 1, &new.to_string());
        for report in one(&format!("{other}\n{code}"), &store, false) {
            let full =
                report.verdict.word() == Word::Verified && report.checks.status(CheckId::Printed) == Status::Pass;
            assert!(!full, "{other}\n{:?}", report.fields);
        }
    }
}

/// A digest line behind a code is that code's, in whatever way it is printed.
#[test]
fn a_digest_line_belongs_to_the_code_above_it() {
    let store = store();
    let (first, second) = (members(5), members(6));
    let digest = hex(&Sha256::digest(payload(&first)))[..16].to_uppercase();
    for line in [
        format!("签名摘要:{digest}"),
        format!("签名摘要:\n{digest}"),
        format!("签名摘要:{}\n  {}", &digest[..8], &digest[8..]),
        format!("--------\n签名摘要:{digest}\n--------"),
        format!("\nSignature digest\n{digest}\n"),
    ] {
        let text = [print(&first), attached(&first), line, print(&second), attached(&second)].join("\n");
        let reports = one(&text, &store, true);
        for (report, digest) in reports.iter().zip([Status::Pass, Status::Absent]) {
            assert_eq!(report.verdict.word(), Word::Verified, "{text}\n{:?}", report.causes);
            assert_eq!(report.checks.status(CheckId::Digest), digest, "{text}");
            assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{text}");
        }
    }
}

/// A label whose value is none of its form: what is printed there was not compared.
#[test]
fn a_value_that_cannot_be_read_leaves_the_print_unknown() {
    let store = store();
    let members = members(5);
    let (text, code) = (print(&members), attached(&members));
    let line = text.lines().find(|line| line.starts_with("凭证号")).unwrap();
    let label = line.split(':').next().unwrap();
    let other = text.replace(line, &format!("{label}:\n8045936"));
    for (text, expected) in [(&text, Status::Pass), (&other, Status::Unknown)] {
        let report = one(&format!("{text}\n{code}"), &store, true).remove(0);
        assert_eq!(report.verdict.word(), Word::Verified, "{:?}", report.causes);
        assert_eq!(report.checks.status(CheckId::Printed), expected);
        let told = report.notes.iter().any(|note| note.id == "compare-with-paper");
        assert_eq!(told, expected == Status::Unknown);
    }
}

#[test]
fn nothing_is_proven_by_a_key_that_is_not_at_hand() {
    let members = members(5);
    let amount = members.iter().find(|(name, _)| *name == "amount").unwrap().1.clone();
    let text = print(&members).replace(&amount, "188888.88");
    let report = one(&format!("{text}\n{}", attached(&members)), &Store::default(), true).remove(0);
    assert_eq!(report.verdict.word(), Word::UnknownIssuer);
    let altered = report.causes.iter().find(|cause| cause.id == CauseId::FieldAltered).unwrap();
    assert_eq!(altered.confidence, Confidence::Likely);
}

#[test]
fn the_evidence_marks_what_was_signed() {
    let store = store();
    let truth = members(9);
    let good = attached(&truth);
    let parts: Vec<&str> = good.split('.').collect();
    let mut changed = truth.clone();
    changed[0].1 = changed[0].1.replacen('.', "0.", 1);
    changed[0].1 = format!("{}9", &truth[0].1[..truth[0].1.len() - 1]);
    if changed[0].1 == truth[0].1 {
        changed[0].1 = format!("{}8", &truth[0].1[..truth[0].1.len() - 1]);
    }
    let altered = format!("{}.{}.{}", parts[0], Base64::Url.encode(payload(&changed).as_bytes()), parts[2]);
    let paper = format!("{}\n{}", print(&changed), detached(&truth));
    for (text, word) in [(altered, Word::Invalid), (paper, Word::Altered)] {
        let report = one(&text, &store, true).remove(0);
        assert_eq!(report.verdict.word(), word, "{:?}", report.causes);
        let signature = report.signature.unwrap();
        let bytes = Base64::Standard.decode(signature.signed_bytes.as_ref().unwrap()).unwrap();
        let evidence = &report.causes[0].evidence;
        assert_eq!(evidence["signed"], truth[0].1.as_str());
        let range = |i: usize| evidence["range"][i].as_u64().unwrap() as usize;
        assert_eq!(hex(&bytes[range(0)..range(1)]), evidence["before"].as_str().unwrap());
        let amount = signature.ranges.iter().find(|range| range.field == "amount").unwrap();
        assert!(amount.start <= range(0) && range(1) <= amount.end, "{:?} {evidence:?}", signature.ranges);
        let after = unhex(evidence["after"].as_str().unwrap()).unwrap();
        let fitting = [&bytes[..range(0)], &after, &bytes[range(1)..]].concat();
        assert_eq!(hex(&Sha256::digest(fitting)), evidence["digest"].as_str().unwrap());
        assert!(signature.tried.unwrap() <= signature.limit.unwrap());
        assert_eq!(signature.ranges.len(), 13);
    }
}

/// The digest line of a payload, in groups of four.
fn digest_line(payload: &str) -> String {
    let hex = hex(&Sha256::digest(payload))[..16].to_uppercase();
    let groups: Vec<&str> = hex.as_bytes().chunks(4).map(|group| std::str::from_utf8(group).unwrap()).collect();
    format!("签名摘要:{}", groups.join("-"))
}

/// The line with another last digit.
fn misprinted(line: &str) -> String {
    let last = if line.ends_with('7') { '1' } else { '7' };
    format!("{}{last}", &line[..line.len() - 1])
}

fn cause(report: &Report, id: CauseId) -> Option<&slipcheck::report::Cause> {
    report.causes.iter().find(|cause| cause.id == id)
}

/// "On paper" of the profile, in both forms: what the stated digest and the signature say together.
#[test]
fn a_digest_that_does_not_fit_is_told_with_and_without_the_key() {
    let truth = members(5);
    let mut changed = truth.clone();
    changed[0].1.replace_range(..1, "9");
    let none = Store::default();
    let header = attached(&truth).split('.').next().unwrap().to_owned();
    let signature = attached(&truth).rsplit('.').next().unwrap().to_owned();
    let forged = format!("{header}.{}.{signature}", Base64::Url.encode(payload(&changed).as_bytes()));
    let (right, wrong) = (digest_line(&payload(&truth)), digest_line(&payload(&changed)));
    let of = |print: &str, line: &str, code: &str, store: &Store| {
        one(&format!("{print}\n{line}\n{code}"), store, true).remove(0)
    };
    let (paper, other_paper) = (print(&truth), print(&changed));
    let store = store();
    let words =
        |text: &str, line: &str, code: &str| [&none, &store].map(|store| of(text, line, code, store).verdict.word());
    let (code, loose) = (attached(&truth), detached(&truth));
    use Word::{Altered, Invalid, UnknownIssuer, Verified};
    for (text, line, code, expected) in [
        (&paper, &right, &code, [UnknownIssuer, Verified]),
        (&paper, &wrong, &code, [Altered, Altered]),
        (&paper, &misprinted(&right), &code, [Altered, Altered]),
        (&other_paper, &right, &forged, [Altered, Invalid]),
        // Whoever forges all of it forges the line too: then nothing contradicts, and nobody vouches.
        (&other_paper, &wrong, &forged, [UnknownIssuer, Invalid]),
        (&paper, &right, &loose, [UnknownIssuer, Verified]),
        (&other_paper, &right, &loose, [Altered, Altered]),
        (&other_paper, &wrong, &loose, [UnknownIssuer, Altered]),
    ] {
        assert_eq!(words(text, line, code), expected, "{text}\n{line}\n{code}");
    }
    // Without a key: proven all the same, the issuer unknown, and nothing called signed for sure.
    let report = of(&other_paper, &right, &forged, &none);
    let mismatch = cause(&report, CauseId::DigestMismatch).unwrap();
    assert_eq!(mismatch.confidence, Confidence::Proven);
    assert_eq!(mismatch.evidence["stated"], hex(&Sha256::digest(payload(&truth)))[..16]);
    assert_eq!(mismatch.evidence["computed"], hex(&Sha256::digest(payload(&changed)))[..16]);
    assert!(mismatch.evidence["positions"].as_array().unwrap().len() > 4);
    assert_eq!(report.checks.status(CheckId::Digest), Status::Fail);
    assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
    assert!(cause(&report, CauseId::CertificateUnknownIssuer).is_some());
    let one_digit = of(&paper, &misprinted(&right), &code, &none);
    let mismatch = cause(&one_digit, CauseId::DigestMismatch).unwrap();
    assert_eq!(mismatch.evidence["positions"], serde_json::json!([16]));
    assert!(!report.next_steps.cardholder.is_empty() && !report.next_steps.merchant.is_empty());
    // Where signature and fields fit, it is the misprint of that line.
    let misprint = of(&paper, &misprinted(&right), &code, &store);
    assert!(cause(&misprint, CauseId::DigestMismatch).is_none());
    assert_eq!(cause(&misprint, CauseId::FieldAltered).unwrap().evidence["field"], "digest");
    // Where the signature fails, among its causes, and nothing is left unexplained.
    let report = of(&other_paper, &right, &forged, &store);
    assert_eq!(cause(&report, CauseId::DigestMismatch).unwrap().confidence, Confidence::Proven);
    assert!(cause(&report, CauseId::DataCorrupted).is_none());
    // An incomplete line contradicts nothing.
    assert_eq!(words(&paper, "签名摘要:12AB-34", &code), [UnknownIssuer, Verified]);
    // A date that can be read in two ways is read as the digest says.
    let ambiguous = |line: &str| of(&paper.replace("2026/11/", "11/"), line, &loose, &none);
    assert_ne!(ambiguous(&right).verdict.word(), Altered);
}

/// A changed digit of the line, of the payload or of the paper is never taken for a digest that fits.
#[test]
fn random_digest_lines() {
    for seed in 0..rounds(60) as u64 {
        let truth = members(seed);
        let line = digest_line(&payload(&truth));
        for code in [attached(&truth), detached(&truth)] {
            let good = one(&format!("{}\n{line}\n{code}", print(&truth)), &Store::default(), true).remove(0);
            assert_eq!(good.verdict.word(), Word::UnknownIssuer, "{:?}", good.causes);
            assert_eq!(good.checks.status(CheckId::Digest), Status::Pass);
            let text = format!("{}\n{}\n{code}", print(&truth), misprinted(&line));
            assert_eq!(verdicts(&text, &Store::default(), true), [Word::Altered], "{text}");
        }
    }
}

/// RFC 7518 §3.4: ES256 is P-256, ES384 is P-384; RSA's algorithms are RSA's.
#[test]
fn an_algorithm_of_another_kind_of_key_is_invalid() {
    use ecdsa::signature::hazmat::PrehashSigner;
    let secret = p384::ecdsa::SigningKey::from_slice(&[7; 48]).unwrap();
    let point = secret.verifying_key().to_sec1_point(false).as_bytes().to_vec();
    let spki = der::spki(&[0x2b, 0x81, 4, 0, 0x22], &point);
    let body = der::Certificate {
        serial: 9,
        issuer: "Acquirer CA",
        subject: "Terminal",
        number: None,
        from: "240101000000Z",
        to: "300101000000Z",
        spki: &spki,
        ca: false,
    };
    let by_ca = |message: &[u8]| {
        let signature: Signature = key(2).sign(message);
        signature.to_bytes().to_vec()
    };
    let leaf = Certificate::from_der(&body.signed(2, by_ca)).unwrap();
    let store = Store { anchors: vec![certificate(true)], certificates: vec![leaf.clone()], ..Store::default() };
    let slip = |alg: &str, digest: &dyn Fn(&str) -> Vec<u8>| {
        let header =
            format!(r#"{{"alg":"{alg}","typ":"slip+jws","x5t#S256":"{}"}}"#, Base64::Url.encode(leaf.sha256()));
        let input = [header, payload(&members(5))].map(|part| Base64::Url.encode(part.as_bytes())).join(".");
        let signature: p384::ecdsa::Signature = secret.sign_prehash(&digest(&input)).unwrap();
        format!("{input}.{}", Base64::Url.encode(&signature.to_bytes()))
    };
    let sha256 = |input: &str| Sha256::digest(input).to_vec();
    let sha384 = |input: &str| sha2::Sha384::digest(input).to_vec();
    assert_eq!(verdicts(&slip("ES384", &sha384), &store, true), [Word::Verified]);
    for (alg, digest) in [
        ("ES256", &sha256 as &dyn Fn(&str) -> Vec<u8>),
        ("ES256", &sha384),
        ("RS256", &sha384),
        ("PS256", &sha256),
        ("ES256", &|_| vec![7; 48]),
    ] {
        for repairs in [false, true] {
            let report = one(&slip(alg, digest), &store, repairs).remove(0);
            assert_eq!(report.verdict.word(), Word::Invalid, "{alg}");
            assert_eq!(report.checks.status(CheckId::Signature), Status::Fail);
            assert!(cause(&report, CauseId::AlgorithmConflict).is_some(), "{alg} {:?}", report.causes);
        }
    }
    let report = one(&slip("ES256", &sha256), &store, true).remove(0);
    assert_eq!(cause(&report, CauseId::AlgorithmConflict).unwrap().confidence, Confidence::Proven);
}

/// Under a key that nobody vouches for, a changed field is likely, in `invalid` too.
#[test]
fn nothing_is_proven_by_a_key_that_nobody_vouches_for() {
    let truth = members(9);
    let good = attached(&truth);
    let parts: Vec<&str> = good.split('.').collect();
    let mut changed = truth.clone();
    let last = if truth[0].1.ends_with('9') { '8' } else { '9' };
    changed[0].1 = format!("{}{last}", &truth[0].1[..truth[0].1.len() - 1]);
    let altered = format!("{}.{}.{}", parts[0], Base64::Url.encode(payload(&changed).as_bytes()), parts[2]);
    let untrusted = Store { certificates: vec![certificate(false)], ..Store::default() };
    for (store, confidence) in [(store(), Confidence::Proven), (untrusted, Confidence::Likely)] {
        let report = one(&altered, &store, true).remove(0);
        assert_eq!(report.verdict.word(), Word::Invalid);
        assert_eq!(cause(&report, CauseId::FieldAltered).unwrap().confidence, confidence);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_beside_a_code_gets_reports(before in "\\PC{0,80}", after in "\\PC{0,80}") {
        let store = store();
        let reports = one(&format!("{before}\n{}\n{after}", attached(&members(1))), &store, false);
        prop_assert!(!reports.is_empty());
    }
}

/// A good slip with one line more or another: never an alarm, and `full`: with the full tick.
#[track_caller]
fn assert_good(text: &str, full: bool) {
    let report = one(text, &store(), true).remove(0);
    assert_eq!(report.verdict.word(), Word::Verified, "{text}\n{:?}", report.fields);
    let is_full = report.checks.status(CheckId::Printed) == Status::Pass;
    assert!(is_full || !full, "{text}\n{:?}", report.notes);
}

#[test]
fn everyday_print_of_good_slips_is_no_alarm() {
    let own = members(4);
    let value = |name: &str| own.iter().find(|(other, _)| *other == name).unwrap().1.clone();
    let (print, amount, code) = (print(&own), value("amount"), attached(&own));
    let (whole, decimals) = amount.split_once('.').unwrap();
    let more = format!("{}.{decimals}", whole.parse::<u32>().unwrap() + 12);
    for (lines, full) in [
        ("Capt.-Ref. = 0000".to_string(), true),
        (format!("Paid by card: {amount}"), true),
        (format!("CARD: {amount}"), true),
        (format!("卡号:{}", &value("pan")[12..]), false),
        (format!("订单金额:{more}\n商家优惠:-12.00\n实付金额:{amount}"), false),
        (format!("订单金额:{more}\n商家优惠:-10.00\n优惠:-2.00\n实付金额:{amount}"), false),
    ] {
        assert_good(&format!("{print}\n{lines}\n{code}"), full);
        assert_good(&format!("{lines}\n{print}\n{code}"), false);
    }
    // A return of a part: its sale was of more.
    let back: Vec<(&str, String)> = own
        .iter()
        .map(|(name, value)| (*name, if *name == "type" { "refund".into() } else { value.clone() }))
        .collect();
    let print = print.replace("消费(SALE)", "退货(REFUND)");
    for line in ["原交易金额:1200.00", "原金额:RMB 1200.00", "ORIG AMOUNT: 1200.00", "ORIGINAL AMOUNT: RMB 1200.00"]
    {
        assert_good(&format!("{print}\n{line}\n{}", attached(&back)), false);
    }
}

#[test]
fn a_name_is_the_same_in_capitals_set_apart_and_in_other_widths() {
    for (signed, printed) in [
        ("Harbour Lane Books", "HARBOUR LANE BOOKS"),
        ("Café Zürich", "CAFÉ ZÜRICH"),
        ("云栖面馆", "云 栖 面 馆"),
        ("云栖面馆", "云栖\u{200b}面\u{feff}馆"),
        ("云栖面馆（北京店）", "云栖面馆(北京店)"),
    ] {
        let mut own = members(1);
        own[4].1 = signed.into();
        let text = print(&own);
        assert!(text.contains(signed));
        assert_good(&format!("{}\n{}", text.replace(signed, printed), attached(&own)), false);
        let other = text.replace(signed, "Other Lane Books");
        assert_eq!(verdicts(&format!("{other}\n{}", attached(&own)), &store(), true), [Word::Altered]);
    }
}

#[test]
fn currencies_without_decimals_are_printed_with_groups() {
    let mut own = members(1);
    (own[0].1, own[3].1) = ("138000".into(), "VND".into());
    let text = print(&own);
    for (printed, word) in [
        ("138.000 ₫", Word::Verified),
        ("138.000 VND", Word::Verified),
        ("138,000 VND", Word::Verified),
        ("188.000 ₫", Word::Altered),
        ("138 VND", Word::Altered),
    ] {
        let text = format!("{}\n{}", text.replace("RMB 138000", printed), attached(&own));
        assert_eq!(verdicts(&text, &store(), true), [word], "{text}");
    }
}

#[test]
fn the_time_of_the_print_is_not_that_of_the_sale() {
    let own = members(1);
    let text = print(&own);
    let (above, below) = text.split_once("批次号").unwrap();
    for line in ["Printed 20/12/2026 15:21", "打印时间:2026-12-20 15:23:11", "Gedruckt am 20.12.2026 15:23"] {
        for text in [
            format!("{above}SIGN X____________\n批次号{below}\n{line}"),
            format!("{above}SIGN X____________\n{line}\n批次号{below}"),
            format!("{line}\n{text}"),
        ] {
            assert_good(&format!("{text}\n{}", attached(&own)), false);
        }
    }
}

#[test]
fn codes_come_through_mail_pages_and_addresses() {
    let own = members(1);
    let (print, code) = (print(&own), attached(&own));
    let lines: Vec<&str> = code.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let quoted = |mark: &str| {
        [print.lines().collect(), lines.clone()]
            .concat()
            .iter()
            .map(|line| format!("{mark}{line}\n"))
            .collect::<String>()
    };
    let soft = format!("{print}\r\n{}", lines.join("=\r\n"));
    let percent = |text: &str| text.replace(':', "%3A").replace('/', "%2F").replace('#', "%23").replace('=', "%3D");
    let address = format!("https://check.example/#slip={code}");
    for text in [
        quoted("> "),
        quoted("> > "),
        quoted(">> "),
        quoted("| "),
        soft,
        format!("{print}\n{}", code.replace('.', "%2E")),
        format!("{print}\n{}", address.replace('.', "%252E")),
        format!("{print}\n{}", percent(&address)),
        format!("{print}\nhttps://out.example/?u={}", percent(&address)),
        format!("{print}\n{}", code.replace('.', "&#46;")),
        format!("{print}\n{}", lines.join("<wbr>")),
    ] {
        assert_good(&text, true);
        // What was changed is seen all the same.
        let changed = text.replace(&own[0].1, "9138.00");
        assert_eq!(verdicts(&changed, &store(), true), [Word::Altered], "{changed}");
    }
}
