//! Sums on the receipt of a till whose own code is checked: goods, taxes, cash and change around a signed total.

use super::{
    sum::{odd_mark, same_on_line, sums},
    *,
};

/// How a till's total was paid.
const PAID: &str = "BAR|BARZAHLUNG|UNBAR|EC|EC-KARTE|BARGELD|GUTSCHEIN|SCHECK|PAYPAL|PAYBACK|CASH";
/// What else may stand below a till's total.
const BELOW: &str = "SPAREN|SPARTEN|GESPART|PREISVORTEIL|VORTEIL|ERSPARNIS|PUNKTE|PUNKTESTAND|BONUS|KURS|TAX|VAT|STEUERN|ENTGELT|BEMESSUNG|SATZ|SALDO|KG|PFANDWERT|SUMMEN";

impl Account<'_> {
    /// A number that may be a sum: none above the total but what was given, none that is called the total and is another.
    pub(super) fn of_till(&mut self, at_line: usize, line: &Line, (i, end): (usize, usize), priced: &mut bool) {
        let Some(total) = self.amount.map(i64::abs) else { return };
        let chars = line.chars.as_slice();
        // Letters of base64 beside a digit name no currency.
        let from = i - chars.get(..i).unwrap_or(&[]).iter().rev().take_while(|c| **c != ' ').count();
        if said::is_coded(&string(chars.get(from..).unwrap_or(&[]), run(chars, from, |c| c != ' '))) {
            return;
        }
        let part = chars.get(i..end).unwrap_or(&[]);
        let decimals = part.iter().rev().position(|&c| is_mark(c)).unwrap_or(0);
        let price =
            decimals == 2 || matches!(at(chars, end), ',' | '.') && matches!(at(chars, end + 1), '-' | '–' | '—');
        let marks = [mark_before(chars, i), mark_behind(chars, end)];
        let marked = marks.iter().flatten().count() > 0;
        if (marked || price || line.amount) && odd_mark(chars, i, end) {
            return self.leave(at_line, "sum");
        }
        // A number by itself, too large to be one of pieces.
        let alone = chars.iter().all(|&c| c == ' ' || is_digit(c)) && decimals == 0 && part.len() < 5;
        if alone && units(&string(part, part.len())).is_some_and(|value| value.saturating_mul(100) > total) {
            return self.leave(at_line, "sum");
        }
        let rate = matches!(at(chars, skip(chars, end)), '%' | '‰') && end - i < 7;
        if rate && any(&line.upper, "SERVICE|BEDIENUNG|BEDIENUNGSGELD|TRINKGELD|TIP|ZUSCHLAG") {
            return self.leave(at_line, "sum");
        }
        if !marked && (rate || !price) {
            if any(&line.upper, "TRINKGELD|TIP") && !line.amount && end - i < 5 {
                self.leave(at_line, "sum");
            }
            return;
        }
        let foreign = marks.iter().flatten().any(|mark| !mark.is(self.signed.currency));
        if price && foreign && !chars.contains(&'=') && !any(&line.upper, "KURS|RATE|汇率") {
            return self.leave(at_line, "currency");
        }
        let text: String = part.iter().map(|&c| if c == '’' { '\'' } else { c }).collect();
        let unread = part.contains(&UNREAD);
        let value = if unread { None } else { decimal(&text, 2).as_deref().and_then(units) };
        let upper = &line.upper;
        let named = line.amount || any(upper, words::AMOUNT);
        let Some(value) = value else {
            if marked || named {
                self.leave(at_line, "sum");
            }
            return;
        };
        *priced = true;
        // Net and tax that do not make gross.
        if let [a, b, c] = *sums(chars, 2).as_slice()
            && table::has(upper, "%")
            && line.taken(i) != LAWFUL
            && (a.saturating_add(b).saturating_add(c) - a.max(b).max(c).saturating_mul(2)).abs() > 2
            && any(upper, "A|B|C|D|E|MWST|UST|STEUER|TAX|VAT")
        {
            return self.leave(at_line, "sum");
        }
        // Nothing of a till's code says who got it.
        let tip = value > 0 && any(upper, "TRINKGELD|TIP|TIPS");
        // The money of a return is handed back.
        let returned = self.amount.is_some_and(|amount| amount == value.saturating_neg());
        let back = any(upper, "RUCKGELD|WECHSELGELD")
            && line.taken(i) != LAWFUL
            && !returned
            && !is_printed(self.reading, total.saturating_add(value));
        if tip || back {
            return self.leave(at_line, "sum");
        }
        if line.amount && value == total {
            self.total_seen = true;
            if any(&upper_behind(chars, end), "万|千|百|亿|×|THOUSAND|MILLI|HUNDRED|TAUSEND") {
                self.leave(at_line, "sum");
            }
            return;
        }
        // "ZURÜCK EUR 28,60" of what was given.
        if any(upper, "ZURUCK|RUCKGELD|WECHSELGELD") && is_printed(self.reading, total.saturating_add(value)) {
            return;
        }
        let special = any(upper, words::TILL) || (table::has(upper, "%") && sums(chars, 2).len() > 1);
        let given = any(upper, words::GIVEN);
        let alone = upper.chars().filter(|&c| is_letter(c)).count() < 4;
        if value > total && !any(upper, words::OFF) {
            let back = value - total;
            let change = || is_printed(self.reading, back);
            self.changes += usize::from(given);
            let open = if given {
                self.changes > 8 || !change()
            } else {
                named || any(&self.above, words::AMOUNT) || (marked && alone)
            };
            if open {
                return self.leave(at_line, "sum");
            }
        }
        if line.amount && !special && !same_on_line(chars, total) {
            return self.leave(at_line, "sum");
        }
        // The total once more says how it was paid; goods stand above it.
        let again = value == total
            && (special || given || any(upper, words::PAID_WITH) || words::payment(upper).is_some() || alone)
            && !any(upper, "RETOURE|RUCKGABE");
        if self.total_seen && !line.amount && !again && !self.below_total(line, value, total, special || given) {
            return self.leave(at_line, "sum");
        }
        let each = is_factor(chars, i, end);
        if !self.total_seen && !line.amount && !special {
            let minus = i > 0 && at(chars, i - 1) == '-' || at(chars, end) == '-';
            // The last sum of a line is its price.
            self.goods.retain(|goods| goods.0 != at_line);
            if !each {
                self.goods.push((at_line, if minus { -value } else { value }));
            }
        }
        // What stands beside it may be its tax, or its price a kilogram.
        let unsure = !self.total_seen && (special || table::has(upper, "%")) && sums(chars, 2).len() > 1;
        self.unread_goods |= any(upper, words::OFF) || each || unsure;
        if value > total && !given {
            self.above_total.push(at_line);
        }
    }

    /// Whether a sum below the total is one that stands there by custom: taxes, cash and change, what was saved, or a part of
    /// the payment, whose parts are added up.
    fn below_total(&mut self, line: &Line, value: i64, total: i64, special: bool) -> bool {
        let text = line.upper.as_str();
        let row = match *sums(&line.chars, 2).as_slice() {
            [a, b, c, ..] => {
                let sum = a.saturating_add(b).saturating_add(c);
                (sum - a.max(b).max(c).saturating_mul(2)).abs() < 3
            }
            _ => false,
        };
        let taxes = sums(&line.chars, 2).len() == 3 && table::has(text, "%");
        let tax = any(text, "STEUER|MWST|UST|TAX|VAT") && sums(&line.chars, 2).len() == 1;
        if taxes && !row || tax && value > total / 3 || any(text, words::OFF) && line.chars.contains(&'-') {
            return false;
        }
        if value < total && !table::has(text, "%") && (words::payment(text).is_some() || any(text, PAID)) {
            self.parts.push(value);
            return true;
        }
        // What was taken off is told below the total as well, and is no more than what is left.
        let off = any(text, words::OFF) && !any(text, "ZWISCHENSUMME|ZWI|ZW|SUBTOTAL");
        row || (special || off) && !(off && value > total / 2) || any(text, BELOW)
    }

    /// Goods above the total: what is above it is one of them, and they come to it where all could be read.
    pub(super) fn till_adds_up(&mut self) {
        let Some(amount) = self.amount else { return };
        let goods = self.goods.iter().fold(0_i64, |sum, goods| sum.saturating_add(goods.1));
        let adds = !self.goods.is_empty() && goods.abs() == amount.abs();
        if !adds
            && !self.unread_goods
            && self.total_seen
            && let Some(&(line, _)) = self.goods.last()
        {
            self.leave(line, "sum");
        }
        let parts = self.parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
        let change = || is_printed(self.reading, parts.saturating_sub(amount.abs()));
        if !self.parts.is_empty() && parts != amount.abs() && !(parts > amount.abs() && change()) {
            self.leave(self.reading.lines.len().saturating_sub(1), "sum");
        }
        let off = self.goods.iter().any(|goods| goods.1 < 0);
        let among = self.above_total.iter().all(|line| self.goods.iter().any(|goods| goods.0 == *line));
        if !(adds || self.unread_goods && among && off) {
            for line in core::mem::take(&mut self.above_total) {
                self.leave(line, "sum");
            }
        }
    }
}
