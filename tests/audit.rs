//! `slipcheck audit` as its users meet it: the examples, states between parts, wrong calls, three languages.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

struct Outcome {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipcheck"));
    command.arg("audit").args(arguments).current_dir(folder).env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A wrong call does not read it.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// The folder of the examples; says loudly when it is not there.
fn examples() -> Option<PathBuf> {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    let folder = root.join("audit");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("NOT RUN: {} is not there", folder.display());
    None
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("audit-{name}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn strings<'v>(value: &'v Value, option: &'static str) -> Vec<&'v str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).flat_map(|text| [option, text]).collect()
}

/// What a report found, but notes: id and place, sorted; and the ids of its notes.
fn found(report: &Value) -> (Vec<(String, String)>, Vec<String>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (mut findings, mut notes) = (Vec::new(), Vec::new());
    for finding in report["findings"].as_array().unwrap() {
        if finding["severity"] == "note" {
            notes.push(text(&finding["id"]));
        } else {
            findings.push((text(&finding["id"]), text(&finding["place"])));
        }
    }
    findings.sort();
    (findings, notes)
}

#[test]
fn the_examples_come_out_as_stated() {
    let Some(root) = examples() else { return };
    let folder = scratch("examples");
    let mut seen = 0;
    for line in fs::read_to_string(root.join("cases.jsonl")).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let mut trust = [strings(&case["keys"], "--keys"), strings(&case["trust"], "--trust")].concat();
        trust.extend(["--at", case["at"].as_str().unwrap()]);
        trust.extend(case["options"].as_array().into_iter().flatten().filter_map(Value::as_str));
        let states: Vec<String> =
            (0..2).map(|n| folder.join(format!("{}-{n}.json", id.replace('/', "-"))).display().to_string()).collect();
        let mut after: Vec<&str> = Vec::new();
        for (part, state) in case["before"].as_array().into_iter().flatten().zip(states.iter().cycle()) {
            let arguments = [&["--json", "--state", state][..], &after, &trust, &[part.as_str().unwrap()]].concat();
            let outcome = run(&root, &arguments, b"");
            assert!(outcome.code != 2, "{id}: {}", outcome.err);
            after = vec!["--after", state];
        }
        let files: Vec<&str> = case["files"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let outcome = run(&root, &[&["--json"][..], &after, &trust, &files].concat(), b"");
        let report: Value = serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{id}: {}", outcome.err));
        let expect = &case["expect"];
        let mut expected: Vec<(String, String)> = expect["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| (finding["id"].as_str().unwrap().to_owned(), finding["place"].as_str().unwrap().to_owned()))
            .collect();
        expected.sort();
        let (findings, notes) = found(&report);
        assert_eq!(findings, expected, "{id}: {}", outcome.out);
        for note in expect["notes"].as_array().unwrap() {
            assert!(notes.iter().any(|other| note == other), "{id}: {note} in {notes:?}");
        }
        assert_eq!(report["accepted"], expect["accepted"], "{id}");
        let code = match report["result"].as_str().unwrap() {
            "passed" => 0,
            "failed" => 1,
            _ => 3,
        };
        assert_eq!(outcome.code, code, "{id}");
        seen += 1;
    }
    assert!(seen >= 7);
}

#[test]
fn findings_come_one_a_line_as_they_are_found_and_the_summary_last() {
    let Some(root) = examples() else { return };
    let folder = root.join("dep-deleted-and-altered");
    let arguments = ["--at", "2026-11-01T12:00:00Z", "--keys", "keys.json", "dep.json"];
    let lines = run(&folder, &[&["--jsonl"][..], &arguments].concat(), b"");
    let lines: Vec<Value> = lines.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (summary, findings) = lines.split_last().unwrap();
    assert_eq!((&summary["type"], &summary["result"]), (&"summary".into(), &"failed".into()));
    assert!(findings.len() >= 4 && findings.iter().all(|line| line["type"] == "finding"));
    let whole = run(&folder, &[&["--json"][..], &arguments].concat(), b"");
    let whole: Value = serde_json::from_str(&whole.out).unwrap();
    assert_eq!(whole["findings"].as_array().unwrap().len(), findings.len());
    assert_eq!(whole["summary"], summary["summary"]);
    // The amount that was signed is said.
    let broken = findings.iter().find(|line| line["id"] == "signature-invalid").unwrap();
    let cause = &broken["evidence"]["causes"][0];
    assert_eq!((&cause["id"], &cause["evidence"]["signed"]), (&"field-altered".into(), &"35.74".into()), "{broken}");
    // The till's key stands nowhere.
    let keys: Value = serde_json::from_str(&fs::read_to_string(folder.join("keys.json")).unwrap()).unwrap();
    let secret = keys["base64AESKey"].as_str().unwrap();
    assert!(lines.iter().all(|line| !line.to_string().contains(secret)));
    // From a pipe it is the same.
    let dep = fs::read(folder.join("dep.json")).unwrap();
    let piped = run(&folder, &["--json", "--at", "2026-11-01T12:00:00Z", "--keys", "keys.json", "-"], &dep);
    assert_eq!(serde_json::from_str::<Value>(&piped.out).unwrap(), whole);
}

#[test]
fn a_file_that_is_given_twice_is_judged_once_and_that_is_told() {
    let Some(root) = examples() else { return };
    let folder = root.join("dep-sound");
    let common = ["--json", "--at", "2026-11-01T12:00:00Z", "--keys", "keys.json", "--trust", "root.pem"];
    let report = |files: &[&str]| -> Value {
        let outcome = run(&folder, &[&common[..], files].concat(), b"");
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        serde_json::from_str(&outcome.out).unwrap()
    };
    let (once, twice) = (report(&["dep.json"]), report(&["dep.json", "dep.json"]));
    assert_eq!(once["summary"]["receipts"], twice["summary"]["receipts"]);
    let told = twice["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == "file-repeated").unwrap();
    assert_eq!((&told["severity"], &told["evidence"]["file"]), (&"note".into(), &"dep.json".into()));
}

#[test]
fn people_read_what_it_means_and_what_to_do_in_three_languages() {
    let Some(root) = examples() else { return };
    let folder = root.join("dep-deleted-and-altered");
    for (language, word, step) in [
        ("zh-CN", "链条断了", "不要自行修补"),
        ("en", "The chain is broken", "Do not repair anything"),
        ("de", "Die Verkettung ist unterbrochen", "Reparieren Sie nichts"),
    ] {
        let arguments = ["--lang", language, "--at", "2026-11-01T12:00:00Z", "--keys", "keys.json", "dep.json"];
        let outcome = run(&folder, &arguments, b"");
        assert_eq!(outcome.code, 1, "{}", outcome.err);
        assert!(outcome.out.contains(word) && outcome.out.contains(step), "{}", outcome.out);
        assert!(outcome.out.contains("35.74") && outcome.out.contains("96.06"), "{}", outcome.out);
        assert!(outcome.out.contains("0/3") && !outcome.out.contains("audit-"), "{}", outcome.out);
    }
}

#[test]
fn wrong_calls_are_two_and_say_what_to_do() {
    let folder = scratch("wrong");
    fs::write(folder.join("x.txt"), "no export").unwrap();
    fs::write(folder.join("dep.json"), r#"{"Belege-Gruppe": []}"#).unwrap();
    fs::write(folder.join("tse.state"), r#"{"schema": 1, "kind": "tse-export", "devices": {}}"#).unwrap();
    let holiday = include_bytes!("../crates/audit/tests/german/holiday.zip");
    fs::write(folder.join("holiday.zip"), holiday).unwrap();
    for (arguments, said) in [
        (vec!["x.txt"], "nothing here is an export"),
        (vec!["holiday.zip"], "nothing here is an export"),
        (vec!["none.json"], "there is no file"),
        (vec![], "INPUT"),
        (vec!["dep.json", "--after", "x.txt"], "is no state"),
        (vec!["dep.json", "--after", "tse.state"], "another kind"),
        (vec!["dep.json", "--at", "noon"], "--at"),
        (vec!["dep.json", "--keys", "none.json"], "there is no file"),
        (vec!["dep.json", "none.json"], "there is no file"),
    ] {
        let outcome = run(&folder, &arguments, b"");
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.out);
        assert!(outcome.err.contains(said), "{arguments:?}: {}", outcome.err);
    }
}
