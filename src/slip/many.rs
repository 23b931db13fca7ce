//! Many slips in one text: printed ones after one another, or the JSON of `read` and `verify` (`reconcile.md`, 4.4).

use super::{Reading, read, settle, table::TITLES};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use serde::Serialize;
use serde_json::Value;

/// Lines behind which a title begins the next slip even when the one before has no amount.
const MOST_LINES: usize = 120;
/// What a till prints for itself and RKSV asks for by itself: no payments.
const NO_PAYMENTS: [&str; 8] = ["start", "zero", "monthly", "annual", "closing", "collective", "training", "daily"];

/// A slip's members in normal form, by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Members {
    /// The line of the text that it begins on, from 1.
    pub line: u32,
    /// Name and value.
    pub members: Vec<(String, String)>,
}

/// The slips of a text. A form feed, or a title line once the slip before has an amount, begins the next.
#[must_use]
pub fn slips(text: &str) -> Vec<Members> {
    if text.trim_start().starts_with(['{', '[']) {
        return of_json(text);
    }
    let titles: Vec<String> = TITLES.iter().map(|line| title(line)).collect();
    let mut found = Vec::new();
    let mut part = String::new();
    let (mut first, mut lines) = (1, 0);
    let close = |part: &mut String, first: u32, found: &mut Vec<Members>| {
        let mut reading = read(part);
        settle(&mut reading);
        if !reading.fields.is_empty() {
            found.push(members(first, &reading));
        }
        part.clear();
    };
    for (number, line) in (1..).zip(text.split('\n')) {
        let page = line.contains('\u{c}');
        let begins =
            page || (titles.contains(&title(line)) && (lines > MOST_LINES || read(&part).get("amount").is_some()));
        if begins && lines > 0 {
            close(&mut part, first, &mut found);
            (first, lines) = (number, 0);
        }
        part.push_str(line.trim_start_matches('\u{c}'));
        part.push('\n');
        lines += 1;
    }
    close(&mut part, first, &mut found);
    found
}

/// The members of a reading; `line`: where it begins, from 1.
#[must_use]
pub fn members(line: u32, reading: &Reading) -> Members {
    let mut members: Vec<(String, String)> =
        reading.fields.iter().map(|field| (field.name.to_string(), field.value.clone())).collect();
    if members.iter().any(|(name, value)| name == "receiptKind" && NO_PAYMENTS.contains(&value.as_str())) {
        members.retain(|(name, _)| name != "type");
        members.push(("type".into(), "settlement".into()));
    }
    Members { line, members }
}

/// A line as titles are compared: without blanks and rules around it.
fn title(line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '=' | '_' | '-' | ':'))
        .collect::<String>()
        .to_uppercase()
}

/// The slips of `read --json` or `verify --json`: signed values, else what the code says, before printed ones.
fn of_json(text: &str) -> Vec<Members> {
    let mut found = Vec::new();
    let mut add = |line: u32, value: &Value| {
        let fields = value.get("fields").and_then(Value::as_array).into_iter().flatten();
        let member = |field: &Value| {
            let text = |name| field.get(name).and_then(Value::as_str);
            Some((
                text("name")?.to_owned(),
                ["signed", "value", "code", "printed"].into_iter().find_map(text)?.to_owned(),
            ))
        };
        let members: Vec<(String, String)> = fields.filter_map(member).collect();
        if !members.is_empty() {
            found.push(Members { line, members });
        }
    };
    if let Ok(Value::Array(all)) = serde_json::from_str(text) {
        all.iter().for_each(|value| add(1, value));
        return found;
    }
    for (number, line) in (1..).zip(text.lines()) {
        if let Ok(value) = serde_json::from_str::<Value>(line) {
            add(number, &value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_in_one_text_are_told_apart_by_their_titles() {
        let slip = |rrn: &str| {
            alloc::format!(
                "POS签购单\n商户编号:898440358127779\n终端编号:34274419\n参考号:{rrn}\n日期/时间:2026/11/10 09:09:41\n金额:RMB:1.00\n"
            )
        };
        let bare = |rrn: &str| slip(rrn).replace("POS签购单\n", "");
        for text in
            [slip("093660238714") + &slip("093660238715"), bare("093660238714") + "\u{c}" + &bare("093660238715")]
        {
            let found = slips(&text);
            let rrns: Vec<&str> = found
                .iter()
                .flat_map(|slip| &slip.members)
                .filter(|(name, _)| name == "rrn")
                .map(|(_, value)| value.as_str())
                .collect();
            assert_eq!(rrns, ["093660238714", "093660238715"]);
        }
        assert_eq!(slips(&(slip("093660238714") + &slip("093660238715")))[1].line, 7);
    }

    #[test]
    fn signed_values_come_before_printed_ones() {
        let json = r#"{"fields":[{"name":"rrn","signed":"1","printed":"2"},{"name":"tid","printed":"3"},{"name":"amount","code":"4","printed":"5"}]}"#;
        let expected =
            [("rrn", "1"), ("tid", "3"), ("amount", "4")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(slips(json)[0].members, expected);
        assert_eq!(slips(&alloc::format!("[{json},{json}]")).len(), 2);
        assert_eq!(slips(&alloc::format!("{json}\nno slip\n{json}\n"))[1].line, 3);
        assert!(slips("").is_empty());
    }
}
