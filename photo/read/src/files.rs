//! Pictures from files, for the command line: PNG, JPEG and WebP, known by their content and never by their name.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::{MOST_PIXELS, Picture};

/// Longest side, in pixels.
const LONGEST_SIDE: u32 = 30_000;
/// Memory a decoder may ask for, in bytes: 50 megapixels of four bytes each, and as much again to work in.
const MOST_MEMORY: u64 = 400_000_000;

/// Why a file is no picture that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureError {
    /// Neither PNG nor JPEG nor WebP.
    UnknownType,
    /// More than [`MOST_PIXELS`] pixels, or a side of more than 30,000.
    TooLarge,
    /// It starts like a picture and cannot be decoded: cut off, or damaged.
    Damaged,
}

impl std::fmt::Display for PictureError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::UnknownType => "not a PNG, JPEG or WebP picture; save or export it as a JPEG first",
            Self::TooLarge => "the picture is larger than 50 megapixels; make it smaller first",
            Self::Damaged => "the picture is damaged or incomplete; copy or export it again",
        })
    }
}

impl std::error::Error for PictureError {}

/// The picture in a file, upright by its EXIF orientation, transparent parts on white; of an animation, the first frame.
///
/// # Errors
/// See [`PictureError`]. Memory is bounded whatever the file says of itself.
pub fn decode_picture(bytes: &[u8]) -> Result<Picture, PictureError> {
    let known = |format: &ImageFormat| matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP);
    let format = image::guess_format(bytes).ok().filter(known).ok_or(PictureError::UnknownType)?;
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
    Picture::from_rgba(picture.into_rgba8().as_raw(), width, height).ok_or(PictureError::Damaged)
}

fn error(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooLarge,
        ImageError::Unsupported(_) => PictureError::UnknownType,
        _ => PictureError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(decode_picture(b"").err(), Some(PictureError::UnknownType));
        assert_eq!(decode_picture(b"hello").err(), Some(PictureError::UnknownType));
        assert_eq!(decode_picture(b"\xff\xd8\xff\xe0rubbish").err(), Some(PictureError::Damaged));
        assert_eq!(decode_picture(b"\x89PNG\r\n\x1a\nrubbish").err(), Some(PictureError::Damaged));
    }
}
