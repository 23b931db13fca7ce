//! Pictures (ISO 32000-2 §8.9): laid on the page, and read where they stand within a content (§8.9.7).

use super::{
    PAINTED, Painter,
    geometry::{Rect, apply},
    paint::luma,
    state::State,
};
use crate::{
    file::Document,
    image::{Picture, Space},
    object::{Dict, Object},
    parse::{Parser, Token, is_space},
};
use std::rc::Rc;

impl Painter<'_, '_> {
    /// Lays a picture on the unit square of the state; `None` is one that is not read.
    pub(super) fn picture(&mut self, picture: Option<Picture>, state: &State) {
        self.pictures += 1;
        let Some(picture) = picture else {
            self.unseen |= self.helpers.sees_pictures();
            // Not read, and yet it may hide what lies below.
            if state.fill_alpha >= 0.5 && self.hidden == 0 && !state.blends {
                let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(x, y)| apply(&state.ctm, x, y));
                let fills = self.fills;
                self.polygon(&[corners.to_vec()], false, 0xd0_d0d0, state.clip);
                self.fills = fills;
            }
            return;
        };
        // Decoding costs, too.
        self.painted += picture.width.saturating_mul(picture.height);
        if state.fill_alpha < 0.5 || self.hidden > 0 {
            return;
        }
        let m = &state.ctm;
        let determinant = m[0] * m[3] - m[1] * m[2];
        if determinant.abs() < 1e-9 || !determinant.is_finite() {
            return;
        }
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(x, y)| apply(m, x, y));
        let area = Rect::around(corners.into_iter()).with(state.clip);
        let left = area.left.floor().max(0.0) as usize;
        let right = (area.right.ceil().max(0.0) as usize).min(self.width);
        let top = area.top.floor().max(0.0) as usize;
        let bottom = (area.bottom.ceil().max(0.0) as usize).min(self.height);
        self.now += 1;
        for y in top..bottom {
            self.painted += right.saturating_sub(left) * 4;
            if self.painted > PAINTED {
                self.stopped = true;
                return;
            }
            for x in left..right {
                let (px, py) = (x as f64 + 0.5 - m[4], y as f64 + 0.5 - m[5]);
                let u = (px * m[3] - py * m[2]) / determinant;
                let v = (py * m[0] - px * m[1]) / determinant;
                if !(0.0..1.0).contains(&u) || !(0.0..1.0).contains(&v) {
                    continue;
                }
                if let Some(colour) = picture.at(u, 1.0 - v, state.fill)
                    && (!state.blends || luma(colour) < 80)
                {
                    self.put(y * self.width + x, colour);
                }
            }
        }
        self.only = Some(Rc::new(picture));
    }
}

/// An inline picture (§8.9.7): its dictionary, names of colour spaces resolved later, and its bytes.
pub(super) fn inline(parser: &mut Parser<'_>, document: &Document<'_>, resources: &Dict) -> (Dict, Option<Vec<u8>>) {
    let mut dict = Dict { entries: Vec::new(), at: crate::object::NOWHERE };
    let mut key: Option<Rc<[u8]>> = None;
    loop {
        match parser.token() {
            Some(Token::Object(Object::Name(name))) if key.is_none() => key = Some(name),
            Some(Token::Object(value)) => {
                if let Some(key) = key.take()
                    && dict.entries.len() < 64
                {
                    dict.entries.push(crate::object::Entry { key, value, span: 0..0 });
                }
            }
            Some(Token::Operator(word)) if word == b"ID" => break,
            Some(Token::Operator(_)) => key = None,
            None => return (dict, None),
        }
    }
    parser.at += 1;
    let start = parser.at;
    let value = |long: &str, short: &str| {
        let value = dict.raw(long);
        if value.is_null() { dict.raw(short).clone() } else { value.clone() }
    };
    let side = |long: &str, short: &str| usize::try_from(value(long, short).int().unwrap_or(0)).unwrap_or(0);
    let known = value("Filter", "F").is_null().then(|| {
        let stencil = matches!(value("ImageMask", "IM"), Object::Bool(true));
        let bits = if stencil { 1 } else { side("BitsPerComponent", "BPC") };
        let parts =
            if stencil { 1 } else { Space::read(document, &value("ColorSpace", "CS"), Some(resources), 0).parts() };
        let row = side("Width", "W").saturating_mul(bits).saturating_mul(parts).div_ceil(8);
        start.saturating_add(row.saturating_mul(side("Height", "H")))
    });
    let mut at = known.unwrap_or(start);
    while let Some(found) = crate::file::find(parser.bytes, b"EI", at) {
        let before = found.checked_sub(1).and_then(|before| parser.bytes.get(before));
        let behind = parser.bytes.get(found + 2);
        if before.is_none_or(|byte| is_space(*byte)) && behind.is_none_or(|byte| is_space(*byte))
            || known == Some(found)
        {
            let end = known.unwrap_or(found);
            let data = parser.bytes.get(start..end.max(start)).map(<[u8]>::to_vec);
            parser.at = found + 2;
            return (dict, data);
        }
        at = found + 1;
    }
    parser.at = parser.bytes.len();
    (dict, None)
}
