//! `read`.

use super::program::{samples, slipcheck, with_input};
use std::ffi::OsStr;

// Reading.

#[test]
fn reading_gives_members_and_lines() {
    let file = samples().join("good-attached.txt");
    let outcome = slipcheck([OsStr::new("read"), OsStr::new("--json"), file.as_os_str()]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    let reading = &outcome.json()[0];
    let member = |name: &str| {
        let fields = reading["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("no {name} in {reading}"))["value"]
            .clone()
    };
    assert_eq!(member("mid"), "898310158120101");
    assert_eq!(member("amount"), "138.00");
    assert_eq!(member("currency"), "CNY");
    assert_eq!(member("type"), "sale");
    assert_eq!(reading["copy"], "cardholder");
    assert_eq!(reading["reprint"], false);
    assert!(reading["lines"].as_array().unwrap().len() > 10);

    let told = slipcheck([OsStr::new("read"), "--lang".as_ref(), "de".as_ref(), file.as_os_str()]);
    assert!(told.out.contains("138.00") && told.out.contains("Kundenbeleg"), "{}", told.out);
    let two = with_input([OsStr::new("read"), "--json".as_ref(), file.as_os_str(), "-".as_ref()], b"AMOUNT: 1.00");
    assert_eq!(two.json().len(), 2);
}
