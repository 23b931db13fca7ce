//! Pictures in black and white: QR codes and slips as a thermal printer draws them.

use super::layout::{Line, is_wide, wrapped};
use ab_glyph::{Font as _, FontVec, PxScale, ScaleFont as _, point};
use qrcode::{EcLevel, QrCode, types::Color};
use std::path::{Path, PathBuf};

/// Dots a metre of a thermal printer with 203 dots an inch.
const DOTS_A_METRE: u32 = 7992;

/// The quiet zone around a code, in modules (ISO/IEC 18004 §7.4.2).
const QUIET: usize = 4;

/// A picture of black and white dots.
pub(crate) struct Picture {
    width: usize,
    /// True is black; as many rows as there is something.
    dots: Vec<bool>,
}

impl Picture {
    /// A white picture without any height.
    fn new(width: usize) -> Self {
        Self { width, dots: Vec::new() }
    }

    fn height(&self) -> usize {
        self.dots.len() / self.width.max(1)
    }

    fn grow(&mut self, rows: usize) {
        self.dots.resize(self.dots.len() + rows * self.width, false);
    }

    fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width
            && let Some(dot) = self.dots.get_mut(y * self.width + x)
        {
            *dot = true;
        }
    }

    /// A PNG of one bit a dot.
    ///
    /// # Errors
    /// The picture is too large for a PNG.
    pub(crate) fn png(&self) -> Result<Vec<u8>, String> {
        let failed = |error: &dyn core::fmt::Display| format!("the picture cannot be written: {error}");
        let side = |n: usize| u32::try_from(n).map_err(|error| failed(&error));
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, side(self.width)?, side(self.height())?);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_compression(png::Compression::High);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: DOTS_A_METRE,
            yppu: DOTS_A_METRE,
            unit: png::Unit::Meter,
        }));
        let packed: Vec<u8> = self
            .dots
            .chunks(self.width.max(1))
            .flat_map(|row| row.chunks(8))
            .map(|eight| (0..8).fold(0, |byte, i| byte << 1 | u8::from(!eight.get(i).copied().unwrap_or(false))))
            .collect();
        let mut writer = encoder.write_header().map_err(|error| failed(&error))?;
        writer.write_image_data(&packed).map_err(|error| failed(&error))?;
        writer.finish().map_err(|error| failed(&error))?;
        Ok(bytes)
    }
}

/// The QR code of a text, error correction M, with `dots` dots a module; or as many as fit `width`.
///
/// # Errors
/// The text is too long for a QR code, or the code too wide for the paper.
pub(crate) fn qr_code(text: &str, width: Option<usize>) -> Result<Picture, String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| {
        format!("{} characters are too many for one QR code: leave the certificate out of it", text.len())
    })?;
    let modules = code.width() + 2 * QUIET;
    let (width, scale) = match width {
        Some(width) => (width, (width / modules).min(4)),
        None => (modules * 6, 6),
    };
    // Below three dots a module printers blur, and phones give up.
    if scale < 3 {
        return Err(format!(
            "the QR code has {} modules: on this paper each would have {scale} dots, needed are 3 (wider paper: --paper 80; a shorter code: without --x5c)",
            code.width()
        ));
    }
    let mut picture = Picture::new(width);
    let height = modules * scale;
    picture.grow(height);
    let left = (width - height) / 2;
    for (i, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (column, row) = (i % code.width() + QUIET, i / code.width() + QUIET);
            for y in 0..scale {
                for x in 0..scale {
                    picture.blacken(left + column * scale + x, row * scale + y);
                }
            }
        }
    }
    Ok(picture)
}

/// Where fonts with Chinese characters are usually found, and which face of a collection is the simplified Chinese one.
const FONTS: [(&str, u32); 17] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/STHeiti Medium.ttc", 0),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", 0),
    ("C:\\Windows\\Fonts\\msyh.ttc", 0),
    ("C:\\Windows\\Fonts\\simsun.ttc", 0),
    ("C:\\Windows\\Fonts\\simhei.ttf", 0),
    ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 0),
    ("/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf", 0),
];

/// A font that has every character of these lines.
///
/// # Errors
/// None has: what to do.
pub(crate) fn find_font(chosen: Option<&Path>, lines: &[Line]) -> Result<FontVec, String> {
    let needed: Vec<char> = lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).collect();
    let missing = |font: &FontVec| needed.iter().copied().find(|c| font.glyph_id(*c).0 == 0);
    let load = |path: &Path, index: u32| -> Result<FontVec, String> {
        let bytes =
            std::fs::read(path).map_err(|error| format!("the font {} cannot be read: {error}", path.display()))?;
        FontVec::try_from_vec_and_index(bytes, index)
            .map_err(|_| format!("{} is no font of the kinds TTF, OTF, TTC", path.display()))
    };
    if let Some(path) = chosen {
        let font = load(path, 0)?;
        return match missing(&font) {
            None => Ok(font),
            Some(c) => {
                Err(format!("the font {} has no \"{}\": choose another with --font", path.display(), c.escape_debug()))
            }
        };
    }
    let mut lacking = None;
    for (path, index) in FONTS {
        let Ok(font) = load(&PathBuf::from(path), index) else { continue };
        match missing(&font) {
            None => return Ok(font),
            Some(c) => lacking = Some(c),
        }
    }
    let wanted = match lacking {
        Some(c) => format!("no font with \"{}\"", c.escape_debug()),
        None => "no font".to_owned(),
    };
    Err(format!(
        "{wanted} was found on this computer: install one (Debian: fonts-noto-cjk), or name one with --font FILE"
    ))
}

/// Width of a column in dots; a Chinese character fills two.
const COLUMN: usize = 12;

/// Columns on paper this many dots wide.
pub(crate) fn paper_columns(dots: usize) -> usize {
    dots / COLUMN
}

/// Height of a line in dots.
const LINE: usize = 30;

fn draw_line(picture: &mut Picture, font: &FontVec, line: &Line) {
    for text in wrapped(&line.text, picture.width / COLUMN) {
        let top = picture.height();
        let stretch = if line.tall { 2 } else { 1 };
        picture.grow(LINE * stretch);
        let size = 2.0 * COLUMN as f32;
        // PxScale is the height of the font's own line, which is more than the size of its square.
        let scaled = font.as_scaled(PxScale::from(size));
        let height =
            font.units_per_em().map_or(size, |units| size * (font.ascent_unscaled() - font.descent_unscaled()) / units);
        let scale = PxScale { x: height, y: height * stretch as f32 };
        let baseline = top as f32 + stretch as f32 * (LINE as f32 * 0.78);
        let mut column = 0;
        for c in text.chars() {
            let columns = if is_wide(c) { 2 } else { 1 };
            let id = font.glyph_id(c);
            let advance = scaled.scale_factor().horizontal * font.h_advance_unscaled(id) * height / size;
            let cell = (columns * COLUMN) as f32;
            // A face that is wider than its cell is pressed into it, a narrower one stands in the middle.
            let narrowed = if advance > cell { PxScale { x: scale.x * cell / advance, ..scale } } else { scale };
            let left = (column * COLUMN) as f32 + (cell - advance.min(cell)) / 2.0;
            if let Some(outline) = font.outline_glyph(id.with_scale_and_position(narrowed, point(left, baseline))) {
                let bounds = outline.px_bounds();
                outline.draw(|x, y, coverage| {
                    let (x, y) = (f64::from(bounds.min.x) + f64::from(x), f64::from(bounds.min.y) + f64::from(y));
                    if coverage > 0.45 && x >= 0.0 && y >= 0.0 {
                        picture.blacken(x as usize, y as usize);
                    }
                });
            }
            column += columns;
        }
    }
}

/// A slip on thermal paper `width` dots wide: its lines, the code, and what stands below the code.
///
/// # Errors
/// No font has its characters, or the code is too wide for the paper: what to do.
pub(crate) fn slip(
    above: &[Line],
    code: &str,
    below: &[Line],
    width: usize,
    font: Option<&Path>,
) -> Result<Picture, String> {
    // First what no font can mend.
    let code = qr_code(code, Some(width))?;
    let font = find_font(font, &[above, below].concat())?;
    let mut picture = Picture::new(width);
    picture.grow(LINE / 2);
    for line in above {
        draw_line(&mut picture, &font, line);
    }
    picture.dots.extend(code.dots);
    for line in below {
        draw_line(&mut picture, &font, line);
    }
    picture.grow(LINE);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_quiet_zone_and_fits_the_paper() {
        let picture = qr_code(&"A".repeat(460), Some(384)).unwrap();
        assert_eq!(picture.width, 384);
        assert!(picture.dots.iter().take(3 * QUIET * 384).all(|dot| !dot));
        assert!(picture.dots.chunks(384).all(|row| row.iter().take(3 * QUIET).all(|dot| !dot)));
        assert!(qr_code(&"a".repeat(1500), Some(384)).err().unwrap().contains("--paper 80"));
        assert!(qr_code(&"a".repeat(9000), None).err().unwrap().contains("too many"));
        let png = picture.png().unwrap();
        assert!(png.starts_with(b"\x89PNG") && png.len() < 8000, "{}", png.len());
    }

    #[test]
    fn a_font_that_lacks_characters_is_refused() {
        let lines = [Line { text: "\u{10fffd}".into(), tall: false }];
        assert!(find_font(None, &lines).err().unwrap().contains("--font FILE"));
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(find_font(Some(&manifest), &lines).err().unwrap().contains("no font of the kinds"));
    }
}
