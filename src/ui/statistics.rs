//! The dialog with the project in numbers: what is done, what became of suggestions, how long
//! decisions took.

use eframe::egui::{Align, Context, Layout, Ui, vec2};

use super::cx::Cx;
use super::prompts::Next;
use super::theme::look;
use super::widgets::{self, Answer, Choice};
use super::words;
use crate::app::views::figures::{FigureRow, Figures, done, figures};
use crate::i18n::number::{number, percent};
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::i18n::work::{K, seconds};
use crate::model::sheet::Progress;

/// Shows the dialog for one frame.
pub fn show(ctx: &Context, cx: &Cx<'_>) -> Next {
    let choices = [Choice::primary(W::Close.say(cx.lang))];
    let figures = figures(cx.session);
    let title = K::FiguresTitle.say(cx.lang);
    let (answer, ()) = widgets::dialog(ctx, title, 720.0, &choices, |ui| {
        articles(ui, cx, &figures);
        widgets::separator(ui);
        if figures.rows.is_empty() {
            widgets::weak_label(ui, K::NoDecisions.say(cx.lang));
        } else {
            table(ui, cx, &figures.rows);
        }
    });
    match answer {
        Answer::Open => Next::Stay,
        Answer::Chosen(_) | Answer::Dismissed => Next::Close,
    }
}

fn articles(ui: &mut Ui, cx: &Cx<'_>, figures: &Figures) {
    let of = |done: usize, all: usize| {
        let part = P::PartOf.say(cx.lang);
        let part = part.replace("{at}", &number(done, cx.lang));
        part.replace("{all}", &number(all, cx.lang))
    };
    widgets::spread(
        ui,
        |ui| widgets::strong_label(ui, K::ArticlesDone.say(cx.lang)),
        |ui| widgets::strong_label(ui, &of(figures.states.done, figures.articles)),
    );
    widgets::progress(ui, done(cx.session), K::ArticlesDone.say(cx.lang));
    let states = figures.states;
    let mut parts: Vec<String> = [
        (Progress::New, states.new),
        (Progress::InProgress, states.in_progress),
        (Progress::Done, states.done),
        (Progress::Discuss, states.discuss),
    ]
    .into_iter()
    .map(|(state, count)| {
        let name = words::state(state, cx.lang);
        format!("{name}: {}", number(count, cx.lang))
    })
    .collect();
    let annotations = number(figures.annotations, cx.lang);
    parts.push(format!("{}: {annotations}", K::Annotations.say(cx.lang)));
    if figures.blind > 0 {
        let blind = number(figures.blind, cx.lang);
        parts.push(format!("{}: {blind}", K::AnnotatedBlind.say(cx.lang)));
    }
    widgets::weak_label(ui, &parts.join("  ·  "));
}

/// Rows of the table that are seen at once.
const ROWS: usize = 10;

/// Parts of the width: name, then numbers.
const NAME: f32 = 0.28;

fn table(ui: &mut Ui, cx: &Cx<'_>, rows: &[FigureRow]) {
    let heads = [
        K::Decisions,
        K::Accepted,
        K::EditedShort,
        K::Rejected,
        K::Rate,
        K::PerDecision,
    ];
    let heads: Vec<&str> = heads.iter().map(|head| head.say(cx.lang)).collect();
    let height = look(ui.ctx()).tokens.sizes.row;
    line(ui, K::Source.say(cx.lang), &heads, Weight::Head);
    let seen = height * rows.len().min(ROWS) as f32;
    let list = widgets::VirtualList::new(ui, "figures", rows.len());
    list.name(K::FiguresTitle.say(cx.lang))
        .show_within(ui, seen, |ui, at| {
            if let Some(row) = rows.get(at) {
                figure(ui, cx, row);
            }
        });
}

fn figure(ui: &mut Ui, cx: &Cx<'_>, row: &FigureRow) {
    let verdicts = &row.verdicts;
    let rate = verdicts.acceptance();
    let cells = [
        number(verdicts.total(), cx.lang),
        number(verdicts.accepted, cx.lang),
        number(verdicts.edited, cx.lang),
        number(verdicts.rejected, cx.lang),
        rate.map_or_else(String::new, |rate| percent(rate, cx.lang)),
        verdicts
            .pace()
            .map_or_else(|| "—".to_owned(), |time| seconds(time, cx.lang)),
    ];
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let labels = cx.session.project().labels();
    let (name, weight) = match (&row.engine, &row.label) {
        (_, Some(id)) => {
            let known = labels.get(id).map(|label| words::label(label, cx.lang));
            (known.unwrap_or_else(|| id.to_string()), Weight::Part)
        }
        (Some(engine), None) => (words::engine(*engine, cx.lang).to_owned(), Weight::Sum),
        (None, None) => (K::AllSources.say(cx.lang).to_owned(), Weight::Sum),
    };
    line(ui, &name, &cells, weight);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Head,
    Sum,
    Part,
}

/// A line of the table: the name at the start, each number at the right of its column, so that ones
/// stand under ones in both languages.
fn line(ui: &mut Ui, name: &str, cells: &[&str], weight: Weight) {
    let height = look(ui.ctx()).tokens.sizes.row;
    let write = |ui: &mut Ui, text: &str| match weight {
        Weight::Head | Weight::Part => widgets::weak_label(ui, text),
        Weight::Sum => widgets::strong_label(ui, text),
    };
    let whole = ui.available_width();
    widgets::row_of(ui, height, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let first = vec2(whole * NAME, height);
        let column = look(ui.ctx()).column();
        ui.allocate_ui_with_layout(first, column, |ui| {
            ui.set_min_width(first.x);
            if weight == Weight::Part {
                widgets::indented(ui, |ui| write(ui, name));
            } else {
                write(ui, name);
            }
        });
        let part = vec2(whole * (1.0 - NAME) / cells.len() as f32, height);
        for cell in cells {
            let right = Layout::top_down(Align::Max);
            ui.allocate_ui_with_layout(part, right, |ui| {
                ui.set_min_width(part.x);
                write(ui, cell);
            });
        }
    });
}
