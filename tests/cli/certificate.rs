//! `certificate`.

use super::program::{demo, slipcheck};
use std::{ffi::OsStr, ffi::OsString};

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
