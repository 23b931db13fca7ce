//! GB 18030, which GBK and GB 2312 are parts of: the browser's own in the web module, a crate's on the command line.

use alloc::{string::String, vec::Vec};

/// The text of these bytes; `None` where they are none.
#[cfg(feature = "cli")]
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(alloc::borrow::Cow::into_owned)
}

/// The bytes of a text; `None` where a character has none.
#[cfg(feature = "cli")]
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(text);
    (!lossy).then(|| bytes.into_owned())
}

#[cfg(all(feature = "web", not(feature = "cli")))]
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    use js_sys::{Array, Function, Object, Reflect, Uint8Array};
    use wasm_bindgen::JsCast as _;
    let constructor: Function = Reflect::get(&js_sys::global(), &"TextDecoder".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"fatal".into(), &true.into()).ok()?;
    let decoder = Reflect::construct(&constructor, &Array::of2(&"gb18030".into(), &options)).ok()?;
    let decode: Function = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into().ok()?;
    decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
}

/// By a table made of what the browser decodes: the characters of two bytes, which are all that messages hold.
#[cfg(all(feature = "web", not(feature = "cli")))]
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    static TABLE: std::sync::OnceLock<Vec<(char, [u8; 2])>> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<(char, [u8; 2])> = Vec::new();
        for lead in 0x81..=0xfe_u8 {
            // A row at a time: each pair of bytes is one character.
            let row: Vec<[u8; 2]> = (0x40..=0xfe_u8).filter(|c| *c != 0x7f).map(|trail| [lead, trail]).collect();
            let text = decode(row.as_flattened()).filter(|text| text.chars().count() == row.len());
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

#[cfg(not(any(feature = "cli", feature = "web")))]
pub(crate) fn decode(_bytes: &[u8]) -> Option<String> {
    None
}

#[cfg(not(any(feature = "cli", feature = "web")))]
pub(crate) fn encode(_text: &str) -> Option<Vec<u8>> {
    None
}
