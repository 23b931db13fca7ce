//! The public road of the crate: pictures in, codes and findings out.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blackbox;
mod drawing;
mod faults;
mod files;
mod findings;
mod hostile;
mod photos;
mod pictures;
