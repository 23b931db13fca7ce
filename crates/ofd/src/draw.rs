//! Pages as lists of steps that draw them: numbers, ids and plain text, bounded, and never markup (GB/T 33190 §7.7, §8 to §11).
//!
//! Enough to show an invoice as it looks, and to mark what no seal vouches for; no reader. What is not drawn is told. Lengths are
//! whole hundredths of a millimetre, from the page's top left.

mod pen;
mod picture;
mod space;
mod steps;

pub use picture::{Picture, PictureKind};
pub use steps::{Letters, Map, Step};

use crate::{
    Engine, Host,
    assess::{self, Findings, Mark},
    check::{Checked, State},
    document::{self, Document, Kind, Page},
    package::{EntryId, Package},
    page::Rect,
    vocabulary::Stop,
    zip::Limits,
};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use pen::{Drawn, Pen};
use picture::Pictures;
use serde::{Serialize, Serializer};
use space::hundredths;
use steps::is_false;

/// Most pages that are drawn.
const MAX_SHEETS: usize = 20;
/// Most steps of a page, and of all: a page with more is given as text.
const MAX_STEPS: usize = 8_000;
const MAX_ALL_STEPS: usize = 50_000;
/// Most characters, and commands of paths, of a page.
const MAX_PIECES: usize = 60_000;
/// Most bytes of all lists, as they are written: about.
const MAX_LIST: usize = 2 << 20;
/// Most characters of a page's text.
const MAX_TEXT: usize = 20_000;
/// Most boxes of an entry that is marked: with more of them it is marked as a whole.
const MAX_BOXES: usize = 300;
/// Most seals whose picture is drawn.
const MAX_SEALS: usize = 16;
/// Most places of seals.
const MAX_STAMPS: usize = 200;
/// Most bytes of a package that is drawn: it is held a second time.
const MAX_FILE: usize = 16 << 20;
/// Most bytes, unpacked, of an entry that may be a page, and of all of them: as trees they take ten times as much.
const MAX_ENTRY: usize = 4 << 20;
const MAX_ENTRIES: usize = 16 << 20;
/// Paper of a page that states none: A4.
const PAPER: Rect = Rect { x: 0.0, y: 0.0, width: 210.0, height: 297.0 };

/// An entry that a page shows and that is not as a seal vouches for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// Its name.
    pub entry: String,
    /// What it is shown as.
    pub kind: &'static str,
    /// What is wrong with it.
    #[serde(serialize_with = "mark")]
    pub mark: Mark,
    /// Where its objects are; nowhere when it cannot be seen by itself, or everywhere.
    pub boxes: Vec<[i32; 4]>,
}

fn mark<S: Serializer>(mark: &Mark, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(match mark {
        Mark::Differs => "differs",
        Mark::NotCovered => "not-covered",
    })
}

/// Where a seal is shown on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stamped {
    /// Its place among the seals.
    pub seal: usize,
    /// Left, top, width and height.
    pub place: [i32; 4],
    /// The part of this box that is shown, from its corner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clip: Option<[i32; 4]>,
    /// Whether its signature covers the page as it is: else it lends its name to what it never saw.
    pub covers: bool,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Its document, from 0: the first one is what readers open.
    pub document: usize,
    /// Its place in that, from 0.
    pub page: usize,
    /// The paper's width.
    pub width: i32,
    /// The paper's height.
    pub height: i32,
    /// What draws it, in order; nothing when it is given as text alone.
    pub steps: Vec<Step>,
    /// Whether it is given as text alone: there was too much of it, or it could not be read.
    #[serde(rename = "textAlone", skip_serializing_if = "is_false")]
    pub text_alone: bool,
    /// Seals on it, above all else.
    pub stamps: Vec<Stamped>,
    /// What of it no seal vouches for.
    pub marks: Vec<Marked>,
    /// Its text in reading order, one row a line; columns have a tab between them.
    pub text: Vec<String>,
}

/// What a seal looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Face {
    /// A picture, by its place.
    Picture {
        /// Its place among the pictures.
        picture: usize,
    },
    /// Steps on a paper of their own.
    Steps {
        /// The paper's width.
        width: i32,
        /// The paper's height.
        height: i32,
        /// What draws it.
        steps: Vec<Step>,
    },
    /// Nothing that is drawn here.
    Blank,
}

/// A seal, or a signature that is shown as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// The name of its signature file.
    pub entry: String,
    /// What its maker called it: a claim. Empty when there is no seal.
    pub name: String,
    /// Who signed: the subject of the certificate, for the caller to fill in.
    pub signer: String,
    /// The signer's certificate, DER; empty when it is not at hand.
    #[serde(skip)]
    pub certificate: Vec<u8>,
    /// `fits`, `unknown` (the key is not at hand), `differs` (what it names is not as it was sealed) or `misfit`: signature, its file and
    /// the seal's own, the worst of them.
    pub state: &'static str,
    /// Whether its signer made it: name and picture are what the signer says.
    #[serde(rename = "selfMade", skip_serializing_if = "is_false")]
    pub self_made: bool,
    /// What it looks like.
    pub face: Face,
}

/// Pages, drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The pages, in order.
    pub sheets: Vec<Sheet>,
    /// Pages that the file has.
    pub pages: usize,
    /// Its seals.
    pub seals: Vec<Seal>,
    /// Whether a seal holds: without one nothing on the pages is vouched for, and nothing is marked.
    pub sealed: bool,
    /// What no seal vouches for and is not seen by itself: fonts and colours, lists.
    pub elsewhere: Vec<Marked>,
    /// Ids of what was left out or drawn otherwise.
    pub left: BTreeSet<&'static str>,
    /// Pictures, handed over apart.
    #[serde(skip)]
    pub pictures: Vec<Picture>,
}

/// Draws the pages of a package.
///
/// # Errors
/// It cannot be read, or is refused: as [`crate::check()`] says.
pub fn draw(bytes: &[u8], host: &Host, engine: &dyn Engine) -> Result<Drawing, Stop> {
    if bytes.len() > MAX_FILE {
        let left = BTreeSet::from(["file"]);
        return Ok(Drawing { left, ..Drawing::default() });
    }
    let package = Package::read(bytes, host)?;
    if is_heavy(&package) {
        let left = BTreeSet::from(["file"]);
        return Ok(Drawing { left, ..Drawing::default() });
    }
    let found = assess::examine(&package, engine)?;
    let mut artist = Artist {
        package: &package,
        found: &found,
        out: Drawing::default(),
        pictures: Pictures::default(),
        budget: Budget::default(),
    };
    artist.all()?;
    let mut out = artist.out;
    out.pictures = artist.pictures.all;
    Ok(out)
}

/// Whether pages, and what is read like them, would take too much memory a second time: pictures and fonts are not counted.
fn is_heavy(package: &Package<'_>) -> bool {
    let fonts: [&[u8]; 4] = [b"\0\x01\0\0", b"OTTO", b"true", b"ttcf"];
    let mut left = MAX_ENTRIES;
    (0..package.len()).any(|entry| {
        // Only what is large is looked at.
        let size = package.size(entry);
        let counts = size < 4096 || {
            let content = package.content(entry);
            !fonts.iter().any(|font| content.starts_with(font)) && picture::size(&content).is_none()
        };
        if !counts {
            return false;
        }
        let fits = size <= MAX_ENTRY && size <= left;
        left = left.saturating_sub(size);
        !fits
    })
}

/// What may still be drawn.
pub(crate) struct Budget {
    /// Steps of all pages.
    steps: usize,
    /// Bytes of all lists.
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: MAX_ALL_STEPS, bytes: MAX_LIST }
    }
}

struct Artist<'a, 'p> {
    package: &'a Package<'p>,
    found: &'a Findings,
    out: Drawing,
    pictures: Pictures,
    budget: Budget,
}

impl Artist<'_, '_> {
    fn all(&mut self) -> Result<(), Stop> {
        let found = self.found;
        self.out.sealed = found.signatures.iter().any(Checked::holds);
        self.seals();
        let bodies = found.bodies.iter().enumerate();
        let documents: Vec<(usize, &Document)> =
            bodies.flat_map(|(body, shown)| shown.documents.iter().map(move |document| (body, document))).collect();
        self.out.pages = documents.iter().map(|(_, document)| document.pages.len()).sum();
        for (number, (body, document)) in documents.into_iter().enumerate() {
            for page in 0..document.pages.len() {
                if self.out.sheets.len() == MAX_SHEETS {
                    self.out.left.insert("pages");
                    break;
                }
                self.sheet(document, (body, number), page)?;
            }
        }
        self.elsewhere();
        Ok(())
    }

    fn sheet(&mut self, document: &Document, (body, number): (usize, usize), at: usize) -> Result<(), Stop> {
        let Some(page) = document.pages.get(at) else { return Ok(()) };
        let area = page.area.or(document.area).filter(|area| area.width > 0.0 && area.height > 0.0).unwrap_or(PAPER);
        let mut layers: Vec<(EntryId, Kind)> = Vec::new();
        let templates = |above: bool| {
            let named = page.templates.iter().filter(move |(_, other)| *other == above);
            named.filter_map(|(template, _)| Some((document.templates.get(*template)?.entry?, Kind::Template)))
        };
        layers.extend(templates(false));
        layers.push((page.entry, Kind::Page));
        layers.extend(templates(true));
        layers.extend(page.annotations.iter().map(|entry| (*entry, Kind::Annotation)));
        let mut sheet = Sheet {
            document: number,
            page: at,
            width: hundredths(area.width),
            height: hundredths(area.height),
            ..Sheet::default()
        };
        let mut drawn = Drawn::new(MAX_STEPS, MAX_PIECES);
        for (entry, kind) in layers {
            drawn.boxes.clear();
            drawn.images.clear();
            let mut pen = Pen {
                package: self.package,
                document,
                pictures: &mut self.pictures,
                out: &mut drawn,
                left: &mut self.out.left,
                origin: (area.x, area.y),
            };
            pen.entry(entry, kind)?;
            self.mark(&mut sheet, entry, kind, core::mem::take(&mut drawn.boxes));
            for (media, place) in core::mem::take(&mut drawn.images) {
                self.mark(&mut sheet, media, Kind::Media, alloc::vec![place]);
            }
        }
        sheet.text = drawn.rows(MAX_TEXT, &mut self.out.left);
        let bytes = drawn.weight();
        let fits = !drawn.cut && drawn.steps.len() <= self.budget.steps && bytes <= self.budget.bytes;
        if fits {
            self.budget.steps -= drawn.steps.len();
            self.budget.bytes -= bytes;
            sheet.steps = drawn.steps;
        } else {
            sheet.text_alone = true;
        }
        self.stamps(&mut sheet, body, page, &area);
        self.out.sheets.push(sheet);
        Ok(())
    }

    /// Marks an entry where it is drawn, if no seal vouches for it.
    fn mark(&self, sheet: &mut Sheet, entry: EntryId, kind: Kind, mut boxes: Vec<[i32; 4]>) {
        let Some(mark) = self.found.marks.get(&entry).copied() else { return };
        let name = self.package.name(entry);
        if let Some(known) = sheet.marks.iter_mut().find(|known| known.entry == name) {
            known.boxes.append(&mut boxes);
        } else {
            sheet.marks.push(Marked { entry: name.into(), kind: kind.id(), mark, boxes });
        }
        for marked in &mut sheet.marks {
            if marked.boxes.len() > MAX_BOXES {
                marked.boxes = alloc::vec![[0, 0, sheet.width, sheet.height]];
            }
        }
    }

    /// What is not as a seal vouches for it, and is not drawn by itself.
    fn elsewhere(&mut self) {
        let drawn: BTreeSet<&str> =
            self.out.sheets.iter().flat_map(|sheet| &sheet.marks).map(|marked| marked.entry.as_str()).collect();
        let mut elsewhere = Vec::new();
        for (entry, mark) in &self.found.marks {
            let kind = self.found.bodies.iter().filter_map(|body| body.shown.get(entry)).max();
            let name = self.package.name(*entry);
            let Some(kind) = kind.filter(|_| !drawn.contains(name)) else { continue };
            // What nothing is drawn of is said by the report's notes alone.
            if !matches!(
                kind,
                Kind::Root | Kind::TagList | Kind::Tags | Kind::AttachmentList | Kind::Attachment | Kind::Extension
            ) {
                elsewhere.push(Marked { entry: name.into(), kind: kind.id(), mark: *mark, boxes: Vec::new() });
            }
        }
        self.out.elsewhere = elsewhere;
    }

    fn seals(&mut self) {
        let found = self.found;
        let mut faces: Vec<(&[u8], Face)> = Vec::new();
        for signature in &found.signatures {
            let face = match &signature.seal {
                None => Face::Blank,
                Some(seal) => match faces.iter().find(|(picture, _)| *picture == seal.picture.as_slice()) {
                    Some((_, face)) => face.clone(),
                    None if faces.len() >= MAX_SEALS => {
                        self.out.left.insert("seal");
                        Face::Blank
                    }
                    None => {
                        let face = self.face(&seal.picture);
                        faces.push((&seal.picture, face.clone()));
                        face
                    }
                },
            };
            // A list that another signature was added to is as it should be.
            let changed =
                |entry: Option<EntryId>| entry.is_none_or(|entry| found.marks.get(&entry) == Some(&Mark::Differs));
            let maker_fits =
                signature.seal.as_ref().is_none_or(|seal| seal.maker.ticket.is_some() && seal.holds_signer);
            let file_fits = signature.file_fits && signature.seal_file.as_ref().is_none_or(|(_, same)| *same);
            let state = match signature.state {
                State::Misfit(_) | State::WrongKey => "misfit",
                _ if !maker_fits || !file_fits => "misfit",
                _ if signature.named.iter().any(|named| !named.fits && changed(named.entry)) => "differs",
                State::Unknown => "unknown",
                State::Fits => "fits",
            };
            self.out.seals.push(Seal {
                entry: signature.entry.clone(),
                name: signature.seal.as_ref().map(|seal| seal.name.clone()).unwrap_or_default(),
                signer: String::new(),
                certificate: signature.signers.first().map(|party| party.certificate.clone()).unwrap_or_default(),
                state,
                self_made: signature.seal.as_ref().is_some_and(|seal| seal.self_made),
                face,
            });
        }
    }

    /// What a seal looks like: a picture, or the first page of a package of its own, one level deep.
    fn face(&mut self, bytes: &[u8]) -> Face {
        let face = if bytes.starts_with(b"PK") {
            self.nested(bytes)
        } else {
            self.pictures.add(bytes).map(|picture| Face::Picture { picture })
        };
        face.unwrap_or_else(|| {
            self.out.left.insert("seal");
            Face::Blank
        })
    }

    fn nested(&mut self, bytes: &[u8]) -> Option<Face> {
        let package = Package::read_within(bytes, self.package.host(), &Limits::SEAL).ok()?;
        let shown = document::follow(&package).ok()?;
        let document = shown.bodies.first()?.documents.first()?;
        let page = document.pages.first()?;
        let area = page.area.or(document.area).filter(|area| area.width > 0.0 && area.height > 0.0)?;
        let mut drawn = Drawn::new(MAX_STEPS / 8, MAX_PIECES / 8);
        self.pictures.other_package();
        let templates = page.templates.iter().filter_map(|(template, _)| document.templates.get(*template)?.entry);
        for (entry, kind) in
            templates.map(|entry| (entry, Kind::Template)).chain(core::iter::once((page.entry, Kind::Page)))
        {
            let mut pen = Pen {
                package: &package,
                document,
                pictures: &mut self.pictures,
                out: &mut drawn,
                left: &mut self.out.left,
                origin: (area.x, area.y),
            };
            pen.entry(entry, kind).ok()?;
        }
        self.pictures.other_package();
        let bytes = drawn.weight();
        if drawn.cut || bytes > self.budget.bytes || drawn.steps.len() > self.budget.steps {
            return None;
        }
        self.budget.steps -= drawn.steps.len();
        self.budget.bytes -= bytes;
        Some(Face::Steps { width: hundredths(area.width), height: hundredths(area.height), steps: drawn.steps })
    }

    /// The seals on a page.
    fn stamps(&mut self, sheet: &mut Sheet, body: usize, page: &Page, area: &Rect) {
        let found = self.found;
        // Numbers of pages are a document's own: so are the seals on them.
        for seal in found.signers.get(body).into_iter().flatten() {
            let Some(signature) = found.signatures.get(*seal) else { continue };
            let mut named = signature.named.iter().filter(|named| named.entry == Some(page.entry)).peekable();
            let covers = signature.holds() && named.peek().is_some() && named.all(|named| named.fits);
            for stamp in signature.stamps().iter().filter(|stamp| stamp.page == page.id) {
                if sheet.stamps.len() == MAX_STAMPS {
                    self.out.left.insert("seal");
                    return;
                }
                let Rect { x, y, width, height } = stamp.boundary;
                let place = [x - area.x, y - area.y, width, height].map(hundredths);
                let clip = stamp.clip.map(|clip| [clip.x, clip.y, clip.width, clip.height].map(hundredths));
                sheet.stamps.push(Stamped { seal: *seal, place, clip, covers });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Outcome, Scheme, tests::HOST, zip::tests::zip};
    use alloc::format;
    use proptest::prelude::*;

    /// No key is at hand.
    struct Nobody;

    impl Engine for Nobody {
        fn verify(&self, _: &[u8], _: Scheme, _: &[u8], _: &[u8]) -> Outcome {
            Outcome::Unusable
        }

        fn certificates(&self) -> Vec<Vec<u8>> {
            Vec::new()
        }
    }

    /// A package of a document with these pages and resources.
    fn package(pages: &[&str], resources: &str, versions: &str) -> Vec<u8> {
        let named: String = (0..pages.len())
            .map(|at| format!(r#"<Page ID="p{at}" BaseLoc="P{at}.xml"/>"#))
            .collect::<Vec<_>>()
            .concat();
        let root =
            format!("<OFD><DocBody><DocInfo/><DocRoot>D/Document.xml</DocRoot>{versions}</DocBody></OFD>").into_bytes();
        let document = format!(
            "<Document><CommonData><PageArea><PhysicalBox>0 0 210 140</PhysicalBox></PageArea><PublicRes>R.xml</PublicRes></CommonData><Pages>{named}</Pages></Document>"
        )
        .into_bytes();
        let resources = format!("<Res>{resources}</Res>").into_bytes();
        let mut files: Vec<(String, Vec<u8>)> =
            alloc::vec![("OFD.xml".into(), root), ("D/Document.xml".into(), document), ("D/R.xml".into(), resources)];
        for (at, content) in pages.iter().enumerate() {
            files.push((format!("D/P{at}.xml"), format!("<Page><Content>{content}</Content></Page>").into_bytes()));
        }
        files.push(("V.xml".into(), b"<DocVersion><DocRoot>D/Document.xml</DocRoot></DocVersion>".to_vec()));
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
        zip(&files)
    }

    fn drawn(pages: &[&str], resources: &str) -> Drawing {
        draw(&package(pages, resources, ""), &HOST, &Nobody).ok().unwrap()
    }

    fn words(drawing: &Drawing) -> Vec<&str> {
        let steps = drawing.sheets.iter().flat_map(|sheet| &sheet.steps);
        steps.filter_map(|step| if let Step::Text { text, .. } = step { Some(text.as_str()) } else { None }).collect()
    }

    fn text(words: &str) -> String {
        format!(r#"<TextObject Boundary="1 2 30 5" Size="3"><TextCode X="0" Y="4">{words}</TextCode></TextObject>"#)
    }

    #[test]
    fn layers_are_painted_from_behind_and_what_is_not_visible_is_left_out() {
        let layers = format!(
            r#"<Layer Type="Foreground">{}</Layer><Layer>{}</Layer><Layer Type="Background">{}</Layer><Layer><TextObject Visible="false" Size="3"><TextCode>no</TextCode></TextObject></Layer>"#,
            text("front"),
            text("body"),
            text("back")
        );
        let found = drawn(&[&layers], "");
        assert_eq!(words(&found), ["back", "body", "front"]);
        assert!(!found.sealed && found.sheets[0].marks.is_empty());
    }

    #[test]
    fn colours_and_lines_come_from_the_parameters_that_are_named() {
        let page = r#"<Layer DrawParam="1"><PathObject Boundary="0 0 9 9" Fill="true"><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject><PathObject Boundary="0 0 9 9" LineWidth="1" Alpha="128"><StrokeColor Value="0 0 0 255"/><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject><PathObject Boundary="0 0 9 9"><StrokeColor><Pattern/></StrokeColor><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject></Layer>"#;
        let found = drawn(
            &[page],
            r##"<DrawParams><DrawParam ID="1" Relative="2" LineWidth="0.5"/><DrawParam ID="2" Relative="1"><FillColor Value="#ff 16 0"/><StrokeColor Value="7"/></DrawParam></DrawParams>"##,
        );
        let paths: Vec<_> = found.sheets[0]
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Path { fill, stroke, width, alpha, .. } => Some((*fill, *stroke, *width, *alpha)),
                _ => None,
            })
            .collect();
        assert_eq!(
            paths,
            [(Some(0xff1000), Some(0x070707), 50, 255), (None, Some(0), 100, 128), (None, Some(pen::GREY), 50, 255)]
        );
        assert!(found.left.contains("colour"));
    }

    #[test]
    fn too_much_of_a_page_is_text_alone_and_other_pages_are_drawn() {
        let many = format!("<Layer>{}</Layer>", text("again").repeat(MAX_STEPS + 1));
        let found = drawn(&[&many, &format!("<Layer>{}</Layer>", text("next"))], "");
        assert!(found.sheets[0].text_alone && found.sheets[0].steps.is_empty() && !found.sheets[0].text.is_empty());
        assert_eq!(words(&found), ["next"]);
        let long = format!(
            r#"<Layer><PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0{}</AbbreviatedData></PathObject></Layer>"#,
            " L 1 1".repeat(MAX_PIECES + 1)
        );
        assert!(drawn(&[&long], "").sheets[0].text_alone);
        let page = text("page");
        let page = format!("<Layer>{page}</Layer>");
        let found = drawn(&[page.as_str(); MAX_SHEETS + 1], "");
        assert_eq!((found.sheets.len(), found.pages, found.left.contains("pages")), (MAX_SHEETS, MAX_SHEETS + 1, true));
    }

    #[test]
    fn all_lists_together_are_bounded() {
        // Less than a page's bound each, and more than all may be.
        let many = format!("<Layer>{}</Layer>", text(&"長".repeat(7)).repeat(MAX_STEPS - 1));
        let found = drawn(&[many.as_str(); 8], "");
        let alone: Vec<bool> = found.sheets.iter().map(|sheet| sheet.text_alone).collect();
        assert!(!alone[0] && alone[7], "{alone:?}");
        assert!(serde_json::to_string(&found).unwrap().len() < 2 * MAX_LIST + 8 * 4 * MAX_TEXT);
    }

    #[test]
    fn pages_that_would_take_too_much_memory_are_not_drawn_and_pictures_of_that_size_are() {
        let filled = |size: usize| format!("<Layer>{}</Layer>", " ".repeat(size));
        let found = drawn(&[&filled(MAX_ENTRY)], "");
        assert_eq!((found.sheets.len(), found.left), (0, BTreeSet::from(["file"])));
        let most = filled(MAX_ENTRY - 100);
        assert_eq!(drawn(&[most.as_str(); 3], "").sheets.len(), 3);
        assert!(drawn(&[most.as_str(); 5], "").sheets.is_empty());
        let picture = [b"GIF89a\x02\0\x02\0\0\0\0,\0\0\0\0\x02\0\x02\0\0".to_vec(), alloc::vec![0; MAX_ENTRY]].concat();
        let ofd = b"<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
        let document = b"<Document><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
        let files: [(&str, &[u8]); 4] =
            [("OFD.xml", ofd), ("D.xml", document), ("P.xml", b"<Page/>"), ("picture", &picture)];
        assert_eq!(draw(&zip(&files), &HOST, &Nobody).ok().unwrap().sheets.len(), 1);
    }

    #[test]
    fn a_current_version_is_followed_however_its_flag_is_written() {
        for (flag, documents) in [(" TRUE ", true), ("1", true), ("True", true), ("false", false), ("yes", false)] {
            let versions = format!(r#"<Versions><Version Current="{flag}" BaseLoc="V.xml"/></Versions>"#);
            let found = crate::check(&package(&["<Layer/>"], "", &versions), &HOST, &Nobody).ok().unwrap();
            let shown = &found.bodies[0].shown;
            // V.xml is a document then, and has to be sealed.
            assert_eq!(shown.len() == 5, documents, "{flag} {shown:?}");
        }
    }

    #[test]
    fn steps_are_written_as_numbers_ids_and_plain_text() {
        let found = drawn(&[&format!("<Layer>{}</Layer>", text("&lt;b&gt;"))], "");
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(
            json["sheets"][0]["steps"].to_string(),
            serde_json::json!([{"do": "text", "text": "<b>", "x": [100], "y": [600], "size": 300, "letters": "song", "fill": 0}])
                .to_string()
        );
    }

    proptest! {
        #[test]
        fn whatever_stands_in_an_object_is_drawn_or_left_out(
            ctm in "[-0-9e. ]{0,24}",
            boundary in "[-0-9e. ]{0,24}",
            data in "[MLQBACS0-9e. -]{0,40}",
            delta in "[g0-9e. -]{0,20}",
            size in "[-0-9e.]{0,6}",
            words in "\\PC{0,12}",
        ) {
            let words: String = words.chars().filter(|c| !matches!(c, '<' | '&' | '\u{fffe}' | '\u{ffff}')).collect();
            let page = format!(
                r#"<Layer><PathObject CTM="{ctm}" Boundary="{boundary}" LineWidth="{size}"><AbbreviatedData>{data}</AbbreviatedData></PathObject><TextObject CTM="{ctm}" Boundary="{boundary}" Size="{size}" HScale="{size}"><TextCode X="{size}" Y="1" DeltaX="{delta}" DeltaY="{delta}">{words}</TextCode></TextObject><ImageObject CTM="{ctm}" Boundary="{boundary}" ResourceID="1"/></Layer>"#
            );
            let found = drawn(&[&page], "");
            for step in &found.sheets[0].steps {
                if let Step::Path { d, .. } = step {
                    prop_assert!(d.chars().all(|c| "MLQCAZ0123456789 -".contains(c)), "{}", d);
                }
                if let Step::Text { text, x, y, .. } = step {
                    prop_assert!(x.len() <= text.chars().count() && (y.len() == 1 || y.len() == x.len()));
                }
            }
        }
    }
}
