//! Unicode normalisation (UAX #15) and letter case: the browser's own in the web module, whose tables would be large; a
//! crate's and the standard library's elsewhere.

use alloc::{borrow::ToOwned, string::String};

/// Canonical composition.
#[must_use]
pub fn nfc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { normalize(text, false) }
}

/// Compatibility composition.
#[must_use]
pub fn nfkc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { normalize(text, true) }
}

/// In lower case (the Unicode Standard §3.13, without a language).
#[must_use]
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { lower(text) }
}

#[cfg(any(feature = "tables", not(feature = "browser")))]
fn lower(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(all(feature = "browser", not(feature = "tables")))]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(feature = "tables")]
fn normalize(text: &str, compatible: bool) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    if compatible { text.nfkc().collect() } else { text.nfc().collect() }
}

#[cfg(all(feature = "browser", not(feature = "tables")))]
fn normalize(text: &str, compatible: bool) -> String {
    js_sys::JsString::from(text).normalize(if compatible { "NFKC" } else { "NFC" }).into()
}

/// Without either feature nothing can normalise: the text stands as it is.
#[cfg(not(any(feature = "tables", feature = "browser")))]
fn normalize(text: &str, _compatible: bool) -> String {
    text.to_owned()
}

#[cfg(all(test, feature = "tables"))]
mod tests {
    use super::*;

    #[test]
    fn composes() {
        assert_eq!(nfc("Gru\u{308}n"), "Grün");
        assert_eq!(nfc("１２"), "１２");
        assert_eq!(nfkc("１２ ﬁ"), "12 fi");
        assert_eq!(nfc("plain"), "plain");
    }

    #[test]
    fn lower_case() {
        assert_eq!(lowercase("A-Trust"), "a-trust");
        assert_eq!(lowercase("PRÜFSTELLE ΟΔΟΣ"), "prüfstelle οδος");
    }
}
