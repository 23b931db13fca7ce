//! Amounts in Chinese numerals, ordinary and formal (大写).

/// The amount in hundredths; `None` when the words are none, or not written as amounts are.
#[must_use]
pub(crate) fn cents(words: &str) -> Option<u64> {
    let words = words.trim();
    let words = words.strip_prefix("人民币").or_else(|| words.strip_prefix("RMB")).unwrap_or(words);
    // Below ten thousand, below a hundred million, and the rest; the digit that waits for its unit; the lower units.
    let (mut section, mut sections, mut total, mut digit, mut cents) = (0u64, 0u64, 0u64, None::<u64>, 0u64);
    let (mut whole, mut any) = (None::<u64>, false);
    for c in words.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')) {
        let value = match c {
            '零' | '〇' | '○' => Some(0),
            '一' | '壹' | '壱' => Some(1),
            '二' | '贰' | '貳' | '两' | '兩' => Some(2),
            '三' | '叁' | '參' | '叄' => Some(3),
            '四' | '肆' => Some(4),
            '五' | '伍' => Some(5),
            '六' | '陆' | '陸' => Some(6),
            '七' | '柒' => Some(7),
            '八' | '捌' => Some(8),
            '九' | '玖' => Some(9),
            _ => None,
        };
        if let Some(value) = value {
            if digit.is_some_and(|waiting| waiting != 0) {
                return None;
            }
            digit = Some(value);
            any = true;
            continue;
        }
        match c {
            '十' | '拾' | '百' | '佰' | '千' | '仟' if whole.is_none() => {
                let unit = match c {
                    '十' | '拾' => 10,
                    '百' | '佰' => 100,
                    _ => 1000,
                };
                // 十五 has no digit before its unit.
                let count = match digit.take() {
                    Some(0) | None if unit == 10 && section % 100 == 0 => 1,
                    Some(count @ 1..) => count,
                    _ => return None,
                };
                section = section.checked_add(count * unit)?;
                any = true;
            }
            '万' | '萬' | '亿' | '億' if whole.is_none() => {
                section += digit.take().unwrap_or(0);
                if matches!(c, '万' | '萬') {
                    if section == 0 {
                        return None;
                    }
                    sections = section.checked_mul(10_000)?;
                } else {
                    total = total.checked_add(sections.checked_add(section)?)?.checked_mul(100_000_000)?;
                    sections = 0;
                }
                section = 0;
            }
            '元' | '圆' | '圓' if whole.is_none() => {
                section += digit.take().unwrap_or(0);
                whole = Some(total.checked_add(sections)?.checked_add(section)?);
            }
            '角' => cents += digit.take()? * 10,
            '分' => cents += digit.take()?,
            '整' | '正' => {}
            _ => return None,
        }
    }
    if !any {
        return None;
    }
    let rest = digit.unwrap_or(0);
    let whole = match whole {
        Some(whole) if rest == 0 => whole,
        Some(_) => return None,
        None if cents > 0 => (total == 0 && sections == 0 && section == 0 && rest == 0).then_some(0)?,
        None => total.checked_add(sections)?.checked_add(section)?.checked_add(rest)?,
    };
    whole.checked_mul(100)?.checked_add(cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words() {
        for (words, expected) in [
            ("壹仟叁佰捌拾元整", Some(138_000)),
            ("人民币壹仟叁佰捌拾元整", Some(138_000)),
            ("玖拾贰圆伍角整", Some(9250)),
            ("肆拾陆元伍角", Some(4650)),
            ("叁佰元零伍分", Some(30_005)),
            ("壹万零伍元整", Some(1_000_500)),
            ("拾元整", Some(1000)),
            ("壹佰壹拾元", Some(11_000)),
            ("十五元", Some(1500)),
            ("一百零五", Some(10_500)),
            ("贰拾叁万肆仟伍佰陆拾柒元捌角玖分", Some(23_456_789)),
            ("壹亿贰仟万元整", Some(12_000_000_000)),
            ("伍角整", Some(50)),
            ("零元伍角", Some(50)),
            ("两千元", Some(200_000)),
            ("壹仟叁佰捌拾元X", None),
            ("壹贰叁元", None),
            ("元整", None),
            ("", None),
            ("佰元", None),
            ("138.00", None),
        ] {
            assert_eq!(cents(words), expected, "{words}");
        }
    }

    /// Formal numerals as a bank writes them.
    fn write(cents: u64) -> String {
        const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
        fn section(n: u64) -> String {
            let mut out = String::new();
            let mut zero = false;
            for (i, unit) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
                let digit = n / i % 10;
                if digit == 0 {
                    zero = !out.is_empty();
                } else {
                    if zero {
                        out.push('零');
                    }
                    zero = false;
                    out += DIGITS[digit as usize];
                    out += unit;
                }
            }
            out
        }
        let whole = cents / 100;
        let mut out = String::new();
        if whole >= 10_000 {
            out += &section(whole / 10_000);
            out.push('万');
            if (1..1000).contains(&(whole % 10_000)) {
                out.push('零');
            }
        }
        out += &section(whole % 10_000);
        if out.is_empty() {
            out.push('零');
        }
        out.push('元');
        match (cents / 10 % 10, cents % 10) {
            (0, 0) => out.push('整'),
            (0, fen) => out = out + "零" + DIGITS[fen as usize] + "分",
            (jiao, 0) => out = out + DIGITS[jiao as usize] + "角整",
            (jiao, fen) => out = out + DIGITS[jiao as usize] + "角" + DIGITS[fen as usize] + "分",
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(n in 0u64..9_999_999_999) {
            prop_assert_eq!(cents(&write(n)), Some(n), "{}", write(n));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String, words in "[零一壹二贰三四五六七八九十拾百佰千仟万亿元角分整]{0,40}") {
            let _ = (cents(&text), cents(&words));
        }
    }
}
