//! Runs of the program, and what they left behind.

use serde_json::Value;
use std::{
    ffi::OsStr, ffi::OsString, fs, io::Write as _, path::Path, path::PathBuf, process::Command, process::Stdio,
    sync::OnceLock,
};

/// What one run left behind.
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Outcome {
    /// Exit 2, a message, nothing like a crash.
    #[track_caller]
    pub(crate) fn refused(&self, said: &str) {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert!(self.err.contains(said), "{said:?} is not in {:?}", self.err);
        self.calm();
    }

    /// No panic, no debug output, nothing that commands a terminal.
    #[track_caller]
    pub(crate) fn calm(&self) {
        for text in [&self.out, &self.err] {
            assert!(!text.contains("panicked") && !text.contains("RUST_BACKTRACE"), "{text}");
            let bad = text.chars().find(|c| {
                c.is_control() && *c != '\n'
                    || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(bad, None, "{text:?}");
        }
    }

    /// The JSON of each line.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON a line")).collect()
    }
}

pub(crate) fn slipcheck<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Outcome {
    with_input(arguments, b"")
}

pub(crate) fn with_input<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>, input: &[u8]) -> Outcome {
    in_language("C", arguments, input)
}

pub(crate) fn in_language<I: AsRef<OsStr>>(
    language: &str,
    arguments: impl IntoIterator<Item = I>,
    input: &[u8],
) -> Outcome {
    run(Command::new(env!("CARGO_BIN_EXE_slipcheck")).env_clear().args(arguments).env("LANG", language), input)
}

/// A run in a folder, whose files the arguments name.
pub(crate) fn slipcheck_in<I: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = I>) -> Outcome {
    run(
        Command::new(env!("CARGO_BIN_EXE_slipcheck")).env_clear().args(arguments).env("LANG", "C").current_dir(folder),
        b"",
    )
}

/// Runs a command with nothing but what was set of its environment.
fn run(command: &mut Command, input: &[u8]) -> Outcome {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may well stop reading before the end.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("ended by itself");
    Outcome { code, out: text(output.stdout), err: text(output.stderr) }
}

/// An empty directory of this test's own.
pub(crate) fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// A demonstration with keys of its own, made once a test run.
pub(crate) fn demo() -> &'static Path {
    static DEMO: OnceLock<PathBuf> = OnceLock::new();
    DEMO.get_or_init(|| {
        let path = directory("demo");
        let made = slipcheck([OsStr::new("demo-ca"), path.as_os_str()]);
        assert_eq!(made.code, 0, "{}", made.err);
        path
    })
}

pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/public/samples")
}

pub(crate) fn index(directory: &Path) -> Vec<Value> {
    serde_json::from_slice(&fs::read(directory.join("index.json")).unwrap()).unwrap()
}

/// `verify --json` with the demonstration's certificates at hand.
pub(crate) fn verify(directory: &Path, more: &[&str], files: &[PathBuf]) -> Outcome {
    let mut arguments: Vec<OsString> = vec!["verify".into(), "--json".into()];
    for (option, name) in [("--trust", "demo-root.pem"), ("--cert", "demo-chain.pem"), ("--crl", "demo.crl")] {
        arguments.push(option.into());
        arguments.push(directory.join(name).into());
    }
    arguments.extend(more.iter().map(OsString::from));
    arguments.extend(files.iter().map(OsString::from));
    slipcheck(arguments)
}

pub(crate) fn status<'a>(report: &'a Value, check: &str) -> &'a str {
    report["checks"].as_array().unwrap().iter().find(|c| c["id"] == check).unwrap()["status"].as_str().unwrap()
}

// Issuing.

pub(crate) fn slip(amount: &str) -> String {
    format!(
        r#"{{"mid":"898310158120101","tid":"10450023","merchant":"云栖面馆","type":"sale","amount":"{amount}",
        "currency":"CNY","time":"2026-11-20T18:42:07+08:00","stan":"000123","rrn":"184207063915","auth":"A1B2C3",
        "batch":"000214","pan":"621700******1234","note":{{"table":7}}}}"#
    )
}

pub(crate) fn issue(signer: &str, more: &[&str], slip: &str) -> Outcome {
    let keys = demo().join("keys");
    let (key, chain) = (keys.join(format!("{signer}.pem")), keys.join(format!("{signer}-chain.pem")));
    let mut arguments: Vec<OsString> = vec!["issue".into(), "--key".into(), key.into(), "--chain".into(), chain.into()];
    arguments.extend(more.iter().map(OsString::from));
    arguments.push("-".into());
    with_input(arguments, slip.as_bytes())
}
