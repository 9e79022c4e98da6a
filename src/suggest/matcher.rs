//! Matches one rule at one word.
//!
//! `Opt` and `Many` take what they can. White space may part the words of a rule, punctuation may
//! not, unless a rule names it. Proclitics are left out only at the beginning of a match and behind
//! such a mark: "وزير وخارجية" is no office.

use std::collections::BTreeMap;

use super::lists::{Kind, Lists};
use super::names;
use super::rules::Rules;
use super::source::{Element, Rule};
use super::words::{Word, Words};
use crate::model::ids::{EngineId, LabelId};
use crate::model::label::Bilingual;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::offset::Span;
use crate::text::token::TokenKind;

/// What was found so far, by first byte: last byte and label.
#[derive(Debug, Default)]
pub(super) struct Entities(BTreeMap<usize, Vec<(usize, LabelId)>>);

impl Entities {
    /// Takes in suggestions.
    pub(super) fn add(&mut self, found: &[Suggestion]) {
        for suggestion in found {
            let here = self.0.entry(suggestion.span.start()).or_default();
            here.push((suggestion.span.end(), suggestion.label.clone()));
            // The longest is tried first.
            here.sort_by(|a, b| b.cmp(a));
        }
    }

    /// Whether any begins with that word, in any of its readings.
    pub(super) fn begin_at(&self, words: &Words, at: usize) -> bool {
        let word = words.get(at);
        word.is_some_and(|word| word.readings.iter().any(|r| self.0.contains_key(&r.start)))
    }

    fn end(&self, start: usize, labels: &[String]) -> Option<usize> {
        let here = self.0.get(&start)?.iter();
        let mut fitting = here.filter(|(_, label)| labels.iter().any(|l| l == label.as_str()));
        fitting.next().map(|(end, _)| *end)
    }
}

/// Matches rules among the words of a slice.
pub(super) struct Matcher<'a> {
    pub(super) words: &'a Words,
    pub(super) lists: &'a Lists,
    pub(super) rules: &'a Rules,
    pub(super) entities: &'a Entities,
}

/// Where a match stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The next word.
    next: usize,
    /// Whether the next word may be parted from the one before by punctuation.
    free: bool,
    /// The byte at which the first word since the last reset begins, proclitics left out.
    start: Option<usize>,
}

/// How often `Many` takes its element at most: the work at each word has a bound.
const MOST: usize = 16;

/// Most words between quotation marks that are still a name.
const QUOTED: usize = 7;

impl Matcher<'_> {
    /// The rule with its first word at `at`.
    pub(super) fn apply(&self, rule: &Rule, at: usize) -> Option<Suggestion> {
        let begin = Place {
            next: at,
            free: true,
            start: None,
        };
        let before = self.sequence(&rule.before, begin)?;
        let marked = Place {
            start: None,
            ..before
        };
        let end = self.sequence(&rule.mark, marked)?;
        self.sequence(&rule.after, Place { free: false, ..end })?;
        let start = end.start?;
        let last = self.words.get(end.next.checked_sub(1)?)?;
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
            evidence: vec![evidence.into()],
            alternatives: Vec::new(),
        })
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
                for _ in 0..MOST {
                    match self.step(inner, place).filter(|n| n.next > place.next) {
                        Some(next) => place = next,
                        None => break,
                    }
                }
                Some(place)
            }
            Element::Either(options) => options.iter().find_map(|option| self.step(option, place)),
            Element::Seq(parts) => self.sequence(parts, place),
            Element::Not(inner) => self.step(inner, place).is_none().then_some(place),
            Element::Mark(marks) => {
                let word = self.words.get(place.next)?;
                let named = !word.form.is_empty() && marks.contains(word.form.as_str());
                named.then_some(Place {
                    next: place.next + 1,
                    free: true,
                    ..place
                })
            }
            Element::And(inner) | Element::To(inner) => {
                let and = matches!(element, Element::And(_));
                let word = self
                    .words
                    .get(place.next)
                    .filter(|word| place.free || word.joined)?;
                let mut readings = word
                    .readings
                    .iter()
                    .enumerate()
                    .filter(|(_, r)| if and { r.and } else { r.to });
                readings.find_map(|(r, _)| self.take(inner, place, word, r))
            }
            _ => {
                let word = self
                    .words
                    .get(place.next)
                    .filter(|word| place.free || word.joined)?;
                let readings = if place.free { word.readings.len() } else { 1 };
                (0..readings).find_map(|r| self.take(element, place, word, r))
            }
        }
    }

    /// Takes the element with the first word read that way.
    fn take(&self, element: &Element, place: Place, word: &Word, reading: usize) -> Option<Place> {
        let length = self.one(element, place.next, word, reading)?;
        Some(Place {
            next: place.next + length,
            free: false,
            start: place
                .start
                .or_else(|| Some(word.readings.get(reading)?.start)),
        })
    }

    /// How many words the element takes if its first word is read that way.
    fn one(&self, element: &Element, at: usize, word: &Word, reading: usize) -> Option<usize> {
        let form = word.readings.get(reading)?.form.as_str();
        let is_word = word.kind == TokenKind::Word;
        let yes = |matches: bool| matches.then_some(1);
        match element {
            Element::Word(words) => yes(words.iter().any(|word| word == form)),
            Element::List(name) => self.entry(name, at, form),
            Element::Number => yes(word.kind == TokenKind::Number),
            Element::Year => yes(word.kind == TokenKind::Number && is_year(form)),
            Element::Nationality => self.listed(at, form, &[Kind::Nationality]),
            Element::Place => self.listed(at, form, &[Kind::Country, Kind::Place, Kind::Region]),
            Element::SureMonth if self.lists.is_ambiguous(form) => None,
            Element::Month | Element::SureMonth => self.listed(at, form, &[Kind::Month]),
            Element::Name => names::length(self, at, reading, 1),
            Element::FullName => names::length(self, at, reading, 2),
            Element::GivenName => yes(names::is_given(self, form)),
            Element::Adjective => yes(is_word && is_adjective(form)),
            Element::Relation => yes(is_word && self.is_relation(form)),
            Element::Definite => {
                yes(is_word && form.starts_with("ال") && !self.rules.is_ordinary(form))
            }
            Element::The => yes(is_word && form.starts_with("ال") && form.len() > 6),
            Element::For => yes(is_word && form.starts_with("لل") && form.len() > 8),
            Element::Person => names::person(self, at, reading),
            Element::Quoted => self.quoted(at),
            Element::Noun => yes(is_word && !self.rules.is_ordinary(form)),
            Element::Unknown => yes(reading == 0 && names::is_unknown(self, word)),
            Element::Latin => yes(word.capital),
            Element::Entity(labels) => self.entity(at, word, reading, labels),
            Element::Feminine(inner) => {
                let length = self.one(inner, at, word, reading)?;
                (length == 1 && form.ends_with('ه')).then_some(1)
            }
            Element::Either(options) => options.iter().find_map(|o| self.one(o, at, word, reading)),
            Element::Part(_)
            | Element::Seq(_)
            | Element::Opt(_)
            | Element::Many(_)
            | Element::And(_)
            | Element::To(_)
            | Element::Not(_)
            | Element::Mark(_) => None,
        }
    }

    fn entity(&self, at: usize, word: &Word, reading: usize, labels: &[String]) -> Option<usize> {
        let end = self
            .entities
            .end(word.readings.get(reading)?.start, labels)?;
        let words = self.words.0[at..].iter();
        Some(words.take_while(|word| word.range.start < end).count())
    }

    /// The words up to the quotation mark that closes, if no other sign comes first.
    fn quoted(&self, at: usize) -> Option<usize> {
        let words = self.words.0.get(at..)?.iter().take(QUOTED + 1);
        let length = words
            .take_while(|word| {
                matches!(word.kind, TokenKind::Word | TokenKind::Number) || word.form == "-"
            })
            .count();
        let closing = self.words.get(at + length)?.form == "\"";
        (closing && (1..=QUOTED).contains(&length)).then_some(length)
    }

    fn entry(&self, name: &str, at: usize, first: &str) -> Option<usize> {
        let follows = |rest: &&Vec<String>| {
            rest.iter().enumerate().all(|(offset, form)| {
                let word = self.words.get(at + 1 + offset);
                word.is_some_and(|word| word.joined && word.form == *form)
            })
        };
        let rest = self.rules.entries(name, first).iter().find(follows)?;
        Some(rest.len() + 1)
    }

    /// The longest entry of the gazetteer of one of these kinds.
    pub(super) fn listed(&self, at: usize, first: &str, kinds: &[Kind]) -> Option<usize> {
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

    fn is_relation(&self, form: &str) -> bool {
        if self.rules.has("adjective", form) {
            return true;
        }
        let long = form.chars().count() > 5;
        let relation = form.ends_with("ي") || form.ends_with("يه");
        long && relation && form.starts_with("ال") && !self.rules.is_ordinary(form)
    }
}

/// A year, or two (2024/2025).
fn is_year(form: &str) -> bool {
    let mut years = form.split(['/', '-']);
    let good = |year: &str| year.parse::<u32>().is_ok_and(|y| (1000..2200).contains(&y));
    let first = years.next().is_some_and(good);
    first && years.next().is_none_or(good) && years.next().is_none()
}

/// A definite word, or one that ends in the accusative's alef with tanwin.
fn is_adjective(form: &str) -> bool {
    form.chars().count() > 3 && (form.starts_with("ال") || form.ends_with('ا'))
}
