//! Slipcheck: does the signature on a payment slip hold, if not why, and what now.
//!
//! The road has one direction: input → formats → signature → pki → compare → explain → [`report::Report`].

extern crate alloc;

#[cfg(feature = "all")]
pub mod audit;
#[cfg(feature = "all")]
pub mod batch;
#[cfg(feature = "all")]
pub mod charset;
pub mod check;
mod compare;
pub mod explain;
pub mod formats;
pub mod input;
#[cfg(feature = "full")]
pub mod issuers;
mod lean;
pub mod pki;
pub mod report;
pub mod slip;
pub mod verdict;
#[cfg(feature = "web")]
pub mod wasm;

pub(crate) use slipcheck_codec::order;
pub use slipcheck_codec::{json, time, unicode};
pub use slipcheck_containers as archive;
pub use slipcheck_signature as signature;
pub use slipcheck_vocabulary::evidence;

/// Text encodings of bytes, and the DER of one element and of ECDSA signatures.
pub mod encoding {
    pub use slipcheck_codec::{
        der::{ecdsa_from_der, tlv},
        encoding::*,
    };
}
