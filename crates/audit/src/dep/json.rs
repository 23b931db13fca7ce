//! JSON as a stream (RFC 8259): nothing is held but one buffer, and nothing recurses, however deep a value is.

use std::io::Read;

/// So many bytes are read at once.
const BUFFER: usize = 1 << 16;
/// So deep may a value be that is passed over: a bit a level.
const DEPTH: usize = 1 << 24;

/// It is no JSON, ends too early, or cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damage;

/// A reader of one text.
pub(super) struct Reader<'a> {
    source: &'a mut dyn Read,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    /// Bytes before the buffer.
    before: u64,
}

impl<'a> Reader<'a> {
    /// Of a source that stands at the text's beginning; a byte order mark is passed over.
    pub(super) fn new(source: &'a mut dyn Read) -> Self {
        let mut reader = Self { source, buffer: vec![0; BUFFER], at: 0, end: 0, before: 0 };
        if reader.peek() == Some(0xef)
            && reader.buffer.get(..reader.end).is_some_and(|b| b.starts_with(b"\xef\xbb\xbf"))
        {
            reader.at = 3;
        }
        reader
    }

    /// Bytes read so far.
    pub(super) fn position(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Fills the buffer: `false` at the end, or when nothing can be read.
    fn fill(&mut self) -> bool {
        self.before += self.end as u64;
        (self.at, self.end) = (0, 0);
        loop {
            match self.source.read(&mut self.buffer) {
                Ok(count) => {
                    self.end = count;
                    return count > 0;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
    }

    fn peek(&mut self) -> Option<u8> {
        if self.at == self.end && !self.fill() {
            return None;
        }
        self.buffer.get(self.at).copied()
    }

    fn take(&mut self) -> Result<u8, Damage> {
        let byte = self.peek().ok_or(Damage)?;
        self.at += 1;
        Ok(byte)
    }

    /// The next byte that is no blank, which stays.
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Takes a byte that must come next.
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Damage> {
        if self.next() != Some(byte) {
            return Err(Damage);
        }
        self.at += 1;
        Ok(())
    }

    /// Takes a byte if it comes next.
    fn accept(&mut self, byte: u8) -> bool {
        let comes = self.next() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    /// Whether there is another member or element, behind the opening bracket or the one before.
    pub(super) fn more(&mut self, first: &mut bool, close: u8) -> Result<bool, Damage> {
        if self.accept(close) {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',')?;
            // No comma behind the last one.
            if self.next() == Some(close) {
                return Err(Damage);
            }
        }
        Ok(true)
    }

    /// A member's name and its colon.
    pub(super) fn name(&mut self, name: &mut Vec<u8>, limit: usize) -> Result<bool, Damage> {
        let whole = self.string(name, limit)?;
        self.expect(b':')?;
        Ok(whole)
    }

    /// A string's bytes, unescaped, at most `limit` of them: `false` when there are more.
    pub(super) fn string(&mut self, text: &mut Vec<u8>, limit: usize) -> Result<bool, Damage> {
        text.clear();
        self.expect(b'"')?;
        let mut whole = true;
        loop {
            if self.at == self.end && !self.fill() {
                return Err(Damage);
            }
            let rest = self.buffer.get(self.at..self.end).unwrap_or_default();
            let plain = rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len());
            let room = limit.saturating_sub(text.len());
            whole &= plain <= room;
            text.extend_from_slice(rest.get(..plain.min(room)).unwrap_or_default());
            let stop = rest.get(plain).copied();
            self.at += plain;
            match stop {
                None => {}
                Some(b'"') => {
                    self.at += 1;
                    return Ok(whole);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let mut utf8 = [0; 4];
                    let c = self.escaped()?;
                    let bytes = c.encode_utf8(&mut utf8).as_bytes();
                    if text.len() + bytes.len() > limit {
                        whole = false;
                    } else {
                        text.extend_from_slice(bytes);
                    }
                }
                Some(_) => return Err(Damage),
            }
        }
    }

    /// What stands behind a backslash. Half of a pair is the replacement character.
    fn escaped(&mut self) -> Result<char, Damage> {
        Ok(match self.take()? {
            c @ (b'"' | b'\\' | b'/') => char::from(c),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut unit = self.unit()?;
                while (0xd800..0xdc00).contains(&unit) && self.peek() == Some(b'\\') {
                    self.at += 1;
                    if self.peek() != Some(b'u') {
                        // The half alone, and another escape behind it.
                        self.escaped()?;
                        return Ok(char::REPLACEMENT_CHARACTER);
                    }
                    self.at += 1;
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                    unit = low;
                }
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(Damage),
        })
    }

    fn unit(&mut self) -> Result<u32, Damage> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.take()?).to_digit(16).ok_or(Damage)?;
        }
        Ok(unit)
    }

    /// Passes over a value of any depth.
    pub(super) fn skip(&mut self) -> Result<(), Damage> {
        let mut levels = Levels::default();
        let mut none = Vec::new();
        loop {
            // A value.
            match self.next().ok_or(Damage)? {
                b'"' => {
                    self.string(&mut none, 0)?;
                }
                open @ (b'{' | b'[') => {
                    self.at += 1;
                    let object = open == b'{';
                    if !self.accept(if object { b'}' } else { b']' }) {
                        levels.push(object)?;
                        if object {
                            self.name(&mut none, 0)?;
                        }
                        continue;
                    }
                }
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => self.number()?,
            }
            // What stands behind it.
            loop {
                let Some(object) = levels.top() else { return Ok(()) };
                if self.accept(if object { b'}' } else { b']' }) {
                    levels.pop();
                } else {
                    self.expect(b',')?;
                    if object {
                        self.name(&mut none, 0)?;
                    }
                    break;
                }
            }
        }
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Damage> {
        for byte in word {
            if self.take()? != *byte {
                return Err(Damage);
            }
        }
        Ok(())
    }

    /// A number: `-`? integer fraction? exponent? (RFC 8259 §6).
    fn number(&mut self) -> Result<(), Damage> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Damage> {
        if !self.take()?.is_ascii_digit() {
            return Err(Damage);
        }
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }
}

/// Which open levels are objects: a bit each.
#[derive(Default)]
struct Levels {
    bits: Vec<u64>,
    count: usize,
}

impl Levels {
    fn push(&mut self, object: bool) -> Result<(), Damage> {
        if self.count == DEPTH {
            return Err(Damage);
        }
        let (word, bit) = (self.count / 64, self.count % 64);
        if word == self.bits.len() {
            self.bits.push(0);
        }
        if let Some(slot) = self.bits.get_mut(word) {
            *slot = *slot & !(1 << bit) | u64::from(object) << bit;
        }
        self.count += 1;
        Ok(())
    }

    fn top(&self) -> Option<bool> {
        let at = self.count.checked_sub(1)?;
        Some(self.bits.get(at / 64)? >> (at % 64) & 1 == 1)
    }

    fn pop(&mut self) {
        self.count = self.count.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn skipped(text: &[u8]) -> Result<u64, Damage> {
        let mut source = text;
        let mut reader = Reader::new(&mut source);
        reader.skip()?;
        if reader.next().is_some() { Err(Damage) } else { Ok(reader.position()) }
    }

    #[test]
    fn values_are_passed_over_by_the_grammar() {
        for good in [
            "1",
            "-0",
            "0.5e-3",
            "true",
            "null",
            "\"a\\u00e9\\n\"",
            "{}",
            "[]",
            "[1,[2,{\"a\":[]}],\"]\"]",
            "{\"a\":{\"b\":[{}]},\"c\":false}",
            " [ 1 , 2 ] ",
        ] {
            assert!(skipped(good.as_bytes()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "01",
            "1.",
            "-",
            "tru",
            "\"a",
            "\"\\x\"",
            "\"\n\"",
            "[1,]",
            "[,1]",
            "{\"a\"}",
            "{\"a\":1,}",
            "{1:2}",
            "[1}",
            "[1 2]",
            "nul",
            "1e",
            "\"\\u12g4\"",
        ] {
            assert!(skipped(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn depth_costs_a_bit_a_level_and_ends_somewhere() {
        let deep = |levels: usize| [vec![b'['; levels], vec![b']'; levels]].concat();
        assert!(skipped(&deep(1_000_000)).is_ok());
        assert_eq!(skipped(&deep(DEPTH + 2)), Err(Damage));
    }

    #[test]
    fn strings_are_unescaped_and_bounded() {
        let read = |text: &str, limit| {
            let mut source = text.as_bytes();
            let mut out = Vec::new();
            let whole = Reader::new(&mut source).string(&mut out, limit);
            (whole, String::from_utf8(out).unwrap())
        };
        assert_eq!(read(r#""a\u00e9\ud83d\ude00\/\"""#, 99), (Ok(true), "aé😀/\"".into()));
        assert_eq!(read(r#""\ud800x""#, 99), (Ok(true), "\u{fffd}x".into()));
        assert_eq!(read(r#""abcdef""#, 3), (Ok(false), "abc".into()));
    }

    proptest! {
        #[test]
        fn what_serde_writes_is_read_and_any_bytes_end(text: String, bytes: Vec<u8>, at: prop::sample::Index) {
            let json = serde_json::json!({ "a": [text.clone(), 1.5e300, -7, null, { text.clone(): true }] }).to_string();
            prop_assert_eq!(skipped(json.as_bytes()), Ok(json.len() as u64));
            let mut source = json.as_bytes();
            let mut reader = Reader::new(&mut source);
            let mut out = Vec::new();
            reader.expect(b'{').unwrap();
            reader.name(&mut out, 9).unwrap();
            reader.expect(b'[').unwrap();
            prop_assert_eq!(reader.string(&mut out, usize::MAX), Ok(true));
            prop_assert_eq!(out, text.into_bytes());
            let _ = skipped(&bytes);
            let mut broken = json.into_bytes();
            let at = at.index(broken.len());
            broken.truncate(at);
            prop_assert!(skipped(&broken).is_err());
        }
    }
}
