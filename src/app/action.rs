//! Everything a person can do without further input: one list for menus, keys, help and palette.

/// A key by position, so that shortcuts work with an Arabic keyboard layout active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A Latin letter or digit key, lower case.
    Char(char),
    /// Tab.
    Tab,
    /// Enter or Return.
    Enter,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Escape.
    Escape,
    /// Space bar.
    Space,
    /// The arrow that points along the reading direction: left in Arabic.
    Forward,
    /// The arrow against the reading direction: right in Arabic.
    Backward,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Function key.
    F(u8),
}

/// A key with modifiers. `ctrl` means Command on macOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// The key.
    pub key: Key,
    /// Ctrl (Command on macOS).
    pub ctrl: bool,
    /// Alt (Option on macOS).
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

impl Shortcut {
    const fn plain(key: Key) -> Self {
        Self {
            key,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    const fn ctrl(key: Key) -> Self {
        Self {
            ctrl: true,
            ..Self::plain(key)
        }
    }

    const fn alt(key: Key) -> Self {
        Self {
            alt: true,
            ..Self::plain(key)
        }
    }

    const fn shift(self) -> Self {
        Self {
            shift: true,
            ..self
        }
    }

    const fn and_ctrl(self) -> Self {
        Self { ctrl: true, ..self }
    }
}

/// Where an action is found in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Menu {
    /// Project and files.
    File,
    /// Undo and the like.
    Edit,
    /// Decisions about suggestions.
    Review,
    /// The current span.
    Span,
    /// What is shown and how.
    View,
    /// Help.
    Help,
}

/// Something a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Choose a project folder.
    OpenProject,
    /// Choose a folder for a new project.
    NewProject,
    /// Choose article files to import.
    ImportArticles,
    /// Take files as suggestions.
    ImportSuggestions,
    /// What is known about the article: title, source, date and the like.
    ArticleDetails,
    /// Choose one of the projects opened last.
    OpenRecent,
    /// Open the sample project.
    OpenSample,
    /// See who decided what when, and go back there.
    History,
    /// Export a dataset.
    Export,
    /// Close the window.
    Quit,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
    /// Copy the selected text.
    Copy,
    /// To the next pending suggestion.
    NextSuggestion,
    /// To the previous pending suggestion.
    PreviousSuggestion,
    /// Accept the current suggestion.
    Accept,
    /// Reject the current suggestion, or delete the current annotation.
    Reject,
    /// Accept all pending suggestions with the same text and label.
    AcceptGroup,
    /// Reject all pending suggestions with the same text and label.
    RejectGroup,
    /// Reject, and do not suggest this text as this label in this article again.
    RejectInArticle,
    /// Reject, and do not suggest this text as this label anywhere in the project again.
    RejectInProject,
    /// Accept all that the inbox shows, as it is filtered.
    AcceptShown,
    /// Reject all that the inbox shows, as it is filtered.
    RejectShown,
    /// To the next place where something may have been missed.
    NextMissed,
    /// To the previous one.
    PreviousMissed,
    /// Mark where something may have been missed, or not.
    ToggleMissed,
    /// To the next annotation.
    NextAnnotation,
    /// To the previous annotation.
    PreviousAnnotation,
    /// To the next article.
    NextArticle,
    /// To the previous article.
    PreviousArticle,
    /// Mark the article as done, or not.
    ToggleDone,
    /// The same decision wherever the current span's text stands.
    Everywhere,
    /// Try the patterns out on the selection or the paragraph.
    TryPatterns,
    /// Look for something.
    Find,
    /// Look for something in all articles.
    FindInProject,
    /// The review inbox of the whole project, or of the article again.
    ReviewProject,
    /// What was learned and ruled about names.
    Lexicon,
    /// To the next hit.
    NextHit,
    /// To the previous hit.
    PreviousHit,
    /// Every action, by typing.
    Palette,
    /// Choose a label by typing.
    ChooseLabel,
    /// End edge one clitic further.
    EndForward,
    /// End edge one clitic back.
    EndBackward,
    /// Start edge one clitic further (shrinks).
    StartForward,
    /// Start edge one clitic back (grows).
    StartBackward,
    /// End edge one letter further.
    EndForwardLetter,
    /// End edge one letter back.
    EndBackwardLetter,
    /// Start edge one letter further.
    StartForwardLetter,
    /// Start edge one letter back.
    StartBackwardLetter,
    /// End edge one word further.
    EndForwardWord,
    /// End edge one word back.
    EndBackwardWord,
    /// Start edge one word further.
    StartForwardWord,
    /// Start edge one word back.
    StartBackwardWord,
    /// Leave the current span: caret only.
    Release,
    /// Snap new selections to words and clitics, or not.
    ToggleSnap,
    /// Bigger text.
    ZoomIn,
    /// Smaller text.
    ZoomOut,
    /// Standard text size.
    ZoomReset,
    /// Mark invisible and doubtful characters, or not.
    ToggleSigns,
    /// Face, size, spacing and theme.
    Appearance,
    /// The next theme.
    ToggleTheme,
    /// Arabic or English interface.
    ToggleLanguage,
    /// Show or hide the article list.
    ToggleArticles,
    /// Show or hide the review inbox.
    ToggleInbox,
    /// The keyboard to the next part of the window.
    NextPane,
    /// The keyboard to the previous part of the window.
    PreviousPane,
    /// The keyboard to the menu bar.
    GoToMenus,
    /// To the next article that is not finished.
    NextUnfinished,
    /// Mark the article as one to be talked about, or not.
    ToggleDiscuss,
    /// State of the article and a note on it.
    Remark,
    /// How far the project is, and what became of suggestions.
    Statistics,
    /// Hide suggestions wholly, or not.
    ToggleBlind,
    /// Attributes and note of the current annotation.
    Describe,
    /// What the current annotation is related to.
    Relate,
    /// Give every new selection the last label, or not.
    ToggleSticky,
    /// The label set.
    EditLabels,
    /// Show or hide the guidelines.
    Guidelines,
    /// Choose other keys.
    SetKeys,
    /// Show the keys.
    ShowKeys,
}

use Action as A;
use Key as K;
use Shortcut as S;

/// An action with its stable id, its menu and its standard key.
type Row = (Action, &'static str, Menu, Option<Shortcut>);

/// The list: menus, help and the key map iterate it in this order.
const TABLE: [Row; 79] = [
    (
        A::OpenProject,
        "open-project",
        Menu::File,
        Some(S::ctrl(K::Char('o'))),
    ),
    (
        A::NewProject,
        "new-project",
        Menu::File,
        Some(S::ctrl(K::Char('n'))),
    ),
    (
        A::ImportArticles,
        "import-articles",
        Menu::File,
        Some(S::ctrl(K::Char('i'))),
    ),
    (
        A::ImportSuggestions,
        "import-suggestions",
        Menu::File,
        Some(S::ctrl(K::Char('i')).shift()),
    ),
    (
        A::OpenRecent,
        "open-recent",
        Menu::File,
        Some(S::ctrl(K::Char('o')).shift()),
    ),
    (
        A::ArticleDetails,
        "article-details",
        Menu::File,
        Some(S::ctrl(K::Char('e')).shift()),
    ),
    (A::OpenSample, "open-sample", Menu::File, None),
    (
        A::History,
        "history",
        Menu::File,
        Some(S::ctrl(K::Char('h'))),
    ),
    (A::Export, "export", Menu::File, Some(S::ctrl(K::Char('e')))),
    (A::Quit, "quit", Menu::File, Some(S::ctrl(K::Char('q')))),
    (A::Undo, "undo", Menu::Edit, Some(S::ctrl(K::Char('z')))),
    (
        A::Redo,
        "redo",
        Menu::Edit,
        Some(S::ctrl(K::Char('z')).shift()),
    ),
    (A::Copy, "copy", Menu::Edit, Some(S::ctrl(K::Char('c')))),
    (
        A::NextSuggestion,
        "next-suggestion",
        Menu::Review,
        Some(S::plain(K::Tab)),
    ),
    (
        A::PreviousSuggestion,
        "previous-suggestion",
        Menu::Review,
        Some(S::plain(K::Tab).shift()),
    ),
    (A::Accept, "accept", Menu::Review, Some(S::plain(K::Enter))),
    (
        A::Reject,
        "reject",
        Menu::Review,
        Some(S::plain(K::Backspace)),
    ),
    (
        A::AcceptGroup,
        "accept-group",
        Menu::Review,
        Some(S::plain(K::Enter).shift()),
    ),
    (
        A::RejectGroup,
        "reject-group",
        Menu::Review,
        Some(S::plain(K::Backspace).shift()),
    ),
    (
        A::RejectInArticle,
        "reject-in-article",
        Menu::Review,
        Some(S::ctrl(K::Backspace)),
    ),
    (
        A::RejectInProject,
        "reject-in-project",
        Menu::Review,
        Some(S::ctrl(K::Backspace).shift()),
    ),
    (
        A::AcceptShown,
        "accept-shown",
        Menu::Review,
        Some(S::ctrl(K::Enter)),
    ),
    (
        A::RejectShown,
        "reject-shown",
        Menu::Review,
        Some(S::ctrl(K::Delete)),
    ),
    (
        A::NextMissed,
        "next-missed",
        Menu::Review,
        Some(S::plain(K::F(4))),
    ),
    (
        A::PreviousMissed,
        "previous-missed",
        Menu::Review,
        Some(S::plain(K::F(4)).shift()),
    ),
    (
        A::ToggleMissed,
        "toggle-missed",
        Menu::View,
        Some(S::ctrl(K::Char('h')).shift()),
    ),
    (
        A::NextAnnotation,
        "next-annotation",
        Menu::Review,
        Some(S::ctrl(K::Char('m'))),
    ),
    (
        A::PreviousAnnotation,
        "previous-annotation",
        Menu::Review,
        Some(S::ctrl(K::Char('m')).shift()),
    ),
    (
        A::NextArticle,
        "next-article",
        Menu::Review,
        Some(S::ctrl(K::Char('j'))),
    ),
    (
        A::PreviousArticle,
        "previous-article",
        Menu::Review,
        Some(S::ctrl(K::Char('j')).shift()),
    ),
    (
        A::ToggleDone,
        "toggle-done",
        Menu::Review,
        Some(S::ctrl(K::Char('d'))),
    ),
    (
        A::Everywhere,
        "everywhere",
        Menu::Review,
        Some(S::plain(K::Char('a'))),
    ),
    (A::TryPatterns, "try-patterns", Menu::Review, None),
    (A::Find, "find", Menu::Edit, Some(S::ctrl(K::Char('f')))),
    (
        A::FindInProject,
        "find-in-project",
        Menu::Edit,
        Some(S::ctrl(K::Char('f')).shift()),
    ),
    (
        A::ReviewProject,
        "review-project",
        Menu::Review,
        Some(S::ctrl(K::Char('2')).shift()),
    ),
    (
        A::Lexicon,
        "lexicon",
        Menu::Review,
        Some(S::ctrl(K::Char('r')).shift()),
    ),
    (A::NextHit, "next-hit", Menu::Edit, Some(S::plain(K::F(3)))),
    (
        A::PreviousHit,
        "previous-hit",
        Menu::Edit,
        Some(S::plain(K::F(3)).shift()),
    ),
    (
        A::Palette,
        "palette",
        Menu::Help,
        Some(S::ctrl(K::Char('k'))),
    ),
    (
        A::ChooseLabel,
        "choose-label",
        Menu::Span,
        Some(S::plain(K::Space)),
    ),
    (
        A::EndForward,
        "end-forward",
        Menu::Span,
        Some(S::alt(K::Forward)),
    ),
    (
        A::EndBackward,
        "end-backward",
        Menu::Span,
        Some(S::alt(K::Backward)),
    ),
    (
        A::StartForward,
        "start-forward",
        Menu::Span,
        Some(S::alt(K::Forward).shift()),
    ),
    (
        A::StartBackward,
        "start-backward",
        Menu::Span,
        Some(S::alt(K::Backward).shift()),
    ),
    (
        A::EndForwardLetter,
        "end-forward-letter",
        Menu::Span,
        Some(S::alt(K::Forward).and_ctrl()),
    ),
    (
        A::EndBackwardLetter,
        "end-backward-letter",
        Menu::Span,
        Some(S::alt(K::Backward).and_ctrl()),
    ),
    (
        A::StartForwardLetter,
        "start-forward-letter",
        Menu::Span,
        Some(S::alt(K::Forward).and_ctrl().shift()),
    ),
    (
        A::StartBackwardLetter,
        "start-backward-letter",
        Menu::Span,
        Some(S::alt(K::Backward).and_ctrl().shift()),
    ),
    (
        A::EndForwardWord,
        "end-forward-word",
        Menu::Span,
        Some(S::alt(K::Down)),
    ),
    (
        A::EndBackwardWord,
        "end-backward-word",
        Menu::Span,
        Some(S::alt(K::Up)),
    ),
    (
        A::StartForwardWord,
        "start-forward-word",
        Menu::Span,
        Some(S::alt(K::Down).shift()),
    ),
    (
        A::StartBackwardWord,
        "start-backward-word",
        Menu::Span,
        Some(S::alt(K::Up).shift()),
    ),
    (A::Release, "release", Menu::Span, Some(S::plain(K::Escape))),
    (
        A::ToggleSnap,
        "toggle-snap",
        Menu::Span,
        Some(S::ctrl(K::Char('l'))),
    ),
    (
        A::ZoomIn,
        "zoom-in",
        Menu::View,
        Some(S::ctrl(K::Char('='))),
    ),
    (
        A::ZoomOut,
        "zoom-out",
        Menu::View,
        Some(S::ctrl(K::Char('-'))),
    ),
    (
        A::ZoomReset,
        "zoom-reset",
        Menu::View,
        Some(S::ctrl(K::Char('0'))),
    ),
    (
        A::ToggleSigns,
        "toggle-signs",
        Menu::View,
        Some(S::ctrl(K::Char('8')).shift()),
    ),
    (
        A::Appearance,
        "appearance",
        Menu::View,
        Some(S::ctrl(K::Char(','))),
    ),
    (
        A::ToggleTheme,
        "toggle-theme",
        Menu::View,
        Some(S::ctrl(K::Char('t'))),
    ),
    (
        A::ToggleLanguage,
        "toggle-language",
        Menu::View,
        Some(S::ctrl(K::Char('g'))),
    ),
    (
        A::ToggleArticles,
        "toggle-articles",
        Menu::View,
        Some(S::ctrl(K::Char('1'))),
    ),
    (
        A::ToggleInbox,
        "toggle-inbox",
        Menu::View,
        Some(S::ctrl(K::Char('2'))),
    ),
    (
        A::NextPane,
        "next-pane",
        Menu::View,
        Some(S::plain(K::F(6))),
    ),
    (
        A::PreviousPane,
        "previous-pane",
        Menu::View,
        Some(S::plain(K::F(6)).shift()),
    ),
    (
        A::GoToMenus,
        "go-to-menus",
        Menu::View,
        Some(S::plain(K::F(10))),
    ),
    (
        A::NextUnfinished,
        "next-unfinished",
        Menu::Review,
        Some(S::ctrl(K::Char('u'))),
    ),
    (
        A::ToggleDiscuss,
        "toggle-discuss",
        Menu::Review,
        Some(S::ctrl(K::Char('d')).shift()),
    ),
    (
        A::Remark,
        "remark",
        Menu::Review,
        Some(S::ctrl(K::Char('r'))),
    ),
    (
        A::Statistics,
        "statistics",
        Menu::Review,
        Some(S::ctrl(K::Char('p'))),
    ),
    (
        A::ToggleBlind,
        "toggle-blind",
        Menu::Review,
        Some(S::ctrl(K::Char('b')).shift()),
    ),
    (A::Describe, "describe", Menu::Span, Some(S::plain(K::F(2)))),
    (
        A::Relate,
        "relate",
        Menu::Span,
        Some(S::plain(K::F(2)).shift()),
    ),
    (
        A::ToggleSticky,
        "toggle-sticky",
        Menu::Span,
        Some(S::ctrl(K::Char('l')).shift()),
    ),
    (
        A::EditLabels,
        "edit-labels",
        Menu::Edit,
        Some(S::ctrl(K::Char('k')).shift()),
    ),
    (
        A::SetKeys,
        "set-keys",
        Menu::Help,
        Some(S::plain(K::F(1)).shift()),
    ),
    (
        A::Guidelines,
        "guidelines",
        Menu::View,
        Some(S::ctrl(K::Char('g')).shift()),
    ),
    (
        A::ShowKeys,
        "show-keys",
        Menu::Help,
        Some(S::plain(K::F(1))),
    ),
];

impl Action {
    /// Every action, in menu order.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// Stable name, for settings and texts.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().map_or("", |row| row.1)
    }

    /// The menu it is found in.
    #[must_use]
    pub fn menu(self) -> Menu {
        self.row().map_or(Menu::Help, |row| row.2)
    }

    /// Its standard key.
    #[must_use]
    pub fn shortcut(self) -> Option<Shortcut> {
        self.row().and_then(|row| row.3)
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.0 == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_an_id_or_a_key() {
        for (at, row) in TABLE.iter().enumerate() {
            for other in &TABLE[..at] {
                assert_ne!(row.1, other.1);
                assert!(
                    row.3.is_none() || row.3 != other.3,
                    "{} and {}",
                    row.1,
                    other.1
                );
            }
        }
    }
}
