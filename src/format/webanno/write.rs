//! Writes WebAnno TSV.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Carries, Export, HEADER, TEXT, escape, relations};
use crate::format::NamedFile;
use crate::format::align::{self, Moving};
use crate::format::ids::FileNames;
use crate::format::layer::{LABEL, NAMED_ENTITY, RELATION, VALUE};
use crate::format::links;
use crate::format::loss::{LossKind, Losses};
use crate::format::words;
use crate::model::dataset::{Dataset, Record};
use crate::text::convert::{Unit, UnitIndex};

/// A file for each article.
pub(super) fn write(dataset: &Dataset, names: &mut FileNames) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut files = Vec::new();
    for record in &dataset.records {
        let sheet = Sheet::new(record, &mut losses);
        annotations += sheet.spans.len();
        let name = names.free(record.article.id.as_str());
        files.push(NamedFile {
            name: format!("{name}.tsv"),
            bytes: sheet.into_text().into_bytes(),
        });
    }
    Export {
        files,
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

/// Indexes of the spans that stand on one line.
type Stack = Vec<usize>;

/// An article as lines.
struct Sheet<'r> {
    text: &'r str,
    index: UnitIndex<'r>,
    tokens: Vec<Range<usize>>,
    sentence_ends: Vec<usize>,
    spans: Vec<Moving<'r>>,
    on_tokens: Vec<Stack>,
    /// For each token, its parts in order.
    parts: Vec<BTreeMap<(usize, usize), Stack>>,
    /// For each span, the number that its lines share; 0 if it needs none.
    numbers: Vec<usize>,
    /// For each span, the relations that lead to it: from where, and what they are.
    relations: BTreeMap<usize, Vec<(usize, &'r str)>>,
}

impl<'r> Sheet<'r> {
    fn new(record: &'r Record, losses: &mut Losses) -> Self {
        let text: &str = &record.article.text;
        let tokens = words::tokens(text);
        losses.note_article(record, Carries::SPANS);
        let mut spans = align::candidates(record, losses);
        spans.retain(|span| {
            let fits = touched(&tokens, &span.range).is_some();
            if !fits {
                let named = (span.original, span.label);
                losses.note(LossKind::NoToken, record.article.id.as_str(), named, None);
            }
            fits
        });
        let start = tokens.first().map_or(text.len(), |token| token.start);
        let is_kept = !tokens.is_empty() && text[..start].chars().all(|c| c == ' ');
        if start > 0 && !is_kept {
            let blanks = (&text[..start], "");
            losses.note(LossKind::Blanks, record.article.id.as_str(), blanks, None);
        }
        let sentence_ends = words::sentence_ends(text, &tokens);
        let mut sheet = Self {
            text,
            index: UnitIndex::new(text),
            on_tokens: vec![Stack::new(); tokens.len()],
            parts: vec![BTreeMap::new(); tokens.len()],
            numbers: vec![0; spans.len()],
            relations: related(record, &spans, losses),
            tokens,
            sentence_ends,
            spans,
        };
        sheet.part_sentences();
        sheet.lay();
        sheet.number();
        sheet
    }

    /// A span never goes on in the next sentence.
    fn part_sentences(&mut self) {
        let tokens = &self.tokens;
        let mut inside = vec![0_i32; tokens.len() + 1];
        for span in &self.spans {
            if let Some((first, last)) = touched(tokens, &span.range) {
                inside[first + 1] += 1;
                inside[last + 1] -= 1;
            }
        }
        let mut open = 0;
        for count in &mut inside {
            open += *count;
            *count = open;
        }
        self.sentence_ends.retain(|end| inside[*end] == 0);
    }

    /// Puts every span on its tokens and parts of tokens.
    fn lay(&mut self) {
        for (at, span) in self.spans.iter().enumerate() {
            let Some((first, last)) = touched(&self.tokens, &span.range) else {
                continue;
            };
            for token in first..=last {
                let Range { start, end } = self.tokens[token].clone();
                let part = (start.max(span.range.start), end.min(span.range.end));
                if part == (start, end) {
                    self.on_tokens[token].push(at);
                } else {
                    self.parts[token].entry(part).or_default().push(at);
                }
            }
        }
    }

    /// Numbers the spans that have several lines or share one with another.
    fn number(&mut self) {
        let mut next = 1;
        let mut seen = vec![0_usize; self.spans.len()];
        for stack in self.stacks() {
            for at in stack {
                seen[*at] += if stack.len() > 1 { 2 } else { 1 };
            }
        }
        let mut numbers = std::mem::take(&mut self.numbers);
        for stack in self.stacks() {
            for at in stack {
                if seen[*at] > 1 && numbers[*at] == 0 {
                    numbers[*at] = next;
                    next += 1;
                }
            }
        }
        self.numbers = numbers;
    }

    /// What stands on each line, in order.
    fn stacks(&self) -> impl Iterator<Item = &Stack> {
        let lines = self.on_tokens.iter().zip(&self.parts);
        lines.flat_map(|(token, parts)| std::iter::once(token).chain(parts.values()))
    }

    fn into_text(self) -> String {
        let mut out = format!("{HEADER}3.3\n#T_SP={NAMED_ENTITY}|{VALUE}\n");
        if !self.relations.is_empty() {
            out.push_str(&format!("#T_RL={RELATION}|{LABEL}|BT_{NAMED_ENTITY}\n"));
        }
        out.push('\n');
        let firsts = self.first_lines();
        let mut from = 0;
        for (sentence, end) in self.sentence_ends.iter().enumerate() {
            out.push('\n');
            for line in self.sentence_text(from, *end).split('\n') {
                out.push_str(TEXT);
                out.push_str(&escape::text(line));
                out.push('\n');
            }
            for token in from..*end {
                let id = format!("{}-{}", sentence + 1, token - from + 1);
                let on_token = &self.on_tokens[token];
                self.push_line(&mut out, &id, self.tokens[token].clone(), on_token);
                self.push_relations(&mut out, &id, on_token, &firsts);
                for (number, ((start, end), stack)) in self.parts[token].iter().enumerate() {
                    let id = format!("{id}.{}", number + 1);
                    self.push_line(&mut out, &id, *start..*end, stack);
                    self.push_relations(&mut out, &id, stack, &firsts);
                }
            }
            from = *end;
        }
        out
    }

    /// From its first token to the next sentence, without the line end that readers put between.
    fn sentence_text(&self, from: usize, end: usize) -> &'r str {
        let start = self.tokens[from].start;
        let Some(next) = self.tokens.get(end) else {
            return &self.text[start..];
        };
        let sentence = &self.text[start..next.start];
        sentence.strip_suffix('\n').unwrap_or(sentence)
    }

    fn push_line(&self, out: &mut String, id: &str, range: Range<usize>, stack: &Stack) {
        let place = |byte| self.index.from_byte(byte, Unit::Utf16).unwrap_or_default();
        let (begin, end) = (place(range.start), place(range.end));
        let form = escape::text(&self.text[range]);
        let values: Vec<String> = stack.iter().map(|at| self.value(*at)).collect();
        let values = if values.is_empty() {
            "_".to_owned()
        } else {
            values.join("|")
        };
        out.push_str(&format!("{id}\t{begin}-{end}\t{form}\t{values}\t"));
    }

    /// The first line of each span.
    fn first_lines(&self) -> Vec<String> {
        let mut firsts = vec![String::new(); self.spans.len()];
        let mut note = |stack: &Stack, id: &str| {
            for at in stack {
                if firsts[*at].is_empty() {
                    id.clone_into(&mut firsts[*at]);
                }
            }
        };
        let mut from = 0;
        for (sentence, end) in self.sentence_ends.iter().enumerate() {
            for token in from..*end {
                let id = format!("{}-{}", sentence + 1, token - from + 1);
                note(&self.on_tokens[token], &id);
                for (number, stack) in self.parts[token].values().enumerate() {
                    note(stack, &format!("{id}.{}", number + 1));
                }
            }
            from = *end;
        }
        firsts
    }

    /// The columns of the relations that lead to spans which begin on a line, and its end.
    fn push_relations(&self, out: &mut String, id: &str, stack: &Stack, firsts: &[String]) {
        if !self.relations.is_empty() {
            let begun = stack.iter().filter(|at| firsts[**at] == id);
            let leading = begun.filter_map(|to| Some((to, self.relations.get(to)?)));
            let leading = leading.flat_map(|(to, from)| from.iter().map(move |from| (from, to)));
            let (mut labels, mut references) = (Vec::new(), Vec::new());
            for ((from, label), to) in leading {
                let numbers = (self.numbers[*from], self.numbers[*to]);
                references.push(relations::reference(&firsts[*from], numbers));
                labels.push(match *label {
                    "" => "*".to_owned(),
                    label => escape::value(label),
                });
            }
            for column in [labels, references] {
                let column = if column.is_empty() {
                    "_".to_owned()
                } else {
                    column.join("|")
                };
                out.push_str(&format!("{column}\t"));
            }
        }
        out.push('\n');
    }

    fn value(&self, at: usize) -> String {
        let label = escape::value(self.spans[at].label);
        match self.numbers[at] {
            0 => label,
            number => format!("{label}[{number}]"),
        }
    }
}

/// The relations between spans that are written; the others are counted.
fn related<'r>(
    record: &'r Record,
    spans: &[Moving<'_>],
    losses: &mut Losses,
) -> BTreeMap<usize, Vec<(usize, &'r str)>> {
    let place = |wanted| spans.binary_search_by_key(&wanted, |span| span.at).ok();
    let mut related: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (from, to, label) in links::numbered(record) {
        match place(from).zip(place(to)) {
            Some((from, to)) => related.entry(to).or_default().push((from, label)),
            None => losses.note(
                LossKind::Relation,
                record.article.id.as_str(),
                ("", label),
                None,
            ),
        }
    }
    related
}

/// The first and last token that a range shares something with.
fn touched(tokens: &[Range<usize>], range: &Range<usize>) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.end <= range.start);
    let behind = tokens.partition_point(|token| token.start < range.end);
    (first < behind).then(|| (first, behind - 1))
}
