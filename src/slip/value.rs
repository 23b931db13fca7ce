//! Values: which characters make a member's value, and its normal form.

pub(crate) mod card;
pub(crate) mod number;
pub(crate) mod stamp;
mod word;

use super::table::*;
use alloc::{boxed::Box, string::String, vec::Vec};

/// The character at a place, or NUL behind the end.
pub(crate) fn at(text: &[char], index: usize) -> char {
    text.get(index).copied().unwrap_or('\0')
}

/// The first characters as a string.
#[inline(never)]
pub(crate) fn string(text: &[char], end: usize) -> String {
    let mut out = String::new();
    for &c in text.get(..end).unwrap_or(text) {
        out.push(c);
    }
    out
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
    /// A `$` without a country.
    pub(crate) dollar: bool,
    /// As read, when letters were put right.
    pub(crate) read: Option<String>,
    /// When it may be any of these.
    pub(crate) candidates: Vec<String>,
    /// The currency at an amount, and the characters of its mark.
    pub(crate) currency: Option<&'static str>,
    pub(crate) mark: (usize, usize),
    /// Entry mode: letter, and whether it stands in brackets.
    pub(crate) entry: Option<(char, bool)>,
    /// Where the number before it ends.
    pub(crate) number_end: usize,
}

impl Fit {
    /// In a box: it is handed on from function to function.
    #[inline(never)]
    pub(crate) fn new(value: String, end: usize, strict: bool) -> Box<Self> {
        Box::new(Self { value, end, strict, ..Self::default() })
    }

    /// The characters as they stand.
    #[inline(never)]
    fn printed(text: &[char], end: usize) -> Box<Self> {
        Self::new(string(text, end), end, true)
    }
}

/// The form of a member's values: lengths are from, to; a second pair is what may be a part of it.
#[derive(Clone, Copy)]
enum Form {
    /// No form of its own: text.
    Text,
    Digits(u8, u8, u8, u8),
    Code(u8, u8, u8, u8),
    Hex(u8, u8),
    MerchantNumber,
    Reference,
    Instalments,
    Application,
    IssuerData,
    CertificateSerial,
    Amount,
    Time,
    Moment,
    Day,
    Expiry,
    CardNumber,
    Type,
    Method,
    Word(char),
    List(&'static str),
    TaxId,
    TrustService,
    Base64(&'static [u8]),
    DeviceSerial,
    Printable(u8),
    ProcessData,
    Sum,
    Token(u8, u8, &'static str),
}

static FORMS: [Form; MEMBERS.len()] = {
    const CHANGES: &[(u8, Form)] = &[
        (MID, Form::MerchantNumber),
        (TID, Form::Code(8, 8, 8, 8)),
        (ORIG_TID, Form::Code(8, 8, 8, 8)),
        (STAN, Form::Digits(6, 6, 1, 6)),
        (ORIG_STAN, Form::Digits(6, 6, 1, 6)),
        (BATCH, Form::Digits(6, 6, 1, 7)),
        (ORIG_BATCH, Form::Digits(6, 6, 1, 7)),
        (TERMINAL_RECEIPT_NO, Form::Digits(1, 6, 1, 6)),
        (RRN, Form::Reference),
        (ORIG_RRN, Form::Reference),
        (AUTH, Form::Code(6, 6, 2, 8)),
        (ORIG_AUTH, Form::Code(6, 6, 2, 8)),
        (OPERATOR, Form::Code(1, 12, 1, 12)),
        (ACQUIRER_CODE, Form::Digits(4, 11, 4, 11)),
        (ISSUER_CODE, Form::Digits(4, 11, 4, 11)),
        (CSN, Form::Digits(1, 4, 1, 4)),
        (TILL_NO, Form::Digits(1, 4, 1, 4)),
        (INSTALMENTS, Form::Instalments),
        (TSE_TRANSACTION, Form::Digits(1, 19, 1, 19)),
        (TSE_COUNTER, Form::Digits(1, 19, 1, 19)),
        (SERIAL_NUMBER, Form::Code(6, 24, 6, 24)),
        (FEATURE_CODE, Form::Hex(8, 8)),
        (UNPR_NUM, Form::Hex(8, 8)),
        (TC, Form::Hex(16, 16)),
        (ARQC, Form::Hex(16, 16)),
        (AAC, Form::Hex(16, 16)),
        (TVR, Form::Hex(10, 10)),
        (TSI, Form::Hex(4, 4)),
        (ATC, Form::Hex(4, 4)),
        (AIP, Form::Hex(4, 4)),
        (CVMR, Form::Hex(6, 6)),
        (TERM_CAP, Form::Hex(6, 6)),
        (AID, Form::Application),
        (IAD, Form::IssuerData),
        (CERTIFICATE_SERIAL, Form::CertificateSerial),
        (AMOUNT, Form::Amount),
        (BASE_AMOUNT, Form::Amount),
        (TIP, Form::Amount),
        (BALANCE, Form::Amount),
        (DISCOUNT, Form::Amount),
        (FIRST_INSTALMENT, Form::Amount),
        (CHANGE, Form::Amount),
        (TIME, Form::Time),
        (PRINTED_TIME, Form::Moment),
        (TSE_START, Form::Moment),
        (TSE_END, Form::Moment),
        (TSE_FIRST_ORDER, Form::Moment),
        (ORIG_DATE, Form::Day),
        (SETTLEMENT_DATE, Form::Day),
        (EXPIRY, Form::Expiry),
        (PAN, Form::CardNumber),
        (TYPE, Form::Type),
        (ENTRY_MODE, Form::Word('e')),
        (METHOD, Form::Method),
        (CURRENCY, Form::Word('c')),
        (RECEIPT_KIND, Form::Word('k')),
        (
            CARD_BRAND,
            Form::List(
                "CUP|UPI|VIS|VISA|MCC|MC|JCB|DCC|DJJ|AMX|AMEX|MASTERCARD|UNIONPAY|GIROCARD|MAESTRO|V PAY|DEBIT MASTERCARD",
            ),
        ),
        (CARD_KIND, Form::List("借记卡|贷记卡|准贷记卡|预付卡|DEBIT|CREDIT")),
        (STATUS, Form::List("付款成功|支付成功|交易成功|成功|已退款|退款成功|APPROVED|SUCCESS|DECLINED")),
        (TSE_TIME_FORMAT, Form::List("UNIXTIME|UTCTIME|UTCTIMEWITHSECONDS|GENERALIZEDTIME")),
        (TSE_ALGORITHM, Form::List("ECDSA-PLAIN-SHA224|ECDSA-PLAIN-SHA256|ECDSA-PLAIN-SHA384|ECDSA-PLAIN-SHA512")),
        (TSE_PROCESS_TYPE, Form::List("KASSENBELEG-V1|BESTELLUNG-V1|SONSTIGERVORGANG")),
        (TSE_PROCESS_DATA, Form::ProcessData),
        (TAX_ID, Form::TaxId),
        (TRUST_SERVICE, Form::TrustService),
        (TSE_SIGNATURE, Form::Base64(&[88, 128])),
        (TSE_PUBLIC_KEY, Form::Base64(&[88, 124, 132, 160, 168])),
        (TSE_SERIAL, Form::DeviceSerial),
        (REGISTER_ID, Form::Printable(70)),
        (AMOUNT_WORDS, Form::Sum),
        (PAY_CODE, Form::Token(16, 24, "*")),
        (ORDER_NO, Form::Token(6, 32, ORDER_MARKS)),
        (PAY_ORDER_NO, Form::Token(8, 64, "")),
        (ORIG_ORDER_NO, Form::Token(8, 32, "")),
        (RECEIPT_NO, Form::Token(1, 36, "/_-")),
        (ORIG_RECEIPT_NO, Form::Token(1, 36, "/_-")),
    ];
    let mut forms = [Form::Text; MEMBERS.len()];
    let mut i = 0;
    while i < CHANGES.len() {
        forms[CHANGES[i].0 as usize] = CHANGES[i].1;
        i += 1;
    }
    forms
};

/// What an order number may have besides letters and digits.
pub(crate) const ORDER_MARKS: &str = "_-|*@";

fn form(member: u8) -> Form {
    FORMS.get(usize::from(member)).copied().unwrap_or(Form::Text)
}

/// Names, remarks and the like, which have no pattern: they take what is there.
pub(crate) fn is_text(member: u8) -> bool {
    matches!(form(member), Form::Text) && member < 128 && member != RKSV_CODE
}

/// Members that are sums of money.
pub(crate) fn is_amount(member: u8) -> bool {
    matches!(form(member), Form::Amount)
}

/// Members whose value is a word of a list.
pub(crate) fn is_word(member: u8) -> bool {
    matches!(form(member), Form::Type | Form::Method | Form::Word(_) | Form::List(_))
}

/// Members that take several lines, of one kind of characters.
pub(crate) fn joins(member: u8) -> bool {
    matches!(member, ORDER_NO | PAY_ORDER_NO | ORIG_ORDER_NO)
        || matches!(form(member), Form::IssuerData | Form::Application | Form::Base64(_) | Form::DeviceSerial)
}

/// Members of digits or letters whose length says nothing.
pub(crate) fn may_vary(member: u8) -> bool {
    match form(member) {
        Form::Digits(from, to, ..) | Form::Code(from, to, ..) => from < to,
        Form::CertificateSerial | Form::Printable(_) | Form::Instalments => true,
        _ => matches!(member, RECEIPT_NO | ORIG_RECEIPT_NO),
    }
}

/// Longest text of a member without a pattern.
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
pub(crate) fn fit(member: u8, text: &[char], han: bool) -> Option<Box<Fit>> {
    let range = |a: u8, b: u8| (usize::from(a), usize::from(b));
    match form(member) {
        Form::Text => None,
        Form::Digits(a, b, c, d) => number::digits(text, range(a, b), range(c, d)),
        Form::Code(a, b, c, d) => number::code(text, range(a, b), range(c, d)),
        Form::Hex(a, b) => number::hex(text, range(a, b)),
        Form::MerchantNumber => number::merchant_number(text),
        Form::Reference => number::reference(text),
        Form::Instalments => {
            let mut fit = number::digits(text, (1, 2), (1, 2))?;
            fit.end += usize::from(at(text, fit.end) == '期');
            Some(fit)
        }
        Form::Application => {
            let mut fit = number::hex(text, (10, 32))?;
            // Registered identifiers of applications are longer than the five bytes of their owner.
            fit.strict = fit.value.len() > 10;
            (fit.value.starts_with('A') && fit.value.len() % 2 == 0).then_some(fit)
        }
        Form::IssuerData => {
            let mut fit = number::hex(text, (2, 64))?;
            fit.strict = fit.value.len() >= 14 && fit.value.len() % 2 == 0;
            Some(fit)
        }
        Form::CertificateSerial => {
            // Letter case is as printed.
            let fit = number::hex(text, (4, 32))?;
            let certain = fit.read.is_none() && fit.candidates.is_empty();
            Some(if certain { Fit::printed(text, fit.end) } else { fit })
        }
        Form::Amount => number::amount(text, None),
        Form::Time => time(text, false),
        Form::Moment => time(text, true),
        Form::Day => card::day(text),
        Form::Expiry => card::expiry(text, han),
        Form::CardNumber => card::pan(text),
        Form::Type => word::txn_type(text),
        Form::Method => word::method(text),
        Form::Word(class) => word::of_class(class, text),
        Form::List(list) => word::listed(text, list),
        Form::TaxId => word::tax_id(text),
        Form::TrustService => word::trust_service(text),
        Form::Base64(lengths) => word::base64(text, lengths),
        Form::DeviceSerial => word::device_serial(text),
        Form::Printable(longest) => word::printable(text, usize::from(longest)),
        Form::ProcessData => {
            word::printable(text, 400).filter(|fit| fit.value.bytes().filter(|&b| b == b'^').count() >= 2)
        }
        Form::Sum => word::chinese_sum(text),
        Form::Token(from, to, marks) => number::token(text, range(from, to), marks),
    }
}

fn time(text: &[char], whole: bool) -> Option<Box<Fit>> {
    let stamp = stamp::stamp(text)?;
    if whole && !stamp.value.contains('T') {
        return None;
    }
    // A part is a value too: the other part stands under another label, or on the next line.
    let mut fit = Fit::new(stamp.value, stamp.end, true);
    if stamp.corrected {
        fit.read = Some(string(text, fit.end));
    }
    Some(fit)
}
