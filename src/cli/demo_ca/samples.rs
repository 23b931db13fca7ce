//! The samples: good ones, and bad ones that are each broken in one named way.

use super::house::House;
use std::path::Path;

mod certificates;
mod gateways;
mod documents;
mod refused;
mod rksv;
mod slips;
mod till;
mod tse;
mod zatca;

pub(crate) use documents::INVOICE;
pub(crate) use till::{Till, draft, draft_detached, with};

/// A sample, its verdict, and what is broken, in Chinese, English and German.
pub(crate) struct Sample {
    /// Also the name of its file.
    pub(crate) id: &'static str,
    /// What it is called.
    pub(crate) title: [&'static str; 3],
    /// The verdict that it gets, with the demonstration's root trusted, its certificates and its CRL at hand.
    pub(crate) expect: &'static str,
    /// The first cause that it gets.
    pub(crate) cause: Option<&'static str>,
    /// What is broken, in a sentence.
    pub(crate) broken: [&'static str; 3],
    /// The slip.
    pub(crate) content: Content,
}

/// What a sample's file holds.
pub(crate) enum Content {
    /// A slip as text.
    Text(String),
    /// A payment gateway's message as text, and, where it is genuine, what it reports; `test`: no money moved.
    Message {
        /// The message.
        text: String,
        /// `paid`, `failed` and so on.
        outcome: Option<&'static str>,
        /// It is of the test platform.
        test: bool,
    },
    /// A PNG, or why there is none.
    Picture(Result<Vec<u8>, String>),
    /// A document: its file's ending, and its bytes.
    Document(&'static str, Vec<u8>),
}

const NOTHING: [&str; 3] = ["没有任何问题。", "Nothing is broken.", "Nichts ist falsch."];

/// All samples, the good ones first.
///
/// # Errors
/// A slip cannot be signed.
pub(crate) fn all(house: &House, font: Option<&Path>) -> Result<Vec<Sample>, String> {
    let mut till = Till::new(house);
    let mut samples = slips::good(&mut till)?;
    samples.extend(slips::changed(&mut till)?);
    samples.extend(certificates::all(&mut till)?);
    samples.extend(refused::misfits(&mut till)?);
    samples.extend(refused::all(&mut till)?);
    samples.extend(slips::printed(&mut till, font)?);
    samples.push(slips::digest(&mut till)?);
    samples.extend(tse::all(house)?);
    samples.extend(rksv::all(house)?);
    samples.push(zatca::sample(house)?);
    samples.extend(gateways::all(house)?);
    samples.extend(documents::all(&mut till)?);
    Ok(samples)
}
