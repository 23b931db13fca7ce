//! Names of entries, and the locations that point to them.

use crate::Host;
use alloc::{string::String, vec::Vec};

/// A name in the form in which it is used: `\` as `/`, without a leading `/`, empty and `.` segments. `None` when nothing is left.
pub(crate) fn clean(name: &str) -> Option<String> {
    let segments: Vec<&str> = name.split(['/', '\\']).filter(|segment| !matches!(*segment, "" | ".")).collect();
    (!segments.is_empty()).then(|| segments.join("/"))
}

/// Whether a name could lead out of the folder that it is unpacked to, or to something that is no file.
pub(crate) fn escapes(name: &str) -> bool {
    let climbs = |segment: &str| segment.starts_with("..") && segment.trim_end_matches([' ', '.']).is_empty();
    name.split(['/', '\\']).any(climbs) || name.contains(|c: char| c == ':' || c.is_control())
}

/// The form in which two names are the same file on some disk: without dots and spaces at a segment's end, in NFC, and
/// Unicode case folding.
pub(crate) fn fold(name: &str, host: &Host) -> String {
    let mut folded = String::with_capacity(name.len());
    for segment in name.split('/') {
        if !folded.is_empty() {
            folded.push('/');
        }
        folded.push_str(segment.trim_end_matches([' ', '.']));
    }
    if folded.is_ascii() {
        folded.make_ascii_lowercase();
        return folded;
    }
    // Upper case first: ß and ẞ, ſ and s, the final sigma come out alike.
    let lower: String = (host.nfc)(&folded).chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    (host.nfc)(&lower)
}

/// The folder of an entry, without a `/` at its end.
pub(crate) fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A location that was resolved.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Where it points, from the folder in which it is written.
    pub(crate) path: String,
    /// Where it points from the root, when it is a relative one.
    pub(crate) from_root: Option<String>,
}

/// Resolves a location (`ST_Loc`) that is written in an entry of this folder. `None` when it climbs above the root.
pub(crate) fn resolve(folder: &str, location: &str) -> Option<Target> {
    let location = location.trim_matches([' ', '\t', '\r', '\n']);
    let absolute = location.starts_with(['/', '\\']);
    let within = |folder: &str| -> Option<String> {
        let mut path: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
        for segment in location.split(['/', '\\']) {
            match segment {
                "" | "." => {}
                ".." => {
                    path.pop()?;
                }
                segment => path.push(segment),
            }
        }
        Some(path.join("/"))
    };
    let path = within(if absolute { "" } else { folder })?;
    // What climbs from the root is simply not there.
    let from_root = if absolute || folder.is_empty() { None } else { within("").filter(|other| *other != path) };
    Some(Target { path, from_root })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_disk_takes_for_one_fold_alike() {
        let host = crate::tests::HOST;
        for (one, other) in [
            ("Doc_0/A.xml", "DOC_0/a.XML"),
            ("a/b ", "a/b"),
            ("a./b..", "A/B"),
            ("Straße", "STRASSE"),
            ("e\u{301}", "É"),
            ("ΟΔΟΣ", "οδος"),
        ] {
            assert_eq!(fold(one, &host), fold(other, &host), "{one} {other}");
        }
        assert_ne!(fold("a/b", &host), fold("ab", &host));
    }

    #[test]
    fn names_that_lead_elsewhere() {
        for name in ["../a", "a/../b", "a\\..\\b", "c:a", "a\u{1}", "a/.. ", "a\u{85}"] {
            assert!(escapes(name), "{name:?}");
        }
        for name in ["a", "a/b.xml", ".a", "..a", "a..b", "发票.xml"] {
            assert!(!escapes(name), "{name:?}");
        }
        assert_eq!(clean("/a\\./b//c").as_deref(), Some("a/b/c"));
        assert_eq!(clean("/./"), None);
    }

    #[test]
    fn locations() {
        let path = |folder, location| resolve(folder, location).map(|target| target.path);
        assert_eq!(path("Doc_0", "Pages/P.xml").as_deref(), Some("Doc_0/Pages/P.xml"));
        assert_eq!(path("Doc_0/Signs", "/Doc_0/./a//b").as_deref(), Some("Doc_0/a/b"));
        assert_eq!(path("Doc_0/Signs", "..\\a").as_deref(), Some("Doc_0/a"));
        assert_eq!(path("Doc_0", "../../a"), None);
        assert_eq!(path("", "/../a"), None);
        assert_eq!(resolve("Doc_0", "Doc_0/a").unwrap().from_root.as_deref(), Some("Doc_0/a"));
        assert_eq!(resolve("Doc_0", "/Doc_0/a").unwrap().from_root, None);
    }
}
