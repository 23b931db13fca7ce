//! What the next part of a journal needs of the one before: `{"schema": 1, "kind": "dep" | "tse-export", …}`.
//!
//! It is taken at its word: it is not signed, and belongs with the report.

use crate::{Kind, dep, tse};
use serde::Deserialize;
use std::io;

/// The state behind a part.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Of the registers of a DEP.
    Dep(dep::State),
    /// Of the devices of TSE exports.
    Tse(tse::State),
}

/// What every state begins with.
#[derive(Deserialize)]
struct Frame {
    schema: u32,
    kind: String,
}

impl State {
    /// Reads one: `None` when it is none.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let frame: Frame = serde_json::from_slice(bytes).ok()?;
        match (frame.schema, frame.kind.as_str()) {
            (1, "dep") => serde_json::from_slice(bytes).ok().map(Self::Dep),
            (1, "tse-export") => serde_json::from_slice(bytes).ok().map(Self::Tse),
            _ => None,
        }
    }

    /// What kind of export it belongs to.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Dep(_) => Kind::Dep,
            Self::Tse(_) => Kind::TseExport,
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// Nothing can be written there.
    pub fn write(&self, output: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Dep(state) => serde_json::to_writer(&mut *output, state)?,
            Self::Tse(state) => serde_json::to_writer(&mut *output, state)?,
        }
        output.write_all(b"\n")
    }
}
