use slipcheck_read::*;
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let models = Models::load(std::path::Path::new(&args[0])).unwrap();
    let side: u32 = args[1].parse().unwrap();
    for path in &args[2..] {
        let picture = decode_picture(&std::fs::read(path).unwrap()).unwrap();
        let t = Instant::now();
        let mut places = models.detector.places(&picture, side).unwrap();
        let d = t.elapsed();
        let t = Instant::now();
        if models.recogniser.is_upside_down(&picture, &places).unwrap() {
            places = places.iter().map(Place::turned).collect();
        }
        let u = t.elapsed();
        let t = Instant::now();
        let lines: Vec<Line> = places.iter().map(|p| models.recogniser.line(&picture, p).unwrap()).collect();
        let n = lines.len();
        let page = arrange(lines);
        println!(
            "== {path} {}x{} {n} places turned {:.1} det {d:?} up {u:?} rec {:?}",
            picture.width(),
            picture.height(),
            page.turned,
            t.elapsed()
        );
        for line in &page.lines {
            let weak: Vec<String> = line
                .characters
                .iter()
                .filter(|c| c.probability < 0.9)
                .map(|c| {
                    format!(
                        "{}{:.2}{:?}",
                        c.text,
                        c.probability,
                        c.runners_up.iter().map(|r| format!("{}{:.2}", r.text, r.probability)).collect::<Vec<_>>()
                    )
                })
                .collect();
            if line.text.contains('*') {
                println!("{:?}", line.corners.map(|c| (c.x as i32, c.y as i32)));
                println!(
                    "{:?}",
                    line.characters
                        .windows(2)
                        .map(|w| ((w[0].middle.x - w[1].middle.x).hypot(w[0].middle.y - w[1].middle.y) * 10.0).round()
                            / 10.0)
                        .collect::<Vec<_>>()
                );
            }
            println!("{:.2} {} {}", line.probability, line.text, weak.join(" "));
        }
    }
}
