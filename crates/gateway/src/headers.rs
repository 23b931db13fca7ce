//! Messages with headers: WeChat Pay API v3, Alipay API v3 (gateway.md §4, Headers).

use crate::{
    clean,
    json::{self, Object},
    message::{Format, Http},
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// A header that stands in the text.
#[derive(Clone, Debug)]
struct Hit {
    format: Format,
    field: &'static str,
    /// From the name to the end of the value.
    range: Range<usize>,
    value: String,
    respelled: bool,
    /// The string value of an object that it stands in.
    string: Option<Range<usize>>,
}

/// Names of headers behind the platform's own word; the longer one first.
const FIELDS: [&str; 6] = ["timestamp", "nonce", "serial", "signature-type", "signature", "sn"];

/// A message with headers, and where it stands.
pub(crate) struct Located {
    pub(crate) format: Format,
    pub(crate) range: Range<usize>,
    pub(crate) http: Http,
    pub(crate) beside: bool,
}

/// Most headers of one text.
const MAX_HITS: usize = 4000;

/// The messages with headers in a text, and whether a bound was used up. `objects`: its complete JSON objects.
pub(crate) fn messages(text: &str, objects: &[Object]) -> (Vec<Located>, bool) {
    let (hits, mut cut) = hits(text, objects);
    let groups = groups(text, objects, hits);
    let mut found = Vec::new();
    cut |= groups.len() > crate::MAX_MESSAGES;
    for (i, group) in groups.iter().enumerate().take(crate::MAX_MESSAGES) {
        let end = groups.get(i + 1).map_or(text.len(), |next| next.start);
        // What stands before the first headers may be their body; between messages it belongs to the one before.
        let from = if i == 0 { 0 } else { group.start };
        if let Some(located) = message(text, objects, group, from, end) {
            found.push(located);
        }
    }
    (found, cut)
}

/// Whether a text holds anything that looks like such a header, escaped or not.
pub(crate) fn hinted(text: &str) -> bool {
    text.as_bytes().windows(9).any(|window| window.eq_ignore_ascii_case(b"wechatpay"))
        || text
            .as_bytes()
            .windows(8)
            .any(|w| w.eq_ignore_ascii_case(b"alipay-n") || w.eq_ignore_ascii_case(b"alipay_n"))
        || text.contains("message=[")
}

/// Whether the text between `at` and what is before it is inside a JSON string of a complete object, escaped.
fn escaped(text: &[u8], range: &Range<usize>) -> bool {
    range.start >= 1 && text.get(range.start - 1) == Some(&b'\\')
        || range.start >= 2 && text.get(range.start - 2) == Some(&b'\\') && text.get(range.start - 1) == Some(&b'"')
}

fn hits(text: &str, objects: &[Object]) -> (Vec<Hit>, bool) {
    let bytes = text.as_bytes();
    let lower: Vec<u8> = bytes.iter().map(|c| if *c == b'_' { b'-' } else { c.to_ascii_lowercase() }).collect();
    let mut hits = Vec::new();
    let mut at = 0;
    let sdk = text.contains("message=[");
    while at < lower.len() && hits.len() < MAX_HITS {
        let rest = lower.get(at..).unwrap_or_default();
        let (format, word) = if rest.starts_with(b"wechatpay-") {
            (Format::WechatPay, 10)
        } else if rest.starts_with(b"alipay-") {
            (Format::Alipay, 7)
        } else if sdk && (rest.starts_with(b"serial=[") || rest.starts_with(b"sign=[")) && alone(bytes, at) {
            let (field, word) = if rest.starts_with(b"serial") { ("serial", 8) } else { ("signature", 6) };
            let end = text.get(at + word..).and_then(|rest| rest.find(']')).map_or(text.len(), |i| i + at + word);
            let value = text.get(at + word..end).unwrap_or_default().trim().to_owned();
            hits.push(Hit { format: Format::WechatPay, field, range: at..end, value, respelled: false, string: None });
            at = end;
            continue;
        } else {
            at += 1;
            continue;
        };
        let field =
            FIELDS.into_iter().find(|field| rest.get(word..).is_some_and(|rest| rest.starts_with(field.as_bytes())));
        let Some(field) = field else {
            at += word;
            continue;
        };
        let behind = at + word + field.len();
        let more = bytes.get(behind).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
        // `</Wechatpay-Nonce>` ends one.
        let closes = at > 0 && bytes.get(at - 1) == Some(&b'/');
        // What browsers record is read as it was sent.
        let recorded = || {
            let object = holder(objects, at).and_then(|object| text.get(object.range.clone()));
            object.is_some_and(|own| own.contains("\"postData\"") || own.contains("\"content\""))
        };
        let listed = text.get(behind..).is_some_and(|rest| rest.starts_with("\",") || rest.starts_with("\" ,"));
        match value(text, behind, field).filter(|_| !(more || closes || listed && recorded())) {
            Some((value, end)) => {
                let range = at..end;
                let nested = escaped(bytes, &range) && objects.iter().any(|object| object.range.contains(&at));
                if !nested && !value.is_empty() {
                    let field = if field == "sn" { "serial" } else { field };
                    let respelled = respelled(text, at..behind);
                    hits.push(Hit { format, field, range, value, respelled, string: None });
                }
                at = end.max(behind);
            }
            None => at = behind,
        }
    }
    let cut = hits.len() >= MAX_HITS;
    in_strings(text, objects, &mut hits);
    (outside_strings(text, &hits), cut)
}

/// Finds the string values that hits stand in.
fn in_strings(text: &str, objects: &[Object], hits: &mut [Hit]) {
    let mut read = (0..0, Vec::new());
    for hit in hits {
        let Some(object) = holder(objects, hit.range.start) else { continue };
        if read.0 != object.range {
            read = (object.range.clone(), json::value_strings(text, object.range.clone()));
        }
        let next = read.1.partition_point(|value| value.start <= hit.range.start);
        let value = next.checked_sub(1).and_then(|at| read.1.get(at));
        hit.string = value.filter(|value| value.end > hit.range.start).cloned();
    }
}

/// Hits without those in a string value where others stand outside of any, or where the string is a message by itself: it
/// is a body's own text, or will be read decoded. A string that holds headers alone keeps them.
fn outside_strings(text: &str, hits: &[Hit]) -> Vec<Hit> {
    let bare = hits.iter().any(|hit| hit.string.is_none());
    let whole = |run: &[Hit], raw: &str| {
        let there = FIELDS.iter().filter(|field| run.iter().any(|hit| hit.field == **field));
        there.count() >= 3 && raw.contains('{')
    };
    let kept = hits.chunk_by(|a, b| a.string == b.string).filter(|run| {
        let string = run.first().and_then(|hit| hit.string.clone());
        string.is_none_or(|string| !bare && !whole(run, text.get(string).unwrap_or_default()))
    });
    kept.flatten().cloned().collect()
}

fn alone(bytes: &[u8], at: usize) -> bool {
    at == 0 || bytes.get(at - 1).is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, b'_' | b'-'))
}

/// Whether a name is written in other letters than `Wechatpay-Nonce` (`alipay-nonce` is the other platform's own spelling).
fn respelled(text: &str, range: Range<usize>) -> bool {
    let name = text.get(range).unwrap_or_default();
    let canonical = |name: &str| {
        name.split('-').all(|part| {
            let (first, rest) = part.split_at(1.min(part.len()));
            first.bytes().all(|c| c.is_ascii_uppercase()) && rest.bytes().all(|c| c.is_ascii_lowercase())
        })
    };
    let own = name.starts_with("alipay-") && name.bytes().all(|c| !c.is_ascii_uppercase());
    !own && !canonical(name)
}

/// What programs print between a header's name and its value beside the sign: `#` is a number.
const NOISE: [&str; 13] = [
    "array (",
    "array(#) {",
    "array:# [",
    "Array",
    "string(#)",
    "[]string",
    "value=",
    "Value = ",
    "value\"",
    "s:#:",
    "[#] =>",
    "[#]=>",
    "# =>",
];

/// The length of a pattern that a text begins with.
fn noise(text: &str, pattern: &str) -> Option<usize> {
    let mut rest = text;
    for (i, part) in pattern.split('#').enumerate() {
        if i > 0 {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if behind.len() == rest.len() {
                return None;
            }
            rest = behind;
        }
        rest = rest.strip_prefix(part)?;
    }
    Some(text.len() - rest.len())
}

/// Whether a value can be what its header is for: where no `:` or `=` stands between them, the name may stand in a list of names.
fn is_plausible(field: &str, value: &str) -> bool {
    let of = |is: fn(u8) -> bool| !value.is_empty() && value.bytes().all(is);
    match field {
        "timestamp" => of(|c| c.is_ascii_digit()),
        "signature" => value.len() >= 40 && of(crate::bytes::is_base64) || value.starts_with("WECHATPAY/SIGNTEST/"),
        "signature-type" => value.starts_with("WECHATPAY2"),
        "nonce" => value.len() >= 8 && of(|c| c.is_ascii_alphanumeric()),
        _ => value.len() >= 8 && of(|c| c.is_ascii_alphanumeric() || c == b'_'),
    }
}

/// The value behind a name: `: v`, `=v`, `":"v"`, `' => 'v'`, `] => v`, `:[v]`, `", "v"`, `> v`, `| v`, or on the next line.
fn value(text: &str, behind: usize, field: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let mut at = behind;
    let skip = |at: &mut usize, set: &[u8]| {
        while bytes.get(*at).is_some_and(|c| set.contains(c)) {
            *at += 1;
        }
    };
    skip(&mut at, b"\"'\\] \t`");
    let rest = text.get(at..)?;
    let strong = ["=>", ":", "：", "="].iter().find(|sign| rest.starts_with(**sign));
    let weak = ["->", ",", "|", ">", ";", "\r\n", "\n"].iter().find(|sign| rest.starts_with(**sign));
    match strong.or(weak) {
        Some(sign) => at += sign.len(),
        // A column of a table.
        None if bytes.get(behind) == Some(&b'\t') => {}
        None => return None,
    }
    // A browser's list of headers has the value on a line of its own; programs put words and brackets before it.
    for _ in 0..8 {
        skip(&mut at, b" \t\"'\\`");
        let rest = text.get(at..)?;
        let line = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"));
        let ends = |next: &&str| !next.lines().next().unwrap_or_default().trim_end().ends_with(':');
        let mut known = NOISE.iter().filter_map(|pattern| noise(rest, pattern));
        if let Some(next) = line.filter(ends) {
            at = text.len() - next.len();
        } else if let Some(length) = known.next() {
            at += length;
        } else if rest.starts_with(['[', '(', '{', ':', '=']) {
            at += 1;
        } else {
            break;
        }
    }
    skip(&mut at, b"\"'\\");
    let mut value = String::new();
    let start = at;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '\n' | '\r' | '"' | '\'' | ',' | ']' | ';' => break,
            '<' | '|' if strong.is_none() => break,
            '[' if text.get(at..).is_some_and(|rest| rest.starts_with("[\\r]")) => break,
            '\\' if bytes.get(at + 1) == Some(&b'/') => {}
            '\\' => break,
            // The next option of a command.
            ' ' if text
                .get(at..)
                .is_some_and(|rest| rest.starts_with(" -H") || rest.starts_with(" -d") || rest.starts_with(" --")) =>
            {
                break;
            }
            c => value.push(c),
        }
        at += c.len_utf8();
        if at - start > 4096 {
            break;
        }
    }
    // A signature that a text box has wrapped.
    while value.len() >= 40 && bytes.get(at).is_some_and(|c| matches!(c, b'\n' | b'\r')) {
        let next = text.get(at..).unwrap_or_default().trim_start_matches(['\n', '\r']);
        let line = next.lines().next().unwrap_or_default();
        let gap = text.len() - at - next.len();
        let breaks = text.get(at..at + gap).unwrap_or_default().matches('\n').count();
        if breaks > 1 || line.is_empty() || !line.bytes().all(crate::bytes::is_base64) {
            break;
        }
        value.push_str(line);
        at += gap + line.len();
    }
    let value = value.trim().trim_end_matches(['}', ')']).to_owned();
    // The name of another header is no value, and the place of that one's own.
    let name = |word: &str| value.get(..word.len()).is_some_and(|front| front.eq_ignore_ascii_case(word));
    if name("wechatpay-") || name("alipay-") || strong.is_none() && !is_plausible(field, &value) {
        return None;
    }
    Some((value, at))
}

struct Group {
    start: usize,
    hits: Vec<Hit>,
}

/// A further message begins with a status or request line, or with a header that was there already and a body between.
fn groups(text: &str, objects: &[Object], hits: Vec<Hit>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let holder = |at: usize| holder(objects, at);
    for hit in hits {
        let start = line_start(text, hit.range.start);
        let start = holder(hit.range.start).map_or(start, |object| object.range.start.min(start));
        let Some(group) = groups.last_mut() else {
            let before = text.get(..hit.range.start).unwrap_or_default();
            let start = start_lines(before).last().unwrap_or(start);
            groups.push(Group { start, hits: Vec::from([hit]) });
            continue;
        };
        let last = group.hits.last().map_or(0, |last| last.range.end);
        let between = text.get(last..hit.range.start).unwrap_or_default();
        let again = group.hits.iter().any(|other| other.field == hit.field);
        let other = group.hits.iter().any(|other| other.format != hit.format);
        let body = || {
            has_blank_line(between)
                || within(objects, &(last..hit.range.start)).iter().any(|o| o.range.end <= hit.range.start)
                || holder(hit.range.start) != group.hits.last().and_then(|last| holder(last.range.start))
        };
        if let Some(at) = start_lines(between).last() {
            groups.push(Group { start: last + at, hits: Vec::from([hit]) });
        } else if other || again && body() {
            groups.push(Group { start: start.max(last), hits: Vec::from([hit]) });
        } else {
            group.hits.push(hit);
        }
    }
    groups
}

/// The object that holds a place. Objects stand in order, and in no other.
fn holder(objects: &[Object], at: usize) -> Option<&Object> {
    let next = objects.partition_point(|object| object.range.start <= at);
    objects.get(next.checked_sub(1)?).filter(|object| object.range.end > at)
}

/// The objects that begin in a range.
fn within<'a>(objects: &'a [Object], range: &Range<usize>) -> &'a [Object] {
    let from = objects.partition_point(|object| object.range.start < range.start);
    let to = objects.partition_point(|object| object.range.start < range.end);
    objects.get(from..to.max(from)).unwrap_or_default()
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |i| i + 1)
}

fn has_blank_line(text: &str) -> bool {
    blank_line(text).is_some()
}

/// Where the text behind the first blank line begins.
fn blank_line(text: &str) -> Option<usize> {
    let mut from = text.find('\n')? + 1;
    loop {
        let rest = text.get(from..)?;
        let line = rest.find('\n')?;
        let content = rest.get(..line)?.trim_matches(|c: char| matches!(c, '\r' | ' ' | '\t' | '<' | '>' | '*'));
        if content.is_empty() {
            return Some(from + line + 1);
        }
        from += line + 1;
    }
}

/// Where the status and request lines of a text begin.
fn start_lines(text: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let content = line.trim_start_matches(['<', '>', ' ', '*', '\t']);
        let method = ["GET ", "POST ", "PUT ", "PATCH ", "DELETE "].iter().any(|m| content.starts_with(m));
        let begins = content.starts_with("HTTP/") || method && (content.contains(" HTTP/") || content.contains(" /"));
        at += line.len();
        begins.then_some(at - line.len())
    })
}

fn message(text: &str, objects: &[Object], group: &Group, from: usize, end: usize) -> Option<Located> {
    let first = group.hits.first()?;
    let format = first.format;
    let mut http = Http { respelled: group.hits.iter().any(|hit| hit.respelled), ..Http::default() };
    for hit in &group.hits {
        let slot = match hit.field {
            "timestamp" => &mut http.timestamp,
            "nonce" => &mut http.nonce,
            "serial" => &mut http.serial,
            "signature" => &mut http.signature,
            _ => &mut http.kind,
        };
        match slot {
            Some(other) if *other != hit.value => http.twice = http.twice.or(Some(hit.field)),
            _ => *slot = Some(hit.value.clone()),
        }
    }
    let region = from..end;
    let last = group.hits.last()?.range.end;
    let taken = body(text, objects, group, region, last, &mut http);
    http.body = taken.text;
    http.others = taken.others;
    let there = [&http.timestamp, &http.nonce, &http.serial, &http.signature];
    if there.into_iter().flatten().count() < 3 {
        return None;
    }
    let start = group.start.min(taken.range.start);
    let beside = taken.beside;
    Some(Located { format, range: start..last.max(taken.range.end), http, beside })
}

#[derive(Default)]
struct Body {
    text: String,
    range: Range<usize>,
    beside: bool,
    others: Vec<String>,
}

/// Most objects beside the body that are tried in its place, and most bytes of them.
const MAX_OTHERS: usize = 8;
const MAX_OTHER_BYTES: usize = 1 << 18;

/// The body: first that applies (gateway.md §4).
fn body(text: &str, objects: &[Object], group: &Group, region: Range<usize>, last: usize, http: &mut Http) -> Body {
    let holds = |object: &Object| group.hits.iter().any(|hit| object.range.contains(&hit.range.start));
    let carrier = group.hits.iter().find_map(|hit| holder(objects, hit.range.start));
    let member =
        |carrier: &Object| member_body(text, &carrier.items, 0).or_else(|| json_member(text, &carrier.items, 0));
    if let Some(found) = carrier.and_then(member) {
        let range = carrier.map_or(0..0, |carrier| carrier.range.clone());
        return Body { text: found, range, ..Body::default() };
    }
    if let Some((found, range)) = sdk_body(text, region.clone(), http) {
        return Body { text: found, range, ..Body::default() };
    }
    if let Some((found, range)) = argument(text, region.clone()) {
        return Body { text: found, range, ..Body::default() };
    }
    // A further message, of a kind without such headers, ends this one.
    let rest = text.get(last..region.end).unwrap_or_default();
    let next = start_lines(rest).map(|at| last + at).find(|at| *at > last && holder(objects, *at).is_none());
    let end = next.unwrap_or(region.end);
    // A body that ends nowhere is not the object inside it that does.
    let rest = text.get(last..end).unwrap_or_default();
    let behind = blank_line(rest).map_or(end, |at| last + at);
    let found = text.get(behind..end).unwrap_or_default();
    let open = behind + (found.len() - found.trim_start().len());
    if found.trim_start().starts_with('{')
        && json::object(text.get(..end).unwrap_or_default(), open) == Err(json::Error::Unclosed)
    {
        return Body { text: found.to_owned(), range: behind..end, ..Body::default() };
    }
    let all = within(objects, &region);
    let own = || all.iter().filter(|object| object.range.end <= region.end && !holds(object));
    let taken = own().rfind(|object| object.range.end <= end);
    // Which of several is the body, the signature says: those behind the headers first, as they stand.
    let beside = || own().filter(|object| taken.is_none_or(|taken| taken.range != object.range));
    let after = beside().filter(|object| object.range.start > last);
    let before = beside().filter(|object| object.range.start <= last);
    let mut left = MAX_OTHER_BYTES;
    let others = after.chain(before).take(MAX_OTHERS).map_while(|object| {
        left = left.checked_sub(object.range.len())?;
        Some(text.get(object.range.clone())?.to_owned())
    });
    let others: Vec<String> = others.collect();
    let range = taken.map_or(behind..behind + found.len(), |object| object.range.clone());
    let own = text.get(range.clone()).unwrap_or_default().to_owned();
    Body { text: own, range, beside: beside().next().is_some(), others }
}

/// The member `body` of an object that also holds the headers.
fn member_body(text: &str, items: &[json::Item], depth: usize) -> Option<String> {
    if let Some(item) = items.iter().find(|item| item.name.eq_ignore_ascii_case("body")) {
        let body = json::plain(text, item);
        let encoded = items.iter().any(|item| item.name == "isBase64Encoded" && json::plain(text, item) == "true");
        let decoded = || String::from_utf8(crate::bytes::base64(&body)?).ok();
        return if encoded { decoded().or(Some(body)) } else { Some(body) };
    }
    if depth > 8 {
        return None;
    }
    items.iter().find_map(|item| member_body(text, &json::children(text, item), depth + 1))
}

/// The longest string in an object that holds the headers which is a JSON object itself: records name their bodies as they like.
fn json_member(text: &str, items: &[json::Item], depth: usize) -> Option<String> {
    let mut longest: Option<String> = None;
    for item in items {
        let found = match item.kind {
            json::Kind::String => {
                let raw = text.get(item.value.clone()).unwrap_or_default();
                Some(json::unquote(raw)).filter(|own| own.trim_start().starts_with('{') && !hinted(own))
            }
            _ if depth > 4 => None,
            _ => json_member(text, &json::children(text, item), depth + 1),
        };
        if found.as_ref().is_some_and(|found| longest.as_ref().is_none_or(|other| found.len() > other.len())) {
            longest = found;
        }
    }
    longest
}

/// The body in a text of the platform's own libraries: `responseBody[…]`, `Body:{Reader:…}`, `message=[t LF n LF body LF]`.
fn sdk_body(text: &str, region: Range<usize>, http: &mut Http) -> Option<(String, Range<usize>)> {
    let own = text.get(region.clone())?;
    let in_marks = |mark: &str| -> Option<(String, Range<usize>)> {
        let at = region.start + own.find(mark)? + mark.len();
        let rest = text.get(at..region.end)?;
        let close = if mark.ends_with('[') { ']' } else { '}' };
        let open = at + (rest.len() - rest.trim_start().len());
        let end = match json::object(text.get(..region.end)?, open) {
            Ok(object) => object.range.end,
            Err(_) => at + rest.find(close)?,
        };
        Some((text.get(at..end)?.to_owned(), at..end))
    };
    if let Some(found) = in_marks("responseBody[").or_else(|| in_marks("Body:{Reader:")) {
        return Some(found);
    }
    let mark = "message=[";
    let at = region.start + own.find(mark)? + mark.len();
    let rest = text.get(at..region.end)?;
    let (timestamp, rest) = rest.split_once('\n')?;
    let (nonce, rest) = rest.split_once('\n')?;
    let body = rest.rfind("\n]").map(|end| rest.get(..end)).unwrap_or_else(|| rest.strip_prefix(']').map(|_| ""))?;
    http.timestamp.get_or_insert_with(|| timestamp.trim().to_owned());
    http.nonce.get_or_insert_with(|| nonce.trim().to_owned());
    let from = at + timestamp.len() + nonce.len() + 2;
    Some((body.to_owned(), from..from + body.len() + 2))
}

/// The argument of `-d` or `--data…` of a command, with the shell's quoting undone.
fn argument(text: &str, region: Range<usize>) -> Option<(String, Range<usize>)> {
    let own = text.get(region.clone())?;
    let mut at = [
        " -d ",
        " --data ",
        " --data-raw ",
        " --data-binary ",
        " --data-urlencode ",
        "\n-d ",
        "\n--data",
        " -d'",
        " -d\"",
    ]
    .iter()
    .filter_map(|option| own.find(option).map(|at| at + 1))
    .min()?;
    at += own.get(at..)?.find([' ', '\'', '"', '='])?;
    at += own.get(at..)?.find(|c: char| c != ' ' && c != '=')?;
    let (found, end) = shell_word(own.get(at..)?);
    Some((found, region.start + at..region.start + at + end))
}

/// A word of a shell, and its length.
fn shell_word(text: &str) -> (String, usize) {
    let mut out = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            ' ' | '\n' | '\r' | '\t' => return (out, at),
            '\'' => {
                for (_, c) in chars.by_ref() {
                    if c == '\'' {
                        break;
                    }
                    out.push(c);
                }
            }
            '$' if chars.peek().is_some_and(|(_, c)| *c == '\'') => {
                chars.next();
                let mut inner = String::new();
                let mut slash = false;
                for (_, c) in chars.by_ref() {
                    if c == '\'' && !slash {
                        break;
                    }
                    slash = c == '\\' && !slash;
                    inner.push(c);
                }
                out.push_str(&json::unquote(&inner.replace("\\'", "'")));
            }
            '"' => {
                let mut slash = false;
                for (_, c) in chars.by_ref() {
                    match c {
                        '"' if !slash => break,
                        '\\' if !slash => slash = true,
                        c => {
                            if slash && !matches!(c, '"' | '\\' | '$' | '`') {
                                out.push('\\');
                            }
                            slash = false;
                            out.push(c);
                        }
                    }
                }
            }
            '\\' => {
                if let Some((_, c)) = chars.next()
                    && c != '\n'
                {
                    out.push(c);
                }
            }
            c => out.push(c),
        }
    }
    (out, text.len())
}

/// Whether headers of a text are themselves written in a string literal: `\n` for line ends, `\"` for quotes. Strings of
/// `objects` are read decoded.
pub(crate) fn in_a_literal(text: &str, objects: &[Object]) -> bool {
    text.match_indices(['W', 'w', 'A', 'a']).any(|(at, _)| {
        let rest = text.get(at..at + 10).unwrap_or_default();
        let ours = rest.eq_ignore_ascii_case("wechatpay-") || rest.eq_ignore_ascii_case("wechatpay_");
        let before = text.get(..at).unwrap_or_default();
        ours && holder(objects, at).is_none()
            && (before.ends_with("\\n") || before.ends_with("\\\"") || before.ends_with("\\r"))
    })
}

/// A message with its string literal's escapes undone.
pub(crate) fn literal(text: &str) -> String {
    clean::unescape(text)
}
