//! Photographs on pages: JPEG (ISO/IEC 10918-1), as PDF files hold them.

use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

/// Most pixels: three bytes each, and as much again while they are decoded.
const PIXELS: usize = 24_000_000;

/// Width, height and RGB of a JPEG; `None`: it is none, damaged beyond its headers, or larger than 24 megapixels. What is
/// missing at its end is grey. The orientation that a camera notes counts for nothing in a PDF file (ISO 32000-2 §8.9.5).
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    if width == 0 || height == 0 || width * height > PIXELS {
        return None;
    }
    let pixels = decoder.decode().ok()?;
    (pixels.len() == width * height * 3).then_some((width, height, pixels))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};

    fn encoded(pixels: &[u8], width: u32, height: u32, colour: ExtendedColorType) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 95).write_image(pixels, width, height, colour).unwrap();
        bytes
    }

    fn near(pixel: &[u8], wanted: [u8; 3]) -> bool {
        pixel.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 12)
    }

    #[test]
    fn colours_and_greys_come_as_three_bytes() {
        let red: Vec<u8> = [200, 30, 40].repeat(16 * 8);
        let (width, height, pixels) = decode(&encoded(&red, 16, 8, ExtendedColorType::Rgb8)).unwrap();
        assert_eq!((width, height, pixels.len()), (16, 8, 16 * 8 * 3));
        assert!(near(&pixels[..3], [200, 30, 40]), "{:?}", &pixels[..3]);
        let (.., pixels) = decode(&encoded(&[90; 16 * 8], 16, 8, ExtendedColorType::L8)).unwrap();
        assert!(near(&pixels[..3], [90; 3]), "{:?}", &pixels[..3]);
    }

    #[test]
    fn what_is_cut_off_shows_what_there_is() {
        let bytes = encoded(&[0; 160 * 160], 160, 160, ExtendedColorType::L8);
        let (.., pixels) = decode(&bytes[..bytes.len() - 20]).unwrap();
        assert!(near(&pixels[..3], [0; 3]));
    }

    #[test]
    fn no_changed_byte_ends_the_program() {
        let picture: Vec<u8> = (0..64 * 64).map(|i| (i * 31 % 251) as u8).collect();
        let bytes = encoded(&picture, 64, 64, ExtendedColorType::L8);
        for at in 0..bytes.len() {
            for value in [0, 0xff, bytes[at] ^ 0x11] {
                let mut changed = bytes.clone();
                changed[at] = value;
                if let Some((width, height, pixels)) = decode(&changed) {
                    assert_eq!(pixels.len(), width * height * 3);
                }
            }
        }
    }

    #[test]
    fn what_is_no_photograph_or_too_large_is_refused() {
        let bytes = encoded(&[90; 64], 8, 8, ExtendedColorType::L8);
        for wrong in [&b""[..], b"\xff\xd8\xff", &bytes[1..], &bytes[..30], b"\x89PNG\r\n\x1a\n"] {
            assert!(decode(wrong).is_none());
        }
        // Its frame header says 65,000 pixels a side (ISO/IEC 10918-1 §B.2.2).
        let mut large = bytes;
        let frame = large.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        large[frame + 5..frame + 9].copy_from_slice(&[0xfd, 0xe8, 0xfd, 0xe8]);
        assert!(decode(&large).is_none());
    }
}
