//! German receipts: what a till prints, and the QR code of its TSE (DSFinV-K annex I; log message of BSI TR-03151).

use super::{Content, NOTHING, Sample};
use crate::cli::demo_ca::house::{House, spki_point};
use slipcheck::{
    encoding::{Base64, hex, tlv},
    signature::{Digest, Scheme, sha256},
    time::Moment,
};

/// One receipt: what is sold, and when.
struct Receipt<'a> {
    house: &'a House,
    transaction: u16,
    /// Gross amounts in cents at 19 % and at 7 %.
    cents: [u32; 2],
    finish: Moment,
}

const TILL: &str = "DEMO-KASSE-7";
const PROCESS: &str = "Kassenbeleg-V1";

fn euro(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn comma(cents: u32) -> String {
    euro(cents).replace('.', ",")
}

/// A positive INTEGER.
fn integer(value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let start = bytes.iter().take(7).take_while(|byte| **byte == 0).count();
    let digits = bytes.get(start..).unwrap_or_default();
    let sign: &[u8] = if digits.first().is_some_and(|byte| *byte >= 0x80) { &[0] } else { &[] };
    tlv(0x02, &[sign, digits].concat())
}

impl Receipt<'_> {
    fn total(&self) -> u32 {
        self.cents.iter().sum()
    }

    fn data(&self) -> String {
        let [full, reduced] = self.cents.map(euro);
        format!("Beleg^{full}_{reduced}_0.00_0.00_0.00^{}:Bar", euro(self.total()))
    }

    fn counter(&self) -> u64 {
        u64::from(self.transaction) * 2 + 6
    }

    /// The moment that is signed, as the code writes it.
    fn time(&self, moment: Moment) -> String {
        moment.civil(0).at_offset(0).rfc3339().replace('Z', ".000Z")
    }

    /// The code; `shown`: the end that it names.
    fn code(&self, shown: Moment) -> Result<String, String> {
        let key = &self.house.tse.key;
        let point = spki_point(&key.public_der()?)?;
        let seconds = u64::try_from(self.finish.0).map_err(|_| "before 1970".to_owned())?;
        let message = [
            integer(2),
            // id-tse-log-message-transaction, 0.4.0.127.0.7.3.7.1.1.
            tlv(0x06, &[0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x07, 0x01, 0x01]),
            tlv(0x80, b"FinishTransaction"),
            tlv(0x81, TILL.as_bytes()),
            tlv(0x82, self.data().as_bytes()),
            tlv(0x83, PROCESS.as_bytes()),
            tlv(0x85, integer(self.transaction.into()).get(2..).unwrap_or_default()),
            tlv(0x04, &sha256(&point)),
            // ecdsa-plain-SHA256, 0.4.0.127.0.7.1.1.4.1.3.
            tlv(0x30, &tlv(0x06, &[0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, 0x03])),
            integer(self.counter()),
            integer(seconds),
        ]
        .concat();
        let mut random = self.house.random.fork("tse");
        let signature = key.sign(Scheme::Ecdsa(Digest::Sha256), &message, &mut random)?;
        let fields = [
            "V0".to_owned(),
            TILL.to_owned(),
            PROCESS.to_owned(),
            self.data(),
            self.transaction.to_string(),
            self.counter().to_string(),
            self.time(Moment(shown.0 - 17)),
            self.time(shown),
            "ecdsa-plain-SHA256".to_owned(),
            "unixTime".to_owned(),
            Base64::Standard.encode(&signature),
            Base64::Standard.encode(&point),
        ];
        Ok(fields.join(";"))
    }

    /// The paper, with another total if one is given.
    fn paper(&self, total: Option<u32>) -> Result<String, String> {
        let point = spki_point(&self.house.tse.key.public_der()?)?;
        // Winter time.
        let local = self.finish.civil(3600).at_offset(0).rfc3339();
        let (date, clock) = local.trim_end_matches('Z').split_once('T').unwrap_or_default();
        let date: Vec<&str> = date.rsplit('-').collect();
        let total = comma(total.unwrap_or(self.total()));
        let [full, reduced] = self.cents;
        let net = |gross: u32, rate: u32| (gross * 100 + (100 + rate) / 2) / (100 + rate);
        let row = |rate: u32, gross: u32| {
            let net = net(gross, rate);
            format!("MwSt {rate}%: Netto {} Steuer {} Brutto {}\n", comma(net), comma(gross - net), comma(gross))
        };
        Ok(format!(
            "Slipcheck Demo Café\nDatum: {} {clock}\n\nGESAMT                         {total} €\n{}{}Zahlungsart: Bar               {total} €\n\n\
             TSE-Transaktion: {}\nTSE-Start: {}\nTSE-Stop: {}\nTSE-Seriennummer: {}\nTSE-Zeitformat: unixTime\n\
             TSE-Signaturzähler: {}\nKassenID: {TILL}\n",
            date.join("."),
            row(19, full),
            row(7, reduced),
            self.transaction,
            self.time(Moment(self.finish.0 - 17)),
            self.time(self.finish),
            hex(&sha256(&point)),
            self.counter(),
        ))
    }
}

/// A good receipt, one with another total on paper, and one whose till writes another time than it signs.
///
/// # Errors
/// A receipt cannot be signed.
pub(super) fn all(house: &House) -> Result<Vec<Sample>, String> {
    let receipt =
        |transaction, cents, earlier| Receipt { house, transaction, cents, finish: Moment(house.at.0 - earlier) };
    let first = receipt(1841, [560, 1580], 3600);
    let good = Sample {
        id: "tse-good",
        title: [
            "德国收银小票（TSE），完好",
            "A German receipt (TSE), good",
            "Deutscher Kassenbeleg (TSE), einwandfrei",
        ],
        expect: "verified",
        cause: None,
        broken: NOTHING,
        content: Content::Text(format!("{}\n{}\n", first.paper(None)?, first.code(first.finish)?)),
    };
    let second = receipt(1846, [890, 1240], 2400);
    let amount = Sample {
        id: "tse-amount-altered",
        title: [
            "德国收银小票，票面金额被改",
            "A German receipt whose printed amount was altered",
            "Deutscher Kassenbeleg, dessen gedruckter Betrag geändert wurde",
        ],
        expect: "altered",
        cause: Some("field-altered"),
        broken: [
            "签的是 21.30 欧元，票面印的是 71.30 欧元。",
            "21.30 euros were signed, 71.30 are printed.",
            "Signiert wurden 21,30 Euro, gedruckt sind 71,30.",
        ],
        content: Content::Text(format!("{}\n{}\n", second.paper(Some(7130))?, second.code(second.finish)?)),
    };
    let third = receipt(1852, [450, 0], 1800);
    let hour = Sample {
        id: "tse-hour-off",
        title: [
            "德国收银小票，时间差一小时",
            "A German receipt whose time is an hour off",
            "Deutscher Kassenbeleg, dessen Zeit eine Stunde abweicht",
        ],
        expect: "invalid",
        cause: Some("time-zone"),
        broken: [
            "收银程序把本地时间写进了码里，签名用的是早一小时的世界时。",
            "The till's program wrote local time into the code; what was signed is universal time, an hour earlier.",
            "Das Kassenprogramm hat die Ortszeit in den Code geschrieben; signiert ist die Weltzeit, eine Stunde früher.",
        ],
        content: Content::Text(format!("{}\n", third.code(Moment(third.finish.0 + 3600))?)),
    };
    Ok(vec![good, amount, hour])
}
