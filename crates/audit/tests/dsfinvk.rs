//! DSFinV-K archives that are broken in one named way each, beside lawful twins.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs, dead_code)]

mod german;

use german::{
    Anchors,
    build::{DAYS, Log, START, Signer256, World, base64, tar, written, zip},
    found,
};
use slipcheck_audit::{Input, Options, Report, audit};
use slipcheck_codec::{encoding::hex, time::Moment};

const HEAD: &str = "Z_KASSE_ID;Z_ERSTELLUNG;Z_NR";
const CLOSING: &str = "1;2026-04-01T20:00:00Z;17";

/// Tables by name.
#[derive(Clone)]
struct Books(Vec<(String, String)>);

impl Books {
    fn table(&mut self, name: &str) -> &mut String {
        &mut self.0.iter_mut().find(|(table, _)| table == name).unwrap().1
    }

    /// Changes a text that must be there.
    fn replace(mut self, name: &str, from: &str, to: &str) -> Self {
        let table = self.table(name);
        assert!(table.contains(from), "{name}: {from}");
        *table = table.replacen(from, to, 1);
        self
    }

    fn add(mut self, name: &str, row: &str) -> Self {
        self.table(name).push_str(&format!("{CLOSING};{row}\r\n"));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(table, _)| table != name);
        self
    }

    fn zip(&self) -> Vec<u8> {
        zip(&self.0.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect::<Vec<_>>())
    }
}

/// The finishes of the day, with what the books hold of them.
fn finishes() -> Vec<Log> {
    let paid = |log: Log, data: &str| log.data("Kassenbeleg-V1", data);
    vec![
        paid(Log::finish(4, 1), "Beleg^6.86_11.21_0.00_0.00_0.00^18.07:Bar"),
        Log { indefinite: true, ..paid(Log::finish(7, 2), "Beleg^0.00_0.00_0.00_0.00_5.00^3.00:Bar_2.00:Unbar") },
        paid(
            Log { version: 3, ..Log::finish(10, 3) }.client("TERMINAL-2"),
            "Beleg^9.00_0.00_0.00_0.00_0.00^10.00:Bar:USD",
        ),
    ]
}

fn row(world: &World, log: &Log, bon: &str) -> String {
    let german::build::What::Tra(_, number, _, kind, data) = &log.what else { panic!() };
    let signature = base64(&world.device.sign(&log.signed(world.device.serial())));
    let (start, end) = (written(log.seconds - 10), written(log.seconds));
    format!("{bon};1;{number};{start};{end};{kind};{};{signature};;{data}", log.counter)
}

fn lines(head: &str, rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("{CLOSING};{row}\r\n")).collect();
    format!("\u{feff}{HEAD};{head}\r\n{rows}")
}

fn books(world: &World) -> Books {
    let key = base64(&world.device.point());
    let certificate = base64(&world.leaf(&world.device, DAYS).1);
    let (first, second) = certificate.split_at(100);
    let tse = format!("1;{};ecdsa-plain-SHA256;unixTime;UTF-8;{key};{first};{second}", hex(&world.device.serial()));
    let transactions: Vec<String> =
        finishes().iter().enumerate().map(|(at, log)| row(world, log, &format!("B{at}"))).collect();
    let table = |name: &str, head: &str, rows: &[&str]| {
        (name.to_owned(), lines(head, &rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>()))
    };
    Books(vec![
        ("index.xml".into(), "<DataSet/>".into()),
        table(
            "tse.csv",
            "TSE_ID;TSE_SERIAL;TSE_SIG_ALGO;TSE_ZEITFORMAT;TSE_PD_ENCODING;TSE_PUBLIC_KEY;TSE_ZERTIFIKAT_I;TSE_ZERTIFIKAT_II",
            &[&tse],
        ),
        table("cashregister.csv", "KASSE_BRAND;KASSE_SERIENNR", &["X;KASSE-1"]),
        table("slaves.csv", "TERMINAL_ID;TERMINAL_SERIENNR", &["2;TERMINAL-2"]),
        (
            "transactions_tse.csv".into(),
            lines(
                "BON_ID;TSE_ID;TSE_TANR;TSE_TA_START;TSE_TA_ENDE;TSE_TA_VORGANGSART;TSE_TA_SIGZ;TSE_TA_SIG;TSE_TA_FEHLER;TSE_TA_VORGANGSDATEN",
                &transactions,
            ),
        ),
        table(
            "transactions_vat.csv",
            "BON_ID;UST_SCHLUESSEL;BON_BRUTTO",
            &["B0;1;6,86000", "B0;12;11,21000", "B1;5;3,00000", "B1;6;2,00000", "B2;1;10,00000", "B2;1;-1,00"],
        ),
        table(
            "datapayment.csv",
            "BON_ID;ZAHLART_TYP;ZAHLWAEH_CODE;ZAHLWAEH_BETRAG;BASISWAEH_BETRAG",
            &["B0;Bar;;;18,07", "B1;Bar;EUR;3,00;3,00", "B1;ECKarte;;;2,00", "B2;Bar;USD;10,00;9,00"],
        ),
    ])
}

fn judged(world: &World, inputs: &[(&str, Vec<u8>)]) -> Report {
    let mut inputs: Vec<Input<'_>> = inputs.iter().map(|(name, bytes)| Input::of_bytes(name, bytes)).collect();
    let options = Options { now: Moment(START + 10_000_000), ..Options::default() };
    let authority = Anchors { anchors: vec![world.anchor.clone()], ..Anchors::default() };
    audit(&mut inputs, &options, &authority, &mut ()).unwrap()
}

fn graver(books: &Books) -> Vec<String> {
    found(&judged(&World::new(), &[("books.zip", books.zip())])).0
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn lawful_books_pass() {
    let world = World::new();
    let report = judged(&world, &[("books.zip", books(&world).zip())]);
    assert_eq!(found(&report), (none(), none()));
    assert!(report.accepted());
    assert_eq!(report.summary["checked"]["signature"], 3);
    assert_eq!(report.summary["tables"]["transactions_vat.csv"], 6);
    // By the older name of the data, quoted, with other line ends, in a folder.
    let mut other = books(&world).replace("transactions_tse.csv", "TSE_TA_VORGANGSDATEN", "TSE_VORGANGSDATEN").replace(
        "transactions_tse.csv",
        "Beleg^6.86_11.21_0.00_0.00_0.00^18.07:Bar",
        "\"Beleg^6.86_11.21_0.00_0.00_0.00^18.07:Bar\"",
    );
    for (name, text) in &mut other.0 {
        *name = format!("export/{}", name.to_uppercase());
        *text = text.replace("\r\n", "\n");
    }
    assert_eq!(graver(&other), none());
}

#[test]
fn tables_and_rows_are_there_and_readable() {
    let books = || books(&World::new());
    assert_eq!(graver(&books().without("index.xml")), ["table-missing index.xml"]);
    assert_eq!(graver(&books().without("transactions_tse.csv")), ["table-missing transactions_tse.csv"]);
    assert_eq!(graver(&books().without("tse.csv")), ["key-missing transactions_tse.csv:2", "table-missing tse.csv"]);
    for (table, from, to, number) in [
        ("transactions_vat.csv", "6,86000", "6,8x", 2),
        ("transactions_vat.csv", "B1;6;2,00000", "B1;6", 5),
        ("datapayment.csv", "18,07", "", 2),
        ("transactions_tse.csv", "Kassenbeleg-V1;4;", "Kassenbeleg-V1;x;", 2),
        ("transactions_tse.csv", "2026-04-01T08:01:10.000Z", "yesterday", 3),
        ("tse.csv", "unixTime", "sundial", 2),
        ("cashregister.csv", "X;KASSE-1", "X", 2),
        ("slaves.csv", "2;TERMINAL-2", "\"2\"2;TERMINAL-2", 2),
    ] {
        assert_eq!(
            graver(&books().replace(table, from, to)),
            [format!("row-malformed {table}:{number}")],
            "{table} {to}"
        );
    }
    let key = base64(&World::new().device.point());
    assert_eq!(graver(&books().replace("tse.csv", &key, &key[4..])), ["row-malformed tse.csv:2"]);
}

#[test]
fn archives_that_are_damaged_are_judged_as_far_as_they_go() {
    let bytes = books(&World::new()).zip();
    let report = |bytes: &[u8]| found(&judged(&World::new(), &[("books.zip", bytes.to_vec())])).0;
    for cut in [bytes.len() - 10, bytes.len() - 400, bytes.len() - 900, bytes.len() / 2, bytes.len() / 3, 200] {
        assert_eq!(report(&bytes[..cut]), ["archive-malformed "], "{cut}");
    }
    let at = bytes.windows(5).rposition(|w| w == b"10,00").unwrap();
    let mut wrong = bytes.clone();
    wrong[at] = b'7';
    assert_eq!(report(&wrong), ["archive-malformed "]);
    // Whatever it is that was damaged, nothing else is said of it.
    for place in ["KASSE-1", "TERMINAL-2", "unixTime", "Beleg^6", "B0;1;", "18,07"] {
        let at = bytes.windows(place.len()).position(|w| w == place.as_bytes()).unwrap();
        let mut wrong = bytes.clone();
        wrong[at] ^= 1;
        assert_eq!(report(&wrong), ["archive-malformed "], "{place}");
    }
}

#[test]
fn devices_have_the_serial_number_of_their_key_and_a_certificate() {
    let world = World::new();
    let serial = hex(&world.device.serial());
    let books = || books(&world);
    assert_eq!(graver(&books().replace("tse.csv", &serial, &"ab".repeat(32))), ["serial-mismatch tse.csv:2"]);
    assert_eq!(graver(&books().replace("tse.csv", &serial, &serial.to_uppercase())), none());
    let certificate = base64(&world.leaf(&world.device, DAYS).1);
    let bare = books().replace("tse.csv", &certificate[..100], "").replace("tse.csv", &certificate[100..], "");
    assert_eq!(graver(&bare), ["certificate-untrusted tse.csv:2"]);
    let foreign = base64(&world.device.certificate("TSE", &Signer256::new(9), "ROOT", false, DAYS));
    let foreign = bare.replace("tse.csv", ";;\r\n", &format!(";{foreign};\r\n"));
    assert_eq!(graver(&foreign), ["certificate-untrusted tse.csv:2"]);
    // The certificate's key, where none stands in its own column.
    assert_eq!(graver(&books().replace("tse.csv", &base64(&world.device.point()), "")), none());
    assert_eq!(
        graver(&books().replace("tse.csv", &format!("{CLOSING};1;"), &format!("{CLOSING};9;"))),
        ["key-missing transactions_tse.csv:2"]
    );
    assert_eq!(graver(&books().replace("tse.csv", "SHA256", "SHA3-256")), ["algorithm-unknown tse.csv:2"]);
}

#[test]
fn signatures_fit_for_one_of_the_clients() {
    let books = || books(&World::new());
    assert_eq!(
        graver(&books().replace("slaves.csv", "TERMINAL-2", "TERMINAL-3")),
        ["signature-invalid transactions_tse.csv:4"]
    );
    assert_eq!(
        graver(&books().replace("transactions_tse.csv", "V1;7;", "V1;8;")),
        ["signature-invalid transactions_tse.csv:3"]
    );
    let till = |books: Books| books.without("cashregister.csv").without("slaves.csv");
    let report = judged(&World::new(), &[("books.zip", till(books()).zip())]);
    assert_eq!(found(&report).0, ["client-unknown transactions_tse.csv:2"]);
    assert_eq!(report.findings[0].evidence["count"], 3);
    // Milliseconds are dropped.
    assert_eq!(graver(&books().replace("transactions_tse.csv", "08:01:10.000Z", "08:01:10.250Z")), none());
    assert_eq!(
        graver(&books().replace("transactions_tse.csv", "08:01:10.000Z", "08:01:11.000Z")),
        ["signature-invalid transactions_tse.csv:3"]
    );
}

#[test]
fn misfits_are_explained_as_receipts() {
    let world = World::new();
    let bytes = books(&world).replace("transactions_tse.csv", "V1;7;", "V1;8;").zip();
    let authority = Anchors { anchors: vec![world.anchor.clone()], ..Anchors::default() };
    let options = Options { now: Moment(START + 10_000_000), ..Options::default() };
    let report = audit(&mut [Input::of_bytes("books.zip", &bytes)], &options, &authority, &mut ()).unwrap();
    assert_eq!(report.findings[0].evidence["causes"][0], "asked");
    let code = "V0;KASSE-1;Kassenbeleg-V1;Beleg^0.00_0.00_0.00_0.00_5.00^3.00:Bar_2.00:Unbar;2;8;2026-04-01T08:01:00.000Z;2026-04-01T08:01:10.000Z;ecdsa-plain-SHA256;unixTime;";
    assert!(authority.asked.borrow()[0].starts_with(code), "{:?}", authority.asked);
}

#[test]
fn rows_without_a_signature_are_said() {
    let world = World::new();
    let row = row(&world, &finishes()[0], "B0");
    let signature = row.split(';').nth(7).unwrap().to_owned();
    let without = books(&world).replace("transactions_tse.csv", &format!("{signature};;"), ";TSE ausgefallen;");
    assert_eq!(graver(&without), ["tse-error transactions_tse.csv:2"]);
}

#[test]
fn counters_are_used_once() {
    let world = World::new();
    let again = finishes()[0].clone().at(START + 45).data("Kassenbeleg-V1", "AVTraining^0.00_0.00_0.00_0.00_0.00^");
    let twice = books(&world).add("transactions_tse.csv", &row(&world, &again, "B9"));
    assert_eq!(graver(&twice), ["counter-repeated transactions_tse.csv:5"]);
}

#[test]
fn what_was_signed_stands_in_the_books() {
    let world = World::new();
    let books = || books(&world);
    for (table, from, to, bon) in [
        ("transactions_vat.csv", "6,86000", "6,87000", 2),
        ("transactions_vat.csv", "B0;12;", "B0;11;", 2),
        ("datapayment.csv", "B0;Bar", "B0;Unbar", 2),
        ("datapayment.csv", "USD;10,00", "CHF;10,00", 4),
        ("datapayment.csv", "B2;Bar;USD;10,00", "B2;Bar;USD;11,00", 4),
    ] {
        assert_eq!(
            graver(&books().replace(table, from, to)),
            [format!("data-differs transactions_tse.csv:{bon}")],
            "{from}"
        );
    }
    // No rows for a receipt at all.
    let gone =
        books().replace("transactions_vat.csv", &format!("{CLOSING};B0;1;6,86000\r\n{CLOSING};B0;12;11,21000\r\n"), "");
    assert_eq!(graver(&gone), ["data-differs transactions_tse.csv:2"]);
    // Less than a cent, own keys, no such table, another closing's rows: nothing to say.
    assert_eq!(graver(&books().replace("transactions_vat.csv", "6,86000", "6,86999")), none());
    assert_eq!(graver(&books().replace("transactions_vat.csv", "B0;12;", "B0;1001;")), none());
    assert_eq!(graver(&books().without("transactions_vat.csv").without("datapayment.csv")), none());
    let other = books().replace("transactions_vat.csv", CLOSING, "1;2026-04-01T20:00:00Z;18");
    assert_eq!(graver(&other), ["data-differs transactions_tse.csv:2"]);
    // Two transactions of one receipt are held against its rows together.
    let half = finishes()[0].clone().at(START + 115);
    let half = Log { counter: 11, ..half };
    let both = books()
        .add("transactions_tse.csv", &row(&world, &half, "B0"))
        .replace("transactions_vat.csv", "6,86000", "13,72000")
        .replace("transactions_vat.csv", "11,21000", "22,42000")
        .replace("datapayment.csv", "18,07", "36,14");
    assert_eq!(graver(&both), none());
    assert_eq!(graver(&both.replace("datapayment.csv", "36,14", "18,07")), ["data-differs transactions_tse.csv:2"]);
    // Training is booked in other ways.
    let training =
        finishes()[0].clone().at(START + 115).data("Kassenbeleg-V1", "AVTraining^1.00_0.00_0.00_0.00_0.00^1.00:Bar");
    let training = Log { counter: 11, ..training };
    assert_eq!(graver(&books().add("transactions_tse.csv", &row(&world, &training, "B9"))), none());
    let odd = finishes()[0].clone().at(START + 115).data("Kassenbeleg-V1", "Beleg^1.00_0.00_0.00_0.00_0.00^2.00:Bar");
    let odd = books()
        .add("transactions_tse.csv", &row(&world, &Log { counter: 11, ..odd }, "B9"))
        .add("transactions_vat.csv", "B9;1;1,00000")
        .add("datapayment.csv", "B9;Bar;;;2,00");
    assert_eq!(graver(&odd), ["sums-differ transactions_tse.csv:5"]);
}

/// The day as the device has it.
fn export(world: &World, change: impl FnOnce(&mut Vec<Log>)) -> Vec<u8> {
    let mut logs = vec![Log::sys(1, "initialize"), Log::sys(2, "updateTime")];
    for finish in finishes() {
        let german::build::What::Tra(_, number, client, ..) = finish.what.clone() else { panic!() };
        logs.push(Log::start(finish.counter - 1, number).client(&client));
        logs.push(finish);
    }
    logs.extend([Log::sys(5, "selfTest"), Log::sys(8, "selfTest")]);
    change(&mut logs);
    let logs = logs.iter().map(|log| log.entry(&world.device));
    tar(&world.head().into_iter().chain(logs).collect::<Vec<_>>())
}

#[test]
fn the_export_of_the_device_says_the_same() {
    let world = World::new();
    let beside = |books: Books, change: fn(&mut Vec<Log>)| {
        let report = judged(&world, &[("export.tar", export(&world, change)), ("books.zip", books.zip())]);
        found(&report).0
    };
    let sound = books(&world);
    assert_eq!(beside(sound.clone(), |_| {}), none());
    let place = world.device.place();
    let missing = beside(sound.clone(), |logs| logs.retain(|log| log.counter != 7));
    assert_eq!(
        missing,
        [
            format!("counter-gap {place}/sig/7"),
            format!("finish-missing {place}/tx/2"),
            "log-missing transactions_tse.csv:3".into()
        ]
    );
    let started = sound.replace("transactions_tse.csv", "2026-04-01T08:01:00.000Z", "2026-04-01T08:00:59.000Z");
    assert_eq!(beside(started, |_| {}), ["start-differs transactions_tse.csv:3"]);
    let other =
        beside(books(&world), |logs| logs.iter_mut().filter(|log| log.counter == 7).for_each(|log| log.version = 3));
    assert_eq!(other, ["signature-differs transactions_tse.csv:3"]);
    let foreign = World { device: Signer256::new(7), ..World::new() };
    let report = judged(&world, &[("books.zip", books(&world).zip()), ("export.tar", export(&foreign, |_| {}))]);
    assert_eq!(found(&report).0, ["log-missing transactions_tse.csv:2"]);
    assert_eq!(report.findings.last().unwrap().evidence["count"], 3);
}

#[test]
fn whatever_is_changed_the_audit_ends() {
    let world = World::new();
    let bytes = books(&world).zip();
    for at in (0..bytes.len()).step_by(53) {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x1f;
        let _ = judged(&world, &[("books.zip", bytes)]);
    }
}
