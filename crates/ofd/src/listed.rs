//! Lists of signatures, and the signature files that they name (GB/T 33190 §18).

use crate::{
    digest::{Method, base64},
    names::folder,
    package::{EntryId, Package},
    page::Rect,
    time,
    vocabulary::Stop,
    xml::Node,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// Most signatures of a package.
pub(crate) const MAX_SIGNATURES: usize = 100;

/// One entry and the digest that a signature states of it.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// The entry; `None` when it is gone.
    pub(crate) entry: Option<EntryId>,
    /// The location as it is written.
    pub(crate) location: String,
    /// The digest; `None` when it is not base64.
    pub(crate) value: Option<Vec<u8>>,
}

/// Where a seal is shown.
#[derive(Clone, Debug)]
pub struct StampPlace {
    /// The page's identifier.
    pub page: String,
    /// The box on the page.
    pub boundary: Rect,
    /// The part of the picture that is shown, within the box.
    pub clip: Option<Rect>,
}

/// A signature file.
#[derive(Clone, Debug)]
pub(crate) struct SignatureFile {
    pub(crate) entry: EntryId,
    pub(crate) method: Method,
    pub(crate) time: Option<i64>,
    pub(crate) references: Vec<Reference>,
    pub(crate) stamps: Vec<StampPlace>,
    /// The entry of the value.
    pub(crate) value: EntryId,
    /// Whether a seal file is named, and its entry when it is there.
    pub(crate) seal: Option<Option<EntryId>>,
}

/// The signature files that a list names; `None` when the list cannot be read.
pub(crate) fn list(package: &Package<'_>, entry: EntryId) -> Result<Option<Vec<EntryId>>, Stop> {
    package.xml(entry, "Signatures", |root| {
        let mut files: Vec<EntryId> = Vec::new();
        for node in root.all("Signature") {
            let location = node.attribute("BaseLoc").unwrap_or_default();
            let file = if location.trim().is_empty() { None } else { package.find(entry, location)? };
            let Some(file) = file else { return Err(Stop::refused("signature-not-read", location)) };
            if files.contains(&file) {
                return Err(Stop::refused("signature-listed-twice", package.name(file)));
            }
            if files.len() >= MAX_SIGNATURES {
                return Err(Stop::too_large());
            }
            files.push(file);
        }
        Ok(files)
    })
}

/// Reads a signature file.
pub(crate) fn read(package: &Package<'_>, entry: EntryId) -> Result<SignatureFile, Stop> {
    let read = package.xml(entry, "Signature", |root| members(package, entry, root))?;
    read.ok_or_else(|| Stop::refused("signature-not-read", package.name(entry)))
}

/// Methods of signing that are accepted (`SignatureMethod`).
fn is_signature_method(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "1.2.156.10197.1.501",
        "1.2.156.10197.1.301",
        "1.2.156.10197.1.301.1",
        "sm2",
        "sm3withsm2",
        "1.2.840.113549.1.1.11",
        "1.2.840.113549.1.1.12",
        "1.2.840.113549.1.1.13",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn members(package: &Package<'_>, entry: EntryId, root: Node<'_, '_>) -> Result<SignatureFile, Stop> {
    let name = package.name(entry);
    let wrong = || Stop::refused("signature-members", name);
    // Of what decides, one in the whole file: another reader may look elsewhere.
    let mut counts = [0usize; 3];
    root.walk(&mut |node, _| {
        if let Some(at) = ["SignedInfo", "References", "SignedValue"].iter().position(|name| node.is(name)) {
            counts[at] += 1;
        }
    });
    if counts != [1, 1, 1] {
        return Err(wrong());
    }
    let info = root.child("SignedInfo").ok_or_else(wrong)?;
    let list = info.child("References").ok_or_else(wrong)?;
    let value = root.child("SignedValue").ok_or_else(wrong)?;
    let text =
        |node: Option<Node<'_, '_>>| node.map(|node| node.text().trim().to_string()).filter(|text| !text.is_empty());
    let algorithm = text(info.child("SignatureMethod"));
    if algorithm.as_deref().is_some_and(|name| !is_signature_method(name)) {
        return Err(Stop::header("signature-method", name));
    }
    let method = Method::from_name(list.attribute("CheckMethod")).ok_or_else(|| Stop::header("check-method", name))?;
    let mut references = Vec::new();
    for reference in list.all("Reference") {
        package.keep()?;
        let mut values = reference.all("CheckValue");
        let (Some(value), None, Some(location)) = (values.next(), values.next(), reference.attribute("FileRef")) else {
            return Err(wrong());
        };
        let found = package.find(entry, location)?;
        references.push(Reference {
            entry: found,
            location: location.trim().into(),
            value: base64(value.text().as_bytes()),
        });
    }
    let value = package.named(entry, value)?.filter(|_| !references.is_empty()).ok_or_else(wrong)?;
    let seal = match info.all("Seal").chain(root.all("Seal")).find_map(|seal| seal.child("BaseLoc")) {
        Some(location) => Some(package.named(entry, location)?),
        None => None,
    };
    let rect = |node: Node<'_, '_>, name: &str| node.attribute(name).and_then(Rect::read);
    let mut stamps = Vec::new();
    for node in info.all("StampAnnot") {
        package.keep()?;
        let page = node.attribute("PageRef").unwrap_or_default().trim().into();
        let place = rect(node, "Boundary").map(|boundary| StampPlace { page, boundary, clip: rect(node, "Clip") });
        stamps.extend(place);
    }
    Ok(SignatureFile {
        entry,
        method,
        time: text(info.child("SignatureDateTime")).and_then(|text| time::read(&text)),
        references,
        stamps,
        value,
        seal,
    })
}

/// The name that a location gives an entry that is not there.
pub(crate) fn shown_name(package: &Package<'_>, file: EntryId, location: &str) -> String {
    crate::names::resolve(folder(package.name(file)), location).map_or_else(|| location.into(), |target| target.path)
}
