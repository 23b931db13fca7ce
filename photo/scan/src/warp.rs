//! Codes on cloth and crumpled paper: modules that lie where no plane has them.
//!
//! A grid of knots is laid over the plane that the corner marks span, and each knot is moved, a fraction of a module at
//! a time, to where the modules around it are most clearly dark or light in their middles.

use rxing::Point;
use rxing::common::BitMatrix;

use crate::luma::{Level, box_mean};

/// Knots along a side, first coarse, then fine.
const KNOTS: [usize; 3] = [3, 5, 8];
/// Rounds over all knots at each fineness.
const ROUNDS: usize = 2;
/// Pixels a module of the upright copy in which the fit is sought; a knot is moved by whole ones.
const GRAIN: usize = 5;
/// How far a knot is moved at once, to each side.
const REACH: i32 = 4;
/// What a pixel of distance between neighbours' moves costs, in shares of full contrast.
const STIFFNESS: f32 = 0.024;
/// Modules around the code that are in the copy.
const MARGIN: usize = 4;
/// Modules a side of the squares within which dark and light are told apart.
const BLOCK: usize = 5;

/// An upright copy of a code, and how it is bent.
struct Warp {
    modules: usize,
    /// Pixels a row of the copy.
    side: usize,
    /// How light each pixel is beside its surroundings: −100 dark to 100 light.
    tones: Vec<i8>,
    /// Knots along a side.
    knots: usize,
    /// Each knot's move, in pixels of the copy.
    moves: Vec<(f32, f32)>,
}

/// The grid of a code whose corners are known (top left, top right, bottom left, bottom right, in pixels of the level).
pub(crate) fn sample(level: &Level<'_>, points: &[Point], modules: usize) -> Option<BitMatrix> {
    let [a, b, d, c] = points else {
        return None;
    };
    let tones = tones(level, [a, b, c, d].map(|point| (point.x, point.y)), modules);
    let side = (modules + 2 * MARGIN) * GRAIN;
    let mut warp = Warp { modules, side, tones, knots: 2, moves: vec![(0.0, 0.0); 4] };
    for knots in KNOTS {
        warp.refine(knots);
        for _ in 0..ROUNDS {
            warp.settle();
        }
    }
    let mut bits = BitMatrix::with_single_dimension(u32::try_from(modules).ok()?).ok()?;
    for y in 0..modules {
        for x in 0..modules {
            let (dx, dy) = warp.move_at(x as f32 + 0.5, y as f32 + 0.5);
            if warp.tone(x, y, dx.round() as i32, dy.round() as i32) < 0 {
                bits.set(x as u32, y as u32);
            }
        }
    }
    Some(bits)
}

/// The upright copy.
fn tones(level: &Level<'_>, corners: [(f32, f32); 4], modules: usize) -> Vec<i8> {
    let side = (modules + 2 * MARGIN) * GRAIN;
    let [a, b, c, d] = corners;
    let mix = |(ax, ay): (f32, f32), (bx, by): (f32, f32), way: f32| (ax + (bx - ax) * way, ay + (by - ay) * way);
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0;
        let pixel = inside.then(|| level.row(y as usize).get(x as usize).copied()).flatten();
        f32::from(pixel.unwrap_or(255))
    };
    let brightness = |column: usize, row: usize| {
        let place = |at: usize| ((at as f32 + 0.5) / GRAIN as f32 - MARGIN as f32) / modules as f32;
        let (x, y) = mix(mix(a, b, place(column)), mix(d, c, place(column)), place(row));
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right, low) = (x - left, y - top);
        let upper = at(left, top) * (1.0 - right) + at(left + 1.0, top) * right;
        let lower = at(left, top + 1.0) * (1.0 - right) + at(left + 1.0, top + 1.0) * right;
        (upper * (1.0 - low) + lower * low) as u8
    };
    let sharp: Vec<u8> = (0..side * side).map(|i| brightness(i % side, i / side)).collect();
    let soft = box_mean(&sharp, side, 1);
    // The darkest and the lightest around each block, half a block more on every side.
    let (block, half) = (BLOCK * GRAIN, BLOCK * GRAIN / 2);
    let blocks = side.div_ceil(block);
    let ranges: Vec<(i32, i32)> = (0..blocks * blocks)
        .map(|i| {
            let (x, y) = (i % blocks * block, i / blocks * block);
            let rows = (y.saturating_sub(half)..(y + block + half).min(side)).step_by(2);
            let pixels = rows.filter_map(|row| {
                soft.get(row * side + x.saturating_sub(half)..row * side + (x + block + half).min(side))
            });
            pixels
                .flatten()
                .fold((255, 0), |(low, high), pixel| (low.min(i32::from(*pixel)), high.max(i32::from(*pixel))))
        })
        .collect();
    let tone = |(i, pixel): (usize, &u8)| {
        let (x, y) = (i % side, i / side);
        let (low, high) = ranges.get(y / block * blocks + x / block).copied().unwrap_or((0, 255));
        let range = (high - low).max(16);
        ((i32::from(*pixel) * 2 - low - high) * 100 / range).clamp(-100, 100) as i8
    };
    soft.iter().enumerate().map(tone).collect()
}

impl Warp {
    /// How light the middle of a module is, moved by so many pixels of the copy.
    fn tone(&self, x: usize, y: usize, dx: i32, dy: i32) -> i8 {
        let middle = |at: usize| ((at + MARGIN) * GRAIN + GRAIN / 2) as i32;
        let (x, y) = (middle(x) + dx, middle(y) + dy);
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return 0;
        };
        if x < self.side { self.tones.get(y * self.side + x).copied().unwrap_or(0) } else { 0 }
    }

    /// The move at a place, between its four knots.
    fn move_at(&self, u: f32, v: f32) -> (f32, f32) {
        let last = (self.knots - 1) as f32;
        let place = |at: f32| {
            let at = (at / self.modules as f32 * last).clamp(0.0, last);
            let knot = at.floor().min(last - 1.0).max(0.0);
            (knot as usize, at - knot)
        };
        let ((x, right), (y, low)) = (place(u), place(v));
        let knot = |x: usize, y: usize| self.moves.get(y * self.knots + x).copied().unwrap_or_default();
        let mix = |a: (f32, f32), b: (f32, f32), way: f32| (a.0 + (b.0 - a.0) * way, a.1 + (b.1 - a.1) * way);
        mix(mix(knot(x, y), knot(x + 1, y), right), mix(knot(x, y + 1), knot(x + 1, y + 1), right), low)
    }

    /// The same moves with more knots.
    fn refine(&mut self, knots: usize) {
        let at = |i: usize| i as f32 / (knots - 1) as f32 * self.modules as f32;
        let moves = (0..knots * knots).map(|i| self.move_at(at(i % knots), at(i / knots))).collect();
        (self.moves, self.knots) = (moves, knots);
    }

    /// Moves every knot to where the modules around it are clearest, its neighbours held.
    fn settle(&mut self) {
        let spacing = self.modules as f32 / (self.knots - 1) as f32;
        for knot in 0..self.knots * self.knots {
            let (x, y) = (knot % self.knots, knot / self.knots);
            let from = |at: usize| ((at as f32 - 0.7) * spacing).max(0.0) as usize;
            let to = |at: usize| (((at as f32 + 0.7) * spacing) as usize + 1).min(self.modules);
            let neighbours: Vec<(f32, f32)> = [(-1_i32, 0_i32), (1, 0), (0, -1), (0, 1)]
                .into_iter()
                .filter_map(|(a, b)| {
                    let (x, y) = (x.checked_add_signed(a as isize)?, y.checked_add_signed(b as isize)?);
                    (x < self.knots && y < self.knots).then(|| self.moves.get(y * self.knots + x).copied())?
                })
                .collect();
            let now = self.moves.get(knot).copied().unwrap_or_default();
            let (now_x, now_y) = (now.0.round() as i32, now.1.round() as i32);
            let mut best = (f32::MIN, now);
            for dy in now_y - REACH..=now_y + REACH {
                for dx in now_x - REACH..=now_x + REACH {
                    let (mut sum, mut count) = (0, 0);
                    for v in from(y)..to(y) {
                        for u in from(x)..to(x) {
                            sum += i32::from(self.tone(u, v, dx, dy)).abs();
                            count += 1;
                        }
                    }
                    let (dx, dy) = (dx as f32, dy as f32);
                    let away: f32 = neighbours.iter().map(|(a, b)| (a - dx).hypot(b - dy)).sum::<f32>()
                        / neighbours.len().max(1) as f32;
                    let score = sum as f32 / (100 * count.max(1)) as f32 - STIFFNESS * away;
                    if score > best.0 {
                        best = (score, (dx, dy));
                    }
                }
            }
            if let Some(slot) = self.moves.get_mut(knot) {
                *slot = best.1;
            }
        }
    }
}
