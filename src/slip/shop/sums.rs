//! Sums of money, what the words before them say that they are, and which of them is the total.

use super::{
    super::value::{
        at,
        number::{run, skip},
    },
    Found, any, letters,
};
use alloc::{string::String, vec::Vec};

/// What the words before a sum say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// What is to be paid in the end.
    Final,
    /// A total; with or without something, as the others say.
    Total,
    /// A total only where another sum says so: `AMOUNT`, `SUBTOTAL`, `TOTAL QTY 3 12.00`.
    Weak,
    /// Before tax.
    Net,
    Tax,
    Rounding,
    /// Given, in cash or by card.
    Given,
    Change,
    Other,
}

/// A sum on the paper.
#[derive(Clone, Copy, Debug)]
struct Sum {
    word: Word,
    cents: i64,
    row: usize,
    from: usize,
    to: usize,
}

/// Sums of one receipt that are looked at.
const MOST: usize = 200;
/// Sums of one kind that are held against the others.
const MOST_ALIKE: usize = 24;

/// What a label is, by its letters alone, in capitals.
fn word(key: &str) -> Word {
    let total = any(key, "TOTAL JUMLAH TTLSALES") || has_total(key);
    let amount = any(key, "AMOUNT AMT AMAUN");
    // A title, not the name of a tax.
    let tax = any(key, "GST TAX VAT SST SVC SERVICECH") && !any(key, "INVOICE");
    if any(key, "CHANGE BAKI") && !any(key, "EXCHANGE") {
        return Word::Change;
    }
    if any(
        key,
        "QTY QUANTITY ITEMS ITEMCOUNT PCS PIECES UNITS PAX SAVING SAVED DISCOUNT DISC POINT REBATE VOUCHER MEMBER BONUS DEPOSIT SUPPLIES PREVIOUS PRICE ITEM",
    ) {
        return if total && !any(key, "SAV DISC POINT SUPPLIES MEMBER PRICE") { Word::Weak } else { Word::Other };
    }
    if any(key, "ROUNDING RNDING ROUNDADJ ADJ RNDADJ ROUNDOFF") && !(total && any(key, "AFTER WITH INCL")) {
        return Word::Rounding;
    }
    if tax
        && (!total && !any(key, "AMOUNTDUE PAYABLERM NETT")
            || any(key, "INCLUDES INCLUDED TAXAMOUNT GSTAMOUNT TOTALSERV GSTPAYABLE")
            || (any(key, "TAXTOTAL GSTTOTAL TOTALGST TOTALTAX TOTALVAT TOTALSST") && !any(key, "INC")))
    {
        // A rate is a tax; what is sold with or without is a sum.
        return if any(key, "EXCL EXC BEFORE WITHOUT") && amount { Word::Net } else { Word::Tax };
    }
    if any(key, "EXCL EXCGST EXCTAX BEFORE WITHOUT NONTAX TAXABLE EXEMPT ZERO NETTEXC") {
        return Word::Net;
    }
    if any(key, "SUBTOTAL SUBTL SUBTOT") {
        return Word::Weak;
    }
    if total
        || any(
            key,
            "AMOUNTDUE AMTDUE AMOUNTPAYABLE AMTPAYABLE BALANCEDUE TOTDUE NETTAMOUNT NETAMOUNT NETTAMT NETAMT BALDUE AMOUNTTOPAY AMOUNTTOBEPAID AMTTOPAY AMOUNTINCL AMOUNTINC TOTDUE TOBEPAID",
        )
        || matches!(key, "DUE" | "NET" | "NETRM" | "NETT" | "NETTRM" | "TOPAY" | "BALANCE")
    {
        if any(key, "TENDER PAID RECEIVED CASH ACCEPTED GIVEN") && !any(key, "TOBEPAID") {
            return Word::Given;
        }
        return if any(
            key,
            "GRAND FINAL NETT NETTOTAL PAYABLE DUE ROUNDED AFTER TOPAY TOBEPAID NETAMOUNT NETAMT BALANCE",
        ) || key == "NET"
            || key == "NETRM"
        {
            Word::Final
        } else {
            Word::Total
        };
    }
    if any(key, "CASH TENDER PAID VISA MASTER CARD AMEX DEBIT CREDIT PAYMENT RECEIVED NETS TUNAI EFTPOS")
        && !any(key, "CASHIER")
        || key == "PAY"
    {
        return Word::Given;
    }
    if matches!(key, "AMOUNT" | "AMOUNTRM" | "AMT" | "AMTRM") {
        return Word::Weak;
    }
    Word::Other
}

/// `TOTAL` with one letter misread.
fn has_total(key: &str) -> bool {
    key.as_bytes().windows(5).any(|w| w.iter().zip(b"TOTAL").filter(|(a, b)| a != b).count() < 2)
}

/// An amount with two decimals that begins here: cents, and where it ends.
fn sum_at(row: &[char], from: usize) -> Option<(i64, usize)> {
    let mut i = from;
    let (mut cents, mut count, mut grouped) = (0i64, 0, false);
    loop {
        let c = at(row, i);
        if let Some(digit) = c.to_digit(10) {
            cents = cents.checked_mul(10)?.checked_add(i64::from(digit))?;
            count += 1;
            i += 1;
        } else if c == ',' && (1..=3).contains(&count) && run(row, i + 1, |c| c.is_ascii_digit()) == 3 {
            (count, grouped) = (0, true);
            i += 1;
        } else {
            break;
        }
    }
    // "RM 12 .50": a blank before the point, where a mark of a currency stands before the number.
    let point = at(row, i) == ' ' && at(row, i + 1) == '.' && run(row, i + 2, |c| c.is_ascii_digit()) == 2;
    if point && count > 0 && is_marked(row, from) {
        i += 1;
    }
    if (count == 0 && at(row, i) != '.') || count > 7 || (grouped && count != 3) || !matches!(at(row, i), '.' | ',') {
        return None;
    }
    // A recogniser may see a blank behind the point.
    let fraction =
        i + 1 + usize::from(at(row, i + 1) == ' ' && run(row, i + 2, |c| c.is_ascii_digit()) == 2 && count > 0);
    if run(row, fraction, |c| c.is_ascii_digit()) != 2 {
        return None;
    }
    for k in 0..2 {
        cents = cents * 10 + i64::from(at(row, fraction + k).to_digit(10)?);
    }
    let end = fraction + 2;
    let next = at(row, end);
    let after = skip(row, end);
    let number = matches!(next, '.' | ',' | '/' | ':') && at(row, end + 1).is_ascii_digit();
    (!number && at(row, after) != '%').then_some((cents, end))
}

/// Whether the mark of a currency stands before a number.
fn is_marked(row: &[char], from: usize) -> bool {
    let before = row.get(..from).unwrap_or(&[]);
    let mut back = before.iter().rev().skip_while(|c| **c == ' ');
    match back.next() {
        Some('$' | '£' | '€') => true,
        Some('M') => back.next() == Some(&'R'),
        _ => false,
    }
}

/// Whether the digits before a number belong to it, a blank between: `1 204.50`; or a letter is one that was misread: `S2.30`.
fn is_broken(row: &[char], from: usize) -> bool {
    let back = |n: usize| from.checked_sub(n).map_or(' ', |i| at(row, i));
    let thousands = run(row, from, |c| c.is_ascii_digit()) == 3
        && back(1) == ' '
        && back(2).is_ascii_digit()
        && is_marked(
            row,
            from - 1 - row.get(..from - 1).unwrap_or(&[]).iter().rev().take_while(|c| c.is_ascii_digit()).count(),
        );
    let letter = matches!(back(1), 'S' | 'O' | 'I' | 'l' | 'B' | 'Z' | '|') && !back(2).is_ascii_alphanumeric();
    thousands || letter
}

/// The letters of a currency's mark, or of a tax code behind a sum; or none.
fn is_mark(key: &str) -> bool {
    matches!(
        key,
        "" | "RM" | "MYR" | "SR" | "S" | "Z" | "ZR" | "ZRL" | "T" | "X" | "USD" | "SGD" | "GBP" | "EUR" | "US"
    )
}

/// Where a number begins.
fn begins(row: &[char], i: usize) -> bool {
    let back = |n: usize| i.checked_sub(n).map_or(' ', |i| at(row, i));
    let point = |c: char| matches!(c, '.' | ',' | '/' | ':');
    // A nought in a word, the rest of a number.
    let word = back(1).is_ascii_alphabetic() && at(row, i + 1).is_ascii_alphabetic();
    let rest = back(1).is_ascii_digit() || (point(back(1)) && back(2).is_ascii_digit());
    let number = at(row, i).is_ascii_digit() || (at(row, i) == '.' && back(1) != '.');
    number && !word && !rest
}

/// The sums of a line, each with what the words before it say; and the words behind the last number.
fn sums_of(row: &[char], r: usize) -> (Vec<Sum>, String) {
    let mut found: Vec<Sum> = Vec::new();
    let mut label = String::new();
    let (mut i, mut start) = (0, 0);
    while i < row.len() && found.len() < 12 {
        if !begins(row, i) {
            i += 1;
            continue;
        }
        let words = row.get(start..i).unwrap_or(&[]);
        let key = letters(words);
        let own = !is_mark(&key);
        if own {
            label.push_str(&key);
        }
        let Some((cents, end)) = sum_at(row, i).filter(|_| !is_broken(row, i)) else {
            // A rate, a count, a number.
            i += run(row, i, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
            start = i;
            continue;
        };
        let word = match found.last() {
            Some(last) if !own => last.word,
            _ => word(&label),
        };
        let signed = words.iter().rev().find(|c| !" $RMrm.".contains(**c)) == Some(&'-');
        let negative = signed || at(row, end) == '-';
        found.push(Sum { word, cents: if negative { -cents } else { cents }, row: r, from: i, to: end });
        if own {
            label.clear();
        }
        (i, start) = (end, end);
    }
    (found, [label, letters(row.get(start..).unwrap_or(&[]))].concat())
}

/// Every sum, with what the words say that it is. Lines of words alone name the sums that stand alone below, when there
/// are as many of both.
fn sums(rows: &[&[char]]) -> Vec<Sum> {
    let mut all: Vec<Sum> = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    let mut table = false;
    let mut r = 0;
    while let Some(row) = rows.get(r).filter(|_| all.len() < MOST) {
        let (mut own, rest) = sums_of(row, r);
        let whole = letters(row);
        table |= any(&whole, "SUMMARY ANALYSIS BREAKDOWN");
        match own.as_mut_slice() {
            [] => {
                let word = word(&rest);
                if word != Word::Other {
                    words.push(word);
                } else if !is_mark(&whole) || row.iter().any(char::is_ascii_digit) {
                    words.clear();
                }
            }
            [_] if is_mark(&whole) => {
                let column: Vec<Sum> = rows
                    .iter()
                    .enumerate()
                    .skip(r)
                    .map_while(|(r, row)| match sums_of(row, r).0.as_slice() {
                        [one] if is_mark(&letters(row)) => Some(*one),
                        _ => None,
                    })
                    .collect();
                r += column.len() - 1;
                let named = words.len() == column.len();
                all.extend(column.iter().enumerate().map(|(i, sum)| Sum {
                    word: match words.get(i).copied().filter(|_| named) {
                        Some(Word::Total) if table => Word::Weak,
                        word => word.unwrap_or(Word::Other),
                    },
                    ..*sum
                }));
                words.clear();
            }
            sums => {
                words.clear();
                let n = sums.len();
                let total = |s: &Sum| matches!(s.word, Word::Total | Word::Final | Word::Weak);
                // A row of the tax table; or a count before the sum.
                // Seen twice is one.
                let same = sums.first().is_some_and(|first| sums.iter().all(|s| s.cents == first.cents));
                if n > 1 && !same && sums.iter().all(total) {
                    for (k, sum) in sums.iter_mut().enumerate() {
                        sum.word = if table || k + 1 < n { Word::Other } else { Word::Weak };
                    }
                }
                all.append(&mut own);
            }
        }
        r += 1;
    }
    all
}

/// The one value of a list, if there is one.
fn only(mut list: Vec<i64>) -> Option<i64> {
    list.sort_unstable();
    list.dedup();
    if let [one] = list.as_slice() { Some(*one) } else { None }
}

/// What was paid: whether there are sums of a bill at all, whether a line names a total, and the total where it can be
/// told.
pub(super) fn total(rows: &[&[char]]) -> (bool, bool, Option<Found>) {
    let sums = sums(rows);
    let total = |s: &Sum| matches!(s.word, Word::Total | Word::Final);
    let worded = || sums.len() > 1 && rows.iter().any(|row| has_total(&letters(row)));
    let named = sums.iter().any(total) || worded();
    let bill = named || (sums.len() > 2 && sums.iter().any(|s| s.word != Word::Other));
    (bill, named, chosen(sums))
}

fn chosen(mut sums: Vec<Sum>) -> Option<Found> {
    // Rounding is of a few cents; more behind that word is what comes of it.
    for sum in sums.iter_mut().filter(|s| s.word == Word::Rounding && s.cents > 9) {
        sum.word = Word::Final;
    }
    let all = |words: &[Word]| -> Vec<i64> {
        sums.iter().filter(|s| words.contains(&s.word) && s.cents != 0).map(|s| s.cents).take(MOST_ALIKE).collect()
    };
    let stated: Vec<i64> = all(&[Word::Final, Word::Total]).into_iter().filter(|c| *c > 0).collect();
    let finals: Vec<i64> = all(&[Word::Final]).into_iter().filter(|c| *c > 0).collect();
    let weak: Vec<i64> = all(&[Word::Weak, Word::Net]);
    let given: Vec<i64> = all(&[Word::Given]).into_iter().map(i64::abs).collect();
    let given_all = given.iter().fold(0, |sum: i64, c| sum.saturating_add(*c));
    let change: Vec<i64> =
        sums.iter().filter(|s| s.word == Word::Change).map(|s| s.cents.abs()).take(MOST_ALIKE).collect();
    let roundings = all(&[Word::Rounding]);
    let taxes = all(&[Word::Tax]);
    let all_taxes = taxes.iter().fold(0, |sum: i64, c| sum.saturating_add(*c));
    let paid_within = |v: i64, cents: i64| {
        let gave = |c: i64| given.iter().chain([&given_all]).any(|g| (g - c).abs() <= cents);
        if change.is_empty() { gave(v) } else { change.iter().any(|c| gave(v + c)) }
    };
    let paid = |v: &i64| paid_within(*v, 0);
    let rounded = |v: &i64| v % 5 == 0 && stated.iter().chain(&weak).any(|other| other != v && (other - v).abs() < 5);
    let taxed = |v: &i64| {
        stated.iter().chain(&weak).any(|n| {
            n < v && taxes.iter().chain([&all_taxes]).any(|t| roundings.iter().chain([&0]).any(|r| n + t + r == *v))
        })
    };
    let filter = |list: &[i64], keep: &dyn Fn(&i64) -> bool| only(list.iter().copied().filter(|v| keep(v)).collect());
    // Rounded without a word for it.
    let loose: Vec<i64> = sums.iter().filter(|s| s.word == Word::Other).map(|s| s.cents).collect();
    let beside = |v: &i64| {
        !change.is_empty() && v % 5 == 0 && paid(v) && stated.iter().any(|other| other != v && (other - v).abs() < 5)
    };
    let choice = filter(&stated, &paid)
        .or_else(|| filter(&loose, &beside))
        .or_else(|| only(stated.clone()))
        .or_else(|| filter(&stated, &rounded))
        .or_else(|| only(finals.clone()))
        .or_else(|| filter(&stated, &taxed))
        .or_else(|| filter(&weak, &paid).filter(|_| stated.is_empty()))?;
    // What was given and given back says otherwise.
    if !given.is_empty() && change.iter().any(|c| *c > 0) && !paid_within(choice, 5) {
        return None;
    }
    // Nothing is dearer than all together, unless something was taken off it: then what was given must say so.
    let times = stated.iter().filter(|c| **c == choice).count();
    let goods = |s: &&Sum| matches!(s.word, Word::Other | Word::Weak | Word::Net | Word::Tax);
    let dearest = sums.iter().filter(goods).map(|s| s.cents).max().unwrap_or(0);
    let between = || {
        loose.iter().any(|a| change.iter().any(|b| *b > 0 && a - b == choice))
            || given.iter().any(|a| loose.iter().any(|b| *b > 0 && a - b == choice))
    };
    if dearest > choice && times < 2 && !finals.contains(&choice) && !paid_within(choice, 5) && !between() {
        return None;
    }
    let own = |s: &&Sum| s.cents == choice;
    let at = sums
        .iter()
        .rev()
        .find(|s| own(s) && matches!(s.word, Word::Final | Word::Total))
        .or_else(|| sums.iter().find(own))?;
    Some(Found { value: decimal(choice), row: at.row, from: at.from, to: at.to })
}

/// Cents as an amount with two decimals.
fn decimal(cents: i64) -> String {
    let mut digits = String::new();
    let mut rest = cents;
    while rest > 0 || digits.len() < 4 {
        if digits.len() == 2 {
            digits.push('.');
        }
        digits.push(char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
    }
    digits.chars().rev().collect()
}
