//! The pattern engine: sequences of words declared in `assets/patterns/news.ron`.
//!
//! A rule has words that must stand before, words that are marked and words that must stand behind.
//! Each element matches one or more words; `Opt` and `Many` take what they can. White space may
//! part the words of a rule, punctuation may not, unless a rule names it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Engine;
use super::lists::{Kind, Lists};
use super::words::{Word, Words};
use crate::model::ids::EngineId;
use crate::model::label::Bilingual;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::clitic;
use crate::text::normalize::match_form;
use crate::text::offset::Span;
use crate::text::token::TokenKind;

/// What stands at one place of a rule.
#[derive(Clone, Debug, Deserialize)]
enum Element {
    /// One of these words.
    Word(Vec<String>),
    /// An entry (of one or more words) of a named list of the same file.
    List(String),
    /// Digits.
    Number,
    /// Digits that can be a year.
    Year,
    /// A nationality.
    Nationality,
    /// A country, city or region.
    Place,
    /// A month of any of the four systems.
    Month,
    /// One to four words that can be a person's name.
    Name,
    /// A definite word, or an adjective in the accusative: what qualifies a noun.
    Adjective,
    /// A mark of punctuation out of these.
    Mark(String),
    /// Any word that is not a function word.
    Noun,
    /// Its element or nothing.
    Opt(Box<Element>),
    /// Its element as often as it comes, or nothing.
    Many(Box<Element>),
    /// The first of these that matches.
    Either(Vec<Element>),
}

#[derive(Clone, Debug, Deserialize)]
struct Rule {
    id: String,
    ar: String,
    en: String,
    label: String,
    score: f32,
    #[serde(default)]
    before: Vec<Element>,
    mark: Vec<Element>,
    #[serde(default)]
    after: Vec<Element>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct File {
    lists: BTreeMap<String, Vec<String>>,
    rules: Vec<Rule>,
}

/// Declared patterns.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    /// Entries as lists of forms, longest first.
    lists: BTreeMap<String, Vec<Vec<String>>>,
    rules: Vec<Rule>,
}

impl Patterns {
    /// The patterns that are part of the program.
    pub(super) fn bundled() -> Self {
        // A broken file is a broken build: the test below reads the same text.
        let read: Result<File, _> = ron::from_str(include_str!("../../assets/patterns/news.ron"));
        debug_assert!(read.is_ok(), "{:?}", read.as_ref().err());
        Self::new(read.unwrap_or_default())
    }

    fn new(file: File) -> Self {
        let entry = |text: &String| match_form(text).split(' ').map(str::to_owned).collect();
        let lists = file.lists.into_iter().map(|(name, entries)| {
            let mut entries: Vec<Vec<String>> = entries.iter().map(entry).collect();
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
            (name, entries)
        });
        let mut rules = file.rules;
        rules.iter_mut().for_each(|rule| {
            let parts = [&mut rule.before, &mut rule.mark, &mut rule.after];
            parts.into_iter().flatten().for_each(normalise);
        });
        Self {
            lists: lists.collect(),
            rules,
        }
    }
}

/// Words of rules are compared in their normalised form.
fn normalise(element: &mut Element) {
    match element {
        Element::Word(words) => words.iter_mut().for_each(|word| *word = match_form(word)),
        Element::Opt(inner) | Element::Many(inner) => normalise(inner),
        Element::Either(options) => options.iter_mut().for_each(normalise),
        _ => {}
    }
}

impl Engine for Patterns {
    fn suggest(&self, words: &Words, lists: &Lists, found: &mut Vec<Suggestion>) {
        let matcher = Matcher {
            words,
            lists,
            patterns: self,
        };
        for at in 0..words.0.len() {
            for rule in &self.rules {
                found.extend(matcher.apply(rule, at));
            }
        }
    }
}

struct Matcher<'a> {
    words: &'a Words,
    lists: &'a Lists,
    patterns: &'a Patterns,
}

/// Where a match stands: the next word, and the byte at which the first marked word begins.
#[derive(Clone, Copy, Debug)]
struct Place {
    next: usize,
    /// Whether the next word may be parted from the one before by punctuation: at the beginning
    /// and behind a mark that the rule names.
    free: bool,
}

impl Matcher<'_> {
    /// The rule with its first word at `at`.
    fn apply(&self, rule: &Rule, at: usize) -> Option<Suggestion> {
        let begin = Place {
            next: at,
            free: true,
        };
        let marked = self.sequence(&rule.before, begin)?;
        let end = self.sequence(&rule.mark, marked)?;
        self.sequence(&rule.after, end)?;
        if end.next == marked.next {
            return None;
        }
        let first = rule.mark.first()?;
        let start = self.start_of(first, marked.next)?;
        let last = self.words.get(end.next - 1)?;
        let evidence = Evidence {
            engine: EngineId::Pattern,
            rule: rule.id.clone(),
            name: Bilingual::new(&rule.ar, &rule.en),
            entry: None,
        };
        Some(Suggestion {
            span: Span::from_range(start..last.range.end)?,
            label: rule.label.as_str().into(),
            score: rule.score,
            evidence: vec![evidence],
            alternatives: Vec::new(),
        })
    }

    /// Where the marked text begins in its first word: behind the proclitics that the element does
    /// not need.
    fn start_of(&self, first: &Element, at: usize) -> Option<usize> {
        let word = self.words.get(at)?;
        let with = |reading: usize| {
            self.one(first, at, reading, true)
                .map(|_| word.readings[reading].start)
        };
        let found = (0..word.readings.len()).find_map(with);
        Some(found.unwrap_or(word.range.start))
    }

    fn sequence(&self, elements: &[Element], place: Place) -> Option<Place> {
        elements
            .iter()
            .try_fold(place, |place, element| self.step(element, place))
    }

    fn step(&self, element: &Element, place: Place) -> Option<Place> {
        match element {
            Element::Opt(inner) => Some(self.step(inner, place).unwrap_or(place)),
            Element::Many(inner) => {
                let mut place = place;
                while let Some(next) = self
                    .step(inner, place)
                    .filter(|next| next.next > place.next)
                {
                    place = next;
                }
                Some(place)
            }
            Element::Either(options) => options.iter().find_map(|option| self.step(option, place)),
            Element::Mark(marks) => {
                let word = self.words.get(place.next)?;
                marks.contains(word.form.as_str()).then_some(Place {
                    next: place.next + 1,
                    free: true,
                })
            }
            _ => {
                let word = self.words.get(place.next)?;
                if !place.free && !word.joined {
                    return None;
                }
                let readings = 0..word.readings.len();
                let length = readings
                    .into_iter()
                    .find_map(|r| self.one(element, place.next, r, place.free))?;
                Some(Place {
                    next: place.next + length,
                    free: false,
                })
            }
        }
    }

    /// How many words the element takes if its first word is read that way. Proclitics are left
    /// out only at the beginning of a match (`free`): "وزير وخارجية" is no office.
    fn one(&self, element: &Element, at: usize, reading: usize, free: bool) -> Option<usize> {
        let word = self.words.get(at)?;
        if reading > 0 && !free {
            return None;
        }
        let form = word.readings.get(reading)?.form.as_str();
        let yes = |matches: bool| matches.then_some(1);
        match element {
            Element::Word(words) => yes(words.iter().any(|word| word == form)),
            Element::List(name) => self.entry(name, at, form),
            Element::Number => yes(word.kind == TokenKind::Number),
            Element::Year => yes(word.kind == TokenKind::Number && is_year(form)),
            Element::Nationality => yes(self.lists.is(form, Kind::Nationality)),
            Element::Place => self.listed(at, form, &[Kind::Country, Kind::Place, Kind::Region]),
            Element::Month => self.listed(at, form, &[Kind::Month]),
            Element::Name => self.name(at, reading),
            Element::Adjective => yes(is_adjective(word)),
            Element::Noun => yes(word.kind == TokenKind::Word && !self.is_function_word(form)),
            Element::Opt(inner) | Element::Many(inner) => self.one(inner, at, reading, free),
            Element::Either(options) => options.iter().find_map(|o| self.one(o, at, reading, free)),
            Element::Mark(marks) => yes(marks.contains(form)),
        }
    }

    fn entry(&self, name: &str, at: usize, first: &str) -> Option<usize> {
        let entries = self.patterns.lists.get(name)?;
        let matches = |entry: &&Vec<String>| {
            entry.first().is_some_and(|word| word == first)
                && entry.iter().enumerate().skip(1).all(|(offset, form)| {
                    self.words
                        .get(at + offset)
                        .is_some_and(|word| word.joined && word.form == *form)
                })
        };
        entries.iter().find(matches).map(Vec::len)
    }

    /// The longest entry of the gazetteer of one of these kinds.
    fn listed(&self, at: usize, first: &str, kinds: &[Kind]) -> Option<usize> {
        (1..=self.lists.longest(first)).rev().find(|length| {
            let mut form = first.to_owned();
            for next in at + 1..at + length {
                let Some(word) = self.words.get(next).filter(|word| word.joined) else {
                    return false;
                };
                form.push(' ');
                form.push_str(&word.form);
            }
            kinds.iter().any(|kind| self.lists.is(&form, *kind))
        })
    }

    /// A person's name: it begins with a word that can be one and goes on while words can.
    fn name(&self, at: usize, reading: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let first = self.words.get(at)?;
        // A definite word begins a name only as a surname, which is found elsewhere.
        let definite = first.form.starts_with("ال") && !self.lists.is(&first.form, Kind::FirstName);
        if reading > 0 || definite || !self.can_be_name(first) {
            return None;
        }
        let more = (1..LONGEST)
            .take_while(|offset| {
                self.words
                    .get(at + offset)
                    .is_some_and(|word| word.joined && self.can_be_name(word))
            })
            .count();
        Some(1 + more)
    }

    fn can_be_name(&self, word: &Word) -> bool {
        let form = word.form.as_str();
        if word.kind != TokenKind::Word || form.chars().count() < 2 || self.is_function_word(form) {
            return false;
        }
        if self.lists.is(form, Kind::FirstName) {
            return true;
        }
        let known = [Kind::Nationality, Kind::Country, Kind::Month]
            .iter()
            .any(|kind| {
                // السوداني and العراقي are surnames too, but only behind a first name: see the rules.
                *kind != Kind::Nationality && self.lists.is(form, *kind)
            });
        !known && clitic::core_start(&word.form) == 0
    }

    fn is_function_word(&self, form: &str) -> bool {
        let listed = |name: &str| {
            self.patterns.lists.get(name).is_some_and(|list| {
                list.iter()
                    .any(|entry| entry.len() == 1 && entry[0] == form)
            })
        };
        listed("function") || listed("verb") || listed("noun")
    }
}

fn is_year(form: &str) -> bool {
    form.parse::<u32>()
        .is_ok_and(|year| (1000..2200).contains(&year))
}

/// A definite word, or one that ends in the accusative's alef with tanwin.
fn is_adjective(word: &Word) -> bool {
    let long = word.form.chars().count() > 3;
    word.kind == TokenKind::Word
        && long
        && (word.form.starts_with("ال") || word.form.ends_with('ا'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_patterns_are_well_formed() {
        let file: File = ron::from_str(include_str!("../../assets/patterns/news.ron")).unwrap();
        assert!(file.rules.len() > 20);
        for rule in &file.rules {
            assert!(
                (0.0..=1.0).contains(&rule.score) && !rule.mark.is_empty(),
                "{}",
                rule.id
            );
            for element in rule.before.iter().chain(&rule.mark).chain(&rule.after) {
                let mut lists = Vec::new();
                names(element, &mut lists);
                for name in lists {
                    assert!(
                        file.lists.contains_key(&name),
                        "{}: no list {name}",
                        rule.id
                    );
                }
            }
        }
    }

    fn names(element: &Element, found: &mut Vec<String>) {
        match element {
            Element::List(name) => found.push(name.clone()),
            Element::Opt(inner) | Element::Many(inner) => names(inner, found),
            Element::Either(options) => options.iter().for_each(|option| names(option, found)),
            _ => {}
        }
    }
}
