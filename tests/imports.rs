//! What knows what: no circles among the files of a crate. The compiler keeps them out among crates.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The sources whose modules are held against one another: those at the top of each, with everything below them.
const SOURCES: [&str; 9] = [
    "src",
    "crates/codec/src",
    "crates/containers/src",
    "crates/pki/src",
    "crates/signature/src",
    "crates/vocabulary/src",
    "photo/pages/src",
    "photo/read/src",
    "photo/scan/src",
];

/// Imports that make a circle today: who, whom, and what would end it. One that no longer makes any fails the test.
const CIRCLES: [(&str, &str, &str, &str); 2] = [
    ("src", "input", "formats", "what is located in a text belongs to input"),
    ("photo/read/src", "arrange", "recogniser", "a line belongs in a file of its own"),
];

type Imports = BTreeMap<String, BTreeSet<String>>;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The names that follow a path's beginning: one, or those of a group in braces, without what is behind each.
fn names(rest: &str) -> Vec<String> {
    let word = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' => {
                found.push(word(&group[from..at]));
                return found;
            }
            ',' if depth == 0 => {
                found.push(word(&group[from..at]));
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The names at the top of the crate that a source uses, tests left out. `depth`: how many `super` lead there.
fn used(source: &str, depth: usize) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code.lines().map(|line| [line.split("//").next().unwrap_or_default(), "\n"].concat()).collect();
    let mut found = Vec::new();
    for beginning in ["crate::".to_string(), "super::".repeat(depth)] {
        for (at, _) in code.match_indices(&beginning) {
            let before = &code[..at];
            let part = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '$'));
            if !part && !before.ends_with("in ") {
                found.extend(names(&code[at + beginning.len()..]));
            }
        }
    }
    found
}

/// Who imports whom among the modules at the top of a crate.
fn imports(folder: &str) -> Imports {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    files(&root, &mut found);
    let place = |path: &Path| {
        let parts: Vec<String> =
            path.strip_prefix(&root).unwrap().iter().map(|part| part.to_string_lossy().into_owned()).collect();
        (parts[0].trim_end_matches(".rs").to_string(), parts.len())
    };
    let tops: BTreeSet<String> =
        found.iter().map(|path| place(path).0).filter(|top| top != "lib" && top != "main").collect();
    let mut imports = Imports::new();
    for path in &found {
        let (top, depth) = place(path);
        if tops.contains(&top) {
            let names = used(&fs::read_to_string(path).unwrap(), depth);
            imports
                .entry(top.clone())
                .or_default()
                .extend(names.into_iter().filter(|name| *name != top && tops.contains(name)));
        }
    }
    imports
}

/// A way from a module back to itself, when there is one.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    fn walk(imports: &Imports, at: &str, path: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        if let Some(from) = path.iter().position(|name| name == at) {
            path.drain(..from);
            path.push(at.into());
            return true;
        }
        if !done.insert(at.into()) {
            return false;
        }
        path.push(at.into());
        if imports.get(at).is_some_and(|next| next.iter().any(|name| walk(imports, name, path, done))) {
            return true;
        }
        path.pop();
        false
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|name| {
        let mut path = Vec::new();
        walk(imports, name, &mut path, &mut done).then_some(path)
    })
}

#[test]
fn modules_do_not_import_one_another_in_circles() {
    for folder in SOURCES {
        let mut imports = imports(folder);
        let known: Vec<_> = CIRCLES.iter().filter(|(source, ..)| *source == folder).collect();
        for (_, from, to, _) in &known {
            let there = imports.get_mut(*from).is_some_and(|names| names.remove(*to));
            assert!(there, "{folder}: {from} no longer imports {to}: take it off the list");
        }
        assert_eq!(circle(&imports).map(|path| path.join(" → ")), None, "{folder}: a circle");
        for (_, from, to, _) in &known {
            let mut with = imports.clone();
            with.entry((*from).into()).or_default().insert((*to).into());
            assert!(
                circle(&with).is_some(),
                "{folder}: that {from} imports {to} makes no circle: take it off the list"
            );
        }
    }
}

#[test]
fn imports_are_read_however_they_are_written() {
    let source = "use crate::{a, b::{self, c}, d::E};\nuse super::f::g; // crate::no\npub(in crate::h) fn x() { crate::i::j() }\n\
                  use super::super::k;\nmacro!($crate::l)\n#[cfg(test)]\nmod tests { use crate::m; }";
    assert_eq!(used(source, 1), ["a", "b", "d", "i", "f", "super"]);
    assert_eq!(used(source, 2), ["a", "b", "d", "i", "k"]);
    let made = |pairs: &[(&str, &str)]| {
        let mut made = Imports::new();
        for (from, to) in pairs {
            made.entry((*from).into()).or_default().insert((*to).into());
        }
        made
    };
    assert_eq!(circle(&made(&[("a", "b"), ("a", "c"), ("b", "c")])), None);
    let found = circle(&made(&[("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")])).unwrap();
    assert_eq!(found, ["b", "c", "d", "b"]);
}

#[test]
fn every_file_of_tests_is_in_the_suite() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let suite = fs::read_to_string(folder.join("suite.rs")).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let tested = path.join("main.rs").is_file() || path.extension().is_some_and(|kind| kind == "rs");
        assert!(
            !tested || name == "suite" || suite.lines().any(|line| line == format!("mod {name};")),
            "{name} is not in tests/suite.rs"
        );
    }
}
