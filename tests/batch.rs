//! `slipcheck batch` as its users meet it: the shared example, inputs of every kind, keys, copies, going on, closed pipes.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use slipcheck::encoding::Base64;
use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/public/samples/demo-root.pem");
const CHAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/public/samples/demo-chain.pem");
const SLIP: &str = include_str!("../www/public/samples/good-attached.txt");
const OTHER: &str = include_str!("../www/public/samples/good-pasted.txt");
const ALTERED: &str = include_str!("../www/public/samples/payload-altered.txt");
const AT: &str = "2026-11-21T10:00:00Z";

struct Outcome {
    code: i32,
    out: String,
    err: String,
}

impl Outcome {
    fn rows(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Key, and verdict or result.
    fn words(&self) -> Vec<(Value, String)> {
        let word = |row: &Value| row["verdict"].as_str().or(row["result"].as_str()).unwrap().to_owned();
        self.rows().iter().map(|row| (row["key"].clone(), word(row))).collect()
    }
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipcheck"));
    command.arg("batch").args(arguments).current_dir(folder).env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Outcome {
    let mut child = start(folder, arguments);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// With the demonstration's root trusted.
fn trusting<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["--trust", ROOT, "--cert", CHAIN, "--at", AT][..], arguments].concat()
}

/// An empty folder of this name.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn vectors() -> Option<PathBuf> {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("NOT RUN: {} is not there", root.display());
    None
}

/// The code of a slip's text.
fn code(slip: &str) -> String {
    let found = slipcheck::input::slips(&slipcheck::input::Input::text(slip));
    found.into_iter().find_map(|slip| slip.code).unwrap()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, content) in files {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = b'0';
        header[257..262].copy_from_slice(b"ustar");
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        header[154] = 0;
        out.extend(header);
        out.extend(*content);
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    out.extend([0; 1024]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = out.len() as u32;
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        common.extend(crc(content).to_le_bytes());
        common.extend([(content.len() as u32).to_le_bytes(), (content.len() as u32).to_le_bytes()].concat());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(files.len() as u16).to_le_bytes(), (files.len() as u16).to_le_bytes()].concat());
    out.extend([(directory.len() as u32).to_le_bytes(), at.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

fn lines(values: &[Value]) -> Vec<u8> {
    values.iter().map(|value| format!("{value}\n")).collect::<String>().into_bytes()
}

#[test]
fn the_shared_example_comes_out_as_stated() {
    let Some(root) = vectors() else { return };
    let folder = root.join("audit");
    for line in fs::read_to_string(folder.join("batch.jsonl")).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let mut arguments = vec!["--at", case["at"].as_str().unwrap(), "--format", "jsonl"];
        for (member, option) in [("keys", "--keys"), ("trust", "--trust"), ("cert", "--cert")] {
            for file in case[member].as_array().unwrap() {
                arguments.extend([option, file.as_str().unwrap()]);
            }
        }
        arguments.extend(case["inputs"].as_array().unwrap().iter().filter_map(Value::as_str));
        let outcome = run(&folder, &arguments, b"");
        let expect = &case["expect"];
        let rows: Value = outcome.words().into_iter().map(|(key, word)| json!([key, word])).collect();
        assert_eq!(rows, expect["rows"], "{}", outcome.err);
        assert_eq!(outcome.code, expect["exit"], "{}", outcome.err);
        let summary: Value = serde_json::from_str(outcome.err.lines().last().unwrap()).unwrap();
        assert_eq!(summary["unread"], expect["unread"]);
        for jobs in ["1", "3"] {
            let again = run(&folder, &[&["--jobs", jobs][..], &arguments].concat(), b"");
            assert_eq!(again.out, outcome.out, "the same at every degree of parallelism");
        }
    }
}

#[test]
fn lines_of_json_give_one_row_each_in_order() {
    let folder = scratch("lines");
    let (slip, other) = (code(SLIP), code(OTHER));
    let input = [
        &lines(&[
            json!({"id": 12, "code": slip, "shop": "A", "more": [1]}),
            json!({"id": "b", "code": "rubbish"}),
            json!({"code": other}),
        ])[..],
        b"no json\n\n[1]\n",
        &lines(&[
            json!({"id": "d", "code": format!("{slip}\n{other}")}),
            json!({"id": "e", "code": slip, "shop": {"x": 1}}),
            json!({"id": "f"}),
        ]),
    ]
    .concat();
    let options = ["--input", "jsonl", "--key", "id", "--keep", "shop", "--format", "jsonl"];
    let outcome = run(&folder, &trusting(&[&options[..], &["--jobs", "1", "-"]].concat()), &input);
    let expected: Vec<(Value, String)> = [
        (json!("12"), "unreadable"),
        (json!("b"), "unreadable"),
        (json!("-#2"), "verified"),
        (Value::Null, "unreadable"),
        (Value::Null, "unreadable"),
        (Value::Null, "unreadable"),
        (json!("d"), "unreadable"),
        (json!("e"), "unreadable"),
        (json!("f"), "unreadable"),
    ]
    .into_iter()
    .map(|(key, word)| (key, word.to_owned()))
    .collect();
    let words = outcome.words();
    let keys = |words: &[(Value, String)]| words.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&words), keys(&expected));
    let rows = outcome.rows();
    let verdict = rows[0]["verdict"].as_str().unwrap();
    assert_eq!(rows[7]["verdict"], verdict, "a copy keeps its verdict");
    for at in [1, 3, 4, 5, 6, 8] {
        assert_eq!(rows[at]["verdict"], "unreadable", "{at}");
    }
    assert_eq!((&rows[3]["line"], &rows[4]["line"], &rows[5]["line"]), (&json!(4), &json!(5), &json!(6)));
    assert_eq!(rows[3]["report"]["notes"][0]["id"], "no-json");
    assert_eq!(rows[6]["report"]["notes"][0]["id"], "several-codes");
    assert_eq!((&rows[0]["shop"], &rows[7]["shop"], &rows[2]["shop"]), (&json!("A"), &json!({"x": 1}), &Value::Null));
    // The later of two equal slips names the first.
    assert_eq!(rows[7]["duplicateOf"], "12");
    assert!(rows[7]["causes"].as_array().unwrap().contains(&json!("duplicate-slip")), "{}", rows[7]);
    assert!(rows[0].get("duplicateOf").is_none() && rows[0]["checks"].as_str().unwrap().len() == 7);
    assert_eq!(outcome.code, 1);
    let more = run(&folder, &trusting(&[&options[..], &["--jobs", "3", "-"]].concat()), &input);
    assert_eq!(more.out, outcome.out);
    let no_fail = run(&folder, &trusting(&[&options[..], &["--no-fail", "-"]].concat()), &input);
    assert_eq!(no_fail.code, 0);
    // Nothing of the input stands in for what is found.
    let own = run(&folder, &trusting(&["--keep", "verdict", "-"]), b"");
    assert_eq!(own.code, 2);
    // A line that is cut off is no JSON either.
    let torn = run(&folder, &trusting(&["--input", "jsonl", "-"]), br#"{"code": "x"#);
    assert_eq!((torn.words(), torn.code), (vec![(Value::Null, "unreadable".to_owned())], 1));
}

#[test]
fn a_folder_of_everything_has_a_row_or_a_word_for_each() {
    let folder = scratch("folder");
    let inside = folder.join("in");
    fs::create_dir_all(inside.join("b")).unwrap();
    fs::write(inside.join("b").join("two.txt"), format!("{SLIP}\n{OTHER}")).unwrap();
    fs::write(inside.join("b.txt"), SLIP).unwrap();
    fs::write(inside.join("empty"), "").unwrap();
    fs::copy(ROOT, inside.join("root.pem")).unwrap();
    fs::write(inside.join("keys.json"), r#"{"base64AESKey": "", "certificateOrPublicKeyMap": {}}"#).unwrap();
    let deep = tar(&[("x.txt", b"x")]);
    let inner = tar(&[("deep.tar", &deep), ("a.txt", SLIP.as_bytes())]);
    fs::write(inside.join("z.zip"), zip(&[("z.txt", ALTERED.as_bytes()), ("inner.tar", &inner)])).unwrap();
    let cut = tar(&[("a.txt", SLIP.as_bytes()), ("b.txt", OTHER.as_bytes())]);
    fs::write(inside.join("zz.tar"), &cut[..cut.len() - 1600]).unwrap();
    fs::copy(inside.join("b.txt"), folder.join("b.txt")).unwrap();
    let arguments = ["--format", "jsonl", "--summary", "s.json", "in", "b.txt", "missing.txt"];
    let outcome = run(&folder, &trusting(&arguments), b"");
    let keys: Vec<Value> = outcome.words().into_iter().map(|(key, _)| key).collect();
    let expected = [
        "b.txt#0",
        "b/two.txt#0",
        "b/two.txt#1",
        "empty#0",
        "z.zip!inner.tar!a.txt#0",
        "z.zip!z.txt#0",
        "zz.tar!a.txt#0",
        "b.txt@2#0",
    ];
    assert_eq!(keys, expected.map(Value::from), "{}", outcome.err);
    let summary: Value = serde_json::from_str(&fs::read_to_string(folder.join("s.json")).unwrap()).unwrap();
    let unread = json!([
        {"source": "keys.json", "why": "key-material"},
        {"source": "root.pem", "why": "key-material"},
        {"source": "z.zip!inner.tar!deep.tar", "why": "too-deep"},
        {"source": "zz.tar!b.txt", "why": "damaged"},
        {"source": "missing.txt", "why": "not-found"},
    ]);
    assert_eq!((&summary["unread"], &summary["rows"]), (&unread, &json!(8)));
    assert_eq!(outcome.code, 2);
    let rows = outcome.rows();
    for (at, row) in rows.iter().enumerate() {
        let word = row["verdict"].as_str().unwrap();
        let expected = match at {
            3 => "unreadable",
            5 => "invalid",
            _ => "verified",
        };
        assert_eq!(word, expected, "{}", row["key"]);
    }
    assert_eq!(rows[7]["duplicateOf"], "b.txt#0");
    assert_eq!(
        (&rows[0]["amount"], &rows[0]["currency"], &rows[0]["terminal"]),
        (&json!("138.00"), &json!("CNY"), &json!("10450023"))
    );
    assert_eq!(summary["sums"]["verified"].as_object().unwrap().len(), 1);
    // Too deep alone is 1.
    fs::remove_file(inside.join("zz.tar")).unwrap();
    assert_eq!(run(&folder, &trusting(&["in"]), b"").code, 1);
    // Certificates beside a slip vouch for nothing.
    let distrusted = run(&folder, &["--at", AT, "--format", "jsonl", "in/b.txt", "in/root.pem"], b"");
    assert_eq!((distrusted.rows()[0]["verdict"].as_str(), distrusted.code), (Some("unknown-issuer"), 1));
    // What is verified alone is 0.
    let good = run(&folder, &trusting(&["in/b.txt", "in/root.pem"]), b"");
    assert_eq!((good.code, good.rows().len()), (0, 1));
}

#[test]
fn tables_have_a_row_a_record_and_csv_holds_no_formula() {
    let folder = scratch("table");
    let (slip, other) = (code(SLIP), code(OTHER));
    let table = format!("no;receipt;note\r\n=1+1;{slip};\"a;b\nc\"\r\n-7;rubbish;@x\r\n;{other};\r\n");
    fs::write(folder.join("till.csv"), &table).unwrap();
    let arguments = ["--key", "no", "--keep", "note", "--format"];
    let json = run(&folder, &trusting(&[&arguments[..], &["jsonl", "till.csv"]].concat()), b"");
    let keys: Vec<Value> = json.words().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, [json!("=1+1"), json!("-7"), json!("till.csv#2")]);
    let rows = json.rows();
    assert_eq!((&rows[0]["note"], &rows[1]["line"]), (&json!("a;b\nc"), &json!(4)));
    assert_eq!(rows[1]["verdict"], "unreadable");
    let csv = run(&folder, &trusting(&[&arguments[..], &["csv", "till.csv"]].concat()), b"");
    assert!(csv.out.starts_with("\u{feff}key,source,line,verdict,"), "{}", csv.out);
    assert!(csv.out.contains("\r\n'=1+1,till.csv,2,") && csv.out.contains("\r\n-7,till.csv,4,"), "{}", csv.out);
    assert!(csv.out.contains(",'@x\r\n") && csv.out.contains("\"a;b\nc\"\r\n"), "{}", csv.out);
    let german = run(&folder, &trusting(&[&arguments[..], &["csv", "--lang", "de", "till.csv"]].concat()), b"");
    assert!(german.out.starts_with("\u{feff}key;source;line;") && german.out.contains("138,00"), "{}", german.out);
    // From a pipe, and with its column named.
    let piped = run(&folder, &trusting(&["--code", "receipt", "--key", "no", "--input", "csv", "-"]), table.as_bytes());
    assert_eq!(piped.words().len(), 3, "{}", piped.err);
}

#[test]
fn one_code_a_line_gives_exactly_one_row_a_line() {
    let folder = scratch("codes");
    let (slip, other) = (code(SLIP), code(OTHER));
    let text = format!("{slip}\r\n\r\n{slip} {other}\nrubbish");
    let outcome = run(&folder, &trusting(&["--input", "lines", "-"]), text.as_bytes());
    let keys: Vec<Value> = outcome.words().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["-#0", "-#1", "-#2", "-#3"].map(Value::from));
    assert_eq!(outcome.rows()[2]["report"]["notes"][0]["id"], "several-codes");
    // A long list is no text that is cut off at some number of codes.
    let many = format!("{slip}\n\n{other}\n").repeat(150);
    fs::write(folder.join("many.txt"), &many).unwrap();
    let outcome = run(&folder, &trusting(&["many.txt"]), b"");
    let words = outcome.words();
    assert_eq!((words.len(), &words[299].0), (300, &json!("many.txt#299")));
    assert!(outcome.rows()[2..].iter().all(|row| row.get("duplicateOf").is_some()));
}

#[test]
fn a_run_that_was_killed_goes_on_to_the_same_rows() {
    let folder = scratch("resume");
    let (slip, other) = (code(SLIP), code(OTHER));
    let values: Vec<Value> = (0..20)
        .map(|n| json!({"id": format!("r{}", n % 15), "code": if n % 3 == 0 { &slip } else { &other }}))
        .collect();
    fs::write(folder.join("a.jsonl"), lines(&values)).unwrap();
    fs::write(folder.join("b.txt"), format!("{SLIP}\n{OTHER}")).unwrap();
    let arguments = [
        "--trust", ROOT, "--cert", CHAIN, "--key", "id", "--format", "jsonl", "--out", "f.jsonl", "--resume",
        "a.jsonl", "b.txt",
    ];
    let first = run(&folder, &[&["--at", AT][..], &arguments].concat(), b"");
    let whole = fs::read_to_string(folder.join("f.jsonl")).unwrap();
    assert_eq!((whole.lines().count(), first.out.as_str()), (22, ""));
    for at in [0, 30, whole.len() / 2, whole.len() - 5, whole.len()] {
        fs::write(folder.join("f.jsonl"), &whole.as_bytes()[..at]).unwrap();
        // The moment is that of the first run; behind nothing there is none yet.
        let moment: &[&str] = if at < 1000 { &["--at", AT] } else { &[] };
        let again = run(&folder, &[moment, &arguments].concat(), b"");
        assert_eq!(fs::read_to_string(folder.join("f.jsonl")).unwrap(), whole, "{at}: {}", again.err);
        assert_eq!((again.code, again.err.lines().last()), (first.code, first.err.lines().last()), "{at}");
    }
    let other_moment = run(&folder, &[&["--at", "2026-12-01T00:00:00Z"][..], &arguments].concat(), b"");
    assert_eq!(other_moment.code, 2, "{}", other_moment.err);
    assert_eq!(fs::read_to_string(folder.join("f.jsonl")).unwrap(), whole);
    assert_eq!(run(&folder, &["--resume", "a.jsonl"], b"").code, 2);
    assert_eq!(run(&folder, &["--resume", "--out", "x.csv", "a.jsonl"], b"").code, 2);
}

#[test]
fn each_line_is_a_row_at_once_and_an_interruption_keeps_what_is_done() {
    let folder = scratch("live");
    let mut child = start(&folder, &trusting(&["--input", "lines", "--format", "jsonl", "-"]));
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..2 {
        writeln!(stdin, "{}", code(SLIP)).unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"key\":\"-#"), "{line}");
    }
    if cfg!(unix) {
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        if !sent.is_ok_and(|status| status.success()) {
            eprintln!("NOT RUN: there is no kill");
            drop(stdin);
            let _ = child.wait();
            return;
        }
        assert_eq!(child.wait().unwrap().code(), Some(130));
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let summary: Value = serde_json::from_str(err.lines().last().unwrap()).unwrap();
        assert_eq!((&summary["cancelled"], &summary["rows"]), (&json!(true), &json!(2)));
    } else {
        drop(stdin);
        child.wait().unwrap();
    }
}

#[test]
fn a_closed_pipe_ends_it() {
    let folder = scratch("pipe");
    fs::write(folder.join("a.jsonl"), lines(&vec![json!({"code": "rubbish"}); 5000])).unwrap();
    let mut child = start(&folder, &["--format", "jsonl", "--no-fail", "a.jsonl"]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    drop(out);
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(err.contains("closed") && !err.contains("panicked"), "{err}");
    if Path::new("/dev/full").exists() {
        let full = run(&folder, &["--format", "jsonl", "--no-fail", "--out", "/dev/full", "a.jsonl"], b"");
        assert_eq!(full.code, 2, "{}", full.err);
    }
}

#[test]
fn receipts_without_their_certificate_are_held_against_the_first_two() {
    let Some(root) = vectors() else { return };
    let dep: Value = serde_json::from_str(&fs::read_to_string(root.join("audit/dep-sound/dep.json")).unwrap()).unwrap();
    // Signed receipts of the same certificate, as they are printed.
    let printed = |jws: &str| {
        let mut parts = jws.split('.').skip(1).map(|part| Base64::Url.decode(part).unwrap());
        let (payload, signature) = (parts.next().unwrap(), parts.next().unwrap());
        let text = String::from_utf8(payload).unwrap();
        (signature.len() == 64).then(|| format!("{text}_{}", Base64::Standard.encode(&signature)))
    };
    let group = &dep["Belege-Gruppe"][0]["Belege-kompakt"];
    let codes: Vec<String> =
        group.as_array().unwrap().iter().filter_map(|jws| printed(jws.as_str().unwrap())).take(4).collect();
    assert!(codes.len() == 4);
    let folder = scratch("common");
    let input = lines(&codes.iter().map(|code| json!({"code": code})).collect::<Vec<_>>());
    let outcome = run(&folder, &["--at", AT, "--input", "jsonl", "-"], &input);
    let signatures: Vec<char> =
        outcome.rows().iter().map(|row| row["checks"].as_str().unwrap().chars().nth(2).unwrap()).collect();
    assert_eq!(signatures, ['u', 'p', 'p', 'p'], "{}", outcome.out);
    let summary: Value = serde_json::from_str(outcome.err.lines().last().unwrap()).unwrap();
    assert_eq!(summary["wouldNowFit"], 1);
}

#[test]
fn people_read_rows_and_summary_in_three_languages() {
    let folder = scratch("languages");
    fs::write(folder.join("a.txt"), SLIP).unwrap();
    fs::write(folder.join("b.txt"), ALTERED).unwrap();
    for (language, word) in [("zh-CN", "共 2 行"), ("en", "Rows: 2"), ("de", "Zeilen: 2")] {
        let outcome = run(&folder, &trusting(&["--format", "text", "--lang", language, "a.txt", "b.txt"]), b"");
        assert!(outcome.err.contains(word) && outcome.out.lines().count() == 2, "{}{}", outcome.out, outcome.err);
        assert!(!outcome.err.contains("cli-batch") && !outcome.out.contains("verdict-"), "{}", outcome.err);
        assert!(outcome.out.starts_with("a.txt#0 | "), "{}", outcome.out);
    }
}

#[test]
fn only_what_is_not_good_is_written_when_that_is_asked_for() {
    let folder = scratch("errors");
    let code = code(SLIP);
    let values: Vec<Value> = (0..30).map(|n| json!({"code": if n % 10 == 0 { "rubbish" } else { &code }})).collect();
    let input = lines(&values);
    let arguments = ["--input", "jsonl", "--format", "jsonl", "--errors-only"];
    let errors = run(&folder, &trusting(&[&arguments[..], &["-"]].concat()), &input);
    let keys: Vec<Value> = errors.words().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["-#0", "-#10", "-#20"].map(Value::from));
    let summary: Value = serde_json::from_str(errors.err.lines().last().unwrap()).unwrap();
    assert_eq!((&summary["rows"], &summary["verdicts"]["unreadable"], errors.code), (&json!(30), &json!(3), 1));
    // In another order they are the same rows.
    let unordered = run(&folder, &trusting(&[&arguments[..], &["--unordered", "--jobs", "4", "-"]].concat()), &input);
    let sorted = |outcome: &Outcome| {
        let mut lines: Vec<String> = outcome.out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&unordered).len(), 3);
    assert_eq!(sorted(&unordered), sorted(&errors));
}

#[test]
fn both_engines_give_the_same_rows() {
    let folder = scratch("engines");
    let rksv = include_str!("../www/public/samples/rksv-good.txt");
    let rsa = include_str!("../www/public/samples/good-rsa.txt");
    let codes = [SLIP, OTHER, ALTERED, rksv, rsa].map(code);
    // More than are checked twice.
    let values: Vec<Value> = codes.iter().cycle().take(60).map(|code| json!({"code": code})).collect();
    let arguments = ["--input", "jsonl", "--format", "jsonl", "--no-fail", "-"];
    let quick = run(&folder, &trusting(&arguments), &lines(&values));
    let own = run(&folder, &trusting(&[&["--own-engines"][..], &arguments].concat()), &lines(&values));
    assert_eq!((quick.code, own.code), (0, 0), "{}{}", quick.err, own.err);
    assert_eq!(quick.rows().len(), 60);
    assert_eq!(quick.out, own.out);
}

#[test]
fn a_row_for_people_has_the_headline_of_one_slip() {
    let folder = scratch("headline");
    fs::write(folder.join("a.txt"), SLIP).unwrap();
    fs::write(folder.join("b.txt"), code(SLIP)).unwrap();
    let outcome = run(&folder, &trusting(&["--format", "text", "--lang", "en", "a.txt", "b.txt"]), b"");
    let lines: Vec<&str> = outcome.out.lines().map(|line| line.split(" | ").nth(1).unwrap()).collect();
    // Of the second nobody has seen the print.
    assert_ne!(lines[0], lines[1], "{}", outcome.out);
}
