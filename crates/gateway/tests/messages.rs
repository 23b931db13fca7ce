//! Ways of writing messages, what they say of a payment or a refund, what a value hides, and what stands around them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "common/sign.rs"]
mod sign;

use common::gb;
use sign::{Pairs, form, http, json, keys, pairs, set, signed, signed_twice, text_of};
use slipcheck_gateway::{About, Checked, Facts, Given, Key, MAX_MESSAGES, Payment, Signing, check, find, to_base64};

fn all(text: &str) -> Vec<Checked> {
    let mut keys = keys();
    keys.push(Key { spki: keys[0].spki.clone(), facts: Some(Facts::default()), embedded: true, trusted: false });
    let given = Given { keys: &keys, apiv3_key: None, gb: gb(), repairs: true };
    find(text).messages.iter().map(|message| check(message, &given)).collect()
}

fn one(text: &str) -> Checked {
    let mut found = all(text);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn alipay(changes: &[(&str, &str)]) -> Pairs {
    let mut members = pairs(&[
        ("app_id", "2021001161683774"),
        ("body", "a=b&c=d"),
        ("charset", "utf-8"),
        ("fund_bill_list", r#"[{"amount":"89.23","fundChannel":"ALIPAYACCOUNT"}]"#),
        ("notify_id", "2025112001222817736326864035715491"),
        ("notify_time", "2025-11-20 18:42:09"),
        ("out_trade_no", "T20251120002"),
        ("subject", "午市 套餐"),
        ("total_amount", "89.23"),
        ("trade_no", "2025112022001488990500123456"),
        ("trade_status", "TRADE_SUCCESS"),
    ]);
    for (name, value) in changes {
        match members.iter_mut().find(|(other, _)| other == name) {
            Some(own) => own.1 = (*value).to_owned(),
            None => members.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let sign = signed(text_of(&members).as_bytes());
    members.push(("sign".to_owned(), sign));
    members.push(("sign_type".to_owned(), "RSA2".to_owned()));
    members
}

fn ids(checked: &Checked) -> Vec<&'static str> {
    checked.causes.iter().map(|cause| cause.id).chain(checked.notes.iter().map(|note| note.id)).collect()
}

/// Members as programs write them: each between two texts, parted by a third.
fn written(members: &Pairs, [open, between, close, part]: [&str; 4]) -> String {
    let all: Vec<String> = members.iter().map(|(name, value)| [open, name, between, value, close].concat()).collect();
    all.join(part)
}

#[test]
fn a_message_is_read_as_programs_print_it() {
    let members = alipay(&[]);
    let plain = form(&members);
    let dump: String = members
        .iter()
        .map(|(name, value)| format!("  [\"{name}\"]=>\n  string({}) \"{value}\"\n", value.len()))
        .collect();
    let ruby: Vec<String> = members.iter().map(|(name, value)| format!("{name:?}=>{value:?}")).collect();
    let lists: Vec<String> = members.iter().map(|(name, value)| format!("{name:?}:[{value:?}]")).collect();
    let texts = [
        format!("```\n{plain}\n```"),
        format!("{plain} 请核对"),
        format!("*** 1. row ***\n     id: 17\n raw_body: {plain}\ncreated_at: 2026-11-20 18:42:08\n"),
        format!("| 17 | {plain} |"),
        format!("1.2.3.4 \"POST /n HTTP/1.1\" 200 2 \"-\" \"-\" body=\"{plain}\""),
        format!("1.2.3.4 \"POST /n HTTP/1.1\" 200 2 \"{}\"", plain.replace('%', "\\x25")),
        format!("curl \"https://a/n\" ^\n  --data-raw \"{}\"", plain.replace('%', "^%").replace('&', "^&")),
        format!("{{\n{}\n}}", written(&members, ["  ", ": '", "'", ",\n"])),
        format!("[Object: null prototype] {{\n{}\n}}", written(&members, ["  ", ": '", "'", ",\n"])),
        format!("{{{}}}", written(&members, ["'", "': '", "'", ", "])),
        format!("<QueryDict: {{{}}}>", written(&members, ["'", "': ['", "']", ", "])),
        format!("{{{}}}", ruby.join(", ")),
        format!("{{{}}}", lists.join(",")),
        format!("{{{}}}", written(&members, ["", "=[", "]", ", "])),
        format!("Notify({})", written(&members, ["", "=", "", ", "])),
        written(&members, ["", ":\n", "", "\n"]),
        written(&members, ["", "\t", "", "\n"]),
        format!("array({}) {{\n{dump}}}", members.len()),
        plain.as_bytes().chunks(70).map(|line| format!("> {}\n", str::from_utf8(line).unwrap())).collect(),
    ];
    for text in &texts {
        let checked = one(text);
        assert_eq!(checked.signing, Signing::Fits, "{text}\n{:?} {:?}", checked.causes, checked.fields);
        assert_eq!(checked.outcome.unwrap().status, Payment::Paid, "{text}");
    }
}

/// A notification of UnionPay's, its certificate among the members.
fn unionpay() -> Pairs {
    let der = include_bytes!("keys/gateway.cert.der");
    let lines: Vec<String> =
        to_base64(der).as_bytes().chunks(64).map(|line| format!("{}\r\n", str::from_utf8(line).unwrap())).collect();
    let certificate = format!("-----BEGIN CERTIFICATE-----\r\n{}-----END CERTIFICATE-----", lines.concat());
    let mut members = pairs(&[
        ("bizType", "000201"),
        ("encoding", "UTF-8"),
        ("merId", "898310154110026"),
        ("orderId", "202611201809543735"),
        ("reqReserved", "{a=1&b=2}"),
        ("respCode", "00"),
        ("respMsg", "成功[0000000]"),
        ("settleDate", "1120"),
        ("signMethod", "01"),
        ("signPubKeyCert", &certificate),
        ("txnAmt", "9150"),
        ("txnTime", "20261120184207"),
        ("txnType", "01"),
        ("version", "5.1.0"),
    ]);
    let sign = signed_twice(text_of(&members).as_bytes());
    members.insert(8, ("signature".to_owned(), sign));
    members
}

/// Members as PHP serializes them.
fn serialized(members: &Pairs) -> String {
    let all: String = members
        .iter()
        .map(|(name, value)| format!("s:{}:\"{name}\";s:{}:\"{value}\";", name.len(), value.len()))
        .collect();
    format!("a:{}:{{{all}}}", members.len())
}

/// Members each in its place of a text: `{k}` the name, `{v}` the value, `{f}` the value percent-encoded, `{h}` with entities, `{q}` in
/// quotes.
fn each(members: &Pairs, shape: &str, part: &str) -> String {
    let escape = |value: &str| {
        value
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#x27;")
    };
    let all: Vec<String> = members
        .iter()
        .map(|(name, value)| {
            let filled = shape.replace("{k}", name).replace("{f}", &sign::encode(value)).replace("{h}", &escape(value));
            filled.replace("{q}", &format!("{value:?}")).replace("{v}", value)
        })
        .collect();
    all.join(part)
}

/// A text with a number, or a word, before each of its lines.
fn before_each_line(text: &str, prefix: impl Fn(usize) -> String) -> String {
    text.lines().enumerate().map(|(at, line)| format!("{}{line}\n", prefix(at + 1))).collect()
}

#[test]
fn a_message_is_read_in_any_notation() {
    for members in [alipay(&[("subject", "午市 套餐+\"A\" & B")]), unionpay()] {
        let plain = form(&members);
        let pretty = json(&members).replace("\", ", "\",\n  ");
        let lines = each(&members, "{k}={v}", "\n");
        let inputs = each(&members, "<input type=\"hidden\" name=\"{k}\" id=\"{k}\" value=\"{h}\"/>", "\n");
        let page = format!("<form id=\"pay\" action=\"https://a.example\" method=\"post\">\n{inputs}</form>");
        let mut sorted = members.clone();
        sorted.sort();
        let wrapped: Vec<&str> = plain.as_bytes().chunks(80).map(|line| str::from_utf8(line).unwrap()).collect();
        let texts = [
            format!("map[{}]", each(&sorted, "{k}:{v}", " ")),
            format!("2026/11/20 18:42:07 notify: map[{}]\n2026/11/20 18:42:08 done", each(&sorted, "{k}:[{v}]", " ")),
            format!("url.Values{{{}}}", each(&sorted, "\"{k}\":[]string{{q}}", ", ")),
            format!("curl https://a.example/n {}", each(&members, "-d '{k}={f}'", " ")),
            format!("curl https://a.example/n \\\n  {}", each(&members, "--data-urlencode '{k}={v}'", " \\\n  ")),
            format!("$ curl https://a.example/n \\\n> {}", each(&members, "-F '{k}={v}'", " \\\n> ")),
            page.clone(),
            page.replace(" id=", " data-id=")
                .replace("<input type=\"hidden\"", "<INPUT")
                .replace("=\"", "='")
                .replace("\" ", "' ")
                .replace("\"/>", "'/>"),
            serde_json::json!({ "code": 0, "data": page }).to_string(),
            format!("<notify>\n{}\n</notify>", each(&members, "  <{k}>{h}</{k}>", "\n")),
            format!("<xml>{}</xml>", each(&members, "<{k}><![CDATA[{v}]]></{k}>", "")),
            format!("<log><body>{}</body></log>", plain.replace('&', "&amp;")),
            format!("<table>{}</table>", each(&members, "<tr><td>{k}</td><td>{h}</td></tr>", "")),
            serialized(&members),
            format!("[2026-11-20 18:42:07] local.INFO: {}", serialized(&members)),
            serialized(&members).replace("\r\n", "\n"),
            format!("Array ( {} )", each(&members, "[{k}] => {v}", " ")),
            format!("OrderedDict([{}])", each(&members, "('{k}', {q})", ", ")),
            format!("[{}]", each(&members, "[\"{k}\", {q}]", ", ")),
            format!("[{}]", each(&members, "{\"name\":\"{k}\",\"value\":{q}}", ",")),
            format!("{{{}}}", each(&members, ":{k}=>{q}", ", ")),
            each(&members, "[{k}, {v}]", "\n"),
            each(&members, "key={k}, value={v}", "\n"),
            each(&members, "| {k}   | {v} |", "\n"),
            each(&members, "{k} -> {v}", "\n"),
            each(&members, "{k}\n{v}", "\n"),
            format!("Form Data\nview source\n{}", each(&members, "{k}: {v}", "\n")),
            each(&members, "    Form item: \"{k}\" = \"{v}\"", "\n"),
            each(
                &members,
                "------WebKitFormBoundary7MA4\r\nContent-Disposition: form-data; name=\"{k}\"\r\n\r\n{v}",
                "\r\n",
            ),
            before_each_line(&lines, |n| format!("{n:6}\t")),
            before_each_line(&lines, |n| format!("app.log:{}:", n + 90)),
            before_each_line(&pretty, |n| format!("{n:4} | ")),
            before_each_line(&pretty, |_| "web_1  | ".to_owned()),
            before_each_line(&pretty, |_| "+".to_owned()),
            before_each_line(&wrapped.join("\n"), |n| format!("{n:4}  ")),
            each(&members, "2026-11-20 18:42:07,123 DEBUG [pay] {k}={f}", "\n"),
            plain.replace('&', "&\n"),
            format!("张三 18:42\n帮我看下\n{plain}\n李四 18:43\n好的"),
            format!("> POST /n HTTP/1.1\n>\n* sent\n{plain}\n< HTTP/1.1 200 OK\n< \nsuccess"),
            format!("+----+\n|  1 | {plain} |\n+----+"),
        ];
        for text in &texts {
            let checked = one(text);
            assert_eq!(checked.signing, Signing::Fits, "{text}\n{:?}", checked.causes);
            assert_eq!(checked.outcome.unwrap().status, Payment::Paid, "{text}");
        }
        // A changed amount is proven in each as well, where its notation leaves no doubt.
        let altered = texts.iter().map(|text| text.replace("00123456", "00123457").replace("9150", "9250"));
        for text in altered {
            let checked = one(&text);
            assert_ne!(checked.signing, Signing::Fits, "{text}");
            // A form whose lines are numbered is no form until it fits.
            let numbered = text.starts_with("   1  ");
            assert!(numbered || ids(&checked).contains(&"field-altered"), "{text}\n{:?}", checked.causes);
        }
    }
}

#[test]
fn what_looks_like_a_coat_inside_a_value_is_the_values_own() {
    for value in
        ["3D眼镜=3D", "小蜜\u{200b}蜂 奶茶", "a^&b^%c", "\\x22 \\x25", "''a''", "&lt;b&gt;", "{\"sign\":\"a\"}"]
    {
        let members = alipay(&[("subject", value)]);
        let printed =
            |open: &str, between: &str, close: &str, part: &str| written(&members, [open, between, close, part]);
        for text in [
            form(&members),
            json(&members),
            format!("{{{}}}", printed("", "=", "", ", ")),
            format!("Array\n(\n{}\n)", printed("    [", "] => ", "", "\n")),
            printed("", "=", "", "\n"),
        ] {
            let checked = one(&text);
            assert_eq!(checked.signing, Signing::Fits, "{text}\n{:?}", checked.causes);
        }
    }
    let body = "{\"attach\":\"a=3D b ^& ''\",\"trade_state\":\"SUCCESS\",\"trade_state_desc\":\"支\u{200b}付\"}";
    assert_eq!(one(&http(body, body)).signing, Signing::Fits);
}

#[test]
fn a_message_in_a_value_of_another_speaks_in_nobodys_place() {
    let value = r#"{"code":"10000","msg":"Success","total_amount":"89.23","trade_status":"TRADE_SUCCESS"}"#;
    let inner = format!("{{\"alipay_trade_query_response\":{value},\"sign\":\"{}\"}}", signed(value.as_bytes()));
    let members = alipay(&[("passback_params", &inner), ("trade_status", "WAIT_BUYER_PAY")]);
    for text in [
        form(&members),
        json(&members),
        format!("{{{}}}", written(&members, ["", "=", "", ", "])),
        format!("Array\n(\n{}\n)", written(&members, ["    [", "] => ", "", "\n"])),
        format!("{{{}}}", written(&members, ["'", "': '", "'", ", "])),
        written(&members, ["", "=", "", "\n"]),
        written(&members, ["", "=", "", "&"]),
    ] {
        let checked = one(&text);
        assert_eq!(checked.signing, Signing::Fits, "{text}\n{:?}", checked.causes);
        assert_eq!(checked.outcome.unwrap().status, Payment::Pending, "{text}");
    }
}

#[test]
fn headers_are_read_in_any_notation() {
    let body = r#"{"attach":"it's \"a\"","out_trade_no":"T/1","trade_state":"SUCCESS","trade_state_desc":"支付成功"}"#;
    let text = http(body, body);
    let (head, _) = text.split_once("\n\n").unwrap();
    let headers: Pairs = head
        .lines()
        .skip(1)
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let quoted = serde_json::to_string(body).unwrap();
    let bytes: String = body
        .bytes()
        .map(|c| match c {
            b'\\' => "\\\\".to_owned(),
            b'\'' => "\\'".to_owned(),
            0x80.. => format!("\\x{c:02x}"),
            c => char::from(c).to_string(),
        })
        .collect();
    for text in [
        format!("{}\n\n{body}", each(&headers, "{k}\n{v}", "\n")),
        format!("[{}]\n{body}", each(&headers, "('{k}', '{v}')", ", ")),
        format!("[{}]\n{body}", each(&headers, "'{k}', '{v}'", ",\n  ")),
        format!("[{}]\n{body}", each(&headers, "{\"name\":\"{k}\",\"value\":\"{v}\"}", ",")),
        format!("http.Header{{{}}}\n{body}", each(&headers, "\"{k}\":[]string{\"{v}\"}", ", ")),
        format!("{}\n{body}", each(&headers, "key={k}, value={v}", "\n")),
        format!("{}\n{body}", each(&headers, "[{k}, {v}]", "\n")),
        format!("{}\n\n{body}", each(&headers, "| {k} | {v} |", "\n")),
        format!("<log>{}<body><![CDATA[{body}]]></body></log>", each(&headers, "<{k}>{v}</{k}>", "")),
        format!("array (\n{})\n{body}", each(&headers, "  '{k}' => \n  array (\n    0 => '{v}',\n  ),\n", "")),
        format!(
            "Array\n(\n{})\n{body}",
            each(&headers, "    [{k}] => Array\n        (\n            [0] => {v}\n        )\n\n", "")
        ),
        format!("array(5) {{\n{}}}\n{body}", each(&headers, "  [\"{k}\"]=>\n  string(10) \"{v}\"\n", "")),
        format!("array:5 [\n{}]\n{body}", each(&headers, "  \"{k}\" => array:1 [\n    0 => \"{v}\"\n  ]\n", "")),
        format!("{{{}}} b'{bytes}'", each(&headers, "'{k}': '{v}'", ", ")),
        format!("{{\"msg\":\"notify\",\"header\":{{{}}},\"data\":{quoted}}}", each(&headers, "\"{k}\":\"{v}\"", ",")),
        format!("headers:\n{}\nbody: {quoted}", each(&headers, "  {k}: \"{v}\"", "\n")),
        before_each_line(&text, |n| format!("{n:6}\t")),
    ] {
        let checked = one(&text);
        assert_eq!(checked.signing, Signing::Fits, "{text}\n{:?}", checked.causes);
        assert_eq!(checked.outcome.unwrap().status, Payment::Paid, "{text}");
    }
    // A list of names is no headers.
    let names = each(&headers, "{k}", ", ");
    assert_eq!(one(&format!("Access-Control-Expose-Headers: {names}\n{text}")).signing, Signing::Fits);
}

#[test]
fn claims_belong_to_the_message_that_is_nearest() {
    let members = form(&alipay(&[]));
    let other = form(&alipay(&[("total_amount", "12.00"), ("out_trade_no", "T2"), ("notify_id", "7")]));
    let told =
        |text: &str| -> Vec<bool> { all(text).iter().map(|checked| ids(checked).contains(&"unsigned-text")).collect() };
    assert_eq!(told(&format!("{members}\n\n\n\n\ntotal_amount=999.00\n\n{other}")), [false, true]);
    assert_eq!(told(&format!("{members}\ntotal_amount: 999.00\n\n\n\n{other}")), [true, false]);
    // What one of them says is no contradiction of another.
    assert_eq!(told(&format!("total_amount=12.00\n\n{members}\n\n{other}")), [false, false]);
}

#[test]
fn headers_are_read_from_a_browsers_lists() {
    let body = r#"{"out_trade_no":"T1","trade_state":"SUCCESS"}"#;
    let text = http(body, body);
    let (head, _) = text.split_once("\n\n").unwrap();
    let headers: Vec<(&str, &str)> = head.lines().skip(1).map(|line| line.split_once(": ").unwrap()).collect();
    let list: Vec<String> =
        headers.iter().map(|(name, value)| format!("{{\"name\":\"{name}\",\"value\":\"{value}\"}}")).collect();
    let quoted = serde_json::to_string(body).unwrap();
    let two: String = headers.iter().map(|(name, value)| format!("{name}:\n{value}\n")).collect();
    let tabs: String = headers.iter().map(|(name, value)| format!("{name}\t{value}\n")).collect();
    let har = format!(
        "{{\"log\":{{\"entries\":[{{\"response\":{{\"headers\":[{}],\"content\":{{\"text\":{quoted}}}}}}}]}}}}",
        list.join(",")
    );
    for text in [format!("{two}\n{body}"), format!("{tabs}{body}"), har] {
        assert_eq!(one(&text).signing, Signing::Fits, "{text}");
    }
}

#[test]
fn what_cannot_be_read_for_sure_is_unread_and_says_nothing_of_the_payment() {
    for (name, value) in [("sign_type", "'RSA2',"), ("sign", "'abc',")] {
        let mut members = alipay(&[("trade_status", "TRADE_CLOSED")]);
        set(&mut members, name, value);
        let checked = one(&json(&members));
        assert_eq!(checked.signing, Signing::Unreadable, "{name}");
        assert_eq!(checked.outcome.as_ref().unwrap().status, Payment::Unknown);
        assert_eq!(ids(&checked), ["malformed", "shape-unread"]);
    }
}

#[test]
fn a_repair_uncovers_what_a_value_hides() {
    let mut members = alipay(&[("refund_fee", "89.23")]);
    let refund = members.iter().position(|(name, _)| name == "refund_fee").unwrap();
    members.remove(refund);
    set(&mut members, "out_trade_no", "T20251120002&refund_fee=89.23");
    let plain = form(&members);
    let escaped: String = plain.replace("%26refund", "%26amp%3Brefund");
    let twice = plain.replace("%26refund_fee%3D", "%26refund%255Ffee%3D");
    for text in [plain, escaped, twice] {
        let checked = one(&text);
        assert_eq!(checked.signing, Signing::Ambiguous, "{text} {:?}", checked.causes);
        assert_eq!(checked.outcome.as_ref().unwrap().status, Payment::Unknown);
        assert_eq!(ids(&checked).iter().filter(|id| **id == "encoding-conflict").count(), 0);
        let hides = &checked.causes[0].evidence.iter().find(|(name, _)| *name == "hides").unwrap().1;
        assert_eq!(hides, "refund_fee");
    }
    // The same damage where nothing is hidden is proven.
    let checked = one(&form(&alipay(&[("out_trade_no", "a&b")])).replace("a%26b", "a%26amp%3Bb"));
    assert_eq!((checked.signing, checked.causes[0].id), (Signing::Misfit, "encoding-conflict"));
}

#[test]
fn members_that_are_put_behind_are_told_and_never_swallowed() {
    let members = alipay(&[]);
    let plain = form(&members);
    for added in ["_t", "Total_amount"] {
        for text in [format!("{plain}&{added}=1"), plain.replace("&sign=", &format!("&{added}=1&sign="))] {
            let checked = one(&text);
            let cause = &checked.causes[0];
            assert_eq!((checked.signing, cause.id), (Signing::Misfit, "field-altered"), "{text}");
            assert!(cause.evidence.contains(&("field", added.to_owned())), "{:?}", cause.evidence);
        }
    }
    assert_ne!(one(&format!("{plain}&ｔrade_status=TRADE_CLOSED")).signing, Signing::Fits);
}

#[test]
fn what_stands_around_a_message_and_says_otherwise_is_told() {
    let pending = form(&alipay(&[("trade_status", "WAIT_BUYER_PAY")]));
    let inside = serde_json::to_string(&pending).unwrap();
    for text in [
        format!("trade_status=TRADE_SUCCESS\ntotal_amount=999.00\n\n{pending}"),
        format!("total_amount=999.00&trade_status=TRADE_SUCCESS\n{pending}"),
        format!("{{\"trade_status\":\"TRADE_SUCCESS\",\"total_amount\":\"9999.00\",\"raw\":{inside}}}"),
        format!("{pending}\n\ntrade_status: TRADE_SUCCESS"),
    ] {
        let checked = one(&text);
        assert_eq!(checked.signing, Signing::Fits, "{text}");
        assert!(ids(&checked).contains(&"unsigned-text"), "{text}");
        assert!(checked.doubts.unusual.iter().any(|(_, reason)| *reason == "unsigned"), "{text}");
    }
    // A log that says the same contradicts nothing.
    let same = one(&format!("2026-11-20 18:42:07 INFO total_amount=89.23 ok\n2026-11-20 18:42:08 INFO {pending}"));
    assert_eq!((same.signing, same.doubts.unusual.len()), (Signing::Fits, 0));
    assert!(!ids(&one(&format!("2026-11-20 18:42:08 INFO 回调 {pending}"))).contains(&"unsigned-text"));
}

#[test]
fn messages_beyond_the_bound_are_told() {
    let ali = form(&alipay(&[]));
    let wechat = http("{\"trade_state\":\"SUCCESS\"}", "{\"trade_state\":\"SUCCESS\"}");
    for one in [ali, wechat] {
        let many = |count: usize| vec![one.as_str(); count].join("\n\n");
        assert!(!find(&many(MAX_MESSAGES)).cut);
        let found = find(&many(MAX_MESSAGES + 1));
        assert!(found.cut && found.messages.len() == MAX_MESSAGES);
    }
    let mut deep = serde_json::to_string(&form(&alipay(&[]))).unwrap();
    for _ in 0..12 {
        deep = format!("{{\"raw\":{deep}}}");
    }
    let found = find(&deep);
    assert!(found.cut || !found.messages.is_empty());
}

#[test]
fn refunds_are_told_as_refunds_and_what_nobody_knows_is_unknown() {
    let of = |body: &str| {
        let outcome = one(&http(body, body)).outcome.unwrap();
        (outcome.status, outcome.about)
    };
    let refund = |status: &str, amount: u32| {
        of(&format!("{{\"refund_id\":\"5\",\"status\":\"{status}\",\"amount\":{{\"total\":999,\"refund\":{amount}}}}}"))
    };
    assert_eq!(refund("SUCCESS", 999), (Payment::Refunded, None));
    assert_eq!(refund("SUCCESS", 1), (Payment::Refunded, Some(About::Part)));
    assert_eq!(refund("PROCESSING", 999), (Payment::Pending, Some(About::Refund)));
    assert_eq!(refund("CLOSED", 999), (Payment::Closed, Some(About::Refund)));
    assert_eq!(refund("ABNORMAL", 999), (Payment::Failed, Some(About::Refund)));
    assert_eq!(refund("'SUCCESS'", 999), (Payment::Unknown, Some(About::Refund)));
    assert_eq!(of(r#"{"event_type":"REFUND.CLOSED"}"#), (Payment::Closed, Some(About::Refund)));
    assert_eq!(of(r#"{"code":"USERPAYING","message":"m"}"#), (Payment::Pending, None));
    assert_eq!(of(r#"{"code":"SYSTEM_ERROR","message":"m"}"#), (Payment::Unknown, None));
    assert_eq!(of(r#"{"code":"NOTENOUGH","message":"m"}"#), (Payment::Failed, None));
    let notified = |changes: &[(&str, &str)]| {
        let checked = one(&form(&alipay(changes)));
        let outcome = checked.outcome.clone().unwrap();
        (outcome.status, outcome.about)
    };
    assert_eq!(notified(&[("refund_fee", "1.00")]), (Payment::Refunded, Some(About::Part)));
    assert_eq!(notified(&[("refund_fee", "89.23")]), (Payment::Refunded, None));
    assert_eq!(notified(&[("trade_status", "TRADE_CLOSED"), ("refund_fee", "89.23")]), (Payment::Refunded, None));
    assert_eq!(notified(&[("trade_status", "TRADE_CLOSED")]), (Payment::Closed, None));
    let checked = one(&http(r#"{"event_type":"REFUND.CLOSED"}"#, r#"{"event_type":"REFUND.CLOSED"}"#));
    assert!(!ids(&checked).contains(&"payment-failed") && ids(&checked).contains(&"about-refund"));
}

#[test]
fn unionpays_refund_that_failed_is_no_failed_payment() {
    let der = include_bytes!("keys/gateway.cert.der");
    let lines: Vec<String> =
        to_base64(der).as_bytes().chunks(64).map(|line| format!("{}\r\n", str::from_utf8(line).unwrap())).collect();
    let certificate = format!("-----BEGIN CERTIFICATE-----\r\n{}-----END CERTIFICATE-----", lines.concat());
    for (kind, about) in [("04", Some(About::Refund)), ("01", None)] {
        let mut members = pairs(&[
            ("bizType", "000201"),
            ("encoding", "UTF-8"),
            ("merId", "898310154110026"),
            ("orderId", "202611201809543735"),
            ("respCode", "34"),
            ("signMethod", "01"),
            ("txnTime", "20261120184207"),
            ("txnType", kind),
            ("version", "5.1.0"),
            ("signPubKeyCert", &certificate),
        ]);
        let sign = signed_twice(text_of(&members).as_bytes());
        members.push(("signature".to_owned(), sign));
        let checked = one(&form(&members));
        let outcome = checked.outcome.as_ref().unwrap();
        assert_eq!((checked.signing, outcome.status, outcome.about), (Signing::Fits, Payment::Failed, about));
        assert_eq!(ids(&checked).contains(&"payment-failed"), about.is_none());
        // Text behind the certificate is no part of it, and not swallowed.
        let at = members.iter().position(|(name, _)| name == "signPubKeyCert").unwrap();
        members[at].1.push_str("&txnAmt=1");
        assert_ne!(one(&json(&members)).signing, Signing::Fits);
    }
}

#[test]
fn only_what_fits_is_the_same_as_another_and_only_with_the_same_content() {
    let paid = form(&alipay(&[]));
    let refunded = form(&alipay(&[("refund_fee", "89.23")]));
    let identity = |text: &str| one(text).identity;
    assert_eq!(identity(&paid), identity(&format!("2026-11-20 18:42:08 INFO {paid}")));
    assert_ne!(identity(&paid), identity(&refunded));
    assert_eq!(identity(&paid.replace("89.23&", "99.23&")), None);
    assert!(identity(&paid).is_some());
}
