//! Texts for people: the page's own catalogue (Fluent), the guidance, and the few sentences that only a terminal needs.

use clap::{Args, ValueEnum};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use serde_json::Value;

/// A language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Simplified Chinese.
    #[value(name = "zh-CN", alias = "zh")]
    Chinese,
    /// English.
    #[value(name = "en")]
    English,
    /// German.
    #[value(name = "de")]
    German,
}

/// The option that chooses it.
#[derive(Args, Default)]
pub(crate) struct LanguageArguments {
    /// Language of the report [default: by LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, value_enum, ignore_case = true)]
    lang: Option<Language>,
}

impl LanguageArguments {
    /// The language asked for, or the environment's.
    pub(crate) fn choose(&self) -> Language {
        self.lang.unwrap_or_else(Language::of_environment)
    }
}

impl Language {
    fn of_environment() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self::of_locale(&["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Self {
        match locale.to_ascii_lowercase().split(['-', '_', '.', '@']).next() {
            Some("zh") => Self::Chinese,
            Some("de") => Self::German,
            _ => Self::English,
        }
    }

    /// How the guidance names it.
    fn short(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
            Self::German => "de",
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            other => other.short(),
        }
    }

    /// The terminal's own texts, then the page's, which win: those of every slip, those of single formats, of
    /// audits, and of three documents held against each other.
    fn sources(self) -> [&'static str; 5] {
        match self {
            Self::Chinese => [
                include_str!("locales/zh-CN.ftl"),
                include_str!("../../www/locales/zh-CN.ftl"),
                include_str!("../../www/locales/terms.zh-CN.ftl"),
                include_str!("../../www/locales/audit.zh-CN.ftl"),
                include_str!("../../www/locales/reconcile.zh-CN.ftl"),
            ],
            Self::English => [
                include_str!("locales/en.ftl"),
                include_str!("../../www/locales/en.ftl"),
                include_str!("../../www/locales/terms.en.ftl"),
                include_str!("../../www/locales/audit.en.ftl"),
                include_str!("../../www/locales/reconcile.en.ftl"),
            ],
            Self::German => [
                include_str!("locales/de.ftl"),
                include_str!("../../www/locales/de.ftl"),
                include_str!("../../www/locales/terms.de.ftl"),
                include_str!("../../www/locales/audit.de.ftl"),
                include_str!("../../www/locales/reconcile.de.ftl"),
            ],
        }
    }
}

/// All texts of one language.
pub(crate) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    steps: Value,
    language: Language,
}

impl Catalogue {
    /// Loads a language's texts.
    ///
    /// # Errors
    /// The texts that this program was built with are damaged.
    pub(crate) fn load(language: Language) -> Result<Self, String> {
        let damaged = || "this program's own texts are damaged: install it again".to_owned();
        let mut bundle = FluentBundle::new(vec![language.tag().parse().map_err(|_| damaged())?]);
        // Isolating marks have no place in a terminal.
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource = FluentResource::try_new(source.to_owned()).map_err(|_| damaged())?;
            bundle.add_resource_overriding(resource);
        }
        let mut steps = Value::Null;
        for source in [include_str!("../../specs/next-steps.json"), include_str!("../../specs/pdf-steps.json")] {
            let mut guidance: Value = serde_json::from_str(source).map_err(|_| damaged())?;
            if let (Some(steps), Some(more)) = (steps.as_object_mut(), guidance["steps"].as_object_mut()) {
                steps.append(more);
            } else {
                steps = guidance["steps"].take();
            }
        }
        Ok(Self { bundle, steps, language })
    }

    /// A text that takes no arguments; its id when there is none.
    pub(crate) fn text(&self, id: &str) -> String {
        self.format(id, &[])
    }

    /// A text, when there is one.
    pub(crate) fn find(&self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    }

    /// A text with arguments; its id when there is none.
    pub(crate) fn format(&self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        self.find(id, arguments).unwrap_or_else(|| id.to_owned())
    }

    /// How the guidance names the language.
    pub(crate) fn short(&self) -> &'static str {
        self.language.short()
    }

    /// What a next step says.
    pub(crate) fn step(&self, id: &str) -> String {
        self.steps[id][self.language.short()].as_str().unwrap_or(id).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipcheck::{
        report::{CauseId, CheckId, Confidence, Format, Status},
        verdict::Word,
    };

    const ALL: [Language; 3] = [Language::Chinese, Language::English, Language::German];

    #[test]
    fn every_id_of_the_contract_has_a_text_in_every_language() {
        for language in ALL {
            let catalogue = Catalogue::load(language).unwrap();
            let has = |id: String| assert!(catalogue.find(&id, &[]).is_some(), "{language:?} lacks {id}");
            for word in Word::ALL {
                has(format!("verdict-{}", word.id()));
                has(format!("verdict-{}-why", word.id()));
            }
            for check in CheckId::ALL {
                has(format!("check-{}", check.id()));
                for status in Status::ALL {
                    has(format!("check-{}-{}", check.id(), status.id()));
                }
            }
            for status in Status::ALL {
                has(format!("status-{}", status.id()));
            }
            for cause in CauseId::ALL {
                has(format!("cause-{}", cause.id()));
                has(format!("cause-{}-why", cause.id()));
            }
            for confidence in Confidence::ALL {
                has(format!("confidence-{}", confidence.id()));
            }
            for format in Format::ALL {
                has(format!("format-{}", format.id()));
            }
            for id in USED {
                has((*id).to_owned());
            }
            assert!(!catalogue.step("keep-calm").contains("keep-calm"));
        }
    }

    /// What the rest of the command line names by itself.
    const USED: &[&str] = &[
        "demo-note",
        "test-note",
        "verdict-verified-test",
        "verdict-verified-test-why",
        "list-separator",
        "verdict-about",
        "verdict-printed",
        "verdict-signed",
        "verdict-in-code",
        "role-cardholder",
        "role-merchant",
        "steps-title",
        "fields-title",
        "fields-same",
        "fields-different",
        "fields-unsure",
        "fields-unsigned",
        "causes-title",
        "checks-title",
        "notes-title",
    ];

    /// Ids that stand in the library's source behind this call.
    fn ids(call: &str) -> Vec<String> {
        fn walk(directory: &std::path::Path, call: &str, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, call, found);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let source = std::fs::read_to_string(&path).unwrap();
                    found.extend(source.split(call).skip(1).filter_map(|rest| {
                        let id = rest.trim_start().strip_prefix('"')?.split('"').next()?;
                        Some(id.to_owned())
                    }));
                }
            }
        }
        let mut found = Vec::new();
        walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), call, &mut found);
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn every_note_has_a_text_in_every_language() {
        let notes = ids(concat!("Note::", "new("));
        assert!(notes.len() > 5, "{notes:?}");
        for language in ALL {
            let catalogue = Catalogue::load(language).unwrap();
            let lacking: Vec<&String> =
                notes.iter().filter(|id| catalogue.find(&format!("note-{id}"), &[]).is_none()).collect();
            assert!(lacking.is_empty(), "{language:?} lacks note- {lacking:?}: add them to www/locales");
            // What the page has, it has for both.
            let [own, pages @ ..] = language.sources();
            let defined = |source: &str, id: &str| {
                source.lines().any(|line| line.strip_prefix(id).is_some_and(|rest| rest.starts_with(" =")))
            };
            for id in own.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id) {
                let is_there = pages.iter().any(|source| defined(source, id));
                assert!(!is_there, "{language:?}: {id} is in www/locales: take it out of src/cli/locales");
            }
        }
    }

    #[test]
    fn the_environment_names_the_language() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("zh", Language::Chinese),
            ("de_AT@euro", Language::German),
            ("en_GB", Language::English),
            ("C", Language::English),
            ("", Language::English),
            ("dent", Language::English),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
