//! Printed receipts: compared with their code, and verified without one.

use super::*;

/// A printed receipt around the code.
fn printed(receipt: &Receipt) -> String {
    let (_, key) = receipt.sign();
    format!(
        "Bistro Kastanienhof GmbH
Lindenallee 8, 79098 Freiburg
USt-IdNr: DE274419030
Beleg 00318-042-0007
Datum: 21.11.2026 20:58:12

GESAMT                         21,40 €
MwSt 19%: Netto 4,71 Steuer 0,89 Brutto 5,60
MwSt 7%: Netto 14,77 Steuer 1,03 Brutto 15,80
Zahlungsart: Karte             21,40 €

TSE-Transaktion: 1842
TSE-Start: 2026-11-21T19:04:55.000Z
TSE-Stop: 2026-11-21T19:58:12.000Z
TSE-Seriennummer: {}
TSE-Zeitformat: unixTime
TSE-Signaturzähler: 3690
TSE-Hashalgorithmus: {}
TSE-PublicKey: {key}
ClientID / KassenID: KAS-Bistro 07
",
        serial(receipt),
        receipt.hash()
    )
}

#[test]
fn the_print_is_compared_with_the_code() {
    let receipt = Receipt::default();
    let store = trusting(&receipt);
    let print = printed(&receipt);
    let report = with(&format!("{print}\n{}", receipt.code()), &store);
    assert_eq!(report.verdict.word(), Word::Verified, "{:?} {:?}", report.causes, report.fields);
    assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{:?}", report.fields);
    for name in
        ["amount", "gross19", "gross7", "tseEnd", "time", "registerId", "tseTransaction", "tseCounter", "tseSerial"]
    {
        assert_eq!(field(&report, name).matches, Some(Match::Same), "{name}");
    }
    assert!(report.notes.iter().any(|note| note.id == "serial-fits-key"));
    for (from, to, name) in [
        ("21,40 €\nMwSt", "27,40 €\nMwSt", "amount"),
        ("Brutto 5,60", "Brutto 5,80", "gross19"),
        ("20:58:12", "20:38:12", "time"),
        ("21.11.2026", "22.11.2026", "time"),
        ("T19:58:12", "T19:58:13", "tseEnd"),
        ("Transaktion: 1842", "Transaktion: 1843", "tseTransaction"),
        ("zähler: 3690", "zähler: 3691", "tseCounter"),
        ("KAS-Bistro 07", "KAS-Bistro 08", "registerId"),
        (&serial(&receipt)[..], &serial(&Receipt { seed: 8, ..receipt.clone() })[..], "tseSerial"),
    ] {
        assert!(print.contains(from), "{from}");
        let text = format!("{}\n{}", print.replacen(from, to, 1), receipt.code());
        let report = with(&text, &store);
        assert_eq!(report.verdict.word(), Word::Altered, "{name} {:?}", report.fields);
        assert_eq!(field(&report, name).matches, Some(Match::Differs), "{name}");
        let cause =
            report.causes.iter().find(|cause| cause.evidence.get("field").is_some_and(|field| field == name)).unwrap();
        assert_eq!((cause.id, cause.confidence), (CauseId::FieldAltered, Confidence::Proven));
        // Under a key that nobody vouches for.
        let report = with(&text, &Store::default());
        assert_eq!(report.verdict.word(), Word::Altered);
        assert!(
            report
                .causes
                .iter()
                .filter(|cause| cause.id == CauseId::FieldAltered)
                .all(|cause| cause.confidence == Confidence::Likely)
        );
    }
    // The paper comes a little after the signature: no other time, and no full tick either.
    let text = format!("{}\n{}", print.replace("20:58:12", "20:58:15"), receipt.code());
    let report = with(&text, &store);
    assert_eq!(report.verdict.word(), Word::Verified);
    assert_eq!(report.checks.status(CheckId::Printed), Status::Unknown);
    assert_eq!((field(&report, "time").matches, field(&report, "time").printed.is_some()), (None, true));
    // The start is not signed: whatever is printed.
    let text = format!("{}\n{}", print.replace("T19:04:55", "T18:00:00"), receipt.code());
    assert_eq!(with(&text, &store).verdict.word(), Word::Verified);
}

/// A sum that touches its currency is compared; one that cannot be read leaves the full tick out.
#[test]
fn sums_of_the_table_that_are_written_otherwise() {
    let receipt = Receipt::default();
    let print = printed(&receipt);
    for (sum, word, status) in [
        ("5,60€", Word::Verified, Status::Pass),
        ("€5,60", Word::Verified, Status::Pass),
        ("5.60 EUR", Word::Verified, Status::Pass),
        ("6,60€", Word::Altered, Status::Fail),
        ("6.60", Word::Altered, Status::Fail),
        ("6,60EUR", Word::Altered, Status::Fail),
        ("x,60", Word::Verified, Status::Unknown),
        ("5,820", Word::Verified, Status::Unknown),
        ("5-60", Word::Verified, Status::Unknown),
        ("5, 60", Word::Verified, Status::Unknown),
        ("?", Word::Verified, Status::Unknown),
    ] {
        let text = print.replacen("Brutto 5,60", &format!("Brutto {sum}"), 1);
        assert_ne!(text, print);
        let report = with(&format!("{text}\n{}", receipt.code()), &trusting(&receipt));
        assert_eq!(report.verdict.word(), word, "{sum} {:?}", report.fields);
        assert_eq!(report.checks.status(CheckId::Printed), status, "{sum} {:?}", report.fields);
    }
}

#[test]
fn the_printed_table_tells_what_was_signed() {
    let receipt = Receipt::default();
    let print = printed(&receipt);
    let code = receipt.with(3, "Beleg^9.99_0.00_0.00_0.00_0.00^9.99:Bar");
    // Proven by a key that somebody vouches for, likely by any other.
    for (store, confidence) in [(trusting(&receipt), Confidence::Proven), (Store::default(), Confidence::Likely)] {
        let report = with(&format!("{print}\n{code}"), &store);
        assert_eq!(report.verdict.word(), Word::Invalid);
        let changed = |cause: &&slipcheck::report::Cause| {
            cause.evidence.get("field").is_some_and(|field| field == "tseProcessData")
        };
        let cause = report.causes.iter().find(changed).unwrap();
        assert_eq!((cause.id, cause.confidence), (CauseId::FieldAltered, confidence), "{:?}", report.causes);
        assert_eq!(cause.evidence["signed"], receipt.data.as_str());
    }
}

/// The same receipt without its code: the TSE's data stand as text.
fn as_text(receipt: &Receipt) -> String {
    printed(receipt).replace("TSE-Zeitformat", &format!("TSE-Signatur: {}\nTSE-Zeitformat", receipt.sign().0))
}

#[test]
fn verified_from_the_text_alone() {
    for curve in CURVES {
        for indefinite in [false, true] {
            let receipt = Receipt { curve, indefinite, ..Receipt::default() };
            let text = as_text(&receipt);
            let report = with(&text, &trusting(&receipt));
            assert_eq!(report.format.id(), "de-tse");
            assert_eq!(report.verdict.word(), Word::Verified, "{curve:?} {:?} {:?}", report.causes, report.notes);
            assert_eq!(report.checks.status(CheckId::Printed), Status::Pass);
            assert_eq!(with(&text, &Store::default()).verdict.word(), Word::UnknownIssuer);
            // Without the key on paper, by the certificate.
            let key = text.lines().find(|line| line.starts_with("TSE-PublicKey")).unwrap();
            let bare = text.replace(&format!("{key}\n"), "").replace("TSE-Zeitformat: unixTime\n", "");
            let bare = bare.replace(&format!("TSE-Hashalgorithmus: {}\n", receipt.hash()), "");
            assert_eq!(with(&bare, &trusting(&receipt)).verdict.word(), Word::Verified, "{curve:?}");
            // Key and signature below their labels, as wide as the paper is.
            for width in [32, 48, 64, 88] {
                let wrap = |line: &str| match line.split_once(": ") {
                    Some((label @ ("TSE-Signatur" | "TSE-PublicKey" | "TSE-Seriennummer"), value)) => {
                        let parts = value.as_bytes().chunks(width).map(String::from_utf8_lossy);
                        format!("{label}:\n{}", parts.collect::<Vec<_>>().join("\n"))
                    }
                    _ => line.to_string(),
                };
                let wrapped = text.lines().map(wrap).collect::<Vec<_>>().join("\n");
                assert_eq!(with(&wrapped, &trusting(&receipt)).verdict.word(), Word::Verified, "{width}\n{wrapped}");
            }
        }
    }
}

#[test]
fn a_changed_text_does_not_fit() {
    let receipt = Receipt::default();
    let text = as_text(&receipt);
    for (from, to, word) in [
        ("zähler: 3690", "zähler: 3691", Word::Invalid),
        ("Transaktion: 1842", "Transaktion: 1824", Word::Invalid),
        ("T19:58:12.000Z", "T20:58:12.000Z", Word::Invalid),
        ("KAS-Bistro 07", "kas-bistro 07", Word::Invalid),
        ("Brutto 5,60", "Brutto 5,80", Word::Invalid),
        // The table fits the signature: the total does not fit the table.
        ("21,40 €\nMwSt", "27,40 €\nMwSt", Word::Altered),
    ] {
        assert!(text.contains(from));
        let report = with(&text.replacen(from, to, 1), &trusting(&receipt));
        assert_eq!(report.verdict.word(), word, "{from} {:?}", report.causes);
        assert_eq!(proven(&report).len(), 1, "{from} {:?}", report.causes);
    }
    // Times without a zone are local: read so, and noted.
    let local = text.replace("T19:58:12.000Z", "T20:58:12.000").replace("T19:04:55.000Z", "T20:04:55.000");
    let report = with(&local, &trusting(&receipt));
    assert_eq!(report.verdict.word(), Word::Verified, "{:?}", report.causes);
    assert!(report.notes.iter().any(|note| note.id == "time-converted"));
}

#[test]
fn outages_and_receipts_without_a_signature() {
    let receipt = Receipt::default();
    let head: String = printed(&receipt).lines().take(10).map(|line| format!("{line}\n")).collect();
    for line in ["TSE ausgefallen", "TSE-Ausfall", "Sicherungseinrichtung ausgefallen"] {
        let report = checked(&format!("{head}\n{line}\nTSE-Transaktion: 1842\nClientID / KassenID: KAS-Bistro 07\n"));
        assert_eq!(report.format.id(), "de-tse", "{line}");
        assert_eq!(report.verdict.word(), Word::Unsigned, "{line}");
        assert_eq!(report.causes[0].id, CauseId::SigningDeviceFailed, "{line} {:?}", report.causes);
    }
}

/// Texts of the collection of printed slips.
#[test]
fn printed_receipts_of_the_collection() {
    for name in ["07", "08", "09"] {
        let Some(truth) = vectors(&format!("slip-text/{name}.json")) else { return };
        let Some(text) = vectors(&format!("slip-text/{name}.txt")) else { return };
        let truth: Value = serde_json::from_str(&truth).unwrap();
        let code = truth["code"].as_str().unwrap();
        let report = checked(&format!("{text}\n{code}"));
        assert_eq!(report.verdict.word(), Word::UnknownIssuer, "{name} {:?} {:?}", report.causes, report.fields);
        assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{name} {:?}", report.fields);
        assert!(report.fields.iter().all(|field| field.matches != Some(Match::Differs)), "{name} {:?}", report.fields);
        assert_eq!(report.checks.status(CheckId::Plausibility), Status::Pass, "{name} {:?}", report.checks);
        // The text alone.
        let report = checked(&text);
        assert_eq!(report.format.id(), "de-tse");
        assert_eq!(report.verdict.word(), Word::UnknownIssuer, "{name} {:?}", report.notes);
        let expected = if truth["rebuild"] == true { Status::Pass } else { Status::Unknown };
        if name != "08" {
            assert_eq!(report.checks.status(CheckId::Signature), expected, "{name}");
        }
    }
}

/// The report of a receipt whose print has other lines, under its own key.
fn printed_otherwise(receipt: &Receipt, changes: &[(&str, &str)]) -> Report {
    let mut print = printed(receipt);
    for (from, to) in changes {
        assert!(print.contains(from), "{from}");
        print = print.replace(from, to);
    }
    with(&format!("{print}\n{}", receipt.code()), &trusting(receipt))
}

const PAID: &str = "Zahlungsart: Karte             21,40 €";

#[test]
fn printed_payments_are_those_of_the_code() {
    let paid =
        |payments: &str| Receipt { data: format!("Beleg^5.60_15.80_0.00_0.00_0.00^{payments}"), ..Receipt::default() };
    let mut wrong = Vec::new();
    for (signed, print, word, status) in [
        ("21.40:Bar", "Zahlungsart: Bar 21,40 €", Word::Verified, Status::Pass),
        ("21.40:Bar", "Zahlungsart: Bar", Word::Verified, Status::Pass),
        ("21.40:Unbar", "EC-Karte 21,40 €", Word::Verified, Status::Pass),
        ("21.40:Unbar", "Gutschein 21,40 €", Word::Verified, Status::Pass),
        ("21.40:Bar", "Gutschein 21,40 €", Word::Verified, Status::Pass),
        ("10.00:Bar_11.40:Unbar", "Bar 10,00 €\nKarte 11,40 €", Word::Verified, Status::Pass),
        // What was given, and the change: with the kind or without, signed as given or as kept.
        ("21.40:Bar", "Bar 50,00 €\nRückgeld 28,60 €", Word::Verified, Status::Pass),
        ("50.00:Bar_-28.60:Bar", "Bar 50,00 €\nRückgeld 28,60 €", Word::Verified, Status::Pass),
        ("21.40:Bar", "Zahlungsart: Bar 21,40 €\nGeg. 50,00 €\nRückgeld 28,60 €", Word::Verified, Status::Pass),
        ("21.40:Bar", "Zahlungsart: Bar 21,40 €\nGegeben Bar 50,00\nRückgeld 28,60 €", Word::Verified, Status::Pass),
        // The card's slip says it once more.
        ("21.40:Unbar", "EC-Karte 21,40 €\nKundenbeleg\ngirocard 21,40 €", Word::Verified, Status::Pass),
        ("21.40:Unbar", "Zahlungsart: Bar 21,40 €", Word::Altered, Status::Fail),
        ("21.40:Unbar", "Zahlungsart: Bar", Word::Altered, Status::Fail),
        ("21.40:Bar", "Zahlungsart: Karte 21,40 €", Word::Altered, Status::Fail),
        ("10.00:Bar_11.40:Unbar", "Bar 11,40 €\nKarte 10,00 €", Word::Altered, Status::Fail),
        ("10.00:Bar_11.40:Unbar", "Bar 21,40 €", Word::Altered, Status::Fail),
        ("21.40:Bar:USD", "Bar 21,40 €", Word::Altered, Status::Fail),
        ("71.40:Bar", "Bar 21,40 €", Word::Verified, Status::Unknown),
        ("", "Bar 21,40 €", Word::Verified, Status::Unknown),
        ("21.40:Bar", "Bar 21,40 €\nRückgeld 28,60 €", Word::Verified, Status::Unknown),
        ("21.40:Bar", "Bar 21,40 €\nKarte 21,40 €", Word::Verified, Status::Unknown),
    ] {
        let report = printed_otherwise(&paid(signed), &[(PAID, print)]);
        let got = (report.verdict.word(), report.checks.status(CheckId::Printed));
        if got != (word, status) {
            wrong.push((signed, print, got));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_code_of_no_sale_has_no_full_tick_for_a_sales_print() {
    let receipt = |kind: &str, process: &str| Receipt {
        kind: process.into(),
        data: format!("{kind}^5.60_15.80_0.00_0.00_0.00^21.40:Unbar"),
        ..Receipt::default()
    };
    for (kind, process, note) in [
        ("AVTransfer", "Kassenbeleg-V1", "no-sale"),
        ("AVRechnung", "Kassenbeleg-V1", "no-sale"),
        ("AVSachbezug", "Kassenbeleg-V1", "no-sale"),
        ("AVTraining", "Kassenbeleg-V1", "training-receipt"),
        ("AVBelegstorno", "Kassenbeleg-V1", "cancellation-receipt"),
        ("Beleg", "Bestellung-V1", "no-sale"),
        ("Beleg", "SonstigerVorgang", "no-sale"),
    ] {
        let report = printed_otherwise(&receipt(kind, process), &[]);
        assert_eq!(report.verdict.word(), Word::Verified, "{kind} {:?}", report.fields);
        assert_eq!(report.checks.status(CheckId::Printed), Status::Unknown, "{kind} {process}");
        assert!(report.notes.iter().any(|other| other.id == note), "{kind} {:?}", report.notes);
    }
    // What the paper calls by its name is what was signed.
    let training = printed_otherwise(&receipt("AVTraining", "Kassenbeleg-V1"), &[("Datum:", "Trainingsbeleg\nDatum:")]);
    assert_eq!(field(&training, "receiptKind").matches, Some(Match::Same));
    // And a sale is none.
    let sale = printed_otherwise(&Receipt::default(), &[("Datum:", "Trainingsbeleg\nDatum:")]);
    assert_eq!((sale.verdict.word(), field(&sale, "receiptKind").matches), (Word::Altered, Some(Match::Differs)));
    for title in ["Nullbeleg", "TSE ausgefallen"] {
        let report = printed_otherwise(&Receipt::default(), &[("Datum:", &format!("{title}\nDatum:"))]);
        assert_eq!(report.checks.status(CheckId::Printed), Status::Unknown, "{title}");
    }
}

#[test]
fn a_start_or_a_rate_that_the_code_does_not_say_leaves_the_print_unknown() {
    let line = "MwSt 19%: Netto 4,71 Steuer 0,89 Brutto 5,60";
    for (from, to, status) in [
        ("TSE-Start: 2026-11-21T19:04:55.000Z", "TSE-Start: 2026-11-21T20:04:55", Status::Pass),
        ("TSE-Start: 2026-11-21", "TSE-Start: 2026-11-20", Status::Unknown),
        ("TSE-Start: 2026-11-21T19", "TSE-Start: 2026-11-21T17", Status::Unknown),
        (line, &format!("{line}\ndarin MwSt 19% 0,89")[..], Status::Pass),
        (line, &format!("{line}\ndarin MwSt 19% 9,99")[..], Status::Unknown),
        (line, &format!("{line}\nE 4,9% 0,30 6,15 6,45")[..], Status::Unknown),
        (line, &format!("{line}\nA 20% 9,99 10,00 19,99")[..], Status::Unknown),
    ] {
        let report = printed_otherwise(&Receipt::default(), &[(from, to)]);
        assert_eq!(report.verdict.word(), Word::Verified, "{to} {:?}", report.fields);
        assert_eq!(report.checks.status(CheckId::Printed), status, "{to} {:?}", report.notes);
    }
}

#[test]
fn a_card_slip_below_the_receipt_is_no_alarm() {
    let slip = "K-U-N-D-E-N-B-E-L-E-G\nTerminal-ID 60123456\nTA-Nr 005678 BNr 9012\nBeleg-Nr. 4546\ngirocard\n\
                EUR 21,40\nVU-Nr 4556123456\nGenehmigungs-Nr 123456\nCapt.-Ref. = 0000\nZahlung erfolgt";
    let report = printed_otherwise(&Receipt::default(), &[(PAID, &format!("{PAID}\n\n{slip}\n"))]);
    assert_eq!(report.verdict.word(), Word::Verified, "{:?}", report.fields);
    assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{:?} {:?}", report.fields, report.notes);
}
