//! The form and its fields (ISO 32000-2 §12.7): every old one still there, filled in where the signer permits it.

use super::{
    FIELD, GENERIC, Kind, TOLD, Walk,
    values::{Key, hint, keys},
};
use crate::{
    file::Document,
    limits::{NESTING, REFERENCES},
    object::{Dict, Object, text},
    parse::is_space,
};

impl Walk<'_, '_> {
    /// Compares the forms (§12.7.3).
    pub(super) fn form(&mut self, old: &Object, new: &Object) {
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

    /// A field that both have, or a widget.
    pub(super) fn field(&mut self, old: &Object, new: &Object, depth: usize) {
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
            self.signature_field(da, db, new.reference())
        } else {
            self.form_field(&a, da, &b, db);
            self.drawn_by_defaults(da, db);
        }
        self.step("Kids", |walk| walk.fields(da.raw("Kids"), db.raw("Kids"), depth + 1));
        self.leave(entered);
    }

    /// A value of a field that is compared like any other, or named alone.
    pub(super) fn member(&mut self, key: &Key, a: &Dict, b: &Dict, kind: Kind) {
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

    /// A field that is no signature: its value and looks may change where it may be filled in.
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

    /// What has no appearance is drawn by readers, in fonts of the form (§12.7.4.3): those that it names are as they were.
    fn drawn_by_defaults(&mut self, a: &Dict, b: &Dict) {
        let is_bare = a.raw("AP").is_null() || b.raw("AP").is_null();
        if !is_bare || !(shows(self.signed, a) || shows(self.present, b)) {
            return;
        }
        let (old, new) = (effective(self.signed, a, "DA"), effective(self.present, b, "DA"));
        if a.entry("DA").is_none() && b.entry("DA").is_none() {
            self.step("DA", |walk| walk.equal(&old, &new, Kind::Form));
        }
        if a.entry("Q").is_none() && b.entry("Q").is_none() {
            let (old, new) = (effective(self.signed, a, "Q"), effective(self.present, b, "Q"));
            self.step("Q", |walk| walk.equal(&old, &new, Kind::Form));
        }
        let named = |resources: &Object, document: &Document<'_>, name: &[u8]| {
            let fonts = resources.dict().map(|dict| document.get(dict, "Font")).unwrap_or_default();
            fonts.dict().map(|dict| dict.raw(name).clone()).unwrap_or_default()
        };
        let (resources, later) = (effective(self.signed, a, "DR"), effective(self.present, b, "DR"));
        for name in names(new.string().unwrap_or_default()) {
            let Some(name) = name else {
                // Written in a way that readers may not undo: then nothing of it changes.
                self.step("DR", |walk| walk.equal(&resources, &later, Kind::Font));
                continue;
            };
            let (old, new) = (named(&resources, self.signed, name), named(&later, self.present, name));
            // A font that was missing looks like those that every reader has.
            if !(self.signed.resolve(&old).is_null() && is_standard(self.present, &new)) {
                self.step("DR", |walk| walk.equal(&old, &new, Kind::Font));
            }
        }
    }

    /// A field's type, its own or the nearest above.
    pub(super) fn kind_of(&self, document: &Document<'_>, field: &Object) -> Object {
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
}

/// A value of a field: its own, that of the nearest above, or the form's.
fn effective(document: &Document<'_>, field: &Dict, key: &str) -> Object {
    let mut dict = field.clone();
    for _ in 0..REFERENCES * 4 {
        let own = document.get(&dict, key);
        if !own.is_null() {
            return own;
        }
        let parent = document.get(&dict, "Parent");
        let Some(parent) = parent.dict() else { break };
        dict = parent.clone();
    }
    let root = document.root();
    let form = root.dict().map(|root| document.get(root, "AcroForm")).unwrap_or_default();
    form.dict().map(|form| document.get(form, key)).unwrap_or_default()
}

/// Whether a field shows letters: a value, choices, or a caption.
fn shows(document: &Document<'_>, field: &Dict) -> bool {
    let filled = |object: &Object| match object {
        Object::Null => false,
        Object::String(text) => !text.is_empty(),
        Object::Array(list) => !list.is_empty(),
        _ => true,
    };
    let marks = document.get(field, "MK");
    filled(&effective(document, field, "V"))
        || filled(&effective(document, field, "Opt"))
        || marks.dict().is_some_and(|marks| filled(&document.get(marks, "CA")))
}

/// The names in a default appearance (§12.7.4.3); `None` for one that is escaped.
fn names(appearance: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    appearance.split(|byte| *byte == b'/').skip(1).map(|rest| {
        let end = rest.iter().position(|byte| is_space(*byte) || b"()<>[]{}%".contains(byte)).unwrap_or(rest.len());
        rest.get(..end).filter(|name| !name.contains(&b'#'))
    })
}

/// Whether a font is one that readers have by themselves, each letter in its place (§9.6.2.2).
fn is_standard(document: &Document<'_>, font: &Object) -> bool {
    let font = document.resolve(font);
    let Some(dict) = font.dict().filter(|dict| !dict.is_ambiguous()) else { return font.is_null() };
    let encoding = document.get(dict, "Encoding");
    let base = document.get(dict, "BaseFont");
    let text = |name: &[u8]| [&b"Helvetica"[..], b"Times-", b"Courier"].iter().any(|begin| name.starts_with(begin));
    document.get(dict, "Subtype").is_name("Type1")
        && base.name().is_some_and(text)
        && (encoding.is_null() || encoding.name().is_some())
        && ["FontDescriptor", "ToUnicode", "Widths"].iter().all(|key| dict.raw(key).is_null())
}
