//! Picture files: known by content, upright, bounded, and a clear reason when there is no picture in them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use slipcheck_scan::{Luma, Options, PictureError, decode, is_picture, scan};

use crate::drawing::{Canvas, Place, Symbol};

fn picture() -> DynamicImage {
    let mut canvas = Canvas::new(400, 300, 220);
    canvas.draw(&Symbol::new("in a file"), Place { x: 180.0, y: 150.0, module: 6.0, degrees: 0.0 });
    DynamicImage::ImageLuma8(canvas.to_luma())
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn texts(luma: &Luma) -> Vec<String> {
    let picture = scan(luma.pixels(), luma.width(), luma.height(), &Options::default());
    picture.codes.into_iter().map(|code| code.text).collect()
}

/// A JPEG with an EXIF block that says how it is turned (TIFF 6.0 §2, Exif 2.3 §4.6.4: tag 0x0112).
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut block = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(block.len() + 2).unwrap().to_be_bytes());
    bytes.extend(block);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[test]
fn png_jpeg_and_webp_in_every_colour() {
    let picture = picture();
    for colour in
        [picture.clone(), DynamicImage::ImageRgb8(picture.to_rgb8()), DynamicImage::ImageRgba8(picture.to_rgba8())]
    {
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg] {
            if format == ImageFormat::Jpeg && colour.color().has_alpha() {
                continue;
            }
            let colour =
                if format == ImageFormat::WebP { DynamicImage::ImageRgba8(colour.to_rgba8()) } else { colour.clone() };
            let bytes = encoded(&colour, format);
            assert!(is_picture(&bytes));
            let luma = decode(&bytes).unwrap();
            assert_eq!((luma.width(), luma.height()), (400, 300));
            assert_eq!(texts(&luma), ["in a file"], "{format:?} {:?}", colour.color());
        }
    }
    let deep = DynamicImage::ImageLuma16(picture.to_luma16());
    assert_eq!(texts(&decode(&encoded(&deep, ImageFormat::Png)).unwrap()), ["in a file"]);
}

#[test]
fn transparent_paper_is_white() {
    let mut picture = picture().to_rgba8();
    for pixel in picture.pixels_mut() {
        let dark = pixel.0[0] < 128;
        pixel.0 = [0, 0, 0, if dark { 255 } else { 0 }];
    }
    let bytes = encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png);
    assert_eq!(texts(&decode(&bytes).unwrap()), ["in a file"]);
}

#[test]
fn upright_as_the_camera_says() {
    let jpeg = encoded(&picture(), ImageFormat::Jpeg);
    let plain = decode(&jpeg).unwrap();
    for (orientation, size) in [(1, (400, 300)), (3, (400, 300)), (6, (300, 400)), (8, (300, 400)), (9, (400, 300))] {
        let luma = decode(&with_orientation(&jpeg, orientation)).unwrap();
        assert_eq!((luma.width(), luma.height()), size, "orientation {orientation}");
        // 6: its top row is shown as the right column.
        if orientation == 6 {
            assert_eq!(luma.pixels()[299], plain.pixels()[0]);
            assert_eq!(luma.pixels()[299 + 300 * 200], plain.pixels()[200]);
        }
        assert_eq!(texts(&luma), ["in a file"]);
    }
}

#[test]
fn an_animation_is_its_first_frame() {
    // An animated WebP around the still one's data (RIFF container: VP8X, ANIM, ANMF).
    let still = encoded(&DynamicImage::ImageRgba8(picture().to_rgba8()), ImageFormat::WebP);
    let data = &still[12..];
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let mut chunk = name.to_vec();
        chunk.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        chunk.extend(content);
        chunk.extend(vec![0; content.len() % 2]);
        chunk
    };
    let size = |value: u32| value.to_le_bytes()[..3].to_vec();
    let canvas = [vec![0x02, 0, 0, 0], size(399), size(299)].concat();
    let frame = [size(0), size(0), size(399), size(299), size(100), vec![0], data.to_vec()].concat();
    let content = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &canvas),
        chunk(b"ANIM", &[0; 6]),
        chunk(b"ANMF", &frame),
        chunk(b"ANMF", &frame),
    ]
    .concat();
    let bytes = chunk(b"RIFF", &content);
    assert_eq!(texts(&decode(&bytes).unwrap()), ["in a file"]);
}

#[test]
fn each_reason_by_its_name() {
    assert_eq!(decode(b""), Err(PictureError::Empty));
    assert_eq!(decode(b"eyJhbGciOiJFUzI1NiJ9..AAAA"), Err(PictureError::UnknownType));
    assert_eq!(decode(b"%PDF-1.7"), Err(PictureError::UnknownType));
    // A GIF, whatever its name says; a HEIC photo of a phone.
    assert_eq!(
        decode(&encoded(&DynamicImage::ImageRgba8(picture().to_rgba8()), ImageFormat::Gif)),
        Err(PictureError::UnknownType)
    );
    assert_eq!(decode(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic"), Err(PictureError::UnknownType));
    assert_eq!(decode(&[0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), Err(PictureError::Damaged));
    assert_eq!(decode(b"\x89PNG\r\n\x1a\nnothing"), Err(PictureError::Damaged));
    for error in [PictureError::Empty, PictureError::UnknownType, PictureError::TooLarge, PictureError::Damaged] {
        assert!(!error.to_string().is_empty() && !error.id().contains(' '));
    }
}

#[test]
fn cut_short_is_damaged() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let picture = DynamicImage::ImageRgba8(picture().to_rgba8());
        let picture = if format == ImageFormat::Jpeg { DynamicImage::ImageRgb8(picture.to_rgb8()) } else { picture };
        let bytes = encoded(&picture, format);
        assert_eq!(decode(&bytes[..bytes.len() / 2]), Err(PictureError::Damaged), "{format:?}");
        // No length panics.
        for length in (0..bytes.len()).step_by(97) {
            assert!(decode(&bytes[..length]).is_err(), "{format:?}, {length} of {} bytes", bytes.len());
        }
    }
}

#[test]
fn what_a_file_says_of_its_size_is_checked_before_memory_is_taken() {
    // A PNG header of 60,000 × 60,000, one of 29,000 × 29,000, and nothing behind them.
    for side in [60_000_u32, 29_000] {
        let mut header = b"IHDR".to_vec();
        header.extend(side.to_be_bytes());
        header.extend(side.to_be_bytes());
        header.extend([8, 2, 0, 0, 0]);
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        bytes.extend(&header);
        bytes.extend(checksum(&header).to_be_bytes());
        bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        assert_eq!(decode(&bytes), Err(PictureError::TooLarge), "{side}");
    }
}

/// The checksum of a PNG chunk (ISO/IEC 15948 Annex D).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}
