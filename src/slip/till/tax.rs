//! The table of value added tax.

use super::super::{
    assemble::Assembler,
    reading::VatLine,
    row::Kind,
    table::key,
    value::{at, number::decimal},
};
use alloc::{string::String, vec::Vec};

/// What a word of the table is.
enum Cell {
    /// A sum: as a decimal string, and in cents.
    Sum(String, i64),
    /// Per cent, with the printed decimals, and in hundredths.
    Rate(String, i64),
    /// The head of a column: `n`et, `t`ax, `g`ross.
    Head(u8),
    /// One letter or digit.
    Code(char),
    /// `inkl.`, `+`, `=` and the like.
    Filler,
    Other,
}

fn cents(value: &str) -> i64 {
    value.bytes().filter(u8::is_ascii_digit).take(15).fold(0, |sum, b| sum * 10 + i64::from(b - b'0'))
}

fn cell(word: &[char], next: char) -> Cell {
    let text: String = word.iter().collect();
    let number = text.strip_prefix('-').unwrap_or(&text);
    if let [.., ',', a, b] = word
        && a.is_ascii_digit()
        && b.is_ascii_digit()
        && let Some(value) = decimal(number, 2)
    {
        let cents = cents(&value);
        let negative = number.len() < text.len();
        return if negative { Cell::Sum(["-", &value].concat(), -cents) } else { Cell::Sum(value, cents) };
    }
    let rate = text.trim_end_matches([':', '=']);
    let percent = rate.ends_with('%') || (next == '%' && rate != "%");
    let rate = rate.trim_end_matches('%');
    if percent
        && !rate.is_empty()
        && rate.len() <= 5
        && rate.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
    {
        let rate: String = rate.chars().map(|c| if c == ',' { '.' } else { c }).collect();
        let whole = rate.find('.').map_or(rate.len(), |point| point);
        let decimals = rate.len() - whole;
        let hundredths = match decimals {
            0 | 1 => cents(&rate) * 100,
            2 => cents(&rate) * 10,
            _ => cents(&rate),
        };
        return Cell::Rate(rate, hundredths);
    }
    match key(word).as_str() {
        "NETTO" | "NETTOBETRAG" => Cell::Head(b'n'),
        "STEUR" | "MWST" | "UST" => Cell::Head(b't'),
        "BRUTTO" | "BRUTTOBETRAG" | "UMSATZ" => Cell::Head(b'g'),
        "" | "%" | "INKL" | "ENTH" | "DAVON" | "SATZ" | "MWST%" | "USTSATZ" => Cell::Filler,
        key if key.len() == 1 => Cell::Code(at(word, 0)),
        _ => Cell::Other,
    }
}

fn cells(text: &[char]) -> Vec<Cell> {
    // "A=19,0%" is two words.
    let glued = matches!(text.iter().position(|c| *c == '='), Some(i) if at(text, i + 1).is_ascii_digit());
    let words: Vec<&[char]> =
        text.split(|c| *c == ' ' || (glued && *c == '=')).filter(|word| !word.is_empty()).take(16).collect();
    let next = |i: usize| words.get(i + 1).map_or(' ', |word| at(word, 0));
    words.iter().enumerate().map(|(i, word)| cell(word, next(i))).collect()
}

/// A row of the table, or a line that says the same in words.
pub(super) fn row(a: &mut Assembler, r: usize) {
    let Some(row) = a.rows.get(r).filter(|row| row.chars.contains(&'%') && row.chars.len() <= 160) else { return };
    let mut line = VatLine::default();
    let mut hundredths = -1;
    let mut sums: Vec<(&str, i64)> = Vec::new();
    let mut heads = Vec::new();
    let cells = cells(&row.chars);
    for cell in &cells {
        match cell {
            Cell::Code(code) if hundredths < 0 => line.code = Some(String::from(*code)),
            Cell::Rate(rate, value) if hundredths < 0 => {
                line.rate.clone_from(rate);
                hundredths = *value;
            }
            // Before the rate only the tax's own words stand: "H-MILCH 3,5%" is an article.
            Cell::Other | Cell::Sum(..) if hundredths < 0 => return,
            Cell::Sum(text, cents) => sums.push((text, *cents)),
            // "Netto 4,71 Steuer 0,89 Brutto 5,60"
            Cell::Head(head) if hundredths >= 0 => heads.push(*head),
            _ => {}
        }
    }
    let order = if heads.len() == sums.len() { Some(heads) } else { columns(&sums, hundredths, head_above(a, r)) };
    let Some(order) = order.filter(|_| hundredths >= 0) else { return };
    for (head, (text, _)) in order.into_iter().zip(sums) {
        let slot = match head {
            b'n' => &mut line.net,
            b't' => &mut line.tax,
            _ => &mut line.gross,
        };
        *slot = Some(String::from(text));
    }
    if line.gross.is_some() || (line.net.is_some() && line.tax.is_some()) {
        a.out.vat.push(line);
    }
}

/// The columns that a line above names.
fn head_above(a: &Assembler, r: usize) -> Vec<u8> {
    for above in a.rows.iter().take(r).rev().take(6).filter(|row| row.kind == Kind::Text) {
        let mut heads = Vec::new();
        for cell in cells(&above.chars) {
            match cell {
                Cell::Head(head) if !heads.contains(&head) => heads.push(head),
                Cell::Sum(..) | Cell::Head(_) => heads.clear(),
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
fn columns(sums: &[(&str, i64)], hundredths: i64, head: Vec<u8>) -> Option<Vec<u8>> {
    let holds = |order: &[u8]| {
        let find = |head| order.iter().position(|h| *h == head).and_then(|i| sums.get(i)).map(|sum| sum.1);
        let (net, tax, gross) = (find(b'n'), find(b't'), find(b'g'));
        let fits = |tax: i64, net: i64| (tax * 10_000 - net * hundredths).abs() <= 20_000;
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
