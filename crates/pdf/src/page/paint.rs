//! Painting (ISO 32000-2 §8.5.3): paths filled and stroked, pixel by pixel, each with when it was painted.

use super::{PAINTED, Painter, geometry::Rect, state::State};
use crate::image::Rgb;

/// An edge of a polygon: from and to which height, where it begins, how it leans, and its direction.
type Edge = (f64, f64, f64, f64, i32);

impl Painter<'_, '_> {
    /// Fills a path.
    pub(super) fn fill(&mut self, path: &[Vec<(f64, f64)>], even_odd: bool, state: &State) {
        if !self.paints(state.fill, state.fill_alpha, state.blends) {
            return;
        }
        self.polygon(path, even_odd, state.fill, state.clip);
    }

    /// Strokes a path, a quadrangle a line.
    pub(super) fn stroke(&mut self, path: &[Vec<(f64, f64)>], state: &State) {
        if !self.paints(state.stroke, state.stroke_alpha, state.blends) {
            return;
        }
        let scale = (state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]).abs().sqrt();
        let half = (state.line_width * scale / 2.0).max(0.5);
        for line in path {
            for pair in line.windows(2) {
                let [(x0, y0), (x1, y1)] = pair else { continue };
                let (dx, dy) = (x1 - x0, y1 - y0);
                let length = dx.hypot(dy);
                if length <= 0.0 || !length.is_finite() {
                    continue;
                }
                let (nx, ny) = (-dy / length * half, dx / length * half);
                let quad = vec![(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)];
                self.polygon(&[quad], false, state.stroke, state.clip);
                if self.stopped {
                    return;
                }
            }
        }
    }

    /// Fills by scan lines through the middles of pixels.
    pub(super) fn polygon(&mut self, path: &[Vec<(f64, f64)>], even_odd: bool, colour: Rgb, clip: Rect) {
        let around = Rect::around(path.iter().flatten().copied());
        let area =
            around.with(clip).with(Rect { left: 0.0, top: 0.0, right: self.width as f64, bottom: self.height as f64 });
        if !(area.left < area.right && area.top < area.bottom) {
            return;
        }
        self.now += 1;
        if colour != 0xff_ffff {
            self.fills += 1;
        }
        let (top, bottom) = ((area.top - 0.5).ceil().max(0.0) as usize, (area.bottom - 0.5).ceil().max(0.0) as usize);
        // Edges by the line that they begin at.
        let mut edges: Vec<Edge> = Vec::new();
        for line in path {
            let closed = line.iter().chain(line.first());
            let points: Vec<&(f64, f64)> = closed.collect();
            for pair in points.windows(2) {
                let [(x0, y0), (x1, y1)] = pair else { continue };
                if !(x0.is_finite() && y0.is_finite() && x1.is_finite() && y1.is_finite()) {
                    continue;
                }
                if y0 < y1 {
                    edges.push((*y0, *y1, *x0, (x1 - x0) / (y1 - y0), 1));
                } else if y1 < y0 {
                    edges.push((*y1, *y0, *x1, (x0 - x1) / (y0 - y1), -1));
                }
            }
        }
        edges.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut next, mut active): (usize, Vec<Edge>) = (0, Vec::new());
        let mut crossings: Vec<(f64, i32)> = Vec::new();
        for y in top..bottom {
            let middle = y as f64 + 0.5;
            while let Some(edge) = edges.get(next).filter(|edge| edge.0 <= middle) {
                active.push(*edge);
                next += 1;
            }
            active.retain(|edge| edge.1 > middle);
            self.painted += active.len();
            crossings.clear();
            crossings.extend(active.iter().map(|edge| (edge.2 + (middle - edge.0) * edge.3, edge.4)));
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                let [(from, turn), (to, _)] = pair else { continue };
                winding += turn;
                let inside = if even_odd { winding & 1 != 0 } else { winding != 0 };
                if !inside {
                    continue;
                }
                let from = (from.max(area.left) - 0.5).ceil().max(0.0) as usize;
                let to = ((to.min(area.right) - 0.5).ceil().max(0.0) as usize).min(self.width);
                if from < to {
                    self.painted += to - from;
                    for x in from..to {
                        self.put(y * self.width + x, colour);
                    }
                }
            }
            if self.painted > PAINTED {
                self.stopped = true;
                return;
            }
        }
    }

    /// Whether paint of this colour is laid on at all, and hides what lies below.
    fn paints(&self, colour: Rgb, alpha: f64, blends: bool) -> bool {
        alpha >= 0.5 && self.hidden == 0 && (!blends || luma(colour) < 80)
    }

    /// Paints a pixel.
    pub(super) fn put(&mut self, at: usize, colour: Rgb) {
        if let (Some(pixel), Some(order)) = (self.pixels.get_mut(at), self.order.get_mut(at)) {
            *pixel = colour;
            *order = self.now;
        }
    }
}

/// The grey of a colour.
pub(super) fn luma(colour: Rgb) -> u8 {
    let [_, red, green, blue] = colour.to_be_bytes().map(u32::from);
    ((red * 299 + green * 587 + blue * 114) / 1000) as u8
}

/// Whether two colours differ by less than 15 %.
pub(super) fn near(a: Rgb, b: Rgb) -> bool {
    a.to_be_bytes().iter().zip(b.to_be_bytes()).all(|(a, b)| a.abs_diff(b) < 38)
}
