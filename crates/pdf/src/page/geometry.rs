//! Matrices and rectangles (ISO 32000-2 §8.3): in them a place is told in points of a page or in pixels of its picture.

/// A matrix `[a b c d e f]`.
pub(super) type Matrix = [f64; 6];

/// One matrix, then another.
pub(super) fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Where a matrix takes a point.
pub(super) fn apply(m: &Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

/// The matrix that moves nothing.
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// An upright rectangle, in pixels from the top left.
#[derive(Clone, Copy)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// What lies in both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The smallest that holds these points.
    pub(super) fn around(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut rect = Self { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
        for (x, y) in points {
            rect.left = rect.left.min(x);
            rect.top = rect.top.min(y);
            rect.right = rect.right.max(x);
            rect.bottom = rect.bottom.max(y);
        }
        rect
    }

    /// Whether a point lies in it.
    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}
