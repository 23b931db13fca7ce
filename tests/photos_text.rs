//! Photographed slips, code and printed text: every verdict, and how many members are read exactly.
//!
//! A gate by thresholds, not a snapshot. Needs the shared photos and the models (`node scripts/models.mjs`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(feature = "cli")]

use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Members that are counted.
const COUNTED: [&str; 9] = ["mid", "tid", "rrn", "stan", "auth", "batch", "pan", "amount", "time"];

/// The folder of photos and that of the models; `None`, loudly, when either is missing.
fn folders() -> Option<(PathBuf, PathBuf)> {
    let vectors = std::env::var_os("SLIPCHECK_VECTORS").map(PathBuf::from);
    let shared = vectors
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Path::to_path_buf);
    let photos = shared.join("photos");
    if !photos.join("photos.jsonl").exists() {
        eprintln!("NOT RUN: printed text of photographed slips: no {}", photos.display());
        return None;
    }
    let models = slipcheck_read::default_folder();
    match models.as_deref().map(slipcheck_read::Models::load) {
        Some(Ok(_)) => Some((photos, models?)),
        Some(Err(error)) => {
            eprintln!(
                "NOT RUN: printed text of photographed slips: {error} (`node scripts/models.mjs` makes the models)"
            );
            None
        }
        None => {
            eprintln!("NOT RUN: printed text of photographed slips: no folder for the models");
            None
        }
    }
}

fn run(arguments: &[&std::ffi::OsStr]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_slipcheck")).args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is wrong with a report, measured by what the photo's truth expects of it.
fn wrong(report: &Value, photo: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let expect = &photo["expect"];
    if !expect["verdict"].as_array().unwrap().contains(&report["verdict"]) {
        wrong.push(format!(
            "{} instead of {}: {} {}",
            report["verdict"], expect["verdict"], report["causes"], report["notes"]
        ));
    }
    let differing: Vec<&str> = report["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| field["match"] == false)
        .filter_map(|field| field["name"].as_str())
        .collect();
    let expected: Vec<&str> = expect["fields"].as_object().unwrap().keys().map(String::as_str).collect();
    if differing != expected {
        wrong.push(format!("differing: {differing:?} instead of {expected:?}"));
    }
    wrong
}

#[test]
fn photographed_slips_are_judged_by_what_is_printed() {
    let Some((photos, models)) = folders() else { return };
    let mut failures = Vec::new();
    // Exact and all members, by severity in tenths.
    let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    for line in fs::read_to_string(photos.join("photos.jsonl")).unwrap().lines() {
        let photo: Value = serde_json::from_str(line).unwrap();
        let id = photo["id"].as_str().unwrap();
        let path = |name: &Value| photos.join(name.as_str().unwrap()).into_os_string();
        let mut arguments: Vec<std::ffi::OsString> = ["verify", "--json", "--at"].map(Into::into).to_vec();
        arguments.push(photo["at"].as_str().unwrap().into());
        arguments.extend(["--models".into(), models.clone().into_os_string()]);
        for (option, names) in [("--trust", &photo["trust"]), ("--cert", &photo["cert"])] {
            arguments.extend(names.as_array().unwrap().iter().flat_map(|name| [option.into(), path(name)]));
        }
        arguments.push(path(&photo["image"]));
        let arguments: Vec<&std::ffi::OsStr> = arguments.iter().map(|argument| argument.as_os_str()).collect();
        let reports = run(&arguments);
        assert_eq!(reports.len(), 1, "{id}");
        failures.extend(wrong(&reports[0], &photo).into_iter().map(|what| format!("{id}: {what}")));

        let fields = reports[0]["fields"].as_array().unwrap();
        let count = counts.entry((photo["severity"].as_f64().unwrap() * 10.0) as u64).or_default();
        for name in COUNTED {
            let truth = photo["printed"][name].as_str().unwrap();
            let read = fields.iter().find(|field| field["name"] == name).and_then(|field| field["printed"].as_str());
            // The paper prints no offset.
            let exact = read.is_some_and(|read| read == truth || (name == "time" && Some(read) == truth.get(..19)));
            count.1 += 1;
            count.0 += usize::from(exact);
            if !exact {
                eprintln!("{id} {name}: read {read:?}, printed {truth}");
            }
        }
        // Where a member stands is told, within the picture.
        let amount = fields.iter().find(|field| field["name"] == "amount").unwrap();
        if !amount["where"]["width"].as_f64().is_some_and(|width| width > 20.0) {
            failures.push(format!("{id}: amount has no place"));
        }
    }
    let share = |all: &mut dyn Iterator<Item = &(usize, usize)>| {
        let (exact, of) = all.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        exact as f64 / (of as f64).max(1.0)
    };
    let mild = share(&mut counts.range(..=8).map(|(_, count)| count));
    let severe = share(&mut counts.range(9..).map(|(_, count)| count));
    eprintln!("members exact: {:.2} % up to severity 0.8, {:.2} % above ({counts:?})", 100.0 * mild, 100.0 * severe);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(mild >= 0.997 && severe >= 0.98, "{mild} {severe}");
}

#[test]
fn two_slips_on_one_photo_are_judged_each_by_its_own_print() {
    let Some((photos, models)) = folders() else { return };
    let list = fs::read_to_string(photos.join("photos.jsonl")).unwrap();
    let all: Vec<Value> = list.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // Attached and detached, good and altered, and the picture on its side.
    for (left, right, turned) in [(0, 2, false), (5, 1, true)] {
        let picture = |at: usize| image::open(photos.join(all[at]["image"].as_str().unwrap())).unwrap().into_rgb8();
        let (a, b) = (picture(left), picture(right));
        let grey = image::Rgb([110; 3]);
        let mut both = image::RgbImage::from_pixel(a.width() + b.width(), a.height().max(b.height()), grey);
        image::imageops::replace(&mut both, &a, 0, 0);
        image::imageops::replace(&mut both, &b, i64::from(a.width()), 0);
        if turned {
            both = image::imageops::rotate90(&both);
        }
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("two-slips-{left}-{right}.jpg"));
        both.save(&file).unwrap();
        let mut arguments: Vec<std::ffi::OsString> = ["verify", "--json", "--at"].map(Into::into).to_vec();
        arguments.push(all[left]["at"].as_str().unwrap().into());
        arguments.extend(["--models".into(), models.clone().into_os_string()]);
        for (option, names) in [("--trust", &all[left]["trust"]), ("--cert", &all[left]["cert"])] {
            let path = |name: &Value| photos.join(name.as_str().unwrap()).into_os_string();
            arguments.extend(names.as_array().unwrap().iter().flat_map(|name| [option.into(), path(name)]));
        }
        arguments.push(file.clone().into_os_string());
        let arguments: Vec<&std::ffi::OsStr> = arguments.iter().map(|argument| argument.as_os_str()).collect();
        let reports = run(&arguments);
        assert_eq!(reports.len(), 2);
        for at in [left, right] {
            // Slips are told apart by what was signed, or printed where that is all there is.
            let tid = &all[at]["printed"]["tid"];
            let own = |report: &&Value| {
                let fields = report["fields"].as_array().unwrap();
                fields.iter().any(|field| field["name"] == "tid" && field["printed"] == *tid)
            };
            let report = reports.iter().find(own).unwrap_or_else(|| panic!("no slip of terminal {tid}"));
            assert_eq!(wrong(report, &all[at]), Vec::<String>::new(), "{left} beside {right}");
        }
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn reading_tells_lines_and_members() {
    let Some((photos, models)) = folders() else { return };
    let image = photos.join("00.jpg");
    let reading =
        &run(&["read".as_ref(), "--json".as_ref(), "--models".as_ref(), models.as_os_str(), image.as_os_str()])[0];
    assert_eq!(reading["format"], "cn-unionpay");
    assert!(reading["lines"].as_array().unwrap().iter().all(|line| line["where"]["height"].as_f64().unwrap() > 5.0));
    let value = |name: &str| {
        reading["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap()["value"].clone()
    };
    assert_eq!((value("amount"), value("tid")), ("3970.67".into(), "34285249".into()));
}

#[test]
fn missing_models_are_a_wrong_call_when_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_slipcheck"))
        .args(["verify", "--json", "--models", "no-such-folder", "www/public/samples/good-print.png"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("scripts/models.mjs"));
}

#[test]
fn without_models_the_code_alone_is_read_and_that_is_said() {
    let output = Command::new(env!("CARGO_BIN_EXE_slipcheck"))
        .args(["verify", "--json", "www/public/samples/good-print.png"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SLIPCHECK_MODELS", "no-such-folder")
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["format"], "signed-slip");
    let printed = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "printed").unwrap();
    assert_eq!(printed["status"], "absent");
    assert!(String::from_utf8_lossy(&output.stderr).contains("scripts/models.mjs"));
}
