//! The rules of `assets/patterns/news.ron`: as read, and made ready for matching.
//!
//! A rule has words that must stand before, words that are marked and words that must stand behind.
//! Rules run in stages; a later stage may name what an earlier one found (`Entity`), so that
//! "رئيس" + an organization is an office and an office + a name is a person.

use std::collections::{HashMap, HashSet};

use super::lists::{Forms, Kind};
use super::source::{Element, File, Rule, is_optional};
use crate::text::normalize::match_form;

/// Entries of a list by their first word, the longest first; each holds the words behind the first.
type Entries = Forms<Vec<Vec<String>>>;

/// Sets of rules, one bit each.
pub(super) type RuleSet = u128;

/// The rules with quick ways to those that can begin at a word.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    lists: Forms<Entries>,
    /// Words that are no part of names.
    ordinary: HashSet<String, foldhash::fast::RandomState>,
    /// Rules that can begin with this form.
    by_form: Forms<RuleSet>,
    /// Rules that can begin with a listed name of this kind.
    by_kind: Vec<(Kind, RuleSet)>,
    /// Rules that can begin with digits, with any word, with a Latin word, behind an entity.
    pub(super) by_number: RuleSet,
    pub(super) by_word: RuleSet,
    pub(super) by_definite: RuleSet,
    pub(super) by_latin: RuleSet,
    pub(super) by_entity: RuleSet,
    stages: Vec<RuleSet>,
}

/// Lists of the file whose words are no part of names.
const ORDINARY: &[&str] = &["function", "verb", "noun"];

impl Rules {
    /// Makes rules ready; `ordinary` are further words that are no part of names.
    pub(super) fn new(file: File, ordinary: &str) -> Self {
        let mut rules = Self {
            lists: file
                .lists
                .iter()
                .map(|(n, e)| (n.clone(), entries(e)))
                .collect(),
            rules: file.rules,
            ..Self::default()
        };
        let lists = ORDINARY.iter().filter_map(|name| file.lists.get(*name));
        let words = lists
            .flatten()
            .map(String::as_str)
            .chain(ordinary.split_whitespace());
        rules.ordinary = words.map(match_form).collect();
        for rule in &mut rules.rules {
            let parts = [&mut rule.before, &mut rule.mark, &mut rule.after];
            parts.into_iter().flatten().for_each(normalise);
        }
        rules.index();
        rules
    }

    fn index(&mut self) {
        let rules = std::mem::take(&mut self.rules);
        for (at, rule) in rules.iter().enumerate().take(RuleSet::BITS as usize) {
            let bit = 1 << at;
            let stage = usize::from(rule.stage);
            if self.stages.len() <= stage {
                self.stages.resize(stage + 1, 0);
            }
            self.stages[stage] |= bit;
            for element in rule.before.iter().chain(&rule.mark) {
                self.begins(element, bit);
                if !is_optional(element) {
                    break;
                }
            }
        }
        self.rules = rules;
    }

    /// Notes that a rule can begin with that element.
    fn begins(&mut self, element: &Element, bit: RuleSet) {
        match element {
            Element::Word(words) => words.iter().for_each(|word| self.by(word, bit)),
            Element::List(name) => {
                let firsts = self.lists.get(name).into_iter().flat_map(HashMap::keys);
                let mut firsts: Vec<String> = firsts.cloned().collect();
                firsts.sort();
                firsts.iter().for_each(|word| self.by(word, bit));
            }
            Element::Mark(marks) => {
                marks
                    .chars()
                    .for_each(|mark| self.by(mark.encode_utf8(&mut [0; 4]), bit));
            }
            Element::Number | Element::Year => self.by_number |= bit,
            Element::Nationality => self.by_kind.push((Kind::Nationality, bit)),
            Element::Month | Element::SureMonth => self.by_kind.push((Kind::Month, bit)),
            Element::GivenName | Element::Person => self.by_kind.push((Kind::FirstName, bit)),
            // The first word of a longer entry need not be an entry itself.
            Element::Place
            | Element::Name
            | Element::FullName
            | Element::Noun
            | Element::For
            | Element::Quoted
            | Element::Unknown => self.by_word |= bit,
            Element::Adjective | Element::Relation | Element::Definite | Element::The => {
                self.by_definite |= bit;
            }
            Element::Latin => self.by_latin |= bit,
            Element::Entity(_) => self.by_entity |= bit,
            Element::Opt(inner)
            | Element::Many(inner)
            | Element::And(inner)
            | Element::To(inner)
            | Element::Feminine(inner) => {
                self.begins(inner, bit);
            }
            Element::Not(_) => self.by_word |= bit,
            // Written out when the file was read.
            Element::Part(_) => {}
            Element::Either(options) => options.iter().for_each(|o| self.begins(o, bit)),
            Element::Seq(parts) => {
                for part in parts {
                    self.begins(part, bit);
                    if !is_optional(part) {
                        break;
                    }
                }
            }
        }
    }

    fn by(&mut self, form: &str, bit: RuleSet) {
        *self.by_form.entry(form.to_owned()).or_default() |= bit;
    }

    /// The rules of each stage, first to last.
    pub(super) fn stages(&self) -> &[RuleSet] {
        &self.stages
    }

    /// The rule behind a bit.
    pub(super) fn rule(&self, bit: u32) -> Option<&Rule> {
        self.rules.get(bit as usize)
    }

    /// The rules that can begin with a word of that form.
    pub(super) fn beginning_with(&self, form: &str) -> RuleSet {
        self.by_form.get(form).copied().unwrap_or_default()
    }

    /// The rules that can begin with a listed name of one of these kinds.
    pub(super) fn beginning_with_kinds(&self, kinds: &[Kind]) -> RuleSet {
        let known = self.by_kind.iter().filter(|(kind, _)| kinds.contains(kind));
        known.fold(0, |set, (_, bit)| set | bit)
    }

    /// Entries of a list that begin with a word: the words behind it.
    pub(super) fn entries(&self, list: &str, first: &str) -> &[Vec<String>] {
        let entries = self.lists.get(list).and_then(|entries| entries.get(first));
        entries.map_or(&[], Vec::as_slice)
    }

    /// Whether a word is an entry of a list.
    pub(super) fn has(&self, list: &str, form: &str) -> bool {
        self.entries(list, form).iter().any(Vec::is_empty)
    }

    /// Whether a form is an ordinary word, no part of names.
    pub(super) fn is_ordinary(&self, form: &str) -> bool {
        self.ordinary.contains(form)
    }
}

fn entries(texts: &[String]) -> Entries {
    let mut entries = Entries::default();
    for text in texts {
        let form = match_form(text);
        let mut words = form.split(' ').map(str::to_owned);
        if let Some(first) = words.next() {
            entries.entry(first).or_default().push(words.collect());
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each value is sorted by itself")]
    for rests in entries.values_mut() {
        rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
    }
    entries
}

/// Words of rules are compared in their normalised form.
fn normalise(element: &mut Element) {
    match element {
        Element::Word(words) => words.iter_mut().for_each(|word| *word = match_form(word)),
        Element::Opt(inner)
        | Element::Many(inner)
        | Element::And(inner)
        | Element::To(inner)
        | Element::Feminine(inner)
        | Element::Not(inner) => {
            normalise(inner);
        }
        Element::Either(options) | Element::Seq(options) => options.iter_mut().for_each(normalise),
        _ => {}
    }
}
