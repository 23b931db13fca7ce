//! Pages of PDF files: drawn, so that their text and the codes on them can be read.

use slipcheck::{
    charset,
    input::{File, SeenPage, SeenPages},
};
use slipcheck_pages::{Book, Grey, pictures};
use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

/// How long pages are drawn and looked at: a build without optimisation needs more.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 15 } else { 5 });

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
    let book = Book::open(bytes);
    for number in 0..book.count() {
        let Some(drawn) = book.draw(number, |charset, bytes| charset::decode(charset.label(), bytes)) else { break };
        let codes = pictures(&drawn).map(scan).find(|codes| !codes.is_empty()).unwrap_or_default();
        if send.send(Told::Page(SeenPage::of(number, drawn, codes))).is_err() {
            return;
        }
    }
    let _ = send.send(Told::End { more: book.more(), exceeded: book.exceeded() });
}

/// The codes on a picture, from the top.
fn scan((width, height, grey): &Grey) -> Vec<String> {
    let scanned = slipcheck_scan::scan(grey, *width as u32, *height as u32, &slipcheck_scan::Options::default());
    let mut codes: Vec<(f32, String)> = scanned
        .codes
        .into_iter()
        .map(|code| (code.corners.iter().map(|corner| corner.y).fold(f32::MAX, f32::min), code.text))
        .collect();
    codes.sort_by(|a, b| a.0.total_cmp(&b.0));
    codes.into_iter().map(|(_, text)| text).collect()
}
