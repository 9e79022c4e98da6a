//! Writes inline XML.

use super::pieces::{self, Piece, escaped, value};
use crate::format::Export;
use crate::format::details;
use crate::format::frame::Frame;
use crate::format::loss::{LossKind, Losses};
use crate::model::annotation::Annotation;
use crate::model::dataset::{Dataset, Record};

pub(super) const ID: &str = "inline-xml";
/// What stands around the articles.
pub(super) const FRAME: Frame = Frame {
    begin: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<articles xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\">\n",
    between: "",
    end: "</articles>\n",
};

/// The whole dataset as one file.
pub(super) fn write(dataset: &Dataset) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut out = String::from(FRAME.begin);
    for record in &dataset.records {
        losses.note_uncarried(record, super::MARKED);
        annotations += record.annotations.len();
        out.push_str(&format!("<article{}>", about(record, &NAMES)));
        let pieces = pieces::pieces(&record.article.text, &record.annotations);
        let open = |at: usize, annotation: &Annotation| {
            let (label, known) = (value(annotation.label.as_str()), known(annotation, ""));
            format!("<e n=\"{}\" label=\"{label}\"{known}>", at + 1)
        };
        marked((record, &pieces), &mut out, &mut losses, ("</e>", open));
        out.push_str("</article>\n");
    }
    out.push_str(FRAME.end);
    Export {
        bytes: out.into_bytes(),
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

/// The names of attributes that say what is known about an article. Language and direction have
/// names of their own in XML and in the Internationalization Tag Set.
const NAMES: Names = [
    ("title", "title"),
    ("source", "source"),
    ("date", "date"),
    ("url", "url"),
    ("language", "xml:lang"),
    ("direction", "its:dir"),
    ("blind", "blind"),
];

/// What is known, and the name of the attribute that says it.
pub(super) type Names = [(&'static str, &'static str); 7];

/// What is known about an article as attributes of its element.
pub(super) fn about(record: &Record, names: &Names) -> String {
    let article = &record.article;
    let mut out = format!(" id=\"{}\"", value(article.id.as_str()));
    for (name, attribute) in names {
        let known = match *name {
            "title" => Some(article.meta.title.as_str()),
            "blind" => record.blind.then_some("true"),
            name => details::get(&article.meta, name),
        };
        if let Some(known) = known {
            out.push_str(&format!(" {attribute}=\"{}\"", value(known)));
        }
    }
    out
}

/// Note and attributes of an annotation as attributes of its element.
pub(super) fn known(annotation: &Annotation, prefix: &str) -> String {
    let mut out = String::new();
    if !annotation.note.is_empty() {
        out.push_str(&format!(" {prefix}note=\"{}\"", value(&annotation.note)));
    }
    if !annotation.attributes.is_empty() {
        let json = serde_json::to_string(&annotation.attributes).unwrap_or_default();
        out.push_str(&format!(" {prefix}attributes=\"{}\"", value(&json)));
    }
    out
}

/// The text with its marks: `open` gives the tag that begins a part of an annotation, `close` ends it.
pub(super) fn marked(
    (record, pieces): (&Record, &[Piece]),
    out: &mut String,
    losses: &mut Losses,
    (close, mut open): (&str, impl FnMut(usize, &Annotation) -> String),
) {
    let text: &str = &record.article.text;
    let mut replace = |count: usize| {
        for _ in 0..count {
            let id = record.article.id.as_str();
            losses.note(LossKind::Characters, id, ("", ""), None);
        }
    };
    replace(forbidden_in_values(record));
    for piece in pieces {
        match piece {
            Piece::Open(at) => out.push_str(&open(*at, &record.annotations[*at])),
            Piece::Close(..) => out.push_str(close),
            Piece::Text(range) => {
                let (text, replaced) = escaped(&text[range.clone()]);
                out.push_str(&text);
                replace(replaced);
            }
        }
    }
}

/// How many characters of the id, the title and the notes XML has no place for.
fn forbidden_in_values(record: &Record) -> usize {
    let notes = record.annotations.iter().map(|a| a.note.as_str());
    let article = &record.article;
    let said = [article.id.as_str(), article.meta.title.as_str()];
    let said = said.into_iter().chain(notes);
    said.map(|text| escaped(text).1).sum()
}
