//! The web boundary: the only file that knows JavaScript. Plain objects in, plain objects out; errors are plain objects
//! `{code, message}`.

use crate::{
    check, encoding,
    input::{Input, Picture},
    lean,
    pki::{Certificate, Crl, OcspResponse, Store},
    time::Timestamp,
};
#[cfg(feature = "full")]
use crate::{pki, slip};
use alloc::{string::String, vec::Vec};
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

fn error(code: &str, message: &str) -> JsValue {
    let object = Object::new();
    // Setting a property of a new object can't fail.
    let _ = Reflect::set(&object, &"code".into(), &code.into());
    let _ = Reflect::set(&object, &"message".into(), &message.into());
    object.into()
}

fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(|problem| error("boundary", &alloc::format!("{problem}")))
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

fn files(object: &JsValue, name: &str) -> Vec<Vec<u8>> {
    let list = get(object, name);
    if !Array::is_array(&list) {
        return Vec::new();
    }
    Array::from(&list)
        .iter()
        .filter_map(|item| item.dyn_into::<Uint8Array>().ok())
        .map(|bytes| bytes.to_vec())
        .collect()
}

/// Checks a `CheckRequest`; returns one report a code, at least one.
#[wasm_bindgen(unchecked_return_type = "Report[]")]
pub fn check(#[wasm_bindgen(unchecked_param_type = "CheckRequest")] request: JsValue) -> Result<JsValue, JsValue> {
    let at = text(&request, "at").as_deref().and_then(Timestamp::parse);
    let at = at.ok_or_else(|| error("request", "at: an RFC 3339 time is needed"))?;
    let picture = get(&request, "picture");
    let picture = picture.is_object().then(|| Picture {
        codes: Array::from(&get(&picture, "codes")).iter().filter_map(|code| text(&code, "text")).collect(),
        finding: text(&picture, "finding").unwrap_or_default(),
    });
    let input = Input { text: text(&request, "text"), printed: text(&request, "printed"), picture };
    let trust = get(&request, "trust");
    let certificates = |name| files(&trust, name).iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
    lean::was_lacking();
    let mut responses = files(&trust, "ocsp");
    if !responses.is_empty() && !lean::is_full() {
        responses.clear();
    }
    let store = Store {
        anchors: certificates("anchors"),
        certificates: certificates("certificates"),
        crls: files(&trust, "crls").iter().filter_map(|der| Crl::from_der(der).ok()).collect(),
        ocsp: responses.iter().filter_map(|der| OcspResponse::from_der(der).ok()).collect(),
    };
    let reports = check::check(&input, &store, at.moment());
    if lean::was_lacking() {
        return Err(error("whole-core-needed", "this module can't do all of that: load the whole one"));
    }
    plain(&reports)
}

/// Reads a text without judging it.
#[cfg(feature = "full")]
#[wasm_bindgen(unchecked_return_type = "Reading")]
pub fn read(text: &str) -> Result<JsValue, JsValue> {
    plain(&slip::read(text))
}

/// The certificates and revocation lists in a file, and what was refused.
#[cfg(feature = "full")]
#[wasm_bindgen(unchecked_return_type = "Import")]
pub fn inspect(file: &[u8]) -> Result<JsValue, JsValue> {
    plain(&pki::import(file))
}

/// The version of this build.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Lower-case hex of SHA-256, for the page's own bookkeeping.
#[wasm_bindgen]
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    encoding::hex(&crate::signature::sha256(bytes))
}
