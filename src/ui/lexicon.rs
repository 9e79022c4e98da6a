//! The lexicon and its rules as a table: searched, added to, blocked, forgotten.

use eframe::egui::{Context, Ui, vec2};

use super::cx::Cx;
use super::prompts::Next;
use super::theme::look;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::{Command, Ruling};
use crate::app::session::Session;
use crate::app::views::lexicon::{Kind, LexiconRow, rows};
use crate::i18n::notice::IN_ARTICLES;
use crate::i18n::wide::{P, counts};
use crate::i18n::window::W;
use crate::ui::text::Base;

/// The table while it is open.
pub struct Lexicon {
    typed: FieldState,
    kind: Kind,
    name: FieldState,
    label: usize,
    known: Option<(u64, String, Kind)>,
    rows: Vec<LexiconRow>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            typed: FieldState::new(""),
            kind: Kind::default(),
            name: FieldState::new(""),
            label: 0,
            known: None,
            rows: Vec::new(),
        }
    }
}

const KINDS: [(Kind, P); 4] = [
    (Kind::All, P::ShowAll),
    (Kind::Blocked, P::ShowBlocked),
    (Kind::ByHand, P::ShowByHand),
    (Kind::Rejected, P::ShowRejected),
];

/// Rows shown at once.
const ROWS: usize = 8;

/// How high the rest of the dialog is with some room around it, in points.
const REST: f32 = 300.0;

impl Lexicon {
    /// Shows the table for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        self.refresh(cx.session);
        let choices = [Choice::plain(W::Close.say(cx.lang))];
        let title = P::Lexicon.say(cx.lang);
        let (answer, wanted) = widgets::dialog(ctx, title, 820.0, &choices, |ui| {
            widgets::weak_label(ui, P::LexiconHint.say(cx.lang));
            self.search(ui, cx);
            let wanted = self.table(ui, cx);
            widgets::separator(ui);
            self.add(ui, cx);
            wanted
        });
        match (wanted, answer) {
            (Some(name), _) => Next::LookUp(name),
            (None, Answer::Open) => Next::Stay,
            (None, _) => Next::Close,
        }
    }

    fn refresh(&mut self, session: &Session) {
        let wanted = (session.serial(), self.typed.text().to_owned(), self.kind);
        if self.known.as_ref() != Some(&wanted) {
            self.rows = rows(session, &wanted.1, wanted.2);
            self.known = Some(wanted);
        }
    }

    fn search(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::row(ui, |ui| {
            widgets::TextField::new(P::LexiconSearch.say(cx.lang))
                .width(300.0)
                .placeholder(P::LexiconSearch.say(cx.lang))
                .show(ui, &mut self.typed);
            let names = KINDS.map(|(_, word)| word.say(cx.lang));
            let known = KINDS.iter().position(|(kind, _)| *kind == self.kind);
            let mut at = known.unwrap_or_default();
            widgets::combo_box(ui, P::ShowName.say(cx.lang), &names, &mut at);
            self.kind = KINDS.get(at).map_or(Kind::All, |(kind, _)| *kind);
        });
    }

    /// The entries. Returns a name whose rejected places are to be listed.
    fn table(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<String> {
        let height = widgets::Row::tall(ui);
        let mut wanted = None;
        // Less where the window is low: what is below must stay in sight.
        let most = ui.ctx().content_rect().height() - REST;
        let tall = (height * ROWS as f32).min(most).max(height);
        let room = vec2(ui.available_width(), tall);
        ui.allocate_ui(room, |ui| {
            ui.set_min_height(room.y);
            if self.rows.is_empty() {
                let all = self.typed.text().is_empty() && self.kind == Kind::All;
                let why = if all {
                    P::LexiconEmpty
                } else {
                    P::LexiconNothing
                };
                widgets::weak_label(ui, why.say(cx.lang));
                return;
            }
            let list = widgets::VirtualList::new(ui, "lexicon", self.rows.len());
            let list = list.row_height(height).name(P::Lexicon.say(cx.lang));
            list.show(ui, |ui, at| {
                if let Some(row) = self.rows.get(at)
                    && entry(ui, cx, row)
                {
                    wanted = Some(row.name.clone());
                }
            });
        });
        wanted
    }

    /// A new name, suggested or blocked from now on.
    fn add(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let labels: Vec<_> = cx.session.project().labels().iter().collect();
        widgets::row(ui, |ui| {
            widgets::TextField::new(P::NewName.say(cx.lang))
                .width(300.0)
                .placeholder(P::NewName.say(cx.lang))
                .show(ui, &mut self.name);
            let names: Vec<String> = labels.iter().map(|l| words::label(l, cx.lang)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            widgets::combo_box(ui, W::ChooseLabel.say(cx.lang), &names, &mut self.label);
            let name = self.name.text().trim().to_owned();
            let some = name.chars().any(char::is_alphanumeric) && !labels.is_empty();
            let (add, block) = ui
                .add_enabled_ui(some, |ui| {
                    let add = widgets::button(ui, P::AddName.say(cx.lang)).clicked();
                    (
                        add,
                        widgets::button(ui, P::BlockName.say(cx.lang)).clicked(),
                    )
                })
                .inner;
            if let Some(label) = labels.get(self.label).filter(|_| add || block) {
                let old = cx.session.project().ruling(&name, &label.id);
                let ruling = Ruling {
                    by_hand: add,
                    blocked: block,
                    ..old
                };
                cx.send(Command::Rule(name, label.id.clone(), ruling));
                self.name.set_text("");
            }
        });
    }
}

/// A name with its label, what was decided and ruled, and what can be done about it. Returns whether
/// its rejected places are to be listed.
fn entry(ui: &mut Ui, cx: &Cx<'_>, row: &LexiconRow) -> bool {
    let (_, places) = widgets::spread(ui, |ui| described(ui, cx, row), |ui| buttons(ui, cx, row));
    places
}

fn described(ui: &mut Ui, cx: &Cx<'_>, row: &LexiconRow) {
    let labels = cx.session.project().labels();
    let label = labels.get(&row.label);
    let name = label.map_or_else(|| row.label.to_string(), |l| words::label(l, cx.lang));
    let said = [name, counts(row.counts, cx.lang), ruled(cx, &row.ruling)].into_iter();
    let said: Vec<String> = said.filter(|part| !part.is_empty()).collect();
    let colour = label.map(|label| look(ui.ctx()).tokens.label(label.colour).stroke);
    widgets::two_lines(
        ui,
        (&row.name, Base::FirstLetter),
        &said.join(" · "),
        colour,
    );
}

fn ruled(cx: &Cx<'_>, ruling: &Ruling) -> String {
    let mut said = Vec::new();
    if ruling.blocked {
        said.push(P::Blocked.say(cx.lang).to_owned());
    } else if !ruling.blocked_in.is_empty() {
        let articles = IN_ARTICLES.say(ruling.blocked_in.len(), cx.lang);
        said.push(P::BlockedIn.say(cx.lang).replace("{articles}", &articles));
    }
    if ruling.by_hand {
        said.push(P::ByHand.say(cx.lang).to_owned());
    }
    if ruling.forgotten != (0, 0) {
        said.push(P::Forgotten.say(cx.lang).to_owned());
    }
    said.join(" · ")
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>, row: &LexiconRow) -> bool {
    let mut ruling = row.ruling.clone();
    let press = |ui: &mut Ui, word: P| {
        let text = word.say(cx.lang);
        let button = widgets::tool_button(ui, text);
        let name = format!("{text}: {}", row.name);
        button.accessible_name(&name).clicked()
    };
    let blocked = ruling.blocked || !ruling.blocked_in.is_empty();
    if press(ui, P::Forget) {
        ruling = Ruling {
            forgotten: row.counts,
            ..Ruling::default()
        };
    }
    if blocked && press(ui, P::Unblock) {
        ruling.blocked = false;
        ruling.blocked_in.clear();
    } else if !blocked && press(ui, P::BlockName) {
        ruling.blocked = true;
        ruling.by_hand = false;
    }
    if ruling != row.ruling {
        cx.send(Command::Rule(row.name.clone(), row.label.clone(), ruling));
    }
    row.counts.1 > 0 && press(ui, P::Places)
}
