//! A file looked at whole: which state of it is read, what is signed in it, and why nothing is where nothing is.

use crate::{
    file::{Broken, Document, Shared, end_of, ends, find},
    object::{Object, text},
    parse::{Parser, is_space},
    signature::{self, Signatures},
};

/// Most objects that are looked at for what a signature left behind.
const LOOKED_AT: usize = 50_000;

/// Where a file's header begins, when it has one within its first 1024 bytes.
#[must_use]
pub fn header(bytes: &[u8]) -> Option<usize> {
    find(bytes.get(..bytes.len().min(1024 + 5))?, b"%PDF-", 0)
}

/// Bytes in front of the header that change nothing: white space, a byte-order mark.
#[must_use]
pub fn blank_front(bytes: &[u8]) -> usize {
    let Some(at) = header(bytes) else { return 0 };
    let front = bytes.get(..at).unwrap_or_default();
    let front = front.strip_prefix(b"\xef\xbb\xbf").unwrap_or(front);
    if front.iter().all(|byte| is_space(*byte)) { at } else { 0 }
}

/// The file from its header on, when nothing that counts stands before it.
#[must_use]
pub fn front_cut(bytes: &[u8]) -> &[u8] {
    let blanks = blank_front(bytes);
    // One whose offsets count them is left as it is.
    if blanks > 0 && Document::open(bytes, &Shared::default()).is_ok() {
        return bytes;
    }
    bytes.get(blanks..).unwrap_or_default()
}

/// What can be read of a file.
pub enum State<'a> {
    /// It reads strictly, whole.
    Whole(Document<'a>),
    /// It reads strictly up to an earlier end, and something is signed there; bytes that are none of it stand behind.
    Front(Document<'a>),
    /// It names a signature whose bytes end behind the file's end.
    Truncated,
    /// It names a signature and cannot be read strictly.
    Damaged,
    /// It names no signature and was rebuilt; whether it ends as a file ends.
    Rebuilt(Document<'a>, bool),
    /// Nothing of it can be read; whether it has objects and no end.
    Unreadable(bool),
    /// It needs a password.
    Locked,
    /// A bound was passed.
    TooLarge,
}

/// A file looked at.
pub struct Survey<'a> {
    /// What can be read.
    pub state: State<'a>,
    /// What is signed in it.
    pub signatures: Signatures,
    /// Counters.
    pub shared: Shared,
}

/// Looks at a file that begins at its header.
#[must_use]
pub fn survey(bytes: &[u8]) -> Survey<'_> {
    let shared = Shared::default();
    let state = state(bytes, &shared);
    let signatures = match &state {
        State::Whole(document) | State::Front(document) => signature::find(document, &shared),
        _ => Signatures::default(),
    };
    let state = if shared.budget.exceeded() { State::TooLarge } else { state };
    Survey { state, signatures, shared }
}

fn state<'a>(bytes: &'a [u8], shared: &Shared) -> State<'a> {
    match Document::open(bytes, shared) {
        Ok(document) => return State::Whole(document),
        Err(Broken::Locked) => return State::Locked,
        Err(Broken::TooLarge) => return State::TooLarge,
        Err(Broken::End | Broken::References | Broken::Catalogue) => {}
    }
    let ranges = stated_ranges(bytes, shared);
    if ranges.iter().any(|end| *end > bytes.len() as i64) {
        return State::Truncated;
    }
    if !ranges.is_empty() {
        for end in ends(bytes).into_iter().rev().take(crate::limits::REVISIONS) {
            // The end's own white space belongs to it.
            let blanks = bytes.get(end..).unwrap_or_default().iter().take_while(|byte| is_space(**byte)).count();
            let Some(cut) = bytes.get(..end + blanks).filter(|cut| end_of(cut).is_some()) else { continue };
            match Document::open(cut, shared) {
                Ok(document) => {
                    if !signature::find(&document, shared).all.is_empty() {
                        return State::Front(document);
                    }
                }
                Err(Broken::Locked) => return State::Locked,
                Err(Broken::TooLarge) => return State::TooLarge,
                Err(_) => {}
            }
        }
        return State::Damaged;
    }
    match Document::rebuild(bytes, shared) {
        Ok(document) if !document.pages(1).0.is_empty() => State::Rebuilt(document, end_of(bytes).is_some()),
        Err(Broken::Locked) => State::Locked,
        Err(Broken::TooLarge) => State::TooLarge,
        _ => State::Unreadable(find(bytes, b" obj", 0).is_some() && find(bytes, b"%%EOF", 0).is_none()),
    }
}

/// The ends of the byte ranges that a file states, wherever they stand.
fn stated_ranges(bytes: &[u8], shared: &Shared) -> Vec<i64> {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(found) = find(bytes, b"/ByteRange", at) {
        at = found + b"/ByteRange".len();
        let array = Parser::new(bytes, at, &shared.budget).object().unwrap_or_default();
        let numbers: Vec<i64> = array.array().iter().filter_map(Object::int).collect();
        out.push(match numbers.as_slice() {
            [0, _, c, d] => c.saturating_add(*d),
            _ => 0,
        });
        if out.len() > 10_000 {
            break;
        }
    }
    out
}

/// Print paths by what they write as `/Producer`.
const PRINTERS: [&str; 7] =
    ["Microsoft: Print To PDF", "Quartz PDFContext", "Skia/PDF", "GPL Ghostscript", "cairo", "doPDF", "PDFCreator"];

/// Why a file carries no signature, most likely. `scanned`: every page is one picture.
#[must_use]
pub fn reason(document: &Document<'_>, signatures: &Signatures, scanned: bool) -> &'static str {
    if signatures.empty_field {
        return "empty-field";
    }
    let info = document.get(&document.trailer, "Info");
    let producer = info.dict().and_then(|info| document.get(info, "Producer").string().map(text)).unwrap_or_default();
    if PRINTERS.iter().any(|printer| producer.contains(printer)) {
        return "printed-to-pdf";
    }
    if scanned {
        return "scanned";
    }
    let root = document.root();
    let has = |key: &str| root.dict().is_some_and(|root| !document.get(root, key).is_null());
    let form = root.dict().map(|root| document.get(root, "AcroForm")).unwrap_or_default();
    let flags = form.dict().is_some_and(|form| document.get(form, "SigFlags").int().is_some_and(|flags| flags != 0));
    let left = || {
        document.numbers().take(LOOKED_AT).any(|number| {
            let generation = match document.place(number) {
                crate::file::Place::At(_, generation) => generation,
                _ => 0,
            };
            let object = document.load(crate::object::Ref { number, generation });
            object.dict().is_some_and(|dict| dict.raw("Type").is_name("Sig") && dict.entry("ByteRange").is_some())
        })
    };
    if flags || has("Perms") || has("DSS") || left() { "resaved" } else { "never-signed" }
}
