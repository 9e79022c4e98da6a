//! The dialog in which the guidelines are written: one field for each line of Markdown.

use eframe::egui::{Context, Id, Key, Modifiers, Response, Ui, vec2};

use crate::app::command::Command;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::ui::cx::Cx;
use crate::ui::prompts::Next;
use crate::ui::widgets::{self, Answer, Choice, FieldState};

/// The dialog while it is open.
pub struct Edit {
    lines: Vec<(usize, FieldState)>,
    next_number: usize,
    /// The line that gets the keyboard in the next frame.
    wish: Option<usize>,
}

/// What a key in a line asks for.
enum Asked {
    /// A line behind it, with what stood behind the caret.
    Split(usize),
    /// To be joined to the line before it.
    Join(usize),
    /// The keyboard to go to the line at that place.
    Go(usize),
}

impl Edit {
    /// On the guidelines as they are.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let text = cx.session.project().guidelines();
        let lines = text.lines().chain(text.is_empty().then_some(""));
        let lines: Vec<(usize, FieldState)> = lines.map(FieldState::new).enumerate().collect();
        Self {
            next_number: lines.len(),
            lines,
            wish: Some(0),
        }
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let choices = [
            Choice::primary(K::Save.say(cx.lang)),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = K::EditGuidelinesTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 820.0, &choices, |ui| {
            widgets::weak_label(ui, K::MarkdownHint.say(cx.lang));
            let size = vec2(ui.available_width(), ctx.content_rect().height() * 0.55);
            ui.allocate_ui(size, |ui| {
                widgets::scroll(ui, "lines", |ui| self.body(ui, cx));
            });
        });
        match answer {
            Answer::Open => Next::Stay,
            Answer::Chosen(0) => {
                cx.send(Command::SetGuidelines(self.text()));
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }

    fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|(_, line)| line.text()).collect();
        let text = lines.join("\n");
        let text = text.trim_end();
        if text.is_empty() {
            String::new()
        } else {
            format!("{text}\n")
        }
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let mut asked = None;
        let wish = self.wish.take();
        for (at, (number, line)) in self.lines.iter_mut().enumerate() {
            let name = format!("{} {}", K::Line.say(cx.lang), at + 1);
            let id = Id::unique(("guidelines line", *number));
            let field = widgets::TextField::new(&name).id(id).show(ui, line);
            if wish == Some(at) {
                field.request_focus();
                field.scroll_to_me(None);
            }
            asked = asked.or_else(|| keys(ui, &field, line, at));
        }
        match asked {
            Some(Asked::Split(at)) => self.split(at),
            Some(Asked::Join(at)) => self.join(at),
            Some(Asked::Go(at)) => self.wish = Some(at),
            None => {}
        }
    }

    fn split(&mut self, at: usize) {
        let Some((_, line)) = self.lines.get_mut(at) else {
            return;
        };
        let rest = line.text()[line.caret()..].to_owned();
        let first = line.text()[..line.caret()].to_owned();
        line.set_text(&first);
        let mut new = FieldState::new(&rest);
        new.place(0, widgets::Reach::Move);
        self.lines.insert(at + 1, (self.next_number, new));
        self.next_number += 1;
        self.wish = Some(at + 1);
    }

    fn join(&mut self, at: usize) {
        let (_, gone) = self.lines.remove(at);
        if let Some((_, line)) = self.lines.get_mut(at - 1) {
            let caret = line.text().len();
            let joined = format!("{}{}", line.text(), gone.text());
            line.set_text(&joined);
            line.place(caret, widgets::Reach::Move);
        }
        self.wish = Some(at - 1);
    }
}

/// Keys that go from line to line; taken before the dialog sees them.
fn keys(ui: &Ui, field: &Response, line: &FieldState, at: usize) -> Option<Asked> {
    if !field.has_focus() && !field.lost_focus() {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) {
        return Some(Asked::Split(at));
    }
    let at_start = line.caret() == 0 && line.selection().is_empty() && !field.changed();
    if at > 0 && at_start && pressed(Key::Backspace) {
        return Some(Asked::Join(at));
    }
    if at > 0 && pressed(Key::ArrowUp) {
        return Some(Asked::Go(at - 1));
    }
    pressed(Key::ArrowDown).then_some(Asked::Go(at + 1))
}
