//! What is printed against what was signed, member by member, at the printed precision.

use crate::{
    report::{Field, Match},
    slip::{self, Member, Reading},
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
    let mut fields: Vec<Field> = signed
        .iter()
        .map(|(name, value)| {
            let mut field = Field { name: name.clone(), signed: Some(value.clone()), ..Field::default() };
            if known.contains(&name.as_str()) {
                one(&mut field, value, value_of("type"), reading);
            }
            field
        })
        .collect();
    append_printed(&mut fields, reading);
    Comparison { fields }
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

/// Compares every print of one member: one that differs outweighs those that agree.
fn one(field: &mut Field, signed: &str, kind: Option<&str>, reading: &Reading) {
    let name = field.name.clone();
    for member in reading.all(&name) {
        let Some(matches) = matches(&name, signed, kind, member, reading.seen) else { continue };
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

/// Whether one printed value is the signed one; `None` when it is printed in a way that can't be compared.
fn matches(name: &str, signed: &str, kind: Option<&str>, member: &Member, seen: bool) -> Option<Match> {
    let same = match name {
        "amount" | "tip" => member.value == signed && !wrong_sign(member, kind),
        "merchant" => member.value == normal_name(signed),
        "time" => time(signed, &member.value)?,
        "pan" => masked(signed, &member.value),
        _ => member.value == signed,
    };
    let same = same || (seen && slip::seen::alike(name, signed, &member.value));
    // The recogniser's second choices, compared as the first.
    let second = || {
        member.second.iter().any(|value| {
            let other = Member { value: value.clone(), negative: member.negative, ..Member::default() };
            matches(name, signed, kind, &other, seen) == Some(Match::Same)
        })
    };
    Some(if same && member.uncertain.is_empty() {
        Match::Same
    } else if same || member.uncertain.iter().any(|candidate| candidate == signed) || second() {
        Match::Unsure
    } else {
        Match::Differs
    })
}

/// A minus sign belongs to `void` and `refund`.
pub(crate) fn wrong_sign(member: &Member, kind: Option<&str>) -> bool {
    member.negative && !matches!(kind, Some("void" | "refund"))
}

/// NFC, trimmed, runs of white space one space.
fn normal_name(name: &str) -> String {
    let nfc = unicode::nfc(name);
    nfc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `signed` is RFC 3339; `printed` as far as it is printed: `2026-11-20`, `…T18:42`, `…T18:42:07`, with an offset or not.
fn time(signed: &str, printed: &str) -> Option<bool> {
    if let (Some(signed), Some(printed)) = (Timestamp::parse(signed), Timestamp::parse(printed)) {
        return Some(signed.moment() == printed.moment());
    }
    let local = signed.get(..19)?;
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
