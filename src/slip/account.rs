//! Whether every sum, clock and date on the paper is accounted for.
//!
//! A white list over all lines, whatever the reader made of them. A line that holds a number (in digits or in words, of any
//! script), a clock, a date, a unit or a word of money is lawful only as one of these:
//!
//! - what a member takes that was compared and is the same ([`mod@line`]);
//! - a signed date or clock, or one with a label of another time ([`time`]);
//! - a kind of the closed list: a label, the shape that this label's value may have, nothing behind it ([`kind`]);
//! - a whole line of daily life, from its first sign to its last ([`mod@daily`]), or one put together from parts ([`mod@life`]);
//! - the signed sum under a label that may name it, in digits or in words, and sums that come to it ([`sum`]);
//! - the goods of a till's receipt, when they come to the total ([`mod@receipt`], [`till`]).
//!
//! No word excuses a number: what is on no list is open. The paper may be right, but nobody has compared that line, and the
//! tick says so by being the half one.

mod again;
mod daily;
mod kind;
mod life;
mod line;
mod mark;
mod receipt;
mod said;
mod sum;
mod till;
mod time;
mod title;
mod words;

use super::{
    fold::{is_han, is_letter},
    reading::{Member, Reading},
    row::Row,
    table::{self, *},
    value::{
        self, at,
        number::{self, count_digits, decimal, run, skip},
        stamp::{has_clock, has_date, stamp},
        string,
    },
};
use crate::{evidence, report::Note, time::Timestamp};
use again::Numbers;
use alloc::{string::String, vec::Vec};
pub(crate) use daily::{is_daily, is_daily_text};
use line::*;
use mark::*;
use receipt::{is_rate, receipt};
use sum::{Loose, numeral};
use words::{any, upper, upper_behind};

/// Open lines that are told; what comes behind them is not looked for.
const MOST_OPEN: usize = 8;

/// A digit of a script that is not read.
const UNREAD: char = '\u{E000}';

/// What was signed, in the forms of the members.
pub(crate) struct Signed<'a> {
    /// The amount, a decimal string with the currency's own digits; `None`: no sum is judged.
    pub(crate) amount: Option<&'a str>,
    /// Other signed sums.
    pub(crate) sums: Vec<&'a str>,
    /// ISO 4217.
    pub(crate) currency: &'a str,
    /// Moments (RFC 3339) or local times (their first 19 characters), each lawful on the paper.
    pub(crate) times: Vec<String>,
    /// Seconds by which a time may be off.
    pub(crate) tolerance: i64,
    /// The signed kind of transaction.
    pub(crate) kind: Option<&'a str>,
    /// A minus sign is lawful: a return.
    pub(crate) negative: bool,
    /// A till's receipt: goods, taxes, cash and change stand on it.
    pub(crate) till: bool,
    /// Members that were compared and are the same.
    pub(crate) same: &'a dyn Fn(&str) -> bool,
}

/// Why a line is open, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    /// An index into the reading's lines.
    pub(crate) line: usize,
    /// `sum`, `time`, `currency`, `title` of another kind, `member` with another value, `code` for what looks like one and is
    /// none, or `cut` for a print that was not read to its end.
    pub(crate) reason: &'static str,
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == UNREAD
}

/// A digit under a combining sign.
fn is_covered(pair: &[char]) -> bool {
    let sign = |c: char| matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}');
    matches!(*pair, [digit, c] if is_digit(digit) && sign(c))
}

/// Whether a text holds four digits of full width or more in a row.
fn is_wide_text(text: &str) -> bool {
    let wide = |c: &char| matches!(c, '\u{FF10}'..='\u{FF19}');
    text.chars().collect::<Vec<char>>().windows(4).any(|part| part.iter().all(wide))
}

/// Whether digits of full width are usual on a print.
fn is_wide(reading: &Reading) -> bool {
    let count = |is: fn(&char) -> bool| -> usize {
        reading.lines.iter().map(|line| line.text.chars().filter(is).count()).sum()
    };
    count(|c| matches!(c, '\u{FF10}'..='\u{FF19}')) * 4 > count(char::is_ascii_digit)
}

/// Whether one blank stands between a number of up to three digits and three digits with decimals: a mark of thousands.
fn is_grouped(chars: &[char], i: usize, end: usize) -> bool {
    let next = run(chars, end + 1, is_digit);
    let decimals = run(chars, end + 2 + next, is_digit);
    (1..=3).contains(&(end - i))
        && chars.get(i..end).is_some_and(|part| part.iter().all(|&c| is_digit(c)))
        && at(chars, end) == ' '
        && next == 3
        && is_mark(at(chars, end + 4))
        && (1..=2).contains(&decimals)
}

/// A point or comma of a number.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '٫' | '٬' | '·' | '˙')
}

struct Account<'a> {
    reading: &'a Reading,
    signed: &'a Signed<'a>,
    decimals: usize,
    amount: Option<i64>,
    open: Vec<Open>,
    /// Sums that nothing has accounted for yet.
    loose: Vec<Loose>,
    /// Taxes that are what their rate makes them of the amount.
    rated: i64,
    /// Prices of the line below: `2 x 19.00`.
    each: Vec<(usize, i64)>,
    /// How the signed sum was paid, as the paper says.
    paid: Option<usize>,
    /// Goods of a till, above its total: line and price.
    goods: Vec<(usize, i64)>,
    /// A line among the goods whose price was not read.
    unread_goods: bool,
    /// Parts of a payment below a till's total.
    parts: Vec<i64>,
    total_seen: bool,
    /// Lines that are articles with their prices.
    articles: usize,
    /// Whether a till's line that names the means of payment named cash.
    cash: Option<bool>,
    /// Digits of full width are the usual ones of this print.
    wide: bool,
    /// Lines of a till's receipt with a sum above its total.
    above_total: Vec<usize>,
    /// Cash above the total whose change was looked for.
    changes: usize,
    /// The numbers that the signed slip is found by.
    numbers: Numbers,
    /// The line before, when it has no digits.
    above: String,
}

/// Nothing is looked at yet.
fn new<'a>(reading: &'a Reading, signed: &'a Signed<'a>) -> Account<'a> {
    Account {
        reading,
        signed,
        decimals: usize::from(super::normal::currency_digits(signed.currency)),
        amount: signed.amount.and_then(units),
        open: Vec::new(),
        loose: Vec::new(),
        rated: 0,
        each: Vec::new(),
        paid: None,
        goods: Vec::new(),
        unread_goods: false,
        parts: Vec::new(),
        total_seen: false,
        articles: 0,
        cash: None,
        wide: is_wide(reading),
        above_total: Vec::new(),
        changes: 0,
        numbers: Numbers::of(reading, signed),
        above: String::new(),
    }
}

/// The open lines of a reading; none when everything is accounted for.
pub(crate) fn open(reading: &Reading, signed: &Signed<'_>) -> Vec<Open> {
    if reading.cut || reading.mixed {
        let reason = if reading.cut { "cut" } else { "code" };
        return alloc::vec![Open { line: reading.lines.len().saturating_sub(1), reason }];
    }
    let mut account = new(reading, signed);
    let spans = spans(reading, &account);
    let receipt = receipt(reading, &account);
    let (mut spans, mut labels) = (spans.as_slice(), reading.labels.as_slice());
    for (line, text) in reading.lines.iter().enumerate() {
        let own = spans.partition_point(|span| span.line <= line);
        let (here, rest) = spans.split_at_checked(own).unwrap_or_default();
        spans = rest;
        let own = labels.partition_point(|label| label.0 <= line);
        let (heads, rest) = labels.split_at_checked(own).unwrap_or_default();
        labels = rest;
        let mut seen = Line { goods: receipt.contains(&line), ..Line::new(&text.text, here, heads, signed.till) };
        seen.tax = !signed.till && account.amount.is_some_and(|amount| sum::is_tax(&seen, amount, account.decimals));
        if receipt.is_empty() || !is_rate(&seen.upper) {
            account.line(line, &seen);
        }
        if account.open.len() >= MOST_OPEN {
            break;
        }
    }
    if signed.till {
        account.till_adds_up();
    } else {
        account.add_up();
    }
    account.open.truncate(MOST_OPEN);
    if !account.open.is_empty() {
        // The whole core knows more lines of daily life.
        crate::lean::is_full();
    }
    account.open
}

/// The note that names open lines.
pub(crate) fn note(reading: &Reading, open: &[Open]) -> Option<Note> {
    let first = open.first()?;
    let mut lines = Vec::new();
    for open in open {
        let text = reading.lines.get(open.line).map_or("", |line| line.text.trim());
        let text: String = text.chars().take(60).collect();
        if first.reason == open.reason && !lines.contains(&text) {
            lines.push(text);
        }
    }
    Some(Note::new("line-not-compared", evidence! { "reason" => first.reason, "lines" => lines }))
}

/// Digits of a decimal string as one number, with its sign.
fn units(text: &str) -> Option<i64> {
    let mut value = 0_i64;
    for b in text.bytes().filter(u8::is_ascii_digit) {
        value = value.checked_mul(10)?.checked_add(i64::from(b - b'0'))?;
    }
    Some(if text.starts_with('-') { -value } else { value })
}

impl Account<'_> {
    fn leave(&mut self, line: usize, reason: &'static str) {
        if self.open.iter().all(|open| open.line != line) {
            self.open.push(Open { line, reason });
        }
    }

    fn line(&mut self, at_line: usize, line: &Line) {
        let chars = line.chars.as_slice();
        let digits = chars.iter().any(|&c| is_digit(c));
        let turned = |&c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if digits && chars.iter().any(turned) || chars.windows(2).any(is_covered) {
            // What is seen is not what stands there.
            self.leave(at_line, "sum");
        } else if daily::daily(chars, self.amount) {
            self.above.clear();
            return;
        }
        self.units(at_line, line);
        if !self.signed.till {
            self.unread_total(at_line, line);
        }
        if !self.wide && !line.own && self.reading.lines.get(at_line).is_some_and(|own| is_wide_text(&own.text)) {
            // Digits of another width than all others may be no digits to who reads the paper.
            self.leave(at_line, "sum");
        }
        self.said(at_line, line);
        self.title(at_line, line);
        self.again(at_line, line);
        let item = receipt::item(chars, &line.upper, self.signed.currency, self.decimals);
        let life = !line.goods && self.is_life(line);
        match item.filter(|_| !self.signed.till && !line.goods && !life && self.decimals > 0) {
            Some(receipt::Item::Below(price)) => self.each.push((at_line, price)),
            Some(receipt::Item::Price(label, price)) if self.is_article(at_line, line, &label, price) => {}
            _ if life || self.free(line) => {}
            _ => self.values(at_line, line),
        }
        if chars.iter().any(|&c| c != ' ') {
            self.above = if digits { String::new() } else { line.upper.chars().take(40).collect() };
        }
    }

    /// The numbers of a line, from left to right.
    fn values(&mut self, at_line: usize, line: &Line) {
        let chars = line.chars.as_slice();
        // Where the value before ends: what stands behind is the label of the next.
        let (mut i, mut start) = (0, 0);
        let mut priced = false;
        while i < chars.len() && self.open.last().is_none_or(|open| open.line != at_line || self.signed.till) {
            let c = at(chars, i);
            let begins = |is: fn(char) -> bool| is(c) && (i == start || !is(at(chars, i - 1)));
            if line.taken(i) == LAWFUL {
                i += 1;
                start = i;
            } else if begins(is_digit) {
                i = self.number(at_line, line, start, i, &mut priced);
                start = i;
            } else if begins(numeral) {
                i = self.in_words(at_line, line, i);
            } else {
                if c.is_ascii_alphabetic() && (i == 0 || !is_letter(at(chars, i - 1))) {
                    // "Nov 21, 2026".
                    let end = i + run(chars, i, is_letter);
                    if end - i <= 9 && is_digit(at(chars, end + run(chars, end, |c| " .-".contains(c)))) {
                        i = self.time(at_line, line, i).unwrap_or(i);
                    }
                }
                i += 1;
            }
        }
        if self.signed.till && !self.total_seen && !self.goods.is_empty() && !priced {
            // A line among the goods without a price.
            self.unread_goods |= chars.iter().any(|&c| is_letter(c)) && count_digits(chars) > 0 || line.amount;
        }
    }

    /// A number at a place; where to go on.
    fn number(&mut self, at_line: usize, line: &Line, start: usize, i: usize, priced: &mut bool) -> usize {
        let chars = line.chars.as_slice();
        let digits = run(chars, i, is_digit);
        let behind = at(chars, i + digits);
        let compact = matches!(digits, 8 | 14) && !is_letter(behind) && (i == 0 || !is_letter(at(chars, i - 1)));
        if let Some((end, same)) = self.day_of_year(line, i) {
            if !same {
                self.leave(at_line, "time");
            }
            return end;
        }
        let code = self.is_code(line, start, i);
        if compact && code && !self.signed.till && self.is_near_day(chars.get(i..i + digits).unwrap_or(&[])) {
            self.leave(at_line, "time");
        }
        let compact = compact && !code;
        if (digits <= 4 && (":/-.年月时時点, ".contains(behind) || is_letter(behind))) || compact {
            if let Some(end) = self.time(at_line, line, i) {
                return end;
            }
            if let Some((true, end)) = self.loose_time(line, i) {
                return end;
            }
            if self.is_open_date(line, i, digits) {
                self.leave(at_line, "time");
            }
        }
        match self.loose_time(line, i) {
            Some((false, _)) => self.leave(at_line, "time"),
            Some((true, end)) => return end,
            None => {}
        }
        let mut end = i + digits;
        while is_mark(at(chars, end)) && is_digit(at(chars, end + 1)) {
            end += 1 + run(chars, end + 1, is_digit);
        }
        if self.signed.till {
            self.of_till(at_line, line, (i, end), priced);
            return end;
        }
        if line.goods {
            return end;
        }
        if is_grouped(chars, i, end) && !self.is_grouped_amount(chars, i) {
            // "1 138.00".
            self.leave(at_line, "sum");
            return end;
        }
        if let Some((end, same)) = self.masked(line, i).filter(|_| !self.is_phone(line, start, i)) {
            if !same && !self.is_loyalty(line) {
                self.leave(at_line, "member");
            }
            return end;
        }
        // Letters and digits in one.
        let glued = chars
            .get(start.min(i)..i)
            .unwrap_or(&[])
            .iter()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || **c == '_')
            .count();
        let word = upper(chars.get(i - glued..i).unwrap_or(&[]));
        let paid = any(&word, words::AMOUNT) || any(&word, words::PAYING);
        let whole = || {
            if glued > 0 && !paid && mark_before(chars, i).is_none() {
                self.lawful(line, start, i - glued)
            } else {
                None
            }
        };
        if let Some(end) = self.lawful(line, start, i).or_else(whole) {
            return end.max(i + 1);
        }
        if !(self.is_limit(line, i, end) || self.is_name(at_line, line, (i, end))) {
            self.sum(at_line, line, start, (i, end));
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const SLIP: &str = "商户编号:898310154110002\n终端编号:00012345\n交易类型:消费\n凭证号:000123\n参考号:165532123456\n\
日期/时间:2026/11/20 18:42:07\n金额:RMB 138.00\n";

    /// Reasons for which lines of the slip with one more are open.
    fn reasons(more: &str) -> Vec<&'static str> {
        let reading = super::super::read(&format!("{SLIP}{more}\n"));
        let signed = Signed {
            amount: Some("138.00"),
            sums: Vec::new(),
            currency: "CNY",
            times: alloc::vec!["2026-11-20T18:42:07+08:00".into()],
            tolerance: 0,
            kind: Some("sale"),
            negative: false,
            till: false,
            same: &|name| name == "rrn",
        };
        open(&reading, &signed).into_iter().map(|open| open.reason).collect()
    }

    #[test]
    fn sums_clocks_and_dates_that_nothing_accounts_for_are_open() {
        let mut missed = Vec::new();
        for (line, reason) in [
            ("合计 RMB 188", "sum"),
            ("TOTAL DUE NOW: 188", "sum"),
            ("총액 188원", "currency"),
            ("ИТОГО: 188,00", "sum"),
            ("合计:১৮৮.০০", "sum"),
            ("TOTAL: RMB 18 8.00", "sum"),
            ("TOTAL.RMB.188.00........................PAID", "sum"),
            ("V0; 金额:RMB 188.00", "sum"),
            ("SURCHARGE: RMB 50.00", "sum"),
            ("金额:RMB 138.00万", "sum"),
            ("金额:RMB 138.00 ×10", "sum"),
            ("金额:RMB 138.00 + 50.00", "sum"),
            ("金额:RMB 138.00 CR", "sum"),
            ("金额:(RMB 138.00)", "sum"),
            ("金额:RMB 壹佰捌拾捌", "sum"),
            ("一百八十八元", "sum"),
            ("单位:万元", "sum"),
            ("金额:$138.00", "currency"),
            ("金额:138.00 BTC", "currency"),
            ("£138.00", "currency"),
            ("21.11.2026 18:42", "time"),
            ("Nov 21, 2026", "time"),
            ("11月21日", "time"),
            ("20261121", "time"),
            ("03:00", "time"),
            ("CHARGED:RMB 374.73", "sum"),
            ("BALANCE DUE:RMB 188.00", "sum"),
            ("本次付款 : ¥一八〇五.四六", "sum"),
            ("TOTAL:18|8.00 元", "sum"),
            ("应付金额:人民币||02.0|元", "sum"),
            ("合计 RMB 1丨8.00", "sum"),
            ("C\u{180e}HARGED\u{34f}:R\u{115f}MB 1\u{fe0f}8\u{200f}8.00", "sum"),
            ("签名摘要:3ADF-81F2-5248-E932 实付RMB1138.00", "sum"),
            ("共188元", "sum"),
            ("188 kr", "currency"),
            ("RM188", "currency"),
            ("金 额 : 1 8 8 . 0 0", "sum"),
            ("in Worten: neuntausendneunhundert Euro", "sum"),
            ("Nine thousand nine hundred yuan only", "sum"),
            ("hundertachtundachtzig Euro", "sum"),
            ("04. Dezember 2026", "time"),
            ("21 novembre 2026", "time"),
            ("Datum: 26-12-05", "time"),
            ("12/05/26", "time"),
            ("二〇二六年一二月〇三日", "time"),
            ("十一月二十一日", "time"),
            ("DATE:2026 12 08", "time"),
            ("2026년 12월 21일", "time"),
            ("时间: 011429", "time"),
            ("Hora 021622", "time"),
            ("2026-11-20 18:42:07 UTC", "time"),
            ("CURRENCY: US DOLLAR", "currency"),
            ("** VOID **", "title"),
            ("交易失败", "title"),
            ("参考号:319076357170", "member"),
            ("本次积分:1,380.00", "sum"),
            ("余额:RMB 88.00", "sum"),
            ("实收:RMB 150.00\n找零:RMB 12.00", "sum"),
            ("凭此单下次消费满100元减20元,另付188元", "sum"),
            ("版本号:9138.00", "sum"),
            ("押金 500", "title"),
            ("手续费 138.00", "sum"),
            ("DISCOUNT AMOUNT: RMB 138.00", "sum"),
            ("总计 ???", "sum"),
            ("×2", "sum"),
            ("交易类型:消费-已撤销", "title"),
            ("10:00-22:00 16:20", "time"),
            ("cent quatre-vingt-huit", "sum"),
        ] {
            if !reasons(line).contains(&reason) {
                missed.push((line, reasons(line)));
            }
        }
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn what_has_a_lawful_place_is_not_open() {
        let mut open = Vec::new();
        for line in [
            "",
            "TOTAL: RMB 138.00",
            "大写:壹佰叁拾捌元整",
            "2026年11月20日 6:42 PM",
            "服务热线:95516 0571-88166888",
            "本次积分:1,380",
            "本次积分:13.80",
            "会员号:13800138000",
            "营业时间:10:00-22:00",
            "Open 9:00 - 22:00",
            "交易金额未超过1000.00元,免密免签",
            "打印时间:2026-11-20 18:43:00",
            "地址:上海市南京东路188号",
            "TOTAL ITEMS: 3",
            "VER:1.20",
            "COFFEE 100.00\n2 x 19.00\nCAKE 38.00",
            "SUBTOTAL 130.19\nTAX 7.81",
            "GST 6% 7.81",
            "A 6.00% 130.19 7.81 138.00",
            "不含税:130.19 税额:7.81",
            "VISA ****1234 RMB 138.00",
            "20. November 2026",
            "Datum: 26-11-20",
            "11/20/26",
            "二〇二六年十一月二十日",
            "时间:184207",
            "NO REFUND",
            "退货请凭小票",
            "参考号:165532123456",
            "Payback-Nr. 3083 1234 5678 9012",
            "Mo.-Fr. 07.00 - 22.00 Uhr",
            "St.-Nr. 123/456/78901",
            "Tausend Dank für Ihren Einkauf",
            "VOUCHER VALID UNTIL 31 DEC 2026",
            // Some other time, and nothing behind it.
            "凭此单下次消费满100元减20元",
        ] {
            if !reasons(line).is_empty() {
                open.push((line, reasons(line)));
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn a_print_that_was_not_read_to_its_end_is_open() {
        assert_eq!(reasons(&"x\n".repeat(4001)), ["cut"]);
        assert_eq!(reasons(&"x".repeat(5000)), ["cut"]);
        assert_eq!(reasons(&["\n".repeat(4100).as_str(), "AMOUNT: RMB 9138.00"].concat()), ["cut"]);
    }
}
