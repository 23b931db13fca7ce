//! The chain of receipts: each holds the hash of the one before it (RKSV annex, Z 4).

use super::code::Code;
use crate::{
    encoding::Base64,
    evidence,
    formats::Draft,
    report::{Cause, CauseId, CheckId, Confidence, Note, Status},
    signature::sha256,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// The first eight bytes of a hash, in base64.
fn link(bytes: &[u8]) -> String {
    Base64::Standard.encode(sha256(bytes).get(..8).unwrap_or_default())
}

/// The chaining value of a till's first receipt.
pub(super) fn first(register: &str) -> String {
    link(register.as_bytes())
}

/// The chaining value of the receipt behind this one.
pub(super) fn after(code: &Code) -> Option<String> {
    code.jws().map(|jws| link(jws.as_bytes()))
}

/// A number at the end of a receipt's number: what stands before it, and its value.
fn counted(receipt: &str) -> Option<(&str, u64)> {
    let digits = receipt.bytes().rev().take_while(u8::is_ascii_digit).count().min(18);
    let (prefix, digits) = receipt.split_at_checked(receipt.len() - digits)?;
    Some((prefix, digits.parse().ok()?))
}

/// Whether `b` is the receipt behind `a`, as far as their numbers tell; `None` when they don't.
fn follows(a: &Code, b: &Code) -> Option<bool> {
    let ((prefix, number), (other_prefix, other)) = (counted(&a.receipt)?, counted(&b.receipt)?);
    // A tail of digits in something like a hexadecimal id says nothing.
    let same = prefix == other_prefix && !prefix.ends_with(|c: char| matches!(c, 'a'..='f' | 'A'..='F'));
    same.then(|| number.checked_add(1) == Some(other))
}

/// Compares neighbours among the receipts of one input. `codes` and `drafts` belong together; a receipt without a code
/// is `None`. `listed`: receipts that stand behind each other in a data collection protocol.
pub(super) fn check(codes: &[Option<&Code>], listed: &[bool], drafts: &mut [Draft]) {
    for (at, code) in codes.iter().enumerate() {
        let (Some(code), Some(draft)) = (code, drafts.get_mut(at)) else { continue };
        let Some(stated) = &code.chaining else { continue };
        if *stated == first(&code.register) {
            draft.notes.push(Note::new("first-receipt", evidence! { "registerId" => code.register.as_str() }));
            continue;
        }
        let own: Vec<(usize, &Code)> = codes
            .iter()
            .enumerate()
            .filter_map(|(other, code)| Some((other, (*code)?)))
            .filter(|(other, previous)| *other != at && previous.register == code.register)
            .collect();
        // Two receipts behind one and the same: a chain has no branches.
        let branch = own
            .iter()
            .find(|(other, twin)| *other < at && twin.chaining == code.chaining && twin.receipt != code.receipt);
        let previous = own.iter().find(|(_, previous)| after(previous).as_ref() == Some(stated));
        if let Some((place, previous)) = previous.filter(|_| branch.is_none()) {
            let evidence = evidence! { "previous" => previous.receipt.as_str(), "place" => *place };
            draft.notes.push(Note::new("chain-follows", evidence));
            continue;
        }
        let is_start = draft_is_start(draft);
        let neighbour = own.iter().find(|(other, previous)| {
            let numbers = follows(previous, code);
            let behind = *other + 1 == at
                && listed.get(at).copied().unwrap_or(false)
                && listed.get(*other).copied().unwrap_or(false);
            numbers == Some(true) || numbers.is_none() && behind
        });
        let (expected, previous) = match neighbour.or(branch) {
            Some((_, previous)) => (after(previous), Some(previous.receipt.to_string())),
            None if is_start => (Some(first(&code.register)), None),
            None => continue,
        };
        let Some(expected) = expected else { continue };
        let mut evidence = evidence! { "field" => "chaining", "expected" => expected, "stated" => stated.as_str() };
        if let Some(previous) = previous {
            evidence.insert("previous".into(), previous.into());
        }
        draft.checks.set_with(CheckId::Plausibility, Status::Fail, evidence! { "chaining" => "does-not-follow" });
        draft.causes.push(Cause::new(CauseId::ChainBroken, Confidence::Likely, evidence));
    }
}

/// The paper calls it the till's first receipt.
fn draft_is_start(draft: &Draft) -> bool {
    draft.fields.iter().any(|field| field.name == "receiptKind" && field.printed.as_deref() == Some("start"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_values() {
        assert_eq!(first("A12347"), "OeSKQjO4zKI=");
        assert_eq!(first("WOKFLOW-1"), "A9uoGMk1JrA=");
        assert_eq!(first("CASHBOX-DEMO-1"), "cg8hNU5ihto=");
    }

    #[test]
    fn numbers_that_follow() {
        let code = |receipt: &str| {
            Code::parse(&alloc::format!("_R1-AT1_K_{receipt}_2018-02-08T12:37:34_0,00_0,00_0,00_0,00_0,00_A_1_A_A"))
                .unwrap()
        };
        for (a, b, expected) in [
            ("2026-004711", "2026-004712", Some(true)),
            ("9", "10", Some(true)),
            ("ft1C905#105218", "ft1C905#105219", Some(true)),
            ("2026-004711", "2026-004713", Some(false)),
            ("10", "9", Some(false)),
            ("a-1", "b-2", None),
            ("7f3a91", "7f3a92", None),
            ("abc", "abd", None),
        ] {
            assert_eq!(follows(&code(a), &code(b)), expected, "{a} {b}");
        }
    }
}
