//! Values that take several lines: names, remarks, long numbers, signatures.

use super::{
    super::{
        fold::{is_han, is_word},
        normal::{collapse_white_space, full_width_to_ascii},
        row::{Kind, Segment, trimmed},
        table::*,
        value::{self, Fit, at, number::count_digits},
    },
    Assembler,
    emit::new_member,
    place::gap,
};
use alloc::{boxed::Box, string::String, vec, vec::Vec};

impl Assembler {
    /// A name or another text without a form of its own.
    pub(crate) fn text(&mut self, member: u8, r: usize, segment: Segment, last: bool) {
        let mut to = segment.to;
        if !matches!(member, MERCHANT | REMARK | APP_LABEL | APP_NAME)
            && let Some(gap) = gap(&self.slice(r, segment), 0)
        {
            to = segment.from + gap;
        }
        let mut raw = self.raw(r, segment.from, to);
        // Without the blanks that a line's end may have swallowed.
        let mut glued = String::new();
        // The value as it stood before each line that was taken for more of it.
        let mut shorter = Vec::new();
        let mut below = r;
        // A remark is a block; a name may be wrapped.
        let most = match member {
            REMARK => 4,
            MERCHANT => 2,
            ISSUER | ACQUIRER | SHOP => 1,
            _ => 0,
        };
        for _ in 0..most {
            let Some((next, lead)) = self.continuation(below).filter(|_| last && to == segment.to) else { break };
            let more = self.slice(next, lead);
            let count = |brackets: [char; 2]| raw.chars().filter(|c| brackets.contains(c)).count();
            let open = count(['(', '（']) > count([')', '）']);
            let before = raw.chars().next_back().unwrap_or(' ');
            let first = at(&more, 0);
            let fits = match member {
                REMARK => true,
                MERCHANT => is_word(first) || "()&'".contains(first),
                // A wrapped name leaves a short rest below a long line.
                _ => is_han(before) && is_han(first) && more.len() <= 6 && self.width(below) >= 18,
            };
            // In German the shop's own lines follow its name: only a line with no room for the next word was broken.
            let word = more.iter().take_while(|c| **c != ' ').count();
            let german = member == MERCHANT && below == r && segment.label.is_some_and(|label| label.entry.german);
            let room =
                self.width(r) + word < self.widest || count_digits(&more) > 2 || more.starts_with(&['w', 'w', 'w']);
            let fits = fits && !(german && room);
            let other = self.is_something_else(member, &more) || looks_numeric(&more);
            if !self.is_orphan(next) || !(open || (fits && !other)) {
                break;
            }
            let piece = self.raw(next, lead.from, lead.to);
            if member != REMARK {
                shorter.push(collapse_white_space(&raw));
            }
            if member == REMARK || (before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric()) {
                // Where Latin text was broken there may have been a blank, or not.
                if member != REMARK && glued.is_empty() {
                    glued.push_str(&raw);
                }
                raw.push(' ');
            }
            if !glued.is_empty() {
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
            && !looks_numeric(&self.slice(next, lead))
        {
            glued = [raw.as_str(), &self.raw(next, lead.from, lead.to)].concat();
            self.use_row(next);
        }
        let mut value = collapse_white_space(&raw);
        if member != MERCHANT {
            value = collapse_white_space(&full_width_to_ascii(&value));
        }
        let count = value.chars().count();
        let least = match member {
            SHOP | REMARK | APP_LABEL | APP_NAME => 1,
            APP_VERSION => 3,
            _ => 2,
        };
        let printable = member != APP_LABEL || value.is_ascii();
        if count < least || count > value::longest_text(member) || !printable || !value.chars().any(is_word) {
            return;
        }
        let mut found = new_member(member, value, raw, (r, self.range(r, segment.from, to)));
        found.shorter = shorter;
        if !glued.is_empty() {
            found.uncertain = vec![found.value.clone(), collapse_white_space(&glued)];
        }
        self.out.fields.push(found);
    }

    /// A long value of one kind of characters, which goes on in the lines below until it is complete.
    pub(super) fn joined(&mut self, member: u8, r: usize, segment: Segment, last: bool) {
        let hex = matches!(member, IAD | AID);
        let order = matches!(member, ORDER_NO | PAY_ORDER_NO | ORIG_ORDER_NO);
        let marks = match member {
            ORDER_NO => value::ORDER_MARKS,
            _ if order || hex => "",
            _ => "+/=",
        };
        let allowed = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
        let first = self.slice(r, segment);
        let end = first.iter().take_while(|&&c| allowed(c) || (c == ' ' && !order)).count();
        let (_, end) = trimmed(&first, 0, end);
        let mut text: Vec<char> = first.get(..end).unwrap_or(&[]).to_vec();
        let mut raw = self.raw(r, segment.from, segment.from + end);
        let mut found = complete(member, &text);
        let mut next = r;
        // Of these the length says when they are complete.
        let fixed = !hex && !order;
        while last && end == first.len() && next < r + 8 && text.len() < 180 && !(fixed && found.is_some()) {
            next += 1;
            let Some(row) = self.rows.get(next) else { break };
            if row.kind == Kind::Blank && next == r + 1 && order {
                continue;
            }
            let (from, to) = trimmed(&row.chars, 0, row.chars.len());
            let more = row.slice(from, to);
            let free = row.kind == Kind::Code || self.is_orphan(next);
            // Below hex digits the feature code may stand: they go on only where the line was full.
            let full = !hex || found.is_none() || self.width(next - 1) + 2 >= self.widest;
            let enough = member == PAY_ORDER_NO && text.len() == 28;
            if !free
                || !full
                || enough
                || more.is_empty()
                || !more.iter().all(|&c| allowed(c))
                || more.starts_with(&text)
            {
                break;
            }
            let mut joined = text.clone();
            joined.extend(more);
            let fit = complete(member, &joined);
            if fit.is_none() && order {
                break;
            }
            (text, found) = (joined, fit);
            raw.push_str(&self.raw(next, from, to));
            self.use_row(next);
        }
        let Some(mut fit) = found.filter(|fit| fit.strict) else {
            // Long enough to be meant as one.
            let word = first.iter().take_while(|c| **c != ' ').count();
            if word.max(text.len()) > 24 {
                self.out.unread.extend(MEMBERS.get(usize::from(member)));
            }
            return;
        };
        // A wallet's number has 28 digits when it begins like this.
        if fit.value.starts_with("42000") && fit.value.len() < 28 {
            fit.candidates = vec![fit.value.clone()];
        }
        if segment.label.is_none() {
            self.use_row(r);
        }
        self.push(member, fit, r, (segment.from, segment.from + end), raw);
    }
}

/// The fit that takes all of it, blanks left out. A blank inside a signature is a lost `+` when the length is short by
/// exactly that.
fn complete(member: u8, text: &[char]) -> Option<Box<Fit>> {
    let dense: Vec<char> = text.iter().copied().filter(|&c| c != ' ').collect();
    let plus = text.iter().map(|&c| if c == ' ' { '+' } else { c }).collect();
    [dense, plus].into_iter().find_map(|text| value::fit(member, &text, false).filter(|fit| fit.end == text.len()))
}

/// Mostly digits: a number, an amount or a date, no part of a name.
fn looks_numeric(text: &[char]) -> bool {
    let digits = count_digits(text);
    digits > 2 && digits * 2 > text.iter().filter(|&&c| c != ' ').count()
}
