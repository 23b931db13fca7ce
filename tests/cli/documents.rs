//! Documents that the demonstration's authority issues: invoices as OFD, receipts as PDF.

use crate::program::{demo, directory, issue, slip, status, verify};
use serde_json::Value;
use std::{fs, path::PathBuf};

fn invoice() -> String {
    fs::read_to_string(demo().join("invoice.json")).unwrap()
}

fn key(name: &str) -> String {
    demo().join("keys").join(name).to_str().unwrap().to_owned()
}

fn notes(report: &Value) -> Vec<&str> {
    report["notes"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap()).collect()
}

#[test]
fn an_invoice_is_sealed_in_every_form() {
    let out = directory("invoices");
    let (maker, chain) = (key("seal-maker.pem"), key("seal-maker-chain.pem"));
    for form in ["v4", "v1", "signed-data"] {
        let file = out.join(format!("{form}.ofd"));
        let arguments = ["--ofd", file.to_str().unwrap(), "--form", form, "--seal-key", &maker, "--seal-chain", &chain];
        let outcome = issue("invoice", &arguments, &invoice());
        assert_eq!((outcome.code, outcome.out.as_str()), (0, ""), "{form}: {}", outcome.err);
        let verified = verify(demo(), &[], &[file]);
        let report = &verified.json()[0];
        assert_eq!((&report["verdict"], verified.code), (&"verified".into(), 0), "{form}: {report:#}");
        for check in ["format", "digest", "signature", "certificate", "validity", "printed", "plausibility"] {
            assert_eq!(status(report, check), "pass", "{form}: {check} {report:#}");
        }
        let fields = report["fields"].as_array().unwrap();
        let same = fields.iter().filter(|field| field["match"] == true).count();
        assert_eq!(same, 9, "{form}: {fields:#?}");
    }
    // A seal that its signer made: told, and no full tick.
    let file = out.join("own.ofd");
    assert_eq!(issue("invoice", &["--ofd", file.to_str().unwrap()], &invoice()).code, 0);
    let verified = verify(demo(), &[], &[file]);
    let report = &verified.json()[0];
    assert!(notes(report).contains(&"seal-self-made"), "{report:#}");
    assert_eq!(status(report, "validity"), "warn");
}

#[test]
fn what_is_no_invoice_is_not_sealed() {
    let out = directory("no-invoices");
    let file = out.join("none.ofd");
    let path = file.to_str().unwrap();
    issue("invoice", &["--ofd", path], &slip("138.00")).refused("not known");
    issue("invoice", &["--ofd", path], &invoice().replace("138.00", "139.00")).refused("do not come to");
    issue("terminal", &["--ofd", path], &invoice()).refused("SM2");
    issue("invoice", &["--ofd", path, "--detached"], &invoice()).refused("--detached");
    issue("invoice", &["--form", "v1"], &slip("138.00")).refused("--ofd");
    issue("invoice", &[], &slip("138.00")).refused("cannot sign slips");
    assert!(!file.exists());
}

#[test]
fn a_receipt_is_signed_with_each_kind_of_key() {
    let out = directory("receipts");
    for (signer, layout) in [("document", "zh"), ("document", "zh-en"), ("document-rsa", "zh"), ("document-rsa", "en")]
    {
        let file = out.join(format!("{signer}-{layout}.pdf"));
        let outcome = issue(signer, &["--pdf", file.to_str().unwrap(), "--layout", layout], &slip("138.00"));
        assert_eq!(outcome.code, 0, "{signer}: {}", outcome.err);
        let verified = verify(demo(), &[], std::slice::from_ref(&file));
        let reports = verified.json();
        // The file's signature, and that of the code on its page.
        let formats: Vec<&Value> = reports.iter().map(|report| &report["format"]).collect();
        assert_eq!(formats, ["pdf-signature", "signed-slip"], "{signer}");
        for report in &reports {
            assert_eq!((&report["verdict"], status(report, "printed")), (&"verified".into(), "pass"), "{report:#}");
        }
        // A byte of the page, changed: the digest says so.
        let mut bytes = fs::read(&file).unwrap();
        let at = bytes.windows(6).position(|window| window == b"endobj").unwrap() - 30;
        bytes[at] ^= 1;
        let changed = out.join("changed.pdf");
        fs::write(&changed, bytes).unwrap();
        let verified = verify(demo(), &[], std::slice::from_ref(&changed));
        assert_ne!(verified.json()[0]["verdict"], "verified", "{signer}");
        assert_eq!(verified.code, 1);
    }
}

#[test]
fn a_certificate_for_slips_alone_signs_no_documents() {
    let file: PathBuf = directory("slips-alone").join("receipt.pdf");
    let outcome = issue("terminal", &["--pdf", file.to_str().unwrap()], &slip("138.00"));
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert!(!outcome.err.is_empty());
    let verified = verify(demo(), &[], &[file]);
    let reports = verified.json();
    assert_eq!((&reports[0]["verdict"], &reports[1]["verdict"]), (&"certificate-problem".into(), &"verified".into()));
}

#[test]
fn every_verdict_of_a_document_says_what_to_do() {
    for sample in crate::program::index(demo()) {
        let file = sample["file"].as_str().unwrap();
        if !(file.ends_with(".ofd") || file.ends_with(".pdf")) {
            continue;
        }
        for more in [vec![], vec!["--no-trust"]] {
            // Without trust: the same file, by a stranger.
            let arguments: Vec<std::ffi::OsString> = if more.is_empty() {
                vec!["verify".into(), "--trust".into(), demo().join("demo-root.pem").into(), "--cert".into()]
                    .into_iter()
                    .chain([demo().join("demo-chain.pem").into(), "--json".into(), demo().join(file).into()])
                    .collect()
            } else {
                vec!["verify".into(), "--json".into(), demo().join(file).into()]
            };
            for report in crate::program::slipcheck(arguments).json() {
                for role in ["cardholder", "merchant"] {
                    assert!(!report["nextSteps"][role].as_array().unwrap().is_empty(), "{file} {role} {report:#}");
                }
            }
        }
    }
}
