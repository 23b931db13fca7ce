//! Which encoding a file is in, and its text (reconcile.md, section 2).

use std::borrow::Cow;

/// An encoding that tables come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// GB 18030 and what it contains: GBK, GB 2312.
    Gb18030,
    /// Windows-1252.
    Windows1252,
}

impl Encoding {
    /// Its label, as browsers know it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The encoding of a label.
    #[must_use]
    pub fn of(label: &str) -> Option<Self> {
        match label.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "utf-16le" | "utf-16" | "utf16" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            "gb18030" | "gbk" | "gb2312" => Some(Self::Gb18030),
            "windows-1252" | "latin1" | "iso-8859-1" | "cp1252" => Some(Self::Windows1252),
            _ => None,
        }
    }
}

/// What the host brings: tables of old encodings and of normal forms are large, and a browser has them.
#[derive(Clone, Copy)]
pub struct Unicode {
    /// Text of bytes in GB 18030 or Windows-1252; what is no text becomes U+FFFD.
    pub decode: fn(Encoding, &[u8]) -> String,
    /// The normal form NFKC of a text.
    pub nfkc: fn(&str) -> String,
}

#[cfg(feature = "native")]
impl Default for Unicode {
    fn default() -> Self {
        use unicode_normalization::UnicodeNormalization as _;
        Self {
            decode: |encoding, bytes| match encoding {
                Encoding::Gb18030 => encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
                _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
            },
            nfkc: |text| text.nfkc().collect(),
        }
    }
}

/// The first encoding that holds (section 2).
pub(crate) fn detect(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(4000)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, places) = (zeros(0), zeros(1), (head.len() / 2).max(1));
    if odd * 100 > 30 * places && even * 100 < 5 * places {
        return Encoding::Utf16Le;
    }
    if even * 100 > 30 * places && odd * 100 < 5 * places {
        return Encoding::Utf16Be;
    }
    if core::str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8;
    }
    let (mut high, mut paired, mut at) = (0usize, 0usize, 0usize);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte < 0x80 {
            continue;
        }
        high += 1;
        if *byte >= 0xa1 && bytes.get(at).is_some_and(|next| *next >= 0xa1) {
            high += 1;
            paired += 2;
            at += 1;
        }
    }
    if paired * 100 >= high * 60 { Encoding::Gb18030 } else { Encoding::Windows1252 }
}

/// The text of bytes in an encoding, without its mark.
pub(crate) fn decode<'a>(bytes: &'a [u8], encoding: Encoding, unicode: &Unicode) -> Cow<'a, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        other => Cow::Owned((unicode.decode)(other, bytes)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'static, str> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair)).skip_while(|unit| *unit == 0xfeff);
    Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = "商户号,金额\n898440358127779,1.00\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let ascii: Vec<u8> = "Datum;Betrag\n1.1.2026;1,00".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> =
            [0xfe, 0xff].into_iter().chain(units.iter().flat_map(|unit| unit.to_be_bytes())).collect();
        let (gb, ..) = encoding_rs::GB18030.encode(text);
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode("Gebühr;Währung;Größe");
        for (bytes, expected) in [
            (text.as_bytes(), Encoding::Utf8),
            (&little, Encoding::Utf16Le),
            (&ascii, Encoding::Utf16Le),
            (&marked, Encoding::Utf16Be),
            (&gb, Encoding::Gb18030),
            (&latin, Encoding::Windows1252),
            (b"", Encoding::Utf8),
        ] {
            assert_eq!(detect(bytes), expected);
        }
        assert_eq!(decode(&gb, Encoding::Gb18030, &Unicode::default()), text);
        assert_eq!(decode(&marked, Encoding::Utf16Be, &Unicode::default()), text);
    }
}
