//! Pages of PDF files: drawn, so that their text and the codes on them can be read.

use slipcheck::{
    charset,
    input::{File, SeenPage, SeenPages},
};
use slipcheck_pdf::{
    Charset, Helpers, draw,
    survey::{self, State},
};
use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

/// How long pages are drawn and looked at: a build without optimisation needs more.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 15 } else { 5 });
/// Most pages.
const PAGES: usize = 20;
/// Most pixels of a photograph on a page.
const PIXELS: usize = 24_000_000;

struct Pictures;

impl Helpers for Pictures {
    fn decode(&self, charset: Charset, bytes: &[u8]) -> Option<String> {
        charset::decode(charset.label(), bytes)
    }

    fn jpeg(&self, bytes: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
        let luma = slipcheck_scan::decode(bytes).ok()?;
        let (width, height) = (luma.width() as usize, luma.height() as usize);
        if width * height > PIXELS {
            return None;
        }
        Some((width, height, luma.pixels().iter().flat_map(|grey| [*grey; 3]).collect()))
    }
}

/// What the thread that draws tells.
enum Told {
    Page(SeenPage),
    End { more: bool, exceeded: bool },
}

/// A file with its pages as they are drawn, as far as that takes a few seconds.
pub(crate) fn with_pages(bytes: Vec<u8>) -> File {
    let mut file = File::new(bytes);
    let bytes = Arc::clone(&file.bytes);
    let (send, receive) = mpsc::channel();
    thread::spawn(move || pages(&bytes, &send));
    let begin = Instant::now();
    let mut seen = SeenPages { cut: true, ..SeenPages::default() };
    loop {
        match receive.recv_timeout(PATIENCE.saturating_sub(begin.elapsed())) {
            Ok(Told::Page(page)) => seen.pages.push(page),
            Ok(Told::End { more, exceeded }) => {
                (seen.more, seen.exceeded, seen.cut) = (more, exceeded, false);
                break;
            }
            // Whatever ended it: what there is of it was not read to its end.
            Err(_) => break,
        }
    }
    file.pages = Some(Arc::new(seen));
    file
}

fn pages(bytes: &[u8], send: &mpsc::Sender<Told>) {
    let bytes = bytes.get(survey::blank_front(bytes)..).unwrap_or_default();
    let survey = survey::survey(bytes);
    let (State::Whole(document) | State::Front(document) | State::Rebuilt(document, _)) = &survey.state else {
        let _ = send.send(Told::End { more: false, exceeded: false });
        return;
    };
    let (list, more) = document.pages(PAGES);
    for (number, (_, page)) in list.iter().enumerate() {
        let drawn = draw(document, page, &Pictures);
        let mut codes = if drawn.stopped { Vec::new() } else { scan(&drawn.picture) };
        if codes.is_empty()
            && let Some(own) = &drawn.own
        {
            codes = scan(own);
        }
        if send.send(Told::Page(SeenPage::of(number, drawn, codes))).is_err() {
            return;
        }
    }
    let _ = send.send(Told::End { more, exceeded: document.budget.exceeded() });
}

/// The codes on a picture, from the top.
fn scan((width, height, grey): &(usize, usize, Vec<u8>)) -> Vec<String> {
    // White paper alone holds none.
    if grey.iter().all(|grey| *grey > 200) {
        return Vec::new();
    }
    let scanned = slipcheck_scan::scan(grey, *width as u32, *height as u32, &slipcheck_scan::Options::default());
    let mut codes: Vec<(f32, String)> = scanned
        .codes
        .into_iter()
        .map(|code| (code.corners.iter().map(|corner| corner.y).fold(f32::MAX, f32::min), code.text))
        .collect();
    codes.sort_by(|a, b| a.0.total_cmp(&b.0));
    codes.into_iter().map(|(_, text)| text).collect()
}
