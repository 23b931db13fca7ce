//! Pictures from files, for the command line: PNG, JPEG and WebP, known by their content and never by their name.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::{Luma, MOST_PIXELS};

/// Longest side, in pixels.
const LONGEST_SIDE: u32 = 30_000;
/// Memory a decoder may ask for, in bytes: 50 megapixels of four bytes each, and as much again to work in.
const MOST_MEMORY: u64 = 400_000_000;

/// Why a file is no picture that can be scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureError {
    /// The file has no bytes.
    Empty,
    /// Neither PNG nor JPEG nor WebP.
    UnknownType,
    /// More than [`MOST_PIXELS`] pixels, or a side of more than 30,000.
    TooLarge,
    /// It starts like a picture and cannot be decoded: cut off, or damaged.
    Damaged,
}

impl PictureError {
    /// A stable id: `empty`, `unknown-type`, `too-large` or `damaged`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::UnknownType => "unknown-type",
            Self::TooLarge => "too-large",
            Self::Damaged => "damaged",
        }
    }
}

impl std::fmt::Display for PictureError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "the file is empty",
            Self::UnknownType => "not a PNG, JPEG or WebP picture; save or export it as a JPEG first",
            Self::TooLarge => "the picture is larger than 50 megapixels; make it smaller first",
            Self::Damaged => "the picture is damaged or incomplete; copy or export it again",
        })
    }
}

impl std::error::Error for PictureError {}

/// Whether bytes start like a picture that [`decode`] reads.
pub fn is_picture(bytes: &[u8]) -> bool {
    format(bytes).is_some()
}

fn format(bytes: &[u8]) -> Option<ImageFormat> {
    image::guess_format(bytes)
        .ok()
        .filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP))
}

/// The brightness of a picture file, upright (its EXIF orientation applied), transparent parts on white; of an
/// animation, the first frame.
///
/// # Errors
/// See [`PictureError`]. Memory is bounded whatever the file says of itself.
pub fn decode(bytes: &[u8]) -> Result<Luma, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let format = format(bytes).ok_or(PictureError::UnknownType)?;
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(PictureError::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(error)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge);
    }
    // A damaged EXIF block is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(error)?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let pixels = if picture.color().has_alpha() {
        let mut pixels = Vec::with_capacity((width as usize) * (height as usize));
        Luma::append_rgba(&mut pixels, picture.into_rgba8().as_raw());
        pixels
    } else {
        picture.into_luma8().into_raw()
    };
    Luma::new(width, height, pixels).ok_or(PictureError::Damaged)
}

/// Whether a JPEG's picture data ends with its end marker (ITU-T T.81 §B.1.1.3): the decoder fills what is missing with
/// grey, and says nothing.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    // Segments before the picture data: marker, length of two bytes, content. A preview in one of them has an end
    // marker of its own.
    while let [0xff, marker, after @ ..] = rest {
        match (*marker, after) {
            (0xff, _) => rest = rest.get(1..).unwrap_or_default(),
            // Start of scan.
            (0xda, _) => return after.windows(2).any(|pair| pair == [0xff, 0xd9]),
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = after.get(length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    false
}

fn error(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooLarge,
        ImageError::Unsupported(_) => PictureError::UnknownType,
        _ => PictureError::Damaged,
    }
}
