//! `issue`.

use super::program::{demo, directory, issue, slip, status, verify, with_input};
use std::{
    ffi::OsString,
    fs,
    sync::atomic::{AtomicUsize, Ordering},
};

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

/// A message made from the slip, and what it gets with the demonstration's root trusted.
fn message(signer: &str, more: &[&str]) -> serde_json::Value {
    let outcome = issue(signer, more, &slip("138.00"));
    assert_eq!(outcome.code, 0, "{more:?}: {}", outcome.err);
    assert_eq!(outcome.err, "", "{more:?}");
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let file = directory(&format!("message-{}", COUNT.fetch_add(1, Ordering::Relaxed))).join("message.txt");
    fs::write(&file, outcome.out).unwrap();
    let key = file.with_file_name("apiv3.txt");
    fs::write(&key, "0123456789abcdef0123456789abcdef").unwrap();
    let opened = ["--apiv3-key", key.to_str().unwrap()];
    verify(demo(), &opened, &[file]).json().remove(0)
}

#[test]
fn gateways_messages_are_made_with_every_outcome_that_they_have() {
    let key = directory("apiv3").join("key.txt");
    fs::write(&key, "0123456789abcdef0123456789abcdef\n").unwrap();
    let sealing = key.to_str().unwrap();
    for (kind, signer, format, outcomes) in [
        ("unionpay", "unionpay", "cn-acp", "paid accepted pending failed refunded"),
        ("wechatpay", "wechatpay", "cn-wechatpay", "paid refunded closed failed"),
        ("wechatpay-reply", "wechatpay", "cn-wechatpay", "paid pending failed closed refunded"),
        ("alipay", "alipay", "cn-alipay", "paid pending closed refunded"),
        ("alipay-reply", "alipay", "cn-alipay", "paid pending failed closed refunded"),
    ] {
        for outcome in ["paid", "accepted", "pending", "failed", "closed", "refunded"] {
            let arguments = ["--message", kind, "--outcome", outcome, "--apiv3-key", sealing];
            if !outcomes.split(' ').any(|own| own == outcome) {
                issue(signer, &arguments, &slip("138.00")).refused("--outcome is one of");
                continue;
            }
            let report = message(signer, &arguments);
            assert_eq!(report["format"], format, "{kind} {outcome}");
            assert_eq!(report["verdict"], "verified", "{kind} {outcome} {report}");
            assert_eq!(report["outcome"]["status"], outcome, "{kind} {outcome} {report}");
            assert_eq!(report["demo"], true);
            let amount = report["fields"].as_array().unwrap().iter().find(|field| field["meaning"] == "amount");
            let meant = |field: &serde_json::Value| field["meant"].as_str().unwrap().to_owned();
            if !(kind == "alipay-reply" && outcome == "failed"
                || kind == "wechatpay" && outcome.len() == 6 && outcome != "paid")
            {
                assert_eq!(amount.map(meant).as_deref(), Some("138.00"), "{kind} {outcome} {report}");
            }
        }
    }
}

#[test]
fn members_of_a_message_can_be_set_and_what_verifiers_object_to_is_said() {
    let report = message("alipay", &["--message", "alipay", "--set", "subject=a+b & c", "--set", "passback_params="]);
    let value = |name: &str| {
        report["fields"]
            .as_array()
            .unwrap()
            .iter()
            .find(|field| field["name"] == name)
            .map(|field| field["signed"].clone())
    };
    assert_eq!(value("subject").unwrap(), "a+b & c");
    assert_eq!(value("passback_params").unwrap(), "");
    let report = message("wechatpay", &["--message", "wechatpay-reply", "--set", "amount.total=1"]);
    assert!(
        report["fields"]
            .as_array()
            .unwrap()
            .iter()
            .any(|field| field["name"] == "amount.total" && field["signed"] == "1")
    );
    for (signer, more, said) in [
        ("alipay", vec!["--message", "alipay", "--set", "sign=abc"], "signature is made"),
        ("alipay", vec!["--message", "alipay", "--set", "subject"], "NAME=VALUE"),
        ("terminal", vec!["--message", "alipay"], "RSA"),
        ("wechatpay", vec!["--message", "wechatpay"], "--apiv3-key"),
        ("unionpay", vec!["--message", "unionpay", "--set", "version=9"], "does not verify"),
        ("alipay", vec!["--outcome", "paid"], "--message"),
        ("alipay", vec!["--message", "alipay", "--detached"], "--detached"),
    ] {
        issue(signer, &more, &slip("138.00")).refused(said);
    }
    // A merchant's certificate speaks as the platform: it is made, and said.
    let outcome = issue("wechatpay-merchant", &["--message", "wechatpay-reply"], &slip("138.00"));
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert!(!outcome.err.is_empty());
}

#[test]
fn another_merchant_is_told_and_gets_no_promise() {
    let file = directory("merchants").join("message.txt");
    let sample = crate::program::samples().join("unionpay-paid.txt");
    fs::copy(sample, &file).unwrap();
    let report = |more: &[&str]| verify(&crate::program::samples(), more, std::slice::from_ref(&file)).json().remove(0);
    let notes = |report: &serde_json::Value| report["notes"].to_string();
    let own = report(&["--merchant", "898310158120101"]);
    assert_eq!((&own["outcome"]["merchant"], status(&own, "plausibility")), (&"own".into(), "pass"));
    assert!(notes(&own).contains("own-merchant"));
    let other = report(&["--merchant", "898310158120102"]);
    assert_eq!((&other["verdict"], &other["outcome"]["merchant"]), (&"verified".into(), &"other".into()));
    assert_eq!(status(&other, "plausibility"), "warn");
    assert!(notes(&other).contains("other-merchant"));
    assert_eq!(other["nextSteps"]["merchant"][0], "gw-not-to-you");
    // Numbers of other gateways say nothing about this one; one of them may be the user's own.
    let none = report(&["--merchant", "1900000000", "--merchant", "2088000000000001"]);
    assert!(none["outcome"]["merchant"].is_null() && status(&none, "plausibility") == "pass");
    let two = report(&["--merchant", "898310158120102", "--merchant", "898310158120101"]);
    assert_eq!(two["outcome"]["merchant"], "own");
    for (language, words) in [("zh-CN", "别的商户"), ("en", "ANOTHER merchant"), ("de", "ANDEREN Händler")] {
        let folder = crate::program::samples();
        let path = |name: &str| folder.join(name).into_os_string();
        let arguments: Vec<OsString> = [
            "verify".into(),
            "--lang".into(),
            language.into(),
            "--trust".into(),
            path("demo-root.pem"),
            "--cert".into(),
            path("demo-chain.pem"),
            "--merchant".into(),
            "898310158120102".into(),
            file.clone().into_os_string(),
        ]
        .into();
        let outcome = crate::program::slipcheck(arguments);
        assert!(outcome.out.lines().next().unwrap().contains(words), "{}", outcome.out);
    }
}
