//! The pattern engine: sequences of words declared in `assets/patterns/news.ron`.
//!
//! Only the rules that can begin at a word are tried there; which these are comes from the word's
//! form, the lists that have it and what earlier stages found there.

use super::Engine;
use super::lists::Lists;
use super::matcher::{Entities, Matcher};
use super::rules::{RuleSet, Rules};
use super::source::{self, PatternProblem};
use super::words::{Word, Words};
use crate::model::suggestion::Suggestion;
use crate::text::token::TokenKind;

const NEWS: &str = include_str!("../../assets/patterns/news.ron");
const ORDINARY: &str = include_str!("../../assets/gazetteer/ordinary_words.txt");

/// Declared patterns.
#[derive(Debug)]
pub(super) struct Patterns(Rules);

impl Patterns {
    /// The patterns that are part of the program.
    pub(super) fn bundled() -> Self {
        // A broken file is a broken build: a test reads the same text.
        let file = source::read(NEWS, None).unwrap_or_default();
        Self(Rules::new(file, ORDINARY))
    }

    /// Patterns of a user; they may use lists and parts of the bundled ones.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    pub(super) fn read(text: &str) -> Result<Self, PatternProblem> {
        let mut base = source::read(NEWS, None).unwrap_or_default();
        base.rules.clear();
        let file = source::read(text, Some(&base))?;
        Ok(Self(Rules::new(file, ORDINARY)))
    }
}

impl Engine for Patterns {
    fn suggest(&self, words: &Words, lists: &Lists, found: &mut Vec<Suggestion>) {
        let rules = &self.0;
        let candidates: Vec<RuleSet> = words
            .0
            .iter()
            .map(|word| candidates(rules, lists, word))
            .collect();
        let mut entities = Entities::default();
        entities.add(found);
        for stage in rules.stages() {
            let before = found.len();
            let matcher = Matcher {
                words,
                lists,
                rules,
                entities: &entities,
            };
            for (at, candidates) in candidates.iter().enumerate() {
                let mut set = candidates & stage;
                if entities.begin_at(words, at) {
                    set |= rules.by_entity & stage;
                }
                while set != 0 {
                    let rule = rules.rule(set.trailing_zeros());
                    found.extend(rule.and_then(|rule| matcher.apply(rule, at)));
                    set &= set - 1;
                }
            }
            entities.add(&found[before..]);
        }
    }
}

/// The rules that can begin with a word, but for those that begin with an entity.
fn candidates(rules: &Rules, lists: &Lists, word: &Word) -> RuleSet {
    let mut set = match word.kind {
        TokenKind::Number => rules.by_number,
        TokenKind::Word => rules.by_word,
        TokenKind::Punctuation | TokenKind::Other => 0,
    };
    if word.capital {
        set |= rules.by_latin;
    }
    for reading in &word.readings {
        set |= rules.beginning_with(&reading.form);
        if word.kind == TokenKind::Word {
            set |= rules.beginning_with_kinds(lists.kinds(&reading.form));
            // Months of two words (كانون الأول) are listed whole.
            if lists.longest(&reading.form) > 1 {
                set |= rules.beginning_with_kinds(super::lists::Kind::LONG);
            }
            if reading.form.starts_with("ال") || reading.form.ends_with('ا') {
                set |= rules.by_definite;
            }
        }
    }
    set
}
