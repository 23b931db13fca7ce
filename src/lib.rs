//! Slipcheck: does the signature on a payment slip hold, if not why, and what now.
//!
//! The road has one direction: input → formats → signature → pki → compare → explain → [`report::Report`].

extern crate alloc;

#[cfg(feature = "full")]
mod archive;
pub mod check;
mod compare;
pub mod encoding;
pub mod explain;
pub mod formats;
pub mod input;
pub mod json;
mod lean;
mod order;
pub mod pki;
pub mod report;
pub mod signature;
pub mod slip;
pub mod time;
pub mod unicode;
pub mod verdict;
#[cfg(feature = "web")]
pub mod wasm;
