//! Members in whatever notation a program printed them: the text between a name and its value, and between a value and the next
//! name, is the same from member to member, so that it can be read off the known names and the others follow from it.

use super::MAX_MEMBERS;
use crate::{
    json,
    message::{Carrier, Members, Pair},
    names,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// Fewest different known names that a notation is read off.
const FEWEST: usize = 5;
/// Longest mark between a name and its value, and between a value and the next name, in signs.
const LONGEST: usize = 200;
/// Most of a text that is looked at in this way.
const MAX_TEXT: usize = 1 << 18;
/// Most names that a first member is looked for among.
const MAX_FIRST: usize = 48;

/// A sign of a mark: what differs from member to member is told by its kind alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A number.
    Digits,
    /// Blanks.
    Blank,
    /// The member's own name once more.
    Own,
    Char(char),
}

/// The sign at a place and its length; `own`: the name of the member.
fn sign_at(text: &str, at: usize, own: &str) -> Option<(Sign, usize)> {
    let rest = text.get(at..)?;
    let run = |of: fn(&u8) -> bool| rest.bytes().take_while(&of).count();
    if !own.is_empty() && rest.starts_with(own) && !rest.as_bytes().get(own.len()).is_some_and(|c| names::is_name(*c)) {
        return Some((Sign::Own, own.len()));
    }
    match rest.chars().next()? {
        '0'..='9' => Some((Sign::Digits, run(u8::is_ascii_digit))),
        ' ' | '\t' => Some((Sign::Blank, run(|c| matches!(c, b' ' | b'\t')))),
        '\r' if rest.starts_with("\r\n") => Some((Sign::Char('\n'), 2)),
        c => Some((Sign::Char(c), c.len_utf8())),
    }
}

/// The signs that end at a place, last one first, none from before `from`.
fn signs_before(text: &str, from: usize, at: usize, own: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut rest = text.get(from..at).unwrap_or_default();
    while signs.len() < LONGEST {
        if !own.is_empty()
            && let Some(front) = rest.strip_suffix(own)
            && !front.bytes().next_back().is_some_and(names::is_name)
        {
            signs.push(Sign::Own);
            rest = front;
            continue;
        }
        let Some(c) = rest.chars().next_back() else { break };
        let front = match c {
            '0'..='9' => rest.trim_end_matches(|c: char| c.is_ascii_digit()),
            ' ' | '\t' => rest.trim_end_matches([' ', '\t']),
            '\n' => rest.strip_suffix("\r\n").or_else(|| rest.strip_suffix('\n')).unwrap_or_default(),
            _ => rest.get(..rest.len() - c.len_utf8()).unwrap_or_default(),
        };
        signs.push(match c {
            '0'..='9' => Sign::Digits,
            ' ' | '\t' => Sign::Blank,
            c => Sign::Char(c),
        });
        rest = front;
    }
    signs
}

fn signs_after(text: &str, mut at: usize, own: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    while let Some((sign, length)) = sign_at(text, at, own).filter(|_| signs.len() < LONGEST) {
        signs.push(sign);
        at += length;
    }
    signs
}

/// What most of some texts begin with: a sign belongs to it while four of five that have the ones before have it too.
fn common(mut of: Vec<Vec<Sign>>) -> Vec<Sign> {
    let mut found = Vec::new();
    while found.len() < LONGEST {
        let mut counts: Vec<(Sign, usize)> = Vec::new();
        for sign in of.iter().filter_map(|signs| signs.get(found.len())) {
            match counts.iter_mut().find(|(other, _)| other == sign) {
                Some((_, count)) => *count += 1,
                None => counts.push((*sign, 1)),
            }
        }
        let Some((sign, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else { break };
        // The first sign is the one that most have: names stand in other places, too.
        let enough = if found.is_empty() { count >= FEWEST } else { count >= FEWEST && count * 5 >= of.len() * 4 };
        if !enough {
            break;
        }
        of.retain(|signs| signs.get(found.len()) == Some(&sign));
        found.push(sign);
    }
    found
}

fn is_word(sign: &Sign) -> bool {
    match sign {
        Sign::Digits | Sign::Own => true,
        Sign::Blank => false,
        Sign::Char(c) => c.is_alphanumeric(),
    }
}

/// A notation.
struct Notation {
    /// Behind a name.
    between: Vec<Sign>,
    /// From a value to the next name.
    glue: Vec<Sign>,
}

impl Notation {
    /// Where signs end that begin at a place.
    fn ends(text: &str, mut at: usize, signs: &[Sign], own: &str) -> Option<usize> {
        for (i, sign) in signs.iter().enumerate() {
            let (found, length) = sign_at(text, at, own)?;
            if found != *sign {
                return None;
            }
            // Blanks before a value: one, since more may be its own, or those behind an empty one.
            at += if *sign == Sign::Blank && i + 1 == signs.len() { 1 } else { length };
        }
        Some(at)
    }

    /// Where the glue before a name begins; `own`: the name of the member before.
    fn begins(&self, text: &str, from: usize, name: usize, own: &str) -> Option<usize> {
        let before = text.get(from..name)?;
        let mut at = before.len();
        for sign in self.glue.iter().rev() {
            let front = before.get(..at)?;
            let left = match sign {
                Sign::Digits => front.trim_end_matches(|c: char| c.is_ascii_digit()),
                Sign::Blank => front.trim_end_matches([' ', '\t']),
                Sign::Own => front.strip_suffix(own)?,
                Sign::Char('\n') => front.strip_suffix("\r\n").or_else(|| front.strip_suffix('\n'))?,
                Sign::Char(c) => front.strip_suffix(*c)?,
            };
            if left.len() == at {
                return None;
            }
            at = left.len();
        }
        Some(from + at)
    }

    /// The next member behind a value that begins at `value`: where that value ends, and the name.
    fn next(&self, text: &str, value: usize, own: &str, names: &[Range<usize>]) -> Option<(usize, Range<usize>)> {
        let first = names.partition_point(|name| name.start < value);
        names.get(first..)?.iter().find_map(|name| {
            Self::ends(text, name.end, &self.between, text.get(name.clone())?)?;
            let end = self.begins(text, value, name.start, own)?;
            (!in_armour(text.get(value..end)?)).then(|| (end, name.clone()))
        })
    }
}

/// Whether a value ends inside PEM armour; longer ones are none.
fn in_armour(value: &str) -> bool {
    value.len() < 12_000 && value.contains("-----BEGIN") && !value.contains("-----END")
}

/// Runs of letters that may be names.
fn runs(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let length = bytes.get(at..range.end).unwrap_or_default().iter().take_while(|c| names::is_name(**c)).count();
        let letters = || bytes.get(at..at + length).is_some_and(|run| run.iter().any(u8::is_ascii_alphabetic));
        if (1..=64).contains(&length) && letters() {
            found.push(at..at + length);
        }
        at += length.max(1);
    }
    found
}

/// The notation of a text, read off the known names in it.
fn notation(text: &str, known: &[Range<usize>]) -> Option<Notation> {
    let name = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut between = common(known.iter().map(|range| signs_after(text, range.end, name(range))).collect());
    while between.last().is_some_and(is_word) {
        between.pop();
    }
    if between.is_empty() || between.contains(&Sign::Digits) {
        return None;
    }
    let own: Vec<(&Range<usize>, usize)> = known
        .iter()
        .filter_map(|range| Some((range, Notation::ends(text, range.end, &between, name(range))?)))
        .collect();
    let before = own.windows(2).filter_map(|pair| {
        let [(last, value), (next, _)] = pair else { return None };
        (*value <= next.start).then(|| signs_before(text, *value, next.start, name(last)))
    });
    let mut glue = common(before.collect());
    while glue.last().is_some_and(|sign| is_word(sign) && *sign != Sign::Own) {
        glue.pop();
    }
    if glue.last() == Some(&Sign::Own) {
        return None;
    }
    glue.reverse();
    (!glue.is_empty()).then_some(Notation { between, glue })
}

/// A message in a notation of any kind, in the ways in which its values may be written, the likeliest one first; and where it stands.
pub(crate) fn read(text: &str, range: Range<usize>) -> Option<(Range<usize>, Vec<Members>)> {
    let range = range.start..range.end.min(text.floor_char_boundary(range.start.saturating_add(MAX_TEXT)));
    let all = runs(text, &range);
    let mut known: Vec<Range<usize>> = Vec::new();
    for run in &all {
        let name = text.get(run.clone())?;
        // The first of a name: others stand in values.
        if names::known(name) && !known.iter().any(|other| text.get(other.clone()) == Some(name)) {
            known.push(run.clone());
        }
    }
    if known.len() < FEWEST {
        return None;
    }
    let notation = notation(text, &known)?;
    let value_of = |run: &Range<usize>| Notation::ends(text, run.end, &notation.between, text.get(run.clone())?);
    let anchor = known.iter().find(|run| value_of(run).is_some())?.start;
    // A first member of another name: what comes behind it leads to the first known one.
    let place = all.partition_point(|run| run.start < anchor);
    let leads = |run: &&Range<usize>| {
        let Some(mut value) = value_of(run) else { return false };
        let mut own = run.start..run.end;
        while own.start < anchor {
            let Some((_, next)) = notation.next(text, value, text.get(own).unwrap_or_default(), &all) else {
                return false;
            };
            let Some(behind) = value_of(&next) else { return false };
            (own, value) = (next, behind);
        }
        own.start == anchor
    };
    let first = all.get(place.saturating_sub(MAX_FIRST)..=place)?.iter().find(leads)?.clone();
    let start = first.start;
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut own = first;
    let end = loop {
        let value = value_of(&own)?;
        let next = notation.next(text, value, text.get(own.clone())?, &all);
        let Some((end, next)) = next.filter(|_| found.len() < MAX_MEMBERS) else {
            let end = value + last_value(text.get(value..range.end)?, &notation, text.get(own.clone())?);
            found.push((own, value..end));
            break end;
        };
        found.push((own, value..end));
        if starts_again(text, &found, &next, &all, &notation) {
            break end;
        }
        own = next;
    };
    if found.len() < FEWEST {
        return None;
    }
    Some((start..end, ways(text, &found, &notation)))
}

/// Whether a name that was there begins another message: three of the next names were there, too.
fn starts_again(
    text: &str,
    found: &[(Range<usize>, Range<usize>)],
    next: &Range<usize>,
    all: &[Range<usize>],
    notation: &Notation,
) -> bool {
    let there = |run: &Range<usize>| found.iter().any(|(name, _)| text.get(name.clone()) == text.get(run.clone()));
    let mut own = next.clone();
    for _ in 0..3 {
        if !there(&own) {
            return false;
        }
        let name = text.get(own.clone()).unwrap_or_default();
        let value = Notation::ends(text, own.end, &notation.between, name);
        let Some((_, behind)) = value.and_then(|value| notation.next(text, value, name, all)) else { return false };
        own = behind;
    }
    true
}

/// The length of a last value: up to what begins as the glue does; else to the end of its line, brackets of the whole left out.
fn last_value(rest: &str, notation: &Notation, own: &str) -> usize {
    let blank = |sign: &Sign| matches!(sign, Sign::Blank);
    let signs = notation.glue.as_slice();
    // All of it and no name behind: what follows is a part of the whole in some way, unless it is another line.
    let whole = signs.len() - usize::from(signs.first() != Some(&Sign::Char('\n')));
    for length in (1..=whole).rev() {
        let part = signs.get(..length).unwrap_or_default();
        if part.iter().all(blank) {
            break;
        }
        let places = rest.char_indices().map(|(at, _)| at);
        if let Some(at) = places.take(8192).find(|at| Notation::ends(rest, *at, part, own).is_some()) {
            return at;
        }
    }
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    rest.get(..line).unwrap_or_default().trim_end_matches(['}', ')', ']', ';', ',', ' ', '\t', '|']).len()
}

type Writing = fn(&str) -> String;

/// The members with their values as they may be written; without those before the first known name, too.
fn ways(text: &str, found: &[(Range<usize>, Range<usize>)], notation: &Notation) -> Vec<Members> {
    let known = |(name, _): &(Range<usize>, Range<usize>)| text.get(name.clone()).is_some_and(names::known);
    let strange = found.iter().position(known).unwrap_or_default();
    let mut all = written(text, found, notation);
    if strange > 0 {
        all.extend(written(text, found.get(strange..).unwrap_or_default(), notation));
    }
    all
}

fn written(text: &str, found: &[(Range<usize>, Range<usize>)], notation: &Notation) -> Vec<Members> {
    let quote = notation.between.last().and_then(|sign| match sign {
        Sign::Char(c @ ('"' | '\'')) => Some(*c),
        _ => None,
    });
    let tags = notation.glue.contains(&Sign::Char('<'));
    let raw: Writing = |value| value.to_owned();
    let trimmed: Writing = |value| value.trim_matches([' ', '\t']).to_owned();
    let quoted: Writing = |value| match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => value.to_owned(),
    };
    let undoubled: Writing = |value| value.replace("\"\"", "\"").replace("'\\''", "'").replace("''", "'");
    let order: &[Writing] = match quote {
        _ if tags && notation.between.contains(&Sign::Char('[')) => &[raw, entities],
        _ if tags => &[entities, raw],
        Some('"') => &[literal, raw, undoubled],
        Some(_) => &[literal, raw, undoubled],
        None => &[raw, literal, quoted, trimmed],
    };
    // What is written as JSON and dictionaries are holds its values as they are: none is percent-encoded by its notation.
    let plain = |sign: &Sign| matches!(sign, Sign::Blank | Sign::Char('"' | '\'' | ':'));
    let dictionary =
        quote.is_some() && notation.between.iter().all(plain) && notation.between.contains(&Sign::Char(':'));
    let carrier = if dictionary { Carrier::Php } else { Carrier::Query };
    let mut found_ways: Vec<Members> = Vec::new();
    for way in order {
        let mut before = 0;
        let pairs = found.iter().map(|(name, value)| {
            let piece = text.get(if before == 0 { name.start } else { before }..value.end).unwrap_or_default();
            before = value.end;
            Pair {
                name: text.get(name.clone()).unwrap_or_default().to_owned(),
                value: way(text.get(value.clone()).unwrap_or_default()),
                piece: piece.to_owned(),
                bare: false,
            }
        });
        let members = Members { carrier, pairs: pairs.collect() };
        if !found_ways.contains(&members) {
            found_ways.push(members);
        }
    }
    found_ways
}

/// Escapes of a program's text undone.
fn literal(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    json::unquote(&value.replace("\\'", "'").replace("\\x", "\\u00"))
}

/// Entities of HTML and XML undone, once.
pub(crate) fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let behind = rest.get(at + 1..).unwrap_or_default();
        let end = behind.get(..behind.floor_char_boundary(10)).and_then(|part| part.find(';'));
        let named = end.and_then(|end| behind.get(..end)).and_then(entity);
        match (named, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = behind.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
            Some(digits) => number(digits, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}
