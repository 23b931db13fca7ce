//! Compiles `specs/reconcile-columns.json` and `specs/reconcile-steps.json` into compact Rust.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::{env, fmt::Write as _, fs, path::Path};

fn words(value: &Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().map(|word| word.as_str().expect("a word")).collect()).unwrap_or_default()
}

/// `settlementWords` → `SETTLEMENT_WORDS`.
fn constant(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

fn columns(table: &Value) -> String {
    let mut out = String::from("/// Labels by role: Chinese, English, German, each in the order of preference.\n");
    out.push_str("pub(crate) static LABELS: &[(&str, &[&str])] = &[\n");
    for (role, labels) in table["roles"].as_object().expect("roles") {
        let all: Vec<&str> = ["zh", "en", "de"].iter().flat_map(|language| words(&labels[*language])).collect();
        writeln!(out, "    ({role:?}, &{all:?}),").unwrap();
    }
    out.push_str(
        "];\n/// Kinds of transactions, from special to general.\npub(crate) static TYPES: &[(&str, &[&str])] = &[\n",
    );
    for entry in table["types"].as_array().expect("types") {
        writeln!(out, "    ({:?}, &{:?}),", entry["kind"].as_str().expect("a kind"), words(&entry["words"])).unwrap();
    }
    out.push_str("];\n");
    for name in [
        "failed",
        "pending",
        "in",
        "out",
        "neutral",
        "totals",
        "settlementWords",
        "settlementBrands",
        "creditEntryWords",
        "chargeWords",
        "feeWords",
        "creditCardWords",
        "nameStopPairs",
        "nameStopWords",
    ] {
        let list = words(&table[name]);
        assert!(!list.is_empty(), "{name} has no words");
        writeln!(out, "/// `{name}` of the table.\npub(crate) static {}: &[&str] = &{list:?};", constant(name))
            .unwrap();
    }
    // The code knows the two narrations by name: another one needs code.
    let ids: Vec<&str> = table["narration"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["range-fee", "day-count-fee"]);
    out
}

fn steps(table: &Value) -> String {
    let mut out = String::from(
        "/// Next steps by status: of cardholder and merchant, everywhere and in China.\npub(crate) static STEPS: &[(&str, [&[&str]; 4])] = &[\n",
    );
    for (status, entry) in table["statuses"].as_object().expect("statuses") {
        let china = if entry["variants"]["CN"].is_object() { &entry["variants"]["CN"] } else { entry };
        writeln!(
            out,
            "    ({status:?}, [&{:?}, &{:?}, &{:?}, &{:?}]),",
            words(&entry["cardholder"]),
            words(&entry["merchant"]),
            words(&china["cardholder"]),
            words(&china["merchant"])
        )
        .unwrap();
    }
    out.push_str("];\n");
    out
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    #[allow(clippy::type_complexity)]
    let tables: [(&str, fn(&Value) -> String); 2] = [("reconcile-columns", columns), ("reconcile-steps", steps)];
    for (name, compile) in tables {
        let path = Path::new(&root).join("../../specs").join(name).with_extension("json");
        println!("cargo::rerun-if-changed={}", path.display());
        let json = fs::read_to_string(&path).expect("the table is part of the project");
        let table: Value = serde_json::from_str(&json).expect("the table is JSON");
        fs::write(Path::new(&out).join(name).with_extension("rs"), compile(&table)).expect("OUT_DIR is writable");
    }
}
