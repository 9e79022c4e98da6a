//! The dialog on what is known about an article.

use eframe::egui::{Context, Ui, vec2};

use super::cx::Cx;
use super::prompts::Next;
use super::theme::look;
use super::widgets::{self, Answer, Choice, FieldState};
use crate::app::command::Command;
use crate::i18n::details::D;
use crate::i18n::window::W;
use crate::model::article::ArticleMeta;
use crate::model::ids::ArticleId;
use crate::text::paragraph::Direction;

/// The dialog while it is open.
pub struct Details {
    article: ArticleId,
    title: FieldState,
    source: FieldState,
    date: FieldState,
    url: FieldState,
    language: FieldState,
    direction: Option<Direction>,
}

/// Width of the fields' names, in points.
const NAME: f32 = 90.0;

impl Details {
    /// On the article on screen, if there is one.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Option<Self> {
        let (article, _) = cx.session.current()?;
        let ArticleMeta {
            title,
            source,
            date,
            url,
            language,
            direction,
        } = &article.meta;
        let field = |value: &Option<String>| FieldState::new(value.as_deref().unwrap_or_default());
        Some(Self {
            article: article.id.clone(),
            title: FieldState::new(title),
            source: field(source),
            date: field(date),
            url: field(url),
            language: field(language),
            direction: *direction,
        })
    }

    fn meta(&self) -> ArticleMeta {
        let value = |field: &FieldState| {
            let value = field.text().trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        ArticleMeta {
            title: value(&self.title).unwrap_or_default(),
            source: value(&self.source),
            date: value(&self.date),
            url: value(&self.url),
            language: value(&self.language),
            direction: self.direction,
        }
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let whole = !self.title.text().trim().is_empty() && cx.session.read_only().is_none();
        let choices = [
            Choice::primary(D::Save.say(cx.lang)).enabled(whole),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = D::DialogTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 520.0, &choices, |ui| self.body(ui, cx));
        match answer {
            Answer::Open => Next::Stay,
            Answer::Chosen(0) => {
                cx.send(Command::DescribeArticle(self.article.clone(), self.meta()));
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        for (name, field, latin) in [
            (D::Title, &mut self.title, false),
            (D::Source, &mut self.source, false),
            (D::Date, &mut self.date, true),
            (D::Url, &mut self.url, true),
            (D::Language, &mut self.language, true),
        ] {
            let name = name.say(cx.lang);
            widgets::row(ui, |ui| {
                let size = vec2(NAME, ui.available_height());
                ui.allocate_ui_with_layout(size, look(ui.ctx()).row(), |ui| {
                    ui.set_min_width(NAME);
                    widgets::strong_label(ui, name);
                });
                let shown = widgets::TextField::new(name).width(ui.available_width());
                let shown = if latin { shown.left_to_right() } else { shown };
                shown.show(ui, field);
            });
        }
        widgets::strong_label(ui, D::Direction.say(cx.lang));
        widgets::wrapping_row(ui, |ui| {
            for (direction, name) in [
                (None, D::ByText),
                (Some(Direction::Rtl), D::RightToLeft),
                (Some(Direction::Ltr), D::LeftToRight),
            ] {
                widgets::radio_value(ui, &mut self.direction, direction, name.say(cx.lang));
            }
        });
    }
}
