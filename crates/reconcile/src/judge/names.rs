//! How rows and transactions are named, and in which order transactions stand (reconcile.md, sections 5 and 6; section 7, `key`).

use super::{basis::Judge, transaction::Transaction};
use crate::{
    date::Day,
    files::Piles,
    matching::NO,
    row::{Leg, Row},
    text::Sym,
};

impl Judge<'_, '_> {
    /// The place of a transaction: that of its first row, slips before acquirer before bank (section 6).
    pub(super) fn place(&self, transaction: &Transaction) -> (Day, i32, Leg, u32, u32) {
        let first = transaction.rows.iter().flatten().next();
        let row = self.row(first.copied().unwrap_or(NO));
        (row.date, row.time, row.leg, row.file, row.line)
    }

    /// Names transactions by what they have: reference, order, voucher, channel, place (section 7).
    pub(super) fn keys(&self, transactions: &mut [Transaction]) {
        let texts = self.matching.texts;
        for transaction in transactions.iter_mut() {
            let rows: Vec<&Row> = transaction.rows.iter().flatten().map(|at| self.row(*at)).collect();
            let first = |of: fn(&Row) -> Sym| {
                rows.iter().map(|row| of(row)).find(|sym| sym.is_some()).map(|sym| texts.get(sym))
            };
            transaction.key = first(|row| row.rrn)
                .map(|rrn| format!("rrn:{rrn}"))
                .or_else(|| first(|row| row.order).map(|order| format!("order:{order}")))
                .or_else(|| {
                    let row = rows.iter().find(|row| row.trace.is_some())?;
                    Some(format!("trace:{}/{}/{}", texts.get(row.terminal), texts.get(row.batch), texts.get(row.trace)))
                })
                .or_else(|| first(|row| row.channel_id).map(|channel| format!("channel:{channel}")))
                .unwrap_or_else(|| {
                    let at = transaction.rows.iter().flatten().next().copied().unwrap_or(NO);
                    format!("row:{}", row_id(self.piles, self.row(at)))
                });
        }
        // Equal keys stand together when they are sorted, and the sort keeps the order of the transactions.
        let key = |at: &usize| transactions.get(*at).map(|transaction| &transaction.key);
        let mut order: Vec<usize> = (0..transactions.len()).collect();
        order.sort_by_key(key);
        let same = order.chunk_by(|a, b| key(a) == key(b));
        let further: Vec<(usize, usize)> = same.flat_map(|same| same.iter().copied().zip(1..).skip(1)).collect();
        for (at, count) in further {
            if let Some(transaction) = transactions.get_mut(at) {
                transaction.key = format!("{}#{count}", transaction.key);
            }
        }
    }
}

/// `leg/file/line` (section 5).
pub(crate) fn row_id(piles: &Piles, row: &Row) -> String {
    let number = piles.files.get(row.file as usize).map_or("", |file| file.number.as_str());
    format!("{}/{number}/{}", row.leg.id(), row.line)
}
