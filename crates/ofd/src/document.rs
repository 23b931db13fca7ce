//! What the documents of a package show: entries by what they are shown as, followed from `OFD.xml`.

use crate::{
    names::{self, folder},
    package::{EntryId, Package},
    page::{DrawParam, Object, Rect, Shape, Sheet, Stage},
    vocabulary::{Note, Stop},
    xml::Node,
};
use alloc::{
    collections::BTreeSet,
    string::{String, ToString},
    vec::Vec,
};

mod kind;
mod parts;

pub use kind::Kind;
pub use parts::{Attachment, Body, Document, Font, Page, Resources, Template};

/// Most pages that are followed.
const MAX_PAGES: usize = 1000;
/// Most `DocBody` members that are followed.
const MAX_BODIES: usize = 64;
/// Most objects of pages and templates that are kept.
const MAX_OBJECTS: usize = 200_000;

/// What was followed from `OFD.xml`.
pub(crate) struct Shown {
    pub(crate) root: EntryId,
    pub(crate) bodies: Vec<Body>,
    /// Entries that could not be read.
    pub(crate) unread: BTreeSet<(EntryId, Kind)>,
    pub(crate) pages_not_read: bool,
}

pub(crate) fn not_read(package: &Package<'_>, entry: EntryId) -> Stop {
    Stop::unreadable(Note::new("entry-not-read", alloc::vec![("entries", package.names([entry]).into())]))
}

/// Follows everything from `OFD.xml`.
pub(crate) fn follow(package: &Package<'_>) -> Result<Shown, Stop> {
    let root = package.at_root("OFD.xml").ok_or_else(Stop::damaged)?;
    let mut shown = Shown { root, bodies: Vec::new(), unread: BTreeSet::new(), pages_not_read: false };
    let mut pages = MAX_PAGES;
    let mut objects = MAX_OBJECTS;
    let done = package.xml(root, "OFD", |ofd| {
        once(package, root, ofd)?;
        shown.pages_not_read = ofd.all("DocBody").count() > MAX_BODIES;
        for node in ofd.all("DocBody").take(MAX_BODIES) {
            let mut follower = Follower {
                package,
                body: Body::default(),
                unread: &mut shown.unread,
                pages: &mut pages,
                objects: &mut objects,
                pages_not_read: &mut shown.pages_not_read,
            };
            follower.body(root, node)?;
            shown.bodies.push(follower.body);
        }
        Ok(())
    })?;
    if done.is_none() || shown.bodies.is_empty() {
        return Err(not_read(package, root));
    }
    Ok(shown)
}

/// Readers differ in which of two members they take, and this entry is often not sealed.
fn once(package: &Package<'_>, entry: EntryId, ofd: Node<'_, '_>) -> Result<(), Stop> {
    const MEMBERS: [&str; 3] = ["DocRoot", "Signatures", "Versions"];
    let mut elsewhere = false;
    let mut twice = false;
    ofd.walk(&mut |node, parent| {
        if node.is("DocBody") {
            elsewhere |= parent.is_none_or(|parent| !parent.is("OFD"));
            twice |= MEMBERS.iter().any(|name| node.all(name).count() > 1) || node.child("DocRoot").is_none();
        } else if MEMBERS.contains(&node.name()) {
            elsewhere |= parent.is_none_or(|parent| !parent.is("DocBody"));
        }
    });
    if elsewhere || twice { Err(Stop::refused("members-twice", package.name(entry))) } else { Ok(()) }
}

struct Follower<'f, 'p, 'a> {
    package: &'p Package<'a>,
    body: Body,
    unread: &'f mut BTreeSet<(EntryId, Kind)>,
    pages: &'f mut usize,
    objects: &'f mut usize,
    pages_not_read: &'f mut bool,
}

impl Follower<'_, '_, '_> {
    /// Notes what an entry is shown as; whether it is new.
    fn show(&mut self, entry: EntryId, kind: Kind) -> bool {
        let old = self.body.shown.get(&entry).copied();
        if old.is_none_or(|old| kind.rank() > old.rank()) {
            self.body.shown.insert(entry, kind);
        }
        old.is_none()
    }

    /// Reads an entry that is shown; what cannot be read is kept for later.
    fn read<T>(
        &mut self,
        entry: EntryId,
        kind: Kind,
        root: &str,
        then: impl FnOnce(&mut Self, Node<'_, '_>) -> Result<T, Stop>,
    ) -> Result<Option<T>, Stop> {
        let package = self.package;
        let read = package.xml(entry, root, |node| then(self, node))?;
        if read.is_none() {
            self.unread.insert((entry, kind));
        }
        Ok(read)
    }

    fn body(&mut self, root: EntryId, node: Node<'_, '_>) -> Result<(), Stop> {
        self.show(root, Kind::Root);
        for data in node.all("DocInfo").flat_map(|info| info.all("CustomDatas").collect::<Vec<_>>()) {
            for custom in data.all("CustomData") {
                self.package.keep()?;
                self.body
                    .custom
                    .push((custom.attribute("Name").unwrap_or_default().trim().into(), custom.text().into()));
            }
        }
        if let Some(list) = node.child("Signatures") {
            self.body.list = self.package.named(root, list)?;
        }
        for location in node.all("DocRoot") {
            match self.package.named(root, location)? {
                Some(entry) => self.document(entry)?,
                // Nothing to show, and nothing to check.
                None => {
                    self.unread.insert((root, Kind::Document));
                }
            }
        }
        for version in node.all("Versions").flat_map(|versions| versions.all("Version").collect::<Vec<_>>()) {
            if version.attribute("Current").is_some_and(is_true) {
                self.version(root, version)?;
            }
        }
        Ok(())
    }

    /// A current version: what a reader shows that knows versions.
    fn version(&mut self, root: EntryId, version: Node<'_, '_>) -> Result<(), Stop> {
        let Some(entry) = self.package.find(root, version.attribute("BaseLoc").unwrap_or_default())? else {
            return Ok(());
        };
        self.show(entry, Kind::Document);
        let document = self.read(entry, Kind::Document, "", |this, node| match node.child("DocRoot") {
            Some(location) => this.package.named(entry, location),
            None => Ok(None),
        })?;
        match document.flatten() {
            Some(document) => self.document(document),
            None => Ok(()),
        }
    }

    fn document(&mut self, entry: EntryId) -> Result<(), Stop> {
        if !self.show(entry, Kind::Document) {
            return Ok(());
        }
        let document = self.read(entry, Kind::Document, "Document", |this, node| this.document_members(entry, node))?;
        self.body.documents.extend(document);
        Ok(())
    }

    fn document_members(&mut self, entry: EntryId, node: Node<'_, '_>) -> Result<Document, Stop> {
        let mut document = Document::default();
        for common in node.all("CommonData") {
            document.area = document.area.or_else(|| area(common.child("PageArea")?));
            for member in common.children() {
                match member.name() {
                    "PublicRes" | "DocumentRes" => {
                        if let Some(resources) = self.package.named(entry, member)? {
                            self.resources(resources, &mut document.resources)?;
                        }
                    }
                    "TemplatePage" => {
                        self.package.keep()?;
                        let id: String = member.attribute("ID").unwrap_or_default().trim().into();
                        document.named.entry(id.clone()).or_default().push(document.templates.len());
                        document.templates.push(Template {
                            id,
                            entry: self.package.find(entry, member.attribute("BaseLoc").unwrap_or_default())?,
                            above: is_above(member),
                            read: false,
                            objects: Vec::new(),
                        });
                    }
                    _ => {}
                }
            }
        }
        for page in node.all("Pages").flat_map(|pages| pages.all("Page").collect::<Vec<_>>()) {
            if *self.pages == 0 {
                *self.pages_not_read = true;
                break;
            }
            *self.pages -= 1;
            if let Some(at) = self.package.find(entry, page.attribute("BaseLoc").unwrap_or_default())? {
                self.page(at, page.attribute("ID").unwrap_or_default().trim(), &mut document)?;
            }
        }
        for member in node.children() {
            let location = |this: &Self| this.package.named(entry, member);
            match member.name() {
                "Annotations" => {
                    if let Some(list) = location(self)? {
                        self.annotations(list, &mut document)?;
                    }
                }
                "CustomTags" => {
                    if let Some(list) = location(self)?
                        && self.show(list, Kind::TagList)
                    {
                        let tags = self.locations(list, Kind::TagList, "CustomTag", "FileLoc")?;
                        for (tag, _) in tags {
                            self.show(tag, Kind::Tags);
                            if !document.tags.contains(&tag) {
                                document.tags.push(tag);
                            }
                        }
                    }
                }
                "Attachments" => {
                    if let Some(list) = location(self)?
                        && self.show(list, Kind::AttachmentList)
                    {
                        for (attachment, format) in
                            self.locations(list, Kind::AttachmentList, "Attachment", "FileLoc")?
                        {
                            self.show(attachment, Kind::Attachment);
                            let name = self.package.name(attachment).to_ascii_lowercase();
                            let is = |kind: &str| {
                                name.ends_with(kind) || format.eq_ignore_ascii_case(kind.trim_start_matches('.'))
                            };
                            let is_xml = is(".xml") || is(".xbrl");
                            match document.attachments.iter_mut().find(|known| known.entry == attachment) {
                                Some(known) => known.is_xml |= is_xml,
                                None => document.attachments.push(Attachment { entry: attachment, is_xml }),
                            }
                        }
                    }
                }
                "Extensions" => {
                    if let Some(list) = location(self)?
                        && self.show(list, Kind::Extension)
                    {
                        for (named, _) in self.locations(list, Kind::Extension, "Extension", "ExtendData")? {
                            self.show(named, Kind::Extension);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(document)
    }

    /// The entries that the members of a list name, in a child element or by their own text, with the stated format.
    fn locations(
        &mut self,
        list: EntryId,
        kind: Kind,
        member: &str,
        child: &str,
    ) -> Result<Vec<(EntryId, String)>, Stop> {
        let found = self.read(list, kind, "", |this, root| {
            let mut found = Vec::new();
            for node in root.all(member) {
                let format = node.attribute("Format").unwrap_or_default().trim().to_string();
                let location = match node.child(child) {
                    Some(location) => location,
                    None if node.text().trim().is_empty() => continue,
                    None => node,
                };
                if let Some(entry) = this.package.named(list, location)? {
                    this.package.keep()?;
                    found.push((entry, format));
                }
            }
            Ok(found)
        })?;
        Ok(found.unwrap_or_default())
    }

    fn resources(&mut self, entry: EntryId, resources: &mut Resources) -> Result<(), Stop> {
        self.show(entry, Kind::Resources);
        if !resources.read.insert(entry) {
            return Ok(());
        }
        self.read(entry, Kind::Resources, "Res", |this, res| {
            let base = res.attribute("BaseLoc").unwrap_or_default();
            let target = names::resolve(folder(this.package.name(entry)), base);
            let base = target.ok_or_else(|| Stop::refused("path-escapes", this.package.name(entry)))?.path;
            let mut problem = None;
            res.walk(&mut |node, parent| {
                if let Err(stop) = this.resource(entry, &base, node, parent, resources) {
                    problem.get_or_insert(stop);
                }
            });
            problem.map_or(Ok(()), Err)
        })?;
        Ok(())
    }

    fn resource(
        &mut self,
        entry: EntryId,
        base: &str,
        node: Node<'_, '_>,
        parent: Option<Node<'_, '_>>,
        resources: &mut Resources,
    ) -> Result<(), Stop> {
        let package = self.package;
        let id = |node: Option<Node<'_, '_>>| -> String {
            node.and_then(|node| node.attribute("ID").map(str::trim).map(String::from)).unwrap_or_default()
        };
        let file = |node: Node<'_, '_>| {
            if !node.in_one_piece() {
                return Err(Stop::refused("location-in-pieces", package.name(entry)));
            }
            package.find_in(base, node.text(), entry)
        };
        if matches!(node.name(), "Font" | "FontFile" | "MediaFile" | "DrawParam") {
            package.keep()?;
        }
        match node.name() {
            "Font" => {
                let text = |name| node.attribute(name).unwrap_or_default().into();
                let style = ["Bold", "Italic", "FixedWidth"].map(|name| node.attribute(name).is_some_and(is_true));
                let font = Font { name: text("FontName"), family: text("FamilyName"), style, ..Font::default() };
                resources.fonts.insert(id(Some(node)), font);
            }
            "FontFile" => {
                let found = file(node)?;
                let font = resources.fonts.entry(id(parent)).or_default();
                (font.embedded, font.file) = (true, found);
                if let Some(found) = found {
                    self.show(found, Kind::Font);
                }
            }
            "MediaFile" => {
                if let Some(found) = file(node)? {
                    resources.media.insert(id(parent), found);
                    self.show(found, Kind::Media);
                }
            }
            "ColorSpace" => {
                if let Some(profile) = node.attribute("Profile").filter(|profile| !profile.trim().is_empty())
                    && let Some(found) = package.find_in(base, profile, entry)?
                {
                    self.show(found, Kind::Profile);
                }
            }
            "DrawParam" => {
                resources.draw_params.insert(id(Some(node)), DrawParam::read(node));
            }
            _ => {}
        }
        Ok(())
    }

    fn page(&mut self, entry: EntryId, id: &str, document: &mut Document) -> Result<(), Stop> {
        self.show(entry, Kind::Page);
        if let Some(known) = document.pages.iter().find(|page| page.entry == entry) {
            // Shown again; drawn from what was read, as far as objects may still be kept.
            let count = known.objects.len().min(*self.objects);
            *self.pages_not_read |= count < known.objects.len();
            *self.objects -= count;
            let again = Page {
                id: id.into(),
                entry,
                area: known.area,
                templates: known.templates.clone(),
                objects: known.objects.iter().take(count).cloned().collect(),
                annotations: Vec::new(),
            };
            document.pages.push(again);
            return Ok(());
        }
        if self.unread.contains(&(entry, Kind::Page)) {
            return Ok(());
        }
        let page = self.read(entry, Kind::Page, "Page", |this, node| {
            let mut page = Page {
                id: id.into(),
                entry,
                area: node.child("Area").and_then(area),
                templates: Vec::new(),
                objects: Vec::new(),
                annotations: Vec::new(),
            };
            for location in node.all("PageRes") {
                if let Some(resources) = this.package.named(entry, location)? {
                    this.resources(resources, &mut document.resources)?;
                }
            }
            let mut drawn = BTreeSet::new();
            for template in node.all("Template") {
                let wanted = template.attribute("TemplateID").unwrap_or_default().trim();
                for at in document.named.get(wanted).cloned().unwrap_or_default() {
                    let Some(known) = document.templates.get(at) else { continue };
                    let above = if template.attribute("ZOrder").is_some() { is_above(template) } else { known.above };
                    // Drawn a second time it shows nothing else.
                    if drawn.insert((at, above)) {
                        this.package.keep()?;
                        page.templates.push((at, above));
                        this.template(at, above, document)?;
                    }
                }
            }
            this.sheet(&mut page.objects, |sheet| sheet.content(node, None));
            Ok(page)
        })?;
        document.pages.extend(page);
        Ok(())
    }

    /// Collects objects, as many as may still be kept.
    fn sheet(&mut self, objects: &mut Vec<Object>, collect: impl FnOnce(&mut Sheet)) {
        let mut sheet = Sheet { objects: core::mem::take(objects), left: *self.objects, cut: false };
        collect(&mut sheet);
        *self.objects = sheet.left;
        *self.pages_not_read |= sheet.cut;
        *objects = sheet.objects;
    }

    fn template(&mut self, at: usize, above: bool, document: &mut Document) -> Result<(), Stop> {
        let Some(template) = document.templates.get_mut(at) else { return Ok(()) };
        let Some(entry) = template.entry else { return Ok(()) };
        if !template.read {
            template.read = true;
            let stage = Stage::TemplateBehind;
            let mut objects = Vec::new();
            let mut resources = Vec::new();
            let read = self.read(entry, Kind::StrictTemplate, "Page", |this, node| {
                for location in node.all("PageRes") {
                    resources.extend(this.package.named(entry, location)?);
                }
                this.sheet(&mut objects, |sheet| sheet.content(node, Some(stage)));
                Ok(())
            })?;
            let strict = read.is_none() || objects.iter().any(says_something);
            self.show(entry, if strict { Kind::StrictTemplate } else { Kind::Template });
            template.objects = objects;
            for entry in resources {
                self.resources(entry, &mut document.resources)?;
            }
        }
        if above {
            self.show(entry, Kind::StrictTemplate);
        }
        Ok(())
    }

    fn annotations(&mut self, list: EntryId, document: &mut Document) -> Result<(), Stop> {
        if !self.show(list, Kind::Annotations) {
            return Ok(());
        }
        let files = self.read(list, Kind::Annotations, "", |this, root| {
            let mut files = Vec::new();
            for page in root.all("Page") {
                for location in page.all("FileLoc") {
                    if let Some(entry) = this.package.named(list, location)? {
                        this.package.keep()?;
                        files.push((page.attribute("PageID").unwrap_or_default().trim().to_string(), entry));
                    }
                }
            }
            Ok(files)
        })?;
        for (page, entry) in files.unwrap_or_default() {
            self.show(entry, Kind::Annotation);
            let mut objects = Vec::new();
            self.read(entry, Kind::Annotation, "", |this, root| {
                for annotation in root.all("Annot") {
                    for appearance in annotation.all("Appearance") {
                        let at = appearance.attribute("Boundary").and_then(Rect::read).unwrap_or_default();
                        this.sheet(&mut objects, |sheet| {
                            sheet.block(appearance, Stage::Annotation, None, (at.x, at.y))
                        });
                    }
                }
                Ok(())
            })?;
            if let Some(page) = document.pages.iter_mut().find(|other| other.id == page) {
                page.objects.extend(objects);
                page.annotations.push(entry);
            }
        }
        Ok(())
    }
}

/// A flag as readers of any care take it: what one of them shows has to be sealed.
fn is_true(flag: &str) -> bool {
    let flag = flag.trim();
    flag == "1" || flag.eq_ignore_ascii_case("true")
}

fn is_above(node: Node<'_, '_>) -> bool {
    node.attribute("ZOrder").is_some_and(|order| order.trim().eq_ignore_ascii_case("foreground"))
}

fn area(node: Node<'_, '_>) -> Option<Rect> {
    Rect::read(node.child("PhysicalBox")?.text())
}

/// Whether an object of a template may be a value rather than a label: a picture, or text with digits or money in it.
fn says_something(object: &Object) -> bool {
    let value = |c: char| c.is_numeric() || "¥￥零壹贰叁肆伍陆柒捌玖".contains(c);
    match &object.shape {
        Shape::Text { codes, .. } => codes.iter().any(|code| code.text.contains(value)),
        Shape::Image(_) | Shape::Composite(_) => true,
        Shape::Path { .. } => false,
    }
}
