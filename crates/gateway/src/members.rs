//! Members in a text: query text, Java maps, PHP arrays, lines (gateway.md §4, Members).

use crate::{
    clean,
    message::{Carrier, Members, Pair},
    names,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// Most members of one message.
pub(crate) const MAX_MEMBERS: usize = 400;

/// Members that were found, where, and what was undone.
pub(crate) struct Located {
    pub(crate) range: Range<usize>,
    pub(crate) members: Members,
    pub(crate) damage: Vec<&'static str>,
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
        let (begins, ends) = (line.rfind("-----BEGIN"), line.rfind("-----END"));
        armour = match (begins, ends) {
            (Some(begin), end) => end.is_none_or(|end| begin > end) && !line.contains("%0"),
            (None, Some(_)) => false,
            (None, None) => armour,
        };
        at += line.len();
    }
    blocks.push(start..range.end);
    blocks.retain(|block| block.start < block.end);
    blocks
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

/// Where the unbroken `name=value&` run begins that holds the member at `at`.
fn run_start(text: &str, from: usize, at: usize) -> usize {
    let hard = |c: char| c.is_whitespace() || matches!(c, '?' | '"' | '\'' | '`' | '{' | '：' | '<' | '>' | '(' | '（');
    let mut start = at;
    loop {
        let before = text.get(from..start).unwrap_or_default();
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

fn query_text(text: &str, range: Range<usize>, at: usize, tokens: &[Token]) -> Option<Located> {
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
    Some(Located { range: start..end, members, damage })
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

fn starts_member(rest: &str) -> bool {
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
            && here().filter(|token| seen.contains(&token.name.as_str())).count() >= 2
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

/// Whether a line behind a form is no part of it.
fn is_apart(form: &str, line: &str) -> bool {
    let own = line.trim_start();
    let name = own.bytes().take_while(|c| names::is_name(*c)).count();
    let named = name > 0 && own.get(name..).is_some_and(|rest| rest.starts_with(": "));
    (named || own.starts_with("*****") || own.starts_with("+--")) && !form.trim_end().contains(' ') && is_form(form)
}

/// A text without line breaks; those of PEM armour that is not percent-encoded stay.
fn joined(own: &str) -> String {
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
pub(crate) fn split_query(text: &str) -> Members {
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

fn pair(own: &str, piece: &str) -> Pair {
    match own.split_once('=') {
        Some((name, value)) => {
            Pair { name: name.to_owned(), value: value.to_owned(), piece: piece.to_owned(), bare: false }
        }
        None => Pair { name: own.to_owned(), value: String::new(), piece: piece.to_owned(), bare: true },
    }
}

/// A query that was encoded once more as a whole.
fn layered(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
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

/// A map as Java prints it: `{a=b, c=d}`.
fn java(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
    let start = text.get(range.start..at)?.rfind(['{', '(']).map_or(at, |i| range.start + i + 1);
    let round = text.get(..start).is_some_and(|before| before.ends_with('('));
    let rest = text.get(start..range.end)?;
    let mut depth = 1usize;
    let mut end = None;
    // A brace that known members follow is a value's.
    let goes_on = |behind: &str| {
        let more = behind.strip_prefix(", ").filter(|more| starts_member(more));
        more.and_then(|more| more.split_once('=')).is_some_and(|(name, _)| names::known(name))
    };
    for (i, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && goes_on(rest.get(i + 1..).unwrap_or_default()) {
                    depth = 1;
                } else if depth == 0 {
                    end = Some(i);
                    break;
                }
            }
            _ => {}
        }
    }
    let close = if round { ')' } else { '}' };
    let end = end.filter(|_| !round).or_else(|| rest.rfind(close)).unwrap_or(rest.len());
    let own = joined(rest.get(..end)?);
    let mut cuts = Vec::from([0]);
    for (i, _) in own.match_indices(", ") {
        if starts_member(own.get(i + 2..).unwrap_or_default()) && cuts.len() <= MAX_MEMBERS {
            cuts.push(i);
        }
    }
    let mut pairs = Vec::new();
    for (i, cut) in cuts.iter().enumerate() {
        let piece = own.get(*cut..cuts.get(i + 1).copied().unwrap_or(own.len())).unwrap_or_default();
        pairs.push(pair(piece.strip_prefix(", ").unwrap_or(piece), piece));
    }
    // A list of one value each, as servers hand over the members of a form.
    let listed = |pair: &Pair| pair.value.starts_with('[') && pair.value.ends_with(']');
    if pairs.len() > 2 && pairs.iter().all(listed) {
        for pair in &mut pairs {
            pair.value = pair.value.get(1..pair.value.len() - 1).unwrap_or_default().to_owned();
        }
    }
    let members = Members { carrier: Carrier::Map, pairs };
    Some(Located { range: start..start + end, members, damage: Vec::new() })
}

/// An array as PHP prints or exports it.
fn php(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
    let start = text.get(range.start..at)?.rfind('\n').map_or(range.start, |i| range.start + i + 1);
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut at, mut raw) = (start, false);
    while at < range.end && pairs.len() <= MAX_MEMBERS {
        let rest = text.get(at..range.end)?;
        let Some((name, behind)) = php_name(rest) else {
            // The rest of a value of several lines, or the end.
            let line = rest.split_inclusive('\n').next().unwrap_or(rest);
            let content = line.trim();
            match pairs.last_mut() {
                Some(pair) if !content.is_empty() && !matches!(content, ")" | "]" | ");" | "];" | "}") => {
                    pair.value.push('\n');
                    pair.value.push_str(line.trim_end_matches(['\n', '\r']));
                }
                None => {}
                Some(_) => break,
            }
            at += line.len();
            continue;
        };
        let value = rest.get(behind..)?;
        let bracket = rest.trim_start().strip_prefix('[').is_some_and(|name| !name.starts_with(['\'', '"']));
        // `print_r` quotes nothing: where its first value bears no quote, those of the others are their own.
        raw |= bracket && pairs.is_empty() && !value.starts_with(['\'', '"']);
        let (value, length) = match value.chars().next() {
            _ if dumped(value).is_some() => dumped(value).unwrap_or_default(),
            Some(quote @ ('\'' | '"')) if !(raw && bracket) => php_string(value, quote),
            _ => {
                let line = value.split('\n').next().unwrap_or(value);
                let line = line.trim_end_matches('\r');
                (if bracket { line.to_owned() } else { line.trim_end().trim_end_matches(',').to_owned() }, line.len())
            }
        };
        pairs.push(Pair { name, piece: String::new(), value, bare: false });
        at += behind + length;
        let line = text.get(at..range.end)?;
        let gap = line.len() - line.trim_start_matches([',', ' ', '\t', '\r']).len();
        at += gap;
        if text.get(at..range.end)?.starts_with('\n') {
            at += 1;
        }
    }
    let members = Members { carrier: Carrier::Php, pairs };
    Some(Located { range: start..at, members, damage: Vec::new() })
}

/// `[name] => `, `'name' => `, `"name" => ` at the beginning of a text: the name, and where the value begins.
fn php_name(text: &str) -> Option<(String, usize)> {
    let own = text.trim_start_matches([' ', '\t', '\r', '\n', '[', '(', ',']);
    // No name is longer.
    own.get(..own.floor_char_boundary(120))?.find([']', '\'', '"'])?;
    let (name, rest) = match own.chars().next()? {
        quote @ ('\'' | '"') => own.get(1..)?.split_once(quote)?,
        _ => own.split_once(']')?,
    };
    if name.is_empty() || name.len() > 100 || name.contains('\n') {
        return None;
    }
    let rest = rest.trim_start_matches([']', ' ', '\t']).strip_prefix("=>")?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    Some((name.to_owned(), text.len() - rest.len()))
}

/// A string as `var_dump` writes it, with its length in bytes: its text, and where it ends.
fn dumped(text: &str) -> Option<(String, usize)> {
    let own = text.trim_start();
    let (length, rest) = own.strip_prefix("string(")?.split_once(") \"")?;
    let length: usize = length.parse().ok()?;
    let from = text.len() - rest.len();
    let whole = rest.get(..length).filter(|_| rest.get(length..).is_some_and(|rest| rest.starts_with('"')));
    // Line ends may have been changed since.
    let value = match whole {
        Some(value) => value,
        None => rest.get(..rest.find("\"\n").or_else(|| rest.find("\"\r\n"))?)?,
    };
    Some((value.to_owned(), from + value.len() + 1))
}

/// Members as a program's own notation writes them: a name, `:`, `=` or `=>`, and a text in quotes (Node, Python, Ruby, YAML).
/// `most`: how many known names stand in any other way.
fn literal(text: &str, range: Range<usize>, tokens: &[Token], most: usize) -> Option<Located> {
    let quoted = |token: &&Token| {
        let behind = text.get(token.at + token.name.len()..range.end).unwrap_or_default();
        let json = behind.starts_with('"') && token.sign == Sign::Colon;
        !json && separator(behind.trim_start_matches(['"', '\''])).is_some_and(|value| value.starts_with(['"', '\'']))
    };
    let count = tokens.iter().filter(quoted).count();
    let first = tokens.iter().find(quoted)?.at;
    let arrows = tokens.iter().any(|token| token.sign == Sign::Arrow);
    let before = text.get(range.start..first)?;
    let brace = before.rfind('{').map(|at| range.start + at + 1);
    if count < 3 || count < most || arrows && brace.is_none() {
        return None;
    }
    let line = range.start + before.rfind('\n').map_or(0, |at| at + 1);
    let start = brace.unwrap_or(line);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut at = start;
    while let Some((pair, length)) = literal_pair(text.get(at..range.end)?) {
        if pairs.len() > MAX_MEMBERS {
            break;
        }
        pairs.push(pair);
        at += length;
    }
    (pairs.len() >= 3).then(|| Located {
        range: start..at,
        members: Members { carrier: Carrier::Php, pairs },
        damage: Vec::new(),
    })
}

/// What stands behind the sign between a name and its value, and behind the bracket of a list.
fn separator(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    let rest = rest.strip_prefix("=>").or_else(|| rest.strip_prefix(':')).or_else(|| rest.strip_prefix('='))?;
    let rest = rest.trim_start();
    Some(rest.strip_prefix('[').map_or(rest, str::trim_start))
}

/// A name and a value in a program's notation, and how long they are.
fn literal_pair(text: &str) -> Option<(Pair, usize)> {
    let own = text.trim_start_matches([',', ' ', '\t', '\r', '\n']);
    let quote = own.chars().next().filter(|c| matches!(c, '"' | '\''));
    let bare = own.get(quote.map_or(0, char::len_utf8)..)?;
    let length = bare.bytes().take_while(|c| names::is_name(*c)).count();
    let (name, rest) = bare.split_at_checked(length).filter(|(name, _)| !name.is_empty())?;
    let rest = match quote {
        Some(quote) => rest.strip_prefix(quote)?,
        None => rest,
    };
    let mut rest = separator(rest)?;
    let mut value = String::new();
    match rest.chars().next() {
        Some('"' | '\'') => loop {
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (part, length) = quoted_text(rest, quote)?;
            value.push_str(&part);
            rest = rest.get(length..)?;
            // A long text in pieces.
            match rest.trim_start().strip_prefix('+').map(str::trim_start) {
                Some(next) if next.starts_with(['"', '\'']) => rest = next,
                _ => break,
            }
        },
        _ => {
            let end = rest.find([',', '\n', '}', ' ']).unwrap_or(rest.len());
            value.push_str(rest.get(..end)?.trim());
            rest = rest.get(end..)?;
        }
    }
    rest = rest.strip_prefix(']').unwrap_or(rest);
    let name = name.to_owned();
    Some((Pair { name, value, piece: String::new(), bare: false }, text.len() - rest.len()))
}

/// A text in quotes with its escapes undone, and its length with them; `None`: it ends nowhere.
fn quoted_text(text: &str, quote: char) -> Option<(String, usize)> {
    let mut slash = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if slash => slash = false,
            '\\' => slash = true,
            c if c == quote => {
                let inner = text.get(1..at)?;
                return Some((unescaped(inner), at + 1));
            }
            _ => {}
        }
    }
    None
}

/// Escapes of a program's text: those of JSON, `\'` and `\xHH`.
fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('"', _) => quoted.push_str("\\\""),
            ('\\', Some('\'')) => {}
            ('\\', Some('x')) => {
                chars.next();
                quoted.push_str("\\u00");
            }
            ('\\', Some(_)) => {
                quoted.push(c);
                quoted.extend(chars.next());
            }
            (c, _) => quoted.push(c),
        }
    }
    quoted.push('"');
    crate::json::unquote(&quoted)
}

/// A string of PHP's: its text, and its length with quotes.
fn php_string(text: &str, quote: char) -> (String, usize) {
    let mut out = String::new();
    let mut slash = false;
    for (at, c) in text.char_indices().skip(1) {
        if slash {
            if !matches!(c, '\\') && c != quote {
                out.push('\\');
            }
            out.push(c);
            slash = false;
        } else if c == '\\' {
            slash = true;
        } else if c == quote {
            return (out, at + 1);
        } else {
            out.push(c);
        }
    }
    (out, text.len())
}

/// One `a=b` or `a: b` a line.
fn lined(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
    let start = text.get(range.start..at)?.rfind('\n').map_or(range.start, |i| range.start + i + 1);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut damage = Vec::new();
    if let Some(located) = paired(text, start..range.end) {
        return Some(located);
    }
    let mut armour = false;
    let mut end = start;
    for line in text.get(start..range.end)?.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let own = content.trim_start_matches([' ', '\t', '"', '\'']);
        let name = own.bytes().take_while(|c| names::is_name(*c) || *c == b'%').count();
        let sign = own.get(name..).unwrap_or_default().trim_start_matches(['"', '\'']);
        let value = sign
            .strip_prefix('=')
            .or_else(|| sign.strip_prefix(':'))
            .or_else(|| sign.strip_prefix('：'))
            .or_else(|| sign.strip_prefix('\t'))
            .or_else(|| sign.strip_prefix(" = "))
            .or_else(|| sign.strip_prefix(" : "));
        match value.filter(|_| name > 0 && !armour && pairs.len() <= MAX_MEMBERS) {
            Some(value) => {
                let colon = !sign.starts_with('=');
                let value = if colon { value.trim_start_matches([' ', '\t']) } else { value };
                let name = own.get(..name).unwrap_or_default().to_owned();
                pairs.push(Pair { name, value: value.to_owned(), piece: String::new(), bare: false });
            }
            None => {
                let Some(last) = pairs.last_mut() else { break };
                if armour {
                    last.value.push('\n');
                } else {
                    damage.push("line-wraps");
                }
                last.value.push_str(content);
            }
        }
        armour = match (content.rfind("-----BEGIN"), content.rfind("-----END")) {
            (Some(begin), end) => end.is_none_or(|end| begin > end) && !content.contains("%0"),
            (None, Some(_)) => false,
            (None, None) => armour,
        };
        end += line.len();
    }
    damage.dedup();
    Some(Located { range: start..end, members: Members { carrier: Carrier::Lines, pairs }, damage })
}

/// A name and `:` on one line, the value on the next, as browsers show a form.
fn paired(text: &str, range: Range<usize>) -> Option<Located> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut lines = text.get(range.clone())?.lines();
    while let Some(line) = lines.next().map(str::trim).filter(|line| !line.is_empty()) {
        let name = line.strip_suffix(':').filter(|name| !name.is_empty() && name.bytes().all(names::is_name))?;
        let value = lines.next()?.trim_end_matches('\r').to_owned();
        pairs.push(Pair { name: name.to_owned(), value, piece: String::new(), bare: false });
    }
    let members = Members { carrier: Carrier::Lines, pairs };
    (members.pairs.len() >= 3).then_some(Located { range, members, damage: Vec::new() })
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
