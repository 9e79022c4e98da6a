//! The dialog on the state of the article and the note on it.

use eframe::egui::Context;

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::Command;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::sheet::Progress;

/// The states in the order of work.
const STATES: [Progress; 4] = [
    Progress::New,
    Progress::InProgress,
    Progress::Done,
    Progress::Discuss,
];

/// The dialog while it is open.
pub struct Remark {
    state: Progress,
    note: FieldState,
}

impl Remark {
    /// For the article on screen; `None` where there is none.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Option<Self> {
        let (article, sheet) = cx.session.current()?;
        let standing = cx.session.overview().get(&article.id);
        Some(Self {
            state: standing.map_or(sheet.progress(), |standing| standing.state()),
            note: FieldState::new(&sheet.remarks().note),
        })
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let choices = [
            Choice::primary(K::Save.say(cx.lang)),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = K::StateTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 460.0, &choices, |ui| {
            widgets::wrapping_row(ui, |ui| {
                for state in STATES {
                    let name = words::state(state, cx.lang);
                    widgets::radio_value(ui, &mut self.state, state, name);
                }
            });
            widgets::strong_label(ui, K::ArticleNote.say(cx.lang));
            widgets::text_field(ui, &mut self.note, K::ArticleNote.say(cx.lang));
        });
        match answer {
            Answer::Open => Next::Stay,
            Answer::Chosen(0) => {
                let note = self.note.text().trim().to_owned();
                cx.send(Command::SetState(self.state, note));
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }
}
