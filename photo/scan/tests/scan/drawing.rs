//! Pictures made for the tests: paper, codes at any place, size and angle, and what cameras do to them.

use qrcode::{EcLevel, QrCode, Version};
use slipcheck_scan::{Options, Picture, scan};

/// A picture to draw on: brightness 0 to 255, row-major.
#[derive(Clone)]
pub(crate) struct Canvas {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixels: Vec<u8>,
}

/// Where a code is drawn: its centre, the side of a module in pixels, and how far it is turned clockwise, in degrees.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) module: f32,
    pub(crate) degrees: f32,
}

/// The modules of a code, row-major, dark or light.
#[derive(Clone)]
pub(crate) struct Symbol {
    pub(crate) side: usize,
    pub(crate) modules: Vec<bool>,
}

impl Symbol {
    pub(crate) fn new(text: &str) -> Self {
        Self::of(QrCode::with_error_correction_level(text, EcLevel::M).unwrap())
    }

    pub(crate) fn with_version(text: &str, version: i16) -> Self {
        Self::of(QrCode::with_version(text, Version::Normal(version), EcLevel::M).unwrap())
    }

    fn of(code: QrCode) -> Self {
        let side = code.width();
        let modules = code.to_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect();
        Self { side, modules }
    }

    pub(crate) fn mirrored(mut self) -> Self {
        for row in self.modules.chunks_mut(self.side) {
            row.reverse();
        }
        self
    }
}

/// A code as a signed slip has it: 740 characters of base64, version 18.
pub(crate) const SLIP: &str = concat!(
    "eyJhbGciOiJFUzI1NiIsInR5cCI6InNsaXArandzIiwieDV0I1MyNTYiOiJKdktndXVyc09lZXBKcWlzdHZNb0NkWHdvVldHVkdxUW5mQmdOWFVyc1dzIn0",
    ".eyJhbW91bnQiOiIzOTcwLjY3IiwiYXV0aCI6IjU1NjUzNCIsImJhdGNoIjoiMDAwMTIzIiwiY3VycmVuY3kiOiJDTlkiLCJtZXJjaGFudCI6IkV4YW1wbGUi",
    "LCJtaWQiOiI4OTgzMTAxNTQxMTAwMDIiLCJwYW4iOiI2MjE3MDAqKioqKio3MzE3IiwicnJuIjoiNTkzMjg3MjM1OTM2Iiwic3RhbiI6IjQ3Njg5NCIsInRpZ",
    "CI6IjM0Mjg1MjQ5IiwidGltZSI6IjIwMjYtMTEtMjBUMTg6NDI6MDcrMDg6MDAiLCJ0eXBlIjoic2FsZSJ9.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBka",
);

impl Canvas {
    pub(crate) fn new(width: u32, height: u32, brightness: u8) -> Self {
        let pixels = vec![brightness; width as usize * height as usize];
        Self { width, height, pixels }
    }

    /// A picture from brightness by position.
    pub(crate) fn from_fn(width: u32, height: u32, brightness: impl Fn(u32, u32) -> u8) -> Self {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| brightness(x, y)).collect();
        Self { width, height, pixels }
    }

    pub(crate) fn from_luma(picture: image::GrayImage) -> Self {
        Self { width: picture.width(), height: picture.height(), pixels: picture.into_raw() }
    }

    pub(crate) fn to_luma(&self) -> image::GrayImage {
        image::GrayImage::from_raw(self.width, self.height, self.pixels.clone()).unwrap()
    }

    pub(crate) fn scan(&self) -> Picture {
        scan(&self.pixels, self.width, self.height, &Options::default())
    }

    /// The texts read, in order.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.scan().codes.into_iter().map(|code| code.text).collect()
    }

    /// Draws a code with its quiet zone; what lies outside the picture is left out. Returns where its corners are.
    pub(crate) fn draw(&mut self, symbol: &Symbol, place: Place) -> [(f32, f32); 4] {
        let (sin, cos) = place.degrees.to_radians().sin_cos();
        let side = symbol.side as f32;
        let (from, to) = (-4.0, side + 4.0);
        // Into the code's modules and back.
        let module_at = |x: f32, y: f32| {
            let (x, y) = ((x - place.x) / place.module, (y - place.y) / place.module);
            (x * cos + y * sin + side / 2.0, y * cos - x * sin + side / 2.0)
        };
        let pixel_at = |u: f32, v: f32| {
            let (u, v) = ((u - side / 2.0) * place.module, (v - side / 2.0) * place.module);
            (u * cos - v * sin + place.x, u * sin + v * cos + place.y)
        };
        const SAMPLES: u32 = 4;
        for y in 0..self.height {
            for x in 0..self.width {
                let (u, v) = module_at(x as f32 + 0.5, y as f32 + 0.5);
                let margin = 1.0 / place.module + 1.0;
                let range = from - margin..to + margin;
                if !range.contains(&u) || !range.contains(&v) {
                    continue;
                }
                let before = self.pixels[(y * self.width + x) as usize];
                let mut sum = 0;
                for part in 0..SAMPLES * SAMPLES {
                    let inside = |part: u32| (part as f32 + 0.5) / SAMPLES as f32;
                    let (u, v) = module_at(x as f32 + inside(part % SAMPLES), y as f32 + inside(part / SAMPLES));
                    sum += if (from..to).contains(&u) && (from..to).contains(&v) {
                        let dark = u >= 0.0
                            && v >= 0.0
                            && (u as usize) < symbol.side
                            && (v as usize) < symbol.side
                            && symbol.modules[v as usize * symbol.side + u as usize];
                        if dark { 25 } else { 235 }
                    } else {
                        u32::from(before)
                    };
                }
                self.pixels[(y * self.width + x) as usize] = (sum / (SAMPLES * SAMPLES)) as u8;
            }
        }
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(u, v)| pixel_at(u, v))
    }

    /// Lines of something like print: dark strokes with gaps.
    pub(crate) fn print_lines(&mut self, left: u32, top: u32, right: u32, lines: u32) {
        let mut random = Random(7);
        for line in 0..lines {
            let mut x = left;
            while x + 24 < right {
                let stroke = 2 + random.below(4);
                if random.below(4) > 0 {
                    let (up, down) = (random.below(12), 12 + random.below(10));
                    for y in top + line * 44 + up..top + line * 44 + down {
                        for x in x..x + stroke {
                            if x < self.width && y < self.height {
                                self.pixels[(y * self.width + x) as usize] = 40;
                            }
                        }
                    }
                }
                x += stroke + 3 + random.below(6);
            }
        }
    }

    /// A photographed slip, 1000 × 1500: print, and below it a code of 89 modules at five pixels each.
    pub(crate) fn slip() -> Self {
        Self::slip_at(2.0)
    }

    /// The same with its code turned by so many degrees.
    pub(crate) fn slip_at(degrees: f32) -> Self {
        let mut canvas = Self::new(1000, 1500, 225);
        canvas.print_lines(120, 100, 880, 16);
        canvas.draw(&Symbol::with_version(SLIP, 18), Place { x: 500.0, y: 1150.0, module: 5.0, degrees });
        canvas
    }

    /// White lines from top to bottom, as heating elements of a print head leave them that do not heat any more.
    pub(crate) fn worn(mut self, width: u32, lefts: impl IntoIterator<Item = u32>) -> Self {
        for left in lefts {
            for y in 0..self.height {
                for x in left..(left + width).min(self.width) {
                    self.pixels[(y * self.width + x) as usize] = 235;
                }
            }
        }
        self
    }

    pub(crate) fn map(mut self, change: impl Fn(u8) -> u8) -> Self {
        for pixel in &mut self.pixels {
            *pixel = change(*pixel);
        }
        self
    }

    pub(crate) fn with_noise(mut self, amplitude: u32) -> Self {
        let mut random = Random(99);
        for pixel in &mut self.pixels {
            let noise = random.below(2 * amplitude + 1) as i32 - amplitude as i32;
            *pixel = (i32::from(*pixel) + noise).clamp(0, 255) as u8;
        }
        self
    }

    /// Out of focus by `sigma` pixels.
    pub(crate) fn blurred(&self, sigma: f32) -> Self {
        Self::from_luma(image::imageops::fast_blur(&self.to_luma(), sigma))
    }

    pub(crate) fn cropped(&self, left: u32, top: u32, right: u32, bottom: u32) -> Self {
        let picture = self.to_luma();
        let part = image::imageops::crop_imm(&picture, left, top, right - left, bottom - top);
        Self::from_luma(part.to_image())
    }

    pub(crate) fn scaled(&self, factor: f32) -> Self {
        let (width, height) = (self.width as f32 * factor, self.height as f32 * factor);
        Self::from_luma(image::imageops::resize(
            &self.to_luma(),
            width as u32,
            height as u32,
            image::imageops::FilterType::Triangle,
        ))
    }

    /// Turned clockwise about its centre on a larger grey ground, interpolated.
    pub(crate) fn turned(&self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (width, height) = (self.width as f32, self.height as f32);
        let (wide, high) = (width * cos.abs() + height * sin.abs(), width * sin.abs() + height * cos.abs());
        let at = |x: i64, y: i64| {
            let inside = x >= 0 && y >= 0 && x < i64::from(self.width) && y < i64::from(self.height);
            if inside { f32::from(self.pixels[y as usize * self.width as usize + x as usize]) } else { 128.0 }
        };
        Self::from_fn(wide as u32, high as u32, |x, y| {
            let (x, y) = (x as f32 + 0.5 - wide / 2.0, y as f32 + 0.5 - high / 2.0);
            let (u, v) = (x * cos + y * sin + width / 2.0 - 0.5, y * cos - x * sin + height / 2.0 - 0.5);
            let (left, top) = (u.floor(), v.floor());
            let (right, down) = (u - left, v - top);
            let (left, top) = (left as i64, top as i64);
            let upper = at(left, top) * (1.0 - right) + at(left + 1, top) * right;
            let lower = at(left, top + 1) * (1.0 - right) + at(left + 1, top + 1) * right;
            (upper * (1.0 - down) + lower * down).round() as u8
        })
    }
}

/// Numbers that look random and are the same each time (xorshift).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as u32 % end
    }
}
