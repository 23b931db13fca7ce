//! Layers (ISO 32000-2 §8.11): which content is off.

use super::Painter;
use crate::object::Object;

impl Painter<'_, '_> {
    /// Which layers are off (§8.11.4.3).
    pub(super) fn layers(&mut self) {
        let document = self.document;
        let root = document.root();
        let properties = root.dict().map(|root| document.get(root, "OCProperties")).unwrap_or_default();
        let default = properties.dict().map(|dict| document.get(dict, "D")).unwrap_or_default();
        let Some(default) = default.dict() else { return };
        self.all_off = document.get(default, "BaseState").is_name("OFF");
        self.off.extend(document.get(default, "OFF").array().iter().filter_map(Object::reference));
        self.on.extend(document.get(default, "ON").array().iter().filter_map(Object::reference));
    }

    /// Whether content that belongs to this group, or to these, is hidden.
    pub(super) fn is_off(&self, group: &Object) -> bool {
        let document = self.document;
        let off = |group: &Object| {
            group
                .reference()
                .is_some_and(|group| self.off.contains(&group) || self.all_off && !self.on.contains(&group))
        };
        let object = document.resolve(group);
        let Some(dict) = object.dict() else { return false };
        if !document.get(dict, "Type").is_name("OCMD") {
            return off(group);
        }
        let groups = document.get(dict, "OCGs");
        let list: Vec<Object> = match &groups {
            Object::Array(array) => array.to_vec(),
            _ => vec![dict.raw("OCGs").clone()],
        };
        if list.is_empty() {
            return false;
        }
        match document.get(dict, "P").name() {
            Some(b"AllOn") => list.iter().any(off),
            Some(b"AnyOff") => !list.iter().any(off),
            Some(b"AllOff") => !list.iter().all(off),
            _ => list.iter().all(off),
        }
    }
}
