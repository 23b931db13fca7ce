//! Rows that are no entries: totals, rules, headers, and what could not be read (reconcile.md, 3.4).

use super::Reader;
use crate::{
    date::NO_DAY,
    row::Row,
    table::{Cell, Role, clean},
    tables,
};

/// Why a row was left out (3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A line of totals.
    Total,
    /// No day can be read.
    NoDate,
    /// No amount can be read.
    NoAmount,
    /// It did not succeed.
    Failed,
    /// It is not decided yet.
    Pending,
    /// A pre-authorisation or its void.
    Preauth,
    /// Not a payment.
    None,
    /// A file of adjustments.
    AdjustmentFile,
    /// A summary.
    Summary,
    /// The same row of another export.
    Overlap,
}

impl Why {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::NoDate => "no-date",
            Self::NoAmount => "no-amount",
            Self::Failed => "failed",
            Self::Pending => "pending",
            Self::Preauth => "preauth",
            Self::None => "none",
            Self::AdjustmentFile => "adjustment-file",
            Self::Summary => "summary",
            Self::Overlap => "overlap",
        }
    }
}

/// Unread rows that are kept of a file.
const MOST_UNREAD: usize = 10_000;
/// Cells that a row has at least which says something.
const FILLED: usize = 4;

impl Reader<'_> {
    /// Keeps what an unread row names, or its day: what it might be must not be called missing.
    pub(super) fn unread(&mut self, cells: &[Cell<'_>], mut row: Row) {
        if self.out.unread.len() >= MOST_UNREAD {
            self.out.unread_days.insert(NO_DAY);
            return;
        }
        let filled = cells.iter().filter(|cell| !clean(&cell.text).is_empty()).count();
        self.ids(cells, &mut row);
        if [row.rrn, row.order, row.channel_id, row.trace].iter().any(|id| id.is_some()) {
            self.out.unreadable = true;
            self.out.unread.push(row);
        } else if filled >= FILLED {
            self.out.unreadable = true;
            // An opening balance has a day, a word and a balance.
            self.out.unread_days.insert(row.date);
        }
    }

    /// A subtotal among the rows of a day: it names nothing, and one of its cells says that it is a sum.
    pub(super) fn is_sum(&self, cells: &[Cell<'_>]) -> bool {
        const IDS: [Role; 8] = [
            Role::Rrn,
            Role::OrderId,
            Role::ChannelId,
            Role::Trace,
            Role::Auth,
            Role::Card,
            Role::RefundId,
            Role::PayoutId,
        ];
        let sum = |text: &str| {
            let head = tables::folded(&text.chars().take(20).collect::<String>());
            let counted = head.strip_prefix('共').is_some_and(|rest| {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                digits > 0 && rest.get(digits..).is_some_and(|rest| rest.starts_with('笔'))
            });
            counted || self.totals.contains(&head)
        };
        let said =
            |cell: &Cell<'_>| IDS.iter().all(|role| self.cell(cells, *role).is_none_or(|own| core::ptr::eq(own, cell)));
        cells.iter().any(|cell| !cell.number && sum(clean(&cell.text)) && said(cell))
    }

    pub(super) fn is_header(&self, cells: &[Cell<'_>]) -> bool {
        let mut same = 0;
        for column in self.context.layout.columns.iter().filter(|column| column.role.is_some()) {
            if cells.get(column.index).is_none_or(|cell| cell.text.trim() != column.label) {
                return false;
            }
            same += 1;
        }
        same > 1
    }
}

/// Whether a row is only drawn: `-----`, `=====`, `────`.
pub(super) fn is_rule(cells: &[Cell<'_>]) -> bool {
    let mark = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '='
                    | '_'
                    | '*'
                    | '+'
                    | '|'
                    | '─'
                    | '━'
                    | '│'
                    | '┼'
                    | '├'
                    | '┤'
                    | '┌'
                    | '┐'
                    | '└'
                    | '┘'
                    | '┬'
                    | '┴'
                    | '—'
            )
    };
    let mut any = 0;
    for cell in cells {
        if !cell.text.chars().all(mark) {
            return false;
        }
        any += cell.text.len();
    }
    any > 3
}
