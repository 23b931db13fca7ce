//! Files that hold files: ZIP (PKWARE APPNOTE 6.3) and TAR (POSIX.1-1988 ustar, with the long names of GNU and pax).
//!
//! Everything is bounded before it is unpacked: the number of entries, what one entry and what all of them may unpack to.
//! What an archive says about sizes is never believed, and a name in it is never a path.
//!
//! ```
//! use slipcheck_containers::{Limits, is_tar, unpack};
//!
//! # let mut header = [0u8; 512];
//! # header[..8].copy_from_slice(b"note.txt");
//! # header[124..135].copy_from_slice(b"00000000005");
//! # header[148..156].fill(b' ');
//! # let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
//! # header[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
//! # header[154] = 0;
//! # let mut archive = header.to_vec();
//! # archive.extend(b"hello");
//! # archive.resize(2048, 0);
//! assert!(is_tar(&archive));
//! let limits = Limits { entries: 10.into(), entry: 1000, total: 5000.into() };
//! unpack(&archive, &limits, &|name| name.ends_with(".txt"), &mut |entry| {
//!     assert_eq!((entry.name.as_str(), entry.content), ("note.txt", Ok(b"hello".to_vec())));
//! })
//! .unwrap();
//! ```

extern crate alloc;

use alloc::{string::String, vec::Vec};
use core::{cell::Cell, ops::ControlFlow};

pub mod stream;
mod tar;
mod zip;

pub use tar::is_tar;
pub use zip::is_zip;

/// Why an entry was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not what the format asks for, encrypted, or packed by a method that is not read here.
    Damaged,
    /// More than may be unpacked.
    TooLarge,
}

/// What may be unpacked: of a file and of all archives inside it, which share what is left.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Entries that may still be looked at: a count.
    pub entries: Cell<usize>,
    /// Most bytes of one entry.
    pub entry: usize,
    /// Bytes that may still be unpacked.
    pub total: Cell<usize>,
}

/// An entry: its path as it stands there, and its content unless that was refused.
#[derive(Debug)]
pub struct Entry {
    /// Not to be used as a path: it may be absolute, or climb.
    pub name: String,
    /// What it holds, or why it was not unpacked.
    pub content: Result<Vec<u8>, Problem>,
}

/// Unpacks the files of a ZIP or TAR that `wanted` asks for by name, one after another.
///
/// # Errors
/// The archive itself is damaged, or has more entries than `limits` allow; what was unpacked before was visited.
pub fn unpack(
    bytes: &[u8],
    limits: &Limits,
    wanted: &dyn Fn(&str) -> bool,
    visit: &mut dyn FnMut(Entry),
) -> Result<(), Problem> {
    let mut problem = None;
    let mut each = |raw: Raw<'_>| -> ControlFlow<()> {
        let Some(entries) = limits.entries.get().checked_sub(1) else {
            problem = Some(Problem::TooLarge);
            return ControlFlow::Break(());
        };
        limits.entries.set(entries);
        let name: String = String::from_utf8_lossy(raw.name).chars().filter(|c| !c.is_control()).take(200).collect();
        if wanted(&name) {
            let left = limits.total.get();
            let content = raw.content.and_then(|packed| packed.unpack(limits.entry.min(left)));
            // What is too large was unpacked as far as it may be.
            let used = match &content {
                Ok(content) => content.len(),
                Err(Problem::TooLarge) => limits.entry.min(left) / 4,
                Err(Problem::Damaged) => 0,
            };
            limits.total.set(left.saturating_sub(used));
            visit(Entry { name, content });
        }
        ControlFlow::Continue(())
    };
    let outcome = if is_zip(bytes) { zip::each(bytes, &mut each) } else { tar::each(bytes, &mut each) };
    match (problem, outcome) {
        (Some(problem), _) => Err(problem),
        (None, Some(())) => Ok(()),
        (None, None) => Err(Problem::Damaged),
    }
}

/// An entry before it is unpacked.
struct Raw<'a> {
    name: &'a [u8],
    content: Result<Packed<'a>, Problem>,
}

enum Packed<'a> {
    Stored(&'a [u8]),
    Deflated(&'a [u8]),
}

impl Packed<'_> {
    fn unpack(&self, limit: usize) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Stored(bytes) if bytes.len() <= limit => Ok(bytes.to_vec()),
            Self::Stored(_) => Err(Problem::TooLarge),
            Self::Deflated(bytes) => {
                use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
                decompress_to_vec_with_limit(bytes, limit).map_err(|error| match error.status {
                    TINFLStatus::HasMoreOutput => Problem::TooLarge,
                    _ => Problem::Damaged,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn limits() -> Limits {
        Limits { entries: Cell::new(10), entry: 4000, total: Cell::new(5000) }
    }

    /// A ZIP of these files, deflated where that is asked for.
    fn zip(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, content, deflate) in files {
            let packed = if *deflate { miniz_oxide::deflate::compress_to_vec(content, 6) } else { content.to_vec() };
            let at = out.len() as u32;
            let mut common = alloc::vec![20, 0, 0, 0, if *deflate { 8 } else { 0 }, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            common.extend((packed.len() as u32).to_le_bytes());
            common.extend((content.len() as u32).to_le_bytes());
            common.extend((name.len() as u16).to_le_bytes());
            common.extend([0, 0]);
            out.extend(b"PK\x03\x04");
            out.extend(&common);
            out.extend(name.as_bytes());
            out.extend(&packed);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let at = out.len() as u32;
        out.extend(&directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend([(files.len() as u16).to_le_bytes(), (files.len() as u16).to_le_bytes()].concat());
        out.extend((directory.len() as u32).to_le_bytes());
        out.extend(at.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, content) in files {
            let mut header = [0u8; 512];
            header[..name.len()].copy_from_slice(name.as_bytes());
            header[124..135].copy_from_slice(alloc::format!("{:011o}", content.len()).as_bytes());
            header[148..156].fill(b' ');
            header[156] = b'0';
            header[257..262].copy_from_slice(b"ustar");
            let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
            header[148..154].copy_from_slice(alloc::format!("{sum:06o}").as_bytes());
            header[154] = 0;
            out.extend(header);
            out.extend(*content);
            out.resize(out.len().div_ceil(512) * 512, 0);
        }
        out.extend([0; 1024]);
        out
    }

    type Entry = (String, Result<Vec<u8>, Problem>);

    fn all(bytes: &[u8]) -> (Vec<Entry>, Result<(), Problem>) {
        let mut found = Vec::new();
        let outcome = unpack(bytes, &limits(), &|_| true, &mut |entry| found.push((entry.name, entry.content)));
        (found, outcome)
    }

    #[test]
    fn both_kinds_are_unpacked() {
        let text = b"certificate ".repeat(40);
        let bytes = zip(&[("a/one.cer", &text, true), ("two.crl", b"two", false)]);
        assert!(is_zip(&bytes) && !is_tar(&bytes));
        let expected = alloc::vec![("a/one.cer".into(), Ok(text.clone())), ("two.crl".into(), Ok(b"two".to_vec()))];
        assert_eq!(all(&bytes), (expected, Ok(())));
        let bytes = tar(&[("info.csv", b"description"), ("x_X509.der", &text)]);
        assert!(is_tar(&bytes) && !is_zip(&bytes));
        let expected = alloc::vec![("info.csv".into(), Ok(b"description".to_vec())), ("x_X509.der".into(), Ok(text))];
        assert_eq!(all(&bytes), (expected, Ok(())));
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let zeros = alloc::vec![0; 1 << 20];
        let (found, outcome) = all(&zip(&[("bomb", &zeros, true), ("more", b"more", false)]));
        assert_eq!(outcome, Ok(()));
        assert_eq!(found, [("bomb".into(), Err(Problem::TooLarge)), ("more".into(), Ok(b"more".to_vec()))]);
        // All together.
        let some = [7; 3000];
        let (found, _) = all(&zip(&[("1", &some, true), ("2", &some, true), ("3", &some[..1000], true)]));
        let lengths: Vec<Result<usize, Problem>> =
            found.into_iter().map(|(_, content)| content.map(|content| content.len())).collect();
        assert_eq!(lengths, [Ok(3000), Err(Problem::TooLarge), Ok(1000)]);
        // Too many.
        let many: Vec<(&str, &[u8], bool)> = (0..20).map(|_| ("x", &b"x"[..], false)).collect();
        assert_eq!(all(&zip(&many)).1, Err(Problem::TooLarge));
    }

    #[test]
    fn lies_about_sizes_are_harmless() {
        let mut bytes = tar(&[("a", b"abc")]);
        bytes[124..135].copy_from_slice(b"77777777777");
        assert!(all(&bytes).0.is_empty());
        let bytes = zip(&[("a", b"abc", false)]);
        for i in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[i] = 0xff;
            let _ = all(&bytes);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_unpacked_or_refused(mut bytes: Vec<u8>, at: prop::sample::Index, zipped: bool) {
            let mut archive = if zipped { zip(&[("a", b"abc", true)]) } else { tar(&[("a", b"abc")]) };
            let at = at.index(archive.len());
            for (old, new) in archive.iter_mut().skip(at).zip(&bytes) {
                *old = *new;
            }
            let _ = all(&archive);
            bytes.splice(..0, *b"PK\x03\x04");
            let _ = all(&bytes);
        }
    }
}
