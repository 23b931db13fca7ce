//! Values: which characters make a member's value, and its normal form.

pub(crate) mod card;
pub(crate) mod number;
pub(crate) mod stamp;
mod word;

use super::table::*;
use alloc::{string::String, vec::Vec};

/// The character at a place, or NUL behind the end.
pub(crate) fn at(text: &[char], index: usize) -> char {
    text.get(index).copied().unwrap_or('\0')
}

/// The digit that a character in a number is, or safely stands for.
pub(crate) fn safe_digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        'O' | 'o' | 'D' | 'Q' | '〇' | '○' => '0',
        'l' | 'I' | 'i' | '|' => '1',
        'Z' | 'z' => '2',
        _ => return None,
    })
}

/// A value at the beginning of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Normal form.
    pub(crate) value: String,
    /// Characters taken.
    pub(crate) end: usize,
    /// It has the member's full form; otherwise it may go on in the next line.
    pub(crate) strict: bool,
    /// A minus sign is printed.
    pub(crate) negative: bool,
    /// As read, when letters were put right.
    pub(crate) read: Option<String>,
    /// When it may be any of these.
    pub(crate) candidates: Vec<String>,
    /// The currency at an amount, and the characters of its mark.
    pub(crate) currency: Option<&'static str>,
    pub(crate) mark: (usize, usize),
    /// A `$` without a country.
    pub(crate) dollar: bool,
    /// Entry mode: letter, and whether it stands in brackets.
    pub(crate) entry: Option<(char, bool)>,
    /// Where the number before it ends.
    pub(crate) number_end: usize,
}

impl Fit {
    fn word(id: &str, end: usize) -> Self {
        Self { value: String::from(id), end, strict: true, ..Self::default() }
    }
}

const BRANDS: &str =
    "CUP|UPI|VIS|VISA|MCC|MC|JCB|DCC|DJJ|AMX|AMEX|MASTERCARD|UNIONPAY|GIROCARD|MAESTRO|V PAY|DEBIT MASTERCARD";
const CARD_KINDS: &str = "借记卡|贷记卡|准贷记卡|预付卡|DEBIT|CREDIT";
const STATES: &str = "付款成功|支付成功|交易成功|成功|已退款|退款成功|APPROVED|SUCCESS|DECLINED";
const SIGNATURE_LENGTHS: &[usize] = &[88, 128];
const KEY_LENGTHS: &[usize] = &[88, 124, 132, 160];

/// Names, remarks and the like, which have no pattern: they take what is there.
pub(crate) fn is_text(member: u8) -> bool {
    matches!(member, MERCHANT | ACQUIRER | ISSUER | REMARK | SHOP | APP_LABEL | APP_NAME | APP_VERSION | TSE_PROVIDER)
}

/// Members that are sums of money.
pub(crate) fn is_amount(member: u8) -> bool {
    matches!(member, AMOUNT | BASE_AMOUNT | TIP | BALANCE | DISCOUNT | FIRST_INSTALMENT | CHANGE)
}

/// Longest text of a member of that kind.
pub(crate) fn longest_text(member: u8) -> usize {
    match member {
        MERCHANT => 60,
        ACQUIRER | ISSUER => 24,
        SHOP | TSE_PROVIDER => 40,
        APP_LABEL | APP_NAME => 16,
        APP_VERSION => 30,
        _ => 240,
    }
}

/// The member's value at the beginning of the text, which has no leading blank. `han`: the label is Chinese.
pub(crate) fn fit(member: u8, text: &[char], han: bool) -> Option<Fit> {
    const SIX: (usize, usize) = (6, 6);
    match member {
        MID => number::merchant_number(text),
        TID | ORIG_TID => number::code(text, (8, 8), (8, 8)),
        STAN | ORIG_STAN => number::digits(text, SIX, (1, 6)),
        BATCH | ORIG_BATCH => number::digits(text, SIX, (1, 7)),
        TERMINAL_RECEIPT_NO => number::digits(text, (1, 6), (1, 6)),
        RRN | ORIG_RRN => number::digits(text, (12, 12), (12, 12))
            .filter(|fit| fit.read.is_none() && fit.candidates.is_empty())
            .or_else(|| number::code(text, (12, 12), SIX_TO_TWELVE)),
        AUTH | ORIG_AUTH => number::code(text, SIX, (2, 8)),
        OPERATOR => number::code(text, (1, 12), (1, 12)),
        ACQUIRER_CODE | ISSUER_CODE => number::digits(text, (4, 11), (4, 11)),
        CSN => number::digits(text, (1, 4), (1, 4)),
        TILL_NO => number::digits(text, (1, 4), (1, 4)),
        INSTALMENTS => number::digits(text, (1, 2), (1, 2)).map(|mut fit| {
            fit.end += usize::from(at(text, fit.end) == '期');
            fit
        }),
        TSE_TRANSACTION | TSE_COUNTER => number::digits(text, (1, 19), (1, 19)),
        SERIAL_NUMBER => number::code(text, (6, 24), (6, 24)),
        FEATURE_CODE | UNPR_NUM => number::hex(text, (8, 8)),
        TC | ARQC | AAC => number::hex(text, (16, 16)),
        TVR => number::hex(text, (10, 10)),
        TSI | ATC | AIP => number::hex(text, (4, 4)),
        CVMR | TERM_CAP => number::hex(text, SIX),
        AID => number::hex(text, (10, 32)).filter(|fit| fit.value.starts_with('A') && fit.value.len() % 2 == 0).map(
            |fit| {
                // Registered identifiers of applications are longer than the five bytes of their owner.
                Fit { strict: fit.value.len() > 10, ..fit }
            },
        ),
        IAD => number::hex(text, (2, 64)).map(|mut fit| {
            fit.strict = fit.value.len() >= 14 && fit.value.len() % 2 == 0;
            fit
        }),
        CERTIFICATE_SERIAL => number::hex(text, (4, 32)).map(|mut fit| {
            // Letter case is as printed.
            fit.value = text.iter().take(fit.end).collect();
            fit.strict = true;
            fit
        }),
        AMOUNT | BASE_AMOUNT | TIP | BALANCE | DISCOUNT | FIRST_INSTALMENT | CHANGE => number::amount(text, None),
        TIME | PRINTED_TIME | TSE_START | TSE_END | TSE_FIRST_ORDER => time(member, text),
        ORIG_DATE | SETTLEMENT_DATE => card::day(text),
        EXPIRY => card::expiry(text, han),
        PAN => card::pan(text),
        TYPE => word::txn_type(text).or_else(|| word::spaced_type(text)),
        ENTRY_MODE => word::of_class('e', text),
        METHOD => word::method(text),
        CURRENCY => word::of_class('c', text),
        RECEIPT_KIND => word::of_class('k', text),
        CARD_BRAND => word::listed(text, BRANDS),
        CARD_KIND => word::listed(text, CARD_KINDS),
        STATUS => word::listed(text, STATES),
        TSE_TIME_FORMAT => word::listed(text, "UNIXTIME|UTCTIME|UTCTIMEWITHSECONDS|GENERALIZEDTIME"),
        TSE_ALGORITHM => {
            word::listed(text, "ECDSA-PLAIN-SHA224|ECDSA-PLAIN-SHA256|ECDSA-PLAIN-SHA384|ECDSA-PLAIN-SHA512")
        }
        TSE_PROCESS_TYPE => word::listed(text, "KASSENBELEG-V1|BESTELLUNG-V1|SONSTIGERVORGANG"),
        TSE_PROCESS_DATA => word::printable(text, 400).filter(|fit| fit.value.matches('^').count() >= 2),
        TAX_ID => word::tax_id(text),
        TRUST_SERVICE => word::trust_service(text),
        TSE_SIGNATURE => word::base64(text, SIGNATURE_LENGTHS),
        TSE_PUBLIC_KEY => word::base64(text, KEY_LENGTHS),
        TSE_SERIAL => word::device_serial(text),
        REGISTER_ID => word::printable(text, 70),
        AMOUNT_WORDS => word::chinese_sum(text),
        PAY_CODE => token(text, (16, 24), |c| c.is_ascii_digit() || c == '*'),
        ORDER_NO => token(text, (6, 32), is_order),
        PAY_ORDER_NO => token(text, (8, 64), |c| c.is_ascii_alphanumeric()),
        ORIG_ORDER_NO => token(text, (8, 32), |c| c.is_ascii_alphanumeric()),
        RECEIPT_NO | ORIG_RECEIPT_NO => {
            token(text, (1, 36), |c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-'))
        }
        _ => None,
    }
}

const SIX_TO_TWELVE: (usize, usize) = (6, 12);

/// Characters of an order number.
pub(crate) fn is_order(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '|' | '*' | '@')
}

fn token(text: &[char], range: number::Range, allowed: impl Fn(char) -> bool) -> Option<Fit> {
    let end = number::run(text, 0, allowed);
    let read = text.get(..end)?;
    (end >= range.0 && end <= range.1 && read.iter().any(char::is_ascii_digit)).then(|| Fit {
        value: read.iter().collect(),
        end,
        strict: true,
        ..Fit::default()
    })
}

fn time(member: u8, text: &[char]) -> Option<Fit> {
    let stamp = stamp::stamp(text)?;
    let whole = stamp.date.is_some() && stamp.clock.is_some();
    if member != TIME && !whole {
        return None;
    }
    // A part is a value too: the other part stands under another label, or on the next line.
    let value = stamp.value().or(stamp.clock)?;
    let read = stamp.corrected.then(|| text.iter().take(stamp.end).collect());
    Some(Fit { value, end: stamp.end, strict: true, read, ..Fit::default() })
}
