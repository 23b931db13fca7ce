//! Paper with print on it, and bad photos of it.

use super::slip::{Chance, Slip};
use ab_glyph::{Font, FontVec, PxScale, ScaleFont, point};

/// Paper: how black each dot is, 0 to 1; eight dots a millimetre.
struct Paper {
    width: usize,
    dots: Vec<f32>,
}

impl Paper {
    fn height(&self) -> usize {
        self.dots.len() / self.width
    }
    /// Between dots by their nearness; white outside.
    fn at(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (u, v) = (x - left, y - top);
        let dot = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && (x as usize) < self.width && (y as usize) < self.height();
            if inside { self.dots[y as usize * self.width + x as usize] } else { 0.0 }
        };
        let upper = dot(left, top) * (1.0 - u) + dot(left + 1.0, top) * u;
        let lower = dot(left, top + 1.0) * (1.0 - u) + dot(left + 1.0, top + 1.0) * u;
        upper * (1.0 - v) + lower * v
    }
}

/// Prints a slip on paper of 58 or 80 mm, by a head that may be worn.
fn print(slip: &Slip, font: &FontVec, chance: &mut Chance, severity: f32) -> Paper {
    let width = if chance.below(2) == 0 { 384 } else { 576 };
    let mut paper = Paper { width, dots: Vec::new() };
    let height_of = font.height_unscaled() / font.units_per_em().unwrap_or(1000.0);
    let mut top = 24.0;
    for (i, (text, size)) in slip.lines.iter().enumerate() {
        let font_at = |size: f32| font.as_scaled(PxScale::from(size * height_of));
        let advance =
            |text: &str, size: f32| text.chars().map(|c| font_at(size).h_advance(font.glyph_id(c))).sum::<f32>();
        // Wide lines are wrapped where the paper ends.
        let mut rows = vec![String::new()];
        for c in text.chars() {
            let last = rows.last_mut().unwrap();
            if advance(last, *size) + advance(&c.to_string(), *size) > width as f32 - 12.0 {
                rows.push(c.to_string());
            } else {
                last.push(c);
            }
        }
        for row in rows {
            let scaled = font_at(*size);
            let mut x = if i == 0 { (width as f32 - advance(&row, *size)) / 2.0 } else { 6.0 };
            paper.dots.resize(((top + size * 1.6) as usize) * width, 0.0);
            for c in row.chars() {
                let id = font.glyph_id(c);
                if let Some(glyph) = font.outline_glyph(
                    id.with_scale_and_position(PxScale::from(size * height_of), point(x, top + scaled.ascent())),
                ) {
                    let bounds = glyph.px_bounds();
                    glyph.draw(|u, v, covered| {
                        let (x, y) = (bounds.min.x as i32 + u as i32, bounds.min.y as i32 + v as i32);
                        // A printer has dots or none.
                        if covered > 0.45 && x >= 0 && (x as usize) < width && y >= 0 {
                            let at = y as usize * width + x as usize;
                            if let Some(dot) = paper.dots.get_mut(at) {
                                *dot = 1.0;
                            }
                        }
                    });
                }
                x += scaled.h_advance(id);
            }
            top += size * 1.36;
        }
    }
    // What looks like a code below, and paper to tear off.
    let modules = 60 + chance.below(30);
    let (left, start, dots) = (width / 2 - modules * 2, (top + 24.0) as usize, 4);
    paper.dots.resize((start + modules * dots + 60) * width, 0.0);
    for (row, column) in (0..modules).flat_map(|row| (0..modules).map(move |column| (row, column))) {
        if chance.below(2) == 0 {
            for (y, x) in (0..dots).flat_map(|y| (0..dots).map(move |x| (y, x))) {
                paper.dots[(start + row * dots + y) * width + left + column * dots + x] = 1.0;
            }
        }
    }
    // Dots that stay white: more at random with wear, and here and there a whole column.
    let lost = (0.02 * severity * f32::from(u16::MAX)) as usize;
    for dot in &mut paper.dots {
        if chance.below(usize::from(u16::MAX)) < lost {
            *dot = 0.0;
        }
    }
    for _ in 0..chance.below(1 + (2.5 * severity) as usize) {
        let x = chance.below(width);
        for row in paper.dots.chunks_exact_mut(width) {
            row[x] = 0.0;
        }
    }
    paper
}

/// A photo, three bytes a pixel.
pub(crate) struct Photo {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
    /// As which a JPEG file holds it.
    pub(crate) quality: u8,
}

/// From where a slip is photographed.
struct View {
    /// The paper's width and height in dots.
    paper: (f32, f32),
    /// The photo's long side in pixels.
    long: f32,
    /// How much larger than the paper what is seen is.
    room: f32,
    /// Sine and cosine of the angle by which it is turned.
    turn: (f32, f32),
    shear: (f32, f32),
    /// Seen from the side.
    lean: (f32, f32),
    /// How far the middle of a row is below its ends, in dots.
    bend: f32,
    /// How far columns swing, in dots.
    curl: f32,
}

impl View {
    /// Pixels a dot.
    fn scale(&self) -> f32 {
        self.long / (self.paper.1.max(self.paper.0) * self.room)
    }

    /// The photo's, in pixels.
    fn size(&self) -> (usize, usize) {
        let scale = self.scale() * self.room;
        ((self.paper.0 * scale) as usize, (self.paper.1 * scale) as usize)
    }

    /// The dot that is seen at a place of the photo, each way from -0.5 to 0.5.
    fn on_paper(&self, u: f32, v: f32) -> (f32, f32) {
        let (width, height) = self.paper;
        let (sin, cos) = self.turn;
        let depth = (1.0 + self.lean.0 * u + self.lean.1 * v) / self.room;
        let (x, y) = (u * width / depth, v * height / depth);
        let (x, y) = (x + self.shear.0 * y, y + self.shear.1 * x);
        let (x, y) = (x * cos + y * sin + width / 2.0, y * cos - x * sin + height / 2.0);
        let y = y + self.bend * (x / width * core::f32::consts::PI).sin();
        (x + self.curl * (y / height * core::f32::consts::TAU).sin(), y)
    }

    /// Whether the paper reaches the photo's edge.
    fn cuts(&self) -> bool {
        let inside = |u: f32, v: f32| {
            let (x, y) = self.on_paper(u, v);
            x > -6.0 && y > -6.0 && x < self.paper.0 + 6.0 && y < self.paper.1 + 6.0
        };
        (-50..=50)
            .map(|at| at as f32 / 100.0)
            .any(|at| inside(at, -0.5) || inside(at, 0.5) || inside(-0.5, at) || inside(0.5, at))
    }
}

/// Photographs a slip: `severity` from 0 to 1 says how badly. Sizes and qualities of files, leaning and half shadows are
/// those of the shared photos or worse.
pub(crate) fn photograph(slip: &Slip, font: &FontVec, chance: &mut Chance, severity: f32) -> Photo {
    let paper = print(slip, font, chance, severity);
    let (paper_width, paper_height) = (paper.width as f32, paper.height() as f32);
    let mut view = View {
        paper: (paper_width, paper_height),
        long: [1600.0, 2000.0, 2600.0, 3200.0][chance.below(4)],
        room: chance.between(1.1, 1.25),
        turn: (chance.between(-8.0, 8.0).to_radians() * severity.max(0.2)).sin_cos(),
        shear: (chance.between(-0.06, 0.06) * severity, chance.between(-0.06, 0.06) * severity),
        lean: (chance.between(-0.18, 0.18) * severity, chance.between(-0.18, 0.18) * severity),
        bend: chance.between(-6.0, 6.0) * severity,
        curl: chance.between(-8.0, 8.0) * severity,
    };
    // The whole slip is on the photo.
    while view.cuts() {
        view.room *= 1.04;
    }
    let (scale, (width, height)) = (view.scale(), view.size());
    let background = [chance.between(30.0, 160.0), chance.between(30.0, 160.0), chance.between(20.0, 150.0)];
    let tint = [chance.between(0.92, 1.0), chance.between(0.95, 1.0), chance.between(0.92, 1.0)];
    // Thermal print fades, and light falls unevenly.
    let ink = 0.86 - 0.42 * severity * chance.between(0.6, 1.0);
    let light = (chance.between(-0.4, 0.4) * severity, chance.between(-0.4, 0.4) * severity, chance.between(0.75, 1.1));
    // A shadow with a soft edge: of something round, or of everything on one side of a line.
    let round = chance.below(2) == 0;
    let shade_angle = chance.between(0.0, core::f32::consts::TAU);
    let shade = (chance.between(0.1, 0.9), chance.between(0.1, 0.9), chance.between(0.25, 0.5));
    let (shade_depth, shade_edge) = (0.45 * severity * chance.between(0.3, 1.0), chance.between(0.06, 0.3));
    let creases: Vec<(f32, f32, f32)> = (0..chance.below(3))
        .map(|_| (chance.between(0.1, 0.9), chance.between(-0.15, 0.15), severity * chance.between(-0.3, 0.35)))
        .collect();
    let mut values = vec![[0.0f32; 3]; width * height];
    for (i, pixel) in values.iter_mut().enumerate() {
        let (u, v) = ((i % width) as f32 / width as f32 - 0.5, (i / width) as f32 / height as f32 - 0.5);
        let (x, y) = view.on_paper(u, v);
        let on_paper = x >= 0.0 && y >= 0.0 && x < paper_width && y < paper_height;
        let mut brightness = light.2 + light.0 * u + light.1 * v;
        let (shade_x, shade_y) = (u + 0.5 - shade.0, v + 0.5 - shade.1);
        let inside = if round {
            shade.2 - shade_x.hypot(shade_y)
        } else {
            shade_x * shade_angle.cos() + shade_y * shade_angle.sin()
        };
        brightness *= 1.0 - shade_depth * (inside / shade_edge).clamp(0.0, 1.0);
        if on_paper {
            for (at, slope, dark) in &creases {
                let fold = ((y / paper_height - at) - slope * (x / paper_width - 0.5)).abs() * paper_height;
                brightness *= 1.0 - dark * (1.0 - fold / 3.0).max(0.0);
            }
            let value = 236.0 * (1.0 - ink * paper.at(x - 0.5, y - 0.5));
            *pixel = tint.map(|tint| value * tint * brightness);
        } else {
            *pixel = background.map(|value| value * brightness);
        }
    }
    // Out of focus: twice a mean makes nearly a bell. A larger picture of the same lens is as soft.
    let radius = (0.5 + severity * chance.between(0.2, 1.0)) * (scale / 1.6).max(1.0);
    for _ in 0..2 {
        blur(&mut values, width, height, radius);
    }
    if chance.below(2) == 0 {
        let direction = chance.between(0.0, core::f32::consts::PI).sin_cos();
        shake(&mut values, width, direction, severity * 1.2 * scale);
    }
    let noise = 1.5 + 8.0 * severity * chance.between(0.5, 1.0);
    let grey = |chance: &mut Chance| noise * chance.normal();
    let pixels = values
        .iter()
        .flat_map(|pixel| {
            let common = grey(chance);
            pixel.map(|value| (value + 0.7 * common + 0.3 * grey(chance)).clamp(0.0, 255.0) as u8)
        })
        .collect();
    let quality = [50, 65, 80, 90][chance.below(4)];
    Photo { width: width as u32, height: height as u32, pixels, quality }
}

/// Moved while the picture was taken: a mean over so many pixels in one direction.
fn shake(values: &mut [[f32; 3]], width: usize, (down, right): (f32, f32), pixels: f32) {
    let steps = pixels.ceil() as i32;
    let sharp = values.to_vec();
    for (i, value) in values.iter_mut().enumerate() {
        let mut sum = [0.0; 3];
        let mut count = 0.0;
        for step in 0..=steps {
            let way = pixels * (step as f32 / steps.max(1) as f32 - 0.5);
            let (x, y) = ((i % width) as f32 + way * right, (i / width) as f32 + way * down);
            let (x, y) = (x.round().clamp(0.0, width as f32 - 1.0) as usize, y.round().max(0.0) as usize);
            if let Some(seen) = sharp.get(y * width + x) {
                count += 1.0;
                for (sum, value) in sum.iter_mut().zip(seen) {
                    *sum += value;
                }
            }
        }
        *value = sum.map(|sum| sum / f32::max(count, 1.0));
    }
}

/// A mean over so many pixels to each side, parts of pixels counted.
fn blur(values: &mut [[f32; 3]], width: usize, height: usize, radius: f32) {
    let reach = radius.floor() as usize;
    let edge = radius - reach as f32;
    let mut along = |count: usize, step: usize, starts: &mut dyn Iterator<Item = usize>| {
        let mut line = vec![[0.0f32; 3]; count];
        for start in starts {
            for (i, out) in line.iter_mut().enumerate() {
                let mut sum = [0.0; 3];
                let mut weights = 0.0;
                for j in i.saturating_sub(reach + 1)..=(i + reach + 1).min(count - 1) {
                    let weight = if i.abs_diff(j) > reach { edge } else { 1.0 };
                    weights += weight;
                    for (sum, value) in sum.iter_mut().zip(values[start + j * step]) {
                        *sum += weight * value;
                    }
                }
                *out = sum.map(|sum| sum / weights);
            }
            for (i, value) in line.iter().enumerate() {
                values[start + i * step] = *value;
            }
        }
    };
    along(width, 1, &mut (0..height).map(|y| y * width));
    along(height, width, &mut (0..width));
}
