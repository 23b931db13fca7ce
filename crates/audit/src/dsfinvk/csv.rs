//! Records of a table: `;` between fields, quotes as in RFC 4180, UTF-8 with or without a mark.

use std::io::{self, BufRead, BufReader, Read};

/// Longest record, in bytes.
const MAX_RECORD: usize = 4 << 20;
const SEPARATOR: u8 = b';';

/// Records of one table, one after another.
pub(super) struct Records<R> {
    source: BufReader<R>,
    begun: bool,
}

/// A record: its fields, or `None` for one that cannot be read.
pub(super) type Record = Option<Vec<String>>;

/// Where the reader stands in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// Behind a quote inside a quoted field: its end, or the first of two.
    Quote,
}

impl<R: Read> Records<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source: BufReader::with_capacity(64 * 1024, source), begun: false }
    }

    /// The next record that is not an empty line: `None` at the end.
    ///
    /// # Errors
    /// The source's own: the record that it cuts is not given.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        if !self.begun {
            self.begun = true;
            if self.source.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
                self.source.consume(3);
            }
        }
        let (mut fields, mut field) = (Vec::new(), Vec::new());
        let (mut at, mut length, mut wrong, mut any) = (At::Start, 0usize, false, false);
        loop {
            let Some(byte) = self.byte()? else {
                if !any {
                    return Ok(None);
                }
                wrong |= at == At::Quoted;
                break;
            };
            let end = matches!(byte, b'\n' | b'\r') && at != At::Quoted;
            if end && !any {
                continue;
            }
            any = true;
            if end {
                // Of `\r\n` the second begins an empty line, which counts nothing.
                break;
            }
            length += 1;
            if length > MAX_RECORD {
                wrong = true;
                field.clear();
                fields.clear();
            }
            match (at, byte) {
                (At::Start, b'"') => at = At::Quoted,
                (At::Quoted, b'"') => at = At::Quote,
                (At::Quote, b'"') => {
                    at = At::Quoted;
                    field.push(byte);
                }
                (At::Start | At::Plain | At::Quote, SEPARATOR) => {
                    at = At::Start;
                    fields.push(core::mem::take(&mut field));
                }
                (At::Quote, _) => {
                    wrong = true;
                    at = At::Plain;
                }
                (At::Start, _) => {
                    at = At::Plain;
                    field.push(byte);
                }
                (At::Plain | At::Quoted, _) => field.push(byte),
            }
        }
        fields.push(field);
        let texts: Option<Vec<String>> = fields.into_iter().map(|field| String::from_utf8(field).ok()).collect();
        Ok(Some(texts.filter(|_| !wrong)))
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.source.fill_buf()?.first().copied();
        self.source.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn records(text: &[u8]) -> Vec<Record> {
        let mut records = Records::new(text);
        core::iter::from_fn(|| records.next().unwrap()).collect()
    }

    fn row(fields: &[&str]) -> Record {
        Some(fields.iter().map(|field| (*field).to_owned()).collect())
    }

    #[test]
    fn quotes_hold_separators_and_line_breaks() {
        let text = b"\xef\xbb\xbfA;B\r\n\"x;\"\"y\"\"\";\"1\n2\"\r\n\r\n;\nz;\"\"";
        assert_eq!(records(text), [row(&["A", "B"]), row(&["x;\"y\"", "1\n2"]), row(&["", ""]), row(&["z", ""])]);
    }

    #[test]
    fn what_cannot_be_read_is_one_record() {
        assert_eq!(records(b"a\n\"b\"c;d\ne\n\"f"), [row(&["a"]), None, row(&["e"]), None]);
        assert_eq!(records(b"a\nb\xff\nc"), [row(&["a"]), None, row(&["c"])]);
        assert_eq!(records(b"a\"b;c"), [row(&["a\"b", "c"])]);
        assert!(records(b"").is_empty() && records(b"\n\r\n").is_empty());
    }

    proptest! {
        #[test]
        fn fields_written_are_fields_read(fields in prop::collection::vec("[a;\"\n\r é]{0,5}", 1..4)) {
            let quoted: Vec<String> = fields.iter().map(|f| format!("\"{}\"", f.replace('"', "\"\""))).collect();
            prop_assert_eq!(records(quoted.join(";").as_bytes()), vec![Some(fields)]);
        }
    }
}
