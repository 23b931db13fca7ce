//! What programs, terminals and tables put around all of a text: taken off once, each coat by its own rule. Which of the texts is the
//! one that was signed, the signature says.

use crate::{clean, members};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// A rule: the text without its coat; `None`: it has none of this kind.
pub(crate) type Coat = fn(&str) -> Option<String>;

/// All kinds.
pub(crate) const ALL: &[Coat] = &[
    colours,
    numbered,
    prefixed,
    escaped,
    python,
    entities,
    doubled_quotes,
    doubled_apostrophes,
    both,
    percent,
    backticks,
];

/// Colours of a terminal.
fn colours(text: &str) -> Option<String> {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next()?.to_owned();
    let before = out.len();
    for part in parts {
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').strip_prefix(['m', 'K'])?);
    }
    (out.len() > before || text.contains('\u{1b}')).then_some(out)
}

/// A string literal around it: names stand in escaped quotes, or all of it in others. Escapes of a value alone are damage of its own.
fn escaped(text: &str) -> Option<String> {
    // JSON that stands for itself is in no literal.
    if text.trim_start().strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with('"')) {
        return None;
    }
    let literal = ["{\\\"", "\\\":", "\\\",", "\"{\\n"].iter().any(|mark| text.contains(mark))
        || (text.contains("'{\"") || text.contains("'{'")) && text.contains('\\') && !text.contains("curl");
    literal.then(|| clean::unescape(text))
}

/// A string in a statement of SQL.
fn both(text: &str) -> Option<String> {
    doubled_apostrophes(&escaped(text)?)
}

/// Bytes as Python prints them: `b'…\xe6…'`.
fn python(text: &str) -> Option<String> {
    (text.contains("\\x") && (text.contains("b'") || text.contains("b\""))).then(|| clean::unescaped_bytes(text))
}

/// A page, or another document of tags, around it: of a value alone, entities are what an input filter put in.
fn entities(text: &str) -> Option<String> {
    let entity = ["&quot;", "&#", "&lt;", "&amp;"].iter().any(|mark| text.contains(mark));
    (entity && text.contains("</")).then(|| members::entities(text))
}

fn doubled_quotes(text: &str) -> Option<String> {
    text.contains("\"\"").then(|| text.replace("\"\"", "\""))
}

fn doubled_apostrophes(text: &str) -> Option<String> {
    text.contains("''").then(|| text.replace("''", "'"))
}

/// A layer of encoding around it, its braces or signs in it: of a value alone, it is damage of its own.
fn percent(text: &str) -> Option<String> {
    // The signature's own sign stands plainly: what is encoded is a value.
    if ["sign=", "signature="].iter().any(|plain| text.contains(plain)) {
        return None;
    }
    let layered =
        text.contains("%7B%22") || text.contains("%7b%22") || text.contains("%253D") && !text.contains(['&', '"']);
    layered.then(|| members::decode_form(text, false).and_then(|bytes| String::from_utf8(bytes).ok())).flatten()
}

/// Escapes of PowerShell: `` `" ``, ``` `` ```, `$([char]25903)`.
fn backticks(text: &str) -> Option<String> {
    if !text.contains("`\"") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '$']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let behind = rest.get(at..).unwrap_or_default();
        let named = behind.strip_prefix("$([char]").and_then(|number| number.split_once(')'));
        let numbered = named.and_then(|(number, rest)| Some((char::from_u32(number.parse().ok()?)?, rest)));
        let mut next = behind.chars();
        let mark = next.next().unwrap_or('`');
        rest = match (numbered, mark) {
            (Some((c, rest)), _) => {
                out.push(c);
                rest
            }
            (None, '`') => {
                out.extend(next.next());
                next.as_str()
            }
            (None, _) => {
                out.push(mark);
                next.as_str()
            }
        };
    }
    out.push_str(rest);
    Some(out)
}

/// Fewest lines that numbers or a prefix are taken off.
const FEWEST_LINES: usize = 3;

/// Lines numbered by an editor, `cat -n` or `grep -n`: each number one more than that before.
fn numbered(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut last: Option<u64> = None;
    let mut count = 0;
    for line in text.lines() {
        if line.trim().is_empty() {
            out.push('\n');
            continue;
        }
        let (number, own) = number(line)?;
        if last.is_some_and(|last| last.checked_add(1) != Some(number)) {
            return None;
        }
        last = Some(number);
        count += 1;
        out.push_str(own);
        out.push('\n');
    }
    (count >= FEWEST_LINES).then_some(out)
}

/// The number of a line, and the line behind it.
fn number(line: &str) -> Option<(u64, &str)> {
    let own = line.trim_start();
    // A file's name before it: `app.log:17:`, `app.log-17-`.
    let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let own = match own.find([':', '-']).and_then(|at| own.get(at + 1..)).filter(|rest| digit(rest)) {
        Some(rest) if !digit(own) && !own.split([':', '-']).next().unwrap_or_default().contains(' ') => rest,
        _ => own,
    };
    let digits = own.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = own.split_at_checked(digits)?;
    let number = number.parse().ok()?;
    if let Some(rest) = rest.strip_prefix('\t') {
        return Some((number, rest));
    }
    let marked = rest.trim_start_matches([' ', '\t']);
    let behind = rest.strip_prefix([':', '.', ')', '-']).or_else(|| marked.strip_prefix(['|', '│', '→']));
    let behind = behind.or((marked.len() < rest.len()).then_some(marked));
    let behind = if rest.is_empty() { rest } else { behind? };
    Some((number, behind.strip_prefix(' ').unwrap_or(behind)))
}

/// Lines that all begin alike, numbers in it aside: a program's log, containers, a quotation, a comparison of files.
fn prefixed(text: &str) -> Option<String> {
    let empty = |line: &str| line.trim_end().ends_with([':', '|', '>']) && line.len() < 40 || line.trim().is_empty();
    let mut lines = text.lines().filter(|line| !empty(line));
    let first = lines.next()?;
    let alike = |a: u8, b: u8| a == b || a.is_ascii_digit() && b.is_ascii_digit();
    let (mut length, mut count) = (first.len(), 1);
    for line in lines {
        length = first.bytes().zip(line.bytes()).take(length).take_while(|(a, b)| alike(*a, *b)).count();
        count += 1;
    }
    let common = first.get(..first.floor_char_boundary(length))?;
    let length = match common.rfind([' ', '\t']) {
        Some(at) => at + 1,
        None => usize::from(common.starts_with('+')),
    };
    let prefix = common.get(..length)?;
    if count < FEWEST_LINES || prefix.trim().is_empty() {
        return None;
    }
    let plain =
        |line: &str| line.get(length..).filter(|_| !empty(line) || line.len() > length).unwrap_or_default().to_owned();
    Some(text.lines().map(plain).collect::<Vec<String>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_prefixes_of_lines_are_taken_off() {
        assert_eq!(numbered("     1\ta=1\n     2\tb\n     3\tc: 2").unwrap(), "a=1\nb\nc: 2\n");
        assert_eq!(numbered("app.log:9:a=1\napp.log:10:b\napp.log:11:c").unwrap(), "a=1\nb\nc\n");
        assert_eq!(numbered("1: a\n2: b\n4: c"), None);
        assert_eq!(prefixed("web_1  | {\nweb_1  |   \"a\"\nweb_1  | }").unwrap(), "{\n  \"a\"\n}");
        let log = "2026-11-20 18:42:07,001 INFO [x] a=1\n2026-11-20 18:42:07,002 INFO [x] b=2\n2026-11-20 18:42:08,003 INFO [x] c";
        assert_eq!(prefixed(log).unwrap(), "a=1\nb=2\nc");
        assert_eq!(prefixed("+{\n+  a\n+}").unwrap(), "{\n  a\n}");
        assert_eq!(prefixed("total_a: 1\ntotal_b: 2\ntotal_c: 3"), None);
    }

    #[test]
    fn escapes_of_other_languages_are_undone() {
        assert_eq!(backticks("\"a`\"b``c$([char]25903)$d`\"\"").unwrap(), "\"a\"b`c支$d\"\"");
        assert_eq!(python("b'{\"a\":\"\\xe6\\x94\\xaf\\\\\"}'").unwrap(), "b'{\"a\":\"支\\\"}'");
    }
}
