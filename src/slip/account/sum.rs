//! Sums on a card slip: the signed one under a label that may name it, and what comes to it.

use super::{kind::numbers, *};

/// What a sum that is not the signed one says it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The price of goods.
    Goods,
    /// Before tax or rebate.
    Before,
    Tax,
    /// Taken off.
    Off,
    /// Put on.
    On,
}

/// A sum that nothing has accounted for yet.
pub(super) struct Loose {
    line: usize,
    /// In hundredths, or whatever the last digit of the currency is.
    value: i64,
    class: Class,
}

const BEFORE: &str = "小计|SUBTOTAL|SUB TOTAL|SUB|ZWISCHENSUMME|NETTO|NET|不含税|订单金额|原价|原金额|应付|应收|消费金额|合计金额|商品金额|商品总额|订单总额|NETTOBETRAG|BEFORE TAX";
const TAX: &str = "TAX|VAT|GST|SST|税|税额|MWST|UST|STEUER";
const OFF: &str = "优惠|折扣|立减|抹零|满减|减免|DISCOUNT|RABATT|NACHLASS|COUPON|GUTSCHEIN|ROUNDING|券";
const ON: &str = "服务费|茶位费|SERVICE|SERVICE CHARGE|SVC CHG|BEDIENUNGSGELD";

fn class(label: &str) -> Option<Class> {
    let is = |words: &str| any(label, words);
    if is(OFF) {
        Some(Class::Off)
    } else if is(TAX) && !is(BEFORE) {
        Some(Class::Tax)
    } else if is(ON) {
        Some(Class::On)
    } else if is(BEFORE) {
        Some(Class::Before)
    } else {
        (!is(words::AMOUNT) && !is(words::OTHER_SUM) && !is(words::PAYING)).then_some(Class::Goods)
    }
}

impl Account<'_> {
    /// The label of the value at a place: the words before it, behind the value before that.
    pub(super) fn label(&self, line: &Line, start: usize, i: usize) -> String {
        let chars = line.chars.as_slice();
        let from = start.min(i).max(i.saturating_sub(48));
        let part = chars.get(from..i).unwrap_or(&[]);
        let letters = |part: &[char]| part.iter().any(|&c| is_letter(c));
        let cut = (1..part.len()).rev().find(|&at_char| {
            let gap = at(part, at_char) == ' ' && at(part, at_char - 1) == ' ';
            (gap || at(part, at_char) == ':') && letters(part.get(at_char + 1..).unwrap_or(&[]))
        });
        let part = cut.map_or(part, |cut| part.get(cut + 1..).unwrap_or(&[]));
        if letters(part) || start > 0 { upper(part) } else { self.above.clone() }
    }

    /// Whether a number whose thousands stand apart is the signed sum: `1 138,00`.
    pub(super) fn is_grouped_amount(&self, chars: &[char], i: usize) -> bool {
        let end = i + run(chars, i, |c| is_digit(c) || c == ' ' || is_mark(c));
        let digits: String = chars.get(i..end).unwrap_or(&[]).iter().filter(|c| **c != ' ').collect();
        let value = decimal(digits.trim_end_matches(['.', ',']), self.decimals).as_deref().and_then(units);
        value.is_some() && value == self.amount.map(i64::abs)
    }

    /// Whether a line is an article and its price, and nothing else: `2 x Latte 4.00 8.00`, `1.牛肉面 138.00`.
    pub(super) fn is_article(&mut self, at_line: usize, line: &Line, label: &str, price: i64) -> bool {
        let count = |word: &&str| {
            let digits = word.trim_matches(['X', '×', '@']);
            !(digits.len() < 4 && digits.bytes().all(|b| b.is_ascii_digit()))
        };
        let (mut letters, mut plain) = (0, true);
        for word in label.split([' ', '.']).filter(count) {
            letters += word.chars().map(|c| if is_han(c) { 2 } else { usize::from(is_letter(c)) }).sum::<usize>();
            plain &= !word.chars().any(|c| c.is_numeric() || is_money(c) || matches!(c, '+' | '=' | '-' | '_' | '/'));
        }
        // A number right before the price may be part of it.
        let last = label.split(' ').next_back().unwrap_or_default();
        let apart = !last.is_empty() && !last.bytes().all(|b| b.is_ascii_digit());
        let said = class(label) != Some(Class::Goods)
            || words::payment(label).is_some()
            || any(label, words::NO_ARTICLE)
            || label.chars().any(|c| words::NO_ARTICLE_SIGN.contains(c));
        // "2 × 138.00" is more than the price.
        let times = matches!(last, "×" | "X" | "*" | "@");
        let own = plain && !times && apart && letters > 3 && !said && price > 0 && !line.taken.contains(&MEMBER);
        if own {
            self.articles += 1;
            self.loose.push(Loose { line: at_line, value: price, class: Class::Goods });
        }
        own
    }

    /// A number that is of no kind: the signed sum, one that may come to it, or open.
    pub(super) fn sum(&mut self, at_line: usize, line: &Line, start: usize, (i, end): (usize, usize)) {
        let Some(amount) = self.amount else { return };
        let chars = line.chars.as_slice();
        let part = chars.get(i..end).unwrap_or(&[]);
        let text: String = part
            .iter()
            .map(|&c| match c {
                '’' | '٬' => '\'',
                '٫' | '·' | '˙' => '.',
                _ => c,
            })
            .collect();
        let marks = part.iter().filter(|&&c| is_mark(c)).count();
        let value = if part.contains(&UNREAD) || marks > 4 {
            None
        } else {
            decimal(&text, self.decimals).as_deref().and_then(units)
        };
        // The mark of a currency is no part of the label.
        let from = mark_before(chars, i).map_or(i, |mark| {
            let end = i - chars.get(..i).unwrap_or(&[]).iter().rev().take_while(|c| " :.-(+".contains(**c)).count();
            end.saturating_sub(mark.end(0))
        });
        let label = self.label(line, start, from);
        // "1234 RMB 138.00": the mark of the next number.
        let behind = mark_behind(chars, end).filter(|mark| {
            let behind = mark.end(skip(chars, end));
            let latin = at(chars, behind.saturating_sub(1)).is_ascii_alphabetic();
            !(latin && is_digit(at(chars, behind + run(chars, behind, |c| matches!(c, ' ' | ':')))))
        });
        let rate = at(chars, skip(chars, end)) == '%';
        let before = mark_before(chars, i);
        let marked = before.is_some() || behind.is_some();
        if [&before, &behind].into_iter().flatten().any(|mark| !mark.is(self.signed.currency)) {
            return self.leave(at_line, "currency");
        }
        if (rate || value.is_some_and(|value| value <= amount.abs())) && line.tax {
            let whole = sums(&line.chars, self.decimals.max(2)).len() == 1;
            self.rated = self.rated.saturating_add(value.filter(|_| whole && !rate).unwrap_or(0));
            return;
        }
        let price = self.decimals > 0 && numbers_have(part, self.decimals);
        let off = class(&label) == Some(Class::Off);
        let clean = self.clean_before(line, i, off) && self.clean_behind(line, end);
        let Some(value) = value.filter(|_| clean && !odd_mark(chars, i, end)) else {
            return self.leave(at_line, "sum");
        };
        let own = value == amount.abs() || self.signed.sums.iter().any(|sum| units(sum) == Some(value));
        if own {
            let whose = words::payment(&label);
            let twice = whose.is_some() && self.paid.is_some() && self.paid != whose;
            self.paid = self.paid.or(whose);
            let member =
                line.taken(i) == MEMBER && !any(&label, words::OTHER_SUM) && !any(&label, TAX) && !any(&label, OFF);
            if (member || words::names_amount(&label)) && !twice && label_begins(line, i) {
                return;
            }
        }
        if value == 0 && price && !(words::names_amount(&label) && any(&label, words::AMOUNT)) {
            return;
        }
        let minus = i > 0 && at(chars, i - 1) == '-' || at(chars, end) == '-';
        match class(&label).filter(|_| price || marked || self.decimals == 0 && !label.is_empty()) {
            Some(class) if !minus || class == Class::Off => self.loose.push(Loose { line: at_line, value, class }),
            _ => self.leave(at_line, "sum"),
        }
    }

    /// What comes to the signed amount is accounted for: goods or what stood before, with tax or without, less what was
    /// taken off; a tax alone, when it is small enough to be one.
    pub(super) fn add_up(&mut self) {
        let Some(amount) = self.amount.map(i64::abs) else { return };
        let of = |class: Class| {
            let own = self.loose.iter().filter(move |loose| loose.class == class);
            own.fold((0, 0_i64, 0_i64), |(count, sum, most), loose| {
                (count + 1, sum.saturating_add(loose.value), most.max(loose.value))
            })
        };
        let [goods, before, tax, off, on] = [Class::Goods, Class::Before, Class::Tax, Class::Off, Class::On].map(of);
        let printed = self.reading.get("discount").and_then(|member| units(&member.value)).unwrap_or(0);
        let comes = |base: i64| {
            let sum = base.saturating_add(on.1);
            [off.1, off.1.saturating_add(printed)].iter().any(|off| {
                let sum = sum.saturating_sub(*off);
                [0, tax.1, tax.1.saturating_add(self.rated)].iter().any(|tax| sum.saturating_add(*tax) == amount)
            })
        };
        let lawful = match (goods.0, before.0) {
            (0, 0) => off.0 == 0 && on.0 == 0 && tax.0 < 2 && tax.1 < amount / 4,
            (0, _) => before.1 == before.2.saturating_mul(before.0) && comes(before.2),
            (1, 0) => self.articles == 1 && goods.1 == amount,
            (_, 0) => comes(goods.1),
            _ => before.1 == before.2.saturating_mul(before.0) && goods.1 == before.2 && comes(before.2),
        };
        let goods = |price: &i64| self.loose.iter().any(|loose| loose.class == Class::Goods && loose.value == *price);
        let each: Vec<usize> = self.each.iter().filter(|(_, price)| !goods(price)).map(|each| each.0).collect();
        for line in each {
            self.leave(line, "sum");
        }
        if !lawful || tax.1 >= amount || off.1 > amount.saturating_mul(9) {
            for loose in core::mem::take(&mut self.loose) {
                self.leave(loose.line, "sum");
            }
        }
    }

    /// A word for what is to pay whose value is no number: `总计 ???`, `TOTAL: one eight eight`.
    pub(super) fn unread_total(&mut self, at_line: usize, line: &Line) {
        if !numbers(&line.chars).is_empty() || line.taken.contains(&LAWFUL) || line.taken.contains(&MEMBER) {
            return;
        }
        let blank = |part: &[u8]| matches!(part, b"???" | b"***" | b"___");
        if any(&line.upper, words::AMOUNT) && line.upper.as_bytes().windows(3).any(blank) {
            let end = line.upper.find(['?', '*', '_']).unwrap_or(0);
            let label = line.upper.get(..end).unwrap_or_default();
            if label.chars().any(is_letter) && label.trim_end().ends_with(|c: char| is_letter(c) || ":.)".contains(c)) {
                return self.leave(at_line, "sum");
            }
        }
        for part in line.upper.split("  ") {
            let end = part.find(|c: char| !is_letter(c) && !" .-/()".contains(c)).unwrap_or(part.len());
            let (label, value) = part.split_at(end);
            let han = label.split(' ').next().unwrap_or_default();
            let named =
                |label: &str| !label.trim().is_empty() && any(label, words::AMOUNT) && words::names_amount(label);
            let value = value.trim_matches(|c: char| " :.-/()=".contains(c));
            let blank = || value.chars().all(|c| "_?*".contains(c));
            let unread = named(label) && !value.is_empty() && (blank() || !words::names_amount(value))
                || han.starts_with(is_han) && named(han) && label.len() > han.len() && !words::names_amount(label);
            if unread {
                self.leave(at_line, "sum");
            }
        }
    }

    /// Words that make all sums of a print others, and other units of money.
    pub(super) fn units(&mut self, at_line: usize, line: &Line) {
        if self.signed.till {
            if any(&line.upper, words::TWICE) && sums(&line.chars, 2).is_empty() && !line.taken.contains(&LAWFUL) {
                self.leave(at_line, "sum");
            }
            return;
        }
        // German numbers are one word.
        let in_words = words::IN_WORDS.split('|').any(|word| table::has(&line.upper, word));
        let twice = any(&line.upper, words::TWICE) && !any(&line.upper, "积分|POINTS");
        if any(&line.upper, words::SCALE) || twice || in_words && !line.taken.contains(&LAWFUL) {
            self.leave(at_line, "sum");
        }
        let times = any(&line.upper, words::TIMES);
        if times && words::covers(&line.upper, &[words::TIMES, words::CLOCK, words::BESIDE_TIME]) {
            self.leave(at_line, "time");
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
        // Another currency's sign, wherever it stands.
        foreign |= chars.iter().any(|&c| is_money(c) && !Mark::Sign(c).is(self.signed.currency));
        if foreign {
            self.leave(at_line, "currency");
        }
    }

    /// Before a sum: nothing that makes another of it.
    fn clean_before(&self, line: &Line, i: usize, off: bool) -> bool {
        let chars = line.chars.as_slice();
        let mut from = i;
        while from > 0
            && (" :.(+".contains(at(chars, from - 1)) && !(at(chars, from - 1) == '+' && from < i)
                || is_money(at(chars, from - 1)))
        {
            from -= 1;
        }
        let latin = chars.get(..from).unwrap_or(&[]).iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
        if (2..=3).contains(&latin) && number::currency(&key(chars.get(from - latin..from).unwrap_or(&[]))).is_some() {
            from -= latin;
            while from > 0 && at(chars, from - 1) == ' ' {
                from -= 1;
            }
        }
        let first = if from > 0 { at(chars, from - 1) } else { ' ' };
        let second = if from > 1 { at(chars, from - 2) } else { ' ' };
        let open = first == '(' || chars.get(from..i).is_some_and(|part| part.contains(&'('));
        if is_digit(first) {
            let blanks = chars.get(from..i).unwrap_or(&[]).iter().filter(|c| **c == ' ').count();
            return blanks > 1 || matches!(line.taken(from - 1), MEMBER | LAWFUL);
        }
        let minus = first == '-' && second != '-' && (!is_letter(second) || from < i);
        !("×÷@^/%+<>≤≥~≈|_\\`".contains(first)
            || first == '*' && is_digit(second)
            || open && !self.signed.negative
            || minus && !self.signed.negative && !off
            || is_digit(second) && !" -:;,.)".contains(first))
    }

    /// Behind a sum: blanks, punctuation and the signed currency's own units, up to the next label or member. Behind two
    /// blanks words may stand that make no other sum of it.
    fn clean_behind(&self, line: &Line, end: usize) -> bool {
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
            } else if c == '-' && self.signed.negative && !is_digit(next)
                || c == ')' && chars.get(..end).is_some_and(|before| before.contains(&'('))
            {
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
                let known = matches!(word.as_str(), "PAID" | "OK" | "APPROVED" | "INKL" | "已付" | "含税" | "也")
                    // The letter of a tax rate; K, M and B are thousands, millions and billions.
                    || matches!(word.as_str(), "A" | "C" | "D" | "E" | "F" | "G" | "N" | "T" | "V") && i + 1 >= chars.len();
                if !(known || (gap && length >= least))
                    || any(&word, words::DANGER)
                    || words::CODES.split('|').any(|code| code == word)
                {
                    return false;
                }
                i += length;
            } else {
                return gap && (is_digit(c) || c == '(');
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
        let alone = !goes_on && (i == 0 || !is_han(at(chars, i - 1)));
        let clock = matches!(at(chars, end), '点' | '时' | '點' | '時' | '月' | '倍') && at(chars, end + 1) != '餐';
        // "三百块", "一千一百": no house, no year, no first department store.
        let large = count >= 2
            && part.iter().any(|c| "百千万亿佰仟萬億".contains(*c))
            && part.first().is_some_and(|c| !"百千万亿佰仟萬億".contains(*c))
            && (!"货年度家户种种人次分".contains(at(chars, end))
                || (at(chars, end), at(chars, end + 1)) == ('人', '民'))
            && (i == 0 || at(chars, i - 1) != '第');
        let kuai = count >= 1 && matches!(at(chars, end), '块' | '塊') && at(chars, end + 1) != '儿';
        let sum = large
            || kuai
            || (formal >= 2 && !goes_on)
            // "参佰".
            || (part.iter().any(|c| "佰仟".contains(*c)) && !goes_on)
            || alone
            || marked
            || point
            || clock
            || (money && !goes_on)
            || (label && count >= 1 && !any(&before, words::COUNT) && !goes_on);
        if sum && line.taken(i) != LAWFUL {
            let cents = crate::slip::words::cents(&string(part, part.len()));
            let scale = if self.decimals == 0 { 100 } else { 1 };
            let same = cents.and_then(|cents| i64::try_from(cents).ok()) == amount.checked_mul(scale);
            if !same || (self.decimals != 2 && self.decimals != 0) || !self.clean_behind(line, end) {
                self.leave(at_line, if clock { "time" } else { "sum" });
            }
        }
        end
    }

    /// The brand's own words on sales without a signature: `交易金额未超过1000.00元,免密免签`.
    pub(super) fn is_limit(&self, line: &Line, i: usize, end: usize) -> bool {
        let chars = line.chars.as_slice();
        let before = line.before(i, 16, true);
        let before = before.trim_end_matches(|c: char| !is_letter(c));
        let before = before.strip_suffix("RMB").or(before.strip_suffix("CNY")).unwrap_or(before);
        let before = before.trim_end_matches(|c: char| !is_letter(c));
        let value = decimal(&string(chars.get(i..).unwrap_or(&[]), end - i), self.decimals).as_deref().and_then(units);
        let unit = self.decimals as u32 + 2;
        ["未超过", "不超过", "不足", "低于", "小于", "LESS THAN", "BELOW", "NOT EXCEEDING", "UNDER", "BIS"]
            .iter()
            .any(|word| before.ends_with(word))
            && any(
                &line.upper,
                "免密|免签|免密免签|无需签名|无须签名|NO PIN|NO SIGNATURE|SIGNATURE FREE|NO SIGN|OHNE PIN",
            )
            && value.is_some_and(|value| value % 10_i64.pow(unit) == 0)
    }
}

/// Whether all that stands before a sum is its label: no minus before that.
fn label_begins(line: &Line, i: usize) -> bool {
    let first = line.chars.iter().position(|&c| c != ' ').unwrap_or(0);
    !(at(&line.chars, first) == '-' && first < i && is_letter(at(&line.chars, first + 1)))
}

/// Whether a number has exactly the currency's decimals.
fn numbers_have(part: &[char], decimals: usize) -> bool {
    part.len() > decimals + 1
        && is_mark(at(part, part.len() - decimals - 1))
        && count_digits(part.get(part.len() - decimals..).unwrap_or(&[])) == decimals
}

pub(super) fn numeral(c: char) -> bool {
    "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億壱弐貳參叄陸两兩廿卅".contains(c)
}

/// A unit behind a number in words.
fn unit(c: char) -> bool {
    "元圆圓円角分整正".contains(c)
}

/// A sign that is no mark of numbers between this number and other digits.
pub(super) fn odd_mark(chars: &[char], i: usize, end: usize) -> bool {
    let odd = |c: char| matches!(c, '|' | '_' | '`' | '^' | '¦' | '\\' | '丨');
    let more = |c: char| is_digit(c) || odd(c) || matches!(c, ',' | '.');
    let before = |n: usize| i.checked_sub(n).map_or(' ', |at_char| at(chars, at_char));
    let behind = at(chars, end);
    behind == '丨'
        || before(1) == '丨'
        || odd(behind) && (more(at(chars, end + 1)) || mark_behind(chars, end + 1).is_some())
        || odd(before(1)) && more(before(2))
        || matches!(before(1), ',' | '.') && odd(before(2))
        || is_mark(behind) && odd(at(chars, end + 1))
}

/// A row or line of taxes in the amount: net and tax make gross, and tax is what the rate makes it.
pub(super) fn is_tax(line: &Line, amount: i64, decimals: usize) -> bool {
    let sums = sums(&line.chars, decimals.max(2));
    let named = any(&line.upper, TAX) || any(&line.upper, "NET|NETTO|不含税");
    if !(named || table::has(&line.upper, "%")) || any(&line.upper, ON) {
        return false;
    }
    // Hundredths of a per cent.
    let rate = line.upper.find('%').and_then(|end| {
        let text = line.upper.get(..end)?.trim_end();
        let number = text.rsplit(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).next()?;
        units(&decimal(&number.replace(',', "."), 2)?)
    });
    let gross = |tax: i64, gross: i64| {
        rate.is_some_and(|rate| {
            let whole = rate.saturating_add(10_000);
            let off = tax.saturating_mul(whole).saturating_sub(gross.saturating_mul(rate));
            gross <= amount && off.saturating_abs() <= whole.saturating_mul(2)
        })
    };
    match *sums.as_slice() {
        [tax] => named && gross(tax, amount),
        [a, b] => {
            a.saturating_add(b) == amount && (named || gross(a.min(b), amount))
                || gross(a.min(b), a.max(b)) && a.max(b) == amount
        }
        [a, b, c] => {
            let most = a.max(b).max(c);
            let least = a.min(b).min(c);
            // "Net 115.00 VAT 23.00 Gross 138.00" says no rate.
            let usual =
                rate.is_none() && named && most == amount && least.saturating_mul(100) <= most.saturating_mul(25);
            a.saturating_add(b).saturating_add(c) == most.saturating_mul(2)
                && most <= amount
                && (usual || gross(least, most))
        }
        _ => false,
    }
}

/// Numbers of a line with so many decimals.
pub(super) fn sums(chars: &[char], decimals: usize) -> Vec<i64> {
    let own = |&(from, to): &(usize, usize)| {
        let part = chars.get(from..to)?;
        let rate = at(chars, skip(chars, to)) == '%';
        let fits = !rate && numbers_have(part, decimals) && matches!(at(part, part.len() - decimals - 1), '.' | ',');
        fits.then(|| decimal(&string(part, part.len()), decimals).as_deref().and_then(units))?
    };
    numbers(chars).iter().filter_map(own).collect()
}

/// Whether one of the numbers of a line is this sum.
pub(super) fn same_on_line(chars: &[char], total: i64) -> bool {
    sums(chars, 2).contains(&total)
}
