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
