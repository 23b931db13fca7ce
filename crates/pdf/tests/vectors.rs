//! Public files: what is signed in them, and what changed since. Signatures themselves are checked by the caller.

use slipcheck_pdf::{
    Alone, Document,
    changes::{self, Kind, Other, Terms},
    draw,
    signature::{Contents, Signature, permissions, signed_document},
    survey::{State, survey},
};

fn file(name: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("SLIPCHECK_VECTORS").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        std::path::PathBuf::from,
    );
    let file = std::fs::read(root.join("pdf").join(name)).ok();
    if file.is_none() {
        eprintln!("NOT RUN: {} is not there", root.join("pdf").join(name).display());
    }
    file
}

fn lines(document: &Document<'_>) -> Vec<String> {
    let (pages, _) = document.pages(20);
    pages.iter().flat_map(|(_, page)| draw(document, page, &Alone).lines).map(|line| line.text).collect()
}

/// Whether the digest that was signed is that of the bytes, and what changed since.
fn look(bytes: &[u8]) -> (Signature, bool, changes::Changes, Vec<String>, Vec<String>) {
    let survey = survey(bytes);
    let State::Whole(present) = &survey.state else { panic!("not read") };
    let signature = survey.signatures.all.first().unwrap().clone();
    let fits = match &signature.contents {
        Contents::Signed(data) => {
            let slipcheck_pdf::cms::Method::Known { content, .. } = data.method else { panic!("{:?}", data.method) };
            data.stated.as_deref().unwrap() == content.of(&signature.signed(bytes).unwrap())
        }
        _ => false,
    };
    let Some(signed) = signed_document(bytes, &signature, &survey.shared) else {
        return (signature, fits, changes::Changes::of(Kind::EndNotCovered), Vec::new(), lines(present));
    };
    let permissions = permissions(&signed, signature.at);
    let other = |_| Other::default();
    let changes =
        changes::compare(&signed, present, &Terms { permissions: &permissions, trusted: true, other: &other });
    (signature, fits, changes, lines(&signed), lines(present))
}

#[test]
fn one_revision_signed_whole() {
    let Some(bytes) = file("good-rsa.pdf") else { return };
    let (signature, fits, changes, signed, shown) = look(&bytes);
    assert!(fits && changes.kind.is_none() && signed == shown);
    assert_eq!(signature.revision, Some(2));
    assert_eq!(signature.field, "Signature1");
    assert_eq!(shown[0], "CARDHOLDER COPY");
    assert_eq!(shown[11], "AMOUNT: RMB 138.00");
}

#[test]
fn text_of_an_embedded_font_and_the_signature_of_gb_t_35275() {
    let Some(bytes) = file("good-sm2.pdf") else { return };
    let (signature, fits, changes, _, shown) = look(&bytes);
    assert!(fits && changes.kind.is_none());
    let Contents::Signed(data) = &signature.contents else { panic!() };
    assert!(data.gm);
    assert_eq!(shown[0], "POS签购单  持卡人存根");
    assert_eq!(shown.last().unwrap(), "交易金额: ¥138.00元");
}

#[test]
fn validation_data_may_follow() {
    let Some(bytes) = file("later-validation-data.pdf") else { return };
    let (_, fits, changes, ..) = look(&bytes);
    assert!(fits && changes.kind.is_none(), "{changes:?}");
    assert_eq!(changes.additions.iter().map(|a| a.id()).collect::<Vec<_>>(), ["validation-data"]);
}

#[test]
fn a_page_content_that_was_replaced_is_named() {
    let Some(bytes) = file("changed-by-update.pdf") else { return };
    let (_, fits, changes, signed, shown) = look(&bytes);
    assert!(fits);
    assert_eq!(changes.kind, Some(Kind::Content));
    assert_eq!((changes.objects, changes.pages), (vec!["7 0".to_owned()], vec![1]));
    assert_eq!(changes.paths, ["Pages/Kids/0/Contents"]);
    assert_eq!((signed[11].as_str(), shown[11].as_str()), ("AMOUNT: RMB 138.00", "AMOUNT: RMB 738.00"));
}

#[test]
fn bytes_that_were_changed_and_a_range_with_a_hole() {
    let Some(bytes) = file("changed-in-place.pdf") else { return };
    assert!(!look(&bytes).1);
    let bytes = file("range-with-a-hole.pdf").unwrap();
    let (signature, ..) = look(&bytes);
    assert_eq!(signature.range_fault.map(|fault| fault.id()), Some("byte-range"));
}

#[test]
fn a_code_of_rectangles_is_drawn() {
    let Some(bytes) = file("receipt-tse-vector.pdf") else { return };
    let survey = survey(&bytes);
    let State::Whole(document) = &survey.state else { panic!() };
    assert!(survey.signatures.all.is_empty());
    let page = draw(document, &document.pages(1).0[0].1, &Alone);
    let dark = page.picture.2.iter().filter(|grey| **grey < 128).count();
    assert!(dark > 10_000 && !page.lines.is_empty(), "{dark} {:?}", page.lines);
}
