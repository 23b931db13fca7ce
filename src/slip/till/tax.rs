//! The table of value added tax.

use super::super::{
    assemble::Assembler,
    reading::VatLine,
    row::Kind,
    table::{has, key},
    value::{
        at,
        number::{decimal, skip},
        string,
    },
};
use alloc::{string::String, vec::Vec};

/// A word of the table. Its kind: `s`um, `u`nread digits, `r`ate, one letter of a `c`ode, `f`iller (`inkl.`, `+`), another
/// `w`ord, or the head of a column: `n`et, `t`ax, `g`ross.
struct Cell {
    kind: u8,
    /// A decimal string, or the letter.
    text: String,
    /// In hundredths.
    value: i64,
}

/// Hundredths of a decimal string.
fn hundredths(text: &str) -> i64 {
    let (mut value, mut scale) = (0, -1);
    for b in text.bytes().take(16) {
        if b.is_ascii_digit() && scale < 2 {
            value = value * 10 + i64::from(b - b'0');
            scale += i32::from(scale >= 0);
        } else if b == b'.' {
            scale = 0;
        }
    }
    for _ in scale.max(0)..2 {
        value *= 10;
    }
    if text.starts_with('-') { -value } else { value }
}

/// A number with a comma or a point and two decimals; the currency's sign may touch it.
fn sum(printed: &str) -> Option<String> {
    let mut number = printed;
    for sign in ["€", "EUR"] {
        number = number.strip_prefix(sign).or_else(|| number.strip_suffix(sign)).unwrap_or(number);
    }
    let (negative, number) = number.strip_prefix('-').map_or((false, number), |number| (true, number));
    let [.., b',' | b'.', b'0'..=b'9', b'0'..=b'9'] = number.as_bytes() else { return None };
    let value = decimal(number, 2)?;
    Some(if negative { ["-", &value].concat() } else { value })
}

fn cell(word: &[char], next: char) -> Cell {
    let printed = string(word, word.len());
    let mut text = String::new();
    let mut kind = b'w';
    let rate = printed.trim_end_matches([':', '=', '%']);
    let percent = printed.len() > rate.len() && has(&printed, "%") || (next == '%' && !rate.is_empty());
    if percent && (1..=5).contains(&rate.len()) && rate.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
    {
        kind = b'r';
        for c in rate.chars() {
            text.push(if c == ',' { '.' } else { c });
        }
    } else if let Some(sum) = sum(&printed) {
        kind = b's';
        text = sum;
    } else {
        let key = key(word);
        for (name, of) in [
            ("NETTO", b'n'),
            ("NETTOBETRAG", b'n'),
            ("STEUR", b't'),
            ("MWST", b't'),
            ("UST", b't'),
            ("BRUTTO", b'g'),
            ("BRUTTOBETRAG", b'g'),
            ("UMSATZ", b'g'),
            ("", b'f'),
            ("%", b'f'),
            ("INKL", b'f'),
            ("ENTH", b'f'),
            ("DAVON", b'f'),
            ("DARIN", b'f'),
            ("ENTHALTENE", b'f'),
            ("SATZ", b'f'),
            ("MWST%", b'f'),
            ("USTSATZ", b'f'),
        ] {
            if key == name {
                kind = of;
            }
        }
        if key.len() == 1 && kind == b'w' {
            kind = b'c';
            text = string(word, 1);
        }
        if kind == b'w' && is_unread(&printed) {
            kind = b'u';
        }
    }
    Cell { kind, value: hundredths(&text), text }
}

/// Digits alone, or around a comma or a point: meant as a sum.
fn is_unread(word: &str) -> bool {
    let is_digit = |b: u8| b.is_ascii_digit();
    word.bytes().any(is_digit) && (word.bytes().any(|b| matches!(b, b',' | b'.')) || word.bytes().all(is_digit))
}

fn cells(text: &[char]) -> Vec<Cell> {
    // "A=19,0%" is two words.
    let glued = text.windows(2).any(|w| matches!(w, ['=', '0'..='9']));
    let blank = |i: usize| matches!(at(text, i), ' ' | '\0') || (glued && at(text, i) == '=');
    let mut cells = Vec::new();
    let mut i = 0;
    while i < text.len() && cells.len() < 16 {
        let from = i;
        while !blank(i) {
            i += 1;
        }
        if i > from {
            cells.push(cell(text.get(from..i).unwrap_or(&[]), at(text, skip(text, i))));
        }
        i += 1;
    }
    cells
}

/// A row of the table, or a line that says the same in words.
pub(super) fn row(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r).filter(|row| row.chars.contains(&'%') && row.chars.len() <= 160) else { return };
    let mut line = VatLine::default();
    let mut rate = -1;
    let mut sums: Vec<Cell> = Vec::new();
    let mut heads = Vec::new();
    let (mut unread, mut named) = (false, false);
    for cell in cells(&row.chars) {
        named |= matches!(cell.kind, b'n' | b't' | b'g');
        match (cell.kind, rate < 0) {
            (b'c', true) => line.code = Some(cell.text),
            (b'r', true) => {
                rate = cell.value;
                line.rate = cell.text;
            }
            // Before the rate only the tax's own words stand: "H-MILCH 3,5%" is an article.
            (b'w' | b's' | b'u', true) => return,
            (b'u', false) => unread = true,
            (b's', false) => sums.push(cell),
            // "Netto 4,71 Steuer 0,89 Brutto 5,60"
            (b'n' | b't' | b'g', false) => heads.push(cell.kind),
            _ => {}
        }
    }
    if rate < 0 {
        return;
    }
    // "Netto 4,71 Steuer 0,89 Brutto": one is missing.
    unread |= heads.len() == 3 && matches!(sums.len(), 1 | 2);
    if let ([sum], true) = (sums.as_slice(), named) {
        a.out.vat_parts.push((line.rate.clone(), sum.text.clone(), r));
    }
    let order = if heads.len() == sums.len() { Some(heads) } else { columns(&sums, rate, head_above(a, r)) };
    if order.is_none() && sums.len() > 2 {
        // Three sums that are not net, tax and gross of each other.
        a.out.unread.push("vat");
    }
    for (head, sum) in order.into_iter().flatten().zip(sums) {
        let slot = match head {
            b'n' => &mut line.net,
            b't' => &mut line.tax,
            _ => &mut line.gross,
        };
        *slot = Some(sum.text);
    }
    let whole = line.gross.is_some() || (line.net.is_some() && line.tax.is_some());
    if unread && (whole || named) {
        a.out.unread.push("vat");
    }
    if whole {
        a.out.vat.push(line);
    }
}

/// The columns that a line above names.
fn head_above(a: &Assembler, r: usize) -> Vec<u8> {
    for above in a.rows.iter().take(r).rev().take(6).filter(|row| row.kind == Kind::Text) {
        let mut heads = Vec::new();
        for cell in cells(&above.chars) {
            match cell.kind {
                b's' => heads.clear(),
                head @ (b'n' | b't' | b'g') if !heads.contains(&head) => heads.push(head),
                b'n' | b't' | b'g' => heads.clear(),
                _ => {}
            }
        }
        if heads.len() >= 2 {
            return heads;
        }
    }
    Vec::new()
}

/// The order of the columns: the head's when it holds to the cent, else any that holds, else the head's all the same.
fn columns(sums: &[Cell], rate: i64, head: Vec<u8>) -> Option<Vec<u8>> {
    let holds = |order: &[u8]| {
        let find = |head| order.iter().position(|h| *h == head).and_then(|i| sums.get(i)).map(|sum| sum.value);
        let (net, tax, gross) = (find(b'n'), find(b't'), find(b'g'));
        let fits = |tax: i64, net: i64| (tax * 10_000 - net * rate).abs() <= 20_000;
        order.len() == sums.len()
            && match (net, tax, gross) {
                (Some(n), Some(t), Some(g)) => (n + t - g).abs() <= 1 && fits(t, n),
                (None, Some(t), Some(g)) => fits(t, g - t),
                (Some(n), Some(t), None) => fits(t, n),
                (Some(n), None, Some(g)) => fits(g - n, n),
                _ => false,
            }
    };
    let orders: [&[u8]; 12] =
        [b"ntg", b"tng", b"ngt", b"tgn", b"gnt", b"gtn", b"tg", b"nt", b"gt", b"tn", b"ng", b"gn"];
    if holds(&head) {
        return Some(head);
    }
    orders.into_iter().find(|order| holds(order)).map(<[u8]>::to_vec).or((head.len() == sums.len()).then_some(head))
}
