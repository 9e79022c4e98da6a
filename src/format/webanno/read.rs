//! Reads WebAnno TSV 3.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{HEADER, ID, Import, TEXT, escape, relations};
use crate::format::draft;
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::ids;
use crate::format::layer;
use crate::format::links::Links;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::{ProblemKind, Repair};
use crate::format::stream::Place;
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::ids::{AnnotationId, Timestamp};
use crate::text::convert::{Unit, UnitIndex, code_points};
use crate::text::offset::Span;

/// The longest white space between two sentences that is believed, in the file's unit.
const WIDEST_GAP: usize = 1 << 16;

/// Reads one article.
pub(super) fn read(bytes: &[u8], name: &str) -> Import {
    let mut reading = Reading::new(name);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Some(line) = reading.place.next(line) {
            reading.line(line);
        }
    }
    reading.finish()
}

/// A layer as the header declares it.
struct Layer {
    name: String,
    /// Whether its annotations are labels; others are counted and left out.
    holds_labels: bool,
    loss: LossKind,
    /// The layer of the annotations that a relation layer connects.
    base: Option<String>,
    /// Its features; `None` for columns that hold no plain value.
    features: Vec<Option<String>>,
}

/// A line of a token or of a part of one.
struct Row {
    line: usize,
    /// The token's number, such as `1-4` or `1-4.1`.
    token: String,
    is_part: bool,
    begin: usize,
    end: usize,
    /// As the file gives it, escaped or not.
    form: String,
    columns: Vec<String>,
}

#[derive(Default)]
struct Sentence {
    text: Option<String>,
    rows: Vec<Row>,
}

/// A sentence in the text of the article.
struct Laid {
    /// Where it stands, in bytes.
    range: Range<usize>,
    /// The offset of its first token as the file counts.
    base: usize,
}

struct Reading<'n> {
    place: Place<'n>,
    layers: Vec<Layer>,
    sentences: Vec<Sentence>,
    losses: Losses,
}

/// An annotation that lines are still added to.
struct Open {
    layer: usize,
    range: Range<usize>,
    features: BTreeMap<String, String>,
    line: usize,
}

impl<'n> Reading<'n> {
    fn new(name: &'n str) -> Self {
        Self {
            place: Place::new(name),
            layers: Vec::new(),
            sentences: Vec::new(),
            losses: Losses::default(),
        }
    }

    fn flaw(
        &mut self,
        line: usize,
        column: usize,
        (expected, done): (Expected, Done),
        found: &str,
    ) {
        let found = found.to_owned();
        let flaw = Flaw {
            expected,
            found,
            done,
        };
        self.place.report_at(line, column, ProblemKind::Flaw(flaw));
    }

    fn line(&mut self, line: &str) {
        let at = self.place.line;
        if at == 1 && !line.starts_with(&format!("{HEADER}3")) {
            self.flaw(1, 1, (Expected::FormatHeader, Done::Assumed), line);
        }
        if let Some(text) = line.strip_prefix(TEXT) {
            return self.sentence_text(&escape::undo(text));
        }
        if line.is_empty() {
            if self.sentences.last().is_some_and(|s| !s.rows.is_empty()) {
                self.sentences.push(Sentence::default());
            }
        } else if line.starts_with('#') {
            self.header(line);
        } else {
            self.row(line);
        }
    }

    fn sentence_text(&mut self, text: &str) {
        if self.sentences.last().is_none_or(|s| !s.rows.is_empty()) {
            self.sentences.push(Sentence::default());
        }
        let Some(sentence) = self.sentences.last_mut() else {
            return;
        };
        match &mut sentence.text {
            Some(before) => {
                before.push('\n');
                before.push_str(text);
            }
            None => sentence.text = Some(text.to_owned()),
        }
    }

    fn header(&mut self, line: &str) {
        let Some((kind, rest)) = line.split_once('=') else {
            return;
        };
        let loss = match kind {
            "#T_SP" => LossKind::Layer,
            "#T_RL" => LossKind::Relation,
            "#T_CH" => LossKind::Layer,
            _ => return,
        };
        let mut fields = rest.split('|');
        let name = fields.next().unwrap_or_default().trim();
        if name.is_empty() {
            let what = (Expected::LayerHeader, Done::LineLeftOut);
            return self.flaw(self.place.line, code_points(kind) + 2, what, rest);
        }
        let holds_labels = kind == "#T_SP" && layer::holds_labels(name);
        // Slots and what they point to are no values of this annotation.
        let plain = |f: &&str| !f.is_empty() && !f.starts_with("ROLE_") && !f.contains('.');
        let feature = |f: &str| Some(f).filter(plain).map(str::to_owned);
        let mut features: Vec<Option<String>> = fields.clone().map(feature).collect();
        let base = fields.next_back().and_then(|last| last.strip_prefix("BT_"));
        let base = base.filter(|base| kind == "#T_RL" && layer::holds_labels(base));
        if features.is_empty() {
            features.push(None);
        }
        self.layers.push(Layer {
            name: name.to_owned(),
            holds_labels,
            loss,
            base: base
                .filter(|_| layer::holds_labels(name))
                .map(str::to_owned),
            features,
        });
    }

    fn row(&mut self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        let wanted = 3 + self
            .layers
            .iter()
            .map(|layer| layer.features.len())
            .sum::<usize>();
        let at = self.place.line;
        if fields.len() < 3 {
            let (expected, found) = (wanted, fields.len());
            return self
                .place
                .report(1, ProblemKind::MissingColumns { expected, found });
        }
        let Some(is_part) = token_number(fields[0]) else {
            return self.flaw(at, 1, (Expected::TokenNumber, Done::LineLeftOut), fields[0]);
        };
        let column = code_points(fields[0]) + 2;
        let Some((begin, end)) = offsets(fields[1]) else {
            return self.flaw(
                at,
                column,
                (Expected::Offsets, Done::LineLeftOut),
                fields[1],
            );
        };
        if fields.len() < wanted {
            let (expected, found) = (wanted, fields.len());
            self.place
                .report(1, ProblemKind::MissingColumns { expected, found });
        }
        if self.sentences.is_empty() {
            self.sentences.push(Sentence::default());
        }
        if let Some(sentence) = self.sentences.last_mut() {
            let columns = fields[3..].iter().map(|field| (*field).to_owned());
            sentence.rows.push(Row {
                line: at,
                token: fields[0].to_owned(),
                is_part,
                begin,
                end,
                form: fields[2].to_owned(),
                columns: columns.take(wanted - 3).collect(),
            });
        }
    }

    fn finish(mut self) -> Import {
        self.texts_from_tokens();
        let sentences = std::mem::take(&mut self.sentences);
        let sentences: Vec<Sentence> = sentences
            .into_iter()
            .filter(|sentence| sentence.text.is_some())
            .collect();
        if self.layers.is_empty() && sentences.is_empty() {
            return self.place.import;
        }
        let unit = self.unit(&sentences);
        let (text, laid) = lay(&sentences, unit);
        self.tell_of_breaks(&sentences, &laid);
        let id = ids::of_file(self.place.name());
        let article = Article::new(id.into(), &text);
        let (open, links) = self.collect(&sentences, &laid, &text, unit);
        let mut annotations = self.annotations(open, &article);
        let place = &mut self.place;
        let mut relations = links.resolve(|missing| {
            place.report_at(missing.place, 1, ProblemKind::NoSuchThing(missing.id));
        });
        draft::in_order_with(&mut annotations, &mut relations);
        let mut import = self.place.import;
        import.losses = self.losses.into_vec();
        import.records.push(Record {
            article,
            annotations,
            relations,
            suggestions: Vec::new(),
            blind: false,
        });
        import
    }

    /// Sentences without a text get one from their tokens.
    fn texts_from_tokens(&mut self) {
        let mut sentences = std::mem::take(&mut self.sentences);
        for sentence in &mut sentences {
            let Some(first) = sentence.rows.first().filter(|_| sentence.text.is_none()) else {
                continue;
            };
            let what = (Expected::SentenceText, Done::Assumed);
            self.flaw(first.line, 1, what, "");
            let mut text = String::new();
            let mut end = first.begin;
            for row in sentence.rows.iter().filter(|row| !row.is_part) {
                let gap = row.begin.saturating_sub(end).min(WIDEST_GAP);
                text.push_str(&" ".repeat(gap));
                text.push_str(&escape::undo(&row.form));
                end = row.end;
            }
            sentence.text = Some(text);
        }
        self.sentences = sentences;
    }

    /// The unit that the offsets are counted in: UTF-16, unless another one fits and this does not.
    fn unit(&mut self, sentences: &[Sentence]) -> Unit {
        let fits = |unit| first_misfit(sentences, unit).is_none();
        let Some(misfit) = first_misfit(sentences, Unit::Utf16) else {
            return Unit::Utf16;
        };
        let others = [
            (Unit::CodePoint, Repair::CountedCodePoints),
            (Unit::Byte, Repair::CountedBytes),
        ];
        match others.into_iter().find(|(unit, _)| fits(*unit)) {
            Some((unit, repair)) => {
                let kind = ProblemKind::Repaired(misfit.form.clone(), repair);
                self.place.report_at(misfit.line, 1, kind);
                unit
            }
            None => Unit::Utf16,
        }
    }

    /// Tells of sentences whose offsets do not follow those before.
    fn tell_of_breaks(&mut self, sentences: &[Sentence], laid: &[(Laid, bool)]) {
        for (sentence, (_, follows)) in sentences.iter().zip(laid) {
            if let (Some(first), false) = (sentence.rows.first(), follows) {
                let found = format!("{}-{}", first.begin, first.end);
                let what = (Expected::Offsets, Done::Ignored);
                self.flaw(first.line, 1, what, &found);
            }
        }
    }

    /// The annotations that the lines together say.
    fn collect(
        &mut self,
        sentences: &[Sentence],
        laid: &[(Laid, bool)],
        text: &str,
        unit: Unit,
    ) -> (Vec<Open>, Links<usize>) {
        let mut open: Vec<Open> = Vec::new();
        let mut links = Links::default();
        let mut numbered: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for (sentence, (laid, _)) in sentences.iter().zip(laid) {
            let index = UnitIndex::new(&text[laid.range.clone()]);
            let mut last = 0;
            for row in &sentence.rows {
                let Some(range) = self.place_of(row, laid, &index, (text, unit), last) else {
                    continue;
                };
                if !row.is_part {
                    last = range.start - laid.range.start;
                }
                self.values(row, &range, &mut open, (&mut numbered, &mut links));
            }
        }
        (open, links)
    }

    /// Where a line stands, in bytes of the article; proven by its form.
    fn place_of(
        &mut self,
        row: &Row,
        laid: &Laid,
        index: &UnitIndex<'_>,
        (text, unit): (&str, Unit),
        last: usize,
    ) -> Option<Range<usize>> {
        let sentence = &text[laid.range.clone()];
        let absolute =
            |range: Range<usize>| laid.range.start + range.start..laid.range.start + range.end;
        let given = relative(row, laid.base, index, unit);
        let form = escape::undo(&row.form);
        if let Some(range) = &given
            && [form.as_str(), &row.form].contains(&&sentence[range.clone()])
        {
            return given.map(absolute);
        }
        let found = sentence.get(last..).and_then(|rest| rest.find(&form));
        if let Some(found) = found.filter(|_| !form.is_empty()) {
            let start = last + found;
            let kind = ProblemKind::Repaired(form.clone(), Repair::FoundElsewhere);
            self.place.report_at(row.line, 1, kind);
            return Some(absolute(start..start + form.len()));
        }
        let kind = match given {
            Some(range) => ProblemKind::WrongText {
                expected: form,
                found: sentence[range].to_owned(),
            },
            None => ProblemKind::Outside {
                start: row.begin as u64,
                end: row.end as u64,
                length: index.len(unit),
            },
        };
        self.place.report_at(row.line, 1, kind);
        None
    }

    /// Adds what the columns of one line say.
    fn values(
        &mut self,
        row: &Row,
        range: &Range<usize>,
        open: &mut Vec<Open>,
        (numbered, links): (&mut BTreeMap<(usize, String), usize>, &mut Links<usize>),
    ) {
        let mut columns = row.columns.iter();
        for (at, layer) in self.layers.iter().enumerate() {
            let columns: Vec<&String> = columns.by_ref().take(layer.features.len()).collect();
            if columns
                .iter()
                .all(|column| matches!(column.as_str(), "_" | ""))
            {
                continue;
            }
            if let Some(base) = &layer.base {
                let lost = related(row, layer, base, &columns, links);
                for name in lost {
                    let named = (row.form.as_str(), name.as_str());
                    let article = self.place.name();
                    self.losses.note(LossKind::Attributes, article, named, None);
                }
                continue;
            }
            if !layer.holds_labels {
                let named = (row.form.as_str(), layer::short(&layer.name));
                self.losses.note(layer.loss, self.place.name(), named, None);
                continue;
            }
            for values in levels(&columns) {
                let number = values.iter().find_map(|value| escape::numbered(value).1);
                let known = number.and_then(|number| numbered.get(&(at, number.to_owned())));
                if let Some(known) = known {
                    let before = &mut open[*known].range;
                    *before = before.start.min(range.start)..before.end.max(range.end);
                    continue;
                }
                // Some programs leave out the number where one alone begins on the token.
                for number in [number, None] {
                    let name = relations::name(&layer.name, &row.token, number);
                    links.entity(&name, AnnotationId(open.len() as u64));
                }
                if let Some(number) = number {
                    numbered.insert((at, number.to_owned()), open.len());
                }
                for _ in 0..slots(layer, &values) {
                    let named = (row.form.as_str(), layer::short(&layer.name));
                    let article = self.place.name();
                    self.losses.note(LossKind::Relation, article, named, None);
                }
                open.push(Open {
                    layer: at,
                    range: range.clone(),
                    features: features(layer, &values),
                    line: row.line,
                });
            }
        }
    }

    fn annotations(&mut self, open: Vec<Open>, article: &Article) -> Vec<Annotation> {
        let mut annotations = Vec::new();
        for (at, mut open) in open.into_iter().enumerate() {
            let given = layer::take_label(&self.layers[open.layer].name, &mut open.features);
            let label = layer::as_label(&given);
            if label.as_ref() != Some(&given) {
                let kind = ProblemKind::BadLabel(given, label.clone());
                self.place.report_at(open.line, 1, kind);
            }
            let span = Span::covering(&article.text, open.range.clone());
            let (Some(label), Some(span)) = (label, span) else {
                continue;
            };
            // A number sign (U+0600) takes the space behind it along, tokens do not.
            let covered = article.text[span.range()].trim_end();
            if covered != article.text[open.range.clone()].trim_end() {
                let text = article.text[open.range].to_owned();
                let kind = ProblemKind::Repaired(text, Repair::WholeCharacters);
                self.place.report_at(open.line, 1, kind);
            }
            let provenance = Provenance {
                origin: Origin::Import(ID.to_owned()),
                at: Timestamp::default(),
            };
            let id = AnnotationId(at as u64);
            let mut annotation = Annotation::new(id, span, label.into(), provenance);
            annotation.attributes = open.features;
            annotations.push(annotation);
        }
        annotations
    }
}

/// The values of each of the annotations that are stacked on a line.
fn levels<'c>(columns: &[&'c String]) -> Vec<Vec<&'c str>> {
    let stacks: Vec<Vec<&str>> = columns.iter().map(|c| escape::stacked(c)).collect();
    let depth = stacks.iter().map(Vec::len).max().unwrap_or_default();
    let level = |level: usize| {
        let values = stacks.iter().map(|s| *s.get(level).unwrap_or(&"*"));
        values.collect()
    };
    (0..depth).map(level).collect()
}

/// Takes the relations that lead to what stands on a line; gives back the names of features that
/// relations here do not have.
fn related(
    row: &Row,
    layer: &Layer,
    base: &str,
    columns: &[&String],
    links: &mut Links<usize>,
) -> Vec<String> {
    let mut lost = Vec::new();
    for values in levels(columns) {
        let reference = values.last().copied().unwrap_or_default();
        if matches!(reference, "*" | "_" | "") {
            continue;
        }
        let (from, to) = relations::ends(base, &row.token, reference);
        let mut features = features(layer, &values);
        let label = layer::take_relation_label(&layer.name, &mut features);
        links.relation((&from, &to), &label, row.line);
        lost.extend(features.into_keys());
    }
    lost
}

/// Whether `1-4` or `1-4.1`, a part of a token; `None` if neither.
fn token_number(id: &str) -> Option<bool> {
    let (sentence, token) = id.split_once('-')?;
    let (token, part) = match token.split_once('.') {
        Some((token, part)) => (token, Some(part)),
        None => (token, None),
    };
    let numbers = [Some(sentence), Some(token), part];
    let all = numbers
        .into_iter()
        .flatten()
        .all(|n| n.parse::<u32>().is_ok());
    all.then_some(part.is_some())
}

fn offsets(field: &str) -> Option<(usize, usize)> {
    let (begin, end) = field.split_once('-')?;
    let (begin, end) = (begin.parse().ok()?, end.parse().ok()?);
    (begin <= end).then_some((begin, end))
}

/// The bytes of a line within its sentence.
fn relative(row: &Row, base: usize, index: &UnitIndex<'_>, unit: Unit) -> Option<Range<usize>> {
    let start = index.to_byte(row.begin.checked_sub(base)?, unit)?;
    let end = index.to_byte(row.end.checked_sub(base)?, unit)?;
    Some(start..end)
}

/// The first token whose place does not hold its form.
fn first_misfit(sentences: &[Sentence], unit: Unit) -> Option<&Row> {
    let mut end = 0;
    for sentence in sentences {
        let text = sentence.text.as_deref().unwrap_or_default();
        let index = UnitIndex::new(text);
        let Some(base) = sentence.rows.first().map(|row| row.begin) else {
            continue;
        };
        let holds = |row: &&Row| {
            let range = relative(row, base, &index, unit);
            let found = range.map(|range| &text[range]);
            found.is_some_and(|found| found == row.form || found == escape::undo(&row.form))
        };
        let misfit = sentence.rows.iter().find(|row| !holds(row));
        if misfit.is_some() || base < end {
            return misfit.or(sentence.rows.first());
        }
        end = base + index.len(unit);
    }
    None
}

/// The article's text, and for each sentence its place and whether its offsets follow those before.
fn lay(sentences: &[Sentence], unit: Unit) -> (String, Vec<(Laid, bool)>) {
    let mut text = String::new();
    let mut laid = Vec::new();
    let mut end = 0;
    for sentence in sentences {
        let own = sentence.text.as_deref().unwrap_or_default();
        let base = sentence.rows.first().map_or(end, |row| row.begin);
        let gap = base.checked_sub(end).filter(|gap| *gap <= WIDEST_GAP);
        let blanks = gap.unwrap_or(1);
        if blanks > 0 && !text.is_empty() {
            text.push('\n');
            text.push_str(&" ".repeat(blanks - 1));
        } else {
            text.push_str(&" ".repeat(blanks));
        }
        let range = text.len()..text.len() + own.len();
        text.push_str(own);
        laid.push((Laid { range, base }, gap.is_some()));
        end = base.saturating_add(UnitIndex::new(own).len(unit));
    }
    (text, laid)
}

/// How many annotations are in the slots of one on this line: they stand there by their tokens.
fn slots(layer: &Layer, values: &[&str]) -> usize {
    let given = layer.features.iter().zip(values);
    let of_slots = given.filter(|(name, _)| name.is_none());
    let filled = of_slots.flat_map(|(_, value)| value.split(';'));
    let is_token = |value: &&str| token_number(escape::numbered(value).0).is_some();
    filled.filter(is_token).count()
}

/// The features of one annotation on one line.
fn features(layer: &Layer, values: &[&str]) -> BTreeMap<String, String> {
    let mut features = BTreeMap::new();
    for (name, value) in layer.features.iter().zip(values) {
        let (value, _) = escape::numbered(value);
        if let (Some(name), false) = (name, matches!(value, "*" | "_")) {
            features.insert(name.clone(), escape::undo(value));
        }
    }
    features
}
