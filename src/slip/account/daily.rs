//! Whole lines of daily life: what stands on slips and receipts beside the payment and says nothing of it.
//!
//! A line is one of these when all of it has the form, from the first sign to the last: the words as they stand, a value of
//! the shape that belongs to them, nothing behind. So no other number, no word of what became of the payment and no second
//! column hides on it.

use super::kind::numbers;
use super::*;

/// A longer line is none of these, without blanks and with them.
const LONGEST: usize = 64;
const WIDEST: usize = 256;

/// Forms, between semicolons; capitals, simplified, one blank at most and none beside signs and Chinese characters.
/// `<A|B|>`: one of these. `n`: up to three digits; `g`: up to seven; `k`: one; `d`: groups of digits; `m`: a number, with
/// decimals or without; `q`: one that is not above the amount; `e`: the amount; `t`: a clock; `y`: a date; `c`: a mark of
/// money; `i`: letters and digits; `u`: a letter; `h`: a Chinese character; `w`: words that say nothing of money.
const FORMS: &str = "<扫码|>关注<公众号|微信|我们|本店|><,|><领取|领|送|立减|得>n元<优惠|代金|抵用|>券;\
<凭此单|凭小票|凭此小票|><下次|再次><消费|到店|光临|购物|用餐|>满n<元|><减|立减|抵|送|优惠>n<元|>;\
<购物|消费|>满n元<免|送|免费>停车<费|券|>n<小时|元|>;<储值|会员|会员卡|储值卡|礼品卡|购物卡|卡>余额:m<元|>;\
<累计|本月|历史|年度>消费<|金额|额>:m<元|>;累计金额:m<元|>;<生产|出厂|包装>日期:y;保质期<:|至>y;\
<取餐|开台|开单|点餐|下单|入场|入住|入店|进场|离场|退房|上菜|就餐|用餐|到店|预约|预订|送达|叫号|排队|出餐|制作>时间<:|>< |><约|><y |>t;\
早n点至晚n点;<每日|每天|>t<开门|开始营业|营业|打烊|关门|闭店>;车牌<号|号码|>:hi;油品:n号m升单价q;n#<汽油|柴油>;单价:q元/<升|斤|公斤|件|份>;\
<总计|合计|共计|共|本单共>n<件|项|份|个|样|道菜><商品|菜品|>;<总计|合计|共计>:n<件|项|份|个|样>;<合计|总计>n件e;<合计|累计|剩余|可用|总>积分:g;\
<排队|等候|停车|用餐><时长|约|>:n分钟;停车时长:n小时n分<钟|>;<前方|前面>还有n<桌|位|人>;<就餐|用餐>人数<:|>n<人|位|>;<温度|水温>:n<℃|度>;\
食品经营许可证<号|>:i;<会员|客户>等级:<V|VIP|LV>n;<班次|班别|商品数量|菜品数量|份数|杯数><:|>n<件|份|杯|>;<CLUBCARD|CLUB CARD|NECTAR|REWARDS CARD|LOYALTY CARD|LOYALTY ID><:| ><NO |NO. |>d;<SHIFT|SCHICHT|QTY ITEMS|PIECES><:| >n;第n<号|位|桌><顾客|客人|>;\
GET cn OFF YOUR NEXT <ORDER|VISIT|PURCHASE|MEAL|SHOP>;<GET|SAVE|ENJOY> n%<| OFF><| ON> YOUR NEXT <ORDER|VISIT|PURCHASE|MEAL>;FREE <DELIVERY|SHIPPING|PARKING> <OVER|FROM|ABOVE> cn;\
<TODAY |>YOU<| HAVE> SAVED <c|>q<| TODAY| WITH US>;TOTAL SAVINGS< |:><c|>q;SPEND <cn|n c>MORE FOR <A REWARD|FREE DELIVERY|A FREE DRINK>;\
<REWARD|REWARDS|GIFT CARD|LOYALTY|LOYALTY CARD|CLUB CARD|BONUS CARD> BALANCE< |:><c|>m;<MADE WITH |PRINTED ON |CONTAINS |>n%<| ><ORGANIC|NATURAL|VEGAN|RECYCLED|ARABICA|COTTON|WOOL|FAIRTRADE|RECYCELT|RECYCLINGPAPIER|BIO>< PAPER|>;\
RATED m/n<| BY w>;n STAR<|S> <RATING|HOTEL|SERVICE|w RATING>;RATE US n STARS;d <POINTS|PTS|PUNKTE>;\
<CHECK-IN|CHECK IN|CHECK-OUT|CHECK OUT|SEATED|ARRIVED|ARRIVAL|DEPARTURE|TABLE OPENED|OPENED|ORDERED|ORDER TIME|PICKUP|PICK UP|PICK-UP|COLLECTION|READY AT|ENTRY|EXIT><:| ><AT |><y |>t< AM| PM|AM|PM|>;\
<RETURN|RETURNS|RETURN BY|EXCHANGE|EXCHANGES|REFUNDS> <ACCEPTED |><BY|UNTIL|TILL|BEFORE> y;<BREAKFAST|LUNCH|DINNER|KITCHEN|BRUNCH> <SERVED |OPEN |CLOSES ><UNTIL|TILL|FROM|AT> t< AM| PM|AM|PM|>;\
<w |>u<u|>k<k|><u|> kuu;PUMP n w m<| >L@q<|/L>;<VAT|TAX|GST> <NO|NO.|NUMBER|REG|REG NO|REG. NO.><:| ><GB|IE|NL|FR|EU|AU|SG|HK|><| >d;TOTAL NUMBER OF ITEMS<| SOLD><=|:| >n;<ITEM|ITEMS|QTY> TOTAL<:| >n;\
TOTAL <VISITS|STAMPS|POINTS|ITEMS|PIECES|COVERS><:| >g;<VISIT|STAMPS|VISITS|GAME|LEVEL|FLOOR|NIGHTS|NAECHTE|NACHTE|DAY|SCREEN|ROW|PLATFORM|TRACK|DECK|BAY|AISLE|SHELF><:| >n;n <NIGHTS|NACHTE|STAMPS|VISITS|COVERS|ADULTS|SEATS>;\
AUTH MODE:<ONLINE|OFFLINE|PIN>;TILL/TERMINAL:n;CARD NO.(LOYALTY)d;会员卡卡号:d;机具号:i;设备号:i;终端号:POSn;<COVERS|GUESTS>:n<,| >TABLE:n;TABLE n<,|/| >n <GUESTS|PERSONS|COVERS>;\
SIE <SPAREN|SPARTEN|HABEN> q<| ><EUR|€|>< GESPART|>;<GESAMTERSPARNIS|IHRE ERSPARNIS|ERSPARNIS><:| >q<| ><EUR|€|>;TISCH n<,|/| >n <PERSONEN|PERSON|GASTE>;TISCH n;\
0,kkk KG;<0|1|2|3>,kkk KG X m EUR/KG;ZAPFSAULE n <SUPER|DIESEL|SUPER E10|SUPER E5|SUPER PLUS|E10|E5>< m L k,kkk EUR/L|>;HOTLINE d<|(m EUR/<ANRUF|MIN|MIN.|MINUTE>)>;AS-PROC-CODE=d;AIDn:d;AUTORISIERUNG 00;EMV-DATEN d;LAST ORDERS< AT|><:| >t;POINTS THIS VISIT<:| >g;<VAT|GST>:<GB|IE|NL|FR|AU|SG> d;满n元减n元;\
<RUCKGABE|UMTAUSCH|RETOURE> <MOGLICH |>BIS y;<GESAMTPUNKTE|SUMME PUNKTE|PUNKTE GESAMT><:| >g;<BESTELLT|EINGECHECKT|ABHOLUNG|ANREISE|ABREISE|TISCH SEIT|ANKUNFT><:| ><UM |><y |>t<| UHR>;\
<FRUHSTUCK|KUCHE|MITTAGSTISCH> <BIS|AB> t<| UHR>;<STEUERSATZ|MWST-SATZ|USTSATZ><:| >n%;ZIMMER n;GEWICHT<:| >0,kkk KG";

/// Words of a code or a name that may be part of no such value.
const MONEY: &str = "RMB|CNY|EUR|USD|GBP|HKD|PAY|SALE|SUM|VOID|DUE|OWE|TIP";

/// Whether a whole line is one of these; the amount in the currency's smallest unit, where it is known.
pub(super) fn daily(chars: &[char], amount: Option<i64>) -> bool {
    if !cfg!(feature = "full") {
        return false;
    }
    let text = if chars.len() > WIDEST { Vec::new() } else { squeezed(chars) };
    (3..=LONGEST).contains(&text.len())
        && FORMS.split(';').any(|form| may_begin(form, &text) && fits(form, &text, amount))
}

/// The same, where the amount is not known, of a line in matching form.
pub(crate) fn is_daily(line: &[char]) -> bool {
    daily(line, None)
}

/// The same, of a line as it is printed.
pub(crate) fn is_daily_text(text: &str) -> bool {
    is_daily(&Row::new(text).chars)
}

/// Whether a form may be that of the text, by the first sign of both: most are told apart by it.
fn may_begin(form: &str, text: &[char]) -> bool {
    let (Some(sign), Some(&first)) = (form.chars().next(), text.first()) else { return form.is_empty() };
    match sign {
        '<' => {
            let (choices, rest) = choices(form.get(1..).unwrap_or_default());
            choices.iter().any(|choice| may_begin(if choice.is_empty() { rest } else { choice }, text))
        }
        'n' | 'g' | 'k' | 'd' | 'm' | 'q' | 'e' | 't' | 'y' => first.is_ascii_digit(),
        _ => sign.is_ascii_lowercase() || sign == first,
    }
}

/// Capitals with single blanks, none beside Chinese characters and signs.
fn squeezed(chars: &[char]) -> Vec<char> {
    let plain = |c: char| c.is_ascii_alphanumeric() || is_money(c) || matches!(c, '%' | '-' | '&');
    let mut text: Vec<char> = Vec::new();
    let mut blank = false;
    for c in upper(chars).chars() {
        if c == ' ' {
            blank = true;
            continue;
        }
        if blank && text.last().is_some_and(|&last| plain(last)) && plain(c) {
            text.push(' ');
        }
        blank = false;
        if !(c == '_' && text.last() == Some(&'_')) {
            text.push(c);
        }
    }
    text
}

/// Whether all of a text has a form.
fn fits(form: &str, text: &[char], amount: Option<i64>) -> bool {
    let mut rest = form.chars();
    let Some(sign) = rest.next() else { return text.is_empty() };
    let rest = rest.as_str();
    let ends = |end: Option<usize>| end.is_some_and(|end| text.get(end..).is_some_and(|text| fits(rest, text, amount)));
    if sign == '<' {
        let (choices, rest) = choices(rest);
        let begins = |choice: &str| choice.is_empty() || may_begin(choice, text);
        return choices.iter().any(|choice| begins(choice) && fits(&[*choice, rest].concat(), text, amount));
    }
    let digits = run(text, 0, |c| c.is_ascii_digit());
    let most = |most: usize| (1..=most).contains(&digits).then_some(digits);
    match sign {
        'n' => ends(most(3)),
        'g' => ends(most(7)),
        'k' => text.first().is_some_and(char::is_ascii_digit) && ends(Some(1)),
        'u' => text.first().is_some_and(char::is_ascii_uppercase) && ends(Some(1)),
        'h' => text.first().is_some_and(|&c| is_han(c)) && ends(Some(1)),
        'd' => {
            let end = run(text, 0, |c| c.is_ascii_digit() || " -/".contains(c));
            let end = end - text.get(..end).unwrap_or(&[]).iter().rev().take_while(|c| !c.is_ascii_digit()).count();
            digits > 0 && count_digits(text.get(..end).unwrap_or(&[])) <= 20 && ends(Some(end))
        }
        'm' | 'q' | 'e' => {
            let end = numbers(text).first().filter(|number| number.0 == 0 && number.1 < 11).map(|number| number.1);
            let value = end.and_then(|end| units(&decimal(&string(text, end), 2)?));
            let fits = match sign {
                'm' => value.is_some(),
                'q' => value.is_some_and(|value| amount.is_none_or(|amount| value <= amount.abs())),
                _ => value.is_some() && amount.is_none_or(|amount| value == Some(amount.abs())),
            };
            fits && ends(end)
        }
        't' => {
            let pair = |from: usize| {
                units(&string(text.get(from..from + 2)?, 2)).filter(|_| run(text, from, |c| c.is_ascii_digit()) == 2)
            };
            let hour = units(&string(text, digits)).unwrap_or(99);
            let minute = pair(digits + 1).filter(|minute| *minute < 60);
            let seconds = text.get(digits + 3) == Some(&':') && pair(digits + 4).is_some();
            let clock =
                most(2).is_some() && hour < 25 && matches!(text.get(digits), Some(':' | '.')) && minute.is_some();
            clock && ends(Some(digits + if seconds { 6 } else { 3 }))
        }
        'y' => {
            let end = run(text, 0, |c| c.is_ascii_digit() || "/-.年月日".contains(c));
            let parts: Vec<&[char]> =
                text.get(..end).unwrap_or(&[]).split(|c| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
            (parts.len() == 3 && parts.iter().all(|part| matches!(part.len(), 1 | 2 | 4))) && ends(Some(end))
        }
        'c' => {
            let letters = run(text, 0, |c| c.is_ascii_uppercase());
            let known = letters == 3 && number::currency(&string(text, 3)).is_some();
            let end = if known { 3 } else { 1 };
            let blank = usize::from(text.get(end) == Some(&' '));
            (known || text.first().is_some_and(|&c| is_money(c))) && ends(Some(end + blank))
        }
        'i' => {
            let end = run(text, 0, |c| c.is_ascii_alphanumeric() || "-/.*".contains(c));
            let value = string(text, end);
            let word = value.split(|c: char| !c.is_ascii_alphabetic()).any(|part| any(part, MONEY) || part.len() > 5);
            let sum = value.contains('.') && value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            digits_in(&value) > 0 && end < 24 && !word && !sum && ends(Some(end))
        }
        'w' => {
            let most = run(text, 0, |c| is_letter(c) || c == ' ');
            (1..=most.min(24)).any(|end| {
                let word = string(text, end);
                let said = any(&word, words::AMOUNT) || any(&word, words::OTHER_SUM) || any(&word, words::PAYING);
                !said && !any(&word, MONEY) && ends(Some(end))
            })
        }
        _ => text.first() == Some(&sign) && ends(Some(1)),
    }
}

fn digits_in(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// The choices of a group that begins a form, and what stands behind it; a choice may hold one.
fn choices(form: &str) -> (Vec<&str>, &str) {
    let (mut found, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in form.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            '|' | '>' if depth == 0 => {
                found.push(form.get(from..at).unwrap_or_default());
                from = at + 1;
                if c == '>' {
                    return (found, form.get(from..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    (found, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> bool {
        daily(&Row::new(line).chars, Some(13_800))
    }

    #[test]
    fn whole_lines_of_daily_life_say_nothing_of_the_payment() {
        for line in [
            "扫码关注公众号,领取10元优惠券",
            "下次消费满100元减20元",
            "购物满100元免停车费2小时",
            "储值余额:500.00",
            "取餐时间:约18:55",
            "开台时间:2026-11-20 17:30",
            "每日 10:00 开门",
            "车牌号:京A12345",
            "油品:95号 18.50升 单价7.46 ",
            "92#汽油",
            "Get $5 off your next order",
            "Return by 18/12/2026",
            "SE1 7PB",
            "Pump 4 Unleaded 92.00L @ 1.50",
            "VAT no: GB 412154728",
            "Spend 50 GBP more for a reward",
            "100% organic",
            "Tisch 12 / 2 Personen",
            "0,500 kg x 16,00 EUR/kg",
            "Zapfsäule 4 Super E10 80,00 L 1,725 EUR/L",
            "Hotline 0180 123456 (0,20 EUR/Anruf)",
            "合计 3 件 138.00",
            "共8份",
            "Loyalty card: 8845259103",
            "VAT: GB 765217125",
            "满50元减8元",
        ] {
            assert!(said(line), "{line}");
        }
    }

    #[test]
    fn what_goes_on_or_has_another_shape_does() {
        for line in [
            "扫码关注公众号,领取10元优惠券 188元",
            "下次消费满100元减20元  已退款",
            "储值余额:RMB 500",
            "取餐时间:25:99",
            "车牌号:京PAY1138",
            "单价:9138元/升",
            "You saved 9138.00 today",
            "合计 3 件 188.00",
            "合计3件,188元",
            "Return",
            "Total: 188",
            "138.00 points",
            "1,138 kg RMB",
            "Tisch 1138",
            ["储值余额:500.00", " ".repeat(300).as_str(), "1138元"].concat().as_str(),
        ] {
            assert!(!said(line), "{line}");
        }
    }
}
