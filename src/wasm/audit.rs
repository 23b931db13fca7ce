//! Audits of tills' exports for the page: files are read piece by piece, in a worker.

use super::{blob::Pieces, error, get, material, plain, text};
use crate::{audit::Trusted, time::Timestamp};
use alloc::{format, vec::Vec};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use slipcheck_audit::{
    Filter, Finding, Input, Options, Period, Progress, Sink, State, Stop, audit as judge, options::Secret,
};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

/// How far it is, told to the page about ten times a second.
struct Told {
    progress: Option<Function>,
    last: f64,
}

impl Sink for Told {
    fn finding(&mut self, _: &Finding) {}

    fn progress(&mut self, Progress { read, total, records, findings }: Progress) {
        let Some(progress) = &self.progress else { return };
        let now = js_sys::Date::now();
        if now - self.last < 100.0 && read < total {
            return;
        }
        self.last = now;
        let told = Object::new();
        for (name, value) in [
            ("done", read as f64),
            ("total", total as f64),
            ("receipts", records as f64),
            ("findings", findings as f64),
        ] {
            let _ = Reflect::set(&told, &name.into(), &value.into());
        }
        let _ = progress.call1(&JsValue::UNDEFINED, &told);
    }
}

/// A moment that the request names.
fn time(object: &JsValue, name: &str) -> Result<Option<crate::time::Moment>, JsValue> {
    let Some(given) = text(object, name) else { return Ok(None) };
    let time = Timestamp::parse(&given).map(Timestamp::moment);
    time.map(Some).ok_or_else(|| error("request", &format!("{name}: an RFC 3339 time is needed")))
}

fn list(object: &JsValue, name: &str) -> Array {
    get(object, name).dyn_into().unwrap_or_default()
}

fn options(request: &JsValue) -> Result<Options, JsValue> {
    let is = |name| get(request, name) == JsValue::TRUE;
    let key = |key: JsValue| {
        let bytes = get(&key, "bytes").dyn_into::<Uint8Array>().ok()?;
        Some((text(&key, "name")?, Secret(bytes.to_vec())))
    };
    let after = match get(request, "after").dyn_into::<Uint8Array>() {
        Err(_) => None,
        Ok(bytes) => {
            let state = State::read(&bytes.to_vec());
            Some(state.ok_or_else(|| error("no-state", "this is no state of the part before"))?)
        }
    };
    let filter = get(request, "filter");
    let number = |name| get(&filter, name).as_f64().map(|number| number as u64);
    Ok(Options {
        now: time(request, "at")?.ok_or_else(|| error("request", "at: an RFC 3339 time is needed"))?,
        keys: list(request, "keys").iter().filter_map(key).collect(),
        key_check: text(request, "keyCheck"),
        filtered: is("filtered"),
        strict: is("strict"),
        after,
        keep_state: is("keepState"),
        max_findings: get(request, "maxFindings").as_f64().map_or(1000, |most| most as usize),
        by: match text(request, "by").as_deref() {
            Some("day") => Some(Period::Day),
            Some("month") => Some(Period::Month),
            _ => None,
        },
        filter: Filter {
            client: text(&filter, "client"),
            from: time(&filter, "from")?,
            to: time(&filter, "to")?,
            transactions: number("firstTransaction").zip(number("lastTransaction")),
            device: text(&filter, "device"),
        },
        jobs: 1,
    })
}

/// Judges the export of a till: an `AuditRequest`, and a function that is told `{done, total, receipts, findings}` (bytes) while it
/// goes on. In a worker alone: files are read synchronously.
#[wasm_bindgen(unchecked_return_type = "AuditReport")]
pub fn audit(
    #[wasm_bindgen(unchecked_param_type = "AuditRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "(progress: AuditProgress) => void")] progress: JsValue,
) -> Result<JsValue, JsValue> {
    let options = options(&request)?;
    let trust = get(&request, "trust");
    let store = material(&trust);
    let mut inputs = Vec::new();
    for file in list(&request, "files").iter() {
        let name = text(&file, "name").unwrap_or_default();
        let unread = || error("unreadable", &format!("{name} cannot be read"));
        let blob = get(&file, "blob").dyn_into::<Blob>().map_err(|_| unread())?;
        let pieces = Pieces::new(blob).ok_or_else(unread)?;
        inputs.push(Input::of_reader(&name, pieces).map_err(|_| unread())?);
    }
    let authority = Trusted { store: &store, now: options.now };
    let mut told = Told { progress: progress.dyn_into().ok(), last: 0.0 };
    let report = judge(&mut inputs, &options, &authority, &mut told).map_err(|stop| match stop {
        Stop::NothingReadable => error("nothing-readable", "nothing here is an export of a till"),
        Stop::Mixed(one, other) => error("mixed", &format!("{} {}", one.id(), other.id())),
        Stop::OtherState => error("other-state", "the state is that of another kind of export"),
    })?;
    let result = plain(&report)?;
    if let Some(state) = &report.state {
        let mut bytes = Vec::new();
        if state.write(&mut bytes).is_ok() {
            let _ = Reflect::set(&result, &"state".into(), &Uint8Array::from(bytes.as_slice()));
        }
    }
    Ok(result)
}
