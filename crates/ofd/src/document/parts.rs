//! What a document is made of (GB/T 33190 §7): pages, templates, resources, attachments.

use super::Kind;
use crate::{
    package::EntryId,
    page::{DrawParam, Object, Rect},
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// A font of the resources.
#[derive(Clone, Debug, Default)]
pub struct Font {
    /// Its name.
    pub name: String,
    /// Its family.
    pub family: String,
    /// The entry that it is embedded as.
    pub file: Option<EntryId>,
    /// Whether a file is named for it, there or not.
    pub embedded: bool,
    /// Whether it is bold, slanted, or of one width (GB/T 33190 §11.1).
    pub style: [bool; 3],
}

/// What pages draw with.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    /// By identifier.
    pub fonts: BTreeMap<String, Font>,
    /// By identifier.
    pub draw_params: BTreeMap<String, DrawParam>,
    /// Pictures by identifier.
    pub media: BTreeMap<String, EntryId>,
    pub(super) read: BTreeSet<EntryId>,
}

/// A template.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its identifier.
    pub id: String,
    pub(crate) entry: Option<EntryId>,
    pub(super) above: bool,
    pub(super) read: bool,
    /// Its objects; empty until a page names it.
    pub objects: Vec<Object>,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its identifier.
    pub id: String,
    /// Its entry.
    pub entry: EntryId,
    /// Its box, when it has one of its own.
    pub area: Option<Rect>,
    /// Its templates: their places in the document's list, and whether above the page.
    pub templates: Vec<(usize, bool)>,
    /// Its objects, then those of its annotations.
    pub objects: Vec<Object>,
    /// The entries that these annotations stand in.
    pub annotations: Vec<EntryId>,
}

/// An attachment.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its entry.
    pub entry: EntryId,
    /// Whether it is XML by its name or stated kind.
    pub is_xml: bool,
}

/// One document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The box of pages that have none of their own.
    pub area: Option<Rect>,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its templates.
    pub templates: Vec<Template>,
    /// Their places by their identifiers.
    pub(super) named: BTreeMap<String, Vec<usize>>,
    /// What they draw with.
    pub resources: Resources,
    /// Entries that say which text means what.
    pub tags: Vec<EntryId>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
}

/// A `DocBody`: what is shown together, and the seals on it.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The document, then its current version.
    pub documents: Vec<Document>,
    /// Values that `OFD.xml` states.
    pub custom: Vec<(String, String)>,
    /// The list of its signatures.
    pub list: Option<EntryId>,
    /// What is shown of it, each entry as the stricter of what it is shown as.
    pub shown: BTreeMap<EntryId, Kind>,
}
