//! The closed list: what a number on a card slip may be when it is no signed sum, clock or date.
//!
//! A kind is a label and the shape of its value. The label's last word decides (its rest must be no word of money), the
//! value must have the shape from its first sign to its last, and what comes behind is judged anew.

use super::*;

/// What a value must look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits in groups, five at least, no decimals.
    Phone,
    /// Letters and digits, no decimals.
    Id,
    /// Up to three digits.
    Count,
    /// A whole number, or one with decimals that is not above the amount.
    Points,
    /// `1.20`, not above the amount, or more parts.
    Version,
    /// The last four digits of the card.
    Tail,
    /// A day without its year, or a month with it.
    Day,
    /// Noughts: the answer of a bank that paid.
    Nought,
    /// A year.
    Year,
    /// A rate in per cent: one or two digits, with a decimal at most.
    Rate,
}

/// Labels by the words that they end with, capitals without accents, simplified, in the order in which they are looked for.
const KINDS: [(Shape, &str); 11] = [
    (Shape::Year, "EST|EST.|ESTABLISHED|SINCE|SEIT|GEGRUNDET|FOUNDED|始于|创立于|成立于|创建于|ANNO"),
    (Shape::Rate, "税率|TAX RATE|VAT RATE|GST RATE|STEUERSATZ|MWST-SATZ|MWST SATZ|UST-SATZ"),
    (
        Shape::Nought,
        "ARC|RESP CODE|RESPONSE CODE|RESPONSE|RESP|RC|响应码|应答码|返回码|回应码|ANTWORTCODE|AUTORISIERUNGSANTWORT",
    ),
    (
        Shape::Phone,
        "TEL|TEL NO|TELEFON|TELEPHONE|PHONE|PHONE NO|FAX|FAX NO|TELEFAX|HOTLINE|MOBILE|MOBIL|HANDY|WHATSAPP|SERVICE LINE|\
CUSTOMER SERVICE|KUNDENSERVICE|CALL|PH|TELE|HELPLINE|CUSTOMER CARE|传真号码|电话号码|手机号码|总机|专线|电话|传真|傳真|热线|手机|手机号|客服|咨询|投诉|联系|拨打|致电|座机",
    ),
    (Shape::Version, "VER|VERSION|V|SW|FW|REV|版本|版本号|程序版本|APP VER|SOFTWARE"),
    (
        Shape::Points,
        "POINTS|POINTS EARNED|POINTS BALANCE|POINTS REDEEMED|POINT BALANCE|BONUS POINTS|TOTAL POINTS|REWARD POINTS|PUNKTE|PUNKTESTAND|TREUEPUNKTE|BONUSPUNKTE|积分|点数|\
积分余额|积分总计|成长值|里程|MILES",
    ),
    (
        Shape::Count,
        "ITEMS|ITEMS SOLD|TOTAL QTY|ITEMS SOLD =|ARTIKELANZAHL|ANZAHL GESAMT|SUMME ARTIKEL|商品总数|总数量|件数合计|合计数量|消费次数|ITEM COUNT|TOTAL ITEMS|NO OF ITEMS|GUESTS|COVERS|PAX|PERSONS|PERSONEN|GASTE|人数|用餐人数|件数|总件数|商品件数|笔数|数量合计|\
ARTIKEL|ANZAHL ARTIKEL|POSTEN|POSITIONEN|联|第|交易笔数|打印次数|重印次数|COPY|SEITE|PAGE",
    ),
    (
        Shape::Tail,
        "尾号|卡尾号|末四位|后四位|ENDING IN|ENDING|ENDS IN|ENDET AUF|ENDZIFFERN|LAST 4 DIGITS|VISA|MASTERCARD|MASTER CARD|AMEX|MAESTRO|GIROCARD|JCB|UNIONPAY|银联",
    ),
    (
        Shape::Id,
        "NO|NR|NUMBER|NUM|ID|CODE|REF|S/N|SN|PSAM|EXT|IMEI|MID|TID|AID|CSN|TVR|TSI|TC|AC|ARQC|ATC|CVMR|CVR|AIP|IAD|UNPR NUM|UMPR NUM|APP|APPLAB|TOKEN|TRACE|TA-NR|STAN|BATCH|\
BELEG|BON|RECHNUNG|KASSE|FILIALE|MARKT|TISCH|PLATZ|BEDIENER|BEDIENUNG|KELLNER|VERKAUFER|KASSIERER|STORE|SHOP|ROOM|ZIMMER|SUITE|GATE|SEAT|FLIGHT|SEQ|SIZE|GROSE|P.O. BOX|BOX|EAN|ISBN|EIN|DF NAME|REGISTERED IN ENGLAND|COMPANY REG|ETAGE|FLOOR|HAUS|AUFTRAG|房|房间|楼层|座位|包厢|许可证|备案号|BRANCH|OUTLET|REG|REGISTER|TILL|TERMINAL|POS|POS ID|LANE|\
CHK|LOCKER|SKU|BRN|RX|DEVICE|VEHICLE|ROW|BAY|SCREEN|UNLEADED|DIESEL|FOLIO|JOB|DRIVER|DEPT|PED|ZONE|NOZZLE|STYLE|TRANSACTION|OP|BADGE|LICENCE|LICENSE|PERMIT|PLATE|TRANS|TAXI|ACCT NO|PUMP NO|UBER EATS ORDER|DELIVEROO|REIHE|SAAL|GARDEROBE|LINIE|KENNZEICHEN|PZN|ORDER|TABLE|TBL|CASHIER|CLERK|OPERATOR|OPER|SERVER|STAFF|WAITER|HOST|INVOICE|INV|RECEIPT|QUEUE|ROC|SLIP|SERIAL|MEMBER|PUMP|ZAPFSAULE|\
WIFI|WLAN|PASSWORD|PASSWORT|PASSWORD IS|PIN WLAN|POSTAL CODE|ZIP|PLZ|QQ|PAYBACK|UID|VAT REG|GST REG|ABN|CUIT|HRB|HRA|IBAN|BIC|DATENTRAGER|GERAT|\
号|编号|号码|代码|编码|单号|序号|流水|密码|收银员|营业员|操作员|服务员|导购员|收银机|收款机|款台|收银台|机台|柜台|桌|桌台|邮编|工位|微信|店号|会员卡|会员|卡序列|\
统编|载具|里程表|随机码|牌照|批号|车号|税号|交易特征码|应用标识|交易证书|终端|应用首选名称|收单行|发卡行|收单机构|发卡机构|批次|凭证|票据|授权码|授权号|转|分机|校验码|防伪码|取餐码|取件码|验证码|开票码|识别码|身份码|信用代码|授权|车牌|加油机|油枪|席位|机号|员工|店员|ISSUER|ACQUIRER|ISS|ACQ|ISSUING BANK|CARD ISSUER",
    ),
    (
        Shape::Day,
        "清算日期|结算日期|有效期|卡有效期|失效期|EXP DATE|EXPIRY|EXPIRY DATE|EXP|SETTLE DATE|SETTLEMENT DATE|GULTIG BIS|ABLAUF|BEST BEFORE END|VERFALLSDATUM",
    ),
    (Shape::Id, "INVOICENO|TRACENO|BATCHNO|REFNO|ORDERNO|TABLENO"),
];
/// Words that are one with what stands before them: `Kundennummer`, `BelegNr`.
const JOINED: &str = "NUMMER|NUMBER|NR|IDNR|KENNUNG";

/// Words of an address; in Chinese the characters that a number stands before or behind.
const PLACES: &str = "路|街|道|巷|弄|楼|广场|大厦";
const BEFORE_PLACE: &str = "号號楼樓層层室座弄栋幢单巷-/FfB";
const BEHIND_PLACE: &str = "路-/#楼座ABCDEF";
const ADDRESS: &str = "ROAD|RD|STREET|AVENUE|AVE|LANE|DRIVE|TOWER|FLOOR|UNIT|LEVEL|BLK|BLOCK|BUILDING|PLAZA|SQUARE|MALL|CENTRE|CENTER|\
JALAN|BOULEVARD|BLVD|TERRACE|STR|STRASE|GASSE|WEG|PLATZ|ALLEE|RING|UFER|CHAUSSEE|SINGAPORE|KOWLOON|HONG KONG|LONDON";
/// Endings of German streets.
const STREET: [&str; 8] = ["STR", "STRASE", "STRASSE", "GASSE", "WEG", "PLATZ", "ALLEE", "DAMM"];
/// Spans of time, and what they are said of.
const SPAN: &str = "分钟|MINUTES|MINUTEN|MIN|日|天|个工作日|个月|工作日|DAYS|DAY|TAGE|TAGEN|TAG|WEEKS|WOCHEN|MONTHS|MONATE|MONATEN|JAHRE|JAHREN|YEARS|小时|HOURS|STUNDEN|H";
const POLICY: &str = "取餐|停车|有效期|保质期|免费|FREE|GRATIS|内|保存|保留|保管|退换|退货|质保|保修|开具|开票|WITHIN|RETURN|RETURNS|EXCHANGE|REFUNDS|POLICY|WARRANTY|INNERHALB|BINNEN|UMTAUSCH|RUCKGABE|GARANTIE|KEEP|VALID|AUFBEWAHREN|\
OPEN|营业|服务|SERVICE|GEOFFNET|HOTLINE|热线|客服";
/// Of a rebate some other time.
const OFFER: &str = "NEXT TIME|NEXT VISIT|NEXT PURCHASE|下次|COUPON|SPART|MEHRWEG|NACHSTEN EINKAUF|RECYCLED|RECYCLING";
/// Of opening hours, weekdays among them.
const HOURS: &str = "HAPPY HOUR|早|开门|营业|營业|服务时间|早上|上午|周一|周日|每天|每日|OPEN|OPENING|HOURS|OFFNUNGSZEITEN|GEOFFNET|MO|DI|MI|DO|FR|SA|SO|MON|TUE|WED|THU|FRI|SAT|SUN|DAILY|TAGLICH|MONTAG|SAMSTAG|SONNTAG";

/// Behind a number these make a sum of it.
const PAID_BEHIND: [&str; 8] = ["已付", "已收", "付款", "实付", "PAID", "CHARGED", "BEZAHLT", "DUE"];

/// Whether a text ends with one of the words, and how many bytes stand before.
fn ends(text: &str, words: &str) -> Option<usize> {
    let latin = |c: char| c.is_ascii_alphabetic();
    words
        .split('|')
        .filter_map(|word| text.strip_suffix(word).map(|head| (head, word)))
        .filter(|(head, word)| !(word.starts_with(latin) && head.ends_with(latin)))
        .map(|(head, _)| head.len())
        .min()
}

/// The kind that a label names.
fn kind(label: &str) -> Option<Shape> {
    let numbered = label.trim_end().ends_with('#');
    let label = label.trim_end_matches(|c: char| !is_letter(c));
    // "收 单 行".
    let close: String = label.chars().filter(|&c| c != ' ').collect();
    let clean = |rest: &str| !any(rest, words::AMOUNT) && !any(rest, words::OTHER_SUM);
    let joined = JOINED.split('|').any(|word| label.ends_with(word)) && clean(label);
    let find = |label: &str| KINDS.iter().find_map(|(shape, words)| ends(label, words).map(|head| (*shape, head)));
    let found = find(label).or_else(|| find(&close).filter(|_| close.starts_with(is_han)));
    let found = found.filter(|(_, head)| clean(label.get(..*head).unwrap_or(label)));
    found.map(|(shape, _)| shape).or((joined || numbered && clean(label)).then_some(Shape::Id))
}

/// Where a value of this shape ends that begins at a place; `None`: it has another.
fn fits(chars: &[char], i: usize, shape: Shape, account: &Account<'_>) -> Option<usize> {
    // "6008 1234 5678": short groups, and many digits in all.
    let apart = |end: usize| {
        let rest = chars.get(i..i + run(chars, i, |c| is_digit(c) || c.is_ascii_alphabetic() || " -/()+*".contains(c)));
        shape == Shape::Phone
            || end - i <= 5 && rest.is_some_and(|rest| count_digits(rest) > 8)
            || end - i > 5 && chars.get(i..end).is_some_and(|part| part.contains(&' '))
    };
    let groups = |part: fn(char) -> bool, mark: fn(char) -> bool| {
        let mut end = i + run(chars, i, part);
        loop {
            let gap = run(chars, end, mark);
            let next = run(chars, end + gap, part);
            let digits = count_digits(chars.get(end + gap..end + gap + next).unwrap_or(&[]));
            let blank = chars.get(end..end + gap).is_some_and(|gap| gap.contains(&' '));
            // "59867 charged1138".
            let word = run(chars, end + gap, |c| c.is_ascii_alphabetic()) > 3;
            if gap == 0 || gap > 3 || digits == 0 || blank && (word || !apart(end)) {
                return end;
            }
            end += gap + next;
        }
    };
    let number = |end: usize| string(chars.get(i..end).unwrap_or(&[]), end - i);
    let end = match shape {
        Shape::Phone => {
            let end = groups(|c| is_digit(c) || c == '*', |c| " -/()+".contains(c));
            let digits = count_digits(chars.get(i..end)?);
            (5..=26).contains(&digits).then_some(end)?
        }
        Shape::Id => groups(|c| is_digit(c) || c.is_ascii_alphabetic() || c == '*', |c| "-/ ".contains(c)),
        Shape::Day => {
            let end = i + run(chars, i, |c| is_digit(c) || "/-".contains(c));
            let text = number(end);
            let parts: Vec<i64> = match text.len() {
                4 => [text.get(..2), text.get(2..)].into_iter().flatten().filter_map(units).collect(),
                _ => text.split(['/', '-']).filter_map(units).collect(),
            };
            (parts.len() == 2 && text.len() < 8 && parts.iter().any(|part| (1..13).contains(part))).then_some(end)?
        }
        Shape::Count => i + Some(run(chars, i, is_digit)).filter(|digits| *digits <= 3)?,
        Shape::Tail | Shape::Nought => {
            let end = i + run(chars, i, is_digit);
            let right = if shape == Shape::Tail {
                end - i == 4 && same_card(account.reading, &number(end))
            } else {
                number(end).bytes().all(|b| b == b'0')
            };
            right.then_some(end)?
        }
        Shape::Year => {
            let end = i + Some(run(chars, i, is_digit)).filter(|digits| *digits == 4)?;
            units(&number(end)).filter(|year| (1500..=2030).contains(year)).map(|_| end)?
        }
        Shape::Rate => {
            let end = i + run(chars, i, |c| is_digit(c) || is_mark(c));
            let percent = skip(chars, end);
            let alone = chars.get(percent + 1..).is_none_or(|rest| rest.iter().all(|c| *c == ' '));
            return (at(chars, percent) == '%' && end - i <= 5 && alone).then_some(percent + 1);
        }
        Shape::Points | Shape::Version => {
            // "TLPOS_2.1.7".
            let letters = run(chars, i, |c| c.is_ascii_alphabetic() || c == '_');
            let i = i + if shape == Shape::Version && at(chars, (i + letters).saturating_sub(1)) == '_' {
                letters
            } else {
                0
            };
            let end = i + run(chars, i, |c| is_digit(c) || is_mark(c) && c != '\'');
            let text = string(chars.get(i..end)?, end - i);
            let text = text.trim_end_matches(['.', ',']);
            let end = i + text.chars().count();
            // "1.138,00" is a sum.
            if text.contains('.') && text.contains(',') {
                return None;
            }
            let parts = text.split(['.', ',']).count();
            let last = text.rsplit(['.', ',']).next().map_or(0, str::len);
            let whole = parts == 1 || shape == Shape::Points && last == 3;
            let small = || {
                let value = decimal(text, account.decimals.max(2)).as_deref().and_then(units);
                parts == 2 && value.is_some_and(|value| value <= account.amount.unwrap_or(0).abs())
            };
            (whole && text.len() < 12 || shape == Shape::Version && parts > 2 || small()).then_some(end)?
        }
    };
    let (next, behind) = (at(chars, end), at(chars, end + 1));
    let goes_on = is_mark(next) && is_digit(behind) || is_letter(next) && !is_han(next) || "%‰*×+=".contains(next);
    (end > i && !goes_on && !is_money_behind(chars, end)).then_some(end)
}

/// Whether what stands behind a number makes a sum of it.
pub(super) fn is_money_behind(chars: &[char], end: usize) -> bool {
    let dash = is_mark(at(chars, end)) && "-–—".contains(at(chars, end + 1));
    let behind = upper_behind(chars, skip(chars, end));
    dash || mark_behind(chars, end).is_some()
        || scale_behind(chars, end).is_some()
        || PAID_BEHIND.iter().any(|word| behind.starts_with(word))
}

/// A multiplier behind a number: `万`, `x 10`.
pub(super) fn scale_behind(chars: &[char], end: usize) -> Option<char> {
    let next = at(chars, skip(chars, end));
    "万萬亿億百千倍×".contains(next).then_some(next)
}

impl Account<'_> {
    /// Where the value at this place ends, when it is of a kind that its label names.
    pub(super) fn lawful(&self, line: &Line, start: usize, i: usize) -> Option<usize> {
        let chars = line.chars.as_slice();
        if mark_before(chars, i).is_some() {
            return None;
        }
        let label = self.label(line, start, i);
        // "VAT NO GB 123", "(+49)".
        let short = label.trim_end_matches(|c: char| !is_letter(c)).rsplit_once([' ', ':']);
        let short = short.filter(|(_, word)| {
            word.len() < 4
                && word.bytes().all(|b| b.is_ascii_uppercase())
                && number::currency(word).is_none()
                && !any(word, words::AMOUNT)
        });
        kind(&label)
            .or_else(|| short.and_then(|(head, _)| kind(head)).filter(|shape| *shape == Shape::Id))
            .and_then(|shape| fits(chars, i, shape, self))
            .or_else(|| self.counted(line, i))
    }

    /// `5件`, `12 Punkte`: a number with its unit, behind other words.
    fn counted(&self, line: &Line, i: usize) -> Option<usize> {
        let chars = line.chars.as_slice();
        let day = upper_behind(chars, i);
        if ["24小时", "24 HOURS", "24H "].iter().any(|text| day.starts_with(text)) {
            return Some(i + 2);
        }
        let letters = chars.get(..i)?.iter().any(|&c| is_letter(c));
        let money = line.money || any(&line.upper, words::PAYING);
        let shape = [("件|件商品|人|ITEMS|ARTIKEL", Shape::Count), ("积分|POINTS|PUNKTE|点数", Shape::Points)];
        shape.iter().filter(|_| letters && !money).find_map(|(words, shape)| {
            let end = i + run(chars, i, |c| is_digit(c) || is_mark(c));
            let from = skip(chars, end);
            let unit = upper_behind(chars, from);
            let length =
                words.split('|').filter(|word| unit.starts_with(*word)).map(|word| word.chars().count()).max()?;
            let mut bare = chars.get(..end)?.to_vec();
            bare.push(' ');
            fits(&bare, i, *shape, self).map(|_| from + length)
        })
    }

    /// A whole line whose numbers are none of money: an address, how long something may be returned, a rebate some other
    /// time, opening hours.
    pub(super) fn free(&self, line: &Line) -> bool {
        let chars = line.chars.as_slice();
        let text = line.upper.as_str();
        if chars.iter().any(|&c| is_money(c) || c == UNREAD) {
            return false;
        }
        let money = || line.money || any(text, words::PAYING);
        hours(chars, text) || voucher(chars, text) || {
            let numbers = numbers(chars);
            let plain = numbers.iter().all(|&(from, to)| {
                let whole = to - from <= 6 && chars.get(from..to).is_some_and(|part| !part.iter().any(|&c| is_mark(c)));
                (whole || measured(chars, text, &numbers) || licence(text))
                    && mark_behind(chars, to).is_none()
                    && mark_before(chars, from).is_none()
                    && scale_behind(chars, to).is_none_or(|c| c == '千')
            });
            let han = || {
                any(text, PLACES)
                    && numbers.iter().all(|&(from, to)| {
                        from > 0 && (BEFORE_PLACE.contains(at(chars, to)) || BEHIND_PLACE.contains(at(chars, from - 1)))
                    })
            };
            let street = || {
                han()
                    || any(text, ADDRESS) && words_of(text) > 1
                    || text
                        .split(|c: char| !c.is_ascii_alphabetic())
                        .any(|word| word.len() > 5 && STREET.iter().any(|end| word.ends_with(end)))
            };
            let clock = chars.contains(&':')
                && numbers.len() > 1
                && chars.windows(3).any(|p| matches!(p, [a, ':', b] if is_digit(*a) && is_digit(*b)));
            let dated = || {
                any(text, words::CLOCK) || text.split(' ').any(|word| word.len() > 2 && words::month(word).is_some())
            };
            let place = || !dated() && (street() && numbers.len() < 6 || postal(text));
            let known = || {
                wifi(chars, text)
                    || licence(text)
                    || measured(chars, text, &numbers)
                    || policy(chars, text, &numbers)
                    || offer(chars, text, &numbers)
                    || !money() && place()
            };
            plain && !clock && !numbers.is_empty() && !any(text, words::TIMES) && known()
        }
    }

    /// A short number in the shop's name, above all labels, where the name was not compared.
    pub(super) fn is_name(&self, at_line: usize, line: &Line, (i, end): (usize, usize)) -> bool {
        let above = self.reading.labels.first().is_none_or(|label| at_line < label.0);
        let money = line.money || any(&line.upper, words::PAYING);
        let alone = mark_before(&line.chars, i).is_none() && mark_behind(&line.chars, end).is_none();
        let scaled = scale_behind(&line.chars, end).is_some()
            || matches!(at(&line.chars, i.saturating_sub(1)), 'x' | 'X' | '*' | '+');
        let own = key(&line.chars);
        let is_own = |name: &String| key(&name.chars().collect::<Vec<char>>()) == own;
        let merchant = self.reading.get("merchant");
        // The first line of what may be a longer name.
        let first = |member: &Member| {
            let name = key(&member.value.chars().collect::<Vec<char>>());
            (self.signed.same)("merchant")
                && own.len() > 3
                && name.starts_with(&own)
                && at_line.abs_diff(member.line) < 3
        };
        if merchant.is_some_and(|member| is_own(&member.value) || first(member)) {
            return true;
        }
        above
            && at_line < 6
            && end - i <= 2
            && !(self.signed.same)("merchant")
            && words_of(&line.upper) > 1
            && alone
            && !scaled
            && !money
    }

    /// Whether the label of a place names numbers that a date may look like.
    pub(super) fn is_code(&self, line: &Line, start: usize, i: usize) -> bool {
        matches!(kind(&self.label(line, start, i)), Some(Shape::Id | Shape::Phone))
    }

    /// Whether the label of a place names numbers of the shop, or nothing that is known.
    pub(super) fn is_id_or_none(&self, line: &Line, start: usize, i: usize) -> bool {
        matches!(kind(&self.label(line, start, i)), None | Some(Shape::Id))
    }

    pub(super) fn is_phone(&self, line: &Line, start: usize, i: usize) -> bool {
        kind(&self.label(line, start, i)) == Some(Shape::Phone)
    }

    /// A masked number of a loyalty card, which is no payment card.
    pub(super) fn is_loyalty(&self, line: &Line) -> bool {
        any(
            &line.upper,
            "LOYALTY CARD|LOYALTY|KUNDENKARTE|BONUSKARTE|PAYBACK|DEUTSCHLANDCARD|MEMBER CARD|MEMBERSHIP|会员卡|会员|积分卡|储值卡",
        ) && !line.money
    }

    /// A masked card number: the one that was read and compared.
    pub(super) fn masked(&self, line: &Line, i: usize) -> Option<(usize, bool)> {
        let chars = line.chars.as_slice();
        let mask = |c: char| matches!(c, '*' | 'x' | 'X' | '•' | '●' | '#');
        let mut from = i;
        while from > 0
            && (mask(at(chars, from - 1)) || at(chars, from - 1) == ' ' && from > 1 && mask(at(chars, from - 2)))
        {
            from -= 1;
        }
        let mut end = from;
        while is_digit(at(chars, end))
            || mask(at(chars, end))
            || at(chars, end) == ' ' && (is_digit(at(chars, end + 1)) || mask(at(chars, end + 1)))
        {
            end += 1;
        }
        let text: String = chars.get(from..end)?.iter().filter(|c| **c != ' ').collect();
        let masks = text.chars().filter(|&c| mask(c)).count();
        if masks < 3 {
            return None;
        }
        let (head, tail) = (text.split(mask).next()?, text.rsplit(mask).next()?);
        let pan = self.reading.get("pan")?;
        Some((end, tail.len() == 4 && same_card(self.reading, tail) && pan.value.starts_with(head)))
    }
}

fn words_of(text: &str) -> usize {
    text.split(|c: char| !is_letter(c))
        .map(|word| if word.starts_with(is_han) { word.chars().count() / 2 } else { usize::from(!word.is_empty()) })
        .sum()
}

/// Numbers of a line: where each begins and ends, marks of thousands and decimals with it.
pub(super) fn numbers(chars: &[char]) -> Vec<(usize, usize)> {
    let (mut found, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let mut end = i + run(chars, i, is_digit);
        while end > i && is_mark(at(chars, end)) && is_digit(at(chars, end + 1)) {
            end += 1 + run(chars, end + 1, is_digit);
        }
        if end > i {
            found.push((i, end));
        }
        i = end.max(i + 1);
    }
    found
}

/// `70173 Stuttgart`, with nothing else: five digits and the name of a town.
fn postal(text: &str) -> bool {
    // "Am Tiergarten 14, 04105 Leipzig".
    let text = text.trim();
    let text = text.split_once(", ").filter(|(street, _)| street.contains(' ')).map_or(text, |(_, town)| town);
    text.trim_start_matches("D-").split_once(' ').is_some_and(|(code, town)| {
        code.len() == 5
            && code.bytes().all(|b| b.is_ascii_digit())
            && town.len() > 3
            && town.chars().all(|c| c.is_ascii_alphabetic() || " -/()".contains(c))
            && !town.split(' ').any(|word| words::unit(word).is_some() || word == "ONLY" || word == "OK")
    })
}

/// `WLAN: gast / kaffee123`: a name and a password that begins with a letter.
fn wifi(chars: &[char], text: &str) -> bool {
    let head = text.trim_start();
    ["WI-FI", "WIFI", "WLAN", "无线", "WIFI密码"].iter().any(|word| head.starts_with(word))
        && numbers(chars).iter().all(|&(from, _)| from > 0 && at(chars, from - 1).is_ascii_alphabetic())
}

/// `京ICP备12345678号`, `ISO9001认证`.
fn licence(text: &str) -> bool {
    table::has(text, "ICP备") || text.trim_start().starts_with("ISO") && text.trim().len() < 24
}

/// `重量:1.250kg`, `0,500 kg`: a measure with its label, or of grams.
fn measured(chars: &[char], text: &str, numbers: &[(usize, usize)]) -> bool {
    let label = any(text, "重量|净重|加油量|油量|WEIGHT|GEWICHT|MENGE|VOLUME");
    let [(from, to)] = *numbers else { return false };
    let unit = upper_behind(chars, skip(chars, to));
    let measure = ["KG", "G", "L", "ML", "升", "公斤", "克", "斤"].iter().any(|word| unit.trim_end() == *word);
    label && measure && to - from <= 6
}

/// `30日内`, `innerhalb von 14 Tagen`: one number, a span of time, and what it is said of.
fn policy(chars: &[char], text: &str, numbers: &[(usize, usize)]) -> bool {
    numbers.iter().all(|&(from, to)| {
        let unit = upper_behind(chars, skip(chars, to));
        let latin: String = unit.chars().take_while(char::is_ascii_alphabetic).collect();
        to - from <= 3
            && SPAN.split('|').any(|word| if word.is_ascii() { latin == word } else { unit.starts_with(word) })
    }) && any(text, POLICY)
}

/// `10%`, `9折`, some other time.
fn offer(chars: &[char], text: &str, numbers: &[(usize, usize)]) -> bool {
    any(text, OFFER)
        && numbers.iter().all(|&(from, to)| to - from <= 2 && matches!(at(chars, skip(chars, to)), '%' | '折'))
}

/// `满50减5`: what is given some other time, in whole numbers of three digits at most and no unit of money.
fn voucher(chars: &[char], text: &str) -> bool {
    let numbers = numbers(chars);
    let less =
        || table::has(text, "满") && (table::has(text, "减") || table::has(text, "送") || table::has(text, "免"));
    (less() || any(text, "NEXT ORDER|NEXT VISIT|NEXT PURCHASE|FREE DELIVERY OVER|BUY 5 GET"))
        && !numbers.is_empty()
        && numbers
            .iter()
            .all(|&(from, to)| to - from <= 3 && mark_before(chars, from).is_none() && mark_behind(chars, to).is_none())
        && !any(text, words::AMOUNT)
}

/// From one clock to another, as often as there are numbers, beside a word for opening hours or days of the week.
fn hours(chars: &[char], text: &str) -> bool {
    if !any(text, HOURS) {
        return false;
    }
    let (mut i, mut count, mut joined) = (0, 0, true);
    while i < chars.len() {
        let digits = run(chars, i, is_digit);
        if digits == 0 {
            i += 1;
            continue;
        }
        let hour = units(&string(chars.get(i..).unwrap_or(&[]), digits)).unwrap_or(99);
        let mut end = i + digits;
        let mut whole = false;
        if matches!(at(chars, end), ':' | '.' | '时' | '点' | '時' | '點') && run(chars, end + 1, is_digit) == 2 {
            let minute = units(&string(chars.get(end + 1..).unwrap_or(&[]), 2)).unwrap_or(99);
            if minute > 59 {
                return false;
            }
            end += 3;
            whole = true;
        }
        if !whole && matches!(at(chars, end), '时' | '時' | '点' | '點') {
            end += 1;
            whole = true;
        }
        let behind = upper_behind(chars, skip(chars, end));
        if count == 0 && ["DAYS", "TAGE", "天"].iter().any(|word| behind.starts_with(word)) {
            i = end;
            continue;
        }
        let half = behind.starts_with("AM") || behind.starts_with("PM");
        if half {
            end = skip(chars, end) + 2;
        }
        let to = upper_behind(chars, skip(chars, end));
        let dash =
            to.starts_with(['-', '~', '至', '到', '—', '–', '～']) || to.starts_with("BIS") || to.starts_with("TO ");
        let hour_alone = half || dash || !joined;
        if digits > 2 || hour > 24 || !(whole || hour_alone) || (count % 2 == 0) != dash {
            return false;
        }
        joined = count % 2 == 1;
        count += 1;
        i = end;
    }
    count > 0 && count % 2 == 0
}
