//! The READMEs are run, not believed: every command that they show, in order, in an empty folder.

use super::program::{directory, slipcheck_in};
use std::{fs, path::Path};

const COMMAND: &str = "cargo run --release -- ";

/// The command lines of a README's fenced blocks that run the program, each as its arguments.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(readme);
    let text = fs::read_to_string(path).unwrap();
    let blocks = text.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix(COMMAND));
    lines.map(|line| line.split_whitespace().map(String::from).collect()).collect()
}

fn runs(readme: &str) {
    let folder = directory(&format!("readme-{}", readme.to_lowercase()));
    let commands = commands(readme);
    for name in ["demo-ca", "verify", "read", "certificate", "issue"] {
        assert!(commands.iter().any(|command| command[0] == name), "{readme} does not show {name}");
    }
    for command in commands {
        let outcome = slipcheck_in(&folder, &command);
        assert_eq!(outcome.code, 0, "{readme}: {command:?}\n{}{}", outcome.out, outcome.err);
        outcome.calm();
    }
    assert!(folder.join("signed.txt").is_file());
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    runs("README.md");
}

#[test]
fn every_command_of_the_chinese_readme_does_what_it_says() {
    runs("README.zh-CN.md");
}

#[test]
fn scripts_that_the_readmes_name_are_there() {
    let package = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("package.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).unwrap();
        let named =
            text.split("npm run ").skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != ':'));
        let names: Vec<&str> = named.filter_map(|mut words| words.next()).chain(["start", "test"]).collect();
        for name in names {
            assert!(package["scripts"][name].is_string(), "{readme}: npm run {name}");
        }
    }
}
