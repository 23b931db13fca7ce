//! Messages of payment gateways, made: what a gateway would send about a trade, signed with a key of one's own (gateway.md §1–§3).

use super::{keys::SigningKey, random::Generator};
use clap::ValueEnum;
use rand_core::Rng as _;
use serde_json::{Value, json};
use slipcheck::{
    encoding::{Base64, hex},
    pki,
    signature::{Digest, Scheme, sha256},
    time::Moment,
};
use slipcheck_gateway::{Facts, cert_sn, seal};

/// Whose message, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// UnionPay ACP 5.1.0, the notification: a form
    Unionpay,
    /// WeChat Pay API v3, the notification: headers and a sealed body
    Wechatpay,
    /// WeChat Pay API v3, the answer to a query: headers and a body
    WechatpayReply,
    /// Alipay, the notification: a form
    Alipay,
    /// Alipay, the answer to a query or a refund: JSON
    AlipayReply,
}

/// What a message reports of the payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reported {
    /// The payment was made
    Paid,
    /// Taken, result to come (UnionPay)
    Accepted,
    /// Under way
    Pending,
    /// It failed
    Failed,
    /// Closed without a payment
    Closed,
    /// Refunded
    Refunded,
}

/// The trade that a message is about.
pub(crate) struct Trade<'a> {
    /// The merchant's number at the gateway.
    pub(crate) merchant: &'a str,
    /// The merchant's own number of the order.
    pub(crate) order: &'a str,
    /// Fen.
    pub(crate) fen: u64,
    /// When it was paid, or tried.
    pub(crate) at: Moment,
    /// What was bought.
    pub(crate) subject: &'a str,
    /// Members that stand in place of the usual ones, or beside them; in JSON a path of names, `amount.total`.
    pub(crate) set: &'a [(String, String)],
    /// Seals a notification of WeChat Pay: 32 characters.
    pub(crate) apiv3_key: Option<&'a [u8]>,
}

/// Who signs: a key, and DER of its certificate.
pub(crate) struct Speaker<'a> {
    /// An RSA key.
    pub(crate) key: &'a SigningKey,
    /// What the message carries or names.
    pub(crate) leaf: &'a [u8],
}

type Pairs = Vec<(String, String)>;

fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn put(pairs: &mut Pairs, name: &str, value: &str) {
    match pairs.iter_mut().find(|(other, _)| other == name) {
        Some((_, old)) => value.clone_into(old),
        None => pairs.push((name.to_owned(), value.to_owned())),
    }
}

/// Members as forms write them.
pub(crate) fn form(pairs: &[(String, String)]) -> String {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b' ' => "+".to_owned(),
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// Names and values in the order of the names, as both gateways sign them.
fn signed_text(pairs: &[(String, String)], without: &[&str]) -> String {
    let mut own: Vec<_> = pairs.iter().filter(|(name, _)| !without.contains(&name.as_str())).collect();
    own.sort();
    own.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn rs256(key: &SigningKey, message: &[u8], random: &mut Generator) -> Result<String, String> {
    if !matches!(key, SigningKey::Rsa(_)) {
        return Err("gateways sign with RSA: this is a key of another kind".to_owned());
    }
    key.sign(Scheme::RsaPkcs1(Digest::Sha256), message, random).map(|bytes| Base64::Standard.encode(&bytes))
}

/// Beijing time, `2026-11-20T18:42:07`.
fn beijing(at: Moment) -> String {
    at.civil(8 * 3600).at_offset(0).rfc3339().trim_end_matches('Z').to_owned()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// A number of the gateway's own: the day, and what is the same for the same order.
fn number(trade: &Trade<'_>, before: &str, length: usize) -> String {
    let mut number = format!("{before}{}", digits(&beijing(trade.at)).get(..8).unwrap_or_default());
    for byte in sha256(trade.order.as_bytes()) {
        number += &(byte % 10).to_string();
    }
    number.truncate(length);
    number
}

/// The message as a program would log it: a form, or headers and a body.
///
/// # Errors
/// The gateway has no message that reports this, or it cannot be signed: a sentence.
pub(crate) fn make(
    kind: Kind,
    reported: Reported,
    trade: &Trade<'_>,
    by: &Speaker<'_>,
    random: &mut Generator,
) -> Result<String, String> {
    if let Some((name, _)) = trade.set.iter().find(|(name, _)| matches!(name.as_str(), "sign" | "signature")) {
        return Err(format!("--set {name}: the signature is made, not given"));
    }
    match kind {
        Kind::Unionpay => unionpay(reported, trade, by, random),
        Kind::Wechatpay => {
            let (event, summary, body) = notified(reported, trade)?;
            let key = trade.apiv3_key.ok_or("a notification of WeChat Pay is sealed: give --apiv3-key FILE")?;
            let nonce = hex(&random.next_u64().to_be_bytes()).get(..12).unwrap_or_default().to_owned();
            let original = if event.starts_with("REFUND") { "refund" } else { "transaction" };
            let sealed = seal(key, &nonce, original, body.as_bytes())
                .ok_or_else(|| "the APIv3 key must have 32 characters".to_owned())?;
            let body = format!(
                "{{\"id\":\"{}\",\"create_time\":\"{}+08:00\",\"resource_type\":\"encrypt-resource\",\"event_type\":\"{event}\",\
                 \"summary\":\"{summary}\",\"resource\":{{\"original_type\":\"{original}\",\"algorithm\":\"AEAD_AES_256_GCM\",\
                 \"ciphertext\":\"{sealed}\",\"associated_data\":\"{original}\",\"nonce\":\"{nonce}\"}}}}",
                number(trade, "EV-", 23),
                beijing(trade.at),
            );
            wechatpay("POST /notify HTTP/1.1", &body, trade, by, random)
        }
        Kind::WechatpayReply => wechatpay("HTTP/1.1 200 OK", &answered(reported, trade)?, trade, by, random),
        Kind::Alipay => {
            let mut pairs = alipay_notification(reported, trade)?;
            let sign = rs256(by.key, signed_text(&pairs, &["sign_type"]).as_bytes(), random)?;
            pairs.push(("sign".to_owned(), sign));
            Ok(form(&pairs))
        }
        Kind::AlipayReply => {
            let (name, value) = alipay_answer(reported, trade)?;
            let sign = rs256(by.key, value.as_bytes(), random)?;
            let number = certificate_number(by.leaf)?;
            Ok(format!("{{\"{name}\":{value},\"alipay_cert_sn\":\"{number}\",\"sign\":\"{sign}\"}}"))
        }
    }
}

fn none(gateway: &str, possible: &str) -> String {
    format!("{gateway} has no message that says so: --outcome is one of {possible}")
}

fn unionpay(reported: Reported, trade: &Trade<'_>, by: &Speaker<'_>, random: &mut Generator) -> Result<String, String> {
    let (code, text) = match reported {
        Reported::Paid | Reported::Refunded | Reported::Accepted => ("00", "成功[0000000]"),
        Reported::Pending => ("03", "交易通讯超时，请发起查询交易[0000003]"),
        Reported::Failed => ("51", "余额不足[1000051]"),
        Reported::Closed => return Err(none("UnionPay", "paid, accepted, pending, failed, refunded")),
    };
    let time = digits(&beijing(trade.at));
    let amount = trade.fen.to_string();
    let mut all = pairs(&[
        ("accNo", "6217********0000"),
        ("accessType", "0"),
        ("bizType", "000201"),
        ("currencyCode", "156"),
        ("encoding", "UTF-8"),
        ("merId", trade.merchant),
        ("orderId", trade.order),
        ("queryId", &number(trade, "", 21)),
        ("respCode", code),
        ("respMsg", text),
        ("signMethod", "01"),
        ("signPubKeyCert", &certificate_text(by.leaf)),
        ("txnAmt", &amount),
        ("txnSubType", if reported == Reported::Refunded { "00" } else { "01" }),
        ("txnTime", &time),
        ("txnType", if reported == Reported::Refunded { "04" } else { "01" }),
        ("version", "5.1.0"),
    ]);
    if matches!(reported, Reported::Paid | Reported::Refunded) {
        all.extend(pairs(&[
            ("settleAmt", &amount),
            ("settleCurrencyCode", "156"),
            ("settleDate", time.get(4..8).unwrap_or_default()),
            ("traceNo", number(trade, "", 20).get(14..).unwrap_or_default()),
            ("traceTime", time.get(4..).unwrap_or_default()),
        ]));
    }
    if reported == Reported::Refunded {
        put(&mut all, "origQryId", &number(trade, "1", 21));
    }
    for (name, value) in trade.set {
        put(&mut all, name, value);
    }
    all.sort();
    // Hashed twice, once as text.
    let digest = hex(&sha256(signed_text(&all, &[]).as_bytes()));
    let sign = rs256(by.key, digest.as_bytes(), random)?;
    put(&mut all, "signature", &sign);
    Ok(form(&all))
}

/// PEM as UnionPay writes it: lines of 64 characters that end with CR LF, and nothing behind the last one.
fn certificate_text(der: &[u8]) -> String {
    let base64 = Base64::Standard.encode(der);
    let mut text = "-----BEGIN CERTIFICATE-----\r\n".to_owned();
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        text += line;
        text += "\r\n";
        rest = more;
    }
    text + "-----END CERTIFICATE-----"
}

/// Puts a member of a path of names into a JSON object: as a number where one stood.
fn set_path(body: &mut Value, path: &str, text: &str) {
    let mut place = body;
    for name in path.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        let Value::Object(members) = place else { return };
        place = members.entry(name).or_insert(Value::Null);
    }
    let number = if place.is_number() { text.parse::<i64>().ok() } else { None };
    *place = number.map_or_else(|| Value::from(text), Value::from);
}

fn with_set(mut body: Value, trade: &Trade<'_>) -> String {
    for (name, value) in trade.set {
        set_path(&mut body, name, value);
    }
    body.to_string()
}

/// A payment as WeChat Pay tells it.
fn transaction(state: &str, text: &str, trade: &Trade<'_>) -> Value {
    let mut body = json!({
        "amount": {"currency": "CNY", "payer_currency": "CNY", "payer_total": trade.fen, "total": trade.fen},
        "appid": "wx0000000000000000", "attach": "", "mchid": trade.merchant, "out_trade_no": trade.order,
        "trade_state": state, "trade_state_desc": text, "trade_type": "NATIVE",
    });
    if let (Value::Object(members), "SUCCESS") = (&mut body, state) {
        members.insert("bank_type".into(), "OTHERS".into());
        members.insert("success_time".into(), format!("{}+08:00", beijing(trade.at)).into());
        members.insert("transaction_id".into(), number(trade, "4200", 28).into());
    }
    body
}

fn refund(status_name: &str, status: &str, trade: &Trade<'_>) -> Value {
    let mut body = json!({
        "amount": {"currency": "CNY", "payer_refund": trade.fen, "payer_total": trade.fen, "refund": trade.fen, "total": trade.fen},
        "mchid": trade.merchant, "out_refund_no": format!("R{}", trade.order), "out_trade_no": trade.order,
        "refund_id": number(trade, "5030", 28), "success_time": format!("{}+08:00", beijing(trade.at)),
        "transaction_id": number(trade, "4200", 28), "user_received_account": "支付用户零钱",
    });
    if let Value::Object(members) = &mut body {
        members.insert(status_name.to_owned(), status.into());
    }
    body
}

/// Event, summary, and what is sealed.
fn notified(reported: Reported, trade: &Trade<'_>) -> Result<(&'static str, &'static str, String), String> {
    let (event, summary, body) = match reported {
        Reported::Paid => ("TRANSACTION.SUCCESS", "支付成功", transaction("SUCCESS", "支付成功", trade)),
        Reported::Refunded => ("REFUND.SUCCESS", "退款成功", refund("refund_status", "SUCCESS", trade)),
        Reported::Closed => ("REFUND.CLOSED", "退款关闭", refund("refund_status", "CLOSED", trade)),
        Reported::Failed => ("REFUND.ABNORMAL", "退款异常", refund("refund_status", "ABNORMAL", trade)),
        Reported::Accepted | Reported::Pending => {
            return Err(none("WeChat Pay, notifying,", "paid, refunded, closed, failed"));
        }
    };
    Ok((event, summary, with_set(body, trade)))
}

fn answered(reported: Reported, trade: &Trade<'_>) -> Result<String, String> {
    let body = match reported {
        Reported::Paid => transaction("SUCCESS", "支付成功", trade),
        Reported::Pending => transaction("USERPAYING", "需要用户输入支付密码", trade),
        Reported::Failed => transaction("PAYERROR", "支付失败，请重新下单支付", trade),
        Reported::Closed => transaction("CLOSED", "订单已关闭", trade),
        Reported::Refunded => refund("status", "SUCCESS", trade),
        Reported::Accepted => return Err(none("WeChat Pay", "paid, pending, failed, closed, refunded")),
    };
    Ok(with_set(body, trade))
}

fn wechatpay(
    first: &str,
    body: &str,
    trade: &Trade<'_>,
    by: &Speaker<'_>,
    random: &mut Generator,
) -> Result<String, String> {
    let (timestamp, mut nonce) = (trade.at.0, [0; 16]);
    random.fill_bytes(&mut nonce);
    let nonce = hex(&nonce);
    let sign = rs256(by.key, format!("{timestamp}\n{nonce}\n{body}\n").as_bytes(), random)?;
    let serial = hex(certificate(by.leaf)?.serial_octets()).to_uppercase();
    Ok(format!(
        "{first}\nContent-Type: application/json\nWechatpay-Nonce: {nonce}\nWechatpay-Serial: {serial}\n\
         Wechatpay-Signature: {sign}\nWechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048\n\
         Wechatpay-Timestamp: {timestamp}\n\n{body}"
    ))
}

fn certificate(der: &[u8]) -> Result<pki::Certificate, String> {
    pki::Certificate::from_der(der).map_err(|_| "the certificate cannot be read".to_owned())
}

/// `alipay_cert_sn`.
fn certificate_number(der: &[u8]) -> Result<String, String> {
    let certificate = certificate(der)?;
    let serial = certificate.serial_octets().to_vec();
    Ok(cert_sn(&Facts { serial, issuer: certificate.issuer(), ..Facts::default() }))
}

fn alipay_notification(reported: Reported, trade: &Trade<'_>) -> Result<Pairs, String> {
    let status = match reported {
        Reported::Paid | Reported::Refunded => "TRADE_SUCCESS",
        Reported::Pending => "WAIT_BUYER_PAY",
        Reported::Closed => "TRADE_CLOSED",
        Reported::Accepted | Reported::Failed => {
            return Err(none("Alipay, notifying,", "paid, pending, closed, refunded"));
        }
    };
    let (time, amount) = (beijing(trade.at).replace('T', " "), yuan(trade.fen));
    let mut all = pairs(&[
        ("gmt_create", &time),
        ("charset", "utf-8"),
        ("subject", trade.subject),
        ("buyer_id", "2088000000000002"),
        ("notify_id", &number(trade, "", 34)),
        ("notify_type", "trade_status_sync"),
        ("trade_status", status),
        ("app_id", "2021000000000001"),
        ("sign_type", "RSA2"),
        ("seller_id", trade.merchant),
        ("notify_time", &time),
        ("version", "1.0"),
        ("out_trade_no", trade.order),
        ("total_amount", &amount),
        ("trade_no", &number(trade, "", 28)),
    ]);
    if status == "TRADE_SUCCESS" {
        all.extend(pairs(&[
            ("gmt_payment", &time),
            ("receipt_amount", &amount),
            ("buyer_pay_amount", &amount),
            ("fund_bill_list", &format!("[{{\"amount\":\"{amount}\",\"fundChannel\":\"ALIPAYACCOUNT\"}}]")),
        ]));
    }
    if reported == Reported::Refunded {
        all.extend(pairs(&[("refund_fee", &amount), ("gmt_refund", &time), ("out_biz_no", trade.order)]));
    }
    for (name, value) in trade.set {
        put(&mut all, name, value);
    }
    Ok(all)
}

/// The member's name, and its value as the answer writes it: what is signed.
fn alipay_answer(reported: Reported, trade: &Trade<'_>) -> Result<(&'static str, String), String> {
    let (time, amount) = (beijing(trade.at).replace('T', " "), yuan(trade.fen));
    let query = "alipay_trade_query_response";
    let state = |status: &str| {
        json!({
            "buyer_logon_id": "159****0000", "code": "10000", "msg": "Success", "out_trade_no": trade.order,
            "total_amount": amount, "trade_no": number(trade, "", 28), "trade_status": status,
        })
    };
    let (name, mut body) = match reported {
        Reported::Paid => (query, state("TRADE_SUCCESS")),
        Reported::Pending => (query, state("WAIT_BUYER_PAY")),
        Reported::Closed => (query, state("TRADE_CLOSED")),
        Reported::Failed => (
            query,
            json!({
                "code": "40004", "msg": "Business Failed", "out_trade_no": trade.order,
                "sub_code": "ACQ.TRADE_NOT_EXIST", "sub_msg": "交易不存在",
            }),
        ),
        Reported::Refunded => (
            "alipay_trade_refund_response",
            json!({
                "buyer_logon_id": "159****0000", "code": "10000", "fund_change": "Y", "gmt_refund_pay": time,
                "msg": "Success", "out_trade_no": trade.order, "refund_fee": amount,
                "trade_no": number(trade, "", 28),
            }),
        ),
        Reported::Accepted => return Err(none("Alipay", "paid, pending, failed, closed, refunded")),
    };
    if let (Value::Object(members), Reported::Paid) = (&mut body, reported) {
        members.insert("send_pay_date".into(), time.into());
        members.insert("receipt_amount".into(), amount.clone().into());
    }
    Ok((name, with_set(body, trade).replace('/', "\\/")))
}
