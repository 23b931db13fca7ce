//! The members of a slip that shall be signed: read from JSON, brought to normal form, held against the profile.

use serde_json::{Map, Value};
use slipcheck::{json, slip::normal::currency_digits, time::Timestamp};

/// Members by name.
pub(crate) type Members = Map<String, Value>;

/// The members that every slip must have, in the order in which `fields` names them.
pub(crate) const REQUIRED: [&str; 6] = ["mid", "tid", "amount", "currency", "time", "rrn"];

/// All members that the profile knows.
pub(crate) const KNOWN: [&str; 13] =
    ["mid", "tid", "merchant", "type", "amount", "currency", "time", "stan", "rrn", "auth", "batch", "pan", "tip"];

/// The transaction types.
pub(crate) const TYPES: [&str; 5] = ["sale", "void", "refund", "preauth", "preauth-completion"];

/// Reads a slip's members, brings their text to normal form and holds them against the profile.
///
/// # Errors
/// What is wrong, in a sentence that names the member.
pub(crate) fn read(bytes: &[u8]) -> Result<Members, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut members = json::object(bytes).map_err(|error| match error {
        json::Error::Syntax => "is not JSON: look for a missing quote, comma or bracket".to_owned(),
        json::Error::Duplicate(name) => format!("the member {name:?} stands there twice: keep one"),
        json::Error::NotAnObject => {
            "is no slip: needed is one JSON object with members like \"amount\": \"138.00\"".to_owned()
        }
    })?;
    for (name, value) in &mut members {
        if let Value::String(text) = value {
            *text = normal_form(name, text);
        }
    }
    check(&members)?;
    Ok(members)
}

/// Unicode NFC, full-width forms as ASCII (`merchant` keeps its own), blanks trimmed and single.
fn normal_form(name: &str, text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' if name != "merchant" => u8::try_from(u32::from(c) - 0xfee0).map_or(c, char::from),
        c => c,
    };
    let text: String = slipcheck::unicode::nfc(text).chars().map(narrow).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_amount(text: &str, digits: usize) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits_only = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() <= 12
        && digits_only(whole)
        && digits_only(fraction)
        && fraction.len() == digits
        && text.contains('.') == (digits > 0)
}

fn is_masked(pan: &str) -> bool {
    let first = pan.bytes().take_while(u8::is_ascii_digit).count();
    let last = pan.bytes().rev().take_while(u8::is_ascii_digit).count();
    let middle = pan.as_bytes().get(first..pan.len().saturating_sub(last));
    first <= 6 && last <= 4 && middle.is_some_and(|m| !m.is_empty() && m.iter().all(|b| *b == b'*'))
}

fn check(members: &Members) -> Result<(), String> {
    for name in REQUIRED {
        if !members.contains_key(name) {
            return Err(format!("the member \"{name}\" is missing: a slip needs {}", REQUIRED.join(", ")));
        }
    }
    let currency = members.get("currency").and_then(Value::as_str).unwrap_or_default();
    let digits = usize::from(currency_digits(currency));
    for name in KNOWN {
        let Some(value) = members.get(name) else { continue };
        let Value::String(text) = value else {
            return Err(format!("the member \"{name}\" must be a string, like \"138.00\""));
        };
        let digits_of = |n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        let characters = |n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_graphic());
        let (holds, form) = match name {
            "amount" | "tip" => (
                is_amount(text, digits),
                format!("a decimal string with {digits} digits behind the point, without sign, mark or separators"),
            ),
            "currency" => (
                text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()),
                "three capital letters of ISO 4217, like CNY".to_owned(),
            ),
            "time" => (
                Timestamp::parse(text).is_some() && !text.contains('.'),
                "RFC 3339 to the second, like 2026-11-20T18:42:07+08:00".to_owned(),
            ),
            "type" => (TYPES.contains(&text.as_str()), format!("one of {}", TYPES.join(", "))),
            "stan" | "batch" => (digits_of(6), "six digits".to_owned()),
            "tid" => (characters(8), "eight characters".to_owned()),
            "rrn" => (characters(12), "twelve characters".to_owned()),
            "auth" => (characters(6), "six characters".to_owned()),
            "pan" => (is_masked(text), "masked: the first six and last four digits at most, * between".to_owned()),
            "mid" => (!text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic()), "a merchant number".to_owned()),
            _ => (!text.is_empty(), "not empty".to_owned()),
        };
        if !holds {
            // A card number is not repeated: the message may end up in a log.
            let shown = if name == "pan" { String::new() } else { format!(" {text:?}") };
            return Err(format!("the member \"{name}\"{shown} must be {form}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"mid":"898310158120101","tid":"10450023","amount":"138.00","currency":"CNY",
        "time":"2026-11-20T18:42:07+08:00","rrn":"184207063915","pan":"621700******1234","note":{"a":[1,2.5,null,true]}}"#;

    #[test]
    fn a_slip_is_read_and_brought_to_normal_form() {
        let members = read(GOOD.as_bytes()).unwrap();
        assert_eq!(members["amount"], "138.00");
        let wide = GOOD.replace("898310158120101", "８９８３１０１５８１２０１０１").replace("138.00", " 138.00 ");
        assert_eq!(read(wide.as_bytes()).unwrap(), members);
        assert_eq!(normal_form("merchant", " 云栖  ＡＢ（店） "), "云栖 ＡＢ（店）");
        assert_eq!(normal_form("auth", "e\u{301}Ａ"), "éA");
    }

    #[test]
    fn what_the_profile_does_not_allow_is_named() {
        for (from, to, named) in [
            ("138.00", "138.0", "amount"),
            ("138.00", "-138.00", "amount"),
            ("138.00", "0138.00", "amount"),
            ("138.00", "1,138.00", "amount"),
            ("\"138.00\"", "138.00", "amount"),
            ("CNY", "RMB1", "currency"),
            ("CNY", "JPY", "amount"),
            ("+08:00", "", "time"),
            ("18:42:07", "18:42:07.5", "time"),
            ("621700******1234", "6217001234561234", "pan"),
            ("621700******1234", "62170012***61234", "pan"),
            ("621700******1234", "", "pan"),
            ("10450023", "1045002", "tid"),
            ("\"rrn\"", "\"rrm\"", "rrn"),
            ("\"note\"", "\"mid\"", "twice"),
            ("\"a\"", "\"a\":1,\"a\"", "twice"),
            ("{\"mid\"", "[{\"mid\"", "JSON"),
        ] {
            let bad = GOOD.replacen(from, to, 1);
            let error = read(bad.as_bytes()).unwrap_err();
            assert!(error.contains(named), "{to}: {error}");
            assert!(!error.contains("6217001234561234"), "{error}");
        }
        assert!(read(b"[]").unwrap_err().contains("JSON object"));
        assert!(read(b"\xff").is_err());
        assert!(read("[".repeat(100_000).as_bytes()).is_err());
    }
}
