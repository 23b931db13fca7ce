//! What stands on a picture: its codes, the printed lines, and what a person said that the paper shows.

use super::{CODE_LIMIT, Found, TEXT_LIMIT, from_text};
use crate::{
    evidence,
    formats::Slip,
    lean,
    report::Note,
    slip::{
        self,
        seen::{self, SeenLine},
    },
};
use alloc::{string::String, vec, vec::Vec};

/// Most lines of one picture that are read; a slip has thirty.
const LINE_LIMIT: usize = 400;
/// Most answers of a person.
const ANSWER_LIMIT: usize = 40;

/// What was found on a picture, as the scan and the read module tell it.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Contents of the codes.
    pub codes: Vec<String>,
    /// Where the codes are, in the same order: their middles, in pixels. Empty when that is not known.
    pub middles: Vec<(f32, f32)>,
    /// Without codes: what was seen instead, as the scan module names it (`too-dark`, `blurred`, `no-code`, …).
    pub finding: String,
    /// What is wrong with it, as the scan module names it (`blurred`, `missing-columns`, …), and the measure.
    pub faults: Vec<(String, f64)>,
    /// The printed lines, in the order of reading; none when they were not read.
    pub lines: Vec<SeenLine>,
    /// What a person says that the paper shows: member and value.
    pub answers: Vec<(String, String)>,
}

impl Picture {
    /// Whether the corner marks of a code were seen, and no code could be read: what carries it is not unsigned.
    #[must_use]
    pub fn hides_a_code(&self) -> bool {
        self.codes.is_empty() && matches!(self.finding.as_str(), "unreadable-code" | "cut-off" | "too-small")
    }
}

/// The slips on a picture; `printed` is the printed text, given apart.
pub(super) fn slips(picture: &Picture, printed: Option<&str>) -> Found {
    let mut found: Vec<(usize, Slip)> = Vec::new();
    let mut left = picture.codes.len().saturating_sub(CODE_LIMIT);
    let mut unsearched = false;
    for (at, code) in picture.codes.iter().enumerate().take(CODE_LIMIT) {
        let inside = from_text(code.get(..code.floor_char_boundary(TEXT_LIMIT)).unwrap_or_default(), &[]);
        left += inside.left;
        unsearched |= inside.unsearched;
        // A code that is no slip's (an advertisement, a table number) is left out when there is another.
        for mut slip in inside.slips.into_iter().filter(|slip| slip.code.is_some()) {
            // What else the code holds stands on no paper that a person sees.
            if slip.has_print() {
                slip.print.clear();
                slip.reading = slip::Reading::default();
                slip.notes.push(Note::new("beside-code", evidence! { "where" => "code" }));
            }
            found.push((at, slip));
        }
    }
    if let Some(printed) = printed {
        // What a person gives is taken before what a recogniser reads.
        if let Some((_, slip)) = found.first_mut() {
            slip.reading = slip::read(printed);
            slip.print = printed.into();
        }
    } else if !(picture.lines.is_empty() && picture.answers.is_empty()) && lean::is_full() {
        let lines = picture.lines.get(..LINE_LIMIT).unwrap_or(&picture.lines);
        if found.is_empty() {
            let printed = without_code(lines);
            left += printed.left;
            unsearched |= printed.unsearched;
            found.extend(printed.slips.into_iter().map(|slip| (0, slip)));
        } else {
            let mut own: Vec<Vec<SeenLine>> = found.iter().map(|_| Vec::new()).collect();
            let upright = upright(lines);
            let middles: Vec<(f32, f32)> =
                found.iter().map_while(|(at, _)| picture.middles.get(*at).copied().map(&upright)).collect();
            let known = middles.len() == found.len() && found.len() > 1;
            for line in lines {
                let parts = if known { parts(line, |middle| owner(upright(middle), &middles)) } else { Vec::new() };
                let whole = parts.len() < 2;
                for (owner, range) in if whole { vec![(parts.first().map_or(0, |part| part.0), 0..0)] } else { parts } {
                    if let Some(own) = own.get_mut(owner) {
                        own.push(if whole { line.clone() } else { line.part(range) });
                    }
                }
            }
            for ((_, slip), lines) in found.iter_mut().zip(own) {
                slip.print = text(&lines);
                slip.reading = seen::read_seen(&lines);
            }
        }
        if picture.lines.len() > LINE_LIMIT {
            for (_, slip) in &mut found {
                slip.reading.cut = true;
                slip.notes.push(Note::new("lines-cut", evidence! { "limit" => LINE_LIMIT }));
            }
        }
        for (_, slip) in &mut found {
            if slip.reading.seen && slip.has_print() {
                slip.notes.push(Note::new("read-by-machine", evidence! { "lines" => slip.reading.lines.len() }));
            }
            for (name, value) in picture.answers.iter().take(ANSWER_LIMIT) {
                if let Some(merged) = seen::answer(&mut slip.reading, name, value) {
                    let evidence =
                        evidence! { "field" => name.as_str(), "read" => merged.read, "value" => merged.value };
                    slip.notes.push(Note::new("corrected-by-hand", evidence));
                }
            }
        }
    }
    Found { slips: found.into_iter().map(|(_, slip)| slip).collect(), left, unsearched }
}

fn text(lines: &[SeenLine]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.text();
        if text.len() + line.len() >= TEXT_LIMIT {
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line);
    }
    text
}

/// Slips of a picture on which no code was read: one, unless codes are printed as text.
fn without_code(lines: &[SeenLine]) -> Found {
    let print = text(lines);
    if print.trim().is_empty() {
        return Found::default();
    }
    let mut found = from_text(&print, &[]);
    if let [slip] = &mut found.slips[..]
        && slip.code.is_none()
    {
        slip.reading = seen::read_seen(lines);
        slip.format = slip.reading.format;
    }
    found
}

/// From places on the picture to places as one reads: the picture may lie on its side or stand on its head.
fn upright(lines: &[SeenLine]) -> impl Fn((f32, f32)) -> (f32, f32) {
    let (mut x, mut y) = (0.0, 0.0);
    for line in lines {
        let [a, b, c, d] = line.corners;
        (x, y) = (x + b.0 - a.0 + c.0 - d.0, y + b.1 - a.1 + c.1 - d.1);
    }
    let length = seen::square_root(x * x + y * y);
    let (x, y) = if length > 1.0 && length.is_finite() { (x / length, y / length) } else { (1.0, 0.0) };
    move |place: (f32, f32)| (place.0 * x + place.1 * y, place.1 * x - place.0 * y)
}

/// A line's parts that belong to different codes: what stands beside each other was read as one line.
fn parts(line: &SeenLine, owner: impl Fn((f32, f32)) -> usize) -> Vec<(usize, core::ops::Range<usize>)> {
    let mut parts: Vec<(usize, core::ops::Range<usize>)> = Vec::new();
    for piece in line.pieces() {
        let owner = owner(line.part(piece.clone()).middle());
        match parts.last_mut() {
            Some((last, range)) if *last == owner => range.end = piece.end,
            _ => parts.push((owner, piece)),
        }
    }
    parts
}

/// Which of several codes a line belongs to. Slips beside each other: the nearest code. Below each other: the first code
/// below the line, or the last one when none is.
fn owner(line: (f32, f32), codes: &[(f32, f32)]) -> usize {
    let spread = |of: fn(&(f32, f32)) -> f32| {
        let (low, high) = codes.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        high - low
    };
    let nearest = |distance: &dyn Fn(&(f32, f32)) -> f32| {
        let mut best = (0, f32::MAX);
        for (i, code) in codes.iter().enumerate() {
            let distance = distance(code);
            if distance < best.1 {
                best = (i, distance);
            }
        }
        best
    };
    if spread(|code| code.0) > spread(|code| code.1) {
        return nearest(&|code| (code.0 - line.0).abs()).0;
    }
    let (below, distance) = nearest(&|code| if code.1 >= line.1 { code.1 - line.1 } else { f32::MAX });
    if distance < f32::MAX { below } else { nearest(&|code| line.1 - code.1).0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_belong_to_the_code_below_or_beside() {
        let stacked = [(100.0, 500.0), (110.0, 1500.0)];
        assert_eq!(owner((90.0, 100.0), &stacked), 0);
        assert_eq!(owner((90.0, 700.0), &stacked), 1);
        assert_eq!(owner((90.0, 1700.0), &stacked), 1);
        let beside = [(900.0, 500.0), (100.0, 520.0)];
        assert_eq!(owner((150.0, 100.0), &beside), 1);
        assert_eq!(owner((800.0, 900.0), &beside), 0);
        assert_eq!(owner((0.0, 0.0), &[(5.0, 5.0)]), 0);
    }

    #[test]
    fn slips_beside_each_other_keep_their_lines_however_the_picture_lies() {
        use crate::slip::seen::SeenCharacter;
        // Two labels of two slips, read as one line: 20 pixels a character, from the left.
        let text = "终端编号:15194247      终端编号:82936648";
        for (cos, sin) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
            let at = |x: f32, y: f32| (1000.0 + x * cos - y * sin, 1000.0 + x * sin + y * cos);
            let character = |(i, text): (usize, char)| SeenCharacter {
                text,
                runners_up: Vec::new(),
                middle: at(20.0 * i as f32 + 10.0, 15.0),
            };
            let characters: Vec<SeenCharacter> = text.chars().enumerate().map(character).collect();
            let width = 20.0 * characters.len() as f32;
            let line = SeenLine { characters, corners: [at(0.0, 0.0), at(width, 0.0), at(width, 30.0), at(0.0, 30.0)] };
            let upright = upright(core::slice::from_ref(&line));
            let codes = [at(560.0, 400.0), at(120.0, 380.0)].map(&upright);
            let parts = parts(&line, |middle| owner(upright(middle), &codes));
            let told: Vec<(usize, String)> =
                parts.into_iter().map(|(owner, range)| (owner, line.part(range).text())).collect();
            assert_eq!(told, [(1, "终端编号:15194247".into()), (0, "终端编号:82936648".into())]);
        }
    }

    #[test]
    fn a_hidden_code_is_not_none() {
        let picture = |finding: &str| Picture { finding: finding.into(), ..Picture::default() };
        assert!(picture("unreadable-code").hides_a_code());
        assert!(!picture("no-code").hides_a_code());
    }
}
