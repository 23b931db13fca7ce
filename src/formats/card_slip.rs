//! A card slip that is neither Chinese nor a till's receipt: girocard, Visa, Mastercard and others, of any country. No
//! key is involved anywhere: what is printed is held against itself, and card issuer and acquirer know the rest.

use super::{Context, Draft, Located, Rules, Slip, cn_unionpay};
use crate::{
    input::View,
    report::{Evidence, Format, Note, put},
    slip::Reading,
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
    let mut evidence = Evidence::new();
    if let Some(place) = place(&slip.reading) {
        put(&mut evidence, "place", place.into());
    }
    cn_unionpay::unsigned(slip, Note::new("card-slip", evidence), context)
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
