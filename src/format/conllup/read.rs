//! Reads CoNLL-U Plus and CoNLL-U with tags in a column `NER` (or `….:NER`), or in `MISC`.

use std::mem;
use std::ops::Range;

use super::blanks::{self, SPACE};
use super::{COLUMNS, ID, Import};
use crate::format::details;
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::ids::Ids;
use crate::format::json_lines::is_yes;
use crate::format::problem::ProblemKind;
use crate::format::scheme::{self, Tag};
use crate::format::stream::{Place, Reader};
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::Record;
use crate::model::ids::{AnnotationId, LabelId, Timestamp};
use crate::text::convert::code_points;
use crate::text::offset::Span;

/// Which column holds what.
struct Columns {
    id: usize,
    form: usize,
    misc: Option<usize>,
    tag: Option<usize>,
    count: usize,
}

/// The columns of CoNLL-U; none of them has tags but for `MISC`.
const PLAIN: [&str; 10] = [
    "ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC",
];

impl Columns {
    /// Of a file that names none: the ten of CoNLL-U.
    fn plain() -> Self {
        Self {
            id: 0,
            form: 1,
            misc: Some(9),
            tag: None,
            count: 10,
        }
    }

    fn new(names: &[&str]) -> Option<Self> {
        let place = |name: &str| names.iter().position(|given| *given == name);
        let ends = |given: &&str| given.rsplit(':').next() == Some("NER");
        Some(Self {
            id: place("ID")?,
            form: place("FORM")?,
            misc: place("MISC"),
            tag: names.iter().position(ends),
            count: names.len(),
        })
    }
}

/// A word of the sentence being read, with its place in the article.
struct Word {
    place: Range<usize>,
    tag: String,
    line: usize,
    column: usize,
}

/// Words of one multi-word token that are still to come.
struct Surface {
    /// The last number of it.
    last: usize,
    /// What of its form is not yet taken by a word.
    rest: Range<usize>,
}

/// The reader.
pub(super) struct Reading<'n> {
    place: Place<'n>,
    columns: Columns,
    ids: Ids,
    articles: usize,
    id: Option<String>,
    meta: ArticleMeta,
    blind: bool,
    begun: bool,
    text: String,
    /// What was read behind the last token; used when another one comes.
    behind: Option<String>,
    /// Whether the last token ended its sentence.
    ended: bool,
    sentence: Vec<Word>,
    surface: Option<Surface>,
    spans: Vec<(Span, LabelId)>,
}

impl<'n> Reading<'n> {
    pub(super) fn new(name: &'n str) -> Self {
        Self {
            place: Place::new(name),
            columns: Columns::plain(),
            ids: Ids::default(),
            articles: 0,
            id: None,
            meta: ArticleMeta::default(),
            blind: false,
            begun: false,
            text: String::new(),
            behind: None,
            ended: false,
            sentence: Vec::new(),
            surface: None,
            spans: Vec::new(),
        }
    }

    fn flaw(&mut self, column: usize, expected: Expected, found: &str, done: Done) {
        let found = found.to_owned();
        let flaw = Flaw {
            expected,
            found,
            done,
        };
        self.place.report(column, ProblemKind::Flaw(flaw));
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
        let (key, value) = (key.trim(), value.trim());
        if key == COLUMNS {
            return self.name_columns(value);
        }
        if key == "newdoc" || key == "newdoc id" {
            self.end_article();
            self.begun = true;
            self.id = (!value.is_empty()).then(|| self.free_id(value));
            self.place.article.clone_from(&self.id);
            return;
        }
        if !self.text.is_empty() || value.is_empty() || !self.begun {
            return;
        }
        match key {
            "spaces" => self.text = blanks::unescape(value),
            "blind" => self.blind = is_yes(value),
            key => details::set(&mut self.meta, key, value),
        }
    }

    fn name_columns(&mut self, value: &str) {
        let names: Vec<&str> = value.split_whitespace().collect();
        let Some(columns) = Columns::new(&names) else {
            return self.flaw(1, Expected::ColumnNames, value, Done::LineLeftOut);
        };
        let unknown = names.iter().filter(|name| !PLAIN.contains(name));
        let unknown: Vec<&str> = unknown.copied().collect();
        if columns.tag.is_none() && !unknown.is_empty() {
            let found = unknown.join(" ");
            self.flaw(1, Expected::TagColumn, &found, Done::ValueLeftOut);
        }
        self.columns = columns;
    }

    fn row(&mut self, line: &str) {
        let columns = &self.columns;
        let fields: Vec<&str> = line.split('\t').collect();
        let (expected, found) = (columns.count, fields.len());
        if found < expected {
            return self
                .place
                .report(1, ProblemKind::MissingColumns { expected, found });
        }
        let misc = columns.misc.map_or("_", |at| fields[at]);
        let (tag_at, tag) = match columns.tag {
            Some(at) => (at, fields[at]),
            None => (
                columns.misc.unwrap_or(0),
                misc_value(misc, &["NER", "NE"]).unwrap_or("_"),
            ),
        };
        let before: usize = fields[..tag_at]
            .iter()
            .map(|field| code_points(field) + 1)
            .sum();
        let (number, form, misc) = (fields[columns.id], fields[columns.form], misc.to_owned());
        match numbers(number) {
            Some(Numbers::Empty) => {}
            Some(_) if form.is_empty() => {
                self.place
                    .report(1, ProblemKind::MissingColumns { expected, found: 1 });
            }
            Some(Numbers::Range(last)) => {
                let rest = self.append(form, &misc);
                self.surface = Some(Surface { last, rest });
            }
            Some(Numbers::One(number)) => {
                let place = self.word_place(number, form, &misc);
                let tag = self.checked(tag, before + 1);
                let (line, column) = (self.place.line, before + 1);
                self.sentence.push(Word {
                    place,
                    tag,
                    line,
                    column,
                });
            }
            None => self.flaw(1, Expected::TokenNumber, number, Done::LineLeftOut),
        }
    }

    fn checked(&mut self, tag: &str, column: usize) -> String {
        if matches!(tag, "_" | "*" | "" | "O") {
            return "O".to_owned();
        }
        if scheme::parse(tag).is_none() {
            self.place
                .report(column, ProblemKind::BadTag(tag.to_owned()));
            return "O".to_owned();
        }
        tag.to_owned()
    }

    /// Where a word stands: in the multi-word token that is open, or behind all before.
    fn word_place(&mut self, number: usize, form: &str, misc: &str) -> Range<usize> {
        let Some(surface) = self.surface.take_if(|surface| number <= surface.last) else {
            self.surface = None;
            return self.append(form, misc);
        };
        let Surface { last, rest } = surface;
        let length = form.len();
        // Words need not spell what they stand for: of للقاهرة the words are ل and القاهرة.
        let fits =
            self.text[rest.clone()].starts_with(form) && (length < rest.len() || number == last);
        let place = if fits {
            rest.start..rest.start + length
        } else {
            rest.clone()
        };
        if number < last {
            let rest = if fits { place.end..rest.end } else { rest };
            self.surface = Some(Surface { last, rest });
        }
        place
    }

    /// Puts a form behind the text, with what stands between.
    fn append(&mut self, form: &str, misc: &str) -> Range<usize> {
        let assumed = if self.ended { "\n" } else { SPACE };
        if let Some(before) = misc_value(misc, &["SpacesBefore"]) {
            self.text.push_str(&blanks::unescape(before));
        } else if !self.text.is_empty() {
            self.text
                .push_str(self.behind.as_deref().unwrap_or(assumed));
        }
        self.ended = false;
        self.behind = match misc_value(misc, &["SpacesAfter"]) {
            Some(value) => Some(blanks::unescape(value)),
            None if misc_value(misc, &["SpaceAfter"]) == Some("No") => Some(String::new()),
            None => None,
        };
        let start = self.text.len();
        self.text.push_str(form);
        start..self.text.len()
    }

    fn end_sentence(&mut self) {
        let words = mem::take(&mut self.sentence);
        self.surface = None;
        if words.is_empty() {
            return;
        }
        self.ended = true;
        let tags: Vec<Tag<'_>> = words
            .iter()
            .map(|word| scheme::parse(&word.tag).unwrap_or(Tag::Outside))
            .collect();
        for found in scheme::decode(&tags) {
            let (first, last) = (&words[found.tokens.start], &words[found.tokens.end - 1]);
            if found.unbegun {
                let kind = ProblemKind::BrokenTag(first.tag.clone());
                self.place.report_at(first.line, first.column, kind);
            }
            if let Some(kind) = found.problem() {
                self.place.report_at(first.line, first.column, kind);
            }
            let range = first.place.start..last.place.end;
            let span = Span::covering(&self.text, range);
            self.spans
                .extend(span.map(|span| (span, found.label.into())));
        }
    }

    fn end_article(&mut self) {
        self.end_sentence();
        let begun = mem::take(&mut self.begun);
        let behind = mem::take(&mut self.behind).unwrap_or_default();
        let mut text = mem::take(&mut self.text);
        let (id, meta) = (self.id.take(), mem::take(&mut self.meta));
        self.place.article = None;
        let spans = mem::take(&mut self.spans);
        self.ended = false;
        if text.is_empty() && !begun {
            return;
        }
        text.push_str(&behind);
        self.articles += 1;
        let id = id.unwrap_or_else(|| {
            let stem = crate::format::stem(self.place.name());
            self.ids.free(&format!("{stem}-{}", self.articles))
        });
        let mut article = Article::new(id.into(), &text);
        article.meta = ArticleMeta {
            title: if meta.title.is_empty() {
                article.meta.title
            } else {
                meta.title
            },
            ..meta
        };
        let annotation = |(at, (span, label)): (usize, (Span, LabelId))| {
            let provenance = Provenance {
                origin: Origin::Import(ID.to_owned()),
                at: Timestamp::default(),
            };
            // A letter that follows may have joined the last one of the span.
            let span = Span::covering(&text, span.range()).unwrap_or(span);
            Annotation::new(AnnotationId(at as u64), span, label, provenance)
        };
        let annotations = spans.into_iter().enumerate().map(annotation).collect();
        self.place.import.records.push(Record {
            article,
            annotations,
            relations: Vec::new(),
            suggestions: Vec::new(),
            blind: mem::take(&mut self.blind),
        });
    }

    fn free_id(&mut self, wanted: &str) -> String {
        let id = self.ids.free(wanted);
        if id != wanted {
            let kind = ProblemKind::DuplicateId(wanted.to_owned(), id.clone());
            self.place.report(1, kind);
        }
        id
    }
}

impl Reader for Reading<'_> {
    fn line(&mut self, bytes: &[u8]) {
        let Some(line) = self.place.next(bytes) else {
            return;
        };
        if line.trim_matches(' ').is_empty() {
            self.end_sentence();
        } else if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment);
        } else {
            self.row(line);
        }
    }

    fn end(&mut self) {
        self.end_article();
    }

    fn take(&mut self) -> Import {
        mem::take(&mut self.place.import)
    }
}

/// What a first column says.
enum Numbers {
    One(usize),
    /// A multi-word token; its last number.
    Range(usize),
    /// A word that is not in the text.
    Empty,
}

fn numbers(id: &str) -> Option<Numbers> {
    if let Some((first, last)) = id.split_once('-') {
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        return (first <= last).then_some(Numbers::Range(last));
    }
    if let Some((before, number)) = id.split_once('.') {
        before.parse::<usize>().ok()?;
        number.parse::<usize>().ok()?;
        return Some(Numbers::Empty);
    }
    id.parse().ok().map(Numbers::One)
}

/// The value of the first of `keys` in `MISC`.
fn misc_value<'m>(misc: &'m str, keys: &[&str]) -> Option<&'m str> {
    misc.split('|').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        keys.contains(&key).then_some(value)
    })
}
