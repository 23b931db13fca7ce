//! From labels to members: a value stands behind its label, below it, or goes on in the lines below.

use super::{
    digest,
    fold::is_han,
    normal::{collapse_white_space, full_width_to_ascii},
    reading::{Copy, Correction, Language, Line, Member, Reading},
    row::{Cutter, Kind, Label, Row, Segment, meanings, trimmed, whole_key},
    table::*,
    value::{self, Fit, at, is_amount, is_text, number::run, stamp::Stamp},
};
use alloc::{string::String, vec, vec::Vec};

/// Members of one reading; more is no slip.
const MOST_MEMBERS: usize = 1024;

/// Part of a date and time, as printed in one place.
#[derive(Clone, Debug)]
pub(super) struct TimePart {
    pub(super) stamp: Stamp,
    pub(super) member: Member,
}

/// An entry mode, before the layout says what its letter means.
#[derive(Clone, Copy, Debug)]
pub(super) struct EntryMark {
    pub(super) letter: char,
    pub(super) bracket: bool,
    pub(super) line: usize,
    pub(super) at: (usize, usize),
}

/// What the labels seen so far say about the slip.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) han: usize,
    pub(super) latin: usize,
    pub(super) german: usize,
    pub(super) bilingual: usize,
    pub(super) titles: usize,
    pub(super) footers: usize,
    pub(super) settlement: bool,
    pub(super) slash_pair: bool,
    /// Labels in traditional characters.
    pub(super) traditional: usize,
    /// A label that only Taiwan's slips have.
    pub(super) taiwan: bool,
}

/// The reader at work.
pub(super) struct Assembler {
    pub(super) rows: Vec<Row>,
    pub(super) out: Reading,
    pub(super) times: Vec<TimePart>,
    pub(super) entries: Vec<EntryMark>,
    pub(super) seen: Seen,
    /// Where the signature line is.
    pub(super) signature: Option<usize>,
    /// The first line with a member's label.
    pub(super) first_label: Option<usize>,
    /// Below signature or footer.
    ended: bool,
    /// Inside the slip of the card terminal that a German receipt holds.
    card_block: bool,
    pub(super) has_card_block: bool,
    /// Amounts under a label of a total, by their position among the fields.
    pub(super) totals: Vec<usize>,
    /// Columns of the widest line.
    widest: usize,
}

impl Assembler {
    pub(super) fn new(mut lines: Vec<Line>, cut: bool) -> Self {
        let mut rows: Vec<Row> = lines.iter().map(|line| Row::new(&line.text)).collect();
        // Copied from some pages, every second line is empty: then empty lines separate nothing.
        let blank = rows.iter().filter(|row| row.kind == Kind::Blank).count();
        if rows.len() > 8 && blank * 5 >= rows.len() * 2 {
            let mut kept = rows.iter().map(|row| row.kind != Kind::Blank);
            lines.retain(|_| kept.next().unwrap_or(true));
            rows.retain(|row| row.kind != Kind::Blank);
        }
        let widest = rows.iter().map(|row| row.column(row.chars.len())).max().unwrap_or(0);
        let table = Table::new();
        let mut cutter = Cutter { table: &table, searches: 300 };
        for i in 0..rows.len() {
            let (head, tail) = rows.split_at_mut(i + 1);
            let Some(row) = head.last_mut().filter(|row| row.kind == Kind::Text) else { continue };
            row.segments = cutter.cut(&row.chars);
            if let Some(next) = tail.first_mut().filter(|next| next.kind == Kind::Text)
                && let Some(from) = split_label(&table, row, next)
            {
                let fragment: Vec<char> = row.chars.drain(from..).collect();
                let (end, _) = trimmed(&next.chars, 0, next.chars.len());
                next.prepend(&fragment, end);
                row.segments = cutter.cut(&row.chars);
            }
        }
        let out = Reading { lines, cut, ..Reading::default() };
        Self {
            rows,
            out,
            times: Vec::new(),
            entries: Vec::new(),
            seen: Seen::default(),
            signature: None,
            first_label: None,
            ended: false,
            card_block: false,
            has_card_block: false,
            totals: Vec::new(),
            widest,
        }
    }

    /// Reads every label with its value.
    pub(super) fn labels(&mut self) {
        for r in 0..self.rows.len() {
            self.sentences(r);
            let mut s = 0;
            while s < self.rows.get(r).map_or(0, |row| row.segments.len()) {
                s = self.segment(r, s).max(s + 1);
            }
        }
    }

    /// Sentences that say something wherever they stand in a line.
    fn sentences(&mut self, r: usize) {
        let Some(row) = self.rows.get(r).filter(|row| row.kind == Kind::Text) else { return };
        let key = whole_key(&row.chars);
        let any = |list: &[&str]| list.iter().any(|text| key.contains(text));
        self.out.no_signature |= any(&["免密免签", "免签", "无需签名", "NOSIGNATUREREQUIRED"]);
        if any(&["AUSGEFALLEN", "TSEAUSFALL", "OHNETSE"]) && any(&["SICHER", "TSE", "SIGNATUR"]) {
            self.out.device_failed |= !key.starts_with("SAMMELBELEG");
        }
        if any(&["KUNDENBELEG", "HANDLERBELEG"]) {
            self.card_block = true;
            self.has_card_block = true;
        } else if key.starts_with("TSE") || key.starts_with("MWST") || key.starts_with("STEUR") {
            self.card_block = false;
        }
    }

    fn get(&self, r: usize, s: usize) -> Option<Segment> {
        self.rows.get(r)?.segments.get(s).copied()
    }

    /// One label; the number of the segment that comes next.
    fn segment(&mut self, r: usize, s: usize) -> usize {
        let Some(segment) = self.get(r, s) else { return s + 1 };
        let Some(label) = segment.label else { return s + 1 };
        if self.out.fields.len() + self.times.len() >= MOST_MEMBERS {
            self.out.cut = true;
            return s + 1;
        }
        self.note(&label, r);
        if label.entry.is_mark() {
            self.mark(&label, segment, r);
            return s + 1;
        }
        if self.ended && !matches!(label.entry.code, APP_VERSION | FEATURE_CODE) {
            return s + 1;
        }
        self.first_label.get_or_insert(r);
        // A line of labels: the values stand below in the same order.
        if segment.is_empty() {
            let count = self.rows.get(r).map_or(0, |row| {
                let empty = |x: &&Segment| x.is_empty() && x.label.is_some_and(|l| !l.entry.is_mark());
                row.segments.iter().skip(s).take_while(empty).count()
            });
            let last = self.rows.get(r).is_some_and(|row| s + count == row.segments.len());
            if count > 1 && last {
                self.header(r, s);
                return s + count;
            }
            if last && !self.stacked(r) {
                self.below(&label, r);
            }
            return s + 1;
        }
        self.beside(&label, segment, r);
        s + 1
    }

    /// Labels one below the other, then as many values one below the other: a table read column by column.
    fn stacked(&mut self, r: usize) -> bool {
        let label_of = |row: &Row| match row.segments.as_slice() {
            [only] if only.is_empty() && row.kind == Kind::Text => {
                only.label.filter(|l| !l.entry.is_mark() && !l.fuzzy)
            }
            _ => None,
        };
        let labels: Vec<Label> = self.rows.iter().skip(r).take(8).map_while(label_of).collect();
        if labels.len() < 2 {
            return false;
        }
        let values: Vec<(usize, Segment)> = (r + labels.len()..)
            .map_while(|i| self.rows.get(i).and_then(Row::orphan).map(|lead| (i, lead)))
            .take(labels.len() + 1)
            .collect();
        if values.len() != labels.len() {
            return false;
        }
        let mut found = Vec::new();
        for (label, &(line, lead)) in labels.iter().zip(&values) {
            let text = self.slice(line, lead);
            let fit = self.members(label).into_iter().find_map(|member| {
                let fit = value::fit(member, &text, label.han)?;
                (fit.strict && fit.end == text.len()).then_some((member, fit))
            });
            let Some((member, fit)) = fit else { return false };
            found.push((*label, member, fit, line, lead.from));
        }
        for (label, member, fit, line, from) in found {
            self.emit(member, fit, &label, line, from);
            self.use_row(line);
        }
        for row in self.rows.iter_mut().skip(r + 1).take(labels.len() - 1) {
            row.segments.clear();
        }
        true
    }

    fn note(&mut self, label: &Label, r: usize) {
        let seen = &mut self.seen;
        if label.entry.is_mark() {
            return;
        }
        if label.han {
            seen.han += 1;
            let text = self.rows.get(r).map_or(&[][..], |row| row.slice(label.from, label.to));
            let differs = |c: &char| super::fold::key_char(' ', *c).is_some_and(|k| k != *c) && is_han(*c);
            seen.traditional += usize::from(text.iter().any(differs));
            seen.taiwan |=
                matches!(label.entry.key, "商店代号" | "端末机代号" | "端末机编号" | "特店代号" | "特店代码");
        } else if label.entry.german {
            seen.german += 1;
        } else {
            seen.latin += 1;
        }
        seen.bilingual += usize::from(label.bilingual);
        seen.slash_pair |= label.slash;
    }

    fn mark(&mut self, label: &Label, segment: Segment, r: usize) {
        match label.entry.code {
            MERCHANT_COPY => self.out.copy = self.out.copy.or(Some(Copy::Merchant)),
            CARDHOLDER_COPY => self.out.copy = self.out.copy.or(Some(Copy::Cardholder)),
            BANK_COPY => self.out.copy = self.out.copy.or(Some(Copy::Bank)),
            REPRINT => self.out.reprint = true,
            TEST => self.out.test = true,
            NO_SIGNATURE => self.out.no_signature = true,
            DEVICE_FAILED => self.out.device_failed = true,
            TITLE => self.seen.titles += 1,
            SETTLEMENT => {
                self.seen.titles += 1;
                self.seen.settlement = true;
            }
            DIGEST => self.digest(segment, r),
            SIGNATURE | FOOTER => {
                self.seen.footers += 1;
                if label.entry.code == SIGNATURE {
                    self.signature.get_or_insert(r);
                }
                // A German receipt thanks and goes on; and what comes before any label ends nothing.
                self.ended |= self.out.fields.len() >= 3 && self.seen.german < 3;
            }
            _ => {}
        }
    }

    fn digest(&mut self, segment: Segment, r: usize) {
        let Some(row) = self.rows.get(r) else { return };
        let mut text = row.slice(segment.from, segment.to).to_vec();
        let mut from = (r, segment.from, segment.to);
        let mut next = r + 1;
        if text.is_empty()
            && let Some((below, lead)) = self.value_row(r)
            && let Some(row) = self.rows.get(below)
        {
            text = row.slice(lead.from, lead.to).to_vec();
            from = (below, lead.from, lead.to);
            next = below + 1;
        }
        let (mut hex, mut corrected, mut end) = digest::digits(&text);
        let mut raw = self.raw(from.0, from.1, from.1 + end);
        if hex.len() < 16
            && end == text.len()
            && let Some(lead) = self.rows.get(next).and_then(Row::orphan)
        {
            text.extend(self.rows.get(next).map_or(&[][..], |row| row.slice(lead.from, lead.to)));
            let joined = digest::digits(&text);
            if joined.0.len() == 16 && joined.2 == text.len() {
                raw.push_str(&self.raw(next, lead.from, lead.to));
                (hex, corrected, end) = joined;
                self.use_row(next);
            }
        }
        if hex.is_empty() {
            return;
        }
        let value = digest::grouped(&hex);
        let sure = hex.len() == 16 && !corrected && !at(&text, end).is_alphanumeric();
        let at = self.range(from.0, from.1, from.2);
        let uncertain = if sure { Vec::new() } else { vec![value.clone()] };
        let member = Member { name: "digest", value, raw, line: from.0, uncertain, at, ..Member::default() };
        self.out.fields.push(member);
    }

    /// The text as printed.
    pub(super) fn raw(&self, r: usize, from: usize, to: usize) -> String {
        let (from, to) = self.range(r, from, to);
        self.out
            .lines
            .get(r)
            .and_then(|line| line.text.get(from..to))
            .map_or_else(String::new, |t| String::from(t.trim()))
    }

    pub(super) fn range(&self, r: usize, from: usize, to: usize) -> (usize, usize) {
        self.rows.get(r).map_or((0, 0), |row| row.range(from, to))
    }

    fn use_row(&mut self, r: usize) {
        if let Some(row) = self.rows.get_mut(r) {
            row.used = true;
        }
    }

    /// The line below in which a value may stand: text without a label at its beginning.
    fn value_row(&self, r: usize) -> Option<(usize, Segment)> {
        for next in r + 1..=r + 3 {
            let row = self.rows.get(next)?;
            match row.kind {
                Kind::Blank => {}
                Kind::Text => {
                    return row.lead().map(|mut lead| {
                        // The colon of a label that fills the line above.
                        lead.from += run(&row.chars, lead.from, |c| c == ':' || c == ' ').min(lead.to - lead.from);
                        (next, lead)
                    });
                }
                Kind::Rule | Kind::Code => return None,
            }
        }
        None
    }

    /// The line directly below, when all of it may belong to the value above.
    fn continuation(&self, r: usize) -> Option<(usize, Segment)> {
        let row = self.rows.get(r + 1)?;
        row.lead().map(|lead| (r + 1, lead))
    }

    fn slice(&self, r: usize, segment: Segment) -> Vec<char> {
        self.rows.get(r).map_or_else(Vec::new, |row| row.slice(segment.from, segment.to).to_vec())
    }

    /// The value behind its label.
    fn beside(&mut self, label: &Label, segment: Segment, r: usize) {
        let text = self.slice(r, segment);
        if is_masked(&text) {
            return;
        }
        let last = self.rows.get(r).is_some_and(|row| row.segments.last().is_some_and(|l| l.from == segment.from));
        let members: Vec<u8> = self.members(label);
        if let Some(&member) = members.iter().find(|&&m| is_text(m)) {
            self.text(member, r, segment, last);
            return;
        }
        if let Some(&member) = members.iter().find(|&&m| joins(m)) {
            self.joined(member, r, segment, last);
            return;
        }
        let mut best: Option<(u8, Fit)> = None;
        for &member in &members {
            let Some(fit) = value::fit(member, &text, label.han).filter(|fit| stands_alone(member, &text, fit)) else {
                continue;
            };
            if fit.strict || best.is_none() {
                let strict = fit.strict;
                best = Some((member, fit));
                if strict {
                    break;
                }
            }
        }
        let whole = best.as_ref().is_some_and(|(member, fit)| fit.strict && !may_go_on(*member, &text, fit));
        if !whole && last && self.goes_on(label, &members, &text, r, segment) {
            return;
        }
        match best {
            Some((member, mut fit)) => {
                if may_vary(member)
                    && last
                    && fit.end == text.len()
                    && let Some((next, lead)) = self.cut_off(r, segment.to)
                {
                    let mut joined = text.clone();
                    joined.extend(self.slice(next, lead));
                    let more = value::fit(member, &joined, label.han).filter(|more| more.end == joined.len());
                    if let Some(more) = more {
                        fit.candidates = vec![fit.value.clone(), more.value];
                        self.use_row(next);
                    }
                }
                self.emit(member, fit, label, r, segment.from);
            }
            None => self.misfit(&members, label, &text, r, segment),
        }
    }

    /// What a label may name at this place.
    fn members(&self, label: &Label) -> Vec<u8> {
        let mut members: Vec<u8> = meanings(label).collect();
        if self.card_block && members.contains(&TERMINAL_RECEIPT_NO) {
            members = vec![TERMINAL_RECEIPT_NO];
        }
        if self.card_block && members.contains(&TSE_TRANSACTION) && members.contains(&STAN) {
            members.swap(0, 1);
        }
        members
    }

    /// The value and the line below make one value.
    fn goes_on(&mut self, label: &Label, members: &[u8], text: &[char], r: usize, segment: Segment) -> bool {
        let Some((next, lead)) = self.continuation(r) else { return false };
        let below = self.slice(next, lead);
        for &member in members {
            for blank in [false, true] {
                if blank && member != TIME {
                    continue;
                }
                let mut joined = text.to_vec();
                if blank {
                    joined.push(' ');
                }
                joined.extend(&below);
                let Some(fit) = value::fit(member, &joined, label.han) else { continue };
                let whole = fit.strict && fit.end > text.len() && stands_alone(member, &joined, &fit);
                let more = match member {
                    TIME => fit.value.contains('T') && fit.end == joined.len(),
                    PAN => {
                        fit.number_end > text.len()
                            && (!value::card::check_digit(text) || value::card::check_digit(&joined))
                    }
                    _ => !is_amount(member) || (fit.value.contains('.') && fit.end == joined.len()),
                };
                if !whole || !more {
                    continue;
                }
                if member == PAN {
                    let end = lead.from + fit.number_end.saturating_sub(text.len());
                    self.use_row(next);
                    self.card_number(fit, &[(r, segment.from, segment.to), (next, lead.from, end)]);
                    return true;
                }
                let end = lead.from + fit.end - text.len() - usize::from(blank);
                let mut raw = self.raw(r, segment.from, segment.to);
                if blank {
                    raw.push(' ');
                }
                raw.push_str(&self.raw(next, lead.from, end));
                let rest = trimmed(&below, (end - lead.from).min(below.len()), below.len());
                if rest.0 >= rest.1 {
                    self.use_row(next);
                }
                self.emit_raw(member, fit, label, r, segment, raw);
                return true;
            }
        }
        false
    }

    /// The value below its label.
    fn below(&mut self, label: &Label, r: usize) {
        if self.word_below(label, r) {
            return;
        }
        let Some((next, lead)) = self.value_row(r) else { return };
        if label.bracket_only
            && self
                .out
                .fields
                .last()
                .is_some_and(|m| Some(m.name) == MEMBERS.get(usize::from(label.entry.code)).copied())
        {
            return;
        }
        let text = self.slice(next, lead);
        if is_masked(&text) {
            self.use_row(next);
            return;
        }
        let whole = self.rows.get(next).is_some_and(|row| row.segments.len() == 1);
        // An unknown label before this one, and several values below: which is whose is not certain.
        let unknown = self.rows.get(r).and_then(|row| row.segments.first()).is_some_and(|s| s.label.is_none());
        if unknown && text.windows(2).any(|w| w == [' ', ' ']) {
            return;
        }
        for member in self.members(label) {
            if is_text(member) {
                // A remark stands directly below its label, or there is none.
                if member == REMARK && next > r + 1 {
                    return;
                }
                let name = label.fuzzy && !label.bilingual && !label.colon;
                if !name && !self.is_value_elsewhere(member, &text) {
                    self.text(member, next, lead, whole);
                    self.use_row(next);
                }
                return;
            }
            if joins(member) {
                self.joined(member, next, lead, whole);
                return;
            }
            let fit = value::fit(member, &text, label.han).filter(|fit| stands_alone(member, &text, fit));
            let complete = fit.as_ref().is_some_and(|fit| fit.strict && !may_go_on(member, &text, fit));
            if !complete && whole && self.goes_on(label, &[member], &text, next, lead) {
                self.use_row(next);
                return;
            }
            let Some(fit) = fit else { continue };
            let (rest, end) = trimmed(&text, fit.end, text.len());
            // Below a label stands its value and nothing else, but for what is known to follow it.
            // Two values below two lines of labels: which is whose is not certain.
            let above = r.checked_sub(1).and_then(|above| self.rows.get(above)?.segments.last().copied());
            let above = above.filter(Segment::is_empty).and_then(|s| s.label).filter(|l| !l.entry.is_mark());
            let stacked = above.is_some();
            // Nor is a single one, when it might be either's.
            let either = above.filter(|l| !l.colon).is_some_and(|l| {
                meanings(&l).any(|m| value::fit(m, &text, l.han).is_some_and(|fit| fit.strict && fit.end == text.len()))
            });
            if either {
                return;
            }
            let alone = rest >= end || (rest > fit.end + 1 && !stacked) || matches!(member, PAN | TIME | TYPE);
            if alone && (fit.strict || !label.fuzzy) {
                self.emit(member, fit, label, next, lead.from);
                self.use_row(next);
                return;
            }
        }
    }

    /// A value that is a word of the list may be a label's word as well: `AUTH` below `TRANS TYPE`.
    fn word_below(&mut self, label: &Label, r: usize) -> bool {
        let Some(next) = (r + 1..=r + 3).find(|&i| self.rows.get(i).is_some_and(|row| row.kind != Kind::Blank)) else {
            return false;
        };
        let Some(row) = self.rows.get(next).filter(|row| row.kind == Kind::Text && !row.used) else { return false };
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        let text = row.slice(from, to);
        let words = |member: &u8| matches!(*member, TYPE | METHOD | STATUS | CARD_BRAND | CARD_KIND | CURRENCY);
        let found = meanings(label).filter(words).find_map(|member| {
            value::fit(member, text, label.han).filter(|fit| fit.end == text.len()).map(|fit| (member, fit))
        });
        let Some((member, fit)) = found else { return false };
        self.emit(member, fit, label, next, from);
        if let Some(row) = self.rows.get_mut(next) {
            row.used = true;
            row.segments = vec![Segment { label: None, from, to }];
        }
        true
    }

    /// Text that is plainly something else is no name.
    fn is_value_elsewhere(&self, member: u8, text: &[char]) -> bool {
        let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
        let whole = |m| value::fit(m, text, true).is_some_and(|fit| fit.end == text.len());
        match member {
            MERCHANT | SHOP => whole(PAN) || whole(TYPE) || (digits == text.len() && digits >= 8),
            REMARK => whole(PAN) || (text.len() == 8 && whole(FEATURE_CODE)),
            _ => whole(PAN),
        }
    }

    /// A line of labels, the values below in the same order.
    fn header(&mut self, r: usize, s: usize) {
        let Some((next, lead)) = self.value_row(r) else { return };
        let (Some(row), Some(labels)) = (self.rows.get(next), self.rows.get(r)) else { return };
        if row.segments.len() != 1 {
            return;
        }
        let heads: Vec<(Label, usize)> = labels
            .segments
            .iter()
            .skip(s)
            .filter_map(|segment| segment.label)
            .map(|label| (label, labels.column(label.from)))
            .collect();
        let slash = heads.iter().any(|(label, _)| label.slash);
        let spread = heads.windows(2).all(|pair| match pair {
            [(a, _), (b, _)] => {
                at(&labels.chars, b.from - 1) == ' '
                    && at(&labels.chars, b.from.saturating_sub(2)) == ' '
                    && b.from > a.from
            }
            _ => true,
        });
        let text = row.slice(0, lead.to).to_vec();
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut i = lead.from;
        while i < lead.to {
            let end = (i..lead.to).find(|&j| at(&text, j) == ' ' && at(&text, j + 1) == ' ').unwrap_or(lead.to);
            parts.push((i, end));
            i = end + run(&text, end, |c| c == ' ');
        }
        let columns: Vec<usize> = parts.iter().map(|&(from, _)| row.column(from)).collect();
        let mut taken: Vec<(usize, usize, usize)> = Vec::new();
        if parts.len() == heads.len() {
            taken.extend(parts.iter().enumerate().map(|(n, &(from, to))| (n, from, to)));
        } else if parts.len() > heads.len() || slash || !spread {
            // In order, each as far as its own form goes.
            let mut from = lead.from;
            for (n, (label, _)) in heads.iter().enumerate() {
                let Some(rest) = text.get(from..lead.to) else { break };
                let end = meanings(label).find_map(|member| {
                    let fit = value::fit(member, rest, label.han).filter(|fit| stands_alone(member, rest, fit));
                    fit.filter(|fit| slash || spread || fit.strict).map(|fit| fit.end)
                });
                let Some(end) = end.or_else(|| {
                    let text = meanings(label).any(is_text);
                    text.then(|| rest.windows(2).position(|w| w == [' ', ' ']).unwrap_or(rest.len()))
                }) else {
                    if slash {
                        continue;
                    }
                    break;
                };
                taken.push((n, from, from + end));
                from += end + run(rest, end, |c| c == ' ');
            }
            if !slash && taken.len() < heads.len() {
                return;
            }
        } else {
            // Fewer values than labels: by their columns.
            for (&(from, to), &column) in parts.iter().zip(&columns) {
                let n = heads.iter().rposition(|&(_, head)| head <= column + 2);
                let Some(n) = n else { continue };
                if taken.iter().all(|&(other, ..)| other != n) {
                    taken.push((n, from, to));
                }
            }
        }
        self.use_row(next);
        for (n, from, to) in taken {
            if let Some((label, _)) = heads.get(n) {
                self.beside(&Label { colon: false, ..*label }, Segment { label: None, from, to }, next);
            }
        }
    }

    /// A value that is not of its member's form: shown with its candidate, never as certain.
    fn misfit(&mut self, members: &[u8], label: &Label, text: &[char], r: usize, segment: Segment) {
        let Some(&member) = members.first().filter(|_| label.colon && !label.fuzzy) else { return };
        if is_amount(member)
            || matches!(member, TYPE | METHOD | STATUS | CARD_BRAND | CARD_KIND | TIME | CURRENCY | ENTRY_MODE)
            || self.out.fields.len() >= MOST_MEMBERS
        {
            return;
        }
        let end = run(text, 0, |c| c.is_ascii_graphic() || is_bidi(c));
        let token = text.get(..end).unwrap_or(&[]);
        let letters = token.iter().filter(|c| c.is_ascii_alphanumeric()).count();
        if letters < 2 || letters * 2 < end || end > 64 || end < text.len() || !token.iter().any(char::is_ascii_digit) {
            return;
        }
        let raw = self.raw(r, segment.from, segment.from + end);
        let value = full_width_to_ascii(&raw);
        let at = self.range(r, segment.from, segment.from + end);
        let name = MEMBERS.get(usize::from(member)).copied().unwrap_or_default();
        let uncertain = vec![value.clone()];
        self.out.fields.push(Member { name, value, raw, line: r, uncertain, at, ..Member::default() });
    }

    /// A name or another text without a form of its own.
    pub(super) fn text(&mut self, member: u8, r: usize, segment: Segment, last: bool) {
        let chars = self.slice(r, segment);
        let mut to = segment.to;
        if !matches!(member, MERCHANT | REMARK | APP_LABEL | APP_NAME)
            && let Some(gap) = chars.windows(2).position(|w| w == [' ', ' '])
        {
            to = segment.from + gap;
        }
        let mut raw = self.raw(r, segment.from, to);
        let mut uncertain = Vec::new();
        let mut below = r;
        // A remark is a block; a name may be wrapped.
        let most = match member {
            REMARK => 4,
            MERCHANT => 2,
            ISSUER | ACQUIRER | SHOP => 1,
            _ => 0,
        };
        for _ in 0..most {
            if !last || to < segment.to {
                break;
            }
            let Some((next, lead)) = self.continuation(below) else { break };
            let more = self.slice(next, lead);
            let alone = self.rows.get(next).is_some_and(|row| row.segments.len() == 1);
            let open = raw.matches(['(', '（']).count() > raw.matches([')', '）']).count();
            let first = at(&more, 0);
            let before = raw.chars().next_back().unwrap_or(' ');
            if !alone || (!open && (self.is_value_elsewhere(member, &more) || looks_numeric(&more))) {
                break;
            }
            let fits = match member {
                REMARK => true,
                MERCHANT => open || is_word(first),
                // A wrapped name leaves a short rest below a long line.
                _ => {
                    open || (is_han(before)
                        && more.len() <= 6
                        && more.iter().all(|&c| is_han(c) || c == ')')
                        && self.width(below) >= 18)
                }
            };
            if !fits {
                break;
            }
            let piece = self.raw(next, lead.from, lead.to);
            let latin = before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
            if member == REMARK || latin {
                // Where Latin text was broken there may have been a blank, or not.
                if member != REMARK {
                    let mut glued = raw.clone();
                    glued.push_str(&piece);
                    uncertain = vec![glued];
                }
                raw.push(' ');
            } else if let Some(glued) = uncertain.first_mut() {
                glued.push_str(&piece);
            }
            raw.push_str(&piece);
            self.use_row(next);
            below = next;
        }
        if below == r
            && last
            && member != REMARK
            && let Some((next, lead)) = self.cut_off(r, to)
        {
            let mut glued = raw.clone();
            glued.push_str(&self.raw(next, lead.from, lead.to));
            uncertain = vec![glued];
            self.use_row(next);
        }
        let mut value = collapse_white_space(&raw);
        if member != MERCHANT {
            value = collapse_white_space(&full_width_to_ascii(&value));
        }
        if !uncertain.is_empty() {
            uncertain = uncertain.iter().map(|v| collapse_white_space(v)).collect();
            uncertain.insert(0, value.clone());
        }
        let count = value.chars().count();
        let least = match member {
            SHOP | REMARK | APP_LABEL | APP_NAME => 1,
            APP_VERSION => 3,
            _ => 2,
        };
        let printable = member != APP_LABEL || value.is_ascii();
        let named = value.chars().any(char::is_alphanumeric);
        if count < least || count > value::longest_text(member) || !printable || !named {
            return;
        }
        let at = self.range(r, segment.from, to);
        let name = MEMBERS.get(usize::from(member)).copied().unwrap_or_default();
        self.out.fields.push(Member { name, value, raw, line: r, uncertain, at, ..Member::default() });
    }

    /// What a value may be when its line is full and text follows that nothing else claims: it may have been cut there.
    fn cut_off(&self, r: usize, to: usize) -> Option<(usize, Segment)> {
        let row = self.rows.get(r)?;
        let (_, end) = trimmed(&row.chars, 0, row.chars.len());
        let full = to == end && row.column(row.chars.len()) + 1 >= self.widest;
        let (next, lead) = self.continuation(r).filter(|_| full)?;
        let below = self.rows.get(next)?;
        let whole = below.segments.len() == 1 && at(&below.chars, lead.from).is_alphanumeric();
        (whole && self.widest >= 16 && lead.to - lead.from < 24).then_some((next, lead))
    }

    fn width(&self, r: usize) -> usize {
        self.rows.get(r).map_or(0, |row| row.column(row.chars.len()))
    }

    /// A long value of one kind of characters, which goes on in the lines below until it is complete.
    fn joined(&mut self, member: u8, r: usize, segment: Segment, last: bool) {
        let allowed = |c: char| match member {
            ORDER_NO => value::is_order(c),
            PAY_ORDER_NO | ORIG_ORDER_NO => c.is_ascii_alphanumeric(),
            IAD | AID => c.is_ascii_hexdigit() || matches!(c, 'O' | 'l' | 'I' | ' '),
            _ => c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | ' '),
        };
        let first = self.slice(r, segment);
        let end = run(&first, 0, allowed);
        let (_, end) = trimmed(&first, 0, end);
        let mut text: Vec<char> = first.get(..end).unwrap_or(&[]).to_vec();
        let mut lines = vec![(r, segment.from, segment.from + end)];
        let complete = |text: &[char]| -> Option<Fit> {
            let dense: Vec<char> = text.iter().copied().filter(|&c| c != ' ').collect();
            let mut fit = value::fit(member, &dense, false).filter(|fit| fit.end == dense.len());
            if fit.is_none() && matches!(member, TSE_SIGNATURE | TSE_PUBLIC_KEY) {
                // A blank inside is a lost "+" when the length is short by exactly that.
                let plus: Vec<char> = text.iter().map(|&c| if c == ' ' { '+' } else { c }).collect();
                fit = value::fit(member, &plus, false).filter(|fit| fit.end == plus.len());
            }
            fit
        };
        let mut found = complete(&text);
        let mut next = r + 1;
        let fixed = matches!(member, TSE_SIGNATURE | TSE_PUBLIC_KEY | TSE_SERIAL);
        while last && end == first.len() && lines.len() < 8 && !(fixed && found.is_some()) {
            if member == PAY_ORDER_NO && text.len() == 28 {
                break;
            }
            let Some(row) = self.rows.get(next) else { break };
            if row.kind == Kind::Blank && next == r + 1 && !fixed {
                next += 1;
                continue;
            }
            let (from, to) = trimmed(&row.chars, 0, row.chars.len());
            let more = row.slice(from, to);
            let unlabelled = row.kind == Kind::Code || row.orphan().is_some();
            let same = more.starts_with(&text) && !text.is_empty();
            // Below hex digits the feature code may stand: they go on only where the line was full.
            if matches!(member, IAD | AID) && self.width(next - 1) + 2 < self.widest && found.is_some() {
                break;
            }
            if !unlabelled || more.is_empty() || !more.iter().all(|&c| allowed(c) && c != ' ') || same {
                break;
            }
            let mut joined = text.clone();
            joined.extend(more);
            let fit = complete(&joined);
            if fit.is_none() && !fixed && !matches!(member, IAD | AID) {
                break;
            }
            if fixed && joined.len() > 180 {
                break;
            }
            lines.push((next, from, to));
            text = joined;
            found = fit;
            next += 1;
        }
        let Some(mut fit) = found.filter(|fit| fit.strict) else { return };
        // A wallet's number has 28 digits when it begins like this.
        if fit.value.starts_with("42000") && fit.value.len() < 28 {
            fit.candidates = vec![fit.value.clone()];
        }
        let mut raw = String::new();
        for &(line, from, to) in &lines {
            raw.push_str(&self.raw(line, from, to));
            if line != r {
                self.use_row(line);
            }
        }
        self.use_row_if_lead(r, segment);
        let label = None;
        self.push(member, fit, label, r, (segment.from, segment.from + end), raw);
    }

    fn use_row_if_lead(&mut self, r: usize, segment: Segment) {
        if segment.label.is_none() {
            self.use_row(r);
        }
    }

    /// A member that was found by its form alone.
    pub(super) fn emit_unlabelled(&mut self, member: u8, fit: Fit, r: usize, from: usize) {
        let label = Label::none(member);
        self.emit(member, fit, &label, r, from);
    }

    /// Adds a member found in one place.
    pub(super) fn emit(&mut self, member: u8, fit: Fit, label: &Label, r: usize, from: usize) {
        if member == PAN {
            let end = from + fit.number_end;
            return self.card_number(fit, &[(r, from, end)]);
        }
        let to = from + fit.end;
        let raw = self.raw(r, from, to);
        let segment = Segment { label: None, from, to };
        self.emit_raw(member, fit, label, r, segment, raw);
    }

    fn emit_raw(&mut self, member: u8, fit: Fit, label: &Label, r: usize, segment: Segment, raw: String) {
        if let Some((letter, bracket)) = fit.entry {
            let at = self.range(r, segment.from, segment.from + fit.end);
            self.entries.push(EntryMark { letter, bracket, line: r, at });
        }
        if is_amount(member) {
            let currency = fit.currency.or(label.currency);
            if let Some(code) = currency {
                let mark = if fit.currency.is_some() {
                    self.raw(r, segment.from + fit.mark.0, segment.from + fit.mark.1)
                } else {
                    String::from(code)
                };
                let at = self.range(r, segment.from + fit.mark.0, segment.from + fit.mark.1);
                self.currency(code, mark, r, at);
            }
            if member == AMOUNT && is_total(label.entry.key) {
                self.totals.push(self.out.fields.len());
            }
            // Nothing off, nothing back.
            if matches!(member, DISCOUNT | CHANGE) && label.han && fit.value.trim_start_matches(['0', '.']).is_empty() {
                return;
            }
        }
        self.push(member, fit, Some(label), r, (segment.from, segment.to), raw);
    }

    /// A currency that is printed; each once.
    pub(super) fn currency(&mut self, code: &str, raw: String, line: usize, at: (usize, usize)) {
        if !self.out.fields.iter().any(|m| m.name == "currency" && m.value == code) {
            let value = String::from(code);
            self.out.fields.push(Member { name: "currency", value, raw, line, at, ..Member::default() });
        }
    }

    fn push(&mut self, member: u8, fit: Fit, label: Option<&Label>, r: usize, range: (usize, usize), raw: String) {
        let name = MEMBERS.get(usize::from(member)).copied().unwrap_or_default();
        let at = self.range(r, range.0, range.1);
        let corrected = fit.read.map(|read| Correction { read, value: fit.value.clone() });
        let mut uncertain = fit.candidates;
        let mut value = fit.value;
        // A till's number printed in Chinese is no register id.
        if member == REGISTER_ID && label.is_some_and(|label| label.han) {
            return;
        }
        if member == TIME {
            let text: Vec<char> = raw.chars().map(super::fold::plain).collect();
            let Some(stamp) = value::stamp::stamp(&text) else { return };
            let member = Member { name, value, raw, line: r, corrected, at, ..Member::default() };
            self.times.push(TimePart { stamp, member });
            return;
        }
        if uncertain.is_empty() && raw.chars().any(is_bidi) {
            // What stands there is not what is seen.
            value.clone_from(&raw);
            uncertain.clear();
        }
        self.out.fields.push(Member { name, value, raw, line: r, negative: fit.negative, corrected, uncertain, at });
    }

    /// A card number, in one piece or two: what must not be kept is masked in the lines, too.
    fn card_number(&mut self, mut fit: Fit, pieces: &[(usize, usize, usize)]) {
        let Some((&(r, from, to), &(last, _, end))) = pieces.first().zip(pieces.last()) else { return };
        let printed: Vec<String> = pieces.iter().map(|&(r, from, to)| self.raw(r, from, to)).collect();
        let masked: Vec<char> = mask_printed(&printed.concat()).chars().collect();
        let mut rest = masked.as_slice();
        for (&(r, from, to), piece) in pieces.iter().zip(&printed) {
            let (head, tail) = rest.split_at(piece.chars().count().min(rest.len()));
            rest = tail;
            let (from, to) = self.range(r, from, to);
            if let Some(line) = self.out.lines.get_mut(r)
                && let (Some(before), Some(number), Some(after)) =
                    (line.text.get(..from), line.text.get(from..to), line.text.get(to..))
            {
                let number = number.replace(piece.as_str(), &head.iter().collect::<String>());
                line.text = [before, &number, after].concat();
            }
        }
        let mut entry = fit.entry.take().map(|mode| (mode, last, self.range(last, end, end + 4)));
        if entry.is_none()
            && let Some((next, lead)) = self.continuation(last)
        {
            let below = self.slice(next, lead);
            if let Some((mode, _)) = value::card::mode(&below, 0).filter(|(_, end)| *end == below.len()) {
                entry = Some((mode, next, self.range(next, lead.from, lead.to)));
                self.use_row(next);
            }
        }
        self.push(PAN, fit, None, r, (from, to), masked.into_iter().collect());
        if let Some(((letter, bracket), line, at)) = entry {
            self.entries.push(EntryMark { letter, bracket, line, at });
        }
    }

    /// Language of the labels.
    pub(super) fn language(&self) -> Language {
        let seen = &self.seen;
        if seen.german > seen.han && seen.german >= seen.latin.max(1) {
            Language::De
        } else if seen.han == 0 {
            Language::En
        } else if seen.bilingual * 3 >= seen.han {
            Language::ZhEn
        } else {
            Language::Zh
        }
    }
}

/// A word that may go on a name.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | '(' | '&' | '\'')
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Mostly digits: a number, an amount or a date, no part of a name.
fn looks_numeric(text: &[char]) -> bool {
    let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
    digits * 2 > text.iter().filter(|&&c| c != ' ').count() && digits > 2
}

/// Members of digits or letters whose length says nothing.
fn may_vary(member: u8) -> bool {
    matches!(
        member,
        OPERATOR
            | CSN
            | TILL_NO
            | TSE_TRANSACTION
            | TSE_COUNTER
            | SERIAL_NUMBER
            | RECEIPT_NO
            | CERTIFICATE_SERIAL
            | ACQUIRER_CODE
            | ISSUER_CODE
            | TERMINAL_RECEIPT_NO
            | REGISTER_ID
    )
}

fn is_masked(text: &[char]) -> bool {
    text.iter().all(|c| matches!(c, '*' | 'x' | 'X' | '#' | '-' | '/' | '_' | '.' | ' ' | '—'))
}

/// Members that wrap, of one kind of characters.
fn joins(member: u8) -> bool {
    matches!(member, ORDER_NO | PAY_ORDER_NO | ORIG_ORDER_NO | IAD | AID | TSE_SIGNATURE | TSE_PUBLIC_KEY | TSE_SERIAL)
}

/// Labels of what is paid in the end.
fn is_total(key: &str) -> bool {
    key.contains('总') || key.contains('合') || key.contains('实') || key.contains("TOTAL") || key.contains("GESAMT")
}

/// Nothing follows that would make it another value.
fn stands_alone(member: u8, text: &[char], fit: &Fit) -> bool {
    let next = at(text, fit.end);
    let last = at(text, fit.end.wrapping_sub(1));
    if next.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() || is_bidi(next) {
        return false;
    }
    let (rest, end) = trimmed(text, fit.end, text.len());
    let first = if rest < end { at(text, rest) } else { ' ' };
    if is_amount(member) {
        // A row of a table, or a sentence.
        return !(first.is_ascii_digit()
            || matches!(first, '-' | '%' | ',' | '/' | 'x' | '*') && at(text, rest + 1) != '-');
    }
    if matches!(member, TYPE | STATUS | METHOD) {
        return true;
    }
    // A date with digits behind it that are no time: what they are is not certain.
    if member == TIME && ((!fit.value.contains(':') && first.is_ascii_digit()) || next == ':') {
        return false;
    }
    // A full stop or hyphen inside a number makes it another one.
    !(matches!(next, '.' | '-' | '/' | ':' | ',') && at(text, fit.end + 1).is_ascii_alphanumeric())
        || matches!(member, PAN | TIME)
}

/// A value that is complete, but might be more: a time without seconds, an amount without decimals at the line's end.
fn may_go_on(member: u8, text: &[char], fit: &Fit) -> bool {
    if member == TIME {
        return fit.value.len() < "2026-11-20T18:42:07".len();
    }
    if member == PAN {
        // The last four may be on the next line; and a whole number of fewer than 19 digits may be longer.
        let last = fit.value.bytes().rev().take_while(u8::is_ascii_digit).count();
        return fit.end == text.len() && (last < 4 || (value::card::is_whole(text) && fit.value.len() < 19));
    }
    let number: &[char] = text.get(..fit.end).unwrap_or(&[]);
    let decimals = number.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let point = number.iter().rev().nth(decimals).is_some_and(|&c| c == '.' || c == ',');
    let (rest, end) = trimmed(text, fit.end, text.len());
    is_amount(member)
        && !(point && decimals == 2)
        && end - rest.min(end) <= 1
        && !is_han(at(number, number.len().wrapping_sub(1)))
}

/// A card number as printed, with `*` for the digits that must not be kept; the length stays.
fn mask_printed(printed: &str) -> String {
    let counts = |c: char| value::safe_digit(c).is_some() || value::card::is_mask(c);
    let length = printed.chars().filter(|&c| counts(super::fold::plain(c))).count();
    let mut position = 0;
    let masked = printed.chars().map(|c| {
        let plain = super::fold::plain(c);
        if !counts(plain) {
            return c;
        }
        position += 1;
        let kept = position <= 6 || position + 4 > length || value::card::is_mask(plain);
        match (kept, c.is_ascii()) {
            (true, _) => c,
            (false, true) => '*',
            (false, false) => '＊',
        }
    });
    masked.collect()
}

/// Where a label begins that only the next line completes.
fn split_label(table: &Table, row: &Row, next: &Row) -> Option<usize> {
    let mut cutter = Cutter { table, searches: 0 };
    let last = *row.segments.last()?;
    let (_, end) = trimmed(&row.chars, 0, row.chars.len());
    let text = row.slice(last.from, last.to);
    let after_gap = text.windows(2).rposition(|w| w == [' ', ' ']).map(|gap| last.from + gap + 2);
    let after_blank = text.iter().rposition(|&c| c == ' ').map(|blank| last.from + blank + 1);
    let candidates = [
        after_gap,
        after_blank,
        last.label.filter(|_| last.is_empty()).map(|label| label.from),
        last.label.is_none().then_some(last.from),
    ];
    let (from, to) = trimmed(&next.chars, 0, next.chars.len());
    let below = next.slice(from, to.min(from + 64));
    let labelled = cutter.cut(below).first().is_some_and(|s| s.label.is_some());
    candidates.into_iter().flatten().find(|&start| {
        let tail = row.slice(start, end);
        if tail.is_empty() || tail.len() > 24 || (labelled && tail != ['原']) {
            return false;
        }
        let mut joined = tail.to_vec();
        joined.extend(below);
        let first = cutter.cut(&joined).first().and_then(|s| s.label);
        first.is_some_and(|label| {
            let meant = Some(start) != after_blank || Some(start) == after_gap || label.colon;
            label.from == 0 && !label.fuzzy && label.to > tail.len() && meant && {
                // The name itself, or its bracket, runs over the line's end.
                let alone = cutter.cut(tail).first().and_then(|s| s.label);
                let longer = alone.is_none_or(|alone| alone.entry.key.len() < label.entry.key.len());
                let open = tail.contains(&'(') && !tail.contains(&')');
                let colon = tail.last() == Some(&':');
                (longer || open) && !colon
            }
        })
    })
}
