//! What an anchor is trusted for: named formats only. A till vendor's CA vouches for no acquirer.

use alloc::vec::Vec;
use slipcheck_vocabulary::Format;

/// The formats whose signers have certificates, in the order in which they are shown.
const FORMATS: [Format; 9] = [
    Format::SignedSlip,
    Format::DeTse,
    Format::AtRksv,
    Format::CnOfd,
    Format::SaZatca,
    Format::PdfSignature,
    Format::CnAcp,
    Format::CnWechatpay,
    Format::CnAlipay,
];

/// A set of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats(u16);

impl Formats {
    /// Every one.
    pub const ALL: Self = Self(0x1ff);
    /// None.
    pub const NONE: Self = Self(0);

    /// One.
    #[must_use]
    pub fn only(format: Format) -> Self {
        Self(FORMATS.iter().position(|other| *other == format).map_or(0, |at| 1 << at))
    }

    /// Those with these ids; ids of no such format are passed over.
    pub fn from_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        ids.into_iter().filter_map(Self::from_id).fold(Self::NONE, Self::with)
    }

    /// The one with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        FORMATS.into_iter().find(|format| format.id() == id).map(Self::only)
    }

    /// Whether there are some, and all of them payment gateways' messages.
    pub(crate) fn are_gateways(self) -> bool {
        self != Self::NONE && FORMATS.into_iter().all(|format| format.is_gateway() || !self.contains(format))
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
        FORMATS.into_iter().filter(|format| self.contains(*format)).map(Format::id).collect()
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
