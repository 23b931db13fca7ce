//! German and Austrian till receipts: the tax table, payments, the code in text form, the last line of the till.

use super::{
    assemble::{Assembler, TimePart},
    reading::{Member, Payment, VatLine},
    row::{Kind, trimmed, whole_key},
    table::{self, MERCHANT, word, word_prefix},
    value::{
        self, at,
        number::{amount, decimal, run},
    },
};
use crate::report::Format;
use alloc::{string::String, vec::Vec};

/// What is read before the format is known: the Austrian code, tax numbers, the tax table.
pub(super) fn read(a: &mut Assembler) {
    code(a);
    for r in 0..a.rows.len() {
        if a.rows.get(r).is_some_and(|row| row.kind == Kind::Text) {
            tax_row(a, r);
            if !a.has("taxId") {
                tax_number(a, r);
            }
            if !a.has("receiptKind") {
                receipt_kind(a, r);
            }
        }
    }
}

/// What the receipt says without labels.
pub(super) fn finish(a: &mut Assembler, labelled_time: bool) {
    bare_moments(a);
    last_line(a);
    time(a, labelled_time);
    payments(a);
    merchant(a);
    if a.out.format == Format::DeTse && !a.has("registerId") {
        // A short till number is no client id; nothing else is printed.
    }
}

/// The machine-readable code as text, wrapped anywhere.
fn code(a: &mut Assembler) {
    let Some(first) = a.rows.iter().position(|row| {
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        row.slice(from, to).starts_with(&['_', 'R', '1', '-', 'A', 'T'])
    }) else {
        return;
    };
    let mut code = String::new();
    let mut raw = String::new();
    for row in a.rows.iter_mut().skip(first).take(16) {
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        let line = row.slice(from, to);
        let is_code =
            |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | ',' | '.' | '+' | '/' | '=' | ' ');
        if line.is_empty() || !line.iter().all(is_code) || (!code.is_empty() && complete(&code)) {
            break;
        }
        // Words, not code.
        if !code.is_empty() && line.windows(2).filter(|w| w.first() == Some(&' ')).count() > 3 {
            break;
        }
        code.extend(line.iter().filter(|&&c| c != ' '));
        if !raw.is_empty() {
            raw.push('\n');
        }
        raw.extend(line);
        row.used = true;
    }
    let read = code.clone();
    let fixed = base32(&code);
    let corrected = (fixed != read).then(|| super::reading::Correction { read, value: fixed.clone() });
    let at = a.range(first, 0, usize::MAX);
    let parts: Vec<String> = fixed.split('_').map(String::from).collect();
    if parts.len() < 8 {
        return;
    }
    a.out.fields.push(Member { name: "rksvCode", value: fixed, raw, line: first, corrected, at, ..Member::default() });
    if let Some(signature) = parts.get(13) {
        // Base64 and base32 of "Sicherheitseinrichtung ausgefallen".
        a.out.device_failed |= signature.starts_with("U2ljaGVyaGVpdHNlaW5yaWNodHVuZyBhdXNnZWZhbGxlbg")
            || signature.starts_with("KNUWG2DFOJUGK2LUONSWS3TSNFRWQ5DVNZTSAYLVONTWKZTBNRWGK3Q");
    }
    // What only the code says.
    if let Some(service) = parts.get(1).and_then(|part| part.strip_prefix("R1-"))
        && !a.has("trustService")
    {
        a.add("trustService", service, String::from(service), first, at);
    }
    if let Some(serial) = parts.get(11)
        && !a.has("certificateSerial")
        && !serial.is_empty()
        && serial.bytes().all(|b| b.is_ascii_hexdigit())
    {
        a.add("certificateSerial", serial, serial.clone(), first, at);
    }
}

/// All thirteen parts, and a signature that ends as base64 or base32 of one does.
fn complete(code: &str) -> bool {
    let Some(signature) = code.split('_').nth(13) else { return false };
    let length = signature.len();
    (length % 4 == 0 && signature.ends_with("=="))
        || (length % 8 == 0 && length >= 56 && signature.ends_with('='))
        || length == 88
}

/// In the OCR form the alphabet has no 0, 1 and 8: they are O, I and B.
fn base32(code: &str) -> String {
    let parts: Vec<&str> = code.split('_').collect();
    let is_form = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'=');
    let ocr = parts.len() == 14
        && parts.get(13).is_some_and(|p| p.len() >= 56 && p.len() % 8 == 0 && is_form(p))
        && parts.get(12).is_some_and(|p| p.len() % 8 == 0 && is_form(p));
    if !ocr {
        return String::from(code);
    }
    let mut out = String::new();
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            out.push('_');
        }
        out.extend(part.chars().map(|c| match c {
            '0' if matches!(n, 10 | 12 | 13) => 'O',
            '1' if matches!(n, 10 | 12 | 13) => 'I',
            '8' if matches!(n, 10 | 12 | 13) => 'B',
            _ => c,
        }));
    }
    out
}

/// `ATU12345678` or `DE123456789` wherever it stands alone.
fn tax_number(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r) else { return };
    let found = (0..row.chars.len().saturating_sub(10)).find_map(|i| {
        let rest = row.slice(i, row.chars.len());
        let starts = rest.starts_with(&['A', 'T', 'U']) || rest.starts_with(&['D', 'E']);
        let alone = i == 0 || !at(&row.chars, i - 1).is_alphanumeric();
        let fit = value::fit(table::TAX_ID, rest, false).filter(|fit| starts && alone && fit.strict)?;
        Some((i, fit))
    });
    if let Some((i, fit)) = found {
        let (raw, at) = (a.raw(r, i, i + fit.end), a.range(r, i, i + fit.end));
        a.add("taxId", &fit.value, raw, r, at);
    }
}

/// A line that is exactly a kind of receipt.
fn receipt_kind(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r) else { return };
    let Some(lead) = row.segments.first().filter(|_| row.segments.len() == 1) else { return };
    let (from, to) = trimmed(&row.chars, 0, row.chars.len());
    let key = whole_key(row.slice(from, to));
    let id = word('k', &key).or_else(|| key.starts_with("SAMMELBELEG").then_some("collective"));
    // "Storno" alone is a line of many receipts.
    if let Some(id) = id.filter(|_| key.len() > 8 && lead.label.is_none_or(|l| l.entry.is_mark())) {
        let (raw, at) = (a.raw(r, from, to), a.range(r, from, to));
        a.add("receiptKind", id, raw, r, at);
    }
}

struct Cell {
    word: String,
    amount: Option<String>,
}

fn cells(text: &[char]) -> Vec<Cell> {
    text.split(|&c| c == ' ')
        .filter(|part| !part.is_empty())
        .take(16)
        .map(|part| {
            let word: String = part.iter().collect();
            let number = word.strip_prefix('-').unwrap_or(&word);
            let printed = number.len() >= 4 && number.as_bytes().get(number.len() - 3) == Some(&b',');
            let amount = if printed { decimal(number, 2) } else { None };
            let amount = amount.map(|value| if word.starts_with('-') { ["-", &value].concat() } else { value });
            Cell { word, amount }
        })
        .collect()
}

fn cents(value: &str) -> i64 {
    let digits: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().unwrap_or(0)
}

/// Which column a word of a table's head names.
fn column(word: &str) -> Option<char> {
    let key = table::key(word.chars());
    match key.as_str() {
        "NETTO" | "NETTOBETRAG" | "NET" => Some('n'),
        "STEUR" | "MWST" | "UST" | "TAX" | "VAT" => Some('t'),
        "BRUTTO" | "BRUTTOBETRAG" | "UMSATZ" | "GROS" => Some('g'),
        _ => None,
    }
}

/// A row of the tax table, or a line that says the same in words.
fn tax_row(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r) else { return };
    if !row.chars.contains(&'%') || row.chars.len() > 160 {
        return;
    }
    let cells = cells(&row.chars);
    // The rate: "19,0%", "7 %", "19%:".
    let mut rate = None;
    let mut code = None;
    let mut first = 0;
    for (n, cell) in cells.iter().enumerate().take(4) {
        let next = cells.get(n + 1).map_or("", |cell| cell.word.as_str());
        let word = cell.word.trim_end_matches([':', '=']);
        let number = word.strip_suffix('%').or_else(|| next.starts_with('%').then_some(word));
        if let Some(number) = number.filter(|number| {
            !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
                && number.len() <= 5
        }) {
            rate = Some(number.replace(',', "."));
            first = n + if word.ends_with('%') { 1 } else { 2 };
            break;
        }
        // "A=19,0%" without a blank.
        if let Some((letter, number)) = word.split_once('=')
            && let Some(number) = number.strip_suffix('%')
        {
            code = letter.chars().next();
            rate = Some(number.replace(',', "."));
            first = n + 1;
            break;
        }
        let key = table::key(word.chars());
        let known =
            column(word).is_some() || matches!(key.as_str(), "INKL" | "ENTH" | "DAVON" | "SATZ" | "USTSATZ" | "");
        if key.chars().count() == 1 && key.chars().all(|c| c.is_ascii_alphanumeric()) {
            code = key.chars().next();
        } else if !known {
            return;
        }
    }
    let Some(rate) = rate else { return };
    let per_cent: f32 = rate.parse().unwrap_or(0.0);
    let rest = cells.get(first..).unwrap_or(&[]);
    let mut line = VatLine { code: code.map(String::from), rate, ..VatLine::default() };
    let named = rest.iter().any(|cell| column(&cell.word).is_some());
    let values: Vec<String> = rest.iter().filter_map(|cell| cell.amount.clone()).collect();
    let mut set = |kind: char, value: &String| {
        let slot = match kind {
            'n' => &mut line.net,
            't' => &mut line.tax,
            _ => &mut line.gross,
        };
        *slot = Some(value.clone());
    };
    if named {
        let mut kind = None;
        for cell in rest {
            if let Some(value) = &cell.amount {
                if let Some(kind) = kind.take() {
                    set(kind, value);
                }
            } else {
                kind = column(&cell.word).or(kind);
            }
        }
    } else {
        let order = (0..r).rev().take(6).find_map(|above| {
            let row = a.rows.get(above).filter(|row| row.kind == Kind::Text)?;
            let cells = self::cells(&row.chars);
            let heads: Vec<char> = cells.iter().filter_map(|cell| column(&cell.word)).collect();
            let mut distinct = heads.clone();
            crate::order::by_key(&mut distinct, |c| *c);
            distinct.dedup();
            (distinct.len() >= 2 && distinct.len() == heads.len() && cells.iter().all(|cell| cell.amount.is_none()))
                .then_some(heads)
        });
        let Some(kinds) = columns(&values, per_cent, order) else { return };
        for (kind, value) in kinds.into_iter().zip(&values) {
            set(kind, value);
        }
    }
    if line.gross.is_some() || (line.net.is_some() && line.tax.is_some()) {
        a.out.vat.push(line);
    }
}

/// The columns of a row: by arithmetic to the cent, else by the table's head.
fn columns(values: &[String], per_cent: f32, head: Option<Vec<char>>) -> Option<Vec<char>> {
    let numbers: Vec<i64> = values.iter().map(|value| cents(value)).collect();
    let fits = |tax: i64, net: i64| (tax as f32 - net as f32 * per_cent / 100.0).abs() <= 2.0;
    let orders: &[&[char]] = match numbers.len() {
        3 => &[
            &['n', 't', 'g'],
            &['t', 'n', 'g'],
            &['n', 'g', 't'],
            &['t', 'g', 'n'],
            &['g', 'n', 't'],
            &['g', 't', 'n'],
        ],
        2 => &[&['t', 'g'], &['n', 't'], &['g', 't'], &['t', 'n'], &['n', 'g'], &['g', 'n']],
        _ => return None,
    };
    let holds = |order: &[char]| {
        let find = |kind| order.iter().position(|&k| k == kind).and_then(|i| numbers.get(i).copied());
        match (find('n'), find('t'), find('g')) {
            (Some(n), Some(t), Some(g)) => (n + t - g).abs() <= 1 && fits(t, n),
            (None, Some(t), Some(g)) => fits(t, g - t),
            (Some(n), Some(t), None) => fits(t, n),
            (Some(n), None, Some(g)) => fits(g - n, n),
            _ => false,
        }
    };
    let head = head.filter(|head| head.len() == numbers.len());
    if let Some(head) = &head
        && holds(head)
    {
        return Some(head.clone());
    }
    orders.iter().find(|order| holds(order)).map(|order| order.to_vec()).or(head)
}

/// Two bare lines of date and time in the block of the security device are start and end.
fn bare_moments(a: &mut Assembler) {
    if a.out.format != Format::DeTse || a.has("tseStart") || a.has("tseEnd") {
        return;
    }
    let mut found: Vec<(usize, TimePart)> = Vec::new();
    for r in 0..a.rows.len().min(1000) {
        let Some(lead) = a.rows.get(r).and_then(|row| row.orphan()) else { continue };
        let iso = a.rows.get(r).is_some_and(|row| row.slice(lead.from, lead.to).contains(&'T'));
        for part in a.loose_times(r).into_iter().filter(|_| iso) {
            let whole = part.member.at == a.range(r, lead.from, lead.to);
            if whole && part.stamp.clock.is_some() && part.stamp.date.is_some() {
                found.push((r, part));
            }
        }
    }
    let neighbours = found.windows(2).position(|pair| match pair {
        [(first, _), (second, _)] => second - first == 1,
        _ => false,
    });
    if let Some(i) = neighbours {
        for (name, (r, part)) in ["tseStart", "tseEnd"].into_iter().zip(found.drain(i..i + 2)) {
            if let Some(row) = a.rows.get_mut(r) {
                row.used = true;
            }
            a.out.fields.push(Member { name, ..part.member });
        }
    }
}

/// `0921  204417/03  17.11.26 09:12`: shop, receipt and till, then date and time.
fn last_line(a: &mut Assembler) {
    if a.has("receiptNo") {
        return;
    }
    for r in (0..a.rows.len()).rev().take(40) {
        let Some(row) = a.rows.get(r) else { continue };
        let Some(lead) = row.orphan() else { continue };
        let text = row.slice(lead.from, lead.to);
        let digits = |from: usize| run(text, from, |c| c.is_ascii_digit());
        let shop = digits(0);
        let from = shop + run(text, shop, |c| c == ' ');
        let receipt = digits(from);
        let till = digits(from + receipt + 1);
        let rest = from + receipt + 1 + till;
        if shop == 0
            || from == shop
            || receipt == 0
            || till == 0
            || at(text, from + receipt) != '/'
            || at(text, rest) != ' '
        {
            continue;
        }
        let after = rest + run(text, rest, |c| c == ' ');
        if value::stamp::stamp(text.get(after..).unwrap_or(&[])).is_none_or(|s| s.date.is_none()) {
            continue;
        }
        let text = text.to_vec();
        for (name, from, length) in
            [("shop", 0, shop), ("receiptNo", from, receipt), ("tillNo", from + receipt + 1, till)]
        {
            let value: String = text.iter().skip(from).take(length).collect();
            let (from, to) = (lead.from + from, lead.from + from + length);
            let (raw, at) = (a.raw(r, from, to), a.range(r, from, to));
            a.add(name, &value, raw, r, at);
        }
        return;
    }
}

/// The till's own time: under a label, or in one of the last lines. A card slip inside has a time of its own.
fn time(a: &mut Assembler, labelled: bool) {
    let mut last: Option<TimePart> = None;
    for r in (0..a.rows.len()).rev().take(400) {
        let parts = a.loose_times(r);
        let whole = parts.iter().position(|part| part.stamp.date.is_some() && part.stamp.clock.is_some());
        let day = parts.iter().position(|part| part.stamp.date.is_some());
        let clock = parts.iter().position(|part| part.stamp.date.is_none());
        if let Some(i) = whole {
            last = parts.into_iter().nth(i);
        } else if let (Some(day), Some(clock)) = (day, clock)
            && let (Some(day), Some(clock)) = (parts.get(day).cloned(), parts.get(clock).cloned())
        {
            a.join(day, clock);
            let member = a.out.fields.pop();
            last = member
                .map(|member| TimePart { stamp: parts.first().map(|p| p.stamp.clone()).unwrap_or_default(), member });
        }
        if last.is_some() {
            break;
        }
    }
    let Some(last) = last else { return };
    if labelled && a.has("time") && !a.has_card_block {
        return;
    }
    a.out.fields.retain(|member| member.name != "time");
    a.out.fields.push(last.member);
}

/// `Geg. EC-Karte  EUR  15,85`, `Bar  30,00`: on a German receipt the process data name them; an Austrian code does
/// not, there they say how it was paid.
fn payments(a: &mut Assembler) {
    for r in 0..a.rows.len() {
        let Some(row) = a.rows.get(r).filter(|row| row.kind == Kind::Text && row.chars.len() < 160) else { continue };
        if row.segments.iter().any(|s| s.label.is_some_and(|label| label.entry.code == table::AMOUNT)) {
            continue;
        }
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        let mut text = row.slice(from, to);
        let mut start = from;
        for prefix in ["Geg.", "Gegeben", "Zahlungsart:", "Zahlart:", "Bezahlung:", "Zahlung:"] {
            let length = prefix.chars().count();
            if text.len() > length && text.iter().take(length).copied().eq(prefix.chars()) {
                let skip = length + run(text, length, |c| c == ' ');
                text = text.get(skip..).unwrap_or(&[]);
                start += skip;
                break;
            }
        }
        // The kind ends before two blanks, a currency or the amount.
        let words: Vec<&[char]> = text.split(|&c| c == ' ').filter(|word| !word.is_empty()).collect();
        let Some(last) = words.iter().rposition(|word| word.iter().any(char::is_ascii_digit)) else { continue };
        let mut kind = words.get(..last).unwrap_or(&[]);
        while let Some((end, rest)) = kind.split_last()
            && (matches!(end.iter().collect::<String>().as_str(), "EUR" | "€") || **end == ['-'])
        {
            kind = rest;
        }
        let name: String = kind.join(&' ').iter().collect();
        let key = table::key(name.trim_end_matches(':').chars());
        let Some(method) = word('m', &key).or_else(|| word_prefix('m', &key).filter(|p| p.1 == key.len()).map(|p| p.0))
        else {
            continue;
        };
        // The rest must be the amount and nothing else.
        let tail: Vec<char> = words.get(kind.len()..).unwrap_or(&[]).join(&' ');
        let Some(fit) = amount(&tail, None).filter(|fit| fit.end == tail.len() && fit.candidates.is_empty()) else {
            continue;
        };
        let printed = tail.contains(&',');
        if !printed {
            continue;
        }
        let raw = a.raw(r, start, to);
        let kind_text: String = raw.chars().take(name.chars().count()).collect();
        if a.out.format == Format::AtRksv {
            if !a.has("method") {
                let at = a.range(r, start, start + name.chars().count());
                a.add("method", method, kind_text, r, at);
            }
            continue;
        }
        let value = if fit.negative { ["-", &fit.value].concat() } else { fit.value };
        a.out.payments.push(Payment { kind: kind_text, amount: value });
    }
}

/// The first line that is a name: above the address, the tax number, the first rule.
fn merchant(a: &mut Assembler) {
    if a.has("merchant") {
        return;
    }
    for r in 0..a.rows.len().min(8) {
        let Some(segment) = a.name_line(r) else { continue };
        let Some(row) = a.rows.get(r) else { continue };
        let text = row.slice(segment.from, segment.to);
        let key = whole_key(text);
        if key.starts_with("WILLKOMMEN") || key.starts_with("HERZLICH") || word('k', &key).is_some() {
            continue;
        }
        // "Name, Street 3": up to the comma before a house number.
        let comma = text.iter().position(|&c| c == ',').filter(|&i| text.iter().skip(i).any(char::is_ascii_digit));
        let to = comma.map_or(segment.to, |i| segment.from + i);
        a.text(MERCHANT, r, super::row::Segment { to, ..segment }, false);
        return;
    }
}

/// The layout of a German receipt.
pub(super) fn layout(a: &Assembler) -> Option<&'static str> {
    let key = |text: &str| a.rows.iter().any(|row| row.kind == Kind::Text && whole_key(&row.chars).contains(text));
    Some(if a.has("tsePublicKey") || a.has("tseTimeFormat") || a.has("tseAlgorithm") {
        "de-tse-label-list"
    } else if key("VORGANGSBEGINN") || key("VORGANGSENDE") {
        "de-tse-vorgang"
    } else if key("FISKALINFORMATION") || key("SNKASE") {
        "de-tse-short"
    } else if key("PRUFWERT") {
        "de-tse-pruefwert"
    } else if a.has("tseSignature") {
        "de-tse-full-labels"
    } else {
        return None;
    })
}
