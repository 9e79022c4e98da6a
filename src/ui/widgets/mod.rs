//! The widgets of the window: every word goes through our own text engine, every place is by start
//! and end, every widget has a role, a name and a visible focus.
//!
//! All functions read language and theme from the egui context ([`crate::ui::theme::apply`] puts
//! them there once per frame), so they take no more than a `Ui` and what they show. Widgets are
//! switched off by `ui.add_enabled_ui(false, …)`. Interface text runs in the interface's direction;
//! content (names from articles) in the direction of its first letter: see [`content_label`] and
//! [`Row::content`].

mod access;
mod button;
mod chip;
mod container;
mod dialog;
mod field;
mod label;
mod list_row;
mod mark;
mod menu;
mod notice;
mod paint;
mod progress;
mod scroll;
mod tooltip;

pub use self::access::attend;
pub(super) use self::access::{Scrolled, scroll_bar};
pub use self::button::{
    button, danger_button, primary_button, sign_button, toggle_button, tool_button,
};
pub use self::chip::{chip, chip_button, chip_size, chip_text, paint_chip};
pub use self::container::{
    Side, card, cells, column, indented, name_edge, row, row_from_end, row_of, side_panel, spread,
    wrapping_row,
};
pub use self::dialog::{Answer, Choice, ChoiceKind, dialog};
pub use self::field::{FieldState, Reach, TextField, is_editing_key, is_typing, text_field};
pub use self::label::{
    coloured_label, content_label, cut_label, heading, label, link, separator, strong_label, title,
    two_lines, typed_label, weak_label,
};
pub use self::list_row::{Row, selectable_row};
pub use self::mark::{bare_checkbox, checkbox, radio, radio_value};
pub use self::menu::{combo_box, context_menu, menu, menu_bar, menu_item, menu_toggle};
pub use self::notice::{Tone, notice, toast};
pub use self::paint::ring_of as ring;
pub use self::progress::progress;
pub use self::scroll::{VirtualList, list_height, scroll, scroll_within};
pub use self::tooltip::OnHover;
