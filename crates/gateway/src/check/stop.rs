//! Why a message needs no check, or can have none: its form, what it is, who could have signed it.

use super::{Confidence, Evidence, Road, cause};
use crate::{
    fields, json,
    locate::plain_name,
    message::{Content, Format, Members},
    names,
    reading::{self, Body, Reading},
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// Why a message is not checked.
pub(super) enum Stop {
    Malformed(Evidence),
    Refused(Evidence),
    Truncated(Evidence),
    Unsigned,
    Keyed,
    Request,
}

impl Road<'_> {
    /// Why the message needs no check, or can have none.
    pub(super) fn stop(&mut self, readings: &[Reading]) -> Option<Stop> {
        match &self.message.content {
            Content::Xml(_) => Some(Stop::Keyed),
            Content::Request(_) => Some(Stop::Request),
            Content::Members(members) => self.stop_members(members, readings),
            Content::Http(http) => {
                if http.signature.is_none() {
                    return Some(Stop::Unsigned);
                }
                let member = |name: &str| Some(Stop::Malformed(Vec::from([("member", name.to_owned())])));
                if let Some(twice) = http.twice {
                    return Some(Stop::Malformed(duplicate(twice)));
                }
                let digits = |text: &String| (8..=13).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
                if !http.timestamp.as_ref().is_some_and(digits) {
                    return member("timestamp");
                }
                if http.nonce.as_ref().is_none_or(|n| n.is_empty() || n.chars().any(|c| c == ' ' || c.is_control())) {
                    return member("nonce");
                }
                if http.signature.as_ref().is_some_and(|text| text.starts_with("WECHATPAY/SIGNTEST/")) {
                    return Some(Stop::Refused(Vec::from([
                        ("reason", "probe".to_owned()),
                        ("probe", "true".to_owned()),
                    ])));
                }
                if let Some(stop) = self.doubled(readings.first()) {
                    return Some(stop);
                }
                match (self.message.format, http.kind.as_deref()) {
                    (Format::Alipay, _) | (_, None | Some("WECHATPAY2-SHA256-RSA2048" | "WECHATPAY2-SM2-WITH-SM3")) => {
                        None
                    }
                    (_, Some(kind)) => Some(Stop::Refused(Vec::from([("algorithm", kind.to_owned())]))),
                }
            }
            Content::Answer(answer) => {
                if let Some(twice) = &answer.twice {
                    return Some(Stop::Malformed(duplicate(twice)));
                }
                if self.message.truncated {
                    return Some(Stop::Truncated(Vec::from([("part", "json".to_owned())])));
                }
                if let Some(stop) = self.doubled(readings.first()).filter(|_| answer.sign.is_some()) {
                    return Some(stop);
                }
                match (&answer.sign, answer.sign_type.as_deref()) {
                    (None, _) => Some(Stop::Unsigned),
                    (_, Some("MD5")) => Some(Stop::Keyed),
                    (_, None | Some("RSA" | "RSA2" | "")) => None,
                    (_, Some(other)) => Some(Stop::Refused(Vec::from([("algorithm", other.to_owned())]))),
                }
            }
        }
    }

    /// Whether a reading's JSON says a member twice.
    pub(super) fn doubled(&self, reading: Option<&Reading>) -> Option<Stop> {
        let (Body::Http { body: text, .. } | Body::Answer(text)) = &reading?.body else { return None };
        json::doubled(text).map(|name| Stop::Malformed(duplicate(&name)))
    }

    fn stop_members(&mut self, members: &Members, readings: &[Reading]) -> Option<Stop> {
        let form = reading::form_by_rule(members);
        let taken: Vec<String> =
            members.pairs.iter().map(|pair| if form { plain_name(&pair.name) } else { pair.name.clone() }).collect();
        let malformed = |name: &str, reason: &str| {
            Some(Stop::Malformed(Vec::from([("member", fields::visible(name)), ("reason", reason.to_owned())])))
        };
        if taken.len() > crate::members::MAX_MEMBERS {
            return malformed("", "too-many");
        }
        // In literal text, what is no known name may be the rest of a value: a reading shows whether it is.
        let folded = !form && readings.iter().any(is_folded);
        let twice = taken.iter().enumerate().filter(|(i, name)| taken.iter().take(*i).any(|o| o == *name));
        let mut twice = twice.map(|(_, name)| name);
        if let Some(name) = twice.clone().find(|name| !folded || names::known(name)) {
            return Some(Stop::Malformed(duplicate(name)));
        }
        let bad = taken.iter().find(|name| name.is_empty() || !name.bytes().all(names::is_name));
        if let Some(name) = bad.filter(|_| !folded) {
            return malformed(name, "name");
        }
        self.suspect = bad.map(|name| (name.clone(), "name")).or(twice.next().map(|name| (name.clone(), "duplicate")));
        if self.message.truncated {
            return Some(Stop::Truncated(Vec::from([("part", "json".to_owned())])));
        }
        if self.message.format == Format::Acp { self.stop_acp() } else { self.stop_alipay() }
    }

    fn stop_acp(&self) -> Option<Stop> {
        self.text("signature").map_or(Some(Stop::Unsigned), |_| None).or_else(|| {
            let method = self.text("signMethod");
            if let Some("11" | "12") = method {
                return Some(Stop::Keyed);
            }
            if self.text("respCode").is_none() {
                return Some(Stop::Request);
            }
            let refused = |name, value: &str| Some(Stop::Refused(Vec::from([(name, fields::visible(value))])));
            if method.is_some_and(|method| method != "01") {
                return refused("signMethod", method.unwrap_or_default());
            }
            match self.text("version") {
                None | Some("5.1.0" | "5.0.0" | "5.0.1" | "1.0.0") => None,
                Some(other) => refused("version", other),
            }
        })
    }

    fn stop_alipay(&self) -> Option<Stop> {
        if self.text("sign").is_none() {
            return Some(Stop::Unsigned);
        }
        if self.text("biz_content").is_some() && self.text("method").is_some_and(|method| !method.ends_with(".return"))
        {
            return Some(Stop::Request);
        }
        match self.text("sign_type") {
            None | Some("RSA" | "RSA2") => None,
            Some("MD5") => Some(Stop::Keyed),
            Some(other) => Some(Stop::Refused(Vec::from([("algorithm", fields::visible(other))]))),
        }
    }

    pub(super) fn stopped(&mut self, stop: Stop) {
        let unsigned = |evidence: Evidence| cause("not-signed", Confidence::Proven, evidence);
        match stop {
            Stop::Unsigned => self.checked.causes.push(unsigned(Vec::new())),
            Stop::Keyed => {
                self.checked
                    .causes
                    .push(unsigned(Vec::from([("reason", "keyed".to_owned()), ("keyed", "true".to_owned())])));
                self.note("keyed-mac", Vec::new());
                self.checked.plausible = false;
            }
            Stop::Request => {
                self.checked
                    .causes
                    .push(unsigned(Vec::from([("reason", "request".to_owned()), ("request", "true".to_owned())])));
                self.note("own-request", Vec::new());
            }
            Stop::Malformed(evidence) => self.refuse("malformed", evidence),
            // What no such word can be is the rest of how it was written, and no word of the gateway's.
            Stop::Refused(evidence) if evidence.iter().any(|(_, value)| !names::is_word(value)) => {
                self.refuse("shape", evidence);
            }
            Stop::Refused(evidence) => self.refuse("header-refused", evidence),
            Stop::Truncated(evidence) => self.refuse("truncated", evidence),
        }
    }
}

/// Whether members of unknown names were taken as the rest of the value before them.
pub(super) fn is_folded(reading: &Reading) -> bool {
    reading.damage.contains(&"ampersand-in-value")
}

pub(super) fn duplicate(member: &str) -> Evidence {
    Vec::from([("member", fields::visible(member)), ("reason", "duplicate".to_owned())])
}
