//! Lines of the shop that stand on slips beside the payment: all of them lawful, none of them about the sum.

use super::slip::{PLACE, Random, Slip, Style};

const ZH: &[&str] = &[
    "电话:0571-88886666",
    "TEL: 021-6234 5678",
    "传真:0571-88886667",
    "营业时间:09:00-22:00",
    "营业时间 周一至周日 10:00~21:30",
    "网址:www.yunqi.example",
    "微信公众号:云栖面馆",
    "WiFi密码:88886666",
    "地址:杭州市西湖区文三路138号2楼",
    "邮编:310012",
    "会员卡号:8800123456789",
    "会员积分:1380",
    "本次积分:138  累计积分:12345",
    "税号:91330106MA2B1C2D3E",
    "谢谢惠顾,欢迎再次光临",
    "服务热线:95516",
    "客服热线 400-820-1380",
    "桌号:12  人数:4",
    "优惠券有效期至2026-12-31",
    "发票请于30日内开具",
    "序列号(SERIAL NO):004711",
    "小票号:0042",
    "扫码关注公众号,领取10元优惠券",
    "下次消费满100元减20元",
    "储值余额:500.00",
    "开单时间 18:01",
    "车牌号:京A12345",
    "班次:2",
];

const HANT: &[&str] = &[
    "電話:(02)2345-6789",
    "傳真:2345 6780",
    "營業時間:11:00-21:00",
    "地址:臺北市中正區重慶南路一段122號",
    "會員編號:8800123456",
    "本次點數:13",
    "統一編號:12345678",
    "謝謝光臨",
    "網址:www.yongle.example",
    "桌號:7",
];

const EN: &[&str] = &[
    "TEL: +852 2345 6789",
    "FAX 020 7946 0018",
    "OPEN MON-SAT 9AM-9PM",
    "OPENING HOURS 08:00 - 20:00",
    "WWW.HARBOURBOOKS.EXAMPLE",
    "VAT NO GB 123 4567 89",
    "MEMBER NO 6008 1234 5678",
    "POINTS EARNED 13",
    "POINTS BALANCE 1,234",
    "TABLE 12  GUESTS 4",
    "CASHIER 07",
    "WIFI: harbour2026",
    "THANK YOU PLEASE COME AGAIN",
    "12 ORCHARD ROAD SINGAPORE 238841",
    "INVOICE NO 004711",
    "SERIAL NO 123456",
    "ROC 0042",
    "SLIP NO: 0318",
    "NO SIGNATURE REQUIRED",
    "PIN VERIFIED",
    "VOUCHER VALID UNTIL 31 DEC 2026",
    "Get $5 off your next order",
    "Return by 18/12/2026",
    "Check-in 17:30",
    "100% organic",
    "SE1 7PB",
    "VAT no: GB 412154728",
    "YOUR FEEDBACK: WWW.FEEDBACK.EXAMPLE CODE 4711-0815",
];

const DE: &[&str] = &[
    "Tel. 0711 / 123 45 67",
    "Fax: 0711/1234568",
    "Öffnungszeiten: Mo-Sa 8:00-20:00 Uhr",
    "Mo.-Fr. 07.00 - 22.00 Uhr",
    "www.frischmarkt.example",
    "USt-IdNr: DE123456789",
    "St.-Nr. 123/456/78901",
    "Payback-Nr. 3083 1234 5678 9012",
    "Punktestand 1.234",
    "Sie haben 12 Punkte gesammelt",
    "Es bediente Sie: Anna",
    "Tisch 7",
    "Gutschein gültig bis 31.12.2026",
    "Vielen Dank für Ihren Einkauf!",
    "WLAN: gast2026",
    "Kundennummer 88123",
    "Lange Str. 4, 70173 Stuttgart",
    "Umtausch innerhalb von 14 Tagen",
    "Tisch 12 / 2 Personen",
    "AS-Proc-Code = 00 075 00",
    "Hotline 0180 123456 (0,20 EUR/Anruf)",
    "Rückgabe bis 18.12.2026",
    "Steuersatz 19%",
];

/// What a till prints beside, with numbers that are no sums to pay.
const DE_TILL: &[&str] =
    &["1 EUR = 7,8541 CNY", "Mehrweg spart 25%", "Filiale 0417 Kasse 2", "Ihr Rabatt-Coupon: 10% auf alles"];
const EN_TILL: &[&str] = &["1 USD = 7.1023 CNY", "SAVE 20% NEXT TIME", "STORE 0417 REG 02", "ITEMS SOLD 5"];
const ZH_TILL: &[&str] = &["参考汇率 1 USD = 7.1023", "下次消费享9折", "收银机：03", "共5件商品"];

fn own(style: Style) -> &'static [&'static str] {
    match style {
        Style::Zh => ZH,
        Style::Hant => HANT,
        Style::En => EN,
        Style::De => DE,
    }
}

/// Puts lines of the shop at its places: under its name and at the end.
pub(crate) fn add(random: &mut Random, slip: &mut Slip) {
    let till: &[&str] = match slip.style {
        Style::De => DE_TILL,
        Style::En => EN_TILL,
        Style::Zh => ZH_TILL,
        Style::Hant => &[],
    };
    for _ in 0..random.below(5) {
        let list = if slip.till && !till.is_empty() && random.chance(3) { till } else { own(slip.style) };
        let line = random.of(list);
        let weak = ["SERIAL NO", "INVOICE NO", "ROC", "SLIP NO", "小票号"].iter().any(|label| line.contains(label));
        // Beside no voucher number a weak label is one, and that is another case.
        let voucher =
            slip.members.get("stan").is_some_and(|stan| slip.body.iter().any(|line| line.contains(stan.as_str())));
        if weak && !voucher {
            continue;
        }
        match random.below(3) {
            0 => {
                let at = slip.body.iter().position(|line| line.starts_with(PLACE)).unwrap_or(0);
                slip.body.insert(at, line.into());
            }
            1 => slip.body.push(line.into()),
            _ => slip.after.push(line.into()),
        }
    }
}

/// The same slip as a chat, a scanner or a hand gives it: nothing that is said changes.
pub(crate) fn disturb(random: &mut Random, slip: &Slip, text: String) -> String {
    match random.below(8) {
        0 => text.replace('\n', "\r\n"),
        1 => text.lines().map(str::trim).collect::<Vec<_>>().join("\n"),
        2 if slip.form != 1 => text.replace('\n', "\n\n"),
        3 if slip.style != Style::De => {
            let wide = |line: &str| {
                if line.contains("eyJ")
                    || line.len() > 47 && line.is_ascii()
                    || line.contains(&slip.members["merchant"])
                {
                    return line.to_owned();
                }
                line.chars()
                    .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
                    .collect()
            };
            text.lines().map(wide).collect::<Vec<_>>().join("\n")
        }
        _ => text,
    }
}
