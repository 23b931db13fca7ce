//! JSON as signed data: a member that stands twice makes it malformed, since two readers could each take another one.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{cell::RefCell, fmt, ops::Range};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Why it is not such JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Not UTF-8, or not JSON.
    Syntax,
    /// This member stands twice in one object.
    Duplicate(String),
    /// JSON, but not an object.
    NotAnObject,
}

/// Reads one object (RFC 8259), its members in any order, none of them twice at any depth (RFC 7493 §2.3).
///
/// # Errors
/// See [`Error`].
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, Error> {
    let duplicate = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict(&duplicate).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    match (value, duplicate.into_inner()) {
        (_, Some(name)) => Err(Error::Duplicate(name)),
        (Ok(Value::Object(map)), None) => Ok(map),
        (Ok(_), None) => Err(Error::NotAnObject),
        (Err(_), None) => Err(Error::Syntax),
    }
}

/// Its canonical form (RFC 8785). `None` for a number that has none, or whose value was not read exactly.
#[must_use]
pub fn canonical(object: &Map<String, Value>) -> Option<Vec<u8>> {
    #[cfg(feature = "tables")]
    return serde_json_canonicalizer::to_vec(object).ok();
    #[cfg(not(feature = "tables"))]
    {
        let mut bytes = Vec::new();
        write_object(object, &mut bytes)?;
        Some(bytes)
    }
}

/// The same without the crate, whose tables of fractions are a tenth of the web module.
#[cfg(any(test, not(feature = "tables")))]
fn write_object(object: &Map<String, Value>, to: &mut Vec<u8>) -> Option<()> {
    // RFC 8785 §3.2.3: in the order of UTF-16 code units.
    let members: Vec<(&String, &Value)> = object.iter().collect();
    let units = |at: usize| members.get(at).into_iter().flat_map(|(name, _)| name.encode_utf16());
    let sorted = crate::order::by(members.len(), &|one, other| units(one).cmp(units(other)));
    to.push(b'{');
    for (at, (name, value)) in sorted.into_iter().filter_map(|at| members.get(at)).enumerate() {
        if at > 0 {
            to.push(b',');
        }
        text(name, to)?;
        to.push(b':');
        write(value, to)?;
    }
    to.push(b'}');
    Some(())
}

#[cfg(any(test, not(feature = "tables")))]
fn write(value: &Value, to: &mut Vec<u8>) -> Option<()> {
    match value {
        Value::Null => to.extend_from_slice(b"null"),
        Value::Bool(true) => to.extend_from_slice(b"true"),
        Value::Bool(false) => to.extend_from_slice(b"false"),
        Value::Number(number) => {
            // Beyond this a number of JavaScript is not exact any more (RFC 7493 §2.2).
            match number.as_i64().filter(|number| number.unsigned_abs() < 1 << 53) {
                Some(number) => to.extend_from_slice(number.to_string().as_bytes()),
                None => to.extend_from_slice(fraction(number.as_f64()?)?.as_bytes()),
            }
        }
        Value::String(string) => text(string, to)?,
        Value::Array(items) => {
            to.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    to.push(b',');
                }
                write(item, to)?;
            }
            to.push(b']');
        }
        Value::Object(object) => write_object(object, to)?,
    }
    Some(())
}

/// A number as JavaScript writes it (RFC 8785 §3.2.2.3), by JavaScript. The parser may be off by one in the last place of
/// long ones, and such a neighbour takes more than 15 digits to write.
#[cfg(all(feature = "browser", not(feature = "tables")))]
fn fraction(number: f64) -> Option<String> {
    let text = String::from(js_sys::Number::from(number).to_string_with_radix(10).ok()?);
    let digits = text.split('e').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit);
    (number.is_finite() && digits.skip_while(|digit| *digit == b'0').count() <= 15).then_some(text)
}

#[cfg(all(any(test, not(feature = "tables")), not(all(feature = "browser", not(feature = "tables")))))]
fn fraction(_number: f64) -> Option<String> {
    None
}

#[cfg(any(test, not(feature = "tables")))]
fn text(text: &str, to: &mut Vec<u8>) -> Option<()> {
    to.extend(serde_json::to_vec(text).ok()?);
    Some(())
}

/// Where the members of an object stand, names and values together: for bytes that [`object`] accepted.
#[must_use]
pub fn places(bytes: &[u8]) -> Vec<(String, Range<usize>)> {
    let mut places = Vec::new();
    let (mut depth, mut start, mut end) = (0, None, 0);
    let mut at = 0;
    while let Some(c) = bytes.get(at) {
        let next = if *c == b'"' { string_end(bytes, at) } else { at + 1 };
        match c {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        let is_separator = depth == 1 && matches!(c, b',' | b'{') || depth == 0;
        if is_separator {
            if let Some(start) = start.take() {
                let name = bytes.get(start..end).unwrap_or_default();
                let name = name.get(1..string_end(name, 0).saturating_sub(1)).unwrap_or_default();
                places.push((String::from_utf8_lossy(name).into(), start..end));
            }
        } else if !c.is_ascii_whitespace() {
            start = start.or(Some(at));
            end = next;
        }
        at = next;
    }
    places
}

/// The byte behind a string that begins here.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(c) = bytes.get(at) {
        match c {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[derive(Clone, Copy)]
struct Strict<'a>(&'a RefCell<Option<String>>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if members.contains_key(&name) {
                self.0.borrow_mut().get_or_insert_with(|| name.to_string());
                return Err(A::Error::custom("duplicate member"));
            }
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_member_that_stands_twice_is_named() {
        assert_eq!(object(br#"{"a":1,"b":{"c":1,"c":2}}"#), Err(Error::Duplicate("c".into())));
        assert_eq!(object(br#"{"a":1,"\u0061":2}"#), Err(Error::Duplicate("a".into())));
        assert_eq!(object(b"[1]"), Err(Error::NotAnObject));
        assert_eq!(object(b"{} {}"), Err(Error::Syntax));
        assert_eq!(object(b"{\"a\":\"\xff\"}"), Err(Error::Syntax));
        assert!(object(br#"{"a":[1,{"b":null}],"c":1.5}"#).is_ok());
        assert_eq!(object(&[b"{\"a\":".repeat(500), b"1".to_vec(), b"}".repeat(500)].concat()), Err(Error::Syntax));
    }

    #[test]
    fn members_have_their_places() {
        let text = br#" { "a" : "x,\"}" , "b":[1,{"c":2}],"\u0061\"":null,"d":{} }"#;
        assert!(object(text).is_ok());
        let found: Vec<_> = places(text).into_iter().map(|(name, place)| (name, &text[place])).collect();
        let expected: [(&str, &[u8]); 4] = [
            ("a", br#""a" : "x,\"}""#),
            ("b", br#""b":[1,{"c":2}]"#),
            (r#"\u0061\""#, br#""\u0061\"":null"#),
            ("d", br#""d":{}"#),
        ];
        assert_eq!(found, expected.map(|(name, text)| (name.to_string(), text)));
        for other in [&b""[..], b"{}", b"{", b"\"", b"}}}", b"{,}", b"{\"a", b"[[,"] {
            let _ = places(other);
        }
    }

    #[test]
    fn canonical_form_sorts_by_utf16() {
        let map = object("{\"\u{fb33}\":1,\"\u{1f600}\":2,\"a\":\"\\u20ac\\u000f\\n\"}".as_bytes()).unwrap();
        let text = String::from_utf8(canonical(&map).unwrap()).unwrap();
        assert_eq!(text, "{\"a\":\"€\\u000f\\n\",\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\\x00-\\x7f]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn without_the_crate_the_form_is_the_same(
            members in prop::collection::vec((any::<String>(), values()), 0..6)
        ) {
            let object: Map<String, Value> = members.into_iter().collect();
            let mut bytes = Vec::new();
            if write_object(&object, &mut bytes).is_some() {
                prop_assert_eq!(Some(bytes), serde_json_canonicalizer::to_vec(&object).ok());
            }
        }
    }
}
