//! From print to members: the normal forms in which printed and signed values are compared.

use super::{
    fold::{is_invisible, plain},
    table,
    value::{self, Fit, number, stamp},
};
use alloc::{boxed::Box, string::String, vec::Vec};

/// An amount as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Decimal string with the currency's own digits, without sign.
    pub value: String,
    /// A minus sign is printed.
    pub negative: bool,
    /// ISO 4217, when a mark is printed that means one currency; a bare `$` means none.
    pub currency: Option<&'static str>,
}

/// Full-width digits, letters and punctuation to their ASCII forms; everything else as it stands.
#[must_use]
pub fn full_width_to_ascii(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            '\u{FFE5}' => '¥',
            _ => c,
        })
        .collect()
}

fn characters(text: &str) -> Vec<char> {
    let text = crate::unicode::nfkc(text);
    text.trim().chars().filter(|c| !is_invisible(*c)).map(plain).collect()
}

/// The fit, when it takes the whole text.
fn whole(fit: Option<Box<Fit>>, text: &[char]) -> Option<Box<Fit>> {
    fit.filter(|fit| fit.end == text.len() && fit.read.is_none() && fit.candidates.is_empty())
}

/// An amount with or without mark, sign, thousands separators, in a currency of so many decimals. `None` when the text
/// is no amount, or could be either of two.
#[must_use]
pub fn amount(text: &str, currency_digits: u8) -> Option<Amount> {
    let text = characters(text);
    let fit = whole(number::amount(&text, Some(usize::from(currency_digits))), &text)?;
    Some(Amount { value: fit.value, negative: fit.negative, currency: fit.currency })
}

/// Date and time in any printed form to `2026-11-20`, `2026-11-20T18:42` or `2026-11-20T18:42:07`, an offset behind it
/// only when one is printed.
#[must_use]
pub fn time(text: &str) -> Option<String> {
    let text = characters(text);
    let stamp = stamp::stamp(&text).filter(|stamp| stamp.end == text.len() && !stamp.corrected)?;
    Some(stamp.value).filter(|value| stamp::has_date(value))
}

/// A card number to digits and `*`: blanks and an entry mode behind it dropped, at most the first six and the last four
/// digits kept.
#[must_use]
pub fn pan(text: &str) -> Option<String> {
    let text = characters(text);
    whole(value::fit(table::PAN, &text, false), &text).map(|fit| fit.value)
}

/// A currency mark, name, code or numeric code that is the whole text, to ISO 4217.
#[must_use]
pub fn currency(text: &str) -> Option<&'static str> {
    table::word('c', &table::key(&characters(text)))
}

/// Decimals of a currency (ISO 4217).
#[must_use]
pub fn currency_digits(code: &str) -> u8 {
    match code {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "UGX" | "XAF" | "XOF" | "XPF" | "PYG" | "RWF" | "DJF" | "GNF"
        | "KMF" | "BIF" | "VUV" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// A printed name of a kind of transaction to `sale`, `void`, `refund`, `preauth`, `preauth-completion` or another id
/// of the label list.
#[must_use]
pub fn txn_type(text: &str) -> Option<&'static str> {
    let text = characters(text);
    let fit = whole(value::fit(table::TYPE, &text, true), &text)?;
    table::TYPES.iter().find(|id| **id == fit.value).copied()
}

/// Removes characters that have no width and no meaning; bidirectional controls are none of them.
#[must_use]
pub fn drop_zero_width(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// White space trimmed, runs of it one blank.
#[must_use]
pub fn collapse_white_space(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        assert_eq!(full_width_to_ascii("ＲＭＢ：１２．５０（元）　x"), "RMB:12.50(元) x");
        let read = amount("RMB -459.00元", 2).unwrap();
        assert_eq!((read.value.as_str(), read.negative, read.currency), ("459.00", true, Some("CNY")));
        assert_eq!(amount("1,200", 0).unwrap().value, "1200");
        assert_eq!(amount("1.2345", 2), None);
        assert_eq!(amount("138.00 B", 2), None);
        assert_eq!(amount("1.234", 3).unwrap().value, "1.234");
        assert_eq!(time("2026年11月20日 18:42").as_deref(), Some("2026-11-20T18:42"));
        assert_eq!(time("18:42"), None);
        assert_eq!(time("2O26-11-20"), None);
        assert_eq!(pan("6217 00** **** **48 21 /I").as_deref(), Some("621700********4821"));
        assert_eq!(currency("￥"), Some("CNY"));
        assert_eq!(currency("156"), Some("CNY"));
        assert_eq!(currency("RMB 5"), None);
        assert_eq!(txn_type("消费(SALE)"), Some("sale"));
        assert_eq!(txn_type("消 费"), Some("sale"));
        assert_eq!(txn_type("消费/REFUND"), None);
        assert_eq!(txn_type("预授权完成(请求)"), Some("preauth-completion"));
        assert_eq!(txn_type("銷售"), Some("sale"));
        assert_eq!(txn_type("PRE-AUTH"), Some("preauth"));
        assert_eq!(collapse_white_space("  a \u{3000} b "), "a b");
    }
}
