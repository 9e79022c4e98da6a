//! Tests without a window: everything below `ui`.

mod architecture;
mod edit;
mod i18n;
mod suggest;
mod layout;
