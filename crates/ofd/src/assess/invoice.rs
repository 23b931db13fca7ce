//! What an invoice says of itself: its data against its page, sums that need no key, and what makes it the same invoice as another.

use super::{Assessment, Level, MAX_CAUSES, Proof};
use crate::{
    digest::Digest,
    document::{self, Body},
    fields::{self, Field, Member, Printed, Source, cents},
    package::EntryId,
    seen::{self, objects},
    time,
    vocabulary::Stop,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

impl Assessment<'_, '_, '_> {
    /// The invoice's fields: those of the first document, which readers open.
    pub(super) fn fields(&mut self) -> Result<(), Stop> {
        let Some(body) = self.shown.bodies.first() else { return Ok(()) };
        let mut unread = Vec::new();
        let mut sources = fields::sources(self.package, self.shown.root, body, &mut unread)?;
        let printed = match body.documents.first() {
            Some(document) => fields::printed(self.package, document, &mut unread)?,
            None => BTreeMap::new(),
        };
        let unread = self.package.names(unread);
        self.note_entries("entry-not-read", unread);
        let holding = self.holding(&self.lists.of(0));
        let sealed: BTreeSet<EntryId> = holding.iter().flat_map(|at| self.covered(*at)).collect();
        sources.sort_by_key(|source| !sealed.contains(&source.entry));
        let data = self.data(&sources, &sealed);
        self.compare(body, &data, &printed, &sealed, holding.first().copied());
        self.plausible(body, &sources, &data, &printed);
        self.identity(&data, &printed);
        Ok(())
    }

    /// The value of each field, and whether it is sealed; sources that say otherwise are told.
    fn data(&mut self, sources: &[Source], sealed: &BTreeSet<EntryId>) -> BTreeMap<Member, (String, bool)> {
        let mut data: BTreeMap<Member, (String, bool)> = BTreeMap::new();
        let mut differing: Vec<(Member, EntryId)> = Vec::new();
        for source in sources {
            for (name, value) in &source.values {
                match data.get(name) {
                    None => {
                        data.insert(*name, (value.clone(), sealed.contains(&source.entry)));
                    }
                    Some((known, _)) if known != value && !differing.contains(&(*name, source.entry)) => {
                        differing.push((*name, source.entry))
                    }
                    Some(_) => {}
                }
            }
        }
        for (name, entry) in differing.into_iter().take(MAX_CAUSES) {
            self.note(
                "data-differs",
                alloc::vec![("field", name.id().into()), ("entry", self.package.name(entry).into())],
            );
            self.out.implausible.push("data-differs");
        }
        data
    }

    /// The page against the data.
    fn compare(
        &mut self,
        body: &Body,
        data: &BTreeMap<Member, (String, bool)>,
        printed: &BTreeMap<Member, Printed>,
        sealed: &BTreeSet<EntryId>,
        holding: Option<usize>,
    ) {
        let Some(document) = body.documents.first() else { return };
        let (mut pairs, mut differs) = (0, Vec::new());
        let mut over: Vec<String> = Vec::new();
        let several = self.out.signatures.len() > 1;
        for name in Member::ALL {
            let (value, page) = (data.get(&name), printed.get(&name));
            if value.is_none() && page.is_none() {
                continue;
            }
            let compared = value.is_some() && page.is_some() && name != Member::InvoiceType;
            let same = compared && value.map(|(value, _)| value) == page.map(|page| &page.value);
            let mut field = Field {
                name: name.id(),
                signed: None,
                code: None,
                printed: page.map(|page| page.value.clone()),
                matches: compared.then_some(same),
                place: None,
            };
            match value {
                Some((value, true)) => field.signed = Some(value.clone()),
                Some((value, false)) => field.code = Some(value.clone()),
                None => {}
            }
            if let Some(at) = page.and_then(|page| page.objects.last()).copied()
                && let Some(page) = document.pages.get(at.page)
            {
                let all = objects(document, at.page, page);
                field.place =
                    all.iter().find(|(other, ..)| *other == at).map(|(_, _, object)| (at.page, object.boundary));
            }
            if compared {
                pairs += 1;
                for at in page.map(|page| &page.objects[..]).unwrap_or_default() {
                    if let Some(reason) = seen::unseen(document, *at) {
                        self.unsure = true;
                        self.note("text-not-seen", alloc::vec![("field", name.id().into()), ("reason", reason.into())]);
                        break;
                    }
                }
                if several && page.is_some_and(|page| self.stamped(document, &page.objects)) {
                    over.push(name.id().into());
                }
                if !same {
                    differs.push((name, value.cloned(), page.cloned()));
                }
            }
            self.out.fields.push(field);
        }
        if !over.is_empty() {
            self.unsure = true;
            self.note("seal-over-text", alloc::vec![("fields", over.into())]);
        }
        let Some(at) = holding else {
            if !differs.is_empty() {
                self.out.implausible.push("data-contradicts-page");
            }
            return;
        };
        self.out.printed = match (differs.is_empty(), pairs) {
            (false, _) => Level::Fail,
            (true, 0) => Level::Absent,
            (true, _) if self.unsure => Level::Unknown,
            (true, _) => Level::Pass,
        };
        for (name, value, page) in differs {
            let (Some((value, is_sealed)), Some(page)) = (value, page) else { continue };
            self.out.altered = true;
            let whole = |at: &seen::At| {
                let entry = document.pages.get(at.page).map(|page| page.entry);
                entry.is_some_and(|entry| sealed.contains(&entry))
            };
            let key = if is_sealed { "signed" } else { "code" };
            let mut proof = if is_sealed { Proof::Signature(at) } else { Proof::Likely };
            if is_sealed && page.objects.iter().all(whole) {
                proof = Proof::Likely;
                self.note("data-contradicts-page", alloc::vec![("field", name.id().into())]);
            }
            let evidence =
                alloc::vec![("field", name.id().into()), (key, value.into()), ("printed", page.value.into())];
            self.cause("field-altered", proof, evidence);
        }
    }

    /// Whether a seal is drawn over the text of a field: the list's order is nobody's.
    fn stamped(&self, document: &document::Document, texts: &[seen::At]) -> bool {
        texts.iter().any(|at| {
            let Some(page) = document.pages.get(at.page) else { return false };
            let all = objects(document, at.page, page);
            let Some((_, _, object)) = all.iter().find(|(other, ..)| other == at) else { return false };
            let mut stamps = self.out.signatures.iter().flat_map(|signature| &signature.file.stamps);
            stamps.any(|stamp| stamp.page == page.id && stamp.boundary.meets(&object.boundary))
        })
    }

    /// What needs no key.
    fn plausible(
        &mut self,
        body: &Body,
        sources: &[Source],
        data: &BTreeMap<Member, (String, bool)>,
        printed: &BTreeMap<Member, Printed>,
    ) {
        let value = |name: Member| -> Option<&str> {
            data.get(&name)
                .map(|(value, _)| value.as_str())
                .or_else(|| printed.get(&name).map(|page| page.value.as_str()))
        };
        let amount = |name| value(name).and_then(cents);
        let mut level = if data.is_empty() && printed.is_empty() { Level::Absent } else { Level::Pass };
        let mut found: Vec<&'static str> = Vec::new();
        if let (Some(net), Some(tax), Some(total)) =
            (amount(Member::AmountExcludingTax), amount(Member::TaxAmount), amount(Member::Total))
            && (net + tax - total).abs() > 1
        {
            level = Level::Fail;
            found.push("sum");
        }
        let stated = sources.iter().find_map(|source| source.words.clone());
        let document = body.documents.first();
        let shown = || {
            document
                .and_then(|document| Some((document, document.pages.first()?)))
                .and_then(|(document, page)| crate::labels::words(document, 0, page))
        };
        let words = stated.or_else(shown).and_then(|words| fields::capital(&words));
        if let (Some(words), Some(total)) = (words, amount(Member::Total))
            && words != total
        {
            found.push("amount-in-words");
        }
        if let Some(number) = value(Member::InvoiceNumber) {
            let code = value(Member::InvoiceCode).map(str::len);
            let data_of_tickets =
                value(Member::InvoiceType).is_some_and(|kind| matches!(kind, "rai" | "atr" | "bker" | "bkrs"));
            let fits = matches!((number.len(), code), (8, Some(10 | 12)) | (20, None));
            if !fits && !data_of_tickets {
                found.push("invoice-number");
            }
        }
        for name in [Member::SellerTaxId, Member::BuyerTaxId] {
            if value(name).and_then(fields::credit_code_fits) == Some(false) {
                found.push("tax-id");
            }
        }
        let signed = self.out.signatures.iter().filter_map(|signature| signature.time).map(time::day_in_china).min();
        if let (Some(issued), Some(signed)) = (value(Member::IssueDate).and_then(time::day), signed)
            && issued > signed
        {
            found.push("issued-after-signing");
        }
        found.dedup();
        self.out.implausible.extend(found);
        if level != Level::Fail && !self.out.implausible.is_empty() {
            level = Level::Warn;
        }
        self.out.plausibility = level;
    }

    fn identity(&mut self, data: &BTreeMap<Member, (String, bool)>, printed: &BTreeMap<Member, Printed>) {
        let value = |name: Member| {
            data.get(&name).map(|(value, _)| value).or_else(|| printed.get(&name).map(|page| &page.value))
        };
        let invoice = value(Member::InvoiceNumber).map(|number| {
            let code = value(Member::InvoiceCode).map_or("", |code| code);
            [b"cn-ofd\0", code.as_bytes(), b"\0", number.as_bytes()].concat()
        });
        let first = self.out.signatures.first().map(|signature| signature.file.entry);
        self.out.identity = invoice.or_else(|| first.map(|entry| Digest::Sha256.of(&[&self.package.content(entry)])));
    }
}
