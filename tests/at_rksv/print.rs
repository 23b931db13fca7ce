//! Printed receipts, compared with their code.

use super::*;

/// Texts of the collection of printed slips: what is on paper against the code.
#[test]
fn printed_receipts() {
    for name in ["10", "11", "12"] {
        let Some(truth) = vectors(&format!("slip-text/{name}.json")) else { return };
        let Some(text) = vectors(&format!("slip-text/{name}.txt")) else { return };
        let truth: Value = serde_json::from_str(&truth).unwrap();
        let report = one(&text, &Store::default());
        assert_eq!(report.format.id(), "at-rksv", "{name}");
        assert_eq!(report.code.as_deref(), truth["code"].as_str(), "{name}");
        assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{name} {:?}", report.fields);
        assert!(report.fields.iter().all(|field| field.matches != Some(Match::Differs)), "{name} {:?}", report.fields);
        if truth["deviceFailed"] == true {
            assert_eq!(report.verdict.word(), Word::Unsigned);
            assert!(has_cause(&report, CauseId::SigningDeviceFailed));
            continue;
        }
        // With the receipt's own key, pinned.
        let point = Base64::Standard.decode(truth["publicKey"].as_str().unwrap()).unwrap();
        let serial = u64::from_str_radix(truth["fields"]["certificateSerial"].as_str().unwrap(), 16).unwrap();
        let spki = der::spki(P256, &point);
        let body = der::Certificate {
            serial,
            issuer: "Test RKSV CA",
            subject: "Till",
            number: None,
            from: "240101000000Z",
            to: "290101000000Z",
            spki: &spki,
            ca: false,
        };
        let own = Certificate::from_der(&body.signed(2, |message| sign(AUTHORITY, message))).unwrap();
        let report = one(&text, &trusting(own.clone()));
        assert_eq!(report.verdict.word(), Word::Verified, "{name} {:?}", report.causes);
        // A changed amount, a changed number.
        for (from, to) in [
            ("33,25", "38,25"),
            ("0,00 €", "5,00 €"),
            ("2026-004711\n", "2026-004712\n"),
            ("12:47:30\n", "12:48:30\n"),
            ("18,00     18,00", "18,00     13,00"),
        ] {
            let Some(place) = text.find(from) else { continue };
            let mut other = text.clone();
            other.replace_range(place..place + from.len(), to);
            let report = one(&other, &trusting(own.clone()));
            assert_eq!(report.verdict.word(), Word::Altered, "{name} {from} {:?}", report.fields);
            assert!(has_cause(&report, CauseId::FieldAltered));
        }
        // A sum of the table that cannot be read: no full tick.
        if let Some(place) = text.find("15,00     18,00") {
            let mut other = text.clone();
            other.replace_range(place..place + 15, "15,00     1x,00");
            let report = one(&other, &trusting(own.clone()));
            assert_eq!(report.verdict.word(), Word::Verified, "{name} {:?}", report.fields);
            assert_eq!(report.checks.status(CheckId::Printed), Status::Unknown, "{name} {:?}", report.fields);
        }
    }
}

/// The print of a receipt, as it was before it was laid out.
const PRINT: &str = "Greißlerei Holzmann
Neubaugasse 71, 1070 Wien

Datum:          20.11.2026 12:47:30
Kassen-ID:                Kasse-W03
Belegnummer:            2026-004711

MwSt%      MwSt    Netto    Brutto
A 20%      3,00    15,00     18,00
B 10%      0,80     8,00      8,80
E 4,9%     0,30     6,15      6,45
-----------------------------------
Gesamt:                    33,25 €
Zahlungsart:                   Bar

";

/// The report of a receipt whose print has other lines.
fn printed_otherwise(receipt: &Receipt, from: &str, to: &str) -> Report {
    assert!(PRINT.contains(from), "{from}");
    one(&[&PRINT.replacen(from, to, 1), receipt.code().as_str()].concat(), &store())
}

#[test]
fn other_numbers_of_the_shop_are_no_alarm() {
    let receipt = Receipt::default();
    for line in [
        "Beleg-Nr. 4546",
        "Bon-Nr.: 4546",
        "Rechnungs-Nr. 2026-88417",
        "St.-Nr.: 12/345/67890",
        "Capt.-Ref. = 0000",
        "Danke",
        "Filiale Wien",
        "Kasse: 3",
    ] {
        for (from, to) in [
            ("-----", format!("{line}\n-----")),
            ("Kasse-W03\n", format!("Kasse-W03\n{line}\n")),
            ("2026-004711\n", format!("2026-004711\n{line}\n")),
        ] {
            let report = printed_otherwise(&receipt, from, &to);
            assert_eq!(report.verdict.word(), Word::Verified, "{to} {:?}", report.fields);
            assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{to} {:?}", report.notes);
        }
    }
    // A shop's number alone, which is not the signed one: nobody can tell.
    for label in ["Bon-Nr.:    ", "Rechnungs-Nr."] {
        let report = printed_otherwise(&receipt, "Belegnummer:            2026-004711", &format!("{label} 2026-99"));
        assert_eq!(report.verdict.word(), Word::Verified, "{:?}", report.fields);
        assert_eq!(report.checks.status(CheckId::Printed), Status::Unknown, "{:?}", report.fields);
    }
    // A closed system's code names the company: a tax office's number is another.
    let closed = Receipt { provider: "R1-AT0", serial: "U:ATU68214507-3".into(), ..Receipt::default() };
    for (line, word) in [
        ("UID: ATU68214507", Word::Verified),
        ("St.-Nr.: 12/345/67890", Word::Verified),
        ("UID: ATU68214507\nSt.-Nr.: 12/345/67890", Word::Verified),
        ("UID: ATU11111111", Word::Altered),
    ] {
        let report = printed_otherwise(&closed, "-----", &format!("{line}\n-----"));
        assert_eq!(report.verdict.word(), word, "{line} {:?} {:?}", report.causes, report.fields);
    }
}

#[test]
fn what_the_paper_calls_the_receipt_is_what_was_signed() {
    let sale = Receipt::default();
    let training = Receipt { turnover: "VFJB".into(), ..Receipt::default() };
    let cancellation = Receipt { turnover: "U1RP".into(), ..Receipt::default() };
    for (receipt, title, word, status) in [
        (&sale, "", Word::Verified, Status::Pass),
        (&sale, "Trainingsbeleg", Word::Altered, Status::Fail),
        (&sale, "Nullbeleg", Word::Verified, Status::Unknown),
        (&sale, "Sicherheitseinrichtung ausgefallen", Word::Verified, Status::Unknown),
        (&training, "", Word::Verified, Status::Unknown),
        (&training, "Trainingsbeleg", Word::Verified, Status::Pass),
        (&cancellation, "", Word::Verified, Status::Unknown),
    ] {
        let report = printed_otherwise(receipt, "Datum:", &format!("{title}\nDatum:"));
        assert_eq!(report.verdict.word(), word, "{title} {:?}", report.fields);
        assert_eq!(report.checks.status(CheckId::Printed), status, "{title} {:?}", report.notes);
    }
}

#[test]
fn lines_that_contradict_the_code_have_no_full_tick() {
    for (line, word) in [
        ("A 20% 3,00 15,00 19,00", Word::Altered),
        ("C 13% 1,30 10,00 11,30", Word::Altered),
        ("Kassa-ID: Kasse-W04", Word::Altered),
        ("Kassaidentifikationsnummer: Kasse-W04", Word::Altered),
        ("darin MwSt 20% 9,99", Word::Verified),
        ("Rückgeld 16,75", Word::Verified),
        ("Geg. 40,00\nRückgeld 16,75", Word::Verified),
        ("€71", Word::Verified),
        ("33,25 USD", Word::Verified),
    ] {
        let report = printed_otherwise(&Receipt::default(), "-----", &format!("{line}\n-----"));
        assert_eq!(report.verdict.word(), word, "{line} {:?}", report.fields);
        assert_ne!(report.checks.status(CheckId::Printed), Status::Pass, "{line} {:?}", report.notes);
    }
    let report = printed_otherwise(&Receipt::default(), "-----", "Geg. 50,00\nRückgeld 16,75\n-----");
    assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{:?}", report.notes);
}

#[test]
fn codes_come_through_mail_pages_and_addresses() {
    let receipt = Receipt::default();
    let code = receipt.code();
    let lines: Vec<&str> = code.as_bytes().chunks(72).map(|line| str::from_utf8(line).unwrap()).collect();
    for (way, text) in [
        ("quoted", lines.iter().map(|line| format!("> {line}\n")).collect::<String>()),
        ("references", code.replace('=', "&#61;").replace('+', "&#x2B;")),
        ("percent", code.replace('=', "%3D").replace('+', "%2B").replace('/', "%2F")),
        ("breaks", lines.join("<br>\n")),
    ] {
        let report = one(&[PRINT, &text].concat(), &store());
        assert_eq!(report.verdict.word(), Word::Verified, "{way} {:?}", report.causes);
        assert!(has_note(&report, "paste-damage"), "{way}");
    }
}
