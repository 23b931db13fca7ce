//! Messages made here: every way of carrying one gives the same, every damage gets its cause, and nothing that was changed
//! ever fits with another meaning.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "common/sign.rs"]
mod sign;

use common::gb;
use sign::{Pairs, encode, form, http, json, keys, pairs, set, signed, signed_twice, text_of};
use slipcheck_gateway::{Checked, Confidence, Given, Signing, Status, check, find, to_base64};

fn notification() -> Pairs {
    pairs(&[
        ("gmt_create", "2026-11-20 18:41:50"),
        ("charset", "utf-8"),
        ("subject", "晴川 a+b & \"c\" <d> 100%"),
        ("buyer_id", "2088722003899169"),
        ("invoice_amount", "53.98"),
        ("notify_id", "2026112001222978214664675587689962"),
        ("fund_bill_list", "[{\"amount\":\"53.98\",\"fundChannel\":\"ALIPAYACCOUNT\"}]"),
        ("notify_type", "trade_status_sync"),
        ("trade_status", "TRADE_SUCCESS"),
        ("receipt_amount", "53.98"),
        ("buyer_pay_amount", "53.98"),
        ("app_id", "2021001161683774"),
        ("sign_type", "RSA2"),
        ("seller_id", "2088721003899907"),
        ("gmt_payment", "2026-11-20 18:42:07"),
        ("notify_time", "2026-11-20 18:42:09"),
        ("version", "1.0"),
        ("out_trade_no", "S042487277439"),
        ("total_amount", "53.98"),
        ("trade_no", "2026112022001491720490993329"),
        ("passback_params", ""),
    ])
}

fn with_sign(mut pairs: Pairs) -> Pairs {
    let sign = signed(text_of(&pairs).as_bytes());
    pairs.insert(3, ("sign".into(), sign));
    pairs
}

/// Python prints other quotes round texts that hold such quotes.
fn notification_in_python(good: &Pairs) -> Pairs {
    let mut pairs = good.clone();
    pairs.retain(|(name, _)| name != "fund_bill_list" && name != "subject" && name != "sign");
    with_sign(pairs)
}

fn all(text: &str) -> Vec<Checked> {
    let keys = keys();
    let given = Given { keys: &keys, apiv3_key: None, gb: gb(), repairs: true };
    find(text).messages.iter().map(|message| check(message, &given)).collect()
}

fn one(text: &str) -> Checked {
    let mut all = all(text);
    assert_eq!(all.len(), 1, "{} messages in {text}", all.len());
    all.remove(0)
}

fn fits(text: &str) -> Checked {
    let checked = one(text);
    assert_eq!(
        checked.signing,
        Signing::Fits,
        "{text}\n{:?}\n{}",
        checked.causes,
        String::from_utf8_lossy(&checked.signed_bytes)
    );
    checked
}

fn repaired(text: &str, cause: &str, repair: &str) -> Checked {
    let checked = one(text);
    assert_eq!(checked.signing, Signing::Misfit, "{text}");
    assert_eq!((checked.signature, checked.digest), (Status::Fail, Status::Fail), "{text}");
    let first = &checked.causes[0];
    assert_eq!(first.id, cause, "{repair} {text} {:?}", checked.causes);
    assert_eq!(first.confidence, Confidence::Proven);
    let found = first.evidence.iter().find(|(name, _)| *name == "repair").map_or("", |(_, value)| value);
    assert_eq!(found, repair, "{text}");
    checked
}

fn noted(checked: &Checked, repair: &str) {
    let note = checked.notes.iter().find(|note| note.id == "paste-damage");
    let repairs = note.map(|note| note.evidence[0].1.as_str()).unwrap_or_default();
    assert!(repairs.split(' ').any(|id| id == repair), "{repair}: {repairs}");
}

#[test]
fn every_way_of_carrying_a_notification_fits() {
    let good = with_sign(notification());
    let form = form(&good);
    let java: Vec<String> = good.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let print_r: String = good.iter().map(|(name, value)| format!("    [{name}] => {value}\n")).collect();
    let export: String = good.iter().map(|(name, value)| format!("  '{name}' => '{value}',\n")).collect();
    let lines: String = good.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    for text in [
        form.clone(),
        format!("2026-11-20 18:42:07.123  INFO 1 --- [nio-1] c.e.Pay : 回调参数：{form}\n2026-11-20 18:42:08 ok"),
        format!("POST /notify HTTP/1.1\nHost: a.example\nContent-Type: application/x-www-form-urlencoded\n\n{form}"),
        format!("https://a.example/return?{form}"),
        format!("GET /return?{form} HTTP/1.1"),
        format!("curl -X POST https://a.example/n -H 'Accept: */*' --data '{form}'"),
        format!("curl https://a.example/n --data-raw \"{form}\" -H \"Accept: */*\""),
        json(&good),
        format!("body: {}", json(&good)),
        format!("[{}]", json(&good)),
        format!("1;\"{}\";2", json(&good).replace('"', "\"\"")),
        json(&notification_in_python(&good)).replace('"', "'"),
        serde_json::json!({ "log": { "body": form } }).to_string(),
        serde_json::json!({ "message": json(&good) }).to_string(),
        serde_json::json!({ "a": [serde_json::json!({ "message": json(&good) }).to_string()] }).to_string(),
        format!("{{{}}}", java.join(", ")),
        format!("params={{{}}}", java.join(", ")),
        format!("Array\n(\n{print_r})\n"),
        format!("array (\n{export})"),
        lines,
        format!("_t=1&{form}").replacen("_t=1&", "", 1),
    ] {
        let checked = fits(&text);
        assert_eq!(checked.outcome.as_ref().unwrap().status.id(), "paid", "{text}");
        assert!(checked.fields.iter().any(|field| field.name == "total_amount" && field.value == "53.98"));
    }
}

#[test]
fn damage_of_carriage_is_undone_and_noted() {
    let good = with_sign(notification());
    let form = form(&good);
    let wrapped: String =
        form.as_bytes().chunks(76).map(|line| String::from_utf8(line.to_vec()).unwrap() + "\n").collect();
    noted(&fits(&wrapped), "line-wraps");
    noted(&fits(&form.replace('&', "&amp;")), "entity-separators");
    noted(&fits(&encode(&form)), "url-layer");
    noted(&fits(&format!("\u{feff}{form}")), "bom");
    noted(&fits(&json(&good).replace('"', "\\\"")), "log-escapes");
    noted(
        &fits(
            &json(&good).replace("\": \"", "”: “").replace("\", \"", "”, “").replace("{\"", "{“").replace("\"}", "”}"),
        ),
        "smart-quotes",
    );
    let mut blank = good.clone();
    let sign = good.iter().find(|(name, _)| name == "sign").unwrap().1.clone();
    set(&mut blank, "sign", &sign.replace('+', " "));
    if sign.contains('+') {
        noted(&fits(&json(&blank)), "base64-blanks");
    }
    set(&mut blank, "sign", sign.trim_end_matches('='));
    noted(&fits(&json(&blank)), "base64-padding");
    for mid in [20, form.len() / 2, form.len() - 30] {
        let at = (mid..).find(|at| form.is_char_boundary(*at)).unwrap();
        fits(&format!("{}\n{}", &form[..at], &form[at..]));
    }
}

#[test]
fn another_representation_is_named() {
    let good = with_sign(notification());
    let subject = "晴川 a+b & \"c\" <d> 100%";
    let with = |name: &str, value: &str| {
        let mut other = good.clone();
        set(&mut other, name, value);
        json(&other)
    };
    repaired(&with("subject", &subject.replace('+', " ")), "encoding-conflict", "plus-for-blank");
    repaired(&with("subject", &encode(subject)), "encoding-conflict", "not-decoded");
    repaired(
        &with(
            "subject",
            &subject.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;"),
        ),
        "encoding-conflict",
        "html-entities",
    );
    let list = "[{\"amount\":\"53.98\",\"fundChannel\":\"ALIPAYACCOUNT\"}]";
    repaired(&with("fund_bill_list", &list.replace('"', "\\\"")), "encoding-conflict", "backslashes");
    let spaced = list.replace(':', ": ").replace(',', ", ");
    repaired(&with("fund_bill_list", &spaced), "encoding-conflict", "nested-json");
    // The framework decoded, and the program again.
    let mut twice = notification();
    set(&mut twice, "subject", "a%2Bb%26");
    let mut twice = with_sign(twice);
    set(&mut twice, "subject", "a+b&");
    repaired(&json(&twice), "encoding-conflict", "double-decoded");
    // Signed without the empty one.
    let mut filtered = notification();
    filtered.retain(|(_, value)| !value.is_empty());
    let mut filtered = with_sign(filtered);
    filtered.push(("passback_params".into(), String::new()));
    repaired(&json(&filtered), "encoding-conflict", "empty-members");
    let mut trimmed = notification();
    set(&mut trimmed, "subject", "套餐 ");
    let mut trimmed = with_sign(trimmed);
    set(&mut trimmed, "subject", "套餐");
    repaired(&json(&trimmed), "encoding-conflict", "trimmed");
    let mut number = notification();
    set(&mut number, "total_amount", "53.90");
    let mut number = with_sign(number);
    set(&mut number, "total_amount", "53.9");
    repaired(&json(&number), "encoding-conflict", "number-format");
    // Signed in GBK, declared UTF-8.
    let mut gbk = notification();
    let text = text_of(&gbk);
    let sign = signed(&(gb().encode)(&text).unwrap());
    gbk.push(("sign".into(), sign));
    repaired(&json(&gbk), "encoding-conflict", "charset");
    let mut order = notification();
    order.retain(|(name, _)| name != "sign_type");
    let received = order.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    order.push(("sign".into(), signed(received.as_bytes())));
    order.push(("sign_type".into(), "RSA2".into()));
    repaired(&json(&order), "encoding-conflict", "member-order");
}

#[test]
fn another_value_is_named_and_both_are_shown() {
    let good = with_sign(notification());
    let with = |name: &str, value: &str| {
        let mut other = good.clone();
        set(&mut other, name, value);
        json(&other)
    };
    let checked = repaired(&with("total_amount", "63.98"), "field-altered", "twin");
    assert!(checked.fields.iter().any(|field| field.pasted.as_deref() == Some("63.98") && field.value == "53.98"));
    repaired(
        &with("out_trade_no", "S042487277439").replace("2088722003899169", "2088722003899196"),
        "field-altered",
        "digit",
    );
    repaired(&with("trade_status", "TRADE_CLOSED"), "field-altered", "code");
    repaired(&with("notify_time", "2026-11-20 10:42:09"), "time-zone", "");
    repaired(&with("out_trade_no", "s042487277439"), "field-altered", "letter-case");
    let mut extra = good.clone();
    extra.push(("_t".into(), "1".into()));
    extra.push(("route".into(), "a/b".into()));
    repaired(&form(&extra), "field-altered", "extra-member");
    let mut less = good.clone();
    less.retain(|(name, _)| name != "version");
    repaired(&form(&less), "field-altered", "missing-member");
}

#[test]
fn sign_type_inside_the_signed_text_is_no_fault() {
    let mut pairs = notification();
    let mut own = pairs.clone();
    own.sort();
    let text = own.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    pairs.push(("sign".into(), signed(text.as_bytes())));
    let checked = fits(&form(&pairs));
    assert!(checked.notes.iter().any(|note| note.id == "sign-type-signed"));
}

fn wechat(body: &str) -> (String, String, String) {
    let (timestamp, nonce) = ("1795171329", "aJHCyjH2kSuVEjrSHAqCrTWbUP5huLLE");
    let sign = signed(format!("{timestamp}\n{nonce}\n{body}\n").as_bytes());
    (timestamp.into(), nonce.into(), sign)
}

const PAID: &str = "{\"amount\":{\"currency\":\"CNY\",\"payer_total\":13800,\"total\":13800},\"mchid\":\"1900000109\",\"out_trade_no\":\"S1/2\",\"success_time\":\"2026-11-20T18:42:07+08:00\",\"trade_state\":\"SUCCESS\",\"trade_state_desc\":\"支付成功\",\"transaction_id\":\"4200030180908797140868627822\"}";

#[test]
fn headers_in_every_spelling() {
    let (timestamp, nonce, sign) = wechat(PAID);
    let headers = [
        ("Wechatpay-Timestamp", timestamp),
        ("Wechatpay-Nonce", nonce),
        ("Wechatpay-Serial", "PUB_KEY_ID_0119".into()),
        ("Wechatpay-Signature", sign),
    ];
    let all = |f: &dyn Fn(&str, &str) -> String| headers.iter().map(|(name, value)| f(name, value)).collect::<String>();
    let members: Vec<String> = headers.iter().map(|(n, v)| format!("\"{n}\":\"{v}\"")).collect();
    let escaped = serde_json::to_string(PAID).unwrap();
    for text in [
        all(&|n, v| format!("{n}: {v}\r\n")) + "\r\n" + PAID,
        all(&|n, v| format!("< {n}: {v}\n")) + "< \n" + PAID,
        all(&|n, v| format!("HTTP_{}={v}\n", n.to_uppercase().replace('-', "_"))) + PAID,
        all(&|n, v| format!("'{n}' => '{v}',\n")) + PAID,
        all(&|n, v| format!("[{n}] => {v}\n")) + PAID,
        format!("map[{}] {PAID}", all(&|n, v| format!("{n}:[{v}] "))),
        format!("curl -X POST https://a.example {} -d '{PAID}'", all(&|n, v| format!("-H '{n}: {v}' "))),
        format!("curl https://a.example {} --data-raw '{PAID}'", all(&|n, v| format!("-H \"{n}: {v}\" "))),
        format!("{{\"headers\":{{{}}},\"body\":{escaped}}}", members.join(",")),
        format!("{{\"headers\":{{{}}},\"body\":{PAID}}}", members.join(",")),
        format!("{{{}}}\n{PAID}", members.join(",")),
        serde_json::to_string(&format!("{{\"headers\":{{{}}},\"body\":{escaped}}}", members.join(","))).unwrap(),
        format!(
            "x = \"{}\"",
            (all(&|n, v| format!("{n}: {v}\n")) + "\n" + PAID).replace('"', "\\\"").replace('\n', "\\n")
        ),
        format!("{} responseBody[{PAID}]", all(&|n, v| format!("{n}={v}; "))),
        format!(
            "message=[{}\n{}\n{PAID}\n], sign=[{}], serial=[PUB_KEY_ID_0119]",
            headers[0].1, headers[1].1, headers[3].1
        ),
        all(&|n, v| format!("{}: {v}\n", n.to_lowercase())) + "\n" + PAID,
    ] {
        let checked = fits(&text);
        assert_eq!(checked.outcome.as_ref().unwrap().status.id(), "paid", "{text}");
    }
    // Two in one paste.
    let two = all(&|n, v| format!("{n}: {v}\n")) + "\n" + PAID + "\n\n" + &http(PAID, PAID);
    let found = self::all(&two);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|checked| checked.signing == Signing::Fits));
}

#[test]
fn bodies_that_were_parsed_or_printed_again() {
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(PAID).unwrap()).unwrap();
    noted(&fits(&http(&pretty, PAID)), "json-whitespace");
    noted(&fits(&http(PAID, &format!("{PAID}\n"))), "trailing-newline");
    noted(&fits(&http(&PAID.replace("支付", "支\n付"), PAID)), "line-wraps");
    repaired(&http(&PAID.replace('/', "\\/"), PAID), "encoding-conflict", "json-slashes");
    repaired(
        &http(&PAID.replace("支付成功", "\\u652f\\u4ed8\\u6210\\u529f"), PAID),
        "encoding-conflict",
        "json-unicode",
    );
    let safe = PAID.replace("S1/2", "a=b");
    repaired(&http(&safe.replace("a=b", "a\\u003db"), &safe), "encoding-conflict", "json-html-safe");
    repaired(&http(&PAID.replace("\"total\":13800", "\"total\":13900"), PAID), "field-altered", "twin");
    repaired(&http(&PAID.replace("\"SUCCESS\"", "\"NOTPAY\""), PAID), "field-altered", "code");
    repaired(&http(PAID, PAID).replace("1795171329", "1795171329000"), "encoding-conflict", "milliseconds");
    repaired(&http(PAID, PAID).replace("1795171329", "1795142529"), "time-zone", "");
    let order = "{\"id\":\"1\",\"create_time\":\"2026-11-20T18:42:07+08:00\",\"resource_type\":\"encrypt-resource\",\"event_type\":\"TRANSACTION.SUCCESS\",\"summary\":\"支付成功\",\"resource\":{\"original_type\":\"transaction\",\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\"YQ==\",\"associated_data\":\"transaction\",\"nonce\":\"Kj7QIyUiYx1q\"}}";
    let bound = "{\"createTime\":\"2026-11-20T18:42:07+08:00\",\"eventType\":\"TRANSACTION.SUCCESS\",\"id\":\"1\",\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"associatedData\":\"transaction\",\"ciphertext\":\"YQ==\",\"nonce\":\"Kj7QIyUiYx1q\",\"originalType\":\"transaction\"},\"resourceType\":\"encrypt-resource\",\"summary\":\"支付成功\"}";
    repaired(&http(bound, order), "encoding-conflict", "json-order");
    assert_eq!(fits(&http(order, order)).outcome.unwrap().status.id(), "sealed");
}

#[test]
fn answers_are_signed_as_they_are_written() {
    let value = "{\"code\":\"10000\",\"msg\":\"Success\",\"url\":\"https:\\/\\/a.example\",\"total_amount\":\"138.00\",\"trade_status\":\"TRADE_SUCCESS\"}";
    let sign = signed(value.as_bytes());
    for text in [
        format!("{{\"alipay_trade_query_response\":{value},\"sign\":\"{sign}\"}}"),
        format!("{{\"sign\":\"{sign}\",\"alipay_trade_query_response\":{value}}}"),
        format!(
            "2026-11-20 18:42:07 INFO rsp {{\"sign\":\"{sign}\",\"alipay_trade_query_response\":{value}}} cost 3ms"
        ),
        serde_json::json!({ "data": format!("{{\"alipay_trade_query_response\":{value},\"sign\":\"{sign}\"}}") })
            .to_string(),
    ] {
        assert_eq!(fits(&text).outcome.unwrap().status.id(), "paid", "{text}");
    }
    let again = value.replace("\\/", "/");
    let text = format!("{{\"alipay_trade_query_response\":{again},\"sign\":\"{sign}\"}}");
    repaired(&text, "encoding-conflict", "json-slashes");
    let twice = format!("{{\"a_response\":{{}},\"alipay_trade_query_response\":{value},\"sign\":\"{sign}\"}}");
    assert_eq!(one(&twice).causes[0].id, "malformed");
    let unsigned = format!("{{\"alipay_trade_query_response\":{value}}}");
    assert_eq!(one(&unsigned).signing, Signing::None);
    let cut = &format!("{{\"alipay_trade_query_response\":{value},\"sign\":\"{sign}\"}}")[..120];
    assert_eq!(one(cut).causes[0].id, "truncated");
}

#[test]
fn a_member_hidden_in_a_value_is_read_neither_way() {
    let mut pairs = notification();
    set(&mut pairs, "subject", "x&total_amount=1.00");
    let checked = one(&form(&with_sign(pairs)));
    assert_eq!((checked.signing, checked.signature), (Signing::Ambiguous, Status::Pass));
    assert_eq!(checked.outcome.unwrap().status.id(), "unknown");
    assert!(checked.notes.iter().any(|note| note.id == "confirm-reading"));
}

#[test]
fn what_is_malformed_is_refused_with_its_member() {
    let good = form(&with_sign(notification()));
    for (text, member) in [
        (format!("{good}&total_amount=1.00"), "total_amount"),
        (format!("{good}&%74otal_amount=1.00"), "total_amount"),
        (format!("{good}&a b=1"), "a b"),
    ] {
        let checked = one(&text);
        assert_eq!(checked.signing, Signing::Refused, "{text}");
        assert_eq!(checked.causes[0].id, "malformed");
        assert!(checked.causes[0].evidence.iter().any(|(_, value)| value == member), "{:?}", checked.causes);
    }
    let probe = http(PAID, PAID).replace("Wechatpay-Signature: ", "Wechatpay-Signature: WECHATPAY/SIGNTEST/");
    assert_eq!(one(&probe).causes[0].id, "header-refused");
    let twice = http(PAID, PAID).replacen("Wechatpay-Timestamp", "Wechatpay-Nonce: other\nWechatpay-Timestamp", 1);
    assert_eq!(one(&twice).causes[0].id, "malformed");
}

#[test]
fn a_member_that_a_signed_json_text_says_twice_is_malformed_and_tells_no_outcome() {
    let paid = r#"{"out_trade_no":"S1","amount":{"total":200,"currency":"CNY"},"trade_state":"SUCCESS"}"#;
    for (old, new) in [
        (r#""trade_state""#, r#""trade_state":"NOTPAY","trade_state""#),
        (r#""trade_state""#, r#""trade\u005fstate":"NOTPAY","trade_state""#),
        (r#""total":200"#, r#""total":200,"total":900"#),
        (r#""trade_state""#, "\"trade\n_state\":\"NOTPAY\",\"trade_state\""),
    ] {
        let body = paid.replacen(old, new, 1);
        let signed_body = body.replace('\n', "");
        let checked = one(&http(&body, &signed_body));
        assert_eq!((checked.signing, checked.causes[0].id), (Signing::Refused, "malformed"), "{body}");
        assert_eq!(checked.outcome.unwrap().status.id(), "unknown", "{body}");
    }
    // The same names in different objects, and in a text inside a string, are no two.
    for body in [
        r#"{"trade_state":"SUCCESS","promotion_detail":[{"amount":1},{"amount":2}],"amount":{"total":200,"amount":1}}"#,
        r#"{"trade_state":"SUCCESS","attach":"{\"a\":1,\"a\":2}"}"#,
    ] {
        assert_eq!(fits(&http(body, body)).outcome.unwrap().status.id(), "paid", "{body}");
    }
    let answer =
        |value: &str| format!("{{\"alipay_trade_query_response\":{value},\"sign\":\"{}\"}}", signed(value.as_bytes()));
    let value = r#"{"code":"10000","msg":"Success","trade_status":"TRADE_SUCCESS","total_amount":"1.00"}"#;
    assert_eq!(fits(&answer(value)).outcome.unwrap().status.id(), "paid");
    for name in ["trade_status", "trade\\u005fstatus"] {
        let twice = value.replacen('{', &format!("{{\"{name}\":\"WAIT_BUYER_PAY\","), 1);
        let checked = one(&answer(&twice));
        assert_eq!((checked.signing, checked.causes[0].id), (Signing::Refused, "malformed"), "{twice}");
        assert_eq!(checked.outcome.unwrap().status.id(), "unknown", "{twice}");
    }
}

#[test]
fn a_sealed_text_that_says_a_member_twice_tells_no_outcome() {
    use aes_gcm::{
        Aes256Gcm, KeyInit,
        aead::{Aead, Payload},
    };
    let key = [b'k'; 32];
    let notification = |plain: &str| {
        let payload = Payload { msg: plain.as_bytes(), aad: b"transaction" };
        let sealed = Aes256Gcm::new(&key.into()).encrypt(&(*b"fdasflkja484").into(), payload).unwrap();
        let sealed = to_base64(&sealed);
        format!(
            "{{\"id\":\"EV-1\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{{\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\"{sealed}\",\"associated_data\":\"transaction\",\"nonce\":\"fdasflkja484\"}}}}"
        )
    };
    for (plain, signing, outcome) in [
        (PAID.to_owned(), Signing::Fits, "paid"),
        (PAID.replacen('{', "{\"trade_state\":\"NOTPAY\",", 1), Signing::Refused, "unknown"),
    ] {
        let body = notification(&plain);
        let keys = keys();
        let given = Given { keys: &keys, apiv3_key: Some(&key), gb: gb(), repairs: true };
        let checked = check(&find(&http(&body, &body)).messages[0], &given);
        assert_eq!((checked.signing, checked.outcome.unwrap().status.id()), (signing, outcome), "{plain}");
        assert_eq!(checked.causes.iter().any(|cause| cause.id == "malformed"), signing == Signing::Refused);
    }
}

#[test]
fn an_amount_or_a_settlement_that_is_no_number_tells_no_outcome() {
    for (name, value, wanted) in [
        ("refund_fee", "1.00", "refunded"),
        ("refund_fee", "0.00", "paid"),
        ("refund_fee", "", "paid"),
        ("refund_fee", "１.00", "unknown"),
        ("refund_fee", "0,00", "unknown"),
        ("refund_fee", "0.001", "refunded"),
        ("refund_fee", ".", "unknown"),
        ("receipt_amount", "53,98", "unknown"),
        ("receipt_amount", "53.9", "paid"),
        ("subject", "１.00", "paid"),
    ] {
        let mut pairs = notification();
        pairs.push(("refund_fee".into(), String::new()));
        set(&mut pairs, name, value);
        assert_eq!(fits(&form(&with_sign(pairs))).outcome.unwrap().status.id(), wanted, "{name}={value}");
    }
    for (marks, wanted) in [
        (&[("settleDate", "1120")][..], "paid"),
        (&[("settleDate", " ")], "unknown"),
        (&[("settleDate", "１120"), ("traceNo", "733423")], "unknown"),
        (&[("settleDate", "1120"), ("traceNo", "-")], "unknown"),
        (&[("settleDate", ""), ("traceNo", "733423")], "paid"),
        (&[("settleDate", ""), ("traceNo", "")], "accepted"),
        (&[], "accepted"),
    ] {
        let mut own = pairs(&[
            ("encoding", "UTF-8"),
            ("merId", "898310154110026"),
            ("respCode", "00"),
            ("signMethod", "01"),
            ("txnAmt", "138"),
            ("txnTime", "20261120184207"),
            ("txnType", "01"),
            ("version", "5.1.0"),
        ]);
        own.extend(pairs(marks));
        let sign = signed_twice(text_of(&own).as_bytes());
        own.push(("signature".into(), sign));
        assert_eq!(fits(&form(&own)).outcome.unwrap().status.id(), wanted, "{marks:?}");
    }
}

#[test]
fn a_message_inside_a_json_string_is_read_decoded() {
    let message = http(PAID, PAID);
    let ascii = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap();
        quoted
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) })
            .collect::<String>()
    };
    for text in [
        format!("{{\"log\": {}}}", ascii(&message)),
        format!("{{\"level\": \"info\", \"log\": {}}}", ascii(&message.replace('\n', "\r\n"))),
        format!("2026-11-20 18:42:07 INFO {{\"log\": {}}}", ascii(&message)),
        format!("{{\"a\": {}}}", ascii(&format!("{{\"log\": {}}}", ascii(&message)))),
        format!("{{\"head\": {}, \"body\": {}}}", ascii(message.split_once("\n\n").unwrap().0), ascii(PAID)),
    ] {
        assert_eq!(fits(&text).outcome.unwrap().status.id(), "paid", "{text}");
    }
    let two = format!("{{\"log\": {}}}\n{{\"log\": {}}}", ascii(&message), ascii(&message));
    assert_eq!(all(&two).iter().filter(|checked| checked.signing == Signing::Fits).count(), 2);
}

#[test]
fn of_several_objects_the_body_is_the_one_that_fits() {
    let message = http(PAID, PAID);
    let dearer = PAID.replace("13800", "99900");
    for text in [
        format!("{message}\n{dearer}"),
        format!("{message}\n{{\"code\":\"SUCCESS\",\"message\":\"成功\"}}\n"),
        format!("{message}\n2026-11-20 18:42:08 INFO {{\"code\":\"SUCCESS\"}}\n"),
        format!("{message}\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{{\"code\":\"SUCCESS\"}}\n"),
        format!("{dearer}\n{message}"),
    ] {
        let checked = fits(&text);
        assert_eq!(checked.outcome.as_ref().unwrap().status.id(), "paid", "{text}");
        assert!(checked.fields.iter().all(|field| field.value != "99900"), "{text}");
        assert!(checked.notes.iter().any(|note| note.id == "unsigned-text"), "{text}");
    }
    assert!(fits(&message).notes.iter().all(|note| note.id != "unsigned-text"));
    // None of them fits: it is not verified, whatever stands beside it.
    let other = format!("{}\n{dearer}", http(&dearer, PAID));
    assert_eq!(one(&other).signing, Signing::Misfit);
}

#[test]
fn a_body_that_a_text_box_wrapped_anywhere_fits() {
    let body = PAID.replace("S1/2", "S1\\/2");
    for at in (1..body.len()).filter(|at| body.is_char_boundary(*at)) {
        for line_end in ["\n", "\r\n"] {
            let wrapped = [&body[..at], line_end, &body[at..]].concat();
            let checked = fits(&http(&wrapped, &body));
            assert_eq!(checked.outcome.unwrap().status.id(), "paid", "{wrapped}");
            let total = checked.fields.iter().find(|field| field.name == "amount.total").unwrap();
            assert_eq!(total.value, "13800", "{wrapped}");
        }
    }
}

#[test]
fn header_like_text_in_a_value_is_no_header() {
    let members = |body: &str| {
        let (timestamp, nonce, sign) = wechat(body);
        let names = format!("\"Wechatpay-Timestamp\":\"{timestamp}\",\"Wechatpay-Nonce\":\"{nonce}\"");
        let quoted = serde_json::to_string(body).unwrap();
        format!("{{\"headers\":{{{names},\"Wechatpay-Signature\":\"{sign}\"}},\"body\":{quoted}}}")
    };
    for attach in [
        "Wechatpay-Nonce: abc",
        "wechatpay-timestamp: 1795171328",
        "a Wechatpay-Nonce: abc",
        "Wechatpay-Timestamp: 1795171328\\nWechatpay-Nonce: a\\nWechatpay-Signature: YQ==\\n\\n{}",
        "\\n\\nHTTP/1.1 200 OK\\n",
    ] {
        let body = PAID.replacen('{', &format!("{{\"attach\":\"{attach}\","), 1);
        for text in [http(&body, &body), members(&body)] {
            assert_eq!(fits(&text).outcome.unwrap().status.id(), "paid", "{text}");
        }
    }
}

#[test]
fn values_may_hold_what_parts_members() {
    for value in ["}", "\"}", "{", "'", "\"", "&amp;", "a&b=1", "a, b", "[a]"] {
        let mut pairs = notification();
        set(&mut pairs, "subject", value);
        set(&mut pairs, "passback_params", value);
        let mut good = with_sign(pairs);
        good.sort();
        let text = |f: &dyn Fn(&str, &str) -> String| good.iter().map(|(n, v)| f(n, v)).collect::<Vec<_>>();
        for text in [
            text(&|n, v| format!("{n}={v}")).join("&"),
            format!("{{{}}}", text(&|n, v| format!("{n}={v}")).join(", ")),
            format!("Array\n(\n{})\n", text(&|n, v| format!("    [{n}] => {v}\n")).concat()),
            text(&|n, v| format!("{n}={v}\n")).concat(),
        ] {
            assert_eq!(fits(&text).outcome.unwrap().status.id(), "paid", "{text}");
        }
    }
    // What only may be a value's rest, and is a member twice, stays malformed.
    let mut own = notification();
    own.retain(|(name, _)| name != "subject" && name != "passback_params");
    own.extend(pairs(&[("b", "1"), ("b", "1")]));
    let text: Vec<String> = with_sign(own).iter().map(|(name, value)| format!("{name}={value}")).collect();
    let checked = one(&text.join("&"));
    assert_eq!((checked.signing, checked.causes[0].id), (Signing::Refused, "malformed"));
    assert_eq!(checked.outcome.unwrap().status.id(), "unknown");
}

#[test]
fn own_requests_and_keyed_messages_are_no_evidence() {
    for (text, note) in [
        (
            "accessType=0&certId=69026276696&merId=777290058110097&orderId=1&signMethod=01&txnTime=20261120184207&version=5.0.0&signature=YQ==",
            "own-request",
        ),
        (
            "accessType=0&respCode=00&merId=777290058110097&orderId=1&signMethod=11&txnTime=20261120184207&version=5.1.0&signature=ab",
            "keyed-mac",
        ),
        (
            "app_id=2021001161683774&biz_content=%7B%7D&charset=utf-8&method=alipay.trade.query&sign_type=RSA2&timestamp=2026-11-20+18%3A42%3A09&version=1.0&sign=YQ%3D%3D",
            "own-request",
        ),
        (
            "<xml><appid>wx1</appid><mch_id>1900000109</mch_id><total_fee>1</total_fee><sign><![CDATA[AB]]></sign></xml>",
            "keyed-mac",
        ),
        (
            "POST /v3/pay HTTP/1.1\nAuthorization: WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"5\",timestamp=\"1\",serial_no=\"1\",signature=\"YQ==\"\n\n{\"a\":1}",
            "own-request",
        ),
    ] {
        let checked = one(text);
        assert_eq!(checked.signing, Signing::None, "{text}");
        assert_eq!(checked.causes[0].id, "not-signed", "{text}");
        assert!(checked.notes.iter().any(|found| found.id == note), "{text}");
    }
}

#[test]
fn unionpay_signs_the_text_of_the_digest() {
    let mut pairs = pairs(&[
        ("accessType", "0"),
        ("bizType", "000201"),
        ("certId", "1"),
        ("currencyCode", "156"),
        ("encoding", "UTF-8"),
        ("merId", "898310154110026"),
        ("orderId", "1"),
        ("queryId", "2"),
        ("respCode", "00"),
        ("respMsg", "成功[0000000]"),
        ("settleDate", "1120"),
        ("signMethod", "01"),
        ("txnAmt", "138"),
        ("txnTime", "20261120184207"),
        ("txnType", "01"),
        ("version", "5.0.1"),
    ]);
    pairs.sort();
    let text = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let line = |sign: &str| format!("{text}&signature={sign}");
    // A named certificate is not at hand; the bare key is.
    assert_eq!(fits(&line(&signed_twice(text.as_bytes()))).outcome.unwrap().status.id(), "paid");
    repaired(&line(&signed(text.as_bytes())), "algorithm-conflict", "single-hash");
    let old = text.replace("5.0.1", "5.0.0");
    let checked = one(&format!("{old}&signature={}", signed_twice(old.as_bytes())));
    assert_eq!((checked.causes[0].id, checked.signing), ("algorithm-conflict", Signing::Misfit));
    // A failure that somebody made a success.
    let failed = text.replace("respCode=00", "respCode=51");
    repaired(&format!("{text}&signature={}", signed_twice(failed.as_bytes())), "field-altered", "code");
    let reserved = format!("{text}&reqReserved=uid=7&n=3");
    let mut own: Vec<&str> = text.split('&').collect();
    own.push("reqReserved=uid=7&n=3");
    own.sort_unstable();
    let checked = fits(&format!("{reserved}&signature={}", signed_twice(own.join("&").as_bytes())));
    noted(&checked, "ampersand-in-value");
}
