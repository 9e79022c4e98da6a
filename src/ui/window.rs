//! The whole window: panels around the article, keys, dialogs.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Context, Frame, Margin, Rect, Ui};

use super::cx::{Cx, Outbox};
use super::dialogs::{Answer, Dialog, Purpose};
use super::everywhere::List;
use super::export::ExportDialog;
use super::guidelines::{self, Guidelines};
use super::import::ImportDialog;
use super::keymap::{self, Meaning};
use super::label_editor::LabelEditor;
use super::lexicon::Lexicon;
use super::palette::Palette;
use super::panels::articles::ArticleList;
use super::panels::find::{self, Asked, FindBar};
use super::panels::inbox::Inbox;
use super::panels::{labels, menus, notices, strip};
use super::panes::{self, Pane, Step, pane};
use super::past::Past;
use super::prompts::{self, Next, Prompt};
use super::reader::{self, Reader};
use super::set_keys::SetKeys;
use super::theme::{self, look};
use super::trial::Bench;
use super::widgets::{self, FieldState, Side};
use super::words;
use crate::app::action::Action;
use crate::app::clock;
use crate::app::command::{Command, Judgement};
use crate::app::headless::intake::{Imported, TakenAs};
use crate::app::import::Import;
use crate::app::notice::Gravity;
use crate::app::search::Query;
use crate::app::session::Session;
use crate::app::views::inbox::State;
use crate::i18n::access::PaneName;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::ids::LabelId;
use crate::text::paragraph::{Direction, first_strong};

/// The window's state: the session, and what only the screen knows.
pub struct Window {
    session: Session,
    outbox: Outbox,
    reader: Reader,
    articles: ArticleList,
    inbox: Inbox,
    find: Option<FindBar>,
    guidelines: Option<Guidelines>,
    prompt: Option<Prompt>,
    dialog: Option<Dialog>,
    /// The newest passing notice and when it was first seen, seconds.
    passing: Option<(u64, f64)>,
    /// Since when an import goes on, seconds.
    importing: Option<f64>,
    /// How what the files of the import say is to be taken, where the person has said so.
    taken: Option<TakenAs>,
    /// The last report that was told of.
    reported: Option<Arc<Imported>>,
}

fn find_bar(ui: &mut Ui, cx: &Cx<'_>, bar: &mut FindBar) -> Asked {
    let frame = Frame::new().inner_margin(Margin::symmetric(16, 6));
    let shown = egui::Panel::top("find").frame(frame);
    let name = PaneName::Find.say(cx.lang);
    shown
        .show(ui, |ui| pane(ui, Pane::Find, name, |ui| bar.show(ui, cx)))
        .inner
}

/// How long a notice that needs no answer is shown, in seconds.
const PASSING: f64 = 6.0;

/// An import that takes longer is shown, in seconds.
const PATIENCE: f64 = 0.4;

impl Window {
    /// A window that begins with these paths: a project folder, article files, or nothing.
    #[must_use]
    pub fn new(ctx: &Context, paths: Vec<PathBuf>) -> Self {
        Self::at_home(ctx, paths, None)
    }

    /// [`Window::new`] with settings and personal projects in another folder.
    #[must_use]
    pub fn at_home(ctx: &Context, paths: Vec<PathBuf>, home: Option<PathBuf>) -> Self {
        let wake = ctx.clone();
        let mut session = Session::new(
            clock::system,
            Arc::new(move || wake.request_repaint()),
            home,
        );
        session.run(Command::Begin);
        session.run(Command::OpenPaths(paths));
        Self {
            session,
            outbox: Outbox::default(),
            reader: Reader::default(),
            articles: ArticleList::default(),
            inbox: Inbox::default(),
            find: None,
            guidelines: None,
            prompt: None,
            dialog: None,
            passing: None,
            importing: None,
            taken: None,
            reported: None,
        }
    }

    /// What is known; for tests and for pictures.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Where bytes of the article were last drawn, in points; for tests and for pictures.
    #[must_use]
    pub fn places(&self, range: &Range<usize>) -> Vec<Rect> {
        self.reader.places(range)
    }

    /// Carries out a command as if a person had asked for it.
    pub fn run(&mut self, command: Command) {
        self.session.run(command);
    }

    /// Waits until the background has nothing left to answer.
    pub fn settle(&mut self) {
        self.session.settle();
    }

    /// Takes in answers and carries out what was asked in the last frame. Draws nothing.
    pub fn logic(&mut self, ctx: &Context) {
        self.session.receive_all();
        let back = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        if ctx.input(|input| input.events.iter().any(back)) {
            // Whoever comes back from another program may have changed files there.
            self.session.run(Command::LookAround);
        }
        for command in self.outbox.take() {
            self.session.run(command);
        }
        self.take_dialog_answer();
        self.follow_import(ctx);
        self.let_notices_pass(ctx);
        if self.session.is_quitting() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Draws one frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let preferences = *self.session.preferences();
        let mode = words::mode(preferences.theme);
        let lang = words::lang(preferences.language);
        theme::apply(ui.ctx(), lang, mode);
        panes::begin(ui.ctx(), lang);
        self.keys(ui.ctx());
        self.dropped_files(ui.ctx());
        let mut chosen = Vec::new();
        let cx = Cx::new(&self.session, &self.outbox);
        let look = look(ui.ctx());
        bars(ui, &cx, &mut chosen);
        let told_of = sides(ui, &cx, &mut self.articles, &mut self.inbox);
        if let Some(label) = told_of {
            self.guidelines = Some(Guidelines::about(label));
        }
        let written = self.guidelines.as_mut().map(|pane| beside(ui, &cx, pane));
        let page = Frame::new().fill(look.tokens.palette.surface);
        let mut asked = None;
        egui::CentralPanel::default().frame(page).show(ui, |ui| {
            if !cx.session.notices().is_empty() {
                let frame = Frame::new().inner_margin(Margin::symmetric(16, 6));
                egui::Panel::top("notices").frame(frame).show(ui, |ui| {
                    pane(ui, Pane::Notices, PaneName::Notices.say(cx.lang), |ui| {
                        notices::show(ui, &cx, |action| chosen.push(action));
                    });
                });
            }
            asked = self.find.as_mut().map(|bar| find_bar(ui, &cx, bar));
            self.reader.show(ui, &cx);
        });
        let ctx = ui.ctx().clone();
        self.answer_find(&ctx, asked.unwrap_or(Asked::Nothing));
        self.answer_guidelines(written.unwrap_or(guidelines::Asked::Nothing));
        for action in chosen {
            self.act(&ctx, action);
        }
        self.show_prompt(&ctx);
        panes::end(&ctx);
    }

    fn answer_guidelines(&mut self, asked: guidelines::Asked) {
        match asked {
            guidelines::Asked::Nothing => {}
            guidelines::Asked::Close => self.guidelines = None,
            guidelines::Asked::Edit => {
                let cx = Cx::new(&self.session, &self.outbox);
                self.prompt = Some(Prompt::Guidelines(guidelines::Edit::open(&cx)));
            }
        }
    }

    fn answer_find(&mut self, ctx: &Context, asked: Asked) {
        match asked {
            Asked::Nothing => {}
            Asked::Close => {
                self.outbox.send(Command::Search(Query::default()));
                self.find = None;
                ctx.memory_mut(|memory| memory.request_focus(reader::id()));
            }
            Asked::List => {
                let cx = Cx::new(&self.session, &self.outbox);
                self.prompt = Some(Prompt::Everywhere(List::open(&cx)));
            }
            Asked::Project => {
                let cx = Cx::new(&self.session, &self.outbox);
                let query = self.find.as_ref().map(FindBar::query).unwrap_or_default();
                self.prompt = Some(Prompt::Everywhere(List::search(&cx, query)));
            }
        }
    }

    /// Writes everything and waits for it; the window is about to go.
    pub fn close(&mut self) {
        self.session.close();
    }

    /// Keys that mean actions or labels, unless a field or a dialog wants them.
    fn keys(&mut self, ctx: &Context) {
        if self.prompt.is_some() || egui::Popup::is_any_open(ctx) {
            return;
        }
        let on_page = ctx.memory(|memory| memory.focused().is_none_or(|id| id == reader::id()));
        let reading = self.reading_direction();
        let events = ctx.input(|input| input.events.clone());
        for event in events {
            let Some(meaning) = keymap::meaning(&event, reading, self.session.keys()) else {
                continue;
            };
            let everywhere = keymap::is_everywhere(&event, widgets::is_typing(ctx));
            if meaning == Meaning::Action(Action::Release) && panes::was_away(ctx) {
                continue;
            }
            match meaning {
                Meaning::Action(action) if on_page || everywhere => {
                    spend(ctx, &event);
                    self.act(ctx, action);
                }
                Meaning::Label(key) if on_page => {
                    if let Some(label) = self.session.project().labels().by_key(key) {
                        let id = label.id.clone();
                        self.session.run(Command::Label(id));
                    }
                }
                _ => {}
            }
        }
    }

    /// The direction of the paragraph in which the person is.
    fn reading_direction(&self) -> Direction {
        let Some((article, _)) = self.session.current() else {
            return Direction::Rtl;
        };
        let text = &article.text;
        let at = self
            .session
            .current_span()
            .map_or(self.session.here().head, |span| span.start());
        let at = text.floor_char_boundary(at);
        let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
        let end = text.floor_char_boundary(text.len().min(at + 4096));
        let near = text.floor_char_boundary(start.max(at.saturating_sub(4096)));
        first_strong(&text[near..end]).unwrap_or_default()
    }

    #[expect(clippy::too_many_lines, reason = "one arm per action")]
    fn act(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::OpenProject => self.ask(ctx, Purpose::OpenProject, W::OpenProjectTitle),
            Action::NewProject => self.ask(ctx, Purpose::NewProject, W::NewProjectTitle),
            Action::ImportArticles => self.ask(ctx, Purpose::ImportArticles, W::ImportTitle),
            Action::ImportFolder => self.ask(ctx, Purpose::ImportFolder, W::ImportTitle),
            Action::ImportReport => self.prompt = Some(Prompt::Report),
            Action::ImportSuggestions => {
                self.ask(ctx, Purpose::ImportSuggestions, W::ImportSuggestionsTitle);
            }
            Action::Export => {
                let cx = Cx::new(&self.session, &self.outbox);
                self.prompt = Some(Prompt::Export(Box::new(ExportDialog::open(&cx))));
            }
            Action::Find => {
                self.find = Some(FindBar::open(&Cx::new(&self.session, &self.outbox)));
            }
            Action::FindInProject => {
                let cx = Cx::new(&self.session, &self.outbox);
                let query = find::suggested(&cx);
                self.prompt = Some(Prompt::Everywhere(List::search(&cx, query)));
            }
            Action::ReviewProject => {
                self.inbox.change_scope();
                if !self.session.preferences().inbox_shown {
                    self.session.run(Command::Act(Action::ToggleInbox));
                }
            }
            Action::AcceptShown => self.decide_shown(Judgement::Accept),
            Action::RejectShown => self.decide_shown(Judgement::Reject),
            Action::Lexicon => self.prompt = Some(Prompt::Lexicon(Lexicon::default())),
            Action::Everywhere => {
                self.session.run(Command::Act(action));
                let cx = Cx::new(&self.session, &self.outbox);
                if cx.session.here().search.is_some() {
                    self.prompt = Some(Prompt::Everywhere(List::open(&cx)));
                }
            }
            Action::History => {
                self.session.run(Command::Act(action));
                self.prompt = Some(Prompt::Past(Past::default()));
            }
            Action::TryPatterns => {
                let cx = Cx::new(&self.session, &self.outbox);
                self.prompt = Some(Prompt::Trial(Bench::open(&cx)));
            }
            Action::OpenRecent => self.prompt = Some(Prompt::Recent),
            Action::ArticleDetails | Action::Remark | Action::Describe | Action::Relate => {
                let cx = Cx::new(&self.session, &self.outbox);
                let prompt = Prompt::on_screen(action, &cx);
                self.prompt = prompt.or(self.prompt.take());
            }
            Action::Palette => self.prompt = Some(Prompt::Palette(Palette::default())),
            Action::NextPane => panes::step(ctx, Step::Next),
            Action::PreviousPane => panes::step(ctx, Step::Previous),
            Action::GoToMenus => panes::go(ctx, Pane::Menus),
            Action::ShowKeys => self.prompt = Some(Prompt::Keys),
            Action::Appearance => self.prompt = Some(Prompt::Appearance),
            Action::Statistics => self.prompt = Some(Prompt::Statistics),
            Action::SetKeys => self.prompt = Some(Prompt::SetKeys(SetKeys::default())),
            Action::Guidelines => {
                self.guidelines = match self.guidelines.take() {
                    Some(_) => None,
                    None => Some(Guidelines::default()),
                };
            }
            Action::EditLabels => {
                let cx = Cx::new(&self.session, &self.outbox);
                self.prompt = Some(Prompt::Labels(Box::new(LabelEditor::open(&cx))));
            }
            Action::ChooseLabel => {
                self.prompt = Some(Prompt::Label {
                    typed: FieldState::new(""),
                    picked: 0,
                });
            }
            other => self.session.run(Command::Act(other)),
        }
    }

    /// Decides on all that the inbox shows; one that is hidden is shown first, so that nothing is
    /// decided unseen.
    fn decide_shown(&mut self, judgement: Judgement) {
        let preferences = self.session.preferences();
        if !preferences.inbox_shown && !preferences.blind {
            return self.session.run(Command::Act(Action::ToggleInbox));
        }
        let cx = Cx::new(&self.session, &self.outbox);
        self.inbox.decide(&cx, judgement);
    }

    /// Shows the dialog of an import that waits for the person or takes a while.
    fn follow_import(&mut self, ctx: &Context) {
        let Some(import) = self.session.import() else {
            self.importing = None;
            self.taken = None;
            return self.follow_report();
        };
        let now = ctx.input(|input| input.time);
        let since = *self.importing.get_or_insert(now);
        if matches!(import, Import::Ready(_)) || now - since >= PATIENCE {
            let dialog = || Prompt::Import(Box::new(ImportDialog::new(self.taken)));
            self.prompt.get_or_insert_with(dialog);
        } else {
            ctx.request_repaint_after_secs((since + PATIENCE - now) as f32);
        }
    }

    /// Shows what came of an import, if there is more to tell than how much was taken.
    fn follow_report(&mut self) {
        let report = self.session.import_report();
        let known = self.reported.as_ref();
        let same = match (report, known) {
            (Some(report), Some(known)) => Arc::ptr_eq(report, known),
            (report, known) => report.is_none() && known.is_none(),
        };
        if same {
            return;
        }
        let more = report.is_some_and(|report| !report.is_plain());
        self.reported = report.cloned();
        if more {
            self.prompt.get_or_insert(Prompt::Report);
        }
    }

    /// Opens a native dialog.
    fn ask(&mut self, ctx: &Context, purpose: Purpose, title: W) {
        if self.dialog.is_none() {
            let wake = ctx.clone();
            let title = title
                .say(words::lang(self.session.preferences().language))
                .to_owned();
            self.dialog = Some(Dialog::open(purpose, title, move || wake.request_repaint()));
        }
    }

    /// Takes away notices that need no answer after a while.
    fn let_notices_pass(&mut self, ctx: &Context) {
        let passing = self
            .session
            .notices()
            .iter()
            .find(|notice| notice.gravity == Gravity::Info);
        let Some(id) = passing.map(|notice| notice.id) else {
            self.passing = None;
            return;
        };
        let now = ctx.input(|input| input.time);
        let since = match self.passing {
            Some((known, since)) if known == id => since,
            _ => now,
        };
        self.passing = Some((id, since));
        let left = since + PASSING - now;
        if left <= 0.0 {
            self.session.run(Command::DismissNotice(id));
        } else {
            ctx.request_repaint_after_secs(left as f32);
        }
    }

    fn take_dialog_answer(&mut self) {
        let Some(dialog) = &self.dialog else { return };
        let answer = dialog.answer();
        if answer == Answer::Open {
            return;
        }
        let Some(Dialog { purpose, .. }) = self.dialog.take() else {
            return;
        };
        match (answer, &mut self.prompt) {
            (Answer::Chosen(paths), Some(prompt)) => {
                if let Some(path) = paths.first() {
                    prompt.set_path(path);
                }
            }
            (Answer::Chosen(paths), None) if purpose == Purpose::NewProject => {
                let path = paths
                    .first()
                    .map(|path| path.display().to_string())
                    .unwrap_or_default();
                self.prompt = Some(Prompt::path(purpose, &path));
            }
            (Answer::Chosen(paths), None) if purpose == Purpose::ImportSuggestions => {
                self.look_at(paths);
            }
            (Answer::Chosen(paths), None) => {
                self.session.run(prompts::command(&purpose, paths, "news"));
            }
            // The export dialog has its own field; the others ask for the path in the window.
            (Answer::Unavailable, None) => self.prompt = Some(Prompt::path(purpose, "")),
            _ => {}
        }
    }

    fn show_prompt(&mut self, ctx: &Context) {
        let Some(mut prompt) = self.prompt.take() else {
            return;
        };
        let next = prompt.show(ctx, &Cx::new(&self.session, &self.outbox));
        match next {
            Next::Close => self.leave_prompt(ctx),
            Next::Act(action) => {
                self.leave_prompt(ctx);
                self.act(ctx, action);
            }
            Next::Take(paths) => self.look_at(paths),
            Next::LookUp(text) => {
                self.leave_prompt(ctx);
                self.inbox.look_up(&text, State::Rejected);
                if !self.session.preferences().inbox_shown {
                    self.session.run(Command::Act(Action::ToggleInbox));
                }
            }
            Next::Stay => self.prompt = Some(prompt),
            Next::Browse(purpose) => {
                self.prompt = Some(prompt);
                self.ask(ctx, purpose, W::ExportTitle);
            }
        }
    }

    /// Looks at files whose annotations are to become suggestions.
    fn look_at(&mut self, paths: Vec<PathBuf>) {
        self.taken = Some(TakenAs::Suggestions);
        self.session.run(Command::Import(paths));
    }

    /// Gives the keyboard back to the page. A search that no bar shows was the list's own.
    fn leave_prompt(&mut self, ctx: &Context) {
        self.importing = None;
        ctx.memory_mut(|memory| memory.request_focus(reader::id()));
        if self.find.is_none() && self.session.here().search.is_some() {
            self.outbox.send(Command::Search(Query::default()));
        }
    }

    fn dropped_files(&mut self, ctx: &Context) {
        let files = ctx.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = files
            .into_iter()
            .map(|file| file.path().to_owned())
            .collect();
        if !paths.is_empty() {
            self.session.run(Command::OpenPaths(paths));
        }
    }
}

/// Keeps a widget that has the keyboard from taking Enter with a modifier for a click, when it has
/// meant an action.
fn spend(ctx: &Context, event: &egui::Event) {
    if let egui::Event::Key { key, modifiers, .. } = event
        && *key == egui::Key::Enter
        && modifiers.any()
    {
        ctx.input_mut(|input| input.consume_key(*modifiers, *key));
    }
}

/// The menu bar and the strip; what is chosen there goes to `chosen`.
fn bars(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Vec<Action>) {
    let look = look(ui.ctx());
    let bar = Frame::new()
        .fill(look.tokens.palette.background)
        .inner_margin(Margin::symmetric(8, 3));
    egui::Panel::top("bar").frame(bar).show(ui, |ui| {
        pane(ui, Pane::Menus, PaneName::Menus.say(cx.lang), |ui| {
            menus::show(ui, cx, |action| chosen.push(action));
        });
    });
    let low = Frame::new()
        .fill(look.tokens.palette.background)
        .inner_margin(Margin::symmetric(14, 8));
    egui::Panel::bottom("strip")
        .frame(low)
        .exact_size(96.0)
        .show(ui, |ui| {
            pane(ui, Pane::Strip, PaneName::Strip.say(cx.lang), |ui| {
                strip::show(ui, cx, |action| chosen.push(action));
            });
        });
}

/// The guidelines, between the article and the inbox.
fn beside(ui: &mut Ui, cx: &Cx<'_>, shown: &mut Guidelines) -> guidelines::Asked {
    let panel = widgets::side_panel(ui, Side::End, "guidelines").default_size(300.0);
    let name = K::Guidelines.say(cx.lang);
    let asked = panel.show(ui, |ui| {
        pane(ui, Pane::Guidelines, name, |ui| shown.show(ui, cx))
    });
    widgets::name_edge(ui, "guidelines");
    asked.inner
}

/// The panels at both sides of the article, as far as they are wanted. Returns a label whose rules
/// a person wants to read.
fn sides(ui: &mut Ui, cx: &Cx<'_>, list: &mut ArticleList, inbox: &mut Inbox) -> Option<LabelId> {
    let mut told_of = None;
    let preferences = cx.session.preferences();
    if preferences.articles_shown {
        widgets::side_panel(ui, Side::Start, "articles")
            .default_size(230.0)
            .show(ui, |ui| {
                pane(ui, Pane::Articles, W::Articles.say(cx.lang), |ui| {
                    list.show(ui, cx);
                });
            });
        widgets::name_edge(ui, "articles");
    }
    if preferences.inbox_shown {
        widgets::side_panel(ui, Side::End, "inbox")
            .default_size(330.0)
            .show(ui, |ui| {
                let rest = Frame::new().inner_margin(Margin::symmetric(0, 6));
                egui::Panel::bottom("labels").frame(rest).show(ui, |ui| {
                    pane(ui, Pane::Labels, W::Labels.say(cx.lang), |ui| {
                        told_of = labels::show(ui, cx);
                    });
                });
                pane(ui, Pane::Inbox, W::Inbox.say(cx.lang), |ui| {
                    inbox.show(ui, cx);
                });
            });
        widgets::name_edge(ui, "inbox");
    }
    told_of
}
