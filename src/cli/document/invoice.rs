//! An electronic invoice: its members, and the page that shows them (GB/T 33190).

use serde_json::Value;
use slipcheck::json;

/// The members of an invoice, each as text.
#[derive(Clone)]
pub(crate) struct Invoice {
    /// Twenty digits.
    pub(crate) number: String,
    /// `2026-11-20`.
    pub(crate) date: String,
    /// Who sells: name and tax number.
    pub(crate) seller: [String; 2],
    /// Who buys: name and tax number, which a private person does not have.
    pub(crate) buyer: [String; 2],
    /// What for.
    pub(crate) item: String,
    /// Without tax, the tax, and both together: `138.00`.
    pub(crate) amounts: [String; 3],
}

/// The members of the JSON object, in the order in which they are named.
const MEMBERS: [&str; 10] = [
    "number",
    "date",
    "sellerName",
    "sellerTaxId",
    "buyerName",
    "buyerTaxId",
    "item",
    "amountExcludingTax",
    "taxAmount",
    "total",
];

impl Invoice {
    /// Reads an invoice's members from JSON.
    ///
    /// # Errors
    /// What is wrong, in a sentence that names the member.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        let members = json::object(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)).map_err(|_| {
            "is no invoice: needed is one JSON object with members like \"total\": \"138.00\"".to_owned()
        })?;
        if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(format!("the member {name:?} is not known: known are {}", MEMBERS.join(", ")));
        }
        let text = |name: &str| match members.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() || name == "buyerTaxId" => Ok(text.trim().to_owned()),
            None if name == "buyerTaxId" => Ok(String::new()),
            _ => {
                Err(format!("the member \"{name}\" is missing, or is no text: an invoice needs {}", MEMBERS.join(", ")))
            }
        };
        let invoice = Self {
            number: text("number")?,
            date: text("date")?,
            seller: [text("sellerName")?, text("sellerTaxId")?],
            buyer: [text("buyerName")?, text("buyerTaxId")?],
            item: text("item")?,
            amounts: [text("amountExcludingTax")?, text("taxAmount")?, text("total")?],
        };
        if invoice.number.len() != 20 || !invoice.number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("the member \"number\" must be twenty digits".to_owned());
        }
        if date(&invoice.date).is_none() {
            return Err("the member \"date\" must be a day like 2026-11-20".to_owned());
        }
        match invoice.amounts.each_ref().map(|amount| cents(amount)) {
            [Some(net), Some(tax), Some(total)] if net + tax == total => Ok(invoice),
            [Some(_), Some(_), Some(_)] => {
                Err("\"amountExcludingTax\" and \"taxAmount\" do not come to \"total\"".to_owned())
            }
            _ => Err("amounts must have two decimals, like \"138.00\"".to_owned()),
        }
    }

    /// The invoice as data: the fully digital one's elements.
    pub(crate) fn data(&self) -> String {
        let Self { number, date, seller, buyer, amounts: [net, tax, total], .. } = self.escaped();
        format!(
            "{DECLARATION}<EInvoice><Header><EIid>{number}</EIid></Header>\
             <EInvoiceData><SellerInformation><SellerIdNum>{}</SellerIdNum><SellerName>{}</SellerName></SellerInformation>\
             <BuyerInformation><BuyerIdNum>{}</BuyerIdNum><BuyerName>{}</BuyerName></BuyerInformation>\
             <BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>\
             <TotalTax-includedAmount>{total}</TotalTax-includedAmount></BasicInformation></EInvoiceData>\
             <TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{date}</IssueTime></TaxSupervisionInfo></EInvoice>",
            seller[1], seller[0], buyer[1], buyer[0]
        )
    }

    /// The values that the page shows: an object's number, its place and size, the text, and the element of the data that
    /// says the same.
    fn values(&self) -> Vec<(u32, [f64; 3], String, &'static str)> {
        let Self { number, date, seller, buyer, item, amounts: [net, tax, total] } = self;
        let [year, month, day] = [0..4, 5..7, 8..10].map(|part| date.get(part).unwrap_or_default());
        let all = [
            (20, [168.0, 9.0, 3.2], number.clone(), "InvoiceNumber"),
            (21, [168.0, 15.0, 3.2], format!("{year}年{month}月{day}日"), "IssueTime"),
            (22, [24.0, 33.0, 3.2], buyer[0].clone(), "BuyerName"),
            (23, [62.0, 43.0, 3.2], buyer[1].clone(), "BuyerIdNum"),
            (24, [124.0, 33.0, 3.2], seller[0].clone(), "SellerName"),
            (25, [162.0, 43.0, 3.2], seller[1].clone(), "SellerIdNum"),
            (26, [10.0, 65.0, 3.2], item.clone(), ""),
            (27, [120.0, 65.0, 3.2], net.clone(), ""),
            (28, [175.0, 65.0, 3.2], tax.clone(), ""),
            (29, [120.0, 93.0, 3.2], format!("¥{net}"), "TotalAmWithoutTax"),
            (30, [175.0, 93.0, 3.2], format!("¥{tax}"), "TotalTaxAm"),
            (31, [60.0, 103.0, 3.2], words(cents(total).unwrap_or(0)), ""),
            (32, [160.0, 103.0, 3.2], format!("¥{total}"), "TotalTax-includedAmount"),
        ];
        all.into_iter().filter(|(_, _, text, _)| !text.is_empty()).collect()
    }

    /// The page with the values.
    pub(crate) fn page(&self) -> String {
        let objects: String =
            self.values().iter().map(|(id, place, value, _)| text(*id, *place, value, "0 0 0")).collect();
        page(&format!(
            "<ofd:Template TemplateID=\"2\" ZOrder=\"Background\"/>\
             <ofd:Content><ofd:Layer ID=\"19\">{objects}</ofd:Layer></ofd:Content>"
        ))
    }

    /// Which objects of the page show which element of the data.
    pub(crate) fn tags(&self) -> String {
        let tag = |(id, _, _, name): &(u32, [f64; 3], String, &'static str)| {
            let reference = format!("<{name}><ofd:ObjectRef PageRef=\"1\">{id}</ofd:ObjectRef></{name}>");
            if name.is_empty() { String::new() } else { reference }
        };
        let tags: String = self.values().iter().map(tag).collect();
        format!("{DECLARATION}<EInvoice {NAMESPACE}>{tags}</EInvoice>")
    }

    /// The same with everything escaped that XML would read.
    fn escaped(&self) -> Self {
        Self {
            number: escape(&self.number),
            date: escape(&self.date),
            seller: self.seller.each_ref().map(|text| escape(text)),
            buyer: self.buyer.each_ref().map(|text| escape(text)),
            item: escape(&self.item),
            amounts: self.amounts.each_ref().map(|text| escape(text)),
        }
    }

    /// What `OFD.xml` says of the document by Chinese names.
    pub(crate) fn properties(&self) -> String {
        let Self { number, date, seller, buyer, amounts: [net, tax, total], .. } = self.escaped();
        let all = [
            ("发票号码", &number),
            ("开票日期", &date),
            ("销售方名称", &seller[0]),
            ("销售方纳税人识别号", &seller[1]),
            ("购买方名称", &buyer[0]),
            ("合计金额", &net),
            ("合计税额", &tax),
            ("价税合计", &total),
        ];
        all.iter().map(|(name, value)| format!("<ofd:CustomData Name=\"{name}\">{value}</ofd:CustomData>")).collect()
    }
}

/// The XML declaration.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// The declaration of the prefix.
pub(crate) const NAMESPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// A page entry around what stands in it.
fn page(inside: &str) -> String {
    format!("{DECLARATION}<ofd:Page {NAMESPACE}>{inside}</ofd:Page>")
}

/// What is the same on every invoice: title, labels, lines.
pub(crate) fn template() -> String {
    const BROWN: &str = "128 64 32";
    let labels = [
        ([72.0, 8.0, 6.0], "电子发票（普通发票）"),
        ([148.0, 9.0, 3.2], "发票号码："),
        ([148.0, 15.0, 3.2], "开票日期："),
        ([10.0, 27.0, 3.2], "购买方信息"),
        ([10.0, 33.0, 3.2], "名称："),
        ([10.0, 43.0, 3.2], "统一社会信用代码/纳税人识别号："),
        ([110.0, 27.0, 3.2], "销售方信息"),
        ([110.0, 33.0, 3.2], "名称："),
        ([110.0, 43.0, 3.2], "统一社会信用代码/纳税人识别号："),
        ([10.0, 57.0, 3.2], "项目名称"),
        ([120.0, 57.0, 3.2], "金额"),
        ([175.0, 57.0, 3.2], "税额"),
        ([10.0, 93.0, 3.2], "合计"),
        ([10.0, 103.0, 3.2], "价税合计（大写）"),
        ([140.0, 103.0, 3.2], "（小写）"),
        ([10.0, 115.0, 3.2], "备注"),
        ([24.0, 115.0, 3.2], "仅供演示，不能报销、抵扣。For demonstration only."),
    ];
    let mut inside: String = (100..).zip(labels).map(|(id, (place, label))| text(id, place, label, BROWN)).collect();
    // Frame and rules: x, y, width, height.
    let lines = [
        [5.0, 24.0, 200.0, 0.0],
        [5.0, 52.0, 200.0, 0.0],
        [5.0, 62.0, 200.0, 0.0],
        [5.0, 90.0, 200.0, 0.0],
        [5.0, 100.0, 200.0, 0.0],
        [5.0, 110.0, 200.0, 0.0],
        [5.0, 130.0, 200.0, 0.0],
        [5.0, 24.0, 0.0, 106.0],
        [105.0, 24.0, 0.0, 28.0],
        [205.0, 24.0, 0.0, 106.0],
    ];
    for (id, [x, y, width, height]) in (200..).zip(lines) {
        inside.push_str(&format!(
            "<ofd:PathObject ID=\"{id}\" Boundary=\"{x} {y} {} {}\" LineWidth=\"0.25\"><ofd:StrokeColor Value=\"{BROWN}\"/>\
             <ofd:AbbreviatedData>M 0.2 0.2 L {} {}</ofd:AbbreviatedData></ofd:PathObject>",
            width + 0.4,
            height + 0.4,
            width + 0.2,
            height + 0.2
        ));
    }
    page(&format!("<ofd:Content><ofd:Layer ID=\"3\">{inside}</ofd:Layer></ofd:Content>"))
}

/// The page of a seal's picture, 30 mm wide and high: an ellipse, and its name.
pub(crate) fn seal_page(name: &str) -> String {
    // Four curves: an ellipse of half axes 14 and 10.
    let (a, b, k) = (14.0, 10.0, 0.5523);
    let (c, d) = (a * k, b * k);
    let path = format!(
        "M {a} 0 B {a} {d} {c} {b} 0 {b} B -{c} {b} -{a} {d} -{a} 0 B -{a} -{d} -{c} -{b} 0 -{b} B {c} -{b} {a} -{d} {a} 0 C"
    );
    let width = 2.4 * name.chars().count() as f64;
    page(&format!(
        "<ofd:Content><ofd:Layer ID=\"3\"><ofd:PathObject ID=\"4\" Boundary=\"0 0 30 30\" CTM=\"1 0 0 1 15 15\" LineWidth=\"0.8\">\
         <ofd:StrokeColor Value=\"220 30 30\"/><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>{}{}</ofd:Layer></ofd:Content>",
        text(5, [15.0 - width / 2.0, 11.0, 2.4], name, "220 30 30"),
        text(6, [10.2, 16.0, 2.4], "仅供演示", "220 30 30"),
    ))
}

/// A text object: its box, and each character at its own place.
fn text(id: u32, [x, y, size]: [f64; 3], text: &str, colour: &str) -> String {
    let advances: Vec<f64> = text.chars().map(|c| if c.is_ascii() || c == '¥' { size / 2.0 } else { size }).collect();
    let width: f64 = advances.iter().sum();
    let advances: Vec<String> =
        advances.iter().take(advances.len().saturating_sub(1)).map(|advance| format!("{advance:.2}")).collect();
    format!(
        "<ofd:TextObject ID=\"{id}\" Boundary=\"{x:.2} {y:.2} {:.2} {:.2}\" Font=\"10\" Size=\"{size}\"><ofd:FillColor Value=\"{colour}\"/>\
         <ofd:TextCode X=\"0\" Y=\"{size}\" DeltaX=\"{}\">{}</ofd:TextCode></ofd:TextObject>",
        width + 0.5,
        size * 1.4,
        advances.join(" "),
        escape(text)
    )
}

/// A text as XML holds it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The parts of a day, `2026-11-20`.
fn date(text: &str) -> Option<()> {
    let number = |part: core::ops::Range<usize>| text.get(part)?.parse::<u16>().ok();
    let [year, month, day] = [number(0..4)?, number(5..7)?, number(8..10)?];
    let civil = slipcheck::time::Civil::new(i32::from(year), month as u8, day as u8, 0, 0, 0);
    (text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-") && civil.is_some()).then_some(())
}

/// An amount with two decimals, in cents.
fn cents(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(fraction) && fraction.len() == 2 && whole.len() <= 10).then_some(())?;
    Some(whole.parse::<u64>().ok()? * 100 + fraction.parse::<u64>().ok()?)
}

/// An amount in capital figures: `壹佰叁拾捌圆整`.
fn words(cents: u64) -> String {
    let digit = |n: u64| "零壹贰叁肆伍陆柒捌玖".chars().nth((n % 10) as usize).unwrap_or('零');
    let (yuan, jiao, fen) = (cents / 100, cents / 10 % 10, cents % 10);
    let mut out = String::new();
    let mut gap = false;
    for place in (0..12_u32).rev() {
        let figure = yuan / 10_u64.pow(place) % 10;
        if figure == 0 {
            gap |= !out.is_empty();
        } else {
            if gap {
                out.push('零');
            }
            gap = false;
            out.push(digit(figure));
            out.push_str(["", "拾", "佰", "仟"].get(place as usize % 4).copied().unwrap_or_default());
        }
        // A group of four ends, and something stands in it.
        if place % 4 == 0 && yuan / 10_u64.pow(place) % 10_000 > 0 {
            out.push_str(["", "万", "亿"].get(place as usize / 4).copied().unwrap_or_default());
        }
    }
    if out.is_empty() {
        out.push('零');
    }
    out.push('圆');
    match (jiao, fen) {
        (0, 0) => out.push('整'),
        (0, fen) => out.extend(['零', digit(fen), '分']),
        (jiao, 0) => out.extend([digit(jiao), '角']),
        (jiao, fen) => out.extend([digit(jiao), '角', digit(fen), '分']),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_capital_figures() {
        for (amount, expected) in [
            (13_800, "壹佰叁拾捌圆整"),
            (100_050, "壹仟圆零伍角"),
            (1_000_001, "壹万圆零壹分"),
            (10_050_000, "壹拾万零伍佰圆整"),
            (73825, "柒佰叁拾捌圆贰角伍分"),
            (10_000_000_000, "壹亿圆整"),
            (5, "零圆零伍分"),
        ] {
            let expected = expected.replace("圆零伍角", "圆伍角");
            assert_eq!(words(amount), expected);
        }
    }

    #[test]
    fn an_invoice_that_does_not_add_up_is_named() {
        const GOOD: &str = r#"{"number":"26000000000000000001","date":"2026-11-20","sellerName":"云栖面馆","sellerTaxId":"91000000MA0000000W",
            "buyerName":"<b>","item":"餐饮服务","amountExcludingTax":"130.19","taxAmount":"7.81","total":"138.00"}"#;
        let invoice = Invoice::read(GOOD.as_bytes()).ok().unwrap();
        assert!(invoice.page().contains("&lt;b&gt;") && !invoice.page().contains("<b>"));
        for (from, to, named) in [
            ("138.00", "138.01", "do not come to"),
            ("138.00", "138", "two decimals"),
            ("2026-11-20", "2026-11-31", "date"),
            ("26000000000000000001", "1", "twenty digits"),
            ("\"item\"", "\"thing\"", "thing"),
            ("\"餐饮服务\"", "1", "item"),
        ] {
            let error = Invoice::read(GOOD.replacen(from, to, 1).as_bytes()).err().unwrap();
            assert!(error.contains(named), "{error}");
        }
    }
}
