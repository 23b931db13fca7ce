//! Single cases of printed text: every rule of reading once, and hostile input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use slipcheck::{
    report::Format,
    slip::{self, Copy, InputLine, Language, Reading},
};

fn value(reading: &Reading, name: &str) -> String {
    let values: Vec<String> = reading
        .all(name)
        .map(
            |m| if m.uncertain.is_empty() { m.value.clone() } else { format!("{}?{}", m.value, m.uncertain.join("|")) },
        )
        .collect();
    values.join(" & ")
}

/// `name=value` for each member expected; every member read must be expected.
fn check(text: &str, expected: &[(&str, &str)]) -> Reading {
    let reading = slip::read(text);
    for (name, expected) in expected {
        assert_eq!(value(&reading, name), *expected, "{name} of\n{text}\n{:#?}", reading.fields);
    }
    for member in &reading.fields {
        assert!(expected.iter().any(|(name, _)| *name == member.name), "{} = {} of\n{text}", member.name, member.value);
    }
    reading
}

#[test]
fn one_line_and_two_lines() {
    check("商户编号:898310154110002", &[("mid", "898310154110002")]);
    check("商户编号(MERCHANT NO):\n898310154110002", &[("mid", "898310154110002")]);
    check("商户编号\n\n  898310154110002  ", &[("mid", "898310154110002")]);
    check("MERCHANT NO.: 898310154110002", &[("mid", "898310154110002")]);
    check("商户编号 MERCHANT NO 898310154110002", &[("mid", "898310154110002")]);
    check("商户编号/MERCHANT NO:898310154110002", &[("mid", "898310154110002")]);
    check("商户编号：\n(MERCHANT NO)\n898310154110002", &[("mid", "898310154110002")]);
    check(
        "商户编号:898310154110002\n(MERCHANT NO)\n终端号:12345678",
        &[("mid", "898310154110002"), ("tid", "12345678")],
    );
    check("金额(小写):RMB 1,380.00", &[("amount", "1380.00"), ("currency", "CNY")]);
    check("人民币(大写)：壹仟叁佰捌拾元整", &[("amountWords", "壹仟叁佰捌拾元整")]);
    check("ISS:招商银行", &[("issuer", "招商银行")]);
    check("凭证号000123", &[("stan", "000123")]);
    check("商户名称青岚书屋", &[("merchant", "青岚书屋")]);
}

#[test]
fn several_labels_a_line() {
    check("批次号:000002凭证号:000038", &[("batch", "000002"), ("stan", "000038")]);
    check("批次号:000087 参考号:203316552041", &[("batch", "000087"), ("rrn", "203316552041")]);
    check("发卡行:招商银行收单行:杭州银行", &[("issuer", "招商银行"), ("acquirer", "杭州银行")]);
    check("TVR:0080048000TSI:F800", &[("tvr", "0080048000"), ("tsi", "F800")]);
    check("APP LABEL:PBOC DEBIT AID:A000000333010101", &[("appLabel", "PBOC DEBIT"), ("aid", "A000000333010101")]);
    check("商户名称:青岚书屋   柜台:三号", &[("merchant", "青岚书屋")]);
}

#[test]
fn no_value_is_a_fact() {
    check("授权码:\n参考号:203316552041", &[("rrn", "203316552041")]);
    check("授权码(AUTH NO):   参考号:203316552041", &[("rrn", "203316552041")]);
    check(
        "AIP:7C00    CVMR:\nIAD:07010103A0A002010A010000000000AC3F5E10",
        &[("aip", "7C00"), ("iad", "07010103A0A002010A010000000000AC3F5E10")],
    );
    check("授权码:*****\n批次号:000001", &[("batch", "000001")]);
    check("有效期:**/**", &[]);
    check("备注:\n\n本人确认以上交易，同意将其记入本卡账户", &[]);
    check("授权码:\n重打印/DUPLICATED", &[]);
    check("授权码:\n----------------\n123456", &[]);
    check("卡号:\n消费", &[("type", "sale")]);
}

#[test]
fn header_pairs() {
    check("BATCH NO.              TRACE NO.\n000214          001637", &[("batch", "000214"), ("stan", "001637")]);
    check(
        "凭证号(VOUCHER NO.)      授权码(AUTH NO.)\n000214                   K70316",
        &[("stan", "000214"), ("auth", "K70316")],
    );
    // Fewer values than labels: the columns say which.
    check("凭证号(VOUCHER NO.)      授权码(AUTH NO.)\n                         K70316", &[("auth", "K70316")]);
    // Without columns nothing says which.
    check("STAN AUTH\n703167", &[]);
    check(
        "日期/时间(DATE/TIME)      有效期(EXP DATE)\n2026/11/20 18:42:07        2029/08",
        &[("time", "2026-11-20T18:42:07"), ("expiry", "2029-08")],
    );
    let card =
        check("CARD NO./EXP. DATE\n621700******4821 (S) **/**", &[("pan", "621700******4821"), ("entryMode", "S")]);
    assert_eq!(card.fields[0].raw, "621700******4821");
    check("ISSUER ACQUIRER\n01030000   48216510", &[("issuer", "01030000"), ("acquirer", "48216510")]);
    // A table read column by column.
    check("批次号:\n凭证号:\n000214\n001637", &[("batch", "000214"), ("stan", "001637")]);
}

#[test]
fn original_transaction() {
    check(
        "原凭证号(OLD VOUCHER):000123\n原参考号(REFER NO): 161902774350\n原交易日期(DATE): 11/12\n凭证号:000456",
        &[("origStan", "000123"), ("origRrn", "161902774350"), ("origDate", "1112"), ("stan", "000456")],
    );
    check("原\n参考号:161902774350", &[("origRrn", "161902774350")]);
    check("授权码:123456\n预授权号:654321", &[("auth", "123456"), ("origAuth", "654321")]);
}

#[test]
fn amounts_with_tip_and_minus() {
    check(
        "交易金额:RMB 268.00\n小费:RMB 32.00\n总金额:\n RMB 300.00",
        &[("baseAmount", "268.00"), ("tip", "32.00"), ("amount", "300.00"), ("currency", "CNY")],
    );
    check(
        "AMOUNT: HKD 100.00\nTIPS: HKD 10.00\nTOTAL: HKD 110.00",
        &[("baseAmount", "100.00"), ("tip", "10.00"), ("amount", "110.00"), ("currency", "HKD")],
    );
    // A tip without a total: the amount stays.
    check("金额:RMB 268.00\n小费:RMB 32.00", &[("amount", "268.00"), ("tip", "32.00"), ("currency", "CNY")]);
    let refund = check(
        "交易类型:退货\n金额(AMOUNT):RMB -459.00元",
        &[("type", "refund"), ("amount", "459.00"), ("currency", "CNY")],
    );
    assert!(refund.get("amount").unwrap().negative);
    check("金额(RMB):1,380.00", &[("amount", "1380.00"), ("currency", "CNY")]);
    check("金额:RMB 3,970.\n67", &[("amount", "3970.67"), ("currency", "CNY")]);
    check("余额:RMB 12.00", &[("balance", "12.00"), ("currency", "CNY")]);
    // Two amounts that contradict one another are both there.
    check("金额:RMB 138.00\n金额:RMB 188.00", &[("amount", "138.00 & 188.00"), ("currency", "CNY")]);
    check("金额:JPY 1,200", &[("amount", "1200"), ("currency", "JPY")]);
    check("交易金额未超过1000.00元，免密免签", &[]);
}

#[test]
fn a_time_that_is_none_is_no_shorter_time() {
    for text in ["18:17:736", "18:177:36", "18:17:36:12"] {
        check(&format!("日期/时间:2026/07/02 {text}"), &[]);
        check(&format!("日期/时间:\n 2026/07/02 {text}"), &[]);
    }
}

#[test]
fn yen_and_yuan_share_a_sign() {
    check("金额:¥1,380\n币种:JPY", &[("amount", "1380"), ("currency", "JPY")]);
    check("CURRENCY:KRW\nAMOUNT:13,800", &[("amount", "13800"), ("currency", "KRW")]);
    check("金额:¥1,380\n币种:CNY", &[("amount", "1380.00"), ("currency", "CNY & CNY")]);
}

#[test]
fn dates_and_times() {
    check("日期: 2026-11-20  时间: 18:42:07", &[("time", "2026-11-20T18:42:07")]);
    check("DATE:2026/11/20\nTIME:18:42:07", &[("time", "2026-11-20T18:42:07")]);
    check("时间:18:42:07\n日期:2026/11/20", &[("time", "2026-11-20T18:42:07")]);
    check("日期:2026-11-20", &[("time", "2026-11-20")]);
    check("日期/时间:2026/11/20\n18:42:07", &[("time", "2026-11-20T18:42:07")]);
    check("日期/时间:2026/11/20 18:4\n2:07", &[("time", "2026-11-20T18:42:07")]);
    check("日期/时间:2026/11/20 18:42", &[("time", "2026-11-20T18:42")]);
    check("交易时间:2026-11-20 18:42:07+08:00", &[("time", "2026-11-20T18:42:07+08:00")]);
    check("打印时间:2026-11-20 18:42", &[("printedTime", "2026-11-20T18:42")]);
    check("清算日期:11/21", &[("settlementDate", "1121")]);
}

#[test]
fn card_numbers() {
    let whole = check("卡号:6217001234567894821", &[("pan", "621700*********4821")]);
    let pan = whole.get("pan").unwrap();
    assert_eq!(pan.raw, "621700*********4821");
    assert_eq!(whole.lines[0].text, "卡号:621700*********4821");
    let below = check("卡号:\n6217 0012 3456 7894 821 /I", &[("pan", "621700*********4821"), ("entryMode", "I")]);
    assert_eq!(below.lines[1].text, "6217 00** **** ***4 821 /I");
    let wrapped = check("卡号:62170012345678\n94821", &[("pan", "621700*********4821")]);
    assert!(!wrapped.lines.iter().any(|line| line.text.contains("12345")), "{:?}", wrapped.lines);
    let wide = check("卡号:６２１７００１２３４５６７８９４８２１", &[("pan", "621700*********4821")]);
    assert!(wide.lines[0].text.contains("＊") && !wide.lines[0].text.contains("１２３"), "{:?}", wide.lines);
    check("卡号:621226******0358/\nC", &[("pan", "621226******0358"), ("entryMode", "C")]);
    // In brackets, on a slip that may be from either side, C is the chip or no contact.
    check("CARD NO: 621226******0358 (C)", &[("pan", "621226******0358"), ("entryMode", "C?I|C")]);
    check("卡号 621226XXXXXX0358 S", &[("pan", "621226******0358"), ("entryMode", "S")]);
}

#[test]
fn corrections_and_guesses() {
    let read = check("批次号:00O2l4", &[("batch", "000214")]);
    let corrected = read.get("batch").unwrap().corrected.clone().unwrap();
    assert_eq!((corrected.read.as_str(), corrected.value.as_str()), ("00O2l4", "000214"));
    check("批次号:0002S4", &[("batch", "0002S4?000254")]);
    check("凭证号:00B214", &[("stan", "00B214?008214|003214")]);
    let read = check("金额:RMB 1,38O.00", &[("amount", "1380.00"), ("currency", "CNY")]);
    assert!(read.get("amount").unwrap().corrected.is_some());
    check("参考号:2033I6552041", &[("rrn", "2033I6552041")]);
    check("授权码:K7O316", &[("auth", "K7O316")]);
    let read = check("TVR:008OO48000", &[("tvr", "0080048000")]);
    assert!(read.get("tvr").unwrap().corrected.is_some());
    let read = check("商户编号:89831O154110002", &[("mid", "898310154110002")]);
    assert!(read.get("mid").unwrap().corrected.is_some());
    let read = check("日期/时间:2O26/11/20 18:42:O7", &[("time", "2026-11-20T18:42:07")]);
    assert!(read.get("time").unwrap().corrected.is_some());
}

#[test]
fn misread_labels() {
    check("凭征号:000123", &[("stan", "000123")]);
    check("交易叁老号:203316552041", &[("rrn", "203316552041")]);
    check("商尸名称:青岚书屋", &[("merchant", "青岚书屋")]);
    check("MERCHAMT NO:898310154110002", &[("mid", "898310154110002")]);
    check("凭X号(VOUCHER NO):000123", &[("stan", "000123")]);
    check("下号\n621700******4821", &[("pan", "621700******4821")]);
    check("期/时间(DATE/TIME):2026/03/17 06:22:55", &[("time", "2026-03-17T06:22:55")]);
    check("MERC1IANT NO.: 898584058124\n306", &[("mid", "898584058124306")]);
    check("MERC11ANT NO.: 898651058129401", &[("mid", "898651058129401")]);
    // Numbers, not letters taken for digits.
    check("MERCHANT NO2: 898651058129401", &[]);
    check("MERC1IANT NO 898651058129401", &[]);
    // Words that are other words, not misprints.
    check("应收金额:12.00", &[]);
    check("手续费金额:1.00", &[]);
    check("凭征号:消费", &[]);
}

#[test]
fn values_that_do_not_fit_are_not_certain() {
    check("参考号:2033165520411", &[("rrn", "2033165520411?2033165520411")]);
    check("终端号:1234567", &[("tid", "1234567?1234567")]);
    // Words are no value.
    check("授权码:手续费", &[]);
    check("交易类型:消费/REFUND", &[("type", "sale?sale|refund")]);
}

#[test]
fn labels_over_two_lines() {
    check("商户编号: 898310154110002   终\n端号: 92670206", &[("mid", "898310154110002"), ("tid", "92670206")]);
    check("商户编号: 898310154110002   终端号\n: 92670206", &[("mid", "898310154110002"), ("tid", "92670206")]);
    check("商户编号:898310154110002 终端号\n:92670206", &[("mid", "898310154110002"), ("tid", "92670206")]);
    check("CARD N0.: 622848******6987", &[("pan", "622848******6987")]);
    check("商户名称(MERCHANT\nNAME):青岚书屋", &[("merchant", "青岚书屋")]);
    check("交易参\n考号:203316552041", &[("rrn", "203316552041")]);
    check("金额:RMB 1.00\n消费\n金额:RMB 1.00", &[("amount", "1.00 & 1.00"), ("type", "sale"), ("currency", "CNY")]);
    let copy = slip::read("POS签购单  持卡人\n存根\n商户编号:898310154110002");
    assert_eq!(copy.copy, Some(Copy::Cardholder));
}

#[test]
fn wrapped_values() {
    check(
        "商户名称: 东海市明月百货有限公\n司\n商户编号: 898310154110002",
        &[("merchant", "东海市明月百货有限公司"), ("mid", "898310154110002")],
    );
    check("商户名称：梧桐里面包房（东湖店\n                  ）", &[("merchant", "梧桐里面包房（东湖店）")]);
    check("参考号: 5932872\n35936\n批次号: 000123", &[("rrn", "593287235936"), ("batch", "000123")]);
    check(
        "MERCHANT NAME:\nLANTERN HILL COFFEE\nROASTERS\nMERCHANT NO:\n898310154110002",
        &[
            ("merchant", "LANTERN HILL COFFEE ROASTERS?LANTERN HILL COFFEE ROASTERS|LANTERN HILL COFFEEROASTERS"),
            ("mid", "898310154110002"),
        ],
    );
    // Long values below their labels, in lines of any length.
    let serial = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let base64 = "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=";
    for text in [serial, base64, &[&serial[..40], "\n", &serial[40..]].concat()] {
        check(&format!("TSE-Seriennummer:\n{text}"), &[("tseSerial", serial)]);
    }
    let signature: String = "abcdEFGH01+/".chars().cycle().take(128).collect();
    for width in [32, 44, 64, 88, 128] {
        let lines: Vec<&str> = signature.as_bytes().chunks(width).map(|l| std::str::from_utf8(l).unwrap()).collect();
        check(&format!("TSE-Signatur:\n{}", lines.join("\n")), &[("tseSignature", &signature)]);
        check(&format!("TSE-Signatur: {}", lines.join("\n")), &[("tseSignature", &signature)]);
    }
    check("IAD:07010103A0A002010A0100000000\n00AC3F5E10", &[("iad", "07010103A0A002010A010000000000AC3F5E10")]);
}

#[test]
fn full_width_and_invisible() {
    check(
        "商户名称：ＡＢＣ数码城（一店）\n终端编号：３１０４７２６５",
        &[("merchant", "ＡＢＣ数码城（一店）"), ("tid", "31047265")],
    );
    check("批次号:000\u{200B}214", &[("batch", "000214")]);
    // What looks like a digit is one; what is set upon a digit makes it another.
    check("金额:RMB 13400.5\u{1D7D7}", &[("amount", "13400.59"), ("currency", "CNY")]);
    check("批次号:0002\u{661}\u{2463}", &[("batch", "000214")]);
    assert!(slip::read("授权码:862749\u{20E3}").all("auth").all(|m| m.value != "862749"));
    // What is shown in another order than it stands must not pass for the same.
    let turned = slip::read("参考号:20331655\u{202E}1402");
    assert_eq!(turned.all("rrn").filter(|m| m.value == "203316551402").count(), 0);
    let merchant = slip::read("商户名称:青岚\u{202E}书屋");
    assert_eq!(merchant.get("merchant").unwrap().value, "青岚\u{202E}书屋");
    check("Kassen-ID: Kasse Süd 3", &[("registerId", "Kasse Süd 3")]);
    check("Händler: Gru\u{308}nland", &[("merchant", "Grünland")]);
}

#[test]
fn marks() {
    let read = slip::read("商户编号:898310154110002\n终端号:12345678\n重打印凭证/DUPLICATED\n银行存根");
    assert!(read.reprint);
    assert_eq!(read.copy, Some(Copy::Bank));
    assert!(slip::read("* REPRINT *").reprint);
    assert!(slip::read("交易金额未超过1000.00元，免密免签").no_signature);
    assert!(slip::read("TESTKASSE").test);
    let ended = slip::read(
        "批次号:000214\n凭证号:001637\n参考号:203316552041\n持卡人签名:\n金额:RMB 1.00\nPOS版本号:TLPOS_2.1.7",
    );
    assert_eq!(ended.get("amount"), None);
    assert_eq!(ended.get("appVersion").unwrap().value, "TLPOS_2.1.7");
    let feature = slip::read("参考号:203316552041\n批次号:000214\n17575D1A\n持卡人签名:");
    assert_eq!(feature.get("featureCode").unwrap().value, "17575D1A");
}

#[test]
fn digest_in_the_reading() {
    check("签名摘要:2D50-27B5-EFB6-60C6", &[("digest", "2D50-27B5-EFB6-60C6")]);
    check("Signature digest:\n2D50-27B5-EFB6-60C6", &[("digest", "2D50-27B5-EFB6-60C6")]);
    check("签名摘要:2D50-27B5-EF\nB6-60C6", &[("digest", "2D50-27B5-EFB6-60C6")]);
    check("签名摘要:2D50-27B5", &[("digest", "2D50-27B5?2D50-27B5")]);
    check("签名摘要:2D5O-27B5-EFB6-60C6", &[("digest", "2D50-27B5-EFB6-60C6?2D50-27B5-EFB6-60C6")]);
}

#[test]
fn germany_and_austria() {
    let table = slip::read(
        "SUMME EUR 15,85\nA 19,0% 3,85 0,73 4,58\nB 7,0% 0,74 10,53 11,27\nMwSt 19%: Netto 4,71 Steuer 0,89 Brutto 5,60",
    );
    let sums: Vec<[&str; 3]> =
        table.vat.iter().map(|v| [&v.net, &v.tax, &v.gross].map(|s| s.as_deref().unwrap_or("-"))).collect();
    assert_eq!(sums, [["3.85", "0.73", "4.58"], ["10.53", "0.74", "11.27"], ["4.71", "0.89", "5.60"]]);
    let items = slip::read(
        "H-MILCH 3,5%                      1,19 B\nTotal Reiniger   2,99 A\nBar Schokolade 1,99\nSumme EUR 6,17",
    );
    assert_eq!((value(&items, "amount"), items.vat.len(), items.payments.len()), ("6.17".into(), 0, 0));
    let back = slip::read("Pfandmarkt\nSumme EUR -3,50\nTSE-Transaktion: 12\nBeleg-Nr: 77");
    assert_eq!(value(&back, "amount"), "-3.50");
    assert!(slip::read("TSE-Ausfall\nSumme EUR 1,00\nBeleg-Nr: 77").device_failed);
    let card = slip::read(
        "Summe EUR 1,00\nTSE-Signaturzähler: 5\nBon-Nr: 12\n* * Kundenbeleg * *\nBeleg-Nr.   4711\nTrace-Nr.   123456",
    );
    assert_eq!((value(&card, "receiptNo"), value(&card, "terminalReceiptNo")), ("12".into(), "4711".into()));
    // The OCR form's alphabet has no 0, 1 and 8.
    let base32 = format!(
        "_R1-AT1_K1_7_2026-11-20T12:47:30_1,00_0,00_0,00_0,00_0,00_MFRGGZDF_5b2e_MFRGGZDFMZTWQ===_{}=",
        "MFRGGZDF".repeat(12) + "M0RG1ZD"
    );
    let ocr = slip::read(&base32);
    let code = ocr.get("rksvCode").unwrap();
    assert!(code.value.ends_with("MORGIZD=") && code.corrected.is_some(), "{code:?}");
    assert_eq!(ocr.format, Format::AtRksv);
}

#[test]
fn languages_and_slips() {
    assert_eq!(slip::read("商户编号:1\n终端号:2\n批次号:000001").language, Language::Zh);
    assert_eq!(slip::read("商户编号(MERCHANT NO):1\n终端号(TERMINAL NO):2").language, Language::ZhEn);
    assert_eq!(slip::read("MERCHANT NO:1\nTERMINAL NO:2").language, Language::En);
    assert_eq!(slip::read("Belegnummer: 12\nSignaturzähler: 3\nSumme EUR 1,00").language, Language::De);
    for text in [
        "",
        "hello",
        "今天天气很好，我们去公园吧。",
        "Dear Sir,\nplease find the date: tomorrow.",
        "eyJhbGciOiJFUzI1NiJ9.e30.AAAA",
    ] {
        let reading = slip::read(text);
        assert!(!reading.is_slip() && reading.format == Format::None, "{text}");
    }
}

#[test]
fn lines_keep_their_place() {
    let lines: Vec<InputLine> = ["批次号:000214", "凭证号:001637"]
        .iter()
        .enumerate()
        .map(|(n, text)| InputLine {
            text: text.to_string(),
            place: Some(slipcheck::report::Where { page: 0, x: 1.0, y: n as f32, width: 10.0, height: 1.0 }),
        })
        .collect();
    let reading = slip::read_lines(&lines);
    let stan = reading.get("stan").unwrap();
    assert_eq!(stan.line, 1);
    let line = &reading.lines[stan.line];
    assert_eq!((&line.text[stan.at.0..stan.at.1], line.place.as_ref().map(|p| p.y)), ("001637", Some(1.0)));
}

#[test]
fn long_input_is_cut() {
    let long = slip::read(&"商户编号:898310154110002 ".repeat(60_000));
    assert!(long.cut);
    let many = slip::read(&"TC:9A41E7720CBD536F\n".repeat(50_000));
    assert!(many.cut && many.fields.len() <= 1100);
    assert!(!slip::read("批次号:000214").cut);
}

/// Text made of what slips are made of.
fn slip_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("商户名称"),
        Just("(MERCHANT NAME)"),
        Just(":"),
        Just("：\n"),
        Just("卡号"),
        Just("6217 00** **** 4821"),
        Just("  "),
        Just("金额"),
        Just("RMB -1,380.00元"),
        Just("日期/时间"),
        Just("2026/11/20 18:42"),
        Just("\n"),
        Just("\n\n"),
        Just("原"),
        Just("TC"),
        Just("9A41E7720CBD536F"),
        Just("BATCH NO."),
        Just("/"),
        Just("("),
        Just(")"),
        Just("Summe EUR 1,00"),
        Just("A 19% 1,00 0,19 1,19"),
        Just("_R1-AT1_K_1_"),
        Just("签名摘要"),
        Just("TSE-Signatur:"),
        Just("+XX6aHT1EO1wMSHhQ3eICjsj"),
        Just("\u{202E}"),
        Just("\u{200B}"),
        Just("０１"),
        Just("ﬁ"),
        Just("e\u{301}"),
        Just("持卡人签名"),
        Just("0921  204417/03  17.11.26 09:12"),
        Just("\t"),
        Just("　"),
        Just("-"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_panics(text in "\\PC{0,300}") {
        let reading = slip::read(&text);
        let _ = serde_json::to_string(&reading).unwrap();
    }

    #[test]
    fn no_slip_panics(text in slip_like()) {
        let reading = slip::read(&text);
        for member in &reading.fields {
            let line = &reading.lines[member.line].text;
            prop_assert!(line.get(member.at.0..member.at.1).is_some(), "{:?} of {:?}", member, line);
            prop_assert!(!member.value.is_empty());
        }
        let _ = slip::digest_line(&text);
        let _ = serde_json::to_string(&reading).unwrap();
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = slip::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn amounts_come_back(cents in 0_u64..100_000_000) {
        let plain = format!("{}.{:02}", cents / 100, cents % 100);
        let reading = slip::read(&format!("金额:RMB {plain}"));
        prop_assert_eq!(&reading.get("amount").unwrap().value, &plain);
    }

    #[test]
    fn card_numbers_are_never_kept(digits in "[0-9]{13,19}") {
        let reading = slip::read(&format!("卡号:{digits}\n金额:1.00"));
        let middle = &digits[6..digits.len() - 4];
        let json = serde_json::to_string(&reading).unwrap();
        // The first six and the last four may be shown, and may hold the same four digits.
        let shown = digits[..6].contains(middle) || digits[digits.len() - 4..].contains(middle);
        prop_assert!(middle.len() < 4 || shown || !json.contains(middle));
    }
}
