//! Where text stands on a picture.

use serde::Serialize;

use crate::geometry::{Corner, Rectangle, smallest_rectangle};
use crate::network::{Network, Tensor};
use crate::{Picture, ReadError, mask};

/// Long sides, in pixels, at which the detector looks: a larger one when those before missed something.
pub const DETECTOR_SIDES: [u32; 2] = [960, 1280];
/// Most places of one picture; a slip has thirty lines.
pub const MOST_PLACES: usize = 300;
/// What both sides of the detector's input are multiples of.
const STEP: usize = 32;
/// Mean and deviation of each plane, in the order in which the planes are given: blue, green, red.
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

/// How likely a place is text where nothing was seen, but something may be.
const LINE_PERHAPS: f32 = 0.1;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// In pixels of the picture, as one reads: top left, top right, bottom right, bottom left.
    pub corners: [Corner; 4],
    /// How likely it is text, 0 to 1.
    pub score: f32,
}

impl Place {
    /// The same place read from its other end: upside down.
    #[must_use]
    pub fn turned(&self) -> Self {
        let [a, b, c, d] = self.corners;
        Self { corners: [c, d, a, b], ..*self }
    }

    /// The same line, cut out higher by a share of its height.
    pub(crate) fn higher(&self, by: f32) -> Self {
        let [a, b, c, d] = self.corners;
        let more = |from: Corner, to: Corner| to.towards(from, 1.0 + by / 2.0);
        Self { corners: [more(a, d), more(b, c), more(c, b), more(d, a)], ..*self }
    }

    /// The same line, cut out with less above and below, in all by a share of its height.
    pub(crate) fn tighter(&self, by: f32) -> Self {
        let [a, b, c, d] = self.corners;
        let less = |from: Corner, to: Corner| from.towards(to, by / 2.0);
        Self { corners: [less(a, d), less(b, c), less(c, b), less(d, a)], ..*self }
    }

    /// Length along the line.
    pub(crate) fn width(&self) -> f32 {
        let [a, b, c, d] = self.corners;
        (a.distance(b) + d.distance(c)) / 2.0
    }

    /// Height of the line.
    pub(crate) fn height(&self) -> f32 {
        let [a, b, c, d] = self.corners;
        (a.distance(d) + b.distance(c)) / 2.0
    }
}

/// PP-OCRv6 small's detector.
pub struct Detector(Network);

impl Detector {
    /// From the bytes of its ONNX file.
    ///
    /// # Errors
    /// [`ReadError::Model`].
    pub fn new(model: &[u8]) -> Result<Self, ReadError> {
        let network = Network::load(model).ok_or(ReadError::Model)?;
        // The other model has an alphabet.
        if network.remark("character").is_none() { Ok(Self(network)) } else { Err(ReadError::Model) }
    }

    /// Places of text, all read in the same direction: from left to right when the picture is upright or lies on its
    /// side by less than half a right angle, from top to bottom when it lies on its side. Which way up is not seen
    /// here. In the order of reading, at most [`MOST_PLACES`]. `side` bounds the long side, in pixels, at which the
    /// picture is looked at.
    ///
    /// # Errors
    /// [`ReadError::Inference`].
    pub fn places(&self, picture: &Picture, side: u32) -> Result<Vec<Place>, ReadError> {
        let (width, height) = (picture.width(), picture.height());
        let scale = (side.clamp(64, 4096) as f32 / width.max(height) as f32).min(1.0);
        let fitted = |length: usize| ((length as f32 * scale / STEP as f32).round().max(1.0)) as usize * STEP;
        let (columns, rows) = (fitted(width), fitted(height));
        let map = self.map(picture, columns, rows)?;
        let mut found = mask::rectangles(&map, columns, rows);
        found.sort_by(|a, b| (b.1 * b.0.width * b.0.height).total_cmp(&(a.1 * a.0.width * a.0.height)));
        found.truncate(MOST_PLACES);
        let direction = direction(&found);
        let found = united(found, direction);
        let (u, v) = (width as f32 / columns as f32 * picture.scale(), height as f32 / rows as f32 * picture.scale());
        let mut places: Vec<Place> = found
            .iter()
            .map(|(rectangle, score)| {
                let corners = rectangle.along(direction).corners();
                Place { corners: corners.map(|corner| Corner::new(corner.x * u, corner.y * v)), score: *score }
            })
            .collect();
        let down = |place: &Place| {
            let [a, _, c, _] = place.corners;
            let middle = a.towards(c, 0.5);
            middle.y * direction.x - middle.x * direction.y
        };
        places.sort_by(|a, b| down(a).total_cmp(&down(b)));
        let more = overlooked(&places, direction);
        places.extend(more);
        places.sort_by(|a, b| down(a).total_cmp(&down(b)));
        places.truncate(MOST_PLACES);
        Ok(places)
    }

    /// The probability that a pixel is text, `columns * rows`.
    fn map(&self, picture: &Picture, columns: usize, rows: usize) -> Result<Vec<f32>, ReadError> {
        let mut pixels = picture.resized(columns, rows);
        for pixel in &mut pixels {
            let [red, green, blue] = *pixel;
            *pixel = [blue, green, red];
            for ((value, mean), deviation) in pixel.iter_mut().zip(MEAN).zip(DEVIATION) {
                *value = (*value / 255.0 - mean) / deviation;
            }
        }
        let data = pixels.into_flattened();
        let input = Tensor { height: rows, width: columns, channels: 3, data };
        let map = self.0.run(input).ok_or(ReadError::Inference)?;
        if (map.height, map.width, map.channels) != (rows, columns, 1) {
            return Err(ReadError::Inference);
        }
        Ok(map.data)
    }
}

/// Where a wrapped line's last character may stand alone, which is easily overlooked: below a line that reaches the right
/// edge, with room for exactly one row before the next.
fn overlooked(places: &[Place], direction: Corner) -> Vec<Place> {
    let along = |corner: Corner| corner.x * direction.x + corner.y * direction.y;
    let down = |corner: Corner| corner.y * direction.x - corner.x * direction.y;
    let middle = |place: &Place| down(place.corners[0].towards(place.corners[2], 0.5));
    let (left, right) = (|place: &Place| along(place.corners[0]), |place: &Place| along(place.corners[1]));
    let mut heights: Vec<f32> = places.iter().map(Place::height).collect();
    heights.sort_by(f32::total_cmp);
    let Some(height) = heights.get(heights.len() / 2).copied() else { return Vec::new() };
    // Rows by their first pieces.
    let mut rows: Vec<&Place> = Vec::new();
    for place in places {
        match rows.last_mut().filter(|row| middle(place) - middle(row) < 0.5 * height) {
            Some(row) if left(place) < left(row) => *row = place,
            Some(_) => {}
            None => rows.push(place),
        }
    }
    let mut steps: Vec<f32> = rows.windows(2).map(|pair| middle(pair[1]) - middle(pair[0])).collect();
    steps.sort_by(f32::total_cmp);
    // Most rows follow each other closely.
    let Some(step) = steps.get(steps.len() * 2 / 5).copied().filter(|_| rows.len() >= 5) else { return Vec::new() };
    let edge = places.iter().map(right).fold(f32::NEG_INFINITY, f32::max);
    let mut found = Vec::new();
    for pair in rows.windows(2) {
        let (above, below) = (pair[0], pair[1]);
        let apart = middle(below) - middle(above);
        let room = apart / step;
        // Rows of larger print stand farther apart, and leave no room.
        let free = apart - (above.height() + below.height()) / 2.0 > 0.5 * height;
        let usual = |place: &Place| (0.7..1.4).contains(&(place.height() / height));
        let aligned = (left(above) - left(below)).abs() < 1.5 * height;
        let reaches = edge - right(above) < 3.0 * height;
        if (1.6..2.5).contains(&room) && free && usual(above) && aligned && reaches {
            let [a, b, _, d] = above.corners;
            let length = a.distance(b).max(1.0);
            let [e, _, _, g] = below.corners;
            let (top, bottom) = (a.towards(e, 0.5), d.towards(g, 0.5));
            let across = |from: Corner| {
                let by = 1.6 * height / length;
                Corner::new(from.x + (b.x - a.x) * by, from.y + (b.y - a.y) * by)
            };
            found.push(Place { corners: [top, across(top), across(bottom), bottom], score: LINE_PERHAPS });
        }
    }
    found
}

/// Rectangles of which two show pieces of one line that overlap, made one.
fn united(mut found: Vec<(Rectangle, f32)>, direction: Corner) -> Vec<(Rectangle, f32)> {
    let mut done: Vec<(Rectangle, f32)> = Vec::new();
    while let Some((rectangle, score)) = found.pop() {
        let rectangle = rectangle.along(direction);
        let partner = found.iter().position(|(other, _)| continues(rectangle, other.along(direction)));
        match partner.map(|at| found.swap_remove(at)) {
            Some((other, other_score)) => {
                let mut corners = [rectangle.corners(), other.corners()].concat();
                if let Some(both) = smallest_rectangle(&mut corners) {
                    found.push((both, score.min(other_score)));
                }
            }
            None => done.push((rectangle, score)),
        }
    }
    done
}

/// Whether two rectangles of the same direction lie on one line, with no room for a blank between them.
fn continues(a: Rectangle, b: Rectangle) -> bool {
    let (dx, dy) = (b.centre.x - a.centre.x, b.centre.y - a.centre.y);
    let along = (dx * a.axis.x + dy * a.axis.y).abs();
    let across = (dy * a.axis.x - dx * a.axis.y).abs();
    let (low, high) = (a.height.min(b.height), a.height.max(b.height));
    let parallel = a.axis.x * b.axis.x + a.axis.y * b.axis.y > 0.98;
    parallel && across < 0.3 * low && high < 1.5 * low && along - (a.width + b.width) / 2.0 < -0.25 * low
}

/// The way the lines run, a unit vector to the right or, on a picture that lies on its side, downwards: that of the long
/// lines counts most.
fn direction(found: &[(Rectangle, f32)]) -> Corner {
    // Doubled angles, since a line does not tell its beginning from its end.
    let (mut x, mut y) = (0.0, 0.0);
    for (rectangle, _) in found {
        let weight = (rectangle.width - rectangle.height).max(0.0);
        let axis = rectangle.axis;
        x += weight * (axis.x * axis.x - axis.y * axis.y);
        y += weight * 2.0 * axis.x * axis.y;
    }
    if x == 0.0 && y == 0.0 {
        return Corner::new(1.0, 0.0);
    }
    // -90° to 90°: one that runs steeply upwards is read downwards instead.
    let angle = y.atan2(x) / 2.0;
    let angle = if angle < -core::f32::consts::FRAC_PI_4 { angle + core::f32::consts::PI } else { angle };
    Corner::new(angle.cos(), angle.sin())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaning(degrees: f32, width: f32) -> (Rectangle, f32) {
        let (y, x) = degrees.to_radians().sin_cos();
        let centre = Corner::new(0.0, 0.0);
        (Rectangle { centre, axis: Corner::new(x, y), width, height: 10.0 }, 1.0)
    }

    #[test]
    fn the_direction_is_that_of_the_long_lines() {
        let degrees = |found: &[(Rectangle, f32)]| {
            let direction = direction(found);
            direction.y.atan2(direction.x).to_degrees().round()
        };
        assert_eq!(degrees(&[]), 0.0);
        assert_eq!(degrees(&[leaning(5.0, 100.0), leaning(185.0, 80.0), leaning(90.0, 12.0)]), 5.0);
        assert_eq!(degrees(&[leaning(-30.0, 100.0)]), -30.0);
        assert_eq!(degrees(&[leaning(90.0, 100.0)]), 90.0);
        assert_eq!(degrees(&[leaning(-88.0, 100.0)]), 92.0);
        assert_eq!(degrees(&[leaning(270.0, 100.0), leaning(89.0, 100.0)]), 90.0);
    }

    #[test]
    fn room_for_one_row_below_a_full_line_is_looked_at() {
        let place = |y: f32, width: f32| {
            let corners = [(10.0, y), (10.0 + width, y), (10.0 + width, y + 20.0), (10.0, y + 20.0)];
            Place { corners: corners.map(|(x, y)| Corner::new(x, y)), score: 0.9 }
        };
        let right = Corner::new(1.0, 0.0);
        let mut places: Vec<Place> = [0.0, 25.0, 50.0, 100.0, 125.0, 150.0].map(|y| place(y, 300.0)).to_vec();
        let found = overlooked(&places, right);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].corners[0], Corner::new(10.0, 75.0));
        assert!((found[0].width() - 32.0).abs() < 0.1 && (found[0].height() - 20.0).abs() < 0.1);
        // Larger print below leaves no room for a row between.
        let mut large = places.clone();
        large[3].corners[2].y += 30.0;
        large[3].corners[3].y += 30.0;
        large[3].corners[0].y -= 20.0;
        large[3].corners[1].y -= 20.0;
        assert!(overlooked(&large, right).is_empty());
        // A short line does not go on.
        places[2] = place(50.0, 150.0);
        assert!(overlooked(&places, right).is_empty());
        assert!(overlooked(&places[..2], right).is_empty() && overlooked(&[], right).is_empty());
    }

    #[test]
    fn overlapping_pieces_of_a_line_become_one() {
        let piece = |x: f32, y: f32, width: f32| {
            let centre = Corner::new(x + width / 2.0, y);
            (Rectangle { centre, axis: Corner::new(1.0, 0.0), width, height: 20.0 }, 0.9)
        };
        let right = Corner::new(1.0, 0.0);
        let one = united(vec![piece(0.0, 0.0, 100.0), piece(70.0, 2.0, 100.0)], right);
        assert_eq!(one.len(), 1);
        assert!((one[0].0.width - 170.0).abs() < 1.0, "{one:?}");
        assert_eq!(united(vec![piece(0.0, 0.0, 100.0), piece(98.0, 2.0, 100.0)], right).len(), 2);
        assert_eq!(united(vec![piece(0.0, 0.0, 100.0), piece(70.0, 15.0, 100.0)], right).len(), 2);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        for bytes in [Vec::new(), b"not a model".to_vec(), vec![0x08; 1000], vec![0xff; 1000]] {
            assert_eq!(Detector::new(&bytes).err(), Some(ReadError::Model));
        }
    }
}
