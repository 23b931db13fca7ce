//! `next-steps.json` → step ids with their phases, and the lists as indices into them.

use serde_json::Value;
use std::fmt::Write;

const PHASES: [&str; 5] = ["now", "fix", "tell", "record", "prevent"];

/// Countries and formats that may have lists of their own, in the order of the generated arrays.
const VARIANTS: [(&str, &str); 6] = [
    ("CN", "cn-unionpay"),
    ("CN", "cn-ofd"),
    ("DE", "de-tse"),
    ("AT", "at-rksv"),
    ("any", "card-slip"),
    ("any", "pdf-signature"),
];

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

/// `files`: the lists of PDF files; `None` in a build that opens none, and so never asks for them.
pub(crate) fn compile(json: &str, files: Option<&str>) -> String {
    let mut tables: Value = serde_json::from_str(json).expect("next-steps.json is JSON");
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
    for (name, key) in [("CAUSES", "causes"), ("VERDICTS", "verdicts")] {
        writeln!(out, "/// Id; then by variant (none, CN card, CN OFD, DE, AT, other card, PDF) the cardholder's and the merchant's steps.\nstatic {name}: &[(&str, [[&[u8]; 2]; 7])] = &[")
            .expect("a String takes everything");
        for (id, lists) in tables[key].as_object().expect("lists") {
            let mut all = vec![lists];
            all.extend(VARIANTS.map(|(country, format)| {
                let variant = &lists["variants"][country][format];
                if variant.is_null() && (format != "pdf-signature" || files.is_some()) { lists } else { variant }
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
