//! Turns `specs/slip-labels.json` into the compact table that the reader of printed text searches: keys in one sorted
//! string, two bytes of meaning for each. Notes, patterns and layouts stay behind.

use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write as _};

#[allow(dead_code)]
#[path = "../src/slip/fold.rs"]
mod fold;

/// Members whose labels only end another value: what they name is read from the tax table, or not at all.
const STOPS: &[&str] = &["net", "vat", "gross", "vatRate", "subtotal", "tendered", "address", "phone"];

/// Labels too short or too common to be looked for as such.
const LEFT_OUT: &[(&str, &str)] = &[("vatRate", "%"), ("pan", "Nr"), ("taxId", "ATU"), ("remark", "Hinweis")];

/// Labels in use that name no member: they end the value before them.
const OTHER_LABELS: &[&str] = &[
    "应收",
    "应收金额",
    "应付",
    "应付金额",
    "应收合计",
    "手续费",
    "手续费金额",
    "积分",
    "桌号",
    "台号",
    "人数",
    "商户电话",
    "联系人",
    "联系方式",
    "交易结果",
    "应答码",
    "返回码",
    "响应码",
    "应答信息",
    "卡主",
    "持卡人",
    "持卡人姓名",
    "HOLDER",
    "CARDHOLDER",
    "CARD HOLDER",
    "CARDHOLDER NAME",
    "RESP CODE",
    "RESPONSE CODE",
    "HOST",
    "FEE",
    "TABLE",
    "TABLE NO",
    "GUESTS",
    "Tisch",
    "Pos-Info",
    "AS-Proc-Code",
    "交易笔数",
    "笔数",
    "品名",
    "数量",
    "单价",
    "类型",
    "交易笔数合计",
    "积分余额",
    "会员号",
    "会员卡号",
    "手机号",
];

/// Names of the digest line.
const DIGEST_LABELS: &[&str] = &[
    "签名摘要",
    "簽名摘要",
    "签名摘要值",
    "Signature digest",
    "Sign digest",
    "Signatur-Prüfsumme",
    "Signaturprüfsumme",
    "Signatur-Digest",
];

/// What a mark means, as in `labels.rs`: 128 and the position here.
const MARKS: &[&str] = &[
    "MERCHANT_COPY",
    "CARDHOLDER_COPY",
    "BANK_COPY",
    "REPRINT",
    "TEST",
    "NO_SIGNATURE",
    "SIGNATURE",
    "FOOTER",
    "TITLE",
    "SETTLEMENT",
    "IGNORED",
    "DEVICE_FAILED",
    "TSE_BLOCK",
    "DIGEST",
];

fn mark(name: &str) -> u8 {
    128 + u8::try_from(MARKS.iter().position(|m| *m == name).expect("a mark's name")).expect("few marks")
}

fn key(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if let Some(c) = fold::key_char(out.chars().last().unwrap_or(' '), c) {
            out.push(c);
        }
    }
    out
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

fn screaming(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
    }
    out
}

#[derive(Default)]
struct Entry {
    codes: Vec<u8>,
    german: bool,
    other: bool,
}

#[derive(Default)]
struct Table(BTreeMap<String, Entry>);

impl Table {
    /// `german`: this label stands in the German list.
    fn add(&mut self, text: &str, code: u8, german: bool) {
        let key = key(text);
        assert!(!key.is_empty(), "no key in {text}");
        let entry = self.0.entry(key).or_default();
        entry.german |= german;
        entry.other |= !german;
        if !entry.codes.contains(&code) {
            entry.codes.push(code);
        }
    }

    /// A mark gives way to a label of the same name.
    fn add_mark(&mut self, text: &str, name: &str) {
        if !self.0.contains_key(&key(text)) {
            self.add(text, mark(name), false);
        }
    }
}

fn labels(spec: &Value, out: &mut String) {
    let fields = spec["fields"].as_object().expect("fields");
    let mut table = Table::default();
    let mut names = String::new();
    let mut number = 0_u8;
    for (name, field) in fields {
        let code = if STOPS.contains(&name.as_str()) {
            mark("IGNORED")
        } else {
            writeln!(out, "pub(crate) const {}: u8 = {number};", screaming(name)).expect("a string");
            write!(names, "\"{name}\", ").expect("a string");
            number += 1;
            number - 1
        };
        for list in ["zh", "en", "de", "misprints", "weak"] {
            for text in texts(&field[list]) {
                if !LEFT_OUT.contains(&(name.as_str(), text)) {
                    table.add(text, code, list == "de");
                }
            }
        }
    }
    writeln!(out, "pub(crate) static MEMBERS: [&str; {number}] = [{names}];").expect("a string");
    let weak: Vec<String> = fields
        .iter()
        .flat_map(|(name, field)| texts(&field["weak"]).into_iter().map(move |text| format!("{name}:{}", key(text))))
        .collect();
    writeln!(out, "pub(crate) static WEAK: &str = {:?};", weak.join(" ")).expect("a string");
    // The order of the meanings of an ambiguous label is the order in which they are tried.
    for (text, order) in [
        ("AMOUNT", ["amount", "baseAmount"]),
        ("金额", ["amount", "baseAmount"]),
        ("交易金额", ["amount", "baseAmount"]),
        ("消费金额", ["amount", "baseAmount"]),
        ("DATE", ["time", "origDate"]),
        ("VOUCHER", ["stan", "origStan"]),
        ("小票号", ["stan", "receiptNo"]),
        ("RECEIPT NO", ["stan", "receiptNo"]),
        ("REFER NO", ["rrn", "origRrn"]),
        ("AUTH NO", ["auth", "origAuth"]),
        ("预授权号", ["auth", "origAuth"]),
        ("Beleg-Nr", ["receiptNo", "terminalReceiptNo"]),
        ("Transaktions-Nr", ["tseTransaction", "stan"]),
        ("Kasse", ["tillNo", "registerId"]),
        ("Kassa", ["tillNo", "registerId"]),
        ("SN", ["csn", "serialNumber"]),
        ("Bezahlung", ["cardBrand", "method"]),
        ("Belegart", ["receiptKind", "type"]),
    ] {
        let codes = order.map(|name| {
            let kept = fields.keys().filter(|n| !STOPS.contains(&n.as_str()));
            u8::try_from(kept.into_iter().position(|n| n == name).expect("a member's name")).expect("few members")
        });
        table.0.get_mut(&key(text)).expect("a label").codes = codes.to_vec();
    }
    for copy in spec["copies"].as_array().expect("copies") {
        let name = match copy["id"].as_str().expect("an id") {
            "merchant" => "MERCHANT_COPY",
            "cardholder" => "CARDHOLDER_COPY",
            _ => "BANK_COPY",
        };
        for text in texts(&copy["labels"]) {
            table.add_mark(text, name);
        }
    }
    for (list, name) in
        [("reprint", "REPRINT"), ("test", "TEST"), ("signature", "SIGNATURE"), ("noSignature", "NO_SIGNATURE")]
    {
        for text in texts(&spec[list]).into_iter().filter(|t| !t.starts_with("X_") && *t != "免密") {
            table.add_mark(text.split('{').next().expect("a beginning"), name);
        }
    }
    for country in ["at", "de"] {
        for text in texts(&spec["deviceFailed"][country]) {
            table.add_mark(text, "DEVICE_FAILED");
        }
    }
    for text in texts(&spec["tseBlock"]["begin"]) {
        table.add_mark(text, "TSE_BLOCK");
    }
    for text in texts(&spec["txnTypes"]["settlement"]["zh"]).into_iter().chain([
        "SUM TOTAL",
        "SETTLE SUM RECEIPT",
        "SETTLEMENT",
    ]) {
        if text != "结算" {
            table.add_mark(text, "SETTLEMENT");
        }
    }
    for footer in spec["footers"].as_array().expect("footers") {
        let text = footer["text"].as_str().expect("text");
        let ends = text.contains("以上交易") || text.starts_with("I A") || text.starts_with("备注");
        for text in [text].into_iter().chain(texts(&footer["variants"])).filter(|t| t.chars().count() > 3) {
            let begins = ends && !text.starts_with("GOODS");
            // The beginning is enough: the end is often on the next line.
            let long = text.is_ascii() || footer["lang"] == "de";
            let text: String = text.chars().take(if long { 24 } else { 6 }).collect();
            table.add_mark(&text, if begins { "FOOTER" } else { "IGNORED" });
        }
    }
    for text in texts(&spec["ignore"]).into_iter().chain(OTHER_LABELS.iter().copied()) {
        if text != "http" && text != "www." {
            table.add_mark(text, "IGNORED");
        }
    }
    for text in texts(&spec["titles"]) {
        table.add_mark(text, "TITLE");
    }
    for text in DIGEST_LABELS {
        table.add(text, mark("DIGEST"), text.contains("Signatur-"));
    }
    for (position, name) in MARKS.iter().enumerate() {
        writeln!(out, "pub(crate) const {name}: u8 = {};", 128 + position).expect("a string");
    }
    writeln!(out, "pub(crate) static TITLES: &[&str] = &{:?};", texts(&spec["titles"])).expect("a string");
    let keys: Vec<&str> = table.0.keys().map(String::as_str).collect();
    writeln!(out, "pub(crate) static KEYS: &str = {:?};", keys.join("\n")).expect("a string");
    let codes: Vec<u8> = table
        .0
        .values()
        .flat_map(|entry| {
            // A third byte for the language would nearly always be nought: German only is the highest bit of the second.
            let second = entry.codes.get(1).copied().unwrap_or(127);
            [entry.codes[0], second | if entry.german && !entry.other { 128 } else { 0 }]
        })
        .collect();
    writeln!(out, "pub(crate) static CODES: [u8; {}] = {codes:?};", codes.len()).expect("a string");
}

/// Groups of words with one meaning: a letter for the class, the id, and the keys, one group a line.
fn words(spec: &Value, out: &mut String) {
    let mut lines = Vec::new();
    let mut group = |class: char, id: &str, texts: Vec<&str>| {
        let mut keys: Vec<String> = Vec::new();
        for text in texts {
            let key = key(text);
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        lines.push(format!("{class}{id} {}", keys.join(" ")));
    };
    // JSON objects come sorted here; where a name has two meanings, the order is this.
    for id in [
        "sale",
        "void",
        "refund",
        "preauth",
        "preauth-completion",
        "preauth-void",
        "preauth-completion-void",
        "adjust",
        "instalment-sale",
        "load",
        "balance",
        "reversal",
        "settlement",
    ] {
        let lists = &spec["txnTypes"][id];
        group('t', id, ["zh", "en", "de"].iter().flat_map(|list| texts(&lists[*list])).collect());
    }
    assert_eq!(
        spec["txnTypes"].as_object().map(serde_json::Map::len),
        Some(13),
        "a type of transaction that is not listed here"
    );
    for (class, name) in [('c', "currencies"), ('m', "paymentMethods"), ('k', "receiptKinds")] {
        for (id, list) in spec[name].as_object().expect("a list of words") {
            group(class, id, texts(list).into_iter().map(|t| t.split(" - ").next().unwrap_or(t)).collect());
        }
    }
    for (id, list) in spec["entryModes"].as_object().expect("entry modes") {
        group('e', id, texts(list));
    }
    writeln!(out, "pub(crate) static WORDS: &str = {:?};", lines.join("\n")).expect("a string");
}

/// Characters taken for one another in labels, target first, one group after another.
fn confusions(spec: &Value, out: &mut String) {
    let mut groups: Vec<String> = ["0ODQ", "1LI", "2Z", "5S", "6G", "8B"].map(String::from).to_vec();
    for class in spec["confusions"].as_array().expect("confusions").iter().filter(|class| class["class"] == "zh") {
        for pair in texts(&class["pairs"]) {
            let keys = key(pair);
            if keys.chars().count() > 1 {
                groups.push(keys);
            }
        }
    }
    writeln!(out, "pub(crate) static CONFUSED: &str = {:?};", groups.join(" ")).expect("a string");
}

pub(crate) fn compile(json: &str) -> String {
    let spec: Value = serde_json::from_str(json).expect("slip-labels.json is JSON");
    let mut out = String::from("// Made from specs/slip-labels.json.\n");
    labels(&spec, &mut out);
    words(&spec, &mut out);
    confusions(&spec, &mut out);
    out
}
