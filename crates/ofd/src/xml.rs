//! XML 1.0 as OFD files hold it: a tree of elements by local name, bounded, without entities.
//!
//! Real tax invoices hold `<:eInvoice xmlns:="">`, and prefixes that are declared nowhere: a reader that insists on
//! namespaces cannot read them, and so prefixes are left aside here, of elements and of attributes. All else is strict: what one
//! reader takes for another document than the next is not read.

use alloc::{
    borrow::Cow,
    string::{String, ToString},
    vec::Vec,
};

/// Most elements inside one another.
const MAX_DEPTH: usize = 64;
/// Most elements of one entry.
const MAX_ELEMENTS: usize = 500_000;
/// Most bytes of one entry that are read as XML.
const MAX_BYTES: usize = 16 << 20;
/// Most attributes of one element.
const MAX_ATTRIBUTES: usize = 256;
/// Most attributes of one entry: in 16 MiB they would be of sixteen bytes each, elements around them included.
const MAX_ALL_ATTRIBUTES: usize = 1_000_000;
/// So many attributes are compared each with each; more are put in order first.
const FEW: usize = 12;

/// Why an entry is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A document type declaration: whatever it declares, it is refused.
    DocumentType,
    /// Not well-formed, in another encoding, or above the bounds.
    NotRead,
}

/// The place of an element in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(u32);

#[derive(Debug)]
struct Element<'a> {
    name: &'a str,
    attributes: core::ops::Range<u32>,
    next: Option<Id>,
    first: Option<Id>,
    /// Its own text, pieces joined.
    text: Cow<'a, str>,
    /// Pieces of text, comments, instructions and sections.
    pieces: u32,
    /// Whether a piece is anything but plain text.
    mixed: bool,
}

/// A document that was read.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    elements: Vec<Element<'a>>,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
    namespaces: Vec<Cow<'a, str>>,
}

/// One element of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t, 'a> {
    tree: &'t Tree<'a>,
    id: Id,
}

impl<'t, 'a> Node<'t, 'a> {
    fn element(&self) -> &'t Element<'a> {
        // Ids are made by the reader alone, one an element.
        &self.tree.elements[self.id.0 as usize]
    }

    /// Its name without a prefix.
    #[must_use]
    pub(crate) fn name(&self) -> &'a str {
        self.element().name
    }

    /// Whether that is its name.
    #[must_use]
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name() == name
    }

    /// The value of an attribute.
    #[must_use]
    pub(crate) fn attribute(&self, name: &str) -> Option<&'t str> {
        let range = &self.element().attributes;
        let all = self.tree.attributes.get(range.start as usize..range.end as usize)?;
        all.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_ref())
    }

    /// Its own text, without that of elements inside it.
    #[must_use]
    pub(crate) fn text(&self) -> &'t str {
        self.element().text.as_ref()
    }

    /// Whether its content is one piece of plain text, or nothing: two readers join pieces differently.
    #[must_use]
    pub(crate) fn in_one_piece(&self) -> bool {
        let element = self.element();
        element.pieces <= 1 && !element.mixed && element.first.is_none()
    }

    /// The elements inside it, in order.
    pub(crate) fn children(&self) -> impl Iterator<Item = Node<'t, 'a>> + use<'t, 'a> {
        let tree = self.tree;
        let mut next = self.element().first;
        core::iter::from_fn(move || {
            let node = Node { tree, id: next? };
            next = node.element().next;
            Some(node)
        })
    }

    /// Those of this name.
    pub(crate) fn all<'n>(&self, name: &'n str) -> impl Iterator<Item = Node<'t, 'a>> + use<'t, 'a, 'n> {
        self.children().filter(move |child| child.is(name))
    }

    /// The first of this name.
    #[must_use]
    pub(crate) fn child(&self, name: &str) -> Option<Node<'t, 'a>> {
        self.children().find(|child| child.is(name))
    }

    /// Visits it and all elements inside it, each with the one around it, in the order in which they begin.
    pub(crate) fn walk(&self, visit: &mut dyn FnMut(Node<'t, 'a>, Option<Node<'t, 'a>>)) {
        // As deep as the reader lets elements stand inside one another.
        fn within<'t, 'a>(
            node: Node<'t, 'a>,
            parent: Option<Node<'t, 'a>>,
            visit: &mut dyn FnMut(Node<'t, 'a>, Option<Node<'t, 'a>>),
        ) {
            visit(node, parent);
            for child in node.children() {
                within(child, Some(node), visit);
            }
        }
        within(*self, None, visit);
    }
}

impl<'a> Tree<'a> {
    /// Reads an entry.
    ///
    /// # Errors
    /// See [`Unread`].
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Unread> {
        if bytes.len() > MAX_BYTES {
            return Err(Unread::NotRead);
        }
        let text = core::str::from_utf8(bytes).map_err(|_| Unread::NotRead)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Reader::new(text).read()
    }

    /// The outermost element.
    #[must_use]
    pub(crate) fn root(&self) -> Node<'_, 'a> {
        Node { tree: self, id: Id(0) }
    }

    /// All namespaces that are declared anywhere, in order.
    pub(crate) fn namespaces(&self) -> impl Iterator<Item = &str> {
        self.namespaces.iter().map(Cow::as_ref)
    }
}

struct Open<'a> {
    id: Id,
    /// Its name with the prefix.
    name: &'a str,
    last: Option<Id>,
}

struct Reader<'a> {
    rest: &'a str,
    tree: Tree<'a>,
    open: Vec<Open<'a>>,
}

const BROKEN: Unread = Unread::NotRead;

/// White space (XML 1.0 §2.3).
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// What a document may hold (XML 1.0 §2.2).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let tree = Tree { elements: Vec::new(), attributes: Vec::new(), namespaces: Vec::new() };
        Self { rest: text, tree, open: Vec::new() }
    }

    fn read(mut self) -> Result<Tree<'a>, Unread> {
        if !self.rest.chars().all(is_allowed) {
            return Err(self.unless_type());
        }
        if let Some(rest) = self.rest.strip_prefix("<?xml")
            && rest.starts_with(is_space)
        {
            let (declaration, rest) = rest.split_once("?>").ok_or(BROKEN)?;
            is_utf8(declaration).then_some(()).ok_or(BROKEN)?;
            self.rest = rest;
        }
        while !self.rest.is_empty() {
            let at = self.rest.find('<').unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(at);
            self.rest = rest;
            if !text.is_empty() {
                self.text(text)?;
            }
            if !rest.is_empty() {
                self.markup()?;
            }
        }
        if self.open.is_empty() && !self.tree.elements.is_empty() { Ok(self.tree) } else { Err(BROKEN) }
    }

    /// Why a document with characters that none may have is not read: a declaration in it is the graver reason.
    fn unless_type(&self) -> Unread {
        if self.rest.contains("<!DOCTYPE") { Unread::DocumentType } else { BROKEN }
    }

    fn markup(&mut self) -> Result<(), Unread> {
        if let Some(rest) = self.rest.strip_prefix("<!--") {
            let (comment, rest) = rest.split_once("-->").ok_or(BROKEN)?;
            if comment.contains("--") || comment.ends_with('-') {
                return Err(BROKEN);
            }
            self.rest = rest;
            self.piece(None)
        } else if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
            let (section, rest) = rest.split_once("]]>").ok_or(BROKEN)?;
            self.rest = rest;
            self.piece(Some(Cow::Borrowed(section)))
        } else if let Some(rest) = self.rest.strip_prefix("<?") {
            let (instruction, rest) = rest.split_once("?>").ok_or(BROKEN)?;
            let target = instruction.split(is_space).next().unwrap_or_default();
            if target.is_empty() || target.eq_ignore_ascii_case("xml") {
                return Err(BROKEN);
            }
            self.rest = rest;
            self.piece(None)
        } else if self.rest.starts_with("<!") {
            let word = self.rest.get(2..9);
            Err(if word.is_some_and(|word| word.eq_ignore_ascii_case("doctype")) {
                Unread::DocumentType
            } else {
                BROKEN
            })
        } else if let Some(rest) = self.rest.strip_prefix("</") {
            let (name, rest) = rest.split_once('>').ok_or(BROKEN)?;
            self.rest = rest;
            let open = self.open.pop().ok_or(BROKEN)?;
            if open.name == name.trim_end_matches(is_space) { Ok(()) } else { Err(BROKEN) }
        } else {
            self.start()
        }
    }

    /// A start tag, or an empty element.
    fn start(&mut self) -> Result<(), Unread> {
        let rest = self.rest.get(1..).ok_or(BROKEN)?;
        let end = rest.find(|c| is_space(c) || matches!(c, '/' | '>' | '<' | '=' | '"' | '\'')).ok_or(BROKEN)?;
        let (name, mut rest) = rest.split_at(end);
        if local(name).is_empty() || self.tree.elements.len() >= MAX_ELEMENTS || self.open.len() >= MAX_DEPTH {
            return Err(BROKEN);
        }
        let first = self.tree.attributes.len();
        let mut declared: Vec<&str> = Vec::new();
        let empty = loop {
            let trimmed = rest.trim_start_matches(is_space);
            if let Some(behind) = trimmed.strip_prefix("/>") {
                rest = behind;
                break true;
            }
            if let Some(behind) = trimmed.strip_prefix('>') {
                rest = behind;
                break false;
            }
            // Attributes have white space between them.
            if trimmed.len() == rest.len() || self.tree.attributes.len() - first + declared.len() >= MAX_ATTRIBUTES {
                return Err(BROKEN);
            }
            let (name, behind) = trimmed.split_once('=').ok_or(BROKEN)?;
            let name = name.trim_end_matches(is_space);
            let behind = behind.trim_start_matches(is_space);
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(BROKEN)?;
            let (value, behind) = behind.get(1..).and_then(|behind| behind.split_once(quote)).ok_or(BROKEN)?;
            if name.is_empty() || name.contains(|c| is_space(c) || matches!(c, '<' | '>' | '"' | '\'' | '/' | '&')) {
                return Err(BROKEN);
            }
            if value.contains('<') {
                return Err(BROKEN);
            }
            let value = unescape(value)?;
            if name == "xmlns" || name.starts_with("xmlns:") {
                declared.push(name);
                self.tree.namespaces.push(value);
            } else {
                let name = local(name);
                if name.is_empty() {
                    return Err(BROKEN);
                }
                self.tree.attributes.push((name, value));
            }
            rest = behind;
        };
        let own = self.tree.attributes.get(first..).unwrap_or_default().iter().map(|(name, _)| *name);
        let all = self.tree.attributes.len() + self.tree.namespaces.len();
        if is_twice(own.collect()) || is_twice(declared) || all > MAX_ALL_ATTRIBUTES {
            return Err(BROKEN);
        }
        self.rest = rest;
        let number = |n: usize| u32::try_from(n).map_err(|_| BROKEN);
        let id = Id(number(self.tree.elements.len())?);
        let attributes = number(first)?..number(self.tree.attributes.len())?;
        match self.open.last_mut() {
            Some(parent) => {
                let last = parent.last.replace(id);
                let parent = parent.id;
                match last {
                    Some(last) => self.tree.elements[last.0 as usize].next = Some(id),
                    None => self.tree.elements[parent.0 as usize].first = Some(id),
                }
            }
            // One root.
            None if !self.tree.elements.is_empty() => return Err(BROKEN),
            None => {}
        }
        let text = Cow::Borrowed("");
        self.tree.elements.push(Element {
            name: local(name),
            attributes,
            next: None,
            first: None,
            text,
            pieces: 0,
            mixed: false,
        });
        if !empty {
            self.open.push(Open { id, name, last: None });
        }
        Ok(())
    }

    fn text(&mut self, text: &'a str) -> Result<(), Unread> {
        let text = unescape(text)?;
        let Some(open) = self.open.last() else {
            return if text.chars().all(is_space) { Ok(()) } else { Err(BROKEN) };
        };
        self.tree.elements[open.id.0 as usize].add(text);
        Ok(())
    }

    /// A section, or a comment or instruction, that splits the text around it.
    fn piece(&mut self, text: Option<Cow<'a, str>>) -> Result<(), Unread> {
        let Some(open) = self.open.last() else {
            return if text.is_none() { Ok(()) } else { Err(BROKEN) };
        };
        let element = &mut self.tree.elements[open.id.0 as usize];
        element.mixed = true;
        if let Some(text) = text {
            element.add(text);
        }
        Ok(())
    }
}

/// Whether a name is among them twice.
fn is_twice(mut names: Vec<&str>) -> bool {
    if names.len() <= FEW {
        return names.iter().enumerate().any(|(at, name)| names.iter().skip(at + 1).any(|other| other == name));
    }
    names.sort_unstable();
    names.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}

impl<'a> Element<'a> {
    fn add(&mut self, text: Cow<'a, str>) {
        self.pieces = self.pieces.saturating_add(1);
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }
}

/// Whether an XML declaration says UTF-8, or nothing, of the encoding.
fn is_utf8(declaration: &str) -> bool {
    let Some((_, rest)) = declaration.split_once("encoding") else { return true };
    let rest = rest.trim_start_matches(|c| is_space(c) || c == '=');
    let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let name = quoted.or_else(|| rest.strip_prefix('\'').and_then(|rest| rest.split_once('\''))).map(|(name, _)| name);
    name.is_some_and(|name| name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8"))
}

/// Resolves the five entities and character references (XML 1.0 §4.1, §4.6): there are no others.
fn unescape(text: &str) -> Result<Cow<'_, str>, Unread> {
    if !text.contains('&') {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(';').ok_or(BROKEN)?;
        let c = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let digits = name.strip_prefix('#').ok_or(BROKEN)?;
                let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
                let plain = digits.chars().all(|c| c.is_digit(radix));
                let number = u32::from_str_radix(digits, radix).ok().filter(|_| plain);
                number.and_then(char::from_u32).filter(|c| is_allowed(*c)).ok_or(BROKEN)?
            }
        };
        out.push(c);
        out.push_str(rest);
    }
    Ok(Cow::Owned(out.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Tree<'_>, Unread> {
        Tree::read(text.as_bytes())
    }

    #[test]
    fn prefixes_are_left_aside_even_undeclared_and_empty_ones() {
        let tree = read("<?xml version=\"1.0\" encoding='utf-8'?>\n<:eInvoice xmlns:=\"\"><ofd:A PageRef='1'>6&#52;</ofd:A></:eInvoice>").unwrap();
        let node = tree.root().child("A").unwrap();
        assert_eq!((node.text(), node.attribute("PageRef"), node.in_one_piece()), ("64", Some("1"), true));
    }

    #[test]
    fn a_document_type_is_refused_wherever_it_stands() {
        for text in ["<!DOCTYPE a><a/>", "<a><!DOCTYPE b></a>", "<!doctype a><a/>", "<a/><!DOCTYPE a>"] {
            assert_eq!(read(text).err(), Some(Unread::DocumentType), "{text}");
        }
    }

    #[test]
    fn what_is_not_well_formed_is_not_read() {
        for text in [
            "",
            "a",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "</a>",
            "<a b='1' c:b='2'/>",
            "<a b=1/>",
            "<a b='<'/>",
            "<a>&b;</a>",
            "<a>&#0;</a>",
            "<a>&lt</a>",
            "<a b='1'c='2'/>",
            "<a><?xml version='1.0'?></a>",
            "<?xml version='1.0' encoding='GBK'?><a/>",
            "<a>\u{1}</a>",
            "<a/>x",
            "<!-- a -- b --><a/>",
            "<x:a></y:a>",
            "<a>&#+65;</a>",
        ] {
            assert_eq!(read(text).err(), Some(Unread::NotRead), "{text}");
        }
        let deep = "<a>".repeat(65) + &"</a>".repeat(65);
        assert!(read(&deep).is_err());
        assert!(read(&deep[3..deep.len() - 4]).is_ok());
    }

    #[test]
    fn attributes_are_bounded_in_number_and_none_stands_twice() {
        let element = |count: usize, last: &str| {
            let all: String = (0..count).map(|at| alloc::format!(" a{at}='1'")).collect();
            alloc::format!("<b{all} {last}='2'/>")
        };
        assert!(read(&element(255, "c")).is_ok() && read(&element(256, "c")).is_err());
        for count in [2, 11, 12, 13, 100] {
            assert!(read(&element(count, "a1")).is_err() && read(&element(count, "x:a1")).is_err(), "{count}");
            assert!(read(&element(count, "xmlns:a")).is_ok(), "{count}");
        }
        let many = |count: usize| alloc::format!("<r>{}</r>", element(249, "c").repeat(count));
        assert!(read(&many(4_000)).is_ok() && read(&many(4_001)).is_err());
    }

    #[test]
    fn pieces_of_text_are_told() {
        for (text, whole) in [
            ("<a>b</a>", true),
            ("<a/>", true),
            ("<a>b<!-- -->c</a>", false),
            ("<a>b<?c d?></a>", false),
            ("<a><![CDATA[b]]></a>", false),
            ("<a>b<c/></a>", false),
        ] {
            assert_eq!(read(text).unwrap().root().in_one_piece(), whole, "{text}");
        }
        assert_eq!(read("<a>b<![CDATA[&<]]>c</a>").unwrap().root().text(), "b&<c");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "[<>/a-c:='\"&;#0-9!\\[\\]? -]{0,80}") {
            if let Ok(tree) = read(&text) {
                tree.root().walk(&mut |node, _| { let _ = (node.text(), node.in_one_piece()); });
            }
        }
    }
}
