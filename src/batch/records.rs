//! Records of a stream: lines, and records of CSV (RFC 4180), each bounded, so that no input needs more memory than one.

use std::{
    collections::VecDeque,
    io::{self, BufRead},
};

/// Most bytes of one record; what is longer is told apart and skipped.
const LONGEST: usize = 2 << 20;
/// Most bytes of a record of several lines: behind that a quotation mark that opens one is taken as it stands.
const QUOTED: usize = 64 << 10;

/// A line without its end, and whether it was cut at `LONGEST`.
#[derive(Debug)]
pub struct Line {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// More of it was left out.
    pub is_cut: bool,
}

/// The next line; `None` at the end.
fn line(source: &mut dyn BufRead) -> io::Result<Option<Line>> {
    let mut line = Line { bytes: Vec::new(), is_cut: false };
    let mut begun = false;
    loop {
        let buffer = match source.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            return Ok(begun.then_some(line));
        }
        begun = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        let room = LONGEST.saturating_sub(line.bytes.len());
        line.is_cut |= part.len() > room;
        line.bytes.extend(part.iter().take(room));
        let used = end.map_or(buffer.len(), |end| end + 1);
        source.consume(used);
        if end.is_some() {
            if line.bytes.last() == Some(&b'\r') {
                line.bytes.pop();
            }
            return Ok(Some(line));
        }
    }
}

/// Lines, or records of CSV, with the number of their first line, from 1.
#[allow(missing_debug_implementations)]
pub struct Records<'a> {
    source: &'a mut dyn BufRead,
    /// Lines that were read ahead in vain.
    ahead: VecDeque<Line>,
    /// What separates cells; `None`: each line is a record.
    delimiter: Option<u8>,
    number: u64,
}

impl<'a> Records<'a> {
    /// Records of a source; `delimiter`: what separates the cells of each.
    pub fn new(source: &'a mut dyn BufRead, delimiter: Option<u8>) -> Self {
        Self { source, ahead: VecDeque::new(), delimiter, number: 0 }
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        match self.ahead.pop_front() {
            None => line(self.source),
            line => Ok(line),
        }
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// The source cannot be read on.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> io::Result<Option<(u64, Line)>> {
        let Some(mut record) = self.line()? else { return Ok(None) };
        self.number += 1;
        let number = self.number;
        if number == 1
            && let Some(rest) = record.bytes.strip_prefix(b"\xef\xbb\xbf")
        {
            record.bytes = rest.to_vec();
        }
        let Some(delimiter) = self.delimiter else { return Ok(Some((number, record))) };
        let mut more: Vec<Line> = Vec::new();
        let mut joined = record.bytes.clone();
        while is_open(&joined, delimiter) {
            match self.line()? {
                Some(next) if joined.len() + next.bytes.len() < QUOTED => {
                    joined.push(b'\n');
                    joined.extend(&next.bytes);
                    more.push(next);
                }
                next => {
                    // It opens a quotation that nothing closes: the line alone is the record.
                    self.ahead.extend(more);
                    self.ahead.extend(next);
                    return Ok(Some((number, record)));
                }
            }
        }
        self.number += more.len() as u64;
        Ok(Some((number, Line { bytes: joined, is_cut: record.is_cut })))
    }
}

/// Whether a record ends within a quotation.
fn is_open(record: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut fresh, mut last) = (false, true, false);
    for byte in record {
        match (quoted, *byte) {
            (false, b'"') if fresh => quoted = true,
            // Directly behind a closing mark: an escaped one.
            (false, b'"') if last => quoted = true,
            (true, b'"') => {
                quoted = false;
                (last, fresh) = (true, false);
                continue;
            }
            _ => {}
        }
        (fresh, last) = (!quoted && *byte == delimiter, false);
    }
    quoted
}

/// The cells of a record.
#[must_use]
pub fn cells(record: &str, delimiter: u8) -> Vec<String> {
    let delimiter = char::from(delimiter);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut quoted, mut fresh) = (false, true);
    let mut rest = record.chars().peekable();
    while let Some(c) = rest.next() {
        if quoted {
            match c {
                '"' if rest.peek() == Some(&'"') => {
                    rest.next();
                    cell.push('"');
                }
                '"' => quoted = false,
                c => cell.push(c),
            }
        } else if c == '"' && fresh {
            (quoted, fresh) = (true, false);
        } else if c == delimiter {
            cells.push(std::mem::take(&mut cell));
            fresh = true;
        } else {
            cell.push(c);
            fresh = false;
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, delimiter: Option<u8>) -> Vec<(u64, String)> {
        let mut source = text.as_bytes();
        let mut records = Records::new(&mut source, delimiter);
        let mut found = Vec::new();
        while let Some((number, line)) = records.next().unwrap() {
            found.push((number, String::from_utf8(line.bytes).unwrap()));
        }
        found
    }

    #[test]
    fn lines_end_in_either_way_and_the_last_need_not() {
        let expected = vec![(1, "a".to_owned()), (2, String::new()), (3, "b".to_owned())];
        assert_eq!(records("\u{feff}a\r\n\nb", None), expected);
        assert_eq!(records("a\n\nb\n", None), expected);
        assert!(records("", None).is_empty());
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let long = "x".repeat(LONGEST + 5);
        let mut source = long.as_bytes();
        let (_, line) = Records::new(&mut source, None).next().unwrap().unwrap();
        assert!(line.is_cut && line.bytes.len() == LONGEST);
    }

    #[test]
    fn a_quoted_cell_holds_delimiters_marks_and_line_breaks() {
        let found = records("a;\"b;\"\"c\nd\"\n\"\";e\n", Some(b';'));
        assert_eq!(found, [(1, "a;\"b;\"\"c\nd\"".to_owned()), (3, "\"\";e".to_owned())]);
        assert_eq!(cells(&found[0].1, b';'), ["a", "b;\"c\nd"]);
        assert_eq!(cells(&found[1].1, b';'), ["", "e"]);
        assert_eq!(cells("5\" pipe,2", b','), ["5\" pipe", "2"]);
    }

    #[test]
    fn a_quotation_that_nothing_closes_swallows_no_record() {
        let found = records("\"a;1\nb;2\nc;3\n", Some(b';'));
        assert_eq!(found.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(found[2].1, "c;3");
    }
}
