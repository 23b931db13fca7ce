//! What would make a misfitting signature fit: another representation (B), then another value (C) (gateway.md §6).

use crate::{
    charset::{Charset, Gb},
    reading::{Document, Reading},
    search::Search,
};
use alloc::{string::String, vec::Vec};

mod representation;
mod value;

/// A change that makes the signature fit: proof of its cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The report's cause.
    pub(crate) cause: &'static str,
    /// The spec's name of the repair; empty where the cause says it all.
    pub(crate) repair: &'static str,
    /// The member that was changed, where it is one.
    pub(crate) field: Option<String>,
    /// What was signed.
    pub(crate) signed: Option<String>,
    /// What stands in the text.
    pub(crate) shown: Option<String>,
    /// `added`, `removed`.
    pub(crate) change: Option<&'static str>,
    /// The text that the signature is over.
    pub(crate) text: Vec<u8>,
}

/// One base that repairs start from.
pub(crate) struct Base<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) document: Document,
    pub(crate) gb: Gb,
}

impl Base<'_> {
    pub(crate) fn charset(&self) -> Charset {
        self.reading.charset
    }

    fn show(&self, bytes: &[u8]) -> String {
        self.charset().show(bytes, self.gb)
    }

    /// A hit with one value changed.
    fn changed(&self, cause: &'static str, repair: &'static str, slot: usize, value: &[u8], text: Vec<u8>) -> Hit {
        let slot = self.document.slots.get(slot);
        Hit {
            cause,
            repair,
            field: slot.map(|slot| slot.name.clone()),
            signed: Some(self.show(value)),
            shown: slot.map(|slot| self.show(self.document.value(slot))),
            change: None,
            text,
        }
    }

    /// Tries other values of one slot.
    fn try_values(
        &self,
        search: &mut Search<'_>,
        cause: &'static str,
        repair: &'static str,
        slot: usize,
        values: impl IntoIterator<Item = Vec<u8>>,
    ) -> Option<Hit> {
        let place = self.document.slots.get(slot)?;
        let now = self.document.value(place);
        let text = self.document.text.as_slice();
        let front = search.front(text.get(..place.at.start)?);
        let behind = text.get(place.at.end..)?;
        values.into_iter().filter(|value| value != now).find_map(|value| {
            let fits = match &front {
                Some(front) => search.fits_behind(front, &value, behind),
                None => search.fits(&self.document.with(place, &value)),
            };
            fits.then(|| self.changed(cause, repair, slot, &value, self.document.with(place, &value)))
        })
    }
}

type Repair = fn(&Base<'_>, &mut Search<'_>) -> Option<Hit>;

/// The repairs in the spec's order.
const ORDER: &[Repair] = &[
    representation::plus_for_blank,
    representation::double_decoded,
    representation::not_decoded,
    representation::html_entities,
    representation::backslashes,
    representation::charset,
    representation::empty_members,
    representation::member_order,
    representation::trimmed,
    representation::number_format,
    representation::nested_json,
    representation::json_slashes,
    representation::json_unicode,
    representation::json_html_safe,
    representation::json_order,
    representation::milliseconds,
    representation::pem_form,
    value::time_zone,
    value::extra_member,
    value::missing_member,
    value::twin,
    value::digit,
    value::unit,
    value::letter_case,
    value::code,
];

/// The first change that makes the signature fit.
pub(crate) fn find(bases: &[Base<'_>], search: &mut Search<'_>) -> Option<Hit> {
    ORDER.iter().find_map(|repair| bases.iter().find_map(|base| repair(base, search)))
}
