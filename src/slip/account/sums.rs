//! What adds up to the signed amount: goods, taxes, cash and change.

use super::*;

impl Account<'_> {
    /// A sum on a till's receipt: none above the total but what was given, none that is called the total and is another.
    pub(super) fn of_till(
        &mut self,
        at_line: usize,
        line: &Line,
        (i, end): (usize, usize),
        value: Option<i64>,
        priced: &mut bool,
    ) {
        let Some(amount) = self.amount else { return };
        let chars = line.chars.as_slice();
        let upper = &line.upper;
        let Some(value) = value else {
            if line.amount {
                self.leave(at_line, "sum");
            }
            return;
        };
        let total = amount.abs();
        let special = any(upper, words::TILL) || (table::has(upper, "%") && prices(chars) > 1);
        *priced = true;
        if line.amount && value == total {
            self.total_seen = true;
            let foreign = |mark: Option<Mark>| mark.is_some_and(|mark| !mark.is(self.signed.currency));
            let behind = upper_behind(chars, end);
            if foreign(mark_before(chars, i))
                || foreign(mark_behind(chars, end))
                || any(&behind, "万|千|百|亿|×|THOUSAND|MILLI|HUNDRED|TAUSEND")
            {
                self.leave(at_line, "sum");
            }
            return;
        }
        let label_only = line.amount && !special;
        if label_only && !same_on_line(chars, total) {
            return self.leave(at_line, "sum");
        }
        let unit_price = is_factor(chars, i, end);
        if !self.total_seen && !line.amount && !special {
            let minus = i > 0 && at(chars, i - 1) == '-' || at(chars, end) == '-';
            // The last sum of a line is its price.
            self.goods.retain(|goods| goods.0 != at_line);
            if !unit_price {
                self.goods.push((at_line, if minus { -value } else { value }));
            }
        }
        // What stands beside it may be its tax, or its price a kilogram.
        let unsure = !self.total_seen && (special || table::has(upper, "%")) && prices(chars) > 1;
        if any(upper, words::OFF) || unit_price || unsure {
            self.unread_goods = true;
        }
        if value > total && !any(upper, words::GIVEN) {
            self.loose.push(Loose {
                line: at_line,
                value: Some(value),
                sub: false,
                tax: false,
                given: false,
                total: false,
                each: false,
            });
        }
    }

    /// What adds up to the signed amount is accounted for.
    pub(super) fn add_up(&mut self) {
        let Some(amount) = self.amount else { return };
        let sum = |list: &mut dyn Iterator<Item = i64>| list.fold(0_i64, i64::saturating_add);
        let mut lawful = self.loose.is_empty();
        if self.signed.till {
            let goods = sum(&mut self.goods.iter().map(|goods| goods.1));
            let adds = !self.goods.is_empty() && goods.abs() == amount.abs();
            // Goods that were all read, and come to another sum.
            if !adds
                && !self.unread_goods
                && self.total_seen
                && !self.goods.is_empty()
                && let Some(&(line, _)) = self.goods.last()
            {
                self.leave(line, "sum");
            }
            lawful |= adds
                || (self.unread_goods
                    && self.loose.iter().all(|loose| self.goods.iter().any(|goods| goods.0 == loose.line))
                    && self.goods.iter().any(|goods| goods.1 < 0));
        } else if self.loose.iter().all(|loose| loose.value.is_some()) {
            let of = |wanted: fn(&Loose) -> bool| {
                sum(&mut self.loose.iter().filter(|loose| wanted(loose)).filter_map(|loose| loose.value))
            };
            let goods = of(|l| !(l.sub || l.tax || l.given || l.total || l.each));
            let each = self.loose.iter().any(|l| l.each);
            let (sub, tax, given) = (of(|l| l.sub && !l.tax), of(|l| l.tax), of(|l| l.given && !l.sub && !l.tax));
            let total = self.loose.iter().any(|l| l.total && !(l.sub || l.tax || l.given));
            let off = self.reading.get("discount").and_then(|member| units(&member.value)).unwrap_or(0);
            let change = self.reading.get("change").and_then(|member| units(&member.value)).unwrap_or(0);
            let fits = |value: i64| value == amount || value == amount.saturating_add(off);
            let body = match (goods, sub) {
                (0, 0) => tax == 0 || (given != 0),
                (0, sub) => fits(sub) || fits(sub.saturating_add(tax)),
                (goods, 0) => fits(goods) || fits(goods.saturating_add(tax)),
                (goods, sub) => goods == sub && (fits(sub) || fits(sub.saturating_add(tax))),
            };
            lawful |= body && !total && (!each || goods != 0) && (given == 0 || given == amount.saturating_add(change));
        }
        if !lawful {
            for loose in core::mem::take(&mut self.loose) {
                self.leave(loose.line, "sum");
            }
        }
    }
}

/// Whether one of the numbers of a line is this sum.
pub(super) fn same_on_line(chars: &[char], total: i64) -> bool {
    sums(chars, 2).contains(&total)
}

/// A row or line of taxes in the amount: net and tax make gross, or tax is what the rate makes it.
pub(super) fn is_tax(line: &Line, amount: i64) -> bool {
    let sums = sums(&line.chars, line.decimals.max(2));
    let all = sums.iter().fold(0_i64, |all, sum| all.saturating_add(*sum));
    let most = sums.iter().copied().max().unwrap_or(0);
    if !(any(&line.upper, words::TAX)
        || any(&line.upper, "NET|NETTO|税额|增值税|不含税")
        || table::has(&line.upper, "%"))
    {
        return false;
    }
    // Hundredths of a per cent.
    let rate = line.upper.find('%').and_then(|end| {
        let text = line.upper.get(..end)?.trim_end();
        let number = text.rsplit(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).next()?;
        units(&decimal(number, 2)?)
    });
    let gross = |tax: i64, gross: i64| {
        rate.is_some_and(|rate| {
            let whole = rate.saturating_add(10_000);
            let off = tax.saturating_mul(whole).saturating_sub(gross.saturating_mul(rate));
            gross <= amount && off.saturating_abs() <= whole.saturating_mul(2)
        })
    };
    match sums.as_slice() {
        [tax] => gross(*tax, amount),
        [a, b] => all == amount || gross(*a.min(b), most) || gross(*a.min(b), all),
        [_, _, _] => all == most.saturating_mul(2) && most <= amount,
        _ => false,
    }
}

pub(super) fn prices(chars: &[char]) -> usize {
    sums(chars, 2).len()
}

/// Numbers of a line with so many decimals.
pub(super) fn sums(chars: &[char], decimals: usize) -> Vec<i64> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let length = run(chars, i, |c| is_digit(c) || is_mark(c));
        if length > 0 {
            let text = string(chars.get(i..).unwrap_or(&[]), length);
            let text = text.trim_end_matches(['.', ',']);
            let rate = at(chars, skip(chars, i + length)) == '%';
            let mark = text.len().checked_sub(decimals + 1).and_then(|mark| text.as_bytes().get(mark));
            if !rate && matches!(mark, Some(b'.' | b',')) {
                found.extend(decimal(text, decimals).as_deref().and_then(units));
            }
        }
        i += length.max(1);
    }
    found
}
