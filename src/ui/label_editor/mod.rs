//! The label editor: the labels at the start side, the chosen one beside them; before anything is
//! changed, what becomes of the annotations that have labels which go.

mod consequences;
mod draft;
mod form;
mod plan;

use std::collections::BTreeMap;

use eframe::egui::{Context, Ui, vec2};

use self::draft::Draft;
use super::cx::Cx;
use super::prompts::Next;
use super::theme::{OFFERED, look};
use super::widgets::{self, Answer, Choice, FieldState};
use crate::app::command::{Command, LabelPlan};
use crate::app::views::labels::{LabelUse, label_use, template};
use crate::i18n::labels::L;
use crate::i18n::window::W;
use crate::model::ids::LabelId;
use crate::model::label::{Bilingual, Label, LabelSet};

/// The label editor while it is open.
pub struct LabelEditor {
    /// The labels as they are in the project.
    before: LabelSet,
    drafts: Vec<Draft>,
    picked: usize,
    /// Labels that were merged into the draft of that number.
    merged: BTreeMap<LabelId, usize>,
    next_number: usize,
    page: Page,
    /// The label set that was offered when the editor was opened, or taken since.
    known: Option<LabelSet>,
}

enum Page {
    Labels,
    /// A label file is asked for.
    File(FieldState),
    /// What changes, with how often each label that goes is used.
    Consequences(Box<LabelPlan>, Vec<(LabelId, LabelUse)>),
}

/// Width of the list of labels.
const LIST: f32 = 210.0;

impl LabelEditor {
    /// On the labels of the project.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let before = cx.session.project().labels().clone();
        let drafts: Vec<Draft> = before
            .iter()
            .enumerate()
            .map(|(at, label)| Draft::of(label, at, Some(label.id.clone())))
            .collect();
        Self {
            next_number: drafts.len(),
            before,
            drafts,
            picked: 0,
            merged: BTreeMap::new(),
            page: Page::Labels,
            known: cx.session.offered_labels().cloned(),
        }
    }

    /// Shows the editor for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        self.take_offered(cx);
        match std::mem::replace(&mut self.page, Page::Labels) {
            Page::Labels => self.labels_page(ctx, cx),
            Page::File(path) => self.file_page(ctx, cx, path),
            Page::Consequences(plan, uses) => self.consequences(ctx, cx, plan, uses),
        }
    }

    fn labels_page(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let plan = self.plan(cx.session.keys(), cx.lang);
        let asks = plan.as_ref().is_ok_and(|plan| !plan.fates.is_empty());
        let changed = plan.as_ref().is_ok_and(|plan| plan.before != plan.after);
        let word = if asks { L::Next } else { L::Apply };
        let choices = [
            Choice::primary(word.say(cx.lang)).enabled(changed),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = L::Title.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 820.0, &choices, |ui| {
            self.body(ui, cx);
            if let Err(fault) = &plan {
                let danger = look(ui.ctx()).tokens.palette.danger;
                widgets::coloured_label(ui, &fault.say(cx.lang), danger);
            }
        });
        match (answer, plan) {
            (Answer::Open, _) => Next::Stay,
            (Answer::Chosen(0), Ok(plan)) => self.go_on(cx, plan),
            _ => Next::Close,
        }
    }

    /// Applies the change, or shows what it means first.
    fn go_on(&mut self, cx: &Cx<'_>, plan: LabelPlan) -> Next {
        let uses = plan.fates.keys();
        let uses = uses.map(|label| (label.clone(), label_use(cx.session, label)));
        let uses: Vec<(LabelId, LabelUse)> = uses
            .filter(|(_, used)| used.annotations + used.decisions + used.rules > 0)
            .collect();
        if uses.is_empty() {
            cx.send(Command::EditLabels(Box::new(plan)));
            return Next::Close;
        }
        self.page = Page::Consequences(Box::new(plan), uses);
        Next::Stay
    }

    fn file_page(&mut self, ctx: &Context, cx: &Cx<'_>, mut path: FieldState) -> Next {
        let choices = [
            Choice::primary(L::Read.say(cx.lang)).enabled(!path.text().trim().is_empty()),
            Choice::plain(L::Back.say(cx.lang)),
        ];
        let title = L::TemplatePath.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 520.0, &choices, |ui| {
            let field = widgets::TextField::new(L::TemplatePath.say(cx.lang));
            field.left_to_right().show(ui, &mut path);
        });
        match answer {
            Answer::Open => self.page = Page::File(path),
            Answer::Chosen(0) => cx.send(Command::ReadLabels(path.text().trim().into())),
            Answer::Chosen(_) | Answer::Dismissed => {}
        }
        Next::Stay
    }

    /// Takes a label set that was read from a file since.
    fn take_offered(&mut self, cx: &Cx<'_>) {
        let offered = cx.session.offered_labels();
        if offered != self.known.as_ref() {
            self.known = offered.cloned();
            if let Some(labels) = offered {
                self.start_from(labels);
            }
        }
    }

    /// The labels of a template in the place of those typed; what has the same name in files stays
    /// the same label.
    fn start_from(&mut self, labels: &LabelSet) {
        self.drafts.clear();
        self.merged.clear();
        self.picked = 0;
        for label in labels.iter() {
            let origin = self.before.get(&label.id).map(|label| label.id.clone());
            let number = self.number();
            self.drafts.push(Draft::of(label, number, origin));
        }
    }

    fn number(&mut self) -> usize {
        self.next_number += 1;
        self.next_number - 1
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let height = ui.ctx().content_rect().height() * 0.6;
        let column = look(ui.ctx()).column();
        self.buttons(ui, cx);
        widgets::row_of(ui, height, |ui| {
            ui.allocate_ui_with_layout(vec2(LIST, height), column, |ui| {
                ui.set_width(LIST);
                self.list(ui, cx);
            });
            let rest = vec2(ui.available_width(), height);
            ui.allocate_ui_with_layout(rest, column, |ui| {
                ui.set_width(rest.x);
                match self.drafts.get_mut(self.picked) {
                    Some(draft) => form::show(ui, cx, draft),
                    None => {
                        widgets::weak_label(ui, L::NoLabels.say(cx.lang));
                    }
                }
            });
        });
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let count = self.drafts.len();
        let list = widgets::VirtualList::new(ui, "labels", count);
        list.name(W::Labels.say(cx.lang)).show(ui, |ui, at| {
            let Some(draft) = self.drafts.get(at) else {
                return;
            };
            let name = name(draft, cx);
            let key = draft.key.text().trim().to_owned();
            let mut row = widgets::Row::new(&name).detail(&key).place(at, count);
            if let Some(colour) = draft.colour() {
                row = row.dot(look(ui.ctx()).tokens.label(colour).stroke);
            }
            if row.chosen(at == self.picked).show(ui).clicked() {
                self.picked = at;
            }
        });
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let (at, count) = (self.picked, self.drafts.len());
        widgets::wrapping_row(ui, |ui| {
            if widgets::button(ui, L::Add.say(cx.lang)).clicked() {
                self.add();
            }
            let press = |ui: &mut Ui, word: L, enabled: bool| {
                let shown = ui.add_enabled_ui(enabled, |ui| widgets::button(ui, word.say(cx.lang)));
                shown.inner.clicked()
            };
            if press(ui, L::Up, at > 0 && at < count) {
                self.drafts.swap(at, at - 1);
                self.picked = at - 1;
            }
            if press(ui, L::Down, at + 1 < count) {
                self.drafts.swap(at, at + 1);
                self.picked = at + 1;
            }
            if press(ui, L::Remove, at < count) {
                self.remove(at, None);
            }
            self.merge_menu(ui, cx);
            self.template_menu(ui, cx);
        });
    }

    fn merge_menu(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let at = self.picked;
        let others = self
            .drafts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let others: Vec<(usize, String)> = others.map(|(_, d)| (d.number, name(d, cx))).collect();
        let enabled = at < self.drafts.len() && !others.is_empty();
        let mut into = None;
        ui.add_enabled_ui(enabled, |ui| {
            widgets::menu(ui, L::Merge.say(cx.lang), |ui| {
                for (number, name) in &others {
                    if widgets::menu_item(ui, name, None).clicked() {
                        into = Some(*number);
                    }
                }
            });
        });
        if into.is_some() {
            self.remove(at, into);
        }
    }

    fn template_menu(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let mut chosen = None;
        let mut file = false;
        widgets::menu(ui, L::Template.say(cx.lang), |ui| {
            for (name, word) in [("news", W::TemplateNews), ("core", W::TemplateCore)] {
                if widgets::menu_item(ui, word.say(cx.lang), None).clicked() {
                    chosen = template(name);
                }
            }
            file = widgets::menu_item(ui, L::TemplateFile.say(cx.lang), None).clicked();
        });
        if let Some(labels) = chosen {
            self.start_from(&labels);
        }
        if file {
            self.page = Page::File(FieldState::new(""));
        }
    }

    fn add(&mut self) {
        let used: Vec<_> = self.drafts.iter().filter_map(Draft::colour).collect();
        let free = OFFERED.iter().find(|colour| !used.contains(colour));
        let colour = free.or(OFFERED.first()).copied();
        let Some(colour) = colour else { return };
        let number = self.number();
        let label = Label::new("".into(), Bilingual::default(), colour);
        self.drafts.push(Draft::of(&label, number, None));
        self.picked = self.drafts.len() - 1;
    }

    /// Takes a draft away; what had its label gets that of the draft `into`, if one is given.
    fn remove(&mut self, at: usize, into: Option<usize>) {
        let gone = self.drafts.remove(at);
        for target in self.merged.values_mut() {
            if *target == gone.number {
                *target = into.unwrap_or(*target);
            }
        }
        if let (Some(origin), Some(into)) = (gone.origin, into) {
            self.merged.insert(origin, into);
        }
        let place = into.and_then(|number| self.drafts.iter().position(|d| d.number == number));
        let last = self.drafts.len().saturating_sub(1);
        self.picked = place.unwrap_or_else(|| at.min(last));
    }
}

/// What a draft is called: its name, else its id, else that it is new.
fn name(draft: &Draft, cx: &Cx<'_>) -> String {
    let (first, second) = if cx.lang.is_rtl() {
        (&draft.name_ar, &draft.name_en)
    } else {
        (&draft.name_en, &draft.name_ar)
    };
    let candidates = [first.text(), second.text(), draft.id.text()];
    let named = candidates
        .iter()
        .map(|text| text.trim())
        .find(|text| !text.is_empty());
    named.unwrap_or(L::NewLabel.say(cx.lang)).to_owned()
}
