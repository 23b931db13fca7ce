//! Why, and what now: ordering of causes, and the next steps that follow from them.

#[cfg(feature = "all")]
use crate::report::Note;
use crate::{
    order,
    report::{Cause, CauseId, Confidence, Country, Format, NextSteps, Steps},
    verdict::Word,
};
use alloc::vec::Vec;

include!(concat!(env!("OUT_DIR"), "/next-steps.rs"));

/// Puts the surest cause first; causes of one confidence keep their order.
pub fn order(causes: &mut [Cause]) {
    order::by_key(causes, |cause| cause.confidence);
}

/// The steps for these causes, or for the verdict alone when there is none: the list of the surest cause, then the steps of
/// the others that are not in it, each in its phase.
#[must_use]
pub fn next_steps(verdict: Word, causes: &[Cause], country: Option<Country>, format: Format) -> NextSteps {
    let own = match format.facts().steps {
        Steps::Of(name) => name,
        Steps::In(only, name) if country == Some(only) => name,
        Steps::Common | Steps::In(..) => "",
    };
    let variant = VARIANTS.iter().position(|name| *name == own).unwrap_or_default();
    let lists = |table: &[(&str, [[&'static [u8]; 2]; VARIANTS.len()])], id: &str| {
        table.iter().find(|(name, _)| *name == id).and_then(|(_, lists)| lists.get(variant)).copied()
    };
    let own = |id: &str| {
        #[cfg(feature = "all")]
        if format.is_gateway() {
            return GATEWAY.iter().find(|(name, _)| *name == id).map(|(_, lists)| *lists);
        }
        let _ = id;
        None
    };
    // A gateway's cause may need other steps than its id says.
    let id = |cause: &Cause| match cause.id {
        CauseId::HeaderRefused if cause.evidence.contains_key("probe") => "probe",
        // What a message says of its payment counts where it is genuine; what a repair proves, where somebody vouches for the key.
        CauseId::PaymentFailed | CauseId::PaymentPending if verdict != Word::Verified => "payment-unproven",
        CauseId::EncodingConflict | CauseId::AlgorithmConflict | CauseId::TimeZone | CauseId::FieldAltered
            if format.is_gateway() && cause.confidence != Confidence::Proven =>
        {
            "repair-unproven"
        }
        CauseId::NotSigned if cause.evidence.contains_key("keyed") => "keyed",
        CauseId::NotSigned if cause.evidence.contains_key("request") => "not-a-payment",
        CauseId::CertificateWrongUsage if format.is_gateway() && !cause.evidence.contains_key("role") => {
            CauseId::CertificateWrongKey.id()
        }
        id => id.id(),
    };
    let mut merged: [Vec<u8>; 2] = Default::default();
    let mut all: Vec<_> =
        causes.iter().filter_map(|cause| own(id(cause)).or_else(|| lists(CAUSES, cause.id.id()))).collect();
    if all.is_empty() {
        all.extend(own(verdict.id()).or_else(|| lists(VERDICTS, verdict.id())));
    }
    for lists in all {
        for (steps, list) in merged.iter_mut().zip(lists) {
            merge(steps, list);
        }
    }
    let [mut cardholder, mut merchant]: [Vec<&'static str>; 2] =
        merged.map(|steps| steps.iter().map(|step| name(*step)).collect());
    for steps in [&mut cardholder, &mut merchant] {
        // It speaks of a check that failed, and of what is verified none did.
        if verdict == Word::Verified && steps.len() > 1 {
            steps.retain(|step| *step != "keep-calm");
        }
    }
    NextSteps { cardholder, merchant }
}

/// The steps for a genuine message of a gateway that is about no payment made, or about one to another merchant: no cause, and no
/// payment to the reader.
#[cfg(feature = "all")]
#[must_use]
pub fn of_message(id: &str) -> NextSteps {
    let lists = GATEWAY.iter().find(|(name, _)| *name == id).map(|(_, lists)| *lists).unwrap_or_default();
    let [cardholder, merchant] = lists.map(|steps| steps.iter().map(|step| name(*step)).collect());
    NextSteps { cardholder, merchant }
}

/// Adds the steps that notes on a PDF file ask for, before the others of their phase; where the file could not be read and a note
/// says what to do, that is all there is to do.
#[cfg(feature = "all")]
pub fn add_notes(steps: &mut NextSteps, verdict: Word, notes: &[Note]) {
    for note in notes {
        let Some((_, list)) = NOTES.iter().find(|(id, _)| *id == note.id) else { continue };
        if verdict == Word::Unreadable {
            steps.cardholder.clear();
        }
        for step in *list {
            let before =
                |id: &&str| STEPS.iter().find(|(step, _)| step == id).is_some_and(|(_, at)| *at < phase(*step));
            let at = steps.cardholder.iter().take_while(|id| before(id)).count();
            let of_notes = |id: &&str| list.iter().any(|other| name(*other) == *id);
            let own = steps.cardholder.iter().skip(at).take_while(|id| of_notes(id)).count();
            steps.cardholder.insert(at + own, name(*step));
        }
    }
}

/// Adds the steps of `list` that are not there yet, each at the end of its phase.
fn merge(steps: &mut Vec<u8>, list: &[u8]) {
    if steps.is_empty() {
        steps.extend_from_slice(list);
        return;
    }
    for step in list {
        if !steps.contains(step) {
            let at = steps.iter().rposition(|other| phase(*other) <= phase(*step)).map_or(0, |i| i + 1);
            steps.insert(at, *step);
        }
    }
}

fn name(step: u8) -> &'static str {
    STEPS.get(usize::from(step)).map_or("", |(id, _)| id)
}

fn phase(step: u8) -> u8 {
    STEPS.get(usize::from(step)).map_or(0, |(_, phase)| *phase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence;

    #[test]
    fn every_cause_has_steps_for_both_roles() {
        for id in CauseId::ALL {
            for (country, format) in [
                (None, Format::SignedSlip),
                (Some(Country::Cn), Format::SignedSlip),
                (Some(Country::Cn), Format::CnOfd),
                (Some(Country::De), Format::DeTse),
                (Some(Country::At), Format::AtRksv),
                (None, Format::CardSlip),
                (None, Format::PdfSignature),
            ] {
                let cause = Cause::new(*id, Confidence::Likely, evidence! {});
                let steps = next_steps(Word::Invalid, &[cause], country, format);
                assert!(!steps.cardholder.is_empty() && !steps.merchant.is_empty(), "{} {}", id.id(), format.id());
            }
        }
    }

    #[test]
    #[cfg(feature = "all")]
    fn a_note_that_says_what_to_do_has_its_steps() {
        let of = |verdict, note: &'static str| {
            let mut steps = next_steps(verdict, &[], None, Format::PdfSignature);
            add_notes(&mut steps, verdict, &[Note::new(note, evidence! {})]);
            steps.cardholder
        };
        assert_eq!(of(Word::Unreadable, "password-needed"), ["pdf-open-with-password", "pdf-ask-without-password"]);
        let filled = of(Word::Verified, "filled-in-after-signing");
        assert_eq!(filled.first(), Some(&"pdf-read-what-was-filled-in"));
        assert!(filled.len() > 1);
        assert_eq!(
            of(Word::Verified, "time-claimed"),
            next_steps(Word::Verified, &[], None, Format::PdfSignature).cardholder
        );
    }

    #[test]
    fn steps_of_several_causes_keep_their_phases() {
        let causes = [CauseId::FieldAltered, CauseId::CertificateExpired]
            .map(|id| Cause::new(id, Confidence::Proven, evidence! {}));
        let steps = next_steps(Word::Altered, &causes, Some(Country::Cn), Format::SignedSlip).merchant;
        let phases: Vec<u8> = steps.iter().map(|id| STEPS.iter().find(|(step, _)| step == id).unwrap().1).collect();
        assert!(phases.is_sorted(), "{steps:?}");
        let mut once = steps.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), steps.len());
    }
}
