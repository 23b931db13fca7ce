//! `next-steps.json` → step ids with their phases, and the lists as indices into them.

use serde_json::Value;
use std::fmt::Write;

const PHASES: [&str; 5] = ["now", "fix", "tell", "record", "prevent"];

/// Where a format has lists of its own: the country that the table files them under, and the format, in the order of the table.
fn variants(tables: &Value) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for lists in ["causes", "verdicts"].iter().flat_map(|key| tables[key].as_object().expect("lists").values()) {
        for (country, formats) in lists["variants"].as_object().into_iter().flatten() {
            for format in formats.as_object().expect("formats").keys() {
                let one = (country.clone(), format.clone());
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
    }
    found
}

/// Adds a format's own lists, which stand in a file of their own (`specs/steps/<format>.json`).
fn add_own(tables: &mut Value, own: &Value) {
    let format = own["format"].as_str().expect("a format");
    for key in ["causes", "verdicts"] {
        for (id, lists) in own[key].as_object().expect("lists") {
            assert!(!tables[key][id].is_null(), "{id} has common lists");
            tables[key][id]["variants"]["any"][format] = lists.clone();
        }
    }
}

/// Adds the steps and lists of PDF files to the others, as a variant of each cause and verdict. A cause that they alone have has
/// their list everywhere.
fn add(tables: &mut Value, files: &Value) {
    let object = |value: &Value| value.as_object().expect("an object").clone();
    for (id, meta) in object(&files["meta"]) {
        tables["meta"][id] = meta;
    }
    tables["notes"] = files["notes"].clone();
    for key in ["causes", "verdicts"] {
        for (id, lists) in object(&files[key]) {
            if tables[key][&id].is_null() {
                tables[key][&id] = lists.clone();
            }
            tables[key][&id]["variants"]["any"]["pdf-signature"] = lists;
        }
    }
}

/// `files`: the lists of PDF files; `None` in a build that opens none, and so never asks for them. `own`: those of formats that this
/// build has.
pub(crate) fn compile(json: &str, files: Option<&str>, own: &[String]) -> String {
    let mut tables: Value = serde_json::from_str(json).expect("next-steps.json is JSON");
    for own in own {
        add_own(&mut tables, &serde_json::from_str(own).expect("a format's steps are JSON"));
    }
    if let Some(files) = files {
        add(&mut tables, &serde_json::from_str(files).expect("pdf-steps.json is JSON"));
    }
    let steps: Vec<(&String, &Value)> = tables["meta"].as_object().expect("meta").iter().collect();
    assert!(steps.len() <= 256, "step indices are bytes");
    let index = |id: &Value| {
        let id = id.as_str().expect("a step id");
        steps.iter().position(|(step, _)| *step == id).unwrap_or_else(|| panic!("{id} is no step"))
    };
    let list = |lists: &Value, role: &str| {
        if lists.is_null() {
            return "&[]".to_owned();
        }
        let ids = lists[role].as_array().expect("a list of steps");
        let indices: Vec<String> = ids.iter().map(|id| index(id).to_string()).collect();
        format!("&[{}]", indices.join(", "))
    };

    let mut out =
        String::from("/// Step ids and their phases, 0 (now) to 4 (prevent).\nstatic STEPS: &[(&str, u8)] = &[\n");
    for (id, meta) in &steps {
        let phase = PHASES.iter().position(|phase| meta["phase"] == **phase).expect("a phase");
        writeln!(out, "    ({id:?}, {phase}),").expect("a String takes everything");
    }
    out.push_str("];\n");
    let variants = variants(&tables);
    let names: Vec<&str> = variants.iter().map(|(_, format)| format.as_str()).collect();
    writeln!(
        out,
        "/// Names of the lists of each cause and verdict; the first are the common ones.\nstatic VARIANTS: [&str; {}] = {:?};",
        names.len() + 1,
        [&[""][..], &names].concat()
    )
    .expect("a String takes everything");
    for (name, key) in [("CAUSES", "causes"), ("VERDICTS", "verdicts")] {
        writeln!(out, "/// Id; then by variant the cardholder's and the merchant's steps.\nstatic {name}: &[(&str, [[&[u8]; 2]; VARIANTS.len()])] = &[")
            .expect("a String takes everything");
        for (id, lists) in tables[key].as_object().expect("lists") {
            let mut all = vec![lists];
            all.extend(variants.iter().map(|(country, format)| {
                let variant = &lists["variants"][country][format];
                if variant.is_null() { lists } else { variant }
            }));
            let all: Vec<String> = all
                .into_iter()
                .map(|lists| format!("[{}, {}]", list(lists, "cardholder"), list(lists, "merchant")))
                .collect();
            writeln!(out, "    ({id:?}, [{}]),", all.join(", ")).expect("a String takes everything");
        }
        out.push_str("];\n");
    }
    out.push_str(
        "/// Id of a cause or verdict; then the cardholder's and the merchant's steps for a payment gateway's message.\n\
         #[cfg(feature = \"all\")]\nstatic GATEWAY: &[(&str, [&[u8]; 2])] = &[\n",
    );
    for (id, lists) in tables["gateway"].as_object().expect("lists") {
        writeln!(out, "    ({id:?}, [{}, {}]),", list(lists, "cardholder"), list(lists, "merchant"))
            .expect("a String takes everything");
    }
    out.push_str("];\n");
    out.push_str(
        "/// Id of a note on a PDF file, and the steps that it asks of who has the file.\n\
         #[cfg(feature = \"all\")]\nstatic NOTES: &[(&str, &[u8])] = &[\n",
    );
    for (id, note) in tables["notes"].as_object().into_iter().flatten() {
        if let Some(steps) = note["steps"].as_array() {
            let indices: Vec<String> = steps.iter().map(|id| index(id).to_string()).collect();
            writeln!(out, "    ({id:?}, &[{}]),", indices.join(", ")).expect("a String takes everything");
        }
    }
    out.push_str("];\n");
    out
}
