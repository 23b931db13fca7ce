//! `verify`.

use super::program::{demo, directory, index, samples, slipcheck, status, verify};
use serde_json::Value;
use std::{ffi::OsStr, fs};

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

#[test]
fn a_digest_that_does_not_fit_is_the_headline_in_every_language() {
    let slip = samples().join("digest-mismatch.txt");
    for (language, title, role) in [
        ("zh-CN", "摘要不符", "我是持卡人"),
        ("en", "Digest does not fit", "I paid"),
        ("de", "Prüfsumme passt nicht", "Ich habe gezahlt"),
    ] {
        let said = slipcheck(["verify".as_ref(), "--lang".as_ref(), OsStr::new(language), slip.as_os_str()]);
        assert_eq!(said.code, 1);
        assert_eq!(said.out.lines().next(), Some(title), "{}", said.out);
        assert!(said.out.contains(role), "{}", said.out);
    }
    let report = slipcheck(["verify".as_ref(), "--json".as_ref(), slip.as_os_str()]).json().remove(0);
    assert_eq!((&report["verdict"], status(&report, "digest")), (&Value::from("altered"), "fail"));
    let mismatch = &report["causes"][0];
    assert_eq!((mismatch["id"].as_str(), mismatch["confidence"].as_str()), (Some("digest-mismatch"), Some("proven")));
    assert_ne!(mismatch["evidence"]["stated"], mismatch["evidence"]["computed"]);
    for (role, step) in [("cardholder", "talk-to-shop"), ("merchant", "query-host")] {
        assert!(report["nextSteps"][role].as_array().unwrap().contains(&Value::from(step)), "{report}");
    }
}
