//! Token formats with one token a line: CoNLL-2002 and -2003, IOB1, IOB2, BIOES, BILOU.
//!
//! They hold no text. Reading joins tokens with a space and sentences with a line end; writing
//! takes tokens and sentences from the article. An article begins at `-DOCSTART-`, a blank line
//! ends a sentence. Files of others may number the tokens of a sentence in a column before them, and
//! have lines of comment.

use std::io::{self, BufRead};
use std::mem;

use super::align;
use super::loss::Losses;
use super::options::WriteOptions;
use super::problem::ProblemKind;
use super::scheme::{self, Scheme, Tag};
use super::stream::{self, Place, Reader};
use super::{Carries, Export, Format, Import, Layout, Sink};
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::model::ids::{AnnotationId, LabelId, Timestamp};
use crate::model::label::Bilingual;
use crate::text::convert::code_points;
use crate::text::offset::Span;

/// What begins an article.
const DOCUMENT: &str = "-DOCSTART-";

/// A format with columns, as data.
pub struct Columns {
    id: &'static str,
    name: &'static str,
    about: (&'static str, &'static str),
    extensions: &'static [&'static str],
    scheme: Scheme,
    separator: char,
    /// Columns between token and tag, of a token.
    fill: &'static [&'static str],
    /// The same of the line that begins an article.
    document_fill: &'static [&'static str],
    /// Whether `I-` may begin an entity without being told.
    loose: bool,
}

/// Four columns, as in the shared task of 2003.
pub static CONLL2003: Columns = Columns {
    id: "conll2003",
    name: "CoNLL-2003",
    about: (
        "رمز في كل سطر وأربعة أعمدة: الكلمة، ‎-X-‎، O، الوسم (IOB2)",
        "One token a line, four columns: token, -X-, O, tag (IOB2)",
    ),
    extensions: &["conll", "conll03"],
    scheme: scheme::IOB2,
    separator: ' ',
    fill: &["-X-", "O"],
    document_fill: &["-X-", "O"],
    loose: true,
};

/// Two columns, as in the shared task of 2002.
pub static CONLL2002: Columns = Columns {
    id: "conll2002",
    name: "CoNLL-2002",
    about: (
        "رمز في كل سطر وعمودان بينهما فراغ: الكلمة والوسم (IOB2)",
        "One token a line, two columns with a blank between: token, tag (IOB2)",
    ),
    extensions: &["conll02"],
    scheme: scheme::IOB2,
    separator: ' ',
    fill: &[],
    document_fill: &[],
    loose: true,
};

/// Two columns; `B-` only parts neighbours of the same label.
pub static IOB1: Columns = Columns {
    id: "iob1",
    name: "IOB1",
    about: (
        "رمز في كل سطر وعمودان بينهما جدولة؛ ‎B-‎ تفصل كيانين متجاورين من وسم واحد فقط",
        "One token a line, two columns with a tab between; B- only parts neighbours of one label",
    ),
    extensions: &["iob1"],
    scheme: scheme::IOB1,
    separator: '\t',
    fill: &[],
    document_fill: &[],
    loose: true,
};

/// Two columns; ends and single tokens are marked too.
pub static BIOES: Columns = Columns {
    id: "bioes",
    name: "BIOES",
    about: (
        "رمز في كل سطر وعمودان بينهما جدولة: بداية ووسط ونهاية (E) ومفرد (S)",
        "One token a line, two columns with a tab between: begin, inside, end (E), single (S)",
    ),
    extensions: &["bioes", "iobes"],
    scheme: scheme::BIOES,
    separator: '\t',
    fill: &[],
    document_fill: &[],
    loose: false,
};

/// The same with other letters: L for the last token, U for a single one.
pub static BILOU: Columns = Columns {
    id: "bilou",
    name: "BILOU",
    about: (
        "رمز في كل سطر وعمودان بينهما جدولة: بداية ووسط ونهاية (L) ومفرد (U)",
        "One token a line, two columns with a tab between: begin, inside, last (L), unit (U)",
    ),
    extensions: &["bilou", "biluo"],
    scheme: scheme::BILOU,
    separator: '\t',
    fill: &[],
    document_fill: &[],
    loose: false,
};

/// Two columns.
pub static IOB2: Columns = Columns {
    id: "iob2",
    name: "IOB2",
    about: (
        "رمز في كل سطر وعمودان بينهما جدولة: الكلمة والوسم",
        "One token a line, two columns with a tab between: token, tag",
    ),
    extensions: &["iob2", "iob", "bio"],
    scheme: scheme::IOB2,
    separator: '\t',
    fill: &[],
    document_fill: &[],
    loose: false,
};

impl Format for Columns {
    fn id(&self) -> &'static str {
        self.id
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(self.about.0, self.about.1)
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn carries(&self) -> Carries {
        Carries::TOKENS
    }

    fn layout(&self) -> Layout {
        Layout::Sequence
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        stream::read(self, bytes, name)
    }

    fn read_stream(
        &self,
        input: &mut dyn BufRead,
        name: &str,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        stream::pump(Reading::new(self, name), input, sink)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        let (mut out, mut losses, mut annotations) = (String::new(), Losses::default(), 0);
        for record in &dataset.records {
            let text: &str = &record.article.text;
            self.push_line(&mut out, DOCUMENT, self.document_fill, "O");
            out.push('\n');
            losses.note_article(record, Carries::TOKENS);
            let laid = align::lay(record, options, &mut losses);
            annotations += laid.spans.len();
            let tags = self.scheme.encode(laid.tokens.len(), &laid.spans);
            let mut ends = laid.sentence_ends.into_iter().peekable();
            for (at, (token, tag)) in laid.tokens.iter().zip(&tags).enumerate() {
                self.push_line(&mut out, &text[token.clone()], self.fill, tag);
                if ends.next_if_eq(&(at + 1)).is_some() {
                    out.push('\n');
                }
            }
        }
        Export {
            bytes: out.into_bytes(),
            annotations,
            losses: losses.into_vec(),
            ..Export::default()
        }
    }
}

impl Columns {
    fn push_line(&self, out: &mut String, token: &str, fill: &[&str], tag: &str) {
        out.push_str(token);
        for column in fill.iter().chain([&tag]) {
            out.push(self.separator);
            out.push_str(column);
        }
        out.push('\n');
    }
}

/// A token line as read.
struct Row {
    token: String,
    /// What stands behind the first column, where that is a number and one more is there.
    numbered: Option<String>,
    tag: String,
    line: usize,
}

struct Reading<'f> {
    format: &'f Columns,
    place: Place<'f>,
    articles: usize,
    /// The sentences of the article being read; the last is open.
    sentences: Vec<Vec<Row>>,
    /// Whether an article was begun, even if it has no token.
    begun: bool,
    /// How many columns the first token has, as far as they count.
    columns: Option<usize>,
    /// Whether the tokens before were numbered.
    numbered: bool,
}

/// Whether the first column counts the tokens of a sentence, from 0 or 1.
fn counts(sentence: &[Row]) -> bool {
    let number = |row: &Row| row.numbered.as_ref().and(row.token.parse::<u32>().ok());
    let Some(first) = sentence.first().and_then(number).filter(|first| *first < 2) else {
        return false;
    };
    (first..)
        .zip(sentence)
        .all(|(at, row)| number(row) == Some(at))
}

/// The columns of a line: between tabs there may be blanks.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        let cells = line.split('\t').map(str::trim);
        cells.filter(|cell| !cell.is_empty()).collect()
    } else {
        line.split_whitespace().collect()
    }
}

impl Reader for Reading<'_> {
    fn line(&mut self, bytes: &[u8]) {
        if let Some(line) = self.place.next(bytes) {
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

impl<'f> Reading<'f> {
    fn new(format: &'f Columns, name: &'f str) -> Self {
        let mut reading = Self {
            format,
            place: Place::new(name),
            articles: 0,
            sentences: vec![Vec::new()],
            begun: false,
            columns: None,
            numbered: false,
        };
        reading.place.article = Some(reading.id());
        reading
    }

    /// The id of the article being read: such files name none.
    fn id(&self) -> String {
        format!("{}-{}", super::stem(self.place.name()), self.articles + 1)
    }

    fn row(&mut self, line: &str) {
        let columns = cells(line);
        let (Some(token), Some(tag)) = (columns.first(), columns.last()) else {
            return self.sentences.push(Vec::new());
        };
        if *token == DOCUMENT {
            self.end_article();
            self.begun = true;
            return;
        }
        if token.starts_with('#') && scheme::parse(tag).is_none() {
            return self.comment(&columns);
        }
        // Files with this ending have two columns or more: the first line shows how many.
        let expected = match self.columns {
            Some(known) => known,
            None => columns.len().min(self.format.fill.len() + 2).max(2),
        };
        if columns.len() >= expected {
            self.columns = Some(expected);
        }
        if columns.len() < expected {
            let found = columns.len();
            return self
                .place
                .report(1, ProblemKind::MissingColumns { expected, found });
        }
        let tag = if scheme::parse(tag).is_some() {
            (*tag).to_owned()
        } else {
            let before = line.rfind(tag).unwrap_or(0);
            self.place.report(
                code_points(&line[..before]) + 1,
                ProblemKind::BadTag((*tag).to_owned()),
            );
            "O".to_owned()
        };
        let is_number = columns.len() > 2 && token.parse::<u32>().is_ok();
        let row = Row {
            token: (*token).to_owned(),
            numbered: is_number.then(|| columns[1].to_owned()),
            tag,
            line: self.place.line,
        };
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.push(row);
        }
    }

    /// `# newdoc` begins an article; other comments say nothing of tokens.
    fn comment(&mut self, columns: &[&str]) {
        if columns.contains(&"newdoc") {
            self.end_article();
            self.begun = true;
        }
    }

    /// Takes numbers before tokens for what they are.
    fn unnumber(&mut self, sentences: &mut [Vec<Row>]) {
        let all = sentences.iter().all(|sentence| counts(sentence));
        let enough = self.numbered || sentences.iter().any(|sentence| sentence.len() > 2);
        self.numbered = all && enough;
        if !self.numbered {
            return;
        }
        for row in sentences.iter_mut().flatten() {
            row.token = row.numbered.take().unwrap_or_default();
        }
    }

    fn end_article(&mut self) {
        let mut sentences = mem::replace(&mut self.sentences, vec![Vec::new()]);
        sentences.retain(|sentence| !sentence.is_empty());
        if !self.begun && sentences.is_empty() {
            return;
        }
        self.unnumber(&mut sentences);
        let mut text = String::new();
        let mut spans: Vec<(Span, LabelId)> = Vec::new();
        for sentence in &sentences {
            if !text.is_empty() {
                text.push('\n');
            }
            self.read_sentence(sentence, &mut text, &mut spans);
        }
        let id = self.id();
        self.articles += 1;
        self.place.article = Some(self.id());
        let annotation = |(at, (span, label)): (usize, (Span, LabelId))| {
            let provenance = Provenance {
                origin: Origin::Import(self.format.id.to_owned()),
                at: Timestamp::default(),
            };
            Annotation::new(AnnotationId(at as u64), span, label, provenance)
        };
        let annotations = spans.into_iter().enumerate().map(annotation).collect();
        self.place.import.records.push(Record {
            article: Article::new(id.into(), &text),
            annotations,
            relations: Vec::new(),
            suggestions: Vec::new(),
            blind: false,
        });
    }

    fn read_sentence(
        &mut self,
        sentence: &[Row],
        text: &mut String,
        spans: &mut Vec<(Span, LabelId)>,
    ) {
        let mut places = Vec::with_capacity(sentence.len());
        for (at, row) in sentence.iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            places.push(text.len()..text.len() + row.token.len());
            text.push_str(&row.token);
        }
        let tags: Vec<Tag<'_>> = sentence
            .iter()
            .map(|row| scheme::parse(&row.tag).unwrap_or(Tag::Outside))
            .collect();
        for found in scheme::decode(&tags) {
            let row = &sentence[found.tokens.start];
            let column = code_points(&row.token) + 2;
            if found.unbegun && !self.format.loose {
                self.place
                    .report_at(row.line, column, ProblemKind::BrokenTag(row.tag.clone()));
            }
            if let Some(kind) = found.problem() {
                self.place.report_at(row.line, column, kind);
            }
            let range = places[found.tokens.start].start..places[found.tokens.end - 1].end;
            // A token that begins with a lone mark joins the space before it.
            spans.extend(Span::covering(text, range).map(|span| (span, found.label.into())));
        }
    }
}
