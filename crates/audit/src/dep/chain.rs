//! Broken links (RKSV annex, Z 4): what a receipt chains to when it is not the one before. The files are read a second time, for
//! the values asked for alone.

use super::{
    export::{Event, walk},
    ledger::Spot,
    receipt::{self, Link},
    rules,
};
use crate::{Evidence, Input, Rule};
use std::{collections::HashMap, ops::ControlFlow};

/// Most values that are looked for; what is beyond is `chain-broken`, said where it stands.
pub(super) const ASKED: usize = 10_000;

/// A receipt that does not chain to the one before.
pub(super) struct Ask {
    pub(super) spot: Spot,
    /// Its register.
    pub(super) register: String,
    pub(super) chain: Link,
    pub(super) evidence: Evidence,
}

/// What the files say about one value.
#[derive(Default)]
struct Answer {
    /// A receipt that it is the chaining value behind.
    stands: Option<Spot>,
    /// The first receipt that has it.
    claimed: Option<Spot>,
}

/// Reads all files again: what each of them is, and the evidence.
pub(super) fn explain(inputs: &mut [Input<'_>], asks: Vec<Ask>) -> Vec<(&'static Rule, Spot, Evidence)> {
    let mut answers: HashMap<(String, Link), Answer> =
        asks.iter().map(|ask| ((ask.register.clone(), ask.chain), Answer::default())).collect();
    let mut spot = Spot::default();
    let mut register = String::new();
    let mut groups = 0;
    for (file, input) in (0..).zip(inputs.iter_mut()) {
        if input.source.rewind().is_err() {
            continue;
        }
        spot.file = file;
        walk(&mut input.source, &mut |event, _| {
            match event {
                Event::Opens => {
                    (spot.group, spot.receipt) = (groups, 0);
                    groups += 1;
                }
                Event::Closes(_) => {}
                Event::Receipt(jws) => {
                    if let Some(jws) = jws {
                        look(jws, spot, &mut register, &mut answers);
                    }
                    spot.receipt += 1;
                }
            }
            ControlFlow::Continue(())
        });
    }
    let told = |mut ask: Ask| {
        let answer = answers.get(&(ask.register, ask.chain));
        let rule = match answer {
            Some(Answer { stands: Some(stands), claimed }) => {
                ask.evidence.remove("missingTurnover");
                ask.evidence.insert("chainsTo".into(), stands.place().into());
                match claimed {
                    Some(first) if first.is_before(ask.spot) => {
                        ask.evidence.insert("first".into(), first.place().into());
                        &rules::CHAIN_FORK
                    }
                    _ => &rules::ORDER_DIFFERS,
                }
            }
            _ => &rules::CHAIN_BROKEN,
        };
        (rule, ask.spot, ask.evidence)
    };
    asks.into_iter().map(told).collect()
}

fn look(jws: &[u8], spot: Spot, register: &mut String, answers: &mut HashMap<(String, Link), Answer>) {
    let mut text = String::new();
    let read = receipt::read(jws, &mut text).ok();
    match read.as_ref().map(|receipt| receipt.register.to_owned()).or_else(|| receipt::register_of(jws)) {
        Some(own) if own != *register => *register = own,
        _ => {}
    }
    if let Some(receipt) = read
        && let Some(answer) = answers.get_mut(&(register.clone(), receipt.chain))
    {
        answer.claimed.get_or_insert(spot);
    }
    if let Some(answer) = answers.get_mut(&(register.clone(), receipt::link(jws))) {
        answer.stands.get_or_insert(spot);
    }
}
