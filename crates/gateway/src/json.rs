//! JSON as it is written: places of members in the text, nothing re-printed, so that what was signed stays as it was.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// Deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number.
    Number,
    /// `true`, `false`, `null`
    Word,
}

/// A member, or an element of an array (its name is empty then).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its name, decoded.
    pub(crate) name: String,
    /// Where its name begins.
    pub(crate) start: usize,
    /// Where its value stands, quotes included.
    pub(crate) value: Range<usize>,
    /// What the value is.
    pub(crate) kind: Kind,
}

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    /// From `{` to behind `}`.
    pub(crate) range: Range<usize>,
    /// Its members in order.
    pub(crate) items: Vec<Item>,
}

impl Object {
    /// The first member of this name.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.name == name)
    }
}

/// Why something is no JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Error {
    /// The text ends before it does.
    Unclosed,
    /// Something else stands at this place.
    Syntax(usize),
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Whether names are held against each other.
    judging: bool,
    /// A name that stands twice in one object.
    twice: Option<String>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8], at: usize) -> Self {
        Self { text, at, judging: false, twice: None }
    }

    fn peek(&self) -> Result<u8, Error> {
        self.text.get(self.at).copied().ok_or(Error::Unclosed)
    }

    fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(|c| c.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Bare line breaks, where none can be: text boxes wrap.
    fn breaks(&mut self) {
        while matches!(self.text.get(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, c: u8) -> Result<(), Error> {
        self.blanks();
        if self.peek()? != c {
            return Err(Error::Syntax(self.at));
        }
        self.at += 1;
        Ok(())
    }

    /// A string with its quotes. Bare line breaks are let pass: text boxes wrap.
    fn string(&mut self) -> Result<Range<usize>, Error> {
        let start = self.at;
        self.expect(b'"')?;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    self.breaks();
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Ok(start..self.at)
    }

    fn value(&mut self, depth: usize) -> Result<(Range<usize>, Kind), Error> {
        self.blanks();
        let start = self.at;
        let kind = match self.peek()? {
            b'"' => {
                self.string()?;
                Kind::String
            }
            b'{' => {
                self.members(depth, &mut |_| {})?;
                Kind::Object
            }
            b'[' => {
                self.elements(depth, &mut |_| {})?;
                Kind::Array
            }
            c => {
                let plain = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'+' | b'.');
                let mut word = String::new();
                let mut end = start;
                // Wrapped as strings are: between two values stands more than a line break.
                while let Some(c) = self.text.get(self.at).filter(|c| plain(c)) {
                    word.push(char::from(*c));
                    self.at += 1;
                    end = self.at;
                    self.breaks();
                }
                self.at = end;
                if matches!(word.as_str(), "true" | "false" | "null") {
                    Kind::Word
                } else if (c == b'-' || c.is_ascii_digit()) && word.bytes().any(|c| c.is_ascii_digit()) {
                    Kind::Number
                } else if self.at >= self.text.len() {
                    return Err(Error::Unclosed);
                } else {
                    return Err(Error::Syntax(start));
                }
            }
        };
        Ok((start..self.at, kind))
    }

    fn members(&mut self, depth: usize, each: &mut dyn FnMut(Item)) -> Result<(), Error> {
        if depth >= MAX_DEPTH {
            return Err(Error::Syntax(self.at));
        }
        self.expect(b'{')?;
        self.blanks();
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(());
        }
        let mut names = Vec::new();
        loop {
            self.blanks();
            let name = self.string()?;
            self.expect(b':')?;
            let (value, kind) = self.value(depth + 1)?;
            let raw = self.text.get(name.clone()).unwrap_or_default();
            let raw = core::str::from_utf8(raw).map_err(|_| Error::Syntax(name.start))?;
            let item = Item { name: unquote(raw), start: name.start, value, kind };
            if self.judging {
                names.push(item.name.clone());
            }
            each(item);
            self.blanks();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    names.sort_unstable();
                    if let Some([name, _]) = names.array_windows().find(|[a, b]| a == b) {
                        self.twice = Some(name.clone());
                    }
                    return Ok(());
                }
                _ => return Err(Error::Syntax(self.at)),
            }
        }
    }

    fn elements(&mut self, depth: usize, each: &mut dyn FnMut(Item)) -> Result<(), Error> {
        if depth >= MAX_DEPTH {
            return Err(Error::Syntax(self.at));
        }
        self.expect(b'[')?;
        self.blanks();
        if self.peek()? == b']' {
            self.at += 1;
            return Ok(());
        }
        loop {
            let (value, kind) = self.value(depth + 1)?;
            each(Item { name: String::new(), start: value.start, value, kind });
            self.blanks();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Error::Syntax(self.at)),
            }
        }
    }
}

/// The object that begins at `at`.
///
/// # Errors
/// See [`Error`].
pub(crate) fn object(text: &str, at: usize) -> Result<Object, Error> {
    let mut reader = Reader::new(text.as_bytes(), at);
    let mut items = Vec::new();
    reader.members(0, &mut |item| items.push(item))?;
    Ok(Object { range: at..reader.at, items })
}

/// The elements of the array that begins at `at`.
///
/// # Errors
/// See [`Error`].
pub(crate) fn array(text: &str, at: usize) -> Result<Vec<Item>, Error> {
    let mut reader = Reader::new(text.as_bytes(), at);
    let mut items = Vec::new();
    reader.elements(0, &mut |item| items.push(item))?;
    Ok(items)
}

/// A name that stands twice in one object of a text's first object, however deep, names compared decoded: which of the two
/// counts is the reader's choice then (RFC 8259 §4, RFC 7493 §2.3). `None` too where there is no complete object.
#[must_use]
pub(crate) fn doubled(text: &str) -> Option<String> {
    let mut reader = Reader { judging: true, ..Reader::new(text.as_bytes(), text.find('{')?) };
    reader.members(0, &mut |_| {}).ok()?;
    reader.twice
}

/// The items of an object or array value; none for others.
#[must_use]
pub(crate) fn children(text: &str, item: &Item) -> Vec<Item> {
    match item.kind {
        Kind::Object => object(text, item.value.start).map(|object| object.items).unwrap_or_default(),
        Kind::Array => array(text, item.value.start).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Text of a string, from its spelling with or without quotes: escapes undone, bare line breaks (where none can be) taken
/// out. A lone surrogate becomes U+FFFD.
#[must_use]
pub(crate) fn unquote(raw: &str) -> String {
    let inner = raw.strip_prefix('"').unwrap_or(raw);
    let inner = if raw.len() > inner.len() { inner.strip_suffix('"').unwrap_or(inner) } else { inner };
    let joined = inner.contains(['\n', '\r']).then(|| inner.replace(['\n', '\r'], ""));
    let inner = joined.as_deref().unwrap_or(inner);
    let mut text = String::with_capacity(inner.len());
    let mut high: Option<u32> = None;
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        let mut decoded = match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('u') => {
                    let code = chars.as_str().get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                    let Some(code) = code else {
                        text.push_str("\\u");
                        continue;
                    };
                    for _ in 0..4 {
                        chars.next();
                    }
                    match (high.take(), code) {
                        (Some(high), 0xdc00..=0xdfff) => {
                            text.pop();
                            char::from_u32(0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00)).unwrap_or('\u{fffd}')
                        }
                        (_, 0xd800..=0xdbff) => {
                            high = Some(code);
                            text.push('\u{fffd}');
                            continue;
                        }
                        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
                    }
                }
                Some(other) => other,
                None => '\\',
            },
            other => other,
        };
        high = None;
        if decoded == '\0' {
            decoded = '\u{fffd}';
        }
        text.push(decoded);
    }
    text
}

/// What a member's value says: a string decoded, a number or word without line breaks, anything else as written.
#[must_use]
pub(crate) fn plain(text: &str, item: &Item) -> String {
    let raw = text.get(item.value.clone()).unwrap_or_default();
    match item.kind {
        Kind::String => unquote(raw),
        Kind::Number | Kind::Word => raw.replace(['\n', '\r'], ""),
        Kind::Object | Kind::Array => raw.into(),
    }
}

/// Where strings that are values stand in the text of an object, quotes included, in order.
#[must_use]
pub(crate) fn value_strings(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut reader = Reader::new(text.as_bytes().get(..within.end).unwrap_or_default(), within.start);
    let mut found = Vec::new();
    while let Ok(c) = reader.peek() {
        if c != b'"' {
            reader.at += 1;
            continue;
        }
        let Ok(range) = reader.string() else { break };
        reader.blanks();
        if reader.peek() != Ok(b':') {
            found.push(range);
        }
    }
    found
}

/// Complete objects of a text that stand in no other, in order. `work`: bytes that may still be looked at; where it runs
/// out, the rest is not looked at.
#[must_use]
pub(crate) fn objects(text: &str, within: Range<usize>, work: &mut usize) -> Vec<Object> {
    let mut found = Vec::new();
    let bytes = text.as_bytes().get(..within.end).unwrap_or_default();
    let mut at = within.start;
    while let Some(open) = bytes.get(at..).and_then(|rest| rest.iter().position(|c| *c == b'{')).map(|i| i + at) {
        let mut reader = Reader::new(bytes, open);
        let mut items = Vec::new();
        let outcome = reader.members(0, &mut |item| items.push(item));
        let Some(left) = work.checked_sub(reader.at - open) else {
            *work = 0;
            break;
        };
        *work = left;
        match outcome {
            Ok(()) => {
                found.push(Object { range: open..reader.at, items });
                at = reader.at;
            }
            Err(_) => at = open + 1,
        }
    }
    found
}

/// A text without the white space outside its strings.
#[must_use]
pub(crate) fn compact(text: &str) -> String {
    rewrite(text, |piece, out| match piece {
        Piece::String(raw) => out.push_str(raw),
        Piece::Other(c) if c.is_whitespace() => {}
        Piece::Other(c) => out.push(c),
    })
}

/// A text with blanks behind `,` and `:`, as Python's printer writes them.
#[must_use]
pub(crate) fn spaced(text: &str) -> String {
    rewrite(&compact(text), |piece, out| match piece {
        Piece::String(raw) => out.push_str(raw),
        Piece::Other(c) => {
            out.push(c);
            if matches!(c, ',' | ':') {
                out.push(' ');
            }
        }
    })
}

/// A text with its strings spelled anew.
#[must_use]
pub(crate) fn strings(text: &str, mut spell: impl FnMut(&str) -> String) -> String {
    rewrite(text, |piece, out| match piece {
        Piece::String(raw) => out.push_str(&spell(raw)),
        Piece::Other(c) => out.push(c),
    })
}

enum Piece<'a> {
    String(&'a str),
    Other(char),
}

fn rewrite(text: &str, mut each: impl FnMut(Piece<'_>, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c == '"' {
            let mut reader = Reader::new(text.as_bytes(), at);
            let end = reader.string().map_or(text.len(), |range| range.end);
            match text.get(at..end) {
                Some(raw) => each(Piece::String(raw), &mut out),
                None => break,
            }
            at = end;
        } else {
            each(Piece::Other(c), &mut out);
            at += c.len_utf8();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_places() {
        let text = r#"x {"a":"1\/2","b":{"c":[1,{}]},"\u0065":null}"#;
        let object = object(text, 2).unwrap();
        assert_eq!(object.range.end, text.len());
        let names: Vec<&str> = object.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "e"]);
        assert_eq!(&text[object.items[1].value.clone()], r#"{"c":[1,{}]}"#);
        assert_eq!(plain(text, &object.items[0]), "1/2");
    }

    #[test]
    fn what_is_no_object_is_told() {
        assert_eq!(object("{\"a\":1", 0), Err(Error::Unclosed));
        assert_eq!(object("{\"a\":{\"b\":\"", 0), Err(Error::Unclosed));
        assert_eq!(object("{a:1}", 0), Err(Error::Syntax(1)));
        let deep = "{\"a\":".repeat(100) + "1" + &"}".repeat(100);
        assert!(matches!(object(&deep, 0), Err(Error::Syntax(_))));
    }

    #[test]
    fn a_name_that_stands_twice_is_found_at_every_depth() {
        for (text, name) in [
            (r#"{"a":1,"b":2,"a":1}"#, Some("a")),
            (r#"{"a":1,"\u0061":2}"#, Some("a")),
            (r#"{"x":[{"b":{"c":1,"d":2,"c":3}}]}"#, Some("c")),
            (r#"{"a":{"a":[{"a":1},{"a":2}]},"b":"{\"c\":1,\"c\":2}"}"#, None),
            (r#"{"a":1,"a":"#, None),
            ("", None),
        ] {
            assert_eq!(doubled(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn surrogates_are_joined() {
        assert_eq!(unquote(r#""\ud83d\ude00x""#), "\u{1f600}x");
        assert_eq!(unquote(r#""\ud83dx""#), "\u{fffd}x");
        assert_eq!(unquote("\"a\nb\""), "ab");
    }

    #[test]
    fn forms() {
        assert_eq!(compact("{ \"a b\" : [1, 2] }"), "{\"a b\":[1,2]}");
        assert_eq!(spaced("{\"a\":[1,2]}"), "{\"a\": [1, 2]}");
    }

    #[test]
    fn looking_for_objects_is_bounded() {
        let hostile = "{\"a\":".repeat(50_000);
        let mut work = 1 << 20;
        assert!(objects(&hostile, 0..hostile.len(), &mut work).is_empty());
    }
}
