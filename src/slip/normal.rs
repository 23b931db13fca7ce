//! From print to members: the normal forms in which printed and signed values are compared.

use alloc::string::String;

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

/// An amount with or without mark, sign, thousands separators, in a currency of so many decimals.
#[must_use]
pub fn amount(_text: &str, _currency_digits: u8) -> Option<Amount> {
    None
}

/// Date and time in any printed form to `2026-11-20`, `2026-11-20T18:42` or `2026-11-20T18:42:07`, an offset behind it
/// only when one is printed.
#[must_use]
pub fn time(_text: &str) -> Option<String> {
    None
}

/// A card number to digits and `*`: blanks and an entry mode behind it dropped, at most the first six and the last four
/// digits kept.
#[must_use]
pub fn pan(_text: &str) -> Option<String> {
    None
}

/// A currency mark, name, code or numeric code that is the whole text, to ISO 4217.
#[must_use]
pub fn currency(_text: &str) -> Option<&'static str> {
    None
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
pub fn txn_type(_text: &str) -> Option<&'static str> {
    None
}
