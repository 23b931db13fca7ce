//! `demo-ca` and the samples that it makes.

use super::program::{demo, directory, index, samples, slipcheck, status, verify};
use serde_json::Value;
use std::{ffi::OsStr, fs, path::Path};

/// Every sample gets the verdict and the first cause that the index promises.
#[track_caller]
fn keeps_its_promises(directory: &Path, more: &[&str]) {
    let samples = index(directory);
    assert!(samples.len() >= 20);
    let mut wrong = Vec::new();
    for sample in &samples {
        let outcome = verify(directory, more, &[directory.join(sample["file"].as_str().unwrap())]);
        outcome.calm();
        let reports = outcome.json();
        assert_eq!(reports.len(), 1, "{sample}");
        let report = &reports[0];
        let cause = report["causes"].get(0).map_or(Value::Null, |cause| cause["id"].clone());
        if report["verdict"] != sample["expect"] || cause != sample["cause"] {
            wrong.push(format!(
                "{}: expected {} {}, got {} {}",
                sample["id"], sample["expect"], sample["cause"], report["verdict"], report["causes"]
            ));
        }
        assert_eq!(outcome.code, i32::from(report["verdict"] != "verified"), "{sample}");
        let checks: Vec<&str> =
            report["checks"].as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap()).collect();
        let seven = ["format", "digest", "signature", "certificate", "validity", "printed", "plausibility"];
        assert_eq!(checks, seven);
        // Whatever the demonstration vouches for says so.
        if report["verdict"] == "verified" {
            assert_eq!(report["demo"], true, "{sample}");
            // A gateway's message has no paper.
            let message = sample["outcome"].is_object();
            assert_eq!(
                status(report, "printed") == "absent",
                message || sample["id"] == "good-code-only" || sample["id"] == "good-print"
            );
            assert!(!message || report["outcome"]["status"] == sample["outcome"]["status"], "{sample}");
            assert_eq!(report["outcome"]["environment"], sample["outcome"]["environment"], "{sample}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn samples_get_the_verdicts_that_they_are_made_for() {
    keeps_its_promises(demo(), &[]);
}

#[test]
fn published_samples_keep_their_verdicts_for_years() {
    keeps_its_promises(&samples(), &[]);
    keeps_its_promises(&samples(), &["--at", "2045-12-31T00:00:00Z"]);
}

#[test]
fn published_samples_are_what_demo_ca_makes() {
    let made = directory("published");
    let arguments = ["demo-ca", "--no-keys", "--force", "--seed", "samples", "--at", "2026-11-20T18:42:07+08:00"];
    let outcome = slipcheck(arguments.iter().map(OsStr::new).chain([made.as_os_str()]));
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert!(!made.join("keys").exists());
    let mut size = 0;
    let mut names = 0;
    for entry in fs::read_dir(samples()).unwrap() {
        let path = entry.unwrap().path();
        let published = fs::read(&path).unwrap();
        size += published.len();
        names += 1;
        let name = path.file_name().unwrap();
        // Printed slips are drawn with whatever font there is.
        if path.extension() != Some(OsStr::new("png")) && !(name == "index.json" && outcome.err.contains("left out")) {
            assert!(fs::read(made.join(name)).unwrap() == published, "{} would be made otherwise", name.display());
        }
    }
    // Kept for use without a network: text messages and slips, and seven documents that are not packed.
    assert!(size <= 240_000, "{size} bytes");
    for sample in index(&samples()) {
        assert!(samples().join(sample["file"].as_str().unwrap()).is_file(), "{sample}");
        for language in ["zh-CN", "en", "de"] {
            assert!(sample["title"][language].is_string() && sample["broken"][language].is_string(), "{sample}");
        }
    }
    // index.json, root, chain, CRL, and the samples.
    assert_eq!(names, index(&samples()).len() + 4);
}

#[test]
fn demo_ca_takes_care_of_what_is_there() {
    let full = directory("full");
    fs::write(full.join("mine.txt"), "mine").unwrap();
    slipcheck([OsStr::new("demo-ca"), full.as_os_str()]).refused("not empty");
    let file = full.join("mine.txt");
    slipcheck([OsStr::new("demo-ca"), file.as_os_str()]).refused("directory");
    slipcheck([OsStr::new("demo-ca"), "--at".as_ref(), "yesterday".as_ref(), full.as_os_str()]).refused("--at");
    slipcheck([OsStr::new("demo-ca"), "--at".as_ref(), "9999-12-31T00:00:00Z".as_ref(), full.as_os_str()])
        .refused("--at");
    assert_eq!(fs::read_dir(&full).unwrap().count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(demo().join("keys/terminal.pem")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "private keys are for their owner");
    }
}
