#![allow(warnings)]
mod german;
use german::*;
use slipcheck_audit::*;
use std::collections::BTreeMap;
#[test]
fn run() {
    let Ok(list) = std::env::var("TSE_FILES") else { return };
    for path in list.lines() {
        let bytes = std::fs::read(path).unwrap();
        let mut inputs = vec![Input::of_bytes(path, &bytes)];
        let options = Options { now: slipcheck_codec::time::Moment(1_790_000_000), ..Options::default() };
        println!("=== {path}");
        let t = std::time::Instant::now();
        match audit(&mut inputs, &options, &Anchors::default(), &mut ()) {
            Err(e) => println!("   {e:?}"),
            Ok(r) => {
                println!("   {:?} {} {:?}", r.outcome, r.summary["counts"], t.elapsed());
                println!(
                    "   checked {} logs {}",
                    r.summary.get("checked").map(|c| c.to_string()).unwrap_or_default(),
                    r.summary.get("logs").map(|c| c.to_string()).unwrap_or_default()
                );
                let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
                for f in &r.findings {
                    let n = seen.entry(f.id).or_default();
                    *n += 1;
                    if *n <= 3 {
                        println!(
                            "     {:?} {} @ {} {}",
                            f.severity,
                            f.id,
                            f.place,
                            serde_json::to_string(&f.evidence).unwrap().chars().take(200).collect::<String>()
                        );
                    }
                }
            }
        }
    }
}
