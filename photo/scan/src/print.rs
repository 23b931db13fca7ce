//! What the print of a code says about the printer and the light: how dark it is beside its paper, columns that a worn
//! print head leaves out, glare.

use crate::codes::Mark;
use crate::luma::Level;
use crate::picture::{Code, PrintQuality};

/// Rows of samples through a code.
const ROWS: usize = 96;
/// Samples a module along a row: a dot of a thermal printer is a third to a sixth of a module.
const SAMPLES: f32 = 4.0;
/// Codes of fewer modules a side have too few in a column to tell a missing column from a chance.
const FEWEST_MODULES: f32 = 29.0;
/// A column whose ink is less than this share of the usual is missing.
const MISSING: f32 = 0.2;
/// From this brightness on a pixel is as bright as it can be.
const SATURATED: u8 = 248;
/// Paper is that much darker than the glare on it.
const GLARE_STEP: u8 = 10;

/// The worst of several regions: each measure by itself.
pub(crate) fn worst(regions: &[Region], level: &Level<'_>) -> Option<PrintQuality> {
    let measured = regions.iter().filter_map(|region| region.measure(level));
    measured.reduce(|a, b| PrintQuality {
        contrast: a.contrast.min(b.contrast),
        missing_columns: a.missing_columns.max(b.missing_columns),
        glare: a.glare.max(b.glare),
        module: a.module.min(b.module),
    })
}

/// Where a code is.
pub(crate) struct Region {
    /// In pixels of the whole picture: one corner after the other, all around.
    corners: [(f32, f32); 4],
    /// A side, in modules.
    modules: f32,
    /// Every module was read as it was meant: a column of them without ink is meant so too.
    faultless: bool,
}

impl Region {
    pub(crate) fn of_code(code: &Code) -> Option<Self> {
        let corners = code.corners.map(|corner| (corner.x, corner.y));
        let faultless = code.errors_corrected == Some(0.0);
        code.version.map(|version| Self { corners, modules: (17 + 4 * version) as f32, faultless })
    }

    /// From the three corner marks of a code that could not be read, the one opposite the longest side first.
    pub(crate) fn of_marks(marks: &[Mark]) -> Option<Self> {
        let [corner, one, other] = marks else {
            return None;
        };
        let module = (corner.size + one.size + other.size) / 21.0;
        let between = (corner.distance(one) + corner.distance(other)) / 2.0 / module;
        // 17 and four for each version, from centre to centre without twice 3.5.
        let version = ((between - 10.0) / 4.0).round().clamp(1.0, 40.0);
        let modules = 17.0 + 4.0 * version;
        let step = |to: &Mark| ((to.x - corner.x) / (modules - 7.0), (to.y - corner.y) / (modules - 7.0));
        let (u, v) = (step(one), step(other));
        let at = |a: f32, b: f32| {
            let (a, b) = (a - 3.5, b - 3.5);
            (corner.x + a * u.0 + b * v.0, corner.y + a * u.1 + b * v.1)
        };
        let corners = [at(0.0, 0.0), at(modules, 0.0), at(modules, modules), at(0.0, modules)];
        Some(Self { corners, modules, faultless: false })
    }

    /// A line of samples a column, `count` columns; `turned`: along the other side. What is outside the picture is left
    /// out.
    fn lines(&self, level: &Level<'_>, count: usize, turned: bool) -> Vec<Vec<u8>> {
        let at = |i: usize, of: usize| (i as f32 + 0.5) / of as f32;
        let [a, b, c, d] = self.corners;
        let mix = |(ax, ay): (f32, f32), (bx, by): (f32, f32), way: f32| (ax + (bx - ax) * way, ay + (by - ay) * way);
        // Where a line across the region begins and ends.
        let across = |way: f32| (mix(a, b, way), mix(d, c, way));
        let brightness = |(from, to): ((f32, f32), (f32, f32)), way: f32| {
            let (x, y) = mix(from, to, way);
            let (x, y) = (x / level.scale, y / level.scale);
            (x >= 0.0 && y >= 0.0).then(|| level.row(y as usize).get(x as usize).copied())?
        };
        if turned {
            let ends: Vec<_> = (0..ROWS).map(|row| across(at(row, ROWS))).collect();
            let line = |column| ends.iter().filter_map(|ends| brightness(*ends, at(column, count))).collect();
            (0..count).map(line).collect()
        } else {
            let line = |column| {
                let ends = across(at(column, count));
                (0..ROWS).filter_map(|row| brightness(ends, at(row, ROWS))).collect()
            };
            (0..count).map(line).collect()
        }
    }

    /// Measures the print in the region; `None` when it is not in the picture.
    pub(crate) fn measure(&self, level: &Level<'_>) -> Option<PrintQuality> {
        let count = (self.modules * SAMPLES) as usize;
        let columns = self.lines(level, count, false);
        let mut histogram = [0_usize; 256];
        let mut total = 0;
        for pixel in columns.iter().flatten() {
            if let Some(slot) = histogram.get_mut(usize::from(*pixel)) {
                *slot += 1;
                total += 1;
            }
        }
        if total * 2 < count * ROWS {
            return None;
        }
        let percentile = |percent: usize| {
            let mut seen = 0;
            let value = histogram.iter().position(|slot| {
                seen += slot;
                seen * 100 > total * percent
            });
            value.map_or(255, |value| value as u8)
        };
        let (ink, paper) = (percentile(12), percentile(88));
        let range = paper.saturating_sub(ink);
        let [a, b, c, _] = self.corners;
        let side = ((b.0 - a.0).hypot(b.1 - a.1) + (c.0 - b.0).hypot(c.1 - b.1)) / 2.0;
        let mut print = PrintQuality {
            contrast: f32::from(range) / f32::from(paper.max(1)),
            missing_columns: 0,
            glare: 0.0,
            module: side / self.modules,
        };
        if range >= 12 && self.modules >= FEWEST_MODULES {
            if !self.faultless {
                let rows = self.lines(level, count, true);
                print.missing_columns = self.missing(&columns).max(self.missing(&rows));
            }
            print.glare = self.glare(&columns, ink / 2 + paper / 2);
        }
        Some(print)
    }

    /// How many columns have hardly any ink.
    fn missing(&self, columns: &[Vec<u8>]) -> u32 {
        let tones = Tones::of(columns);
        let means: Vec<f32> = columns.iter().enumerate().map(|(x, column)| tones.darkness(x, column)).collect();
        let mut sorted = means.clone();
        sorted.sort_by(f32::total_cmp);
        let usual = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        // The edges, and beside the corner marks, where two modules in three are light by design.
        let plain = |column: usize| {
            let module = (column as f32 + 0.5) / means.len() as f32 * self.modules;
            let from_edge = module.min(self.modules - module);
            from_edge > 1.0 && !(6.5..8.5).contains(&from_edge)
        };
        let missing = means.iter().enumerate().filter(|(column, mean)| plain(*column) && **mean < MISSING * usual);
        // One that is interrupted for less than a module is one.
        let (mut count, mut last) = (0, None);
        for (column, _) in missing {
            count += u32::from(last.is_none_or(|last| column - last > SAMPLES as usize));
            last = Some(column);
        }
        count
    }

    /// The share of squares of four modules that are blank and brighter than the paper can be.
    fn glare(&self, columns: &[Vec<u8>], middle: u8) -> f32 {
        let cells = (self.modules / 4.0) as usize;
        let (wide, high) = ((columns.len() / cells.max(1)).max(1), (ROWS / cells.max(1)).max(1));
        let mut papers = Vec::new();
        let mut blank = Vec::new();
        for group in columns.chunks_exact(wide) {
            for row in (0..ROWS).step_by(high) {
                let pixels = || group.iter().filter_map(|column| column.get(row..row + high)).flatten();
                match (pixels().min(), pixels().max()) {
                    (Some(low), Some(_)) if *low > middle => blank.push(*low),
                    (Some(_), Some(high)) => papers.push(*high),
                    _ => {}
                }
            }
        }
        papers.sort_unstable();
        let paper = papers.get(papers.len() / 4).copied().unwrap_or(255);
        let glaring = blank.iter().filter(|low| **low >= SATURATED && **low > paper.saturating_add(GLARE_STEP)).count();
        glaring as f32 / (papers.len() + blank.len()).max(1) as f32
    }
}

/// What ink and paper are like, square by square: shadows fall on codes.
struct Tones {
    /// Squares a row.
    across: usize,
    /// Of each square, the means of what is darker and of what is lighter than its mean.
    squares: Vec<(f32, f32)>,
}

impl Tones {
    /// Samples a side of a square, across and down: a dozen modules, and half as many in a large code.
    const SIDES: (usize, usize) = (12 * SAMPLES as usize, ROWS / 12);

    fn of(columns: &[Vec<u8>]) -> Self {
        let across = (columns.len() / Self::SIDES.0).max(1);
        let down = ROWS.div_ceil(Self::SIDES.1);
        // Sums and counts: of all, of the darker, of the lighter.
        let mut all = vec![(0_u32, 0_u32); across * down];
        for (x, column) in columns.iter().enumerate() {
            for (row, pixels) in column.chunks(Self::SIDES.1).enumerate() {
                if let Some((sum, count)) = all.get_mut(Self::square(across, x, row)) {
                    *sum += pixels.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                    *count += pixels.len() as u32;
                }
            }
        }
        let mut sides = vec![[(0_u32, 0_u32); 2]; across * down];
        for (x, column) in columns.iter().enumerate() {
            for (row, pixels) in column.chunks(Self::SIDES.1).enumerate() {
                let square = Self::square(across, x, row);
                let (Some((sum, count)), Some([dark, light])) = (all.get(square), sides.get_mut(square)) else {
                    continue;
                };
                let mean = sum / (*count).max(1);
                for pixel in pixels.iter().map(|pixel| u32::from(*pixel)) {
                    let side = if pixel <= mean { &mut *dark } else { &mut *light };
                    (side.0, side.1) = (side.0 + pixel, side.1 + 1);
                }
            }
        }
        let mean = |(sum, count): (u32, u32)| sum as f32 / count.max(1) as f32;
        Self { across, squares: sides.into_iter().map(|[dark, light]| (mean(dark), mean(light))).collect() }
    }

    /// The square of a column's samples. What is left over on the right belongs to the last one.
    fn square(across: usize, x: usize, row: usize) -> usize {
        row * across + (x / Self::SIDES.0).min(across - 1)
    }

    /// How dark a column is, from 0 paper to 1 ink.
    fn darkness(&self, x: usize, column: &[u8]) -> f32 {
        let stretches = column.chunks(Self::SIDES.1).enumerate().map(|(row, pixels)| {
            let square = self.squares.get(Self::square(self.across, x, row));
            let (ink, paper) = square.copied().unwrap_or((0.0, 255.0));
            let range = (paper - ink).max(1.0);
            pixels.iter().map(|pixel| (paper - f32::from(*pixel)).clamp(0.0, range)).sum::<f32>() / range
        });
        stretches.sum::<f32>() / column.len().max(1) as f32
    }
}
