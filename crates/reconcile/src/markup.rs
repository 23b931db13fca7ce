//! XML and HTML as a stream of elements and texts; tables of HTML, which old web banks save as `.xls`.

use crate::table::Sheet;
use quick_xml::{Reader, events::Event};
use std::borrow::Cow;

/// What stands next in a document.
pub(crate) enum Piece<'a> {
    /// An element begins: its local name, and its attributes as written.
    Open(&'a str, &'a str),
    /// It ends.
    Close(&'a str),
    /// Text in between, entities resolved.
    Text(Cow<'a, str>),
}

/// Walks through a document; `visit` gets each piece and where it stands. Says whether the end was reached.
pub(crate) fn walk(text: &str, visit: &mut dyn FnMut(Piece<'_>, usize) -> bool) -> bool {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let Ok(event) = reader.read_event() else { return false };
        let goes_on = match event {
            Event::Eof => return true,
            Event::Start(start) => {
                let name = start.local_name();
                let attributes = core::str::from_utf8(start.attributes_raw()).unwrap_or("");
                visit(Piece::Open(core::str::from_utf8(name.as_ref()).unwrap_or(""), attributes), at)
            }
            Event::End(end) => {
                let name = end.local_name();
                visit(Piece::Close(core::str::from_utf8(name.as_ref()).unwrap_or("")), at)
            }
            Event::Text(text) => visit(Piece::Text(text.decode().unwrap_or_default()), at),
            Event::CData(text) => visit(Piece::Text(text.decode().unwrap_or_default()), at),
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap_or_default();
                let resolved = match (&*name, reference.resolve_char_ref()) {
                    (_, Ok(Some(c))) => c.to_string(),
                    ("lt", _) => "<".to_owned(),
                    ("gt", _) => ">".to_owned(),
                    ("amp", _) => "&".to_owned(),
                    ("quot", _) => "\"".to_owned(),
                    ("apos", _) => "'".to_owned(),
                    ("nbsp", _) => " ".to_owned(),
                    ("yen", _) => "¥".to_owned(),
                    ("euro", _) => "€".to_owned(),
                    ("auml", _) => "ä".to_owned(),
                    ("ouml", _) => "ö".to_owned(),
                    ("uuml", _) => "ü".to_owned(),
                    ("Auml", _) => "Ä".to_owned(),
                    ("Ouml", _) => "Ö".to_owned(),
                    ("Uuml", _) => "Ü".to_owned(),
                    ("szlig", _) => "ß".to_owned(),
                    _ => String::new(),
                };
                visit(Piece::Text(Cow::Owned(resolved)), at)
            }
            _ => true,
        };
        if !goes_on {
            return true;
        }
    }
}

/// The value of an attribute, by its name without prefix. Only plain values are looked for: ids, names, numbers.
pub(crate) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((key, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = behind.get(1..)?.split_once(quote)?;
        let key = key.trim();
        if key.rsplit_once(':').map_or(key, |(_, local)| local) == name {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// The tables of an HTML document, all rows in one sheet: a statement stands in one of them, and its title in another.
pub(crate) fn html_rows(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    let mut row: Option<Vec<(String, bool)>> = None;
    let mut cell: Option<String> = None;
    let mut line = 0;
    let mut skipped = 0usize;
    walk(text, &mut |piece, _| {
        match piece {
            Piece::Open(name, _) => match name.to_ascii_lowercase().as_str() {
                "tr" => {
                    finish(&mut row, &mut cell, &mut sheet, &mut line);
                    row = Some(Vec::new());
                }
                "td" | "th" => {
                    if let (Some(row), Some(done)) = (&mut row, cell.take()) {
                        row.push((done, false));
                    }
                    row.get_or_insert_default();
                    cell = Some(String::new());
                }
                "br" | "p" | "div" => {
                    if let Some(cell) = &mut cell {
                        cell.push(' ');
                    }
                }
                "script" | "style" => skipped += 1,
                _ => {}
            },
            Piece::Close(name) => match name.to_ascii_lowercase().as_str() {
                "td" | "th" => {
                    if let (Some(row), Some(done)) = (&mut row, cell.take()) {
                        row.push((done, false));
                    }
                }
                "tr" | "table" => finish(&mut row, &mut cell, &mut sheet, &mut line),
                "script" | "style" => skipped = skipped.saturating_sub(1),
                _ => {}
            },
            Piece::Text(text) => {
                if let (Some(cell), 0) = (&mut cell, skipped) {
                    cell.push_str(&text);
                }
            }
        }
        true
    });
    finish(&mut row, &mut cell, &mut sheet, &mut line);
    sheet
}

fn finish(row: &mut Option<Vec<(String, bool)>>, cell: &mut Option<String>, sheet: &mut Sheet, line: &mut u32) {
    let Some(mut cells) = row.take() else { return };
    cells.extend(cell.take().map(|text| (text, false)));
    *line += 1;
    sheet.rows.push((*line, cells));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_html_are_rows() {
        let text = "<html><style>td{}</style><TABLE><tr><th>日期<th>金额</tr><tr><td x=1>2026-11-10</td><td>1&nbsp;000.00<br></td></tr></table>";
        let sheet = html_rows(text);
        let rows: Vec<Vec<&str>> =
            sheet.rows.iter().map(|(_, cells)| cells.iter().map(|(text, _)| text.trim()).collect()).collect();
        assert_eq!(rows, [["日期", "金额"], ["2026-11-10", "1 000.00"]]);
        assert_eq!(attribute(" r:id=\"rId1\" name='Sheet 1'", "id"), Some("rId1"));
        assert_eq!(attribute(" r:id=\"rId1\" name='Sheet 1'", "name"), Some("Sheet 1"));
    }
}
