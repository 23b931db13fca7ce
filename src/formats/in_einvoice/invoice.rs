//! What the code says of the invoice: its members, in the reader's names and normal forms, and what of them is odd by itself.

use crate::{
    encoding::Base64,
    evidence,
    formats::{
        plausibility::{Findings, hundredths},
        till::amount,
    },
    json,
    report::{Cause, CauseId, Confidence, Status},
    time::{Civil, Moment},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use serde_json::{Map, Value};

/// Members of `data` as the portal's QR code specification lists them, and their names in the report.
const MEMBERS: [(&str, &str); 10] = [
    ("SellerGstin", "sellerTaxId"),
    ("BuyerGstin", "buyerTaxId"),
    ("DocNo", "invoiceNumber"),
    ("DocTyp", "documentType"),
    ("DocDt", "issueDate"),
    ("TotInvVal", "amount"),
    ("ItemCnt", "itemCount"),
    ("MainHsnCode", "goodsCode"),
    ("Irn", "registration"),
    ("IrnDt", "registered"),
];
/// Seconds that India is ahead of UTC, all year.
const INDIA: i32 = 5 * 3600 + 1800;

/// The header's and the payload's members.
pub(super) struct Invoice {
    /// The protected header.
    pub(super) header: Map<String, Value>,
    /// The text under `data`.
    pub(super) data: String,
    members: Map<String, Value>,
}

/// What a member of `data` is called in the report.
pub(super) fn name(own: &str) -> Option<&'static str> {
    MEMBERS.into_iter().find(|(other, _)| *other == own).map(|(_, name)| name)
}

fn malformed(part: &str, reason: &str) -> Cause {
    Cause::new(CauseId::Malformed, Confidence::Proven, evidence! { "part" => part, "reason" => reason })
}

/// An object, or why not.
fn object(part: &str, bytes: &[u8]) -> Result<Map<String, Value>, Cause> {
    json::object(bytes).map_err(|error| {
        let reason = match error {
            json::Error::Duplicate(_) => "duplicate",
            json::Error::NotAnObject => "not-an-object",
            json::Error::Syntax => "json",
        };
        malformed(part, reason)
    })
}

impl Invoice {
    /// Reads the first two parts of the code.
    ///
    /// # Errors
    /// What is not of the form: the cause.
    pub(super) fn read(header: &str, payload: &str) -> Result<Self, Cause> {
        let bytes = |part, text| Base64::Url.decode(text).map_err(|_| malformed(part, "base64url"));
        let header = object("header", &bytes("header", header)?)?;
        if header.get("alg").and_then(Value::as_str) != Some("RS256") {
            let evidence =
                evidence! { "member" => "alg", "reason" => "algorithm", "value" => header.get("alg").cloned() };
            return Err(Cause::new(CauseId::HeaderRefused, Confidence::Proven, evidence));
        }
        if header.contains_key("crit") || header.contains_key("b64") {
            let evidence = evidence! { "member" => "crit", "reason" => "unknown" };
            return Err(Cause::new(CauseId::HeaderRefused, Confidence::Proven, evidence));
        }
        let payload = object("payload", &bytes("payload", payload)?)?;
        let data = payload.get("data").and_then(Value::as_str).unwrap_or_default().to_string();
        let members = object("payload", data.as_bytes())?;
        Ok(Self { header, data, members })
    }

    /// A member of `data` as it stands there.
    fn raw(&self, name: &str) -> Option<String> {
        match self.members.get(name)? {
            Value::String(text) => Some(text.trim().to_string()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The members that are there, by their names in the report; amounts, dates and times in normal form where they have one.
    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        let value = |(own, name): (&str, &'static str)| {
            let raw = self.raw(own)?;
            let normal = match name {
                "amount" => hundredths(&raw).map(amount::text),
                "issueDate" => day(&raw),
                "registered" => time(&raw).map(|civil| civil.at_offset(INDIA).rfc3339()),
                _ => None,
            };
            Some((name, normal.unwrap_or(raw)))
        };
        MEMBERS.into_iter().filter_map(value).collect()
    }

    /// When the invoice was registered and so the code signed: in India.
    pub(super) fn moment(&self) -> Option<Moment> {
        Some(time(&self.raw("IrnDt")?)?.at_offset(INDIA))
    }

    /// What is odd without any key.
    pub(super) fn findings(&self, now: Moment) -> Findings {
        let mut findings = Findings::default();
        let missing: Vec<&str> = MEMBERS
            .into_iter()
            .filter(|(own, _)| self.raw(own).is_none_or(|text| text.is_empty()))
            .map(|(_, name)| name)
            .collect();
        if !missing.is_empty() {
            findings.push("missing-members", "sellerTaxId", Status::Warn, evidence! { "members" => missing });
        }
        if let Some(value) = self.raw("IrnDt") {
            let (id, status) = match self.moment() {
                None => ("time-form", Status::Warn),
                Some(moment) if moment.0 > now.0 + 600 => ("time-future", Status::Warn),
                Some(_) => ("time", Status::Pass),
            };
            findings.add(id, "registered", status, &[("value", &value)]);
        }
        if let Some(value) = self.raw("TotInvVal").filter(|value| hundredths(value).is_none()) {
            findings.add("amount-form", "amount", Status::Warn, &[("value", &value)]);
        }
        findings
    }
}

fn number(text: &str) -> Option<i32> {
    text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `02/10/2023` as `2023-10-02`.
fn day(raw: &str) -> Option<String> {
    let [day, month, year] = *raw.split('/').collect::<Vec<_>>() else { return None };
    Civil::new(number(year)?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?, 0, 0, 0)?;
    (day.len() == 2 && month.len() == 2 && year.len() == 4).then(|| [year, "-", month, "-", day].concat())
}

/// `2023-10-03 15:08:39`.
fn time(raw: &str) -> Option<Civil> {
    let parts: Vec<u8> = raw
        .get(4..)?
        .split(['-', ' ', ':'])
        .skip(1)
        .map(|part| number(part)?.try_into().ok())
        .collect::<Option<_>>()?;
    let [month, day, hour, minute, second] = *parts else { return None };
    Civil::new(number(raw.get(..4)?)?, month, day, hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_normal_forms() {
        assert_eq!(day("02/10/2023").as_deref(), Some("2023-10-02"));
        assert_eq!((day("31/02/2023"), day("2/10/2023")), (None, None));
        assert_eq!(time("2023-10-03 15:08:39").unwrap().at_offset(INDIA).rfc3339(), "2023-10-03T09:38:39Z");
        assert!(time("2023-10-03").is_none() && time("äöüß-10-03").is_none());
    }
}
