//! The parts of one label: names, key, colour, description, examples, attributes.

use eframe::egui::{Response, Ui};

use super::draft::{AttributeDraft, CHOICE, Draft, code};
use crate::app::views::labels::examples;
use crate::i18n::labels::L;
use crate::ui::cx::Cx;
use crate::ui::theme::{OFFERED, look};
use crate::ui::widgets::{self, FieldState};

/// How many examples are taken from annotations.
const EXAMPLES: usize = 5;

/// Shows the form; what is typed goes into the draft.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) {
    widgets::scroll(ui, "label", |ui| {
        // Each label has fields of its own, so that the caret of one is not that of another.
        ui.push_id(draft.number, |ui| {
            widgets::column(ui, |ui| {
                field(ui, cx, L::NameAr, &mut draft.name_ar);
                field(ui, cx, L::NameEn, &mut draft.name_en);
                latin(ui, cx, L::Id, &mut draft.id);
                latin(ui, cx, L::KeyField, &mut draft.key);
                colours(ui, cx, draft);
                field(ui, cx, L::AboutAr, &mut draft.about_ar);
                field(ui, cx, L::AboutEn, &mut draft.about_en);
                field(ui, cx, L::Examples, &mut draft.examples);
                take_examples(ui, cx, draft);
                attributes(ui, cx, &mut draft.attributes);
            });
        });
    });
}

fn field(ui: &mut Ui, cx: &Cx<'_>, word: L, state: &mut FieldState) {
    widgets::weak_label(ui, word.say(cx.lang));
    seen(&widgets::text_field(ui, state, word.say(cx.lang)));
}

fn latin(ui: &mut Ui, cx: &Cx<'_>, word: L, state: &mut FieldState) {
    widgets::weak_label(ui, word.say(cx.lang));
    let field = widgets::TextField::new(word.say(cx.lang)).width(220.0);
    seen(&field.left_to_right().show(ui, state));
}

/// What gets the keyboard scrolls into view.
fn seen(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// The colours offered, and a field for any other.
fn colours(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) {
    widgets::weak_label(ui, L::Colour.say(cx.lang));
    widgets::wrapping_row(ui, |ui| {
        for (at, colour) in OFFERED.iter().enumerate() {
            let chosen = draft.colour() == Some(*colour);
            let text = if chosen {
                format!("{} ✓", at + 1)
            } else {
                (at + 1).to_string()
            };
            let colours = look(ui.ctx()).tokens.label(*colour);
            let shown = widgets::chip_button(ui, &text, colours);
            let named = format!("{} {}", L::Colour.say(cx.lang), at + 1);
            if shown.accessible_name(named).clicked() {
                draft.colour.set_text(&code(*colour));
            }
        }
    });
    widgets::weak_label(ui, L::ColourHint.say(cx.lang));
    latin(ui, cx, L::ColourCode, &mut draft.colour);
}

fn take_examples(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft) {
    let Some(origin) = &draft.origin else { return };
    if widgets::tool_button(ui, L::TakeExamples.say(cx.lang)).clicked() {
        let found = examples(cx.session, origin, EXAMPLES);
        if !found.is_empty() {
            draft.examples.set_text(&found.join("، "));
        }
    }
}

fn attributes(ui: &mut Ui, cx: &Cx<'_>, attributes: &mut Vec<AttributeDraft>) {
    widgets::strong_label(ui, L::Attributes.say(cx.lang));
    let mut gone = None;
    for (at, attribute) in attributes.iter_mut().enumerate() {
        ui.push_id(("attribute", at), |ui| {
            widgets::card(ui, |ui| {
                one(ui, cx, attribute);
                if widgets::tool_button(ui, L::RemoveAttribute.say(cx.lang)).clicked() {
                    gone = Some(at);
                }
            });
        });
    }
    if let Some(at) = gone {
        attributes.remove(at);
    }
    let add = widgets::button(ui, L::AddAttribute.say(cx.lang));
    seen(&add);
    if add.clicked() {
        attributes.push(AttributeDraft::empty());
    }
}

fn one(ui: &mut Ui, cx: &Cx<'_>, attribute: &mut AttributeDraft) {
    latin(ui, cx, L::AttributeId, &mut attribute.id);
    let name = if cx.lang.is_rtl() {
        &mut attribute.name_ar
    } else {
        &mut attribute.name_en
    };
    field(ui, cx, L::AttributeName, name);
    let kinds = [L::KindChoice, L::KindText, L::KindBoolean].map(|kind| kind.say(cx.lang));
    widgets::weak_label(ui, L::AttributeKind.say(cx.lang));
    widgets::combo_box(
        ui,
        L::AttributeKind.say(cx.lang),
        &kinds,
        &mut attribute.kind,
    );
    if attribute.kind == CHOICE {
        field(ui, cx, L::Options, &mut attribute.options);
    }
}
