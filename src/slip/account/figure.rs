//! Numbers that may be sums, in digits and in words, and what stands around them.

use super::*;

impl Account<'_> {
    /// Words that make all sums of a print others, and other units of money.
    pub(super) fn words(&mut self, at_line: usize, line: &Line) {
        let free = |text: &str| !text.is_empty() && any(&line.upper, text);
        if free(words::SCALE) && !any(&line.upper, words::LIMIT) {
            self.leave(at_line, "sum");
        }
        // German numbers are one word.
        if words::IN_WORDS.split('|').any(|word| table::has(&line.upper, word)) && !line.taken.contains(&LAWFUL) {
            self.leave(at_line, "sum");
        }
        let chars = line.chars.as_slice();
        let code = |code: &str| {
            self.signed.currency == code
                || self.signed.currency == "CNY" && code == "RMB"
                || self.signed.currency == "TWD" && code == "NTD"
        };
        let mut i = 0;
        let mut foreign = words::UNITS.split('|').any(|unit| {
            let own = table::word('c', unit).is_some_and(code);
            table::has(&line.upper, unit) && !own
        });
        while i < chars.len() {
            let length = run(chars, i, |c| c.is_ascii_alphabetic()).max(1);
            if (3..=7).contains(&length) && line.taken(i) != LAWFUL {
                let word = string(chars.get(i..).unwrap_or(&[]), length);
                foreign |=
                    words::CODES.split('|').any(|other| other == word) && !code(&word) && !line.taken.contains(&LAWFUL);
            }
            i += length;
        }
        foreign |= line.upper.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
            word.len() > 3
                && words::unit(word).is_some_and(|code| !Mark::Letters(Some(code), word.len()).is(self.signed.currency))
        }) && !line.taken.contains(&LAWFUL)
            && any(&line.upper, words::CURRENCY)
            || any(&line.upper, "US DOLLAR|US DOLLARS")
                && self.signed.currency != "USD"
                && !line.taken.contains(&LAWFUL);
        if foreign {
            self.leave(at_line, "currency");
        }
    }

    /// What is open on a till's receipt whatever its goods add up to: what it calls paid or due above the total, cash whose
    /// change is not printed, a sum that cannot be read.
    fn above_total(&mut self, at_line: usize, line: &Line, value: Option<i64>, marked: bool) {
        let total = self.amount.unwrap_or(0).abs();
        // Nothing but the sum and its mark.
        let alone = line.upper.chars().filter(|&c| is_letter(c)).count() < 4;
        let Some(value) = value else {
            if marked || any(&line.upper, words::AMOUNT) {
                self.leave(at_line, "sum");
            }
            return;
        };
        let given = any(&line.upper, words::GIVEN);
        if value <= total || any(&line.upper, words::OFF) {
            return;
        }
        let change = || {
            let rest = value - total;
            self.reading.lines.iter().any(|line| same_on_line(&Row::new(&line.text).chars, rest))
        };
        if given {
            self.changes += 1;
            if self.changes > 8 || !change() {
                self.leave(at_line, "sum");
            }
        } else if any(&line.upper, words::AMOUNT) || any(&self.above, words::AMOUNT) || (marked && alone) {
            self.leave(at_line, "sum");
        }
    }

    /// A number at a place; where to go on.
    pub(super) fn number(&mut self, at_line: usize, line: &Line, i: usize, priced: &mut bool) -> usize {
        let chars = line.chars.as_slice();
        let digits = run(chars, i, is_digit);
        let behind = at(chars, i + digits);
        let compact = matches!(digits, 8 | 14) && !is_letter(behind) && (i == 0 || !is_letter(at(chars, i - 1)));
        if (digits <= 4 && (":/-.年月时時点, ".contains(behind) || is_letter(behind))) || compact {
            if let Some(end) = self.time(at_line, line, i) {
                return end;
            }
            if self.is_open_date(line, i, digits) {
                self.leave(at_line, "time");
            }
        }
        if line.taken(i) != LAWFUL && self.loose_time(line, i) == Some(false) {
            self.leave(at_line, "time");
        }
        // Digits with marks between.
        let mut end = i + digits;
        let (mut last, mut marks) = (None, 0);
        while is_mark(at(chars, end)) && is_digit(at(chars, end + 1)) {
            last = Some(end);
            marks += 1;
            end += 1 + run(chars, end + 1, is_digit);
        }
        self.figure(at_line, line, (i, end), last, marks, priced);
        end
    }

    /// A number that may be a sum.
    pub(super) fn figure(
        &mut self,
        at_line: usize,
        line: &Line,
        (i, end): (usize, usize),
        last: Option<usize>,
        marks: usize,
        priced: &mut bool,
    ) {
        let Some(amount) = self.amount else { return };
        let chars = line.chars.as_slice();
        if line.taken(i) == LAWFUL || line.goods || is_hours(line) {
            return;
        }
        let digits = count_digits(chars.get(i..end).unwrap_or(&[]));
        let decimals = last.map_or(0, |last| end - last - 1);
        let own = self.decimals.max(if self.signed.till { 2 } else { 0 });
        let comma = matches!(last.map(|last| at(chars, last)), Some(',' | '\'' | '’'));
        let dashed = matches!(at(chars, end), ',' | '.') && matches!(at(chars, end + 1), '-' | '–' | '—');
        let before = mark_before(chars, i);
        // "1234 RMB 138.00": the mark of the next number.
        let after = mark_behind(chars, end).filter(|mark| {
            let behind = mark.end(skip(chars, end));
            let latin = at(chars, behind.saturating_sub(1)).is_ascii_alphabetic();
            !(latin && is_digit(at(chars, behind + run(chars, behind, |c| matches!(c, ' ' | ':')))))
        });
        let price = decimals == 2 || (own > 0 && decimals == own) || dashed;
        let unread = chars.get(i..end).is_some_and(|part| part.contains(&UNREAD));
        // Three digits behind a comma: a group of thousands.
        let grouped = comma && decimals == 3;
        let latin = |i: usize| at(chars, i).is_ascii_alphabetic();
        let glued = i > 1 && latin(i - 1) || i > 2 && at(chars, i - 1) == '.' && latin(i - 2);
        let short = |mark: &Mark| {
            let own = before.as_ref().is_some_and(|before| core::ptr::eq(before, mark));
            let ends = chars.get(..i).unwrap_or(&[]).iter().rev().find(|&&c| !" :.-(+".contains(c));
            let word =
                if own { !glued && ends.is_some_and(char::is_ascii_alphabetic) } else { latin(skip(chars, end)) };
            // "满100元减20元".
            let offer = any(&line.upper, "满|下次|券");
            !price
                && (word || offer)
                && matches!(mark, Mark::Letters(code, length) if *length < 3 && *code != Some("XXX"))
        };
        let marked =
            before.as_ref().is_some_and(|mark| !short(mark)) || after.as_ref().is_some_and(|mark| !short(mark));
        let named =
            !self.signed.till && (line.amount || self.above_counts(line, i)) && digits <= 9 && self.named(line, i, end);
        let stroke = at(chars, end) == '丨' || (i > 0 && at(chars, i - 1) == '丨');
        if stroke || ((marked || price || line.amount) && odd_mark(chars, i, end)) {
            return self.leave(at_line, "sum");
        }
        let strange = unread && (end - i > 1);
        let scaled = decimals > 0
            && (matches!(at(chars, end), '万' | '萬' | '亿' | '億')
                || matches!(at(chars, end), 'k' | 'K' | 'w' | 'W') && !is_letter(at(chars, end + 1)));
        // "1138-00".
        let hyphen = line.amount
            && matches!(at(chars, end), '-' | '=')
            && run(chars, end + 1, is_digit) == 2
            && !matches!(at(chars, end + 3), '-' | '=' | '/' | ':');
        if hyphen && !self.signed.till {
            return self.leave(at_line, "sum");
        }
        if !(scaled || price || grouped || marked || named || strange) {
            return;
        }
        let context = line.before(i, 24, true);
        let next = at(chars, skip(chars, end));
        let rate = matches!(next, '%' | '‰') && end - i < 7;
        // "07.00 - 22.00 Uhr".
        let hours = any(&line.upper, "UHR") && (chars.contains(&'-') || any(&line.upper, "BIS"));
        if !marked && (hours || rate || any(&context, words::OTHER) || is_measure(chars, end)) {
            return;
        }
        let near: String = line.before(i, 12, true);
        if any(&near, words::LIMIT) && !any(&context, words::AMOUNT) || any(&near, "超过|超|EXCEED|满") {
            return;
        }
        let text: String = chars
            .get(i..end)
            .unwrap_or(&[])
            .iter()
            .map(|&c| {
                if matches!(c, '’' | '٬') {
                    '\''
                } else if matches!(c, '٫' | '·' | '˙') {
                    '.'
                } else {
                    c
                }
            })
            .collect();
        let value = if unread || marks > 4 { None } else { decimal(&text, own).as_deref().and_then(units) };
        if self.signed.till {
            let other = |mark: &Option<Mark>| mark.as_ref().is_some_and(|mark| !mark.is(self.signed.currency));
            if price
                && (other(&before) || other(&after))
                && !chars.contains(&'=')
                && !any(&line.upper, "KURS|RATE|汇率")
            {
                return self.leave(at_line, "currency");
            }
            self.above_total(at_line, line, value, marked);
            return self.of_till(at_line, line, (i, end), value, priced);
        }
        let signed = value
            .is_some_and(|value| value == amount.abs() || self.signed.sums.iter().any(|sum| units(sum) == Some(value)));
        let agrees = |mark: &Option<Mark>| mark.as_ref().is_none_or(|mark| mark.is(self.signed.currency));
        if !(agrees(&before) && agrees(&after)) {
            return self.leave(at_line, "currency");
        }
        if signed {
            if !(is_tax(line, amount) || self.clean_before(line, i) && self.clean_behind(line, end)) {
                self.leave(at_line, "sum");
            }
            return;
        }
        if value.is_some_and(|value| value < amount) && is_tax(line, amount) {
            return;
        }
        if value == Some(0) && !any(&context, "合计|总|TOTAL|应付|应收|实付|DUE") {
            return;
        }
        let upper = &line.upper;
        let glued = i > 1 && at(chars, i - 1) == ' ' && is_digit(at(chars, i - 2)) && self.named(line, i, end);
        self.loose.push(Loose {
            line: at_line,
            value: value.filter(|_| !glued && !dashed && self.clean_behind(line, end)),
            sub: any(upper, words::SUB),
            tax: any(upper, words::TAX),
            given: any(upper, words::GIVEN),
            total: line.amount,
            each: is_factor(chars, i, end),
        });
    }

    /// Whether the line above is a label of a sum, and this number its value.
    pub(super) fn above_counts(&self, line: &Line, i: usize) -> bool {
        let alone = line.chars.get(..i).unwrap_or(&[]).iter().all(|&c| !is_letter(c));
        let above = self.above.trim_matches([' ', ':']);
        alone && !above.is_empty() && (any(above, words::AMOUNT) || table::word('c', above).is_some())
    }

    /// Whether a number without decimals stands behind a word for what is to pay.
    pub(super) fn named(&self, line: &Line, i: usize, end: usize) -> bool {
        let chars = line.chars.as_slice();
        let before = line.before(i, 32, true);
        let letters = before.chars().any(is_letter);
        let label = if letters { &before } else { &self.above };
        let label = label.replace("人民币", "");
        // "电话: 总计 188": another label.
        let own = label.trim_end_matches([' ', ':']);
        let own = own.rsplit(':').next().unwrap_or(own);
        let own = own.rsplit(' ').next().filter(|word| word.starts_with(is_han)).unwrap_or(own);
        let label = if any(own, words::AMOUNT) { own } else { label.as_str() };
        let behind = upper(chars.get(end..chars.len().min(end + 8)).unwrap_or(&[]));
        let touching = is_digit(at(chars, end + 1)) && "-:/.".contains(at(chars, end));
        let money = table::word('c', label.trim_matches([' ', ':'])).is_some();
        (money || any(label, words::AMOUNT)) && !any(label, words::COUNT) && !any(&behind, words::COUNT) && !touching
    }

    /// Nothing before a sum makes it another one: no digits, no bracket, no sign of arithmetic.
    pub(super) fn clean_before(&self, line: &Line, i: usize) -> bool {
        let chars = line.chars.as_slice();
        let mut from = i;
        while from > 0 && (matches!(at(chars, from - 1), ' ' | ':') || is_money(at(chars, from - 1))) {
            from -= 1;
        }
        let letters =
            chars.get(..from).unwrap_or(&[]).iter().rev().take_while(|c| is_letter(**c) && !is_han(**c)).count();
        let word = chars.get(from - letters..from).unwrap_or(&[]);
        if letters == 1 && !matches!(word, ['S']) {
            return false;
        }
        let code = table::word('c', &key(word)).is_some();
        if code {
            from -= letters;
            while from > 0 && at(chars, from - 1) == ' ' {
                from -= 1;
            }
        }
        let first = if from > 0 { at(chars, from - 1) } else { ' ' };
        let second = if from > 1 { at(chars, from - 2) } else { ' ' };
        let blanks = chars.get(from..i).unwrap_or(&[]).iter().filter(|c| **c == ' ').count();
        // Digits before it: a part of it, unless another member's.
        if is_digit(first) {
            return blanks > 1 || self.line_taken(line, from - 1);
        }
        let minus = first == '-' && second != '-' && !is_letter(second) && (from == i || from + 1 == i);
        !("×÷@^/%+(<>≤≥~≈".contains(first)
            || (first == '*' && is_digit(second))
            || (minus && !self.signed.negative)
            || (is_digit(second) && !" -:;,.)".contains(first)))
    }

    pub(super) fn line_taken(&self, line: &Line, i: usize) -> bool {
        matches!(line.taken(i), MEMBER | LAWFUL)
    }

    /// Behind a sum: blanks, punctuation and the signed currency's own units, up to the next label or member. Behind two
    /// blanks words may stand that make no other sum of it.
    pub(super) fn clean_behind(&self, line: &Line, end: usize) -> bool {
        let chars = line.chars.as_slice();
        let stop = line.stop(end);
        let rest = chars.get(end..).unwrap_or(&[]);
        if count_digits(rest) == 0 && any(&upper(rest), words::DANGER_UNITS) {
            return false;
        }
        let mut i = end;
        let mut gap = false;
        while i < stop {
            let c = at(chars, i);
            let next = at(chars, i + 1);
            if c == ' ' {
                gap |= next == ' ';
                i += 1;
            } else if ".,;:!|_=~*。，、；#".contains(c) {
                i += 1;
            } else if c == '-' && next == '-' {
                i += run(chars, i, |c| c == '-');
            } else if c == ')' && chars.get(..end).is_some_and(|before| before.contains(&'(')) {
                i += 1;
            } else if let Some(mark) = mark_behind(chars, i) {
                if !mark.is(self.signed.currency) {
                    return false;
                }
                i = mark.end(skip(chars, i));
            } else if matches!(c, '整' | '正') {
                i += 1;
            } else if is_letter(c) {
                let length = run(chars, i, is_letter);
                let word = upper(chars.get(i..i + length).unwrap_or(&[]));
                let least = if is_han(c) { 2 } else { 4 };
                let known = matches!(word.as_str(), "PAID" | "OK" | "APPROVED" | "INKL" | "已付" | "含税" | "也");
                if !(known || (gap && length >= least))
                    || any(&word, words::DANGER)
                    || words::CODES.split('|').any(|code| code == word)
                {
                    return false;
                }
                i += length;
            } else if gap && c == '(' {
                i += 1;
            } else {
                return false;
            }
        }
        true
    }

    /// A number in words: the signed amount, or open.
    pub(super) fn in_words(&mut self, at_line: usize, line: &Line, i: usize) -> usize {
        if let Some((end, same)) = self.numeral_date(line, i) {
            if !same && line.taken(i) != LAWFUL && !any(&line.before(i, 24, true), words::OTHER_TIME) {
                self.leave(at_line, "time");
            }
            return end;
        }
        let Some(amount) = self.amount else { return i + 1 };
        let chars = line.chars.as_slice();
        let end = i + run(chars, i, |c| numeral(c) || unit(c));
        let part = chars.get(i..end).unwrap_or(&[]);
        let count = part.iter().filter(|c| numeral(**c)).count();
        let formal = part.iter().filter(|c| "壹贰叁肆伍陆柒捌玖拾佰仟萬億壱弐貳參叄陸".contains(**c)).count();
        let money = part.iter().any(|c| matches!(c, '元' | '圆' | '圓' | '円'));
        let goes_on = is_han(at(chars, end));
        let before = line.before(i, 24, true);
        let label = any(&before, words::AMOUNT)
            || (before.trim().is_empty() && any(&self.above, words::AMOUNT))
            || table::has(&before, "大写")
            || table::has(&before, "人民币");
        let marked = mark_before(chars, i).is_some() || (mark_behind(chars, end).is_some() && !goes_on);
        let point = at(chars, end) == '.' && numeral(at(chars, end + 1)) && count >= 2;
        let whole = count >= 2 && chars.iter().filter(|&&c| c != ' ').count() == part.len();
        let sum = (formal >= 2 && !goes_on)
            || whole
            || marked
            || point
            || (money && !goes_on)
            || (label && count >= 1 && !any(&before, words::COUNT) && !goes_on);
        let limit = any(&line.before(i, 12, true), words::LIMIT);
        if sum && !limit && line.taken(i) != LAWFUL {
            let cents = crate::slip::words::cents(&string(part, part.len()));
            let scale = if self.decimals == 0 { 100 } else { 1 };
            let same = cents.and_then(|cents| i64::try_from(cents).ok()) == amount.checked_mul(scale);
            if !same || (self.decimals != 2 && self.decimals != 0) || !self.clean_behind(line, end) {
                self.leave(at_line, "sum");
            }
        }
        end
    }
}

pub(super) fn numeral(c: char) -> bool {
    "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億壱弐貳參叄陸两兩廿卅".contains(c)
}

/// A sign that is no mark of numbers between this number and other digits.
fn odd_mark(chars: &[char], i: usize, end: usize) -> bool {
    let odd = |c: char| matches!(c, '|' | '_' | '`' | '^' | '¦' | '\\');
    let more = |c: char| is_digit(c) || odd(c) || matches!(c, ',' | '.');
    let before = |n: usize| i.checked_sub(n).map_or(' ', |at_char| at(chars, at_char));
    let behind = at(chars, end);
    behind == '丨'
        || before(1) == '丨'
        || odd(behind) && (more(at(chars, end + 1)) || mark_behind(chars, end + 1).is_some())
        || odd(before(1)) && more(before(2))
        || matches!(before(1), ',' | '.') && (odd(before(2)) || before(2) == '丨')
        || is_mark(behind) && (at(chars, end + 1) == '丨' || odd(at(chars, end + 1)))
}

/// A unit behind a number in words.
fn unit(c: char) -> bool {
    "元圆圓円角分整正".contains(c)
}
