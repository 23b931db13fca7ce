//! Austrian receipts: what a till prints, and its machine-readable code (RKSV annex, Z 4 to 12).

use super::{Content, NOTHING, Sample};
use crate::cli::demo_ca::house::{COMPANY, House};
use slipcheck::{
    encoding::{Base64, hex},
    signature::{Digest, Scheme, sha256},
    time::Moment,
};

const TILL: &str = "DEMO-KASSE-3";
/// `{"alg":"ES256"}` in base64url.
const HEADER: &str = "eyJhbGciOiJFUzI1NiJ9";

/// One receipt.
struct Receipt<'a> {
    house: &'a House,
    number: u32,
    /// Gross amounts in cents at 20 % and at 10 %.
    cents: [u32; 2],
    at: Moment,
    /// `AT0`: the closed system of a company, which its certificate names. `AT100`: test signatures, which no trust service of
    /// the market made.
    service: &'static str,
}

fn comma(cents: u32) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

impl Receipt<'_> {
    /// Winter time, as the code writes it.
    fn time(&self) -> String {
        self.at.civil(3600).at_offset(0).rfc3339().trim_end_matches('Z').to_owned()
    }

    fn payload(&self) -> String {
        let [full, reduced] = self.cents.map(comma);
        let serial = match self.service {
            "AT0" => format!("U:{COMPANY}-3"),
            _ => hex(self.house.card.certificate.tbs_certificate().serial_number().as_bytes()),
        };
        let service = self.service;
        let start = |text: &str| sha256(text.as_bytes()).get(..8).map(|bytes| Base64::Standard.encode(bytes));
        let chaining = start(&format!("{TILL} {}", self.number)).unwrap_or_default();
        let turnover = start(&format!("turnover {}", self.number)).unwrap_or_default();
        format!(
            "_R1-{service}_{TILL}_{}_{}_{full}_{reduced}_0,00_0,00_0,00_{turnover}_{serial}_{chaining}",
            self.number,
            self.time()
        )
    }

    /// The code; `signed`: what was signed in place of what it says.
    fn code(&self, payload: &str, signed: &str) -> Result<String, String> {
        let message = format!("{HEADER}.{}", Base64::Url.encode(signed.as_bytes()));
        let mut random = self.house.random.fork("rksv");
        let signature = self.house.card.key.sign(Scheme::Ecdsa(Digest::Sha256), message.as_bytes(), &mut random)?;
        Ok(format!("{payload}_{}", Base64::Standard.encode(&signature)))
    }

    /// The paper, with another total if one is given.
    fn paper(&self, total: Option<u32>) -> String {
        let time = self.time();
        let (date, clock) = time.split_once('T').unwrap_or_default();
        let date: Vec<&str> = date.rsplit('-').collect();
        let [full, reduced] = self.cents;
        let row = |letter: &str, rate: u32, gross: u32| {
            let net = (gross * 100 + (100 + rate) / 2) / (100 + rate);
            format!("{letter} {rate}%      {}    {}     {}\n", comma(gross - net), comma(net), comma(gross))
        };
        format!(
            "       Slipcheck Demo Greißlerei\n\nDatum:          {} {clock}\nKassen-ID:             {TILL}\n\
             Belegnummer:                   {}\n\nMwSt%      MwSt    Netto    Brutto\n{}{}-----------------------------------\n\
             Gesamt:                    {} €\nZahlungsart:                   Bar\n",
            date.join("."),
            self.number,
            row("A", 20, full),
            row("B", 10, reduced),
            comma(total.unwrap_or(full + reduced)),
        )
    }
}

/// A good receipt, one with another total on paper, and one whose till writes points where it signs commas.
///
/// # Errors
/// A receipt cannot be signed.
pub(super) fn all(house: &House) -> Result<Vec<Sample>, String> {
    let receipt =
        |service, number, cents, earlier| Receipt { house, number, cents, at: Moment(house.at.0 - earlier), service };
    let first = receipt("AT0", 4711, [1800, 880], 5400);
    let payload = first.payload();
    let good = Sample {
        id: "rksv-good",
        title: [
            "奥地利收银小票（RKSV），完好",
            "An Austrian receipt (RKSV), good",
            "Österreichischer Beleg (RKSV), einwandfrei",
        ],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(format!("{}\n{}\n", first.paper(None), first.code(&payload, &payload)?)),
    };
    let second = receipt("AT0", 4718, [2400, 520], 4200);
    let payload = second.payload();
    let amount = Sample {
        id: "rksv-amount-altered",
        title: [
            "奥地利收银小票，票面金额被改",
            "An Austrian receipt whose printed amount was altered",
            "Österreichischer Beleg, dessen gedruckter Betrag geändert wurde",
        ],
        expect: "altered",
        cause: Some("field-altered"),
        broken: [
            "签的是 29.20 欧元，票面印的是 92.20 欧元。",
            "29.20 euros were signed, 92.20 are printed.",
            "Signiert wurden 29,20 Euro, gedruckt sind 92,20.",
        ],
        content: Content::Text(format!("{}\n{}\n", second.paper(Some(9220)), second.code(&payload, &payload)?)),
    };
    let third = receipt("AT100", 4725, [350, 0], 3000);
    let payload = third.payload();
    let points = payload.replace(',', ".");
    let comma = Sample {
        id: "rksv-decimal-point",
        title: [
            "奥地利收银小票，小数点写法不对",
            "An Austrian receipt with points for commas",
            "Österreichischer Beleg mit Punkten statt Kommas",
        ],
        expect: "invalid",
        cause: Some("encoding-conflict"),
        broken: [
            "收银程序在码里用了小数点，签名时用的是逗号。",
            "The till's program wrote decimal points into the code; what was signed has commas.",
            "Das Kassenprogramm hat Dezimalpunkte in den Code geschrieben; signiert sind Kommas.",
        ],
        content: Content::Text(format!("{}\n", third.code(&points, &payload)?)),
    };
    Ok(vec![good, amount, comma])
}
