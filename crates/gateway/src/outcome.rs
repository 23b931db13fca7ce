//! What a message says of the payment: never the same as whether it is genuine (gateway.md §5, Outcome).

use crate::{
    fields::{cents, is_number, rows_of_json},
    json,
    message::{Content, Format, Message},
    reading::{Body, Reading},
};
use alloc::{string::String, vec::Vec};

/// What became of the payment, as the gateway says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Money moved.
    Paid,
    /// Taken, result to come.
    Accepted,
    /// Under way.
    Pending,
    /// It failed.
    Failed,
    /// Closed, nothing moved.
    Closed,
    /// Given back.
    Refunded,
    /// Encrypted: only the merchant's key opens it.
    Sealed,
    /// Another message than one about a payment.
    NotAPayment,
    /// It cannot be told.
    Unknown,
}

impl Status {
    /// The contract's id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Accepted => "accepted",
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Closed => "closed",
            Self::Refunded => "refunded",
            Self::Sealed => "sealed",
            Self::NotAPayment => "not-a-payment",
            Self::Unknown => "unknown",
        }
    }
}

/// The outcome with the gateway's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which.
    pub status: Status,
    /// The gateway's code.
    pub code: Option<String>,
    /// Its text.
    pub text: Option<String>,
    /// What the status is of, where it is not the payment itself.
    pub about: Option<About>,
}

/// What a status is of, where it is not the payment itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A refund: the payment stands as it did.
    Refund,
    /// A part of the payment.
    Part,
}

impl About {
    /// The contract's id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Part => "part",
        }
    }
}

impl Outcome {
    pub(crate) fn of(status: Status, code: Option<String>, text: Option<String>) -> Self {
        let told = |text: Option<String>| text.filter(|text| !text.is_empty());
        Self { status, code: told(code), text: told(text), about: None }
    }

    /// The same of a refund; one that was given back is the payment's own end.
    fn of_refund(self) -> Self {
        Self { about: (self.status != Status::Refunded).then_some(About::Refund), ..self }
    }

    /// The same where less was given back than was paid.
    fn in_part(self, refunded: Option<&str>, paid: Option<&str>) -> Self {
        let less = refunded.and_then(cents).zip(paid.and_then(cents)).is_some_and(|(back, paid)| back < paid);
        Self { about: if less && self.status == Status::Refunded { Some(About::Part) } else { self.about }, ..self }
    }
}

/// Whether a code is one at all, and no rest of how a text was written.
fn is_code(code: &str) -> bool {
    code.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
}

/// Members as text, by name, for looking up.
pub(crate) type Texts = Vec<(String, String)>;

pub(crate) fn get<'a>(texts: &'a Texts, name: &str) -> Option<&'a str> {
    texts.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

/// The top-level members of a JSON text, values as text.
pub(crate) fn top(text: &str) -> Texts {
    // A list of objects is none of them.
    let open = text.find('{').filter(|open| text.get(..*open).is_some_and(|before| before.trim().is_empty()));
    let Some(Ok(object)) = open.map(|open| json::object(text, open)) else { return Vec::new() };
    object.items.iter().map(|item| (item.name.clone(), json::plain(text, item))).collect()
}

/// The outcome of a message. `texts`: its members; `opened`: the resource's content, where the key was at hand.
pub(crate) fn outcome(message: &Message, reading: &Reading, texts: &Texts, opened: Option<&str>) -> Outcome {
    match (message.format, &message.content, &reading.body) {
        (Format::Acp, ..) => acp(texts),
        (Format::WechatPay, _, Body::Http { body, .. }) => wechat(body, opened),
        (Format::Alipay, Content::Answer(answer), _) if answer.sealed => Outcome::of(Status::Sealed, None, None),
        (Format::Alipay, Content::Answer(answer), _) => {
            let told = answered(&top(&answer.value));
            // Of what the call was, nothing in a refusal tells; its name is not signed, and may only take away.
            let other = ["refund", "cancel", "close"].iter().any(|word| answer.name.contains(word));
            let vague = other && told.status == Status::Failed && told.about.is_none();
            if vague { Outcome { status: Status::Unknown, ..told } } else { told }
        }
        (Format::Alipay, _, Body::Http { body, .. }) => answered(&top(body)),
        (Format::Alipay, ..) => notified(texts),
        _ => Outcome::of(Status::Unknown, None, None),
    }
}

fn acp(texts: &Texts) -> Outcome {
    let told = |name| get(texts, name).map(String::from);
    let of = |status| Outcome::of(status, told("respCode"), told("respMsg"));
    let by_code = |code: &str| match code {
        "00" | "A6" => None,
        "03" | "04" | "05" => Some(Status::Pending),
        _ if !is_code(code) => Some(Status::Unknown),
        _ => Some(Status::Failed),
    };
    let refund = matches!(get(texts, "txnType"), Some("04" | "31" | "32" | "33"));
    let of_kind = |outcome: Outcome| if refund { outcome.of_refund() } else { outcome };
    let of = |status| of_kind(of(status));
    let Some(code) = get(texts, "respCode") else { return of(Status::Unknown) };
    if let Some(status) = by_code(code) {
        return of(status);
    }
    let original = get(texts, "origRespCode");
    let of = |status| match original {
        Some(_) => of_kind(Outcome::of(status, told("origRespCode"), told("origRespMsg"))),
        None => of(status),
    };
    if let Some(status) = original.and_then(by_code) {
        return of(status);
    }
    let marks = || ["settleDate", "traceNo"].into_iter().filter_map(|name| get(texts, name));
    let settled = marks().next().is_some();
    // A mark of settlement that is no number is none, and its being there is not nothing.
    let unread = !marks().all(|mark| mark.bytes().all(|c| c.is_ascii_digit()));
    of(match get(texts, "txnType") {
        Some("00") if original.is_some() => Status::Unknown,
        Some("01" | "03" | "11" | "04" | "31" | "32" | "33") if unread => Status::Unknown,
        Some("01" | "03" | "11") => {
            if settled {
                Status::Paid
            } else {
                Status::Accepted
            }
        }
        Some("02") => Status::Accepted,
        Some("04" | "31" | "32" | "33") => {
            if settled || original.is_some() {
                Status::Refunded
            } else {
                Status::Accepted
            }
        }
        _ => Status::NotAPayment,
    })
}

fn wechat(body: &str, opened: Option<&str>) -> Outcome {
    let texts = &top(body);
    let told = |name| get(texts, name).map(String::from);
    match get(texts, "event_type") {
        Some("TRANSACTION.SUCCESS" | "REFUND.SUCCESS") => match opened {
            Some(opened) => wechat_body(opened),
            None => Outcome::of(Status::Sealed, told("event_type"), told("summary")),
        },
        Some("REFUND.CLOSED") => Outcome::of(Status::Closed, told("event_type"), told("summary")).of_refund(),
        Some("REFUND.ABNORMAL") => Outcome::of(Status::Failed, told("event_type"), told("summary")).of_refund(),
        Some(_) => Outcome::of(Status::NotAPayment, told("event_type"), told("summary")),
        // What is no JSON says nothing.
        None if !body.trim().is_empty() && texts.is_empty() => Outcome::of(Status::Unknown, None, None),
        None => wechat_body(body),
    }
}

/// What a call's answer says that is no result of the payment: the payer is still asked, or nobody knows.
fn wechat_error(code: &str) -> Status {
    match code {
        "USERPAYING" | "USER_PAYING" => Status::Pending,
        "SYSTEM_ERROR"
        | "SYSTEMERROR"
        | "BANK_ERROR"
        | "BANKERROR"
        | "BIZERR_NEED_RETRY"
        | "ORDERPAID"
        | "ORDER_PAID"
        | "FREQUENCY_LIMITED"
        | "FREQUENCY_LIMIT_EXCEED"
        | "RATELIMIT_EXCEEDED" => Status::Unknown,
        code if is_code(code) => Status::Failed,
        _ => Status::Unknown,
    }
}

fn wechat_body(body: &str) -> Outcome {
    let texts = &top(body);
    let told = |name| get(texts, name).map(String::from);
    let refund = get(texts, "refund_id").and_then(|_| get(texts, "refund_status").or_else(|| get(texts, "status")));
    if let Some(refund) = refund {
        let status = match refund {
            "SUCCESS" => Status::Refunded,
            "PROCESSING" => Status::Pending,
            "CLOSED" => Status::Closed,
            "ABNORMAL" => Status::Failed,
            _ => Status::Unknown,
        };
        let all = rows_of_json(body);
        let told = Outcome::of(status, Some(refund.into()), None).of_refund();
        return told.in_part(get(&all, "amount.refund"), get(&all, "amount.total"));
    }
    if let Some(state) = get(texts, "trade_state") {
        let status = match state {
            "SUCCESS" => Status::Paid,
            "REFUND" => Status::Refunded,
            "NOTPAY" | "USERPAYING" | "ACCEPT" => Status::Pending,
            "CLOSED" | "REVOKED" => Status::Closed,
            "PAYERROR" => Status::Failed,
            _ => Status::Unknown,
        };
        return Outcome::of(status, Some(state.into()), told("trade_state_desc"));
    }
    if let Some(code) = get(texts, "code").filter(|_| get(texts, "message").is_some()) {
        return Outcome::of(wechat_error(code), told("code"), told("message"));
    }
    Outcome::of(Status::NotAPayment, None, None)
}

fn trade_status(texts: &Texts) -> Option<Status> {
    Some(match get(texts, "trade_status")? {
        "TRADE_SUCCESS" | "TRADE_FINISHED" => match get(texts, "refund_fee") {
            Some(fee) if !is_number(fee) => Status::Unknown,
            Some(fee) if fee.bytes().any(|c| matches!(c, b'1'..=b'9')) => Status::Refunded,
            _ => Status::Paid,
        },
        "WAIT_BUYER_PAY" => Status::Pending,
        // Closed without a payment; or given back whole, which closes a trade, too.
        "TRADE_CLOSED" => match get(texts, "refund_fee") {
            Some(fee) if !is_number(fee) => Status::Unknown,
            Some(fee) if fee.bytes().any(|c| matches!(c, b'1'..=b'9')) => Status::Refunded,
            _ => Status::Closed,
        },
        _ => Status::Unknown,
    })
}

fn notified(texts: &Texts) -> Outcome {
    let told = |name| get(texts, name).map(String::from);
    let status = trade_status(texts).unwrap_or_else(|| {
        let returned = get(texts, "method").is_some_and(|method| method.ends_with(".return"));
        if returned { Status::Accepted } else { Status::NotAPayment }
    });
    Outcome::of(status, told("trade_status"), None).in_part(get(texts, "refund_fee"), get(texts, "total_amount"))
}

/// What Alipay says where nobody knows yet, or the payment was made before.
fn is_open(sub_code: &str) -> bool {
    let last = sub_code.rsplit('.').next().unwrap_or_default();
    matches!(last, "SYSTEM_ERROR" | "TRADE_HAS_SUCCESS" | "unknow-error" | "unknown-error")
}

fn answered(texts: &Texts) -> Outcome {
    let told = |name| get(texts, name).map(String::from);
    let text = told("sub_msg").or_else(|| told("msg")).or_else(|| told("message"));
    let code = told("code");
    let status = match get(texts, "code") {
        Some("10000") => match trade_status(texts) {
            Some(status) => status,
            None if get(texts, "fund_change") == Some("Y") => Status::Refunded,
            None if get(texts, "fund_change").is_some() => Status::Accepted,
            None if get(texts, "refund_status").is_some() => {
                if get(texts, "refund_status") == Some("REFUND_SUCCESS") {
                    Status::Refunded
                } else {
                    Status::Pending
                }
            }
            None if get(texts, "gmt_payment").is_some() && get(texts, "total_amount").is_some() => Status::Paid,
            None => Status::NotAPayment,
        },
        Some("10003") => Status::Pending,
        Some("20000") => Status::Unknown,
        Some(_) if get(texts, "sub_code").is_some_and(is_open) => Status::Unknown,
        Some(code) if is_code(code) => Status::Failed,
        Some(_) => Status::Unknown,
        None => trade_status(texts).unwrap_or(Status::NotAPayment),
    };
    let named = ["fund_change", "refund_status", "out_request_no"].iter().any(|name| get(texts, name).is_some());
    let refund = named || get(texts, "sub_code").is_some_and(|code| code.contains("REFUND"));
    let told = Outcome::of(status, told("trade_status").or(code), text);
    let told = if refund && get(texts, "trade_status").is_none() { told.of_refund() } else { told };
    told.in_part(get(texts, "refund_fee").or_else(|| get(texts, "refund_amount")), get(texts, "total_amount"))
}
