//! What the headline of a row says, in a word, and which sum its amount goes into: genuine is not paid, and the half tick is no
//! full one.

use crate::{
    report::{Field, Report},
    verdict::Word,
};

/// The sums, in the order in which they are told.
pub const SUMS: [&str; 4] = ["verified", "half", "test", "other"];

/// What the headline says, as an id: a title's of [`Report::headline`] that is no tick, `code-only` and `test` for the half ticks of slips, `<verdict>-contradicted`,
/// and of a genuine message `message-<outcome>`, `message-test` or `message-paid-to-other`.
#[must_use]
pub fn headline(report: &Report) -> String {
    let word = report.verdict.word();
    if word != Word::Verified {
        let more = if report.contradiction().is_some() { "-contradicted" } else { "" };
        return [&report.headline().title, more].concat();
    }
    match &report.outcome {
        Some(outcome) if outcome.environment.is_some() || report.environment.is_some() => "message-test".into(),
        Some(outcome) if outcome.status == "paid" && outcome.merchant == Some("other") => {
            "message-paid-to-other".into()
        }
        Some(outcome) => ["message-", outcome.status].concat(),
        None if report.environment.is_some() => "test".into(),
        None if report.is_compared() => word.id().into(),
        None => "code-only".into(),
    }
}

/// The amount that a message is about: what was given back before what was paid.
#[must_use]
pub fn amount(report: &Report) -> Option<&Field> {
    let outcome = report.outcome.as_ref()?;
    let named = |name: &&str| report.fields.iter().find(|field| field.name == **name);
    let back = ["amount.refund", "refund_fee"];
    let paid = ["amount.total", "total_amount", "txnAmt"];
    let back = back.iter().filter(|_| outcome.status == "refunded");
    back.chain(&paid).find_map(named)
}

/// Whether the money went back: `None` where that is not known to be this amount.
fn goes_back(report: &Report) -> Option<bool> {
    let value = |name: &str| {
        let field = report.fields.iter().find(|field| field.name == name)?;
        field.signed.as_deref().or(field.code.as_deref())
    };
    if report.outcome.as_ref().is_some_and(|outcome| outcome.status == "refunded") {
        let own = amount(report)
            .is_some_and(|field| matches!(field.name.as_str(), "amount.refund" | "refund_fee" | "txnAmt"));
        return own.then_some(true);
    }
    Some(report.outcome.is_none() && matches!(value("type"), Some("refund" | "void")))
}

/// Which sum an amount goes into, and whether it is taken off; `None`: into none, because the slip was counted before.
#[must_use]
pub fn sum(report: &Report, is_repeat: bool) -> Option<(&'static str, bool)> {
    if is_repeat {
        return None;
    }
    let back = goes_back(report);
    let taken_off = back.unwrap_or_default();
    if report.verdict.word() != Word::Verified {
        return Some(("other", taken_off));
    }
    let is_test =
        report.environment.is_some() || report.outcome.as_ref().is_some_and(|outcome| outcome.environment.is_some());
    let moved = report.outcome.as_ref().is_none_or(|outcome| {
        matches!(outcome.status, "paid" | "refunded") && outcome.merchant != Some("other") && back.is_some()
    });
    let name = match () {
        () if is_test => "test",
        // A message of no payment, or of somebody else's, adds to nobody's sales.
        () if !moved => "other",
        () if report.is_compared() => "verified",
        () => "half",
    };
    Some((name, taken_off))
}
