//! The photographed slips: every code exactly as it was written, as it is and however the photo is turned.

use std::path::PathBuf;

use slipcheck_scan::{Code, FaultId};

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

/// A photo as if heating elements had not heated: columns of the paper through the code, `dots` modules wide, as bright
/// as the paper beside them. `columns` says where, 0 to 1 from the code's left side to its right.
fn worn(canvas: &Canvas, code: &Code, columns: &[f32], modules_wide: f32) -> Canvas {
    let mut worn = canvas.clone();
    let [a, b, c, d] = code.corners.map(|corner| (corner.x, corner.y));
    let mix = |(ax, ay): (f32, f32), (bx, by): (f32, f32), way: f32| (ax + (bx - ax) * way, ay + (by - ay) * way);
    let modules = (17 + 4 * code.version.unwrap()) as f32;
    let at = |u: f32, v: f32| {
        let (x, y) = mix(mix(a, b, u), mix(d, c, u), v);
        let inside = x >= 0.0 && y >= 0.0 && (x as u32) < canvas.width && (y as u32) < canvas.height;
        inside.then(|| y as usize * canvas.width as usize + x as usize)
    };
    // Steps of less than half a pixel on a code of at most 1500.
    let steps = 4000;
    for column in columns {
        for row in -steps / 4..steps * 5 / 4 {
            let v = row as f32 / steps as f32;
            let beside = (-16..=16).filter_map(|i| at(column + i as f32 / 8.0 / modules, v));
            let Some(paper) = beside.map(|place| canvas.pixels[place]).max() else { continue };
            for i in 0..=32 {
                let across = column + (i as f32 / 32.0 - 0.5) * modules_wide / modules;
                if let Some(place) = at(across, v) {
                    worn.pixels[place] = paper;
                }
            }
        }
    }
    worn
}

/// Photos whose paper has columns without ink as it is, and how many: their codes are read without an error.
const WORN: [(&str, f32); 1] = [("08.jpg", 1.0)];

#[test]
fn worn_print_heads_leave_their_columns() {
    let (mut told, mut all, mut wrong, mut needed) = (0, 0, Vec::new(), 0);
    let photos = photos();
    for (name, _, canvas) in &photos {
        let sound = canvas.scan();
        assert!(sound.faults.iter().all(|fault| fault.id != FaultId::MissingColumns), "{name}: {:?}", sound.faults);
        let own = WORN.iter().find(|(worn, _)| worn == name).map_or(0.0, |(_, count)| *count);
        let mut most = 0.0_f32;
        for wide in [0.34, 0.67, 1.0, 1.5] {
            for columns in [&[0.43][..], &[0.31, 0.52, 0.77]] {
                let picture = worn(canvas, &sound.codes[0], columns, wide).scan();
                let missing = picture.faults.iter().find(|fault| fault.id == FaultId::MissingColumns);
                let (count, blanked) = (missing.map_or(0.0, |fault| fault.value), columns.len() as f32);
                most = most.max(count - blanked);
                all += 1;
                told += u32::from(count >= blanked);
                if count != blanked {
                    wrong.push(format!("{name}: {count} of {blanked}, {wide} modules wide"));
                }
            }
        }
        assert!(most <= own, "{wrong:?}");
        needed += u32::from(most > 0.0);
    }
    eprintln!("columns blanked on photos: all told in {told} of {all}; otherwise {wrong:?}");
    assert!(told * 10 >= all * 9, "{wrong:?}");
    assert!(photos.is_empty() || needed == WORN.len() as u32, "stale: {WORN:?}");
}
