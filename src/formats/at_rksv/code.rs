//! The code `_R1-AT…` taken apart (RKSV annex, Z 10 to 14), in each of the forms that it is written in.

use crate::{
    encoding::{Base64, base32, base64_lenient, unbase32},
    evidence,
    formats::till::{amount, change::Signed, zone},
    report::{Cause, CauseId, Confidence, Range},
    time::Civil,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// The header of every receipt's signature: `{"alg":"ES256"}`.
pub(super) const HEADER: &str = "eyJhbGciOiJFUzI1NiJ9";
/// What stands in place of a signature while the device is out of order.
pub(super) const OUTAGE: &[u8] = b"Sicherheitseinrichtung ausgefallen";
/// The turnover counter of a training receipt.
pub(super) const TRAINING: &str = "VFJB";
/// The turnover counter of a cancellation.
pub(super) const CANCELLATION: &str = "U1RP";
/// Longest code, in bytes.
const LIMIT: usize = 8 * 1024;

/// The members and the printed rates of the five amounts, in their order. From July 2026 the rate of 4.9 % is booked
/// as a special one.
pub(super) const RATES: [(&str, &[&str]); 5] =
    [("gross20", &["20"]), ("gross10", &["10"]), ("gross13", &["13"]), ("gross0", &["0"]), ("gross19", &["19", "4.9"])];

/// The form that a code was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As in the QR code: base64.
    Qr,
    /// For text recognition: base32.
    Ocr,
    /// The compact serialization of a data collection protocol.
    Jws,
}

/// The parts of a code, in the form that is signed: base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) form: Form,
    /// The code begins with its `_`.
    pub(super) whole: bool,
    /// `R1-AT1`.
    pub(super) provider: String,
    pub(super) register: String,
    pub(super) receipt: String,
    pub(super) time: String,
    pub(super) amounts: [String; 5],
    pub(super) turnover: String,
    pub(super) serial: String,
    /// `None`: the part is not there.
    pub(super) chaining: Option<String>,
    /// Base64, or whatever stands there.
    pub(super) signature: String,
    /// Parts that are there: fewer than 13 when the code was cut or one is missing.
    pub(super) count: usize,
}

/// What the payload of a compact serialization says: a receipt, or what somebody signed in place of one.
pub(super) enum Payload {
    /// The text of a receipt.
    Receipt(String),
    /// The path of a file.
    Path(String),
}

/// Reads a payload in base64url. `None` when it is no receipt's.
pub(super) fn jws_payload(payload: &str) -> Option<Payload> {
    let bytes = base64_lenient(payload)?;
    let text = match core::str::from_utf8(&bytes) {
        Ok(text) if !text.contains('\0') => text.trim_start_matches('\u{feff}').to_string(),
        _ => {
            // UTF-16, in either order.
            let plain: Vec<u8> = bytes.into_iter().filter(|byte| !matches!(byte, 0 | 0xfe | 0xff)).collect();
            String::from_utf8(plain).ok()?
        }
    };
    if text.starts_with("_R1-AT") || text.starts_with("R1-AT") {
        return Some(Payload::Receipt(text));
    }
    let is_path = text.len() > 3
        && text.len() < 300
        && !text.contains(['{', '\n'])
        && (text.starts_with('/')
            || text.starts_with("\\\\")
            || text.starts_with("file:")
            || text.get(1..3) == Some(":\\")
            || text.get(1..3) == Some(":/"));
    is_path.then_some(Payload::Path(text))
}

/// Whether this compact serialization is a receipt's, and not a signed slip.
pub(in crate::formats) fn claims(code: &str) -> bool {
    let mut parts = code.split('.');
    parts.next() == Some(HEADER) && parts.next().is_some_and(|payload| jws_payload(payload).is_some())
}

/// A compact serialization in the twelfth part, whose signature of 86 characters may have `_` in it, and what stands behind
/// it.
fn inner_jws(code: &str) -> Option<(&str, Option<&str>)> {
    let at = code.strip_prefix('_').unwrap_or(code).match_indices('_').nth(10)?.0;
    let rest = code.strip_prefix('_').unwrap_or(code).get(at + 1..)?;
    let stop = rest.starts_with("eyJ").then(|| rest.match_indices('.').nth(1))??.0;
    let (jws, behind) = rest.split_at_checked(stop + 87)?;
    match behind.strip_prefix('_') {
        Some(behind) => Some((jws, Some(behind))),
        None => behind.is_empty().then_some((jws, None)),
    }
}

/// Whether a signature is written in base32, perhaps with digits that the alphabet does not have.
fn is_base32(signature: &str) -> bool {
    let padding = signature.len() - signature.trim_end_matches('=').len();
    matches!((signature.len(), padding), (104, 1) | (56, 1))
        && signature.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'=')
}

fn refuse(id: CauseId, confidence: Confidence, member: &str, reason: &'static str, value: &str) -> Cause {
    Cause::new(id, confidence, evidence! { "member" => member, "reason" => reason, "value" => value })
}

impl Code {
    /// Takes a code apart. `Err` for what was signed in place of a receipt.
    pub(super) fn parse(code: &str) -> Result<Self, Cause> {
        if let Some(rest) = code.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix('.')) {
            let (payload, signature) = rest.split_once('.').unwrap_or((rest, ""));
            return match jws_payload(payload) {
                Some(Payload::Receipt(text)) => {
                    let mut code = Self::split(&[&text, "_", ""].concat());
                    code.form = Form::Jws;
                    // Only one spelling of it is a signature.
                    code.signature = match Base64::Url.decode(signature) {
                        Ok(bytes) => Base64::Standard.encode(&bytes),
                        Err(_) => signature.to_string(),
                    };
                    Ok(code)
                }
                Some(Payload::Path(path)) => {
                    Err(refuse(CauseId::Malformed, Confidence::Proven, "payload", "file-path", &path))
                }
                None => Err(refuse(CauseId::Malformed, Confidence::Likely, "payload", "no-receipt", "")),
            };
        }
        let mut code = Self::split(code);
        if is_base32(&code.signature) {
            code.form = Form::Ocr;
            // What can't be read stays as it is, for the repairs.
            let convert = |text: &mut String| {
                if let Ok(bytes) = unbase32(text) {
                    *text = Base64::Standard.encode(&bytes);
                }
            };
            convert(&mut code.turnover);
            code.chaining.iter_mut().for_each(convert);
            convert(&mut code.signature);
        }
        Ok(code)
    }

    fn split(code: &str) -> Self {
        let whole = code.starts_with('_');
        let mut parts: Vec<&str> = code.strip_prefix('_').unwrap_or(code).split('_').collect();
        let own = inner_jws(code);
        if let Some((jws, behind)) = own {
            parts.truncate(11);
            parts.extend([jws].into_iter().chain(behind.map(|behind| behind.split('_')).into_iter().flatten()));
        }
        let count = parts.len();
        // A signature in the alphabet for addresses has `_` in it.
        let tail = if count > 13 { parts.split_off(12).join("_") } else { String::new() };
        let mut parts = parts.into_iter().map(String::from);
        let mut next = || parts.next().unwrap_or_default();
        let (provider, register, receipt, time) = (next(), next(), next(), next());
        let amounts = [next(), next(), next(), next(), next()];
        let (turnover, serial) = (next(), next());
        let chaining = (count != 12).then(&mut next);
        let signature = if count > 13 { tail } else { next() };
        Self {
            form: Form::Qr,
            whole,
            provider,
            register,
            receipt,
            time,
            amounts,
            turnover,
            serial,
            chaining,
            signature,
            count: count.min(13),
        }
    }

    /// Whether the receipt before stands as a whole in place of the chaining value.
    pub(super) fn chains_jws(&self) -> Option<&str> {
        self.chaining.as_deref().filter(|chaining| chaining.starts_with("eyJ") && chaining.contains('.'))
    }

    /// The parts that are signed, with their names.
    fn signed_parts(&self) -> Vec<(&'static str, &str)> {
        let mut parts = alloc::vec![
            ("trustService", self.provider.as_str()),
            ("registerId", &self.register),
            ("receiptNo", &self.receipt),
            ("time", &self.time),
        ];
        parts.extend(RATES.iter().zip(&self.amounts).map(|((name, _), amount)| (*name, amount.as_str())));
        parts.extend([("turnover", self.turnover.as_str()), ("certificateSerial", &self.serial)]);
        parts.extend(self.chaining.as_deref().map(|chaining| ("chaining", chaining)));
        parts
    }

    /// What is signed: the code up to its last `_`.
    pub(super) fn payload(&self) -> String {
        let mut text = String::new();
        for (_, part) in self.signed_parts() {
            text.push('_');
            text.push_str(part);
        }
        text
    }

    /// The code as the QR code has it.
    pub(super) fn text(&self) -> String {
        [&self.payload(), "_", &self.signature].concat()
    }

    /// The signing input (RFC 7515 §5.1) with what of it means what.
    pub(super) fn signed(&self) -> Signed {
        let mut signed = Signed { bytes: signing_input(self.payload().as_bytes()), ranges: Vec::new() };
        signed.ranges.push(Range { field: "header".into(), start: 0, end: HEADER.len() });
        let mut at = 0;
        for (name, part) in self.signed_parts() {
            let (from, to) = (at + 1, at + 1 + part.len());
            signed.ranges.push(Range::encoded(name.into(), HEADER.len() + 1, from..to));
            at = to;
        }
        signed
    }

    /// The compact serialization, which the next receipt's chaining value is made from.
    pub(super) fn jws(&self) -> Option<String> {
        let signature = Base64::Standard.decode(&self.signature).ok()?;
        let input = String::from_utf8(signing_input(self.payload().as_bytes())).ok()?;
        Some([&input, ".", &Base64::Url.encode(&signature)].concat())
    }

    /// Local time.
    pub(super) fn civil(&self) -> Option<Civil> {
        zone::parse(&self.time)
    }

    /// Cents by rate.
    pub(super) fn cents(&self) -> Option<[i64; 5]> {
        let mut cents = [0; 5];
        for (slot, text) in cents.iter_mut().zip(&self.amounts) {
            *slot = amount::cents(text)?;
        }
        Some(cents)
    }

    /// Whether the signing device was out of order.
    pub(super) fn is_outage(&self) -> bool {
        base64_lenient(&self.signature).as_deref() == Some(OUTAGE)
    }

    /// `AT1`.
    pub(super) fn service(&self) -> &str {
        self.provider.strip_prefix("R1-").unwrap_or(&self.provider)
    }

    /// The company that a closed system's code names, as [`super::keys::company`] writes it: `U:ATU…`, `S:…` or `G:…` in
    /// front of the key's own number (RKSV annex, Z 13).
    pub(super) fn company(&self) -> Option<String> {
        let (kind, rest) = self.serial.split_once(':')?;
        let id = rest.rsplit_once('-').map_or(rest, |(id, _)| id);
        matches!(kind, "U" | "S" | "G").then(|| super::keys::company(id)).filter(|id| !id.is_empty())
    }

    /// Whether the till belongs to a closed system, which has keys of its own and no certificates by number.
    pub(super) fn is_closed(&self) -> bool {
        self.service() == "AT0"
    }

    /// What of its form is not as it must be, the first of it.
    pub(super) fn refusal(&self, length: usize) -> Option<Cause> {
        use CauseId::{Malformed, Truncated};
        use Confidence::{Likely, Proven};
        if length > LIMIT {
            return Some(refuse(Malformed, Proven, "code", "too-long", ""));
        }
        if !self.whole {
            return Some(refuse(Truncated, Likely, "code", "begin", ""));
        }
        if self.count == 12 && self.signature.len() > 40 {
            return Some(refuse(Malformed, Likely, "chaining", "missing", ""));
        }
        if self.chains_jws().is_some() {
            return Some(refuse(Malformed, Likely, "chaining", "jws", ""));
        }
        if self.count < 13 {
            let evidence = evidence! { "reason" => "parts", "count" => self.count, "expected" => 13 };
            return Some(Cause::new(Truncated, Likely, evidence));
        }
        if !self.service().strip_prefix("AT").is_some_and(|n| !n.is_empty() && n.bytes().all(|c| c.is_ascii_digit())) {
            return Some(refuse(Malformed, Likely, "trustService", "form", &self.provider));
        }
        if self.civil().is_none() {
            return Some(refuse(Malformed, Likely, "time", "time", &self.time));
        }
        if let Some(at) = self.amounts.iter().position(|text| amount::cents(text).is_none()) {
            let name = RATES.get(at).map_or("amount", |(name, _)| name);
            let value = self.amounts.get(at).map_or("", String::as_str);
            return Some(refuse(Malformed, Likely, name, "amount", value));
        }
        match Base64::Standard.decode(&self.signature) {
            Ok(bytes) if bytes.len() == 64 || bytes == OUTAGE => None,
            Ok(bytes) if bytes.len() < 64 => Some(refuse(Truncated, Likely, "signature", "length", "")),
            Ok(_) => Some(refuse(Malformed, Likely, "signature", "length", "")),
            Err(_) if self.signature.len() < 80 => Some(refuse(Truncated, Likely, "signature", "length", "")),
            Err(_) => Some(refuse(Malformed, Likely, "signature", "base64", "")),
        }
    }

    /// The same code with its bytes in base32, where they are bytes.
    pub(super) fn in_base32(text: &str) -> Option<String> {
        Base64::Standard.decode(text).ok().map(|bytes| base32(&bytes))
    }
}

/// `header.payload` (RFC 7515 §5.1).
pub(super) fn signing_input(payload: &[u8]) -> Vec<u8> {
    [HEADER.as_bytes(), b".", Base64::Url.encode(payload).as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "_R1-AT1_fiskaltrust1_ft1C905#105218_2018-02-08T12:37:34_0,00_16,30_0,00_0,00_0,00_xfWUwBw=_7b164a88_6w3fQw5bEog=_irdxIo1TAowB1OzpU+dgeAS887k8AuT09jrcMjZx95xHzbKp5pLQcupkbpZK5UxtDaxj08+8bRO30Y4wxiwonw==";

    #[test]
    fn all_forms_are_the_same_receipt() {
        let code = Code::parse(CODE).unwrap();
        assert_eq!(code.text(), CODE);
        assert_eq!(code.refusal(CODE.len()), None);
        let jws = Code::parse(&code.jws().unwrap()).unwrap();
        assert_eq!(Code { form: Form::Qr, ..jws }, code);
        let ocr = Code {
            turnover: Code::in_base32(&code.turnover).unwrap(),
            chaining: Code::in_base32(code.chaining.as_ref().unwrap()),
            signature: Code::in_base32(&code.signature).unwrap(),
            ..code.clone()
        };
        let read = Code::parse(&ocr.text()).unwrap();
        assert_eq!(read.form, Form::Ocr);
        assert_eq!(Code { form: Form::Qr, ..read }, code);
    }

    #[test]
    fn what_stands_in_place_of_a_receipt() {
        let jws = |text: &[u8]| [HEADER, ".", &Base64::Url.encode(text), ".", &"A".repeat(86)].concat();
        for path in [r"C:\kasse\beleg.txt", "/tmp/beleg.txt", r"\\server\beleg"] {
            assert_eq!(Code::parse(&jws(path.as_bytes())).unwrap_err().evidence["reason"], "file-path");
            assert!(claims(&jws(path.as_bytes())));
        }
        let utf16: Vec<u8> = CODE.rsplit_once('_').unwrap().0.bytes().flat_map(|b| [b, 0]).collect();
        assert_eq!(Code::parse(&jws(&utf16)).unwrap().payload(), CODE.rsplit_once('_').unwrap().0);
        assert!(!claims(&jws(b"{\"mid\":\"1\"}")));
    }

    #[test]
    fn ranges_are_those_of_the_parts() {
        let code = Code::parse(CODE).unwrap();
        let signed = code.signed();
        let time = signed.ranges.iter().find(|range| range.field == "time").unwrap();
        let start = HEADER.len() + 1;
        let part = core::str::from_utf8(&signed.bytes[start + (time.start - start) / 4 * 4..time.end]).unwrap();
        let decoded = base64_lenient(part).unwrap();
        assert!(String::from_utf8_lossy(&decoded).contains("2018-02-08T12:37:3"), "{part}");
    }
}
