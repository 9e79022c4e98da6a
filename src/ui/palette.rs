//! Every action by typing a few letters of its name, in Arabic or English.

use eframe::egui::{Context, Key, Modifiers, Ui};

use super::cx::Cx;
use super::keymap;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice, FieldState};
use crate::app::action::Action;
use crate::i18n::window::W;
use crate::i18n::{Lang, action};
use crate::text::normalize::match_form;
use crate::text::paragraph::Direction;

/// The palette while it is open.
pub struct Palette {
    typed: FieldState,
    picked: usize,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            typed: FieldState::new(""),
            picked: 0,
        }
    }
}

/// Rows shown at once.
const ROWS: usize = 9;

/// The actions whose name or help holds every word typed: names before helps, and whole beginnings
/// of words before what stands inside of one (لغة before واللغة).
fn matching(typed: &str) -> Vec<Action> {
    let wanted = match_form(typed);
    let begins = |text: &String| {
        let mut words = wanted.split(' ');
        words.all(|word| text.split(' ').any(|there| there.starts_with(word)))
    };
    let holds = |text: &String| wanted.split(' ').all(|word| text.contains(word));
    let rank = |action: &Action| {
        let names = [Lang::Ar, Lang::En].map(|lang| match_form(&action::name(action.id(), lang)));
        let helps = [Lang::Ar, Lang::En].map(|lang| match_form(&action::help(action.id(), lang)));
        let order = [
            names.iter().any(|name| name.starts_with(&wanted)),
            names.iter().any(begins),
            names.iter().any(holds),
            helps.iter().any(begins),
            helps.iter().any(holds),
        ];
        order.iter().position(|it_is| *it_is)
    };
    let ranked = Action::all().filter_map(|action| Some((rank(&action)?, action)));
    let mut ranked: Vec<(usize, Action)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, action)| action).collect()
}

impl Palette {
    /// Shows the palette for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let before = self.typed.text().to_owned();
        let actions = matching(&before);
        self.arrows(ctx, actions.len());
        let choices = [
            Choice::primary(W::Run.say(cx.lang)).enabled(!actions.is_empty()),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = W::PaletteTitle.say(cx.lang);
        let (answer, clicked) = widgets::dialog(ctx, title, 520.0, &choices, |ui| {
            self.body(ui, cx, &actions)
        });
        if self.typed.text() != before {
            self.picked = 0;
        }
        let chosen = match answer {
            Answer::Chosen(0) => Some(self.picked),
            Answer::Chosen(_) | Answer::Dismissed => return Next::Close,
            Answer::Open => clicked,
        };
        match chosen.and_then(|at| actions.get(at)) {
            Some(action) => Next::Act(*action),
            None => Next::Stay,
        }
    }

    fn arrows(&mut self, ctx: &Context, count: usize) {
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            self.picked += 1;
        }
        if pressed(Key::ArrowUp) {
            self.picked = self.picked.saturating_sub(1);
        }
        self.picked = self.picked.min(count.saturating_sub(1));
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>, actions: &[Action]) -> Option<usize> {
        let field = widgets::TextField::new(W::PaletteTitle.say(cx.lang));
        let field = field
            .placeholder(W::PaletteHint.say(cx.lang))
            .above_list()
            .show(ui, &mut self.typed);
        if actions.is_empty() {
            widgets::weak_label(ui, W::NoCommand.say(cx.lang));
        }
        let height = widgets::list_height(ui, ROWS);
        let mut clicked = None;
        let list = widgets::VirtualList::new(ui, "commands", actions.len());
        let list = list.name(W::PaletteTitle.say(cx.lang));
        list.reveal(self.picked).show_within(ui, height, |ui, at| {
            let Some(action) = actions.get(at) else {
                return;
            };
            let name = action::name(action.id(), cx.lang);
            let key = cx.session.keys().of(*action);
            let key = key.map(|key| keymap::spell(key, Direction::Rtl));
            let row = widgets::Row::new(&name)
                .detail(key.as_deref().unwrap_or_default())
                .place(at, actions.len())
                .chosen(at == self.picked);
            let row = row.show(ui);
            if at == self.picked && at > 0 {
                widgets::attend(&field, &row);
            }
            if row.clicked() {
                clicked = Some(at);
            }
        });
        clicked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_in_either_language_find_an_action() {
        assert_eq!(matching("تراجع").first(), Some(&Action::Undo));
        assert_eq!(matching("undo").first(), Some(&Action::Undo));
        assert_eq!(matching("تصدير").first(), Some(&Action::Export));
        assert_eq!(matching("").len(), Action::all().len());
        assert!(matching("qqqq").is_empty());
    }
}
