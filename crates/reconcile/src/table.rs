//! A table's columns: where its header stands, which role each column has, how it writes days and amounts (reconcile.md, 3.1 to 3.3, 3.5).

use crate::{
    amount::{self, DecimalComma},
    csv::{Csv, DELIMITERS},
    date::{self, DateOrder, Day},
    tables::{self, LABELS},
};
use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

/// Rows among which the header is looked for.
const HEADER_ROWS: usize = 80;
/// Rows that a preview shows.
pub(crate) const PREVIEW_ROWS: usize = 20;

/// One cell: its text as it stands there, and whether a spreadsheet keeps it as a number.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) number: bool,
}

/// Rows one after another, as often as asked for.
pub(crate) trait Source {
    /// Visits each row with its line, until `visit` says that it has enough.
    fn rows(&self, visit: &mut dyn FnMut(u32, &[Cell<'_>]) -> bool);
}

/// Rows that are in memory.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<(u32, Vec<(String, bool)>)>,
}

impl Source for Sheet {
    fn rows(&self, visit: &mut dyn FnMut(u32, &[Cell<'_>]) -> bool) {
        for (line, cells) in &self.rows {
            let cells: Vec<Cell<'_>> =
                cells.iter().map(|(text, number)| Cell { text: Cow::Borrowed(text), number: *number }).collect();
            if !visit(*line, &cells) {
                return;
            }
        }
    }
}

macro_rules! roles {
    ($($role:ident $id:literal $doc:literal,)*) => {
        /// What a column holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $(#[doc = $doc] $role,)*
        }

        impl Role {
            /// All roles with their ids.
            pub const ALL: &[(Self, &'static str)] = &[$((Self::$role, $id)),*];
        }
    };
}

roles! {
    DateTime "dateTime" "Day and clock.",
    Date "date" "The day.",
    Time "time" "The clock.",
    PostDate "postDate" "The day of booking.",
    SettleDate "settleDate" "The day of settlement.",
    Amount "amount" "The amount.",
    OrigAmount "origAmount" "The amount before a discount, or in the currency of the purchase.",
    Income "income" "Money in.",
    Expense "expense" "Money out.",
    Direction "direction" "Whether money came in or went out.",
    Type "type" "What kind of transaction.",
    Status "status" "Whether it succeeded.",
    Fee "fee" "The merchant's fee.",
    Net "net" "What is paid out for it.",
    RefundAmount "refundAmount" "What was given back.",
    Currency "currency" "The currency.",
    Card "card" "The card number, masked.",
    Terminal "terminal" "The terminal's number.",
    Merchant "merchant" "The merchant's number.",
    MerchantName "merchantName" "The merchant's name.",
    Mcc "mcc" "The merchant category code.",
    Batch "batch" "The batch number.",
    Trace "trace" "The voucher or trace number.",
    Rrn "rrn" "The reference number.",
    Auth "auth" "The authorisation code.",
    OrderId "orderId" "The merchant's order number.",
    ChannelId "channelId" "The payment service's number.",
    RefundId "refundId" "The number of a refund.",
    OrigRrn "origRrn" "The reference number of the sale.",
    OrigTrace "origTrace" "The voucher number of the sale.",
    OrigChannelId "origChannelId" "The payment service's number of the sale.",
    PayoutId "payoutId" "The number of a payout.",
    Channel "channel" "The means of payment.",
    Counterparty "counterparty" "Who is on the other side.",
    Text "text" "What it is for.",
    Balance "balance" "The balance behind it.",
    Ignored "ignored" "Known and not used.",
}

impl Role {
    /// Its id, as in `reconcile-columns.json`.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("", |(_, id)| *id)
    }

    /// The role of an id.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, other)| *other == id).map(|(role, _)| *role)
    }

    fn is_day(self) -> bool {
        matches!(self, Self::DateTime | Self::Date | Self::PostDate | Self::SettleDate | Self::Time)
    }

    fn is_money(self) -> bool {
        matches!(self, Self::Amount | Self::Income | Self::Expense | Self::Net | Self::RefundAmount)
    }

    fn holds_amounts(self) -> bool {
        self.is_money() || matches!(self, Self::OrigAmount | Self::Fee | Self::Balance)
    }

    /// Whether all columns of the role count, joined (3.3).
    fn keeps_all(self) -> bool {
        matches!(self, Self::Text | Self::Counterparty | Self::Channel | Self::Type | Self::MerchantName)
    }
}

/// The key of a label (3.3): NFKC, lower case, blanks, colons, quotes and stars dropped.
fn key(label: &str, nfkc: fn(&str) -> String) -> String {
    let dropped =
        |c: &char| c.is_whitespace() || matches!(c, ':' | '"' | '\'' | '“' | '”' | '‘' | '’' | '*' | '`' | '\u{feff}');
    nfkc(label).chars().filter(|c| !dropped(c)).flat_map(char::to_lowercase).collect()
}

/// A key without brackets and what is in them: `金额(元)`.
fn without_brackets(key: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in key.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The role that a label names, and its place in the role's list.
fn role_of(label: &str, nfkc: fn(&str) -> String) -> Option<(Role, usize)> {
    static KEYS: OnceLock<HashMap<String, (Role, usize)>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let mut keys = HashMap::new();
        for (id, labels) in LABELS {
            for (place, label) in labels.iter().enumerate() {
                if let Some(role) = Role::of(id) {
                    keys.entry(key(label, str::to_owned)).or_insert((role, place));
                }
            }
        }
        keys
    });
    if label.len() > 200 {
        return None;
    }
    let key = key(label, nfkc);
    if key.is_empty() {
        return None;
    }
    let known = |key: &str| keys.get(key).or_else(|| keys.get(&without_brackets(key))).copied();
    known(&key).or_else(|| known(&simplified(&key))).or_else(|| known(without_currency(&key)?))
}

/// A label in simplified characters: those that labels of statements are made of.
fn simplified(key: &str) -> String {
    const PAIRS: &str = "時时間间號号終终機机編编參参續续費费額额幣币貸贷餘余帳账賬账戶户訂订單单類类狀状態态銀银聯联門门實实應应結结憑凭證证權权碼码對对備备註注動动賣卖買买貨货淨净隊队數数項项創创審审處处記记發发現现點点";
    key.chars()
        .map(|c| {
            let mut pairs = PAIRS.chars();
            while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
                if from == c {
                    return to;
                }
            }
            c
        })
        .collect()
}

/// A key without the currency behind it: `umsatzineur`, `gutschriftchf`, `betrag€`.
fn without_currency(key: &str) -> Option<&str> {
    let (at, _) = key.char_indices().rev().find(|(at, _)| amount::is_code(key.get(*at..).unwrap_or("")))?;
    let rest = key.get(..at)?;
    Some(rest.strip_suffix("in").unwrap_or(rest)).filter(|rest| !rest.is_empty())
}

/// A column: its place, its label, and the role it was given.
#[derive(Clone, Debug)]
pub struct Column {
    /// From 0.
    pub index: usize,
    /// As written.
    pub label: String,
    /// `None` when nothing is known of it.
    pub role: Option<Role>,
    place: usize,
}

/// How a table is read: found by itself, or put right by a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The line of the header; 0 when there is none.
    pub(crate) header_row: u32,
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// How `20/11/2026` is meant.
    pub(crate) date_order: DateOrder,
    /// Both orders give days, and nothing in the table says which is meant.
    pub(crate) date_order_open: bool,
    /// Whether the decimal mark is a comma.
    pub(crate) decimal_comma: bool,
    /// The year of days that name none.
    pub(crate) year: Option<i32>,
    /// What stands above the header, a line each.
    pub(crate) preamble: Vec<String>,
    /// The first rows, for a preview.
    pub(crate) preview: Vec<(u32, Vec<String>)>,
}

impl Layout {
    /// The column of a role.
    pub(crate) fn column(&self, role: Role) -> Option<usize> {
        self.columns.iter().find(|column| column.role == Some(role)).map(|column| column.index)
    }

    /// The column with a label.
    pub(crate) fn labelled(&self, label: &str) -> Option<usize> {
        let bare = |text: &str| without_brackets(&key(text, str::to_owned));
        self.columns.iter().find(|column| bare(&column.label) == label).map(|column| column.index)
    }

    /// Gives a role to a column, and takes it from another.
    pub(crate) fn assign(&mut self, index: usize, role: Role) {
        for column in &mut self.columns {
            if column.index == index {
                column.role = Some(role);
            } else if column.role == Some(role) && !role.keeps_all() {
                column.role = None;
            }
        }
    }

    /// Whether the table has a day and an amount, without which it has no rows.
    pub(crate) fn is_complete(&self) -> bool {
        let has = |wanted: fn(Role) -> bool| self.columns.iter().filter_map(|column| column.role).any(wanted);
        has(Role::is_day) && has(Role::is_money)
    }
}

/// What a person put right of a file (3.7).
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// The file's name.
    pub file: String,
    /// The line of the header.
    pub header_row: Option<u32>,
    /// Roles by column, from 0; `None` takes the role away.
    pub roles: Vec<(usize, Option<Role>)>,
    /// The encoding.
    pub encoding: Option<crate::Encoding>,
    /// The delimiter.
    pub delimiter: Option<char>,
    /// How `20/11/2026` is meant.
    pub date_order: Option<DateOrder>,
    /// Whether the decimal mark is a comma.
    pub decimal_comma: Option<bool>,
    /// The year of days that name none.
    pub year: Option<i32>,
}

/// How many roles a header names, and where it stands.
struct Header {
    roles: usize,
    line: u32,
    columns: Vec<Column>,
    preamble: Vec<String>,
}

/// Finds the header among the first rows: the one with the most different roles, a day and an amount among them (3.2).
fn header(source: &dyn Source, forced: Option<u32>, nfkc: fn(&str) -> String) -> Option<Header> {
    let mut best: Option<Header> = None;
    let mut above: Vec<String> = Vec::new();
    source.rows(&mut |line, cells| {
        let columns: Vec<Column> = cells
            .iter()
            .enumerate()
            .map(|(index, cell)| {
                let found = if cell.number { None } else { role_of(clean(&cell.text), nfkc) };
                let label = cell.text.trim().chars().take(80).collect();
                Column { index, label, role: found.map(|(role, _)| role), place: found.map_or(0, |(_, place)| place) }
            })
            .collect();
        let mut roles: Vec<Role> =
            columns.iter().filter_map(|column| column.role).filter(|role| *role != Role::Ignored).collect();
        let is_header = match forced {
            Some(forced) => line == forced,
            None => roles.iter().any(|role| role.is_day()) && roles.iter().any(|role| role.is_money()),
        };
        roles.sort_unstable();
        roles.dedup();
        if is_header && best.as_ref().is_none_or(|best| roles.len() > best.roles) {
            best = Some(Header { roles: roles.len(), line, columns, preamble: above.clone() });
        }
        let joined: Vec<&str> = cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        above.push(joined.join(" ").chars().take(500).collect());
        above.len() < HEADER_ROWS || forced.is_some_and(|forced| line < forced)
    });
    best
}

/// The delimiter under which the best header has the most roles (3.1), when there is a header at all.
pub(crate) fn delimiter(text: &str, correction: &Correction, nfkc: fn(&str) -> String) -> Option<char> {
    if correction.delimiter.is_some() {
        return correction.delimiter;
    }
    let mut best: Option<(usize, char)> = None;
    for delimiter in DELIMITERS {
        let found = header(&Csv { text, delimiter }, correction.header_row, nfkc);
        if let Some(found) = found
            && best.is_none_or(|(roles, _)| found.roles > roles)
        {
            best = Some((found.roles, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// Reads how a table is laid out. `None` when no row can be its header.
pub(crate) fn layout(source: &dyn Source, correction: &Correction, nfkc: fn(&str) -> String) -> Option<Layout> {
    let header = header(source, correction.header_row, nfkc)?;
    let mut layout = Layout {
        header_row: header.line,
        columns: header.columns,
        year: correction.year,
        preamble: header.preamble,
        ..Layout::default()
    };
    // A person's word comes first; then the values decide what labels leave open.
    for (index, role) in &correction.roles {
        match role {
            Some(role) => layout.assign(*index, *role),
            None => {
                layout.columns.iter_mut().filter(|column| column.index == *index).for_each(|column| column.role = None)
            }
        }
    }
    let given: Vec<usize> = correction.roles.iter().map(|(index, _)| *index).collect();
    let seen = Seen::of(source, &mut layout);
    let no_day =
        !layout.columns.iter().any(|column| column.role.is_some_and(|role| role.is_day() && role != Role::Time));
    for (column, values) in layout.columns.iter_mut().zip(&seen.columns) {
        if given.contains(&column.index) {
            continue;
        }
        match column.role {
            Some(Role::DateTime) if values.clocks > 0 && !values.days => column.role = Some(Role::Time),
            Some(Role::Time) if values.days && no_day => column.role = Some(Role::DateTime),
            Some(Role::Direction) if values.other_direction => column.role = Some(Role::Type),
            _ => {}
        }
    }
    one_column_a_role(&mut layout, &given);
    let found = |wanted: fn(&Values) -> bool| seen.columns.iter().any(wanted);
    layout.decimal_comma = correction.decimal_comma.unwrap_or(found(|values| values.decimal_comma.holds()));
    let month_first = found(|values| values.second_over_12 && !values.first_over_12);
    layout.date_order =
        correction.date_order.unwrap_or(if month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst });
    layout.date_order_open = correction.date_order.is_none()
        && found(|values| values.either_order)
        && !found(|values| values.first_over_12 || values.second_over_12);
    Some(layout)
}

/// Leaves each role to the column whose label stands first in its list (3.3).
fn one_column_a_role(layout: &mut Layout, given: &[usize]) {
    let mut best: HashMap<Role, (bool, usize, usize)> = HashMap::new();
    let rank = |column: &Column| (!given.contains(&column.index), column.place, column.index);
    for column in &layout.columns {
        if let Some(role) = column.role {
            let rank = rank(column);
            best.entry(role).and_modify(|best| *best = (*best).min(rank)).or_insert(rank);
        }
    }
    for column in &mut layout.columns {
        if let Some(role) = column.role
            && !role.keeps_all()
            && role != Role::Ignored
            && best.get(&role) != Some(&(!given.contains(&column.index), column.place, column.index))
        {
            column.role = None;
        }
    }
}

/// What was seen of the values of a column.
#[derive(Clone, Default)]
struct Values {
    clocks: usize,
    days: bool,
    other_direction: bool,
    decimal_comma: DecimalComma,
    first_over_12: bool,
    second_over_12: bool,
    /// A date that is another day in the other order.
    either_order: bool,
}

struct Seen {
    columns: Vec<Values>,
}

impl Seen {
    /// Looks at all values below the header.
    fn of(source: &dyn Source, layout: &mut Layout) -> Self {
        let mut columns = vec![Values::default(); layout.columns.len()];
        let roles: Vec<Option<Role>> = layout.columns.iter().map(|column| column.role).collect();
        let header = layout.header_row;
        let preview = &mut layout.preview;
        source.rows(&mut |line, cells| {
            if line <= header {
                return true;
            }
            if preview.len() < PREVIEW_ROWS {
                preview.push((line, cells.iter().map(|cell| cell.text.chars().take(200).collect()).collect()));
            }
            // Rows without an amount are titles and remarks.
            let has_amount = cells.iter().zip(&roles).any(|(cell, role)| {
                role.is_some_and(Role::is_money) && clean(&cell.text).contains(|c: char| c.is_ascii_digit())
            });
            if !has_amount {
                return true;
            }
            for ((cell, role), values) in cells.iter().zip(&roles).zip(&mut columns) {
                if let Some(role) = role {
                    values.look(*role, cell);
                }
            }
            true
        });
        Self { columns }
    }
}

impl Values {
    fn look(&mut self, role: Role, cell: &Cell<'_>) {
        if role == Role::Direction {
            let word = tables::folded(cell.text.trim().trim_start_matches('`'));
            let known = [tables::IN, tables::OUT, tables::NEUTRAL].iter().any(|list| list.contains(&word.as_str()));
            self.other_direction |= !word.is_empty() && !known;
            return;
        }
        let text = clean(&cell.text);
        if text.is_empty() {
            return;
        }
        if role.holds_amounts() && !cell.number {
            self.decimal_comma.look(text);
        }
        if matches!(role, Role::DateTime | Role::Time) {
            if date::clock(text).is_some() && date::parse(text, DateOrder::DayFirst).is_none() {
                self.clocks += 1;
            } else {
                self.days = true;
            }
        }
        if role.is_day() {
            let mut parts = text.split(['/', ' ']).map(|part| part.parse::<u32>().unwrap_or(0));
            if let (Some(first @ 1..=31), Some(second @ 1..=31), Some(1..)) = (parts.next(), parts.next(), parts.next())
            {
                self.first_over_12 |= first > 12;
                self.second_over_12 |= second > 12;
                self.either_order |= first != second && first <= 12 && second <= 12;
            }
        }
    }
}

/// A cell without what programs put around it (3.5); empty when it only says that there is nothing.
pub(crate) fn clean(text: &str) -> &str {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text = text.trim_start_matches(['`', '\'']).trim();
    if let Some(inner) = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
        text = inner.trim();
    }
    if text.len() >= 2
        && let Some(inner) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'))
    {
        text = inner.trim();
    }
    if matches!(text, "-" | "--" | "/" | "—") { "" } else { text }
}

/// The period that a preamble names: two dates in one line, or in one after the other, near a word for it (3.2).
pub(crate) fn period(lines: &[String]) -> Option<(Day, Day)> {
    const WORDS: [&str; 9] = ["起始", "终止", "区间", "期间", "周期", "至", "from", "period", "zeitraum"];
    let mut single = Vec::new();
    for line in lines {
        let lower = line.to_lowercase();
        if !WORDS.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let dates = date::full_dates(line);
        match dates.as_slice() {
            [(from, _), (to, midnight), ..] => return Some(ordered(*from, *to, *midnight)),
            [date] => single.push(*date),
            [] => {}
        }
    }
    match single.as_slice() {
        [(from, _), (to, midnight), ..] => Some(ordered(*from, *to, *midnight)),
        _ => None,
    }
}

/// An end at midnight is the day before.
fn ordered(from: Day, to: Day, midnight: bool) -> (Day, Day) {
    let to = if midnight && to > from { to - 1 } else { to };
    (from.min(to), from.max(to))
}

/// The currency that an amount's label names, in brackets or behind it: `Betrag (EUR)`, `Umsatz in EUR`, `人民币金额`.
pub(crate) fn currency_of_label(label: &str) -> Option<&'static str> {
    if label.contains("人民币") || label.contains("人民幣") {
        return Some("CNY");
    }
    let last = label.rsplit([' ', '\u{a0}']).next().unwrap_or("");
    if last.len() < label.len() && amount::is_code(last) {
        return amount::currency(last);
    }
    let (_, behind) = label.split_once(['(', '（'])?;
    let inside = behind.split([')', '）']).next()?;
    (inside.len() == 3).then(|| amount::currency(inside)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(char, Layout)> {
        let nfkc: fn(&str) -> String = |text| text.replace('（', "(").replace('）', ")").replace('：', ":");
        let correction = Correction::default();
        let delimiter = delimiter(text, &correction, nfkc)?;
        Some((delimiter, layout(&Csv { text, delimiter }, &correction, nfkc)?))
    }

    #[test]
    fn header_and_columns_are_found() {
        let text = "银联商务商户对账单\n起始日期：2026-11-01 终止日期：2026-11-30\n清算日期;交易时间;交易金额（元）;手续费;订单金额;参考号\n20261111;092605;1.716,86;6,52;1;094239637565\n";
        let (delimiter, layout) = of(text).unwrap();
        assert_eq!((delimiter, layout.header_row, layout.decimal_comma), (';', 3, true));
        let roles: Vec<Option<Role>> = layout.columns.iter().map(|column| column.role).collect();
        // 交易时间 holds clocks alone; 交易金额 stands before 订单金额 in the list.
        assert_eq!(
            roles,
            [Some(Role::SettleDate), Some(Role::Time), Some(Role::Amount), Some(Role::Fee), None, Some(Role::Rrn)]
        );
        assert_eq!(
            period(&layout.preamble).map(|(from, to)| (date::iso(from), date::iso(to))),
            Some(("2026-11-01".into(), "2026-11-30".into()))
        );
        assert!(of("a,b,c\n1,2,3\n").is_none());
    }

    #[test]
    fn values_decide_between_roles() {
        let (_, layout) = of("Date,Amount,Transaction type\n11/20/2026,1.00,Purchase\n").unwrap();
        assert_eq!(layout.columns[2].role, Some(Role::Type));
        assert_eq!(layout.date_order, DateOrder::MonthFirst);
        let (_, layout) = of("Date,Amount,D/C\n11/12/2026,1.00,D\n").unwrap();
        assert_eq!(layout.columns[2].role, Some(Role::Direction));
        assert_eq!(layout.date_order, DateOrder::DayFirst);
    }

    #[test]
    fn cells_are_cleaned() {
        for (text, expected) in [
            (" `123\t", "123"),
            ("'0012", "0012"),
            ("=\"0012\"", "0012"),
            ("\"x\"", "x"),
            ("--", ""),
            ("—", ""),
            ("-5", "-5"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn every_role_of_the_table_is_known() {
        for (id, labels) in LABELS {
            assert!(Role::of(id).is_some(), "{id}");
            assert!(!labels.is_empty() || *id == "origRrn");
        }
        assert_eq!(LABELS.len(), Role::ALL.len());
    }
}
