//! A signed slip as it is made here: what is signed, what is printed, and where on the print amount and time stand.

use super::der;
use ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};
use slipcheck::{
    encoding::{Base64, hex},
    pki::{Certificate, Store},
};
use std::collections::BTreeMap;

const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

/// A small generator of random numbers (xorshift64*), the same on every machine.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    pub(crate) fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub(crate) fn of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    pub(crate) fn hex(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b"0123456789ABCDEF"[self.below(16)])).collect()
    }
}

/// The language that a slip speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    Zh,
    Hant,
    En,
    De,
}

/// A currency: code, decimals, offset of the clocks where it is paid, and how it is printed.
pub(crate) struct Money {
    pub code: &'static str,
    pub decimals: usize,
    pub zone: &'static str,
    pub forms: &'static [&'static str],
}

pub(crate) const MONEY: &[Money] = &[
    Money {
        code: "CNY",
        decimals: 2,
        zone: "+08:00",
        forms: &[
            "RMB {}",
            "RMB:{}",
            "RMB：{}",
            "RMB{}",
            "CNY {}",
            "¥{}",
            "￥{}",
            "¥ {}",
            "{}元",
            "RMB {}元",
            "人民币{}元",
        ],
    },
    Money { code: "EUR", decimals: 2, zone: "+01:00", forms: &["EUR {}", "{} EUR", "{} €", "€ {}", "{}€"] },
    Money { code: "USD", decimals: 2, zone: "-05:00", forms: &["USD {}", "US$ {}", "US${}", "${}", "{} USD"] },
    Money { code: "JPY", decimals: 0, zone: "+09:00", forms: &["JPY {}", "¥{}", "{}円", "￥{}"] },
    Money { code: "HKD", decimals: 2, zone: "+08:00", forms: &["HKD {}", "HK$ {}", "HK${}", "HKD{}"] },
    Money { code: "TWD", decimals: 2, zone: "+08:00", forms: &["TWD {}", "NT$ {}", "NT${}", "NTD {}"] },
    Money { code: "KWD", decimals: 3, zone: "+03:00", forms: &["KWD {}", "{} KWD"] },
];

pub(crate) fn money(code: &str) -> &'static Money {
    MONEY.iter().find(|money| money.code == code).unwrap()
}

/// A sum in smallest units as a member has it.
pub(crate) fn plain(minor: i64, decimals: usize) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let unit = 10_i64.pow(decimals as u32);
    let (whole, rest) = (minor.abs() / unit, minor.abs() % unit);
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0decimals$}") }
}

/// The same as print has it: with or without separators, by the language.
pub(crate) fn number(minor: i64, decimals: usize, style: Style, separated: bool) -> String {
    let plain = plain(minor, decimals);
    let (point, separator) = if style == Style::De { (",", '.') } else { (".", ',') };
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if separated && at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push_str(point);
        out.push_str(rest);
    }
    out
}

/// A number in Chinese capitals, for sums below a thousand million.
pub(crate) fn capitals(minor: i64, simple: bool) -> String {
    let digits: Vec<char> = if simple { "零一二三四五六七八九" } else { "零壹贰叁肆伍陆柒捌玖" }.chars().collect();
    let places = if simple { ["", "十", "百", "千"] } else { ["", "拾", "佰", "仟"] };
    let group = |number: i64| {
        let mut out = String::new();
        let mut gap = false;
        for place in (0..4).rev() {
            let digit = number / 10_i64.pow(place) % 10;
            if digit == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap {
                out.push('零');
            }
            gap = false;
            out.push(digits[digit as usize]);
            out.push_str(places[place as usize]);
        }
        out
    };
    let (whole, fen) = (minor / 100, minor % 100);
    let mut out = String::new();
    if whole >= 10_000 {
        out = format!("{}万", group(whole / 10_000));
        if whole % 10_000 != 0 && whole % 10_000 < 1000 {
            out.push('零');
        }
    }
    out.push_str(&group(whole % 10_000));
    if whole == 0 {
        out.push('零');
    }
    out.push('元');
    if fen == 0 {
        return out + "整";
    }
    if fen >= 10 {
        out.push(digits[(fen / 10) as usize]);
        out.push('角');
    } else {
        out.push('零');
    }
    if fen % 10 != 0 {
        out.push(digits[(fen % 10) as usize]);
        out.push('分');
    }
    out
}

pub(crate) type Members = BTreeMap<&'static str, String>;

/// Marks in printed lines, taken out when the text is written: around the amount, around the time, around the type,
/// and the place where a shop prints its own lines.
pub(crate) const AMOUNT: (char, char) = ('\u{e000}', '\u{e001}');
pub(crate) const TIME: (char, char) = ('\u{e002}', '\u{e003}');
pub(crate) const PLACE: char = '\u{e004}';

/// The form of a code that a line of the body holds already.
pub(crate) const PRINTED: usize = usize::MAX;

#[derive(Clone)]
pub(crate) struct Slip {
    pub family: &'static str,
    pub till: bool,
    pub style: Style,
    pub money: &'static Money,
    /// The amount in smallest units, positive.
    pub minor: i64,
    /// The largest number of the currency that stands on the print.
    pub top: i64,
    pub members: Members,
    pub signed: Vec<&'static str>,
    pub detached: bool,
    pub body: Vec<String>,
    pub after: Vec<String>,
    /// What was changed, for the table's examples.
    pub change: String,
    /// How the code stands there: bare, in an address, in lines.
    pub form: usize,
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn certificate(ca: bool) -> Certificate {
    let point = key(if ca { 2 } else { 1 }).verifying_key().to_sec1_point(false).as_bytes().to_vec();
    let body = der::Certificate {
        serial: if ca { 1 } else { 2 },
        issuer: "Acquirer CA",
        subject: if ca { "Acquirer CA" } else { "Terminal" },
        number: None,
        from: "240101000000Z",
        to: "300101000000Z",
        spki: &der::spki(P256, &point),
        ca,
    };
    let sign = |message: &[u8]| {
        let signature: Signature = key(2).sign(message);
        signature.to_bytes().to_vec()
    };
    Certificate::from_der(&body.signed(2, sign)).unwrap()
}

pub(crate) fn store() -> Store {
    Store { anchors: vec![certificate(true)], certificates: vec![certificate(false)], ..Store::default() }
}

impl Slip {
    fn payload(&self) -> String {
        let members = self.members.iter().filter(|(name, _)| self.signed.contains(name));
        let members: Vec<String> = members.map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
        format!("{{{}}}", members.join(","))
    }

    /// The first digits of the payload's digest, in groups of four.
    pub(crate) fn digest(&self) -> String {
        let digest = hex(&Sha256::digest(self.payload())).to_uppercase();
        [&digest[..4], &digest[4..8], &digest[8..12], &digest[12..16]].join("-")
    }

    pub(crate) fn code(&self) -> String {
        let thumbprint = Base64::Url.encode(certificate(false).sha256());
        let mut header = format!(r#"{{"alg":"ES256","typ":"slip+jws","x5t#S256":"{thumbprint}""#);
        if self.detached {
            let names: Vec<String> = self
                .members
                .keys()
                .filter(|name| self.signed.contains(name))
                .map(|name| format!("\"{name}\""))
                .collect();
            header.push_str(&format!(r#","fields":[{}],"zone":"{}""#, names.join(","), self.money.zone));
        }
        header.push('}');
        let encode = |text: &str| Base64::Url.encode(text.as_bytes());
        let payload = encode(&self.payload());
        let signature: Signature = key(1).sign(format!("{}.{payload}", encode(&header)).as_bytes());
        let shown = if self.detached { "" } else { &payload };
        format!("{}.{shown}.{}", encode(&header), Base64::Url.encode(&signature.to_bytes()))
    }

    /// The text as it stands on paper.
    pub(crate) fn text(&self) -> String {
        let code = self.code();
        let code = match self.form {
            0 => format!("https://check.example/#slip={code}"),
            1 => code
                .as_bytes()
                .chunks(48)
                .map(|line| String::from_utf8_lossy(line).into_owned())
                .collect::<Vec<_>>()
                .join("\n"),
            _ => code,
        };
        let mut lines: Vec<String> = self.body.clone();
        if self.form != PRINTED {
            lines.push(code);
        }
        lines.extend(self.after.iter().cloned());
        let lines = lines.into_iter().filter(|line| !line.starts_with(PLACE));
        lines.map(|line| line.replace(|c| ('\u{e000}'..='\u{e004}').contains(&c), "")).collect::<Vec<_>>().join("\n")
    }

    /// What stands between two marks.
    pub(crate) fn marked(&self, marks: (char, char)) -> Option<String> {
        let line = self.body.iter().find(|line| line.contains(marks.0))?;
        Some(line.split_once(marks.0)?.1.split_once(marks.1)?.0.to_owned())
    }

    /// Puts something else between two marks.
    pub(crate) fn put(&mut self, marks: (char, char), value: &str) -> Option<()> {
        let line = self.body.iter_mut().find(|line| line.contains(marks.0))?;
        let (before, rest) = line.split_once(marks.0)?;
        let after = rest.split_once(marks.1)?.1;
        *line = format!("{before}{}{value}{}{after}", marks.0, marks.1);
        Some(())
    }

    fn shown(line: &str) -> String {
        line.replace(|c| ('\u{e000}'..='\u{e004}').contains(&c), "")
    }

    /// Puts something else for what stands between two marks, and tells it.
    pub(crate) fn changed(mut self, marks: (char, char), value: &str) -> Option<Self> {
        let old = self.marked(marks)?;
        self.put(marks, value)?;
        let line = self.body.iter().find(|line| line.contains(marks.0))?;
        self.change = format!("{:?} for {old:?}", Self::shown(line));
        Some(self)
    }

    /// One more line: where the shop's lines stand, behind the amount, before the code or behind it.
    pub(crate) fn with(mut self, random: &mut Random, line: &str) -> Option<Self> {
        let place = random.below(4);
        let at = match place {
            0 => self.body.iter().position(|line| line.starts_with(PLACE)).unwrap_or(0),
            1 => self.body.iter().position(|line| line.contains(AMOUNT.0)).map_or(self.body.len(), |at| at + 1),
            _ => self.body.len(),
        };
        let name = ["among the shop's lines", "behind the amount", "before the code", "behind the code"][place];
        self.change = format!("{line:?} {name}");
        if place == 3 {
            self.after.push(line.into())
        } else {
            self.body.insert(at, line.into())
        }
        Some(self)
    }
}
