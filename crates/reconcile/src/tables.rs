//! The tables of `specs/reconcile-columns.json` and `specs/reconcile-steps.json`, compiled in, and how their words are looked up.

include!(concat!(env!("OUT_DIR"), "/reconcile-columns.rs"));
include!(concat!(env!("OUT_DIR"), "/reconcile-steps.rs"));

/// A text as words are looked up in it: lower case, with its blanks and without.
pub(crate) struct Folded {
    lower: String,
    bare: String,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let bare = lower.chars().filter(|c| !c.is_whitespace()).collect();
        Self { lower, bare }
    }

    pub(crate) fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.contains(word))
    }

    /// Whether it contains a word. Up to three Latin letters must be a word by themselves: there is a "fee" in every coffee and a
    /// "pos" in every deposit.
    fn contains(&self, word: &str) -> bool {
        let lowered;
        let word = if word.chars().any(char::is_uppercase) {
            lowered = word.to_lowercase();
            &lowered
        } else {
            word
        };
        if word.len() > 3 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.lower.contains(word) || (!word.ends_with(' ') && self.bare.contains(word));
        }
        self.lower.match_indices(word).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let behind = self.lower.get(at + word.len()..).unwrap_or("");
            let before = self.lower.get(..at).unwrap_or("");
            !letter(before.chars().next_back()) && !letter(behind.strip_prefix('s').unwrap_or(behind).chars().next())
        })
    }
}

/// The text in lower case and without blanks, for lists of whole values.
pub(crate) fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The first list of kinds that has a word in the value (3.6).
pub(crate) fn kind_of(text: &Folded) -> Option<&'static str> {
    TYPES.iter().find(|(_, words)| text.has(words)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_stand_by_themselves() {
        let has = |text: &str, words: &[&str]| Folded::new(text).has(words);
        assert!(has("POS清算款", SETTLEMENT_WORDS) && has("pos payout", SETTLEMENT_WORDS));
        assert!(!has("Deposit interest", SETTLEMENT_WORDS));
        assert!(has("Processing fees", FEE_WORDS) && !has("Coffee shop", FEE_WORDS));
        assert_eq!(kind_of(&Folded::new("预授权完成撤销")), Some("void"));
        assert_eq!(kind_of(&Folded::new("预授权 完成")), Some("preauth-completion"));
        assert_eq!(kind_of(&Folded::new("消费撤销")), Some("void"));
        assert_eq!(kind_of(&Folded::new("MICROPAY")), None);
    }
}
