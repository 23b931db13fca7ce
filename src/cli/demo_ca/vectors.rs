//! Test vectors: every rule of the signed slip's profile, kept or broken in one way each.

use super::{
    house::{House, MERCHANTS, Signer},
    samples::{Till, draft, draft_detached, with},
};
use crate::cli::{
    authority::{Authority, DAY, Order, SERVER_AUTH, SLIP_SIGNING, Usage, YEAR},
    jws::{Code, Detached, Draft, canonical},
    keys::SigningKey,
    layout::{Layout, Line},
    slip_file::Members,
};
use der::Encode as _;
use serde_json::{Value, json};
use slipcheck::{
    encoding::Base64,
    signature::{Digest, Scheme},
    time::Moment,
};
use x509_cert::{
    crl::CertificateList,
    ext::pkix::{CrlReason, KeyUsages},
};

/// A text, and what a check of it must say.
pub(crate) struct Vector {
    /// What is kept or broken.
    pub(crate) id: String,
    /// The input.
    pub(crate) text: String,
    /// The verdict.
    pub(crate) expect: &'static str,
    /// The first cause is one of these; none at all when empty.
    pub(crate) causes: &'static [&'static str],
}

/// All vectors, and the revocation list that belongs to them.
pub(crate) struct Vectors {
    /// The vectors.
    pub(crate) all: Vec<Vector>,
    /// Revokes what some of them are signed with.
    pub(crate) crl: CertificateList,
}

const REFUSED: &[&str] = &["header-refused"];
const MALFORMED: &[&str] = &["malformed"];
const ALTERED: &[&str] = &["field-altered"];
const UNKNOWN: &[&str] = &["certificate-unknown-issuer"];
const USAGE: &[&str] = &["certificate-wrong-usage"];
const EXPIRED: &[&str] = &["certificate-expired"];
const REVOKED: &[&str] = &["certificate-revoked"];

/// Collects vectors signed by one terminal.
struct Kit<'a> {
    house: &'a House,
    till: Till<'a>,
    all: Vec<Vector>,
}

impl<'a> Kit<'a> {
    fn add(&mut self, id: &str, text: String, expect: &'static str, causes: &'static [&'static str]) {
        self.all.push(Vector { id: id.to_owned(), text, expect, causes });
    }

    fn slip(&mut self) -> Members {
        self.till.slip(0, "138.00")
    }

    fn terminal(&self) -> &'a Signer {
        &self.house.terminal
    }

    fn sign(&self, draft: &Draft, slip: &Members, signer: &Signer) -> Result<Code, String> {
        draft.sign(slip, &signer.key, &mut self.till.random())
    }

    /// A good payload under a header that `change` has changed.
    fn header(
        &mut self,
        id: &str,
        base: &Draft,
        expect: &'static str,
        causes: &'static [&'static str],
        change: impl FnOnce(&mut serde_json::Map<String, Value>),
    ) -> Result<(), String> {
        let slip = self.slip();
        let mut header: serde_json::Map<String, Value> =
            serde_json::from_str(&base.header(&slip)).map_err(|error| error.to_string())?;
        change(&mut header);
        let header = Value::Object(header).to_string();
        self.raw_header(&format!("header/{id}"), base, &header, &slip, expect, causes)
    }

    fn raw_header(
        &mut self,
        id: &str,
        base: &Draft,
        header: &str,
        slip: &Members,
        expect: &'static str,
        causes: &'static [&'static str],
    ) -> Result<(), String> {
        let payload = base.payload(slip)?;
        let code = base.sign_bytes(header, payload, &self.terminal().key, &mut self.till.random())?;
        let text = if code.detached { printed(slip, &code.text()) } else { code.text() };
        self.add(id, text, expect, causes);
        Ok(())
    }

    /// A payload of these bytes under a good header.
    fn payload(
        &mut self,
        id: &str,
        payload: impl Into<Vec<u8>>,
        expect: &'static str,
        causes: &'static [&'static str],
    ) -> Result<(), String> {
        let draft = draft(self.terminal());
        let header = draft.header(&Members::new());
        let code = draft.sign_bytes(&header, payload.into(), &self.terminal().key, &mut self.till.random())?;
        self.add(&format!("payload/{id}"), code.text(), expect, causes);
        Ok(())
    }

    /// A good slip signed by this signer, whose chain travels in the code.
    fn certificate(
        &mut self,
        id: &str,
        signer: &Signer,
        above: &[Vec<u8>],
        expect: &'static str,
        causes: &'static [&'static str],
    ) -> Result<(), String> {
        let slip = self.slip();
        self.certificate_for(id, signer, above, &slip, expect, causes)
    }

    fn certificate_for(
        &mut self,
        id: &str,
        signer: &Signer,
        above: &[Vec<u8>],
        slip: &Members,
        expect: &'static str,
        causes: &'static [&'static str],
    ) -> Result<(), String> {
        let mut x5c = vec![signer.der.clone()];
        x5c.extend_from_slice(above);
        let code = self.sign(&Draft { x5c, x5t: None, ..draft(signer) }, slip, signer)?;
        self.add(&format!("certificate/{id}"), code.text(), expect, causes);
        Ok(())
    }

    /// A good attached code with these printed lines above it.
    fn print(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut Members, &mut Vec<String>),
        expect: &'static str,
        causes: &'static [&'static str],
    ) -> Result<(), String> {
        let draft = draft(self.terminal());
        self.print_as(id, &draft, change, expect, causes)
    }

    fn print_as(
        &mut self,
        id: &str,
        draft: &Draft,
        change: impl FnOnce(&mut Members, &mut Vec<String>),
        expect: &'static str,
        causes: &'static [&'static str],
    ) -> Result<(), String> {
        let mut slip = self.slip();
        let mut lines: Vec<String> = lines(&slip);
        change(&mut slip, &mut lines);
        let code = self.sign(draft, &slip, self.house.terminal())?;
        let text = lines.join("\n").replace("{digest}", &code.digest_line());
        self.add(&format!("print/{id}"), format!("{text}\n{}\n", code.text()), expect, causes);
        Ok(())
    }
}

impl House {
    fn terminal(&self) -> &Signer {
        &self.terminal
    }
}

fn lines(slip: &Members) -> Vec<String> {
    Layout::Zh.lines(slip, 32, false).into_iter().map(|Line { text, .. }| text).collect()
}

fn printed(slip: &Members, code: &str) -> String {
    format!("{}\n{code}\n", lines(slip).join("\n"))
}

/// Replaces the line that begins with this label.
fn replace(lines: &mut [String], label: &str, line: &str) {
    for old in lines.iter_mut().filter(|old| old.starts_with(label)) {
        line.clone_into(old);
    }
}

/// Makes all vectors.
///
/// # Errors
/// A slip cannot be signed, or a certificate not made.
pub(crate) fn all(house: &mut House) -> Result<Vectors, String> {
    let extra = Extra::build(house)?;
    let till = Till::new(house);
    let mut kit = Kit { house, till, all: Vec::new() };
    headers(&mut kit)?;
    detached_headers(&mut kit)?;
    payloads(&mut kit)?;
    signatures(&mut kit)?;
    certificates(&mut kit, &extra)?;
    prints(&mut kit)?;
    Ok(Vectors { all: kit.all, crl: extra.crl })
}

fn headers(kit: &mut Kit<'_>) -> Result<(), String> {
    let base = || draft(kit.house.terminal());
    let (base, both) = (base(), Draft { x5c: vec![kit.terminal().der.clone()], ..base() });
    for alg in ["none", "HS256", "RS1", "ES256K", "EdDSA", "es256", "ES512", ""] {
        kit.header(&format!("alg-{}", alg.to_lowercase()), &base, "invalid", REFUSED, |h| {
            h.insert("alg".into(), alg.into());
        })?;
    }
    kit.header("alg-missing", &base, "invalid", REFUSED, |h| {
        h.remove("alg");
    })?;
    for typ in ["JWT", "jose", ""] {
        kit.header(&format!("typ-{}", typ.to_lowercase()), &base, "invalid", REFUSED, |h| {
            h.insert("typ".into(), typ.into());
        })?;
    }
    kit.header("typ-missing", &base, "invalid", REFUSED, |h| {
        h.remove("typ");
    })?;
    kit.header("x5c-and-x5t", &both, "verified", &[], |_| ())?;
    let other = Base64::Url.encode(&slipcheck::signature::sha256(&kit.house.second.der));
    kit.header("x5c-against-x5t", &both, "invalid", REFUSED, |h| {
        h.insert("x5t#S256".into(), other.into());
    })?;
    let leaf = Base64::Standard.encode(&kit.terminal().der);
    kit.header("x5c-of-nine", &base, "invalid", REFUSED, |h| {
        h.remove("x5t#S256");
        // Small ones: it is their number that is refused, not their size.
        h.insert("x5c".into(), vec!["MAA="; 9].into());
    })?;
    kit.header("x5c-empty", &base, "invalid", REFUSED, |h| {
        h.remove("x5t#S256");
        h.insert("x5c".into(), Value::Array(vec![]));
    })?;
    kit.header("x5c-a-text", &base, "invalid", REFUSED, |h| {
        h.remove("x5t#S256");
        h.insert("x5c".into(), leaf.into());
    })?;
    kit.header("key-unnamed", &base, "unknown-issuer", UNKNOWN, |h| {
        h.remove("x5t#S256");
    })?;
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"});
    kit.header("key-offered", &base, "verified", &[], |h| {
        h.insert("jwk".into(), jwk.clone());
        h.insert("x5u".into(), "https://slips.example/chain.pem".into());
        h.insert("jku".into(), "https://slips.example/keys.json".into());
        h.insert("kid".into(), "1".into());
    })?;
    kit.header("key-offered-alone", &base, "unknown-issuer", UNKNOWN, |h| {
        h.remove("x5t#S256");
        h.insert("jwk".into(), jwk);
    })?;
    for (id, crit) in [
        ("empty", json!([])),
        ("unknown", json!(["exp"])),
        ("known-and-absent", json!(["fields"])),
        ("text", json!("fields")),
    ] {
        kit.header(&format!("crit-{id}"), &base, "invalid", REFUSED, |h| {
            h.insert("crit".into(), crit);
        })?;
    }
    for (name, value) in [("fields", json!(["amount"])), ("fd", json!("AAAA")), ("zone", json!("+08:00"))] {
        kit.header(&format!("{name}-attached"), &base, "invalid", REFUSED, |h| {
            h.insert(name.into(), value);
        })?;
    }
    let slip = kit.slip();
    let twice = base.header(&slip).replacen("{\"alg\"", "{\"alg\":\"ES256\",\"alg\"", 1);
    const TWICE: &[&str] = &["header-refused", "malformed"];
    kit.raw_header("header/member-twice", &base, &twice, &slip, "invalid", TWICE)
}

fn detached_headers(kit: &mut Kit<'_>) -> Result<(), String> {
    let base = draft_detached(kit.terminal());
    kit.header("detached-all-critical", &base, "verified", &[], |h| {
        h.insert("crit".into(), json!(["fields", "fd", "zone"]));
    })?;
    kit.header("detached-without-digests", &base, "verified", &[], |h| {
        h.remove("fd");
    })?;
    kit.header("detached-critical-and-absent", &base, "invalid", REFUSED, |h| {
        h.remove("fd");
        h.insert("crit".into(), json!(["fields", "fd"]));
    })?;
    kit.header("detached-digests-too-short", &base, "invalid", REFUSED, |h| {
        h.insert("fd".into(), "AAAAAA".into());
    })?;
    kit.header("detached-without-fields", &base, "invalid", REFUSED, |h| {
        h.remove("fields");
    })?;
    for (id, fields) in [
        ("without-amount", json!(["mid", "tid", "currency", "time", "rrn"])),
        ("twice", json!(["mid", "tid", "amount", "currency", "time", "rrn", "rrn"])),
        ("unknown", json!(["mid", "tid", "amount", "currency", "time", "rrn", "table"])),
        ("empty", json!([])),
        ("text", json!("mid tid amount currency time rrn")),
    ] {
        kit.header(&format!("detached-fields-{id}"), &base, "invalid", REFUSED, |h| {
            h.remove("fd");
            h.insert("fields".into(), fields);
        })?;
    }
    kit.header("detached-zone-wrong", &base, "invalid", REFUSED, |h| {
        h.insert("zone".into(), "Asia/Shanghai".into());
    })
}

fn payloads(kit: &mut Kit<'_>) -> Result<(), String> {
    for name in crate::cli::slip_file::REQUIRED {
        let mut slip = kit.slip();
        slip.remove(name);
        kit.payload(&format!("{name}-missing"), canonical(&slip)?, "invalid", MALFORMED)?;
    }
    for (id, amount) in [
        ("number", json!(138)),
        ("one-digit", json!("138.0")),
        ("no-digits", json!("138")),
        ("negative", json!("-138.00")),
        ("grouped", json!("1,138.00")),
        ("comma", json!("138,00")),
        ("empty", json!("")),
        ("null", json!(null)),
        ("full-width", json!("１３８.００")),
        ("exponent", json!("1.38e2")),
    ] {
        let mut slip = kit.slip();
        slip.insert("amount".into(), amount);
        kit.payload(&format!("amount-{id}"), canonical(&slip)?, "invalid", MALFORMED)?;
    }
    let mut slip = kit.slip();
    slip.insert("mid".into(), 898.into());
    kit.payload("mid-a-number", canonical(&slip)?, "invalid", MALFORMED)?;
    let slip = kit.slip();
    kit.payload("time-without-offset", canonical(&with(&slip, "time", "2026-11-20T18:42:07"))?, "invalid", MALFORMED)?;
    let text = String::from_utf8_lossy(&canonical(&slip)?).into_owned();
    kit.payload("member-twice", text.replacen('{', "{\"amount\":\"9.00\",", 1), "invalid", MALFORMED)?;
    kit.payload("array", format!("[{text}]"), "invalid", MALFORMED)?;
    kit.payload("not-json", "amount=138.00", "invalid", MALFORMED)?;
    kit.payload("not-utf-8", [text.as_bytes(), b"\xff"].concat(), "invalid", MALFORMED)?;
    kit.payload("something-behind", format!("{text}{{}}"), "invalid", MALFORMED)?;
    kit.payload("not-canonical", text.replace(',', ", \n"), "verified", &[])?;
    let mut slip = kit.slip();
    slip.insert("loyalty".into(), json!({"points": 12, "level": ["gold", null, true, 1.5]}));
    slip.insert("\u{1b}[31m\u{202e}".into(), "<b>bold</b>".into());
    kit.payload("unknown-members", canonical(&slip)?, "verified", &[])
}

fn signatures(kit: &mut Kit<'_>) -> Result<(), String> {
    const UNEXPLAINED: &[&str] = &["certificate-wrong-key", "data-corrupted", "algorithm-conflict", "malformed"];
    let slip = kit.slip();
    let base = draft(kit.terminal());
    let code = kit.sign(&base, &slip, kit.house.terminal())?;
    let signature = p256::ecdsa::Signature::from_slice(&code.signature).map_err(|error| error.to_string())?;
    let (r, s) = signature.split_scalars();
    let mirrored = p256::ecdsa::Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).map_err(|e| e.to_string())?;
    let other = Code { signature: mirrored.to_bytes().to_vec(), ..code.clone() };
    kit.add("signature/other-s", other.text(), "verified", &[]);
    for (id, bytes) in [("zeros", vec![0; 64]), ("ones", vec![0xff; 64])] {
        let other = Code { signature: bytes, ..code.clone() };
        kit.add(&format!("signature/{id}"), other.text(), "invalid", UNEXPLAINED);
    }
    let next = kit.slip();
    let another = kit.sign(&base, &next, kit.house.terminal())?;
    let swapped = Code { signature: another.signature, ..code.clone() };
    kit.add("signature/of-another-slip", swapped.text(), "invalid", UNEXPLAINED);
    let empty = Code { signature: vec![], ..code.clone() };
    kit.add("signature/empty", empty.text(), "invalid", &["truncated", "malformed", "header-refused"]);
    let half = Code { signature: code.signature.iter().copied().take(32).collect(), ..code.clone() };
    kit.add("signature/half", half.text(), "invalid", &["truncated"]);
    // Three that fit the payload under what the terminal really did.
    let der = Code { signature: signature.to_der().as_bytes().to_vec(), ..code };
    kit.add("signature/der", der.text(), "invalid", &["encoding-conflict"]);
    for (id, digest) in [("sha384", Digest::Sha384), ("sha512", Digest::Sha512)] {
        let wrong = Draft { scheme: Scheme::Ecdsa(digest), ..draft(kit.terminal()) };
        let code = kit.sign(&wrong, &slip, kit.house.terminal())?;
        kit.add(&format!("signature/{id}"), code.text(), "invalid", &["algorithm-conflict"]);
    }
    let rsa = &kit.house.rsa;
    for (id, alg, scheme, expect, causes) in [
        ("ps256", "PS256", Scheme::RsaPss(Digest::Sha256), "verified", &[][..]),
        ("rs256", "RS256", Scheme::RsaPkcs1(Digest::Sha256), "verified", &[]),
        ("rs256-in-fact-ps256", "RS256", Scheme::RsaPss(Digest::Sha256), "invalid", &["algorithm-conflict"]),
        ("ps256-in-fact-rs256", "PS256", Scheme::RsaPkcs1(Digest::Sha256), "invalid", &["algorithm-conflict"]),
        ("rs256-in-fact-sha384", "RS256", Scheme::RsaPkcs1(Digest::Sha384), "invalid", &["algorithm-conflict"]),
    ] {
        let draft = Draft { alg, scheme, ..draft(rsa) };
        let code = kit.sign(&draft, &slip, rsa)?;
        kit.add(&format!("signature/{id}"), code.text(), expect, causes);
    }
    let p384 = &kit.house.p384;
    let es384 = Draft { alg: "ES384", scheme: Scheme::Ecdsa(Digest::Sha384), ..draft(p384) };
    let code = kit.sign(&es384, &slip, p384)?;
    kit.add("signature/es384", code.text(), "verified", &[]);
    let declared = Draft { alg: "ES256", ..es384 };
    let code = kit.sign(&declared, &slip, p384)?;
    kit.add("signature/es256-in-fact-es384", code.text(), "invalid", &["algorithm-conflict"]);
    let by_second = kit.sign(&draft(kit.terminal()), &slip, &kit.house.second)?;
    kit.add("signature/by-another-known-key", by_second.text(), "certificate-problem", &["certificate-wrong-key"]);
    Ok(())
}

/// Certificates that only the vectors need.
struct Extra {
    crl: CertificateList,
    any_purpose: Signer,
    no_purpose: Signer,
    both_purposes: Signer,
    encipherment: Signer,
    authority: Signer,
    critical: Signer,
    two_merchants: Signer,
    superseded_before: Signer,
    superseded_after: Signer,
    compromised_after: Signer,
    first_second: Signer,
    last_second: Signer,
    a_second_late: Signer,
    below_leaf: (Signer, Vec<u8>),
    below_short_path: (Signer, Vec<u8>),
    below_non_signer: (Signer, Vec<u8>),
}

impl Extra {
    fn build(house: &mut House) -> Result<Self, String> {
        let at = house.at;
        let random = house.random.fork("extra");
        let after = |seconds: i64| Moment(at.0 + seconds);
        let dates = (after(-YEAR), after(20 * YEAR));
        let make = |issuer: &mut Authority, name: &str, usage: Usage<'_>, (not_before, not_after): (Moment, Moment)| {
            let key = SigningKey::new_p256(random.fork(name));
            let public_der = key.public_der()?;
            let subject = format!("CN=Slipcheck Demo {name},O=Slipcheck Demo,C=CN");
            let order = Order { subject: &subject, public_der: &public_der, not_before, not_after, usage };
            let certificate = issuer.certify(&order)?;
            let der = certificate.to_der().map_err(|error| format!("the certificate cannot be written: {error}"))?;
            Ok::<_, String>(Signer { key, certificate, der })
        };
        let below = |issuer: &mut Authority, name: &str, usage: Usage<'_>| {
            let key = SigningKey::new_p256(random.fork(name));
            let public_der = key.public_der()?;
            let subject = format!("CN=Slipcheck Demo {name},O=Slipcheck Demo,C=CN");
            let (not_before, not_after) = dates;
            let order = Order { subject: &subject, public_der: &public_der, not_before, not_after, usage };
            let mut authority = issuer.subordinate(&order, key)?;
            let leaf = make(&mut authority, &format!("Terminal below {name}"), Usage::slips(&[]), dates)?;
            let der = authority.certificate.to_der().map_err(|e| format!("the certificate cannot be written: {e}"))?;
            Ok::<_, String>((leaf, der))
        };
        let plain = Usage::slips(&[]);
        let no_ca = Usage { ca: Some(false), path_length: None, ..Usage::authority(0) };
        let top = &mut house.root;
        let below_leaf = below(top, "Authority that is none", no_ca)?;
        let no_sign = Usage { key: KeyUsages::DigitalSignature, ..Usage::authority(0) };
        let below_non_signer = below(top, "Authority that signs no certificates", no_sign)?;
        let issuer = &mut house.intermediate;
        let any: &[&[u8]] = &[&[0x55, 0x1d, 0x25, 0x00]];
        let mids = ["898310158120199", MERCHANTS[0].0];
        // The next slips of the vectors are signed within a day before `at`: see `Till`.
        let superseded_before = make(issuer, "Superseded before", plain, dates)?;
        let superseded_after = make(issuer, "Superseded after", plain, dates)?;
        let compromised_after = make(issuer, "Compromised after", plain, dates)?;
        let crl = issuer.revoke(
            &[
                (&house.revoked.certificate, after(-10 * DAY), CrlReason::KeyCompromise),
                (&superseded_before.certificate, after(-10 * DAY), CrlReason::Superseded),
                (&superseded_after.certificate, after(5 * DAY), CrlReason::Superseded),
                (&compromised_after.certificate, after(5 * DAY), CrlReason::KeyCompromise),
            ],
            after(10 * DAY),
            after(20 * YEAR),
        )?;
        Ok(Self {
            crl,
            any_purpose: make(issuer, "Any purpose", Usage { purposes: any, ..plain }, dates)?,
            no_purpose: make(issuer, "No purpose", Usage { purposes: &[], ..plain }, dates)?,
            both_purposes: make(issuer, "Both", Usage { purposes: &[SERVER_AUTH, SLIP_SIGNING], ..plain }, dates)?,
            encipherment: make(issuer, "Encipherer", Usage { key: KeyUsages::KeyEncipherment, ..plain }, dates)?,
            authority: make(issuer, "Authority as signer", Usage { ca: Some(true), ..plain }, dates)?,
            critical: make(issuer, "Critical", Usage { unknown_critical: true, ..plain }, dates)?,
            two_merchants: make(issuer, "Two merchants", Usage { merchants: &mids, ..plain }, dates)?,
            superseded_before,
            superseded_after,
            compromised_after,
            first_second: make(issuer, "First second", plain, (after(-DAY), after(YEAR)))?,
            last_second: make(issuer, "Last second", plain, (after(-YEAR), after(-DAY)))?,
            a_second_late: make(issuer, "A second late", plain, (after(-YEAR), after(-DAY - 1)))?,
            below_leaf,
            below_short_path: below(issuer, "Authority too deep", Usage::authority(0))?,
            below_non_signer,
        })
    }
}

fn certificates(kit: &mut Kit<'_>, extra: &Extra) -> Result<(), String> {
    let problem = "certificate-problem";
    kit.certificate("any-purpose", &extra.any_purpose, &[], problem, USAGE)?;
    kit.certificate("no-purpose", &extra.no_purpose, &[], "verified", &[])?;
    kit.certificate("both-purposes", &extra.both_purposes, &[], "verified", &[])?;
    kit.certificate("encipherment", &extra.encipherment, &[], problem, USAGE)?;
    kit.certificate("authority-as-signer", &extra.authority, &[], problem, USAGE)?;
    kit.certificate("unknown-critical-extension", &extra.critical, &[], problem, USAGE)?;
    kit.certificate("one-of-two-merchants", &extra.two_merchants, &[], "verified", &[])?;
    let other = with(&kit.slip(), "mid", MERCHANTS[1].0);
    kit.certificate_for("neither-of-two-merchants", &extra.two_merchants, &[], &other, problem, USAGE)?;
    kit.certificate("superseded-before", &extra.superseded_before, &[], problem, REVOKED)?;
    kit.certificate("superseded-after", &extra.superseded_after, &[], "verified", &[])?;
    kit.certificate("compromised-after", &extra.compromised_after, &[], problem, REVOKED)?;
    // Slips signed exactly a day before `at`, at the edges of validity.
    let then = Moment(kit.house.at.0 - DAY).civil(8 * 3600).at_offset(0).rfc3339();
    let slip = with(&kit.slip(), "time", &format!("{}+08:00", then.trim_end_matches('Z')));
    kit.certificate_for("first-second", &extra.first_second, &[], &slip, "verified", &[])?;
    kit.certificate_for("last-second", &extra.last_second, &[], &slip, "verified", &[])?;
    kit.certificate_for("a-second-late", &extra.a_second_late, &[], &slip, problem, EXPIRED)?;
    for (id, (leaf, above)) in [
        ("below-no-authority", &extra.below_leaf),
        ("below-too-long-a-path", &extra.below_short_path),
        ("below-no-certificate-signer", &extra.below_non_signer),
    ] {
        kit.certificate(id, leaf, std::slice::from_ref(above), problem, USAGE)?;
    }
    kit.certificate("unknown-issuer", &kit.house.stranger, &[], "unknown-issuer", UNKNOWN)
}

fn prints(kit: &mut Kit<'_>) -> Result<(), String> {
    kit.print("all", |_, _| (), "verified", &[])?;
    kit.print("digest", |_, lines| lines.push("签名摘要:{digest}".into()), "verified", &[])?;
    kit.print(
        "digest-cut",
        |_, lines| lines.push("签名摘要:{digest}".replace("{digest}", "12AB-34")),
        "verified",
        &[],
    )?;
    kit.print("digest-wrong", |_, lines| lines.push("签名摘要:0123-4567-89AB-CDEF".into()), "altered", ALTERED)?;
    kit.print("amount-in-yuan", |_, lines| replace(lines, "金额", "金额:138.00元"), "verified", &[])?;
    kit.print(
        "amount-grouped",
        |slip, lines| {
            slip.insert("amount".into(), "1238138.00".into());
            replace(lines, "金额", "金额:¥1,238,138.00");
        },
        "verified",
        &[],
    )?;
    kit.print("amount-other", |_, lines| replace(lines, "金额", "金额:RMB 138.10"), "altered", ALTERED)?;
    kit.print("amount-negative-sale", |_, lines| replace(lines, "金额", "金额:RMB -138.00"), "altered", ALTERED)?;
    kit.print(
        "amount-negative-refund",
        |slip, lines| {
            slip.insert("type".into(), "refund".into());
            replace(lines, "交易类型", "交易类型:退货");
            replace(lines, "金额", "金额:RMB -138.00");
        },
        "verified",
        &[],
    )?;
    kit.print("amount-twice", |_, lines| lines.push("交易金额:RMB 183.00".into()), "altered", ALTERED)?;
    kit.print(
        "date-alone",
        |slip, lines| {
            let date = slip["time"].as_str().unwrap_or_default().get(..10).unwrap_or_default().to_owned();
            replace(lines, "日期", &format!("日期:{date}"));
        },
        "verified",
        &[],
    )?;
    kit.print("date-other", |_, lines| replace(lines, "日期", "日期:2001-02-03"), "altered", ALTERED)?;
    kit.print("type-other", |_, lines| replace(lines, "交易类型", "交易类型:预授权"), "altered", ALTERED)?;
    kit.print(
        "card-number-masked-otherwise",
        |slip, lines| {
            slip.insert("pan".into(), "621700******1234".into());
            replace(lines, "卡号", "卡号:6217 00XX XXXX 1234 /I");
        },
        "verified",
        &[],
    )?;
    kit.print(
        "card-number-other",
        |slip, lines| {
            slip.insert("pan".into(), "621700******1234".into());
            replace(lines, "卡号", "卡号:621700******1243");
        },
        "altered",
        ALTERED,
    )?;

    let detached = draft_detached(kit.terminal());
    kit.print_as("detached", &detached, |_, _| (), "verified", &[])?;
    kit.print_as(
        "detached-unsigned-member-other",
        &detached,
        |_, lines| replace(lines, "授权码", "授权码:000000"),
        "verified",
        &[],
    )?;
    kit.print_as(
        "detached-digit",
        &detached,
        |_, lines| replace(lines, "金额", "金额:RMB 138.50"),
        "altered",
        ALTERED,
    )?;
    kit.print_as(
        "detached-without-currency",
        &detached,
        |_, lines| replace(lines, "金额", "金额:138.00"),
        "unreadable",
        &[],
    )?;
    kit.print_as(
        "detached-without-terminal",
        &detached,
        |_, lines| {
            lines.retain(|line| !line.starts_with("终端编号"));
        },
        "unreadable",
        &[],
    )?;
    let plain = Draft {
        detached: detached.detached.clone().map(|detached| Detached { digests: false, ..detached }),
        ..draft_detached(kit.terminal())
    };
    kit.print_as(
        "detached-digit-without-digests",
        &plain,
        |_, lines| replace(lines, "金额", "金额:RMB 198.00"),
        "altered",
        ALTERED,
    )
}
