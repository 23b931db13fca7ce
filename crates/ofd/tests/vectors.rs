//! Public files, and files made for each rule, as the contract's folder holds them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{HOST, Keys, folder};
use slipcheck_ofd::{Findings, Level, State, Stop, check};

fn read(folder: &str, name: &str) -> Option<Result<Findings, Stop>> {
    let bytes = std::fs::read(common::folder()?.join(folder).join(name)).unwrap();
    Some(check(&bytes, &HOST, &Keys))
}

fn public(name: &str) -> Option<Findings> {
    read("cn-ofd", name).map(|found| found.unwrap_or_else(|stop| panic!("{name}: {stop:?}")))
}

fn made(name: &str) -> Option<Result<Findings, Stop>> {
    read("ofd-made/ofd", &format!("{name}.ofd"))
}

fn notes(findings: &Findings) -> Vec<&'static str> {
    findings.notes.iter().map(|note| note.id).collect()
}

fn pairs(findings: &Findings) -> (usize, usize) {
    let compared = findings.fields.iter().filter_map(|field| field.matches);
    (compared.clone().count(), compared.filter(|same| *same).count())
}

#[test]
fn public_invoices_are_whole_and_say_on_the_page_what_their_data_say() {
    for (name, count, expected) in [
        ("1.ofd", 11, &[][..]),
        ("999.ofd", 10, &["not-covered"][..]),
        ("v4signed.ofd", 11, &["path-read-loosely"][..]),
    ] {
        let Some(found) = public(name) else { return };
        assert_eq!(
            (found.digest, found.printed, found.altered),
            (Level::Pass, Level::Pass, false),
            "{name} {:?} {:?}",
            found.notes,
            found.fields
        );
        assert!(found.signatures.iter().all(|signature| signature.state == State::Fits && signature.holds()), "{name}");
        assert!(
            found.signatures.iter().all(|signature| signature.seal.as_ref().unwrap().maker.ticket.is_some()),
            "{name}"
        );
        assert_eq!(pairs(&found), (count, count), "{name} {:?}", found.fields);
        assert_eq!(notes(&found), expected, "{name} {:?}", found.notes);
        // Sellers of test invoices have invented numbers.
        let doubts: &[&str] = if name == "1.ofd" { &[] } else { &["tax-id"] };
        assert_eq!(found.implausible, doubts, "{name}");
    }
}

#[test]
fn a_second_seal_changes_the_list_and_nothing_else() {
    let Some(found) = public("h.ofd") else { return };
    assert_eq!((found.digest, found.altered, found.signatures.len()), (Level::Warn, false, 2), "{:?}", found.causes);
    assert!(notes(&found).contains(&"signature-appended"));
    let Some(Ok(found)) = made("good-second-seal-appended") else { panic!() };
    assert_eq!((found.digest, found.altered), (Level::Warn, false), "{:?}", found.causes);
}

#[test]
fn pages_that_were_changed_are_named() {
    let Some(found) = public("zsbk.ofd") else { return };
    assert!(found.altered);
    let named: Vec<_> =
        found.causes.iter().flat_map(|cause| &cause.evidence).filter(|(key, _)| *key == "entry").collect();
    assert_eq!(named.len(), 2, "{:?}", found.causes);
    assert!(format!("{named:?}").contains("Doc_0/Pages/Page_0/Content.xml"));
    let Some(found) = public("SESV4SignDoc.ofd") else { return };
    assert_eq!((found.digest, found.altered), (Level::Pass, false), "{:?}", found.causes);
}

#[test]
fn made_files_get_what_their_rule_says() {
    if folder().is_none() {
        return;
    }
    for name in ["good-v4-raw-signature", "good-two-in-the-list", "good-attachment-named-in-its-text"] {
        let found = made(name).unwrap().unwrap_or_else(|stop| panic!("{name}: {stop:?}"));
        assert_eq!(
            (found.digest, found.printed, found.altered),
            (Level::Pass, Level::Pass, false),
            "{name} {:?} {:?}",
            found.notes,
            found.causes
        );
        assert_eq!(pairs(&found), (11, 11), "{name} {:?}", found.fields);
    }
    let found = made("unseen-other-font").unwrap().ok().unwrap();
    assert_eq!((found.printed, found.altered), (Level::Unknown, false), "{:?}", found.notes);
    assert!(notes(&found).contains(&"text-not-seen"));
    let found = made("signed-data-flipped").unwrap().ok().unwrap();
    assert!(matches!(found.signatures[0].state, State::Misfit(_)));
    for (name, entry) in [
        ("page-text-moved", "Doc_0/Pages/Page_0/Content.xml"),
        ("page-not-covered", "Doc_0/Pages/Page_0/Content.xml"),
        ("seal-of-one-document-on-another", "Doc_1/Pages/Page_0/Content.xml"),
    ] {
        let found = made(name).unwrap().unwrap_or_else(|stop| panic!("{name}: {stop:?}"));
        assert_eq!((found.digest, found.altered), (Level::Fail, true), "{name}");
        assert!(format!("{:?}", found.causes).contains(entry), "{name} {:?}", found.causes);
    }
    for (name, expected) in [
        ("entity-bomb", "document-type"),
        ("entry-twin-trailing-space", "names-differ-only-in-case"),
        ("zip-password", "encrypted"),
    ] {
        let stop = made(name).unwrap().err().unwrap_or_else(|| panic!("{name}"));
        assert!(format!("{stop:?}").contains(expected), "{name} {stop:?}");
    }
}
