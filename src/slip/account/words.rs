//! Words around sums, in the form of [`upper`], between bars; Latin ones count as whole words.

use crate::slip::fold::{is_letter, key_char};
use alloc::string::String;

/// Names of what is to pay, or was paid, in the languages of the paper.
pub(super) const AMOUNT: &str = "金额|合计|总计|共计|总额|应付|应收|实付|实收|需付|已付|总价|价格|收费|价税合计|改为|更正|手写|AMOUNT|AMOUNTS|AMT|TOTAL|TOTALS|TTL|TOT|SUM|PAYABLE|PAID|DUE|\
PRICE|COST|GESAMT|SUMME|GESAMTSUMME|BETRAG|ZAHLEN|PREIS|GESAMTBETRAG|ENDBETRAG|RECHNUNGSBETRAG|ZAHLBETRAG|BELASTET|BEZAHLT|CHARGED|DEBITED|合計|합계|금액|총액|결제|지불|\
総額|総计|会计|御会计|請求|请求|决济|利用|支払|税込|お会計|TOPLAM|MONTANT|IMPORTE|IMPORTO|TOTALE|VALOR|SOMME|KWOTA|RAZEM|CELKEM|JUMLAH|ИТОГО|СУММА|ВСЕГО|Итого|Сумма|итого|сумма|المبلغ|المجموع|الإجمالي|\
ยอด|รวม|จำนวนเงิน|TỔNG|Tổng|tổng|tiền|कुल|राशि|মোট|GESAMTPREIS|ENDSUMME";
/// Of paying, which other labels have as well.
pub(super) const PAYING: &str = "付款|支付|消费|刷卡|扣款|收款|结账|结帐|结算|PAY|PAYMENT|SALE|PURCHASE|ZAHLUNG|KARTENZAHLUNG|EINKAUF|BUY|BOUGHT|SPENT";
/// Of other money: fees, what is owed, kept, given back, given away or left.
pub(super) const OTHER_SUM: &str = "手续费|服务费|附加费|小费|贴士|运费|配送费|打包费|包装费|餐位费|茶位费|开瓶费|费用|押金|按金|定金|订金|尾款|另付|另收|再付|未付|待付|欠|补差价|差额|退款|退货|退回|撤销|冲正|提现|返现|余额|余額|残高|餘額|剩余|找零|找回|找赎|找续|现金|利息|佣金|罚款|滞纳金|捐款|红包|打赏|分期|每月|首付|代收|加价|额外|冻结|储值|限额|代金|礼品卡|保险|\
CHARGE|CHARGES|SURCHARGE|FEE|FEES|TIP|TIPS|GRATUITY|TRINKGELD|PROPINA|FRAIS|SERVIZIO|GEBUHR|ZUSCHLAG|SERVICEPAUSCHALE|OWED|OWING|OWE|OWES|UNPAID|OUTSTANDING|BALANCE|BALANCES|BAL|GUTHABEN|SALDO|RESTGUTHABEN|REMAINING|REST|DEPOSIT|\
CASH|CASHBACK|CASHOUT|WITHDRAWAL|CHANGE|RUCKGELD|WECHSELGELD|BAR|BARGELD|REFUND|RETURN|VOID|STORNO|GUTSCHRIFT|CREDIT|INTEREST|PENALTY|COMMISSION|MARKUP|EXTRA|ADDITIONAL|DONATION|CHARITY|EXCHANGE|LIMIT|HOLD|INSTALMENT|\
MONTHLY|INSURANCE|DELIVERY|SHIPPING|PARKING|TAXI|OFFEN|BACK|PREAUTH";
/// Beside a word of those, and nothing of another meaning.
const BESIDE: &str = "本次|您|您的|共|总|已|从|卡|的|人民币|元|大写|小写|交易|本|笔|实际|商户|订单|用户|顾客|成功|方式|类型|含税|税|价|产品|商品|金|额|微信|支付宝|银行卡|云闪付|银联|数字人民币|借记卡|信用卡|贷记卡|扫码|花呗|净额|\
OF|THE|YOUR|YOU|HAVE|BEEN|WAS|IS|IN|BY|TO|A|AN|AND|WITH|THIS|FOR|TODAY|GRAND|NET|GROSS|FINAL|RMB|CNY|HKD|MOP|TWD|USD|EUR|JPY|KWD|VND|IDR|MYR|SGD|GBP|CHF|THB|KRW|HK|NT|US|TRANSACTION|TRANS|TXN|TRAN|SALES|INCL|INCLUDING|GST|BASE|VAT|TAX|ALL|APPROVED|OK|CONTACTLESS|ONLY|LOCAL|CURRENCY|\
SIE|HABEN|DER|DIE|DAS|ZU|MIT|IHRE|IHR|INKL|MWST|BRUTTO|NETTO|GEG|GEGEBEN|EC|ERFOLGT|GENEHMIGT|KONTAKTLOS|ZAHLUNGSART|À|A PAYER|PAYER|PAGAR|NOS|MADE|ACCORDING|ABOVE|AGREE|I|MY|WORDS|SAY|WORTEN|税额|ご|金額|액|금|ผล|cộng|Cộng|Số";
/// How it was paid: two of these are two payments.
const PAYMENT: [&str; 4] = [
    "CARD|CARDS|VISA|MASTERCARD|MASTER|AMEX|JCB|MAESTRO|GIROCARD|GIROPAY|DEBIT|DEBITKARTE|KREDITKARTE|KARTE|KARTENZAHLUNG|UNIONPAY|CUP|EFTPOS|NETS|BANKOMAT|银行卡|银联|借记卡|信用卡|刷卡|云闪付|POS",
    "微信|WECHAT|WEIXIN",
    "支付宝|ALIPAY",
    "PAYPAL|GRABPAY|OCTOPUS|八达通|APPLE|GOOGLE|SAMSUNG|TWINT|数字人民币|花呗|京东",
];

/// The group of the means of payment that a label names.
pub(super) fn payment(label: &str) -> Option<usize> {
    PAYMENT.iter().position(|words| any(label, words))
}

/// Whether every word of a text is of these lists; Chinese text is cut into the longest words that fit.
pub(super) fn covers(text: &str, lists: &[&str]) -> bool {
    let mut text = text;
    while let Some(c) = text.chars().next() {
        let latin = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let words = lists.iter().flat_map(|list| list.split('|'));
        let step = if !is_letter(c) {
            (!c.is_numeric() && c != '+').then_some(c.len_utf8())
        } else if latin > 0 {
            words.clone().any(|word| text.get(..latin) == Some(word)).then_some(latin)
        } else {
            words.filter(|word| text.starts_with(word)).map(str::len).max()
        };
        let Some(rest) = step.and_then(|step| text.get(step..)) else { return false };
        text = rest;
    }
    true
}

/// Whether a label may name the sum that was paid; nothing at all may.
pub(super) fn names_amount(label: &str) -> bool {
    covers(label, &[AMOUNT, PAYING, BESIDE, PAYMENT[0], PAYMENT[1], PAYMENT[2], PAYMENT[3]]) && !any(label, OTHER_SUM)
}

/// Of a till's total.
pub(super) const TOTAL: &str = "SUM|SUMME|GESAMT|GESAMTSUME|GESAMTSUMME|GESAMTBETRAG|GESAMTPREIS|TOTAL|BETRAG|ENDBETRAG|ZAHLBETRAG|ENDSUMME|RECHNUNGSBETRAG|RECHNUNGSSUMME|KASSENBETRAG|KARTENBETRAG|BUCHUNGSBETRAG|\
FORDERUNG|ZAHLEN|AMOUNT|DUE|PAYABLE|合计|金额|总计|应付|합계|총액|ИТОГО|TOTALE|المجموع";
/// What a numeral behind such a word is all the same no sum of.
pub(super) const COUNT: &str = "折|号|码|数|笔|件|份|积分|点|期|率|日|电话|热线|人|位|备注|单";
/// Of another time than the sale's.
pub(super) const OTHER_TIME: &str = "活动时间|元旦|春节|国庆|中秋|有效|截止|至|效期|打印|列印|清算|结算|原|UNTIL|VALID|EXP|THRU|BIS|GULTIG|UMTAUSCH|PRINT|PRINTED|DRUCKDATUM|ORIG|OLD|SETTLE|BEFORE";
/// Of a clock or date, where digits stand right behind, in any language.
pub(super) const CLOCK: &str = "时间|时刻|TIME|ZEIT|UHRZEIT|HEURE|HORA|ORA|시간|시각|ВРЕМЯ|Время|время|日期|交易日|日付|DATE|DATUM|KAUFDATUM|FECHA|DATA|날짜|ДАТА|Дата|дата|DATE DE PAIEMENT|PAIEMENT|ORARIO|VREME";
/// Days and clocks that are no numbers.
pub(super) const TIMES: &str = "TOMORROW|YESTERDAY|MIDNIGHT|NOON|MORGEN|GESTERN|MITTERNACHT|MITTAG|AGO|明天|昨天|后天|前天|午夜|中午|正午|凌晨|农历|阴历|HEISEI|SHOWA|REIWA|DOY|UNIX";
/// Beside a day or clock.
pub(super) const BESIDE_TIME: &str = "OF|SALE|TRANS|TRANSACTION|FROM|TO|AT|ON|UM|交易|在|于";
/// Labels of a clock or date.
pub(super) const TIME: &str = "时间|日期|TIME|DATE|DATUM|ZEIT|UHRZEIT";
/// What a till prints beside a sum that is not its total.
pub(super) const TILL: &str = "ZWISCHENSUMME|ZWI|ZW|NETTO|STEUER|MWST|UST|BRUTTO|RABATT|PFAND|TRINKGELD|RUCKGELD|RUCK|GEG|GEGEBEN|BAR|KARTE|NACHLASS|ERSPARNIS|GESPART|BONUS|GUTSCHEIN|GUTHABEN|\
ZURUCK|RETOUR|CHANGE|CASH|TENDER|VAT|TAX|SUBTOTAL|DISCOUNT|BANKOMAT|MASTERCARD|VISA|MAESTRO|GIROCARD|STUCK|PRO|ENTHALTEN|DAVON|INKL";
/// Cash given, more than the total.
pub(super) const GIVEN: &str = "BAR|GEG|GEGEBEN|ERHALTEN|BARGELD|KARTE|CASH|TENDER|TENDERED|GUTSCHEIN|GUTHABEN|BONUS|SCHECK|BEZAHLT|BANKOMAT|实收|收款|现金|PUNKTE";
/// How a total is said to have been paid.
pub(super) const PAID_WITH: &str = "UNBAR|EC|EC-KARTE|EC-CASH|LASTSCHRIFT|RECHNUNG|UBERWEISUNG|SODEXO|EDENRED|ZAHLUNG|WERT|ZAHLBETRAG|KREDIT|PAYMENT|PAID|GEZAHLT|BEZAHLUNG|UMSATZ|TAGESUMSATZ";
/// Money off, or a sum of some of the goods.
pub(super) const OFF: &str =
    "RABATT|NACHLASS|ERSPARNIS|GUTSCHEIN|COUPON|DISCOUNT|STORNO|RETOUR|ZWISCHENSUMME|ZWI|ZW|SUBTOTAL|PFAND|AKTION|VOID";
pub(super) const TAX: &str = "TAX|VAT|GST|SST|税|SERVICE|MWST|UST";
/// Behind a sum these make it another one.
pub(super) const DANGER: &str = "积分|点数|POINT|POINTS|PUNKTE|MILES|万|千|百|亿|億|兆|倍|THOUSAND|MILLION|MILLIONS|HUNDRED|BILLION|TAUSEND|HUNDERT|LAKH|CRORE|CREDIT|REFUND|退|GUTSCHRIFT|STORNO|VOID|刀|镑|美|港|欧|日元|\
DOLLAR|POUND|POUNDS|BITCOIN|COIN|COINS|TOKEN|CENT|CENTS|比特|分|角";
/// Units behind a sum that make it no money, though they may be labels.
pub(super) const DANGER_UNITS: &str = "积分|点数|POINT|POINTS|PUNKTE|MILES|BTC|USDT";
/// In the value of a number of the shop these make a sum of it.
pub(super) const IN_VALUE: &str = "ABGEBUCHT|BELASTET|SALE|PAY|付款|实收";
/// No names of goods.
pub(super) const NO_ARTICLE: &str = "PLUS|MORE|ANOTHER|AGAIN|FIRST|SECOND|LATER|YOU|NOW|NOCH|WEITERE|DAZU|ZZGL|ABGEBUCHT|REAL|CORRECT|CORRECTED|ACTUAL|RICHTIG|NEU|NEW|REMARK|NOTE|POINTS|PUNKTE|RATE|KURS|VERSION|积分|汇率|版本|备注";
/// In no name of goods.
pub(super) const NO_ARTICLE_SIGN: &str = "补差另再欠还付收退费款额总共计需应笔元圆块角分百千万佰仟改正";
/// Labels of a currency.
pub(super) const CURRENCY: &str = "币种|货币|幣别|币别|CURRENCY|WAHRUNG|DEVISE|MONEDA|VALUTA";
/// Another unit of money.
pub(super) const CODES: &str = "USD|EUR|GBP|JPY|HKD|MOP|TWD|NTD|SGD|MYR|THB|KRW|VND|INR|IDR|AUD|CAD|CHF|NZD|RUB|BRL|MXN|TRY|AED|SAR|ZAR|SEK|NOK|DKK|PLN|CZK|HUF|ILS|BTC|ETH|USDT|USDC|CNY|RMB|DOLLARS|EUROS";
/// The same in Chinese.
pub(super) const UNITS: &str = "美元|美金|港币|港元|欧元|日元|英镑|韩元|卢布|泰铢|新台币|比特币|澳门元";
/// Units of money in words, and their currencies: `USD` stands for every dollar, `XXX` for none of the list.
const MONEY: &str = "YUAN CNY|RENMINBI CNY|KUAI CNY|块 CNY|块钱 CNY|元人民币 CNY|DOLLAR USD|DOLLARS USD|BUCKS XXX|EURO EUR|EUROS EUR|YEN JPY|日元 JPY|日圆 JPY|WON KRW|원 KRW|POUND XXX|POUNDS XXX|PFUND XXX|\
STERLING XXX|FRANKEN XXX|FRANCS XXX|руб XXX|рублей XXX|Zł XXX|KR XXX|KRONER XXX|ZL XXX|FT XXX|KC XXX|РУБ XXX|РУБЛЕЙ XXX|刀 XXX|美刀 XXX|镑 XXX|CENT XXX|CENTS XXX|SATS XXX|XBT XXX|BITCOIN XXX|RUPEES INR|RINGGIT MYR|RUPIAH IDR|BAHT THB|PESO PHP|PESOS PHP|美元 XXX|美金 XXX|港币 HKD|\
港元 HKD|港纸 HKD|欧元 EUR|英镑 XXX|韩元 KRW|韩币 KRW|卢布 XXX|泰铢 THB|新台币 TWD|台币 TWD|澳门元 MOP|澳元 XXX|加元 XXX|瑞士法郎 XXX";

/// The currency of a unit of money.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    if word.is_empty() {
        return None;
    }
    MONEY.split('|').filter_map(|pair| pair.split_once(' ')).find(|(unit, _)| *unit == word).map(|(word, code)| {
        // What the list of labels says of these is the same.
        if word == "美元" || word == "美金" { "USD" } else { code }
    })
}

/// Names of months by their first letters, in the order of months and then again.
const MONTHS: [&str; 12] = [
    "JAN|JANV|ENE|GEN|ЯНВ|янв",
    "FEB|FEV|ФЕВ|фев",
    "MAR|MRZ|МАР|мар",
    "APR|AVR|ABR|АПР|апр",
    "MAI|MAY|MAG|МАЙ|мая",
    "JUN|JUIN|GIU|ИЮН|июн",
    "JUL|JUIL|LUG|ИЮЛ|июл",
    "AUG|AOU|AGO|АВГ|авг",
    "SEP|SET|СЕН|сен",
    "OCT|OKT|OTT|OUT|ОКТ|окт",
    "NOV|НОЯ|ноя",
    "DEC|DEZ|DIC|ДЕК|дек",
];

/// The month that a name begins with.
pub(super) fn month(name: &str) -> Option<i64> {
    let fits = |list: &&str| list.split('|').any(|start| name.starts_with(start));
    let at = MONTHS.iter().position(fits)?;
    // "JUIL" and "JUIN", "MAR" and "MARKT".
    let known = name.chars().count() < 5 || MONTH_NAMES.split('|').any(|month| month == name);
    let at = if name.starts_with("JUIL") { 6 } else { at };
    (known).then(|| i64::try_from(at).unwrap_or(0) + 1)
}

const MONTH_NAMES: &str = "JANUARY|JANUAR|JANVIER|ENERO|GENNAIO|JANEIRO|FEBRUARY|FEBRUAR|FEVRIER|FEBRERO|FEBBRAIO|MARCH|MARZO|APRIL|AVRIL|ABRIL|APRILE|MAGGIO|GIUGNO|JUNIO|JULIO|LUGLIO|JUILLET|AUGUST|AGOSTO|\
SEPTEMBER|SEPTEMBRE|SEPTIEMBRE|SETTEMBRE|SETEMBRO|OCTOBER|OKTOBER|OCTOBRE|OCTUBRE|OTTOBRE|OUTUBRO|NOVEMBER|NOVEMBRE|NOVIEMBRE|DECEMBER|DEZEMBER|DECEMBRE|DICIEMBRE|DICEMBRE|DEZEMBRO|января|февраля|марта|апреля|июня|июля|августа|сентября|октября|ноября|декабря";

/// Numbers in words, and parts of German ones.
const NUMBERS: &str = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|THIRTEEN|FOURTEEN|FIFTEEN|SIXTEEN|SEVENTEEN|EIGHTEEN|NINETEEN|TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|\
NINETY|HUNDRED|THOUSAND|CENT|CENTS|VINGT|TRENTE|QUARANTE|CINQUANTE|SOIXANTE|DEUX|TROIS|QUATRE|CINQ|SEPT|HUIT|NEUF|DIX|MILLE|CIEN|CIENTO|MIL|DOS|TRES|CUATRO|CINCO|SIETE|OCHO|NUEVE|DIEZ|VEINTE|TREINTA|CUARENTA|CINCUENTA|SESENTA|SETENTA|OCHENTA|NOVENTA|\
CENTO|QUATTRO|CINQUE|SETTE|OTTO|NOVE|DIECI|VENTI|TRENTA|сто|двести|триста|тысяча|тысяч|два|три|четыре|пять|шесть|семь|восемь|девять|десять|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|Сто|Двести";
const PARTS: &str = "EINS|EIN|ZWEI|DREI|VIER|FUNF|SECHS|SECH|SIEBEN|SIEB|ACHT|NEUN|ZEHN|ELF|ZWOLF|ZWAN|ZIG|SIG|SSIG|HUNDERT|TAUSEND|UND";

const DIGITS: &str = "EIN|ZWEI|DREI|VIER|FUNF|SECHS|SIEBEN|ACHT|NEUN";

/// Of how many parts a German number consists; none: it is no number.
fn parts(word: &str) -> usize {
    let (mut rest, mut count) = (word, 0);
    while !rest.is_empty() {
        let fits = PARTS.split('|').filter(|part| rest.starts_with(part)).map(str::len).max();
        let Some(behind) = fits.and_then(|length| rest.get(length..)) else { return 0 };
        (rest, count) = (behind, count + 1);
    }
    count
}

/// Whether a line says a sum in words of English or German: a number of several parts, or one beside its unit.
pub(super) fn in_words(upper: &str) -> bool {
    let known = |word: &str| NUMBERS.split('|').any(|number| number == word);
    let mut before = "";
    let word = |c: char| is_letter(c) && !crate::slip::fold::is_han(c);
    // "paydreihundert": a number of German within a word.
    let hundreds = ["HUNDERT", "TAUSEND"].iter().any(|unit| {
        let head = upper.find(unit).and_then(|at| upper.get(..at));
        head.is_some_and(|head| DIGITS.split('|').any(|digit| head.ends_with(digit)))
    });
    // "CCC 元", "×three".
    let roman_sum = upper.split_once('元').is_some_and(|(head, _)| {
        let word = head.trim_end().rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
        word.len() > 1 && word.bytes().all(|b| b"IVXLCDM".contains(&b))
    });
    let times = upper.trim().strip_prefix('×').is_some_and(|rest| known(rest.trim()));
    if hundreds || roman_sum || times {
        return true;
    }
    upper.split(|c: char| !word(c)).filter(|word| !word.is_empty()).any(|word| {
        let count = parts(word);
        let money = unit(word).is_some() || matches!(word, "RMB" | "EUR" | "USD" | "CNY");
        let found = count > 2
            || (count == 2 && (word.contains("HUNDERT") || word.contains("TAUSEND")))
            || (money && (known(before) || (parts(before) > 0 && before != "UND" && before != "EIN")))
            || known(word) && known(before)
            || roman(word);
        before = word;
        found
    })
}

/// Numbers from ten on that are one word.
const TENS: &str = "TEN|TWELVE|FIFTEEN|TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|NINETY|HUNDRED|THOUSAND|ZEHN|ZWANZIG|DREISIG|DREISSIG|VIERZIG|FUNFZIG|SECHZIG|SIEBZIG|ACHTZIG|NEUNZIG|HUNDERT|TAUSEND|MILLE|CIENTO|\
DOSCIENTOS|TRESCIENTOS|CUATROCIENTOS|QUINIENTOS|DUECENTO|TRECENTO|CINQUECENTO|сто|двести|триста|пятьсот|тысяча|삼백|백만";

/// Whether a text, or a part of it that stands by itself, is a number in one word, with words of paying at most.
pub(super) fn is_number(text: &str) -> bool {
    text.split("  ").flat_map(|part| part.split([':', '=', '/', '\u{1}'])).any(|part| {
        any(part, TENS)
            && covers(part, &[TENS, NUMBERS, AMOUNT, PAYING, BESIDE, "X|YUAN|KUAI|EURO|EUROS|MAL|TIMES|×|위안"])
    })
}

/// A Roman number of five signs or more.
fn roman(word: &str) -> bool {
    let mut rest = word;
    for (one, five, ten) in [("M", "", ""), ("C", "D", "M"), ("X", "L", "C"), ("I", "V", "X")] {
        let pair = |a: &str, b: &str| !b.is_empty() && rest.starts_with(&[a, b].concat());
        let step = if pair(one, ten) || pair(one, five) {
            2
        } else {
            let head = usize::from(!five.is_empty() && rest.starts_with(five));
            head + rest
                .get(head..)
                .unwrap_or_default()
                .bytes()
                .take_while(|b| one.as_bytes().contains(b))
                .count()
                .min(3)
        };
        rest = rest.get(step..).unwrap_or_default();
    }
    word.len() > 4 && rest.is_empty()
}

/// Makes more of every sum.
pub(super) const TWICE: &str = "DOUBLE|TWICE|TRIPLE|DOPPELT|DREIFACH|翻倍|双倍|加倍|倍";
/// A whole print in other units.
pub(super) const SCALE: &str = "万元|千元|亿元|百元|百万|THOUSANDS|HUNDREDS|TSD";
/// Numbers in words.
pub(super) const IN_WORDS: &str = "HUNDRED|THOUSAND|MILLION";

/// Whether one of the words stands in the text, a Latin one as a whole word.
pub(super) fn any(text: &str, words: &str) -> bool {
    let text = text.as_bytes();
    let letter = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(u8::is_ascii_alphabetic);
    words.split('|').map(str::as_bytes).any(|word| {
        let latin = word.first().is_some_and(u8::is_ascii_alphabetic);
        text.windows(word.len())
            .enumerate()
            .any(|(i, part)| part == word && !(latin && (letter(i.checked_sub(1)) || letter(Some(i + word.len())))))
    })
}

/// Capitals, simplified characters, without accents; blanks and punctuation stay.
pub(super) fn upper(text: &[char]) -> String {
    text.iter().map(|&c| key_char(' ', c).unwrap_or(c)).collect()
}

pub(super) fn upper_behind(chars: &[char], end: usize) -> String {
    upper(chars.get(end..chars.len().min(end + 12)).unwrap_or(&[]))
}
