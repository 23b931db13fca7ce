//! Every finding says what it means and what to do, in three languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{collections::HashSet, fs, path::Path};

#[test]
fn every_finding_has_its_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/locales");
    for language in ["zh-CN", "en", "de"] {
        let text = fs::read_to_string(folder.join(format!("audit.{language}.ftl"))).unwrap();
        let messages: HashSet<&str> =
            text.lines().filter_map(|line| line.split_once(" = ").map(|(id, _)| id)).collect();
        for rule in slipcheck_audit::rules() {
            for what in ["", "-step"] {
                let own = ["", "dep-", "tse-export-", "dsfinvk-"].map(|kind| format!("audit-{kind}{}{what}", rule.id));
                assert!(own.iter().any(|id| messages.contains(id.as_str())), "{language}: {}{what}", rule.id);
            }
        }
        let lines = text.lines().filter(|line| line.contains(" = ")).count();
        assert_eq!(messages.len(), lines, "{language}: a message stands twice");
    }
}
