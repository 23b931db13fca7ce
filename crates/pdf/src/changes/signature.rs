//! Signature fields (ISO 32000-2 §12.7.5.5): new ones, empty ones that were signed, and those that are there.

use super::{Addition, Kind, Walk, values::keys};
use crate::{
    file::{Document, Place},
    limits::NESTING,
    object::{Dict, Object, Ref},
    signature::{end, is_visible},
};

/// Most widgets of a new field.
const KIDS: usize = 64;

/// A dictionary that was met, and the object that it is.
type Met<'d> = (Option<Ref>, &'d Dict);

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
                    self.signature_added((own, dict), (own, dict));
                } else {
                    self.out.exceeded |= kids.array().len() > KIDS;
                    for kid in kids.array().iter().take(KIDS) {
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
                        let widget = (kid.reference(), widget);
                        let field = if widget.1.entry("V").is_some() { widget } else { (own, dict) };
                        self.signature_added(field, widget);
                    }
                }
            }
        }
        self.leave(field.reference().is_some());
    }

    /// A signature field that the signed document does not have, or that was empty there, and its widget.
    fn signature_added(&mut self, (owner, field): Met<'_>, (place, widget): Met<'_>) {
        let value = self.present.get(field, "V");
        let other = value.dict().map(|dict| (self.terms.other)(dict.at)).unwrap_or_default();
        if let Some(dict) = value.dict() {
            // A signature that stood there before, or that another field holds, is not the new field's own.
            let lent = self.values.insert(dict.at, owner).is_some_and(|known| known != owner);
            self.change_if(lent || dict.at < self.signed.bytes.len(), Kind::Signature);
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
            let shown = vouched && self.is_shown_as_signed(&value, place, widget);
            self.change_if(!shown, Kind::Signature);
        }
        if value.dict().is_some() {
            self.out.additions.insert(if other.time_stamp { Addition::TimeStamp } else { Addition::Signature });
        }
    }

    /// Whether a seal is shown as it was in the revision that its own signature signs: what was laid over it since, nobody signed.
    fn is_shown_as_signed(&mut self, value: &Object, place: Option<Ref>, now: &Dict) -> bool {
        let end = value.dict().and_then(|dict| end(self.present, dict));
        let (Some(then), Some(place)) = (end.and_then(|end| self.present.front(end)), place) else { return false };
        let old = then.load(place);
        let Some(old) = old.dict() else { return false };
        if old.is_ambiguous() || now.is_ambiguous() {
            return then.place(place.number) == self.present.place(place.number);
        }
        let mut walk = Walk::new(&then, self.present, self.terms);
        walk.pairs = self.pairs;
        for key in keys(old, now) {
            if !matches!(key.as_str(), "P" | "Parent" | "Kids" | "T" | "V") {
                walk.equal(old.raw(&key), now.raw(&key), Kind::Signature);
            }
        }
        walk.drain();
        self.pairs = walk.pairs;
        self.out.exceeded |= walk.out.exceeded;
        walk.out.kind.is_none()
    }

    /// A signature field that both have, with where it stands now: an empty one may be signed.
    pub(super) fn signature_field(&mut self, a: &Dict, b: &Dict, place: Option<Ref>) {
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
                Some(parent) if b.entry("V").is_none() => (b.raw("Parent").reference(), parent),
                _ => (place, b),
            };
            self.signature_added(field, (place, b));
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
