//! Small files, changed by hand: what is a change, and what is none.

use super::*;
use crate::file::Shared;

/// Objects of one revision by number; of number 0, entries of its trailer. `ENDENDENDE` becomes what a byte range ends with.
type Revision<'o> = [(usize, &'o str)];

/// The states of a file that grew by these revisions.
fn states(revisions: &[&Revision<'_>]) -> Vec<Vec<u8>> {
    let (mut states, mut previous) = (vec![b"%PDF-1.7\n".to_vec()], String::new());
    for objects in revisions {
        let mut out = states.last().unwrap().clone();
        let mut table = String::from("xref\n");
        for (number, object) in objects.iter().filter(|(number, _)| *number > 0) {
            table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
            out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let start = out.len();
        let entries: String = objects.iter().filter(|(number, _)| *number == 0).map(|(_, entries)| *entries).collect();
        let trailer = format!("trailer\n<< /Root 1 0 R {previous} {entries} >>\nstartxref\n{start}\n%%EOF\n");
        out.extend([table, trailer].concat().bytes());
        let end = format!("{:010}", out.len() - 2);
        while let Some(at) = crate::find(&out, b"ENDENDENDE", 0) {
            out.splice(at..at + 10, end.bytes());
        }
        states.push(out);
        previous = format!("/Prev {start}");
    }
    states.split_off(1)
}

/// What changed since the first revision, when this is known of every signature.
fn changes(revisions: &[&Revision<'_>], other: Other) -> Changes {
    let states = states(revisions);
    let shared = Shared::default();
    let signed = Document::open(&states[0], &shared).unwrap();
    let present = Document::open(states.last().unwrap(), &shared).unwrap();
    let terms = Terms { permissions: &Permissions::default(), trusted: true, other: &|_| other };
    let changes = compare(&signed, &present, &terms);
    assert!(!changes.exceeded, "{changes:?}");
    changes
}

fn numbered(objects: &[String]) -> Vec<(usize, &str)> {
    objects.iter().enumerate().map(|(place, object)| (place + 1, object.as_str())).collect()
}

/// What a later revision changed in a file of these objects from 1 on.
fn compared(objects: &[String], later: &Revision<'_>) -> Changes {
    changes(&[&numbered(objects), later], Other::default())
}

#[test]
fn chains_of_bookmarks_have_any_length() {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_owned(),
        "<< /First 5 0 R >>".to_owned(),
    ];
    objects.extend((5..3005).map(|number| format!("<< /Title (x) /Next {} 0 R /Dest [3 0 R /Fit] >>", number + 1)));
    let same = compared(&objects, &[(4000, "<< >>")]);
    assert!(same.kind.is_none() && !same.exceeded, "{same:?}");
    let other = compared(&objects, &[(2500, "<< /Title (y) /Next 2501 0 R /Dest [3 0 R /Fit] >>")]);
    assert_eq!((other.kind, other.objects), (Some(Kind::Other), vec!["2500 0".to_owned()]));
}

#[test]
fn names_of_any_bytes_are_compared() {
    let objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /#e4 4 0 R >> >> >>".to_owned(),
        "(a)".to_owned(),
    ];
    assert!(compared(&objects, &[(40, "(a)")]).kind.is_none());
    assert_eq!(compared(&objects, &[(4, "(b)")]).kind, Some(Kind::Content));
    // The same object by another generation is another.
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /#e4 4 1 R >> >> >>";
    assert_eq!(compared(&objects, &[(3, page)]).kind, Some(Kind::Content));
}

/// A receipt of one page that has its size, its turn and its resources from the node above, and an invisible signature.
fn receipt() -> Vec<String> {
    [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
        NODE,
        PAGE,
        CONTENT,
        "<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 0 9 9] >>",
        FORM,
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /V 8 0 R /P 3 0 R /Rect [0 0 0 0] >>",
        "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>",
        "<< /XObject << /Parent 11 0 R >> /Font << /F1 5 0 R >> >>",
        "12",
        STAMP,
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (e) /P 3 0 R /Rect [0 0 9 9] >>",
    ]
    .map(str::to_owned)
    .to_vec()
}

const NODE: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595.276 841.89] /CropBox [0 0 500 800] /Rotate 0 /Resources 9 0 R >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [7 0 R 12 0 R] >>";
const CONTENT: &str = "<< /Length 10 0 R >>\nstream\n/Parent Do f\nendstream";
const FORM: &str = "<< /Fields [7 0 R 12 0 R] /SigFlags 3 >>";
const STAMP: &str = "<< /Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 0 0] /Length 1 >>\nstream\nf\nendstream";
/// The signature that a later revision brings.
const SEAL: (usize, &str) = (22, "<< /Type /Sig /ByteRange [0 1 2 ENDENDENDE] /Contents <01> >>");

/// The kind of what a later revision of the receipt changed; every signature is a stranger's.
fn later(objects: &Revision<'_>) -> Option<Kind> {
    compared(&receipt(), objects).kind
}

/// The kind of what later revisions of the receipt changed; every signature fits, and its signer is trusted.
fn vouched(later: &[&Revision<'_>]) -> Option<Kind> {
    let receipt = receipt();
    let first = numbered(&receipt);
    let revisions: Vec<&Revision<'_>> = [first.as_slice()].into_iter().chain(later.iter().copied()).collect();
    changes(&revisions, Other { fits: true, trusted: true, time_stamp: false }).kind
}

/// What brings a new field 20, a widget with these entries, and the objects behind it.
fn with_field<'o>(field: &'o str, more: &Revision<'o>) -> Vec<(usize, &'o str)> {
    let mut objects = vec![
        (3, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [7 0 R 12 0 R 20 0 R] >>"),
        (6, "<< /Fields [7 0 R 12 0 R 20 0 R] /SigFlags 3 >>"),
        (20, field),
        (21, STAMP),
    ];
    objects.extend(more);
    objects
}

fn widget(entries: &str) -> String {
    format!("<< /Type /Annot /Subtype /Widget /P 3 0 R {entries} >>")
}

#[test]
fn a_new_field_has_a_signature_of_its_own() {
    let field = |value: &str| widget(&format!("/FT /Sig /T (b) /V {value} /Rect [0 0 9 9] /AP << /N 21 0 R >>"));
    assert_eq!(vouched(&[&with_field(&field("8 0 R"), &[])]), Some(Kind::Signature));
    assert_eq!(vouched(&[&with_field(&field("22 0 R"), &[SEAL])]), None);
    // An empty field that waited for a signature, too.
    let filled = |value: &str| widget(&format!("/FT /Sig /T (e) /V {value} /Rect [0 0 9 9] /AP << /N 21 0 R >>"));
    assert_eq!(vouched(&[&[(12, &filled("8 0 R")), (21, STAMP)]]), Some(Kind::Signature));
    assert_eq!(vouched(&[&[(12, &filled("22 0 R")), (21, STAMP), SEAL]]), None);
}

#[test]
fn what_a_page_has_from_above_is_the_same_by_the_way_that_readers_go() {
    // The tree hangs from a copy; the node that the page itself names is another.
    let root = (1, "<< /Type /Catalog /Pages 20 0 R /AcroForm 6 0 R >>");
    let above = |from: &str, to: &str| later(&[root, (20, NODE), (2, &NODE.replace(from, to))]);
    assert_eq!(above("595.276", "300"), Some(Kind::Page));
    assert_eq!(above("/CropBox [0 0 500", "/CropBox [0 0 300"), Some(Kind::Page));
    assert_eq!(above("/Rotate 0", "/Rotate 180"), Some(Kind::Page));
    assert_eq!(above("/Resources 9 0 R", "/Resources << /XObject << /Parent 5 0 R >> >>"), Some(Kind::Content));
    assert_eq!(above("", ""), None);
    assert_eq!(later(&[(2, NODE)]), None);
}

#[test]
fn a_resource_may_be_called_parent() {
    assert_eq!(later(&[(11, &STAMP.replace("\nf\n", "\nF\n"))]), Some(Kind::Content));
    assert_eq!(later(&[(11, STAMP)]), None);
    // A real way up is followed once, and leads to nothing new.
    assert_eq!(later(&[(3, PAGE), (2, NODE)]), None);
}

#[test]
fn a_length_that_is_wrong_now_is_a_change() {
    for length in ["6", "0", "-1", "2000", "null", "/A", "[12]"] {
        assert_eq!(later(&[(10, length)]), Some(Kind::Content), "{length}");
    }
    assert_eq!(later(&[(4, &CONTENT.replace("10 0 R", "6"))]), Some(Kind::Content));
    assert_eq!(later(&[(10, "12")]), None);
    assert_eq!(later(&[(4, &CONTENT.replace("10 0 R", "12"))]), None);
    assert_eq!(later(&[(4, &CONTENT.replace("10 0 R", "30 0 R")), (30, "12")]), None);
    // One that was wrong when it was signed is the signer's.
    let mut objects = receipt();
    objects[9] = "2000".to_owned();
    assert_eq!(compared(&objects, &[(10, "2000")]).kind, None);
}

#[test]
fn a_seal_that_some_reader_shows_is_visible() {
    let seal = |entries: &str| later(&with_field(&widget(&format!("/FT /Sig /T (b) /V 22 0 R {entries}")), &[SEAL]));
    for shown in [
        "/Rect [0 0 9 9] /AP << /N 21 0 R >>",
        "/Rect [9 9 0 0] /AP << /N 21 0 R >>",
        "/Rect [0 0 9 9 9] /AP << /N 21 0 R >>",
        "/Rect [/A 0 9 9] /AP << /N 21 0 R >>",
        "/Rect [0 0 9 9] /Rect [0 0 9 9] /AP << /N 21 0 R >>",
        "/Rect [0 0 0 0] /#52ect [0 0 9 9] /AP << /N 21 0 R >>",
        "/Rect null /AP << /N 21 0 R >>",
        "/Rect [0 0 9 9] /AP << /N 21 0 R >> /AP << /N 21 0 R >>",
        "/Rect [0 0 9 9] /AP << /N 21 0 R >> /F 36",
        "/Rect [0 0 9 9] /AP << /N 21 0 R >> /F 2 /F 4",
    ] {
        assert_eq!(seal(shown), Some(Kind::Signature), "{shown}");
    }
    for hidden in [
        "/Rect [0 0 0 0] /AP << /N 21 0 R >>",
        "/Rect [0 0 9 0] /AP << /N 21 0 R >>",
        "/Rect [0 0 9 9]",
        "/Rect [0 0 9 9] /AP << /N 21 0 R >> /F 2",
        "/Rect [0 0 9 9] /AP << /N 21 0 R >> /F 32",
    ] {
        assert_eq!(seal(hidden), None, "{hidden}");
    }
}

#[test]
fn kids_of_a_new_signature_field_are_of_its_type() {
    let kid = |entries: &str| {
        let field = "<< /FT /Sig /T (b) /V 22 0 R /Kids [26 0 R] >>";
        let kid = widget(&format!("/Parent 20 0 R /Rect [0 0 0 0] {entries}"));
        let page = PAGE.replace("12 0 R]", "12 0 R 26 0 R]");
        later(&[(3, &page), (6, &FORM.replace("12 0 R]", "12 0 R 20 0 R]")), (20, field), SEAL, (26, &kid)])
    };
    for other in ["/FT /Tx /V (738.00) /DA (/F1 9 Tf)", "/FT /Btn /MK << /CA (738) >>", "/FT /Ch"] {
        assert_eq!(kid(other), Some(Kind::Form), "{other}");
    }
    assert_eq!(kid(""), None);
    assert_eq!(kid("/FT /Sig"), None);
}

#[test]
fn of_a_new_field_with_more_widgets_than_are_looked_at_nothing_is_said() {
    let exceeded = |count: usize| {
        let kids: Vec<String> = (30..30 + count).map(|number| format!("{number} 0 R")).collect();
        let field = format!("<< /FT /Sig /T (b) /V 22 0 R /Kids [{}] >>", kids.join(" "));
        let form = FORM.replace("12 0 R]", "12 0 R 20 0 R]");
        let kid = widget("/Parent 20 0 R /Rect [0 0 0 0]");
        let mut objects = vec![(6, form.as_str()), (20, field.as_str()), SEAL];
        objects.extend((30..30 + count).map(|number| (number, kid.as_str())));
        let states = states(&[&numbered(&receipt()), &objects]);
        let shared = Shared::default();
        let signed = Document::open(&states[0], &shared).unwrap();
        let present = Document::open(&states[1], &shared).unwrap();
        let terms = Terms { permissions: &Permissions::default(), trusted: true, other: &|_| Other::default() };
        compare(&signed, &present, &terms).exceeded
    };
    assert_eq!((exceeded(64), exceeded(65)), (false, true));
}

#[test]
fn of_small_numbers_the_last_digit_counts() {
    let font = |number: &str| {
        let font = receipt()[4].replace("0.001 0 0 0.001", &format!("{number} 0 0 {number}"));
        later(&[(5, &font)])
    };
    for other in ["0", "0.0001", "0.0019", "-0.001", "0.00101"] {
        assert_eq!(font(other), Some(Kind::Font), "{other}");
    }
    assert_eq!(font("0.001"), None);
    assert_eq!(font("0.0010000001"), None);
    // A size rounded in its last digit.
    assert_eq!(later(&[(2, &NODE.replace("595.276", "595.2756"))]), None);
    assert_eq!(later(&[(2, &NODE.replace("595.276", "595.28"))]), Some(Kind::Page));
}

#[test]
fn a_seal_is_shown_as_its_own_signature_signed_it() {
    let seal = |entries: &str| widget(&format!("/FT /Sig /T (b) /V 22 0 R /Rect [0 0 9 9] {entries}"));
    let shown = seal("/AP << /N 21 0 R >>");
    let second = with_field(&shown, &[SEAL]);
    let other_stamp = STAMP.replace("\nf\n", "\nF\n");
    let third = |objects: &Revision<'_>| vouched(&[&second, objects]);
    assert_eq!(third(&[(21, &other_stamp)]), Some(Kind::Signature));
    assert_eq!(third(&[(20, &seal("/AP << /N 30 0 R >>")), (30, &other_stamp)]), Some(Kind::Signature));
    assert_eq!(third(&[(20, &shown.replace("9 9]", "300 300]"))]), Some(Kind::Signature));
    // Hidden when it was signed, shown since.
    let hidden = shown.replace("9 9]", "0 0]");
    let hidden = with_field(&hidden, &[SEAL]);
    assert_eq!(vouched(&[&hidden, &[(20, &shown)]]), Some(Kind::Signature));
    // The same again, validation data, a third seal.
    assert_eq!(third(&[(21, STAMP), (20, &shown)]), None);
    assert_eq!(third(&[(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS << >> >>")]), None);
    let page = PAGE.replace("12 0 R]", "12 0 R 20 0 R 24 0 R]");
    let form = FORM.replace("12 0 R]", "12 0 R 20 0 R 24 0 R]");
    let again = widget("/FT /Sig /T (c) /V 25 0 R /Rect [9 9 18 18] /AP << /N 21 0 R >>");
    assert_eq!(third(&[(3, &page), (6, &form), (24, &again), (25, SEAL.1)]), None);
    // An empty field that was filled in, and then another picture laid over it.
    let filled = widget("/FT /Sig /T (e) /V 22 0 R /Rect [0 0 9 9] /AP << /N 21 0 R >>");
    let filled = [(12, filled.as_str()), (21, STAMP), SEAL];
    assert_eq!(vouched(&[&filled, &[(21, &other_stamp)]]), Some(Kind::Signature));
    assert_eq!(vouched(&[&filled, &[(21, STAMP)]]), None);
}

#[test]
fn two_new_fields_do_not_share_a_signature() {
    let page = PAGE.replace("12 0 R]", "12 0 R 20 0 R 24 0 R]");
    let form = FORM.replace("12 0 R]", "12 0 R 20 0 R 24 0 R]");
    let field = |name: &str, value: &str| widget(&format!("/FT /Sig /T ({name}) /V {value} /Rect [0 0 0 0]"));
    let two = |value: &str| {
        later(&[(3, &page), (6, &form), (20, &field("b", "22 0 R")), SEAL, (24, &field("c", value)), (25, SEAL.1)])
    };
    assert_eq!(two("22 0 R"), Some(Kind::Signature));
    assert_eq!(two("25 0 R"), None);
    // Two widgets of one field do.
    let parent = "<< /FT /Sig /T (b) /V 22 0 R /Kids [20 0 R 24 0 R] >>";
    let form = FORM.replace("12 0 R]", "12 0 R 26 0 R]");
    let kid = widget("/Parent 26 0 R /Rect [0 0 0 0]");
    assert_eq!(later(&[(3, &page), (6, &form), (26, parent), SEAL, (20, &kid), (24, &kid)]), None);
}

#[test]
fn an_object_has_one_place_in_a_section() {
    let other = CONTENT.replace(" f\n", " F\n");
    assert_eq!(later(&[(4, CONTENT), (4, &other)]), Some(Kind::Chain));
    assert_eq!(later(&[(4, &other), (4, CONTENT)]), Some(Kind::Chain));
    assert_eq!(later(&[(4, CONTENT), (30, CONTENT)]), None);
    // What the signed revision leaves open is the signer's.
    let receipt = receipt();
    let signed = [numbered(&receipt), vec![(4, other.as_str())]].concat();
    assert_eq!(changes(&[&signed, &[(30, "null")]], Other::default()).kind, None);
}

#[test]
fn no_object_in_use_is_missing_by_size() {
    for (size, kind) in [
        ("/Size 4", Kind::Content),
        ("/Size 1", Kind::Other),
        ("/Size /A", Kind::Other),
        ("/Size -1", Kind::Other),
        ("/Size 13 /Size 31", Kind::Other),
    ] {
        assert_eq!(later(&[(0, size), (30, "null")]), Some(kind), "{size}");
    }
    assert_eq!(later(&[(0, "/Size 31"), (30, "null")]), None);
    // Too small for what nothing leads to, and for what says something about the document alone.
    assert_eq!(later(&[(0, "/Size 13"), (30, "null")]), None);
    let catalogue = "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS 30 0 R >>";
    assert_eq!(later(&[(0, "/Size 13"), (1, catalogue), (30, "<< >>")]), None);
    // A page's content that was moved where such readers see none.
    let moved = PAGE.replace("4 0 R", "30 0 R");
    assert_eq!(later(&[(0, "/Size 13"), (3, &moved), (30, CONTENT)]), Some(Kind::Content));
    assert_eq!(later(&[(0, "/Size 31"), (3, &moved), (30, CONTENT)]), None);
}

#[test]
fn what_has_no_appearance_is_drawn_in_the_fonts_that_it_was_signed_with() {
    let page = PAGE.replace("12 0 R]", "12 0 R 13 0 R]");
    let form =
        |entries: &str| format!("{} {entries} >>", FORM.replace("12 0 R]", "12 0 R 13 0 R]").trim_end_matches(" >>"));
    let signed = |defaults: &str, field: &str| {
        let mut objects = receipt();
        objects[2] = page.clone();
        objects[5] = form(defaults);
        objects.push(widget(&format!("/FT /Tx /T (sum) /Rect [0 0 90 9] {field}")));
        objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
        objects.push("<< /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] >>".to_owned());
        objects
    };
    const FONTS: &str = "/DR << /Font << /Helv 14 0 R >> >> /DA (/Helv 9 Tf 0 g)";
    let then = |defaults: &str, field: &str, later: &str| compared(&signed(defaults, field), &[(6, &form(later))]).kind;
    const VALUE: &str = "/V (138.00) /DA (/Helv 9 Tf)";
    for (defaults, field, later, kind) in [
        // Another font of that name, directly and by its object.
        (FONTS, VALUE, "/DR << /Font << /Helv 15 0 R >> >> /DA (/Helv 9 Tf 0 g)", Some(Kind::Font)),
        (FONTS, VALUE, "/DA (/Helv 9 Tf 0 g)", Some(Kind::Font)),
        // One where there was none.
        ("", VALUE, "/DR << /Font << /Helv 15 0 R >> >>", Some(Kind::Font)),
        (
            "",
            VALUE,
            "/DR << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >> >>",
            Some(Kind::Font),
        ),
        (
            "",
            VALUE,
            "/DR << /Font << /Helv << /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /seven] >> >> >> >>",
            Some(Kind::Font),
        ),
        // A name that readers may read in two ways.
        (FONTS, "/V (1) /DA (/#48elv 9 Tf)", "/DR << /Font << /Helv 15 0 R >> >>", Some(Kind::Font)),
        // What the field has from the form.
        (FONTS, "/V (138.00)", "/DR << /Font << /Helv 14 0 R >> >> /DA (/Helv 0.1 Tf 1 g)", Some(Kind::Form)),
        (FONTS, "/V (138.00)", &format!("{FONTS} /Q 2"), Some(Kind::Form)),
        (FONTS, "/MK << /CA (138.00) >>", "/DR << /Font << /Helv 15 0 R >> >> /DA (/Helv 9 Tf 0 g)", Some(Kind::Font)),
        // Lawful: another font beside it, a standard one where there was none, a field that is empty or has its appearance.
        (FONTS, VALUE, "/DR << /Font << /Helv 14 0 R /Seal 15 0 R >> >> /DA (/Seal 9 Tf)", None),
        ("", VALUE, "/DR << /Font << /Helv 14 0 R >> >>", None),
        (FONTS, "/V () /DA (/Helv 9 Tf)", "/DR << /Font << /Helv 15 0 R >> >>", None),
        (FONTS, "/DA (/Helv 9 Tf)", "/DR << /Font << /Helv 15 0 R >> >>", None),
        (FONTS, "/V (138.00) /DA (/Helv 9 Tf) /AP << /N 11 0 R >>", "/DR << /Font << /Helv 15 0 R >> >> /Q 1", None),
    ] {
        assert_eq!(then(defaults, field, later), kind, "{defaults} {field} {later}");
    }
    let swapped = signed(FONTS, VALUE);
    assert_eq!(compared(&swapped, &[(14, &swapped[14])]).kind, Some(Kind::Font));
    assert_eq!(compared(&swapped, &[(14, &swapped[13])]).kind, None);
}
