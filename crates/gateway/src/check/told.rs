//! What a message says, once its signature is judged: fields, outcome, time, and what makes it the same as another.

use super::{Checked, Confidence, Road, Signing, Time, stop::duplicate};
use crate::{
    fields::{self, Field},
    json,
    message::{Carrier, Content, Format, Message},
    outcome::{self, About, Outcome, Status as Payment, Texts, get},
    reading::{Body, Reading},
    resource::{self, Resource},
    time,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

impl Road<'_> {
    /// Fields, outcome and the rest, from the reading that fits or the first.
    pub(super) fn finish(mut self, primary: &Reading, readings: &[Reading]) -> Checked {
        let gb = self.given.gb;
        let fitting = readings.iter().find(|reading| {
            self.checked.signing == Signing::Fits && reading.document(gb).text == self.checked.signed_bytes
        });
        let reading = fitting.unwrap_or(primary);
        let sealed = match &reading.body {
            Body::Http { body, .. } if self.message.format == Format::WechatPay => {
                resource::of_body(body, self.given.apiv3_key)
            }
            _ => Resource::None,
        };
        let opened = match &sealed {
            Resource::Opened(text) => Some(text.as_str()),
            _ => None,
        };
        if sealed == Resource::NotOpened {
            self.note("resource-not-opened", Vec::new());
        }
        let repaired = core::mem::take(&mut self.checked.fields);
        let mut rows = match &self.message.content {
            Content::Xml(pairs) | Content::Request(pairs) => {
                let all: Texts =
                    pairs.iter().filter(|(name, _)| name != "sign" && name != "signature").cloned().collect();
                fields::rows(primary, &Vec::new(), None).into_iter().chain(all.iter().map(plain_row)).collect()
            }
            _ => fields::rows(reading, &self.texts, opened),
        };
        for change in repaired {
            match rows.iter_mut().find(|row| row.name == change.name) {
                Some(row) => {
                    row.pasted = Some(core::mem::replace(&mut row.value, change.value));
                    row.altered = change.altered;
                    row.shown = None;
                }
                None => rows.push(change),
            }
        }
        if rows.iter().any(|row| row.altered.is_some()) {
            for row in rows.iter_mut().filter(|row| row.altered.is_none()) {
                row.altered = Some(false);
            }
        }
        self.checked.fields = rows;
        let own = !self.checked.notes.iter().any(|note| note.id == "own-request");
        let mut all = self.texts.clone();
        if let Some(opened) = opened {
            all.extend(fields::rows_of_json(opened));
        }
        self.checked.doubts = fields::doubts(self.message.format, &all);
        let twice = opened.and_then(json::doubled);
        if let Some(name) = twice.as_deref().filter(|_| self.checked.signing == Signing::Fits) {
            self.refuse("malformed", duplicate(name));
        }
        if own && !matches!(self.message.content, Content::Xml(_)) {
            let mut outcome = outcome::outcome(self.message, reading, &self.texts, opened);
            if twice.is_some() || self.is_unread(outcome.status, &all) {
                outcome.status = Payment::Unknown;
            }
            self.payment_causes(&outcome);
            self.checked.outcome = Some(outcome);
        }
        self.checked.plausible &= !all.is_empty();
        self.checked.test = match self.message.format {
            Format::Acp => self.text("merId").is_some_and(|id| id.starts_with("777290058")),
            Format::Alipay => self.text("app_id").is_some_and(|id| id.starts_with("9021")),
            Format::WechatPay => false,
        };
        self.checked.identity = self.identity(&all);
        if let Some(name) = &self.checked.unsigned_claim {
            self.checked.doubts.unusual.push((fields::visible(name), "unsigned"));
        }
        self.checked.time = self.time();
        self.checked
    }

    /// Whether an outcome cannot be told: the message says two things, or an amount of what was paid is no number.
    fn is_unread(&self, status: Payment, all: &Texts) -> bool {
        let is_duplicate = |(name, value): &(&str, String)| *name == "reason" && value == "duplicate";
        let no_number = || {
            let mut amounts = self.checked.doubts.impossible.iter().filter(|(_, reason)| *reason == "amount");
            amounts.any(|(name, _)| get(all, name).is_some_and(|value| !fields::is_number(value)))
        };
        matches!(self.checked.signing, Signing::Ambiguous | Signing::Refused | Signing::Unreadable)
            || self.checked.causes.iter().any(|cause| cause.evidence.iter().any(is_duplicate))
            || matches!(status, Payment::Paid | Payment::Refunded) && no_number()
    }

    /// What it reports of the payment, as a cause; of a refund it is a note.
    fn payment_causes(&mut self, outcome: &Outcome) {
        let status = outcome.status;
        // What was refused by its form says nothing.
        if matches!(self.checked.signing, Signing::Refused | Signing::Unreadable) {
            return;
        }
        if outcome.about == Some(About::Refund) {
            return self.note("about-refund", Vec::new());
        }
        let id = match status {
            Payment::Failed | Payment::Closed => "payment-failed",
            Payment::Pending | Payment::Accepted => "payment-pending",
            _ => return,
        };
        let fits = self.checked.signing == Signing::Fits;
        let confidence = if fits { Confidence::Proven } else { Confidence::Possible };
        self.add(id, confidence, Vec::from([("status", status.id().to_owned())]));
    }

    /// What makes it the same as another (gateway.md §7): its number, and what it says. What no signature fits is nobody's.
    fn identity(&self, all: &Texts) -> Option<String> {
        let joined = |names: &[&str]| {
            let values: Option<Vec<&str>> = names.iter().map(|name| get(all, name)).collect();
            values.map(|values| values.join("\n"))
        };
        let found = match self.message.format {
            Format::Acp => joined(&["queryId"]).or_else(|| joined(&["orderId", "txnTime"])),
            Format::WechatPay => joined(&["id"]).or_else(|| joined(&["transaction_id"])),
            Format::Alipay => joined(&["notify_id"]).or_else(|| joined(&["trade_no", "trade_status"])),
        };
        let found = found.filter(|_| self.checked.signing == Signing::Fits)?;
        let outcome = self.checked.outcome.as_ref();
        let said = outcome.map(|outcome| [outcome.status.id(), outcome.code.as_deref().unwrap_or_default()].join(" "));
        let meant = self.checked.fields.iter().filter(|field| field.meaning.is_some() && field.meaning != Some("time"));
        let rows = meant.map(|field| [field.name.as_str(), "=", &field.value].concat());
        Some(core::iter::once(found).chain(said).chain(rows).collect::<Vec<String>>().join("\n"))
    }

    /// When it was signed (gateway.md §5, `validity`).
    fn time(&self) -> Time {
        let of = |name: &str| self.text(name).and_then(time::moment);
        match (&self.message.content, self.message.format) {
            (Content::Http(http), _) => {
                let number: Option<i64> = http.timestamp.as_deref().and_then(|text| text.parse().ok());
                let known = number.map(|n| if n > 99_999_999_999 { n / 1000 } else { n });
                Time { known, from: None }
            }
            (_, Format::Acp) => Time { known: None, from: of("txnTime") },
            (Content::Members(_), _) => {
                let returned = self.text("method").is_some_and(|method| method.ends_with(".return"));
                let known = of("notify_time").or_else(|| of("timestamp").filter(|_| returned));
                Time { known, from: None }
            }
            _ => {
                let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
                let times = self
                    .texts
                    .iter()
                    .filter(|(name, _)| last(name).starts_with("gmt_") || last(name) == "send_pay_date");
                Time { known: None, from: times.filter_map(|(_, value)| time::moment(value)).max() }
            }
        }
    }
}

fn plain_row(pair: &(String, String)) -> Field {
    Field { name: fields::visible(&pair.0), value: fields::visible(&pair.1), ..Field::default() }
}

/// How a message was written, for telling where to look.
#[must_use]
pub fn carrier(message: &Message) -> &'static str {
    match &message.content {
        Content::Members(members) => match members.carrier {
            Carrier::Query => "query",
            Carrier::Map => "map",
            Carrier::Php => "php",
            Carrier::Lines => "lines",
            Carrier::Json => "json",
        },
        Content::Http(_) | Content::Request(_) => "http",
        Content::Answer(_) => "json",
        Content::Xml(_) => "xml",
    }
}
