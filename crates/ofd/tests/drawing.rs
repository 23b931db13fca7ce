//! Pages as steps that draw them: public files, and files made for each rule.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{HOST, Keys, folder};
use slipcheck_ofd::{Drawing, Face, Mark, PictureKind, Step, Stop, draw};
use std::path::PathBuf;
/// What a vector's drawing is; nothing where the vectors are not, and that is said.
fn vector(name: &str) -> Option<Result<Drawing, Stop>> {
    let bytes = std::fs::read(folder()?.join(name)).unwrap();
    let drawn = draw(&bytes, &HOST, &Keys);
    if let (Some(folder), Ok(drawing)) = (std::env::var_os("SLIPCHECK_DRAWINGS"), &drawn) {
        // To be looked at.
        let file = PathBuf::from(folder).join(name.replace('/', "-")).with_extension("json");
        std::fs::write(file, serde_json::to_string(drawing).unwrap()).unwrap();
    }
    Some(drawn)
}

fn drawing(name: &str) -> Option<Drawing> {
    vector(name).map(|drawn| drawn.unwrap_or_else(|stop| panic!("{name}: {stop:?}")))
}

/// The texts of a page with the points of their first characters.
fn texts(drawing: &Drawing, sheet: usize) -> Vec<(&str, i32, i32)> {
    let mut found = Vec::new();
    for step in &drawing.sheets[sheet].steps {
        if let Step::Text { text, x, y, .. } = step {
            found.push((text.as_str(), x[0], y[0]));
        }
    }
    found
}

#[test]
fn an_invoice_is_drawn_with_its_template_behind_it_and_its_seal_above() {
    let Some(found) = drawing("cn-ofd/1.ofd") else { return };
    assert_eq!((found.pages, found.sheets.len(), found.sealed), (1, 1, true));
    let sheet = &found.sheets[0];
    assert_eq!((sheet.width, sheet.height, sheet.document, sheet.page), (21_000, 14_000, 0, 0));
    assert!(sheet.marks.is_empty() && !sheet.text_alone && found.elsewhere.is_empty());
    // The number of the invoice where its page says: box and first baseline point.
    assert!(texts(&found, 0).contains(&("83089647", 16_400, 1_170 + 409)), "{:?}", texts(&found, 0));
    let total = sheet.steps.iter().find_map(|step| match step {
        Step::Text { text, x, size, .. } if text == "526.00" => Some((x.clone(), *size)),
        _ => None,
    });
    assert_eq!(total, Some((vec![17_033, 17_266, 17_499, 17_731, 17_964, 18_197], 388)));
    // Labels of the template come first, in the template's colour.
    assert!(
        matches!(&sheet.steps[0], Step::Path { d, stroke: Some(0x9c5223), width: 25, .. } if d == "M6850 1800L14150 1800")
    );
    // The code is JBIG2, a hundred points wide: no browser opens that, and so it comes as BMP.
    let [code] = &found.pictures[..] else { panic!("{:?}", found.pictures.len()) };
    assert_eq!((code.kind, code.bytes.len(), found.left.contains("picture")), (PictureKind::Bmp, 62 + 16 * 100, false));
    let black: u32 = code.bytes[62..].iter().map(|byte| byte.count_ones()).sum();
    assert!((3_000..6_000).contains(&black), "{black}");
    assert!(sheet.steps.iter().any(|step| matches!(step, Step::Image { picture: 0, .. })));
    let [seal] = &found.seals[..] else { panic!("{:?}", found.seals) };
    assert_eq!((seal.state, sheet.stamps[0].place, sheet.stamps[0].covers), ("fits", [9000, 800, 3000, 2000], true));
    let Face::Steps { width: 3000, height: 2000, steps } = &seal.face else { panic!("{:?}", seal.face) };
    assert!(steps.iter().any(|step| matches!(step, Step::Text { text, fill: 0xff0000, .. } if text == "国家税务总局")));
    // Letters along a curve are turned.
    assert!(steps.iter().any(|step| matches!(step, Step::Text { text, map: Some(_), .. } if text == "全")));
    assert!(sheet.text.iter().any(|row| row.contains("发票号码") && row.contains("83089647")), "{:?}", sheet.text);
}

#[test]
fn pictures_are_handed_over_by_what_they_are() {
    let Some(found) = drawing("cn-ofd/v4signed.ofd") else { return };
    assert_eq!(found.pictures.len(), 1);
    assert_eq!((found.pictures[0].kind, found.pictures[0].moves), (PictureKind::Png, false));
    assert!(found.sheets[0].steps.iter().any(|step| matches!(step, Step::Image { picture: 0, .. })));
    let Some(found) = drawing("cn-ofd/zsbk.ofd") else { return };
    let kinds: Vec<_> = found.pictures.iter().map(|picture| picture.kind).collect();
    assert!(kinds.contains(&PictureKind::Jpeg) && kinds.contains(&PictureKind::Png), "{kinds:?}");
    // A picture within its outline, and what comes behind it without.
    let clips: Vec<bool> = found.sheets[0]
        .steps
        .iter()
        .filter_map(|step| if let Step::Clip { d } = step { Some(d.is_empty()) } else { None })
        .collect();
    assert_eq!(clips, [false, true]);
}

#[test]
fn pages_that_differ_and_what_no_seal_covers_are_marked_where_they_are_drawn() {
    let Some(found) = drawing("cn-ofd/zsbk.ofd") else { return };
    for sheet in &found.sheets {
        assert!(
            sheet.marks.iter().any(|marked| marked.kind == "page" && marked.mark == Mark::Differs),
            "{:?}",
            sheet.marks
        );
    }
    assert!(
        found.seals.iter().all(|seal| seal.state == "differs")
            && found.sheets[0].stamps.iter().all(|stamp| !stamp.covers)
    );
    let Some(found) = drawing("ofd-made/ofd/page-not-covered.ofd") else { return };
    let [marked] = &found.sheets[0].marks[..] else { panic!("{:?}", found.sheets[0].marks) };
    assert_eq!((marked.entry.as_str(), marked.mark), ("Doc_0/Pages/Page_0/Content.xml", Mark::NotCovered));
    // Its objects, each in its box.
    assert_eq!(marked.boxes.len(), 17);
    let Some(found) = drawing("ofd-made/ofd/seal-of-one-document-on-another.ofd") else { return };
    // The seal of the other document is on the page, and never saw it.
    let sheet = &found.sheets[0];
    assert_eq!(sheet.stamps.iter().map(|stamp| stamp.covers).collect::<Vec<_>>(), [false, true]);
    assert!(sheet.marks.iter().any(|marked| marked.entry == "Doc_1/Pages/Page_0/Content.xml"), "{:?}", sheet.marks);
    assert!(found.elsewhere.iter().any(|marked| marked.entry == "Doc_1/PublicRes.xml"), "{:?}", found.elsewhere);
    // The one whose OFD.xml alone is not sealed: nothing of that is drawn.
    let Some(found) = drawing("cn-ofd/999.ofd") else { return };
    assert!(found.elsewhere.is_empty() && found.sheets.iter().all(|sheet| sheet.marks.is_empty()));
    assert_eq!(found.sheets.len(), 5);
}

#[test]
fn a_seam_seal_shows_one_part_a_page() {
    let Some(found) = drawing("cn-ofd/h.ofd") else { return };
    let clips: Vec<_> = found.sheets.iter().flat_map(|sheet| &sheet.stamps).filter_map(|stamp| stamp.clip).collect();
    assert_eq!(clips, [0, 800, 1600, 2400, 3200].map(|x| [x, 0, 800, 4000]));
    assert!(found.seals.iter().all(|seal| matches!(seal.face, Face::Picture { .. })));
    // The list that the second one was added to is no change.
    assert!(found.seals.iter().all(|seal| seal.state == "fits"));
}

#[test]
fn a_seal_that_does_not_fit_is_told_apart_and_what_is_refused_is_not_drawn() {
    let Some(found) = drawing("ofd-made/ofd/signed-data-flipped.ofd") else { return };
    assert_eq!((found.sealed, found.seals[0].state), (false, "misfit"));
    assert!(found.sheets[0].marks.is_empty());
    for name in ["entity-bomb", "entry-twin-trailing-space", "zip-password"] {
        assert!(vector(&format!("ofd-made/ofd/{name}.ofd")).unwrap().is_err(), "{name}");
    }
}
