//! The formats: how each is recognised, what of it was signed, and what it knows about its own misfits.
//!
//! A format finds its codes in a text and turns slips into [`Draft`]s: findings with their evidence. The verdict and
//! the next steps are not its business.

use crate::{
    evidence,
    input::{File, View},
    pki::{Certificate as PathCertificate, Judgement, Store},
    report::{
        Cause, CauseId, Certificate, CheckId, Checks, Confidence, Country, Digest, Evidence, Field, Format, Note,
        Outcome, Signature, Status,
    },
    slip::Reading,
    time::Moment,
    verdict::{Findings, Print, Signing, Trust},
};
#[cfg(feature = "all")]
use alloc::boxed::Box;
use alloc::{string::String, vec::Vec};
use core::{cell::Cell, ops::Range};

mod at_rksv;
mod card_slip;
#[cfg(feature = "all")]
mod cn_ofd;
mod cn_unionpay;
mod de_tse;
mod foreign;
#[cfg(feature = "all")]
mod gateway;
mod in_einvoice;
#[cfg(feature = "all")]
mod pdf_signature;
mod plausibility;
mod sa_zatca;
mod signed_slip;
mod till;

/// Draws an OFD document: steps, marked where no seal vouches for what they draw; nothing when it is refused or cannot be read. The keys
/// are those that came with the signatures and the store's.
#[cfg(feature = "all")]
#[must_use]
pub fn draw_ofd(bytes: &[u8], store: &Store) -> Option<slipcheck_ofd::Drawing> {
    cn_ofd::drawing(bytes, store)
}

/// A code found in a text.
pub struct Located {
    /// Where it stands in the view, with the white space within it.
    pub range: Range<usize>,
    /// The code, cleaned of what can't change a meaning.
    pub code: String,
    /// What was cleaned.
    pub notes: Vec<Note>,
}

/// One slip of the input.
#[derive(Default)]
pub struct Slip {
    /// What it was recognised as.
    pub format: Format,
    /// Its code, when it has one.
    pub code: Option<String>,
    /// The printed text that belongs to it.
    pub print: String,
    /// That text, read.
    pub reading: Reading,
    /// What was noticed so far.
    pub notes: Vec<Note>,
    /// The file that it is, when it is one.
    pub file: Option<File>,
    /// The payment gateway's message that it is, when it is one.
    #[cfg(feature = "all")]
    pub message: Option<Box<slipcheck_gateway::Message>>,
}

impl Slip {
    /// A file of this format, with nothing read of it yet.
    #[must_use]
    pub fn of_file(format: Format, file: &File) -> Self {
        let file = Some(file.clone());
        Self { format, file, ..Self::default() }
    }

    /// Whether there is printed text at all.
    #[must_use]
    pub fn has_print(&self) -> bool {
        !self.print.trim().is_empty()
    }
}

/// What a format may know beside the slips.
pub struct Context<'a> {
    /// What the user trusts and has at hand.
    pub store: &'a Store,
    /// The moment of checking.
    pub now: Moment,
    /// Which format asks.
    pub format: Format,
    /// Whether to look for what would make a misfitting signature fit.
    pub repairs: bool,
    /// What was looked for so far in this input: a thousand is all that one slip may take.
    pub searched: &'a Cell<usize>,
}

/// Most that is looked for in one input, in thousandths of what one slip may take: about five seconds in a browser. Most
/// misfits are explained early, so that this is enough for many.
const SEARCH_LIMIT: usize = 5000;

impl Context<'_> {
    /// Whether anything more may be looked for in this input.
    fn may_search(&self) -> bool {
        self.repairs && self.searched.get() < SEARCH_LIMIT
    }

    /// Checks slips that have nothing to do with each other.
    fn each(&self, slips: &[&Slip], check: impl Fn(&Slip, &Context<'_>, &mut Draft)) -> Vec<Draft> {
        let one = |slip: &&Slip| {
            let mut draft = Draft::new(slip);
            self.within(&mut draft, |context, draft| check(slip, context, draft));
            draft
        };
        slips.iter().map(one).collect()
    }

    /// Checks one slip with what is left for the whole input, and says so where nothing was left.
    fn within(&self, draft: &mut Draft, check: impl FnOnce(&Context<'_>, &mut Draft)) {
        let repairs = self.may_search();
        check(&Context { repairs, ..*self }, draft);
        let about = draft.signature.as_ref();
        let tried = about.and_then(|about| Some((about.tried?, about.limit.unwrap_or_default())));
        if let Some((tried, limit)) = tried.filter(|(tried, _)| repairs && *tried > 0) {
            self.searched.set(self.searched.get() + (tried * 1000).div_ceil(limit.max(tried)));
        }
        if self.repairs && !repairs && draft.findings.signing == Signing::Misfit {
            draft.not_searched();
        }
    }
}

/// What a format found out about one slip: a report without its verdict and next steps.
pub struct Draft {
    /// What the verdict is decided from.
    pub findings: Findings,
    /// The seven checks.
    pub checks: Checks,
    /// See [`crate::report::Report`].
    pub country: Option<Country>,
    /// Whether a demonstration certificate vouches for it.
    pub demo: bool,
    /// What the message says of the payment.
    pub outcome: Option<Outcome>,
    /// The stated digest.
    pub digest: Option<Digest>,
    /// What was signed.
    pub signature: Option<Signature>,
    /// By whom.
    pub certificate: Option<Certificate>,
    /// Members.
    pub fields: Vec<Field>,
    /// Why.
    pub causes: Vec<Cause>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// The code as it was understood, when that differs from how it was found.
    pub code: Option<String>,
    /// What makes this the same slip as another: two drafts of one input with equal identities are duplicates.
    pub identity: Option<[u8; 32]>,
}

impl Draft {
    /// Nothing known yet: every check `absent`, nothing signed.
    #[must_use]
    pub fn new(slip: &Slip) -> Self {
        Self {
            findings: Findings { signing: Signing::None, trust: Trust::Unknown, print: Print::Agrees, digest: None },
            checks: Checks::all(Status::Absent),
            country: None,
            demo: false,
            outcome: None,
            digest: None,
            signature: None,
            certificate: None,
            fields: Vec::new(),
            causes: Vec::new(),
            notes: slip.notes.clone(),
            code: None,
            identity: None,
        }
    }

    /// Takes over what path validation said of the signer's certificate.
    fn judged(&mut self, leaf: &PathCertificate, judgement: Judgement) {
        self.certificate = Some(leaf.summary(judgement.path, judgement.path_sha256));
        self.checks.set(CheckId::Certificate, judgement.certificate).set(CheckId::Validity, judgement.validity);
        self.causes.extend(judgement.causes);
        self.notes.extend(judgement.notes);
        self.demo = judgement.demo;
        self.findings.trust = judgement.trust;
    }

    /// Notes that a slip is marked as printed again, and whether it is.
    fn reprinted(&mut self, slip: &Slip) -> bool {
        if slip.reading.reprint {
            let evidence = evidence! { "where" => "print", "mark" => "reprint" };
            self.causes.push(Cause::new(CauseId::DuplicateSlip, Confidence::Likely, evidence));
        }
        slip.reading.reprint
    }

    /// Plausibility is at least a warning.
    fn warn(&mut self) {
        if self.checks.status(CheckId::Plausibility) != Status::Fail {
            self.checks.set(CheckId::Plausibility, Status::Warn);
        }
    }

    /// Notes that why it does not fit was not looked for, unless that is known anyway.
    fn not_searched(&mut self) {
        if self.causes.iter().all(|cause| cause.confidence != Confidence::Proven) {
            self.notes.push(Note::new("causes-cut", Evidence::new()));
        }
    }
}

/// What a format knows and does. Facts that need no code stand in [`Format::facts`].
pub trait Rules: Sync {
    /// Its id.
    fn id(&self) -> Format;

    /// Its codes in a text, in order; work linear in the text.
    fn locate(&self, view: &View) -> Vec<Located>;

    /// The slips of a file, its own first and then what else stands on it; none when the file is no document of this
    /// format.
    fn open(&self, file: &File) -> Vec<Slip> {
        let _ = file;
        Vec::new()
    }

    /// Whether a code has as many parts as this format asks for, none of them words.
    fn is_whole(&self, code: &str) -> bool {
        let _ = code;
        true
    }

    /// What its codes begin with, where that alone tells that a code was cut off.
    fn beginnings(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether it says itself what of its files was not looked at.
    fn tells_unseen(&self) -> bool {
        false
    }

    /// Checks slips of this format, all those of one input together, since neighbours may depend on each other.
    /// Returns one draft a slip, in the same order.
    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft>;
}

/// Whether a code begins in a text, with too little behind it to be one: what carries it is not unsigned.
#[must_use]
pub(crate) fn begins_a_code(text: &str) -> bool {
    ALL.iter().flat_map(|rules| rules.beginnings()).any(|begin| {
        let alone = |at: usize| text.get(..at).and_then(|before| before.chars().next_back());
        text.match_indices(begin).any(|(at, _)| alone(at).is_none_or(|c| !c.is_alphanumeric()))
    })
}

/// The messages of payment gateways in a text, and the text without them; `None`: there are none. What else stands around a
/// message is no print of it.
pub(crate) fn messages(text: &str) -> Option<(Vec<Slip>, String)> {
    #[cfg(feature = "all")]
    return gateway::messages(text);
    #[cfg(not(feature = "all"))]
    {
        const WORDS: [&str; 13] = [
            "merId",
            "out_trade_no",
            "signMethod",
            "signPubKeyCert",
            "sign_type",
            "notify_id",
            "echatpay",
            "ECHATPAY",
            "alipay_",
            "lipay-",
            "_response",
            "message=[",
            "<mch_id>",
        ];
        if WORDS.iter().any(|word| text.contains(word)) {
            crate::lean::has_all();
        }
        None
    }
}

/// What is known of a slip of no format of ours: that it is another country's receipt, for one.
#[must_use]
pub(crate) fn foreign(slip: &Slip) -> Option<Draft> {
    foreign::draft(slip)
}

/// The rules of a format; `None` where nothing was recognised, and of one that this build does not have.
pub(crate) fn of(format: Format) -> Option<&'static dyn Rules> {
    ALL.iter().copied().find(|rules| rules.id() == format && format != Format::None)
}

/// Every format, the most specific first.
pub static ALL: &[&dyn Rules] = &[
    #[cfg(feature = "all")]
    &gateway::Gateway(Format::CnAcp),
    #[cfg(feature = "all")]
    &gateway::Gateway(Format::CnWechatpay),
    #[cfg(feature = "all")]
    &gateway::Gateway(Format::CnAlipay),
    &foreign::Foreign,
    &in_einvoice::InEinvoice,
    &signed_slip::SignedSlip,
    &de_tse::DeTse,
    &at_rksv::AtRksv,
    &sa_zatca::SaZatca,
    #[cfg(feature = "all")]
    &cn_ofd::CnOfd,
    #[cfg(feature = "all")]
    &pdf_signature::PdfSignature,
    &cn_unionpay::CnUnionpay,
    &card_slip::CardSlip,
];
