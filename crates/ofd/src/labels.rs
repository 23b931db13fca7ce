//! Values by the labels beside them: rows of text by their baselines, for pages that name no tags.

use crate::{
    document::{Document, Page},
    fields::{Member, clean},
    page::{Shape, TextCode, numbers},
    seen::{At, objects},
};
use alloc::{string::String, vec::Vec};

/// Text that stands together in one row.
#[derive(Clone, Debug)]
struct Run {
    text: String,
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    objects: Vec<At>,
}

/// A value that was found beside a label.
pub(crate) type Found = (Member, String, Vec<At>);

/// The labels that a value of text ends at, in their folded form.
const LABELS: [&str; 10] = [
    "发票代码",
    "发票号码",
    "开票日期",
    "校验码",
    "纳税人识别号",
    "名称",
    "(小写)",
    "(大写)",
    "统一社会信用代码",
    "合计",
];

/// The advances that a list of them gives: numbers, and `g n v` for n times v (GB/T 33190 §11.3).
pub(crate) fn advances(list: &str) -> Vec<f64> {
    let mut out = Vec::new();
    let mut parts = list.split_ascii_whitespace();
    while let Some(part) = parts.next() {
        let number = |part: Option<&str>| part.and_then(|part| numbers(part).first().copied());
        if part == "g" {
            let (Some(count), Some(value)) = (number(parts.next()), number(parts.next())) else { break };
            // More than any text has.
            let count = if (0.0..=4096.0).contains(&count) { count as usize } else { 0 };
            out.resize(out.len() + count, value);
        } else if let Some(value) = number(Some(part)) {
            out.push(value);
        }
        if out.len() > 4096 {
            break;
        }
    }
    out
}

/// How wide characters are drawn, from the first to the end of the last.
fn width(code: &TextCode, size: f64) -> f64 {
    let advances = advances(&code.delta_x);
    let natural = |c: char| if c.is_ascii() || c == '¥' { size / 2.0 } else { size };
    let count = code.text.chars().count();
    code.text
        .chars()
        .enumerate()
        .map(|(at, c)| {
            if at + 1 == count {
                natural(c)
            } else {
                advances.get(at).or(advances.last()).copied().unwrap_or(natural(c))
            }
        })
        .sum()
}

/// The rows of a page from top to bottom, the runs of each from left to right.
fn rows(document: &Document, number: usize, page: &Page) -> Vec<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, _, object) in objects(document, number, page) {
        let Shape::Text { size, codes, .. } = &object.shape else { continue };
        for code in codes {
            let vertical = code.delta_x.trim().is_empty() && !code.delta_y.trim().is_empty();
            let text = clean(&code.text);
            if vertical || text.is_empty() || !object.visible {
                continue;
            }
            let (x, y) = object.on_page(code.x, code.y);
            let (scale, size) = (object.scale(), *size * object.scale());
            let end = x + width(code, size / scale.max(0.001)) * scale;
            runs.push(Run { text, x, end, y, size, objects: alloc::vec![at] });
        }
    }
    runs.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| run.y - first.y <= first.size.min(run.size) / 2.0) => {
                row.push(run)
            }
            _ => rows.push(alloc::vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.x.total_cmp(&other.x));
        let mut joined: Vec<Run> = Vec::new();
        for run in core::mem::take(row) {
            match joined.last_mut() {
                Some(last) if run.x - last.end <= 0.6 * last.size && run.x >= last.end - last.size => {
                    last.text.push_str(&run.text);
                    last.end = last.end.max(run.end);
                    last.objects.extend(run.objects);
                }
                _ => joined.push(run),
            }
        }
        *row = joined;
    }
    rows
}

/// What stands behind a label in its own run, up to the next label.
fn behind<'r>(text: &'r str, label: &str, at_start: bool) -> Option<&'r str> {
    let (before, rest) = text.split_once(label)?;
    if at_start && !before.is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches(':');
    let end = LABELS.iter().filter_map(|label| rest.find(label)).min().unwrap_or(rest.len());
    rest.get(..end)
}

struct Reader {
    rows: Vec<Vec<Run>>,
    /// Of each row, how far its runs reach to the right, up to each of them.
    reach: Vec<Vec<f64>>,
}

impl Reader {
    fn new(rows: Vec<Vec<Run>>) -> Self {
        let reach = |row: &Vec<Run>| {
            let mut most = f64::NEG_INFINITY;
            row.iter()
                .map(|run| {
                    most = most.max(run.end);
                    most
                })
                .collect()
        };
        Self { reach: rows.iter().map(reach).collect(), rows }
    }

    /// The first run of a row that shares a part of the width with this one.
    fn under(&self, row: usize, label: &Run) -> Option<&Run> {
        // The first that reaches beyond the label's start is one that ends there: those before it do not.
        let at = self.reach.get(row)?.partition_point(|reach| *reach <= label.x);
        self.rows.get(row)?.get(at).filter(|run| run.x < label.end)
    }

    /// The value of the label in this run: behind it, to the right of it, or in the next row under it.
    fn value(&self, row: usize, run: usize, rest: &str, name: Member) -> Option<(String, Vec<At>)> {
        let label = self.rows.get(row)?.get(run)?;
        if let Some(value) = name.checked(rest) {
            return Some((value, label.objects.clone()));
        }
        if !rest.is_empty() {
            return None;
        }
        if let Some(next) = self.rows.get(row)?.get(run + 1) {
            let text = cut(&next.text);
            if let Some(value) = name.checked(text) {
                return Some((value, next.objects.clone()));
            }
        }
        let under = self.under(row + 1, label)?;
        if under.y - label.y > 3.0 * label.size {
            return None;
        }
        name.checked(cut(&under.text)).map(|value| (value, under.objects.clone()))
    }

    /// Every place of a label: row, run, and what stands behind it.
    fn labels(&self, label: &str, at_start: bool) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        for (row, runs) in self.rows.iter().enumerate() {
            for (run, text) in runs.iter().enumerate() {
                if let Some(rest) = behind(&text.text, label, at_start) {
                    found.push((row, run, rest.into()));
                }
            }
        }
        found
    }
}

/// A value's text up to the next label.
fn cut(text: &str) -> &str {
    let end = LABELS.iter().filter_map(|label| text.find(label)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The values of a page by their labels.
pub(crate) fn values(document: &Document, number: usize, page: &Page) -> Vec<Found> {
    let reader = Reader::new(rows(document, number, page));
    let mut found: Vec<Found> = Vec::new();
    let single = [
        ("发票代码", Member::InvoiceCode),
        ("发票号码", Member::InvoiceNumber),
        ("开票日期", Member::IssueDate),
        ("校验码", Member::CheckCode),
        ("(小写)", Member::Total),
    ];
    for (label, name) in single {
        let value =
            reader.labels(label, false).into_iter().find_map(|(row, run, rest)| reader.value(row, run, &rest, name));
        found.extend(value.map(|(value, objects)| (name, value, objects)));
    }
    // The buyer stands left or first, the seller right or last: with one of them alone it cannot be told which it is.
    for (label, buyer, seller) in
        [("名称", Member::BuyerName, Member::SellerName), ("纳税人识别号", Member::BuyerTaxId, Member::SellerTaxId)]
    {
        let places = reader.labels(label, label == "名称");
        if let [first, .., last] = &places[..]
            && places.len() == 2
        {
            for ((row, run, rest), name) in [(first, buyer), (last, seller)] {
                let value = reader.value(*row, *run, rest, name);
                found.extend(value.map(|(value, objects)| (name, value, objects)));
            }
        }
    }
    // Sum without tax, and tax: two amounts in one row.
    for (row, run, rest) in reader.labels("合计", true) {
        let Some(runs) = reader.rows.get(row).filter(|_| rest.is_empty()) else { continue };
        let behind: Vec<&Run> = runs.iter().skip(run + 1).take(3).collect();
        if let [one, other] = behind[..]
            && let (Some(amount), Some(tax)) =
                (Member::AmountExcludingTax.checked(&one.text), Member::TaxAmount.checked(&other.text))
        {
            found.push((Member::AmountExcludingTax, amount, one.objects.clone()));
            found.push((Member::TaxAmount, tax, other.objects.clone()));
            break;
        }
    }
    found
}

/// The amount in words of a page, when it stands beside its label.
pub(crate) fn words(document: &Document, number: usize, page: &Page) -> Option<String> {
    let reader = Reader::new(rows(document, number, page));
    reader.labels("(大写)", false).into_iter().find_map(|(row, run, rest)| {
        let next = || reader.rows.get(row)?.get(run + 1).map(|next| cut(&next.text).into());
        if rest.is_empty() { next() } else { Some(rest) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advances_repeat() {
        assert_eq!(advances("g 3 1.5 2"), [1.5, 1.5, 1.5, 2.0]);
        assert_eq!(advances("g 1e9 1 5"), [5.0]);
        assert_eq!(advances("g"), [] as [f64; 0]);
    }

    #[test]
    fn what_stands_behind_a_label() {
        assert_eq!(behind("发票代码:0330发票号码:8", "发票代码", false), Some("0330"));
        assert_eq!(behind("项目名称", "名称", true), None);
        assert_eq!(behind("价税合计(小写)", "(小写)", false), Some(""));
    }
}
