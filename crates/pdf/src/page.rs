//! A page drawn: the text that a person sees, and a picture for the reading of codes (ISO 32000-2 §8, §9).
//!
//! Letters are not drawn; what they lie on, and what lies on them, is.

use crate::{
    file::Document,
    font::{Font, Helpers},
    image::{Picture, Rgb, Space},
    object::{Dict, Object, Ref},
    parse::{Parser, Token, is_space},
    text::{self, Glyph, Line},
};
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

/// Dots an inch.
const DPI: f64 = 200.0;
/// Most pixels of a side.
const SIDE: f64 = 4000.0;
/// Most pixels of a page.
const PIXELS: f64 = 12_000_000.0;
/// Most pixels that are painted on one page, one over the other.
const PAINTED: usize = 400_000_000;
/// Most letters of one page.
const GLYPHS: usize = 200_000;
/// Deepest forms within forms.
const FORMS: usize = 16;
/// Most points of one path.
const POINTS: usize = 500_000;

/// A page as it is seen.
pub struct Page {
    /// Points.
    pub width: f64,
    /// Points.
    pub height: f64,
    /// Pixels a point.
    pub scale: f64,
    /// Its lines of text, from the top; places in points from the top left.
    pub lines: Vec<Line>,
    /// Whether it holds text that cannot be seen.
    pub invisible: bool,
    /// Whether some line holds letters without a Unicode value.
    pub unread: bool,
    /// Whether drawing was stopped by a bound.
    pub stopped: bool,
    /// Whether it is one picture and nothing else that is seen.
    pub one_picture: bool,
    /// Its picture: width, height and grey values.
    pub picture: (usize, usize, Vec<u8>),
    /// The one picture at its own size, when it is no larger than a page may be.
    pub own: Option<(usize, usize, Vec<u8>)>,
}

type Matrix = [f64; 6];

fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn apply(m: &Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

#[derive(Clone, Copy)]
struct Rect {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    fn around(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut rect = Self { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
        for (x, y) in points {
            rect.left = rect.left.min(x);
            rect.top = rect.top.min(y);
            rect.right = rect.right.max(x);
            rect.bottom = rect.bottom.max(y);
        }
        rect
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    clip: Rect,
    fill: Rgb,
    stroke: Rgb,
    fill_space: Space,
    stroke_space: Space,
    fill_alpha: f64,
    stroke_alpha: f64,
    /// Paint that lets what lies below be seen.
    blends: bool,
    line_width: f64,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

struct Painter<'p, 'a> {
    document: &'p Document<'a>,
    helpers: &'p dyn Helpers,
    width: usize,
    height: usize,
    /// Colour of each pixel.
    pixels: Vec<Rgb>,
    /// When each was painted last.
    order: Vec<u32>,
    now: u32,
    painted: usize,
    stopped: bool,
    glyphs: Vec<Glyph>,
    fonts: HashMap<Ref, Rc<Font>>,
    contents: HashMap<Ref, Rc<Vec<u8>>>,
    off: BTreeSet<Ref>,
    all_off: bool,
    on: BTreeSet<Ref>,
    hidden: usize,
    pictures: usize,
    fills: usize,
    only: Option<Rc<Picture>>,
}

/// Draws a page.
#[must_use]
pub fn draw(document: &Document<'_>, page: &Dict, helpers: &dyn Helpers) -> Page {
    let number = |object: &Object| document.resolve(object).number();
    let frame = |key: &str| -> Option<[f64; 4]> {
        let object = document.get(page, key);
        let numbers: Option<Vec<f64>> = object.array().iter().map(number).collect();
        let [a, b, c, d]: [f64; 4] = numbers?.try_into().ok()?;
        let frame = [a.min(c), b.min(d), a.max(c), b.max(d)];
        (frame[2] - frame[0] >= 1.0 && frame[3] - frame[1] >= 1.0 && frame.iter().all(|n| n.abs() < 1e7))
            .then_some(frame)
    };
    let media = frame("MediaBox").unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let crop = frame("CropBox").map_or(media, |crop| {
        let both = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
        if both[2] - both[0] >= 1.0 && both[3] - both[1] >= 1.0 { both } else { media }
    });
    let (w, h) = (crop[2] - crop[0], crop[3] - crop[1]);
    let mut scale = DPI / 72.0;
    scale = scale.min(SIDE / w).min(SIDE / h).min((PIXELS / (w * h)).sqrt());
    let turns = document.get(page, "Rotate").int().unwrap_or(0).rem_euclid(360) / 90;
    let upright: Matrix = [scale, 0.0, 0.0, -scale, -crop[0] * scale, crop[3] * scale];
    let (w, h) = (w * scale, h * scale);
    let (base, across, down) = match turns {
        1 => (multiply(&upright, &[0.0, 1.0, -1.0, 0.0, h, 0.0]), h, w),
        2 => (multiply(&upright, &[-1.0, 0.0, 0.0, -1.0, w, h]), w, h),
        3 => (multiply(&upright, &[0.0, -1.0, 1.0, 0.0, 0.0, w]), h, w),
        _ => (upright, w, h),
    };
    let (width, height) = ((across.ceil() as usize).max(1), (down.ceil() as usize).max(1));
    let mut painter = Painter {
        document,
        helpers,
        width,
        height,
        pixels: vec![0xff_ffff; width * height],
        order: vec![0; width * height],
        now: 0,
        painted: 0,
        stopped: false,
        glyphs: Vec::new(),
        fonts: HashMap::new(),
        contents: HashMap::new(),
        off: BTreeSet::new(),
        all_off: false,
        on: BTreeSet::new(),
        hidden: 0,
        pictures: 0,
        fills: 0,
        only: None,
    };
    painter.layers();
    let whole = Rect { left: 0.0, top: 0.0, right: across, bottom: down };
    let state = State {
        ctm: base,
        clip: whole,
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
    };
    let content = painter.page_content(page);
    let resources = document.get(page, "Resources").dict().cloned().unwrap_or_default();
    painter.run(&content, &resources, state.clone(), 0);
    let annotations = document.get(page, "Annots");
    for annotation in annotations.array().iter().take(2000) {
        painter.annotation(annotation, &state);
    }
    painter.finish(across / scale, down / scale, scale)
}

impl Painter<'_, '_> {
    fn finish(mut self, width: f64, height: f64, scale: f64) -> Page {
        let mut invisible = false;
        let mut seen = Vec::new();
        for mut glyph in core::mem::take(&mut self.glyphs) {
            let blank = glyph.text.as_deref().is_some_and(|text| text.trim().is_empty());
            if glyph.visible && !blank {
                let samples = self.samples(&glyph);
                let covered =
                    samples.iter().filter(|at| self.order.get(**at).is_some_and(|order| *order > glyph.order));
                glyph.visible = covered.count() * 2 <= samples.len();
            }
            if glyph.visible {
                glyph.scale(scale);
                seen.push(glyph);
            } else if !blank {
                invisible = true;
            }
        }
        let visible = seen.iter().any(|glyph| glyph.text.as_deref().is_none_or(|text| !text.trim().is_empty()));
        let one_picture = self.pictures == 1 && self.fills == 0 && !visible;
        let own = self.only.as_ref().filter(|_| one_picture).filter(|picture| {
            (picture.width * picture.height) as f64 <= PIXELS && picture.width.max(picture.height) as f64 <= SIDE * 2.0
        });
        let own = own.map(|picture| {
            let (w, h) = (picture.width, picture.height);
            let grey = (0..w * h)
                .map(|i| {
                    let (x, y) = (i % w, i / w);
                    let colour = picture.at((x as f64 + 0.5) / w as f64, (y as f64 + 0.5) / h as f64, 0);
                    luma(colour.unwrap_or(0xff_ffff))
                })
                .collect();
            (w, h, grey)
        });
        let (lines, unread) = text::lines(seen);
        Page {
            width,
            height,
            scale,
            lines,
            invisible,
            unread,
            stopped: self.stopped,
            one_picture,
            picture: (self.width, self.height, self.pixels.iter().map(|pixel| luma(*pixel)).collect()),
            own,
        }
    }

    fn page_content(&self, page: &Dict) -> Vec<u8> {
        let object = self.document.get(page, "Contents");
        let streams: Vec<Object> = match &object {
            Object::Array(array) => array.iter().take(10_000).map(|part| self.document.resolve(part)).collect(),
            other => vec![other.clone()],
        };
        let mut content = Vec::new();
        for stream in &streams {
            if let Some(bytes) = stream.stream().and_then(|stream| self.document.decode(stream)) {
                content.extend(bytes);
                content.push(b'\n');
            }
        }
        content
    }

    /// Which layers are off (§8.11.4.3).
    fn layers(&mut self) {
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
    fn is_off(&self, group: &Object) -> bool {
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

    fn annotation(&mut self, annotation: &Object, state: &State) {
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

    fn numbers(&self, dict: &Dict, key: &str) -> Vec<f64> {
        self.document.get(dict, key).array().iter().filter_map(|n| self.document.resolve(n).number()).collect()
    }

    fn matrix(&self, dict: &Dict) -> Matrix {
        self.numbers(dict, "Matrix").try_into().unwrap_or(IDENTITY)
    }

    /// Runs a form object.
    fn form(&mut self, object: &Object, resources: &Dict, mut state: State, depth: usize) {
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
                let Some(content) = self.document.decode(stream) else { return };
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

    fn resource(&self, resources: &Dict, kind: &str, name: &[u8]) -> Object {
        let list = self.document.get(resources, kind);
        list.dict().and_then(|dict| dict.entry(name)).map(|entry| entry.value.clone()).unwrap_or_default()
    }

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

    #[allow(clippy::too_many_lines)]
    fn run(&mut self, content: &[u8], resources: &Dict, state: State, depth: usize) {
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
                            && let Some((data, filter)) = document.decode_partly(stream)
                        {
                            let picture = Picture::read(
                                document,
                                &stream.dict,
                                data,
                                filter.as_deref(),
                                Some(resources),
                                self.helpers,
                                0,
                            );
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
                b"EMC" => {
                    if marks.pop() == Some(true) {
                        self.hidden -= 1;
                    }
                }
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

    fn graphics_state(&mut self, resources: &Dict, name: &[u8], state: &mut State) {
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

    /// The pixels that stand for a letter: nine within its box.
    fn samples(&self, glyph: &Glyph) -> Vec<usize> {
        let mut samples = Vec::with_capacity(9);
        for across in [0.2, 0.5, 0.8] {
            for up in [0.1, 0.35, 0.6] {
                let (x, y) = glyph.within(across, up);
                if x >= 0.0 && y >= 0.0 && (x as usize) < self.width && (y as usize) < self.height {
                    samples.push(y as usize * self.width + x as usize);
                }
            }
        }
        samples
    }

    fn show(&mut self, string: &[u8], state: &State, matrix: &mut Matrix) {
        let Some(font) = state.font.clone() else { return };
        for shown in font.show(string, self.helpers) {
            if self.glyphs.len() > GLYPHS {
                self.stopped = true;
                return;
            }
            let whole = multiply(&multiply(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], matrix), &state.ctm);
            let width = shown.width / 1000.0 * state.size;
            let blank = if shown.blank { state.word_spacing } else { 0.0 };
            let (advance, by) = if font.vertical {
                let down = -state.size;
                ((0.0, down), (0.0, down - state.spacing - blank))
            } else {
                let across = (width + state.spacing + blank) * state.stretch;
                ((width * state.stretch, 0.0), (across, 0.0))
            };
            let (x, y) = if font.vertical { apply(&whole, -width / 2.0, 0.0) } else { apply(&whole, 0.0, 0.0) };
            let vector = |dx: f64, dy: f64| (whole[0] * dx + whole[2] * dy, whole[1] * dx + whole[3] * dy);
            let (dx, dy) = vector(advance.0, advance.1);
            let (ux, uy) = vector(0.0, state.size);
            let mut glyph = Glyph {
                text: shown.text,
                x,
                y,
                dx,
                dy,
                ux,
                uy,
                size: ux.hypot(uy),
                order: self.now,
                vertical: font.vertical,
                visible: true,
            };
            let points = glyph.size * 72.0 / DPI;
            let (alpha, colour) = match state.mode {
                1 | 5 => (state.stroke_alpha, state.stroke),
                _ => (state.fill_alpha, state.fill),
            };
            let (cx, cy) = glyph.within(0.5, 0.35);
            // The scale of a huge page is smaller; such letters are not small to a person.
            let small = points < 2.0 && self.width.max(self.height) < 3900;
            if !glyph.x.is_finite()
                || !glyph.y.is_finite()
                || matches!(state.mode, 3 | 7)
                || alpha < 0.1
                || small
                || self.hidden > 0
                || !state.clip.holds(cx, cy)
                || cx < 0.0
                || cy < 0.0
                || cx >= self.width as f64
                || cy >= self.height as f64
            {
                glyph.visible = false;
            } else {
                let samples = self.samples(&glyph);
                let same = samples.iter().filter(|at| self.pixels.get(**at).is_some_and(|below| near(*below, colour)));
                glyph.visible = same.count() * 2 < samples.len().max(1);
            }
            self.glyphs.push(glyph);
            *matrix = multiply(&[1.0, 0.0, 0.0, 1.0, by.0, by.1], matrix);
        }
    }

    /// Whether paint of this colour is laid on at all, and hides what lies below.
    fn paints(&self, colour: Rgb, alpha: f64, blends: bool) -> bool {
        alpha >= 0.5 && self.hidden == 0 && (!blends || luma(colour) < 80)
    }

    fn put(&mut self, at: usize, colour: Rgb) {
        if let (Some(pixel), Some(order)) = (self.pixels.get_mut(at), self.order.get_mut(at)) {
            *pixel = colour;
            *order = self.now;
        }
    }

    fn fill(&mut self, path: &[Vec<(f64, f64)>], even_odd: bool, state: &State) {
        if !self.paints(state.fill, state.fill_alpha, state.blends) {
            return;
        }
        self.polygon(path, even_odd, state.fill, state.clip);
    }

    fn stroke(&mut self, path: &[Vec<(f64, f64)>], state: &State) {
        if !self.paints(state.stroke, state.stroke_alpha, state.blends) {
            return;
        }
        let scale = (state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]).abs().sqrt();
        let half = (state.line_width * scale / 2.0).max(0.5);
        for line in path {
            for pair in line.windows(2) {
                let [(x0, y0), (x1, y1)] = pair else { continue };
                let (dx, dy) = (x1 - x0, y1 - y0);
                let length = dx.hypot(dy);
                if length <= 0.0 || !length.is_finite() {
                    continue;
                }
                let (nx, ny) = (-dy / length * half, dx / length * half);
                let quad = vec![(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)];
                self.polygon(&[quad], false, state.stroke, state.clip);
                if self.stopped {
                    return;
                }
            }
        }
    }

    /// Fills by scan lines through the middles of pixels.
    fn polygon(&mut self, path: &[Vec<(f64, f64)>], even_odd: bool, colour: Rgb, clip: Rect) {
        let around = Rect::around(path.iter().flatten().copied());
        let area =
            around.with(clip).with(Rect { left: 0.0, top: 0.0, right: self.width as f64, bottom: self.height as f64 });
        if !(area.left < area.right && area.top < area.bottom) {
            return;
        }
        self.now += 1;
        if colour != 0xff_ffff {
            self.fills += 1;
        }
        let (top, bottom) = ((area.top - 0.5).ceil().max(0.0) as usize, (area.bottom - 0.5).ceil().max(0.0) as usize);
        // Edges by the line that they begin at.
        let mut edges: Vec<(f64, f64, f64, f64, i32)> = Vec::new();
        for line in path {
            let closed = line.iter().chain(line.first());
            let points: Vec<&(f64, f64)> = closed.collect();
            for pair in points.windows(2) {
                let [(x0, y0), (x1, y1)] = pair else { continue };
                if !(x0.is_finite() && y0.is_finite() && x1.is_finite() && y1.is_finite()) {
                    continue;
                }
                if y0 < y1 {
                    edges.push((*y0, *y1, *x0, (x1 - x0) / (y1 - y0), 1));
                } else if y1 < y0 {
                    edges.push((*y1, *y0, *x1, (x0 - x1) / (y0 - y1), -1));
                }
            }
        }
        edges.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut next, mut active): (usize, Vec<(f64, f64, f64, f64, i32)>) = (0, Vec::new());
        let mut crossings: Vec<(f64, i32)> = Vec::new();
        for y in top..bottom {
            let middle = y as f64 + 0.5;
            while let Some(edge) = edges.get(next).filter(|edge| edge.0 <= middle) {
                active.push(*edge);
                next += 1;
            }
            active.retain(|edge| edge.1 > middle);
            self.painted += active.len();
            crossings.clear();
            crossings.extend(active.iter().map(|edge| (edge.2 + (middle - edge.0) * edge.3, edge.4)));
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                let [(from, turn), (to, _)] = pair else { continue };
                winding += turn;
                let inside = if even_odd { winding & 1 != 0 } else { winding != 0 };
                if !inside {
                    continue;
                }
                let from = (from.max(area.left) - 0.5).ceil().max(0.0) as usize;
                let to = ((to.min(area.right) - 0.5).ceil().max(0.0) as usize).min(self.width);
                if from < to {
                    self.painted += to - from;
                    for x in from..to {
                        self.put(y * self.width + x, colour);
                    }
                }
            }
            if self.painted > PAINTED {
                self.stopped = true;
                return;
            }
        }
    }

    fn picture(&mut self, picture: Option<Picture>, state: &State) {
        self.pictures += 1;
        let Some(picture) = picture else {
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
fn inline(parser: &mut Parser<'_>, document: &Document<'_>, resources: &Dict) -> (Dict, Option<Vec<u8>>) {
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

fn luma(colour: Rgb) -> u8 {
    let [_, red, green, blue] = colour.to_be_bytes().map(u32::from);
    ((red * 299 + green * 587 + blue * 114) / 1000) as u8
}

/// Whether two colours differ by less than 15 %.
fn near(a: Rgb, b: Rgb) -> bool {
    a.to_be_bytes().iter().zip(b.to_be_bytes()).all(|(a, b)| a.abs_diff(b) < 38)
}
