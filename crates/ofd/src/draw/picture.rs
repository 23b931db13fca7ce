//! Pictures of a package: handed over by what their bytes are, not by what they are called, and only when a browser can open them
//! within bounds.

use crate::package::EntryId;
use alloc::{collections::BTreeMap, vec::Vec};
use slipcheck_bilevel::Bits;
use slipcheck_containers::zip::{long, short};

/// Most bytes of one picture, and of all.
const MAX_BYTES: usize = 8 << 20;
const MAX_ALL_BYTES: usize = 16 << 20;
/// Most pixels of one picture, and of all: four bytes each once they are opened.
const MAX_PIXELS: u64 = 20_000_000;
const MAX_ALL_PIXELS: u64 = 30_000_000;
/// Most points of a JBIG2 picture.
const MAX_POINTS: usize = 4_000_000;
/// Most pictures.
const MAX_PICTURES: usize = 200;

/// What a picture's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
}

impl PictureKind {
    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
        }
    }
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub kind: PictureKind,
    /// Whether it may move: its first view alone is what is printed.
    pub moves: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The pictures so far.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) all: Vec<Picture>,
    known: BTreeMap<EntryId, Option<usize>>,
    bytes: usize,
    pixels: u64,
}

impl Pictures {
    /// The place of an entry's picture; `None` when it is not one of those that are drawn.
    pub(super) fn of(&mut self, entry: EntryId, content: impl FnOnce() -> Vec<u8>) -> Option<usize> {
        if let Some(known) = self.known.get(&entry) {
            return *known;
        }
        let found = self.add(&content());
        self.known.insert(entry, found);
        found
    }

    /// From here on entries are those of another package.
    pub(super) fn other_package(&mut self) {
        self.known.clear();
    }

    /// Adds a picture. JBIG2, which the code on tax invoices is made of and no browser opens, becomes a BMP.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Option<usize> {
        match slipcheck_bilevel::jbig2_file(bytes, MAX_POINTS) {
            Some(bits) => self.keep(&bmp(&bits)),
            None => self.keep(bytes),
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Option<usize> {
        let (kind, width, height) = size(bytes)?;
        let pixels = u64::from(width) * u64::from(height);
        let fits = pixels > 0
            && pixels <= MAX_PIXELS
            && bytes.len() <= MAX_BYTES
            && self.all.len() < MAX_PICTURES
            && self.bytes + bytes.len() <= MAX_ALL_BYTES
            && self.pixels + pixels <= MAX_ALL_PIXELS;
        if !fits {
            return None;
        }
        self.bytes += bytes.len();
        self.pixels += pixels;
        let moves =
            kind == PictureKind::Gif || (kind == PictureKind::Png && bytes.windows(4).any(|four| four == b"acTL"));
        self.all.push(Picture { kind, moves, bytes: bytes.to_vec() });
        Some(self.all.len() - 1)
    }
}

/// A picture of black and white as BMP: rows from below, each in whole words, and two colours.
fn bmp(bits: &Bits) -> Vec<u8> {
    const HEAD: u32 = 14 + 40 + 8;
    let long = |number: usize| u32::try_from(number).unwrap_or(0).to_le_bytes();
    let (row, wide) = (bits.width.div_ceil(8), bits.width.div_ceil(32) * 4);
    let size = wide * bits.height;
    let mut out = [b"BM", &long(HEAD as usize + size)[..], &[0; 4], &HEAD.to_le_bytes(), &long(40)].concat();
    out.extend([long(bits.width), long(bits.height)].concat());
    // One plane, one bit a point, not packed; sizes in metres and counts of colours are not said.
    out.extend([&[1, 0, 1, 0, 0, 0, 0, 0][..], &long(size), &[0; 16], &[255, 255, 255, 0, 0, 0, 0, 0]].concat());
    for line in bits.rows.chunks(row).rev() {
        out.extend(line);
        out.resize(out.len() + wide - row, 0);
    }
    out
}

/// A number whose most significant byte comes first.
fn big(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    bytes.get(at..at + width)?.iter().try_fold(0u32, |number, byte| Some(number.checked_mul(256)? + u32::from(*byte)))
}

fn narrow(number: Option<usize>) -> Option<u32> {
    u32::try_from(number?).ok()
}

/// What a picture is, and its width and height in pixels, by its first bytes.
pub(super) fn size(bytes: &[u8]) -> Option<(PictureKind, u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let whole = bytes.get(12..16) == Some(b"IHDR");
        return Some((PictureKind::Png, big(bytes, 16, 4).filter(|_| whole)?, big(bytes, 20, 4)?));
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return jpeg(bytes).map(|(width, height)| (PictureKind::Jpeg, width, height));
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return gif(bytes).map(|(width, height)| (PictureKind::Gif, width, height));
    }
    if bytes.starts_with(b"BM") {
        let (width, height) = if long(bytes, 14)? == 12 {
            (narrow(short(bytes, 18))?, narrow(short(bytes, 20))?)
        } else {
            // Rows from the top have a negative height.
            (narrow(long(bytes, 18))?, (narrow(long(bytes, 22))? as i32).unsigned_abs())
        };
        return Some((PictureKind::Bmp, width, height));
    }
    None
}

/// Width and height of a GIF (89a): those of its screen, when its first picture lies within it; browsers widen it for one that does not.
fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    let pair = |at: usize| Some((short(bytes, at)?, short(bytes, at + 2)?));
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 6 << (flags & 7) };
    let (width, height) = pair(6)?;
    let mut at = 13 + colours(*bytes.get(10)?);
    // Extensions of blocks, the last of which is empty.
    while *bytes.get(at)? == 0x21 {
        at += 2;
        while *bytes.get(at)? != 0 {
            at += usize::from(*bytes.get(at)?) + 1;
        }
        at += 1;
    }
    let ((left, top), (wide, high)) = (pair(at + 1)?, pair(at + 5)?);
    let fits = *bytes.get(at)? == 0x2c && left + wide <= width && top + high <= height;
    narrow(Some(width)).zip(narrow(Some(height))).filter(|_| fits)
}

/// Width and height of a JPEG: those of its only frame (ITU-T T.81 §B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    let mut found = None;
    // Segments up to the first scan; fill bytes may stand before a marker.
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            0xda => return found,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let size = (big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?);
                if found.replace(size).is_some() {
                    return None;
                }
            }
            _ => {}
        }
        let length = big(bytes, at + 2, 2)?;
        at += 2 + usize::try_from(length.max(2)).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x06\0\0\0"]
            .concat()
    }

    #[test]
    fn pictures_are_what_their_bytes_are() {
        assert_eq!(size(&png(3, 5)), Some((PictureKind::Png, 3, 5)));
        let gif = |flags: u8, more: &[u8], left: u8, width: u8| {
            let picture = [b',', left, 0, 0, 0, width, 0, 9, 0, 0];
            size(&[&b"GIF89a\x07\0\x09\0"[..], &[flags, 0, 0], more, &picture].concat())
        };
        let whole = Some((PictureKind::Gif, 7, 9));
        assert_eq!((gif(0, &[], 0, 7), gif(0x80, &[0; 6], 3, 4), gif(0, b"!\xf9\x01a\x02bc\0", 0, 1)), (whole, whole, whole));
        // A first picture beyond the screen, and none.
        assert_eq!((gif(0, &[], 0, 8), gif(0, &[], 4, 4), gif(0, b";", 0, 7)), (None, None, None));
        let bmp =
            [b"BM".as_slice(), &[0; 12], &40u32.to_le_bytes(), &4i32.to_le_bytes(), &(-6i32).to_le_bytes()].concat();
        assert_eq!(size(&bmp), Some((PictureKind::Bmp, 4, 6)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc4\0\x02\xff\xff\xc2\0\x08\x08\0\x0a\0\x0b\x01\xff\xda";
        assert_eq!(size(jpeg), Some((PictureKind::Jpeg, 11, 10)));
        for other in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"\x97JB2\r\n\x1a\n", b"II*\0", b"\xff\xd8\xff", b""]
        {
            assert_eq!(size(other), None);
        }
    }

    #[test]
    fn a_picture_that_would_be_too_large_is_not_handed_over() {
        let mut pictures = Pictures::default();
        assert_eq!(pictures.add(&png(65_000, 65_000)), None);
        assert_eq!(pictures.add(&png(0, 5)), None);
        assert_eq!(pictures.add(&png(5_000, 4_000)), Some(0));
        // Together they would be.
        assert_eq!(pictures.add(&png(5_000, 4_000)), None);
        assert_eq!(pictures.add(&png(5_000, 2_000)), Some(1));
        let moving = [png(1, 1), b"\0\0\0\x08acTL".to_vec()].concat();
        assert!(pictures.add(&moving).is_none());
        let mut pictures = Pictures::default();
        assert_eq!(pictures.add(&moving).map(|at| pictures.all[at].moves), Some(true));
    }
}
