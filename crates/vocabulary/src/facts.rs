//! What is so of every slip of a format, whoever issued it. The rest of the core, and the page, ask for these facts and never for the
//! format itself: what a new format is, is said here once.

use crate::{Country, Format, ids};

ids! {
    /// What kind of thing the slips of a format are.
    Family {
        /// Slip of a payment by card.
        Card = "card",
        /// Receipt of a till, or its code: other records, other certificates than those of a card terminal.
        Till = "till",
        /// Invoice that nobody signs by hand, and that is claimed and paid by.
        Invoice = "invoice",
        /// File of any kind.
        File = "file",
        /// Message of a payment gateway: it has no paper.
        Message = "message",
        /// Nothing recognised.
        Other = "other",
    }
}

ids! {
    /// Who gives out the certificates of a format's signers: texts `missing-<id>`.
    Issuers {
        /// The card acquirer that the slip names.
        Acquirer = "acquirer",
        /// Vendor or operator of a German TSE.
        TseVendor = "tse-vendor",
        /// One of the Austrian trust service providers.
        RksvTrustProvider = "rksv-trust-provider",
        /// The company that runs a closed system (RKSV § 20).
        ClosedSystem = "rksv-closed-system",
        /// An authority that issues SM2 certificates for Chinese seals.
        OfdAuthority = "ofd-authority",
        /// The Saudi tax authority.
        TaxAuthority = "tax-authority",
        /// The portal that registers invoices itself.
        InvoicePortal = "invoice-portal",
        /// The payment gateway itself.
        Gateway = "payment-gateway",
    }
}

/// Extended key usages that let a key serve a format (RFC 5280 §4.2.1.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purposes {
    /// Slip signing, our own profile's.
    Slips,
    /// Signing documents (RFC 9336), and the same of Microsoft's and Adobe's lists: what authorities of qualified certificates
    /// set for want of one for receipts.
    Documents,
    /// These, and those that signers of files have in fact: e-mail and client authentication.
    Files,
    /// Signing code: what the Saudi tax authority sets.
    Code,
    /// Any: nothing can be asked of these issuers.
    Any,
}

/// Which lists of next steps a format has beside the common ones (`variants` of `specs/next-steps.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// None of its own.
    Common,
    /// Those of this name.
    Of(&'static str),
    /// Those of this name in one country, and elsewhere none of its own.
    In(Country, &'static str),
}

/// The facts of one format.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What its slips are.
    pub family: Family,
    /// Whose contacts and law the next steps follow, where the slip itself does not say.
    pub country: Option<Country>,
    /// The only currency that its law allows, ISO 4217; empty: any.
    pub currency: &'static str,
    /// The signed member that says for whom a key signs: keys seen before are told by it.
    pub holder: Option<&'static str>,
    /// What its signers' certificates may be for; `None`: no certificate is involved, and no anchor can be trusted for it.
    pub purposes: Option<Purposes>,
    /// Who gives out those certificates, where that can be said.
    pub issuers: Option<Issuers>,
    /// What stands in the names of such certificates and of no others, in lower case; behind `=` a word by itself.
    pub names: &'static [&'static str],
    /// Whether the organisation in a signer's own certificate is the signer's customer.
    pub names_customer: bool,
    /// Whether the catalogue of issuers (`specs/issuers.json`) knows who may vouch for it.
    pub catalogued: bool,
    /// Whether a person may trust a public key that has no certificate.
    pub bare_keys: bool,
    /// Its lists of next steps.
    pub steps: Steps,
    /// Whether notes ask for steps of their own (`notes` of the format's own lists).
    pub steps_of_notes: bool,
    /// Whether most of its kind carry no signature at all, so that its lack says nothing.
    pub seldom_signed: bool,
}

/// What nothing is said of.
const PLAIN: Facts = Facts {
    family: Family::Other,
    country: None,
    currency: "",
    holder: None,
    purposes: None,
    issuers: None,
    names: &[],
    names_customer: false,
    catalogued: true,
    bare_keys: false,
    steps: Steps::Common,
    steps_of_notes: false,
    seldom_signed: false,
};

/// A payment gateway's messages: its signers say e-mail (gateway.md §5, Usage).
const MESSAGE: Facts = Facts {
    family: Family::Message,
    country: Some(Country::Cn),
    purposes: Some(Purposes::Any),
    issuers: Some(Issuers::Gateway),
    ..PLAIN
};

impl Format {
    /// Its facts.
    #[must_use]
    pub const fn facts(self) -> &'static Facts {
        match self {
            Self::SignedSlip => {
                const {
                    &Facts {
                        family: Family::Card,
                        holder: Some("mid"),
                        purposes: Some(Purposes::Slips),
                        issuers: Some(Issuers::Acquirer),
                        names: &["slip signing", "签购单"],
                        catalogued: false,
                        steps: Steps::In(Country::Cn, "cn-unionpay"),
                        ..PLAIN
                    }
                }
            }
            Self::DeTse => {
                const {
                    &Facts {
                        family: Family::Till,
                        country: Some(Country::De),
                        currency: "EUR",
                        holder: Some("registerId"),
                        purposes: Some(Purposes::Documents),
                        issuers: Some(Issuers::TseVendor),
                        names: &["=tse", "kassensichv", "technische sicherheitseinrichtung"],
                        steps: Steps::Of("de-tse"),
                        ..PLAIN
                    }
                }
            }
            Self::AtRksv => {
                const {
                    &Facts {
                        family: Family::Till,
                        country: Some(Country::At),
                        currency: "EUR",
                        holder: Some("registerId"),
                        purposes: Some(Purposes::Documents),
                        issuers: Some(Issuers::RksvTrustProvider),
                        names: &["=rksv", "registrierkasse"],
                        steps: Steps::Of("at-rksv"),
                        ..PLAIN
                    }
                }
            }
            Self::CnOfd => {
                const {
                    &Facts {
                        family: Family::Invoice,
                        country: Some(Country::Cn),
                        currency: "CNY",
                        // Chinese authorities set any, or those of logging in.
                        purposes: Some(Purposes::Any),
                        issuers: Some(Issuers::OfdAuthority),
                        steps: Steps::Of("cn-ofd"),
                        ..PLAIN
                    }
                }
            }
            Self::SaZatca => {
                const {
                    &Facts {
                        family: Family::Till,
                        currency: "SAR",
                        holder: Some("taxId"),
                        purposes: Some(Purposes::Code),
                        issuers: Some(Issuers::TaxAuthority),
                        names: &["=zatca", "zeinvoice"],
                        ..PLAIN
                    }
                }
            }
            Self::PdfSignature => {
                const {
                    &Facts {
                        family: Family::File,
                        purposes: Some(Purposes::Files),
                        steps: Steps::Of("pdf-signature"),
                        steps_of_notes: true,
                        seldom_signed: true,
                        ..PLAIN
                    }
                }
            }
            Self::CnAcp => const { &Facts { names: &["中国银联股份有限公司", "cfca test oca1"], ..MESSAGE } },
            Self::CnWechatpay => const { &Facts { names: &["tenpay.com"], bare_keys: true, ..MESSAGE } },
            Self::CnAlipay => {
                const { &Facts { names: &["支付宝", "ant financial"], names_customer: true, bare_keys: true, ..MESSAGE } }
            }
            Self::InEinvoice => {
                const {
                    &Facts {
                        family: Family::Invoice,
                        currency: "INR",
                        // The portal's own certificate, which a person names: nothing more is asked of it.
                        purposes: Some(Purposes::Any),
                        issuers: Some(Issuers::InvoicePortal),
                        names: &["national informatics centre"],
                        catalogued: false,
                        bare_keys: true,
                        steps: Steps::Of("in-einvoice"),
                        ..PLAIN
                    }
                }
            }
            Self::CnUnionpay => {
                const {
                    &Facts {
                        family: Family::Card,
                        country: Some(Country::Cn),
                        steps: Steps::Of("cn-unionpay"),
                        ..PLAIN
                    }
                }
            }
            Self::CardSlip => const { &Facts { family: Family::Card, steps: Steps::Of("card-slip"), ..PLAIN } },
            Self::None => const { &Facts { seldom_signed: true, ..PLAIN } },
        }
    }

    /// Whether its signers have certificates, so that an anchor can be trusted for it.
    #[must_use]
    pub const fn is_certified(self) -> bool {
        self.facts().purposes.is_some()
    }

    /// Whether it is a payment gateway's message.
    #[must_use]
    pub const fn is_gateway(self) -> bool {
        matches!(self.facts().family, Family::Message)
    }
}
