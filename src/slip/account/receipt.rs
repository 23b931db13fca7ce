//! The receipt of a till that carries a slip's code: its goods come to what was signed, and cash less its change too.

use super::*;

/// Sums of the goods above.
const SUB: &str = "SUBTOTAL|小计|ZWISCHENSUMME";
/// What comes back of the cash.
const CHANGE: &str = "找零|找赎|CHANGE|RUCKGELD|RUCK|ZURUCK|WECHSELGELD";
/// Beside a word for what is to pay these name no goods.
const NO_GOODS: &str = "GRAND|YOUR|THIS|FINAL|NETTO|BRUTTO|CARD|CASH|SALE|SALES|TODAY|HAVE|WITH|INCL|NOW";
/// A price of these is none of goods.
const NO_PRICE: &str = "VER|V|VERSION|版本|POINTS|PUNKTE|积分|汇率|KURS|RATE";

/// What a line of a receipt says.
pub(super) enum Item {
    /// Words, capitals, and the price at the end.
    Price(String, i64),
    /// The price of the line below.
    Below(i64),
}

/// Lines of a till's receipt that are accounted for: goods, money off, taxes and sums of them above the total that come
/// to the signed amount; below it cash and its change, and the sum of a table of taxes. None where they do not.
pub(super) fn receipt(reading: &Reading, account: &Account<'_>) -> Vec<usize> {
    let Some(amount) = account.amount.filter(|_| !account.signed.till && account.decimals > 0) else {
        return Vec::new();
    };
    let (signed, decimals) = (account.signed, account.decimals);
    let (mut found, mut sum, mut below, mut given) = (Vec::new(), 0_i64, None, None);
    let (mut total, mut taxes) = (false, false);
    for (at_line, line) in reading.lines.iter().enumerate() {
        let chars = Row::new(&line.text).chars;
        let words = upper(&chars);
        let comes = sum == amount || (signed.negative && sum == -amount);
        let printed = sum::sums(&chars, decimals);
        if !total && comes && below.is_none() && any(&words, words::AMOUNT) && !any(&words, SUB) {
            total = printed.contains(&amount);
            if total {
                continue;
            }
        }
        if let [net, tax, gross] = printed.as_slice() {
            if total && taxes && *gross == amount && net.checked_add(*tax) == Some(amount) && tax < net {
                found.push(at_line);
            }
            taxes = table::has(&words, "%");
        }
        let item = item(&chars, &words, signed.currency, decimals).filter(|_| !daily::daily(&chars, account.amount));
        let Some(item) = item else { continue };
        match item {
            Item::Below(price) if !total && below.is_none() => {
                below = Some(price);
                found.push(at_line);
            }
            Item::Price(label, price) if !total => {
                let lawful = if any(&label, SUB) {
                    price == sum
                } else {
                    sum = sum.saturating_add(price);
                    price.saturating_abs() <= amount
                        && below.is_none_or(|below| below == price)
                        && (!any(&label, words::OTHER_SUM) || names_goods(&label))
                        && (any(&label, words::TAX) || !any(&label, words::AMOUNT) || names_goods(&label))
                };
                if !lawful {
                    return Vec::new();
                }
                below = None;
                found.push(at_line);
                if label.is_empty() && at_line > 0 {
                    found.extend(names_above(reading, at_line));
                }
            }
            Item::Price(label, price) => match given {
                Some((line, cash)) if any(&label, CHANGE) && cash == amount.saturating_add(price) => {
                    found.extend([line, at_line]);
                }
                _ if any(&label, words::GIVEN) && price > amount => given = Some((at_line, price)),
                _ => {}
            },
            Item::Below(_) => {}
        }
    }
    if total { found } else { Vec::new() }
}

/// The line above a price without words, when it names goods: `大米5kg`.
fn names_above(reading: &Reading, at_line: usize) -> Option<usize> {
    let above =
        (0..at_line).rev().find(|&line| reading.lines.get(line).is_some_and(|line| !line.text.trim().is_empty()))?;
    let chars = Row::new(&reading.lines.get(above)?.text).chars;
    let measure = |&(from, to): &(usize, usize)| {
        to - from <= 4 && from > 0 && is_letter(at(&chars, from - 1)) && is_letter(at(&chars, to))
    };
    let goods = kind::numbers(&chars).iter().all(measure) && !any(&upper(&chars), words::AMOUNT);
    goods.then_some(above)
}

/// Whether a word of goods stands beside a word for what is to pay: `TOTAL CLEANER`.
fn names_goods(label: &str) -> bool {
    let goods = |word: &str| {
        word.len() > 3
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && !any(word, words::AMOUNT)
            && !any(word, words::OTHER_SUM)
            && !any(word, NO_GOODS)
    };
    !label.bytes().any(|b| b.is_ascii_digit()) && label.split(' ').any(goods)
}

/// What a line says that ends with a price; `None` when another number in it might be one.
pub(super) fn item(chars: &[char], words: &str, currency: &str, decimals: usize) -> Option<Item> {
    let strange = |c: char| !c.is_ascii() && !is_han(c) && c.is_numeric();
    let clock = chars.windows(3).any(|part| matches!(part, [a, ':', b] if is_digit(*a) && is_digit(*b)));
    if clock || chars.iter().any(|&c| strange(c)) || any(words, NO_PRICE) {
        return None;
    }
    let price = |word: &str| price(word, currency, decimals);
    let mut parts: Vec<&str> = words.split([' ', ':']).filter(|part| !part.is_empty()).collect();
    // The letter of its tax.
    if parts.last().is_some_and(|last| matches!(last.as_bytes(), [b'A'..=b'Z'])) {
        parts.pop();
    }
    let last = price(parts.pop()?)?;
    let times = |word: &str| matches!(word, "X" | "×" | "*");
    let product = |count: &str, each: i64| {
        let count = count.parse::<i64>().ok().filter(|count| (1..1000).contains(count))?;
        each.checked_mul(count)
    };
    match parts.as_slice() {
        [count, x] if times(x) => return product(count, last).map(Item::Below),
        [each, count] if price(each).is_some() => {
            return (product(count, price(each)?)? == last).then_some(Item::Price(String::new(), last));
        }
        _ => {}
    }
    // "6 x 21.89 NOTEBOOK 131.34".
    if let Some(x) = (1..parts.len()).find(|&x| parts.get(x).is_some_and(|part| times(part)))
        && let Some([count, _, each]) = parts.get(x - 1..x + 2)
        && let Some(each) = price(each)
    {
        if product(count, each)? != last {
            return None;
        }
        parts.drain(x - 1..x + 2);
    }
    // "NOODLES 2 38.00 76.00", "2 NOODLES @ 44.00 88.00".
    if let [head @ .., count, each] = parts.as_slice()
        && let Some(each) = price(each)
    {
        // "2 X LATTE 4.00 8.00".
        let ahead = *count == "@" || head.get(1).is_some_and(|word| times(word));
        let count = if ahead { head.first()? } else { count };
        if product(count, each)? != last {
            return None;
        }
        let name = parts.get(..parts.len() - if ahead { 1 } else { 2 }).unwrap_or_default();
        return Some(Item::Price(name.join(" "), last));
    }
    // "TEA 1 138.00".
    if kind::numbers(chars).iter().any(|&(from, to)| is_grouped(chars, from, to)) {
        return None;
    }
    let money = |part: &&str| price(part).is_some() || part.chars().any(is_money) || number::currency(part).is_some();
    (!parts.iter().any(money)).then(|| Item::Price(parts.join(" "), last))
}

/// A word that is a number with the currency's decimals, and its sign.
fn price(word: &str, currency: &str, decimals: usize) -> Option<i64> {
    let (mut minus, mut word) = (false, word);
    for _ in 0..2 {
        if let Some(rest) = word.strip_prefix('-') {
            (minus, word) = (true, rest);
        }
        word = word.strip_prefix(|c| is_money(c) && Mark::Sign(c).is(currency)).unwrap_or(word);
    }
    let point = word.len().checked_sub(decimals + 1)?;
    let marked =
        matches!(word.as_bytes().get(point), Some(b'.')) || decimals == 2 && word.as_bytes().get(point) == Some(&b',');
    let digits = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let value = if marked && digits { units(&decimal(word, decimals)?)? } else { return None };
    Some(if minus { -value } else { value })
}

/// A rate of exchange, which is nobody's sum: `1 EUR = 7,8541 CNY`.
pub(super) fn is_rate(words: &str) -> bool {
    let Some((one, other)) = words.split_once('=') else { return false };
    let code = |word: &str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let mut one = one.split_whitespace().rev();
    let mut other = other.split_whitespace();
    let rate = |word: &str| {
        let (whole, rest) = word.split_once(['.', ',']).unwrap_or_default();
        let all = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        (1..=4).contains(&whole.len()) && (4..=6).contains(&rest.len()) && all(whole) && all(rest)
    };
    one.next().is_some_and(code)
        && one.next() == Some("1")
        && one.all(|word| !word.bytes().any(|b| b.is_ascii_digit()))
        && other.next().is_some_and(rate)
        && other.next().is_none_or(code)
        && other.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(String, i64)> {
        let chars: Vec<char> = text.chars().collect();
        match item(&chars, &upper(&chars), "EUR", 2)? {
            Item::Price(label, price) => Some((label, price)),
            Item::Below(price) => Some(("below".into(), price)),
        }
    }

    #[test]
    fn a_line_of_goods_ends_with_its_price() {
        for (line, label, price) in [
            ("COFFEE    20.03", "COFFEE", 2003),
            ("6 x 21.89 NOTEBOOK A5   131.34", "NOTEBOOK A5", 13134),
            ("H-MILCH 3,5%  4 x 6,50      26,00 A", "H-MILCH 3,5%", 2600),
            ("Rabatt 10%   -1,66 A", "RABATT 10%", -166),
            ("4.51       2        9.02", "", 902),
            ("  3 x 22,66", "below", 6798),
            ("优惠:-1.50", "优惠", -150),
            ("1.038,00", "", 103_800),
        ] {
            assert_eq!(said(line), Some((label.into(), price)), "{line}");
        }
        for line in [
            "4.51 2 9.03",
            "2 x 4.00 TEA 9.00",
            "TOTAL 500.00 3.00",
            "RMB 500 3.00",
            "€500 TEA 3.00",
            "18:42 3.00",
            "TEA 3.0",
            "TEA 3.00 5",
            "VER 1.20",
            "TEA ৫০০ 3.00",
            "13.11.26",
        ] {
            assert_eq!(said(line), None, "{line}");
        }
    }

    #[test]
    fn a_rate_of_exchange_is_no_sum() {
        for line in ["1 EUR = 7,8541 CNY", "1 USD = 7.1023", "参考汇率 1 USD = 7.1023"] {
            assert!(is_rate(line), "{line}");
        }
        for line in
            ["1 EUR = 7,85 CNY", "500 EUR = 7,8541 CNY", "TOTAL 500 1 EUR = 7,8541", "1 EUR = 7,8541 CNY 9", "="]
        {
            assert!(!is_rate(line), "{line}");
        }
    }

    const RECEIPT: &str = "COFFEE     4.50\n  2 x 3.00\nMILK     6.00\n3 x 2.00 BREAD     6.00\nDISCOUNT     -1.00\n\
TOTAL     EUR 15.50\nCASH     20.00\nCHANGE     4.50\nVAT 20% INCL.     2.58\n2026-11-20 18:42:07\n\
TERMINAL ID: 00012345\nREF NO: 165532123456\n1 EUR = 7,8541 CNY\n";

    fn is_open(text: &str) -> bool {
        let signed = Signed {
            kind: Some("sale"),
            amount: Some("15.50"),
            sums: Vec::new(),
            currency: "EUR",
            times: alloc::vec!["2026-11-20T18:42:07+01:00".into()],
            tolerance: 0,
            negative: false,
            till: false,
            same: &|_| false,
        };
        !open(&crate::slip::read(text), &signed).is_empty()
    }

    #[test]
    fn goods_that_come_to_the_amount_account_for_no_other_sum() {
        assert!(!is_open(RECEIPT));
        for (from, to) in [
            ("MILK     6.00", "MILK     9.00"),
            ("COFFEE     4.50", "COFFEE     45.00"),
            ("COFFEE     4.50", "TOTAL     4.50"),
            ("COFFEE     4.50", "500.00 TEA     4.50"),
            ("COFFEE     4.50", "COFFEE     4.50\n500.00"),
            ("BREAD     6.00", "GRAND TOTAL     6.00"),
            ("2 x 3.00", "2 x 30.00"),
            ("DISCOUNT     -1.00", "DISCOUNT     1.00"),
            ("DISCOUNT     -1.00", "SUBTOTAL     25.50\nDISCOUNT     -1.00"),
            ("DISCOUNT     -1.00", "TOTAL DUE     15.00\nDISCOUNT     -1.00"),
            ("CASH     20.00", "CASH     200.00"),
            ("CHANGE     4.50", "CHANGE     8.50"),
            ("CHANGE     4.50", "CHANGE     4.50\nTOTAL     20.00"),
            ("CASH     20.00", "GRAND TOTAL     25.50\nCASH     20.00"),
            ("CASH     20.00", "AMOUNT DUE     12.00\nCASH     20.00"),
            ("INCL.     2.58", "INCL.     25.80"),
            ("REF NO", "18.00\nREF NO"),
            ("REF NO", "TO PAY: 99.00\nREF NO"),
            ("REF NO", "PAID: 16.00\nREF NO"),
            ("7,8541 CNY", "78,54 CNY"),
            ("COFFEE     4.50", "2026-11-21 COFFEE     4.50"),
        ] {
            assert!(RECEIPT.contains(from) && is_open(&RECEIPT.replace(from, to)), "{to}");
        }
        assert!(!is_open(&RECEIPT.replace("DISCOUNT     -1.00", "SUBTOTAL     16.50\nDISCOUNT     -1.00")));
    }
}
