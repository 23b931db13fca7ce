//! Text as text boxes and chat programs leave it, put right where no meaning can change (gateway.md §4).

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// A text without what nobody can see, each byte knowing where it stood.
pub(crate) struct Clean {
    pub(crate) text: String,
    offsets: Vec<u32>,
    /// A byte order mark or a zero-width character was taken out.
    pub(crate) invisible: bool,
    /// Typographic quotes were put right.
    pub(crate) quotes: bool,
}

/// Characters that nobody sees. Joiners between other characters than ASCII belong to a script or a pictograph.
fn invisible(c: char, before: Option<char>) -> bool {
    match c {
        '\u{feff}' | '\u{200b}' | '\u{2060}' => true,
        '\u{200c}' | '\u{200d}' => before.is_none_or(|before| before.is_ascii()),
        _ => false,
    }
}

impl Clean {
    pub(crate) fn of(text: &str) -> Self {
        let mut clean =
            Self { text: String::with_capacity(text.len()), offsets: Vec::new(), invisible: false, quotes: false };
        let smart = has_smart_names(text);
        let mut before = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if invisible(c, before) {
                clean.invisible = true;
                continue;
            }
            let after = chars.peek().map(|(_, c)| *c);
            let straight = match c {
                '“' | '”' | '„' | '‟' | '＂' => '"',
                '‘' | '’' | '‚' | '‛' => '\'',
                other => other,
            };
            let c = if straight != c
                && smart
                && structural(last(&clean.text), after, text.get(at + c.len_utf8()..).unwrap_or_default())
            {
                clean.quotes = true;
                straight
            } else {
                c
            };
            clean.text.push(c);
            clean.offsets.resize(clean.text.len(), at as u32);
            before = Some(c);
        }
        clean.offsets.push(text.len() as u32);
        clean
    }

    /// The range of the text that was given which a range of the clean one stands for.
    pub(crate) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let at = |i: usize| self.offsets.get(i).map_or(0, |offset| *offset as usize);
        at(range.start)..at(range.end.min(self.offsets.len().saturating_sub(1)))
    }
}

/// The last character that is no blank.
fn last(text: &str) -> Option<char> {
    text.chars().rev().find(|c| !c.is_whitespace())
}

/// Whether a quote stands where JSON or PHP has one: beside a brace, a bracket, a comma, a colon or an arrow.
fn structural(before: Option<char>, after: Option<char>, rest: &str) -> bool {
    let next = after.filter(|c| !c.is_whitespace()).or_else(|| rest.chars().take(64).find(|c| !c.is_whitespace()));
    let mark = |c: Option<char>| c.is_none_or(|c| matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '>' | '='));
    mark(before) || mark(next)
}

/// Whether names stand in typographic quotes: `“sign”`.
fn has_smart_names(text: &str) -> bool {
    text.match_indices(['“', '”', '‘', '’', '＂']).any(|(at, quote)| {
        let rest = text.get(at + quote.len()..).unwrap_or_default();
        let name = rest.bytes().take_while(|c| crate::names::is_name(*c)).count();
        name > 0
            && rest
                .get(..name)
                .is_some_and(|name| crate::names::known(name) || name.contains('-') || name.contains('_'))
            && rest.get(name..).is_some_and(|rest| rest.starts_with(['“', '”', '‘', '’', '"', '\'', '＂']))
    })
}

/// A text with the escapes of a string literal undone once: `\n`, `\r`, `\t`, `\"`, `\'`, `\/`, `\\`.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.clone().next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some(mark @ ('"' | '\'' | '/' | '\\')) => out.push(mark),
            _ => {
                out.push('\\');
                continue;
            }
        }
        chars.next();
    }
    out
}

/// A text of bytes as Python prints them, with its escapes undone once: those of [`unescape`] and `\xHH`.
pub(crate) fn unescaped_bytes(text: &str) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend(rest.get(..at).unwrap_or_default().bytes());
        let behind = rest.get(at..).unwrap_or_default();
        let byte = behind.strip_prefix("\\x").and_then(|digits| u8::from_str_radix(digits.get(..2)?, 16).ok());
        let end = match byte {
            Some(_) => 4,
            None => 1 + behind.get(1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
        };
        match byte {
            Some(byte) => out.push(byte),
            None => out.extend(unescape(behind.get(..end).unwrap_or_default()).bytes()),
        }
        rest = behind.get(end..).unwrap_or_default();
    }
    out.extend(rest.bytes());
    String::from_utf8_lossy(&out).into_owned()
}

/// A text as it was before a mail, a shell or a log quoted all of it: `> ` before each line, quoted-printable, the carets of the
/// Windows shell, `\xHH`. `None`: it is none of these.
pub(crate) fn unquoted(text: &str) -> Option<String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    if text.contains("\n>") && lines.peek().is_some() && lines.all(|line| line.trim_start().starts_with('>')) {
        let plain = |line: &str| {
            let own = line.trim_start().trim_start_matches('>');
            own.strip_prefix(' ').unwrap_or(own).to_owned()
        };
        return Some(text.lines().map(plain).collect::<Vec<String>>().join("\n"));
    }
    if text.contains("=3D") && (text.contains("=\n") || text.contains("=\r\n")) {
        let joined = text.replace("=\r\n", "").replace("=\n", "");
        return Some(hex_escaped(&joined, "="));
    }
    if ["^&", "^%", "^\""].iter().any(|mark| text.contains(mark)) {
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '^' => match chars.next() {
                    Some('\r' | '\n') | None => out.push(' '),
                    Some(other) => out.push(other),
                },
                other => out.push(other),
            }
        }
        // Where a percent sign stands twice, it was not escaped by a caret.
        return Some(if text.contains("%%") { out.replace("%%", "%") } else { out });
    }
    (text.contains("\\x22") || text.contains("\\x25")).then(|| hex_escaped(text, "\\x"))
}

/// A text whose bytes are partly written as `mark` and two hexadecimal digits.
fn hex_escaped(text: &str, mark: &str) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (front, behind) = rest.split_at(at);
        out.extend(front.bytes());
        let digits =
            behind.get(mark.len()..mark.len() + 2).filter(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit()));
        let (byte, length) = match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => (Some(byte), mark.len() + 2),
            None => (None, mark.len()),
        };
        match byte {
            Some(byte) => out.push(byte),
            None => out.extend(mark.bytes()),
        }
        rest = behind.get(length..).unwrap_or_default();
    }
    out.extend(rest.bytes());
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_names_are_put_right_and_those_of_values_stay() {
        let clean = Clean::of("\u{feff}{“sign”:“a”,“subject”:“说“好”的”}");
        assert_eq!(clean.text, r#"{"sign":"a","subject":"说“好”的"}"#);
        assert!(clean.invisible && clean.quotes);
        let query = "subject=“好”&sign_type=RSA2";
        assert_eq!(Clean::of(query).text, query);
    }

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(unescape(r#"{\"a\":\"b\\/c\"}\r\n\x"#), "{\"a\":\"b\\/c\"}\r\n\\x");
    }
}
