//! Lines of daily life by their parts: no word of money stands on them, and every number is a code, a count, a measure, or
//! the clock or day of something else than the payment.
//!
//! Unlike the whole lines of [`daily`], these are put together from words and shapes in any order.

use super::*;

/// A longer line is none of these, in characters.
const LONGEST: usize = 80;

/// No line with one of these is looked at: sums, payments, what became of them.
const MONEY: &str = "结账|结帐|买单|埋单|交易|扣|转账|汇款|抵扣|成交|本单|收您|客付|退|赔|罚|红冲|实际|手写|更正|CHARGED|TRANSACTION|SOLD|BUY|OWES|CREDITED|CORRECT|CORRECTED|REAL|ACTUAL|BEZAHLT|GEZAHLT|KAUF|BELASTET|NEU|RICHTIG|PER CENT|TIMES|DOUBLE|TWICE|MAL|DOPPELT|PAYMENTS|INSTALMENTS|RATEN|RATE|MORE|PLUS|ANOTHER|AGAIN|ADD|EXTRA|QUID|CORKAGE|HANDLING|POSTAGE|TOLL|LEVY|FINE|PENALTY|NACHZAHLUNG|AUFPREIS|PAUSCHALE|REFUNDED|GEGEBEN";
/// Characters of sums and of what is taken or given back.
const MONEY_SIGN: &str = "补差另欠付款额圆块角壹贰叁肆伍陆柒捌玖拾佰仟千万亿倍";

/// Words of other sums that name other things as well.
const SOFT: &str = "PARKING|DELIVERY|SHIPPING|TAXI|CHARITY|EXCHANGE|BAR|REST|INSURANCE|RETURN|BACK|DONATION|剩余";

/// What has a clock or a day of its own.
const EVENT: &str = "入住|离店|退房|预离|抵店|入场|离场|出场|进场|入园|开台|开桌|上桌|取餐|取货|取件|取衣|取车|还车|送达|送货|配送|派送|到货|预计|预约|预订|预定|预抵|就餐|用餐|到店|上车|下车|乘车|发车|到站|到达|出发|起飞|登机|航班|检票|场次|开场|放映|演出|开演|观影|开赛|开门|关门|打烊|生产|出厂|包装|保质|到期|过期|启用|入会|生日|叫号|排队|取号|制作|出餐|上菜|候时|计时|营业|服务时间|配药|发药|就诊|挂号|检查|化验|体检|课程|上课|下课|报到|集合|领取|提货|送洗|安装|维修|充电|骑行|停车|驶入|驶出|离开|接单|派单|落单|点餐|下单|点单|时长|用时|计费|时段|出单|船班|有效期|保鲜|\
CHECK-IN|CHECK IN|CHECK-OUT|CHECK OUT|CHECKOUT|ARRIVAL|ARRIVE|ARRIVED|ARRIVES|DEPART|DEPARTURE|DEPARTS|COLLECTION|COLLECT|PICKUP|PICK-UP|PICK UP|READY|DELIVERY|DELIVER|DUE BACK|RETURN BY|ENTRY|ENTERED|EXIT|IN AT|OUT AT|PARKED|PARKING|SHOW|DOORS|FILM|SCREENING|PERFORMANCE|KICK OFF|BOARDING|FLIGHT|TRAIN|TOUR|SESSION|CLASS|APPOINTMENT|BOOKING|BOOKED|RESERVATION|SEATED|OPENED|OPENS|CLOSES|CLOSED|CLOSING|KITCHEN|LAST ORDERS|BREAKFAST|LUNCH|DINNER|BRUNCH|BEST BEFORE|USE BY|PACKED|BAKED|DURATION|HAPPY HOUR|TIDE|STAY|VALID UNTIL|BEST BEFORE END|\
ANREISE|ABREISE|ANKUNFT|ABFAHRT|EINFAHRT|AUSFAHRT|EINLAS|EINFAHRTSZEIT|AUSFAHRTSZEIT|VORSTELLUNG|ABHOLUNG|ABHOLZEIT|ABHOLBEREIT|LIEFERUNG|LIEFERZEIT|LIEFERTERMIN|TERMIN|RESERVIERUNG|RESERVIERT|TISCH AB|KUCHE|FRUHSTUCK|HALTBAR|MHD|SPIELZEIT|ABFLUG|FAHRT|FAHRKARTE|PARKEN|PARKZEIT|PARKDAUER|AUFENTHALT|BESTELLT|GEBACKEN|ABGEPACKT";

/// Units that are none of money, right behind a number.
const UNITS: &str = "件|份|人|位|号|桌|排|座|厅|车|房|间|晚|天|日|小时|时|分钟|秒|次|张|盒|瓶|杯|袋|包|片|粒|颗|支|双|套|条|本|升|公里|公斤|斤|千克|克|毫升|米|厘米|寸|度|℃|°|层|楼|栋|室|单元|届|版|页|联|级|星|年|个|周|道|碗|壶|桶|箱|台|辆|枚|班|路|线|站|岁|种|步|折|#|\
KG|MG|ML|CL|LT|LTR|LITRES|LITERS|LITRE|LITER|KM|CM|MM|OZ|LB|LBS|PCS|ITEMS|ITEM|NIGHTS|NIGHT|DAYS|DAY|HOURS|HOUR|HRS|HR|H|MIN|MIN.|MINS|MINUTES|STARS|STAR|STAMPS|GUESTS|GUEST|PERSONS|PEOPLE|PAX|SEATS|TICKETS|VISITS|YEARS|YEAR|MONTH|WEEK|TABLETS|YEARS|WEEKS|MONTHS|ADULTS|ADULT|CHILD|CHILDREN|COVERS|ROOMS|SCANS|\
STD|STD.|STUNDEN|MINUTEN|TAGE|TAGEN|TAG|WOCHEN|MONATE|MONATEN|JAHRE|PERSONEN|PERSON|GASTE|NACHTE|STUCK|STK|ARTIKEL|POSITIONEN|PLATZE|KWH|ZIMMER|G|L|M|FREE|GRATIS|OF";
/// Of those, units of what is measured: decimals may stand before them.
const MEASURES: &str = "升|公里|公斤|斤|千克|克|毫升|米|厘米|℃|度|KG|MG|ML|CL|LT|LTR|LITRES|LITERS|LITRE|LITER|KM|CM|MM|OZ|LB|LBS|G|L|M|KWH|小时|H";
/// Labels of what is measured.
const MEASURED: &str = "重量|净重|毛重|皮重|称重|加油量|油量|里程|体重|里程表|ODOMETER|KILOMETERSTAND|KM-STAND|LITRES|LITERS|LITER|LITRE|VOLUME|WEIGHT|TARE|DISTANCE|KM|MILES|GEWICHT|MENGE|TARA|KILOMETER";

/// Of what is given some other time, or to others.
const LATER: &str = "每满|下次|新人|首单|首次|分享|邀请|可用|领取|领券|抽奖|关注|扫码|注册|下载|APP|评价|好评|晒图|会员日|生日|周一|周二|周三|周四|周五|周六|周日|入会|办卡|\
NEXT|WIN|VOUCHERS|APP|REVIEW|SURVEY|FOLLOW|FRIEND|JOIN|BUY|COLLECT|EVERY|TUESDAY|STUDENTS|NACHSTEN|NACHSTE|GEWINNEN|SICHERN|NEUKUNDEN|FREUNDE|JEDEN";
/// Beside that, of now.
const NOW: &str = "实付|应付|已|本单|本次|另|加收|退|欠|补|收您|扣|抵扣|合计|总|金额|需|共|TOTAL|PAID|DUE|PAY|AMOUNT|CHARGED|CHARGE|SUMME|BETRAG|GESAMT|ZAHLEN|BEZAHLT|REFUND|OWED|FEE|TIP";

/// Whether one of the words begins here: how long the longest is.
fn begins(text: &[char], i: usize, words: &str) -> Option<usize> {
    let here = |word: &&str| {
        let length = word.chars().count();
        let same = word.chars().enumerate().all(|(n, c)| at(text, i + n) == c);
        let latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
        (same && !(latin && at(text, i + length).is_ascii_alphabetic())).then_some(length)
    };
    words.split('|').filter_map(|word| here(&word)).max()
}

/// A day's name in the middle: `01 NOV 2026`.
fn is_month(text: &[char], i: usize) -> Option<usize> {
    let length = run(text, i, |c| c.is_ascii_alphabetic());
    let found = length > 2 && words::month(&string(text.get(i..)?, length)).is_some();
    found.then_some(i + length)
}

/// Where a date or a clock ends that begins here; 0: there is none.
fn moment(text: &[char], i: usize) -> usize {
    let pair = |i: usize| run(text, i, |c| c.is_ascii_digit());
    let first = pair(i);
    let mark = at(text, i + first);
    let second = pair(i + first + 1);
    let end = i + first + 1 + second;
    if first < 3 && matches!(mark, ':' | '.') && second == 2 && !matches!(at(text, end), '.' | ',') {
        let seconds = if at(text, end) == ':' && pair(end + 1) == 2 { 3 } else { 0 };
        let behind = skip(text, end + seconds);
        let half = begins(text, behind, "AM|PM|UHR").unwrap_or(0);
        let clock = mark == ':' || half > 0;
        return if clock && half > 0 {
            behind + half
        } else if clock {
            end + seconds
        } else {
            0
        };
    }
    if let Some(month) = is_month(text, skip(text, i + first)).filter(|_| first < 3) {
        let year = skip(text, month);
        return if pair(year) == 4 { year + 4 } else { 0 };
    }
    let third = pair(end + 1);
    let same = at(text, end) == mark && matches!(mark, '-' | '/' | '.');
    let han = mark == '年' && at(text, end) == '月';
    // "11-02 08:55", "11月1日".
    let short = first < 3 && (1..3).contains(&second);
    if short && mark == '月' && at(text, end) == '日' {
        return end + 1;
    }
    if short && matches!(mark, '-' | '/') && at(text, end) == ' ' && pair(end + 1) == 2 && at(text, end + 3) == ':' {
        return end + 1 + moment(text, end + 1).saturating_sub(end + 1);
    }
    match (first, second, third) {
        (4, 1 | 2, 1 | 2) if same || han => end + 1 + third + usize::from(at(text, end + 1 + third) == '日'),
        (1 | 2, 1 | 2, 4) if same => end + 1 + third,
        (4, 1 | 2, _) if han => end + 1,
        _ => 0,
    }
}

/// A code of letters and digits, which is no sum: no mark of a currency and no multiplier among its letters.
fn is_code(word: &str) -> bool {
    let letters = |word: &str| word.bytes().filter(u8::is_ascii_alphabetic).count();
    let parts = || word.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty());
    let sum = |part: &str| {
        number::currency(part).is_some()
            || words::unit(part).is_some()
            || matches!(
                part,
                "X" | "K"
                    | "W"
                    | "M"
                    | "RS"
                    | "RM"
                    | "KR"
                    | "R"
                    | "P"
                    | "L"
                    | "O"
                    | "I"
                    | "FT"
                    | "TL"
                    | "ST"
                    | "ND"
                    | "RD"
                    | "TH"
            )
            || part.len() > 5
            || super::words::any(part, words::AMOUNT)
            || super::words::any(part, words::PAYING)
    };
    let marked = word.contains(['.', ',']);
    let long = word.bytes().filter(u8::is_ascii_digit).count() > 6;
    // "R-88120".
    let touching = |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && a.is_ascii_digit() != b.is_ascii_digit());
    let apart = !word.as_bytes().windows(2).any(touching);
    let whole = letters(word) > 0 && word.bytes().any(|b| b.is_ascii_digit());
    // A letter before digits may be a currency's, "L188"; between digits, "6K821", it is none.
    let between = word.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && word.bytes().last().is_some_and(|b| b.is_ascii_digit());
    whole
        && !marked
        && (parts().count() > 1
            || long
            || apart && word.contains('-')
            || between && !word.contains(['X', 'x'])
            || !parts().any(sum))
}

impl Account<'_> {
    /// Whether a line is one of these.
    pub(super) fn is_life(&self, line: &Line) -> bool {
        let taken = || line.taken.iter().any(|&taken| taken == MEMBER || taken == LAWFUL);
        if !cfg!(feature = "full") || line.chars.len() > LONGEST || count_digits(&line.chars) == 0 || taken() {
            return false;
        }
        let chars: Vec<char> = line.upper.chars().collect();
        self.is_later(line, &chars) || self.is_plain_life(line, &chars)
    }

    /// What is given some other time: `新人首单立减5元`, `Win 500 in vouchers`.
    fn is_later(&self, line: &Line, chars: &[char]) -> bool {
        let numbers = kind::numbers(chars);
        any(&line.upper, LATER)
            && !any(&line.upper, NOW)
            && !chars.contains(&':')
            && numbers.iter().all(|&(from, to)| {
                let small =
                    chars.get(from..to).is_some_and(|part| part.iter().all(char::is_ascii_digit) || part.len() < 4);
                // Words go on right behind it, or it stands among them: no column of its own.
                let among = from > 0 && is_letter(at(chars, from - 1)) || is_letter(at(chars, skip(chars, to)));
                let apart = is_han(at(chars, 0)) && from > 0 && at(chars, from - 1) == ' ';
                small
                    && among
                    && !apart
                    && to < chars.len()
                    && to - from <= 3
                    && !"万千百亿X×*".contains(at(chars, skip(chars, to)))
            })
    }

    fn is_plain_life(&self, line: &Line, text: &[char]) -> bool {
        let other = |word: &&str| !SOFT.split('|').any(|soft| soft == *word) && any(&line.upper, word);
        let money = any(&line.upper, words::AMOUNT)
            || words::OTHER_SUM.split('|').any(|word| other(&word))
            || any(&line.upper, words::PAYING)
            || any(&line.upper, words::TIMES)
            || any(&line.upper, MONEY)
            || text
                .iter()
                .any(|&c| is_money(c) || c == UNREAD || MONEY_SIGN.contains(c) || matches!(c, '×' | '+' | '='));
        if money {
            return false;
        }
        let (mut i, mut start, mut letters) = (0, 0, 0);
        let mut dated = false;
        while i < text.len() {
            let c = at(text, i);
            if !c.is_ascii_digit() {
                letters += if is_han(c) { 2 } else { usize::from(is_letter(c)) };
                i += 1;
                continue;
            }
            // A word begins with its letters.
            let from = i - text
                .get(..i)
                .unwrap_or(&[])
                .iter()
                .rev()
                .take_while(|c| c.is_ascii_alphanumeric() || **c == '*')
                .count();
            let from = from.max(start);
            let joined = from > start + 1 && matches!(at(text, from - 1), '-' | '·') && is_letter(at(text, from - 2));
            let from = if joined { from - 2 } else { from };
            let before = line.before(from, 32, false);
            let moment = if from == i { moment(text, i) } else { 0 };
            let end = if moment > 0 {
                let gap: String = text.get(start..i).unwrap_or(&[]).iter().filter(|c| is_letter(**c)).collect();
                let joined = dated && matches!(gap.as_str(), "" | "至" | "到" | "TO" | "BIS" | "上午" | "下午");
                let own = text.get(start..i).is_some_and(|label| any(&upper(label), EVENT));
                dated = joined || own || dated && any(&before, EVENT);
                if dated { Some(moment) } else { None }
            } else {
                self.piece(line, text, (start, from, i), letters)
            };
            let Some(end) = end.filter(|end| *end > i) else { return false };
            // A unit is a word as well.
            letters += text.get(i..end).unwrap_or(&[]).iter().filter(|c| is_letter(**c)).count();
            (i, start) = (end, end);
        }
        letters > 1
    }

    /// Where a code, a count or a measure ends.
    fn piece(
        &self,
        line: &Line,
        text: &[char],
        (start, from, i): (usize, usize, usize),
        letters: usize,
    ) -> Option<usize> {
        let digits = run(text, i, |c| c.is_ascii_digit());
        let mut end = i + digits;
        let decimals = if is_mark(at(text, end)) { run(text, end + 1, |c| c.is_ascii_digit()) } else { 0 };
        if decimals > 0 {
            end += 1 + decimals;
        }
        if from == i {
            // Three decimals may be thousands, but behind a nought or the word for a measure.
            let thousands = decimals == 3 && at(text, i) != '0' && !any(&line.before(i, 32, false), MEASURED);
            if thousands {
                return None;
            }
            let per = at(text, end) == '/' || at(text, skip(text, end)) == '/';
            let unit = if per { skip(text, end) + 1 } else { skip(text, end) };
            let measure = begins(text, unit, MEASURES);
            let count = begins(text, unit, UNITS).filter(|_| digits < 4 && (decimals == 0 || measure.is_some()));
            let value = || decimal(&string(text.get(i..end)?, end - i), 2).as_deref().and_then(units);
            // A price a kilogram.
            let small = !per || value().is_some_and(|value| self.amount.is_none_or(|amount| value <= amount.abs()));
            let one = count == Some(1) && at(text, unit).is_ascii_alphabetic();
            if let Some(length) = count.filter(|_| small && !(one && letters < 3)) {
                return Some(unit + length);
            }
        }
        if digits == 8 && self.is_near_day(text.get(i..i + 8)?) {
            return None;
        }
        // The rest of its word.
        let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '*' | '·' | '_');
        let whole = from + run(text, from, rest);
        let word = string(text.get(from..whole)?, whole - from);
        let label = line.before(from, 32, false);
        let named = label.chars().map(|c| if is_han(c) { 2 } else { usize::from(is_letter(c)) }).sum::<usize>() > 2;
        let masked: Vec<&str> = word.split('*').filter(|part| !part.is_empty()).collect();
        let phone = word.len() == 11 && word.starts_with('1') && masked.iter().map(|part| part.len()).eq([3, 4]);
        if phone && !any(&label, "卡|尾号|CARD|PAN|KARTE") {
            return Some(whole);
        }
        if word.contains('*') {
            return (word == "7*24" || self.is_loyalty(line)).then_some(whole);
        }
        let goes_on = is_mark(at(text, whole)) && at(text, whole + 1).is_ascii_digit() || at(text, whole) == '%';
        let plain = word.bytes().all(|b| b.is_ascii_digit());
        // "Hora 021622" is a clock without colons, "Date 10-NOV-26" a day.
        let clock = any(&label, words::CLOCK) || word.len() < 9 && any(&label, "年|月|日");
        let nought = plain && word.len() > 2 && word.starts_with('0');
        let own = |least: usize| {
            text.get(start..from).is_some_and(|label| {
                label.iter().map(|&c| if is_han(c) { 2 } else { usize::from(is_letter(c)) }).sum::<usize>() >= least
            })
        };
        let small = || {
            self.amount.is_none_or(|amount| units(&word).is_some_and(|value| value.saturating_mul(100) < amount.abs()))
        };
        let sign = || text.get(start..from).is_some_and(|label| label.contains(&':') || label.contains(&'#'));
        let few = plain && own(3) && sign() && self.is_id_or_none(line, start, i) && word.len() < 3 && small();
        // Nobody pays ten millions.
        let many = plain && own(3) && word.len() > 6 && self.decimals == 2;
        // "123-456-789", and no "1138-00".
        let dashed = own(3)
            && !any(&label, words::CLOCK)
            && !any(&label, "摘要|DIGEST|签名|PRUFWERT")
            && word.matches('-').count() > 1
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        // "0-4℃".
        let range =
            word.len() < 6 && word.matches('-').count() == 1 && begins(text, skip(text, whole), UNITS).is_some();
        let unmarked = mark_behind(text, whole).is_none() && mark_before(text, from).is_none();
        if named && unmarked && !goes_on && !clock && (is_code(&word) || nought || few || many || dashed || range) {
            return Some(whole);
        }
        // Three groups of four and more.
        let mut run_end = i;
        let mut count = 0;
        while run(text, run_end, |c| c.is_ascii_digit()) == 4 {
            count += 1;
            run_end += 4;
            if at(text, run_end) == ' ' && (1..5).contains(&run(text, run_end + 1, |c| c.is_ascii_digit())) {
                run_end += 1;
            }
        }
        if count > 2 && own(2) && unmarked {
            return Some(run_end + run(text, run_end, |c| c.is_ascii_digit()).min(3));
        }
        // "SF1403 2211 9087": groups of four.
        let group = |at_char: usize| run(text, at_char, |c| c.is_ascii_digit()) == 4;
        let before = |n: usize| i.checked_sub(n).is_some_and(group);
        let groups = group(i) && start + 1 == i && before(5) && (group(i + 5) || before(10)) && unmarked && !goes_on;
        if groups && named {
            return Some(i + 4);
        }
        let measured = decimals > 0 && digits < 4 && at(text, end) != '/' && any(&label, MEASURED);
        measured.then_some(end).or_else(|| self.lawful(line, start, i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> bool {
        let reading = crate::slip::read("");
        let signed = Signed {
            amount: Some("138.00"),
            sums: Vec::new(),
            currency: "CNY",
            times: Vec::new(),
            tolerance: 0,
            kind: None,
            negative: false,
            till: false,
            same: &|_| false,
        };
        new(&reading, &signed).is_life(&Line::new(line, &[], &[], false))
    }

    #[test]
    fn codes_counts_measures_and_other_clocks_say_nothing_of_the_payment() {
        for line in [
            "国药准字H20053487",
            "电子发票提取码:8F3K2Q",
            "影厅:5号厅 座位:8排12座",
            "入住:2026-11-01 离店:2026-11-03",
            "预计送达:18:45",
            "上车:8:12 下车:8:47",
            "骑手:张师傅 138****2201",
            "新人首单立减5元",
            "重量1.0kg 续重0kg",
            "Arrival: 01 Nov 2026  Departure: 03 Nov 2026",
            "Show time 19:45",
            "Ticket 0043",
            "会员卡:6008****1122",
            "车号:沪A-X1234",
            "快递单号:SF1403 2211 9087",
            "3 items",
            "Parking validated for 2 hours",
            "重量:1.250kg",
            "Litres: 31.42",
            "Einfahrt 09:15 Uhr",
            "Win 500 in vouchers at www.survey.example",
        ] {
            assert!(said(line), "{line}");
        }
    }

    #[test]
    fn what_may_be_money_or_the_time_of_the_payment_does() {
        for line in [
            "188",
            "188.00",
            "本单188",
            "买单:20",
            "合计:5件",
            "Store RM188",
            "Room 188.00",
            "9138.00 kg",
            "电话:x2",
            "时间:18:45",
            "Time 18:45",
            "上车:8:12 结账:8:47",
            "Server 18:45",
            "优惠券已抵扣5元",
            "桌号:12万",
            "Coffee 50",
            "红包 500",
            "立减50",
            "1.138kg",
            "扫码关注公众号,领取10元优惠券 188元",
            "卡号:622700******9999",
            "应答码:51",
            "zzgl. 10% Bedienung",
        ] {
            assert!(!said(line), "{line}");
        }
    }
}
