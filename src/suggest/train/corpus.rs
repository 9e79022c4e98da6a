//! Annotated text for training: one token a line with its tag behind a tab, sentences parted by
//! blank lines. A file becomes one text, so that it is cut into words exactly as articles are.

use std::ops::Range;

/// How a corpus is annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Convention {
    /// PER LOC ORG MISC; nationalities untagged (ANERcorp).
    Core,
    /// PER LOC ORG MISC of encyclopedia articles (AQMAR).
    Aqmar,
    /// PER ORG GPE LOC FAC NORP PRODUCT VEH WEAPON; no dates, events, laws, titles.
    Fane,
    /// The outermost tags of Wojood.
    Wojood,
    /// Places alone, all of them LOC.
    Place,
    /// The labels of the program: news.
    News,
    /// A list of names of persons, one a line.
    Persons,
    /// A list of places.
    Places,
    /// A list of organizations.
    Organizations,
    /// A list of nationalities.
    Nationalities,
    /// A list of offices and professions.
    Offices,
    /// A list of ordinary words.
    Ordinary,
}

impl Convention {
    /// All that can be named.
    pub const ALL: [Self; 11] = [
        Self::Core,
        Self::Aqmar,
        Self::Fane,
        Self::Wojood,
        Self::Place,
        Self::News,
        Self::Persons,
        Self::Places,
        Self::Organizations,
        Self::Nationalities,
        Self::Offices,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Aqmar => "aqmar",
            Self::Fane => "fane",
            Self::Wojood => "wojood",
            Self::Place => "place",
            Self::News => "news",
            Self::Persons => "persons",
            Self::Places => "places",
            Self::Organizations => "organizations",
            Self::Nationalities => "nationalities",
            Self::Offices => "offices",
            Self::Ordinary => "ordinary",
        }
    }

    /// The tags of the first and the other words of an entry, if this is a list.
    fn tags(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Persons => ("B-PER", "I-PER"),
            Self::Places => ("B-LOC", "I-LOC"),
            Self::Organizations => ("B-ORG", "I-ORG"),
            Self::Nationalities => ("B-NORP", "I-NORP"),
            Self::Offices => ("B-TITLE", "I-TITLE"),
            Self::Ordinary => ("O", "O"),
            _ => return None,
        })
    }

    /// Whether this is a list of names and not a text.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.tags().is_some()
    }

    /// The convention of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// A gold entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::suggest) struct Gold {
    /// The tokens of the corpus.
    pub(in crate::suggest) tokens: Range<usize>,
    pub(in crate::suggest) label: String,
}

/// A corpus as one text.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// How it is annotated.
    pub convention: Convention,
    /// The tokens with a space between them, a line for each sentence.
    pub(in crate::suggest) text: String,
    /// The bytes of each token.
    pub(in crate::suggest) tokens: Vec<Range<usize>>,
    /// The entities in order.
    pub(in crate::suggest) gold: Vec<Gold>,
}

impl Corpus {
    /// Reads the lines of a corpus. A tag that goes on with nothing begins an entity.
    #[must_use]
    pub fn read(convention: Convention, lines: &str) -> Self {
        let mut corpus = Self {
            convention,
            text: String::new(),
            tokens: Vec::new(),
            gold: Vec::new(),
        };
        if let Some(tags) = convention.tags() {
            lines.lines().for_each(|line| corpus.push_entry(line, tags));
            return corpus;
        }
        let mut open = false;
        for line in lines.lines() {
            let Some((token, tag)) = line.split_once('\t').filter(|(t, _)| !t.trim().is_empty())
            else {
                open = false;
                if !corpus.text.is_empty() && !corpus.text.ends_with('\n') {
                    corpus.text.push('\n');
                }
                continue;
            };
            open = corpus.push(token.trim(), tag.trim(), open);
        }
        corpus
    }

    /// An entry of a list; what stands behind a tab is where it comes from.
    fn push_entry(&mut self, line: &str, (first, other): (&str, &str)) {
        let entry = line.split('\t').next().unwrap_or_default();
        let mut open = false;
        for word in entry.split_whitespace() {
            let tag = if open { other } else { first };
            self.push(word, tag, open);
            open = true;
        }
        if open {
            self.text.push('\n');
        }
    }

    fn push(&mut self, token: &str, tag: &str, open: bool) -> bool {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(token);
        let at = self.tokens.len();
        self.tokens.push(start..self.text.len());
        let Some((place, label)) = tag.split_once('-') else {
            return false;
        };
        match self.gold.last_mut() {
            Some(last) if open && place == "I" && last.label == label => last.tokens.end = at + 1,
            _ => self.gold.push(Gold {
                tokens: at..at + 1,
                label: label.to_owned(),
            }),
        }
        true
    }

    /// The bytes of a gold entity.
    pub(in crate::suggest) fn bytes(&self, gold: &Gold) -> Range<usize> {
        let start = self.tokens.get(gold.tokens.start).map_or(0, |t| t.start);
        let last = gold.tokens.end.saturating_sub(1);
        start..self.tokens.get(last).map_or(start, |t| t.end)
    }

    /// The tokens that a range of bytes touches.
    pub(in crate::suggest) fn touched(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.end <= bytes.start);
        let end = self.tokens.partition_point(|t| t.start < bytes.end);
        start..end
    }
}
