//! `issue`.

use super::program::{demo, directory, issue, slip, status, verify, with_input};
use std::{ffi::OsString, fs};

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
        // Merchant and type stand on the paper, and these detached codes do not sign them.
        let printed = if more.contains(&"--detached") { "unknown" } else { "pass" };
        assert_eq!(status(&report.json()[0], "printed"), printed, "{more:?}");
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
