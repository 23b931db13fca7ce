//! Letters → lines: by direction, baseline and gaps.

/// A letter as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// What it is; `None`: it has no Unicode value.
    pub(crate) text: Option<String>,
    /// Where it begins on its baseline.
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// How far it goes.
    pub(crate) dx: f64,
    pub(crate) dy: f64,
    /// Its height, upwards.
    pub(crate) ux: f64,
    pub(crate) uy: f64,
    pub(crate) size: f64,
    /// What was painted before it.
    pub(crate) order: u32,
    pub(crate) vertical: bool,
    pub(crate) visible: bool,
}

impl Glyph {
    /// A point in its box: from 0 to 1 along, and of its height above the baseline.
    pub(crate) fn within(&self, along: f64, up: f64) -> (f64, f64) {
        if self.vertical {
            // The point stands at the top of the letter.
            return (self.x + self.dx * along + self.size * 0.5 * (up - 0.35), self.y + self.dy * along);
        }
        (self.x + self.dx * along + self.ux * up, self.y + self.dy * along + self.uy * up)
    }

    /// The same in points.
    pub(crate) fn scale(&mut self, by: f64) {
        for value in [&mut self.x, &mut self.y, &mut self.dx, &mut self.dy, &mut self.ux, &mut self.uy, &mut self.size]
        {
            *value /= by;
        }
    }
}

/// A line of text, its place in points from the top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

struct Placed {
    along: f64,
    across: f64,
    length: f64,
    glyph: Glyph,
}

/// The lines of what is seen, from the top; and whether some were left out for a letter without a Unicode value.
pub(crate) fn lines(glyphs: Vec<Glyph>) -> (Vec<Line>, bool) {
    let mut unread = false;
    // By direction, in whole degrees.
    let mut groups: Vec<(i32, Vec<Placed>)> = Vec::new();
    for glyph in glyphs {
        let length = glyph.dx.hypot(glyph.dy);
        let (dx, dy) = if length > 1e-6 {
            (glyph.dx / length, glyph.dy / length)
        } else if glyph.size > 1e-6 {
            (-glyph.uy / glyph.size, glyph.ux / glyph.size)
        } else {
            continue;
        };
        let angle = dy.atan2(dx).to_degrees().round() as i32;
        let along = glyph.x * dx + glyph.y * dy;
        let across = glyph.y * dx - glyph.x * dy;
        let placed = Placed { along, across, length, glyph };
        let known = groups.iter().position(|(known, _)| *known == angle);
        let room = groups.len() < 64;
        match known.and_then(|at| groups.get_mut(at)) {
            Some((_, list)) => list.push(placed),
            None if room => groups.push((angle, vec![placed])),
            None => unread = true,
        }
    }
    groups.sort_by_key(|(_, list)| core::cmp::Reverse(list.len()));
    let mut out = Vec::new();
    for (_, mut list) in groups {
        list.sort_by(|a, b| a.across.total_cmp(&b.across));
        let mut row: Vec<Placed> = Vec::new();
        let mut base = f64::MIN;
        for placed in list {
            if !row.is_empty() && placed.across - base > 0.3 * placed.glyph.size.max(1.0) {
                unread |= !line(core::mem::take(&mut row), &mut out);
            }
            if row.is_empty() {
                base = placed.across;
            }
            row.push(placed);
        }
        unread |= !line(row, &mut out);
    }
    (out, unread)
}

/// Makes a line of letters on one baseline. `false`: it cannot be read.
fn line(mut row: Vec<Placed>, out: &mut Vec<Line>) -> bool {
    row.sort_by(|a, b| a.along.total_cmp(&b.along));
    let mut text = String::new();
    let (mut end, mut readable) = (f64::NAN, true);
    let mut last: Vec<(f64, String)> = Vec::new();
    let mut frame = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for placed in &row {
        let size = placed.glyph.size.max(0.1);
        let Some(letter) = &placed.glyph.text else {
            readable = false;
            continue;
        };
        // Printed twice, a little aside: bold.
        last.retain(|(along, _)| placed.along - along < 0.1 * size);
        if !letter.trim().is_empty() && last.iter().any(|(_, other)| other == letter) {
            continue;
        }
        last.push((placed.along, letter.clone()));
        let gap = (placed.along - end) / size;
        if gap > 1.0 {
            text.push_str("   ");
        } else if gap > 0.25 && !text.ends_with(' ') {
            text.push(' ');
        }
        match letter.as_str() {
            "ﬁ" => text.push_str("fi"),
            "ﬂ" => text.push_str("fl"),
            other => text.extend(other.chars().filter(|c| !c.is_control())),
        }
        end = placed.along + placed.length;
        for (along, up) in [(0.0, 0.0), (1.0, 0.0), (0.0, 0.75), (1.0, 0.75)] {
            let (x, y) = placed.glyph.within(along, up);
            frame = [frame[0].min(x), frame[1].min(y), frame[2].max(x), frame[3].max(y)];
        }
    }
    if !readable {
        return false;
    }
    let trimmed = text.trim_end();
    if !trimmed.trim().is_empty() {
        out.push(Line {
            text: trimmed.to_owned(),
            x: frame[0],
            y: frame[1],
            width: frame[2] - frame[0],
            height: frame[3] - frame[1],
        });
    }
    true
}
