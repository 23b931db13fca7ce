//! Members as programs and people print them: maps of Java, arrays of PHP, literals of other languages, one a line.

use super::{
    Located, MAX_MEMBERS, Sign, Token, in_armour,
    query::{joined, pair, starts_member},
};
use crate::{
    message::{Carrier, Members, Pair},
    names,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// A map as Java prints it: `{a=b, c=d}`.
pub(super) fn java(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
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
    Some(Located { range: start..start + end, members, damage: Vec::new(), others: Vec::new() })
}

/// An array as PHP prints or exports it.
pub(super) fn php(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
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
    Some(Located { range: start..at, members, damage: Vec::new(), others: Vec::new() })
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
pub(super) fn literal(text: &str, range: Range<usize>, tokens: &[Token], most: usize) -> Option<Located> {
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
        others: Vec::new(),
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
                // Python needs no sign between two lines of it.
                None if rest.trim_start().starts_with(['"', '\''])
                    && rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') =>
                {
                    rest = rest.trim_start();
                }
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
pub(super) fn lined(text: &str, range: Range<usize>, at: usize) -> Option<Located> {
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
        armour = in_armour(armour, content);
        end += line.len();
    }
    damage.dedup();
    Some(Located { range: start..end, members: Members { carrier: Carrier::Lines, pairs }, damage, others: Vec::new() })
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
    (members.pairs.len() >= 3).then_some(Located { range, members, damage: Vec::new(), others: Vec::new() })
}
