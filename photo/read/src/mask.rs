//! From the detector's map of probabilities to rectangles (DB, Liao et al. 2020, §3.4): what is likely text, piece by
//! piece, its smallest rectangle, grown by what the training had shrunk it.

use crate::geometry::{Corner, Rectangle, smallest_rectangle};

/// A pixel is text from this probability on.
const TEXT: f32 = 0.3;
/// A piece is a line from this mean probability within its rectangle on.
const LINE: f32 = 0.5;
/// Area times this, divided by the circumference, is how far a rectangle grows.
const UNCLIP: f32 = 1.6;
/// Shortest side of a piece, in pixels of the map.
const THINNEST: f32 = 3.0;
/// Most pieces that are looked at: noise has thousands.
const MOST_PIECES: usize = 3000;

/// The lines of a map, with their mean probability; `width * height` values, row-major.
pub(crate) fn rectangles(map: &[f32], width: usize, height: usize) -> Vec<(Rectangle, f32)> {
    let mut found = Vec::new();
    for mut outline in pieces(map, width, height) {
        let Some(tight) = smallest_rectangle(&mut outline) else { continue };
        // Points are pixels' centres.
        let tight = tight.grown(0.5);
        if tight.height < THINNEST {
            continue;
        }
        let score = mean(map, width, height, tight);
        if score < LINE {
            continue;
        }
        let by = tight.width * tight.height * UNCLIP / (2.0 * (tight.width + tight.height));
        found.push((tight.grown(by), score));
    }
    found
}

/// The outermost pixels of each row of each connected piece: enough for its hull.
fn pieces(map: &[f32], width: usize, height: usize) -> Vec<Vec<Corner>> {
    let is_text = |x: usize, y: usize| map.get(y * width + x).is_some_and(|p| *p > TEXT);
    let mut seen = vec![false; width * height];
    let mut all = Vec::new();
    let mut open = Vec::new();
    for y in 0..height {
        for x in 0..width {
            if seen.get(y * width + x).is_none_or(|seen| *seen) || !is_text(x, y) {
                continue;
            }
            if all.len() == MOST_PIECES {
                return all;
            }
            // Leftmost and rightmost pixel by row, from the row of the first pixel found downwards.
            let mut extents: Vec<(usize, usize)> = Vec::new();
            open.push((x, y));
            if let Some(seen) = seen.get_mut(y * width + x) {
                *seen = true;
            }
            while let Some((px, py)) = open.pop() {
                let row = py - y;
                if extents.len() <= row {
                    extents.resize(row + 1, (usize::MAX, 0));
                }
                if let Some((left, right)) = extents.get_mut(row) {
                    (*left, *right) = ((*left).min(px), (*right).max(px));
                }
                for ny in py.saturating_sub(1)..=(py + 1).min(height - 1) {
                    for nx in px.saturating_sub(1)..=(px + 1).min(width - 1) {
                        if let Some(seen) = seen.get_mut(ny * width + nx)
                            && !*seen
                            && is_text(nx, ny)
                        {
                            *seen = true;
                            open.push((nx, ny));
                        }
                    }
                }
            }
            let outline = extents.iter().enumerate().filter(|(_, (left, right))| left <= right);
            let centre = |x: usize, row: usize| Corner::new(x as f32 + 0.5, (y + row) as f32 + 0.5);
            all.push(outline.flat_map(|(row, (left, right))| [centre(*left, row), centre(*right, row)]).collect());
        }
    }
    all
}

/// The mean of the map within a rectangle, looked at in steps of a pixel.
fn mean(map: &[f32], width: usize, height: usize, rectangle: Rectangle) -> f32 {
    let [origin, right, _, below] = rectangle.corners();
    let (columns, rows) = (rectangle.width.ceil().max(1.0), rectangle.height.ceil().max(1.0));
    let (mut sum, mut count) = (0.0, 0.0);
    for row in 0..rows as usize {
        let down = (row as f32 + 0.5) / rows;
        for column in 0..columns as usize {
            let across = (column as f32 + 0.5) / columns;
            let x = origin.x + (right.x - origin.x) * across + (below.x - origin.x) * down;
            let y = origin.y + (right.y - origin.y) * across + (below.y - origin.y) * down;
            if x >= 0.0 && y >= 0.0 && (x as usize) < width && (y as usize) < height {
                sum += map.get(y as usize * width + x as usize).copied().unwrap_or_default();
                count += 1.0;
            }
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_and_a_speck() {
        let (width, height) = (100, 60);
        let mut map = vec![0.05f32; width * height];
        let mut fill = |xs: core::ops::Range<usize>, ys: core::ops::Range<usize>, value: f32| {
            for y in ys {
                for x in xs.clone() {
                    map[y * width + x] = value;
                }
            }
        };
        fill(10..80, 10..18, 0.9);
        fill(10..50, 30..38, 0.8);
        fill(90..92, 50..52, 0.9);
        fill(60..95, 40..48, 0.4);
        let found = rectangles(&map, width, height);
        assert_eq!(found.len(), 2);
        let (first, score) = found[0];
        assert!((score - 0.9).abs() < 0.01);
        assert!((first.centre.x - 45.0).abs() < 0.01 && (first.centre.y - 14.0).abs() < 0.01, "{first:?}");
        let grown = 70.0 * 8.0 * 1.6 / 156.0;
        assert!((first.height - 8.0 - 2.0 * grown).abs() < 0.01);
    }

    #[test]
    fn a_map_of_nothing_and_one_of_everything() {
        assert!(rectangles(&[], 0, 0).is_empty());
        assert!(rectangles(&[0.0; 64], 8, 8).is_empty());
        assert_eq!(rectangles(&[1.0; 64], 8, 8).len(), 1);
        let checkered: Vec<f32> = (0..40_000).map(|i| ((i / 200 + i) % 2 * (i / 200 % 2)) as f32).collect();
        assert!(rectangles(&checkered, 200, 200).len() <= MOST_PIECES);
    }
}
