//! When there is no code to read, the reason is the one that a person can mend.

use slipcheck_scan::Finding;

use crate::drawing::{Canvas, Place, Symbol};

fn finding(canvas: &Canvas) -> Finding {
    let picture = canvas.scan();
    assert!(picture.codes.is_empty(), "read {:?}", picture.codes);
    let quality = picture.quality;
    for measure in [quality.brightness, quality.contrast, quality.sharpness] {
        assert!((0.0..=1.0).contains(&measure), "{quality:?}");
    }
    picture.finding
}

#[test]
fn too_dark() {
    let night = Canvas::slip().map(|pixel| 6 + pixel / 40).with_noise(8);
    assert_eq!(finding(&night), Finding::TooDark);
    assert_eq!(finding(&Canvas::new(800, 600, 0)), Finding::TooDark);
    assert_eq!(finding(&Canvas::new(800, 600, 30).with_noise(10)), Finding::TooDark);
}

#[test]
fn too_bright() {
    let flash = Canvas::slip().map(|pixel| 249 + pixel / 100).with_noise(6);
    assert_eq!(finding(&flash), Finding::TooBright);
    assert_eq!(finding(&Canvas::new(800, 600, 255)), Finding::TooBright);
}

#[test]
fn blurred() {
    for sigma in [6.0, 9.0, 14.0] {
        assert_eq!(finding(&Canvas::slip().blurred(sigma)), Finding::Blurred, "{sigma} pixels");
    }
}

#[test]
fn moved() {
    // Blurred along one direction only: sharp across it.
    let slip = Canvas::slip();
    let moved = Canvas::from_fn(slip.width, slip.height, |x, y| {
        let sum: u32 = (0..28)
            .map(|step| u32::from(slip.pixels[(y * slip.width + (x + step).min(slip.width - 1)) as usize]))
            .sum();
        (sum / 28) as u8
    });
    assert_eq!(finding(&moved), Finding::Blurred);
}

#[test]
fn cut_off() {
    let slip = Canvas::slip();
    // The code reaches from 277 to 722 across, from 927 to 1372 down.
    for (side, [left, top, right, bottom]) in [
        ("right", [0, 0, 620, 1500]),
        ("left", [380, 0, 1000, 1500]),
        ("bottom", [0, 0, 1000, 1270]),
        ("top", [0, 1030, 1000, 1500]),
        ("right half", [0, 0, 500, 1500]),
        ("bottom half", [0, 0, 1000, 1150]),
        ("all but a corner", [0, 0, 520, 1170]),
        ("last corner", [0, 0, 690, 1340]),
    ] {
        assert_eq!(finding(&slip.cropped(left, top, right, bottom)), Finding::CutOff, "{side}");
    }
}

#[test]
fn too_small() {
    assert_eq!(finding(&Canvas::slip().scaled(0.2)), Finding::TooSmall);
    assert_eq!(finding(&Canvas::new(1, 1, 128)), Finding::TooSmall);
}

#[test]
fn a_code_that_is_painted_over() {
    let mut slip = Canvas::slip();
    for y in 1050..1250 {
        for x in 400..600 {
            slip.pixels[y * 1000 + x] = 230;
        }
    }
    assert_eq!(finding(&slip), Finding::UnreadableCode);
}

#[test]
fn no_code() {
    let mut text = Canvas::new(1000, 1500, 225);
    text.print_lines(100, 80, 900, 30);
    assert_eq!(finding(&text), Finding::NoCode);
    assert_eq!(finding(&text.turned(5.0)), Finding::NoCode);
    assert_eq!(finding(&Canvas::new(800, 600, 128)), Finding::NoCode);
    // A landscape: soft gradients and a sharp horizon.
    let view = Canvas::from_fn(1200, 800, |x, y| {
        let horizon = 400 + (x % 90) / 9;
        if y < horizon { (160 + y / 6) as u8 } else { (70 + (x / 40) % 7) as u8 }
    });
    assert_eq!(finding(&view), Finding::NoCode);
}

#[test]
fn codes_whenever_one_was_read_however_bad_the_picture() {
    let mut canvas = Canvas::new(1000, 1000, 12);
    canvas.draw(&Symbol::new("in the dark"), Place { x: 500.0, y: 500.0, module: 4.0, degrees: 0.0 });
    let picture = canvas.map(|pixel| pixel / 4).scan();
    assert_eq!(picture.finding, Finding::Codes);
    assert_eq!(picture.codes[0].text, "in the dark");
    assert!(picture.quality.brightness < 0.3);
}
