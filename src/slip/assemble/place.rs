//! Where a label's value stands.

use super::{
    super::{
        fold::{is_han, is_letter},
        label::{Label, meanings},
        row::{Kind, Row, Segment, trimmed},
        table::*,
        value::{
            self, Fit, at, is_amount, is_text,
            number::{behind_count, count_digits, skip},
        },
    },
    Assembler,
    emit::is_bidi,
};
use alloc::{boxed::Box, string::String, vec, vec::Vec};

impl Assembler {
    /// The value behind its label.
    pub(super) fn beside(&mut self, label: &Label, mut segment: Segment, r: usize, last: bool) {
        let mut text = self.slice(r, segment);
        // "合計: 3  $466" is three pieces.
        if is_amount(label.entry.code)
            && let Some(from) = behind_count(&text)
        {
            segment.from += from;
            text.drain(..from);
        }
        if is_masked(&text) {
            return;
        }
        let members = self.members(label);
        for &member in &members {
            if is_text(member) {
                return self.text(member, r, segment, last);
            }
            if value::joins(member) {
                return self.joined(member, r, segment, last);
            }
        }
        let mut best: Option<(u8, Box<Fit>)> = None;
        for &member in &members {
            let fit = value::fit(member, &text, label.han).filter(|fit| stands_alone(member, &text, fit));
            let Some(fit) = fit.filter(|fit| fit.strict || best.is_none()) else { continue };
            let strict = fit.strict;
            best = Some((member, fit));
            if strict {
                break;
            }
        }
        let whole = best.as_ref().is_some_and(|(member, fit)| fit.strict && !may_go_on(*member, &text, fit));
        if !whole && last && self.goes_on(label, &members, &text, r, segment) {
            return;
        }
        let mut shorter = None;
        let Some((member, mut fit)) = best else { return self.misfit(&members, label, &text, r, segment) };
        if value::may_vary(member)
            && last
            && fit.end == text.len()
            && let Some((next, lead)) = self.cut_off(r, segment.to)
        {
            let mut joined = text;
            joined.extend(self.slice(next, lead));
            if let Some(more) = value::fit(member, &joined, label.han).filter(|more| more.end == joined.len()) {
                fit.candidates = vec![fit.value.clone(), more.value];
                self.use_row(next);
                shorter = Some(fit.value.clone());
            }
        }
        self.emit(member, fit, label, r, segment.from);
        if let (Some(shorter), Some(member)) = (shorter, self.out.fields.last_mut()) {
            member.shorter.push(shorter);
        }
    }

    /// What a label may name at this place.
    fn members(&self, label: &Label) -> Vec<u8> {
        let mut members = meanings(label);
        if self.in_card_block && members.contains(&TERMINAL_RECEIPT_NO) {
            members = vec![TERMINAL_RECEIPT_NO];
        }
        if self.in_card_block && members.as_slice() == [TSE_TRANSACTION, STAN] {
            members = vec![STAN, TSE_TRANSACTION];
        }
        members
    }

    /// The value and the line below make one value.
    fn goes_on(&mut self, label: &Label, members: &[u8], text: &[char], r: usize, segment: Segment) -> bool {
        let Some((next, lead)) = self.continuation(r) else { return false };
        let below = self.slice(next, lead);
        for &member in members {
            for blank in 0..=usize::from(member == TIME) {
                let mut joined = text.to_vec();
                joined.resize(text.len() + blank, ' ');
                joined.extend(&below);
                let Some(fit) = value::fit(member, &joined, label.han) else { continue };
                let all = fit.end == joined.len();
                let more = match member {
                    TIME => all && fit.value.contains('T'),
                    PAN => {
                        let checked = |text: &[char]| value::card::check_digit(text);
                        fit.number_end > text.len() && (!checked(text) || checked(&joined))
                    }
                    _ => !is_amount(member) || (all && fit.value.contains('.') && grouped(text, &below)),
                };
                if !more || !fit.strict || fit.end <= text.len() || !stands_alone(member, &joined, &fit) {
                    continue;
                }
                if member == PAN {
                    let end = lead.from + fit.number_end - text.len();
                    self.use_row(next);
                    self.card_number(fit, &[(r, segment.from, segment.to), (next, lead.from, end)]);
                    return true;
                }
                let end = (fit.end - text.len()).saturating_sub(blank);
                let mut raw = self.raw(r, segment.from, segment.to);
                if blank > 0 {
                    raw.push(' ');
                }
                raw.push_str(&self.raw(next, lead.from, lead.from + end));
                if below.iter().skip(end).all(|c| *c == ' ') {
                    self.use_row(next);
                }
                self.emit_raw(member, fit, label, r, segment, raw);
                return true;
            }
        }
        false
    }

    /// The value below its label.
    pub(super) fn below(&mut self, label: &Label, r: usize) {
        if self.word_below(label, r) {
            return;
        }
        // A line of one kind of characters, so long that no label is looked for in it.
        if let Some(row) = self.rows.get(r + 1).filter(|row| row.kind == Kind::Code && !row.used)
            && let Some(member) = self.members(label).into_iter().find(|&member| value::joins(member))
        {
            let (from, to) = trimmed(&row.chars, 0, row.chars.len());
            return self.joined(member, r + 1, Segment { label: None, from, to }, true);
        }
        let Some((next, lead)) = self.value_row(r) else { return };
        // The name in the other language below a label that has its value.
        if label.bracket_only && self.out.fields.last().is_some_and(|m| m.code == label.entry.code) {
            return;
        }
        let text = self.slice(next, lead);
        if is_masked(&text) {
            return self.use_row(next);
        }
        let whole = self.is_orphan(next);
        // An unknown label before this one, and several values below: which is whose is not certain.
        let unknown = self.rows.get(r).and_then(|row| row.segments.first()).is_some_and(|s| s.label.is_none());
        if unknown && gap(&text, 0).is_some() {
            return;
        }
        let above = r.checked_sub(1).and_then(|above| self.rows.get(above)?.segments.last().copied());
        let above = above.filter(Segment::is_empty).and_then(|s| s.label).filter(|l| !l.entry.is_mark());
        for member in self.members(label) {
            if is_text(member) {
                // A remark stands directly below its label, or there is none.
                let near = member != REMARK || next == r + 1;
                let sure = !label.fuzzy || label.bilingual || label.colon;
                if near && sure && !self.is_something_else(member, &text) {
                    self.text(member, next, lead, whole);
                    self.use_row(next);
                }
                return;
            }
            if value::joins(member) {
                return self.joined(member, next, lead, whole);
            }
            let fit = value::fit(member, &text, label.han).filter(|fit| stands_alone(member, &text, fit));
            let complete = fit.as_ref().is_some_and(|fit| fit.strict && !may_go_on(member, &text, fit));
            if !complete && whole && self.goes_on(label, &[member], &text, next, lead) {
                return self.use_row(next);
            }
            let Some(fit) = fit else { continue };
            let (rest, end) = trimmed(&text, fit.end, text.len());
            // Two labels one below the other, and one value that may be either's.
            let either = above.filter(|l| !l.colon).is_some_and(|l| {
                let fits = |m| value::fit(m, &text, l.han).is_some_and(|fit| fit.strict && fit.end == text.len());
                meanings(&l).into_iter().any(fits)
            });
            // Below a label stands its value and nothing else, but for what is known to follow it.
            let alone = rest >= end || (rest > fit.end + 1 && above.is_none()) || matches!(member, PAN | TIME | TYPE);
            if alone && !either && (fit.strict || !label.fuzzy) {
                self.emit(member, fit, label, next, lead.from);
                self.use_row(next);
                return;
            }
        }
        self.unread(label, &text);
    }

    /// A value that is a word of the list may be a label's word as well: `AUTH` below `TRANS TYPE`.
    fn word_below(&mut self, label: &Label, r: usize) -> bool {
        let mut next = r + 1;
        while next < r + 3 && self.rows.get(next).is_some_and(|row| row.kind == Kind::Blank) {
            next += 1;
        }
        let Some(row) = self.rows.get(next).filter(|row| row.kind == Kind::Text && !row.used) else { return false };
        let (from, to) = trimmed(&row.chars, 0, row.chars.len());
        let text = row.slice(from, to);
        for member in meanings(label) {
            if value::is_word(member)
                && let Some(fit) = value::fit(member, text, label.han).filter(|fit| fit.end == text.len())
            {
                self.emit(member, fit, label, next, from);
                if let Some(row) = self.rows.get_mut(next) {
                    row.used = true;
                    row.segments = vec![Segment { label: None, from, to }];
                }
                return true;
            }
        }
        false
    }

    /// Text that is plainly something else is no name.
    pub(super) fn is_something_else(&self, member: u8, text: &[char]) -> bool {
        let whole = |m| value::fit(m, text, true).is_some_and(|fit| fit.end == text.len());
        let number = text.len() >= 8 && count_digits(text) == text.len();
        let other = match member {
            MERCHANT | SHOP => number || whole(TYPE),
            REMARK => text.len() == 8 && whole(FEATURE_CODE),
            _ => false,
        };
        other || whole(PAN)
    }

    /// A line of labels, the values below in the same order.
    pub(super) fn header(&mut self, r: usize, s: usize) {
        let Some((next, lead)) = self.value_row(r).filter(|&(next, _)| self.is_orphan(next)) else { return };
        let (Some(row), Some(labels)) = (self.rows.get(next), self.rows.get(r)) else { return };
        let heads: Vec<Label> = labels.segments.iter().skip(s).filter_map(|segment| segment.label).collect();
        let slash = heads.iter().any(|label| label.slash);
        // Blanks are kept: two before every label.
        let spread = heads.iter().skip(1).all(|l| l.from > 1 && labels.slice(l.from - 2, l.from) == [' ', ' ']);
        let text = row.slice(0, lead.to);
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut i = lead.from;
        while i < lead.to {
            let end = gap(text, i).unwrap_or(lead.to);
            parts.push((i, end));
            i = skip(text, end);
        }
        let mut taken: Vec<(Label, usize, usize)> = Vec::new();
        if parts.len() < heads.len() && spread && !slash {
            // Fewer values than labels: by their columns.
            for (from, to) in parts {
                let column = row.column(from);
                let head = heads.iter().rev().find(|label| labels.column(label.from) <= column + 2);
                if let Some(head) = head.filter(|head| taken.iter().all(|(other, ..)| other.from != head.from)) {
                    taken.push((*head, from, to));
                }
            }
        } else if parts.len() == heads.len() {
            taken.extend(heads.iter().zip(&parts).map(|(label, part)| (*label, part.0, part.1)));
        } else {
            // In order, each as far as its own form goes.
            let mut from = lead.from;
            for label in &heads {
                let rest = text.get(from..).unwrap_or(&[]);
                let mut end = None;
                for member in meanings(label) {
                    if is_text(member) {
                        end = Some(gap(rest, 0).unwrap_or(rest.len()));
                    } else if let Some(fit) = value::fit(member, rest, label.han)
                        && stands_alone(member, rest, &fit)
                        && (slash || spread || fit.strict)
                    {
                        end = Some(fit.end);
                    }
                    if end.is_some() {
                        break;
                    }
                }
                if let Some(end) = end {
                    taken.push((*label, from, from + end));
                    from += skip(rest, end);
                } else if !slash {
                    return;
                }
            }
        }
        self.use_row(next);
        for (label, from, to) in taken {
            self.beside(&Label { colon: false, ..label }, Segment { label: None, from, to }, next, false);
        }
    }

    /// Labels one below the other, then as many values one below the other: a table read column by column.
    pub(super) fn stacked(&mut self, r: usize) -> bool {
        let label_of = |row: &Row| match row.segments.as_slice() {
            [only] if only.is_empty() && row.kind == Kind::Text => {
                only.label.filter(|l| !l.entry.is_mark() && !l.fuzzy)
            }
            _ => None,
        };
        let labels: Vec<Label> = self.rows.iter().skip(r).take(8).map_while(label_of).collect();
        let first = r + labels.len();
        let values = (first..first + 9).take_while(|&i| self.is_orphan(i)).count();
        if labels.len() < 2 || values != labels.len() {
            return false;
        }
        let mut found = Vec::new();
        for (label, line) in labels.iter().zip(first..) {
            let Some((_, lead)) = self.continuation(line - 1) else { return false };
            let text = self.slice(line, lead);
            for member in self.members(label) {
                if let Some(fit) = value::fit(member, &text, label.han).filter(|f| f.strict && f.end == text.len()) {
                    found.push((*label, member, fit, line, lead.from));
                    break;
                }
            }
        }
        if found.len() < labels.len() {
            return false;
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

    /// Digits stand where a member's value is, and are none of its form.
    fn unread(&mut self, label: &Label, text: &[char]) {
        if label.colon && !label.fuzzy && count_digits(text) > 0 {
            self.out.unread.extend(MEMBERS.get(usize::from(label.entry.code)));
        }
    }

    /// A value that is not of its member's form: shown with itself as the only candidate, never as certain.
    fn misfit(&mut self, members: &[u8], label: &Label, text: &[char], r: usize, segment: Segment) {
        self.unread(label, text);
        let Some(&member) = members.first().filter(|_| label.colon && !label.fuzzy) else { return };
        if is_amount(member) || value::is_word(member) || member == TIME {
            return;
        }
        let digits = count_digits(text);
        // "Paid by card: 138.00", "Nr: 004711": what has few digits and no mask is no card's number, but for the last four.
        let card = ["卡", "CARD", "KART"].iter().any(|name| has(label.entry.key, name));
        let last = card && digits == 4 && text.len() == 4;
        if member == PAN && !(last || card && digits > 7 || text.iter().any(|&c| value::card::is_mask(c))) {
            return;
        }
        let codes = text.iter().filter(|c| c.is_ascii_alphanumeric()).count();
        let token = text.iter().all(|&c| c.is_ascii_graphic() || is_bidi(c));
        if token && codes > 1 && codes * 2 >= text.len() && text.len() <= 64 && digits > 0 {
            let mut fit = Fit::new(String::new(), text.len(), false);
            fit.value = super::super::normal::full_width_to_ascii(&self.raw(r, segment.from, segment.to));
            if member != PAN || !last {
                fit.candidates = vec![fit.value.clone()];
            }
            let raw = self.raw(r, segment.from, segment.to);
            self.push(member, fit, r, (segment.from, segment.to), raw);
            self.mark_weak(label);
        }
    }
}

/// Where the next two blanks are.
pub(super) fn gap(text: &[char], from: usize) -> Option<usize> {
    (from..text.len()).find(|&i| at(text, i) == ' ' && at(text, i + 1) == ' ')
}

/// Whether a number that ends with a comma and two digits goes on below: with the third of the group, then the rest.
fn grouped(text: &[char], below: &[char]) -> bool {
    let open = matches!(text, [.., ',', a, b] if a.is_ascii_digit() && b.is_ascii_digit());
    !open || (at(below, 0).is_ascii_digit() && matches!(at(below, 1), '.' | ','))
}

fn is_masked(text: &[char]) -> bool {
    text.iter().all(|c| "*xX#-/_. ".contains(*c))
}

/// Nothing follows that would make it another value.
fn stands_alone(member: u8, text: &[char], fit: &Fit) -> bool {
    let next = at(text, fit.end);
    let last = at(text, fit.end.wrapping_sub(1));
    // A letter of another script, or a mark that is set upon the last character: what is seen is not what is read.
    let mark = (is_letter(next) && !next.is_ascii() && !is_han(next))
        || matches!(next, '\u{20D0}'..='\u{20FF}' | '½' | '¼' | '¾');
    if (next.is_ascii_alphanumeric() && last.is_ascii_alphanumeric()) || is_bidi(next) || mark {
        return false;
    }
    let rest = skip(text, fit.end);
    let first = at(text, rest);
    if is_amount(member) {
        // A row of a table, or a sentence.
        return !first.is_ascii_digit() && (!"-%,/x*".contains(first) || at(text, rest + 1) == '-');
    }
    if member == TIME {
        // A date with digits behind it that are no time: what they are is not certain.
        return next != ':' && (fit.value.contains(':') || !first.is_ascii_digit());
    }
    // A full stop or hyphen inside a number makes it another one.
    matches!(member, TYPE | STATUS | METHOD | PAN)
        || !(".-/:,".contains(next) && at(text, fit.end + 1).is_ascii_alphanumeric())
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
    let number = text.get(..fit.end).unwrap_or(&[]);
    // Behind a comma, two digits may be decimals, or all of a group that the line has room for.
    let decimals = matches!(number, [.., '.', a, b] if a.is_ascii_digit() && b.is_ascii_digit());
    let digit = number.last().is_some_and(|c| c.is_ascii_digit());
    is_amount(member) && digit && !decimals && fit.end + 1 >= text.len()
}
