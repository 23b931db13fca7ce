//! The web boundary: nothing else knows JavaScript. Plain objects in, plain objects out; errors are plain objects
//! `{code, message}`.

use crate::{
    check, encoding,
    input::{File, Input, Picture},
    lean,
    pki::{Certificate, Crl, Formats, Kept, OcspResponse, Seen, Store},
    report::Format,
    signature::{Curve, Digest, PublicKey, Scheme},
    time::Timestamp,
};
#[cfg(feature = "full")]
use crate::{issuers, pki, slip};
use alloc::{string::String, vec::Vec};
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[cfg(feature = "all")]
pub mod audit;
#[cfg(feature = "all")]
pub mod batch;
#[cfg(feature = "all")]
mod blob;
#[cfg(feature = "all")]
pub mod draw;

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

/// What an item of a list of trusted things is: its bytes alone, trusted for every format, or `{der, formats}`.
fn limited(item: &JsValue) -> Option<(Vec<u8>, Formats)> {
    let der = get(item, "der").dyn_into::<Uint8Array>().or_else(|_| item.clone().dyn_into::<Uint8Array>()).ok()?;
    let limits = get(item, "formats");
    let formats = if Array::is_array(&limits) {
        let ids: Vec<String> = Array::from(&limits).iter().filter_map(|id| id.as_string()).collect();
        Formats::from_ids(ids.iter().map(String::as_str))
    } else {
        Formats::ALL
    };
    Some((der.to_vec(), formats))
}

fn items(trust: &JsValue, name: &str) -> Vec<JsValue> {
    let list = get(trust, name);
    if Array::is_array(&list) { Array::from(&list).iter().collect() } else { Vec::new() }
}

/// Keys of payment gateways without a certificate (`keys`; those that the user pressed "trust" for: `trustedKeys`), the numbers of the user's own at the gateways
/// (`merchants`), and the merchant's APIv3 key, for this check alone.
#[cfg(feature = "all")]
fn gateway_keys(request: &JsValue, trust: &JsValue, store: &mut Store) {
    let untrusted = files(trust, "keys").into_iter().map(|spki| (spki, Formats::NONE));
    let trusted = items(trust, "trustedKeys").into_iter().filter_map(|item| limited(&item));
    for (spki, formats) in untrusted.chain(trusted) {
        if let Ok(key) = PublicKey::from_spki(&spki) {
            store.add_key(spki, key.into(), formats);
        }
    }
    store.merchants = items(trust, "merchants").iter().filter_map(JsValue::as_string).collect();
    store.apiv3_key = text(request, "apiv3Key").map(|key| pki::Secret(key.into_bytes()));
}

/// The anchors, as the user pressed "trust" for them or the page's host named them: bytes, trusted for every format, or
/// `{der, formats, group, since, catalogue}`. Nothing else of a request is trusted.
fn anchors(trust: &JsValue, store: &mut Store) {
    for item in items(trust, "anchors") {
        let Some((der, formats)) = limited(&item) else { continue };
        let Ok(anchor) = Certificate::from_der(&der) else { continue };
        #[cfg(feature = "full")]
        if let Some(id) = text(&item, "group") {
            // The catalogue says who is a member, and for what: nothing else of the request counts.
            let [since, catalogue] = ["since", "catalogue"].map(|name| text(&item, name).unwrap_or_default());
            if let Some(group) = issuers::group(&id) {
                store.grant(anchor, group, since, catalogue);
            }
            continue;
        }
        store.trust(anchor, formats);
    }
}

/// What is at hand and what of it is trusted: the `Trust` of every request.
fn material(trust: &JsValue) -> Store {
    let mut store = Store {
        certificates: files(trust, "certificates").iter().filter_map(|der| Certificate::from_der(der).ok()).collect(),
        crls: files(trust, "crls").iter().filter_map(|der| Crl::from_der(der).ok()).collect(),
        ocsp: files(trust, "ocsp").iter().filter_map(|der| OcspResponse::from_der(der).ok()).collect(),
        keys: files(trust, "keys").iter().filter_map(|der| PublicKey::from_spki(der).ok()).map(Into::into).collect(),
        ..Store::default()
    };
    anchors(trust, &mut store);
    store
}

/// The record of keys that were seen before, when one is kept: `{key, format, holder, times, since}`.
fn seen_keys(trust: &JsValue) -> Option<Vec<Seen>> {
    let list = get(trust, "seen");
    if !Array::is_array(&list) {
        return None;
    }
    let one = |item: JsValue| {
        Some(Seen {
            key: encoding::unhex(&text(&item, "key")?).ok()?.try_into().ok()?,
            format: Format::ALL.iter().copied().find(|format| text(&item, "format").as_deref() == Some(format.id()))?,
            holder: text(&item, "holder")?,
            times: get(&item, "times").as_f64().map_or(1, |times| times as u32),
            since: text(&item, "since").unwrap_or_default(),
        })
    };
    Some(Array::from(&list).iter().filter_map(one).collect())
}

/// Slips that were kept: `{identity, since}`.
fn kept_slips(request: &JsValue) -> Vec<Kept> {
    let list = get(request, "kept");
    if !Array::is_array(&list) {
        return Vec::new();
    }
    let one = |item: JsValue| {
        let identity = encoding::unhex(&text(&item, "identity")?).ok()?.try_into().ok()?;
        Some(Kept { identity, since: text(&item, "since").unwrap_or_default() })
    };
    Array::from(&list).iter().filter_map(one).collect()
}

/// What the scan module returned, with the lines of the read module and a person's answers when there are any.
fn pictured(picture: &JsValue) -> Picture {
    #[allow(unused_mut)]
    let mut found = Picture {
        codes: Array::from(&get(picture, "codes")).iter().filter_map(|code| text(&code, "text")).collect(),
        finding: text(picture, "finding").unwrap_or_default(),
        faults: get(picture, "faults").dyn_ref::<Array>().map_or_else(Vec::new, |faults| {
            faults.iter().filter_map(|fault| Some((text(&fault, "id")?, get(&fault, "value").as_f64()?))).collect()
        }),
        ..Picture::default()
    };
    let has = |name| get(picture, name).is_object();
    if (has("lines") || has("answers")) && lean::is_full() {
        #[cfg(feature = "full")]
        lines::complete(&mut found, picture);
    }
    found
}

/// Printed lines, as they come from the read module.
#[cfg(feature = "full")]
mod lines {
    use super::{get, text};
    use crate::{
        input::Picture,
        slip::seen::{SeenCharacter, SeenLine},
    };
    use alloc::vec::Vec;
    use js_sys::{Array, Object};
    use wasm_bindgen::prelude::*;

    pub(super) fn list(object: &JsValue, name: &str) -> impl Iterator<Item = JsValue> {
        let list = get(object, name);
        let list = if Array::is_array(&list) { Array::from(&list) } else { Array::new() };
        (0..list.length()).map(move |i| list.get(i))
    }

    fn point(object: &JsValue) -> Option<(f32, f32)> {
        let number = |name| get(object, name).as_f64().filter(|value| value.is_finite()).map(|value| value as f32);
        Some((number("x")?, number("y")?))
    }

    /// Adds lines, answers, and where the codes are.
    pub(super) fn complete(found: &mut Picture, picture: &JsValue) {
        let middle = |code: JsValue| {
            text(&code, "text")?;
            let corners: Vec<(f32, f32)> = list(&code, "corners").take(4).filter_map(|corner| point(&corner)).collect();
            let sum = corners.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.0, sum.1 + corner.1));
            (corners.len() == 4).then_some((sum.0 / 4.0, sum.1 / 4.0))
        };
        found.middles = list(picture, "codes").filter_map(middle).collect();
        found.lines = list(picture, "lines").map(|line| line_of(&line)).collect();
        let answers = get(picture, "answers");
        if let Some(object) = answers.dyn_ref::<Object>() {
            let names = Object::keys(object);
            let names = names.iter().filter_map(|name| name.as_string());
            found.answers = names.filter_map(|name| Some((name.clone(), text(&answers, &name)?))).collect();
        }
    }

    pub(super) fn line_of(line: &JsValue) -> SeenLine {
        let character = |character: JsValue| {
            let choice = |choice: JsValue| {
                Some((text(&choice, "text")?.chars().next()?, get(&choice, "probability").as_f64()? as f32))
            };
            Some(SeenCharacter {
                text: text(&character, "text")?.chars().next()?,
                runners_up: list(&character, "runnersUp").take(5).filter_map(choice).collect(),
                middle: point(&get(&character, "middle"))?,
            })
        };
        let mut corners = [(0.0, 0.0); 4];
        for (corner, given) in corners.iter_mut().zip(list(line, "corners")) {
            *corner = point(&given).unwrap_or_default();
        }
        SeenLine { characters: list(line, "characters").filter_map(character).collect(), corners }
    }
}

/// Pages of a document, as they come from the pages module, with the codes that the scan module found on them.
mod pages {
    use crate::input::SeenPages;
    use alloc::sync::Arc;
    use wasm_bindgen::prelude::*;

    /// Smaller modules open no documents.
    #[cfg(not(feature = "all"))]
    pub(super) fn seen(_: &JsValue) -> Option<Arc<SeenPages>> {
        None
    }

    /// `{pages, more, exceeded, cut}`; what is not said to be whole is not.
    #[cfg(feature = "all")]
    pub(super) fn seen(request: &JsValue) -> Option<Arc<SeenPages>> {
        use super::{get, lines::list, text};
        use crate::input::SeenPage;
        use alloc::{string::String, vec::Vec};
        use slipcheck_pdf::{Line, Page};

        let given = get(request, "pages");
        if !given.is_object() {
            return None;
        }
        let is = |object: &JsValue, name| get(object, name) != JsValue::FALSE;
        let number = |object: &JsValue, name| get(object, name).as_f64().unwrap_or_default();
        let line = |line: JsValue| {
            let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(&line, name));
            Some(Line { text: text(&line, "text")?, x, y, width, height })
        };
        let page = |(at, page): (usize, JsValue)| {
            let codes: Vec<String> = list(&page, "codes").filter_map(|code| code.as_string()).collect();
            let drawn = Page {
                width: 0.0,
                height: 0.0,
                scale: 1.0,
                lines: list(&page, "lines").filter_map(line).collect(),
                invisible: is(&page, "invisible"),
                unread: is(&page, "unread"),
                stopped: is(&page, "stopped"),
                one_picture: is(&page, "onePicture"),
                picture: (0, 0, Vec::new()),
                own: None,
            };
            SeenPage::of(at, drawn, codes)
        };
        Some(Arc::new(SeenPages {
            pages: list(&given, "pages").enumerate().map(page).collect(),
            more: is(&given, "more"),
            exceeded: is(&given, "exceeded"),
            cut: is(&given, "cut"),
        }))
    }
}

/// Checks a `CheckRequest`; returns one report a code, at least one.
#[wasm_bindgen(unchecked_return_type = "Report[]")]
pub fn check(#[wasm_bindgen(unchecked_param_type = "CheckRequest")] request: JsValue) -> Result<JsValue, JsValue> {
    let at = text(&request, "at").as_deref().and_then(Timestamp::parse);
    let at = at.ok_or_else(|| error("request", "at: an RFC 3339 time is needed"))?;
    lean::was_lacking();
    let picture = get(&request, "picture");
    let picture = picture.is_object().then(|| pictured(&picture));
    // Documents are opened in the module that has everything.
    let file = get(&request, "file").dyn_into::<Uint8Array>().ok().filter(|_| lean::has_all());
    let file = file.map(|bytes| {
        let pages = pages::seen(&request);
        File { unscanned: pages.is_none(), pages, ..File::new(bytes.to_vec()) }
    });
    let input = Input { text: text(&request, "text"), printed: text(&request, "printed"), picture, file };
    let trust = get(&request, "trust");
    let mut store = material(&trust);
    store.seen = seen_keys(&trust);
    store.kept = kept_slips(&request);
    #[cfg(feature = "all")]
    gateway_keys(&request, &trust, &mut store);
    let reports = check::check(&input, &store, at.moment());
    if let Some(code) = lean::was_lacking() {
        return Err(error(code, "this module can't do all of that: load the one that is named"));
    }
    let told = plain(&reports)?;
    for (item, report) in Array::from(&told).iter().zip(&reports) {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(&item, &"headline".into(), &plain(&report.headline())?);
    }
    Ok(told)
}

/// Reads the lines of a picture, as the read module returned them, without judging them.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = readLines, unchecked_return_type = "Reading")]
pub fn read_lines(#[wasm_bindgen(unchecked_param_type = "Line[]")] lines: JsValue) -> Result<JsValue, JsValue> {
    let lines: Vec<slip::seen::SeenLine> = Array::from(&lines).iter().map(|line| lines::line_of(&line)).collect();
    let mut reading = slip::seen::read_seen(&lines);
    slip::settle(&mut reading);
    plain(&reading)
}

/// Reads a text without judging it.
#[cfg(feature = "full")]
#[wasm_bindgen(unchecked_return_type = "Reading")]
pub fn read(text: &str) -> Result<JsValue, JsValue> {
    let mut reading = slip::read(text);
    slip::settle(&mut reading);
    plain(&reading)
}

/// The slips of a text, one after another: `{line, members}`, without judging them.
#[cfg(feature = "full")]
#[wasm_bindgen(unchecked_return_type = "Slip[]")]
pub fn slips(text: &str) -> Result<JsValue, JsValue> {
    plain(&slip::many::slips(text))
}

/// The certificates and revocation lists in a file, what the catalogue of issuers says of each certificate (`catalogue`), and what
/// was refused.
#[cfg(feature = "full")]
#[wasm_bindgen(unchecked_return_type = "Import")]
pub fn inspect(file: &[u8]) -> Result<JsValue, JsValue> {
    let found = issuers::settled(pki::import(file));
    let import = plain(&found)?;
    for (item, certificate) in Array::from(&get(&import, "items")).iter().zip(&found.certificates) {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(&item, &"catalogue".into(), &plain(&issuers::recognition(certificate))?);
    }
    Ok(import)
}

/// What the catalogue of issuers says of certificates at hand, DER, one by one; `null`: it is none.
#[cfg(feature = "full")]
#[wasm_bindgen(unchecked_return_type = "(Recognition | null)[]")]
pub fn recognise(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array[]")] certificates: &Array,
) -> Result<JsValue, JsValue> {
    let one = |der: JsValue| Certificate::from_der(&der.dyn_into::<Uint8Array>().ok()?.to_vec()).ok();
    let told: Vec<_> =
        certificates.iter().map(|der| one(der).map(|certificate| issuers::recognition(&certificate))).collect();
    plain(&told)
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

/// Whether an ECDSA signature on P-256 fits, for benchmarks beside other implementations: SEC 1 point, SHA-256 digest,
/// `r ‖ s`. Anything malformed does not fit.
#[wasm_bindgen(js_name = verifyP256)]
#[must_use]
pub fn verify_p256(point: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    let key = PublicKey::from_point(Curve::P256, point);
    key.is_ok_and(|key| key.verify_digest(Scheme::Ecdsa(Digest::Sha256), digest, signature).is_some())
}
