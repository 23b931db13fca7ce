//! What a file is, by its first look: formats that are files rather than texts.

use crate::report::Format;

/// The most entries of an archive that are looked at.
const ENTRIES: usize = 10_000;

/// The format of a file's bytes, when it is one that has a file form: an OFD document is a ZIP archive with an entry
/// `OFD.xml` (GB/T 33190 §7; ZIP by APPNOTE 6.3 §4.3.12 and §4.3.16).
#[must_use]
pub fn of_file(bytes: &[u8]) -> Option<Format> {
    names(bytes).any(|name| name.eq_ignore_ascii_case(b"OFD.xml")).then_some(Format::CnOfd)
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
        assert_eq!(of_file(&archive(&["OFD.xml", "Doc_0/Document.xml"])), Some(Format::CnOfd));
        assert_eq!(of_file(&archive(&["[Content_Types].xml", "word/document.xml"])), None);
        assert_eq!(of_file(&archive(&["Doc_0/OFD.xml"])), None);
        assert_eq!(of_file(b""), None);
        assert_eq!(of_file(b"PK\x05\x06"), None);
        let cut = archive(&["Doc_0/Document.xml", "OFD.xml"]);
        assert_eq!(of_file(&cut[..cut.len() - 30]), None);
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
            assert_eq!(of_file(&std::fs::read(&path).unwrap()), Some(Format::CnOfd), "{}", path.display());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at(bytes: Vec<u8>, cut in 0usize..200) {
            let archive = archive(&["OFD.xml"]);
            let _ = (of_file(&bytes), of_file(&[&archive[cut.min(archive.len())..], &bytes].concat()));
        }
    }
}
