//! How good a picture is, and what a person should mend when no code could be read.
//!
//! The limits below were set on photographed slips that were darkened, washed out, blurred, cropped and shrunk until
//! their code could no longer be read.

use crate::codes::Mark;
use crate::luma::Level;
use crate::picture::{Finding, Quality};

/// Below this 95th percentile the picture is dark.
pub(crate) const DARK: f32 = 0.3;
/// Above this 0.1st percentile the picture is washed out.
const BRIGHT: f32 = 0.7;
/// Below this sharpness nothing the size of a module survives.
pub(crate) const BLURRED: f32 = 0.3;
/// Above this sharpness a picture is never called blurred.
const SHARP: f32 = 0.42;
/// A code's modules below this many pixels cannot be told apart.
pub(crate) const SMALLEST_MODULE: f32 = 2.5;
/// A picture whose long side is shorter than this many pixels cannot show a slip and its code.
const SMALLEST_PICTURE: f32 = 400.0;
/// An edge wider than this many modules hides them.
const WIDEST_EDGE: f32 = 0.94;

/// Measures of one picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measures {
    pub(crate) quality: Quality,
    /// 1st percentile of brightness.
    pub(crate) dark: u8,
    /// 99th percentile of brightness.
    pub(crate) light: u8,
    /// From the darkest pixel to the brightest.
    range: u8,
    /// 0.1st percentile of brightness, 0 to 1.
    darkest: f32,
    /// Width of the sharpest edges in pixels of the whole picture.
    edge: f32,
}

impl Measures {
    /// Whether there is nothing but one brightness.
    pub(crate) fn is_flat(&self) -> bool {
        self.range < 8
    }

    /// Whether dark and light lie so close together that a threshold may miss them.
    pub(crate) fn is_faint(&self) -> bool {
        self.light.saturating_sub(self.dark) < 128
    }
}

/// Measures a picture at one size: about 1000 pixels on its long side, so that measures of different cameras compare.
pub(crate) fn measure(level: &Level<'_>) -> Measures {
    let mut histogram = [0_usize; 256];
    for pixel in level.pixels.iter() {
        if let Some(count) = histogram.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    let percentile = |thousandths: usize| {
        let wanted = (level.pixels.len() * thousandths / 1000).min(level.pixels.len() - 1);
        let mut seen = 0;
        histogram
            .iter()
            .position(|count| {
                seen += count;
                seen > wanted
            })
            .map_or(255, |value| value as u8)
    };
    let unit = |value: u8| f32::from(value) / 255.0;
    let (dark, light) = (percentile(10), percentile(990));
    let sharpness = sharpness(level, light.saturating_sub(dark));
    Measures {
        quality: Quality {
            brightness: unit(percentile(950)),
            contrast: unit(light.saturating_sub(dark)),
            sharpness,
            print: None,
        },
        dark,
        light,
        range: percentile(1000).saturating_sub(percentile(0)),
        darkest: unit(percentile(1)),
        edge: level.scale / sharpness.max(0.01),
    }
}

/// The steepest step between neighbouring pixels over the range of brightness around it, in the direction that has less
/// of it (a picture blurred by movement is sharp across it). 0 when no edge is strong enough to tell. Every fourth row and
/// column is looked at.
fn sharpness(level: &Level<'_>, contrast: u8) -> f32 {
    let strong = (f32::from(contrast) * 0.4).max(16.0) as u8;
    let mut across = Steepness::new(strong);
    for y in (0..level.height).step_by(4) {
        let mut before = None;
        for pixels in level.row(y).windows(REACH).step_by(REACH - 1) {
            if let Ok(pixels) = <[u8; REACH]>::try_from(pixels) {
                across.count(&mut before, Stretch::of(pixels));
            }
        }
    }
    let mut down = Steepness::new(strong);
    let mut before = vec![None; level.width];
    for top in (0..level.height.saturating_sub(REACH - 1)).step_by(REACH - 1) {
        let rows: [&[u8]; REACH] = core::array::from_fn(|i| level.row(top + i));
        for (x, before) in before.iter_mut().enumerate().step_by(4) {
            let mut pixels = [0; REACH];
            for (pixel, row) in pixels.iter_mut().zip(&rows) {
                *pixel = row.get(x).copied().unwrap_or_default();
            }
            down.count(before, Stretch::of(pixels));
        }
    }
    match (across.value(), down.value()) {
        (Some(across), Some(down)) => across.min(down),
        (one, other) => one.or(other).unwrap_or(0.0),
    }
}

/// Pixels of a stretch: the last is the next one's first.
const REACH: usize = 9;

/// Pixels beside each other.
#[derive(Clone, Copy)]
struct Stretch {
    low: u8,
    high: u8,
    /// The steepest step from one to the next.
    step: u8,
}

impl Stretch {
    #[inline(always)]
    fn of(pixels: [u8; REACH]) -> Self {
        let first = pixels[0];
        let mut stretch = Self { low: first, high: first, step: 0 };
        let mut before = first;
        for pixel in pixels {
            stretch.low = stretch.low.min(pixel);
            stretch.high = stretch.high.max(pixel);
            stretch.step = stretch.step.max(pixel.abs_diff(before));
            before = pixel;
        }
        stretch
    }
}

/// The steepest steps of windows with at least `strong` between their darkest and brightest pixel, as shares of that.
struct Steepness {
    strong: u8,
    /// Windows by hundredths.
    histogram: [usize; 101],
}

impl Steepness {
    fn new(strong: u8) -> Self {
        Self { strong, histogram: [0; 101] }
    }

    /// Counts the window of two stretches. Half-overlapping windows: an edge at the end of one lies in the middle of the
    /// next.
    fn count(&mut self, before: &mut Option<Stretch>, next: Stretch) {
        let Some(last) = before.replace(next) else {
            return;
        };
        let range = last.high.max(next.high) - last.low.min(next.low);
        if range < self.strong {
            return;
        }
        let step = last.step.max(next.step);
        if let Some(count) = self.histogram.get_mut(usize::from(step) * 100 / usize::from(range).max(1)) {
            *count += 1;
        }
    }

    /// The 90th percentile over the windows.
    fn value(&self) -> Option<f32> {
        /// Windows needed to say anything.
        const ENOUGH: usize = 50;
        let total: usize = self.histogram.iter().sum();
        if total < ENOUGH {
            return None;
        }
        let mut seen = 0;
        self.histogram
            .iter()
            .position(|count| {
                seen += count;
                seen * 10 > total * 9
            })
            .map(|hundredths| (hundredths as f32 / 100.0).max(0.01))
    }
}

/// Why no code could be read. `corners`: the marks that look like a code's corners, see [`corners`].
pub(crate) fn finding(level: &Level<'_>, measures: &Measures, corners: &[Mark]) -> Finding {
    let quality = measures.quality;
    if quality.brightness < DARK {
        return Finding::TooDark;
    }
    if measures.darkest > BRIGHT {
        return Finding::TooBright;
    }
    let module = corners.first().map(|mark| mark.size / 7.0);
    // One mark alone may be a character (回): its modules say nothing yet.
    let several = corners.len() > 1;
    let blurred = quality.sharpness > 0.0
        && (quality.sharpness < BLURRED
            || several
                && quality.sharpness < SHARP
                && module.is_some_and(|module| measures.edge > WIDEST_EDGE * module));
    if blurred {
        return Finding::Blurred;
    }
    match module {
        Some(module) if several && module < SMALLEST_MODULE => Finding::TooSmall,
        Some(_) if extends_beyond(corners, level) => Finding::CutOff,
        Some(_) if several => Finding::UnreadableCode,
        _ if level.long_side() as f32 * level.scale < SMALLEST_PICTURE => Finding::TooSmall,
        _ => Finding::NoCode,
    }
}

/// The marks that look most like the corners of one code: three at a right angle, else two of one size, else the one
/// seen most often.
pub(crate) fn corners(marks: &[Mark]) -> Vec<Mark> {
    /// Marks that are compared with each other.
    const MOST: usize = 24;
    let mut marks = marks.to_vec();
    marks.sort_by(|a, b| b.seen.cmp(&a.seen).then(b.size.total_cmp(&a.size)));
    marks.truncate(MOST);
    let mut pair = None;
    for (index, first) in marks.iter().enumerate() {
        for (next, second) in marks.iter().enumerate().skip(index + 1) {
            if !are_corners(first, second) {
                continue;
            }
            pair.get_or_insert([*first, *second]);
            for third in marks.iter().skip(next + 1) {
                let [corner, one, other] = at_right_angle([*first, *second, *third]);
                if are_corners(first, third) && are_corners(second, third) && is_right_angle(&corner, &one, &other) {
                    return vec![corner, one, other];
                }
            }
        }
    }
    match pair {
        Some(pair) => pair.to_vec(),
        None => marks.into_iter().take(1).collect(),
    }
}

/// Whether two marks can belong to one code: of one size, and as far apart as a code is wide.
fn are_corners(one: &Mark, other: &Mark) -> bool {
    let alike = one.size < other.size * 1.35 && other.size < one.size * 1.35;
    // Between centres: 14 modules (version 1) to 170 (version 40), a mark being 7; half as much again along the
    // diagonal.
    alike && (1.8..37.0).contains(&(one.distance(other) / one.size))
}

/// Three marks, the one opposite the longest side first.
fn at_right_angle([a, b, c]: [Mark; 3]) -> [Mark; 3] {
    let (ab, bc, ca) = (a.distance(&b), b.distance(&c), c.distance(&a));
    if bc >= ab && bc >= ca {
        [a, b, c]
    } else if ca >= ab {
        [b, a, c]
    } else {
        [c, a, b]
    }
}

/// Whether two sides of about one length meet at a right angle, seen from not too far aside.
fn is_right_angle(corner: &Mark, one: &Mark, other: &Mark) -> bool {
    let (a, b) = (corner.distance(one), corner.distance(other));
    let product = (one.x - corner.x) * (other.x - corner.x) + (one.y - corner.y) * (other.y - corner.y);
    a < 1.5 * b && b < 1.5 * a && product.abs() < 0.35 * a * b
}

/// Whether the code whose corners these are reaches beyond the picture.
fn extends_beyond(corners: &[Mark], level: &Level<'_>) -> bool {
    let (width, height) = (level.width as f32 * level.scale, level.height as f32 * level.scale);
    let outside = |(x, y): (f32, f32), half: f32| x < half || y < half || x > width - half || y > height - half;
    match corners {
        // The fourth corner lies opposite the first.
        [corner, one, other] => outside((one.x + other.x - corner.x, one.y + other.y - corner.y), corner.size / 2.0),
        [one, other] => {
            let (x, y) = (other.x - one.x, other.y - one.y);
            let length = one.distance(other);
            let module = one.size / 7.0;
            // Two modules beside the marks: data on the code's side, the quiet zone on the other.
            let changes = |side: f32| {
                let (x, y) = (-y / length * side * 5.5 * module, x / length * side * 5.5 * module);
                let line = line(level, (one.x + x, one.y + y), (other.x + x, other.y + y));
                changes(&line) as f32
            };
            let (left, right) = (changes(1.0), changes(-1.0));
            let many = length / module / 6.0;
            let half = one.size / 2.0;
            let beside = |side: f32| {
                outside((one.x - side * y, one.y + side * x), half)
                    || outside((other.x - side * y, other.y + side * x), half)
            };
            let diagonal = |side: f32| {
                let (x, y) = (x / 2.0, y / 2.0);
                outside((one.x + x - side * y, one.y + y + side * x), half)
            };
            match (left > many, right > many) {
                (true, false) => beside(1.0),
                (false, true) => beside(-1.0),
                (true, true) => diagonal(1.0) || diagonal(-1.0),
                (false, false) => false,
            }
        }
        [mark] => runs_into_edge(mark, level),
        _ => false,
    }
}

/// Whether a code's modules go on from one of its corners to the picture's edge: beside the mark, along one of its
/// sides, brightness changes between dark and light at least every few modules all the way.
fn runs_into_edge(mark: &Mark, level: &Level<'_>) -> bool {
    /// Longer stretches of one brightness are rare in a code, and usual beside it.
    const LONGEST_RUN: f32 = 7.0;
    /// Fewer modules to the edge say nothing.
    const SHORTEST_WAY: f32 = 8.0;
    let module = mark.size / 7.0;
    let (width, height) = (level.width as f32 * level.scale, level.height as f32 * level.scale);
    let holds = |direction: (f32, f32), aside: f32| {
        // In the code's coordinates its sides are not known: the picture's are near enough.
        let start = (mark.x + direction.1 * aside * module, mark.y + direction.0 * aside * module);
        let way = match direction {
            (x, _) if x > 0.0 => width - start.0,
            (x, _) if x < 0.0 => start.0,
            (_, y) if y > 0.0 => height - start.1,
            _ => start.1,
        };
        let end = (start.0 + direction.0 * way, start.1 + direction.1 * way);
        let line = line(level, start, end);
        let pixels = module / level.scale;
        way > SHORTEST_WAY * module && longest_run(&line).is_some_and(|run| run as f32 <= LONGEST_RUN * pixels)
    };
    [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)].into_iter().any(|direction| {
        [1.0, -1.0].into_iter().any(|side: f32| {
            let lines = [5.5, 11.5, 17.5].iter().filter(|aside| holds(direction, side * **aside));
            lines.count() >= 2
        })
    })
}

/// The brightness on the way from one point to another, in pixels of the whole picture; what lies outside is left out.
fn line(level: &Level<'_>, from: (f32, f32), to: (f32, f32)) -> Vec<u8> {
    let steps = ((to.0 - from.0).hypot(to.1 - from.1) / level.scale) as usize;
    (0..steps)
        .filter_map(|step| {
            let way = step as f32 / steps as f32;
            let x = (from.0 + (to.0 - from.0) * way) / level.scale;
            let y = (from.1 + (to.1 - from.1) * way) / level.scale;
            (x >= 0.0 && y >= 0.0).then(|| level.row(y as usize).get(x as usize).copied())?
        })
        .collect()
}

/// The brightness halfway between a line's darkest and brightest pixel, when they are far enough apart to mean
/// something.
fn middle(line: &[u8]) -> Option<u8> {
    let low = *line.iter().min()?;
    let range = line.iter().max()? - low;
    (range >= 40).then_some(low + range / 2)
}

/// How often a line changes between dark and light.
fn changes(line: &[u8]) -> usize {
    middle(line).map_or(0, |middle| {
        line.iter().zip(line.iter().skip(1)).filter(|(a, b)| (**a < middle) != (**b < middle)).count()
    })
}

/// The longest part of a line that is all dark or all light, in pixels; `None` when there is no telling dark from
/// light.
fn longest_run(line: &[u8]) -> Option<usize> {
    let middle = middle(line)?;
    let runs = line.chunk_by(|a, b| (*a < middle) == (*b < middle));
    runs.map(<[u8]>::len).max()
}
