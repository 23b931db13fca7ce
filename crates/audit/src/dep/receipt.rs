//! One receipt of the journal: a compact JWS whose payload is the receipt's code (RKSV annex, Z 4 to 12).

use super::vienna;
use slipcheck_codec::{encoding::Base64, time::Civil};
use slipcheck_signature::sha256;

/// The third part of a receipt that was not signed: base64url of `Sicherheitseinrichtung ausgefallen`.
const FAILED: &str = "U2ljaGVyaGVpdHNlaW5yaWNodHVuZyBhdXNnZWZhbGxlbg";
/// The header's text.
const HEADER: &[u8] = br#"{"alg":"ES256"}"#;

/// A chaining value, or what a receipt must be chained to.
pub(super) type Link = [u8; 8];

/// The first bytes of a hash (RKSV annex, Z 4).
pub(super) fn link(bytes: &[u8]) -> Link {
    let [a, b, c, d, e, f, g, h, ..] = sha256(bytes);
    [a, b, c, d, e, f, g, h]
}

/// What kind of receipt it is, as far as its data tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sale.
    Standard,
    /// A sale taken back: no counter is shown.
    Void,
    /// Practice: counts nowhere.
    Training,
    /// All amounts 0: start, monthly, yearly, collective and final receipts are such.
    Null,
}

impl Kind {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Standard, Self::Void, Self::Training, Self::Null];

    /// Its id.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Void => "void",
            Self::Training => "training",
            Self::Null => "null",
        }
    }

    /// Whether something was sold or taken back.
    pub(super) fn is_sale(self) -> bool {
        matches!(self, Self::Standard | Self::Void)
    }
}

/// A receipt that has its form.
#[derive(Clone, Debug)]
pub(super) struct Receipt<'t> {
    /// `AT1` and so on.
    pub(super) provider: &'t str,
    pub(super) register: &'t str,
    pub(super) number: &'t str,
    pub(super) time: Civil,
    /// Cents by rate: normal, reduced 1 and 2, zero, special.
    pub(super) amounts: [i128; 5],
    /// The encrypted counter; empty on training and void receipts.
    pub(super) counter: Vec<u8>,
    /// Serial number of the certificate, or company id and key.
    pub(super) serial: &'t str,
    pub(super) chain: Link,
    pub(super) kind: Kind,
    /// `None`: the device had failed.
    pub(super) signature: Option<Vec<u8>>,
    /// What is signed: so many first bytes of the JWS.
    pub(super) signed: usize,
}

impl Receipt<'_> {
    /// The sum of its amounts, in cents.
    pub(super) fn sum(&self) -> i128 {
        self.amounts.iter().fold(0, |sum, cents| sum.saturating_add(*cents))
    }

    pub(super) fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// Of a closed system (§ 20 RKSV).
    pub(super) fn is_closed(&self) -> bool {
        self.provider == "AT0"
    }

    /// Whether it names a certificate; otherwise a company and its key.
    pub(super) fn names_certificate(&self) -> bool {
        is_hexadecimal(self.serial)
    }
}

fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A company's id with a key: `U:`, `S:` or `G:`, id, `-`, key id.
fn is_company(text: &str) -> bool {
    let id = ["U:", "S:", "G:"].iter().find_map(|mark| text.strip_prefix(mark));
    id.and_then(|id| id.split_once('-')).is_some_and(|(id, key)| !id.is_empty() && !key.is_empty())
}

/// `-?d+,dd` in cents.
fn cents(text: &str) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once(',')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if part.len() != 2 || !is_number(part) || !is_number(whole) {
        return None;
    }
    let cents = whole.parse::<i128>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    // More than any counter holds.
    (cents < 1 << 120).then_some(if negative { -cents } else { cents })
}

/// The parts of a payload; `None` when there are not thirteen.
fn fields(payload: &str) -> Option<[&str; 13]> {
    let mut fields = [""; 13];
    let mut parts = payload.split('_');
    for field in &mut fields {
        *field = parts.next()?;
    }
    parts.next().is_none().then_some(fields)
}

/// Decodes a JWS as far as its payload: the parts, and the payload's text.
fn payload(jws: &str) -> Result<(&str, &str, String), &'static str> {
    let mut parts = jws.split('.');
    let (Some(header), Some(body), Some(third), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err("parts");
    };
    if Base64::Url.decode(header).map_err(|_| "base64url")? != HEADER {
        return Err("header");
    }
    let bytes = Base64::Url.decode(body).map_err(|_| "base64url")?;
    String::from_utf8(bytes).map(|payload| (body, third, payload)).map_err(|_| "payload")
}

/// What a receipt says of its register, though it has not its form.
pub(super) fn register_of(jws: &[u8]) -> Option<String> {
    let body = std::str::from_utf8(jws).ok()?.split('.').nth(1)?;
    let payload = String::from_utf8(Base64::Url.decode(body).ok()?).ok()?;
    let mut parts = payload.split('_');
    let (first, suite, register) = (parts.next()?, parts.next()?, parts.next()?);
    (first.is_empty() && suite.starts_with("R1") && !register.is_empty()).then(|| register.to_owned())
}

/// Reads a receipt; its parts stand in `text`, which is kept by the caller.
///
/// # Errors
/// What of it has not its form.
pub(super) fn read<'t>(jws: &[u8], text: &'t mut String) -> Result<Receipt<'t>, &'static str> {
    let jws = std::str::from_utf8(jws).map_err(|_| "base64url")?;
    let (body, third, payload) = payload(jws)?;
    let signed = jws.len() - third.len() - 1;
    debug_assert!(jws.get(..signed).is_some_and(|signed| signed.ends_with(body)));
    let signature = if third == FAILED { None } else { Some(Base64::Url.decode(third).map_err(|_| "base64url")?) };
    *text = payload;
    let [first, suite, register, number, time, a, b, c, d, e, counter, serial, chain] = fields(text).ok_or("fields")?;
    let provider = suite.strip_prefix("R1-").filter(|provider| {
        let digits = provider.strip_prefix("AT").unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    });
    let provider = provider.filter(|_| first.is_empty()).ok_or("suite")?;
    if register.is_empty() {
        return Err("register");
    }
    if number.is_empty() {
        return Err("number");
    }
    let time = vienna::parse(time).ok_or("time")?;
    let mut amounts = [0; 5];
    for (slot, text) in amounts.iter_mut().zip([a, b, c, d, e]) {
        *slot = cents(text).ok_or("amount")?;
    }
    let counter = Base64::Standard.decode(counter).map_err(|_| "turnover")?;
    let (counter, kind) = match counter.as_slice() {
        b"TRA" => (Vec::new(), Kind::Training),
        b"STO" => (Vec::new(), Kind::Void),
        _ if !(5..=16).contains(&counter.len()) => return Err("turnover"),
        _ if amounts == [0; 5] => (counter, Kind::Null),
        _ => (counter, Kind::Standard),
    };
    if !is_hexadecimal(serial) && !is_company(serial) {
        return Err("serial");
    }
    let chain = Base64::Standard.decode(chain).ok().and_then(|bytes| bytes.try_into().ok()).ok_or("chain")?;
    Ok(Receipt { provider, register, number, time, amounts, counter, serial, chain, kind, signature, signed })
}

/// The text before the last digits of a number, and those digits; `None` when there are none, or too many.
pub(super) fn series(number: &str) -> Option<(&str, u64)> {
    let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (text, digits) = number.split_at_checked(number.len() - digits)?;
    Some((text, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "_R1-AT1_K-1_7_2026-03-02T08:00:00_1,00_-2,50_0,00_0,00_0,05_onJZn4837/s=_a1B2_kXvr/KY6mgo=";

    fn jws(payload: &str) -> String {
        let third = Base64::Url.encode(&[7; 64]);
        [&Base64::Url.encode(HEADER), ".", &Base64::Url.encode(payload.as_bytes()), ".", &third].concat()
    }

    fn why(jws: &str) -> &'static str {
        let mut text = String::new();
        read(jws.as_bytes(), &mut text).map_or_else(|why| why, |_| "read")
    }

    #[test]
    fn a_receipt_is_read() {
        let mut text = String::new();
        let jws = jws(CODE);
        let receipt = read(jws.as_bytes(), &mut text).unwrap();
        assert_eq!((receipt.provider, receipt.register, receipt.number), ("AT1", "K-1", "7"));
        assert_eq!((receipt.amounts, receipt.sum()), ([100, -250, 0, 0, 5], -145));
        assert_eq!((receipt.kind, receipt.counter.len(), receipt.serial), (Kind::Standard, 8, "a1B2"));
        assert_eq!(&jws[..receipt.signed], jws.rsplit_once('.').unwrap().0);
        for (turnover, kind) in [("VFJB", Kind::Training), ("U1RP", Kind::Void)] {
            let code = CODE.replace("onJZn4837/s=", turnover);
            assert_eq!(read(self::jws(&code).as_bytes(), &mut String::new()).unwrap().kind, kind);
        }
        let unsigned = [jws.rsplit_once('.').unwrap().0, ".", FAILED].concat();
        assert!(!read(unsigned.as_bytes(), &mut String::new()).unwrap().is_signed());
        assert_eq!(Base64::Url.decode(FAILED).unwrap(), b"Sicherheitseinrichtung ausgefallen");
    }

    #[test]
    fn what_has_not_its_form_is_named() {
        let good = jws(CODE);
        assert_eq!(why(&good), "read");
        for (from, to, reason) in [
            ("_R1-AT1", "R1-AT1", "fields"),
            ("_R1-AT1", "x_R1-AT1", "suite"),
            ("AT1", "ATx", "suite"),
            ("AT1", "AT", "suite"),
            ("R1-", "R2-", "suite"),
            ("K-1", "", "register"),
            ("_7_", "__", "number"),
            ("T08:00:00", " 08:00:00", "time"),
            ("2026-03-02", "2026-02-30", "time"),
            ("1,00", "1.00", "amount"),
            ("1,00", "1,0", "amount"),
            ("1,00", ",00", "amount"),
            ("1,00", "+1,00", "amount"),
            ("onJZn4837/s=", "onJZ", "turnover"),
            ("onJZn4837/s=", "onJZn4837/s", "turnover"),
            ("onJZn4837/s=", "AAAAAAAAAAAAAAAAAAAAAAA=", "turnover"),
            ("a1B2", "0xa1", "serial"),
            ("a1B2", "U:ATU12345678", "serial"),
            ("a1B2", "X:1-k", "serial"),
            ("a1B2", "", "serial"),
            ("kXvr/KY6mgo=", "kXvr/KY6mg==", "chain"),
            ("kXvr/KY6mgo=", "kXvr/KY6mgp=", "chain"),
            ("kXvr/KY6mgo=", "", "chain"),
        ] {
            let code = CODE.replacen(from, to, 1);
            assert_ne!(code, CODE);
            assert_eq!(why(&jws(&code)), reason, "{from} {to}");
        }
        assert_eq!(why(&jws(&CODE.replace("a1B2", "U:ATU12345678-K 1:ä"))), "read");
        assert_eq!(why(&[&good, ".x"].concat()), "parts");
        assert_eq!(why(&good.replacen("eyJhbGciOiJFUzI1NiJ9", "eyJhbGciOiJub25lIn0", 1)), "header");
        assert_eq!(why(&[&good, "="].concat()), "base64url");
        assert_eq!(why("é"), "parts");
    }

    #[test]
    fn numbers_have_series() {
        assert_eq!(series("2026-004711"), Some(("2026-", 4711)));
        assert_eq!(series("17"), Some(("", 17)));
        assert_eq!(series("abc"), None);
        assert_eq!(series(&"9".repeat(40)), None);
    }
}
