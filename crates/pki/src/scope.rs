//! What an anchor is trusted for: named formats only. A till vendor's CA vouches for no acquirer.

use alloc::vec::Vec;
use slipcheck_vocabulary::Format;

/// The formats whose signers have certificates, in the order in which they are shown.
fn certified() -> impl Iterator<Item = Format> {
    Format::ALL.iter().copied().filter(|format| format.is_certified())
}

/// The place of a format in the set; nothing of one that no anchor can be trusted for.
const fn bit(format: Format) -> u16 {
    if format.is_certified() { 1 << format as u16 } else { 0 }
}

/// All of these.
const fn all(formats: &[Format]) -> u16 {
    match formats {
        [] => 0,
        [first, rest @ ..] => bit(*first) | all(rest),
    }
}

/// A set of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats(u16);

impl Formats {
    /// Every one.
    pub const ALL: Self = Self(all(Format::ALL));
    /// None.
    pub const NONE: Self = Self(0);

    /// One.
    #[must_use]
    pub fn only(format: Format) -> Self {
        Self(bit(format))
    }

    /// Those with these ids; ids of no such format are passed over.
    pub fn from_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        ids.into_iter().filter_map(Self::from_id).fold(Self::NONE, Self::with)
    }

    /// The one with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        certified().find(|format| format.id() == id).map(Self::only)
    }

    /// Whether there are some, and all of them payment gateways' messages.
    pub(crate) fn are_gateways(self) -> bool {
        self != Self::NONE && certified().all(|format| format.is_gateway() || !self.contains(format))
    }

    /// Both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether it is among them.
    #[must_use]
    pub fn contains(self, format: Format) -> bool {
        let one = Self::only(format);
        one != Self::NONE && self.0 & one.0 == one.0
    }

    /// Their ids.
    #[must_use]
    pub fn ids(self) -> Vec<&'static str> {
        certified().filter(|format| self.contains(*format)).map(Format::id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let all = [
            "signed-slip",
            "de-tse",
            "at-rksv",
            "cn-ofd",
            "sa-zatca",
            "pdf-signature",
            "cn-acp",
            "cn-wechatpay",
            "cn-alipay",
            "in-einvoice",
        ];
        assert_eq!(Formats::ALL.ids(), all);
        let two = Formats::from_ids(["de-tse", "at-rksv", "cn-unionpay", "none", "x"]);
        assert_eq!(two.ids(), ["de-tse", "at-rksv"]);
        assert_eq!(two.within(Formats::from_ids(["at-rksv", "cn-ofd"])).ids(), ["at-rksv"]);
        assert!(two.contains(Format::DeTse) && !two.contains(Format::SignedSlip));
        assert!(!Formats::ALL.contains(Format::CnUnionpay) && !Formats::ALL.contains(Format::None));
        assert_eq!(Formats::from_id("cn-unionpay"), None);
    }
}
