//! C: another value than the signed one: `time-zone`, `field-altered`.

use super::{Base, Hit};
use crate::{
    reading::{Body, Member, join},
    search::Search,
    time::{self, Civil},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

const ALTERED: &str = "field-altered";

/// Hours that a clock may be off.
const HOURS: i64 = 14;
/// Longest number whose digits are tried.
const MAX_DIGITS: usize = 40;

/// The same moment in the same shape, so many hours off; `None` for what is no time.
fn shifted(name: &str, value: &str, hours: i64) -> Option<String> {
    let seconds = hours * 3600;
    if let Some(Some(civil)) = time::digits(value) {
        return Some(Civil::from_epoch(civil.epoch() + seconds).digits());
    }
    if let Some((Some(civil), separator, rest)) = time::dashed(value) {
        return Some([&Civil::from_epoch(civil.epoch() + seconds).dashed(separator), rest].concat());
    }
    let digits = value.bytes().all(|c| c.is_ascii_digit());
    if name == "traceTime" && digits && value.len() == 10 {
        // In a year whose neighbours have the same length: the day before 1 March is the 28th.
        let civil = time::digits(&["2025", value].concat())??;
        return Civil::from_epoch(civil.epoch() + seconds).digits().get(4..).map(String::from);
    }
    if name.to_ascii_lowercase().ends_with("timestamp") && digits && (8..=13).contains(&value.len()) {
        let unit = if value.len() == 13 { 1000 } else { 1 };
        return Some(format!("{}", value.parse::<i64>().ok()? + seconds * unit));
    }
    None
}

/// A time off by whole hours.
pub(super) fn time_zone(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    (0..base.document.slots.len()).find_map(|slot| {
        let place = base.document.slots.get(slot)?;
        let now = core::str::from_utf8(base.document.value(place)).ok()?;
        shifted(&place.name, now, 1)?;
        let others = (1..=HOURS).flat_map(|hours| [hours, -hours]);
        let values = others.filter_map(|hours| shifted(&place.name, now, hours)).map(String::into_bytes);
        base.try_values(search, "time-zone", "", slot, values)
    })
}

/// Members that frameworks and rewrite rules add.
const ADDED: [&str; 10] = ["_config", "_t", "action", "controller", "m", "c", "a", "q", "s", "r"];

fn without(base: &Base<'_>, search: &mut Search<'_>, leave: &dyn Fn(&Member) -> bool) -> Option<Vec<u8>> {
    let text = join(base.reading.signed().into_iter().filter(|member| !leave(member)));
    (text != base.document.text && search.fits(&text)).then_some(text)
}

/// One member too many, or all that frameworks add.
pub(super) fn extra_member(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let hit = |field: &Member, text: Vec<u8>| Hit {
        cause: ALTERED,
        repair: "extra-member",
        field: Some(field.name.clone()),
        signed: None,
        shown: Some(base.show(&field.value)),
        change: Some("added"),
        text,
    };
    let signed = base.reading.signed();
    for member in &signed {
        if let Some(text) = without(base, search, &|other| other.name == member.name) {
            return Some(hit(member, text));
        }
    }
    let added = |member: &Member| ADDED.contains(&member.name.as_str()) || member.name == "route";
    if let Some(first) = signed.iter().find(|member| added(member))
        && let Some(text) = without(base, search, &added)
    {
        return Some(hit(first, text));
    }
    json_member_left_out(base, search)
}

/// One member of a JSON body too many.
fn json_member_left_out(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    if matches!(base.reading.body, Body::Members { .. }) {
        return None;
    }
    let text = core::str::from_utf8(&base.document.text).ok()?;
    let open = text.find('{')?;
    let object = crate::json::object(text, open).ok()?;
    object.items.iter().enumerate().find_map(|(i, item)| {
        let (from, to) = match object.items.get(i + 1) {
            Some(next) => (item.start, next.start),
            None => (object.items.get(i.checked_sub(1)?)?.value.end, item.value.end),
        };
        let other = [text.get(..from)?, text.get(to..)?].concat().into_bytes();
        search.fits(&other).then(|| Hit {
            cause: ALTERED,
            repair: "extra-member",
            field: Some(item.name.clone()),
            signed: None,
            shown: Some(crate::json::plain(text, item)),
            change: Some("added"),
            text: other,
        })
    })
}

/// Constants of which one may be missing.
const CONSTANTS: [(&str, &str); 11] = [
    ("accessType", "0"),
    ("currencyCode", "156"),
    ("encoding", "UTF-8"),
    ("encoding", "utf-8"),
    ("version", "5.1.0"),
    ("signMethod", "01"),
    ("charset", "utf-8"),
    ("charset", "UTF-8"),
    ("version", "1.0"),
    ("reqReserved", ""),
    ("passback_params", ""),
];

/// One constant put back.
pub(super) fn missing_member(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let signed = base.reading.signed();
    if signed.is_empty() {
        return None;
    }
    CONSTANTS.iter().filter(|(name, _)| signed.iter().all(|member| member.name != *name)).find_map(|(name, value)| {
        let added = Member { name: (*name).to_owned(), value: value.as_bytes().to_vec() };
        let mut members = signed.clone();
        members.push(&added);
        members.sort_by(|a, b| a.name.cmp(&b.name));
        let text = join(members.into_iter());
        search.fits(&text).then(|| Hit {
            cause: ALTERED,
            repair: "missing-member",
            field: Some((*name).to_owned()),
            signed: Some((*value).to_owned()),
            shown: None,
            change: Some("removed"),
            text,
        })
    })
}

/// Members that mean nearly the same, by the last part of their path.
const TWINS: [&[&str]; 5] = [
    &["txnAmt", "settleAmt"],
    &["total_amount", "receipt_amount", "buyer_pay_amount", "invoice_amount"],
    &["gmt_payment", "notify_time"],
    &["total", "payer_total"],
    &["traceTime", "txnTime"],
];

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// A member takes its twin's value.
pub(super) fn twin(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    let slots = &base.document.slots;
    (0..slots.len()).find_map(|slot| {
        let name = last(&slots.get(slot)?.name).to_owned();
        let now = base.document.value(slots.get(slot)?).to_vec();
        let twins = TWINS.iter().find(|twins| twins.contains(&name.as_str()))?;
        let others = slots.iter().filter(|other| last(&other.name) != name && twins.contains(&last(&other.name)));
        let values: Vec<Vec<u8>> = others
            .filter_map(|other| {
                let value = base.document.value(other);
                match (name.as_str(), value.len()) {
                    ("traceTime", 14) => value.get(4..).map(<[u8]>::to_vec),
                    ("txnTime", 10) => Some([now.get(..4)?, value].concat()),
                    _ => Some(value.to_vec()),
                }
            })
            .collect();
        base.try_values(search, ALTERED, "twin", slot, values)
    })
}

fn is_number(value: &[u8]) -> bool {
    let points = value.iter().filter(|c| **c == b'.').count();
    !value.is_empty()
        && value.len() <= MAX_DIGITS
        && points <= 1
        && value.iter().all(|c| c.is_ascii_digit() || *c == b'.')
        && value.iter().any(u8::is_ascii_digit)
}

/// One digit of a number changed, put in, left out, or two neighbours swapped.
pub(super) fn digit(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    (0..base.document.slots.len()).find_map(|slot| {
        let now = base.document.slots.get(slot).map(|place| base.document.value(place)).filter(|now| is_number(now))?;
        base.try_values(search, ALTERED, "digit", slot, digits(now))
    })
}

fn digits(now: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let changed = (0..now.len()).filter(|at| now.get(*at).is_some_and(u8::is_ascii_digit)).flat_map(move |at| {
        (b'0'..=b'9').map(move |digit| {
            let mut value = now.to_vec();
            value.splice(at..=at, [digit]);
            value
        })
    });
    let left_out =
        (0..now.len()).filter(|at| now.len() > 1 && now.get(*at).is_some_and(u8::is_ascii_digit)).map(move |at| {
            let mut value = now.to_vec();
            value.remove(at);
            value
        });
    let swapped = (1..now.len()).map(move |at| {
        let mut value = now.to_vec();
        value.swap(at - 1, at);
        value
    });
    let put_in = (0..=now.len()).flat_map(move |at| {
        (b'0'..=b'9').map(move |digit| {
            let mut value = now.to_vec();
            value.insert(at, digit);
            value
        })
    });
    changed.chain(left_out).chain(swapped).chain(put_in)
}

pub(super) fn is_amount_name(name: &str) -> bool {
    let name = last(name).to_ascii_lowercase();
    ["amt", "amount", "total", "fee", "refund", "price"].iter().any(|word| name.ends_with(word))
}

/// An amount in the other unit: yuan for fen, or back.
pub(super) fn unit(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    (0..base.document.slots.len()).find_map(|slot| {
        let place = base.document.slots.get(slot).filter(|place| is_amount_name(&place.name))?;
        let now = core::str::from_utf8(base.document.value(place)).ok().filter(|now| is_number(now.as_bytes()))?;
        let (whole, part) = now.split_once('.').unwrap_or((now, ""));
        if whole.is_empty() || part.len() > 2 {
            return None;
        }
        let mut values: Vec<String> = Vec::new();
        // × 100: the digits of yuan and fen together.
        let times = [whole, part, "00".get(part.len()..).unwrap_or_default()].concat();
        let times = times.trim_start_matches('0');
        let times = if times.is_empty() { "0" } else { times };
        values.push(times.to_owned());
        values.push([times, ".00"].concat());
        if part.is_empty() || part.bytes().all(|c| c == b'0') {
            // ÷ 100.
            let padded = [&"000".chars().take(3usize.saturating_sub(whole.len())).collect::<String>(), whole].concat();
            let (yuan, fen) = padded.split_at(padded.len() - 2);
            values.push([yuan, ".", fen].concat());
            values.push([yuan, ".", fen].concat().trim_end_matches('0').trim_end_matches('.').to_owned());
        }
        base.try_values(search, ALTERED, "unit", slot, values.into_iter().map(String::into_bytes))
    })
}

/// A nonce, a number with letters or a status in other letters.
pub(super) fn letter_case(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    (0..base.document.slots.len()).find_map(|slot| {
        let now = base.document.slots.get(slot).map(|place| base.document.value(place))?;
        let word = now.len() <= 64 && now.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
        if !word || !now.iter().any(u8::is_ascii_alphabetic) {
            return None;
        }
        base.try_values(search, ALTERED, "letter-case", slot, [now.to_ascii_uppercase(), now.to_ascii_lowercase()])
    })
}

const TRADE_STATUS: [&str; 4] = ["TRADE_SUCCESS", "TRADE_FINISHED", "TRADE_CLOSED", "WAIT_BUYER_PAY"];
const TRADE_STATE: [&str; 8] = ["SUCCESS", "REFUND", "NOTPAY", "USERPAYING", "ACCEPT", "CLOSED", "REVOKED", "PAYERROR"];

/// Another result of its list; of UnionPay's with the text that goes with it.
pub(super) fn code(base: &Base<'_>, search: &mut Search<'_>) -> Option<Hit> {
    (0..base.document.slots.len()).find_map(|slot| {
        let place = base.document.slots.get(slot)?;
        let list = match last(&place.name) {
            "trade_status" => &TRADE_STATUS[..],
            "trade_state" => &TRADE_STATE[..],
            "respCode" | "origRespCode" => return response_code(base, search, slot),
            _ => return None,
        };
        base.try_values(search, ALTERED, "code", slot, list.iter().map(|value| value.as_bytes().to_vec()))
    })
}

fn response_code(base: &Base<'_>, search: &mut Search<'_>, slot: usize) -> Option<Hit> {
    let now = base.document.slots.get(slot).map(|place| base.document.value(place).to_vec())?;
    let codes = || {
        let all = (0..100).map(|code| format!("{code:02}")).chain(["A6".to_owned()]).map(String::into_bytes);
        all.filter(|code| *code != now)
    };
    if let Some(hit) = base.try_values(search, ALTERED, "code", slot, codes()) {
        return Some(hit);
    }
    let name = base.document.slots.get(slot)?.name.clone();
    let text = if name == "respCode" { "respMsg" } else { "origRespMsg" };
    let members: Vec<Member> = base.reading.signed().into_iter().cloned().collect();
    let at = members.iter().position(|member| member.name == name)?;
    let message = members.iter().position(|member| member.name == text)?;
    ["成功[0000000]", "success", "成功", "Success!"].iter().find_map(|words| {
        let words = base.charset().encode(words, base.gb)?;
        let mut members = members.clone();
        members.get_mut(message)?.value = words;
        codes().find_map(|code| {
            members.get_mut(at)?.value.clone_from(&code);
            let text = join(members.iter());
            search.fits(&text).then(|| base.changed(ALTERED, "code", slot, &code, text))
        })
    })
}
