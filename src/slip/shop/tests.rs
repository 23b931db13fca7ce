use super::*;
use alloc::format;

/// Amount and time of a receipt after settling; empty when there is none.
fn settled(text: &str) -> (String, String) {
    let mut reading = super::super::read(text);
    settle(&mut reading);
    let value = |name| {
        let values: Vec<&str> = reading.all(name).map(|member| member.value.as_str()).collect();
        values.join(" & ")
    };
    (value("amount"), value("time"))
}

fn amount(text: &str) -> String {
    settled(text).0
}

const HEAD: &str = "HARBOUR MINI MART SDN BHD\nNO 7, JALAN CONTOH 3\nTAX INVOICE\n";

#[test]
fn the_total_among_other_sums() {
    for (text, expected) in [
        ("TOTAL: 9.00\nROUNDING ADJUSTMENT: 0.00\nROUNDED TOTAL (RM): 9.00\nCASH 10.00\nCHANGE 1.00", "9.00"),
        ("SUB TOTAL  13.30\nGST 6%  0.80\nTOTAL  RM 14.10\nCASH  RM 20.00\nCHANGE  RM 5.90", "14.10"),
        (
            "TOTAL SALES (EXCLUSIVE OF GST)  25.47\nTOTAL GST  1.53\nROUNDING  0.00\nTOTAL SALES (INCLUSIVE OF GST)  27.00",
            "27.00",
        ),
        ("TOTAL QTY: 3\nTOTAL INCL. GST@6%  RM 45.34\nROUNDING ADJ  0.01\nROUNDED TOTAL  45.35", "45.35"),
        ("TOTAL QTY: 3.00  45.30\nCASH  50.00\nCHANGE  4.70", "45.30"),
        ("TOTAL\n12.40\nCASH\n20.00\nCHANGE\n7.60", "12.40"),
        ("TOTAL\nCASH\nCHANGE\nRM 12.40\nRM 20.00\nRM 7.60", "12.40"),
        ("GRAND TOTAL  : 1,204.50\nDISCOUNT : 12.00", "1204.50"),
        ("AMOUNT DUE  $8.75\nVISA  $8.75", "8.75"),
        ("TOTAL  31.80\nGST SUMMARY  AMOUNT(RM)  TAX(RM)\nSR 6%  30.00  1.80\nTOTAL  30.00  1.80", "31.80"),
        ("T0TAL  RM 6.20", "6.20"),
        ("SUBTOTAL  20.40\nCASH  20.40", "20.40"),
        ("CASH  -50.00\nTOTAL RM INCL OF GST  40.99\nROUNDING ADJ  0.01\nTOTAL RM  41.00\nCHANGE  9.00", "41.00"),
        ("TOTAL INCLUDES GST 6%  0.54\nTOTAL  9.54", "9.54"),
        ("TOTAL AMT  60.31\nROUNDING ADJ  -0.01\nRM  60.30\nCASH  70.30\nCHANGE  10.00", "60.30"),
        ("GROSS AMT :  47.80\nSVR TAX :  2.87\nGST (6%) :  2.86\nNET AMT :  53.53", "53.53"),
        ("TOTAL SAVINGS  3.29\nNETT TOTAL  49.40", "49.40"),
        ("T0TAL RM 12 .50\nCASH 20.00\nCHANGE 7.50", "12.50"),
        ("TOTAL SALES 53.00\nSERVICE CHARGE 5.30\nGST 3.50\nTOTAL 61.80", "61.80"),
    ] {
        assert_eq!(amount(&format!("{HEAD}{text}\n")), expected, "{text}");
    }
}

#[test]
fn sums_that_contradict_are_none() {
    for text in [
        "TOTAL  10.00\nTOTAL  12.00",
        "TOTAL  10.00\nCASH  20.00\nCHANGE  13.00",
        // An article that costs more than all.
        "TEA SET  82.68\nTOTAL  4.68",
        "TOTAL QTY  3.00",
        // What a recogniser broke.
        "TOTAL RM 1 204.50",
        "TEA 4.00\nTOTAL S2.30\nCASH 10.00\nCHANGE 7.70",
        "TEA 4.00\nMILK 3.00\nTOTAL 700",
    ] {
        assert_eq!(amount(&format!("{HEAD}{text}\n")), "", "{text}");
    }
}

#[test]
fn the_day_of_the_sale() {
    for (text, expected) in [
        ("DATE: 25/12/2018 8:13:39 PM", "2018-12-25T20:13:39"),
        ("DATE : 05/06/2018  TIME : 17:02", "2018-06-05T17:02"),
        ("12-02-18 21:51", "2018-02-12T21:51"),
        ("25 DEC 2018 19:44", "2018-12-25T19:44"),
        ("25DEC18", "2018-12-25"),
        ("Dec 25, 2018", "2018-12-25"),
        ("2018-03-04 15:41:52", "2018-03-04T15:41:52"),
        ("INV 0934 05/01/2018 13:30-R", "2018-01-05T13:30"),
        ("25/12/1819:44", "2018-12-25T19:44"),
        ("DATE 20180428/191204", "2018-04-28"),
        ("DATE 12/03/20 18", ""),
        ("EXPIRY DATE 01/01/2020\nDATE 03/02/2019", "2019-02-03"),
    ] {
        assert_eq!(settled(&format!("{HEAD}{text}\nTOTAL  RM 9.00\n")).1, expected, "{text}");
    }
}

#[test]
fn a_day_that_may_be_two_is_none() {
    let text = "CORNER SHOP\n05/06/2018\nTOTAL  9.00\n";
    assert_eq!(settled(text).1, "");
    assert_eq!(
        settled(&["12 Main St, Springfield, IL 62701\n", text].concat()).1,
        "2018-06-05".replace("06-05", "05-06")
    );
    assert_eq!(settled(&["PAID £9.00\n", text].concat()).1, "2018-06-05");
    assert_eq!(settled(&["VALID UNTIL 25/12/2018\n", text].concat()).1, "2018-06-05");
    assert_eq!(settled("JALAN CONTOH\n01/02/2018 10:00\n03/02/2018 10:00\nTOTAL  9.00\n").1, "");
}

#[test]
fn currency_and_place_are_of_the_total() {
    let mut reading = super::super::read(&format!("{HEAD}TEA  RM4.00\nTOTAL  RM9.00\n"));
    settle(&mut reading);
    let total = reading.get("amount").unwrap();
    assert_eq!((total.line, total.raw.as_str()), (4, "9.00"));
    assert_eq!(reading.get("currency").map(|member| member.value.as_str()), Some("MYR"));
}

#[test]
fn what_is_no_shops_receipt_stays() {
    for text in [
        "MERCHANT: Corner Shop\nAMOUNT: SGD 138.00\nDATE/TIME: 2026/11/20 18:42:07\n",
        "商户名称:青岚书屋\n商户编号:898310154110002\n终端编号:12345678\n金额:RMB 138.00\n",
        "The total was small, and the change was none.\n",
        "",
    ] {
        let before = super::super::read(text);
        let mut after = before.clone();
        settle(&mut after);
        assert_eq!(before, after, "{text}");
    }
}
