//! What a person reads first, decided once for page, command line and batch: which title, which sentences say why, what to do now; and
//! whether the tick is a full one. Ids of texts (`www/locales`) with what belongs into them; nothing here is a sentence.

use super::{CauseId, CheckId, Confidence, Country, Evidence, Family, Field, Match, Note, Report, Status};
use crate::verdict::Word;
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use serde::Serialize;
use serde_json::Value;

/// A text: its id, and its arguments. `field`, `fields` and `members` are names of members, `cause` and `kind` ids of a cause and of a
/// change, in words; `count` is a number.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sentence {
    /// Of the text.
    pub id: String,
    /// What belongs into it.
    #[serde(skip_serializing_if = "Evidence::is_empty")]
    pub values: Evidence,
}

/// What stands above everything else of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Headline {
    /// Behind `verdict-`, the id of the title: a verdict, `verified-code-only` (verified, and only the code was seen),
    /// `verified-test`, `altered-digest`, `invalid-digest`, and of genuine messages `message-…`.
    pub title: String,
    /// `verified` and not the full tick.
    pub half: bool,
    /// A genuine message that no money is known to have moved for, to the reader at least.
    pub unpaid: bool,
    /// What contradicts the code or the content while the verdict speaks of the key alone: a cause, or `print`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradiction: Option<&'static str>,
    /// Why: one sentence, or a few.
    pub why: Vec<Sentence>,
    /// What to do first. `<id>.merchant`, `.till` and `.till-merchant` may be more particular texts of it.
    pub now: Sentence,
    /// The text that goes with it, where it is not `<id>.detail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'static str>,
}

/// What proves that a slip contradicts itself or its paper, whoever vouches for its key.
const CONTRADICTING: [CauseId; 4] =
    [CauseId::FieldAltered, CauseId::DigestMismatch, CauseId::ChangedAfterSigning, CauseId::DataCorrupted];

/// Notes that say of a document why nothing could be read.
const UNREAD: [&str; 7] = [
    "file-not-readable",
    "password-needed",
    "archive-damaged",
    "encrypted",
    "codes-not-looked-for",
    "pages-not-read",
    "too-large",
];

/// Notes on something unreadable that say what to do: texts `verdict-unreadable-now-<note>`.
const ASKING: [&str; 7] = [
    "confirm-reading",
    "invoice-needed",
    "format-not-supported",
    "pages-not-read",
    "codes-not-looked-for",
    "password-needed",
    "encrypted",
];

fn plain(id: &str) -> Sentence {
    Sentence { id: id.into(), values: Evidence::new() }
}

fn joined(parts: &[&str]) -> Sentence {
    plain(&parts.concat())
}

fn with(id: &str, name: &str, value: Value) -> Sentence {
    let mut sentence = plain(id);
    sentence.values.insert(name.into(), value);
    sentence
}

impl Report {
    /// What stands above everything else of it.
    #[must_use]
    pub fn headline(&self) -> Headline {
        let title = self.title();
        let (now, detail) = self.now(&title);
        Headline {
            half: self.is_half(),
            unpaid: self.is_unpaid(),
            contradiction: self.contradiction(),
            why: self.why(&title),
            now,
            detail,
            title,
        }
    }

    fn word(&self) -> Word {
        self.verdict.word()
    }

    fn status(&self, id: CheckId) -> Status {
        self.checks.status(id)
    }

    fn passes(&self, id: CheckId) -> bool {
        matches!(self.status(id), Status::Pass | Status::Warn)
    }

    fn noted(&self, id: &str) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }

    fn caused(&self, id: CauseId) -> Option<&super::Cause> {
        self.causes.iter().find(|cause| cause.id == id)
    }

    fn is_proven(&self, id: CauseId) -> bool {
        self.caused(id).is_some_and(|cause| cause.confidence == Confidence::Proven)
    }

    fn proven(&self) -> Option<CauseId> {
        self.causes.iter().find(|cause| cause.confidence == Confidence::Proven).map(|cause| cause.id)
    }

    fn differing(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.matches == Some(Match::Differs))
    }

    /// A genuine message that no money is known to have moved for, to the reader at least.
    #[must_use]
    pub fn is_unpaid(&self) -> bool {
        self.word() == Word::Verified
            && self.outcome.as_ref().is_some_and(|outcome| {
                !matches!(outcome.status, "paid" | "refunded")
                    || outcome.environment.is_some()
                    || outcome.merchant == Some("other")
            })
    }

    /// Whether all of it was compared: the print of a slip; of a message, that nothing in it is unusual.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        match &self.outcome {
            Some(_) => self.status(CheckId::Plausibility) == Status::Pass,
            None => self.passes(CheckId::Printed),
        }
    }

    /// `verified`, but the print was not seen, or not all of it could be compared, or a message reports no payment, or it is a test:
    /// not the full tick.
    #[must_use]
    pub fn is_half(&self) -> bool {
        self.word() == Word::Verified && (self.environment.is_some() || self.is_unpaid() || !self.is_compared())
    }

    /// The verdict speaks of the key alone, while the paper or the content says something else than the code: the cause that says so, or
    /// `print` where none does.
    #[must_use]
    pub fn contradiction(&self) -> Option<&'static str> {
        if !matches!(self.word(), Word::UnknownIssuer | Word::CertificateProblem | Word::Unsigned) {
            return None;
        }
        let mut causes = self.causes.iter().filter(|cause| CONTRADICTING.contains(&cause.id));
        let fails = |id: CheckId| self.status(id) == Status::Fail;
        if fails(CheckId::Printed) || fails(CheckId::Digest) {
            return Some(causes.next().map_or("print", |cause| cause.id.id()));
        }
        causes.find(|cause| cause.confidence == Confidence::Proven).map(|cause| cause.id.id())
    }

    /// The print contradicts the code, and nothing tells yet which of them was signed.
    fn is_in_doubt(&self) -> bool {
        self.word() == Word::UnknownIssuer && self.differing().next().is_some()
    }

    /// The stated digest is not that of the slip's own content, and no signature says that the content is right.
    fn is_misstated(&self) -> bool {
        matches!(self.word(), Word::Altered | Word::Invalid)
            && self.proven() == Some(CauseId::DigestMismatch)
            && !self.passes(CheckId::Signature)
    }

    /// Whole, and seen before or marked as a reprint.
    fn is_again(&self) -> bool {
        self.word() == Word::Verified && self.caused(CauseId::DuplicateSlip).is_some()
    }

    fn title(&self) -> String {
        let word = self.word().id();
        if self.word() == Word::Verified
            && let Some(outcome) = &self.outcome
        {
            // Genuine is not paid: the first line says what the message reports.
            let id = match (outcome.status, outcome.about) {
                _ if outcome.environment.is_some() => "test",
                ("paid", _) if outcome.merchant == Some("other") => "paid-to-other",
                ("refunded", Some("part")) => "refunded-part",
                // The payment stands as it was.
                ("accepted" | "pending" | "failed" | "closed" | "unknown", Some("refund")) => {
                    return ["message-refund-", outcome.status].concat();
                }
                (status, _) => status,
            };
            return ["message-", id].concat();
        }
        let more = match () {
            () if self.word() == Word::Verified && self.environment.is_some() => "-test",
            () if self.is_half() => "-code-only",
            () if self.is_misstated() => "-digest",
            () => "",
        };
        [word, more].concat()
    }

    fn why(&self, title: &str) -> Vec<Sentence> {
        let word = self.word();
        let id = ["verdict-", title].concat();
        if word == Word::Verified
            && let Some(outcome) = &self.outcome
        {
            let first = [
                (outcome.merchant == Some("other"), "message-other-merchant"),
                (self.noted("merchant-not-named").is_some(), "message-nobody-named"),
                (self.is_again(), "message-again"),
                (true, "verdict-message-why"),
            ];
            return first.into_iter().filter(|(said, _)| *said).map(|(_, id)| plain(id)).collect();
        }
        alloc::vec![self.of_message().unwrap_or_else(|| self.why_of(word, &id))]
    }

    fn why_of(&self, word: Word, id: &str) -> Sentence {
        let listed = |note: &str, name: &'static str, text: &str| {
            Some(with(text, name, self.noted(note)?.evidence.get(name)?.clone()))
        };
        let more = |more: &str| joined(&[id, more]);
        if self.is_misstated() {
            return more("-why");
        }
        let by_cause = || {
            let cause = self.proven()?;
            Some(with(&more("-why-cause").id, "cause", cause.id().into()))
        };
        let found = match word {
            Word::Verified if self.is_again() => self.environment.is_none().then(|| more("-why-again")),
            Word::Verified => {
                let bare = || listed("not-covered", "members", "verdict-verified-why-not-covered");
                let filled = || listed("filled-in-after-signing", "fields", "verdict-verified-why-filled");
                (!self.is_half()).then(bare).flatten().or_else(filled)
            }
            Word::Altered => self.why_altered(id),
            Word::Invalid | Word::CertificateProblem => by_cause(),
            Word::UnknownIssuer if self.is_in_doubt() => Some(if self.passes(CheckId::Signature) {
                plain("verdict-altered-why-unknown")
            } else {
                more("-why-differs")
            }),
            Word::UnknownIssuer if self.status(CheckId::Signature) != Status::Pass => Some(more("-why-no-key")),
            Word::UnknownIssuer => self.noted("amounts-not-bound").map(|_| more("-why-not-bound")),
            Word::Unreadable => [
                ("printed-text-needed", "-why-printed"),
                ("confirm-reading", "-why-confirm"),
                ("invoice-needed", "-why-invoice"),
                ("format-not-supported", "-why-unsupported"),
            ]
            .into_iter()
            .find(|(note, _)| self.noted(note).is_some())
            .map(|(_, text)| more(text))
            .or_else(|| {
                UNREAD.into_iter().find(|note| self.noted(note).is_some()).map(|note| joined(&["note-", note]))
            }),
            Word::Unsigned => None,
        };
        found.unwrap_or_else(|| more("-why"))
    }

    fn why_altered(&self, id: &str) -> Option<Sentence> {
        let more = |more: &str| [id, more].concat();
        if !self.passes(CheckId::Certificate) {
            return Some(plain(&more("-why-unknown")));
        }
        let mut fields = self.differing();
        match (fields.next(), fields.count()) {
            (Some(only), 0) if only.name == "digest" => Some(plain(&more("-why-digest"))),
            (Some(only), 0) => Some(with(&more("-why-field"), "field", only.name.as_str().into())),
            (Some(_), rest) => Some(with(&more("-why-fields"), "count", (rest + 1).into())),
            (None, _) => {
                let changed = self.caused(CauseId::ChangedAfterSigning).and_then(|cause| cause.evidence.get("kind"));
                let kind = changed
                    .and_then(Value::as_str)
                    .filter(|kind| kind.bytes().all(|c| c.is_ascii_lowercase() || c == b'-'));
                kind.map(|kind| with("verdict-altered-why-changed", "kind", kind.into()))
                    .or_else(|| (self.status(CheckId::Digest) == Status::Fail).then(|| plain(&more("-why-digest"))))
            }
        }
    }

    /// What is wrong with a gateway's message, where a slip's words would mislead; nothing for a genuine one.
    fn kind_of_message(&self) -> Option<&'static str> {
        if !self.format.is_gateway() || self.word() == Word::Verified {
            return None;
        }
        let evidence = |id, name: &str| self.caused(id).and_then(|cause| cause.evidence.get(name));
        let wrong_key = self.caused(CauseId::CertificateWrongKey).is_some();
        Some(match self.word() {
            Word::UnknownIssuer => "unknown",
            Word::Unsigned if self.noted("own-request").is_some() => "request",
            Word::Unsigned if self.noted("keyed-mac").is_some() => "keyed",
            Word::Unsigned => "unsigned",
            Word::CertificateProblem
                if evidence(CauseId::CertificateWrongUsage, "role").and_then(Value::as_str) == Some("merchant") =>
            {
                "forged"
            }
            Word::CertificateProblem if wrong_key => "wrong-key",
            Word::CertificateProblem => "certificate",
            Word::Invalid if evidence(CauseId::HeaderRefused, "probe").is_some() => "probe",
            Word::Invalid if self.is_proven(CauseId::FieldAltered) => {
                match evidence(CauseId::FieldAltered, "change").and_then(Value::as_str) {
                    Some("added") => "added",
                    Some("removed") => "left-out",
                    _ => "altered",
                }
            }
            Word::Invalid if self.is_proven(CauseId::AlgorithmConflict) => "algorithm",
            Word::Invalid if self.is_proven(CauseId::TimeZone) => "time",
            Word::Invalid if self.is_proven(CauseId::EncodingConflict) => "rewritten",
            Word::Invalid if wrong_key => "wrong-key",
            Word::Unreadable if self.noted("confirm-reading").is_some() => "two-ways",
            _ => "text",
        })
    }

    /// Why a gateway's message is not genuine, where it has a sentence of its own.
    fn of_message(&self) -> Option<Sentence> {
        let kind = self.kind_of_message()?;
        let text = joined(&["message-why-", kind]);
        match kind {
            "altered" | "added" | "left-out" | "time" => {
                let cause = if kind == "time" { CauseId::TimeZone } else { CauseId::FieldAltered };
                let field = self.caused(cause).and_then(|cause| cause.evidence.get("field")).cloned();
                Some(with(&text.id, "field", field.unwrap_or_default()))
            }
            // A slip's words say it.
            "text" | "wrong-key" | "certificate" => None,
            _ => Some(text),
        }
    }

    fn now(&self, title: &str) -> (Sentence, Option<&'static str>) {
        if let Some(needed) = self.noted("printed-text-needed") {
            let members = needed.evidence.get("members").or_else(|| needed.evidence.get("fields"));
            let now = with("verdict-unreadable-now-printed", "members", members.cloned().unwrap_or_default());
            return (now, None);
        }
        if let Some(kind) = self.kind_of_message() {
            let detail = if kind == "probe" { "message-now-probe-detail" } else { "message-now-detail" };
            let kind = match kind {
                "time" | "algorithm" => "rewritten",
                "added" | "left-out" => "text",
                kind => kind,
            };
            return (joined(&["message-now-", kind]), Some(detail));
        }
        if self.word() == Word::Unreadable
            && let Some(note) = ASKING.into_iter().find(|note| self.noted(note).is_some())
        {
            return (joined(&["verdict-unreadable-now-", note]), None);
        }
        (
            plain(&self.now_of(title)),
            (self.outcome.is_some() && self.is_again() && !self.is_unpaid()).then_some("verdict-message-now.detail"),
        )
    }

    fn now_of(&self, title: &str) -> String {
        if self.word() == Word::Verified
            && let Some(outcome) = &self.outcome
        {
            return match () {
                () if self.is_again() && !self.is_unpaid() => "message-now-again",
                () if outcome.merchant == Some("other") => "verdict-message-now-other",
                () if outcome.about == Some("refund") => "verdict-message-now-refund",
                () if self.is_unpaid() => "verdict-message-now-unpaid",
                () if outcome.status == "refunded" && outcome.about != Some("part") => "verdict-message-now-refunded",
                () => "verdict-message-now",
            }
            .to_owned();
        }
        if let Some(id) = self.now_of_document() {
            return id;
        }
        let mut differing = self.differing().peekable();
        let alone = match differing.peek() {
            None => self.status(CheckId::Digest) == Status::Fail,
            Some(_) => differing.all(|field| field.name == "digest"),
        };
        let more = match () {
            // Only the printed digest differs.
            () if alone && self.word() == Word::Altered && self.passes(CheckId::Signature) => {
                return "verdict-altered-now-digest".into();
            }
            () if self.is_in_doubt() && self.format.facts().family != Family::Till => {
                return "verdict-altered-now".into();
            }
            () if self.is_again() && !self.is_half() => "-now-again",
            () => "-now",
        };
        ["verdict-", title, more].concat()
    }

    /// What to do with an invoice or a file: nobody signs it by hand, and it is claimed or paid by. Nothing where a slip's own words fit.
    fn now_of_document(&self) -> Option<String> {
        let family = match self.format.facts().family {
            // Sealed, and known to the tax administration's platform.
            Family::Invoice if self.format.facts().country == Some(Country::Cn) => "invoice-now-",
            Family::Invoice => "einvoice-now-",
            Family::File => "file-now-",
            _ => return None,
        };
        if self.is_half() || self.is_again() {
            return None;
        }
        let id = match self.word() {
            Word::Verified => "verified",
            Word::Altered | Word::Invalid => "wrong",
            _ if self.is_in_doubt() => "wrong",
            Word::CertificateProblem | Word::UnknownIssuer => "unvouched",
            Word::Unsigned => "unsigned",
            Word::Unreadable => "unreadable",
        };
        Some([family, id].concat())
    }
}
