//! The strip under the article: the exact text of the current span, larger, with what stands right
//! beside it, its label, score and reason, and the keys that apply now.

use eframe::egui::Ui;

use super::exact;
use crate::app::action::Action;
use crate::app::views::strip::{StripKind, StripView, view};
use crate::i18n::number::percent;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::i18n::{Lang, action};
use crate::model::ids::LabelId;
use crate::model::label::AttributeKind;
use crate::model::suggestion::Evidence;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::{keymap, widgets, words};

/// Shows the strip and calls `chosen` with an action whose button was pressed.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, mut chosen: impl FnMut(Action)) {
    widgets::column(ui, |ui| match view(cx.session) {
        Some(strip) => {
            exact(ui, cx, &strip);
            widgets::spread(
                ui,
                |ui| reason(ui, cx, &strip),
                |ui| keys(ui, cx, &strip, &mut chosen),
            );
        }
        None => {
            let hint = if cx.session.preferences().blind {
                K::BlindStrip.say(cx.lang)
            } else {
                W::StripHint.say(cx.lang)
            };
            widgets::weak_label(ui, hint);
        }
    });
}

/// The label, and the text with what touches it.
fn exact(ui: &mut Ui, cx: &Cx<'_>, strip: &StripView) {
    widgets::row_of(ui, exact::SIZE * 1.7, |ui| {
        if let Some(label) = &strip.label {
            label_chip(ui, cx, label);
        }
        let (before, behind) = &strip.around;
        exact::show(ui, (before, behind), &strip.text);
    });
}

/// The name of a label on its colour; nothing if the project has it no more.
pub fn label_chip(ui: &mut Ui, cx: &Cx<'_>, id: &LabelId) {
    if let Some(label) = cx.session.project().labels().get(id) {
        let colours = look(ui.ctx()).tokens.label(label.colour);
        widgets::chip(ui, &words::label(label, cx.lang), colours);
    }
}

fn reason(ui: &mut Ui, cx: &Cx<'_>, strip: &StripView) {
    let (state, detail) = describe(&strip.kind, cx.lang);
    widgets::strong_label(ui, &state);
    let said = said(cx, strip);
    if !said.is_empty() {
        widgets::content_label(ui, &said);
    }
    if !strip.relations.is_empty() {
        widgets::label(ui, &related(strip, cx.lang));
    }
    widgets::weak_label(ui, &detail);
}

/// The relations of an annotation, in one line.
pub fn related(strip: &StripView, lang: Lang) -> String {
    let relations = strip.relations.iter();
    let all: Vec<String> = relations.map(|view| words::relation(view, lang)).collect();
    all.join(" · ")
}

/// The attributes and the note of an annotation.
fn said(cx: &Cx<'_>, strip: &StripView) -> String {
    let labels = cx.session.project().labels();
    let label = strip.label.as_ref().and_then(|id| labels.get(id));
    let known = label.map_or(&[][..], |label| &label.attributes);
    let mut parts: Vec<String> = Vec::new();
    for (id, value) in &strip.attributes {
        let attribute = known.iter().find(|attribute| attribute.id == *id);
        let name = attribute.map_or("", |attribute| words::of(&attribute.name, cx.lang));
        let name = if name.is_empty() { id } else { name };
        let value = match (attribute.map(|a| &a.kind), value.as_str()) {
            (Some(AttributeKind::Boolean), "true") => K::Yes.say(cx.lang),
            (Some(AttributeKind::Boolean), "false") => K::No.say(cx.lang),
            (_, value) => value,
        };
        parts.push(format!("{name}: {value}"));
    }
    parts.extend(Some(strip.note.clone()).filter(|note| !note.is_empty()));
    parts.join(" · ")
}

/// What the span is, and why.
pub fn describe(kind: &StripKind, lang: Lang) -> (String, String) {
    let comma = if lang.is_rtl() { "، " } else { ", " };
    let list = |parts: Vec<String>| {
        parts
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(comma)
    };
    let annotation = W::Annotation.say(lang).to_owned();
    match kind {
        StripKind::Selection => (W::Selection.say(lang).to_owned(), String::new()),
        StripKind::Missed { score, evidence } => (
            format!("{} {}", K::Missed.say(lang), percent(*score, lang)),
            because(evidence, lang),
        ),
        StripKind::Manual => (annotation, W::ByHand.say(lang).to_owned()),
        StripKind::Imported { format } => {
            let from = format!("{} ({format})", W::FromFile.say(lang));
            (annotation, from)
        }
        StripKind::Accepted {
            engine,
            score,
            edited,
        } => {
            let from = format!(
                "{} ({}{comma}{})",
                W::FromSuggestion.say(lang),
                words::engine(*engine, lang),
                percent(*score, lang)
            );
            let edited = if *edited { W::Edited.say(lang) } else { "" };
            (annotation, list(vec![from, edited.to_owned()]))
        }
        StripKind::Suggestion {
            score,
            evidence,
            adjusted,
            ..
        } => {
            let mut parts: Vec<String> = evidence.iter().map(|e| because(e, lang)).collect();
            if *adjusted {
                parts.push(W::Moved.say(lang).to_owned());
            }
            (
                format!("{} {}", W::Suggestion.say(lang), percent(*score, lang)),
                list(parts),
            )
        }
    }
}

/// "المعجم: دولة «العراق»"
fn because(evidence: &Evidence, lang: Lang) -> String {
    let engine = words::engine(evidence.engine, lang);
    let name = words::of(&evidence.name, lang);
    match &evidence.entry {
        Some(entry) => format!("{engine}: {name} «{entry}»"),
        None => format!("{engine}: {name}"),
    }
}

/// The keys that apply now, as buttons.
fn keys(ui: &mut Ui, cx: &Cx<'_>, strip: &StripView, chosen: &mut impl FnMut(Action)) {
    let actions: &[Action] = match strip.kind {
        StripKind::Suggestion { .. } => &[Action::Reject, Action::Accept, Action::NextSuggestion],
        StripKind::Missed { .. } => &[Action::ChooseLabel, Action::Accept, Action::NextMissed],
        StripKind::Selection => &[Action::ChooseLabel],
        _ => &[
            Action::Reject,
            Action::ChooseLabel,
            Action::Describe,
            Action::NextSuggestion,
        ],
    };
    for action in actions {
        let name = match (action, &strip.kind) {
            (Action::Reject, StripKind::Suggestion { .. }) => W::Reject.say(cx.lang).to_owned(),
            (Action::Reject, _) => W::Delete.say(cx.lang).to_owned(),
            _ => action::name(action.id(), cx.lang),
        };
        let key = cx.session.keys().of(*action);
        let key = key.map_or_else(String::new, |key| keymap::spell(key, Direction::Rtl));
        let text = format!("{name}  {key}");
        let pressed = if *action == Action::Accept {
            widgets::primary_button(ui, &text)
        } else {
            widgets::tool_button(ui, &text)
        };
        if pressed.clicked() {
            chosen(*action);
        }
    }
}
