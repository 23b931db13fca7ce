//! The signed text, byte by byte, in every way in which a message may be taken (gateway.md §1–§3, §6 Readings and A).

use crate::{
    bytes,
    charset::{Charset, Gb},
    clean, json,
    locate::plain_name,
    members::{decode_form, is_form},
    message::{Answer, Carrier, Content, Format, Http, Members, Message, Pair},
    names,
};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use core::ops::Range;

/// A member, its value in bytes of the message's character set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) value: Vec<u8>,
}

/// What a reading is made of.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// All members in the order of the text; whether `sign_type` is signed.
    Members { members: Vec<Member>, sign_type: bool },
    /// Timestamp and nonce of headers, and the body.
    Http { timestamp: String, nonce: String, body: String },
    /// The raw characters of an answer.
    Answer(String),
}

/// One way of taking a message.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) format: Format,
    pub(crate) body: Body,
    pub(crate) charset: Charset,
    /// Damage that was undone for it.
    pub(crate) damage: Vec<&'static str>,
}

/// The signed text, and where values stand in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub(crate) text: Vec<u8>,
    pub(crate) slots: Vec<Slot>,
}

/// A value in the signed text.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) name: String,
    pub(crate) at: Range<usize>,
}

impl Document {
    pub(crate) fn value(&self, slot: &Slot) -> &[u8] {
        self.text.get(slot.at.clone()).unwrap_or_default()
    }

    /// The text with another value in one place.
    pub(crate) fn with(&self, slot: &Slot, value: &[u8]) -> Vec<u8> {
        let (front, rest) = self.text.split_at(slot.at.start.min(self.text.len()));
        let behind = rest.get(slot.at.len()..).unwrap_or_default();
        [front, value, behind].concat()
    }
}

/// Whether a member is not part of the signed text.
pub(crate) fn is_apart(format: Format, name: &str, sign_type: bool) -> bool {
    match format {
        Format::Acp => name == "signature",
        _ => name == "sign" || !sign_type && name == "sign_type",
    }
}

/// Members as S writes them: `name=value` joined with `&`.
pub(crate) fn join<'a>(members: impl Iterator<Item = &'a Member>) -> Vec<u8> {
    let mut text = Vec::new();
    for (i, member) in members.enumerate() {
        if i > 0 {
            text.push(b'&');
        }
        text.extend_from_slice(member.name.as_bytes());
        text.push(b'=');
        text.extend_from_slice(&member.value);
    }
    text
}

impl Reading {
    /// The members that are signed, sorted by name (code points).
    pub(crate) fn signed(&self) -> Vec<&Member> {
        let Body::Members { members, sign_type } = &self.body else { return Vec::new() };
        let mut signed: Vec<&Member> =
            members.iter().filter(|member| !is_apart(self.format, &member.name, *sign_type)).collect();
        signed.sort_by(|a, b| a.name.cmp(&b.name));
        signed
    }

    pub(crate) fn document(&self, gb: Gb) -> Document {
        match &self.body {
            Body::Members { .. } => {
                let mut document = Document::default();
                for (i, member) in self.signed().into_iter().enumerate() {
                    if i > 0 {
                        document.text.push(b'&');
                    }
                    document.text.extend_from_slice(member.name.as_bytes());
                    document.text.push(b'=');
                    let start = document.text.len();
                    document.text.extend_from_slice(&member.value);
                    document.slots.push(Slot { name: member.name.clone(), at: start..document.text.len() });
                }
                document
            }
            Body::Http { timestamp, nonce, body } => {
                let (header, word) = match self.format {
                    Format::Alipay => ("alipay-timestamp", "alipay-nonce"),
                    _ => ("Wechatpay-Timestamp", "Wechatpay-Nonce"),
                };
                let from = timestamp.len() + nonce.len() + 2;
                let mut slots = Vec::from([
                    Slot { name: header.to_owned(), at: 0..timestamp.len() },
                    Slot { name: word.to_owned(), at: timestamp.len() + 1..from - 1 },
                ]);
                slots.extend(
                    json_slots(body)
                        .into_iter()
                        .map(|slot| Slot { name: slot.name, at: slot.at.start + from..slot.at.end + from }),
                );
                let text = [timestamp, "\n", nonce, "\n", body, "\n"].concat().into_bytes();
                Document { text, slots }
            }
            Body::Answer(value) => {
                let text = self.charset.encode(value, gb).unwrap_or_else(|| value.as_bytes().to_vec());
                let slots = if text.len() == value.len() {
                    json_slots(value)
                } else {
                    // Places in another character set: found anew in the text of single bytes.
                    json_slots(
                        &text.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '?' }).collect::<String>(),
                    )
                };
                Document { text, slots }
            }
        }
    }
}

/// Most scalar values of a JSON body that repairs look at.
const MAX_SLOTS: usize = 300;

/// Scalar values of a JSON text by their path, strings without their quotes.
pub(crate) fn json_slots(text: &str) -> Vec<Slot> {
    let mut slots = Vec::new();
    let Some(open) = text.find('{') else { return slots };
    let Ok(object) = json::object(text, open) else { return slots };
    walk(text, &object.items, "", &mut slots);
    slots
}

fn walk(text: &str, items: &[json::Item], path: &str, slots: &mut Vec<Slot>) {
    for (i, item) in items.iter().enumerate() {
        if slots.len() >= MAX_SLOTS {
            return;
        }
        let own = if item.name.is_empty() { i.to_string() } else { item.name.clone() };
        let name = if path.is_empty() { own } else { [path, ".", &own].concat() };
        match item.kind {
            json::Kind::Object | json::Kind::Array => walk(text, &json::children(text, item), &name, slots),
            json::Kind::String => slots.push(Slot { name, at: item.value.start + 1..item.value.end - 1 }),
            _ => slots.push(Slot { name, at: item.value.clone() }),
        }
    }
}

/// Every way of taking a message, the one that the rules name first.
pub(crate) fn readings(message: &Message, gb: Gb) -> Vec<Reading> {
    let found = match &message.content {
        Content::Members(members) => of_members(message.format, members, gb),
        Content::Http(http) => of_http(message.format, http),
        Content::Answer(answer) => of_answer(answer),
        Content::Xml(_) | Content::Request(_) => Vec::new(),
    };
    let mut kept: Vec<(Vec<u8>, Reading)> = Vec::new();
    for reading in found {
        let text = reading.document(gb).text;
        if kept.iter().all(|(other, _)| *other != text) {
            kept.push((text, reading));
        }
    }
    kept.into_iter().map(|(_, reading)| reading).collect()
}

/// Whether members are read as a form by the rule: a valid `%XX` anywhere.
pub(crate) fn form_by_rule(members: &Members) -> bool {
    matches!(members.carrier, Carrier::Query | Carrier::Lines)
        && members.pairs.iter().any(|pair| is_form(&pair.name) || is_form(&pair.value))
}

/// Members with those of unknown names taken as the rest of the value before them; `None` where there are none.
fn folded(members: &Members) -> Option<Members> {
    if !matches!(members.carrier, Carrier::Query | Carrier::Map) {
        return None;
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let mut any = false;
    for pair in &members.pairs {
        // What is signature or certificate, or names one kind of a few, has no rest.
        match pairs.last_mut().filter(|last| !names::known(&pair.name) && !names::closed(&last.name)) {
            Some(last) => {
                last.value.push_str(&pair.piece);
                any = true;
            }
            None => pairs.push(pair.clone()),
        }
    }
    any.then_some(Members { carrier: members.carrier, pairs })
}

fn value_bytes(value: &str, form: bool, charset: Charset, gb: Gb) -> Vec<u8> {
    let encode = |text: &str| charset.encode(text, gb).unwrap_or_else(|| text.as_bytes().to_vec());
    if !form {
        return encode(value);
    }
    // What stands unencoded in a form is in the declared character set; `%XX` are bytes.
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while !rest.is_empty() {
        let plain = rest.find(['%', '+']).unwrap_or(rest.len());
        let (front, behind) = rest.split_at(plain);
        out.extend(encode(front));
        let escape = behind.get(..3).filter(|escape| is_form(escape));
        let (bytes, length) = match (escape, behind.is_empty()) {
            (Some(escape), _) => (decode_form(escape, false).unwrap_or_default(), 3),
            (None, true) => break,
            (None, false) if behind.starts_with('+') => (Vec::from([b' ']), 1),
            (None, false) => (Vec::from([b'%']), 1),
        };
        out.extend(bytes);
        rest = behind.get(length..).unwrap_or_default();
    }
    out
}

/// The members of one taking, in text: names decoded, values as shown.
pub(crate) fn taken(members: &Members, form: bool, charset: Charset, gb: Gb) -> Vec<Member> {
    let name = |pair: &Pair| if form { plain_name(&pair.name) } else { pair.name.clone() };
    members
        .pairs
        .iter()
        .map(|pair| Member { name: name(pair), value: value_bytes(&pair.value, form, charset, gb) })
        .collect()
}

fn value_of<'a>(members: &'a [Member], name: &str) -> Option<&'a [u8]> {
    members.iter().find(|member| member.name == name).map(|member| member.value.as_slice())
}

/// The character sets to take a message in: the declared one; of Alipay without one, GBK and then UTF-8 (gateway.md §3).
fn charsets(format: Format, members: &[Member]) -> Vec<Charset> {
    let declared = value_of(members, if format == Format::Acp { "encoding" } else { "charset" });
    let named = declared.and_then(|name| core::str::from_utf8(name).ok()).filter(|name| !name.is_empty());
    match named {
        Some(name) => Vec::from([Charset::named(name).unwrap_or(Charset::Utf8)]),
        None if format == Format::Alipay => Vec::from([Charset::Gb, Charset::Utf8]),
        None => Vec::from([Charset::Utf8]),
    }
}

fn of_members(format: Format, members: &Members, gb: Gb) -> Vec<Reading> {
    let mut found = Vec::new();
    let form = form_by_rule(members);
    let either = matches!(members.carrier, Carrier::Query | Carrier::Lines);
    let other = [form, !form];
    let ways = if either { &other[..] } else { &other[..1] };
    let folded = folded(members);
    for form in ways {
        for (fold, own) in [(false, Some(members)), (true, folded.as_ref().filter(|_| !form))] {
            let Some(own) = own else { continue };
            let plain = taken(own, *form, Charset::Utf8, gb);
            for charset in charsets(format, &plain) {
                let mut damage = Vec::new();
                if fold {
                    damage.push("ampersand-in-value");
                }
                let members = taken(own, *form, charset, gb);
                variants(format, &members, charset, &damage, &mut found);
            }
        }
    }
    found
}

/// The forms of certificate, base64 and `sign_type` in one taking.
fn variants(format: Format, members: &[Member], charset: Charset, damage: &[&'static str], found: &mut Vec<Reading>) {
    let mut forms: Vec<(Vec<Member>, Vec<&'static str>)> = Vec::from([(members.to_vec(), damage.to_vec())]);
    // Blanks in what holds only base64.
    let mended: Vec<Member> = members
        .iter()
        .map(|member| Member {
            name: member.name.clone(),
            value: plus_again(&member.value).unwrap_or_else(|| member.value.clone()),
        })
        .collect();
    if mended != members {
        forms.push((mended, [damage, &["base64-blanks"]].concat()));
    }
    for (members, damage) in forms {
        let pem = members.iter().position(|member| member.name == "signPubKeyCert" && format == Format::Acp);
        let certificate =
            pem.and_then(|at| members.get(at)).map(|member| String::from_utf8_lossy(&member.value).into_owned());
        let mut spellings: Vec<(Option<String>, bool)> = Vec::new();
        if let Some(pasted) = &certificate {
            if let Some(der) = pem_der(pasted).filter(|_| is_pem_alone(pasted)) {
                let rebuilt = pem_text(&der, "\r\n");
                let differs = rebuilt != *pasted;
                spellings.push((Some(rebuilt), differs));
                spellings.push((Some(pasted.clone()), false));
                spellings.push((Some(pem_text(&der, "\n")), true));
            } else {
                spellings.push((Some(pasted.clone()), false));
            }
        } else {
            spellings.push((None, false));
        }
        for (spelling, mended) in spellings {
            let mut members = members.clone();
            if let (Some(at), Some(text)) = (pem, spelling)
                && let Some(member) = members.get_mut(at)
            {
                member.value = text.into_bytes();
            }
            let mut damage = damage.clone();
            if mended {
                damage.push("pem-newlines");
            }
            let has_type = format == Format::Alipay && value_of(&members, "sign_type").is_some();
            for sign_type in [false, true] {
                if !sign_type || has_type {
                    let body = Body::Members { members: members.clone(), sign_type };
                    found.push(Reading { format, body, charset, damage: damage.clone() });
                }
            }
        }
    }
}

/// A value of 40 characters or more that is base64 once blanks are `+` again.
fn plus_again(value: &[u8]) -> Option<Vec<u8>> {
    if value.len() < 40 || !value.contains(&b' ') || !value.len().is_multiple_of(4) {
        return None;
    }
    let mended: Vec<u8> = value.iter().map(|c| if *c == b' ' { b'+' } else { *c }).collect();
    mended.iter().all(|c| bytes::is_base64(*c)).then_some(mended)
}

/// The certificate in a PEM text, however its line ends and blanks were spoilt.
pub(crate) fn pem_der(text: &str) -> Option<Vec<u8>> {
    if text.len() > 12_000 {
        return None;
    }
    let inner = match text.find("-----BEGIN") {
        Some(begin) => {
            let rest = text.get(begin + 10..)?;
            let from = rest.find("-----")? + 5;
            let rest = rest.get(from..)?;
            rest.get(..rest.find("-----END")?)?
        }
        None => text,
    };
    let inner = inner.replace("\\r", "").replace("\\n", "");
    let line_ends = |c: char| matches!(c, '\r' | '\n' | '\t');
    let without: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let plus: String =
        inner.trim().chars().filter(|c| !line_ends(*c)).map(|c| if c == ' ' { '+' } else { c }).collect();
    // A blank where a line ended, each 64 characters, and `+` elsewhere.
    let columns: String = inner
        .trim()
        .chars()
        .enumerate()
        .filter(|(i, c)| !(*c == ' ' && i % 65 == 64))
        .map(|(_, c)| if c == ' ' { '+' } else { c })
        .collect();
    [without, plus, columns].iter().find_map(|base64| bytes::base64(base64).filter(|der| is_whole_der(der)))
}

/// Whether nothing but line ends stands around PEM armour.
fn is_pem_alone(text: &str) -> bool {
    let blank = |text: &str| text.replace("\\r", "").replace("\\n", "").trim().is_empty();
    let front = text.find("-----BEGIN").map_or("", |at| text.get(..at).unwrap_or_default());
    let rest = text.rfind("-----END").and_then(|at| text.get(at + 8..)).unwrap_or_default();
    let behind = rest.find("-----").and_then(|at| rest.get(at + 5..)).unwrap_or_default();
    blank(front) && blank(behind) && text.matches("-----BEGIN").count() <= 1
}

/// Whether bytes are one DER SEQUENCE and no more.
fn is_whole_der(der: &[u8]) -> bool {
    match der {
        [0x30, 0x82, a, b, rest @ ..] => rest.len() == usize::from(*a) << 8 | usize::from(*b),
        [0x30, 0x81, a, rest @ ..] => rest.len() == usize::from(*a),
        _ => false,
    }
}

/// PEM as UnionPay writes it: 64 columns, no line end behind the last line (gateway.md §1).
pub(crate) fn pem_text(der: &[u8], line_end: &str) -> String {
    let base64 = bytes::to_base64(der);
    let mut text = String::from("-----BEGIN CERTIFICATE-----");
    text.push_str(line_end);
    for line in base64.as_bytes().chunks(64) {
        text.extend(line.iter().map(|c| char::from(*c)));
        text.push_str(line_end);
    }
    text.push_str("-----END CERTIFICATE-----");
    text
}

/// Forms of a JSON text that a carriage may have changed (gateway.md §6 A), each with what was undone.
fn json_forms(body: &str) -> Vec<(String, Vec<&'static str>)> {
    let mut forms: Vec<(String, Vec<&'static str>)> = Vec::from([(body.to_owned(), Vec::new())]);
    let mut add = |text: String, damage: &[&'static str]| {
        if forms.iter().all(|(other, _)| *other != text) {
            forms.push((text, damage.to_vec()));
        }
    };
    let own = body.trim_start_matches(['\n', '\r']);
    let trimmed = own.trim_end_matches(['\n', '\r']);
    add(trimmed.to_owned(), &["trailing-newline"]);
    let unwrapped = json::strings(trimmed, |raw| raw.chars().filter(|c| !matches!(c, '\n' | '\r')).collect());
    add(unwrapped.clone(), &["line-wraps"]);
    let compact = json::compact(trimmed);
    add(compact.clone(), &["json-whitespace"]);
    add(json::compact(&unwrapped), &["json-whitespace", "line-wraps"]);
    add(json::spaced(&unwrapped), &["json-whitespace"]);
    let unbroken: String = trimmed.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    add(unbroken, &["line-wraps"]);
    if trimmed.starts_with("{\\\"") || trimmed.contains("\\\":") {
        let undone = clean::unescape(trimmed);
        add(json::compact(&undone), &["log-escapes", "json-whitespace"]);
        add(undone, &["log-escapes"]);
    }
    // No JSON has it: the literal of a program around the text does.
    if trimmed.contains("\\'") {
        add(trimmed.replace("\\'", "'"), &["log-escapes"]);
    }
    // Blanks for `+` in what holds only base64.
    let plus = |text: &str| {
        json::strings(text, |raw| {
            let inner = raw.get(1..raw.len().max(2) - 1).unwrap_or_default().replace("\\/", "/");
            match plus_again(inner.as_bytes()) {
                Some(_) => raw.replace(' ', "+"),
                None => raw.to_owned(),
            }
        })
    };
    add(plus(trimmed), &["base64-blanks"]);
    add(plus(&compact), &["base64-blanks", "json-whitespace"]);
    add([trimmed, "\n"].concat(), &["trailing-newline"]);
    add([compact.as_str(), "\n"].concat(), &["trailing-newline", "json-whitespace"]);
    add([trimmed, "\r\n"].concat(), &["trailing-newline"]);
    forms
}

fn of_http(format: Format, http: &Http) -> Vec<Reading> {
    let timestamp = http.timestamp.clone().unwrap_or_default();
    let nonce = http.nonce.clone().unwrap_or_default();
    // As they stand first, each form of all of them then: repairs begin with the first few.
    let bodies = core::iter::once(&http.body).chain(&http.others);
    let mut forms: Vec<_> = bodies.flat_map(|body| json_forms(body).into_iter().enumerate()).collect();
    forms.sort_by_key(|(place, _)| *place);
    forms
        .into_iter()
        .map(|(_, (body, damage))| {
            let body = Body::Http { timestamp: timestamp.clone(), nonce: nonce.clone(), body };
            Reading { format, body, charset: Charset::Utf8, damage }
        })
        .collect()
}

fn of_answer(answer: &Answer) -> Vec<Reading> {
    let mut found = Vec::new();
    for charset in [Charset::Utf8, Charset::Gb] {
        for (text, damage) in json_forms(&answer.value) {
            let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(String::from);
            found.push(Reading { format: Format::Alipay, body: Body::Answer(text), charset, damage: damage.clone() });
            if let Some(inner) = inner {
                found.push(Reading { format: Format::Alipay, body: Body::Answer(inner), charset, damage });
            }
        }
    }
    found
}
