//! How each command is carried out: one call per arm.

pub(in crate::app) mod background;
pub(in crate::app) mod blind;
mod decide;
mod draft;
pub(in crate::app) mod files;
mod find;
pub(in crate::app) mod gather;
pub(in crate::app) mod import;
mod labels;
pub(in crate::app) mod learn;
mod many;
mod missed;
mod navigate;
pub(in crate::app) mod overview;
mod past;
pub(in crate::app) mod pace;
mod relate;
mod rule;
mod settings;
pub(in crate::app) mod span;
mod state;
mod sticky;
mod tag;
pub(in crate::app) mod wide;

use super::action::Action;
use super::command::Command;
use super::session::Session;
use crate::model::sheet::Progress;

pub(in crate::app) fn run(session: &mut Session, command: Command) {
    match command {
        Command::Act(action) => act(session, action),
        Command::OpenArticle(id) => navigate::open_article(session, id),
        Command::Select { anchor, head } => navigate::select(session, anchor, head),
        Command::Focus(target) => navigate::focus(session, target),
        Command::Label(label) => tag::label(session, label),
        Command::SetSpan(target, to) => span::set(session, target, to),
        Command::Accept(keys) => decide::accept_all(session, &keys),
        Command::Reject(keys) => decide::reject_all(session, &keys),
        Command::Search(query) => find::search(session, query),
        Command::ShowHit(span) => find::show_hit(session, span),
        Command::Everywhere(wish) => many::everywhere(session, wish),
        Command::Judge(picks, judgement) => many::judge(session, picks, judgement),
        Command::Visit(place, label) => wide::visit(session, place, label),
        Command::Hunt(query) => wide::hunt(session, query),
        Command::Survey => wide::survey(session),
        Command::Rule(name, label, ruling) => rule::set(session, &name, &label, ruling),
        Command::Delete(id) => tag::delete(session, id),
        Command::Describe(id, attributes, note) => tag::describe(session, id, attributes, note),
        Command::Relate(relation) => relate::relate(session, relation),
        Command::Unrelate(relation) => relate::unrelate(session, relation),
        Command::SetState(progress, note) => state::set(session, progress, note),
        Command::Selected { anchor, head } => sticky::selected(session, anchor, head),
        Command::SetKey(action, key) => settings::set_key(session, action, key),
        Command::EditLabels(plan) => labels::edit(session, *plan),
        Command::SetGuidelines(text) => labels::set_guidelines(session, text),
        Command::ReadLabels(path) => session.desk.read_labels(path),
        Command::ResetKeys => settings::reset_keys(session),
        Command::DescribeArticle(id, meta) => files::describe(session, id, meta),
        Command::OpenProject(dir) => files::open_project(session, dir),
        Command::OpenAs(dir, name) => files::open_as(session, dir, name),
        Command::ReadHistory(wanted) => past::read(session, wanted),
        Command::ExportHistory(path) => session.desk.export_history(path),
        Command::RestoreTo(seq) => past::restore(session, seq),
        Command::LookAround => session.desk.look_around(),
        Command::CreateProject(dir, labels) => files::create_project(session, dir, labels),
        Command::Begin => session.desk.begin(),
        Command::Resume(dir, id, at) => files::resume(session, dir, id, at),
        Command::OpenPaths(paths) => files::open_paths(session, paths),
        Command::Import(paths) => import::look(session, paths),
        Command::ReadAs(at, options) => import::read_as(session, at, options),
        Command::StartImport(agreement) => import::start(session, *agreement),
        Command::CancelImport => import::cancel(session),
        Command::Export(plan) => files::export(session, plan),
        Command::Preview(plan) => files::preview(session, plan),
        Command::CancelExport => session.desk.cancel_export(),
        Command::SetLanguage(language) => settings::set(session, |p| p.language = language),
        Command::SetTheme(theme) => settings::set(session, |p| p.theme = theme),
        Command::SetReading(reading) => settings::set(session, |p| p.reading = reading),
        Command::TryPatterns(sample) => learn::try_patterns(session, sample),
        Command::DismissNotice(id) => session.dismiss(id),
        Command::CancelJobs => wide::cancel(session),
    }
}

#[expect(clippy::too_many_lines, reason = "one arm per action")]
fn act(session: &mut Session, action: Action) {
    match action {
        Action::Undo => background::undo(session),
        Action::Redo => background::redo(session),
        Action::NextSuggestion => navigate::next_suggestion(session),
        Action::PreviousSuggestion => navigate::previous_suggestion(session),
        Action::Accept => decide::accept_current(session),
        Action::Reject => decide::reject_current(session),
        Action::AcceptGroup => decide::accept_group(session),
        Action::RejectInArticle => rule::reject(session, rule::Reach::Article),
        Action::RejectInProject => rule::reject(session, rule::Reach::Project),
        Action::RejectGroup => decide::reject_group(session),
        Action::NextMissed => missed::step(session, true),
        Action::PreviousMissed => missed::step(session, false),
        Action::NextAnnotation => navigate::next_annotation(session),
        Action::PreviousAnnotation => navigate::previous_annotation(session),
        Action::NextArticle => navigate::next_article(session),
        Action::PreviousArticle => navigate::previous_article(session),
        Action::NextHit => find::step(session, true),
        Action::PreviousHit => find::step(session, false),
        Action::Everywhere => find::search_current(session),
        Action::ToggleDone => state::toggle(session, Progress::Done),
        Action::ToggleDiscuss => state::toggle(session, Progress::Discuss),
        Action::NextUnfinished => state::next_unfinished(session),
        Action::ToggleSticky => sticky::toggle(session),
        Action::Release => navigate::release(session),
        Action::OpenSample => files::open_sample(session),
        Action::History => past::read(session, past::newest()),
        Action::Quit => session.status.quitting = true,
        Action::EndForward
        | Action::EndBackward
        | Action::StartForward
        | Action::StartBackward
        | Action::EndForwardLetter
        | Action::EndBackwardLetter
        | Action::StartForwardLetter
        | Action::StartBackwardLetter
        | Action::EndForwardWord
        | Action::EndBackwardWord
        | Action::StartForwardWord
        | Action::StartBackwardWord => span::move_edge(session, action),
        Action::ToggleSnap
        | Action::ZoomIn
        | Action::ZoomOut
        | Action::ZoomReset
        | Action::ToggleSigns
        | Action::ToggleTheme
        | Action::ToggleLanguage
        | Action::ToggleArticles
        | Action::ToggleBlind
        | Action::ToggleMissed
        | Action::ToggleInbox => settings::act(session, action),
        // These open a dialog, a list or use the clipboard: the window answers them and comes back
        // with a command that has a payload.
        Action::OpenProject
        | Action::NewProject
        | Action::OpenRecent
        | Action::ArticleDetails
        | Action::ImportArticles
        | Action::ImportSuggestions
        | Action::ImportFolder
        | Action::ImportReport
        | Action::Export
        | Action::Copy
        | Action::ChooseLabel
        | Action::Find
        | Action::FindInProject
        | Action::ReviewProject
        | Action::AcceptShown
        | Action::RejectShown
        | Action::Lexicon
        | Action::Palette
        | Action::Appearance
        | Action::NextPane
        | Action::PreviousPane
        | Action::GoToMenus
        | Action::Remark
        | Action::Statistics
        | Action::Describe
        | Action::Relate
        | Action::EditLabels
        | Action::Guidelines
        | Action::SetKeys
        | Action::TryPatterns
        | Action::ShowKeys => {}
    }
}
