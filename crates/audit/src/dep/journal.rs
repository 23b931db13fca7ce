//! The receipts one after another: every rule of sequence, and the signatures of a batch at its end.

use super::{
    batch::{self, BATCH, Job},
    chain::{self, Ask},
    files::{self, NONE, Survey},
    keys::{Ring, same_serial},
    ledger::{Ledger, Spot},
    months::Missing,
    numbers::{Known, hashed},
    outage::Phase,
    receipt::{self, Kind, Link, Receipt, link, series},
    register::{Register, SERIES, State},
    rules,
    summary::{Counts, cents_value},
    turnover::{Pending, Step, Till, WAITING},
    vienna,
};
use crate::{Authority, Collector, Evidence, Input, Kind as Export, Options, State as AnyState, evidence};
use serde_json::Value;
use slipcheck_codec::{
    encoding::Base64,
    time::{Civil, Moment},
};
use std::collections::{BTreeMap, HashMap};

/// A clock of a till may be so far ahead, in seconds.
const AHEAD: i64 = 15 * 60;
/// So many broken signatures get their causes.
const EXPLAINED: u64 = 20;
/// Most registers that are followed.
const REGISTERS: usize = 4096;

/// The journal so far.
pub(super) struct Journal<'a> {
    options: &'a Options,
    authority: &'a dyn Authority,
    ring: Ring,
    till: Till,
    /// The entry of each group's certificate.
    groups: &'a [u32],
    /// Which files the groups stand in: the number of the first of each.
    first_groups: Vec<u32>,
    ledger: Ledger,
    opened: u32,
    registers: Vec<Register>,
    by_id: HashMap<String, usize>,
    last: Option<usize>,
    /// A malformed receipt whose register nobody knows stands before the next.
    stray: Option<Link>,
    jobs: Vec<Job>,
    in_batch: u32,
    asks: Vec<Ask>,
    counts: Counts,
    unchecked: bool,
    explained: u64,
    /// Of keys that fitted: a container vouched for one; one had a path of its own; one had neither.
    vouched: [bool; 3],
}

/// What became of the link to the receipt before.
struct Linked {
    start: bool,
    /// What was before is not known, or not what it should be.
    lost: bool,
    ask: Option<usize>,
}

fn base64(link: &Link) -> String {
    Base64::Standard.encode(link)
}

impl<'a> Journal<'a> {
    pub(super) fn new(
        options: &'a Options,
        authority: &'a dyn Authority,
        ring: Ring,
        till: Till,
        survey: &'a Survey,
        names: Vec<String>,
    ) -> Self {
        let mut journal = Self {
            options,
            authority,
            ring,
            till,
            groups: &survey.groups,
            first_groups: survey.first_groups.clone(),
            ledger: Ledger::new(names),
            opened: 0,
            registers: Vec::new(),
            by_id: HashMap::new(),
            last: None,
            stray: None,
            jobs: Vec::new(),
            in_batch: 0,
            asks: Vec::new(),
            counts: Counts::default(),
            unchecked: false,
            explained: 0,
            vouched: [false; 3],
        };
        if let Some(AnyState::Dep(state)) = &options.after {
            for (id, register) in &state.registers {
                journal.by_id.insert(id.clone(), journal.registers.len());
                journal.registers.push(Register::of_state(id, register));
            }
        }
        journal
    }

    /// Judges the paths of the groups' certificates.
    pub(super) fn paths(&mut self, survey: &Survey, collector: &mut Collector<'_>) {
        let Self { ledger, ring, authority, first_groups, .. } = self;
        let file = |group: u32| first_groups.partition_point(|first| *first <= group).saturating_sub(1) as u32;
        let named = |group: u32, evidence: Evidence| ledger.named(file(group), evidence);
        files::paths(survey, &named, ring, *authority, collector);
    }

    /// The next file begins.
    pub(super) fn file(&mut self, file: u32) {
        self.ledger.spot.file = file;
    }

    /// The next group begins.
    pub(super) fn group(&mut self) {
        self.ledger.spot = Spot { group: self.opened, file: self.ledger.spot.file, ..Spot::default() };
        self.opened += 1;
    }

    pub(super) fn receipts(&self) -> u64 {
        self.counts.receipts
    }

    /// Whether enough receipts wait for their signatures to be checked.
    pub(super) fn is_full(&self) -> bool {
        self.in_batch as usize >= BATCH
    }

    /// The next receipt, as it stands; empty when it is no text.
    pub(super) fn receipt(&mut self, jws: &[u8]) {
        self.counts.receipts += 1;
        self.ledger.at = self.in_batch;
        self.ledger.spot.time = None;
        self.in_batch += 1;
        let own = link(jws);
        let mut text = String::new();
        match receipt::read(jws, &mut text) {
            Err(why) => self.malformed(jws, own, why),
            Ok(receipt) => self.well_formed(jws, own, &receipt),
        }
        self.ledger.spot.receipt = self.ledger.spot.receipt.saturating_add(1);
    }

    fn malformed(&mut self, jws: &[u8], own: Link, why: &str) {
        self.ledger.say(&rules::RECEIPT_MALFORMED, evidence! { "why" => why });
        let register = receipt::register_of(jws);
        let at = match register {
            Some(id) => self.by_id.get(&id).copied().or_else(|| self.registers.is_empty().then(|| self.adopt(&id))),
            None => self.last,
        };
        // Behind a state nothing was read yet, and there is one register as a rule.
        let at = at.or(self.last).or((self.registers.len() == 1).then_some(0));
        match at.and_then(|at| self.registers.get_mut(at)) {
            Some(register) => {
                register.previous = Some(own);
                register.begun = true;
                register.behind_malformed = true;
            }
            None => self.stray = Some(own),
        }
    }

    fn adopt(&mut self, id: &str) -> usize {
        let mut register = Register::new(id);
        if let Some(stray) = self.stray.take() {
            register.previous = Some(stray);
            (register.begun, register.behind_malformed) = (true, true);
        }
        self.by_id.insert(id.to_owned(), self.registers.len());
        self.registers.push(register);
        self.registers.len() - 1
    }

    fn well_formed(&mut self, jws: &[u8], own: Link, receipt: &Receipt<'_>) {
        self.ledger.spot.time = Some(receipt.time);
        let number = hashed(receipt.number);
        let known_register = self.by_id.get(receipt.register).copied();
        let known = match known_register.and_then(|at| self.registers.get(at)) {
            Some(register) if register.handed == Some(own) => Known::Receipt,
            Some(register) => register.numbers.known(&number, &own),
            None => Known::New,
        };
        if known == Known::Receipt {
            self.ledger.say(&rules::RECEIPT_REPEATED, evidence! { "number" => receipt.number });
            return;
        }
        let at = match known_register {
            Some(at) => at,
            None => {
                let foreign = !self.registers.is_empty();
                if self.registers.len() >= REGISTERS {
                    self.foreign(receipt.register);
                    return;
                }
                let at = self.adopt(receipt.register);
                if let Some(register) = self.registers.get_mut(at) {
                    register.foreign = foreign;
                }
                at
            }
        };
        if self.registers.get(at).is_some_and(|register| register.foreign) {
            self.foreign(receipt.register);
        }
        self.last = Some(at);
        self.counts.add(receipt, self.options.by);
        self.system(at, receipt);
        self.number(at, receipt, known);
        if let Some(register) = self.registers.get_mut(at) {
            register.numbers.insert(number, own);
        }
        self.time(at, receipt);
        let linked = self.link(at, receipt);
        self.turnover(at, receipt, &linked);
        if let Some(register) = self.registers.get_mut(at) {
            register.previous = Some(own);
            register.begun = true;
            register.behind_malformed = false;
            register.time = Some(receipt.time);
            let told = &mut register.told;
            told.receipts += 1;
            told.from.get_or_insert(receipt.time);
            told.last_number.clear();
            told.last_number.push_str(receipt.number);
            told.ends_with_null = receipt.kind == Kind::Null;
        }
        self.outage(at, receipt);
        self.months(at, receipt);
        self.signature(jws, receipt);
    }

    /// A register beside the first.
    fn foreign(&mut self, id: &str) {
        self.ledger.cause(&rules::SEVERAL_REGISTERS, id, evidence! { "register" => id });
    }

    /// Closed and open systems, suites and what they name (annex, Z 2).
    fn system(&mut self, at: usize, receipt: &Receipt<'_>) {
        let Some(register) = self.registers.get_mut(at) else { return };
        let closed = receipt.is_closed();
        if *register.closed.get_or_insert(closed) != closed {
            self.ledger.cause(&rules::SYSTEM_MIXED, &register.id, evidence! { "suite" => receipt.provider });
        }
        if closed == receipt.names_certificate() {
            let cause = [receipt.provider, "_", receipt.serial].concat();
            let evidence = evidence! { "suite" => receipt.provider, "serial" => receipt.serial };
            self.ledger.cause(&rules::PROVIDER_MISMATCH, &cause, evidence);
        }
        if receipt.provider == "AT100" {
            self.ledger.cause(&rules::PROVIDER_TEST, "", Evidence::new());
        }
    }

    fn number(&mut self, at: usize, receipt: &Receipt<'_>, known: Known) {
        let Some(register) = self.registers.get_mut(at) else { return };
        if known == Known::Number {
            self.ledger.say(&rules::NUMBER_REPEATED, evidence! { "number" => receipt.number });
        }
        let Some((text, number)) = series(receipt.number) else { return };
        let room = register.series.len() < SERIES;
        match register.series.get_mut(text) {
            Some(last) => {
                if last.checked_add(1) != Some(number) {
                    let cause = [&register.id, "_", text].concat();
                    let evidence = evidence! { "before" => *last, "number" => receipt.number };
                    self.ledger.cause(&rules::NUMBER_GAP, &cause, evidence);
                }
                *last = number;
            }
            None if room => {
                register.series.insert(text.to_owned(), number);
            }
            None => {}
        }
    }

    fn time(&mut self, at: usize, receipt: &Receipt<'_>) {
        let time = receipt.time;
        if let Some(before) = self.registers.get(at).and_then(|register| register.time)
            && time < before
        {
            let twice = vienna::comes_twice(time) && vienna::comes_twice(before);
            let rule = if twice { &rules::CLOCK_CHANGE } else { &rules::TIME_BACKWARDS };
            self.ledger.say(rule, evidence! { "before" => vienna::text(before), "time" => vienna::text(time) });
        }
        if vienna::moments(time).0 > Moment(self.options.now.0.saturating_add(AHEAD)) {
            self.ledger.cause(&rules::TIME_FUTURE, "", evidence! { "time" => vienna::text(time) });
        }
    }

    fn link(&mut self, at: usize, receipt: &Receipt<'_>) -> Linked {
        let mut linked = Linked { start: false, lost: false, ask: None };
        let Some(register) = self.registers.get_mut(at) else { return linked };
        let first = receipt.chain == link(register.id.as_bytes());
        linked.lost = register.behind_malformed;
        if !register.begun {
            linked.start = first;
            if !first {
                linked.lost = true;
                let evidence = evidence! { "number" => receipt.number, "found" => base64(&receipt.chain) };
                self.ledger.say(&rules::START_MISSING, evidence);
            }
            return linked;
        }
        let Some(previous) = register.previous else {
            linked.lost = true;
            return linked;
        };
        let evidence = || {
            evidence! { "expected" => base64(&previous), "found" => base64(&receipt.chain), "number" => receipt.number }
        };
        if receipt.chain == previous {
            if register.claimed.contains(&previous) {
                linked.lost = true;
                self.ledger.say(&rules::CHAIN_FORK, evidence());
            }
        } else if first {
            linked.lost = true;
            self.ledger.say(&rules::START_REPEATED, evidence! { "number" => receipt.number });
        } else {
            linked.lost = true;
            let evidence = evidence();
            if self.asks.len() < chain::ASKED {
                register.claimed.insert(receipt.chain);
                linked.ask = Some(self.asks.len());
                let (spot, register) = (self.ledger.spot, register.id.clone());
                self.asks.push(Ask { spot, register, chain: receipt.chain, evidence });
            } else {
                self.ledger.say(&rules::CHAIN_BROKEN, evidence);
            }
        }
        linked
    }

    fn turnover(&mut self, at: usize, receipt: &Receipt<'_>, linked: &Linked) {
        let Some(register) = self.registers.get_mut(at) else { return };
        let turnover = &mut register.turnover;
        let sum = receipt.sum();
        let mut rules_broken = Vec::new();
        if linked.start {
            turnover.values = vec![0];
            let broken = [
                (receipt.amounts != [0; 5], "amounts"),
                (receipt.kind == Kind::Training, "training"),
                (receipt.kind == Kind::Void, "void"),
                (!receipt.is_signed(), "unsigned"),
            ];
            rules_broken.extend(broken.iter().filter(|(broken, _)| *broken).map(|(_, name)| *name));
        }
        let start_invalid = |names: &[&str], found: Option<i128>| {
            let mut evidence = evidence! { "rules" => names.to_vec() };
            if let Some(found) = found {
                evidence.insert("turnover".into(), cents_value(found));
            }
            evidence
        };
        if receipt.counter.is_empty() {
            turnover.pass(receipt.kind == Kind::Void, sum, linked.lost);
            if !rules_broken.is_empty() {
                self.ledger.say(&rules::START_INVALID, start_invalid(&rules_broken, None));
            }
            return;
        }
        if let Some(bytes) = turnover.bytes.replace(receipt.counter.len())
            && bytes != receipt.counter.len()
        {
            let evidence = evidence! { "before" => bytes, "bytes" => receipt.counter.len() };
            self.ledger.say(&rules::TURNOVER_LENGTH_CHANGED, evidence);
        }
        let found = if let Till::Key(key) = &self.till { Some(key.counter(receipt)) } else { None };
        if let (Some(found), Some(last), Some(ask), true) =
            (found, turnover.values.first(), linked.ask.and_then(|at| self.asks.get_mut(at)), turnover.key_fits)
        {
            let missing = found.saturating_sub(last.saturating_add(sum));
            ask.evidence.insert("missingTurnover".into(), cents_value(missing));
        }
        let fitted = turnover.key_fits;
        let step = turnover.step(sum, found, linked.lost);
        if !fitted && turnover.key_fits {
            let (pending, more) = (std::mem::take(&mut turnover.pending), std::mem::take(&mut turnover.more_pending));
            for Pending { rule, spot, evidence, .. } in pending {
                self.ledger.say_at(rule, Some(spot), evidence);
            }
            for spot in more {
                self.ledger.say_at(&rules::TURNOVER_WRONG, Some(spot), Evidence::new());
            }
        }
        self.unchecked |= step == Step::NoKey;
        if linked.start {
            let without = rules_broken.clone();
            if found.is_some_and(|found| found != 0) {
                rules_broken.push("turnover");
            }
            if rules_broken.is_empty() {
                return;
            }
            let evidence = start_invalid(&rules_broken, found.filter(|found| *found != 0));
            if without.len() == rules_broken.len() || turnover.key_fits {
                self.ledger.say(&rules::START_INVALID, evidence);
            } else {
                let otherwise = (!without.is_empty()).then(|| start_invalid(&without, None));
                let spot = self.ledger.spot;
                turnover.pending.push(Pending { rule: &rules::START_INVALID, spot, evidence, otherwise });
            }
            return;
        }
        let Step::Misfit(expected) = step else { return };
        if !turnover.key_fits && turnover.pending.len() >= WAITING {
            turnover.more_pending.push(self.ledger.spot);
            return;
        }
        let expected: Vec<Value> = expected.into_iter().map(cents_value).collect();
        let evidence = evidence! {
            "number" => receipt.number,
            "expected" => expected,
            "found" => found.map_or(Value::Null, cents_value),
        };
        if turnover.key_fits {
            self.ledger.say(&rules::TURNOVER_WRONG, evidence);
        } else {
            let spot = self.ledger.spot;
            turnover.pending.push(Pending { rule: &rules::TURNOVER_WRONG, spot, evidence, otherwise: None });
        }
    }

    fn outage(&mut self, at: usize, receipt: &Receipt<'_>) {
        let Some(register) = self.registers.get_mut(at) else { return };
        let null = receipt.kind == Kind::Null;
        if null && !receipt.is_signed() {
            self.ledger.say(&rules::NULL_UNSIGNED, evidence! { "number" => receipt.number });
        }
        let step = register.outage.step(receipt.is_signed(), null, self.ledger.spot);
        if let Some((first, count)) = step.ended {
            device_failed(&mut self.ledger, first, count, Some(receipt.time));
        }
        if step.collective_missing {
            self.ledger.say(&rules::COLLECTIVE_MISSING, evidence! { "number" => receipt.number });
        }
    }

    fn months(&mut self, at: usize, receipt: &Receipt<'_>) {
        let Some(register) = self.registers.get_mut(at) else { return };
        let (rule, (year, month)) = match register.months.step(receipt.kind, receipt.is_signed(), receipt.time) {
            None => return,
            Some(Missing::Monthly(month)) => (&rules::MONTHLY_MISSING, month),
            Some(Missing::Yearly(month)) => (&rules::YEARLY_MISSING, month),
        };
        self.ledger.say(rule, evidence! { "month" => format!("{year:04}-{month:02}"), "number" => receipt.number });
    }

    /// The certificate of the group in question.
    fn own_certificate(&self) -> Option<usize> {
        let at = *self.groups.get(self.ledger.spot.group as usize)?;
        (at != NONE).then_some(at as usize)
    }

    fn signature(&mut self, jws: &[u8], receipt: &Receipt<'_>) {
        let own = self.own_certificate();
        if receipt.names_certificate()
            && let Some(certificate) = own.and_then(|at| self.ring.entries.get(at)?.certificate.as_ref())
            && !same_serial(receipt.serial, &certificate.serial)
        {
            let cause = format!("{}_{}", self.ledger.spot.group, receipt.serial);
            let evidence = evidence! { "serial" => receipt.serial, "certificate" => certificate.serial.as_str() };
            self.ledger.cause(&rules::CERTIFICATE_SERIAL_MISMATCH, &cause, evidence);
        }
        let Some(signature) = &receipt.signature else { return };
        let keys = self.ring.resolve(receipt.serial, own);
        self.jobs.push(Job {
            at: self.ledger.at,
            spot: self.ledger.spot,
            jws: jws.to_vec(),
            signed: receipt.signed,
            signature: signature.clone(),
            keys,
        });
    }

    /// Checks the signatures that wait, and tells everything of these receipts.
    pub(super) fn judge(&mut self, collector: &mut Collector<'_>) {
        let jobs = std::mem::take(&mut self.jobs);
        let fits = batch::check(&jobs, &self.ring.entries, self.options.jobs);
        let spot = self.ledger.spot;
        for (job, fit) in jobs.iter().zip(fits) {
            (self.ledger.at, self.ledger.spot) = (job.at, job.spot);
            let mut text = String::new();
            match fit {
                Some(key) => {
                    self.counts.signatures += 1;
                    self.fitting(job, key);
                }
                None => {
                    if let Ok(receipt) = receipt::read(&job.jws, &mut text) {
                        self.misfit(job, &receipt);
                    }
                }
            }
        }
        self.ledger.flush(collector);
        self.ledger.spot = spot;
        self.in_batch = 0;
    }

    /// A signature that fits: whose certificate, and whether it was valid then.
    fn fitting(&mut self, job: &Job, key: usize) {
        let Some(entry) = self.ring.entries.get(key) else { return };
        let (pinned, in_group) = (entry.pinned, entry.group.is_some());
        let named = entry.certificate.as_ref().map(|leaf| (leaf.serial.clone(), leaf.not_before, leaf.not_after));
        let path = self.ring.path(key, self.authority);
        let slot = match (pinned, path.trusted) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        if let Some(vouched) = self.vouched.get_mut(slot) {
            *vouched = true;
        }
        if slot == 2 && !in_group {
            let serial = named.as_ref().map(|(serial, ..)| serial.clone());
            let (cause, place) = (format!("{key}"), self.ledger.spot.group.to_string());
            self.ledger.cause_at(&rules::CERTIFICATE_UNTRUSTED, &cause, place, evidence! { "serial" => serial });
        }
        let Some((serial, from, to)) = named else { return };
        let mut text = String::new();
        let Ok(receipt) = receipt::read(&job.jws, &mut text) else { return };
        let (first, last) = vienna::moments(receipt.time);
        let revoked = path.revoked.filter(|revoked| first >= *revoked);
        for (applies, rule, limit) in [
            (last < from, &rules::CERTIFICATE_NOT_YET_VALID, from),
            (first > to, &rules::CERTIFICATE_EXPIRED, to),
            (revoked.is_some(), &rules::CERTIFICATE_REVOKED, revoked.unwrap_or(from)),
        ] {
            if applies {
                let mut evidence = evidence! { "serial" => serial.as_str(), "time" => vienna::text(receipt.time) };
                // Revoked whatever time a receipt claims: there is no date to tell.
                if limit.0 > 0 {
                    evidence.insert("date".into(), limit.rfc3339().into());
                }
                self.ledger.cause(rule, &key.to_string(), evidence);
            }
        }
    }

    fn misfit(&mut self, job: &Job, receipt: &Receipt<'_>) {
        let usable = job.keys.keys.iter().filter_map(|at| self.ring.entries.get(*at)).find(|entry| entry.key.is_some());
        let (true, Some(entry)) = (job.keys.named, usable) else {
            self.ledger.cause(&rules::KEY_MISSING, receipt.serial, evidence! { "serial" => receipt.serial });
            return;
        };
        self.counts.signatures += 1;
        let mut evidence = evidence! { "number" => receipt.number, "serial" => receipt.serial };
        self.explained += 1;
        if self.explained <= EXPLAINED
            && let Ok(code) = std::str::from_utf8(&job.jws)
            && let Some(more) = self.authority.explain(
                code,
                entry.certificate.as_ref().map_or(&entry.spki, |leaf| &leaf.der),
                Export::Dep,
            )
        {
            evidence.extend(more);
        }
        self.ledger.say(&rules::SIGNATURE_INVALID, evidence);
    }

    /// What only the end can tell; the summary, and the state when it is asked for.
    pub(super) fn end(
        mut self,
        inputs: &mut [Input<'_>],
        collector: &mut Collector<'_>,
    ) -> (Evidence, Option<AnyState>) {
        if !self.asks.is_empty() {
            for (rule, spot, evidence) in chain::explain(inputs, std::mem::take(&mut self.asks)) {
                self.ledger.say_at(rule, Some(spot), evidence);
            }
        }
        let mut wrong_key = false;
        for register in &mut self.registers {
            let turnover = &mut register.turnover;
            let wrong = !turnover.key_fits && turnover.compared >= 2;
            wrong_key |= wrong;
            for Pending { rule, spot, evidence, otherwise } in std::mem::take(&mut turnover.pending) {
                if let Some(evidence) = if wrong { otherwise } else { Some(evidence) } {
                    self.ledger.say_at(rule, Some(spot), evidence);
                }
            }
            let outage = &register.outage;
            if outage.phase == Phase::Out {
                device_failed(&mut self.ledger, outage.first, outage.count, None);
            }
            if outage.phase != Phase::Works {
                self.ledger.say_at(&rules::OUTAGE_OPEN, outage.first, evidence! { "register" => register.id.as_str() });
            }
        }
        if wrong_key {
            self.ledger.say_at(&rules::AES_KEY_WRONG, None, Evidence::new());
        }
        if self.unchecked && matches!(self.till, Till::Missing) {
            self.ledger.say_at(&rules::TURNOVER_UNCHECKED, None, Evidence::new());
        }
        self.ledger.flush(collector);
        let trust = match self.vouched {
            [_, _, true] | [false, false, false] => "none",
            [true, ..] => "container",
            _ => "anchor",
        };
        let summary = self.counts.told(self.groups.len(), &self.registers, self.options.by, trust);
        let state = self.options.keep_state.then(|| {
            let registers: BTreeMap<String, _> =
                self.registers.iter().map(|register| (register.id.clone(), register.state())).collect();
            AnyState::Dep(State::of(registers))
        });
        (summary, state)
    }
}

/// An outage, with how many receipts were not signed in this part, and when a receipt was signed again.
fn device_failed(ledger: &mut Ledger, first: Option<Spot>, count: u64, until: Option<Civil>) {
    if count > 0 {
        let mut evidence = evidence! { "count" => count };
        if let Some(until) = until {
            evidence.insert("until".into(), vienna::text(until).into());
        }
        ledger.say_at(&rules::DEVICE_FAILED, first, evidence);
    }
}
