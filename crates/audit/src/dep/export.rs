//! The members of a journal's file, one after another (RKSV annex, 3; `formats.md`, section 2).

use super::json::{Damage, Reader};
use std::{collections::HashSet, io::Read, ops::ControlFlow};

/// Most bytes of a receipt that are looked at.
const RECEIPT: usize = 1 << 16;
/// Most bytes of a certificate in base64.
const CERTIFICATE: usize = 1 << 18;
/// Most certificates of authorities in a group that are looked at.
const AUTHORITIES: usize = 64;
/// Most names of one object among which one that stands twice is looked for.
const NAMES: usize = 10_000;
/// Most bytes of a name that tell it from others.
const NAME: usize = 256;

/// A member that is a text or a list of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Member<T> {
    /// It is not there, or `null`.
    #[default]
    Missing,
    /// Of another type, or too long.
    Other,
    /// It is there.
    Is(T),
}

/// What stands in a group beside its receipts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// `Signaturzertifikat`.
    pub(super) certificate: Member<Vec<u8>>,
    /// `Zertifizierungsstellen`; `None` for what is no text.
    pub(super) authorities: Member<Vec<Option<Vec<u8>>>>,
    /// It has `Belege-kompakt`, a list.
    pub(super) has_receipts: bool,
    /// It is no object.
    pub(super) other: bool,
    /// A member stands twice.
    pub(super) twice: bool,
    /// The file ends within it, or is damaged there.
    pub(super) cut: bool,
}

/// What comes next in a file.
pub(super) enum Event<'t> {
    /// A group begins.
    Opens,
    /// A receipt as it stands: `None` when it is no text, or none that has an end.
    Receipt(Option<&'t [u8]>),
    /// A group ends; behind it its members are known.
    Closes(Group),
}

/// How a file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Whole,
    /// A member of the file's object stands twice, or its groups are missing or no list.
    Malformed,
    /// It is no JSON, or cut off.
    Damaged,
    /// The visitor had enough.
    Stopped,
}

/// Who looks at the events, with the bytes read so far.
pub(super) type Visit<'v> = dyn FnMut(Event<'_>, u64) -> ControlFlow<()> + 'v;

/// Reads a file.
pub(super) fn walk(source: &mut dyn Read, visit: &mut Visit<'_>) -> End {
    let mut walk = Walk { reader: Reader::new(source), text: Vec::new(), stopped: false, malformed: false };
    match walk.file(visit) {
        _ if walk.stopped => End::Stopped,
        Err(Damage) => End::Damaged,
        Ok(()) if walk.malformed => End::Malformed,
        Ok(()) => End::Whole,
    }
}

struct Walk<'a> {
    reader: Reader<'a>,
    text: Vec<u8>,
    stopped: bool,
    malformed: bool,
}

impl Walk<'_> {
    fn tell(&mut self, event: Event<'_>, visit: &mut Visit<'_>) -> Result<(), Damage> {
        if visit(event, self.reader.position()).is_break() {
            self.stopped = true;
            return Err(Damage);
        }
        Ok(())
    }

    fn file(&mut self, visit: &mut Visit<'_>) -> Result<(), Damage> {
        if self.reader.next() != Some(b'{') {
            self.reader.skip()?;
            self.malformed = true;
        } else {
            self.reader.expect(b'{')?;
            let (mut names, mut first, mut groups) = (Names::default(), true, false);
            while self.reader.more(&mut first, b'}')? {
                self.reader.name(&mut self.text, NAME)?;
                let twice = names.twice(&self.text);
                self.malformed |= twice;
                if twice || self.text != b"Belege-Gruppe" {
                    self.reader.skip()?;
                } else if self.reader.next() == Some(b'[') {
                    groups = true;
                    self.groups(visit)?;
                } else {
                    self.reader.skip()?;
                }
            }
            self.malformed |= !groups;
        }
        // Nothing stands behind it.
        if self.reader.next().is_some() { Err(Damage) } else { Ok(()) }
    }

    fn groups(&mut self, visit: &mut Visit<'_>) -> Result<(), Damage> {
        self.reader.expect(b'[')?;
        let mut first = true;
        while self.reader.more(&mut first, b']')? {
            self.tell(Event::Opens, visit)?;
            let mut group = Group::default();
            let outcome = self.group(&mut group, visit);
            if self.stopped {
                return Err(Damage);
            }
            group.cut = outcome.is_err();
            self.tell(Event::Closes(group), visit)?;
            outcome?;
        }
        Ok(())
    }

    fn group(&mut self, group: &mut Group, visit: &mut Visit<'_>) -> Result<(), Damage> {
        if self.reader.next() != Some(b'{') {
            group.other = true;
            return self.reader.skip();
        }
        self.reader.expect(b'{')?;
        let (mut names, mut first) = (Names::default(), true);
        while self.reader.more(&mut first, b'}')? {
            self.reader.name(&mut self.text, NAME)?;
            if self.text == "Signatur- bzw. Siegelzertifikat".as_bytes() {
                self.text = b"Signaturzertifikat".to_vec();
            }
            if names.twice(&self.text) {
                group.twice = true;
                self.reader.skip()?;
                continue;
            }
            match self.text.as_slice() {
                b"Signaturzertifikat" => group.certificate = self.one()?,
                b"Zertifizierungsstellen" => group.authorities = self.list()?,
                b"Belege-kompakt" if self.reader.next() == Some(b'[') => {
                    group.has_receipts = true;
                    self.receipts(visit)?;
                }
                _ => self.reader.skip()?,
            }
        }
        Ok(())
    }

    /// A text.
    fn one(&mut self) -> Result<Member<Vec<u8>>, Damage> {
        match self.reader.next() {
            Some(b'"') => {
                let mut text = Vec::new();
                let whole = self.reader.string(&mut text, CERTIFICATE)?;
                Ok(if whole { Member::Is(text) } else { Member::Other })
            }
            Some(b'n') => self.reader.skip().map(|()| Member::Missing),
            _ => self.reader.skip().map(|()| Member::Other),
        }
    }

    /// A list of texts.
    fn list(&mut self) -> Result<Member<Vec<Option<Vec<u8>>>>, Damage> {
        match self.reader.next() {
            Some(b'[') => {
                self.reader.expect(b'[')?;
                let (mut list, mut first) = (Vec::new(), true);
                while self.reader.more(&mut first, b']')? {
                    let member = self.one()?;
                    if list.len() < AUTHORITIES {
                        list.push(if let Member::Is(text) = member { Some(text) } else { None });
                    }
                }
                Ok(Member::Is(list))
            }
            Some(b'n') => self.reader.skip().map(|()| Member::Missing),
            _ => self.reader.skip().map(|()| Member::Other),
        }
    }

    fn receipts(&mut self, visit: &mut Visit<'_>) -> Result<(), Damage> {
        self.reader.expect(b'[')?;
        let mut first = true;
        while self.reader.more(&mut first, b']')? {
            if self.reader.next() == Some(b'"') {
                let mut text = std::mem::take(&mut self.text);
                let whole = self.reader.string(&mut text, RECEIPT);
                let told = whole.and_then(|whole| self.tell(Event::Receipt(whole.then_some(&text)), visit));
                self.text = text;
                told?;
            } else {
                self.reader.skip()?;
                self.tell(Event::Receipt(None), visit)?;
            }
        }
        Ok(())
    }
}

/// The names of one object.
#[derive(Default)]
struct Names(HashSet<Vec<u8>>);

impl Names {
    /// Whether this one stood there before.
    fn twice(&mut self, name: &[u8]) -> bool {
        if self.0.contains(name) {
            return true;
        }
        // What is that long is told apart by nobody.
        if self.0.len() < NAMES && name.len() < NAME {
            self.0.insert(name.to_vec());
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a file: `(` a group opens, `)` it closes, `]` it closes as cut, letters for receipts.
    fn told(text: &str) -> (String, Vec<Group>, End) {
        let (mut line, mut groups) = (String::new(), Vec::new());
        let mut source = text.as_bytes();
        let end = walk(&mut source, &mut |event, _| {
            match event {
                Event::Opens => line.push('('),
                Event::Receipt(text) => line.push_str(text.map_or("?", |text| std::str::from_utf8(text).unwrap())),
                Event::Closes(group) => {
                    line.push(if group.cut { ']' } else { ')' });
                    groups.push(group);
                }
            }
            ControlFlow::Continue(())
        });
        (line, groups, end)
    }

    #[test]
    fn members_come_in_any_order_and_unknown_ones_are_passed_over() {
        let text = r#"{"x": [{"Belege-Gruppe": 1}], "Belege-Gruppe": [
            {"Belege-kompakt": ["a", "b"], "y": {"Belege-kompakt": ["z"]}, "Zertifizierungsstellen": ["c", 7], "Signaturzertifikat": "d"},
            {"Signatur- bzw. Siegelzertifikat": "e", "Belege-kompakt": [1]}, 7]}"#;
        let (line, groups, end) = told(text);
        assert_eq!((line.as_str(), end), ("(ab)(?)()", End::Whole));
        assert_eq!(groups[0].certificate, Member::Is(b"d".to_vec()));
        assert_eq!(groups[0].authorities, Member::Is(vec![Some(b"c".to_vec()), None]));
        assert_eq!(groups[1].certificate, Member::Is(b"e".to_vec()));
        assert_eq!((groups[1].authorities.clone(), groups[2].other), (Member::Missing, true));
    }

    #[test]
    fn of_a_member_that_stands_twice_the_first_counts() {
        let (line, groups, end) =
            told(r#"{"Belege-Gruppe": [{"Belege-kompakt": ["a"], "Belege-kompakt": ["b"]}], "Belege-Gruppe": [{}]}"#);
        assert_eq!((line.as_str(), end, groups[0].twice), ("(a)", End::Malformed, true));
        assert_eq!(told(r#"{"Belege-Gruppe": {}}"#).2, End::Malformed);
        assert_eq!(told("{}").2, End::Malformed);
        assert_eq!(told("[]").2, End::Malformed);
    }

    #[test]
    fn what_stands_before_a_cut_is_told() {
        let text = r#"{"Belege-Gruppe": [{"Signaturzertifikat": "d", "Belege-kompakt": ["a", "b"]}]}"#;
        for (cut, line) in
            [(text.len() - 1, "(ab)"), (text.len() - 3, "(ab]"), (text.len() - 6, "(a]"), (20, "(]"), (3, "")]
        {
            let (told, groups, end) = told(&text[..cut]);
            assert_eq!((told.as_str(), end), (line, End::Damaged), "{cut}");
            assert_eq!(groups.last().is_some_and(|group| group.cut), line.ends_with(']'));
        }
        assert_eq!(told(&[text, "x"].concat()).2, End::Damaged);
        assert_eq!(told("").2, End::Damaged);
    }
}
