//! What was given → codes and the printed text that belongs to each.
//!
//! Codes are found in a [`View`] of the text: ASCII bytes, with full-width and typographic forms of ASCII characters
//! put right and invisible characters taken out, each byte knowing where it stood. The printed text stays as it is.

use crate::{
    evidence,
    formats::{self, Located, Slip},
    order,
    report::{Format, Note},
    slip,
};
use alloc::{string::String, vec::Vec};
use core::ops::Range;

mod picture;

pub use picture::Picture;

/// Longest text that is looked at, in bytes; what stands behind is cut off, and noted. A slip has a few thousand.
pub const TEXT_LIMIT: usize = 1 << 20;

/// Most codes of one input; further ones are noted.
pub const CODE_LIMIT: usize = 200;

/// What one check is made of.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Pasted, typed or read from a file.
    pub text: Option<String>,
    /// Printed text that belongs to a code given apart.
    pub printed: Option<String>,
    /// A picture that was scanned for codes.
    pub picture: Option<Picture>,
}

impl Input {
    /// Text alone.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::default() }
    }
}

/// A text as the code finders see it.
#[derive(Default)]
pub struct View {
    /// ASCII; `0x80` stands for any other character.
    pub bytes: Vec<u8>,
    /// Where each byte began in the text, and the text's length at the end.
    offsets: Vec<u32>,
    /// Whether the byte was another character, or one was taken out before it.
    mended: Vec<bool>,
    /// The characters that have no ASCII form, by where they stand in the view.
    others: Vec<(usize, char)>,
}

/// Stands in a [`View`] for a character that has no ASCII form.
pub const OTHER: u8 = 0x80;

impl View {
    /// The view of a text of at most [`TEXT_LIMIT`] bytes.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut view = Self::default();
        let mut dropped = false;
        for (offset, c) in text.char_indices() {
            let forms: &[u8] = match c {
                '\0'..='\x7f' => &[c as u8],
                // Full-width forms of ASCII (U+FF01 to U+FF5E).
                '\u{ff01}'..='\u{ff5e}' => &[(c as u32 - 0xff01 + 0x21) as u8],
                '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => b" ",
                '\u{2028}' | '\u{2029}' | '\u{85}' => b"\n",
                // Hyphens, dashes, minus.
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => b"-",
                '。' | '\u{2024}' => b".",
                '\u{2025}' => b"..",
                '“' | '”' | '„' | '‟' => b"\"",
                '‘' | '’' | '‚' | '‛' => b"'",
                // Invisible: zero-width, soft hyphen, joiners, byte order mark, variation selectors.
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' => &[],
                _ => &[OTHER],
            };
            dropped |= forms.is_empty();
            if matches!(forms, [OTHER]) {
                view.others.push((view.bytes.len(), c));
            }
            for form in forms {
                view.bytes.push(*form);
                view.offsets.push(offset as u32);
                view.mended.push(dropped || (!c.is_ascii() && *form != OTHER && !form.is_ascii_whitespace()));
                dropped = false;
            }
        }
        view.offsets.push(text.len() as u32);
        view
    }

    /// Whether characters in this range of the view were put right.
    #[must_use]
    pub fn was_mended(&self, range: Range<usize>) -> bool {
        self.mended.get(range).is_some_and(|mended| mended.contains(&true))
    }

    /// The range of the text that a range of the view stands for.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        let at = |i: usize| self.offsets.get(i).map_or(0, |offset| *offset as usize);
        at(range.start)..at(range.end)
    }

    /// Text of a range, with the characters that have no ASCII form.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> String {
        let bytes = self.bytes.get(range.clone()).unwrap_or_default();
        let from = self.others.partition_point(|(at, _)| *at < range.start);
        let mut others = self.others.iter().skip(from).map(|(_, c)| *c);
        bytes.iter().map(|b| if *b == OTHER { others.next().unwrap_or(' ') } else { char::from(*b) }).collect()
    }

    /// ASCII text of a range, without white space.
    #[must_use]
    pub fn without_blanks(&self, range: Range<usize>) -> String {
        let bytes = self.bytes.get(range).unwrap_or_default();
        bytes.iter().filter(|b| !b.is_ascii_whitespace()).map(|b| char::from(*b)).collect()
    }
}

/// Cuts an input into slips: one a code, or one in all when there is no code.
#[must_use]
pub fn slips(input: &Input) -> Vec<Slip> {
    let mut text = String::new();
    let mut notes = Vec::new();
    let pictured = input.picture.as_ref().filter(|picture| !picture.codes.is_empty());
    // The print of a code on a picture, given apart.
    let printed = input.printed.as_deref().filter(|_| pictured.is_some() && input.text.is_none());
    let printed_text = input.printed.as_ref().filter(|_| printed.is_none());
    for part in [printed_text, input.text.as_ref()].into_iter().flatten() {
        if !text.is_empty() {
            text.push('\n');
        }
        let rest = TEXT_LIMIT.saturating_sub(text.len());
        if part.len() > rest {
            notes.push(Note::new("text-cut", evidence! { "limit" => TEXT_LIMIT }));
        }
        text.push_str(part.get(..part.floor_char_boundary(rest)).unwrap_or_default());
    }
    let mut slips = from_text(&text, notes);
    if let Some(picture) = &input.picture {
        slips.append(&mut picture::slips(picture, printed));
    }
    if slips.iter().any(|slip| slip.code.is_some() || slip.has_print()) {
        slips.retain(|slip| slip.code.is_some() || slip.has_print());
    }
    slips.truncate(CODE_LIMIT.max(1));
    slips
}

fn from_text(text: &str, notes: Vec<Note>) -> Vec<Slip> {
    let view = View::of(text);
    let mut located: Vec<(Format, Located)> = Vec::new();
    for rules in formats::ALL {
        located.extend(rules.locate(&view).into_iter().take(CODE_LIMIT).map(|found| (rules.id(), found)));
    }
    order::by_key(&mut located, |(_, found)| (found.range.start, usize::MAX - found.range.end));
    let mut end = 0;
    located.retain(|(_, found)| {
        let free = found.range.start >= end;
        if free {
            end = found.range.end;
        }
        free
    });
    located.truncate(CODE_LIMIT);

    // The texts before, between and behind the codes.
    let mut texts = Vec::with_capacity(located.len() + 1);
    let mut from = 0;
    for (_, found) in &located {
        let range = view.original(found.range.clone());
        texts.push(text.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    texts.push(text.get(from..).unwrap_or_default());

    if located.is_empty() {
        let mut reading = slip::read(text);
        reading.cut |= !notes.is_empty();
        let format = reading.format;
        return alloc::vec![Slip { format, code: None, print: text.into(), reading, notes }];
    }
    let prints = assign(&texts, located.len());
    located
        .into_iter()
        .zip(prints)
        .enumerate()
        .map(|(i, ((format, found), print))| {
            let mut slip_notes = found.notes;
            if i == 0 {
                slip_notes.extend(notes.iter().cloned());
            }
            let mut reading = slip::read(&print);
            // Of a text that was cut, any print may lack something.
            reading.cut |= !notes.is_empty();
            Slip { format, code: Some(found.code), print, reading, notes: slip_notes }
        })
        .collect()
}

/// Which text belongs to which code: `texts` are those before, between and behind `codes` codes.
///
/// Text belongs to the first code after it, or to the last code when none follows; when the input starts with a code,
/// to the code before it; a digest line right behind a code always belongs to that code.
fn assign(texts: &[&str], codes: usize) -> Vec<String> {
    let mut prints = alloc::vec![String::new(); codes];
    let code_first = texts.first().is_none_or(|text| text.trim().is_empty());
    let mut add = |code: usize, text: &str| {
        if let Some(print) = prints.get_mut(code)
            && !text.trim().is_empty()
        {
            if !print.is_empty() {
                print.push('\n');
            }
            print.push_str(text);
        }
    };
    for (i, text) in texts.iter().enumerate() {
        if i == 0 {
            add(0, text);
        } else if code_first || i == codes {
            add(i - 1, text);
        } else {
            let (line, rest) = own_digest(text).unwrap_or(("", text));
            add(i - 1, line);
            add(i, rest);
        }
    }
    prints
}

/// The digest line that a text begins with, with its digits when they stand in the line below, and what follows it.
fn own_digest(text: &str) -> Option<(&str, &str)> {
    // Blank lines and rules may stand before it.
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '=' | '_' | '*' | '─'));
    let line = |from: usize| Some(from + rest.get(from..)?.find('\n').map_or(rest.len() - from, |i| i + 1));
    let digits = |to: usize| slip::digest_line(&rest.get(..to)?.replace(['\n', '\r'], " ")).map(|line| line.hex.len());
    let first = line(0)?;
    let found = digits(first)?;
    let second = line(first).filter(|&to| found < 16 && digits(to) == Some(16));
    rest.split_at_checked(second.unwrap_or(first))
}

/// The note about silently repaired paste damage.
#[must_use]
pub fn paste_damage(what: &'static str) -> Note {
    Note::new("paste-damage", evidence! { "what" => what })
}
