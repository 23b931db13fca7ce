//! Older encodings of text, by their labels (Encoding Standard §4.2): the browser's own in the web module, a crate's on the
//! command line.

use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// The label of GB 18030, which GBK and GB 2312 are parts of.
const GB18030: &str = "gb18030";

/// The label of Windows-1252.
const WINDOWS_1252: &str = "windows-1252";

/// The text of bytes in the encoding that has this label, strictly; `None` where they are none, or there is no such encoding.
#[cfg(feature = "cli")]
#[must_use]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(alloc::borrow::Cow::into_owned)
}

/// The text of bytes in the encoding that has this label, strictly; `None` where they are none, or there is no such encoding.
#[cfg(all(feature = "web", not(feature = "cli")))]
#[must_use]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    use js_sys::{Array, Function, Object, Reflect, Uint8Array};
    use wasm_bindgen::JsCast as _;
    let constructor: Function = Reflect::get(&js_sys::global(), &"TextDecoder".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"fatal".into(), &true.into()).ok()?;
    Reflect::set(&options, &"ignoreBOM".into(), &true.into()).ok()?;
    let decoder = Reflect::construct(&constructor, &Array::of2(&label.into(), &options)).ok()?;
    let decode: Function = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into().ok()?;
    decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
}

/// Without either feature nothing in an older encoding can be read.
#[cfg(not(any(feature = "cli", feature = "web")))]
#[must_use]
pub fn decode(_label: &str, _bytes: &[u8]) -> Option<String> {
    None
}

/// The text of bytes in GB 18030.
pub(crate) fn from_gb18030(bytes: &[u8]) -> Option<String> {
    decode(GB18030, bytes)
}

/// The bytes of a text in GB 18030; `None` where a character has none.
#[cfg(feature = "cli")]
pub(crate) fn to_gb18030(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(text);
    (!lossy).then(|| bytes.into_owned())
}

/// By a table made of what the browser decodes: the characters of two bytes, which are all that messages hold.
#[cfg(all(feature = "web", not(feature = "cli")))]
pub(crate) fn to_gb18030(text: &str) -> Option<Vec<u8>> {
    static TABLE: std::sync::OnceLock<Vec<(char, [u8; 2])>> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<(char, [u8; 2])> = Vec::new();
        for lead in 0x81..=0xfe_u8 {
            // A row at a time: each pair of bytes is one character.
            let row: Vec<[u8; 2]> = (0x40..=0xfe_u8).filter(|c| *c != 0x7f).map(|trail| [lead, trail]).collect();
            let text = from_gb18030(row.as_flattened()).filter(|text| text.chars().count() == row.len());
            table.extend(text.iter().flat_map(|text| text.chars()).zip(row));
        }
        table.sort_unstable();
        table
    });
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            bytes.push(c as u8);
        } else {
            let at = table.binary_search_by_key(&c, |(known, _)| *known).ok()?;
            bytes.extend_from_slice(&table.get(at)?.1);
        }
    }
    Some(bytes)
}

/// Without either feature there is no table.
#[cfg(not(any(feature = "cli", feature = "web")))]
pub(crate) fn to_gb18030(_text: &str) -> Option<Vec<u8>> {
    None
}

/// The text of these bytes: UTF-8, UTF-16 with its mark, GB 18030 as Chinese tills' programs still write it, or Windows-1252
/// as German ones do. `None` when it is none of them.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<String> {
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match core::str::from_utf8(bytes) {
                Ok(text) => Some(text.to_owned()),
                Err(_) if is_chinese(bytes) => from_gb18030(bytes).filter(|text| mostly_chinese(text)),
                Err(_) => is_latin(bytes).then(|| decode(WINDOWS_1252, bytes)).flatten(),
            }
        }
    }?;
    // Text has no such characters; what has them is something else.
    (!decoded.contains('\0')).then_some(decoded)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    String::from_utf16(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<u16>>()).ok()
}

/// Whether bytes are rather GB 18030 than Windows-1252: a single umlaut takes the letter behind it along there, and gives a
/// rare character; the common ones (GB/T 2312, first level) and its marks are two high bytes.
fn is_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0usize, 0usize);
    let mut rest = bytes;
    while let Some((lead, behind)) = rest.split_first() {
        rest = behind;
        if lead.is_ascii() {
            continue;
        }
        match (lead, behind.first()) {
            (0xa1..=0xa3 | 0xb0..=0xd7, Some(0xa1..=0xfe)) => common += 1,
            // The second level, and Unicode's other planes: either.
            (0xd8..=0xf7, Some(0xa1..=0xfe)) | (_, Some(b'0'..=b'9')) => {}
            _ => rare += 1,
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    common > 4 * rare
}

/// Whether bytes may be a text in Windows-1252: of letters beyond ASCII it has a few, and five bytes it has not at all.
fn is_latin(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let none = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0..=8 | 0x0e..=0x1a);
    high * 3 <= bytes.len() && !bytes.iter().any(none)
}

/// Whether text from an old encoding makes sense: bytes of anything decode to something.
fn mostly_chinese(text: &str) -> bool {
    let (mut likely, mut unlikely) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            ' '..='~' | '\n' | '\r' | '\t' => {}
            '\u{4e00}'..='\u{9fa5}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff01}'..='\u{ff5e}'
            | '¥'
            | '￥'
            | '·'
            | '—'
            | '…'
            | '“'
            | '”' => likely += 1,
            _ => unlikely += 1,
        }
    }
    likely > 4 * unlikely
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_encodings_of_tills() {
        let slip = "商户名称:云栖面馆\n金额:RMB 138.00\n";
        assert_eq!(text(slip.as_bytes()).unwrap(), slip);
        assert_eq!(text(format!("\u{feff}{slip}").as_bytes()).unwrap(), slip);
        let units: Vec<u16> = slip.encode_utf16().collect();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(units.iter().flat_map(|u| u.to_le_bytes())).collect();
        assert_eq!(text(&little).unwrap(), slip);
        assert_eq!(text(little.get(..little.len() - 1).unwrap()), None);
        let (gb, ..) = encoding_rs::GB18030.encode(slip);
        assert_eq!(text(&gb).unwrap(), slip);
        assert_eq!(text(b"\x80\x00\xff\xfe rubbish"), None);
        assert_eq!(text(b"a\0b"), None);
        for slip in [
            "Käse 1,00\n",
            "Größe: L\nSUMME EUR 12,50 €\n",
            "Café Übel, § 14 – danke",
            "FÜR GETRÄNKE",
            "Straße",
            "Crème brûlée 4,50 €",
        ] {
            let (latin, ..) = encoding_rs::WINDOWS_1252.encode(slip);
            assert_eq!(text(&latin).unwrap(), slip);
        }
        for slip in ["金额:1", "付款：￥138.00", "商户名称:鑫鑫囧面馆"] {
            let (gb, ..) = encoding_rs::GB18030.encode(slip);
            assert_eq!(text(&gb).unwrap(), slip);
        }
        assert_eq!(text(b"").unwrap(), "");
    }
}
