//! Where messages are in a text that somebody pasted (gateway.md §4).

use crate::{
    bytes,
    clean::{self, Clean},
    coats, headers,
    json::{self, Error, Kind, Object},
    members,
    message::{Answer, Carrier, Content, Format, Found, Members, Message, Pair},
    names,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

/// Most bytes of one text that are looked at for JSON, beginnings that close nowhere included: work is linear in the text.
pub const WORK_LIMIT: usize = 32 << 20;
/// Most messages of one text.
pub const MAX_MESSAGES: usize = 200;
/// Deepest nesting of messages in strings of other objects.
const MAX_NESTING: usize = 6;

struct Looking {
    work: usize,
    messages: Vec<Message>,
    /// A bound was used up.
    cut: bool,
}

/// Most texts that are made of one by taking off what is around all of it.
const MAX_TAKES: usize = 40;

/// The messages of a text, in order.
#[must_use]
pub fn find(text: &str) -> Found {
    if !hinted(text) {
        return Found::default();
    }
    let clean = Clean::of(text);
    let whole = 0..clean.text.len();
    let mut looking = Looking::new(WORK_LIMIT);
    let objects = looking.look(&clean.text, 0);
    claim(&clean.text, &mut looking.messages);
    let literal =
        looking.messages.is_empty() && clean.text.contains('\\') || headers::in_a_literal(&clean.text, &objects);
    let marks = |mark: &str, plain: &str| {
        (clean.text.contains(mark) && clean.text.contains('{')).then(|| clean.text.replace(mark, plain))
    };
    // All of it stands in a string literal, or in what a mail or a shell made of it; a column of a table that doubles quotes, or a
    // dictionary as Python prints it, only where nothing else is found.
    let plain = [literal.then(|| headers::literal(&clean.text)), clean::unquoted(&clean.text)];
    let plain = plain.into_iter().chain([marks("\"\"", "\""), marks("'", "\"")]).enumerate();
    for (i, plain) in plain.filter_map(|(i, plain)| Some((i, plain?))) {
        if i > 1 && !looking.messages.is_empty() {
            continue;
        }
        let other = looking.take(&plain, &whole);
        // Marks of a mail or a shell may stand in a value as well: what is found either way is another way of reading it.
        if i == 1 && other.len() == looking.messages.len() {
            beside(&mut looking.messages, other);
        } else if !other.is_empty() && (i == 0 || other.len() >= looking.messages.len()) {
            looking.messages = other;
        }
    }
    undressed(&mut looking, &clean.text);
    let cut = looking.cut || looking.work == 0 || looking.messages.len() > MAX_MESSAGES;
    let mut messages = looking.messages;
    if messages.is_empty() {
        messages.extend(request(&clean.text));
    }
    messages.truncate(MAX_MESSAGES);
    messages.sort_by_key(|message| message.range.start);
    for message in &mut messages {
        message.range = clean.original(&message.range);
        for other in &mut message.others {
            other.range = message.range.clone();
        }
        for message in
            core::iter::once(&mut message.damage).chain(message.others.iter_mut().map(|other| &mut other.damage))
        {
            if clean.invisible {
                message.push("bom");
            }
            if clean.quotes {
                message.push("smart-quotes");
            }
        }
    }
    if clean.invisible || clean.quotes {
        // What nobody sees, and a quote of print, may be a value's own.
        let mut other = Looking::new(looking.work);
        other.look(text, 0);
        claim(text, &mut other.messages);
        beside(&mut messages, other.messages);
    }
    Found { messages, cut }
}

/// Tells messages what else they may be: as many, one for each.
fn beside(messages: &mut [Message], others: Vec<Message>) {
    if messages.len() == others.len() {
        for (message, mut other) in messages.iter_mut().zip(others) {
            other.range = message.range.clone();
            let ways = core::mem::take(&mut other.others);
            message.others.extend(core::iter::once(other).chain(ways).take(MAX_OTHERS));
        }
    }
}

/// Looks at a text with what is around all of it taken off: for a message where none was found, else for what the one that was found
/// may be as well. Coats may lie one on another.
fn undressed(looking: &mut Looking, text: &str) {
    if looking.messages.len() > 1 {
        return;
    }
    let whole = 0..text.len();
    let mut takes: Vec<String> = Vec::new();
    let mut from = 0;
    for depth in 0..3 {
        let texts: Vec<&str> =
            if depth == 0 { Vec::from([text]) } else { takes.iter().skip(from).map(String::as_str).collect() };
        let mut fresh: Vec<String> = Vec::new();
        for plain in texts.iter().flat_map(|text| coats::ALL.iter().filter_map(|coat| coat(text))) {
            let known = plain == text || takes.contains(&plain) || fresh.contains(&plain);
            if !known && takes.len() + fresh.len() < MAX_TAKES && looking.work > plain.len() {
                fresh.push(plain);
            }
        }
        from = takes.len();
        for plain in &fresh {
            let other = looking.take(plain, &whole);
            match (looking.messages.as_mut_slice(), other.len()) {
                ([], 1..) => looking.messages = other,
                ([_], 1) => beside(&mut looking.messages, other),
                _ => {}
            }
        }
        takes.extend(fresh);
        if !looking.messages.is_empty() {
            break;
        }
    }
    for message in &mut looking.messages {
        message.others.truncate(MAX_OTHERS);
    }
}

/// Most other ways of reading one message.
const MAX_OTHERS: usize = 24;
/// Most amounts and results that are taken from around a message.
const MAX_CLAIMS: usize = 40;

/// Tells each message which amounts and results the text states outside of the messages: those nearest to it. What another message
/// says, speaks of that.
fn claim(text: &str, messages: &mut [Message]) {
    let mut places: Vec<Range<usize>> = messages.iter().map(|message| message.range.clone()).collect();
    places.sort_by_key(|range| range.start);
    let inside = |at: usize| {
        let next = places.partition_point(|range| range.start <= at);
        next.checked_sub(1).and_then(|last| places.get(last)).is_some_and(|range| range.end > at)
    };
    let mut stated_inside: Vec<(&str, String)> = Vec::new();
    let mut around: Vec<(usize, &str, String)> = Vec::new();
    for name in names::CLAIMS {
        for (at, _) in text.match_indices(name) {
            let alone = !text.get(..at).unwrap_or_default().bytes().next_back().is_some_and(names::is_name);
            let Some(value) = stated(text.get(at + name.len()..).unwrap_or_default()).filter(|_| alone) else {
                continue;
            };
            if !inside(at) {
                around.push((at, name, value));
            } else if messages.len() > 1 && !stated_inside.iter().any(|(other, own)| other == name && *own == value) {
                stated_inside.push((name, value));
            }
        }
    }
    around.sort_by_key(|(at, ..)| *at);
    for (at, name, value) in around {
        if stated_inside.iter().any(|(other, own)| *other == name && *own == value) {
            continue;
        }
        let end = at + name.len() + value.len() + 1;
        let distance =
            |message: &&mut Message| message.range.start.saturating_sub(end).max(at.saturating_sub(message.range.end));
        let Some(nearest) = messages.iter_mut().min_by_key(distance) else { return };
        let claim = (name.to_owned(), value);
        if nearest.claims.len() < MAX_CLAIMS && !nearest.claims.contains(&claim) {
            nearest.claims.push(claim);
        }
    }
    for message in messages {
        for other in &mut message.others {
            other.claims.clone_from(&message.claims);
        }
    }
}

/// The value that is stated behind a name.
fn stated(behind: &str) -> Option<String> {
    let marks = |c: char| matches!(c, '"' | '\'' | '\\' | ']' | '[' | ' ' | '\t');
    let rest = behind.trim_start_matches(marks);
    let rest = ["=>", "=", ":", "：", "%3D"].iter().find_map(|sign| rest.strip_prefix(sign))?.trim_start_matches(marks);
    let ends = |c: char| {
        c.is_whitespace()
            || !c.is_ascii()
            || matches!(c, '"' | '\'' | '\\' | ',' | '&' | ';' | '}' | ']' | ')' | '<' | '%')
    };
    let value = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
    (!value.is_empty() && value.len() <= 40).then(|| value.to_owned())
}

/// Whether a text may hold a message at all: one look for words that every message has.
#[must_use]
pub fn hinted(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "signature",
        "signMethod",
        "sign_type",
        "notify_id",
        "alipay_cert_sn",
        "trade_no",
        "_response",
        "respCode",
        "<sign>",
        "merId",
    ];
    WORDS.iter().any(|word| text.contains(word)) || headers::hinted(text)
}

impl Looking {
    fn new(work: usize) -> Self {
        Self { work, messages: Vec::new(), cut: false }
    }

    /// The messages of a text that was made of the whole one, with what it states around them.
    fn take(&mut self, text: &str, whole: &Range<usize>) -> Vec<Message> {
        let mut other = Self::new(self.work);
        other.look(text, 0);
        self.work = other.work;
        if self.messages.is_empty() {
            self.cut |= other.cut;
        }
        claim(text, &mut other.messages);
        for message in &mut other.messages {
            message.range = whole.clone();
            message.damage.push("log-escapes");
            for other in &mut message.others {
                other.damage.push("log-escapes");
            }
        }
        other.messages
    }

    fn push(&mut self, message: Message) {
        if self.messages.len() <= MAX_MESSAGES {
            self.messages.push(message);
        }
    }

    /// Looks for messages; the text's complete objects.
    fn look(&mut self, text: &str, depth: usize) -> Vec<Object> {
        let objects = json::objects(text, 0..text.len(), &mut self.work);
        let mut taken: Vec<Range<usize>> = Vec::new();
        let (found, cut) = headers::messages(text, &objects);
        self.cut |= cut;
        for located in found {
            taken.push(located.range.clone());
            let mut damage = Vec::new();
            if located.http.respelled {
                damage.push("header-case");
            }
            let truncated = located.http.body.trim_start().starts_with('{')
                && json::object(located.http.body.trim(), 0) == Err(Error::Unclosed);
            let beside = located.beside;
            let message = Message::new(located.format, located.range, Content::Http(located.http));
            self.push(Message { damage, truncated, beside, ..message });
        }
        let first = self.messages.len();
        let mut inner: Vec<Range<usize>> = Vec::new();
        for object in &objects {
            if taken.iter().any(|range| range.start < object.range.end && object.range.start < range.end) {
                continue;
            }
            let before = self.messages.len();
            self.object(text, object, depth);
            if self.messages.len() > before {
                taken.push(object.range.clone());
                inner.push(object.range.clone());
            }
        }
        taken.sort_by_key(|range| range.start);
        let mut from = 0;
        for range in taken.into_iter().chain(core::iter::once(text.len()..text.len())) {
            if range.start > from {
                self.rest(text, from..range.start);
            }
            from = from.max(range.end);
        }
        if let Some(outer) = self.around(text, &inner) {
            let overlaps = |other: &Message| other.range.start < outer.range.end && outer.range.start < other.range.end;
            self.messages.extract_if(first.., |other| overlaps(other)).for_each(drop);
            self.push(outer);
        }
        objects
    }

    /// A signed message of members in a value of which an object stands that looks like one itself: whoever may write a part of a value
    /// must not speak in its place.
    fn around(&mut self, text: &str, inner: &[Range<usize>]) -> Option<Message> {
        let first = inner.first()?;
        // Its names stand before the object.
        let before = text.get(..first.start)?;
        if !names::has_known(before) {
            return None;
        }
        let holds = |message: &Message| {
            inner.iter().any(|range| message.range.start < range.start && range.end <= message.range.end)
        };
        let found = members::messages(text, 0..text.len(), &mut self.work);
        let mut found = found.into_iter().filter_map(message_of_members).chain(written(text, 0..text.len()));
        found.find(|message| holds(message) && is_signed(message))
    }

    /// A complete JSON object: a message, or something that holds messages.
    fn object(&mut self, text: &str, object: &Object, depth: usize) {
        if let Some(message) = message_of(text, object) {
            return self.push(message);
        }
        // The value of a member of query text.
        if text.get(..object.range.start).is_some_and(|before| before.ends_with('=')) {
            return;
        }
        if depth > MAX_NESTING {
            self.cut |= text.get(object.range.clone()).is_some_and(hinted);
            return;
        }
        if let Some(written) = recorded(text, object) {
            let before = self.messages.len();
            self.look(&written, depth + 1);
            for message in self.messages.iter_mut().skip(before) {
                message.range = object.range.clone();
            }
            if self.messages.len() > before {
                return;
            }
        }
        self.items(text, &object.items, depth);
    }

    fn items(&mut self, text: &str, items: &[json::Item], depth: usize) {
        for item in items {
            match item.kind {
                Kind::Object => {
                    if let Ok(inner) = json::object(text, item.value.start) {
                        self.object(text, &inner, depth + 1);
                    }
                }
                Kind::Array if depth <= MAX_NESTING => {
                    self.items(text, &json::children(text, item), depth + 1);
                }
                Kind::Array => self.cut |= text.get(item.value.clone()).is_some_and(hinted),
                Kind::String => {
                    let raw = text.get(item.value.clone()).unwrap_or_default();
                    if raw.len() < 60 || !hinted(raw) {
                        continue;
                    }
                    if depth > MAX_NESTING {
                        self.cut = true;
                        continue;
                    }
                    let before = self.messages.len();
                    self.look(&json::unquote(raw), depth + 1);
                    for message in self.messages.iter_mut().skip(before) {
                        message.range = item.value.clone();
                    }
                }
                _ => {}
            }
        }
    }

    /// Text outside of objects that are messages.
    fn rest(&mut self, text: &str, range: Range<usize>) {
        if let Some(message) = xml(text, range.clone()) {
            self.push(message);
        }
        let before = self.messages.len();
        let found = members::messages(text, range.clone(), &mut self.work);
        for message in found.into_iter().filter_map(message_of_members) {
            self.push(message);
        }
        if let Some(message) = self.unclosed(text, range.clone()) {
            self.push(message);
        }
        self.in_another_notation(text, range, before);
    }

    /// A JSON message whose end is missing.
    fn unclosed(&self, text: &str, range: Range<usize>) -> Option<Message> {
        let own = text.get(range.clone())?;
        let open = range.start + own.find('{')?;
        let items = open_items(text.get(..range.end)?, open);
        let names = |wanted: &[&str]| items.iter().filter(|item| wanted.contains(&item.name.as_str())).count();
        let answer = items.iter().find(|item| item.name.ends_with("_response"));
        let (format, content) = if let Some(answer) = answer {
            let value = text.get(answer.value.clone())?.to_owned();
            (Format::Alipay, Content::Answer(Answer { name: answer.name.clone(), value, ..Answer::default() }))
        } else if names(names::ACP_UNSIGNED) >= 4 || names(names::ALIPAY_UNSIGNED) >= 4 {
            let format = if names(names::ACP_UNSIGNED) >= 4 { Format::Acp } else { Format::Alipay };
            (format, Content::Members(members_of(text, &items)))
        } else {
            return None;
        };
        Some(Message { truncated: true, ..Message::new(format, open..range.end, content) })
    }

    /// Looks for messages in notations that no rule names. Where one was found already that it is a part of, it is another way of
    /// reading that; where several were, it is what they are parts of. `before`: how many there were before this part of the text.
    fn in_another_notation(&mut self, text: &str, range: Range<usize>, before: usize) {
        let mut at = range.start;
        while at < range.end && self.messages.len() <= MAX_MESSAGES {
            let Some(left) = self.work.checked_sub(range.end - at) else {
                self.work = 0;
                return;
            };
            self.work = left;
            let Some(mut message) = written(text, at..range.end) else { return };
            at = message.range.end.max(at + 1);
            let own = message.range.clone();
            let overlaps = |other: &Message| other.range.start < own.end && own.start < other.range.end;
            let count = self.messages.iter().skip(before).filter(|other| overlaps(other)).count();
            // Several that have their signatures each are several.
            let signed = self.messages.iter().skip(before).filter(|other| overlaps(other) && is_signed(other)).count();
            if count == 1 {
                if let Some(other) = self.messages.iter_mut().skip(before).find(|other| overlaps(other)) {
                    let ways = core::mem::take(&mut message.others);
                    for way in core::iter::once(message).chain(ways) {
                        if !says_the_same(&way, other) && other.others.iter().all(|known| !says_the_same(&way, known)) {
                            other.others.push(way);
                        }
                    }
                }
                continue;
            }
            if signed > 1 {
                continue;
            }
            let parts: Vec<Message> = self.messages.extract_if(before.., |other| overlaps(other)).collect();
            message.others.extend(parts.into_iter().next());
            self.push(message);
        }
    }
}

fn is_signed(message: &Message) -> bool {
    match &message.content {
        Content::Members(members) => {
            members.pairs.iter().any(|pair| matches!(pair.name.as_str(), "sign" | "signature"))
        }
        _ => true,
    }
}

/// Whether two are the same members with the same values.
fn says_the_same(a: &Message, b: &Message) -> bool {
    let (Content::Members(a), Content::Members(b)) = (&a.content, &b.content) else { return false };
    let pairs = |members: &Members| -> Vec<(String, String)> {
        let all = members.pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone()));
        all.collect()
    };
    pairs(a) == pairs(b)
}

/// A message of members that were found; the other ways of ending it beside.
fn message_of_members(located: members::Located) -> Option<Message> {
    let format = format_of(&located.members)?;
    let others = located
        .others
        .into_iter()
        .filter_map(|(range, members)| Some(Message::new(format_of(&members)?, range, Content::Members(members))));
    let others: Vec<Message> = others.collect();
    let message = Message::new(format, located.range, Content::Members(located.members));
    Some(Message { damage: located.damage, others, ..message })
}

/// A message in a form's fields, a serialized array, or a notation that is read off the text.
fn written(text: &str, range: Range<usize>) -> Option<Message> {
    let one = |(range, members): (Range<usize>, Members)| (range, Vec::from([members]));
    let (range, ways) = members::form(text, range.clone())
        .map(one)
        .or_else(|| members::serialized(text, range.clone()).map(one))
        .or_else(|| members::read(text, range))?;
    let mut ways = ways
        .into_iter()
        .filter_map(|members| Some(Message::new(format_of(&members)?, range.clone(), Content::Members(members))));
    let first = ways.next()?;
    Some(Message { others: ways.collect(), ..first })
}

/// A request or an answer as browsers record it (HAR): headers as a list of names and values, the text of the body; written as it
/// was sent.
fn recorded(text: &str, object: &Object) -> Option<String> {
    let headers = object.get("headers").filter(|item| item.kind == Kind::Array)?;
    let holder = object.get("content").or_else(|| object.get("postData"))?;
    let inside = json::children(text, holder);
    let body = inside.iter().find(|item| item.name == "text" && item.kind == Kind::String)?;
    let mut out = String::new();
    for header in json::children(text, headers).iter().take(members::MAX_MEMBERS) {
        let pair = json::children(text, header);
        let of = |name: &str| pair.iter().find(|item| item.name == name).map(|item| json::plain(text, item));
        let (name, value) = of("name").zip(of("value"))?;
        if [&name, &value].iter().any(|part| part.contains(['\n', '\r'])) {
            return None;
        }
        out.push_str(&[name.as_str(), ": ", &value, "\n"].concat());
    }
    if !hinted(&out) && !inside.iter().any(|item| text.get(item.value.clone()).is_some_and(hinted)) {
        return None;
    }
    let mut body = json::plain(text, body);
    if inside.iter().any(|item| item.name == "encoding" && json::plain(text, item) == "base64") {
        body = String::from_utf8(bytes::base64(&body)?).ok()?;
    }
    Some([out.as_str(), "\n", &body].concat())
}

/// Members of an object that ends nowhere, as far as they are whole.
fn open_items(text: &str, open: usize) -> Vec<json::Item> {
    // Cut off behind the last comma that makes the rest whole: found by closing it.
    let mut best = Vec::new();
    let mut tries = 0;
    for (at, _) in text.get(open..).unwrap_or_default().rmatch_indices([',', '}']) {
        tries += 1;
        if tries > 64 {
            break;
        }
        let mut candidate = text.get(..open + at).unwrap_or_default().to_owned();
        candidate.push('}');
        if let Ok(object) = json::object(&candidate, open) {
            best = object.items;
            break;
        }
    }
    if best.is_empty() {
        // The answer's own value is what was cut.
        let rest = text.get(open..).unwrap_or_default();
        if let Some(at) = rest.find("_response\"") {
            let begin = rest.get(..at).and_then(|front| front.rfind('"')).unwrap_or(0);
            let name = rest.get(begin + 1..at + 9).unwrap_or_default().to_owned();
            let value = rest.get(at..).and_then(|r| r.find(':')).map_or(rest.len(), |i| at + i + 1);
            best.push(json::Item { name, start: open + begin, value: open + value..text.len(), kind: Kind::Object });
        }
    }
    best
}

/// A message that a whole object is: an answer, or members.
fn message_of(text: &str, object: &Object) -> Option<Message> {
    let has = |name: &str| object.get(name).is_some();
    let responses = || object.items.iter().filter(|item| item.name.ends_with("_response"));
    let content = if let Some(first) = responses().next().filter(|item| {
        let inner = || json::children(text, item);
        let told = || ["code", "msg"].iter().all(|name| inner().iter().any(|inner| inner.name == *name));
        has("sign") || has("alipay_cert_sn") || item.name.starts_with("alipay_") || told()
    }) {
        let string = |name: &str| object.get(name).map(|item| json::plain(text, item));
        // No answer has as many members beside its own.
        let twice = object.items.iter().take(members::MAX_MEMBERS).enumerate().find(|(i, item)| {
            object.items.iter().take(*i).any(|other| other.name == item.name)
                || item.name.ends_with("_response") && item.start != first.start
        });
        Content::Answer(Answer {
            name: first.name.clone(),
            value: text.get(first.value.clone())?.to_owned(),
            sealed: first.kind == Kind::String,
            sign: string("sign"),
            cert_sn: string("alipay_cert_sn"),
            sign_type: string("sign_type"),
            twice: twice.map(|(_, item)| item.name.clone()),
        })
    } else {
        Content::Members(members_of(text, &object.items))
    };
    let format = match &content {
        Content::Members(members) => format_of(members)?,
        _ => Format::Alipay,
    };
    let range = object.range.clone();
    Some(Message::new(format, range, content))
}

/// An object's members; values that are objects or arrays count as their raw text, numbers as written.
fn members_of(text: &str, items: &[json::Item]) -> Members {
    // A list of one text each, as servers hand over the members of a form.
    let lists = items.len() > 2 && items.iter().all(|item| item.kind == Kind::Array);
    let pairs = items
        .iter()
        .take(members::MAX_MEMBERS + 1)
        .map(|item| {
            let listed = if lists { json::children(text, item) } else { Vec::new() };
            let mut value = match listed.as_slice() {
                [only] if only.kind == Kind::String => json::plain(text, only),
                _ => json::plain(text, item),
            };
            if item.kind == Kind::Word && value == "null" {
                value.clear();
            }
            Pair { name: item.name.clone(), value, piece: String::new(), bare: false }
        })
        .collect();
    Members { carrier: Carrier::Json, pairs }
}

/// Whose message members are, if they are one.
fn format_of(members: &Members) -> Option<Format> {
    let decoded: Vec<String> = members.pairs.iter().map(|pair| plain_name(&pair.name)).collect();
    let has = |name: &str| decoded.iter().any(|other| other == name);
    let count = |names: &[&str]| names.iter().filter(|name| has(name)).count();
    if has("signature") && (has("signMethod") || has("signPubKeyCert") || has("certId")) {
        return Some(Format::Acp);
    }
    if has("sign") && (has("sign_type") || has("notify_id") || has("alipay_cert_sn")) {
        return Some(Format::Alipay);
    }
    if !has("signature") && count(names::ACP_UNSIGNED) >= 4 {
        return Some(Format::Acp);
    }
    (!has("sign") && count(names::ALIPAY_UNSIGNED) >= 4).then_some(Format::Alipay)
}

/// A name with its `%XX` decoded.
pub(crate) fn plain_name(name: &str) -> String {
    match members::decode_form(name, true) {
        Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        None => name.to_owned(),
    }
}

/// WeChat Pay API v2: `<xml>` with `<sign>` and `<mch_id>`.
fn xml(text: &str, range: Range<usize>) -> Option<Message> {
    let own = text.get(range.clone())?;
    let start = own.find("<xml>")?;
    let end = own.get(start..)?.find("</xml>").map_or(own.len(), |at| start + at + 6);
    let mut pairs = Vec::new();
    let mut rest = own.get(start + 5..end)?;
    while let Some(open) = rest.find('<') {
        let Some((name, behind)) = rest.get(open + 1..).and_then(|rest| rest.split_once('>')) else { break };
        let Some(close) = behind.find("</") else { break };
        let value = behind.get(..close).unwrap_or_default().trim();
        let value = value.strip_prefix("<![CDATA[").and_then(|value| value.strip_suffix("]]>")).unwrap_or(value);
        if !name.is_empty() && name.bytes().all(names::is_name) && pairs.len() < members::MAX_MEMBERS {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        rest = behind.get(close..).and_then(|rest| rest.split_once('>')).map_or("", |(_, rest)| rest);
    }
    let has = |wanted: &str| pairs.iter().any(|(name, _)| name == wanted);
    (has("sign") && has("mch_id"))
        .then(|| Message::new(Format::WechatPay, range.start + start..range.start + end, Content::Xml(pairs)))
}

/// A request that the merchant signed: `Authorization: WECHATPAY2-…`.
fn request(text: &str) -> Option<Message> {
    let lower = text.to_ascii_lowercase();
    let header = lower.find("authorization")?;
    let at = header + lower.get(header..header + 120.min(lower.len() - header))?.find("wechatpay2-")?;
    let line = text.get(at..)?.lines().next()?;
    let pairs = line
        .split_once(' ')
        .map_or("", |(_, rest)| rest)
        .split(',')
        .filter_map(|part| {
            let (name, value) = part.trim().split_once('=')?;
            Some((name.to_owned(), value.trim_matches(['"', '\'', '\\']).to_owned()))
        })
        .take(20)
        .collect();
    Some(Message::new(Format::WechatPay, header..at + line.len(), Content::Request(pairs)))
}
