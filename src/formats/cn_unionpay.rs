//! The ordinary UnionPay slip (JR/T 0001-2001 chapter 8): no key is involved anywhere, so it can be consistent and
//! never verified.
//!
//! What is printed is explained and held against itself: the merchant number taken apart, the feature code recomputed, the
//! chip's lines decoded bit by bit, dates, lengths and amounts. The same serves a signed slip's print.

use super::{
    Context, Draft, Located, Rules, Slip,
    plausibility::{self, Findings},
};
use crate::{
    compare, evidence,
    input::View,
    lean,
    report::{Cause, CauseId, CheckId, Confidence, Evidence, Format, Note, Status},
    slip::Reading,
    time::Moment,
    verdict::Signing,
};
use alloc::vec::Vec;

mod contradictions;
mod dates;
mod emv;
mod feature_code;
mod form;
mod merchant_number;

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

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        slips.iter().map(|slip| check(slip, context)).collect()
    }
}

fn check(slip: &Slip, context: &Context<'_>) -> Draft {
    unsigned(slip, Note::new("proves-nothing", Evidence::new()), context)
}

/// What is said of a card slip without signature, of any country: `about` says of which kind it is.
pub(super) fn unsigned(slip: &Slip, about: Note, context: &Context<'_>) -> Draft {
    let mut draft = Draft::new(slip);
    draft.findings.signing = Signing::None;
    draft.checks.set(CheckId::Format, Status::Pass).set(CheckId::Plausibility, Status::Unknown);
    compare::append_printed(&mut draft.fields, &slip.reading);
    draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, Evidence::new()));
    draft.notes.push(about);
    explain(&mut draft, &slip.reading, context.now);
    draft.reprinted(slip);
    draft
}

/// Adds to a draft what a card slip's print says about itself: findings to the check `plausibility`, decoded values to the
/// notes.
pub(crate) fn explain(draft: &mut Draft, reading: &Reading, now: Moment) {
    // Nothing of it is needed for a signature: the whole core's.
    if !lean::is_full() {
        return;
    }
    let (findings, notes) = findings(reading, now);
    plausibility::record(draft, findings);
    draft.notes.extend(notes);
}

/// The findings about a card slip's print, and its decoded values as notes.
pub(crate) fn findings(reading: &Reading, now: Moment) -> (Findings, Vec<Note>) {
    let (mut findings, mut notes) = (Findings::default(), Vec::new());
    form::check(reading, &mut findings);
    if !is_elsewhere(reading) {
        notes.extend(merchant_number::check(reading, &mut findings));
        notes.extend(feature_code::check(reading, &mut findings));
        let code = value(reading, "mid").and_then(merchant_number::Parts::of).map(|parts| parts.acquirer);
        let name = value(reading, "acquirer");
        if code.is_some() || name.is_some() {
            notes.push(Note::new("acquirer-licence", evidence! { "code" => code, "name" => name }));
        }
    }
    emv::notes(reading, &mut notes);
    if let Some(mode) = value(reading, "entryMode") {
        notes.push(Note::new("entry-mode", evidence! { "value" => mode }));
    }
    dates::check(reading, now, &mut findings);
    contradictions::check(reading, &mut findings);
    (findings, notes)
}

/// A member's value, the first printed, when it was read surely.
fn value<'a>(reading: &'a Reading, name: &str) -> Option<&'a str> {
    reading.get(name).filter(|member| member.uncertain.is_empty()).map(|member| member.value.as_str())
}

/// Whether the slip is of a place whose merchants UnionPay's mainland rules do not number.
fn is_elsewhere(reading: &Reading) -> bool {
    if reading.format == Format::CardSlip {
        return true;
    }
    let layout = reading.layout.is_some_and(|layout| !layout.starts_with("cn-"));
    layout || value(reading, "currency").is_some_and(|currency| currency != "CNY")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::slip::Member;

    /// A reading of these members.
    pub(crate) fn reading(members: &[(&'static str, &str)]) -> Reading {
        let member = |(name, value): &(&'static str, &str)| Member {
            name,
            value: (*value).into(),
            raw: (*value).into(),
            ..Member::default()
        };
        Reading { fields: members.iter().map(member).collect(), ..Reading::default() }
    }
}
