//! What an entry of a package is shown as, and how strictly that must be sealed.

/// What an entry is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `OFD.xml`.
    Root,
    /// A document, or a version of it.
    Document,
    /// A page.
    Page,
    /// A template behind a page, with labels and lines alone.
    Template,
    /// A template above a page, or with what may be a value or a picture.
    StrictTemplate,
    /// Fonts, colours, drawings.
    Resources,
    /// A font.
    Font,
    /// A colour profile.
    Profile,
    /// A picture.
    Media,
    /// The list of annotations.
    Annotations,
    /// The annotations of a page.
    Annotation,
    /// The list of tags.
    TagList,
    /// Which text of a page means what.
    Tags,
    /// The list of attachments.
    AttachmentList,
    /// An attachment.
    Attachment,
    /// Anything else that a document names.
    Extension,
}

impl Kind {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Document => "document",
            Self::Page => "page",
            Self::Template | Self::StrictTemplate => "template",
            Self::Resources => "resources",
            Self::Font => "font",
            Self::Profile => "profile",
            Self::Media => "media",
            Self::Annotations => "annotations",
            Self::Annotation => "annotation",
            Self::TagList => "tag-list",
            Self::Tags => "tags",
            Self::AttachmentList => "attachment-list",
            Self::Attachment => "attachment",
            Self::Extension => "extension",
        }
    }

    /// Whether what it shows must be sealed.
    #[must_use]
    pub fn is_strict(self) -> bool {
        !matches!(
            self,
            Self::Root
                | Self::Template
                | Self::TagList
                | Self::Tags
                | Self::AttachmentList
                | Self::Attachment
                | Self::Extension
        )
    }

    /// How strict: an entry that is shown as two things is the stricter.
    pub(super) fn rank(self) -> u8 {
        if self.is_annotation() { 1 } else { 2 * u8::from(self.is_strict()) }
    }

    /// Annotations are added between two seals.
    #[must_use]
    pub fn is_annotation(self) -> bool {
        matches!(self, Self::Annotations | Self::Annotation)
    }
}
