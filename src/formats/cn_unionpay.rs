//! The ordinary UnionPay slip (JR/T 0001-2001 chapter 8): no key is involved anywhere, so it can be consistent and
//! never verified.

use super::{Context, Draft, Located, Rules, Slip};
use crate::{
    compare, evidence,
    input::View,
    report::{Cause, CauseId, CheckId, Confidence, Evidence, Format, Note, Status},
    verdict::Signing,
};
use alloc::vec::Vec;

/// The format.
pub(super) struct CnUnionpay;

impl Rules for CnUnionpay {
    fn id(&self) -> Format {
        Format::CnUnionpay
    }

    /// It has no code.
    fn locate(&self, _view: &View) -> Vec<Located> {
        Vec::new()
    }

    fn check(&self, slips: &[&Slip], _context: &Context<'_>) -> Vec<Draft> {
        slips.iter().map(|slip| check(slip)).collect()
    }
}

fn check(slip: &Slip) -> Draft {
    let mut draft = Draft::new(slip);
    draft.findings.signing = Signing::None;
    draft.checks.set(CheckId::Format, Status::Pass).set(CheckId::Plausibility, Status::Pass);
    compare::append_printed(&mut draft.fields, &slip.reading);
    draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, Evidence::new()));
    draft.notes.push(Note::new("proves-nothing", Evidence::new()));
    if slip.reading.reprint {
        draft.checks.set(CheckId::Plausibility, Status::Warn);
        draft.causes.push(Cause::new(
            CauseId::DuplicateSlip,
            Confidence::Likely,
            evidence! { "where" => "print", "mark" => "reprint" },
        ));
    }
    draft
}
