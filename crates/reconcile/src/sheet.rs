//! XLSX (ECMA-376): the rows of each sheet, numbers from their text, days where the format of a cell is one.

use crate::{
    amount::plain_number,
    archive::{self, MOST_UNPACKED, Problem},
    date,
    encoding::Unicode,
    markup::{Piece, attribute, walk},
    table::Sheet,
};

/// Parts of a workbook that are looked at.
const MOST_PARTS: usize = 2000;
/// Cells of one row.
const MOST_CELLS: usize = 512;
/// Sheets that are read.
const MOST_SHEETS: usize = 64;

/// Whether a ZIP is a workbook.
pub(crate) fn is_workbook(names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml"))
}

/// Reads the sheets of a workbook, in its order.
pub(crate) fn read(bytes: &[u8], unicode: &Unicode) -> Result<Vec<Sheet>, Problem> {
    let entries = archive::entries(bytes, MOST_PARTS, unicode)?;
    let mut limit = MOST_UNPACKED;
    let mut part = |name: &str| -> Result<Option<String>, Problem> {
        let Some(entry) = entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let bytes = entry.unpack(&mut limit)?;
        Ok(Some(crate::encoding::decode(&bytes, crate::encoding::detect(&bytes), unicode).into_owned()))
    };
    let book = part("xl/workbook.xml")?.ok_or(Problem::Damaged)?;
    let relations = part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let styles = part("xl/styles.xml")?.map(|text| date_styles(&text)).unwrap_or_default();
    let strings = part("xl/sharedStrings.xml")?.map(|text| shared(&text)).unwrap_or_default();
    let mut from_1904 = false;
    let mut named: Vec<(String, String)> = Vec::new();
    walk(&book, &mut |piece, _| {
        if let Piece::Open(name, attributes) = piece {
            match name {
                "workbookPr" => from_1904 = matches!(attribute(attributes, "date1904"), Some("1" | "true")),
                "sheet" if attribute(attributes, "state").is_none_or(|state| state == "visible") => {
                    let name = attribute(attributes, "name").unwrap_or("").to_owned();
                    named.push((name, attribute(attributes, "id").unwrap_or("").to_owned()));
                }
                _ => {}
            }
        }
        true
    });
    let mut sheets = Vec::new();
    for (number, (name, id)) in named.into_iter().take(MOST_SHEETS).enumerate() {
        let path = target(&relations, &id).unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", number + 1));
        if let Some(text) = part(&path)? {
            let mut sheet = Sheet { name, ..Sheet::default() };
            if !rows(&text, &strings, &styles, from_1904, &mut sheet) {
                return Err(Problem::Damaged);
            }
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

/// The part that a relation names.
fn target(relations: &str, id: &str) -> Option<String> {
    let mut found = None;
    walk(relations, &mut |piece, _| {
        if let Piece::Open("Relationship", attributes) = piece
            && attribute(attributes, "Id") == Some(id)
        {
            found = attribute(attributes, "Target").map(str::to_owned);
        }
        true
    });
    let found = found?;
    Some(found.strip_prefix('/').map_or_else(|| format!("xl/{found}"), str::to_owned))
}

/// Which cell formats show days or clocks.
fn date_styles(text: &str) -> Vec<bool> {
    let mut custom: Vec<(u32, bool)> = Vec::new();
    let mut styles = Vec::new();
    let mut inside = false;
    walk(text, &mut |piece, _| {
        match piece {
            Piece::Open("numFmt", attributes) => {
                let id = attribute(attributes, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                custom.push((id, shows_days(attribute(attributes, "formatCode").unwrap_or(""))));
            }
            Piece::Open("cellXfs", _) => inside = true,
            Piece::Close("cellXfs") => inside = false,
            Piece::Open("xf", attributes) if inside && styles.len() < 100_000 => {
                let id = attribute(attributes, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                let custom = custom.iter().find(|(other, _)| *other == id).map(|(_, days)| *days);
                styles.push(custom.unwrap_or(matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)));
            }
            _ => {}
        }
        true
    });
    styles
}

/// Whether a format code shows a day or a clock: letters of dates outside quotes and brackets.
fn shows_days(code: &str) -> bool {
    let (mut quoted, mut bracket) = (false, false);
    let code = code.replace("&quot;", "\"");
    for c in code.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' if !quoted && !bracket => return !code.contains("General"),
            _ => {}
        }
    }
    false
}

fn shared(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut current: Option<String> = None;
    let (mut value, mut phonetic) = (false, false);
    walk(text, &mut |piece, _| {
        match piece {
            Piece::Open("si", _) => current = Some(String::new()),
            Piece::Close("si") => strings.extend(current.take()),
            Piece::Open("rPh", _) => phonetic = true,
            Piece::Close("rPh") => phonetic = false,
            Piece::Open("t", _) => value = true,
            Piece::Close("t") => value = false,
            Piece::Text(text) if value && !phonetic => {
                if let Some(current) = &mut current {
                    current.push_str(&text);
                }
            }
            _ => {}
        }
        true
    });
    strings
}

/// The column of a cell's name: `C7` is 2.
fn column(name: &str) -> Option<usize> {
    let mut number = 0usize;
    for byte in name.bytes().take_while(u8::is_ascii_alphabetic).take(4) {
        number = number * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    }
    number.checked_sub(1)
}

fn rows(text: &str, strings: &[String], styles: &[bool], from_1904: bool, sheet: &mut Sheet) -> bool {
    let mut line = 0u32;
    let mut cells: Vec<(String, bool)> = Vec::new();
    let (mut at, mut kind, mut style) = (0usize, String::new(), 0usize);
    let mut value: Option<String> = None;
    let mut taken = false;
    walk(text, &mut |piece, _| {
        match piece {
            Piece::Open("row", attributes) => {
                line = attribute(attributes, "r").and_then(|row| row.parse().ok()).unwrap_or(line + 1);
                cells.clear();
                at = 0;
            }
            Piece::Close("row") => sheet.rows.push((line, core::mem::take(&mut cells))),
            Piece::Open("c", attributes) => {
                at = attribute(attributes, "r").and_then(column).unwrap_or(cells.len());
                kind = attribute(attributes, "t").unwrap_or("n").to_owned();
                style = attribute(attributes, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                value = None;
            }
            Piece::Open("v" | "t", _) => taken = true,
            Piece::Close("v" | "t") => taken = false,
            Piece::Text(text) if taken => value.get_or_insert_default().push_str(&text),
            Piece::Close("c") if at < MOST_CELLS => {
                if let Some(value) = value.take() {
                    let cell = cell(value, &kind, styles.get(style).copied().unwrap_or(false), strings, from_1904);
                    if cells.len() <= at {
                        cells.resize(at + 1, (String::new(), false));
                    }
                    if let Some(place) = cells.get_mut(at) {
                        *place = cell;
                    }
                }
            }
            _ => {}
        }
        true
    })
}

/// The text of a cell, and whether it is a number.
fn cell(value: String, kind: &str, is_day: bool, strings: &[String], from_1904: bool) -> (String, bool) {
    match kind {
        "s" => (value.trim().parse::<usize>().ok().and_then(|at| strings.get(at)).cloned().unwrap_or_default(), false),
        "n" if is_day => match plain_number(value.trim()).and_then(|text| date::serial(&text, from_1904)) {
            // A clock alone is a fraction of a day.
            Some((_, Some(clock))) if value.trim().starts_with("0.") => (date::clock_text(clock), false),
            Some((day, Some(clock))) => (format!("{} {}", date::iso(day), date::clock_text(clock)), false),
            Some((day, None)) => (date::iso(day), false),
            None => (value, true),
        },
        "n" => (value.trim().to_owned(), true),
        "e" => (String::new(), false),
        _ => (value, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_with_their_kind() {
        let text = "<worksheet><sheetData><row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\" s=\"1\"><v>46346.5</v></c>\
                    <c r=\"D3\"><v>1586.67</v></c><c r=\"E3\" t=\"inlineStr\"><is><t>a&amp;b</t></is></c></row></sheetData></worksheet>";
        let mut sheet = Sheet::default();
        assert!(rows(text, &["x".into(), "消费".into()], &[false, true], false, &mut sheet));
        let expected: Vec<(String, bool)> =
            [("消费", false), ("", false), ("2026-11-20 12:00:00", false), ("1586.67", true), ("a&b", false)]
                .map(|(text, number)| (text.into(), number))
                .into();
        assert_eq!(sheet.rows, [(3, expected)]);
        assert!(
            shows_days("yyyy/m/d") && !shows_days("#,##0.00_ ") && !shows_days("\"day\" 0") && !shows_days("[Red]0.00")
        );
    }
}
