//! Amounts as tables write them → minor units, exactly, never through floating point (reconcile.md, 3.5).

/// An amount, and the currency that is written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Money {
    pub(crate) units: i64,
    pub(crate) currency: Option<&'static str>,
}

/// Currencies by how they are written; the first of each is the code.
static CURRENCIES: &[(&str, &[&str])] = &[
    ("CNY", &["CNY", "RMB", "CNH", "人民币", "人民币元", "元", "¥", "￥", "156"]),
    ("EUR", &["EUR", "€", "欧元", "EURO", "978"]),
    ("USD", &["USD", "US$", "$", "美元", "840"]),
    ("HKD", &["HKD", "HK$", "港币", "港元", "344"]),
    ("MOP", &["MOP", "澳门元", "MOP$"]),
    ("TWD", &["TWD", "NT$", "新台币"]),
    ("JPY", &["JPY", "日元", "日圆", "円", "392"]),
    ("KRW", &["KRW", "韩元", "₩", "410"]),
    ("VND", &["VND", "₫", "越南盾"]),
    ("GBP", &["GBP", "£", "英镑", "826"]),
    ("CHF", &["CHF", "瑞士法郎", "FR."]),
    ("SGD", &["SGD", "新加坡元", "S$"]),
    ("THB", &["THB", "泰铢", "฿"]),
    ("MYR", &["MYR", "RM"]),
    ("AUD", &["AUD", "澳元", "A$"]),
    ("CAD", &["CAD", "加元", "C$"]),
    ("NZD", &["NZD"]),
    ("SEK", &["SEK"]),
    ("NOK", &["NOK"]),
    ("DKK", &["DKK"]),
    ("PLN", &["PLN", "ZŁ"]),
    ("CZK", &["CZK"]),
    ("HUF", &["HUF"]),
    ("RUB", &["RUB", "₽"]),
    ("AED", &["AED"]),
    ("TRY", &["TRY"]),
    ("INR", &["INR", "₹"]),
    ("IDR", &["IDR"]),
    ("PHP", &["PHP"]),
];

/// The code of a currency as written: a code, a name, a mark, a number of ISO 4217.
pub(crate) fn currency(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches(':');
    let upper = text.to_uppercase();
    CURRENCIES.iter().find(|(_, names)| names.contains(&upper.as_str())).map(|(code, _)| *code)
}

/// Whether a text is a currency's code of three letters or its mark.
pub(crate) fn is_code(text: &str) -> bool {
    let short = matches!(text.chars().count(), 3) && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (short || matches!(text, "€" | "£" | "¥")) && currency(text).is_some()
}

/// How many digits the minor unit has (ISO 4217).
pub(crate) fn exponent(currency: &str) -> u32 {
    if matches!(currency, "JPY" | "KRW" | "VND") { 0 } else { 2 }
}

/// Reads an amount: marks and codes in front or behind, blanks, thousands, `(1.00)`, a minus in front or behind, a remark in brackets
/// behind. `None` when it is none.
pub(crate) fn parse(text: &str, decimal_comma: bool, known: Option<&'static str>) -> Option<Money> {
    let mut text = text.trim();
    let mut negative = false;
    let open = |c: char| matches!(c, '(' | '（');
    if let Some(end) = text.strip_suffix([')', '）']) {
        let start = end.rfind(open)?;
        if start == 0 {
            negative = true;
            text = end.trim_start_matches(open).trim();
        } else {
            // `8,000.00(CN)`, `131.77(已退款89.84)`.
            text = end.get(..start)?.trim();
        }
    }
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    // `.50` begins with its point.
    let first = if text.get(..first).is_some_and(|before| before.ends_with('.')) { first - 1 } else { first };
    let (before, body, behind) = (text.get(..first)?, text.get(first..=last)?, text.get(last + 1..)?);
    let behind = behind.strip_prefix(['.', ',']).unwrap_or(behind);
    let mut written = None;
    for (part, after) in [(before, false), (behind, true)] {
        let (minus, code) = beside(part, after)?;
        negative ^= minus;
        written = written.or(code);
    }
    let currency = written.or(known);
    let units = digits(body, decimal_comma, exponent(currency.unwrap_or("")))?;
    Some(Money { units: if negative { -units } else { units }, currency: written })
}

/// What stands before or behind the digits: a sign, a currency, nothing else.
fn beside(part: &str, after: bool) -> Option<(bool, Option<&'static str>)> {
    let mut negative = false;
    let mut word = String::new();
    for c in part.chars() {
        match c {
            '-' | '−' | '－' | '–' => negative = !negative,
            '+' | '＋' | ':' | '：' | '/' => {}
            c if c.is_whitespace() => {}
            c => word.push(c),
        }
    }
    if word.is_empty() {
        return Some((negative, None));
    }
    if after {
        match word.as_str() {
            "DR" | "Dr" | "S" | "D" => return Some((!negative, None)),
            "CR" | "Cr" | "H" | "C" => return Some((negative, None)),
            _ => {}
        }
    }
    match currency(&word) {
        Some(code) => Some((negative, Some(code))),
        // An unknown code of three letters, or a country (`CN`).
        None if word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => Some((negative, None)),
        None => None,
    }
}

/// Digits with thousands and a decimal mark → minor units, half up.
fn digits(body: &str, decimal_comma: bool, exponent: u32) -> Option<i64> {
    let mark = if decimal_comma {
        let behind = body.rsplit_once('.').map_or(0, |(_, behind)| behind.len());
        let point = !body.contains(',') && body.matches('.').count() == 1 && behind != 3;
        if point { '.' } else { ',' }
    } else {
        '.'
    };
    let (mut whole, mut fraction, mut place) = (0i64, 0i64, 0u32);
    let mut behind = false;
    let mut round = false;
    for c in body.chars() {
        match c {
            '0'..='9' => {
                let digit = i64::from(c as u8 - b'0');
                if !behind {
                    whole = whole.checked_mul(10)?.checked_add(digit)?;
                } else if place < exponent {
                    fraction = fraction * 10 + digit;
                    place += 1;
                } else if place == exponent {
                    round = digit >= 5;
                    place += 1;
                }
            }
            c if c == mark => {
                if behind {
                    return None;
                }
                behind = true;
            }
            ',' | '.' | '\'' | '’' | '，' => {}
            c if c.is_whitespace() => {}
            _ => return None,
        }
    }
    while place < exponent {
        fraction *= 10;
        place += 1;
    }
    let scale = 10i64.pow(exponent);
    let units = whole.checked_mul(scale)?.checked_add(fraction)?.checked_add(i64::from(round))?;
    // Sums of millions of rows must not overflow.
    (units < 4_000_000_000_000).then_some(units)
}

/// A number of a spreadsheet's file, which may be written with an exponent, as plain digits.
pub(crate) fn plain_number(text: &str) -> Option<String> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Some(text.to_owned()) };
    let exponent: i32 = exponent.parse().ok().filter(|exponent| (-30..=30).contains(exponent))?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let padded = if point <= 0 {
        format!("0.{}{all}", "0".repeat(usize::try_from(-point).ok()?))
    } else {
        let point = usize::try_from(point).ok()?;
        match all.split_at_checked(point) {
            Some((whole, "")) => whole.to_owned(),
            Some((whole, fraction)) => format!("{whole}.{fraction}"),
            None => format!("{all}{}", "0".repeat(point - all.len())),
        }
    };
    Some(format!("{sign}{padded}"))
}

/// Whether texts of one column hold commas only as a decimal comma, and at least one does.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DecimalComma {
    seen: bool,
    contradicted: bool,
}

impl DecimalComma {
    pub(crate) fn look(&mut self, text: &str) {
        let Some((before, behind)) = text.trim().rsplit_once(',') else { return };
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let rest = behind.get(digits..).unwrap_or("");
        let decimal = matches!(digits, 1 | 2)
            && !before.contains(',')
            && !rest.contains(['.', ','])
            && before.ends_with(|c: char| c.is_ascii_digit());
        if decimal {
            self.seen = true;
        } else {
            self.contradicted = true;
        }
    }

    pub(crate) fn holds(self) -> bool {
        self.seen && !self.contradicted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Option<i64> {
        parse(text, false, None).map(|money| money.units)
    }

    #[test]
    fn amounts_are_read_exactly() {
        for (text, expected) in [
            ("1,586.67", 158_667),
            ("RMB:2,195.49", 219_549),
            ("¥ 0.5", 50),
            ("(1.00)", -100),
            ("1.00-", -100),
            ("-1,234.56", -123_456),
            ("8,000.00(CN)", 800_000),
            ("131.77(已退款89.84)", 13_177),
            ("12.37000", 1237),
            ("12.375", 1238),
            ("-12.375", -1238),
            ("1 234.50 EUR", 123_450),
            ("EUR 12.00", 1200),
            ("12.00 DR", -1200),
            (".50", 50),
            ("100", 10_000),
        ] {
            assert_eq!(units(text), Some(expected), "{text}");
        }
        for text in ["", "-", "abc", "1.2.3", "12 Stück", "2026-11-20", "99999999999999"] {
            assert_eq!(units(text), None, "{text}");
        }
        assert_eq!(parse("1.628,19", true, None).unwrap().units, 162_819);
        assert_eq!(parse("1.628", true, None).unwrap().units, 162_800);
        assert_eq!(parse("12.5", true, None).unwrap().units, 1250);
        assert_eq!(parse("JPY 1,200", false, None).unwrap(), Money { units: 1200, currency: Some("JPY") });
        assert_eq!(parse("1200", false, Some("KRW")).unwrap().units, 1200);
    }

    #[test]
    fn a_decimal_comma_is_the_column_s() {
        let holds = |values: &[&str]| {
            let mut mark = DecimalComma::default();
            values.iter().for_each(|value| mark.look(value));
            mark.holds()
        };
        assert!(holds(&["1.628,19", "793,33", "100"]));
        assert!(!holds(&["8,114.07", "12.00"]));
        assert!(!holds(&["8,114", "12"]));
        assert!(!holds(&["12.00"]));
    }

    #[test]
    fn numbers_of_spreadsheets_are_plain() {
        for (text, expected) in
            [("1.5E3", "1500"), ("1.2345E2", "123.45"), ("5E-3", "0.005"), ("-1E1", "-10"), ("7.25", "7.25")]
        {
            assert_eq!(plain_number(text).as_deref(), Some(expected));
        }
    }
}
