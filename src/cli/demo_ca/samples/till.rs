//! A terminal that prints signed slips: their members, their text, their code.

use crate::cli::{
    demo_ca::house::{House, MERCHANTS, Signer},
    jws::{Code, Detached, Draft},
    layout::Layout,
    random::Generator,
    slip_file::{Members, REQUIRED},
};
use serde_json::{Value, json};
use slipcheck::{
    signature::{Digest, Scheme},
    time::Moment,
};

/// Columns of 58 mm and of 80 mm paper.
pub(super) const NARROW: usize = 32;
pub(super) const WIDE: usize = 48;

pub(super) const ES256: Scheme = Scheme::Ecdsa(Digest::Sha256);

/// Makes slips one after another: each has its own numbers and time.
pub(crate) struct Till<'a> {
    pub(super) house: &'a House,
    pub(super) count: i64,
}

impl<'a> Till<'a> {
    /// A till that has printed nothing yet.
    pub(crate) fn new(house: &'a House) -> Self {
        Self { house, count: 0 }
    }

    /// Random numbers for the last slip.
    pub(crate) fn random(&self) -> Generator {
        self.house.random.fork(&self.count.to_string())
    }

    /// The members of the next slip of this merchant.
    pub(crate) fn slip(&mut self, merchant: usize, amount: &str) -> Members {
        self.count += 1;
        let (mid, name) = MERCHANTS.get(merchant).copied().unwrap_or_default();
        let local = Moment(self.house.at.0 - self.count * 1273).civil(8 * 3600).at_offset(0).rfc3339();
        let time = format!("{}+08:00", local.trim_end_matches('Z'));
        let clock: String = time.chars().skip(11).filter(char::is_ascii_digit).take(6).collect();
        let digits = |i: i64, n: u32| {
            format!("{:0width$}", (self.count * 7919 + i * 104_729) % 10_i64.pow(n), width = n as usize)
        };
        let members = json!({
            "mid": mid, "tid": "10450023", "merchant": name, "type": "sale", "amount": amount, "currency": "CNY",
            "time": time, "stan": format!("{:06}", 100 + self.count), "rrn": format!("{clock}{}", digits(1, 6)),
            "auth": digits(2, 6), "batch": "000214", "pan": format!("621700******{}", digits(3, 4)),
        });
        match members {
            Value::Object(members) => members,
            _ => Members::new(),
        }
    }
}

/// The members with one of them changed.
pub(crate) fn with(members: &Members, name: &str, value: &str) -> Members {
    let mut members = members.clone();
    members.insert(name.to_owned(), value.into());
    members
}

/// An attached slip on P-256 whose certificate is named by its digest.
pub(crate) fn draft(signer: &Signer) -> Draft {
    Draft {
        alg: "ES256",
        scheme: ES256,
        typ: Some("slip+jws"),
        x5c: vec![],
        x5t: Some(signer.der.clone()),
        detached: None,
    }
}

/// The certificate travels in the code, since no file of the demonstration holds it.
pub(super) fn draft_with_leaf(signer: &Signer) -> Draft {
    Draft { x5c: vec![signer.der.clone()], x5t: None, ..draft(signer) }
}

/// A detached slip with the required members and their digests.
pub(crate) fn draft_detached(signer: &Signer) -> Draft {
    let detached = Detached {
        fields: REQUIRED.map(str::to_owned).to_vec(),
        digests: true,
        zone: "+08:00".to_owned(),
        critical: false,
    };
    Draft { detached: Some(detached), ..draft(signer) }
}

/// The slip as text: what is printed, the digest line, and the code when there is one.
pub(super) fn text(layout: Layout, printed: &Members, digest: Option<&str>, code: Option<&str>) -> String {
    let width = if layout == Layout::Zh { NARROW } else { WIDE };
    page(layout, width, printed, digest, code, false)
}

pub(super) fn page(
    layout: Layout,
    width: usize,
    printed: &Members,
    digest: Option<&str>,
    code: Option<&str>,
    reprint: bool,
) -> String {
    let mut lines = layout.lines(printed, width, reprint);
    lines.extend(digest.map(|digest| layout.digest(digest)));
    lines.extend(layout.footer(width));
    let mut text: String = lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    if let Some(code) = code {
        text += code;
        text.push('\n');
    }
    text
}

/// The slip as text, everything as it was signed.
pub(super) fn whole(layout: Layout, members: &Members, code: &Code) -> String {
    text(layout, members, Some(&code.digest_line()), Some(&code.text()))
}

pub(super) fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' | ':' | '.' | ',' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Lines of 64 characters, as a chat program wraps them.
pub(super) fn broken_lines(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    characters.chunks(64).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}
