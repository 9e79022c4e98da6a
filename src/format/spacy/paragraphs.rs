//! The JSON that `spacy convert` reads.

use std::io::{self, BufRead};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::Export;
use crate::format::align;
use crate::format::draft;
use crate::format::flaw::Done;
use crate::format::frame::Frame;
use crate::format::json_array::{Element, JsonFile};
use crate::format::loss::Losses;
use crate::format::options::WriteOptions;
use crate::format::problem::ProblemKind;
use crate::format::scheme::{self, Tag};
use crate::format::tiles::{self, Tile};
use crate::format::{Sink, ids::Ids, json_elements, stem};
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::text::offset::Span;

pub(super) const ID: &str = "spacy-json";

#[derive(Serialize, Deserialize)]
struct Document {
    #[serde(default)]
    id: Value,
    paragraphs: Vec<Paragraph>,
}

#[derive(Serialize, Deserialize)]
struct Paragraph {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    sentences: Vec<Sentence>,
}

#[derive(Serialize, Deserialize)]
struct Sentence {
    tokens: Vec<Token>,
}

#[derive(Serialize, Deserialize)]
struct Token {
    orth: String,
    #[serde(default = "yes", deserialize_with = "blank")]
    space: bool,
    #[serde(default = "outside")]
    ner: String,
}

fn yes() -> bool {
    true
}

/// Whether a space follows; spaCy itself writes that space, or an empty string.
fn blank<'d, D: Deserializer<'d>>(given: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(given)? {
        Value::Bool(follows) => follows,
        Value::String(space) => !space.is_empty(),
        _ => true,
    })
}

fn outside() -> String {
    "O".to_owned()
}

/// The whole dataset as one list, a document on each line.
pub(super) fn write(dataset: &Dataset, options: &WriteOptions) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut documents = Vec::new();
    for record in &dataset.records {
        losses.note_article(record, super::FLAT);
        let laid = align::lay(record, options, &mut losses);
        annotations += laid.spans.len();
        let document = Document {
            id: record.article.id.as_str().into(),
            paragraphs: vec![paragraph(&record.article.text, &laid)],
        };
        documents.push(serde_json::to_string(&document).unwrap_or_default());
    }
    Export {
        bytes: Frame::LIST.around(&documents),
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

fn paragraph(text: &str, laid: &align::Laid<'_>) -> Paragraph {
    let bytes = |tokens: &std::ops::Range<usize>| {
        laid.tokens[tokens.start].start..laid.tokens[tokens.end - 1].end
    };
    let ranges: Vec<_> = laid.spans.iter().map(|(tokens, _)| bytes(tokens)).collect();
    let tiles = tiles::tiles(text, &ranges);
    let spans: Vec<_> = ranges
        .iter()
        .zip(&laid.spans)
        .map(|(range, (_, label))| {
            let first = tiles.partition_point(|tile| tile.range.start < range.start);
            let last = tiles.partition_point(|tile| tile.range.end < range.end);
            (first..last + 1, *label)
        })
        .collect();
    let tags = scheme::BILOU.encode(tiles.len(), &spans);
    let ends = laid
        .sentence_ends
        .iter()
        .filter_map(|end| laid.tokens.get(*end));
    // White space between two sentences stays with the first.
    let starts: Vec<usize> = ends.map(|next| next.start).collect();
    let mut sentences = vec![Vec::new()];
    for (tile, ner) in tiles.iter().zip(tags) {
        if starts.binary_search(&tile.range.start).is_ok() {
            sentences.push(Vec::new());
        }
        if let Some(tokens) = sentences.last_mut() {
            tokens.push(token(text, tile, ner));
        }
    }
    sentences.retain(|tokens| !tokens.is_empty());
    Paragraph {
        raw: Some(text.to_owned()),
        sentences: sentences
            .into_iter()
            .map(|tokens| Sentence { tokens })
            .collect(),
    }
}

fn token(text: &str, tile: &Tile, ner: String) -> Token {
    Token {
        orth: text[tile.range.clone()].to_owned(),
        space: tile.space,
        ner,
    }
}

/// Reads the documents one by one.
pub(super) fn read(input: &mut dyn BufRead, name: &str, sink: &mut dyn Sink) -> io::Result<()> {
    let mut ids = Ids::default();
    json_elements::each(input, name, sink, |file, element, number| {
        let Some(document) = file.parse::<Document>(element, Done::ArticleLeftOut) else {
            return;
        };
        let given = document.id.as_str().filter(|id| !id.trim().is_empty());
        let wanted = given.map_or_else(|| format!("{}-{number}", stem(name)), str::to_owned);
        for (at, paragraph) in document.paragraphs.into_iter().enumerate() {
            let id = ids.free(&wanted);
            // The paragraphs of a document share its id.
            if at == 0 && id != wanted {
                let kind = ProblemKind::DuplicateId(wanted.clone(), id.clone());
                file.report(element.at, kind);
            }
            file.article = Some(id.clone());
            let record = record(file, element, &id, paragraph);
            file.import.records.push(record);
        }
    })
}

fn record(
    file: &mut JsonFile<'_>,
    element: &Element<'_>,
    id: &str,
    paragraph: Paragraph,
) -> Record {
    let tokens: Vec<Token> = paragraph
        .sentences
        .into_iter()
        .flat_map(|sentence| sentence.tokens)
        .collect();
    let (text, places) = lay(paragraph.raw, &tokens);
    let mut tags = Vec::with_capacity(tokens.len());
    for token in &tokens {
        let tag = match token.ner.as_str() {
            "-" | "" => Some(Tag::Outside),
            tag => scheme::parse(tag),
        };
        if tag.is_none() {
            file.report(element.at, ProblemKind::BadTag(token.ner.clone()));
        }
        tags.push(tag.unwrap_or(Tag::Outside));
    }
    let mut annotations = Vec::new();
    for found in scheme::decode(&tags) {
        if let Some(kind) = found.problem() {
            file.report(element.at, kind);
        }
        let range = places[found.tokens.start].start..places[found.tokens.end - 1].end;
        if let Some(span) = Span::covering(&text, range) {
            let label = found.label.into();
            annotations.push(draft::imported(ID, annotations.len(), span, label));
        }
    }
    draft::in_order(&mut annotations);
    Record {
        article: Article::new(id.into(), &text),
        annotations,
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}

/// The text with the place of each token: the raw text if the tokens are found in it one behind the
/// other, else the tokens joined.
fn lay(raw: Option<String>, tokens: &[Token]) -> (String, Vec<std::ops::Range<usize>>) {
    let mut places = Vec::with_capacity(tokens.len());
    if let Some(raw) = raw {
        let mut from = 0;
        for token in tokens {
            let Some(at) = raw[from..].find(&token.orth) else {
                break;
            };
            from += at + token.orth.len();
            places.push(from - token.orth.len()..from);
        }
        if places.len() == tokens.len() {
            return (raw, places);
        }
        places.clear();
    }
    let mut text = String::new();
    for token in tokens {
        places.push(text.len()..text.len() + token.orth.len());
        text.push_str(&token.orth);
        if token.space {
            text.push(' ');
        }
    }
    (text, places)
}
