//! Older encodings of text, by their labels (Encoding Standard §4.2): the browser's own in the web module, a crate's on the
//! command line.

use alloc::{string::String, vec::Vec};

/// The label of GB 18030, which GBK and GB 2312 are parts of.
const GB18030: &str = "gb18030";

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
