//! Titles that make the paper another one than was signed: of another kind, of a payment that failed, of none at all.
//!
//! Only a line that consists of such words and of words that stand beside them is a title; a sentence ("NO REFUND", "VOID IF
//! ALTERED", "退货请凭小票") has others.

use super::*;

/// The longest title, in characters.
const LONGEST: usize = 64;

/// Money goes back, or never went.
const BACK: &str = "撤单|原路退回|申请退款|VOID|VOIDED|возврат|REFUND|REFUNDED|RETURN|RETURNED|REVERSAL|REVERSED|CANCEL|CANCELLED|CANCELED|CANCELLATION|CHARGEBACK|CREDITNOTE|\
ERSTATTET|ANNULLIERT|STORNO|STORNIERT|STORNIERUNG|STORNOBELEG|STORNOBON|GUTSCHRIFT|RETOURE|RUCKGABE|ERSTATTUNG|RUCKERSTATTUNG|RUCKZAHLUNG|REMBOURSEMENT|ANNULATION|ANNULE|\
DEVOLUCION|ANULACION|ANULADO|RIMBORSO|ANNULLATO|红冲|冲销|冲账|抹账|撤销|撤消|退货|退款|退费|退单|退回|冲正|沖正|取消|返品|返金|キャンセル|취소|환불|ВОЗВРАТ|ОТМЕНА|СТОРНО";
/// Money is kept ready.
const RESERVED: &str =
    "预授权|PRE|PREAUTH|PREAUTHORIZATION|PREAUTHORISATION|PREAUTO|RESERVIERUNG|VORAUTORISIERUNG|DEPOSIT|押金|押記";
/// No payment, or one that failed.
const NONE: &str = "SETTLEMENT|SETTLE|AWAITING|UNSETTLED|PRACTICE|PROVISIONAL|COMPLIMENTARY|COD|DOUBLED|EXPIRED|UNAVAILABLE|TIMED|RETRY|LATER|ENTWURF|SCHULUNG|PROBEBON|PROBEBELEG|TESTBON|DEMOBELEG|BESTELLBON|KUCHENBON|VORLAUFIG|VORLAUFIGE|GESPERRT|FALSCH|WARENRUCKGABE|SPATER|未结|未收|待收|还没|没付|没收到|被拒|中止|中断|超限额|密码错|联系发卡行|废单|错单|重开|样单|样版|演示|练习|内部|先吃后付|月结|另一笔|TAGESABSCHLUSS|KASSENABSCHLUSS|KASSENSCHNITT|结算|汇总|对账|日结|日结单|QUOTE|QUOTATION|ESTIMATE|PROFORMA|报价|预结|\
ANGEBOT|LIEFERSCHEIN|KOSTENVORANSCHLAG|ENQUIRY|INQUIRY|余额查询|SALDOABFRAGE|\
DECLINED|DECLINE|REJECTED|REFUSED|DENIED|FAILED|FAILURE|FAIL|UNSUCCESSFUL|UNPAID|PENDING|NOT|INVALID|ERROR|TIMEOUT|ABORTED|INCOMPLETE|UNCONFIRMED|UNAPPROVED|\
TEST|TESTING|TRAINING|SPECIMEN|DEMO|SAMPLE|MUSTER|ADVANCE|TRANSFER|拒绝|拒付|挂账|伪造|失效|重试|关闭|未扣款|未扣|没有|密码错误|等待|失败|未成功|未完成|未支付|未付款|未付|待审核|审核中|待支付|待付款|待付|处理中|余额不足|无效|不承兑|超时|异常|作废|作廢|测试|測试|\
培训|演示|样张|样本|样票|取现|转账|充值|圈存|REFUSE|REFUSEE|RECHAZADA|DENEGADA|RIFIUTATA|거절|실패|失敗|拒否|ОТКАЗ|ОТКЛОНЕНО|ABGELEHNT|OFFEN|KEINE|OWES|MISMATCH|INSUFFICIENT|冻结|错误|非|ABGEBROCHEN|ABBRUCH|NICHT|FEHLGESCHLAGEN|\
GESCHEITERT|VERWEIGERT|ZWISCHENRECHNUNG|KEIN|UNGULTIG|UNBEZAHLT|TESTBELEG|TRAININGSBELEG|TRAININGSBUCHUNG|TESTBUCHUNG|TESTKASSE|TESTSIGNATUR|TESTZAHLUNG|UBUNGSBELEG|VORSCHAU|FEHLER|BARGELDAUSZAHLUNG|UBERWEISUNG|AUFLADUNG";
/// What stands beside them in a title.
const BESIDE: &str = "PROCESSED|SETTLED|RECEIVED|TAKEN|DUE|BILL|AUTHORISATION|OUT|REAL|USE|KASSIERT|WIRD|PIN|MODE|FUR|客人|钱|核对|使用|用|信息|权|CHARGED|DEBITED|ORDER|IN|FULL|AUTORISIERUNG|BETRAG|ABGEBUCHT|SALE|SALES|TRANSACTION|TRANSACTIONS|TRANS|TXN|TRAN|PAYMENT|PAY|PURCHASE|CARD|STATUS|STATE|RESULT|RESPONSE|RESP|CODE|TYPE|APPROVED|APPROVAL|PAID|COMPLETED|\
COMPLETE|COMPLETION|SUCCESSFUL|SUCCESS|ACCEPTED|AUTHORISED|AUTHORIZED|AUTHORISATION|AUTHORIZATION|AUTH|FOR|PROOF|OF|VALID|SLIP|RECEIPT|COPY|THIS|IS|WAS|THE|A|HAS|BEEN|ONLY|MODE|\
BY|BANK|ISSUER|HOST|TOTAL|SUM|REPORT|BATCH|RMB|CNY|EUR|USD|CASH|EMV|ZAHLUNG|BELEG|VORGANG|KARTENZAHLUNG|TRANSAKTION|TRANSAKTIONSART|WURDE|IST|DIESER|DIESE|DIES|DER|DIE|KAUF|VERKAUF|\
ERFOLGT|ERFOLGREICH|GENEHMIGT|BEZAHLT|GULTIG|AUTORISIERT|KASSE|MODUS|BUCHUNG|KARTE|BON|KASSENBON|KASSENBELEG|ZAHLUNGSBELEG|交易|全额|全部|部分|系统|请|重新|刷卡|扣款|原|给|持卡人|승인|状态|结果|类型|类别|付款|支付|消费|本|此|该|笔|已|被|银行|\
卡|成功|不|的|了|为|凭证|小票|签购单|单|属|应答码|应答|码|信息|完成|收款|存根|总计|订单|扫码|未|签名|备注|仅|供|授权码|PIN|SIGNATURE|CVM|REMARK|NOTE|RECHNUNG|MOGLICH|MERCHANT|CUSTOMER|FUNDS|ERFOLGTE|请求|对账|明细|终端";

/// Whether a word stands beside a kind in titles.
pub(super) fn is_beside(word: &str) -> bool {
    words::covers(word, &[BESIDE])
}

/// The words of a list, one of which the text begins with: the length of the longest in bytes.
fn begins(text: &str, list: &str) -> usize {
    let fits = list.split('|').filter(|word| text.as_bytes().starts_with(word.as_bytes()));
    fits.map(str::len).max().unwrap_or(0)
}

/// Whether the line is a title that contradicts a payment of this kind (`None`: a sale), of which `back` says that money
/// goes back.
fn contradicts(line: &str, kind: Option<&str>, back: bool) -> bool {
    let reserved = kind.is_some_and(|kind| kind.starts_with("preauth"));
    let mut lists = alloc::vec![NONE];
    if !back {
        lists.push(BACK);
    }
    if !reserved {
        lists.push(RESERVED);
    }
    let (mut text, mut found, mut letters) = (line, false, 0);
    if line.chars().count() > LONGEST {
        return false;
    }
    while let Some(c) = text.chars().next() {
        let latin = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let own = |list: &str| {
            let length = begins(text, list);
            if latin > 0 {
                list.split('|').any(|word| text.get(..latin) == Some(word)).then_some(latin)
            } else {
                (length > 0).then_some(length)
            }
        };
        let step = if !is_letter(c) {
            c.len_utf8()
        } else if let Some(length) = lists.iter().filter_map(|list| own(list)).max() {
            letters += 1;
            found = true;
            length
        } else if let Some(length) = [BACK, RESERVED, BESIDE].into_iter().filter_map(own).max() {
            letters += 1;
            length
        } else {
            return false;
        };
        text = text.get(step..).unwrap_or_default();
    }
    found && letters <= 8
}

impl Account<'_> {
    /// A label of the kind of transaction whose value is none that is known.
    fn unread_kind(&self, at_line: usize, line: &Line) -> bool {
        const LABELS: [&str; 6] =
            ["交易类型", "交易类别", "TRANS TYPE", "TRANSACTION TYPE", "TXN TYPE", "TRANSAKTIONSART"];
        let Some((label, value)) = line.upper.split_once(':') else { return false };
        let read = |member: &Member| member.code == TYPE && member.line == at_line;
        LABELS.contains(&label.trim())
            && !self.signed.till
            && value.contains(is_letter)
            && !self.reading.fields.iter().any(read)
    }

    /// A title of another kind than the signed one.
    pub(super) fn title(&mut self, at_line: usize, line: &Line) {
        let signed = self.signed;
        let back = signed.negative && !signed.till || self.amount.is_some_and(|amount| amount < 0);
        // On a till's receipt goods are taken back one by one, and its own kinds are members.
        let own = signed.till
            && (line.taken.contains(&MEMBER) || line.taken.contains(&LAWFUL) || !sum::sums(&line.chars, 2).is_empty());
        if own {
            return;
        }
        let text = spaced(&line.upper);
        let kind = signed.kind;
        // "AUTH", "CREDIT" and the like are names of other things as well.
        let named = table::word('t', &text.chars().filter(|&c| is_letter(c)).collect::<String>()).is_some_and(|id| {
            text.trim().chars().all(is_han)
                && text.trim().chars().count() > 2
                && id != kind.unwrap_or("sale")
                && (id != "sale")
                && !line.taken.contains(&MEMBER)
                && !(back && BACK.contains(text.trim()))
        });
        let sum_back = !back
            && [
                "退款金额",
                "退货金额",
                "撤销金额",
                "冲正金额",
                "REFUND AMOUNT",
                "REFUND TOTAL",
                "TOTAL REFUND",
                "STORNOBETRAG",
                "NO VALID",
                "CREDIT NOTE",
            ]
            .iter()
            .any(|label| table::has(&text, label));
        // What stands beside something else, in a column or in brackets of its own, is a title all the same.
        let beside = || !signed.till && parts(&line.upper).any(|part| contradicts(&spaced(part.trim()), kind, back));
        let sale = back && matches!(text.trim(), "消费" | "SALE" | "PURCHASE" | "KAUF");
        if named
            || sale
            || self.unread_kind(at_line, line)
            || sum_back
            || contradicts(&text, kind, back)
            || beside()
            || is_mixed(&line.upper)
        {
            self.leave(at_line, "title");
        }
    }
}

/// The parts of a line that stand by themselves: behind a colon, in brackets, in a column.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([':', '(', ')', '/', '|', '=', ',', ';']).flat_map(|part| part.split("  "))
}

/// Whether a word has letters of Latin and of Cyrillic or Greek, which look like them: it is not the word that it looks like.
fn is_mixed(text: &str) -> bool {
    text.split(|c: char| !is_letter(c)).any(|word| {
        word.bytes().any(|b| b.is_ascii_alphabetic()) && word.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}'))
    })
}

/// Letters set apart ("V O I D", "撤 销") as the word they make.
fn spaced(text: &str) -> String {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let apart = words.clone().nth(1).is_some() && words.all(|word| word.chars().nth(1).is_none());
    if apart { text.chars().filter(|&c| c != ' ').collect() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(line: &str, kind: Option<&str>) -> bool {
        let chars: Vec<char> = line.chars().map(crate::slip::fold::plain).collect();
        let back = kind.is_some_and(|kind| kind.contains("void") || kind == "refund");
        contradicts(&spaced(&upper(&chars)), kind, back)
    }

    #[test]
    fn titles_of_another_kind_contradict_a_sale() {
        for line in [
            "** VOID **",
            "V O I D",
            "VOID SALE",
            "撤 销",
            "*** 撤销 VOID ***",
            "消费撤销",
            "交易已撤销",
            "退款",
            "REFUND RMB",
            "预授权",
            "结算总计单",
            "Tagesabschluss",
            "Stornobeleg",
            "DECLINED",
            "TRANSACTION DECLINED",
            "NOT APPROVED",
            "交易状态：付款失败",
            "Zahlung nicht erfolgt",
            "Vorgang abgebrochen",
            "KEIN BELEG",
            "NOT FOR PAYMENT PROOF",
            "本交易无效",
            "测试/TESTING,凭证无效",
            "应答码:05 不承兑",
            "TRANS TYPE: CASH ADVANCE",
            "余额不足",
        ] {
            assert!(title(line, Some("sale")) && title(line, None), "{line}");
        }
        assert!(title("REFUND FAILED", Some("refund")));
    }

    #[test]
    fn sentences_and_the_signed_kind_do_not() {
        for line in [
            "NO REFUND",
            "NO REFUND NO EXCHANGE",
            "VOID IF ALTERED",
            "退货请凭小票",
            "如需退款请联系商户",
            "请妥善保存、退货时请出示此单据",
            "Umtausch/Rückgabe innerhalb 14 Tagen",
            "Stornobedingungen",
            "RETURN POLICY: 30 DAYS",
            "涂改无效",
            "SIGNATURE NOT REQUIRED",
            "APPROVED",
            "交易成功",
            "结算日期:1120",
            "REFUND NO: 004711",
            "POS SALES SLIP",
            "消费",
            "",
        ] {
            assert!(!title(line, Some("sale")), "{line}");
        }
        for line in ["REFUND", "退货/REFUND", "** VOID **", "Gutschrift"] {
            assert!(!title(line, Some("refund")), "{line}");
        }
        assert!(!title("预授权", Some("preauth")));
    }
}
