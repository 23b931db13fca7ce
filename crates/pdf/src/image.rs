//! Pictures on pages (ISO 32000-2 §8.9), read pixel by pixel where they stand.

use crate::{
    file::Document,
    font::{Bilevel, Helpers},
    object::{Dict, Object},
};

/// Most pixels of a side.
const SIDE: usize = 60_000;

/// A colour, red in the highest byte of three.
pub(crate) type Rgb = u32;

pub(crate) fn rgb(red: f64, green: f64, blue: f64) -> Rgb {
    let byte = |value: f64| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u32;
    byte(red) << 16 | byte(green) << 8 | byte(blue)
}

/// A space of colours, as far as seeing goes.
#[derive(Clone, Debug)]
pub(crate) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// Ink: none at 0.
    Tint(usize),
    Lab,
    Indexed(Box<Space>, Vec<u8>),
    Pattern,
}

impl Space {
    /// The space that an object names; `resources` knows names of its own.
    pub(crate) fn read(document: &Document<'_>, object: &Object, resources: Option<&Dict>, depth: usize) -> Self {
        let object = document.resolve(object);
        if depth > 4 {
            return Self::Gray;
        }
        match &object {
            Object::Name(name) => match &**name {
                b"DeviceGray" | b"G" | b"CalGray" => Self::Gray,
                b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Rgb,
                b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
                b"Pattern" => Self::Pattern,
                name => {
                    let spaces = resources.map(|r| document.get(r, "ColorSpace")).unwrap_or_default();
                    match spaces.dict().and_then(|dict| dict.entry(name)) {
                        Some(entry) => Self::read(document, &entry.value, None, depth + 1),
                        None => Self::Gray,
                    }
                }
            },
            Object::Array(array) => {
                let kind = array.first().map(|kind| document.resolve(kind)).unwrap_or_default();
                let second = array.get(1).cloned().unwrap_or_default();
                match kind.name().unwrap_or_default() {
                    b"ICCBased" => {
                        let profile = document.resolve(&second);
                        match profile.dict().and_then(|dict| document.get(dict, "N").int()) {
                            Some(1) => Self::Gray,
                            Some(4) => Self::Cmyk,
                            _ => Self::Rgb,
                        }
                    }
                    b"CalRGB" => Self::Rgb,
                    b"Lab" => Self::Lab,
                    b"Separation" => Self::Tint(1),
                    b"DeviceN" => Self::Tint(document.resolve(&second).array().len().clamp(1, 32)),
                    b"Pattern" => Self::Pattern,
                    b"Indexed" | b"I" => {
                        let base = Self::read(document, &second, resources, depth + 1);
                        let table = match document.resolve(array.get(3).unwrap_or(&Object::Null)) {
                            Object::String(bytes) => bytes.to_vec(),
                            Object::Stream(stream) => document.decode(&stream).unwrap_or_default(),
                            _ => Vec::new(),
                        };
                        Self::Indexed(Box::new(base), table)
                    }
                    _ => match array.as_slice() {
                        [only] => Self::read(document, only, resources, depth + 1),
                        _ => Self::Gray,
                    },
                }
            }
            _ => Self::Gray,
        }
    }

    /// Numbers of one colour.
    pub(crate) fn parts(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(..) | Self::Pattern => 1,
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
            Self::Tint(parts) => *parts,
        }
    }

    /// The colour of these numbers, each from 0 to 1 (a palette's: the place itself).
    pub(crate) fn colour(&self, parts: &[f64]) -> Rgb {
        let at = |i: usize| parts.get(i).copied().unwrap_or(0.0);
        match self {
            Self::Gray | Self::Pattern => rgb(at(0), at(0), at(0)),
            Self::Rgb => rgb(at(0), at(1), at(2)),
            Self::Cmyk => {
                let ink = |i: usize| (1.0 - at(i)) * (1.0 - at(3));
                rgb(ink(0), ink(1), ink(2))
            }
            Self::Tint(_) => {
                let most = parts.iter().fold(0f64, |most, part| most.max(*part));
                rgb(1.0 - most, 1.0 - most, 1.0 - most)
            }
            Self::Lab => rgb(at(0) / 100.0, at(0) / 100.0, at(0) / 100.0),
            Self::Indexed(base, table) => {
                let size = base.parts();
                let from = at(0).max(0.0) as usize * size;
                let bytes = table.get(from..from + size).unwrap_or_default();
                base.colour(&bytes.iter().map(|byte| f64::from(*byte) / 255.0).collect::<Vec<_>>())
            }
        }
    }
}

/// The rows of a picture of black and white as its other bits are: 0 black unless it says otherwise; and points of a row.
fn bilevel(
    document: &Document<'_>,
    dict: &Dict,
    data: &[u8],
    (width, height): (usize, usize),
    helpers: &dyn Helpers,
) -> Option<(usize, Vec<u8>)> {
    let either = |long: &str, short: &str| {
        let value = document.get(dict, long);
        if value.is_null() { document.get(dict, short) } else { value }
    };
    let parameters = either("DecodeParms", "DP");
    // Those of the last filter, which is the one that is not undone yet.
    let last = either("Filter", "F").array().len().saturating_sub(1);
    let parameters = match &parameters {
        Object::Array(list) => document.resolve(list.get(last).unwrap_or(&Object::Null)),
        other => other.clone(),
    };
    let value = |key: &str| parameters.dict().map(|dict| document.get(dict, key)).unwrap_or_default();
    let flag = |key: &str, or: bool| if let Object::Bool(flag) = value(key) { flag } else { or };
    let filter = match either("Filter", "F") {
        Object::Array(list) => document.resolve(list.last().unwrap_or(&Object::Null)),
        other => other,
    };
    let globals = value("JBIG2Globals").stream().map(|stream| document.decode(stream));
    let globals = match globals {
        Some(globals) => globals?,
        None => Vec::new(),
    };
    let coding = if filter.is_name("JBIG2Decode") {
        Bilevel::Jbig2 { globals: &globals }
    } else {
        Bilevel::Fax {
            columns: usize::try_from(value("Columns").int().unwrap_or(1728)).ok()?,
            rows: height,
            k: value("K").int().unwrap_or(0),
            end_of_line: flag("EndOfLine", false),
            byte_align: flag("EncodedByteAlign", false),
            end_of_block: flag("EndOfBlock", true),
        }
    };
    let (across, mut rows) = helpers.bilevel(&coding, data)?;
    if across < width || rows.len() < across.div_ceil(8).checked_mul(height)? {
        return None;
    }
    if !(matches!(coding, Bilevel::Fax { .. }) && flag("BlackIs1", false)) {
        rows.iter_mut().for_each(|byte| *byte = !*byte);
    }
    Some((across, rows))
}

/// A picture.
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    bits: usize,
    parts: usize,
    row: usize,
    data: Vec<u8>,
    space: Space,
    /// The low and high value of each part.
    decode: Vec<(f64, f64)>,
    /// Paints the colour of the moment where it is set.
    pub(crate) stencil: bool,
    mask: Option<Box<Picture>>,
}

impl Picture {
    /// Reads a picture from its dictionary and bytes. `None`: it is of a kind that is not read, or not of its form.
    pub(crate) fn read(
        document: &Document<'_>,
        dict: &Dict,
        data: Vec<u8>,
        filter: Option<&[u8]>,
        resources: Option<&Dict>,
        helpers: &dyn Helpers,
        depth: usize,
    ) -> Option<Self> {
        let either = |long: &str, short: &str| {
            let value = document.get(dict, long);
            if value.is_null() { document.get(dict, short) } else { value }
        };
        let side = |long: &str, short: &str| {
            usize::try_from(either(long, short).int()?).ok().filter(|side| (1..=SIDE).contains(side))
        };
        let (mut width, mut height) = (side("Width", "W")?, side("Height", "H")?);
        let stencil = matches!(either("ImageMask", "IM"), Object::Bool(true));
        let mut bits =
            if stencil { 1 } else { usize::try_from(either("BitsPerComponent", "BPC").int().unwrap_or(8)).ok()? };
        let named = either("ColorSpace", "CS");
        let mut space =
            if stencil || named.is_null() { Space::Gray } else { Space::read(document, &named, resources, 0) };
        let (mut wide, plain) = (width, !matches!(filter, Some(b"DCTDecode" | b"DCT")));
        let data = match filter {
            None => data,
            Some(b"DCTDecode" | b"DCT") => {
                let (w, h, pixels) = helpers.jpeg(&data)?;
                (width, height, wide, bits, space) = (w, h, w, 8, Space::Rgb);
                pixels
            }
            Some(b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode") => {
                let (across, rows) = bilevel(document, dict, &data, (width, height), helpers)?;
                (bits, wide) = (1, across);
                if space.parts() != 1 {
                    space = Space::Gray;
                }
                rows
            }
            Some(_) => return None,
        };
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
            return None;
        }
        let parts = space.parts();
        let row = wide.checked_mul(bits)?.checked_mul(parts)?.div_ceil(8);
        if data.len() < row.checked_mul(height)?.min(row * height) / 2 {
            return None;
        }
        let most = ((1u32 << bits.min(16)) - 1) as f64;
        let pairs: Vec<f64> =
            either("Decode", "D").array().iter().filter_map(|n| document.resolve(n).number()).collect();
        let high = match space {
            Space::Indexed(..) => most,
            Space::Lab => 100.0,
            _ => 1.0,
        };
        let decode = (0..parts)
            .map(|i| match (plain, pairs.get(i * 2), pairs.get(i * 2 + 1)) {
                (true, Some(low), Some(high)) => (*low, *high),
                _ => (0.0, high),
            })
            .collect();
        let mut mask = None;
        if depth == 0 {
            for (key, soft) in [("SMask", true), ("Mask", false)] {
                let object = document.get(dict, key);
                if let Some(stream) = object.stream()
                    && mask.is_none()
                    && let Some((data, filter)) = document.decode_partly(stream)
                {
                    let picture = Self::read(document, &stream.dict, data, filter.as_deref(), None, helpers, 1);
                    mask = picture.filter(|picture| soft != picture.stencil).map(Box::new);
                }
            }
        }
        Some(Self { width, height, bits, parts, row, data, space, decode, stencil, mask })
    }

    fn raw(&self, x: usize, y: usize, part: usize) -> u32 {
        let bit = (x * self.parts + part) * self.bits;
        let at = y * self.row + bit / 8;
        let byte = u32::from(self.data.get(at).copied().unwrap_or(0));
        match self.bits {
            8 => byte,
            16 => byte << 8 | u32::from(self.data.get(at + 1).copied().unwrap_or(0)),
            bits => byte >> (8 - bits - bit % 8) & ((1 << bits) - 1),
        }
    }

    fn value(&self, x: usize, y: usize, part: usize) -> f64 {
        let most = f64::from((1u32 << self.bits) - 1);
        let (low, high) = self.decode.get(part).copied().unwrap_or((0.0, 1.0));
        low + f64::from(self.raw(x, y, part)) / most * (high - low)
    }

    /// The colour at a place from 0 to 1 from the left and the top; `None`: nothing is painted there.
    pub(crate) fn at(&self, u: f64, v: f64, paint: Rgb) -> Option<Rgb> {
        let x = ((u * self.width as f64) as usize).min(self.width - 1);
        let y = ((v * self.height as f64) as usize).min(self.height - 1);
        if let Some(mask) = &self.mask {
            let mx = ((u * mask.width as f64) as usize).min(mask.width - 1);
            let my = ((v * mask.height as f64) as usize).min(mask.height - 1);
            let value = mask.value(mx, my, 0);
            // A stencil hides where it is 1; a soft mask where it is 0.
            if (mask.stencil && value >= 0.5) || (!mask.stencil && value < 0.5) {
                return None;
            }
        }
        if self.stencil {
            return (self.value(x, y, 0) < 0.5).then_some(paint);
        }
        // Grey and RGB of eight bits are nearly all there is.
        if self.bits == 8 && matches!(self.space, Space::Rgb) && self.decode.first() == Some(&(0.0, 1.0)) {
            let at = y * self.row + x * 3;
            let bytes = self.data.get(at..at + 3)?;
            return Some(bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte)));
        }
        let mut parts = [0f64; 32];
        for (part, slot) in parts.iter_mut().enumerate().take(self.parts) {
            *slot = self.value(x, y, part);
        }
        Some(self.space.colour(parts.get(..self.parts)?))
    }
}
