//! The dialog on how things look. Each choice takes effect at once, behind the dialog.

use eframe::egui::{Context, Ui};

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice};
use crate::app::command::Command;
use crate::app::preferences::{
    Bounds, COLUMN, LINE_HEIGHT, READING_SIZE, Reading, ReadingFace, ThemeChoice,
};
use crate::i18n::number::decimal;
use crate::i18n::window::W;

/// Shows the dialog for one frame.
pub fn show(ctx: &Context, cx: &Cx<'_>) -> Next {
    let choices = [
        Choice::primary(W::Close.say(cx.lang)),
        Choice::plain(W::Standard.say(cx.lang)),
    ];
    let (answer, ()) = widgets::dialog(ctx, W::Appearance.say(cx.lang), 430.0, &choices, |ui| {
        themes(ui, cx);
        reading(ui, cx);
    });
    match answer {
        Answer::Open => Next::Stay,
        Answer::Chosen(1) => {
            cx.send(Command::SetReading(Reading::default()));
            cx.send(Command::SetTheme(ThemeChoice::default()));
            Next::Stay
        }
        Answer::Chosen(_) | Answer::Dismissed => Next::Close,
    }
}

fn themes(ui: &mut Ui, cx: &Cx<'_>) {
    widgets::strong_label(ui, W::Theme.say(cx.lang));
    let chosen = cx.session.preferences().theme;
    widgets::wrapping_row(ui, |ui| {
        for theme in ThemeChoice::ALL {
            if widgets::radio(ui, *theme == chosen, theme_name(*theme).say(cx.lang)).clicked() {
                cx.send(Command::SetTheme(*theme));
            }
        }
    });
}

fn theme_name(theme: ThemeChoice) -> W {
    match theme {
        ThemeChoice::Light => W::ThemeLight,
        ThemeChoice::Dark => W::ThemeDark,
        ThemeChoice::Sepia => W::ThemeSepia,
        ThemeChoice::Contrast => W::ThemeContrast,
        ThemeChoice::ContrastDark => W::ThemeContrastDark,
    }
}

fn reading(ui: &mut Ui, cx: &Cx<'_>) {
    let before = cx.session.preferences().reading;
    let mut reading = before;
    widgets::strong_label(ui, W::Face.say(cx.lang));
    widgets::wrapping_row(ui, |ui| {
        for (face, name) in [
            (ReadingFace::Naskh, W::FaceNaskh),
            (ReadingFace::Amiri, W::FaceAmiri),
            (ReadingFace::Sans, W::FaceSans),
        ] {
            widgets::radio_value(ui, &mut reading.face, face, name.say(cx.lang));
        }
    });
    stepper(ui, cx, W::Size, &mut reading.size, READING_SIZE, 1.0);
    stepper(
        ui,
        cx,
        W::LineHeight,
        &mut reading.line_height,
        LINE_HEIGHT,
        0.1,
    );
    stepper(ui, cx, W::ColumnWidth, &mut reading.column, COLUMN, 1.0);
    widgets::checkbox(ui, &mut reading.justified, W::Justified.say(cx.lang));
    widgets::checkbox(ui, &mut reading.signs, W::Signs.say(cx.lang));
    if reading != before {
        cx.send(Command::SetReading(reading));
    }
}

/// A length with a button for less and one for more.
fn stepper(ui: &mut Ui, cx: &Cx<'_>, name: W, value: &mut f32, bounds: Bounds, step: f32) {
    let (smallest, _, largest) = bounds;
    let mut to = *value;
    widgets::spread(
        ui,
        |ui| widgets::label(ui, name.say(cx.lang)),
        |ui| {
            for (by, word) in [(step, W::Larger), (-step, W::Smaller)] {
                let room = *value + by >= smallest - 0.01 && *value + by <= largest + 0.01;
                let named = format!("{}: {}", name.say(cx.lang), word.say(cx.lang));
                ui.add_enabled_ui(room, |ui| {
                    if widgets::sign_button(ui, if by > 0.0 { "+" } else { "−" }, &named).clicked()
                    {
                        to = *value + by;
                    }
                });
                if by > 0.0 {
                    widgets::label(ui, &decimal(*value, cx.lang));
                }
            }
        },
    );
    *value = to.clamp(smallest, largest);
}
