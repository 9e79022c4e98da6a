//! Reads tables.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::cell::unguard;
use super::{KNOWN_NAMES, PENDING, Table};
use crate::format::details;
use crate::format::draft::{self, Mention};
use crate::format::ids::Ids;
use crate::format::json_lines::{is_yes, plain};
use crate::format::locate::Locator;
use crate::format::problem::{Problem, ProblemKind};
use crate::format::{Format, Sink, stem};
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::Record;
use crate::text::convert::{Unit, code_points};
use crate::text::offset::Span;

/// The columns that a table must have.
const NEEDED: &str = "article,start,end,label,text";
/// What other programs call the column with the article's id.
const ARTICLE_OF_OTHERS: &[&str] = &["article_id", "doc_id", "document_id", "document"];
/// The longest first row that is looked at to find the separator, in bytes.
const LONGEST_HEADER: usize = 1 << 16;

/// Reads a table row by row and holds one article.
///
/// # Errors
/// The input breaks off; what was read before was given to `sink`.
pub(super) fn read(
    table: &Table,
    input: &mut dyn BufRead,
    name: &str,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut first = Vec::new();
    let header = input
        .take(LONGEST_HEADER as u64)
        .read_until(b'\n', &mut first);
    header?;
    let start = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first);
    // Of two characters that end a line the library counts the second with the next row.
    let behind = u64::from(first.ends_with(b"\r\n"));
    let mut quotes = Quotes {
        inner: start.chain(input),
        count: 0,
    };
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(start, table.separator))
        .from_reader(&mut quotes);
    let mut row = ByteRecord::new();
    let mut reading: Option<Reading<'_>> = None;
    let mut last = 1;
    while rows.read_byte_record(&mut row).map_err(io::Error::other)? {
        let behind = if reading.is_some() { behind } else { 0 };
        let line = row.position().map_or(1, |place| place.line() + behind) as usize;
        last = line;
        match &mut reading {
            None => {
                let names: Vec<String> = row.iter().map(column_name).collect();
                match Reading::new(table, name, &names, &mut *sink) {
                    Ok(begun) => reading = Some(begun),
                    Err(problem) => {
                        sink.problem(problem);
                        return Ok(());
                    }
                }
            }
            Some(reading) => {
                reading.line = line;
                reading.row(&row);
                if reading.sink.enough() {
                    return Ok(());
                }
            }
        }
    }
    drop(rows);
    let Some(mut reading) = reading else {
        return Ok(());
    };
    reading.finish_article();
    if quotes.count % 2 == 1 {
        reading.line = last;
        reading.report(1, ProblemKind::CutShort("\"…\""));
    }
    Ok(())
}

/// Counts quotation marks: a quotation that nobody ends takes all rows behind it along.
struct Quotes<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let quotes = buffer[..read].iter().filter(|byte| **byte == b'"');
        self.count += quotes.count() as u64;
        Ok(read)
    }
}

fn column_name(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_lowercase()
}

/// The separator that the first row has most of; spreadsheets write what their system says.
fn separator(header: &[u8], usual: u8) -> u8 {
    let count = |separator: u8| header.iter().filter(|byte| **byte == separator).count();
    let most = [b',', b';', b'\t'].into_iter().max_by_key(|s| count(*s));
    most.filter(|most| count(*most) > count(usual))
        .unwrap_or(usual)
}

/// What the first row of an article says about it besides its text.
#[derive(Default)]
struct Known {
    meta: ArticleMeta,
    blind: bool,
}

/// An article whose rows are being read.
struct Open {
    article: Article,
    blind: bool,
    mentions: Vec<Row>,
}

/// What a row says about a place.
struct Row {
    line: usize,
    start: u64,
    end: u64,
    label: String,
    entity: String,
    parts: String,
    pending: bool,
    source: String,
    score: Option<f32>,
    attributes: BTreeMap<String, String>,
    note: String,
}

struct Reading<'f> {
    format: &'static str,
    name: &'f str,
    sink: &'f mut dyn Sink,
    columns: BTreeMap<String, usize>,
    ids: Ids,
    articles: usize,
    line: usize,
    /// The id of the article being read.
    article: Option<String>,
    /// The id in the file of the article being read, and it.
    open: Option<(String, Open)>,
}

impl<'f> Reading<'f> {
    fn new(
        table: &Table,
        name: &'f str,
        names: &[String],
        sink: &'f mut dyn Sink,
    ) -> Result<Self, Problem> {
        let mut columns: BTreeMap<String, usize> = names
            .iter()
            .enumerate()
            .map(|(at, name)| (name.clone(), at))
            .collect();
        let of_others = ARTICLE_OF_OTHERS.iter().find_map(|name| columns.get(*name));
        if let Some(at) = of_others.copied() {
            columns.entry("article".to_owned()).or_insert(at);
        }
        let needed = ["start", "end", "label", "text"];
        if !needed.iter().all(|name| columns.contains_key(*name)) {
            let kind = ProblemKind::BadShape(NEEDED, names.join(","));
            return Err(Problem::new(name, (1, 1), kind));
        }
        Ok(Self {
            format: table.id(),
            name,
            sink,
            columns,
            ids: Ids::default(),
            articles: 0,
            line: 1,
            article: None,
            open: None,
        })
    }

    fn report(&mut self, column: usize, kind: ProblemKind) {
        let problem = Problem::new(self.name, (self.line, column), kind);
        self.sink.problem(problem.within(self.article.as_deref()));
    }

    fn row(&mut self, row: &ByteRecord) {
        let mut cells = Vec::with_capacity(row.len());
        for cell in row {
            match std::str::from_utf8(cell) {
                Ok(cell) => cells.push(cell),
                Err(error) => {
                    let good = String::from_utf8_lossy(&cell[..error.valid_up_to()]);
                    // It may have been of another one.
                    let article = self.article.take();
                    self.report(code_points(&good) + 1, ProblemKind::NotUtf8);
                    self.article = article;
                    return;
                }
            }
        }
        let columns = &self.columns;
        let cell = |name: &str| -> &str {
            let at = columns.get(name);
            let cell = at.and_then(|at| cells.get(*at)).copied();
            unguard(cell.unwrap_or_default())
        };
        let (id, text) = (cell("article").to_owned(), cell("text").to_owned());
        // That may be the number of a row.
        let row_id = cell("id").to_owned();
        let mut known = Known {
            blind: is_yes(cell("blind")),
            ..Known::default()
        };
        details::set(&mut known.meta, "title", cell("title"));
        for (name, column) in details::NAMES.iter().zip(KNOWN_NAMES) {
            details::set(&mut known.meta, name, cell(column));
        }
        let parsed = mention(self.line, cell);
        // Others repeat the text in each row of an article, and may give it no id.
        let same = self.open.as_ref().is_some_and(|(known, open)| {
            let repeated = *text == *open.article.text && (!text.is_empty() || !id.is_empty());
            *known == id && (repeated || (text.is_empty() && !open.article.text.is_empty()))
        });
        if !same {
            let name = if id.is_empty() { row_id } else { id.clone() };
            self.finish_article();
            self.begin_article((id, name), &text, known);
        }
        match (parsed, &mut self.open) {
            (Ok(Some(mention)), Some((_, open))) => open.mentions.push(mention),
            (Err(kind), _) => self.report(1, kind),
            _ => {}
        }
    }

    fn begin_article(&mut self, (id, name): (String, String), text: &str, known: Known) {
        self.articles += 1;
        self.article = None;
        let given = id;
        let wanted = if name.trim().is_empty() {
            format!("{}-{}", stem(self.name), self.articles)
        } else {
            name
        };
        let id = self.ids.free(&wanted);
        if id != wanted {
            self.report(1, ProblemKind::DuplicateId(wanted, id.clone()));
        }
        self.article = Some(id.clone());
        let mut article = Article::new(id.into(), text);
        let title = std::mem::take(&mut article.meta.title);
        article.meta = known.meta;
        if article.meta.title.is_empty() {
            article.meta.title = title;
        }
        let open = Open {
            article,
            blind: known.blind,
            mentions: Vec::new(),
        };
        self.open = Some((given, open));
    }

    fn finish_article(&mut self) {
        let Some((_, open)) = self.open.take() else {
            return;
        };
        let Open {
            article,
            blind,
            mentions,
        } = open;
        let line = self.line;
        let locator = Locator::new(&article.text, Unit::CodePoint);
        let (mut annotations, mut suggestions) = (Vec::new(), Vec::new());
        for row in mentions {
            self.line = row.line;
            let mention = Mention {
                start: row.start,
                end: row.end,
                label: &row.label,
                quoted: Some(row.entity.as_str()),
            };
            let Some((span, label)) =
                draft::settle(&mention, &locator, |kind| self.report(1, kind))
            else {
                continue;
            };
            if row.pending {
                let score = row.score.unwrap_or(1.0);
                suggestions.push(draft::suggested(&row.source, score, span, label));
                continue;
            }
            let mut annotation = draft::imported(self.format, annotations.len(), span, label);
            annotation.provenance.origin = draft::origin(&row.source, row.score, self.format);
            annotation.attributes = row.attributes;
            annotation.note = row.note;
            for part in row.parts.split(';').filter(|part| !part.is_empty()) {
                match further(part, &locator) {
                    Ok(span) => annotation.more.push(span),
                    Err(kind) => self.report(1, kind),
                }
            }
            annotations.push(annotation);
        }
        self.line = line;
        draft::in_order(&mut annotations);
        draft::suggestions_in_order(&mut suggestions);
        self.sink.record(Record {
            article,
            annotations,
            relations: Vec::new(),
            suggestions,
            blind,
        });
    }
}

/// A further part of an annotation, as `START:END`.
fn further(part: &str, locator: &Locator<'_>) -> Result<Span, ProblemKind> {
    let place = part.split_once(':');
    let place = place.and_then(|(s, e)| Some((s.parse().ok()?, e.parse().ok()?)));
    let bad = || ProblemKind::BadShape("START:END;START:END", part.to_owned());
    let (start, end) = place.ok_or_else(bad)?;
    locator.locate(start, end, None).map(|(span, _)| span)
}

/// What a row says about a place; nothing if it only holds an article.
fn mention<'c>(line: usize, cell: impl Fn(&str) -> &'c str) -> Result<Option<Row>, ProblemKind> {
    let (start, end, label) = (cell("start"), cell("end"), cell("label"));
    if start.is_empty() && end.is_empty() && label.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| {
        // Programs with tables write a column with gaps in decimals.
        let whole = text.trim();
        let number = whole.strip_suffix(".0").unwrap_or(whole).parse::<u64>();
        number.map_err(|_| ProblemKind::BadShape("START, END", text.to_owned()))
    };
    let attributes = match cell("attributes") {
        "" => BTreeMap::new(),
        json => serde_json::from_str(json)
            .map_err(|error| ProblemKind::BadShape("{\"name\": \"value\"}", plain(&error)))?,
    };
    Ok(Some(Row {
        line,
        start: number(start)?,
        end: number(end)?,
        label: label.to_owned(),
        entity: cell("entity").to_owned(),
        parts: cell("parts").to_owned(),
        pending: cell("status").eq_ignore_ascii_case(PENDING),
        source: cell("source").to_owned(),
        score: cell("score").parse().ok(),
        attributes,
        note: cell("note").to_owned(),
    }))
}
