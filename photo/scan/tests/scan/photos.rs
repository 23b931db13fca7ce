//! The photographed slips: every code exactly as it was written, as it is and however the photo is turned.

use std::path::PathBuf;

use crate::drawing::Canvas;

/// Where the photos are, when they are there.
fn folder() -> Option<PathBuf> {
    let beside = |vectors: String| PathBuf::from(vectors).join("../photos");
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/photos");
    [std::env::var("SLIPCHECK_VECTORS").ok().map(beside), Some(shared)]
        .into_iter()
        .flatten()
        .find(|folder| folder.join("photos.jsonl").is_file())
}

/// Every photo's name, what its code holds, and the picture.
fn photos() -> Vec<(String, String, Canvas)> {
    let Some(folder) = folder() else {
        eprintln!("NOT RUN: the photographed slips are not there (set SLIPCHECK_VECTORS)");
        return Vec::new();
    };
    let list = std::fs::read_to_string(folder.join("photos.jsonl")).unwrap();
    let photos: Vec<_> = list
        .lines()
        .map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            let name = entry["image"].as_str().unwrap().to_owned();
            let code = entry["code"].as_str().unwrap().to_owned();
            let picture = image::open(folder.join(&name)).unwrap().into_luma8();
            (name, code, Canvas::from_luma(picture))
        })
        .collect();
    assert!(!photos.is_empty());
    photos
}

#[test]
fn as_they_are() {
    for (name, code, canvas) in photos() {
        assert_eq!(canvas.texts(), [code], "{name}");
    }
}

#[test]
fn turned_by_quarters() {
    use image::imageops::{rotate90, rotate180, rotate270};
    for (name, code, canvas) in photos() {
        let picture = canvas.to_luma();
        for turned in [rotate90(&picture), rotate180(&picture), rotate270(&picture)] {
            assert_eq!(Canvas::from_luma(turned).texts(), [code.as_str()], "{name}");
        }
    }
}

#[test]
fn turned_by_37_degrees() {
    for (name, code, canvas) in photos() {
        assert_eq!(canvas.turned(37.0).texts(), [code], "{name}");
    }
}

#[test]
fn larger_and_smaller() {
    for (name, code, canvas) in photos() {
        for factor in [0.5, 1.5] {
            assert_eq!(canvas.scaled(factor).texts(), [code.as_str()], "{name}, {factor} times");
        }
    }
}

#[test]
fn two_photos_in_one_picture() {
    let photos = photos();
    for pair in photos.chunks_exact(2) {
        let [(left_name, left_code, left), (right_name, right_code, right)] = pair else {
            continue;
        };
        let both = Canvas::from_fn(left.width + right.width, left.height.max(right.height), |x, y| {
            let (canvas, x) = if x < left.width { (left, x) } else { (right, x - left.width) };
            let inside = x < canvas.width && y < canvas.height;
            if inside { canvas.pixels[(y * canvas.width + x) as usize] } else { 110 }
        });
        let mut texts = both.texts();
        texts.sort();
        let mut expected = [left_code.clone(), right_code.clone()];
        expected.sort();
        assert_eq!(texts, expected, "{left_name} and {right_name}");
    }
}
