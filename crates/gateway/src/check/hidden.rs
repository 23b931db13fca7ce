//! Members that a value may hide: one signed text, two readings (gateway.md §5).

use crate::{
    bytes,
    message::Format,
    names,
    reading::{self, Body, Member, Reading},
    repair::Hit,
};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

/// A value that may hide another member: `&name=` inside it (gateway.md §5, One signed text, two readings).
pub(super) fn hidden(reading: &Reading) -> Option<(String, String)> {
    let Body::Members { members, .. } = &reading.body else { return None };
    members.iter().find_map(|member| Some((member.name.clone(), hides(reading.format, members, &member.value)?)))
}

fn hides(format: Format, members: &[Member], value: &[u8]) -> Option<String> {
    let mut at = 0;
    while let Some(mark) = bytes::find(value, b"&", at) {
        at = mark + 1;
        let rest = value.get(at..)?;
        let length = rest.iter().take_while(|c| names::is_name(**c)).count();
        let name = core::str::from_utf8(rest.get(..length)?).ok()?;
        if rest.get(length) != Some(&b'=') {
            continue;
        }
        if means_something(format, name) || members.iter().any(|member| member.name == name) {
            return Some(name.to_owned());
        }
    }
    None
}

/// Whether a name could mean something else, were it hidden in a value.
fn means_something(format: Format, name: &str) -> bool {
    names::listed(name) || format == Format::Alipay && matches!(name, "timestamp" | "method")
}

/// A member that only a repair uncovers: the text that fits has it, and the message as it stands hides it in a value. The value,
/// and what it hides.
pub(super) fn uncovered(readings: &[Reading], hit: &Hit) -> Option<(String, String)> {
    let first = readings.first()?;
    if !matches!(first.body, Body::Members { .. }) {
        return uncovered_json(readings, hit);
    }
    let known = |name: &str| {
        let has = |reading: &Reading| match &reading.body {
            Body::Members { members, .. } => members.iter().any(|member| member.name == name),
            _ => false,
        };
        readings.iter().any(has) || hit.change == Some("removed") && hit.field.as_deref() == Some(name)
    };
    let mut seen: Vec<&str> = Vec::new();
    for part in hit.text.split(|c| *c == b'&') {
        let length = part.iter().take_while(|c| names::is_name(**c)).count();
        let Some(name) = part.get(..length).and_then(|name| core::str::from_utf8(name).ok()) else { continue };
        if name.is_empty() || part.get(length) != Some(&b'=') {
            continue;
        }
        let again = seen.contains(&name);
        if again && known(name) || !known(name) && means_something(first.format, name) {
            return Some((seen.last().copied().unwrap_or_default().to_owned(), name.to_owned()));
        }
        if !again {
            seen.push(name);
        }
    }
    None
}

/// The same of JSON: a member that no reading has, or more of them.
fn uncovered_json(readings: &[Reading], hit: &Hit) -> Option<(String, String)> {
    let slots = |text: &str| -> Vec<String> { reading::json_slots(text).into_iter().map(|slot| slot.name).collect() };
    let mut known: Vec<String> = Vec::new();
    for reading in readings {
        if let Body::Http { body: text, .. } | Body::Answer(text) = &reading.body {
            known.extend(slots(text));
        }
    }
    // What is no JSON as it stands, says no member to anybody.
    if known.is_empty() {
        return None;
    }
    // Names in camel case were put back.
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let known: Vec<String> = known.iter().map(|name| plain(name)).collect();
    let text = String::from_utf8_lossy(&hit.text);
    let hides = slots(&text).into_iter().find(|name| !known.contains(&plain(name)))?;
    Some((hit.field.clone().unwrap_or_else(|| "body".to_string()), hides))
}
