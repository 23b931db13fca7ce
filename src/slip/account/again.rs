//! Numbers by which a sale is found, printed once more with another value.

use super::*;

/// Their members, and the labels that are theirs alone; in the form of [`upper`], without blanks.
const LABELS: [(&str, &str); 6] = [
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
            Some((*labels, code(member.value.chars())))
        };
        // A return names the sale that it undoes.
        Self(if signed.negative { Vec::new() } else { LABELS.iter().filter_map(own).collect() })
    }
}

fn code(text: impl Iterator<Item = char>) -> String {
    text.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

impl Account<'_> {
    /// A line that begins with such a label, and says another number.
    pub(super) fn again(&mut self, at_line: usize, line: &Line) {
        let Some((head, value)) = line.upper.split_once(':') else { return };
        let head: String = head.chars().filter(|&c| is_letter(c) || c == '-').collect();
        let own = self.numbers.0.iter().find(|(labels, _)| labels.split('|').any(|label| label == head));
        let value = code(value.trim_start().chars().take_while(|&c| c != ' '));
        let differs = own.is_some_and(|(_, own)| !own.starts_with(&value));
        if differs && value.bytes().any(|b| b.is_ascii_digit()) && !line.chars.contains(&'*') {
            self.leave(at_line, "member");
        }
    }
}
