//! Documents that the demonstration's authority issues: invoices as OFD, receipts as PDF.

use super::program::{demo, directory, issue, slip, status, verify};
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
        // The code names its certificate, and does not hold it.
        let at_hand = key(&format!("{signer}-chain.pem"));
        let verified = verify(demo(), &["--cert", &at_hand], std::slice::from_ref(&file));
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
    for sample in super::program::index(demo()) {
        let file = sample["file"].as_str().unwrap();
        if !(file.ends_with(".ofd") || file.ends_with(".pdf")) {
            continue;
        }
        let path = demo().join(file).into_os_string();
        let trusting = [
            "--trust".into(),
            demo().join("demo-root.pem").into(),
            "--cert".into(),
            demo().join("demo-chain.pem").into(),
        ];
        // By somebody who is trusted, and by a stranger.
        for trust in [&trusting[..], &[]] {
            let arguments =
                ["verify".into(), "--json".into()].into_iter().chain(trust.iter().cloned()).chain([path.clone()]);
            for report in super::program::slipcheck(arguments.collect::<Vec<std::ffi::OsString>>()).json() {
                for role in ["cardholder", "merchant"] {
                    assert!(!report["nextSteps"][role].as_array().unwrap().is_empty(), "{file} {role} {report:#}");
                }
                // Of an invoice, wherever it is to be looked up.
                if report["format"] == "cn-ofd" {
                    let steps = report["nextSteps"]["cardholder"].as_array().unwrap();
                    let sound = report["verdict"] == "verified";
                    assert!(steps.contains(&"verify-on-tax-platform".into()), "{file}");
                    assert_eq!(steps.contains(&"do-not-claim".into()), !sound, "{file}");
                }
            }
        }
    }
}

/// A PDF of these pages, and what its trailer says besides.
fn pdf(pages: usize, trailer: &str) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    objects.push(format!(
        "<< /Type /Pages /Count {pages} /Kids [{}] /MediaBox [0 0 200 100] /Resources << /Font << /F1 3 0 R >> >> >>",
        kids.join(" ")
    ));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    for page in 0..pages {
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 5 + 2 * page));
        let content = format!("BT /F1 12 Tf 20 50 Td (Page {}) Tj ET", page + 1);
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let (mut out, mut table) = (String::from("%PDF-1.7\n"), String::from("xref\n0 1\n0000000000 65535 f \n"));
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.push_str(&format!("{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

#[test]
fn files_that_are_locked_broken_or_too_long_say_so_and_what_to_do() {
    let out = directory("hard-files");
    let looked = |name: &str, bytes: &[u8]| {
        let file = out.join(name);
        fs::write(&file, bytes).unwrap();
        let outcome = verify(demo(), &[], &[file]);
        outcome.calm();
        assert_eq!(outcome.code, 1, "{name} {}", outcome.err);
        outcome.json().remove(0)
    };
    let zeros = "00".repeat(32);
    let lock = format!(
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{zeros}> /U <{zeros}> >>"
    );
    let locked = looked("locked.pdf", &pdf(1, &lock));
    assert_eq!((&locked["verdict"], notes(&locked)), (&"unreadable".into(), vec!["password-needed"]));
    assert_eq!(locked["nextSteps"]["cardholder"][0], "pdf-open-with-password");
    for keys in ["/Filter /Adobe.PubSec /V 4", "/Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O () /U ()"] {
        let report = looked("other.pdf", &pdf(1, &format!("/Encrypt << {keys} >>")));
        assert_eq!((&report["verdict"], notes(&report)), (&"unreadable".into(), vec!["password-needed"]), "{keys}");
    }
    let whole = pdf(3, "");
    let damaged = looked("damaged.pdf", &[b"%PDF-1.7\n", &whole[whole.len() - 60..]].concat());
    assert_eq!((&damaged["verdict"], notes(&damaged)), (&"unreadable".into(), vec!["file-not-readable"]));
    // Its cross-references are gone, its pages are not.
    let hurt = looked("hurt.pdf", &whole[..whole.windows(4).rposition(|window| window == b"xref").unwrap() - 300]);
    assert_eq!((&hurt["verdict"], status(&hurt, "format")), (&"unsigned".into(), "warn"));
    let signed = fs::read(demo().join("receipt-signed.pdf")).unwrap();
    let cut = looked("cut.pdf", &signed[..signed.len() - 40]);
    assert_eq!((&cut["verdict"], &cut["causes"][0]["id"]), (&"invalid".into(), &"truncated".into()));
    let long = looked("long.pdf", &pdf(1000, ""));
    assert!(["unsigned", "unreadable"].contains(&long["verdict"].as_str().unwrap()), "{long:#}");
    assert!(notes(&long).contains(&"pages-not-read"), "{long:#}");
    // 100 MB, of which nothing but the header is written.
    let large = out.join("large.pdf");
    fs::write(&large, "%PDF-1.7\n").unwrap();
    fs::OpenOptions::new().write(true).open(&large).unwrap().set_len(100 << 20).unwrap();
    verify(demo(), &[], &[large]).refused("give a smaller file");
}

#[test]
fn people_count_pages_from_one() {
    let [root, chain, file] = ["demo-root.pem", "demo-chain.pem", "invoice-amount-altered.ofd"]
        .map(|name| demo().join(name).into_os_string());
    let arguments = ["verify".into(), "--trust".into(), root, "--cert".into(), chain, file];
    let told = super::program::in_language("en", arguments, b"");
    assert!(told.out.contains("Page: 1 ·"), "{}", told.out);
    let json = verify(demo(), &[], &[demo().join("invoice-amount-altered.ofd")]).json();
    assert_eq!(json[0]["causes"][0]["evidence"]["page"], 0, "the contract counts from 0");
}
