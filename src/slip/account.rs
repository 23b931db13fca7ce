//! Whether every sum, clock and date on the paper is accounted for.
//!
//! A white list over all lines, whatever the reader made of them: what could be a sum, a clock or a date must say what was
//! signed, or have a lawful place on the paper (a sum that adds up to the amount, the goods and taxes of a till, points,
//! opening hours). Everything else is open: the paper may be right, but nobody has compared that line.

use super::{
    fold::{is_han, is_letter, key_char},
    reading::{Member, Reading},
    row::Row,
    table::{self, *},
    value::{
        self, at,
        number::{count_digits, decimal, run, skip},
        stamp::{has_clock, has_date, stamp},
        string,
    },
};
use crate::{evidence, report::Note, time::Timestamp};
use alloc::{string::String, vec::Vec};

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
    /// `sum`, `time`, `currency`, or `cut` for a print that was not read to its end.
    pub(crate) reason: &'static str,
}

/// Words around sums, in the form of [`upper`], between bars; Latin ones count as whole words.
mod words {
    /// Of what is to pay, or was paid.
    pub(super) const AMOUNT: &str = "金额|合计|总计|共计|总额|应付|应收|实付|实收|需付|待付|手续费|服务费|附加费|小费|总价|AMOUNT|AMOUNTS|AMT|TOTAL|TOTALS|\
SUBTOTAL|SUM|DUE|PAY|PAYABLE|PAID|CHARGE|CHARGES|SURCHARGE|FEE|FEES|TIP|GRATUITY|GESAMT|SUMME|BETRAG|ZAHLEN|PREIS|GESAMTBETRAG|ENDBETRAG|합계|금액|총액|결제|지불|\
総額|総計|請求|请求|支払|支払|税込|お会計|MONTANT|IMPORTE|IMPORTO|TOTALE|VALOR|SOMME|KWOTA|RAZEM|ИТОГО|СУММА|ВСЕГО|итого|сумма|المبلغ|المجموع|الإجمالي|ยอด|รวม|จำนวนเงิน|TỔNG|JUMLAH|कुल|राशि";
    /// Of a till's total.
    pub(super) const TOTAL: &str = "SUM|SUMME|GESAMT|GESAMTSUME|GESAMTSUMME|GESAMTBETRAG|GESAMTPREIS|TOTAL|BETRAG|ENDBETRAG|ZAHLBETRAG|ENDSUMME|RECHNUNGSBETRAG|RECHNUNGSSUMME|\
FORDERUNG|ZAHLEN|AMOUNT|DUE|PAYABLE|合计|金额|总计|应付|합계|총액|ИТОГО|TOTALE|المجموع";
    /// What a number behind such a word is all the same no sum of.
    pub(super) const COUNT: &str = "NO|NR|NUM|NUMBER|ITEM|ITEMS|QTY|QUANTITY|COUNT|POINT|POINTS|PUNKTE|CODE|DATE|TIME|TEL|PHONE|号|码|数|笔|件|份|积分|点|期|率|日|电话|热线|RATE|\
ARTIKEL|STUCK|POS|PCS|PERS|人|位|ID|REF|REMARK|备注|单";
    /// Numbers behind or before these are no money, decimals or not.
    pub(super) const OTHER: &str = "积分|点数|ポイント|POINT|POINTS|PUNKTE|TREUEPUNKTE|BONUSPUNKTE|BONUS|MILES|里程|VER|V|VERSION|版本|REV|KG|RATE|汇率|率|KURS|重量|WEIGHT";
    /// Limits and offers: not what was paid.
    pub(super) const LIMIT: &str = "超过|超|不足|不满|满|限额|EXCEED|EXCEEDING|BELOW|UNDER|LIMIT|BIS|AB";
    /// Of another time than the sale's.
    pub(super) const OTHER_TIME: &str = "有效|截止|至|效期|打印|列印|清算|结算|原|UNTIL|VALID|EXP|THRU|BIS|GULTIG|UMTAUSCH|PRINT|PRINTED|DRUCKDATUM|ORIG|OLD|SETTLE|BEFORE|版本|VER|VERSION";
    /// Opening hours.
    pub(super) const HOURS: &str = "营业|服务时间|OPEN|HOURS|OFFNUNGSZEITEN|GEOFFNET";
    /// Labels of a clock or date.
    pub(super) const TIME: &str = "时间|日期|TIME|DATE|DATUM|ZEIT|UHRZEIT";
    /// What a till prints beside a sum that is not its total.
    pub(super) const TILL: &str = "ZWISCHENSUMME|ZWI|ZW|NETTO|STEUER|MWST|UST|BRUTTO|RABATT|PFAND|TRINKGELD|RUCKGELD|RUCK|GEG|GEGEBEN|BAR|KARTE|NACHLASS|ERSPARNIS|GESPART|BONUS|GUTSCHEIN|GUTHABEN|\
ZURUCK|RETOUR|CHANGE|CASH|TENDER|VAT|TAX|SUBTOTAL|DISCOUNT|BANKOMAT|MASTERCARD|VISA|MAESTRO|GIROCARD|STUCK|PRO|ENTHALTEN|DAVON|INKL";
    /// Cash given, more than the total.
    pub(super) const GIVEN: &str = "BAR|GEG|GEGEBEN|ERHALTEN|BARGELD|KARTE|CASH|TENDER|TENDERED|GUTSCHEIN|GUTHABEN|BONUS|SCHECK|BEZAHLT|BANKOMAT|实收|收款|现金|PUNKTE";
    /// Money off, or a sum of some of the goods.
    pub(super) const OFF: &str = "RABATT|NACHLASS|ERSPARNIS|GUTSCHEIN|COUPON|DISCOUNT|STORNO|RETOUR|ZWISCHENSUMME|ZWI|ZW|SUBTOTAL|PFAND|AKTION|VOID";
    /// Sums between the goods and the total.
    pub(super) const SUB: &str = "SUBTOTAL|SUB|小计|ZWISCHENSUMME|NET";
    pub(super) const TAX: &str = "TAX|VAT|GST|SST|税|SERVICE|MWST|UST";
    /// Behind a sum these make it another one.
    pub(super) const DANGER: &str = "万|千|百|亿|億|兆|倍|THOUSAND|MILLION|MILLIONS|HUNDRED|BILLION|TAUSEND|HUNDERT|LAKH|CRORE|CREDIT|REFUND|退|GUTSCHRIFT|STORNO|VOID|刀|镑|美|港|欧|日元|\
DOLLAR|POUND|POUNDS|BITCOIN|COIN|COINS|TOKEN|CENT|CENTS|比特|分|角";
    /// Another unit of money.
    pub(super) const CODES: &str = "USD|EUR|GBP|JPY|HKD|MOP|TWD|NTD|SGD|MYR|THB|KRW|VND|INR|IDR|AUD|CAD|CHF|NZD|RUB|BRL|MXN|TRY|AED|SAR|ZAR|SEK|NOK|DKK|PLN|CZK|HUF|ILS|BTC|ETH|USDT|USDC|CNY|RMB|DOLLARS|EUROS";
    /// The same in Chinese.
    pub(super) const UNITS: &str = "美元|美金|港币|港元|欧元|日元|英镑|韩元|卢布|泰铢|新台币|比特币|澳门元";
    /// A whole print in other units.
    pub(super) const SCALE: &str = "万元|千元|亿元|百元|百万|THOUSANDS|HUNDREDS|TSD";
    /// Numbers in words.
    pub(super) const IN_WORDS: &str = "HUNDRED|THOUSAND|HUNDERT|TAUSEND|MILLION";
}

/// Whether one of the words stands in the text, a Latin one as a whole word.
fn any(text: &str, words: &str) -> bool {
    let text = text.as_bytes();
    let letter = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(u8::is_ascii_alphabetic);
    words.split('|').map(str::as_bytes).any(|word| {
        let latin = word.first().is_some_and(u8::is_ascii_alphabetic);
        text.windows(word.len())
            .enumerate()
            .any(|(i, part)| part == word && !(latin && (letter(i.checked_sub(1)) || letter(Some(i + word.len())))))
    })
}

/// Capitals, simplified characters, without accents; blanks and punctuation stay.
fn upper(text: &[char]) -> String {
    text.iter().map(|&c| key_char(' ', c).unwrap_or(c)).collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == UNREAD
}

/// A point or comma of a number.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '٫' | '٬' | '·' | '˙')
}

/// A sign of money.
fn is_money(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¥' | '\u{20A0}'..='\u{20CF}' | '\u{E3F}')
}

fn numeral(c: char) -> bool {
    "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億壱弐貳參叄陸两兩廿卅".contains(c)
}

/// A unit behind a number in words.
fn unit(c: char) -> bool {
    "元圆圓円角分整正".contains(c)
}

/// A sum that nothing has accounted for yet.
struct Loose {
    line: usize,
    /// In hundredths, or whatever the last digit of the currency is.
    value: Option<i64>,
    sub: bool,
    tax: bool,
    given: bool,
    /// Behind a word for what is to pay.
    total: bool,
    /// The price of one of several.
    each: bool,
}

struct Account<'a> {
    reading: &'a Reading,
    signed: &'a Signed<'a>,
    decimals: usize,
    amount: Option<i64>,
    open: Vec<Open>,
    loose: Vec<Loose>,
    /// Goods of a till, above its total: line and price.
    goods: Vec<(usize, i64)>,
    /// A line among the goods whose price was not read.
    unread_goods: bool,
    total_seen: bool,
    /// The line before, when it has no digits.
    above: String,
}

/// The open lines of a reading; none when everything is accounted for.
pub(crate) fn open(reading: &Reading, signed: &Signed<'_>) -> Vec<Open> {
    if reading.cut {
        return alloc::vec![Open { line: reading.lines.len().saturating_sub(1), reason: "cut" }];
    }
    let decimals = usize::from(super::normal::currency_digits(signed.currency));
    let mut account = Account {
        reading,
        signed,
        decimals,
        amount: signed.amount.and_then(units),
        open: Vec::new(),
        loose: Vec::new(),
        goods: Vec::new(),
        unread_goods: false,
        total_seen: false,
        above: String::new(),
    };
    let spans = spans(reading, &account);
    let (mut spans, mut labels) = (spans.as_slice(), reading.labels.as_slice());
    for (line, text) in reading.lines.iter().enumerate() {
        let own = spans.partition_point(|span| span.line <= line);
        let (here, rest) = spans.split_at_checked(own).unwrap_or_default();
        spans = rest;
        let own = labels.partition_point(|label| label.0 <= line);
        let (heads, rest) = labels.split_at_checked(own).unwrap_or_default();
        labels = rest;
        account.line(line, &Line::new(&text.text, here, heads, signed.till));
        if account.open.len() >= MOST_OPEN {
            break;
        }
    }
    account.add_up();
    account.open.truncate(MOST_OPEN);
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

/// What a member takes of a line.
#[derive(Clone, Copy)]
struct Span {
    line: usize,
    from: usize,
    to: usize,
    /// No sum, clock or date to be accounted for stands in it.
    lawful: bool,
}

/// Where members stand, in the order of lines.
fn spans(reading: &Reading, account: &Account<'_>) -> Vec<Span> {
    let signed = account.signed;
    let members = || reading.fields.iter().chain(&reading.aside);
    let value = |code: u8| members().find(|member| member.code == code).and_then(|member| units(&member.value));
    let (tip, off) = (value(TIP).unwrap_or(0), value(DISCOUNT).unwrap_or(0));
    let amount = account.amount.unwrap_or(0);
    let day = signed.times.first().and_then(|time| time.get(..10)).unwrap_or_default();
    let mut spans = Vec::new();
    for member in members() {
        let own = units(&member.value);
        let lawful = match member.code {
            AMOUNT | TIME | TYPE | CURRENCY | AMOUNT_WORDS | REMARK | RECEIPT_NO | ORIG_RECEIPT_NO | ORDER_NO => {
                member.code == RECEIPT_NO && (signed.same)(member.name)
            }
            TIP => own == Some(0),
            BASE_AMOUNT => own.is_some_and(|base| base == amount - tip || base == amount - tip + off),
            DISCOUNT => signed.till || off == 0 || value(BASE_AMOUNT).is_some_and(|base| base - off + tip == amount),
            FIRST_INSTALMENT => own.is_some_and(|first| first <= amount),
            BALANCE | CHANGE => true,
            PRINTED_TIME => member.value.get(..10).is_some_and(|printed| printed >= day),
            // "DATE: 11/21" may name the sale that is undone, or this one.
            ORIG_DATE => signed.negative || signed.till,
            SETTLEMENT_DATE | EXPIRY | TAX_ID => true,
            code if value::is_text(code) => signed.till || (signed.same)(member.name),
            REGISTER_ID => signed.till || (signed.same)(member.name),
            _ => true,
        };
        let (from, to) = member.at;
        spans.push(Span { line: member.line, from, to, lawful });
        if lawful || member.code == AMOUNT {
            continued(reading, member, &mut spans);
        }
    }
    crate::order::by_key(&mut spans, |span| (span.line, span.from));
    spans
}

/// The rest of a value that goes on in the line below.
fn continued(reading: &Reading, member: &Member, spans: &mut Vec<Span>) {
    let digits = |text: &str| text.chars().filter(|&c| is_digit(super::fold::plain(c))).count();
    let text = |line: usize| reading.lines.get(line).map_or("", |line| line.text.as_str());
    let own = text(member.line).get(member.at.0..member.at.1).map_or(0, digits);
    let below = text(member.line + 1);
    let mut left = digits(&member.raw).saturating_sub(own);
    if left == 0 || own == 0 || digits(below) < left {
        return;
    }
    for (byte, c) in below.char_indices() {
        left -= usize::from(is_digit(super::fold::plain(c)));
        if left == 0 {
            return spans.push(Span { line: member.line + 1, from: 0, to: byte + c.len_utf8(), lawful: true });
        }
    }
}

/// A line as it is looked at.
struct Line {
    chars: Vec<char>,
    /// Of each character: nothing, a member's, a member's that is lawful, a label's first.
    taken: Vec<u8>,
    upper: String,
    amount: bool,
}

const FREE: u8 = 0;
const MEMBER: u8 = 1;
const LAWFUL: u8 = 2;
const LABEL: u8 = 3;

impl Line {
    fn new(text: &str, spans: &[Span], labels: &[(usize, usize, usize)], till: bool) -> Self {
        let row = Row::new(text);
        let other = |c: char| !c.is_ascii() && !is_han(c) && c.is_numeric();
        let chars: Vec<char> = row.chars.iter().map(|&c| if other(c) { UNREAD } else { c }).collect();
        let mut taken = alloc::vec![FREE; chars.len()];
        for span in spans {
            let kind = if span.lawful { LAWFUL } else { MEMBER };
            let from = row.index(span.from);
            let to = row.index(span.to).max(from);
            for slot in taken.get_mut(from..to).unwrap_or_default() {
                *slot = (*slot).max(kind);
            }
        }
        for label in labels {
            if let Some(slot) = taken.get_mut(row.index(label.1)) {
                *slot = LABEL;
            }
        }
        let upper = upper(&chars);
        let amount = any(&upper, if till { words::TOTAL } else { words::AMOUNT });
        Self { chars, taken, upper, amount }
    }

    fn taken(&self, i: usize) -> u8 {
        self.taken.get(i).copied().unwrap_or(FREE)
    }

    /// The text before a place, up to the digit before it, at most so many characters.
    fn before(&self, i: usize, most: usize, digits: bool) -> String {
        let from = i.saturating_sub(most);
        let part = self.chars.get(from..i).unwrap_or(&[]);
        let stop = part.iter().rposition(|&c| digits && is_digit(c)).map_or(0, |stop| stop + 1);
        upper(part.get(stop..).unwrap_or(&[]))
    }

    /// Where the value that begins at a place ends at the latest: the next label or member.
    fn stop(&self, from: usize) -> usize {
        let starts = |i: usize| {
            let here = self.taken(i);
            here == LABEL || ((here == MEMBER || here == LAWFUL) && self.taken(i - 1) == FREE)
        };
        (from.max(1)..self.chars.len()).find(|&i| starts(i)).unwrap_or(self.chars.len())
    }
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
        if digits && chars.iter().any(|&c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')) {
            // What is seen is not what stands there.
            self.leave(at_line, "sum");
        }
        if !self.signed.till {
            self.words(at_line, line);
        }
        let mut i = 0;
        let mut priced = false;
        while i < chars.len() {
            let c = at(chars, i);
            let first = i == 0 || !is_digit(at(chars, i - 1));
            if is_digit(c) && first {
                i = self.number(at_line, line, i, &mut priced);
            } else if numeral(c) && !self.signed.till && (i == 0 || !numeral(at(chars, i - 1))) {
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
        if chars.iter().any(|&c| c != ' ') {
            self.above = if digits { String::new() } else { line.upper.chars().take(40).collect() };
        }
    }

    /// Words that make all sums of a print others, and other units of money.
    fn words(&mut self, at_line: usize, line: &Line) {
        let free = |text: &str| !text.is_empty() && any(&line.upper, text);
        if free(words::SCALE) && !any(&line.upper, words::LIMIT) {
            self.leave(at_line, "sum");
        }
        // German numbers are one word.
        if words::IN_WORDS.split('|').any(|word| table::has(&line.upper, word)) && !line.taken.contains(&LAWFUL) {
            self.leave(at_line, "sum");
        }
        let chars = line.chars.as_slice();
        let code = |code: &str| {
            self.signed.currency == code
                || self.signed.currency == "CNY" && code == "RMB"
                || self.signed.currency == "TWD" && code == "NTD"
        };
        let mut i = 0;
        let mut foreign = words::UNITS.split('|').any(|unit| {
            let own = table::word('c', unit).is_some_and(code);
            table::has(&line.upper, unit) && !own
        });
        while i < chars.len() {
            let length = run(chars, i, |c| c.is_ascii_alphabetic()).max(1);
            if (3..=7).contains(&length) && line.taken(i) != LAWFUL {
                let word = string(chars.get(i..).unwrap_or(&[]), length);
                foreign |=
                    words::CODES.split('|').any(|other| other == word) && !code(&word) && !line.taken.contains(&LAWFUL);
            }
            i += length;
        }
        if foreign {
            self.leave(at_line, "currency");
        }
    }

    /// A date or clock at a place; where it ends when there is one.
    fn time(&mut self, at_line: usize, line: &Line, i: usize) -> Option<usize> {
        let chars = line.chars.as_slice();
        let found = stamp(chars.get(i..)?).filter(|stamp| !stamp.corrected && stamp.end > 0)?;
        let end = i + found.end;
        let next = at(chars, end);
        if (next == ':' || is_digit(next)) && is_digit(at(chars, end + 1))
            || (i > 1 && at(chars, i - 1) == ':' && is_digit(at(chars, i - 2)))
        {
            // Numbers between colons: an address of a device.
            return None;
        }
        if next.is_ascii_alphabetic()
            && at(chars, end - 1).is_ascii_digit()
            && !has_clock(&found.value)
            && !has_date(&found.value)
        {
            return None;
        }
        let lawful = line.taken(i) == LAWFUL || self.is_time(&found.value);
        if !lawful && !self.is_other_time(line, i, end, &found.value) {
            self.leave(at_line, "time");
        }
        Some(end)
    }

    /// A clock of opening hours, a date until which something counts.
    fn is_other_time(&self, line: &Line, i: usize, end: usize, value: &str) -> bool {
        let chars = line.chars.as_slice();
        let before = line.before(i, 24, false);
        if has_date(value) {
            return any(&before, words::OTHER_TIME);
        }
        if any(&line.upper, words::HOURS) {
            return true;
        }
        // From one clock to another.
        let dash = |c: char| matches!(c, '-' | '~' | '至' | '到' | '～' | '〜') || c == ' ';
        let clock = |i: usize| stamp(chars.get(i..).unwrap_or(&[])).is_some_and(|stamp| !has_date(&stamp.value));
        let behind = end + run(chars, end, dash);
        let word = |i: usize| usize::from(matches!(chars.get(i..i + 3), Some(['b', 'i', 's'] | ['t', 'o', ' ']))) * 3;
        let next = skip(chars, behind + word(behind));
        let to = next > end && clock(next);
        let mut back = i;
        while back > 0 && (dash(at(chars, back - 1)) || at(chars, back - 1).is_ascii_lowercase()) && i - back < 6 {
            back -= 1;
        }
        let from = back < i && back >= 4 && at(chars, back - 3) == ':' && is_digit(at(chars, back - 1));
        (to || from) && !any(&before, words::TIME)
    }

    /// Whether a printed date, clock or both is a signed one.
    fn is_time(&self, printed: &str) -> bool {
        let tolerance = self.signed.tolerance;
        self.signed.times.iter().any(|time| {
            if let (Some(a), Some(b)) = (Timestamp::parse(time), Timestamp::parse(printed)) {
                return (a.moment().0 - b.moment().0).abs() <= tolerance;
            }
            let (Some(day), Some(clock)) = (time.get(..10), time.get(11..19)) else { return false };
            let (date, rest) = match printed.split_once('T') {
                Some((date, rest)) => (date, rest),
                None if has_date(printed) => (printed, ""),
                None => ("", printed),
            };
            // With an offset only the moment counts.
            if !date.is_empty() && date != day || rest.len() > 8 {
                return false;
            }
            let off = (seconds(rest) - seconds(clock.get(..rest.len()).unwrap_or(clock))).abs();
            rest.is_empty() || off <= tolerance || (rest.len() == 8 && off == 0)
        })
    }

    /// A number at a place; where to go on.
    fn number(&mut self, at_line: usize, line: &Line, i: usize, priced: &mut bool) -> usize {
        let chars = line.chars.as_slice();
        let digits = run(chars, i, is_digit);
        let behind = at(chars, i + digits);
        let compact = matches!(digits, 8 | 14) && !is_letter(behind) && (i == 0 || !is_letter(at(chars, i - 1)));
        if (digits <= 4 && (":/-.年月时時点, ".contains(behind) || is_letter(behind))) || compact {
            if let Some(end) = self.time(at_line, line, i) {
                return end;
            }
            if self.is_open_date(line, i, digits) {
                self.leave(at_line, "time");
            }
        }
        // Digits with marks between.
        let mut end = i + digits;
        let (mut last, mut marks) = (None, 0);
        while is_mark(at(chars, end)) && is_digit(at(chars, end + 1)) {
            last = Some(end);
            marks += 1;
            end += 1 + run(chars, end + 1, is_digit);
        }
        self.figure(at_line, line, (i, end), last, marks, priced);
        end
    }

    /// A date that is none, or has no year, or a clock that cannot be read.
    fn is_open_date(&self, line: &Line, i: usize, digits: usize) -> bool {
        let chars = line.chars.as_slice();
        if line.taken(i) == LAWFUL
            || self.signed.times.is_empty()
            || (i > 0 && (is_letter(at(chars, i - 1)) && !is_han(at(chars, i - 1)) || is_mark(at(chars, i - 1))))
        {
            return false;
        }
        let mark = at(chars, i + digits);
        let second = run(chars, i + digits + 1, is_digit);
        let end = i + digits + 1 + second;
        let third = if at(chars, end) == mark || mark == '年' { run(chars, end + 1, is_digit) } else { 0 };
        let number = |from: usize, length: usize| units(&string(chars.get(from..).unwrap_or(&[]), length)).unwrap_or(0);
        let dated = matches!((digits, second, third), (4, 1 | 2, 1 | 2) | (1 | 2, 1 | 2, 4));
        let before = line.before(i, 24, true);
        if dated && matches!(mark, '/' | '-' | '.' | '年') && !is_letter(at(chars, end + 1 + third)) {
            return !any(&before, words::OTHER_TIME);
        }
        // "11/21" under a label of a date, "11月21日", "18h42".
        let (a, b) = (number(i, digits), number(i + digits + 1, second));
        let day = self.signed.times.iter().any(|time| {
            let part = |from: usize, to: usize| time.get(from..to).and_then(units).unwrap_or(0);
            let (year, month, day) = (part(2, 4), part(5, 7), part(8, 10));
            [(month, day), (day, month), (year, month), (month, year)].contains(&(a, b))
        });
        let short = matches!((digits, second), (1 | 2, 1 | 2));
        let month = short && mark == '月' && at(chars, end) == '日';
        let slash = (digits, second) == (2, 2)
            && mark == '/'
            && third == 0
            && at(chars, end) != '/'
            && any(&before, words::TIME);
        if month || slash {
            return !day && !any(&before, words::OTHER_TIME);
        }
        let clock = short && second == 2 && matches!(mark, 'h' | 'H') && !is_letter(at(chars, end));
        let printed = [
            string(chars.get(i..).unwrap_or(&[]), digits),
            String::from(":"),
            string(chars.get(i + digits + 1..).unwrap_or(&[]), second),
        ]
        .concat();
        clock && !self.is_time(&printed)
    }

    /// A number that may be a sum.
    fn figure(
        &mut self,
        at_line: usize,
        line: &Line,
        (i, end): (usize, usize),
        last: Option<usize>,
        marks: usize,
        priced: &mut bool,
    ) {
        let Some(amount) = self.amount else { return };
        let chars = line.chars.as_slice();
        if line.taken(i) == LAWFUL {
            return;
        }
        let digits = count_digits(chars.get(i..end).unwrap_or(&[]));
        let decimals = last.map_or(0, |last| end - last - 1);
        let own = self.decimals.max(if self.signed.till { 2 } else { 0 });
        let comma = matches!(last.map(|last| at(chars, last)), Some(',' | '\'' | '’'));
        let dashed = matches!(at(chars, end), ',' | '.') && matches!(at(chars, end + 1), '-' | '–' | '—');
        let before = mark_before(chars, i);
        // "1234 RMB 138.00": the mark of the next number.
        let after = mark_behind(chars, end).filter(|mark| {
            let behind = mark.end(skip(chars, end));
            let latin = at(chars, behind.saturating_sub(1)).is_ascii_alphabetic();
            !(latin && is_digit(at(chars, behind + run(chars, behind, |c| matches!(c, ' ' | ':')))))
        });
        let price = decimals == 2 || (own > 0 && decimals == own) || dashed;
        let unread = chars.get(i..end).is_some_and(|part| part.contains(&UNREAD));
        // Three digits behind a comma: a group of thousands.
        let grouped = comma && decimals == 3;
        let short = |mark: &Mark| !price && matches!(mark, Mark::Letters(_, length) if *length < 3);
        let marked =
            before.as_ref().is_some_and(|mark| !short(mark)) || after.as_ref().is_some_and(|mark| !short(mark));
        let named =
            !self.signed.till && (line.amount || self.above_counts(line, i)) && digits <= 9 && self.named(line, i, end);
        let strange = unread && (end - i > 1) && !self.signed.till;
        if !(price || grouped || marked || named || strange) {
            return;
        }
        let context = line.before(i, 24, true);
        let next = at(chars, skip(chars, end));
        if !marked && (next == '%' || next == '‰' || any(&context, words::OTHER) || is_measure(chars, end)) {
            return;
        }
        let near: String = line.before(i, 12, true);
        if any(&near, words::LIMIT) && !any(&context, words::AMOUNT) || any(&near, "超过|超|EXCEED|满") {
            return;
        }
        let text: String = chars
            .get(i..end)
            .unwrap_or(&[])
            .iter()
            .map(|&c| {
                if matches!(c, '’' | '٬') {
                    '\''
                } else if matches!(c, '٫' | '·' | '˙') {
                    '.'
                } else {
                    c
                }
            })
            .collect();
        let value = if unread || marks > 4 { None } else { decimal(&text, own).as_deref().and_then(units) };
        if self.signed.till {
            return self.of_till(at_line, line, (i, end), value, priced);
        }
        let signed = value
            .is_some_and(|value| value == amount.abs() || self.signed.sums.iter().any(|sum| units(sum) == Some(value)));
        let agrees = |mark: &Option<Mark>| mark.as_ref().is_none_or(|mark| mark.is(self.signed.currency));
        if !(agrees(&before) && agrees(&after)) {
            return self.leave(at_line, "currency");
        }
        if signed {
            if !(self.clean_before(line, i) && self.clean_behind(line, end)) && !is_tax(line, amount) {
                self.leave(at_line, "sum");
            }
            return;
        }
        if value.is_some_and(|value| value < amount) && is_tax(line, amount) {
            return;
        }
        if value == Some(0) && !any(&context, "合计|总|TOTAL|应付|应收|实付|DUE") {
            return;
        }
        let upper = &line.upper;
        let glued = i > 1 && at(chars, i - 1) == ' ' && is_digit(at(chars, i - 2)) && self.named(line, i, end);
        self.loose.push(Loose {
            line: at_line,
            value: value.filter(|_| !glued && !dashed && self.clean_behind(line, end)),
            sub: any(upper, words::SUB),
            tax: any(upper, words::TAX),
            given: any(upper, words::GIVEN),
            total: line.amount,
            each: is_factor(chars, i, end),
        });
    }

    /// Whether the line above is a label of a sum, and this number its value.
    fn above_counts(&self, line: &Line, i: usize) -> bool {
        let alone = line.chars.get(..i).unwrap_or(&[]).iter().all(|&c| !is_letter(c));
        alone && !self.above.is_empty() && any(&self.above, words::AMOUNT)
    }

    /// Whether a number without decimals stands behind a word for what is to pay.
    fn named(&self, line: &Line, i: usize, end: usize) -> bool {
        let chars = line.chars.as_slice();
        let before = line.before(i, 32, true);
        let letters = before.chars().any(is_letter);
        let label = if letters { &before } else { &self.above };
        let behind = upper(chars.get(end..chars.len().min(end + 8)).unwrap_or(&[]));
        let touching = is_digit(at(chars, end + 1)) && "-:/.".contains(at(chars, end));
        any(label, words::AMOUNT) && !any(label, words::COUNT) && !any(&behind, words::COUNT) && !touching
    }

    /// Nothing before a sum makes it another one: no digits, no bracket, no sign of arithmetic.
    fn clean_before(&self, line: &Line, i: usize) -> bool {
        let chars = line.chars.as_slice();
        let mut from = i;
        while from > 0 && (matches!(at(chars, from - 1), ' ' | ':') || is_money(at(chars, from - 1))) {
            from -= 1;
        }
        let letters =
            chars.get(..from).unwrap_or(&[]).iter().rev().take_while(|c| is_letter(**c) && !is_han(**c)).count();
        let word = chars.get(from - letters..from).unwrap_or(&[]);
        if letters == 1 && !matches!(word, ['S']) {
            return false;
        }
        let code = table::word('c', &key(word)).is_some();
        if code {
            from -= letters;
            while from > 0 && at(chars, from - 1) == ' ' {
                from -= 1;
            }
        }
        let first = if from > 0 { at(chars, from - 1) } else { ' ' };
        let second = if from > 1 { at(chars, from - 2) } else { ' ' };
        let blanks = chars.get(from..i).unwrap_or(&[]).iter().filter(|c| **c == ' ').count();
        // Digits before it: a part of it, unless another member's.
        if is_digit(first) {
            return blanks > 1 || self.line_taken(line, from - 1);
        }
        let minus = first == '-' && second != '-' && !is_letter(second) && (from == i || from + 1 == i);
        !("×÷@^/%+(<>≤≥~≈".contains(first)
            || (first == '*' && is_digit(second))
            || (minus && !self.signed.negative)
            || (is_digit(second) && !" -:;,.)".contains(first)))
    }

    fn line_taken(&self, line: &Line, i: usize) -> bool {
        matches!(line.taken(i), MEMBER | LAWFUL)
    }

    /// Behind a sum: blanks, punctuation and the signed currency's own units, up to the next label or member. Behind two
    /// blanks words may stand that make no other sum of it.
    fn clean_behind(&self, line: &Line, end: usize) -> bool {
        let chars = line.chars.as_slice();
        let stop = line.stop(end);
        let mut i = end;
        let mut gap = false;
        while i < stop {
            let c = at(chars, i);
            let next = at(chars, i + 1);
            if c == ' ' {
                gap |= next == ' ';
                i += 1;
            } else if ".,;:!|_=~*。，、；#".contains(c) {
                i += 1;
            } else if c == '-' && next == '-' {
                i += run(chars, i, |c| c == '-');
            } else if c == ')' && chars.get(..end).is_some_and(|before| before.contains(&'(')) {
                i += 1;
            } else if let Some(mark) = mark_behind(chars, i) {
                if !mark.is(self.signed.currency) {
                    return false;
                }
                i = mark.end(skip(chars, i));
            } else if matches!(c, '整' | '正') {
                i += 1;
            } else if is_letter(c) {
                let length = run(chars, i, is_letter);
                let word = upper(chars.get(i..i + length).unwrap_or(&[]));
                let least = if is_han(c) { 2 } else { 4 };
                let known = matches!(word.as_str(), "PAID" | "OK" | "APPROVED" | "INKL" | "已付" | "含税" | "也");
                if !(known || (gap && length >= least))
                    || any(&word, words::DANGER)
                    || words::CODES.split('|').any(|code| code == word)
                {
                    return false;
                }
                i += length;
            } else if gap && c == '(' {
                i += 1;
            } else {
                return false;
            }
        }
        true
    }

    /// A number in words: the signed amount, or open.
    fn in_words(&mut self, at_line: usize, line: &Line, i: usize) -> usize {
        let Some(amount) = self.amount else { return i + 1 };
        let chars = line.chars.as_slice();
        let end = i + run(chars, i, |c| numeral(c) || unit(c));
        let part = chars.get(i..end).unwrap_or(&[]);
        let count = part.iter().filter(|c| numeral(**c)).count();
        let formal = part.iter().filter(|c| "壹贰叁肆伍陆柒捌玖拾佰仟萬億壱弐貳參叄陸".contains(**c)).count();
        let money = part.iter().any(|c| matches!(c, '元' | '圆' | '圓' | '円'));
        let goes_on = is_han(at(chars, end));
        let before = line.before(i, 24, true);
        let label = any(&before, words::AMOUNT)
            || (before.trim().is_empty() && any(&self.above, words::AMOUNT))
            || table::has(&before, "大写")
            || table::has(&before, "人民币");
        let sum = (formal >= 2 && !goes_on)
            || (money && !goes_on)
            || (label && count >= 1 && !any(&before, words::COUNT) && !goes_on);
        let limit = any(&line.before(i, 12, true), words::LIMIT);
        if sum && !limit && line.taken(i) != LAWFUL {
            let cents = super::words::cents(&string(part, part.len()));
            let scale = if self.decimals == 0 { 100 } else { 1 };
            let same = cents.and_then(|cents| i64::try_from(cents).ok()) == amount.checked_mul(scale);
            if !same || (self.decimals != 2 && self.decimals != 0) || !self.clean_behind(line, end) {
                self.leave(at_line, "sum");
            }
        }
        end
    }

    /// A sum on a till's receipt: none above the total but what was given, none that is called the total and is another.
    fn of_till(
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
    fn add_up(&mut self) {
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

/// Seconds of `18:42` or `18:42:07`.
fn seconds(clock: &str) -> i64 {
    let mut parts = clock.split(':').map(|part| units(part).unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    next() * 3600 + next() * 60 + next()
}

/// A mark of a currency beside a number.
enum Mark {
    /// A sign.
    Sign(char),
    /// A word of the list, or letters that are none, with their length.
    Letters(Option<&'static str>, usize),
}

impl Mark {
    /// Whether it may stand for this currency: `¥` for two, `$` for many.
    fn is(&self, currency: &str) -> bool {
        match self {
            Self::Sign('¥') => matches!(currency, "CNY" | "JPY"),
            Self::Sign('$') => {
                matches!(currency, "USD" | "HKD" | "TWD" | "SGD" | "MOP" | "AUD" | "CAD" | "NZD" | "MXN")
            }
            Self::Sign(c) => {
                let mut text = [0; 4];
                table::word('c', c.encode_utf8(&mut text)) == Some(currency)
            }
            Self::Letters(code, _) => *code == Some(currency),
        }
    }

    /// Where it ends, when it begins at a place.
    fn end(&self, from: usize) -> usize {
        match self {
            Self::Sign(..) => from + 1,
            Self::Letters(_, length) => from + length,
        }
    }
}

/// The mark that ends before a number; blanks and points may stand between.
fn mark_before(chars: &[char], i: usize) -> Option<Mark> {
    let mut end = i;
    while end > 0 && i - end < 3 && " :.-(+".contains(at(chars, end - 1)) {
        end -= 1;
    }
    let last = at(chars, end.checked_sub(1)?);
    // "HK$" is a word of the list; a bare sign is not.
    for length in (1..=4.min(end)).rev() {
        let from = end - length;
        let part = chars.get(from..end)?;
        let word = part.first().is_some_and(|c| is_letter(*c) || is_money(*c));
        let starts = from == 0
            || !(at(chars, from - 1).is_ascii_alphabetic() && part.first().is_some_and(char::is_ascii_alphabetic));
        let key = key(part);
        if word
            && starts
            && key.chars().count() == length
            && !part.iter().all(|&c| c == '$' || c == '¥')
            && let Some(code) = table::word('c', &key)
        {
            return Some(Mark::Letters(Some(code), length));
        }
    }
    if is_money(last) {
        return Some(Mark::Sign(last));
    }
    None
}

/// The mark that begins behind a number, with a blank or a point between at most.
fn mark_behind(chars: &[char], end: usize) -> Option<Mark> {
    let i = skip(chars, end);
    let first = at(chars, i);
    if is_money(first) {
        return Some(Mark::Sign(first));
    }
    for length in (1..=4).rev() {
        let Some(part) = chars.get(i..i + length) else { continue };
        let ends = !(part.last().is_some_and(char::is_ascii_alphabetic) && at(chars, i + length).is_ascii_alphabetic());
        let key = key(part);
        if is_letter(first)
            && ends
            && key.chars().count() == length
            && let Some(code) = table::word('c', &key)
        {
            return Some(Mark::Letters(Some(code), length));
        }
    }
    // "1万元", "188块", "188원".
    let other = matches!(first, '块' | '塊' | '원' | '圓' | '蚊')
        || (matches!(first, '万' | '千' | '百' | '萬') && matches!(at(chars, i + 1), '元' | '圆' | '圓' | '円' | '块'));
    other.then_some(Mark::Letters(None, 1))
}

/// A number of grams, litres, metres.
fn is_measure(chars: &[char], end: usize) -> bool {
    let i = skip(chars, end);
    let length = run(chars, i, is_letter);
    let word = upper(chars.get(i..i + length).unwrap_or(&[]));
    i <= end + 1
        && matches!(word.as_str(), "KG" | "G" | "L" | "ML" | "CL" | "KM" | "CM" | "KWH" | "ST" | "公斤" | "克" | "升")
}

/// "2 x 1,99", "1,99 x 2": the price of one.
fn is_factor(chars: &[char], i: usize, end: usize) -> bool {
    let mut from = i;
    while from > 0 && matches!(at(chars, from - 1), ' ' | '€') {
        from -= 1;
    }
    let before = if from > 0 { at(chars, from - 1) } else { ' ' };
    let behind = at(chars, skip(chars, end));
    let word = upper(chars.get(from.saturating_sub(3)..from).unwrap_or(&[]));
    let alone = from < 2 || !is_letter(at(chars, from - 2));
    matches!(behind, 'x' | 'X' | '×' | '*' | '/')
        || matches!(before, '×' | '*' | '@' | 'à')
        || (matches!(before, 'x' | 'X') && alone)
        || word == " JE"
        || word == "JE"
}

/// Whether one of the numbers of a line is this sum.
fn same_on_line(chars: &[char], total: i64) -> bool {
    sums(chars).contains(&total)
}

/// A row or line of taxes in the amount: net and tax make gross, or tax is what the rate makes it.
fn is_tax(line: &Line, amount: i64) -> bool {
    let sums = sums(&line.chars);
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

fn prices(chars: &[char]) -> usize {
    sums(chars).len()
}

/// Numbers of a line with two decimals.
fn sums(chars: &[char]) -> Vec<i64> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let length = run(chars, i, |c| is_digit(c) || is_mark(c));
        if length > 0 {
            let text = string(chars.get(i..).unwrap_or(&[]), length);
            let text = text.trim_end_matches(['.', ',']);
            let rate = at(chars, skip(chars, i + length)) == '%';
            if !rate && matches!(text.as_bytes(), [.., b'.' | b',', _, _]) {
                found.extend(decimal(text, 2).as_deref().and_then(units));
            }
        }
        i += length.max(1);
    }
    found
}

fn upper_behind(chars: &[char], end: usize) -> String {
    upper(chars.get(end..chars.len().min(end + 12)).unwrap_or(&[]))
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
            negative: false,
            till: false,
            same: &|_| false,
        };
        open(&reading, &signed).into_iter().map(|open| open.reason).collect()
    }

    #[test]
    fn sums_clocks_and_dates_that_nothing_accounts_for_are_open() {
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
        ] {
            assert!(reasons(line).contains(&reason), "{line} {:?}", reasons(line));
        }
    }

    #[test]
    fn what_has_a_lawful_place_is_not_open() {
        for line in [
            "",
            "TOTAL: RMB 138.00",
            "大写:壹佰叁拾捌元整",
            "2026年11月20日 6:42 PM",
            "服务热线:95516 0571-88166888",
            "本次积分:1,380.00",
            "会员号:13800138000",
            "营业时间:10:00-22:00",
            "Open 9:00 - 22:00",
            "余额:RMB 88.00",
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
            "实收:RMB 150.00\n找零:RMB 12.00",
        ] {
            assert_eq!(reasons(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn a_print_that_was_not_read_to_its_end_is_open() {
        assert_eq!(reasons(&"x\n".repeat(4001)), ["cut"]);
        assert_eq!(reasons(&"x".repeat(5000)), ["cut"]);
    }
}
