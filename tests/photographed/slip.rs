//! Slips with invented values: everything follows from a number.

use std::collections::BTreeMap;

/// A generator of numbers that look like chance (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }
    /// Between two numbers.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }
    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
    /// Normally distributed, nearly: mean 0, deviation 1.
    pub(crate) fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.between(-1.0, 1.0)).sum::<f32>() * 0.866
    }
}

/// What a slip says.
pub(crate) struct Slip {
    /// Members in normal form.
    pub(crate) members: BTreeMap<&'static str, String>,
    /// Lines with their heights in dots.
    pub(crate) lines: Vec<(String, f32)>,
}

/// Which layouts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layouts {
    /// The four of the shared photos.
    Usual,
    /// Others of `specs/slip-labels.json`: labels above their values, two columns, other languages.
    Other,
}

impl Slip {
    pub(crate) fn new(chance: &mut Chance, layouts: Layouts) -> Self {
        let merchant = chance.of(&[
            "东海市明月百货有限公司",
            "蓝天加油站",
            "长风书店",
            "星河超市(试验路店)",
            "样例药房连锁12分店",
            "上海晴川餐饮有限公司",
        ]);
        let city = chance.of(&["2900", "1000", "5840", "1540", "3310", "6510"]);
        let mid = format!("898{}{}{}", city, chance.of(&["5411", "5812", "5912", "5541"]), chance.digits(4));
        let tid = chance.digits(8);
        let (day, hour) = (1 + chance.below(28), chance.below(24));
        let (month, minute, second) = (1 + chance.below(12), chance.below(60), chance.below(60));
        let cents = 100 + chance.below(9_999_900);
        let pan = format!("{}******{}", chance.of(&["621700", "622848", "625912", "436742"]), chance.digits(4));
        let (batch, stan, auth) = (chance.digits(6), chance.digits(6), chance.digits(6));
        let rrn = chance.digits(12);
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let grouped = {
            let whole = (cents / 100).to_string();
            let mut text = String::new();
            for (i, digit) in whole.chars().enumerate() {
                if i > 0 && (whole.len() - i).is_multiple_of(3) {
                    text.push(',');
                }
                text.push(digit);
            }
            format!("{text}.{:02}", cents % 100)
        };
        let (date, time) = (format!("2026/{month:02}/{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
        let dashed = date.replace('/', "-");
        let digest = format!(
            "{:04X}-{:04X}-{:04X}-{:04X}",
            chance.below(65_536),
            chance.below(65_536),
            chance.below(65_536),
            chance.below(65_536)
        );
        let (small, large, title) = (24.0, 30.0, 40.0);
        let layout = match layouts {
            Layouts::Usual => chance.below(4),
            Layouts::Other => 4 + chance.below(6),
        };
        let rule = || ("--------------------------".to_owned(), small);
        // Card numbers in groups of four.
        let grouped_pan = pan.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
        let texts: Vec<(String, f32)> = match layout {
            0 => vec![
                ("签购单".into(), title),
                (format!("商户名称:{merchant}"), small),
                (format!("商户编号:{mid}"), small),
                (format!("终端编号:{tid}"), small),
                (format!("卡号:{pan}"), small),
                ("交易类型:消费".into(), small),
                (format!("批次号:{batch}"), small),
                (format!("凭证号:{stan}"), small),
                (format!("授权码:{auth}"), small),
                (format!("参考号:{rrn}"), small),
                (format!("日期/时间:{date} {time}"), small),
                (format!("金额:RMB {amount}"), large),
                (format!("签名摘要:{digest}"), small),
            ],
            1 => vec![
                ("POS签购单  持卡人存根".into(), title),
                (format!("商户名称: {merchant}"), small),
                (format!("商户编号: {mid}   终端号: {tid}"), small),
                ("卡号".into(), small),
                (pan.clone(), small),
                ("交易类型: 消费".into(), small),
                (format!("批次号: {batch}  凭证号: {stan}"), small),
                (format!("授权码: {auth}"), small),
                (format!("参考号: {rrn}"), small),
                (format!("日期: {dashed}  时间: {time}"), small),
                (format!("交易金额: ¥{amount}元"), large),
                (format!("签名摘要:{digest}"), small),
            ],
            2 => vec![
                ("CARDHOLDER COPY".into(), title),
                (format!("MERCHANT NAME: {merchant}"), small),
                (format!("MERCHANT NO.: {mid}"), small),
                (format!("TERMINAL NO.: {tid}"), small),
                (format!("CARD NO.: {pan}"), small),
                ("TRANS TYPE: SALE".into(), small),
                (format!("BATCH NO: {batch}"), small),
                (format!("VOUCHER NO: {stan}"), small),
                (format!("AUTH NO: {auth}"), small),
                (format!("REFER NO: {rrn}"), small),
                (format!("DATE/TIME: {date} {time}"), small),
                (format!("AMOUNT: RMB {grouped}"), large),
                (format!("Signature digest: {digest}"), small),
            ],
            3 => vec![
                ("持卡人存根 CARDHOLDER COPY".into(), 30.0),
                (format!("商户名称(MERCHANT NAME):{merchant}"), small),
                (format!("商户编号(MERCHANT NO):{mid}"), small),
                (format!("终端编号(TERMINAL NO):{tid}"), small),
                (format!("卡号(CARD NO):{pan}"), small),
                ("交易类型(TRANS TYPE):消费(SALE)".into(), small),
                (format!("批次号(BATCH NO):{batch}"), small),
                (format!("凭证号(VOUCHER NO):{stan}"), small),
                (format!("授权码(AUTH NO):{auth}"), small),
                (format!("参考号(REFER NO):{rrn}"), small),
                (format!("日期/时间(DATE/TIME):{date} {time}"), small),
                (format!("金额(AMOUNT):RMB {grouped}"), large),
                (format!("签名摘要:{digest}"), small),
            ],
            // cn-spec-bilingual-nextline
            4 => vec![
                ("银联POS签购单".into(), title),
                ("持卡人存根  CARDHOLDER COPY".into(), small),
                rule(),
                ("商户名称(MERCHANT NAME):".into(), small),
                (merchant.into(), small),
                ("商户编号(MERCHANT NO):".into(), small),
                (mid.clone(), small),
                ("终端编号(TERMINAL NO):".into(), small),
                (tid.clone(), small),
                ("操作员号(OPERATOR NO):  01".into(), small),
                rule(),
                ("发卡行(ISSUER):中国银行".into(), small),
                ("卡号(CARD NO):".into(), small),
                (format!("{grouped_pan} C"), large),
                ("收单行(ACQ):银联商务".into(), small),
                ("交易类型(TXN. TYPE):".into(), small),
                ("消费(SALE)".into(), large),
                ("卡有效期(EXP. DATE):   2029/08".into(), small),
                rule(),
                (format!("批次号(BATCH NO)  :{batch}"), small),
                (format!("凭证号(VOUCHER NO):{stan}"), small),
                (format!("授权码(AUTH NO)   :{auth}"), small),
                ("日期/时间(DATE/TIME):".into(), small),
                (format!("   {date} {time}"), small),
                (format!("交易参考号(REF. NO):{rrn}"), small),
                ("金额(AMOUNT):".into(), small),
                (format!("RMB {grouped}"), large),
            ],
            // cn-script-zh-spaced
            5 => vec![
                ("POS签购单".into(), title),
                ("持卡人存根          CARDHOLDER COPY".into(), 20.0),
                rule(),
                (format!("商户名称:{merchant}"), small),
                (format!("商户编号:{mid}"), small),
                (format!("终端编号:{tid}  操作员号:01"), small),
                rule(),
                ("收 单 行:银联商务".into(), small),
                ("发 卡 行:招商银行".into(), small),
                ("卡    号:".into(), small),
                (format!(" {pan} /C"), large),
                ("交易类型:".into(), small),
                (" 消费/SALE".into(), large),
                (format!("批次号:{batch}  凭证号:{stan}"), small),
                (format!("参考号:{rrn}"), small),
                (format!("授权码:{auth}"), small),
                (format!("日期时间:{date} {time}"), small),
                ("卡 组 织:银联".into(), small),
                ("金 额:".into(), small),
                (format!(" RMB {grouped}"), large),
                rule(),
            ],
            // cn-zh-two-columns
            6 => vec![
                ("银联POS签购单".into(), title),
                ("持卡人存根   请妥善保管".into(), small),
                rule(),
                (format!("商户名称:{merchant}"), small),
                (format!("商户编号:{mid}      操作员:01"), small),
                (format!("终端编号:{tid}      清算日期:11/21"), small),
                ("发卡行:工商银行      收单行:银联商务".into(), small),
                ("卡    号:".into(), small),
                (format!("{pan} /I"), large),
                ("消费".into(), large),
                (format!("批次号:{batch} 参考号:{rrn}"), small),
                (format!("凭证号:{stan} 授权号:{auth}"), small),
                (format!("日期/时间:{dashed} {time}"), small),
                ("总金额:".into(), small),
                (format!("RMB {amount}"), large),
            ],
            // hk-bilingual-trad
            7 => vec![
                (format!("商戶名(MERCHANT NAME): {merchant}"), small),
                (format!("商戶編號(MERCHANT NO.): {mid}"), small),
                (format!("終端編號(TERMINAL NO.): {tid}"), small),
                ("操作員號(OPERATOR NO.): 001".into(), small),
                ("發卡行(ISSUER): 中國銀行".into(), small),
                ("卡號(CARD NO.):".into(), small),
                (format!(" {pan}"), large),
                ("有效期(EXP DATE): **/**".into(), small),
                ("交易類型(TRAN TYPE):".into(), small),
                (" 消費/SALE(C)".into(), large),
                (format!("批次號(BATCH NO.): {batch}"), small),
                (format!("憑證號(VOUCHER NO.): {stan}"), small),
                (format!("授權碼(AUTH NO.): {auth}"), small),
                (format!("參考號(REFER NO.): {rrn}"), small),
                ("日期/時間(DATE/TIME):".into(), small),
                (format!(" {date} {time}"), small),
                ("金額(AMOUNT):".into(), small),
                (format!(" HKD {grouped}"), large),
            ],
            // en-unionpay
            8 => vec![
                ("CARD HOLDER COPY".into(), small),
                ("POS SALES SLIP".into(), title),
                ("MERCHANT NAME".into(), small),
                (format!("  {merchant}"), small),
                ("MERCHANT NO:".into(), small),
                (format!("  {mid}"), small),
                ("TERMINAL NO:".into(), small),
                (format!("  {tid}"), small),
                ("OPERATOR NO:001".into(), small),
                ("ISSUER:BANK OF CHINA".into(), small),
                ("CARD NO:".into(), small),
                (format!("{grouped_pan} (C)"), large),
                ("TRANS TYPE:".into(), small),
                ("  SALE".into(), large),
                (format!("BATCH NO:{batch}"), small),
                (format!("VOUCHER NO:{stan}"), small),
                (format!("REF NO:{rrn}"), small),
                (format!("AUTH NO:{auth}"), small),
                (format!("DATE:{date}"), small),
                (format!("TIME:{time}"), small),
                ("EXP DATE:2029/08".into(), small),
                (format!("AMOUNT:RMB {grouped}"), large),
                ("REFERENCE:".into(), small),
            ],
            // cn-allinpay-double-rule
            _ => vec![
                ("第二联   持卡人联".into(), small),
                ("==========================".into(), small),
                ("通联支付  POS签购单".into(), 34.0),
                rule(),
                ("商户名称(MERCHANT NAME)".into(), small),
                (merchant.into(), small),
                ("商户编号(MERCHANT NUMBER)".into(), small),
                (mid.clone(), small),
                ("终端编号(TERMINAL NUMBER)".into(), small),
                (tid.clone(), small),
                ("操作员号(OPERATOR)01".into(), small),
                ("日期/时间(DATE/TIME):".into(), small),
                (format!("{date}  {time}"), small),
                rule(),
                ("交易类型: 消费".into(), small),
                ("发卡行(ISS):建设银行".into(), small),
                ("卡号(CARD NUMBER):".into(), small),
                (format!("{pan} C"), large),
                (format!("批次号(BATCH NO):{batch}"), small),
                (format!("凭证号(VOUCHER NO):{stan}"), small),
                (format!("授权号(AUTH. NO):{auth}"), small),
                (format!("交易参考号(REF. NO):{rrn}"), small),
                ("金额(AMOUNT):".into(), small),
                (format!("RMB {grouped}"), large),
                rule(),
            ],
        };
        let mut lines = texts;
        lines.push(("本人确认以上交易,同意将其记入本卡账户".into(), 20.0));
        let members = [
            ("mid", mid),
            ("tid", tid),
            ("rrn", rrn),
            ("stan", stan),
            ("auth", auth),
            ("batch", batch),
            ("pan", pan),
            ("amount", amount),
            ("time", format!("{dashed}T{time}")),
        ];
        Self { members: members.into_iter().collect(), lines }
    }
}
