//! Members that a value may hide: one signed text, two readings (gateway.md §5).

use crate::{
    bytes,
    message::Format,
    names,
    reading::{Body, Member, Reading},
};
use alloc::{borrow::ToOwned, string::String};

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
        let returned = format == Format::Alipay && matches!(name, "timestamp" | "method");
        if names::listed(name) || returned || members.iter().any(|member| member.name == name) {
            return Some(name.to_owned());
        }
    }
    None
}
