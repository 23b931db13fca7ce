//! Whose key a device has, and whether its certificate was valid when it signed.

use super::{
    certificates::Keys,
    device::{Device, Names},
    log::ecdsa_plain,
    rules,
};
use crate::{Authority, Collector, Kind, evidence};
use slipcheck_codec::encoding::hex;

/// Judges the certificate of a device by its logs, which are sorted by counter.
pub(super) fn judge(
    serial: &[u8; 32],
    device: &Device,
    place: &str,
    keys: &Keys,
    names: &Names,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) {
    let Some(held) = keys.device(serial) else {
        collector.add(&rules::CERTIFICATE_MISSING, place, evidence! { "serial" => hex(serial) });
        return;
    };
    if held.key.is_some() {
        for record in &device.records {
            if let Some(oid) = device.algorithms.get(usize::from(record.algorithm)).filter(|oid| !is_known(oid)) {
                let cause = [place, &hex(oid)].concat();
                collector.cause(
                    &rules::ALGORITHM_UNKNOWN,
                    &cause,
                    &names.of(record),
                    evidence! { "algorithm" => hex(oid) },
                );
            }
        }
    }
    let Some(first) = device.first else { return };
    let judged = keys.judge(held, first.moment(), authority, Kind::TseExport);
    let Some(judged) = judged else {
        // A bare key that the user has at hand.
        collector.add(&rules::CERTIFICATE_UNTRUSTED, place, evidence! { "serial" => hex(serial) });
        return;
    };
    let certificate = judged.certificate;
    if !judged.path.trusted {
        let evidence = evidence! { "serial" => hex(serial), "subject" => certificate.subject.clone() };
        collector.add(&rules::CERTIFICATE_UNTRUSTED, place, evidence);
    }
    for record in device.records.iter().filter(|record| record.fits) {
        let at = record.time().moment();
        let rule = if at < certificate.not_before {
            Some((&rules::CERTIFICATE_NOT_YET_VALID, certificate.not_before))
        } else if at > certificate.not_after {
            Some((&rules::CERTIFICATE_EXPIRED, certificate.not_after))
        } else {
            None
        };
        if let Some((rule, limit)) = rule.filter(|_| !keys.covers(held, at)) {
            let evidence = evidence! { "certificate" => certificate.serial.clone(), "limit" => limit.rfc3339(), "time" => at.rfc3339() };
            collector.cause(rule, place, &names.of(record), evidence);
        }
        if let Some(revoked) = judged.path.revoked.filter(|revoked| at >= *revoked) {
            let evidence = evidence! { "certificate" => certificate.serial.clone(), "revoked" => revoked.rfc3339(), "time" => at.rfc3339() };
            collector.cause(&rules::CERTIFICATE_REVOKED, place, &names.of(record), evidence);
        }
    }
}

/// Whether signatures by this algorithm can be checked: ECDSA in plain form with a digest of SHA-2.
pub(super) fn is_known(oid: &[u8]) -> bool {
    ecdsa_plain(oid).is_some_and(|last| (2..=5).contains(&last))
}
