//! Points, convex hulls and the smallest rectangles around them.

use serde::{Deserialize, Serialize};

/// A point of the picture, in pixels from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Corner {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Corner {
    pub(crate) fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub(crate) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point `share` of the way to another.
    pub(crate) fn towards(self, other: Self, share: f32) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
}

/// A rectangle at any angle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rectangle {
    pub(crate) centre: Corner,
    /// Unit vector along `width`.
    pub(crate) axis: Corner,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Rectangle {
    /// Grown on every side.
    pub(crate) fn grown(self, by: f32) -> Self {
        Self { width: self.width + 2.0 * by, height: self.height + 2.0 * by, ..self }
    }

    /// With the other side as its width, and the axis turned with it.
    fn quarter_turned(self) -> Self {
        Self {
            axis: Corner::new(-self.axis.y, self.axis.x),
            width: self.height,
            height: self.width,
            centre: self.centre,
        }
    }

    /// The same rectangle with its axis as near to `direction` (a unit vector) as it goes.
    pub(crate) fn along(self, direction: Corner) -> Self {
        let mut best = self;
        let mut turned = self;
        let likeness = |rectangle: &Self| rectangle.axis.x * direction.x + rectangle.axis.y * direction.y;
        for _ in 0..3 {
            turned = turned.quarter_turned();
            if likeness(&turned) > likeness(&best) {
                best = turned;
            }
        }
        best
    }

    /// Corners from the axis's point of view: top left, top right, bottom right, bottom left.
    pub(crate) fn corners(self) -> [Corner; 4] {
        let across = Corner::new(-self.axis.y, self.axis.x);
        let at = |u: f32, v: f32| {
            Corner::new(
                self.centre.x + self.axis.x * u * self.width / 2.0 + across.x * v * self.height / 2.0,
                self.centre.y + self.axis.y * u * self.width / 2.0 + across.y * v * self.height / 2.0,
            )
        };
        [at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)]
    }
}

/// The convex hull, counter-clockwise in a system whose y points up (monotone chain).
fn hull(points: &mut [Corner]) -> Vec<Corner> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let cross = |o: Corner, a: Corner, b: Corner| (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
    let half = |points: &mut dyn Iterator<Item = Corner>| {
        let mut chain: Vec<Corner> = Vec::new();
        for point in points {
            while let [.., before, last] = chain[..]
                && cross(before, last, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut all = half(&mut points.iter().copied());
    all.append(&mut half(&mut points.iter().rev().copied()));
    all
}

/// The rectangle of least area around points, its longer side as its width; `None` without points.
pub(crate) fn smallest_rectangle(points: &mut [Corner]) -> Option<Rectangle> {
    let hull = hull(points);
    let upright = Corner::new(1.0, 0.0);
    let hull = if hull.is_empty() { points.get(..1)?.to_vec() } else { hull };
    let edges = hull.iter().zip(hull.iter().cycle().skip(1)).map(|(a, b)| {
        let length = a.distance(*b);
        if length > 0.0 { Corner::new((b.x - a.x) / length, (b.y - a.y) / length) } else { upright }
    });
    let around = |axis: Corner| {
        let extent = |u: Corner| {
            let along = hull.iter().map(|point| point.x * u.x + point.y * u.y);
            along.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let across = Corner::new(-axis.y, axis.x);
        let (u, v) = (extent(axis), extent(across));
        let (cu, cv) = ((u.0 + u.1) / 2.0, (v.0 + v.1) / 2.0);
        Rectangle {
            centre: Corner::new(axis.x * cu + across.x * cv, axis.y * cu + across.y * cv),
            axis,
            width: u.1 - u.0,
            height: v.1 - v.0,
        }
    };
    let area = |rectangle: &Rectangle| rectangle.width * rectangle.height;
    let best = edges.map(around).min_by(|a, b| area(a).total_cmp(&area(b)))?;
    Some(if best.height > best.width { best.quarter_turned() } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_rectangle_leans_as_its_points_do() {
        let (sin, cos) = 0.3f32.sin_cos();
        let mut points: Vec<Corner> = (0..=40)
            .flat_map(|u| (0..=10).map(move |v| (u as f32, v as f32)))
            .map(|(u, v)| Corner::new(100.0 + u * cos - v * sin, 50.0 + u * sin + v * cos))
            .collect();
        let found = smallest_rectangle(&mut points).unwrap();
        assert!((found.width - 40.0).abs() < 0.01 && (found.height - 10.0).abs() < 0.01, "{found:?}");
        let upright = found.along(Corner::new(1.0, 0.0));
        assert!((upright.axis.x - cos).abs() < 0.01 && (upright.axis.y - sin).abs() < 0.01);
        let [left, ..] = upright.corners();
        assert!(left.distance(Corner::new(100.0, 50.0)) < 0.01);
        let down = found.along(Corner::new(0.0, 1.0));
        assert!((down.width - 10.0).abs() < 0.01);
    }

    #[test]
    fn few_points_are_no_trouble() {
        assert_eq!(smallest_rectangle(&mut []), None);
        let point = smallest_rectangle(&mut [Corner::new(3.0, 4.0)]).unwrap();
        assert_eq!((point.width, point.height), (0.0, 0.0));
        let line = smallest_rectangle(&mut [Corner::new(0.0, 0.0), Corner::new(3.0, 4.0)]).unwrap();
        assert!((line.width - 5.0).abs() < 0.001 && line.height.abs() < 0.001);
    }
}
