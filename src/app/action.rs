//! Everything a person can do without further input: one list for menus, keys, help and palette.

mod table;

use table::{Row, TABLE};

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
    /// Choose a folder to import.
    ImportFolder,
    /// Take files as suggestions.
    ImportSuggestions,
    /// Show what came of the last import.
    ImportReport,
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
