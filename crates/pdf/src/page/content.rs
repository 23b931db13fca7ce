//! Content streams (ISO 32000-2 §7.8.2): their operators, run one after the other, and the forms and resources that they name.

use super::{
    FORMS, GLYPHS, PARTS, POINTS, Painter,
    geometry::{IDENTITY, Matrix, Rect, apply, multiply},
    picture::inline,
    state::State,
};
use crate::{
    font::Font,
    image::{Picture, Space},
    object::{Dict, Object},
    parse::{Parser, Token},
};
use std::rc::Rc;

impl Painter<'_, '_> {
    /// The content of a page, its parts one behind the other.
    pub(super) fn page_content(&mut self, page: &Dict) -> Vec<u8> {
        let object = self.document.get(page, "Contents");
        let streams: Vec<Object> = match &object {
            Object::Array(array) => {
                self.stopped |= array.len() > PARTS;
                array.iter().take(PARTS).map(|part| self.document.resolve(part)).collect()
            }
            other => vec![other.clone()],
        };
        let mut content = Vec::new();
        for stream in streams.iter().filter_map(Object::stream) {
            match self.document.decode(stream) {
                Some(bytes) => {
                    content.extend(bytes);
                    content.push(b'\n');
                }
                // What it draws is not known.
                None => self.stopped = true,
            }
        }
        content
    }

    /// Runs a form object.
    pub(super) fn form(&mut self, object: &Object, resources: &Dict, mut state: State, depth: usize) {
        let Some(stream) = object.stream() else { return };
        if depth > FORMS {
            self.stopped = true;
            return;
        }
        let dict = stream.dict.clone();
        if dict.entry("OC").is_some_and(|entry| self.is_off(&entry.value)) {
            return;
        }
        let content = match self.contents.get(&stream.of) {
            Some(content) => Rc::clone(content),
            None => {
                let Some(content) = self.document.decode(stream) else {
                    self.stopped = true;
                    return;
                };
                let content = Rc::new(content);
                self.contents.insert(stream.of, Rc::clone(&content));
                content
            }
        };
        state.ctm = multiply(&self.matrix(&dict), &state.ctm);
        if let [a, b, c, d] = self.numbers(&dict, "BBox").as_slice() {
            let corners = [(*a, *b), (*c, *b), (*c, *d), (*a, *d)].map(|(x, y)| apply(&state.ctm, x, y));
            state.clip = state.clip.with(Rect::around(corners.into_iter()));
        }
        let own = self.document.get(&dict, "Resources");
        self.run(&content, own.dict().unwrap_or(resources), state, depth);
    }

    /// Runs the operators of a content (annex A), until its end or a bound.
    #[allow(clippy::too_many_lines)]
    pub(super) fn run(&mut self, content: &[u8], resources: &Dict, state: State, depth: usize) {
        let document = self.document;
        let mut parser = Parser::content(content, &document.budget);
        let mut stack: Vec<State> = Vec::new();
        let mut state = state;
        let mut operands: Vec<Object> = Vec::new();
        let mut path: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut points = 0usize;
        let mut at = (0.0, 0.0);
        let mut clip_next = false;
        let (mut matrix, mut line) = (IDENTITY, IDENTITY);
        // Whether each open mark hides what it holds.
        let mut marks: Vec<bool> = Vec::new();
        let hidden_before = self.hidden;
        while let Some(token) = parser.token() {
            if self.stopped {
                break;
            }
            let word = match token {
                Token::Object(object) => {
                    if operands.len() < 1024 {
                        operands.push(object);
                    }
                    continue;
                }
                Token::Operator(word) => word,
            };
            let n = |i: usize| operands.get(i).and_then(Object::number).unwrap_or(0.0);
            let name = |i: usize| operands.get(i).and_then(Object::name).unwrap_or_default();
            match word.as_slice() {
                b"q" => {
                    if stack.len() < 512 {
                        stack.push(state.clone());
                    } else {
                        self.stopped = true;
                    }
                }
                b"Q" => {
                    if let Some(before) = stack.pop() {
                        state = before;
                    }
                }
                b"cm" => state.ctm = multiply(&[n(0), n(1), n(2), n(3), n(4), n(5)], &state.ctm),
                b"w" => state.line_width = n(0),
                b"gs" => self.graphics_state(resources, name(0), &mut state),
                b"g" => (state.fill_space, state.fill) = (Space::Gray, Space::Gray.colour(&[n(0)])),
                b"G" => (state.stroke_space, state.stroke) = (Space::Gray, Space::Gray.colour(&[n(0)])),
                b"rg" => (state.fill_space, state.fill) = (Space::Rgb, Space::Rgb.colour(&[n(0), n(1), n(2)])),
                b"RG" => (state.stroke_space, state.stroke) = (Space::Rgb, Space::Rgb.colour(&[n(0), n(1), n(2)])),
                b"k" => (state.fill_space, state.fill) = (Space::Cmyk, Space::Cmyk.colour(&[n(0), n(1), n(2), n(3)])),
                b"K" => {
                    (state.stroke_space, state.stroke) = (Space::Cmyk, Space::Cmyk.colour(&[n(0), n(1), n(2), n(3)]));
                }
                b"cs" | b"CS" => {
                    let object = operands.first().cloned().unwrap_or_default();
                    let space = Space::read(document, &object, Some(resources), 0);
                    let first = match space {
                        Space::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
                        Space::Tint(parts) => vec![1.0; parts],
                        _ => vec![0.0; space.parts()],
                    };
                    let colour = space.colour(&first);
                    if word.as_slice() == b"cs" {
                        (state.fill_space, state.fill) = (space, colour);
                    } else {
                        (state.stroke_space, state.stroke) = (space, colour);
                    }
                }
                b"sc" | b"scn" | b"SC" | b"SCN" => {
                    let parts: Vec<f64> = operands.iter().filter_map(Object::number).collect();
                    let fill = word.starts_with(b"s");
                    let space = if fill { &state.fill_space } else { &state.stroke_space };
                    let colour = if matches!(space, Space::Pattern) { 0x80_8080 } else { space.colour(&parts) };
                    if fill { state.fill = colour } else { state.stroke = colour }
                }
                // Paths.
                b"m" | b"l" => {
                    at = apply(&state.ctm, n(0), n(1));
                    if word.as_slice() == b"m" || path.is_empty() {
                        path.push(vec![at]);
                    } else if let Some(last) = path.last_mut() {
                        last.push(at);
                    }
                    points += 1;
                }
                b"c" | b"v" | b"y" => {
                    let first = if word.as_slice() == b"v" { at } else { apply(&state.ctm, n(0), n(1)) };
                    let from = if word.as_slice() == b"v" { 0 } else { 2 };
                    let second = apply(&state.ctm, n(from), n(from + 1));
                    let end =
                        if word.as_slice() == b"y" { second } else { apply(&state.ctm, n(from + 2), n(from + 3)) };
                    if path.is_empty() {
                        path.push(vec![at]);
                    }
                    if let Some(last) = path.last_mut() {
                        for step in 1..=8u8 {
                            let t = f64::from(step) / 8.0;
                            let s = 1.0 - t;
                            let mix = |a: f64, b: f64, c: f64, d: f64| {
                                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
                            };
                            last.push((mix(at.0, first.0, second.0, end.0), mix(at.1, first.1, second.1, end.1)));
                        }
                    }
                    at = end;
                    points += 8;
                }
                b"h" => {
                    if let Some(last) = path.last_mut()
                        && let Some(first) = last.first().copied()
                    {
                        last.push(first);
                        at = first;
                    }
                }
                b"re" => {
                    let (x, y, w, h) = (n(0), n(1), n(2), n(3));
                    let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)];
                    path.push(corners.iter().map(|(x, y)| apply(&state.ctm, *x, *y)).collect());
                    at = apply(&state.ctm, x, y);
                    points += 5;
                }
                b"W" | b"W*" => clip_next = true,
                b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                    let fills = matches!(word.as_slice(), b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
                    let strokes = matches!(word.as_slice(), b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
                    if matches!(word.first(), Some(b's' | b'b'))
                        && let Some(last) = path.last_mut()
                    {
                        last.extend(last.first().copied());
                    }
                    if fills {
                        self.fill(&path, word.ends_with(b"*"), &state);
                    }
                    if strokes {
                        self.stroke(&path, &state);
                    }
                    if clip_next {
                        let around = Rect::around(path.iter().flatten().copied());
                        state.clip = state.clip.with(around);
                        clip_next = false;
                    }
                    path.clear();
                    points = 0;
                }
                // Text.
                b"BT" => (matrix, line) = (IDENTITY, IDENTITY),
                b"Tf" => {
                    state.font = self.font(resources, name(0));
                    state.size = n(1);
                }
                b"Tc" => state.spacing = n(0),
                b"Tw" => state.word_spacing = n(0),
                b"Tz" => state.stretch = n(0) / 100.0,
                b"TL" => state.leading = n(0),
                b"Ts" => state.rise = n(0),
                b"Tr" => state.mode = operands.first().and_then(Object::int).unwrap_or(0),
                b"Td" | b"TD" => {
                    if word.as_slice() == b"TD" {
                        state.leading = -n(1);
                    }
                    line = multiply(&[1.0, 0.0, 0.0, 1.0, n(0), n(1)], &line);
                    matrix = line;
                }
                b"Tm" => {
                    line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                    matrix = line;
                }
                b"T*" | b"'" | b"\"" => {
                    if word.as_slice() == b"\"" {
                        (state.word_spacing, state.spacing) = (n(0), n(1));
                    }
                    line = multiply(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    matrix = line;
                    if let Some(string) = operands.last().and_then(Object::string).filter(|_| word.as_slice() != b"T*")
                    {
                        self.show(string, &state, &mut matrix);
                    }
                }
                b"Tj" => {
                    if let Some(string) = operands.first().and_then(Object::string) {
                        self.show(string, &state, &mut matrix);
                    }
                }
                b"TJ" => {
                    for part in operands.first().map(Object::array).unwrap_or_default() {
                        match part {
                            Object::String(string) => self.show(string, &state, &mut matrix),
                            other => {
                                let back = other.number().unwrap_or(0.0) / 1000.0 * state.size;
                                let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
                                let by = if vertical { (0.0, -back) } else { (-back * state.stretch, 0.0) };
                                matrix = multiply(&[1.0, 0.0, 0.0, 1.0, by.0, by.1], &matrix);
                            }
                        }
                    }
                }
                // Objects, pictures, marks.
                b"Do" => {
                    let object = document.resolve(&self.resource(resources, "XObject", name(0)));
                    if let Some(stream) = object.stream() {
                        let kind = document.get(&stream.dict, "Subtype");
                        if kind.is_name("Form") {
                            self.form(&object, resources, state.clone(), depth + 1);
                        } else if kind.is_name("Image")
                            && !stream.dict.entry("OC").is_some_and(|entry| self.is_off(&entry.value))
                        {
                            let read = |(data, filter): (Vec<u8>, Option<Vec<u8>>)| {
                                let (dict, filter) = (&stream.dict, filter.as_deref());
                                Picture::read(document, dict, data, filter, Some(resources), self.helpers, 0)
                            };
                            let picture = document.decode_partly(stream).and_then(read);
                            self.picture(picture, &state);
                        }
                    }
                }
                b"BI" => {
                    let (dict, data) = inline(&mut parser, document, resources);
                    if let Some((data, filter)) = data.and_then(|data| document.unfiltered(&dict, data)) {
                        let picture =
                            Picture::read(document, &dict, data, filter.as_deref(), Some(resources), self.helpers, 1);
                        self.picture(picture, &state);
                    }
                }
                b"sh" => {
                    let rect = state.clip;
                    let corners = [
                        (rect.left, rect.top),
                        (rect.right, rect.top),
                        (rect.right, rect.bottom),
                        (rect.left, rect.bottom),
                    ];
                    let mut shade = state.clone();
                    shade.fill = 0xc0_c0c0;
                    self.fill(&[corners.to_vec()], false, &shade);
                }
                b"BMC" => marks.push(false),
                b"BDC" => {
                    let group = match operands.get(1) {
                        Some(Object::Name(name)) => self.resource(resources, "Properties", name),
                        other => other.cloned().unwrap_or_default(),
                    };
                    let off = operands.first().is_some_and(|tag| tag.is_name("OC")) && self.is_off(&group);
                    self.hidden += usize::from(off);
                    marks.push(off);
                }
                b"EMC" => self.hidden -= usize::from(marks.pop() == Some(true)),
                _ => {}
            }
            operands.clear();
            if points > POINTS || self.glyphs.len() > GLYPHS {
                self.stopped = true;
            }
        }
        self.hidden = hidden_before;
        if document.budget.exceeded() {
            self.stopped = true;
        }
    }

    /// A resource of this kind by its name; null when there is none (§7.8.3).
    pub(super) fn resource(&self, resources: &Dict, kind: &str, name: &[u8]) -> Object {
        let list = self.document.get(resources, kind);
        list.dict().and_then(|dict| dict.entry(name)).map(|entry| entry.value.clone()).unwrap_or_default()
    }

    /// A font of the resources, read once.
    fn font(&mut self, resources: &Dict, name: &[u8]) -> Option<Rc<Font>> {
        let object = self.resource(resources, "Font", name);
        if let Some(known) = object.reference().and_then(|reference| self.fonts.get(&reference)) {
            return Some(Rc::clone(known));
        }
        let font = self.document.resolve(&object);
        let font = Rc::new(Font::read(self.document, font.dict()?));
        if let Some(reference) = object.reference() {
            self.fonts.insert(reference, Rc::clone(&font));
        }
        Some(font)
    }

    /// The numbers of an array.
    pub(super) fn numbers(&self, dict: &Dict, key: &str) -> Vec<f64> {
        self.document.get(dict, key).array().iter().filter_map(|n| self.document.resolve(n).number()).collect()
    }

    /// `Matrix`, or the one that moves nothing.
    pub(super) fn matrix(&self, dict: &Dict) -> Matrix {
        self.numbers(dict, "Matrix").try_into().unwrap_or(IDENTITY)
    }
}
