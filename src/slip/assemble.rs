//! From labels to members: a value stands behind its label, below it, or goes on in the lines below.

mod emit;
mod place;
mod text;

pub(super) use emit::new_member;

use super::{
    digest,
    fold::{is_han, is_word, key_char},
    label::{Cutter, Label, MOST_SEGMENTS, meanings, split_label},
    reading::{Copy, Language, Line, Member, Reading},
    row::{Kind, Row, Segment, trimmed, whole_key},
    table::*,
    value::{at, is_amount},
};
use alloc::{string::String, vec, vec::Vec};

/// Members of one reading; more is no slip.
const MOST_MEMBERS: usize = 1024;

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
    pub(super) settlement: bool,
    pub(super) slash_pair: bool,
    /// A line of labels with the values below.
    pub(super) header: bool,
    /// Labels in traditional characters.
    pub(super) traditional: usize,
    /// A label that only Taiwan's slips have.
    pub(super) taiwan: bool,
    /// The slip of a card terminal inside a German receipt.
    pub(super) card_block: bool,
}

/// The reader at work.
pub(super) struct Assembler {
    pub(super) rows: Vec<Row>,
    pub(super) out: Reading,
    pub(super) entries: Vec<EntryMark>,
    pub(super) seen: Seen,
    /// Where the signature line is.
    pub(super) signature: Option<usize>,
    /// The first line with a member's label.
    pub(super) first_label: Option<usize>,
    /// Amounts under a label of a total, by their position among the fields.
    pub(super) totals: Vec<usize>,
    /// Below signature or footer.
    ended: bool,
    /// Inside the slip of the card terminal.
    in_card_block: bool,
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
        let widest = rows.iter().map(Row::width).max().unwrap_or(0);
        let table = Table::new();
        let mut cutter = Cutter { table: &table, searches: 300 };
        let mut next = rows.first().cloned();
        for i in 0..rows.len() {
            let Some(mut row) = next.take() else { break };
            next = rows.get(i + 1).cloned();
            if row.kind == Kind::Text {
                row.segments = cutter.cut(&row.chars);
                if let Some(below) = next.as_mut().filter(|below| below.kind == Kind::Text)
                    && let Some(from) = split_label(&table, &row, below)
                {
                    below.prepend(row.slice(from, row.chars.len()));
                    row.chars.truncate(from);
                    row.segments = cutter.cut(&row.chars);
                }
            }
            if let Some(slot) = rows.get_mut(i) {
                *slot = row;
            }
        }
        // Labels behind the most that one line has were not looked for.
        let cut = cut || rows.iter().any(|row| row.cut || row.segments.len() >= MOST_SEGMENTS);
        let out = Reading { lines, cut, ..Reading::default() };
        Self {
            rows,
            out,
            entries: Vec::new(),
            seen: Seen::default(),
            signature: None,
            first_label: None,
            totals: Vec::new(),
            ended: false,
            in_card_block: false,
            widest,
        }
    }

    /// Reads every label with its value.
    pub(super) fn labels(&mut self) {
        for r in 0..self.rows.len() {
            self.sentences(r);
            let mut s = 0;
            while let Some(segment) = self.rows.get(r).and_then(|row| row.segments.get(s).copied()) {
                s += match segment.label {
                    Some(label) => self.label(&label, segment, r, s),
                    None => 1,
                };
            }
        }
    }

    /// Sentences that say something wherever they stand in a line.
    fn sentences(&mut self, r: usize) {
        let Some(row) = self.rows.get(r).filter(|row| row.kind == Kind::Text) else { return };
        let key = whole_key(&row.chars);
        let any = |list: &str| list.split(' ').any(|text| has(&key, text));
        self.out.no_signature |= any("免密免签 免签 无需签名 NOSIGNATUREREQUIRED");
        if any("AUSGEFALLEN TSEAUSFALL OHNETSE") && any("SICHER TSE SIGNATUR") {
            self.out.device_failed |= !key.starts_with("SAMMELBELEG");
        }
        if any("KUNDENBELEG HANDLERBELEG") {
            self.in_card_block = true;
            self.seen.card_block = true;
        } else if key.starts_with("TSE") || key.starts_with("MWST") || key.starts_with("STEUR") {
            self.in_card_block = false;
        }
    }

    /// One label; the number of segments that are done.
    fn label(&mut self, label: &Label, segment: Segment, r: usize, s: usize) -> usize {
        if self.out.fields.len() >= MOST_MEMBERS {
            self.out.cut = true;
            return 1;
        }
        if label.entry.is_mark() {
            self.mark(label, segment, r);
            return 1;
        }
        self.note(label, r);
        if self.ended && !matches!(label.entry.code, APP_VERSION | FEATURE_CODE) {
            self.below_the_end(label, segment, r, s);
            return 1;
        }
        self.first_label.get_or_insert(r);
        let Some(row) = self.rows.get(r) else { return 1 };
        if !segment.is_empty() {
            let last = s + 1 == row.segments.len();
            self.beside(label, segment, r, last);
            return 1;
        }
        // A line of labels: the values stand below in the same order.
        let empty = |x: &&Segment| x.is_empty() && x.label.is_some_and(|l| !l.entry.is_mark());
        let count = row.segments.iter().skip(s).take_while(empty).count();
        if s + count < row.segments.len() {
            return 1;
        }
        if count > 1 {
            self.seen.header = true;
            self.header(r, s);
            return count;
        }
        if !self.stacked(r) {
            self.below(label, r);
        }
        1
    }

    /// Below signature and footer no member is read; what says what was paid, and when, is kept for the comparison.
    fn below_the_end(&mut self, label: &Label, segment: Segment, r: usize, s: usize) {
        let counts =
            |code: u8| is_amount(code) && code != BALANCE || matches!(code, TIME | TYPE | CURRENCY | AMOUNT_WORDS);
        if !label.strong || label.fuzzy || !meanings(label).into_iter().any(counts) {
            return;
        }
        let (fields, totals) = (self.out.fields.len(), self.totals.len());
        if segment.is_empty() {
            self.below(label, r);
        } else {
            let last = self.rows.get(r).is_some_and(|row| s + 1 == row.segments.len());
            self.beside(label, segment, r, last);
        }
        self.totals.truncate(totals);
        let more = self.out.fields.split_off(fields);
        self.out.aside.extend(more.into_iter().filter(|member| counts(member.code)));
    }

    fn note(&mut self, label: &Label, r: usize) {
        let seen = &mut self.seen;
        if label.han {
            seen.han += 1;
            let text = self.rows.get(r).map_or(&[][..], |row| row.slice(label.from, label.to));
            let differs = |c: &char| is_han(*c) && key_char(' ', *c) != Some(*c);
            seen.traditional += usize::from(text.iter().any(differs));
            let key = label.entry.key;
            seen.taiwan |= key.starts_with("商店代") || key.starts_with("端末机") || key.starts_with("特店代");
        } else if label.entry.german {
            seen.german += 1;
        } else {
            seen.latin += 1;
        }
        seen.bilingual += usize::from(label.bilingual);
        seen.slash_pair |= label.slash;
    }

    fn mark(&mut self, label: &Label, segment: Segment, r: usize) {
        let copy = match label.entry.code {
            MERCHANT_COPY => Copy::Merchant,
            CARDHOLDER_COPY => Copy::Cardholder,
            BANK_COPY => Copy::Bank,
            code => {
                match code {
                    REPRINT => self.out.reprint = true,
                    TEST => self.out.test = true,
                    NO_SIGNATURE => self.out.no_signature = true,
                    DEVICE_FAILED => self.out.device_failed = true,
                    DIGEST => self.digest(segment, r),
                    TITLE | SETTLEMENT => {
                        self.seen.titles += 1;
                        self.seen.settlement |= code == SETTLEMENT;
                    }
                    SIGNATURE | FOOTER => {
                        self.seen.titles += 1;
                        if code == SIGNATURE {
                            self.signature.get_or_insert(r);
                        }
                        // A German receipt thanks and goes on; and what comes before any label ends nothing.
                        self.ended |= self.out.fields.len() >= 3 && self.seen.german < 3;
                    }
                    _ => {}
                }
                return;
            }
        };
        self.out.copy.get_or_insert(copy);
    }

    /// The digest line, with its rest on the next line when the paper is narrow.
    fn digest(&mut self, segment: Segment, r: usize) {
        let (mut line, mut place) = (r, segment);
        if segment.is_empty()
            && let Some((below, lead)) = self.value_row(r)
        {
            (line, place) = (below, lead);
        }
        let mut text = self.slice(line, place);
        let (mut hex, mut corrected, mut end) = digest::digits(&text);
        let mut raw = self.raw(line, place.from, place.from + end);
        if hex.len() < 16
            && end == text.len()
            && let Some((next, lead)) = self.continuation(line)
        {
            text.extend(self.slice(next, lead));
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
        let mut member = Member { name: "digest", code: NO_CODE, ..Member::default() };
        if hex.len() != 16 || corrected || is_word(at(&text, end)) {
            member.uncertain = vec![value.clone()];
        }
        (member.value, member.raw, member.line) = (value, raw, line);
        member.at = self.range(line, place.from, place.to);
        self.out.fields.push(member);
    }

    /// The text as printed.
    #[inline(never)]
    pub(super) fn raw(&self, r: usize, from: usize, to: usize) -> String {
        let (from, to) = self.range(r, from, to);
        let text = self.out.lines.get(r).and_then(|line| line.text.get(from..to)).unwrap_or("");
        String::from(text.trim())
    }

    #[inline(never)]
    pub(super) fn range(&self, r: usize, from: usize, to: usize) -> (usize, usize) {
        self.rows.get(r).map_or((0, 0), |row| row.range(from, to))
    }

    #[inline(never)]
    pub(super) fn slice(&self, r: usize, segment: Segment) -> Vec<char> {
        self.rows.get(r).map_or_else(Vec::new, |row| row.slice(segment.from, segment.to).to_vec())
    }

    #[inline(never)]
    pub(super) fn use_row(&mut self, r: usize) {
        if let Some(row) = self.rows.get_mut(r) {
            row.used = true;
        }
    }

    /// The line below in which a value may stand: text without a label at its beginning.
    #[inline(never)]
    fn value_row(&self, r: usize) -> Option<(usize, Segment)> {
        for next in r + 1..=r + 3 {
            let row = self.rows.get(next)?;
            if row.kind == Kind::Blank {
                continue;
            }
            let mut lead = row.lead()?;
            // The colon of a label that fills the line above.
            while lead.from < lead.to && matches!(at(&row.chars, lead.from), ':' | ' ') {
                lead.from += 1;
            }
            return Some((next, lead));
        }
        None
    }

    /// The line directly below, when its beginning may belong to the value above.
    #[inline(never)]
    fn continuation(&self, r: usize) -> Option<(usize, Segment)> {
        self.rows.get(r + 1).and_then(Row::lead).map(|lead| (r + 1, lead))
    }

    /// The line has no label, all of it is one text.
    #[inline(never)]
    fn is_orphan(&self, r: usize) -> bool {
        self.rows.get(r).is_some_and(|row| row.orphan().is_some())
    }

    fn width(&self, r: usize) -> usize {
        self.rows.get(r).map_or(0, Row::width)
    }

    /// What may belong to a value when its line is full and text follows that nothing else claims: it may have been cut
    /// there.
    fn cut_off(&self, r: usize, to: usize) -> Option<(usize, Segment)> {
        let row = self.rows.get(r)?;
        let (_, end) = trimmed(&row.chars, 0, row.chars.len());
        // A value that was moved to the line's end had room.
        let moved = row.segments.last().is_some_and(|last| last.label.is_some_and(|label| label.gap > 1));
        let full = to == end && row.width() + 1 >= self.widest && self.widest >= 16 && !moved;
        let (next, lead) = self.continuation(r).filter(|&(next, _)| full && self.is_orphan(next))?;
        let first = self.rows.get(next).map_or(' ', |row| at(&row.chars, lead.from));
        (is_word(first) && lead.to - lead.from < 24).then_some((next, lead))
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
