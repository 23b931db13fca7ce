//! Syntax (ISO 32000-2 §7.2, §7.3): bytes → objects, each knowing where it stood.

use crate::{
    limits::{Budget, NESTING},
    object::{Dict, Entry, NOWHERE, Object, Ref},
};
use std::rc::Rc;

/// White space (§7.2.3, table 1).
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

pub(crate) fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

/// One token of a content stream: an object or an operator.
pub(crate) enum Token {
    Object(Object),
    Operator(Vec<u8>),
}

/// Reads objects one after another.
pub(crate) struct Parser<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
    budget: &'a Budget,
    /// Whether places in the bytes are places in the file.
    placed: bool,
    /// Whether `1 0 R` is a reference: not in a content stream.
    references: bool,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self { bytes, at, budget, placed: true, references: true }
    }

    /// In the content of an object stream.
    pub(crate) fn packed(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self { bytes, at, budget, placed: false, references: true }
    }

    /// In a content stream.
    pub(crate) fn content(bytes: &'a [u8], budget: &'a Budget) -> Self {
        Self { bytes, at: 0, budget, placed: false, references: false }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space and comments.
    pub(crate) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Takes this word if it stands here, with nothing regular behind it.
    pub(crate) fn word(&mut self, word: &[u8]) -> bool {
        let Some(rest) = self.bytes.get(self.at..) else { return false };
        let fits = rest.starts_with(word) && rest.get(word.len()).is_none_or(|byte| !is_regular(*byte));
        if fits {
            self.at += word.len();
        }
        fits
    }

    /// A run of digits as a number.
    pub(crate) fn digits(&mut self) -> Option<u64> {
        let start = self.at;
        let mut value = 0u64;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// The head of an indirect object: `num gen obj`.
    pub(crate) fn head(&mut self) -> Option<Ref> {
        let number = u32::try_from(self.digits()?).ok()?;
        self.blank()?;
        let generation = u16::try_from(self.digits()?).ok()?;
        self.blank()?;
        let rest = self.bytes.get(self.at..)?;
        rest.starts_with(b"obj").then(|| {
            self.at += 3;
            Ref { number, generation }
        })
    }

    fn blank(&mut self) -> Option<()> {
        let start = self.at;
        self.skip();
        (self.at > start).then_some(())
    }

    /// The next object. `None`: the bytes are none, or a bound is passed.
    pub(crate) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        if depth > NESTING {
            self.budget.exceed();
            return None;
        }
        if !self.budget.value() {
            return None;
        }
        self.skip();
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal(),
            b'[' => {
                self.at += 1;
                let mut elements = Vec::new();
                loop {
                    self.skip();
                    if self.peek()? == b']' {
                        self.at += 1;
                        return Some(Object::Array(Rc::new(elements)));
                    }
                    elements.push(self.nested(depth + 1)?);
                }
            }
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.dict(depth).map(|dict| Object::Dict(Rc::new(dict)))
            }
            b'<' => self.hex(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.numeral(),
            _ if self.word(b"true") => Some(Object::Bool(true)),
            _ if self.word(b"false") => Some(Object::Bool(false)),
            _ if self.word(b"null") => Some(Object::Null),
            _ => None,
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Dict> {
        let at = if self.placed { self.at } else { NOWHERE };
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip();
            match self.peek()? {
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(Dict { entries, at });
                }
                b'/' => {}
                _ => return None,
            }
            let key = self.name()?;
            self.skip();
            let start = self.at;
            let value = self.nested(depth + 1)?;
            let span = if self.placed { start..self.at } else { 0..0 };
            entries.push(Entry { key, value, span });
        }
    }

    fn name(&mut self) -> Option<Rc<[u8]>> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let escaped = (byte == b'#').then(|| self.bytes.get(self.at..self.at + 2)).flatten();
            let code = escaped.and_then(|pair| match pair {
                [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
                _ => None,
            });
            if code.is_some() {
                self.at += 2;
            }
            name.push(code.unwrap_or(byte));
        }
        Some(name.into())
    }

    fn hex(&mut self) -> Option<Object> {
        self.at += 1;
        let (mut string, mut high) = (Vec::new(), None);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match (byte, digit(byte), high) {
                (b'>', ..) => break,
                (_, Some(low), Some(first)) => {
                    string.push(first << 4 | low);
                    high = None;
                }
                (_, Some(first), None) => high = Some(first),
                _ if is_space(byte) => {}
                _ => return None,
            }
        }
        string.extend(high.map(|high| high << 4));
        Some(Object::String(string.into()))
    }

    fn literal(&mut self) -> Option<Object> {
        self.at += 1;
        let (mut string, mut open) = (Vec::new(), 1usize);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(Object::String(string.into()));
                    }
                }
                b'\\' => {
                    let escaped = self.peek()?;
                    self.at += 1;
                    match escaped {
                        b'n' => string.push(b'\n'),
                        b'r' => string.push(b'\r'),
                        b't' => string.push(b'\t'),
                        b'b' => string.push(8),
                        b'f' => string.push(12),
                        b'\n' => {}
                        b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some(next @ b'0'..=b'7') = self.peek() else { break };
                                code = code * 8 + u32::from(next - b'0');
                                self.at += 1;
                            }
                            string.push(code as u8);
                        }
                        other => string.push(other),
                    }
                    continue;
                }
                b'\r' => {
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    string.push(b'\n');
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
    }

    fn numeral(&mut self) -> Option<Object> {
        let number = self.number()?;
        let (true, Object::Int(first @ 0..=0xffff_ffff)) = (self.references, &number) else { return Some(number) };
        let number = *first as u32;
        let back = self.at;
        let generation = (|| {
            self.blank()?;
            let generation = u16::try_from(self.digits()?).ok()?;
            self.blank()?;
            self.word(b"R").then_some(generation)
        })();
        Some(match generation {
            Some(generation) => Object::Ref(Ref { number, generation }),
            None => {
                self.at = back;
                Object::Int(i64::from(number))
            }
        })
    }

    fn number(&mut self) -> Option<Object> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        while let Some(b'+' | b'-') = self.peek() {
            self.at += 1;
        }
        let (mut whole, mut fraction, mut scale, mut point, mut count) = (0f64, 0f64, 1f64, false, 0usize);
        let mut exact: Option<i64> = Some(0);
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' if point => {
                    // More places than a double has change nothing.
                    if scale < 1e15 {
                        scale *= 10.0;
                        fraction = fraction * 10.0 + f64::from(byte - b'0');
                    }
                }
                b'0'..=b'9' => {
                    whole = whole * 10.0 + f64::from(byte - b'0');
                    exact = exact.and_then(|n| n.checked_mul(10)?.checked_add(i64::from(byte - b'0')));
                }
                b'.' if !point => point = true,
                // Seen: `0.-12`, and signs within. What stands behind the sign does not count.
                b'-' if count > 0 => {}
                _ => break,
            }
            count += 1;
            self.at += 1;
        }
        if self.at == start || self.peek().is_some_and(is_regular) {
            // Not a number after all: a word that begins like one.
            if self.references {
                return None;
            }
            while self.peek().is_some_and(is_regular) {
                self.at += 1;
            }
            if self.at == start {
                self.at += 1;
            }
            return Some(Object::Null);
        }
        let sign = if negative { -1.0 } else { 1.0 };
        Some(match exact {
            Some(n) if !point => Object::Int(if negative { -n } else { n }),
            _ => Object::Real(sign * (whole + fraction / scale)),
        })
    }

    /// The next token of a content stream.
    pub(crate) fn token(&mut self) -> Option<Token> {
        loop {
            self.skip();
            let byte = self.peek()?;
            let start = self.at;
            let keyword = matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'\'' | b'"');
            if keyword {
                while self.peek().is_some_and(is_regular) {
                    self.at += 1;
                }
                let word = self.bytes.get(start..self.at)?;
                return Some(match word {
                    b"true" => Token::Object(Object::Bool(true)),
                    b"false" => Token::Object(Object::Bool(false)),
                    b"null" => Token::Object(Object::Null),
                    _ => Token::Operator(word.to_vec()),
                });
            }
            if let Some(object) = self.object() {
                return Some(Token::Object(object));
            }
            if self.budget.exceeded() {
                return None;
            }
            // Rubbish: one byte further.
            self.at = self.at.max(start + 1);
        }
    }
}

/// The value of a hexadecimal digit.
pub(crate) fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Object> {
        let budget = Budget::default();
        Parser::new(text.as_bytes(), 0, &budget).object()
    }

    #[test]
    fn objects_of_each_kind() {
        assert_eq!(read("-12").unwrap().int(), Some(-12));
        assert_eq!(read("+3.25").unwrap().number(), Some(3.25));
        assert_eq!(read("-.5").unwrap().number(), Some(-0.5));
        assert!(read("/A#42c").unwrap().is_name("ABc"));
        assert_eq!(read("(a\\(b\\051(c)\\\r\nd\\n)").unwrap().string(), Some(&b"a(b)(c)d\n"[..]));
        assert_eq!(read("<48 6>").unwrap().string(), Some(&b"H`"[..]));
        assert_eq!(read("12 0 R").unwrap().reference(), Some(Ref { number: 12, generation: 0 }));
        assert_eq!(read("[12 0 R 1 2]").unwrap().array().len(), 3);
        let dict = read("<< /A 1 %c\n /B << /C [ ] >> /A 2>>").unwrap();
        let dict = dict.dict().unwrap();
        assert!(dict.is_ambiguous() && dict.raw("A").is_null());
        assert_eq!(dict.entry("B").unwrap().span, 15..27);
        for broken in ["", "<< /A", "<4x>", "(a", "[1", ">>", "obj"] {
            assert!(read(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn nesting_ends() {
        assert!(read(&"[".repeat(200_000)).is_none());
        assert!(read(&format!("{}{}", "[".repeat(60), "]".repeat(60))).is_some());
    }
}
