//! What German and Austrian till receipts have in common: their zone, their amounts, how their print is compared with
//! what was signed, and whose key it is.

pub(super) mod amount;
pub(super) mod change;
pub(super) mod misdecoded;
pub(super) mod nested;
pub(super) mod print;
pub(super) mod trust;
pub(super) mod values;
pub(super) mod wrap;
pub(super) mod zone;
