//! The signed members: their form, and what of them needs no key to be doubted.

use super::jws::{MEMBERS, REQUIRED, Refusal};
use crate::{
    evidence,
    report::{Cause, CauseId, Confidence},
    time::{Moment, Timestamp},
};
use alloc::{string::String, vec::Vec};
use serde_json::{Map, Value};

/// Decimals of a currency's own amounts (ISO 4217).
pub(crate) fn currency_digits(code: &str) -> usize {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// Whether `text` is an amount as the profile writes it: digits, a point, and exactly the currency's decimals.
pub(super) fn is_amount(text: &str, digits: usize) -> bool {
    let (whole, decimals) = match (digits, text.split_once('.')) {
        (0, None) => (text, ""),
        (1.., Some((whole, decimals))) if decimals.len() == digits => (whole, decimals),
        _ => return false,
    };
    !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() <= 15
        && (whole.bytes().chain(decimals.bytes())).all(|c| c.is_ascii_digit())
}

/// The members that the profile knows, checked: each is a string, the required ones are there.
///
/// # Errors
/// `malformed`, naming the member.
pub(super) fn check(payload: &Map<String, Value>) -> Result<(), Refusal> {
    let fault = |member: &str, reason: &'static str| {
        Cause::new(
            CauseId::Malformed,
            Confidence::Proven,
            evidence! { "part" => "payload", "member" => member, "reason" => reason },
        )
    };
    for name in REQUIRED {
        if !payload.contains_key(name) {
            return Err(fault(name, "missing"));
        }
    }
    for name in MEMBERS {
        match payload.get(name) {
            None => {}
            Some(Value::String(text)) if text.is_empty() && REQUIRED.contains(&name) => {
                return Err(fault(name, "empty"));
            }
            Some(Value::String(_)) => {}
            Some(_) => return Err(fault(name, "type")),
        }
    }
    let text = |name: &str| payload.get(name).and_then(Value::as_str);
    let currency = text("currency").unwrap_or_default();
    if currency.len() != 3 || !currency.bytes().all(|c| c.is_ascii_uppercase()) {
        return Err(fault("currency", "form"));
    }
    for name in ["amount", "tip"] {
        if text(name).is_some_and(|amount| !is_amount(amount, currency_digits(currency))) {
            return Err(fault(name, "form"));
        }
    }
    if text("time").and_then(Timestamp::parse).is_none() {
        return Err(fault("time", "form"));
    }
    Ok(())
}

/// What of the members is unusual, as (member, reason): a warning at most.
pub(super) fn doubts(
    text: &dyn Fn(&str) -> Option<String>,
    time: Option<Moment>,
    now: Moment,
) -> Vec<(&'static str, &'static str)> {
    let mut doubts = Vec::new();
    let digits = |s: &str| s.bytes().all(|c| c.is_ascii_digit());
    let alphanumeric = |s: &str| s.bytes().all(|c| c.is_ascii_alphanumeric());
    for (name, length, numeric) in
        [("tid", 8, false), ("rrn", 12, false), ("auth", 6, false), ("stan", 6, true), ("batch", 6, true)]
    {
        if let Some(value) = text(name) {
            if value.len() != length {
                doubts.push((name, "length"));
            } else if !(if numeric { digits(&value) } else { alphanumeric(&value) }) {
                doubts.push((name, "characters"));
            }
        }
    }
    if let Some(mid) = text("mid")
        && text("currency").as_deref() == Some("CNY")
        && mid.len() != 15
    {
        doubts.push(("mid", "length"));
    }
    let known = ["sale", "void", "refund", "preauth", "preauth-completion"];
    if text("type").is_some_and(|kind| !known.contains(&kind.as_str())) {
        doubts.push(("type", "unknown"));
    }
    let cents = |name| {
        text(name)?
            .bytes()
            .filter(u8::is_ascii_digit)
            .try_fold(0u64, |sum, c| sum.checked_mul(10)?.checked_add(u64::from(c - b'0')))
    };
    if cents("amount") == Some(0) {
        doubts.push(("amount", "zero"));
    }
    if let (Some(tip), Some(amount)) = (cents("tip"), cents("amount"))
        && tip > amount
    {
        doubts.push(("tip", "above-amount"));
    }
    // A day's tolerance: a clock in another zone is no contradiction.
    if time.is_some_and(|time| time.0 > now.0.saturating_add(86_400)) {
        doubts.push(("time", "future"));
    }
    doubts
}
