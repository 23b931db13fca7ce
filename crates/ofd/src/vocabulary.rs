//! What is found out, in the contract's ids: notes with their evidence, and what ends a check at once.

use alloc::{string::String, vec::Vec};

/// A value of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, as it stands in the file or in an id.
    Text(String),
    /// Several texts, in their order.
    List(Vec<String>),
    /// A count.
    Number(u64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

/// Named values.
pub type Evidence = Vec<(&'static str, Value)>;

/// Something to know that is no cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Kebab-case id of the contract.
    pub id: &'static str,
    /// What belongs to it.
    pub evidence: Evidence,
}

impl Note {
    /// A note with its evidence.
    pub(crate) fn new(id: &'static str, evidence: Evidence) -> Self {
        Self { id, evidence }
    }

    /// A note about one entry.
    pub(crate) fn about(id: &'static str, entry: &str) -> Self {
        Self::new(id, alloc::vec![("entry", entry.into())])
    }
}

/// What ends a check before any word on the seals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It could not be read, and nothing is said against it.
    Unreadable {
        /// Why.
        note: Note,
        /// Whether the file itself is broken (check `format` fails), not only beyond what is read here.
        damaged: bool,
    },
    /// It is refused: two programs could see two different documents in it, or its seal is not of the standard's form.
    Refused {
        /// Whether an algorithm or method is refused (`header-refused`), not the form (`malformed`).
        header: bool,
        /// Kebab-case id of the reason.
        reason: &'static str,
        /// The entry in which it was seen; empty for the file as a whole.
        entry: String,
    },
}

impl Stop {
    /// Malformed, and why.
    pub(crate) fn refused(reason: &'static str, entry: &str) -> Self {
        Self::Refused { header: false, reason, entry: entry.into() }
    }

    /// An algorithm or method that is not accepted.
    pub(crate) fn header(reason: &'static str, entry: &str) -> Self {
        Self::Refused { header: true, reason, entry: entry.into() }
    }

    /// Beyond what is read here.
    pub(crate) fn unreadable(note: Note) -> Self {
        Self::Unreadable { note, damaged: false }
    }

    /// Above the bounds.
    pub(crate) fn too_large() -> Self {
        Self::unreadable(Note::new("too-large", Vec::new()))
    }

    /// Broken.
    pub(crate) fn damaged() -> Self {
        Self::Unreadable { note: Note::new("archive-damaged", Vec::new()), damaged: true }
    }
}
