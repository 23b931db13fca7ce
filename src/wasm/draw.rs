//! Pages of OFD documents for the page: steps that draw them, and the pictures that they name.

use super::{error, get, material};
use crate::formats;
use alloc::string::String;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

/// Draws an OFD document: `{file, trust}`. Nothing when it is refused or cannot be read: the check says why.
#[wasm_bindgen(js_name = drawOfd, unchecked_return_type = "OfdDrawn | undefined")]
pub fn draw_ofd(#[wasm_bindgen(unchecked_param_type = "OfdRequest")] request: JsValue) -> Result<JsValue, JsValue> {
    let file = get(&request, "file").dyn_into::<Uint8Array>();
    let file = file.map_err(|_| error("request", "file: bytes are needed"))?.to_vec();
    let store = material(&get(&request, "trust"));
    let Some(drawing) = formats::draw_ofd(&file, &store) else { return Ok(JsValue::UNDEFINED) };
    drop(file);
    let json: String =
        serde_json::to_string(&drawing).map_err(|problem| error("boundary", &alloc::format!("{problem}")))?;
    let pictures = Array::new();
    for picture in drawing.pictures {
        let handed = Object::new();
        for (name, value) in [
            ("type", picture.kind.media_type().into()),
            ("moves", picture.moves.into()),
            ("bytes", Uint8Array::from(picture.bytes.as_slice()).into()),
        ] {
            // Setting a property of a new object can't fail.
            let _ = Reflect::set(&handed, &name.into(), &value);
        }
        pictures.push(&handed);
    }
    let out = Object::new();
    let _ = Reflect::set(&out, &"json".into(), &json.into());
    let _ = Reflect::set(&out, &"pictures".into(), &pictures);
    Ok(out.into())
}
