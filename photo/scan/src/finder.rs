//! Corner marks of QR codes (finder patterns, ISO/IEC 18004 §6.3.3): five runs of dark, light, dark, light, dark, as
//! wide as 1, 1, 3, 1, 1 modules in every direction.

use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::{ConcentricPattern, LocateConcentricPattern};
use rxing::point;

/// Marks kept of one view: a picture has a few, noise has thousands.
const MOST_MARKS: usize = 1500;
/// Rows looked at: a mark's centre is at least three pixels high when its modules are one pixel.
const ROW_STEP: usize = 3;

/// The marks of a black-and-white picture, largest first. `looks` counts down with every place that is looked at
/// closely: at 0 it stops.
pub(crate) fn patterns(matrix: &BitMatrix, looks: &mut u32) -> Vec<ConcentricPattern> {
    let mut found: Vec<ConcentricPattern> = Vec::new();
    let width = matrix.width() as usize;
    let mut ends: Vec<usize> = Vec::new();
    for y in (ROW_STEP - 1..matrix.height() as usize).step_by(ROW_STEP) {
        let row = matrix.getRow(y as u32);
        // Where each run ends; the first is light, maybe empty.
        ends.clear();
        let mut end = 0;
        while end < width {
            end = if ends.len().is_multiple_of(2) { row.getNextSet(end) } else { row.getNextUnset(end) };
            ends.push(end);
        }
        // Windows that start where a light run ends.
        for window in ends.windows(6).step_by(2) {
            let [start, a, b, c, d, e] = *window else {
                continue;
            };
            if !is_mark([a - start, b - a, c - b, d - c, e - d]) {
                continue;
            }
            let centre = point((b + c) as f32 / 2.0, y as f32 + 0.5);
            let inside = |known: &ConcentricPattern| {
                let (x, y) = (known.p.x - centre.x, known.p.y - centre.y);
                x * x + y * y < (known.size * known.size) as f32 / 4.0
            };
            if found.iter().any(inside) {
                continue;
            }
            if *looks == 0 || found.len() >= MOST_MARKS {
                return sorted(found);
            }
            *looks -= 1;
            // Three times as far as the runs reach, for marks seen very much aslant.
            let range = 3 * (e - start) as i32;
            let pattern = &[1, 1, 3, 1, 1];
            found.extend(LocateConcentricPattern::<true, 5, 7>(matrix, pattern, centre, range));
        }
    }
    sorted(found)
}

fn sorted(mut found: Vec<ConcentricPattern>) -> Vec<ConcentricPattern> {
    found.sort_by_key(|pattern| std::cmp::Reverse(pattern.size));
    found
}

/// Whether five runs are a mark's. Dark and light runs are measured apart: ink spreads, light does.
fn is_mark(runs: [usize; 5]) -> bool {
    let [a, b, c, d, e] = runs.map(|run| run as f32);
    let (dark, light) = ((a + c + e) / 5.0, (b + d) / 2.0);
    if dark.max(light) > 4.0 * dark.min(light) {
        return false;
    }
    let close = |run: f32, expected: f32, slack: f32| (run - expected).abs() <= slack;
    let (dark_slack, light_slack) = (0.75 * dark + 0.5, light / 3.0 + 0.5);
    close(a, dark, dark_slack)
        && close(c, 3.0 * dark, dark_slack)
        && close(e, dark, dark_slack)
        && close(b, light, light_slack)
        && close(d, light, light_slack)
        // The centre is the widest by far: what is quickly said of other drawings.
        && c >= 2.0 * a.max(e)
        && c >= b.max(d)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_mark() {
        for runs in [
            [1, 1, 3, 1, 1],
            [5, 5, 15, 5, 5],
            [5, 6, 14, 4, 5],
            // Ink spread by a third of a module, or light did.
            [8, 4, 20, 4, 8],
            [4, 8, 16, 8, 4],
        ] {
            assert!(is_mark(runs), "{runs:?}");
        }
        for runs in
            [[1, 1, 1, 1, 1], [5, 5, 5, 5, 5], [3, 1, 3, 1, 3], [5, 5, 15, 5, 15], [5, 15, 15, 5, 5], [2, 30, 6, 30, 2]]
        {
            assert!(!is_mark(runs), "{runs:?}");
        }
    }

    #[test]
    fn the_budget_is_kept() {
        let side = 14 * 9;
        let mut matrix = BitMatrix::new(side, side).unwrap();
        for y in 0..side {
            for x in 0..side {
                // Marks of two pixels a module, nine modules apart.
                let (u, v) = (((x / 2) % 9) as i32, ((y / 2) % 9) as i32);
                let ring = (u - 3).abs().max((v - 3).abs());
                if u < 7 && v < 7 && ring != 2 {
                    matrix.set(x, y);
                }
            }
        }
        let (mut enough, mut two) = (1000, 2);
        assert_eq!(patterns(&matrix, &mut enough).len(), 49);
        assert!(enough < 1000);
        assert!(patterns(&matrix, &mut two).len() <= 2);
        assert_eq!(two, 0);
    }
}
