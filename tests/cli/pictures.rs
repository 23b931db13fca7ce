//! Slips on pictures.

use super::program::{directory, samples, slipcheck, status, verify};
use serde_json::Value;
use std::{ffi::OsString, fs, path::Path, path::PathBuf};

/// Photographed slips of another implementation. While only codes are read, an attached slip comes out `verified` with
/// `printed` `absent`, and a detached one `unreadable`.
#[test]
fn photographed_slips() {
    let vectors = std::env::var_os("SLIPCHECK_VECTORS").map(PathBuf::from);
    let shared = vectors
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Path::to_path_buf);
    let photos = shared.join("photos");
    let Ok(list) = fs::read_to_string(photos.join("photos.jsonl")) else {
        eprintln!("NOT RUN: photographed slips: no {}", photos.display());
        return;
    };
    let mut wrong = Vec::new();
    for line in list.lines() {
        let photo: Value = serde_json::from_str(line).unwrap();
        let mut arguments: Vec<OsString> = ["verify", "--json", "--at"].map(OsString::from).to_vec();
        arguments.push(photo["at"].as_str().unwrap().into());
        for (option, names) in [("--trust", &photo["trust"]), ("--cert", &photo["cert"])] {
            for name in names.as_array().unwrap() {
                arguments.extend([option.into(), photos.join(name.as_str().unwrap()).into_os_string()]);
            }
        }
        arguments.push(photos.join(photo["image"].as_str().unwrap()).into());
        let outcome = slipcheck(arguments);
        let report = &outcome.json()[0];
        let detached = photo["code"].as_str().unwrap().contains("..");
        let expected = if detached { "unreadable" } else { "verified" };
        if report["verdict"] != expected || status(report, "printed") != "absent" || report["code"] != photo["code"] {
            wrong.push(format!("{}: {} {}", photo["id"], report["verdict"], report["notes"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A printed sample as a photo of its paper shows it, changed by what `change` makes of a pixel's brightness: it takes
/// where the pixel is, in pixels from the code's top left corner, and the code's width.
fn photo(name: &str, change: impl Fn(f32, f32, f32, f32) -> f32, blur: usize) -> PathBuf {
    const MARGIN: usize = 60;
    let print = slipcheck_scan::decode(&fs::read(samples().join("good-print.png")).unwrap()).unwrap();
    let (wide, high) = (print.width() as usize, print.height() as usize);
    let picture = slipcheck_scan::scan(print.pixels(), print.width(), print.height(), &Default::default());
    let [a, b, ..] = picture.codes[0].corners;
    let (width, height) = (2 * (wide + 2 * MARGIN), 2 * (high + 2 * MARGIN));
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (x, y) = (x as f32 / 2.0 - MARGIN as f32, y as f32 / 2.0 - MARGIN as f32);
            let inside = x >= 0.0 && y >= 0.0 && (x as usize) < wide && (y as usize) < high;
            let dark = inside && print.pixels()[y as usize * wide + x as usize] < 128;
            let brightness = if dark { 35.0 } else { 215.0 };
            pixels.push(change(x - a.x, y - a.y, b.x - a.x, brightness).clamp(0.0, 255.0) as u8);
        }
    }
    // Means along rows, then along columns.
    for (step, count) in [(1, blur), (width, blur)] {
        let before = pixels.clone();
        for (at, pixel) in pixels.iter_mut().enumerate() {
            let near: Vec<u32> =
                (0..=count).filter_map(|i| before.get(at + i * step)).map(|pixel| u32::from(*pixel)).collect();
            *pixel = (near.iter().sum::<u32>() / near.len() as u32) as u8;
        }
    }
    let file = directory(&format!("photo-{name}")).join(name);
    let mut encoder = png::Encoder::new(fs::File::create(&file).unwrap(), width as u32, height as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    file
}

#[test]
fn pictures_tell_the_printer_s_fault_from_the_camera_s() {
    let grain = |x: f32, y: f32| ((x * 12.9898 + y * 78.233).sin() * 43758.547).fract() * 50.0;
    let worn = |x: f32, width: f32| (0.0..width).contains(&x) && x % (width / 12.0) < width / 60.0;
    let glare = |x: f32, y: f32, width: f32| 500.0 - ((x / width - 0.5).hypot(y / width - 0.5) * 900.0);
    type Case = (&'static str, PathBuf, Option<(&'static str, &'static str, &'static str)>);
    let cases: [Case; 8] = [
        ("good", photo("good.png", |_, _, _, b| b, 0), None),
        ("good, grey", photo("grey.png", |_, _, _, b| 40.0 + b * 0.5, 1), None),
        (
            "one column is missing: read all the same",
            photo("scratch.png", |x, _, w, b| if (x / w - 0.6).abs() < 0.006 { 215.0 } else { b }, 0),
            None,
        ),
        (
            "worn",
            photo("worn.png", |x, _, w, b| if worn(x, w) { 215.0 } else { b }, 0),
            Some(("printer-fault", "missingColumns", "clean-print-head")),
        ),
        (
            "pale",
            photo("pale.png", |x, y, _, b| 195.0 + b * 0.03 + grain(x, y) * 0.3, 0),
            Some(("printer-fault", "printContrast", "change-paper")),
        ),
        ("blurred", photo("blurred.png", |_, _, _, b| b, 26), Some(("camera-fault", "sharpness", "clean-scanner"))),
        (
            "dark",
            photo("dark.png", |x, y, _, b| b * 0.02 + grain(x, y) * 0.5, 0),
            Some(("camera-fault", "brightness", "retake-photo")),
        ),
        (
            "glare",
            photo("glare.png", |x, y, w, b| b.max(glare(x, y, w)), 0),
            Some(("camera-fault", "glare", "retake-photo")),
        ),
    ];
    for (what, file, expected) in cases {
        let outcome = verify(&samples(), &[], &[file]);
        let report = &outcome.json()[0];
        let causes = report["causes"].as_array().unwrap();
        let ids: Vec<_> = causes.iter().map(|cause| cause["id"].as_str().unwrap()).collect();
        let Some((id, measure, step)) = expected else {
            assert_eq!((&report["verdict"], ids.len()), (&"verified".into(), 0), "{what}: {causes:?}");
            continue;
        };
        assert_eq!(report["verdict"], "unreadable", "{what}");
        assert_eq!(ids, [id], "{what}: {causes:?}");
        assert_eq!(causes[0]["confidence"], "likely", "{what}");
        assert!(causes[0]["evidence"][measure].as_f64().is_some(), "{what}: {causes:?}");
        assert!(causes[0]["evidence"]["finding"].as_str().is_some(), "{what}: {causes:?}");
        let steps = report["nextSteps"]["merchant"].as_array().unwrap();
        assert!(steps.contains(&step.into()), "{what}: {steps:?}");
    }
}

/// A PDF of one page for each content, A4.
fn pdf(name: &str, contents: &[String]) -> PathBuf {
    let kids: String = (0..contents.len()).map(|i| format!("{} 0 R ", 3 + 2 * i)).collect();
    let mut file = format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {} \
         /MediaBox [0 0 595 842] >>\nendobj\n",
        contents.len()
    );
    for (i, content) in contents.iter().enumerate() {
        let (page, stream) = (3 + 2 * i, 4 + 2 * i);
        file += &format!("{page} 0 obj\n<< /Type /Page /Parent 2 0 R /Contents {stream} 0 R >>\nendobj\n");
        file += &format!("{stream} 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n", content.len());
    }
    // Without cross-references: it is read by its objects.
    let path = directory(&format!("pdf-{name}")).join(name);
    fs::write(&path, file + "trailer\n<< /Root 1 0 R >>\n%%EOF\n").unwrap();
    path
}

/// Operators that fill the modules of a code.
fn code(text: &str) -> String {
    let code = qrcode::QrCode::new(text).unwrap();
    let side = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == qrcode::Color::Dark);
    dark.map(|(at, _)| format!("{} {} 3 3 re ", 80 + at % side * 3, 700 - at / side * 3)).collect::<String>() + "f"
}

#[test]
fn codes_drawn_on_pages_of_a_pdf_are_read_as_far_as_pages_are() {
    let slip = fs::read_to_string(samples().join("good-code-only.txt")).unwrap();
    let drawn = code(slip.trim());
    let blank = |count: usize| vec![String::new(); count];
    let report = |name: &str, contents: &[String]| verify(&samples(), &[], &[pdf(name, contents)]).json().remove(0);
    let told = |report: &Value| report["notes"].as_array().unwrap().iter().any(|note| note["id"] == "pages-not-read");

    let first = report("first.pdf", &[vec![drawn.clone()], blank(1)].concat());
    assert_eq!((&first["verdict"], told(&first)), (&"verified".into(), false), "{first}");
    let last = report("last.pdf", &[blank(19), vec![drawn.clone()]].concat());
    assert_eq!((&last["verdict"], told(&last)), (&"verified".into(), false), "{last}");
    let behind = report("behind.pdf", &[blank(20), vec![drawn]].concat());
    assert_eq!((&behind["code"], told(&behind)), (&Value::Null, true), "{behind}");
    assert_eq!(behind["verdict"], "unreadable", "{behind}");
    // Whatever text stands on the pages that were read.
    let words = "BT /F1 9 Tf 1 0 0 1 60 700 Tm (MERCHANT ID: 898310158120101  TERMINAL ID: 10450023  AMOUNT: RMB 138.00) Tj ET";
    let shown = vec![words.to_string()];
    let short = report("short.pdf", &shown);
    assert_eq!((&short["verdict"], told(&short)), (&"unsigned".into(), false), "{short}");
    let long = report("long.pdf", &[shown, blank(20)].concat());
    assert_eq!((&long["verdict"], told(&long)), (&"unreadable".into(), true), "{long}");
    assert!(long["causes"].as_array().unwrap().is_empty(), "{long}");
}

#[test]
fn a_published_receipt_as_a_pdf() {
    let vectors = std::env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    let file = vectors.join("pdf/receipt-tse-vector.pdf");
    if !file.exists() {
        eprintln!("NOT RUN: {} is not there", file.display());
        return;
    }
    let report = verify(&samples(), &[], &[file]).json().remove(0);
    assert_eq!((&report["format"], &report["verdict"]), (&"de-tse".into(), &"unknown-issuer".into()), "{report}");
}
