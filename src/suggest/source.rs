//! Pattern files as read: `assets/patterns/news.ron` and a project's `patterns.ron`, checked before
//! they are used.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// What stands at one place of a rule.
#[derive(Clone, Debug, Deserialize)]
pub(super) enum Element {
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
    /// A month whose name is no ordinary word (not صفر, رجب, آب).
    SureMonth,
    /// One to four words that can be a person's name.
    Name,
    /// A name of at least two words.
    FullName,
    /// A listed given name that is no ordinary word.
    GivenName,
    /// A definite word, or an adjective in the accusative: what qualifies a noun.
    Adjective,
    /// A definite adjective of relation (الوطني، الاتحادية) or one of the list `adjective`.
    Relation,
    /// A definite word that no list of ordinary words has.
    Definite,
    /// A mark of punctuation out of these.
    Mark(String),
    /// A definite word, ordinary or not.
    The,
    /// A word with "لل" written before it: what a body or a day is for (للكتاب، للتنمية).
    For,
    /// A name of at least two words that begins with a listed given name.
    Person,
    /// Up to seven words before a closing quotation mark.
    Quoted,
    /// A named part of the same file, written out in its place when the file is read.
    Part(String),
    /// Any word that is not a function word.
    Noun,
    /// A word that no list has and that can be a name of anything.
    Unknown,
    /// A word in Latin letters that begins with a capital.
    Latin,
    /// Something found by an earlier stage, with one of these labels.
    Entity(Vec<String>),
    /// Its element with "و" written before it.
    And(Box<Element>),
    /// Its element with "ل" written before it.
    To(Box<Element>),
    /// Its element or nothing.
    Opt(Box<Element>),
    /// Its element as often as it comes, or nothing.
    Many(Box<Element>),
    /// The first of these that matches.
    Either(Vec<Element>),
    /// All of these, one after the other.
    Seq(Vec<Element>),
    /// Its element, one feminine word.
    Feminine(Box<Element>),
    /// Nothing, if its element does not come next.
    Not(Box<Element>),
}

/// A rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) id: String,
    /// What it is called; the id if nothing is said.
    #[serde(default)]
    pub(super) ar: String,
    #[serde(default)]
    pub(super) en: String,
    pub(super) label: String,
    #[serde(default = "good")]
    pub(super) score: f32,
    #[serde(default)]
    pub(super) stage: u8,
    #[serde(default)]
    pub(super) before: Vec<Element>,
    pub(super) mark: Vec<Element>,
    #[serde(default)]
    pub(super) after: Vec<Element>,
}

/// A pattern file. Lists and parts of the bundled file can be used in others.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) lists: BTreeMap<String, Vec<String>>,
    /// Sequences with a name, for `Part`.
    #[serde(default)]
    pub(super) parts: BTreeMap<String, Vec<Element>>,
    #[serde(default)]
    pub(super) rules: Vec<Rule>,
}

fn good() -> f32 {
    0.9
}

/// What is wrong with a pattern file, and where: lines and columns count from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// What is wrong.
    pub fault: PatternFault,
}

/// What can be wrong with a pattern file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// It is no RON of the right form; the reader's own words say what it met.
    Syntax(String),
    /// A rule names a list that is nowhere.
    NoList(String),
    /// A rule names a part that is nowhere.
    NoPart(String),
    /// A part holds itself, or elements lie in each other too deep or are too many.
    TooDeep(String),
    /// Two rules have the same id.
    Twice(String),
    /// A rule would mark nothing: all that it marks is optional.
    MarksNothing(String),
    /// A score is no number from 0 to 1.
    Score(String),
    /// A stage is above 7.
    Stage(String),
    /// `Many` within `Many`.
    ManyInMany(String),
    /// There are more rules than can be used at once.
    TooManyRules(usize),
}

/// Most rules of a file.
const MOST_RULES: usize = 128;
/// How deep elements may lie in each other.
const DEEPEST: usize = 24;
/// Most elements of a rule, its parts written out.
const MOST_ELEMENTS: usize = 4000;
/// The last stage.
const LAST_STAGE: u8 = 7;

/// Reads a file and checks it; with a base, its lists and parts can be used.
///
/// # Errors
/// The first thing that is wrong, and where.
pub(super) fn read(text: &str, base: Option<&File>) -> Result<File, PatternProblem> {
    let mut file: File = ron::from_str(text).map_err(|error| {
        let at = error.span.start;
        PatternProblem {
            line: at.line.max(1),
            column: at.col.max(1),
            fault: PatternFault::Syntax(error.code.to_string()),
        }
    })?;
    if let Some(base) = base {
        for (name, entries) in &base.lists {
            let own = || entries.clone();
            file.lists.entry(name.clone()).or_insert_with(own);
        }
        for (name, part) in &base.parts {
            let own = || part.clone();
            file.parts.entry(name.clone()).or_insert_with(own);
        }
    }
    write_out(&mut file).map_err(|(near, fault)| located(text, &near, fault))?;
    Ok(file)
}

/// A fault with the id of its rule.
type Fault = (String, PatternFault);

fn write_out(file: &mut File) -> Result<(), Fault> {
    let mut ids = BTreeSet::new();
    if let Some(rule) = file.rules.get(MOST_RULES) {
        let fault = PatternFault::TooManyRules(file.rules.len());
        return Err((rule.id.clone(), fault));
    }
    for rule in &mut file.rules {
        if !ids.insert(rule.id.clone()) {
            return Err((rule.id.clone(), PatternFault::Twice(rule.id.clone())));
        }
        let mut writer = Writer {
            lists: &file.lists,
            parts: &file.parts,
            left: MOST_ELEMENTS,
        };
        writer
            .rule(rule)
            .map_err(|fault| (rule.id.clone(), fault))?;
        for name in [&mut rule.ar, &mut rule.en] {
            if name.is_empty() {
                rule.id.clone_into(name);
            }
        }
    }
    Ok(())
}

/// Writes out the parts of rules and checks them on the way.
struct Writer<'a> {
    lists: &'a BTreeMap<String, Vec<String>>,
    parts: &'a BTreeMap<String, Vec<Element>>,
    left: usize,
}

impl Writer<'_> {
    fn rule(&mut self, rule: &mut Rule) -> Result<(), PatternFault> {
        for elements in [&mut rule.before, &mut rule.mark, &mut rule.after] {
            for element in elements {
                self.element(element, 0, false, &rule.id)?;
            }
        }
        let id = || rule.id.clone();
        if rule.mark.iter().all(is_optional) {
            return Err(PatternFault::MarksNothing(id()));
        }
        if !(0.0..=1.0).contains(&rule.score) {
            return Err(PatternFault::Score(id()));
        }
        if rule.stage > LAST_STAGE {
            return Err(PatternFault::Stage(id()));
        }
        Ok(())
    }

    fn element(
        &mut self,
        element: &mut Element,
        depth: usize,
        in_many: bool,
        id: &str,
    ) -> Result<(), PatternFault> {
        self.left = self.left.saturating_sub(1);
        if depth > DEEPEST || self.left == 0 {
            return Err(PatternFault::TooDeep(id.to_owned()));
        }
        if let Element::Part(name) = element {
            let Some(part) = self.parts.get(name) else {
                return Err(PatternFault::NoPart(name.clone()));
            };
            *element = Element::Seq(part.clone());
        }
        let many = matches!(element, Element::Many(_));
        if many && in_many {
            return Err(PatternFault::ManyInMany(id.to_owned()));
        }
        match element {
            Element::List(name) if !self.lists.contains_key(name) => {
                Err(PatternFault::NoList(name.clone()))
            }
            Element::Opt(inner)
            | Element::Many(inner)
            | Element::And(inner)
            | Element::To(inner)
            | Element::Feminine(inner)
            | Element::Not(inner) => self.element(inner, depth + 1, in_many || many, id),
            Element::Either(options) | Element::Seq(options) => options
                .iter_mut()
                .try_for_each(|option| self.element(option, depth + 1, in_many, id)),
            _ => Ok(()),
        }
    }
}

/// Whether an element can match nothing.
pub(super) fn is_optional(element: &Element) -> bool {
    match element {
        Element::Opt(_) | Element::Many(_) | Element::Not(_) => true,
        Element::Seq(parts) => parts.iter().all(is_optional),
        Element::Either(options) => options.iter().any(is_optional),
        _ => false,
    }
}

/// The fault at the rule with that id: where its id is written the last time, or the list or part
/// that it names.
fn located(text: &str, id: &str, fault: PatternFault) -> PatternProblem {
    let rule = text.rfind(&format!("\"{id}\"")).unwrap_or(0);
    let within = match &fault {
        PatternFault::NoList(name) => text[rule..].find(&format!("List(\"{name}\"")),
        PatternFault::NoPart(name) => text[rule..].find(&format!("Part(\"{name}\"")),
        _ => None,
    };
    let before = &text[..rule + within.unwrap_or(0)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    PatternProblem {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_patterns_are_well_formed() {
        let file = read(include_str!("../../assets/patterns/news.ron"), None);
        assert_eq!(file.map(|file| file.rules.len() > 60), Ok(true));
    }
}
