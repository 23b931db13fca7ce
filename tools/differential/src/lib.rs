//! See `tests/chains.rs`.
