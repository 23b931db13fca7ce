//! A photographed slip whose print is in doubt: when the picture says why that may be, the report does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{
    check::check,
    encoding::Base64,
    input::{Input, Picture},
    pki::{Certificate, Store},
    slip::seen::{SeenCharacter, SeenLine},
    time::Timestamp,
};
use std::{fs, path::Path};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn certificates(name: &str) -> Vec<Certificate> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let block = |block: &str| {
        let body = block.split_once('\n').unwrap().1.split("-----END ").next().unwrap();
        let der = Base64::Standard.decode(&body.split_whitespace().collect::<String>()).unwrap();
        Certificate::from_der(&der).ok().unwrap()
    };
    text.split("-----BEGIN ").skip(1).map(block).collect()
}

/// The printed lines of a detached slip, and its code.
fn slip() -> (Vec<String>, String) {
    let list = fs::read_to_string(folder().join("vectors.jsonl")).unwrap();
    let vector = list
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|vector| vector["id"] == "header/detached-all-critical")
        .unwrap();
    let (print, code) = vector["text"].as_str().unwrap().trim_end().rsplit_once('\n').unwrap();
    (print.lines().map(|line| line.trim().to_owned()).collect(), code.to_owned())
}

/// Lines as a recogniser that is sure of everything gives them.
fn seen(lines: &[String]) -> Vec<SeenLine> {
    let line = |(row, text): (usize, &String)| {
        let y = 40.0 * row as f32;
        let character = |(i, text): (usize, char)| SeenCharacter {
            text,
            runners_up: Vec::new(),
            middle: (20.0 * i as f32 + 10.0, y + 15.0),
        };
        let characters: Vec<SeenCharacter> = text.chars().enumerate().map(character).collect();
        let width = 20.0 * characters.len() as f32;
        SeenLine { characters, corners: [(0.0, y), (width, y), (width, y + 30.0), (0.0, y + 30.0)] }
    };
    lines.iter().enumerate().map(line).collect()
}

fn report(lines: Vec<SeenLine>, code: &str, faults: &[(&str, f64)]) -> Value {
    let picture = Picture {
        codes: vec![code.into()],
        finding: "codes".into(),
        faults: faults.iter().map(|(id, value)| ((*id).into(), *value)).collect(),
        lines,
        ..Picture::default()
    };
    let store = Store {
        anchors: certificates("demo-root.pem"),
        certificates: certificates("demo-chain.pem"),
        ..Store::default()
    };
    let now = Timestamp::parse("2026-11-20T18:42:07+08:00").unwrap().moment();
    let mut reports = check(&Input { picture: Some(picture), ..Input::default() }, &store, now);
    assert_eq!(reports.len(), 1);
    serde_json::from_str(&reports.remove(0).to_json()).unwrap()
}

fn cause<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == id)
}

const PALE: [(&str, f64); 1] = [("pale-print", 0.21)];

#[test]
fn a_digit_in_doubt_may_be_the_printers_fault() {
    let (lines, code) = slip();
    // 012330342299, its 3 read as an 8.
    let row = lines.iter().position(|line| line.starts_with("参考号")).unwrap();
    let mut misread = seen(&lines);
    let character = misread[row].characters.iter_mut().find(|character| character.text == '3').unwrap();
    character.text = '8';
    character.runners_up = vec![('3', 0.3)];
    let pale = report(misread.clone(), &code, &PALE);
    assert!(cause(&pale, "reading-error").is_some(), "{}", pale["causes"]);
    assert_ne!(pale["verdict"], "verified");
    let printer = cause(&pale, "printer-fault").unwrap();
    assert_eq!((&printer["confidence"], &printer["evidence"]["printContrast"]), (&"possible".into(), &0.21.into()));
    assert!(cause(&pale, "camera-fault").is_none());

    let blurred = report(misread.clone(), &code, &[("blurred", 0.18)]);
    assert_eq!(cause(&blurred, "camera-fault").unwrap()["confidence"], "possible");
    assert!(cause(&blurred, "printer-fault").is_none());

    // A picture that nothing is wrong with says nothing.
    let clear = report(misread, &code, &[]);
    assert!(cause(&clear, "printer-fault").is_none() && cause(&clear, "camera-fault").is_none());
}

#[test]
fn print_that_is_missing_may_be_the_printers_fault() {
    let (mut lines, code) = slip();
    lines.retain(|line| !line.starts_with("金额"));
    let report = report(seen(&lines), &code, &[("missing-columns", 3.0)]);
    assert_eq!(report["verdict"], "unreadable");
    let printer = cause(&report, "printer-fault").unwrap();
    assert_eq!((&printer["confidence"], &printer["evidence"]["missingColumns"]), (&"possible".into(), &3.0.into()));
}

#[test]
fn faults_of_a_picture_whose_print_is_certain_are_no_cause() {
    let (lines, code) = slip();
    let report = report(seen(&lines), &code, &PALE);
    assert_eq!(report["verdict"], "verified", "{}", report["causes"]);
    assert_eq!(report["causes"], Value::Array(Vec::new()));
}
