//! Keys that the user has seen before: the weakest level of trust, and never a reason for `verified`. A key that signs for
//! the same till or merchant as before is told, and so is another one.

use crate::{
    encoding::hex,
    evidence,
    formats::Draft,
    pki::Seen,
    report::{Format, Note},
    verdict::{Signing, Trust},
};
use alloc::{string::String, vec::Vec};

/// Tells whether the key that a signature fits was seen before; only where nobody vouches for it.
pub(crate) fn tell(draft: &mut Draft, format: Format, seen: &[Seen]) {
    let (Signing::Fits(fit), Trust::Unknown) = (&draft.findings.signing, &draft.findings.trust) else { return };
    let holder = format
        .facts()
        .holder
        .and_then(|name| draft.fields.iter().find(|field| field.name == name).and_then(|field| field.signed.clone()));
    let Some(holder) = holder.filter(|holder| !holder.is_empty() && !fit.is_repaired()) else { return };
    let key = hex(fit.key_sha256());
    let of_holder: Vec<&Seen> = seen.iter().filter(|seen| seen.format == format && seen.holder == holder).collect();
    let same = of_holder.iter().find(|seen| seen.key == *fit.key_sha256());
    let note = match (same, of_holder.first()) {
        (Some(seen), _) => Note::new(
            "key-seen",
            evidence! { "holder" => holder, "times" => seen.times, "since" => seen.since.as_str(), "key" => key },
        ),
        (None, Some(first)) => {
            let known: Vec<String> = of_holder.iter().map(|seen| hex(&seen.key)).collect();
            Note::new(
                "key-changed",
                evidence! {
                    "holder" => holder,
                    "times" => first.times,
                    "since" => first.since.as_str(),
                    "key" => key,
                    "known" => known,
                },
            )
        }
        (None, None) => Note::new("key-first-seen", evidence! { "holder" => holder, "key" => key }),
    };
    draft.notes.push(note);
}
