//! Single changes of what was signed, likely ones first.

use super::{
    Candidate, Change, Code, Digest, HEADER, Hashed, RATES, Source, TRAINING, amount, chaining_values, hex, keys,
    print, signing_input, unbase32, values, zone,
};
use crate::{encoding::Base64, formats::till::misdecoded, report::CauseId, time::Moment};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

pub(super) type Group = fn(&Source<'_>) -> Vec<Candidate>;

/// Every kind of change.
pub(super) const GROUPS: &[Group] = &[
    newlines, encodings, algorithms, services, chaining, writings, names, printed, times, numbers, amounts, misread,
    far_times,
];

impl Source<'_> {
    fn with(&self, change: Change, edit: impl FnOnce(&mut Code)) -> Candidate {
        let mut code = self.code.clone();
        edit(&mut code);
        Candidate::code(change, &code)
    }

    /// One part written differently; nothing when it is the same.
    fn part(&self, field: &'static str, id: CauseId, what: &'static str, text: String) -> Option<Candidate> {
        let mut code = self.code.clone();
        let slot = slot(&mut code, field)?;
        if *slot == text {
            return None;
        }
        let mut change = Change::value(field, &text, slot);
        change.id = id;
        if !what.is_empty() {
            change.evidence.insert("what".into(), what.into());
        }
        *slot = text;
        Some(Candidate::code(change, &code))
    }

    fn altered(&self, field: &'static str, text: String) -> Option<Candidate> {
        self.part(field, CauseId::FieldAltered, "", text)
    }

    fn written(&self, field: &'static str, what: &'static str, text: String) -> Option<Candidate> {
        self.part(field, CauseId::EncodingConflict, what, text)
    }

    /// Every amount written in another way.
    fn amounts(&self, what: &'static str, write: impl Fn(i64) -> String) -> Option<Candidate> {
        let cents = self.code.cents()?;
        let amounts = cents.map(write);
        (amounts != self.code.amounts).then(|| {
            let change = Change::writing(what, "amount", &amounts.join("_"), &self.code.amounts.join("_"));
            self.with(change, |code| code.amounts = amounts)
        })
    }
}

fn slot<'a>(code: &'a mut Code, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "trustService" => &mut code.provider,
        "registerId" => &mut code.register,
        "receiptNo" => &mut code.receipt,
        "time" => &mut code.time,
        "turnover" => &mut code.turnover,
        "certificateSerial" => &mut code.serial,
        "chaining" => code.chaining.as_mut()?,
        _ => {
            let at = RATES.iter().position(|(name, _)| *name == field)?;
            code.amounts.get_mut(at)?
        }
    })
}

/// Hyphens in parts in base64, which have none: a PDF breaks lines with them.
fn hyphens(source: &Source<'_>) -> Vec<Candidate> {
    let code = source.code;
    let chaining = code.chaining.clone().unwrap_or_default();
    let parts = [("turnover", &code.turnover), ("chaining", &chaining)].into_iter();
    let hyphenated = parts.filter(|(_, text)| text.contains('-'));
    hyphenated.filter_map(|(field, text)| source.written(field, "hyphen", text.replace('-', ""))).collect()
}

/// Line ends inside or behind parts in base64, which encoders put there and codes leave out.
fn newlines(source: &Source<'_>) -> Vec<Candidate> {
    let mut found = hyphens(source);
    for end in ["\n", "\r\n"] {
        let behind = |text: &str| [text, end].concat();
        let chaining = source.code.chaining.clone().unwrap_or_default();
        for field in ["turnover", "chaining", "certificateSerial"] {
            let text = if field == "turnover" {
                &source.code.turnover
            } else if field == "chaining" {
                &chaining
            } else {
                &source.code.serial
            };
            found.extend(source.written(field, "newline", behind(text)));
        }
        let change = Change::writing("newline", "turnover", &behind(&source.code.turnover), &source.code.turnover);
        found.push(source.with(change, |code| {
            code.turnover.push_str(end);
            code.chaining.iter_mut().for_each(|chaining| chaining.push_str(end));
        }));
        for (field, text) in [("turnover", &source.code.turnover), ("chaining", &chaining)] {
            for at in 1..text.len() {
                if let Some((before, after)) = text.split_at_checked(at) {
                    found.extend(source.written(field, "newline", [before, end, after].concat()));
                }
            }
        }
        let payload = source.code.payload();
        found.push(Candidate::payload(Change::encoding("newline-in-front"), [end, &payload].concat().as_bytes()));
    }
    found
}

/// The whole text in other bytes, or under another header.
fn encodings(source: &Source<'_>) -> Vec<Candidate> {
    let payload = source.code.payload();
    let bytes = payload.as_bytes();
    let input = signing_input(bytes);
    let wide = |little: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(payload.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let mut found = Vec::new();
    for (little, mark) in [(true, false), (false, false), (true, true), (false, true)] {
        found.push(Candidate::payload(Change::encoding("utf-16"), &wide(little, mark)));
    }
    let two: Vec<u8> = input.iter().flat_map(|byte| [*byte, 0]).collect();
    found.push(Candidate::message(Change::encoding("utf-16"), two));
    found.push(Candidate::payload(Change::encoding("byte-order-mark"), &[&[0xef, 0xbb, 0xbf][..], bytes].concat()));
    let latin: Option<Vec<u8>> = payload.chars().map(|c| u8::try_from(c as u32).ok()).collect();
    if let Some(latin) = latin.filter(|latin| latin.as_slice() != bytes) {
        found.push(Candidate::payload(Change::encoding("latin-1"), &latin));
    }
    for (what, text) in misdecoded::all(&payload) {
        found.push(Candidate::payload(Change::encoding(what), text.as_bytes()));
    }
    let header = HEADER.as_bytes();
    let join = |payload: &[u8]| [header, b".", payload].concat();
    let standard = Base64::Standard.encode(bytes);
    let unpadded = standard.trim_end_matches('=').to_string();
    let padded = standard.replace('+', "-").replace('/', "_");
    found.push(Candidate::message(Change::encoding("payload-padded"), join(padded.as_bytes())));
    found.push(Candidate::message(Change::encoding("payload-base64"), join(standard.as_bytes())));
    found.push(Candidate::message(Change::encoding("payload-base64"), join(unpadded.as_bytes())));
    found.push(Candidate::message(Change::encoding("payload-not-encoded"), join(bytes)));
    found.push(Candidate::message(Change::encoding("payload-alone"), bytes.to_vec()));
    found.push(Candidate::message(Change::encoding("payload-alone"), Base64::Url.encode(bytes).into_bytes()));
    found.push(Candidate::message(Change::encoding("newline"), [&input[..], b"\n"].concat()));
    found.push(Candidate::message(Change::encoding("newline"), [&input[..], b"\r\n"].concat()));
    for other in [
        r#"{"alg":"ES256"}"#,
        r#"{"alg": "ES256"}"#,
        r#"{"typ":"JWT","alg":"ES256"}"#,
        r#"{"alg":"ES256","typ":"JWT"}"#,
        r#"{"alg":"ES256","typ":"JWS"}"#,
        r#"{"typ":"JWS","alg":"ES256"}"#,
        "{\"alg\":\"ES256\"}\n",
    ] {
        for header in [Base64::Url.encode(other.as_bytes()), Base64::Standard.encode(other.as_bytes())] {
            let message = [header.as_bytes(), b".", Base64::Url.encode(bytes).as_bytes()].concat();
            if message != input {
                found.push(Candidate::message(Change::encoding("header"), message));
            }
        }
    }
    // Without the first mark, or with one behind.
    found.push(Candidate::payload(Change::encoding("begin"), bytes.get(1..).unwrap_or_default()));
    found.push(Candidate::payload(Change::encoding("end"), [bytes, b"_"].concat().as_slice()));
    found
}

fn algorithms(source: &Source<'_>) -> Vec<Candidate> {
    let input = signing_input(source.code.payload().as_bytes());
    let mut found = Vec::new();
    for digest in [Digest::Sha384, Digest::Sha512, Digest::Sha224] {
        let change = Change::algorithm("ES256", digest.name());
        found.push(Candidate { change, message: input.clone(), digest, hashed: Hashed::Once });
    }
    for (hashed, what) in [(Hashed::Twice, "hashed-twice"), (Hashed::TwiceAsHex, "hashed-twice-hex")] {
        let mut change = Change::algorithm("ES256", what);
        change.evidence.insert("what".into(), what.into());
        found.push(Candidate { change, message: input.clone(), digest: Digest::Sha256, hashed });
    }
    // The digest's text signed in place of the text.
    let digest = Digest::Sha256.of(source.code.payload().as_bytes());
    let texts = [hex(&digest), Base64::Standard.encode(&digest)];
    found.extend(
        texts.iter().map(|text| Candidate::payload(Change::algorithm("ES256", "digest-as-text"), text.as_bytes())),
    );
    found
}

fn services(source: &Source<'_>) -> Vec<Candidate> {
    let shown = source.code.service();
    let known = ["AT1", "AT2", "AT3", "AT100", "AT0", "AT4"].into_iter().filter(|other| *other != shown);
    known
        .map(|other| {
            let change = Change::value("trustService", other, shown);
            source.with(change, |code| code.provider = ["R1-", other].concat())
        })
        .chain(values::cases(&source.code.provider).into_iter().filter_map(|text| source.altered("trustService", text)))
        .collect()
}

fn chaining(source: &Source<'_>) -> Vec<Candidate> {
    let shown = source.code.chaining.clone().unwrap_or_default();
    let mut found: Vec<Candidate> = chaining_values(source.code, source.others)
        .into_iter()
        .filter_map(|value| source.altered("chaining", value))
        .collect();
    // The signer left it out: with its mark, or without.
    found.push(source.with(Change::value("chaining", "", &shown), |code| code.chaining = None));
    found.extend(source.altered("chaining", String::new()));
    found
}

/// Parts written in another way.
fn writings(source: &Source<'_>) -> Vec<Candidate> {
    let code = source.code;
    let mut found: Vec<Candidate> = Vec::new();
    found.extend(source.amounts("decimal-mark", |cents| amount::with_mark(cents, '.')));
    found.extend(source.amounts("decimal-mark", |cents| amount::with_mark(cents, ',')));
    for (group, mark) in [('.', ','), (',', '.'), (' ', ','), ('\'', ',')] {
        let grouped = |cents| amount::grouped(cents, group, mark).unwrap_or_else(|| amount::with_mark(cents, mark));
        found.extend(source.amounts("thousands-separators", grouped));
    }
    found.extend(
        source.amounts("decimals", |cents| if cents == 0 { "0".to_string() } else { amount::with_mark(cents, ',') }),
    );
    found.extend(source.amounts("cents", |cents| cents.to_string()));
    // Base32 in place of base64, of either part or of both; and the other way round.
    let chaining = code.chaining.clone().unwrap_or_default();
    let base32 = |text: &str| Code::in_base32(text);
    if let (Some(turnover), Some(chain)) = (base32(&code.turnover), base32(&chaining)) {
        let change = Change::writing("base32", "turnover", &turnover, &code.turnover);
        found.push(source.with(change, |code| (code.turnover, code.chaining) = (turnover, Some(chain))));
    }
    let both: [(&'static str, &String); 2] = [("turnover", &code.turnover), ("chaining", &chaining)];
    for (field, text) in both {
        found.extend(base32(text).and_then(|other| source.written(field, "base32", other)));
        found.extend(from_base32(text).and_then(|other| source.written(field, "base32", other)));
        // Digits that base32 does not have, taken for the letters they look like.
        let looked: String = text
            .chars()
            .map(|c| match c {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                c => c,
            })
            .collect();
        if looked != *text {
            found.extend(
                from_base32(&looked).and_then(|other| source.part(field, CauseId::ReadingError, "base32", other)),
            );
        }
        let bytes = Base64::Standard.decode(text).unwrap_or_default();
        if !bytes.is_empty() {
            for (what, other) in [
                ("hex", hex(&bytes)),
                ("hex", hex(&bytes).to_ascii_uppercase()),
                ("base64url", Base64::Url.encode(&bytes)),
            ] {
                found.extend(source.written(field, what, other));
            }
        }
        found.extend(source.written(field, "padding", text.trim_end_matches('=').to_string()));
        let padded = [text.as_str(), &"=".repeat((4 - text.len() % 4) % 4)].concat();
        found.extend(source.written(field, "padding", padded));
    }
    if let (Some(turnover), Some(chain)) = (from_base32(&code.turnover), from_base32(&chaining)) {
        let change = Change::writing("base32", "turnover", &turnover, &code.turnover);
        found.push(source.with(change, |code| (code.turnover, code.chaining) = (turnover, Some(chain))));
    }
    // The certificate's number in another form.
    let plain: String = code.serial.chars().filter(|c| !matches!(c, ' ' | ':')).collect();
    let mut serial = |what, text: Option<String>| {
        found.extend(text.and_then(|text| source.written("certificateSerial", what, text)));
    };
    serial("letter-case", Some(code.serial.to_ascii_lowercase()));
    serial("letter-case", Some(code.serial.to_ascii_uppercase()));
    serial("decimal", keys::decimal(&plain));
    serial("hex", hexadecimal(&plain));
    serial("hex", hexadecimal(&plain).map(|text| text.to_ascii_uppercase()));
    serial("blanks", Some(plain.clone()));
    serial("leading-zeros", Some(plain.trim_start_matches('0').to_string()));
    serial("leading-zeros", Some(["0", &plain].concat()));
    serial("leading-zeros", Some(["00", &plain].concat()));
    let pairs = |text: &str, mark: &str| -> String {
        let even = if text.len().is_multiple_of(2) { text.to_string() } else { ["0", text].concat() };
        let pairs: Vec<String> = even.chars().collect::<Vec<_>>().chunks(2).map(|pair| pair.iter().collect()).collect();
        pairs.join(mark)
    };
    serial("blanks", Some(pairs(&plain, " ")));
    serial("blanks", Some(pairs(&plain, ":")));
    for own in source.serials.iter().take(16) {
        serial("hex", Some(own.clone()));
        serial("hex", Some(own.to_ascii_uppercase()));
        serial("decimal", keys::decimal(own));
    }
    // The time in another form.
    let time = &code.time;
    for (what, text) in [
        ("time-form", time.replace('T', " ")),
        ("time-form", [time.as_str(), "Z"].concat()),
        ("time-form", [time.as_str(), ".000"].concat()),
        ("time-form", [time.as_str(), "+01:00"].concat()),
        ("time-form", [time.as_str(), "+02:00"].concat()),
        ("time-form", time.get(..16).unwrap_or(time).to_string()),
        ("time-form", time.trim_end_matches('Z').to_string()),
    ] {
        found.extend(source.written("time", what, text));
    }
    found
}

/// Base64 of what a text stands for when it is read as base32.
fn from_base32(text: &str) -> Option<String> {
    let padded = [text.trim_end_matches('='), &"=".repeat((8 - text.trim_end_matches('=').len() % 8) % 8)].concat();
    unbase32(&padded).ok().filter(|bytes| !bytes.is_empty()).map(|bytes| Base64::Standard.encode(&bytes))
}

/// A decimal number in hex.
fn hexadecimal(decimal: &str) -> Option<String> {
    let mut bytes: Vec<u8> = alloc::vec![0];
    if decimal.is_empty() || decimal.len() > 60 {
        return None;
    }
    for c in decimal.chars() {
        let mut carry = c.to_digit(10)?;
        for byte in &mut bytes {
            let value = u32::from(*byte) * 10 + carry;
            *byte = (value & 0xff) as u8;
            carry = value >> 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    bytes.reverse();
    Some(hex(&bytes).trim_start_matches('0').to_string())
}

/// Ids in other letter case, or with other separators.
fn names(source: &Source<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let fields: [(&'static str, &String); 2] =
        [("registerId", &source.code.register), ("receiptNo", &source.code.receipt)];
    for (field, text) in fields {
        found.extend(values::cases(text).into_iter().filter_map(|other| source.altered(field, other)));
    }
    for (field, text) in fields {
        found.extend(values::spellings(text).into_iter().filter_map(|other| source.altered(field, other)));
    }
    let (register, receipt) = (source.code.register.clone(), source.code.receipt.clone());
    let change = Change::value("receiptNo", &register, &receipt);
    found.push(source.with(change, |code| (code.register, code.receipt) = (receipt, register)));
    found
}

/// What the paper says in place of what the code says.
fn printed(source: &Source<'_>) -> Vec<Candidate> {
    let reading = source.reading;
    let mut found = Vec::new();
    for field in ["registerId", "receiptNo", "certificateSerial", "time"] {
        for member in reading.all(field).take(2) {
            if field == "time" && member.value.len() == 19 {
                found.extend(time(source, &member.value));
            } else if field != "time" {
                found.extend(source.altered(field, member.value.clone()));
            }
        }
    }
    if !reading.vat.is_empty() {
        let mut cents = [0_i64; 5];
        for line in &reading.vat {
            let at = RATES.iter().position(|(_, rates)| rates.iter().any(|rate| print::same_rate(rate, &line.rate)));
            if let (Some(slot), Some(gross)) = (at.and_then(|at| cents.get_mut(at)), print::gross(line)) {
                *slot = slot.saturating_add(gross);
            }
        }
        found.extend(with_amounts(source, cents));
    }
    found
}

fn with_amounts(source: &Source<'_>, cents: [i64; 5]) -> Option<Candidate> {
    let shown = source.code.cents()?;
    if shown == cents {
        return None;
    }
    let sum = |cents: &[i64; 5]| amount::text(cents.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents)));
    let amounts = cents.map(|cents| amount::with_mark(cents, ','));
    let differing: Vec<usize> = (0..5).filter(|at| shown.get(*at) != cents.get(*at)).collect();
    let change = match differing[..] {
        [at] if sum(&shown) == sum(&cents) => {
            Change::value(RATES.get(at)?.0, amounts.get(at)?, source.code.amounts.get(at)?)
        }
        _ if sum(&shown) == sum(&cents) => Change::value("amount", &amounts.join("_"), &source.code.amounts.join("_")),
        _ => Change::value("amount", &sum(&cents), &sum(&shown)),
    };
    Some(source.with(change, |code| code.amounts = amounts))
}

/// Another local time.
fn time(source: &Source<'_>, text: &str) -> Option<Candidate> {
    let (signed, shown) = (zone::parse(text)?, source.code.civil()?);
    if signed == shown {
        return None;
    }
    // By the clock on the wall: both are local.
    let change = Change::time("time", (signed.at_offset(0), text), (shown.at_offset(0), &source.code.time));
    Some(source.with(change, |code| code.time = text.to_string()))
}

fn shifted(source: &Source<'_>, seconds: impl Iterator<Item = i64>) -> Vec<Candidate> {
    let Some(shown) = source.code.civil() else { return Vec::new() };
    let both = seconds.flat_map(|seconds| [seconds, -seconds]);
    both.filter_map(|seconds| time(source, &zone::text(Moment(shown.at_offset(0).0 + seconds).civil(0)))).collect()
}

fn times(source: &Source<'_>) -> Vec<Candidate> {
    shifted(source, (1..=14).map(|hours| hours * 3600).chain(1..=120))
}

fn far_times(source: &Source<'_>) -> Vec<Candidate> {
    let mut found = shifted(
        source,
        (121..=300).chain((6..=90).map(|m| m * 60)).chain((1..=31).map(|d| d * 86_400)).chain(301..=600),
    );
    found.extend(values::digits(&source.code.time).iter().filter_map(|text| time(source, text)));
    found
}

/// Receipt numbers and certificate numbers with a digit changed.
fn numbers(source: &Source<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let receipt = &source.code.receipt;
    let digits = receipt.bytes().rev().take_while(u8::is_ascii_digit).count().min(18);
    if let Some((prefix, tail)) = receipt.split_at_checked(receipt.len() - digits)
        && let Ok(number) = tail.parse::<u64>()
    {
        for other in values::numbers(number) {
            let width = tail.len();
            found.extend(source.altered("receiptNo", alloc::format!("{prefix}{other:0>width$}")));
        }
    }
    found.extend(values::digits(receipt).into_iter().filter_map(|text| source.altered("receiptNo", text)));
    found.extend(
        values::digits(&source.code.register).into_iter().filter_map(|text| source.altered("registerId", text)),
    );
    found.extend(
        source.serials.iter().take(16).filter_map(|serial| source.altered("certificateSerial", serial.clone())),
    );
    found.extend(
        values::digits(&source.code.serial).into_iter().filter_map(|text| source.altered("certificateSerial", text)),
    );
    if source.code.turnover != TRAINING {
        found.extend(source.altered("turnover", TRAINING.to_string()));
    }
    found
}

/// Amounts with a digit changed, or booked under another rate.
fn amounts(source: &Source<'_>) -> Vec<Candidate> {
    let Some(cents) = source.code.cents() else { return Vec::new() };
    let mut found = Vec::new();
    for (a, b) in (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b))) {
        let mut other = cents;
        other.swap(a, b);
        found.extend(with_amounts(source, other));
    }
    for (at, shown) in cents.iter().enumerate() {
        for value in values::cents(*shown) {
            let mut other = cents;
            if let Some(slot) = other.get_mut(at) {
                *slot = value;
            }
            found.extend(with_amounts(source, other));
        }
    }
    found
}

/// One character of an id or of a part in base64, read differently.
fn misread(source: &Source<'_>) -> Vec<Candidate> {
    let code = source.code;
    let mut found = Vec::new();
    let chaining = code.chaining.clone().unwrap_or_default();
    let fields: [(&'static str, &String); 5] = [
        ("registerId", &code.register),
        ("receiptNo", &code.receipt),
        ("certificateSerial", &code.serial),
        ("turnover", &code.turnover),
        ("chaining", &chaining),
    ];
    for (field, text) in fields {
        for (at, read, meant, other) in values::misread(text) {
            let mut edited = code.clone();
            if let Some(slot) = slot(&mut edited, field) {
                *slot = other;
                found.push(Candidate::code(Change::misread(field, at, read, meant), &edited));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_and_hex() {
        assert_eq!(hexadecimal("2065058440").unwrap(), "7b164a88");
        assert_eq!(keys::decimal("7b164a88").unwrap(), "2065058440");
        assert_eq!(hexadecimal("12a"), None);
        assert_eq!(from_base32("MZXW6==="), Some("Zm9v".into()));
    }
}
