//! Puts the application's facts into sentences: the bridge from `app`'s data to `i18n`.

use std::path::Path;

use crate::app::notice::{FolderNews, Happening, Trouble};
use crate::app::preferences::{Language, ThemeChoice};
use crate::app::trial::PatternFault;
use crate::app::views::relations::{RelationView, Way};
use crate::edit::transaction::Deed;
use crate::i18n::Lang;
use crate::i18n::folder::FolderText;
use crate::i18n::intake::Amounts;
use crate::i18n::notice::{DeedText, NoticeText, TroubleText};
use crate::i18n::own::PatternText;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::ids::EngineId;
use crate::model::label::{Bilingual, Label};
use crate::model::sheet::Progress;
use crate::say;
use crate::text::invisible::is_bidi_control;
use crate::ui::theme::Mode;

/// The interface language.
#[must_use]
pub fn lang(language: Language) -> Lang {
    match language {
        Language::Arabic => Lang::Ar,
        Language::English => Lang::En,
    }
}

/// The theme as the window knows it.
#[must_use]
pub fn mode(theme: ThemeChoice) -> Mode {
    match theme {
        ThemeChoice::Light => Mode::Light,
        ThemeChoice::Dark => Mode::Dark,
        ThemeChoice::Sepia => Mode::Sepia,
        ThemeChoice::Contrast => Mode::Contrast,
        ThemeChoice::ContrastDark => Mode::ContrastDark,
    }
}

/// The text of that language; the other one if it is missing.
#[must_use]
pub fn of(text: &Bilingual, lang: Lang) -> &str {
    let (wanted, other) = if lang.is_rtl() {
        (&text.ar, &text.en)
    } else {
        (&text.en, &text.ar)
    };
    if wanted.is_empty() { other } else { wanted }
}

/// A label's name, or its id if it has no name.
#[must_use]
pub fn label(label: &Label, lang: Lang) -> String {
    let name = of(&label.name, lang);
    if name.is_empty() {
        label.id.to_string()
    } else {
        name.to_owned()
    }
}

/// A path as one left-to-right unit within a sentence of either direction.
#[must_use]
pub fn path(path: &Path) -> String {
    let shown = path.display().to_string();
    // A name must not be able to leave its unit.
    let shown = shown.replace(is_bidi_control, "\u{FFFD}");
    format!("\u{2066}{shown}\u{2069}")
}

/// What made a suggestion.
#[must_use]
pub fn engine(engine: EngineId, lang: Lang) -> &'static str {
    match engine {
        EngineId::Memory => W::EngineMemory,
        EngineId::Gazetteer => W::EngineGazetteer,
        EngineId::Pattern => W::EnginePattern,
        EngineId::Tagger => W::EngineTagger,
        EngineId::Import => W::EngineImport,
    }
    .say(lang)
}

/// How far an annotator is with an article.
#[must_use]
pub fn state(state: Progress, lang: Lang) -> &'static str {
    match state {
        Progress::New => K::StateNew,
        Progress::InProgress => K::StateInProgress,
        Progress::Done => K::StateDone,
        Progress::Discuss => K::StateDiscuss,
    }
    .say(lang)
}

/// What is wrong with a pattern file.
#[must_use]
pub fn pattern(fault: &PatternFault) -> PatternText {
    match fault.clone() {
        PatternFault::Syntax(said) => PatternText::Syntax(said),
        PatternFault::NoList(name) => PatternText::NoList(name),
        PatternFault::NoPart(name) => PatternText::NoPart(name),
        PatternFault::TooDeep(rule) => PatternText::TooDeep(rule),
        PatternFault::Twice(rule) => PatternText::Twice(rule),
        PatternFault::MarksNothing(rule) => PatternText::MarksNothing(rule),
        PatternFault::Score(rule) => PatternText::Score(rule),
        PatternFault::Stage(rule) => PatternText::Stage(rule),
        PatternFault::ManyInMany(rule) => PatternText::ManyInMany(rule),
        PatternFault::TooManyRules(count) => PatternText::TooManyRules(count),
    }
}

/// A relation as seen from one of its annotations: `this ← founder ← …`, along the reading
/// direction of the interface.
#[must_use]
pub fn relation(view: &RelationView, lang: Lang) -> String {
    let arrow = if lang.is_rtl() { "←" } else { "→" };
    let other = view.other.text.as_str();
    let this = K::This.say(lang);
    let (from, to) = match view.way {
        Way::Out => (this, other),
        Way::In => (other, this),
    };
    let parts = [from, view.relation.label.as_str(), to];
    let parts = parts.iter().filter(|part| !part.is_empty());
    // Each part keeps its own direction.
    let parts: Vec<String> = parts
        .map(|part| format!("\u{2068}{part}\u{2069}"))
        .collect();
    parts.join(&format!(" {arrow} "))
}

/// What was done, as a verbal noun.
#[must_use]
pub fn deed(deed: Deed) -> DeedText {
    match deed {
        Deed::Accept => DeedText::Accept,
        Deed::AcceptEdited => DeedText::AcceptEdited,
        Deed::Reject => DeedText::Reject,
        Deed::Annotate => DeedText::Annotate,
        Deed::Delete => DeedText::Delete,
        Deed::Relabel => DeedText::Relabel,
        Deed::MoveBoundary => DeedText::MoveBoundary,
        Deed::Describe => DeedText::Describe,
        Deed::Relate => DeedText::Relate,
        Deed::Unrelate => DeedText::Unrelate,
        Deed::Progress => DeedText::Progress,
        Deed::Import => DeedText::Import,
        Deed::RemoveArticle => DeedText::RemoveArticle,
        Deed::DescribeArticle => DeedText::DescribeArticle,
        Deed::EditLabels => DeedText::EditLabels,
        Deed::Rule => DeedText::Rule,
        Deed::Withdraw => DeedText::Withdraw,
        Deed::Remark => DeedText::Remark,
        Deed::EditGuidelines => DeedText::EditGuidelines,
        Deed::Restore => DeedText::Restore,
    }
}

/// What is wrong with a file or folder.
#[must_use]
pub fn trouble(trouble: &Trouble) -> TroubleText {
    match trouble {
        Trouble::Missing => TroubleText::Missing,
        Trouble::NotPermitted => TroubleText::NotPermitted,
        Trouble::DiskFull => TroubleText::DiskFull,
        Trouble::Empty => TroubleText::Empty,
        Trouble::NotText => TroubleText::NotText,
        Trouble::TooLarge => TroubleText::TooLarge,
        Trouble::NotAProject => TroubleText::NotAProject,
        Trouble::Newer(version) => TroubleText::Newer(*version),
        Trouble::InUse(holder) => TroubleText::InUse(
            holder
                .as_ref()
                .map(|h| (h.person.clone(), h.machine.clone(), h.since.clone())),
        ),
        Trouble::Damaged(place) => TroubleText::Damaged(place.clone()),
        Trouble::Altered => TroubleText::Altered,
        Trouble::Other(reason) => TroubleText::Other(reason.clone()),
    }
}

fn folder(news: &FolderNews) -> FolderText {
    match news {
        FolderNews::JournalMended(count) => FolderText::JournalMended(*count),
        FolderNews::JournalGap(count, aside) => FolderText::JournalGap(*count, path(aside)),
        FolderNews::JournalLost => FolderText::JournalLost,
        FolderNews::JournalGrew => FolderText::JournalGrew,
        FolderNews::ConflictCopies(count, one) => FolderText::ConflictCopies(*count, path(one)),
        FolderNews::ForeignSheet(aside) => FolderText::ForeignSheet(path(aside)),
        FolderNews::SheetChanged(id) => FolderText::SheetChanged(id.to_string()),
        FolderNews::Gone => FolderText::Gone,
        FolderNews::ArticlesAdded(count) => FolderText::ArticlesAdded(*count),
        FolderNews::ArticleGone(id) => FolderText::ArticleGone(id.to_string()),
        FolderNews::ArticleAltered(id) => FolderText::ArticleAltered(id.to_string()),
        FolderNews::LabelsChanged => FolderText::LabelsChanged,
        FolderNews::OthersSaved(names) => FolderText::OthersSaved(names.clone()),
        FolderNews::Restored(count) => FolderText::Restored(*count),
        FolderNews::HistoryWritten(count, to) => FolderText::HistoryWritten(*count, path(to)),
    }
}

fn brought(what: &Happening) -> NoticeText {
    let Happening::Brought {
        articles: (added, known),
        annotations,
        suggestions,
        plain,
    } = what
    else {
        return NoticeText::NothingToImport;
    };
    let amounts = Amounts {
        added: *added,
        known: *known,
        annotations: *annotations,
        suggestions: *suggestions,
        ..Amounts::default()
    };
    NoticeText::Brought(amounts, !plain)
}

/// The sentence for what happened.
#[must_use]
pub fn happening(what: &Happening, lang: Lang) -> NoticeText {
    match what {
        Happening::Undone(done, count) => NoticeText::Undone(deed(*done), *count),
        Happening::Redone(done, count) => NoticeText::Redone(deed(*done), *count),
        Happening::NothingToUndo => NoticeText::NothingToUndo,
        Happening::NothingToRedo => NoticeText::NothingToRedo,
        Happening::NoMoreSuggestions => NoticeText::NoMoreSuggestions,
        Happening::SuggestionsHidden => NoticeText::SuggestionsHidden,
        Happening::NothingShown => NoticeText::NothingShown,
        Happening::NothingMissed => NoticeText::NothingMissed,
        Happening::DecidedWidely(done, places, articles) => {
            NoticeText::DecidedWidely(deed(*done), *places, *articles)
        }
        Happening::OfferEverywhere(text, tagged) => {
            NoticeText::OfferEverywhere(text.clone(), *tagged)
        }
        Happening::StillGathering => NoticeText::StillGathering,
        Happening::NothingToLabel => NoticeText::NothingToLabel,
        Happening::EdgeStuck => NoticeText::EdgeStuck,
        Happening::Exported {
            path: to,
            articles,
            annotations,
            losses,
        } => NoticeText::Exported(path(to), *articles, *annotations, *losses),
        Happening::ExportCancelled => NoticeText::ExportCancelled,
        Happening::Refused(why) => NoticeText::Refused(say::refusal(why, lang)),
        Happening::Brought { .. } => brought(what),
        Happening::Imported { added, known } => NoticeText::Imported(*added, *known),
        Happening::NothingToImport => NoticeText::NothingToImport,
        Happening::ImportCancelled => NoticeText::ImportCancelled,
        Happening::BidiControls(_, count) => NoticeText::BidiControls(*count),
        Happening::ControlCharacters(_, count) => NoticeText::ControlCharacters(*count),
        Happening::CannotRead(from, reason) => NoticeText::CannotRead(path(from), trouble(reason)),
        Happening::CannotSave(reason) => NoticeText::CannotSave(trouble(reason)),
        Happening::ReadOnly(reason) => NoticeText::ReadOnly(trouble(reason)),
        Happening::Recovered(count) => NoticeText::Recovered(*count),
        Happening::JournalCut => NoticeText::JournalCut,
        Happening::LabelsMoved(annotations, articles) => {
            NoticeText::LabelsMoved(*annotations, *articles)
        }
        Happening::StillReading => NoticeText::StillReading,
        Happening::AllDone => NoticeText::AllDone,
        Happening::Hasty(count) => NoticeText::Hasty(*count as usize),
        Happening::JobFailed(name) => NoticeText::JobFailed((*name).to_owned()),
        Happening::EndedBadly {
            place,
            report: crash,
        } => NoticeText::EndedBadly(place.is_some(), crash.as_deref().map(path)),
        Happening::SettingsSetAside(file) => NoticeText::SettingsSetAside(path(file)),
        Happening::Folder(news) => NoticeText::Folder(folder(news)),
    }
}
