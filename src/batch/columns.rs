//! What a line of a table, of JSON lines or of a list says: which column holds the codes, and what a record is made of.

use super::{
    items::{HEAD, SAMPLE, Shape},
    records::{Line, Records, cells},
};
use crate::{
    charset,
    input::{self, Input, Kind},
    json,
};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Where in a record what stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
    pub(super) delimiter: u8,
    names: Vec<String>,
    code: Option<usize>,
}

/// How a record is read.
#[derive(Clone, Debug)]
pub enum How {
    /// One JSON object a line.
    Json,
    /// One code a line.
    Line,
    /// Cells.
    Table(Arc<Columns>),
}

/// What a record says.
#[derive(Debug, Default, PartialEq)]
pub struct Record {
    /// By the member or column of `--key`.
    pub key: Option<String>,
    /// The code, or what stands in its place.
    pub code: String,
    /// The printed text.
    pub printed: Option<String>,
    /// What is copied into the row.
    pub kept: Map<String, Value>,
    /// It is no JSON object.
    pub is_broken: bool,
}

/// A value as the text of a key: text as it is, a number in digits.
fn key_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

impl Record {
    /// Reads a record.
    #[must_use]
    pub fn of(line: &Line, how: &How, shape: &Shape) -> Self {
        match how {
            How::Json => Self::of_json(line, shape),
            How::Line => Self { code: charset::text(&line.bytes).unwrap_or_default(), ..Self::default() },
            How::Table(columns) => Self::of_table(line, columns, shape),
        }
    }

    fn of_json(line: &Line, shape: &Shape) -> Self {
        // A member that stands twice could be read either way: then it is none.
        let Some(mut members) = (!line.is_cut).then(|| json::object(&line.bytes).ok()).flatten() else {
            return Self { is_broken: true, ..Self::default() };
        };
        let mut text = |name: &str| match members.get_mut(name) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        let code = text(&shape.code).unwrap_or_default();
        let printed = shape.printed.as_deref().and_then(text);
        let key = shape.key.as_ref().and_then(|name| members.get(name)).and_then(key_of);
        let kept = shape.keep.iter().filter_map(|name| Some((name.clone(), members.remove(name)?))).collect();
        Self { key, code, printed, kept, is_broken: false }
    }

    fn of_table(line: &Line, columns: &Columns, shape: &Shape) -> Self {
        let record = cells(&charset::text(&line.bytes).unwrap_or_default(), columns.delimiter);
        let at = |name: &String| columns.names.iter().position(|other| other == name).and_then(|at| record.get(at));
        let kept = |name: &String| Some((name.clone(), Value::from(at(name)?.clone())));
        Self {
            key: shape.key.as_ref().and_then(at).filter(|key| !key.is_empty()).cloned(),
            code: columns.code.and_then(|at| record.get(at)).cloned().unwrap_or_default(),
            printed: shape.printed.as_ref().and_then(at).cloned(),
            kept: shape.keep.iter().filter_map(kept).collect(),
            is_broken: false,
        }
    }
}

/// How many codes a text holds.
fn codes(text: &str) -> usize {
    // No code of any format is shorter.
    if text.len() < 40 {
        return 0;
    }
    input::slips(&Input::text(text)).iter().filter(|slip| slip.code.is_some()).count()
}

/// The columns of a table by its first records: the one that is named, or the one whose values are mostly codes. `forced`: it
/// is known to be a table; `named`: its name says so.
#[must_use]
pub fn columns(head: &[u8], shape: &Shape, forced: bool, named: bool) -> Option<Columns> {
    let is_whole = head.len() < HEAD;
    let mut best: Option<(usize, Columns)> = None;
    for delimiter in [b';', b',', b'\t'] {
        let mut source = head;
        let mut records = Records::new(&mut source, Some(delimiter));
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Ok(Some((_, line))) = records.next() {
            rows.push(cells(&charset::text(&line.bytes)?, delimiter));
            if rows.len() > SAMPLE {
                break;
            }
        }
        if !is_whole && rows.len() <= SAMPLE {
            // The last one may be cut.
            rows.pop();
        }
        let Some((names, rows)) = rows.split_first() else { continue };
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        let own = names.iter().position(|name| *name == shape.code);
        let column = |at: usize| {
            let values: Vec<&String> =
                rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).collect();
            let found = values.iter().filter(|cell| codes(cell) > 0).count();
            (found * 2 > values.len() && names.get(at).is_some_and(|name| codes(name) == 0)).then_some(found)
        };
        let (mostly, found) = match own {
            Some(at) => (Some(at), column(at).unwrap_or_default()),
            None => {
                let best = (0..names.len()).filter_map(|at| Some((column(at)?, usize::MAX - at))).max();
                (best.map(|(_, at)| usize::MAX - at), best.map_or(0, |(found, _)| found))
            }
        };
        let even = rows.iter().filter(|row| row.len() == names.len()).count() * 5 >= rows.len() * 4;
        let sure = mostly.is_some() && (own.is_some() || named || names.len() > 1 && even && found > 0);
        if !(forced || sure) {
            continue;
        }
        // A code in it says most, then its name, then how many cells there are.
        let score = found * 1_000_000 + usize::from(own.is_some()) * 10_000 + names.len().min(1000);
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, Columns { delimiter, names, code: mostly }));
        }
    }
    best.map(|(_, columns)| columns)
}

/// What kind of records these first bytes begin; `None`: none.
#[must_use]
pub fn records_in(head: &[u8], name: &str, shape: &Shape) -> Option<How> {
    let name = name.to_ascii_lowercase();
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if named(&[".jsonl", ".ndjson"]) {
        return Some(How::Json);
    }
    if Kind::of(head) != Kind::Text {
        return None;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    if lines.next().is_some_and(|line| json::object(line).is_ok_and(|members| members.contains_key(&shape.code))) {
        return Some(How::Json);
    }
    columns(head, shape, false, named(&[".csv", ".tsv"])).map(|columns| How::Table(Arc::new(columns)))
}

/// Whether the first lines have one code each.
pub(super) fn is_list(bytes: &[u8]) -> bool {
    let Some(text) = charset::text(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()) else { return false };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE).peekable();
    lines.peek().is_some() && lines.all(|line| codes(line) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Shape {
        Shape { code: "code".into(), ..Shape::default() }
    }

    const CODE: &str = include_str!("../../www/public/samples/good-attached.txt");

    fn code() -> String {
        let slip = input::slips(&Input::text(CODE));
        slip[0].code.clone().unwrap()
    }

    #[test]
    fn the_column_of_codes_is_found_by_name_or_by_what_is_in_it() {
        let code = code();
        for (text, delimiter, at) in [
            (format!("shop;receipt\nA;{code}\nB;{code}\n"), b';', 1),
            (format!("receipt,shop\n{code},A\n{code},B\n"), b',', 0),
            (format!("shop\tcode\nA\t{code}\nB\trubbish\nC\t\n"), b'\t', 1),
            (format!("code\n{code}\nrubbish\n"), b';', 0),
        ] {
            let found = columns(text.as_bytes(), &shape(), false, false).unwrap();
            assert_eq!((found.delimiter, found.code), (delimiter, Some(at)), "{text}");
        }
        // A slip is no table, and neither is a list.
        assert_eq!(columns(CODE.as_bytes(), &shape(), false, false), None);
        assert_eq!(columns(format!("{code}\n{code}\n").as_bytes(), &shape(), false, true), None);
    }

    #[test]
    fn keys_are_text_and_what_is_no_object_has_none() {
        let shape = Shape { key: Some("id".into()), keep: vec!["shop".into()], ..shape() };
        let read = |text: &str| Record::of(&Line { bytes: text.into(), is_cut: false }, &How::Json, &shape);
        let found = read(r#"{"id": 12, "code": "x", "shop": [1], "more": 7}"#);
        assert_eq!((found.key.as_deref(), found.code.as_str()), (Some("12"), "x"));
        assert_eq!(found.kept.get("shop"), Some(&serde_json::json!([1])));
        assert_eq!(read(r#"{"code": 5}"#), Record::default());
        for text in ["", "{", "7", "[]", r#"{"code": "a", "code": "b"}"#] {
            assert!(read(text).is_broken, "{text}");
        }
    }
}
