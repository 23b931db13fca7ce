//! One register (Kassa): what the next receipt must follow from; and the same as a state between two parts.

use super::{
    months::{Month, Months},
    numbers::{Number, Numbers},
    outage::{Outage, Phase},
    receipt::Link,
    turnover::Turnover,
    vienna,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::SerializeSeq as _};
use slipcheck_codec::{encoding::Base64, time::Civil};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Most series of numbers that are followed.
pub(super) const SERIES: usize = 10_000;

/// A register.
#[derive(Debug)]
pub(super) struct Register {
    pub(super) id: String,
    /// Another register stands before it.
    pub(super) foreign: bool,
    /// What the next receipt must chain to; `None`: not known.
    pub(super) previous: Option<Link>,
    /// The same, at the beginning of this part.
    pub(super) handed: Option<Link>,
    /// There is something before the next receipt.
    pub(super) begun: bool,
    /// A malformed receipt stands before the next one.
    pub(super) behind_malformed: bool,
    /// Chaining values of receipts that did not chain to the one before.
    pub(super) claimed: HashSet<Link>,
    pub(super) turnover: Turnover,
    pub(super) closed: Option<bool>,
    pub(super) time: Option<Civil>,
    pub(super) outage: Outage,
    pub(super) months: Months,
    pub(super) series: HashMap<String, u64>,
    pub(super) numbers: Numbers,
    /// For the summary.
    pub(super) told: Told,
}

/// What the summary says of a register.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) receipts: u64,
    pub(super) from: Option<Civil>,
    pub(super) last_number: String,
    pub(super) ends_with_null: bool,
}

impl Register {
    /// One that nothing is known of.
    pub(super) fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            foreign: false,
            previous: None,
            handed: None,
            begun: false,
            behind_malformed: false,
            claimed: HashSet::new(),
            turnover: Turnover::default(),
            closed: None,
            time: None,
            outage: Outage::default(),
            months: Months::default(),
            series: HashMap::new(),
            numbers: Numbers::new(),
            told: Told::default(),
        }
    }

    /// One that a part before left.
    pub(super) fn of_state(id: &str, state: &RegisterState) -> Self {
        let turnover = Turnover {
            values: state.turnover.clone().unwrap_or_default(),
            key_fits: state.key_fits,
            bytes: state.turnover_bytes,
            ..Turnover::default()
        };
        let months = Months { last: state.month, null_since: state.null_since, signed_since: state.signed_null_since };
        Self {
            previous: state.previous,
            handed: state.previous,
            begun: true,
            turnover,
            closed: state.closed,
            time: state.time,
            outage: Outage { phase: state.outage, first: None, count: 0 },
            months,
            series: state.series.iter().map(|(text, number)| (text.clone(), *number)).collect(),
            numbers: Numbers::of(&state.numbers),
            ..Self::new(id)
        }
    }

    /// What it leaves to the next part.
    pub(super) fn state(&self) -> RegisterState {
        let values = &self.turnover.values;
        RegisterState {
            previous: self.previous,
            turnover: (!values.is_empty()).then(|| values.clone()),
            turnover_bytes: self.turnover.bytes,
            key_fits: self.turnover.key_fits,
            closed: self.closed,
            time: self.time,
            outage: self.outage.phase,
            month: self.months.last,
            null_since: self.months.null_since,
            signed_null_since: self.months.signed_since,
            series: self.series.iter().map(|(text, number)| (text.clone(), *number)).collect(),
            numbers: self.numbers.all(),
        }
    }
}

/// What the next part of a journal needs: by register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    schema: u32,
    kind: String,
    pub(super) registers: BTreeMap<String, RegisterState>,
}

impl State {
    pub(super) fn of(registers: BTreeMap<String, RegisterState>) -> Self {
        Self { schema: 1, kind: "dep".into(), registers }
    }
}

/// What the next part needs of one register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RegisterState {
    #[serde(serialize_with = "write_link", deserialize_with = "read_link")]
    previous: Option<Link>,
    turnover: Option<Vec<i128>>,
    turnover_bytes: Option<usize>,
    key_fits: bool,
    closed: Option<bool>,
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    time: Option<Civil>,
    #[serde(serialize_with = "write_phase", deserialize_with = "read_phase")]
    outage: Phase,
    month: Option<Month>,
    null_since: bool,
    signed_null_since: bool,
    series: BTreeMap<String, u64>,
    #[serde(serialize_with = "write_numbers", deserialize_with = "read_numbers")]
    numbers: Vec<Number>,
}

fn write_link<S: Serializer>(link: &Option<Link>, serializer: S) -> Result<S::Ok, S::Error> {
    link.map(|link| Base64::Standard.encode(&link)).serialize(serializer)
}

fn read_link<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Option<Link>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let bytes = Base64::Standard.decode(&text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.map(Some).ok_or_else(|| D::Error::custom("no chaining value"))
}

fn write_time<S: Serializer>(time: &Option<Civil>, serializer: S) -> Result<S::Ok, S::Error> {
    time.map(vienna::text).serialize(serializer)
}

fn read_time<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Option<Civil>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    vienna::parse(&text).map(Some).ok_or_else(|| D::Error::custom("no time"))
}

fn write_phase<S: Serializer>(phase: &Phase, serializer: S) -> Result<S::Ok, S::Error> {
    phase.id().serialize(serializer)
}

fn read_phase<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Phase, D::Error> {
    let id = String::deserialize(deserializer)?;
    Phase::of(&id).ok_or_else(|| D::Error::custom("no phase of an outage"))
}

fn write_numbers<S: Serializer>(numbers: &[Number], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(numbers.len()))?;
    for number in numbers {
        list.serialize_element(&Base64::Standard.encode(number))?;
    }
    list.end()
}

fn read_numbers<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<Number>, D::Error> {
    struct List;

    impl<'d> serde::de::Visitor<'d> for List {
        type Value = Vec<Number>;

        fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str("hashes of numbers")
        }

        fn visit_seq<A: serde::de::SeqAccess<'d>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut numbers = Vec::new();
            while let Some(text) = list.next_element::<String>()? {
                let bytes = Base64::Standard.decode(&text).ok().and_then(|bytes| bytes.try_into().ok());
                numbers.push(bytes.ok_or_else(|| A::Error::custom("no hash of a number"))?);
            }
            Ok(numbers)
        }
    }

    deserializer.deserialize_seq(List)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_it_was_written() {
        let mut register = Register::new("K_1");
        register.previous = Some([7; 8]);
        register.turnover.values = vec![-5, 1 << 100];
        register.time = vienna::parse("2026-03-02T08:00:00");
        register.outage.phase = Phase::One;
        register.months.last = Some((2026, 3));
        register.series.insert("A-".into(), u64::MAX);
        register.numbers.insert([9; 16], [1; 8]);
        let state = State::of([("K_1".to_owned(), register.state())].into());
        let text = serde_json::to_string(&state).unwrap();
        assert!(
            text.starts_with(
                r#"{"schema":1,"kind":"dep","registers":{"K_1":{"previous":"BwcHBwcHBwc=","turnover":[-5,"#
            ),
            "{text}"
        );
        assert!(text.contains(r#""outage":"one","month":[2026,3],"nullSince":false,"signedNullSince":false"#));
        let read = crate::State::read(text.as_bytes()).unwrap();
        assert_eq!(read, crate::State::Dep(state));
        for broken in [
            text.replace("BwcHBwcHBwc=", "Bwc="),
            text.replace("\"one\"", "\"two\""),
            text.replace("\"schema\":1", "\"schema\":2"),
            "{}".into(),
        ] {
            assert!(crate::State::read(broken.as_bytes()).is_none());
        }
    }
}
