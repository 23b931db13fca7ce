//! Texts that were made to exhaust: answered in bounded time, without a panic.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use slipcheck_gateway::{Gb, Given, check, embedded, find};
use std::time::{Duration, Instant};

/// A quarter of the longest text that callers hand in.
const LENGTH: usize = 1 << 18;

fn answered(what: &str, text: &str) {
    let begin = Instant::now();
    let found = find(text);
    let given = Given { keys: &[], apiv3_key: None, gb: Gb::NONE, repairs: true };
    for message in &found.messages {
        assert!(text.get(message.range.clone()).is_some(), "{what}");
        let _ = embedded(message);
        let _ = check(message, &given);
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{what}: {:?}", begin.elapsed());
}

#[test]
fn hostile_texts_are_answered_in_time() {
    for piece in [
        "{\"signature\":",
        "{}",
        "[",
        "[]",
        "{",
        "signature=",
        "signature=1&signMethod=01&",
        "merId=1&orderId=2\n",
        "merId=1&orderId=2&signMethod=01&respCode=00\n",
        "merId=1, orderId=2, ",
        "[merId] => 1\n",
        "[",
        "'merId' => '",
        "merId: 1\n",
        "x\n",
        "merId%3D1%26",
        "%2525",
        "Wechatpay-Nonce: a\n",
        "Wechatpay-Nonce: a\n{}\n",
        "message=[1\n2\n",
        "-----BEGIN CERTIFICATE-----\n",
        "-----END",
        "&amp;",
        "\\\"",
        "\\",
        "“sign”",
        "\u{feff}",
        "<xml><sign>",
        "<a>",
        "{\"a_response\":{}, ",
        "sign=[",
        "HTTP/1.1 200 OK\n",
        "HTTP/1.1 200 OK\n{}\n",
        "{\"a\":\"Wechatpay-Nonce: a\"}",
        "{\"a\":\"Wechatpay-Nonce: a\\n{\",\"a\":1}\n",
        "Wechatpay-Nonce: a {\"a\":\"Wechatpay-Nonce: a\"}",
        "1\n",
        "\n\n",
        "&a=b",
        "&orderId=",
        " -d '",
        "authorization wechatpay2- ",
    ] {
        let body = piece.repeat(LENGTH / piece.len());
        answered(piece, &body);
        answered(piece, &format!("merId=1&signMethod=01&respCode=00&version=5.1.0&certId=1&signature=YQ==&x={body}"));
        answered(piece, &format!("{{\"sign_type\":\"RSA2\",\"signature\":\"a\",\"x\":\"{body}"));
        answered(
            piece,
            &format!("Wechatpay-Nonce: a\nWechatpay-Timestamp: 1795171329\nWechatpay-Signature: YQ==\n\n{body}"),
        );
    }
}
