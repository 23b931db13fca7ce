//! What the next part of an export needs (audit.md §1): `devices`, by serial number.

use super::{
    device::Before,
    log::{Time, generalized},
};
use serde::{Deserialize, Serialize};
use slipcheck_codec::encoding::{hex, unhex};
use std::collections::BTreeMap;

/// The state behind a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct State {
    pub(super) devices: BTreeMap<[u8; 32], Before>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Written {
    schema: u32,
    kind: String,
    devices: BTreeMap<String, Device>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Device {
    counter: u64,
    transaction: u64,
    time: Option<String>,
    operation: String,
    disabled: bool,
    open: BTreeMap<String, String>,
}

/// `2026-04-01T08:06:00Z`, with milliseconds where there are some.
fn text(time: Time) -> String {
    let text = time.moment().rfc3339();
    if time.millis == 0 { text } else { text.replace('Z', &format!(".{:03}Z", time.millis)) }
}

fn time(text: &str) -> Option<Time> {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ':' | 'T')).collect();
    generalized(digits.as_bytes())
}

impl TryFrom<Written> for State {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let devices = written.devices.into_iter().map(|(serial, device)| {
            let serial = unhex(&serial).ok().and_then(|bytes| bytes.try_into().ok()).ok_or("serial number")?;
            let open =
                device.open.into_iter().map(|(number, client)| Ok((number.parse().map_err(|_| "number")?, client)));
            let before = Before {
                counter: device.counter,
                transaction: device.transaction,
                time: device.time.map(|text| time(&text).ok_or("time")).transpose()?,
                operation: device.operation,
                disabled: device.disabled,
                open: open.collect::<Result<_, Self::Error>>()?,
            };
            Ok((serial, before))
        });
        Ok(Self { devices: devices.collect::<Result<_, Self::Error>>()? })
    }
}

impl From<State> for Written {
    fn from(state: State) -> Self {
        let devices = state.devices.into_iter().map(|(serial, before)| {
            let device = Device {
                counter: before.counter,
                transaction: before.transaction,
                time: before.time.map(text),
                operation: before.operation,
                disabled: before.disabled,
                open: before.open.into_iter().map(|(number, client)| (number.to_string(), client)).collect(),
            };
            (hex(&serial), device)
        });
        Self { schema: 1, kind: "tse-export".into(), devices: devices.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_written_and_read_again() {
        let before = Before {
            counter: 18,
            transaction: 7,
            time: Some(Time { seconds: 1_775_030_420, millis: 250 }),
            operation: "updateTime".into(),
            disabled: true,
            open: BTreeMap::from([(3, "KASSE".into())]),
        };
        let state = State { devices: BTreeMap::from([([7; 32], before)]) };
        let text = serde_json::to_string(&state).unwrap();
        assert!(text.starts_with(r#"{"schema":1,"kind":"tse-export","devices":{"0707"#), "{text}");
        assert!(text.contains(r#""counter":18,"transaction":7,"time":"2026-04-01T08:00:20.250Z","operation":"updateTime","disabled":true,"open":{"3":"KASSE"}"#));
        assert_eq!(serde_json::from_str::<State>(&text).unwrap(), state);
        assert!(serde_json::from_str::<State>(&text.replace("\"3\"", "\"x\"")).is_err());
        assert!(serde_json::from_str::<State>(&text.replace("0707", "07")).is_err());
    }
}
