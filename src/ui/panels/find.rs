//! The bar for searching the article, above the page.

use eframe::egui::{Id, Key, Modifiers, Ui};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::search::{Mode, Query};
use crate::i18n::number::number;
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, FieldState};

/// Room for the number of hits, in points.
const COUNT: f32 = 130.0;

/// What is typed, and how it is meant.
pub struct FindBar {
    typed: FieldState,
    mode: Mode,
    /// Whether the field still has to take the keyboard.
    fresh: bool,
}

/// What the bar asks the window for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// To go.
    Close,
    /// The list of all hits.
    List,
    /// The search of all articles.
    Project,
}

impl FindBar {
    /// A bar that takes the keyboard, with the selected text or the last search in it.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let query = suggested(cx);
        let mut bar = Self {
            typed: FieldState::new(&query.pattern),
            mode: query.mode,
            fresh: true,
        };
        bar.typed.select_all();
        bar.ask(cx);
        bar
    }

    /// Shows the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Asked {
        let before = (self.typed.text().to_owned(), self.mode);
        let ends = |ui: &mut Ui| ends(ui, cx);
        let (typed, ended) = widgets::spread(ui, |ui| self.field(ui, cx), ends);
        let chosen = widgets::row(ui, |ui| self.choices(ui, cx)).inner;
        let asked = [typed, ended, chosen]
            .into_iter()
            .find(|asked| *asked != Asked::Nothing)
            .unwrap_or(Asked::Nothing);
        if before != (self.typed.text().to_owned(), self.mode) {
            self.ask(cx);
        }
        asked
    }

    /// Where one types, and how many hits there are.
    fn field(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Asked {
        let mut asked = Asked::Nothing;
        // An id of its own: notices that come and go above must not take the keyboard away.
        let id = Id::unique("tawsim find");
        let field = widgets::TextField::new(W::Find.say(cx.lang))
            .id(id)
            .width((ui.available_width() - COUNT).clamp(120.0, 360.0));
        let field = field
            .placeholder(W::FindHint.say(cx.lang))
            .show(ui, &mut self.typed);
        if self.fresh {
            field.request_focus();
            self.fresh = false;
        }
        if field.has_focus() || field.lost_focus() {
            asked = keys(ui, cx, &field);
        }
        widgets::weak_label(ui, &self.count(cx));
        asked
    }

    /// How to search, and what to do with all hits.
    fn choices(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Asked {
        let mut asked = Asked::Nothing;
        self.modes(ui, cx);
        ui.add_enabled_ui(hits(cx) > 0, |ui| {
            if widgets::button(ui, W::AllHits.say(cx.lang)).clicked() {
                asked = Asked::List;
            }
        });
        if widgets::button(ui, P::InProject.say(cx.lang)).clicked() {
            asked = Asked::Project;
        }
        asked
    }

    fn modes(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        for (mode, word) in [(Mode::Words, W::WholeWords), (Mode::Regex, W::Regex)] {
            let mut on = self.mode == mode;
            if widgets::checkbox(ui, &mut on, word.say(cx.lang)).changed() {
                self.mode = if on { mode } else { Mode::Anywhere };
            }
        }
    }

    fn ask(&self, cx: &Cx<'_>) {
        cx.send(Command::Search(self.query()));
    }

    /// What is typed, and how it is meant.
    #[must_use]
    pub fn query(&self) -> Query {
        Query {
            pattern: self.typed.text().to_owned(),
            mode: self.mode,
        }
    }

    /// "3 of 12", what is wrong with the pattern, or nothing.
    fn count(&self, cx: &Cx<'_>) -> String {
        let Some(search) = &cx.session.here().search else {
            return String::new();
        };
        if search.problem.is_some() {
            return W::BadPattern.say(cx.lang).to_owned();
        }
        if search.running {
            return W::Searching.say(cx.lang).to_owned();
        }
        let all = number(search.hits.len(), cx.lang);
        let here = cx.session.here().selection();
        let at = here.and_then(|span| search.hits.binary_search(&span).ok());
        match at {
            Some(at) => W::HitOf
                .say(cx.lang)
                .replace("{at}", &number(at + 1, cx.lang))
                .replace("{all}", &all),
            None => W::Hits.say(cx.lang).replace("{all}", &all),
        }
    }
}

/// To the hits before and behind, and away; the first stands nearest to the end side.
fn ends(ui: &mut Ui, cx: &Cx<'_>) -> Asked {
    let close = widgets::sign_button(ui, "×", W::Close.say(cx.lang)).clicked();
    let (back, on) = if cx.lang.is_rtl() {
        ("→", "←")
    } else {
        ("←", "→")
    };
    ui.add_enabled_ui(hits(cx) > 0, |ui| {
        for (sign, word, action) in [
            (on, W::NextHit, Action::NextHit),
            (back, W::PreviousHit, Action::PreviousHit),
        ] {
            if widgets::sign_button(ui, sign, word.say(cx.lang)).clicked() {
                cx.act(action);
            }
        }
    });
    if close { Asked::Close } else { Asked::Nothing }
}

/// What is probably looked for: the selected text, or what was looked for last.
#[must_use]
pub fn suggested(cx: &Cx<'_>) -> Query {
    let session = cx.session;
    let selected = session.here().selection().or(session.current_span());
    let text = session.current().zip(selected);
    let text = text.map(|((article, _), span)| span.text(&article.text));
    let text = text.filter(|text| text.len() < 200 && !text.contains('\n'));
    let known = session.here().search.as_ref();
    let pattern = text.or(known.map(|search| search.query.pattern.as_str()));
    Query {
        pattern: pattern.unwrap_or_default().to_owned(),
        mode: known.map_or(Mode::Anywhere, |search| search.query.mode),
    }
}

fn hits(cx: &Cx<'_>) -> usize {
    let search = cx.session.here().search.as_ref();
    search.map_or(0, |search| search.hits.len())
}

/// Enter goes on, Shift+Enter back, Esc closes.
fn keys(ui: &Ui, cx: &Cx<'_>, field: &eframe::egui::Response) -> Asked {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let back = pressed(Modifiers::SHIFT, Key::Enter);
    let on = pressed(Modifiers::NONE, Key::Enter);
    if back || on {
        cx.act(if back {
            Action::PreviousHit
        } else {
            Action::NextHit
        });
        field.request_focus();
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        return Asked::Close;
    }
    Asked::Nothing
}
