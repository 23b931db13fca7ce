//! The command line as its users meet it: real runs of the program.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::{
    ffi::{OsStr, OsString},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// What one run left behind.
struct Outcome {
    code: i32,
    out: String,
    err: String,
}

impl Outcome {
    /// Exit 2, a message, nothing like a crash.
    #[track_caller]
    fn refused(&self, said: &str) {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert!(self.err.contains(said), "{said:?} is not in {:?}", self.err);
        self.calm();
    }

    /// No panic, no debug output, nothing that commands a terminal.
    #[track_caller]
    fn calm(&self) {
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
    fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON a line")).collect()
    }
}

fn slipcheck<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Outcome {
    with_input(arguments, b"")
}

fn with_input<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>, input: &[u8]) -> Outcome {
    in_language("C", arguments, input)
}

fn in_language<I: AsRef<OsStr>>(language: &str, arguments: impl IntoIterator<Item = I>, input: &[u8]) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_slipcheck"))
        .args(arguments)
        .env_clear()
        .env("LANG", language)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
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
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// A demonstration with keys of its own, made once a test run.
fn demo() -> &'static Path {
    static DEMO: OnceLock<PathBuf> = OnceLock::new();
    DEMO.get_or_init(|| {
        let path = directory("demo");
        let made = slipcheck([OsStr::new("demo-ca"), path.as_os_str()]);
        assert_eq!(made.code, 0, "{}", made.err);
        path
    })
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/public/samples")
}

fn index(directory: &Path) -> Vec<Value> {
    serde_json::from_slice(&fs::read(directory.join("index.json")).unwrap()).unwrap()
}

/// `verify --json` with the demonstration's certificates at hand.
fn verify(directory: &Path, more: &[&str], files: &[PathBuf]) -> Outcome {
    let mut arguments: Vec<OsString> = vec!["verify".into(), "--json".into()];
    for (option, name) in [("--trust", "demo-root.pem"), ("--cert", "demo-chain.pem"), ("--crl", "demo.crl")] {
        arguments.push(option.into());
        arguments.push(directory.join(name).into());
    }
    arguments.extend(more.iter().map(OsString::from));
    arguments.extend(files.iter().map(OsString::from));
    slipcheck(arguments)
}

fn status<'a>(report: &'a Value, check: &str) -> &'a str {
    report["checks"].as_array().unwrap().iter().find(|c| c["id"] == check).unwrap()["status"].as_str().unwrap()
}

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
            assert_eq!(
                status(report, "printed") == "absent",
                sample["id"] == "good-code-only" || sample["id"] == "good-print"
            );
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
    assert!(size <= 200_000, "{size} bytes");
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
fn earlier_reports_tell_a_slip_that_was_seen_before() {
    let slip = demo().join("good-attached.txt");
    let first = verify(demo(), &[], std::slice::from_ref(&slip));
    assert_eq!(first.code, 0, "{}{}", first.out, first.err);
    let records = directory("records").join("earlier.jsonl");
    fs::write(&records, &first.out).unwrap();
    let records = records.to_str().unwrap();
    let again = verify(demo(), &["--records", records], &[slip]);
    // It is a copy of a genuine slip: still verified, and told.
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    assert_eq!(again.json()[0]["causes"][0]["id"], "duplicate-slip");
    let said = slipcheck([
        "verify".as_ref(),
        "--lang".as_ref(),
        "en".as_ref(),
        "--records".as_ref(),
        records.as_ref(),
        demo().join("good-attached.txt").as_os_str(),
    ]);
    assert!(said.out.contains("your kept slips"), "{}", said.out);
    let other = verify(demo(), &["--records", records], &[demo().join("good-pasted.txt")]);
    assert!(other.json()[0]["causes"].as_array().unwrap().is_empty(), "{}", other.out);

    let wrong = directory("no-records").join("wrong.json");
    for (content, said) in [("{", "no JSON"), ("[1, 2]", "no reports"), ("", "no reports")] {
        fs::write(&wrong, content).unwrap();
        verify(demo(), &["--records", wrong.to_str().unwrap()], &[]).refused(said);
    }
}

#[test]
fn without_trust_nothing_is_verified() {
    for sample in index(&samples()) {
        let file = samples().join(sample["file"].as_str().unwrap());
        let outcome = slipcheck([OsStr::new("verify"), OsStr::new("--json"), file.as_os_str()]);
        assert_eq!(outcome.code, 1, "{sample}");
        assert_ne!(outcome.json()[0]["verdict"], "verified", "{sample}");
    }
}

#[test]
fn a_pinned_leaf_is_an_anchor_and_path_material_is_not() {
    let demo = demo();
    let file = demo.join("good-attached.txt");
    let chain = demo.join("keys/terminal-chain.pem");
    let run = |option: &str| {
        slipcheck([OsStr::new("verify"), "--json".as_ref(), option.as_ref(), chain.as_os_str(), file.as_os_str()])
    };
    assert_eq!(run("--trust").json()[0]["verdict"], "verified");
    assert_eq!(run("--cert").json()[0]["verdict"], "unknown-issuer");
}

// Issuing.

fn slip(amount: &str) -> String {
    format!(
        r#"{{"mid":"898310158120101","tid":"10450023","merchant":"云栖面馆","type":"sale","amount":"{amount}",
        "currency":"CNY","time":"2026-11-20T18:42:07+08:00","stan":"000123","rrn":"184207063915","auth":"A1B2C3",
        "batch":"000214","pan":"621700******1234","note":{{"table":7}}}}"#
    )
}

fn issue(signer: &str, more: &[&str], slip: &str) -> Outcome {
    let keys = demo().join("keys");
    let (key, chain) = (keys.join(format!("{signer}.pem")), keys.join(format!("{signer}-chain.pem")));
    let mut arguments: Vec<OsString> = vec!["issue".into(), "--key".into(), key.into(), "--chain".into(), chain.into()];
    arguments.extend(more.iter().map(OsString::from));
    arguments.push("-".into());
    with_input(arguments, slip.as_bytes())
}

#[test]
fn what_is_issued_is_verified() {
    let out = directory("issued");
    for (i, (signer, more)) in [
        ("terminal", vec![]),
        ("terminal", vec!["--x5c"]),
        ("terminal", vec!["--x5c", "--x5t"]),
        ("terminal", vec!["--detached"]),
        ("terminal", vec!["--detached", "--crit", "--no-fd"]),
        ("terminal", vec!["--detached", "--crit", "--layout", "en"]),
        ("terminal", vec!["--detached", "--zone", "+09:30", "--layout", "zh-en", "--paper", "80"]),
        ("terminal", vec!["--detached", "--fields", "rrn,amount,pan,mid,tid,currency,time,auth"]),
        ("terminal-2", vec!["--zone", "-05:00"]),
        ("terminal-p384", vec!["--layout", "zh-en"]),
        ("terminal-rsa", vec![]),
        ("terminal-rsa", vec!["--alg", "RS256", "--detached"]),
    ]
    .into_iter()
    .enumerate()
    {
        let file = out.join(format!("{i}.txt"));
        let mut more = more.clone();
        more.extend(["--text", file.to_str().unwrap()]);
        let outcome = issue(signer, &more, &slip("1138.00"));
        assert_eq!(outcome.code, 0, "{more:?}: {}", outcome.err);
        let code = outcome.out.trim();
        assert_eq!(code.matches('.').count(), 2);
        assert_eq!(code.contains(".."), more.contains(&"--detached"));
        assert!(fs::read_to_string(&file).unwrap().contains(code));
        let report = verify(demo(), &[], std::slice::from_ref(&file));
        assert_eq!(report.code, 0, "{more:?}: {}", report.out);
        assert_eq!(status(&report.json()[0], "printed"), "pass");
        assert_eq!(status(&report.json()[0], "digest"), "pass");
    }
}

#[test]
fn codes_are_drawn_and_read_again() {
    let out = directory("drawn");
    let png = out.join("code.png");
    let outcome = issue("terminal", &["--qr", png.to_str().unwrap()], &slip("138.00"));
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    let report = verify(demo(), &[], std::slice::from_ref(&png));
    assert_eq!(report.json()[0]["verdict"], "verified", "{}", report.out);
    assert_eq!(report.json()[0]["code"], outcome.out.trim());

    let page = ["--qr", png.to_str().unwrap(), "--page", "https://slips.example/check"];
    assert_eq!(issue("terminal", &page, &slip("138.00")).code, 0);
    let report = verify(demo(), &[], &[png]);
    assert_eq!(report.json()[0]["verdict"], "verified", "{}", report.out);
}

#[test]
fn slips_that_the_profile_refuses_are_not_signed() {
    for (wrong, said) in [
        (slip("138.0"), "amount"),
        (slip("-138.00"), "amount"),
        (slip("138.00").replace("\"rrn\"", "\"rrx\""), "\"rrn\" is missing"),
        (slip("138.00").replace("\"tid\"", "\"mid\""), "twice"),
        (slip("138.00").replace("621700******1234", "6217001234561234"), "pan"),
        (slip("138.00").replace("sale", "gift"), "type"),
        ("[1]".to_owned(), "JSON object"),
        ("{".to_owned(), "not JSON"),
        (String::new(), "not JSON"),
        ("[".repeat(1_000_000), "not JSON"),
        (format!("{{\"mid\":\"\u{1b}[31m{}", slip("1").split_at(1).1), "not JSON"),
    ] {
        let outcome = issue("terminal", &[], &wrong);
        outcome.refused(said);
        assert!(outcome.out.is_empty());
        assert!(!outcome.err.contains("6217001234561234"));
    }
    let long = slip("138.00").replace("云栖面馆", &"云".repeat(5000));
    issue("terminal", &[], &long).refused("characters");
}

#[test]
fn issue_refuses_what_does_not_belong_together() {
    let keys = demo().join("keys");
    let path = |name: &str| keys.join(name).into_os_string();
    let run = |key: OsString, chain: OsString, more: &[&str]| {
        let mut arguments: Vec<OsString> = vec!["issue".into(), "--key".into(), key, "--chain".into(), chain];
        arguments.extend(more.iter().map(OsString::from));
        with_input(arguments, slip("1.00").as_bytes())
    };
    run(path("terminal.pem"), path("terminal-2-chain.pem"), &["-"]).refused("belongs to");
    run(path("terminal-chain.pem"), path("terminal-chain.pem"), &["-"]).refused("no private key");
    run(path("terminal.pem"), path("terminal.pem"), &["-"]).refused("no certificate");
    run(path("absent.txt"), path("terminal-chain.pem"), &["-"]).refused("no file");
    run(path(""), path("terminal-chain.pem"), &["-"]).refused("directory");
    run(path("terminal.pem"), path("terminal-chain.pem"), &["nowhere.json"]).refused("no file");
    run(path("terminal.pem"), path("terminal-chain.pem"), &["--alg", "RS256", "-"]).refused("use ES256");
    run(path("terminal-rsa.pem"), path("terminal-rsa-chain.pem"), &["--alg", "ES256", "-"]).refused("PS256 or RS256");
    run(path("terminal.pem"), path("terminal-chain.pem"), &["--alg", "none", "-"]).refused("--alg");
    run(path("terminal.pem"), path("terminal-chain.pem"), &["--fields", "mid", "-"]).refused("--detached");
    for (fields, said) in [
        ("mid,tid,amount,currency,time", "rrn"),
        ("mid,tid,amount,currency,time,rrn,mid", "twice"),
        ("mid,tid,amount,currency,time,rrn,note", "no member that paper can carry"),
        ("mid,tid,amount,currency,time,rrn,tip", "does not have"),
    ] {
        issue("terminal", &["--detached", "--fields", fields], &slip("1.00")).refused(said);
    }
    issue("terminal", &["--zone", "Beijing"], &slip("1.00")).refused("+08:00");
    issue("terminal", &["--detached"], &slip("1.00").replace("+08:00", "Z")).refused("--zone");
    issue("terminal", &["--x5c", "--print", "slip.png"], &slip("1.00")).refused("--paper 80");
    issue("terminal", &["--qr", "/nowhere/at/all.png"], &slip("1.00")).refused("cannot be written");
}

#[test]
fn issue_says_what_verifiers_will_object_to() {
    assert!(!issue("terminal", &[], &slip("1.00")).err.contains("will not accept"));
    for (signer, slip, said) in [
        ("expired", slip("1.00"), "expired"),
        ("web-server", slip("1.00"), "may not sign"),
        ("terminal", slip("1.00").replace("898310158120101", "898310155990199"), "may not sign"),
    ] {
        let outcome = issue(signer, &[], &slip);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        assert!(outcome.err.contains("will not accept") && outcome.err.contains(said), "{}", outcome.err);
    }
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

// Certificates by themselves.

#[test]
fn a_certificate_s_path() {
    let demo = demo();
    let run = |more: &[&str], leaf: &str| {
        let mut arguments: Vec<OsString> = vec!["certificate".into(), "--json".into()];
        arguments.extend(["--trust".into(), demo.join("demo-root.pem").into_os_string()]);
        arguments.extend(["--crl".into(), demo.join("demo.crl").into_os_string()]);
        arguments.extend(more.iter().map(OsString::from));
        arguments.push(demo.join("keys").join(format!("{leaf}-chain.pem")).into());
        slipcheck(arguments)
    };
    let good = run(&[], "terminal");
    assert_eq!(good.code, 0, "{}{}", good.out, good.err);
    let answer = &good.json()[0];
    assert_eq!(answer["accepted"], true);
    assert_eq!(answer["path"].as_array().unwrap().len(), 3, "{answer}");
    assert!(answer["path"][0].as_str().unwrap().contains("Slipcheck Demo Terminal 1"));
    // The root's own list, which would cover the authority below it, is not there; everything else passes.
    let checks = answer["checks"].as_array().unwrap();
    assert!(checks.iter().all(|check| check["status"] == "pass" || check["id"] == "revocation"), "{answer}");
    assert_eq!((&checks[0]["id"], &checks[1]["id"]), (&"certificate".into(), &"validity".into()));
    for (leaf, cause) in [
        ("expired", "certificate-expired"),
        ("not-yet-valid", "certificate-not-yet-valid"),
        ("revoked", "certificate-revoked"),
    ] {
        let bad = run(&[], leaf);
        assert_eq!(bad.code, 1, "{}", bad.err);
        assert_eq!(bad.json()[0]["accepted"], false);
        assert_eq!(bad.json()[0]["causes"][0]["id"], cause);
    }
    let alone = slipcheck([OsStr::new("certificate"), "--json".as_ref(), demo.join("demo-chain.pem").as_os_str()]);
    assert_eq!(alone.code, 1);
    assert_eq!(alone.json()[0]["causes"][0]["id"], "certificate-unknown-issuer");
    for language in ["en", "de", "zh-CN"] {
        let leaf = demo.join("demo-chain.pem");
        let told = slipcheck([OsStr::new("certificate"), "--lang".as_ref(), language.as_ref(), leaf.as_os_str()]);
        assert_eq!(told.code, 1);
        told.calm();
    }
    assert_eq!(run(&["--require-revocation"], "terminal").code, 1);
    assert_eq!(run(&["--max-depth", "0"], "terminal").code, 1);
    assert_eq!(run(&["--explicit-policy"], "terminal").code, 1);
    run(&["--policy", "gold"], "terminal").refused("object identifier");
    slipcheck([OsStr::new("certificate"), demo.join("demo.crl").as_os_str()]).refused("--crl");
    slipcheck([OsStr::new("certificate"), demo.join("good-attached.txt").as_os_str()]).refused("no certificate");
}

// Reading.

#[test]
fn reading_gives_members_and_lines() {
    let file = samples().join("good-attached.txt");
    let outcome = slipcheck([OsStr::new("read"), OsStr::new("--json"), file.as_os_str()]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    let reading = &outcome.json()[0];
    let member = |name: &str| {
        let fields = reading["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("no {name} in {reading}"))["value"]
            .clone()
    };
    assert_eq!(member("mid"), "898310158120101");
    assert_eq!(member("amount"), "138.00");
    assert_eq!(member("currency"), "CNY");
    assert_eq!(member("type"), "sale");
    assert_eq!(reading["copy"], "cardholder");
    assert_eq!(reading["reprint"], false);
    assert!(reading["lines"].as_array().unwrap().len() > 10);

    let told = slipcheck([OsStr::new("read"), "--lang".as_ref(), "de".as_ref(), file.as_os_str()]);
    assert!(told.out.contains("138.00") && told.out.contains("Kundenbeleg"), "{}", told.out);
    let two = with_input([OsStr::new("read"), "--json".as_ref(), file.as_os_str(), "-".as_ref()], b"AMOUNT: 1.00");
    assert_eq!(two.json().len(), 2);
}

// Reports for people.

#[test]
fn reports_speak_the_user_s_language() {
    let file = samples().join("amount-altered.txt");
    let run = |locale: &str, more: &[&str]| {
        let mut arguments: Vec<OsString> =
            vec!["verify".into(), "--trust".into(), samples().join("demo-root.pem").into()];
        arguments.extend(["--cert".into(), samples().join("demo-chain.pem").into_os_string()]);
        arguments.extend(more.iter().map(OsString::from));
        arguments.push(file.clone().into());
        let outcome = in_language(locale, arguments, b"");
        assert_eq!(outcome.code, 1, "{}", outcome.err);
        outcome.calm();
        outcome.out
    };
    let (english, german, chinese) = (run("C", &[]), run("de_AT.UTF-8", &[]), run("zh_CN.UTF-8", &[]));
    assert_eq!(run("de_AT.UTF-8", &["--lang", "en"]), english);
    assert_eq!(run("C", &["--lang", "zh"]), chinese);
    for text in [&english, &german, &chinese] {
        assert!(text.contains("738.00") && text.contains("138.00"), "{text}");
        // Nothing was left as an id.
        for id in ["verdict-", "check-", "cause-", "status-", "confidence-", "field-", "note-", "cli-"] {
            assert!(!text.contains(id), "{id} in {text}");
        }
    }
    assert!(english.starts_with("Altered\n") && chinese.contains("金额"), "{english}{chinese}");
    let cardholder = run("C", &["--role", "cardholder"]);
    assert!(
        cardholder.len() < english.len()
            && english.contains("I run the till")
            && !cardholder.contains("I run the till")
    );
}

#[test]
fn every_sample_is_told_in_every_language() {
    for language in ["en", "de", "zh-CN"] {
        for sample in index(&samples()) {
            let file = samples().join(sample["file"].as_str().unwrap());
            let mut arguments: Vec<OsString> = vec!["verify".into(), "--lang".into(), language.into()];
            for (option, name) in [("--trust", "demo-root.pem"), ("--cert", "demo-chain.pem"), ("--crl", "demo.crl")] {
                arguments.extend([option.into(), samples().join(name).into_os_string()]);
            }
            arguments.push(file.into());
            let outcome = slipcheck(arguments);
            outcome.calm();
            assert!(outcome.err.is_empty(), "{}", outcome.err);
            for id in ["verdict-", "check-", "status-", "confidence-", "field-", "note-", "cli-"] {
                assert!(!outcome.out.contains(&format!(" {id}")), "{language} {sample}: {id} in {}", outcome.out);
            }
        }
    }
}

// What people and programs really call it with.

#[test]
fn wrong_calls_say_what_to_do() {
    let nothing: [&str; 0] = [];
    assert_eq!(slipcheck(nothing).code, 2);
    for (arguments, said) in [
        (vec!["frobnicate"], "frobnicate"),
        (vec!["verify", "--frobnicate"], "--frobnicate"),
        (vec!["verify", "--trust"], "--trust"),
        (vec!["verify", "--at", "today", "-"], "2026-11-20T18:42:07+08:00"),
        (vec!["verify", "--lang", "fr", "-"], "zh-CN"),
        (vec!["verify", "no/such/slip.txt"], "no file"),
        (vec!["verify", "."], "directory"),
        (vec!["verify", "--trust", "no/such/root.pem", "-"], "no file"),
        (vec!["verify", "--trust", ".", "-"], "directory"),
        (vec!["verify", "--trust", "Cargo.toml", "-"], "no certificate"),
        (vec!["verify", "--crl", "Cargo.toml", "-"], "no revocation list"),
        (vec!["verify", "--printed", "no/such/print.txt", "-"], "no file"),
        (vec!["verify", "\u{1b}[31mred\u{202e}.txt"], "no file"),
        (vec!["read", "no/such/slip.txt"], "no file"),
        (vec!["read", "."], "directory"),
        (vec!["certificate"], "LEAF"),
        (vec!["certificate", "no/such/leaf.pem"], "no file"),
        (vec!["issue"], "--key"),
        (vec!["demo-ca"], "DIR"),
        (vec!["verify", "--json", "--json", "-"], "--json"),
    ] {
        slipcheck(arguments).refused(said);
    }
    for arguments in [vec!["--help"], vec!["verify", "--help"], vec!["help", "issue"], vec!["--version"]] {
        let outcome = slipcheck(arguments);
        assert_eq!(outcome.code, 0);
        outcome.calm();
        assert!(!outcome.out.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_are_files_like_others() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = OsStr::from_bytes(b"slip\xff\x1b.txt");
    slipcheck([OsStr::new("verify"), name]).refused("no file");
    let path = directory("names").join(name);
    fs::copy(samples().join("unsigned.txt"), &path).unwrap();
    let outcome = slipcheck([OsStr::new("verify"), path.as_os_str(), path.as_os_str()]);
    assert_eq!(outcome.code, 1, "{}", outcome.err);
    outcome.calm();
}

#[test]
fn rubbish_is_named_and_empty_input_is_unreadable() {
    let out = directory("rubbish");
    let mut noise = vec![0u8; 200_000];
    let mut state = 1u32;
    for byte in &mut noise {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    }
    let picture = fs::read(samples().join("good-print.png")).unwrap();
    for (name, bytes, said) in [
        ("noise.txt", noise.as_slice(), "neither text nor a picture"),
        ("nul.txt", b"a\0b".as_slice(), "neither text nor a picture"),
        ("cut.png", &picture[..400], "cut.png"),
        ("magic.jpg", b"\xff\xd8\xff\xe0".as_slice(), "magic.jpg"),
        ("moving.gif", b"GIF89a\x01\x00".as_slice(), "PNG or JPEG"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0".as_slice(), "JPEG"),
        ("slip.pdf", b"%PDF-1.7".as_slice(), "PDF"),
        ("invoice.ofd", b"PK\x03\x04\x14\0".as_slice(), "OFD"),
    ] {
        let path = out.join(name);
        fs::write(&path, bytes).unwrap();
        for command in ["verify", "read"] {
            slipcheck([OsStr::new(command), path.as_os_str()]).refused(said);
        }
        // The others are checked all the same.
        let both = verify(&samples(), &[], &[path, samples().join("good-attached.txt")]);
        assert_eq!((both.code, both.json().len()), (2, 1), "{name}: {}", both.err);
        assert_eq!(both.json()[0]["verdict"], "verified");
    }
    for (input, verdict) in [
        (b"".as_slice(), "unreadable"),
        (b"\n\n  \n", "unreadable"),
        (b"hello", "unreadable"),
        (b"\x1b[2J\x1b]0;x\x07", "unreadable"),
    ] {
        let outcome = with_input(["verify", "--json", "-"], input);
        assert_eq!(outcome.code, 1);
        assert_eq!(outcome.json()[0]["verdict"], verdict);
        assert_eq!(outcome.json().len(), 1);
        outcome.calm();
        with_input(["verify"], input).calm();
    }
}

#[test]
fn too_much_is_refused_and_long_is_read() {
    let line = b"MERCHANT NAME: Harbour Lane Books\n";
    let hundred_megabytes: Vec<u8> = line.iter().copied().cycle().take(100 << 20).collect();
    for command in ["verify", "read"] {
        with_input([command, "-"], &hundred_megabytes).refused("MB");
        with_input([command, "-"], &hundred_megabytes[..20 << 20]).refused("16 MB");
        let long = with_input([command, "--json", "-"], &hundred_megabytes[..2 << 20]);
        assert!(long.code < 2, "{}", long.err);
        assert_eq!(long.json().len(), 1);
        let wide = with_input([command, "--json", "-"], "9".repeat(2 << 20).as_bytes());
        assert!(wide.code < 2, "{}", wide.err);
    }
    let codes = fs::read_to_string(samples().join("good-code-only.txt")).unwrap().repeat(1000);
    let many = with_input(["verify", "--json", "-"], codes.as_bytes());
    assert!(many.code == 1 && many.json().len() > 100, "{}", many.json().len());
}

#[test]
fn a_slip_cannot_command_the_terminal() {
    let slip = fs::read_to_string(samples().join("unsigned.txt")).unwrap();
    for evil in [
        "\u{1b}[2J\u{1b}]0;title\u{7}",
        "\u{9b}31m",
        "\u{202e}00.831\u{202c}",
        "\u{7f}\u{8}\u{8}",
        "\r138.00",
        "\u{2066}\u{200b}",
    ] {
        let slip = slip.replace("云栖面馆", &format!("云栖{evil}面馆"));
        for command in ["verify", "read"] {
            for more in [vec![], vec!["--json"], vec!["--lang", "zh"]] {
                let arguments = [command].into_iter().chain(more).chain(["-"]);
                with_input(arguments, slip.as_bytes()).calm();
            }
        }
        // In a signed member as well.
        let members = self::slip("138.00")
            .replace("云栖面馆", &evil.escape_default().to_string().replace("\\u{", "\\u00").replace('}', ""));
        if let Ok(Value::Object(_)) = serde_json::from_str(&members) {
            let code = issue("terminal", &[], &members);
            with_input(["verify", "-"], code.out.as_bytes()).calm();
            with_input(["verify", "--json", "-"], code.out.as_bytes()).calm();
        }
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_slipcheck"))
        .args(["verify", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let codes = fs::read_to_string(samples().join("good-code-only.txt")).unwrap().repeat(150);
    child.stdin.take().unwrap().write_all(codes.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn the_printed_text_can_be_given_apart() {
    let whole = fs::read_to_string(samples().join("good-detached.txt")).unwrap();
    let code = whole.lines().last().unwrap();
    let out = directory("apart");
    let (printed, apart) = (out.join("printed.txt"), out.join("code.txt"));
    fs::write(&printed, whole.replace(code, "")).unwrap();
    fs::write(&apart, code).unwrap();
    let outcome = verify(&samples(), &["--printed", printed.to_str().unwrap()], std::slice::from_ref(&apart));
    assert_eq!(outcome.json()[0]["verdict"], "verified", "{}", outcome.out);
    assert_eq!(status(&outcome.json()[0], "printed"), "pass");
    assert_eq!(verify(&samples(), &[], &[apart]).json()[0]["verdict"], "unreadable");
}

#[test]
fn several_codes_and_several_inputs() {
    let read = |name: &str| fs::read_to_string(samples().join(name)).unwrap();
    let both = format!("{}\n{}", read("good-attached.txt"), read("amount-altered.txt"));
    let file = directory("several").join("both.txt");
    fs::write(&file, both).unwrap();
    let outcome = verify(&samples(), &[], &[file, samples().join("good-english.txt")]);
    let verdicts: Vec<Value> = outcome.json().iter().map(|report| report["verdict"].clone()).collect();
    assert_eq!(verdicts, ["verified", "altered", "verified"]);
    assert_eq!(outcome.code, 1);
    let good = verify(&samples(), &[], &[samples().join("good-attached.txt"), samples().join("good-english.txt")]);
    assert_eq!(good.code, 0);
    // Old programs write GB 18030.
    let slip = read("good-attached.txt");
    let (chinese, ..) = encoding_rs::GB18030.encode(&slip);
    let file = directory("encodings").join("gb.txt");
    fs::write(&file, &chinese).unwrap();
    assert_eq!(verify(&samples(), &[], &[file]).json()[0]["verdict"], "verified");
}

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
