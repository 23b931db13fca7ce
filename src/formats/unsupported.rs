//! Formats that are recognised by name and not checked yet.

use super::{Context, Draft, Located, Rules, Slip};
use crate::{
    evidence,
    input::View,
    lean,
    report::{CheckId, Format, Note, Status},
    verdict::Signing,
};
use alloc::vec::Vec;

/// One of them, and how its codes are found. A build without the feature `receipts` has its receipts here: the page
/// then loads the module that has them.
pub(super) struct Unsupported(pub(super) Format, pub(super) fn(&View) -> Vec<Located>);

/// It has no codes in a text.
pub(super) fn nowhere(_view: &View) -> Vec<Located> {
    Vec::new()
}

impl Rules for Unsupported {
    fn id(&self) -> Format {
        self.0
    }

    fn locate(&self, view: &View) -> Vec<Located> {
        (self.1)(view)
    }

    fn check(&self, slips: &[&Slip], _context: &Context<'_>) -> Vec<Draft> {
        lean::is_full();
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
