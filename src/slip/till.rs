//! German and Austrian till receipts: the code in text form, payments, the last line of the till.

mod tax;

use super::{
    assemble::{Assembler, new_member},
    finish::moment,
    reading::{Correction, Member, Payment},
    row::{Kind, Row, Segment, trimmed, whole_key},
    table::{self, *},
    value::{
        self, at,
        number::{amount, digit_run, skip},
        stamp::{has_date, stamp},
    },
};
use crate::report::Format;
use alloc::{string::String, vec::Vec};

/// What is read before the format is known: the Austrian code, tax numbers, the tax table.
pub(super) fn read(a: &mut Assembler) {
    code(a);
    for r in 0..a.rows.len() {
        if a.rows.get(r).is_some_and(|row| row.kind == Kind::Text) {
            tax::row(a, r);
            tax_number(a, r);
            receipt_kind(a, r);
        }
    }
}

/// What the receipt says without labels.
pub(super) fn finish(a: &mut Assembler) {
    bare_moments(a);
    last_line(a);
    time(a);
    for r in 0..a.rows.len() {
        payment(a, r);
    }
    merchant(a);
}

/// The machine-readable code as text, wrapped anywhere.
fn code(a: &mut Assembler) {
    let begins = |row: &Row| {
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        row.slice(from, to).starts_with(&['_', 'R', '1', '-', 'A', 'T'])
    };
    let Some(first) = a.rows.iter().position(begins) else { return };
    let mut code = String::new();
    let mut raw = String::new();
    for row in a.rows.iter_mut().skip(first).take(16) {
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        let line = row.slice(from, to);
        let is_code = line.iter().all(|&c| c.is_ascii_alphanumeric() || "_-:,.+/= ".contains(c));
        // Words, not code.
        let words = line.iter().filter(|c| **c == ' ').count() > 3;
        if line.is_empty() || !is_code || (!code.is_empty() && (words || complete(part(&code, 13)))) {
            break;
        }
        if !raw.is_empty() {
            raw.push('\n');
        }
        for &c in line {
            raw.push(c);
            if c != ' ' {
                code.push(c);
            }
        }
        row.used = true;
    }
    if code.is_empty() {
        return;
    }
    let place = (first, a.range(first, 0, usize::MAX));
    let mut member = new_member(RKSV_CODE, base32(&code), raw, place);
    if member.value != code {
        member.corrected = Some(Correction { read: code.clone(), value: member.value.clone() });
    }
    // Base64 and base32 of "Sicherheitseinrichtung ausgefallen".
    let signature = part(&member.value, 13);
    a.out.device_failed |= signature.starts_with("U2ljaGVyaGVpdHNlaW5yaWNodHVuZyBhdXNnZWZhbGxlbg")
        || signature.starts_with("KNUWG2DFOJUGK2LUONSWS3TSNFRWQ5DVNZTSAYLVONTWKZTBNRWGK3Q");
    a.out.fields.push(member);
    // What only the code says.
    let service = part(&code, 1).get(3..).unwrap_or("");
    let serial = part(&code, 11);
    for (code, value) in [(TRUST_SERVICE, service), (CERTIFICATE_SERIAL, serial)] {
        let named = code == TRUST_SERVICE || value.bytes().all(|b| b.is_ascii_hexdigit());
        if !a.has(code) && !value.is_empty() && named {
            a.add(code, value, String::from(value), place);
        }
    }
}

/// The n-th part of the code, or nothing.
#[inline(never)]
fn part(code: &str, n: usize) -> &str {
    code.split('_').nth(n).unwrap_or("")
}

/// A signature that ends as base64 or base32 of one does.
fn complete(signature: &str) -> bool {
    let length = signature.len();
    (length.is_multiple_of(4) && signature.ends_with("=="))
        || (length.is_multiple_of(8) && length >= 56 && signature.ends_with('='))
        || length == 88
}

/// In the OCR form the alphabet has no 0, 1 and 8: they are O, I and B.
fn base32(code: &str) -> String {
    let form = |part: &str| {
        let letters = part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'=');
        letters && part.len().is_multiple_of(8)
    };
    let ocr = form(part(code, 12)) && form(part(code, 13)) && part(code, 13).len() >= 56;
    let mut n = 0;
    let mut out = String::new();
    for c in code.chars() {
        n += usize::from(c == '_');
        out.push(match c {
            _ if !ocr || !matches!(n, 10 | 12 | 13) => c,
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            _ => c,
        });
    }
    out
}

/// `ATU12345678` or `DE123456789` wherever it stands alone.
fn tax_number(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r).filter(|_| !a.has(TAX_ID)) else { return };
    for i in 0..row.chars.len().saturating_sub(10) {
        let rest = row.slice(i, row.chars.len());
        let starts = rest.starts_with(&['A', 'T', 'U']) || rest.starts_with(&['D', 'E']);
        if !starts || (i > 0 && super::fold::is_word(at(&row.chars, i - 1))) {
            continue;
        }
        if let Some(fit) = value::fit(TAX_ID, rest, false) {
            let (raw, at) = (a.raw(r, i, i + fit.end), a.range(r, i, i + fit.end));
            return a.add(TAX_ID, &fit.value, raw, (r, at));
        }
    }
}

/// A line that is exactly a kind of receipt.
fn receipt_kind(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r).filter(|_| !a.has(RECEIPT_KIND)) else { return };
    let [only] = row.segments.as_slice() else { return };
    let key = whole_key(&row.chars);
    let id = word('k', &key).or_else(|| key.starts_with("SAMMELBELEG").then_some("collective"));
    // "Storno" alone is a line of many receipts.
    if let Some(id) = id.filter(|_| key.len() > 8 && only.label.is_none_or(|l| l.entry.is_mark())) {
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        let (raw, at) = (a.raw(r, from, to), a.range(r, from, to));
        a.add(RECEIPT_KIND, id, raw, (r, at));
    }
}

/// Two bare lines of date and time in the block of the security device are start and end.
fn bare_moments(a: &mut Assembler) {
    if a.out.format != Format::DeTse || a.has(TSE_START) || a.has(TSE_END) {
        return;
    }
    let mut before: Option<Member> = None;
    for r in 0..a.rows.len().min(1000) {
        let lead =
            a.rows.get(r).and_then(|row| row.orphan().filter(|lead| row.slice(lead.from, lead.to).contains(&'T')));
        let place = lead.map(|lead| a.range(r, lead.from, lead.to));
        let mut parts = if place.is_some() { a.loose_times(r) } else { Vec::new() };
        let part = parts.pop().filter(|part| part.value.contains('T') && Some(part.at) == place);
        if let (Some(start), Some(end)) = (&before, &part) {
            for (code, part) in [(TSE_START, start), (TSE_END, end)] {
                a.add(code, &part.value, part.raw.clone(), (part.line, part.at));
            }
            a.use_row(r - 1);
            return a.use_row(r);
        }
        before = part;
    }
}

/// `0921  204417/03  17.11.26 09:12`: shop, receipt and till, then date and time.
fn last_line(a: &mut Assembler) {
    for r in (0..a.rows.len()).rev().take(40) {
        let Some((row, lead)) = a.rows.get(r).and_then(|row| row.orphan().map(|lead| (row, lead))) else { continue };
        let text = row.slice(lead.from, lead.to);
        let digits = |from: usize| from + digit_run(text, from);
        let blanks = |from: usize| skip(text, from);
        let shop = digits(0);
        let receipt = (blanks(shop), digits(blanks(shop)));
        let till = (receipt.1 + 1, digits(receipt.1 + 1));
        let separated = receipt.0 > shop && at(text, receipt.1) == '/' && at(text, till.1) == ' ';
        let rest = text.get(blanks(till.1)..).unwrap_or(&[]);
        let dated = stamp(rest).is_some_and(|stamp| has_date(&stamp.value));
        if shop == 0 || receipt.0 == receipt.1 || till.0 == till.1 || !separated || !dated || a.has(RECEIPT_NO) {
            continue;
        }
        for (code, (from, to)) in [(SHOP, (0, shop)), (RECEIPT_NO, receipt), (TILL_NO, till)] {
            let (from, to) = (lead.from + from, lead.from + to);
            let raw = a.raw(r, from, to);
            let at = a.range(r, from, to);
            a.add(code, &raw.clone(), raw, (r, at));
        }
        return;
    }
}

/// The till's own time: under a label, or in one of the last lines. A card slip inside has a time of its own.
fn time(a: &mut Assembler) {
    if a.has(TIME) && !a.seen.card_block {
        return;
    }
    for r in (0..a.rows.len()).rev().take(400) {
        let mut parts = a.loose_times(r);
        parts.truncate(2);
        let last = parts.pop();
        let whole = match (parts.pop(), last) {
            (Some(first), Some(_)) if first.value.contains('T') => Some(first),
            (Some(first), Some(second)) => moment(first, &second),
            (None, last) => last.filter(|part| part.value.contains('T')),
            _ => None,
        };
        if let Some(whole) = whole {
            a.out.fields.retain(|member| member.code != TIME);
            return a.out.fields.push(whole);
        }
    }
}

/// `Geg. EC-Karte  EUR  15,85`, `Bar  30,00`: on a German receipt the process data name them; an Austrian code does
/// not, there they say how it was paid.
fn payment(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r).filter(|row| row.kind == Kind::Text && row.chars.len() < 160) else { return };
    if row.segments.iter().any(|s| s.label.is_some_and(|label| label.entry.code == AMOUNT)) {
        return;
    }
    let (mut from, to) = trimmed(&row.chars, 0, row.chars.len());
    // The kind stands behind a colon, behind "Geg.", or begins the line.
    let colon = (from..to).find(|&i| at(&row.chars, i) == ':').map(|i| i + 1);
    let given = ["Geg.", "Gegeben"]
        .into_iter()
        .find(|head| head.chars().eq(row.slice(from, from + head.len()).iter().copied()));
    from = colon.or(given.map(|head| from + head.len())).unwrap_or(from);
    from = skip(&row.chars, from);
    let text = row.slice(from, to);
    let Some(fit) = value::fit(METHOD, text, false) else { return };
    // Behind it the amount and nothing else.
    let begin = skip(text, fit.end);
    let tail = text.get(begin..).unwrap_or(&[]);
    let Some(sum) = amount(tail, None).filter(|sum| sum.end == tail.len() && sum.candidates.is_empty()) else { return };
    if !tail.contains(&',') {
        return;
    }
    let (kind, place) = (a.raw(r, from, from + fit.end), (r, a.range(r, from, from + fit.end)));
    if a.out.format == Format::DeTse {
        let sign = if sum.negative { "-" } else { "" };
        a.out.payments.push(Payment { kind, amount: [sign, &sum.value].concat() });
    } else if !a.has(METHOD) {
        a.add(METHOD, &fit.value, kind, place);
    }
}

/// The first line that is a name: above the address, the tax number, the first rule.
fn merchant(a: &mut Assembler) {
    if a.has(MERCHANT) {
        return;
    }
    for r in 0..a.rows.len().min(8) {
        let Some((segment, text)) = a.name_line(r) else { continue };
        let key = table::key(&text);
        if key.starts_with("WILLKOMMEN") || key.starts_with("HERZLICH") || word('k', &key).is_some() {
            continue;
        }
        // "Name, Street 3": up to the comma before a house number.
        let comma = text.iter().position(|&c| c == ',').filter(|&i| text.iter().skip(i).any(char::is_ascii_digit));
        let to = comma.map_or(segment.to, |i| segment.from + i);
        a.text(MERCHANT, r, Segment { to, ..segment }, false);
        return a.guessed(MERCHANT);
    }
}

/// The layout of a German receipt.
pub(super) fn layout(a: &Assembler) -> Option<&'static str> {
    Some(if a.has(TSE_PUBLIC_KEY) || a.has(TSE_TIME_FORMAT) || a.has(TSE_ALGORITHM) {
        "de-tse-label-list"
    } else if a.mentions("VORGANGSBEGIN") || a.mentions("VORGANGSENDE") {
        "de-tse-vorgang"
    } else if a.mentions("FISKALINFORMATION") || a.mentions("SNKASE") {
        "de-tse-short"
    } else if a.mentions("PRUFWERT") {
        "de-tse-pruefwert"
    } else if a.has(TSE_SIGNATURE) {
        "de-tse-full-labels"
    } else {
        return None;
    })
}
