//! What a change of labels means for annotations, shown before it is made.

use eframe::egui::{Context, Ui, vec2};

use super::{LabelEditor, Page};
use crate::app::command::{Command, Fate, LabelPlan};
use crate::app::views::labels::LabelUse;
use crate::i18n::labels::{L, rules, used};
use crate::i18n::number::number;
use crate::model::ids::LabelId;
use crate::ui::cx::Cx;
use crate::ui::prompts::Next;
use crate::ui::theme::look;
use crate::ui::widgets::{self, Answer, Choice};
use crate::ui::words;

/// What of a card is not articles, in rows.
const CARD: f32 = 3.4;

/// Articles that are named for each label.
const NAMED: usize = 5;

impl LabelEditor {
    pub(super) fn consequences(
        &mut self,
        ctx: &Context,
        cx: &Cx<'_>,
        mut plan: Box<LabelPlan>,
        uses: Vec<(LabelId, LabelUse)>,
    ) -> Next {
        let deletes = uses.iter().any(|(label, used)| {
            used.annotations + used.rules > 0 && plan.fates.get(label) == Some(&Fate::Delete)
        });
        let apply = L::Apply.say(cx.lang);
        let choices = [
            if deletes {
                Choice::danger(apply)
            } else {
                Choice::primary(apply)
            },
            Choice::plain(L::Back.say(cx.lang)),
        ];
        let title = L::Consequences.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 640.0, &choices, |ui| {
            widgets::label(ui, L::ConsequencesHint.say(cx.lang));
            let most = ctx.content_rect().height() * 0.5;
            let row = look(ui.ctx()).tokens.sizes.row;
            let rows: f32 = uses.iter().map(|(_, how)| CARD + lines(how) as f32).sum();
            let height = (rows * row).min(most);
            ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
                widgets::scroll(ui, "consequences", |ui| {
                    for (label, used) in &uses {
                        one(ui, cx, &mut plan, (label, used));
                    }
                });
            });
        });
        match answer {
            Answer::Open => self.page = Page::Consequences(plan, uses),
            Answer::Chosen(0) => {
                cx.send(Command::EditLabels(plan));
                return Next::Close;
            }
            Answer::Chosen(_) | Answer::Dismissed => {}
        }
        Next::Stay
    }
}

/// How many lines there are about where a label is used.
fn lines(how: &LabelUse) -> usize {
    let named = how.articles.len().min(NAMED + 1);
    named + usize::from(how.rules > 0)
}

/// One label: how often and where it is used, and what becomes of that.
fn one(ui: &mut Ui, cx: &Cx<'_>, plan: &mut LabelPlan, (label, how): (&LabelId, &LabelUse)) {
    ui.push_id(label.as_str(), |ui| {
        widgets::card(ui, |ui| {
            let before = plan.before.get(label);
            let name = before.map_or_else(|| label.to_string(), |l| words::label(l, cx.lang));
            let said = used(&name, how.annotations, how.articles.len(), cx.lang);
            widgets::strong_label(ui, &said);
            if how.rules > 0 {
                widgets::label(ui, &rules(how.rules, cx.lang));
            }
            for (title, count) in how.articles.iter().take(NAMED) {
                widgets::spread(
                    ui,
                    |ui| widgets::content_label(ui, title),
                    |ui| widgets::weak_label(ui, &number(*count, cx.lang)),
                );
            }
            if how.articles.len() > NAMED {
                let more = number(how.articles.len() - NAMED, cx.lang);
                widgets::weak_label(ui, &format!("… +{more}"));
            }
            choose(ui, cx, plan, label);
        });
    });
}

/// Deleted, or given one of the labels that are there afterwards.
fn choose(ui: &mut Ui, cx: &Cx<'_>, plan: &mut LabelPlan, label: &LabelId) {
    let mut options = vec![L::DeleteThem.say(cx.lang).to_owned()];
    let mut fates = vec![Fate::Delete];
    for after in plan.after.iter() {
        let name = words::label(after, cx.lang);
        options.push(format!("{}{name}", L::RelabelTo.say(cx.lang)));
        fates.push(Fate::Relabel(after.id.clone()));
    }
    let now = plan.fates.get(label);
    let mut chosen = fates.iter().position(|fate| Some(fate) == now).unwrap_or(0);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    widgets::combo_box(ui, L::Fate.say(cx.lang), &options, &mut chosen);
    if let Some(fate) = fates.get(chosen) {
        plan.fates.insert(label.clone(), fate.clone());
    }
}
