//! The look in force: language and tokens, kept in the egui context.

use std::sync::Arc;

use eframe::egui::{Align, Context, Direction, Id, Layout};

use super::style;
use super::tokens::{Mode, Tokens};
use crate::i18n::Lang;

/// What every widget needs to know; cheap to clone.
#[derive(Clone, Debug)]
pub struct Look {
    /// The interface language; it decides the side where things start.
    pub lang: Lang,
    /// Colours and lengths.
    pub tokens: Arc<Tokens>,
}

impl Look {
    /// Whether things start at the right.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.lang.is_rtl()
    }

    /// The start side as an alignment: right when mirrored.
    #[must_use]
    pub fn start(&self) -> Align {
        if self.is_rtl() {
            Align::Max
        } else {
            Align::Min
        }
    }

    /// The end side as an alignment: left when mirrored.
    #[must_use]
    pub fn end(&self) -> Align {
        if self.is_rtl() {
            Align::Min
        } else {
            Align::Max
        }
    }

    /// Things under each other, aligned at the start side.
    #[must_use]
    pub fn column(&self) -> Layout {
        Layout::top_down(self.start())
    }

    /// Things side by side from the start side on.
    #[must_use]
    pub fn row(&self) -> Layout {
        if self.is_rtl() {
            Layout::right_to_left(Align::Center)
        } else {
            Layout::left_to_right(Align::Center)
        }
    }

    /// Things side by side from the end side on.
    #[must_use]
    pub fn row_from_end(&self) -> Layout {
        if self.is_rtl() {
            Layout::left_to_right(Align::Center)
        } else {
            Layout::right_to_left(Align::Center)
        }
    }

    /// Like [`Look::row`], going on below when the width is used up.
    #[must_use]
    pub fn wrapping_row(&self) -> Layout {
        let direction = if self.is_rtl() {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        Layout::from_main_dir_and_cross_align(direction, Align::Center).with_main_wrap(true)
    }
}

fn slot() -> Id {
    Id::unique("tawsim look")
}

/// Installs language and theme; call it once per frame before anything is shown.
///
/// Nothing is recomputed while both stay the same.
pub fn apply(ctx: &Context, lang: Lang, mode: Mode) {
    let current: Option<Look> = ctx.data(|data| data.get_temp(slot()));
    let tokens = match current {
        Some(look) if look.lang == lang && look.tokens.mode == mode => return,
        Some(look) if look.tokens.mode == mode => look.tokens,
        _ => {
            let tokens = Arc::new(Tokens::of(mode));
            style::install(ctx, &tokens);
            tokens
        }
    };
    ctx.data_mut(|data| data.insert_temp(slot(), Look { lang, tokens }));
}

/// The look in force; Arabic and light when [`apply`] was never called.
#[must_use]
pub fn look(ctx: &Context) -> Look {
    if let Some(look) = ctx.data(|data| data.get_temp::<Look>(slot())) {
        return look;
    }
    apply(ctx, Lang::default(), Mode::default());
    ctx.data(|data| data.get_temp(slot()))
        .unwrap_or_else(|| Look {
            lang: Lang::default(),
            tokens: Arc::new(Tokens::of(Mode::default())),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_look_is_seen_at_once() {
        let ctx = Context::default();
        apply(&ctx, Lang::En, Mode::Dark);
        assert!(!look(&ctx).is_rtl());
        assert!(look(&ctx).tokens.mode.is_dark());
        apply(&ctx, Lang::Ar, Mode::Dark);
        assert!(look(&ctx).is_rtl());
        apply(&ctx, Lang::Ar, Mode::Light);
        assert!(!look(&ctx).tokens.mode.is_dark());
    }
}
