//! Words around sums, in the form of [`upper`], between bars; Latin ones count as whole words.

use crate::slip::fold::key_char;
use alloc::string::String;

/// Of what is to pay, or was paid.
pub(super) const AMOUNT: &str = "金额|合计|总计|共计|总额|应付|应收|实付|实收|需付|待付|手续费|服务费|附加费|小费|总价|AMOUNT|AMOUNTS|AMT|TOTAL|TOTALS|\
SUBTOTAL|SUM|DUE|PAY|PAYABLE|PAID|CHARGE|CHARGES|SURCHARGE|FEE|FEES|TIP|GRATUITY|GESAMT|SUMME|BETRAG|ZAHLEN|PREIS|GESAMTBETRAG|ENDBETRAG|합계|금액|총액|결제|지불|\
総额|総计|会计|御会计|請求|请求|付款|已付|TTL|TOT|PRICE|价格|收费|改为|更正|手写|立减|折扣|押金|定金|提现|DEPOSIT|CASHBACK|CASHOUT|WITHDRAWAL|扣款|刷卡|結帳|结账|CHARGED|DEBITED|BELASTET|RECHNUNGSBETRAG|ZAHLBETRAG|TOPLAM|決済|决済|利用|支払|支払|税込|お会計|MONTANT|IMPORTE|IMPORTO|TOTALE|VALOR|SOMME|KWOTA|RAZEM|ИТОГО|СУММА|ВСЕГО|итого|сумма|المبلغ|المجموع|الإجمالي|ยอด|รวม|จำนวนเงิน|TỔNG|Tổng|tổng|JUMLAH|कुल|राशि";
/// Of a till's total.
pub(super) const TOTAL: &str = "SUM|SUMME|GESAMT|GESAMTSUME|GESAMTSUMME|GESAMTBETRAG|GESAMTPREIS|TOTAL|BETRAG|ENDBETRAG|ZAHLBETRAG|ENDSUMME|RECHNUNGSBETRAG|RECHNUNGSSUMME|\
FORDERUNG|ZAHLEN|AMOUNT|DUE|PAYABLE|合计|金额|总计|应付|합계|총액|ИТОГО|TOTALE|المجموع";
/// What a number behind such a word is all the same no sum of.
pub(super) const COUNT: &str = "折|NO|NR|NUM|NUMBER|ITEM|ITEMS|QTY|QUANTITY|COUNT|POINT|POINTS|PUNKTE|CODE|DATE|TIME|TEL|PHONE|号|码|数|笔|件|份|积分|点|期|率|日|电话|热线|RATE|\
ARTIKEL|STUCK|POS|PCS|PERS|人|位|ID|REF|REMARK|备注|单";
/// Numbers behind or before these are no money, decimals or not.
pub(super) const OTHER: &str = "积分|点数|ポイント|POINT|POINTS|PUNKTE|TREUEPUNKTE|BONUSPUNKTE|BONUS|MILES|里程|VER|V|VERSION|版本|REV|KG|RATE|汇率|率|KURS|重量|WEIGHT";
/// Limits and offers: not what was paid.
pub(super) const LIMIT: &str = "超过|超|不足|不满|满|限额|EXCEED|EXCEEDING|BELOW|UNDER|LIMIT|BIS|AB";
/// Of another time than the sale's.
pub(super) const OTHER_TIME: &str = "活动时间|元旦|春节|国庆|中秋|有效|截止|至|效期|打印|列印|清算|结算|原|UNTIL|VALID|EXP|THRU|BIS|GULTIG|UMTAUSCH|PRINT|PRINTED|DRUCKDATUM|ORIG|OLD|SETTLE|BEFORE|版本|VER|VERSION";
/// Of a clock or date, where digits stand right behind, in any language.
pub(super) const CLOCK: &str = "时间|时刻|TIME|ZEIT|UHRZEIT|HEURE|HORA|ORA|시간|시각|ВРЕМЯ|Время|время|日期|交易日|日付|DATE|DATUM|KAUFDATUM|FECHA|DATA|날짜|ДАТА|Дата|дата|DATE DE PAIEMENT|PAIEMENT|ORARIO|VREME";
/// Opening hours.
pub(super) const HOURS: &str = "营业|營业|服务时间|OPEN|HOURS|OFFNUNGSZEITEN|GEOFFNET";
/// Labels of a clock or date.
pub(super) const TIME: &str = "时间|日期|TIME|DATE|DATUM|ZEIT|UHRZEIT";
/// What a till prints beside a sum that is not its total.
pub(super) const TILL: &str = "ZWISCHENSUMME|ZWI|ZW|NETTO|STEUER|MWST|UST|BRUTTO|RABATT|PFAND|TRINKGELD|RUCKGELD|RUCK|GEG|GEGEBEN|BAR|KARTE|NACHLASS|ERSPARNIS|GESPART|BONUS|GUTSCHEIN|GUTHABEN|\
ZURUCK|RETOUR|CHANGE|CASH|TENDER|VAT|TAX|SUBTOTAL|DISCOUNT|BANKOMAT|MASTERCARD|VISA|MAESTRO|GIROCARD|STUCK|PRO|ENTHALTEN|DAVON|INKL";
/// Cash given, more than the total.
pub(super) const GIVEN: &str = "BAR|GEG|GEGEBEN|ERHALTEN|BARGELD|KARTE|CASH|TENDER|TENDERED|GUTSCHEIN|GUTHABEN|BONUS|SCHECK|BEZAHLT|BANKOMAT|实收|收款|现金|PUNKTE";
/// Money off, or a sum of some of the goods.
pub(super) const OFF: &str =
    "RABATT|NACHLASS|ERSPARNIS|GUTSCHEIN|COUPON|DISCOUNT|STORNO|RETOUR|ZWISCHENSUMME|ZWI|ZW|SUBTOTAL|PFAND|AKTION|VOID";
/// Sums between the goods and the total.
pub(super) const SUB: &str = "SUBTOTAL|SUB|小计|ZWISCHENSUMME|NET";
pub(super) const TAX: &str = "TAX|VAT|GST|SST|税|SERVICE|MWST|UST";
/// Behind a sum these make it another one.
pub(super) const DANGER: &str = "积分|点数|POINT|POINTS|PUNKTE|MILES|万|千|百|亿|億|兆|倍|THOUSAND|MILLION|MILLIONS|HUNDRED|BILLION|TAUSEND|HUNDERT|LAKH|CRORE|CREDIT|REFUND|退|GUTSCHRIFT|STORNO|VOID|刀|镑|美|港|欧|日元|\
DOLLAR|POUND|POUNDS|BITCOIN|COIN|COINS|TOKEN|CENT|CENTS|比特|分|角";
/// Units behind a sum that make it no money, though they may be labels.
pub(super) const DANGER_UNITS: &str = "积分|点数|POINT|POINTS|PUNKTE|MILES|BTC|USDT";
/// Money that is left on a card, and change.
pub(super) const BALANCE: &str = "余额|余額|BALANCE|BAL|GUTHABEN|SALDO|RESTGUTHABEN|残高|餘額";
pub(super) const CHANGE: &str = "CHANGE|CHANGE DUE|找零|找回|找赎|找续|找|RUCKGELD|WECHSELGELD|ZURUCK|RUCK";
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

/// Numbers in English words, and parts of German ones.
const NUMBERS: &str = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|THIRTEEN|FOURTEEN|FIFTEEN|SIXTEEN|SEVENTEEN|EIGHTEEN|NINETEEN|TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|\
NINETY|HUNDRED|THOUSAND";
const PARTS: &str = "EINS|EIN|ZWEI|DREI|VIER|FUNF|SECHS|SECH|SIEBEN|SIEB|ACHT|NEUN|ZEHN|ELF|ZWOLF|ZWAN|ZIG|SIG|SSIG|HUNDERT|TAUSEND|UND";

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
    upper.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).any(|word| {
        let count = parts(word);
        let money = unit(word).is_some() || matches!(word, "RMB" | "EUR" | "USD" | "CNY");
        let found = count > 2
            || (count == 2 && (word.contains("HUNDERT") || word.contains("TAUSEND")))
            || (money && (known(before) || (parts(before) > 0 && before != "UND" && before != "EIN")))
            || (matches!(word, "HUNDRED" | "THOUSAND") && known(before));
        before = word;
        found
    })
}

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
