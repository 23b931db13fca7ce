//! The catalogue (ISO 32000-2 §7.7.2) and the trailer: which of their entries decide what is shown, and which say something about
//! the document alone.

use super::{
    Addition, Kind, Walk,
    values::{hint, keys},
};
use crate::{file::Document, limits::PAGES, object::Object};

impl Walk<'_, '_> {
    /// Notes what the signed document's pages and widgets are.
    pub(super) fn look_around(&mut self) {
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

    /// Compares the catalogues, and what the trailers say.
    pub(super) fn catalogue(&mut self) {
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
}
