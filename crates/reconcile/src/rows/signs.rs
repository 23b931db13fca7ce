//! Which way sums go: fee and net by the row's sign, and the signs of a bank's table (reconcile.md, 3.6).

use super::{Context, FileRows};
use crate::{
    row::{NO_AMOUNT, Row},
    table::Role,
    tables::{self, Folded},
    text::Texts,
};

/// Sets fee and net by the sign of the row, and notes when they do not add up (3.6).
pub(crate) fn settle(row: &mut Row, fee: Option<i64>, net: Option<i64>) {
    let sign = if row.amount < 0 { -1 } else { 1 };
    let mut fee = fee.map(|fee| sign * fee.abs());
    let mut net = net.map(|net| sign * net.abs());
    if let (Some(stated), Some(kept)) = (fee, net)
        && stated != 0
        && kept == row.amount
    {
        net = None;
    }
    match (fee, net) {
        (Some(stated), Some(kept)) => {
            if row.amount - stated != kept {
                if row.amount + stated == kept {
                    fee = Some(-stated);
                } else {
                    row.unexplained = true;
                }
            }
        }
        (Some(stated), None) => net = Some(row.amount - stated),
        (None, Some(kept)) => fee = Some(row.amount - kept),
        (None, None) => {}
    }
    row.fee = fee.unwrap_or(NO_AMOUNT);
    row.net = net.unwrap_or(NO_AMOUNT);
}

/// Finds out which way the signs of a bank's table go (3.6).
pub(super) fn turn_signs(out: &mut FileRows, balances: &[i64], context: &Context<'_>, texts: &Texts) {
    let has = |role: Role| context.layout.column(role).is_some();
    let (mut written, mut turned, mut pairs) = (0usize, 0usize, 0usize);
    for (rows, balances) in out.rows.windows(2).zip(balances.windows(2)) {
        if let ([first, second], [before, after]) = (rows, balances)
            && *before != NO_AMOUNT
            && *after != NO_AMOUNT
        {
            pairs += 1;
            // Oldest first, or newest first.
            let step = after - before;
            written += usize::from(step == second.amount || -step == first.amount);
            turned += usize::from(step == -second.amount || -step == -first.amount);
        }
    }
    let by_balance = turned > written && turned * 100 >= pairs * 60;
    let plain = !has(Role::Income) && !has(Role::Expense) && !has(Role::Balance);
    let negative = out.rows.iter().any(|row| row.amount < 0);
    if by_balance || (plain && !has(Role::Direction) && context.credit_card && negative) {
        for row in &mut out.rows {
            turn(row);
        }
    } else if plain && !has(Role::Direction) && !negative {
        let text = |row: &Row| Folded::new(texts.get(row.text));
        if context.credit_card || out.rows.iter().any(|row| text(row).has(tables::CHARGE_WORDS)) {
            for row in &mut out.rows {
                if !text(row).has(tables::CREDIT_ENTRY_WORDS) {
                    turn(row);
                }
            }
        }
    }
}

fn turn(row: &mut Row) {
    row.amount = -row.amount;
    if row.original != NO_AMOUNT {
        row.original = -row.original;
    }
}
