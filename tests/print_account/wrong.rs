//! Good slips made bad by one change: what a person sees on the paper is not what was signed.

use super::{
    layouts::{MONTHS, REQUIRED, TYPES, parts, sum},
    slip::{AMOUNT, PRINTED, Random, Slip, Style, TIME, capitals, money, number, plain},
};

type Change = fn(&mut Random, Slip) -> Option<Slip>;

/// Labels of a sum in nine languages, those of the label list and others.
const LABELS: &[&str] = &[
    "金额",
    "交易金额",
    "应付金额",
    "实付",
    "合计",
    "总额",
    "消费总额",
    "支付总额",
    "本次付款",
    "刷卡金额",
    "结账金额",
    "總金額",
    "應付金額",
    "實收金額",
    "AMOUNT",
    "TOTAL",
    "TOTAL DUE",
    "AMOUNT DUE",
    "BALANCE DUE",
    "GRAND TOTAL",
    "AMOUNT PAID",
    "PAID",
    "CHARGED",
    "NET TOTAL",
    "TO PAY",
    "YOU PAID",
    "Summe",
    "Gesamt",
    "Zu zahlen",
    "Endbetrag",
    "Rechnungsbetrag",
    "Zahlbetrag",
    "Belastet",
    "Total à payer",
    "Montant",
    "Net à payer",
    "Importe",
    "Total a pagar",
    "Totale",
    "Importo",
    "Valor total",
    "合計",
    "お会計",
    "ご利用金額",
    "決済金額",
    "합계",
    "결제금액",
    "ИТОГО",
    "СУММА",
    "ยอดรวม",
    "Tổng cộng",
    "المجموع",
    "TOPLAM",
    "Razem",
];

/// Another sum than the signed one: larger than all that is printed.
fn larger(random: &mut Random, slip: &Slip) -> i64 {
    let unit = 10_i64.pow(slip.money.decimals as u32);
    match random.below(4) {
        0 => slip.top * 10,
        1 => slip.top + 50 * unit,
        2 => slip.top + 1,
        _ => slip.top + random.between(1, 900 * unit),
    }
}

/// Any other sum: smaller ones are lawful on a till's receipt.
fn other(random: &mut Random, slip: &Slip) -> i64 {
    if slip.till || random.chance(2) {
        larger(random, slip)
    } else {
        random.between(slip.minor / 4, slip.minor - 1).max(1)
    }
}

fn label(random: &mut Random) -> &'static str {
    random.of(LABELS)
}

fn colon(random: &mut Random) -> &'static str {
    random.of(&[":", ": ", "：", " ", "  ", " : "])
}

/// A sum, its mark and all, of another value.
fn wrong(random: &mut Random, slip: &Slip) -> String {
    let minor = other(random, slip);
    sum(random, slip, minor)
}

fn digits(slip: &Slip, minor: i64) -> String {
    number(minor, slip.money.decimals, slip.style, false)
}

fn below_the_signature(random: &mut Random, mut slip: Slip) -> Option<Slip> {
    let line = random.of(&[
        "持卡人签名:",
        "持卡人签名(CARDHOLDER SIGNATURE)",
        "CARDHOLDER SIGNATURE",
        "Unterschrift",
        "本人确认以上交易，同意将其记入本卡账户",
    ]);
    slip.body.push(line.into());
    let line = format!("{}{}{}", label(random), colon(random), wrong(random, &slip));
    slip.change = format!("{line:?} below a signature line");
    if random.chance(2) {
        slip.body.push(line)
    } else {
        slip.after.push(line)
    }
    Some(slip)
}

fn labelled(random: &mut Random, slip: Slip) -> Option<Slip> {
    let line = format!("{}{}{}", label(random), colon(random), wrong(random, &slip));
    slip.with(random, &line)
}

fn label_above(random: &mut Random, mut slip: Slip) -> Option<Slip> {
    let (first, second) = (label(random), wrong(random, &slip));
    slip.change = format!("{:?} before the code", format!("{first}\n{second}"));
    slip.body.extend([first.into(), second]);
    Some(slip)
}

fn labelled_without_mark(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip);
    let line = format!("{}{}{}", label(random), random.of(&[":", ": ", "："]), digits(&slip, minor));
    slip.with(random, &line)
}

fn unlabelled(random: &mut Random, slip: Slip) -> Option<Slip> {
    let line = wrong(random, &slip);
    slip.with(random, &line)
}

fn unlabelled_without_mark(random: &mut Random, slip: Slip) -> Option<Slip> {
    if slip.money.decimals == 0 {
        return None;
    }
    let minor = larger(random, &slip);
    let separated = random.chance(2);
    let line = number(minor, slip.money.decimals, slip.style, separated);
    let line = match random.below(4) {
        0 => format!("*** {line} ***"),
        1 => format!("{line} PAID"),
        _ => line,
    };
    slip.with(random, &line)
}

fn within_a_sentence(random: &mut Random, slip: Slip) -> Option<Slip> {
    let sum = wrong(random, &slip);
    let line = random
        .of(&[
            "您本次共支付{}，谢谢",
            "Sie haben {} bezahlt",
            "You have been charged {} today",
            "Vous avez payé {}",
            "已从您的卡扣款{}。",
            "Your card was debited with {}.",
        ])
        .replace("{}", &sum);
    slip.with(random, &line)
}

const SCRIPTS: &[(&str, u32)] = &[
    ("Arabic", 0x660),
    ("Persian", 0x6f0),
    ("Devanagari", 0x966),
    ("Bengali", 0x9e6),
    ("Thai", 0xe50),
    ("Tibetan", 0xf20),
    ("Khmer", 0x17e0),
    ("full-width", 0xff10),
    ("bold", 0x1d7ce),
    ("double-struck", 0x1d7d8),
    ("monospace", 0x1d7f6),
    ("segmented", 0x1fbf0),
];

fn other_digits(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip);
    let (_, zero) = *random.pick(SCRIPTS);
    let text = sum(random, &slip, minor);
    let text: String =
        text.chars().map(|c| c.to_digit(10).map_or(c, |digit| char::from_u32(zero + digit).unwrap())).collect();
    let line = format!("{}{}{text}", label(random), colon(random));
    slip.with(random, &line)
}

fn odd_digits(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip);
    let sets = ["⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "⓿❶❷❸❹❺❻❼❽❾"];
    let set: Vec<char> = random.of(&sets).chars().collect();
    let text = sum(random, &slip, minor);
    let text: String = text.chars().map(|c| c.to_digit(10).map_or(c, |digit| set[digit as usize])).collect();
    let line = format!("{}{}{text}", label(random), colon(random));
    slip.with(random, &line)
}

fn in_the_place_of_the_amount(random: &mut Random, slip: Slip) -> Option<Slip> {
    let text = wrong(random, &slip);
    let text = match random.below(4) {
        0 => text.chars().map(|c| c.to_digit(10).map_or(c, |digit| char::from_u32(0xff10 + digit).unwrap())).collect(),
        1 => text.replacen(' ', "", 1),
        _ => text,
    };
    slip.changed(AMOUNT, &text)
}

fn capital_numerals(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip) * 100 / 10_i64.pow(slip.money.decimals as u32);
    if minor / 100 == slip.minor / 10_i64.pow(slip.money.decimals as u32) {
        return None;
    }
    let simple = random.chance(3);
    let words = capitals(minor, simple);
    let form =
        random.of(&["金额大写:{}", "人民币(大写):{}", "合计 {}", "{}", "大写金额：{}", "共计{}", "RMB {}", "实付{}"]);
    slip.with(random, &form.replace("{}", &words))
}

fn words(random: &mut Random, slip: Slip) -> Option<Slip> {
    let line = random.of(&[
        "AMOUNT IN WORDS: NINE THOUSAND NINE HUNDRED DOLLARS ONLY",
        "Nine thousand nine hundred yuan only",
        "in Worten: neuntausendneunhundert Euro",
        "SAY TOTAL NINE THOUSAND NINE HUNDRED",
        "Betrag in Worten: neuntausendneunhundert",
        "金额大写:玖仟玖佰玖拾玖元玖角玖分",
        "合计人民币:玖万玖仟元整",
    ]);
    slip.with(random, line)
}

fn split_digits(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip);
    let text = sum(random, &slip, minor);
    let gap = random.of(&[" ", "  ", "\t", "\u{2009}", "\u{3000}", "_", "'", "|", "\u{a0}"]);
    let at = text
        .char_indices()
        .filter(|(at, c)| c.is_ascii_digit() && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
        .map(|(at, _)| at + 1);
    let places: Vec<usize> = at.collect();
    if places.is_empty() {
        return None;
    }
    let at = *random.pick(&places);
    let text = format!("{}{gap}{}", &text[..at], &text[at..]);
    let line = format!("{}{}{text}", label(random), random.of(&[":", ": ", "："]));
    slip.with(random, &line)
}

/// What stands behind the amount multiplies it, adds to it, or takes it back.
const BEHIND: &[&str] = &[
    "万",
    "萬",
    "千",
    "百",
    "万元",
    " 万",
    "億",
    "k",
    " K",
    " thousand",
    " Tsd.",
    " mio",
    "×10",
    " x 10",
    " *10",
    " X10",
    " ✕ 10",
    "·10",
    " + 50.00",
    "+50.00",
    " plus 50.00",
    " + RMB 50.00",
    " CR",
    "CR",
    " DR",
    " -",
    "-",
    " (void)",
    " x2",
    " @ 2",
    "/2",
    " each",
    " /Person",
    " per night",
    "00",
    " 00",
    ".00.00",
    " 188888.00",
    "/188888.00",
    " → 188888.00",
    " = 188888.00",
    "%",
    " ‰",
    " USD",
    " 美元",
    " BTC",
    " £",
    " Points",
    " 积分",
    " ₽",
    " 未支付",
    " unpaid",
    " failed",
    " 撤销",
    "^2",
    "²",
    "e3",
    "E+2",
    " 倍",
    " 折",
];

fn behind_the_amount(random: &mut Random, slip: Slip) -> Option<Slip> {
    let behind = random.of(BEHIND);
    let returned = matches!(slip.members["type"].as_str(), "refund" | "void");
    let plainly =
        if behind == "00" { slip.money.decimals > 0 } else { slip.money.decimals == 0 && behind.contains('.') };
    if plainly
        || (returned && behind.trim_start().starts_with(['-', 'C', '撤', '(', 'D']))
        || (slip.money.code == "USD" && [" USD", " 美元"].contains(&behind))
    {
        return None;
    }
    let text = slip.marked(AMOUNT)?;
    slip.changed(AMOUNT, &format!("{text}{behind}"))
}

fn before_the_amount(random: &mut Random, slip: Slip) -> Option<Slip> {
    let returned = matches!(slip.members["type"].as_str(), "refund" | "void");
    let text = slip.marked(AMOUNT)?;
    let before = random.of(&[
        "1",
        "9",
        "10 x ",
        "2 × ",
        "-",
        "- ",
        "−",
        "188888.00 ",
        "~",
        "bis ",
        "max. ",
        "not ",
        "<",
        "≥ ",
        "1'",
        "１",
        "٩",
        "①",
        "一",
        "十",
    ]);
    if returned && before.trim().chars().all(|c| "-−".contains(c)) {
        return None;
    }
    let at = text.find(|c: char| c.is_ascii_digit())?;
    slip.changed(AMOUNT, &format!("{}{before}{}", &text[..at], &text[at..]))
}

fn brackets(random: &mut Random, slip: Slip) -> Option<Slip> {
    if matches!(slip.members["type"].as_str(), "refund" | "void") {
        return None;
    }
    let text = slip.marked(AMOUNT)?;
    let (open, close) = *random.pick(&[("(", ")"), ("（", "）"), ("<", ">"), ("[", "]"), ("((", "))")]);
    slip.changed(AMOUNT, &format!("{open}{text}{close}"))
}

fn surcharge(random: &mut Random, slip: Slip) -> Option<Slip> {
    if slip.till {
        return None;
    }
    let names = [
        "SURCHARGE",
        "SERVICE CHARGE",
        "FEE",
        "TIP",
        "TIPS",
        "GRATUITY",
        "HANDLING FEE",
        "DCC MARKUP",
        "手续费",
        "服务费",
        "附加费",
        "小费",
        "服務費",
        "Gebühr",
        "Servicepauschale",
        "Trinkgeld",
        "Zuschlag",
        "Frais",
        "Propina",
        "Servizio",
        "サービス料",
        "봉사료",
    ];
    let small = (slip.minor / 8).max(1);
    // A tip that is printed already stands there once more with another value.
    let name = random.of(&names);
    let text = sum(random, &slip, small);
    let line = format!("{name}{}{text}", colon(random));
    slip.with(random, &line)
}

fn surcharge_without_mark(random: &mut Random, slip: Slip) -> Option<Slip> {
    if slip.till || slip.money.decimals == 0 {
        return None;
    }
    let text = digits(&slip, (slip.minor / 8).max(1) + 1);
    let line = format!("{}: {text}", random.of(&["SURCHARGE", "TIP", "小费", "手续费", "Trinkgeld", "GRATUITY"]));
    slip.with(random, &line)
}

fn like_a_code(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (name, text) = (label(random), wrong(random, &slip));
    let dotted = format!(
        "{}.{}",
        random.of(&["TOTAL", "SUM", "PAID"]),
        plain(larger(random, &slip), slip.money.decimals.max(2))
    );
    let line = match random.below(12) {
        0 => format!("V0; {name}:{text}"),
        1 => format!("V0;{name}:{text};"),
        2 => format!("_R1-AT1_ {name} {text}"),
        3 => format!("_R1-AT1_{name}:{text}"),
        4 => format!("eyJhbGciOiJFUzI1NiJ9 {name}: {text}"),
        5 => format!("eyJ.{name}:{text}"),
        6 => format!("{dotted}.{}........................PAID", slip.money.code),
        7 => format!("https://check.example/#slip= {name}:{text}"),
        8 => format!("otpauth://x/{name}:{text}"),
        9 => format!("签名摘要: {name}:{text}"),
        10 => format!("{}.{}", "AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJ", dotted),
        _ => format!("{name}:{text} eyJ"),
    };
    slip.with(random, &line)
}

fn in_a_block(random: &mut Random, mut slip: Slip) -> Option<Slip> {
    let line = format!("{}:{}", label(random), wrong(random, &slip));
    let name = random.of(&["CERTIFICATE", "X509 CRL", "TEXT"]);
    slip.change = format!("{line:?} within a PEM block");
    let lines = [format!("-----BEGIN {name}-----"), line, format!("-----END {name}-----")];
    if random.chance(2) {
        slip.body.extend(lines)
    } else {
        slip.after.extend(lines)
    }
    Some(slip)
}

fn beside_the_code(random: &mut Random, mut slip: Slip) -> Option<Slip> {
    let line = format!("{}:{}", label(random), wrong(random, &slip));
    slip.change = format!("{line:?} on the code's line");
    let code = slip.code();
    slip.body.push(if random.chance(2) { format!("{line} {code}") } else { format!("{code} {line}") });
    slip.form = PRINTED;
    Some(slip)
}

fn long_line(random: &mut Random, slip: Slip) -> Option<Slip> {
    let filler = random.of(&[". ", "x", " ", "-", "好", "A", "=", "9a"]).repeat(random.between(300, 3000) as usize);
    let line = format!("{}:{}", label(random), wrong(random, &slip));
    let line = if random.chance(2) { format!("{filler} {line}") } else { format!("{line} {filler}") };
    let mut slip = slip.with(random, &line)?;
    let shown: String = slip.change.chars().take(80).collect();
    slip.change = format!("{shown}… {} characters", line.chars().count());
    Some(slip)
}

fn far_down(random: &mut Random, mut slip: Slip) -> Option<Slip> {
    let line = format!("{}:{}", label(random), wrong(random, &slip));
    slip.change = format!("{line:?} after 4100 lines");
    let filler = random.of(&["x", ".", "谢谢", "--"]);
    let lines = std::iter::repeat_n(filler.to_owned(), 4100).chain([line]);
    if random.chance(2) {
        slip.body.extend(lines)
    } else {
        slip.after.extend(lines)
    }
    Some(slip)
}

/// Forms of a date that differs, and whether each needs a label to be known for one.
fn dates(random: &mut Random, slip: &Slip) -> (String, bool) {
    let [y, m, d, ..] = parts(&slip.members["time"]);
    let day: u32 = d.parse().unwrap();
    let (m, d) = match random.below(3) {
        0 => ("12".to_owned(), d),
        // 10/11 is the tenth of November as well.
        n if n == 1 || day == 10 => (m, format!("{:02}", day % 28 + 1)),
        _ => ("10".to_owned(), format!("{:02}", day % 28 + 1)),
    };
    let month: usize = m.parse().unwrap();
    let name = MONTHS[month - 1];
    let title = format!("{}{}", &name[..1], name[1..].to_lowercase());
    let german = ["Oktober", "November", "Dezember"][month - 10];
    let chinese = |text: &str| {
        text.chars()
            .map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10).unwrap() as usize).unwrap())
            .collect::<String>()
    };
    let wide = |text: String| {
        text.chars().map(|c| c.to_digit(10).map_or(c, |n| char::from_u32(0xff10 + n).unwrap())).collect::<String>()
    };
    match random.below(24) {
        0 => (format!("{y}年{m}月{d}日"), false),
        1 => (format!("{y}-{m}-{d}"), false),
        2 => (format!("{y}/{m}/{d}"), false),
        3 => (format!("{d}.{m}.{y}"), false),
        4 => (format!("{m}/{d}/{}", &y[2..]), false),
        5 => (format!("{m}/{d}/{y}"), false),
        6 => (format!("{d}/{m}/{y}"), false),
        7 => (format!("{d} {title} {y}"), false),
        8 => (format!("{title} {d}, {y}"), false),
        9 => (format!("{y}{m}{d}"), true),
        10 => (format!("{d}-{name}-{}", &y[2..]), false),
        11 => (format!("{y}.{m}.{d}"), false),
        12 => (format!("{d}. {german} {y}"), false),
        13 => (format!("民國115年{m}月{d}日"), false),
        14 => (format!("令和8年{m}月{d}日"), false),
        15 => (format!("{}年{}月{}日", chinese(&y), chinese(&m), chinese(&d)), false),
        16 => (wide(format!("{y}/{m}/{d}")), false),
        17 => (format!("{}-{m}-{d}", &y[2..]), true),
        18 => (format!("{d}.{m}.{}", &y[2..]), false),
        19 => (format!("{m}月{d}日"), false),
        20 => (format!("{y} {m} {d}"), true),
        21 => (format!("{d}{name}{y}"), false),
        22 => (format!("{y}年{}月{}日", m.trim_start_matches('0'), d.trim_start_matches('0')), false),
        _ => (format!("{}/{}/{y}", m.trim_start_matches('0'), d.trim_start_matches('0')), false),
    }
}

/// Forms of a clock that differs by hours, and whether each needs a label to be known for one.
fn clocks(random: &mut Random, slip: &Slip) -> (String, bool) {
    let [.., h, i, s] = parts(&slip.members["time"]);
    let hour = (h.parse::<u32>().unwrap() + random.between(2, 9) as u32) % 24;
    let (half, of_day) = (if hour.is_multiple_of(12) { 12 } else { hour % 12 }, if hour < 12 { "AM" } else { "PM" });
    match random.below(14) {
        0 => (format!("{hour:02}:{i}:{s}"), false),
        1 => (format!("{hour:02}:{i}"), false),
        2 => (format!("{half}:{i} {of_day}"), false),
        3 => (format!("{half}:{i}{}", of_day.to_lowercase()), false),
        4 => (format!("{hour}h{i}"), false),
        5 => (format!("{hour:02}時{i}分"), false),
        6 => (format!("{hour:02}点{i}分"), false),
        7 => (format!("{}{half}:{i}", if hour < 12 { "上午" } else { "下午" }), false),
        8 => (format!("{hour:02}:{i} Uhr"), false),
        9 => (format!("{hour:02}.{i} Uhr"), false),
        10 => (format!("{hour:02}{i}{s}"), true),
        11 => (format!("{half}.{i} {}", of_day.to_lowercase()), false),
        12 => (format!("{hour:02}：{i}：{s}"), false),
        // That may be the same moment.
        _ if slip.money.code == "USD" => (format!("{hour:02}:{i}h"), false),
        _ => (format!("T{hour:02}:{i}:{s}Z"), false),
    }
}

const DATE_LABELS: &[&str] = &[
    "交易日期",
    "日期",
    "消费日期",
    "交易日",
    "日期時間",
    "DATE",
    "TRANS DATE",
    "SALE DATE",
    "Datum",
    "Kaufdatum",
    "Date de paiement",
    "Fecha",
    "日付",
    "날짜",
    "Дата",
];
const CLOCK_LABELS: &[&str] =
    &["交易时间", "时间", "時間", "TIME", "TRANS TIME", "Uhrzeit", "Zeit", "Heure", "Hora", "時刻", "시간", "Время"];

fn other_date(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (date, _) = dates(random, &slip);
    let line = format!("{}{}{date}", random.of(DATE_LABELS), random.of(&[":", ": ", "：", " "]));
    slip.with(random, &line)
}

fn other_date_alone(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (date, needs) = dates(random, &slip);
    let [.., h, i, _] = parts(&slip.members["time"]);
    let line = if random.chance(2) { format!("{date} {h}:{i}") } else { date };
    if needs { None } else { slip.with(random, &line) }
}

fn other_clock(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (clock, _) = clocks(random, &slip);
    let line = format!("{}{}{clock}", random.of(CLOCK_LABELS), random.of(&[":", ": ", "：", " "]));
    slip.with(random, &line)
}

fn other_clock_alone(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (clock, needs) = clocks(random, &slip);
    if needs { None } else { slip.with(random, &clock) }
}

fn date_and_clock_below(random: &mut Random, slip: Slip) -> Option<Slip> {
    let ((date, _), (clock, _)) = (dates(random, &slip), clocks(random, &slip));
    slip.with(random, &format!("{date} {clock}"))
}

fn in_the_place_of_the_time(random: &mut Random, slip: Slip) -> Option<Slip> {
    let ((date, _), (clock, _)) = (dates(random, &slip), clocks(random, &slip));
    let text = match random.below(3) {
        0 => date,
        1 => clock,
        _ => format!("{date} {clock}"),
    };
    slip.changed(TIME, &text)
}

const MARKS: &[(&str, &str)] = &[
    ("$", "USD HKD TWD"),
    ("US$", "USD"),
    ("€", "EUR"),
    ("£", ""),
    ("₩", ""),
    ("₽", ""),
    ("₿", ""),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("USD ", "USD"),
    ("EUR ", "EUR"),
    ("BTC ", ""),
    ("THB ", ""),
    ("Rp ", ""),
    ("RM ", ""),
    ("KRW ", ""),
    ("CHF ", ""),
    ("A$", ""),
    ("C$", ""),
    ("S$", ""),
    ("RMB ", "CNY"),
    ("JPY ", "JPY"),
    ("KWD ", "KWD"),
    ("₫", ""),
    ("₹", ""),
    ("ZAR ", ""),
    ("XAU ", ""),
    ("USDT ", ""),
    ("Q币 ", ""),
    ("\u{20b4}", ""),
    ("¢", ""),
    ("￡", ""),
];
const UNITS: &[(&str, &str)] = &[
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("日元", "JPY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("英镑", ""),
    ("韩元", ""),
    (" 円", "JPY"),
    (" USD", "USD"),
    (" EUR", "EUR"),
    (" €", "EUR"),
    (" BTC", ""),
    (" USDT", ""),
    (" Dollar", "USD HKD TWD"),
    (" Euro", "EUR"),
    (" Yen", "JPY"),
    (" Pfund", ""),
    (" CHF", ""),
    (" kr", ""),
    (" zł", ""),
    (" 원", ""),
    ("角", ""),
    ("分", ""),
    (" cents", ""),
    (" 积分", ""),
    (" Punkte", ""),
    (" POINTS", ""),
    ("點", ""),
];

fn other_currency(random: &mut Random, slip: Slip) -> Option<Slip> {
    let digits = digits(&slip, slip.minor);
    let code = slip.money.code;
    if random.chance(2) {
        let (mark, currencies) = *random.pick(MARKS);
        if currencies.contains(code) { None } else { slip.changed(AMOUNT, &format!("{mark}{digits}")) }
    } else {
        let (unit, currencies) = *random.pick(UNITS);
        if currencies.contains(code) { None } else { slip.changed(AMOUNT, &format!("{digits}{unit}")) }
    }
}

fn currency_line(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (name, code) = *random.pick(&[
        ("USD", "USD"),
        ("EUR", "EUR"),
        ("JPY", "JPY"),
        ("HKD", "HKD"),
        ("CNY", "CNY"),
        ("美元", "USD"),
        ("人民币", "CNY"),
        ("GBP", "GBP"),
        ("840", "USD"),
        ("BTC", "BTC"),
        ("US DOLLAR", "USD"),
    ]);
    if code == slip.money.code {
        return None;
    }
    let line =
        format!("{}{}{name}", random.of(&["币种", "交易币种", "CURRENCY", "Währung", "幣別"]), random.of(&[":", ": "]));
    slip.with(random, &line)
}

/// The same sum, or another, in another currency beside the amount.
fn sum_in_other_currency(random: &mut Random, slip: Slip) -> Option<Slip> {
    let code = random.of(&["USD", "EUR", "CNY", "HKD", "JPY"]);
    if code == slip.money.code {
        return None;
    }
    let money = money(code);
    let (label, form) = (label(random), *random.pick(money.forms));
    let minor = if random.chance(2) { slip.minor } else { larger(random, &slip) };
    if slip.till && minor == slip.minor || slip.money.decimals == 0 {
        return None;
    }
    let marked = form.replace("{}", &digits(&slip, minor));
    let shared = form.contains('¥') || form.contains('￥') || ["${}", "{}元"].contains(&form);
    if shared && minor == slip.minor { None } else { slip.with(random, &format!("{label}: {marked}")) }
}

/// A member that stands on the paper and is not signed, whose print says something else than was done.
fn not_covered(random: &mut Random, slip: Slip) -> Option<Slip> {
    let mut slip = slip;
    let name = random.of(&["type", "merchant", "tip", "pan"]);
    slip.detached = false;
    slip.signed.retain(|other| *other != name);
    let line = match (name, slip.style) {
        ("type", Style::De) => "Transaktionsart: Gutschrift",
        ("type", Style::En) => "TRANS TYPE: REFUND",
        ("type", _) => "交易类型:退货",
        ("merchant", Style::De) => "Händler: Andere Firma",
        ("merchant", Style::En) => "MERCHANT NAME: Red Cup Coffee",
        ("merchant", _) => "商户名称:红杯咖啡",
        ("tip", _) if slip.till => return None,
        ("tip", _) => "TIP: {}",
        (_, Style::De) => "Kartennummer: 622588******7036",
        (_, Style::En) => "CARD NO: 622588******7036",
        _ => "卡号:622588******7036",
    };
    if name == "merchant" && slip.till || name == "type" && slip.members["type"] != "sale" {
        return None;
    }
    let small = slip.minor / 9 + 1;
    let line = line.replace("{}", &sum(random, &slip, small));
    let old = slip.members[if name == "tip" { "amount" } else { name }].clone();
    // What was printed of it goes: there is one such line, and it says the other thing.
    let mut gone = 0;
    slip.body.retain(|line| {
        let of_it = name != "tip" && name != "type" && line.contains(&old) && line.find(&old).is_some_and(|at| at > 0);
        gone += usize::from(of_it);
        !of_it
    });
    if name == "type" {
        let names = TYPES.iter().find(|kind| kind.0 == "sale").unwrap();
        slip.body.retain(|line| {
            ![names.1, names.2, names.3, names.4].concat().iter().any(|name| line.contains(name))
                || line.contains("SLIP")
        });
    }
    if name == "tip" {
        slip.members.remove("tip");
        slip.body.retain(|line| !["小费", "TIP", "交易金额"].iter().any(|label| line.contains(label)));
    }
    if REQUIRED.iter().any(|name| !slip.signed.contains(name)) || slip.marked(AMOUNT).is_none() {
        return None;
    }
    let at = slip
        .body
        .iter()
        .position(|line| line.starts_with(super::slip::PLACE))
        .map_or(1, |at| at + 1)
        .min(slip.body.len());
    slip.body.insert(at, line.clone());
    slip.change = format!("{line:?} under a code that does not sign {name}");
    Some(slip)
}

/// A second line of a member with another value.
fn other_member(random: &mut Random, slip: Slip) -> Option<Slip> {
    let (name, labels): (&str, [&str; 3]) = *random.pick(&[
        ("mid", ["商户编号", "MERCHANT NO", "VU-Nr"]),
        ("tid", ["终端编号", "TERMINAL ID", "Terminal-ID"]),
        ("rrn", ["参考号", "RRN", "Referenznummer"]),
        ("auth", ["授权码", "AUTH CODE", "Genehmigung"]),
        ("stan", ["凭证号", "VOUCHER NO", "Trace-Nr"]),
        ("batch", ["批次号", "BATCH NO", "Batch-Nr"]),
    ]);
    if !slip.signed.contains(&name) {
        return None;
    }
    let label = match slip.style {
        Style::Zh | Style::Hant => labels[0],
        Style::En => labels[1],
        Style::De => labels[2],
    };
    let value: String = slip.members[name]
        .chars()
        .map(|c| c.to_digit(10).map_or(c, |n| char::from_digit((n + 3) % 10, 10).unwrap()))
        .collect();
    slip.with(random, &format!("{label}:{value}"))
}

fn titles(random: &mut Random, slip: Slip) -> Option<Slip> {
    if slip.members["type"] != "sale" {
        return None;
    }
    let line = random.of(&[
        "结算总计单",
        "结算",
        "SETTLEMENT",
        "VOID",
        "消费撤销",
        "撤销",
        "REFUND",
        "退货",
        "预授权",
        "REVERSAL",
        "冲正",
        "交易汇总单",
        "Tagesabschluss",
        "Storno",
        "Gutschrift",
        "** VOID **",
        "VOID SALE",
        "退款",
        "CANCELLED",
        "Stornobeleg",
    ]);
    let mut slip = slip;
    slip.change = format!("{line:?} as a title");
    let at = random.below(2) * slip.body.len();
    slip.body.insert(at, line.into());
    Some(slip)
}

fn failures(random: &mut Random, slip: Slip) -> Option<Slip> {
    if slip.members["type"] != "sale" {
        return None;
    }
    let line = random.of(&[
        "DECLINED",
        "*** DECLINED ***",
        "TRANSACTION DECLINED",
        "拒绝",
        "交易失败",
        "交易状态：付款失败",
        "NOT APPROVED",
        "Zahlung abgelehnt",
        "Vorgang abgebrochen",
        "APPROVAL FAILED",
        "余额不足",
        "交易已撤销",
        "交易未成功",
        "NOT FOR PAYMENT PROOF",
        "测试/TESTING,凭证无效",
        "TRANSACTION FAILED",
        "Zahlung nicht erfolgt",
        "KEIN BELEG",
        "PAYMENT CANCELLED",
        "已冲正",
    ]);
    slip.with(random, line)
}

/// Signs that nobody sees, within a sum of another value.
const INVISIBLE: &[&str] = &[
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{2060}",
    "\u{feff}",
    "\u{ad}",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{2066}",
    "\u{34f}",
    "\u{fe0f}",
    "\u{61c}",
    "\u{180e}",
    "\u{e0030}",
    "\u{115f}",
    "\u{2063}",
];

fn invisible(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip);
    let text = sum(random, &slip, minor);
    let sign = random.of(INVISIBLE);
    let every = random.chance(2);
    let at = random.below(text.chars().count());
    let text: String = text
        .chars()
        .enumerate()
        .map(|(n, c)| if every || n == at { format!("{c}{sign}") } else { c.to_string() })
        .collect();
    let line = format!("{}:{text}", label(random));
    slip.with(random, &line)
}

fn turned(random: &mut Random, slip: Slip) -> Option<Slip> {
    let text = slip.marked(AMOUNT)?;
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let digits = &text[at..];
    if digits.chars().filter(char::is_ascii_digit).eq(digits.chars().rev().filter(char::is_ascii_digit)) {
        return None;
    }
    let (open, close) =
        *random.pick(&[("\u{202e}", "\u{202c}"), ("\u{202e}", ""), ("\u{2067}\u{202e}", "\u{202c}\u{2069}")]);
    slip.changed(AMOUNT, &format!("{}{open}{digits}{close}", &text[..at]))
}

fn combining(random: &mut Random, slip: Slip) -> Option<Slip> {
    let sign = random.of(&["\u{336}", "\u{338}", "\u{20dd}", "\u{335}", "\u{20e0}"]);
    if random.chance(2) {
        let text = slip.marked(AMOUNT)?;
        let text: String =
            text.chars().map(|c| if c.is_ascii_digit() { format!("{c}{sign}") } else { c.to_string() }).collect();
        return slip.changed(AMOUNT, &text);
    }
    let minor = larger(random, &slip);
    let text = sum(random, &slip, minor);
    let text: String =
        text.chars().map(|c| if c.is_ascii_digit() { format!("{c}{sign}") } else { c.to_string() }).collect();
    let line = format!("{}:{text}", label(random));
    slip.with(random, &line)
}

fn look_alikes(random: &mut Random, slip: Slip) -> Option<Slip> {
    let minor = larger(random, &slip);
    let text = sum(random, &slip, minor);
    let pairs = [
        ('1', 'l'),
        ('1', 'I'),
        ('0', 'O'),
        ('0', 'o'),
        ('0', 'О'),
        ('3', 'З'),
        ('8', 'B'),
        ('5', 'S'),
        ('6', 'б'),
        ('1', '１'),
        ('2', 'Z'),
        ('1', '|'),
        ('0', '〇'),
        ('9', 'g'),
        ('1', '丨'),
    ];
    let (from, to) = *random.pick(&pairs);
    if !text.contains(from) {
        return None;
    }
    let text = text.replace(from, &to.to_string());
    let line = format!("{}{}{text}", label(random), random.of(&[":", ": "]));
    slip.with(random, &line)
}

/// Groups of contradictions by name, each with how it is made.
pub(crate) const KINDS: &[(&str, Change)] = &[
    ("sum below the signature line", below_the_signature),
    ("sum with another label", labelled),
    ("sum under its label", label_above),
    ("sum with a label, no currency", labelled_without_mark),
    ("sum without a label", unlabelled),
    ("sum without label or currency", unlabelled_without_mark),
    ("sum within a sentence", within_a_sentence),
    ("sum in other digits", other_digits),
    ("sum in signs that are numbers", odd_digits),
    ("other sum in the amount's place", in_the_place_of_the_amount),
    ("sum in Chinese numerals", capital_numerals),
    ("sum in words", words),
    ("sum whose digits are split", split_digits),
    ("something behind the amount", behind_the_amount),
    ("something before the digits", before_the_amount),
    ("amount in brackets", brackets),
    ("surcharge, fee, tip", surcharge),
    ("surcharge without currency", surcharge_without_mark),
    ("sum in a line like a code", like_a_code),
    ("sum within a PEM block", in_a_block),
    ("sum on the code's line", beside_the_code),
    ("sum in a very long line", long_line),
    ("sum after 4000 lines", far_down),
    ("other date with a label", other_date),
    ("other date alone", other_date_alone),
    ("other clock with a label", other_clock),
    ("other clock alone", other_clock_alone),
    ("other date and clock alone", date_and_clock_below),
    ("other time in its place", in_the_place_of_the_time),
    ("other currency at the amount", other_currency),
    ("other currency in a line", currency_line),
    ("sum in another currency", sum_in_other_currency),
    ("member that is not signed", not_covered),
    ("member twice, other value", other_member),
    ("title of another kind", titles),
    ("payment that failed", failures),
    ("invisible signs in a sum", invisible),
    ("amount turned round", turned),
    ("combining signs in a sum", combining),
    ("look-alike characters", look_alikes),
];
