//! What is printed against what was signed, member by member, at the printed precision.

use crate::{
    report::{Field, Match},
    slip::{
        self, Member, Reading,
        account::{Open, is_daily_text},
    },
    time::Timestamp,
    unicode,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// The outcome of a comparison.
#[derive(Default)]
pub(crate) struct Comparison {
    /// One a member: signed ones in their order, then those only printed.
    pub(crate) fields: Vec<Field>,
    /// Lines that may say another thing than was signed, of no member's own.
    pub(crate) open: Vec<Open>,
}

impl Comparison {
    /// Fields that differ.
    pub(crate) fn differing(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.matches == Some(Match::Differs))
    }

    /// Fields that somebody has to look at.
    pub(crate) fn unsure(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.matches == Some(Match::Unsure))
    }

    /// Whether this member was printed and is the same.
    #[must_use]
    pub(crate) fn agrees(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name && field.matches == Some(Match::Same))
    }

    /// Whether anything could be compared.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.matches.is_none())
    }
}

/// Compares signed members (name, value) with a reading. Members whose names are not in `known` are shown and not
/// compared.
#[must_use]
pub(crate) fn compare(signed: &[(String, String)], known: &[&str], reading: &Reading) -> Comparison {
    let value_of = |name: &str| signed.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let printed = |name: &str| reading.get(name).map_or(0, |member| units(&member.value));
    let beside = Beside {
        kind: value_of("type").or_else(|| reading.get("type").map(|member| member.value.as_str())),
        currency: value_of("currency"),
        tip: value_of("tip").map_or_else(|| printed("tip"), units),
        off: reading.all("discount").fold(0, |sum: i64, member| sum.saturating_add(units(&member.value))),
        reading,
    };
    let mut open = Vec::new();
    let mut fields: Vec<Field> = signed
        .iter()
        .map(|(name, value)| {
            let mut field = Field { name: name.clone(), signed: Some(value.clone()), ..Field::default() };
            if known.contains(&name.as_str()) {
                one(&mut field, value, &beside, &mut open);
            }
            field
        })
        .collect();
    append_printed(&mut fields, reading);
    // A name that was guessed and is another one, while the signed one stands nowhere: somebody has to look.
    let guess = |member: &&Member| {
        let other = |field: &Field| field.name == "merchant" && field.signed.is_some() && field.matches.is_none();
        member.name == "merchant" && member.weak && fields.iter().any(other)
    };
    open.extend(reading.fields.iter().filter(guess).map(|member| Open { line: member.line, reason: "member" }));
    Comparison { fields, open }
}

/// Adds what is printed and not among the fields yet.
pub(crate) fn append_printed(fields: &mut Vec<Field>, reading: &Reading) {
    for member in &reading.fields {
        if member.name != "digest" && !fields.iter().any(|field| field.name == member.name) {
            fields.push(Field {
                name: member.name.to_string(),
                printed: Some(member.value.clone()),
                place: place(member, reading),
                ..Field::default()
            });
        }
    }
}

pub(crate) fn place(member: &Member, reading: &Reading) -> Option<crate::report::Where> {
    let line = reading.lines.get(member.line)?;
    let own = line.marks.iter().filter(|mark| mark.at >= member.at.0 && mark.at < member.at.1);
    let middles: Vec<(f32, f32)> = own.map(|mark| mark.middle).collect();
    slip::seen::bounds(&middles, line.half_height).or_else(|| line.place.clone())
}

/// What decides with a member whether its print is the signed one.
struct Beside<'a> {
    /// The signed type, or the printed one where none was signed.
    kind: Option<&'a str>,
    /// The signed currency.
    currency: Option<&'a str>,
    /// Signed, or printed where none was signed.
    tip: i64,
    /// The printed discount.
    off: i64,
    reading: &'a Reading,
}

/// Digits of a decimal string as one number.
fn units(text: &str) -> i64 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.fold(0, |value: i64, b| value.saturating_mul(10).saturating_add(i64::from(b - b'0')))
}

/// Whether a value that differs is one of another kind than the signed one, which is printed as well: a shop's own `终端号:POS03`
/// beside the acquirer's.
fn is_of_another_kind(name: &str, signed: &str, printed: &str) -> bool {
    let shape = |text: &str| {
        let class = |c: char| if c.is_ascii_digit() { '0' } else { 'a' };
        text.chars().map(class).collect::<String>()
    };
    match name {
        "mid" | "tid" | "rrn" | "auth" | "stan" | "batch" | "receiptNo" => shape(signed) != shape(printed),
        "pan" => !printed.contains('*') && printed.len() != signed.len() && printed.len() != 4,
        "merchant" => {
            let (signed, printed) = (normal_name(signed), normal_name(printed));
            !printed.is_empty() && (signed.contains(&printed) || printed.contains(&signed))
        }
        _ => false,
    }
}

/// Compares every print of one member: one that differs outweighs those that agree. What is left to a person goes to `open`.
fn one(field: &mut Field, signed: &str, beside: &Beside<'_>, open: &mut Vec<Open>) {
    let name = field.name.clone();
    let reading = beside.reading;
    let agrees = |member: &Member| matches(&name, signed, beside, member) == Some(Match::Same);
    let is_clock = |member: &Member| name == "time" && !member.value.contains('-');
    // A clock beside a whole time that agrees is another one; alone, it is the slip's.
    let whole = name == "time" && reading.all("time").any(agrees);
    let aside = reading.aside.iter().filter(|member| member.name == name && !(whole && is_clock(member)));
    let words = reading.all("amountWords").filter(|_| name == "amount");
    for member in reading.all(&name).chain(aside).chain(words) {
        if is_clock(member) && goes_on(member, reading) {
            continue;
        }
        let Some(matches) = matches(&name, signed, beside, member) else { continue };
        let other = || matches == Match::Differs && reading.all(&name).any(agrees);
        if reading.lines.get(member.line).is_some_and(|line| is_daily_text(&line.text)) && other() {
            continue;
        }
        if matches == Match::Differs
            && is_of_another_kind(&name, signed, &member.value)
            && reading.all(&name).any(agrees)
        {
            open.push(Open { line: member.line, reason: "member" });
            continue;
        }
        let worse = match field.matches {
            None | Some(Match::Same) => true,
            Some(Match::Unsure) => matches == Match::Differs,
            Some(Match::Differs) => false,
        };
        if worse {
            let sign =
                if matches == Match::Differs && member.negative && !member.value.starts_with('-') { "-" } else { "" };
            field.printed = Some([sign, &member.value].concat());
            field.matches = Some(matches);
            field.place = place(member, reading);
        }
    }
}

/// Whether a line of the print is a name and nothing else.
fn is_named(reading: &Reading, name: &str) -> bool {
    let name = normal_name(name);
    !name.is_empty() && reading.lines.iter().any(|line| normal_name(line.text.trim()) == name)
}

/// Whether more than blanks stands behind a member in its line.
fn goes_on(member: &Member, reading: &Reading) -> bool {
    let rest = reading.lines.get(member.line).and_then(|line| line.text.get(member.at.1..));
    rest.is_some_and(|rest| !rest.trim().is_empty())
}

/// Whether one printed value is the signed one; `None` when it is printed in a way that can't be compared.
fn matches(name: &str, signed: &str, beside: &Beside<'_>, member: &Member) -> Option<Match> {
    let seen = beside.reading.seen;
    // Without the lines below, which only may be more of it.
    let alone = member.shorter.iter().any(|short| short == signed || normal_name(short) == normal_name(signed));
    let same = match name {
        "amount" if member.name == "amountWords" => words(signed, &member.value)?,
        "amount" | "tip" => {
            let value = in_currency(member, beside.currency);
            let same = value == signed && !wrong_sign(member, beside.kind);
            // What a tip is added to, or a discount taken from.
            let base = units(signed) - beside.tip;
            if !same && name == "amount" && beside.tip + beside.off > 0 && !member.negative {
                let value = units(value);
                if value == base || value == base.saturating_add(beside.off) {
                    return None;
                }
            }
            same
        }
        // What only the layout says is not printed.
        "currency" if member.raw.is_empty() && member.value != signed => return None,
        // Of the yen as of the yuan.
        "currency" if matches!(member.raw.as_str(), "¥" | "￥") => matches!(signed, "CNY" | "JPY"),
        // It may be another number of the shop.
        _ if member.weak && name != "merchant" && member.value != signed => return None,
        // What stands below a name may be more of it, or the next line of the paper.
        "merchant" if alone || normal_name(&member.value) == normal_name(signed) => true,
        "merchant" if member.weak && is_named(beside.reading, signed) => true,
        "merchant" if member.weak => return None,
        "merchant" => false,
        "time" => time(signed, &member.value)?,
        // Numbers that count up, without their leading noughts.
        "stan" | "batch" if member.value.bytes().all(|b| b.is_ascii_digit()) => {
            member.value.trim_start_matches('0') == signed.trim_start_matches('0')
        }
        // The last four alone.
        "pan" if member.value.len() == 4 && signed.ends_with(&member.value) => true,
        "pan" => masked(signed, &member.value),
        _ => member.value == signed,
    };
    let same = same || (seen && slip::seen::alike(name, signed, &member.value));
    // The recogniser's second choices, compared as the first.
    let second = || {
        member.second.iter().any(|value| {
            let other = Member { value: value.clone(), negative: member.negative, ..Member::default() };
            matches(name, signed, beside, &other) == Some(Match::Same)
        })
    };
    Some(if same && (member.uncertain.is_empty() || alone) {
        Match::Same
    } else if same || member.uncertain.iter().any(|candidate| candidate == signed) || second() {
        Match::Unsure
    } else {
        Match::Differs
    })
}

/// An amount without decimals, where the currency has none.
fn in_currency<'a>(member: &'a Member, currency: Option<&str>) -> &'a str {
    let whole = currency.is_some_and(|code| slip::normal::currency_digits(code) == 0);
    let printed = member.raw.contains(['.', '．']);
    // A till's receipt keeps the sign in the value.
    let value = member.value.strip_prefix('-').filter(|_| member.negative).unwrap_or(&member.value);
    value.strip_suffix(".00").filter(|_| whole && !printed).unwrap_or(value)
}

/// Whether an amount in words is the signed one; `None` when it is not written as amounts are.
fn words(signed: &str, printed: &str) -> Option<bool> {
    let cents = i64::try_from(slip::words::cents(printed)?).ok()?;
    let (whole, decimals) = signed.split_once('.').unwrap_or((signed, "00"));
    (decimals.len() == 2).then(|| cents == units(&[whole, decimals].concat()))
}

/// A minus sign belongs to `void` and `refund`.
pub(crate) fn wrong_sign(member: &Member, kind: Option<&str>) -> bool {
    member.negative && !matches!(kind, Some("void" | "refund"))
}

/// A name as it is read, whatever the printer made of it: without width, letter case, blanks and invisible characters.
fn normal_name(name: &str) -> String {
    let plain = unicode::lowercase(&unicode::nfkc(name));
    plain.chars().filter(|c| !c.is_whitespace() && !slip::is_invisible(*c)).collect()
}

/// `signed` is RFC 3339; `printed` as far as it is printed: `2026-11-20`, `…T18:42`, `…T18:42:07`, with an offset or not.
fn time(signed: &str, printed: &str) -> Option<bool> {
    if let (Some(signed), Some(printed)) = (Timestamp::parse(signed), Timestamp::parse(printed)) {
        return Some(signed.moment() == printed.moment());
    }
    let local = signed.get(..19)?;
    if matches!(printed.len(), 5 | 8) && printed.as_bytes().get(2) == Some(&b':') {
        return Some(local.get(11..).is_some_and(|clock| clock.starts_with(printed)));
    }
    let comparable = matches!(printed.len(), 10 | 16 | 19) && printed.as_bytes().get(4) == Some(&b'-');
    comparable.then(|| local.get(..printed.len()).is_some_and(|start| start.eq_ignore_ascii_case(printed)))
}

/// Whether a line that gave no member holds what looks like a date, though no time was read: it was printed, and could not
/// be compared.
pub(crate) fn has_unread_date(reading: &Reading) -> bool {
    let unread = |line: &usize| reading.fields.iter().all(|member| member.line != *line);
    reading.get("time").is_none()
        && reading.lines.iter().enumerate().any(|(at, line)| looks_dated(&line.text) && unread(&at))
}

/// Whether a signed member's label was printed with a value that could not be read, so that nothing was compared.
pub(crate) fn has_unread_value(comparison: &Comparison, reading: &Reading) -> bool {
    let unread = |field: &Field| reading.unread.iter().any(|name| *name == field.name);
    let lacks = |field: &Field| field.signed.is_some() && field.matches.is_none();
    // On a picture a value that was not read is no news: the lines themselves are shown.
    !reading.seen && comparison.fields.iter().any(|field| lacks(field) && unread(field))
}

/// Three numbers, one of them a year of four digits, with the same kind of mark between them.
fn looks_dated(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '/' | '-' | '.' | '年' | '月' | '／' | '－');
    text.split(|c: char| !c.is_ascii_digit() && !is_mark(c)).any(|word| {
        let parts: Vec<usize> = word.split(is_mark).map(str::len).collect();
        parts.windows(3).any(|parts| matches!(parts, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4]))
    })
}

/// Masked digits say nothing; every digit that both show must be the same, and there must be as many.
fn masked(signed: &str, printed: &str) -> bool {
    signed.len() == printed.len() && signed.bytes().zip(printed.bytes()).all(|(a, b)| a == b || a == b'*' || b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &'static str, value: &str) -> Member {
        Member { name, value: value.into(), raw: value.into(), ..Member::default() }
    }

    fn compared(name: &'static str, signed: &str, printed: &[Member]) -> Option<Match> {
        let reading = Reading { fields: printed.to_vec(), ..Reading::default() };
        compare(&[(name.into(), signed.into())], &[name], &reading).fields[0].matches
    }

    #[test]
    fn times_are_compared_at_the_printed_precision() {
        let signed = "2026-11-20T18:42:07+08:00";
        for (printed, expected) in [
            ("2026-11-20", Some(Match::Same)),
            ("2026-11-21", Some(Match::Differs)),
            ("2026-11-20T18:42", Some(Match::Same)),
            ("2026-11-20T18:42:07", Some(Match::Same)),
            ("2026-11-20T18:42:08", Some(Match::Differs)),
            ("2026-11-20T10:42:07Z", Some(Match::Same)),
            ("11/20", None),
        ] {
            assert_eq!(compared("time", signed, &[member("time", printed)]), expected, "{printed}");
        }
    }

    #[test]
    fn a_date_that_was_not_read_is_seen() {
        for text in ["日期/时间:3026/11/06 18:48", "2026-91-06", "06.11.3026", "2026年13月6日", "x 2026/11/6"] {
            assert!(looks_dated(text), "{text}");
        }
        for text in ["2029/08", "20261120", "12.50", "1-2-3", "400-820-1234", "192.168.10.1", "", "//"] {
            assert!(!looks_dated(text), "{text}");
        }
    }

    #[test]
    fn one_differing_print_of_a_member_is_enough() {
        let printed = [member("amount", "138.00"), member("amount", "188.00")];
        assert_eq!(compared("amount", "138.00", &printed), Some(Match::Differs));
        assert_eq!(compared("amount", "188.00", &printed), Some(Match::Differs));
    }

    #[test]
    fn a_minus_sign_needs_a_refund_or_void() {
        let printed = Member { negative: true, ..member("amount", "138.00") };
        assert_eq!(compared("amount", "138.00", core::slice::from_ref(&printed)), Some(Match::Differs));
        let reading = Reading { fields: alloc::vec![printed], ..Reading::default() };
        let signed = [("amount".into(), "138.00".into()), ("type".into(), "refund".into())];
        assert!(compare(&signed, &["amount", "type"], &reading).agrees("amount"));
    }

    #[test]
    fn masks_hide_but_do_not_stretch() {
        assert_eq!(compared("pan", "621700******1234", &[member("pan", "621700******1234")]), Some(Match::Same));
        assert_eq!(compared("pan", "621700******1234", &[member("pan", "************1234")]), Some(Match::Same));
        assert_eq!(compared("pan", "621700******1234", &[member("pan", "621700*****1234")]), Some(Match::Differs));
        assert_eq!(compared("pan", "621700******1234", &[member("pan", "621700******1235")]), Some(Match::Differs));
    }
}
