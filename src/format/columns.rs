//! Token formats with one token a line: CoNLL-2003 and IOB2.
//!
//! They hold no text. Reading joins tokens with a space and sentences with a line end; writing
//! takes tokens and sentences from the article. An article begins at `-DOCSTART-`, a blank line
//! ends a sentence.

use super::align;
use super::loss::Losses;
use super::options::WriteOptions;
use super::problem::{Problem, ProblemKind};
use super::scheme::{self, IOB2 as IOB2_SCHEME, Scheme, Tag};
use super::{Carries, Export, Format, Import, Layout};
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
    scheme: IOB2_SCHEME,
    separator: ' ',
    fill: &["-X-", "O"],
    document_fill: &["-X-", "O"],
    loose: true,
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
    scheme: IOB2_SCHEME,
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
        let mut reading = Reading::new(self, name);
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            reading.line = at + 1;
            match std::str::from_utf8(line) {
                Ok(line) => reading.take(line),
                Err(error) => {
                    let good = String::from_utf8_lossy(&line[..error.valid_up_to()]);
                    reading.report(code_points(&good) + 1, ProblemKind::NotUtf8);
                }
            }
        }
        reading.end_article();
        reading.import
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        let (mut out, mut losses, mut annotations) = (String::new(), Losses::default(), 0);
        for record in &dataset.records {
            let text: &str = &record.article.text;
            self.push_line(&mut out, DOCUMENT, self.document_fill, "O");
            out.push('\n');
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
    tag: String,
    line: usize,
}

struct Reading<'f> {
    format: &'f Columns,
    name: &'f str,
    line: usize,
    /// The sentences of the article being read; the last is open.
    sentences: Vec<Vec<Row>>,
    /// Whether an article was begun, even if it has no token.
    begun: bool,
    import: Import,
}

impl<'f> Reading<'f> {
    fn new(format: &'f Columns, name: &'f str) -> Self {
        Self {
            format,
            name,
            line: 0,
            sentences: vec![Vec::new()],
            begun: false,
            import: Import::default(),
        }
    }

    fn report(&mut self, column: usize, kind: ProblemKind) {
        self.report_at(self.line, column, kind);
    }

    fn report_at(&mut self, line: usize, column: usize, kind: ProblemKind) {
        let file = self.name.to_owned();
        self.import.problems.push(Problem {
            file,
            line,
            column,
            kind,
        });
    }

    fn take(&mut self, line: &str) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let (Some(token), Some(tag)) = (columns.first(), columns.last()) else {
            return self.sentences.push(Vec::new());
        };
        if *token == DOCUMENT {
            self.end_article();
            self.begun = true;
            return;
        }
        let expected = self.format.fill.len() + 2;
        if columns.len() < expected {
            let found = columns.len();
            return self.report(1, ProblemKind::MissingColumns { expected, found });
        }
        let tag = if scheme::parse(tag).is_some() {
            (*tag).to_owned()
        } else {
            let before = line.rfind(tag).unwrap_or(0);
            self.report(
                code_points(&line[..before]) + 1,
                ProblemKind::BadTag((*tag).to_owned()),
            );
            "O".to_owned()
        };
        let row = Row {
            token: (*token).to_owned(),
            tag,
            line: self.line,
        };
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.push(row);
        }
    }

    fn end_article(&mut self) {
        let mut sentences = std::mem::replace(&mut self.sentences, vec![Vec::new()]);
        sentences.retain(|sentence| !sentence.is_empty());
        if !self.begun && sentences.is_empty() {
            return;
        }
        let mut text = String::new();
        let mut spans: Vec<(Span, LabelId)> = Vec::new();
        for sentence in &sentences {
            if !text.is_empty() {
                text.push('\n');
            }
            self.read_sentence(sentence, &mut text, &mut spans);
        }
        let number = self.import.records.len() + 1;
        let id = format!("{}-{number}", super::stem(self.name));
        let annotation = |(at, (span, label)): (usize, (Span, LabelId))| {
            let provenance = Provenance {
                origin: Origin::Import(self.format.id.to_owned()),
                at: Timestamp::default(),
            };
            Annotation::new(AnnotationId(at as u64), span, label, provenance)
        };
        let annotations = spans.into_iter().enumerate().map(annotation).collect();
        self.import.records.push(Record {
            article: Article::new(id.into(), &text),
            annotations,
            suggestions: Vec::new(),
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
            if found.unbegun && !self.format.loose {
                let column = code_points(&row.token) + 2;
                self.report_at(row.line, column, ProblemKind::BrokenTag(row.tag.clone()));
            }
            let range = places[found.tokens.start].start..places[found.tokens.end - 1].end;
            // A token that begins with a lone mark joins the space before it.
            spans.extend(Span::covering(text, range).map(|span| (span, found.label.into())));
        }
    }
}
