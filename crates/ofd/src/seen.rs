//! Whether a person sees a text: what only the sealer could hide must not get the full tick.

use crate::{
    document::{Document, Page},
    page::{Color, Object, Shape, Stage},
};
use alloc::{string::String, vec::Vec};

/// Where an object of a page stands: among its own, or among those of one of its templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    /// The page's place in its document.
    pub(crate) page: usize,
    /// The place in the page's list of templates; `None`: its own.
    pub(crate) template: Option<usize>,
    /// The place among these objects.
    pub(crate) object: usize,
}

/// The objects of a page: its own, and those of its templates, each with its place and stage.
pub(crate) fn objects<'d>(document: &'d Document, number: usize, page: &'d Page) -> Vec<(At, Stage, &'d Object)> {
    let mut all = Vec::new();
    for (template, (at, above)) in page.templates.iter().enumerate() {
        let stage = if *above { Stage::TemplateAbove } else { Stage::TemplateBehind };
        for (object, found) in
            document.templates.get(*at).into_iter().flat_map(|template| template.objects.iter().enumerate())
        {
            all.push((At { page: number, template: Some(template), object }, stage, found));
        }
    }
    for (object, found) in page.objects.iter().enumerate() {
        all.push((At { page: number, template: None, object }, found.stage, found));
    }
    all
}

/// The fill colour that an object's drawing parameters give it.
fn inherited<'d>(document: &'d Document, id: Option<&String>) -> Option<&'d Color> {
    let mut id = id?;
    // A chain that comes back to itself ends too.
    for _ in 0..16 {
        let param = document.resources.draw_params.get(id)?;
        if let Some(fill) = &param.fill {
            return Some(fill);
        }
        id = param.relative.as_ref()?;
    }
    None
}

/// Why a text is not, or perhaps not, seen as it is written.
pub(crate) fn unseen(document: &Document, at: At) -> Option<&'static str> {
    let page = document.pages.get(at.page)?;
    let all = objects(document, at.page, page);
    let place = all.iter().position(|(other, ..)| *other == at)?;
    let (_, stage, object) = all.get(place).copied()?;
    let Shape::Text { font, size, fill, color, glyphs, codes } = &object.shape else { return None };
    let color = color.as_ref().or_else(|| inherited(document, object.draw_param.as_ref()));
    if !object.visible || !fill || object.alpha < 64.0 || color.is_some_and(|color| color.alpha < 64.0) {
        return Some("hidden");
    }
    if color.is_some_and(Color::is_white) {
        return Some("white");
    }
    if size * object.scale() < 1.0 {
        return Some("tiny");
    }
    let area = page.area.or(document.area);
    for code in codes {
        let (x, y) = object.on_page(code.x, code.y);
        if area.is_some_and(|area| !area.holds(x, y)) || !object.boundary.holds(x, y) {
            return Some("outside");
        }
    }
    if object.clipped {
        return Some("clipped");
    }
    let later = |(number, (_, other, _)): &(usize, &(At, Stage, &Object))| (*other, *number) > (stage, place);
    let hides =
        |(_, (_, _, other)): &(usize, &(At, Stage, &Object))| other.hides() && other.boundary.meets(&object.boundary);
    if all.iter().enumerate().filter(later).any(|other| hides(&other)) {
        return Some("covered");
    }
    if *glyphs {
        return Some("glyphs");
    }
    if document.resources.fonts.get(font).is_some_and(|font| font.embedded) {
        return Some("font");
    }
    let twice =
        |(other, _, same): &&(At, Stage, &Object)| *other != at && !object.id.is_empty() && same.id == object.id;
    all.iter().find(twice).map(|_| "twice")
}
