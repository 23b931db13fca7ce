//! `issuers.json` → the catalogue of issuers: what recognises a certificate, who gives it out, and the groups.

use crate::fold::fold;
use serde_json::Value;
use std::fmt::Write;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Hex → a literal of bytes; nothing → none.
fn bytes(value: &Value) -> String {
    let hex = text(value);
    let mut out = String::from("b\"");
    for at in (0..hex.len()).step_by(2) {
        write!(out, "\\x{}", &hex[at..at + 2]).expect("a String takes everything");
    }
    out.push('"');
    out
}

/// The attributes of a name in the file's order: type and value.
fn attributes(name: &str) -> Vec<(&str, &str)> {
    let mut parts: Vec<(&str, &str)> = Vec::new();
    let is_type = |part: &str| {
        part.split_once('=').is_some_and(|(kind, _)| kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'))
    };
    let mut from = 0;
    for (at, _) in name.match_indices(", ").chain([(name.len(), "")]) {
        if at == name.len() || is_type(&name[at + 2..]) {
            parts.extend(name[from..at].split_once('='));
            from = at + 2;
        }
    }
    parts
}

/// A name as the core writes it (RFC 4514), folded: the last attribute first, and the element's hex where the type has no
/// short name.
fn subject(name: &str) -> String {
    let written = attributes(name).into_iter().rev().map(|(kind, value)| {
        if !kind.starts_with(|c: char| c.is_ascii_digit()) {
            return format!("{kind}={value}");
        }
        let hex: String = value.bytes().map(|b| format!("{b:02x}")).collect();
        format!("{kind}=#13{:02x}{hex}", value.len())
    });
    fold(&written.collect::<Vec<String>>().join(","))
}

fn attribute(name: &str, wanted: &str) -> String {
    let found = attributes(name).into_iter().find(|(kind, _)| *kind == wanted);
    found.map(|(_, value)| fold(value)).unwrap_or_default()
}

fn names(value: &Value) -> String {
    format!("[{:?}, {:?}, {:?}]", text(&value["en"]), text(&value["zh"]), text(&value["de"]))
}

fn list(value: &Value) -> String {
    let items: Vec<&str> = value.as_array().map(|items| items.iter().map(text).collect()).unwrap_or_default();
    format!("&{items:?}")
}

fn issuer(entry: &Value) -> String {
    let standing = match text(&entry["status"]) {
        "established" => "Established",
        "candidate" => "Candidate",
        "wanted" => "Wanted",
        other => panic!("{other} is no status"),
    };
    let spki = [&entry["spkiSha256"], &entry["publicKey"]["spkiSha256"]].into_iter().find(|value| value.is_string());
    let name = text(&entry["subject"]);
    format!(
        "Issuer {{ id: {:?}, names: {}, formats: {}, test: {}, signer: {}, standing: Standing::{standing}, subject: {:?}, common: {:?}, organisation: {:?}, sha256: {}, key: {}, key_id: {}, subject_key_id: {}, not_after: {:?}, sources: {}, publisher: {:?}, page: {:?} }}",
        text(&entry["id"]),
        names(&entry["names"]),
        list(&entry["formats"]),
        entry["environment"] == "test",
        entry["role"] == "signer",
        subject(name),
        attribute(name, "CN"),
        attribute(name, "O"),
        bytes(&entry["sha256"]),
        bytes(spki.unwrap_or(&Value::Null)),
        bytes(&entry["keyId"]),
        bytes(&entry["subjectKeyId"]),
        text(&entry["notAfter"]),
        entry["sources"].as_u64().unwrap_or(0),
        text(&entry["publisher"]["name"]),
        text(&entry["publisher"]["page"]),
    )
}

fn group(entry: &Value) -> String {
    format!(
        "Group {{ id: {:?}, names: {}, formats: {}, members: {}, candidates: {}, missing: {}, old: {} }}",
        text(&entry["id"]),
        names(&entry["names"]),
        list(&entry["formats"]),
        list(&entry["members"]),
        list(&entry["candidates"]),
        list(&entry["missing"]),
        // What rests on lists that may be out of date is for recognition alone (issuers.md, Rules 9).
        text(&entry["note"]).contains("refresh before use"),
    )
}

/// The common names of hierarchies that are never trusted: `CN=A / CN=B` of each rule; the rule about the word TEST is code.
fn never(entry: &Value) -> Vec<String> {
    text(&entry["subjectMatches"])
        .split(" / ")
        .filter_map(|part| part.strip_prefix("CN="))
        .map(|name| format!("{:?}", fold(name)))
        .collect()
}

/// The first octets of each key on P-256, the only curve of the web's first module.
pub(crate) fn fronts(json: &str) -> String {
    let tables: Value = serde_json::from_str(json).expect("issuers.json is JSON");
    let all = ["issuers", "wanted"].map(|name| tables[name].as_array().expect("a list").clone()).concat();
    let known = all.iter().filter_map(|entry| {
        let spki =
            [&entry["spkiSha256"], &entry["publicKey"]["spkiSha256"]].into_iter().find(|value| value.is_string())?;
        let p256 = entry["key"] == "EC P-256" || entry["publicKey"]["curve"] == "P-256";
        p256.then(|| bytes(&Value::from(&text(spki)[..16])))
    });
    let list: Vec<String> = known.collect();
    format!(
        "/// The first octets of SHA-256 of the SubjectPublicKeyInfo of each key on P-256 that the catalogue of issuers knows.\n\
         static FRONTS: &[&[u8]] = &[{}];\n",
        list.join(", ")
    )
}

pub(crate) fn compile(json: &str) -> String {
    let tables: Value = serde_json::from_str(json).expect("issuers.json is JSON");
    let all = |name: &str| tables[name].as_array().expect("a list").clone();
    let entries: Vec<String> = all("issuers").iter().chain(&all("wanted")).map(issuer).collect();
    let groups: Vec<String> = all("groups").iter().map(group).collect();
    let samples: Vec<String> = all("sampleKeys").iter().map(|key| bytes(&key["keyId"])).collect();
    let names: Vec<String> = all("neverTrust").iter().flat_map(never).collect();
    format!(
        "/// The day of the catalogue.\npub const MADE: &str = {:?};\n\
         /// Every certificate that it knows, and those that are wanted.\npub static ISSUERS: &[Issuer] = &[{}];\n\
         /// What one action may switch on.\npub static GROUPS: &[Group] = &[{}];\n\
         /// SHA-1 of the bits of keys that are public samples.\nstatic SAMPLES: &[&[u8]] = &[{}];\n\
         /// Folded common names of throw-away and test hierarchies.\nstatic NEVER: &[&str] = &[{}];\n",
        text(&tables["made"]),
        entries.join(",\n"),
        groups.join(",\n"),
        samples.join(", "),
        names.join(", "),
    )
}

/// `issuers-eu.json` → territory, day of its list, and the front of each fingerprint that the list names, one after another.
pub(crate) fn compile_lists(json: &str) -> String {
    let tables: Value = serde_json::from_str(json).expect("issuers-eu.json is JSON");
    let rows = tables["rows"].as_array().expect("rows");
    let lists = tables["lists"].as_object().expect("lists").iter().map(|(territory, list)| {
        let own = rows.iter().filter(|row| row[0] == territory.as_str());
        let prints: String = own.map(|row| &text(&row[1])[..32]).collect();
        format!("({territory:?}, {:?}, {})", text(&list["issued"]), bytes(&Value::from(prints)))
    });
    let lists: Vec<String> = lists.collect();
    format!(
        "/// Territory, day of its trusted list, and the first 16 octets of each SHA-256 that it names.\n\
         static LISTS: &[(&str, &str, &[u8])] = &[{}];\n",
        lists.join(",\n")
    )
}
