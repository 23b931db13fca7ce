//! What of a message is shown, and what needs no key to be doubted (gateway.md §5, `fields` and `plausibility`).

use crate::{
    bytes,
    charset::Gb,
    json,
    message::Format,
    outcome::{Texts, get},
    reading::{Body, Reading, is_apart},
    time::{self, Civil},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// A row: a member under the message's own name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// `txnAmt`, `amount.total`.
    pub name: String,
    /// Its value, control and direction characters made visible.
    pub value: String,
    /// What it means: `amount`, `currency`, `orderId`, `transactionId`, `mid`, `time`, `stan`, `settleDate`, `result`.
    pub meaning: Option<&'static str>,
    /// The value in yuan, or as its meaning writes it.
    pub shown: Option<String>,
    /// Characters of a value that is not shown: certificates, ciphertexts.
    pub length: Option<usize>,
    /// After a repair: what stands in the text, where it differs.
    pub pasted: Option<String>,
    /// After a repair: whether it was changed.
    pub altered: Option<bool>,
}

/// Most rows.
const MAX_ROWS: usize = 200;

/// The members of a reading as text.
pub(crate) fn texts(reading: &Reading, gb: Gb) -> Texts {
    match &reading.body {
        Body::Members { members, .. } => {
            members.iter().map(|member| (member.name.clone(), reading.charset.show(&member.value, gb))).collect()
        }
        Body::Http { body, .. } => rows_of_json(body),
        Body::Answer(value) => rows_of_json(value),
    }
}

/// Scalar values of a JSON text by their path.
pub(crate) fn rows_of_json(text: &str) -> Texts {
    crate::reading::json_slots(text)
        .into_iter()
        .map(|slot| (slot.name, json::unquote(text.get(slot.at).unwrap_or_default())))
        .collect()
}

/// The rows of a message.
pub(crate) fn rows(reading: &Reading, texts: &Texts, opened: Option<&str>) -> Vec<Field> {
    let apart = |name: &str| match reading.body {
        Body::Members { sign_type, .. } => is_apart(reading.format, name, sign_type),
        _ => false,
    };
    let mut all: Texts = texts.iter().filter(|(name, _)| !apart(name)).cloned().collect();
    if let Some(opened) = opened {
        all.extend(rows_of_json(opened));
    }
    all.iter().take(MAX_ROWS).map(|(name, value)| row(reading.format, &all, name, value)).collect()
}

fn row(format: Format, all: &Texts, name: &str, value: &str) -> Field {
    let mut field = Field { name: visible(name), ..Field::default() };
    if is_sealed(name, value) {
        field.length = Some(value.chars().count());
        return field;
    }
    field.value = visible(value);
    field.meaning = meaning(format, name);
    if field.meaning == Some("amount") {
        field.shown = amount(format, all, name, value);
    }
    field
}

/// Whether a value is a certificate or a ciphertext: only its length says anything.
fn is_sealed(name: &str, value: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    matches!(last, "signPubKeyCert" | "encryptPubKeyCert" | "ciphertext" | "customerInfo")
        || value.len() >= 100 && value.bytes().all(bytes::is_base64)
}

/// Control and direction characters made visible.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\0'..='\u{1f}' | '\u{7f}' => char::from_u32(0x2400 + u32::from(c).min(0x21)).unwrap_or('\u{fffd}'),
            '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            other => other,
        })
        .collect()
}

fn meaning(format: Format, name: &str) -> Option<&'static str> {
    let last = name.rsplit('.').next().unwrap_or(name);
    Some(match (format, last) {
        (Format::Acp, "txnAmt" | "settleAmt") => "amount",
        (Format::Acp, "currencyCode" | "settleCurrencyCode") => "currency",
        (Format::Acp, "orderId") | (_, "out_trade_no") => "orderId",
        (Format::Acp, "queryId") | (Format::WechatPay, "transaction_id") | (Format::Alipay, "trade_no") => {
            "transactionId"
        }
        (Format::Acp, "merId") | (Format::WechatPay, "mchid") | (Format::Alipay, "seller_id") => "mid",
        (Format::Acp, "txnTime")
        | (Format::WechatPay, "success_time")
        | (Format::Alipay, "gmt_payment" | "send_pay_date") => "time",
        (Format::Acp, "traceNo") => "stan",
        (Format::Acp, "settleDate") => "settleDate",
        (Format::Acp, "respCode" | "origRespCode")
        | (Format::WechatPay, "trade_state" | "refund_status")
        | (Format::Alipay, "trade_status") => "result",
        (Format::WechatPay, "total" | "payer_total" | "refund" | "payer_refund") if name.starts_with("amount.") => {
            "amount"
        }
        (Format::WechatPay, "currency") => "currency",
        (Format::Alipay, name) if name.ends_with("_amount") || name == "refund_fee" => "amount",
        (Format::Alipay, name) if name.ends_with("_currency") => "currency",
        _ => return None,
    })
}

/// Fen as yuan.
fn yuan(fen: &str) -> Option<String> {
    if fen.is_empty() || fen.len() > 15 || !fen.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number: u64 = fen.parse().ok()?;
    Some(format!("{}.{:02}", number / 100, number % 100))
}

/// An amount in yuan; at another currency the number as it stands, with the currency.
fn amount(format: Format, all: &Texts, name: &str, value: &str) -> Option<String> {
    let currency = match (format, name) {
        (Format::Acp, "settleAmt") => get(all, "settleCurrencyCode").unwrap_or("156"),
        (Format::Acp, _) => get(all, "currencyCode").unwrap_or("156"),
        (Format::WechatPay, name) if name.contains("payer") => get(all, "amount.payer_currency").unwrap_or("CNY"),
        (Format::WechatPay, _) => get(all, "amount.currency").unwrap_or("CNY"),
        (Format::Alipay, _) => get(all, "trans_currency").unwrap_or("CNY"),
    };
    if !matches!(currency, "156" | "CNY") {
        return Some([value, " ", currency].concat());
    }
    if format == Format::Alipay { Some(value.into()) } else { yuan(value) }
}

/// How plausible a message is by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// What cannot be: member and reason (`date`, `amount`).
    pub impossible: Vec<(String, &'static str)>,
    /// What should be looked at: member and reason.
    pub unusual: Vec<(String, &'static str)>,
}

/// What is doubtful about a message's members.
pub(crate) fn doubts(format: Format, texts: &Texts) -> Doubts {
    let mut doubts = Doubts::default();
    for (name, value) in texts.iter().filter(|(_, value)| !value.is_empty()) {
        let last = name.rsplit('.').next().unwrap_or(name);
        if bad_date(last, value) {
            doubts.impossible.push((name.clone(), "date"));
        }
        if meaning(format, name) == Some("amount") && !is_amount(format, value) {
            doubts.impossible.push((name.clone(), "amount"));
        }
        let foreign = match format {
            Format::Acp => name == "currencyCode" && value != "156",
            Format::WechatPay => name.starts_with("amount.") && last.ends_with("currency") && value != "CNY",
            Format::Alipay => last.ends_with("_currency") && value != "CNY",
        };
        if foreign {
            doubts.unusual.push((name.clone(), "currency"));
        }
    }
    match format {
        Format::Acp => {
            let same = get(texts, "settleCurrencyCode").is_none_or(|code| Some(code) == get(texts, "currencyCode"));
            let pair = get(texts, "txnAmt").zip(get(texts, "settleAmt"));
            if same && get(texts, "settleCurrencyCode").is_some() && pair.is_some_and(|(a, b)| a != b) {
                doubts.unusual.push(("settleAmt".to_string(), "differs"));
            }
        }
        Format::Alipay => {
            let pair = get(texts, "total_amount").zip(get(texts, "receipt_amount"));
            if pair.and_then(|(a, b)| Some(cents(a)? < cents(b)?)) == Some(true) {
                doubts.unusual.push(("receipt_amount".to_string(), "above-total"));
            }
        }
        Format::WechatPay => {}
    }
    doubts
}

/// Whether a text is a decimal number, of however many places.
pub(crate) fn is_number(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.len() + part.len() > 0 && [whole, part].iter().all(|digits| digits.bytes().all(|c| c.is_ascii_digit()))
}

/// Hundredths of a decimal number.
pub(crate) fn cents(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 2 || whole.len() > 15 || whole.len() + part.len() == 0 {
        return None;
    }
    let digits = [whole, part, "00".get(part.len()..)?].concat();
    digits.bytes().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn is_amount(format: Format, value: &str) -> bool {
    if format == Format::Alipay { cents(value).is_some() } else { yuan(value).is_some() }
}

fn bad_date(name: &str, value: &str) -> bool {
    if let Some(civil) = time::digits(value).filter(|_| name == "txnTime") {
        return civil.is_none();
    }
    if name == "txnTime" {
        return true;
    }
    if let Some((civil, ..)) = time::dashed(value) {
        return civil.is_none();
    }
    let part = |from: usize, to: usize| value.get(from..to).and_then(|digits| digits.parse::<i64>().ok());
    match (name, value.len()) {
        // Of a year that is not told: one with a 29 February.
        ("traceTime", 10) => part(0, 2)
            .zip(part(2, 4))
            .zip(part(4, 6).zip(part(6, 8).zip(part(8, 10))))
            .and_then(|((month, day), (h, (m, s)))| Civil::new(2024, month, day, h, m, s))
            .is_none(),
        ("settleDate", 4) => {
            part(0, 2).zip(part(2, 4)).and_then(|(month, day)| Civil::new(2024, month, day, 0, 0, 0)).is_none()
        }
        ("traceTime" | "settleDate", _) => true,
        ("notify_time" | "gmt_payment" | "gmt_create" | "send_pay_date" | "success_time", _) => true,
        _ => false,
    }
}
