//! A slip as terminals print it: lines of text, as wide as the paper.

use super::slip_file::Members;
use serde_json::Value;

/// The language of a printed slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Layout {
    /// Chinese.
    Zh,
    /// Chinese with English behind it.
    ZhEn,
    /// English.
    En,
}

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it says.
    pub(crate) text: String,
    /// Printed in double height, as terminals print the amount.
    pub(crate) tall: bool,
}

/// Columns that a text takes: Chinese characters and full-width forms are two wide.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Whether a character fills two columns.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

struct Labels {
    title: &'static str,
    copy: &'static str,
    members: [(&'static str, &'static str); 11],
    tip: &'static str,
    total: &'static str,
    digest: &'static str,
    footer: &'static str,
    reprint: &'static str,
}

const ZH: Labels = Labels {
    title: "POS签购单",
    copy: "持卡人存根",
    members: [
        ("merchant", "商户名称:"),
        ("mid", "商户编号:"),
        ("tid", "终端编号:"),
        ("pan", "卡号:"),
        ("type", "交易类型:"),
        ("batch", "批次号:"),
        ("stan", "凭证号:"),
        ("auth", "授权码:"),
        ("rrn", "参考号:"),
        ("time", "日期/时间:"),
        ("amount", "金额:"),
    ],
    tip: "小费:",
    total: "总金额:",
    digest: "签名摘要:",
    footer: "本人确认以上交易,同意将其记入本卡账户",
    reprint: "重打印凭证",
};

const ZH_EN: Labels = Labels {
    title: "银联POS签购单/POS SALES SLIP",
    copy: "持卡人存根 CARDHOLDER COPY",
    members: [
        ("merchant", "商户名称(MERCHANT NAME):"),
        ("mid", "商户编号(MERCHANT NO):"),
        ("tid", "终端编号(TERMINAL NO):"),
        ("pan", "卡号(CARD NO):"),
        ("type", "交易类型(TRANS TYPE):"),
        ("batch", "批次号(BATCH NO):"),
        ("stan", "凭证号(VOUCHER NO):"),
        ("auth", "授权码(AUTH NO):"),
        ("rrn", "参考号(REFER NO):"),
        ("time", "日期/时间(DATE/TIME):"),
        ("amount", "金额(AMOUNT):"),
    ],
    tip: "小费(TIP):",
    total: "总金额(TOTAL):",
    digest: "签名摘要:",
    footer: "本人确认以上交易,同意将其记入本卡账户",
    reprint: "重打印凭证/DUPLICATED",
};

const EN: Labels = Labels {
    title: "SALES SLIP",
    copy: "CARDHOLDER COPY",
    members: [
        ("merchant", "MERCHANT NAME: "),
        ("mid", "MERCHANT ID: "),
        ("tid", "TERMINAL ID: "),
        ("pan", "CARD NO: "),
        ("type", "TRANS TYPE: "),
        ("batch", "BATCH NO: "),
        ("stan", "TRACE NO: "),
        ("auth", "AUTH CODE: "),
        ("rrn", "REFERENCE NO: "),
        ("time", "DATE/TIME: "),
        ("amount", "AMOUNT: "),
    ],
    tip: "TIP: ",
    total: "TOTAL: ",
    digest: "Signature digest: ",
    footer: "I AGREE TO PAY ABOVE TOTAL AMOUNT ACCORDING TO CARD ISSUER AGREEMENT",
    reprint: "REPRINT",
};

impl Layout {
    fn labels(self) -> &'static Labels {
        match self {
            Self::Zh => &ZH,
            Self::ZhEn => &ZH_EN,
            Self::En => &EN,
        }
    }

    fn transaction(self, id: &str) -> String {
        let (zh, en) = match id {
            "sale" => ("消费", "SALE"),
            "void" => ("消费撤销", "VOID"),
            "refund" => ("退货", "REFUND"),
            "preauth" => ("预授权", "PREAUTH"),
            "preauth-completion" => ("预授权完成", "AUTH COMPLETE"),
            other => return other.to_owned(),
        };
        match self {
            Self::Zh => zh.to_owned(),
            Self::ZhEn => format!("{zh}({en})"),
            Self::En => en.to_owned(),
        }
    }

    fn time(self, time: &str) -> String {
        let local = time.get(..19).unwrap_or(time).replace('T', " ");
        match self {
            Self::ZhEn => local.replace('-', "/"),
            _ => local,
        }
    }

    /// The line that states the digest.
    pub(crate) fn digest(self, digest_line: &str) -> Line {
        Line { text: format!("{}{digest_line}", self.labels().digest), tall: false }
    }

    /// The slip's lines, on paper this many columns wide. A value that does not fit behind its label stands on the
    /// next line.
    pub(crate) fn lines(self, members: &Members, width: usize, reprint: bool) -> Vec<Line> {
        let labels = self.labels();
        let mut lines = vec![
            Line { text: centred(labels.title, width), tall: false },
            Line { text: centred(labels.copy, width), tall: false },
            Line { text: "-".repeat(width), tall: false },
        ];
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let currency = match text("currency") {
            Some("CNY") => "RMB",
            Some(other) => other,
            None => "",
        };
        let money = |amount: &str| format!("{currency} {}", grouped(amount));
        let mut put = |label: &str, value: String, tall: bool| {
            if columns(label) + columns(&value) <= width {
                lines.push(Line { text: format!("{label}{value}"), tall });
            } else {
                lines.push(Line { text: label.trim_end().to_owned(), tall: false });
                lines.push(Line { text: format!("  {value}"), tall });
            }
        };
        for (name, label) in labels.members {
            let Some(value) = text(name) else { continue };
            match name {
                "type" => put(label, self.transaction(value), false),
                "time" => put(label, self.time(value), false),
                "amount" => {
                    if let Some(tip) = text("tip") {
                        put(labels.tip, money(tip), false);
                        put(labels.total, money(value), true);
                    } else {
                        put(label, money(value), true);
                    }
                }
                _ => put(label, value.to_owned(), false),
            }
        }
        if reprint {
            lines.push(Line { text: labels.reprint.to_owned(), tall: false });
        }
        lines
    }

    /// The sentence at the end.
    pub(crate) fn footer(self, width: usize) -> Vec<Line> {
        let mut lines = vec![Line { text: "-".repeat(width), tall: false }];
        lines.extend(wrapped(self.labels().footer, width).into_iter().map(|text| Line { text, tall: false }));
        lines
    }
}

fn centred(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text)) / 2))
}

/// Thousands separators.
fn grouped(amount: &str) -> String {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped}.{fraction}") }
}

/// Pieces no wider than the paper; words stay whole where there are any.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for c in text.chars() {
        let wide = if is_wide(c) { 2 } else { 1 };
        if used + wide > width {
            let rest = match line.rfind(' ') {
                Some(blank) if c != ' ' && line.is_ascii() => line.split_off(blank).trim_start().to_owned(),
                _ => String::new(),
            };
            used = columns(&rest);
            lines.push(core::mem::replace(&mut line, rest).trim_end().to_owned());
            if c == ' ' && line.is_empty() {
                continue;
            }
        }
        line.push(c);
        used += wide;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_the_paper_s_width() {
        let members: Members = serde_json::from_str(
            r#"{"merchant":"云栖面馆有限责任公司","mid":"898310158120101","type":"sale","amount":"1234567.00",
                "tip":"1.00","currency":"CNY","time":"2026-11-20T18:42:07+08:00"}"#,
        )
        .unwrap();
        for layout in [Layout::Zh, Layout::ZhEn, Layout::En] {
            for width in [32, 48] {
                for line in layout.lines(&members, width, true).iter().chain(&layout.footer(width)) {
                    assert!(columns(&line.text) <= width, "{line:?}");
                }
            }
        }
        let text: Vec<String> = Layout::Zh.lines(&members, 32, false).into_iter().map(|line| line.text).collect();
        assert!(text.contains(&"总金额:RMB 1,234,567.00".to_owned()), "{text:?}");
        assert!(text.contains(&"日期/时间:2026-11-20 18:42:07".to_owned()));
        assert_eq!(wrapped("ab cd ef", 5), ["ab cd", "ef"]);
        assert_eq!(wrapped("ab cdef", 5), ["ab", "cdef"]);
        assert_eq!(wrapped("云栖面馆", 5), ["云栖", "面馆"]);
        assert_eq!(grouped("123456"), "123,456");
        assert_eq!(grouped("12.50"), "12.50");
    }
}
