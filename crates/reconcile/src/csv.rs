//! Text with a delimiter → rows of cells, borrowed where that is possible (reconcile.md, 3.1; RFC 4180 for quotes).
//!
//! A table is read twice, once to understand its columns and once for its rows, so that it never stands in memory as cells.

use super::table::{Cell, Source};
use std::borrow::Cow;

/// Lines within which a quote must be closed.
const QUOTE_LINES: u32 = 20;
/// Cells of one row that are looked at.
const MOST_CELLS: usize = 512;
/// The delimiters, the likelier first.
pub(crate) const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '│'];

/// Text and its delimiter.
pub(crate) struct Csv<'a> {
    pub(crate) text: &'a str,
    pub(crate) delimiter: char,
}

impl Source for Csv<'_> {
    fn rows(&self, visit: &mut dyn FnMut(u32, &[Cell<'_>]) -> bool) {
        let mut cells = Vec::new();
        let (mut at, mut line) = (0, 1);
        while at < self.text.len() {
            cells.clear();
            let (next, lines) = self.record(at, &mut cells);
            if !visit(line, &cells) {
                return;
            }
            at = next;
            line += lines;
        }
    }
}

impl<'a> Csv<'a> {
    /// Reads the record at `at`: where the next one begins, and how many lines it takes.
    fn record(&self, mut at: usize, cells: &mut Vec<Cell<'a>>) -> (usize, u32) {
        let bytes = self.text.as_bytes();
        if self.delimiter == ',' && bytes.get(at) == Some(&b'`') {
            return self.marked(at, cells);
        }
        let mut lines = 0;
        loop {
            let cell = match self.quoted(at) {
                Some((text, end, inside)) => {
                    at = end;
                    lines += inside;
                    text
                }
                None => {
                    let end = self.end_of_cell(at);
                    let text = self.text.get(at..end).unwrap_or("");
                    at = end;
                    Cow::Borrowed(text)
                }
            };
            if cells.len() < MOST_CELLS {
                cells.push(Cell { text: cell, number: false });
            }
            match bytes.get(at) {
                None => return (at, lines + 1),
                Some(b'\n') => return (at + 1, lines + 1),
                Some(b'\r') => return (at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n')), lines + 1),
                Some(_) => at += self.delimiter.len_utf8(),
            }
        }
    }

    /// Reads a row of a WeChat merchant bill: cut at ``,` ``, since names hold commas.
    fn marked(&self, at: usize, cells: &mut Vec<Cell<'a>>) -> (usize, u32) {
        let rest = self.text.get(at..).unwrap_or("");
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let parts = line.trim_start_matches('`').split(",`").take(MOST_CELLS);
        cells.extend(parts.map(|text| Cell { text: Cow::Borrowed(text), number: false }));
        let mark = if behind.starts_with("\r\n") { 2 } else { usize::from(!behind.is_empty()) };
        (at + end + mark, 1)
    }

    /// Reads a cell in quotes: its text, where the delimiter behind it stands, and how many line ends it holds.
    fn quoted(&self, at: usize) -> Option<(Cow<'a, str>, usize, u32)> {
        let bytes = self.text.as_bytes();
        let is_blank = |byte: u8| byte == b' ' || (byte == b'\t' && self.delimiter != '\t');
        let blanks = bytes.get(at..)?.iter().take_while(|byte| is_blank(**byte)).count();
        let start = at + blanks + 1;
        if self.delimiter == '│' || bytes.get(start - 1) != Some(&b'"') {
            return None;
        }
        let (mut to, mut lines, mut doubled) = (start, 0, false);
        loop {
            match bytes.get(to)? {
                b'"' if bytes.get(to + 1) == Some(&b'"') => {
                    doubled = true;
                    to += 2;
                }
                b'"' => break,
                b'\n' => {
                    lines += 1;
                    if lines >= QUOTE_LINES {
                        return None;
                    }
                    to += 1;
                }
                _ => to += 1,
            }
        }
        let text = self.text.get(start..to)?;
        let behind = to + 1 + bytes.get(to + 1..)?.iter().take_while(|byte| is_blank(**byte)).count();
        let rest = self.text.get(behind..)?;
        if !(rest.is_empty() || rest.starts_with(['\n', '\r', self.delimiter])) {
            return None;
        }
        Some((if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }, behind, lines))
    }

    fn end_of_cell(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        if self.delimiter.is_ascii() {
            let delimiter = self.delimiter as u8;
            let is_end = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
            return at + rest.bytes().position(|byte| is_end(&byte)).unwrap_or(rest.len());
        }
        at + rest.find(['\n', '\r', self.delimiter]).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, delimiter: char) -> Vec<(u32, Vec<String>)> {
        let mut all = Vec::new();
        Csv { text, delimiter }.rows(&mut |line, cells| {
            all.push((line, cells.iter().map(|cell| cell.text.to_string()).collect()));
            true
        });
        all
    }

    fn cells(text: &str, delimiter: char) -> Vec<String> {
        rows(text, delimiter).swap_remove(0).1
    }

    #[test]
    fn quotes_are_those_of_rfc_4180() {
        assert_eq!(cells("a,\"b,\"\"c\"\"\",d\r\n", ','), ["a", "b,\"c\"", "d"]);
        assert_eq!(cells("\"8,114.07\"\t,\"\" ,x", ','), ["8,114.07", "", "x"]);
        assert_eq!(rows("\"a\nb\",1\nc,2\n", ',').into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(cells("5\" pipe,x", ','), ["5\" pipe", "x"]);
        assert_eq!(cells("\"a\"b,x", ','), ["\"a\"b", "x"]);
        assert_eq!(cells("│\"a│b│", '│'), ["", "\"a", "b", ""]);
        assert_eq!(rows("a\rb\r\nc\n\nd", ',').len(), 5);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_none() {
        let text = format!("\"open,1\n{}\"", "x,2\n".repeat(30));
        let all = rows(&text, ',');
        assert_eq!(all[0].1, ["\"open", "1"]);
        assert_eq!(all.len(), 32);
    }

    #[test]
    fn rows_of_wechat_bills_are_cut_at_their_marks() {
        assert_eq!(cells("`2026-11-10,`茶,两杯,`,`1.00\r\n", ','), ["2026-11-10", "茶,两杯", "", "1.00"]);
    }
}
