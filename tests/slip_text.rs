//! The reader of printed text, by its public road.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::slip::{self, Reading};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// The folder of shared vectors, when it is there.
fn vectors() -> Option<PathBuf> {
    let folder = std::env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// What differs between a reading and the truth file.
fn differences(reading: &Reading, truth: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let mut differs = |what: &str, read: String, expected: String| {
        if read != expected {
            out.push(format!("{what}: read {read}, expected {expected}"));
        }
    };
    let json = serde_json::to_value(reading).unwrap();
    let formats: Vec<&str> = truth["format"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    if !formats.contains(&json["format"].as_str().unwrap()) {
        differs("format", json["format"].to_string(), format!("{formats:?}"));
    }
    let fields = truth["fields"].as_object().unwrap();
    let mut read: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for member in &reading.fields {
        if member.uncertain.is_empty() {
            read.entry(member.name).or_default().push(&member.value);
        }
    }
    for (name, value) in fields {
        let values = read.remove(name.as_str()).unwrap_or_default();
        let value = value.as_str().unwrap();
        let accepted =
            truth["accept"][name].as_array().is_some_and(|list| list.iter().any(|v| values == [v.as_str().unwrap()]));
        if !accepted && (values.is_empty() || values.iter().any(|v| *v != value)) {
            differs(name, format!("{values:?}"), value.to_string());
        }
    }
    for (name, values) in &read {
        let optional = truth["optional"][*name].as_str().is_some_and(|value| values.iter().all(|v| *v == value));
        if !optional {
            differs(name, format!("{values:?}"), "nothing".to_string());
        }
    }
    for name in truth["absent"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        if reading.get(name).is_some() {
            differs(name, reading.get(name).unwrap().value.clone(), "absent".to_string());
        }
    }
    let or_empty = |value: &Value| if value.is_null() { "[]".to_string() } else { value.to_string() };
    differs("vat", or_empty(&json["vat"]), or_empty(&truth["vat"]));
    differs("payments", or_empty(&json["payments"]), or_empty(&truth["payments"]));
    differs("copy", json["copy"].to_string(), truth["copy"].to_string());
    differs("reprint", reading.reprint.to_string(), truth["reprint"].as_bool().unwrap_or(false).to_string());
    differs(
        "deviceFailed",
        reading.device_failed.to_string(),
        truth["deviceFailed"].as_bool().unwrap_or(false).to_string(),
    );
    differs("test", reading.test.to_string(), truth["test"].as_bool().unwrap_or(false).to_string());
    differs("language", reading.language.id().to_string(), truth["language"].as_str().unwrap().to_string());
    differs("layout", reading.layout.unwrap_or("none").to_string(), truth["layout"].as_str().unwrap().to_string());
    let corrected: Vec<Value> = reading
        .fields
        .iter()
        .filter_map(|m| {
            m.corrected.as_ref().map(|c| serde_json::json!({"field": m.name, "read": c.read, "value": c.value}))
        })
        .collect();
    differs("corrected", Value::from(corrected).to_string(), or_empty(&truth["corrected"]));
    let uncertain: Vec<Value> = reading
        .fields
        .iter()
        .filter(|m| !m.uncertain.is_empty())
        .map(|m| serde_json::json!({"field": m.name, "read": m.value, "candidates": m.uncertain}))
        .collect();
    differs("uncertain", Value::from(uncertain).to_string(), or_empty(&truth["uncertain"]));
    out
}

#[test]
fn shared_examples_are_exact() {
    let Some(folder) = vectors() else {
        eprintln!("NOT RUN: the folder of shared vectors is not there (SLIPCHECK_VECTORS)");
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder.join("slip-text")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let truth: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        let reading = slip::read(&text);
        assert!(reading.is_slip(), "{path:?}");
        let id = truth["id"].as_str().unwrap();
        wrong.extend(differences(&reading, &truth).into_iter().map(|line| format!("{id} {line}")));
        count += 1;
    }
    assert!(count >= 12, "{count} examples");
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn shared_photos_print_is_exact() {
    let Some(folder) = vectors() else {
        eprintln!("NOT RUN: the folder of shared vectors is not there (SLIPCHECK_VECTORS)");
        return;
    };
    let photos = fs::read_to_string(folder.join("../photos/photos.jsonl")).unwrap();
    let mut wrong = Vec::new();
    for line in photos.lines() {
        let photo: Value = serde_json::from_str(line).unwrap();
        let lines: Vec<&str> = photo["lines"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let reading = slip::read(&lines.join("\n"));
        let mut expected: BTreeMap<&str, String> = photo["printed"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap().to_string()))
            .collect();
        // The paper has no offset.
        expected.entry("time").and_modify(|time| *time = time.replace("+08:00", ""));
        let digest = lines
            .iter()
            .find_map(|line| line.split_once(['要', ' ']).filter(|_| line.contains("摘要") || line.contains("digest")));
        assert!(digest.is_some());
        for (name, value) in expected {
            let read: Vec<&str> = reading.all(name).map(|m| m.value.as_str()).collect();
            if read != [value.as_str()] {
                wrong.push(format!("{} {name}: read {read:?}, expected {value}", photo["id"]));
            }
        }
        let digest = reading.get("digest").map(|m| (m.value.len(), m.uncertain.len()));
        if digest != Some((19, 0)) {
            wrong.push(format!("{} digest: {digest:?}", photo["id"]));
        }
        if reading.fields.len() != 13 {
            wrong.push(format!("{} has {} members", photo["id"], reading.fields.len()));
        }
        let copy = lines.iter().take(2).any(|line| line.contains("持卡人") || line.contains("CARDHOLDER"));
        if copy != (reading.copy == Some(slip::Copy::Cardholder)) {
            wrong.push(format!("{} copy: {:?}", photo["id"], reading.copy));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
