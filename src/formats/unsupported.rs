//! Formats that are recognised by name and not checked yet.

use super::{Context, Draft, Located, Rules, Slip};
use crate::{
    evidence,
    input::View,
    report::{CheckId, Format, Note, Status},
    verdict::Signing,
};
use alloc::vec::Vec;

/// One of them.
pub(super) struct Unsupported(pub(super) Format);

impl Rules for Unsupported {
    fn id(&self) -> Format {
        self.0
    }

    fn locate(&self, _view: &View) -> Vec<Located> {
        Vec::new()
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
