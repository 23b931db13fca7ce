//! Members in fields of an HTML form, and in arrays as PHP serializes them.

use super::{MAX_MEMBERS, notation::entities};
use crate::{
    message::{Carrier, Members, Pair},
    names,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

fn pair(name: String, value: String) -> Pair {
    Pair { name, value, piece: String::new(), bare: false }
}

fn members(pairs: Vec<Pair>) -> Members {
    Members { carrier: Carrier::Php, pairs }
}

/// The fields of one form: `<input type="hidden" name="…" value="…">`, attributes in any order (HTML, 4.10). The form may itself
/// stand in a string.
pub(crate) fn form(text: &str, range: Range<usize>) -> Option<(Range<usize>, Members)> {
    let own = text.get(range.clone())?;
    let first = find_tag(own)?;
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut at, mut end) = (first, first);
    while let Some(open) = own.get(at..).and_then(find_tag).map(|open| at + open) {
        let tag = own.get(open..)?;
        // Another form is another message.
        if !pairs.is_empty() && own.get(end..open).is_some_and(|between| between.contains("</form")) {
            break;
        }
        let (field, length) = attributes(tag.get(6..)?);
        at = open + 6 + length.max(1);
        if let Some((name, value)) = field.filter(|_| pairs.len() <= MAX_MEMBERS) {
            pairs.push(pair(name, value));
            end = at;
        }
    }
    (pairs.len() >= 4).then(|| (range.start + first..range.start + end, members(pairs)))
}

fn find_tag(text: &str) -> Option<usize> {
    text.find("<input").or_else(|| text.find("<INPUT"))
}

/// Name and value of a tag's attributes, and the length of it.
fn attributes(tag: &str) -> (Option<(String, String)>, usize) {
    let (mut name, mut value) = (None, None);
    let mut at = 0;
    while let Some(rest) = tag.get(at..) {
        let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        let rest = rest.get(skipped..).unwrap_or_default();
        at += skipped;
        if rest.is_empty() || rest.starts_with('>') {
            at += rest.len().min(1);
            break;
        }
        let word = rest.bytes().take_while(|c| names::is_name(*c)).count();
        let Some(behind) = rest.get(word..).and_then(|behind| behind.strip_prefix('=')).filter(|_| word > 0) else {
            at += word.max(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = behind.get(quote.map_or(0, char::len_utf8)..).unwrap_or_default();
        let ends = |c: char| quote.map_or_else(|| c.is_whitespace() || c == '>', |quote| c == quote);
        let length = inner.find(ends).unwrap_or(inner.len());
        let text = || entities(inner.get(..length).unwrap_or_default());
        match rest.get(..word).map(str::to_ascii_lowercase).as_deref() {
            Some("name") => name = name.or_else(|| Some(text())),
            Some("value") => value = value.or_else(|| Some(text())),
            _ => {}
        }
        at += word + 1 + length + 2 * usize::from(quote.is_some());
    }
    (name.map(|name| (name, value.unwrap_or_default())), at.min(tag.len()))
}

/// An array as PHP's `serialize` writes it: `a:2:{s:1:"a";s:1:"b";…}`, lengths in bytes. Where a length no longer holds, since
/// line ends were changed, a string ends at its quote.
pub(crate) fn serialized(text: &str, range: Range<usize>) -> Option<(Range<usize>, Members)> {
    let own = text.get(range.clone())?;
    let start = own.match_indices("a:").map(|(at, _)| at).find(|at| {
        let rest = own.get(at + 2..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest.get(digits..).is_some_and(|rest| rest.starts_with(":{s:"))
    })?;
    let mut at = start + own.get(start..)?.find('{')? + 1;
    let mut pairs: Vec<Pair> = Vec::new();
    while let Some((name, length)) = own.get(at..).and_then(string).filter(|_| pairs.len() <= MAX_MEMBERS) {
        let (value, behind) = scalar(own.get(at + length..)?)?;
        pairs.push(pair(name.to_owned(), value.to_owned()));
        at += length + behind;
    }
    (pairs.len() >= 4).then(|| (range.start + start..range.start + at, members(pairs)))
}

/// `s:5:"merId";`: the text, and the length of all of it.
fn string(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("s:")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let length: usize = rest.get(..digits)?.parse().ok()?;
    let inner = rest.get(digits..)?.strip_prefix(":\"")?;
    let whole = inner.get(..length).filter(|_| inner.get(length..).is_some_and(|rest| rest.starts_with("\";")));
    let value = whole.or_else(|| inner.get(..inner.find("\";")?))?;
    Some((value, text.len() - inner.len() + value.len() + 2))
}

/// A string, or a number as it is written: `i:1;`, `d:0.5;`, `b:1;`, `N;`.
fn scalar(text: &str) -> Option<(&str, usize)> {
    if text.starts_with("s:") {
        return string(text);
    }
    let end = text.get(..text.floor_char_boundary(40))?.find(';')?;
    let value = text.get(..end)?;
    let value = ["i:", "d:", "b:"].iter().find_map(|kind| value.strip_prefix(kind)).or((value == "N").then_some(""))?;
    Some((value, end + 1))
}
