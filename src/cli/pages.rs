//! Pages of PDF files: drawn, so that the codes on them can be read.

use slipcheck::input::File;
use slipcheck_pdf::{
    Charset, Helpers, draw,
    survey::{self, State},
};
use std::{sync::mpsc, thread, time::Duration};

/// How long pages are drawn and looked at.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most pages.
const PAGES: usize = 20;
/// Most pixels of a photograph on a page.
const PIXELS: usize = 24_000_000;

struct Pictures;

impl Helpers for Pictures {
    fn decode(&self, _: Charset, _: &[u8]) -> Option<String> {
        None
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

/// A file with the codes on its pages, as far as they can be read in a few seconds.
pub(crate) fn with_codes(bytes: Vec<u8>) -> File {
    let mut file = File::new(bytes);
    let bytes = std::sync::Arc::clone(&file.bytes);
    let (send, receive) = mpsc::channel();
    thread::spawn(move || codes(&bytes, &send));
    let end = std::time::Instant::now() + PATIENCE;
    while let Ok(code) = receive.recv_timeout(end.saturating_duration_since(std::time::Instant::now())) {
        file.codes.push(code);
    }
    file
}

fn codes(bytes: &[u8], send: &mpsc::Sender<(u32, String)>) {
    let bytes = bytes.get(survey::blank_front(bytes)..).unwrap_or_default();
    let survey = survey::survey(bytes);
    let (State::Whole(document) | State::Front(document) | State::Rebuilt(document, _)) = &survey.state else { return };
    for (number, (_, page)) in document.pages(PAGES).0.iter().enumerate() {
        let seen = draw(document, page, &Pictures);
        let mut found = scan(&seen.picture);
        if found.is_empty()
            && let Some(own) = &seen.own
        {
            found = scan(own);
        }
        for code in found {
            if send.send((number as u32, code)).is_err() {
                return;
            }
        }
    }
}

/// The codes on a picture, from the top.
fn scan((width, height, grey): &(usize, usize, Vec<u8>)) -> Vec<String> {
    let scanned = slipcheck_scan::scan(grey, *width as u32, *height as u32, &slipcheck_scan::Options::default());
    let mut codes: Vec<(f32, String)> = scanned
        .codes
        .into_iter()
        .map(|code| (code.corners.iter().map(|corner| corner.y).fold(f32::MAX, f32::min), code.text))
        .collect();
    codes.sort_by(|a, b| a.0.total_cmp(&b.0));
    codes.into_iter().map(|(_, text)| text).collect()
}
