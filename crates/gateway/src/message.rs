//! What was found in a text: a message as it stands there, nothing judged.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// Whose messages they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UnionPay's gateway, ACP (gateway.md §1).
    Acp,
    /// WeChat Pay, API v3 (gateway.md §2).
    WechatPay,
    /// Alipay's open platform (gateway.md §3).
    Alipay,
}

/// How members were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// `a=b&c=d`.
    Query,
    /// `{a=b, c=d}` as Java prints a map.
    Map,
    /// `[a] => b` or `'a' => 'b',` as PHP prints an array.
    Php,
    /// One `a=b` or `a: b` a line.
    Lines,
    /// A JSON object.
    Json,
}

/// A member as it stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Its name as written.
    pub name: String,
    /// Its value as written.
    pub value: String,
    /// What stands in the text from the value before up to the end of this one: its own text, if it is no member.
    pub piece: String,
    /// It has no `=`.
    pub bare: bool,
}

/// Members in one way of taking them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    /// How they were written.
    pub carrier: Carrier,
    /// In the order of the text.
    pub pairs: Vec<Pair>,
}

/// A message with headers (gateway.md §4, Headers).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Http {
    /// Seconds, as written.
    pub timestamp: Option<String>,
    /// As written.
    pub nonce: Option<String>,
    /// Which key.
    pub serial: Option<String>,
    /// Base64.
    pub signature: Option<String>,
    /// `Wechatpay-Signature-Type`.
    pub kind: Option<String>,
    /// The header that was given twice with different values.
    pub twice: Option<&'static str>,
    /// The body.
    pub body: String,
    /// Other objects that may be it, where the text does not tell which.
    pub others: Vec<String>,
    /// A header name in other letters than the platform's.
    pub respelled: bool,
}

/// Alipay's answer to a call (gateway.md §3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Name of the member that is signed: itself not signed.
    pub name: String,
    /// The raw characters of its value.
    pub value: String,
    /// The value is a string: its content is sealed.
    pub sealed: bool,
    /// Base64.
    pub sign: Option<String>,
    /// Which certificate.
    pub cert_sn: Option<String>,
    /// `RSA2`, `RSA`: mostly not there.
    pub sign_type: Option<String>,
    /// A member that is there twice, or a second answer.
    pub twice: Option<String>,
}

/// What a message is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Members that are signed by their names.
    Members(Members),
    /// A body with headers.
    Http(Http),
    /// Alipay's answer.
    Answer(Answer),
    /// WeChat Pay API v2: members of `<xml>`.
    Xml(Vec<(String, String)>),
    /// `Authorization: WECHATPAY2-…`: a request of the merchant's.
    Request(Vec<(String, String)>),
}

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whose.
    pub format: Format,
    /// Where it stands in the text that was given; of one inside a string of another object, that string.
    pub range: Range<usize>,
    /// What it is made of.
    pub content: Content,
    /// Damage of carriage that was undone to find it (gateway.md §6 A).
    pub damage: Vec<&'static str>,
    /// The text ends before the message does.
    pub truncated: bool,
    /// Another JSON object stands beside the body.
    pub beside: bool,
    /// Amounts and results that the text around all messages states, names and values.
    pub claims: Vec<(String, String)>,
    /// What the same text may be as well, where its way of writing leaves that open: the signature tells which it is.
    pub others: Vec<Message>,
}

impl Message {
    pub(crate) fn new(format: Format, range: Range<usize>, content: Content) -> Self {
        Self {
            format,
            range,
            content,
            damage: Vec::new(),
            truncated: false,
            beside: false,
            claims: Vec::new(),
            others: Vec::new(),
        }
    }
}

/// All that was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// In the order of the text.
    pub messages: Vec<Message>,
    /// The text was not looked at to its end: a bound was used up.
    pub cut: bool,
}
