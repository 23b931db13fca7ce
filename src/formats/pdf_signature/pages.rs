//! What a person sees on the pages of a file: lines of text, and the codes that were read off them.

use super::PAGES;
use crate::{
    evidence,
    formats::Slip,
    input::{self, File, Picture},
    report::{Evidence, Format, Note, Where},
    slip::{self, InputLine, Reading},
};
use alloc::{string::String, vec::Vec};
use slipcheck_pdf::{Charset, Document, Helpers, Line, draw};

/// What the pages show.
pub(super) struct Pages {
    /// The lines of each page.
    lines: Vec<Vec<Line>>,
    /// The codes of each page, as they were read off its picture.
    codes: Vec<Vec<String>>,
    invisible: bool,
    /// Lines hold letters that are not known, or drawing was stopped.
    unread: bool,
    more: bool,
    one_picture: usize,
    stopped: bool,
}

/// Letters of fonts that are not in the file.
struct Letters;

impl Helpers for Letters {
    #[cfg(feature = "cli")]
    fn decode(&self, charset: Charset, bytes: &[u8]) -> Option<String> {
        let encoding = match charset {
            Charset::Gbk => encoding_rs::GB18030,
            Charset::Big5 => encoding_rs::BIG5,
            Charset::ShiftJis => encoding_rs::SHIFT_JIS,
            Charset::EucKr => encoding_rs::EUC_KR,
        };
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
    }

    #[cfg(not(feature = "cli"))]
    fn decode(&self, _: Charset, _: &[u8]) -> Option<String> {
        None
    }

    fn jpeg(&self, _: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
        None
    }
}

impl Pages {
    pub(super) fn read(document: &Document<'_>, file: &File) -> Self {
        let (pages, more) = document.pages(PAGES);
        let mut out = Self {
            lines: Vec::new(),
            codes: Vec::new(),
            invisible: false,
            unread: false,
            more,
            one_picture: 0,
            stopped: false,
        };
        for (number, (_, page)) in pages.iter().enumerate() {
            let seen = draw(document, page, &Letters);
            out.invisible |= seen.invisible;
            out.unread |= seen.unread || seen.stopped;
            out.stopped |= seen.stopped;
            out.one_picture += usize::from(seen.one_picture);
            // What was drawn in part may hide what lies on it.
            out.lines.push(if seen.stopped { Vec::new() } else { seen.lines });
            let codes = file.codes.iter().filter(|(page, _)| *page as usize == number);
            out.codes.push(codes.map(|(_, code)| code.clone()).collect());
        }
        out
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether every page is one picture.
    pub(super) fn scanned(&self) -> bool {
        !self.lines.is_empty() && self.one_picture == self.lines.len()
    }

    fn chosen(&self, page: Option<usize>) -> impl Iterator<Item = (usize, &Line)> {
        let pages = self.lines.iter().enumerate().filter(move |(number, _)| page.is_none_or(|page| page == *number));
        pages.flat_map(|(number, lines)| lines.iter().map(move |line| (number, line)))
    }

    /// The text of a page, or of all.
    pub(super) fn text(&self, page: Option<usize>) -> String {
        let lines: Vec<&str> = self.chosen(page).map(|(_, line)| line.text.as_str()).collect();
        lines.join("\n")
    }

    /// The same, read; places in points from the top left.
    pub(super) fn reading(&self, page: Option<usize>) -> Reading {
        let lines: Vec<InputLine> = self
            .chosen(page)
            .map(|(number, line)| InputLine {
                text: line.text.clone(),
                place: Some(Where {
                    page: number as u32,
                    x: line.x as f32,
                    y: line.y as f32,
                    width: line.width as f32,
                    height: line.height as f32,
                }),
            })
            .collect();
        let mut reading = slip::read_lines(&lines);
        reading.cut |= self.unread;
        reading
    }

    /// The slips of codes, by page.
    pub(super) fn codes(&self) -> Vec<Slip> {
        let mut found: Vec<(usize, Slip)> = Vec::new();
        for (page, codes) in self.codes.iter().enumerate() {
            let picture = Picture { codes: codes.clone(), ..Picture::default() };
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
            slip.reading.cut |= self.unread;
            slip.print = print;
        }
        found.into_iter().map(|(_, slip)| slip).collect()
    }

    /// A slip whose layout the text has, without any code.
    pub(super) fn layout(&self) -> Option<Slip> {
        let reading = self.reading(None);
        (reading.format != Format::None).then(|| Slip {
            format: reading.format,
            code: None,
            print: self.text(None),
            reading,
            notes: Vec::new(),
            file: None,
        })
    }

    /// What was not read, and what cannot be seen.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.more || self.stopped {
            notes.push(Note::new("pages-not-read", evidence! { "limit" => PAGES }));
        }
        if self.invisible {
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
