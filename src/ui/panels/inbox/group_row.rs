//! A group of equal suggestions as a row of the inbox.

use eframe::egui::{Response, Ui};

use crate::i18n::access;
use crate::i18n::number::{number, percent};
use crate::model::ids::{EngineId, LabelId};
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::{widgets, words};

/// What a row shows.
pub(super) struct Group<'a> {
    pub(super) surface: &'a str,
    pub(super) label: &'a LabelId,
    pub(super) count: usize,
    /// The least and the best score.
    pub(super) scores: (f32, f32),
    /// The engine of the surest one.
    pub(super) engine: EngineId,
}

/// Shows the text with how often it is there, and under it label, scores and source. The numbers
/// say whether it is the chosen row, which one it is and of how many.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    group: &Group<'_>,
    (chosen, at, count): (bool, usize, usize),
) -> Response {
    let label = cx.session.project().labels().get(group.label);
    let colour = label.map(|label| look(ui.ctx()).tokens.label(label.colour).stroke);
    let name = label.map_or_else(
        || group.label.to_string(),
        |label| words::label(label, cx.lang),
    );
    let (worst, best) = group.scores;
    let score = if percent(worst, cx.lang) == percent(best, cx.lang) {
        percent(best, cx.lang)
    } else {
        // A range of numbers is one left-to-right unit in both languages.
        format!(
            "\u{2066}{}–{}\u{2069}",
            percent(worst, cx.lang),
            percent(best, cx.lang)
        )
    };
    let under = format!(
        "{name} · {score} · {}",
        words::engine(group.engine, cx.lang)
    );
    let times = format!("×{}", number(group.count, cx.lang));
    let times = if group.count > 1 { times.as_str() } else { "" };
    let spoken = access::group(group.surface, &name, group.count, best, cx.lang);
    let mut row = widgets::Row::new(group.surface)
        .content()
        .detail(times)
        .under(&under)
        .spoken(&spoken)
        .place(at, count)
        .chosen(chosen);
    if let Some(colour) = colour {
        row = row.dot(colour);
    }
    row.show(ui)
}
