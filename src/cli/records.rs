//! Reports of earlier checks, for `--records`: as `verify --json` prints them, or as the page exports them.

use super::{files, files::shown};
use serde_json::{Deserializer, Value};
use slipcheck::{encoding::unhex, pki::Kept};
use std::path::Path;

/// What the slips of a file are known by.
///
/// # Errors
/// It cannot be read, or holds no reports: a sentence.
pub(crate) fn read(path: &Path) -> Result<Vec<Kept>, String> {
    let text = files::read_text(path, files::LARGE)?;
    let mut kept = Vec::new();
    let mut reports = 0;
    for value in Deserializer::from_str(&text).into_iter() {
        let value: Value = value.map_err(|error| format!("--records {} is no JSON: {error}", shown(path)))?;
        reports += collect(&value, "", &mut kept);
    }
    if reports == 0 {
        return Err(format!(
            "--records {} holds no reports: give what verify --json printed, or the page's export",
            shown(path)
        ));
    }
    Ok(kept)
}

/// Adds the slips of one value; returns how many reports there are. `since`: when the record around it was kept.
fn collect(value: &Value, since: &str, kept: &mut Vec<Kept>) -> usize {
    match value {
        Value::Array(values) => values.iter().map(|value| collect(value, since, kept)).sum(),
        Value::Object(members) if members.contains_key("verdict") => {
            let identity = members.get("identity").and_then(Value::as_str).and_then(|identity| unhex(identity).ok());
            if let Some(identity) = identity.and_then(|identity| identity.try_into().ok()) {
                kept.push(Kept { identity, since: since.to_owned() });
            }
            1
        }
        Value::Object(members) => {
            let since = members.get("kept").and_then(Value::as_str).unwrap_or(since);
            ["slips", "report"]
                .iter()
                .filter_map(|name| members.get(*name))
                .map(|value| collect(value, since, kept))
                .sum()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_stand_alone_or_in_an_export() {
        let of = |text: &str| {
            let mut kept = Vec::new();
            let reports = collect(&serde_json::from_str(text).unwrap(), "", &mut kept);
            (reports, kept)
        };
        let identity = "ab".repeat(32);
        let report = format!(r#"{{"verdict": "verified", "identity": "{identity}"}}"#);
        let record = |since: &str| Kept { identity: [0xab; 32], since: since.to_owned() };
        assert_eq!(of(&report), (1, vec![record("")]));
        let export = format!(r#"{{"slips": [{{"kept": "2026-11-20T10:00:00Z", "report": {report}}}]}}"#);
        assert_eq!(of(&export), (1, vec![record("2026-11-20T10:00:00Z")]));
        // Nothing was signed, or the identity is none.
        assert_eq!(of(r#"[{"verdict": "unsigned"}, {"verdict": "invalid", "identity": "xy"}]"#), (2, vec![]));
        assert_eq!(of(r#"{"report": 7}"#), (0, vec![]));
    }
}
