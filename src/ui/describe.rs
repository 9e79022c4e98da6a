//! The dialog on attributes and note of an annotation.

use std::collections::BTreeMap;

use eframe::egui::{Context, Ui};

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::{Command, Target};
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::ids::AnnotationId;
use crate::model::label::{Attribute, AttributeKind};

/// What a boolean attribute is in files.
const TRUTH: [(&str, K); 2] = [("true", K::Yes), ("false", K::No)];

/// The dialog while it is open.
pub struct Describe {
    annotation: AnnotationId,
    parts: Vec<Part>,
    note: FieldState,
}

/// One attribute and its value.
struct Part {
    id: String,
    name: String,
    value: Value,
}

enum Value {
    /// One of these, as in files and as shown; `None` for no value.
    OneOf(Vec<(String, String)>, Option<String>),
    Text(FieldState),
}

impl Part {
    fn new(attribute: &Attribute, value: Option<&String>, cx: &Cx<'_>) -> Self {
        let name = words::of(&attribute.name, cx.lang);
        let name = if name.is_empty() { &attribute.id } else { name };
        let mut options: Vec<(String, String)> = match &attribute.kind {
            AttributeKind::Choice(of) => of.iter().map(|o| (o.clone(), o.clone())).collect(),
            AttributeKind::Boolean => {
                let both = TRUTH.iter();
                both.map(|(id, word)| ((*id).to_owned(), word.say(cx.lang).to_owned()))
                    .collect()
            }
            AttributeKind::Text => Vec::new(),
        };
        // What a file says stays choosable, though the label set does not know it.
        if let Some(value) = value.filter(|_| !options.is_empty())
            && options.iter().all(|(id, _)| id != value)
        {
            options.push((value.clone(), value.clone()));
        }
        let value = if options.is_empty() {
            Value::Text(FieldState::new(value.map_or("", String::as_str)))
        } else {
            Value::OneOf(options, value.cloned())
        };
        Self {
            id: attribute.id.clone(),
            name: name.to_owned(),
            value,
        }
    }

    fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::strong_label(ui, &self.name);
        match &mut self.value {
            Value::Text(state) => {
                widgets::text_field(ui, state, &self.name);
            }
            Value::OneOf(options, chosen) => {
                widgets::wrapping_row(ui, |ui| {
                    for (id, name) in options {
                        widgets::radio_value(ui, chosen, Some(id.clone()), name);
                    }
                    widgets::radio_value(ui, chosen, None, K::NoValue.say(cx.lang));
                });
            }
        }
    }

    fn value(&self) -> Option<String> {
        match &self.value {
            Value::Text(state) => Some(state.text().trim().to_owned()).filter(|t| !t.is_empty()),
            Value::OneOf(_, chosen) => chosen.clone(),
        }
    }
}

impl Describe {
    /// For the current annotation; `None` where none is current.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Option<Self> {
        let Some(Target::Annotation(id)) = cx.session.here().target else {
            return None;
        };
        let (_, sheet) = cx.session.current()?;
        let annotation = sheet.get(id)?;
        let label = cx.session.project().labels().get(&annotation.label);
        let known: Vec<Attribute> = label.map_or_else(Vec::new, |l| l.attributes.clone());
        let mut parts: Vec<Part> = known
            .iter()
            .map(|attribute| Part::new(attribute, annotation.attributes.get(&attribute.id), cx))
            .collect();
        let unknown = annotation.attributes.iter();
        let unknown = unknown.filter(|(id, _)| known.iter().all(|a| a.id != **id));
        parts.extend(unknown.map(|(id, value)| Part {
            id: id.clone(),
            name: id.clone(),
            value: Value::Text(FieldState::new(value)),
        }));
        Some(Self {
            annotation: id,
            parts,
            note: FieldState::new(&annotation.note),
        })
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let choices = [
            Choice::primary(K::Save.say(cx.lang)),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = K::DescribeTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 460.0, &choices, |ui| {
            for part in &mut self.parts {
                part.show(ui, cx);
            }
            widgets::strong_label(ui, K::Note.say(cx.lang));
            widgets::text_field(ui, &mut self.note, K::Note.say(cx.lang));
        });
        match answer {
            Answer::Open => Next::Stay,
            Answer::Chosen(0) => {
                cx.send(self.command());
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }

    fn command(&self) -> Command {
        let values = self.parts.iter();
        let values = values.filter_map(|part| Some((part.id.clone(), part.value()?)));
        let values: BTreeMap<String, String> = values.collect();
        let note = self.note.text().trim().to_owned();
        Command::Describe(self.annotation, values, note)
    }
}
