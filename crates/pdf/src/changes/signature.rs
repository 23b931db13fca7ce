//! Signature fields (ISO 32000-2 §12.7.5.5): new ones, empty ones that were signed, and those that are there.

use super::{Addition, Kind, Walk, values::keys};
use crate::{
    file::{Document, Place},
    limits::NESTING,
    object::{Dict, Object, Ref},
    signature::is_visible,
};

impl Walk<'_, '_> {
    /// A field that the signed document does not have: a signature field alone may be added.
    pub(super) fn new_field(&mut self, field: &Object, depth: usize) {
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

    /// A signature field that both have: an empty one may be signed.
    pub(super) fn signature_field(&mut self, a: &Dict, b: &Dict) {
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
}
