//! Small files, changed by hand: what is a change, and what is none.

use super::*;
use crate::file::Shared;

/// A file of these objects from 1 on, and the same with these behind.
fn files(objects: &[String], later: &[(usize, &str)]) -> (Vec<u8>, Vec<u8>) {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut section = |objects: &[(usize, &str)], previous: Option<usize>| {
        let mut table = String::from("xref\n");
        for (number, object) in objects {
            table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
            out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let start = out.len();
        let previous = previous.map(|at| format!("/Prev {at}")).unwrap_or_default();
        let trailer = format!("trailer\n<< /Root 1 0 R {previous} >>\nstartxref\n{start}\n%%EOF\n");
        out.extend([table, trailer].concat().bytes());
        (start, out.clone())
    };
    let first: Vec<(usize, &str)> =
        objects.iter().enumerate().map(|(place, object)| (place + 1, object.as_str())).collect();
    let (start, before) = section(&first, None);
    (before, section(later, Some(start)).1)
}

fn compared(objects: &[String], later: &[(usize, &str)]) -> Changes {
    let (before, after) = files(objects, later);
    let shared = Shared::default();
    let signed = Document::open(&before, &shared).unwrap();
    let present = Document::open(&after, &shared).unwrap();
    let terms = Terms { permissions: &Permissions::default(), trusted: true, other: &|_| Other::default() };
    compare(&signed, &present, &terms)
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
