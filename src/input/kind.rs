//! What bytes are, by their content and never by a name: one table for the command line and the page.

/// The most entries of an archive that are looked at.
const ENTRIES: usize = 10_000;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture that can be decoded: PNG, JPEG or WebP.
    Picture,
    /// HEIC or AVIF (ISO/IEC 23008-12), which few can decode.
    Heic,
    /// A picture of another kind: GIF, BMP, TIFF.
    OtherPicture,
    /// A PDF (ISO 32000-2 §7.5.2).
    Pdf,
    /// An OFD document: a ZIP archive with an entry `OFD.xml` (GB/T 33190 §7; ZIP by APPNOTE 6.3 §4.3.12 and §4.3.16).
    Ofd,
    /// Another ZIP archive.
    Archive,
    /// Whatever else: text, if anything.
    Text,
}

impl Kind {
    /// What these bytes are.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
        let any = |offset: usize, magics: &[&[u8]]| magics.iter().any(|magic| at(offset, magic));
        if any(0, &[b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]) || at(0, b"RIFF") && at(8, b"WEBP") {
            Self::Picture
        } else if any(4, &[b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"]) {
            Self::Heic
        } else if any(0, &[b"GIF8", b"II*\0", b"MM\0*"]) || at(0, b"BM") && at(6, b"\0\0\0\0") {
            Self::OtherPicture
        } else if at(0, b"PK\x03\x04") {
            let is = |name: &[u8]| from_root(name).eq_ignore_ascii_case(b"OFD.xml");
            // Where the directory was cut off, the entries still have their names.
            let whole = names(bytes).next().is_some();
            if names(bytes).any(is) || !whole && headers(bytes).any(is) { Self::Ofd } else { Self::Archive }
        } else if is_pdf(bytes) {
            Self::Pdf
        } else {
            Self::Text
        }
    }
}

/// The name of an entry as a package reads it: without what says that it stands at the root.
fn from_root(name: &[u8]) -> &[u8] {
    let mut rest = name;
    while let Some(shorter) = [&b"/"[..], b"\\", b"./", b".\\"].iter().find_map(|prefix| rest.strip_prefix(*prefix)) {
        rest = shorter;
    }
    rest
}

/// Whether a PDF begins within the first 1024 bytes (ISO 32000-2 §7.5.2), and no other kind before it.
fn is_pdf(bytes: &[u8]) -> bool {
    let front = bytes.get(..bytes.len().min(1029)).unwrap_or_default();
    front.windows(5).any(|window| window == b"%PDF-")
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(size)?)?;
    field.iter().rev().try_fold(0usize, |number, byte| Some(number.checked_mul(256)? + usize::from(*byte)))
}

/// The names of an archive's entries, by its central directory.
fn names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    // The end record is the last of the file but for a comment of at most 65535 bytes.
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let end = bytes.get(from..).and_then(|tail| tail.windows(4).rposition(|window| window == b"PK\x05\x06"));
    let mut at = end.and_then(|end| number(bytes, from + end + 16, 4)).unwrap_or(usize::MAX);
    core::iter::from_fn(move || {
        let entry = bytes.get(at..)?;
        if !entry.starts_with(b"PK\x01\x02") {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|field| number(entry, field, 2));
        let text = entry.get(46..46usize.checked_add(name?)?)?;
        at = at.checked_add(46 + name? + extra? + comment?)?;
        Some(text)
    })
    .take(ENTRIES)
}

/// The names of an archive's entries, by the header before each.
fn headers(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts = bytes.windows(4).enumerate().filter(|(_, window)| *window == b"PK\x03\x04").map(|(at, _)| at);
    starts.filter_map(|at| bytes.get(at + 30..at + 30 + number(bytes, at + 26, 2)?)).take(ENTRIES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    /// An archive of empty entries.
    fn archive(names: &[&str]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for name in names {
            let offset = bytes.len() as u32;
            let length = (name.len() as u16).to_le_bytes();
            bytes.extend([b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0, 0], name.as_bytes()].concat());
            let head = [b"PK\x01\x02".as_slice(), &[0; 24], &length, &[0; 12], &offset.to_le_bytes()].concat();
            directory.extend([head.as_slice(), name.as_bytes()].concat());
        }
        let start = (bytes.len() as u32).to_le_bytes();
        bytes.extend(&directory);
        bytes.extend([b"PK\x05\x06".as_slice(), &[0; 12], &start, &[0, 0]].concat());
        bytes
    }

    #[test]
    fn an_ofd_is_told_from_other_archives() {
        assert_eq!(Kind::of(&archive(&["OFD.xml", "Doc_0/Document.xml"])), Kind::Ofd);
        assert_eq!(Kind::of(&archive(&["[Content_Types].xml", "word/document.xml"])), Kind::Archive);
        assert_eq!(Kind::of(&archive(&["Doc_0/OFD.xml"])), Kind::Archive);
        for name in ["/OFD.xml", "\\OFD.xml", "./ofd.xml", "//./OFD.xml"] {
            assert_eq!(Kind::of(&archive(&[name])), Kind::Ofd, "{name}");
        }
        assert_eq!(Kind::of(&archive(&["/Doc_0/OFD.xml", ".OFD.xml"])), Kind::Archive);
        assert_eq!(Kind::of(b""), Kind::Text);
        assert_eq!(Kind::of(b"PK\x05\x06"), Kind::Text);
        let cut = archive(&["Doc_0/Document.xml", "OFD.xml"]);
        assert_eq!(Kind::of(&cut[..cut.len() - 30]), Kind::Ofd);
        let cut = archive(&["Doc_0/Document.xml", "Doc_0/OFD.xml"]);
        assert_eq!(Kind::of(&cut[..cut.len() - 30]), Kind::Archive);
    }

    #[test]
    fn pictures_documents_and_text_are_told_by_their_first_bytes() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Kind::Picture),
            (b"\xff\xd8\xff\xe0", Kind::Picture),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Picture),
            (b"RIFF\x10\0\0\0WAVE", Kind::Text),
            (b"\0\0\0\x18ftypheic", Kind::Heic),
            (b"\0\0\0\x18ftypavif", Kind::Heic),
            (b"GIF89a", Kind::OtherPicture),
            (b"BM\x10\0\0\0\0\0\0\0", Kind::OtherPicture),
            (b"BMW 138.00", Kind::Text),
            (b"%PDF-1.7\n", Kind::Pdf),
            ("金额:RMB 138.00".as_bytes(), Kind::Text),
        ] {
            assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn published_documents() {
        let root = std::env::var_os("SLIPCHECK_VECTORS").map_or_else(
            || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"),
            std::path::PathBuf::from,
        );
        let Ok(folder) = std::fs::read_dir(root.join("cn-ofd")) else {
            eprintln!("NOT RUN: {} is not there", root.display());
            return;
        };
        for path in
            folder.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "ofd"))
        {
            assert_eq!(Kind::of(&std::fs::read(&path).unwrap()), Kind::Ofd, "{}", path.display());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at(bytes: Vec<u8>, cut in 0usize..200) {
            let archive = archive(&["OFD.xml"]);
            let _ = (Kind::of(&bytes), Kind::of(&[&archive[cut.min(archive.len())..], &bytes].concat()));
        }
    }
}
