//! Numbers by which a sale is found, printed once more with another value.

use super::*;

/// Their members, and the labels that are theirs alone; in the form of [`upper`], without blanks.
const LABELS: [(&str, &str); 7] = [
    ("merchant", "商户名称|商户名|MERCHANTNAME|HANDLER"),
    ("mid", "商户编号|商户号|商户代码|MERCHANTNO|MERCHANTID|MID|VU-NR|VUNUMMER"),
    ("tid", "终端编号|终端号|TERMINALID|TERMINALNO|TID|TERMINAL-ID|T-ID"),
    ("rrn", "参考号|交易参考号|RRN|REFERNO|REFNO|REFERENZNUMMER|REFERENZNR"),
    ("auth", "授权码|授权号|AUTHCODE|AUTHNO|APPCODE|APPROVALCODE|GENEHMIGUNG|GENEHMIGUNGSNR"),
    ("stan", "凭证号|VOUCHERNO|TRACENO|TRACE-NR|TRACENR"),
    ("batch", "批次号|BATCHNO|BATCH-NR|BATCHNR"),
];

/// What was compared and is the same, letters and digits alone.
pub(super) struct Numbers(Vec<(&'static str, String)>);

impl Numbers {
    pub(super) fn of(reading: &Reading, signed: &Signed<'_>) -> Self {
        let own = |(name, labels): &(&str, &'static str)| {
            let member = reading.get(name).filter(|_| (signed.same)(name))?;
            let value: Vec<char> = member.value.chars().collect();
            Some((*labels, code(&upper(&value))))
        };
        // A return names the sale that it undoes.
        Self(if signed.negative { Vec::new() } else { LABELS.iter().filter_map(own).collect() })
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
    /// A line that begins with such a label, and says another number.
    pub(super) fn again(&mut self, at_line: usize, line: &Line) {
        let Some((head, value)) = line.upper.split_once(':') else { return };
        let head: String = head.chars().filter(|&c| is_letter(c) || c == '-').collect();
        let own = self.numbers.0.iter().find(|(labels, _)| labels.split('|').any(|label| is_label(&head, label)));
        let value = code(value.trim_start().split(' ').next().unwrap_or_default());
        let differs = own.is_some_and(|(_, own)| !own.starts_with(&value));
        let named = own.is_some_and(|(labels, _)| labels.starts_with("商户名称")) && !value.is_empty();
        if differs && (named || value.bytes().any(|b| b.is_ascii_digit())) && !line.chars.contains(&'*') {
            self.leave(at_line, "member");
        }
    }
}
