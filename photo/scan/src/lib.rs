//! Picture in, codes out: what the codes on a photographed slip say, or what was wrong with the picture.
//!
//! [`scan`] looks at the picture at several sizes and joins what it read. It knows nothing of slips.

mod binarise;
mod codes;
mod correction;
mod faults;
#[cfg(feature = "files")]
mod files;
mod finder;
mod grid;
mod luma;
mod picture;
mod print;
mod quality;
mod warp;
#[cfg(feature = "web")]
pub mod wasm;

#[cfg(feature = "files")]
pub use files::{PictureError, decode, is_picture};

pub use luma::Luma;
pub use picture::{Code, Corner, Fault, FaultId, Finding, Picture, PrintQuality, Quality};

use codes::{Budget, Mark};
use luma::Level;
use print::Region;
use quality::Measures;

/// Long sides, in pixels, at which a picture is looked at; then as it is.
const LONG_SIDES: [usize; 2] = [1000, 2000];
/// A picture with more pixels is made smaller first.
pub const MOST_PIXELS: u64 = 50_000_000;
/// A view of fewer pixels is also looked at three times as large.
const SMALL: usize = 100_000;
/// A view of fewer pixels is also looked at twice as large.
const MIDDLING: usize = 1_500_000;
/// Pixels from which a view is not altered any more: its code is large enough in the smaller ones.
const LARGE: usize = 16_000_000;

/// Codes whose print is measured.
const MEASURED: usize = 4;
/// A smaller code that takes no more of its error correction than [`UNHARMED`] is not looked at for faults of its print.
const LARGE_VERSION: u32 = 7;
/// See [`LARGE_VERSION`].
const UNHARMED: f32 = 0.05;

/// Grids that are bent to fit.
const WARPS: u32 = 8;

/// How much work a scan may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Sets of three corner marks that are tried, over all sizes: what a picture of noise or of a crowded wall can cost
    /// at most.
    pub attempts: u32,
    /// Places that are looked at closely for a corner mark, over all sizes.
    pub looks: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { attempts: 3000, looks: 100_000 }
    }
}

/// Reads every code in a picture, and says what was wrong with it when there is none.
///
/// `luma` is one byte a pixel, row-major, 0 black, 255 white. A buffer that does not hold `width * height` bytes is a
/// picture without pixels: nothing is read, nothing panics. Time and memory are bounded by the number of pixels and by
/// `options`.
///
/// Whatever goes beyond a plain look at each size (altered views, grids bent to fit cloth or crumpled paper) is tried only
/// where that leaves something unread, so a picture without a code costs most: a plain look and eight views of each size
/// below 16 megapixels, [`Options::looks`] and [`Options::attempts`] over all of them, and eight bent grids of at most
/// 57 modules a side, a few milliseconds each. Noise that fills 12 megapixels with what might be corner marks is the
/// worst; an empty sheet of that size is a small part of it.
pub fn scan(luma: &[u8], width: u32, height: u32, options: &Options) -> Picture {
    let nothing = Picture {
        width,
        height,
        codes: Vec::new(),
        finding: Finding::NoCode,
        quality: Quality::default(),
        faults: Vec::new(),
    };
    let Some(whole) = Level::whole(luma, width as usize, height as usize) else {
        return nothing;
    };
    let mut levels: Vec<Level<'_>> = Vec::new();
    for side in LONG_SIDES {
        let factor = (whole.long_side() + side / 2) / side;
        let known = |level: &Level<'_>| level.scale == factor as f32;
        if factor > 1 && !levels.iter().any(known) {
            levels.extend(whole.shrunk(factor));
        }
    }
    let factor = (1..).find(|factor| whole.pixels.len() as u64 / (factor * factor) <= MOST_PIXELS);
    match factor {
        Some(1) | None => levels.push(whole),
        Some(factor) => levels.extend(whole.shrunk(factor as usize)),
    }
    let Some(smallest) = levels.first() else {
        return nothing;
    };
    let measures = quality::measure(smallest);

    let mut search = Search {
        codes: Vec::new(),
        marks: Vec::new(),
        faint_marks: Vec::new(),
        budget: Budget { looks: options.looks, attempts: options.attempts, warps: 0 },
    };
    for level in &levels {
        search.look(level);
    }
    if !measures.is_flat() {
        search.look_again(&levels, &measures);
        search.look_bent(&levels);
    }
    let mut codes = search.codes;
    codes.sort_by(|a, b| {
        let (a, b) = (a.centre(), b.centre());
        a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
    });
    // A small code that its error correction has nothing to do for is printed well.
    let worth = |code: &&Code| {
        measures.is_faint()
            || code.version.is_none_or(|version| version >= LARGE_VERSION)
            || code.errors_corrected.is_none_or(|share| share > UNHARMED)
    };
    let mut regions: Vec<Region> = codes.iter().filter(worth).take(MEASURED).filter_map(Region::of_code).collect();
    let finding = if codes.is_empty() {
        let plain = quality::corners(&search.marks);
        let faint = quality::corners(&search.faint_marks);
        let corners = if plain.is_empty() && faint.len() == 3 { faint.clone() } else { plain };
        let finding = quality::finding(smallest, &measures, &corners);
        if matches!(finding, Finding::UnreadableCode | Finding::TooSmall | Finding::Blurred) {
            regions.extend(Region::of_marks(&corners).or_else(|| Region::of_marks(&faint)));
        }
        finding
    } else {
        Finding::Codes
    };
    let print = levels.last().and_then(|level| print::worst(&regions, level));
    let quality = Quality { print, ..measures.quality };
    let faults = faults::of(finding, &quality, &codes);
    Picture { width, height, codes, finding, quality, faults }
}

/// What was found so far.
struct Search {
    codes: Vec<Code>,
    /// Corner marks of no code, seen in the picture as it is.
    marks: Vec<Mark>,
    /// The same, seen only when it was made smaller, larger, clearer or inverted.
    faint_marks: Vec<Mark>,
    budget: Budget,
}

impl Search {
    /// Looks at the picture at one size.
    fn look(&mut self, level: &Level<'_>) {
        let marks = codes::read(level, &mut self.codes, &mut self.budget);
        remember(&mut self.marks, marks);
    }

    /// Looks at altered views until every code is read: what a plain look misses is faint, dotted, blurred, light on
    /// dark, or small.
    fn look_again(&mut self, levels: &[Level<'_>], measures: &Measures) {
        type View = fn(&Level<'_>, &Measures) -> Option<Level<'static>>;
        /// Views, and whether they alter shapes: then they also make marks where there are none, and only a code read
        /// in them counts.
        const VIEWS: [(View, bool); 8] = [
            (|level, measures| measures.is_faint().then(|| level.stretched(measures.dark, measures.light)), false),
            (|level, _| Some(level.sharpened()), true),
            (|level, _| Some(level.closed()), true),
            (|level, _| level.shrunk(2), false),
            (|level, _| level.shrunk(2).map(|level| level.closed()), true),
            (|level, _| level.shrunk(3), false),
            (|level, _| Some(level.inverted()), false),
            (|level, _| enlargement(level).map(|factor| level.enlarged(factor)), false),
        ];
        for (view, alters) in VIEWS {
            for level in levels.iter().filter(|level| level.pixels.len() < LARGE) {
                if self.is_done() {
                    return;
                }
                if let Some(view) = view(level, measures) {
                    let marks = codes::read(&view, &mut self.codes, &mut self.budget);
                    if !alters {
                        remember(&mut self.faint_marks, marks);
                    }
                }
            }
        }
    }

    /// Looks once more for a code on cloth or crumpled paper, where nothing at all was read.
    fn look_bent(&mut self, levels: &[Level<'_>]) {
        self.budget.warps = WARPS;
        for level in levels {
            if !self.codes.is_empty() {
                return;
            }
            codes::read(level, &mut self.codes, &mut self.budget);
        }
    }

    /// Whether a code was read, and no marks are left that look like another's corners.
    fn is_done(&self) -> bool {
        let held = |mark: &&Mark| self.codes.iter().any(|code| code.holds(mark.x, mark.y));
        let unclaimed: Vec<Mark> = self.marks.iter().filter(|mark| !held(mark)).copied().collect();
        !self.codes.is_empty() && quality::corners(&unclaimed).len() < 3
    }
}

/// How many times as large a view of few pixels is looked at.
fn enlargement(level: &Level<'_>) -> Option<usize> {
    match level.pixels.len() {
        pixels if pixels < SMALL => Some(3),
        pixels if pixels < MIDDLING => Some(2),
        _ => None,
    }
}

/// Adds marks; one that is there already counts once more.
fn remember(marks: &mut Vec<Mark>, seen: Vec<Mark>) {
    for mark in seen {
        let same = |known: &&mut Mark| known.distance(&mark) < known.size.max(mark.size) / 2.0;
        match marks.iter_mut().find(same) {
            Some(known) => known.seen += 1,
            None => marks.push(mark),
        }
    }
}
