//! Single lines beside a signed code. `caught.txt` holds those that say more than was signed and cost the full tick, one a
//! line; `open.txt` those that look like it and keep it, each with the reason why it is lawful or why nobody can know;
//! `lawful.txt` those of real slips and receipts (`⏎` for the end of a line), which keep it. A line that moves from one to the
//! other has to be moved in the files too.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use slipcheck::{
    check::check_without_repairs,
    input::Input,
    pki::{self, Store},
    report::{CheckId, Status},
    time::Timestamp,
    verdict::Word,
};

const SLIP: &str = include_str!("../www/public/samples/good-attached.txt");

/// Lawful lines that cost the full tick all the same, of a hundred.
const MOST_LOST: usize = 1;

fn store() -> Store {
    let import = |pem: &[u8]| pki::import(pem).certificates;
    Store {
        anchors: import(include_bytes!("../www/public/samples/demo-root.pem")),
        certificates: import(include_bytes!("../www/public/samples/demo-chain.pem")),
        ..Store::default()
    }
}

/// Whether the slip has the full tick with this line above its code; `Err` when it is called altered or invalid.
fn has_full_tick(line: &str, store: &Store) -> Result<bool, Word> {
    let now = Timestamp::parse("2026-11-22T12:00:00Z").unwrap().moment();
    let code = SLIP.lines().max_by_key(|line| line.len()).unwrap();
    let text = SLIP.replace(code, &[&line.replace('⏎', "\n"), code].join("\n"));
    let reports = check_without_repairs(&Input::text(text), store, now);
    let alarm =
        reports.iter().map(|report| report.verdict.word()).find(|word| matches!(word, Word::Altered | Word::Invalid));
    alarm.map_or(Ok(()), Err)?;
    Ok(reports.iter().any(|report| {
        report.verdict.word() == Word::Verified
            && report.checks.status(CheckId::Printed) == Status::Pass
            && report.notes.iter().all(|note| note.id != "not-covered")
    }))
}

#[test]
fn lines_that_say_more_than_was_signed_cost_the_full_tick() {
    let store = store();
    let ticked =
        |lines: &'static str| lines.lines().filter(|line| has_full_tick(line, &store) == Ok(true)).collect::<Vec<_>>();
    assert_eq!(ticked(include_str!("print_account/caught.txt")), [""; 0]);
}

#[test]
fn lines_that_are_known_to_be_open_are_few_and_say_why() {
    let store = store();
    let lines: Vec<(&str, &str)> =
        include_str!("print_account/open.txt").lines().filter_map(|line| line.split_once(" ⇐ ")).collect();
    assert_eq!(lines.len(), include_str!("print_account/open.txt").lines().count(), "each has a reason");
    assert!(lines.len() < 25);
    let stale: Vec<&str> =
        lines.iter().map(|line| line.0).filter(|line| has_full_tick(line, &store) != Ok(true)).collect();
    assert_eq!(stale, [""; 0], "move them to caught.txt");
}

#[test]
fn lines_of_real_slips_keep_the_full_tick() {
    let store = store();
    let lines: Vec<&str> = include_str!("print_account/lawful.txt").lines().collect();
    assert!(lines.len() > 300);
    let told: Vec<(&str, Result<bool, Word>)> = lines.iter().map(|line| (*line, has_full_tick(line, &store))).collect();
    let alarms: Vec<&str> = told.iter().filter(|told| told.1.is_err()).map(|told| told.0).collect();
    let lost: Vec<&str> = told.iter().filter(|told| told.1 == Ok(false)).map(|told| told.0).collect();
    eprintln!("{} of {} keep the full tick; without it: {lost:#?}", lines.len() - lost.len(), lines.len());
    assert_eq!(alarms, [""; 0]);
    assert!(lost.len() * 100 <= lines.len() * MOST_LOST, "{lost:#?}");
}

#[test]
fn lines_of_other_numbers_alter_no_slip() {
    let store = store();
    for line in [
        "终端号:POS03",
        "Ref no: A123",
        "会员卡 卡号:8800123456",
        "CARD NO. (LOYALTY) 1234567890",
        "机具号:A1234567",
        "设备号:0012345",
        "Till/Terminal: 04",
        "商户简称:云栖",
        "商户 云栖面馆(中关村店)",
        "累计金额:5380.00",
        "80331 München",
        "余额:362.00",
        "Gegeben 150,00⏎Rückgeld 12,00",
    ] {
        assert!(has_full_tick(line, &store).is_ok(), "{line}");
    }
}

const RECEIPT: &str = include_str!("../www/public/samples/tse-good.txt");

/// The word for a till's receipt, and whether it has the full tick, with these lines above or below its total.
fn receipt(above: &str, below: &str) -> (Word, bool) {
    let now = Timestamp::parse("2026-11-22T12:00:00Z").unwrap().moment();
    let total = RECEIPT.lines().find(|line| line.starts_with("GESAMT")).unwrap();
    let text = RECEIPT.replace(total, &[above, total, below].join("\n"));
    let reports = check_without_repairs(&Input::text(&text), &store(), now);
    let report = &reports[0];
    (report.verdict.word(), report.checks.status(CheckId::Printed) == Status::Pass)
}

#[test]
fn goods_named_like_labels_alter_no_receipt() {
    assert_eq!(receipt("", ""), (Word::Verified, true));
    for name in ["Total", "Betrag", "Gesamt", "Kasse", "Amount", "Totale", "Summe"] {
        let (word, _) = receipt(&format!("{name}                5,40\nKaffee               16,00"), "");
        assert_eq!(word, Word::Verified, "{name}");
    }
    // A total that is none of the signed one, below or above it.
    assert_eq!(receipt("", "GESAMT    188,00 €").0, Word::Altered);
    assert_eq!(receipt("GESAMT    188,00 €", "").0, Word::Altered);
}

#[test]
fn lines_of_receipts_that_say_more_than_was_signed_cost_the_full_tick() {
    for line in [
        "Rabatt -5,00",
        "Rabatt 20,00",
        "Pfand 20,00",
        "Retoure 21,40",
        "Kaffee 21,40\nKuchen 21,40",
        "99",
        "1021",
        "Zahlungsart: EC-Karte",
        "offene Rechnung",
        "noch offen 20,00",
        "Trinkgeld bar 10",
        "MwSt 19%: Netto 4,71 Steuer 0,89 Brutto 5,60  STORNO",
        "Danke  x 2",
    ] {
        let (word, full) = receipt("", line);
        assert!(word != Word::Verified || !full, "{line}");
    }
}
