//! One decision on many places, and the search of the whole project: every hit in its context, each
//! with a tick, in the article on screen or in all of them.

mod row;

use std::collections::BTreeSet;

use eframe::egui::{Context, Id, Ui};

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::{Command, Everywhere, Place, Target, Verb};
use crate::app::search::{Mode, Query};
use crate::app::views::hits::{self, HitView, Scope, SearchView};
use crate::i18n::notice::IN_ARTICLES;
use crate::i18n::number::number;
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::model::ids::LabelId;

/// The list of hits while it is open.
pub struct List {
    untag: bool,
    label: Option<LabelId>,
    scope: Scope,
    /// What is looked for.
    query: Query,
    /// Where it is typed; nothing if the text of the current span is looked for.
    field: Option<FieldState>,
    fresh: bool,
    /// Places that are left out.
    spared: BTreeSet<Place>,
    /// How many hits were asked whether they are annotated otherwise.
    asked: usize,
}

/// Rows shown at once.
const ROWS: usize = 11;

impl List {
    /// For the hits of the search in the article, and the label of the current span, else the first.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let session = cx.session;
        let current = match &session.here().target {
            Some(Target::Suggestion(key)) => Some(key.label.clone()),
            Some(Target::Annotation(id)) => session
                .current()
                .and_then(|(_, sheet)| sheet.get(*id))
                .map(|annotation| annotation.label.clone()),
            None => None,
        };
        let offer = session.here().offer.as_ref();
        let untag = offer.is_some_and(|offer| offer.verb == Verb::Untag);
        let offered = offer.map(|offer| match &offer.verb {
            Verb::Tag(label) => label.clone(),
            Verb::Untag => offer.label.clone(),
        });
        let first = || {
            session
                .project()
                .labels()
                .iter()
                .next()
                .map(|l| l.id.clone())
        };
        let search = session.here().search.as_ref();
        Self {
            untag,
            label: offered.or(current).or_else(first),
            scope: Scope::Article,
            query: search
                .map(|search| search.query.clone())
                .unwrap_or_default(),
            field: None,
            fresh: false,
            spared: BTreeSet::new(),
            asked: 0,
        }
    }

    /// A search of all articles; nothing is ticked to begin with.
    #[must_use]
    pub fn search(cx: &Cx<'_>, query: Query) -> Self {
        let mut field = FieldState::new(&query.pattern);
        field.select_all();
        let list = Self {
            scope: Scope::Project,
            field: Some(field),
            fresh: true,
            query,
            ..Self::open(cx)
        };
        list.ask(cx);
        list
    }

    /// Shows the list for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let search = hits::search(cx.session, self.scope);
        let search = search.filter(|search| search.query == self.query);
        // The answer to a new wish comes with the next frame.
        let search = search.unwrap_or_default();
        self.spare_new(cx, search.count);
        let chosen = search.count.saturating_sub(self.spared.len());
        let verb = if self.untag { W::UntagThem } else { W::TagThem };
        let text = verb.say(cx.lang).replace("{all}", &number(chosen, cx.lang));
        let choices = [
            Choice::primary(&text).enabled(chosen > 0 && !search.running),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = if self.field.is_some() {
            P::SearchTitle.say(cx.lang)
        } else {
            W::EverywhereTitle.say(cx.lang)
        };
        let width = if self.scope == Scope::Project {
            900.0
        } else {
            760.0
        };
        let (answer, visited) = widgets::dialog(ctx, title, width, &choices, |ui| {
            self.typing(ui, cx);
            self.scopes(ui, cx);
            self.verbs(ui, cx);
            self.ticks(ui, cx, &search);
            progress(ui, cx, &search);
            self.list(ui, cx, search.count)
        });
        if let Some(hit) = visited {
            cx.send(Command::Visit(hit.place, hit.labels.into_iter().next()));
            return Next::Close;
        }
        match answer {
            Answer::Open => Next::Stay,
            Answer::Chosen(0) => {
                self.apply(cx);
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }

    fn apply(&self, cx: &Cx<'_>) {
        let verb = if self.untag {
            Some(Verb::Untag)
        } else {
            self.label.clone().map(Verb::Tag)
        };
        let places = hits::places(cx.session, self.scope).into_iter();
        let places = places
            .filter(|place| !self.spared.contains(place))
            .collect();
        if let Some(verb) = verb {
            cx.send(Command::Everywhere(Everywhere { places, verb }));
        }
    }

    /// Asks for hits again.
    fn ask(&self, cx: &Cx<'_>) {
        cx.send(match self.scope {
            Scope::Article => Command::Search(self.query.clone()),
            Scope::Project => Command::Hunt(self.query.clone()),
        });
    }

    /// Where somebody has already decided otherwise, nothing is changed unless it is ticked; of a
    /// search nothing at all.
    fn spare_new(&mut self, cx: &Cx<'_>, count: usize) {
        if count < self.asked {
            self.begin_again();
        }
        // After a change of one annotation, those that still are as it was are meant.
        let old = cx.session.here().offer.as_ref().map(|offer| &offer.label);
        let known = [self.label.as_ref(), old];
        let other = |hit: &HitView| {
            let mut labels = hit.labels.iter();
            let otherwise = labels.any(|label| !known.contains(&Some(label)));
            self.field.is_some() || hit.touched || otherwise
        };
        let new = hits::hits(cx.session, self.scope, self.asked..count).into_iter();
        let spared = new.filter(other).map(|hit| hit.place);
        self.spared.extend(spared);
        self.asked = count;
    }

    fn begin_again(&mut self) {
        self.spared.clear();
        self.asked = 0;
    }

    /// The field of a search, and how what is typed is meant.
    fn typing(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let before = self.query.clone();
        let words = matches!(self.query.mode, Mode::Words | Mode::Bare);
        let bare = words && self.query.has_article();
        if self.field.is_none() && !bare {
            return;
        }
        widgets::row(ui, |ui| {
            if let Some(typed) = &mut self.field {
                let field = widgets::TextField::new(P::SearchHint.say(cx.lang))
                    .id(Id::unique("tawsim search of the project"))
                    .width(300.0)
                    .placeholder(P::SearchHint.say(cx.lang))
                    .show(ui, typed);
                if std::mem::take(&mut self.fresh) {
                    field.request_focus();
                }
                typed.text().clone_into(&mut self.query.pattern);
                modes(ui, cx, &mut self.query.mode);
            }
            if bare {
                let mut on = self.query.mode == Mode::Bare;
                if widgets::checkbox(ui, &mut on, P::WithoutArticle.say(cx.lang)).changed() {
                    self.query.mode = if on { Mode::Bare } else { Mode::Words };
                }
            }
        });
        if self.query != before {
            self.begin_again();
            self.ask(cx);
        }
    }

    fn scopes(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let before = self.scope;
        widgets::row(ui, |ui| {
            for (scope, word) in [
                (Scope::Article, P::InThisArticle),
                (Scope::Project, P::InWholeProject),
            ] {
                widgets::radio_value(ui, &mut self.scope, scope, word.say(cx.lang));
            }
        });
        if self.scope != before {
            self.begin_again();
            self.ask(cx);
        }
    }

    fn verbs(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::row(ui, |ui| {
            widgets::radio_value(ui, &mut self.untag, false, W::VerbTag.say(cx.lang));
            let labels: Vec<_> = cx.session.project().labels().iter().collect();
            let mut at = labels
                .iter()
                .position(|label| Some(&label.id) == self.label.as_ref())
                .unwrap_or_default();
            let names: Vec<String> = labels.iter().map(|l| words::label(l, cx.lang)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            widgets::combo_box(ui, W::ChooseLabel.say(cx.lang), &names, &mut at);
            self.label = labels.get(at).map(|label| label.id.clone());
            widgets::radio_value(ui, &mut self.untag, true, W::VerbUntag.say(cx.lang));
        });
    }

    /// All or none.
    fn ticks(&mut self, ui: &mut Ui, cx: &Cx<'_>, search: &SearchView) {
        widgets::spread(
            ui,
            |ui| {
                let all = number(search.count, cx.lang);
                let hits = W::Hits.say(cx.lang).replace("{all}", &all);
                let text = match (&search.problem, search.count) {
                    (Some(_), _) => W::BadPattern.say(cx.lang),
                    (None, 0) if !search.running && !self.query.pattern.is_empty() => {
                        P::NoHits.say(cx.lang)
                    }
                    _ => &hits,
                };
                widgets::weak_label(ui, text);
            },
            |ui| {
                if widgets::tool_button(ui, W::TickNone.say(cx.lang)).clicked() {
                    self.spared = hits::places(cx.session, self.scope).into_iter().collect();
                }
                if widgets::tool_button(ui, W::TickAll.say(cx.lang)).clicked() {
                    self.spared.clear();
                }
            },
        );
    }

    /// The hits. Returns one that somebody wants to see in its article.
    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, count: usize) -> Option<HitView> {
        // A search keeps its size while hits come in.
        let rows = match self.scope {
            Scope::Article => count.clamp(1, ROWS),
            Scope::Project => ROWS,
        };
        let height = widgets::list_height(ui, rows);
        let mut visited = None;
        let list = widgets::VirtualList::new(ui, "hits", count);
        let list = list.name(W::EverywhereTitle.say(cx.lang));
        list.show_within(ui, height, |ui, at| {
            let Some(hit) = hits::hits(cx.session, self.scope, at..at + 1).pop() else {
                return;
            };
            let title = hits::title(cx.session, &hit.place);
            let title = (self.scope == Scope::Project).then_some(title);
            let mut ticked = !self.spared.contains(&hit.place);
            let done = row::show(ui, cx, (&hit, title), &mut ticked);
            if done.ticked && ticked {
                self.spared.remove(&hit.place);
            } else if done.ticked {
                self.spared.insert(hit.place.clone());
            }
            if done.visited {
                visited = Some(hit);
            }
        });
        visited
    }
}

/// Whole words, or a regular expression.
fn modes(ui: &mut Ui, cx: &Cx<'_>, now: &mut Mode) {
    for (mode, word) in [(Mode::Words, W::WholeWords), (Mode::Regex, W::Regex)] {
        let mut on = *now == mode || (*now, mode) == (Mode::Bare, Mode::Words);
        if widgets::checkbox(ui, &mut on, word.say(cx.lang)).changed() {
            *now = if on { mode } else { Mode::Anywhere };
        }
    }
}

/// How far the search of many articles is, and what could not be searched.
fn progress(ui: &mut Ui, cx: &Cx<'_>, search: &SearchView) {
    if let Some((at, all)) = search.part {
        widgets::spread(
            ui,
            |ui| {
                let share = at as f32 / all.max(1) as f32;
                widgets::progress(ui, share, W::Searching.say(cx.lang))
            },
            |ui| {
                if widgets::tool_button(ui, P::Stop.say(cx.lang)).clicked() {
                    cx.send(Command::CancelJobs);
                }
            },
        );
    }
    if search.unread > 0 {
        let articles = IN_ARTICLES.say(search.unread, cx.lang);
        let text = P::Unread.say(cx.lang).replace("{articles}", &articles);
        widgets::weak_label(ui, &text);
    }
    if search.full {
        widgets::weak_label(ui, P::Full.say(cx.lang));
    }
}
