//! Lengths and maps of the page as whole numbers.

use super::steps::Map;

/// Farther than that nothing is seen: a hundred metres.
const FAR: f64 = 1e7;

/// A length in hundredths of a millimetre.
pub(super) fn hundredths(millimetres: f64) -> i32 {
    (millimetres * 100.0).clamp(-FAR, FAR).round() as i32
}

/// An object's own space on its page: its map without the size, the size, and where it starts.
#[derive(Clone, Copy)]
pub(super) struct Space {
    linear: [f64; 4],
    scale: f64,
    from: (f64, f64),
}

impl Space {
    /// The space of an object whose box starts here; `None` when it lies flat on a line.
    pub(super) fn new(ctm: Option<[f64; 6]>, (x, y): (f64, f64)) -> Option<Self> {
        let [a, b, c, d, e, f] = ctm.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let scale = (a * d - b * c).abs().sqrt();
        let linear = [a, b, c, d].map(|part| part / scale);
        let sound = scale > 1e-6 && scale < 1e6 && linear.iter().all(|part| part.abs() < 1e4);
        sound.then_some(Self { linear, scale, from: (x + e, y + f) })
    }

    /// The same with letters that are wider or narrower.
    pub(super) fn stretched(self, by: f64) -> Self {
        let [a, b, c, d] = self.linear;
        Self { linear: [a * by, b * by, c, d], ..self }
    }

    /// The same with letters that are turned clockwise by so many quarters; what leads to their points is turned back.
    pub(super) fn turned(self, quarters: u8) -> (Self, impl Fn(f64, f64) -> (f64, f64)) {
        let [a, b, c, d] = self.linear;
        let (linear, back): (_, fn(f64, f64) -> (f64, f64)) = match quarters % 4 {
            0 => ([a, b, c, d], |x, y| (x, y)),
            1 => ([c, d, -a, -b], |x, y| (y, -x)),
            2 => ([-a, -b, -c, -d], |x, y| (-x, -y)),
            _ => ([-c, -d, a, b], |x, y| (-y, x)),
        };
        (Self { linear, ..self }, back)
    }

    fn is_plain(&self) -> bool {
        let [a, b, c, d] = self.linear;
        [a - 1.0, b, c, d - 1.0].iter().all(|part| part.abs() < 1e-4)
    }

    /// The map that points of [`Space::point`] go through, when it is more than a shift.
    pub(super) fn map(&self) -> Option<Map> {
        let part = |part: f64| (part * 10_000.0).round() as i32;
        let (x, y) = self.from;
        (!self.is_plain()).then(|| Map(self.linear.map(part), [hundredths(x), hundredths(y)]))
    }

    /// A length of the object.
    pub(super) fn length(&self, length: f64) -> i32 {
        hundredths(length * self.scale)
    }

    /// A point of the object.
    pub(super) fn point(&self, x: f64, y: f64) -> (i32, i32) {
        let (dx, dy) = if self.is_plain() { self.from } else { (0.0, 0.0) };
        (hundredths(x * self.scale + dx), hundredths(y * self.scale + dy))
    }

    /// A point of the object on its page.
    pub(super) fn on_page(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d] = self.linear.map(|part| part * self.scale);
        (a * x + c * y + self.from.0, b * x + d * y + self.from.1)
    }

    /// How much larger than written it is drawn.
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_that_is_only_larger_needs_no_map() {
        let space = Space::new(Some([2.0, 0.0, 0.0, 2.0, 1.0, 0.5]), (10.0, 20.0)).unwrap();
        assert_eq!((space.map(), space.point(1.5, 2.0), space.length(0.5)), (None, (1400, 2450), 100));
        assert_eq!(space.on_page(1.5, 2.0), (14.0, 24.5));
    }

    #[test]
    fn a_space_that_is_turned_has_its_map_apart_from_its_size() {
        let space = Space::new(Some([0.0, 3.0, -3.0, 0.0, 0.0, 0.0]), (10.0, 20.0)).unwrap();
        assert_eq!(space.map(), Some(Map([0, 10_000, -10_000, 0], [1000, 2000])));
        assert_eq!((space.point(1.0, 2.0), space.on_page(1.0, 2.0)), ((300, 600), (4.0, 23.0)));
    }

    #[test]
    fn letters_that_are_turned_stand_at_their_points() {
        let space = Space::new(Some([2.0, 1.0, 0.0, 2.0, 1.0, 0.5]), (10.0, 20.0)).unwrap();
        for quarters in 0..4 {
            let (turned, back) = space.turned(quarters);
            let (x, y) = back(3.0, 4.0);
            assert_eq!(turned.on_page(x, y), space.on_page(3.0, 4.0), "{quarters}");
        }
        // To the right becomes down, and then to the left.
        let plain = Space::new(None, (0.0, 0.0)).unwrap();
        assert_eq!((plain.turned(1).0.on_page(1.0, 0.0), plain.turned(2).0.on_page(1.0, 0.0)), ((0.0, 1.0), (-1.0, 0.0)));
    }

    #[test]
    fn what_lies_on_a_line_or_is_no_number_has_no_space() {
        for ctm in [[1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 2.0, 4.0, 0.0, 0.0], [1e300, 0.0, 0.0, 1e300, 0.0, 0.0]]
        {
            assert!(Space::new(Some(ctm), (0.0, 0.0)).is_none(), "{ctm:?}");
        }
        assert_eq!((hundredths(1e300), hundredths(f64::NEG_INFINITY)), (10_000_000, -10_000_000));
    }
}
