//! What a change is: its kind, what may be added, and where it is.

use std::collections::BTreeSet;

/// What was changed, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The content of a page.
    Content,
    /// The number, order or size of pages.
    Page,
    /// A note or stamp.
    Annotation,
    /// A form field.
    Form,
    /// A font.
    Font,
    /// A picture.
    Picture,
    /// The switches of layers.
    Layer,
    /// A signature field.
    Signature,
    /// A script or an action.
    Script,
    /// Signed bytes.
    SignedBytes,
    /// Bytes stand behind the end.
    BytesAfterTheEnd,
    /// The later sections do not build on the signed ones.
    Chain,
    /// The signature does not reach the end of its revision.
    EndNotCovered,
    /// Anything else.
    Other,
}

impl Kind {
    /// The contract's id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Page => "page",
            Self::Annotation => "annotation",
            Self::Form => "form",
            Self::Font => "font",
            Self::Picture => "picture",
            Self::Layer => "layer",
            Self::Signature => "signature",
            Self::Script => "script",
            Self::SignedBytes => "signed-bytes",
            Self::BytesAfterTheEnd => "bytes-after-the-end",
            Self::Chain => "chain",
            Self::EndNotCovered => "end-not-covered",
            Self::Other => "other",
        }
    }
}

/// An addition that changes nothing that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addition {
    /// Certificates and revocation data.
    ValidationData,
    /// A document time stamp.
    TimeStamp,
    /// A signature.
    Signature,
    /// Properties.
    Metadata,
}

impl Addition {
    /// The contract's id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ValidationData => "validation-data",
            Self::TimeStamp => "time-stamp",
            Self::Signature => "signature",
            Self::Metadata => "metadata",
        }
    }
}

/// What stands behind a signed document.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What may not have changed and did: the gravest kind.
    pub kind: Option<Kind>,
    /// The objects concerned, in the present document.
    pub objects: Vec<String>,
    /// The pages concerned, from 1.
    pub pages: Vec<usize>,
    /// Where, as paths from the catalogue.
    pub paths: Vec<String>,
    /// What was added lawfully.
    pub additions: BTreeSet<Addition>,
    /// Fields that were filled in, as permitted, with their values.
    pub filled: Vec<(String, String)>,
    /// Whether white space stands behind the end.
    pub trailing: bool,
    /// Whether a bound was passed: nothing is known then.
    pub exceeded: bool,
}

impl Changes {
    /// One change of this kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}
