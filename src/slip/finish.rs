//! What no label says: unlabelled values, the layout, and what the layout decides.

use super::{
    assemble::{Assembler, EntryMark, new_member},
    card,
    label::Label,
    reading::{Correction, Language, Member, Reading},
    row::{Kind, Segment, whole_key},
    table::*,
    till,
    value::{
        self, at,
        number::{count_digits, run, skip},
        stamp::{has_clock, has_date, stamp},
    },
};
use crate::report::{Family, Format};
use alloc::{string::String, vec, vec::Vec};

impl Assembler {
    /// Ends the reading.
    pub(super) fn finish(mut self) -> Reading {
        // First: it knows the totals by their places.
        self.totals();
        self.weak();
        till::read(&mut self);
        let format = self.format();
        self.out.format = format;
        let receipt = format.facts().family == Family::Till;
        self.out.language = if receipt && self.seen.han == 0 { Language::De } else { self.language() };
        self.moments();
        if receipt {
            till::finish(&mut self);
        } else {
            self.unlabelled_time();
            self.unlabelled_type();
            self.unlabelled_merchant();
            self.unlabelled_numbers();
        }
        self.wallet_type();
        self.ambiguous_names();
        card::labels(&mut self);
        self.yen();
        self.currency_by_layout(receipt);
        self.out.layout = self.layout();
        self.entry_modes();
        if self.seen.settlement {
            let payment = |code: u8| matches!(code, AMOUNT | TYPE | BASE_AMOUNT | TIP | CURRENCY);
            let dropped = self.out.fields.iter().filter(|member| payment(member.code)).cloned();
            self.out.aside.extend(dropped);
            self.out.fields.retain(|member| !payment(member.code));
        }
        for member in &mut self.out.fields {
            if receipt && member.negative && member.code == AMOUNT {
                member.value.insert(0, '-');
            }
        }
        crate::order::by_key(&mut self.out.fields, |member| (member.line, member.at.0));
        for (line, row) in self.rows.iter().enumerate() {
            let labels = row.segments.iter().filter_map(|segment| segment.label);
            let range = |label: Label| row.range(label.from, label.to);
            self.out.labels.extend(labels.map(range).map(|(from, to)| (line, from, to)));
        }
        self.out.evidence = self.evidence();
        self.out.format = card::named(&self);
        self.out
    }

    /// Different members that are printed, titles, footers, copy marks.
    fn evidence(&self) -> usize {
        let fields = &self.out.fields;
        let first = |i: usize, code: u8| fields.iter().take(i).all(|other| other.code != code);
        let printed = fields.iter().enumerate().filter(|(i, m)| !m.raw.is_empty() && first(*i, m.code)).count();
        printed + self.seen.titles + usize::from(self.out.copy.is_some())
    }

    #[inline(never)]
    pub(super) fn value(&self, code: u8) -> &str {
        self.find(code).map_or("", |member| member.value.as_str())
    }

    /// How many of these are there.
    pub(super) fn count(&self, codes: &[u8]) -> usize {
        codes.iter().filter(|code| self.has(**code)).count()
    }

    fn format(&self) -> Format {
        if self.count(&[RKSV_CODE, TRUST_SERVICE, RECEIPT_KIND]) > 0 || self.value(TAX_ID).starts_with("ATU") {
            return Format::AtRksv;
        }
        // "START" by itself is a word of English bills, too.
        let device = |m: &Member| m.name.starts_with("tse") && !matches!(m.code, TSE_START | TSE_END);
        let security = self.out.fields.iter().any(device) || self.count(&[TSE_START, TSE_END]) > 1;
        let english = ["TAXINVOICE", "THANKYOU", "SDNBHD", "GSTNO", "GSTID", "GSTREG"];
        let english = self.value(CURRENCY) != "EUR" && english.iter().any(|word| self.mentions(word));
        let german = self.seen.german >= 2 && self.seen.german > self.seen.han && !english;
        if security || (german && self.count(&[AMOUNT, RECEIPT_NO]) > 0) {
            return Format::DeTse;
        }
        let union = self.value(APP_LABEL).get(..5).is_some_and(|head| head.eq_ignore_ascii_case("UNION"));
        let unionpay = self.seen.han > 0
            || union
            || self.value(AID).starts_with("A000000333")
            || matches!(self.value(CARD_BRAND), "CUP" | "UPI" | "UNIONPAY" | "UnionPay")
            || self.value(CURRENCY) == "CNY"
            || self.value(APP_LABEL).starts_with("PBOC");
        let card = self.count(&[MID, TID, PAN, BATCH, STAN, RRN, AUTH]);
        if unionpay && (card >= 2 || (card >= 1 && self.has(AMOUNT)) || self.has(PAY_ORDER_NO)) {
            return Format::CnUnionpay;
        }
        Format::None
    }

    /// Dates and times of day under labels of their own become one.
    fn moments(&mut self) {
        // Positions of a date and of a time of day that are still alone.
        let (mut date, mut clock) = (None, None);
        let mut i = 0;
        while let Some(member) = self.out.fields.get(i) {
            let (dated, timed) = (has_date(&member.value), has_clock(&member.value));
            if member.code == TIME && dated != timed {
                *(if dated { &mut date } else { &mut clock }) = Some(i);
                if let (Some(day), Some(time)) = (date, clock) {
                    let behind = usize::from(time < day);
                    let time = self.out.fields.remove(time);
                    if let Some(day) = self.out.fields.get_mut(day - behind) {
                        join(day, &time);
                    }
                    (date, clock) = (None, None);
                    continue;
                }
            }
            i += 1;
        }
        // A time of day alone is no moment; a day alone is none beside a whole one of that day.
        let clock = |m: &&Member| m.code == TIME && !has_date(&m.value);
        let aside: Vec<Member> = self.out.fields.iter().filter(clock).cloned().collect();
        self.out.aside.extend(aside);
        let times = |m: &&Member| m.code == TIME && m.value.contains('T');
        let whole: Vec<String> = self.out.fields.iter().filter(times).map(|m| m.value.clone()).collect();
        self.out.fields.retain(|m| {
            m.code != TIME || (has_date(&m.value) && !whole.iter().any(|w| w != &m.value && w.starts_with(&m.value)))
        });
    }

    /// Dates and times that stand without label in a line.
    pub(super) fn loose_times(&self, r: usize) -> Vec<Member> {
        let mut found = Vec::new();
        let Some(row) = self.rows.get(r).filter(|row| row.kind == Kind::Text && !row.used) else { return found };
        // The time of the print is not that of the sale.
        let key = whole_key(&row.chars);
        if ["PRINTED", "PRINTTIME", "PRINTDATE", "GEDRUCKT", "打印", "列印"].iter().any(|head| key.starts_with(head))
        {
            return found;
        }
        for segment in &row.segments {
            // Behind a label's value another may stand, behind two blanks.
            let mut i = segment.from;
            if segment.label.is_some() {
                while i < segment.to && row.slice(i, i + 2) != [' ', ' '] {
                    i += 1;
                }
            }
            while i < segment.to && found.len() < 4 {
                i = skip(&row.chars, i);
                let rest = row.slice(i, segment.to);
                let goes_on = |c: char| c.is_ascii_alphanumeric() || c == ':';
                match stamp(rest).filter(|s| !s.corrected && !goes_on(at(rest, s.end))) {
                    Some(stamp) => {
                        let to = i + stamp.end;
                        found.push(new_member(TIME, stamp.value, self.raw(r, i, to), (r, row.range(i, to))));
                        i = to;
                    }
                    None => i += run(&row.chars, i, |c| c != ' ').max(1),
                }
            }
        }
        found
    }

    /// A date and a time on one line, or on two neighbouring lines.
    fn unlabelled_time(&mut self) {
        if self.has(TIME) || self.seen.settlement {
            return;
        }
        let mut before: Option<Member> = None;
        for r in 0..self.rows.len().min(400) {
            for part in self.loose_times(r) {
                let whole = match before.take().filter(|other| r - other.line <= 1) {
                    _ if part.value.contains('T') => Some(part.clone()),
                    Some(other) => moment(other, &part),
                    None => None,
                };
                if let Some(whole) = whole {
                    return self.out.fields.push(whole);
                }
                before = Some(part);
            }
        }
    }

    /// A line that is one text without label.
    #[inline(never)]
    fn orphan(&self, r: usize) -> Option<(Segment, Vec<char>)> {
        let lead = self.rows.get(r)?.orphan()?;
        Some((lead, self.slice(r, lead)))
    }

    /// A line that is exactly the name of a kind of transaction.
    fn unlabelled_type(&mut self) {
        if self.has(TYPE) || self.seen.settlement {
            return;
        }
        for r in 0..self.signature.unwrap_or(self.rows.len()).min(400) {
            let Some((lead, text)) = self.orphan(r) else { continue };
            if let Some(fit) = value::fit(TYPE, &text, true).filter(|fit| fit.end == text.len()) {
                return self.emit(TYPE, fit, &Label::none(TYPE), r, lead.from);
            }
        }
    }

    /// A line without label that may be a name: no title, mark, number or sentence.
    pub(super) fn name_line(&self, r: usize) -> Option<(Segment, Vec<char>)> {
        let (lead, text) = self.orphan(r)?;
        let letters = text.iter().filter(|c| super::fold::is_letter(**c)).count();
        let digits = count_digits(&text);
        let kind = value::fit(TYPE, &text, true).is_some_and(|fit| fit.end == text.len());
        let other = at(&text, 0) == '*' || stamp(&text).is_some() || kind;
        (letters >= 2 && digits < letters && !other).then_some((lead, text))
    }

    /// The name above the numbers, on slips of Taiwan and South-East Asia and on wallet slips.
    fn unlabelled_merchant(&mut self) {
        if self.has(MERCHANT) || self.seen.settlement || self.count(&[MID, TID, PAY_ORDER_NO]) == 0 {
            return;
        }
        let first = self.first_label.unwrap_or(0).min(8);
        let name = |r: usize| self.name_line(r).filter(|(_, text)| !is_of_shop(text)).map(|(segment, _)| (r, segment));
        let mut names = (0..first).filter_map(name);
        // In Taiwan a bank's logo stands above the name, elsewhere an address below it.
        let name = if self.seen.taiwan { names.next_back() } else { names.next() };
        if let Some((r, segment)) = name {
            self.text(MERCHANT, r, segment, false);
            self.guessed(MERCHANT);
        }
    }

    /// What no label names is a guess: it contradicts nothing.
    pub(crate) fn guessed(&mut self, code: u8) {
        for member in self.out.fields.iter_mut().filter(|member| member.code == code) {
            member.weak = true;
        }
    }

    /// A merchant number on a line of its own, a masked card number, the feature code beside the signature.
    fn unlabelled_numbers(&mut self) {
        let merchant = self.find(MERCHANT).map_or(usize::MAX, |merchant| merchant.line);
        let filled = |r: &usize| self.rows.get(*r).is_some_and(|row| row.kind != Kind::Blank);
        let signature = self.signature.unwrap_or(usize::MAX);
        let above = if signature == usize::MAX { None } else { (0..signature).rev().find(filled) };
        let below = (signature.saturating_add(1)..self.rows.len()).find(filled);
        for r in 0..self.rows.len().min(400) {
            let Some((lead, text)) = self.orphan(r) else { continue };
            let digits = count_digits(&text) == text.len();
            let masks = text.iter().filter(|&&c| value::card::is_mask(c)).count();
            let code = match text.len() {
                15 if digits && r > merchant && r <= merchant.saturating_add(3) => MID,
                8 if Some(r) == above || Some(r) == below => FEATURE_CODE,
                _ if masks >= 4 => PAN,
                _ => continue,
            };
            let fit = value::fit(code, &text, true);
            if let Some(fit) = fit.filter(|fit| fit.strict && fit.end == text.len() && !self.has(code)) {
                self.emit(code, fit, &Label::none(code), r, lead.from);
            }
        }
    }

    /// The letter behind the card number. In brackets `(C)` is the chip in South-East Asia and contactless elsewhere:
    /// where the layout does not say which, it is not certain.
    fn entry_modes(&mut self) {
        if self.has(ENTRY_MODE) {
            return;
        }
        let south_east = self.out.layout == Some("sea-edc-header-rows");
        let mainland = self.seen.han > 0 && self.seen.traditional == 0;
        let mut seen = String::new();
        for EntryMark { letter, bracket, line, at } in core::mem::take(&mut self.entries) {
            if seen.contains(letter) {
                continue;
            }
            seen.push(letter);
            let chip = letter == 'C' && bracket && south_east;
            let id = if chip { "I" } else { value::card::mode_id(letter) };
            let mut member = new_member(ENTRY_MODE, String::from(id), String::from(letter), (line, at));
            if letter == 'C' && bracket && !south_east && !mainland {
                member.uncertain = vec![String::from("I"), String::from("C")];
            }
            self.out.fields.push(member);
        }
    }

    /// A label that may name another number of the shop does so beside one that does not.
    fn weak(&mut self) {
        for code in [STAN, RRN, RECEIPT_NO] {
            if self.out.fields.iter().any(|member| member.code == code && !member.weak) {
                self.out.fields.retain(|member| member.code != code || !member.weak);
            }
        }
    }

    /// With a tip or a discount, the total is the amount and the sum before it the base.
    fn totals(&mut self) {
        if self.count(&[TIP, DISCOUNT]) == 0 {
            return;
        }
        let Some(total) = self.totals.first().and_then(|&i| self.out.fields.get(i)).map(|m| m.value.clone()) else {
            return;
        };
        for (i, member) in self.out.fields.iter_mut().enumerate() {
            if member.code == AMOUNT && !self.totals.contains(&i) && member.value != total {
                self.out.aside.push(member.clone());
                rename(member, BASE_AMOUNT);
            }
        }
    }

    /// A slip that names the yen means that by its `¥`; and without decimals, so for every currency that has none.
    fn yen(&mut self) {
        let japanese = card::is_japanese(self);
        let fields = &mut self.out.fields;
        if japanese && !fields.iter().any(|m| m.code == CURRENCY && !matches!(m.raw.as_str(), "¥" | "￥" | "円")) {
            for member in fields.iter_mut().filter(|member| member.code == CURRENCY) {
                member.value = String::from("JPY");
            }
        } else if fields.iter().any(|member| member.code == CURRENCY && member.value == "JPY") {
            fields.retain(|member| member.code != CURRENCY || !matches!(member.raw.as_str(), "¥" | "￥"));
        }
        if super::normal::currency_digits(self.value(CURRENCY)) == 0 {
            for member in self.out.fields.iter_mut().filter(|member| value::is_amount(member.code)) {
                if member.value.ends_with(".00") && !member.raw.contains(['.', '．']) {
                    member.value.truncate(member.value.len() - 3);
                }
            }
        }
    }

    /// A currency without mark: the layout's.
    fn currency_by_layout(&mut self, receipt: bool) {
        let Some(amount) = self.find(AMOUNT).or(self.find(BASE_AMOUNT)).filter(|_| !self.has(CURRENCY)) else { return };
        let mainland = self.seen.han > 0 && self.seen.traditional == 0 && self.out.format == Format::CnUnionpay;
        // A bare "$" is not the mainland's.
        let dollar = amount.raw.contains(['$', '＄']);
        let code = match () {
            () if receipt => "EUR",
            () if self.seen.taiwan => "TWD",
            () if mainland && !dollar => "CNY",
            () => return,
        };
        let line = amount.line;
        self.add(CURRENCY, code, String::new(), (line, (0, 0)));
    }

    /// Slips of wallets name no type: what was done is in the state.
    fn wallet_type(&mut self) {
        if self.has(TYPE) || self.out.format != Format::CnUnionpay || !self.has(PAY_ORDER_NO) {
            return;
        }
        let Some(state) = self.find(STATUS) else { return };
        let back = state.value.contains('退');
        let refund = self.rows.iter().take(200).any(|row| row.chars.contains(&'退'));
        if back || (state.value.ends_with("成功") && !refund) {
            let (raw, place) = (state.raw.clone(), (state.line, state.at));
            self.add(TYPE, if back { "refund" } else { "sale" }, raw, place);
        }
    }

    /// 预授权号 is the authorisation of this transaction unless another one is printed.
    fn ambiguous_names(&mut self) {
        if self.out.fields.iter().filter(|m| m.code == AUTH).count() < 2 {
            return;
        }
        for member in &mut self.out.fields {
            let labelled = self.rows.get(member.line).is_some_and(|row| {
                let here = |s: &Segment| row.range(s.from, s.to).0 == member.at.0;
                row.segments.iter().any(|s| here(s) && s.label.is_some_and(|l| l.entry.key == "预授权号"))
            });
            if member.code == AUTH && labelled {
                rename(member, ORIG_AUTH);
            }
        }
    }

    /// The layout of the list that this is most like.
    fn layout(&self) -> Option<&'static str> {
        let seen = &self.seen;
        let has = |code: u8| self.has(code);
        Some(match self.out.format {
            _ if seen.settlement => "cn-settlement",
            Format::AtRksv => match self.value(RECEIPT_KIND) {
                "" | "training" | "cancellation" => "at-rksv-standard",
                _ => "at-rksv-zero",
            },
            Format::DeTse => return till::layout(self),
            _ if seen.han == 0 && !has(MID) => return None,
            _ if seen.han == 0 && (seen.slash_pair || seen.header) => "sea-edc-header-rows",
            _ if seen.han == 0 => "en-unionpay",
            _ if seen.taiwan => "tw-vertical",
            _ if seen.traditional > 2 => "hk-bilingual-trad",
            _ if self.value(CURRENCY) == "HKD" && has(PAY_ORDER_NO) => "hk-wallet-qr",
            _ if has(PAY_ORDER_NO) && !has(RRN) && !has(BATCH) => "cn-wallet",
            _ if !has(PAN) && has(ORDER_NO) => "cn-wallet-bank-slip",
            _ if has(RECEIPT_NO) && has(PAN) => "cn-till-with-slip",
            _ if has(ISSUER_CODE) || has(ACQUIRER_CODE) => "cn-allinpay-double-rule",
            _ if seen.header => "cn-header-pairs",
            _ if self.out.language == Language::ZhEn => {
                let line = self.find(MID).and_then(|mid| self.rows.get(mid.line)?.segments.first());
                if line.is_some_and(|first| first.label.is_none()) {
                    "cn-spec-bilingual-nextline"
                } else {
                    "cn-spec-bilingual-oneline"
                }
            }
            _ if has(CARD_BRAND) => "cn-script-zh-spaced",
            _ if has(MID) => "cn-zh-two-columns",
            _ => return None,
        })
    }

    /// Whether a line's key holds this.
    #[inline(never)]
    pub(super) fn mentions(&self, text: &str) -> bool {
        self.rows.iter().any(|row| row.kind == Kind::Text && has(&whole_key(&row.chars), text))
    }
}

/// Adds a time of day to its day.
fn join(day: &mut Member, time: &Member) {
    day.value.push('T');
    day.value.push_str(&time.value);
    let read = day.corrected.is_some() || time.corrected.is_some();
    day.raw.push(' ');
    day.raw.push_str(&time.raw);
    if read {
        day.corrected = Some(Correction { read: day.raw.clone(), value: day.value.clone() });
    }
    if time.line == day.line {
        day.at = (day.at.0.min(time.at.0), day.at.1.max(time.at.1));
    }
}

/// One moment of two parts, a day and a time of day in either order.
pub(super) fn moment(mut a: Member, b: &Member) -> Option<Member> {
    if has_date(&a.value) && !has_date(&b.value) {
        join(&mut a, b);
        return Some(a);
    }
    if has_date(&a.value) || !has_date(&b.value) {
        return None;
    }
    let mut day = b.clone();
    join(&mut day, &a);
    Some(day)
}

fn rename(member: &mut Member, code: u8) {
    member.code = code;
    member.name = MEMBERS.get(usize::from(code)).copied().unwrap_or_default();
}
/// A line of the shop beside its name: thanks, points, opening hours, an address with its number.
fn is_of_shop(text: &[char]) -> bool {
    const FIRST: &str = "WWW|HTTP|POINTS|THANK|WELCOME|PLEASE|YOUR|SAVE|OPEN|TABLE|CASHIER|WIFI|WLAN|MEMBER|VOUCHER|PIN|TEL|FAX|VAT|谢谢|欢迎|营业|网址|微信|公众号|电话|地址";
    let key = super::table::key(text);
    count_digits(text) > 4 || super::account::is_daily(text) || FIRST.split('|').any(|word| key.starts_with(word))
}
