//! What came of the last import: how much was taken, and what was put right or left out.

use eframe::egui::Context;

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice};
use crate::i18n::intake::T;
use crate::i18n::window::W;
use crate::say;

/// Problems of one kind that are shown; the copy has more.
const SHOWN: usize = 50;

/// Problems of one kind in the copy.
const COPIED: usize = 1000;

/// Shows the report for one frame.
pub fn show(ctx: &Context, cx: &Cx<'_>) -> Next {
    let report = cx.session.import_report();
    let choices = [
        Choice::primary(W::Close.say(cx.lang)),
        Choice::plain(T::Copy.say(cx.lang)).enabled(report.is_some()),
    ];
    let title = T::Report.say(cx.lang);
    let most = ctx.content_rect().height() * 0.6;
    let (answer, ()) = widgets::dialog(ctx, title, 640.0, &choices, |ui| {
        let Some(report) = report else {
            widgets::label(ui, T::NoReport.say(cx.lang));
            return;
        };
        let amounts = say::intake::amounts(report).say(cx.lang);
        widgets::strong_label(ui, &amounts);
        let lines = say::intake::met(report, SHOWN, cx.lang);
        if !lines.is_empty() {
            // Some lines take two.
            let rows = lines.len() + lines.len().div_ceil(2);
            let room = widgets::list_height(ui, rows).min(most);
            widgets::scroll_within(ui, room, "report", |ui| {
                for line in &lines {
                    widgets::label(ui, line);
                }
            });
        }
    });
    if let (Answer::Chosen(1), Some(report)) = (answer, report) {
        ctx.copy_text(say::intake::imported(report, COPIED, cx.lang).join("\n"));
        return Next::Stay;
    }
    if answer == Answer::Open {
        Next::Stay
    } else {
        Next::Close
    }
}
