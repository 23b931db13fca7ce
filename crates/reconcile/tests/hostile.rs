//! Files are strangers': whatever they hold, there is an answer, and in time.

#![cfg(feature = "native")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::type_complexity)]

use proptest::prelude::*;
use slipcheck_reconcile::{Given, Leg, Options, reconcile};

const TABLE: &str = "交易日期,交易时间,交易类型,交易金额,手续费,参考号,终端号\n2026-11-10,09:39:36,消费,\"1,586.67\",9.52,092154218722,30883141\n2026-11-10,10:14:54,退货,-1858.27,0,109763409177,30883141\n合计,,,1,1,,\n";
const MT940: &str = ":20:X\n:60F:C261101EUR1000,00\n:61:2611111111C7494,07NTRFNONREF//1\n:86:166?00X?20Kartenabrechnung\n:62F:C261127EUR1,00\n";
const CAMT: &str = "<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy=\"EUR\">7494.07</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-11</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>";

fn answer(slips: &[u8], acquirer: &[u8], bank: &[u8]) -> usize {
    let given = [(Leg::Slip, slips), (Leg::Acquirer, acquirer), (Leg::Bank, bank)].map(|(leg, bytes)| Given {
        leg,
        name: "a_202611.csv".into(),
        bytes: bytes.to_vec(),
    });
    let outcome = reconcile(given.into(), &Options::default());
    let mut table = String::new();
    outcome.write_csv(&mut table, &|_, id| id.to_owned()).unwrap();
    serde_json::to_string(&outcome).unwrap();
    outcome.transactions().count()
}

fn broken(text: &str, at: prop::sample::Index, bytes: &[u8]) -> Vec<u8> {
    let mut whole = text.as_bytes().to_vec();
    let at = at.index(whole.len());
    let end = (at + bytes.len()).min(whole.len());
    whole.splice(at..end, bytes.iter().copied());
    whole
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_have_an_answer(a: Vec<u8>, b: Vec<u8>, c: Vec<u8>) {
        answer(&a, &b, &c);
    }

    #[test]
    fn broken_files_have_an_answer(at: prop::sample::Index, bytes in prop::collection::vec(any::<u8>(), 0..12)) {
        for bank in [TABLE, MT940, CAMT] {
            answer(&broken(TABLE, at, &bytes), &broken(TABLE, at, &bytes), &broken(bank, at, &bytes));
        }
    }

    #[test]
    fn any_cells_have_an_answer(cells in prop::collection::vec("[-0-9.,:/年月日¥() eE+'\"`*]{0,14}|消费|退款|撤销|4111111111111111", 6..60)) {
        let mut text = String::from("交易日期,交易时间,交易类型,交易金额,参考号,卡号\n");
        for row in cells.chunks(6) {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        answer(text.as_bytes(), text.as_bytes(), text.as_bytes());
    }
}

#[test]
fn thousands_of_rows_that_are_all_alike_have_an_answer() {
    // Anything quadratic would take hours here.
    let head = "交易日期,交易时间,交易金额,参考号,终端号,摘要\n";
    let alike = format!("{head}{}", "2026-11-10,09:39:36,10.00,,,POS\n".repeat(5000));
    assert!(answer(alike.as_bytes(), alike.as_bytes(), alike.as_bytes()) > 0);
    let mut numbered = String::from(head);
    for n in 0..5000 {
        numbered.push_str(&format!("2026-11-{:02},,{}.00,,{n},银联清算\n", n % 28 + 1, n % 50));
    }
    assert!(answer(numbered.as_bytes(), numbered.as_bytes(), numbered.as_bytes()) > 0);
}

#[test]
fn archives_are_bounded() {
    let zeros = deflated(300 << 20);
    let mut gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\0".to_vec();
    gzip.extend(zeros);
    gzip.extend([0; 8]);
    let given = vec![Given { leg: Leg::Bank, name: "bomb.gz".into(), bytes: gzip }];
    let outcome = reconcile(given, &Options::default());
    assert_eq!(outcome.files()[0].problem, Some("too-large"));
}

fn deflated(length: usize) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(&vec![b'a'; length], 1)
}
