//! What a later revision changed: the signed document and the present one, compared as trees from the catalogue.

use crate::{
    file::{Document, Place},
    limits::{NESTING, PAGES, PAIRS, REFERENCES},
    object::{Dict, Object, Ref, text},
    signature::{Permissions, is_visible},
};
use std::{collections::BTreeSet, rc::Rc};

/// What was changed, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The content of a page.
    Content,
    /// The number, order or size of pages.
    Page,
    /// A note or stamp.
    Annotation,
    /// A form field.
    Form,
    /// A font.
    Font,
    /// A picture.
    Picture,
    /// The switches of layers.
    Layer,
    /// A signature field.
    Signature,
    /// A script or an action.
    Script,
    /// Signed bytes.
    SignedBytes,
    /// Bytes stand behind the end.
    BytesAfterTheEnd,
    /// The later sections do not build on the signed ones.
    Chain,
    /// The signature does not reach the end of its revision.
    EndNotCovered,
    /// Anything else.
    Other,
}

impl Kind {
    /// The contract's id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Page => "page",
            Self::Annotation => "annotation",
            Self::Form => "form",
            Self::Font => "font",
            Self::Picture => "picture",
            Self::Layer => "layer",
            Self::Signature => "signature",
            Self::Script => "script",
            Self::SignedBytes => "signed-bytes",
            Self::BytesAfterTheEnd => "bytes-after-the-end",
            Self::Chain => "chain",
            Self::EndNotCovered => "end-not-covered",
            Self::Other => "other",
        }
    }
}

/// An addition that changes nothing that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addition {
    /// Certificates and revocation data.
    ValidationData,
    /// A document time stamp.
    TimeStamp,
    /// A signature.
    Signature,
    /// Properties.
    Metadata,
}

impl Addition {
    /// The contract's id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ValidationData => "validation-data",
            Self::TimeStamp => "time-stamp",
            Self::Signature => "signature",
            Self::Metadata => "metadata",
        }
    }
}

/// What stands behind a signed document.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What may not have changed and did: the gravest kind.
    pub kind: Option<Kind>,
    /// The objects concerned, in the present document.
    pub objects: Vec<String>,
    /// The pages concerned, from 1.
    pub pages: Vec<usize>,
    /// Where, as paths from the catalogue.
    pub paths: Vec<String>,
    /// What was added lawfully.
    pub additions: BTreeSet<Addition>,
    /// Fields that were filled in, as permitted, with their values.
    pub filled: Vec<(String, String)>,
    /// Whether white space stands behind the end.
    pub trailing: bool,
    /// Whether a bound was passed: nothing is known then.
    pub exceeded: bool,
}

impl Changes {
    /// One change of this kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}

/// What decides whether a change may be.
pub struct Terms<'t> {
    /// What the signer permits.
    pub permissions: &'t Permissions,
    /// Whether the signer is trusted.
    pub trusted: bool,
    /// What is known of the signature whose dictionary begins at this byte of the file.
    pub other: &'t dyn Fn(usize) -> Other,
}

/// What is known of another signature.
#[derive(Clone, Copy, Debug, Default)]
pub struct Other {
    /// It fits.
    pub fits: bool,
    /// It fits, and its signer is trusted.
    pub trusted: bool,
    /// It is a document time stamp.
    pub time_stamp: bool,
}

/// Most changes that are told.
const TOLD: usize = 16;

/// Compares the signed document with the present one, both of the same file.
#[must_use]
pub fn compare(signed: &Document<'_>, present: &Document<'_>, terms: &Terms<'_>) -> Changes {
    let behind = present.bytes.get(signed.bytes.len()..).unwrap_or_default();
    if behind.iter().all(|byte| crate::parse::is_space(*byte)) {
        return Changes { trailing: !behind.is_empty(), ..Changes::default() };
    }
    if present.chain.first().is_none_or(|start| *start < signed.bytes.len()) {
        return Changes::of(Kind::BytesAfterTheEnd);
    }
    if signed.chain.first().is_none_or(|start| !present.chain.contains(start)) {
        return Changes::of(Kind::Chain);
    }
    let mut walk = Walk {
        signed,
        present,
        terms,
        out: Changes::default(),
        seen: BTreeSet::new(),
        pairs: 0,
        path: Vec::new(),
        page: None,
        objects: Vec::new(),
        new_widgets: BTreeSet::new(),
        pages: BTreeSet::new(),
        widgets: BTreeSet::new(),
        later: Vec::new(),
    };
    walk.look_around();
    walk.catalogue();
    walk.drain();
    let mut out = walk.out;
    out.exceeded |= present.budget.exceeded();
    out
}

/// What part of the document a pair stands in: decides the kind of a change.
type Hint = Kind;

struct Walk<'w, 'a> {
    signed: &'w Document<'a>,
    present: &'w Document<'a>,
    terms: &'w Terms<'w>,
    out: Changes,
    /// Pairs of references that were compared, with the part they stand in.
    seen: BTreeSet<(Ref, Ref, u8)>,
    pairs: usize,
    path: Vec<String>,
    page: Option<usize>,
    objects: Vec<Ref>,
    /// Objects that are widgets of signature fields added since.
    new_widgets: BTreeSet<u32>,
    /// The signed document's pages.
    pages: BTreeSet<Ref>,
    /// The signed document's widgets and fields.
    widgets: BTreeSet<Ref>,
    /// Pairs that are compared later, with their part, path and page.
    later: Vec<(Object, Object, Hint, String, Option<usize>)>,
}

const GENERIC: u8 = 0;
const FIELD: u8 = 1;
const NODE: u8 = 2;

impl Walk<'_, '_> {
    fn change(&mut self, kind: Kind) {
        if self.out.kind.is_none_or(|known| kind < known) {
            self.out.kind = Some(kind);
        }
        if let Some(object) = self.objects.last() {
            let object = format!("{} {}", object.number, object.generation);
            if self.out.objects.len() < TOLD && !self.out.objects.contains(&object) {
                self.out.objects.push(object);
            }
        }
        if let Some(page) = self.page
            && self.out.pages.len() < TOLD
            && !self.out.pages.contains(&page)
        {
            self.out.pages.push(page);
        }
        let path = self.path.join("/");
        if self.out.paths.len() < TOLD && !self.out.paths.contains(&path) {
            self.out.paths.push(path);
        }
    }

    fn step<T>(&mut self, name: &str, of: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name.to_owned());
        let out = of(self);
        self.path.pop();
        out
    }

    /// Counts a pair. `false`: no more may be compared.
    fn count(&mut self) -> bool {
        self.pairs += 1;
        if self.pairs > PAIRS {
            self.out.exceeded = true;
        }
        !self.out.exceeded
    }

    /// Goes through references: the two objects, unless this pair was compared before.
    fn enter(&mut self, a: &Object, b: &Object, role: u8) -> Option<(Object, Object, bool)> {
        if let (Object::Ref(a), Object::Ref(b)) = (a, b)
            && !self.seen.insert((*a, *b, role))
        {
            return None;
        }
        let reference = b.reference();
        self.objects.extend(reference);
        Some((self.signed.resolve(a), self.present.resolve(b), reference.is_some()))
    }

    fn leave(&mut self, entered: bool) {
        if entered {
            self.objects.pop();
        }
    }

    /// Notes what the signed document's pages and widgets are.
    fn look_around(&mut self) {
        let (pages, _) = self.signed.pages(PAGES);
        for (reference, page) in pages {
            self.pages.extend(reference);
            for annotation in self.signed.get(&page, "Annots").array() {
                let object = self.signed.resolve(annotation);
                if object.dict().is_some_and(|dict| self.signed.get(dict, "Subtype").is_name("Widget")) {
                    self.widgets.extend(annotation.reference());
                }
            }
        }
        self.widgets.extend(crate::signature::fields(self.signed).iter().filter_map(|field| field.reference));
    }

    fn catalogue(&mut self) {
        let (a, b) = (self.signed.root(), self.present.root());
        let (Some(a), Some(b)) = (a.dict().cloned(), b.dict().cloned()) else { return self.change(Kind::Other) };
        let root = self.present.trailer.raw("Root").reference();
        self.objects.extend(root);
        if a.is_ambiguous() != b.is_ambiguous() || b.is_ambiguous() && a.entries.len() != b.entries.len() {
            self.change(Kind::Other);
        }
        // The form first: it says which widgets are new.
        self.step("AcroForm", |walk| walk.form(a.raw("AcroForm"), b.raw("AcroForm")));
        for key in keys(&a, &b) {
            let (old, new) = (a.raw(&key), b.raw(&key));
            match key.as_str() {
                "AcroForm" => {}
                "Metadata" | "Version" | "Extensions" | "MarkInfo" | "StructTreeRoot" => {
                    if self.is_other(old, new) {
                        self.out.additions.insert(Addition::Metadata);
                    }
                }
                "DSS" => {
                    if self.is_other(old, new) {
                        self.out.additions.insert(Addition::ValidationData);
                    }
                }
                "Pages" => self.step("Pages", |walk| walk.node(old, new, 0)),
                _ => {
                    let hint = hint(key.as_str(), Kind::Other);
                    self.step(key.as_str(), |walk| walk.equal(old, new, hint));
                }
            }
        }
        self.leave(root.is_some());
        // Encrypted otherwise, nothing reads as it did.
        let (a, b) = (self.signed.trailer.raw("Encrypt").clone(), self.present.trailer.raw("Encrypt").clone());
        self.step("Encrypt", |walk| walk.equal(&a, &b, Kind::Other));
        let info = |document: &Document<'_>| document.trailer.raw("Info").clone();
        let (a, b) = (info(self.signed), info(self.present));
        if self.is_other(&a, &b) {
            self.out.additions.insert(Addition::Metadata);
        }
    }

    /// Whether two free values are not the same, by a look at what they are alone.
    fn is_other(&self, a: &Object, b: &Object) -> bool {
        match (a, b) {
            (Object::Ref(a), Object::Ref(b)) => a != b || self.signed.place(a.number) != self.present.place(b.number),
            (Object::Null, Object::Null) => false,
            (Object::Dict(a), Object::Dict(b)) => keys(a, b).iter().any(|key| self.is_other(a.raw(key), b.raw(key))),
            (Object::Name(a), Object::Name(b)) => a != b,
            (Object::Bool(a), Object::Bool(b)) => a != b,
            (Object::Int(a), Object::Int(b)) => a != b,
            _ => true,
        }
    }

    fn form(&mut self, old: &Object, new: &Object) {
        let Some((a, b, entered)) = self.enter(old, new, GENERIC) else { return };
        match (a.dict(), b.dict()) {
            (None, None) => {}
            (Some(_), None) => self.change(Kind::Form),
            (a, Some(b)) => {
                let a = a.cloned().unwrap_or_default();
                let b = b.clone();
                for key in keys(&a, &b) {
                    let (old, new) = (a.raw(&key), b.raw(&key));
                    match key.as_str() {
                        "SigFlags" | "DR" | "DA" | "Q" => {}
                        "Fields" => self.step("Fields", |walk| walk.fields(old, new, 0)),
                        "NeedAppearances" => {
                            let is = |document: &Document<'_>, object: &Object| {
                                matches!(document.resolve(object), Object::Bool(true))
                            };
                            if is(self.present, new) && !is(self.signed, old) {
                                self.step(key.as_str(), |walk| walk.change(Kind::Form));
                            }
                        }
                        _ => self.step(key.as_str(), |walk| walk.equal(old, new, Kind::Form)),
                    }
                }
            }
        }
        self.leave(entered);
    }

    /// Fields or kids of a field: every old one still there, new ones signature fields alone.
    fn fields(&mut self, old: &Object, new: &Object, depth: usize) {
        if depth > NESTING {
            self.out.exceeded = true;
            return;
        }
        let (a, b) = (self.signed.resolve(old), self.present.resolve(new));
        let mut left: Vec<&Object> = b.array().iter().collect();
        for (place, field) in a.array().iter().enumerate() {
            let found = match field {
                Object::Ref(reference) => left.iter().position(|other| other.reference() == Some(*reference)),
                // Written in place: it keeps its place.
                _ => left.iter().position(|other| {
                    other.reference().is_none() && b.array().get(place).is_some_and(|at| core::ptr::eq(at, *other))
                }),
            };
            match found {
                Some(at) => {
                    let other = left.remove(at);
                    self.step(&place.to_string(), |walk| walk.field(field, other, depth));
                }
                None => {
                    let kind = match self.kind_of(self.signed, &self.signed.resolve(field)) {
                        kind if kind.is_name("Sig") => Kind::Signature,
                        _ => Kind::Form,
                    };
                    self.step(&place.to_string(), |walk| walk.change(kind));
                }
            }
        }
        for field in left {
            self.step("new", |walk| walk.new_field(field, depth));
        }
    }

    /// A field's type, its own or the nearest above.
    fn kind_of(&self, document: &Document<'_>, field: &Object) -> Object {
        let mut object = field.clone();
        for _ in 0..REFERENCES * 4 {
            let Some(dict) = object.dict() else { break };
            let kind = document.get(dict, "FT");
            if !kind.is_null() {
                return kind;
            }
            let parent = document.get(dict, "Parent");
            object = parent;
        }
        Object::Null
    }

    /// A field's full name.
    fn name_of(&self, document: &Document<'_>, field: &Object) -> String {
        let (mut object, mut parts) = (field.clone(), Vec::new());
        for _ in 0..REFERENCES * 4 {
            let Some(dict) = object.dict() else { break };
            parts.extend(document.get(dict, "T").string().map(text));
            let parent = document.get(dict, "Parent");
            object = parent;
        }
        parts.reverse();
        parts.join(".")
    }

    /// A signature field that the signed document does not have, or that was empty there.
    fn signature_added(&mut self, field: &Dict, widget: &Dict) {
        let value = self.present.get(field, "V");
        let other = value.dict().map(|dict| (self.terms.other)(dict.at)).unwrap_or_default();
        if value.dict().is_some_and(|dict| dict.at < self.signed.bytes.len()) {
            // A signature that stood there before is not the new field's own.
            self.change(Kind::Signature);
        }
        let level = self.terms.permissions.level;
        if level == Some(1) && !other.time_stamp {
            self.change(Kind::Signature);
        }
        if field.entry("A").is_some()
            || field.entry("AA").is_some()
            || widget.entry("A").is_some()
            || widget.entry("AA").is_some()
        {
            self.change(Kind::Script);
        }
        if is_visible(self.present, widget) {
            let vouched = if self.terms.trusted { other.trusted } else { other.fits };
            if !vouched {
                self.change(Kind::Signature);
            }
        }
        if value.dict().is_some() {
            self.out.additions.insert(if other.time_stamp { Addition::TimeStamp } else { Addition::Signature });
        }
    }

    fn new_field(&mut self, field: &Object, depth: usize) {
        if !self.count() {
            return;
        }
        let object = self.present.resolve(field);
        self.objects.extend(field.reference());
        let is_signature = self.kind_of(self.present, &object).is_name("Sig");
        match object.dict().filter(|_| is_signature && depth < NESTING) {
            None => self.change(Kind::Form),
            Some(dict) => {
                let free = |reference: Ref| self.signed.place(reference.number) == Place::Free;
                let kids = self.present.get(dict, "Kids");
                let own = field.reference();
                if own.is_some_and(|own| !free(own)) {
                    // An object that the signed document uses for something else.
                    self.change(Kind::Signature);
                } else if kids.array().is_empty() {
                    if dict.entry("Subtype").is_some() && !self.present.get(dict, "Subtype").is_name("Widget") {
                        self.change(Kind::Annotation);
                    }
                    self.new_widgets.extend(own.map(|own| own.number));
                    self.signature_added(dict, dict);
                } else {
                    for kid in kids.array().iter().take(64) {
                        let widget = self.present.resolve(kid);
                        let Some(widget) = widget.dict() else { continue };
                        let kind = self.present.get(widget, "FT");
                        if !kind.is_null() && !kind.is_name("Sig") {
                            self.change(Kind::Form);
                        }
                        if kid.reference().is_some_and(|kid| !free(kid))
                            || widget.entry("Subtype").is_some()
                                && !self.present.get(widget, "Subtype").is_name("Widget")
                        {
                            self.change(Kind::Annotation);
                        }
                        self.new_widgets.extend(kid.reference().map(|kid| kid.number));
                        let field = if widget.entry("V").is_some() { widget.clone() } else { dict.clone() };
                        self.signature_added(&field, &widget.clone());
                    }
                }
            }
        }
        self.leave(field.reference().is_some());
    }

    /// A field that both have, or a widget.
    fn field(&mut self, old: &Object, new: &Object, depth: usize) {
        if !self.count() {
            return;
        }
        let Some((a, b, entered)) = self.enter(old, new, FIELD) else { return };
        let (Some(da), Some(db)) = (a.dict(), b.dict()) else {
            if !(a.is_null() && b.is_null()) {
                self.change(Kind::Form);
            }
            return self.leave(entered);
        };
        let kind = self.kind_of(self.signed, &a);
        if kind.name() != self.kind_of(self.present, &b).name() {
            self.change(Kind::Form);
        }
        if kind.is_name("Sig") {
            self.signature_field(da, db)
        } else {
            self.form_field(&a, da, &b, db)
        }
        self.step("Kids", |walk| walk.fields(da.raw("Kids"), db.raw("Kids"), depth + 1));
        self.leave(entered);
    }

    /// A value of a field that is compared like any other, or named alone.
    fn member(&mut self, key: &Key, a: &Dict, b: &Dict, kind: Kind) {
        let (old, new) = (a.raw(key), b.raw(key));
        let key = key.as_str();
        match key {
            "FT" | "Kids" => {}
            "Parent" | "P" => {
                if old.reference() != new.reference() {
                    self.step(key, |walk| walk.change(kind));
                }
            }
            _ => self.step(key, |walk| walk.equal(old, new, hint(key, kind))),
        }
    }

    fn signature_field(&mut self, a: &Dict, b: &Dict) {
        // A widget's value may stand in its field.
        let value = |document: &Document<'_>, dict: &Dict| {
            let own = document.get(dict, "V");
            if own.is_null() {
                document.get(dict, "Parent").dict().map(|parent| document.get(parent, "V")).unwrap_or_default()
            } else {
                own
            }
        };
        let empty = value(self.signed, a).is_null();
        let filled = empty && !value(self.present, b).is_null();
        for key in keys(a, b) {
            if !(empty && matches!(key.as_str(), "V" | "AP" | "F" | "M" | "Lock")) {
                self.member(&key, a, b, Kind::Signature);
            }
        }
        if filled {
            let parent = self.present.get(b, "Parent");
            let field = match parent.dict() {
                Some(parent) if b.entry("V").is_none() => parent.clone(),
                _ => b.clone(),
            };
            self.signature_added(&field, b);
        } else if empty && is_visible(self.present, b) {
            // Nobody signed, and yet something is drawn: only as it was.
            for key in keys(a, b) {
                if matches!(key.as_str(), "AP" | "F") {
                    self.member(&key, a, b, Kind::Signature);
                }
            }
        }
    }

    fn form_field(&mut self, whole: &Object, a: &Dict, other: &Object, b: &Dict) {
        let name = self.name_of(self.signed, whole);
        let permitted = self.terms.permissions.fill_in() && !self.terms.permissions.locks(&name);
        for key in keys(a, b) {
            let fills = matches!(key.as_str(), "V" | "AP" | "AS" | "DA" | "Q" | "Ff" | "F" | "MK" | "M");
            if !(permitted && fills) {
                self.member(&key, a, b, Kind::Form);
            } else if matches!(key.as_str(), "V" | "AP" | "AS") && self.differs(a.raw(&key), b.raw(&key)) {
                let value = self.present.get(b, "V");
                let value = match &value {
                    Object::String(bytes) => text(bytes),
                    Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
                    _ => String::new(),
                };
                let name = self.name_of(self.present, other);
                if self.out.filled.len() < TOLD && self.out.filled.iter().all(|(known, _)| *known != name) {
                    self.out.filled.push((name, value));
                }
            }
        }
    }

    /// Whether two values differ, without telling.
    fn differs(&mut self, a: &Object, b: &Object) -> bool {
        let before = (self.out.kind, self.out.objects.len(), self.out.pages.len(), self.out.paths.len());
        let kind = self.out.kind.take();
        let seen = core::mem::take(&mut self.seen);
        let later = core::mem::take(&mut self.later);
        self.equal(a, b, Kind::Other);
        self.drain();
        self.later = later;
        self.seen = seen;
        let differs = self.out.kind.is_some();
        self.out.kind = kind;
        self.out.objects.truncate(before.1);
        self.out.pages.truncate(before.2);
        self.out.paths.truncate(before.3);
        differs
    }

    /// A node of the tree of pages.
    fn node(&mut self, old: &Object, new: &Object, depth: usize) {
        if !self.count() || depth > NESTING {
            return;
        }
        let Some((a, b, entered)) = self.enter(old, new, NODE) else { return };
        let (Some(da), Some(db)) = (a.dict(), b.dict()) else {
            if !(a.is_null() && b.is_null()) {
                self.change(Kind::Page);
            }
            return self.leave(entered);
        };
        let is_node = |dict: &Dict| dict.entry("Kids").is_some() && !dict.raw("Type").is_name("Page");
        let leaf = !is_node(da);
        if leaf {
            self.page = Some(self.page.map_or(1, |page| page + 1));
        }
        let page = self.page;
        if da.is_ambiguous() || db.is_ambiguous() {
            self.change_if(da.entries.len() != db.entries.len(), Kind::Page);
        }
        for key in keys(da, db) {
            let (old, new) = (da.raw(&key), db.raw(&key));
            match key.as_str() {
                "Parent" => {
                    if old.reference() != new.reference() {
                        self.step("Parent", |walk| walk.change(Kind::Page));
                    }
                }
                "Kids" if !leaf => {
                    let (a, b) = (self.signed.resolve(old), self.present.resolve(new));
                    let (a, b) = (a.array(), b.array());
                    self.step("Kids", |walk| {
                        walk.change_if(a.len() != b.len(), Kind::Page);
                        for (place, (old, new)) in a.iter().zip(b).enumerate() {
                            walk.step(&place.to_string(), |walk| walk.node(old, new, depth + 1));
                        }
                    });
                }
                "Annots" if leaf => self.step("Annots", |walk| walk.annotations(old, new)),
                _ => {
                    let hint = hint(key.as_str(), Kind::Page);
                    self.step(key.as_str(), |walk| walk.equal(old, new, hint));
                }
            }
        }
        if leaf {
            // What a page has from the nodes above it, along the way that readers go (ISO 32000-2 §7.7.3.4).
            for key in ["Resources", "MediaBox", "CropBox", "Rotate"] {
                if da.entry(key).is_none() && db.entry(key).is_none() {
                    let (old, new) = (inherited(self.signed, da, key), inherited(self.present, db, key));
                    self.step(key, |walk| walk.equal(&old, &new, hint(key, Kind::Page)));
                }
            }
        } else {
            self.page = page.max(self.page);
        }
        self.leave(entered);
    }

    fn change_if(&mut self, is: bool, kind: Kind) {
        if is {
            self.change(kind);
        }
    }

    /// A page's annotations: every old one in its place, new ones the widgets of new signature fields alone.
    fn annotations(&mut self, old: &Object, new: &Object) {
        let (a, b) = (self.signed.resolve(old), self.present.resolve(new));
        let mut later = b.array().iter();
        for (place, annotation) in a.array().iter().enumerate() {
            let mut found = None;
            for other in later.by_ref() {
                let same = match (annotation.reference(), other.reference()) {
                    (Some(a), Some(b)) => a == b,
                    (None, None) => true,
                    _ => false,
                };
                if same {
                    found = Some(other);
                    break;
                }
                self.new_annotation(other);
            }
            self.step(&place.to_string(), |walk| match found {
                Some(other) => walk.annotation(annotation, other),
                None => walk.change(Kind::Annotation),
            });
        }
        for other in later {
            self.new_annotation(other);
        }
    }

    fn annotation(&mut self, old: &Object, new: &Object) {
        let object = self.signed.resolve(old);
        let widget = object.dict().is_some_and(|dict| self.signed.get(dict, "Subtype").is_name("Widget"));
        if widget { self.field(old, new, 0) } else { self.equal(old, new, Kind::Annotation) }
    }

    fn new_annotation(&mut self, annotation: &Object) {
        let lawful = annotation.reference().is_some_and(|reference| {
            self.new_widgets.contains(&reference.number) && self.signed.place(reference.number) == Place::Free
        });
        self.objects.extend(annotation.reference());
        if !lawful {
            self.step("new", |walk| walk.change(Kind::Annotation));
        }
        self.leave(annotation.reference().is_some());
    }

    /// Compares what was put off.
    fn drain(&mut self) {
        while let Some((old, new, hint, path, page)) = self.later.pop() {
            let here = (core::mem::replace(&mut self.path, vec![path]), self.page);
            self.page = page;
            self.equal(&old, &new, hint);
            (self.path, self.page) = here;
        }
    }

    /// Compares two values wholly.
    fn equal(&mut self, old: &Object, new: &Object, hint: Hint) {
        if !self.count() {
            return;
        }
        // Bookmarks and the like are chains of any length: what lies deep is put off.
        if self.path.len() > NESTING && old.reference().is_some() {
            let path = self.path.get(..4).unwrap_or_default().join("/");
            self.later.push((old.clone(), new.clone(), hint, path, self.page));
            return;
        }
        // Pages are compared in their tree, fields as fields, whatever else leads to them; but not where something is drawn from.
        if !matches!(hint, Kind::Content | Kind::Page | Kind::Font | Kind::Picture | Kind::Layer)
            && let Some(reference) = old.reference().filter(|reference| new.reference() == Some(*reference))
        {
            if self.pages.contains(&reference) {
                return;
            }
            if self.widgets.contains(&reference) {
                return self.field(old, new, 0);
            }
        }
        let Some((a, b, entered)) = self.enter(old, new, GENERIC) else { return };
        match (&a, &b) {
            (Object::Null, Object::Null) => {}
            (Object::Bool(a), Object::Bool(b)) if a == b => {}
            (Object::String(a), Object::String(b)) | (Object::Name(a), Object::Name(b)) if a == b => {}
            (Object::Array(a), Object::Array(b)) if a.len() == b.len() => {
                for (place, (old, new)) in a.iter().zip(b.iter()).enumerate() {
                    if self.out.exceeded {
                        break;
                    }
                    self.step(&place.to_string(), |walk| walk.equal(old, new, hint));
                }
            }
            (Object::Dict(a), Object::Dict(b)) => self.dicts(a, b, hint, false),
            (Object::Stream(a), Object::Stream(b)) => {
                let kind = if self.present.get(&b.dict, "Subtype").is_name("Image") { Kind::Picture } else { hint };
                self.change_if(self.signed.raw(a) != self.present.raw(b), kind);
                let (a, b) = (a.clone(), b.clone());
                // Readers that obey it would read another part.
                let length = self.present.get(&b.dict, "Length").int();
                let whole = i64::try_from(self.present.raw(&b).len()).ok();
                self.change_if(length != whole && length != self.signed.get(&a.dict, "Length").int(), kind);
                self.dicts(&a.dict, &b.dict, kind, true);
            }
            _ => match (a.number(), b.number()) {
                // As numbers are rounded; of small ones, of a matrix for one, the last digit counts.
                (Some(a), Some(b)) if (a - b).abs() <= 0.001 * a.abs().max(b.abs()).min(1.0) => {}
                _ => self.change(hint),
            },
        }
        self.leave(entered);
    }

    fn dicts(&mut self, a: &Dict, b: &Dict, hint: Hint, stream: bool) {
        if a.is_ambiguous() || b.is_ambiguous() {
            // Read as neither: only the same again will do.
            self.change_if(a.entries.len() != b.entries.len(), hint);
            for (old, new) in a.entries.iter().zip(&b.entries) {
                self.change_if(old.key != new.key, hint);
                self.equal(&old.value, &new.value, hint);
            }
            return;
        }
        for key in keys(a, b) {
            if self.out.exceeded {
                break;
            }
            let (old, new) = (a.raw(&key), b.raw(&key));
            match key.as_str() {
                "Length" if stream => {}
                "Parent" if points_back(a) => {
                    if old.reference() != new.reference() {
                        self.step("Parent", |walk| walk.change(hint));
                    }
                }
                "Data" if a.entry("TransformMethod").is_some() => {
                    if old.reference() != new.reference() {
                        self.step("Data", |walk| walk.change(hint));
                    }
                }
                _ => {
                    let hint = self::hint(key.as_str(), hint);
                    self.step(key.as_str(), |walk| walk.equal(old, new, hint));
                }
            }
        }
    }
}

/// Whether a dictionary is of a kind whose `Parent` points back up: a page, a field, a note's popup. In any other it is a name
/// like others.
fn points_back(dict: &Dict) -> bool {
    ["Type", "Subtype", "FT"].iter().any(|key| dict.raw(key).name().is_some())
        || ["T", "Title"].iter().any(|key| dict.raw(key).string().is_some())
}

/// What a page has from the nodes above it.
fn inherited(document: &Document<'_>, page: &Dict, key: &str) -> Object {
    let mut node = document.get(page, "Parent");
    for _ in 0..NESTING {
        let Some(dict) = node.dict() else { break };
        if dict.entry(key).is_some() {
            return dict.raw(key).clone();
        }
        node = document.get(dict, "Parent");
    }
    Object::Null
}

/// A key of a dictionary, and how it reads.
struct Key {
    bytes: Rc<[u8]>,
    text: String,
}

impl Key {
    fn as_str(&self) -> &str {
        &self.text
    }
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The keys of either.
fn keys(a: &Dict, b: &Dict) -> Vec<Key> {
    let mut seen: BTreeSet<&[u8]> = BTreeSet::new();
    let all = a.entries.iter().chain(&b.entries).filter(|entry| seen.insert(&entry.key));
    all.map(|entry| Key { bytes: Rc::clone(&entry.key), text: String::from_utf8_lossy(&entry.key).into_owned() })
        .collect()
}

/// What kind of change a difference under this key is.
fn hint(key: &str, above: Kind) -> Kind {
    match key {
        "Contents" if above == Kind::Page => Kind::Content,
        "Resources" => Kind::Content,
        "Font" | "FontDescriptor" | "FontFile" | "FontFile2" | "FontFile3" | "ToUnicode" | "DescendantFonts" => {
            Kind::Font
        }
        "OCProperties" | "OCGs" | "Properties" | "OC" => Kind::Layer,
        "OpenAction" | "AA" | "JavaScript" | "JS" => Kind::Script,
        _ => above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Shared;

    /// A file of these objects from 1 on, and the same with these behind.
    fn files(objects: &[String], later: &[(usize, &str)]) -> (Vec<u8>, Vec<u8>) {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut section = |objects: &[(usize, &str)], previous: Option<usize>| {
            let mut table = String::from("xref\n");
            for (number, object) in objects {
                table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
                out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
            }
            let start = out.len();
            let previous = previous.map(|at| format!("/Prev {at}")).unwrap_or_default();
            let trailer = format!("trailer\n<< /Root 1 0 R {previous} >>\nstartxref\n{start}\n%%EOF\n");
            out.extend([table, trailer].concat().bytes());
            (start, out.clone())
        };
        let first: Vec<(usize, &str)> =
            objects.iter().enumerate().map(|(place, object)| (place + 1, object.as_str())).collect();
        let (start, before) = section(&first, None);
        (before, section(later, Some(start)).1)
    }

    fn compared(objects: &[String], later: &[(usize, &str)]) -> Changes {
        let (before, after) = files(objects, later);
        let shared = Shared::default();
        let signed = Document::open(&before, &shared).unwrap();
        let present = Document::open(&after, &shared).unwrap();
        let terms = Terms { permissions: &Permissions::default(), trusted: true, other: &|_| Other::default() };
        compare(&signed, &present, &terms)
    }

    #[test]
    fn chains_of_bookmarks_have_any_length() {
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_owned(),
            "<< /First 5 0 R >>".to_owned(),
        ];
        objects.extend((5..3005).map(|number| format!("<< /Title (x) /Next {} 0 R /Dest [3 0 R /Fit] >>", number + 1)));
        let same = compared(&objects, &[(4000, "<< >>")]);
        assert!(same.kind.is_none() && !same.exceeded, "{same:?}");
        let other = compared(&objects, &[(2500, "<< /Title (y) /Next 2501 0 R /Dest [3 0 R /Fit] >>")]);
        assert_eq!((other.kind, other.objects), (Some(Kind::Other), vec!["2500 0".to_owned()]));
    }

    #[test]
    fn names_of_any_bytes_are_compared() {
        let objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /#e4 4 0 R >> >> >>".to_owned(),
            "(a)".to_owned(),
        ];
        assert!(compared(&objects, &[(40, "(a)")]).kind.is_none());
        assert_eq!(compared(&objects, &[(4, "(b)")]).kind, Some(Kind::Content));
        // The same object by another generation is another.
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /#e4 4 1 R >> >> >>";
        assert_eq!(compared(&objects, &[(3, page)]).kind, Some(Kind::Content));
    }
}
