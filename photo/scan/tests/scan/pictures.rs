//! Codes are read wherever they are, however they are turned, as small and as pale as can be.

use slipcheck_scan::Finding;

use crate::drawing::{Canvas, Place, SLIP, Symbol};

/// A code in the middle of a picture.
fn picture(symbol: &Symbol, module: f32, degrees: f32) -> Canvas {
    let side = ((symbol.side as f32 + 10.0) * module * 1.5) as u32;
    let mut canvas = Canvas::new(side, side + 40, 200);
    let (x, y) = (side as f32 / 2.0, side as f32 / 2.0 + 20.0);
    canvas.draw(symbol, Place { x, y, module, degrees });
    canvas
}

#[test]
fn at_any_angle() {
    let symbol = Symbol::with_version(SLIP, 18);
    for degrees in [0.0, 10.0, 37.0, 45.0, 90.0, 143.0, 180.0, 217.0, 270.0, 321.0] {
        assert_eq!(picture(&symbol, 4.0, degrees).texts(), [SLIP], "{degrees}°");
    }
}

#[test]
fn from_two_pixels_a_module_to_forty() {
    let symbol = Symbol::with_version(SLIP, 18);
    for module in [2.0, 2.5, 3.0, 6.0, 12.0] {
        assert_eq!(picture(&symbol, module, 3.0).texts(), [SLIP], "{module} pixels");
    }
    let small = Symbol::new("small");
    for module in [1.5, 2.0, 20.0, 40.0] {
        assert_eq!(picture(&small, module, 0.0).texts(), ["small"], "{module} pixels");
    }
}

#[test]
fn every_kind_of_content_exactly() {
    let all_ascii: String = (' '..='~').collect();
    let long = "0123456789".repeat(300);
    for text in [
        "1",
        "0123456789",
        "HELLO WORLD $%*+-./:",
        "https://example.com/v?c=1&d=%20#slip=a.b.c",
        "蓝天加油站 ¥3,970.67",
        "Größe €",
        &all_ascii,
        &long,
    ] {
        let symbol = Symbol::new(text);
        assert_eq!(picture(&symbol, 4.0, 5.0).texts(), [text]);
    }
}

#[test]
fn two_codes_in_twelve_megapixels_with_their_places() {
    let mut canvas = Canvas::new(4000, 3000, 190);
    let large = Place { x: 1100.0, y: 1900.0, module: 9.0, degrees: 12.0 };
    let small = Place { x: 3100.0, y: 700.0, module: 4.0, degrees: 200.0 };
    let large_corners = canvas.draw(&Symbol::with_version(SLIP, 18), large);
    let small_corners = canvas.draw(&Symbol::new("the other code"), small);
    let seen = canvas.with_noise(12).scan();
    assert_eq!(seen.finding, Finding::Codes);
    let texts: Vec<_> = seen.codes.iter().map(|code| code.text.as_str()).collect();
    assert_eq!(texts, ["the other code", SLIP], "from top to bottom");
    for (code, (expected, module)) in seen.codes.iter().zip([(small_corners, 4.0), (large_corners, 9.0)]) {
        for (corner, (x, y)) in code.corners.iter().zip(expected) {
            assert!((corner.x - x).hypot(corner.y - y) < module, "{:?} at {x}, {y}", code.corners);
        }
    }
}

#[test]
fn many_codes_each_once() {
    let mut canvas = Canvas::new(1400, 1400, 210);
    let mut expected = Vec::new();
    for row in 0..3 {
        for column in 0..3 {
            let text = format!("code {row}-{column}");
            let (x, y) = (230.0 + 460.0 * column as f32, 230.0 + 460.0 * row as f32);
            canvas.draw(&Symbol::new(&text), Place { x, y, module: 6.0, degrees: 0.0 });
            expected.push(text);
        }
    }
    assert_eq!(canvas.texts(), expected);
}

#[test]
fn one_code_printed_twice_is_two_codes() {
    let mut canvas = Canvas::new(900, 450, 210);
    for x in [225.0, 675.0] {
        canvas.draw(&Symbol::new("twice"), Place { x, y: 225.0, module: 7.0, degrees: 0.0 });
    }
    assert_eq!(canvas.texts(), ["twice", "twice"]);
}

#[test]
fn light_on_dark_and_mirrored() {
    let symbol = Symbol::new("seen otherwise");
    assert_eq!(picture(&symbol, 5.0, 8.0).map(|pixel| 255 - pixel).texts(), ["seen otherwise"]);
    assert_eq!(picture(&symbol.mirrored(), 5.0, 8.0).texts(), ["seen otherwise"]);
}

#[test]
fn pale_dark_and_noisy() {
    let slip = Canvas::slip();
    assert_eq!(slip.clone().map(|pixel| pixel / 8).texts(), [SLIP], "dark");
    assert_eq!(slip.clone().map(|pixel| 255 - (255 - pixel) / 8).texts(), [SLIP], "pale");
    assert_eq!(slip.clone().with_noise(40).texts(), [SLIP], "noisy");
    // Light falling from one side.
    let shaded = Canvas::from_fn(slip.width, slip.height, |x, y| {
        let pixel = u32::from(slip.pixels[(y * slip.width + x) as usize]);
        (pixel * (250 + x) / 1250) as u8
    });
    assert_eq!(shaded.texts(), [SLIP], "shaded");
}

#[test]
fn out_of_focus_and_scaled() {
    let slip = Canvas::slip();
    for sigma in [1.0, 2.0] {
        assert_eq!(slip.blurred(sigma).texts(), [SLIP], "{sigma} pixels");
    }
    for factor in [0.45, 0.7, 1.6, 2.9] {
        assert_eq!(slip.scaled(factor).texts(), [SLIP], "{factor} times");
    }
}

#[test]
fn dots_that_do_not_touch() {
    // A dot-matrix or worn thermal printer: a light gap around every dot.
    let symbol = Symbol::new("dotted");
    let module = 6;
    let side = (symbol.side as u32 + 8) * module;
    let canvas = Canvas::from_fn(side, side, |x, y| {
        let (u, v) = (x / module, y / module);
        let dark = (4..symbol.side as u32 + 4).contains(&u)
            && (4..symbol.side as u32 + 4).contains(&v)
            && symbol.modules[(v - 4) as usize * symbol.side + (u - 4) as usize];
        let gap = x % module == 0 || y % module == 0;
        if dark && !gap { 30 } else { 230 }
    });
    assert_eq!(canvas.texts(), ["dotted"]);
}

#[test]
fn says_the_version_and_how_much_had_to_be_corrected() {
    let clean = picture(&Symbol::with_version(SLIP, 18), 5.0, 0.0).scan();
    assert_eq!(clean.codes[0].version, Some(18));
    assert_eq!(clean.codes[0].errors_corrected, Some(0.0));
    // A scratch of ten modules' height through the data.
    let mut scratched = picture(&Symbol::with_version(SLIP, 18), 5.0, 0.0);
    for y in 380..420 {
        for x in 250..480 {
            scratched.pixels[(y * scratched.width + x) as usize] = 235;
        }
    }
    let scratched = scratched.scan();
    assert_eq!(scratched.codes[0].text, SLIP);
    let corrected = scratched.codes[0].errors_corrected.unwrap();
    assert!(corrected > 0.05 && corrected <= 1.0, "{corrected}");
}

#[test]
fn on_crumpled_paper() {
    let mut flat = Canvas::new(420, 420, 215);
    let place = Place { x: 210.0, y: 210.0, module: 7.0, degrees: 3.0 };
    flat.draw(&Symbol::with_version("on crumpled paper", 4), place);
    // A dent beside the middle pulls modules over by one.
    for (left, top) in [(210.0_f32, 200.0_f32), (240.0, 200.0), (190.0, 240.0)] {
        let bent = Canvas::from_fn(420, 420, |x, y| {
            let distance = (x as f32 - left).powi(2) + (y as f32 - top).powi(2);
            let dent = 7.0 * (-distance / (2.0 * 40.0_f32.powi(2))).exp();
            let (x, y) = (x as f32 + dent, y as f32 - dent * 0.6);
            flat.pixels[y.clamp(0.0, 419.0) as usize * 420 + x.clamp(0.0, 419.0) as usize]
        });
        assert_eq!(bent.texts(), ["on crumpled paper"], "{left}, {top}");
    }
}
