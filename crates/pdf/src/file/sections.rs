//! Sections of cross-references: tables and streams (ISO 32000-2 §7.5.4, §7.5.8).

use super::{Broken, Document, Place, Shared};
use crate::{
    limits::OBJECTS,
    object::{Dict, Object},
    parse::{Parser, is_space},
};
use std::rc::Rc;

/// One section of cross-references.
pub(super) struct Section {
    pub(super) places: Vec<(u32, Place)>,
    pub(super) trailer: Dict,
    pub(super) previous: Option<i64>,
    pub(super) hybrid: Option<i64>,
    /// Whether it says of one object two places: readers differ in which they take.
    pub(super) doubtful: bool,
    /// The byte behind it.
    pub(super) end: usize,
}

impl Document<'_> {
    pub(super) fn merge(&mut self, places: &[(u32, Place)], hybrid: bool) -> Result<(), Broken> {
        if !self.budget.entries(places.len()) {
            return Err(Broken::TooLarge);
        }
        for (number, place) in places {
            let known = self.places.entry(*number).or_insert(*place);
            // A hybrid file's table frees what its stream holds (§7.5.8.4).
            if hybrid && *known == Place::Free {
                *known = *place;
            }
        }
        if self.places.len() > OBJECTS {
            self.budget.exceed();
            return Err(Broken::TooLarge);
        }
        Ok(())
    }

    pub(super) fn section(&self, at: usize, shared: &Shared) -> Result<Rc<Section>, Broken> {
        let known = shared.sections.borrow().get(&at).cloned();
        let section = match known {
            Some(section) => section,
            None => {
                let section = self.read_section(at).map(Rc::new);
                // One that ends behind this cut may be whole in a longer one.
                if section.is_some() {
                    shared.sections.borrow_mut().insert(at, section.clone());
                }
                section
            }
        };
        if self.budget.exceeded() {
            return Err(Broken::TooLarge);
        }
        section.filter(|section| section.end <= self.bytes.len()).ok_or(Broken::References)
    }

    fn read_section(&self, at: usize) -> Option<Section> {
        let mut parser = Parser::new(self.bytes, at, &self.budget);
        while parser.peek().is_some_and(is_space) {
            parser.at += 1;
        }
        if parser.word(b"xref") { self.table(parser) } else { self.stream_section(parser.at) }
    }

    fn table(&self, mut parser: Parser<'_>) -> Option<Section> {
        let mut places = Vec::new();
        loop {
            parser.skip();
            if parser.word(b"trailer") {
                break;
            }
            let first = parser.digits()?;
            parser.skip();
            let count = parser.digits()?;
            if count > OBJECTS as u64 || places.len() + count as usize > OBJECTS {
                self.budget.exceed();
                return None;
            }
            parser.skip();
            for number in first..first.checked_add(count)? {
                let row = parser.bytes.get(parser.at..parser.at.checked_add(18)?)?;
                let (offset, rest) = row.split_at_checked(10)?;
                let decimal = |digits: &[u8]| {
                    digits.iter().try_fold(0u64, |n, d| d.is_ascii_digit().then(|| n * 10 + u64::from(d - b'0')))
                };
                let offset = decimal(offset)?;
                let (b' ', generation, b' ') = (*rest.first()?, decimal(rest.get(1..6)?)?, *rest.get(6)?) else {
                    return None;
                };
                let place = match rest.get(7)? {
                    b'n' => Place::At(usize::try_from(offset).ok()?, u16::try_from(generation).ok()?),
                    b'f' => Place::Free,
                    _ => return None,
                };
                parser.at += 18;
                let mut blanks = 0;
                while blanks < 2 && parser.peek().is_some_and(|byte| matches!(byte, b' ' | b'\r' | b'\n')) {
                    parser.at += 1;
                    blanks += 1;
                }
                if blanks == 0 {
                    return None;
                }
                places.push((u32::try_from(number).ok()?, place));
            }
        }
        let Object::Dict(trailer) = parser.object()? else { return None };
        Some(Section {
            doubtful: is_doubtful(&places),
            places,
            previous: previous(&trailer)?,
            hybrid: match trailer.entry("XRefStm") {
                Some(entry) => Some(entry.value.int()?),
                None => None,
            },
            trailer: (*trailer).clone(),
            end: parser.at,
        })
    }

    fn stream_section(&self, at: usize) -> Option<Section> {
        let (_, object, end) = self.indirect(at)?;
        let stream = object.stream()?;
        if !stream.dict.raw("Type").is_name("XRef") {
            return None;
        }
        let bytes = self.decoded(stream, false)?;
        let dict = &stream.dict;
        let widths: Option<Vec<usize>> = dict
            .raw("W")
            .array()
            .iter()
            .map(|width| usize::try_from(width.int()?).ok().filter(|width| *width <= 8))
            .collect();
        let widths = widths?;
        let [kind, second, third] = widths.as_slice() else { return None };
        let size = dict.raw("Size").int()?;
        let index = match dict.entry("Index") {
            Some(entry) => entry
                .value
                .array()
                .iter()
                .map(|number| u32::try_from(number.int()?).ok())
                .collect::<Option<Vec<u32>>>()?,
            None => vec![0, u32::try_from(size).ok()?],
        };
        let row = kind + second + third;
        let mut rows = bytes.chunks_exact(row.max(1));
        let mut places = Vec::new();
        for pair in index.as_chunks::<2>().0 {
            for number in pair[0]..pair[0].checked_add(pair[1])? {
                let Some(fields) = rows.next() else { break };
                if places.len() >= OBJECTS {
                    self.budget.exceed();
                    return None;
                }
                let field = |from: usize, width: usize| {
                    let bytes = fields.get(from..from + width).unwrap_or_default();
                    bytes.iter().fold(0u64, |n, byte| n << 8 | u64::from(*byte))
                };
                let two = field(*kind, *second);
                let three = field(kind + second, *third);
                let place = match if *kind == 0 { 1 } else { field(0, *kind) } {
                    0 => Place::Free,
                    1 => Place::At(usize::try_from(two).ok()?, u16::try_from(three).unwrap_or(u16::MAX)),
                    2 => Place::Packed(u32::try_from(two).ok()?, usize::try_from(three).ok()?),
                    // Any other is null (table 18).
                    _ => Place::Free,
                };
                places.push((number, place));
            }
        }
        let doubtful = is_doubtful(&places);
        Some(Section { places, previous: previous(dict)?, hybrid: None, doubtful, trailer: dict.clone(), end })
    }
}

/// Whether these places say two of one object. Object 0 is none (§7.5.4).
fn is_doubtful(places: &[(u32, Place)]) -> bool {
    let mut sorted: Vec<&(u32, Place)> = places.iter().filter(|(number, _)| *number != 0).collect();
    sorted.sort_by_key(|(number, _)| *number);
    sorted.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0 && a.1 != b.1))
}

fn previous(dict: &Dict) -> Option<Option<i64>> {
    match dict.entry("Prev") {
        Some(entry) => entry.value.number().map(|offset| Some(offset as i64)),
        None => Some(None),
    }
}
