//! Certificates in texts: PEM (RFC 7468) as people and programs write it, base64 without markers, and the encodings of a text file.

use super::super::crl::MAX_CRL;
use alloc::{borrow::Cow, string::String, vec::Vec};
use slipcheck_codec::encoding::Base64;

/// Most characters of one item in base64, and of a text that is in no encoding of ours.
pub(super) const MAX_TEXT: usize = 2 * MAX_CRL;

/// How a PEM block begins.
pub(super) const BEGIN: &str = "-----BEGIN ";

/// Where a marker stands, in either letter case.
pub(super) fn find(text: &str, marker: &str) -> Option<usize> {
    text.find(marker).or_else(|| {
        let windows = text.as_bytes().windows(marker.len());
        windows.enumerate().find(|(_, window)| window.eq_ignore_ascii_case(marker.as_bytes())).map(|(at, _)| at)
    })
}

/// The next PEM block (RFC 7468 §2): its label, its body unless the end is missing, and what stands behind it.
pub(super) fn block(text: &str, find: fn(&str, &str) -> Option<usize>) -> Option<(&str, Option<&str>, &str)> {
    let from = text.get(find(text, BEGIN)? + BEGIN.len()..)?;
    let Some((label, rest)) = from.split_once("-----") else { return Some(("", None, "")) };
    let end = ["-----END ", label, "-----"].concat();
    // Another beginning before it: the end of this one is missing. Nothing is looked at twice.
    let (own, others) = rest.split_at(find(rest, BEGIN).unwrap_or(rest.len()));
    match find(own, &end) {
        Some(at) => Some((label, own.get(..at), rest.get(at + end.len()..).unwrap_or(others))),
        None => Some((label, None, others)),
    }
}

/// PEM out of a text of a program or of JSON: line ends and slashes that are written as escapes.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let behind = behind.trim_start_matches('\\');
        rest = match behind.as_bytes().first() {
            Some(b'n' | b'r' | b't') => {
                out.push('\n');
                behind.get(1..).unwrap_or_default()
            }
            _ => behind,
        };
    }
    out.push_str(rest);
    out.into()
}

/// Base64 with white space in it.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let digits: String = text.split_whitespace().collect();
    Base64::Standard.decode(&digits).ok()
}

/// The DER behind base64 without markers: only what begins as a SEQUENCE does.
pub(super) fn unarmoured(text: &str) -> Option<Vec<u8>> {
    if !text.trim_start().starts_with("MI") {
        return None;
    }
    base64(text).or_else(|| Base64::Url.decode(text.trim()).ok().filter(|_| text.len() <= MAX_TEXT))
}

/// A file's text: UTF-8, or UTF-16 as some editors write it. What is no text comes out as such, and holds nothing.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let units = |join: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units = rest.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
        Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => units(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => units(u16::from_be_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        bytes => String::from_utf8_lossy(bytes),
    }
}

/// Whether a PEM block holds what begins as DER does, in lines of one length: anything else in it is what a person reads.
fn is_base64(block: &str) -> bool {
    let block = block.replace("\\n", "\n").replace("\\r", "\r");
    let mut lines = block.split_whitespace();
    let Some(first) = lines.next() else { return false };
    let rest: Vec<&str> = lines.collect();
    let own = |line: &&str| line.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'='));
    let full = |line: &&str| line.len() == first.len();
    let (last, between) = rest.split_last().map_or((first, rest.as_slice()), |(last, between)| (*last, between));
    first.starts_with('M')
        && first.len() >= 48
        && last.len() <= first.len()
        && own(&first)
        && rest.iter().all(own)
        && between.iter().all(full)
}

/// Bytes of a line that are looked at before a PEM block.
const LINE: usize = 200;

/// A text without the PEM blocks in it, when it has any: what may be a slip beside them. A block without its end stays, and
/// one that holds words.
#[must_use]
pub fn without_pem(text: &str) -> Option<String> {
    let mut parts = text.split("-----BEGIN ");
    let mut without = String::from(parts.next().unwrap_or_default());
    let mut found = false;
    for part in parts {
        let label = part.split_once("-----").map_or("", |(label, _)| label);
        // What stands behind something on its line is that text's own: a member of a gateway's message.
        let line = without.get(without.ceil_char_boundary(without.len().saturating_sub(LINE))..).unwrap_or_default();
        // Of UnionPay's it may stand on the lines below its name.
        let within = !line.rsplit('\n').next().unwrap_or_default().trim().is_empty() || line.contains("signPubKeyCert");
        let block = part.split_once(["-----END ", label, "-----"].concat().as_str());
        if let Some((_, behind)) =
            block.filter(|(block, _)| !within && is_base64(block.get(label.len() + 5..).unwrap_or_default()))
        {
            found = true;
            without.push_str(behind);
        } else {
            without.push_str("-----BEGIN ");
            without.push_str(part);
        }
    }
    found.then_some(without)
}
