//! Groups of issuers: switched on by `--trust-group` alone, for one run. A build switches on nothing by itself.

use super::now;
use slipcheck::{
    issuers::{self, Issuer},
    pki::{self, Certificate, Store},
};

/// The certificates of all members, by their ids: what a group can be switched on with.
const CERTIFICATES: [(&str, &str); 10] = [
    ("at-atrust-rk", include_str!("../../issuers/at-atrust-rk.pem")),
    ("cn-acp-prod-root", include_str!("../../issuers/cn-acp-prod-root.pem")),
    ("cn-wechatpay-tenpay-root", include_str!("../../issuers/cn-wechatpay-tenpay-root.pem")),
    ("cn-alipay-r1", include_str!("../../issuers/cn-alipay-r1.pem")),
    ("cn-alipay-e1", include_str!("../../issuers/cn-alipay-e1.pem")),
    ("cn-alipay-s1", include_str!("../../issuers/cn-alipay-s1.pem")),
    ("cn-nrcac-rootca", include_str!("../../issuers/cn-nrcac-rootca.pem")),
    ("cn-nrcac-civil-servant", include_str!("../../issuers/cn-nrcac-civil-servant.pem")),
    ("de-dtrust-root-ca3-2021", include_str!("../../issuers/de-dtrust-root-ca3-2021.pem")),
    ("de-dtrust-root-ca1-2017", include_str!("../../issuers/de-dtrust-root-ca1-2017.pem")),
];

/// The certificate of a member, if it is the one of the catalogue.
fn certificate(issuer: &Issuer) -> Option<Certificate> {
    let (_, pem) = CERTIFICATES.iter().find(|(id, _)| *id == issuer.id)?;
    let found = pki::import(pem.as_bytes()).certificates;
    found.into_iter().find(|certificate| certificate.sha256() == issuer.sha256)
}

/// Trusts the members of a group, for its formats alone.
///
/// # Errors
/// There is no such group, or it cannot be switched on: a sentence.
pub(super) fn switch_on(id: &str, store: &mut Store) -> Result<(), String> {
    let Some(group) = issuers::group(id) else {
        let ids: Vec<&str> = issuers::GROUPS.iter().filter(|group| group.can_be_on()).map(|group| group.id).collect();
        return Err(format!("--trust-group {id:?} is no group: there are {}", ids.join(", ")));
    };
    if !group.can_be_on() {
        let why = if group.old { "rests on a list that may be out of date" } else { "has no member yet" };
        return Err(format!("--trust-group {id} {why}, and cannot be switched on: `slipcheck issuers` says more"));
    }
    let since = now()?.rfc3339();
    for member in group.members {
        let found = issuers::issuer(member).and_then(certificate);
        let granted = found.is_some_and(|found| store.grant(found, group, since.clone(), issuers::MADE.to_owned()));
        if !granted {
            return Err("this program's own certificates are damaged: install it again".to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipcheck::issuers::Standing;

    #[test]
    fn members_are_at_hand_and_established_and_no_test() {
        for group in issuers::GROUPS.iter().filter(|group| group.can_be_on()) {
            let mut store = Store::default();
            assert_eq!(switch_on(group.id, &mut store), Ok(()), "{}", group.id);
            assert_eq!(store.anchors.len(), group.members.len());
            assert_eq!(store.groups.len(), group.members.len());
            for (anchor, member) in store.anchors.iter().zip(group.members) {
                let issuer = issuers::issuer(member).unwrap();
                assert!(issuer.standing == Standing::Established && !issuer.test && !issuer.signer, "{member}");
                assert_eq!(store.formats(anchor).ids(), group.formats, "{member}");
                assert!(anchor.is_ca() && !anchor.is_test(), "{member}");
            }
        }
        let members = |group: &issuers::Group| if group.can_be_on() { group.members.len() } else { 0 };
        assert_eq!(issuers::GROUPS.iter().map(members).sum::<usize>(), CERTIFICATES.len());
    }

    #[test]
    fn what_cannot_be_switched_on_says_why() {
        let refused = |id: &str| switch_on(id, &mut Store::default()).unwrap_err();
        assert!(refused("nobody").contains("at-rksv, cn-acp"));
        assert!(refused("de-tse").contains("no member"));
        assert!(refused("eu-qc-at").contains("out of date"));
    }
}
