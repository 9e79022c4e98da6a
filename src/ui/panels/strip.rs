//! The strip under the article: the exact text of the current span, larger, with what stands right
//! beside it, its label, score and reason, and the keys that apply now.

use eframe::egui::Ui;

use super::exact;
use crate::app::action::Action;
use crate::app::views::strip::{StripKind, StripView, view};
use crate::i18n::number::percent;
use crate::i18n::window::W;
use crate::i18n::{Lang, action};
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
            widgets::weak_label(ui, W::StripHint.say(cx.lang));
        }
    });
}

/// The label, and the text with what touches it.
fn exact(ui: &mut Ui, cx: &Cx<'_>, strip: &StripView) {
    let look = look(ui.ctx());
    widgets::row_of(ui, exact::SIZE * 1.7, |ui| {
        let label = strip
            .label
            .as_ref()
            .and_then(|id| cx.session.project().labels().get(id));
        if let Some(label) = label {
            let colours = look.tokens.label(label.colour);
            widgets::chip(ui, &words::label(label, cx.lang), colours);
        }
        let (before, behind) = &strip.around;
        exact::show(ui, (before, behind), &strip.text);
    });
}

fn reason(ui: &mut Ui, cx: &Cx<'_>, strip: &StripView) {
    let (state, detail) = describe(&strip.kind, cx.lang);
    widgets::strong_label(ui, &state);
    widgets::weak_label(ui, &detail);
}

/// What the span is, and why.
fn describe(kind: &StripKind, lang: Lang) -> (String, String) {
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
        StripKind::Manual { note } => (
            annotation,
            list(vec![W::ByHand.say(lang).to_owned(), note.clone()]),
        ),
        StripKind::Imported { format, note } => {
            let from = format!("{} ({format})", W::FromFile.say(lang));
            (annotation, list(vec![from, note.clone()]))
        }
        StripKind::Accepted {
            engine,
            score,
            edited,
            note,
        } => {
            let from = format!(
                "{} ({}، {})",
                W::FromSuggestion.say(lang),
                words::engine(*engine, lang),
                percent(*score, lang)
            );
            let edited = if *edited { W::Edited.say(lang) } else { "" };
            (
                annotation,
                list(vec![from, edited.to_owned(), note.clone()]),
            )
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
        StripKind::Selection => &[Action::ChooseLabel],
        _ => &[Action::Reject, Action::ChooseLabel, Action::NextSuggestion],
    };
    for action in actions {
        let name = match (action, &strip.kind) {
            (Action::Reject, StripKind::Suggestion { .. }) => W::Reject.say(cx.lang).to_owned(),
            (Action::Reject, _) => W::Delete.say(cx.lang).to_owned(),
            _ => action::name(action.id(), cx.lang),
        };
        let key = action
            .shortcut()
            .map(|key| keymap::spell(key, Direction::Rtl))
            .unwrap_or_default();
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
