//! The names that messages are known by (gateway.md §1, §3, §4).

/// Members of UnionPay's messages (gateway.md §1).
const ACP: &[&str] = &[
    "version",
    "encoding",
    "signMethod",
    "signature",
    "signPubKeyCert",
    "certId",
    "bizType",
    "txnType",
    "txnSubType",
    "accessType",
    "merId",
    "orderId",
    "txnTime",
    "txnAmt",
    "currencyCode",
    "respCode",
    "respMsg",
    "queryId",
    "traceNo",
    "traceTime",
    "settleAmt",
    "settleCurrencyCode",
    "settleDate",
    "exchangeRate",
    "accNo",
    "payType",
    "payCardType",
    "origQryId",
    "origRespCode",
    "origRespMsg",
    "reqReserved",
    "reserved",
    "tn",
    "customerInfo",
    "tokenPayData",
    "encryptPubKeyCert",
];

/// Members of Alipay's notifications (gateway.md §3).
const ALIPAY: &[&str] = &[
    "sign",
    "sign_type",
    "charset",
    "app_id",
    "seller_id",
    "trade_no",
    "out_trade_no",
    "total_amount",
    "receipt_amount",
    "buyer_pay_amount",
    "trade_status",
    "notify_id",
    "notify_type",
    "notify_time",
    "gmt_payment",
    "refund_fee",
    "fund_bill_list",
];

/// Further members of Alipay's messages, by which one is found in a text and no more.
const ALIPAY_MORE: &[&str] = &[
    "method",
    "timestamp",
    "alipay_cert_sn",
    "gmt_create",
    "gmt_refund",
    "gmt_close",
    "invoice_amount",
    "point_amount",
    "buyer_id",
    "buyer_logon_id",
    "buyer_open_id",
    "auth_app_id",
    "seller_email",
    "subject",
    "body",
    "passback_params",
    "out_biz_no",
    "voucher_detail_list",
    "biz_content",
    "msg_method",
    "utc_timestamp",
    "service",
    "notify_url",
];

/// Members that only UnionPay's messages have, of which four make one without a signature (gateway.md §4).
pub(crate) const ACP_UNSIGNED: &[&str] =
    &["signMethod", "signPubKeyCert", "merId", "orderId", "txnTime", "respCode", "bizType", "version"];
/// The same of Alipay's.
pub(crate) const ALIPAY_UNSIGNED: &[&str] =
    &["sign_type", "notify_id", "trade_no", "out_trade_no", "trade_status", "app_id", "seller_id"];

/// Whether a member's name is known: a message may begin with it.
pub(crate) fn known(name: &str) -> bool {
    listed(name) || ALIPAY_MORE.contains(&name)
}

/// Whether a known name stands in a text with a sign of a member behind it.
pub(crate) fn has_known(text: &str) -> bool {
    ACP.iter().chain(ALIPAY).any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let behind =
                text.get(at + name.len()..).unwrap_or_default().trim_start_matches(['"', '\'', ']', ' ', '\t']);
            behind.starts_with(['=', ':'])
        })
    })
}

/// Whether a member's value is a signature, a certificate or one word of a few: nothing else can be a part of it.
pub(crate) fn closed(name: &str) -> bool {
    matches!(
        name,
        "sign"
            | "signature"
            | "sign_type"
            | "signMethod"
            | "signPubKeyCert"
            | "certId"
            | "version"
            | "encoding"
            | "charset"
    )
}

/// Members that say an amount or a result: stated around a message, somebody may take them for its own.
pub(crate) const CLAIMS: &[&str] = &[
    "txnAmt",
    "settleAmt",
    "respCode",
    "origRespCode",
    "total_amount",
    "receipt_amount",
    "buyer_pay_amount",
    "refund_fee",
    "trade_status",
    "trade_state",
    "refund_status",
];

/// Whether a name is one that sections 1 and 3 list: hidden in a value, it could mean something else.
pub(crate) fn listed(name: &str) -> bool {
    ACP.contains(&name) || ALIPAY.contains(&name) || name.ends_with("_currency")
}

/// Whether a text is a word as a gateway names its ways of signing: letters, digits, `-`, `_`, `.`, `+` and `/`.
pub(crate) fn is_word(text: &str) -> bool {
    text.bytes().all(|c| is_name(c) || matches!(c, b'+' | b'/'))
}

/// Whether a byte may stand in a member's name.
pub(crate) fn is_name(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.')
}
