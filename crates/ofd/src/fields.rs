//! The invoice's fields: from its structured data, and from the page.

use crate::{
    document::{Body, Document},
    labels,
    package::{EntryId, Package},
    page::{Object, Rect, Stage},
    seen::{At, objects},
    time,
    vocabulary::Stop,
    xml::{Node, Tree},
};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

/// A field's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Member {
    InvoiceType,
    InvoiceCode,
    InvoiceNumber,
    IssueDate,
    CheckCode,
    SellerName,
    SellerTaxId,
    BuyerName,
    BuyerTaxId,
    AmountExcludingTax,
    TaxAmount,
    Total,
}

impl Member {
    pub(crate) const ALL: [Self; 12] = [
        Self::InvoiceType,
        Self::InvoiceCode,
        Self::InvoiceNumber,
        Self::IssueDate,
        Self::CheckCode,
        Self::SellerName,
        Self::SellerTaxId,
        Self::BuyerName,
        Self::BuyerTaxId,
        Self::AmountExcludingTax,
        Self::TaxAmount,
        Self::Total,
    ];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::InvoiceType => "invoiceType",
            Self::InvoiceCode => "invoiceCode",
            Self::InvoiceNumber => "invoiceNumber",
            Self::IssueDate => "issueDate",
            Self::CheckCode => "checkCode",
            Self::SellerName => "sellerName",
            Self::SellerTaxId => "sellerTaxId",
            Self::BuyerName => "buyerName",
            Self::BuyerTaxId => "buyerTaxId",
            Self::AmountExcludingTax => "amountExcludingTax",
            Self::TaxAmount => "taxAmount",
            Self::Total => "total",
        }
    }

    /// A value in its normal form; `None` when nothing is left of it.
    pub(crate) fn normal(self, text: &str) -> Option<String> {
        let cleaned = clean(text);
        let value = match self {
            Self::InvoiceCode | Self::InvoiceNumber | Self::CheckCode => {
                cleaned.chars().filter(char::is_ascii_digit).collect()
            }
            Self::IssueDate => date(text).unwrap_or(cleaned),
            Self::SellerTaxId | Self::BuyerTaxId => cleaned.to_ascii_uppercase(),
            Self::SellerName | Self::BuyerName => cleaned.replace('(', "（").replace(')', "）"),
            Self::AmountExcludingTax | Self::TaxAmount | Self::Total => {
                let plain: String = cleaned.chars().filter(|c| !matches!(c, '¥' | '￥' | '元' | ',')).collect();
                cents(&plain).map_or(plain, money)
            }
            Self::InvoiceType => cleaned,
        };
        (!value.is_empty()).then_some(value)
    }

    /// The same, when it is what such a field looks like: what stands beside a label may be something else.
    pub(crate) fn checked(self, text: &str) -> Option<String> {
        let value = self.normal(text)?;
        let cleaned = clean(text);
        let is = match self {
            Self::InvoiceCode => matches!(value.len(), 10 | 12) && cleaned == value,
            Self::InvoiceNumber => matches!(value.len(), 8 | 20) && cleaned == value,
            Self::CheckCode => value.len() == 20 && cleaned == value,
            Self::IssueDate => time::day(&value).is_some(),
            Self::SellerTaxId | Self::BuyerTaxId => {
                (15..=20).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
            Self::AmountExcludingTax | Self::TaxAmount | Self::Total => cents(&value).is_some(),
            Self::SellerName | Self::BuyerName | Self::InvoiceType => value.chars().count() > 1,
        };
        is.then_some(value)
    }
}

/// Text without white space and with full-width forms folded.
pub(crate) fn clean(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).map(fold).collect()
}

/// A day in the form `YYYY-MM-DD` from `2020年07月23日`, `2020-07-23` or `20200723`, a time of day behind it left aside.
fn date(text: &str) -> Option<String> {
    let folded: String = text.trim().chars().map(|c| clean(&c.to_string()).chars().next().unwrap_or(' ')).collect();
    let mut groups = folded.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let first = groups.next()?;
    let (year, month, day) = match first.len() {
        4 => (first, groups.next()?, groups.next()?),
        8 | 14 => (first.get(..4)?, first.get(4..6)?, first.get(6..8)?),
        _ => return None,
    };
    let value = format!("{year}-{month:0>2}-{day:0>2}");
    time::day(&value).filter(|_| value.len() == 10).map(|_| value)
}

/// An amount in cents.
pub(crate) fn cents(text: &str) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = if fraction.len() > 2 {
        fraction.get(..2).filter(|_| fraction.get(2..).is_some_and(|rest| rest.bytes().all(|byte| byte == b'0')))?
    } else {
        fraction
    };
    if whole.is_empty() || whole.len() > 15 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction = format!("{fraction:0<2}");
    let cents = whole.parse::<i64>().ok()? * 100 + fraction.parse::<i64>().ok()?;
    Some(if negative { -cents } else { cents })
}

fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// An amount in cents from Chinese capital figures: `伍佰贰拾陆圆整`.
pub(crate) fn capital(text: &str) -> Option<i64> {
    let text = clean(text);
    let (negative, text) =
        ["(负数)", "负"].iter().find_map(|mark| text.strip_prefix(mark)).map_or((false, &*text), |text| (true, text));
    // `total`: complete; `section`: below ten thousand; `digit`: waiting for its unit.
    let (mut total, mut section, mut digit, mut cents, mut ended) = (0i64, 0i64, None::<i64>, 0i64, false);
    for c in text.chars() {
        if let Some(value) = "零壹贰叁肆伍陆柒捌玖".chars().position(|other| other == c) {
            digit = Some(value as i64);
            continue;
        }
        match c {
            '拾' | '佰' | '仟' if !ended => {
                let unit = match c {
                    '拾' => 10,
                    '佰' => 100,
                    _ => 1000,
                };
                section += digit.take().unwrap_or(1) * unit;
            }
            '万' | '亿' if !ended => {
                section += digit.take().unwrap_or(0);
                let unit = if c == '万' { 10_000 } else { 100_000_000 };
                total = if c == '亿' {
                    (total + section).checked_mul(unit)?
                } else {
                    total.checked_add(section.checked_mul(unit)?)?
                };
                section = 0;
            }
            '圆' | '元' if !ended => {
                total = total.checked_add(section + digit.take().unwrap_or(0))?;
                ended = true;
            }
            '角' if ended => cents += digit.take()? * 10,
            '分' if ended => cents += digit.take()?,
            '整' | '正' => {}
            _ => return None,
        }
    }
    let value = total.checked_mul(100)?.checked_add(cents)?;
    ended.then_some(if negative { -value } else { value })
}

/// Elements and the fields that they hold.
type Map = &'static [(&'static str, Member)];

/// The e-invoice of 2019.
const E_INVOICE: Map = &[
    ("InvoiceCode", Member::InvoiceCode),
    ("InvoiceNo", Member::InvoiceNumber),
    ("IssueDate", Member::IssueDate),
    ("InvoiceCheckCode", Member::CheckCode),
    ("SellerName", Member::SellerName),
    ("SellerTaxID", Member::SellerTaxId),
    ("BuyerName", Member::BuyerName),
    ("BuyerTaxID", Member::BuyerTaxId),
    ("TaxExclusiveTotalAmount", Member::AmountExcludingTax),
    ("TaxTotalAmount", Member::TaxAmount),
    ("TaxInclusiveTotalAmount", Member::Total),
];

/// The fully digital invoice.
const DIGITAL: Map = &[
    ("InvoiceNumber", Member::InvoiceNumber),
    ("IssueTime", Member::IssueDate),
    ("SellerName", Member::SellerName),
    ("SellerIdNum", Member::SellerTaxId),
    ("BuyerName", Member::BuyerName),
    ("BuyerIdNum", Member::BuyerTaxId),
    ("TotalAmWithoutTax", Member::AmountExcludingTax),
    ("TotalTaxAm", Member::TaxAmount),
    ("TotalTax-includedAmount", Member::Total),
];

/// The accounting data standard: VAT invoices.
const INV: Map = &[
    ("TypeOfInvoice", Member::InvoiceType),
    ("CodeOfInvoice", Member::InvoiceCode),
    ("NumberOfInvoice", Member::InvoiceNumber),
    ("DateOfIssue", Member::IssueDate),
    ("IdentifyingCode", Member::CheckCode),
    ("NameOfSeller", Member::SellerName),
    ("NameOfPurchaser", Member::BuyerName),
    ("TaxpayerIdentificationNumberUnifiedSocialCreditCodeOfSeller", Member::SellerTaxId),
    ("TaxpayerIdentificationNumberUnifiedSocialCreditCodeOfPurchaser", Member::BuyerTaxId),
    ("TotalAmountExcludingTax", Member::AmountExcludingTax),
    ("TotalTaxAmount", Member::TaxAmount),
    ("TaxIncludedAmountInFigures", Member::Total),
];

/// Railway tickets.
const RAI: Map = &[
    ("ElectronicInvoiceRailwayETicketNumber", Member::InvoiceNumber),
    ("DateOfIssue", Member::IssueDate),
    ("Fare", Member::Total),
    ("TotalAmountExcludingTax", Member::AmountExcludingTax),
    ("TaxAmount", Member::TaxAmount),
    ("NameOfPurchaser", Member::BuyerName),
    ("UnifiedSocialCreditCodeOfPurchaser", Member::BuyerTaxId),
];

/// Air tickets.
const ATR: Map = &[
    ("ElectronicInvoiceAirTransportReceiptNumber", Member::InvoiceNumber),
    ("IssueDate", Member::IssueDate),
    ("NameOfSeller", Member::SellerName),
    ("NameOfPurchaser", Member::BuyerName),
    ("VatTaxAmount", Member::TaxAmount),
];

/// Values that `OFD.xml` states.
const CUSTOM: Map = &[
    ("发票代码", Member::InvoiceCode),
    ("发票号码", Member::InvoiceNumber),
    ("开票日期", Member::IssueDate),
    ("校验码", Member::CheckCode),
    ("销售方名称", Member::SellerName),
    ("销售方纳税人识别号", Member::SellerTaxId),
    ("购买方名称", Member::BuyerName),
    ("购买方纳税人识别号", Member::BuyerTaxId),
    ("合计金额", Member::AmountExcludingTax),
    ("合计税额", Member::TaxAmount),
    ("价税合计", Member::Total),
];

fn named(map: Map, element: &str) -> Option<Member> {
    map.iter().find(|(name, _)| *name == element).map(|(_, name)| *name)
}

/// Where a field stands: the page from 0, and its box on it.
pub type Place = (usize, Rect);

/// A field as the data and the page have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The value of data that are sealed and whole.
    pub signed: Option<String>,
    /// The value of data that no seal covers.
    pub code: Option<String>,
    /// The value on the page.
    pub printed: Option<String>,
    /// Whether they are the same; `None` when there is nothing to compare.
    pub matches: Option<bool>,
    /// Where it stands on the page.
    pub place: Option<Place>,
}

/// The values of one source.
pub(crate) struct Source {
    pub(crate) entry: EntryId,
    pub(crate) values: Vec<(Member, String)>,
    /// The amount in words.
    pub(crate) words: Option<String>,
}

/// What could not be read of data and tags.
pub(crate) type Unread = Vec<EntryId>;

/// The sources of structured data, in their order.
pub(crate) fn sources(
    package: &Package<'_>,
    root: EntryId,
    body: &Body,
    unread: &mut Unread,
) -> Result<Vec<Source>, Stop> {
    let mut sources = Vec::new();
    let attachments = body.documents.iter().flat_map(|document| &document.attachments);
    for attachment in attachments.filter(|attachment| attachment.is_xml) {
        let name = package.name(attachment.entry);
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        match attachment_values(package, attachment.entry, &file)? {
            None => unread.push(attachment.entry),
            Some((values, _)) if values.is_empty() => {}
            Some((values, words)) => sources.push(Source { entry: attachment.entry, values, words }),
        }
    }
    let mut values = Vec::new();
    for (name, value) in &body.custom {
        if let Some(name) = named(CUSTOM, name)
            && let Some(value) = name.normal(value)
        {
            keep(&mut values, name, value);
        }
    }
    sources.push(Source { entry: root, values, words: None });
    Ok(sources)
}

type Values = (Vec<(Member, String)>, Option<String>);

fn attachment_values(package: &Package<'_>, entry: EntryId, file: &str) -> Result<Option<Values>, Stop> {
    package.tree(entry, |tree| Ok(values_of(tree, file)))
}

/// Keeps a value; two of a name are enough to tell that they differ, from each other or from those of other sources.
fn keep(values: &mut Vec<(Member, String)>, name: Member, value: String) {
    let known = values.iter().filter(|(other, _)| *other == name);
    if known.clone().count() < 2 && known.clone().all(|(_, other)| *other != value) {
        values.push((name, value));
    }
}

fn values_of(tree: &Tree<'_>, file: &str) -> Values {
    let root = tree.root();
    let kind = match root.name() {
        "eInvoice" => "einvoice-2019",
        "EInvoice" => "einv",
        "xbrl" => {
            const TAXONOMY: &str = "http://xbrl.mof.gov.cn/taxonomy/";
            let space = tree
                .namespaces()
                .find_map(|space| space.strip_prefix(TAXONOMY)?.rsplit('/').next().filter(|kind| !kind.is_empty()));
            let kind = space.unwrap_or(file);
            let kinds = ["inv", "einv", "rai", "atr", "bker", "bkrs"];
            kinds.into_iter().find(|known| kind.split(['_', '-', '.']).next() == Some(known)).unwrap_or("")
        }
        _ => "",
    };
    let map = match kind {
        "einvoice-2019" => E_INVOICE,
        "einv" => DIGITAL,
        "inv" => INV,
        "rai" => RAI,
        "atr" => ATR,
        "bker" | "bkrs" => return (alloc::vec![(Member::InvoiceType, kind.into())], None),
        _ => return (Vec::new(), None),
    };
    let mut values: Vec<(Member, String)> = Vec::new();
    let mut amounts: BTreeMap<&str, i64> = BTreeMap::new();
    let mut words = None;
    root.walk(&mut |node: Node<'_, '_>, parent| {
        if let Some(name) = named(map, node.name()) {
            let elsewhere = kind == "einv"
                && matches!(name, Member::InvoiceNumber | Member::IssueDate)
                && !parent.is_some_and(|parent| parent.is("TaxSupervisionInfo"));
            if !elsewhere && let Some(value) = name.normal(node.text()) {
                keep(&mut values, name, value);
            }
        }
        if kind == "inv" && node.is("TaxIncludedAmountInWords") {
            words.get_or_insert_with(|| node.text().to_string());
        }
        if kind == "atr"
            && (PARTS.contains(&node.name()) || node.is("TotalAmount"))
            && let Some(amount) = Member::Total.normal(node.text()).and_then(|text| cents(&text))
        {
            amounts.entry(node.name()).or_insert(amount);
        }
    });
    if kind == "atr" && amounts.contains_key("Fare") {
        let total: i64 = PARTS.iter().filter_map(|part| amounts.get(part)).sum();
        values.push((Member::Total, money(total)));
        // The name fits the sum without tax and the whole sum alike: the first is believed where it adds up.
        if let (Some(amount), Some(tax)) = (amounts.get("TotalAmount"), amounts.get("VatTaxAmount"))
            && amount + tax == total
        {
            values.push((Member::AmountExcludingTax, money(*amount)));
        }
    }
    if matches!(kind, "rai" | "atr") {
        values.push((Member::InvoiceType, kind.into()));
    }
    (values, words)
}

/// What an air ticket's total is the sum of.
const PARTS: [&str; 5] = ["Fare", "FuelSurcharge", "VatTaxAmount", "CivilAviationDevelopmentFund", "OtherTaxes"];

/// Most pieces of text that tags name: eleven fields are of one or two each.
const MAX_REFERENCES: usize = 128;

/// The text of a page that a field is, and the objects that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    pub(crate) value: String,
    pub(crate) objects: Vec<At>,
}

/// What the page shows of each field: by its tags, else by its labels.
pub(crate) fn printed(
    package: &Package<'_>,
    document: &Document,
    unread: &mut Unread,
) -> Result<BTreeMap<Member, Printed>, Stop> {
    let mut found = BTreeMap::new();
    let mut left = MAX_REFERENCES;
    let mut pages: BTreeMap<usize, Vec<(At, Stage, &Object)>> = BTreeMap::new();
    for tags in &document.tags {
        let read = package.xml(*tags, "", |root| {
            let mut refs: Vec<(Member, Vec<(String, String)>)> = Vec::new();
            root.walk(&mut |node: Node<'_, '_>, _| {
                let Some(name) = named(E_INVOICE, node.name()).or_else(|| named(DIGITAL, node.name())) else { return };
                let inner = node.all("ObjectData").flat_map(|data| data.all("ObjectRef").collect::<Vec<_>>());
                let all = node.all("ObjectRef").chain(inner);
                let list: Vec<(String, String)> = all
                    .map(|reference| {
                        (
                            reference.attribute("PageRef").unwrap_or_default().trim().into(),
                            reference.text().trim().into(),
                        )
                    })
                    .collect();
                if !list.is_empty() {
                    refs.push((name, list));
                }
            });
            Ok(refs)
        })?;
        let Some(refs) = read else {
            unread.push(*tags);
            continue;
        };
        for (name, list) in refs {
            if found.contains_key(&name) {
                continue;
            }
            let (mut text, mut at) = (String::new(), Vec::new());
            for (page, id) in list {
                if left == 0 {
                    break;
                }
                left -= 1;
                let number = document.pages.iter().position(|other| page.is_empty() || other.id == page);
                let Some((number, page)) = number.and_then(|number| Some((number, document.pages.get(number)?))) else {
                    continue;
                };
                let all = pages.entry(number).or_insert_with(|| objects(document, number, page));
                // Its own objects before those of its templates.
                let own = all.iter().filter(|(at, ..)| at.template.is_none());
                let object = own
                    .chain(all.iter().filter(|(at, ..)| at.template.is_some()))
                    .find(|(_, _, object)| object.id == id);
                if let Some((place, _, object)) = object {
                    text.push_str(&object.text().unwrap_or_default());
                    at.push(*place);
                }
            }
            if let Some(value) = name.normal(&text) {
                found.entry(name).or_insert(Printed { value, objects: at });
            }
        }
    }
    if found.is_empty() {
        for (number, page) in document.pages.iter().enumerate().take(4) {
            for (name, value, objects) in labels::values(document, number, page) {
                found.entry(name).or_insert(Printed { value, objects });
            }
        }
    }
    Ok(found)
}

/// The check character of a credit code (GB 32100).
pub(crate) fn credit_code_fits(code: &str) -> Option<bool> {
    const VALUES: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    if code.len() != 18 {
        return None;
    }
    let value = |byte: u8| VALUES.iter().position(|other| *other == byte);
    let mut weight = 1;
    let mut sum = 0;
    for byte in code.bytes().take(17) {
        let Some(value) = value(byte) else { return Some(false) };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let last = code.bytes().next_back().and_then(value);
    Some(last == Some((31 - sum % 31) % 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        let amount = |text| Member::Total.normal(text);
        assert_eq!(amount("￥１,２３４.5").as_deref(), Some("1234.50"));
        assert_eq!(amount("¥"), None);
        assert_eq!(amount("-12元").as_deref(), Some("-12.00"));
        assert_eq!(amount("12.3400").as_deref(), Some("12.34"));
        assert_eq!(amount("12.345").as_deref(), Some("12.345"));
        for text in [
            "2020年07月23日",
            "2020-07-23",
            "20200723",
            "2020年7月23日",
            "2020-07-23 21:06:25",
            "２０２０年０７月２３日",
            "20200723210625",
        ] {
            assert_eq!(Member::IssueDate.normal(text).as_deref(), Some("2020-07-23"), "{text}");
        }
        assert_eq!(Member::CheckCode.normal("16197 83356 74145 07415").as_deref(), Some("16197833567414507415"));
        assert_eq!(Member::BuyerName.normal("云杉(集团) 公司").as_deref(), Some("云杉（集团）公司"));
        assert_eq!(Member::InvoiceNumber.checked("830896471"), None);
    }

    #[test]
    fn amounts_in_words() {
        for (text, cents) in [
            ("伍佰贰拾陆圆整", 52_600),
            ("叁万零伍佰柒拾柒圆壹角伍分", 3_057_715),
            ("壹亿贰仟万零叁圆零肆分", 12_000_000_304),
            ("拾圆整", 1000),
            ("负壹佰元整", -10_000),
            ("零圆伍角", 50),
        ] {
            assert_eq!(capital(text), Some(cents), "{text}");
        }
        assert_eq!(capital("伍佰"), None);
        assert_eq!(capital("abc"), None);
    }

    #[test]
    fn credit_codes() {
        assert_eq!(credit_code_fits("91320115MA202UKD7X"), Some(true));
        assert_eq!(credit_code_fits("91320115MA202UKD7Y"), Some(false));
        assert_eq!(credit_code_fits("110108123456789"), None);
    }
}
