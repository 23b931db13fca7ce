//! Query texts, `name=value&`: where one begins and ends, and what it went through on its way.

use super::{Located, MAX_MEMBERS, Sign, Token, next};
use crate::{
    clean,
    message::{Carrier, Members, Pair},
    names,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// Where the unbroken `name=value&` run begins that holds the member at `at`.
fn run_start(text: &str, from: usize, at: usize) -> usize {
    let hard = |c: char| c.is_whitespace() || matches!(c, '?' | '"' | '\'' | '`' | '{' | '：' | '<' | '>' | '(' | '（');
    let mut start = at;
    loop {
        let before = text.get(from..start).unwrap_or_default();
        // Lines may end behind the sign between two members.
        let line = before.trim_end_matches(['\r', '\n']);
        let before = if line.ends_with('&') { line } else { before };
        let before = before.strip_suffix("&amp;").or_else(|| before.strip_suffix('&'));
        let Some(before) = before else { return start };
        let begin = before
            .rfind(|c: char| c == '&' || hard(c))
            .map_or(0, |i| i + before.get(i..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
        let segment = before.get(begin..).unwrap_or_default().trim_start_matches("amp;");
        let Some(equals) = segment.find('=') else { return start };
        let name = segment.get(..equals).unwrap_or_default();
        let own = name.bytes().rev().take_while(|c| names::is_name(*c)).count();
        if own == 0 {
            return start;
        }
        start = from + before.len() - segment.len() + equals - own;
        if own < name.len() {
            return start;
        }
    }
}

pub(super) fn query_text(text: &str, range: Range<usize>, at: usize, tokens: &[Token]) -> Option<Located> {
    let start = run_start(text, range.start, at);
    let before = text.get(range.start..start).unwrap_or_default().chars().next_back();
    let mut end = query_end(text, start, range.end, tokens);
    let own = text.get(start..end)?;
    let mut damage = Vec::new();
    if let Some(length) = request_line(own) {
        end = start + length;
    }
    let own = text.get(start..end)?;
    // An address ends at a blank.
    let address = before == Some('?') && is_form(own);
    if address && let Some(length) = own.find([' ', '\t', '"', '\'', '<', '>']) {
        end = start + length;
    }
    let own = text.get(start..end)?;
    let (own, quoted) = match before {
        Some(quote @ ('"' | '\'' | '`')) => (unquoted(own, quote), true),
        Some('{') => (own.trim_end().strip_suffix('}').unwrap_or(own), false),
        Some('(' | '（') => (own.trim_end().trim_end_matches([')', '）']), false),
        _ => (own, false),
    };
    let end = start + own.len();
    let mut joined = joined(own);
    if joined.len() != own.trim_end_matches(['\n', '\r']).len() {
        damage.push("line-wraps");
    }
    if quoted && joined.contains("\\") && ["\\\"", "\\/", "\\n", "\\r"].iter().any(|e| joined.contains(e)) {
        joined = clean::unescape(&joined);
        damage.push("log-escapes");
    }
    if let Some(plain) = without_entities(&joined) {
        joined = plain;
        damage.push("entity-separators");
    }
    let mut members = split_query(&joined);
    let mut behind = 0;
    if let Some(last) = members.pairs.last_mut().filter(|last| names::closed(&last.name)) {
        let whole = closed_end(&last.name, &last.value);
        behind = last.value.len() - whole;
        last.value.truncate(whole);
    }
    // What stands behind it is around the message.
    let end = if joined.len() == own.len() { end - behind } else { end };
    let others = shorter(text.get(start..end).unwrap_or_default(), start);
    Some(Located { range: start..end, members, damage, others })
}

/// Most line ends that a form may end at before its block does.
const MAX_ENDS: usize = 12;

/// A form that ends at the end of a line, or with what no form has: a terminal, a table or a chat goes on behind it.
fn shorter(own: &str, start: usize) -> Vec<(Range<usize>, Members)> {
    let signed = |head: &str| head.contains("sign=") || head.contains("signature=");
    // What goes on with `&` is a part of it, whatever the name.
    let part_of = |tail: &str| {
        let mut behind = tail.match_indices('&').filter_map(|(at, _)| tail.get(at + 1..)?.split_whitespace().next());
        behind.any(|word| word.contains('='))
    };
    let lines = own.match_indices('\n').map(|(at, _)| at).filter(|at| *at > 0);
    let mut found: Vec<(Range<usize>, Members)> = Vec::new();
    for end in lines.take(MAX_ENDS).chain([own.len()]) {
        let (head, tail) = own.split_at(end);
        if part_of(tail) || !signed(head) {
            continue;
        }
        let last = head.rfind('&').map_or(0, |at| at + 1);
        let ends = |c: char| c.is_ascii_whitespace() || "<>\"'`|)]},;".contains(c);
        let value = head.get(last..).unwrap_or_default();
        let form = value.find(ends).filter(|at| is_form(head) && value.get(..*at).is_some_and(|own| own.contains('=')));
        for end in [Some(end).filter(|end| *end < own.len()), form.map(|at| last + at)].into_iter().flatten() {
            let joined = joined(head.get(..end).unwrap_or_default());
            let members = split_query(without_entities(&joined).as_deref().unwrap_or(&joined));
            if found.iter().all(|(_, other)| *other != members) {
                found.push((start..start + end, members));
            }
        }
    }
    found
}

/// Where a signature or a word of a few ends: what stands behind it on the line is no part of it.
fn closed_end(name: &str, value: &str) -> usize {
    let signature = matches!(name, "sign" | "signature");
    let mut padded = false;
    for (at, c) in value.char_indices() {
        let pad = c == '=' || signature && value.get(at..at + 3).is_some_and(|s| s.eq_ignore_ascii_case("%3d"));
        let inside = c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '%' | '-' | '_' | '.' | '\\');
        let blank = c == ' ' && signature && !padded;
        if name != "signPubKeyCert" && !inside && !blank {
            return value.get(..at).unwrap_or_default().trim_end().len();
        }
        padded |= pad;
    }
    value.len()
}

/// Separators written as `&amp;`, all of them: the text with `&`.
fn without_entities(text: &str) -> Option<String> {
    let entity = |rest: &str| rest.strip_prefix("amp;").map(starts_member) == Some(true);
    let mut any = false;
    for (at, _) in text.match_indices('&') {
        let rest = text.get(at + 1..).unwrap_or_default();
        if entity(rest) {
            any = true;
        } else if starts_member(rest) {
            return None;
        }
    }
    if !any {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&amp;") {
        let behind = rest.get(at + 5..).unwrap_or_default();
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str(if starts_member(behind) { "&" } else { "&amp;" });
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

pub(super) fn starts_member(rest: &str) -> bool {
    let name = rest.bytes().take_while(|c| names::is_name(*c)).count();
    name > 0 && rest.as_bytes().get(name) == Some(&b'=')
}

/// The end of the text in a quote that was opened before it.
fn unquoted(own: &str, quote: char) -> &str {
    let closes = |at: usize| {
        let before = own.get(..at).unwrap_or_default();
        let after = own.get(at + 1..).unwrap_or_default().chars().next();
        !before.ends_with('\\') && after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']' | '}'))
    };
    let mut marks =
        own.match_indices(quote).map(|(at, _)| at).filter(|at| !own.get(..*at).unwrap_or_default().ends_with('\\'));
    match marks.next() {
        Some(first) if closes(first) => own.get(..first).unwrap_or(own),
        Some(_) => own
            .match_indices(quote)
            .map(|(at, _)| at)
            .rfind(|at| closes(*at))
            .and_then(|at| own.get(..at))
            .unwrap_or(own),
        None => own,
    }
}

/// The end of a query text in a request line.
fn request_line(own: &str) -> Option<usize> {
    let at = own.find(" HTTP/")?;
    let digit = own.as_bytes().get(at + 6)?;
    digit.is_ascii_digit().then_some(at)
}

/// The end of a message: the block's, or a line that starts another one (three known names or more, two of them there
/// already).
fn query_end(text: &str, start: usize, end: usize, tokens: &[Token]) -> usize {
    let mut line = start;
    // There are few known names: those of the lines before.
    let mut seen: Vec<&str> = Vec::new();
    for own in text.get(start..end).unwrap_or_default().split_inclusive('\n') {
        let stop = line + own.len();
        let of = |at: usize| tokens.partition_point(|token| token.at < at);
        let here = tokens.get(of(line)..of(stop)).unwrap_or_default();
        let here = || here.iter().filter(|token| matches!(token.sign, Sign::Equals | Sign::Encoded));
        // A form whose lines have no blanks ends where a line names something and has one: `created_at: 2026-11-20`.
        if line > start && is_apart(text.get(start..line).unwrap_or_default(), own) {
            return line;
        }
        if line > start
            && here().count() >= 3
            && (here().filter(|token| seen.contains(&token.name.as_str())).count() >= 2
                || is_of_another(&seen, here().map(|token| token.name.as_str())))
        {
            return line;
        }
        for token in here() {
            if !seen.contains(&token.name.as_str()) {
                seen.push(&token.name);
            }
        }
        line = stop;
    }
    end
}

/// Whether names are another gateway's than those before.
fn is_of_another<'a>(before: &[&str], names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let acp = |name: &&str| names::ACP_UNSIGNED.contains(name) && *name != "version";
    let alipay = |name: &&str| names::ALIPAY_UNSIGNED.contains(name);
    let count = |of: &dyn Fn(&&str) -> bool| {
        (before.iter().filter(|name| of(name)).count(), names.clone().filter(|name| of(name)).count())
    };
    matches!((count(&acp), count(&alipay)), ((2.., 0), (0, 2..)) | ((0, 2..), (2.., 0)))
}

/// Whether a line behind a form is no part of it.
fn is_apart(form: &str, line: &str) -> bool {
    let own = line.trim_start();
    let name = own.bytes().take_while(|c| names::is_name(*c)).count();
    let named = name > 0 && own.get(name..).is_some_and(|rest| rest.starts_with(": "));
    (named || own.starts_with("*****") || own.starts_with("+--")) && !form.trim_end().contains(' ') && is_form(form)
}

/// A text without line breaks; those of PEM armour that is not percent-encoded stay.
pub(super) fn joined(own: &str) -> String {
    let mut out = String::with_capacity(own.len());
    let mut rest = own;
    while let Some(begin) = rest.find("-----BEGIN") {
        let armour = rest.get(begin..).unwrap_or_default();
        let end = armour.find("-----END").map_or(armour.len(), |end| end + 8);
        let end = armour.get(end..).and_then(|tail| tail.find("-----")).map_or(end, |tail| end + tail + 5);
        let (armour, tail) = armour.split_at(end);
        push_joined(rest.get(..begin).unwrap_or_default(), &mut out);
        if armour.contains('%') {
            push_joined(armour, &mut out);
        } else {
            out.push_str(armour);
        }
        rest = tail;
    }
    push_joined(rest, &mut out);
    out
}

fn push_joined(text: &str, out: &mut String) {
    out.extend(text.chars().filter(|c| !matches!(c, '\n' | '\r')));
}

/// Whether a valid `%XX` stands anywhere.
pub(crate) fn is_form(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|w| matches!(w, [b'%', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()))
}

/// Members of a query text, parted at `&` outside braces that close.
fn split_query(text: &str) -> Members {
    let bytes = text.as_bytes();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut closed: Vec<Range<usize>> = Vec::new();
    for (at, c) in bytes.iter().enumerate() {
        match c {
            b'{' | b'[' if open.len() < 1000 => open.push((*c, at)),
            b'}' | b']' => {
                let opener = if *c == b'}' { b'{' } else { b'[' };
                if let Some((_, from)) = open.pop_if(|(mark, _)| *mark == opener) {
                    while closed.pop_if(|range| range.start > from).is_some() {}
                    closed.push(from..at);
                }
            }
            _ => {}
        }
    }
    let inside = |at: usize| {
        let i = closed.partition_point(|range| range.start <= at);
        i > 0 && closed.get(i - 1).is_some_and(|range| range.end > at)
    };
    let mut pairs = Vec::new();
    let mut from = 0;
    let cuts = bytes.iter().enumerate().filter(|(at, c)| **c == b'&' && !inside(*at)).map(|(at, _)| at);
    for cut in cuts.chain([text.len()]).take(MAX_MEMBERS + 1) {
        let own = text.get(from..cut).unwrap_or_default();
        let piece = text.get(from.saturating_sub(1)..cut).unwrap_or_default();
        if !(own.is_empty() && (cut == text.len() || from == 0)) {
            pairs.push(pair(own, piece));
        }
        from = cut + 1;
    }
    Members { carrier: Carrier::Query, pairs }
}

pub(super) fn pair(own: &str, piece: &str) -> Pair {
    match own.split_once('=') {
        Some((name, value)) => {
            Pair { name: name.to_owned(), value: value.to_owned(), piece: piece.to_owned(), bare: false }
        }
        None => Pair { name: own.to_owned(), value: String::new(), piece: piece.to_owned(), bare: true },
    }
}

/// A query that was encoded once more as a whole.
pub(super) fn layered(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
    let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '&' | '?' | '{' | '：' | '=');
    let before = text.get(range.start..at)?;
    let start = before.rfind(stop).map_or(range.start, |i| {
        range.start + i + before.get(i..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8)
    });
    let rest = text.get(start..range.end)?;
    let end = rest.find([' ', '\t', '"', '\'', '<', '>', '&']).unwrap_or(rest.len());
    let own: String = rest.get(..end)?.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    let decoded = String::from_utf8(decode_form(&own, false)?).ok()?;
    let mut located = next(&decoded, 0..decoded.len(), true)?;
    located.damage.insert(0, "url-layer");
    located.range = start..start + end;
    Some(located)
}

/// Bytes of a text with its `%XX` decoded; `plus`: `+` is a blank. `None` where there is no `%XX` and no `+`.
pub(crate) fn decode_form(text: &str, plus: bool) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let (mut at, mut any) = (0, false);
    while let Some(c) = bytes.get(at) {
        let digits = bytes.get(at + 1).zip(bytes.get(at + 2));
        let value = digits.and_then(|(a, b)| Some(crate::bytes::hex_digit(*a)? << 4 | crate::bytes::hex_digit(*b)?));
        match (c, value) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
                any = true;
                continue;
            }
            (b'+', _) if plus => {
                out.push(b' ');
                any = true;
            }
            _ => out.push(*c),
        }
        at += 1;
    }
    any.then_some(out)
}
