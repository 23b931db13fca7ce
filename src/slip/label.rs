//! The labels of a line, each with what stands behind it: found in the list, exactly or with misread characters.

use super::{
    fold::{is_han, is_letter, is_word},
    row::{Row, Segment, trimmed},
    table::{self, DIGEST, Entry, IGNORED, REMARK, TYPE, Table, key, word},
    value::{
        self, at,
        number::{digit_run, run, skip},
    },
};
use alloc::{vec, vec::Vec};

/// A label and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    pub(crate) entry: Entry,
    /// Characters, from and to, separators included.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// A colon, or a name in the other language: it is meant as a label.
    pub(crate) strong: bool,
    /// Blanks behind it.
    pub(crate) gap: usize,
    /// Read with misread characters.
    pub(crate) fuzzy: bool,
    /// The beginning is Chinese.
    pub(crate) han: bool,
    /// Both languages.
    pub(crate) bilingual: bool,
    /// A colon stands behind it.
    pub(crate) colon: bool,
    /// Only the name in brackets is there: `(MERCHANT NAME)`.
    pub(crate) bracket_only: bool,
    /// Begins with 原: the transaction that this one undoes.
    pub(crate) original: bool,
    /// A currency in the label: `AMOUNT(RMB)`.
    pub(crate) currency: Option<&'static str>,
    /// Another label stands behind a slash: two labels for two values.
    pub(crate) slash: bool,
}

impl Label {
    /// Stands for a label that is not printed.
    pub(crate) fn none(code: u8) -> Self {
        bare(Entry { key: "", code, second: None, german: false }, 0, 0)
    }
}

/// Where a label would begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of the line.
    Start,
    /// After two blanks.
    Gap,
    /// After a value that is complete.
    Complete,
    /// Directly behind another label.
    Next,
    /// After one blank.
    Blank,
    /// In the middle of Chinese text.
    Inside,
}

/// Labels of one line; more is no slip.
pub(crate) const MOST_SEGMENTS: usize = 64;

/// Cuts lines into segments.
pub(crate) struct Cutter<'a> {
    pub(crate) table: &'a Table,
    /// Searches for misread labels that may still be made: each looks at the whole list.
    pub(crate) searches: usize,
}

impl Cutter<'_> {
    /// Labels with their values, in order; text without label at the beginning is a segment of its own.
    pub(crate) fn cut(&mut self, chars: &[char]) -> Vec<Segment> {
        let mut segments = Vec::new();
        let end = chars.len();
        let mut start = 0;
        while start < end && !is_beginning(at(chars, start)) {
            start += 1;
        }
        let first = if start < end { self.label(chars, start, Place::Start) } else { None };
        let mut next = first.map(|label| (label, start));
        if next.is_none() {
            let (from, _) = trimmed(chars, 0, end);
            next = self.next(chars, from, from, usize::MAX, false, false);
            let (from, to) = trimmed(chars, 0, next.map_or(end, |(_, at)| at));
            if from < to {
                segments.push(Segment { label: None, from, to });
            }
        }
        while let Some((label, _)) = next {
            let complete = value_end(&label, chars, true).unwrap_or(usize::MAX);
            let text = !label.entry.is_mark() && value::is_text(label.entry.code);
            // A type at the other end of the line may be a label's word: `TRANS TYPE      AUTH`.
            let whole = label.gap > 1 && label.entry.may_be(TYPE) && complete == trimmed(chars, 0, end).1;
            next = if label.slash {
                self.label(chars, label.to, Place::Gap).map(|next| (next, label.to))
            } else {
                self.next(chars, label.to, label.to, complete, text, label.colon || whole)
            };
            let (from, to) = trimmed(chars, label.to, next.map_or(end, |(_, at)| at));
            segments.push(Segment { label: Some(label), from, to });
            if segments.len() >= MOST_SEGMENTS {
                break;
            }
        }
        segments
    }

    /// The next label from a place on; `complete` is where a complete value ends.
    fn next(
        &mut self,
        chars: &[char],
        from: usize,
        value: usize,
        complete: usize,
        text: bool,
        colon: bool,
    ) -> Option<(Label, usize)> {
        let colon_behind = |i: usize| chars.iter().skip(i).take(24).any(|&c| c == ':');
        let behind_complete = (complete < chars.len()).then(|| skip(chars, complete));
        for i in from..chars.len() {
            let c = at(chars, i);
            if c == ' ' || !is_beginning(c) {
                continue;
            }
            let before = if i == 0 { ' ' } else { at(chars, i - 1) };
            let place = if Some(i) == behind_complete {
                Place::Complete
            } else if before == ' ' && (i < 2 || at(chars, i - 2) == ' ') {
                Place::Gap
            } else if i == value && !colon && from > 0 && complete >= chars.len() {
                Place::Next
            } else if before == ' ' || i == value {
                Place::Blank
            } else if is_han(c) && (before != '(' && before != '/') {
                Place::Inside
            } else {
                continue;
            };
            if matches!(place, Place::Inside) && !colon_behind(i) {
                continue;
            }
            // Right behind a colon stands the value, even when it is a word of the list ("Zahlungsart:   Bar").
            let first = colon && i == value;
            if let Some(label) = self.label(chars, i, place).filter(|label| !first || label.strong) {
                return Some((label, i));
            }
            // A label that the list does not have ends a name all the same.
            if text && place == Place::Gap && i > value {
                let words = run(chars, i, is_letter);
                if (2..=12).contains(&words) && at(chars, i + words) == ':' {
                    let entry = Entry { key: "", code: IGNORED, second: None, german: false };
                    return Some((Label { strong: true, ..bare(entry, i, i + words + 1) }, i));
                }
            }
        }
        None
    }

    fn label(&mut self, chars: &[char], from: usize, place: Place) -> Option<Label> {
        if let Some(label) = self.exact(chars, from).filter(|label| self.stands(label, chars, place)) {
            return Some(label);
        }
        if !matches!(place, Place::Start | Place::Gap) || self.searches == 0 {
            return None;
        }
        let label = self.misread(chars, from)?;
        // A misread label counts only when the value behind it fits.
        let (value_from, value_to) = trimmed(chars, label.to, chars.len());
        let fits = label.entry.is_mark()
            || if value_from >= value_to {
                place == Place::Start
            } else if value::is_text(label.entry.code) {
                label.colon && label.entry.code != REMARK
            } else {
                value_end(&label, chars, false).is_some()
            };
        fits.then_some(label)
    }

    /// The longest label of the list that begins here, with its name in the other language and its separators.
    fn exact(&self, chars: &[char], from: usize) -> Option<Label> {
        let reach = chars.get(from..chars.len().min(from + 64))?;
        for (entry, length) in self.table.prefixes(reach).into_iter().rev() {
            let end = from + length;
            let last = at(chars, end - 1);
            let next = at(chars, end);
            let behind = at(chars, end + 1);
            let word_goes_on = !is_han(last)
                && (is_letter(next) && !is_han(next)
                    || next == '-' && (is_letter(behind) || behind.is_ascii_digit() && !value::is_amount(entry.code)));
            if word_goes_on || (last.is_ascii_digit() && next.is_ascii_alphanumeric()) {
                continue;
            }
            return Some(self.complete(chars, entry, from, end));
        }
        None
    }

    /// Takes what belongs to the label behind its name.
    fn complete(&self, chars: &[char], entry: Entry, from: usize, end: usize) -> Label {
        let mut label = Label { han: is_han(at(chars, from)), ..bare(entry, from, end) };
        label.original = is_original(chars, from);
        label.bracket_only = from > 0 && at(chars, from - 1) == '(';
        label.currency = match entry.key {
            k if k.ends_with("RMB") => Some("CNY"),
            k if k.ends_with("EUR") => Some("EUR"),
            _ => None,
        };
        let mut i = end;
        loop {
            let blanks = i + run(chars, i, |c| matches!(c, ' ' | '.'));
            match at(chars, blanks) {
                '(' => match self.bracket(chars, blanks, &label) {
                    Some((to, currency)) => {
                        label.bilingual |= currency.is_none();
                        label.currency = label.currency.or(currency);
                        label.strong = true;
                        i = to;
                    }
                    None => break,
                },
                '/' => {
                    let Some((other, to)) = self.other_name(chars, blanks + 1) else {
                        let letters = run(chars, blanks + 1, |c| c.is_ascii_alphabetic() || c == ' ');
                        let behind = at(chars, blanks + 1 + letters);
                        if letters > 2 && label.han && !entry.is_mark() && matches!(behind, ':' | '\0') {
                            label.bilingual = true;
                            label.strong = true;
                            i = blanks + 1 + letters;
                            continue;
                        }
                        break;
                    };
                    if same_meaning(entry, other) {
                        label.bilingual = true;
                        label.strong = true;
                        i = to;
                    } else {
                        label.slash = !other.is_mark() && !entry.is_mark();
                        label.strong |= label.slash;
                        i = blanks + usize::from(label.slash);
                        break;
                    }
                }
                _ if blanks > i && !label.bilingual => {
                    let Some((other, to)) = self.other_name(chars, blanks) else { break };
                    if same_meaning(entry, other) && is_han(at(chars, blanks)) != label.han {
                        label.bilingual = true;
                        label.strong = true;
                        i = to;
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        // The bracket of `(MERCHANT NAME)`, or one that is a part of the name: `金额(大写)`.
        if at(chars, i) == ')' && (label.bracket_only || chars.get(from..end).is_some_and(|name| name.contains(&'('))) {
            i += 1;
            label.strong = true;
        }
        separators(chars, i, &mut label);
        label
    }

    /// A name of the list that stands here as a whole word.
    fn other_name(&self, chars: &[char], from: usize) -> Option<(Entry, usize)> {
        let reach = chars.get(from..chars.len().min(from + 48))?;
        self.table.prefixes(reach).into_iter().rev().find_map(|(entry, length)| {
            let next = at(chars, from + length);
            (!is_word(next) || (is_han(next) != is_han(at(chars, from)))).then_some((entry, from + length))
        })
    }

    /// The end of a bracket that belongs to the label: its name in the other language, or a currency.
    fn bracket(&self, chars: &[char], open: usize, label: &Label) -> Option<(usize, Option<&'static str>)> {
        let inside = run(chars, open + 1, |c| !matches!(c, ')' | '(' | ':'));
        let close = open + 1 + inside;
        let content = chars.get(open + 1..close)?;
        let key = key(content);
        let letters = content.iter().filter(|c| is_letter(**c)).count();
        if inside > 28 || letters == 0 {
            return None;
        }
        let end = if at(chars, close) == ')' { close + 1 } else { close };
        if let Some(code) = word('c', &key) {
            return Some((end, Some(code)));
        }
        if self.table.exact(&key).is_some() {
            return Some((end, None));
        }
        let named = content.iter().all(|&c| is_letter(c) || " ./&'-".contains(c));
        let other_language = content.iter().any(|&c| is_han(c)) != label.han;
        let is_value = label.entry.may_be(TYPE) && word('t', &key).is_some();
        (named && other_language && letters >= 2 && !is_value).then_some((end, None))
    }

    /// Whether an exact label is meant as one where it stands.
    fn stands(&self, label: &Label, chars: &[char], place: Place) -> bool {
        let value = skip(chars, label.to);
        let empty = value >= chars.len();
        let length = label.entry.key.chars().count();
        if label.entry.is_mark() {
            let end = label.from + run(chars, label.from, |c| c != ' ').max(label.to - label.from);
            let alone = empty || label.gap > 0 || label.strong || end >= chars.len() || !is_word(at(chars, label.to));
            return match place {
                Place::Start => alone || length >= 4,
                Place::Gap | Place::Complete => alone,
                Place::Blank | Place::Next => label.entry.code == IGNORED && label.colon,
                Place::Inside => label.colon && length >= 3,
            };
        }
        let text = value::is_text(label.entry.code);
        // "AC" directly before letters and digits is the beginning of something else.
        if !label.strong && label.gap == 0 && !label.han && length < 4 && !empty {
            return false;
        }
        let fits = || value_end(label, chars, false).is_some();
        // Another label directly behind it: a line of labels.
        let header = || {
            label.gap > 0
                && !label.colon
                && self.exact(chars, value).is_some_and(|other| {
                    !other.entry.is_mark()
                        && (other.to >= chars.len()
                            || other.slash
                            || (self.exact(chars, other.to).is_some() && other.gap > 0))
                })
        };
        match place {
            Place::Start | Place::Gap => {
                if empty {
                    let word = !label.strong && !label.han && !label.entry.key.contains('N') && length < 9;
                    return !(text && word) || label.strong;
                }
                if label.strong {
                    return true;
                }
                if text {
                    let named = if label.han {
                        (length >= 3 && label.gap > 0) || length >= 4 || (length == 2 && label.gap > 0)
                    } else {
                        let code = digit_run(chars, value) >= 4;
                        (length >= 8 && label.gap > 1)
                            || (label.entry.german && label.entry.code == table::MERCHANT && label.gap > 2)
                            || (label.gap > 0 && length >= 6 && label.entry.code == table::APP_LABEL)
                            || (label.gap > 0 && code && matches!(label.entry.code, table::ISSUER | table::ACQUIRER))
                    };
                    return named || header();
                }
                fits() || header()
            }
            Place::Complete => {
                (label.strong && label.colon)
                    || (!text && !empty && fits())
                    || (empty && label.strong)
                    || (label.gap > 1 && header())
            }
            Place::Next => label.strong || empty || header(),
            Place::Blank => (label.colon && (empty || text || fits() || label.han || length >= 3)) || header(),
            Place::Inside => label.colon && label.han && length >= 3,
        }
    }

    /// A label with misread characters, up to its colon or to the end of the line.
    fn misread(&mut self, chars: &[char], from: usize) -> Option<Label> {
        let reach = run(chars, from, |c| !matches!(c, ':' | ';'));
        let colon = from + reach < chars.len();
        let mut end = from + reach;
        if !colon {
            // Without a colon: up to two blanks, or the whole line.
            end = (from..end).find(|&i| at(chars, i) == ' ' && at(chars, i + 1) == ' ').unwrap_or(end);
        }
        if end - from > 32 {
            return None;
        }
        let open = from + run(chars, from, |c| c != '(' && c != '/').min(end - from);
        let bracket = from + run(chars, from, |c| c != '(').min(end - from);
        let in_brackets = [open, bracket]
            .into_iter()
            .filter(|open| *open < end)
            .map(|open| key(chars.get(open + 1..end).unwrap_or(&[])))
            .find_map(|key| self.table.exact(&key))
            .filter(|entry| !entry.is_mark());
        let name = key(chars.get(from..open)?);
        let length = name.chars().count();
        // One character is enough where the name in the other language is whole.
        let shortest = if in_brackets.is_some() { 1 } else { 2 };
        // `CARD N0.:` is `CARD NO.:`.
        let letters = name.replace('0', "O");
        let name = if colon && self.table.exact(&letters).is_some() { letters } else { name };
        if !(shortest..=24).contains(&length) || word('t', &name).is_some() || holds_number(&name, colon) {
            return None;
        }
        let original = at(chars, from) == '原';
        let entry = match in_brackets {
            Some(entry) => entry,
            None => {
                self.searches -= 1;
                // "Semmel 5,40" is an article and no misread "Summe": without a colon characters may only look alike.
                let entry = self.table.fuzzy(&name)?;
                let alike = || self.table.distance(&name, entry.key) < 2;
                if !colon && name.is_ascii() && value::is_amount(entry.code) && !alike() {
                    return None;
                }
                entry
            }
        };
        if entry.is_mark() && entry.code != DIGEST {
            return None;
        }
        let mut label = Label {
            fuzzy: true,
            han: is_han(at(chars, from)),
            bilingual: in_brackets.is_some(),
            original,
            strong: true,
            ..bare(entry, from, end)
        };
        separators(chars, end, &mut label);
        Some(label)
    }
}

/// Whether the digits in a misread label are more than letters taken for digits (`MERC1IANT NO:`).
fn holds_number(name: &str, colon: bool) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let letters = name.bytes().filter(u8::is_ascii_alphabetic).count();
    let ends = name.starts_with(|c: char| c.is_ascii_digit()) || name.ends_with(|c: char| c.is_ascii_digit());
    digits > 0 && (!colon || ends || digits > 2 || letters < 6 || digits + letters < name.len())
}

fn bare(entry: Entry, from: usize, to: usize) -> Label {
    Label {
        entry,
        from,
        to,
        strong: false,
        gap: 0,
        fuzzy: false,
        han: false,
        bilingual: false,
        colon: false,
        bracket_only: false,
        original: false,
        currency: None,
        slash: false,
    }
}

/// Colons, leaders and blanks behind a label.
fn separators(chars: &[char], from: usize, label: &mut Label) {
    let mut i = from;
    loop {
        let c = at(chars, i);
        let next = at(chars, i + 1);
        match c {
            ' ' => label.gap += 1,
            ':' | ';' | '=' => label.colon = true,
            '.' | '·' | '_' | '…' | '#' if !next.is_ascii_digit() || i == from || c == '_' => {}
            '.' if at(chars, i - 1) == '.' => {}
            '-' if next == ' ' && (label.gap > 0 || at(chars, i.wrapping_sub(1)) == '-') => {}
            '-' if next == '-' => {}
            _ => break,
        }
        i += 1;
    }
    label.strong |= label.colon;
    label.to = i.min(chars.len());
}

fn same_meaning(a: Entry, b: Entry) -> bool {
    a.may_be(b.code)
        || b.second.is_some_and(|second| a.may_be(second))
        || original_of(b.code).is_some_and(|o| o == a.code)
}

/// The member for the transaction that this one undoes.
pub(crate) fn original_of(code: u8) -> Option<u8> {
    Some(match code {
        table::STAN => table::ORIG_STAN,
        table::RRN => table::ORIG_RRN,
        table::TIME => table::ORIG_DATE,
        table::AUTH => table::ORIG_AUTH,
        table::BATCH => table::ORIG_BATCH,
        table::TID => table::ORIG_TID,
        table::ORDER_NO | table::PAY_ORDER_NO => table::ORIG_ORDER_NO,
        table::RECEIPT_NO => table::ORIG_RECEIPT_NO,
        _ => return None,
    })
}

/// A character that a label or value may begin with.
fn is_beginning(c: char) -> bool {
    is_word(c) || "%$¥€".contains(c)
}

/// Whether a label that begins here is one of the transaction that this one undoes: 原交易金额, `ORIG AMOUNT`.
fn is_original(chars: &[char], from: usize) -> bool {
    let (_, to) = trimmed(chars, 0, from);
    let word = chars.get(..to).unwrap_or(&[]).rsplit(|c| *c == ' ').next().unwrap_or(&[]);
    at(chars, from) == '原' || word.ends_with(&['原']) || matches!(key(word).as_str(), "ORIG" | "ORIGINAL")
        // A count, or a sum of several.
        || [['数', '量'], ['件', '数'], ['累', '计']].iter().any(|head| word.ends_with(head))
}

/// The members that a label may name, in the order in which they are tried; none for the original transaction's amount.
pub(crate) fn meanings(label: &Label) -> Vec<u8> {
    let original = if label.original { original_of(label.entry.code) } else { None };
    if label.original && value::is_amount(label.entry.code) {
        return Vec::new();
    }
    let mut codes = vec![original.unwrap_or(label.entry.code)];
    codes.extend(label.entry.second.filter(|_| original.is_none()));
    codes.retain(|&code| code < 128);
    codes
}

/// Where the complete value behind a label ends: one that has its member's form, with nothing of it left over. `glued`:
/// letters may stand directly behind a value of fixed length, if they are a label's ("TC:…TVR:…").
fn value_end(label: &Label, chars: &[char], glued: bool) -> Option<usize> {
    if label.entry.is_mark() {
        return None;
    }
    let from = skip(chars, label.to);
    let text = chars.get(from..chars.len().min(from + 256))?;
    meanings(label).into_iter().find_map(|member| {
        let fit = value::fit(member, text, label.han)?;
        let next = at(text, fit.end);
        let clean = !next.is_ascii_alphanumeric() || !at(text, fit.end.wrapping_sub(1)).is_ascii_alphanumeric();
        (clean || (glued && fit.strict && next.is_ascii_alphabetic())).then_some(from + fit.end)
    })
}

/// Where a label begins that only the next line completes.
pub(crate) fn split_label(table: &Table, row: &Row, next: &Row) -> Option<usize> {
    let mut cutter = Cutter { table, searches: 0 };
    let last = *row.segments.last()?;
    let (_, end) = trimmed(&row.chars, 0, row.chars.len());
    let (from, to) = trimmed(&next.chars, 0, next.chars.len());
    let below = next.slice(from, to.min(from + 64));
    let mut first = |text: &[char]| cutter.cut(text).first().and_then(|segment| segment.label);
    let labelled = first(below).is_some();
    let blank = (last.from..last.to).rev().find(|&i| at(&row.chars, i) == ' ').map(|i| i + 1);
    let gap =
        (last.from..last.to).rev().find(|&i| at(&row.chars, i) == ' ' && at(&row.chars, i + 1) == ' ').map(|i| i + 2);
    let whole = match last.label {
        Some(label) => last.is_empty().then_some(label.from),
        None => Some(last.from),
    };
    for start in [gap, blank, whole].into_iter().flatten() {
        let tail = row.slice(start, end);
        if tail.is_empty() || tail.len() > 24 || tail.ends_with(&[':']) || (labelled && tail != ['原']) {
            continue;
        }
        let joined = [tail, below].concat();
        let Some(label) = first(&joined).filter(|label| label.from == 0 && label.to > tail.len()) else { continue };
        // The name itself, its bracket or its colon runs over the line's end.
        let longer = first(tail).is_none_or(|alone| alone.entry.key.len() < label.entry.key.len());
        let open = tail.contains(&'(') && !tail.contains(&')');
        if (longer || open || below.starts_with(&[':'])) && (label.colon || Some(start) != blank || Some(start) == gap)
        {
            return Some(start);
        }
    }
    None
}
