//! Codes that do not fit, and the cause of each.

use super::*;

/// Receipts as public threads tell them: what was signed is not what the code says.
#[test]
fn misfits_that_people_met() {
    use CauseId::{AlgorithmConflict, EncodingConflict, FieldAltered};
    let receipt = Receipt::default();
    let payload = receipt.payload();
    let over = |payload: &[u8]| receipt.signed_over(payload);
    let input = format!("{HEADER}.{}", Base64::Url.encode(payload.as_bytes()));
    // Line ends inside base64.
    for end in ["\n", "\r\n"] {
        for part in [&receipt.turnover, &receipt.chaining] {
            assert_proven(&over(payload.replace(part.as_str(), &format!("{part}{end}")).as_bytes()), EncodingConflict);
        }
        let both = payload.replace(&receipt.turnover, &format!("{}{end}", receipt.turnover)) + end;
        assert_proven(&over(both.as_bytes()), EncodingConflict);
    }
    // The signature's form.
    let signature = receipt.over(payload.as_bytes());
    assert_proven(&receipt.with_signature(&der::der_signature(&signature)), EncodingConflict);
    assert_proven(&receipt.with_signature(&[&signature[..], &[0, 0]].concat()), EncodingConflict);
    assert_proven(&format!("{payload}_{}", hex(&signature)), EncodingConflict);
    assert_proven(&format!("{payload}_{}", Base64::Url.encode(&signature)), EncodingConflict);
    let code = receipt.code();
    assert_proven(code.trim_end_matches('='), EncodingConflict);
    // Padding in the payload of the serialization, standard base64, not encoded at all.
    let raw = |message: &[u8]| receipt.with_signature(&sign(7, message));
    let padded = Base64::Standard.encode(payload.to_string().as_bytes());
    assert_proven(
        &raw(format!("{HEADER}.{}", padded.replace('+', "-").replace('/', "_")).as_bytes()),
        EncodingConflict,
    );
    assert_proven(&raw(format!("{HEADER}.{payload}").as_bytes()), EncodingConflict);
    assert_proven(&raw(payload.as_bytes()), EncodingConflict);
    // UTF-16.
    let wide: Vec<u8> = payload.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_proven(&over(&wide), EncodingConflict);
    let wide: Vec<u8> = payload.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_proven(&over(&wide), EncodingConflict);
    // Point for comma; base32 for base64; the number in decimal.
    assert_proven(&over(payload.replace(',', ".").as_bytes()), EncodingConflict);
    let in_base32 = |text: &str| base32(&Base64::Standard.decode(text).unwrap());
    let own =
        Receipt { turnover: in_base32(&receipt.turnover), chaining: in_base32(&receipt.chaining), ..receipt.clone() };
    assert_proven(&over(own.payload().as_bytes()), EncodingConflict);
    assert_proven(&own.signed_over(payload.as_bytes()), EncodingConflict);
    assert_proven(&over(payload.replace(&receipt.serial, &SERIAL.to_string()).as_bytes()), EncodingConflict);
    assert_proven(&over(payload.replace(&receipt.serial, &receipt.serial.to_uppercase()).as_bytes()), EncodingConflict);
    // Another provider, a missing part.
    assert_proven(&over(payload.replace("AT1", "AT100").as_bytes()), FieldAltered);
    let missing = payload.replace(&format!("_{}", receipt.chaining), "");
    assert_proven(&over(missing.as_bytes()), FieldAltered);
    // Hashed twice; another digest.
    let digests = [Sha256::digest(Sha256::digest(&input)).to_vec(), Sha384::digest(&input).to_vec()];
    for digest in digests {
        let signature: Signature = key(7).sign_prehash(&digest).unwrap();
        assert_proven(&receipt.with_signature(&signature.to_bytes()), AlgorithmConflict);
    }
}

#[test]
fn one_known_change_gets_its_cause() {
    use CauseId::{ClockWrong, FieldAltered, ReadingError, TimeZone};
    let receipt = Receipt::default();
    let payload = receipt.payload();
    let shown = |edit: &dyn Fn(&mut Receipt)| {
        let mut other = receipt.clone();
        edit(&mut other);
        other.signed_over(payload.as_bytes())
    };
    assert_proven(&shown(&|r| r.time = "2026-11-20T13:47:30".into()), TimeZone);
    assert_proven(&shown(&|r| r.time = "2026-11-20T10:47:30".into()), TimeZone);
    assert_proven(&shown(&|r| r.time = "2026-11-20T12:47:31".into()), ClockWrong);
    assert_proven(&shown(&|r| r.time = "2026-11-20T12:46:30".into()), ClockWrong);
    assert_proven(&shown(&|r| r.time = "2026-11-21T12:47:30".into()), FieldAltered);
    assert_proven(&shown(&|r| r.register = "KASSE-W03".into()), FieldAltered);
    assert_proven(&shown(&|r| r.register = "kasse-w03".into()), FieldAltered);
    assert_proven(&shown(&|r| r.register = "Kasse-WO3".into()), ReadingError);
    assert_proven(&shown(&|r| r.number = "2026-004712".into()), FieldAltered);
    assert_proven(&shown(&|r| r.number = "2026-004171".into()), FieldAltered);
    assert_proven(&shown(&|r| r.amounts[0] = "13,00"), FieldAltered);
    assert_proven(&shown(&|r| r.amounts[0] = "118,00"), FieldAltered);
    assert_proven(&shown(&|r| r.amounts.swap(0, 1)), FieldAltered);
}

#[test]
fn the_evidence_names_both_values_and_the_bytes() {
    let receipt = Receipt::default();
    let shown = Receipt { time: "2026-11-20T13:47:30".into(), ..receipt.clone() };
    let report = assert_proven(&shown.signed_over(receipt.payload().as_bytes()), CauseId::TimeZone);
    let evidence = &report.causes[0].evidence;
    assert_eq!((&evidence["field"], &evidence["hours"]), (&"time".into(), &1.into()));
    assert_eq!((&evidence["signed"], &evidence["code"]), (&receipt.time.into(), &shown.time.into()));
    let signature = report.signature.unwrap();
    let bytes = Base64::Standard.decode(signature.signed_bytes.as_ref().unwrap()).unwrap();
    let range = |i: usize| evidence["range"][i].as_u64().unwrap() as usize;
    let after = unhex(evidence["after"].as_str().unwrap()).unwrap();
    let fitting = [&bytes[..range(0)], &after, &bytes[range(1)..]].concat();
    assert_eq!(hex(&Sha256::digest(fitting)), evidence["digest"].as_str().unwrap());
    let time = signature.ranges.iter().find(|range| range.field == "time").unwrap();
    assert!(time.start <= range(0) && range(1) <= time.end);
}

#[test]
fn refused_and_cut_off() {
    let receipt = Receipt::default();
    let code = receipt.code();
    let missing = code.replacen(&format!("_{}", receipt.chaining), "", 1);
    for (code, expected) in [
        (missing.clone(), CauseId::Malformed),
        (code[..code.len() - 40].to_string(), CauseId::Truncated),
        (code[..120].to_string(), CauseId::Truncated),
        (code[..60].to_string(), CauseId::Truncated),
        (code.replacen("12:47", "25:47", 1), CauseId::Malformed),
        (code.replacen("18,00", "18", 1), CauseId::Malformed),
        (code.replacen("AT1", "ATX", 1), CauseId::Malformed),
        (code[1..].to_string(), CauseId::Truncated),
        (format!("{code}_AAAA"), CauseId::Malformed),
    ] {
        for store in [store(), Store::default()] {
            let report = one(&code, &store);
            assert_eq!(report.verdict.word(), Word::Invalid, "{code}");
            assert!(has_cause(&report, expected), "{code}\n{:?}", report.causes);
            assert_eq!(report.checks.status(CheckId::Format), Status::Fail, "{code}");
        }
    }
    // What was cut off is proven where nothing is lost.
    assert_eq!(proven(&one(&code[1..], &store())), [CauseId::Truncated]);
    let first = Receipt { number: "2026-004710".into(), ..Receipt::default() };
    let second = first.next("2026-004711");
    let cut = second.code().replacen(&format!("_{}", second.chaining), "", 1);
    let reports = all(&[first.code(), cut].join("\n"), &store());
    assert_eq!(proven(&reports[1]), [CauseId::Malformed]);
    // A file's path was signed in place of its text.
    let path = format!("{HEADER}.{}.{}", Base64::Url.encode(br"C:\Kasse\beleg.txt"), Base64::Url.encode(&[1; 64]));
    let report = one(&path, &store());
    assert_eq!(report.format.id(), "at-rksv");
    assert_eq!(report.verdict.word(), Word::Invalid);
    assert_eq!(report.causes[0].evidence["reason"], "file-path");
}

#[test]
fn no_single_character_can_be_changed() {
    let receipt = Receipt { register: "Kasse W 3".into(), ..Receipt::default() };
    let store = store();
    const OTHERS: [char; 11] = ['0', '1', 'A', 'z', '-', '_', ':', '.', ',', '=', 'é'];
    for code in [receipt.code(), receipt.jws(), receipt.ocr()] {
        for (i, old) in code.char_indices() {
            let new = if OTHERS[i % 11] == old { '7' } else { OTHERS[i % 11] };
            let mut other = code.clone();
            other.replace_range(i..i + old.len_utf8(), &new.to_string());
            for report in all(&other, &store) {
                assert_ne!(report.checks.status(CheckId::Signature), Status::Pass, "{other}");
                assert_ne!(report.verdict.word(), Word::Verified, "{other}");
            }
        }
    }
}

#[test]
fn damaged_text_is_put_right_and_mentioned() {
    let receipt = Receipt { register: "Kasse Süd 3".into(), serial: "5b 2e 19 c0 7d 4a".into(), ..Receipt::default() };
    let code = receipt.code();
    let mut texts = vec![code.replace('_', "＿"), format!("Danke!\n{code}\nAuf Wiedersehen")];
    let characters: Vec<char> = code.chars().collect();
    for width in [17, 32, 48, 64] {
        texts.push(characters.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n"));
    }
    for text in texts {
        let report = one(&text, &store());
        assert_eq!(report.verdict.word(), Word::Verified, "{text}\n{:?}", report.causes);
        assert_eq!(report.code.as_deref(), Some(code.as_str()), "{text}");
    }
    // The form for text recognition, broken anywhere.
    let ocr: Vec<char> = Receipt::default().ocr().chars().collect();
    for width in 24..80 {
        let lines: Vec<String> = ocr.chunks(width).map(|line| line.iter().collect()).collect();
        let report = one(&lines.join("\n"), &store());
        assert_eq!(report.verdict.word(), Word::Verified, "{lines:#?}\n{:?}", report.causes);
    }
}

#[test]
fn signatures_encoded_once_too_often_and_broken_by_a_pdf() {
    use CauseId::{EncodingConflict, Malformed};
    let receipt = Receipt::default();
    let payload = receipt.payload();
    let code = receipt.code();
    let signature = code.rsplit_once('_').unwrap().1;
    let twice = |text: &str| format!("{payload}_{}", Base64::Standard.encode(text.as_bytes()));
    assert_proven(&twice(signature), EncodingConflict);
    assert_proven(&twice(&hex(&receipt.over(payload.as_bytes()))), EncodingConflict);
    // The whole serialization in its place, plain and in base64; too much is not too little.
    for code in [format!("{payload}_{}", receipt.jws()), twice(&receipt.jws())] {
        let report = assert_proven(&code, EncodingConflict);
        assert!(!has_cause(&report, CauseId::Truncated));
    }
    // A hyphen where a PDF broke the line, in each part in base64.
    for part in [receipt.turnover.as_str(), &receipt.chaining, signature] {
        let (before, behind) = part.split_at(5);
        assert_proven(&code.replace(part, &format!("{before}-\n{behind}")), EncodingConflict);
    }
    // The receipt before as a whole in place of its chaining value: as it was signed, and as it should have been.
    let whole = Receipt { chaining: receipt.jws(), ..receipt.next("2026-004712") };
    for code in [whole.code(), whole.signed_over(receipt.next("2026-004712").payload().as_bytes())] {
        let report = assert_proven(&code, Malformed);
        assert!(!has_cause(&report, CauseId::Truncated));
    }
    // Another prefix, which was signed.
    let other = Receipt { provider: "RK1-AT1", ..receipt.clone() };
    assert_proven(&other.code(), Malformed);
}

#[test]
fn blanks_that_were_signed_and_umlauts_that_were_misread() {
    let blank = Receipt { register: "Kasse-W03 ".into(), ..Receipt::default() };
    for code in [blank.code(), format!("]Q1{}", blank.code()), blank.code().replace('_', "\u{200e}_")] {
        assert_eq!(one(&code, &store()).verdict.word(), Word::Verified, "{code}");
    }
    // Blanks around every part are of the writing.
    let code = Receipt::default().code();
    let spaced = code[..7].to_owned() + &code[7..].replace('_', " _ ");
    assert_eq!(one(&spaced, &store()).verdict.word(), Word::Verified);
    let kitchen = Receipt { register: "Küche Öl".into(), ..Receipt::default() };
    for read in ["Kﾃｼche ﾃ僕", "KÃ¼che Ã–l"] {
        assert_proven(&kitchen.code().replace("Küche Öl", read), CauseId::EncodingConflict);
    }
}

#[test]
fn a_code_that_only_begins_is_unreadable() {
    let print = "Café Beispiel\nKassen-ID: KASSE-7\nSUMME EUR 12,50\n14.09.2026 11:12\n";
    for begin in ["_R1-AT1_", "_RK1-AT1", "RKSV: _R1-AT1_"] {
        for text in [begin.to_string(), format!("{print}{begin}")] {
            let report = one(&text, &store());
            assert_eq!(report.verdict.word(), Word::Unreadable, "{text}");
            assert!(has_cause(&report, CauseId::Truncated) && !has_cause(&report, CauseId::NotSigned));
        }
    }
    let report = one(print, &store());
    assert_ne!(report.verdict.word(), Word::Verified);
    assert!(!has_cause(&report, CauseId::Truncated));
}

#[test]
fn why_many_do_not_fit_is_looked_for_within_one_limit() {
    let forged: Vec<String> = (0..40u8)
        .map(|i| Receipt { number: format!("2026-1{i:05}"), ..Receipt::default() }.with_signature(&[i + 1; 64]))
        .collect();
    let reports = all(&forged.join("\n"), &store());
    assert_eq!(reports.len(), 40);
    assert!(reports.iter().all(|report| report.verdict.word() == Word::Invalid));
    let cut: Vec<bool> = reports.iter().map(|report| has_note(report, "causes-cut")).collect();
    assert!(!cut[0] && cut[39], "{cut:?}");
    let tried: u64 =
        reports.iter().filter_map(|report| report.signature.as_ref()?.tried).map(|tried| tried as u64).sum();
    assert!(tried <= 6 * 6400, "{tried}");
    // A good one behind them is judged as ever.
    let last = all(&format!("{}\n{}", forged.join("\n"), Receipt::default().code()), &store()).pop().unwrap();
    assert_eq!(last.verdict.word(), Word::Verified);
}
