//! The web module: the only file of the crate that knows JavaScript. Files go in one by one, the outcome stays here, and parts of it
//! come out as plain objects.

use crate::{
    Correction, DateOrder, Encoding, Given, Leg, Options, Outcome, Party, Query, Role, Slip, Sort, Status, Unicode,
    reconcile,
};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Files on their way, then what came out of them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    given: Vec<Given>,
    outcome: Option<Outcome>,
}

#[wasm_bindgen]
impl Desk {
    /// Nothing is on it yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file to a pile: `slip`, `acquirer` or `bank`.
    pub fn add(&mut self, leg: &str, name: String, bytes: Vec<u8>) {
        if let Some(leg) = Leg::ALL.into_iter().find(|other| other.id() == leg) {
            self.given.push(Given { leg, name, bytes });
        }
    }

    /// Reads all files and holds them against each other. `choices`: `{role, days, corrections}`; `slips(name, bytes)` reads slips,
    /// `progress(done, all)` is told how many files are read.
    pub fn run(&mut self, choices: &JsValue, slips: &Function, progress: &Function) {
        self.outcome = None;
        let read = |name: &str, bytes: &[u8]| slips_of(slips, name, bytes);
        let told = |done: usize, all: usize| {
            // Who is told has no say in the result.
            let _ = progress.call2(&JsValue::NULL, &(done as u32).into(), &(all as u32).into());
        };
        let corrections = list(choices, "corrections").filter_map(|entry| correction(&entry)).collect();
        let party = match text(choices, "role").as_deref() {
            Some("cardholder") => Some(Party::Cardholder),
            Some("merchant") => Some(Party::Merchant),
            _ => None,
        };
        let options = Options {
            party,
            days: number(choices, "days").unwrap_or(4) as i32,
            corrections,
            unicode: Unicode { decode, nfkc },
            read_slips: Some(&read),
            progress: Some(&told),
        };
        self.outcome = Some(reconcile(core::mem::take(&mut self.given), &options));
    }

    /// What is said of everything; `undefined` before anything was read.
    #[wasm_bindgen(unchecked_return_type = "Summary | undefined")]
    #[must_use]
    pub fn summary(&self) -> JsValue {
        self.outcome.as_ref().map_or(JsValue::UNDEFINED, |outcome| plain(&outcome.summary()))
    }

    /// A part of the table: `{statuses, search, day, sort, descending, from, most}`.
    #[wasm_bindgen(unchecked_return_type = "Part | undefined")]
    #[must_use]
    pub fn part(&self, query: &JsValue) -> JsValue {
        let named = |id: &str| Status::ALL.into_iter().find(|status| status.id() == id);
        let query = Query {
            statuses: list(query, "statuses").filter_map(|id| named(&id.as_string()?)).collect(),
            search: text(query, "search").unwrap_or_default(),
            day: text(query, "day").unwrap_or_default(),
            sort: text(query, "sort").as_deref().and_then(Sort::of).unwrap_or_default(),
            descending: get(query, "descending") == JsValue::TRUE,
            from: number(query, "from").unwrap_or(0) as usize,
            most: number(query, "most").unwrap_or(50) as usize,
        };
        self.outcome.as_ref().map_or(JsValue::UNDEFINED, |outcome| plain(&outcome.window(&query)))
    }

    /// One transaction, counted from 0, with its rows.
    #[wasm_bindgen(unchecked_return_type = "Detail | undefined")]
    #[must_use]
    pub fn detail(&self, number: usize) -> JsValue {
        let detail = self.outcome.as_ref().and_then(|outcome| outcome.detail(number));
        detail.map_or(JsValue::UNDEFINED, |detail| plain(&detail))
    }

    /// All of it as CSV, one line a transaction; `words`: what is said of an id, by `kind:id`.
    #[must_use]
    pub fn csv(&self, words: &JsValue) -> String {
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        for name in words.dyn_ref::<Object>().map(Object::keys).unwrap_or_default() {
            if let (Some(id), Ok(Some(word))) =
                (name.as_string(), Reflect::get(words, &name).map(|word| word.as_string()))
            {
                said.insert(id, word);
            }
        }
        let say = |kind: &str, id: &str| said.get(&format!("{kind}:{id}")).cloned().unwrap_or_default();
        let mut text = String::new();
        if let Some(outcome) = &self.outcome {
            // A text in memory refuses nothing.
            let _ = outcome.write_csv(&mut text, &say);
        }
        text
    }
}

/// The ids of the roles that a column can have.
#[wasm_bindgen]
#[must_use]
pub fn roles() -> Vec<String> {
    Role::ALL.iter().map(|(_, id)| (*id).to_owned()).collect()
}

fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

fn number(object: &JsValue, name: &str) -> Option<u32> {
    get(object, name).as_f64().filter(|number| (0.0..=4e9).contains(number)).map(|number| number as u32)
}

fn list(object: &JsValue, name: &str) -> impl Iterator<Item = JsValue> {
    let list = get(object, name);
    let list = if Array::is_array(&list) { Array::from(&list) } else { Array::new() };
    (0..list.length()).map(move |at| list.get(at))
}

/// `{file, headerRow, roles: {"3": "rrn"}, encoding, delimiter, dateOrder, decimal, year}`, as the command line takes it.
fn correction(entry: &JsValue) -> Option<Correction> {
    let roles = get(entry, "roles");
    let names = roles.dyn_ref::<Object>().map(Object::keys).unwrap_or_default();
    let named = |column: JsValue| {
        let column = column.as_string()?;
        let role = text(&roles, &column).and_then(|id| Role::of(&id));
        Some((column.parse().ok()?, role))
    };
    Some(Correction {
        file: text(entry, "file")?,
        header_row: number(entry, "headerRow"),
        roles: names.iter().filter_map(named).collect(),
        encoding: text(entry, "encoding").and_then(|label| Encoding::of(&label)),
        delimiter: text(entry, "delimiter").and_then(|text| text.chars().next()),
        date_order: text(entry, "dateOrder").map(|order| match order.as_str() {
            "mdy" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        }),
        decimal_comma: text(entry, "decimal").map(|mark| mark == ","),
        year: number(entry, "year").and_then(|year| i32::try_from(year).ok()),
    })
}

/// Slips by the reader that the page brings: `[{line, members: [[name, value]]}]`, or nothing.
fn slips_of(read: &Function, name: &str, bytes: &[u8]) -> Option<Vec<Slip>> {
    let found = read.call2(&JsValue::NULL, &name.into(), &Uint8Array::from(bytes)).ok()?;
    if !Array::is_array(&found) {
        return None;
    }
    let member = |pair: JsValue| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    let slip = |slip: JsValue| Slip {
        line: number(&slip, "line").unwrap_or(1),
        members: list(&slip, "members").filter_map(member).collect(),
    };
    Some(Array::from(&found).iter().map(slip).collect())
}

/// Text in an old encoding: the browser knows them all (Encoding Standard).
fn decode(encoding: Encoding, bytes: &[u8]) -> String {
    let decoded = || {
        let constructor: Function = get(&js_sys::global(), "TextDecoder").dyn_into().ok()?;
        let decoder = Reflect::construct(&constructor, &Array::of1(&encoding.id().into())).ok()?;
        let decode: Function = get(&decoder, "decode").dyn_into().ok()?;
        decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
    };
    decoded().unwrap_or_default()
}

fn nfkc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { js_sys::JsString::from(text).normalize("NFKC").into() }
}
