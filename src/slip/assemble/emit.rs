//! Members found: what is kept of them, and how.

use super::{
    super::{
        fold::plain,
        label::Label,
        reading::{Correction, Member},
        row::Segment,
        table::*,
        value::{self, Fit, is_amount},
    },
    Assembler, EntryMark,
};
use alloc::{boxed::Box, string::String};

/// The place of a member: line, and bytes from and to.
type Place = (usize, (usize, usize));

impl Assembler {
    #[inline(never)]
    pub(crate) fn find(&self, code: u8) -> Option<&Member> {
        self.out.fields.iter().find(|member| member.code == code)
    }

    pub(crate) fn has(&self, code: u8) -> bool {
        self.find(code).is_some()
    }

    /// Adds a member that is certain.
    #[inline(never)]
    pub(crate) fn add(&mut self, code: u8, value: &str, raw: String, (line, at): Place) {
        self.out.fields.push(new_member(code, String::from(value), raw, (line, at)));
    }

    /// Adds a member found in one place.
    pub(crate) fn emit(&mut self, member: u8, fit: Box<Fit>, label: &Label, r: usize, from: usize) {
        if member == PAN {
            let end = from + fit.number_end;
            return self.card_number(fit, &[(r, from, end)]);
        }
        let to = from + fit.end;
        let raw = self.raw(r, from, to);
        self.emit_raw(member, fit, label, r, Segment { label: None, from, to }, raw);
    }

    pub(super) fn emit_raw(
        &mut self,
        member: u8,
        fit: Box<Fit>,
        label: &Label,
        r: usize,
        segment: Segment,
        raw: String,
    ) {
        if let Some((letter, bracket)) = fit.entry {
            let at = self.range(r, segment.from, segment.from + fit.end);
            self.entries.push(EntryMark { letter, bracket, line: r, at });
        }
        if is_amount(member) {
            if let Some(code) = fit.currency.or(label.currency) {
                let (from, to) = (segment.from + fit.mark.0, segment.from + fit.mark.1);
                let mark = if fit.currency.is_some() { self.raw(r, from, to) } else { String::from(code) };
                let at = self.range(r, from, to);
                // A currency that is printed, each once.
                if !self.out.fields.iter().any(|m| m.code == CURRENCY && m.value == code) {
                    self.add(CURRENCY, code, mark, (r, at));
                }
            }
            if member == AMOUNT && is_total(label.entry.key) {
                self.totals.push(self.out.fields.len());
            }
            // Nothing off, nothing back.
            let nothing = fit.value.bytes().all(|b| matches!(b, b'0' | b'.'));
            if nothing && label.han && matches!(member, DISCOUNT | CHANGE) {
                return;
            }
        }
        // A till's number printed in Chinese is no register id.
        if member != REGISTER_ID || !label.han {
            self.push(member, fit, r, (segment.from, segment.to), raw);
            self.mark_weak(label);
        }
    }

    /// Marks the member that was found last when its label may as well name another number of the shop.
    pub(super) fn mark_weak(&mut self, label: &Label) {
        if let Some(member) = self.out.fields.last_mut() {
            let is = |weak: &str| weak.split_once(':') == Some((member.name, label.entry.key));
            member.weak = WEAK.split(' ').any(is);
        }
    }

    #[inline(never)]
    #[expect(clippy::boxed_local, reason = "every caller has it boxed; unboxed, each call copies it")]
    pub(super) fn push(&mut self, code: u8, fit: Box<Fit>, r: usize, (from, to): (usize, usize), raw: String) {
        let fit = *fit;
        let at = self.range(r, from, to);
        let mut member = new_member(code, fit.value, raw, (r, at));
        member.corrected = fit.read.map(|read| Correction { read, value: member.value.clone() });
        member.uncertain = fit.candidates;
        member.negative = fit.negative;
        if member.uncertain.is_empty() && member.raw.chars().any(is_bidi) {
            // What stands there is not what is seen.
            member.value.clone_from(&member.raw);
        }
        self.out.fields.push(member);
    }

    /// A card number, in one piece or two: what must not be kept is masked in the lines, too.
    pub(super) fn card_number(&mut self, mut fit: Box<Fit>, pieces: &[(usize, usize, usize)]) {
        let Some((&(r, from, to), &(last, _, end))) = pieces.first().zip(pieces.last()) else { return };
        let counts = |c: char| value::safe_digit(plain(c)).is_some() || value::card::is_mask(plain(c));
        let mut length = 0;
        for &(r, from, to) in pieces {
            length += self.raw(r, from, to).chars().filter(|c| counts(*c)).count();
        }
        let mut position = 0;
        let mut raw = String::new();
        for &(r, from, to) in pieces {
            let range = self.range(r, from, to);
            let Some(line) = self.out.lines.get_mut(r) else { continue };
            let mut masked = String::new();
            for (byte, c) in line.text.char_indices() {
                let inside = byte >= range.0 && byte < range.1;
                position += usize::from(inside && counts(c));
                let kept =
                    !inside || !counts(c) || position <= 6 || position + 4 > length || value::card::is_mask(plain(c));
                masked.push(match kept {
                    true => c,
                    false if c.is_ascii() => '*',
                    false => '＊',
                });
            }
            line.text = masked;
            raw.push_str(&self.raw(r, from, to));
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
        self.push(PAN, fit, r, (from, to), raw);
        if let Some(((letter, bracket), line, at)) = entry {
            self.entries.push(EntryMark { letter, bracket, line, at });
        }
    }
}

#[inline(never)]
pub(crate) fn new_member(code: u8, value: String, raw: String, (line, at): Place) -> Member {
    let name = MEMBERS.get(usize::from(code)).copied().unwrap_or_default();
    Member { name, code, value, raw, line, at, ..Member::default() }
}

pub(super) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Labels of what is paid in the end.
fn is_total(key: &str) -> bool {
    key.contains(['总', '合', '实']) || has(key, "TOTAL") || has(key, "GESAMT")
}
