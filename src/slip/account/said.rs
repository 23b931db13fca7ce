//! Words that contradict a payment wherever they stand on a line: what became of it, another currency, a sum in words.

use super::*;

/// It was undone, never happened, or is no receipt. Chinese and long words count within others too: `Kundestorniert`.
const UNDONE: &str = "已退|已撤|已冲正|已取消|退款成功|退款待|退货单|撤销成功|作废|作廢|拒付|拒绝|拒绝交易|失败|未支付|未付|未扣|未成功|未完成|未入账|未结账|退款待|待审核|未到账|挂账|赊账|免单|伪造|假的|样例|示例|样张|练习|仅供参考|不作为|\
估价|待确认|待支付|待付款|请付款|重新刷|重新支付|挂失|没收|争议|密码错误|错误代码|已过期|取款|贷记|积分消费|首付|加小费|小费请|另收|分单|部分付款|尾款待付|余款另付|余款未|另行收费|另计|现金另付|款项已|不含服务费|\
REFUNDED|VOIDED|REVERSED|CANCELLED|CANCELED|DECLINED|REJECTED|UNPAID|CHARGEBACK|STORNIERT|ERSTATTET|ABGELEHNT|FEHLGESCHLAGEN|ANNULLIERT|RUCKABGEWICKELT|RUCKGANGIG|NICHT BEZAHLT|NICHT BELASTET|NICHT VERBUCHT|\
NICHT ERFOLGT|NICHT GEBUCHT|NICHT AUTORISIERT|NOT CHARGED|NOT PAID|NOT APPROVED|NOT AUTHORI|NOT DEBITED|NO CHARGE|MONEY RETURNED|MONEY BACK TO|NOT COMPLETED|DO NOT HONO|INCORRECT PIN|PIN INCORRECT|PAY AGAIN|PLEASE PAY|BITTE ZAHLEN|BITTE BAR ZAHLEN|\
FORGED|NO SALE|ATM WITHDRAWAL|PARTIAL PAYMENT|OFFENE RECHNUNG|NOCH OFFEN|TEILZAHLUNG|AUSSTEHEND|ON THE HOUSE|PRO FORMA|PRO-FORMA|ZWISCHENBELEG|TIP TO BE ADDED|ZZGL. TRINKGELD|ZZGL. MWST|EXCL. TAX|PLUS TIP|TIMES TEN|OTKAZ|ОТКАЗ|ВОЗВРАТ|ОТМЕНА|СТОРНО|отказ|возврат|отмена|сторно|\
交易异常|交易中止|交易中断|卡被拒|卡片被拒|原路退回|申请退款|没收到|重复收费|待收款|未结帐|拒绝交易|交易拒绝|未收款|未到帐|没有收款|没收款|没付款|未刷卡|另一笔|两笔相同|重复扣款|多扣|两次刷卡|刷卡两次|刷了两次|两次收费|收费两次|培训模式|CHARGED TO ACCOUNT|TO BE INVOICED|PAY ON DELIVERY|PAYMENT TO FOLLOW|PAYMENT DUE|INSERT CARD|NOT FOR REAL|NOT A RECEIPT|ORDER SLIP|HALF PAID|DUPLICATE CHARGE|DID NOT PAY|NOT PROCESSED|NOT SETTLED|UNSETTLED|AWAITING AUTH|TIMED OUT|PLEASE RETRY|PLEASE TRY AGAIN|ERHIELT GELD|ERNEUT VERSUCHEN|STEHT AUS|ZAHLUNG FOLGT|ZAHLUNG OFFEN|ZWEIMAL GE|ZWEIMAL AB|WIRD SPATER|AUF LIEFERSCHEIN|KARTE UNGULTIG|BON UNGULTIG|GESPERRT|PIN FALSCH|NICHT KASSIERT|FEHLER BEI DER ZAHLUNG|AWAITING PAY|AWAITING CUST|PAY AT THE|TO PAY AT|PAY LATER|PART PAYMENT|PART PAID|PARTLY PAID|DOUBLE CHARGE|CHARGED AGAIN|NOT VALID AS|NOT A PAYMENT|PAYMENTS OF|PAYMENT FAILED|AUTH ONLY|AUTHORISATION ONLY|AUTHORIZATION ONLY|AUF RECHNUNG|AN DER KASSE ZAHLEN|BITTE ZAHLEN|GELD ZURUCK ERHALTEN|RATENZAHLUNG|TEILBETRAG|ERSTATTUNG|2X ABGEBUCHT|ZWEIMAL ABGEBUCHT|UBUNGSMODUS|SCHULUNGSMODUS|TESTMODUS|OFFENER BETRAG|НЕ ОПЛАЧ|не оплач|返金|払い戻|取り消し|환불|취소|거절";
/// The same as whole words of Latin letters, and only where nothing on the line says how it might come to that.
const MAYBE: &str = "VOID|REFUND|REFUSED|RETURNED|FAILED|FAKE|STORNO|RETOURE|GUTSCHRIFT|RUCKERSTATTUNG|DUPLICATE PAYMENT|ANNULATION|REMBOURSE|ANNULE|ANULADO|ANNULLATO|RECHAZADA|DENEGADA|RIFIUTATA|BEISPIEL|SPECIMEN|PENDING|\
退款|退货|撤销|撤消|冲正|沖正|取消";
/// Conditions, questions and numbers, beside which those words tell no outcome.
const CONDITION: &str = "IF|NO REFUND|NO REFUNDS|NO RETURN|NO RETURNS|NO CASH REFUND|NO EXCHANGE|REFUND NO|VOID NO|NOT|WITHIN|POLICY|POLICIES|ONLY|FOR|WITHOUT|MAY|CAN|WILL|MUST|PLEASE|BY|AND|OR|ANY|ALL|ITEMS|GOODS|TERMS|CONDITIONS|SALE IS FINAL|KEEP|CONTACT|QUESTIONS|NUR|MIT|OHNE|INNERHALB|BINNEN|KEINE|KEIN|BEI|BITTE|GEGEN|BEDINGUNGEN|\
DAYS|TAGEN|TAGE|天|日内|如|请|凭|需|须|可|不|无|若|时|规|政策|保留|保存|妥善|联系|咨询|热线|电话|单据|小票|TOTAL SAVED|STORNO-NR|STORNO NR|STORNONR|RETOURE NR|RETOURE-NR|REFUND NUMBER|VOID NUMBER";
/// Of paying, which these say was not done.
const DENIED: &str = "PAYMENT|PAID|PAYING|CHARGE|CHARGED|DEBITED|CAPTURED|BEZAHLT|GEZAHLT|ZAHLUNG|KARTENZAHLUNG|GEBUCHT|ABBUCHUNG|BELASTUNG|收款|付款|支付|扣款|到账|入账|结账|付清|结清|成交";
const DENIAL: &str = "NOT|NO|NEVER|WITHOUT|YET|NICHT|KEIN|KEINE|KEINER|OHNE|NIE|未|没|沒|尚未|并未|无";
/// Beside that, of how it was paid, or of what belongs to no payment.
const ALLOWED: &str = "SIGNATURE|PIN|CVM|VERIFICATION|UNTERSCHRIFT|CASH|CARD NO|REF NO|FEE|REQUIRED|NEEDED|NUMBER|ACCOUNT|PAYMENT NO|PAYMENTS NO|TRANS NO|NO INTEREST|TRINKGELD|TIP|GRATUITY|SERVICE CHARGE|NO EXTRA|NO ADDITIONAL|NO HIDDEN|NO BOOKING|BARZAHLUNG|SCHECK|CHEQUES|AUFPREIS|GEBUHR|签名|签字|密码|超过|免密|免签|无需|无须|无现金|无卡|无感|凭证|手续费|如未|若未|逾期|过期|小时|分钟|IF|WENN|FALLS|UNTIL|BEFORE|BEVOR";

/// Clocks and days in words.
const CLOCK_WORDS: &str = "HALF PAST|QUARTER PAST|QUARTER TO|O'CLOCK|O’CLOCK|HALB ACHT|VIERTEL NACH|VIERTEL VOR|次日|隔日|THE FIRST OF|TWENTY-FIRST|TWENTY FIRST|TWENTY-SECOND|THIRTY-FIRST|THIRTIETH|TWENTIETH";
/// Zones of other lands behind a clock.
const ZONES: &str = "JST|EST|PST|EDT|PDT|KST";
/// Stands for what a compared member has taken.
const TAKEN: char = '\u{1}';

/// Units of money that a line of their own may name; other ones stand in the list of units.
const ALONE: &str = "EURO|EUROS|DOLLAR|DOLLARS|POUND|POUNDS|YEN|WON|PESO|PESOS|BAHT|RUPEE|RUPEES|FRANKEN|KR|ZL|FT|刀|美刀|欧|镑|円|日圆|원|ЛВ|лв|РУБ|руб|Р.|р.|台币|澳门币|澳元|加元|瑞郎|Ξ|🪙|ZŁ|Zł|zł";

/// Whether one of the words stands in the text: short Latin words as whole ones, others anywhere.
fn within(text: &str, words: &str) -> bool {
    words.split('|').any(|word| {
        let whole = word.len() < 6 && word.is_ascii();
        if whole { any(text, word) } else { table::has(text, word) }
    })
}

/// Whether a part of a line is base64 or the like, which holds any word.
pub(super) fn is_coded(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    part.len() > 15 && part.is_ascii() && digits > 1 && letters > 7
}

/// Its words, each with its digits: base64 holds the letters of any currency.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

impl Account<'_> {
    /// Looks at the words of a line that no compared member has taken.
    pub(super) fn said(&mut self, at_line: usize, line: &Line) {
        let free: Vec<char> =
            line.chars.iter().enumerate().map(|(i, &c)| if line.taken(i) == LAWFUL { TAKEN } else { c }).collect();
        let text = upper(&free);
        let text: Vec<&str> = text.split(' ').map(|part| if is_coded(part) { "" } else { part }).collect();
        let text = text.join(" ");
        // Who served and which till it was nobody has compared: "void" there is a word.
        let claimed = |i: usize| line.taken(i) == LAWFUL && !line.unsure.iter().any(|&(a, b)| (a..b).contains(&i));
        let words: Vec<char> =
            line.chars.iter().enumerate().map(|(i, &c)| if claimed(i) { TAKEN } else { c }).collect();
        let words = upper(&words);
        let words: Vec<&str> = words.split(' ').map(|part| if is_coded(part) { "" } else { part }).collect();
        let reason = if self.is_undone(line, &free, &words.join(" ")) || self.is_other_payment(line) {
            "title"
        } else if self.is_foreign(&text) {
            "currency"
        } else if is_clock(line, &text) || self.is_other_weekday(line) {
            "time"
        } else if words::in_words(&text) || words::is_number(&text) || is_multiple(line, &text) || is_factor_alone(line)
        {
            "sum"
        } else {
            return;
        };
        self.leave(at_line, reason);
    }

    /// Whether the words say that a payment was undone or never was. On a till's receipt single goods may be.
    fn is_undone(&self, line: &Line, free: &[char], text: &str) -> bool {
        let till = self.signed.till;
        let back = self.signed.negative && !till || self.amount.is_some_and(|amount| amount < 0);
        let sums = sum::sums(free, 2);
        let total = self.amount.map(i64::abs);
        let goods =
            till && !self.total_seen && !line.amount && !sums.is_empty() && !sums.iter().any(|sum| Some(*sum) == total);
        let denied = || text.len() < 200 && any(text, DENIED) && any(text, DENIAL) && !any(text, ALLOWED);
        let alone = || matches!(text.trim(), "EXAMPLE" | "CR" | "ON ACCOUNT" | "预付" | "KOSTENLOS" | "记账" | "招待");
        let maybe = || within(text, MAYBE) && !any(text, CONDITION);
        !back && !goods && (within(text, UNDONE) || maybe() || denied() || alone())
    }

    /// Whether another currency is named: as a code or sign anywhere, or as a word that stands alone.
    fn is_foreign(&self, text: &str) -> bool {
        let currency = self.signed.currency;
        let own = |word: &str| {
            word == currency || matches!((currency, word), ("CNY", "RMB") | ("TWD", "NTD") | ("EUR", "EURO"))
        };
        let alone = text.trim().trim_matches(|c: char| "()[]*-".contains(c));
        let named = words::unit(alone).map(|code| Mark::Letters(Some(code), alone.len()).is(currency));
        let unit = named == Some(false) || named.is_none() && ALONE.split('|').any(|word| word == alone && !own(word));
        let code = |word: &str| words::CODES.split('|').any(|code| code == word) && !own(word);
        // A till may print what the total is in another currency.
        let rate = self.signed.till && (text.contains('=') || any(text, "KURS|RATE"));
        let sign = || self.signed.till && text.chars().any(|c| is_money(c) && !Mark::Sign(c).is(currency));
        // A mark with its number on another line.
        let mark = !self.signed.till && {
            let mut letters = alone.chars();
            letters.next().is_some_and(is_money) && letters.next().is_none() || matches!(alone, "EURO" | "RMB")
        };
        unit || mark || !rate && (words_of(text).any(code) || sign())
    }
}

/// Days of the week, from Sunday.
const WEEKDAYS: [&str; 7] = [
    "周日|周天|星期日|星期天|SUNDAY|SUN|SONNTAG",
    "周一|星期一|MONDAY|MON|MONTAG",
    "周二|星期二|TUESDAY|TUE|DIENSTAG",
    "周三|星期三|WEDNESDAY|WED|MITTWOCH",
    "周四|星期四|THURSDAY|THU|DONNERSTAG",
    "周五|星期五|FRIDAY|FRI|FREITAG",
    "周六|星期六|SATURDAY|SAT|SAMSTAG|SONNABEND",
];

/// The day of the week of a date, from Sunday.
fn weekday(time: &str) -> Option<usize> {
    let part = |from: usize, to: usize| time.get(from..to).and_then(units);
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    // Zeller's congruence, whose week begins on Saturday.
    let from_saturday = day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    usize::try_from((from_saturday + 6).rem_euclid(7)).ok()
}

impl Account<'_> {
    /// Whether a day of the week stands beside the signed date and is another.
    fn is_other_weekday(&self, line: &Line) -> bool {
        let days: Vec<usize> = self.signed.times.iter().filter_map(|time| weekday(time)).collect();
        let part = |from: usize, to: usize| self.signed.times.first().and_then(|time| time.get(from..to));
        let has = |part: Option<&str>| part.is_some_and(|part| table::has(&line.upper, part));
        // A member that was compared may be any other: `FRI:02:5a:…` is the number of a till.
        let dated = has(part(0, 4)) || line.own && has(part(5, 7)) && has(part(8, 10));
        let named = |(other, names): (usize, &&str)| !days.contains(&other) && any(&line.upper, names);
        dated && !days.is_empty() && count_digits(&line.chars) >= 8 && WEEKDAYS.iter().enumerate().any(named)
    }

    /// Whether a till's line names another means of payment than one before it, without a sum of its own.
    fn is_other_payment(&mut self, line: &Line) -> bool {
        let text = line.upper.trim();
        let named = |label: &&str| text.strip_prefix(*label).is_some_and(|rest| rest.contains(is_letter));
        if !self.signed.till || !["ZAHLUNGSART", "ZAHLART", "BEZAHLT MIT", "PAYMENT METHOD"].iter().any(named) {
            return false;
        }
        let cash = any(text, "BAR|CASH|BARZAHLUNG|BARGELD");
        let card = words::payment(text).is_some() || any(text, "EC|EC-KARTE|UNBAR");
        let other = (cash || card) && self.cash.is_some_and(|before| before != cash);
        self.cash = self.cash.or((cash || card).then_some(cash));
        let part = sum::sums(&line.chars, 2).iter().any(|sum| self.amount.is_some_and(|amount| *sum < amount.abs()));
        other && !part
    }
}

/// Whether a clock or a day is said in words, or a clock of another zone.
fn is_clock(line: &Line, text: &str) -> bool {
    let digits = line.chars.windows(3).any(|part| matches!(part, [a, ':', b] if is_digit(*a) && is_digit(*b)));
    within(text, CLOCK_WORDS) || digits && words_of(text).any(|word| ZONES.split('|').any(|zone| zone == word))
}

/// Whether a line is nothing but a factor, or begins as one of a payment: `x 2`, `数量 2 × 138.00`.
fn is_factor_alone(line: &Line) -> bool {
    let text: String = line.upper.chars().filter(|&c| c != ' ').collect();
    let factor = |text: &str| {
        let rest = text.strip_prefix(['X', '×', '*']).or(text.strip_suffix(['X', '×']));
        rest.is_some_and(|rest| !rest.is_empty() && rest.len() < 4 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    factor(&text)
}

/// Whether nothing but a factor stands beside a member, or in a column of its own at the end of a line without a price:
/// `Zahlungsart: Bar  x 2`.
fn is_multiple(line: &Line, text: &str) -> bool {
    let column = line.upper.trim_end().rsplit_once("  ").is_some_and(|(_, last)| {
        let count = last.trim_start().strip_prefix(['X', '×']).map(str::trim_start);
        count.is_some_and(|count| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
    });
    if column && (table::has(text, "%") || sum::sums(&line.chars, 2).is_empty()) {
        return true;
    }
    let rest: String = text.chars().filter(|&c| is_letter(c) || is_digit(c)).collect();
    let count = rest.strip_prefix(['X', '×']);
    line.taken.contains(&LAWFUL) && count.is_some_and(|count| !count.is_empty() && count.chars().all(is_digit))
}
