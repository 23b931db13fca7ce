//! The merchant number taken apart: acquirer, region, category, serial; and the category against the shop's name.

use crate::{
    evidence,
    formats::plausibility::Finding,
    report::{Evidence, Note, Status},
    slip::Reading,
};
use alloc::{format, string::String, vec::Vec};
use core::ops::RangeInclusive;
use serde_json::Value;

include!(concat!(env!("OUT_DIR"), "/mcc.rs"));
include!(concat!(env!("OUT_DIR"), "/regions.rs"));

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
        let digits = mid.len() == 15 && mid.bytes().all(|c| c.is_ascii_digit());
        let part = |from: usize, to: usize| mid.get(from..to).filter(|_| digits);
        Some(Self { acquirer: part(0, 3)?, region: part(3, 7)?, category: part(7, 11)?, serial: part(11, 15)? })
    }

    /// Readings of the region, the likelier first.
    fn regions(&self) -> Vec<Region> {
        let Ok(code) = self.region.parse::<u16>() else { return Vec::new() };
        let mut regions = Vec::new();
        let mut add = |system, code, exact| regions.push(Region { system, code, exact });
        if GB2260.binary_search(&code).is_ok() {
            add("gb2260", code, true);
        } else if GB2260.binary_search(&(code / 100 * 100)).is_ok() {
            // A prefecture that the list does not have: the province at least.
            add("gb2260", code / 100 * 100, false);
        }
        match UNIONPAY.binary_search(&code) {
            Ok(_) => add("unionpay", code, true),
            // Counties are numbered behind their prefecture.
            Err(next) => {
                if let Some(before) = next.checked_sub(1).and_then(|i| UNIONPAY.get(i))
                    && code - before < 20
                {
                    add("unionpay", *before, false);
                }
            }
        }
        // Banks number by the card scheme's own system, payment institutions mostly by the state's.
        let preferred = if self.acquirer < "800" { "unionpay" } else { "gb2260" };
        regions.sort_by_key(|region| (!region.exact, region.system != preferred));
        regions
    }
}

/// One reading of the region.
struct Region {
    /// `gb2260` or `unionpay`.
    system: &'static str,
    /// Its key in the table of names.
    code: u16,
    /// Whether that is the region's own code, or that of the area around it.
    exact: bool,
}

fn is_category(code: &str) -> bool {
    code.parse().is_ok_and(|code: u16| CATEGORIES.iter().any(|(first, last)| (*first..=*last).contains(&code)))
}

/// Words in a shop's name, and the categories that go with them.
static KINDS: &[(&[&str], &[RangeInclusive<u16>])] = &[
    (&["酒店", "宾馆", "旅馆", "旅店", "客栈", "民宿", "HOTEL"], &[7011..=7012, 3501..=3997, 5811..=5814, 4722..=4722]),
    (
        &["餐饮", "餐厅", "餐馆", "饭馆", "酒楼", "小馆", "火锅", "面馆", "烧烤", "RESTAURANT"],
        &[5811..=5814, 5462..=5462, 5499..=5499, 7011..=7011],
    ),
    (&["超市", "便利店", "SUPERMARKET"], &[5300..=5411, 5499..=5499, 5921..=5921, 5993..=5993]),
    (&["书店", "书屋", "书城", "书局"], &[5942..=5943, 5192..=5192, 5994..=5994, 5111..=5111]),
    (&["加油站", "加气站"], &[5541..=5542, 5172..=5172, 5983..=5983, 5552..=5552, 5411..=5499]),
    (&["药房", "药店"], &[5912..=5912, 5122..=5122, 5047..=5047]),
    (&["医院", "诊所", "卫生院"], &[8011..=8099]),
    (&["珠宝", "金店", "首饰"], &[5944..=5944, 5094..=5094, 7631..=7631, 5970..=5972, 5937..=5937]),
    (&["大学", "中学", "小学", "幼儿园"], &[8211..=8351]),
    (&["影城", "影院"], &[7832..=7832, 7922..=7922, 7829..=7829]),
    (&["美容", "美发", "理发"], &[7230..=7230, 7297..=7299, 5977..=5977]),
    (&["面包", "蛋糕"], &[5441..=5499, 5811..=5814]),
    (&["户外", "体育", "运动"], &[5941..=5941, 5655..=5655, 7941..=7941, 7991..=7999, 5661..=5661, 5998..=5998]),
];
/// Shops of every kind may stand under these.
const ANY: [RangeInclusive<u16>; 4] = [5309..=5311, 5331..=5331, 5398..=5399, 5999..=5999];

/// The word in the shop's name that the category does not go with, when no other word of the name goes with it.
fn odd_word(name: &str, category: u16) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    let has = |ranges: &[RangeInclusive<u16>]| ranges.iter().any(|range| range.contains(&category));
    let kinds =
        || KINDS.iter().filter_map(|(words, ranges)| Some((words.iter().find(|word| name.contains(**word))?, *ranges)));
    if has(&ANY) || kinds().any(|(_, ranges)| has(ranges)) {
        return None;
    }
    kinds().next().map(|(word, _)| *word)
}

/// The number as a note, and what is odd about it.
pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) -> Option<Note> {
    let parts = Parts::of(super::value(reading, "mid")?)?;
    let regions = parts.regions();
    let known = is_category(parts.category);
    let mut add = |id, status, evidence| findings.push(Finding::new(id, "mid", status, evidence));
    let region = if regions.is_empty() { Status::Warn } else { Status::Pass };
    add("region", region, evidence! { "code" => parts.region });
    // New categories come, and acquirers have their own: an unknown one says nothing against the slip.
    let category = if known { Status::Pass } else { Status::Unknown };
    add("category", category, evidence! { "code" => parts.category });
    if known
        && let (Some(name), Ok(category)) = (super::value(reading, "merchant"), parts.category.parse())
        && let Some(word) = odd_word(name, category)
    {
        add("category-and-name", Status::Warn, evidence! { "code" => parts.category, "word" => word });
    }
    let regions: Vec<Value> = regions
        .iter()
        .map(|region| {
            let code: String = format!("{:04}", region.code);
            Value::Object(evidence! { "system" => region.system, "code" => code, "exact" => region.exact })
        })
        .collect();
    let evidence: Evidence = evidence! {
        "value" => [parts.acquirer, parts.region, parts.category, parts.serial].concat(),
        "acquirer" => parts.acquirer, "region" => parts.region, "regions" => regions,
        "mcc" => parts.category, "known" => known, "serial" => parts.serial,
    };
    Some(Note::new("merchant-number", evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::cn_unionpay::tests::reading;

    fn first_region(mid: &str) -> (String, String, bool) {
        let note = check(&reading(&[("mid", mid)]), &mut Vec::new()).unwrap();
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
            assert!(is_category(category));
        }
        assert_eq!(Parts::of("89821015411000"), None);
        assert_eq!(Parts::of("8982101541100A2"), None);
    }

    #[test]
    fn every_region_of_the_tables_is_found() {
        for (table, acquirer) in [(GB2260, "898"), (UNIONPAY, "102")] {
            assert!(table.is_sorted());
            for code in table {
                let (system, found, exact) = first_region(&format!("{acquirer}{code:04}54110001"));
                assert!(exact, "{code} {system} {found}");
                assert_eq!(found, format!("{code:04}"));
            }
        }
    }

    #[test]
    fn oddities() {
        let ids = |members: &[(&'static str, &str)]| {
            let mut findings = Vec::new();
            check(&reading(members), &mut findings);
            findings.iter().map(|finding| (finding.id, finding.status)).collect::<Vec<_>>()
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
