//! Signature fields, their dictionaries and byte ranges (ISO 32000-2 §12.7.5.5, §12.8), in every revision of a file.

use crate::{
    cms::{self, Fault, SignedData},
    file::{Broken, Document, Shared, end_of, ends},
    limits::{FIELDS, REFERENCES, REVISIONS, SIGNATURES},
    object::{Dict, NOWHERE, Object, Ref, text},
    parse::{digit, is_space},
};
use core::ops::Range;
use std::collections::BTreeSet;

/// What is wrong with a signature dictionary or its byte range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// A key stands twice.
    Duplicate,
    /// It stands in an object stream.
    Packed,
    /// `/ByteRange` is not what it must be.
    Range,
    /// `/Contents` is empty.
    Empty,
    /// The CMS is not read.
    Cms(Fault),
}

impl Malformed {
    /// A word for evidence.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate-key",
            Self::Packed => "object-stream",
            Self::Range => "byte-range",
            Self::Empty => "empty",
            Self::Cms(fault) => fault.id(),
        }
    }
}

/// What stands in `/Contents`.
#[derive(Clone, Debug)]
pub enum Contents {
    /// A CMS over the document.
    Signed(Box<SignedData>),
    /// A time stamp token over the document.
    Stamp(Vec<u8>),
    /// A way of signing that is refused: the name of the algorithm, or the SubFilter.
    Refused(Refused),
    /// Refused.
    Malformed(Malformed),
}

/// Why a way of signing is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is SHA-1 by definition.
    Sha1,
    /// An unknown SubFilter.
    SubFilter,
}

/// A signature of a file.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The byte that its dictionary begins at.
    pub at: usize,
    /// The object that holds the dictionary.
    pub object: Option<Ref>,
    /// The field's full name.
    pub field: String,
    /// `/SubFilter`.
    pub sub_filter: String,
    /// `/ByteRange`, when it is four numbers.
    pub byte_range: Option<[i64; 4]>,
    /// The bytes that are signed, in two parts; `None`: they do not lie in the file.
    pub parts: Option<(Range<usize>, Range<usize>)>,
    /// What is wrong with the byte range, when something is.
    pub range_fault: Option<Malformed>,
    /// What stands in `/Contents`.
    pub contents: Contents,
    /// `/Contents` as CMS, even when the range is malformed.
    pub loose: Option<Box<SignedData>>,
    /// `/M`, a claim.
    pub modified: Option<String>,
    /// `/Name`, `/Reason` and `/Location`, claims.
    pub claims: [Option<String>; 3],
    /// Page (from 0) and rectangle of the visible widget.
    pub visible: Option<(usize, [f64; 4])>,
    /// The revision that it signs, from 1, by the count of ends; `None`: none ends there.
    pub revision: Option<usize>,
}

impl Signature {
    /// The byte behind what is signed.
    #[must_use]
    pub fn end(&self) -> Option<usize> {
        self.parts.as_ref().map(|(_, second)| second.end)
    }

    /// Whether it is a document time stamp.
    #[must_use]
    pub fn is_time_stamp(&self) -> bool {
        matches!(self.contents, Contents::Stamp(_)) || self.sub_filter == "ETSI.RFC3161"
    }

    /// The signed bytes of a file.
    #[must_use]
    pub fn signed<'b>(&self, bytes: &'b [u8]) -> Option<[&'b [u8]; 2]> {
        let (first, second) = self.parts.clone()?;
        Some([bytes.get(first)?, bytes.get(second)?])
    }
}

/// The signatures of a file, and where its revisions end.
#[derive(Default)]
pub struct Signatures {
    /// In the order of the ends of their byte ranges.
    pub all: Vec<Signature>,
    /// The bytes behind the ends of revisions that read strictly.
    pub revisions: Vec<usize>,
    /// Whether a field waits for a signature.
    pub empty_field: bool,
    /// Whether some revision was not looked at.
    pub cut: bool,
    /// Bytes of the file.
    length: usize,
}

/// Everything signed in a file: in its present state and in each earlier one, since a later catalogue may hide a field.
#[must_use]
pub fn find(present: &Document<'_>, shared: &Shared) -> Signatures {
    let bytes = present.bytes;
    let mut found =
        Signatures { all: Vec::new(), revisions: Vec::new(), empty_field: false, cut: false, length: bytes.len() };
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    collect(present, &mut found, &mut seen);
    let mut looked = 0;
    for end in ends(bytes) {
        let Some(cut) = bytes.get(..end) else { continue };
        if end_of(cut).is_none() {
            continue;
        }
        if bytes.get(end..).is_some_and(|rest| rest.iter().all(|byte| is_space(*byte))) {
            found.revisions.push(end);
            continue;
        }
        looked += 1;
        if looked > REVISIONS {
            found.cut = true;
            shared.budget.exceed();
            break;
        }
        match Document::open(cut, shared) {
            Ok(document) => {
                found.revisions.push(end);
                collect(&document, &mut found, &mut seen);
            }
            Err(Broken::TooLarge) => {
                found.cut = true;
                break;
            }
            Err(_) => {}
        }
    }
    for signature in &mut found.all {
        let end = signature.end();
        let near = |revision: &usize| {
            end.is_some_and(|end| {
                *revision <= end && bytes.get(*revision..end).is_some_and(|gap| gap.iter().all(|byte| is_space(*byte)))
            })
        };
        signature.revision = found.revisions.iter().rposition(near).map(|at| at + 1);
    }
    found.all.sort_by_key(|signature| signature.end().unwrap_or(usize::MAX));
    found
}

/// A signature field that was met: its name, its value, its widgets.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) dict: Dict,
    pub(crate) reference: Option<Ref>,
}

/// Every terminal signature field of a document, each reference once.
pub(crate) fn fields(document: &Document<'_>) -> Vec<Field> {
    let mut out = Vec::new();
    let root = document.root();
    let Some(root) = root.dict() else { return out };
    let form = document.get(root, "AcroForm");
    let Some(form) = form.dict() else { return out };
    let mut seen = BTreeSet::new();
    let list = document.get(form, "Fields");
    walk(document, list.array(), "", &Object::Null, &mut seen, &mut out, 0);
    out
}

fn walk(
    document: &Document<'_>,
    list: &[Object],
    above: &str,
    kind: &Object,
    seen: &mut BTreeSet<u32>,
    out: &mut Vec<Field>,
    depth: usize,
) {
    for field in list {
        let reference = field.reference();
        if let Some(reference) = reference
            && !seen.insert(reference.number)
        {
            continue;
        }
        if seen.len() + out.len() > FIELDS || depth > crate::limits::NESTING || !document.budget.value() {
            document.budget.exceed();
            return;
        }
        let object = document.resolve(field);
        let Some(dict) = object.dict() else { continue };
        let own = document.get(dict, "FT");
        let kind = if own.is_null() { kind.clone() } else { own };
        let part = document.get(dict, "T").string().map(text);
        let name = match (above, part) {
            (above, None) => above.to_owned(),
            ("", Some(part)) => part,
            (above, Some(part)) => format!("{above}.{part}"),
        };
        let is_signature = kind.is_name("Sig");
        let kids = document.get(dict, "Kids");
        if is_signature {
            out.push(Field { name: name.clone(), dict: dict.clone(), reference });
        }
        walk(document, kids.array(), &name, &kind, seen, out, depth + 1);
    }
}

fn collect(document: &Document<'_>, found: &mut Signatures, seen: &mut BTreeSet<usize>) {
    for field in fields(document) {
        let raw = field.dict.raw("V");
        if document.resolve(raw).dict().is_none() {
            // A widget of a field that holds its value above is no empty field.
            if field.dict.entry("T").is_some() && field.dict.entry("Kids").is_none() {
                found.empty_field = true;
            }
            continue;
        }
        add(document, raw, &field.name, Some(&field), found, seen);
    }
    let root = document.root();
    let permissions = root.dict().map(|root| document.get(root, "Perms")).unwrap_or_default();
    if let Some(entry) = permissions.dict().and_then(|dict| dict.entry("DocMDP")) {
        add(document, &entry.value, "", None, found, seen);
    }
}

fn add(
    document: &Document<'_>,
    value: &Object,
    name: &str,
    field: Option<&Field>,
    found: &mut Signatures,
    seen: &mut BTreeSet<usize>,
) {
    let mut object = value.reference();
    // The last reference of a chain is the object that holds the dictionary.
    for _ in 0..REFERENCES {
        match object.map(|reference| document.load(reference)) {
            Some(Object::Ref(next)) => object = Some(next),
            _ => break,
        }
    }
    let resolved = document.resolve(value);
    let Some(dict) = resolved.dict() else { return };
    let at = if dict.at == NOWHERE { NOWHERE - object.map_or(0, |object| object.number as usize + 1) } else { dict.at };
    if !seen.insert(at) {
        return;
    }
    if found.all.len() >= SIGNATURES {
        document.budget.exceed();
        found.cut = true;
        return;
    }
    let mut signature = read(document, dict, object, found.length);
    signature.field = name.to_owned();
    if let Some(field) = field {
        signature.visible = visible(document, field);
    }
    found.all.push(signature);
}

/// The page and the rectangle of a field's widget, when it shows anything.
fn visible(document: &Document<'_>, field: &Field) -> Option<(usize, [f64; 4])> {
    let kids = document.get(&field.dict, "Kids");
    let kid = kids.array().first().map(|kid| document.resolve(kid));
    let (dict, reference) = match kid.as_ref().and_then(Object::dict) {
        Some(kid) => (kid, kids.array().first().and_then(Object::reference)),
        None => (&field.dict, field.reference),
    };
    if !is_visible(document, dict) {
        return None;
    }
    let rectangle = rectangle(document, dict)?;
    let (pages, _) = document.pages(1000);
    let own = dict.raw("P").reference();
    let page = pages.iter().position(|(page, dict)| {
        page.is_some() && *page == own
            || document
                .get(dict, "Annots")
                .array()
                .iter()
                .any(|annotation| reference.is_some() && annotation.reference() == reference)
    })?;
    Some((page, rectangle))
}

/// A widget's rectangle, its corners in order.
pub(crate) fn rectangle(document: &Document<'_>, dict: &Dict) -> Option<[f64; 4]> {
    let numbers: Option<Vec<f64>> =
        document.get(dict, "Rect").array().iter().map(|number| document.resolve(number).number()).collect();
    match numbers?.as_slice() {
        [a, b, c, d] => Some([a.min(*c), b.min(*d), a.max(*c), b.max(*d)]),
        _ => None,
    }
}

/// Whether a widget may draw anything: all but what surely does not, having no appearance, an empty rectangle, or being
/// hidden on screen and paper (ISO 32000-2 Table 167). What readers read in different ways is visible.
pub(crate) fn is_visible(document: &Document<'_>, dict: &Dict) -> bool {
    if dict.is_ambiguous() {
        return true;
    }
    let flags = document.get(dict, "F").int().unwrap_or(0);
    let empty = rectangle(document, dict).is_some_and(|[a, b, c, d]| c <= a || d <= b);
    let hidden = flags & 2 != 0 || flags & 32 != 0 && flags & 4 == 0;
    !empty && !hidden && !dict.raw("AP").is_null()
}

/// Reads a signature dictionary.
fn read(document: &Document<'_>, dict: &Dict, object: Option<Ref>, length: usize) -> Signature {
    let name = |key: &str| document.get(dict, key).name().map(|name| String::from_utf8_lossy(name).into_owned());
    let claim = |key: &str| document.get(dict, key).string().map(text);
    let sub_filter = name("SubFilter").unwrap_or_default();
    let range = byte_range(document, dict);
    let parts = range.and_then(|range| parts(range, length));
    let raw = contents(document, dict);
    let loose = raw.as_ref().and_then(|(_, bytes)| SignedData::detached(bytes).ok()).map(Box::new);
    let fault = if dict.is_ambiguous() {
        Some(Malformed::Duplicate)
    } else if dict.at == NOWHERE {
        Some(Malformed::Packed)
    } else {
        gap_fault(document, dict, range, parts.as_ref())
    };
    let kind = document.get(dict, "Type");
    let is_gm = loose.as_ref().is_some_and(|data| data.gm);
    let contents = match (&fault, &raw) {
        (Some(fault), _) if !is_stamp(&sub_filter, &kind) => Contents::Malformed(*fault),
        (_, Some((_, bytes))) if is_stamp(&sub_filter, &kind) => Contents::Stamp(bytes.clone()),
        _ if is_stamp(&sub_filter, &kind) => Contents::Stamp(Vec::new()),
        _ if matches!(sub_filter.as_str(), "adbe.pkcs7.sha1" | "adbe.x509.rsa_sha1") => {
            Contents::Refused(Refused::Sha1)
        }
        _ if !is_gm && !matches!(sub_filter.as_str(), "adbe.pkcs7.detached" | "ETSI.CAdES.detached") => {
            Contents::Refused(Refused::SubFilter)
        }
        (_, Some((_, bytes))) if bytes.iter().all(|byte| *byte == 0) => Contents::Malformed(Malformed::Empty),
        (_, Some((_, bytes))) => match SignedData::detached(bytes) {
            Ok(data) => Contents::Signed(Box::new(data)),
            Err(fault) => Contents::Malformed(Malformed::Cms(fault)),
        },
        (_, None) => Contents::Malformed(Malformed::Empty),
    };
    Signature {
        at: dict.at,
        object,
        field: String::new(),
        sub_filter,
        byte_range: range,
        parts,
        range_fault: fault,
        contents,
        loose,
        modified: claim("M"),
        claims: [claim("Name"), claim("Reason"), claim("Location")],
        visible: None,
        revision: None,
    }
}

fn is_stamp(sub_filter: &str, kind: &Object) -> bool {
    sub_filter == "ETSI.RFC3161" || kind.is_name("DocTimeStamp")
}

fn byte_range(document: &Document<'_>, dict: &Dict) -> Option<[i64; 4]> {
    let array = document.get(dict, "ByteRange");
    let numbers: Option<Vec<i64>> = array.array().iter().map(|number| document.resolve(number).int()).collect();
    numbers?.try_into().ok()
}

/// The byte behind what a signature dictionary says that it signs.
pub(crate) fn end(document: &Document<'_>, dict: &Dict) -> Option<usize> {
    let (_, second) = parts(byte_range(document, dict)?, document.bytes.len())?;
    Some(second.end)
}

fn parts([a, b, c, d]: [i64; 4], length: usize) -> Option<(Range<usize>, Range<usize>)> {
    let end = c.checked_add(d)?;
    let fits = a == 0 && b > 0 && c > b && d >= 0 && u64::try_from(end).ok()? <= length as u64;
    fits.then_some(())?;
    let at = |offset: i64| usize::try_from(offset).ok();
    Some((0..at(b)?, at(c)?..at(end)?))
}

/// The place of the value that was read as `/Contents`, and its bytes as the file has them.
fn contents(document: &Document<'_>, dict: &Dict) -> Option<(Range<usize>, Vec<u8>)> {
    let entry = dict.entry("Contents")?;
    match &entry.value {
        Object::String(_) if !entry.span.is_empty() => {
            let hex = document.bytes.get(entry.span.clone())?.strip_prefix(b"<")?.strip_suffix(b">")?;
            let digits: Option<Vec<u8>> =
                hex.iter().filter(|byte| !is_space(**byte)).map(|byte| digit(*byte)).collect();
            let bytes = digits?.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect();
            Some((entry.span.clone(), bytes))
        }
        Object::String(bytes) => Some((0..0, bytes.to_vec())),
        other => document.resolve(other).string().map(|bytes| (0..0, bytes.to_vec())),
    }
}

/// What is wrong between the two parts: they must leave out `/Contents` of this dictionary, all of it and nothing else.
fn gap_fault(
    document: &Document<'_>,
    dict: &Dict,
    range: Option<[i64; 4]>,
    parts: Option<&(Range<usize>, Range<usize>)>,
) -> Option<Malformed> {
    let fault = Some(Malformed::Range);
    let (Some(_), Some((first, second))) = (range, parts) else { return fault };
    let gap = first.end..second.start;
    let Some([b'<', hex @ .., b'>']) = document.bytes.get(gap.clone()) else { return fault };
    if !hex.iter().all(u8::is_ascii_hexdigit) || dict.entry("Contents").is_none_or(|entry| entry.span != gap) {
        return fault;
    }
    if hex.iter().all(|digit| *digit == b'0') { Some(Malformed::Empty) } else { None }
}

/// The state of the file that a signature signs, when it reads strictly by itself and holds this very dictionary.
#[must_use]
pub fn signed_document<'a>(bytes: &'a [u8], signature: &Signature, shared: &Shared) -> Option<Document<'a>> {
    let cut = bytes.get(..signature.end()?)?;
    let document = Document::open(cut, shared).ok()?;
    let same = |value: &Object| {
        document.resolve(value).dict().is_some_and(|dict| dict.at == signature.at)
            && (signature.object.is_none() || reaches(&document, value, signature.object))
    };
    let held = fields(&document).iter().any(|field| same(field.dict.raw("V")));
    let root = document.root();
    let permissions = root.dict().map(|root| document.get(root, "Perms")).unwrap_or_default();
    let certified = permissions.dict().is_some_and(|dict| same(dict.raw("DocMDP")));
    (held || certified).then_some(document)
}

fn reaches(document: &Document<'_>, value: &Object, object: Option<Ref>) -> bool {
    let mut at = value.reference();
    for _ in 0..REFERENCES {
        if at == object {
            return true;
        }
        match at.map(|reference| document.load(reference)) {
            Some(Object::Ref(next)) => at = Some(next),
            _ => return false,
        }
    }
    false
}

/// What `/Root/DSS` of a document brings: certificates, revocation lists, OCSP responses, DER each.
#[must_use]
pub fn security_store(document: &Document<'_>) -> [Vec<Vec<u8>>; 3] {
    let mut out: [Vec<Vec<u8>>; 3] = Default::default();
    let root = document.root();
    let dss = root.dict().map(|root| document.get(root, "DSS")).unwrap_or_default();
    let Some(dss) = dss.dict() else { return out };
    let mut dicts = vec![dss.clone()];
    if let Some(related) = document.get(dss, "VRI").dict() {
        dicts.extend(
            related.entries.iter().take(SIGNATURES).filter_map(|entry| document.resolve(&entry.value).dict().cloned()),
        );
    }
    let mut seen = BTreeSet::new();
    for dict in &dicts {
        for (slot, keys) in out.iter_mut().zip([["Certs", "Cert"], ["CRLs", "CRL"], ["OCSPs", "OCSP"]]) {
            for key in keys {
                for item in document.get(dict, key).array() {
                    if let Some(reference) = item.reference()
                        && !seen.insert(reference.number)
                    {
                        continue;
                    }
                    let object = document.resolve(item);
                    if slot.len() < 256
                        && let Some(bytes) = object.stream().and_then(|stream| document.decode(stream))
                    {
                        slot.push(bytes);
                    }
                }
            }
        }
    }
    out
}

/// The name of an algorithm in dots, for evidence.
#[must_use]
pub fn dotted(oid: &[u8]) -> String {
    cms::dotted(oid)
}

/// What the signer permits to be changed (§12.8.2.2, §12.8.2.4).
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// DocMDP `/P`, when the signature says one.
    pub level: Option<i64>,
    /// The fields that FieldMDP and the field's own lock name.
    locks: Vec<(Vec<u8>, Vec<String>)>,
}

impl Permissions {
    /// Whether a field is locked by its full name.
    #[must_use]
    pub fn locks(&self, name: &str) -> bool {
        let named =
            |names: &[String]| names.iter().any(|locked| name == locked || name.starts_with(&format!("{locked}.")));
        self.locks.iter().any(|(action, names)| match action.as_slice() {
            b"Include" => named(names),
            b"Exclude" => !named(names),
            _ => true,
        })
    }

    /// Whether form fields may be filled in.
    #[must_use]
    pub fn fill_in(&self) -> bool {
        matches!(self.level, Some(2 | 3))
    }
}

/// What a signature permits, read in the document that it signs.
#[must_use]
pub fn permissions(document: &Document<'_>, at: usize) -> Permissions {
    let mut permissions = Permissions::default();
    let mut level = |value: i64| {
        permissions.level = Some(permissions.level.map_or(value, |known: i64| known.min(value)));
    };
    let mut locks = Vec::new();
    let mut lock = |dict: &Dict| {
        let action = document.get(dict, "Action");
        let names = document.get(dict, "Fields");
        let names = names.array().iter().filter_map(|name| document.resolve(name).string().map(text)).collect();
        locks.push((action.name().unwrap_or(b"All").to_vec(), names));
    };
    let mut own = |value: &Object| {
        let object = document.resolve(value);
        let Some(dict) = object.dict().filter(|dict| dict.at == at) else { return false };
        for reference in document.get(dict, "Reference").array() {
            let reference = document.resolve(reference);
            let Some(reference) = reference.dict() else { continue };
            let parameters = document.get(reference, "TransformParams");
            let method = document.get(reference, "TransformMethod");
            if method.is_name("DocMDP") {
                level(parameters.dict().and_then(|dict| document.get(dict, "P").int()).unwrap_or(2));
            } else if method.is_name("FieldMDP")
                && let Some(parameters) = parameters.dict()
            {
                lock(parameters);
            }
        }
        true
    };
    let mut own_lock = None;
    for field in fields(document) {
        if own(field.dict.raw("V")) {
            own_lock = document.get(&field.dict, "Lock").dict().cloned();
        }
    }
    let root = document.root();
    let certified = root.dict().map(|root| document.get(root, "Perms")).unwrap_or_default();
    if let Some(certified) = certified.dict() {
        own(certified.raw("DocMDP"));
    }
    if let Some(dict) = own_lock {
        if let Some(value) = document.get(&dict, "P").int() {
            level(value);
        }
        if dict.entry("Action").is_some() {
            lock(&dict);
        }
    }
    permissions.locks = locks;
    permissions
}
