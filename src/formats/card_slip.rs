//! A card slip that is neither Chinese nor a till's receipt: girocard, Visa, Mastercard and others, of any country. No
//! key is involved anywhere: what is printed is held against itself, and card issuer and acquirer know the rest.

use super::{Context, Draft, Located, Rules, Slip, cn_unionpay};
use crate::{
    compare, evidence,
    input::View,
    report::{Cause, CauseId, CheckId, Confidence, Evidence, Format, Note, Status, put},
    slip::Reading,
    verdict::Signing,
};
use alloc::vec::Vec;

/// The format.
pub(super) struct CardSlip;

impl Rules for CardSlip {
    fn id(&self) -> Format {
        Format::CardSlip
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
    let mut draft = Draft::new(slip);
    draft.findings.signing = Signing::None;
    draft.checks.set(CheckId::Format, Status::Pass).set(CheckId::Plausibility, Status::Unknown);
    compare::append_printed(&mut draft.fields, &slip.reading);
    draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, Evidence::new()));
    let mut evidence = Evidence::new();
    if let Some(place) = place(&slip.reading) {
        put(&mut evidence, "place", place.into());
    }
    draft.notes.push(Note::new("card-slip", evidence));
    cn_unionpay::explain(&mut draft, &slip.reading, context.now);
    if slip.reading.reprint {
        draft.causes.push(Cause::new(
            CauseId::DuplicateSlip,
            Confidence::Likely,
            evidence! { "where" => "print", "mark" => "reprint" },
        ));
    }
    draft
}

/// Currencies of one country, and the country (ISO 4217, ISO 3166-1).
const PLACES: [(&str, &str); 12] = [
    ("TWD", "TW"),
    ("JPY", "JP"),
    ("HKD", "HK"),
    ("MOP", "MO"),
    ("MYR", "MY"),
    ("SGD", "SG"),
    ("THB", "TH"),
    ("IDR", "ID"),
    ("PHP", "PH"),
    ("VND", "VN"),
    ("INR", "IN"),
    ("KRW", "KR"),
];

/// The country that the printed currency, or a scheme of one country alone, tells. The dollar of the United States and the
/// euro are paid in many.
fn place(reading: &Reading) -> Option<&'static str> {
    let currency = reading.get("currency").map(|member| member.value.as_str());
    let says = |word: &str| {
        let is = |window: &[u8]| window.eq_ignore_ascii_case(word.as_bytes());
        reading.lines.iter().any(|line| line.text.as_bytes().windows(word.len()).any(is))
    };
    PLACES
        .iter()
        .find(|(code, _)| currency == Some(*code))
        .map(|(_, place)| *place)
        .or_else(|| says("girocard").then_some("DE"))
        .or_else(|| says("bankomat").then_some("AT"))
}
