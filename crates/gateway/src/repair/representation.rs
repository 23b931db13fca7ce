//! B: the same content in another representation: `encoding-conflict`.

use super::{Base, Hit};
use crate::{
    charset::Charset,
    json,
    members::decode_form,
    reading::{Body, Member, join},
    search::Search,
    time,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

const CAUSE: &str = "encoding-conflict";

/// Most blanks of one member, any choice of which is tried.
const BLANKS: usize = 8;

impl Base<'_> {
    fn members(&self) -> Vec<Member> {
        self.reading.signed().into_iter().cloned().collect()
    }

    /// Whether a member's value is text, not a certificate.
    fn is_text(value: &[u8]) -> bool {
        !value.starts_with(b"-----BEGIN") || value.starts_with(b"-----BEGIN+") || value.starts_with(b"-----BEGIN%")
    }

    /// One member changed by `change`, each in turn.
    fn each(
        &self,
        search: &mut Search<'_>,
        repair: &'static str,
        change: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> Option<Hit> {
        if !matches!(self.reading.body, Body::Members { .. }) {
            return None;
        }
        (0..self.document.slots.len()).find_map(|slot| {
            let now = self.document.slots.get(slot).map(|place| self.document.value(place))?;
            let value = Self::is_text(now).then(|| change(now)).flatten()?;
            self.try_values(search, CAUSE, repair, slot, [value])
        })
    }

    /// All members changed by `change`.
    fn all(
        &self,
        search: &mut Search<'_>,
        repair: &'static str,
        change: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> Option<Hit> {
        self.members_by(search, repair, &|member| Self::is_text(&member.value).then(|| change(&member.value)).flatten())
    }

    /// All members to which `change` gives another value, at once.
    fn members_by(
        &self,
        search: &mut Search<'_>,
        repair: &'static str,
        change: &dyn Fn(&Member) -> Option<Vec<u8>>,
    ) -> Option<Hit> {
        let mut first = None;
        let after: Vec<Member> = self
            .members()
            .into_iter()
            .map(|mut member| {
                if let Some(value) = change(&member).filter(|value| *value != member.value) {
                    first.get_or_insert_with(|| member.name.clone());
                    member.value = value;
                }
                member
            })
            .collect();
        first.as_ref()?;
        let text = join(after.iter());
        search.fits(&text).then(|| self.whole(repair, first, text))
    }

    fn whole(&self, repair: &'static str, field: Option<String>, text: Vec<u8>) -> Hit {
        Hit { cause: CAUSE, repair, field, signed: None, shown: None, change: None, text }
    }

    /// Other spellings of the JSON body, each also without white space; of members, of each value that is JSON.
    fn respell(&self, search: &mut Search<'_>, repair: &'static str, spell: &[&dyn Fn(&str) -> String]) -> Option<Hit> {
        let forms = |text: &str| {
            let compact = json::compact(text);
            let mut forms: Vec<String> = Vec::new();
            for spell in spell {
                for base in [text, &compact] {
                    let form = spell(base);
                    if form != *base && !forms.contains(&form) {
                        forms.push(form);
                    }
                }
            }
            forms
        };
        match &self.reading.body {
            Body::Members { .. } => (0..self.document.slots.len()).find_map(|slot| {
                let now = self.document.slots.get(slot).map(|place| self.document.value(place))?;
                let text = core::str::from_utf8(now).ok().filter(|_| matches!(now.first(), Some(b'{' | b'[')))?;
                self.try_values(search, CAUSE, repair, slot, forms(text).into_iter().map(String::into_bytes))
            }),
            Body::Http { timestamp, nonce, body } => {
                let head = [timestamp, "\n", nonce, "\n"].concat();
                forms(body).into_iter().find_map(|body| {
                    let text = [head.as_str(), &body, "\n"].concat().into_bytes();
                    search.fits(&text).then(|| self.whole(repair, None, text))
                })
            }
            Body::Answer(value) => forms(value).into_iter().find_map(|value| {
                let text = self.charset().encode(&value, self.gb)?;
                search.fits(&text).then(|| self.whole(repair, None, text))
            }),
        }
    }
}

fn text_of(value: &[u8], charset: Charset, base: &Base<'_>) -> Option<String> {
    charset.decode(value, base.gb)
}

fn is_date_time(value: &[u8]) -> bool {
    core::str::from_utf8(value).is_ok_and(|text| time::dashed(text).is_some())
}

/// Blanks that were `+`: decoded once too often.
pub(super) fn plus_for_blank(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    const REPAIR: &str = "plus-for-blank";
    let all = |value: &[u8]| {
        (value.contains(&b' ') && !is_date_time(value))
            .then(|| value.iter().map(|c| if *c == b' ' { b'+' } else { *c }).collect::<Vec<u8>>())
    };
    if let Some(hit) = base.each(search, REPAIR, &all) {
        return Some(hit);
    }
    let members = matches!(base.reading.body, Body::Members { .. });
    for slot in 0..if members { base.document.slots.len() } else { 0 } {
        let Some(now) = base.document.slots.get(slot).map(|place| base.document.value(place)) else { continue };
        if !Base::is_text(now) || is_date_time(now) {
            continue;
        }
        let blanks: Vec<usize> =
            now.iter().enumerate().filter(|(_, c)| **c == b' ').map(|(at, _)| at).take(BLANKS).collect();
        let choices = (1u32..1 << blanks.len()).map(|choice| {
            let mut value = now.to_vec();
            for (bit, at) in blanks.iter().enumerate() {
                if choice >> bit & 1 == 1
                    && let Some(c) = value.get_mut(*at)
                {
                    *c = b'+';
                }
            }
            value
        });
        if let Some(hit) = base.try_values(search, CAUSE, REPAIR, slot, choices) {
            return Some(hit);
        }
    }
    base.all(search, REPAIR, &all).or_else(|| {
        let spell = |text: &str| json::strings(text, |raw| raw.replace(' ', "+"));
        if members { None } else { base.respell(search, REPAIR, &[&spell]) }
    })
}

/// Percent-encoding of a value: which characters stay, upper- or lower-case hex, and how a blank is written.
fn encode(value: &[u8], stays: &[u8], upper: bool, blank: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len() * 3);
    for c in value {
        if *c == b' ' {
            out.extend_from_slice(blank);
        } else if c.is_ascii_alphanumeric() || stays.contains(c) {
            out.push(*c);
        } else {
            let digits = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
            out.push(b'%');
            out.extend([c >> 4, c & 15].iter().filter_map(|nibble| digits.get(usize::from(*nibble))));
        }
    }
    out
}

/// The framework decoded, and the program again.
pub(super) fn double_decoded(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    const STAYS: [&[u8]; 3] = [b".-*_", b"-_.!~*'()", b"-_.~"];
    for stays in STAYS {
        for upper in [true, false] {
            for blank in [&b"+"[..], b"%20"] {
                let change = |value: &[u8]| Some(encode(value, stays, upper, blank));
                if let Some(hit) = base.each(search, "double-decoded", &change) {
                    return Some(hit);
                }
            }
        }
    }
    None
}

/// Never decoded.
pub(super) fn not_decoded(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    [true, false].into_iter().find_map(|plus| {
        let change = |value: &[u8]| decode_form(core::str::from_utf8(value).ok()?, plus);
        base.each(search, "not-decoded", &change).or_else(|| base.all(search, "not-decoded", &change))
    })
}

fn replaced(value: &[u8], pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    'next: while let Some((first, behind)) = rest.split_first() {
        for (from, to) in pairs {
            if let Some(behind) = rest.strip_prefix(from.as_bytes()) {
                out.extend_from_slice(to.as_bytes());
                rest = behind;
                continue 'next;
            }
        }
        out.push(*first);
        rest = behind;
    }
    out
}

/// Entities that an input filter put in.
pub(super) fn html_entities(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    const ENTITIES: [(&str, &str); 9] = [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&#34;", "\""),
        ("&amp;", "&"),
    ];
    let change = |value: &[u8]| Some(replaced(value, &ENTITIES));
    base.all(search, "html-entities", &change).or_else(|| whole_text(base, search, "html-entities", &change))
}

/// The same on the body of a message that has no members.
fn whole_text(
    base: &Base<'_>,
    search: &mut Search<'_>,
    repair: &'static str,
    change: &dyn Fn(&[u8]) -> Option<Vec<u8>>,
) -> Option<Hit> {
    if matches!(base.reading.body, Body::Members { .. }) {
        return None;
    }
    let text = change(&base.document.text).filter(|text| *text != base.document.text)?;
    search.fits(&text).then(|| base.whole(repair, None, text))
}

/// Magic quotes, or a value logged as JSON.
pub(super) fn backslashes(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    const REPAIR: &str = "backslashes";
    let strip = |value: &[u8]| Some(replaced(value, &[("\\\"", "\""), ("\\\\", "\\"), ("\\'", "'")]));
    let escape = |value: &[u8]| Some(replaced(value, &[("\"", "\\\"")]));
    [&strip as &dyn Fn(&[u8]) -> Option<Vec<u8>>, &escape].into_iter().find_map(|change| {
        base.each(search, REPAIR, change)
            .or_else(|| base.all(search, REPAIR, change))
            .or_else(|| whole_text(base, search, REPAIR, change))
    })
}

/// Signed in another character set than the declared one.
pub(super) fn charset(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    for from in Charset::ALL {
        for to in Charset::ALL {
            if from == to {
                continue;
            }
            let change = |value: &[u8]| to.encode(&text_of(value, from, base)?, base.gb);
            if let Some(hit) =
                base.all(search, "charset", &change).or_else(|| whole_text(base, search, "charset", &change))
            {
                return Some(hit);
            }
        }
    }
    None
}

/// Empty members filtered before signing.
pub(super) fn empty_members(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let members = base.members();
    let first = members.iter().find(|member| member.value.is_empty())?.name.clone();
    let text = join(members.iter().filter(|member| !member.value.is_empty()));
    search.fits(&text).then(|| base.whole("empty-members", Some(first), text))
}

/// Sorted by locale, or not at all.
pub(super) fn member_order(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let Body::Members { members, sign_type } = &base.reading.body else { return None };
    let mut folded = base.members();
    folded.sort_by_key(|member| member.name.to_ascii_lowercase());
    let received = members.iter().filter(|m| !crate::reading::is_apart(base.reading.format, &m.name, *sign_type));
    [join(folded.iter()), join(received)]
        .into_iter()
        .find(|text| *text != base.document.text && search.fits(text))
        .map(|text| base.whole("member-order", None, text))
}

/// A blank or a line end that a framework took off.
pub(super) fn trimmed(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    [&b" "[..], b"\n"].into_iter().find_map(|blank| {
        base.each(search, "trimmed", &|value| Some([value, blank].concat()))
            .or_else(|| base.each(search, "trimmed", &|value| Some([blank, value].concat())))
    })
}

fn is_amount(value: &[u8]) -> bool {
    let digits = value.iter().filter(|c| c.is_ascii_digit()).count();
    let points = value.iter().filter(|c| **c == b'.').count();
    (1..=15).contains(&digits) && points <= 1 && digits + points == value.len() && value.first() != Some(&b'.')
}

/// An amount that came through a JSON number.
pub(super) fn number_format(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    const REPAIR: &str = "number-format";
    let one = (0..base.document.slots.len()).find_map(|slot| {
        let now = base.document.slots.get(slot).map(|place| base.document.value(place))?;
        base.try_values(search, CAUSE, REPAIR, slot, [two_decimals(now)?])
    });
    if one.is_some() || !matches!(base.reading.body, Body::Members { .. }) {
        return one;
    }
    // A parser turns all of them: those that are amounts by their names.
    base.members_by(search, REPAIR, &|member| {
        two_decimals(&member.value).filter(|_| super::value::is_amount_name(&member.name))
    })
}

/// An amount with the decimals that a number has lost.
fn two_decimals(now: &[u8]) -> Option<Vec<u8>> {
    if !is_amount(now) {
        return None;
    }
    match now.iter().rev().position(|c| *c == b'.') {
        None => Some([now, b".00"].concat()),
        Some(0) => Some([now, b"00"].concat()),
        Some(1) => Some([now, b"0"].concat()),
        Some(_) => None,
    }
}

/// A JSON member parsed and printed again.
pub(super) fn nested_json(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    if !matches!(base.reading.body, Body::Members { .. }) {
        return None;
    }
    base.respell(search, "nested-json", &[&json::compact, &json::spaced])
}

/// `/` as `\/`, or back.
pub(super) fn json_slashes(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let escape = |text: &str| json::strings(text, |raw| raw.replace("\\/", "/").replace('/', "\\/"));
    let plain = |text: &str| json::strings(text, |raw| raw.replace("\\/", "/"));
    base.respell(search, "json-slashes", &[&escape, &plain])
}

fn unicode(c: char, upper: bool) -> String {
    let mut out = String::new();
    let mut units = [0; 2];
    for unit in c.encode_utf16(&mut units) {
        let digits = crate::bytes::hex(&unit.to_be_bytes());
        out.push_str("\\u");
        out.push_str(&if upper { digits.to_ascii_uppercase() } else { digits });
    }
    out
}

/// A text with the `\uXXXX` for which `of` holds as characters.
fn characters(raw: &str, of: &dyn Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find("\\u") {
        let pair = rest.get(at..at + 12).filter(|pair| pair.get(6..8) == Some("\\u"));
        let both = pair.map(json::unquote).filter(|text| text.chars().count() == 1 && !text.contains('\u{fffd}'));
        let one = rest.get(at..at + 6).map(json::unquote).filter(|text| !text.contains('\u{fffd}'));
        let (text, length) = match (both, one) {
            (Some(text), _) => (text, 12),
            (None, Some(text)) => (text, 6),
            _ => ("\\u".to_owned(), 2),
        };
        let escaped = at % 2 == 1 && rest.get(..at).is_some_and(|front| front.ends_with('\\'));
        out.push_str(rest.get(..at).unwrap_or_default());
        let plain = length > 2 && !escaped && text.chars().all(of);
        out.push_str(if plain { &text } else { rest.get(at..at + length).unwrap_or_default() });
        rest = rest.get(at + length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `\uXXXX`, or the characters.
pub(super) fn json_unicode(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let escape = |upper: bool| {
        move |text: &str| {
            json::strings(text, |raw| {
                raw.chars().map(|c| if c.is_ascii() { String::from(c) } else { unicode(c, upper) }).collect()
            })
        }
    };
    let plain = |text: &str| json::strings(text, |raw| characters(raw, &|c| !c.is_ascii()));
    // PHP's own printer does both.
    let slashes = |text: &str| json::strings(text, |raw| raw.replace("\\/", "/").replace('/', "\\/"));
    let both = |text: &str| escape(false)(&slashes(text));
    let neither = |text: &str| plain(&json::strings(text, |raw| raw.replace("\\/", "/")));
    let php = |text: &str| plain(&slashes(text));
    let ascii = |text: &str| escape(false)(&json::strings(text, |raw| raw.replace("\\/", "/")));
    base.respell(search, "json-unicode", &[&escape(false), &escape(true), &plain, &neither, &both, &php, &ascii])
}

/// `=`, `<`, `>`, `&`, `'` as `\u003d` and its kin, or back.
pub(super) fn json_html_safe(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let escape = |set: &'static str, upper: bool| {
        move |text: &str| {
            json::strings(text, |raw| {
                raw.chars().map(|c| if set.contains(c) { unicode(c, upper) } else { String::from(c) }).collect()
            })
        }
    };
    let plain = |text: &str| json::strings(text, |raw| characters(raw, &|c| "=<>&'".contains(c)));
    base.respell(
        search,
        "json-html-safe",
        &[&escape("=<>&'", false), &escape("<>&", false), &escape("=<>&'", true), &escape("<>&", true), &plain],
    )
}

/// A WeChat notification bound to an object before: its own order, its own names, compact.
pub(super) fn json_order(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    const TOP: [&str; 6] = ["id", "create_time", "resource_type", "event_type", "summary", "resource"];
    const RESOURCE: [&str; 5] = ["original_type", "algorithm", "ciphertext", "associated_data", "nonce"];
    let Body::Http { timestamp, nonce, body } = &base.reading.body else { return None };
    let object = json::object(body, body.find('{')?).ok()?;
    let resource = object.items.iter().find(|item| snake(&item.name) == "resource")?;
    let inner = json::children(body, resource);
    let own = |items: &[json::Item], names: &[&str], last: Option<&str>| {
        let mut parts: Vec<String> = Vec::new();
        for name in names {
            let item = items.iter().find(|item| snake(&item.name) == *name);
            let value = match (last.filter(|_| *name == "resource"), item) {
                (Some(last), Some(_)) => last.to_owned(),
                (_, Some(item)) => json::compact(body.get(item.value.clone()).unwrap_or_default()),
                (_, None) => continue,
            };
            parts.push(["\"", name, "\":", &value].concat());
        }
        ["{", &parts.join(","), "}"].concat()
    };
    let other = own(&object.items, &TOP, Some(&own(&inner, &RESOURCE, None)));
    let text = [timestamp, "\n", nonce, "\n", &other, "\n"].concat().into_bytes();
    (text != base.document.text && search.fits(&text)).then(|| base.whole("json-order", None, text))
}

/// `createTime` as `create_time`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A timestamp in milliseconds.
pub(super) fn milliseconds(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let Body::Http { timestamp, .. } = &base.reading.body else { return None };
    let seconds = timestamp.get(..10).filter(|_| timestamp.len() == 13)?;
    base.try_values(search, CAUSE, "milliseconds", 0, [seconds.as_bytes().to_vec()])
}

/// PEM without its line ends, or the base64 alone.
pub(super) fn pem_form(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let slot = base.document.slots.iter().position(|slot| slot.name == "signPubKeyCert")?;
    let now = base.document.slots.get(slot).map(|place| base.document.value(place))?;
    let plain: Vec<u8> = now.iter().copied().filter(|c| !matches!(c, b'\r' | b'\n')).collect();
    let text = core::str::from_utf8(&plain).ok()?;
    let base64 = text.strip_prefix("-----BEGIN CERTIFICATE-----")?.strip_suffix("-----END CERTIFICATE-----")?;
    let tail = [now, b"\r\n"].concat();
    base.try_values(search, CAUSE, "pem-form", slot, [plain.clone(), base64.as_bytes().to_vec(), tail])
}
