//! The shared examples of the German kinds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod german;

use german::{Anchors, found, pem, vectors};
use serde_json::Value;
use slipcheck_audit::{Input, Options, audit};
use slipcheck_codec::time::Timestamp;
use std::fs;

#[test]
fn every_example_of_a_german_kind_has_its_findings_and_no_others() {
    let Some(folder) = vectors() else { return };
    let cases = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    let mut judged = 0;
    for case in cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let id = case["id"].as_str().unwrap();
        if id.starts_with("dep/") {
            continue;
        }
        let list = |member: &str| -> Vec<String> {
            case[member].as_array().map_or(Vec::new(), |list| list.iter().map(|v| v.as_str().unwrap().into()).collect())
        };
        let files: Vec<Vec<u8>> = list("files").iter().map(|file| fs::read(folder.join(file)).unwrap()).collect();
        let anchors = list("trust").iter().map(|file| pem(&fs::read_to_string(folder.join(file)).unwrap())).collect();
        let options =
            Options { now: Timestamp::parse(case["at"].as_str().unwrap()).unwrap().moment(), ..Options::default() };
        let mut inputs: Vec<Input<'_>> = files.iter().map(|bytes| Input::of_bytes("export", bytes)).collect();
        let authority = Anchors { anchors, ..Anchors::default() };
        let report = audit(&mut inputs, &options, &authority, &mut ()).unwrap();
        let (graver, notes) = found(&report);
        let mut expected: Vec<String> = case["expect"]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| format!("{} {}", finding["id"].as_str().unwrap(), finding["place"].as_str().unwrap()))
            .collect();
        expected.sort();
        assert_eq!(graver, expected, "{id}: {}", serde_json::to_string_pretty(&report).unwrap());
        assert_eq!(report.accepted(), case["expect"]["accepted"], "{id}");
        for note in case["expect"]["notes"].as_array().unwrap() {
            assert!(notes.iter().any(|found| found.starts_with(note.as_str().unwrap())), "{id}: {note}");
        }
        println!("{id}: {}", serde_json::to_string(&report.summary).unwrap());
        judged += 1;
    }
    assert!(judged >= 2);
}
