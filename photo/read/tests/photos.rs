//! Photographed slips as the reader sees them: upright, turned, small, dark, blurred, cut off, and pictures of nothing.
//!
//! Needs the models (`node scripts/models.mjs`), and the shared photos where it says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use image::RgbaImage;
use slipcheck_read::{DETECTOR_SIDES, Models, Page, Picture, default_folder, read};

fn models() -> Option<Models> {
    match default_folder().as_deref().map(Models::load) {
        Some(Ok(models)) => Some(models),
        Some(Err(error)) => {
            eprintln!("NOT RUN: reading pictures: {error} (`node scripts/models.mjs` makes the models)");
            None
        }
        None => {
            eprintln!("NOT RUN: reading pictures: no folder for the models");
            None
        }
    }
}

fn photos() -> Option<PathBuf> {
    let vectors = std::env::var_os("SLIPCHECK_VECTORS").map(PathBuf::from);
    let shared = vectors
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), Path::to_path_buf);
    let photos = shared.join("photos");
    if !photos.join("photos.jsonl").exists() {
        eprintln!("NOT RUN: reading photographed slips: no {}", photos.display());
        return None;
    }
    Some(photos)
}

fn page(models: &Models, image: &RgbaImage) -> Page {
    let picture = Picture::from_rgba(image.as_raw(), image.width(), image.height()).unwrap();
    read(&models.detector, &models.recogniser, &picture, DETECTOR_SIDES[0]).unwrap()
}

/// The share of the printed lines' characters that were read, in their order, blanks and widths aside.
fn likeness(page: &Page, lines: &[String]) -> f64 {
    let plain = |text: &str| -> Vec<char> {
        let narrow = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
            '￥' => '¥',
            c => c,
        };
        text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
    };
    let read = plain(&page.lines.iter().map(|line| line.text.as_str()).collect::<String>());
    let printed = plain(&lines.concat());
    // The longest common subsequence.
    let mut row = vec![0usize; read.len() + 1];
    for a in &printed {
        let mut diagonal = 0;
        for (i, b) in read.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] = if a == b { diagonal + 1 } else { above.max(row[i]) };
            diagonal = above;
        }
    }
    row[read.len()] as f64 / printed.len() as f64
}

#[test]
fn slips_are_read_whichever_way_the_picture_lies() {
    let (Some(models), Some(photos)) = (models(), photos()) else { return };
    let truth: Vec<serde_json::Value> = std::fs::read_to_string(photos.join("photos.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let slip = |number: usize| {
        let lines: Vec<String> =
            truth[number]["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect();
        let file = photos.join(truth[number]["image"].as_str().unwrap());
        (image::open(file).unwrap().into_rgba8(), lines)
    };
    let (image, lines) = slip(0);
    let upright = page(&models, &image);
    assert!(upright.turned.abs() < 5.0);
    let mut low = Vec::new();
    let mut expect = |what: &str, page: &Page, least: f64| {
        let likeness = likeness(page, &lines);
        eprintln!("{what}: {:.2} %, turned by {:.0}°", 100.0 * likeness, page.turned);
        if likeness < least {
            low.push(format!("{what}: {likeness}"));
        }
    };
    expect("upright", &upright, 0.99);
    for (what, turned, degrees) in [
        ("upside down", image::imageops::rotate180(&image), 180.0),
        ("on its right side", image::imageops::rotate90(&image), 90.0),
        ("on its left side", image::imageops::rotate270(&image), -90.0),
    ] {
        let page = page(&models, &turned);
        let off = (f64::from(page.turned) - degrees).rem_euclid(360.0);
        assert!(off.min(360.0 - off) < 5.0, "{what}: {}", page.turned);
        expect(what, &page, 0.99);
    }
    let shrunk = image::imageops::thumbnail(&image, image.width() / 3, image.height() / 3);
    expect("at a third of its size", &page(&models, &shrunk), 0.9);
    let mut dark = image.clone();
    dark.pixels_mut().for_each(|pixel| (0..3).for_each(|i| pixel[i] /= 4));
    expect("dark", &page(&models, &dark), 0.97);
    expect("blurred", &page(&models, &image::imageops::blur(&image, 2.0)), 0.95);
    // Cut off in the middle of its text, half of the lines are left.
    let middle = upright.lines[upright.lines.len() / 2].corners[0].y as u32;
    let cut = image::imageops::crop_imm(&image, 0, 0, image.width(), middle).to_image();
    let (left, all) = (page(&models, &cut).lines.len(), upright.lines.len());
    assert!((all / 4..=all * 3 / 4).contains(&left), "{left} of {all}");
    // Characters know where they stand: within their line's row, from left to right.
    for line in &upright.lines {
        let [left, right, ..] = line.corners;
        assert!(line.characters.windows(2).all(|pair| pair[0].middle.x <= pair[1].middle.x + 1.0), "{}", line.text);
        assert!(line.characters.iter().all(|c| c.middle.x > left.x - 5.0 && c.middle.x < right.x + 5.0));
        assert_eq!(line.text, line.characters.iter().map(|c| c.text).collect::<String>());
    }
    assert!(low.is_empty(), "{low:?}");
}

#[test]
fn pictures_of_nothing_have_no_lines() {
    let Some(models) = models() else { return };
    let read = |width: u32, height: u32, pixel: &dyn Fn(u32, u32) -> u8| {
        let image = RgbaImage::from_fn(width, height, |x, y| {
            let value = pixel(x, y);
            image::Rgba([value, value, value, 255])
        });
        page(&models, &image).lines.len()
    };
    assert_eq!(read(1, 1, &|_, _| 0), 0);
    assert_eq!(read(640, 480, &|_, _| 255), 0);
    assert_eq!(read(640, 480, &|_, _| 0), 0);
    assert_eq!(read(5000, 2, &|x, _| x as u8), 0);
    assert_eq!(read(2, 5000, &|_, y| y as u8), 0);
    let noise = |x: u32, y: u32| {
        (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519).to_be_bytes()[0]
    };
    assert!(read(500, 400, &noise) < 20);
}

#[test]
fn one_model_is_not_taken_for_the_other() {
    let Some(folder) = default_folder().filter(|folder| Models::load(folder).is_ok()) else {
        eprintln!("NOT RUN: models taken for each other: the models are not there");
        return;
    };
    let detector = std::fs::read(folder.join("pp-ocrv6-small-detector.onnx")).unwrap();
    assert!(slipcheck_read::Recogniser::new(&detector).is_err());
    assert!(slipcheck_read::Detector::new(&detector[..detector.len() / 2]).is_err());
}
