//! What no label says: unlabelled values, the layout, and what the layout decides.

use super::{
    assemble::{Assembler, EntryMark, TimePart},
    reading::{Language, Member, Reading},
    row::{Kind, Row, Segment, whole_key},
    table::*,
    till,
    value::{self, at, number::run, stamp::stamp},
};
use crate::report::Format;
use alloc::{string::String, vec, vec::Vec};

impl Assembler {
    /// Ends the reading.
    pub(super) fn finish(mut self) -> Reading {
        till::read(&mut self);
        let format = self.format();
        self.out.format = format;
        let receipt = matches!(format, Format::DeTse | Format::AtRksv);
        self.out.language = if receipt && self.seen.han == 0 { Language::De } else { self.language() };
        let labelled = !self.times.is_empty();
        self.moments();
        if receipt {
            till::finish(&mut self, labelled);
        } else {
            self.unlabelled_time();
            self.unlabelled_type();
            self.unlabelled_merchant();
            self.unlabelled_numbers();
        }
        self.out.layout = self.layout();
        self.entry_modes();
        self.totals();
        self.currency_by_layout(receipt);
        self.wallet_type();
        self.ambiguous_names();
        if self.seen.settlement {
            self.drop(&["amount", "type", "baseAmount", "tip", "currency"]);
        }
        if receipt {
            for member in &mut self.out.fields {
                if member.negative && member.name == "amount" {
                    member.value.insert(0, '-');
                }
            }
        }
        crate::order::by_key(&mut self.out.fields, |member| (member.line, member.at.0));
        self.out.evidence = self.evidence();
        self.out
    }

    fn drop(&mut self, names: &[&str]) {
        self.out.fields.retain(|member| !names.contains(&member.name));
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.out.get(name).is_some()
    }

    pub(super) fn add(&mut self, name: &'static str, value: &str, raw: String, line: usize, at: (usize, usize)) {
        let value = String::from(value);
        self.out.fields.push(Member { name, value, raw, line, at, ..Member::default() });
    }

    fn evidence(&self) -> usize {
        let mut names: Vec<&str> = self.out.fields.iter().filter(|m| !m.raw.is_empty()).map(|m| m.name).collect();
        crate::order::by_key(&mut names, |name| *name);
        names.dedup();
        names.len() + self.seen.titles + self.seen.footers + usize::from(self.out.copy.is_some())
    }

    fn format(&self) -> Format {
        let tax = self.out.get("taxId").map_or("", |member| member.value.as_str());
        let any = |names: &[&str]| names.iter().any(|name| self.has(name));
        if any(&["rksvCode", "trustService", "receiptKind"]) || tax.starts_with("ATU") {
            return Format::AtRksv;
        }
        let security = self.out.fields.iter().any(|m| m.name.starts_with("tse"));
        if security || (self.seen.german >= 2 && self.seen.german > self.seen.han && any(&["amount", "receiptNo"])) {
            return Format::DeTse;
        }
        let card = ["mid", "tid", "pan", "batch", "stan", "rrn", "auth"].iter().filter(|name| self.has(name)).count();
        let unionpay = self.seen.han > 0
            || self.out.fields.iter().any(|m| {
                (m.name == "aid" && m.value.starts_with("A000000333"))
                    || (m.name == "cardBrand" && matches!(m.value.as_str(), "CUP" | "UPI" | "UNIONPAY" | "UnionPay"))
                    || (m.name == "currency" && m.value == "CNY")
                    || (m.name == "appLabel"
                        && (m.value.starts_with("PBOC") || m.value.to_ascii_uppercase().starts_with("UNIONPAY")))
            });
        if unionpay && (card >= 2 || (card >= 1 && self.has("amount")) || any(&["payOrderNo"])) {
            return Format::CnUnionpay;
        }
        Format::None
    }

    /// Dates and times of day under labels of their own become one.
    fn moments(&mut self) {
        let parts = core::mem::take(&mut self.times);
        let mut date: Option<TimePart> = None;
        let mut clock: Option<TimePart> = None;
        for part in parts {
            match (part.stamp.date.is_some(), part.stamp.clock.is_some()) {
                (true, true) => self.out.fields.push(part.member),
                (true, false) => match clock.take() {
                    Some(time) => self.join(part, time),
                    None => {
                        if let Some(alone) = date.replace(part) {
                            self.out.fields.push(alone.member);
                        }
                    }
                },
                _ => match date.take() {
                    Some(day) => self.join(day, part),
                    None => clock = Some(part),
                },
            }
        }
        if let Some(day) = date {
            // The same day may stand at a whole time already.
            if !self.out.all("time").any(|m| m.value.starts_with(&day.member.value)) {
                self.out.fields.push(day.member);
            }
        }
    }

    /// One moment of a date and a time of day.
    pub(super) fn join(&mut self, day: TimePart, time: TimePart) {
        let mut both = day.stamp.clone();
        both.clock = time.stamp.clock;
        both.zone = time.stamp.zone;
        let Some(value) = both.value() else { return };
        let mut member = day.member;
        let read = member.corrected.is_some() || time.member.corrected.is_some();
        member.raw.push(' ');
        member.raw.push_str(&time.member.raw);
        member.corrected = read.then(|| super::reading::Correction { read: member.raw.clone(), value: value.clone() });
        member.value = value;
        if time.member.line == member.line {
            member.at = (member.at.0.min(time.member.at.0), member.at.1.max(time.member.at.1));
        }
        self.out.fields.push(member);
    }

    /// Dates and times that stand without label in a line.
    pub(super) fn loose_times(&self, r: usize) -> Vec<TimePart> {
        let mut found = Vec::new();
        let Some(row) = self.rows.get(r).filter(|row| row.kind == Kind::Text && !row.used) else { return found };
        for segment in &row.segments {
            // Behind a complete value another may stand: only text without label, or behind two blanks.
            let mut i = segment.from;
            if segment.label.is_some() {
                let gap =
                    (segment.from..segment.to).find(|&j| at(&row.chars, j) == ' ' && at(&row.chars, j + 1) == ' ');
                match gap {
                    Some(gap) => i = gap,
                    None => continue,
                }
            }
            while i < segment.to && found.len() < 4 {
                i += run(&row.chars, i, |c| c == ' ');
                let rest = row.slice(i, segment.to);
                match stamp(rest).filter(|s| !s.corrected && !at(rest, s.end).is_alphanumeric()) {
                    Some(s) => {
                        let to = i + s.end;
                        let raw = self.raw(r, i, to);
                        let at = row.range(i, to);
                        let value = s.value().unwrap_or_default();
                        i = to;
                        let member = Member { name: "time", value, raw, line: r, at, ..Member::default() };
                        found.push(TimePart { stamp: s, member });
                    }
                    None => i += run(&row.chars, i, |c| c != ' ').max(1),
                }
            }
        }
        found
    }

    /// A date and a time on one line, or on two neighbouring lines.
    fn unlabelled_time(&mut self) {
        if self.has("time") || self.seen.settlement {
            return;
        }
        let mut before: Option<(usize, TimePart)> = None;
        for r in 0..self.rows.len().min(400) {
            for part in self.loose_times(r) {
                let whole = part.stamp.date.is_some() && part.stamp.clock.is_some();
                if whole {
                    self.out.fields.push(part.member);
                    return;
                }
                match before
                    .take()
                    .filter(|(line, other)| r - line <= 1 && other.stamp.date.is_some() != part.stamp.date.is_some())
                {
                    Some((_, other)) if other.stamp.date.is_some() => return self.join(other, part),
                    Some((_, other)) => return self.join(part, other),
                    None => before = Some((r, part)),
                }
            }
        }
    }

    /// A line that is exactly the name of a kind of transaction.
    fn unlabelled_type(&mut self) {
        if self.has("type") || self.seen.settlement {
            return;
        }
        let end = self.signature.unwrap_or(self.rows.len());
        for r in 0..end {
            let Some((row, lead)) = self.rows.get(r).and_then(|row| row.orphan().map(|lead| (row, lead))) else {
                continue;
            };
            let text = row.slice(lead.from, lead.to);
            if text.len() > 32 {
                continue;
            }
            let Some(fit) = value::fit(TYPE, text, true).filter(|fit| fit.end == text.len()) else { continue };
            let (raw, range) = (self.raw(r, lead.from, lead.to), self.range(r, lead.from, lead.to));
            if let Some((letter, bracket)) = fit.entry {
                self.entries.push(EntryMark { letter, bracket, line: r, at: range });
            }
            self.out.fields.push(Member {
                name: "type",
                value: fit.value,
                raw,
                line: r,
                uncertain: fit.candidates,
                at: range,
                ..Member::default()
            });
            return;
        }
    }

    /// A line without label that may be a name: no title, mark, number or sentence.
    pub(super) fn name_line(&self, r: usize) -> Option<Segment> {
        let row = self.rows.get(r)?;
        let lead = row.orphan()?;
        let text = row.slice(lead.from, lead.to);
        let letters = text.iter().filter(|c| c.is_alphabetic()).count();
        let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
        let marked = at(text, 0) == '*' || stamp(text).is_some();
        (letters >= 2 && digits < letters && !marked && value::fit(TYPE, text, true).is_none_or(|f| f.end < text.len()))
            .then_some(lead)
    }

    /// The name above the numbers, on slips of Taiwan and South-East Asia and on wallet slips.
    fn unlabelled_merchant(&mut self) {
        if self.has("merchant") || self.seen.settlement {
            return;
        }
        let Some(first) = self.first_label.filter(|_| self.has("mid") || self.has("tid") || self.has("payOrderNo"))
        else {
            return;
        };
        let names: Vec<(usize, Segment)> =
            (0..first.min(8)).filter_map(|r| self.name_line(r).map(|segment| (r, segment))).collect();
        // In Taiwan a bank's logo stands above the name, elsewhere an address below it.
        let name = if self.seen.taiwan { names.last() } else { names.first() };
        if let Some(&(r, segment)) = name {
            self.text(MERCHANT, r, segment, false);
        }
    }

    /// A merchant number on a line of its own, the feature code beside the signature.
    fn unlabelled_numbers(&mut self) {
        let alone = |row: &Row| row.orphan().map(|lead| (lead, row.slice(lead.from, lead.to).to_vec()));
        if !self.has("mid")
            && let Some(from) = self.out.get("merchant").map(|merchant| merchant.line + 1)
        {
            for r in from..(from + 3).min(self.rows.len()) {
                let Some((lead, text)) = self.rows.get(r).and_then(alone) else { continue };
                if text.len() == 15 && text.iter().all(char::is_ascii_digit) {
                    let value: String = text.iter().collect();
                    let (raw, at) = (self.raw(r, lead.from, lead.to), self.range(r, lead.from, lead.to));
                    self.add("mid", &value, raw, r, at);
                    break;
                }
            }
        }
        if !self.has("featureCode")
            && let Some(signature) = self.signature
        {
            let filled = |r: &usize| self.rows.get(*r).is_some_and(|row| !matches!(row.kind, Kind::Blank));
            let above = (0..signature).rev().find(filled);
            let below = (signature + 1..self.rows.len().min(signature + 8)).find(filled);
            for r in [above, below].into_iter().flatten() {
                let Some((lead, text)) = self.rows.get(r).and_then(alone) else { continue };
                if text.len() == 8 && text.iter().all(|c| c.is_ascii_digit() || ('A'..='F').contains(c)) {
                    let value: String = text.iter().collect();
                    let (raw, at) = (self.raw(r, lead.from, lead.to), self.range(r, lead.from, lead.to));
                    self.add("featureCode", &value, raw, r, at);
                    break;
                }
            }
        }
        // A masked card number needs no label to be known.
        if !self.has("pan") {
            for r in 0..self.rows.len().min(200) {
                let Some((lead, text)) = self.rows.get(r).and_then(alone) else { continue };
                let masks = text.iter().filter(|&&c| matches!(c, '*' | 'x' | 'X' | '#')).count();
                let fit = value::fit(PAN, &text, true).filter(|fit| masks >= 4 && fit.strict && fit.end == text.len());
                if let Some(fit) = fit {
                    self.emit_unlabelled(PAN, fit, r, lead.from);
                    break;
                }
            }
        }
    }

    /// The letter behind the card number. In brackets `(C)` is the chip in South-East Asia and contactless elsewhere:
    /// where the layout does not say which, it is not certain.
    fn entry_modes(&mut self) {
        if self.has("entryMode") {
            return;
        }
        let south_east = self.out.layout == Some("sea-edc-header-rows");
        let mainland = self.seen.han > 0 && self.seen.traditional == 0;
        let mut seen: Vec<char> = Vec::new();
        for mark in core::mem::take(&mut self.entries) {
            if seen.contains(&mark.letter) {
                continue;
            }
            seen.push(mark.letter);
            let Some(id) = value::card::mode_id(mark.letter) else { continue };
            let mut value = String::from(id);
            let mut uncertain = Vec::new();
            if mark.letter == 'C' && mark.bracket {
                if south_east {
                    value = String::from("I");
                } else if !mainland {
                    uncertain = vec![String::from("I"), String::from("C")];
                }
            }
            let raw = String::from(mark.letter);
            let (line, at) = (mark.line, mark.at);
            self.out.fields.push(Member { name: "entryMode", value, raw, line, uncertain, at, ..Member::default() });
        }
    }

    /// With a tip or a discount, the total is the amount and the sum before it the base.
    fn totals(&mut self) {
        if !self.has("tip") && !self.has("discount") {
            return;
        }
        let totals: Vec<usize> = self.totals.iter().copied().filter(|&i| i < self.out.fields.len()).collect();
        let of = |out: &Reading, i: usize| out.fields.get(i).filter(|m| m.name == "amount").map(|m| m.value.clone());
        let Some(total) = totals.iter().find_map(|&i| of(&self.out, i)) else { return };
        for (i, member) in self.out.fields.iter_mut().enumerate() {
            if member.name == "amount" && !totals.contains(&i) && member.value != total {
                member.name = "baseAmount";
            }
        }
    }

    /// A currency without mark: the layout's.
    fn currency_by_layout(&mut self, receipt: bool) {
        if self.has("currency") || !(self.has("amount") || self.has("baseAmount")) {
            return;
        }
        let code = if receipt {
            "EUR"
        } else if self.seen.taiwan {
            "TWD"
        } else if self.seen.han > 0
            && self.seen.traditional == 0
            && self.out.format == Format::CnUnionpay
            && !self.dollar()
        {
            "CNY"
        } else {
            return;
        };
        let line = self.out.get("amount").map_or(0, |member| member.line);
        self.add("currency", code, String::new(), line, (0, 0));
    }

    /// A `$` without a country at the amount.
    fn dollar(&self) -> bool {
        self.out.get("amount").is_some_and(|amount| amount.raw.contains(['$', '＄']))
    }

    /// Slips of wallets name no type: what was done is in the state.
    fn wallet_type(&mut self) {
        if self.has("type") || self.out.format != Format::CnUnionpay || !self.has("payOrderNo") {
            return;
        }
        let Some(state) = self.out.get("status").cloned() else { return };
        let id = match state.value.as_str() {
            "付款成功" | "支付成功" | "成功" | "交易成功" if !self.refunds() => "sale",
            "退款成功" | "已退款" => "refund",
            _ => return,
        };
        self.add("type", id, state.raw, state.line, state.at);
    }

    fn refunds(&self) -> bool {
        self.rows.iter().take(200).any(|row| row.kind == Kind::Text && whole_key(&row.chars).contains("退"))
    }

    /// Names that mean one thing alone and another beside a second number: 预授权号 is the authorisation of this
    /// transaction unless another one is printed.
    fn ambiguous_names(&mut self) {
        let twice = self.out.all("auth").count() > 1;
        if !twice {
            return;
        }
        let rows = &self.rows;
        for member in &mut self.out.fields {
            if member.name != "auth" {
                continue;
            }
            let preauth = rows.get(member.line).is_some_and(|row| {
                row.segments.iter().any(|s| {
                    s.label.is_some_and(|l| l.entry.key == "预授权号") && row.range(s.from, s.to).0 == member.at.0
                })
            });
            if preauth {
                member.name = "origAuth";
            }
        }
    }

    /// The layout of the list that this is most like.
    fn layout(&self) -> Option<&'static str> {
        let seen = &self.seen;
        let has = |name: &str| self.has(name);
        if seen.settlement {
            return Some("cn-settlement");
        }
        match self.out.format {
            Format::AtRksv => {
                let zero = self
                    .out
                    .get("receiptKind")
                    .is_some_and(|kind| !matches!(kind.value.as_str(), "training" | "cancellation"));
                return Some(if zero { "at-rksv-zero" } else { "at-rksv-standard" });
            }
            Format::DeTse => return till::layout(self),
            _ => {}
        }
        if seen.han == 0 {
            let header =
                self.rows.iter().any(|row| row.segments.len() > 1 && row.segments.iter().all(Segment::is_empty));
            return if !has("mid") {
                None
            } else if seen.slash_pair || header {
                Some("sea-edc-header-rows")
            } else {
                Some("en-unionpay")
            };
        }
        let hong_kong = self.out.get("currency").is_some_and(|currency| currency.value == "HKD");
        Some(if seen.taiwan {
            "tw-vertical"
        } else if seen.traditional > 2 {
            "hk-bilingual-trad"
        } else if hong_kong && has("payOrderNo") {
            "hk-wallet-qr"
        } else if has("payOrderNo") && !has("rrn") && !has("batch") {
            "cn-wallet"
        } else if !has("pan") && has("orderNo") {
            "cn-wallet-bank-slip"
        } else if has("receiptNo") && has("pan") {
            "cn-till-with-slip"
        } else if has("issuerCode") || has("acquirerCode") {
            "cn-allinpay-double-rule"
        } else if self.language() == Language::ZhEn {
            let below = self.out.get("mid").is_some_and(|mid| {
                self.rows.get(mid.line).is_some_and(|row| row.segments.first().is_some_and(|s| s.label.is_none()))
            });
            let header = self.rows.iter().any(|row| {
                row.segments.len() > 1
                    && row.segments.iter().all(|s| s.is_empty() && s.label.is_some_and(|l| !l.entry.is_mark()))
            });
            if header {
                "cn-header-pairs"
            } else if below {
                "cn-spec-bilingual-nextline"
            } else {
                "cn-spec-bilingual-oneline"
            }
        } else if has("cardBrand") {
            "cn-script-zh-spaced"
        } else if has("mid") {
            "cn-zh-two-columns"
        } else {
            return None;
        })
    }
}
