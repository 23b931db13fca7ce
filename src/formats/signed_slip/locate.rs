//! Finds signed slips' codes in a text, wrapped, spaced or in an address as they may be.

use super::jws::{self, Algorithm, CODE_LIMIT};
use crate::{
    encoding::Base64,
    evidence,
    formats::Located,
    input::{View, paste_damage},
    json,
    report::Note,
};
use alloc::{string::String, vec::Vec};
use core::ops::Range;
use serde_json::Value;

/// What a JSON object in base64url begins with: `{"`, and `{` with white space behind it.
const STARTS: [&[u8; 3]; 5] = [b"eyJ", b"eyA", b"ewo", b"ew0", b"ewk"];
/// What a whole code in base64 begins with.
const TWICE: &[u8] = b"ZXlK";
/// Shorter than this is no code, not even a damaged one.
const SHORTEST: usize = 20;
/// A code is joined over at most this many pieces.
const PIECES: usize = 2048;
/// Joined it is no longer than this: what is longer is refused anyway.
const LONGEST: usize = 2 * CODE_LIMIT;
/// Bytes of an address in front of a code that are looked at.
const ADDRESS: usize = 2048;

/// Every code, in order.
pub(super) fn locate(view: &View) -> Vec<Located> {
    let bytes = &view.bytes;
    let mut found = Vec::new();
    let mut at = 0;
    // Where the code before ends: its address is not this one's.
    let mut floor = 0;
    while at + SHORTEST <= bytes.len() {
        let starts = |starts: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(starts));
        let whole = starts(TWICE);
        let starts = whole || STARTS.iter().any(|start| starts(*start));
        let inside = at > 0 && bytes.get(at - 1).is_some_and(|c| is_code(*c) && !matches!(c, b'=' | b'/'));
        if !starts || inside {
            at += 1;
            continue;
        }
        let (code, end, joined) = join(view, at, if view.may_join() { PIECES } else { 0 });
        if !(if whole { jws::inside(&code).is_some() } else { looks_like_one(&code) }) {
            if joined {
                view.waste(end - at);
            }
            at = run(bytes, at).end;
            continue;
        }
        let mut notes = Vec::new();
        if joined {
            notes.push(paste_damage("white-space"));
        }
        if view.was_mended(at..end) {
            notes.push(paste_damage("characters"));
        }
        if let Some(host) = host(address(bytes.get(floor..at).unwrap_or_default())) {
            notes.push(Note::new("code-in-address", evidence! { "host" => host }));
        }
        found.push(Located { range: at..end, code, notes });
        (at, floor) = (end, end);
    }
    found
}

/// The alphabet of a code, with base64's other digits and padding, which a code of another encoding has.
fn is_code(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.' | b'+' | b'/' | b'=')
}

fn run(bytes: &[u8], start: usize) -> Range<usize> {
    let length = bytes.get(start..).unwrap_or_default().iter().take_while(|c| is_code(**c)).count();
    start..start + length
}

fn text(bytes: &[u8], range: Range<usize>) -> String {
    bytes.get(range).unwrap_or_default().iter().map(|c| char::from(*c)).collect()
}

/// The code that begins here, its end in the view, and whether it was in pieces.
fn join(view: &View, start: usize, pieces: usize) -> (String, usize, bool) {
    let bytes = &view.bytes;
    let first = run(bytes, start);
    let width = first.len();
    let mut code = text(bytes, first.clone());
    let (mut end, mut joined) = (first.end, false);
    // A full stop behind a code ends a sentence.
    let mut stops = code.matches('.').count();
    while code.ends_with('.') && stops > 2 {
        code.pop();
        (end, stops) = (end - 1, stops - 1);
    }
    let mut last = width;
    let mut algorithm = None;
    for _ in 0..pieces {
        let missing = if stops < 2 { Missing::Something } else { missing(&code, last == width, &mut algorithm) };
        if missing == Missing::Nothing || code.len() > LONGEST {
            break;
        }
        let gap = bytes.get(end..).unwrap_or_default().iter().take_while(|c| c.is_ascii_whitespace()).count();
        let piece = run(bytes, end + gap);
        // Whatever else stands in the word is no code.
        let word_ends = bytes.get(piece.end).is_none_or(u8::is_ascii_whitespace);
        let word = bytes.get(piece.clone()).unwrap_or_default();
        let another = STARTS.iter().any(|start| word.starts_with(*start)) && !code.ends_with('.');
        let exact = missing == Missing::Exactly(word.len());
        if gap == 0 || word.is_empty() || !word_ends || another || !(exact || word.len() == width || !is_word(word)) {
            break;
        }
        stops += word.iter().filter(|c| **c == b'.').count();
        code.push_str(&text(bytes, piece.clone()));
        (end, last, joined) = (piece.end, word.len(), true);
    }
    (code, end, joined)
}

/// A word or a number of printed text rather than a piece of base64.
fn is_word(piece: &[u8]) -> bool {
    let letters = || piece.iter().filter(|c| c.is_ascii_alphabetic());
    let rest_lower = piece.get(1..).is_some_and(|rest| rest.iter().all(u8::is_ascii_lowercase));
    letters().all(u8::is_ascii_uppercase) || letters().all(u8::is_ascii_lowercase) || rest_lower
}

#[derive(PartialEq)]
enum Missing {
    Nothing,
    Exactly(usize),
    Something,
}

/// What is missing of a code that so far reads `code`; its header, once it is whole, is read once.
fn missing(code: &str, last_piece_is_full: bool, algorithm: &mut Option<Option<Algorithm>>) -> Missing {
    let mut parts = code.splitn(3, '.');
    let (Some(header), Some(_), Some(signature)) = (parts.next(), parts.next(), parts.next()) else {
        return Missing::Something;
    };
    let length = signature.len();
    let is_hex = length >= 24 && signature.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'a'..=b'f'));
    let fixed = match algorithm.get_or_insert_with(|| declared(header)).and_then(Algorithm::signature_size) {
        Some(size) if is_hex => 2 * size,
        Some(size) => der_size(signature).unwrap_or(size).saturating_mul(4).div_ceil(3),
        // RSA of 2048, 3072 and 4096 bits; a line break there tells whether more follows.
        None if [342, 512, 683].contains(&length) && !last_piece_is_full => return Missing::Nothing,
        None if length < 683 => return Missing::Something,
        None => return Missing::Nothing,
    };
    match fixed.checked_sub(length) {
        None | Some(0) => Missing::Nothing,
        Some(rest) => Missing::Exactly(rest),
    }
}

/// The whole size of a DER SEQUENCE that begins as an ECDSA signature's does.
fn der_size(signature: &str) -> Option<usize> {
    let start = Base64::Url.decode(signature.get(..4)?).ok()?;
    match start[..] {
        [0x30, length @ 0x40..=0x48, 0x02] | [0x30, length @ 0x60..=0x68, 0x02] => Some(usize::from(length) + 2),
        _ => None,
    }
}

fn declared(header: &str) -> Option<Algorithm> {
    let members = json::object(&Base64::Url.decode(header).ok()?).ok()?;
    let name = members.get("alg").and_then(Value::as_str)?;
    Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == name)
}

/// Whether this may be a signed slip at all: its first bytes are those of a JSON object with a text in it; or it has the
/// shape of one, whose header was damaged.
fn looks_like_one(code: &str) -> bool {
    // Receipts of the Austrian format are exported as such serializations too: those are not ours.
    if crate::formats::at_rksv::claims(code) {
        return false;
    }
    let header = code.split('.').next().unwrap_or_default();
    let start: String = header.chars().take(header.len().min(64) / 4 * 4).collect();
    let has_shape = code.len() >= 128 && code.matches('.').count() == 2;
    has_shape
        || code.len() >= SHORTEST
            && Base64::Url.decode(&start).is_ok_and(|bytes| {
                let readable = bytes.iter().filter(|b| (0x20..0x7f).contains(*b) || b.is_ascii_whitespace()).count();
                readable * 10 >= bytes.len() * 9
            })
}

/// The address whose fragment follows; empty when none does.
fn address(before: &[u8]) -> &[u8] {
    if !before.ends_with(b"slip=") {
        return &[];
    }
    let length = before.iter().rev().take(ADDRESS).take_while(|c| c.is_ascii_graphic()).count();
    let word = before.get(before.len() - length..).unwrap_or_default();
    let scheme = word.windows(4).rposition(|window| window.eq_ignore_ascii_case(b"http"));
    scheme.and_then(|at| word.get(at..)).unwrap_or_default()
}

/// The host of an address, in lower case.
fn host(address: &[u8]) -> Option<String> {
    let address = core::str::from_utf8(address).ok()?;
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "eyJhbGciOiJFUzI1NiIsInR5cCI6InNsaXArandzIn0";

    fn code() -> String {
        [HEADER, ".eyJhIjoiMSJ9.", &"aB3_".repeat(21), "aA"].concat()
    }

    fn found(text: &str) -> Vec<(String, Vec<&'static str>)> {
        locate(&View::of(text))
            .into_iter()
            .map(|found| (found.code, found.notes.iter().map(|note| note.id).collect()))
            .collect()
    }

    #[test]
    fn whole_and_in_a_sentence() {
        assert_eq!(found(&code()), [(code(), Vec::new())]);
        assert_eq!(found(&["签名码：", &code(), "。"].concat()), [(code(), Vec::new())]);
        assert_eq!(found(&["see (", &code(), ")."].concat()), [(code(), Vec::new())]);
        assert!(found("eyJ").is_empty());
        // A character is missing in the header: no JSON any more, and a code all the same.
        let damaged = [&HEADER[..9], &HEADER[10..], &code()[HEADER.len()..]].concat();
        assert_eq!(found(&damaged), [(damaged.clone(), Vec::new())]);
        assert!(found("nothing here, eyJust words that go on and on").is_empty());
    }

    #[test]
    fn wrapped_spaced_and_widened() {
        for width in [16, 40, 64, 76, 91] {
            for separator in ["\n", "\r\n  ", " "] {
                let wrapped: Vec<String> =
                    code().as_bytes().chunks(width).map(|c| String::from_utf8(c.to_vec()).unwrap()).collect();
                for behind in
                    ["", "\n签名摘要: 9F3A-77C1-02BE-D410", "\nTOTAL 138.00\n", "\nMERCHANT COPY\n", " 2026-11-20"]
                {
                    let text = [&wrapped.join(separator), behind].concat();
                    assert_eq!(
                        found(&text),
                        [(code(), alloc::vec!["paste-damage"])],
                        "{width} {separator:?} {behind:?}"
                    );
                }
            }
        }
        let wide: String = code().chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
        assert_eq!(found(&wide), [(code(), alloc::vec!["paste-damage"])]);
        assert_eq!(found(&code().replace('_', "_\u{200b}"))[0].0, code());
    }

    #[test]
    fn addresses_tell_their_host() {
        let text = ["https://Check.Example:8080/v/#slip=", &code()].concat();
        let found = locate(&View::of(&text));
        assert_eq!(found[0].code, code());
        assert_eq!(found[0].range, text.len() - code().len()..text.len());
        assert_eq!(found[0].notes[0].evidence["host"], "check.example:8080");
    }

    #[test]
    fn every_code_of_an_address_is_found() {
        for between in
            ["&slip=", ";slip=", "#slip=", "?slip=", "&a=1&slip=", "&next=https://b.example/#slip=", "|slip="]
        {
            for before in ["https://a.example/#slip=", "https://a.example/?slip=", "slip=", "https://a.example/"] {
                let other = code().replace("aB3_", "bB3_");
                let text = [before, &code(), between, &other].concat();
                let codes: Vec<String> = found(&text).into_iter().map(|(code, _)| code).collect();
                assert_eq!(codes, [code(), other], "{before} {between}");
                let ranges: Vec<_> = locate(&View::of(&text)).into_iter().map(|found| found.range).collect();
                assert!(ranges[0].end <= ranges[1].start, "{ranges:?}");
            }
        }
    }

    #[test]
    fn two_codes_behind_each_other() {
        let text = [&code(), "\n", &code()].concat();
        assert_eq!(found(&text).len(), 2);
        let detached = code().replace("eyJhIjoiMSJ9", "");
        assert_eq!(
            found(&[&detached, " ", &detached].concat()),
            [(detached.clone(), Vec::new()), (detached, Vec::new())]
        );
    }

    #[test]
    fn a_cut_code_does_not_swallow_what_follows() {
        let cut = &code()[..100];
        assert_eq!(found(&[cut, "\nMERCHANT COPY\nTOTAL 138.00"].concat())[0].0, cut);
        assert_eq!(found(&[cut, "\n商户存根"].concat())[0].0, cut);
    }
}
