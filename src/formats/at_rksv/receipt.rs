//! One receipt of an input, taken apart and ready to be checked.

use super::code::Code;
use crate::{
    encoding::Base64,
    formats::{Slip, till::wrap},
    report::Cause,
};
use alloc::{string::String, vec::Vec};

/// A receipt.
pub(super) struct Receipt {
    /// In every way to read its white space, the likeliest first; never empty.
    pub(super) codes: Vec<Code>,
    /// The form it is in is not as it must be.
    pub(super) refusal: Option<Cause>,
    /// The signing input, as the first reading has it.
    pub(super) message: Vec<u8>,
    /// 64 bytes, when it is a signature at all.
    pub(super) signature: Vec<u8>,
}

impl Receipt {
    /// Takes a slip's code apart.
    pub(super) fn of(slip: &Slip) -> Result<Self, Cause> {
        let text = slip.code.as_deref().unwrap_or_default();
        let code = Code::parse(text)?;
        let refusal = code.refusal(text.len());
        let signature = Base64::Standard.decode(&code.signature).ok().filter(|bytes| bytes.len() == 64);
        let codes = readings(&code);
        let message = codes.first().map(|code| code.signed().bytes).unwrap_or_default();
        Ok(Self { codes, refusal, message, signature: signature.unwrap_or_default() })
    }

    /// The likeliest reading.
    pub(super) fn code(&self) -> Option<&Code> {
        self.codes.first()
    }

    /// Another reading of the same receipt becomes the likeliest.
    pub(super) fn choose(&mut self, at: usize) {
        if at < self.codes.len() {
            self.codes.swap(0, at);
            self.message = self.codes.first().map(|code| code.signed().bytes).unwrap_or_default();
        }
    }
}

/// Every way to read line ends and blanks inside the parts that may have them.
fn readings(code: &Code) -> Vec<Code> {
    let mut codes = Vec::new();
    let all = |text: &String| wrap::readings(text);
    for register in all(&code.register) {
        for receipt in all(&code.receipt) {
            for serial in all(&code.serial) {
                codes.push(Code { register: register.clone(), receipt: receipt.clone(), serial, ..code.clone() });
            }
        }
    }
    codes
}
