//! Members in a text: where they begin, and in which way they are written (gateway.md §4, Members). `query`: as they are sent;
//! `dump`: as programs and people print them.

mod dump;
mod markup;
mod notation;
mod query;

use crate::{message::Members, names};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;
use dump::{java, lined, literal, php};
pub(crate) use markup::{form, serialized};
pub(crate) use notation::{entities, read};
pub(crate) use query::{decode_form, is_form};
use query::{layered, query_text};

/// Most members of one message.
pub(crate) const MAX_MEMBERS: usize = 400;

/// Members that were found, where, and what was undone.
pub(crate) struct Located {
    pub(crate) range: Range<usize>,
    pub(crate) members: Members,
    pub(crate) damage: Vec<&'static str>,
    /// Where else it may end, and what it is then.
    pub(crate) others: Vec<(Range<usize>, Members)>,
}

/// How a known name is followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equals,
    Arrow,
    Colon,
    Encoded,
}

/// How what comes before a name parts it from the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Ampersand,
    Comma,
    Line,
    Other,
}

struct Token {
    at: usize,
    name: String,
    sign: Sign,
    part: Part,
}

/// Members in a part of a text, in order. `text`: the whole; `range`: a part in which nothing was found yet.
pub(crate) fn messages(text: &str, range: Range<usize>, work: &mut usize) -> Vec<Located> {
    let mut found = Vec::new();
    for block in blocks(text, range) {
        let mut at = block.start;
        while at < block.end {
            let Some(left) = work.checked_sub(block.end - at) else {
                *work = 0;
                return found;
            };
            *work = left;
            let Some(located) = next(text, at..block.end, false) else { break };
            at = located.range.end.max(at + 1);
            found.push(located);
        }
    }
    found
}

/// Parts between blank lines and log records; PEM armour is one piece.
fn blocks(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let (mut start, mut at, mut armour) = (range.start, range.start, false);
    for line in text.get(range.clone()).unwrap_or_default().split_inclusive('\n') {
        let blank = line.trim().is_empty() || line.trim_start().starts_with("```");
        if at > start && !armour && (blank || is_record(line)) {
            blocks.push(start..at);
            start = at;
        }
        armour = in_armour(armour, line);
        at += line.len();
    }
    blocks.push(start..range.end);
    blocks.retain(|block| block.start < block.end);
    blocks
}

/// Whether PEM armour is open behind a line, when it was or was not before it.
fn in_armour(before: bool, line: &str) -> bool {
    match (line.rfind("-----BEGIN"), line.rfind("-----END")) {
        (Some(begin), end) => end.is_none_or(|end| begin > end) && !line.contains("%0"),
        (None, Some(_)) => false,
        (None, None) => before,
    }
}

/// Whether a line begins a log record: a date and a time, a time, or a level.
fn is_record(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(', ' ', '\t', '<', '"']);
    let bytes = line.as_bytes();
    let shape = |from: usize, shape: &str| {
        shape.bytes().enumerate().all(|(i, mark)| {
            bytes.get(from + i).is_some_and(|c| match mark {
                b'9' => c.is_ascii_digit(),
                b'-' => matches!(c, b'-' | b'/' | b'.'),
                b' ' => matches!(c, b' ' | b'T' | b'_'),
                other => *c == other,
            })
        })
    };
    let ends =
        |at: usize| bytes.get(at).is_none_or(|c| matches!(c, b' ' | b'.' | b',' | b']' | b'\t' | b'Z' | b'+' | b'|'));
    if shape(0, "9999-99-99 99:99:99") && ends(19) || shape(0, "99:99:99") && ends(8) {
        return true;
    }
    if shape(0, "9999-99-99") && bytes.get(10).is_some_and(|c| matches!(c, b']' | b' ')) && !shape(11, "99:99:99") {
        return true;
    }
    ["INFO", "DEBUG", "WARN", "ERROR", "TRACE", "FATAL"].iter().any(|level| {
        line.get(..level.len()).is_some_and(|word| word.eq_ignore_ascii_case(level))
            && bytes.get(level.len()).is_some_and(|c| matches!(c, b' ' | b']' | b':' | b'\t'))
    })
}

fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if !bytes.get(at).is_some_and(|c| names::is_name(*c)) {
            at += 1;
            continue;
        }
        let length = bytes.get(at..range.end).unwrap_or_default().iter().take_while(|c| names::is_name(**c)).count();
        let name = text.get(at..at + length).unwrap_or_default();
        // An encoded `&` before a name takes two of its letters: `%26sign`.
        let (skip, name) = match name.get(2..) {
            Some(rest) if at > 0 && bytes.get(at - 1) == Some(&b'%') && name.starts_with("26") => (2, rest),
            _ => (0, name),
        };
        if names::known(name)
            && let Some(sign) = sign(text, at + length)
        {
            let part = if skip == 2 { Part::Ampersand } else { part(bytes, at, range.start) };
            tokens.push(Token { at: at + skip, name: name.to_owned(), sign, part });
        }
        at += length;
    }
    tokens
}

fn sign(text: &str, behind: usize) -> Option<Sign> {
    let rest = text.get(behind..)?;
    if rest.starts_with("%3D") || rest.starts_with("%3d") {
        return Some(Sign::Encoded);
    }
    if rest.starts_with('\t') {
        return Some(Sign::Colon);
    }
    let after = rest.trim_start_matches(['"', '\'', ']', ' ', '\t', '`']);
    if after.starts_with("=>") {
        return Some(Sign::Arrow);
    }
    if rest.starts_with('=') || rest.starts_with(" = ") {
        return Some(Sign::Equals);
    }
    (after.starts_with(':') || after.starts_with('：')).then_some(Sign::Colon)
}

fn part(bytes: &[u8], at: usize, from: usize) -> Part {
    let before = bytes.get(from..at).unwrap_or_default();
    if before.ends_with(b"&amp;") {
        return Part::Ampersand;
    }
    match before.last() {
        Some(b'&' | b'?') => Part::Ampersand,
        Some(b'{' | b'(') => Part::Comma,
        Some(b' ') if before.ends_with(b", ") => Part::Comma,
        Some(b'\n' | b'\r') if before.trim_ascii_end().ends_with(b"&") => Part::Ampersand,
        None | Some(b'\n' | b'\r') => Part::Line,
        Some(b' ' | b'\t' | b'"' | b'\'' | b'[') => {
            let blank = |c: &&u8| !matches!(**c, b' ' | b'\t' | b'"' | b'\'' | b'[');
            before.iter().rev().find(blank).map_or(Part::Line, |c| if *c == b'\n' { Part::Line } else { Part::Other })
        }
        _ => Part::Other,
    }
}

/// The first message of a block. `decoded`: a layer of encoding was taken off already.
fn next(text: &str, range: Range<usize>, decoded: bool) -> Option<Located> {
    let tokens = tokens(text, range.clone());
    let count = |is: &dyn Fn(&Token) -> bool| tokens.iter().filter(|token| is(token)).count();
    let arrows = count(&|t| t.sign == Sign::Arrow);
    let query = count(&|t| t.sign == Sign::Equals && t.part == Part::Ampersand);
    let map = count(&|t| t.sign == Sign::Equals && t.part == Part::Comma);
    let lines = count(&|t| matches!(t.sign, Sign::Equals | Sign::Colon) && t.part == Part::Line);
    let encoded = count(&|t| t.sign == Sign::Encoded);
    let most = arrows.max(query).max(map).max(lines).max(encoded);
    if let Some(located) = literal(text, range.clone(), &tokens, most) {
        return Some(located);
    }
    if most < 2 {
        return None;
    }
    let first = |is: &dyn Fn(&Token) -> bool| tokens.iter().find(|token| is(token)).map(|token| token.at);
    if most == encoded && encoded > query && !decoded {
        return layered(text, range, first(&|t| t.sign == Sign::Encoded)?);
    }
    if most == arrows {
        return php(text, range, first(&|t| t.sign == Sign::Arrow)?);
    }
    if most == query {
        // What holds all of it in quotes is no member.
        let holds = |t: &Token| text.get(t.at + t.name.len() + 1..).is_some_and(|rest| rest.starts_with(['"', '\'']));
        return query_text(text, range, first(&|t| t.sign == Sign::Equals && !holds(t))?, &tokens);
    }
    if most == map {
        return java(text, range, first(&|t| t.sign == Sign::Equals && t.part == Part::Comma)?);
    }
    lined(text, range, first(&|t| matches!(t.sign, Sign::Equals | Sign::Colon) && t.part == Part::Line)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Vec<(String, String)> {
        let found = messages(text, 0..text.len(), &mut usize::MAX.clone());
        assert_eq!(found.len(), 1, "{text}");
        found[0].members.pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect()
    }

    fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn prefixes_are_dropped_and_braces_hold_together() {
        let text = "2026-11-20 18:42:07 INFO 回调参数：_t=1&merId=2&reqReserved={a=1&b=2}&respMsg=成功[0]&signature=x\n2026-11-20 18:42:08 INFO ok";
        let wanted =
            [("_t", "1"), ("merId", "2"), ("reqReserved", "{a=1&b=2}"), ("respMsg", "成功[0]"), ("signature", "x")];
        assert_eq!(only(text), of(&wanted));
    }

    #[test]
    fn every_way_of_writing_gives_the_same_members() {
        let wanted = of(&[("merId", "1"), ("respMsg", "a, b"), ("signMethod", "01"), ("signature", "x+/=")]);
        for text in [
            "merId=1&respMsg=a, b&signMethod=01&signature=x+/=",
            "\"merId=1&respMsg=a, b&signMethod=01&signature=x+/=\"",
            "{merId=1, respMsg=a, b, signMethod=01, signature=x+/=}",
            "Array\n(\n    [merId] => 1\n    [respMsg] => a, b\n    [signMethod] => 01\n    [signature] => x+/=\n)\n",
            "[\n  'merId' => '1',\n  'respMsg' => 'a, b',\n  'signMethod' => '01',\n  'signature' => 'x+/=',\n]",
            "merId=1\nrespMsg=a, b\nsignMethod=01\nsignature=x+/=",
            "merId: 1\nrespMsg: a, b\nsignMethod: 01\nsignature: x+/=\n",
            "merId=1&respMsg=a, b&signM\nethod=01&signature=x+/=",
            "merId=1&amp;respMsg=a, b&amp;signMethod=01&amp;signature=x+/=",
        ] {
            assert_eq!(only(text), wanted, "{text}");
        }
    }

    #[test]
    fn two_messages_one_a_line() {
        let text = "merId=1&orderId=2&signMethod=01&signature=x\nmerId=1&orderId=3&signMethod=01&signature=y";
        assert_eq!(messages(text, 0..text.len(), &mut usize::MAX.clone()).len(), 2);
    }

    #[test]
    fn a_layer_of_encoding_comes_off() {
        let text = "msg=merId%3D1%26orderId%3D2%2526%26signMethod%3D01%26signature%3Dx%252B";
        assert_eq!(only(text), of(&[("merId", "1"), ("orderId", "2%26"), ("signMethod", "01"), ("signature", "x%2B")]));
    }
}
