//! Settlement files of the all-channel platform, cut in bytes (reconcile.md, 4.1 and 4.2).

use crate::{
    date::{self, DateOrder, Day, NO_DAY},
    encoding::{Encoding, Unicode},
    numbers::{id, mask_text, set_card},
    row::{Kind, Leg, NO_AMOUNT, NO_TIME, Row},
    rows::{FileRows, Why, is_approval},
    text::{Sym, Texts},
};

/// Bytes of each field of a ZM line; one blank stands between.
const ZM: [usize; 41] = [
    3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13,
    13, 8, 32, 13, 13, 12, 2, 1, 32,
];
/// The same of an ACOM line.
const ACOM: [usize; 33] =
    [11, 11, 6, 10, 19, 12, 12, 12, 4, 6, 4, 8, 15, 12, 2, 6, 11, 6, 2, 3, 12, 12, 12, 1, 3, 1, 1, 10, 11, 1, 2, 2, 12];

/// What a file of lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fixed {
    Zm,
    /// Errors and adjustments: listed, not matched.
    Zme,
    Acom,
}

/// A field by its number in the table of the specification, from 1.
fn field<'a>(line: &'a [u8], widths: &[usize], number: usize) -> &'a [u8] {
    let start: usize = widths.iter().take(number - 1).map(|width| width + 1).sum();
    let width = widths.get(number - 1).copied().unwrap_or(0);
    line.get(start..(start + width).min(line.len())).unwrap_or_default().trim_ascii()
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let split = bytes.split(|byte| *byte == b'\n');
    (1..).zip(split).map(|(number, line)| (number, line.strip_suffix(b"\r").unwrap_or(line)))
}

/// Recognises a file by its content: nine tenths of the first 50 lines have digits where they must be.
pub(crate) fn recognise(bytes: &[u8], name: &str) -> Option<Fixed> {
    let digits = |field: &[u8], length: usize| field.len() == length && field.iter().all(u8::is_ascii_digit);
    let (mut seen, mut zm, mut acom, mut adjusted) = (0, 0, 0, 0);
    for (_, line) in lines(bytes).filter(|(_, line)| !line.trim_ascii().is_empty()).take(50) {
        seen += 1;
        zm += u32::from(
            [(4, 6), (5, 10), (7, 12), (8, 4)].iter().all(|(at, length)| digits(field(line, &ZM, *at), *length)),
        );
        acom += u32::from(
            [(3, 6), (4, 10), (6, 12), (9, 4)].iter().all(|(at, length)| digits(field(line, &ACOM, *at), *length)),
        );
        // Where ZM has a query id of 21 characters, ZME has a type of two and a trace of six.
        adjusted += u32::from(line.get(80 + 9) == Some(&b' '));
    }
    let most = |count: u32| seen > 0 && count * 10 >= seen * 9;
    if most(zm) {
        return Some(if name.contains("ZME_") || (!name.contains("ZM_") && most(adjusted)) {
            Fixed::Zme
        } else {
            Fixed::Zm
        });
    }
    most(acom).then_some(Fixed::Acom)
}

/// The day of settlement in a file's name: `INN26111188ZM_…`, `IND26111101ACOM`.
pub(crate) fn settlement_day(name: &str) -> Option<Day> {
    let at = name
        .match_indices("IN")
        .map(|(at, _)| at)
        .find(|at| name.get(at + 3..at + 9).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())))?;
    let part = |from: usize| name.get(at + from..at + from + 2).and_then(|digits| digits.parse::<i32>().ok());
    date::day(2000 + part(3)?, part(5)?, part(7)?)
}

/// A file that was saved as UTF-8 on its way: what stands behind a name begins where it did, as two bytes of each of its characters.
fn in_two_bytes(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(bytes).ok().filter(|text| !text.is_ascii())?;
    Some(
        text.chars()
            .flat_map(|c| if c.is_ascii() { [Some(c as u8), None] } else { [Some(b' '), Some(b' ')] })
            .flatten()
            .collect(),
    )
}

/// Reads all lines. Says whether there were no more than allowed.
pub(crate) fn read(
    bytes: &[u8],
    fixed: Fixed,
    (leg, file): (Leg, u32),
    (settled, reference): (Option<Day>, Option<Day>),
    most_rows: usize,
    (texts, unicode): (&mut Texts, &Unicode),
    out: &mut FileRows,
) -> bool {
    let widths: &[usize] = if fixed == Fixed::Acom { &ACOM } else { &ZM };
    let resaved = in_two_bytes(bytes);
    let bytes = resaved.as_deref().unwrap_or(bytes);
    for (number, line) in lines(bytes) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        if fixed == Fixed::Zme {
            out.ignored.push((number, Why::AdjustmentFile));
            continue;
        }
        if out.rows.len() >= most_rows {
            return false;
        }
        let mut row = Row::new(leg, file, number);
        row.settle = settled.unwrap_or(NO_DAY);
        let mut line = Line { bytes: line, widths, texts, unicode };
        let outcome = if fixed == Fixed::Acom { line.acom(&mut row, reference) } else { line.zm(&mut row, reference) };
        match outcome {
            Ok(()) => out.rows.push(row),
            Err(why) => {
                out.ignored.push((number, why));
                if why == Why::Failed {
                    out.failed.push(row);
                }
            }
        }
    }
    true
}

struct Line<'a> {
    bytes: &'a [u8],
    widths: &'a [usize],
    texts: &'a mut Texts,
    unicode: &'a Unicode,
}

impl Line<'_> {
    fn text(&self, number: usize) -> String {
        let bytes = field(self.bytes, self.widths, number);
        match core::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => text.to_owned(),
            _ => (self.unicode.decode)(Encoding::Gb18030, bytes),
        }
    }

    fn put(&mut self, number: usize, fill: (usize, usize)) -> Sym {
        let text = id(&self.text(number), fill);
        self.texts.put(&text)
    }

    /// An amount in minor units; its sign is `C`, `D`, `+`, `-` or absent, and says less than the kind.
    fn amount(&self, number: usize) -> Option<i64> {
        let text = self.text(number);
        let digits = text.trim_start_matches(['C', 'D', '+', '-', ' ']);
        digits.parse::<i64>().ok().filter(|amount| (0..1_000_000_000_000).contains(amount))
    }

    fn moment(&self, number: usize, row: &mut Row, reference: Option<Day>) -> Result<(), Why> {
        let (written, clock) = date::parse(&self.text(number), DateOrder::DayFirst).ok_or(Why::NoDate)?;
        row.date = written.resolve(reference, None).ok_or(Why::NoDate)?;
        row.time = clock.unwrap_or(NO_TIME);
        Ok(())
    }

    fn zm(&mut self, row: &mut Row, reference: Option<Day>) -> Result<(), Why> {
        self.moment(5, row, reference)?;
        let amount = self.amount(7).ok_or(Why::NoAmount)?;
        row.kind = match (&*self.text(20), &*self.text(1)) {
            ("02" | "32", _) => return Err(Why::Preauth),
            ("04", _) => Kind::Refund,
            ("31" | "33", _) => Kind::Void,
            ("01" | "03", _) => Kind::Sale,
            (_, "S30") => Kind::Refund,
            _ => Kind::Sale,
        };
        let sign = if row.kind == Kind::Sale { 1 } else { -1 };
        row.amount = sign * amount;
        crate::rows::settle(row, self.amount(16), self.amount(17));
        row.trace = self.put(4, (1, 6));
        row.mcc = self.put(8, (0, 0));
        row.channel_id = self.put(10, (0, 0));
        row.order = self.put(12, (0, 0));
        row.original_trace = self.put(14, (1, 6));
        row.original_channel_id = self.put(27, (0, 0));
        row.merchant = self.put(28, (0, 0));
        row.terminal = self.put(34, (1, 8));
        let name = mask_text(&self.text(31));
        row.merchant_name = self.texts.put(&name);
        row.text = row.merchant_name;
        set_card(row, &self.text(6), self.texts);
        Ok(())
    }

    fn acom(&mut self, row: &mut Row, reference: Option<Day>) -> Result<(), Why> {
        self.moment(4, row, reference)?;
        let amount = self.amount(6).ok_or(Why::NoAmount)?;
        row.original_trace = self.put(18, (1, 6));
        let (message, processing) = (self.text(9), self.text(10));
        row.kind = match &*message {
            "0420" | "0430" => Kind::Reversal,
            "0220" if processing.starts_with("20") && !row.original_trace.is_some() => Kind::Refund,
            _ if processing.starts_with("20") => Kind::Void,
            _ => Kind::Sale,
        };
        row.amount = if row.kind == Kind::Sale { amount } else { -amount };
        // Interchange fees are between the institutions: they are not the merchant's.
        (row.fee, row.net) = (NO_AMOUNT, NO_AMOUNT);
        row.trace = self.put(3, (1, 6));
        row.mcc = self.put(11, (0, 0));
        row.terminal = self.put(12, (1, 8));
        row.merchant = self.put(13, (0, 0));
        row.rrn = self.put(14, (9, 12));
        row.auth = self.put(16, (0, 0));
        set_card(row, &self.text(5), self.texts);
        let response = self.text(19);
        if response.is_empty() || is_approval(&response) { Ok(()) } else { Err(Why::Failed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_settlement_is_in_the_name() {
        assert_eq!(settlement_day("INN26111188ZM_898440358127779"), date::day(2026, 11, 11));
        assert_eq!(settlement_day("IND26010201ACOM"), date::day(2026, 1, 2));
        assert_eq!(settlement_day("898440358127779_20261111.zip"), None);
    }
}
