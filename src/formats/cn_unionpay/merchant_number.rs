//! The merchant number taken apart: acquirer, region, category, serial; and the category against the shop's name.

use crate::{
    evidence,
    formats::plausibility::Findings,
    report::{Note, Status},
    slip::Reading,
};
use alloc::{string::String, vec::Vec};
use serde_json::Value;

include!(concat!(env!("OUT_DIR"), "/mcc.rs"));
include!(concat!(env!("OUT_DIR"), "/regions.rs"));

/// The numbers of a table that is written as steps.
fn numbers(steps: &[u8]) -> impl Iterator<Item = u16> + '_ {
    let mut sum = 0u16;
    steps.iter().filter_map(move |step| {
        sum = sum.wrapping_add(u16::from(*step));
        (*step < 255).then_some(sum)
    })
}

/// The greatest number of a table that is not above this one.
#[inline(never)]
fn floor(steps: &[u8], code: u16) -> Option<u16> {
    numbers(steps).take_while(|number| *number <= code).last()
}

/// The parts of a merchant number (15 digits: 3, 4, 4 and 4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Parts<'a> {
    /// Who signed the merchant up: banks below 800, payment institutions above.
    pub(super) acquirer: &'a str,
    /// Where, in one of two systems.
    pub(super) region: &'a str,
    /// What kind of business (ISO 18245).
    pub(super) category: &'a str,
    /// Which merchant.
    pub(super) serial: &'a str,
}

impl<'a> Parts<'a> {
    pub(super) fn of(mid: &'a str) -> Option<Self> {
        if mid.len() != 15 || !mid.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let (acquirer, rest) = mid.split_at_checked(3)?;
        let (region, rest) = rest.split_at_checked(4)?;
        let (category, serial) = rest.split_at_checked(4)?;
        Some(Self { acquirer, region, category, serial })
    }

    /// Readings of the region, the likelier first: system, code in its table, and whether that is the region's own code
    /// rather than that of the area around it.
    fn regions(&self) -> Vec<(&'static str, u16, bool)> {
        let code = number(self.region);
        // A prefecture that the list does not have: the province at least. Counties are numbered behind their prefecture.
        let find = |code| floor(GB2260, code).filter(|found| *found == code);
        let state = find(code).or_else(|| find(code / 100 * 100));
        let scheme = floor(UNIONPAY, code).filter(|found| code - found < 20);
        let mut regions = Vec::new();
        regions.extend(state.map(|found| ("gb2260", found, found == code)));
        if let Some(found) = scheme {
            let exact = found == code;
            // Banks number by the card scheme's own system, payment institutions mostly by the state's.
            let first = match regions.first() {
                Some((.., true)) => exact && self.acquirer < "800",
                _ => exact || self.acquirer < "800",
            };
            regions.insert(if first { 0 } else { regions.len() }, ("unionpay", found, exact));
        }
        regions
    }
}

/// A number of few digits.
fn number(digits: &str) -> u16 {
    digits.bytes().fold(0, |number, c| number * 10 + u16::from(c & 15))
}

fn is_category(code: u16) -> bool {
    // Firsts and lasts alternate: a code that is in has an odd number of ends below it, or is a last itself.
    let below = numbers(CATEGORIES).take_while(|end| *end < code).count();
    below % 2 == 1 || numbers(CATEGORIES).any(|end| end == code)
}

/// Words in a shop's name, separated by blanks, and the first and last of the categories that go with them.
static KINDS: &[(&str, &[(u16, u16)])] = &[
    ("酒店 宾馆 旅馆 旅店 客栈 民宿 HOTEL", &[(7011, 7012), (3501, 3997), (5811, 5814), (4722, 4722)]),
    ("餐饮 餐厅 餐馆 饭馆 酒楼 小馆 火锅 面馆 烧烤 RESTAURANT", &[(5811, 5814), (5462, 5499), (7011, 7011)]),
    ("超市 便利店 SUPERMARKET", &[(5300, 5411), (5499, 5499), (5921, 5921), (5993, 5993)]),
    ("书店 书屋 书城 书局", &[(5942, 5943), (5192, 5192), (5994, 5994), (5111, 5111)]),
    ("加油站 加气站", &[(5541, 5542), (5172, 5172), (5983, 5983), (5552, 5552), (5411, 5499)]),
    ("药房 药店", &[(5912, 5912), (5122, 5122), (5047, 5047)]),
    ("医院 诊所 卫生院", &[(8011, 8099)]),
    ("珠宝 金店 首饰", &[(5944, 5944), (5094, 5094), (7631, 7631), (5970, 5972), (5937, 5937)]),
    ("大学 中学 小学 幼儿园", &[(8211, 8351)]),
    ("影城 影院", &[(7832, 7832), (7922, 7922), (7829, 7829)]),
    ("美容 美发 理发", &[(7230, 7230), (7297, 7299), (5977, 5977)]),
    ("面包 蛋糕", &[(5441, 5499), (5811, 5814)]),
    ("户外 体育 运动", &[(5941, 5941), (5655, 5661), (7941, 7941), (7991, 7999), (5998, 5998)]),
];
/// Shops of every kind may stand under these.
static ANY: [(u16, u16); 4] = [(5309, 5311), (5331, 5331), (5398, 5399), (5999, 5999)];

/// The word in the shop's name that the category does not go with, when no other word of the name goes with it.
fn odd_word(name: &str, category: u16) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    let has = |ranges: &[(u16, u16)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&category));
    let mut odd = None;
    for (words, ranges) in KINDS {
        if let Some(word) = words.split(' ').find(|word| name.contains(*word)) {
            if has(ranges) {
                return None;
            }
            odd = odd.or(Some(word));
        }
    }
    odd.filter(|_| !has(&ANY))
}

/// The number as a note, and what is odd about it.
pub(super) fn check(reading: &Reading, findings: &mut Findings) -> Option<Note> {
    let parts = Parts::of(super::value(reading, "mid")?)?;
    let regions = parts.regions();
    let category = number(parts.category);
    let known = is_category(category);
    let region = if regions.is_empty() { Status::Warn } else { Status::Pass };
    findings.add("region", "mid", region, &[("code", parts.region)]);
    // New categories come, and acquirers have their own: an unknown one says nothing against the slip.
    let status = if known { Status::Pass } else { Status::Unknown };
    findings.add("category", "mid", status, &[("code", parts.category)]);
    if known && let Some(word) = super::value(reading, "merchant").and_then(|name| odd_word(name, category)) {
        findings.add("category-and-name", "mid", Status::Warn, &[("code", parts.category), ("word", word)]);
    }
    let mut list = Vec::new();
    for (system, code, exact) in regions {
        let digits = [1000, 100, 10, 1].map(|unit| char::from(b'0' + (code / unit % 10) as u8));
        let code: String = digits.iter().collect();
        list.push(Value::Object(evidence! { "system" => system, "code" => code, "exact" => exact }));
    }
    let evidence = evidence! {
        "value" => super::value(reading, "mid"),
        "acquirer" => parts.acquirer, "region" => parts.region, "regions" => list,
        "mcc" => parts.category, "known" => known, "serial" => parts.serial,
    };
    Some(Note::new("merchant-number", evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::cn_unionpay::tests::reading;
    use alloc::format;

    fn first_region(mid: &str) -> (String, String, bool) {
        let note = check(&reading(&[("mid", mid)]), &mut Findings::default()).unwrap();
        let region = &note.evidence["regions"][0];
        let text = |value: &Value| value.as_str().unwrap().into();
        (text(&region["system"]), text(&region["code"]), region["exact"].as_bool().unwrap())
    }

    fn name(system: &str, code: &str) -> String {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/regions.json");
        let table: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        table[system][code].as_str().unwrap().into()
    }

    #[test]
    fn the_specifications_examples() {
        for (mid, acquirer, place, category) in [
            ("102581083986056", "102", "广州", "8398"),
            ("898210154110002", "898", "沈阳", "5411"),
            ("836731647220005", "836", "昆明", "4722"),
            ("105290058120001", "105", "上海", "5812"),
            ("898330158120946", "898", "杭州", "5812"),
            ("821510159410077", "821", "成都", "5941"),
            ("310100048140001", "310", "北京", "4814"),
        ] {
            let parts = Parts::of(mid).unwrap();
            assert_eq!((parts.acquirer, parts.category), (acquirer, category));
            let (system, code, _) = first_region(mid);
            assert_eq!(name(&system, &code), place, "{mid}");
            assert!(is_category(number(category)));
        }
        assert_eq!(Parts::of("89821015411000"), None);
        assert_eq!(Parts::of("8982101541100A2"), None);
    }

    #[test]
    fn every_region_of_the_tables_is_found() {
        for (table, acquirer) in [(GB2260, "898"), (UNIONPAY, "102")] {
            for code in numbers(table) {
                let (system, found, exact) = first_region(&format!("{acquirer}{code:04}54110001"));
                assert!(exact, "{code} {system} {found}");
                assert_eq!(found, format!("{code:04}"));
            }
        }
    }

    #[test]
    fn categories_are_those_of_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/mcc.json");
        let table: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let ranges: Vec<(u16, u16)> = table
            .as_object()
            .unwrap()
            .keys()
            .map(|key| key.split_once('-').unwrap_or((key, key)))
            .map(|(first, last)| (number(first), number(last)))
            .collect();
        for code in 0..=9999 {
            let listed = ranges.iter().any(|(first, last)| (*first..=*last).contains(&code));
            assert_eq!(is_category(code), listed, "{code}");
        }
    }

    #[test]
    fn oddities() {
        let ids = |members: &[(&'static str, &str)]| {
            let mut findings = Findings::default();
            check(&reading(members), &mut findings);
            findings.0.iter().map(|finding| (finding.id, finding.status)).collect::<Vec<_>>()
        };
        let fine = [("region", Status::Pass), ("category", Status::Pass)];
        assert_eq!(ids(&[("mid", "898310159420318"), ("merchant", "青岚书屋")]), fine);
        assert_eq!(ids(&[("mid", "898310199420318")])[1], ("category", Status::Unknown));
        assert_eq!(ids(&[("mid", "898999959420318")])[0], ("region", Status::Warn));
        let odd = ids(&[("mid", "898310155410318"), ("merchant", "青岚书屋")]);
        assert_eq!(odd[2], ("category-and-name", Status::Warn));
        // A hotel's restaurant, a name of two kinds, a category that goes with everything.
        assert_eq!(ids(&[("mid", "898310158120318"), ("merchant", "竹溪假日酒店")]), fine);
        assert_eq!(ids(&[("mid", "898310154110318"), ("merchant", "便利店加油站")]), fine);
        assert_eq!(ids(&[("mid", "898310153990318"), ("merchant", "青岚书屋")]), fine);
    }
}
