//! PDF files by the public road: published ones, and each way of changing one after it was signed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::Value;
use slipcheck::{
    check,
    input::Input,
    pki::{self, Store},
    time::Timestamp,
};
use std::{env, fs, path::PathBuf};

fn path(name: &str) -> Option<PathBuf> {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    let path = root.join("pdf").join(name);
    if !path.exists() {
        eprintln!("NOT RUN: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn file(name: &str) -> Option<Vec<u8>> {
    Some(fs::read(path(name)?).unwrap())
}

fn store(anchors: &[&str]) -> Store {
    Store {
        anchors: anchors.iter().flat_map(|name| pki::import(&file(name).unwrap()).certificates).collect(),
        ..Store::default()
    }
}

fn reports(bytes: &[u8], store: &Store) -> Vec<Value> {
    let now = Timestamp::parse("2026-11-22T12:00:00Z").unwrap().moment();
    let reports = check::check(&Input::file(bytes.to_vec()), store, now);
    reports.iter().map(|report| serde_json::from_str(&report.to_json()).unwrap()).collect()
}

fn report(bytes: &[u8], store: &Store) -> Value {
    let mut reports = reports(bytes, store);
    assert_eq!(reports.len(), 1);
    reports.remove(0)
}

fn status<'a>(report: &'a Value, check: &str) -> &'a str {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|entry| entry["id"] == check).unwrap()["status"].as_str().unwrap()
}

fn cause<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == id)
}

fn note<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["notes"].as_array().unwrap().iter().find(|note| note["id"] == id)
}

#[test]
fn published_files_get_what_each_must() {
    let Some(expected) = file("expected.json") else { return };
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    for case in expected.as_array().unwrap() {
        let name = case["file"].as_str().unwrap();
        // Codes are read by who draws the pages: below.
        if name == "receipt-tse-vector.pdf" {
            continue;
        }
        let anchors: Vec<&str> = case["trust"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let report = report(&file(name).unwrap(), &store(&anchors));
        let expect = &case["expect"];
        assert!(expect["verdict"].as_array().unwrap().contains(&report["verdict"]), "{name} {report:#}");
        for (check, wanted) in expect["checks"].as_object().into_iter().flatten() {
            assert_eq!(status(&report, check), wanted.as_str().unwrap(), "{name} {check}");
        }
        for wanted in expect["causes"].as_array().into_iter().flatten() {
            assert!(cause(&report, wanted.as_str().unwrap()).is_some(), "{name} {report:#}");
        }
        for (field, wanted) in expect["fields"].as_object().into_iter().flatten() {
            let fields = report["fields"].as_array().unwrap();
            assert_eq!(&fields.iter().find(|entry| entry["name"] == *field).unwrap()["match"], wanted, "{name}");
        }
    }
}

#[cfg(feature = "cli")]
#[test]
fn a_code_of_rectangles_is_read_off_the_drawn_page() {
    let Some(path) = path("receipt-tse-vector.pdf") else { return };
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_slipcheck"))
        .args(["verify", "--json", "--at", "2026-11-22T12:00:00Z"])
        .arg(path)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&report["format"], &report["verdict"]), (&"de-tse".into(), &"unknown-issuer".into()));
    assert_eq!(status(&report, "signature"), "pass");
}

/// A revision behind a file: these objects, and a table that leads to them and on to what was there.
fn updated(file: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    let mut out = file.to_vec();
    let text = String::from_utf8_lossy(file);
    let previous = text.rsplit("startxref").next().unwrap().split_whitespace().next().unwrap().to_owned();
    let mut table = String::from("xref\n");
    for (number, object) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = out.len();
    let trailer = format!("trailer\n<< /Size 60 /Root 4 0 R /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n");
    out.extend([table, trailer].concat().bytes());
    out
}

const PAGE: &str = "<< /Contents 7 0 R /MediaBox [ 0 0 300 600 ] /Parent 6 0 R /Resources << /Font 1 0 R /ProcSet [ /PDF /Text /ImageB /ImageC /ImageI ] >> /Rotate 0 /Trans << >> /Type /Page";
const CATALOGUE: &str = "<< /PageMode /UseNone /Pages 6 0 R /Type /Catalog /AcroForm << /Fields [9 0 R] /SigFlags 3 >>";
const SEAL: &str =
    "<< /Type /XObject /Subtype /Form /BBox [0 0 300 600] /Length 25 >>\nstream\n1 g 0 0 300 600 re f q Q \nendstream";

#[test]
fn what_may_not_follow_a_signature_is_named() {
    let Some(good) = file("good-rsa.pdf") else { return };
    let store = store(&["root.pem"]);
    let page = |more: &str| format!("{PAGE} {more} >>");
    let catalogue = |more: &str| format!("{CATALOGUE} {more} >>");
    let cases: Vec<(&str, Vec<(u32, String)>)> = vec![
        ("content", vec![(7, "<< /Length 4 >>\nstream\nq Q \nendstream".into())]),
        ("page", vec![(6, "<< /Count 2 /Kids [ 3 0 R 20 0 R ] /Type /Pages >>".into()), (20, page("/Annots []"))]),
        ("page", vec![(3, page("/Annots [ 9 0 R ] /CropBox [0 0 300 300]"))]),
        (
            "annotation",
            vec![
                (3, page("/Annots [ 9 0 R 20 0 R ]")),
                (20, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 300 600] /AP << /N 21 0 R >> >>".into()),
                (21, SEAL.into()),
            ],
        ),
        // The same as a widget of no field, and as one of a text field.
        (
            "annotation",
            vec![
                (3, page("/Annots [ 9 0 R 20 0 R ]")),
                (20, "<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 300 600] /AP << /N 21 0 R >> >>".into()),
                (21, SEAL.into()),
            ],
        ),
        (
            "annotation",
            vec![
                (3, page("/Annots [ 9 0 R 20 0 R ]")),
                (4, CATALOGUE.replace("9 0 R", "9 0 R 20 0 R") + " >>"),
                (
                    20,
                    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /Rect [0 0 300 600] /AP << /N 21 0 R >> >>".into(),
                ),
                (21, SEAL.into()),
            ],
        ),
        // A seal that nobody signed, as a signature field.
        (
            "signature",
            vec![
                (3, page("/Annots [ 9 0 R 20 0 R ]")),
                (4, CATALOGUE.replace("9 0 R", "9 0 R 20 0 R") + " >>"),
                (
                    20,
                    "<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 300 600] /AP << /N 21 0 R >> >>"
                        .into(),
                ),
                (21, SEAL.into()),
            ],
        ),
        ("font", vec![(2, "<< /BaseFont /Symbol /Name /F1 /Subtype /Type1 /Type /Font >>".into())]),
        ("script", vec![(4, catalogue("/OpenAction << /S /JavaScript /JS (x) >>"))]),
        ("layer", vec![(4, catalogue("/OCProperties << /OCGs [] /D << >> >>"))]),
        ("form", vec![(4, CATALOGUE.replace("/SigFlags 3", "/NeedAppearances true") + " >>")]),
        (
            "signature",
            vec![(4, "<< /PageMode /UseNone /Pages 6 0 R /Type /Catalog /AcroForm << /Fields [] >> >>".into())],
        ),
        ("other", vec![(4, catalogue("/Names << /Dests 20 0 R >>")), (20, "<< >>".into())]),
    ];
    for (kind, objects) in cases {
        let objects: Vec<(u32, &str)> = objects.iter().map(|(number, object)| (*number, object.as_str())).collect();
        let report = report(&updated(&good, &objects), &store);
        assert_eq!(report["verdict"], "altered", "{kind} {objects:?}");
        assert_eq!((status(&report, "printed"), status(&report, "signature")), ("fail", "pass"));
        let cause = cause(&report, "changed-after-signing").unwrap();
        assert_eq!((&cause["confidence"], &cause["evidence"]["kind"]), (&"proven".into(), &kind.into()), "{objects:?}");
    }
}

#[test]
fn what_may_follow_keeps_the_verdict_and_is_told() {
    let Some(good) = file("good-rsa.pdf") else { return };
    let store = store(&["root.pem"]);
    let metadata = format!("{CATALOGUE} /Metadata 20 0 R >>");
    let field = CATALOGUE.replace("9 0 R", "9 0 R 20 0 R") + " >>";
    for objects in [
        vec![(40, "(reached by nothing)")],
        vec![(4, metadata.as_str()), (20, "<< /Type /Metadata /Length 0 >>\nstream\n\nendstream")],
        vec![(4, field.as_str()), (20, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] >>")],
    ] {
        let report = report(&updated(&good, &objects), &store);
        assert_eq!(report["verdict"], "verified", "{objects:?} {report:#}");
        assert!(note(&report, "later-update").is_some());
    }
    let blank = report(&[&good[..], b" \r\n"].concat(), &store);
    assert_eq!(blank["verdict"], "verified");
    assert!(note(&blank, "trailing-bytes").is_some());
    let mark = report(&[b"\xef\xbb\xbf", &good[..]].concat(), &store);
    assert_eq!(mark["verdict"], "verified");
    assert!(note(&mark, "blank-front").is_some());
}

#[test]
fn bytes_behind_the_end_and_before_the_header() {
    let Some(good) = file("good-rsa.pdf") else { return };
    let store = store(&["root.pem"]);
    for tail in [&b"x"[..], b"7 0 obj\nnull\nendobj\nstartxref\n9\n%%EOF\n", b"startxref\n20296\n%%EOF\n"] {
        let report = report(&[&good, tail].concat(), &store);
        assert_eq!(report["verdict"], "altered", "{tail:?}");
        let evidence = &cause(&report, "changed-after-signing").unwrap()["evidence"];
        assert_eq!(evidence["kind"], "bytes-after-the-end");
    }
    let repaired = |bytes: &[u8], name: &str| {
        let report = report(bytes, &store);
        assert_eq!(report["verdict"], "invalid", "{name}");
        assert_eq!(cause(&report, "encoding-conflict").unwrap()["evidence"]["repair"], name);
    };
    repaired(&[b"junk\n", &good[..]].concat(), "bytes before the header");
    // Pure ASCII does not change on that way; a comment of four bytes, as most files have, does.
    let Some(packed) = file("later-validation-data.pdf") else { return };
    let report = report(&utf8_of(&packed), &store);
    assert_eq!(cause(&report, "encoding-conflict").unwrap()["evidence"]["repair"], "utf-8 for bytes");
}

fn utf8_of(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
}

#[test]
fn a_file_without_a_signature_says_why_most_likely() {
    let file = |catalogue: &str, info: &str| {
        let objects = [
            format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>"),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>".into(),
            info.to_owned(),
            "<< /FT /Sig /T (x) >>".into(),
        ];
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (place, object) in objects.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.extend(format!("{} 0 obj\n{object}\nendobj\n", place + 1).bytes());
        }
        let start = out.len();
        out.extend(
            format!("{table}trailer\n<< /Size 6 /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes(),
        );
        out
    };
    for (catalogue, info, reason) in [
        ("", "<< >>", "never-signed"),
        ("/AcroForm << /Fields [5 0 R] >>", "<< >>", "empty-field"),
        ("/AcroForm << /Fields [] /SigFlags 3 >>", "<< >>", "resaved"),
        ("/DSS << >>", "<< >>", "resaved"),
        ("", "<< /Producer (Skia/PDF m120) >>", "printed-to-pdf"),
    ] {
        let report = report(&file(catalogue, info), &Store::default());
        assert_eq!((&report["verdict"], &report["format"]), (&"unsigned".into(), &"pdf-signature".into()));
        let cause = cause(&report, "not-signed").unwrap();
        assert_eq!((&cause["evidence"]["reason"], &cause["confidence"]), (&reason.into(), &"likely".into()));
    }
    let text = String::from_utf8(file("", "<< >>")).unwrap();
    let broken = report(text.replace("startxref", "startxxxx").as_bytes(), &Store::default());
    assert_eq!((&broken["verdict"], status(&broken, "format")), (&"unsigned".into(), "warn"));
}

#[test]
fn a_cut_file_is_told_as_cut() {
    let Some(good) = file("good-rsa.pdf") else { return };
    let store = store(&["root.pem"]);
    for length in [good.len() - 2, good.len() - 300, 19_900] {
        let report = report(&good[..length], &store);
        assert_eq!(report["verdict"], "invalid", "{length}");
        assert!(cause(&report, "truncated").is_some(), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_changed_byte_is_ever_verified(place in 0.0f64..1.0, bit in 0u8..8) {
        if let Some(mut bytes) = file("good-rsa.pdf") {
            let mut at = (place * (bytes.len() - 1) as f64) as usize;
            // The padding behind the signature is no part of anything.
            if bytes[at] == b'0' && (5537..19_817).contains(&at) {
                at = 900;
            }
            bytes[at] ^= 1 << bit;
            for report in reports(&bytes, &store(&["root.pem"])) {
                let same = bytes[at].eq_ignore_ascii_case(&(bytes[at] ^ 1 << bit)) && (1817..19_817).contains(&at);
                prop_assert!(report["verdict"] != "verified" || same, "{at} {bit}");
            }
        }
    }

    #[test]
    fn no_cut_or_joined_file_is_ever_verified(at in 0.0f64..1.0, from in 0.0f64..1.0) {
        if let Some(good) = file("later-validation-data.pdf") {
            let place = |part: f64| (part * (good.len() - 1) as f64) as usize;
            let store = store(&["root.pem"]);
            // Up to the first signed end it holds nothing that is signed whole.
            let cut = place(at).min(44_000);
            for report in reports(&good[..cut], &store).into_iter().chain(reports(&[&good[..cut], &good[place(from)..]].concat(), &store)) {
                prop_assert!(report["verdict"] != "verified" || cut == place(from));
            }
        }
    }
}
