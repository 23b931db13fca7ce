//! Runs wasm-bindgen over one compiled module.
fn main() {}
