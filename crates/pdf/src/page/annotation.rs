//! Annotations (ISO 32000-2 §12.5.5): the appearance that each lays on its page.

use super::{
    Painter,
    geometry::{Matrix, Rect, apply, multiply},
    state::State,
};
use crate::object::{Dict, Object};

impl Painter<'_, '_> {
    /// Lays an annotation on the page: its normal appearance, the box of which is fitted into `Rect`.
    pub(super) fn annotation(&mut self, annotation: &Object, state: &State) {
        let document = self.document;
        let object = document.resolve(annotation);
        let Some(dict) = object.dict() else { return };
        let flags = document.get(dict, "F").int().unwrap_or(0);
        if flags & (2 | 32) != 0 || document.get(dict, "Subtype").is_name("Popup") {
            return;
        }
        if dict.entry("OC").is_some_and(|entry| self.is_off(&entry.value)) {
            return;
        }
        let appearance = document.get(dict, "AP");
        let Some(appearance) = appearance.dict() else { return };
        let mut normal = document.get(appearance, "N");
        if let Object::Dict(states) = &normal {
            let state = document.get(dict, "AS");
            normal = match state.name() {
                Some(name) => states.entry(name).map(|entry| document.resolve(&entry.value)).unwrap_or_default(),
                None => Object::Null,
            };
        }
        let Some(stream) = normal.stream() else { return };
        let Some([left, bottom, right, top]) = crate::signature::rectangle(document, dict) else { return };
        let form = &stream.dict;
        let matrix = self.matrix(form);
        let frame = self.numbers(form, "BBox");
        let [a, b, c, d] = frame.as_slice() else { return };
        let corners = [(*a, *b), (*c, *b), (*c, *d), (*a, *d)].map(|(x, y)| apply(&matrix, x, y));
        let around = Rect::around(corners.into_iter());
        let (w, h) = (around.right - around.left, around.bottom - around.top);
        if w <= 0.0 || h <= 0.0 {
            return;
        }
        let (sx, sy) = ((right - left) / w, (top - bottom) / h);
        let place: Matrix = [sx, 0.0, 0.0, sy, left - around.left * sx, bottom - around.top * sy];
        let mut state = state.clone();
        state.ctm = multiply(&place, &state.ctm);
        self.form(&normal, &Dict::default(), state, 1);
    }
}
