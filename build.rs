//! Compiles the tables of `specs/` and `data/` into compact Rust, so that the web module carries no JSON of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{env, fs, path::Path};

#[path = "build/codes.rs"]
mod codes;
#[path = "src/issuers/fold.rs"]
mod fold;
#[path = "build/issuers.rs"]
mod issuers;
#[path = "build/next_steps.rs"]
mod next_steps;
#[path = "build/slip_labels.rs"]
mod slip_labels;

/// The files of `specs/steps`: lists of formats that only a build with everything has.
fn own_steps() -> Vec<String> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("specs/steps");
    println!("cargo::rerun-if-changed={}", folder.display());
    if env::var("CARGO_FEATURE_ALL").is_err() {
        return Vec::new();
    }
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("the table is part of the project")).collect()
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/slip/fold.rs");
    println!("cargo::rerun-if-changed=src/issuers/fold.rs");
    #[allow(clippy::type_complexity)]
    let tables: [(&str, &str, fn(&str) -> String); 6] = [
        ("specs", "next-steps", |json| {
            let files = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("specs/pdf-steps.json");
            println!("cargo::rerun-if-changed={}", files.display());
            let files = env::var("CARGO_FEATURE_FULL")
                .is_ok()
                .then(|| fs::read_to_string(files).expect("the table is part of the project"));
            next_steps::compile(json, files.as_deref(), &own_steps())
        }),
        ("specs", "slip-labels", slip_labels::compile),
        ("specs", "issuers", issuers::compile),
        ("specs", "issuers-eu", issuers::compile_lists),
        ("data", "mcc", codes::categories),
        ("data", "regions", codes::regions),
    ];
    for (folder, name, compile) in tables {
        let path = Path::new(&root).join(folder).join(name).with_extension("json");
        println!("cargo::rerun-if-changed={}", path.display());
        let json = fs::read_to_string(&path).expect("the table is part of the project");
        fs::write(Path::new(&out).join(name).with_extension("rs"), compile(&json)).expect("OUT_DIR is writable");
        if name == "issuers" {
            fs::write(Path::new(&out).join("issuers-keys.rs"), issuers::fronts(&json)).expect("OUT_DIR is writable");
        }
    }
}
