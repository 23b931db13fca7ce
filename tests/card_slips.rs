//! Card slips of many countries by the public road: read, not signed, never called Chinese or a till's receipt; and texts
//! that are none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use slipcheck::{check, input::Input, pki::Store, slip, time::Timestamp};

fn report(text: &str) -> Value {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap().moment();
    let mut reports = check::check(&Input::text(text), &Store::default(), now);
    assert_eq!(reports.len(), 1, "{text}");
    serde_json::from_str(&reports.remove(0).to_json()).unwrap()
}

fn value(text: &str, name: &str) -> String {
    let reading = slip::read(text);
    reading.get(name).map(|member| member.value.clone()).unwrap_or_default()
}

/// Where it is from, as the slip tells it; the slip; members and their values.
type Card = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CARDS: &[Card] = &[
    (
        "DE",
        "* *  Kundenbeleg  * *\nHofladen Eichgrund eG\nMusterstraße 16\n13347 Berlin\nDatum:            27.08.2026\nUhrzeit:        08:18:36 Uhr\nBeleg-Nr.               0031\nTrace-Nr.             000052\nKartenzahlung\nkontaktlos\ngirocard\nNr. ###############3753 0000\ngültig bis             12/28\nGenehmigungs-Nr.      604518\nTerminal-ID         54406313\nPos-Info           00 075 00\nAS-Zeit 27.08.     08:18 Uhr\nBetrag EUR             11,00\nAutorisierung erfolgt\nBitte Beleg aufbewahren\n",
        &[
            ("amount", "11.00"),
            ("currency", "EUR"),
            ("tid", "54406313"),
            ("auth", "604518"),
            ("time", "2026-08-27T08:18:36"),
        ],
    ),
    (
        "DE",
        "K-U-N-D-E-N-B-E-L-E-G\nTerminal-ID : 54406313\nTA-Nr 003351  BNr 8095\nKartenzahlung\ngirocard\nEUR 18,98\nPAN ############9017\nKarte 2\nEMV-AID A0000003591010028001\nVU-Nr 0009600034\nGenehmigungs-Nr 260923\nDatum 27.09.26 19:05 Uhr\nZahlung erfolgt\n",
        &[("tid", "54406313"), ("aid", "A0000003591010028001")],
    ),
    (
        "",
        "Händlerbeleg\nCafé am Ring\nTerminal-ID 61200077\nTA-Nr 000811\nVISA DEBIT kontaktlos\nPAN ############4410\nEMV-AID A0000000031010\nGenehmigungs-Nr 440117\nBetrag EUR 7,40\n12.10.2026 10:04:11\nZahlung erfolgt\n",
        &[("amount", "7.40"), ("tid", "61200077")],
    ),
    (
        "AT",
        "BANKOMAT\nGasthof Lindenhof\nTerminal-ID: 71002255\nBankomat Zahlung\nMaestro\nKarte: ############5501\nAID: A0000000043060\nBetrag: EUR 42,30\n20.10.2026 13:02\nGenehmigung 118204\n",
        &[("aid", "A0000000043060")],
    ),
    (
        "",
        "MAPLE STREET DINER\n100 Example Ave\nMERCHANT ID: 445500012345\nTERM ID: 00112233\nSALE\nVISA CREDIT\nXXXXXXXXXXXX4321\nENTRY METHOD: CHIP\nAPPROVED\nAUTH CODE: 05121C\nAID: A0000000031010\nTVR: 8080008000\nTSI: 6800\nAMOUNT $ 23.45\nCUSTOMER COPY\n",
        &[("auth", "05121C"), ("amount", "23.45"), ("aid", "A0000000031010")],
    ),
    (
        "",
        "THE OLD FORGE\nCARDHOLDER COPY\nPLEASE KEEP THIS RECEIPT\nAID: A0000000041010\nMASTERCARD\n**** **** **** 7788\nPAN SEQ NO. 01\nICC\nSALE\nAMOUNT GBP12.60\nVERIFIED BY PIN\nAUTH CODE: 778812\nMID: ***12345 TID: 22334455\n18/10/2026 12:44\nTHANK YOU\n",
        &[("amount", "12.60"), ("currency", "GBP")],
    ),
    (
        "JP",
        "クレジット売上票\n洋食キッチンひまわり\n2026年8月18日 19:33\n\nVISA ************1234\n承認番号 012345\n支払区分 一括\n\n金額        ¥3,240\n\nご署名不要\n",
        &[("amount", "3240"), ("currency", "JPY"), ("auth", "012345"), ("pan", "************1234")],
    ),
    (
        "JP",
        "カード売上票(お客様控え)\n加盟店名 さくら書店\n端末番号 12345-678-90123\n会員番号 498012XXXXXX4321\n取引内容 売上\n支払区分 一括\n伝票番号 01234\n承認番号 0045678\nご利用日 2026/08/18 19:33\n合計金額 ¥1,980\n",
        &[("currency", "JPY"), ("amount", "1980")],
    ),
    (
        "TW",
        "信用卡簽單\n商店名稱:範例商行\n商店代號:8080848332\n端末機代號:50253325\n卡號:4311-95**-****-1234\n交易類別:銷售\n批次號碼:000173\n授權碼:545339\n調閱編號:000042\n序號:630327004151\n日期時間:2026/09/14 16:37\n總計 NT$:3,689\n",
        &[("amount", "3689.00"), ("currency", "TWD"), ("mid", "8080848332")],
    ),
    (
        "HK",
        "範例酒店\n商戶編號: 012345678901234\n終端編號: 12345678\n卡類: VISA\n卡號: 431195******1234\n交易類型: 銷售\n批次號: 000011\n憑證號: 000042\n授權碼: 545339\n日期/時間: 2026/09/14 16:37:02\n金額: HKD 689.00\n持卡人簽名\n",
        &[("amount", "689.00"), ("currency", "HKD")],
    ),
    (
        "MY",
        "KEDAI CONTOH\nMID: 000001234567890\nTID: 87654321\nDATE: 14/09/2026 TIME: 16:37:02\nBATCH NUM: 000123  INV NUM: 000456\nSALE\nVISA\n**** **** **** 1234\nAPPR CODE: 123456\nRREF NUM: 630327004151\nTOTAL RM 45.60\nI AGREE TO PAY THE ABOVE TOTAL AMOUNT\n",
        &[("amount", "45.60"), ("currency", "MYR"), ("tid", "87654321")],
    ),
    (
        "",
        "HDFC Bank\nExample Retail Limited\nEXAMPLE BAZAAR\n12 Main Road\nMadurai , Tamil Nadu - 625107\nGSTIN:-33AAAAA0000A1ZX\nDate:0917 Time:185130\nMID: TID:26194164\nBATCH NUM:0 INV NUM:003375\nSALE\nSWIPE\nEXP DATE: CARD:CREDIT_CARD\nAPPR CODE:070262 RRN:00000003375\nTOTAL AMT:1325.71\nSIGN:\nI AGREE TO PAY AS PER CARD ISSUER AGRMNT\n",
        &[("amount", "1325.71"), ("tid", "26194164")],
    ),
    (
        "IN",
        "EXAMPLE SWEETS\nMID: 470000012345678\nTID: 41234567\nBATCH NUM: 000321 INVOICE NUM: 000654\nSALE\nRUPAY\nXXXX XXXX XXXX 9876 CHIP\nAPPR CODE: 889900 RRN: 630327004151\nAID: A0000005241010\nTVR: 0000008000 TSI: E800\nTOTAL AMT: INR 640.00\nPIN VERIFIED OK SIGNATURE NOT REQUIRED\n",
        &[("amount", "640.00"), ("currency", "INR")],
    ),
    (
        "",
        "CARTE BANCAIRE\nSANS CONTACT\nA0000000421010\nCB COMPTANT\nLE 14/09/26 A 16:37:02\nBOULANGERIE EXEMPLE\n75001 PARIS\n1234567\n************4321\nNO AUTO : 123456\nMONTANT = 12,40 EUR\nDEBIT\nTICKET CLIENT\nA CONSERVER\n",
        &[("auth", "123456")],
    ),
    (
        "",
        "Bäckerei Beispiel AG\n8001 Zürich\nKUNDENBELEG\nBuchung\nDebit Mastercard\nKONTAKTLOS\nXXXXXXXXXXXX5566\n14.09.2026 16:37:02\nTrm-Id: 23456789\nAID: A0000000041010\nTrx. Seq-Cnt: 1234\nAutorisationscode: 445566\nTotal-EFT CHF: 8.90\n",
        &[("aid", "A0000000041010")],
    ),
    (
        "SG",
        "KOPI EXAMPLE PTE LTD\nMID: 00001234567  TID: 11223344\nCUSTOMER COPY\nSALE\nMASTERCARD CONTACTLESS\nXXXX XXXX XXXX 2211\nAPPR CODE 335577\nBATCH NO. 000012 TRACE NO. 000034\nAID A0000000041010\nTOTAL SGD 6.40\nNO SIGNATURE REQUIRED\n",
        &[("amount", "6.40"), ("currency", "SGD")],
    ),
];

#[test]
fn card_slips_of_any_country_are_read_and_not_signed() {
    for (place, text, members) in CARDS {
        let report = report(text);
        assert_eq!(
            (&report["verdict"], &report["format"]),
            (&"unsigned".into(), &"card-slip".into()),
            "{text}\n{report:#}"
        );
        assert_eq!(slip::read(text).format.id(), "card-slip");
        assert_eq!(report["causes"][0]["id"], "not-signed");
        let notes = report["notes"].as_array().unwrap();
        let own = notes.iter().find(|note| note["id"] == "card-slip").unwrap();
        assert_eq!(own["place"].as_str().unwrap_or_default(), *place, "{text}");
        assert!(notes.iter().all(|note| note["id"] != "acquirer-licence" && note["id"] != "merchant-number"), "{text}");
        assert_eq!(report["country"], Value::Null);
        for role in ["cardholder", "merchant"] {
            let steps: Vec<&str> =
                report["nextSteps"][role].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert!(
                steps.contains(&if role == "cardholder" { "call-card-bank" } else { "call-acquirer" }),
                "{steps:?}"
            );
            for chinese in
                ["check-acquirer-licence", "licensed-acquirer", "check-feature-code", "call-unionpay", "complain-12315"]
            {
                assert!(!steps.contains(&chinese), "{chinese}");
            }
        }
        for (name, expected) in *members {
            assert_eq!(value(text, name), *expected, "{name} of\n{text}");
        }
    }
}

#[test]
fn chinese_signs_make_a_unionpay_slip() {
    for text in [
        "POS  签  购  单\n商户名：示例水产\n商户号：309004459984927\n终端号：49270001\n卡号：\n交易类型：消费（s）\n批次号：000005\n凭证号：000083\n日期：2026/09/14 14:31:27\n交易金额：1286.50\n持卡人存根\n",
        "银联POS签购单1\n商户名(MERCHANT NAME):\n矢量测试商户\n商户编号(MERCHANT CODE):12345678901234\n终端号(TERMINAL NO):12345678\n卡号(CARD NO)\n622576******6691 /C\n凭证号(VOUCHER NO):000007\n日期/时间(DATE/TIME):2026/09/14 10:11:12\n金额(AMOUNT):RMB 0.01\n",
        "商戶編號(MERCHANT NO.): 898344058120001\n終端編號(TERMINAL NO.): 12345678\n卡號(CARD NO.): 621700******4821\n批次號(BATCH NO.): 000011\n金額(AMOUNT): 25.00\n",
        "MERCHANT NO: 104650053110011\nTERMINAL NO: 65010022\nCARD NO: 621669******9200\nBATCH NO: 110609\nREF NO: 716099275007\nAMOUNT: RMB 0.01\nAID: A000000333010101\n",
    ] {
        let report = report(text);
        assert_eq!((&report["verdict"], &report["format"]), (&"unsigned".into(), &"cn-unionpay".into()), "{text}");
        assert_eq!(report["country"], "CN");
    }
}

#[test]
fn receipts_letters_and_poems_are_no_card_slips() {
    for text in [
        // Shop receipts, paid in cash and by card.
        "CORNER MART SDN BHD\nTAX INVOICE\nINVOICE NO: 000123\nCASHIER: AMY  TERMINAL: 2\nTEA 4.50\nBREAD 3.20\nTOTAL 7.70\nCASH 10.00\nCHANGE 2.30\nTHANK YOU\n",
        "CORNER MART\nRECEIPT NO 10023\nMILK 2.10\nTOTAL 2.10\nVISA 2.10\nTHANK YOU FOR SHOPPING\nCUSTOMER COPY\n",
        "スーパーさくら\n2026年8月18日 19:33\nりんご ¥300\n合計 ¥300\nお預り ¥500\nお釣り ¥200\nありがとうございました\n",
        "統一發票\n合計: 3  $466\n現金 $500\n找零 $34\n",
        // A letter and a poem.
        "Dear customer,\nyour Visa card is approved and will be sent to you this week by registered mail. Please sign it on the back.\nYour bank\n",
        "Hello,\nthank you for your order 4711 of 12 June. We charged 23.45 EUR to your Mastercard. The approval code is on the invoice.\nKind regards\n",
        "The card was played, the batch was done,\nthe terminal glowed beneath the sun;\nno code approved, no hand that signed,\nwas kinder than a merchant's mind.\n",
        "A0000 kilometres from home, I pay with VISA, MASTERCARD, AMEX and JCB, approved everywhere, contactless.\n",
    ] {
        let report = report(text);
        assert_ne!(report["format"], "card-slip", "{text}");
        assert_ne!(report["verdict"], "unsigned", "{text}");
    }
}

#[test]
fn a_tills_receipt_with_a_card_block_stays_a_tills() {
    let text = "Beispielmarkt\nMusterstraße 1, 15566 Musterstadt\nKAFFEE 3,99 A\nBECHER 14,99 B\nSUMME EUR 18,98\nK-U-N-D-E-N-B-E-L-E-G\nTerminal-ID : 54406313\nTA-Nr 003351\ngirocard\nPAN ############9017\nVU-Nr 0009600034\nZahlung erfolgt\nMWST NETTO MWST BRUTTO\nA 7,00% 3,73 0,26 3,99\nB 19,00% 12,60 2,39 14,99\nBon-Nr.: 4711\n";
    let report = report(text);
    assert_eq!((&report["verdict"], &report["format"]), (&"unsigned".into(), &"de-tse".into()), "{report:#}");
}

#[test]
fn a_count_before_a_total_is_not_the_total() {
    for (text, expected) in [
        ("合計: 3  $466", "466.00"),
        ("合計: 3 $466", "466.00"),
        ("合計：12項 $1,466", "1466.00"),
        ("總計: 2  NT$ 350", "350.00"),
        ("合计: 5件 88.50元", "88.50"),
        ("TOTAL: 3  $46.60", "46.60"),
        ("合計: $466", "466.00"),
    ] {
        assert_eq!(value(text, "amount"), expected, "{text}");
    }
}
