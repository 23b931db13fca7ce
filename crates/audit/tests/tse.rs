//! TSE exports that are broken in one named way each, beside lawful twins.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs, dead_code)]

mod german;

use german::{
    Anchors,
    build::{DAYS, Log, START, Signer256, What, World, certificate, info, tar, zip},
    found,
};
use slipcheck_audit::{Input, Options, Report, State, audit};
use slipcheck_codec::{der::tlv, encoding::hex, time::Moment};
use std::slice::from_ref;

fn options() -> Options {
    Options { now: Moment(START + 10_000_000), keep_state: true, ..Options::default() }
}

fn judged(world: &World, archives: &[Vec<u8>], options: &Options) -> Report {
    let mut inputs: Vec<Input<'_>> =
        archives.iter().enumerate().map(|(at, bytes)| Input::of_bytes(&format!("{at}.tar"), bytes)).collect();
    let authority = Anchors { anchors: vec![world.anchor.clone()], ..Anchors::default() };
    audit(&mut inputs, options, &authority, &mut ()).unwrap()
}

/// What is found, graver than a note; and notes.
fn told(archives: &[Vec<u8>]) -> (Vec<String>, Vec<String>) {
    found(&judged(&World::new(), archives, &options()))
}

fn graver(archives: &[Vec<u8>]) -> Vec<String> {
    told(archives).0
}

fn logs(change: impl FnOnce(&mut Vec<Log>)) -> Vec<u8> {
    let mut logs = World::day();
    change(&mut logs);
    World::new().export(&logs)
}

/// An export of the lawful day whose entries are changed.
fn entries(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let world = World::new();
    let logs = World::day();
    let mut entries: Vec<_> = world.head().into_iter().chain(logs.iter().map(|log| log.entry(&world.device))).collect();
    change(&mut entries);
    tar(&entries)
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_lawful_day_passes_however_it_is_packed() {
    let day = logs(|_| {});
    assert_eq!(told(from_ref(&day)), (none(), none()));
    let report = judged(&World::new(), from_ref(&day), &options());
    assert!(report.accepted());
    assert_eq!(report.summary["logs"], 10);
    assert_eq!(report.summary["checked"]["signature"], 10);
    assert_eq!(report.summary["sums"]["Beleg"]["rates"]["19"], 3 * 686);
    assert_eq!(report.summary["devices"][0]["lastCounter"], 10);
    // In a folder, in another order, in a ZIP, in two archives.
    let moved = entries(|entries| {
        entries.reverse();
        entries.iter_mut().for_each(|(name, _)| *name = format!("./{name}"));
    });
    assert_eq!(told(&[moved]), (none(), none()));
    let packed = zip(&[("readme.txt".into(), b"x".to_vec()), ("export.tar".into(), day.clone())]);
    assert_eq!(graver(&[packed]), none());
    let world = World::new();
    let parts: Vec<Vec<u8>> = [&World::day()[5..], &World::day()[..5]].iter().map(|logs| world.export(logs)).collect();
    assert_eq!(told(&parts), (none(), none()));
    let overlapping = [world.export(&World::day()[..7]), world.export(&World::day()[3..])];
    let (findings, notes) = told(&overlapping);
    assert_eq!((findings, notes[0].starts_with("log-repeated Unixt_")), (none(), true));
    let long = "K".repeat(120);
    let long = World::day().into_iter().map(|log| log.client(&long)).collect::<Vec<_>>();
    assert_eq!(told(&[world.export(&long)]), (none(), none()));
}

#[test]
fn archives_that_break_off_are_judged_up_to_there() {
    let day = logs(|_| {});
    assert_eq!(graver(&[day[..day.len() - 1024].to_vec()]), ["archive-malformed "]);
    // In the middle of the last log: what cannot be read is not there.
    let found = graver(&[day[..day.len() - 1024 - 512].to_vec()]);
    let place = World::new().device.place();
    assert_eq!(found, ["archive-malformed ".to_owned(), format!("finish-missing {place}/tx/3")]);
    let mut wrong = day.clone();
    let at = wrong.len() - 1024 - 1024;
    wrong[at] ^= 1;
    assert_eq!(graver(&[wrong]), found);
}

#[test]
fn information_is_there_and_well_formed() {
    assert_eq!(graver(&[entries(|entries| drop(entries.remove(0)))]), ["info-missing "]);
    assert_eq!(graver(&[entries(|entries| entries[0].1 = b"version:".to_vec())]), ["info-malformed "]);
    assert_eq!(graver(&[entries(|entries| entries[0].0 = "x/info.csv".into())]), none());
    // All archives are one set.
    let without = entries(|entries| drop(entries.remove(0)));
    assert_eq!(graver(&[without.clone(), logs(|_| {})]), none());
    assert_eq!(graver(&[without.clone(), without]), ["info-missing "]);
    let unquoted = b"description:,x,manufacturer:,y,version:,z".to_vec();
    assert_eq!(graver(&[entries(|entries| entries[0].1 = unquoted)]), none());
    assert_eq!(told(&[entries(|entries| entries.push(("x.bin".into(), vec![1])))]).1, ["entry-unknown x.bin"]);
}

#[test]
fn certificates_are_read_named_and_found() {
    let world = World::new();
    let place = world.device.place();
    let leaf = world.leaf(&world.device, DAYS);
    let name = leaf.0.clone();
    // Cut: not a certificate, and the device has none then.
    let cut = entries(|entries| entries[1].1.truncate(100));
    assert_eq!(graver(&[cut]), [format!("certificate-missing {place}"), format!("certificate-unreadable {name}")]);
    let renamed = entries(|entries| entries[1].0 = format!("{}_X509.der", "AB".repeat(32)));
    assert_eq!(graver(&[renamed]), [format!("certificate-name-mismatch {}_X509.der", "AB".repeat(32))]);
    let renamed = told(&[entries(|entries| entries[2].0 = "CA_X509.der".into())]);
    assert_eq!(renamed, (none(), vec!["certificate-name-differs CA_X509.der".into()]));
    assert_eq!(graver(&[entries(|entries| drop(entries.remove(1)))]), [format!("certificate-missing {place}")]);
    // Signed by nobody that is known.
    let other = Signer256::new(9);
    let foreign = world.device.certificate("TSE", &other, "ROOT", false, DAYS);
    assert_eq!(graver(&[entries(|entries| entries[1].1 = foreign)]), [format!("certificate-untrusted {place}")]);
    // As PEM with its authority, under another ending, and lower case; a CVC certificate is passed over.
    let pem = |der: &[u8]| {
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", german::build::base64(der))
    };
    let both = [pem(&leaf.1), pem(&world.anchor)].concat().into_bytes();
    let bundled = entries(|entries| {
        entries.truncate(entries.len());
        entries[1] = (format!("{}_X509_Fc-1.crt", hex(&world.device.serial())), both);
        entries[2] = ("AB_CVC.crt".into(), vec![1]);
    });
    assert_eq!(told(&[bundled]), (none(), none()));
    // A curve that nobody knows (c2tnb191v1), of an authority.
    let algorithm = [
        tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]),
        tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x00, 0x05]),
    ]
    .concat();
    let point = [&[0, 4][..], &[7; 48]].concat();
    let spki = tlv(0x30, &[tlv(0x30, &algorithm), tlv(0x03, &point)].concat());
    let odd = certificate(&spki, "ODD", &world.root, "ROOT", true, DAYS);
    let name = format!("{}_X509.der", hex(&slipcheck_signature::sha256(&point[1..])));
    let with = entries(|entries| entries.push((name.clone(), odd)));
    assert_eq!(told(&[with]), (vec![format!("algorithm-unknown {name}")], none()));
}

#[test]
fn certificates_are_valid_when_logs_are_made() {
    let world = World::new();
    let first = World::day()[0].own_name();
    for (days, id) in
        [(("240101", "260401"), "certificate-expired"), (("260402", "340101"), "certificate-not-yet-valid")]
    {
        let leaf = world.leaf(&world.device, days);
        assert_eq!(graver(&[entries(|entries| entries[1] = leaf)]), [format!("{id} {first}")]);
    }
    let leaf = world.leaf(&world.device, ("260401", "260402"));
    assert_eq!(graver(&[entries(|entries| entries[1] = leaf)]), none());
    // Revoked in the middle of the day.
    let day = logs(|_| {});
    let leaf = world.leaf(&world.device, DAYS).1;
    let authority = Anchors {
        anchors: vec![world.anchor.clone()],
        revoked: vec![(leaf, Moment(START + 70))],
        ..Anchors::default()
    };
    let report = audit(&mut [Input::of_bytes("x", &day)], &options(), &authority, &mut ()).unwrap();
    assert_eq!(found(&report).0, [format!("certificate-revoked {}", World::day()[6].own_name())]);
    assert_eq!(report.findings[0].evidence["count"], 4);
}

#[test]
fn logs_that_cannot_be_read_are_not_missed_as_well() {
    for place in [6usize, 7, 8, 5] {
        let mut name = String::new();
        let broken = entries(|entries| {
            entries[place].1.push(0);
            name = entries[place].0.clone();
        });
        assert_eq!(graver(&[broken]), [format!("log-malformed {name}")]);
    }
    let mut name = String::new();
    let broken = entries(|entries| {
        for entry in &mut entries[5..7] {
            entry.1 = vec![0x30, 0x80];
        }
        name = entries[5].0.clone();
    });
    assert_eq!(graver(&[broken]).len(), 2);
    let version = logs(|logs| logs[3].version = 4);
    assert_eq!(graver(&[version]), [format!("log-malformed {}", World::day()[3].own_name())]);
}

#[test]
fn names_tell_what_logs_say() {
    let day = World::day();
    let own = day[3].own_name();
    for (from, to) in [
        ("Unixt_1775030440", "Unixt_1775030441"),
        ("Unixt_", "Utc_"),
        ("Sig-4", "Sig-14"),
        ("Finish", "Update"),
        ("No-1", "No-2"),
        ("KASSE-1", "KASSE-2"),
        ("Log-Tra", "Log-Xyz"),
    ] {
        let name = own.replace(from, to);
        let renamed = entries(|entries| entries[6].0 = name.clone());
        assert_eq!(graver(&[renamed]), [format!("log-name-mismatch {name}")]);
    }
    for name in
        [own.replace(".log", "_Fc-2.log"), own.replace("Unixt_1775030440", "Utc_260401080040Z"), format!("a/b/{own}")]
    {
        let renamed = entries(|entries| entries[6].0 = name);
        assert_eq!(told(&[renamed]), (none(), none()));
    }
    let odd: Vec<Log> = day.into_iter().map(|log| log.client("a/b")).collect();
    let named: Vec<Log> =
        odd.into_iter().map(|log| Log { name: Some(log.own_name().replace("a/b", "a_b")), ..log }).collect();
    assert_eq!(graver(&[World::new().export(&named)]), none());
}

#[test]
fn signatures_fit_or_are_reported_each() {
    let day = World::day();
    let at = |bytes: &[u8]| bytes.windows(5).position(|w| w == b"18.07").unwrap();
    let changed = entries(|entries| {
        for place in [6, 9] {
            let at = at(&entries[place].1);
            entries[place].1[at] = b'2';
        }
    });
    let expected = [3, 6].map(|place| format!("signature-invalid {}", day[place].own_name()));
    let mut expected = expected.to_vec();
    expected.extend([3, 6].map(|place| format!("sums-differ {}", day[place].own_name())));
    assert_eq!(graver(&[changed]), expected);
    let unknown = logs(|logs| logs.iter_mut().skip(3).for_each(|log| log.digest = 9));
    assert_eq!(graver(&[unknown]), [format!("algorithm-unknown {}", day[3].own_name())]);
}

#[test]
fn the_first_misfits_are_explained_as_receipts() {
    let world = World::new();
    let mut day = vec![Log::sys(1, "initialize")];
    for number in 1..=25 {
        day.extend([Log::start(2 * number, number), Log::finish(2 * number + 1, number)]);
    }
    let mut entries: Vec<_> = world.head();
    entries.extend(day.iter().map(|log| log.entry(&world.device)));
    for (_, bytes) in &mut entries[4..] {
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
    }
    let export = tar(&entries);
    let authority = Anchors { anchors: vec![world.anchor.clone()], ..Anchors::default() };
    let report = audit(&mut [Input::of_bytes("x", &export)], &options(), &authority, &mut ()).unwrap();
    assert_eq!(report.summary["counts"]["signature-invalid"], 50);
    let asked = authority.asked.borrow();
    // Starts are no receipts; of the first twenty misfits ten are finishes.
    assert_eq!(asked.len(), 10);
    let code = "V0;KASSE-1;Kassenbeleg-V1;Beleg^6.86_11.21_0.00_0.00_0.00^18.07:Bar;1;3;2026-04-01T08:00:30.000Z;2026-04-01T08:00:30.000Z;ecdsa-plain-SHA256;unixTime;";
    assert!(asked[0].starts_with(code), "{}", asked[0]);
    assert_eq!(report.findings[1].evidence["causes"][0], "asked");
}

#[test]
fn counters_go_up_by_one() {
    let world = World::new();
    let place = world.device.place();
    let gap = |remove: &[u64]| logs(|logs| logs.retain(|log| !remove.contains(&log.counter)));
    assert_eq!(graver(&[gap(&[2])]), [format!("counter-gap {place}/sig/2")]);
    assert_eq!(graver(&[gap(&[6, 8])]), [format!("counter-gap {place}/sig/6"), format!("counter-gap {place}/sig/8")]);
    assert_eq!(graver(&[gap(&[1, 2])]), none());
    let later = World::new().export(&World::day()[4..]);
    assert_eq!(told(&[later]), (none(), vec![format!("counter-start {}", World::day()[4].own_name())]));
    let whole = gap(&[3, 4]);
    assert_eq!(graver(from_ref(&whole)), [format!("counter-gap {place}/sig/3-4")]);
    let middle = gap(&[5, 6, 7]);
    let expected = [format!("counter-gap {place}/sig/5-7"), format!("transaction-gap {place}/tx/2")];
    assert_eq!(graver(from_ref(&middle)), expected);
    let filtered = judged(&world, &[middle], &Options { filtered: true, ..options() });
    let (findings, notes) = found(&filtered);
    assert_eq!((findings, notes.len()), (none(), 2));
    assert!(notes.iter().all(|note| note.starts_with("gap-filtered ")));
    // Two logs of one counter; the same one again is none.
    let twice = logs(|logs| logs.push(Log { seconds: START + 21, ..Log::sys(2, "selfTest") }));
    assert_eq!(graver(&[twice]), [format!("counter-repeated {place}/sig/2")]);
    let again = told(&[logs(|logs| logs.push(World::day()[2].clone()))]);
    assert_eq!(again, (none(), vec![format!("log-repeated {}", World::day()[2].own_name())]));
}

#[test]
fn time_goes_on_unless_the_clock_is_set() {
    let back = logs(|logs| logs[7].seconds = START + 65);
    assert_eq!(
        graver(from_ref(&back)),
        [format!("log-time-backwards {}", {
            let mut log = World::day()[7].clone();
            log.seconds = START + 65;
            log.own_name()
        })]
    );
    let set = logs(|logs| logs[1].seconds = START + 5);
    let (findings, notes) = told(&[set]);
    assert_eq!((findings, notes.len(), notes[0].starts_with("clock-set ")), (none(), 1, true));
    let set = logs(|logs| logs[1].seconds = START + 35);
    let (findings, notes) = told(&[set]);
    assert_eq!((findings, notes[0].as_str()), (none(), format!("clock-set {}", World::day()[2].own_name()).as_str()));
}

#[test]
fn transactions_are_started_once_and_finished_once() {
    let place = World::new().device.place();
    let change = |at: usize, log: Log| logs(|logs| logs[at] = log);
    let day = World::day();
    assert_eq!(graver(&[change(4, Log::update(5, 2))]), [format!("transaction-start-missing {place}/tx/2")]);
    assert_eq!(graver(&[change(9, Log::update(10, 3))]), [format!("finish-missing {place}/tx/3")]);
    assert_eq!(graver(&[change(5, Log::start(6, 2).client("OTHER"))]), [format!("transaction-repeated {place}/tx/2")]);
    assert_eq!(graver(&[change(5, Log::finish(6, 2))]), [format!("operation-order {}", day[6].own_name())]);
    let early = logs(|logs| {
        logs[4] = Log::update(5, 2);
        logs[5] = Log::start(6, 2);
    });
    assert_eq!(graver(&[early]), [format!("operation-order {}", Log::update(5, 2).own_name())]);
    let other = Log::update(6, 2).client("KASSE-2");
    assert_eq!(graver(&[change(5, other.clone())]), [format!("client-changed {}", other.own_name())]);
    let filtered = judged(&World::new(), &[change(4, Log::update(5, 2))], &Options { filtered: true, ..options() });
    assert_eq!(found(&filtered), (none(), vec![format!("transaction-start-missing {place}/tx/2")]));
}

#[test]
fn system_logs_tell_of_the_device() {
    let failed = [tlv(0x81, b"SMAERS"), tlv(0x82, &[0])].concat();
    let sound = [tlv(0x81, b"SMAERS"), tlv(0x82, &[0xff])].concat();
    let test = |data: &[u8]| logs(|logs| logs[1] = Log::new(2, What::Sys("selfTest", data.to_vec())));
    assert_eq!(told(&[test(&failed)]).1, [format!("self-test-failed {}", Log::sys(2, "selfTest").own_name())]);
    assert_eq!(told(&[test(&sound)]), (none(), none()));
    let ended = logs(|logs| logs.push(Log::sys(11, "disableSecureElement")));
    assert_eq!(
        told(&[ended]),
        (none(), vec![format!("device-disabled {}", Log::sys(11, "disableSecureElement").own_name())])
    );
    let early = logs(|logs| logs[7] = Log::sys(8, "disableSecureElement"));
    assert_eq!(graver(&[early]), [format!("use-after-disable {}", World::day()[8].own_name())]);
    assert_eq!(told(&[logs(|logs| logs[1] = Log::sys(2, "deleteStoredData"))]).1.len(), 1);
}

#[test]
fn receipts_have_one_form_and_one_sum() {
    let finish = |kind: &str, data: &str| {
        let log = Log::finish(4, 1).data(kind, data);
        (log.own_name(), logs(|logs| logs[3] = log))
    };
    for (kind, data, id) in [
        ("Kassenbeleg-V1", "Beleg^6.86_11.21_0.00_0.00_0.00^18.08:Bar", "sums-differ"),
        ("kassenBeleg-v1", "Beleg^6.86_11.21_0.00_0.00^18.07:Bar", "process-data-malformed"),
        ("Kassenbeleg-V1", "Beleg^6,86_11,21_0,00_0,00_0,00^18,07:Bar", "process-data-malformed"),
        ("Kassenbeleg-V1", "", "process-data-malformed"),
    ] {
        let (name, export) = finish(kind, data);
        assert_eq!(graver(&[export]), [format!("{id} {name}")]);
    }
    for (kind, data) in [
        ("Bestellung-V1", "1;\"Eis\";3.99"),
        ("Kassenbeleg-V1", "AVTraining^6.86_11.21_0.00_0.00_0.00^18.08:Bar"),
        ("Kassenbeleg-V1", "Beleg^6.86_11.21_0.00_0.00_0.00^20.00:Unbar:USD"),
        ("KASSENBELEG-V1", "Beleg^6.86_11.21_0.00_0.00_0.00^20.00:Unbar:EUR_-1.93:Bar"),
        ("Kassenbeleg-V1", "Beleg^0.00_0.00_0.00_0.00_0.00^"),
        ("", ""),
    ] {
        assert_eq!(told(&[finish(kind, data).1]), (none(), none()), "{data}");
    }
}

#[test]
fn devices_are_judged_each_by_itself() {
    let world = World::new();
    let second = Signer256::new(5);
    let both = entries(|entries| {
        entries.push(world.leaf(&second, DAYS));
        entries.extend(World::day().iter().filter(|log| log.counter != 2).map(|log| {
            let (name, bytes) = log.entry(&second);
            (name.replace(".log", "_Fc-1.log"), bytes)
        }));
    });
    let report = judged(&world, &[both], &options());
    assert_eq!(found(&report).0, [format!("counter-gap {}/sig/2", second.place())]);
    assert_eq!(report.summary["devices"].as_array().unwrap().len(), 2);
    // A device without a certificate is judged in everything but signatures.
    let third = Signer256::new(6);
    let stranger = World::day().iter().filter(|log| log.counter != 4).map(|log| log.entry(&third)).collect::<Vec<_>>();
    let place = third.place();
    let mut files = vec![info()];
    files.extend(stranger);
    let expected = [
        format!("certificate-missing {place}"),
        format!("counter-gap {place}/sig/4"),
        format!("finish-missing {place}/tx/1"),
    ];
    assert_eq!(graver(&[tar(&files)]), expected);
}

/// Findings of parts that are audited one after another.
fn parts(parts: &[&[Log]]) -> Vec<Vec<String>> {
    let world = World::new();
    let mut state: Option<State> = None;
    let mut all = Vec::new();
    for logs in parts {
        let options = Options { after: state.take(), ..options() };
        let report = judged(&world, &[world.export(logs)], &options);
        let mut text = Vec::new();
        report.state.as_ref().unwrap().write(&mut text).unwrap();
        state = State::read(&text);
        assert!(state.is_some());
        all.push(found(&report).0);
    }
    all
}

#[test]
fn parts_find_what_the_whole_would_find() {
    let place = World::new().device.place();
    let day = World::day();
    for cut in 1..day.len() {
        let found = parts(&[&day[..cut], &day[cut..]]);
        // Only what is open where the cut lies is told of the first part.
        assert!(found[0].iter().all(|finding| finding.starts_with("finish-missing")), "{cut}: {found:?}");
        assert_eq!(found[1], none(), "{cut}");
    }
    assert_eq!(
        parts(&[&day[..4], &day[5..]])[1],
        [format!("counter-gap {place}/sig/5"), format!("transaction-start-missing {place}/tx/2")]
    );
    // A finish of what was finished, a start of what was started, another client, an earlier time.
    let late = [day[..4].to_vec(), vec![Log::finish(5, 1)]].concat();
    assert_eq!(parts(&[&late[..4], &late[4..]])[1], [format!("operation-order {}", late[4].own_name())]);
    let again = [day[..4].to_vec(), vec![Log::start(5, 1)]].concat();
    assert_eq!(parts(&[&again[..4], &again[4..]])[1], [format!("transaction-repeated {place}/tx/1")]);
    let other = [day[..3].to_vec(), vec![Log::finish(4, 1).client("OTHER")]].concat();
    assert_eq!(parts(&[&other[..3], &other[3..]])[1], [format!("client-changed {}", other[3].own_name())]);
    let back = [day[..4].to_vec(), vec![Log::start(5, 2).at(START + 39), Log::finish(6, 2)]].concat();
    assert_eq!(parts(&[&back[..4], &back[4..]])[1], [format!("log-time-backwards {}", back[4].own_name())]);
    let open = [day[..3].to_vec(), vec![Log::sys(4, "selfTest")]].concat();
    assert_eq!(parts(&[&open[..3], &open[3..]])[1], [format!("finish-missing {place}/tx/1")]);
    let disabled =
        [day[..4].to_vec(), vec![Log::sys(5, "disableSecureElement"), Log::start(6, 2), Log::finish(7, 2)]].concat();
    assert_eq!(parts(&[&disabled[..5], &disabled[5..]])[1], [format!("use-after-disable {}", disabled[5].own_name())]);
    // What stands in the part before is not judged again, but for its signature.
    assert_eq!(parts(&[&day[..8], &day[6..]])[1], none());
    let mut changed = day[3].clone();
    changed.seconds += 1;
    assert_eq!(parts(&[&day[..8], &[vec![changed], day[8..].to_vec()].concat()])[1], none());
    let gone = parts(&[&day[..2], &[], &day[2..]]);
    assert_eq!(gone[2], none());
}

#[test]
fn whatever_is_changed_the_audit_ends() {
    let day = logs(|_| {});
    let world = World::new();
    for at in (0..day.len()).step_by(97) {
        let mut bytes = day.clone();
        bytes[at] ^= 0x41;
        let _ = judged(&world, &[bytes.clone()], &options());
        bytes.truncate(at.max(600));
        let _ = judged(&world, &[bytes], &options());
    }
}
