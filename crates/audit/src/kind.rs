//! What an input is, by its first bytes; by its name only where they are damaged.

use crate::{Input, Stop};
use slipcheck_containers::{is_tar, is_zip};

/// The kind of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Austria: the RKSV journal, DEP 7.
    Dep,
    /// Germany: the export of a technical security device.
    TseExport,
    /// Germany: DSFinV-K.
    Dsfinvk,
}

impl Kind {
    /// Its id in reports and states.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Dep => "dep",
            Self::TseExport => "tse-export",
            Self::Dsfinvk => "dsfinvk",
        }
    }
}

/// So many bytes tell what an input is; a ZIP is looked at by who reads it.
const HEAD: usize = 4096;

/// The kind of one input: `None` when it is no export of a till.
pub fn of(input: &mut Input<'_>) -> Option<Kind> {
    let head = input.head(HEAD);
    let named = |ending: &str| input.name.to_ascii_lowercase().ends_with(ending);
    if is_zip(&head) {
        // A TSE export may lie in a ZIP.
        if crate::tse::is_in_zip(input) {
            return Some(Kind::TseExport);
        }
        return crate::dsfinvk::may_be(input).then_some(Kind::Dsfinvk);
    }
    if is_tar(&head) || head.get(257..262) == Some(b"ustar") || crate::tse::is_packed(&head) {
        return Some(Kind::TseExport);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    if matches!(text.first(), Some(b'{' | b'[')) || named(".json") {
        return Some(Kind::Dep);
    }
    if named(".tar") {
        return Some(Kind::TseExport);
    }
    named(".zip").then_some(Kind::Dsfinvk)
}

/// The kind of the journal that these inputs are; a TSE export may lie beside a DSFinV-K.
///
/// # Errors
/// None of them is an export, or they do not belong together.
pub fn journal(kinds: &[Option<Kind>]) -> Result<Kind, Stop> {
    let mut known = kinds.iter().flatten().copied();
    let first = known.next().ok_or(Stop::NothingReadable)?;
    known.try_fold(first, |one, other| match (one, other) {
        (Kind::Dsfinvk, Kind::TseExport) | (Kind::TseExport, Kind::Dsfinvk) => Ok(Kind::Dsfinvk),
        _ if one == other => Ok(one),
        _ => Err(Stop::Mixed(one, other)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_known_by_their_first_bytes() {
        let kind = |name: &str, bytes: &[u8]| of(&mut Input::of_bytes(name, bytes));
        assert_eq!(kind("x", b"\xef\xbb\xbf {\"Belege-Gruppe\": []}"), Some(Kind::Dep));
        assert_eq!(kind("dep.JSON", b""), Some(Kind::Dep));
        assert_eq!(kind("export.tar", b"cut"), Some(Kind::TseExport));
        assert_eq!(kind("x", b"no export"), None);
        assert_eq!(kind("x", b"PK\x03\x04"), Some(Kind::Dsfinvk));
        assert_eq!(kind("holiday.zip", include_bytes!("../tests/german/holiday.zip")), None);
        let (dep, tse, books) = (Some(Kind::Dep), Some(Kind::TseExport), Some(Kind::Dsfinvk));
        assert_eq!(journal(&[None, dep, dep]), Ok(Kind::Dep));
        assert_eq!(journal(&[tse, books, tse]), Ok(Kind::Dsfinvk));
        assert_eq!(journal(&[None]), Err(Stop::NothingReadable));
        assert_eq!(journal(&[dep, tse]), Err(Stop::Mixed(Kind::Dep, Kind::TseExport)));
    }
}
