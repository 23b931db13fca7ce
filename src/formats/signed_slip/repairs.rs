//! What would make a misfitting signature fit: bounded lists of single changes, each belonging to one cause.
//!
//! A repair proves a cause. Only the detached slip's, where the paper is the data, moves the verdict, from `invalid`
//! to `altered`; nothing here ever leads to `verified`.

use super::{
    Repair,
    jws::{Algorithm, Detached, Jws, MEMBERS},
    misread,
    payload::{currency_digits, is_amount},
    rebuild::{self, Paper, field_digest},
};
use crate::{
    compare::Comparison,
    encoding::{Base64, base64_lenient, ecdsa_from_der, hex, unhex},
    evidence,
    formats::till::nested::nested,
    json,
    report::{Cause, CauseId, Confidence, Evidence},
    signature::{Candidates, Curve, Digest, Fit, PublicKey, Scheme, sha256},
    time::{Moment, Timestamp},
};
use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::cell::Cell;
use serde_json::{Map, Value};

/// Most messages tried under one signature, by how long one check takes (about a second in a browser in all).
fn limit(key: &PublicKey) -> usize {
    match key.curve() {
        Some(Curve::P256) => 3000,
        Some(Curve::P384) => 2000,
        Some(_) => 100,
        None => 2000,
    }
}

/// Most signature checks in all, those of other ways of writing included.
pub(super) fn bound(key: &PublicKey) -> usize {
    limit(key) + REPRESENTATIONS + misread::LIMIT
}

/// Forms, schemes and messages that are looked at first: few.
const REPRESENTATIONS: usize = 120;

/// Most values of one field whose field digest is looked at.
const FIELD_VALUES: u64 = 1_000_000;

/// Members with other values.
type Changes<'a> = Vec<(&'a str, String)>;

struct Search<'a> {
    candidates: Candidates<'a>,
    digest: Digest,
    tried: &'a Cell<usize>,
    limit: usize,
}

impl<'a> Search<'a> {
    fn new(jws: &Jws<'_>, key: &'a PublicKey, signature: &'a [u8], tried: &'a Cell<usize>) -> Self {
        let scheme = jws.algorithm.scheme();
        let limit = limit(key);
        Self { candidates: Candidates::new(key, scheme, signature), digest: scheme.digest(), tried, limit }
    }

    /// The first of these messages that was signed, with whatever it comes with.
    fn first<T>(&self, messages: impl Iterator<Item = (T, Vec<u8>)>) -> Option<(T, Fit, Signed)> {
        let left = self.limit.saturating_sub(self.tried.get());
        let digests = messages.take(left).map(|(what, message)| {
            self.tried.set(self.tried.get() + 1);
            let digest = self.digest.of(&message);
            ((what, message), digest)
        });
        let ((what, message), fit) = self.candidates.first(digests)?;
        let digest = self.digest.of(&message);
        Some((what, fit, Signed { message, digest }))
    }
}

/// What was signed.
struct Signed {
    message: Vec<u8>,
    digest: Vec<u8>,
}

fn proven(id: CauseId, evidence: Evidence) -> Cause {
    Cause::new(id, Confidence::Proven, evidence)
}

/// The signature's bytes in every form that it may have been written in, its own first.
fn forms(jws: &Jws<'_>, key: &PublicKey) -> Vec<(&'static str, Vec<u8>)> {
    let text = jws.signature;
    let mut forms = Vec::new();
    if let Ok(bytes) = Base64::Url.decode(text) {
        forms.push(("base64url", bytes));
    } else if let Some(bytes) = base64_lenient(text) {
        forms.push(("base64", bytes));
    }
    if let Ok(bytes) = unhex(text) {
        forms.push(("hex", bytes));
    }
    forms.extend(nested(text));
    if let Some(curve) = key.curve() {
        let size = curve.size();
        let ders: Vec<Vec<u8>> = forms.iter().filter_map(|(_, bytes)| ecdsa_from_der(bytes, size)).collect();
        forms.extend(ders.into_iter().map(|fixed| ("der", fixed)));
        let reversed: Vec<Vec<u8>> = forms
            .iter()
            .filter(|(_, bytes)| bytes.len() == 2 * size)
            .map(|(_, bytes)| bytes.chunks_exact(size).flat_map(|half| half.iter().rev()).copied().collect())
            .collect();
        forms.extend(reversed.into_iter().map(|bytes| ("little-endian", bytes)));
    }
    forms
}

/// Every scheme that this kind of key has.
fn schemes(key: &PublicKey) -> Vec<Scheme> {
    let digests = [Digest::Sha256, Digest::Sha384, Digest::Sha512];
    match key.curve() {
        Some(_) => digests.map(Scheme::Ecdsa).to_vec(),
        None => digests.into_iter().flat_map(|digest| [Scheme::RsaPkcs1(digest), Scheme::RsaPss(digest)]).collect(),
    }
}

fn scheme_name(scheme: Scheme) -> String {
    let kind = match scheme {
        Scheme::Ecdsa(_) => "ECDSA",
        Scheme::RsaPkcs1(_) => "RSASSA-PKCS1-v1_5",
        Scheme::RsaPss(_) => "RSASSA-PSS",
        // No header names it.
        Scheme::Sm2 => "SM2",
    };
    format!("{kind} {}", scheme.digest().name())
}

/// A change of how something was written, or of the algorithm, that makes the signature fit.
struct Found {
    fit: Fit,
    cause: Cause,
    message: Vec<u8>,
    digest: Vec<u8>,
}

impl Found {
    fn repair(self) -> Repair {
        let Self { fit, cause, message, digest } = self;
        Repair { fit: fit.after_repair(), causes: alloc::vec![cause], counts: false, message, digest }
    }
}

/// Changes that leave the data alone: encodings and algorithms.
fn representation(jws: &Jws<'_>, payload: &[u8], key: &PublicKey, tried: &mut usize) -> Option<Found> {
    let encoded = Base64::Url.encode(payload);
    let input = jws.signing_input(&encoded);
    let declared = jws.algorithm.scheme();
    let forms = forms(jws, key);
    let mut attempt = |scheme: Scheme, message: &[u8], bytes: &[u8], id: CauseId, evidence: &dyn Fn() -> Evidence| {
        *tried += 1;
        let digest = scheme.digest().of(message);
        let fit = key.verify_digest(scheme, &digest, bytes)?;
        Some(Found { fit, cause: proven(id, evidence()), message: message.to_vec(), digest })
    };
    use CauseId::{AlgorithmConflict, EncodingConflict};
    for (form, bytes) in &forms {
        let evidence = || evidence! { "what" => "signature", "fits" => *form };
        if let Some(found) = attempt(declared, &input, bytes, EncodingConflict, &evidence) {
            return Some(found);
        }
    }
    for (form, bytes) in &forms {
        for scheme in schemes(key).into_iter().filter(|scheme| *scheme != declared) {
            let evidence = || evidence! { "declared" => jws.algorithm.name(), "fits" => scheme_name(scheme), "signature" => *form };
            if let Some(found) = attempt(scheme, &input, bytes, AlgorithmConflict, &evidence) {
                return Some(found);
            }
        }
    }
    // The header may name another algorithm than it did when it was signed.
    if let Ok(header) = Base64::Url.decode(jws.header).map(String::from_utf8)
        && let Ok(header) = header
    {
        for other in Algorithm::ALL.into_iter().filter(|other| *other != jws.algorithm) {
            let renamed = header.replacen(jws.algorithm.name(), other.name(), 1);
            let input = [Base64::Url.encode(renamed.as_bytes()).as_str(), ".", &encoded].concat();
            let evidence =
                || evidence! { "declared" => jws.algorithm.name(), "fits" => other.name(), "where" => "header" };
            for (_, bytes) in &forms {
                if let Some(found) = attempt(other.scheme(), input.as_bytes(), bytes, AlgorithmConflict, &evidence) {
                    return Some(found);
                }
            }
        }
    }
    let utf16: Vec<u8> = input.iter().flat_map(|b| [*b, 0]).collect();
    let messages: [(&'static str, CauseId, Vec<u8>); 8] = [
        ("payload-not-encoded", EncodingConflict, [jws.header.as_bytes(), b".", payload].concat()),
        ("payload-alone", EncodingConflict, payload.to_vec()),
        ("payload-padded", EncodingConflict, jws.signing_input(&Base64::Standard.encode(payload))),
        ("newline", EncodingConflict, [&input[..], b"\n"].concat()),
        ("carriage-return-newline", EncodingConflict, [&input[..], b"\r\n"].concat()),
        ("utf-16", EncodingConflict, utf16),
        ("hashed-twice", AlgorithmConflict, declared.digest().of(&input)),
        ("hashed-twice-hex", AlgorithmConflict, hex(&declared.digest().of(&input)).into_bytes()),
    ];
    for (what, id, message) in &messages {
        for (_, bytes) in &forms {
            if let Some(mut found) = attempt(declared, message, bytes, *id, &|| evidence! { "what" => *what }) {
                if *id == AlgorithmConflict {
                    // The bytes are those of the slip: only how they were hashed differs.
                    found.message.clone_from(&input);
                }
                return Some(found);
            }
        }
    }
    None
}

/// Repairs of an attached slip: the verdict stays `invalid`.
pub(super) fn attached(
    jws: &Jws<'_>,
    members: &Map<String, Value>,
    payload: &[u8],
    comparison: &Comparison,
    key: &PublicKey,
    tried: &mut usize,
) -> Option<Repair> {
    if let Some(found) = representation(jws, payload, key, tried) {
        return Some(found.repair());
    }
    let canonical = json::canonical(members)?;
    let signature = Base64::Url.decode(jws.signature).ok()?;
    let counted = Cell::new(*tried);
    let search = Search::new(jws, key, &signature, &counted);
    let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    // What the paper shows instead: all of it, then each alone.
    let printed: Changes<'_> = comparison
        .differing()
        .filter_map(|field| {
            let name = MEMBERS.into_iter().find(|name| *name == field.name)?;
            let value = field.printed.clone()?;
            let zone = text("time").get(19..).filter(|_| name == "time" && value.len() == 19);
            Some((name, [value.as_str(), zone.unwrap_or_default()].concat()))
        })
        .collect();
    let whole = (!printed.is_empty()).then(|| printed.clone()).into_iter();
    let printed = whole.chain(printed.iter().map(|one| alloc::vec![one.clone()]));
    let names = MEMBERS.into_iter().filter(|name| members.contains_key(*name));
    let near = names.flat_map(|name| {
        let values = likely_changes(name, text(name), text("currency")).into_iter();
        values.map(move |value| alloc::vec![(name, value)])
    });
    let changed = printed.chain(near).filter_map(|changes| {
        let mut changed = members.clone();
        for (name, value) in &changes {
            changed.insert((*name).to_string(), Value::from(value.as_str()));
        }
        let payload = json::canonical(&changed)?;
        Some((changes, jws.signing_input(&Base64::Url.encode(&payload))))
    });
    let rewritten = (canonical != payload)
        .then(|| (Changes::new(), jws.signing_input(&Base64::Url.encode(&canonical))))
        .into_iter();
    let found = search.first(rewritten.chain(changed));
    *tried = counted.get();
    let (changes, fit, Signed { message, digest }) = found?;
    let causes = if changes.is_empty() {
        alloc::vec![proven(CauseId::EncodingConflict, evidence! { "what" => "payload-not-canonical" })]
    } else {
        changes.iter().flat_map(|(name, value)| altered(name, value, text(name), "code")).collect()
    };
    Some(Repair { fit: fit.after_repair(), causes, counts: false, message, digest })
}

/// What a repair of a detached slip found.
pub(super) struct Repaired {
    pub(super) found: Repair,
    /// The members as they were signed, when they are what differs.
    pub(super) members: Option<Vec<(String, String)>>,
}

/// Repairs of a detached slip: changed members are proven by the signature, and make it `altered`.
pub(super) fn detached(
    jws: &Jws<'_>,
    parts: &Detached,
    paper: &Paper,
    stated: Option<&str>,
    key: &PublicKey,
    tried: &mut usize,
) -> Option<Repaired> {
    if let Some(found) = representation(jws, &paper.canonical(), key, tried) {
        return Some(Repaired { found: found.repair(), members: None });
    }
    let signature = Base64::Url.decode(jws.signature).ok()?;
    let counted = Cell::new(*tried);
    let search = Search::new(jws, key, &signature, &counted);
    let found = changes(parts, paper).and_then(|changes| {
        search.first(changes.filter_map(|changes| {
            let members = paper.with(&changes);
            let payload = rebuild::canonical(&members);
            // A printed digest that is whole sorts out nearly every candidate without a signature check.
            let sorted_out = stated.is_some_and(|stated| {
                let late = stated.len() >= 16 && counted.get() > search.limit / 2;
                late && !hex(&sha256(&payload)).starts_with(stated)
            });
            (!sorted_out).then(|| ((changes, members), jws.signing_input(&Base64::Url.encode(&payload))))
        }))
    });
    *tried = counted.get();
    let ((changes, members), fit, Signed { message, digest }) = found?;
    let shown = |name: &str| paper.value(name).unwrap_or_default();
    let causes = changes.iter().flat_map(|(name, value)| altered(name, value, &shown(name), "print")).collect();
    let found = Repair { fit: fit.after_repair(), causes, counts: true, message, digest };
    Some(Repaired { found, members: Some(members) })
}

/// What may have been signed in place of what is printed. `None` when that is nothing that could be found.
fn changes<'a>(parts: &'a Detached, paper: &'a Paper) -> Option<Box<dyn Iterator<Item = Changes<'a>> + 'a>> {
    let one = |name: &'a str, value: String| alloc::vec![(name, value)];
    let others = paper.others.iter().map(move |(name, value)| one(name, value.clone()));
    let currency = paper.value("currency").unwrap_or_default();
    if let Some(differing) = paper.differing(parts) {
        // The header says which fields differ: only values with their field digests are tried, in every combination.
        let mut options: Vec<(&str, Vec<String>)> = Vec::new();
        for (name, digest) in differing {
            let values = by_digest(name, &paper.value(name)?, &currency, digest);
            if values.is_empty() {
                return Some(Box::new(others));
            }
            options.push((name, values));
        }
        let total = options.iter().try_fold(1usize, |all, (_, values)| all.checked_mul(values.len()))?;
        let combined = (0..total).map(move |mut index| -> Changes<'a> {
            let pick = |(name, values): &(&'a str, Vec<String>)| {
                let value = values.get(index % values.len())?.clone();
                index /= values.len();
                Some((*name, value))
            };
            options.iter().filter_map(pick).collect()
        });
        return Some(Box::new(others.chain(combined.filter(|changes| !changes.is_empty()))));
    }
    let amount = paper.value("amount")?;
    let near = parts.fields.iter().flat_map(move |name| {
        let value = paper.value(name).unwrap_or_default();
        likely_changes(name, &value, &currency).into_iter().map(move |value| one(name, value))
    });
    let amounts = two_digits(&amount).map(|value| alloc::vec![("amount", value)]).collect::<Vec<_>>();
    Some(Box::new(others.chain(near).chain(amounts)))
}

/// The causes of one changed member: where the time is off in a way that clocks are, that too.
fn altered(name: &str, signed: &str, shown: &str, place: &'static str) -> Vec<Cause> {
    let mut causes = alloc::vec![proven(
        CauseId::FieldAltered,
        if place == "print" {
            evidence! { "field" => name, "signed" => signed, "printed" => shown }
        } else {
            evidence! { "field" => name, "signed" => signed, "code" => shown }
        },
    )];
    if name == "time"
        && let (Some(signed), Some(shown)) = (Timestamp::parse(signed), Timestamp::parse(shown))
    {
        let seconds = shown.moment().0 - signed.moment().0;
        if seconds != 0 && seconds % 3600 == 0 && seconds.abs() <= 14 * 3600 {
            causes.push(proven(CauseId::TimeZone, evidence! { "hours" => seconds / 3600 }));
        } else if seconds.abs() < 600 {
            causes.push(proven(CauseId::ClockWrong, evidence! { "seconds" => seconds }));
        }
    }
    causes
}

fn replace_at(value: &str, at: usize, digit: u8) -> String {
    value.bytes().enumerate().map(|(i, c)| char::from(if i == at { digit } else { c })).collect()
}

/// Values one change away: a digit, two neighbours swapped, the decimal point moved, the time shifted.
fn likely_changes(name: &str, value: &str, currency: &str) -> Vec<String> {
    let mut values = Vec::new();
    if !value.is_ascii() || name == "merchant" || name == "currency" {
        return values;
    }
    match name {
        "type" => {
            let types = ["sale", "void", "refund", "preauth", "preauth-completion"];
            return types.into_iter().filter(|other| *other != value).map(String::from).collect();
        }
        "time" => {
            for seconds in
                (1..=14).flat_map(|hours| [hours * 3600, -hours * 3600]).chain((1..=60).flat_map(|s| [s, -s]))
            {
                values.extend(shifted(value, seconds));
            }
        }
        _ => {}
    }
    let bytes = value.as_bytes();
    // The offset of a time is not printed.
    let end = if name == "time" { value.len().min(19) } else { value.len() };
    for (at, c) in bytes.iter().enumerate().take(end) {
        if c.is_ascii_digit() {
            values.extend((b'0'..=b'9').filter(|digit| digit != c).map(|digit| replace_at(value, at, digit)));
        }
    }
    for at in 1..end {
        if let (Some(a), Some(b)) = (bytes.get(at - 1), bytes.get(at))
            && a != b
            && a.is_ascii_alphanumeric()
            && b.is_ascii_alphanumeric()
        {
            values.push(replace_at(&replace_at(value, at - 1, *b), at, *a));
        }
    }
    if matches!(name, "amount" | "tip") {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        values.extend(amount_of(&[&digits, "0"].concat(), currency));
        values.extend(digits.get(..digits.len().saturating_sub(1)).and_then(|digits| amount_of(digits, currency)));
        values.retain(|value| is_amount(value, currency_digits(currency)));
    }
    if name == "time" {
        values.retain(|value| Timestamp::parse(value).is_some());
    }
    values
}

/// An RFC 3339 time, shifted, with the same offset.
fn shifted(value: &str, seconds: i64) -> Option<String> {
    let time = Timestamp::parse(value)?;
    let moved = Moment(time.moment().0 + seconds).civil(time.offset);
    let local = Moment(moved.at_offset(0).0).rfc3339();
    Some([local.get(..19)?, value.get(19..)?].concat())
}

/// Digits without a point → the amount.
fn amount_of(digits: &str, currency: &str) -> Option<String> {
    let decimals = currency_digits(currency);
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, rest) = digits.split_at_checked(digits.len() - decimals)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if rest.is_empty() { whole.to_string() } else { [whole, ".", rest].concat() })
}

/// Values with two digits changed.
fn two_digits(value: &str) -> impl Iterator<Item = String> + '_ {
    let places: Vec<usize> = value.bytes().enumerate().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i).collect();
    let pairs: Vec<(usize, usize)> =
        places.iter().enumerate().flat_map(|(i, a)| places.iter().skip(i + 1).map(move |b| (*a, *b))).collect();
    pairs.into_iter().flat_map(move |(a, b)| {
        (b'0'..=b'9').flat_map(move |x| {
            let first = replace_at(value, a, x);
            (b'0'..=b'9').map(move |y| replace_at(&first, b, y))
        })
    })
}

/// Values of a field that have this field digest: near ones first, then every amount and every time of the day.
fn by_digest(name: &str, value: &str, currency: &str, digest: [u8; 4]) -> Vec<String> {
    let fits = |value: &String| field_digest(name, value) == digest;
    let mut found: Vec<String> = likely_changes(name, value, currency).into_iter().filter(&fits).collect();
    match name {
        "currency" => {
            let codes = ["CNY", "HKD", "MOP", "TWD", "USD", "EUR", "JPY", "KRW", "SGD", "GBP", "CHF", "THB", "MYR"];
            found.extend(codes.into_iter().map(String::from).filter(&fits));
        }
        "merchant" => {}
        _ => found.extend(two_digits(value).filter(&fits)),
    }
    if found.is_empty() {
        match name {
            "amount" | "tip" => {
                found.extend((0..FIELD_VALUES).filter_map(|n| amount_of(&n.to_string(), currency)).filter(&fits));
            }
            "time" => {
                let day = value.get(..10).unwrap_or_default();
                let rest = value.get(19..).unwrap_or_default();
                found.extend(
                    (0..86_400u32)
                        .map(|s| format!("{day}T{:02}:{:02}:{:02}{rest}", s / 3600, s / 60 % 60, s % 60))
                        .filter(&fits),
                );
                found.extend((-400..=400).filter_map(|days| shifted(value, days * 86_400)).filter(&fits));
            }
            _ => {}
        }
    }
    let mut distinct: Vec<String> = Vec::new();
    for value in found {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
