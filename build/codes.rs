//! `data/mcc.json` and `data/regions.json` → the codes alone, as the core needs them; the names stay with the page.
//!
//! Ascending numbers are written as the steps between them, a byte each; a step of 255 or more as 255s before its rest.

use serde_json::Value;
use std::fmt::Write;

fn steps(numbers: &[u16]) -> Vec<u8> {
    let mut steps = Vec::new();
    let mut last = 0;
    for number in numbers {
        let mut step = number.checked_sub(last).expect("ascending");
        while step >= 255 {
            steps.push(255);
            step -= 255;
        }
        steps.push(step as u8);
        last = *number;
    }
    steps
}

fn number(text: &str) -> u16 {
    text.parse().expect("a code of digits")
}

/// Merchant category codes as ranges: first, last, first, last.
pub(crate) fn categories(json: &str) -> String {
    let table: Value = serde_json::from_str(json).expect("mcc.json is JSON");
    let keys = table.as_object().expect("a table by code").keys();
    let mut ranges: Vec<(u16, u16)> =
        keys.map(|code| code.split_once('-').unwrap_or((code, code))).map(|(a, b)| (number(a), number(b))).collect();
    ranges.sort_unstable();
    let mut merged: Vec<u16> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if *before + 1 == first => *before = last,
            before => {
                assert!(before.is_none_or(|before| *before < first), "{first} stands in two ranges");
                merged.extend([first, last]);
            }
        }
    }
    format!(
        "/// Merchant category codes (ISO 18245 and the card scheme's own), first and last of each range, as steps.\nstatic CATEGORIES: &[u8] = &{:?};\n",
        steps(&merged)
    )
}

/// Region codes of both systems.
pub(crate) fn regions(json: &str) -> String {
    let table: Value = serde_json::from_str(json).expect("regions.json is JSON");
    let mut out = String::new();
    for (name, system, doc) in [
        ("GB2260", "gb2260", "The first four digits of GB/T 2260, prefectures and provinces"),
        ("UNIONPAY", "unionpay", "The card scheme's own region codes, prefectures"),
    ] {
        let places = table[system].as_object().expect("a table by code");
        for place in places.values() {
            assert!(table["names"][place.as_str().expect("a name")].is_string(), "{place} has no other name");
        }
        let mut codes: Vec<u16> = places.keys().map(|code| number(code)).collect();
        codes.sort_unstable();
        writeln!(out, "/// {doc}, as steps.\nstatic {name}: &[u8] = &{:?};", steps(&codes))
            .expect("a String takes everything");
    }
    out
}
