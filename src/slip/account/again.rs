//! Numbers by which a sale is found, printed once more with another value.

use super::*;

/// Labels of who is paid, whoever the shop is.
const PAYEES: &str = "收款人|收款方|实际商户|实收商户|收款单位|收款商户|收款账户|收款账号|收款帐号|实际收款方|实际收款人|代收|PAYEE|PAYEENAME|PAYTO|PAIDTO|BENEFICIARY|EMPFANGER|\
ZAHLUNGSEMPFANGER|BEGUNSTIGTER|ZAHLENAN";
/// Of those, labels that no till's receipt has.
const BENEFICIARIES: &str = "EMPFANGER|ZAHLUNGSEMPFANGER|BEGUNSTIGTER|PAYEE|ZAHLENAN";
/// Of an account: on German paper the shop's own, which stands at its foot.
const ACCOUNTS: &str = "IBAN|BIC";
/// Labels of the shop's name.
const SHOPS: &str =
    "商户名称|商户名|商户|店名|公司名称|MERCHANTNAME|MERCHANT|HANDLER|门店|SHOP|STORE|SHOPNAME|STORENAME";
/// Of those, labels of a branch as well.
const BRANCHES: &str = "门店|SHOP|STORE";
/// What a name of its own ends with that a shop has.
const SHOP_NAMES: &str =
    "书店|饭店|酒店|商店|药店|面馆|餐馆|饭馆|菜馆|茶馆|酒楼|餐厅|超市|有限公司|LTD|LIMITED|GMBH|INC|LLC";
/// Who stands on a slip beside the shop.
const NO_SHOP: &str = "银联|支付|银行|商务|BANK|PAYMENTS|PAYMENT|WORLDPAY|SERVICES|云闪付|通联|拉卡拉|收单|科技|技术|THE|本店|我们|欢迎|光临|谢谢|下次|扫码";
/// Behind `MERCHANT` these make no name.
const NO_NAME: &str = "COPY|ID|NO|NR|NUMBER|CODE|RECEIPT|SIGNATURE|SIGN|SERVICES|BANK|AND|TRANS|REF|NAME|USE|ONLINE|WITH|AT|HOURS|MANAGER|OPEN|IS|存根|联";

/// Their members, and the labels that are theirs alone; in the form of [`upper`], without blanks.
const LABELS: [(&str, &str); 8] = [
    ("merchant", PAYEES),
    ("merchant", SHOPS),
    ("mid", "商户编号|商户号|商户代码|MERCHANTNO|MERCHANTID|MID|VU-NR|VUNUMMER"),
    ("tid", "终端编号|终端号|TERMINALID|TERMINALNO|TID|TERMINAL-ID|T-ID"),
    (
        "rrn",
        "参考号|交易参考号|系统参考号|检索参考号|参考编号|RRN|REFERNO|REFNO|REFERENCE|REFERENCENO|REFERENZNUMMER|REFERENZNR",
    ),
    ("auth", "授权码|授权号|授权号码|AUTHCODE|AUTHNO|APPCODE|APPROVALCODE|GENEHMIGUNG|GENEHMIGUNGSNR"),
    ("stan", "凭证号|凭证号码|凭证|VOUCHERNO|VOUCHER|TRACENO|TRACE|TRACE-NR|TRACENR"),
    ("batch", "批次号|批次|BATCHNO|BATCH-NR|BATCHNR"),
];

/// Labels of one line that are looked at.
const MOST_LABELS: usize = 32;

/// What was compared and is the same, letters and digits alone.
pub(super) struct Numbers(Vec<(&'static str, String)>);

impl Numbers {
    pub(super) fn of(reading: &Reading, signed: &Signed<'_>) -> Self {
        let own = |(name, labels): &(&str, &'static str)| {
            let member = reading.get(name).filter(|_| (signed.same)(name))?;
            // What stands below a name may be more of it, or the next line of the paper.
            let value = member.shorter.iter().min_by_key(|name| name.len()).unwrap_or(&member.value);
            let value: Vec<char> = value.chars().collect();
            Some((*labels, code(&upper(&value))))
        };
        // A return names the sale that it undoes.
        let found = LABELS.iter().filter(|(name, _)| !signed.negative || matches!(*name, "merchant" | "mid" | "tid"));
        Self(found.filter_map(own).collect())
    }
}

fn code(text: &str) -> String {
    text.chars().filter(|&c| c.is_ascii_digit() || is_letter(c)).collect()
}

/// Whether the text before a colon is this label, with or without its name in the other language.
fn is_label(head: &str, label: &str) -> bool {
    head.strip_prefix(label).is_some_and(|rest| rest.is_empty() || !label.is_ascii() && rest.is_ascii())
}

impl Account<'_> {
    /// A kind of transaction behind which more stands: `消费-已撤销`.
    fn kind_goes_on(&mut self, at_line: usize, line: &Line) {
        let Some(kind) = self.reading.fields.iter().find(|member| member.code == TYPE && member.line == at_line) else {
            return;
        };
        let text = self.reading.lines.get(at_line).map_or("", |line| line.text.as_str());
        let row = Row::new(text);
        let (from, to) = (row.index(kind.at.0), row.index(kind.at.1));
        let stop = line.stop(to);
        let rest = row.slice(from, stop);
        let gap = rest.windows(2).skip(to - from).position(|pair| pair == [' ', ' ']).map_or(stop, |gap| to + gap);
        let rest = upper(row.slice(from, gap));
        let known = |word: &str| {
            word.len() < 2 || table::word('t', word) == Some(kind.value.as_str()) || title::is_beside(word)
        };
        let begins = from == 0 || !is_letter(at(&row.chars, from - 1));
        let whole = known(&key(row.slice(from, gap)));
        if !begins || !whole && !rest.split(|c: char| !is_letter(c)).all(known) {
            self.leave(at_line, "title");
        }
    }

    /// A line that begins with such a label, and says another number.
    pub(super) fn again(&mut self, at_line: usize, line: &Line) {
        self.kind_goes_on(at_line, line);
        if self.is_other_shop(line) || self.is_of_other_till(line) {
            self.leave(at_line, "member");
        }
        let bare = || {
            let digit = line.upper.find(|c: char| c.is_ascii_digit())?;
            let head = line.upper.get(..digit)?.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            line.upper.split_at_checked(if head.is_empty() { digit } else { head.len() })
        };
        let parts = line.upper.split_once(':').or_else(bare);
        if let Some((head, value)) = parts {
            self.named_again(at_line, line, head, value);
        }
        if let Some((head, value)) = line.upper.trim().split_once(' ').filter(|_| !line.upper.contains(':')) {
            let (head, value) =
                value.strip_prefix("TO ").map_or((head.into(), value), |value| ([head, "TO"].concat(), value));
            let letters: String = head.chars().filter(|&c| is_letter(c)).collect();
            let shop = || matches!(letters.as_str(), "MERCHANT" | "商户" | "门店" | "店名") && !any(value, NO_NAME);
            if PAYEES.split('|').any(|label| label == letters) || shop() || self.is_account(&letters) {
                self.named_again(at_line, line, &head, value);
            }
        }
        let mut rest = line.upper.as_str();
        for _ in 0..MOST_LABELS {
            let Some((head, value)) = rest.split_once(':') else { break };
            self.named_again(at_line, line, head.rsplit([' ', ',']).next().unwrap_or(head), value);
            rest = value;
        }
    }

    /// Whether somebody's account is named where it is none of the shop's own.
    fn is_account(&self, head: &str) -> bool {
        self.signed.currency != "EUR" && ACCOUNTS.split('|').any(|label| label == head)
    }

    /// Whether a till of Austria names what a German one has: numbers that nothing of its code says.
    fn is_of_other_till(&self, line: &Line) -> bool {
        let austrian = || self.reading.fields.iter().any(|member| member.code == RKSV_CODE);
        let german = |text: &str| ["TSE", "SIGNATURZAHLER", "BEGINN"].iter().any(|word| text.starts_with(word));
        self.signed.till && german(line.upper.trim_start()) && count_digits(&line.chars) > 3 && austrian()
    }

    /// A line that is the name of a shop, and of another than the signed one.
    fn is_other_shop(&self, line: &Line) -> bool {
        let name = line.upper.trim().trim_end_matches(['.', ')']);
        let own = self.numbers.0.iter().find(|(labels, _)| *labels == SHOPS);
        let plain = name.chars().all(|c| is_letter(c) || c == ' ') && !line.taken.iter().any(|&c| c != FREE);
        let most = if name.starts_with(is_han) { 16 } else { 40 };
        let ends = || SHOP_NAMES.split('|').any(|end| name.ends_with(end) && (!end.is_ascii() || any(name, end)));
        let shop = plain && name.chars().count() <= most && ends() && !any(name, NO_SHOP);
        let start = |text: &str| text.chars().take(2).collect::<String>();
        let (same, code) = (own.map_or("", |(_, own)| own), code(name));
        shop && own.is_some() && !code.contains(&start(same)) && !same.contains(&start(&code))
    }

    fn named_again(&mut self, at_line: usize, line: &Line, head: &str, value: &str) {
        let head: String = head.chars().filter(|&c| is_letter(c) || c == '-').collect();
        let own = self.numbers.0.iter().find(|(labels, _)| labels.split('|').any(|label| is_label(&head, label)));
        let value = value.trim_start();
        // "8983 1015 8129 999".
        let whole = code(value.split("  ").next().unwrap_or_default());
        let first = value.split(' ').next().unwrap_or_default();
        let branch = BRANCHES.split('|').any(|label| label == head)
            && (value.bytes().any(|b| b.is_ascii_digit()) || value.trim_end().ends_with(['店', ')']));
        let value = code(first);
        let short =
            value.len() < 4 && value.bytes().all(|b| b.is_ascii_digit()) && own.is_none_or(|(_, own)| own != &value);
        // Numbers that count up are printed with their noughts and without.
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let counted =
            |own: &str| digits(own) && digits(&value) && own.trim_start_matches('0') == value.trim_start_matches('0');
        let apart = |own: &str| digits(&whole) && !own.starts_with(&whole) && !whole.starts_with(own);
        let name = own.is_some_and(|&(labels, _)| labels == PAYEES || labels == SHOPS);
        let differs = own.is_some_and(|(_, own)| {
            let other = short || !own.starts_with(&value) || apart(own);
            let other_name = !own.starts_with(&whole) && !whole.starts_with(own.as_str());
            !counted(own) && !branch && if name { other_name } else { other }
        });
        let named = own.is_some_and(|&(labels, _)| labels == PAYEES || labels == SHOPS) && !value.is_empty();
        // Somebody is paid, and nobody has signed who.
        let payee = || PAYEES.split('|').any(|label| is_label(&head, label)) || self.is_account(&head);
        // A name on a slip whose code has none.
        let shop = || !branch && SHOPS.split('|').any(|label| label == head) && !any(&whole, NO_NAME);
        let stranger = own.is_none()
            && !value.is_empty()
            && (!self.signed.till || BENEFICIARIES.split('|').any(|label| label == head))
            && (self.signed.till || !line.taken.contains(&MEMBER))
            && (payee() || !(self.signed.same)("merchant") && shop());
        let differs = stranger || differs;
        let named = stranger || named;
        let number = value.bytes().any(|b| b.is_ascii_digit()) && !line.chars.contains(&'*');
        if differs && (named || number) {
            self.leave(at_line, "member");
        }
    }
}
