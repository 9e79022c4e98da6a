//! What screen readers are told of the page: its paragraphs, and each mark in words.

use eframe::egui::accesskit::Role;
use eframe::egui::{Response, Sense, Ui, WidgetInfo};

use super::{Page, Reader};
use crate::app::command::Target;
use crate::i18n::number::percent;
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::words;

pub(super) fn describe(reader: &Reader, ui: &Ui, cx: &Cx<'_>, response: &Response, page: &Page) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, W::ReaderName.say(cx.lang)));
    let Some(open) = &reader.open else { return };
    for visible in &page.visible {
        let Some(paragraph) = open.document.laid(visible.piece) else {
            continue;
        };
        let whole = crate::layout::geometry::Rect {
            x0: 0.0,
            y0: 0.0,
            x1: paragraph.width(),
            y1: paragraph.height(),
        };
        let rect = page
            .place(visible.y, reader.scroll, whole)
            .intersect(page.rect);
        let node = ui.interact(
            rect,
            super::id().with(("piece", visible.piece)),
            Sense::hover(),
        );
        node.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, paragraph.text()));
    }
    for (at, mark) in reader.painted.iter().enumerate() {
        let node = ui.interact(
            mark.rect.intersect(page.rect),
            super::id().with(("mark", at)),
            Sense::hover(),
        );
        node.widget_info(|| WidgetInfo::labeled(Role::Mark, true, name(cx, &mark.target)));
    }
}

/// "شخص، قاسم الأعرجي، اقتراح، 91٪"
fn name(cx: &Cx<'_>, target: &Target) -> String {
    let Some((article, sheet)) = cx.session.current() else {
        return String::new();
    };
    let comma = if cx.lang.is_rtl() { "، " } else { ", " };
    let (label, span, state) = match target {
        Target::Suggestion(key) => {
            let score = cx
                .session
                .suggestion(key)
                .map_or(0.0, |suggestion| suggestion.score);
            let state = [
                W::Suggestion.say(cx.lang).to_owned(),
                percent(score, cx.lang),
            ]
            .join(comma);
            (key.label.clone(), key.span, state)
        }
        Target::Annotation(id) => {
            let Some(annotation) = sheet.get(*id) else {
                return String::new();
            };
            (
                annotation.label.clone(),
                annotation.span,
                W::Annotation.say(cx.lang).to_owned(),
            )
        }
    };
    let labels = cx.session.project().labels();
    let label = labels
        .get(&label)
        .map_or_else(|| label.to_string(), |label| words::label(label, cx.lang));
    [label, span.text(&article.text).to_owned(), state].join(comma)
}
