//! Bank statements with formats of their own: CAMT.052, .053, .054 (ISO 20022) and MT940 (SWIFT), reconcile.md 4.3.

use crate::{
    amount,
    date::{self, DateOrder, Day, NO_DAY, Written},
    markup::{Piece, attribute, walk},
    numbers::mask_text,
    row::{Leg, Row},
    rows::{FileRows, Why},
    text::Texts,
};

/// What a statement says of itself.
pub(crate) struct Statement {
    /// From and to.
    pub(crate) period: Option<(Day, Day)>,
    /// Whether it could be read to its end, within the bound.
    pub(crate) complete: bool,
}

/// Whether a text is a CAMT message.
pub(crate) fn is_camt(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect();
    head.trim_start().starts_with('<')
        && ["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"].iter().any(|name| head.contains(name))
}

/// Whether a text is an MT940.
pub(crate) fn is_mt940(text: &str) -> bool {
    let has =
        |tag: &str| text.lines().take(200).any(|line| line.starts_with(tag) || line.contains(&format!("{{4:{tag}")));
    (has(":60F:") || has(":60M:") || has(":20:")) && text.lines().any(|line| line.starts_with(":61:"))
}

fn widen(period: &mut Option<(Day, Day)>, day: Day) {
    *period = Some(period.map_or((day, day), |(from, to)| (from.min(day), to.max(day))));
}

#[derive(Default)]
struct Entry {
    line: u32,
    amount: String,
    currency: String,
    credit: bool,
    state: String,
    booked: Option<(Day, Option<i32>)>,
    valued: Option<Day>,
    texts: Vec<String>,
    original: String,
    original_currency: String,
}

/// Reads a CAMT message: entries with sign, booking day, remittance text and names.
pub(crate) fn camt(
    text: &str,
    (leg, file): (Leg, u32),
    most_rows: usize,
    texts: &mut Texts,
    out: &mut FileRows,
) -> Statement {
    let mut path: Vec<String> = Vec::new();
    let mut entry: Option<Entry> = None;
    let (mut period, mut complete) = (None, true);
    let (mut counted, mut line) = (0usize, 1u32);
    let reached = walk(text, &mut |piece, at| {
        match piece {
            Piece::Open(name, attributes) => {
                if path.len() > 64 {
                    complete = false;
                    return false;
                }
                let currency = attribute(attributes, "Ccy");
                if name == "Ntry" {
                    line += text.get(counted..at).map_or(0, |part| part.matches('\n').count()).try_into().unwrap_or(0);
                    counted = at.max(counted);
                    entry = Some(Entry { line, ..Entry::default() });
                } else if let (Some(entry), "Amt", Some(currency)) = (&mut entry, name, currency) {
                    match path.last().map(String::as_str) {
                        Some("Ntry") => entry.currency = currency.to_owned(),
                        Some("InstdAmt") => entry.original_currency = currency.to_owned(),
                        _ => {}
                    }
                }
                path.push(name.to_owned());
            }
            Piece::Close(name) => {
                path.pop();
                if name == "Ntry"
                    && let Some(entry) = entry.take()
                {
                    if out.rows.len() >= most_rows {
                        complete = false;
                        return false;
                    }
                    finish(entry, (leg, file), texts, out);
                }
            }
            Piece::Text(text) => {
                let text = text.trim();
                let above =
                    |up: usize| path.len().checked_sub(up + 1).and_then(|at| path.get(at)).map_or("", String::as_str);
                if text.is_empty() {
                    return true;
                }
                match &mut entry {
                    Some(entry) => value(entry, above(0), above(1), text),
                    None if above(1) == "FrToDt" => {
                        if let Some((Written::Full(day), _)) = date::parse(text, DateOrder::DayFirst) {
                            widen(&mut period, day);
                        }
                    }
                    None => {}
                }
            }
        }
        true
    });
    Statement { period, complete: complete && reached }
}

/// Takes a value of an entry: the element it stands in, and the one around that.
fn value(entry: &mut Entry, name: &str, around: &str, text: &str) {
    match (name, around) {
        ("Amt", "Ntry") => entry.amount.push_str(text),
        ("Amt", "InstdAmt") => entry.original.push_str(text),
        ("CdtDbtInd", "Ntry") => entry.credit = text == "CRDT",
        ("Sts", _) | ("Cd", "Sts") => entry.state = text.to_owned(),
        ("RvslInd", _) if text == "true" || text == "1" => entry.texts.push("reversal".to_owned()),
        ("Dt" | "DtTm", "BookgDt") => {
            if let Some((Written::Full(day), clock)) = date::parse(text, DateOrder::DayFirst) {
                entry.booked = Some((day, clock));
            }
        }
        ("Dt" | "DtTm", "ValDt") => {
            if let Some((Written::Full(day), _)) = date::parse(text, DateOrder::DayFirst) {
                entry.valued = Some(day);
            }
        }
        ("Ustrd" | "Nm" | "AddtlNtryInf" | "AddtlTxInf" | "EndToEndId" | "Ref" | "AcctSvcrRef", _)
            if text != "NOTPROVIDED" && entry.texts.len() < 100 =>
        {
            entry.texts.push(text.to_owned());
        }
        _ => {}
    }
}

fn finish(entry: Entry, (leg, file): (Leg, u32), texts: &mut Texts, out: &mut FileRows) {
    let why = match entry.state.as_str() {
        "PDNG" | "FUTR" | "INFO" => Some(Why::Pending),
        _ if entry.booked.is_none() && entry.valued.is_none() => Some(Why::NoDate),
        _ => None,
    };
    let currency = amount::currency(&entry.currency);
    let money = amount::parse(&entry.amount, false, currency);
    let (Some(money), None) = (money, why) else {
        out.ignored.push((entry.line, why.unwrap_or(Why::NoAmount)));
        if let (Some(Why::Pending), Some(day)) = (why, entry.booked.map(|(day, _)| day).or(entry.valued)) {
            out.announced_days.insert(day);
        }
        return;
    };
    let mut row = Row::new(leg, file, entry.line);
    let (day, clock) = entry.booked.or(entry.valued.map(|day| (day, None))).unwrap_or((NO_DAY, None));
    row.date = day;
    row.time = clock.unwrap_or(row.time);
    let sign = if entry.credit { 1 } else { -1 };
    row.amount = sign * money.units;
    row.currency = texts.put(if currency.is_some() { currency.unwrap_or("") } else { &entry.currency });
    if entry.original_currency != entry.currency
        && let Some(original) = amount::parse(&entry.original, false, amount::currency(&entry.original_currency))
    {
        row.original = sign * original.units;
        row.original_currency = texts.put(&entry.original_currency);
    }
    row.text = texts.put(&mask_text(&entry.texts.join(" ")));
    out.rows.push(row);
}

/// Reads an MT940: `:61:` with its `:86:`.
pub(crate) fn mt940(
    text: &str,
    (leg, file): (Leg, u32),
    most_rows: usize,
    texts: &mut Texts,
    out: &mut FileRows,
) -> Statement {
    let mut statement = Statement { period: None, complete: true };
    let mut currency = "";
    let mut row: Option<Row> = None;
    let mut words = String::new();
    let mut tag = "";
    let close = |row: &mut Option<Row>, words: &mut String, texts: &mut Texts, out: &mut FileRows| {
        if let Some(mut row) = row.take() {
            row.text = texts.put(&mask_text(words.split_whitespace().collect::<Vec<_>>().join(" ").as_str()));
            out.rows.push(row);
        }
        words.clear();
    };
    for (number, line) in (1u32..).zip(text.lines()) {
        let line = line.trim_end();
        let tagged = line
            .strip_prefix(':')
            .and_then(|rest| rest.split_once(':'))
            .filter(|(tag, _)| (2..=3).contains(&tag.len()));
        let Some((name, value)) = tagged else {
            // Goes on: without a break at :86:, where marks separate.
            if tag == "86" && row.is_some() && words.len() < 4000 {
                words.push_str(&unmarked(line));
            } else if tag == "61" && words.len() < 4000 {
                words.push(' ');
                words.push_str(line);
            }
            continue;
        };
        tag = name;
        match name {
            "60F" | "62F" | "60M" | "62M" => {
                close(&mut row, &mut words, texts, out);
                if let Some(day) = value.get(1..7).and_then(short_day) {
                    widen(&mut statement.period, day);
                }
                currency = value.get(7..10).unwrap_or(currency);
            }
            "61" => {
                close(&mut row, &mut words, texts, out);
                if out.rows.len() >= most_rows {
                    statement.complete = false;
                    return statement;
                }
                match entry_line(value, currency) {
                    Some((day, units, rest)) => {
                        let mut found = Row::new(leg, file, number);
                        (found.date, found.amount) = (day, units);
                        found.currency = texts.put(currency);
                        row = Some(found);
                        words.push_str(rest);
                        words.push(' ');
                    }
                    None => out.ignored.push((number, Why::NoAmount)),
                }
            }
            "86" => {
                words.push(' ');
                words.push_str(&unmarked(value));
            }
            _ => close(&mut row, &mut words, texts, out),
        }
    }
    close(&mut row, &mut words, texts, out);
    statement
}

fn short_day(digits: &str) -> Option<Day> {
    let part = |from: usize| digits.get(from..from + 2).and_then(|digits| digits.parse::<i32>().ok());
    date::day(2000 + part(0)?, part(2)?, part(4)?)
}

/// The text with its marks `?nn` as blanks.
fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('?') {
        out.push_str(before);
        if behind.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) {
            out.push(' ');
            rest = behind.get(2..).unwrap_or("");
        } else {
            out.push('?');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// `:61:` → day of booking, amount with sign, and what stands behind.
fn entry_line<'a>(value: &'a str, currency: &str) -> Option<(Day, i64, &'a str)> {
    let valued = value.get(..6).and_then(short_day)?;
    let mut rest = value.get(6..)?;
    let mut day = valued;
    if let Some(digits) = rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) {
        rest = rest.get(4..)?;
        let year = date::civil(valued).0;
        let month = digits.get(..2)?.parse().ok()?;
        let of_month = digits.get(2..)?.parse().ok()?;
        // Booked around the turn of the year: the year that is nearest.
        let near = (year - 1..=year + 1).filter_map(|year| date::day(year, month, of_month));
        day = near.min_by_key(|day| (day - valued).abs()).unwrap_or(valued);
    }
    let (sign, behind) = [("RC", -1), ("RD", 1), ("EC", 1), ("ED", -1), ("C", 1), ("D", -1)]
        .iter()
        .find_map(|(mark, sign)| rest.strip_prefix(mark).map(|behind| (*sign, behind)))?;
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let length = behind.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    let (digits, behind) = behind.split_at_checked(length)?;
    let money = amount::parse(digits, true, amount::currency(currency))?;
    Some((day, sign * money.units, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mt940_entries_have_day_sign_and_text() {
        let text = ":20:X\r\n:25:1/2\r\n:60F:C261101EUR1000,00\r\n:61:2611111111C7494,07NTRFNONREF//1\r\n:86:166?00GUTSCHRIFT?20Kartenabrechnung\r\n?21188726639\r\n:61:261112RC5,00NTRF\r\n:62F:C261127EUR1,00\r\n-\r\n";
        assert!(is_mt940(text));
        let (mut texts, mut out) = (Texts::default(), FileRows::default());
        let statement = mt940(text, (Leg::Bank, 0), 100, &mut texts, &mut out);
        assert_eq!(statement.period, Some((date::day(2026, 11, 1).unwrap(), date::day(2026, 11, 27).unwrap())));
        assert_eq!(out.rows.iter().map(|row| (row.line, row.amount)).collect::<Vec<_>>(), [(4, 749_407), (7, -500)]);
        assert!(texts.get(out.rows[0].text).contains("Kartenabrechnung 188726639"));
        assert_eq!(texts.get(out.rows[0].currency), "EUR");
    }

    #[test]
    fn camt_entries_have_day_sign_and_text() {
        let text = "<Document><BkToCstmrStmt><Stmt><FrToDt><FrDtTm>2026-11-01T00:00:00</FrDtTm><ToDtTm>2026-11-27T23:59:59</ToDtTm></FrToDt>\n\
            <Ntry><Amt Ccy=\"EUR\">7494.07</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-11</Dt></BookgDt>\
            <NtryDtls><TxDtls><Amt Ccy=\"EUR\">1.00</Amt><RmtInf><Ustrd>a &amp; b</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\
            <Ntry><Amt Ccy=\"EUR\">1.00</Amt><Sts>PDNG</Sts></Ntry></Stmt></BkToCstmrStmt></Document>";
        assert!(is_camt(text));
        let (mut texts, mut out) = (Texts::default(), FileRows::default());
        let statement = camt(text, (Leg::Bank, 0), 100, &mut texts, &mut out);
        assert!(statement.complete);
        assert_eq!(statement.period, Some((date::day(2026, 11, 1).unwrap(), date::day(2026, 11, 27).unwrap())));
        assert_eq!(out.rows.iter().map(|row| (row.line, row.amount)).collect::<Vec<_>>(), [(2, -749_407)]);
        assert_eq!(texts.get(out.rows[0].text), "a & b");
        assert_eq!(out.ignored, [(2, Why::Pending)]);
    }
}
