//! A line as it is looked at, and what members take of it.

use super::*;

/// What a member takes of a line.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) line: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// No sum, clock or date to be accounted for stands in it.
    pub(super) lawful: bool,
    /// It was compared, and is the same.
    pub(super) same: bool,
}

/// Where members stand, in the order of lines.
pub(super) fn spans(reading: &Reading, account: &Account<'_>) -> Vec<Span> {
    let signed = account.signed;
    let members = || reading.fields.iter().chain(&reading.aside);
    let value = |code: u8| members().find(|member| member.code == code).and_then(|member| units(&member.value));
    let (tip, off) = (value(TIP).unwrap_or(0), value(DISCOUNT).unwrap_or(0));
    let amount = account.amount.unwrap_or(0);
    let day = signed.times.first().and_then(|time| time.get(..10)).unwrap_or_default();
    let whole_code = members().any(|member| member.code == RKSV_CODE && member.value.matches('_').count() >= 12);
    let mut changes = 0;
    let mut spans = Vec::new();
    for member in members() {
        let own = units(&member.value);
        let lawful = match member.code {
            AMOUNT | TIME | TYPE | STATUS | CURRENCY | AMOUNT_WORDS | REMARK => false,
            TIP => own == Some(0) || (signed.same)(member.name),
            BASE_AMOUNT => own.is_some_and(|base| base == amount - tip || base == amount - tip + off),
            DISCOUNT => {
                off == 0
                    || !signed.till && off <= amount.saturating_mul(9)
                        && value(BASE_AMOUNT).is_some_and(|base| base - off + tip == amount)
            }
            FIRST_INSTALMENT => own.is_some_and(|first| first <= amount),
            CHANGE => {
                signed.till
                    && own.is_some_and(|change| {
                        changes += 1;
                        // The money of a return is handed back.
                        change == 0
                            || change == amount.saturating_neg()
                            || changes < 4 && is_printed(reading, amount.saturating_add(change))
                    })
            }
            BALANCE => false,
            PRINTED_TIME => member.value.get(..10).is_some_and(|printed| printed >= day),
            // "DATE: 11/21" may name the sale that is undone, or this one.
            ORIG_DATE => signed.negative || signed.till,
            PAN => {
                signed.till
                    || ((signed.same)(member.name)
                        && same_card(reading, member.value.get(member.value.len().saturating_sub(4)..).unwrap_or("-")))
            }
            code if value::is_text(code) => {
                (signed.same)(member.name) || signed.till && member.raw.split([' ', '\n']).all(said::is_coded)
            }
            REGISTER_ID => signed.till || (signed.same)(member.name),
            _ if member.name == "digest" => hex_digits(&member.raw) == 16,
            _ => {
                let said = || words::in_words(&upper(&member.raw.chars().collect::<Vec<char>>()));
                signed.till
                    || is_plain(&member.raw) && ((signed.same)(member.name) || !is_marked(&member.raw) && !said())
            }
        };
        let (from, mut to) = member.at;
        // A value that goes on as a sum does is none of its label's.
        let text = reading.lines.get(member.line).map_or("", |line| line.text.as_str());
        let number = text.get(from..to).unwrap_or_default().bytes().all(|b| b.is_ascii_digit());
        let behind = text.get(to..).unwrap_or_default().strip_prefix(['.', ',']);
        let goes_on = behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        // A line that only begins like the code of a till is none.
        let coded = text.trim_start().starts_with("_R1-") && !(signed.till && whole_code);
        let sum = number && goes_on || is_sum(text, member, (signed.same)(member.name));
        let lawful = lawful && !coded && !sum;
        if member.name == "digest" {
            to = digest_end(reading, member);
        }
        if member.code == PAN {
            // A sum behind a card's number is none of its digits.
            let text = reading.lines.get(member.line).and_then(|line| line.text.get(from..to)).unwrap_or_default();
            to = text.find([',', '，', '.']).map_or(to, |end| from + end);
        }
        let same = signed.till || member.name == "digest" || (signed.same)(member.name);
        spans.push(Span { line: member.line, from, to, lawful, same });
        if lawful || member.code == AMOUNT {
            continued(reading, member, &mut spans);
        }
    }
    crate::order::by_key(&mut spans, |span| (span.line, span.from));
    spans
}

/// Whether a member's line makes a sum of its number, or another time: a unit of money or a word of paying behind it
/// (`小票号 1138元`), such a word between it and its label (`Receipt no due 1138`).
fn is_sum(text: &str, member: &Member, same: bool) -> bool {
    if same && !matches!(member.code, PRINTED_TIME) || matches!(member.code, TIP | BASE_AMOUNT | DISCOUNT | CHANGE) {
        return false;
    }
    let row = Row::new(text);
    let (from, to) = (row.index(member.at.0), row.index(member.at.1));
    let digits = row.chars.get(from..to).is_some_and(|part| count_digits(part) > 0);
    let label = row.chars.get(..from).unwrap_or(&[]);
    let start = label.windows(2).rposition(|pair| pair == [' ', ' ']).map_or(0, |gap| gap + 2);
    let label = upper(label.get(start..).unwrap_or(&[]));
    // "Receipt no: due-1138", "sale20261121".
    let raw = upper(&member.raw.chars().map(crate::slip::fold::plain).collect::<Vec<char>>());
    let paying = any(&label, words::AMOUNT)
        || any(&raw, words::AMOUNT)
        || any(&raw, words::IN_VALUE)
        || matches!(member.code, PRINTED_TIME) && any(&label, words::PAYING)
        || matches!(member.code, PRINTED_TIME) && any(&label, "交易|TRANSACTION");
    digits && (paying || !member.raw.is_empty() && kind::is_money_behind(&row.chars, to))
}

/// Whether a sum stands anywhere on the paper.
pub(super) fn is_printed(reading: &Reading, sum: i64) -> bool {
    reading.lines.iter().any(|line| sum::same_on_line(&Row::new(&line.text).chars, sum))
}

/// Digits of a digest, as far as they count.
fn hex_digits(raw: &str) -> usize {
    raw.chars()
        .filter(|&c| crate::slip::fold::plain(c).is_ascii_hexdigit() || "OolI".contains(c))
        .take(17)
        .count()
        .min(16)
}

/// A value without decimals and marks of money: nothing that could be a sum.
fn is_plain(raw: &str) -> bool {
    let chars: Vec<char> = raw.chars().map(crate::slip::fold::plain).collect();
    let pair = |part: &[char]| matches!(part, [mark, digit] if is_mark(*mark) && is_digit(*digit));
    let clock = chars.windows(3).any(|part| matches!(part, [a, ':', b] if is_digit(*a) && is_digit(*b)));
    !clock && !chars.windows(2).any(pair) && !chars.iter().any(|&c| is_money(c))
}

/// Whether a currency stands before a number: `RMB9138`.
fn is_marked(raw: &str) -> bool {
    let chars: Vec<char> = raw.chars().map(crate::slip::fold::plain).collect();
    kind::numbers(&chars).iter().any(|number| mark_before(&chars, number.0).is_some())
}

/// Whether every card's number that is printed ends with these digits.
pub(super) fn same_card(reading: &Reading, tail: &str) -> bool {
    let mut cards = reading.fields.iter().chain(&reading.aside).filter(|member| member.code == PAN).peekable();
    cards.peek().is_some() && cards.all(|card| card.value.ends_with(tail))
}

/// Where the sixteen digits of a digest end: what stands behind is no part of it.
fn digest_end(reading: &Reading, member: &Member) -> usize {
    let (from, to) = member.at;
    let text = reading.lines.get(member.line).and_then(|line| line.text.get(from..to)).unwrap_or_default();
    let (mut digits, mut end) = (0, from);
    for (at, c) in text.char_indices() {
        let c = (crate::slip::fold::plain(c), c.len_utf8());
        let digit = c.0.is_ascii_hexdigit() || "OolI".contains(c.0);
        digits += usize::from(digit);
        if digits > 16 || !(digit || " -:·.".contains(c.0)) {
            break;
        }
        if digit {
            end = from + at + c.1;
        }
    }
    end
}

/// The rest of a value that goes on in the line below.
fn continued(reading: &Reading, member: &Member, spans: &mut Vec<Span>) {
    let digits = |text: &str| text.chars().filter(|&c| is_digit(crate::slip::fold::plain(c))).count();
    let text = |line: usize| reading.lines.get(line).map_or("", |line| line.text.as_str());
    let own = text(member.line).get(member.at.0..member.at.1).map_or(0, digits);
    let below = text(member.line + 1);
    let mut left = digits(&member.raw).saturating_sub(own);
    if left == 0 || own == 0 || digits(below) < left {
        return;
    }
    for (byte, c) in below.char_indices() {
        left -= usize::from(is_digit(crate::slip::fold::plain(c)));
        if left == 0 {
            return spans.push(Span { line: member.line + 1, from: 0, to: byte + c.len_utf8(), lawful: true, same: true });
        }
    }
}

/// A line as it is looked at.
pub(super) struct Line {
    pub(super) chars: Vec<char>,
    /// Of each character: nothing, a member's, a member's that is lawful, a label's first.
    pub(super) taken: Vec<u8>,
    pub(super) upper: String,
    /// What members took that nothing was compared with: where each begins and ends.
    pub(super) unsure: Vec<(usize, usize)>,
    /// Some of it was compared, and is the same.
    pub(super) own: bool,
    /// A word of money stands on it.
    pub(super) money: bool,
    /// A row of taxes that is right.
    pub(super) tax: bool,
    /// A word for a till's total stands on it.
    pub(super) amount: bool,
    /// A line of a till's receipt that is accounted for.
    pub(super) goods: bool,
}

pub(super) const FREE: u8 = 0;

pub(super) const MEMBER: u8 = 1;

pub(super) const LAWFUL: u8 = 2;

pub(super) const LABEL: u8 = 3;

impl Line {
    pub(super) fn new(text: &str, spans: &[Span], labels: &[(usize, usize, usize)], till: bool) -> Self {
        let row = Row::new(text);
        let other = |c: char| !c.is_ascii() && !is_han(c) && c.is_numeric();
        let chars: Vec<char> = row.chars.iter().map(|&c| if other(c) { UNREAD } else { c }).collect();
        let mut taken = alloc::vec![FREE; chars.len()];
        let mut unsure = Vec::new();
        for span in spans {
            let kind = if span.lawful { LAWFUL } else { MEMBER };
            let from = row.index(span.from);
            let to = row.index(span.to).max(from);
            if !span.same {
                unsure.push((from, to));
            }
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
        let amount = till && any(&upper, words::TOTAL);
        let money = any(&upper, words::AMOUNT) || any(&upper, words::OTHER_SUM);
        let own = spans.iter().any(|span| span.same && span.lawful);
        Self { chars, taken, unsure, own, upper, amount, money, goods: false, tax: false }
    }

    pub(super) fn taken(&self, i: usize) -> u8 {
        self.taken.get(i).copied().unwrap_or(FREE)
    }

    /// The text before a place, up to the digit before it, at most so many characters.
    pub(super) fn before(&self, i: usize, most: usize, digits: bool) -> String {
        let from = i.saturating_sub(most);
        let part = self.chars.get(from..i).unwrap_or(&[]);
        let stop = part.iter().rposition(|&c| digits && is_digit(c)).map_or(0, |stop| stop + 1);
        upper(part.get(stop..).unwrap_or(&[]))
    }

    /// Where the value that begins at a place ends at the latest: the next label or member.
    pub(super) fn stop(&self, from: usize) -> usize {
        let starts = |i: usize| {
            let here = self.taken(i);
            here == LABEL || ((here == MEMBER || here == LAWFUL) && self.taken(i - 1) == FREE)
        };
        (from.max(1)..self.chars.len()).find(|&i| starts(i)).unwrap_or(self.chars.len())
    }
}
