//! The demonstration's authorities, certificates and keys.

use crate::cli::{
    authority::{Authority, DAY, DOCUMENT_SIGNING, Order, SERVER_AUTH, SLIP_SIGNING, Usage, YEAR},
    document::Signatory,
    keys::SigningKey,
    random::Generator,
};
use der::Encode as _;
use slipcheck::{encoding::hex, signature::sha256, time::Moment};
use x509_cert::{Certificate, crl::CertificateList, ext::pkix::CrlReason};

/// The merchants that the first terminal's certificate names: number and name.
pub(crate) const MERCHANTS: [(&str, &str); 3] =
    [("898310158120101", "云栖面馆"), ("898310154110102", "晨光水果店"), ("898310159420103", "Harbour Lane Books")];

/// The company of the Austrian till: a number that no company has.
pub(crate) const COMPANY: &str = "ATU00000000";

/// When the seal of invoices may be used: as long as its certificates.
pub(crate) fn seal_dates(at: Moment) -> (Moment, Moment) {
    (Moment(at.0 - YEAR), Moment(at.0 + 20 * YEAR))
}

/// A key and the certificate that was issued for it.
pub(crate) struct Signer {
    /// The key.
    pub(crate) key: SigningKey,
    /// Its certificate.
    pub(crate) certificate: Certificate,
    /// The same in DER.
    pub(crate) der: Vec<u8>,
}

impl Signer {
    /// Who signs a document, without certificates above.
    pub(crate) fn signatory(&self) -> Signatory<'_> {
        Signatory { key: &self.key, certificate: &self.der, above: &[] }
    }
}

/// Everything that the samples are signed with.
pub(crate) struct House {
    /// When the slips are made.
    pub(crate) at: Moment,
    /// Random numbers for what is drawn besides keys.
    pub(crate) random: Generator,
    /// The root.
    pub(crate) root: Authority,
    /// The authority below it, which certifies terminals.
    pub(crate) intermediate: Authority,
    /// The intermediate's revocation list.
    pub(crate) crl: CertificateList,
    /// Signs for [`MERCHANTS`].
    pub(crate) terminal: Signer,
    /// Signs for every merchant of its acquirer.
    pub(crate) second: Signer,
    /// An RSA key.
    pub(crate) rsa: Signer,
    /// A key on P-384.
    pub(crate) p384: Signer,
    /// Expired a month before the slips.
    pub(crate) expired: Signer,
    /// Valid from a month after the slips.
    pub(crate) not_yet_valid: Signer,
    /// Revoked ten days before the slips.
    pub(crate) revoked: Signer,
    /// A web server's.
    pub(crate) web_server: Signer,
    /// Certified by another authority.
    pub(crate) stranger: Signer,
    /// In nobody's hands but the terminal's: no file holds its certificate.
    pub(crate) absent: Signer,
    /// A German security module (TSE): its certificate is named by the hash of its key.
    pub(crate) tse: Signer,
    /// An Austrian signing card.
    pub(crate) card: Signer,
    /// Who speaks as UnionPay, WeChat Pay and Alipay in the demonstration: each bears the name that its subject rule asks for.
    pub(crate) gateways: [Signer; 3],
    /// A merchant of WeChat Pay, whose certificate comes from the same authority as the platform's.
    pub(crate) gateway_merchant: Signer,
    /// Signs receipts as PDF, and the codes on them.
    pub(crate) document: Signer,
    /// The same with an RSA key.
    pub(crate) document_rsa: Signer,
    /// Seals invoices as OFD: an SM2 key.
    pub(crate) invoice: Signer,
    /// Makes the seals that invoices are sealed with: an SM2 key.
    pub(crate) seal_maker: Signer,
}

/// The merchant's numbers at the three gateways, which no merchant has.
pub(crate) const AT_GATEWAYS: [&str; 3] = ["898310158120101", "1900000000", "2088000000000001"];

fn authority<'a>(subject: &'a str, public_der: &'a [u8], dates: (Moment, Moment), path_length: u8) -> Order<'a> {
    let (not_before, not_after) = dates;
    Order { subject, public_der, not_before, not_after, usage: Usage::authority(path_length) }
}

/// The uncompressed point in a SubjectPublicKeyInfo of a key on P-256: its end.
///
/// # Errors
/// There is none.
pub(crate) fn spki_point(spki: &[u8]) -> Result<Vec<u8>, String> {
    let point = spki.len().checked_sub(65).and_then(|start| spki.get(start..));
    point.map(<[u8]>::to_vec).ok_or_else(|| "the key is none on P-256".to_owned())
}

impl House {
    /// Makes all of it.
    ///
    /// # Errors
    /// A key or certificate cannot be made.
    pub(crate) fn build(random: &Generator, at: Moment) -> Result<Self, String> {
        let after = |seconds: i64| Moment(at.0 + seconds);
        let (from, until) = (after(-YEAR), after(20 * YEAR));
        let root = |name: &str, subject: &str| {
            let key = SigningKey::new_p256(random.fork(name));
            let public = key.public_der()?;
            Authority::root(&authority(subject, &public, (from, until), 1), key, random.fork(subject))
        };
        let mut top = root("root", "CN=Slipcheck Demo Root CA — for demonstration only,O=Slipcheck Demo,C=CN")?;
        let mut other =
            root("other", "CN=Slipcheck Demo Other Root CA — for demonstration only,O=Slipcheck Demo Other,C=CN")?;
        let key = SigningKey::new_p256(random.fork("intermediate"));
        let public = key.public_der()?;
        let subject = "CN=Slipcheck Demo Terminal CA,O=Slipcheck Demo,C=CN";
        let mut intermediate = top.subordinate(&authority(subject, &public, (from, until), 0), key)?;

        let merchants = MERCHANTS.map(|(mid, _)| mid);
        let certify = |issuer: &mut Authority, key: SigningKey, name: &str, usage, not_before, not_after| {
            let public_der = key.public_der()?;
            let subject = format!("CN={name},O=Slipcheck Demo,C=CN");
            let certificate =
                issuer.certify(&Order { subject: &subject, public_der: &public_der, not_before, not_after, usage })?;
            let der = certificate.to_der().map_err(|error| format!("the certificate cannot be written: {error}"))?;
            Ok::<_, String>(Signer { key, certificate, der })
        };
        let p256 = |name: &str| SigningKey::new_p256(random.fork(name));
        let issuer = &mut intermediate;
        let terminal =
            certify(issuer, p256("terminal"), "Slipcheck Demo Terminal 1", Usage::slips(&merchants), from, until)?;
        let second = certify(issuer, p256("second"), "Slipcheck Demo Terminal 2", Usage::slips(&[]), from, until)?;
        let rsa_key = SigningKey::new_rsa(random.fork("rsa"))?;
        let rsa = certify(issuer, rsa_key, "Slipcheck Demo Terminal 3 (RSA)", Usage::slips(&[]), from, until)?;
        let p384_key = SigningKey::new_p384(random.fork("p384"));
        let p384 = certify(issuer, p384_key, "Slipcheck Demo Terminal 4 (P-384)", Usage::slips(&[]), from, until)?;
        let expired = certify(
            issuer,
            p256("expired"),
            "Slipcheck Demo Expired Terminal",
            Usage::slips(&[]),
            from,
            after(-30 * DAY),
        )?;
        let not_yet_valid = certify(
            issuer,
            p256("not yet valid"),
            "Slipcheck Demo Terminal of Tomorrow",
            Usage::slips(&[]),
            after(30 * DAY),
            until,
        )?;
        let revoked =
            certify(issuer, p256("revoked"), "Slipcheck Demo Revoked Terminal", Usage::slips(&[]), from, until)?;
        let web = Usage { purposes: &[SERVER_AUTH], ..Usage::slips(&[]) };
        let web_server = certify(issuer, p256("web"), "Slipcheck Demo Web Server", web, from, until)?;
        let stranger =
            certify(&mut other, p256("stranger"), "Slipcheck Demo Stranger", Usage::slips(&[]), from, until)?;
        let absent = certify(issuer, p256("absent"), "Slipcheck Demo Absent Terminal", Usage::slips(&[]), from, until)?;
        // BSI TR-03153: a TSE's serial number is the hash of its public key.
        let key = p256("tse");
        let point = spki_point(&key.public_der()?)?;
        let tse = certify(&mut intermediate, key, &hex(&sha256(&point)), Usage::till(), from, until)?;
        // The certificate of a closed system names its company.
        let company = format!("UID {COMPANY}");
        let card = certify(&mut intermediate, p256("card"), &company, Usage::till(), from, until)?;
        // Last, so that the certificates before them stay as they were.
        let issuer = &mut intermediate;
        let documents = Usage { purposes: &[DOCUMENT_SIGNING, SLIP_SIGNING], ..Usage::slips(&[]) };
        let document = certify(issuer, p256("document"), "Slipcheck Demo Bank Receipts", documents, from, until)?;
        let key = SigningKey::new_rsa(random.fork("document rsa"))?;
        let document_rsa = certify(issuer, key, "Slipcheck Demo Bank Receipts (RSA)", documents, from, until)?;
        let sm2 = |name: &str| SigningKey::new_sm2(random.fork(name));
        let invoice = certify(issuer, sm2("invoice"), "Slipcheck Demo Invoices", Usage::till(), from, until)?;
        let maker = "Slipcheck Demo Seal Maker";
        let seal_maker = certify(issuer, sm2("seal maker"), maker, Usage::till(), from, until)?;
        let crl = intermediate.revoke(
            &[(&revoked.certificate, after(-10 * DAY), CrlReason::KeyCompromise)],
            after(-DAY),
            until,
        )?;
        // Behind the list: what was there before is made as before.
        let mut gateway = |name: &str, subject: &str| {
            let key = SigningKey::new_rsa(random.fork(name))?;
            let public_der = key.public_der()?;
            let order =
                Order { subject, public_der: &public_der, not_before: from, not_after: until, usage: Usage::till() };
            let certificate = intermediate.certify(&order)?;
            let der = certificate.to_der().map_err(|error| format!("the certificate cannot be written: {error}"))?;
            Ok::<_, String>(Signer { key, certificate, der })
        };
        let [_, wechat, alipay] = AT_GATEWAYS;
        let gateways = [
            gateway("unionpay", "CN=041@Slipcheck Demo@中国银联股份有限公司@00000000,O=Slipcheck Demo,C=CN")?,
            gateway("wechatpay", "CN=Tenpay.com sign,OU=Slipcheck Demo,O=Tenpay.com,C=CN")?,
            gateway("alipay", &format!("CN=支付宝(中国)网络技术有限公司-{alipay},OU=Alipay,O=Slipcheck Demo,C=CN"))?,
        ];
        let gateway_merchant =
            gateway("wechatpay merchant", &format!("CN={wechat},OU=Slipcheck Demo,O=微信商户系统,C=CN"))?;
        Ok(Self {
            at,
            random: random.fork("slips"),
            root: top,
            intermediate,
            crl,
            terminal,
            second,
            rsa,
            p384,
            expired,
            not_yet_valid,
            revoked,
            web_server,
            stranger,
            absent,
            tse,
            card,
            gateways,
            gateway_merchant,
            document,
            document_rsa,
            invoice,
            seal_maker,
        })
    }

    /// The certificates that a checker needs at hand: what no slip carries in itself.
    pub(crate) fn chain(&self) -> Vec<&Certificate> {
        let gateways = self.gateways.iter().chain([&self.gateway_merchant]).map(|signer| &signer.certificate);
        let mut all = vec![
            &self.terminal.certificate,
            &self.second.certificate,
            &self.rsa.certificate,
            &self.p384.certificate,
            &self.expired.certificate,
            &self.intermediate.certificate,
            &self.tse.certificate,
            &self.card.certificate,
        ];
        all.extend(gateways);
        all
    }

    /// All keys below the intermediate, by the names of their files.
    pub(crate) fn signers(&self) -> Vec<(&'static str, &Signer)> {
        let [unionpay, wechatpay, alipay] = &self.gateways;
        vec![
            ("terminal", &self.terminal),
            ("terminal-2", &self.second),
            ("terminal-rsa", &self.rsa),
            ("terminal-p384", &self.p384),
            ("expired", &self.expired),
            ("not-yet-valid", &self.not_yet_valid),
            ("revoked", &self.revoked),
            ("web-server", &self.web_server),
            ("absent", &self.absent),
            ("tse", &self.tse),
            ("card", &self.card),
            ("unionpay", unionpay),
            ("wechatpay", wechatpay),
            ("alipay", alipay),
            ("wechatpay-merchant", &self.gateway_merchant),
            ("document", &self.document),
            ("document-rsa", &self.document_rsa),
            ("invoice", &self.invoice),
            ("seal-maker", &self.seal_maker),
        ]
    }
}
