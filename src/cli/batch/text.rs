//! Rows and the summary in words.

use crate::cli::{
    language::Catalogue,
    report_text,
    terminal::{inline, printable},
};
use slipcheck::batch::{headline::SUMS, row::Row, tally::Tally};

/// A row as a line for people.
pub(super) fn row(row: &Row, catalogue: &Catalogue) -> String {
    let mut parts = vec![inline(row.key.as_deref().unwrap_or("-"))];
    parts.push(match (&row.report, &row.result) {
        // The same headline as of one slip: genuine is not paid, and a test is no sale.
        (Some(report), _) => report_text::verdict(report, catalogue).0,
        (None, Some(result)) => catalogue.text(&format!("audit-{result}")),
        (None, None) => String::new(),
    });
    let amount = [&row.members.amount, &row.members.currency].map(|text| inline(text)).join(" ");
    if !amount.trim().is_empty() {
        parts.push(amount.trim().to_owned());
    }
    let causes: Vec<String> =
        row.causes.iter().flatten().map(|cause| catalogue.text(&format!("cause-{cause}"))).collect();
    if !causes.is_empty() {
        parts.push(causes.join(&catalogue.text("list-separator")));
    }
    if let Some(first) = &row.duplicate_of {
        parts.push(format!("= {}", inline(first)));
    }
    printable(&parts.join(" | "))
}

/// The summary for people.
pub(super) fn summary(tally: &Tally, catalogue: &Catalogue) -> String {
    let mut lines = vec![catalogue.format("cli-batch-rows", &[("count", tally.rows.into())])];
    let mut line = |text: String| lines.push(text);
    for (word, count) in &tally.verdicts {
        let own = catalogue.find(&format!("verdict-{word}"), &[]);
        line(format!("  {count} × {}", own.unwrap_or_else(|| catalogue.text(&format!("audit-{word}")))));
    }
    for (cause, count) in &tally.causes {
        line(format!("  {count} × {}", catalogue.text(&format!("cause-{cause}"))));
    }
    for ((kind, currency), sum) in &tally.sums {
        let id = format!("cli-batch-sum-{}", SUMS.get(*kind).copied().unwrap_or("other"));
        line(catalogue.format(&id, &[("sum", format!("{} {currency}", sum.text()).into())]));
    }
    if tally.would_now_fit > 0 {
        line(catalogue.format("cli-batch-would-now-fit", &[("count", tally.would_now_fit.into())]));
    }
    for (source, why) in &tally.unread {
        let why = catalogue.text(&format!("cli-batch-{}", why.id()));
        line(format!("{}: {why}", inline(source)));
    }
    if tally.is_cancelled {
        line(catalogue.text("cli-batch-cancelled"));
    }
    if tally.rows > 0 {
        line(catalogue.text("verdict-about"));
    }
    printable(&lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::language::Language;
    use slipcheck::batch::{row::Members, tally::Why};

    #[test]
    fn every_word_of_the_summary_is_there_in_every_language() {
        let mut tally = Tally::default();
        (tally.would_now_fit, tally.is_cancelled) = (1, true);
        for why in [Why::NotFound, Why::Damaged, Why::TooDeep, Why::KeyMaterial] {
            tally.unread("x", why);
        }
        for verdict in ["verified", "invalid"] {
            let members = Members { amount: "1.00".into(), currency: "EUR".into(), ..Members::default() };
            tally.add(&Row { verdict: Some(verdict.into()), members, ..Row::default() });
        }
        for sum in SUMS {
            let members = Members { currency: "EUR".into(), ..Members::default() };
            let (sum, sum_amount) = (Some(sum.into()), Some("1.00".into()));
            tally.add(&Row { verdict: Some("verified".into()), members, sum, sum_amount, ..Row::default() });
        }
        for language in [Language::Chinese, Language::English, Language::German] {
            let text = summary(&tally, &Catalogue::load(language).unwrap());
            assert!(!text.contains("cli-batch") && !text.contains("verdict-"), "{text}");
        }
    }
}
