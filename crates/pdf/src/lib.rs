//! PDF files that may be hostile: what was signed, what changed since, and what a person sees.
//!
//! ```text
//! bytes ─► Document (strict, or rebuilt) ─► signatures in every revision ─► compare with the present state
//!                                       └─► pages ─► text that is seen, and a picture for the reading of codes
//! ```
//!
//! Nothing here checks a signature or judges a certificate: both are handed out with the bytes that were signed. Every reading is
//! bounded ([`Budget`]); where a bound was passed, [`Budget::exceeded`] says so and nothing that was read counts as whole.
//!
//! ```
//! use slipcheck_pdf::{Document, Shared, signature};
//! let shared = Shared::default();
//! assert!(Document::open(b"%PDF-1.7\n", &shared).is_err());
//! ```

mod ber;
pub mod changes;
pub mod cms;
mod crypt;
mod file;
mod filter;
mod font;
mod image;
mod limits;
pub mod object;
mod page;
mod parse;
pub mod signature;
pub mod survey;
mod text;

pub use file::{Broken, Document, Place, Shared, end_of, ends, find};
pub use font::{Alone, Bilevel, Charset, Helpers};
pub use limits::Budget;
pub use page::{Page, draw};
pub use text::Line;
