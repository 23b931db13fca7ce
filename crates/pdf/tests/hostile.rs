//! Any bytes end with an answer: no panic, no endless road.

#![allow(clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use slipcheck_pdf::{
    Alone, Document, Shared,
    changes::{self, Other, Terms},
    cms::SignedData,
    draw,
    signature::{Permissions, security_store},
    survey::{State, reason, survey},
};

fn look(bytes: &[u8]) {
    let survey = survey(bytes);
    let (State::Whole(document) | State::Front(document) | State::Rebuilt(document, _)) = &survey.state else { return };
    for (_, page) in document.pages(3).0 {
        let _ = draw(document, &page, &Alone);
    }
    let _ = (reason(document, &survey.signatures, false), security_store(document));
    for end in slipcheck_pdf::ends(bytes) {
        let Ok(before) = Document::open(&bytes[..end], &Shared::default()) else { continue };
        let terms = Terms { permissions: &Permissions::default(), trusted: true, other: &|_| Other::default() };
        let _ = changes::compare(&before, document, &terms);
    }
}

/// How often each is tried: more where a longer run is asked for.
fn cases(usual: u32) -> u32 {
    std::env::var("SLIPCHECK_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// Pieces that mean something to a reader.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "<",
        "/Type /Page",
        "/Kids [1 0 R 2 0 R]",
        "/Contents 1 0 R",
        "/Length 9999999999",
        "/Filter [/FlateDecode /LZWDecode]",
        "stream\n",
        "endstream",
        "1 0 obj",
        "2 0 obj",
        "endobj",
        "1 0 R",
        "2 0 R",
        "xref\n0 1\n0000000000 65535 f \n",
        "trailer << /Root 1 0 R /Prev 9 >>",
        "startxref\n9\n%%EOF\n",
        "/AcroForm",
        "/Fields [1 0 R]",
        "/FT /Sig",
        "/V 2 0 R",
        "/ByteRange [0 9 20 5]",
        "BT /F1 9 Tf (x) Tj ET",
        "0 0 9 9 re f",
        "BI ID EI",
        "/Parent 1 0 R",
        "/Type /Catalog /Pages 2 0 R",
        "/W [1 99 9]",
        "/Index [0 999999999]",
        "-99999999999999999999",
        "%",
    ];
    prop_oneof![
        proptest::sample::select(words.to_vec()).prop_map(|word| [word.as_bytes(), b" "].concat()),
        proptest::collection::vec(any::<u8>(), 0..9),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]

    #[test]
    fn any_bytes_are_looked_at(bytes: Vec<u8>) {
        look(&[b"%PDF-1.7\n".as_slice(), &bytes].concat());
        let _ = (SignedData::detached(&bytes), SignedData::token(&bytes));
    }

    #[test]
    fn pieces_in_any_order_are_looked_at(pieces in proptest::collection::vec(piece(), 0..60)) {
        look(&[b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj ".as_slice(), &pieces.concat()].concat());
    }

    #[test]
    fn contents_of_any_kind_are_drawn(content: Vec<u8>, pieces in proptest::collection::vec(piece(), 0..60)) {
        let content = [content, pieces.concat()].concat();
        let file = [
            b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj 3 0 obj << /Type /Page /MediaBox [0 0 50 50] /Contents 4 0 R /Resources << /Font << /F1 << /Subtype /Type1 >> >> >> >> endobj 4 0 obj << /Length 0 >> stream\n".as_slice(),
            &content,
            b"\nendstream endobj trailer << /Root 1 0 R >>",
        ]
        .concat();
        look(&file);
    }
}

#[test]
fn what_a_page_draws_beyond_the_bounds_is_not_left_out_in_silence() {
    let stopped = |page: &str, stream: &str| {
        let file = format!(
            "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj 3 0 obj << /Type /Page /MediaBox [0 0 50 50] {page} >> endobj 4 0 obj << {stream} /Length 9 >> stream\n30 30 m>  \nendstream endobj trailer << /Root 1 0 R >>"
        );
        let survey = survey(file.as_bytes());
        let State::Rebuilt(document, _) = &survey.state else { panic!() };
        draw(document, &document.pages(1).0[0].1, &Alone).stopped
    };
    let many = |part: &str, count: usize| part.repeat(count);
    for (page, stream, wanted) in [
        (format!("/Annots [{}]", many("5 0 R ", 2000)), String::new(), false),
        (format!("/Annots [{}]", many("5 0 R ", 2001)), String::new(), true),
        (format!("/Contents [{}]", many("5 0 R ", 10_000)), String::new(), false),
        (format!("/Contents [{}]", many("5 0 R ", 10_001)), String::new(), true),
        ("/Contents 4 0 R".into(), String::new(), false),
        ("/Contents 4 0 R".into(), format!("/Filter [{}]", many("/Crypt ", 8)), false),
        ("/Contents 4 0 R".into(), format!("/Filter [{}]", many("/Crypt ", 9)), true),
        ("/Contents 4 0 R".into(), "/Filter /JPXDecode".into(), true),
        ("/Contents 4 0 R".into(), "/Filter /Unknown".into(), true),
    ] {
        assert_eq!(stopped(&page, &stream), wanted, "{} {stream}", &page[..page.len().min(40)]);
    }
}
