//! Receipts of a till that carry a signed slip's code: articles, tax, cash and change, in three languages.

use super::{
    layouts::{REQUIRED, members, parts},
    slip::{AMOUNT, PLACE, Random, Slip, Style, TIME, money, number},
};

pub(crate) const NAMES: &[&str] = &["till-zh", "till-en", "till-de", "till-at"];

const ZH: &[&str] = &["大米5kg", "洗洁精", "牛奶250ml", "面包", "鸡蛋10只", "可乐330ml"];
const EN: &[&str] = &["COFFEE", "NOTEBOOK A5", "MILK 1L", "BREAD", "TOTAL CLEANER", "APPLES 2KG"];
const DE: &[&str] =
    &["H-MILCH 3,5%", "Äpfel Elstar 2kg", "VOLLKORNBROT", "Total Reiniger", "Barbecue Sauce", "Marken Butter"];

struct Article {
    name: &'static str,
    count: i64,
    each: i64,
    reduced: bool,
}

/// Label and value at both ends of a line.
fn ends(label: &str, value: &str, behind: &str) -> String {
    let width: usize = (label.to_owned() + value).chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{label}{}{value}{behind}", " ".repeat(38_usize.saturating_sub(width).max(2)))
}

/// A good receipt. `above`: a discount follows a subtotal above the total.
pub(crate) fn print(random: &mut Random, name: &'static str, above: bool) -> Slip {
    let style = match name {
        "till-zh" => Style::Zh,
        "till-en" => Style::En,
        _ => Style::De,
    };
    let money = money(match style {
        Style::Zh => "CNY",
        Style::En => random.of(&["USD", "HKD", "EUR", "KWD"]),
        _ => "EUR",
    });
    let unit = 10_i64.pow(money.decimals as u32);
    let list = match style {
        Style::Zh => ZH,
        Style::En => EN,
        _ => DE,
    };
    let (articles, discount, sum) = loop {
        let articles: Vec<Article> = (0..2 + random.below(5))
            .map(|_| Article {
                name: random.of(list),
                count: if random.chance(3) { random.between(2, 6) } else { 1 },
                each: random.between(unit / 4, 30 * unit),
                reduced: random.chance(2),
            })
            .collect();
        let sum: i64 = articles.iter().map(|article| article.count * article.each).sum();
        let largest = articles.iter().map(|article| article.count * article.each).max().unwrap();
        let discount = if above || random.chance(3) { random.between(unit / 10, unit * 2) } else { 0 };
        if largest <= sum - discount && sum - discount > 5 * unit {
            break (articles, discount, sum);
        }
    };
    let added_tax = if style == Style::En && money.code == "USD" { (sum - discount) * 8 / 100 } else { 0 };
    let total = sum - discount + added_tax;
    let returned = !above && random.chance(12);
    let sign = if returned { -1 } else { 1 };
    let kind = if returned { "refund" } else { "sale" };
    let members = members(random, style, money, total, kind);
    let separated = random.chance(2);
    let amount = |minor: i64| number(minor * sign, money.decimals, style, separated);
    let [y, m, d, h, i, s] = parts(&members["time"]);
    let mut top = total;
    let mut body: Vec<String> = Vec::new();
    let german = style == Style::De;
    let mark = match money.code {
        "CNY" => "¥",
        "USD" => "$",
        "HKD" => "HK$",
        code => code,
    };
    body.push(format!("       {}", members["merchant"]));
    body.push(
        match style {
            Style::Zh => "杭州市西湖区文三路138号",
            Style::En => "12 HIGH STREET, LONDON W1D 4RT",
            _ => "Am Tiergarten 14, 04105 Leipzig",
        }
        .into(),
    );
    body.push(PLACE.into());
    if returned {
        body.push(if german {
            "Retoure".into()
        } else if style == Style::En {
            "REFUND".into()
        } else {
            "退货".into()
        });
    }
    match style {
        Style::Zh => body.push("品名        数量        小计".into()),
        Style::De if random.chance(2) => body.push(format!("{:>39}", "EUR")),
        _ => {}
    }
    for article in &articles {
        let price = amount(article.count * article.each);
        let letter = if german { if article.reduced { " B" } else { " A" } } else { "" };
        match style {
            Style::Zh => {
                body.push(article.name.into());
                body.push(format!("{}       {}        {price}", amount(article.each), article.count));
            }
            _ if article.count == 1 => body.push(ends(article.name, &price, letter)),
            _ if random.chance(2) => {
                body.push(format!("  {} x {}", article.count, amount(article.each)));
                body.push(ends(article.name, &price, letter));
            }
            Style::De => body.push(ends(
                &format!("{}  {} x {}", article.name, article.count, amount(article.each)),
                &price,
                letter,
            )),
            _ => body.push(ends(
                &format!("{} x {} {}", article.count, amount(article.each), article.name),
                &price,
                letter,
            )),
        }
    }
    let less = number(-discount * sign, money.decimals, style, separated);
    if above {
        let label = match style {
            Style::Zh => "小计",
            Style::En => "SUBTOTAL",
            _ => "Zwischensumme",
        };
        body.push(ends(label, &amount(sum), ""));
        top = top.max(sum);
    }
    if discount != 0 {
        body.push(match style {
            Style::Zh => format!("优惠：{less}"),
            Style::En => ends("DISCOUNT", &less, ""),
            _ => ends(random.of(&["Rabatt 10%", "Leergut", "Coupon"]), &less, " A"),
        });
    }
    body.push("-".repeat(38));
    if added_tax > 0 {
        body.push(ends("SUBTOTAL", &amount(sum - discount), ""));
        body.push(ends("SALES TAX 8%", &amount(added_tax), ""));
    }
    let shown = format!("{}{}{}", AMOUNT.0, amount(total), AMOUNT.1);
    let marked = format!("{}{mark} {}{}", AMOUNT.0, amount(total), AMOUNT.1);
    body.push(match (style, random.below(3)) {
        (Style::Zh, 0) => format!("合计：{marked}"),
        (Style::Zh, _) => {
            format!("应收：{}      抹零：0.00\n实收：{}      优惠：0.00\n合计：{shown}", amount(total), amount(total))
        }
        (Style::En, 0) => ends("TOTAL", &marked, ""),
        (Style::En, 1) => ends(&format!("TOTAL {}", money.code), &shown, ""),
        (Style::En, _) => ends("GRAND TOTAL", &shown, ""),
        (_, 0) => ends("SUMME                    EUR", &shown, ""),
        (_, 1) => ends("Gesamtbetrag", &format!("{}{} €{}", AMOUNT.0, amount(total), AMOUNT.1), ""),
        _ => ends("zu zahlen", &shown, ""),
    });
    if returned || random.chance(2) {
        body.push(match style {
            Style::Zh => format!("支付方式：   银行卡  {}", amount(total)),
            Style::En => ends(random.of(&["VISA", "CARD", "MASTERCARD"]), &amount(total), ""),
            _ => ends(random.of(&["Geg. EC-Karte", "Kartenzahlung", "VISA"]), &amount(total), ""),
        });
    } else {
        let given = (total / (10 * unit) + 1) * 10 * unit;
        top = top.max(given);
        let back = given - total;
        match style {
            Style::Zh => {
                body.push(format!("现金：{}", amount(given)));
                body.push(format!("找零：{}", amount(back)));
            }
            Style::En => {
                body.push(ends("CASH", &amount(given), ""));
                body.push(ends("CHANGE", &amount(back), ""));
            }
            _ => {
                body.push(ends(random.of(&["Geg. Bar", "Bar", "Gegeben"]), &amount(given), ""));
                body.push(ends("Rückgeld", &amount(back), ""));
            }
        }
    }
    if german && discount == 0 {
        let gross =
            |reduced: bool| -> i64 { articles.iter().filter(|a| a.reduced == reduced).map(|a| a.count * a.each).sum() };
        let rows: Vec<(&str, i64, i64)> = if name == "till-at" {
            vec![("A 20%", gross(false), 200), ("B 10%", gross(true), 100)]
        } else {
            vec![("A= 19,0%", gross(false), 190), ("B=  7,0%", gross(true), 70)]
        };
        body.push(
            if name == "till-at" {
                "MwSt%      MwSt    Netto    Brutto"
            } else {
                "Steuer  %      Netto   Steuer   Brutto"
            }
            .into(),
        );
        let (mut nets, mut taxes) = (0, 0);
        for (rate, gross, per_mille) in rows.into_iter().filter(|row| row.1 > 0) {
            let net = (gross * 1000 + (1000 + per_mille) / 2) / (1000 + per_mille);
            (nets, taxes) = (nets + net, taxes + gross - net);
            let (first, second) = if name == "till-at" { (gross - net, net) } else { (net, gross - net) };
            body.push(format!("{rate} {:>10} {:>8} {:>8}", amount(first), amount(second), amount(gross)));
        }
        if name == "till-de" && random.chance(2) {
            body.push(format!("Gesamtbetrag {:>6} {:>8} {:>8}", amount(nets), amount(taxes), amount(total)));
        }
    } else if style == Style::En && added_tax == 0 && random.chance(2) {
        body.push(ends("VAT 20% INCL.", &amount(total / 6), ""));
    }
    let moment = match style {
        Style::De if random.chance(2) => format!("{d}.{m}.{} {h}:{i}", &y[2..]),
        Style::De => format!("{d}.{m}.{y} {h}:{i}:{s}"),
        Style::En if random.chance(2) => format!("{y}-{m}-{d} {h}:{i}"),
        _ => format!("{y}/{m}/{d} {h}:{i}:{s}"),
    };
    let marked = format!("{}{moment}{}", TIME.0, TIME.1);
    body.push(match (style, random.chance(2)) {
        (Style::De, true) => format!("{marked}     Bon-Nr.:3187"),
        (Style::De, false) => format!("Datum: {marked}"),
        (Style::En, true) => format!("{marked}  REG 02  CASHIER 07"),
        (Style::En, false) => format!("DATE/TIME: {marked}"),
        (_, true) => marked,
        (_, false) => format!("时间：{marked}"),
    });
    if random.chance(2) {
        let (tid, rrn) = (&members["tid"], &members["rrn"]);
        match style {
            Style::Zh => {
                body.extend([format!("终端编号:{tid}"), format!("参考号:{rrn}"), format!("卡号:{}", members["pan"])])
            }
            Style::En => body.extend([
                format!("TERMINAL ID: {tid}"),
                format!("REF NO: {rrn}"),
                format!("CARD NO: {}", members["pan"]),
            ]),
            _ => body.extend([
                format!("Terminal-ID: {tid}"),
                format!("Trace-Nr.: {}", members["stan"]),
                format!("Kartennr: {}", members["pan"]),
            ]),
        }
    }
    if german && random.chance(2) {
        body.push("Vielen Dank für Ihren Einkauf!".into());
    }
    let six = random.chance(4);
    let printed = ["merchant", "pan", "stan", "type"];
    let signed =
        members.keys().copied().filter(|name| !six || REQUIRED.contains(name) || printed.contains(name)).collect();
    let body = body.iter().flat_map(|line| line.split('\n').map(String::from)).collect();
    Slip {
        family: name,
        till: true,
        style,
        money,
        minor: total,
        top,
        members,
        signed,
        detached: false,
        body,
        after: Vec::new(),
        change: String::new(),
        form: random.below(24),
    }
}
