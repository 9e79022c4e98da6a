//! What the widgets themselves say, mostly to screen readers.

use super::Lang;

/// A sentence of a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WidgetText {
    /// The name of a scroll bar.
    ScrollBar,
    /// The name of a panel's edge that can be moved.
    Splitter,
    /// The name of the menu of the thing under the pointer.
    ContextMenu,
    /// Takes the selected text to the clipboard.
    Cut,
    /// Copies the selected text to the clipboard.
    Copy,
    /// Inserts the clipboard's text.
    Paste,
    /// Selects the whole text.
    SelectAll,
}

impl WidgetText {
    /// In that language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Ar => self.ar(),
            Lang::En => self.en(),
        }
        .to_owned()
    }

    fn ar(self) -> &'static str {
        match self {
            Self::ScrollBar => "شريط التمرير",
            Self::Splitter => "عرض اللوحة",
            Self::ContextMenu => "قائمة السياق",
            Self::Cut => "قص",
            Self::Copy => "نسخ",
            Self::Paste => "لصق",
            Self::SelectAll => "تحديد الكل",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::ScrollBar => "Scroll bar",
            Self::Splitter => "Width of the panel",
            Self::ContextMenu => "Context menu",
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::SelectAll => "Select all",
        }
    }
}
