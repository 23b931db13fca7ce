//! Codes that do not fit, and the cause of each.

use super::*;

#[test]
fn one_known_change_gets_its_cause_on_every_curve() {
    for curve in CURVES {
        for indefinite in [false, true] {
            let receipt = Receipt { curve, indefinite, ..Receipt::default() };
            let finish = |time: &str| receipt.with(7, &format!("{time}.000Z"));
            assert_proven(&finish("2026-11-21T19:58:13"), CauseId::ClockWrong);
            assert_proven(&finish("2026-11-21T19:57:12"), CauseId::ClockWrong);
            assert_proven(&finish("2026-11-21T20:58:12"), CauseId::TimeZone);
            assert_proven(&finish("2026-11-21T21:58:12"), CauseId::TimeZone);
            assert_proven(&finish("2026-11-20T19:58:12"), CauseId::FieldAltered);
            assert_proven(&receipt.with(1, "KAS-BISTRO 07"), CauseId::FieldAltered);
            assert_proven(&receipt.with(1, "kas-bistro 07"), CauseId::FieldAltered);
            assert_proven(&receipt.with(2, "KassenBeleg-V1"), CauseId::FieldAltered);
            let data = |data: &str| receipt.with(3, data);
            assert_proven(&data("Beleg^5,60_15,80_0,00_0,00_0,00^21,40:Unbar"), CauseId::EncodingConflict);
            assert_proven(&data("Beleg^5.60_15.80_0.00_0.00_0.00^21.40:Bar"), CauseId::FieldAltered);
            assert_proven(&data("Beleg^15.80_5.60_0.00_0.00_0.00^21.40:Unbar"), CauseId::FieldAltered);
            assert_proven(&data("Beleg^5.60_18.80_0.00_0.00_0.00^24.40:Unbar"), CauseId::FieldAltered);
            assert_proven(&data("Beleg^5.60_15.80_0.00_0.00_0.00^21.90:Unbar"), CauseId::FieldAltered);
            assert_proven(&receipt.with(4, "1843"), CauseId::FieldAltered);
            assert_proven(&receipt.with(5, "3960"), CauseId::FieldAltered);
            assert_proven(&receipt.with(8, "ecdsa-plain-SHA512"), CauseId::AlgorithmConflict);
            assert_proven(&receipt.with(9, "utcTime"), CauseId::EncodingConflict);
        }
    }
}

#[test]
fn the_evidence_names_both_values_and_the_bytes() {
    let receipt = Receipt::default();
    let report = assert_proven(&receipt.with(7, "2026-11-21T20:58:12.000Z"), CauseId::TimeZone);
    let evidence = &report.causes[0].evidence;
    assert_eq!(evidence["field"], "tseEnd");
    assert_eq!(evidence["hours"], 1);
    assert_eq!(evidence["signed"], "2026-11-21T19:58:12Z");
    assert_eq!(evidence["code"], "2026-11-21T20:58:12.000Z");
    let signature = report.signature.unwrap();
    let bytes = Base64::Standard.decode(signature.signed_bytes.as_ref().unwrap()).unwrap();
    let range = |i: usize| evidence["range"][i].as_u64().unwrap() as usize;
    assert_eq!(hex(&bytes[range(0)..range(1)]), evidence["before"].as_str().unwrap());
    let time = signature.ranges.iter().find(|range| range.field == "logTime").unwrap();
    assert!(time.start <= range(0) && range(1) <= time.end);
    // Before and after make the digest that the signature fits.
    let after: Vec<u8> = slipcheck::encoding::unhex(evidence["after"].as_str().unwrap()).unwrap();
    let fitting = [&bytes[..range(0)], &after, &bytes[range(1)..]].concat();
    assert_eq!(hex(&Sha256::digest(fitting)), evidence["digest"].as_str().unwrap());
    assert!(signature.tried.unwrap() > 0);
}

#[test]
fn written_in_another_way() {
    for curve in CURVES {
        let receipt = Receipt { curve, ..Receipt::default() };
        let (signature, key) = receipt.sign();
        let bytes = Base64::Standard.decode(&signature).unwrap();
        let der = der::der_signature(&bytes);
        assert_proven(&receipt.with(10, &Base64::Standard.encode(&der)), CauseId::EncodingConflict);
        assert_proven(&receipt.with(10, &hex(&bytes)), CauseId::EncodingConflict);
        assert_proven(&receipt.with(10, &Base64::Url.encode(&bytes)), CauseId::EncodingConflict);
        let point = Base64::Standard.decode(&key).unwrap();
        assert_proven(&receipt.with(11, &Base64::Standard.encode(&point[1..])), CauseId::EncodingConflict);
        // The end of y is lost: x tells the rest.
        assert_proven(&receipt.with(11, &key[..key.len() - 1]), CauseId::Truncated);
        assert_proven(&receipt.with(11, &key[..key.len() - 12]), CauseId::Truncated);
        let spki = Receipt { spki: true, ..receipt.clone() };
        let (_, key) = spki.sign();
        assert_proven(&spki.with(11, &key[..key.len() - 12]), CauseId::Truncated);
    }
    // A curve that the point is not on.
    let mut receipt = Receipt { curve: On::Bp384, spki: true, ..Receipt::default() };
    let spki = Base64::Standard.decode(&receipt.sign().1).unwrap();
    receipt.spki = false;
    let point = Base64::Standard.decode(&receipt.sign().1).unwrap();
    let algorithm = [tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]), tlv(6, &[0x2b, 0x81, 4, 0, 0x22])].concat();
    let other = tlv(0x30, &[tlv(0x30, &algorithm), tlv(3, &[&[0][..], &point].concat())].concat());
    assert_ne!(other, spki);
    assert_proven(&receipt.with(11, &Base64::Standard.encode(&other)), CauseId::AlgorithmConflict);
}

#[test]
fn one_misread_character() {
    for curve in [On::P256, On::Bp384] {
        let receipt = Receipt { curve, id: "KASSE-0815-OZ".into(), ..Receipt::default() };
        assert_proven(&receipt.with(1, "KASSE-O815-OZ"), CauseId::ReadingError);
        for field in [10, 11] {
            let text = receipt.fields()[field].clone();
            let at = text.find(['0', 'O', '1', 'l', 'I', '5', 'S', '8', 'B']).unwrap();
            let other = match &text[at..=at] {
                "0" => "O",
                "O" => "0",
                "1" => "l",
                "l" | "I" => "1",
                "5" => "S",
                "S" => "5",
                "8" => "B",
                _ => "8",
            };
            let mut misread = text.clone();
            misread.replace_range(at..=at, other);
            if misread.starts_with('8') || misread.starts_with("MFk") {
                continue;
            }
            assert_proven(&receipt.with(field, &misread), CauseId::ReadingError);
        }
    }
}

/// As misread, the first half of the signature is no number below the curve's order.
#[test]
fn a_misread_character_that_leaves_the_range() {
    let (receipt, signature) = (0..1000)
        .map(|count| Receipt { curve: On::Bp384, id: format!("KASSE {count}"), ..Receipt::default() })
        .map(|receipt| (receipt.fields()[10].clone(), receipt))
        .find_map(|(signature, receipt)| Some((receipt, signature.strip_prefix('O')?.to_owned())))
        .unwrap();
    assert_proven(&receipt.with(10, &format!("0{signature}")), CauseId::ReadingError);
}

#[test]
fn hashed_twice_or_with_another_digest() {
    let receipt = Receipt::default();
    let (_, key) = receipt.sign();
    let point = Base64::Standard.decode(&key).unwrap();
    let message = receipt.message(&point);
    let once = Sha256::digest(&message);
    let mut scalar = [receipt.seed; 32];
    scalar[0] = 0;
    let signing = ecdsa::SigningKey::<p256::NistP256>::from_slice(&scalar).unwrap();
    for digest in
        [Sha256::digest(once).to_vec(), Sha256::digest(hex(&once)).to_vec(), Sha384::digest(&message).to_vec()]
    {
        let signature: p256::ecdsa::Signature = signing.sign_prehash(&digest).unwrap();
        let code = receipt.with(10, &Base64::Standard.encode(&signature.to_bytes()));
        assert_proven(&code, CauseId::AlgorithmConflict);
    }
}

#[test]
fn refused_and_cut_off() {
    let receipt = Receipt::default();
    let fields = receipt.fields();
    for (code, expected) in [
        (receipt.with(4, "x1"), CauseId::Truncated),
        (receipt.with(7, "2026-11-21T25:58:12.000Z"), CauseId::Malformed),
        (receipt.with(8, "ecdsa-plain-SHA1"), CauseId::HeaderRefused),
        (receipt.with(8, "RSA"), CauseId::HeaderRefused),
        (receipt.with(9, "noTime"), CauseId::HeaderRefused),
        (receipt.with(10, ""), CauseId::Truncated),
        (fields[..11].join(";"), CauseId::Truncated),
        (fields[..6].join(";"), CauseId::Truncated),
        (receipt.with(10, &fields[10][..40]), CauseId::Truncated),
        (format!("{};x", fields.join(";")), CauseId::Malformed),
    ] {
        let report = checked(&code);
        assert_eq!(report.verdict.word(), Word::Invalid, "{code}");
        assert!(report.causes.iter().any(|cause| cause.id == expected), "{code}\n{:?}", report.causes);
        assert_eq!(report.checks.status(CheckId::Format), Status::Fail, "{code}");
        assert_eq!(report.checks.status(CheckId::Signature), Status::Fail, "{code}");
    }
    let strange = "V0;a;SonstigerVorgang;x";
    assert_eq!(checked(strange).verdict.word(), Word::Invalid);
}

#[test]
fn no_single_character_can_be_changed() {
    let receipt = Receipt::default();
    let code = receipt.code();
    let start = code.match_indices(';').nth(5).unwrap().0..code.match_indices(';').nth(6).unwrap().0;
    const OTHERS: [char; 11] = ['0', '1', 'A', 'z', '-', ';', ':', '.', ',', '=', 'é'];
    for (at, old) in code.char_indices().filter(|(at, _)| !start.contains(at)) {
        for new in [OTHERS[at % 11], OTHERS[at * 7 % 10 + 1]] {
            if new == old || at == start.end && new != ';' {
                continue;
            }
            let mut other = code.clone();
            other.replace_range(at..at + 1, &new.to_string());
            for report in check(&Input::text(&other), &Store::default(), now()) {
                assert_ne!(report.checks.status(CheckId::Signature), Status::Pass, "{other}");
                assert!(!matches!(report.verdict.word(), Word::Verified | Word::UnknownIssuer), "{other}");
            }
        }
    }
}

#[test]
fn data_with_semicolons_of_an_order() {
    for data in ["2;\"Eisbecher \"\"Himbeere\"\"\";3.99\r1;\"Eiskaffee\";2.99", "1;\"Tee;Kaffee\";2.99", "1;5;2.00"] {
        let receipt = Receipt { kind: "Bestellung-V1".into(), data: data.into(), ..Receipt::default() };
        let report = checked(&receipt.code());
        assert_eq!(report.checks.status(CheckId::Signature), Status::Pass, "{data}");
    }
    // Too much behind the key is not too little.
    let report = checked(&format!("{};more", Receipt::default().code()));
    assert!(report.causes.iter().all(|cause| cause.id != CauseId::Truncated));
    assert_eq!(report.verdict.word(), Word::Invalid);
}

#[test]
fn what_scanners_and_software_make_of_codes() {
    let receipt = Receipt { id: "Küche Öl".into(), ..Receipt::default() };
    let code = receipt.code();
    for text in [format!("]Q1{code}"), format!("]Q2\\000026{code}\r\n"), format!("\u{200e}{code}")] {
        assert_eq!(checked(&text).checks.status(CheckId::Signature), Status::Pass, "{text}");
    }
    let blank = Receipt { id: "Kasse 1 ".into(), ..Receipt::default() };
    assert_eq!(checked(&blank.code()).checks.status(CheckId::Signature), Status::Pass);
    for read in ["Kﾃｼche ﾃ僕", "KÃ¼che Ã–l"] {
        assert_proven(&code.replace("Küche Öl", read), CauseId::EncodingConflict);
    }
    let (signature, key) = receipt.sign();
    let twice = |text: &str| Base64::Standard.encode(text.as_bytes());
    assert_proven(&receipt.with(10, &twice(&signature)), CauseId::EncodingConflict);
    assert_proven(&receipt.with(11, &twice(&key)), CauseId::EncodingConflict);
    for (field, text) in [(10, &signature), (11, &key)] {
        let (before, behind) = text.split_at(30);
        assert_proven(&receipt.with(field, &format!("{before}-\n{behind}")), CauseId::EncodingConflict);
    }
}

#[test]
fn one_misread_in_the_key_and_one_in_the_signature() {
    let receipt = Receipt::default();
    let (signature, key) = receipt.sign();
    let misread = |text: &str, from: usize| {
        let (at, other) = text
            .char_indices()
            .skip(from)
            .find_map(|(at, c)| {
                let other = match c {
                    'l' => 'I',
                    'I' => 'l',
                    'O' => '0',
                    '0' => 'O',
                    '5' => 'S',
                    'S' => '5',
                    '8' => 'B',
                    'B' => '8',
                    _ => return None,
                };
                Some((at, other))
            })
            .unwrap();
        format!("{}{other}{}", &text[..at], &text[at + 1..])
    };
    let both = |key: &str| {
        let (signature, key) = (misread(&signature, 4), misread(key, 6));
        receipt.code().rsplitn(3, ';').last().unwrap().to_owned() + ";" + &signature + ";" + &key
    };
    let report = checked(&both(&key));
    assert_eq!(report.verdict.word(), Word::Invalid);
    let causes = report.causes;
    assert!(causes.iter().all(|cause| cause.id == CauseId::ReadingError && cause.confidence == Confidence::Proven));
    let fields: Vec<&str> = causes.iter().filter_map(|cause| cause.evidence.get("field")?.as_str()).collect();
    assert!(fields.contains(&"tseSignature") && fields.contains(&"tsePublicKey"), "{fields:?}");
    // Two in the key: the till's other receipt has it whole.
    let twice = both(&misread(&key, 40));
    let other = Receipt { transaction: 1843, counter: 3692, ..receipt.clone() }.code();
    let reports = check(&Input::text(format!("{twice}\n{other}")), &Store::default(), now());
    assert_eq!(reports[0].verdict.word(), Word::Invalid);
    assert!(proven(&reports[0]).contains(&CauseId::ReadingError), "{:?}", reports[0].causes);
    assert_eq!(reports[1].checks.status(CheckId::Signature), Status::Pass);
}

#[test]
fn what_a_cut_code_lacks_is_not_compared() {
    let code = Receipt::default().code();
    let print =
        "Summe 21,40 EUR\nTSE-Transaktion: 1842\nTSE-Signaturzähler: 3690\nTSE-Stop: 2026-11-21T19:58:13.000Z\n";
    let cut = code.split(';').take(5).collect::<Vec<_>>().join(";");
    let report = checked(&format!("{print}{cut}"));
    assert!(report.causes.iter().any(|cause| cause.id == CauseId::Truncated));
    for name in ["tseEnd", "tseCounter", "tseTransaction"] {
        let compared =
            report.fields.iter().find(|field| field.name == name).is_some_and(|field| field.matches.is_some());
        assert!(!compared, "{name}");
    }
}
