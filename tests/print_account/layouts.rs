//! Card slips after every known layout: those of the label list, the samples, and the plain forms of each language.

use super::slip::{AMOUNT, Members, Money, PLACE, Random, Slip, Style, TIME, capitals, money, number, plain};

pub(crate) struct Layout {
    pub name: &'static str,
    style: Style,
    money: &'static [&'static str],
    /// How this layout prints its amounts, where not as the currency likes it.
    forms: &'static [&'static str],
    /// `?` before a line: it may be missing. `~`: returns and voids alone. `@`: where the shop's lines stand.
    lines: &'static [&'static str],
}

const ANY: &[&str] = &["CNY", "EUR", "USD", "JPY", "HKD", "TWD", "KWD"];

#[rustfmt::skip]
pub(crate) const LAYOUTS: &[Layout] = &[
    Layout {
        name: "cn-spec-bilingual-nextline",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["        RMB:{}", "RMB:{}", "RMB {}", "{}"],
        lines: &[
            "       银联POS签购单/POS SALES SLIP", "商户存根                     MERCHANT COPY", "---", "@",
            "商户名称(MERCHANT NAME):", "{merchant}", "商户编号(MERCHANT NO):", "{mid}", "终端编号(TERMINAL NO):", "{tid}",
            "操作员号(OPERATOR NO):  {op}", "---", "发卡行(ISSUER):{bank}", "卡号(CARD NO):", "{pang}  {mode}", "收单行(ACQ):{bank}",
            "交易类型(TXN. TYPE):", "  {type}", "?卡有效期(EXP. DATE):   2029/08", "---", "批次号(BATCH NO)  :{batch}",
            "凭证号(VOUCHER NO):{stan}", "授权码(AUTH NO)   :{auth}", "日期/时间(DATE/TIME):", "   {time}",
            "交易参考号(REF. NO):{rrn}", "金额(AMOUNT):", "{amt}", "备注/REFERENCE", "?{emv}",
            "?持卡人签名(CARDHOLDER SIGNATURE)", "---", "?本人确认以上交易,同意将其计入本卡账户",
            "?I ACKNOWLEDGE SATISFACTORY RECEIPT OF RELATIVE  GOODS/SERVICE",
        ],
    },
    Layout {
        name: "cn-spec-bilingual-oneline",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB：{}", "RMB:{}", "RMB {}"],
        lines: &[
            "银联POS签购单", "@", "商户名(MERCHANT NAME):{merchant}", "商户编号(MERCHANT NO):{mid}", "终端号(TERMINAL NO):{tid}",
            "操作员号(OPERATOR NO):{op}", "收单行(ACQUIRER):4816", "发卡行(ISSUER):0308", "卡号(CARD NO):", "{pan}   /{mode}",
            "有效期(EXP DATE):2030/02", "交易类别(TRANS TYPE):", "{type}", "批次号(BATCH NO):{batch}", "凭证号(VOUCHER NO):{stan}",
            "授权码(AUTH NO):{auth}", "参考号(REFER NO):{rrn}", "日期/时间(DATE/TIME):{time}", "交易金额(AMOUNT):", "{amt}",
            "备注(REFERENCE):", "~原凭证号(OLD VOUCHER):{orig}", "~原交易日期(OLD DATE):11/19", "?{emv}",
            "?持卡人签名(CARDHOLDER SIGNATURE):", "?本人确认以上交易，同意将其记入本卡账户", "商户存根",
        ],
    },
    Layout {
        name: "cn-script-zh-spaced",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB {}"],
        lines: &[
            "签购单", "持卡人存根          CARDHOLDER COPY", "---", "@", "商户名称:{merchant}", "商户编号:{mid}",
            "终端编号:{tid}  操作员号:{op}", "---", "收 单 行:{bank}", "发 卡 行:{bank}", "卡    号:", " {pan} /{mode}",
            "交易类型:", " {type}", "批次号:{batch}  凭证号:{stan}", "参考号:{rrn}", "授权码:{auth}", "日期时间:{time}",
            "卡 组 织:CUP", "金 额:", " {amt}", "---", "应用标识(AID)A000000333010101", "备注:", "---", "?持卡人签名:",
            "?本人确认以上交易，同意将其记入本卡账户", "?服务热线:95516",
        ],
    },
    Layout {
        name: "cn-zh-two-columns",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB {}", "                 RMB {}"],
        lines: &[
            "    中国银联POS签购单", "持卡人存根                            请妥善保管", "---", "@", "商户名称:{merchant}",
            "商户编号:{mid}      操作员:{op}", "终端编号:{tid}             清算日期:{sett}",
            "发卡行:{bank}               收单行:{bank}", "卡    号:", "{pan} /{mode}", "{type}",
            "批次号:{batch} 参考号:{rrn}", "凭证号:{stan} 授权号:{auth}", "日期/时间:{time}", "交易金额:{base}", "小费:{tip}",
            "总金额:", "    {amt}", "备注:", "?本人确认以上交易，同意将其记入本卡账户",
        ],
    },
    Layout {
        name: "cn-allinpay-double-rule",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["{}", "{}", "RMB {}"],
        lines: &[
            "第二联   持卡人联", "===", "通联支付  POS签购单", "---", "商户名称(MERCHANT NAME)", "{merchant}",
            "商户编号(MERCHANT NUMBER)", "{mid}", "终端编号(TERMINAL NUMBER)", "{tid}", "操作员号(OPERATOR){op}",
            "日期/时间(DATE/TIME):", "{time}", "---", "@", "交易类型: {type}", "发卡行(ISS):{bank}", "发卡行号(ISS NO):01030000",
            "收单行号(ACQ NO):48216510", "卡号(CARD NUMBER):", "{pan} S", "批次号(BATCH NO):{batch}", "凭证号(VOUCHER NO):{stan}",
            "授权号(AUTH. NO):{auth}", "交易参考号(REF. NO):{rrn}", "金额(AMOUNT):", "{amt}", "---", "备注/REFERENCE",
            "~原交易日期(DATE): 1112", "---", "?重打印/DUPLICATED", "?持卡人签名(SIGNATURE):",
            "?本人确认以上交易，同意将其计入本卡账户", "?POS版本号:TLPOS_2.1.7",
        ],
    },
    Layout {
        name: "cn-till-with-slip",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB：{}", "RMB {}"],
        lines: &[
            "海棠里生活超市（滨河店）", "收银员：500017 营业员：500017", "单号：26112001030417", "{time}", "收银机：03", "---",
            "品名        数量        小计", "{goods}", "---", "应收：{num}      抹零：0.00", "实收：{num}      优惠：0.00", "---",
            "商户名称（MERCHANT NAME）", "{merchant}", "分店名称(SHOP NAME): 滨河店", "@", "商户编号(MERCHANTNO.）", "{mid}",
            "终端编号(TERMINALNO.):{tid}", "发卡行(ISSUER):工商银行", "收单行(ACQUIRER):48021100", "卡号(CARD NO.):", "{pan}/", "C",
            "交易类型(TRANS TYPE):", "{sale}", "批次号(BATCH NO.）:{batch}", "凭证号(VOUCHER NO.):{stan}", "授权码（AUTH NO.）:",
            "参考号(REFER NO.):{rrn}", "日期时间（DATE/TIME）", "{again}", "金额（AMOUNT）", "{amt}", "清算日期:{sett}",
            "TC:9A41E7720CBD536F TVR:0000000000 CSN:01", "?交易金额未超过1000.00元，免密免签", "?交易特征码 17575D1A",
            "持卡人存根   请妥善保管",
        ],
    },
    Layout {
        name: "cn-header-pairs",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB {}", "RMB:{}"],
        lines: &[
            "签购单", "@", "商户名称(MERCHANT NAME):{merchant}", "商户编号(MERCHANT NO):{mid}", "终端编号(TERMINAL NO):{tid}",
            "卡号(CARD NO):{pan}", "交易类型(TRANS TYPE):{type}", "日期/时间(DATE/TIME)      有效期(EXP DATE)",
            "{time}        2029/08", "交易参考号(REFER NO.)      批次号(BATCH NO.)", "{rrn}               {batch}",
            "凭证号(VOUCHER NO.)      授权码(AUTH NO.)", "{stan}                   {auth}", "金额(AMOUNT):{amt}",
        ],
    },
    Layout {
        name: "cn-wallet",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["￥{}", "¥{}"],
        lines: &[
            "{merchant}", "---", "商户实收：                 {amt}", "---", "支付方式：                微信支付", "---",
            "交易单号：4200002918202611208", "                   413097725", "商户订单号：TH2026112007454200193",
            "商户名称：{merchant}", "设备号：                 {tid}", "交易时间：   {time}", "交易状态：              付款成功",
            "---", "@", "?打印时间：      {later}", "备注：", "---",
        ],
    },
    Layout {
        name: "cn-wallet-bank-slip",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB  {}"],
        lines: &[
            "中国建设银行", "商户名称:", "  {merchant}", "商户编号:{mid}", "终端编号:{tid}", "操作员号:{op}", "发卡行:微信支付",
            "收单行:{bank}", "交易类别:", "{sale}", "批次号:{batch}", "凭证号:{stan}", "参考号:{rrn}", "交易时间:", "  {time}",
            "交易金额:", "{amt}", "备注:", "@", "订单号:TH2026112007454200193", "持卡人存根  请妥善保管",
        ],
    },
    Layout {
        name: "hk-bilingual-trad",
        style: Style::Hant,
        money: &["HKD"],
        forms: &["HKD {}", "HK$ {}"],
        lines: &[
            "商戶名(MERCHANT NAME): {merchant}", "商戶編號(MERCHANT NO.): {mid}", "終端編號(TERMINAL NO.): {tid}", "@",
            "操作員號(OPERATOR NO.): {op}", "發卡行(ISSUER): {bank}", "收單行(ACQUIRER): {bank}", "卡號(CARD NO.):", " {pan}",
            "有效期(EXP DATE): 2029/08", "交易類型(TRAN TYPE):", " 消費/SALE(C)", "批次號(BATCH NO.): {batch}",
            "憑證號(VOUCHER NO.): {stan}", "授權碼(AUTH NO.): {auth}", "參考號(REFER NO.): {rrn}", "日期/時間(DATE/TIME):",
            " {time}", "金額(AMOUNT):", " {amt}", "備註(REFERENCE)", "AID: A000000333010101", "ARQC: 7C3E91D05AB2F846",
            "?交易金額未超過300.00元，無需簽名", "商戶存根    MERCHANT COPY",
        ],
    },
    Layout {
        name: "hk-wallet-qr",
        style: Style::Zh,
        money: &["HKD"],
        forms: &["   HKD {}"],
        lines: &[
            "银联扫码签购单", "商户存根 MERCHANT COPY", "商户名称(MERCHANT NAME)", "{merchant}", "商户编码(MID):   {mid}",
            "终端编码(TID):   {tid}", "@", "操作员号(OPERATOR NO): {op}", "交易类型(TRANS TYPE):", "云闪付收款",
            "批次号(BATCH NO): {batch}", "凭证号(VOUCHER NO): {stan}", "授权码(AUTH NO): {auth}",
            "支付订单号: 4200002918202611208413097725", "商户订单号: TH2026112007454200193", "日期/时间(DATE/TIME):", "{time}",
            "交易参考号(REF.NO): {rrn}", "金额(AMOUNT):", "{base}", "小费(TIPS):", "{tip}", "总计(TOTAL):", "{amt}",
            "标注/REFERENCE", "TOKEN:{pang}",
        ],
    },
    Layout {
        name: "tw-vertical",
        style: Style::Hant,
        money: &["TWD"],
        forms: &["${}", "NT${}"],
        lines: &[
            "玉山銀行", "{merchant}", "商店代號：{mid}", "端末機代號：{tid}", "===", "@", "卡別　　：VISA", "卡號　　：{pan}",
            "日期　　：{date}", "時間　　：{clock}", "調閱編號：{stan}", "批次號碼：{batch}", "交易類別：銷售", "授權碼　：{auth}",
            "序號　　：{rrn}", "消費金額  {amt}", "持卡人存根  CARDHOLDER COPY", "?I AGREE TO PAY TOTAL AMOUNT",
        ],
    },
    Layout {
        name: "en-unionpay",
        style: Style::En,
        money: &["CNY"],
        forms: &["RMB {}"],
        lines: &[
            "CARD HOLDER COPY", "POS SALES SLIP", "@", "MERCHANT NAME", "  {merchant}", "MERCHANT NO:", "  {mid}", "TERMINAL NO:",
            "  {tid}", "OPERATOR NO:{op}", "ISSUER:01030000", "ACQUIRER:48216510", "CARD NO:", "{pang} (S)", "TRANS TYPE:",
            "  {type}", "BATCH NO:{batch}", "VOUCHER NO:{stan}", "REF NO:{rrn}", "AUTH NO:{auth}", "DATE:{date}", "TIME:{clock}",
            "EXP DATE:2029/08", "AMOUNT:{amt}", "REFERENCE:", "?{emv}", "?Ver:1.4.9", "?S/N:N300W12345678",
        ],
    },
    Layout {
        name: "sea-edc-header-rows",
        style: Style::En,
        money: &["HKD", "USD"],
        forms: &["HKD {}"],
        lines: &[
            "{merchant}", "UNIT 3, 88 NATHAN ROAD KOWLOON", "MID:{mid}      {minute}", "TID:{tid}      {short}", "@", "CARD TYPE:",
            "VISA", "CARD NO./EXP. DATE", "{pan} (C) **/**", "TRANS. TYPE", "{type}", "BATCH NO.              TRACE NO.",
            "{batch}          {stan}", "DATE/TIME", "{month}", "REF. NO.               APP. CODE", "{rrn}  {auth}",
            "APP:VISA CREDIT", "AID:A0000000031010", "TC: 9A41E7720CBD536F", "?   PIN VERIFIED", "TOTAL: {amt}",
            "?* REPRINT *", "NO SIGNATURE REQUIRED", "I ACKNOWLEDGE SATISFACTORY RECEIPT OF", "RELATIVE GOODS/SERVICES",
            "**** MERCHANT COPY ****",
        ],
    },
    Layout {
        name: "sample-zh",
        style: Style::Zh,
        money: ANY,
        forms: &[],
        lines: &[
            "           POS签购单", "           持卡人存根", "---", "@", "商户名称:{merchant}", "商户编号:{mid}", "终端编号:{tid}",
            "卡号:{pan}", "交易类型:{type}", "批次号:{batch}", "凭证号:{stan}", "授权码:{auth}", "参考号:{rrn}", "日期/时间:{time}",
            "金额:{amt}", "?{words}", "?签名摘要:{digest}", "---", "?本人确认以上交易,同意将其记入本", "卡账户",
        ],
    },
    Layout {
        name: "sample-bilingual",
        style: Style::Zh,
        money: ANY,
        forms: &[],
        lines: &[
            "          银联POS签购单/POS SALES SLIP", "           持卡人存根 CARDHOLDER COPY", "---", "@",
            "商户名称(MERCHANT NAME):{merchant}", "商户编号(MERCHANT NO):{mid}", "终端编号(TERMINAL NO):{tid}",
            "卡号(CARD NO):{pan}", "交易类型(TRANS TYPE):{type}", "批次号(BATCH NO):{batch}", "凭证号(VOUCHER NO):{stan}",
            "授权码(AUTH NO):{auth}", "参考号(REFER NO):{rrn}", "日期/时间(DATE/TIME):{time}", "金额(AMOUNT):{amt}",
            "?签名摘要:{digest}", "---", "?本人确认以上交易,同意将其记入本卡账户",
        ],
    },
    Layout {
        name: "sample-en",
        style: Style::En,
        money: ANY,
        forms: &[],
        lines: &[
            "                   SALES SLIP", "                CARDHOLDER COPY", "---", "@", "MERCHANT NAME: {merchant}",
            "MERCHANT ID: {mid}", "TERMINAL ID: {tid}", "CARD NO: {pan}", "TRANS TYPE: {type}", "BATCH NO: {batch}",
            "TRACE NO: {stan}", "AUTH CODE: {auth}", "REFERENCE NO: {rrn}", "DATE/TIME: {time}", "TIP: {tip}", "TOTAL: {amt}",
            "?Signature digest: {digest}", "---", "?I AGREE TO PAY ABOVE TOTAL AMOUNT ACCORDING TO", "CARD ISSUER AGREEMENT",
        ],
    },
    Layout {
        name: "en-two-columns",
        style: Style::En,
        money: ANY,
        forms: &[],
        lines: &[
            "CUSTOMER COPY", "@", "MERCHANT NAME: {merchant}", "MID:{mid}   TID:{tid}", "CARD NO:{pan}",
            "TYPE:{type}   BATCH:{batch}", "TRACE NO:{stan}   APPROVAL CODE:{auth}", "RRN:{rrn}", "DATE/TIME:{time}", "AMOUNT:{amt}",
            "?THANK YOU",
        ],
    },
    Layout {
        name: "en-value-right",
        style: Style::En,
        money: ANY,
        forms: &[],
        lines: &[
            "SALES DRAFT", "@", "MERCHANT|{merchant}", "MERCHANT ID|{mid}", "TERMINAL ID|{tid}", "CARD NUMBER|{pan}", "TRANSACTION TYPE|{type}",
            "TRACE NO|{stan}", "AUTH CODE|{auth}", "RRN|{rrn}", "DATE|{date}", "TIME|{clock}", "TOTAL AMOUNT|{amt}", "?NO SIGNATURE REQUIRED",
        ],
    },
    Layout {
        name: "en-label-above",
        style: Style::En,
        money: ANY,
        forms: &[],
        lines: &[
            "CUSTOMER COPY", "@", "MERCHANT NAME", "{merchant}", "MERCHANT ID", "{mid}", "TERMINAL ID", "{tid}", "CARD NUMBER", "{pan}",
            "TRANS TYPE", "{type}", "REFERENCE NO", "{rrn}", "DATE/TIME", "{time}", "AMOUNT", "{amt}",
        ],
    },
    Layout {
        name: "zh-value-right",
        style: Style::Zh,
        money: &["CNY"],
        forms: &[],
        lines: &[
            "签购单", "@", "商户名称|{merchant}", "商户编号|{mid}", "终端编号|{tid}", "卡号|{pan}", "交易类型|{type}", "批次号|{batch}",
            "凭证号|{stan}", "授权码|{auth}", "参考号|{rrn}", "日期/时间|{time}", "金额|{amt}", "?{words}",
        ],
    },
    Layout {
        name: "zh-label-above",
        style: Style::Zh,
        money: &["CNY"],
        forms: &[],
        lines: &[
            "签购单", "@", "商户名称", "{merchant}", "商户编号", "{mid}", "终端编号", "{tid}", "交易类型", "{type}", "凭证号", "{stan}",
            "参考号", "{rrn}", "交易时间", "{time}", "交易金额", "{amt}",
        ],
    },
    Layout {
        name: "zh-en-side-by-side",
        style: Style::Zh,
        money: &["CNY", "HKD"],
        forms: &[],
        lines: &[
            "签购单 SALES SLIP", "@", "商户名称 MERCHANT NAME: {merchant}", "商户编号 MERCHANT NO: {mid}", "终端编号 TERMINAL NO: {tid}",
            "卡号/CARD NO: {pan}", "交易类型/TRANS TYPE: {type}", "凭证号/VOUCHER NO: {stan}", "授权码/AUTH NO: {auth}",
            "参考号/REFER NO: {rrn}", "日期/时间 DATE/TIME: {time}", "金额/AMOUNT: {amt}", "谢谢惠顾 THANK YOU",
        ],
    },
    Layout {
        name: "hant-one-line",
        style: Style::Hant,
        money: &["HKD", "TWD"],
        forms: &[],
        lines: &[
            "簽帳單", "顧客存根", "@", "商店名稱:{merchant}", "特店代號:{mid}", "終端編號:{tid}", "卡號:{pan}", "交易類型:{type}", "批次號:{batch}",
            "憑證號:{stan}", "授權碼:{auth}", "參考號:{rrn}", "日期/時間:{time}", "總計:{amt}", "?免簽名",
        ],
    },
    Layout {
        name: "de-card-slip",
        style: Style::De,
        money: &["EUR"],
        forms: &["EUR {}", "{} EUR"],
        lines: &[
            "       Kundenbeleg", "Händler: {merchant}", "@", "Händler-Nr: {mid}", "Terminal-ID: {tid}", "Trace-Nr: {stan}",
            "Kartennummer: {pan}", "Transaktionsart: {type}", "Datum: {date}", "Uhrzeit: {clock}", "Genehmigung: {auth}", "Referenz-Nr: {rrn}",
            "Betrag: {amt}", "?*** Zahlung erfolgt ***", "?Bitte Beleg aufbewahren",
        ],
    },
    Layout {
        name: "de-value-right",
        style: Style::De,
        money: &["EUR"],
        forms: &["EUR {}", "{} EUR", "{} €"],
        lines: &[
            "K-U-N-D-E-N-B-E-L-E-G", "@", "Firma|{merchant}", "VU-Nr|{mid}", "Terminal-ID|{tid}", "Karten-Nr|{pan}", "Belegart|{type}",
            "Trace-Nr|{stan}", "Autorisierungsnummer|{auth}", "Referenznummer|{rrn}", "Datum/Uhrzeit|{time}", "Gesamtbetrag|{amt}",
            "?Vielen Dank für Ihren Einkauf",
        ],
    },
    Layout {
        name: "de-label-above",
        style: Style::De,
        money: &["EUR"],
        forms: &["EUR {}", "{} EUR", "{} €"],
        lines: &[
            "Kundenbeleg", "@", "Händler", "{merchant}", "VU-Nr", "{mid}", "Terminal-ID", "{tid}", "Transaktionsart", "{type}",
            "Referenznummer", "{rrn}", "Datum/Uhrzeit", "{time}", "Betrag", "{amt}",
        ],
    },
];

/// A slip that prints what its six required members sign, and nothing else of the table.
#[rustfmt::skip]
pub(crate) const SIX: &[Layout] = &[
    Layout {
        name: "six-zh",
        style: Style::Zh,
        money: &["CNY"],
        forms: &["RMB {}", "RMB:{}"],
        lines: &["POS签购单", "@", "商户编号:{mid}", "终端编号:{tid}", "参考号:{rrn}", "日期/时间:{time}", "金额:{amt}"],
    },
    Layout {
        name: "six-en",
        style: Style::En,
        money: &["USD", "EUR", "HKD", "KWD", "JPY"],
        forms: &[],
        lines: &["SALES SLIP", "@", "MERCHANT ID: {mid}", "TERMINAL ID: {tid}", "REFERENCE NO: {rrn}", "DATE/TIME: {time}", "AMOUNT: {amt}"],
    },
];

pub(crate) const REQUIRED: [&str; 6] = ["amount", "currency", "mid", "rrn", "tid", "time"];

/// An id, and its names in four languages or scripts.
type Type =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str], &'static [&'static str]);

pub(crate) const TYPES: &[Type] = &[
    (
        "sale",
        &["消费", "消费(SALE)", "消费/SALE", "消费（SALE）"],
        &["消費", "銷售"],
        &["SALE", "PURCHASE"],
        &["Verkauf", "Zahlung"],
    ),
    ("void", &["消费撤销", "撤销", "消费撤销(VOID)"], &["消費撤銷"], &["VOID"], &["Storno"]),
    ("refund", &["退货", "退货(REFUND)"], &["退貨"], &["REFUND"], &["Gutschrift"]),
    ("preauth", &["预授权", "预授权(AUTH)"], &["預授權"], &["PREAUTH", "AUTH"], &["Reservierung"]),
    ("preauth-completion", &["预授权完成"], &["預授權完成"], &["AUTH COMPLETE"], &["Buchung Reservierung"]),
];

pub(crate) fn merchant(random: &mut Random, style: Style) -> &'static str {
    random.of(match style {
        Style::Zh => &[
            "云栖面馆",
            "蓝天加油站",
            "晨光水果店",
            "临江小馆餐饮管理有限公司",
            "青岚书屋",
            "星河Coffee",
            "7天连锁酒店(滨江店)",
        ],
        Style::Hant => &["竹溪茶餐廳", "永樂百貨", "臺北書坊", "旺角五金行"],
        Style::En => &["Harbour Lane Books", "LANTERN HILL COFFEE", "KOPI CORNER 12", "Mei & Sons Trading"],
        Style::De => &["Frischmarkt Lindner", "Dorfladen am Damm", "Bistro Kastanienhof GmbH", "Bäckerei Öhler"],
    })
}

/// The members of a payment, all of them but the tip.
pub(crate) fn members(random: &mut Random, style: Style, money: &Money, minor: i64, kind: &str) -> Members {
    let mut members = Members::new();
    let time = format!(
        "2026-11-{:02}T{:02}:{:02}:{:02}{}",
        random.between(1, 20),
        random.between(0, 23),
        random.between(0, 59),
        random.between(0, 59),
        money.zone
    );
    let stars = if random.chance(2) { "******" } else { "*********" };
    for (name, value) in [
        ("amount", plain(minor, money.decimals)),
        ("auth", if random.chance(4) { format!("K{}", random.digits(5)) } else { random.digits(6) }),
        ("batch", random.digits(6)),
        ("currency", money.code.into()),
        ("merchant", merchant(random, style).into()),
        ("mid", format!("898{}", random.digits(12))),
        ("pan", format!("6217{}{stars}{}", random.digits(2), random.digits(4))),
        ("rrn", random.digits(12)),
        ("stan", random.digits(6)),
        ("tid", random.digits(8)),
        ("time", time),
        ("type", kind.into()),
    ] {
        members.insert(name, value);
    }
    members
}

/// Year, month, day, hour, minute and second of a member's time.
pub(crate) fn parts(time: &str) -> [String; 6] {
    [&time[..4], &time[5..7], &time[8..10], &time[11..13], &time[14..16], &time[17..19]].map(String::from)
}

pub(crate) const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

fn date(random: &mut Random, style: Style, [y, m, d, ..]: &[String; 6]) -> String {
    match (style, random.below(4)) {
        (Style::De, 0) => format!("{d}.{m}.{}", &y[2..]),
        (Style::De, _) => format!("{d}.{m}.{y}"),
        (_, 0) => format!("{y}-{m}-{d}"),
        (Style::Zh, 1) => format!("{y}年{m}月{d}日"),
        _ => format!("{y}/{m}/{d}"),
    }
}

fn whole(random: &mut Random, style: Style, parts: &[String; 6]) -> String {
    let [y, m, d, h, i, s] = parts;
    match (style, random.below(6)) {
        (Style::De, 0) => format!("{d}.{m}.{y}, {h}:{i}:{s}"),
        (Style::De, 1) => format!("{d}.{m}.{y} {h}:{i}:{s} Uhr"),
        (Style::De, _) => format!("{d}.{m}.{y} {h}:{i}:{s}"),
        (Style::Zh, 0) => format!("{y}年{m}月{d}日 {h}:{i}:{s}"),
        (_, 1) => format!("{y}{m}{d} {h}{i}{s}"),
        (_, 2) => format!("{y}-{m}-{d} {h}:{i}:{s}"),
        (_, 3) => format!("{y}/{m}/{d}  {h}:{i}:{s}"),
        _ => format!("{y}/{m}/{d} {h}:{i}:{s}"),
    }
}

/// A sum as this currency and language print it.
pub(crate) fn sum(random: &mut Random, slip: &Slip, minor: i64) -> String {
    let form = *random.pick(slip.money.forms);
    let separated = random.chance(2);
    form.replace("{}", &number(minor, slip.money.decimals, slip.style, separated))
}

struct Writer<'a> {
    random: &'a mut Random,
    layout: &'a Layout,
    money: &'static Money,
    members: Members,
    minor: i64,
    negative: bool,
    separated: bool,
    form: &'static str,
    printed: Vec<&'static str>,
}

impl Writer<'_> {
    fn amount(&mut self, minor: i64) -> String {
        let minor = if self.negative { -minor } else { minor };
        let number = number(minor, self.money.decimals, self.layout.style, self.separated);
        self.form.replace("{}", &number)
    }

    fn tip(&mut self) -> i64 {
        let tip = (self.minor / 10).max(1);
        self.members.insert("tip", plain(tip, self.money.decimals));
        self.printed.push("tip");
        tip
    }

    fn value(&mut self, name: &str) -> String {
        let style = self.layout.style;
        let moment = parts(&self.members["time"]);
        let [y, m, d, h, i, s] = moment.clone();
        if let Some((name, value)) =
            self.members.iter().find(|(member, _)| **member == name && !matches!(name, "time" | "type" | "tip" | "pan"))
        {
            self.printed.push(name);
            return value.clone();
        }
        match name {
            "op" => self.random.of(&["01", "002", "500017", "03"]).into(),
            "mode" => self.random.of(&["S", "I", "C"]).into(),
            "bank" => self.random.of(&["建设银行", "招商银行", "杭州银行", "01030000"]).into(),
            "orig" => self.random.digits(6),
            "sett" => format!("{m}/{d}"),
            "emv" => format!(
                "ARQC:{}\nTVR:{} CSN:01\nATC:{}    TSI:F800",
                self.random.hex(16),
                self.random.hex(10),
                self.random.hex(4)
            ),
            "pan" => {
                self.printed.push("pan");
                let pan = self.members["pan"].clone();
                if self.random.chance(4) { pan.replace('*', "x") } else { pan }
            }
            "pang" => {
                self.printed.push("pan");
                let pan: Vec<char> = self.members["pan"].chars().collect();
                pan.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
            }
            "sale" => {
                self.printed.push("type");
                "消费".into()
            }
            "type" => {
                self.printed.push("type");
                let (_, zh, hant, en, de) = TYPES.iter().find(|kind| kind.0 == self.members["type"]).unwrap();
                let names = match style {
                    Style::Zh => zh,
                    Style::Hant => hant,
                    Style::En => en,
                    Style::De => de,
                };
                self.random.of(names).into()
            }
            "time" => {
                self.printed.push("time");
                format!("{}{}{}", TIME.0, whole(self.random, style, &moment), TIME.1)
            }
            "again" => whole(self.random, style, &moment),
            "date" => format!("{}{}{}", TIME.0, date(self.random, style, &moment), TIME.1),
            "clock" => {
                self.printed.push("time");
                format!("{h}:{i}:{s}")
            }
            "minute" => format!("{h}:{i}"),
            "short" => format!("{} {d},{}", MONTHS[m.parse::<usize>().unwrap() - 1], &y[2..]),
            "month" => {
                let date = format!("{} {d},{} {h}:{i}", MONTHS[m.parse::<usize>().unwrap() - 1], &y[2..]);
                format!("{}{date}{}", TIME.0, TIME.1)
            }
            "later" => {
                let later = (i.parse::<u32>().unwrap() + 1).min(59);
                format!("{y}-{m}-{d} {h}:{later:02}")
            }
            "num" => number(self.minor, 2, style, false),
            "goods" => {
                let (first, second) = (self.minor / 2, self.minor - self.minor / 2);
                let money = |minor| number(minor, 2, style, false);
                format!(
                    "大米5kg\n{}       1        {}\n洗洁精\n{}       1        {}",
                    money(first),
                    money(first),
                    money(second),
                    money(second)
                )
            }
            "amt" => {
                self.printed.extend(["amount", "currency"]);
                let sum = self.amount(self.minor);
                let shown = sum.trim_start();
                format!("{}{}{shown}{}", " ".repeat(sum.len() - shown.len()), AMOUNT.0, AMOUNT.1)
            }
            "base" => {
                let tip = self.tip();
                self.amount(self.minor - tip)
            }
            "tip" => {
                let tip = self.tip();
                self.amount(tip)
            }
            "words" => format!("金额大写:{}", capitals(self.minor, false)),
            other => panic!("a placeholder that is not known: {other}"),
        }
    }

    fn line(&mut self, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap();
            out.push_str(before);
            if name == "digest" {
                out.push_str("{digest}");
            } else {
                out.push_str(&self.value(name));
            }
            rest = tail;
        }
        out.push_str(rest);
        // `label|value`: the value at the right end of the line.
        if let Some((label, value)) = out.clone().split_once('|') {
            let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            out = format!("{label}{}{value}", " ".repeat(42_usize.saturating_sub(width(label) + width(value)).max(3)));
        }
        out
    }
}

/// A good slip after a layout.
pub(crate) fn print(random: &mut Random, layout: &'static Layout) -> Slip {
    let money = money(random.of(layout.money));
    let unit = 10_i64.pow(money.decimals as u32);
    let minor = if money.decimals == 0 { random.between(200, 90_000) } else { random.between(6 * unit, 2500 * unit) };
    let minor = if random.chance(3) { minor / unit.max(10) * unit.max(10) } else { minor };
    let typed = layout.lines.iter().any(|line| line.contains("{type}"));
    let tip = layout.lines.iter().any(|line| line.contains("{tip}"));
    let kind = match random.below(8) {
        0 if typed && !tip => "refund",
        1 if typed && !tip => "void",
        2 if typed && !tip => "preauth",
        3 if typed && !tip => "preauth-completion",
        _ => "sale",
    };
    let returned = matches!(kind, "refund" | "void");
    let negative = returned && random.chance(2);
    let forms = if layout.forms.is_empty() { money.forms } else { layout.forms };
    let form = *random.pick(forms);
    let form = if layout.name.starts_with("sea") && money.code == "USD" { "USD {}" } else { form };
    let members = members(random, layout.style, money, minor, kind);
    let separated = random.chance(2);
    let mut writer = Writer { random, layout, money, members, minor, negative, separated, form, printed: Vec::new() };
    let mut body = Vec::new();
    for template in layout.lines {
        let template = match template.strip_prefix('?') {
            Some(_) if writer.random.chance(2) => continue,
            Some(rest) => rest,
            None => template,
        };
        let template = match template.strip_prefix('~') {
            Some(_) if !returned => continue,
            Some(rest) => rest,
            None => template,
        };
        match template {
            "{words}" if money.code != "CNY" => {}
            "---" => body.push("-".repeat(32)),
            "===" => body.push("=".repeat(38)),
            "@" => body.push(PLACE.to_string()),
            _ => body.extend(writer.line(template).split('\n').map(String::from)),
        }
    }
    let Writer { members, mut printed, .. } = writer;
    if !layout.name.starts_with("six") {
        // Where no place is left for it, the layout prints it itself.
        printed.push("type");
    }
    let seconds = !layout.name.starts_with("sea");
    // A bare number prints no currency, and a mark that two currencies share none for certain.
    let certain = !matches!(form.trim(), "{}" | "¥{}" | "￥{}" | "¥ {}" | "${}");
    let rebuilt = REQUIRED.iter().all(|name| printed.contains(name)) && seconds && certain;
    let detached = rebuilt && random.chance(3);
    let six = layout.name.starts_with("six") || (detached && printed.len() < 6);
    let signed = members.keys().copied().filter(|name| {
        if six || detached { REQUIRED.contains(name) || (!six && printed.contains(name)) } else { true }
    });
    let mut slip = Slip {
        family: layout.name,
        till: layout.name == "cn-till-with-slip",
        style: layout.style,
        money,
        minor,
        top: minor,
        signed: signed.collect(),
        members,
        detached,
        body,
        after: Vec::new(),
        change: String::new(),
        form: random.below(24),
    };
    let digest = slip.digest();
    for line in &mut slip.body {
        *line = line.replace("{digest}", &digest);
    }
    slip
}
