//! Documents of the demonstration by the public road: whatever byte of what is signed changes, none is verified; and any
//! bytes end with an answer.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::Value;
use slipcheck::{
    check,
    input::Input,
    pki::{Formats, Store, import},
    time::Timestamp,
};
use std::{fs, ops::Range, path::Path, sync::OnceLock};

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/public/samples").join(name)).unwrap()
}

fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| {
        let mut store = Store::default();
        for certificate in import(&sample("demo-root.pem")).certificates {
            store.trust(certificate, Formats::ALL);
        }
        store.certificates = import(&sample("demo-chain.pem")).certificates;
        store
    })
}

fn reports(bytes: Vec<u8>, store: &Store) -> Vec<Value> {
    let now = Timestamp::parse("2026-11-22T12:00:00Z").unwrap().moment();
    let reports = check::check(&Input::file(bytes), store, now);
    reports.iter().map(|report| serde_json::from_str(&report.to_json()).unwrap()).collect()
}

/// The verdict of a file's only report.
fn verdict(bytes: Vec<u8>) -> String {
    let reports = reports(bytes, store());
    assert_eq!(reports.len(), 1);
    reports[0]["verdict"].as_str().unwrap().to_owned()
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// An entry of a package that packs nothing.
struct Entry {
    name: String,
    /// Where its content stands.
    content: Range<usize>,
    /// Where its CRC-32 stands, in both of its headers.
    sums: [usize; 2],
}

fn entries(package: &[u8]) -> Vec<Entry> {
    let end = package.len() - 22;
    let mut at = number(&package[end + 16..end + 20]);
    let mut out = Vec::new();
    while package[at..].starts_with(b"PK\x01\x02") {
        let name = number(&package[at + 28..at + 30]);
        let (size, local) = (number(&package[at + 24..at + 28]), number(&package[at + 42..at + 46]));
        let start = local + 30 + name;
        out.push(Entry {
            name: String::from_utf8(package[at + 46..at + 46 + name].to_vec()).unwrap(),
            content: start..start + size,
            sums: [local + 14, at + 16],
        });
        at += 46 + name;
    }
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8)
            .fold(crc ^ u32::from(*byte), |crc: u32, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

/// The package with one byte of an entry changed, as an editor would: its CRC-32 fits again.
fn edited(package: &[u8], entry: &Entry, at: usize, mask: u8) -> Vec<u8> {
    let mut out = package.to_vec();
    out[entry.content.start + at % entry.content.len()] ^= mask;
    let sum = crc32(&out[entry.content.clone()]).to_le_bytes();
    for place in entry.sums {
        out[place..place + 4].copy_from_slice(&sum);
    }
    out
}

/// The package with another content of the same length.
fn exchanged(package: &[u8], entry: &Entry, content: &[u8]) -> Vec<u8> {
    let mut out = package.to_vec();
    for (place, byte) in entry.content.clone().zip(content.iter().cycle()) {
        out[place] = *byte;
    }
    let sum = crc32(&out[entry.content.clone()]).to_le_bytes();
    for place in entry.sums {
        out[place..place + 4].copy_from_slice(&sum);
    }
    out
}

/// The two ranges that a file's only signature signs.
fn signed(file: &[u8]) -> [Range<usize>; 2] {
    let report = &reports(file.to_vec(), store())[0];
    let range: Vec<usize> = report["signature"]["byteRange"]
        .as_array()
        .unwrap()
        .iter()
        .map(|number| usize::try_from(number.as_u64().unwrap()).unwrap())
        .collect();
    [range[0]..range[1], range[2]..range[2] + range[3]]
}

#[test]
fn the_documents_are_verified_as_they_are() {
    for name in ["invoice-good.ofd", "receipt-signed.pdf", "receipt-filled-in.pdf"] {
        assert_eq!(verdict(sample(name)), "verified", "{name}");
    }
    let package = sample("invoice-good.ofd");
    let same = edited(&package, &entries(&package)[0], 0, 0);
    assert!(same == package);
}

/// A revision behind a file: these objects, a table that leads to them, and what its trailer says besides.
fn revised(file: &[u8], objects: &[(u32, String)], trailer: &str) -> Vec<u8> {
    let mut out = file.to_vec();
    let text = String::from_utf8_lossy(file);
    let previous = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().to_owned();
    let mut table = String::from("xref\n");
    for (number, object) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = out.len();
    let trailer = format!("trailer\n<< /Root 1 0 R /Prev {previous} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    out.extend([table, trailer].concat().bytes());
    out
}

/// An object of a file as it stands there.
fn object(file: &[u8], number: u32) -> String {
    let text: String = file.iter().map(|byte| char::from(*byte)).collect();
    let begin = format!("\n{number} 0 obj\n");
    let from = text.find(&begin).unwrap() + begin.len();
    let to = text[from..].find("\nendobj").unwrap();
    text[from..from + to].to_owned()
}

const SIZE: &str = "/Size 40";

#[test]
fn a_signed_receipt_stays_verified_by_what_may_follow_alone() {
    let file = sample("receipt-signed.pdf");
    // The objects of the page, of its content, of the form and of the signature's field.
    let (page, content, form, field) = (object(&file, 3), object(&file, 4), object(&file, 9), object(&file, 10));
    let widget = |entries: &str| format!("<< /Type /Annot /Subtype /Widget /P 3 0 R {entries} >>");
    let added = |widget: String| {
        vec![
            (3, page.replace("10 0 R]", "10 0 R 20 0 R]")),
            (9, form.replace("10 0 R]", "10 0 R 20 0 R]")),
            (20, widget),
            (
                21,
                "<< /Subtype /Form /BBox [0 0 99 99] /Length 22 >>\nstream\n1 g 0 0 300 600 re f  \nendstream"
                    .to_owned(),
            ),
        ]
    };
    let shown = "/Rect [0 0 300 300] /AP << /N 21 0 R >>";
    let length = format!("/Length {}", content.split("/Length ").nth(1).unwrap().split(' ').next().unwrap());
    let nodes = object(&file, 2);
    // What was done, the objects that it writes, and the size that the file states.
    type Change<'a> = (&'a str, Vec<(u32, String)>, &'a str);
    let altered: Vec<Change<'_>> = vec![
        ("another content", vec![(4, content.replacen("Tj", "Tj Tj", 1))], SIZE),
        ("a seal under a borrowed signature", added(widget(&format!("/FT /Sig /T (b) /V 11 0 R {shown}"))), SIZE),
        ("a seal that nobody signed", added(widget(&format!("/FT /Sig /T (b) {shown}"))), SIZE),
        ("a seal hardly hidden", added(widget(&format!("/FT /Sig /T (b) /Rect [0 0 0 0] {shown}"))), SIZE),
        ("a text field", added(widget("/FT /Tx /T (b) /V (738.00) /Rect [0 0 99 99]")), SIZE),
        ("what pages inherit", vec![(2, nodes.replace(" >>", " /Rotate 180 >>"))], SIZE),
        ("a length that is wrong now", vec![(4, content.replace(&length, "/Length 20"))], SIZE),
        ("two places of one object", vec![(4, content.replace("Tj", "Tj Tj")), (4, content.clone())], SIZE),
        ("objects missing by size", vec![(30, "null".to_owned())], "/Size 4"),
        ("the frame of the signature", vec![(12, object(&file, 12).replace("0.6 0 0 RG", "0.6 0 1 RG"))], SIZE),
        ("the field of the signature", vec![(10, field.replace("[240 30", "[140 30"))], SIZE),
    ];
    for (what, objects, trailer) in altered {
        let reports = reports(revised(&file, &objects, trailer), store());
        assert_eq!(reports[0]["verdict"], "altered", "{what}: {:#}", reports[0]);
        assert!(reports.iter().all(|report| report["verdict"] != "verified"), "{what}");
    }
    let lawful: Vec<(&str, Vec<(u32, String)>)> = vec![
        ("the same again", vec![(3, page.clone()), (4, content.clone()), (10, field.clone())]),
        ("validation data", vec![(1, object(&file, 1).replace(" >>", " /DSS << >> >>"))]),
        ("a field that waits for a signature", added(widget("/FT /Sig /T (b) /Rect [0 0 0 0]"))),
        ("a font for a seal to come", vec![(9, form.replace("/F1 5 0 R", "/F1 5 0 R /F2 << >>"))]),
    ];
    for (what, objects) in lawful {
        assert_eq!(verdict(revised(&file, &objects, SIZE)), "verified", "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_sealed_invoice_with_any_byte_of_an_entry_changed_is_not_verified(
        which in 0..64_usize, at: usize, mask in 1..=255_u8,
    ) {
        let package = sample("invoice-good.ofd");
        // The list of signatures is open to further ones, and in no digest.
        let entries: Vec<Entry> =
            entries(&package).into_iter().filter(|entry| entry.name != "Doc_0/Signs/Signatures.xml").collect();
        prop_assert!(entries.len() > 10);
        let entry = &entries[which % entries.len()];
        prop_assert_ne!(verdict(edited(&package, entry, at, mask)), "verified", "{}", entry.name);
    }

    #[test]
    fn entries_of_any_bytes_end_with_an_answer(which in 0..64_usize, content in proptest::collection::vec(any::<u8>(), 1..300)) {
        let package = sample("invoice-good.ofd");
        let entries = entries(&package);
        let entry = &entries[which % entries.len()];
        prop_assert_ne!(verdict(exchanged(&package, entry, &content)), "verified", "{}", entry.name);
    }

    #[test]
    fn documents_with_holes_end_with_an_answer(which in 0..3_usize, at: usize, bytes in proptest::collection::vec(any::<u8>(), 1..40), cut: bool) {
        let mut file = sample(["invoice-good.ofd", "receipt-signed.pdf", "receipt-with-code.pdf"][which]);
        let at = at % file.len();
        let end = (at + bytes.len()).min(file.len());
        file[at..end].copy_from_slice(&bytes[..end - at]);
        if cut {
            file.truncate(end);
        }
        prop_assert!(!reports(file, &Store::default()).is_empty());
    }
}

proptest! {
    // Each is repaired, and drawn, in vain.
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_signed_file_with_any_byte_changed_is_not_verified(which in 0..3_usize, at: usize, mask in 1..=255_u8) {
        let name = ["receipt-signed.pdf", "receipt-filled-in.pdf"][which % 2];
        let mut file = sample(name);
        let [first, second] = signed(&file);
        let at = at % (first.len() + second.len());
        let place = if at < first.len() { at } else { at - first.len() + second.start };
        file[place] ^= mask;
        for report in reports(file, store()) {
            prop_assert_ne!(&report["verdict"], "verified", "{} {}", name, place);
        }
    }
}
