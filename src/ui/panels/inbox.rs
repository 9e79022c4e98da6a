//! The review inbox, at the end side: what waits for a decision, grouped by text and label.

use eframe::egui::Ui;

use crate::app::command::{Command, SuggestionKey, Target};
use crate::app::session::Session;
use crate::app::views::inbox::{GroupView, current_group, group, groups, keys};
use crate::i18n::access;
use crate::i18n::notice::SUGGESTIONS;
use crate::i18n::number::{number, percent};
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::{widgets, words};

/// The groups, remembered until something changes.
#[derive(Default)]
pub struct Inbox {
    serial: Option<u64>,
    groups: Vec<usize>,
    /// The group that was current in the last frame, so that a new one is scrolled to once.
    current: Option<usize>,
}

impl Inbox {
    /// Shows the inbox.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.refresh(cx.session);
        widgets::column(ui, |ui| {
            widgets::spread(
                ui,
                |ui| widgets::heading(ui, W::Inbox.say(cx.lang)),
                |ui| widgets::weak_label(ui, &SUGGESTIONS.say(cx.session.pending().len(), cx.lang)),
            );
            if let Some(part) = cx.session.suggesting() {
                widgets::progress(ui, part, W::Suggesting.say(cx.lang));
            }
            if self.groups.is_empty() {
                if cx.session.suggesting().is_none() && cx.session.current().is_some() {
                    widgets::weak_label(ui, W::InboxEmpty.say(cx.lang));
                }
                return;
            }
            actions(ui, cx);
            self.list(ui, cx);
        });
    }

    fn refresh(&mut self, session: &Session) {
        if self.serial != Some(session.serial()) {
            self.serial = Some(session.serial());
            self.groups = groups(session);
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let current = current_group(cx.session);
        let mut list = widgets::VirtualList::new(ui, "inbox", self.groups.len());
        list = list.name(W::Inbox.say(cx.lang));
        if current != self.current
            && let Some(group) = current
            && let Ok(at) = self.groups.binary_search(&group)
        {
            list = list.reveal(at);
        }
        self.current = current;
        list.show(ui, |ui, at| {
            if let Some(id) = self.groups.get(at)
                && let Some(group) = group(cx.session, *id)
            {
                let place = (at, self.groups.len());
                row(ui, cx, (*id, group), Some(*id) == current, place);
            }
        });
    }
}

/// Decisions on the current group as a whole.
fn actions(ui: &mut Ui, cx: &Cx<'_>) {
    let current = current_group(cx.session);
    let many = current.and_then(|id| group(cx.session, id));
    let many = many.map_or(0, |group| group.count);
    ui.add_enabled_ui(many > 0, |ui| {
        widgets::row(ui, |ui| {
            let text = |word: W| match many {
                0 | 1 => word.say(cx.lang).to_owned(),
                _ => format!("{} ({})", word.say(cx.lang), number(many, cx.lang)),
            };
            let keys = || current.map(|id| keys(cx.session, id)).unwrap_or_default();
            if widgets::primary_button(ui, &text(W::AcceptAll)).clicked() {
                cx.send(Command::Accept(keys()));
            }
            if widgets::button(ui, &text(W::RejectAll)).clicked() {
                cx.send(Command::Reject(keys()));
            }
        });
    });
}

fn row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (id, group): (usize, GroupView<'_>),
    current: bool,
    place: (usize, usize),
) {
    let Some(label) = cx.session.project().labels().get(group.label) else {
        return;
    };
    let colours = look(ui.ctx()).tokens.label(label.colour);
    let score = percent(group.score, cx.lang);
    let name = words::label(label, cx.lang);
    let detail = match group.count {
        1 => format!("{name} · {score}"),
        many => format!("{name} ×{} · {score}", number(many, cx.lang)),
    };
    let spoken = access::group(group.surface, &name, group.count, group.score, cx.lang);
    let shown = widgets::Row::new(group.surface)
        .content()
        .dot(colours.stroke)
        .detail(&detail)
        .spoken(&spoken)
        .place(place.0, place.1)
        .chosen(current)
        .show(ui);
    if shown.clicked()
        && let Some(key) = next_of(cx.session, id)
    {
        cx.send(Command::Focus(Target::Suggestion(key)));
    }
}

/// The group's first suggestion; on a group that is current already, the one after the current.
fn next_of(session: &Session, group: usize) -> Option<SuggestionKey> {
    let keys = keys(session, group);
    let at = match &session.here().target {
        Some(Target::Suggestion(key)) => keys.iter().position(|other| other == key),
        _ => None,
    };
    let next = at.map_or(0, |at| (at + 1) % keys.len().max(1));
    keys.get(next).cloned()
}
