//! Text (ISO 32000-2 §9.4): where each letter stands, and whether it is seen.

use super::{
    DPI, GLYPHS, Painter,
    geometry::{Matrix, apply, multiply},
    paint::near,
    state::State,
};
use crate::text::Glyph;

impl Painter<'_, '_> {
    /// Shows a string: its letters and where they stand; `matrix` moves on (§9.4.4).
    pub(super) fn show(&mut self, string: &[u8], state: &State, matrix: &mut Matrix) {
        let Some(font) = state.font.clone() else { return };
        for shown in font.show(string, self.helpers) {
            if self.glyphs.len() > GLYPHS {
                self.stopped = true;
                return;
            }
            let whole = multiply(&multiply(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], matrix), &state.ctm);
            let width = shown.width / 1000.0 * state.size;
            let blank = if shown.blank { state.word_spacing } else { 0.0 };
            let (advance, by) = if font.vertical {
                let down = -state.size;
                ((0.0, down), (0.0, down - state.spacing - blank))
            } else {
                let across = (width + state.spacing + blank) * state.stretch;
                ((width * state.stretch, 0.0), (across, 0.0))
            };
            let (x, y) = if font.vertical { apply(&whole, -width / 2.0, 0.0) } else { apply(&whole, 0.0, 0.0) };
            let vector = |dx: f64, dy: f64| (whole[0] * dx + whole[2] * dy, whole[1] * dx + whole[3] * dy);
            let (dx, dy) = vector(advance.0, advance.1);
            let (ux, uy) = vector(0.0, state.size);
            let mut glyph = Glyph {
                text: shown.text,
                x,
                y,
                dx,
                dy,
                ux,
                uy,
                size: ux.hypot(uy),
                order: self.now,
                vertical: font.vertical,
                visible: true,
            };
            let points = glyph.size * 72.0 / DPI;
            let (alpha, colour) = match state.mode {
                1 | 5 => (state.stroke_alpha, state.stroke),
                _ => (state.fill_alpha, state.fill),
            };
            let (cx, cy) = glyph.within(0.5, 0.35);
            // The scale of a huge page is smaller; such letters are not small to a person.
            let small = points < 2.0 && self.width.max(self.height) < 3900;
            if !glyph.x.is_finite()
                || !glyph.y.is_finite()
                || matches!(state.mode, 3 | 7)
                || alpha < 0.1
                || small
                || self.hidden > 0
                || !state.clip.holds(cx, cy)
                || cx < 0.0
                || cy < 0.0
                || cx >= self.width as f64
                || cy >= self.height as f64
            {
                glyph.visible = false;
            } else {
                let samples = self.samples(&glyph);
                let same = samples.iter().filter(|at| self.pixels.get(**at).is_some_and(|below| near(*below, colour)));
                glyph.visible = same.count() * 2 < samples.len().max(1);
            }
            self.glyphs.push(glyph);
            *matrix = multiply(&[1.0, 0.0, 0.0, 1.0, by.0, by.1], matrix);
        }
    }

    /// The pixels that stand for a letter: nine within its box.
    pub(super) fn samples(&self, glyph: &Glyph) -> Vec<usize> {
        let mut samples = Vec::with_capacity(9);
        for across in [0.2, 0.5, 0.8] {
            for up in [0.1, 0.35, 0.6] {
                let (x, y) = glyph.within(across, up);
                if x >= 0.0 && y >= 0.0 && (x as usize) < self.width && (y as usize) < self.height {
                    samples.push(y as usize * self.width + x as usize);
                }
            }
        }
        samples
    }
}
