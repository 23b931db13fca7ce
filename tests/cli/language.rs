//! What is said, and in which language.

use super::program::{in_language, index, samples, slipcheck};
use std::ffi::OsString;

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
