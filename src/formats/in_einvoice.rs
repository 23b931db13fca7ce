//! The signed code of an Indian invoice: a JWS (RFC 7515 §7.1, RS256) by the invoice registration portal, whose payload holds the
//! invoice's main values as a text of JSON under `data`, and who signed under `iss`.
//!
//! The portal's signature covers all that the code says. The paper around it is not read against it: labels and number groups of
//! Indian invoices are not the reader's, and a wrong alarm would hurt. So the most that a code comes to is that it is genuine, and the
//! report says that only the code was seen. The key is the portal's; it comes as a certificate or bare, and is named by the SHA-1 of
//! that certificate (`kid`, `x5t`).

use super::{Context, Draft, Located, Rules, Slip, signed_slip::SignedSlip};
use crate::{encoding::Base64, input::View, json, report::Format};
use alloc::vec::Vec;
use serde_json::Value;

#[cfg(feature = "all")]
mod invoice;
#[cfg(feature = "all")]
mod judge;
#[cfg(feature = "all")]
mod repairs;

/// The format.
pub(super) struct InEinvoice;

impl Rules for InEinvoice {
    fn id(&self) -> Format {
        Format::InEinvoice
    }

    /// These codes have the outer form of our own profile's.
    fn locate(&self, view: &View) -> Vec<Located> {
        let mut found = SignedSlip.locate(view);
        found.retain(|located| is_one(&located.code));
        found
    }

    /// RSA, and keys without a certificate: what only the module has that has everything.
    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        #[cfg(feature = "all")]
        return context.each(slips, judge::check);
        #[cfg(not(feature = "all"))]
        {
            let _ = context;
            crate::lean::has_all();
            slips.iter().map(|slip| Draft::new(slip)).collect()
        }
    }
}

/// Whether this is such a code: what stands under `data` names a seller or a registration. One whose header says that it is a slip of
/// our own profile is that profile's to refuse.
fn is_one(code: &str) -> bool {
    let mut parts = code.split('.');
    let (Some(header), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let object = |part: &str| json::object(&Base64::Url.decode(part).ok()?).ok();
    if object(header).is_none_or(|header| header.get("typ").and_then(Value::as_str) == Some("slip+jws")) {
        return false;
    }
    object(payload).is_some_and(|payload| {
        let data = payload.get("data").and_then(Value::as_str).unwrap_or_default();
        data.contains("\"SellerGstin\"") || data.contains("\"Irn\"")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn these_codes_are_not_our_own_profiles() {
        let part = |text: &str| Base64::Url.encode(text.as_bytes());
        let payload = part(r#"{"data":"{\"SellerGstin\":\"01AMBPG7773M002\",\"Irn\":\"97b8\"}","iss":"NIC"}"#);
        let rest = [".", &payload, ".", &"a1B2".repeat(85), "a1"].concat();
        assert!(is_one(&[&part(r#"{"alg":"RS256","kid":"EDC57DE1","typ":"JWT"}"#), rest.as_str()].concat()));
        // A header that says that it is ours, is ours to refuse.
        assert!(!is_one(&[&part(r#"{"alg":"ES256","typ":"slip+jws"}"#), rest.as_str()].concat()));
    }
}
