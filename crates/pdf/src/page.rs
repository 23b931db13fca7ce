//! A page drawn: the text that a person sees, and a picture for the reading of codes (ISO 32000-2 §8, §9).
//!
//! Letters are not drawn; what they lie on, and what lies on them, is.

mod annotation;
mod content;
mod geometry;
mod glyphs;
mod layer;
mod paint;
mod picture;
mod state;

use crate::{
    file::Document,
    font::{Font, Helpers},
    image::{Picture, Rgb},
    object::{Dict, Object, Ref},
    text::{self, Glyph, Line},
};
use geometry::{Matrix, Rect, multiply};
use paint::luma;
use state::State;
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
/// Most annotations of a page.
const ANNOTATIONS: usize = 2000;
/// Most parts of a page's content.
const PARTS: usize = 10_000;
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

/// A page while it is drawn.
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
    /// Whether one of them was not read.
    unseen: bool,
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
        unseen: false,
        fills: 0,
        only: None,
    };
    painter.layers();
    let whole = Rect { left: 0.0, top: 0.0, right: across, bottom: down };
    let state = State::first(base, whole);
    let content = painter.page_content(page);
    let resources = document.get(page, "Resources").dict().cloned().unwrap_or_default();
    painter.run(&content, &resources, state.clone(), 0);
    let annotations = document.get(page, "Annots");
    painter.stopped |= annotations.array().len() > ANNOTATIONS;
    for annotation in annotations.array().iter().take(ANNOTATIONS) {
        painter.annotation(annotation, &state);
    }
    painter.finish(across / scale, down / scale, scale)
}

impl Painter<'_, '_> {
    /// What was drawn: width and height in points, pixels a point.
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
            // Of a page of pictures alone, one that is not read leaves nothing known.
            stopped: self.stopped || (self.unseen && !visible),
            one_picture,
            picture: (self.width, self.height, self.pixels.iter().map(|pixel| luma(*pixel)).collect()),
            own,
        }
    }
}
