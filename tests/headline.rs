//! What a person reads first, of every vector, sample and receipt, trusted and not: every text that is named is there in every language,
//! and no title is better than what was seen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use slipcheck::{
    check::check_without_repairs,
    input::{File, Input},
    pki::{Crl, Store, import},
    report::{CheckId, Report, Status},
    time::Timestamp,
    verdict::Word,
};
use std::{collections::HashSet, fs, path::Path};

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Ids of all texts in one language, with those of attributes behind a dot.
fn texts(language: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let files = fs::read_dir(root("www/locales")).unwrap().flatten().map(|entry| entry.path());
    for path in files.filter(|path| path.to_string_lossy().ends_with(&format!("{language}.ftl"))) {
        let mut last = String::new();
        for line in fs::read_to_string(path).unwrap().lines() {
            let Some((name, _)) = line.split_once(" =") else { continue };
            if let Some(attribute) = name.strip_prefix("    .") {
                found.insert(format!("{last}.{attribute}"));
            } else if name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-') {
                name.clone_into(&mut last);
                found.insert(name.into());
            }
        }
    }
    found
}

fn store(folder: &str) -> Store {
    let read = |name: &str| fs::read(root(folder).join(name)).unwrap();
    let crls: Vec<Crl> = import(&read("demo.crl")).crls.into_iter().collect();
    Store {
        anchors: import(&read("demo-root.pem")).certificates,
        certificates: import(&read("demo-chain.pem")).certificates,
        crls,
        ..Store::default()
    }
}

fn reports() -> Vec<Report> {
    let now = Timestamp::parse("2026-11-21T10:00:00Z").unwrap().moment();
    let mut found = Vec::new();
    let mut look = |input: &Input, folder: &str| {
        for store in [store(folder), Store::default()] {
            found.extend(check_without_repairs(input, &store, now));
        }
    };
    for name in ["vectors.jsonl", "receipts.jsonl"] {
        for line in fs::read_to_string(root("tests/vectors").join(name)).unwrap().lines() {
            let case: serde_json::Value = serde_json::from_str(line).unwrap();
            look(&Input::text(case["text"].as_str().unwrap()), "tests/vectors");
        }
    }
    for entry in fs::read_dir(root("www/public/samples")).unwrap().flatten() {
        let (path, bytes) = (entry.path(), fs::read(entry.path()).unwrap());
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("txt") => look(&Input::text(String::from_utf8(bytes).unwrap()), "www/public/samples"),
            Some("ofd" | "pdf") => {
                look(&Input { file: Some(File::new(bytes)), ..Input::default() }, "www/public/samples");
            }
            _ => {}
        }
    }
    for text in
        ["", "hello", "IRN: 9f3a77c102bed4109f3a77c102bed4109f3a77c102bed4109f3a77c102bed410", "ATCUD: CSDF7T5H-35"]
    {
        look(&Input::text(text), "tests/vectors");
    }
    found
}

#[test]
fn every_text_of_a_headline_is_there_and_no_title_is_better_than_what_was_seen() {
    let languages = ["zh-CN", "en", "de"].map(|language| (language, texts(language)));
    let reports = reports();
    assert!(reports.len() > 500, "{}", reports.len());
    let mut titles = HashSet::new();
    for report in &reports {
        let headline = report.headline();
        let word = report.verdict.word();
        for (language, texts) in &languages {
            let has = |id: &str| assert!(texts.contains(id), "{language}: {id} {}", report.to_json());
            has(&format!("verdict-{}", headline.title));
            headline.why.iter().for_each(|sentence| has(&sentence.id));
            has(&headline.now.id);
            headline.detail.into_iter().for_each(has);
        }
        // A full tick: verified, and the paper was compared.
        let full = headline.title == "verified" && !headline.half;
        assert_eq!(
            full,
            word == Word::Verified
                && report.outcome.is_none()
                && report.environment.is_none()
                && matches!(report.checks.status(CheckId::Printed), Status::Pass | Status::Warn),
            "{}",
            report.to_json()
        );
        assert!(word == Word::Verified || headline.title.starts_with(word.id()), "{}", report.to_json());
        assert!(!headline.half || word == Word::Verified);
        titles.insert(headline.title);
    }
    for title in ["verified", "verified-code-only", "altered", "invalid", "unknown-issuer", "unsigned", "unreadable"] {
        assert!(titles.contains(title), "{title}");
    }
}
