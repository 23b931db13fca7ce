//! Words around sums, in the form of [`upper`], between bars; Latin ones count as whole words.

use crate::slip::fold::key_char;
use alloc::string::String;

/// Of what is to pay, or was paid.
pub(super) const AMOUNT: &str = "金额|合计|总计|共计|总额|应付|应收|实付|实收|需付|待付|手续费|服务费|附加费|小费|总价|AMOUNT|AMOUNTS|AMT|TOTAL|TOTALS|\
SUBTOTAL|SUM|DUE|PAY|PAYABLE|PAID|CHARGE|CHARGES|SURCHARGE|FEE|FEES|TIP|GRATUITY|GESAMT|SUMME|BETRAG|ZAHLEN|PREIS|GESAMTBETRAG|ENDBETRAG|합계|금액|총액|결제|지불|\
総額|総計|請求|请求|支払|支払|税込|お会計|MONTANT|IMPORTE|IMPORTO|TOTALE|VALOR|SOMME|KWOTA|RAZEM|ИТОГО|СУММА|ВСЕГО|итого|сумма|المبلغ|المجموع|الإجمالي|ยอด|รวม|จำนวนเงิน|TỔNG|JUMLAH|कुल|राशि";
/// Of a till's total.
pub(super) const TOTAL: &str = "SUM|SUMME|GESAMT|GESAMTSUME|GESAMTSUMME|GESAMTBETRAG|GESAMTPREIS|TOTAL|BETRAG|ENDBETRAG|ZAHLBETRAG|ENDSUMME|RECHNUNGSBETRAG|RECHNUNGSSUMME|\
FORDERUNG|ZAHLEN|AMOUNT|DUE|PAYABLE|合计|金额|总计|应付|합계|총액|ИТОГО|TOTALE|المجموع";
/// What a number behind such a word is all the same no sum of.
pub(super) const COUNT: &str = "NO|NR|NUM|NUMBER|ITEM|ITEMS|QTY|QUANTITY|COUNT|POINT|POINTS|PUNKTE|CODE|DATE|TIME|TEL|PHONE|号|码|数|笔|件|份|积分|点|期|率|日|电话|热线|RATE|\
ARTIKEL|STUCK|POS|PCS|PERS|人|位|ID|REF|REMARK|备注|单";
/// Numbers behind or before these are no money, decimals or not.
pub(super) const OTHER: &str = "积分|点数|ポイント|POINT|POINTS|PUNKTE|TREUEPUNKTE|BONUSPUNKTE|BONUS|MILES|里程|VER|V|VERSION|版本|REV|KG|RATE|汇率|率|KURS|重量|WEIGHT";
/// Limits and offers: not what was paid.
pub(super) const LIMIT: &str = "超过|超|不足|不满|满|限额|EXCEED|EXCEEDING|BELOW|UNDER|LIMIT|BIS|AB";
/// Of another time than the sale's.
pub(super) const OTHER_TIME: &str = "有效|截止|至|效期|打印|列印|清算|结算|原|UNTIL|VALID|EXP|THRU|BIS|GULTIG|UMTAUSCH|PRINT|PRINTED|DRUCKDATUM|ORIG|OLD|SETTLE|BEFORE|版本|VER|VERSION";
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
pub(super) const DANGER: &str = "万|千|百|亿|億|兆|倍|THOUSAND|MILLION|MILLIONS|HUNDRED|BILLION|TAUSEND|HUNDERT|LAKH|CRORE|CREDIT|REFUND|退|GUTSCHRIFT|STORNO|VOID|刀|镑|美|港|欧|日元|\
DOLLAR|POUND|POUNDS|BITCOIN|COIN|COINS|TOKEN|CENT|CENTS|比特|分|角";
/// Another unit of money.
pub(super) const CODES: &str = "USD|EUR|GBP|JPY|HKD|MOP|TWD|NTD|SGD|MYR|THB|KRW|VND|INR|IDR|AUD|CAD|CHF|NZD|RUB|BRL|MXN|TRY|AED|SAR|ZAR|SEK|NOK|DKK|PLN|CZK|HUF|ILS|BTC|ETH|USDT|USDC|CNY|RMB|DOLLARS|EUROS";
/// The same in Chinese.
pub(super) const UNITS: &str = "美元|美金|港币|港元|欧元|日元|英镑|韩元|卢布|泰铢|新台币|比特币|澳门元";
/// A whole print in other units.
pub(super) const SCALE: &str = "万元|千元|亿元|百元|百万|THOUSANDS|HUNDREDS|TSD";
/// Numbers in words.
pub(super) const IN_WORDS: &str = "HUNDRED|THOUSAND|HUNDERT|TAUSEND|MILLION";

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
