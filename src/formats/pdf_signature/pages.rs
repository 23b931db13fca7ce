//! What a person sees on the pages of a file: lines of text, and the codes that were read off them.

use super::PAGES;
use crate::{
    charset, evidence,
    formats::Slip,
    input::{self, File, Picture, SeenPage, SeenPages},
    report::{Evidence, Format, Note},
    slip::{self, InputLine, Reading},
};
use alloc::{string::String, sync::Arc, vec::Vec};
use slipcheck_pdf::{Charset, Document, Helpers, draw};

/// What the pages show.
pub(super) struct Pages(Arc<SeenPages>);

/// Letters of fonts that are not in the file.
struct Letters;

impl Helpers for Letters {
    fn decode(&self, charset: Charset, bytes: &[u8]) -> Option<String> {
        charset::decode(charset.label(), bytes)
    }

    fn jpeg(&self, _: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
        None
    }
}

impl Pages {
    /// The pages of the present document: as the caller drew them, or drawn here, without codes.
    pub(super) fn read(document: &Document<'_>, file: &File) -> Self {
        let mut pages = file.pages.clone().map_or_else(|| Self::draw(document), Self);
        if file.unscanned {
            Arc::make_mut(&mut pages.0).cut = true;
        }
        pages
    }

    /// Draws the pages of a document.
    pub(super) fn draw(document: &Document<'_>) -> Self {
        let (pages, more) = document.pages(PAGES);
        let draw =
            |(number, (_, page)): (usize, &(_, _))| SeenPage::of(number, draw(document, page, &Letters), Vec::new());
        let pages = pages.iter().enumerate().map(draw).collect();
        Self(Arc::new(SeenPages { pages, more, exceeded: document.budget.exceeded(), cut: false }))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.pages.is_empty()
    }

    /// Whether a bound of the file was passed.
    pub(super) fn exceeded(&self) -> bool {
        self.0.exceeded
    }

    /// Whether some page was not drawn to its end: what it shows is not known.
    pub(super) fn cut(&self) -> bool {
        self.0.cut || self.0.pages.iter().any(|page| page.stopped)
    }

    /// Whether every page is one picture.
    pub(super) fn scanned(&self) -> bool {
        !self.is_empty() && self.0.pages.iter().all(|page| page.one_picture)
    }

    fn unread(&self) -> bool {
        self.0.pages.iter().any(|page| page.unread)
    }

    fn chosen(&self, page: Option<usize>) -> impl Iterator<Item = &InputLine> {
        let pages = self.0.pages.iter().enumerate().filter(move |(number, _)| page.is_none_or(|page| page == *number));
        pages.flat_map(|(_, seen)| &seen.lines)
    }

    /// The text of a page, or of all.
    pub(super) fn text(&self, page: Option<usize>) -> String {
        let lines: Vec<&str> = self.chosen(page).map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    /// The same, read; places in points from the top left.
    pub(super) fn reading(&self, page: Option<usize>) -> Reading {
        let lines: Vec<InputLine> = self.chosen(page).cloned().collect();
        let mut reading = slip::read_lines(&lines);
        reading.cut |= self.unread();
        reading
    }

    /// The slips of codes, by page.
    pub(super) fn codes(&self) -> Vec<Slip> {
        let mut found: Vec<(usize, Slip)> = Vec::new();
        for (page, seen) in self.0.pages.iter().enumerate() {
            let picture = Picture { codes: seen.codes.clone(), ..Picture::default() };
            let drawn = input::pictured(&picture);
            // Codes printed as text, too; one that is drawn as well counts once.
            let printed = input::coded(&self.text(Some(page)));
            let mut own: Vec<Slip> = Vec::new();
            for slip in drawn.into_iter().chain(printed) {
                if slip.code.is_some() && own.iter().all(|known| known.code != slip.code) {
                    own.push(slip);
                }
            }
            found.extend(own.into_iter().map(|slip| (page, slip)));
        }
        let alone = found.len() == 1;
        let mut last = None;
        for (page, slip) in &mut found {
            // Text belongs to the first code of its page; a file's only code has all of it.
            if last == Some(*page) {
                continue;
            }
            last = Some(*page);
            let page = (!alone).then_some(*page);
            let text = self.text(page);
            let print = slip.code.as_deref().map_or(text.clone(), |code| without(&text, code));
            let same = print == text;
            slip.reading = if same { self.reading(page) } else { slip::read(&print) };
            slip.reading.cut |= self.unread();
            slip.print = print;
        }
        found.into_iter().map(|(_, slip)| slip).collect()
    }

    /// A slip whose layout the text has, without any code.
    pub(super) fn layout(&self) -> Option<Slip> {
        let reading = self.reading(None);
        (reading.format != Format::None).then(|| Slip {
            format: reading.format,
            print: self.text(None),
            reading,
            ..Slip::default()
        })
    }

    /// What was not read, and what cannot be seen.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.0.more || self.cut() {
            notes.push(Note::new("pages-not-read", evidence! { "limit" => PAGES }));
        }
        if self.0.pages.iter().any(|page| page.invisible) {
            notes.push(Note::new("invisible-text", Evidence::new()));
        }
        notes
    }
}

/// A text without the lines that a code printed as text takes.
fn without(text: &str, code: &str) -> String {
    let part = |line: &str| {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        line.len() >= 16 && code.contains(&line)
    };
    let lines: Vec<&str> = text.lines().filter(|line| !part(line)).collect();
    lines.join("\n")
}
