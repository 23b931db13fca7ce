//! The rows of a table in normal form: days, amounts in minor units with their sign, kinds, ids (reconcile.md, 3.4 to 3.6, 4.3).

use crate::{
    amount::{self, Money},
    date::{self, Day, NO_DAY, Written},
    files::Format,
    numbers::{bracketed_last_four, exact, id, mask_text, set_card},
    row::{Kind, Leg, NO_AMOUNT, NO_TIME, Row},
    table::{Cell, Layout, Role, Source, clean, currency_of_label},
    tables::{self, Folded},
    text::{Sym, Texts},
};
use std::collections::{BTreeSet, HashMap};

mod fate;
mod left_out;
mod signs;

pub use left_out::Why;
pub(crate) use {fate::is_approval, signs::settle};

use {fate::Taken, left_out::is_rule, signs::turn_signs};

/// What came out of one file.
#[derive(Debug, Default)]
pub(crate) struct FileRows {
    pub(crate) rows: Vec<Row>,
    /// Rows that did not succeed: evidence, and no transactions.
    pub(crate) failed: Vec<Row>,
    pub(crate) ignored: Vec<(u32, Why)>,
    /// Rows that name something and could not be read: evidence that a thing may stand here after all.
    pub(crate) unread: Vec<Row>,
    /// Some row could not be read, and says something.
    pub(crate) unreadable: bool,
    /// Days with rows that could not be read and name nothing by which they could be found.
    pub(crate) unread_days: BTreeSet<Day>,
    /// Days with rows that are announced and not booked.
    pub(crate) announced_days: BTreeSet<Day>,
    pub(crate) stated_total: Option<i64>,
    /// Values that a spreadsheet rounded.
    pub(crate) lost: u32,
}

/// What is known of a table before its rows are read.
pub(crate) struct Context<'a> {
    pub(crate) leg: Leg,
    pub(crate) file: u32,
    pub(crate) format: Format,
    pub(crate) layout: &'a Layout,
    /// The day by which days without a year get one: of the period, the title or the file's name.
    pub(crate) reference: Option<Day>,
    /// Whether title or name say that it is a credit card's statement.
    pub(crate) credit_card: bool,
    pub(crate) most_rows: usize,
}

/// Reads the rows of a table. Says whether all of them were.
pub(crate) fn read(source: &dyn Source, context: &Context<'_>, texts: &mut Texts, out: &mut FileRows) -> bool {
    let mut reader = Reader::new(context, texts, out);
    let mut complete = true;
    source.rows(&mut |line, cells| {
        if line <= context.layout.header_row {
            return true;
        }
        if reader.out.rows.len() >= context.most_rows {
            complete = false;
            return false;
        }
        reader.row(line, cells)
    });
    let balances = core::mem::take(&mut reader.balances);
    drop_midnights(&mut out.rows);
    if context.leg == Leg::Bank {
        turn_signs(out, &balances, context, texts);
    }
    complete
}

/// Clocks that are all midnight are none.
fn drop_midnights(rows: &mut [Row]) {
    if rows.iter().all(|row| row.time <= 0) {
        rows.iter_mut().for_each(|row| row.time = NO_TIME);
    }
}

struct Reader<'a> {
    context: &'a Context<'a>,
    texts: &'a mut Texts,
    out: &'a mut FileRows,
    columns: Vec<Option<usize>>,
    /// By role: its amounts are written in minor units, `交易金额(分)`.
    in_minor: Vec<bool>,
    joined: Vec<usize>,
    types: Vec<usize>,
    channels: Vec<usize>,
    names: Vec<usize>,
    parties: Vec<usize>,
    /// 退款状态 of WeChat's merchant bills.
    refund_state: Option<usize>,
    currency: Option<&'static str>,
    taken: HashMap<(String, String), Taken>,
    /// The balance behind each row.
    balances: Vec<i64>,
    /// How a line of totals begins.
    totals: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a Context<'a>, texts: &'a mut Texts, out: &'a mut FileRows) -> Self {
        let layout = context.layout;
        let all = |roles: &[Role]| -> Vec<usize> {
            let chosen = layout.columns.iter().filter(|column| column.role.is_some_and(|role| roles.contains(&role)));
            chosen.map(|column| column.index).collect()
        };
        let mut columns: Vec<Option<usize>> = Role::ALL.iter().map(|(role, _)| layout.column(*role)).collect();
        if context.format == Format::WechatTradebill {
            for (role, label) in
                [(Role::Amount, "应结订单金额"), (Role::OrigAmount, "订单金额"), (Role::RefundAmount, "退款金额")]
            {
                if let (Some(place), Some(index)) = (columns.get_mut(role as usize), layout.labelled(label)) {
                    *place = Some(index);
                }
            }
        }
        if context.format == Format::AlipayMerchant
            && let (Some(kept), Some(ordered)) = (layout.labelled("商家实收"), layout.labelled("订单金额"))
        {
            // A discount that the merchant gives is not paid to him.
            for (role, index) in [(Role::Amount, kept), (Role::OrigAmount, ordered)] {
                if let Some(place) = columns.get_mut(role as usize) {
                    *place = Some(index);
                }
            }
        }
        let minor = |label: &str| ["(分)", "（分）"].iter().any(|unit| label.contains(unit));
        let all_minor = layout.preamble.iter().any(|line| line.contains("单位：分") || line.contains("单位:分"));
        let in_minor = columns
            .iter()
            .map(|at| {
                all_minor || layout.columns.iter().any(|column| Some(column.index) == *at && minor(&column.label))
            })
            .collect();
        let amount = columns.get(Role::Amount as usize).copied().flatten();
        let label = layout.columns.iter().find(|column| Some(column.index) == amount);
        Self {
            columns,
            in_minor,
            joined: all(&[Role::Text, Role::Counterparty, Role::Channel, Role::Type, Role::MerchantName]),
            types: all(&[Role::Type]),
            channels: all(&[Role::Channel]),
            names: all(&[Role::MerchantName]),
            parties: all(&[Role::Counterparty]),
            refund_state: layout.labelled("退款状态").filter(|_| context.format == Format::WechatTradebill),
            currency: label.and_then(|column| currency_of_label(&column.label)),
            taken: HashMap::new(),
            balances: Vec::new(),
            totals: tables::TOTALS.iter().map(|word| tables::folded(word)).collect(),
            context,
            texts,
            out,
        }
    }

    fn cell<'c>(&self, cells: &'c [Cell<'_>], role: Role) -> Option<&'c Cell<'c>> {
        // A shorter lifetime of the cell's text is all that is asked for.
        let index = self.columns.get(role as usize).copied().flatten()?;
        cells.get(index).map(|cell| -> &'c Cell<'c> { cell }).filter(|cell| !clean(&cell.text).is_empty())
    }

    /// Reads one row; says whether the table goes on.
    fn row(&mut self, line: u32, cells: &[Cell<'_>]) -> bool {
        let Some(first) = cells.iter().map(|cell| clean(&cell.text)).find(|text| !text.is_empty()) else { return true };
        if first.starts_with('#') || is_rule(cells) || self.is_header(cells) {
            return true;
        }
        let head = tables::folded(&first.chars().take(40).collect::<String>());
        if self.totals.iter().any(|word| head.starts_with(word.as_str())) {
            self.out.ignored.push((line, Why::Total));
            if self.out.stated_total.is_none() {
                self.out.stated_total = self.money(cells, Role::Amount, None).map(|money| money.units);
            }
            return self.context.format != Format::WechatTradebill;
        }
        let mut row = Row::new(self.context.leg, self.context.file, line);
        if !self.days(cells, &mut row) {
            self.out.ignored.push((line, Why::NoDate));
            // A line of totals has no day; a day that is written some other way has digits.
            let dated = [Role::DateTime, Role::Date, Role::PostDate, Role::SettleDate].into_iter();
            let mut dated = dated.filter_map(|role| self.cell(cells, role));
            if dated.any(|cell| cell.text.contains(|c: char| c.is_ascii_digit())) {
                self.unread(cells, row);
            }
            return true;
        }
        if self.is_sum(cells) {
            self.out.ignored.push((line, Why::Total));
            return true;
        }
        let outcome =
            if self.context.leg == Leg::Bank { self.entry(cells, &mut row) } else { self.transaction(cells, &mut row) };
        match outcome {
            Ok(()) => {
                self.ids(cells, &mut row);
                self.out.rows.push(row);
            }
            Err(why) => {
                self.out.ignored.push((line, why));
                if why == Why::Failed {
                    self.ids(cells, &mut row);
                    self.out.failed.push(row);
                } else if why == Why::NoAmount {
                    self.unread(cells, row);
                } else if why == Why::Pending {
                    self.out.announced_days.insert(row.date);
                }
            }
        }
        true
    }

    /// Takes day, clock and day of settlement (3.5).
    fn days(&self, cells: &[Cell<'_>], row: &mut Row) -> bool {
        let order = self.context.layout.date_order;
        let read = |role: Role| -> Option<(Written, Option<i32>)> {
            let cell = self.cell(cells, role)?;
            let text = clean(&cell.text);
            date::parse(text, order).or_else(|| {
                let serial = cell.number.then(|| amount::plain_number(text)).flatten()?;
                let (day, clock) = date::serial(&serial, false).filter(|(day, _)| *day > 0)?;
                Some((Written::Full(day), clock))
            })
        };
        let layout_year = self.context.layout.year;
        let settled = read(Role::SettleDate);
        let settled = settled.and_then(|(written, _)| written.resolve(self.context.reference, layout_year));
        let reference = self.context.reference.or(settled);
        let resolve =
            |(written, clock): (Written, Option<i32>)| Some((written.resolve(reference, layout_year)?, clock));
        let found =
            [Role::DateTime, Role::Date, Role::PostDate].into_iter().find_map(|role| read(role).and_then(resolve));
        let (day, clock) = match (found, settled) {
            (Some(found), _) => found,
            (None, Some(settled)) => (settled, None),
            (None, None) => return false,
        };
        row.date = day;
        row.settle = settled.unwrap_or(NO_DAY);
        let own = self.cell(cells, Role::Time).and_then(|cell| {
            let text = clean(&cell.text);
            match text.split_once('.') {
                Some(("0" | "", digits)) if cell.number => date::day_fraction(digits),
                _ => date::clock(text).or_else(|| date::parse(text, order).and_then(|(_, clock)| clock)),
            }
        });
        row.time = own.or(clock).unwrap_or(NO_TIME);
        true
    }

    fn money(&self, cells: &[Cell<'_>], role: Role, currency: Option<&'static str>) -> Option<Money> {
        let cell = self.cell(cells, role)?;
        let text = clean(&cell.text);
        let mut money = if cell.number {
            amount::parse(&amount::plain_number(text)?, false, currency)
        } else {
            amount::parse(text, self.context.layout.decimal_comma, currency)
        }?;
        if self.in_minor.get(role as usize) == Some(&true) {
            money.units /= 100;
        }
        Some(money)
    }

    fn currency(&self, cells: &[Cell<'_>]) -> Option<&'static str> {
        let cell = self.cell(cells, Role::Currency);
        cell.and_then(|cell| amount::currency(clean(&cell.text))).or(self.currency)
    }

    /// Takes the amount of an entry at the bank, its sign as written (3.6).
    fn entry(&mut self, cells: &[Cell<'_>], row: &mut Row) -> Result<(), Why> {
        let known = self.currency(cells);
        let income = self.money(cells, Role::Income, known);
        let expense = self.money(cells, Role::Expense, known);
        let money = match (income, expense) {
            (None, None) => self.money(cells, Role::Amount, known).ok_or(Why::NoAmount)?,
            (income, expense) => {
                let currency = income.as_ref().or(expense.as_ref()).and_then(|money| money.currency);
                let out = expense.map_or(0, |money| money.units.abs());
                Money { units: income.map_or(0, |money| money.units) - out, currency }
            }
        };
        row.amount = money.units;
        if let Some(cell) = self.cell_raw(cells, Role::Direction) {
            let word = tables::folded(cell.text.trim().trim_start_matches('`'));
            if tables::IN.contains(&word.as_str()) {
                row.amount = row.amount.abs();
            } else if tables::OUT.contains(&word.as_str()) {
                row.amount = -row.amount.abs();
            }
        }
        self.set_currency(row, money.currency.or(known));
        if let Some(cell) = self.cell(cells, Role::Status) {
            let state = Folded::new(clean(&cell.text));
            if state.has(tables::FAILED) {
                return Err(Why::Failed);
            }
            if state.has(tables::PENDING) {
                return Err(Why::Pending);
            }
        }
        self.original(cells, row);
        self.balances.push(self.money(cells, Role::Balance, known).map_or(NO_AMOUNT, |money| money.units));
        Ok(())
    }

    /// The cell of a role as it stands: `-` is a direction.
    fn cell_raw<'c>(&self, cells: &'c [Cell<'_>], role: Role) -> Option<&'c Cell<'c>> {
        let index = self.columns.get(role as usize).copied().flatten()?;
        cells.get(index).map(|cell| -> &'c Cell<'c> { cell })
    }

    fn set_currency(&mut self, row: &mut Row, code: Option<&'static str>) {
        if let Some(code) = code {
            row.currency = self.texts.put(code);
        }
    }

    /// Takes the original amount, with the sign of the row.
    fn original(&mut self, cells: &[Cell<'_>], row: &mut Row) {
        if let Some(money) = self.money(cells, Role::OrigAmount, None)
            && money.units != 0
        {
            row.original = money.units.abs() * row.amount.signum();
            if let Some(code) = money.currency {
                row.original_currency = self.texts.put(code);
            }
        }
    }

    /// Takes kind, amount, fee and net of a transaction (3.6).
    fn transaction(&mut self, cells: &[Cell<'_>], row: &mut Row) -> Result<(), Why> {
        let known = self.currency(cells);
        let mut amount = self.money(cells, Role::Amount, known);
        let returned = self.money(cells, Role::RefundAmount, known).filter(|money| money.units != 0);
        let mut is_refund = false;
        // A refund of a WeChat bill has its amount in a column of its own, whatever stands beside it.
        let told = self.context.format == Format::WechatTradebill
            && self.cell(cells, Role::Status).is_some_and(|cell| clean(&cell.text) == "REFUND");
        if told || amount.as_ref().is_none_or(|money| money.units == 0) {
            if let Some(money) = returned {
                is_refund = true;
                amount = Some(money);
            } else if amount.is_none() {
                let income = self.money(cells, Role::Income, known);
                let expense = self.money(cells, Role::Expense, known);
                amount = match (income, expense) {
                    // Without a column of its own the amount is what arrives, and the fee.
                    (None, None) => self.money(cells, Role::Net, known).map(|net| {
                        let fee = self.money(cells, Role::Fee, known).map_or(0, |fee| fee.units.abs());
                        Money { units: net.units + fee, currency: net.currency }
                    }),
                    (income, expense) => Some(Money {
                        units: income.map_or(0, |money| money.units) - expense.map_or(0, |money| money.units.abs()),
                        currency: None,
                    }),
                };
            }
        }
        let amount = amount.ok_or(Why::NoAmount)?;
        self.set_currency(row, amount.currency.or(known));
        let status = self.cell(cells, Role::Status).map(|cell| clean(&cell.text).to_owned()).unwrap_or_default();
        let types = self.join(cells, &self.types);
        row.amount = amount.units;
        let (kind, named, undone) = match self.taken(cells, &types, &status) {
            Taken::As { kind, named, undone } => (kind, named, undone),
            Taken::Out(why) => {
                self.sign(row);
                return Err(why);
            }
        };
        row.kind = if is_refund && (!named || kind == Kind::Sale) { Kind::Refund } else { kind };
        row.undone = undone;
        self.sign(row);
        self.original(cells, row);
        if self.context.format == Format::WechatTradebill && row.kind == Kind::Refund {
            // 申请退款金额 is what was asked for, coupons included.
            let asked = self.context.layout.labelled("申请退款金额").and_then(|index| cells.get(index));
            let asked = asked.and_then(|cell| amount::parse(clean(&cell.text), false, known));
            row.original = asked.filter(|money| money.units != 0).map_or(NO_AMOUNT, |money| -money.units.abs());
        }
        if row.original == row.amount && row.original_currency == Sym::NONE {
            row.original = NO_AMOUNT;
        }
        let fee = self.money(cells, Role::Fee, known).map(|money| money.units);
        let net = match self.context.format {
            Format::WechatTradebill | Format::AlipayMerchant => None,
            _ => self.money(cells, Role::Net, known).map(|money| money.units),
        };
        settle(row, fee, net);
        Ok(())
    }

    /// Makes refunds, voids and reversals negative; any other negative amount is a refund (3.6).
    fn sign(&self, row: &mut Row) {
        match row.kind {
            Kind::Refund | Kind::Void | Kind::Reversal => row.amount = -row.amount.abs(),
            Kind::Sale if row.amount < 0 => row.kind = Kind::Refund,
            _ => {}
        }
    }

    fn join(&self, cells: &[Cell<'_>], columns: &[usize]) -> String {
        let mut out = String::new();
        for text in columns.iter().filter_map(|index| cells.get(*index)).map(|cell| clean(&cell.text)) {
            if !text.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(text);
            }
        }
        out
    }

    fn ids(&mut self, cells: &[Cell<'_>], row: &mut Row) {
        for (role, fill, place) in [
            (Role::Terminal, (1, 8), &mut row.terminal),
            (Role::Merchant, (0, 0), &mut row.merchant),
            (Role::Mcc, (0, 0), &mut row.mcc),
            (Role::Batch, (1, 6), &mut row.batch),
            (Role::Trace, (1, 6), &mut row.trace),
            (Role::Rrn, (9, 12), &mut row.rrn),
            (Role::Auth, (0, 0), &mut row.auth),
            (Role::OrderId, (0, 0), &mut row.order),
            (Role::ChannelId, (0, 0), &mut row.channel_id),
            (Role::RefundId, (0, 0), &mut row.refund_id),
            (Role::OrigRrn, (9, 12), &mut row.original_rrn),
            (Role::OrigTrace, (1, 6), &mut row.original_trace),
            (Role::OrigChannelId, (0, 0), &mut row.original_channel_id),
            (Role::PayoutId, (0, 0), &mut row.payout),
        ] {
            let Some(cell) = self.cell(cells, role) else { continue };
            match exact(cell) {
                Some(text) => *place = self.texts.put(&id(&text, fill)),
                None => self.out.lost += 1,
            }
        }
        if let Some(cell) = self.cell(cells, Role::Card) {
            match exact(cell) {
                Some(text) => set_card(row, &text, self.texts),
                None => self.out.lost += 1,
            }
        }
        let channel = self.join(cells, &self.channels);
        row.channel = self.texts.put(&mask_text(&channel));
        if matches!(self.context.format, Format::WechatPersonal | Format::AlipayPersonal)
            && let Some(last) = bracketed_last_four(&channel)
        {
            set_card(row, last, self.texts);
        }
        let name = self.join(cells, &self.names);
        let name = if name.is_empty() { self.join(cells, &self.parties) } else { name };
        row.merchant_name = self.texts.put(&mask_text(&name));
        let text = self.join(cells, &self.joined);
        row.text = self.texts.put(&mask_text(&text));
    }
}

#[cfg(test)]
mod tests {
    use super::{fate::judge, *};

    #[test]
    fn fee_and_net_follow_the_row() {
        let settled = |amount: i64, fee: Option<i64>, net: Option<i64>| {
            let mut row = Row::new(Leg::Acquirer, 0, 1);
            row.amount = amount;
            settle(&mut row, fee, net);
            (row.fee, row.net, row.unexplained)
        };
        assert_eq!(settled(10_000, Some(60), Some(9940)), (60, 9940, false));
        assert_eq!(settled(-10_000, Some(60), None), (-60, -9940, false));
        assert_eq!(settled(-10_000, Some(60), Some(10_060)), (60, -10_060, false));
        assert_eq!(settled(10_000, None, Some(9940)), (60, 9940, false));
        assert_eq!(settled(10_000, Some(60), Some(10_000)), (60, 9940, false));
        assert_eq!(settled(10_000, Some(60), Some(9900)), (60, 9900, true));
        assert_eq!(settled(10_000, None, None), (NO_AMOUNT, NO_AMOUNT, false));
    }

    #[test]
    fn type_and_state_decide() {
        let kind = |types: &str, status: &str| match judge(types, status) {
            Taken::As { kind, undone, .. } => format!("{}{}", kind.id(), if undone { " undone" } else { "" }),
            Taken::Out(why) => why.id().to_owned(),
        };
        for (types, status, expected) in [
            ("消费", "", "sale"),
            ("消费", "已撤销", "sale undone"),
            ("消费", "已全额退款", "sale"),
            ("MICROPAY", "REFUND", "refund"),
            ("MICROPAY", "SUCCESS", "sale"),
            ("", "已全额退款", "refund"),
            ("", "部分退款", "sale"),
            ("消费", "51", "failed"),
            ("消费", "00", "sale"),
            ("消费", "成功", "sale"),
            ("消费", "处理中", "pending"),
            ("预授权", "", "preauth"),
            ("预授权完成", "", "sale"),
            ("余额查询", "", "none"),
            ("手续费", "", "fee"),
            ("Kartenzahlung", "", "sale"),
        ] {
            assert_eq!(kind(types, status), expected, "{types} {status}");
        }
    }
}
