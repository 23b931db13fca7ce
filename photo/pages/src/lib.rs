//! PDF file in, pages out: each drawn for the reading of its codes, with the text that a person sees on it.
//!
//! Command line and page draw by this crate, so that both see the same. It knows nothing of slips.

mod jpeg;
#[cfg(feature = "web")]
pub mod wasm;

pub use jpeg::decode as jpeg;
pub use slipcheck_pdf::{Charset, Line, Page};

use slipcheck_bilevel::{Fax, POINTS, fax, jbig2};
use slipcheck_pdf::{
    Bilevel, Document, Helpers, draw,
    object::{Dict, Ref},
    survey::{self, State},
};

/// Most pages of a file that are drawn.
pub const PAGES: usize = 20;

/// Brightness from which paper counts as white.
const WHITE: u8 = 200;

/// What drawing needs beside the file: photographs are decoded here, text in old encodings by the caller.
struct Pictures<F>(F);

impl<F: Fn(Charset, &[u8]) -> Option<String>> Helpers for Pictures<F> {
    fn decode(&self, charset: Charset, bytes: &[u8]) -> Option<String> {
        self.0(charset, bytes)
    }

    fn jpeg(&self, bytes: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
        jpeg(bytes)
    }

    fn bilevel(&self, coding: &Bilevel<'_>, bytes: &[u8]) -> Option<(usize, Vec<u8>)> {
        let found = match *coding {
            Bilevel::Fax { columns, rows, k, end_of_line, byte_align, end_of_block } => {
                fax(bytes, &Fax { k, end_of_line, byte_align, end_of_block }, columns, rows)?
            }
            Bilevel::Jbig2 { globals } => jbig2(bytes, globals, POINTS)?,
        };
        Some((found.width, found.rows))
    }

    fn sees_pictures(&self) -> bool {
        true
    }
}

/// The first pages of a file.
#[derive(Default)]
pub struct Book<'a> {
    document: Option<Document<'a>>,
    pages: Vec<(Option<Ref>, Dict)>,
    more: bool,
}

impl<'a> Book<'a> {
    /// The pages of a file, at most [`PAGES`]; none where nothing of it can be read.
    #[must_use]
    pub fn open(bytes: &'a [u8]) -> Self {
        let survey = survey::survey(survey::front_cut(bytes));
        let (State::Whole(document) | State::Front(document) | State::Rebuilt(document, _)) = survey.state else {
            return Self::default();
        };
        let (pages, more) = document.pages(PAGES);
        Self { document: Some(document), pages, more }
    }

    /// How many pages there are to draw.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Whether the file has more pages than these.
    #[must_use]
    pub fn more(&self) -> bool {
        self.more
    }

    /// Whether a bound of the file was passed: what was drawn is a part.
    #[must_use]
    pub fn exceeded(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.budget.exceeded())
    }

    /// Draws a page, counted from 0; `decode` knows old encodings. `None`: there is no such page.
    #[must_use]
    pub fn draw(&self, number: usize, decode: impl Fn(Charset, &[u8]) -> Option<String>) -> Option<Page> {
        let (_, page) = self.pages.get(number)?;
        Some(draw(self.document.as_ref()?, page, &Pictures(decode)))
    }
}

/// A picture: width and height in pixels, one byte a pixel, 0 black.
pub type Grey = (usize, usize, Vec<u8>);

/// The pictures of a page that may show a code, in the order in which they are looked at: the next one where nothing was
/// found before. What was not drawn to its end shows nothing, and white paper holds no code.
pub fn pictures(page: &Page) -> impl Iterator<Item = &Grey> {
    let drawn = Some(&page.picture).filter(|_| !page.stopped);
    let dark = |(_, _, grey): &&Grey| grey.iter().any(|grey| *grey <= WHITE);
    drawn.into_iter().chain(&page.own).filter(dark)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of these pages, each with its own content.
    fn file(contents: &[&str]) -> Vec<u8> {
        let kids: String = (0..contents.len()).map(|i| format!("{} 0 R ", 3 + 2 * i)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 72 36] >>", contents.len()),
        ];
        for (i, content) in contents.iter().enumerate() {
            objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 4 + 2 * i));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        }
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (i, object) in objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", bytes.len());
            bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
        }
        let at = bytes.len();
        let size = objects.len() + 1;
        bytes.extend(format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n").bytes());
        bytes
    }

    fn drawn(bytes: &[u8], number: usize) -> Option<Page> {
        Book::open(bytes).draw(number, |_, _| None)
    }

    #[test]
    fn pages_are_drawn_at_their_places_and_no_page_behind_the_last() {
        let bytes = file(&["0 0 36 36 re f", ""]);
        let book = Book::open(&bytes);
        assert_eq!((book.count(), book.more(), book.exceeded()), (2, false, false));
        let page = drawn(&bytes, 0).unwrap();
        let (width, height, grey) = &page.picture;
        assert_eq!((*width, *height, grey.len()), (200, 100, 20_000));
        assert_eq!((grey[50 * 200 + 50], grey[50 * 200 + 150]), (0, 255));
        assert!(drawn(&bytes, 2).is_none());
    }

    #[test]
    fn only_what_may_show_a_code_is_looked_at() {
        let looks = |content: &str| pictures(&drawn(&file(&[content]), 0).unwrap()).count();
        assert_eq!(looks("0 0 36 36 re f"), 1);
        assert_eq!(looks("0.9 g 0 0 36 36 re f"), 0);
        let mut page = drawn(&file(&["0 0 36 36 re f"]), 0).unwrap();
        page.stopped = true;
        assert_eq!(pictures(&page).count(), 0);
        page.own = Some((1, 1, vec![0]));
        assert_eq!(pictures(&page).count(), 1);
    }

    /// The left half of eight points and two rows is black, coded so.
    fn coded(filter: &str, parameters: &str, data: &str) -> Page {
        let picture = format!(
            "72 0 0 36 0 0 cm BI /W 8 /H 2 /BPC 1 /CS /G /F [/AHx /{filter}] /DP [null << {parameters} >>] ID {data}> EI"
        );
        drawn(&file(&[&picture]), 0).unwrap()
    }

    #[test]
    fn pictures_of_black_and_white_are_drawn_as_they_are_coded() {
        // Horizontal mode, no white (00110101), four black (011), up to the end; the row below as above.
        let fax = "26AFC0040040";
        for (filter, parameters, data) in [
            ("CCF", "/K -1 /Columns 8", fax),
            // A segment of page information, and a generic region that is coded as a fax (flag MMR).
            ("JBIG2Decode", "", ""),
        ] {
            let jbig2 = format!(
                "00000000300001000000130000000800000002{} 00000001260001000000{:02x}0000000800000002{}01{fax}",
                "00".repeat(11),
                18 + fax.len() / 2,
                "00".repeat(9),
            );
            let data = if data.is_empty() { &jbig2 } else { data };
            let page = coded(filter, parameters, data);
            let (_, _, grey) = &page.picture;
            assert_eq!((grey[50 * 200 + 50], grey[50 * 200 + 150], page.stopped), (0, 255, false), "{filter}");
            assert_eq!(pictures(&page).count(), 2, "{filter}");
        }
        // Where 1 is black, grey takes it for white.
        let page = coded("CCF", "/K -1 /Columns 8 /BlackIs1 true", fax);
        assert_eq!((page.picture.2[50 * 200 + 50], page.picture.2[50 * 200 + 150]), (255, 0));
    }

    #[test]
    fn a_page_of_a_picture_that_is_not_read_shows_nothing_known() {
        for (filter, data) in [("JPXDecode", "00"), ("CCF", ""), ("JBIG2Decode", "00"), ("DCT", "FFD8")] {
            let page = coded(filter, "/K -1 /Columns 8", data);
            assert!(page.stopped && pictures(&page).count() == 0, "{filter}");
        }
    }

    #[test]
    fn a_file_of_many_pages_has_its_first_ones_and_says_so() {
        let bytes = file(&[""; PAGES + 1]);
        let book = Book::open(&bytes);
        assert_eq!((book.count(), book.more()), (PAGES, true));
        assert!(!Book::open(&file(&[""; PAGES])).more());
    }

    #[test]
    fn what_is_no_file_that_can_be_read_has_no_pages() {
        let whole = file(&["0 0 36 36 re f"]);
        for bytes in [&b""[..], b"%PDF-1.7\n", b"%PDF-1.7\nnothing %%EOF", &whole[..40]] {
            assert_eq!(Book::open(bytes).count(), 0);
            assert!(drawn(bytes, 0).is_none());
        }
        // Blanks in front of the header do not hide it.
        assert_eq!(Book::open(&[b"\n\n".as_slice(), &whole].concat()).count(), 1);
    }
}
