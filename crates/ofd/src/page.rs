//! What stands on a page: its objects in the order in which they are written, with their boxes (GB/T 33190 §7.7, §8 to §11).

use crate::xml::Node;
use alloc::{string::String, vec::Vec};

/// A box: left, top, width and height in millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, never negative.
    pub width: f64,
    /// Height, never negative.
    pub height: f64,
}

impl Rect {
    /// Reads `x y w h`. A box of negative width lies to the left of its point, and one of negative height above it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let [x, y, width, height] = *numbers(text) else { return None };
        let (x, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
        let (y, height) = if height < 0.0 { (y + height, -height) } else { (y, height) };
        Some(Self { x, y, width, height })
    }

    /// Whether two boxes share an area.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Whether a point lies in it, or a tenth of a millimetre beside it.
    #[must_use]
    pub fn holds(&self, x: f64, y: f64) -> bool {
        const SLACK: f64 = 0.1;
        x >= self.x - SLACK
            && x <= self.x + self.width + SLACK
            && y >= self.y - SLACK
            && y <= self.y + self.height + SLACK
    }

    fn moved(&self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..*self }
    }
}

/// Numbers with white space between them: none of them when one is none.
pub(crate) fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split_ascii_whitespace().map(|part| part.parse::<f64>().ok().filter(|number| number.is_finite()));
    parts.collect::<Option<_>>().unwrap_or_default()
}

/// When an object is drawn: what comes later lies above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A template behind the page.
    TemplateBehind,
    /// A layer of the page behind its body.
    Background,
    /// A layer of the page.
    Body,
    /// A layer of the page above its body.
    Foreground,
    /// A template above the page.
    TemplateAbove,
    /// An annotation's appearance.
    Annotation,
}

/// A colour: its parts as they are written, and its alpha from 0 to 255.
#[derive(Clone, Debug, PartialEq)]
pub struct Color {
    /// Red, green and blue, unless another colour space says otherwise; nothing for a pattern.
    pub parts: Vec<f64>,
    /// Opacity.
    pub alpha: f64,
}

impl Color {
    pub(crate) fn read(node: Node<'_, '_>) -> Self {
        let value = node.attribute("Value").unwrap_or_default();
        let part = |part: &str| match part.strip_prefix('#') {
            Some(hex) => u32::from_str_radix(hex, 16).ok().map(f64::from),
            None => part.parse().ok(),
        };
        let parts = value.split_ascii_whitespace().map(part).collect::<Option<_>>().unwrap_or_default();
        Self { parts, alpha: number(node, "Alpha").unwrap_or(255.0) }
    }

    /// Whether it is white on paper.
    #[must_use]
    pub fn is_white(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| *part >= 240.0)
    }
}

/// Characters from one point on.
#[derive(Clone, Debug, PartialEq)]
pub struct TextCode {
    /// The first baseline point in the object's space.
    pub x: f64,
    /// The first baseline point in the object's space.
    pub y: f64,
    /// Advances between characters as they are written.
    pub delta_x: String,
    /// Advances between characters as they are written.
    pub delta_y: String,
    /// The characters.
    pub text: String,
}

/// What an object is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Text.
    Text {
        /// Its font in the resources.
        font: String,
        /// In millimetres.
        size: f64,
        /// Whether the characters are filled.
        fill: bool,
        /// Its own fill colour.
        color: Option<Color>,
        /// Whether glyphs are named instead of, or beside, characters.
        glyphs: bool,
        /// The characters.
        codes: Vec<TextCode>,
    },
    /// Lines and curves.
    Path {
        /// Whether it is filled.
        fill: bool,
        /// Its abbreviated data.
        data: String,
    },
    /// A picture from the resources.
    Image(String),
    /// A drawing from the resources.
    Composite(String),
}

/// An object of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its identifier; empty when it has none.
    pub id: String,
    /// Its box on the page.
    pub boundary: Rect,
    /// Its transformation, when it has one.
    pub ctm: Option<[f64; 6]>,
    /// Whether it is to be shown.
    pub visible: bool,
    /// Opacity from 0 to 255.
    pub alpha: f64,
    /// Its drawing parameters in the resources, or those of its layer.
    pub draw_param: Option<String>,
    /// Whether it is clipped.
    pub clipped: bool,
    /// When it is drawn.
    pub stage: Stage,
    /// What it is.
    pub shape: Shape,
}

impl Object {
    /// The point of the page at which a point in the object's space lies.
    #[must_use]
    pub fn on_page(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.ctm.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        (a * x + c * y + e + self.boundary.x, b * x + d * y + f + self.boundary.y)
    }

    /// How much larger than written its characters are drawn.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.ctm.map_or(1.0, |[a, b, c, d, ..]| (a * d - b * c).abs().sqrt())
    }

    /// Its characters, when it is text.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match &self.shape {
            Shape::Text { codes, .. } => Some(codes.iter().map(|code| code.text.as_str()).collect()),
            _ => None,
        }
    }

    /// Whether it hides what lies under it: a picture, a filled path, a drawing.
    #[must_use]
    pub fn hides(&self) -> bool {
        match &self.shape {
            Shape::Text { .. } => false,
            Shape::Path { fill, .. } => *fill && self.visible,
            Shape::Image(_) | Shape::Composite(_) => self.visible,
        }
    }
}

pub(crate) fn number(node: Node<'_, '_>, attribute: &str) -> Option<f64> {
    node.attribute(attribute)?.trim().parse().ok()
}

pub(crate) fn flag(node: Node<'_, '_>, attribute: &str, default: bool) -> bool {
    match node.attribute(attribute).map(str::trim) {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        _ => default,
    }
}

/// Where objects are collected, bounded.
pub(crate) struct Sheet {
    pub(crate) objects: Vec<Object>,
    /// How many more may be kept.
    pub(crate) left: usize,
    /// Whether some were not.
    pub(crate) cut: bool,
}

impl Sheet {
    /// Collects the objects of a page's or template's content. `stages`: those of layers behind, of, and above the body.
    pub(crate) fn content(&mut self, page: Node<'_, '_>, template: Option<Stage>) {
        for content in page.all("Content") {
            for layer in content.all("Layer") {
                let stage = template.unwrap_or(match layer.attribute("Type").map(str::trim) {
                    Some("Background") => Stage::Background,
                    Some("Foreground") => Stage::Foreground,
                    _ => Stage::Body,
                });
                self.block(layer, stage, layer.attribute("DrawParam"), (0.0, 0.0));
            }
        }
    }

    /// Collects the objects of a layer, block or appearance; its depth is bounded by the reader of XML.
    pub(crate) fn block(&mut self, block: Node<'_, '_>, stage: Stage, draw_param: Option<&str>, (x, y): (f64, f64)) {
        for node in block.children() {
            let shape = match node.name() {
                "TextObject" => text(node),
                "PathObject" => Shape::Path {
                    fill: flag(node, "Fill", false),
                    data: node.child("AbbreviatedData").map_or("", |data| data.text()).into(),
                },
                "ImageObject" => Shape::Image(node.attribute("ResourceID").unwrap_or_default().trim().into()),
                "CompositeObject" => Shape::Composite(node.attribute("ResourceID").unwrap_or_default().trim().into()),
                "PageBlock" | "Layer" => {
                    self.block(node, stage, node.attribute("DrawParam").or(draw_param), (x, y));
                    continue;
                }
                _ => continue,
            };
            if self.left == 0 {
                self.cut = true;
                return;
            }
            self.left -= 1;
            let ctm = node.attribute("CTM").and_then(|ctm| <[f64; 6]>::try_from(numbers(ctm)).ok());
            self.objects.push(Object {
                id: node.attribute("ID").unwrap_or_default().trim().into(),
                boundary: node.attribute("Boundary").and_then(Rect::read).unwrap_or_default().moved(x, y),
                ctm,
                visible: flag(node, "Visible", true),
                alpha: number(node, "Alpha").unwrap_or(255.0),
                draw_param: node.attribute("DrawParam").or(draw_param).map(|id| id.trim().into()),
                clipped: node.child("Clips").is_some(),
                stage,
                shape,
            });
        }
    }
}

fn text(node: Node<'_, '_>) -> Shape {
    let (mut x, mut y) = (0.0, 0.0);
    let mut codes = Vec::new();
    for code in node.all("TextCode") {
        x = number(code, "X").unwrap_or(x);
        y = number(code, "Y").unwrap_or(y);
        let list = |name| code.attribute(name).unwrap_or_default().into();
        codes.push(TextCode { x, y, delta_x: list("DeltaX"), delta_y: list("DeltaY"), text: code.text().into() });
    }
    // Hundreds of thousands may be kept.
    codes.shrink_to_fit();
    Shape::Text {
        font: node.attribute("Font").unwrap_or_default().trim().into(),
        size: number(node, "Size").unwrap_or(0.0),
        fill: flag(node, "Fill", true),
        color: node.child("FillColor").map(Color::read),
        glyphs: node.child("CGTransform").is_some(),
        codes,
    }
}

/// Drawing parameters (GB/T 33190 §8.2) as far as they decide whether text is seen.
#[derive(Clone, Debug, Default)]
pub struct DrawParam {
    /// Those that it adds to.
    pub relative: Option<String>,
    /// The fill colour.
    pub fill: Option<Color>,
    /// The colour of lines.
    pub stroke: Option<Color>,
    /// Width of lines in millimetres.
    pub line_width: Option<f64>,
}

impl DrawParam {
    pub(crate) fn read(node: Node<'_, '_>) -> Self {
        Self {
            relative: node.attribute("Relative").map(|id| id.trim().into()),
            fill: node.child("FillColor").map(Color::read),
            stroke: node.child("StrokeColor").map(Color::read),
            line_width: number(node, "LineWidth"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Tree;

    #[test]
    fn objects_and_their_boxes() {
        let page = Tree::read(
            br#"<Page><Content><Layer DrawParam="4"><PageBlock><TextObject ID="7" Boundary="10 20 -30 5" Size="3" CTM="2 0 0 2 1 1"><TextCode X="1" Y="2">A</TextCode><TextCode X="5">B</TextCode></TextObject></PageBlock><PathObject Boundary="0 0 1 1" Fill="true"/></Layer></Content></Page>"#,
        )
        .unwrap();
        let mut sheet = Sheet { objects: Vec::new(), left: 10, cut: false };
        sheet.content(page.root(), None);
        let [text, path] = &sheet.objects[..] else { panic!() };
        assert_eq!(text.boundary, Rect { x: -20.0, y: 20.0, width: 30.0, height: 5.0 });
        assert_eq!((text.text().as_deref(), text.scale(), text.draw_param.as_deref()), (Some("AB"), 2.0, Some("4")));
        assert_eq!(text.on_page(1.0, 2.0), (-17.0, 25.0));
        assert!(path.hides() && !text.hides() && !path.boundary.meets(&text.boundary));
        assert_eq!(numbers("1 x 2"), [] as [f64; 0]);
        assert_eq!(Rect::read("1 2 3 nan"), None);
    }
}
