//! What a file's way here may have done to it: each change over the whole file, then strictly from the start.

use crate::{
    evidence,
    formats::Draft,
    report::{Cause, CauseId, CheckId, Confidence, Status},
};
use alloc::vec::Vec;
use slipcheck_pdf::{
    cms::Method,
    signature::{Contents, signed_document},
    survey::{self, State},
};

/// Files longer than this are not changed on trial.
const LONGEST: usize = 32 << 20;

/// A change and its name.
type Change = (&'static str, fn(&[u8]) -> Option<Vec<u8>>);

const CHANGES: [Change; 4] = [
    ("crlf for lf", without_returns),
    ("lf for crlf", with_returns),
    ("utf-8 for bytes", from_utf8),
    ("bytes before the header", from_header),
];

fn without_returns(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if !(*byte == b'\r' && rest.peek() == Some(&&b'\n')) {
            out.push(*byte);
        }
    }
    Some(out)
}

fn with_returns(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    let mut last = 0;
    for (place, byte) in bytes.iter().enumerate() {
        if *byte == b'\r' && bytes.get(place + 1) != Some(&b'\n') {
            return None;
        }
        if *byte == b'\n' && last != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        last = *byte;
    }
    Some(out)
}

fn from_utf8(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(bytes).ok()?;
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

fn from_header(bytes: &[u8]) -> Option<Vec<u8>> {
    let at = survey::header(bytes)?;
    (at > 0).then(|| bytes.get(at..).unwrap_or_default().to_vec())
}

/// Looks for the change that makes every signature fit, and tells it.
pub(super) fn explain(bytes: &[u8], drafts: &mut [Draft]) {
    if bytes.len() > LONGEST {
        return;
    }
    let found = CHANGES.iter().find_map(|(name, change)| {
        let changed = change(bytes).filter(|changed| changed != bytes)?;
        fits(&changed).then_some(*name)
    });
    let Some(name) = found else { return };
    for draft in drafts {
        let evidence = evidence! { "repair" => name };
        draft.causes.clear();
        draft.causes.push(Cause::new(CauseId::EncodingConflict, Confidence::Proven, evidence));
        draft.checks.set(CheckId::Signature, Status::Fail);
    }
}

/// Whether every signature's digest is that of its bytes, and its document reads strictly. The signature over that digest is
/// another question; the bytes are those that the signer had.
fn fits(bytes: &[u8]) -> bool {
    let survey = survey::survey(bytes);
    let State::Whole(_) = survey.state else { return false };
    let signed = survey.signatures.all.iter().filter(|signature| !signature.is_time_stamp());
    let mut any = false;
    for signature in signed {
        any = true;
        let (Contents::Signed(data), Some(parts)) = (&signature.contents, signature.signed(bytes)) else {
            return false;
        };
        let (Method::Known { content, .. }, Some(stated)) = (&data.method, &data.stated) else { return false };
        if content.of(&parts) != *stated || signed_document(bytes, signature, &survey.shared).is_none() {
            return false;
        }
    }
    any && !survey.shared.budget.exceeded()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_encodings_come_back() {
        assert_eq!(without_returns(b"a\r\nb\rc\n").unwrap(), b"a\nb\rc\n");
        assert_eq!(with_returns(b"a\nb\r\nc").unwrap(), b"a\r\nb\r\nc");
        assert_eq!(with_returns(b"a\rb"), None);
        assert_eq!(from_utf8("é%".as_bytes()).unwrap(), [0xe9, b'%']);
        assert_eq!(from_utf8("€".as_bytes()), None);
        assert_eq!(from_header(b"x %PDF-1.7").unwrap(), b"%PDF-1.7");
        assert_eq!(from_header(b"%PDF-1.7"), None);
    }
}
