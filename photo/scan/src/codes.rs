//! Codes at one size of the picture: corner marks (finder patterns), sets of three, samples of the grid, error
//! correction.

use std::panic::AssertUnwindSafe;

use rxing::Point;
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::detector::{GenerateFinderPatternSets, SampleQR};

use crate::binarise::binarise;
use crate::finder;
use crate::grid;
use crate::luma::Level;
use crate::picture::{Code, Corner};

/// Marks of one size that are combined: the largest are least likely noise.
const PATTERNS: usize = 400;

/// Modules a side of the largest code that is fitted to what is no plane.
const LARGEST_WARPED: usize = 57;

/// Work that is left for a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Places where a corner mark may be.
    pub(crate) looks: u32,
    /// Sets of three marks.
    pub(crate) attempts: u32,
    /// Grids that are fitted to what is no plane.
    pub(crate) warps: u32,
}

/// A corner mark that belongs to no code read, in pixels of the whole picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Its side: seven modules.
    pub(crate) size: f32,
    /// At how many sizes of the picture it was seen.
    pub(crate) seen: u32,
}

impl Mark {
    /// Between centres.
    pub(crate) fn distance(&self, other: &Mark) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Reads every code at one size into `codes`, without those that are there already, as far as the budget goes. Returns
/// the corner marks that belong to no code read.
pub(crate) fn read(level: &Level<'_>, codes: &mut Vec<Code>, budget: &mut Budget) -> Vec<Mark> {
    // The detector says of itself that it can panic. No picture was found that makes it; one that does is a size at
    // which nothing more is read. (On the web a panic ends the module: the page starts it anew.)
    let read = AssertUnwindSafe(|| read_level(level, codes, budget));
    std::panic::catch_unwind(read).unwrap_or_default()
}

fn read_level(level: &Level<'_>, codes: &mut Vec<Code>, budget: &mut Budget) -> Vec<Mark> {
    let Some(matrix) = &binarise(level) else {
        return Vec::new();
    };
    // A code has at least 21 modules, a mark has 7: no larger than a third of the picture, and half of that more when
    // aslant.
    let largest = level.long_side() as f32 * 0.55;
    let mut patterns = finder::patterns(matrix, &mut budget.looks);
    patterns.retain(|pattern| {
        (pattern.size as f32) < largest
            && !codes.iter().any(|code| code.holds(pattern.p.x * level.scale, pattern.p.y * level.scale))
    });
    patterns.truncate(PATTERNS);

    let mut used: Vec<ConcentricPattern> = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns) {
        if [set.bl, set.tl, set.tr].iter().any(|pattern| used.contains(pattern)) {
            continue;
        }
        if budget.attempts == 0 {
            break;
        }
        budget.attempts -= 1;
        let Ok(sample) = SampleQR(matrix, &set) else {
            continue;
        };
        let modules = sample.getBits().width() as usize;
        let code = decode(sample.getBits(), sample.getPoints(), level.scale).or_else(|| {
            budget.warps = budget.warps.checked_sub(1).filter(|_| modules <= LARGEST_WARPED)?;
            let bits = crate::warp::sample(level, sample.getPoints(), modules)?;
            decode(&bits, sample.getPoints(), level.scale)
        });
        let Some(code) = code else {
            continue;
        };
        used.extend([set.bl, set.tl, set.tr]);
        used.extend(
            patterns.iter().copied().filter(|pattern| code.holds(pattern.p.x * level.scale, pattern.p.y * level.scale)),
        );
        if !codes.iter().any(|known| known.is(&code)) {
            codes.push(code);
        }
    }
    patterns
        .iter()
        .filter(|pattern| !used.contains(pattern))
        .map(|pattern| Mark {
            x: pattern.p.x * level.scale,
            y: pattern.p.y * level.scale,
            size: pattern.size as f32 * level.scale,
            seen: 1,
        })
        .collect()
}

/// The code in a sampled grid of modules, when its error correction vouches for it.
fn decode(bits: &BitMatrix, points: &[Point], scale: f32) -> Option<Code> {
    let content = grid::read(bits)?;
    let [top_left, top_right, bottom_left, bottom_right] = points else {
        return None;
    };
    let corner = |point: &Point| Corner { x: point.x * scale, y: point.y * scale };
    Some(Code {
        text: content.text,
        corners: [corner(top_left), corner(top_right), corner(bottom_right), corner(bottom_left)],
        version: Some(content.version),
        errors_corrected: content.errors_corrected,
    })
}

impl Code {
    /// Whether a point of the picture lies in this code, in pixels.
    pub(crate) fn holds(&self, x: f32, y: f32) -> bool {
        // On the same side of all four edges, whichever way they turn (a mirrored code turns the other way).
        let [a, b, c, d] = self.corners;
        let side = |from: Corner, to: Corner| (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
        let sides = [side(a, b), side(b, c), side(c, d), side(d, a)];
        sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
    }

    /// The point between its corners.
    pub(crate) fn centre(&self) -> Corner {
        let sum = self.corners.iter().fold((0.0, 0.0), |(x, y), corner| (x + corner.x, y + corner.y));
        Corner { x: sum.0 / 4.0, y: sum.1 / 4.0 }
    }

    /// Whether both are the same print of the same code.
    fn is(&self, other: &Code) -> bool {
        let centre = other.centre();
        self.text == other.text && self.holds(centre.x, centre.y)
    }
}
