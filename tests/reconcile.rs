//! `slipcheck reconcile` as its users meet it: the examples, wrong calls, corrections, tables that no program takes for formulas.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

struct Outcome {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, arguments: &[&str], input: Option<&str>) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipcheck"));
    command.arg("reconcile").args(arguments).current_dir(folder).env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.unwrap_or_default().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("reconcile-{name}"));
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

const SLIPS: &str = "终端编号,参考号,交易日期,交易时间,交易金额\n30883141,092154218722,2026-11-10,09:39:36,100.00\n30883141,092154218723,2026-11-10,10:39:36,250.00\n";
const STATEMENT: &str = "交易日期,交易时间,交易金额,手续费,参考号,终端号\n2026-11-10,09:39:36,100.00,0.60,092154218722,30883141\n2026-11-10,10:39:36,250.00,1.50,092154218723,30883141\n";
const BANK: &str = "起始日期：2026-11-01,终止日期：2026-11-27\n记账日期,收入,支出,摘要\n2026-11-11,347.90,,POS清算款\n";

#[test]
fn the_examples_come_out_as_stated() {
    let root = env::var_os("SLIPCHECK_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from);
    let root = root.join("reconcile");
    let Ok(cases) = fs::read_to_string(root.join("cases.jsonl")) else {
        eprintln!("NOT RUN: {} is not there", root.display());
        return;
    };
    let mut seen = 0;
    for case in cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let mut arguments = vec!["--json"];
        for (option, pile) in [("--slips", "slips"), ("--acquirer", "acquirer"), ("--bank", "bank")] {
            if let Some(files) = case[pile].as_array() {
                arguments.push(option);
                arguments.extend(files.iter().filter_map(Value::as_str));
            }
        }
        let outcome = run(&root, &arguments, None);
        let json: Value =
            serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{}: {}", case["id"], outcome.err));
        let transactions = json["transactions"].as_array().unwrap();
        let statuses: serde_json::Map<String, Value> = transactions
            .iter()
            .map(|transaction| (transaction["key"].as_str().unwrap().to_owned(), transaction["status"].clone()))
            .collect();
        let expect = &case["expect"];
        assert_eq!(Value::Object(statuses), expect["statuses"], "{}", case["id"]);
        assert_eq!(json["counts"], expect["counts"], "{}", case["id"]);
        assert_eq!(json["role"], expect["role"], "{}", case["id"]);
        let calm =
            expect["counts"].as_object().unwrap().keys().all(|status| status == "agrees" || status == "reversed");
        assert_eq!(outcome.code, if calm { 0 } else { 1 }, "{}", case["id"]);
        for transaction in transactions {
            assert!(!transaction["nextSteps"]["merchant"].as_array().unwrap().is_empty());
            assert!(!transaction["nextSteps"]["cardholder"].as_array().unwrap().is_empty());
        }
        assert_eq!(run(&root, &arguments, None).out, outcome.out, "the same files give the same result");
        seen += 1;
    }
    assert!(seen >= 6);
}

#[test]
fn what_does_not_agree_is_told_with_its_steps_in_three_languages() {
    let missing = STATEMENT.lines().take(2).collect::<Vec<_>>().join("\n");
    let folder =
        folder("languages", &[("s.csv", SLIPS), ("a.csv", &missing), ("b.csv", &BANK.replace("347.90", "99.40"))]);
    for (language, word, step) in [
        ("zh-CN", "对账单里没有", "先看列的对应有没有认错"),
        ("en", "not in the statement", "First see whether the columns were read rightly"),
        ("de", "fehlt in der Abrechnung", "ob die Spalten richtig erkannt sind"),
    ] {
        let call = ["--lang", language, "--slips", "s.csv", "--acquirer", "a.csv", "--bank", "b.csv"];
        let outcome = run(&folder, &call, None);
        assert_eq!(outcome.code, 1);
        assert!(outcome.out.contains(word) && outcome.out.contains(step), "{}", outcome.out);
        assert!(outcome.out.contains("rrn:092154218723"), "{}", outcome.out);
        assert!(!outcome.out.contains("reconcile-"), "{}", outcome.out);
    }
}

#[test]
fn wrong_calls_and_files_that_cannot_be_read_are_two() {
    let folder = folder(
        "wrong",
        &[
            ("s.csv", SLIPS),
            ("a.csv", STATEMENT),
            ("b.csv", BANK),
            ("x.pdf", "%PDF-1.7 x"),
            ("c.json", "[{\"roles\": {}}]"),
        ],
    );
    for (arguments, said) in [
        (vec!["--slips", "s.csv"], "at least two"),
        (vec!["--slips", "-", "--bank", "-"], "standard input"),
        (vec!["--slips", "s.csv", "--bank", "none.csv"], "no file"),
        (vec!["--slips", "s.csv", "--acquirer", "a.csv", "--bank", "b.csv", "x.pdf"], "x.pdf"),
        (vec!["--slips", "s.csv", "--bank", "b.csv", "--columns", "c.json"], "\"file\""),
        (vec!["--slips", "s.csv", "--bank", "b.csv", "--columns", "s.csv"], "--columns"),
        (vec!["--slips", "s.csv", "--bank", "b.csv", "--days=-3"], "--days"),
    ] {
        let outcome = run(&folder, &arguments, None);
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.out);
        assert!(outcome.err.contains(said), "{arguments:?}: {}", outcome.err);
    }
    // The other files are reconciled all the same.
    let outcome =
        run(&folder, &["--lang", "en", "--slips", "s.csv", "--acquirer", "a.csv", "x.pdf", "--bank", "b.csv"], None);
    assert!(outcome.out.contains("agrees"), "{}", outcome.out);
    let outcome = run(&folder, &["--slips", "-", "--acquirer", "a.csv", "--bank", "b.csv"], Some(SLIPS));
    assert_eq!(outcome.code, 0, "{}{}", outcome.out, outcome.err);
}

#[test]
fn a_person_can_put_columns_right() {
    let odd = STATEMENT.replace("参考号", "Nummer").replace("手续费", "Abzug");
    let fixed = r#"[{"file": "a.csv", "headerRow": 1, "roles": {"3": "fee", "4": "rrn"}}]"#;
    let folder = folder("columns", &[("s.csv", SLIPS), ("a.csv", &odd), ("b.csv", BANK), ("c.json", fixed)]);
    let call = ["--json", "--slips", "s.csv", "--acquirer", "a.csv", "--bank", "b.csv", "--columns", "c.json"];
    let outcome = run(&folder, &call, None);
    assert_eq!(outcome.code, 0, "{}", outcome.out);
    let json: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(json["legs"]["acquirer"]["files"][0]["columns"][4]["role"], "rrn");
    assert_eq!(json["transactions"][0]["links"][0]["by"], "rrn-amount");
}

#[test]
fn a_table_is_no_program() {
    let slips = SLIPS.replace("参考号", "订单号").replace("092154218722", "=1+1").replace("092154218723", "@x");
    let folder = folder("table", &[("s.csv", &slips), ("b.csv", BANK)]);
    let outcome = run(&folder, &["--csv", "t.csv", "--slips", "s.csv", "--bank", "b.csv"], None);
    assert!(outcome.code < 2, "{}", outcome.err);
    let table = fs::read_to_string(folder.join("t.csv")).unwrap();
    assert_eq!(table.lines().count(), 3);
    for cell in table.lines().flat_map(|line| line.split(',')) {
        let formula = cell.trim_start_matches('\u{feff}').starts_with(['=', '+', '@']);
        assert!(!formula, "{cell}");
    }
    assert!(table.contains("order:=1+1"));
}
