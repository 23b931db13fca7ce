//! No picture panics, hangs or reads what is not there.

use slipcheck_scan::{Finding, Options, scan};

use crate::drawing::{Canvas, Random};

#[test]
fn sizes_that_are_none() {
    for (length, width, height) in
        [(0, 0, 0), (10, 0, 10), (10, 10, 0), (99, 10, 10), (0, u32::MAX, u32::MAX), (100, 1 << 31, 2)]
    {
        let picture = scan(&vec![0; length], width, height, &Options::default());
        assert_eq!(
            (picture.codes.len(), picture.finding),
            (0, Finding::NoCode),
            "{length} bytes as {width} × {height}"
        );
    }
}

#[test]
fn strips_and_small_pictures() {
    for (width, height) in
        [(1, 1), (2, 2), (3, 1), (1, 70_000), (70_000, 1), (40_000, 7), (39, 41), (40, 40), (8, 3000)]
    {
        let canvas = Canvas::from_fn(width, height, |x, y| if (x / 3 + y / 2) % 2 == 0 { 20 } else { 240 });
        assert!(canvas.texts().is_empty(), "{width} × {height}");
    }
}

#[test]
fn noise_of_every_grain_reads_as_nothing() {
    for grain in [1, 2, 3, 5, 9] {
        let mut random = Random(u64::from(grain) + 1);
        let cells: Vec<u8> = (0..1_000_000).map(|_| (random.below(2) * 255) as u8).collect();
        let canvas = Canvas::from_fn(1000, 1000, |x, y| cells[((y / grain) * 1000 + x / grain) as usize]);
        assert!(canvas.texts().is_empty(), "grain {grain}");
    }
}

#[test]
fn a_wall_of_corner_marks_ends() {
    // 200,000 perfect marks: everything that is proportional to their square would not end.
    let canvas = Canvas::from_fn(4000, 4000, |x, y| {
        let (u, v) = ((x / 3) % 9, (y / 3) % 9);
        let ring = (u as i32 - 3).abs().max((v as i32 - 3).abs());
        if u < 7 && v < 7 && ring != 2 { 0 } else { 255 }
    });
    assert!(canvas.texts().is_empty());
}

#[test]
fn options_bound_the_work() {
    let slip = Canvas::slip();
    for options in [Options { attempts: 0, ..Options::default() }, Options { looks: 0, ..Options::default() }] {
        assert!(scan(&slip.pixels, slip.width, slip.height, &options).codes.is_empty(), "{options:?}");
    }
}

#[test]
fn damaged_codes_never_read_wrong() {
    // Parts of a real code moved about: whatever is read must be what was written.
    let slip = Canvas::slip();
    let mut random = Random(4711);
    for round in 0..60 {
        let mut canvas = slip.clone();
        for _ in 0..1 + random.below(6) {
            let (width, height) = (10 + random.below(200), 10 + random.below(200));
            let (from_x, from_y) = (random.below(1000 - width), 900 + random.below(600 - height));
            let (to_x, to_y) = (random.below(1000 - width), 900 + random.below(600 - height));
            for y in 0..height {
                for x in 0..width {
                    let pixel = slip.pixels[((from_y + y) * 1000 + from_x + x) as usize];
                    canvas.pixels[((to_y + y) * 1000 + to_x + x) as usize] = pixel;
                }
            }
        }
        for text in canvas.cropped(0, 800, 1000, 1500).texts() {
            assert_eq!(text, crate::drawing::SLIP, "round {round}");
        }
    }
}
