//! Who may sign for a gateway: without these rules any customer of the same authority could (gateway.md §1–§3).

use crate::{bytes, crypto, message::Format};
use alloc::{string::String, vec::Vec};

/// What of a certificate matters here; the caller reads certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Serial number, big-endian.
    pub serial: Vec<u8>,
    /// Issuer's name (RFC 2253, no blanks between its parts).
    pub issuer: String,
    /// It is a CA's.
    pub ca: bool,
    /// Common names of the subject.
    pub common_names: Vec<String>,
    /// Organizations of the subject.
    pub organizations: Vec<String>,
    /// Organizational units of the subject.
    pub units: Vec<String>,
    /// Common names and organizations of the issuer.
    pub issuer_names: Vec<String>,
}

/// What a subject is by the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The gateway's own.
    Gateway,
    /// A merchant's.
    Merchant,
    /// Anybody else's.
    Other,
}

const UNIONPAY: &str = "中国银联股份有限公司";
const UNIONPAY_OLD: &str = "00040000:SIGN";

/// What the rule asks for, as it is shown.
#[must_use]
pub fn expected(format: Format) -> &'static str {
    match format {
        Format::Acp => UNIONPAY,
        Format::WechatPay => "CN=Tenpay.com sign,O=Tenpay.com",
        Format::Alipay => "CN=支付宝(中国)网络技术有限公司-2088…,OU=Alipay",
    }
}

/// Whether the word TEST stands in a name, in any letter case.
#[must_use]
pub fn has_test(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.eq_ignore_ascii_case("test"))
}

/// The subject rule.
#[must_use]
pub fn role(format: Format, facts: &Facts) -> Role {
    let [name] = facts.common_names.as_slice() else { return Role::Other };
    match format {
        Format::Acp => {
            let parts: Vec<&str> = name.split('@').collect();
            match parts.as_slice() {
                [_, _, UNIONPAY, _] => Role::Gateway,
                [_, _, UNIONPAY_OLD, _] if facts.issuer_names.iter().any(|name| has_test(name)) => Role::Gateway,
                [_, _, _, _] => Role::Merchant,
                _ => Role::Other,
            }
        }
        Format::WechatPay => {
            if name == "Tenpay.com sign" && facts.organizations == ["Tenpay.com"] {
                Role::Gateway
            } else if facts.organizations.iter().any(|o| o == "微信商户系统")
                || name.bytes().all(|c| c.is_ascii_digit())
            {
                Role::Merchant
            } else {
                Role::Other
            }
        }
        Format::Alipay => {
            let name = name.replace('（', "(").replace('）', ")");
            let number = name.strip_prefix("支付宝(中国)网络技术有限公司-");
            if number.is_some_and(is_partner) && facts.units == ["Alipay"] {
                Role::Gateway
            } else if name.split_once('-').is_some_and(|(partner, _)| is_partner(partner)) {
                Role::Merchant
            } else {
                Role::Other
            }
        }
    }
}

/// The merchant's own number in a certificate of Alipay's.
#[must_use]
pub fn partner(facts: &Facts) -> Option<&str> {
    facts.common_names.first()?.rsplit('-').next().filter(|number| is_partner(number))
}

/// 2088 and 12 digits.
fn is_partner(number: &str) -> bool {
    number.len() == 16 && number.starts_with("2088") && number.bytes().all(|c| c.is_ascii_digit())
}

/// `alipay_cert_sn`: hex MD5 of the issuer's name and the serial in decimal (gateway.md §3, Key).
#[must_use]
pub fn cert_sn(facts: &Facts) -> String {
    let text = [facts.issuer.as_str(), &bytes::to_decimal(&facts.serial)].concat();
    bytes::hex(&crypto::md5(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned;

    fn named(cn: &str, o: &str, ou: &str, issuer: &str) -> Facts {
        let one = |text: &str| Vec::from([text.to_owned()]);
        Facts {
            common_names: one(cn),
            organizations: one(o),
            units: one(ou),
            issuer_names: one(issuer),
            ..Facts::default()
        }
    }

    #[test]
    fn gateways_and_merchants_are_told_apart() {
        let acp = |cn: &str, issuer: &str| role(Format::Acp, &named(cn, "CFCA OCA1", "", issuer));
        assert_eq!(acp("041@8310000000083040@中国银联股份有限公司@00016495", "CFCA OCA1"), Role::Gateway);
        assert_eq!(acp("041@8310000000083040@某商户有限公司@00016495", "CFCA OCA1"), Role::Merchant);
        assert_eq!(acp("041@a@b@中国银联股份有限公司@00016495", "CFCA OCA1"), Role::Other);
        assert_eq!(acp("041@Z2017-11-1@00040000:SIGN@00000001", "CFCA TEST OCA1"), Role::Gateway);
        assert_eq!(acp("041@Z2017-11-1@00040000:SIGN@00000001", "CFCA OCA1"), Role::Merchant);
        let wechat = |cn: &str, o: &str| role(Format::WechatPay, &named(cn, o, "", ""));
        assert_eq!(wechat("Tenpay.com sign", "Tenpay.com"), Role::Gateway);
        assert_eq!(wechat("1900000109", "微信商户系统"), Role::Merchant);
        let alipay = |cn: &str, ou: &str| role(Format::Alipay, &named(cn, "x", ou, ""));
        assert_eq!(alipay("支付宝（中国）网络技术有限公司-2088721003899159", "Alipay"), Role::Gateway);
        assert_eq!(alipay("支付宝(中国)网络技术有限公司-2088721003899159x", "Alipay"), Role::Other);
        assert_eq!(alipay("2088721003899159-2021001161683774", "Alipay"), Role::Merchant);
        let mut two = named("Tenpay.com sign", "Tenpay.com", "", "");
        two.common_names.push("1900000109".to_owned());
        assert_eq!(role(Format::WechatPay, &two), Role::Other);
    }

    #[test]
    fn the_number_of_alipays_certificate() {
        let facts = Facts {
            issuer:
                "CN=Ant Financial Certification Authority Class 2 R1,OU=Certification Authority,O=Ant Financial,C=CN"
                    .to_owned(),
            serial: bytes::decimal_number("42701552432456004857627230056898180491").unwrap(),
            ..Facts::default()
        };
        assert_eq!(cert_sn(&facts), "7513daaaa48aa3ba2e4018d84402479c");
    }
}
