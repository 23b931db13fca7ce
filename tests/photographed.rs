//! Slips with other values than the shared photos', printed, photographed badly and read: how many members come out exactly.
//!
//! `cargo test --test suite photographed::` is the gate, with a few slips. The whole measurement, with a table by severity:
//! `SLIPS=24 FROM=1 cargo test --release --test suite photographed:: -- --ignored --nocapture`; another `FROM` makes other slips. Needs the models (`node scripts/models.mjs`)
//! and a font with Chinese characters.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(feature = "cli")]

#[path = "photographed/photo.rs"]
mod photo;
#[path = "photographed/slip.rs"]
mod slip;

use ab_glyph::FontVec;
use image::codecs::jpeg::JpegEncoder;
use photo::photograph;
use serde_json::Value;
use slip::{Chance, Layouts, Slip};
use std::{fs, path::PathBuf, process::Command};

/// Where fonts with Chinese characters are usually found, and which face of a collection is the simplified Chinese one.
const FONTS: [(&str, u32); 8] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
];

/// Every one that is there: slips are printed with any of them.
fn fonts() -> Option<Vec<FontVec>> {
    let font = |(path, face): &(&str, u32)| FontVec::try_from_vec_and_index(fs::read(path).ok()?, *face).ok();
    let found: Vec<FontVec> = FONTS.iter().filter_map(font).collect();
    if found.is_empty() {
        eprintln!("NOT RUN: reading slips photographed here: no font with Chinese characters (Debian: fonts-noto-cjk)");
        return None;
    }
    Some(found)
}

fn models() -> Option<PathBuf> {
    let folder = slipcheck_read::default_folder();
    match folder.as_deref().map(slipcheck_read::Models::load) {
        Some(Ok(_)) => folder,
        _ => {
            eprintln!(
                "NOT RUN: reading slips photographed here: the models are not there (`node scripts/models.mjs` makes them)"
            );
            None
        }
    }
}

/// Members that are exact, and all, of slips at a severity; what is wrong is told. `None`, loudly, when it cannot be measured.
fn exact(layouts: Layouts, severity: f32, seeds: core::ops::Range<u64>) -> Option<(usize, usize)> {
    let (fonts, models) = (fonts()?, models()?);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("photographed-{severity}-{}", seeds.start));
    fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipcheck"));
    command.args(["read", "--json", "--models"]).arg(models);
    let mut slips = Vec::new();
    for seed in seeds {
        let mut chance = Chance::new(seed);
        let font = &fonts[chance.below(fonts.len())];
        let slip = Slip::new(&mut chance, layouts);
        let photo = photograph(&slip, font, &mut chance, severity);
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, photo.quality)
            .encode(&photo.pixels, photo.width, photo.height, image::ExtendedColorType::Rgb8)
            .unwrap();
        let path = folder.join(format!("{seed}.jpg"));
        fs::write(&path, file).unwrap();
        command.arg(path);
        slips.push((seed, slip));
    }
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), slips.len(), "{}", String::from_utf8_lossy(&output.stderr));
    let (mut right, mut all) = (0, 0);
    for (line, (seed, slip)) in text.lines().zip(&slips) {
        let reading: Value = serde_json::from_str(line).unwrap();
        for (name, truth) in &slip.members {
            let field = reading["fields"].as_array().unwrap().iter().find(|field| field["name"] == *name);
            let read = field.and_then(|field| field["value"].as_str());
            all += 1;
            if read == Some(truth) {
                right += 1;
            } else {
                eprintln!("severity {severity}, slip {seed}, {name}: read {read:?}, printed {truth}");
            }
        }
    }
    if std::env::var_os("KEEP").is_none() {
        fs::remove_dir_all(folder).unwrap();
    }
    Some((right, all))
}

#[test]
fn badly_photographed_slips_are_read() {
    let mut mild = (0, 0);
    for (layouts, severity, seeds) in
        [(Layouts::Usual, 0.4, 1000..1003), (Layouts::Usual, 0.8, 1010..1013), (Layouts::Other, 0.6, 1030..1032)]
    {
        let Some((right, all)) = exact(layouts, severity, seeds) else { return };
        mild = (mild.0 + right, mild.1 + all);
    }
    let Some(severe) = exact(Layouts::Usual, 1.0, 1020..1023) else { return };
    let share = |(right, all): (usize, usize)| right as f64 / all as f64;
    assert!(share(mild) >= 0.997 && share(severe) >= 0.98, "{mild:?} {severe:?}");
}

#[test]
#[ignore = "a measurement of many minutes"]
fn how_many_members_are_exact() {
    let number = |name: &str| std::env::var(name).ok().and_then(|count| count.parse::<u64>().ok());
    let (count, from) = (number("SLIPS").unwrap_or(24), number("FROM").unwrap_or(1));
    for (i, layouts) in [Layouts::Usual, Layouts::Other].into_iter().enumerate() {
        for (j, severity) in [0.2, 0.4, 0.6, 0.8, 1.0].into_iter().enumerate() {
            let first = from + 1000 * (5 * i + j) as u64;
            let Some((right, all)) = exact(layouts, severity, first..first + count) else { return };
            let share = 100.0 * right as f64 / all as f64;
            eprintln!("{layouts:?} layouts, severity {severity}: {right} of {all} members exact, {share:.2} %");
        }
    }
}
