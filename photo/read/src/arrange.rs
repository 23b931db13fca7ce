//! Lines as they were found → rows as one reads them.

use serde::Serialize;

use crate::decode::{Character, fill_masks};
use crate::geometry::Corner;
use crate::recogniser::Line;

/// What stands between two pieces of text on one row: more than a blank.
const GAP: &str = "  ";
/// Lines of lower mean probability are no text: the modules of a code, creases, a pattern below the slip.
pub(crate) const LEAST: f32 = 0.4;

/// A picture's printed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// Rows, in the order of reading.
    pub lines: Vec<Line>,
    /// By how many degrees, clockwise, the text is turned in the picture: -180 to 180.
    pub turned: f32,
}

/// Puts lines in the order of reading; those beside each other become one, with two blanks between.
#[must_use]
pub fn arrange(mut lines: Vec<Line>) -> Page {
    lines.retain(|line| !line.text.trim().is_empty() && line.probability >= LEAST);
    let direction = direction(&lines);
    let along = |point: Corner| point.x * direction.x + point.y * direction.y;
    let down = |point: Corner| point.y * direction.x - point.x * direction.y;
    let middle = |line: &Line| line.corners[0].towards(line.corners[2], 0.5);
    lines.sort_by(|a, b| down(middle(a)).total_cmp(&down(middle(b))));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        // The row below bends with the paper: a line belongs to it when it stands beside its nearest piece.
        let beside = |row: &Vec<Line>| {
            let nearest = row.iter().min_by(|a, b| gap(a, &line, along).total_cmp(&gap(b, &line, along)));
            nearest.is_some_and(|other| {
                let apart = (down(middle(other)) - down(middle(&line))).abs();
                apart < 0.5 * height(other).min(height(&line)) && gap(other, &line, along) > -0.5 * height(&line)
            })
        };
        match rows.iter_mut().rev().take(4).find(|row| beside(row)) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    let lines = rows.into_iter().filter_map(|mut row| {
        row.sort_by(|a, b| along(middle(a)).total_cmp(&along(middle(b))));
        joined(row)
    });
    Page { lines: lines.collect(), turned: direction.y.atan2(direction.x).to_degrees() }
}

/// A row of lines as one.
fn joined(row: Vec<Line>) -> Option<Line> {
    let last = row.last()?.corners;
    row.into_iter().reduce(|mut all, line| {
        let (before, behind) =
            (all.corners[1].towards(all.corners[2], 0.5), line.corners[0].towards(line.corners[3], 0.5));
        // What a shadow, a crease or the faint marks themselves cut in two within a mask is one.
        let digits = all.text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let masked = all.text.ends_with('*') && line.text.starts_with(|c: char| c == '*' || c.is_ascii_digit())
            || digits >= 4 && line.text.starts_with('*');
        let gap = if masked { "" } else { GAP };
        let blanks = gap.chars().map(|text| Character {
            text,
            probability: 1.0,
            runners_up: Vec::new(),
            middle: before.towards(behind, 0.5),
        });
        let weight = |line: &Line| line.characters.len() as f32;
        all.probability =
            (all.probability * weight(&all) + line.probability * weight(&line)) / (weight(&all) + weight(&line));
        all.characters.extend(blanks);
        all.characters.extend(line.characters);
        all.text.push_str(gap);
        all.text.push_str(&line.text);
        if masked {
            fill_masks(&mut all.characters);
            all.text = all.characters.iter().map(|character| character.text).collect();
        }
        all.corners = [all.corners[0], last[1], last[2], all.corners[3]];
        all
    })
}

/// How far apart two lines are along the row; negative where they overlap.
fn gap(a: &Line, b: &Line, along: impl Fn(Corner) -> f32) -> f32 {
    let from = |line: &Line| along(line.corners[0]).min(along(line.corners[3]));
    let to = |line: &Line| along(line.corners[1]).max(along(line.corners[2]));
    (from(a) - to(b)).max(from(b) - to(a))
}

fn height(line: &Line) -> f32 {
    let [a, b, c, d] = line.corners;
    (a.distance(d) + b.distance(c)) / 2.0
}

/// The way the lines run: a unit vector.
fn direction(lines: &[Line]) -> Corner {
    let sum = lines.iter().fold(Corner::default(), |sum, line| {
        let [a, b, c, d] = line.corners;
        Corner::new(sum.x + b.x - a.x + c.x - d.x, sum.y + b.y - a.y + c.y - d.y)
    });
    let length = sum.x.hypot(sum.y);
    if length > 0.0 && length.is_finite() { Corner::new(sum.x / length, sum.y / length) } else { Corner::new(1.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x: f32, y: f32, width: f32) -> Line {
        let corners = [(x, y), (x + width, y), (x + width, y + 20.0), (x, y + 20.0)].map(|(x, y)| Corner::new(x, y));
        let character = |text| Character { text, probability: 0.9, runners_up: Vec::new(), middle: corners[0] };
        Line { text: text.into(), corners, probability: 0.9, characters: text.chars().map(character).collect() }
    }

    fn turned(line: &Line) -> Line {
        let turn = |corner: Corner| Corner::new(1000.0 - corner.y, corner.x);
        Line { corners: line.corners.map(turn), ..line.clone() }
    }

    #[test]
    fn a_mask_in_two_pieces_is_one() {
        let line = |text: &str, x: f32| {
            let mut line = line(text, x, 0.0, 12.0 * text.len() as f32);
            for (i, character) in line.characters.iter_mut().enumerate() {
                character.middle = Corner::new(x + 12.0 * i as f32 + 6.0, 10.0);
            }
            line
        };
        let page = arrange(vec![line("CARD NO: 621700*", 0.0), line("***7507", 216.0)]);
        assert_eq!(page.lines[0].text, "CARD NO: 621700******7507");
        assert_eq!(page.lines[0].characters.len(), page.lines[0].text.len());
        let page = arrange(vec![line("CARD NO: 621700*", 0.0), line("7507", 252.0)]);
        assert_eq!(page.lines[0].text, "CARD NO: 621700******7507");
        let page = arrange(vec![line("CARD NO: 621700", 0.0), line("**7507", 228.0)]);
        assert!(page.lines[0].text.starts_with("CARD NO: 621700**") && page.lines[0].text.ends_with("**7507"));
    }

    #[test]
    fn rows_are_read_from_left_to_right_and_downwards() {
        let lines = vec![
            line("000038", 300.0, 53.0, 60.0),
            line("second", 0.0, 25.0, 80.0),
            line("first", 0.0, 0.0, 80.0),
            line("BATCH NO", 0.0, 50.0, 90.0),
            line("last", 200.0, 80.0, 80.0),
            line(" ", 0.0, 110.0, 80.0),
            Line { probability: 0.2, ..line("noise", 0.0, 140.0, 80.0) },
        ];
        let texts = |page: &Page| page.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        let expected = ["first", "second", "BATCH NO  000038", "last"];
        let page = arrange(lines.clone());
        assert_eq!(texts(&page), expected);
        assert_eq!(page.turned, 0.0);
        assert_eq!(page.lines[2].characters.len(), page.lines[2].text.chars().count());
        assert_eq!(page.lines[2].corners[1].x, 360.0);
        let page = arrange(lines.iter().map(turned).collect());
        assert_eq!(texts(&page), expected);
        assert_eq!(page.turned.round(), 90.0);
        assert_eq!(arrange(Vec::new()), Page { lines: Vec::new(), turned: 0.0 });
    }
}
