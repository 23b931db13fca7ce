//! The tree of pages, and what pages inherit (ISO 32000-2 §7.7.3).

use super::Document;
use crate::object::{Dict, Object, Ref};

impl Document<'_> {
    /// The dictionaries of the pages, in order, with what they inherit (§7.7.3.4); and whether there are more than `limit`.
    #[must_use]
    pub fn pages(&self, limit: usize) -> (Vec<(Option<Ref>, Dict)>, bool) {
        let mut pages = Vec::new();
        let mut seen = Vec::new();
        let root = self.root();
        let more = match root.dict() {
            Some(root) => self.node(root.raw("Pages"), &Dict::default(), limit, &mut pages, &mut seen),
            None => false,
        };
        (pages, more)
    }

    fn node(
        &self,
        node: &Object,
        above: &Dict,
        limit: usize,
        pages: &mut Vec<(Option<Ref>, Dict)>,
        path: &mut Vec<Ref>,
    ) -> bool {
        if let Some(reference) = node.reference() {
            // A tree of pages has no circles.
            if path.contains(&reference) || path.len() > crate::limits::NESTING {
                return false;
            }
            path.push(reference);
        }
        let object = self.resolve(node);
        let mut more = false;
        if let Some(own) = object.dict() {
            let mut dict = own.clone();
            for key in ["Resources", "MediaBox", "CropBox", "Rotate"] {
                if dict.entry(key).is_none()
                    && let Some(entry) = above.entry(key)
                {
                    dict.entries.push(entry.clone());
                }
            }
            match dict.entry("Kids") {
                Some(_) if !dict.raw("Type").is_name("Page") => {
                    for kid in self.get(&dict, "Kids").array() {
                        more |= pages.len() >= limit || self.node(kid, &dict, limit, pages, path);
                        if more || !self.budget.value() {
                            break;
                        }
                    }
                }
                _ if pages.len() >= limit => more = true,
                _ => pages.push((node.reference(), dict)),
            }
        }
        if node.reference().is_some() {
            path.pop();
        }
        more
    }
}
