//! OFD documents (GB/T 33190-2016), as Chinese electronic invoices and receipts come in: what is sealed, what is shown, and what
//! differs.
//!
//! ```text
//! bytes ─► package ─► documents: what is shown ─► signatures: what is sealed ─► coverage ─► fields ─► Findings
//!          (ZIP, no two readers see two files)     (value, seal, digests)        (shown and not sealed)
//! ```
//!
//! [`draw()`] turns what is shown into steps that draw it, marked where no seal vouches for it.
//!
//! [`check()`] does all of it. Keys are the caller's: an [`Engine`] checks a signature over a digest, and the paths of the
//! certificates that come out are validated by the caller, who then knows the verdict.
//!
//! Nothing outside the bytes is ever read; time and memory are bounded; whatever two programs could read as two documents is
//! refused.
//!
//! ```
//! use slipcheck_ofd::{Host, Stop, check};
//! # struct Nobody;
//! # impl slipcheck_ofd::Engine for Nobody {
//! #     fn verify(&self, _: &[u8], _: slipcheck_ofd::Scheme, _: &[u8], _: &[u8]) -> slipcheck_ofd::Outcome { slipcheck_ofd::Outcome::Unusable }
//! #     fn certificates(&self) -> Vec<Vec<u8>> { Vec::new() }
//! # }
//! let host = Host { gb18030: |_| None, nfc: |text| text.into() };
//! let stopped = check(b"PK\x03\x04 cut off", &host, &Nobody);
//! assert!(matches!(stopped, Err(Stop::Unreadable { damaged: true, .. })));
//! ```

extern crate alloc;

mod assess;
mod check;
mod der;
mod digest;
mod document;
mod draw;
mod fields;
mod labels;
mod listed;
mod names;
mod package;
mod page;
mod seen;
mod time;
mod value;
mod vocabulary;
mod xml;
mod zip;

pub use assess::{Cause, Findings, Level, Mark, Proof, check};
pub use check::{Checked, Party, SealShown, Stamp, State};
pub use digest::Digest;
pub use document::{Attachment, Body, Document, Font, Kind, Page, Resources, Template};
pub use draw::{Drawing, Face, Letters, Map, Marked, Picture, PictureKind, Seal, Sheet, Stamped, Step, draw};
pub use fields::{Field, Place};
pub use listed::StampPlace;
pub use package::{EntryId, Package};
pub use page::{Color, DrawParam, Object, Rect, Shape, Stage, TextCode};
pub use value::{Form, Scheme};
pub use vocabulary::{Evidence, Note, Stop, Value};

use alloc::{string::String, vec::Vec};

/// What the caller's platform knows better: tables that would be a large part of a small module.
#[derive(Clone, Copy)]
pub struct Host {
    /// Text of these bytes in GB 18030; `None` when they are none.
    pub gb18030: fn(&[u8]) -> Option<String>,
    /// Unicode normal form C of a text.
    pub nfc: fn(&str) -> String,
}

/// What became of one check of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It fits; the engine keeps the proof under this number.
    Fits(usize),
    /// It does not fit.
    Misfit,
    /// The key cannot be used: of another kind, or not on its curve.
    Unusable,
}

/// Whoever knows keys.
pub trait Engine {
    /// Checks `signature` over `digest` with the key of a DER SubjectPublicKeyInfo: `r ‖ s` for SM2, DER for ECDSA, a string as long as
    /// the modulus for RSA. For SM2 the digest has the key's Z in it.
    fn verify(&self, spki: &[u8], scheme: Scheme, digest: &[u8], signature: &[u8]) -> Outcome;

    /// The certificates at hand, DER: for signatures that come without theirs.
    fn certificates(&self) -> Vec<Vec<u8>>;
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use sm2::dsa::{Signature, VerifyingKey, signature::hazmat::PrehashVerifier as _};
    use std::path::Path;
    use unicode_normalization::UnicodeNormalization as _;

    pub(crate) const HOST: Host = Host { gb18030: |_| None, nfc: |text| text.nfc().collect() };

    /// SM2 alone.
    struct Keys;

    impl Engine for Keys {
        fn verify(&self, spki: &[u8], _: Scheme, digest: &[u8], signature: &[u8]) -> Outcome {
            let Ok(key) = VerifyingKey::from_sec1_bytes("1234567812345678", &spki[spki.len() - 65..]) else {
                return Outcome::Unusable;
            };
            let fits =
                Signature::from_slice(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok());
            if fits { Outcome::Fits(0) } else { Outcome::Misfit }
        }

        fn certificates(&self) -> Vec<Vec<u8>> {
            Vec::new()
        }
    }

    /// How often each is tried: more where a longer run is asked for.
    fn cases(usual: u32) -> u32 {
        std::env::var("SLIPCHECK_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
    }

    /// The entries of a public invoice; nothing where the vectors are not.
    fn invoice() -> Vec<(String, Vec<u8>)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/cn-ofd/1.ofd");
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("NOT RUN: {} is not there", path.display());
            return Vec::new();
        };
        let package = Package::read(&bytes, &HOST).ok().unwrap();
        (0..package.len()).map(|entry| (package.name(entry).into(), package.content(entry).into_owned())).collect()
    }

    fn packed(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
        let entries: Vec<(&str, &[u8])> =
            entries.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        zip::tests::zip(&entries)
    }

    /// Whether a package is signed, whole, and shows nothing that is not sealed.
    fn is_whole(bytes: &[u8]) -> bool {
        check(bytes, &HOST, &Keys).is_ok_and(|found| {
            let seal = |seal: &SealShown| seal.maker.ticket.is_some() && seal.holds_signer;
            let holds = |signature: &Checked| signature.holds() && signature.seal.as_ref().is_some_and(seal);
            !found.altered && !found.signatures.is_empty() && found.signatures.iter().all(holds)
        })
    }

    #[test]
    fn what_was_packed_again_is_still_whole() {
        let entries = invoice();
        assert!(entries.is_empty() || is_whole(&packed(&entries)));
    }

    #[test]
    fn a_page_that_takes_the_place_of_a_sealed_one_is_not_whole() {
        let mut entries = invoice();
        if entries.is_empty() {
            return;
        }
        let page = entries.iter().find(|(name, _)| name.ends_with("Pages/Page_0/Content.xml")).unwrap().1.clone();
        entries.push(("Doc_0/Pages/Page_1/Content.xml".into(), page));
        assert!(is_whole(&packed(&entries)));
        for (name, content) in &mut entries {
            if name == "Doc_0/Document.xml" {
                *content = String::from_utf8(content.clone()).unwrap().replace("Page_0", "Page_1").into_bytes();
            }
        }
        assert!(!is_whole(&packed(&entries)));
    }

    #[test]
    fn a_list_without_its_seal_is_told() {
        let mut entries = invoice();
        entries.retain(|(name, _)| name != "Doc_0/Signs/Signatures.xml");
        if !entries.is_empty() {
            let found = check(&packed(&entries), &HOST, &Keys).ok().unwrap();
            assert!(found.altered && found.digest == Level::Fail);
            assert!(found.notes.iter().any(|note| note.id == "signature-unlisted"));
        }
    }

    /// A package with one page, and these members of its document, its page, and further entries.
    fn made(common: &str, page: &str, more: &str, entries: &[(&str, &str)]) -> Vec<u8> {
        let document = alloc::format!(
            "<Document><CommonData>{common}</CommonData><Pages><Page ID='1' BaseLoc='P.xml'/></Pages>{more}</Document>"
        );
        let page = alloc::format!("<Page>{page}</Page>");
        let ofd = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
        let mut all: Vec<(&str, &[u8])> =
            alloc::vec![("OFD.xml", ofd.as_bytes()), ("D.xml", document.as_bytes()), ("P.xml", page.as_bytes())];
        all.extend(entries.iter().map(|(name, content)| (*name, content.as_bytes())));
        zip::tests::zip(&all)
    }

    /// The note of what could not be read.
    fn stopped(bytes: &[u8]) -> &'static str {
        match check(bytes, &HOST, &Keys) {
            Err(Stop::Unreadable { note, damaged: false }) => note.id,
            _ => "",
        }
    }

    #[test]
    fn lists_without_end_are_not_kept() {
        let many = |member: &str| member.repeat(200_001);
        let res = alloc::format!("<Res>{}</Res>", many("<DrawParam ID='1'/>"));
        assert_eq!(stopped(&made("<PublicRes>R.xml</PublicRes>", "", "", &[("R.xml", &res)])), "too-large");
        assert_eq!(stopped(&made(&many("<TemplatePage/>"), "", "", &[])), "too-large");
        let list = alloc::format!("<A>{}</A>", many("<Attachment>P.xml</Attachment>"));
        assert_eq!(stopped(&made("", "", "<Attachments>A.xml</Attachments>", &[("A.xml", &list)])), "too-large");
    }

    #[test]
    fn what_is_named_often_is_read_once() {
        let data = alloc::format!("<eInvoice><InvoiceNo>83089647</InvoiceNo>{}</eInvoice>", " ".repeat(1 << 20));
        let list = alloc::format!("<A>{}</A>", "<Attachment Format='xml'>B</Attachment>".repeat(100));
        let bytes = made("", "", "<Attachments>A.xml</Attachments>", &[("A.xml", &list), ("B", &data)]);
        let found = check(&bytes, &HOST, &Keys).ok().unwrap();
        assert!(found.notes.iter().all(|note| note.id != "entry-not-read"));
        assert_eq!(found.fields.first().and_then(|field| field.code.as_deref()), Some("83089647"));
        let template = "<Template TemplateID='1'/>".repeat(100_000);
        let drawn = "<Page><Content><Layer><PathObject/><PathObject/></Layer></Content></Page>";
        let bytes = made("<TemplatePage ID='1' BaseLoc='T.xml'/>", &template, "", &[("T.xml", drawn)]);
        let found = check(&bytes, &HOST, &Keys).ok().unwrap();
        assert_eq!(found.bodies[0].documents[0].pages[0].templates, [(0, false)]);
        // Behind the page and above it, it is drawn twice.
        let both = "<Template TemplateID='1'/><Template TemplateID='1' ZOrder='Foreground'/>";
        let bytes = made("<TemplatePage ID='1' BaseLoc='T.xml'/>", both, "", &[("T.xml", drawn)]);
        let found = check(&bytes, &HOST, &Keys).ok().unwrap();
        assert_eq!(found.bodies[0].documents[0].pages[0].templates, [(0, false), (0, true)]);
    }

    #[test]
    fn values_of_a_source_that_differ_are_told_however_many_there_are() {
        let differs = |values: &str| {
            let data = alloc::format!("<eInvoice>{values}</eInvoice>");
            let list = "<A><Attachment Format='xml'>B</Attachment></A>";
            let bytes = made("", "", "<Attachments>A.xml</Attachments>", &[("A.xml", list), ("B", &data)]);
            let found = check(&bytes, &HOST, &Keys).ok().unwrap();
            found.notes.iter().any(|note| note.id == "data-differs")
        };
        let same = "<InvoiceNo>83089647</InvoiceNo>".repeat(300);
        assert!(!differs(&same));
        assert!(differs(&alloc::format!("{same}<InvoiceNo>83089648</InvoiceNo>")));
    }

    #[test]
    fn more_xml_than_documents_have_is_not_read() {
        let filler = " ".repeat(15 << 20);
        let pages: Vec<(String, String)> = (0..5)
            .map(|at| (alloc::format!("T{at}.xml"), alloc::format!("<Page>{filler}</Page>")))
            .collect();
        let entries: Vec<(&str, &str)> = pages.iter().map(|(name, page)| (name.as_str(), page.as_str())).collect();
        let named = |count: usize| {
            (0..count).map(|at| alloc::format!("<TemplatePage ID='1' BaseLoc='T{at}.xml'/>")).collect::<String>()
        };
        let of = |count: usize| made(&named(count), "<Template TemplateID='1'/>", "", &entries);
        assert_eq!((stopped(&of(4)), stopped(&of(5))), ("", "entry-not-read"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases(48)))]

        #[test]
        fn any_changed_byte_of_a_sealed_entry_is_never_whole(which: prop::sample::Index, at: prop::sample::Index, bit in 0u8..8) {
            let mut entries = invoice();
            if !entries.is_empty() {
                let which = which.index(entries.len());
                // The list of signatures is what the seal does not cover; the maker's certificate is its path's to judge.
                let sealed = entries[which].0 != "Doc_0/Signs/Signatures.xml" && !entries[which].1.is_empty();
                if sealed {
                    let at = at.index(entries[which].1.len());
                    entries[which].1[at] ^= 1 << bit;
                    prop_assert!(!is_whole(&packed(&entries)), "{} {at}", entries[which].0);
                }
            }
        }

        #[test]
        fn any_changed_byte_of_a_package_is_read_or_refused(at: prop::sample::Index, byte: u8) {
            let entries = invoice();
            let mut bytes = packed(&entries);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = check(&bytes, &HOST, &Keys);
        }
    }
}
