//! Formats that are recognised by name and not checked yet.

use super::{Context, Draft, Located, Rules, Slip};
use crate::{
    evidence,
    input::{File, Kind, View},
    report::{CheckId, Format, Note, Status},
    verdict::Signing,
};
use alloc::{vec, vec::Vec};

/// One of them, and the files that it comes as.
pub(super) struct Unsupported(pub(super) Format, pub(super) Kind);

impl Rules for Unsupported {
    fn id(&self) -> Format {
        self.0
    }

    fn locate(&self, _view: &View) -> Vec<Located> {
        Vec::new()
    }

    fn open(&self, file: &File) -> Vec<Slip> {
        if file.kind == self.1 { vec![Slip::of_file(self.0, file)] } else { Vec::new() }
    }

    fn check(&self, slips: &[&Slip], _context: &Context<'_>) -> Vec<Draft> {
        let draft = |slip: &&Slip| {
            let mut draft = Draft::new(slip);
            draft.findings.signing = Signing::Unreadable;
            draft.checks.set(CheckId::Format, Status::Pass);
            draft.notes.push(Note::new("format-not-supported", evidence! { "format" => self.0.id() }));
            draft
        };
        slips.iter().map(draft).collect()
    }
}
