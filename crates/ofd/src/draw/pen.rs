//! Draws the objects of one entry after another: what the page holds, in the order in which it is painted.

use super::{
    picture::Pictures,
    space::{Space, hundredths},
    steps::{Letters, Step},
};
use crate::{
    document::{Document, Font, Kind},
    labels::advances,
    package::{EntryId, Package},
    page::{Color, DrawParam, Rect, Stage, flag, number, numbers},
    vocabulary::Stop,
    xml::Node,
};
use alloc::{
    collections::BTreeSet,
    string::{String, ToString},
    vec::Vec,
};

/// What a private character is drawn as: which letter it is, its font alone knows.
const UNKNOWN_LETTER: char = '□';
/// Gap between two columns, in heights of a letter: over two widths of a digit.
const COLUMN: f64 = 1.0;
/// Most texts of a page that is too much to be drawn: its text alone is shown, and cut long before.
const MAX_RUNS: usize = 32_000;

/// The stage at which the layers of a page are drawn, behind to front.
const STAGES: [Stage; 3] = [Stage::Background, Stage::Body, Stage::Foreground];

/// The colour of what states none.
const BLACK: u32 = 0;
/// What stands for a colour that is not known here: patterns and shadings.
pub(super) const GREY: u32 = 0x9a_9a_9a;

/// Text where it stands, for its reading order.
struct Run {
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    text: String,
}

/// What was drawn so far of one page.
pub(super) struct Drawn {
    pub(super) steps: Vec<Step>,
    /// Boxes of the objects of the entry that is being drawn.
    pub(super) boxes: Vec<[i32; 4]>,
    /// Pictures of the entry that is being drawn, and their boxes.
    pub(super) images: Vec<(EntryId, [i32; 4])>,
    /// Whether it is too much to be drawn, or could not be read.
    pub(super) cut: bool,
    runs: Vec<Run>,
    steps_left: usize,
    pieces_left: usize,
    clipped: bool,
}

impl Drawn {
    /// Nothing yet; `steps` and characters and commands (`pieces`) may come.
    pub(super) fn new(steps: usize, pieces: usize) -> Self {
        Self {
            steps: Vec::new(),
            boxes: Vec::new(),
            images: Vec::new(),
            cut: false,
            runs: Vec::new(),
            steps_left: steps,
            pieces_left: pieces,
            clipped: false,
        }
    }

    /// Takes from what may still come; nothing is left once it was too much.
    fn take(&mut self, pieces: usize) -> bool {
        match self.pieces_left.checked_sub(pieces) {
            Some(left) => self.pieces_left = left,
            None => self.cut = true,
        }
        !self.cut
    }

    fn push(&mut self, step: Step) {
        match self.steps_left.checked_sub(1) {
            Some(left) if !self.cut => {
                self.steps_left = left;
                self.steps.push(step);
            }
            _ => self.cut = true,
        }
    }

    /// Bytes of the list as it is written: about.
    pub(super) fn weight(&self) -> usize {
        let one = |step: &Step| match step {
            Step::Text { text, x, y, .. } => 90 + text.len() + 6 * (x.len() + y.len()),
            Step::Path { d, .. } | Step::Clip { d } => 80 + d.len(),
            Step::Image { .. } | Step::Blank { .. } => 80,
        };
        self.steps.iter().map(one).sum()
    }

    /// The text in reading order: rows by their baselines, a tab between columns; at most so many characters.
    pub(super) fn rows(&mut self, most: usize, left: &mut BTreeSet<&'static str>) -> Vec<String> {
        let mut runs = core::mem::take(&mut self.runs);
        runs.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
        let mut rows: Vec<Vec<Run>> = Vec::new();
        for run in runs {
            let same = |first: &Run| run.y - first.y <= first.size.min(run.size) / 2.0;
            match rows.last_mut() {
                Some(row) if row.first().is_some_and(same) => row.push(run),
                _ => rows.push(alloc::vec![run]),
            }
        }
        let (mut lines, mut room) = (Vec::new(), most);
        for mut row in rows {
            row.sort_by(|one, other| one.x.total_cmp(&other.x));
            let mut line = String::new();
            let mut end = f64::INFINITY;
            for run in row {
                if run.x - end > COLUMN * run.size {
                    line.push('\t');
                } else if run.x - end > 0.3 * run.size {
                    line.push(' ');
                }
                end = run.end;
                line.push_str(&run.text);
            }
            let count = line.chars().count();
            if count > room {
                left.insert("text");
                lines.push(line.chars().take(room).collect());
                break;
            }
            room -= count;
            lines.push(line);
        }
        lines
    }
}

/// What objects are drawn with when they say nothing themselves: parameters of their layer, their own, and those that these add to.
#[derive(Clone, Copy)]
struct Ink<'d>(Option<&'d DrawParam>, &'d Document);

impl<'d> Ink<'d> {
    fn named(document: &'d Document, id: Option<&str>) -> Self {
        Self(id.and_then(|id| document.resources.draw_params.get(id.trim())), document)
    }

    /// The first of the chain that says it.
    fn find<T>(self, what: impl Fn(&'d DrawParam) -> Option<T>) -> Option<T> {
        let mut at = self.0?;
        // A chain that comes back to itself ends too.
        for _ in 0..16 {
            if let Some(found) = what(at) {
                return Some(found);
            }
            at = self.1.resources.draw_params.get(at.relative.as_ref()?)?;
        }
        None
    }
}

/// Draws one entry.
pub(super) struct Pen<'w, 'd, 'p> {
    pub(super) package: &'d Package<'p>,
    pub(super) document: &'d Document,
    pub(super) pictures: &'w mut Pictures,
    pub(super) out: &'w mut Drawn,
    /// Ids of what is left out or drawn otherwise.
    pub(super) left: &'w mut BTreeSet<&'static str>,
    /// The paper's top left.
    pub(super) origin: (f64, f64),
}

/// An object before its shape.
struct Thing<'t, 'a> {
    node: Node<'t, 'a>,
    boundary: Rect,
    ctm: Option<[f64; 6]>,
    alpha: f64,
}

impl<'d> Pen<'_, 'd, '_> {
    /// Draws an entry. What cannot be read makes the page text alone.
    pub(super) fn entry(&mut self, entry: EntryId, kind: Kind) -> Result<(), Stop> {
        let package = self.package;
        let root = if kind == Kind::Annotation { "" } else { "Page" };
        let read = package.xml(entry, root, |node| {
            if kind == Kind::Annotation {
                self.annotations(node);
            } else {
                self.content(node);
            }
            Ok(())
        })?;
        self.out.cut |= read.is_none();
        Ok(())
    }

    fn content(&mut self, page: Node<'_, '_>) {
        let stage = |layer: Node<'_, '_>| match layer.attribute("Type").map(str::trim) {
            Some("Background") => Stage::Background,
            Some("Foreground") => Stage::Foreground,
            _ => Stage::Body,
        };
        let origin = (-self.origin.0, -self.origin.1);
        for wanted in STAGES {
            for content in page.all("Content") {
                for layer in content.all("Layer").filter(|layer| stage(*layer) == wanted) {
                    self.block(layer, layer.attribute("DrawParam"), origin);
                }
            }
        }
    }

    fn annotations(&mut self, root: Node<'_, '_>) {
        for annotation in root.all("Annot").filter(|annotation| flag(*annotation, "Visible", true)) {
            for appearance in annotation.all("Appearance") {
                let at = appearance.attribute("Boundary").and_then(Rect::read).unwrap_or_default();
                self.block(appearance, None, (at.x - self.origin.0, at.y - self.origin.1));
            }
        }
    }

    /// Draws the objects of a layer, block or appearance; its depth is bounded by the reader of XML.
    fn block(&mut self, block: Node<'_, '_>, param: Option<&str>, from: (f64, f64)) {
        for node in block.children() {
            if self.out.cut && self.out.runs.len() > MAX_RUNS {
                return;
            }
            if matches!(node.name(), "PageBlock" | "Layer") {
                self.block(node, node.attribute("DrawParam").or(param), from);
            } else if matches!(node.name(), "TextObject" | "PathObject" | "ImageObject" | "CompositeObject") {
                self.object(node, param, from);
            }
        }
    }

    fn object(&mut self, node: Node<'_, '_>, param: Option<&str>, (x, y): (f64, f64)) {
        if !flag(node, "Visible", true) {
            return;
        }
        let boundary = node.attribute("Boundary").and_then(Rect::read).unwrap_or_default();
        let boundary = Rect { x: boundary.x + x, y: boundary.y + y, ..boundary };
        // A box of negative width starts at its point all the same.
        let start = node.attribute("Boundary").map(numbers).unwrap_or_default();
        let from = (start.first().map_or(0.0, |start| start + x), start.get(1).map_or(0.0, |start| start + y));
        let ctm = node.attribute("CTM").and_then(|ctm| <[f64; 6]>::try_from(numbers(ctm)).ok());
        let thing = Thing { node, boundary, ctm, alpha: number(node, "Alpha").unwrap_or(255.0) };
        let ink = Ink::named(self.document, node.attribute("DrawParam").or(param));
        let Some(space) = Space::new(ctm, from) else { return };
        let before = self.out.steps.len();
        self.clip(node, &space);
        match node.name() {
            "TextObject" => self.text(&thing, ink, space),
            "PathObject" => self.path(&thing, ink, &space),
            "ImageObject" => self.image(&thing, from),
            _ => self.blank("drawing", &thing),
        }
        if self.out.steps.len() > before {
            self.out.boxes.push(place(&thing.boundary));
        }
    }

    /// Begins the outline within which an object is seen, or ends the one of the object before.
    fn clip(&mut self, node: Node<'_, '_>, space: &Space) {
        let outline = node.child("Clips").and_then(|clips| {
            let found = single_clip(clips, space);
            if found.is_none() {
                self.left.insert("clip");
            }
            found
        });
        if let Some(d) = outline {
            if self.out.take(d.len() / 8) {
                self.out.push(Step::Clip { d });
                self.out.clipped = true;
            }
        } else if self.out.clipped {
            self.out.push(Step::Clip { d: String::new() });
            self.out.clipped = false;
        }
    }

    /// A colour and its opacity; black when nobody states one.
    fn color(&mut self, own: Option<Color>, inherited: Option<&Color>, alpha: f64) -> (u32, u8) {
        let color = own.as_ref().or(inherited);
        let opacity = color.map_or(255.0, |color| color.alpha).clamp(0.0, 255.0) * alpha.clamp(0.0, 255.0) / 255.0;
        let part = |part: f64| part.clamp(0.0, 255.0) as u32;
        let rgb = match color.map(|color| color.parts.as_slice()) {
            None => BLACK,
            Some([grey]) => part(*grey) * 0x1_01_01,
            Some([red, green, blue]) => part(*red) << 16 | part(*green) << 8 | part(*blue),
            Some([cyan, magenta, yellow, black]) => {
                let mixed =
                    |ink: f64| part((255.0 - ink.clamp(0.0, 255.0)) * (255.0 - black.clamp(0.0, 255.0)) / 255.0);
                mixed(*cyan) << 16 | mixed(*magenta) << 8 | mixed(*yellow)
            }
            Some(_) => {
                self.left.insert("colour");
                GREY
            }
        };
        (rgb, opacity.round() as u8)
    }

    fn text(&mut self, thing: &Thing<'_, '_>, ink: Ink<'d>, space: Space) {
        let node = thing.node;
        let size = number(node, "Size").unwrap_or(0.0);
        let fill = flag(node, "Fill", true);
        let own = |name| node.child(name).map(Color::read);
        if (!fill && !flag(node, "Stroke", false)) || !(size > 0.0 && size < 10_000.0) {
            return;
        }
        // Letters of lines alone are drawn full, in the colour of their lines.
        let (color, alpha) = if fill {
            self.color(own("FillColor"), ink.find(|param| param.fill.as_ref()), thing.alpha)
        } else {
            self.color(own("StrokeColor"), ink.find(|param| param.stroke.as_ref()), thing.alpha)
        };
        let font = self.document.resources.fonts.get(node.attribute("Font").unwrap_or_default().trim());
        if font.is_some_and(|font| font.embedded) {
            self.left.insert("font");
        }
        let [read, turn] = ["ReadDirection", "CharDirection"].map(|name| quarters(number(node, name).unwrap_or(0.0)));
        let (space_of_letters, back) = space.turned(turn.unwrap_or(0));
        let stretch = number(node, "HScale").filter(|by| (0.01..=100.0).contains(by)).unwrap_or(1.0);
        let drawn = space_of_letters.stretched(stretch);
        let weight = number(node, "Weight").unwrap_or(400.0).clamp(100.0, 1000.0) as u16;
        let [bold, slanted, _] = font.map(|font| font.style).unwrap_or_default();
        let (mut x, mut y) = (0.0, 0.0);
        for code in node.all("TextCode") {
            x = number(code, "X").unwrap_or(x);
            y = number(code, "Y").unwrap_or(y);
            let list = |name| advances(code.attribute(name).unwrap_or_default());
            let letters = placed(code.text(), (x, y), &list("DeltaX"), &list("DeltaY"));
            let before = self.out.runs.len();
            runs(&letters, &space, size, &mut self.out.runs);
            if self.out.runs.len() == before {
                continue;
            }
            if !self.out.take(letters.text.chars().count()) {
                continue;
            }
            // Letters that have no points of their own follow as they are turned, which another direction of reading would not.
            let follow = letters.points.len() < letters.text.chars().count();
            if turn.is_none() || (read != turn && follow) {
                self.left.insert("direction");
            }
            let point = |(x, y): &(f64, f64)| {
                let (x, y) = back(*x, *y);
                drawn.point(x / stretch, y)
            };
            let points: Vec<(i32, i32)> = letters.points.iter().map(point).collect();
            let mut rows: Vec<i32> = points.iter().map(|(_, y)| *y).collect();
            if rows.iter().all(|y| Some(y) == rows.first()) {
                rows.truncate(1);
            }
            self.out.push(Step::Text {
                text: letters.text,
                x: points.iter().map(|(x, _)| *x).collect(),
                y: rows,
                size: drawn.length(size),
                letters: letters_of(font),
                weight: if bold { Some(700) } else { Some(weight).filter(|weight| *weight != 400) },
                italic: slanted || flag(node, "Italic", false),
                fill: color,
                alpha,
                map: drawn.map(),
            });
        }
    }

    fn path(&mut self, thing: &Thing<'_, '_>, ink: Ink<'d>, space: &Space) {
        let node = thing.node;
        let (stroke, fill) = (flag(node, "Stroke", true), flag(node, "Fill", false));
        let Some(data) = node.child("AbbreviatedData").filter(|_| stroke || fill) else { return };
        let (d, commands, whole) =
            outline(data.text(), &mut |x, y| space.point(x, y), &mut |radius| Some(space.length(radius)));
        if !whole {
            self.left.insert("path");
        }
        if d.is_empty() || !self.out.take(commands) {
            return;
        }
        let own = |name| node.child(name).map(Color::read);
        let (inside, inside_alpha) = self.color(own("FillColor"), ink.find(|param| param.fill.as_ref()), thing.alpha);
        let (line, line_alpha) = self.color(own("StrokeColor"), ink.find(|param| param.stroke.as_ref()), thing.alpha);
        let width = number(node, "LineWidth").or(ink.find(|param| param.line_width)).unwrap_or(0.353);
        let rule = node.attribute("Rule").map(str::trim);
        self.out.push(Step::Path {
            d,
            fill: fill.then_some(inside),
            even_odd: rule.is_some_and(|rule| rule.eq_ignore_ascii_case("even-odd")),
            stroke: stroke.then_some(line),
            width: space.length(width).max(1),
            alpha: if fill { inside_alpha } else { line_alpha },
            map: space.map(),
        });
    }

    fn image(&mut self, thing: &Thing<'_, '_>, (x, y): (f64, f64)) {
        let id = thing.node.attribute("ResourceID").unwrap_or_default().trim();
        let package = self.package;
        let entry = self.document.resources.media.get(id).copied();
        if let Some(entry) = entry {
            self.out.images.push((entry, place(&thing.boundary)));
        }
        let picture = entry.and_then(|entry| self.pictures.of(entry, || package.content(entry).into_owned()));
        let Some(picture) = picture else { return self.blank("picture", thing) };
        // Without a map it fills its box.
        let [a, b, c, d, e, f] = thing.ctm.unwrap_or([thing.boundary.width, 0.0, 0.0, thing.boundary.height, 0.0, 0.0]);
        let alpha = thing.alpha.clamp(0.0, 255.0).round() as u8;
        self.out.push(Step::Image { picture, place: [a, b, c, d, x + e, y + f].map(hundredths), alpha });
    }

    fn blank(&mut self, why: &'static str, thing: &Thing<'_, '_>) {
        self.left.insert(why);
        self.out.push(Step::Blank { place: place(&thing.boundary) });
    }
}

fn place(rect: &Rect) -> [i32; 4] {
    [rect.x, rect.y, rect.width, rect.height].map(hundredths)
}

/// A clockwise turn in degrees as quarters; `None`: it is none of the four (GB/T 33190 §11.2).
fn quarters(degrees: f64) -> Option<u8> {
    let turn = degrees.rem_euclid(360.0) / 90.0;
    (turn == turn.trunc()).then_some(turn as u8 % 4)
}

/// Letters and the points at which those stand whose place is stated.
struct Placed {
    text: String,
    points: Vec<(f64, f64)>,
}

/// Whether a character takes a place and shows nothing, or changes how others are read.
fn shows_nothing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Places characters by their advances (GB/T 33190 §11.3); behind the last of them the letters' own widths decide.
fn placed(text: &str, (mut x, mut y): (f64, f64), dx: &[f64], dy: &[f64]) -> Placed {
    let mut out = Placed { text: String::with_capacity(text.len()), points: Vec::new() };
    let stated = dx.len().max(dy.len());
    for (at, c) in text.chars().enumerate() {
        if !shows_nothing(c) {
            out.text.push(if is_private(c) { UNKNOWN_LETTER } else { c });
            if at <= stated {
                out.points.push((x, y));
            }
        }
        x += dx.get(at).copied().unwrap_or(0.0);
        y += dy.get(at).copied().unwrap_or(0.0);
    }
    out
}

/// Where a text stands on its page, row by row; nothing when it shows nothing.
fn runs(letters: &Placed, space: &Space, size: f64, out: &mut Vec<Run>) {
    if letters.text.trim().is_empty() {
        return;
    }
    let natural = |c: char| if c.is_ascii() || c == '¥' { size / 2.0 } else { size };
    let mut last: Option<(f64, f64)> = None;
    for (at, c) in letters.text.chars().enumerate() {
        let point = letters.points.get(at).copied();
        let row = point.map(|(_, y)| y);
        if last.is_none_or(|(y, _)| row.is_some_and(|row| (row - y).abs() > size / 2.0)) {
            let Some((x, y)) = point else { return };
            let (page_x, page_y) = space.on_page(x, y);
            out.push(Run { x: page_x, end: page_x, y: page_y, size: size * space.scale(), text: String::new() });
            last = Some((y, x));
        }
        let (Some((y, end)), Some(run)) = (&mut last, out.last_mut()) else { return };
        *end = point.map_or(*end, |(x, _)| x) + natural(c);
        (run.end, _) = space.on_page(*end, *y);
        run.text.push(c);
    }
}

/// The letters of the device that come nearest.
fn letters_of(font: Option<&Font>) -> Letters {
    let Some(font) = font else { return Letters::Song };
    let name: String = [font.name.as_str(), " ", &font.family].concat().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if font.style[2] || has(&["courier", "mono", "consol"]) {
        Letters::Mono
    } else if has(&["fang", "仿"]) {
        Letters::Fang
    } else if has(&["kai", "楷"]) {
        Letters::Kai
    } else if has(&["hei", "黑", "gothic", "sans", "arial", "helvetica", "等线", "calibri", "verdana"]) {
        Letters::Hei
    } else {
        Letters::Song
    }
}

/// The only child of this name.
fn only<'t, 'a>(node: Node<'t, 'a>, name: &str) -> Option<Node<'t, 'a>> {
    let mut all = node.all(name);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The next number of a list.
fn next<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<f64> {
    parts.next()?.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The next two.
fn pair<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<(f64, f64)> {
    next(parts).zip(next(parts))
}

/// The one outline that an object is clipped to, on the page; `None` for what is more than that.
fn single_clip(clips: Node<'_, '_>, space: &Space) -> Option<String> {
    let area = only(only(clips, "Clip")?, "Area")?;
    let path = only(area, "Path").filter(|_| area.child("Text").is_none())?;
    if area.attribute("CTM").is_some() || path.attribute("CTM").is_some() || !flag(clips, "TransFlag", true) {
        return None;
    }
    let from = path.attribute("Boundary").map(numbers).unwrap_or_default();
    let (x, y) = (from.first().copied().unwrap_or(0.0), from.get(1).copied().unwrap_or(0.0));
    let mut point = |px: f64, py: f64| {
        let (px, py) = space.on_page(px + x, py + y);
        (hundredths(px), hundredths(py))
    };
    let (d, _, whole) = outline(path.child("AbbreviatedData")?.text(), &mut point, &mut |_| None);
    (whole && !d.is_empty()).then_some(d)
}

/// Turns abbreviated data (GB/T 33190 §9.1) into commands with whole numbers: the commands, how many, and whether all of it was understood.
fn outline(
    data: &str,
    point: &mut dyn FnMut(f64, f64) -> (i32, i32),
    length: &mut dyn FnMut(f64) -> Option<i32>,
) -> (String, usize, bool) {
    let mut d = String::new();
    let mut count = 0;
    let mut parts = data.split_ascii_whitespace();
    let mut open = false;
    while let Some(command) = parts.next() {
        let (letter, points) = match command {
            "S" | "M" => ('M', 1),
            "L" => ('L', 1),
            "Q" => ('Q', 2),
            "B" => ('C', 3),
            "C" => ('Z', 0),
            "A" => ('A', 1),
            _ => return (d, count, false),
        };
        let mut arc = String::new();
        if letter == 'A' {
            let found = pair(&mut parts).zip(pair(&mut parts)).zip(next(&mut parts));
            let Some((((rx, ry), (turn, large)), sweep)) = found else { return (d, count, false) };
            let (Some(rx), Some(ry)) = (length(rx.abs()), length(ry.abs())) else { return (d, count, false) };
            for number in
                [rx, ry, turn.clamp(-3600.0, 3600.0).round() as i32, i32::from(large != 0.0), i32::from(sweep != 0.0)]
            {
                arc.push_str(&number.to_string());
                arc.push(' ');
            }
        }
        let mut numbers = String::new();
        for _ in 0..points {
            let Some((x, y)) = pair(&mut parts) else { return (d, count, false) };
            let (x, y) = point(x, y);
            for number in [x, y] {
                if !numbers.is_empty() {
                    numbers.push(' ');
                }
                numbers.push_str(&number.to_string());
            }
        }
        // A path that begins with a line has no beginning.
        if !open && letter != 'M' {
            return (d, count, false);
        }
        open = true;
        d.push(letter);
        d.push_str(&arc);
        d.push_str(&numbers);
        count += 1;
    }
    (d, count, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(data: &str) -> (String, usize, bool) {
        outline(data, &mut |x, y| (hundredths(x), hundredths(y)), &mut |radius| Some(hundredths(radius)))
    }

    #[test]
    fn abbreviated_data_become_commands_of_whole_numbers() {
        assert_eq!(
            plain("M 0 0.2 L 73 0.2 B 1 2 3 4 5 6 Q 1 1 2 2 A 5 6 30 1 0 7 8 C"),
            ("M0 20L7300 20C100 200 300 400 500 600Q100 100 200 200A500 600 30 1 0 700 800Z".into(), 6, true)
        );
        for (wrong, before) in
            [("M 1", ""), ("M 1 2 X 3 4", "M100 200"), ("L 1 2", ""), ("M 1 nan", ""), ("M 1 2 L 1e999 2", "M100 200")]
        {
            let (d, _, whole) = plain(wrong);
            assert_eq!((d.as_str(), whole), (before, false), "{wrong}");
        }
    }

    #[test]
    fn characters_stand_at_their_own_points_and_what_shows_nothing_leaves_its_place() {
        let found = placed("a\u{202e}b\u{e001}d", (1.0, 2.0), &[1.0, 2.0, 3.0], &[]);
        assert_eq!((found.text.as_str(), &found.points[..]), ("ab□d", &[(1.0, 2.0), (4.0, 2.0), (7.0, 2.0)][..]));
        // Down the page, and as wide as the letters are.
        let found = placed("上下", (0.0, 0.0), &[], &[3.0]);
        assert_eq!(found.points, [(0.0, 0.0), (0.0, 3.0)]);
        assert_eq!(placed("abc", (5.0, 6.0), &[], &[]).points, [(5.0, 6.0)]);
    }

    #[test]
    fn turns_are_quarters() {
        for (degrees, found) in [
            (0.0, Some(0)),
            (90.0, Some(1)),
            (-90.0, Some(3)),
            (540.0, Some(2)),
            (360.0, Some(0)),
            (45.0, None),
            (f64::NAN, None),
        ] {
            assert_eq!(quarters(degrees), found, "{degrees}");
        }
    }

    #[test]
    fn letters_of_the_device_by_the_name_of_the_font() {
        for (name, letters) in [
            ("宋体", Letters::Song),
            ("KaiTi", Letters::Kai),
            ("仿宋_GB2312", Letters::Fang),
            ("Courier New", Letters::Mono),
            ("Microsoft YaHei", Letters::Hei),
            ("", Letters::Song),
        ] {
            assert_eq!(letters_of(Some(&Font { name: name.into(), ..Font::default() })), letters, "{name}");
        }
    }
}
