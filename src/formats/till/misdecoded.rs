//! UTF-8 that a scanner read as another encoding: the umlauts of German tills come out as half-width katakana and kanji, or
//! as `Ã` with a mark.

use alloc::{string::String, vec::Vec};

/// What a text must have been, with the encoding that it was read in.
pub(in crate::formats) fn all(text: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<_> = latin(text).map(|text| ("windows-1252", text)).into_iter().collect();
    found.extend(shift_jis(text).into_iter().map(|text| ("shift-jis", text)));
    found
}

/// What stands at 80 to 9F in Windows-1252, where ISO 8859-1 has none.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// What a text must have been whose UTF-8 was read as Windows-1252. Marks behind `Ã` that were put right to ASCII are taken
/// for those of the German capital letters.
fn latin(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        let behind = bytes.last() == Some(&0xc3);
        bytes.push(match c {
            '"' if behind => 0x84,
            '-' if behind => 0x96,
            '\0'..='\u{ff}' => c as u8,
            _ => 0x80 + u8::try_from(WINDOWS.chars().position(|other| other == c)?).ok()?,
        });
    }
    String::from_utf8(bytes).ok().filter(|meant| meant != text)
}

/// What a text must have been whose UTF-8 was read as Shift_JIS (JIS X 0208 appendix 1): bytes from A1 to DF came out as the
/// half-width forms U+FF61 to U+FF9F; a byte behind `ﾃ` (C3) that begins a character of two bytes took the letter behind it
/// along, which is tried.
fn shift_jis(text: &str) -> Vec<String> {
    let is_half = |c: char| matches!(c, '\u{ff61}'..='\u{ff9f}');
    if !text.contains(is_half) {
        return Vec::new();
    }
    let taken: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !is_half(*c)).collect();
    // Ä, Ö, Ü and ß have a second byte that begins a character of two; one kind of them is looked for.
    let Some(first) = taken.first() else { return bytes(text, &[]).into_iter().collect() };
    if taken.iter().any(|c| c != first) {
        return Vec::new();
    }
    let pairs = [0x84u8, 0x96, 0x9c, 0x9f].into_iter().flat_map(|lead| (0x40..0x7f).map(move |trail| [lead, trail]));
    pairs.filter_map(|pair| bytes(text, &pair)).collect()
}

/// The text with the bytes that it was read from, `pair` standing for any other character.
fn bytes(text: &str, pair: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x7f' => bytes.push(c as u8),
            '\u{ff61}'..='\u{ff9f}' => bytes.push((c as u32 - 0xff61 + 0xa1) as u8),
            _ => bytes.extend_from_slice(pair),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn umlauts_come_back() {
        for text in ["Küche-2", "Bäckerei Öl", "Café", "Öl", "Straße", "GRÖSSE"] {
            let (read, ..) = encoding_rs::SHIFT_JIS.decode(text.as_bytes());
            assert!(shift_jis(&read).contains(&text.into()), "{text} {read}");
        }
        for text in ["Küche-2", "Bäckerei Öl", "Straße", "Übel", "Ä"] {
            let (read, ..) = encoding_rs::WINDOWS_1252.decode(text.as_bytes());
            for read in [read.to_string(), read.replace('„', "\"").replace('–', "-")] {
                assert!(all(&read).contains(&("windows-1252", text.into())), "{text} {read}");
            }
        }
        assert!(all("Küche-2").is_empty());
        assert!(shift_jis("カフェ").is_empty());
    }
}
