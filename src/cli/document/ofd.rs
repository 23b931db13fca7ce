//! An invoice as OFD (GB/T 33190): its entries, what seals them, and the package.

use super::{
    Signatory, cms,
    invoice::{self, DECLARATION, Invoice, NAMESPACE},
    seal::{Seal, Version},
};
use crate::cli::random::Generator;
use slipcheck::{encoding::Base64, signature::Digest, time::Moment};

/// Entries by name, in the order in which they stand.
pub(crate) type Entries = Vec<(String, Vec<u8>)>;

/// Where the signature file stands, and beside it what was signed and the seal.
pub(crate) const SIGNATURE: &str = "Doc_0/Signs/Sign_0/Signature.xml";
/// What was signed.
pub(crate) const VALUE: &str = "Doc_0/Signs/Sign_0/SignedValue.dat";
/// The seal.
pub(crate) const SEAL: &str = "Doc_0/Signs/Sign_0/Seal.esl";
/// The page.
pub(crate) const PAGE: &str = "Doc_0/Pages/Page_0/Content.xml";

/// How an invoice is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// An electronic seal by GB/T 38540-2020
    V4,
    /// An electronic seal by GM/T 0031-2014
    V1,
    /// A signature without a seal, SignedData by GB/T 35275
    SignedData,
}

/// Who seals an invoice, with what.
pub(crate) struct Sealing<'a> {
    /// How.
    pub(crate) form: Form,
    /// Who signs.
    pub(crate) signer: &'a Signatory<'a>,
    /// Who made the seal.
    pub(crate) maker: &'a Signatory<'a>,
    /// The seal's name.
    pub(crate) name: &'a str,
    /// From when until when the seal may be used.
    pub(crate) dates: (Moment, Moment),
    /// When it is signed.
    pub(crate) at: Moment,
}

/// The entries of an invoice that nobody has sealed.
fn plain(invoice: &Invoice) -> Entries {
    let element = |name: &str, inside: &str| format!("{DECLARATION}<ofd:{name} {NAMESPACE}>{inside}</ofd:{name}>");
    [
        (
            "OFD.xml",
            format!(
                "{DECLARATION}<ofd:OFD {NAMESPACE} DocType=\"OFD\" Version=\"1.1\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>{}</ofd:DocID>\
                 <ofd:CustomDatas>{}</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>\
                 <ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
                invoice.number,
                invoice.properties()
            ),
        ),
        (
            "Doc_0/Document.xml",
            element(
                "Document",
                "<ofd:CommonData><ofd:MaxUnitID>300</ofd:MaxUnitID><ofd:TemplatePage ID=\"2\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/>\
                 <ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>\
                 <ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>\
                 <ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>",
            ),
        ),
        ("Doc_0/PublicRes.xml", element("Res", FONTS)),
        (PAGE, invoice.page()),
        ("Doc_0/Tpls/Tpl_0/Content.xml", invoice::template()),
        (
            "Doc_0/Attachs/Attachments.xml",
            element(
                "Attachments",
                "<ofd:Attachment ID=\"90\" Name=\"original_invoice\" Format=\"xml\"><ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment>",
            ),
        ),
        ("Doc_0/Attachs/original_invoice.xml", invoice.data()),
        (
            "Doc_0/Tags/CustomTags.xml",
            element("CustomTags", "<ofd:CustomTag TypeID=\"0\"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag>"),
        ),
        ("Doc_0/Tags/CustomTag.xml", invoice.tags()),
        (
            "Doc_0/Signs/Signatures.xml",
            element(
                "Signatures",
                "<ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/>",
            ),
        ),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into()
}

const FONTS: &str = "<ofd:Fonts><ofd:Font ID=\"10\" FontName=\"宋体\" FamilyName=\"宋体\"/></ofd:Fonts>";

/// The picture of a seal: an OFD document of one page.
fn picture(name: &str) -> Vec<u8> {
    let entries = [
        (
            "OFD.xml",
            format!(
                "{DECLARATION}<ofd:OFD {NAMESPACE} DocType=\"OFD\" Version=\"1.1\"><ofd:DocBody><ofd:DocInfo/>\
                 <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
            ),
        ),
        (
            "Doc_0/Document.xml",
            format!(
                "{DECLARATION}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 30 30</ofd:PhysicalBox>\
                 </ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Content.xml\"/></ofd:Pages></ofd:Document>"
            ),
        ),
        ("Doc_0/PublicRes.xml", format!("{DECLARATION}<ofd:Res {NAMESPACE}>{FONTS}</ofd:Res>")),
        ("Doc_0/Content.xml", invoice::seal_page(name)),
    ];
    packed(&entries.map(|(name, text)| (name.to_owned(), text.into_bytes())))
}

/// The entries of an invoice, sealed.
///
/// # Errors
/// It cannot be signed.
pub(crate) fn sealed(invoice: &Invoice, sealing: &Sealing<'_>, random: &mut Generator) -> Result<Entries, String> {
    let Sealing { form, signer, maker, name, dates, at } = *sealing;
    let mut entries = plain(invoice);
    // Everything but the list of signatures, which others may add to.
    let references: String = entries
        .iter()
        .filter(|(name, _)| !name.contains("/Signs/"))
        .map(|(name, content)| {
            let digest = Base64::Standard.encode(&Digest::Sm3.of(content));
            format!("<ofd:Reference FileRef=\"/{name}\"><ofd:CheckValue>{digest}</ofd:CheckValue></ofd:Reference>")
        })
        .collect();
    let seal = match form {
        Form::V4 | Form::V1 => "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>",
        Form::SignedData => "",
    };
    let stamp = if seal.is_empty() { "" } else { "<ofd:StampAnnot ID=\"1\" PageRef=\"1\" Boundary=\"92 11 30 30\"/>" };
    let time = at.civil(8 * 3600).at_offset(0).rfc3339().replace('T', " ").replace('Z', "");
    let file = format!(
        "{DECLARATION}<ofd:Signature {NAMESPACE}><ofd:SignedInfo><ofd:Provider ProviderName=\"Slipcheck Demo\" Version=\"1\"/>\
         <ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod><ofd:SignatureDateTime>{time}</ofd:SignatureDateTime>\
         <ofd:References CheckMethod=\"1.2.156.10197.1.401\">{references}</ofd:References>{stamp}{seal}</ofd:SignedInfo>\
         <ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    )
    .into_bytes();
    let value = match form {
        Form::SignedData => cms::detached(signer, &file, at, random)?,
        Form::V4 | Form::V1 => {
            let picture = picture(name);
            let version = if form == Form::V1 { Version::V1 } else { Version::V4 };
            let seal =
                Seal { version, name, number: "SLIPCHECK-DEMO-1", picture: (&picture, 30), maker, signer, dates };
            let made = seal.made(random)?;
            let value = seal.signed(&made, (&format!("/{SIGNATURE}"), &file), at, random)?;
            entries.push((SEAL.to_owned(), made));
            value
        }
    };
    entries.push((SIGNATURE.to_owned(), file));
    entries.push((VALUE.to_owned(), value));
    Ok(entries)
}

/// A package of these entries: a ZIP that packs nothing, so that every byte of it can be looked at.
pub(crate) fn packed(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let four = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    let two = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
    for (name, content) in entries {
        // Version 2.0, names in UTF-8, stored, 1980-01-01 (APPNOTE 4.3.7).
        let mut common = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32(content).to_le_bytes());
        common.extend([four(content.len()), four(content.len())].concat());
        common.extend([two(name.len()), two(0)].concat());
        let at = four(out.len());
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &at, name.as_bytes()].concat());
    }
    let (at, count) = (four(out.len()), two(entries.len()));
    let size = four(directory.len());
    out.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &two(0)].concat());
    out
}

/// CRC-32 of a ZIP (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8)
            .fold(crc ^ u32::from(*byte), |crc: u32, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}
