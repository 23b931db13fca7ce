//! Values one change away from another: digits, letter case, order.

use crate::order;
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

fn replaced(value: &str, at: usize, with: char) -> String {
    value.char_indices().map(|(i, c)| if i == at { with } else { c }).collect()
}

/// Every text with one digit replaced, or with two neighbouring digits in each other's place.
pub(in crate::formats) fn digits(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    let places: Vec<(usize, char)> = value.char_indices().filter(|(_, c)| c.is_ascii_digit()).collect();
    for (at, digit) in &places {
        found.extend(('0'..='9').filter(|other| other != digit).map(|other| replaced(value, *at, other)));
    }
    for pair in places.windows(2) {
        if let [(a, x), (b, y)] = pair
            && b - a == 1
            && x != y
        {
            found.push(replaced(&replaced(value, *a, *y), *b, *x));
        }
    }
    found
}

/// Numbers near this one, with a digit changed, lost or doubled.
pub(in crate::formats) fn numbers(number: u64) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::new();
    for step in 1..=10 {
        found.extend([number.checked_add(step), number.checked_sub(step)].into_iter().flatten());
    }
    found.extend(digits(&number.to_string()).iter().filter_map(|text| text.parse::<u64>().ok()));
    found.extend((0..10).filter_map(|digit| number.checked_mul(10)?.checked_add(digit)));
    found.push(number / 10);
    found.retain(|other| *other != number && *other <= i64::MAX as u64);
    order::by_key(&mut found, |other| other.abs_diff(number));
    found.dedup();
    found
}

/// Amounts with a digit changed, two in each other's place, the mark moved, or the sign turned.
pub(in crate::formats) fn cents(cents: i64) -> Vec<i64> {
    let text = alloc::format!("{:03}", cents.saturating_abs());
    let mut found: Vec<i64> = digits(&text).iter().filter_map(|text| text.parse().ok()).collect();
    found.extend([cents.saturating_abs().checked_mul(10), Some(cents.saturating_abs() / 10)].into_iter().flatten());
    // A digit in front.
    let above = 10_i64.checked_pow(text.len() as u32);
    found.extend(above.into_iter().flat_map(|above| {
        (1..10_i64).map(move |digit| digit.saturating_mul(above).saturating_add(cents.saturating_abs()))
    }));
    if cents < 0 {
        found.iter_mut().for_each(|other| *other = other.saturating_neg());
    }
    found.push(cents.saturating_neg());
    found.retain(|other| *other != cents);
    found
}

/// The same text in other letter case: whole, word by word, and letter by letter.
pub(in crate::formats) fn cases(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |other: String| {
        if other != text && !found.contains(&other) {
            found.push(other);
        }
    };
    add(text.to_ascii_lowercase());
    add(text.to_ascii_uppercase());
    let turn = |c: char| if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
    add(text.chars().map(turn).collect());
    // Words of letters one way, words that look like hexadecimal numbers the other.
    let words: Vec<(usize, &str)> = words(text);
    let is_hex = |word: &str| {
        word.bytes().all(|c| c.is_ascii_hexdigit()) && (word.len() == 2 || word.bytes().any(|c| c.is_ascii_digit()))
    };
    let forms = [str::to_ascii_lowercase as fn(&str) -> String, str::to_ascii_uppercase, capitalised];
    for hex in [str::to_ascii_lowercase as fn(&str) -> String, str::to_ascii_uppercase] {
        for plain in forms {
            add(with_words(text, &words, |_, word| if is_hex(word) { hex(word) } else { plain(word) }));
        }
        add(with_words(text, &words, |_, word| if is_hex(word) { hex(word) } else { word.to_string() }));
    }
    // Every combination, of a few words.
    let letters: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, (_, word))| word.bytes().any(|c| c.is_ascii_alphabetic()))
        .map(|(i, _)| i)
        .collect();
    if letters.len() <= 4 {
        for choice in 0..3_usize.pow(letters.len() as u32) {
            add(with_words(text, &words, |i, word| {
                let place = letters.iter().position(|at| *at == i);
                let form = place.and_then(|place| forms.get(choice / 3_usize.pow(place as u32) % 3));
                form.map_or_else(|| word.to_string(), |form| form(word))
            }));
        }
    }
    for (at, _) in words.iter().enumerate().take(16) {
        for form in forms {
            add(with_words(text, &words, |i, word| if i == at { form(word) } else { word.to_string() }));
        }
    }
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).take(100) {
        add(replaced(text, at, turn(c)));
    }
    found
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + &chars.as_str().to_ascii_lowercase())
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if !word.is_empty() {
            words.push((at, word));
        }
        at += piece.len();
    }
    words
}

fn with_words(text: &str, words: &[(usize, &str)], form: impl Fn(usize, &str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (i, (at, word)) in words.iter().enumerate() {
        out.push_str(text.get(from..*at).unwrap_or_default());
        out.push_str(&form(i, word));
        from = at + word.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// The same id with its separators written differently.
pub(in crate::formats) fn spellings(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let is_mark = |c: &char| matches!(c, ' ' | '-' | '_' | ':' | '.' | '/');
    found.push(text.chars().filter(|c| !is_mark(c)).collect());
    for (at, c) in text.char_indices().filter(|(_, c)| is_mark(c)).take(20) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        found.push([before, after].concat());
        found.extend(
            [" ", "-", "_"].into_iter().filter(|mark| !mark.starts_with(c)).map(|mark| [before, mark, after].concat()),
        );
    }
    for (at, _) in text.char_indices().skip(1).take(80) {
        if let Some((before, after)) = text.split_at_checked(at) {
            found.push([before, " ", after].concat());
        }
    }
    found
}

/// Characters that are taken for each other on paper, in base64 and in ids.
const ALIKE: [&str; 15] =
    ["0OoQD", "1lI/", "5Ss", "8B", "2Zz", "6Gb", "9gq", "Cc", "Vv", "Ww", "Xx", "Kk", "Uu", "Pp", "+t"];

/// Every text with one character read differently: where, as which, and what it may be.
pub(in crate::formats) fn misread(text: &str) -> impl Iterator<Item = (usize, char, char, String)> + '_ {
    text.char_indices().flat_map(move |(at, read)| {
        let alike = ALIKE.iter().filter(move |alike| alike.contains(read)).flat_map(|alike| alike.chars());
        alike.filter(move |meant| *meant != read).filter_map(move |meant| {
            let (before, after) = (text.get(..at)?, text.get(at + read.len_utf8()..)?);
            Some((at, read, meant, [before, meant.to_string().as_str(), after].concat()))
        })
    })
}

/// Every other order of so many things: at most four are put in order.
pub(in crate::formats) fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut orders: Vec<Vec<usize>> = alloc::vec![Vec::new()];
    if !(2..=4).contains(&count) {
        return Vec::new();
    }
    for _ in 0..count {
        orders = orders
            .into_iter()
            .flat_map(|order| {
                (0..count)
                    .filter(|next| !order.contains(next))
                    .map(|next| [order.as_slice(), &[next]].concat())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    orders.retain(|order| !order.is_sorted());
    orders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_comes_back() {
        for id in [
            "ERS 8cb8e2de-4052-481b-945b-118022951944",
            "FRI:02:5a:1e:91:0a:00",
            "KAS-BISTRO-07",
            "Kasse-Nord 3",
            "KAS-Bistro 07",
            "220130d5-9060-4e26-b75c-35968f49aae3",
        ] {
            for shown in [id.to_uppercase(), id.to_lowercase()] {
                assert!(shown == id || cases(&shown).iter().any(|other| other == id), "{shown}");
            }
        }
        assert!(cases("KassenBeleg-V1").iter().any(|other| other == "Kassenbeleg-V1"));
        assert!(cases("Kassenbeleg-V1").iter().any(|other| other == "KassenBeleg-V1"));
    }

    #[test]
    fn orders_of_three() {
        assert_eq!(orders(3).len(), 5);
        assert_eq!(orders(4).len(), 23);
        assert!(orders(1).is_empty() && orders(5).is_empty());
    }

    #[test]
    fn numbers_and_amounts_near_by() {
        for (number, other) in [(223, 224), (223, 232), (223, 723), (223, 22), (223, 2230), (0, 1)] {
            assert!(numbers(number).contains(&other), "{number} {other}");
        }
        for (amount, other) in [(2142, 3142), (2142, 2412), (2142, 214), (2142, 12_142), (-370, -570), (2142, -2142)] {
            assert!(cents(amount).contains(&other), "{amount} {other}");
        }
        assert!(numbers(u64::MAX / 4).iter().all(|number| *number <= i64::MAX as u64));
        let _ = (cents(i64::MIN), cents(i64::MAX));
    }
}
