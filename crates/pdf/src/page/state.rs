//! The graphics state (ISO 32000-2 §8.4, §9.3).

use super::{
    Painter,
    geometry::{Matrix, Rect},
};
use crate::{
    font::Font,
    image::{Rgb, Space},
    object::Dict,
};
use std::rc::Rc;

/// What content is drawn with: where to, within what, in which colours, by which font.
#[derive(Clone)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) clip: Rect,
    pub(super) fill: Rgb,
    pub(super) stroke: Rgb,
    pub(super) fill_space: Space,
    pub(super) stroke_space: Space,
    pub(super) fill_alpha: f64,
    pub(super) stroke_alpha: f64,
    /// Paint that lets what lies below be seen.
    pub(super) blends: bool,
    pub(super) line_width: f64,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) spacing: f64,
    pub(super) word_spacing: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
}

impl State {
    /// The state that a page begins with (table 51).
    pub(super) fn first(ctm: Matrix, clip: Rect) -> Self {
        Self {
            ctm,
            clip,
            fill: 0,
            stroke: 0,
            fill_space: Space::Gray,
            stroke_space: Space::Gray,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            blends: false,
            line_width: 1.0,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

impl Painter<'_, '_> {
    /// Takes over what an `ExtGState` sets (§8.4.5).
    pub(super) fn graphics_state(&mut self, resources: &Dict, name: &[u8], state: &mut State) {
        let object = self.document.resolve(&self.resource(resources, "ExtGState", name));
        let Some(dict) = object.dict() else { return };
        let number = |key: &str| self.document.get(dict, key).number();
        state.fill_alpha = number("ca").unwrap_or(state.fill_alpha);
        state.stroke_alpha = number("CA").unwrap_or(state.stroke_alpha);
        state.line_width = number("LW").unwrap_or(state.line_width);
        let blend = self.document.get(dict, "BM");
        let blend = blend.array().first().map(|first| self.document.resolve(first)).unwrap_or(blend);
        if let Some(name) = blend.name() {
            state.blends = matches!(name, b"Multiply" | b"Darken" | b"ColorBurn");
        }
        let font = self.document.get(dict, "Font");
        if let [font, size] = font.array() {
            if let Some(dict) = self.document.resolve(font).dict() {
                state.font = Some(Rc::new(Font::read(self.document, dict)));
            }
            state.size = self.document.resolve(size).number().unwrap_or(state.size);
        }
    }
}
