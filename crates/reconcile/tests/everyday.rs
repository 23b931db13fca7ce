//! Everyday troubles of a shop and of a cardholder: what is lawful is never called missing, and what is wrong is called by its name.

#![cfg(feature = "native")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::type_complexity)]

use slipcheck_reconcile::{Given, Leg, Options, Status, reconcile};
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Clone)]
struct Sale {
    day: u32,
    clock: (u32, u32),
    amount: i64,
    rrn: String,
    terminal: &'static str,
    kind: &'static str,
    state: &'static str,
    merchant: &'static str,
    times: usize,
    in_slips: bool,
    in_statement: bool,
    paid: bool,
}

impl Sale {
    fn fee(&self) -> i64 {
        self.amount * 6 / 1000
    }

    fn sign(&self) -> i64 {
        if self.kind == "消费" { 1 } else { -1 }
    }

    fn net(&self) -> i64 {
        self.sign() * (self.amount - self.fee())
    }
}

/// Three days of sales, five a day, no two amounts alike.
fn shop() -> Vec<Sale> {
    let mut sales = Vec::new();
    for day in 9..12 {
        for n in 0..5 {
            let i = i64::from(day * 5 + n);
            sales.push(Sale {
                day,
                clock: (10 + n * 3, 7 * n + 1),
                amount: 10_000 + i * 3571 + i * i * 13,
                rrn: format!("0921{:08}", i * 7919),
                terminal: if n % 2 == 0 { "30883141" } else { "30883142" },
                kind: "消费",
                state: "成功",
                merchant: "898330158127016",
                times: 1,
                in_slips: true,
                in_statement: true,
                paid: true,
            });
        }
    }
    sales
}

fn yuan(units: i64) -> String {
    format!("{}{}.{:02}", if units < 0 { "-" } else { "" }, units.abs() / 100, units.abs() % 100)
}

fn clock(sale: &Sale) -> String {
    format!("{:02}:{:02}:00", sale.clock.0, sale.clock.1)
}

fn slips(sales: &[Sale]) -> String {
    let mut out = String::from("终端编号,参考号,交易类型,交易日期,交易时间,交易金额,商户编号\n");
    for sale in sales.iter().filter(|sale| sale.in_slips) {
        let amount = yuan(sale.sign() * sale.amount);
        writeln!(
            out,
            "{},{},{},2026-11-{:02},{},{amount},898330158127016",
            sale.terminal,
            sale.rrn,
            sale.kind,
            sale.day,
            clock(sale)
        )
        .unwrap();
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Fees {
    Stated,
    Silent,
}

fn statement(sales: &[Sale], settled: bool, fees: Fees) -> String {
    let mut out = String::from("对账单\n");
    let head = if settled { "清算日期," } else { "" };
    let tail = if fees == Fees::Stated { ",手续费" } else { "" };
    writeln!(out, "{head}交易日期,交易时间,交易类型,交易状态,交易金额,参考号,终端号,商户号{tail}").unwrap();
    for sale in sales.iter().filter(|sale| sale.in_statement) {
        for _ in 0..sale.times {
            if settled {
                write!(out, "2026-11-{:02},", sale.day + 1).unwrap();
            }
            let amount = yuan(sale.sign() * sale.amount);
            write!(
                out,
                "2026-11-{:02},{},{},{},{amount},{},{},{}",
                sale.day,
                clock(sale),
                sale.kind,
                sale.state,
                sale.rrn,
                sale.terminal,
                sale.merchant
            )
            .unwrap();
            if fees == Fees::Stated {
                write!(out, ",{}", yuan(sale.sign() * sale.fee())).unwrap();
            }
            out.push('\n');
        }
    }
    out
}

fn bank(entries: &[(u32, i64, &str)], to: u32) -> String {
    let mut out = format!("起始日期：2026-11-01,终止日期：2026-11-{to}\n记账日期,借方发生额,贷方发生额,摘要\n");
    let mut entries = entries.to_vec();
    entries.extend([(10, -123_456, "房租"), (12, 5000, "某公司 货款")]);
    entries.sort();
    for (day, amount, text) in entries.iter().filter(|(day, ..)| *day <= to) {
        let (out_of, into) = if *amount < 0 { (yuan(-amount), String::new()) } else { (String::new(), yuan(*amount)) };
        writeln!(out, "2026-11-{day:02},{out_of},{into},{text}").unwrap();
    }
    out
}

/// What is paid, by a key of each sale, on the day that the key gives.
fn paid<K: Ord + Copy>(
    sales: &[Sale],
    key: impl Fn(&Sale) -> K,
    day: impl Fn(K) -> u32,
) -> Vec<(u32, i64, &'static str)> {
    let mut sums: BTreeMap<K, i64> = BTreeMap::new();
    for sale in sales.iter().filter(|sale| sale.in_statement && sale.paid) {
        *sums.entry(key(sale)).or_default() += sale.net();
    }
    sums.into_iter().map(|(key, sum)| (day(key), sum, "银联商务客户备付金 POS清算款")).collect()
}

fn next_day(sales: &[Sale]) -> Vec<(u32, i64, &'static str)> {
    paid(sales, |sale| sale.day, |day| day + 1)
}

/// Statuses that are not `agrees`, by the reference number (a credit by `bank`).
fn differing(slips: &str, statement: &str, bank: &str) -> BTreeMap<String, Status> {
    let mut given = Vec::new();
    for (leg, name, text) in
        [(Leg::Slip, "slips.csv", slips), (Leg::Acquirer, "statement.csv", statement), (Leg::Bank, "bank.csv", bank)]
    {
        if !text.is_empty() {
            given.push(Given { leg, name: name.into(), bytes: text.into() });
        }
    }
    let outcome = reconcile(given, &Options::default());
    assert_eq!(outcome.party().id(), "merchant");
    assert!(outcome.transactions().count() >= 15);
    let short = |key: &str| {
        key.strip_prefix("rrn:").unwrap_or(if key.starts_with("row:bank") { "bank" } else { key }).to_owned()
    };
    outcome
        .transactions()
        .filter(|entry| entry.status() != Status::Agrees)
        .map(|entry| (short(entry.key()), entry.status()))
        .collect()
}

#[test]
fn whatever_a_day_is_to_the_acquirer_its_payment_is_found() {
    let sales = shop();
    let (slips, settled, plain) =
        (slips(&sales), statement(&sales, true, Fees::Stated), statement(&sales, false, Fees::Stated));
    let days = next_day(&sales);
    let mut ways: Vec<(&str, &str, Vec<(u32, i64, &str)>)> = vec![
        ("day by day", &settled, days.clone()),
        ("without day of settlement", &plain, days.clone()),
        ("cut at 20 o'clock", &plain, paid(&sales, |sale| sale.day + u32::from(sale.clock.0 >= 20), |day| day + 1)),
        ("each terminal", &plain, paid(&sales, |sale| (sale.day, sale.terminal), |(day, _)| day + 1)),
        ("each sale at once", &plain, paid(&sales, |sale| (sale.day, sale.amount), |(day, _)| day)),
        ("a weekend", &plain, paid(&sales, |sale| sale.day == 9, |first| if first { 10 } else { 12 })),
    ];
    let gross = |day: u32| {
        sales.iter().filter(|sale| sale.day == day).fold((0, 0), |sum, sale| (sum.0 + sale.amount, sum.1 + sale.fee()))
    };
    let apart =
        (9..12).flat_map(|day| [(day + 1, gross(day).0, "银联清算"), (day + 1, -gross(day).1, "银联手续费")]).collect();
    ways.push(("the fee apart", &settled, apart));
    for (way, statement, entries) in ways {
        assert_eq!(differing(&slips, statement, &bank(&entries, 27)), BTreeMap::new(), "{way}");
    }
    assert_eq!(differing(&slips, "", &bank(&days, 27)), BTreeMap::new(), "slips alone: the difference is the fee");
    assert_eq!(differing(&slips, &statement(&sales, false, Fees::Silent), &bank(&days, 27)), BTreeMap::new());
    assert_eq!(differing("", &settled, &bank(&days, 27)), BTreeMap::new());
    let all: (i64, i64) = (9..12).map(gross).fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let told = format!("银联 1109-1111费{}元", yuan(all.1));
    assert_eq!(differing(&slips, &plain, &bank(&[(12, all.0 - all.1, &told)], 27)), BTreeMap::new());
}

#[test]
fn refunds_and_voids_are_lawful() {
    let mut sales = shop();
    let mut refund = Sale { kind: "退货", rrn: "099900000001".into(), clock: (23, 0), ..sales[3].clone() };
    sales.push(refund.clone());
    let entries = next_day(&sales);
    assert_eq!(differing(&slips(&sales), &statement(&sales, true, Fees::Stated), &bank(&entries, 27)), BTreeMap::new());
    sales.pop();
    refund.paid = false;
    let apart = (11, refund.net(), "退货扣款");
    sales.push(refund);
    let mut entries = next_day(&sales);
    entries.push(apart);
    assert_eq!(differing(&slips(&sales), &statement(&sales, true, Fees::Stated), &bank(&entries, 27)), BTreeMap::new());

    let mut sales = shop();
    let void = Sale { kind: "消费撤销", clock: (23, 0), ..sales[7].clone() };
    let (rrn, undone) = (void.rrn.clone(), sales[2].rrn.clone());
    sales.push(void);
    sales[2].state = "已撤销";
    sales[2].paid = false;
    let found = differing(&slips(&sales), &statement(&sales, true, Fees::Stated), &bank(&next_day(&sales), 27));
    assert_eq!(found, BTreeMap::from([(rrn, Status::Reversed), (undone, Status::Reversed)]));
}

#[test]
fn what_is_wrong_has_its_name() {
    let mut sales = shop();
    sales[1].in_statement = false;
    sales[4].in_slips = false;
    sales[8].merchant = "898330183981599";
    sales[13].times = 2;
    let name = |at: usize, status: Status| (sales[at].rrn.clone(), status);
    let mut expected = BTreeMap::from([
        name(1, Status::MissingInAcquirer),
        name(4, Status::MissingInSlip),
        name(8, Status::MerchantDiffers),
        name(13, Status::Duplicated),
    ]);
    let mut entries = next_day(&sales);
    entries.push((12, 54_321, "银联商务 POS清算款"));
    expected.insert("bank".into(), Status::MissingInAcquirer);
    assert_eq!(differing(&slips(&sales), &statement(&sales, true, Fees::Stated), &bank(&entries, 27)), expected);
    // Another acquirer's credit is none of this statement's.
    entries.pop();
    entries.push((12, 54_321, "财付通支付科技有限公司"));
    expected.remove("bank");
    assert_eq!(differing(&slips(&sales), &statement(&sales, true, Fees::Stated), &bank(&entries, 27)), expected);
}

#[test]
fn what_is_held_back_or_kept_back_is_told() {
    let mut sales = shop();
    sales[7].paid = false;
    let expected = BTreeMap::from([(sales[7].rrn.clone(), Status::MissingInBank)]);
    let (slips_of, statement_of) = (slips(&sales), statement(&sales, true, Fees::Stated));
    assert_eq!(differing(&slips_of, &statement_of, &bank(&next_day(&sales), 27)), expected);
    let sales = shop();
    let of_day = |day: u32, status: Status| -> BTreeMap<String, Status> {
        sales.iter().filter(|sale| sale.day == day).map(|sale| (sale.rrn.clone(), status)).collect()
    };
    let mut entries = next_day(&sales);
    entries[1].1 -= 1375;
    assert_eq!(differing(&slips_of, &statement_of, &bank(&entries, 27)), of_day(10, Status::FeeUnexplained));
    let mut entries = next_day(&sales);
    entries[1].0 += 9;
    assert_eq!(differing(&slips_of, &statement_of, &bank(&entries, 27)), of_day(10, Status::DateDiffers));
    // A statement that ends too early says nothing.
    assert_eq!(differing(&slips_of, &statement_of, &bank(&next_day(&sales), 11)), of_day(11, Status::NotCovered));
}

#[test]
fn a_statement_by_days_of_settlement_holds_parts_of_days() {
    // The day of settlement begins at 20 o'clock; the statement has the one of the 11th alone.
    let sales: Vec<Sale> = shop();
    let settled = |sale: &Sale| sale.day + 1 + u32::from(sale.clock.0 >= 20);
    let (slips, plain) = (slips(&sales), statement(&sales, true, Fees::Stated));
    let mut lines = plain.lines();
    let mut text = format!("{}\n{}\n", lines.next().unwrap(), lines.next().unwrap());
    for (line, sale) in lines.zip(&sales).filter(|(_, sale)| settled(sale) == 11) {
        text.push_str(&line.replace(&format!("2026-11-{:02},2026", sale.day + 1), "2026-11-11,2026"));
        text.push('\n');
    }
    let entries = paid(&sales, settled, |day| day);
    let expected: BTreeMap<String, Status> =
        sales.iter().filter(|sale| settled(sale) != 11).map(|sale| (sale.rrn.clone(), Status::NotCovered)).collect();
    assert_eq!(differing(&slips, &text, &bank(&entries, 11)), expected);
}

#[test]
fn neither_order_of_files_nor_names_of_columns_matter() {
    let mut sales = shop();
    sales[1].in_statement = false;
    sales[8].merchant = "898330183981599";
    let bank = bank(&next_day(&sales), 27);
    let (first, second): (Vec<Sale>, Vec<Sale>) = sales.iter().cloned().partition(|sale| sale.day < 11);
    let file = |leg, name: &str, text: String| Given { leg, name: name.into(), bytes: text.into() };
    let statuses = |reversed: bool, renamed: bool| -> BTreeMap<String, Status> {
        let mut given = vec![
            file(Leg::Slip, "1.csv", slips(&first)),
            file(Leg::Slip, "2.csv", slips(&second)),
            file(Leg::Acquirer, "1.csv", statement(&first, true, Fees::Stated)),
            file(Leg::Acquirer, "2.csv", statement(&second, true, Fees::Stated)),
            // The same days once more.
            file(Leg::Acquirer, "3.csv", statement(&second, true, Fees::Stated)),
            file(Leg::Bank, "bank.csv", bank.clone()),
        ];
        if renamed {
            for file in given.iter_mut().filter(|file| file.leg == Leg::Acquirer) {
                let text = String::from_utf8(file.bytes.clone()).unwrap();
                file.bytes = text
                    .replace("参考号", "RRN")
                    .replace("交易金额", "Gross amount")
                    .replace("清算日期", "Settlement date")
                    .into();
            }
        }
        if reversed {
            given.reverse();
        }
        reconcile(given, &Options::default())
            .transactions()
            .map(|entry| (entry.key().to_owned(), entry.status()))
            .collect()
    };
    let plain = statuses(false, false);
    assert_eq!(plain.len(), 15);
    for (reversed, renamed) in [(true, false), (false, true), (true, true)] {
        assert_eq!(statuses(reversed, renamed), plain);
    }
}

#[test]
fn no_row_is_used_twice() {
    let mut sales = shop();
    sales[3].amount = sales[4].amount;
    sales[9].in_slips = false;
    let given = vec![
        Given { leg: Leg::Slip, name: "s".into(), bytes: slips(&sales).into() },
        Given { leg: Leg::Acquirer, name: "a".into(), bytes: statement(&sales, false, Fees::Stated).into() },
        Given { leg: Leg::Bank, name: "b".into(), bytes: bank(&next_day(&sales), 27).into() },
    ];
    let outcome = reconcile(given, &Options::default());
    for leg in [Leg::Slip, Leg::Acquirer] {
        let mut rows: Vec<String> = outcome.transactions().flat_map(|entry| entry.rows(leg)).collect();
        let count = rows.len();
        rows.sort();
        rows.dedup();
        assert_eq!(rows.len(), count);
        assert_eq!(count, if leg == Leg::Slip { 14 } else { 15 });
    }
}

fn three(slips: &str, statement: &str, bank: &str) -> slipcheck_reconcile::Outcome {
    let file = |leg, name: &str, text: &str| Given { leg, name: name.into(), bytes: text.into() };
    let piles = [(Leg::Slip, "s.csv", slips), (Leg::Acquirer, "a.csv", statement), (Leg::Bank, "b.csv", bank)];
    let given =
        piles.into_iter().filter(|(_, _, text)| !text.is_empty()).map(|(leg, name, text)| file(leg, name, text));
    reconcile(given.collect(), &Options::default())
}

const ONE: &str =
    "date,amount,currency,rrn,card,terminal\n2026-11-10,100.00,CNY,092154218722,622848******8966,34274419\n";

#[test]
fn what_a_number_links_and_other_values_contradict_keeps_its_status_and_is_marked() {
    for (statement, notes) in [
        (ONE.to_owned(), vec![]),
        (ONE.replace("CNY", "USD"), vec!["differs-currency"]),
        (ONE.replace("8966", "1111"), vec!["differs-card"]),
        (ONE.replace("34274419", "34274420"), vec!["differs-terminal"]),
        // An acquirer's own number of a terminal contradicts nothing.
        (ONE.replace("34274419", "900134274419"), vec![]),
    ] {
        let outcome = three(ONE, &statement, "");
        let entries: Vec<_> = outcome.transactions().collect();
        assert_eq!(entries.len(), 1, "{statement}");
        assert_eq!(entries[0].status(), Status::Agrees, "{statement}");
        assert_eq!(entries[0].notes(), notes, "{statement}");
    }
}

#[test]
fn what_was_paid_abroad_and_converted_is_no_other_currency() {
    let bank = "date,description,amount,currency,original amount,original currency,card\n2026-11-10,Cafe,-780.00,CNY,100.00,EUR,8966\n";
    let outcome = three(&ONE.replace("CNY", "EUR"), &ONE.replace("CNY", "EUR"), bank);
    let entry = outcome.transactions().next().unwrap();
    assert!(!entry.notes().contains(&"differs-currency"), "{:?}", entry.notes());
}

#[test]
fn dates_with_two_readings_are_told_and_only_those() {
    for (days, told) in [
        (["11/10/2026", "11/11/2026"], true),
        (["11/11/2026", "12/12/2026"], false),
        (["11/10/2026", "13/10/2026"], false),
        (["11/10/2026", "11/13/2026"], false),
        (["2026/11/10", "2026/10/11"], false),
        (["11.10.2026", "10.11.2026"], false),
    ] {
        let statement = format!("date,amount,rrn\n{},100.00,092154218722\n{},100.00,092154218723\n", days[0], days[1]);
        let outcome = three(ONE, &statement, "");
        assert_eq!(outcome.files()[1].notes.contains(&"date-order-open"), told, "{days:?}");
    }
}

#[test]
fn what_one_sum_lacks_stands_once_in_a_table_and_every_row_names_its_file() {
    let mut sales = shop();
    sales.truncate(5);
    let bank = bank(&next_day(&sales), 27);
    let sum: i64 = sales.iter().map(Sale::net).sum();
    let text = |units: i64| format!("{}.{:02}", units / 100, units % 100);
    assert!(bank.contains(&text(sum)), "{bank}");
    let less = bank.replace(&text(sum), &text(sum - 3750));
    let outcome = three(&slips(&sales), &statement(&sales, false, Fees::Stated), &less);
    let mut table = String::new();
    outcome.write_csv(&mut table, &|kind, id| format!("{kind} {id}")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0][13..17], ["settlement", "settlement difference", "head status", "head note"]);
    let differences: Vec<&str> = rows[1..].iter().map(|row| row[14]).collect();
    assert_eq!(differences, ["37.50", "", "", "", ""]);
    for (at, row) in rows[1..].iter().enumerate() {
        assert_eq!([row[8], row[13], row[15]], ["", "s1", "status fee-unexplained"]);
        assert_eq!(row[18], format!("s.csv:{}", at + 2));
    }
    let entry = outcome.transactions().next().unwrap();
    assert_eq!((entry.difference(), entry.sum_difference()), (None, Some(3750)));
}

#[test]
fn a_fee_beyond_belief_is_told() {
    let with_fee = |fee: &str| {
        let statement = format!("date,amount,fee,rrn\n2026-11-10,100.00,{fee},092154218722\n");
        three(ONE, &statement, "").transactions().next().unwrap().notes().to_vec()
    };
    assert_eq!(with_fee("0.60"), Vec::<&str>::new());
    assert_eq!(with_fee("90.00"), ["fee-high"]);
}

const TWO_DAYS: &str = "date,amount,fee,rrn\n2026-11-10,100.00,0.60,092154218722\n2026-11-10,50.00,0.30,092154218723\n";
const TILL: &str = "date,amount,rrn\n2026-11-10,100.00,092154218722\n2026-11-10,50.00,092154218723\n";

fn notes_of(outcome: &slipcheck_reconcile::Outcome) -> Vec<Vec<&'static str>> {
    outcome.transactions().map(|entry| entry.notes().to_vec()).collect()
}

#[test]
fn what_left_the_account_again_and_who_paid_is_told() {
    let bank = |rows: &str| format!("起始日期：2026-11-01,终止日期：2026-11-27\n记账日期,收入,支出,摘要\n{rows}");
    for (rows, notes) in [
        ("2026-11-11,149.10,,POS清算款\n", [vec![], vec![]]),
        // A shop that empties its account is told nothing.
        ("2026-11-11,149.10,,POS清算款\n2026-11-12,,149.10,转账支出 总部归集\n", [vec![], vec![]]),
        (
            "2026-11-11,149.10,,POS清算款\n2026-11-12,,149.10,退汇 来账冲正\n",
            [vec!["credit-returned"], vec!["credit-returned"]],
        ),
        ("2026-11-11,149.10,,POS清算款\n2026-11-20,,50.00,拒付扣款 退单\n", [vec![], vec!["charged-back"]]),
        ("2026-11-11,149.10,,转账 王小明\n", [vec!["payer-unclear"], vec!["payer-unclear"]]),
        ("2026-11-11,149.10,,手续费退还 本行\n", [vec!["payer-unclear"], vec!["payer-unclear"]]),
        ("2026-11-11,150.00,,POS清算款\n", [vec!["paid-gross"], vec!["paid-gross"]]),
    ] {
        let outcome = three(TILL, TWO_DAYS, &bank(rows));
        assert_eq!(outcome.counts(), [(Status::Agrees, 2)], "{rows}");
        let mut found = notes_of(&outcome);
        found.sort_by_key(Vec::len);
        assert_eq!(found, notes, "{rows}");
    }
}

#[test]
fn a_fee_of_most_of_the_money_is_no_fee() {
    for (credit, status) in [("0.99", Status::Agrees), ("0.01", Status::FeeUnexplained)] {
        let slip = "date,amount,rrn\n2026-11-10,1.00,092154218722\n";
        let statement = "date,amount,rrn,settlement date\n2026-11-10,1.00,092154218722,2026-11-10\n";
        let bank = format!(
            "起始日期：2026-11-01,终止日期：2026-11-27\n记账日期,收入,支出,摘要\n2026-11-11,{credit},,POS清算款\n"
        );
        assert_eq!(three(slip, statement, &bank).counts(), [(status, 1)], "{credit}");
    }
}

#[test]
fn what_could_not_be_read_is_never_called_missing() {
    let period = "起始日期：2026-11-01,终止日期：2026-11-27\n";
    // The amount has a letter in it; the day is no day.
    for statement in [TWO_DAYS.replace("50.00", "5O.00"), TWO_DAYS.replace("2026-11-10,50", "2026-11-4x,50")] {
        let outcome = three(TILL, &format!("{period}{statement}"), "");
        assert_eq!(outcome.counts(), [(Status::NotCovered, 1), (Status::Agrees, 1)], "{statement}");
        assert!(notes_of(&outcome).contains(&vec!["row-unread"]));
        assert!(outcome.files()[1].notes.contains(&"rows-unread"));
    }
    // A bank's sheet whose second row of labels says which column is which: not one row is read.
    let bank = format!(
        "{period}交易日期,交易时间,发生额,,余额,对方户名,摘要\n,,借方,贷方,,,\n2026-11-11,10:00:00,,149.10,1149.10,银联商务,POS清算款\n"
    );
    let outcome = three(TILL, TWO_DAYS, &bank);
    assert_eq!(outcome.counts(), [(Status::NotCovered, 2)]);
    // What is not there is still missing.
    let missing = TWO_DAYS.lines().take(2).collect::<Vec<_>>().join("\n");
    let outcome = three(TILL, &format!("{period}{missing}\n本对账单仅供参考\n合计,100.00\n"), "");
    assert_eq!(outcome.counts(), [(Status::MissingInAcquirer, 1), (Status::Agrees, 1)]);
}

#[test]
fn days_labels_and_amounts_are_read_as_people_write_them() {
    for (statement, why) in [
        (TWO_DAYS.replace("2026-11-10", "10-Nov-2026"), "a month's name"),
        (TWO_DAYS.replace("2026-11-10", "\"Nov 10, 2026\""), "a month's name first"),
        (TWO_DAYS.replace("2026-11-10", "10. November 2026"), "a German day"),
        (TWO_DAYS.replace("2026-11-10", "2026/11/10 上午10:24"), "a clock in words"),
        (TWO_DAYS.replace("amount", "Bruttoumsatz EUR").replace("Bruttoumsatz", "Betrag"), "a currency behind a label"),
        (TWO_DAYS.replace("date,amount,fee,rrn", "交易時間,交易金額,手續費,參考號"), "traditional characters"),
        (
            TWO_DAYS
                .replace("date,amount,fee", "交易日期,交易金额(分),手续费(分)")
                .replace("100.00,0.60", "10000,60")
                .replace("50.00,0.30", "5000,30"),
            "minor units",
        ),
        (format!("{TWO_DAYS}2026-11-10,150.00,0.90,小计\n"), "a subtotal with a day"),
    ] {
        let outcome = three(TILL, &statement, "");
        assert_eq!(outcome.counts(), [(Status::Agrees, 2)], "{why}: {statement}");
    }
}

#[test]
fn money_that_came_less_something_is_told_where_it_is_missing() {
    let bank = |credit: &str| {
        format!(
            "起始日期：2026-11-01,终止日期：2026-11-27\n记账日期,收入,支出,摘要\n2026-11-11,{credit},,银联商务清算款\n"
        )
    };
    // A rent, a reserve, a charge-back were kept back from the day's one credit.
    for credit in ["119.10", "134.19"] {
        let outcome = three(TILL, TWO_DAYS, &bank(credit));
        let missing: Vec<_> = outcome.transactions().filter(|entry| entry.status() == Status::MissingInBank).collect();
        assert_eq!(missing.len(), 2, "{credit}");
        assert!(missing.iter().all(|entry| entry.notes().contains(&"credit-open")), "{credit}");
    }
    // What is smaller than a sale cannot hold it.
    let outcome = three(TILL, TWO_DAYS, &bank("20.00"));
    assert!(notes_of(&outcome).iter().all(|notes| !notes.contains(&"credit-open")));
}

#[test]
fn of_two_exports_the_one_that_says_more_is_kept_in_either_order() {
    for (first, second) in [(TILL, TWO_DAYS), (TWO_DAYS, TILL)] {
        let file = |leg, name: &str, text: &str| Given { leg, name: name.into(), bytes: text.into() };
        let bank = "起始日期：2026-11-01,终止日期：2026-11-27\n记账日期,收入,支出,摘要\n2026-11-11,145.10,,POS清算款\n";
        let given = vec![
            file(Leg::Slip, "s.csv", TILL),
            file(Leg::Acquirer, "1.csv", first),
            file(Leg::Acquirer, "2.csv", second),
            file(Leg::Bank, "b.csv", bank),
        ];
        assert_eq!(reconcile(given, &Options::default()).counts(), [(Status::FeeUnexplained, 2)]);
    }
}

#[test]
fn a_pile_that_was_cut_short_or_whose_days_are_open_proves_nothing_missing() {
    let mut given = vec![Given { leg: Leg::Acquirer, name: "a.csv".into(), bytes: TWO_DAYS.into() }];
    for at in 0..65 {
        given.push(Given {
            leg: Leg::Slip,
            name: format!("{at}.csv"),
            bytes: TILL.lines().take(2).collect::<Vec<_>>().join("\n").into(),
        });
    }
    let outcome = reconcile(given, &Options::default());
    assert_eq!(outcome.counts(), [(Status::NotCovered, 1), (Status::Agrees, 1)]);
    let till = "date,amount,rrn\n2026-11-02,100.00,092154218722\n2026-11-05,50.00,092154218723\n2026-11-10,7.00,092154218724\n";
    let statement =
        "date,amount,rrn\n11/2/2026,100.00,092154218722\n11/5/2026,50.00,092154218723\n11/10/2026,7.00,092154218724\n";
    let outcome = three(till, statement, "");
    assert!(
        outcome
            .counts()
            .iter()
            .all(|(status, _)| *status != Status::MissingInAcquirer && *status != Status::MissingInSlip),
        "{:?}",
        outcome.counts()
    );
}

#[test]
fn numbers_are_the_same_in_full_width_and_the_net_with_its_fee_is_the_amount() {
    let wide = TWO_DAYS.replace("092154218722", "０９２１５４２１８７２２");
    assert_eq!(three(TILL, &wide, "").counts(), [(Status::Agrees, 2)]);
    let net = "date,net,fee,rrn\n2026-11-10,99.40,0.60,092154218722\n2026-11-10,49.70,0.30,092154218723\n";
    assert_eq!(three(TILL, net, "").counts(), [(Status::Agrees, 2)]);
}
