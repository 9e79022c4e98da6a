//! The project's articles, at the start side: all of them, or those that a person looks for.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::app::views::articles::{ArticleRow, ids, progress, row, title};
use crate::app::views::figures::done;
use crate::i18n::access;
use crate::i18n::details::D;
use crate::i18n::notice::SUGGESTIONS;
use crate::i18n::number::number;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::ids::ArticleId;
use crate::model::sheet::Progress;
use crate::text::normalize::match_form;
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, FieldState, OnHover as _};
use crate::ui::words;

/// Articles looked at in each frame while the list is narrowed down, so that no frame waits.
const STRIDE: usize = 4_000;

/// Lists shorter than this need no field to search them.
const FEW: usize = 8;

/// The states that the list can be narrowed down to, after "all".
const STATES: [(Progress, W); 4] = [
    (Progress::New, W::New),
    (Progress::InProgress, W::InProgress),
    (Progress::Done, W::Done),
    (Progress::Discuss, W::Discuss),
];

/// The list, and what it is narrowed down to.
pub struct ArticleList {
    typed: FieldState,
    /// 0 for all, else one more than the place in [`STATES`].
    state: usize,
    listing: Option<(u64, u64)>,
    ids: Vec<ArticleId>,
    /// Titles as they are compared, made when they are first needed.
    forms: Vec<Option<Box<str>>>,
    /// What was looked for last, and the places in `ids` found so far.
    wanted: (String, usize),
    found: Vec<usize>,
    /// What a look that is not at its end yet has found, and how far it is.
    fresh: Vec<usize>,
    looked: usize,
}

impl Default for ArticleList {
    fn default() -> Self {
        Self {
            typed: FieldState::new(""),
            state: 0,
            listing: None,
            ids: Vec::new(),
            forms: Vec::new(),
            wanted: (String::new(), 0),
            found: Vec::new(),
            fresh: Vec::new(),
            looked: 0,
        }
    }
}

impl ArticleList {
    /// Shows the list.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.follow(cx);
        widgets::column(ui, |ui| {
            widgets::spread(
                ui,
                |ui| widgets::heading(ui, W::Articles.say(cx.lang)),
                |ui| widgets::weak_label(ui, &number(self.len(), cx.lang)),
            );
            if self.ids.len() > 1 {
                widgets::progress(ui, done(cx.session), K::ArticlesDone.say(cx.lang));
            }
            if self.ids.is_empty() {
                widgets::weak_label(ui, W::NoArticles.say(cx.lang));
                return;
            }
            if self.ids.len() >= FEW {
                self.filter(ui, cx);
            }
            if !self.search(cx) {
                ui.ctx().request_repaint();
            } else if self.len() == 0 {
                widgets::weak_label(ui, D::NoneMatches.say(cx.lang));
            }
            let count = self.len();
            let list = widgets::VirtualList::new(ui, "articles", count);
            list.name(W::Articles.say(cx.lang)).show(ui, |ui, at| {
                if let Some(id) = self.id(at) {
                    article(ui, cx, &row(cx.session, id), (at, count));
                }
            });
        });
    }

    fn filter(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let name = D::FindArticle.say(cx.lang);
        let field = widgets::TextField::new(name).placeholder(name);
        field.show(ui, &mut self.typed);
        let states = STATES.iter().map(|(_, word)| word.say(cx.lang));
        let options: Vec<&str> = std::iter::once(D::AnyState.say(cx.lang))
            .chain(states)
            .collect();
        widgets::combo_box(ui, D::State.say(cx.lang), &options, &mut self.state);
    }

    /// Whether all articles are shown.
    fn is_whole(&self) -> bool {
        self.state == 0 && self.typed.text().trim().is_empty()
    }

    fn len(&self) -> usize {
        if self.is_whole() {
            self.ids.len()
        } else {
            self.found.len()
        }
    }

    fn id(&self, at: usize) -> Option<&ArticleId> {
        let at = if self.is_whole() {
            at
        } else {
            *self.found.get(at)?
        };
        self.ids.get(at)
    }

    /// Takes in a list that has changed. What was found stays on screen until it is found anew.
    fn follow(&mut self, cx: &Cx<'_>) {
        let (articles, states) = cx.session.listing();
        let known = self.listing.replace((articles, states));
        if known.is_none_or(|known| known.0 != articles) {
            self.ids = ids(cx.session);
            self.forms = vec![None; self.ids.len()];
            self.found.clear();
            self.look_again();
        } else if self.state > 0 && known.is_none_or(|known| known.1 != states) {
            self.look_again();
        }
    }

    fn look_again(&mut self) {
        self.fresh.clear();
        self.looked = 0;
    }

    /// Looks at the next articles; whether all were looked at.
    fn search(&mut self, cx: &Cx<'_>) -> bool {
        if self.is_whole() {
            return true;
        }
        let wanted = (match_form(self.typed.text().trim()), self.state);
        if wanted == self.wanted && self.looked == self.ids.len() {
            return true;
        }
        if wanted != self.wanted {
            self.wanted = wanted;
            self.found.clear();
            self.look_again();
        }
        let end = (self.looked + STRIDE).min(self.ids.len());
        for at in self.looked..end {
            if self.fits(cx, at) {
                self.fresh.push(at);
            }
        }
        self.looked = end;
        let done = end == self.ids.len();
        if done || self.found.len() < self.fresh.len() {
            self.found.clone_from(&self.fresh);
        }
        done
    }

    fn fits(&mut self, cx: &Cx<'_>, at: usize) -> bool {
        let (Some(id), Some(form)) = (self.ids.get(at), self.forms.get_mut(at)) else {
            return false;
        };
        let (words, state) = &self.wanted;
        let state = state.checked_sub(1).and_then(|at| STATES.get(at));
        if state.is_some_and(|(state, _)| *state != progress(cx.session, id)) {
            return false;
        }
        let form = form.get_or_insert_with(|| match_form(title(cx.session, id)).into());
        words.split(' ').all(|word| form.contains(word))
    }
}

fn article(ui: &mut Ui, cx: &Cx<'_>, row: &ArticleRow, (at, count): (usize, usize)) {
    let detail = detail(row, cx);
    let spoken = access::list(&[&row.title, &spoken_detail(row, cx)], cx.lang);
    let shown = widgets::Row::new(&row.title)
        .content()
        .detail(&detail)
        .spoken(&spoken)
        .place(at, count)
        .chosen(row.current)
        .show(ui);
    let hint = hint(row, cx);
    let shown = shown.on_hover(&hint);
    if shown.clicked() {
        cx.send(Command::OpenArticle(row.id.clone()));
    }
}

/// [`detail`] as it is said.
fn spoken_detail(row: &ArticleRow, cx: &Cx<'_>) -> String {
    match (row.progress, row.pending) {
        (Progress::Done, _) => W::Done.say(cx.lang).to_owned(),
        (Progress::Discuss, _) => W::Discuss.say(cx.lang).to_owned(),
        (_, Some(pending)) => SUGGESTIONS.say(pending, cx.lang),
        (Progress::InProgress, None) => words::state(row.progress, cx.lang).to_owned(),
        (Progress::New, None) => String::new(),
    }
}

/// Everything known of the article, under the pointer.
fn hint(row: &ArticleRow, cx: &Cx<'_>) -> String {
    let mut parts = vec![words::state(row.progress, cx.lang).to_owned()];
    if let Some(pending) = row.pending {
        parts.push(SUGGESTIONS.say(pending, cx.lang));
    }
    if let Some(decided) = row.decided {
        let decided = number(decided, cx.lang);
        parts.push(format!("{}: {decided}", K::Decisions.say(cx.lang)));
    }
    if let Some(annotations) = row.annotations {
        let annotations = number(annotations, cx.lang);
        parts.push(format!("{}: {annotations}", K::Annotations.say(cx.lang)));
    }
    if row.blind {
        parts.push(K::AnnotatedBlind.say(cx.lang).to_owned());
    }
    parts.extend(Some(row.note.clone()).filter(|note| !note.is_empty()));
    parts.join(" · ")
}

/// What is left to do: pending suggestions, else the state.
fn detail(row: &ArticleRow, cx: &Cx<'_>) -> String {
    match (row.progress, row.pending) {
        (Progress::Done, _) => "✓".to_owned(),
        (Progress::Discuss, _) => W::Discuss.say(cx.lang).to_owned(),
        (_, Some(pending)) if pending > 0 => number(pending, cx.lang),
        (Progress::InProgress, _) => "…".to_owned(),
        _ => String::new(),
    }
}
