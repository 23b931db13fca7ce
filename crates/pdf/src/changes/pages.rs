//! The tree of pages (ISO 32000-2 §7.7.3): what each holds, has from above, and bears as annotations (§12.5).

use super::{
    Kind, NODE, Walk,
    values::{hint, keys},
};
use crate::{
    file::{Document, Place},
    limits::NESTING,
    object::{Dict, Object},
};

impl Walk<'_, '_> {
    /// A node of the tree of pages.
    pub(super) fn node(&mut self, old: &Object, new: &Object, depth: usize) {
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

    /// An annotation that both have.
    fn annotation(&mut self, old: &Object, new: &Object) {
        let object = self.signed.resolve(old);
        let widget = object.dict().is_some_and(|dict| self.signed.get(dict, "Subtype").is_name("Widget"));
        if widget { self.field(old, new, 0) } else { self.equal(old, new, Kind::Annotation) }
    }

    /// An annotation that the signed document does not have: a widget of a new signature field.
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
