//! A batch for the page, in a worker: files become items, items become rows. What each item is, what a row says and what is
//! counted is in `crate::batch`, for page and command line alike; photos are scanned and pages drawn by the page.

use super::{blob::Pieces, error, gateway_keys, get, kept_slips, material, pages, pictured, plain, seen_keys, text};
use crate::{
    batch::{
        self, Judged, Outcome,
        columns::Record,
        items::{Body, Item, Names, Shape, Task, Walker},
        judge,
        row::{Row, Taken, csv_head},
        tally::Why,
    },
    input::{File, Kind},
    pki::Store,
    time::{Moment, Timestamp},
};
use alloc::{string::String, sync::Arc, vec::Vec};
use core::ops::ControlFlow;
use js_sys::{Function, Object, Reflect, Uint8Array};
use slipcheck_audit::Options;
use std::collections::HashSet;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

/// A batch: what is trusted, and what was there.
#[wasm_bindgen]
#[allow(missing_debug_implementations)]
pub struct Batch {
    store: Store,
    now: Moment,
    shape: Shape,
    names: Names,
    batch: batch::Batch,
}

fn set(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Setting a property of a new object can't fail.
    let _ = Reflect::set(object, &name.into(), &value.into());
}

fn number(object: &JsValue, name: &str) -> Option<u64> {
    get(object, name).as_f64().map(|number| number as u64)
}

fn bytes(object: &JsValue, name: &str) -> Option<Vec<u8>> {
    get(object, name).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

/// An item as the page takes it: `{source, first, line, kind, …}`. Bytes stand in it where they are not those of the file itself.
fn item_of(item: Item, file: &str, shape: &Shape) -> Object {
    let Item { source, first, line, task } = item;
    let object = Object::new();
    let is_file = *source == *file;
    set(&object, "source", &*source);
    set(&object, "first", first as f64);
    if let Some(line) = line {
        set(&object, "line", line as f64);
    }
    let put = |kind: &str, bytes: Option<Vec<u8>>| {
        set(&object, "kind", kind);
        if let (Some(bytes), false) = (bytes, is_file) {
            set(&object, "bytes", Uint8Array::from(bytes.as_slice()));
        }
    };
    match task {
        Task::Unread(why) => {
            put("unread", None);
            set(&object, "why", why.id());
        }
        Task::TooLarge => put("large", None),
        Task::Export(mut body) => {
            let held = if is_file { Ok(Vec::new()) } else { body.all() };
            match held {
                Ok(bytes) => put("export", Some(bytes)),
                Err(_) => {
                    put("unread", None);
                    set(&object, "why", Why::Damaged.id());
                }
            }
        }
        Task::Content(bytes) => {
            let kind = match Kind::of(&bytes) {
                Kind::Text => "text",
                Kind::Picture => "picture",
                Kind::Pdf | Kind::Ofd => "document",
                Kind::Heic | Kind::OtherPicture | Kind::Archive => "nothing",
            };
            put(kind, Some(bytes));
        }
        Task::Record(record, how) => {
            let read = Record::of(&record, &how, shape);
            if record.is_cut {
                put("large", None);
            } else if read.is_broken {
                put("broken", None);
            } else {
                put("record", None);
                set(&object, "text", read.code);
                if let Some(printed) = read.printed {
                    set(&object, "printed", printed);
                }
            }
        }
    }
    object
}

#[wasm_bindgen]
impl Batch {
    /// A batch in which this is trusted, at this moment: `{trust, kept, at}`.
    ///
    /// # Errors
    /// There is no moment.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "BatchRequest")] request: JsValue) -> Result<Self, JsValue> {
        let at = text(&request, "at").as_deref().and_then(Timestamp::parse);
        let at = at.ok_or_else(|| error("request", "at: an RFC 3339 time is needed"))?;
        let trust = get(&request, "trust");
        let mut store = material(&trust);
        store.seen = seen_keys(&trust);
        store.kept = kept_slips(&request);
        gateway_keys(&request, &trust, &mut store);
        let shape = Shape { code: "code".into(), ..Shape::default() };
        Ok(Self { store, now: at.moment(), shape, names: Names::default(), batch: batch::Batch::default() })
    }

    /// Takes a name for a source that is no file; returns it, with a number behind it where it is taken.
    pub fn name(&mut self, source: &str) -> String {
        self.names.take(source)
    }

    /// Goes through a file: `sink` gets each `BatchItem`, and says whether more are wanted. Returns the name of the source.
    ///
    /// # Errors
    /// It is not called in a worker.
    pub fn unpack(
        &mut self,
        name: &str,
        blob: Blob,
        #[wasm_bindgen(unchecked_param_type = "(item: BatchItem) => boolean")] sink: &Function,
    ) -> Result<String, JsValue> {
        let pieces = Pieces::new(blob).ok_or_else(|| error("boundary", "files are read in a worker alone"))?;
        let source = self.names.take(name);
        let shape = self.shape.clone();
        let mut take = |item: Item| {
            let item = item_of(item, &source, &shape);
            match sink.call1(&JsValue::UNDEFINED, &item) {
                Ok(more) if more != JsValue::FALSE => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        };
        let finished = HashSet::new();
        let mut walker = Walker { shape: &self.shape, sink: &mut take, finished: &finished, names: &mut self.names };
        // It breaks where no more are wanted, and whoever says so knows.
        let _ = match Body::of_source(pieces) {
            Ok(body) => walker.body(&source, body, 0),
            Err(_) => walker.unread(&source, Why::Damaged),
        };
        Ok(source)
    }

    fn judged(&self, item: &JsValue, source: &str) -> Judged {
        let (store, now) = (&self.store, self.now);
        let one = |report| Judged::Slips(Vec::from([report]));
        match text(item, "kind").unwrap_or_default().as_str() {
            "record" => one(judge::record(text(item, "text").unwrap_or_default(), text(item, "printed"), store, now)),
            "text" => judge::text(&bytes(item, "bytes").unwrap_or_default(), store, now, &mut || ()),
            "picture" => judge::picture(pictured(&get(item, "picture")), store, now),
            "document" => {
                let pages = pages::seen(item);
                let bytes = bytes(item, "bytes").unwrap_or_default();
                judge::document(File { unscanned: pages.is_none(), pages, ..File::new(bytes) }, store, now)
            }
            "export" => {
                let options = Options { now, ..Options::default() };
                let blob = get(item, "blob").dyn_into::<Blob>().ok();
                match blob.and_then(Pieces::new).and_then(|pieces| Body::of_source(pieces).ok()) {
                    Some(body) => judge::export(source, body, &options, store),
                    None => Judged::Unread(Why::Damaged),
                }
            }
            "broken" => one(judge::no_json(now)),
            "large" => one(judge::ended("size", now)),
            "ended" => one(judge::ended(&text(item, "reason").unwrap_or_default(), now)),
            "unread" => {
                let why = text(item, "why").unwrap_or_default();
                let all = [Why::NotFound, Why::TooDeep, Why::KeyMaterial];
                Judged::Unread(all.into_iter().find(|known| known.id() == why).unwrap_or(Why::Damaged))
            }
            _ => one(judge::nothing_recognised(now)),
        }
    }

    /// The rows of an item, in the order of the inputs: JSON lines, each with the whole report.
    pub fn judge(&mut self, #[wasm_bindgen(unchecked_param_type = "BatchItem")] item: &JsValue) -> Vec<String> {
        let source: Arc<str> = text(item, "source").unwrap_or_default().into();
        let judged = self.judged(item, &source);
        let mut outcome = Outcome::of(source, number(item, "first").unwrap_or_default(), number(item, "line"), judged);
        outcome.is_broken = text(item, "kind").as_deref() == Some("broken");
        let rows = self.batch.rows(outcome, &self.store, self.now, &mut |_| false);
        rows.iter().map(Row::json).collect()
    }

    /// Takes up a row that was made before, as JSON with its report.
    #[wasm_bindgen(js_name = takeUp)]
    pub fn take_up(&mut self, row: &str) {
        if let Ok(row) = serde_json::from_str(row) {
            self.batch.take_up(Taken::of(&row));
        }
    }

    /// The summary so far.
    ///
    /// # Errors
    /// It cannot be handed over.
    #[wasm_bindgen(unchecked_return_type = "BatchSummary")]
    pub fn summary(&self) -> Result<JsValue, JsValue> {
        plain(&self.batch.tally.to_json())
    }
}

/// Rows, one JSON object a line, as records of CSV; `head`: with the names of the columns before them. `;` separates where
/// decimals have a comma.
#[wasm_bindgen(js_name = batchCsv)]
#[must_use]
pub fn batch_csv(rows: &str, comma: bool, head: bool) -> String {
    let delimiter = if comma { ';' } else { ',' };
    let mut table = if head { csv_head(&[], delimiter) } else { String::new() };
    for row in rows.lines().filter_map(|line| serde_json::from_str(line).ok()) {
        table.push_str(&Taken::of(&row).row.csv(&[], delimiter));
    }
    table
}
