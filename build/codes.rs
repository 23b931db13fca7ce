//! `data/mcc.json` and `data/regions.json` → the codes alone, as the core needs them; the names stay with the page.

use serde_json::Value;
use std::fmt::Write;

fn codes(table: &Value) -> Vec<u16> {
    let mut codes: Vec<u16> = table
        .as_object()
        .expect("a table by code")
        .keys()
        .map(|code| code.parse().expect("a code of digits"))
        .collect();
    codes.sort_unstable();
    codes
}

/// Merchant category codes as ranges, first and last.
pub(crate) fn categories(json: &str) -> String {
    let table: Value = serde_json::from_str(json).expect("mcc.json is JSON");
    let number = |text: &str| text.parse::<u16>().expect("a code of digits");
    let mut ranges: Vec<(u16, u16)> = table
        .as_object()
        .expect("a table by code")
        .keys()
        .map(|code| code.split_once('-').map_or_else(|| (number(code), number(code)), |(a, b)| (number(a), number(b))))
        .collect();
    ranges.sort_unstable();
    let mut merged: Vec<(u16, u16)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if before.1 + 1 == first => before.1 = last,
            Some(before) => {
                assert!(before.1 < first, "{first} stands in two ranges");
                merged.push((first, last));
            }
            None => merged.push((first, last)),
        }
    }
    format!(
        "/// Merchant category codes (ISO 18245 and the card scheme's own), first and last of each range.\nstatic CATEGORIES: &[(u16, u16)] = &{merged:?};\n"
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
        let codes = codes(&table[system]);
        for place in table[system].as_object().expect("places").values() {
            assert!(table["names"][place.as_str().expect("a name")].is_string(), "{place} has no other name");
        }
        writeln!(out, "/// {doc}.\nstatic {name}: &[u16] = &{codes:?};").expect("a String takes everything");
    }
    out
}
