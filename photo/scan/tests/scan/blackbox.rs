//! The black-box photos of the QR readers zxing and zxing-cpp: how many are read, how fast, and none wrongly.
//!
//! They are not part of this repository. `SLIPCHECK_BLACKBOX` names a folder that holds, in folders of any name,
//! pictures with the expected text beside each: `core/src/test/resources/blackbox/qrcode-*` of zxing as
//! `zxing/qrcode-*`, `test/samples/qrcode-*` of zxing-cpp as `zxing-cpp/qrcode-*`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use slipcheck_scan::{Options, decode, scan};

/// The share of photos that must be read, in percent.
const SHARE: f64 = 93.0;

/// Texts that are not what the picture holds, with what it does hold: the other reader gives the same picture's so. One
/// that no picture needs any more fails.
const MISPRINTS: [(&str, &str); 1] = [(
    "The 2005 USGS aerial photograph of the Washington Monument is censored.",
    "The 2005 USGS aerial photography of the Washington Monument is censored.",
)];

/// Files below a folder, in order.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, found);
        } else {
            found.push(entry);
        }
    }
}

/// A text file in UTF-8, or else in ISO/IEC 8859-1, as those readers' own tests take it.
fn text(file: &Path) -> Option<String> {
    let bytes = std::fs::read(file).ok()?;
    Some(String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect()))
}

struct Row {
    folder: String,
    read: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
    hits: Vec<Duration>,
    misses: Vec<Duration>,
}

fn milliseconds(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

#[test]
fn black_box_photos() {
    let Some(root) = std::env::var_os("SLIPCHECK_BLACKBOX").map(PathBuf::from).filter(|root| root.is_dir()) else {
        eprintln!("NOT RUN: the black-box photos are not there (set SLIPCHECK_BLACKBOX)");
        return;
    };
    let mut pictures = Vec::new();
    files(&root, &mut pictures);
    let mut rows: Vec<Row> = Vec::new();
    let mut needed = std::collections::BTreeSet::new();
    for file in pictures.iter().filter(|file| file.extension().is_some_and(|end| end != "txt")) {
        let (Some(expected), Ok(luma)) = (text(&file.with_extension("txt")), decode(&std::fs::read(file).unwrap()))
        else {
            continue;
        };
        let name = file.strip_prefix(&root).unwrap();
        let folder = name.parent().unwrap().to_string_lossy().into_owned();
        let began = Instant::now();
        let picture = scan(luma.pixels(), luma.width(), luma.height(), &Options::default());
        let took = began.elapsed();
        if rows.last().is_none_or(|row| row.folder != folder) {
            let row = Row { folder, read: 0, wrong: vec![], missed: vec![], hits: vec![], misses: vec![] };
            rows.push(row);
        }
        let row = rows.last_mut().unwrap();
        let name = name.file_name().unwrap().to_string_lossy().into_owned();
        let misprint = MISPRINTS.iter().position(|(text, _)| *text == expected);
        let expected = misprint.and_then(|at| MISPRINTS.get(at)).map_or(expected.as_str(), |(_, held)| held);
        let same = |text: &String| text.replace("\r\n", "\n") == expected.replace("\r\n", "\n");
        if picture.codes.is_empty() {
            if std::env::var_os("MISSES").is_some() {
                eprintln!("{name} {}x{} {:?} {:?}", luma.width(), luma.height(), picture.finding, took);
            }
            row.missed.push(name);
            row.misses.push(took);
        } else if picture.codes.iter().any(|code| same(&code.text)) {
            row.read += 1;
            row.hits.push(took);
            needed.extend(misprint);
        } else {
            eprintln!(
                "{name}: read {:?}, expected {expected:?}",
                picture.codes.iter().map(|c| &c.text).collect::<Vec<_>>()
            );
            row.wrong.push(name);
        }
    }
    let (mut read, mut wrong, mut of) = (0, 0, 0);
    let (mut hits, mut misses) = (Vec::new(), Vec::new());
    for row in &mut rows {
        let all = row.read + row.wrong.len() + row.missed.len();
        eprintln!(
            "{:24} {:3}/{:3}  median {:6.1} ms, misses {:6.1} ms  missed: {} wrong: {}",
            row.folder,
            row.read,
            all,
            milliseconds(&mut row.hits, 0.5),
            milliseconds(&mut row.misses, 0.5),
            row.missed.join(" "),
            row.wrong.join(" "),
        );
        (read, wrong, of) = (read + row.read, wrong + row.wrong.len(), of + all);
        hits.append(&mut row.hits);
        misses.append(&mut row.misses);
    }
    let share = read as f64 * 100.0 / of as f64;
    eprintln!(
        "all {read}/{of} = {share:.1} %, {wrong} wrong, hits: median {:.1} ms, 95th percentile {:.1} ms; misses: median {:.1} ms, slowest {:.1} ms",
        milliseconds(&mut hits, 0.5),
        milliseconds(&mut hits, 0.95),
        milliseconds(&mut misses, 0.5),
        milliseconds(&mut misses, 1.0),
    );
    assert!(share >= SHARE, "{share:.1} % of the black-box photos were read");
    assert_eq!(wrong, 0);
    for (at, (text, _)) in MISPRINTS.iter().enumerate() {
        assert!(needed.contains(&at), "no picture reads otherwise than its text says any more: {text:?}");
    }
}
