//! Turns one compiled web module into a JavaScript module that a browser loads: `NAME.js`, `NAME.d.ts`, `NAME_bg.wasm`.
//!
//! `slipcheck-build MODULE.wasm FOLDER`. The wasm-bindgen version is the one of `Cargo.lock`, which the crates use too:
//! there is no second tool to install, and none that could drift from them.

use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

const USAGE: &str = "usage: slipcheck-build MODULE.wasm FOLDER
  MODULE.wasm  what `cargo build --target wasm32-unknown-unknown` made
  FOLDER       where the JavaScript module goes; made if missing";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(module), Some(folder), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    // wasm-bindgen takes the output's name from the input's; a name that is not UTF-8 would make it panic.
    if !module.is_file() || module.file_stem().and_then(|stem| stem.to_str()).is_none() {
        eprintln!("{} is not a file that can be read.\n{USAGE}", module.display());
        return ExitCode::from(2);
    }
    match bind(&module, &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}: {message}", module.display());
            ExitCode::FAILURE
        }
    }
}

/// Writes the web-target module of `module` into `folder`.
fn bind(module: &std::path::Path, folder: &std::path::Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The page names the module's address itself: the bundler must see it exactly once.
        .omit_default_module_path(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)).map_err(|error| format!("{error:#}"))
}
