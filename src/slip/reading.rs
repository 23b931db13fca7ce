//! What was read off a slip.

use crate::report::{Format, Where};
use alloc::{string::String, vec::Vec};
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// The format that the layout speaks for: `CnUnionpay`, `CardSlip`, `DeTse`, `AtRksv` or `None`.
pub type FormatHint = Format;

/// Whose copy of the slip this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// The shop keeps it.
    Merchant,
    /// The customer takes it.
    Cardholder,
    /// The acquiring bank gets it.
    Bank,
}

impl Copy {
    /// The id used in the output.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Cardholder => "cardholder",
            Self::Bank => "bank",
        }
    }
}

/// The language of the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese, simplified or traditional.
    Zh,
    /// Chinese and English side by side.
    ZhEn,
    /// English, also when there is nothing to tell it by.
    #[default]
    En,
    /// German.
    De,
}

impl Language {
    /// `zh`, `zh-en`, `en` or `de`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::ZhEn => "zh-en",
            Self::En => "en",
            Self::De => "de",
        }
    }
}

/// A reading put right without doubt: what stood there, and what it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As read, in the member's form.
    pub read: String,
    /// As it must be.
    pub value: String,
}

/// One member as printed once.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Member {
    /// The member's id, `camelCase`.
    pub name: &'static str,
    /// The normal form. A Chinese amount is positive whatever sign is printed; a German or Austrian till amount keeps
    /// its sign. A time has the printed precision, and an offset only when one is printed.
    pub value: String,
    /// As printed; empty when nothing on the paper says it and only the layout does (a currency without mark). Of a
    /// card number never more than the first six and last four digits.
    pub raw: String,
    /// The line it begins on, an index into [`Reading::lines`].
    pub line: usize,
    /// A minus sign is printed.
    pub negative: bool,
    /// A reading put right.
    pub corrected: Option<Correction>,
    /// When not empty, `value` is not certain: it may be any of these.
    pub uncertain: Vec<String>,
    /// Bytes of the line that it takes, from and to; a value that goes on below ends with its line.
    pub at: (usize, usize),
    /// What it says when characters are read as the recogniser's second choices, the likeliest first. Unlike
    /// `uncertain`, the value is what the picture shows.
    pub second: Vec<String>,
    /// The same value in forms that a picture cannot tell apart.
    pub forms: Vec<String>,
    /// A name without the lines below, which may be more of it or something else: each longer than the one before.
    pub shorter: Vec<String>,
    /// The number of its name.
    pub(crate) code: u8,
    /// What names it may name something else: its label another number of the shop, its place another line of the paper.
    pub(crate) weak: bool,
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Member", 5)?;
        out.serialize_field("name", self.name)?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("raw", &self.raw)?;
        if let Some(corrected) = &self.corrected {
            out.serialize_field("corrected", corrected)?;
        }
        if !self.uncertain.is_empty() {
            out.serialize_field("uncertain", &self.uncertain)?;
        }
        out.end()
    }
}

/// One row of a table of value added tax. Amounts are decimal strings with a point; a column that is not printed is
/// left out.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct VatLine {
    /// The letter that stands beside the articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Per cent, with the printed decimals.
    pub rate: String,
    /// Without tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<String>,
    /// The tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<String>,
    /// With tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross: Option<String>,
}

/// A means of payment on a till receipt.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Payment {
    /// As printed.
    pub kind: String,
    /// What was given, a decimal string.
    pub amount: String,
}

/// A line that a recogniser found, or that was pasted.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct InputLine {
    /// Its text.
    pub text: String,
    /// Where it stands on the picture.
    pub place: Option<Where>,
}

/// A printed line, as it is shown.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
pub struct Line {
    /// Its text, NFC; digits of a card number that must not be kept are `*`.
    pub text: String,
    /// Where it stands on the picture.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<Where>,
    /// Where its characters stand, when that is known.
    #[serde(skip)]
    pub(crate) marks: Vec<Mark>,
    /// Half the line's height, in pixels.
    #[serde(skip)]
    pub(crate) half_height: f32,
}

/// Where a character of a line stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    /// Its first byte in the line.
    pub(crate) at: usize,
    /// Its middle, in pixels of the picture.
    pub(crate) middle: (f32, f32),
}

/// What a person's answer did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What was read, when something was.
    pub read: Option<String>,
    /// What counts now, in normal form.
    pub value: String,
}

/// What was read off a slip.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// By layout and labels.
    pub format: FormatHint,
    /// One of the known layouts.
    pub layout: Option<&'static str>,
    /// Of the labels.
    pub language: Language,
    /// In printed order. A member that is printed twice stands here twice.
    pub fields: Vec<Member>,
    /// Whose copy.
    pub copy: Option<Copy>,
    /// Marked as printed again.
    pub reprint: bool,
    /// Marked as a test or training.
    pub test: bool,
    /// The till says that it was signing without its device.
    pub device_failed: bool,
    /// Says that no PIN or no cardholder's signature was needed.
    pub no_signature: bool,
    /// Rows of the tax table.
    pub vat: Vec<VatLine>,
    /// How it was paid, on a German receipt.
    pub payments: Vec<Payment>,
    /// Every line of the input.
    pub lines: Vec<Line>,
    /// The input was longer than what is read: the rest was left out.
    pub cut: bool,
    /// What looks like another code and is none stands between the lines: nothing in it was read.
    pub(crate) mixed: bool,
    /// Read off a picture by a recogniser.
    pub seen: bool,
    /// Members whose label stands there with digits that are none of their form; `vat` for a row of the tax table.
    pub(crate) unread: Vec<&'static str>,
    /// Rates that are printed with a single sum, which is net, tax or gross: rate, sum and line.
    pub(crate) vat_parts: Vec<(String, String, usize)>,
    /// Labels, titles and sentences that only slips and receipts have.
    pub(crate) evidence: usize,
    /// Members that are printed and left out of `fields`: below the signature line, under a settlement's title, a clock
    /// without a date, the sum that a tip is added to as its label has it. They are compared all the same.
    pub(crate) aside: Vec<Member>,
    /// Where labels stand: line, and the bytes from and to.
    pub(crate) labels: Vec<(usize, usize, usize)>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            format: Format::None,
            layout: None,
            language: Language::default(),
            fields: Vec::new(),
            copy: None,
            reprint: false,
            test: false,
            device_failed: false,
            no_signature: false,
            vat: Vec::new(),
            unread: Vec::new(),
            vat_parts: Vec::new(),
            payments: Vec::new(),
            lines: Vec::new(),
            cut: false,
            mixed: false,
            seen: false,
            evidence: 0,
            aside: Vec::new(),
            labels: Vec::new(),
        }
    }
}

impl Reading {
    /// The first occurrence of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.fields.iter().find(|member| member.name == name)
    }

    /// Every occurrence of a member, in printed order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Member> + 'a {
        self.fields.iter().filter(move |member| member.name == name)
    }

    /// Whether enough stands there to call it a slip or a receipt at all.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.format != Format::None || self.evidence >= 3
    }
}

/// The object of `slipcheck read --json`.
impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Reading", 10)?;
        out.serialize_field("format", &self.format)?;
        out.serialize_field("fields", &self.fields)?;
        if let Some(copy) = self.copy {
            out.serialize_field("copy", copy.id())?;
        }
        out.serialize_field("reprint", &self.reprint)?;
        for (name, marked) in
            [("test", self.test), ("deviceFailed", self.device_failed), ("noSignature", self.no_signature)]
        {
            if marked {
                out.serialize_field(name, &true)?;
            }
        }
        if !self.vat.is_empty() {
            out.serialize_field("vat", &self.vat)?;
        }
        if !self.payments.is_empty() {
            out.serialize_field("payments", &self.payments)?;
        }
        out.serialize_field("lines", &self.lines)?;
        out.end()
    }
}
