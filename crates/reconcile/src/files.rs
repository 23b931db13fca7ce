//! What was given → files in their format → rows (reconcile.md, sections 1, 2 and 4).

use crate::{
    Options, amount,
    archive::{self, MOST_ENTRIES, MOST_UNPACKED, Problem},
    bank_files,
    csv::{Csv, DELIMITERS},
    date::{self, DateOrder, Day, NO_DAY},
    encoding::{self, Encoding},
    fixed::{self, Fixed},
    markup,
    numbers::{id, mask_card, mask_text, set_card},
    row::{Kind, Leg, NO_TIME, Row},
    rows::{self, Context, FileRows, Why},
    sheet,
    table::{self, Column, Correction, Layout, PREVIEW_ROWS, Role, Sheet, Source, clean},
    tables::{self, Folded},
    text::Texts,
};

use std::collections::BTreeSet;

/// Files of one pile.
const MOST_FILES: usize = 64;
/// Bytes of one file.
const MOST_BYTES: usize = 256 << 20;
/// Rows of one pile.
const MOST_ROWS: usize = 2_000_000;
/// How deep archives are opened.
const MOST_LEVELS: usize = 2;

/// A file as given.
pub struct Given {
    /// Its pile.
    pub leg: Leg,
    /// Its name, which only helps.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A slip as the reader of printed text sees it.
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// The line of the file that it begins on, from 1.
    pub line: u32,
    /// Members in normal form, by their ids.
    pub members: Vec<(String, String)>,
}

/// What a file is read as (section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// 4.1
    UnionpayZm,
    /// Its errors and adjustments.
    UnionpayZme,
    /// 4.2
    UnionpayAcom,
    /// WeChat's bill for merchants.
    WechatTradebill,
    /// Alipay's.
    AlipayMerchant,
    /// WeChat's bill for a person.
    WechatPersonal,
    /// Alipay's.
    AlipayPersonal,
    /// ISO 20022.
    Camt,
    /// SWIFT.
    Mt940,
    /// Printed text, or what was read of it.
    Slips,
    /// Anything with columns.
    Table,
}

impl Format {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UnionpayZm => "unionpay-zm",
            Self::UnionpayZme => "unionpay-zme",
            Self::UnionpayAcom => "unionpay-acom",
            Self::WechatTradebill => "wechat-tradebill",
            Self::AlipayMerchant => "alipay-merchant",
            Self::WechatPersonal => "wechat-personal",
            Self::AlipayPersonal => "alipay-personal",
            Self::Camt => "camt053",
            Self::Mt940 => "mt940",
            Self::Slips => "slip-text",
            Self::Table => "table",
        }
    }

    /// Whether only merchants get such a file (6.1).
    pub(crate) fn is_merchants(self) -> bool {
        matches!(
            self,
            Self::UnionpayZm | Self::UnionpayZme | Self::UnionpayAcom | Self::WechatTradebill | Self::AlipayMerchant
        )
    }
}

/// What became of one file.
#[derive(Debug)]
pub struct FileInfo {
    /// Its pile.
    pub leg: Leg,
    /// Its number in the pile: `0`, or `0.1` for the second file of an archive.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it was read as.
    pub format: Option<Format>,
    /// Its encoding.
    pub encoding: Option<Encoding>,
    /// The delimiter of a table.
    pub delimiter: Option<char>,
    /// The name of a sheet.
    pub sheet: Option<String>,
    /// The line of the header, 0 without.
    pub header_row: u32,
    /// The columns of a table.
    pub columns: Vec<Column>,
    /// The first rows below the header; without a header, the first rows.
    pub preview: Vec<(u32, Vec<String>)>,
    /// How a table's `20/11/2026` was read.
    pub date_order: DateOrder,
    /// Whether a table's decimal mark is a comma.
    pub decimal_comma: bool,
    /// Rows that are matched.
    pub rows: usize,
    /// Rows left out.
    pub ignored: Vec<(u32, Why)>,
    /// What its line of totals says.
    pub stated_total: Option<i64>,
    /// The sum of its amounts.
    pub computed_total: i64,
    /// The period that it states.
    pub period: Option<(Day, Day)>,
    /// Days with rows that could not be read and that nothing names; `NO_DAY` for those without.
    pub(crate) unread_days: BTreeSet<Day>,
    /// Days with rows that are announced and not booked.
    pub(crate) announced_days: BTreeSet<Day>,
    /// Why nothing, or not everything, was read of it.
    pub problem: Option<&'static str>,
    /// Remarks: `precision-lost`, `date-order-open`.
    pub notes: Vec<&'static str>,
}

/// All rows of all files.
#[derive(Debug, Default)]
pub(crate) struct Piles {
    /// The files, archives opened.
    pub(crate) files: Vec<FileInfo>,
    pub(crate) rows: Vec<Row>,
    pub(crate) failed: Vec<Row>,
    /// Rows that could not be read, with what they name.
    pub(crate) unread: Vec<Row>,
    pub(crate) texts: Texts,
}

/// Reads everything. A file's bytes are gone when its rows are there.
pub(crate) fn read_all(mut given: Vec<Given>, options: &Options<'_>) -> Piles {
    let mut piles = Piles::default();
    let (mut done, all) = (0, given.len());
    for leg in Leg::ALL {
        for (number, file) in given.extract_if(.., |file| file.leg == leg).enumerate() {
            if let Some(progress) = options.progress {
                progress(done, all);
            }
            done += 1;
            let mut opener = Opener { leg, number, parts: 0, options, piles: &mut piles };
            if number >= MOST_FILES {
                opener.refuse(&file.name, "too-many-files");
            } else {
                opener.open(&file.name, "", &file.bytes, 0);
            }
        }
    }
    if let Some(progress) = options.progress {
        progress(all, all);
    }
    piles.texts.finish();
    piles
}

/// Opens one given file: an archive's parts one after another.
struct Opener<'a> {
    leg: Leg,
    number: usize,
    /// Parts that were met so far.
    parts: usize,
    options: &'a Options<'a>,
    piles: &'a mut Piles,
}

impl Opener<'_> {
    fn info(&mut self, name: &str) -> FileInfo {
        let number = if self.parts == 0 { self.number.to_string() } else { format!("{}.{}", self.number, self.parts) };
        self.parts += 1;
        FileInfo {
            leg: self.leg,
            number,
            name: name.to_owned(),
            format: None,
            encoding: None,
            delimiter: None,
            sheet: None,
            header_row: 0,
            columns: Vec::new(),
            preview: Vec::new(),
            date_order: DateOrder::default(),
            decimal_comma: false,
            rows: 0,
            ignored: Vec::new(),
            stated_total: None,
            computed_total: 0,
            period: None,
            unread_days: BTreeSet::new(),
            announced_days: BTreeSet::new(),
            problem: None,
            notes: Vec::new(),
        }
    }

    fn refuse(&mut self, name: &str, problem: &'static str) {
        let mut info = self.info(name);
        info.problem = Some(problem);
        // What was not read of a pile may hold anything.
        if problem.starts_with("too-") {
            info.unread_days.insert(NO_DAY);
        }
        self.piles.files.push(info);
    }

    fn rows_left(&self) -> usize {
        MOST_ROWS - self.piles.rows.iter().filter(|row| row.leg == self.leg).count().min(MOST_ROWS)
    }

    /// Opens bytes by what they are; `outer` is the name of the archive around them.
    fn open(&mut self, name: &str, outer: &str, bytes: &[u8], level: usize) {
        if bytes.len() > MOST_BYTES {
            return self.refuse(name, "too-large");
        }
        if archive::is_zip(bytes) {
            return self.zip(name, bytes, level);
        }
        if bytes.starts_with(b"\x1f\x8b") {
            if level == MOST_LEVELS {
                return self.refuse(name, "archive-too-deep");
            }
            return match archive::gunzip(bytes) {
                Ok((inner, content)) => {
                    let short = name.strip_suffix(".gz").unwrap_or(name).to_owned();
                    self.open(&inner.unwrap_or(short), name, &content, level + 1);
                }
                Err(refused) => self.refuse(name, problem(refused)),
            };
        }
        if bytes.starts_with(b"%PDF-") {
            return self.refuse(name, "pdf-not-read");
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return self.refuse(name, "xls-not-read");
        }
        self.file(name, outer, bytes);
    }

    fn zip(&mut self, name: &str, bytes: &[u8], level: usize) {
        let unicode = &self.options.unicode;
        // A workbook is a ZIP, and has more parts than a person packs files.
        let entries = match archive::entries(bytes, 2000, unicode) {
            Ok(entries) => entries,
            Err(refused) => return self.refuse(name, problem(refused)),
        };
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        if sheet::is_workbook(&names) {
            return match sheet::read(bytes, unicode) {
                Ok(sheets) => self.workbook(name, sheets),
                Err(refused) => self.refuse(name, problem(refused)),
            };
        }
        if level == MOST_LEVELS {
            return self.refuse(name, "archive-too-deep");
        }
        if entries.is_empty() {
            return self.refuse(name, "nothing-found");
        }
        let mut limit = MOST_UNPACKED;
        for (at, entry) in entries.iter().enumerate() {
            if at >= MOST_ENTRIES {
                return self.refuse(name, "too-many-files");
            }
            match entry.unpack(&mut limit) {
                Ok(content) => self.open(&entry.name, name, &content, level + 1),
                Err(refused) => self.refuse(&entry.name, problem(refused)),
            }
        }
    }

    /// Reads the sheets that have a header; a workbook without any is `nothing-found`.
    fn workbook(&mut self, name: &str, sheets: Vec<Sheet>) {
        let before = self.piles.files.len();
        let only = sheets.len() == 1;
        let correction = self.correction(name);
        for sheet in sheets {
            let Some(layout) = table::layout(&sheet, &correction, self.options.unicode.nfkc) else { continue };
            let mut info = self.info(name);
            info.sheet = (!only || !sheet.name.is_empty()).then(|| sheet.name.clone());
            self.table(info, &sheet, layout, "");
        }
        if self.piles.files.len() == before {
            self.refuse(name, "nothing-found");
        }
    }

    fn correction(&self, name: &str) -> Correction {
        self.options.corrections.iter().find(|correction| correction.file == name).cloned().unwrap_or_default()
    }

    /// Reads a single file, its format recognised by content in the order of section 4.
    fn file(&mut self, name: &str, outer: &str, bytes: &[u8]) {
        let correction = self.correction(name);
        let unicode = self.options.unicode;
        if self.leg != Leg::Slip
            && correction.roles.is_empty()
            && let Some(fixed) = fixed::recognise(bytes, name)
        {
            return self.fixed(name, outer, bytes, fixed);
        }
        // A picture is no text; the reader of slips knows what to do with it.
        let picture = bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"RIFF");
        if picture {
            return self.slips(name, bytes);
        }
        let encoding = correction.encoding.unwrap_or_else(|| encoding::detect(bytes));
        let text = encoding::decode(bytes, encoding, &unicode);
        let mut info = self.info(name);
        info.encoding = Some(encoding);
        if bank_files::is_camt(&text) || bank_files::is_mt940(&text) {
            return self.statement(info, &text);
        }
        let head: String = text.chars().take(4000).collect::<String>().to_lowercase();
        if head.trim_start().starts_with('<') && (head.contains("<table") || head.contains("<html")) {
            let sheet = markup::html_rows(&text);
            return match table::layout(&sheet, &correction, unicode.nfkc) {
                Some(layout) => self.table(info, &sheet, layout, outer),
                None => self.nothing(info),
            };
        }
        if let Some(delimiter) = table::delimiter(&text, &correction, unicode.nfkc) {
            info.delimiter = Some(delimiter);
            let source = Csv { text: &text, delimiter };
            if let Some(layout) = table::layout(&source, &correction, unicode.nfkc) {
                return self.table(info, &source, layout, outer);
            }
        }
        if self.leg == Leg::Slip {
            self.parts -= 1;
            return self.slips(name, bytes);
        }
        unknown(&mut info, &text, &correction);
        self.nothing(info);
    }

    fn nothing(&mut self, mut info: FileInfo) {
        info.problem = Some("nothing-found");
        self.piles.files.push(info);
    }

    fn fixed(&mut self, name: &str, outer: &str, bytes: &[u8], fixed: Fixed) {
        let mut info = self.info(name);
        info.encoding = Some(if bytes.is_ascii() { Encoding::Utf8 } else { encoding::detect(bytes) });
        info.format = Some(match fixed {
            Fixed::Zm => Format::UnionpayZm,
            Fixed::Zme => Format::UnionpayZme,
            Fixed::Acom => Format::UnionpayAcom,
        });
        let settled = fixed::settlement_day(name).or_else(|| fixed::settlement_day(outer));
        let named = || reference_of_name(name).or_else(|| reference_of_name(outer));
        let year = self.correction(name).year.and_then(|year| date::day(year, 12, 31));
        let reference = year.or(settled).or_else(named);
        let mut out = FileRows::default();
        let place = (self.leg, self.place());
        let most = self.rows_left();
        let both = (&mut self.piles.texts, &self.options.unicode);
        if !fixed::read(bytes, fixed, place, (settled, reference), most, both, &mut out) {
            info.problem = Some("too-many-rows");
        }
        self.keep(info, out);
    }

    fn place(&self) -> u32 {
        u32::try_from(self.piles.files.len()).unwrap_or(u32::MAX)
    }

    fn statement(&mut self, mut info: FileInfo, text: &str) {
        let mut out = FileRows::default();
        let place = (self.leg, self.place());
        let most = self.rows_left();
        let camt = bank_files::is_camt(text);
        let read = if camt { bank_files::camt } else { bank_files::mt940 };
        info.format = Some(if camt { Format::Camt } else { Format::Mt940 });
        let statement = read(text, place, most, &mut self.piles.texts, &mut out);
        info.period = statement.period;
        if !statement.complete {
            info.problem = Some(if out.rows.len() >= most { "too-many-rows" } else { "damaged" });
        }
        self.keep(info, out);
    }

    fn table(&mut self, mut info: FileInfo, source: &dyn Source, layout: Layout, outer: &str) {
        let title = layout.preamble.join("\n");
        let format = bill(&title, &layout);
        info.format = Some(format);
        info.header_row = layout.header_row;
        info.columns.clone_from(&layout.columns);
        (info.date_order, info.decimal_comma) = (layout.date_order, layout.decimal_comma);
        info.preview = layout.preview.iter().map(|(line, cells)| (*line, masked(cells, &layout))).collect();
        if !layout.is_complete() {
            return self.nothing(info);
        }
        if layout.date_order_open {
            info.notes.push("date-order-open");
        }
        info.period = table::period(&layout.preamble);
        if title.contains("支付宝业务汇总查询") {
            source.rows(&mut |line, cells| {
                if line > layout.header_row && cells.iter().any(|cell| !cell.text.trim().is_empty()) {
                    info.ignored.push((line, Why::Summary));
                }
                true
            });
            self.piles.files.push(info);
            return;
        }
        let named = || reference_of_name(&info.name).or_else(|| reference_of_name(outer));
        let month = || layout.preamble.iter().find_map(|line| date::month_named(line));
        let context = Context {
            leg: self.leg,
            file: self.place(),
            format,
            layout: &layout,
            reference: info.period.map(|(_, to)| to).or_else(month).or_else(named),
            credit_card: Folded::new(&format!("{title}\n{}", info.name)).has(tables::CREDIT_CARD_WORDS),
            most_rows: self.rows_left(),
        };
        let mut out = FileRows::default();
        if !rows::read(source, &context, &mut self.piles.texts, &mut out) {
            info.problem = Some("too-many-rows");
        }
        self.keep(info, out);
    }

    /// Reads slips by the reader that the caller brings.
    fn slips(&mut self, name: &str, bytes: &[u8]) {
        let mut info = self.info(name);
        let slips = self.options.read_slips.filter(|_| self.leg == Leg::Slip).and_then(|read| read(name, bytes));
        let Some(slips) = slips.filter(|slips| !slips.is_empty()) else { return self.nothing(info) };
        info.format = Some(Format::Slips);
        info.encoding = Some(encoding::detect(bytes));
        let mut out = FileRows::default();
        let file = self.place();
        for slip in slips.iter().take(self.rows_left()) {
            match slip_row(slip, file, &mut self.piles.texts) {
                Ok(row) => out.rows.push(row),
                Err(why) => out.ignored.push((slip.line, why)),
            }
        }
        self.keep(info, out);
    }

    fn keep(&mut self, mut info: FileInfo, out: FileRows) {
        info.rows = out.rows.len();
        info.ignored = out.ignored;
        info.stated_total = out.stated_total;
        info.computed_total = out.rows.iter().map(|row| row.amount).sum();
        if out.lost > 0 {
            info.notes.push("precision-lost");
        }
        if out.unreadable {
            info.notes.push("rows-unread");
        }
        info.unread_days = out.unread_days;
        info.announced_days = out.announced_days;
        if info.problem.is_some() {
            info.unread_days.insert(NO_DAY);
        }
        self.piles.unread.extend(out.unread);
        self.piles.files.push(info);
        // Exactly as much as is needed: room for as many again would be held to the end.
        self.piles.rows.reserve_exact(out.rows.len());
        self.piles.rows.extend(out.rows);
        self.piles.failed.extend(out.failed);
    }
}

/// What stands in a text without a header that is known, for a person to say which row is it: cut as it falls into most columns.
fn unknown(info: &mut FileInfo, text: &str, correction: &Correction) {
    let head: String = text.chars().take(4000).collect();
    if head.contains(|c: char| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))) {
        return;
    }
    let count = |delimiter: &char| head.matches(*delimiter).count();
    let most = DELIMITERS.into_iter().rev().max_by_key(count).filter(|delimiter| count(delimiter) > 0);
    let Some(delimiter) = correction.delimiter.or(most) else { return };
    info.delimiter = Some(delimiter);
    Csv { text, delimiter }.rows(&mut |line, cells| {
        info.preview.push((line, cells.iter().map(|cell| mask_text(clean(&cell.text))).collect()));
        info.preview.len() < PREVIEW_ROWS
    });
}

/// Cells of a preview: no more of a card number than rows keep.
fn masked(cells: &[String], layout: &Layout) -> Vec<String> {
    let card = layout.column(Role::Card);
    let cells = cells.iter().enumerate();
    cells.map(|(at, text)| if Some(at) == card { mask_card(text).0 } else { mask_text(text) }).collect()
}

fn problem(refused: Problem) -> &'static str {
    match refused {
        Problem::Damaged => "damaged",
        Problem::Encrypted => "archive-encrypted",
        Problem::TooLarge => "too-large",
    }
}

/// The day that a file's name gives to days without a year.
fn reference_of_name(name: &str) -> Option<Day> {
    date::full_dates(name).last().map(|(day, _)| *day).or_else(|| date::month_named(name))
}

/// Which bill a table is (4.3).
fn bill(title: &str, layout: &Layout) -> Format {
    let labelled = |label: &str| layout.labelled(label).is_some();
    if labelled("公众账号id") && labelled("微信订单号") {
        Format::WechatTradebill
    } else if title.contains("支付宝业务明细查询") {
        Format::AlipayMerchant
    } else if title.contains("微信支付账单明细") {
        Format::WechatPersonal
    } else if title.contains("电子客户回单") {
        Format::AlipayPersonal
    } else {
        Format::Table
    }
}

/// Members of a slip → a row (4.4).
fn slip_row(slip: &Slip, file: u32, texts: &mut Texts) -> Result<Row, Why> {
    let get = |name: &str| slip.members.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str());
    let mut row = Row::new(Leg::Slip, file, slip.line);
    row.kind = match get("type") {
        "preauth" | "preauth-void" => return Err(Why::Preauth),
        "settlement" | "balance" | "load" => return Err(Why::None),
        "refund" => Kind::Refund,
        "void" | "preauth-completion-void" => Kind::Void,
        "reversal" => Kind::Reversal,
        _ => Kind::Sale,
    };
    let currency = amount::currency(get("currency"));
    let money = amount::parse(get("amount"), false, currency).ok_or(Why::NoAmount)?;
    row.amount = match row.kind {
        Kind::Sale => money.units,
        _ => -money.units.abs(),
    };
    if row.kind == Kind::Sale && row.amount < 0 {
        row.kind = Kind::Refund;
    }
    if let Some(code) = currency {
        row.currency = texts.put(code);
    }
    let (written, clock) = date::parse(get("time"), DateOrder::DayFirst).ok_or(Why::NoDate)?;
    row.date = written.resolve(None, None).ok_or(Why::NoDate)?;
    row.time = clock.unwrap_or(NO_TIME);
    for (name, fill, place) in [
        ("mid", (0, 0), &mut row.merchant),
        ("tid", (1, 8), &mut row.terminal),
        ("batch", (1, 6), &mut row.batch),
        ("stan", (1, 6), &mut row.trace),
        ("rrn", (9, 12), &mut row.rrn),
        ("auth", (0, 0), &mut row.auth),
        ("orderNo", (0, 0), &mut row.order),
        ("payOrderNo", (0, 0), &mut row.channel_id),
        ("origRrn", (9, 12), &mut row.original_rrn),
        ("origStan", (1, 6), &mut row.original_trace),
        ("origOrderNo", (0, 0), &mut row.original_channel_id),
    ] {
        *place = texts.put(&id(get(name), fill));
    }
    row.merchant_name = texts.put(&mask_text(get("merchant")));
    row.text = row.merchant_name;
    set_card(&mut row, get("pan"), texts);
    Ok(row)
}
