//! Properties of random messages: each damage that the spec names gets its cause, proven, in whatever message it happens; and no
//! change makes another meaning fit.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "common/sign.rs"]
mod sign;

use common::gb;
use sign::{Pairs, encode, form, http, json, keys, pairs, set, signed, signed_twice, text_of};
use slipcheck_gateway::{Checked, Confidence, Facts, Given, Key, Signing, check, find, to_base64};

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    fn digits(&mut self, count: usize) -> String {
        // The first is no zero: a number is as long as it looks.
        (0..count)
            .map(|at| char::from(b'0' + self.below(if at == 0 { 9 } else { 10 }) as u8 + u8::from(at == 0)))
            .collect()
    }

    /// Words as people name goods: with what programs trip over, as far as `of` asks for it.
    fn text(&mut self, of: &str) -> String {
        const WORDS: [&str; 8] = ["晴川", "午市套餐", "Tea", "a.b-c", "3 号桌", "云栖 面馆", "No_7", "été"];
        let mut parts: Vec<String> =
            (0..1 + self.below(3)).map(|_| WORDS[self.below(WORDS.len())].to_owned()).collect();
        for c in of.chars() {
            let at = self.below(parts.len());
            parts[at] = format!("{}{c}{}", parts[at], WORDS[self.below(WORDS.len())]);
        }
        parts.join(" ")
    }

    fn time(&mut self) -> [usize; 5] {
        [1 + self.below(12), 1 + self.below(28), self.below(24), self.below(60), self.below(60)]
    }

    fn yuan(&mut self) -> String {
        let length = 1 + self.below(4);
        format!("{}.{}{}", self.digits(length), self.below(10), 1 + self.below(9))
    }
}

fn all(text: &str) -> Vec<Checked> {
    let mut keys = keys();
    keys.push(Key { spki: keys[0].spki.clone(), facts: Some(Facts::default()), embedded: true, trusted: false });
    let given = Given { keys: &keys, apiv3_key: None, gb: gb(), repairs: true };
    find(text).messages.iter().map(|message| check(message, &given)).collect()
}

#[track_caller]
fn one(text: &str) -> Checked {
    let mut all = all(text);
    assert_eq!(all.len(), 1, "{} messages in {text}", all.len());
    all.remove(0)
}

/// A notification of Alipay.
fn alipay(random: &mut Random, of: &str) -> Pairs {
    let [month, day, hour, minute, second] = random.time();
    let time = format!("2026-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    let amount = random.yuan();
    let mut all = pairs(&[
        ("gmt_create", &time),
        ("charset", "utf-8"),
        ("subject", &random.text(of)),
        ("buyer_id", &format!("2088{}", random.digits(12))),
        ("notify_id", &random.digits(34)),
        ("fund_bill_list", &format!("[{{\"amount\":\"{amount}\",\"fundChannel\":\"ALIPAYACCOUNT\"}}]")),
        ("notify_type", "trade_status_sync"),
        ("trade_status", ["TRADE_SUCCESS", "TRADE_FINISHED", "WAIT_BUYER_PAY", "TRADE_CLOSED"][random.below(4)]),
        ("app_id", &random.digits(16)),
        ("sign_type", "RSA2"),
        ("seller_id", &format!("2088{}", random.digits(12))),
        ("notify_time", &time),
        ("version", "1.0"),
        ("out_trade_no", &format!("S{}", random.digits(12))),
        ("total_amount", &amount),
        ("trade_no", &random.digits(28)),
    ]);
    if random.below(2) == 0 {
        all.extend(pairs(&[("receipt_amount", &amount), ("passback_params", "")]));
    }
    let at = random.below(all.len());
    all.rotate_left(at);
    all
}

/// A notification of UnionPay with its certificate.
fn unionpay(random: &mut Random, of: &str) -> Pairs {
    let [month, day, hour, minute, second] = random.time();
    let time = format!("2026{month:02}{day:02}{hour:02}{minute:02}{second:02}");
    let length = 1 + random.below(6);
    let amount = random.digits(length);
    let base64 = to_base64(include_bytes!("keys/gateway.cert.der"));
    let lines: Vec<&str> = (0..base64.len()).step_by(64).map(|at| &base64[at..base64.len().min(at + 64)]).collect();
    let mut all = pairs(&[
        ("accessType", "0"),
        ("bizType", "000201"),
        ("currencyCode", "156"),
        ("encoding", "UTF-8"),
        ("merId", &random.digits(15)),
        ("orderId", &random.digits(17)),
        ("queryId", &random.digits(21)),
        ("reqReserved", &random.text(of)),
        ("respCode", ["00", "51", "05", "A6"][random.below(4)]),
        ("respMsg", "成功[0000000]"),
        ("settleAmt", &amount),
        ("settleDate", &time[4..8]),
        ("signMethod", "01"),
        (
            "signPubKeyCert",
            &format!("-----BEGIN CERTIFICATE-----\r\n{}\r\n-----END CERTIFICATE-----", lines.join("\r\n")),
        ),
        ("traceNo", &random.digits(6)),
        ("traceTime", &time[4..]),
        ("txnAmt", &amount),
        ("txnSubType", "01"),
        ("txnTime", &time),
        ("txnType", "01"),
        ("version", "5.1.0"),
    ]);
    let at = random.below(all.len());
    all.rotate_left(at);
    all
}

/// The body of an answer of WeChat Pay.
fn wechat(random: &mut Random, of: &str) -> String {
    let [month, day, hour, minute, second] = random.time();
    let length = 2 + random.below(5);
    let amount = random.digits(length);
    let state = ["SUCCESS", "REFUND", "NOTPAY", "USERPAYING", "CLOSED"][random.below(5)];
    format!(
        "{{\"amount\":{{\"currency\":\"CNY\",\"payer_total\":{amount},\"total\":{amount}}},\"attach\":\"{}\",\"mchid\":\"19{}\",\
         \"out_trade_no\":\"S{}\",\"success_time\":\"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00\",\
         \"trade_state\":\"{state}\",\"trade_state_desc\":\"支付\",\"transaction_id\":\"4200{}\"}}",
        random.text(of),
        random.digits(8),
        random.digits(11),
        random.digits(24),
    )
}

/// Which of the two formats whose members are signed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Alipay,
    Unionpay,
}

impl Kind {
    /// A message that nobody has signed yet.
    fn made(self, random: &mut Random, of: &str) -> Pairs {
        match self {
            Self::Alipay => alipay(random, of),
            Self::Unionpay => unionpay(random, of),
        }
    }

    /// The member that holds a person's words.
    fn words(self) -> &'static str {
        if self == Self::Alipay { "subject" } else { "reqReserved" }
    }

    fn amount(self) -> &'static str {
        if self == Self::Alipay { "total_amount" } else { "txnAmt" }
    }

    /// The signature over a text, under its name.
    fn signature(self, text: &[u8]) -> (String, String) {
        match self {
            Self::Alipay => ("sign".to_owned(), signed(text)),
            Self::Unionpay => ("signature".to_owned(), signed_twice(text)),
        }
    }

    fn sign(self, pairs: &Pairs) -> (String, String) {
        self.signature(text_of(pairs).as_bytes())
    }
}

fn value(pairs: &Pairs, name: &str) -> String {
    pairs.iter().find(|(other, _)| other == name).unwrap().1.clone()
}

/// Holds a damaged message against what it must get; the undamaged one fits.
#[track_caller]
fn proven(good: &str, bad: &str, cause: &str, repairs: &[&str]) {
    let fits = one(good);
    assert_eq!(fits.signing, Signing::Fits, "{good}\n{:?}", fits.causes);
    let checked = one(bad);
    assert_eq!(checked.signing, Signing::Misfit, "{repairs:?} {bad}\n{:?}", checked.causes);
    let first = &checked.causes[0];
    assert_eq!((first.id, first.confidence), (cause, Confidence::Proven), "{repairs:?} {bad}\n{:?}", checked.causes);
    let found = first.evidence.iter().find(|(name, _)| *name == "repair").map_or("", |(_, value)| value);
    assert!(repairs.contains(&found), "{repairs:?}: {found} {bad}");
    // What the repair says was signed is what was signed.
    assert_eq!(checked.repaired_bytes.as_deref(), Some(fits.signed_bytes.as_slice()), "{repairs:?} {bad}");
}

const ROUNDS: usize = 6;

/// One member of a random message changed after it was signed.
#[track_caller]
fn changed(
    of: &str,
    cause: &str,
    repairs: &[&str],
    member: impl Fn(Kind) -> &'static str,
    change: impl Fn(&str, &mut Random) -> String,
) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ repairs[0].len() as u64);
    for round in 0..ROUNDS * 2 {
        let kind = [Kind::Alipay, Kind::Unionpay][round % 2];
        let mut good = kind.made(&mut random, of);
        let sign = kind.sign(&good);
        good.push(sign);
        let mut bad = good.clone();
        let before = value(&good, member(kind));
        let after = change(&before, &mut random);
        assert_ne!(before, after, "{repairs:?} is no change");
        set(&mut bad, member(kind), &after);
        proven(&json(&good), &json(&bad), cause, repairs);
        proven(&form(&good), &form(&bad), cause, repairs);
    }
}

#[test]
fn another_representation_of_a_member_is_proven_in_any_message() {
    let conflict = "encoding-conflict";
    changed("+", conflict, &["plus-for-blank"], Kind::words, |value, _| value.replace('+', " "));
    changed("&<\"%/", conflict, &["not-decoded"], Kind::words, |value, _| encode(value));
    changed("<>\"'", conflict, &["html-entities"], Kind::words, |value, _| {
        value.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
    });
    changed("\"\"", conflict, &["backslashes"], Kind::words, |value, _| value.replace('"', "\\\""));
}

/// A random message in which one member is signed in one way and stands in another.
#[track_caller]
fn signed_otherwise(cause: &str, repairs: &[&str], otherwise: impl Fn(Kind, &mut Pairs, &mut Pairs, &mut Random)) {
    let mut random = Random(0x2545_f491_4f6c_dd1d ^ repairs[0].len() as u64);
    for round in 0..ROUNDS * 2 {
        let kind = [Kind::Alipay, Kind::Unionpay][round % 2];
        let mut good = kind.made(&mut random, "");
        let mut bad = good.clone();
        otherwise(kind, &mut good, &mut bad, &mut random);
        let sign = kind.sign(&good);
        good.push(sign.clone());
        bad.push(sign);
        proven(&json(&good), &json(&bad), cause, repairs);
    }
}

#[test]
fn what_a_framework_does_to_members_is_proven_in_any_message() {
    let conflict = "encoding-conflict";
    signed_otherwise(conflict, &["double-decoded"], |kind, good, bad, random| {
        let words = random.text("+&%");
        set(good, kind.words(), &encode(&words));
        set(bad, kind.words(), &words);
    });
    signed_otherwise(conflict, &["empty-members"], |_, good, bad, _| {
        good.retain(|(_, value)| !value.is_empty());
        bad.retain(|(_, value)| !value.is_empty());
        bad.push(("extend".into(), String::new()));
        bad.push(("goods_detail".into(), String::new()));
    });
    signed_otherwise(conflict, &["trimmed"], |kind, good, bad, random| {
        let words = random.text("");
        let blank = [" ", "\n"][random.below(2)];
        let whole = if random.below(2) == 0 { format!("{words}{blank}") } else { format!("{blank}{words}") };
        set(good, kind.words(), &whole);
        set(bad, kind.words(), &words);
    });
    signed_otherwise(conflict, &["number-format"], |kind, good, bad, random| {
        let whole = random.digits(3);
        let (two, number) = if random.below(2) == 0 { (".50", ".5") } else { (".00", "") };
        set(good, kind.amount(), &format!("{whole}{two}"));
        set(bad, kind.amount(), &format!("{whole}{number}"));
    });
    signed_otherwise(conflict, &["nested-json"], |kind, good, bad, random| {
        let compact = format!("[{{\"amount\":\"{}\",\"n\":[1,2],\"t\":\"a, b: c\"}}]", random.yuan());
        let spaced = compact.replace("\":", "\": ").replace("\",\"", "\", \"").replace("1,2],", "1, 2], ");
        let (signed, shown) = if random.below(2) == 0 { (&compact, &spaced) } else { (&spaced, &compact) };
        set(good, kind.words(), signed);
        set(bad, kind.words(), shown);
    });
}

#[test]
fn order_charset_and_algorithm_are_proven_in_any_message() {
    let mut random = Random(77);
    for round in 0..ROUNDS * 2 {
        let kind = [Kind::Alipay, Kind::Unionpay][round % 2];
        let pairs = kind.made(&mut random, "");
        let good = {
            let mut pairs = pairs.clone();
            pairs.push(kind.sign(&pairs));
            one(&json(&pairs)).signed_bytes
        };
        let held = |text: &[u8], signature: (String, String), cause: &str, repair: &str| {
            assert_ne!(text, good, "{repair} is no change");
            let mut pairs = pairs.clone();
            pairs.push(signature);
            let checked = one(&json(&pairs));
            assert_eq!(
                (checked.signing, checked.causes[0].id),
                (Signing::Misfit, cause),
                "{repair} {:?}",
                checked.causes
            );
            assert_eq!(checked.causes[0].confidence, Confidence::Proven);
            assert!(checked.causes[0].evidence.contains(&("repair", repair.to_owned())), "{:?}", checked.causes);
        };
        let apart = |name: &str| name == "sign_type";
        let received: Vec<String> =
            pairs.iter().filter(|(name, _)| !apart(name)).map(|(name, value)| format!("{name}={value}")).collect();
        let received = received.join("&");
        if received.as_bytes() != good {
            held(received.as_bytes(), kind.signature(received.as_bytes()), "encoding-conflict", "member-order");
        }
        let gbk = (gb().encode)(&text_of(&pairs)).unwrap();
        if gbk != good {
            held(&gbk, kind.signature(&gbk), "encoding-conflict", "charset");
        }
        if kind == Kind::Unionpay {
            let once = ("signature".to_owned(), signed(text_of(&pairs).as_bytes()));
            held(b"", once, "algorithm-conflict", "single-hash");
        }
    }
}

#[test]
fn another_form_of_the_certificate_is_read_or_proven_in_any_message() {
    let mut random = Random(99);
    for round in 0..ROUNDS {
        let mut good = unionpay(&mut random, "");
        let pem = value(&good, "signPubKeyCert");
        // What was signed had no line ends: the message that is sent has them.
        let other = [pem.replace("\r\n", ""), format!("{pem}\r\n")][round % 2].clone();
        let mut odd = good.clone();
        set(&mut odd, "signPubKeyCert", &other);
        good.push(Kind::Unionpay.sign(&odd));
        let checked = one(&json(&good));
        assert_eq!(
            (checked.signing, checked.causes[0].id),
            (Signing::Misfit, "encoding-conflict"),
            "{:?}",
            checked.causes
        );
        assert!(checked.causes[0].evidence.contains(&("repair", "pem-form".to_owned())), "{:?}", checked.causes);
        // What carriage does to it is no fault of the message.
        for carried in
            [pem.replace("\r\n", "\n"), pem.replace("\r\n", " "), pem.replace("\r\n", "\\n"), pem.replace("\r\n", "")]
        {
            let mut pairs = unionpay(&mut random, "");
            pairs.push(Kind::Unionpay.sign(&pairs));
            set(&mut pairs, "signPubKeyCert", &carried);
            let checked = one(&json(&pairs));
            assert_eq!(checked.signing, Signing::Fits, "{carried:?} {:?}", checked.causes);
            assert!(checked.notes.iter().any(|note| note.id == "paste-damage"), "{carried:?}");
        }
    }
}

#[test]
fn another_value_is_proven_in_any_message() {
    let altered = "field-altered";
    let time = |kind| if kind == Kind::Alipay { "notify_time" } else { "txnTime" };
    let number = |kind| if kind == Kind::Alipay { "trade_no" } else { "queryId" };
    changed("", "time-zone", &[""], time, |value, random| {
        // An hour of the same day: carried over midnight is the next test.
        let at = value.len() - if value.contains(' ') { 8 } else { 6 };
        let hour: usize = value[at..at + 2].parse().unwrap();
        let other = if hour < 8 { hour + 1 + random.below(12) } else { hour - 1 - random.below(8) };
        format!("{}{other:02}{}", &value[..at], &value[at + 2..])
    });
    changed("", altered, &["digit"], number, |value, random| {
        let at = random.below(value.len());
        let digit = value.as_bytes()[at];
        let other = char::from(b'0' + (digit - b'0' + 1 + random.below(9) as u8) % 10);
        format!("{}{other}{}", &value[..at], &value[at + 1..])
    });
    changed("", altered, &["digit"], number, |value, random| {
        let at = random.below(value.len());
        format!("{}{}{}", &value[..at], random.below(10), &value[at..])
    });
    changed("", altered, &["digit"], number, |value, random| {
        let at = random.below(value.len());
        format!("{}{}", &value[..at], &value[at + 1..])
    });
    // The amount stands elsewhere, too: either proves it.
    changed("", altered, &["digit", "twin"], Kind::amount, |value, random| {
        let digit = value.as_bytes()[0];
        let other = char::from(b'1' + (digit - b'1' + 1 + random.below(8) as u8) % 9);
        format!("{other}{}", &value[1..])
    });
    changed("", altered, &["unit", "twin"], Kind::amount, |value, _| match value.split_once('.') {
        Some((yuan, fen)) => format!("{yuan}{fen}"),
        None => format!("{value}00"),
    });
    let code = |kind| if kind == Kind::Alipay { "trade_status" } else { "respCode" };
    // One digit of a code that is a number is a digit as well.
    changed("", altered, &["code", "digit"], code, |value, random| {
        let list: &[&str] = if value.len() == 2 {
            &["00", "51", "05", "96"]
        } else {
            &["TRADE_SUCCESS", "TRADE_FINISHED", "TRADE_CLOSED"]
        };
        let others: Vec<&&str> = list.iter().filter(|other| **other != value).collect();
        (*others[random.below(others.len())]).to_owned()
    });
}

#[test]
fn members_too_many_or_too_few_are_proven_in_any_message() {
    let altered = "field-altered";
    signed_otherwise(altered, &["extra-member"], |_, _, bad, random| {
        let names = ["_t", "action", "m", "route", "x_unknown"];
        bad.push((names[random.below(names.len())].to_owned(), random.text("")));
    });
    signed_otherwise(altered, &["extra-member"], |_, _, bad, _| {
        bad.extend(pairs(&[("controller", "notify"), ("action", "index"), ("route", "pay/notify"), ("_t", "1")]));
    });
    signed_otherwise(altered, &["missing-member"], |kind, _, bad, random| {
        let names: &[&str] =
            if kind == Kind::Alipay { &["charset", "version"] } else { &["accessType", "currencyCode", "encoding"] };
        let name = names[random.below(names.len())];
        bad.retain(|(other, _)| other != name);
    });
}

#[test]
fn what_happens_to_a_body_is_proven_in_any_message() {
    let conflict = "encoding-conflict";
    let mut random = Random(123);
    for round in 0..ROUNDS * 3 {
        let body = wechat(&mut random, ["/", "=", "<>&", "/=", "'"][round % 5]);
        let good = http(&body, &body);
        let held = |bad: &str, cause: &str, repairs: &[&str]| proven(&good, &http(bad, &body), cause, repairs);
        if body.contains('/') {
            held(&body.replace('/', "\\/"), conflict, &["json-slashes"]);
        }
        let ascii: String =
            body.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) }).collect();
        held(&ascii, conflict, &["json-unicode"]);
        let marks = "=<>&'";
        let safe: String = body
            .chars()
            .map(|c| if marks.contains(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() })
            .collect();
        if safe != body {
            held(&safe, conflict, &["json-html-safe"]);
            // Printed again by a program that parts its members with blanks.
            held(&safe.replace("\",\"", "\", \""), conflict, &["json-html-safe"]);
        }
        proven(&good, &good.replace("1795171329", "1795171329000"), conflict, &["milliseconds"]);
        let hours = 1 + random.below(14) as i64;
        let other = 1_795_171_329 + if random.below(2) == 0 { hours } else { -hours } * 3600;
        proven(&good, &good.replace("1795171329", &other.to_string()), "time-zone", &[""]);
        let nonce = "aJHCyjH2kSuVEjrSHAqCrTWbUP5huLLE";
        // Folded letters cannot be unfolded: the nonce that was signed has to be of one case.
        let upper = nonce.to_uppercase();
        let sign = signed(format!("1795171329\n{upper}\n{body}\n").as_bytes());
        let whole = |nonce: &str| {
            format!(
                "Wechatpay-Nonce: {nonce}\nWechatpay-Signature: {sign}\nWechatpay-Timestamp: 1795171329\nWechatpay-Serial: PUB_KEY_ID_0119\n\n{body}"
            )
        };
        proven(&whole(&upper), &whole(&upper.to_lowercase()), "field-altered", &["letter-case"]);
        let at = body.find("\"total\":").unwrap() + 8;
        let digit = body.as_bytes()[at];
        let other = char::from(b'1' + (digit - b'1' + 1 + random.below(8) as u8) % 9);
        held(&format!("{}{other}{}", &body[..at], &body[at + 1..]), "field-altered", &["digit", "twin"]);
        let state = ["SUCCESS", "REFUND", "NOTPAY", "USERPAYING", "CLOSED"];
        let now = state.iter().find(|state| body.contains(&format!("\"trade_state\":\"{state}\""))).unwrap();
        let next = state.iter().find(|state| *state != now).unwrap();
        held(&body.replace(&format!("e\":\"{now}\""), &format!("e\":\"{next}\"")), "field-altered", &["code"]);
        held(&body.replacen('{', "{\"extra\":\"1\",", 1), "field-altered", &["extra-member"]);
    }
}

/// One message of each format and carrier, changed at random in one place: what fits then means what was signed. The whole run is
/// SLIPCHECK_CHANGES=100000.
#[test]
fn random_single_changes_never_fit_with_another_meaning() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let members = |kind: Kind, random: &mut Random| {
        let mut pairs = kind.made(random, "+&");
        pairs.push(kind.sign(&pairs));
        pairs
    };
    let alipay = members(Kind::Alipay, &mut random);
    let unionpay = members(Kind::Unionpay, &mut random);
    let body = wechat(&mut random, "/");
    let value =
        "{\"code\":\"10000\",\"msg\":\"Success\",\"total_amount\":\"138.00\",\"trade_status\":\"TRADE_SUCCESS\"}";
    let answer = format!("{{\"alipay_trade_query_response\":{value},\"sign\":\"{}\"}}", signed(value.as_bytes()));
    let lines: String = alipay.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
    let java: Vec<String> = unionpay.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let messages = [
        form(&alipay),
        json(&unionpay),
        http(&body, &body),
        answer,
        form(&unionpay),
        lines,
        format!("{{{}}}", java.join(", ")),
    ];
    let mut keys = keys();
    keys.push(Key { spki: keys[0].spki.clone(), facts: Some(Facts::default()), embedded: true, trusted: false });
    let given = Given { keys: &keys, apiv3_key: None, gb: gb(), repairs: false };
    let wanted: Vec<Checked> = messages.iter().map(|text| one(text)).collect();
    let rounds: usize = std::env::var("SLIPCHECK_CHANGES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let (mut fitting, mut tried) = (0, 0);
    for round in 0..rounds {
        let (good, wanted) = (&messages[round % messages.len()], &wanted[round % messages.len()]);
        assert_eq!(wanted.signing, Signing::Fits, "{good}");
        let mut characters: Vec<char> = good.chars().collect();
        let at = random.below(characters.len());
        let marks = ['%', '&', '=', '"', '{', '}', '+', '\\', ',', ' ', '\n', '0', '；', '\u{200b}'];
        let any = if random.below(2) == 0 {
            marks[random.below(marks.len())]
        } else {
            char::from(b' ' + random.below(95) as u8)
        };
        match random.below(4) {
            0 => characters[at] = any,
            1 => characters.insert(at, any),
            2 => {
                characters.remove(at);
            }
            _ => {
                let other = random.below(characters.len());
                characters.swap(at, other);
            }
        }
        let text: String = characters.iter().collect();
        tried += 1;
        for message in find(&text).messages {
            let checked = check(&message, &given);
            if checked.signing != Signing::Fits {
                continue;
            }
            fitting += 1;
            assert_eq!(checked.signed_bytes, wanted.signed_bytes, "{text}");
            assert_eq!(checked.fields, wanted.fields, "{text}");
            assert_eq!(checked.outcome, wanted.outcome, "{text}");
        }
    }
    println!("{tried} changes, {fitting} fit, all with the meaning that was signed");
}
