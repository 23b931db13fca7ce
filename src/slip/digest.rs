//! The digest line under a signed slip's code.

use super::{
    fold::{is_invisible, is_word, plain},
    label::Cutter,
    table::{DIGEST, Table},
    value::at,
};
use alloc::{string::String, vec::Vec};

/// A printed digest: the first 16 hex digits of SHA-256 of the payload, in groups of four.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestLine {
    /// The digits that are there, upper case, without separators.
    pub hex: String,
    /// As printed.
    pub raw: String,
    /// All 16 digits are there and certain: only then is a difference a difference.
    pub complete: bool,
}

/// Reads `签名摘要:9F3A-77C1-02BE-D410` or its English or German form; `None` when the line is no digest line.
#[must_use]
pub fn digest_line(text: &str) -> Option<DigestLine> {
    let text = crate::unicode::nfc(text);
    let chars: Vec<char> = text.chars().filter(|c| !is_invisible(*c)).map(plain).collect();
    let table = Table::new();
    let segments = Cutter { table: &table, searches: 2 }.cut(&chars);
    let segment = segments.iter().find(|s| s.label.is_some_and(|label| label.entry.code == DIGEST))?;
    let value = chars.get(segment.from..segment.to)?;
    let (hex, corrected, _) = digits(value);
    let raw = text.trim();
    let raw = raw.split_once([':', '：']).map_or(raw, |(_, value)| value.trim());
    Some(DigestLine { complete: hex.len() == 16 && !corrected, hex, raw: String::from(raw) })
}

/// The hex digits at the beginning, upper case and without separators; whether letters were put right; characters taken.
pub(crate) fn digits(value: &[char]) -> (String, bool, usize) {
    let mut hex = String::new();
    let mut corrected = false;
    let mut end = 0;
    for (i, &c) in value.iter().enumerate() {
        let digit = match c {
            _ if c.is_ascii_hexdigit() => c.to_ascii_uppercase(),
            'O' | 'o' => '0',
            'l' | 'I' | '|' => '1',
            ' ' | '-' | ':' | '·' | '.' => continue,
            _ => break,
        };
        corrected |= !c.is_ascii_hexdigit();
        hex.push(digit);
        end = i + 1;
    }
    if is_word(at(value, end)) {
        corrected = true;
    }
    (hex, corrected, end)
}

/// Groups of four with hyphens.
pub(crate) fn grouped(hex: &str) -> String {
    let mut out = String::new();
    for (i, c) in hex.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_lines() {
        for text in [
            "签名摘要:9F3A-77C1-02BE-D410",
            "簽名摘要：９Ｆ３Ａ－７７Ｃ１－０２ＢＥ－Ｄ４１０",
            "Signature digest: 9f3a 77c1 02be d410",
            "Signatur-Prüfsumme: 9F3A-77C1-02BE-D410",
            "SIGNATURE DIGEST 9F3A77C102BED410",
        ] {
            let line = digest_line(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((line.hex.as_str(), line.complete), ("9F3A77C102BED410", true), "{text}");
        }
        assert_eq!(digest_line("签名摘要:9F3A-77C1-02").map(|line| line.complete), Some(false));
        assert_eq!(digest_line("签名摘要:9F3A-77C1-02BE-D4X0").map(|line| line.complete), Some(false));
        assert_eq!(digest_line("签名摘要:").map(|line| line.hex), Some(String::new()));
        assert_eq!(digest_line("持卡人签名(SIGNATURE):"), None);
        assert_eq!(digest_line("金额:9F3A-77C1-02BE-D410"), None);
    }
}
